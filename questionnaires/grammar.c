#include "questionnaires/grammar.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define ATTRIBUTES(...)                                                                \
    (const struct peil_schema_attribute[])                                             \
    {                                                                                  \
        __VA_ARGS__,                                                                   \
        {                                                                              \
            NULL                                                                       \
        }                                                                              \
    }
#define CHILDREN(...)                                                                  \
    (const struct peil_schema_child[])                                                 \
    {                                                                                  \
        __VA_ARGS__,                                                                   \
        {                                                                              \
            NULL                                                                       \
        }                                                                              \
    }

/* What several elements share is said once. */
#define VARIANT                                                                        \
    {                                                                                  \
        "variant", PEIL_VALUE_NAMES, .about = "for which variants; all when left out"  \
    }
#define LANGUAGE                                                                       \
    {                                                                                  \
        "xml:lang", PEIL_VALUE_LANGUAGE, .about = "language of the text"               \
    }
#define WHEN                                                                           \
    {                                                                                  \
        "when", PEIL_VALUE_CONDITION, .about = "asked or offered only when this holds" \
    }
#define YES_NO(word, says)                                                             \
    {                                                                                  \
        word, PEIL_VALUE_YES_NO, .about = says                                         \
    }
#define ACCEPT                                                                         \
    {                                                                                  \
        "accept", PEIL_VALUE_NAMES, .about = "rules of peil check that were set aside" \
    }
#define ITEM_ATTRIBUTES                                                                \
    { "id", PEIL_VALUE_NAME, true, .about = "its name for ever, also in data files" }, \
        WHEN, VARIANT, YES_NO("core", "the same every year, for trends"),              \
        YES_NO("sensitive", "stricter rules for output"),                              \
        YES_NO("practice", "to get used to the screen; not kept"),                     \
        YES_NO("required", "cannot be skipped"),                                       \
        YES_NO("on", "\"no\": a rotating item that a study may switch on"),            \
        ACCEPT, { "label", PEIL_VALUE_TEXT, .about = "short name in tables" },         \
    {                                                                                  \
        "replaces", PEIL_VALUE_NAME, .about = "its id in an earlier wave"              \
    }
#define OPTION_ATTRIBUTES                                                              \
    { "options", PEIL_VALUE_NAME, .about = "id of a shared options list" },            \
    {                                                                                  \
        "order", PEIL_VALUE_CHOICE, .words = "random",                                 \
                                    .about = "shuffled for every respondent"           \
    }
#define COUNT_ATTRIBUTES                                                               \
    { "min", PEIL_VALUE_INTEGER, .about = "at least so many options" },                \
    {                                                                                  \
        "max", PEIL_VALUE_INTEGER, .about = "at most so many options"                  \
    }
#define TEXT_CHILDREN                                                                  \
    { "intro" }, { "text", .required = true },                                         \
    {                                                                                  \
        "help"                                                                         \
    }
#define OPTION_CHILDREN                                                                \
    { "option" }, { "dont-know", .once = true },                                       \
    {                                                                                  \
        "refuse", .once = true                                                         \
    }

static const struct peil_schema_attribute wording_attributes[] = {
    VARIANT,
    LANGUAGE,
    { NULL },
};
static const struct peil_schema_attribute choice_attributes[] = {
    ITEM_ATTRIBUTES,
    OPTION_ATTRIBUTES,
    { NULL },
};
static const struct peil_schema_attribute choices_attributes[] = {
    ITEM_ATTRIBUTES,
    OPTION_ATTRIBUTES,
    COUNT_ATTRIBUTES,
    { NULL },
};
static const struct peil_schema_attribute variant_attribute[] = { VARIANT, { NULL } };
static const struct peil_schema_child paragraphs[] = { { "p" }, { NULL } };
static const struct peil_schema_child texts[] = { { "text" }, { NULL } };
static const struct peil_schema_child some_texts[] = {
    { "text", .required = true },
    { NULL },
};
static const struct peil_schema_child option_children[] = {
    TEXT_CHILDREN,
    OPTION_CHILDREN,
    { NULL },
};
static const struct peil_schema_child open_children[] = {
    TEXT_CHILDREN,
    { "dont-know", .once = true },
    { "refuse", .once = true },
    { NULL },
};

