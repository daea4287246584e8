#include "questionnaires/base/schema.h"

#include "questionnaires/base/text.h"

#include <assert.h>
#include <string.h>

static bool is_word_of(const char *words, const char *text)
{
    size_t length = strcspn(text, " ");
    if (length == 0 || text[length])
        return false;
    for (const char *at = words; (at = strstr(at, text)); at += length)
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

/* None that is allowed is longer than a name. */
static bool all_words(const char *text, bool (*is)(const char *word))
{
    enum { ROOM = 64 };
    static const char blanks[] = " \t\r\n";
    bool all = false;
    for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
        char word[ROOM] = "";
        size_t length = strcspn(text, blanks);
        memcpy(word, text, length < ROOM ? length : 0);
        if (!is(word))
            return false;
        all = true;
        text += length;
    }
    return all;
}

static bool is_anything(const char *text)
{
    (void)text;
    return true;
}

static bool is_names(const char *text)
{
    return all_words(text, peil_text_is_name);
}

static bool is_codes(const char *text)
{
    return all_words(text, peil_text_is_code);
}

static bool is_yes_no(const char *text)
{
    return strcmp(text, "yes") == 0 || strcmp(text, "no") == 0;
}

/* ISO 639: texts may be in any language; our own words are there in Dutch and English.
 */
static bool is_language(const char *text)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz");
    return (length == 2 || length == 3) && text[length] == '\0';
}

static bool is_integer(const char *text)
{
    long number;
    return peil_text_integer(text, &number);
}

static bool is_number(const char *text)
{
    double number;
    return peil_text_number(text, &number);
}

static bool is_date(const char *text)
{
    static const char shape[] = "0000-00-00";
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (strlen(text) != strlen(shape))
        return false;
    int numbers[3] = { 0 }, part = 0;
    for (size_t i = 0; shape[i]; i++) {
        bool is_digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == '-' ? text[i] != '-' : !is_digit)
            return false;
        if (shape[i] == '-')
            part++;
        else
            numbers[part] = 10 * numbers[part] + (text[i] - '0');
    }
    int year = numbers[0], month = numbers[1], day = numbers[2];
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (month == 2 && leap);
}

/* All that differs from one kind of value to another. */
static const struct value_kind {
    const char *expected;
    bool (*allows)(const char *text);
} value_kinds[] = {
    [PEIL_VALUE_TEXT] = { "any text", is_anything },
    [PEIL_VALUE_NAME] = { "a name (a letter a-z, then a-z, 0-9 or _, at most 32)",
                          peil_text_is_name },
    [PEIL_VALUE_NAMES] = { "names with blanks between", is_names },
    [PEIL_VALUE_CODE] = { "a code (letters, digits or _, at most 16)",
                          peil_text_is_code },
    [PEIL_VALUE_CODES] = { "codes with blanks between", is_codes },
    [PEIL_VALUE_YES_NO] = { "\"yes\" or \"no\"", is_yes_no },
    [PEIL_VALUE_INTEGER] = { "a whole number", is_integer },
    [PEIL_VALUE_NUMBER] = { "a number with a decimal point", is_number },
    [PEIL_VALUE_DATE] = { "a date (YYYY-MM-DD)", is_date },
    [PEIL_VALUE_LANGUAGE] = { "a language, two or three small letters such as \"nl\"",
                              is_language },
    [PEIL_VALUE_CONDITION] = { "a condition", is_anything },
    [PEIL_VALUE_CHOICE] = { NULL, NULL }, /* the attribute's own words */
};

const char *peil_schema_expected(const struct peil_schema_attribute *attribute)
{
    const char *expected = value_kinds[attribute->value].expected;
    return expected ? expected : attribute->words;
}

static bool is_row_of(const char *row, const char *parent, const char *name)
{
    size_t length = strlen(parent);
    return *row == *parent && strncmp(row, parent, length) == 0 && row[length] == '/' &&
           strcmp(row + length + 1, name) == 0;
}

const struct peil_schema_element *peil_schema_find(const struct peil_schema *schema,
                                                   const char *parent, const char *name)
{
    const struct peil_schema_element *found = NULL;
    for (size_t i = 0; i < schema->element_count; i++) {
        const struct peil_schema_element *row = &schema->elements[i];
        if (parent && is_row_of(row->name, parent, name))
            return row;
        if (*row->name == *name && strcmp(row->name, name) == 0)
            found = row;
    }
    return found;
}

struct walk {
    const struct peil_schema *schema;
    struct peil_diag *diag;
};

/* "a, b, c" of a table's names; most of our messages end with such a list. */
static const char *listed(struct peil_arena *arena, const char *list, const char *name)
{
    return list ? peil_arena_format(arena, "%s, %s", list, name) : name;
}

static void refuse_attribute(const struct walk *walk,
                             const struct peil_element *element,
                             const struct peil_schema_element *row,
                             const struct peil_attribute *attribute)
{
    struct peil_arena *arena = peil_arena_new();
    const char *list = NULL;
    for (const struct peil_schema_attribute *a = row->attributes; a && a->name; a++)
        list = listed(arena, list, a->name);
    peil_diag_add(walk->diag, PEIL_ERROR, attribute->place,
                  "unknown attribute \"%s\" of \"%s\"; expected %s", attribute->name,
                  element->name, list ? list : "none");
    peil_arena_free(arena);
}

