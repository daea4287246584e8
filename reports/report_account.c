/* The end of the report: how the figures came about and what they mean. */
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "reports/report_parts.h"
#include "reports/shares.h"

#include <stdlib.h>
#include <time.h>

static void write_point(struct peil_report *report, const char *term,
                        const char *sentence)
{
    peil_html_element(&report->html, "dt", NULL, term);
    peil_html_element(&report->html, "dd", NULL, sentence);
}

static void write_method(struct peil_report *report)
{
    const struct peil_questionnaire *q = report->q;
    write_point(
        report, _("How was it asked?"),
        peil_arena_format(
            report->arena,
            _("With the questionnaire “%s”, version %s (mark %.12s). Taking part "
              "was free, every question could be skipped, and no names were "
              "asked. %zu answers came in; %zu were used."),
            q->id, q->version, q->hash ? q->hash : "-", report->analysis->read,
            report->analysis->used));
    write_point(
        report, _("Who is counted?"),
        _("The base under each table says it. Who did not get a question is not "
          "in its base. Who skipped it or did not know is not in the "
          "percentages, but is named below the table."));
}

static void write_figures(struct peil_report *report)
{
    write_point(report, _("Rounding"),
                _("Percentages are rounded to whole numbers. So they may add up to 99 "
                  "or 101 instead of 100. “Nobody” means exactly none; a zero means "
                  "less than half a percent."));
    write_point(report, _("What is the margin?"),
                _("If we asked a great many pupils like these, their percentage would "
                  "almost certainly (95%) lie between these two numbers. Pupils of one "
                  "class resemble each other; so in truth the margin is wider."));
    write_point(
        report, _("What is “indicative”?"),
        peil_arena_format(report->arena,
                          _("With fewer than %d answers a percentage gives a direction "
                            "and no more. Below %ld answers we give no percentages."),
                          PEIL_FIRM_BASE,
                          (long)(report->analysis->internal ? PEIL_LEAST_BASE_INTERNAL
                                                            : PEIL_LEAST_BASE)));
}

static void write_hidden(struct peil_report *report)
{
    if (report->analysis->internal) {
        write_point(report, _("What is “not shown”?"),
                    _("This report is internal: only percentages of very few answers "
                      "are left out. It may not be passed on."));
        return;
    }
    write_point(
        report, _("What is “not shown”?"),
        peil_arena_format(
            report->arena,
            _("Nobody may be recognised. So we show no number below %ld and no group "
              "below %ld, and sometimes another number too, when the hidden one could "
              "be worked out from it. What is not shown may be small, large or zero."),
            report->study->least_cell, report->study->least_group));
}

/* A report has a date only when the one who makes it gives one. */
static const char *date(const struct peil_report *report)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    long seconds = 0;
    struct tm day;
    time_t moment = 0;
    if (!text || !peil_text_integer(text, &seconds) || seconds < 0)
        return "";
    moment = (time_t)seconds;
    if (!gmtime_r(&moment, &day))
        return "";
    return peil_arena_format(report->arena, ", %d-%02d-%02d", day.tm_year + 1900,
                             day.tm_mon + 1, day.tm_mday);
}

void peil_report_account(struct peil_report *report)
{
    struct peil_html *html = &report->html;
    peil_html_begin(html, "section");
    peil_html_attribute(html, "class", "chapter");
    peil_html_begin(html, "h2");
    peil_html_attribute(html, "id", "over-cijfers");
    peil_html_text(html, _("About these figures"));
    peil_html_end(html);
    peil_html_begin(html, "dl");
    peil_html_attribute(html, "class", "account");
    write_method(report);
    write_figures(report);
    write_hidden(report);
    peil_html_end(html);
    peil_html_begin(html, "p");
    peil_html_attribute(html, "class", "note");
    peil_html_text_format(html, _("Made with peil %s%s."), PEIL_VERSION, date(report));
    peil_html_end(html);
    peil_html_end(html);
}
