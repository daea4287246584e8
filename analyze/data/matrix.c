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

static size_t size_of(const struct peil_matrix *matrix)
{
    return matrix->rows * matrix->columns;
}

static size_t count_of(const struct peil_matrix *matrix, size_t at)
{
    return (size_t)matrix->counts[at] + matrix->counts[size_of(matrix) + at];
}

struct peil_sum peil_matrix_sum(const struct peil_matrix *matrix, size_t row,
                                size_t column)
{
    size_t at = row * matrix->columns + column;
    double n = (double)count_of(matrix, at);
    return matrix->weighted
               ? (struct peil_sum){ n, matrix->sums[at][0], matrix->sums[at][1] }
               : (struct peil_sum){ n, n, n };
}

static void add(struct peil_matrix *matrix, size_t at, const struct peil_sum *sum)
{
    matrix->counts[at] += (uint32_t)sum->n;
    if (!matrix->weighted)
        return;
    matrix->sums[at][0] += sum->weighted;
    matrix->sums[at][1] += sum->squares;
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
    matrix->counts = peil_arena_array(arena, 2 * size_of(matrix), sizeof(uint32_t));
    if (matrix->weighted)
        matrix->sums = peil_arena_array(arena, size_of(matrix), sizeof *matrix->sums);
    matrix->places = peil_arena_array(arena, 2, sizeof *matrix->places);
    set_places(matrix);
    for (size_t i = 0; i < size_of(&old); i++) {
        size_t row = i / old.columns, column = i % old.columns;
        struct peil_sum sum = peil_matrix_sum(&old, row, column);
        add(matrix, row * matrix->columns + column, &sum);
    }
}

/* --- Counting --- */

/* Neighbours are counted apart: where they are of one kind, the second need not wait
 * until the first has been written. */
static void count_pairs(struct peil_matrix *matrix, const unsigned char *a,
                        const unsigned char *b, size_t count)
{
    const uint16_t *rows = matrix->places[0], *columns = matrix->places[1];
    uint32_t *even = matrix->counts, *odd = even + size_of(matrix);
    size_t i = 0;
    for (; i + 1 < count; i += 2) {
        even[(size_t)rows[a[i]] + columns[b[i]]]++;
        odd[(size_t)rows[a[i + 1]] + columns[b[i + 1]]]++;
    }
    if (i < count)
        even[(size_t)rows[a[i]] + columns[b[i]]]++;
}

static void weigh_pairs(struct peil_matrix *matrix, const unsigned char *a,
                        const unsigned char *b, const double *weights, size_t count)
{
    const uint16_t *rows = matrix->places[0], *columns = matrix->places[1];
    uint32_t *restrict counts = matrix->counts;
    double(*restrict sums)[2] = matrix->sums;
    for (size_t i = 0; i < count; i++) {
        size_t at = (size_t)rows[a[i]] + columns[b[i]];
        double weight = weights[i];
        counts[at]++;
        sums[at][0] += weight;
        sums[at][1] += weight * weight;
    }
}

void peil_matrix_count(struct peil_matrix *matrix, const unsigned char *row,
                       const unsigned char *column, const double *weights, size_t count)
{
    const unsigned char *other = column ? column : row;
    if (matrix->weighted)
        weigh_pairs(matrix, row, other, weights, count);
    else
        count_pairs(matrix, row, other, count);
}

void peil_matrix_add(struct peil_matrix *matrix, const struct peil_matrix *from,
                     const unsigned char *row_places,
                     const unsigned char *column_places)
{
    for (size_t i = 0; i < from->rows; i++)
        for (size_t j = 0; j < from->columns; j++) {
            if (count_of(from, i * from->columns + j) == 0)
                continue;
            struct peil_sum sum = peil_matrix_sum(from, i, j);
            unsigned char row = row_places[peil_matrix_byte(i)],
                          column = column_places[peil_matrix_byte(j)];
            add(matrix, (size_t)matrix->places[0][row] + matrix->places[1][column],
                &sum);
        }
}

void peil_matrix_clear(struct peil_matrix *matrix)
{
    size_t size = size_of(matrix);
    if (size == 0)
        return;
    memset(matrix->counts, 0, 2 * size * sizeof *matrix->counts);
    if (matrix->weighted)
        memset(matrix->sums, 0, size * sizeof *matrix->sums);
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

struct peil_sum peil_matrices_sum(const struct peil_matrices *matrices)
{
    struct peil_sum all = { 0 };
    size_t found = 0;
    while (found < matrices->count && matrices->list[found].rows == 0)
        found++;
    if (found == matrices->count)
        return all;
    const struct peil_matrix *matrix = &matrices->list[found];
    for (size_t i = 0; i < size_of(matrix); i++) {
        struct peil_sum sum =
            peil_matrix_sum(matrix, i / matrix->columns, i % matrix->columns);
        peil_sum_join(&all, &sum);
    }
    return all;
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
    matrices->list[matrices->count++] = (struct peil_matrix){
        .row = row, .column = column, .weighted = matrices->weight != NULL
    };
}
