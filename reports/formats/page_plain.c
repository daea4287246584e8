/* The report as running text: Markdown, and words for a terminal. Both walk the same
 * way; how a paragraph, a heading and a table look is their style. */
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"
#include "reports/tables/markdown.h"
#include "reports/formats/page_html.h"
#include "reports/formats/renderers.h"
#include "reports/tables/screen.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct plain {
    struct peil_screen screen; /* of Markdown only the file and the arena */
    const struct style *style;
    int level;          /* of the next heading */
    const char **notes; /* footnotes so far */
    size_t note_count;
};

static const struct style {
    const char *strong;    /* around what is important */
    const char *note;      /* "[^" or "[": a number and "]" follow */
    const char *note_text; /* between a note's mark and its words */
    void (*text)(FILE *out, const char *text); /* of people, inside a paragraph */
    void (*paragraph)(const struct plain *plain, const char *prefix, const char *text);
    void (*heading)(const struct plain *plain, const char *text);
    void (*table)(const struct plain *plain, const struct peil_grid *grid);
} markdown, text;

static void write_blocks(struct plain *plain, const struct peil_block *blocks,
                         size_t count);

/* --- Words --- */

/* The same words are one note. */
static size_t note_number(struct plain *plain, const char *note)
{
    for (size_t i = 0; i < plain->note_count; i++)
        if (strcmp(plain->notes[i], note) == 0)
            return i + 1;
    plain->notes = peil_arena_grow(plain->screen.arena, plain->notes, plain->note_count,
                                   sizeof *plain->notes);
    plain->notes[plain->note_count++] = note;
    return plain->note_count;
}

/* The runs as one text, with the marks of the format; notes are kept for the end. */
static const char *words(struct plain *plain, const struct peil_block *block)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&bytes, &length);
    assert(out);
    for (size_t i = 0; i < block->run_count; i++) {
        const struct peil_run *run = &block->runs[i];
        fputs(run->strong ? plain->style->strong : "", out);
        plain->style->text(out, run->text);
        fputs(run->strong ? plain->style->strong : "", out);
        if (run->note)
            fprintf(out, "%s%zu]", plain->style->note, note_number(plain, run->note));
    }
    fclose(out);
    const char *copy = peil_arena_copy_span(plain->screen.arena, bytes, length);
    free(bytes);
    return copy;
}

static const char *escaped(struct plain *plain, const char *text_of_people)
{
    struct peil_run run = { text_of_people, false, NULL };
    return words(plain, &(struct peil_block){ .runs = &run, .run_count = 1 });
}

static const char *strong(struct plain *plain, const char *text_of_people)
{
    return peil_arena_format(plain->screen.arena, "%s%s%s", plain->style->strong,
                             escaped(plain, text_of_people), plain->style->strong);
}

static void put(const struct plain *plain, const char *prefix, const char *paragraph)
{
    plain->style->paragraph(plain, prefix, paragraph);
}

static void end_paragraph(const struct plain *plain)
{
    fputc('\n', plain->screen.out);
}

/* --- Blocks --- */

static void write_part(struct plain *plain, const struct peil_block *block)
{
    if (block->text && *block->text)
        plain->style->heading(plain, escaped(plain, block->text));
    plain->level++;
    write_blocks(plain, block->children, block->child_count);
    plain->level--;
}

static void write_paragraph(struct plain *plain, const struct peil_block *block)
{
    put(plain, "", words(plain, block));
    end_paragraph(plain);
}

static void write_list(struct plain *plain, const struct peil_block *block)
{
    for (size_t i = 0; i < block->child_count; i++)
        put(plain, "- ", words(plain, &block->children[i]));
    end_paragraph(plain);
}

static void write_numbers(struct plain *plain, const struct peil_block *block)
{
    for (size_t i = 0; i < block->child_count; i++)
        put(plain, "- ",
            peil_arena_format(plain->screen.arena, "%s%s%s %s", plain->style->strong,
                              words(plain, &block->children[i]), plain->style->strong,
                              escaped(plain, block->children[i].text)));
    end_paragraph(plain);
}

