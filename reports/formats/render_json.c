/* JSON is a contract: other programs build on these names and their order. A new
 * member is allowed, a changed one is not. */
#include "questionnaires/base/json.h"
#include "questionnaires/base/message.h"
#include "questionnaires/questionnaire.h"
#include "reports/formats/renderers.h"

#include <assert.h>
#include <math.h>

/* --- Pieces --- */

static void member_bool(struct peil_json *json, const char *key, bool value)
{
    peil_json_key(json, key);
    peil_json_bool(json, value);
}

static void member_count(struct peil_json *json, const char *key, size_t count)
{
    peil_json_key(json, key);
    peil_json_integer(json, (long)count);
}

/* What does not apply is left out. */
static void member_defined(struct peil_json *json, const char *key, double number)
{
    if (isfinite(number))
        peil_json_member_number(json, key, number);
}

static void member_if(struct peil_json *json, const char *key, const char *text)
{
    if (text)
        peil_json_member(json, key, text);
}

static void write_base(struct peil_json *json, const struct peil_base *base)
{
    peil_json_key(json, "base");
    peil_json_begin_object(json);
    peil_json_member(json, "text", base->text);
    peil_json_member_number(json, "n", base->n);
    peil_json_member_number(json, "weighted", base->weighted);
    peil_json_member_number(json, "effective", base->effective);
    peil_json_end_object(json);
}

static void write_notes(struct peil_json *json, const struct peil_table *table)
{
    peil_json_key(json, "notes");
    peil_json_begin_array(json);
    for (size_t i = 0; i < table->note_count; i++)
        peil_json_string(json, table->notes[i]);
    if (table->advice)
        peil_json_string(json, table->advice);
    peil_json_end_array(json);
}

/* --- Frequencies --- */

static void write_row(struct peil_json *json, const struct peil_frequency_row *row,
                      bool multiple)
{
    peil_json_begin_object(json);
    peil_json_member(json, "code", row->category.code);
    peil_json_member(json, "label", row->category.label);
    if (row->hidden) {
        member_bool(json, "hidden", true);
    } else {
        peil_json_member_number(json, "n", row->n);
        peil_json_member_number(json, "weighted", row->weighted);
        peil_json_member_number(json, "percent", row->percent);
        peil_json_member_number(json, "valid_percent", row->valid_percent);
        peil_json_member_number(json, "cumulative_percent", row->cumulative_percent);
        if (multiple)
            peil_json_member_number(json, "response_percent", row->response_percent);
        peil_json_member_number(json, "ci_low", row->ci_low);
        peil_json_member_number(json, "ci_high", row->ci_high);
    }
    peil_json_end_object(json);
}

static void write_missing(struct peil_json *json, const struct peil_missing_row *row)
{
    peil_json_begin_object(json);
    peil_json_member(json, "kind", peil_missing_name(row->kind));
    if (row->hidden)
        member_bool(json, "hidden", true);
    else
        peil_json_member_number(json, "n", row->n);
    peil_json_end_object(json);
}

static void write_frequency(struct peil_json *json, const struct peil_table *table)
{
    const struct peil_frequency *frequency = &table->frequency;
    peil_json_member(json, "kind", "frequency");
    peil_json_member(json, "variable", table->variable);
    peil_json_member(json, "label", table->label);
    if (frequency->multiple)
        member_bool(json, "multiple", true);
    write_base(json, &table->base);
    peil_json_key(json, "categories");
    peil_json_begin_array(json);
    for (size_t i = 0; i < frequency->row_count; i++)
        write_row(json, &frequency->rows[i], frequency->multiple);
    peil_json_end_array(json);
    if (frequency->net_count > 0) {
        peil_json_key(json, "nets");
        peil_json_begin_array(json);
        for (size_t i = 0; i < frequency->net_count; i++)
            write_row(json, &frequency->nets[i], false);
        peil_json_end_array(json);
    }
    peil_json_key(json, "missing");
    peil_json_begin_array(json);
    for (size_t i = 0; i < frequency->missing_count; i++)
        write_missing(json, &frequency->missing[i]);
    peil_json_end_array(json);
}

/* --- Cross-tabs --- */

static void write_categories_array(struct peil_json *json,
                                   const struct peil_category *categories, size_t count)
{
    peil_json_begin_array(json);
    for (size_t i = 0; i < count; i++) {
        peil_json_begin_object(json);
        peil_json_member(json, "code", categories[i].code);
        peil_json_member(json, "label", categories[i].label);
        peil_json_end_object(json);
    }
    peil_json_end_array(json);
}

static void write_categories(struct peil_json *json, const char *key,
                             const struct peil_category *categories, size_t count)
{
    peil_json_key(json, key);
    write_categories_array(json, categories, count);
}

