#include "reports/tables/document.h"
#include "questionnaires/base/message.h"

#include "embedded/plot_css.h"
#include "embedded/report_css.h"

#include <string.h>

/* A newline between blocks lets people read and compare the source. */
static void line(struct peil_html *html)
{
    peil_html_trusted(html, "\n");
}

static void meta(struct peil_html *html, const char *name, const char *value,
                 const char *content)
{
    peil_html_begin(html, "meta");
    peil_html_attribute(html, name, value);
    peil_html_attribute(html, "content", content);
    peil_html_end(html);
    line(html);
}

/* A text of people inside a CSS string: nothing in it may end the string or the style.
 */
static void write_css_string(struct peil_html *html, const char *text)
{
    peil_html_trusted(html, "\"");
    for (const char *at = text; *at; at++)
        if (strchr("\"\\<>&\n\r", *at))
            fprintf(html->out, "\\%x ", (unsigned)*at);
        else
            fputc(*at, html->out);
    peil_html_trusted(html, "\"");
}

/* Every printed sheet says whose it is and what may not be done with it. */
static void write_sheet_style(struct peil_html *html,
                              const struct peil_document *document)
{
    if (document->landscape)
        peil_html_trusted(html, "@page { size: A4 landscape; margin: 14mm 16mm; }\n");
    if (document->leaflet)
        peil_html_trusted(html, "@page { margin: 12mm 18mm 14mm; }\n");
    if (document->internal || document->synthetic) {
        peil_html_trusted(html, "@page { @top-right { font: bold 9pt sans-serif; "
                                "content: \"");
        if (document->internal)
            peil_html_trusted(html, _("INTERNAL"));
        if (document->internal && document->synthetic)
            peil_html_trusted(html, " · ");
        if (document->synthetic)
            peil_html_trusted(html, _("PRACTICE DATA"));
        peil_html_trusted(html, "\" } }\n");
    }
    if (document->foot) {
        peil_html_trusted(html, "@page { @bottom-left { content: ");
        write_css_string(html, document->foot);
        peil_html_trusted(html, " } @bottom-right { content: counter(page) } }\n");
    }
}

static void write_head(struct peil_html *html, const struct peil_document *document)
{
    peil_html_begin(html, "head");
    peil_html_begin(html, "meta");
    peil_html_attribute(html, "charset", "utf-8");
    peil_html_end(html);
    meta(html, "http-equiv", "Content-Security-Policy",
         "default-src 'none'; style-src 'unsafe-inline'");
    meta(html, "name", "viewport", "width=device-width, initial-scale=1");
    meta(html, "name", "generator", "peil " PEIL_VERSION);
    peil_html_element(html, "title", NULL, document->title);
    peil_html_begin(html, "style");
    peil_html_trusted(html, (const char *)report_css_bytes);
    peil_html_trusted(html, (const char *)plot_css_bytes);
    write_sheet_style(html, document);
    peil_html_end(html);
    peil_html_end(html);
    line(html);
}

static void write_mark(struct peil_html *html, const char *word, const char *sentence)
{
    peil_html_begin(html, "p");
    peil_html_element(html, "strong", NULL, word);
    peil_html_text(html, " ");
    peil_html_element(html, "span", NULL, sentence);
    peil_html_end(html);
}

static void write_marks(struct peil_html *html, const struct peil_document *document)
{
    if (!document->internal && !document->synthetic)
        return;
    peil_html_begin(html, "section");
    peil_html_attribute(html, "class", "marks");
    peil_html_attribute(html, "aria-label", _("Warning"));
    if (document->internal)
        write_mark(html, _("INTERNAL"),
                   _("Small groups are not hidden here. Do not pass this on."));
    if (document->synthetic)
        write_mark(html, _("PRACTICE DATA"),
                   _("A computer made up these answers. Never pass them on as a "
                     "result."));
    peil_html_end(html);
    line(html);
}

void peil_document_begin(struct peil_html *html, const struct peil_document *document)
{
    peil_html_trusted(html, "<!DOCTYPE html>\n");
    peil_html_begin(html, "html");
    peil_html_attribute(html, "lang",
                        document->language ? document->language
                                           : peil_message_language());
    write_head(html, document);
    peil_html_begin(html, "body");
    if (document->landscape || document->leaflet)
        peil_html_attribute(html, "class", document->leaflet ? "leaflet" : "poster");
    write_marks(html, document);
}

