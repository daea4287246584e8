/* The report as a workbook, (libxlsxwriter): first what it is and
 * where its tables are, then a sheet per table, with real numbers and the drawing as a
 * chart of its own, then the text.
 *
 * Strings are written as strings, so that no label becomes a formula. A hidden figure
 * is its word and nothing else: no number, no stored result, no point in a chart. */
#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "reports/formats/leaf.h"
#include "reports/formats/page_html.h"
#include "reports/formats/renderers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum {
    NAME_COLUMNS = 24,  /* of a sheet's name, behind its number; Excel allows 31 */
    LONGEST_FOOT = 120, /* Excel allows 255 */
    TEXT_WIDTH = 84,
    UPRIGHT = 6, /* columns of figures that an upright page has room for */
};

/* As many decimals as people read. */
static const char *number_format(const struct peil_entry *entry)
{
    static const char *const percents[] = { "0%", "0.0%", "0.00%" };
    static const char *const numbers[] = { "#,##0", "#,##0.0", "#,##0.00" };
    const char *point = strpbrk(entry->text, ".,");
    size_t decimals = point ? strspn(point + 1, "0123456789") : 0;
    decimals = decimals > 2 ? 2 : decimals;
    return entry->unit == PEIL_UNIT_PERCENT ? percents[decimals] : numbers[decimals];
}

static bool is_word(const struct peil_entry *entry)
{
    return entry->unit == PEIL_UNIT_HIDDEN || entry->unit == PEIL_UNIT_NONE ||
           !isfinite(entry->number);
}

static void put_entry(struct peil_leaf *leaf, size_t column, enum peil_look look,
                      const struct peil_entry *entry, bool words)
{
    double scale = entry->unit == PEIL_UNIT_PERCENT ? 100 : 1;
    if (!is_word(entry))
        peil_leaf_number(leaf, column, look, entry->number / scale,
                         number_format(entry));
    else if (!words && peil_text_width(entry->text) < PEIL_FIGURE_WIDTH)
        peil_leaf_text(leaf, column, PEIL_LOOK_WORD, entry->text);
    else
        peil_leaf_wrapped(leaf, column, PEIL_LOOK_LABEL, entry->text,
                          PEIL_LABEL_WIDTH - 2);
}

/* --- Sheets --- */

/* What may not stand in a sheet's name is a blank there. */
static const char *sheet_name(struct peil_book *book, size_t number, const char *title)
{
    char *name = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&name, &length);
    if (!out)
        return peil_arena_format(book->arena, "%zu", number);
    fprintf(out, "%zu ", number);
    for (const char *at = peil_text_cut(book->arena, title, NAME_COLUMNS); *at; at++)
        fputc(strchr("[]:*?/\\'", *at) ? ' ' : *at, out);
    fclose(out);
    const char *copy = peil_arena_copy(book->arena, name);
    free(name);
    return copy;
}

/* "&" begins a command in what stands above and under a printed sheet. */
static const char *doubled(struct peil_arena *arena, const char *text)
{
    const char *made = "";
    for (const char *at = text; *at; at++)
        made = peil_arena_format(arena, *at == '&' ? "%s&&" : "%s%c", made, *at);
    return made;
}

static void mark_sheet(struct peil_book *book, lxw_worksheet *sheet)
{
    const struct peil_content *content = book->content;
    const char *between = content->internal && content->synthetic ? " · " : "";
    if (content->internal || content->synthetic)
        worksheet_set_header(
            sheet, peil_arena_format(book->arena, "&R&B%s%s%s",
                                     content->internal ? _("INTERNAL") : "", between,
                                     content->synthetic ? _("PRACTICE DATA") : ""));
    const char *whose = content->whose ? content->whose : "";
    whose = doubled(book->arena, peil_text_cut(book->arena, whose, LONGEST_FOOT));
    worksheet_set_footer(sheet, peil_arena_format(book->arena, "&L%s&R&P", whose));
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
}

static struct peil_leaf add_sheet(struct peil_book *book, const char *name)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book->file, name);
    if (!sheet) /* a name it does not take: a number will do */
        sheet = workbook_add_worksheet(book->file, NULL);
    mark_sheet(book, sheet);
    return (struct peil_leaf){ .book = book, .sheet = sheet };
}

/* Warnings stand in the first rows too: who only scrolls sees no header. */
static void put_marks(struct peil_leaf *leaf)
{
    const struct peil_content *content = leaf->book->content;
    if (content->internal) {
        peil_leaf_text(leaf, 0, PEIL_LOOK_TITLE, _("INTERNAL"));
        leaf->row++;
    }
    if (content->synthetic) {
        peil_leaf_text(leaf, 0, PEIL_LOOK_TITLE, _("PRACTICE DATA"));
        leaf->row++;
    }
}

/* --- A table --- */

