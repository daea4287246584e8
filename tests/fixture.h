/* What a test stands on: an arena and a diag, anew for each, and where it asks for one
 * a folder of its own, which goes away with all that is in it. run_suite takes either
 * pair as it stands; who has more to set up calls it first there, and last when taking
 * down. */
#ifndef PEIL_TESTS_FIXTURE_H
#define PEIL_TESTS_FIXTURE_H

#include "questionnaires/questionnaire.h"
#include "tests/suite.h"

extern struct peil_arena *arena;
extern struct peil_diag *diag; /* who wants another in the middle makes it */

int fixture_begin(void **state);
int fixture_end(void **state);

int folder_begin(void **state); /* with an arena and a diag as well */
int folder_end(void **state);

/* --- Files --- */

/* The path of a file in the folder; of the folder itself when it is "". */
const char *in_folder(const char *name);

/* A file of this name and text in the folder; its path. */
const char *new_file(const char *name, const char *text);

/* All that is in a file, which must be there. */
const char *read_text(const char *path);

/* Nothing is in the folder but a store of this name and what SQLite and we lay beside
 * it. */
void assert_folder_has_only(const char *store);

/* --- Texts and questionnaires --- */

/* How often a piece is in a text. */
size_t times_in(const char *text, const char *piece);

/* What is written to the file in between, one text at a time. */
FILE *text_begin(void);
const char *text_end(void);

/* Of this text, or of this file of the source tree; there is nothing to say of it. */
const struct peil_questionnaire *parse_questionnaire(const char *xml);
const struct peil_questionnaire *read_questionnaire(const char *name);

#endif
