#include "reports/outline/outline.h"

#include "questionnaires/base/text.h"
#include "questionnaires/grammar.h"
#include "reports/outline/outline_grammar.h"
#include "reports/outline/outline_reader.h"

#include <math.h>
#include <string.h>

static const char *check_attribute(const struct peil_outline_reader *reader,
                                   const struct peil_element *element,
                                   const char *attribute)
{
    return peil_outline_words(reader, peil_element_value(element, attribute),
                              peil_element_place(element, attribute));
}

/* --- What stands in a chapter or a sentence --- */

/* Where a node may stand. A <when> may stand everywhere, and holds what its place does.
 */
enum standing { IN_REPORT, IN_CHAPTER, IN_SECTION, IN_TEXT };
static const char *const standings[] = { "a report", "a chapter", "a section",
                                         "a sentence" };

static const struct row {
    const char *name;
    enum peil_outline_kind kind;
    enum standing least, most; /* the outermost and the innermost place */
    enum standing inside;      /* what its children stand in, unless it is a <when> */
    bool picks;
} rows[] = {
    { "chapter", PEIL_NODE_CHAPTER, IN_REPORT, IN_REPORT, IN_CHAPTER, false },
    { "section", PEIL_NODE_SECTION, IN_CHAPTER, IN_CHAPTER, IN_SECTION, false },
    { "p", PEIL_NODE_PARAGRAPH, IN_REPORT, IN_SECTION, IN_TEXT, false },
    { "list", PEIL_NODE_LIST, IN_REPORT, IN_SECTION, IN_SECTION, false },
    { "item", PEIL_NODE_PARAGRAPH, IN_REPORT, IN_SECTION, IN_TEXT, false },
    { "numbers", PEIL_NODE_NUMBERS, IN_REPORT, IN_SECTION, IN_SECTION, false },
    { "number", PEIL_NODE_PARAGRAPH, IN_REPORT, IN_SECTION, IN_TEXT, false },
    { "table", PEIL_NODE_TABLE, IN_REPORT, IN_SECTION, IN_SECTION, true },
    { "chart", PEIL_NODE_CHART, IN_REPORT, IN_SECTION, IN_SECTION, true },
    { "quotes", PEIL_NODE_QUOTES, IN_REPORT, IN_SECTION, IN_SECTION, true },
    { "records", PEIL_NODE_RECORDS, IN_REPORT, IN_SECTION, IN_SECTION, true },
    { "signals", PEIL_NODE_SIGNALS, IN_REPORT, IN_SECTION, IN_SECTION, true },
    { "triangulation", PEIL_NODE_TRIANGULATION, IN_REPORT, IN_SECTION, IN_SECTION,
      false },
    { "of", PEIL_NODE_OF, IN_REPORT, IN_SECTION, IN_SECTION, true },
    { "response", PEIL_NODE_RESPONSE, IN_REPORT, IN_SECTION, IN_SECTION, true },
    { "questions", PEIL_NODE_QUESTIONS, IN_REPORT, IN_SECTION, IN_SECTION, true },
    { "codebook", PEIL_NODE_CODEBOOK, IN_REPORT, IN_SECTION, IN_SECTION, true },
    { "caution", PEIL_NODE_CAUTION, IN_REPORT, IN_SECTION, IN_SECTION, false },
    { "account", PEIL_NODE_ACCOUNT, IN_REPORT, IN_SECTION, IN_SECTION, false },
    { "contents", PEIL_NODE_CONTENTS, IN_REPORT, IN_SECTION, IN_SECTION, false },
    { "page", PEIL_NODE_PAGE, IN_REPORT, IN_SECTION, IN_SECTION, false },
    { "when", PEIL_NODE_WHEN, IN_REPORT, IN_TEXT, IN_TEXT, true },
    { "value", PEIL_NODE_VALUE, IN_TEXT, IN_TEXT, IN_TEXT, true },
    { "strong", PEIL_NODE_STRONG, IN_TEXT, IN_TEXT, IN_TEXT, false },
    { "note", PEIL_NODE_NOTE, IN_TEXT, IN_TEXT, IN_TEXT, false },
};

