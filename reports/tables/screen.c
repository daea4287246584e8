#include "reports/tables/screen.h"
#include "questionnaires/base/text.h"
#include "reports/tables/wrap.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    COLUMNS_UNKNOWN = 100, /* a file or a pipe */
    LEAST_COLUMNS = 40,    /* below that, lines run on */
    LEAST_LABEL = 24,      /* narrower labels would be worse than another page */
    WIDEST_PROSE = 100,
    NARROWEST_TITLE = 12, /* a column group's title is not broken below that */
    GAP = 2
};

/* Columns under one title; a page consists of whole spans. */
struct span {
    size_t first, count;  /* in grid.columns */
    size_t width;         /* with the gaps before its columns */
    const size_t *widths; /* of the columns, without */
    const char *const *title;
    size_t title_lines;
};

/* --- The terminal --- */

static size_t columns_of(FILE *out)
{
    const char *wish = getenv("COLUMNS");
    long columns = 0;
    struct winsize size;
    if (wish && peil_text_integer(wish, &columns) && columns > 0 && columns < 10000)
        return (size_t)columns < LEAST_COLUMNS ? LEAST_COLUMNS : (size_t)columns;
    if (fileno(out) >= 0 && ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col)
        return size.ws_col < LEAST_COLUMNS ? LEAST_COLUMNS : size.ws_col;
    return COLUMNS_UNKNOWN;
}

static bool is_bold(FILE *out)
{
    const char *plain = getenv("NO_COLOR");
    return !(plain && *plain) && fileno(out) >= 0 && isatty(fileno(out));
}

static void pad(const struct peil_screen *screen, size_t columns)
{
    static const char blanks[] = "                                ";
    for (size_t part; columns > 0; columns -= part) {
        part = columns < sizeof blanks - 1 ? columns : sizeof blanks - 1;
        fwrite(blanks, 1, part, screen->out);
    }
}

static void print_right(const struct peil_screen *screen, const char *text,
                        size_t columns)
{
    size_t width = peil_text_width(text);
    pad(screen, columns > width ? columns - width : 0);
    peil_text_print_safe(screen->out, text);
}

static void print_left(const struct peil_screen *screen, const char *text,
                       size_t columns)
{
    size_t width = peil_text_width(text);
    peil_text_print_safe(screen->out, text);
    pad(screen, columns > width ? columns - width : 0);
}

/* Figures stand right in their column, words left. */
static void print_cell(const struct peil_screen *screen,
                       const struct peil_grid_column *column, const char *text,
                       size_t width)
{
    if (!column->words) {
        print_right(screen, text, width);
        return;
    }
    pad(screen, GAP);
    print_left(screen, text, width - GAP);
}

static void print_rule(const struct peil_screen *screen, size_t columns)
{
    static const char rule[] = "────────────────────────────────";
    enum { BYTES = sizeof "─" - 1 };
    for (size_t part; columns > 0; columns -= part) {
        part = columns < sizeof rule / BYTES ? columns : sizeof rule / BYTES;
        fwrite(rule, BYTES, part, screen->out);
    }
    fputc('\n', screen->out);
}

void peil_screen_prose(const struct peil_screen *screen, const char *text, bool bold)
{
    size_t widest = screen->columns < WIDEST_PROSE ? screen->columns : WIDEST_PROSE;
    const char *const *lines;
    size_t count = peil_wrap(screen->arena, text, widest - GAP, &lines);
    for (size_t i = 0; i < count; i++) {
        fputs(bold ? "\033[1m" : "", screen->out);
        pad(screen, i == 0 ? 0 : GAP);
        peil_text_print_safe(screen->out, lines[i]);
        fputs(bold ? "\033[0m\n" : "\n", screen->out);
    }
}

/* --- Measuring --- */

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* A hidden figure's word stands across the columns of its span. */
static bool stands_across(const struct peil_grid *grid, const struct peil_grid_row *row,
                          size_t column)
{
    const char *group = grid->columns[column].group;
    return *group && column + 1 < grid->column_count &&
           grid->columns[column + 1].group == group && !row->figures[column + 1];
}

