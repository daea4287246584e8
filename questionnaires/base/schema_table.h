/* The words that the tables of our XML languages are written in (schema.h): an
 * attribute that may or must be there, a child that may, must or may once. */
#ifndef PEIL_SCHEMA_TABLE_H
#define PEIL_SCHEMA_TABLE_H

#include "questionnaires/base/schema.h"

/* clang-format off */
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define MAY(word, kind, says) { .name = word, .value = PEIL_VALUE_##kind, .about = says }
#define MUST(word, kind, says) \
    { .name = word, .value = PEIL_VALUE_##kind, .about = says, .required = true }
#define CHOICE(word, list, says) \
    { .name = word, .value = PEIL_VALUE_CHOICE, .words = list, .about = says }
#define END { .name = NULL }
#define ATTRIBUTES(...) (const struct peil_schema_attribute[]){ __VA_ARGS__, END }

#define ANY(child) { .name = child }
#define MINGLED(child) { .name = child, .mingled = true }
#define SOME(child) { .name = child, .required = true }
#define ONCE(child) { .name = child, .once = true }
#define ONE(child) { .name = child, .required = true, .once = true }
#define CHILDREN(...) (const struct peil_schema_child[]){ __VA_ARGS__, END }
/* clang-format on */

#endif
