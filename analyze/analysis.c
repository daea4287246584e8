#include "analyze/analysis.h"

#include "analyze/data/amounts.h"
#include "analyze/data/base_line.h"
#include "analyze/tables/consistency.h"
#include "analyze/tables/crosstab.h"
#include "analyze/gate/gate.h"
#include "analyze/data/intake.h"
#include "analyze/tables/matched.h"
#include "analyze/tables/means.h"
#include "analyze/data/dimensions.h"
#include "analyze/data/names.h"
#include "analyze/data/respondent.h"
#include "analyze/tables/tabulate.h"
#include "questionnaires/base/message.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { MOST_SEARCHED = 10 }; /* cross-tabs that get a long search for an exact p */

struct maker {
    const struct peil_questionnaire *q; /* or NULL */
    const struct peil_request *request;
    struct peil_intake intake;
    const struct peil_dataset *dataset; /* its */
    struct peil_dimensions banner;
    struct peil_table **tables;
    size_t table_count;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

/* --- Tables --- */

static void add(struct maker *maker, struct peil_table *table,
                const struct peil_base_line *line)
{
    table->base.text = peil_base_line(maker->q, line, maker->arena);
    maker->tables = peil_arena_grow(maker->arena, maker->tables, maker->table_count,
                                    sizeof(struct peil_table *));
    maker->tables[maker->table_count++] = table;
}

/* Who is counted in a table of these; either may be NULL. */
static struct peil_base_line base_of(const struct maker *maker,
                                     const struct peil_dimension *rows,
                                     const struct peil_dimension *columns)
{
    return (struct peil_base_line){
        .variants = rows && rows->variants ? rows->variants
                    : columns              ? columns->variants
                                           : 0,
        .items = { rows ? rows->item : NULL, columns ? columns->item : NULL },
        .where = maker->intake.where,
    };
}

static struct peil_dimensions find(const struct maker *maker, const char *name,
                                   struct peil_place place)
{
    return peil_dimensions_find(maker->dataset, name, place, maker->arena, maker->diag);
}

static void add_crosstab(struct maker *maker, const struct peil_dimension *row,
                         const struct peil_dimension *column)
{
    struct peil_base_line line = base_of(maker, row, column);
    struct peil_table *table =
        peil_crosstab(&maker->intake.sample, row, column, maker->arena);
    table->row_variants = row->variants;
    table->column_variants = column->variants;
    add(maker, table, &line);
}

/* Two items that are split by variant meet where their variants do. */
static bool meets(const struct peil_dimension *a, const struct peil_dimension *b)
{
    return a->variants == 0 || b->variants == 0 || (a->variants & b->variants) != 0;
}

/* The columns of a banner stand side by side, so their letters go on. */
static void add_banner(struct maker *maker, const struct peil_dimension *row)
{
    size_t block = 0, letters = 0;
    for (size_t i = 0; i < maker->banner.count; i++) {
        const struct peil_dimension *column = &maker->banner.list[i];
        if (!meets(row, column) || strcmp(column->name, row->name) == 0)
            continue;
        add_crosstab(maker, row, column);
        struct peil_table *table = maker->tables[maker->table_count - 1];
        table->banner = ++block;
        table->cross.first_letter = letters;
        letters += column->category_count;
    }
}

static void add_frequencies(struct maker *maker, const char *name,
                            struct peil_place place)
{
    struct peil_dimensions rows = find(maker, name, place);
    for (size_t i = 0; i < rows.count; i++) {
        struct peil_base_line line = base_of(maker, &rows.list[i], NULL);
        struct peil_table *table =
            peil_tabulate(&maker->intake.sample, &rows.list[i], maker->arena);
        table->row_variants = rows.list[i].variants;
        add(maker, table, &line);
        add_banner(maker, &rows.list[i]);
    }
}

static void add_crosstabs(struct maker *maker, const char *row_name,
                          const char *column_name, struct peil_place place)
{
    struct peil_dimensions rows = find(maker, row_name, place);
    struct peil_dimensions columns = find(maker, column_name, place);
    for (size_t i = 0; i < rows.count; i++)
        for (size_t j = 0; j < columns.count; j++)
            if (meets(&rows.list[i], &columns.list[j]))
                add_crosstab(maker, &rows.list[i], &columns.list[j]);
}

static void add_means(struct maker *maker, const char *name)
{
    static const struct peil_place place = { .file = "--means" };
    const double *values =
        peil_amounts_find(maker->dataset, name, place, maker->arena, maker->diag);
    if (!values)
        return;
    const struct peil_column *column = peil_dataset_find(maker->dataset, name);
    struct peil_means_of of = {
        .name = name,
        .label = column->label,
        .values = values,
        .item = column->variable ? column->variable->item : NULL,
        .percentile = maker->request->percentile,
    };
    for (size_t i = 0; i < maker->banner.count || i == 0; i++) {
        const struct peil_dimension *groups =
            maker->banner.count > 0 ? &maker->banner.list[i] : NULL;
        struct peil_base_line line = base_of(maker, NULL, groups);
        line.items[1] = of.item;
        line.items[0] = groups ? groups->item : NULL;
        struct peil_table *table =
            peil_means(&maker->intake.sample, &of, groups, maker->arena);
        table->column_variants = groups ? groups->variants : 0;
        add(maker, table, &line);
    }
}

/* A table about several columns together; `said` are their names. */
typedef struct peil_table *consistency(const struct peil_consistency *,
                                       const struct peil_names *);

/* What these tables do not heed of how the persons were drawn. */
static void say_unheeded(const struct maker *maker, struct peil_table *table)
{
    const struct peil_sample *sample = &maker->intake.sample;
    if (sample->weights)
        peil_table_add_note(table, _("Every response counts for one here."),
                            maker->arena);
    if (sample->clustered && peil_table_findings(table).test_count > 0)
        peil_table_add_note(
            table,
            _("Every response is taken for a separate draw here, but "
              "pupils of one class are alike: the test finds too much."),
            maker->arena);
}

static void add_consistency(struct maker *maker, consistency *make, const char *option,
                            const struct peil_names *names)
{
    struct peil_consistency of = { .dataset = maker->dataset,
                                   .place = { .file = option },
                                   .arena = maker->arena,
                                   .diag = maker->diag };
    struct peil_base_line line = base_of(maker, NULL, NULL);
    of.persons =
        peil_sample_persons(&maker->intake.sample, &of.person_count, maker->arena);
    if (!of.persons)
        peil_diag_add(maker->diag, PEIL_ERROR, of.place,
                      "whole numbers of persons are expected in \"%s\", not too many",
                      maker->request->sampling.count);
    struct peil_table *table = of.persons ? make(&of, names) : NULL;
    if (!table)
        return;
    say_unheeded(maker, table);
    add(maker, table, &line);
}

static void make_consistency(struct maker *maker, consistency *make, const char *option,
                             const struct peil_list *said)
{
    struct peil_names names;
    for (size_t i = 0; i < said->count; i++)
        if (peil_names_read(said->list[i], (struct peil_place){ .file = option },
                            maker->arena, &names, maker->diag))
            add_consistency(maker, make, option, &names);
}

/* "A by B": two coders. */
static void make_kappa(struct maker *maker, const char *said)
{
    static const struct peil_place place = { .file = "--kappa" };
    struct peil_names sides[2];
    if (!peil_names_read_cross(said, place, maker->arena, sides, maker->diag))
        return;
    const char *coders[] = { sides[0].list[0], sides[1].list[0] };
    add_consistency(maker, peil_consistency_coders, "--kappa",
                    &(struct peil_names){ coders, 2 });
}

/* "A by B within C": of counted rows too. */
static void make_stratified(struct maker *maker, const char *said)
{
    struct peil_consistency of = { .dataset = maker->dataset,
                                   .place = { .file = "--stratified" },
                                   .arena = maker->arena,
                                   .diag = maker->diag };
    struct peil_base_line line = base_of(maker, NULL, NULL);
    struct peil_names sides[2];
    if (!peil_names_read_cross(said, of.place, maker->arena, sides, maker->diag))
        return;
    if (sides[0].count != 1 || sides[1].count != 3 ||
        strcmp(sides[1].list[1], "within") != 0) {
        peil_diag_add(maker->diag, PEIL_ERROR, of.place,
                      "'A by B within C' is expected");
        return;
    }
    const char *names[] = { sides[0].list[0], sides[1].list[0], sides[1].list[2] };
    struct peil_table *table = peil_matched_strata(&of, &maker->intake.sample, names);
    if (!table)
        return;
    say_unheeded(maker, table);
    add(maker, table, &line);
}

/* --- What was asked for --- */

static void make_cross(struct maker *maker, const char *said)
{
    static const struct peil_place place = { .file = "--cross" };
    struct peil_names sides[2];
    if (!peil_names_read_cross(said, place, maker->arena, sides, maker->diag))
        return;
    for (size_t row = 0; row < sides[0].count; row++)
        for (size_t column = 0; column < sides[1].count; column++)
            add_crosstabs(maker, sides[0].list[row], sides[1].list[column], place);
}

static void make_means(struct maker *maker, const char *said)
{
    struct peil_names names = { 0 };
    if (said && peil_names_read(said, (struct peil_place){ .file = "--means" },
                                maker->arena, &names, maker->diag))
        for (size_t i = 0; i < names.count; i++)
            add_means(maker, names.list[i]);
}

/* So many that an exact p for each would take minutes: those are searched only briefly,
 * and the tables that it matters for say so. */
static bool are_many(const struct maker *maker)
{
    const struct peil_request *request = maker->request;
    size_t tables = request->freq_count * maker->banner.count;
    struct peil_diag *unread = peil_diag_new(maker->arena); /* said when it is made */
    for (size_t i = 0; i < request->cross_count; i++) {
        struct peil_names sides[2];
        if (peil_names_read_cross(request->cross[i], (struct peil_place){ 0 },
                                  maker->arena, sides, unread))
            tables += sides[0].count * sides[1].count;
    }
    return tables > MOST_SEARCHED;
}

static void make_named(struct maker *maker)
{
    static const struct peil_place freq = { .file = "--freq" };
    const struct peil_request *request = maker->request;
    maker->intake.sample.overview = are_many(maker);
    for (size_t i = 0; i < request->freq_count; i++)
        add_frequencies(maker, request->freq[i], freq);
    for (size_t i = 0; i < request->cross_count; i++)
        make_cross(maker, request->cross[i]);
    make_means(maker, request->means);
    make_consistency(maker, peil_consistency_scale, "--alpha", &request->alpha);
    for (size_t i = 0; i < request->kappa.count; i++)
        make_kappa(maker, request->kappa.list[i]);
    make_consistency(maker, peil_consistency_coders, "--krippendorff",
                     &request->krippendorff);
    make_consistency(
        maker, peil_consistency_saturation, "--saturation",
        &(struct peil_list){ &request->saturation, request->saturation != NULL });
    make_consistency(maker, peil_matched_questions, "--matched", &request->matched);
    for (size_t i = 0; i < request->stratified.count; i++)
        make_stratified(maker, request->stratified.list[i]);
}

/* All dimensions of all names of the banner, one behind the other. */
static void find_banner(struct maker *maker, const char *said)
{
    static const struct peil_place place = { .file = "--banner" };
    struct peil_names names = { 0 };
    struct peil_dimension *all = NULL;
    size_t count = 0;
    if (!said || !peil_names_read(said, place, maker->arena, &names, maker->diag))
        return;
    for (size_t i = 0; i < names.count; i++) {
        struct peil_dimensions found = find(maker, names.list[i], place);
        for (size_t j = 0; j < found.count; j++) {
            all = peil_arena_grow(maker->arena, all, count, sizeof *all);
            all[count++] = found.list[j];
        }
    }
    maker->banner = (struct peil_dimensions){ all, count };
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
    const struct peil_derive *by = maker->banner.count > 0 ? NULL : age_group(maker->q);
    for (size_t i = 0; i < peil_dataset_columns(maker->dataset); i++) {
        const struct peil_column *column = peil_dataset_column(maker->dataset, i);
        const struct peil_variable *variable = column->variable;
        if (!is_wanted(maker, column) || goes_along(maker, i))
            continue;
        const char *name = variable && variable->kind == PEIL_VARIABLE_CHOSEN
                               ? variable->item->id
                               : column->name;
        add_frequencies(maker, name, nowhere);
        if (by && variable && variable->item &&
            variable->item->index != by->from->index)
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

static bool is_asked(const struct peil_request *request)
{
    return request->freq_count + request->cross_count + request->alpha.count +
                   request->kappa.count + request->krippendorff.count +
                   request->matched.count + request->stratified.count >
               0 ||
           request->means || request->saturation;
}

static void make_tables(struct maker *maker, const char *file)
{
    find_banner(maker, maker->request->banner);
    if (is_asked(maker->request)) {
        make_named(maker);
    } else {
        maker->intake.sample.overview = true;
        make_usual(maker);
        say_passed_over(maker, file);
    }
}

/* The questionnaire with what was derived here, for the gate. */
static const struct peil_questionnaire *known_to_the_gate(const struct maker *maker)
{
    static const struct peil_questionnaire none = { 0 };
    const struct peil_questionnaire *q = maker->q ? maker->q : &none;
    size_t count = q->derive_count, columns = peil_dataset_columns(maker->dataset);
    struct peil_derive *derives =
        peil_arena_array(maker->arena, count + columns, sizeof *derives);
    if (count > 0)
        memcpy(derives, q->derives, count * sizeof *derives);
    for (size_t i = 0; i < columns; i++) {
        const struct peil_derive *own = peil_dataset_column(maker->dataset, i)->derive;
        if (own)
            derives[count++] = *own;
    }
    struct peil_questionnaire *known = peil_arena_array(maker->arena, 1, sizeof *known);
    *known = *q;
    known->derives = derives;
    known->derive_count = count;
    return known;
}

static void set_adjusted(const struct maker *maker, struct peil_table *table,
                         size_t family, double adjusted)
{
    struct peil_findings found = peil_table_findings(table);
    struct peil_test *tests =
        peil_arena_array(maker->arena, found.test_count, sizeof *tests);
    memcpy(tests, found.tests, found.test_count * sizeof *tests);
    tests[0].family = family;
    tests[0].adjusted = adjusted;
    if (table->kind == PEIL_TABLE_CROSS)
        table->cross.tests = tests;
    else
        table->summary.tests = tests;
}

/* Only of what is shown: a p that the gate took away is in no family. */
static void adjust(const struct maker *maker)
{
    size_t count = maker->table_count, family = 0;
    double *p = peil_arena_array(maker->arena, count, sizeof *p);
    double *adjusted = peil_arena_array(maker->arena, count, sizeof *adjusted);
    for (size_t i = 0; i < count; i++) {
        struct peil_findings found = peil_table_findings(maker->tables[i]);
        p[i] = found.test_count > 0 ? found.tests[0].p : NAN;
        family += isnan(p[i]) ? 0 : 1;
    }
    peil_letters_adjust(p, count, maker->request->correction, adjusted, maker->arena);
    for (size_t i = 0; i < count; i++)
        if (!isnan(p[i]))
            set_adjusted(maker, maker->tables[i], family, adjusted[i]);
}

/* Who is counted in all its tables. Rows that are counts are no persons. */
static void tell_population(const struct maker *maker, const struct peil_inquiry *asked)
{
    struct peil_population *population =
        peil_arena_array(maker->arena, 1, sizeof *population);
    *population = (struct peil_population){
        .questionnaire = known_to_the_gate(maker),
        .model = peil_respondent_model(maker->dataset, maker->arena),
        .where_text = asked->request.where,
        .wave = asked->request.wave,
        .files = asked->files,
        .file_count = asked->file_count,
        .used = maker->intake.sample.counts ? NAN
                                            : (double)peil_dataset_rows(maker->dataset),
    };
    if (population->where_text)
        population->where = peil_condition_parse(
            population->where_text, (struct peil_place){ .file = "--where" },
            population->model, SIZE_MAX, maker->arena, maker->diag);
    for (size_t i = 0; i < maker->table_count; i++)
        maker->tables[i]->population = population;
}

/* Then nobody can be found in it, however small its figures. */
static bool is_of_things(const struct peil_questionnaire *q)
{
    return q && q->impersonal;
}

/* One gate for the tables of all. */
static const struct peil_audit *protect(const struct maker *makers, size_t count,
                                        struct peil_arena *arena)
{
    const struct peil_request *first = makers[0].request;
    const struct peil_study *study = first->study ? first->study : peil_study_none();
    struct peil_gate gate = { .least_cell = study->least_cell,
                              .least_group = study->least_group };
    struct peil_table **tables = NULL;
    size_t table_count = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < makers[i].table_count && !is_of_things(makers[i].q);
             j++) {
            tables = peil_arena_grow(arena, tables, table_count, sizeof *tables);
            tables[table_count++] = makers[i].tables[j];
        }
    return first->internal ? NULL : peil_gate_close(&gate, tables, table_count, arena);
}

/* Words and corrections, beside what is still shown. */
static void comment(const struct maker *maker)
{
    for (size_t i = 0; i < maker->table_count; i++) {
        if (maker->tables[i]->kind == PEIL_TABLE_CROSS)
            peil_crosstab_explain(maker->tables[i], maker->request->correction,
                                  maker->arena);
    }
    if (maker->request->adjust)
        adjust(maker);
}

static const struct peil_analysis *bind(const struct maker *maker, bool internal,
                                        const struct peil_audit *audit)
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
        .internal = internal,
        .explain = maker->request->explain,
        .correction = maker->request->correction,
        .cells = maker->request->cells,
        .notes = maker->intake.notes.list,
        .note_count = maker->intake.notes.count,
        .audit = audit,
        .tables = tables,
        .table_count = maker->table_count,
    };
    return analysis;
}