void peil_document_end(struct peil_html *html)
{
    line(html);
    while (html->depth > 0)
        peil_html_end(html);
    line(html);
}

/* --- Tables --- */

static void write_heading(struct peil_html *html, const char *class, const char *text)
{
    peil_html_begin(html, "th");
    peil_html_attribute(html, "scope", "col");
    peil_html_attribute(html, "class", class);
    peil_html_text(html, text);
    peil_html_end(html);
}

static void write_headings(struct peil_html *html, const struct peil_grid *grid)
{
    struct peil_arena *arena = peil_arena_new();
    peil_html_begin(html, "thead");
    peil_html_begin(html, "tr");
    write_heading(html, "label", grid->stub ? grid->stub : _("Answer"));
    if (grid->stacked)
        write_heading(html, "words", _("Figure"));
    for (size_t i = 0; i < grid->column_count; i++)
        write_heading(html, grid->columns[i].words ? "words" : NULL,
                      peil_grid_heading(&grid->columns[i], arena));
    peil_html_end(html);
    peil_html_end(html);
    peil_arena_free(arena);
}

/* A word in a figure's place stands back, so that the figures stand out. */
static void write_figure(struct peil_html *html, const struct peil_grid_column *column,
                         const char *figure)
{
    bool word = *figure && !strpbrk(figure, "0123456789");
    peil_html_element(html, "td",
                      column->words ? "words"
                      : word        ? "word"
                                    : NULL,
                      figure);
}

/* A row's next lines have its label too, to be heard and not seen (report.css). */
static void write_stub(struct peil_html *html, const char *class, const char *text,
                       bool again)
{
    peil_html_begin(html, "th");
    peil_html_attribute(html, "scope", "row");
    peil_html_attribute(html, "class", class);
    if (again)
        peil_html_element(html, "span", NULL, text);
    else
        peil_html_text(html, text);
    peil_html_end(html);
}

static void write_row(struct peil_html *html, const struct peil_grid *grid,
                      const struct peil_grid_row *row)
{
    static const char *const classes[] = {
        [PEIL_GRID_BODY] = NULL,         [PEIL_GRID_NET] = "net",
        [PEIL_GRID_TOTAL] = "total",     [PEIL_GRID_BASE] = "missing",
        [PEIL_GRID_MISSING] = "missing",
    };
    line(html);
    peil_html_begin(html, "tr");
    peil_html_attribute(html, "class", row->again ? "again" : classes[row->part]);
    write_stub(html, NULL, row->label, row->again);
    if (grid->stacked)
        write_stub(html, "words", row->name ? row->name : "", false);
    for (size_t i = 0; i < grid->column_count; i++)
        write_figure(html, &grid->columns[i], peil_grid_figure(row, i));
    peil_html_end(html);
}

void peil_document_table(struct peil_html *html, const struct peil_grid *grid,
                         const char *id)
{
    line(html);
    peil_html_begin(html, "div");
    peil_html_attribute(html, "class", grid->column_count < 3 ? "table few" : "table");
    peil_html_attribute(html, "role", "group"); /* no landmark: there are many */
    peil_html_attribute_format(html, "aria-labelledby", "%s-tabel", id);
    peil_html_attribute(html, "tabindex", "0"); /* scrolls by keyboard too */
    peil_html_begin(html, "table");
    peil_html_begin(html, "caption");
    peil_html_attribute_format(html, "id", "%s-tabel", id);
    peil_html_text(html, grid->title);
    peil_html_end(html);
    write_headings(html, grid);
    peil_html_begin(html, "tbody");
    for (size_t i = 0; i < grid->row_count; i++)
        write_row(html, grid, &grid->rows[i]);
    peil_html_end(html);
    peil_html_end(html);
    peil_html_end(html);
    line(html);
}

void peil_document_lines(struct peil_html *html, const char *class,
                         const char *const *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        peil_html_element(html, "p", class, lines[i]);
        line(html);
    }
}