static void put_headings(struct peil_leaf *leaf, const struct peil_sheet *sheet)
{
    bool grouped = false;
    for (size_t i = 0; i < sheet->column_count; i++)
        grouped = grouped || *sheet->columns[i].group;
    for (size_t i = 0; grouped && i < sheet->column_count; i++)
        if (i == 0 || sheet->columns[i].group != sheet->columns[i - 1].group)
            peil_leaf_text(leaf, i + 1, PEIL_LOOK_TOTAL, sheet->columns[i].group);
    leaf->row += grouped;
    peil_leaf_text(leaf, 0, PEIL_LOOK_HEAD, sheet->stub ? sheet->stub : _("Answer"));
    for (size_t i = 0; i < sheet->column_count; i++)
        peil_leaf_wrapped(leaf, i + 1,
                          sheet->columns[i].words ? PEIL_LOOK_HEAD
                                                  : PEIL_LOOK_HEAD_OF_FIGURES,
                          sheet->columns[i].title, PEIL_FIGURE_WIDTH - 3);
    peil_leaf_next(leaf);
}

static void put_rows(struct peil_leaf *leaf, const struct peil_sheet *sheet)
{
    for (size_t i = 0; i < sheet->row_count; i++) {
        const struct peil_sheet_row *row = &sheet->rows[i];
        bool ruled = row->part == PEIL_GRID_TOTAL || row->part == PEIL_GRID_NET;
        peil_leaf_wrapped(leaf, 0, ruled ? PEIL_LOOK_TOTAL : PEIL_LOOK_LABEL,
                          row->label, PEIL_LABEL_WIDTH - 2);
        for (size_t j = 0; j < sheet->column_count; j++)
            put_entry(leaf, j + 1, ruled ? PEIL_LOOK_TOTAL : PEIL_LOOK_PLAIN,
                      &row->entries[j], sheet->columns[j].words);
        peil_leaf_next(leaf);
    }
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t clamped(size_t width, size_t least)
{
    if (width < least)
        return least;
    return width < PEIL_LABEL_WIDTH ? width : PEIL_LABEL_WIDTH;
}

static void set_width(const struct peil_leaf *leaf, size_t column, size_t width)
{
    worksheet_set_column(leaf->sheet, (lxw_col_t)column, (lxw_col_t)column,
                         (double)width, NULL);
}

/* Columns of figures are all the same; where there is text they are as wide as that. */
static void set_widths(const struct peil_leaf *leaf, const struct peil_sheet *sheet)
{
    size_t labels = 0;
    for (size_t i = 0; i < sheet->row_count; i++)
        labels = larger(labels, peil_text_width(sheet->rows[i].label) + 2);
    set_width(leaf, 0, clamped(labels, PEIL_FIGURE_WIDTH));
    for (size_t j = 0; j < sheet->column_count; j++) {
        size_t width = 0;
        for (size_t i = 0; i < sheet->row_count; i++)
            width = larger(width, peil_text_width(sheet->rows[i].entries[j].text));
        set_width(leaf, j + 1, clamped(width, PEIL_FIGURE_WIDTH));
    }
}

/* The drawing that this sheet is the table of, or NULL. */
static const struct peil_plot *plot_of(const struct peil_block *blocks, size_t count,
                                       const struct peil_sheet *sheet)
{
    const struct peil_plot *plot = NULL;
    for (size_t i = 0; i < count && !plot; i++)
        plot = blocks[i].plot && blocks[i].plot->sheet == sheet
                   ? blocks[i].plot
                   : plot_of(blocks[i].children, blocks[i].child_count, sheet);
    return plot;
}

static void write_sheet(struct peil_book *book, const struct peil_sheet *sheet,
                        const char *name)
{
    struct peil_leaf leaf = add_sheet(book, name);
    const struct peil_plot *plot =
        plot_of(book->content->blocks, book->content->block_count, sheet);
    set_widths(&leaf, sheet);
    if (sheet->column_count > UPRIGHT)
        worksheet_set_landscape(leaf.sheet);
    peil_leaf_text(&leaf, 0, PEIL_LOOK_TITLE, sheet->title);
    leaf.row++;
    put_marks(&leaf);
    put_headings(&leaf, sheet);
    worksheet_freeze_panes(leaf.sheet, leaf.row, 1);
    worksheet_repeat_rows(leaf.sheet, 0, leaf.row - 1);
    put_rows(&leaf, sheet);
    leaf.row++;
    for (size_t i = 0; i < sheet->line_count; i++, leaf.row++)
        peil_leaf_text(&leaf, 0, PEIL_LOOK_SOFT, sheet->lines[i]);
    leaf.row++;
    if (plot)
        peil_leaf_chart(&leaf, plot);
}

/* --- The first sheet and the text --- */

static void put_line(struct peil_leaf *leaf, enum peil_look look, const char *text)
{
    if (!text || !*text)
        return;
    peil_leaf_wrapped(leaf, 0, look, text, TEXT_WIDTH - 4);
    peil_leaf_next(leaf);
}

static const char *const *sheet_names(struct peil_book *book, size_t *count)
{
    const struct peil_sheet *sheet;
    const char **names = NULL;
    for (*count = 0; (sheet = peil_content_sheet(book->content, *count)); ++*count) {
        names = peil_arena_grow(book->arena, names, *count, sizeof *names);
        names[*count] = sheet_name(book, *count + 1, sheet->title);
    }
    return names;
}

static void write_first(struct peil_book *book, const char *const *names, size_t count)
{
    struct peil_leaf leaf = add_sheet(book, _("Overview"));
    worksheet_set_column(leaf.sheet, 0, 0, TEXT_WIDTH, NULL);
    put_marks(&leaf);
    put_line(&leaf, PEIL_LOOK_TITLE, book->content->title);
    put_line(&leaf, PEIL_LOOK_PLAIN, book->content->subtitle);
    put_line(&leaf, PEIL_LOOK_PLAIN, book->content->whose);
    put_line(&leaf, PEIL_LOOK_PLAIN, book->content->date);
    leaf.row++;
    put_line(&leaf, PEIL_LOOK_LABEL,
             _("A word in the place of a figure means that it is not shown; there is "
               "no number behind it."));
    leaf.row++;
    put_line(&leaf, PEIL_LOOK_HEAD, _("Tables"));
    for (size_t i = 0; i < count; i++) {
        const char *title = peil_content_sheet(book->content, i)->title;
        worksheet_write_url_opt(
            leaf.sheet, leaf.row++, 0,
            peil_arena_format(book->arena, "internal:'%s'!A1", names[i]), NULL,
            peil_arena_format(book->arena, "%zu. %s", i + 1,
                              peil_text_cut(book->arena, title, 200)),
            NULL);
    }
}

static const char *words(struct peil_book *book, const struct peil_block *block)
{
    const char *text = "";
    for (size_t i = 0; i < block->run_count; i++) {
        const struct peil_run *run = &block->runs[i];
        text = peil_arena_format(book->arena, "%s%s%s%s%s", text, run->text,
                                 run->note ? " [" : "", run->note ? run->note : "",
                                 run->note ? "]" : "");
    }
    return text;
}

/* What stands around the tables, a paragraph on each row. */
static void write_text(struct peil_leaf *leaf, const struct peil_block *blocks,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct peil_block *block = &blocks[i];
        bool part =
            block->kind == PEIL_BLOCK_CHAPTER || block->kind == PEIL_BLOCK_SECTION;
        leaf->row += block->kind == PEIL_BLOCK_CHAPTER;
        put_line(leaf, part ? PEIL_LOOK_HEAD : PEIL_LOOK_PLAIN, block->text);
        put_line(leaf, PEIL_LOOK_LABEL, words(leaf->book, block));
        write_text(leaf, block->children, block->child_count);
    }
}