static void write_quote(struct plain *plain, const struct peil_block *block)
{
    bool said = block->text && *block->text;
    put(plain, "> ",
        peil_arena_format(plain->screen.arena, "“%s”%s%s", words(plain, block),
                          said ? " — " : "", said ? escaped(plain, block->text) : ""));
    end_paragraph(plain);
}

static void write_sheet(struct plain *plain, const struct peil_sheet *sheet)
{
    plain->style->table(plain, peil_sheet_grid(sheet, plain->screen.arena));
    end_paragraph(plain);
}

static void write_table(struct plain *plain, const struct peil_block *block)
{
    write_sheet(plain, block->sheet);
}

/* A drawing is its table here. */
static void write_plot(struct plain *plain, const struct peil_block *block)
{
    write_sheet(plain, block->plot->sheet);
}

static void write_box(struct plain *plain, const struct peil_block *block)
{
    if (block->text && *block->text) {
        put(plain, "", strong(plain, block->text));
        end_paragraph(plain);
    }
    write_blocks(plain, block->children, block->child_count);
}

/* Contents and new pages are for paper. */
static void write_nothing(struct plain *plain, const struct peil_block *block)
{
    (void)plain;
    (void)block;
}

static void (*const writers[])(struct plain *, const struct peil_block *) = {
    [PEIL_BLOCK_CHAPTER] = write_part,
    [PEIL_BLOCK_SECTION] = write_part,
    [PEIL_BLOCK_PARAGRAPH] = write_paragraph,
    [PEIL_BLOCK_LIST] = write_list,
    [PEIL_BLOCK_NUMBERS] = write_numbers,
    [PEIL_BLOCK_TABLE] = write_table,
    [PEIL_BLOCK_PLOT] = write_plot,
    [PEIL_BLOCK_QUOTE] = write_quote,
    [PEIL_BLOCK_BOX] = write_box,
    [PEIL_BLOCK_CARD] = write_box,
    [PEIL_BLOCK_CONTENTS] = write_nothing,
    [PEIL_BLOCK_PAGE] = write_nothing,
};
static_assert(sizeof writers / sizeof *writers == PEIL_BLOCK_KINDS,
              "every kind of block is written");

static void write_blocks(struct plain *plain, const struct peil_block *blocks,
                         size_t count)
{
    for (size_t i = 0; i < count; i++)
        writers[blocks[i].kind](plain, &blocks[i]);
}

/* --- The whole --- */

static void write_mark(struct plain *plain, const char *word, const char *sentence)
{
    put(plain, "",
        peil_arena_format(plain->screen.arena, "%s %s", strong(plain, word),
                          escaped(plain, sentence)));
    end_paragraph(plain);
}

static void write_opening(struct plain *plain, const struct peil_content *content)
{
    plain->level = 1;
    plain->style->heading(plain, escaped(plain, content->title));
    plain->level = 2;
    const char *date =
        content->date ? peil_figure_date(plain->screen.arena, content->date) : NULL;
    const char *const lines[] = { content->subtitle, content->whose, date };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (lines[i] && *lines[i]) {
            put(plain, "", escaped(plain, lines[i]));
            end_paragraph(plain);
        }
    if (content->internal)
        write_mark(plain, _("INTERNAL"),
                   _("Small groups are not hidden here. Do not pass this on."));
    if (content->synthetic)
        write_mark(plain, _("PRACTICE DATA"),
                   _("A computer made up these answers. Never pass them on as a "
                     "result."));
}

static void write_notes(struct plain *plain)
{
    for (size_t i = 0; i < plain->note_count; i++) {
        put(plain, "",
            peil_arena_format(plain->screen.arena, "%s%zu]%s%s", plain->style->note,
                              i + 1, plain->style->note_text,
                              escaped(plain, plain->notes[i])));
        end_paragraph(plain);
    }
}

