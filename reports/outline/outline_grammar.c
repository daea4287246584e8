#include "reports/outline/outline_grammar.h"

#include "questionnaires/base/schema_table.h"

/* What several elements share: which figures, and what may stand in a chapter or a
 * sentence. A <when> may stand in both, and holds what its place does; that is the
 * reader's to see, since a row knows only its parent. */
/* clang-format off */
#define SOURCE MAY("source", NAME, "id of the source; else the first one")
#define TITLE MAY("title", TEXT, "its heading")
#define WHERE MAY("where", CONDITION, "only of responses for which this holds")
#define PICKED                                                                        \
    SOURCE, MAY("item", NAME, "the variable"),                                        \
    MAY("items", NAMES, "several variables side by side"),                            \
    MAY("options", CODES, "these options, taken together"),                           \
    MAY("by", NAMES, "the variable of the groups; of a table several"), WHERE,        \
    MAY("against", CONDITION, "compared with responses for which this holds")
#define FIGURE                                                                        \
    PICKED, MAY("group", CODE, "of this group only"),                                 \
    CHOICE("stat", "percent n base count distinct low high limit most sum mean "      \
                   "median change national", "which figure; else the percentage"),    \
    CHOICE("of", "sum mean", "of a change: in what; else the sum")

#define INLINE MINGLED("value"), MINGLED("strong"), MINGLED("note"), MINGLED("when")
#define BLOCKS                                                                        \
    MINGLED("p"), MINGLED("list"), MINGLED("numbers"), MINGLED("table"),              \
    MINGLED("chart"), MINGLED("quotes"), MINGLED("records"), MINGLED("signals"),      \
    MINGLED("triangulation"), MINGLED("response"), MINGLED("questions"),              \
    MINGLED("codebook"), MINGLED("caution"), MINGLED("account"), MINGLED("contents"), \
    MINGLED("page"), MINGLED("when")
/* clang-format on */

