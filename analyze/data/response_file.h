/* A CSV file of responses into the dataset: this room's door for files.
 *
 * With a questionnaire the header is matched by name, in any order. An answer that is
 * no answer of its item is an error with line and column; -5 to -9 become missing
 * kinds; a blank is "not asked" where every column of its item is blank (files made by
 * other programs), else a tick that was not set. Columns that are not the
 * questionnaire's are kept with the values found, and a blank there is no answer.
 *
 * A large file is read by all processors at once, piece by piece. What comes of it is
 * the same as when one reads it from begin to end, also when something is wrong. */
#ifndef PEIL_RESPONSE_FILE_H
#define PEIL_RESPONSE_FILE_H

#include "analyze/data/pieces.h"

/* Adds the file's rows to the dataset. False when diag got an error from it. */
PEIL_MUST_READ
bool peil_response_file_read(const char *path, struct peil_dataset *dataset,
                             struct peil_arena *arena, struct peil_diag *diag);
PEIL_MUST_READ
bool peil_response_file_parse(const char *bytes, size_t length, const char *name,
                              struct peil_dataset *dataset, struct peil_arena *arena,
                              struct peil_diag *diag);

/* The same by a crew of this size. */
PEIL_MUST_READ
bool peil_response_file_share(const char *path, const struct peil_crew *crew,
                              struct peil_dataset *dataset, struct peil_arena *arena,
                              struct peil_diag *diag);

#endif
