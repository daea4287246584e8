/* What may stand where in a report. */
#ifndef PEIL_OUTLINE_GRAMMAR_H
#define PEIL_OUTLINE_GRAMMAR_H

#include "questionnaires/base/schema.h"

extern const struct peil_schema peil_report_schema;

#endif
