#include "analyze/data/matrix.h"

#include "analyze/data/values.h"

#include <limits.h>
#include <string.h>

enum { BYTES = UCHAR_MAX + 1, MISSING = BYTES - PEIL_BYTE_MISSING };

/* The missing kinds come first. */
static size_t place_of(unsigned char byte)
{
    return (unsigned char)(byte + MISSING);
}

unsigned char peil_matrix_byte(size_t i)
{
    return (unsigned char)(i - MISSING);
}

size_t peil_matrix_sum(const struct peil_matrix *matrix, size_t row, size_t column)
{
    const uint32_t *counts = matrix->counts + row * matrix->columns + column;
    return (size_t)counts[0] + counts[matrix->rows * matrix->columns];
}

/* --- Room --- */

static size_t side(size_t now, size_t values)
{
    size_t needed = MISSING + values, most = BYTES;
    if (needed <= now)
        return now;
    return 2 * now > needed ? (2 * now < most ? 2 * now : most) : needed;
}

static void set_places(struct peil_matrix *matrix)
{
    for (size_t i = 0; i < BYTES; i++) {
        size_t place = place_of((unsigned char)i);
        matrix->places[0][i] = (uint16_t)(place * matrix->columns);
        matrix->places[1][i] = matrix->column ? (uint16_t)place : 0;
    }
}

void peil_matrix_fit(struct peil_matrix *matrix, size_t row_values,
                     size_t column_values, struct peil_arena *arena)
{
    struct peil_matrix old = *matrix;
    matrix->rows = side(old.rows, row_values);
    matrix->columns = matrix->column ? side(old.columns, column_values) : 1;
    if (matrix->rows == old.rows && matrix->columns == old.columns)
        return;
    matrix->counts =
        peil_arena_array(arena, 2 * matrix->rows * matrix->columns, sizeof(uint32_t));
    matrix->places = peil_arena_array(arena, 2, sizeof *matrix->places);
    set_places(matrix);
    for (size_t i = 0; i < old.rows * old.columns; i++)
        matrix->counts[i / old.columns * matrix->columns + i % old.columns] =
            (uint32_t)peil_matrix_sum(&old, i / old.columns, i % old.columns);
}

/* --- Counting --- */

/* Neighbours are counted apart: where they are of one kind, the second need not wait
 * until the first has been written. */
void peil_matrix_count(struct peil_matrix *matrix, const unsigned char *row,
                       const unsigned char *column, size_t count)
{
    const uint16_t *rows = matrix->places[0], *columns = matrix->places[1];
    const unsigned char *a = row, *b = column ? column : row;
    uint32_t *even = matrix->counts, *odd = even + matrix->rows * matrix->columns;
    size_t i = 0;
    for (; i + 1 < count; i += 2) {
        even[rows[a[i]] + columns[b[i]]]++;
        odd[rows[a[i + 1]] + columns[b[i + 1]]]++;
    }
    if (i < count)
        even[rows[a[i]] + columns[b[i]]]++;
}

void peil_matrix_add(struct peil_matrix *matrix, const struct peil_matrix *from,
                     const unsigned char *row_places,
                     const unsigned char *column_places)
{
    for (size_t i = 0; i < from->rows * from->columns; i++) {
        size_t n = peil_matrix_sum(from, i / from->columns, i % from->columns);
        unsigned char row = peil_matrix_byte(i / from->columns),
                      column = peil_matrix_byte(i % from->columns);
        if (n > 0)
            matrix->counts[matrix->places[0][row_places[row]] +
                           matrix->places[1][column_places[column]]] += (uint32_t)n;
    }
}

/* --- Several --- */

static bool is_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

bool peil_matrices_need(const struct peil_matrices *matrices, const char *name)
{
    bool found = false;
    for (size_t i = 0; i < matrices->count; i++)
        found = found || is_same(matrices->list[i].row, name) ||
                is_same(matrices->list[i].column, name);
    return found;
}

/* Any will do to count rows only. */
const struct peil_matrix *peil_matrices_find(const struct peil_matrices *matrices,
                                             const char *row, const char *column)
{
    for (size_t i = 0; i < matrices->count; i++) {
        const struct peil_matrix *matrix = &matrices->list[i];
        if (is_same(matrix->row, row) && (!column || is_same(matrix->column, column)))
            return matrix;
    }
    return NULL;
}

void peil_matrices_ask(struct peil_matrices *matrices, const char *row,
                       const char *column)
{
    if (peil_matrices_find(matrices, row, column))
        return;
    matrices->list = peil_arena_grow(matrices->arena, matrices->list, matrices->count,
                                     sizeof *matrices->list);
    matrices->list[matrices->count++] =
        (struct peil_matrix){ .row = row, .column = column };
}