static void write_cell(struct peil_json *json, const char *row, const char *column,
                       const struct peil_cell *cell)
{
    peil_json_begin_object(json);
    peil_json_member(json, "row", row);
    peil_json_member(json, "column", column);
    if (cell->hidden) {
        member_bool(json, "hidden", true);
    } else {
        peil_json_member_number(json, "n", cell->n);
        peil_json_member_number(json, "weighted", cell->weighted);
        peil_json_member_number(json, "row_percent", cell->row_percent);
        peil_json_member_number(json, "column_percent", cell->column_percent);
        peil_json_member_number(json, "total_percent", cell->total_percent);
        peil_json_member_number(json, "expected", cell->expected);
        peil_json_member_number(json, "residual", cell->residual);
        peil_json_member_number(json, "adjusted_residual", cell->adjusted_residual);
        peil_json_member(json, "letters", cell->letters ? cell->letters : "");
    }
    peil_json_end_object(json);
}

static void write_cells(struct peil_json *json, const struct peil_cross *cross,
                        const struct peil_category *rows, size_t row_count,
                        const struct peil_cell *cells)
{
    peil_json_begin_array(json);
    for (size_t row = 0; row < row_count; row++)
        for (size_t column = 0; column < cross->column_count; column++)
            write_cell(json, rows[row].code, cross->columns[column].code,
                       &cells[row * cross->column_count + column]);
    peil_json_end_array(json);
}

/* `side` is "row" or "column". */
static void write_margins(struct peil_json *json, const char *side,
                          const struct peil_category *categories,
                          const struct peil_margin *margins, size_t count)
{
    peil_json_begin_array(json);
    for (size_t i = 0; i < count; i++) {
        peil_json_begin_object(json);
        peil_json_member(json, side, categories[i].code);
        if (margins[i].hidden) {
            member_bool(json, "hidden", true);
        } else {
            peil_json_member_number(json, "n", margins[i].n);
            peil_json_member_number(json, "weighted", margins[i].weighted);
            peil_json_member_number(json, "percent", margins[i].percent);
            member_defined(json, "effective", margins[i].effective);
        }
        peil_json_end_object(json);
    }
    peil_json_end_array(json);
}

/* A test without a p is undefined, and says so with null; one with a p leaves out what
 * does not apply to it (Fisher's has no statistic). Where the gate took p away, what is
 * left of it is on which side of .05 it is. */
static void write_test(struct peil_json *json, const struct peil_test *test)
{
    peil_json_begin_object(json);
    peil_json_member(json, "name", test->name);
    member_if(json, "method", test->method);
    if (isfinite(test->p) || test->below > 0)
        member_defined(json, "statistic", test->statistic);
    else
        peil_json_member_number(json, "statistic", test->statistic);
    member_defined(json, "df", test->df);
    member_defined(json, "df1", test->df1);
    member_defined(json, "df2", test->df2);
    peil_json_member_number(json, "p", test->p);
    if (test->below > 0)
        member_bool(json, "significant", test->below < 1);
    if (test->draws > 0) {
        peil_json_member_number(json, "p_low", test->low);
        peil_json_member_number(json, "p_high", test->high);
        peil_json_member_number(json, "draws", test->draws);
        peil_json_member_number(json, "seed", test->seed);
    }
    if (test->family > 0) {
        peil_json_member_number(json, "p_adjusted", test->adjusted);
        member_count(json, "family", test->family);
    }
    member_if(json, "note", test->note);
    peil_json_end_object(json);
}

static void write_measure(struct peil_json *json, const struct peil_measure *measure)
{
    peil_json_begin_object(json);
    peil_json_member(json, "name", measure->name);
    member_if(json, "dependent", measure->dependent);
    member_if(json, "category", measure->category);
    peil_json_member_number(json, "value", measure->value);
    member_defined(json, "se", measure->se);
    member_defined(json, "ci_low", measure->low);
    member_defined(json, "ci_high", measure->high);
    member_defined(json, "p", measure->p);
    peil_json_end_object(json);
}

static void write_tests(struct peil_json *json, const struct peil_table *table)
{
    struct peil_findings found = peil_table_findings(table);
    peil_json_key(json, "tests");
    peil_json_begin_array(json);
    for (size_t i = 0; i < found.test_count; i++)
        write_test(json, &found.tests[i]);
    peil_json_end_array(json);
    peil_json_key(json, "measures");
    peil_json_begin_array(json);
    for (size_t i = 0; i < found.measure_count; i++)
        write_measure(json, &found.measures[i]);
    peil_json_end_array(json);
}

static void write_nets(struct peil_json *json, const struct peil_cross *cross)
{
    if (cross->net_count == 0)
        return;
    peil_json_key(json, "nets");
    write_categories_array(json, cross->nets, cross->net_count);
    peil_json_key(json, "net_cells");
    write_cells(json, cross, cross->nets, cross->net_count, cross->net_cells);
    peil_json_key(json, "net_totals");
    write_margins(json, "row", cross->nets, cross->net_totals, cross->net_count);
}