/* --- The file --- */

/* The clock would make every workbook another one. */
static void set_properties(struct peil_book *book)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    long seconds = 0;
    char *title = peil_arena_array(book->arena, strlen(book->content->title) + 1, 1);
    memcpy(title, book->content->title, strlen(book->content->title));
    if (!epoch || !peil_text_integer(epoch, &seconds) || seconds <= 0)
        seconds = 315532800; /* 1980-01-01, where ZIP begins to count */
    lxw_doc_properties properties = { .title = title, .created = (time_t)seconds };
    workbook_set_properties(book->file, &properties);
}

static lxw_error write_book(const struct peil_content *content, const char *path)
{
    struct peil_book book = { .file = workbook_new(path),
                              .arena = peil_arena_new(),
                              .content = content };
    size_t count = 0;
    if (!book.file) {
        peil_arena_free(book.arena);
        return LXW_ERROR_CREATING_XLSX_FILE;
    }
    const char *const *names = sheet_names(&book, &count);
    set_properties(&book);
    write_first(&book, names, count);
    for (size_t i = 0; i < count; i++)
        write_sheet(&book, peil_content_sheet(content, i), names[i]);
    struct peil_leaf text = add_sheet(&book, _("Text"));
    worksheet_set_column(text.sheet, 0, 0, TEXT_WIDTH, NULL);
    write_text(&text, content->blocks, content->block_count);
    lxw_error error = workbook_close(book.file);
    peil_arena_free(book.arena);
    return error;
}

/* It writes over the empty PATH.tmp that is for our eyes only already. */
static bool write_file(const struct peil_content *content, const char *path,
                       struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arena_new();
    FILE *file = peil_file_create(path, diag);
    lxw_error error = LXW_NO_ERROR;
    if (file)
        error = write_book(content, peil_arena_format(arena, "%s.tmp", path));
    peil_arena_free(arena);
    if (!file)
        return false;
    if (error == LXW_NO_ERROR)
        return peil_file_commit(file, path, diag);
    peil_diag_fail(diag, (struct peil_place){ .file = path }, "cannot write: %s",
                   lxw_strerror(error));
    peil_file_abandon(file, path);
    return false;
}

const struct peil_page_renderer peil_page_xlsx = {
    .name = "xlsx",
    .suffix = ".xlsx",
    .about = N_("a workbook with a sheet per table"),
    .write = write_file,
};
