/* The parts of the report, in the order in which they are read; report.c joins them. */
#ifndef PEIL_REPORT_PARTS_H
#define PEIL_REPORT_PARTS_H

#include "questionnaires/base/html.h"
#include "reports/report.h"

struct peil_report {
    struct peil_html html;
    struct peil_arena *arena;
    const struct peil_analysis *analysis;
    const struct peil_questionnaire *q;
    const struct peil_study *study;
};

/* A text of the questionnaire with its placeholders filled. */
const char *peil_report_fill(const struct peil_report *report, const char *text);

/* The variable whose groups the questions are told by; NULL when there is none. */
const char *peil_report_groups(const struct peil_analysis *analysis);

/* Title, how many took part, what to keep in mind. */
void peil_report_opening(struct peil_report *report);

/* Is there anything to say about this item? Then the part that says it. */
bool peil_report_has_question(const struct peil_report *report,
                              const struct peil_item *item);
void peil_report_question(struct peil_report *report, const struct peil_item *item);

/* How the figures came about and what they mean. */
void peil_report_account(struct peil_report *report);

#endif
