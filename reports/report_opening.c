/* The top of the report: whose it is, who took part, what to keep in mind. */
#include "questionnaires/base/message.h"
#include "reports/figures.h"
#include "reports/grid.h"
#include "reports/report_parts.h"

#include <string.h>

static const char *joined(const struct peil_report *report, const char *text,
                          const char *more)
{
    return peil_arena_format(report->arena, "%s%s%s", text, *text && *more ? " · " : "",
                             more);
}

/* "Jeugdsteunpunt De Brug (VO3006) · Leerlingbevraging · meting 2026-1" */
static const char *whose(const struct peil_report *report)
{
    const struct peil_study *study = report->study;
    const char *text = study->name;
    if (*study->name && *study->ojs)
        text = peil_arena_format(report->arena, "%s (%s)", study->name, study->ojs);
    text = joined(report, text,
                  peil_report_fill(report, peil_texts_find(&report->q->title, 0,
                                                           report->q->language)));
    if (*study->wave)
        text = joined(report, text,
                      peil_arena_format(report->arena, _("wave %s"), study->wave));
    return text;
}

/* --- Who took part --- */

static void write_number(struct peil_html *html, const char *label, const char *number)
{
    peil_html_begin(html, "div");
    peil_html_element(html, "dt", NULL, label);
    peil_html_element(html, "dd", NULL, number);
    peil_html_end(html);
}

const char *peil_report_groups(const struct peil_analysis *analysis)
{
    for (size_t i = 0; i < analysis->table_count; i++)
        if (analysis->tables[i].kind == PEIL_TABLE_CROSS)
            return analysis->tables[i].cross.column_variable;
    return NULL;
}

/* How many there are in each group; NULL when that was not counted. */
static const struct peil_table *group_table(const struct peil_analysis *analysis)
{
    const char *groups = peil_report_groups(analysis);
    for (size_t i = 0; groups && i < analysis->table_count; i++)
        if (analysis->tables[i].kind == PEIL_TABLE_FREQUENCY &&
            strcmp(analysis->tables[i].variable, groups) == 0)
            return &analysis->tables[i];
    return NULL;
}

static void write_numbers(struct peil_report *report)
{
    const struct peil_analysis *analysis = report->analysis;
    const struct peil_table *groups = group_table(analysis);
    peil_html_begin(&report->html, "dl");
    peil_html_attribute(&report->html, "class", "numbers");
    write_number(&report->html, analysis->respondents,
                 peil_figure_count(report->arena, (double)analysis->used));
    for (size_t i = 0; groups && i < groups->frequency.row_count; i++) {
        const struct peil_frequency_row *row = &groups->frequency.rows[i];
        write_number(&report->html, row->category.label,
                     row->hidden ? _("not shown")
                                 : peil_figure_count(report->arena, row->n));
    }
    peil_html_end(&report->html);
}

static const char *school_sentence(const struct peil_report *report)
{
    size_t schools = report->study->school_count;
    return schools == 0 ? ""
                        : peil_arena_format(report->arena,
                                            ngettext(" They are at %zu school.",
                                                     " They are at %zu schools.",
                                                     (unsigned long)schools),
                                            schools);
}

static const char *stopped_sentence(const struct peil_report *report)
{
    return report->analysis->stopped == 0
               ? ""
               : peil_arena_format(
                     report->arena,
                     _(" %zu stopped before the end; what they did answer counts."),
                     report->analysis->stopped);
}

static void write_lead(struct peil_report *report)
{
    const struct peil_analysis *analysis = report->analysis;
    const char *sentence = peil_arena_format(
        report->arena, _("%zu %s took part.%s%s"), analysis->used,
        analysis->respondents, school_sentence(report), stopped_sentence(report));
    peil_html_element(&report->html, "p", "lead", sentence);
}

static void write_caution(struct peil_report *report)
{
    struct peil_html *html = &report->html;
    peil_html_begin(html, "div");
    peil_html_attribute(html, "class", "caution");
    peil_html_element(html, "p", "strong",
                      _("This report is indicative, not representative."));
    peil_html_element(
        html, "p", NULL,
        _("It tells what those who took part answered. They were not drawn by lot, and "
          "they came in whole classes. Others may think otherwise. Small differences "
          "may be chance."));
    peil_html_end(html);
}

void peil_report_opening(struct peil_report *report)
{
    struct peil_html *html = &report->html;
    peil_html_begin(html, "header");
    peil_html_element(html, "p", "whose", whose(report));
    peil_html_begin(html, "h1");
    peil_html_text_format(html, _("What %s say"), report->analysis->respondents);
    peil_html_end(html);
    write_lead(report);
    write_numbers(report);
    write_caution(report);
    peil_html_end(html);
}
