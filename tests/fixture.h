/* What a test stands on: an arena and a diag, and a folder where it needs one. Each
 * test has them anew when run_suite, or cmocka, calls these before and behind it. */
#ifndef PEIL_TESTS_FIXTURE_H
#define PEIL_TESTS_FIXTURE_H

#include "questionnaires/questionnaire.h"
#include "tests/suite.h"

extern struct peil_arena *arena;
extern struct peil_diag *diag;

int fixture_begin(void **state);
int fixture_end(void **state);

/* What is written to the file in between, one text at a time. */
FILE *text_begin(void);
const char *text_end(void);

/* What is in order: a questionnaire of this text, and of this file of the source tree.
 */
const struct peil_questionnaire *parse_questionnaire(const char *xml);
const struct peil_questionnaire *read_questionnaire(const char *name);

/* An arena and a diag, and a new folder below /tmp, which goes away with all in it. */
int folder_begin(void **state);
int folder_end(void **state);

/* The path of a file in the folder; of the folder itself when it is "". */
const char *in_folder(const char *name);

/* A file of this name and text in the folder; its path. */
const char *new_file(const char *name, const char *text);

/* All that is in a file, which must be there. */
const char *read_text(const char *path);

/* Nothing is in the folder but a store of this name and what SQLite and we lay beside
 * it. */
void assert_folder_has_only(const char *store);

#endif
