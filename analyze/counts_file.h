/* Counts as a file: XML of our own (urn:peil:counts:1), read as hard as a
 * questionnaire.
 *
 *   <counts xmlns="urn:peil:counts:1" questionnaire="ojs-leerling" by="leeftijdsgroep"
 *     groups="1 2 3">
 *   <item id="bekend" hash="0123456789abcdef" codes="1 2"/>
 *   <ojs code="VO3006" wave="2026-1" version="1" responses="153">
 *   <n item="bekend">148 12 136 | 60 . . | 51 7 44 | 37 . .</n>
 *   </ojs>
 *   </counts>
 *
 * In <n> stand, for everyone and behind each | for a group, the base and how many chose
 * each code; a point is hidden. One set of counts has one file. */
#ifndef PEIL_COUNTS_FILE_H
#define PEIL_COUNTS_FILE_H

#include "analyze/counts.h"
#include "questionnaires/base/schema.h"

extern const struct peil_schema peil_counts_schema;

/* NULL when diag got an error. What cannot be is one: a code that more chose than were
 * asked, groups that are more than everyone. */
PEIL_MUST_READ
const struct peil_counts *peil_counts_read(const char *path, struct peil_arena *arena,
                                           struct peil_diag *diag);
PEIL_MUST_READ
const struct peil_counts *peil_counts_parse(const char *bytes, size_t length,
                                            const char *name, struct peil_arena *arena,
                                            struct peil_diag *diag);

/* Of several files together. */
PEIL_MUST_READ
const struct peil_counts *peil_counts_read_all(const char *const *paths, size_t count,
                                               struct peil_arena *arena,
                                               struct peil_diag *diag);

/* As a whole file, or not at all. False when diag got an error. */
PEIL_MUST_READ
bool peil_counts_save(const struct peil_counts *counts, const char *path,
                      struct peil_arena *arena, struct peil_diag *diag);
void peil_counts_write(const struct peil_counts *counts, FILE *out,
                       struct peil_arena *arena);

#endif
