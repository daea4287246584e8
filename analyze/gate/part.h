/* A part of the puzzle that can be solved alone: unknown atoms that hang together, and
 * the rows that they must keep to.
 *
 * Rows that say the same are one. From a row that holds others these are taken off: a
 * total less its part is the rest. Atoms that stand in the same rows, and matter for
 * the same questions, are one column. */
#ifndef PEIL_PART_H
#define PEIL_PART_H

#include "analyze/gate/knowledge.h"

/* These columns, times 1 or -1, come to `left`. */
struct peil_row {
    size_t *columns;
    double *factors;
    size_t count;
    double left;
};
/* How little, and how much, may these columns come to? */
struct peil_question {
    size_t figure;
    size_t *columns;
    size_t count;
    uint64_t mark;    /* of its part and its atoms */
    double low, high; /* seen so far, in any solution */
    bool answered;    /* before */
};
/* A row that is not made yet. */
struct peil_draft {
    const struct peil_equation *sum, *less; /* NULL: nothing is taken off */
    uint64_t mark;                          /* the same one: the same atoms */
    double left;
    size_t count;
};
struct peil_part {
    const struct peil_parts *of;
    size_t *atoms, atom_count;
    struct peil_draft *drafts; /* the smallest first, each once */
    size_t draft_count;
    struct peil_question *questions;
    size_t question_count;
    struct peil_row *rows;
    size_t row_count, column_count;
    bool large;      /* it was given up */
    bool impossible; /* no numbers do */
    struct peil_arena *arena;
};

/* How much of what blocks have in common is made use of: all of it, unless that is too
 * much at once; then only figures of tables; then nothing. */
enum peil_links { PEIL_ALL_LINKS, PEIL_TABLE_LINKS, PEIL_NO_LINKS, PEIL_LINKS };

enum { PEIL_MOST_LINKED = 1000 }; /* atoms of a part with links */
static const size_t PEIL_NO_PART = SIZE_MAX, PEIL_LARGE_PART = SIZE_MAX - 1;

struct peil_parts {
    const struct peil_knowledge *knowledge;
    enum peil_links links;
    const bool *asked; /* each figure */
    size_t *columns;   /* of each atom: in its part; PEIL_NO_PART: in none yet */
    bool *seen;        /* each sum */
    bool *linked;      /* each figure: all its sums were seen */
    size_t *last;      /* of each figure: the part that asked for it last */
    size_t count;
};

struct peil_parts peil_parts_begin(const struct peil_knowledge *knowledge,
                                   enum peil_links links, const bool *asked,
                                   struct peil_arena *arena);

/* The part that this atom is in, which is in none yet: its atoms, and the marks of its
 * questions, which may have been answered before. */
struct peil_part peil_parts_find(struct peil_parts *parts, size_t atom,
                                 struct peil_arena *arena);

/* Its rows, its columns, and those of its questions. */
void peil_part_make(struct peil_part *part);

#endif
