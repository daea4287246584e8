/* One long file for spreadsheets and statistics programs: a row per set of figures,
 * with the table, row and column it belongs to. Figures have a decimal point and all
 * their digits, whatever the language; what does not apply or is hidden is empty. */
#include "questionnaires/base/csv.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "reports/formats/renderers.h"

#include <assert.h>
#include <math.h>

enum column {
    TABLE,
    KIND,
    ROW_VARIABLE,
    ROW_CODE,
    ROW_LABEL,
    COLUMN_VARIABLE,
    COLUMN_CODE,
    COLUMN_LABEL,
    N,
    WEIGHTED,
    EFFECTIVE,
    PERCENT,
    VALID_PERCENT,
    CUMULATIVE_PERCENT,
    RESPONSE_PERCENT,
    ROW_PERCENT,
    COLUMN_PERCENT,
    TOTAL_PERCENT,
    CI_LOW,
    CI_HIGH,
    EXPECTED,
    RESIDUAL,
    ADJUSTED_RESIDUAL,
    LETTERS,
    NAME,
    DETAIL,
    VALUE,
    SE,
    DF,
    DF1,
    DF2,
    P,
    P_ADJUSTED,
    FAMILY,
    P_LOW,
    P_HIGH,
    DRAWS,
    SEED,
    SIGNIFICANT,
    HIDDEN,
    MARK,
    COLUMN_COUNT
};

/* Stands above every file; its names are part of the contract with spreadsheets. */
static const char *const heading[COLUMN_COUNT] = {
    [TABLE] = "table",
    [KIND] = "kind",
    [ROW_VARIABLE] = "row_variable",
    [ROW_CODE] = "row_code",
    [ROW_LABEL] = "row_label",
    [COLUMN_VARIABLE] = "column_variable",
    [COLUMN_CODE] = "column_code",
    [COLUMN_LABEL] = "column_label",
    [N] = "n",
    [WEIGHTED] = "weighted",
    [EFFECTIVE] = "effective",
    [PERCENT] = "percent",
    [VALID_PERCENT] = "valid_percent",
    [CUMULATIVE_PERCENT] = "cumulative_percent",
    [RESPONSE_PERCENT] = "response_percent",
    [ROW_PERCENT] = "row_percent",
    [COLUMN_PERCENT] = "column_percent",
    [TOTAL_PERCENT] = "total_percent",
    [CI_LOW] = "ci_low",
    [CI_HIGH] = "ci_high",
    [EXPECTED] = "expected",
    [RESIDUAL] = "residual",
    [ADJUSTED_RESIDUAL] = "adjusted_residual",
    [LETTERS] = "letters",
    [NAME] = "name",
    [DETAIL] = "detail",
    [VALUE] = "value",
    [SE] = "se",
    [DF] = "df",
    [DF1] = "df1",
    [DF2] = "df2",
    [P] = "p",
    [P_ADJUSTED] = "p_adjusted",
    [FAMILY] = "family",
    [P_LOW] = "p_low",
    [P_HIGH] = "p_high",
    [DRAWS] = "draws",
    [SEED] = "seed",
    [SIGNIFICANT] = "significant",
    [HIDDEN] = "hidden",
    [MARK] = "mark",
};

struct sheet {
    struct peil_csv_writer writer;
    struct peil_arena *arena;
    const struct peil_analysis *analysis;
    const struct peil_table *table;
    size_t number; /* of the table: 1, 2, ... */
};

static const char *figure(const struct sheet *sheet, double number)
{
    return isfinite(number) ? peil_text_exact(sheet->arena, number) : "";
}

static const char *mark(const struct peil_analysis *analysis)
{
    if (analysis->internal)
        return analysis->synthetic ? "internal synthetic" : "internal";
    return analysis->synthetic ? "synthetic" : "";
}

static void write_cells(struct sheet *sheet, const char *const *cells)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        peil_csv_write(&sheet->writer, cells[i] ? cells[i] : "");
    peil_csv_end_row(&sheet->writer);
}

