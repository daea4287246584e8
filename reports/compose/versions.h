/* Which waves the files of a source hold, and which version of the questionnaire was
 * asked then.
 *
 * Answers to another version stand in files of their own, beside the questionnaire.xml
 * that was asked (so they are when peil export writes them). Such files are counted by
 * that questionnaire, and peil diff's verdict says which items may stand beside those
 * of now. Without it, nothing of them may. */
#ifndef PEIL_VERSIONS_H
#define PEIL_VERSIONS_H

#include "questionnaires/diff.h"
#include "reports/compose/compose.h"

struct peil_version {
    const struct peil_questionnaire *questionnaire; /* of the first: the source's own */
    const struct peil_diff *diff; /* from it to that; NULL: the same */
    const char *const *files;
    size_t file_count;
};
struct peil_version_wave {
    const char *code; /* "2025-1" */
    size_t version;   /* whose files it is in */
    bool unknown;     /* answers to a version that is not there to compare with */
    const char *const *schools; /* different ones */
    size_t school_count;
};
struct peil_versions {
    const struct peil_version *list; /* one at least */
    size_t count;
    const struct peil_version_wave *waves; /* in order */
    size_t wave_count;
};

/* `column` holds the wave. False when diag got an error. */
PEIL_MUST_READ
bool peil_versions_read(const struct peil_questionnaire *q,
                        const struct peil_data *data, const char *column,
                        struct peil_versions *versions, struct peil_arena *arena,
                        struct peil_diag *diag);

/* Why the item's share in that wave may not stand beside that of now, in a sentence;
 * NULL when it may. Then *match is its earlier self, or NULL where the version is the
 * same. */
const char *peil_versions_block(const struct peil_versions *versions, size_t wave,
                                const char *item, const struct peil_match **match,
                                struct peil_arena *arena);

/* Two at least, in one of the waves. */
bool peil_versions_has_schools(const struct peil_versions *versions);

/* The schools that are in every one of these waves (as "in(school, 'a', 'b')"); NULL
 * when there are fewer than two, or no others. */
const char *peil_versions_same_schools(const struct peil_versions *versions,
                                       size_t first, size_t last,
                                       struct peil_arena *arena);

#endif
