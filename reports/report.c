#include "reports/report.h"
#include "questionnaires/base/message.h"
#include "reports/document.h"
#include "reports/report_parts.h"

#include <assert.h>

const char *peil_report_fill(const struct peil_report *report, const char *text)
{
    return peil_study_fill(report->study, report->q, text, report->arena);
}

static bool has_chapter(const struct peil_report *report, size_t section)
{
    for (size_t i = 0; i < report->q->item_count; i++)
        if (report->q->items[i].section == section &&
            peil_report_has_question(report, &report->q->items[i]))
            return true;
    return false;
}

static void write_link(struct peil_html *html, const char *target, const char *text)
{
    peil_html_begin(html, "li");
    peil_html_begin(html, "a");
    peil_html_attribute_format(html, "href", "#%s", target);
    peil_html_text(html, text);
    peil_html_end(html);
    peil_html_end(html);
}

/* Ids of ours hold a dash, which an item's id cannot: they never meet. */
static const char *chapter_id(const struct peil_report *report, size_t section)
{
    return peil_arena_format(report->arena, "deel-%s", report->q->sections[section].id);
}

static void write_contents(struct peil_report *report)
{
    struct peil_html *html = &report->html;
    peil_html_begin(html, "nav");
    peil_html_attribute(html, "aria-labelledby", "inhoud-kop");
    peil_html_begin(html, "h2");
    peil_html_attribute(html, "id", "inhoud-kop");
    peil_html_text(html, _("Contents"));
    peil_html_end(html);
    peil_html_begin(html, "ol");
    for (size_t i = 0; i < report->q->section_count; i++)
        if (has_chapter(report, i))
            write_link(html, chapter_id(report, i),
                       peil_report_fill(report, report->q->sections[i].title));
    write_link(html, "over-cijfers", _("About these figures"));
    peil_html_end(html);
    peil_html_end(html);
}

static void write_chapter(struct peil_report *report, size_t section)
{
    struct peil_html *html = &report->html;
    peil_html_begin(html, "section");
    peil_html_attribute(html, "class", "chapter");
    peil_html_begin(html, "h2");
    peil_html_attribute(html, "id", chapter_id(report, section));
    peil_html_text(html, peil_report_fill(report, report->q->sections[section].title));
    peil_html_end(html);
    for (size_t i = 0; i < report->q->item_count; i++) {
        const struct peil_item *item = &report->q->items[i];
        if (item->section == section && peil_report_has_question(report, item))
            peil_report_question(report, item);
    }
    peil_html_end(html);
}

void peil_report_write(const struct peil_analysis *analysis,
                       const struct peil_study *study, FILE *out)
{
    assert(analysis->questionnaire);
    struct peil_report report = { .html = { .out = out },
                                  .arena = peil_arena_new(),
                                  .analysis = analysis,
                                  .q = analysis->questionnaire,
                                  .study = study };
    peil_document_begin(&report.html,
                        &(struct peil_document){
                            .title = peil_arena_format(report.arena, _("What %s say"),
                                                       analysis->respondents),
                            .internal = analysis->internal,
                            .synthetic = analysis->synthetic });
    peil_report_opening(&report);
    write_contents(&report);
    peil_html_begin(&report.html, "main");
    for (size_t i = 0; i < report.q->section_count; i++)
        if (has_chapter(&report, i))
            write_chapter(&report, i);
    peil_report_account(&report);
    peil_document_end(&report.html);
    peil_arena_free(report.arena);
}
