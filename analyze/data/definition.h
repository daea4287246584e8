/* What people define on the command line: --derive, --net and --multiple.
 *
 *   tevreden "Tevreden met hulp" = hulp_gevoel: 1 2 "makkelijk" / 3 4 "moeilijk"
 *   leeftijd_klasse = leeftijd: ..9 / 10..11 / 12.. "ouder"
 *   boven = oordeel: top 2 "goed" / else "niet goed"
 *   schaal = mean(v1, v2, v3)             also sum(...), and count(v1, v2, v3: 4 5)
 *
 *   hulp: 1 2 "thuis" / 3 4 "school"      a net: an extra row beside its options
 *   werk "Wat doe je?": q1_1 q1_2 q1_3    one question, of which answers stand in
 *                                         several columns
 *
 * Bands stand between slashes; in a band stand codes and ranges of numbers (both ends
 * belong to it), `top N` and `bottom N` for the last and first N options, `else` for
 * all other answers, and a label in quotes at the end. What holds blanks or signs
 * stands in quotes too. */
#ifndef PEIL_DEFINITION_H
#define PEIL_DEFINITION_H

#include "analyze/table.h"
#include "questionnaires/base/diag.h"

struct peil_code_range {
    const char *code; /* NULL: a range, or one of the words below */
    double from, to;  /* NAN = open */
    size_t top, bottom;
    bool rest;
};
struct peil_code_group {
    const char *label;
    const struct peil_code_range *ranges;
    size_t range_count;
};

enum peil_definition_kind {
    PEIL_BANDS,
    PEIL_MEAN,  /* of what was answered, when that is half of it or more */
    PEIL_SUM,   /* when all was answered */
    PEIL_COUNT, /* how many have one of these codes; when anything was answered */
    PEIL_NET,
    PEIL_SET
};

struct peil_definition {
    enum peil_definition_kind kind;
    const char *name, *label;
    const char *const *sources; /* columns */
    size_t source_count;
    const struct peil_code_group *groups; /* bands; of a count, the one group */
    size_t group_count;
    struct peil_place place;
};

/* False after an error at `place` in diag. A net is read with the name of its question
 * as its source. */
PEIL_MUST_READ
bool peil_definition_read(const char *text, struct peil_place place,
                          struct peil_definition *definition, struct peil_arena *arena,
                          struct peil_diag *diag);
PEIL_MUST_READ
bool peil_definition_read_net(const char *text, struct peil_place place,
                              struct peil_definition *definition,
                              struct peil_arena *arena, struct peil_diag *diag);
PEIL_MUST_READ
bool peil_definition_read_set(const char *text, struct peil_place place,
                              struct peil_definition *definition,
                              struct peil_arena *arena, struct peil_diag *diag);

/* Is the category in the group? `place` of `count` is where it stands. A group of "all
 * other answers" says no: whoever asks has looked at the others first. */
bool peil_code_group_holds(const struct peil_code_group *group,
                           const struct peil_category *category, size_t place,
                           size_t count);

#endif