static void write_cross(struct peil_json *json, const struct peil_table *table)
{
    const struct peil_cross *cross = &table->cross;
    peil_json_member(json, "kind", "cross");
    peil_json_member(json, "rows", table->variable);
    peil_json_member(json, "columns", cross->column_variable);
    if (table->banner > 0)
        member_count(json, "banner", table->banner);
    if (cross->multiple)
        member_bool(json, "multiple", true);
    write_base(json, &table->base);
    write_categories(json, "row_categories", cross->rows, cross->row_count);
    write_categories(json, "column_categories", cross->columns, cross->column_count);
    peil_json_key(json, "cells");
    write_cells(json, cross, cross->rows, cross->row_count, cross->cells);
    peil_json_key(json, "row_totals");
    write_margins(json, "row", cross->rows, cross->row_totals, cross->row_count);
    peil_json_key(json, "column_totals");
    write_margins(json, "column", cross->columns, cross->column_totals,
                  cross->column_count);
    write_nets(json, cross);
    write_tests(json, table);
}

/* --- Means and other figures --- */

static void write_summary_row(struct peil_json *json,
                              const struct peil_summary *summary,
                              const struct peil_summary_row *row)
{
    peil_json_begin_object(json);
    peil_json_member(json, "code", row->category.code);
    peil_json_member(json, "label", row->category.label);
    if (row->total)
        member_bool(json, "total", true);
    if (row->hidden) {
        member_bool(json, "hidden", true);
    } else {
        member_defined(json, "n", row->n);
        member_defined(json, "weighted", row->weighted);
        member_defined(json, "effective", row->effective);
        for (size_t i = 0; i < summary->figure_count; i++)
            peil_json_member_number(json, summary->figures[i], row->figures[i]);
    }
    peil_json_end_object(json);
}

static void write_summary(struct peil_json *json, const struct peil_table *table)
{
    const struct peil_summary *summary = &table->summary;
    peil_json_member(json, "kind", summary->what);
    peil_json_member(json, "variable", table->variable);
    peil_json_member(json, "label", table->label);
    member_if(json, "groups", summary->group_variable);
    write_base(json, &table->base);
    peil_json_key(json, "rows");
    peil_json_begin_array(json);
    for (size_t i = 0; i < summary->row_count; i++)
        write_summary_row(json, summary, &summary->rows[i]);
    peil_json_end_array(json);
    write_tests(json, table);
}

/* --- The whole --- */

static void write_table(struct peil_json *json, const struct peil_table *table)
{
    static void (*const write[])(struct peil_json *, const struct peil_table *) = {
        [PEIL_TABLE_FREQUENCY] = write_frequency,
        [PEIL_TABLE_CROSS] = write_cross,
        [PEIL_TABLE_SUMMARY] = write_summary,
    };
    static_assert(sizeof write / sizeof *write == PEIL_TABLE_KINDS,
                  "every kind of table has its JSON");
    peil_json_begin_object(json);
    write[table->kind](json, table);
    write_notes(json, table);
    peil_json_end_object(json);
}

static void write_questionnaire(struct peil_json *json,
                                const struct peil_questionnaire *q)
{
    peil_json_key(json, "questionnaire");
    if (!q) {
        peil_json_string(json, NULL);
        return;
    }
    peil_json_begin_object(json);
    peil_json_member(json, "id", q->id);
    peil_json_member(json, "version", q->version);
    peil_json_member(json, "hash", q->hash);
    peil_json_end_object(json);
}

static void write_responses(struct peil_json *json,
                            const struct peil_analysis *analysis)
{
    peil_json_key(json, "responses");
    peil_json_begin_object(json);
    member_count(json, "read", analysis->read);
    member_count(json, "used", analysis->used);
    peil_json_end_object(json);
    if (analysis->internal)
        member_bool(json, "internal", true);
    if (analysis->synthetic)
        member_bool(json, "synthetic", true);
    if (analysis->note_count == 0)
        return;
    peil_json_key(json, "notes");
    peil_json_begin_array(json);
    for (size_t i = 0; i < analysis->note_count; i++)
        peil_json_string(json, analysis->notes[i]);
    peil_json_end_array(json);
}

static void render(const struct peil_analysis *analysis, FILE *out)
{
    struct peil_json json = { .out = out };
    peil_json_begin_object(&json);
    peil_json_member(&json, "peil", PEIL_VERSION);
    write_questionnaire(&json, analysis->questionnaire);
    write_responses(&json, analysis);
    peil_json_key(&json, "tables");
    peil_json_begin_array(&json);
    for (size_t i = 0; i < analysis->table_count; i++)
        write_table(&json, &analysis->tables[i]);
    peil_json_end_array(&json);
    peil_json_end_object(&json);
}

const struct peil_renderer peil_render_json = {
    .name = "json",
    .about = N_("for programs: a contract, with 15 digits"),
    .render = render,
};
