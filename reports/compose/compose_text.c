/* Paragraphs: words, figures and footnotes in one line of text. */
#include "questionnaires/base/message.h"
#include "reports/compose/reading.h"
#include "reports/tables/shares.h"

#include <ctype.h>
#include <string.h>

struct sentence {
    struct peil_composer *composer;
    const struct peil_source *source; /* whose placeholders are filled */
    struct peil_run *runs;
    size_t count;
    const char *look; /* of figures that say none themselves */
    bool strong;
    bool open;   /* a blank would not be doubled */
    bool hidden; /* a figure in it is not shown */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Blanks in a row are one, also where something between them was left out. */
static const char *squeezed(struct sentence *sentence, const char *text)
{
    char *out = peil_arena_array(sentence->composer->arena, strlen(text) + 1, 1);
    size_t length = 0;
    for (; *text; text++) {
        bool blank = is_blank(*text);
        if (!blank || sentence->open)
            out[length++] = blank ? ' ' : *text;
        sentence->open = !blank;
    }
    return out;
}

static struct peil_run *add_run(struct sentence *sentence, const char *text)
{
    sentence->runs = peil_arena_grow(sentence->composer->arena, sentence->runs,
                                     sentence->count, sizeof *sentence->runs);
    struct peil_run *run = &sentence->runs[sentence->count++];
    *run = (struct peil_run){ .text = text, .strong = sentence->strong };
    return run;
}

static void add_words(struct sentence *sentence, const char *text)
{
    text = squeezed(sentence, text);
    if (*text)
        add_run(sentence, text);
}

/* Behind what was said last. */
static void add_note(struct sentence *sentence, const char *note)
{
    struct peil_run *last =
        sentence->count > 0 ? &sentence->runs[sentence->count - 1] : NULL;
    if (!last || last->note)
        last = add_run(sentence, "");
    last->note = note;
}

static bool has_note(const struct sentence *sentence, const char *note)
{
    for (size_t i = 0; i < sentence->count; i++)
        if (sentence->runs[i].note && strcmp(sentence->runs[i].note, note) == 0)
            return true;
    return false;
}

/* Does a sentence begin here? */
static bool begins(const struct sentence *sentence)
{
    if (sentence->count == 0)
        return true;
    const char *text = sentence->runs[sentence->count - 1].text;
    size_t length = strlen(text);
    while (length > 0 && is_blank(text[length - 1]))
        length--;
    return length > 0 && strchr(".!?", text[length - 1]) != NULL;
}

/* With a capital; "één" has one too. */
static const char *capital(struct peil_arena *arena, const char *text)
{
    if (strncmp(text, "\u00e9", 2) == 0)
        return peil_arena_format(arena, "\u00c9%s", text + 2);
    return peil_arena_format(arena, "%c%s", toupper((unsigned char)*text), text + 1);
}

static void add_value(struct sentence *sentence, const struct peil_node *node)
{
    struct peil_composer *composer = sentence->composer;
    if (peil_composer_is_off(composer, &node->pick))
        return;
    struct peil_reading reading = peil_reading_of(composer, &node->pick, NULL);
    sentence->hidden = sentence->hidden || !reading.known;
    const char *text =
        peil_reading_text(composer, &reading, node->look ? node->look : sentence->look);
    add_words(sentence, begins(sentence) ? capital(composer->arena, text) : text);
    if (!peil_reading_is_thin(&reading))
        return;
    const char *note = peil_arena_format(
        composer->arena, _("Indicative: fewer than %d answered."), PEIL_FIRM_BASE);
    if (!has_note(sentence, note))
        add_note(sentence, note);
}

static void add_nodes(struct sentence *sentence, const struct peil_node *nodes,
                      size_t count);

static void add_strong(struct sentence *sentence, const struct peil_node *node)
{
    bool strong = sentence->strong;
    sentence->strong = true;
    add_nodes(sentence, node->children, node->child_count);
    sentence->strong = strong;
}

static void trim(struct sentence *sentence)
{
    while (sentence->count > 0) {
        struct peil_run *last = &sentence->runs[sentence->count - 1];
        size_t length = strlen(last->text);
        while (length > 0 && is_blank(last->text[length - 1]))
            length--;
        last->text =
            peil_arena_copy_span(sentence->composer->arena, last->text, length);
        if (length > 0 || last->note)
            return;
        sentence->count--;
    }
}

static void add_footnote(struct sentence *sentence, const struct peil_node *node)
{
    struct sentence note = { .composer = sentence->composer,
                             .source = sentence->source };
    const char *text = "";
    add_nodes(&note, node->children, node->child_count);
    trim(&note);
    for (size_t i = 0; i < note.count; i++)
        text = peil_composer_join(sentence->composer, text, "", note.runs[i].text);
    if (*text)
        add_note(sentence, text);
}

static void add_when(struct sentence *sentence, const struct peil_node *node)
{
    if (peil_reading_judge(sentence->composer, node) == PEIL_TRUE ||
        !peil_counted_is_made(sentence->composer->counted))
        add_nodes(sentence, node->children, node->child_count);
}

static void add_node(struct sentence *sentence, const struct peil_node *node)
{
    if (node->kind == PEIL_NODE_WORDS)
        add_words(sentence,
                  peil_composer_fill(sentence->composer, sentence->source, node->text));
    else if (node->kind == PEIL_NODE_VALUE)
        add_value(sentence, node);
    else if (node->kind == PEIL_NODE_STRONG)
        add_strong(sentence, node);
    else if (node->kind == PEIL_NODE_NOTE)
        add_footnote(sentence, node);
    else if (node->kind == PEIL_NODE_WHEN)
        add_when(sentence, node);
}

static void add_nodes(struct sentence *sentence, const struct peil_node *nodes,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_node(sentence, &nodes[i]);
}

/* Left out when nothing is left of it, or when it rests on a source without data; a
 * figure that stands out also when it may not be shown. */
static void compose(struct peil_composer *composer, const struct peil_node *node,
                    const char *look, struct peil_blocks *blocks)
{
    struct sentence sentence = { .composer = composer,
                                 .source = node->pick.source,
                                 .look = look };
    bool absent = composer->absent;
    composer->absent = false;
    add_nodes(&sentence, node->children, node->child_count);
    trim(&sentence);
    bool stands_out = look != NULL;
    if (!composer->absent && sentence.count > 0 && !(stands_out && sentence.hidden)) {
        struct peil_block *block =
            peil_composer_add(composer, blocks, PEIL_BLOCK_PARAGRAPH);
        block->runs = sentence.runs;
        block->run_count = sentence.count;
        if (node->title)
            block->text = peil_composer_fill(composer, node->pick.source, node->title);
    }
    composer->absent = absent;
}

void peil_compose_paragraph(struct peil_composer *composer,
                            const struct peil_node *node, struct peil_blocks *blocks)
{
    compose(composer, node, NULL, blocks);
}

static void compose_children(struct peil_composer *composer,
                             const struct peil_node *node, const char *look,
                             enum peil_block_kind kind, struct peil_blocks *blocks)
{
    struct peil_blocks children = { 0 };
    for (size_t i = 0; i < node->child_count; i++)
        compose(composer, &node->children[i], look, &children);
    if (children.count == 0)
        return;
    struct peil_block *block = peil_composer_add(composer, blocks, kind);
    block->children = children.list;
    block->child_count = children.count;
}

void peil_compose_list(struct peil_composer *composer, const struct peil_node *node,
                       struct peil_blocks *blocks)
{
    compose_children(composer, node, NULL, PEIL_BLOCK_LIST, blocks);
}

void peil_compose_numbers(struct peil_composer *composer, const struct peil_node *node,
                          struct peil_blocks *blocks)
{
    compose_children(composer, node, "brief", PEIL_BLOCK_NUMBERS, blocks);
}