static void check_value(const struct walk *walk,
                        const struct peil_schema_attribute *rule,
                        const struct peil_attribute *attribute)
{
    const char *words = rule->value == PEIL_VALUE_CHOICE ? rule->words : NULL;
    if (words && !is_word_of(words, attribute->value))
        peil_diag_add(walk->diag, PEIL_ERROR, attribute->place,
                      "attribute \"%s\" must be one of: %s", rule->name, words);
    if (!words && !value_kinds[rule->value].allows(attribute->value))
        peil_diag_add(walk->diag, PEIL_ERROR, attribute->place,
                      "attribute \"%s\" must be %s", rule->name,
                      peil_schema_expected(rule));
}

static const struct peil_schema_attribute *
attribute_rule(const struct peil_schema_element *row, const char *name)
{
    for (const struct peil_schema_attribute *a = row->attributes; a && a->name; a++)
        if (strcmp(a->name, name) == 0)
            return a;
    return NULL;
}

static void check_attributes(const struct walk *walk,
                             const struct peil_element *element,
                             const struct peil_schema_element *row)
{
    for (size_t i = 0; i < element->attribute_count; i++) {
        const struct peil_attribute *attribute = &element->attributes[i];
        const struct peil_schema_attribute *rule = attribute_rule(row, attribute->name);
        if (rule)
            check_value(walk, rule, attribute);
        else
            refuse_attribute(walk, element, row, attribute);
    }
    for (const struct peil_schema_attribute *a = row->attributes; a && a->name; a++)
        if (a->required && !peil_element_attribute(element, a->name))
            peil_diag_add(walk->diag, PEIL_ERROR, element->place,
                          "attribute \"%s\" of \"%s\" is missing", a->name,
                          element->name);
}

static bool may_hold(const struct peil_schema_element *row, const char *name)
{
    for (const struct peil_schema_child *c = row->children; c && c->name; c++)
        if (strcmp(c->name, name) == 0)
            return true;
    return false;
}

static void refuse_child(const struct walk *walk, const struct peil_element *parent,
                         const struct peil_schema_element *row,
                         const struct peil_element *child)
{
    struct peil_arena *arena = peil_arena_new();
    const char *list = NULL;
    for (const struct peil_schema_child *c = row->children; c && c->name; c++)
        list = listed(arena, list, c->name);
    peil_diag_add(walk->diag, PEIL_ERROR, child->place,
                  "unknown element \"%s\" in \"%s\"; expected %s", child->name,
                  parent->name, list ? list : "none");
    peil_arena_free(arena);
}

/* What stands twice is said at the second one; what is missing, at the parent. */
static void check_number(const struct walk *walk, const struct peil_element *element,
                         const struct peil_schema_child *rule)
{
    size_t count = 0;
    for (size_t i = 0; i < element->child_count; i++) {
        const struct peil_element *child = &element->children[i];
        if (strcmp(child->name, rule->name) == 0 && ++count == 2 && rule->once)
            peil_diag_add(walk->diag, PEIL_ERROR, child->place,
                          "element \"%s\" may stand only once in \"%s\"", rule->name,
                          element->name);
    }
    if (rule->required && count == 0)
        peil_diag_add(walk->diag, PEIL_ERROR, element->place,
                      "\"%s\" must hold an element \"%s\"", element->name, rule->name);
}

static bool is_ours(const struct walk *walk, const struct peil_element *element)
{
    if (strcmp(element->namespace, walk->schema->namespace) == 0)
        return true;
    peil_diag_add(walk->diag, PEIL_ERROR, element->place,
                  "element \"%s\" is in namespace \"%s\"; expected \"%s\"",
                  element->name, element->namespace, walk->schema->namespace);
    return false;
}

static void check_element(const struct walk *walk, const struct peil_element *element,
                          const struct peil_schema_element *row)
{
    check_attributes(walk, element, row);
    if (!row->text && *element->text)
        peil_diag_add(walk->diag, PEIL_ERROR, element->text_place,
                      "\"%s\" may not hold text", element->name);
    for (const struct peil_schema_child *c = row->children; c && c->name; c++)
        check_number(walk, element, c);
    for (size_t i = 0; i < element->child_count; i++) {
        const struct peil_element *child = &element->children[i];
        const struct peil_schema_element *child_row =
            peil_schema_find(walk->schema, element->name, child->name);
        if (!is_ours(walk, child))
            continue;
        if (!may_hold(row, child->name))
            refuse_child(walk, element, row, child);
        else if (child_row)
            check_element(walk, child, child_row);
    }
}

bool peil_schema_check(const struct peil_schema *schema,
                       const struct peil_element *root, struct peil_diag *diag)
{
    struct walk walk = { .schema = schema, .diag = diag };
    size_t before = peil_diag_count(diag, PEIL_ERROR);
    const struct peil_schema_element *row =
        peil_schema_find(schema, NULL, schema->root);
    assert(row);
    if (strcmp(root->name, schema->root) != 0)
        peil_diag_add(diag, PEIL_ERROR, root->place,
                      "the root element is \"%s\"; expected \"%s\"", root->name,
                      schema->root);
    else if (is_ours(&walk, root))
        check_element(&walk, root, row);
    return peil_diag_count(diag, PEIL_ERROR) == before;
}
