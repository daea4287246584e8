#include "questionnaires/grammar.h"

#include "questionnaires/base/schema_table.h"

#include <string.h>

/* What several elements share. */
/* clang-format off */
#define VARIANT MAY("variant", NAMES, "for which variants; all when left out")
#define LANGUAGE MAY("xml:lang", LANGUAGE, "language of the text")
#define WHEN MAY("when", CONDITION, "asked or offered only when this holds")
#define ACCEPT MAY("accept", NAMES, "rules of peil check that were set aside")
#define ITEM                                                                \
    MUST("id", NAME, "its name for ever, also in data files"), WHEN, VARIANT, \
    MAY("core", YES_NO, "the same every year, for trends"),                 \
    MAY("sensitive", YES_NO, "stricter rules for output"),                  \
    MAY("practice", YES_NO, "to get used to the screen; not kept"),         \
    MAY("required", YES_NO, "cannot be skipped"),                           \
    MAY("on", YES_NO, "\"no\": a rotating item that a study may switch on"), \
    MAY("label", TEXT, "short name in tables"),                             \
    MAY("replaces", NAME, "its id in an earlier wave"), ACCEPT
#define CHOOSING                                                            \
    MAY("options", NAME, "id of a shared options list"),                    \
    CHOICE("order", "random", "shuffled for every respondent")
#define COUNTED                                                             \
    MAY("min", INTEGER, "at least so many options"),                        \
    MAY("max", INTEGER, "at most so many options")
#define ASKED ANY("intro"), SOME("text"), ANY("help")
#define OPTIONS ANY("option"), ONCE("dont-know"), ONCE("refuse")
/* clang-format on */

