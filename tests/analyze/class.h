/* The questionnaire tests/fixtures/class.xml and small files of responses to it. */
#ifndef PEIL_TESTS_CLASS_H
#define PEIL_TESTS_CLASS_H

#include "analyze/data/respondent.h"
#include "analyze/data/response_file.h"
#include "tests/golden.h"
#include "tests/questionnaires/problems.h"

#include <stdlib.h>
#include <string.h>

static inline const struct peil_questionnaire *
class_questionnaire(struct peil_arena *arena)
{
    struct peil_diag *diag = peil_diag_new(arena);
    const struct peil_questionnaire *q =
        peil_questionnaire_read("fixtures/class.xml", arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    assert_non_null(q);
    return q;
}

/* Responses of a file that is in order; without the questionnaire when q is NULL. */
static inline struct peil_dataset *class_dataset(const struct peil_questionnaire *q,
                                                 const char *csv,
                                                 struct peil_arena *arena)
{
    struct peil_diag *diag = peil_diag_new(arena);
    struct peil_dataset *dataset = peil_dataset_new(q, peil_study_none(), arena);
    bool read =
        peil_response_file_parse(csv, strlen(csv), "class.csv", dataset, arena, diag);
    if (!read)
        fail_msg("%s", problems_of(diag, arena));
    peil_dataset_finish(dataset);
    peil_respondent_derive(dataset, arena, diag);
    assert_false(peil_diag_has_error(diag));
    return dataset;
}

/* The codes of a column with blanks between; missing kinds as theirs. */
static inline const char *codes_of(const struct peil_dataset *dataset, const char *name,
                                   struct peil_arena *arena)
{
    const struct peil_column *column = peil_dataset_find(dataset, name);
    const char *text = "";
    if (!column)
        return "no column";
    for (size_t row = 0; row < peil_dataset_rows(dataset); row++) {
        unsigned char byte = peil_column_byte(column, row);
        const char *code =
            byte < column->category_count ? column->categories[byte].code
            : byte < PEIL_BYTE_MISSING
                ? "given"
                : peil_missing_code((enum peil_missing)(byte - PEIL_BYTE_MISSING));
        text = peil_arena_format(arena, "%s%s%s", text, row ? " " : "", code);
    }
    return text;
}

#endif