static size_t column_width(const struct peil_grid *grid, size_t column)
{
    size_t width = peil_text_width(grid->columns[column].title);
    for (size_t i = 0; i < grid->row_count; i++)
        if (!stands_across(grid, &grid->rows[i], column))
            width = larger(width,
                           peil_text_width(peil_grid_figure(&grid->rows[i], column)));
    return width;
}

static size_t label_width(const struct peil_grid *grid)
{
    size_t width = grid->stub ? peil_text_width(grid->stub) : 0;
    for (size_t i = 0; i < grid->row_count; i++)
        width = larger(width, peil_text_width(grid->rows[i].label));
    return width;
}

/* The second stub, with the gap before it. */
static size_t name_width(const struct peil_grid *grid)
{
    size_t width = 0;
    for (size_t i = 0; i < grid->row_count; i++)
        if (grid->rows[i].name)
            width = larger(width, GAP + peil_text_width(grid->rows[i].name));
    return width;
}

static struct span span_from(const struct peil_screen *screen,
                             const struct peil_grid *grid, size_t first, size_t *widths)
{
    const char *group = grid->columns[first].group;
    struct span span = { .first = first, .widths = widths };
    do {
        widths[span.count] = column_width(grid, first + span.count);
        span.width += GAP + widths[span.count++];
    } while (*group && first + span.count < grid->column_count &&
             grid->columns[first + span.count].group == group);
    span.title_lines = peil_wrap(
        screen->arena, group, larger(span.width - GAP, NARROWEST_TITLE), &span.title);
    for (size_t i = 0; i < span.title_lines; i++)
        span.width = larger(span.width, GAP + peil_text_width(span.title[i]));
    for (size_t i = 0; i < grid->row_count; i++)
        if (stands_across(grid, &grid->rows[i], first))
            span.width =
                larger(span.width, GAP + peil_text_width(grid->rows[i].figures[first]));
    return span;
}

static size_t spans_of(const struct peil_screen *screen, const struct peil_grid *grid,
                       const struct span **spans)
{
    struct span *list =
        peil_arena_array(screen->arena, grid->column_count, sizeof *list);
    size_t *widths =
        peil_arena_array(screen->arena, grid->column_count, sizeof *widths);
    size_t count = 0;
    for (size_t first = 0; first < grid->column_count; first += list[count++].count)
        list[count] = span_from(screen, grid, first, widths + first);
    *spans = list;
    return count;
}

/* --- Drawing --- */

/* A page: some spans beside the labels. */
struct page {
    const struct peil_screen *screen;
    const struct peil_grid *grid;
    const struct span *spans;
    size_t span_count;
    size_t label; /* columns for the labels */
    size_t name;  /* and for the names of lines */
    size_t width;
};

static void print_titles(const struct page *page)
{
    size_t lines = 0;
    for (size_t i = 0; i < page->span_count; i++)
        lines = larger(lines, page->spans[i].title_lines);
    if (!*page->grid->columns[page->spans[0].first].group)
        return;
    for (size_t line = 0; line < lines; line++) {
        pad(page->screen, page->label + page->name);
        for (size_t i = 0; i < page->span_count; i++) {
            const struct span *span = &page->spans[i];
            size_t above = lines - span->title_lines; /* they stand on one line */
            print_right(page->screen, line < above ? "" : span->title[line - above],
                        span->width);
        }
        fputc('\n', page->screen->out);
    }
}

/* The titles (row NULL), or a row's figures, each right in its column. */
static void print_span(const struct page *page, const struct span *span,
                       const struct peil_grid_row *row)
{
    const struct peil_grid *grid = page->grid;
    size_t rest = span->width;
    if (row && stands_across(grid, row, span->first)) {
        print_right(page->screen, row->figures[span->first], span->width);
        return;
    }
    for (size_t i = 1; i < span->count; i++)
        rest -= GAP + span->widths[i];
    for (size_t i = 0; i < span->count; i++) {
        size_t column = span->first + i;
        print_cell(page->screen, &grid->columns[column],
                   row ? peil_grid_figure(row, column) : grid->columns[column].title,
                   i == 0 ? rest : GAP + span->widths[i]);
    }
}

static void print_spans(const struct page *page, const struct peil_grid_row *row)
{
    for (size_t i = 0; i < page->span_count; i++)
        print_span(page, &page->spans[i], row);
}

