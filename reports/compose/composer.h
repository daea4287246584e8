/* A report while it is being composed: private to compose.c and its parts, each of
 * which makes blocks of one kind of node. */
#ifndef PEIL_COMPOSER_H
#define PEIL_COMPOSER_H

#include "reports/compose/counted.h"

struct peil_quotes; /* quotes.h */

struct peil_counts; /* analyze/counts.h */

struct peil_composer {
    const struct peil_material *material;
    const struct peil_outline *outline;
    const struct peil_study *study; /* the material's, and the report's own words */
    struct peil_counted *counted;
    const struct peil_quotes *quotes;   /* reviewed ones; or NULL */
    const struct peil_counts *national; /* of all SWVs; or NULL */
    bool *compared;                     /* was any figure held against them? */
    const char *narrow; /* the condition of one report of many; or NULL */
    const char **ids;   /* given so far */
    size_t id_count;
    bool absent; /* a figure was asked for of a source without data */
    struct peil_arena *arena;
    struct peil_diag *diag;
};

struct peil_blocks {
    struct peil_block *list;
    size_t count;
};

/* A new block, behind the others; good until the next one. */
struct peil_block *peil_composer_add(struct peil_composer *composer,
                                     struct peil_blocks *blocks,
                                     enum peil_block_kind kind);
/* A paragraph of these words. */
void peil_composer_say(struct peil_composer *composer, struct peil_blocks *blocks,
                       const char *text);
/* A paragraph that begins with a term in bold. */
void peil_composer_define(struct peil_composer *composer, struct peil_blocks *blocks,
                          const char *term, const char *text);

/* What the nodes come to, one after another. */
void peil_composer_nodes(struct peil_composer *composer, const struct peil_node *nodes,
                         size_t count, struct peil_blocks *blocks);

/* Text with its {placeholders} filled: of the study, the report, and the source's
 * questionnaire. */
const char *peil_composer_fill(const struct peil_composer *composer,
                               const struct peil_source *source, const char *text);

/* An id that no block has yet: as wanted, or with a number behind it. */
const char *peil_composer_id(struct peil_composer *composer, const char *wanted);

/* The source of a pick, and which of its responses. */
const struct peil_source *peil_composer_source(const struct peil_composer *composer,
                                               const struct peil_source *source);
struct peil_selection peil_composer_select(struct peil_composer *composer,
                                           const struct peil_source *source,
                                           const char *where);
/* Has the source data? If not, what is being composed is left out. */
bool peil_composer_has(struct peil_composer *composer,
                       const struct peil_source *source);

/* Is it of a rotating item that this study does not ask? Then what is being composed is
 * left out too. */
bool peil_composer_is_off(struct peil_composer *composer, const struct peil_pick *pick);

/* The variable of the groups: the pick's own, else the report's where the source has
 * it, else NULL. */
const char *peil_composer_by(const struct peil_composer *composer,
                             const struct peil_pick *pick);

/* The words of an item as one variant is asked it. */
const char *peil_composer_wording(const struct peil_composer *composer,
                                  const struct peil_source *source,
                                  const struct peil_item *item, size_t variant);
/* What a variable is called: the question that most were asked; its short label. */
const char *peil_composer_question(const struct peil_composer *composer,
                                   const struct peil_source *source, const char *name);
const char *peil_composer_label(const struct peil_composer *composer,
                                const struct peil_source *source, const char *name);

/* The labels of the picked options: "Ja, soms". */
const char *peil_composer_options(const struct peil_composer *composer,
                                  const struct peil_pick *pick);
/* A table's or chart's own title, else its question. */
const char *peil_composer_title(struct peil_composer *composer,
                                const struct peil_node *node);

/* "a b": two words, or the one that is there. */
const char *peil_composer_join(const struct peil_composer *composer, const char *a,
                               const char *joint, const char *b);

/* --- The parts: a function for each kind of node --- */

typedef void peil_composer_part(struct peil_composer *composer,
                                const struct peil_node *node,
                                struct peil_blocks *blocks);

peil_composer_part peil_compose_paragraph, peil_compose_list, peil_compose_numbers,
    peil_compose_table, peil_compose_chart, peil_compose_response,
    peil_compose_questions, peil_compose_caution, peil_compose_account,
    peil_compose_signals, peil_compose_triangulation, peil_compose_codebook,
    peil_compose_records, peil_compose_quotes;

/* The current wave; NULL when there is but one, or none of the responses' own column.
 */
const char *peil_composer_wave(const struct peil_composer *composer,
                               const struct peil_source *source);

/* Responses as they stand: of a register about things, or where nothing is hidden. NULL
 * before counting, and when diag got an error. */
const struct peil_records *peil_composer_records(struct peil_composer *composer,
                                                 const struct peil_selection *of,
                                                 const char *const *names,
                                                 size_t count);

/* Means of these variables, by groups where it is one. */
void peil_compose_means(struct peil_composer *composer, const struct peil_pick *pick,
                        const char *title, struct peil_blocks *blocks);

#endif
