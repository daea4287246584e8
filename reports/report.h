/* The report that an SWV reads: what pupils say, question by question and by group, as
 * one page of HTML. It works for any questionnaire.
 *
 * It speaks the language of peil_message_language; the words of the questionnaire keep
 * their own. The same analysis gives the same bytes: it holds no date but that of
 * SOURCE_DATE_EPOCH. */
#ifndef PEIL_REPORT_H
#define PEIL_REPORT_H

#include "analyze/table.h"
#include "questionnaires/study.h"

/* The analysis has a questionnaire, and tables of its items and its groups. Writing
 * errors are found by the caller (ferror). */
void peil_report_write(const struct peil_analysis *analysis,
                       const struct peil_study *study, FILE *out);

#endif
