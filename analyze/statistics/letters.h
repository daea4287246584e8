/* Column letters: in which columns of a row is the share significantly larger?
 *
 * Every pair of columns is tested, and the column with the larger share gets the letter
 * of the other. All pairs of one row are one family, so that a row without differences
 * gets a letter by chance only once in twenty rows, not once in twenty pairs.
 *
 * Checked by tests/reference/letters.R (R 4.2: prop.test, fisher.test, p.adjust). */
#ifndef PEIL_LETTERS_H
#define PEIL_LETTERS_H

#include "questionnaires/base/arena.h"

#include <stdbool.h>

/* What a family of m tests makes of its p, in ascending order p_1 <= ... <= p_m:
 *   Bonferroni          m p_i
 *   Holm                max over j <= i of (m - j + 1) p_j    Holm (1979), Scand. J.
 * Stat. 6: 65 Benjamini-Hochberg  min over j >= i of m p_j / j          JRSS B 57
 * (1995): 289 none above 1. NAN is no test: it stays, and does not count in m. */
enum peil_correction {
    PEIL_BONFERRONI,
    PEIL_HOLM,
    PEIL_BENJAMINI_HOCHBERG,
    PEIL_UNCORRECTED
};
void peil_letters_adjust(const double *p, size_t count, enum peil_correction correction,
                         double *adjusted, struct peil_arena *arena);

/* One row of a table: `hits` of `base` in each column. For weighted or clustered pupils
 * base is the effective one, and hits the weighted share of it.
 *
 *   z = (p_a - p_b) / sqrt(p (1 - p) (1/n_a + 1/n_b - 2 n_ab / (n_a n_b)))
 *
 * with p the pooled share and n_ab the persons in both columns (answers to a multiple
 * question, part against whole, the same pupils a year later); IBM SPSS Algorithms,
 * CTABLES. A column at 0 or 100 % has no z worth the name, nor has a pair in which
 * fewer than 5 are expected: SPSS leaves the first out, and trusts the second. We test
 * them by Fisher's exact test (counts rounded), and say so in `exact`; but not when the
 * columns overlap, because Fisher's columns do not. Columns with a base below the
 * minimum are not tested; p is NAN in all such pairs. */
struct peil_letters_column {
    double hits, base;
};
struct peil_letters_options { /* zero is the default */
    enum peil_correction correction;
    double level;             /* .05 */
    double minimum_base;      /* 30; 1 tests any */
    const double *overlap;    /* n_ab, columns x columns; NULL: none */
    const char *const *names; /* the columns' letters; NULL: A, B, ... */
};
struct peil_letters_pair {
    size_t a, b; /* a < b */
    double z, p, adjusted;
    bool exact;
};
struct peil_letters {
    const char *const *letters; /* one each, "" or "A" or "A C" */
    const struct peil_letters_pair *pairs;
    size_t pair_count;
    bool some_exact, some_small; /* for the note under the table */
};
struct peil_letters peil_letters_row(const struct peil_letters_column *columns,
                                     size_t count,
                                     const struct peil_letters_options *options,
                                     struct peil_arena *arena);

/* The letter of a column: A to Z, AA, AB, ... */
const char *peil_letters_name(size_t column, struct peil_arena *arena);

#endif
