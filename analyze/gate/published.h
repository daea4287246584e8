/* The figures of all tables that leave together, and what each of them counts. */
#ifndef PEIL_PUBLISHED_H
#define PEIL_PUBLISHED_H

#include "analyze/gate/event.h"

/* Who is counted: tables of different populations may share respondents. */
struct peil_population {
    const struct peil_questionnaire *questionnaire; /* and what was derived; or NULL */
    const struct peil_questionnaire *model;         /* and all other columns as items */
    const struct peil_condition *where;             /* of the model; or NULL: all of: */
    const char *where_text;                         /* or NULL */
    const char *wave;                               /* only this one, or NULL */
    const char *const *files;
    size_t file_count;
    double used; /* responses, which everybody may know; NAN: they are no persons */
};

/* Are the same respondents counted? Either may be NULL. */
bool peil_population_is_same(const struct peil_population *a,
                             const struct peil_population *b);

enum peil_figure_kind {
    PEIL_FIGURE_CELL,       /* an answer in a group */
    PEIL_FIGURE_TOTAL,      /* of a row or column of a cross-tab */
    PEIL_FIGURE_MISSING,    /* why there is no answer */
    PEIL_FIGURE_BASE,       /* of a table: shown unless it is silent */
    PEIL_FIGURE_KNOWN,      /* shown whatever happens */
    PEIL_FIGURE_DIFFERENCE, /* what two tables differ by: never shown, and told all the
                               same */
    PEIL_FIGURE_COMMON,     /* what tables have in common: never shown, no secret */
};

struct peil_figure {
    enum peil_figure_kind kind;
    size_t table, edge; /* which of its shield: a cell, total or missing kind */
    struct peil_event event;
    const struct peil_event *without; /* but for these; or NULL */
    double n;                         /* NAN: not known here */
    double among;   /* so many respondents, which everybody may know; or NAN */
    size_t subject; /* the factor of its rows; SIZE_MAX: no rows */
};
struct peil_figures {
    struct peil_factors factors;
    struct peil_figure *list;
    size_t count;
};

/* `plain`: of routes, bands and options that exclude each other nothing is known, for
 * answers that do not keep to them. */
struct peil_figures peil_figures_make(struct peil_table *const *tables, size_t count,
                                      const struct peil_questionnaire *q, bool plain,
                                      struct peil_arena *arena);

/* Another figure; returns its number. */
size_t peil_figures_add(struct peil_figures *figures, struct peil_figure figure);

#endif