static const struct peil_schema_element questionnaire_elements[] = {
    { .name = "questionnaire",
      .about = "a questionnaire",
      .attributes = ATTRIBUTES(
          MUST("id", TEXT, "lower-case letters, digits, _ and -"),
          MUST("version", TEXT, "a label for people"),
          MUST("xml:lang", LANGUAGE, "the main language"),
          MAY("respondents", TEXT, "who answers: \"leerlingen\""),
          MAY("persons", YES_NO, "\"no\": about things, so nothing is hidden")),
      .children = CHILDREN(SOME("title"), ANY("placeholder"), ANY("variant"),
                           ANY("options"), SOME("section"), ANY("derive"),
                           ONCE("refused"), ONCE("stopped"), ONCE("closing")) },
    { .name = "title",
      .about = "what it is called",
      .text = true,
      .attributes = ATTRIBUTES(LANGUAGE) },
    { .name = "placeholder",
      .about = "a {name} in the texts, and its value unless the study gives one",
      .text = true,
      .attributes = ATTRIBUTES(MUST("name", NAME, "as it stands in the braces")) },
    { .name = "variant",
      .about = "a version of the wording, for some respondents",
      .attributes = ATTRIBUTES(
          MUST("id", NAME, "its name in variant=\"...\""),
          MUST("label", TEXT, "for people: \"groep 5-6\""),
          CHOICE("age", "8-10 10-12 12-14", "which rules of child surveys hold"),
          MAY("when", CONDITION, "who gets it"),
          MAY("minutes", NUMBER, "how long it may take"),
          MAY("default", YES_NO, "\"yes\": when no condition is true"), ACCEPT) },
    { .name = "options",
      .about = "a shared list of options",
      .attributes = ATTRIBUTES(MUST("id", NAME, "its name in options=\"...\"")),
      .children = CHILDREN(OPTIONS) },
    { .name = "section",
      .about = "a part of the questionnaire; its items are asked in their order",
      .attributes = ATTRIBUTES(MUST("id", NAME, "its name"),
                               MUST("title", TEXT, "its heading in reports")),
      .children = CHILDREN(MINGLED("single"), MINGLED("scale"), MINGLED("multiple"),
                           MINGLED("ranking"), MINGLED("quantity"), MINGLED("text"),
                           MINGLED("date"), MINGLED("explain"), MINGLED("barrier")) },
    { .name = "single",
      .about = "a question with one answer out of options",
      .attributes = ATTRIBUTES(
          ITEM, CHOOSING, MAY("assent", YES_NO, "\"yes\": do you want to take part?")),
      .children = CHILDREN(ASKED, OPTIONS) },
    { .name = "scale",
      .about = "a question with one answer out of an ordered list",
      .attributes = ATTRIBUTES(ITEM, CHOOSING),
      .children = CHILDREN(ASKED, OPTIONS) },
    { .name = "multiple",
      .about = "a question with several answers",
      .attributes = ATTRIBUTES(ITEM, CHOOSING, COUNTED),
      .children = CHILDREN(ASKED, ANY("limit"), OPTIONS) },
    { .name = "ranking",
      .about = "a question that puts options in order of preference",
      .attributes = ATTRIBUTES(ITEM, CHOOSING, COUNTED),
      .children = CHILDREN(ASKED, ANY("limit"), OPTIONS) },
    { .name = "quantity",
      .about = "a question for a number",
      .attributes = ATTRIBUTES(ITEM, MAY("min", NUMBER, "the lowest number"),
                               MAY("max", NUMBER, "the highest number"),
                               MAY("unit", TEXT, "what is counted: \"jaar\"")),
      .children = CHILDREN(ASKED, ONCE("dont-know"), ONCE("refuse")) },
    { .name = "section/text",
      .about = "a question for own words",
      .attributes = ATTRIBUTES(
          ITEM, MAY("length", INTEGER, "at most so many characters; else 300")),
      .children = CHILDREN(ASKED, ONCE("dont-know"), ONCE("refuse")) },
    { .name = "date",
      .about = "a question for a day",
      .attributes = ATTRIBUTES(ITEM),
      .children = CHILDREN(ASKED, ONCE("dont-know"), ONCE("refuse")) },
    { .name = "explain",
      .about = "text to read, without a question",
      .attributes = ATTRIBUTES(ITEM),
      .children = CHILDREN(ANY("intro"), SOME("text")) },
    { .name = "barrier", .about = "no going back past this point" },
    { .name = "intro",
      .about = "said before the question",
      .text = true,
      .attributes = ATTRIBUTES(VARIANT, LANGUAGE),
      .children = CHILDREN(ANY("p")) },
    { .name = "text",
      .about = "a wording: text, or paragraphs",
      .text = true,
      .attributes = ATTRIBUTES(VARIANT, LANGUAGE),
      .children = CHILDREN(ANY("p")) },
    { .name = "help",
      .about = "said below the question",
      .text = true,
      .attributes = ATTRIBUTES(VARIANT, LANGUAGE),
      .children = CHILDREN(ANY("p")) },
    { .name = "limit",
      .about = "fewer options for some variants",
      .attributes = ATTRIBUTES(MUST("variant", NAMES, "for whom"),
                               MUST("max", INTEGER, "at most so many options")) },
    { .name = "p",
      .about = "a paragraph",
      .text = true,
      .attributes = ATTRIBUTES(CHOICE("picture",
                                      "listen talk school home free secret think sad "
                                      "book sum phone heart hand ear",
                                      "shown beside it")) },
    { .name = "option",
      .about = "an answer to choose; its label is the text, or text elements",
      .text = true,
      .attributes = ATTRIBUTES(
          MUST("code", CODE, "its code in data files"), VARIANT, WHEN,
          MAY("specify", YES_NO, "with a short field for own words"),
          MAY("exclusive", YES_NO, "excludes the other options"),
          MAY("fixed", YES_NO, "stays in its place when the order is random"),
          MAY("refuses", YES_NO, "of the assent question: \"no, rather not\""),
          CHOICE("face", "glad fine so-so sad angry", "a face shown with the words"),
          MAY("score", NUMBER, "for means; else its rank"),
          MAY("was", CODES, "its codes in the item that is replaced")),
      .children = CHILDREN(ANY("text")) },
    { .name = "dont-know",
      .about = "\"I don't know\" is offered, in own words when it has any",
      .text = true,
      .attributes = ATTRIBUTES(VARIANT),
      .children = CHILDREN(ANY("text")) },
    { .name = "refuse",
      .about = "\"I'd rather not say\" is offered, in own words when it has any",
      .text = true,
      .attributes = ATTRIBUTES(VARIANT),
      .children = CHILDREN(ANY("text")) },
    { .name = "derive",
      .about = "a variable made of an item: bands of its codes",
      .attributes = ATTRIBUTES(MUST("id", NAME, "its name, also in data files"),
                               MUST("label", TEXT, "its name in tables"),
                               MUST("from", NAME, "id of the item")),
      .children = CHILDREN(SOME("band")) },
    { .name = "band",
      .about = "one value of a derived variable",
      .attributes = ATTRIBUTES(MUST("code", CODE, "its code in data files"),
                               MUST("label", TEXT, "its name in tables"),
                               MAY("of", CODES, "codes of the item"),
                               MAY("from", NUMBER, "of a quantity: from this number"),
                               MAY("to", NUMBER, "of a quantity: to below this number"),
                               VARIANT) },
    { .name = "refused",
      .about = "the page after \"no, rather not\"",
      .children = CHILDREN(SOME("text")) },
    { .name = "stopped",
      .about = "the page after \"I stop\"",
      .children = CHILDREN(SOME("text")) },
    { .name = "closing",
      .about = "the page after the last item",
      .children = CHILDREN(SOME("text")) },
};
const struct peil_schema peil_questionnaire_schema = {
    .namespace = "urn:peil:questionnaire:1",
    .root = "questionnaire",
    .elements = questionnaire_elements,
    .element_count = COUNT(questionnaire_elements),
};