static const struct row *find_row(const char *name)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].name, name) == 0)
            return &rows[i];
    return NULL;
}

static void check_id(struct peil_outline_reader *reader, const struct peil_node *node,
                     struct peil_place place)
{
    if (!node->id)
        return;
    for (size_t i = 0; i < reader->named_count; i++)
        if (strcmp(reader->named[i]->id, node->id) == 0)
            peil_outline_complain(reader, place, "id \"%s\" stands twice", node->id);
    reader->named = peil_arena_grow(reader->arena, reader->named, reader->named_count,
                                    sizeof(struct peil_node *));
    reader->named[reader->named_count++] = node;
}

/* A section of the questionnaire. */
static void check_section(const struct peil_outline_reader *reader,
                          const struct peil_element *element,
                          const struct peil_node *node)
{
    const struct peil_questionnaire *q =
        node->pick.source ? node->pick.source->questionnaire : NULL;
    if (!node->section || !q)
        return;
    for (size_t i = 0; i < q->section_count; i++)
        if (strcmp(q->sections[i].id, node->section) == 0)
            return;
    peil_outline_complain(reader, peil_element_place(element, "section"),
                          "unknown section \"%s\" in \"%s\"", node->section, q->id);
}

static bool is_no(const char *value)
{
    return value && strcmp(value, "no") == 0;
}

static long read_count(const struct peil_outline_reader *reader,
                       const struct peil_element *element, const char *attribute)
{
    const char *text = peil_element_value(element, attribute);
    long number;
    if (!text || !peil_text_integer(text, &number))
        return -1;
    if (number < 1)
        peil_outline_complain(reader, peil_element_place(element, attribute),
                              "\"%s\" must be 1 or more", attribute);
    return number;
}

static void read_children(struct peil_outline_reader *reader,
                          const struct peil_element *element, struct peil_node *node,
                          enum standing standing);

static void read_node(struct peil_outline_reader *reader,
                      const struct peil_element *element, const struct row *row,
                      enum standing standing, struct peil_node *node)
{
    *node = (struct peil_node){
        .kind = row->kind,
        .id = peil_outline_id(reader, element),
        .title = check_attribute(reader, element, "title"),
        .look = peil_element_value(element, "look"),
        .section = peil_element_value(element, "section"),
        .brief = is_no(peil_element_value(element, "empty")),
        .most = read_count(reader, element, "most"),
        .least = read_count(reader, element, "least"),
        .bound = { .above = NAN, .below = NAN, .equals = NAN },
        .place = element->place,
    };
    check_id(reader, node, peil_element_place(element, "id"));
    if (row->picks)
        peil_outline_pick(reader, element, node);
    check_section(reader, element, node);
    read_children(reader, element, node,
                  row->kind == PEIL_NODE_WHEN ? standing : row->inside);
}

/* --- Children --- */

/* NULL when it may not stand there; of a <when> the grammar cannot know. */
static const struct row *row_at(const struct peil_outline_reader *reader,
                                const struct peil_element *parent, size_t i,
                                enum standing standing)
{
    const struct peil_element *child = &parent->children[i];
    const struct row *row = find_row(child->name);
    if (!row || (standing >= row->least && standing <= row->most))
        return row;
    if (strcmp(parent->name, "when") == 0)
        peil_outline_complain(reader, child->place, "\"%s\" may not stand in %s",
                              child->name, standings[standing]);
    return NULL;
}

static void add_words(const struct peil_outline_reader *reader, struct peil_node *words,
                      size_t *count, const char *text, struct peil_place place)
{
    if (*text)
        words[(*count)++] = (struct peil_node){
            .kind = PEIL_NODE_WORDS,
            .text = peil_outline_words(reader, text, place),
            .most = -1,
            .least = -1,
            .place = place,
        };
}

static bool is_blank(const struct peil_node *node)
{
    return node->text && *node->text == '\0';
}

/* A paragraph begins and ends with a word, whatever the layout of the file. Only words
 * have a text. */
