/* Tables that are split by variant, beside a derived variable whose bands are not the
 * same for all variants: "hulp" and "dichtbij" of tests/fixtures/class.xml. An attacker
 * who knows no more than what is shown tries to find what the gate hid. */
#include "analyze/gate/gate.h"
#include "tests/analyze/asked.h"
#include "tests/chance.h"
#include "tests/fixture.h"

#include <glpk.h>

enum { GROUPS = 6, ANSWERS = 5, KINDS = GROUPS * ANSWERS };
enum { MOST_FIGURES = 300, LEAST = 5, GROUP = 10 };

static const char *const groups[] = { "5", "6", "7", "8", "11", "12" };

/* How many there are of each kind: by group, by answer to "hulp"; 0 is no answer. */
struct world {
    int n[KINDS];
};

static int group_of(int kind)
{
    return kind / ANSWERS;
}

static int variant_of(int kind)
{
    return group_of(kind) / 2;
}

static int help_of(int kind)
{
    return kind % ANSWERS;
}

/* A website is an answer of those who are older. */
static bool is_possible(int kind)
{
    return variant_of(kind) > 0 || help_of(kind) != 3;
}

/* The band of "dichtbij"; 0 = none. */
static int band_of(int kind)
{
    if (help_of(kind) == 0 || help_of(kind) == 4)
        return 0;
    return variant_of(kind) == 0 || help_of(kind) == 1 ? 1 : 2;
}

/* Two of groep 7 go to somebody else, and all others have a band. */
static struct world found_world(void)
{
    struct world world = { { 0 } };
    for (int group = 0; group < GROUPS; group += 2) {
        world.n[group * ANSWERS + 1] = group == 2 ? 19 : 20;
        world.n[group * ANSWERS + 2] = group == 2 ? 19 : 20;
    }
    world.n[2 * ANSWERS + 4] = 2;
    return world;
}

static struct world drawn_world(unsigned seed)
{
    struct world world = { { 0 } };
    for (int kind = 0; kind < KINDS; kind++)
        if (is_possible(kind) && below(&seed, 3) > 0)
            world.n[kind] = (int)below(&seed, below(&seed, 3) > 0 ? 12 : 3);
    return world;
}

static const char *csv_of(const struct world *world)
{
    enum { MOST_LINE = 16 };
    size_t count = 0;
    for (int kind = 0; kind < KINDS; kind++)
        count += (size_t)world->n[kind];
    char *csv = peil_arena_array(arena, 64 + count * MOST_LINE, 1);
    char *end = csv + sprintf(csv, "variant,groep,hulp\n");
    for (int kind = 0; kind < KINDS; kind++)
        for (int i = 0; i < world->n[kind]; i++)
            end +=
                sprintf(end, "%c,%s,%d\n", 'a' + variant_of(kind),
                        groups[group_of(kind)], help_of(kind) > 0 ? help_of(kind) : -9);
    return csv;
}

/* --- What the figures count --- */

/* Who is in it, of all kinds. */
struct figure {
    const struct peil_table *table;
    const char *row, *column;
    bool has[KINDS];
    double n; /* NAN: hidden */
};

struct publication {
    struct figure figures[MOST_FIGURES];
    size_t count;
};

/* Did that kind give this code; any (NULL); none of that sort ("-7", "-9")? */
static bool says(int kind, const char *variable, peil_variants variants,
                 const char *code)
{
    bool derived = strcmp(variable, "dichtbij") == 0;
    int said = derived                                   ? band_of(kind)
               : strcmp(variable, "leeftijdsgroep") == 0 ? variant_of(kind) + 1
               : strcmp(variable, "groep") == 0          ? atoi(groups[group_of(kind)])
                                                         : help_of(kind);
    if (!is_possible(kind) || !peil_variants_has(variants, (size_t)variant_of(kind)))
        return false;
    if (strcmp(variable, "variant") == 0)
        return !code || *code == 'a' + variant_of(kind);
    if (code && strcmp(code, "-7") == 0)
        return derived && help_of(kind) == 4;
    if (code && strcmp(code, "-9") == 0)
        return help_of(kind) == 0;
    return code ? said == atoi(code) : said > 0;
}

static void publish(struct publication *publication, const struct peil_table *table,
                    const char *row, const char *column, double n)
{
    assert_true(publication->count < MOST_FIGURES);
    struct figure *figure = &publication->figures[publication->count++];
    bool cross = table->kind == PEIL_TABLE_CROSS;
    for (int kind = 0; kind < KINDS; kind++)
        figure->has[kind] = says(kind, table->variable, table->row_variants, row) &&
                            (!cross || says(kind, table->cross.column_variable,
                                            table->column_variants, column));
    figure->table = table;
    figure->row = row;
    figure->column = column;
    figure->n = n;
}

