#include "analyze/gate/mark.h"
#include "analyze/gate/part.h"

#include <math.h>

static void take(const struct peil_part *part, const struct peil_equation *sum,
                 double factor, struct peil_row *row)
{
    for (size_t i = 0; i < sum->atom_count; i++) {
        if (!isnan(part->of->knowledge->values[sum->atoms[i]]))
            continue;
        row->columns[row->count] = part->of->columns[sum->atoms[i]];
        row->factors[row->count++] = factor;
    }
}

static void add_rows(struct peil_part *part)
{
    part->row_count = part->draft_count;
    part->rows = peil_arena_array(part->arena, part->row_count, sizeof *part->rows);
    for (size_t i = 0; i < part->row_count; i++) {
        const struct peil_draft *draft = &part->drafts[i];
        part->rows[i] = (struct peil_row){
            peil_arena_array(part->arena, draft->count, sizeof(size_t)),
            peil_arena_array(part->arena, draft->count, sizeof(double)), 0, draft->left
        };
        take(part, draft->sum, 1, &part->rows[i]);
        if (draft->less)
            take(part, draft->less, -1, &part->rows[i]);
    }
}

/* Of a figure as much as lies in this part. */
static void add_columns(const struct peil_part *part, struct peil_question *question)
{
    const struct peil_equation *sum =
        peil_knowledge_first(part->of->knowledge, question->figure);
    question->columns =
        peil_arena_array(part->arena, sum->atom_count, sizeof *question->columns);
    for (size_t i = 0; i < sum->atom_count; i++) {
        size_t column = part->of->columns[sum->atoms[i]];
        if (column < part->atom_count && part->atoms[column] == sum->atoms[i])
            question->columns[question->count++] = column;
    }
}

/* --- Rows that hold others --- */

/* Which rows (but for links) each column stands in, before anything is taken off. */
static struct peil_index index_rows(const struct peil_part *part)
{
    struct peil_index index = peil_index_new(part->atom_count, part->arena);
    for (size_t i = 0; i < part->row_count; i++)
        for (size_t k = 0; k < part->rows[i].count && !part->drafts[i].less; k++)
            peil_index_expect(&index, part->rows[i].columns[k]);
    peil_index_settle(&index, part->atom_count, part->arena);
    for (size_t i = 0; i < part->row_count; i++)
        for (size_t k = 0; k < part->rows[i].count && !part->drafts[i].less; k++)
            peil_index_put(&index, part->rows[i].columns[k], i);
    return index;
}

/* All columns of the row are (still) marked with this number: takes them off. */
static bool take_off(size_t *marks, const struct peil_row *row, size_t number)
{
    for (size_t k = 0; k < row->count; k++)
        if (marks[row->columns[k]] != number)
            return false;
    for (size_t k = 0; k < row->count; k++)
        marks[row->columns[k]] = SIZE_MAX;
    return true;
}

/* Takes off the rows that this one holds, the largest first; what is left of it. */
static struct peil_row rest_of(const struct peil_part *part, size_t number,
                               const struct peil_index *index, size_t *marks,
                               size_t *hits)
{
    const struct peil_row *rows = part->rows, *row = &rows[number];
    struct peil_row rest = { peil_arena_array(part->arena, row->count, sizeof(size_t)),
                             row->factors, 0, row->left };
    for (size_t k = 0; k < row->count; k++) {
        size_t column = row->columns[k];
        marks[column] = number;
        for (size_t i = index->first[column]; i < index->first[column + 1]; i++)
            hits[index->list[i]]++;
    }
    for (size_t i = number; i-- > 0;)
        if (hits[i] == rows[i].count && take_off(marks, &rows[i], number))
            rest.left -= rows[i].left;
    for (size_t k = 0; k < row->count; k++) {
        size_t column = row->columns[k];
        if (marks[column] == number)
            rest.columns[rest.count++] = column;
        for (size_t i = index->first[column]; i < index->first[column + 1]; i++)
            hits[index->list[i]] = 0;
    }
    return rest;
}

static void subtract_rows(struct peil_part *part)
{
    struct peil_index index = index_rows(part);
    struct peil_row *rests =
        peil_arena_array(part->arena, part->row_count, sizeof *rests);
    size_t *marks = peil_arena_array(part->arena, part->atom_count, sizeof *marks);
    size_t *hits = peil_arena_array(part->arena, part->row_count, sizeof *hits);
    size_t count = 0;
    for (size_t i = 0; i < part->atom_count; i++)
        marks[i] = SIZE_MAX;
    for (size_t i = 0; i < part->row_count; i++) {
        rests[count] = part->drafts[i].less ? part->rows[i]
                                            : rest_of(part, i, &index, marks, hits);
        if (rests[count].count == 0 && fabs(rests[count].left) > PEIL_NEARLY)
            part->impossible = true;
        count += rests[count].count > 0;
    }
    part->rows = rests;
    part->row_count = count;
}

/* --- Columns that are alike --- */

static const uint64_t *mark_columns(const struct peil_part *part)
{
    uint64_t *marks = peil_arena_array(part->arena, part->atom_count, sizeof *marks);
    for (size_t i = 0; i < part->row_count; i++) {
        const struct peil_row *row = &part->rows[i];
        uint64_t own = peil_mark(i);
        for (size_t k = 0; k < row->count; k++)
            marks[row->columns[k]] += row->factors[k] > 0 ? own : 3 * own;
    }
    for (size_t i = 0; i < part->question_count; i++) {
        const struct peil_question *question = &part->questions[i];
        uint64_t own = peil_mark(part->row_count + i);
        for (size_t k = 0; k < question->count; k++)
            marks[question->columns[k]] += own;
    }
    return marks;
}

static void merge_columns(struct peil_part *part)
{
    const size_t *numbers = peil_mark_number(mark_columns(part), part->atom_count,
                                             &part->column_count, part->arena);
    for (size_t i = 0; i < part->row_count; i++) {
        struct peil_row *row = &part->rows[i];
        size_t count = 0;
        for (size_t k = 0; k < row->count; k++) {
            if (numbers[row->columns[k]] == SIZE_MAX)
                continue;
            row->factors[count] = row->factors[k];
            row->columns[count++] = numbers[row->columns[k]];
        }
        row->count = count;
    }
    for (size_t i = 0; i < part->question_count; i++) {
        struct peil_question *question = &part->questions[i];
        size_t count = 0;
        for (size_t k = 0; k < question->count; k++)
            if (numbers[question->columns[k]] != SIZE_MAX)
                question->columns[count++] = numbers[question->columns[k]];
        question->count = count;
    }
}

/* --- Together --- */

void peil_part_make(struct peil_part *part)
{
    add_rows(part);
    for (size_t i = 0; i < part->question_count; i++)
        add_columns(part, &part->questions[i]);
    subtract_rows(part);
    merge_columns(part);
}
