#include "analyze/data/amounts.h"

#include "analyze/data/names.h"

#include <math.h>

void peil_amounts_ask(struct peil_dataset *dataset, const char *name)
{
    peil_dataset_widen(dataset, name, PEIL_WIDE_NUMBERS);
}

/* Options of a scale have scores, bands are in order; other options are but names. */
static bool has_scores(const struct peil_column *column)
{
    const struct peil_variable *variable = column->variable;
    if (column->derive)
        return true;
    return variable && (variable->kind == PEIL_VARIABLE_DERIVED ||
                        variable->kind == PEIL_VARIABLE_CHOSEN ||
                        (variable->kind == PEIL_VARIABLE_CODE &&
                         variable->item->kind == PEIL_SCALE));
}

static const double *scores_of(const struct peil_dataset *dataset,
                               const struct peil_column *column,
                               struct peil_arena *arena)
{
    size_t rows = peil_dataset_rows(dataset);
    double *scores = peil_arena_array(arena, rows, sizeof *scores);
    for (size_t row = 0; row < rows; row++) {
        unsigned char byte = peil_column_byte(column, row);
        scores[row] =
            byte < column->category_count ? column->categories[byte].score : NAN;
    }
    return scores;
}

static const double *refuse(const char *name, const char *why, struct peil_place place,
                            struct peil_diag *diag)
{
    peil_diag_add(diag, PEIL_ERROR, place, "\"%s\" %s", name, why);
    return NULL;
}

const double *peil_amounts_find(const struct peil_dataset *dataset, const char *name,
                                struct peil_place place, struct peil_arena *arena,
                                struct peil_diag *diag)
{
    const struct peil_column *column = peil_names_column(dataset, name, place, diag);
    if (!column)
        return NULL;
    if (has_scores(column))
        return scores_of(dataset, column, arena);
    if (column->variable && column->variable->kind != PEIL_VARIABLE_NUMBER)
        return refuse(name, "has options without an order, and no mean", place, diag);
    if (!column->wide || column->wide->bad)
        return refuse(
            name,
            peil_arena_format(arena,
                              "holds \"%s\"; numbers with a decimal point are expected",
                              column->wide ? column->wide->bad : ""),
            place, diag);
    if (peil_dataset_rows(dataset) == 0)
        return peil_arena_array(arena, 0, sizeof(double));
    return column->wide->numbers;
}
