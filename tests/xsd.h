/* An XSD for editors says what our grammar table says: every element, attribute,
 * requiredness, order and type. */
#ifndef PEIL_TESTS_XSD_H
#define PEIL_TESTS_XSD_H

#include "questionnaires/base/schema.h"
#include "tests/golden.h"

/* `path` is a file of the source tree. */
void assert_xsd_agrees(const char *path, const struct peil_schema *schema);

/* What xmllint, a second opinion on the XSD itself, says of a file: 0 = valid. */
int xsd_lint(const char *xsd, const char *file);

#endif
