/* How a figure looks to a reader: rounded once, here, and in the signs of the reader's
 * language. JSON and CSV are for programs and do not come by here.
 *
 * Dutch has a decimal comma, English a point; thousands stand apart by a narrow blank.
 * Percents are whole below a base of 1,000, since a decimal would promise a precision
 * that so few answers do not have. What is undefined (NAN) is "-". */
#ifndef PEIL_FIGURES_H
#define PEIL_FIGURES_H

#include "questionnaires/base/arena.h"

/* "153", "12 345"; a weighted count keeps one decimal. */
const char *peil_figure_count(struct peil_arena *arena, double count);

/* "43"; "42,7" for a base of 1,000 and more. */
const char *peil_figure_percent(struct peil_arena *arena, double percent, double base);
/* The same inside a sentence: "43 %", kept on one line. */
const char *peil_figure_share(struct peil_arena *arena, double percent, double base);
/* Two ends of a 95 % interval: "35-51", with an en dash. */
const char *peil_figure_interval(struct peil_arena *arena, double low, double high,
                                 double base);

/* "2026-10-30" as "30 oktober 2026"; what is no such date as it stands. */
const char *peil_figure_date(struct peil_arena *arena, const char *text);

const char *peil_figure_decimal(struct peil_arena *arena, double number, int decimals);
/* Test statistics: three digits that say something, "12,3" or "0,87". */
const char *peil_figure_statistic(struct peil_arena *arena, double number);
/* "p = 0,015", "p < 0,001" */
const char *peil_figure_p(struct peil_arena *arena, double p);

#endif
