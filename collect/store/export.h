/* Stores in, one response file out.
 *
 * Merging is a set union on the responses' random ids: the order of the stores, and
 * giving one twice, make no difference to a single byte. Of two logs of one response
 * where one goes on from the other, the longer counts. A closed visit has the last
 * word: what an unclosed copy of it still holds has been wiped since. What is sealed is
 * opened in memory only. */
#ifndef PEIL_EXPORT_H
#define PEIL_EXPORT_H

#include "collect/store/archive.h"
#include "questionnaires/base/csv.h"

struct peil_merged; /* the stores, and which log counts for each response */

/* Reads and joins the stores, with the key that opens sealed ones (NULL = none). A
 * store that cannot be read, a damaged log and a conflict are said in diag, and the
 * rest goes on. NULL when there is nothing to go on with, or when the stores are of
 * different questionnaires. */
PEIL_MUST_READ
const struct peil_merged *peil_export_merge(const char *const *paths, size_t count,
                                            const struct peil_secret *secret,
                                            struct peil_arena *arena,
                                            struct peil_diag *diag);

/* Writes responses.csv, quality.csv, fieldwork.csv (a row for each visit: how many
 * cards, who began, refused, finished, stopped), questionnaire.xml, codebook.csv and,
 * when there was one, study.xml. False when the disk fails. */
PEIL_MUST_READ
bool peil_export_write(const struct peil_merged *merged, const char *folder,
                       enum peil_csv_dialect dialect, struct peil_tally *tally,
                       struct peil_diag *diag);

#endif