static void write_as(const struct style *style, const struct peil_content *content,
                     FILE *out)
{
    struct plain plain = { .screen = peil_screen_of(out, peil_arena_new()),
                           .style = style };
    write_opening(&plain, content);
    write_blocks(&plain, content->blocks, content->block_count);
    write_notes(&plain);
    peil_arena_free(plain.screen.arena);
}

/* --- Markdown --- */

/* What begins like a list ("2026. ", "- ") is none. */
static void markdown_paragraph(const struct plain *plain, const char *prefix,
                               const char *paragraph)
{
    const char *rest = paragraph + strspn(paragraph, "0123456789");
    bool digits = rest > paragraph && (*rest == '.' || *rest == ')');
    fputs(prefix, plain->screen.out);
    if (digits)
        fprintf(plain->screen.out, "%.*s\\", (int)(rest - paragraph), paragraph);
    else if (strchr("-+=", *paragraph) && *paragraph)
        fputc('\\', plain->screen.out);
    fprintf(plain->screen.out, "%s\n", digits ? rest : paragraph);
}

static void markdown_heading(const struct plain *plain, const char *heading)
{
    for (int i = 0; i < plain->level && i < 6; i++)
        fputc('#', plain->screen.out);
    fprintf(plain->screen.out, " %s\n\n", heading);
}

static void markdown_table(const struct plain *plain, const struct peil_grid *grid)
{
    fputs("**", plain->screen.out);
    peil_markdown_text(plain->screen.out, grid->title);
    fputs("**\n\n", plain->screen.out);
    peil_markdown_grid(plain->screen.out, grid, plain->screen.arena);
}

static const struct style markdown = {
    .strong = "**",
    .note = "[^",
    .note_text = ": ",
    .text = peil_markdown_text,
    .paragraph = markdown_paragraph,
    .heading = markdown_heading,
    .table = markdown_table,
};

void peil_page_markdown_write(const struct peil_content *content, FILE *out)
{
    write_as(&markdown, content, out);
}

static bool write_markdown(const struct peil_content *content, const char *path,
                           struct peil_diag *diag)
{
    return peil_page_file(content, path, peil_page_markdown_write, diag);
}

const struct peil_page_renderer peil_page_markdown = {
    .name = "md",
    .suffix = ".md",
    .about = N_("Markdown, for notes and wikis"),
    .write = write_markdown,
};

/* --- Words for a terminal --- */

static void text_words(FILE *out, const char *words_of_people)
{
    fputs(words_of_people, out);
}

static void text_paragraph(const struct plain *plain, const char *prefix,
                           const char *paragraph)
{
    peil_screen_prose(&plain->screen,
                      peil_arena_format(plain->screen.arena, "%s%s", prefix, paragraph),
                      false);
}

static void text_heading(const struct plain *plain, const char *heading)
{
    if (plain->level == 2)
        fputs("\n\n", plain->screen.out);
    peil_screen_prose(&plain->screen, heading, plain->screen.bold);
    fputc('\n', plain->screen.out);
}

static void text_table(const struct plain *plain, const struct peil_grid *grid)
{
    peil_screen_grid(&plain->screen, grid);
}

static const struct style text = {
    .strong = "",
    .note = " [",
    .note_text = " ",
    .text = text_words,
    .paragraph = text_paragraph,
    .heading = text_heading,
    .table = text_table,
};

static void write_words(const struct peil_content *content, FILE *out)
{
    write_as(&text, content, out);
}

static bool write_text(const struct peil_content *content, const char *path,
                       struct peil_diag *diag)
{
    return peil_page_file(content, path, write_words, diag);
}

const struct peil_page_renderer peil_page_text = {
    .name = "text",
    .suffix = ".txt",
    .about = N_("plain text, for a terminal"),
    .write = write_text,
};