static const struct peil_schema_element questionnaire_elements[] = {
    { "questionnaire", "a questionnaire",
      .attributes = ATTRIBUTES(
          { "id", PEIL_VALUE_TEXT, true,
            .about = "lower-case letters, digits, _ and -" },
          { "version", PEIL_VALUE_TEXT, true, .about = "a label for people" },
          { "xml:lang", PEIL_VALUE_LANGUAGE, true, .about = "the main language" },
          { "respondents", PEIL_VALUE_TEXT,
            .about = "who answers, in base lines: \"leerlingen\"" }),
      .children =
          CHILDREN({ "title", .required = true }, { "placeholder" }, { "variant" },
                   { "options" }, { "section", .required = true }, { "derive" },
                   { "refused", .once = true }, { "stopped", .once = true },
                   { "closing", .once = true }) },
    { "title", "what it is called", .text = true, .attributes = ATTRIBUTES(LANGUAGE) },
    { "placeholder",
      "a {name} in the texts; the content is its value unless the "
      "study gives one",
      .text = true,
      .attributes = ATTRIBUTES({ "name", PEIL_VALUE_NAME, true,
                                 .about = "as it stands between the braces" }) },
    { "variant", "a version of the wording for some respondents",
      .attributes = ATTRIBUTES(
          { "id", PEIL_VALUE_NAME, true, .about = "its name in variant=\"...\"" },
          { "label", PEIL_VALUE_TEXT, true, .about = "for people: \"groep 5-6\"" },
          { "age", PEIL_VALUE_CHOICE, .words = "8-10 10-12 12-14",
            .about = "which rules of child surveys hold" },
          { "when", PEIL_VALUE_CONDITION, .about = "who gets it" },
          { "minutes", PEIL_VALUE_NUMBER, .about = "how long it may take" }, ACCEPT,
          YES_NO("default", "\"yes\": for those for whom no condition is true")) },
    { "options", "a shared list of options",
      .attributes = ATTRIBUTES(
          { "id", PEIL_VALUE_NAME, true, .about = "its name in options=\"...\"" }),
      .children = CHILDREN(OPTION_CHILDREN) },
    { "section", "a part of the questionnaire",
      .attributes = ATTRIBUTES(
          { "id", PEIL_VALUE_NAME, true, .about = "its name" },
          { "title", PEIL_VALUE_TEXT, true, .about = "its heading in reports" }),
      .children = CHILDREN({ "single" }, { "scale" }, { "multiple" }, { "ranking" },
                           { "quantity" }, { "text" }, { "date" }, { "explain" },
                           { "barrier" }) },
    { "single", "a question with one answer out of options",
      .attributes = ATTRIBUTES(ITEM_ATTRIBUTES, OPTION_ATTRIBUTES,
                               YES_NO("assent", "\"yes\": do you want to take part?")),
      .children = option_children },
    { "scale", "a question with one answer out of an ordered list",
      .attributes = choice_attributes, .children = option_children },
    { "multiple", "a question with several answers", .attributes = choices_attributes,
      .children = option_children },
    { "ranking", "a question that puts options in order of preference",
      .attributes = choices_attributes, .children = option_children },
    { "quantity", "a question for a number",
      .attributes = ATTRIBUTES(
          ITEM_ATTRIBUTES, { "min", PEIL_VALUE_NUMBER, .about = "the lowest number" },
          { "max", PEIL_VALUE_NUMBER, .about = "the highest number" },
          { "unit", PEIL_VALUE_TEXT, .about = "what is counted: \"jaar\"" }),
      .children = open_children },
    { "section/text", "a question for own words",
      .attributes = ATTRIBUTES(
          ITEM_ATTRIBUTES, { "length", PEIL_VALUE_INTEGER,
                             .about = "at most so many characters; 300 unless said" }),
      .children = open_children },
    { "date", "a question for a day", .attributes = ATTRIBUTES(ITEM_ATTRIBUTES),
      .children = open_children },
    { "explain", "text to read, without a question",
      .attributes = ATTRIBUTES(ITEM_ATTRIBUTES),
      .children = CHILDREN({ "intro" }, { "text", .required = true }) },
    { "barrier", "no going back past this point" },
    { "intro", "said before the question", .text = true,
      .attributes = wording_attributes, .children = paragraphs },
    { "text", "a wording: text, or paragraphs", .text = true,
      .attributes = wording_attributes, .children = paragraphs },
    { "help", "said below the question", .text = true, .attributes = wording_attributes,
      .children = paragraphs },
    { "p", "a paragraph", .text = true,
      .attributes = ATTRIBUTES(
          { "picture", PEIL_VALUE_CHOICE, .about = "shown beside it",
            .words = "listen talk school home free secret think sad book sum phone "
                     "heart hand ear" }) },
    { "option", "an answer to choose; its label is the text, or text elements",
      .text = true,
      .attributes = ATTRIBUTES(
          { "code", PEIL_VALUE_CODE, true, .about = "its code in data files" }, VARIANT,
          WHEN, YES_NO("specify", "with a short field for own words"),
          YES_NO("exclusive", "excludes the other options"),
          YES_NO("fixed", "stays in its place when the order is random"),
          YES_NO("refuses", "of the assent question: \"no, rather not\""),
          { "face", PEIL_VALUE_CHOICE, .words = "glad fine so-so sad angry",
            .about = "a face shown with the words" },
          { "score", PEIL_VALUE_NUMBER, .about = "for means; else its rank" }),
      .children = texts },
    { "dont-know", "\"I don't know\" is offered", .text = true,
      .attributes = variant_attribute, .children = texts },
    { "refuse", "\"I'd rather not say\" is offered", .text = true,
      .attributes = variant_attribute, .children = texts },
    { "derive", "a variable made of another: bands of its codes",
      .attributes = ATTRIBUTES(
          { "id", PEIL_VALUE_NAME, true, .about = "its name, also in data files" },
          { "label", PEIL_VALUE_TEXT, true, .about = "its name in tables" },
          { "from", PEIL_VALUE_NAME, true, .about = "id of the item" }),
      .children = CHILDREN({ "band", .required = true }) },
    { "band", "one value of a derived variable",
      .attributes = ATTRIBUTES(
          { "code", PEIL_VALUE_CODE, true, .about = "its code in data files" },
          { "label", PEIL_VALUE_TEXT, true, .about = "its name in tables" },
          { "of", PEIL_VALUE_CODES, .about = "codes of the item" },
          { "from", PEIL_VALUE_NUMBER, .about = "of a quantity: from this number" },
          { "to", PEIL_VALUE_NUMBER, .about = "of a quantity: to below this number" },
          VARIANT) },
    { "refused", "the page after \"no, rather not\"", .children = some_texts },
    { "stopped", "the page after \"I stop\"", .children = some_texts },
    { "closing", "the page after the last item", .children = some_texts },
};
const struct peil_schema peil_questionnaire_schema = {
    .namespace = "urn:peil:questionnaire:1",
    .root = "questionnaire",
    .elements = questionnaire_elements,
    .element_count = COUNT(questionnaire_elements),
};