static void name_variables(const struct peil_table *table, const char **cells)
{
    cells[ROW_VARIABLE] = table->variable;
    if (table->kind == PEIL_TABLE_CROSS)
        cells[COLUMN_VARIABLE] = table->cross.column_variable;
    if (table->kind == PEIL_TABLE_SUMMARY)
        cells[COLUMN_VARIABLE] = table->summary.group_variable;
}

/* Adds what every row of a table says: which table, which variables, which mark. */
static void write_row(struct sheet *sheet, const char **cells)
{
    cells[TABLE] = peil_text_exact(sheet->arena, (double)sheet->number);
    if (sheet->table)
        name_variables(sheet->table, cells);
    if (!cells[HIDDEN])
        cells[HIDDEN] = "0";
    cells[MARK] = mark(sheet->analysis);
    write_cells(sheet, cells);
}

#define ROW(...) ((const char *[COLUMN_COUNT]){ __VA_ARGS__ })

/* Table 0: how many responses, and what was left out of all tables. */
static void write_overview(struct sheet *sheet)
{
    const struct peil_analysis *analysis = sheet->analysis;
    write_row(sheet, ROW([KIND] = "responses", [NAME] = "read",
                         [VALUE] = figure(sheet, (double)analysis->read)));
    write_row(sheet, ROW([KIND] = "responses", [NAME] = "used",
                         [VALUE] = figure(sheet, (double)analysis->used)));
    for (size_t i = 0; i < analysis->note_count; i++)
        write_row(sheet, ROW([KIND] = "note", [ROW_LABEL] = analysis->notes[i]));
}

static void write_base(struct sheet *sheet)
{
    const struct peil_base *base = &sheet->table->base;
    write_row(
        sheet,
        ROW([KIND] = "base", [ROW_LABEL] = base->text, [N] = figure(sheet, base->n),
            [WEIGHTED] = figure(sheet, base->weighted),
            [EFFECTIVE] = figure(sheet, base->effective)));
}

static void write_notes(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->table->note_count; i++)
        write_row(sheet, ROW([KIND] = "note", [ROW_LABEL] = sheet->table->notes[i]));
    if (sheet->table->advice)
        write_row(sheet, ROW([KIND] = "note", [ROW_LABEL] = sheet->table->advice));
}

/* `kind` is "frequency" or "net". */
static void write_frequency_row(struct sheet *sheet, const char *kind,
                                const struct peil_frequency_row *row)
{
    const char *code = row->category.code, *label = row->category.label;
    if (row->hidden) {
        write_row(
            sheet,
            ROW([KIND] = kind, [ROW_CODE] = code, [ROW_LABEL] = label, [HIDDEN] = "1"));
        return;
    }
    write_row(
        sheet,
        ROW([KIND] = kind, [ROW_CODE] = code, [ROW_LABEL] = label,
            [N] = figure(sheet, row->n), [WEIGHTED] = figure(sheet, row->weighted),
            [PERCENT] = figure(sheet, row->percent),
            [VALID_PERCENT] = figure(sheet, row->valid_percent),
            [CUMULATIVE_PERCENT] = figure(sheet, row->cumulative_percent),
            [RESPONSE_PERCENT] = figure(sheet, row->response_percent),
            [CI_LOW] = figure(sheet, row->ci_low),
            [CI_HIGH] = figure(sheet, row->ci_high)));
}

static void write_missing(struct sheet *sheet, const struct peil_missing_row *row)
{
    const char *kind = peil_missing_name(row->kind);
    if (row->hidden) {
        write_row(sheet, ROW([KIND] = "missing", [ROW_CODE] = kind, [HIDDEN] = "1"));
        return;
    }
    write_row(sheet,
              ROW([KIND] = "missing", [ROW_CODE] = kind, [N] = figure(sheet, row->n),
                  [WEIGHTED] = figure(sheet, row->weighted),
                  [PERCENT] = figure(sheet, row->percent)));
}

