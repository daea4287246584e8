#include "reports/formats/page_html.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"
#include "reports/tables/document.h"
#include "reports/tables/figures.h"
#include "reports/formats/plot.h"
#include "reports/formats/renderers.h"

#include <assert.h>
#include <string.h>

struct page {
    struct peil_html html;
    struct peil_arena *arena;
    const struct peil_content *content;
    bool paper;
    int level;           /* of the next heading; h1 is the title */
    const char *heading; /* the last one: a drawing need not repeat it */
    const char **notes;  /* footnotes so far */
    size_t note_count;
};

static void write_blocks(struct page *page, const struct peil_block *blocks,
                         size_t count);

static void line(struct page *page)
{
    peil_html_trusted(&page->html, "\n");
}

static void begin(struct page *page, const char *element, const char *class)
{
    peil_html_begin(&page->html, element);
    peil_html_attribute(&page->html, "class", class);
}

static void end(struct page *page)
{
    peil_html_end(&page->html);
}

/* --- Words --- */

/* A number above the line that leads to the note, which leads back to where it was
 * first. The same words are one note. */
static void write_reference(struct page *page, const char *note)
{
    struct peil_html *html = &page->html;
    size_t number = 1;
    while (number <= page->note_count && strcmp(page->notes[number - 1], note) != 0)
        number++;
    bool first = number > page->note_count;
    if (first) {
        page->notes = peil_arena_grow(page->arena, page->notes, page->note_count,
                                      sizeof *page->notes);
        page->notes[page->note_count++] = note;
    }
    peil_html_begin(html, "sup");
    peil_html_begin(html, "a");
    if (first)
        peil_html_attribute_format(html, "id", "bij-noot-%zu", number);
    peil_html_attribute_format(html, "href", "#noot-%zu", number);
    peil_html_attribute_format(html, "aria-label", _("note %zu"), number);
    peil_html_text_format(html, "%zu", number);
    peil_html_end(html);
    peil_html_end(html);
}

static void write_runs(struct page *page, const struct peil_block *block)
{
    for (size_t i = 0; i < block->run_count; i++) {
        const struct peil_run *run = &block->runs[i];
        if (run->strong)
            peil_html_element(&page->html, "strong", NULL, run->text);
        else
            peil_html_text(&page->html, run->text);
        if (run->note)
            write_reference(page, run->note);
    }
}

static void write_paragraph(struct page *page, const struct peil_block *block)
{
    begin(page, "p", NULL);
    write_runs(page, block);
    end(page);
}

static void write_list(struct page *page, const struct peil_block *block)
{
    begin(page, "ul", "list");
    for (size_t i = 0; i < block->child_count; i++) {
        begin(page, "li", NULL);
        write_runs(page, &block->children[i]);
        end(page);
    }
    end(page);
}

static void write_numbers(struct page *page, const struct peil_block *block)
{
    begin(page, "dl", "numbers");
    for (size_t i = 0; i < block->child_count; i++) {
        begin(page, "div", NULL);
        peil_html_element(&page->html, "dt", NULL, block->children[i].text);
        begin(page, "dd", NULL);
        write_runs(page, &block->children[i]);
        end(page);
        end(page);
    }
    end(page);
}

static void write_quote(struct page *page, const struct peil_block *block)
{
    begin(page, "figure", "quote");
    begin(page, "blockquote", NULL);
    write_paragraph(page, block);
    end(page);
    if (block->text && *block->text)
        peil_html_element(&page->html, "figcaption", NULL, block->text);
    end(page);
}

/* --- Parts --- */

static void write_heading(struct page *page, const struct peil_block *block)
{
    const char *element =
        peil_arena_format(page->arena, "h%d", page->level < 6 ? page->level : 6);
    if (!block->text || !*block->text)
        return;
    peil_html_begin(&page->html, element);
    peil_html_attribute(&page->html, "id", block->id);
    peil_html_text(&page->html, block->text);
    end(page);
    line(page);
    page->heading = block->text;
}

static void write_part(struct page *page, const struct peil_block *block)
{
    begin(page, "section", block->kind == PEIL_BLOCK_CHAPTER ? "chapter" : "question");
    write_heading(page, block);
    page->level++;
    write_blocks(page, block->children, block->child_count);
    page->level--;
    end(page);
}

