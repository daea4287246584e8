#include "tests/xsd.h"

#include "questionnaires/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SEEN = 100 };

/* An XSD and the table it should equal. */
struct comparison {
    const struct peil_schema *schema;
    const struct peil_element *xsd;
    struct peil_arena *arena;
    char trail[400]; /* where we are, for messages */
    struct seen {
        const struct peil_schema_element *row;
        const char *type;
    } seen[MOST_SEEN]; /* elements may hold themselves */
    size_t seen_count;
};

static const char *value(const struct peil_element *element, const char *name)
{
    const char *text = peil_element_value(element, name);
    return text ? text : "";
}

/* "q:name" -> "name" */
static const char *local(const char *text)
{
    const char *colon = strchr(text, ':');
    return colon ? colon + 1 : text;
}

static const struct peil_element *definition(const struct comparison *c,
                                             const char *element, const char *name)
{
    for (size_t i = 0; i < c->xsd->child_count; i++)
        if (strcmp(c->xsd->children[i].name, element) == 0 &&
            strcmp(value(&c->xsd->children[i], "name"), name) == 0)
            return &c->xsd->children[i];
    fail_msg("%s: the XSD defines no %s \"%s\"", c->trail, element, name);
    return NULL;
}

/* The leaves below a type, with groups opened: attributes, or child elements. */
struct leaves {
    const struct peil_element *list[64];
    size_t count;
};

static void collect(const struct comparison *c, const struct peil_element *parent,
                    const char *leaf, const char *group, struct leaves *leaves)
{
    for (size_t i = 0; i < parent->child_count; i++) {
        const struct peil_element *child = &parent->children[i];
        if (strcmp(child->name, leaf) == 0) {
            assert_true(leaves->count < 64);
            leaves->list[leaves->count++] = child;
        } else if (strcmp(child->name, group) == 0) {
            collect(c, definition(c, group, local(value(child, "ref"))), leaf, group,
                    leaves);
        } else if (strcmp(child->name, "sequence") == 0 ||
                   strcmp(child->name, "choice") == 0) {
            collect(c, child, leaf, group, leaves);
        }
    }
}

static const char *const type_names[] = {
    [PEIL_VALUE_TEXT] = "string",         [PEIL_VALUE_NAME] = "name",
    [PEIL_VALUE_NAMES] = "names",         [PEIL_VALUE_CODE] = "code",
    [PEIL_VALUE_CODES] = "codes",         [PEIL_VALUE_YES_NO] = "yes-no",
    [PEIL_VALUE_INTEGER] = "integer",     [PEIL_VALUE_NUMBER] = "number",
    [PEIL_VALUE_DATE] = "date",           [PEIL_VALUE_LANGUAGE] = "lang",
    [PEIL_VALUE_CONDITION] = "condition",
};

/* <attribute><simpleType><restriction><enumeration value="..."/>* as one line */
static const char *enumeration(const struct comparison *c,
                               const struct peil_element *attribute)
{
    assert_int_equal(attribute->child_count, 1);
    const struct peil_element *restriction = &attribute->children[0].children[0];
    const char *words = "";
    for (size_t i = 0; i < restriction->child_count; i++)
        words = peil_arena_format(c->arena, "%s%s%s", words, i ? " " : "",
                                  value(&restriction->children[i], "value"));
    return words;
}

static void compare_attribute(const struct comparison *c,
                              const struct peil_schema_attribute *rule,
                              const struct peil_element *attribute)
{
    bool required = strcmp(value(attribute, "use"), "required") == 0;
    if (required != rule->required)
        fail_msg("%s/@%s: required differs", c->trail, rule->name);
    if (rule->value == PEIL_VALUE_CHOICE)
        assert_string_equal(enumeration(c, attribute), rule->words);
    else if (rule->value == PEIL_VALUE_LANGUAGE)
        assert_string_equal(value(attribute, "ref"), "xml:lang");
    else
        assert_string_equal(local(value(attribute, "type")), type_names[rule->value]);
}

static const struct peil_element *find_attribute(const struct leaves *leaves,
                                                 const char *name)
{
    for (size_t i = 0; i < leaves->count; i++)
        if (strcmp(value(leaves->list[i], "name"), name) == 0 ||
            strcmp(value(leaves->list[i], "ref"), name) == 0)
            return leaves->list[i];
    return NULL;
}