static void print_figures(const struct page *page, const struct peil_grid_row *row)
{
    if (page->name > 0) {
        pad(page->screen, GAP);
        print_left(page->screen, row->name ? row->name : "", page->name - GAP);
    }
    print_spans(page, row);
}

/* All lines of a row, beside those of its label, which goes on two columns to the
 * right. Returns how many lines the row has. */
static size_t print_row(const struct page *page, size_t first)
{
    const struct peil_grid_row *row = &page->grid->rows[first];
    size_t height = peil_grid_lines(page->grid, first);
    const char *const *lines;
    bool fits = peil_text_width(row->label) <= page->label;
    size_t count = peil_wrap(page->screen->arena, row->label,
                             fits ? page->label : page->label - GAP, &lines);
    for (size_t i = 0; i < larger(count, height); i++) {
        size_t indent = i > 0 ? GAP : 0;
        pad(page->screen, indent);
        print_left(page->screen, i < count ? lines[i] : "",
                   i < height ? page->label - indent : 0);
        if (i < height)
            print_figures(page, &row[i]);
        fputc('\n', page->screen->out);
    }
    return height;
}

/* Totals stand below a line, and so do nets; bases where there is no total. */
static bool begins_part(const struct peil_grid *grid, size_t row)
{
    enum peil_grid_part part = grid->rows[row].part;
    if (row == 0 || grid->rows[row - 1].part == part)
        return false;
    return part == PEIL_GRID_TOTAL || part == PEIL_GRID_NET ||
           (part == PEIL_GRID_BASE && grid->rows[row - 1].part < PEIL_GRID_TOTAL);
}

static void print_page(const struct page *page)
{
    const struct peil_grid *grid = page->grid;
    print_titles(page);
    if (!grid->stacked) {
        print_left(page->screen,
                   grid->stub
                       ? peil_text_cut(page->screen->arena, grid->stub, page->label)
                       : "",
                   page->label);
        print_spans(page, NULL);
        fputc('\n', page->screen->out);
    }
    print_rule(page->screen, page->width);
    for (size_t i = 0; i < grid->row_count;) {
        if (begins_part(grid, i))
            print_rule(page->screen, page->width);
        i += print_row(page, i);
    }
    print_rule(page->screen, page->width);
}

/* As many spans as fit, but at least one. */
static struct page page_from(const struct peil_screen *screen,
                             const struct peil_grid *grid, const struct span *spans,
                             size_t span_count, size_t label)
{
    size_t name = name_width(grid);
    struct page page = { screen, grid, spans, 0, label, name, label + name };
    while (page.span_count < span_count &&
           (page.span_count == 0 ||
            page.width + spans[page.span_count].width <= screen->columns))
        page.width += spans[page.span_count++].width;
    return page;
}

/* Labels get what the figures leave, when that is enough to read. */
static size_t room_for_labels(const struct peil_screen *screen,
                              const struct peil_grid *grid, const struct span *spans,
                              size_t span_count)
{
    size_t figures = name_width(grid), wanted = larger(label_width(grid), GAP + 1);
    for (size_t i = 0; i < span_count; i++)
        figures += spans[i].width;
    size_t left = screen->columns > figures ? screen->columns - figures : 0;
    size_t least = wanted < LEAST_LABEL ? wanted : LEAST_LABEL;
    return left > wanted ? wanted : larger(left, least);
}

void peil_screen_grid(const struct peil_screen *screen, const struct peil_grid *grid)
{
    const struct span *spans;
    size_t count = spans_of(screen, grid, &spans);
    size_t label = room_for_labels(screen, grid, spans, count);
    peil_screen_prose(screen, grid->title, screen->bold);
    fputc('\n', screen->out);
    for (size_t done = 0; done < count;) {
        struct page page = page_from(screen, grid, spans + done, count - done, label);
        print_page(&page);
        done += page.span_count;
        fputs(done < count ? "\n" : "", screen->out);
    }
    for (size_t i = 0; i < grid->line_count; i++)
        peil_screen_prose(screen, grid->lines[i], false);
}

struct peil_screen peil_screen_of(FILE *out, struct peil_arena *arena)
{
    return (struct peil_screen){
        .out = out, .arena = arena, .columns = columns_of(out), .bold = is_bold(out)
    };
}
