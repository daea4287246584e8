/* Quotes: what respondents wrote, that a person has read and released.
 *
 * quotes.csv has key, source, item, quote, flags, released. `peil report --review` adds
 * what is new to it, in the order of its keys, so that nothing tells who wrote it or
 * when. A person then mends each quote (a name out, say) and writes yes or no under
 * released. The key is of the words as they were, so that a decision outlives a new
 * review. The file is for the one who reviews; what is not released never leaves it. */
#ifndef PEIL_QUOTES_H
#define PEIL_QUOTES_H

#include "reports/compose/compose.h"

enum peil_release { PEIL_UNDECIDED, PEIL_RELEASED, PEIL_KEPT_BACK };

struct peil_quote {
    const char *key, *source, *item;
    const char *quote; /* as it may be shown */
    const char *flags; /* revealing.h */
    enum peil_release release;
    struct peil_place place;
};
struct peil_quotes {
    const struct peil_quote *list; /* by key */
    size_t count;
};

/* NULL when diag got an error. Warns of a released quote that still has a flag. */
PEIL_MUST_READ
const struct peil_quotes *peil_quotes_read(const char *path, struct peil_arena *arena,
                                           struct peil_diag *diag);

/* Adds what was written to the items that the report quotes, and is not in the file
 * yet; makes the file where there is none. Says how many are new and how many wait.
 * False when diag got an error. */
struct peil_review {
    size_t added, waiting;
};
PEIL_MUST_READ
bool peil_quotes_review(const struct peil_material *material, const char *path,
                        struct peil_review *review, struct peil_arena *arena,
                        struct peil_diag *diag);

/* Released quotes of an item, in the order of their keys: only words that these files
 * have, and none of a group (or of all together) smaller than the study's least. */
struct peil_quotes_request {
    const struct peil_source *source;
    const struct peil_data *data;
    const struct peil_study *study;
    const char *item;
    const char *by;           /* tells of which group; or NULL */
    const char *where, *wave; /* or NULL */
    size_t most;
    bool internal; /* of small groups too */
};
struct peil_chosen_quote {
    const char *quote;
    const char *group; /* label; "" when several wrote the same */
};
struct peil_chosen_quotes {
    const struct peil_chosen_quote *list;
    size_t count;
};
/* False when diag got an error. */
PEIL_MUST_READ
bool peil_quotes_choose(const struct peil_quotes *quotes,
                        const struct peil_quotes_request *request,
                        struct peil_chosen_quotes *chosen, struct peil_arena *arena,
                        struct peil_diag *diag);

#endif