static void publish_frequency(struct publication *publication,
                              const struct peil_table *table)
{
    const struct peil_frequency *f = &table->frequency;
    for (size_t i = 0; i < f->row_count; i++)
        publish(publication, table, f->rows[i].category.code, NULL, f->rows[i].n);
    for (size_t i = 0; i < f->missing_count; i++)
        publish(publication, table, peil_missing_code(f->missing[i].kind), NULL,
                f->missing[i].n);
    publish(publication, table, NULL, NULL, table->base.n);
}

static void publish_cross(struct publication *publication,
                          const struct peil_table *table)
{
    const struct peil_cross *cross = &table->cross;
    for (size_t j = 0; j < cross->column_count; j++) {
        const char *column = cross->columns[j].code;
        for (size_t i = 0; i < cross->row_count; i++)
            publish(publication, table, cross->rows[i].code, column,
                    cross->cells[i * cross->column_count + j].n);
        publish(publication, table, NULL, column, cross->column_totals[j].n);
    }
    for (size_t i = 0; i < cross->row_count; i++)
        publish(publication, table, cross->rows[i].code, NULL, cross->row_totals[i].n);
    publish(publication, table, NULL, NULL, table->base.n);
}

static double truth(const struct world *world, const struct figure *figure)
{
    double n = 0;
    for (int kind = 0; kind < KINDS; kind++)
        n += figure->has[kind] ? world->n[kind] : 0;
    return n;
}

/* --- The attack --- */

static double solve(glp_prob *problem, int direction)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    glp_set_obj_dir(problem, direction);
    assert_int_equal(glp_simplex(problem, &how), 0);
    assert_int_equal(glp_get_status(problem), GLP_OPT);
    return glp_get_obj_val(problem);
}

static double width_of(glp_prob *problem, const struct figure *figure)
{
    for (int kind = 0; kind < KINDS; kind++)
        glp_set_obj_coef(problem, kind + 1, figure->has[kind]);
    double low = solve(problem, GLP_MIN), high = solve(problem, GLP_MAX);
    return floor(high + 1e-6) - ceil(low - 1e-6);
}

static void add_row(glp_prob *problem, const struct figure *figure, double n)
{
    int columns[KINDS + 1], count = 0, row = glp_add_rows(problem, 1);
    double ones[KINDS + 1];
    for (int kind = 0; kind < KINDS; kind++)
        if (figure->has[kind]) {
            columns[++count] = kind + 1;
            ones[count] = 1;
        }
    glp_set_mat_row(problem, row, count, columns, ones);
    glp_set_row_bnds(problem, row, GLP_FX, n, n);
}

/* How many respondents there are is known to everybody. */
static glp_prob *begin(const struct world *world)
{
    struct figure all = { .n = 0 };
    glp_prob *problem = glp_create_prob();
    glp_term_out(GLP_OFF);
    glp_add_cols(problem, KINDS);
    for (int kind = 0; kind < KINDS; kind++) {
        all.has[kind] = is_possible(kind);
        glp_set_col_bnds(problem, kind + 1, all.has[kind] ? GLP_LO : GLP_FX, 0, 0);
    }
    add_row(problem, &all, truth(world, &all));
    return problem;
}

/* How many small figures that were hidden he finds; whoever hid too much is not blamed.
 */
static size_t attack(const struct world *world, const struct publication *publication,
                     size_t *secrets, bool loud)
{
    glp_prob *problem = begin(world);
    size_t exposed = 0;
    for (size_t i = 0; i < publication->count; i++) {
        const struct figure *figure = &publication->figures[i];
        if (!isnan(figure->n)) {
            assert_true(figure->n == truth(world, figure));
            add_row(problem, figure, figure->n);
        }
    }
    for (size_t i = 0; i < publication->count; i++) {
        const struct figure *figure = &publication->figures[i];
        double n = truth(world, figure);
        bool missing = figure->row && *figure->row == '-'; /* that says little */
        if (!isnan(figure->n) || n == 0 || n >= LEAST || missing)
            continue;
        ++*secrets;
        if (width_of(problem, figure) >= LEAST)
            continue;
        exposed++;
        if (loud)
            print_message("%s %s, %s: %g, width %g\n", figure->table->variable,
                          figure->row ? figure->row : "*",
                          figure->column ? figure->column : "*", n,
                          width_of(problem, figure));
    }
    glp_delete_prob(problem);
    return exposed;
}

/* --- Tests --- */

struct score {
    size_t secrets, exposed, said, shown;
};

/* As they are before the gate, to be closed here. */
static struct peil_table *copied(const struct peil_table *table)
{
    struct peil_table *copy = peil_arena_array(arena, 1, sizeof *copy);
    *copy = *table;
    return copy;
}

