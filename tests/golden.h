/* What a person reads is golden: the expected text is a file, and its change is
 * reviewed like code. PEIL_UPDATE_GOLDEN=1 rewrites it. */
#ifndef PEIL_TESTS_GOLDEN_H
#define PEIL_TESTS_GOLDEN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* `name` is a file below tests/golden/. */
void assert_golden(const char *name, const char *actual);

/* A file of this text. */
void write_text(const char *path, const char *text);

/* The path of a file of the source tree, e.g. source_path("questionnaires/new.xml");
 * good until the next call. */
const char *source_path(const char *name);

#endif