static void write_frequency(struct sheet *sheet)
{
    const struct peil_frequency *frequency = &sheet->table->frequency;
    for (size_t i = 0; i < frequency->row_count; i++)
        write_frequency_row(sheet, "frequency", &frequency->rows[i]);
    for (size_t i = 0; i < frequency->net_count; i++)
        write_frequency_row(sheet, "net", &frequency->nets[i]);
    for (size_t i = 0; i < frequency->missing_count; i++)
        write_missing(sheet, &frequency->missing[i]);
}

static void write_cell(struct sheet *sheet, const char *kind,
                       const struct peil_category *row,
                       const struct peil_category *column, const struct peil_cell *cell)
{
    const char **cells =
        ROW([KIND] = kind, [ROW_CODE] = row->code, [ROW_LABEL] = row->label,
            [COLUMN_CODE] = column->code, [COLUMN_LABEL] = column->label);
    if (cell->hidden) {
        cells[HIDDEN] = "1";
    } else {
        cells[N] = figure(sheet, cell->n);
        cells[WEIGHTED] = figure(sheet, cell->weighted);
        cells[ROW_PERCENT] = figure(sheet, cell->row_percent);
        cells[COLUMN_PERCENT] = figure(sheet, cell->column_percent);
        cells[TOTAL_PERCENT] = figure(sheet, cell->total_percent);
        cells[EXPECTED] = figure(sheet, cell->expected);
        cells[RESIDUAL] = figure(sheet, cell->residual);
        cells[ADJUSTED_RESIDUAL] = figure(sheet, cell->adjusted_residual);
        cells[LETTERS] = cell->letters;
        cells[EFFECTIVE] = figure(sheet, cell->effective);
    }
    write_row(sheet, cells);
}

/* `cells` names the side and its category. */
static void write_margin(struct sheet *sheet, const char **cells,
                         const struct peil_margin *margin)
{
    if (margin->hidden) {
        cells[HIDDEN] = "1";
    } else {
        cells[N] = figure(sheet, margin->n);
        cells[WEIGHTED] = figure(sheet, margin->weighted);
        cells[PERCENT] = figure(sheet, margin->percent);
        cells[EFFECTIVE] = figure(sheet, margin->effective);
    }
    write_row(sheet, cells);
}

static void write_totals(struct sheet *sheet, const char *kind,
                         const struct peil_category *rows,
                         const struct peil_margin *totals, size_t count)
{
    for (size_t i = 0; i < count; i++)
        write_margin(
            sheet,
            ROW([KIND] = kind, [ROW_CODE] = rows[i].code, [ROW_LABEL] = rows[i].label),
            &totals[i]);
}

static void write_margins(struct sheet *sheet)
{
    const struct peil_cross *cross = &sheet->table->cross;
    write_totals(sheet, "row_total", cross->rows, cross->row_totals, cross->row_count);
    write_totals(sheet, "net_total", cross->nets, cross->net_totals, cross->net_count);
    for (size_t i = 0; i < cross->column_count; i++)
        write_margin(
            sheet,
            ROW([KIND] = "column_total", [COLUMN_CODE] = cross->columns[i].code,
                [COLUMN_LABEL] = cross->columns[i].label),
            &cross->column_totals[i]);
}

/* Where the gate took p away, what is left of it is on which side of .05 it is. */
static void write_test(struct sheet *sheet, const struct peil_test *test)
{
    const char **cells =
        ROW([KIND] = "test", [ROW_LABEL] = test->note, [NAME] = test->name,
            [DETAIL] = test->method, [VALUE] = figure(sheet, test->statistic),
            [DF] = figure(sheet, test->df), [DF1] = figure(sheet, test->df1),
            [DF2] = figure(sheet, test->df2), [P] = figure(sheet, test->p));
    if (test->family > 0) {
        cells[P_ADJUSTED] = figure(sheet, test->adjusted);
        cells[FAMILY] = figure(sheet, (double)test->family);
    }
    if (test->draws > 0) {
        cells[P_LOW] = figure(sheet, test->low);
        cells[P_HIGH] = figure(sheet, test->high);
        cells[DRAWS] = figure(sheet, test->draws);
        cells[SEED] = figure(sheet, test->seed);
    }
    if (test->below > 0)
        cells[SIGNIFICANT] = test->below < 1 ? "1" : "0";
    write_row(sheet, cells);
}