static const struct peil_schema_element study_elements[] = {
    { "study", "whose survey it is, where and when",
      .attributes = ATTRIBUTES(
          { "wave", PEIL_VALUE_TEXT, true, .about = "its wave: \"2026-1\"" }),
      .children = CHILDREN({ "ojs", .required = true, .once = true }, { "school" },
                           { "placeholder" }, { "items", .once = true },
                           { "disclosure", .once = true }) },
    { "ojs", "the support point; the content is its name", .text = true,
      .attributes = ATTRIBUTES(
          { "code", PEIL_VALUE_CODE, true, .about = "of its region: \"VO3006\"" },
          { "phone", PEIL_VALUE_TEXT, .about = "as pupils should call it" },
          { "site", PEIL_VALUE_TEXT, .about = "its address on the web" }) },
    { "school", "a school that takes part",
      .attributes =
          ATTRIBUTES({ "code", PEIL_VALUE_CODE, true, .about = "\"23CN00\"" },
                     { "name", PEIL_VALUE_TEXT, true, .about = "for people" },
                     { "level", PEIL_VALUE_CHOICE, .words = "po vo",
                       .about = "primary or secondary" },
                     { "pupils", PEIL_VALUE_INTEGER, .about = "how many it has" }) },
    { "placeholder", "the value of a {name} in the texts", .text = true,
      .attributes = ATTRIBUTES({ "name", PEIL_VALUE_NAME, true,
                                 .about = "as it stands between the braces" }) },
    { "items", "which rotating items are asked",
      .attributes = ATTRIBUTES(
          { "on", PEIL_VALUE_NAMES, .about = "ids of items switched on" },
          { "off", PEIL_VALUE_NAMES, .about = "ids of items switched off" }) },
    { "disclosure", "what is too few to show",
      .attributes = ATTRIBUTES(
          { "cell", PEIL_VALUE_INTEGER, .about = "least in a cell; 5 unless said" },
          { "group", PEIL_VALUE_INTEGER,
            .about = "least in a group; 10 unless said" }) },
};
const struct peil_schema peil_study_schema = {
    .namespace = "urn:peil:study:1",
    .root = "study",
    .elements = study_elements,
    .element_count = COUNT(study_elements),
};

static size_t child_index(const struct peil_schema_element *row, const char *name)
{
    size_t i = 0;
    while (row->children[i].name && strcmp(row->children[i].name, name) != 0)
        i++;
    return i;
}

/* In a section the order is the order of asking; elsewhere it is that of the row. */
static void check_order(const struct peil_schema *schema, const char *parent,
                        const struct peil_element *element, struct peil_diag *diag)
{
    const struct peil_schema_element *row =
        peil_schema_find(schema, parent, element->name);
    if (!row || !row->children)
        return;
    bool ordered = strcmp(row->name, "section") != 0;
    size_t reached = 0;
    for (size_t i = 0; i < element->child_count; i++) {
        const struct peil_element *child = &element->children[i];
        size_t at = child_index(row, child->name);
        if (!row->children[at].name)
            continue;
        if (ordered && at < reached)
            peil_diag_add(diag, PEIL_ERROR, child->place,
                          "\"%s\" must stand before \"%s\" in \"%s\"", child->name,
                          row->children[reached].name, element->name);
        else
            reached = at;
        check_order(schema, element->name, child, diag);
    }
}

bool peil_grammar_check(const struct peil_schema *schema,
                        const struct peil_element *root, struct peil_diag *diag)
{
    size_t before = peil_diag_count(diag, PEIL_ERROR);
    bool sound = peil_schema_check(schema, root, diag);
    check_order(schema, NULL, root, diag);
    return sound && peil_diag_count(diag, PEIL_ERROR) == before;
}
