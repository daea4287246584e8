/* All responses in columns, one byte per answer.
 *
 * A byte below PEIL_BYTE_MISSING is the place of the answer among the categories of
 * its column; the others are missing kinds. So a missing answer can never be counted
 * as a number, and a table is made by counting bytes. Columns are kept in blocks of
 * rows: a table is filled block by block, which asks for one pass and no rows at once.
 *
 * A questionnaire's columns have the categories of their item: its options by place
 * (so that two options that share a code stay apart), 0 and 1 for the tick of a
 * multiple, a derived variable's bands. All other columns have the values found. */
#ifndef PEIL_DATASET_H
#define PEIL_DATASET_H

#include "analyze/data/definition.h"
#include "analyze/table.h"
#include "analyze/data/matrix.h"
#include "analyze/data/values.h"
#include "analyze/data/wide.h"
#include "questionnaires/study.h"

enum { PEIL_BLOCK = 4096 };

struct peil_column {
    const char *name, *label;
    const struct peil_variable *variable; /* NULL: not the questionnaire's */
    const struct peil_category *categories;
    size_t category_count;
    const char *uncounted;  /* why it can make no table; or NULL */
    const char *doubtful;   /* why it makes none unless it is named; or NULL */
    struct peil_wide *wide; /* every value of it, where that was asked for */
    const struct peil_derive *derive;     /* of our own making, from another; or NULL */
    bool gaps;                            /* answers that are in none of its bands */
    const struct peil_matrices *matrices; /* NULL: the rows were kept */
    struct peil_values *values;           /* private: while values are being found */
    unsigned char *places;                /* private: what its bytes are called now */
    unsigned char **blocks;               /* private */
};

struct peil_dataset;

/* Begins with the questionnaire's columns; without one (NULL), with none. Placeholders
 * in labels are filled from the study. */
struct peil_dataset *peil_dataset_new(const struct peil_questionnaire *q,
                                      const struct peil_study *study,
                                      struct peil_arena *arena);

/* Before files are read: every value of this column will be needed (wide.h), whether or
 * not it also makes a table. */
void peil_dataset_widen(struct peil_dataset *dataset, const char *name,
                        enum peil_wide_kind kind);

/* Before files are read: tables are of no other columns than these. */
void peil_dataset_keep_only(struct peil_dataset *dataset,
                            const struct peil_matrices *matrices);
/* Nor is more of them needed, so that rows need not be kept. They are nonetheless when
 * there is a wide column that is not that of the weights. */
void peil_dataset_count_only(struct peil_dataset *dataset,
                             struct peil_matrices *matrices);
/* NULL: the rows are kept. */
struct peil_matrices *peil_dataset_matrices(const struct peil_dataset *dataset);

/* While files are read: one more column, of found values unless it is the variant,
 * without an answer in the rows so far; returns its number. */
size_t peil_dataset_add(struct peil_dataset *dataset, const char *name);
void peil_dataset_refuse(struct peil_dataset *dataset, size_t column, const char *why);
/* Whether anything is asked of that column; whether it is for tables. */
bool peil_dataset_needs(const struct peil_dataset *dataset, size_t column);
bool peil_dataset_tabulates(const struct peil_dataset *dataset, size_t column);
/* So many rows more, whose bytes are yet to be set (batch.h); returns the first. */
size_t peil_dataset_extend(struct peil_dataset *dataset, size_t rows);
/* When all are read: found values become categories, in order. */
void peil_dataset_finish(struct peil_dataset *dataset);

const struct peil_questionnaire *
peil_dataset_questionnaire(const struct peil_dataset *dataset);
size_t peil_dataset_rows(const struct peil_dataset *dataset);
size_t peil_dataset_columns(const struct peil_dataset *dataset);
const struct peil_column *peil_dataset_column(const struct peil_dataset *dataset,
                                              size_t column);
/* When all are read: a column of our own making, all of it "not asked" until it is set.
 */
struct peil_column *peil_dataset_make(struct peil_dataset *dataset, const char *name,
                                      const char *label,
                                      const struct peil_category *categories,
                                      size_t category_count);

/* Sets and nets that were defined, for whoever makes dimensions; NULL behind the last.
 */
void peil_dataset_define(struct peil_dataset *dataset,
                         const struct peil_definition *definition);
const struct peil_definition *
peil_dataset_definition(const struct peil_dataset *dataset, size_t i);

/* NULL when there is none of that name. */
const struct peil_column *peil_dataset_find(const struct peil_dataset *dataset,
                                            const char *name);

/* The bytes of one column from a row on, to the end of its block. */
const unsigned char *peil_column_bytes(const struct peil_column *column, size_t row);
unsigned char peil_column_byte(const struct peil_column *column, size_t row);
void peil_column_set(const struct peil_column *column, size_t row, unsigned char byte);

/* Drops the rows that are not to be kept. */
void peil_dataset_keep(struct peil_dataset *dataset, const bool *keep);

/* How many rows have this code in that column; 0 when there is no such column. */
size_t peil_dataset_count(const struct peil_dataset *dataset, const char *name,
                          const char *code);

/* How tables call an item and its options, one for each: in the words of the first
 * variant in the set (0 = all), on one line, placeholders filled. */
const char *peil_dataset_label(const struct peil_dataset *dataset,
                               const struct peil_item *item, peil_variants variants);
const struct peil_category *peil_dataset_options(const struct peil_dataset *dataset,
                                                 const struct peil_item *item,
                                                 peil_variants variants);

#endif