static const struct peil_schema_element elements[] = {
    { .name = "report",
      .about = "a report",
      .attributes = ATTRIBUTES(
          MUST("id", TEXT, "lower-case letters, digits, _ and -; names its files"),
          MUST("xml:lang", LANGUAGE, "the language of its texts"),
          MAY("by", NAME, "the groups where none are named"),
          MAY("per", NAME, "a report for each value of this column: \"school\""),
          MAY("landscape", YES_NO, "\"yes\": on paper lying down"),
          MAY("leaflet", YES_NO,
              "\"yes\": one sheet of paper, drawings without tables")),
      .children = CHILDREN(ONE("title"), ONCE("subtitle"), ANY("placeholder"),
                           SOME("source"), MINGLED("chapter"), BLOCKS) },
    { .name = "title", .about = "what it is called", .text = true },
    { .name = "subtitle", .about = "below the title", .text = true },
    { .name = "placeholder",
      .about = "a {name} in the texts, and its value unless the study gives one",
      .text = true,
      .attributes = ATTRIBUTES(MUST("name", NAME, "as it stands in the braces")) },
    { .name = "source",
      .about = "which data, and the questionnaire they answer",
      .attributes =
          ATTRIBUTES(MUST("id", NAME, "its name in source=\"...\""),
                     MUST("questionnaire", TEXT, "its file, as seen from this one"),
                     MAY("label", TEXT, "for people; else the questionnaire's title"),
                     MAY("wave", NAME, "the column of the wave or year; else \"wave\""),
                     MAY("optional", YES_NO, "\"yes\": the report can do without")) },
    { .name = "chapter",
      .about = "a chapter",
      .attributes = ATTRIBUTES(MUST("id", TEXT, "lower-case letters, digits, _ and -"),
                               MUST("title", TEXT, "its heading")),
      .children = CHILDREN(MINGLED("section"), BLOCKS) },
    { .name = "section",
      .about = "a part of a chapter",
      .attributes = ATTRIBUTES(MAY("id", TEXT, "lower-case letters, digits, _ and -"),
                               MUST("title", TEXT, "its heading")),
      .children = CHILDREN(BLOCKS) },
    { .name = "when",
      .about = "read only if this holds of the figure; never of a hidden one",
      .text = true,
      .attributes = ATTRIBUTES(FIGURE,
                               CHOICE("is", "within shown different up down present",
                                      "what holds; else it lies within the bounds"),
                               MAY("not", YES_NO, "\"yes\": if it does not hold"),
                               MAY("above", NUMBER, "more than this"),
                               MAY("below", NUMBER, "less"),
                               MAY("equals", NUMBER, "exactly this")),
      .children = CHILDREN(MINGLED("chapter"), MINGLED("section"), BLOCKS,
                           MINGLED("value"), MINGLED("strong"), MINGLED("note")) },
    { .name = "p", .about = "a paragraph", .text = true, .children = CHILDREN(INLINE) },
    { .name = "list", .about = "points", .children = CHILDREN(SOME("item")) },
    { .name = "item",
      .about = "a point of a list",
      .text = true,
      .children = CHILDREN(INLINE) },
    { .name = "numbers",
      .about = "figures that stand out",
      .children = CHILDREN(SOME("number")) },
    { .name = "number",
      .about = "one of them",
      .text = true,
      .attributes = ATTRIBUTES(MUST("title", TEXT, "what it is the figure of")),
      .children = CHILDREN(INLINE) },
    { .name = "table",
      .about = "a table",
      .attributes = ATTRIBUTES(
          PICKED, TITLE,
          CHOICE("look", "percent n both means", "its figures; else percentages"),
          MAY("empty", YES_NO, "\"no\": without what nobody chose")) },
    { .name = "chart",
      .about = "a drawing, with its table",
      .attributes = ATTRIBUTES(
          PICKED, TITLE,
          CHOICE("look", "bars stacked diverging dots trend saturation funnel",
                 "its kind; else bars")) },
    { .name = "quotes",
      .about = "own words, when a person has released them",
      .attributes = ATTRIBUTES(SOURCE, MUST("item", NAME, "the variable"),
                               MAY("by", NAME, "says of which group somebody is"),
                               MAY("most", INTEGER, "at most so many; else 5")) },
    { .name = "records",
      .about = "a register, line by line; never one about persons",
      .attributes = ATTRIBUTES(SOURCE, MUST("items", NAMES, "its columns"), WHERE,
                               TITLE, CHOICE("look", "table cards", "else a table")) },
    { .name = "signals",
      .about = "themes that come back, or that there are none",
      .attributes = ATTRIBUTES(
          SOURCE, MUST("items", NAMES, "the variables of the theme"), WHERE,
          MAY("by", NAME, "the variable of the school"),
          MAY("least", INTEGER, "that many times, or at two schools; else 3")) },
    { .name = "triangulation",
      .about = "what each source says of each theme",
      .attributes = ATTRIBUTES(TITLE),
      .children = CHILDREN(SOME("of")) },
    { .name = "of",
      .about = "a theme in one source",
      .attributes = ATTRIBUTES(PICKED, MUST("title", TEXT, "the theme")) },
    { .name = "response", .about = "who took part", .attributes = ATTRIBUTES(SOURCE) },
    { .name = "questions",
      .about = "every question by itself",
      .attributes = ATTRIBUTES(SOURCE, MAY("section", NAME, "only of this section")) },
    { .name = "codebook",
      .about = "variables, options and their codes",
      .attributes = ATTRIBUTES(SOURCE) },
    { .name = "caution", .about = "what to keep in mind of so few" },
    { .name = "account", .about = "how the figures came about and what they mean" },
    { .name = "contents", .about = "the chapters, as a list" },
    { .name = "page", .about = "on paper a new page begins" },
    { .name = "value",
      .about = "a figure in a sentence",
      .attributes =
          ATTRIBUTES(FIGURE, CHOICE("look", "words", "a small number as a word")) },
    { .name = "strong",
      .about = "words that matter",
      .text = true,
      .children = CHILDREN(MINGLED("value"), MINGLED("when")) },
    { .name = "note",
      .about = "a footnote",
      .text = true,
      .children = CHILDREN(MINGLED("value"), MINGLED("when")) },
};
const struct peil_schema peil_report_schema = {
    .namespace = "urn:peil:report:1",
    .root = "report",
    .elements = elements,
    .element_count = COUNT(elements),
};