static void write_box(struct page *page, const struct peil_block *block)
{
    begin(page, "div", "caution");
    if (block->text && *block->text)
        peil_html_element(&page->html, "p", "strong", block->text);
    write_blocks(page, block->children, block->child_count);
    end(page);
}

static void write_card(struct page *page, const struct peil_block *block)
{
    begin(page, "div", "card");
    peil_html_element(&page->html, "p", "said", block->text);
    begin(page, "div", "done");
    write_blocks(page, block->children, block->child_count);
    end(page);
    end(page);
}

static void write_contents(struct page *page, const struct peil_block *block)
{
    struct peil_html *html = &page->html;
    (void)block;
    peil_html_begin(html, "nav");
    peil_html_attribute(html, "aria-labelledby", "inhoud-kop");
    peil_html_begin(html, "h2");
    peil_html_attribute(html, "id", "inhoud-kop");
    peil_html_text(html, _("Contents"));
    end(page);
    peil_html_begin(html, "ol");
    for (size_t i = 0; i < page->content->block_count; i++) {
        const struct peil_block *chapter = &page->content->blocks[i];
        if (chapter->kind != PEIL_BLOCK_CHAPTER || !chapter->id)
            continue;
        peil_html_begin(html, "li");
        peil_html_begin(html, "a");
        peil_html_attribute_format(html, "href", "#%s", chapter->id);
        peil_html_text(html, chapter->text);
        end(page);
        end(page);
    }
    end(page);
    end(page);
}

static void write_page_break(struct page *page, const struct peil_block *block)
{
    (void)block;
    begin(page, "div", "page");
    end(page);
}

/* --- Figures --- */

static void write_table(struct page *page, const struct peil_sheet *sheet)
{
    const struct peil_grid *grid = peil_sheet_grid(sheet, page->arena);
    if (grid->row_count > 0)
        peil_document_table(&page->html, grid, sheet->id);
}

/* What the figures rest on stands by itself; the other lines are one paragraph. */
static void write_lines(struct page *page, const struct peil_sheet *sheet)
{
    size_t first = sheet->line_count > 0 ? 1 : 0;
    peil_document_lines(&page->html, "note", sheet->lines, first);
    if (sheet->line_count < 2)
        return;
    begin(page, "p", "note");
    for (size_t i = 1; i < sheet->line_count; i++) {
        const char *text = sheet->lines[i];
        bool ends = *text && text[strlen(text) - 1] == '.';
        peil_html_text(&page->html, text);
        if (i + 1 < sheet->line_count)
            peil_html_text(&page->html, ends ? " " : " · ");
    }
    end(page);
}

static void write_sheet(struct page *page, const struct peil_block *block)
{
    write_table(page, block->sheet);
    write_lines(page, block->sheet);
}

/* The drawing says it at a glance; its table is one step away on a screen, and on paper
 * always there. */
static void write_plot(struct page *page, const struct peil_block *block)
{
    const struct peil_plot *plot = block->plot;
    bool named = page->heading && strcmp(page->heading, plot->title) == 0;
    begin(page, "figure", NULL);
    if (!named)
        peil_html_element(&page->html, "figcaption", NULL, plot->title);
    peil_plot_write(&page->html, plot, page->paper);
    end(page);
    begin(page, "details", NULL);
    peil_html_element(&page->html, "summary", NULL, _("The figures in a table"));
    write_table(page, plot->sheet);
    end(page);
    write_lines(page, plot->sheet);
}

/* --- All blocks --- */

static void (*const writers[])(struct page *, const struct peil_block *) = {
    [PEIL_BLOCK_CHAPTER] = write_part,
    [PEIL_BLOCK_SECTION] = write_part,
    [PEIL_BLOCK_PARAGRAPH] = write_paragraph,
    [PEIL_BLOCK_LIST] = write_list,
    [PEIL_BLOCK_NUMBERS] = write_numbers,
    [PEIL_BLOCK_TABLE] = write_sheet,
    [PEIL_BLOCK_PLOT] = write_plot,
    [PEIL_BLOCK_QUOTE] = write_quote,
    [PEIL_BLOCK_BOX] = write_box,
    [PEIL_BLOCK_CARD] = write_card,
    [PEIL_BLOCK_CONTENTS] = write_contents,
    [PEIL_BLOCK_PAGE] = write_page_break,
};
static_assert(sizeof writers / sizeof *writers == PEIL_BLOCK_KINDS,
              "every kind of block is written");