static void write_tests(struct sheet *sheet)
{
    struct peil_findings found = peil_table_findings(sheet->table);
    for (size_t i = 0; i < found.test_count; i++)
        write_test(sheet, &found.tests[i]);
    for (size_t i = 0; i < found.measure_count; i++) {
        const struct peil_measure *measure = &found.measures[i];
        write_row(sheet,
                  ROW([KIND] = "measure", [NAME] = measure->name,
                      [DETAIL] = measure->dependent, [COLUMN_CODE] = measure->category,
                      [VALUE] = figure(sheet, measure->value),
                      [SE] = figure(sheet, measure->se),
                      [CI_LOW] = figure(sheet, measure->low),
                      [CI_HIGH] = figure(sheet, measure->high),
                      [P] = figure(sheet, measure->p)));
    }
}

static void write_block(struct sheet *sheet, const char *kind,
                        const struct peil_category *rows, size_t row_count,
                        const struct peil_cell *cells)
{
    const struct peil_cross *cross = &sheet->table->cross;
    for (size_t row = 0; row < row_count; row++)
        for (size_t column = 0; column < cross->column_count; column++)
            write_cell(sheet, kind, &rows[row], &cross->columns[column],
                       &cells[row * cross->column_count + column]);
}

static void write_cross(struct sheet *sheet)
{
    const struct peil_cross *cross = &sheet->table->cross;
    write_block(sheet, "cell", cross->rows, cross->row_count, cross->cells);
    write_block(sheet, "net_cell", cross->nets, cross->net_count, cross->net_cells);
    write_margins(sheet);
    write_tests(sheet);
}

/* A row for each figure of each group. */
static void write_summary(struct sheet *sheet)
{
    const struct peil_summary *summary = &sheet->table->summary;
    for (size_t i = 0; i < summary->row_count; i++) {
        const struct peil_summary_row *row = &summary->rows[i];
        for (size_t k = 0; k < summary->figure_count; k++)
            write_row(
                sheet,
                ROW([KIND] = summary->what, [ROW_CODE] = row->category.code,
                    [ROW_LABEL] = row->category.label,
                    [N] = row->hidden ? "" : figure(sheet, row->n),
                    [WEIGHTED] = row->hidden ? "" : figure(sheet, row->weighted),
                    [EFFECTIVE] = row->hidden ? "" : figure(sheet, row->effective),
                    [NAME] = summary->figures[k],
                    [VALUE] = row->hidden ? "" : figure(sheet, row->figures[k]),
                    [HIDDEN] = row->hidden ? "1" : "0"));
    }
    write_tests(sheet);
}

static void render(const struct peil_analysis *analysis, FILE *out)
{
    static void (*const write[])(struct sheet *) = {
        [PEIL_TABLE_FREQUENCY] = write_frequency,
        [PEIL_TABLE_CROSS] = write_cross,
        [PEIL_TABLE_SUMMARY] = write_summary,
    };
    static_assert(sizeof write / sizeof *write == PEIL_TABLE_KINDS,
                  "every kind of table has its rows");
    struct sheet sheet = { .writer = { .out = out, .dialect = PEIL_CSV_SPREADSHEET },
                           .analysis = analysis };
    write_cells(&sheet, heading);
    sheet.arena = peil_arena_new();
    write_overview(&sheet);
    peil_arena_free(sheet.arena);
    for (size_t i = 0; i < analysis->table_count; i++) {
        sheet.arena = peil_arena_new();
        sheet.table = &analysis->tables[i];
        sheet.number = i + 1;
        write_base(&sheet);
        write[sheet.table->kind](&sheet);
        write_notes(&sheet);
        peil_arena_free(sheet.arena);
    }
}

const struct peil_renderer peil_render_csv = {
    .name = "csv",
    .about = N_("for spreadsheets: one long file, a row per figure set"),
    .render = render,
};