static void compare_attributes(const struct comparison *c,
                               const struct peil_schema_element *row,
                               const struct peil_element *type)
{
    struct leaves leaves = { .count = 0 };
    size_t count = 0;
    collect(c, type, "attribute", "attributeGroup", &leaves);
    for (const struct peil_schema_attribute *a = row->attributes; a && a->name; a++) {
        const struct peil_element *attribute = find_attribute(&leaves, a->name);
        if (!attribute)
            fail_msg("%s: the XSD has no attribute \"%s\"", c->trail, a->name);
        compare_attribute(c, a, attribute);
        count++;
    }
    if (count != leaves.count)
        fail_msg("%s: the XSD has %zu attributes, the table %zu", c->trail,
                 leaves.count, count);
}

static void compare_type(struct comparison *c, const struct peil_schema_element *row,
                         const char *type_name);

static void compare_child(struct comparison *c, const struct peil_schema_element *row,
                          const struct peil_schema_child *rule,
                          const struct peil_element *child)
{
    char trail[sizeof c->trail];
    snprintf(trail, sizeof trail, "%s", c->trail);
    if (strcmp(value(child, "name"), rule->name) != 0)
        fail_msg("%s: \"%s\" stands where \"%s\" is expected", c->trail,
                 value(child, "name"), rule->name);
    bool required = strcmp(value(child, "minOccurs"), "0") != 0;
    bool once = strcmp(value(child, "maxOccurs"), "unbounded") != 0;
    if (!rule->mingled && (required != rule->required || once != rule->once))
        fail_msg("%s/%s: how often differs", c->trail, rule->name);
    snprintf(c->trail + strlen(c->trail), sizeof c->trail - strlen(c->trail), "/%s",
             rule->name);
    const char *parent = strrchr(row->name, '/');
    const struct peil_schema_element *child_row =
        peil_schema_find(c->schema, parent ? parent + 1 : row->name, rule->name);
    assert_non_null(child_row);
    compare_type(c, child_row, local(value(child, "type")));
    memcpy(c->trail, trail, sizeof trail);
}

static bool is_seen(struct comparison *c, const struct peil_schema_element *row,
                    const char *type)
{
    for (size_t i = 0; i < c->seen_count; i++)
        if (c->seen[i].row == row && strcmp(c->seen[i].type, type) == 0)
            return true;
    assert_true(c->seen_count < MOST_SEEN);
    c->seen[c->seen_count++] = (struct seen){ row, type };
    return false;
}

static void compare_type(struct comparison *c, const struct peil_schema_element *row,
                         const char *type_name)
{
    if (is_seen(c, row, type_name))
        return;
    const struct peil_element *type = definition(c, "complexType", type_name);
    struct leaves leaves = { .count = 0 };
    size_t count = 0;
    if ((strcmp(value(type, "mixed"), "true") == 0) != row->text)
        fail_msg("%s: mixed differs", c->trail);
    compare_attributes(c, row, type);
    collect(c, type, "element", "group", &leaves);
    for (const struct peil_schema_child *rule = row->children; rule && rule->name;
         rule++, count++) {
        if (count == leaves.count)
            fail_msg("%s: the XSD has no child \"%s\"", c->trail, rule->name);
        compare_child(c, row, rule, leaves.list[count]);
    }
    if (count != leaves.count)
        fail_msg("%s: the XSD has %zu children, the table %zu", c->trail, leaves.count,
                 count);
}

void assert_xsd_agrees(const char *path, const struct peil_schema *schema)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    struct comparison c = {
        .schema = schema,
        .xsd = peil_xml_read(source_path(path), arena, diag),
        .arena = arena,
    };
    assert_non_null(c.xsd);
    assert_string_equal(value(c.xsd, "targetNamespace"), schema->namespace);
    snprintf(c.trail, sizeof c.trail, "%s", schema->root);
    compare_type(&c, peil_schema_find(schema, NULL, schema->root), schema->root);
    peil_arena_free(arena);
}

int xsd_lint(const char *xsd, const char *file)
{
    char command[2048];
    char schema[512];
    snprintf(schema, sizeof schema, "%s", source_path(xsd));
    snprintf(command, sizeof command,
             "xmllint --nonet --noout --schema '%s' '%s' >/dev/null 2>&1", schema,
             file);
    return system(command);
}