/* Cards that follow each other lie side by side. */
static void write_blocks(struct page *page, const struct peil_block *blocks,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool card = blocks[i].kind == PEIL_BLOCK_CARD;
        if (card && (i == 0 || blocks[i - 1].kind != PEIL_BLOCK_CARD))
            begin(page, "div", "cards");
        writers[blocks[i].kind](page, &blocks[i]);
        if (card && (i + 1 == count || blocks[i + 1].kind != PEIL_BLOCK_CARD))
            end(page);
        line(page);
    }
}

/* --- The page --- */

static void write_opening(struct page *page)
{
    const struct peil_content *content = page->content;
    begin(page, "header", NULL);
    if (content->whose && *content->whose)
        peil_html_element(&page->html, "p", "whose", content->whose);
    peil_html_element(&page->html, "h1", NULL, content->title);
    if (content->subtitle && *content->subtitle)
        peil_html_element(&page->html, "p", "subtitle", content->subtitle);
    end(page);
    line(page);
}

static void write_note(struct page *page, size_t number)
{
    struct peil_html *html = &page->html;
    peil_html_begin(html, "li");
    peil_html_attribute_format(html, "id", "noot-%zu", number);
    peil_html_text(html, page->notes[number - 1]);
    peil_html_text(html, " ");
    peil_html_begin(html, "a");
    peil_html_attribute_format(html, "href", "#bij-noot-%zu", number);
    peil_html_attribute_format(html, "aria-label", _("back to the text at note %zu"),
                               number);
    peil_html_text(html, "↑");
    peil_html_end(html);
    peil_html_end(html);
}

static void write_notes(struct page *page)
{
    if (page->note_count == 0)
        return;
    begin(page, "section", "notes");
    peil_html_element(&page->html, "h2", NULL, _("Notes"));
    begin(page, "ol", NULL);
    for (size_t i = 1; i <= page->note_count; i++)
        write_note(page, i);
    end(page);
    end(page);
}

static void write_foot(struct page *page)
{
    const char *date = page->content->date;
    begin(page, "footer", NULL);
    begin(page, "p", NULL);
    peil_html_text_format(&page->html, _("Made with peil %s%s."), PEIL_VERSION,
                          date ? peil_arena_format(page->arena, ", %s",
                                                   peil_figure_date(page->arena, date))
                               : "");
    end(page);
    end(page);
}

void peil_page_write(const struct peil_content *content, bool paper, FILE *out)
{
    struct page page = { .html = { .out = out },
                         .arena = peil_arena_new(),
                         .content = content,
                         .paper = paper,
                         .level = 2 };
    peil_document_begin(&page.html,
                        &(struct peil_document){ .title = content->title,
                                                 .language = content->language,
                                                 .foot = content->whose,
                                                 .internal = content->internal,
                                                 .synthetic = content->synthetic,
                                                 .landscape = content->landscape,
                                                 .leaflet = content->leaflet });
    write_opening(&page);
    begin(&page, "main", NULL);
    write_blocks(&page, content->blocks, content->block_count);
    write_notes(&page);
    end(&page);
    write_foot(&page);
    peil_document_end(&page.html);
    peil_arena_free(page.arena);
}

bool peil_page_file(const struct peil_content *content, const char *path,
                    void (*write)(const struct peil_content *, FILE *),
                    struct peil_diag *diag)
{
    FILE *file = peil_file_create(path, diag);
    if (!file)
        return false;
    write(content, file);
    return peil_file_commit(file, path, diag);
}

static void write_html(const struct peil_content *content, FILE *out)
{
    peil_page_write(content, false, out);
}

static bool write_file(const struct peil_content *content, const char *path,
                       struct peil_diag *diag)
{
    return peil_page_file(content, path, write_html, diag);
}

const struct peil_page_renderer peil_page_html = {
    .name = "html",
    .suffix = ".html",
    .about = N_("one page for a browser"),
    .write = write_file,
};
