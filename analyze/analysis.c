#include "analyze/analysis.h"

#include "analyze/base_line.h"
#include "analyze/crosstab.h"
#include "analyze/gate.h"
#include "analyze/intake.h"
#include "analyze/names.h"
#include "analyze/tabulate.h"

#include <gsl/gsl_errno.h>
#include <string.h>

struct maker {
    const struct peil_questionnaire *q; /* or NULL */
    const struct peil_request *request;
    struct peil_intake intake;
    const struct peil_dataset *dataset; /* its */
    struct peil_table **tables;
    size_t table_count;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

/* --- Tables --- */

static void add(struct maker *maker, struct peil_table *table,
                const struct peil_dimension *rows, const struct peil_dimension *columns)
{
    struct peil_base_line line = {
        .variants = rows->variants ? rows->variants
                    : columns      ? columns->variants
                                   : 0,
        .items = { rows->item, columns ? columns->item : NULL },
        .where = maker->intake.where,
    };
    table->base.text = peil_base_line(maker->q, &line, maker->arena);
    maker->tables = peil_arena_grow(maker->arena, maker->tables, maker->table_count,
                                    sizeof(struct peil_table *));
    maker->tables[maker->table_count++] = table;
}

static void add_frequencies(struct maker *maker, const char *name,
                            struct peil_place place)
{
    struct peil_dimensions rows =
        peil_dimensions_find(maker->dataset, name, place, maker->arena, maker->diag);
    for (size_t i = 0; i < rows.count; i++)
        add(maker, peil_tabulate(&maker->intake.sample, &rows.list[i], maker->arena),
            &rows.list[i], NULL);
}

/* Two items that are split by variant meet where their variants do. */
static bool meets(const struct peil_dimension *a, const struct peil_dimension *b)
{
    return a->variants == 0 || b->variants == 0 || (a->variants & b->variants) != 0;
}

static void add_crosstabs(struct maker *maker, const char *row_name,
                          const char *column_name, struct peil_place place)
{
    struct peil_dimensions rows = peil_dimensions_find(maker->dataset, row_name, place,
                                                       maker->arena, maker->diag);
    struct peil_dimensions columns = peil_dimensions_find(
        maker->dataset, column_name, place, maker->arena, maker->diag);
    for (size_t i = 0; i < rows.count; i++) {
        for (size_t j = 0; j < columns.count; j++) {
            const struct peil_dimension *row = &rows.list[i],
                                        *column = &columns.list[j];
            if (meets(row, column))
                add(maker,
                    peil_crosstab(&maker->intake.sample, row, column, maker->arena),
                    row, column);
        }
    }
}

/* --- What was asked for --- */

static void make_named(struct maker *maker)
{
    static const struct peil_place freq = { .file = "--freq" },
                                   cross = { .file = "--cross" };
    const struct peil_request *request = maker->request;
    for (size_t i = 0; i < request->freq_count; i++)
        add_frequencies(maker, request->freq[i], freq);
    for (size_t i = 0; i < request->cross_count; i++) {
        struct peil_names sides[2];
        if (!peil_names_read_cross(request->cross[i], cross, maker->arena, sides,
                                   maker->diag))
            continue;
        for (size_t row = 0; row < sides[0].count; row++)
            for (size_t column = 0; column < sides[1].count; column++)
                add_crosstabs(maker, sides[0].list[row], sides[1].list[column], cross);
    }
}

/* --- What an analyst wants first --- */

static const struct peil_derive *age_group(const struct peil_questionnaire *q)
{
    const struct peil_derive *derive =
        q ? peil_questionnaire_derive(q, "leeftijdsgroep") : NULL;
    return derive || !q || q->derive_count == 0 ? derive : &q->derives[0];
}

/* One table for all ticks of a multiple: at the first of them. */
static bool goes_along(const struct maker *maker, size_t i)
{
    const struct peil_variable *variable =
        peil_dataset_column(maker->dataset, i)->variable;
    const struct peil_variable *before =
        i > 0 ? peil_dataset_column(maker->dataset, i - 1)->variable : NULL;
    return variable && variable->kind == PEIL_VARIABLE_CHOSEN && before &&
           before->item == variable->item;
}

static bool is_wanted(const struct maker *maker, const struct peil_column *column)
{
    if (column->uncounted || column->doubtful)
        return false;
    const struct peil_variable *variable = column->variable;
    return maker->q ? variable && (!variable->item || variable->item->on) : true;
}

static void make_usual(struct maker *maker)
{
    static const struct peil_place nowhere = { 0 };
    const struct peil_derive *by = age_group(maker->q);
    for (size_t i = 0; i < peil_dataset_columns(maker->dataset); i++) {
        const struct peil_column *column = peil_dataset_column(maker->dataset, i);
        const struct peil_variable *variable = column->variable;
        if (!is_wanted(maker, column) || goes_along(maker, i))
            continue;
        const char *name = variable && variable->kind == PEIL_VARIABLE_CHOSEN
                               ? variable->item->id
                               : column->name;
        add_frequencies(maker, name, nowhere);
        if (by && variable->item && variable->item->index != by->from->index)
            add_crosstabs(maker, name, by->id, nowhere);
    }
}

/* A column that was passed over is named, so that nobody takes it for forgotten. */
static void say_passed_over(const struct maker *maker, const char *file)
{
    for (size_t i = 0; i < peil_dataset_columns(maker->dataset); i++) {
        const struct peil_column *column = peil_dataset_column(maker->dataset, i);
        const char *why = column->uncounted ? column->uncounted : column->doubtful;
        bool own_words = column->variable && column->variable->option;
        bool asked_for = !maker->q || column->variable;
        if (why && asked_for && !own_words)
            peil_diag_add(maker->diag, PEIL_NOTE, (struct peil_place){ .file = file },
                          "no table of \"%s\": %s", column->name, why);
    }
}

/* --- Together --- */

static void make_tables(struct maker *maker, const char *file)
{
    if (maker->request->freq_count + maker->request->cross_count > 0) {
        make_named(maker);
    } else {
        maker->intake.sample.overview = true;
        make_usual(maker);
        say_passed_over(maker, file);
    }
}

static void protect(struct maker *maker, const struct peil_study *study)
{
    struct peil_gate gate = { study->least_cell, study->least_group, maker->q };
    if (!maker->request->internal)
        peil_gate_close(&gate, maker->tables, maker->table_count, maker->arena);
    for (size_t i = 0; i < maker->table_count; i++) {
        if (maker->tables[i]->kind == PEIL_TABLE_CROSS)
            peil_crosstab_explain(maker->tables[i], maker->request->correction,
                                  maker->arena);
    }
}

static const struct peil_analysis *bind(const struct maker *maker)
{
    struct peil_table *tables =
        peil_arena_array(maker->arena, maker->table_count, sizeof *tables);
    for (size_t i = 0; i < maker->table_count; i++)
        tables[i] = *maker->tables[i];
    struct peil_analysis *analysis =
        peil_arena_array(maker->arena, 1, sizeof *analysis);
    *analysis = (struct peil_analysis){
        .questionnaire = maker->q,
        .respondents = peil_base_line_respondents(maker->q),
        .read = maker->intake.read,
        .used = peil_dataset_rows(maker->dataset),
        .stopped =
            maker->q ? peil_dataset_count(maker->dataset, "status", "stopped") : 0,
        .synthetic =
            maker->q && peil_dataset_count(maker->dataset, "synthetic", "1") > 0,
        .internal = maker->request->internal,
        .notes = maker->intake.notes.list,
        .note_count = maker->intake.notes.count,
        .tables = tables,
        .table_count = maker->table_count,
    };
    return analysis;
}

const struct peil_analysis *peil_analyze(const struct peil_questionnaire *q,
                                         const char *const *files, size_t file_count,
                                         const struct peil_request *request,
                                         struct peil_arena *arena,
                                         struct peil_diag *diag)
{
    gsl_set_error_handler_off(); /* it would abort; what is undefined is NAN here */
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    struct maker maker = { .q = q,
                           .request = request,
                           .intake = { .notes = { .arena = arena } },
                           .arena = arena,
                           .diag = diag };
    if (!peil_intake_read(q, files, file_count, request, &maker.intake, diag))
        return NULL;
    maker.dataset = maker.intake.dataset;
    make_tables(&maker, files[0]);
    if (peil_diag_count(diag, PEIL_ERROR) > errors)
        return NULL;
    protect(&maker, request->study ? request->study : peil_study_none());
    return bind(&maker);
}