static void trim(const struct peil_outline_reader *reader, struct peil_node *node,
                 struct peil_node *words)
{
    if (node->child_count == 0)
        return;
    struct peil_node *last = &words[node->child_count - 1];
    if (words->text && *words->text == ' ')
        words->text++;
    size_t length = last->text ? strlen(last->text) : 0;
    if (length > 0 && last->text[length - 1] == ' ')
        last->text = peil_arena_copy_span(reader->arena, last->text, length - 1);
    if (is_blank(last))
        node->child_count--;
    if (node->child_count > 0 && is_blank(words)) {
        node->children++;
        node->child_count--;
    }
}

/* Words and elements take turns. */
static void read_sentence(struct peil_outline_reader *reader,
                          const struct peil_element *element, struct peil_node *node)
{
    struct peil_node *words =
        peil_arena_array(reader->arena, 2 * element->child_count + 1, sizeof *words);
    size_t count = 0;
    add_words(reader, words, &count, element->lead, element->text_place);
    for (size_t i = 0; i < element->child_count; i++) {
        const struct peil_element *child = &element->children[i];
        const struct row *row = row_at(reader, element, i, IN_TEXT);
        if (row)
            read_node(reader, child, row, IN_TEXT, &words[count++]);
        add_words(reader, words, &count, child->tail, child->tail_place);
    }
    node->children = words;
    node->child_count = count;
    if (node->kind == PEIL_NODE_PARAGRAPH || node->kind == PEIL_NODE_NOTE)
        trim(reader, node, words);
}

static void read_blocks(struct peil_outline_reader *reader,
                        const struct peil_element *element, struct peil_node *node,
                        enum standing standing)
{
    struct peil_node *blocks =
        peil_arena_array(reader->arena, element->child_count, sizeof *blocks);
    for (size_t i = 0; i < element->child_count; i++) {
        const struct row *row = row_at(reader, element, i, standing);
        if (row)
            read_node(reader, &element->children[i], row, standing,
                      &blocks[node->child_count++]);
    }
    node->children = blocks;
    if (node->kind == PEIL_NODE_WHEN && *element->text)
        peil_outline_complain(
            reader, element->text_place,
            "text outside a sentence; put it in a \"p\", or the \"when\" in one");
}

static void read_children(struct peil_outline_reader *reader,
                          const struct peil_element *element, struct peil_node *node,
                          enum standing standing)
{
    if (standing == IN_TEXT)
        read_sentence(reader, element, node);
    else
        read_blocks(reader, element, node, standing);
}

/* --- All of it --- */

static struct peil_outline *read_tree(const struct peil_element *root,
                                      const struct peil_study *study,
                                      struct peil_arena *arena, struct peil_diag *diag)
{
    struct peil_outline *outline = peil_arena_array(arena, 1, sizeof *outline);
    struct peil_outline_reader reader = {
        .outline = outline, .study = study, .arena = arena, .diag = diag
    };
    peil_outline_head(&reader, root);
    struct peil_node top = { .kind = PEIL_NODE_CHAPTER };
    read_blocks(&reader, root, &top, IN_REPORT);
    outline->nodes = top.children;
    outline->node_count = top.child_count;
    return outline;
}

/* `root` may be NULL: then diag has said why. */
static const struct peil_outline *make(const struct peil_element *root,
                                       const struct peil_study *study,
                                       struct peil_arena *arena, struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    if (!root)
        return NULL;
    if (!peil_grammar_check(&peil_report_schema, root, diag) &&
        strcmp(root->name, peil_report_schema.root) != 0)
        return NULL; /* another language altogether */
    const struct peil_outline *outline =
        read_tree(root, study ? study : peil_study_none(), arena, diag);
    return peil_diag_count(diag, PEIL_ERROR) == errors ? outline : NULL;
}

const struct peil_outline *peil_outline_read(const char *path,
                                             const struct peil_study *study,
                                             struct peil_arena *arena,
                                             struct peil_diag *diag)
{
    return make(peil_xml_read(path, arena, diag), study, arena, diag);
}

const struct peil_outline *peil_outline_parse(const char *bytes, size_t length,
                                              const char *name,
                                              const struct peil_study *study,
                                              struct peil_arena *arena,
                                              struct peil_diag *diag)
{
    return make(peil_xml_parse(bytes, length, name, arena, diag), study, arena, diag);
}