static const struct peil_schema_element study_elements[] = {
    { .name = "study",
      .about = "whose survey it is, where and when",
      .attributes = ATTRIBUTES(MUST("wave", TEXT, "which time it is: \"2026-1\"")),
      .children = CHILDREN(ONE("ojs"), ANY("school"), ANY("placeholder"), ONCE("items"),
                           ONCE("disclosure"), ONCE("seal")) },
    { .name = "ojs",
      .about = "the support point; the content is its name",
      .text = true,
      .attributes = ATTRIBUTES(MUST("code", CODE, "of its region: \"VO3006\""),
                               MAY("phone", TEXT, "its number, for pupils"),
                               MAY("site", TEXT, "its address on the web")) },
    { .name = "school",
      .about = "a school that takes part",
      .attributes =
          ATTRIBUTES(MUST("code", CODE, "\"23CN00\""), MUST("name", TEXT, "for people"),
                     CHOICE("level", "po vo", "primary or secondary"),
                     MAY("pupils", INTEGER, "how many it has")) },
    { .name = "placeholder",
      .about = "the value of a {name} in the texts",
      .text = true,
      .attributes = ATTRIBUTES(MUST("name", NAME, "as it stands in the braces")) },
    { .name = "items",
      .about = "which rotating items are asked",
      .attributes = ATTRIBUTES(MAY("on", NAMES, "ids of items switched on"),
                               MAY("off", NAMES, "ids of items switched off")) },
    { .name = "disclosure",
      .about = "what is too few to show",
      .attributes = ATTRIBUTES(MAY("cell", INTEGER, "least in a cell; else 5"),
                               MAY("group", INTEGER, "least in a group; else 10")) },
    { .name = "seal",
      .about = "who alone can read the answers; peil keys new makes it",
      .children = CHILDREN(SOME("key")) },
    { .name = "key",
      .about = "a public key, in base64",
      .text = true,
      .attributes = ATTRIBUTES(MUST("name", NAME, "whose it is: \"analist\"")) },
};
const struct peil_schema peil_study_schema = {
    .namespace = "urn:peil:study:1",
    .root = "study",
    .elements = study_elements,
    .element_count = COUNT(study_elements),
};

/* Its place in the order; children that mingle have one together. */
static size_t child_index(const struct peil_schema_element *row, const char *name)
{
    const struct peil_schema_child *children = row->children;
    size_t i = 0;
    while (children[i].name && strcmp(children[i].name, name) != 0)
        i++;
    while (i > 0 && children[i].mingled && children[i - 1].mingled)
        i--;
    return i;
}

/* The order is that of the row. */
static void check_order(const struct peil_schema *schema, const char *parent,
                        const struct peil_element *element, struct peil_diag *diag)
{
    const struct peil_schema_element *row =
        peil_schema_find(schema, parent, element->name);
    if (!row || !row->children)
        return;
    size_t reached = 0;
    for (size_t i = 0; i < element->child_count; i++) {
        const struct peil_element *child = &element->children[i];
        size_t at = child_index(row, child->name);
        if (!row->children[at].name)
            continue;
        if (at < reached)
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