static bool make(struct maker *maker, const struct peil_inquiry *asked)
{
    size_t errors = peil_diag_count(maker->diag, PEIL_ERROR);
    if (!peil_intake_read(maker->q, asked->files, asked->file_count, maker->request,
                          &maker->intake, maker->diag))
        return false;
    maker->dataset = maker->intake.dataset;
    maker->intake.sample.interval = maker->request->interval;
    make_tables(maker, asked->files[0]);
    tell_population(maker, asked);
    return peil_diag_count(maker->diag, PEIL_ERROR) == errors;
}

bool peil_analyze_together(const struct peil_inquiry *inquiries, size_t count,
                           const struct peil_analysis **analyses,
                           struct peil_arena *arena, struct peil_diag *diag)
{
    gsl_set_error_handler_off(); /* it would abort; what is undefined is NAN here */
    struct maker *makers = peil_arena_array(arena, count, sizeof *makers);
    bool well = true;
    for (size_t i = 0; i < count; i++) {
        makers[i] = (struct maker){ .q = inquiries[i].questionnaire,
                                    .request = &inquiries[i].request,
                                    .intake = { .notes = { .arena = arena } },
                                    .arena = arena,
                                    .diag = diag };
        well = make(&makers[i], &inquiries[i]) && well;
    }
    if (!well || count == 0)
        return well;
    const struct peil_audit *audit = protect(makers, count, arena);
    for (size_t i = 0; i < count; i++) {
        comment(&makers[i]);
        analyses[i] = bind(&makers[i], makers[0].request->internal, audit);
    }
    return true;
}

const struct peil_analysis *peil_analyze(const struct peil_questionnaire *q,
                                         const char *const *files, size_t file_count,
                                         const struct peil_request *request,
                                         struct peil_arena *arena,
                                         struct peil_diag *diag)
{
    const struct peil_analysis *analysis = NULL;
    struct peil_inquiry inquiry = { q, files, file_count, *request };
    return peil_analyze_together(&inquiry, 1, &analysis, arena, diag) ? analysis : NULL;
}
