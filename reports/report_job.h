/* One report, from the names of files to files: what `peil report` does once, and for
 * many studies once each. */
#ifndef PEIL_REPORT_JOB_H
#define PEIL_REPORT_JOB_H

#include "reports/compose/compose.h"
#include "reports/formats/renderers.h"

struct peil_report_job {
    const char *report;      /* a report, or a questionnaire: then the usual one */
    const char *const *data; /* files (report_data.h) */
    size_t data_count;
    const char *folder; /* in which the data are instead; or NULL */
    const char *study, *quotes, *national, *fieldwork; /* files, or NULL */
    const char *output; /* a folder; or one file, when it ends like one of a format */
    const struct peil_page_renderer *const *formats; /* NULL behind the last; NULL = the
                                                        usual one, or that file's */
    bool internal;
    bool counts; /* counts.xml too, which may be published */
};

/* The format of that name ("html"), or the one in which a file of that name would be
 * written ("page.html"); NULL when there is none. */
const struct peil_page_renderer *peil_report_format(const char *name);
const struct peil_page_renderer *peil_report_format_of(const char *path);

/* What the report is made of. NULL when diag got an error. Chooses its language. */
PEIL_MUST_READ
const struct peil_material *peil_report_material(const struct peil_report_job *job,
                                                 struct peil_arena *arena,
                                                 struct peil_diag *diag);

/* Makes it: its files, and the audit beside them. False when diag got an error; an
 * audit that finds something exposed is one, and then only the audit is written. */
PEIL_MUST_READ
bool peil_report_make(const struct peil_report_job *job, struct peil_arena *arena,
                      struct peil_diag *diag);

#endif
