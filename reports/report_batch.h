/* The same report for many studies, several at once: 150 SWVs in one command. */
#ifndef PEIL_REPORT_BATCH_H
#define PEIL_REPORT_BATCH_H

#include "reports/report_job.h"

/* A report for every folder in `studies` that has a study.xml. Its data are SOURCE.csv
 * and SOURCE-*.csv, for the first source responses.csv too; quotes.csv and
 * fieldwork.csv where they are there. What is made goes into a folder of the same name
 * in the job's output. Each is made by a process of its own, so that none can harm
 * another, and what comes of it does not depend on how many there are at once (jobs; 0
 * = as many as there are processors). Says on stderr what becomes of each; returns an
 * exit code: the worst of all. */
int peil_report_batch(const struct peil_report_job *job, const char *studies,
                      size_t jobs);

#endif