/* The tables when they have passed the gate. */
struct made {
    struct peil_table *tables[16];
    size_t count;
    const struct peil_audit *audit;
};

static struct made make(const char *csv, const struct peil_request *request,
                        unsigned without)
{
    const char **path = peil_arena_array(arena, 1, sizeof *path);
    path[0] = asked_file(csv, arena);
    struct peil_inquiry inquiry = { class_questionnaire(arena), path, 1, *request };
    const struct peil_analysis *analysis;
    if (!peil_analyze_together(&inquiry, 1, &analysis, arena, diag))
        fail_msg("%s", problems_of(diag, arena));
    unlink(path[0]);
    struct made made = { .count = analysis->table_count };
    for (size_t i = 0; i < made.count; i++)
        made.tables[i] = copied(&analysis->tables[i]);
    struct peil_gate gate = { LEAST, GROUP, NULL, without };
    made.audit = peil_gate_close(&gate, made.tables, made.count, arena);
    return made;
}

static struct score try_world(const struct world *world, unsigned without)
{
    static const char *const freq[] = { "hulp", "dichtbij", "leeftijdsgroep", "groep",
                                        "variant" };
    static const char *const cross[] = { "hulp by leeftijdsgroep",
                                         "dichtbij by leeftijdsgroep",
                                         "dichtbij by variant" };
    struct peil_request request = { .freq = freq,
                                    .freq_count = sizeof freq / sizeof *freq,
                                    .cross = cross,
                                    .cross_count = sizeof cross / sizeof *cross,
                                    .internal = true };
    struct made made = make(csv_of(world), &request, without);
    static struct publication publication;
    publication.count = 0;
    for (size_t i = 0; i < made.count; i++)
        if (made.tables[i]->kind == PEIL_TABLE_CROSS)
            publish_cross(&publication, made.tables[i]);
        else
            publish_frequency(&publication, made.tables[i]);
    struct score score = { .said = made.audit->exposed };
    score.exposed = attack(world, &publication, &score.secrets, without == 0);
    for (size_t i = 0; i < publication.count; i++)
        score.shown += isnan(publication.figures[i].n) ? 0 : 1;
    return score;
}

static void bands_give_nothing_away(void **state)
{
    (void)state;
    struct world world = found_world();
    struct score score = try_world(&world, 0);
    assert_true(score.secrets > 0);
    assert_true(score.shown > 0);
    assert_int_equal(score.exposed, 0);
    assert_int_equal(score.said, 0);
}

static struct score try_worlds(unsigned without)
{
    struct score all = { 0, 0, 0, 0 };
    for (unsigned seed = 1; seed <= 150; seed++) {
        struct world world = drawn_world(seed * 7919);
        struct score score = try_world(&world, without);
        if (without == 0 && score.exposed + score.said > 0)
            fail_msg("world %u: %zu exposed, the audit says %zu", seed, score.exposed,
                     score.said);
        all.secrets += score.secrets;
        all.exposed += score.exposed;
        all.shown += score.shown;
    }
    return all;
}

static void nothing_is_found(void **state)
{
    (void)state;
    struct score score = try_worlds(0);
    assert_true(score.secrets > 500);
    assert_true(score.shown > 1000);
}

static void without_the_audit_much_is_found(void **state)
{
    (void)state;
    assert_true(try_worlds(PEIL_GATE_AUDIT).exposed > 50);
}

/* Groep 5-6 is not asked whether it is bullied: who was not asked are these three. */
static void who_is_not_asked_is_no_clue(void **state)
{
    static const char *const freq[] = { "leeftijdsgroep", "gepest" };
    struct peil_request request = { .freq = freq, .freq_count = 2, .internal = true };
    const char *csv = "variant,groep,gepest\na,5,-7\na,5,-7\na,5,-7\n";
    (void)state;
    for (int i = 0; i < 50; i++)
        csv = peil_arena_format(arena, "%s%s,%d\n", csv, i < 20 ? "b,7" : "c,11",
                                1 + i % 3);
    struct made made = make(csv, &request, 0);
    assert_int_equal(made.count, 2);
    assert_true(isnan(made.tables[0]->frequency.rows[0].n));
    assert_true(isnan(made.tables[1]->base.n));
    assert_true(isnan(made.tables[1]->frequency.missing[0].n));
    assert_int_equal(made.audit->exposed, 0);
}

int main(void)
{
    const struct test tests[] = {
        TEST(bands_give_nothing_away),
        TEST(nothing_is_found),
        TEST(who_is_not_asked_is_no_clue),
        TEST(without_the_audit_much_is_found),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
