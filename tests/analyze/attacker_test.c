/* Somebody else than analyze/attack.c tries to find out what the gate hid. He knows
 * only what is shown, thinks of one linear program over all kinds of respondents there
 * may be (every combination of answers, in no blocks), and asks of each hidden figure
 * how small and how large it can be. So that we know he can find anything, he is also
 * set upon a gate of which a stage is left out. */
#include "analyze/gate.h"
#include "tests/analyze/asked.h"

#include <glpk.h>

enum { A, B, SCHOOL, WAVE, VARIABLES };
enum {
    MOST_KINDS = 400,
    MOST_PERSONS = 200,
    MOST_SECRETS = 400,
    MOST_ROWS = 2000,
    LEAST = 5,
    GROUP = 10
};

static const char *const names[VARIABLES] = { "a", "b", "school", "wave" };

/* --- Respondents --- */

struct world {
    int codes[VARIABLES]; /* 1 ..; 0 is no answer */
    bool gaps;            /* some gave none */
    int persons[MOST_PERSONS][VARIABLES];
    size_t count;
};

static unsigned draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % below;
}

/* Low codes are given more often, so that the tables are ragged. */
static int draw_code(unsigned *seed, int codes)
{
    unsigned one = draw(seed, (unsigned)codes), other = draw(seed, (unsigned)codes);
    return 1 + (int)(one < other ? one : other);
}

static struct world draw_world(unsigned *seed)
{
    struct world world = { .codes = { 2 + (int)draw(seed, 3), 2 + (int)draw(seed, 2),
                                      2 + (int)draw(seed, 2), 2 },
                           .gaps = draw(seed, 2),
                           .count = 20 + draw(seed, 120) };
    for (size_t i = 0; i < world.count; i++)
        for (size_t v = 0; v < VARIABLES; v++) {
            bool gap = world.gaps && v <= B && draw(seed, 20) == 0;
            world.persons[i][v] = gap ? 0 : draw_code(seed, world.codes[v]);
        }
    return world;
}

static const char *csv_of(const struct world *world, struct peil_arena *arena)
{
    char *csv = peil_arena_array(arena, 32 + world->count * 16, 1);
    char *end = csv + sprintf(csv, "a,b,school,wave\n");
    for (size_t i = 0; i < world->count; i++)
        for (size_t v = 0; v < VARIABLES; v++) {
            if (world->persons[i][v] > 0)
                end += sprintf(end, "%d", world->persons[i][v]);
            end += sprintf(end, "%s", v + 1 < VARIABLES ? "," : "\n");
        }
    return csv;
}

/* --- What is asked for --- */

/* Who is counted: of one school (or, below zero, of all others), of one wave; 0 = all.
 */
struct who {
    int school, wave;
};
struct family {
    const char *name;
    const char *freq[4], *cross[4];
    struct who who[5];
    size_t who_count;
};

static const struct family families[] = {
    { "one table", { "a", "b" }, { "a by b" }, { { 0, 0 } }, 1 },
    { "three that share margins",
      { "a", "b", "school" },
      { "a by b", "a by school", "b by school" },
      { { 0, 0 } },
      1 },
    { "a part and all", { "a" }, { "a by b" }, { { 0, 0 }, { 1, 0 } }, 2 },
    { "a filter and its complement",
      { "a" },
      { "a by b" },
      { { 0, 0 }, { 1, 0 }, { -1, 0 } },
      3 },
    { "schools, and beside each other",
      { "a" },
      { "a by school" },
      { { 0, 0 }, { 1, 0 }, { 2, 0 } },
      3 },
    { "two waves and both", { "a", "b" }, { "a by b" }, { { 0, 0 }, { 0, 1 } }, 2 },
    { "two waves", { "a" }, { "a by b" }, { { 0, 1 }, { 0, 2 } }, 2 },
};
enum { FAMILIES = sizeof families / sizeof *families };

static const char *where_of(const struct who *who, struct peil_arena *arena)
{
    if (who->school == 0)
        return NULL;
    return peil_arena_format(arena, who->school > 0 ? "school = %d" : "school != %d",
                             who->school > 0 ? who->school : -who->school);
}

static size_t count_words(const char *const words[4])
{
    size_t count = 0;
    while (count < 4 && words[count])
        count++;
    return count;
}

/* The tables as they are before the gate. */
struct made {
    struct peil_table *tables[64];
    size_t of[64]; /* which `who` */
    double used[5];
    size_t count;
};

static void make(const struct world *world, const struct family *family,
                 struct made *made, struct peil_arena *arena)
{
    struct peil_inquiry inquiries[5];
    const struct peil_analysis *analyses[5];
    const char **path = peil_arena_array(arena, 1, sizeof *path);
    path[0] = asked_file(csv_of(world, arena), arena);
    struct peil_diag *diag = peil_diag_new(arena);
    for (size_t i = 0; i < family->who_count; i++) {
        const struct who *who = &family->who[i];
        inquiries[i] =
            (struct peil_inquiry){ NULL,
                                   path,
                                   1,
                                   { .freq = family->freq,
                                     .freq_count = count_words(family->freq),
                                     .cross = family->cross,
                                     .cross_count = count_words(family->cross),
                                     .where = where_of(who, arena),
                                     .wave = who->wave == 0   ? NULL
                                             : who->wave == 1 ? "1"
                                                              : "2",
                                     .internal = true } };
    }
    assert_true(
        peil_analyze_together(inquiries, family->who_count, analyses, arena, diag));
    unlink(path[0]);
    for (size_t i = 0; i < family->who_count; i++) {
        made->used[i] = (double)analyses[i]->used;
        for (size_t j = 0; j < analyses[i]->table_count; j++) {
            struct peil_table *table = peil_arena_array(arena, 1, sizeof *table);
            *table = analyses[i]->tables[j];
            made->of[made->count] = i;
            made->tables[made->count++] = table;
        }
    }
}

/* --- What is known --- */

/* A sum over kinds of respondents: code -1 = whatever, -2 = any answer. */
struct figure {
    struct who who;
    int codes[VARIABLES];
    struct who without; /* other than {0, 0}: these are taken off */
};
struct puzzle {
    const struct world *world;
    int kinds[MOST_KINDS][VARIABLES];
    size_t kind_count;
    glp_prob *problem;
    struct figure secrets[MOST_SECRETS];
    double values[MOST_ROWS + 1]; /* of the rows */
    int known_count;              /* the first rows: what everybody may know */
    size_t secret_count;
};

static bool is_who(const struct who *who, const int *kind)
{
    bool school = who->school == 0  ? true
                  : who->school > 0 ? kind[SCHOOL] == who->school
                                    : kind[SCHOOL] != -who->school;
    return school && (who->wave == 0 || kind[WAVE] == who->wave);
}

static bool is_in(const struct figure *figure, const int *kind)
{
    if (!is_who(&figure->who, kind))
        return false;
    if ((figure->without.school != 0 || figure->without.wave != 0) &&
        is_who(&figure->without, kind))
        return false;
    for (size_t v = 0; v < VARIABLES; v++)
        if (figure->codes[v] == -2
                ? kind[v] == 0
                : figure->codes[v] >= 0 && kind[v] != figure->codes[v])
            return false;
    return true;
}

static double truth(const struct world *world, const struct figure *figure)
{
    double n = 0;
    for (size_t i = 0; i < world->count; i++)
        n += is_in(figure, world->persons[i]);
    return n;
}

static void find_kinds(struct puzzle *puzzle)
{
    const struct world *world = puzzle->world;
    int kind[VARIABLES];
    for (kind[A] = 0; kind[A] <= world->codes[A]; kind[A]++)
        for (kind[B] = 0; kind[B] <= world->codes[B]; kind[B]++)
            for (kind[SCHOOL] = 1; kind[SCHOOL] <= world->codes[SCHOOL]; kind[SCHOOL]++)
                for (kind[WAVE] = 1; kind[WAVE] <= world->codes[WAVE]; kind[WAVE]++)
                    memcpy(puzzle->kinds[puzzle->kind_count++], kind, sizeof kind);
    assert_true(puzzle->kind_count <= MOST_KINDS);
}

static void add_row(struct puzzle *puzzle, const struct figure *figure, double n)
{
    int places[MOST_KINDS + 1], count = 0;
    double ones[MOST_KINDS + 1];
    for (size_t i = 0; i < puzzle->kind_count; i++) {
        if (!is_in(figure, puzzle->kinds[i]))
            continue;
        places[++count] = (int)i + 1;
        ones[count] = 1;
    }
    int row = glp_add_rows(puzzle->problem, 1);
    assert_true(row <= MOST_ROWS);
    puzzle->values[row] = n;
    glp_set_row_bnds(puzzle->problem, row, GLP_FX, n, n);
    glp_set_mat_row(puzzle->problem, row, count, places, ones);
}

/* A figure of a table: published, or a secret when it is one. What of a closed table is
 * not small was left out along with the rest. */
static void publish(struct puzzle *puzzle, struct figure figure, double n, bool secret)
{
    double is = truth(puzzle->world, &figure);
    if (!isnan(n)) {
        assert_true(n == is);
        add_row(puzzle, &figure, n);
    } else if (secret && is > 0) {
        assert_true(puzzle->secret_count < MOST_SECRETS);
        puzzle->secrets[puzzle->secret_count++] = figure;
    }
}

static int variable_of(const char *name)
{
    for (int v = 0; v < VARIABLES; v++)
        if (strcmp(names[v], name) == 0)
            return v;
    fail_msg("%s?", name);
    return 0;
}

static void publish_frequency(struct puzzle *puzzle, const struct peil_table *table,
                              struct figure of)
{
    const struct peil_frequency *f = &table->frequency;
    int v = variable_of(table->variable);
    bool closed = true;
    for (size_t i = 0; i < f->row_count; i++)
        closed = closed && f->rows[i].hidden;
    for (size_t i = 0; i < f->row_count; i++) {
        assert_true(f->rows[i].hidden == isnan(f->rows[i].n));
        of.codes[v] = atoi(f->rows[i].category.code);
        double n = truth(puzzle->world, &of);
        publish(puzzle, of, f->rows[i].n, !closed || n < LEAST);
    }
    of.codes[v] = 0;
    if (f->missing_count == 1)
        publish(puzzle, of, f->missing[0].n, !closed);
    of.codes[v] = -2;
    publish(puzzle, of, table->base.n, false);
}

static bool is_closed(const struct peil_cross *cross)
{
    for (size_t i = 0; i < cross->row_count * cross->column_count; i++)
        if (!cross->cells[i].hidden)
            return false;
    return cross->row_totals[0].hidden && cross->column_totals[0].hidden;
}

static void publish_cross(struct puzzle *puzzle, const struct peil_table *table,
                          struct figure of)
{
    const struct peil_cross *cross = &table->cross;
    int a = variable_of(table->variable), b = variable_of(cross->column_variable);
    bool closed = is_closed(cross);
    of.codes[a] = of.codes[b] = -2;
    publish(puzzle, of, table->base.n, false);
    for (size_t j = 0; j < cross->column_count; j++) {
        of.codes[b] = atoi(cross->columns[j].code);
        publish(puzzle, of, cross->column_totals[j].n, !closed);
    }
    for (size_t i = 0; i < cross->row_count; i++) {
        of.codes[a] = atoi(cross->rows[i].code);
        of.codes[b] = -2;
        publish(puzzle, of, cross->row_totals[i].n, !closed);
        for (size_t j = 0; j < cross->column_count; j++) {
            const struct peil_cell *cell = &cross->cells[i * cross->column_count + j];
            of.codes[b] = atoi(cross->columns[j].code);
            double n = truth(puzzle->world, &of);
            publish(puzzle, of, cell->n, !closed || n < LEAST);
        }
    }
}

/* What a part and the whole tell of the others. */
static void publish_rest(struct puzzle *puzzle, const struct family *family,
                         const struct made *made)
{
    for (size_t i = 0; i < made->count; i++)
        for (size_t k = 1; k < family->who_count; k++) {
            const struct peil_table *table = made->tables[i];
            const struct peil_cross *cross = &table->cross;
            bool whole = family->who[0].school == 0 && family->who[0].wave == 0;
            if (made->of[i] != 0 || table->kind != PEIL_TABLE_CROSS || !whole)
                continue;
            struct figure of = { { 0, 0 }, { -1, -1, -1, -1 }, family->who[k] };
            for (size_t c = 0; c < cross->row_count * cross->column_count; c++) {
                of.codes[variable_of(table->variable)] =
                    atoi(cross->rows[c / cross->column_count].code);
                of.codes[variable_of(cross->column_variable)] =
                    atoi(cross->columns[c % cross->column_count].code);
                publish(puzzle, of, NAN, truth(puzzle->world, &of) < LEAST);
            }
        }
}

/* --- The attack --- */

static double solve(struct puzzle *puzzle, int direction)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    glp_set_obj_dir(puzzle->problem, direction);
    assert_int_equal(glp_simplex(puzzle->problem, &how), 0);
    if (glp_get_status(puzzle->problem) == GLP_UNBND)
        return INFINITY;
    assert_int_equal(glp_get_status(puzzle->problem), GLP_OPT);
    return glp_get_obj_val(puzzle->problem);
}

static double width_of(struct puzzle *puzzle, const struct figure *figure)
{
    for (size_t i = 0; i < puzzle->kind_count; i++)
        glp_set_obj_coef(puzzle->problem, (int)i + 1, is_in(figure, puzzle->kinds[i]));
    double low = solve(puzzle, GLP_MIN), high = solve(puzzle, GLP_MAX);
    return floor(high + 1e-6) - ceil(low - 1e-6);
}

static void show(const struct figure *figure, double width)
{
    print_message("school %d wave %d a %d b %d school %d wave %d without %d %d: %g\n",
                  figure->who.school, figure->who.wave, figure->codes[A],
                  figure->codes[B], figure->codes[SCHOOL], figure->codes[WAVE],
                  figure->without.school, figure->without.wave, width);
}

/* How much would be known if no table were shown? Nobody can ask for more. */
static double width_without_tables(struct puzzle *puzzle, const struct figure *figure)
{
    int rows = glp_get_num_rows(puzzle->problem);
    for (int i = puzzle->known_count + 1; i <= rows; i++)
        glp_set_row_bnds(puzzle->problem, i, GLP_FR, 0, 0);
    double width = width_of(puzzle, figure);
    for (int i = puzzle->known_count + 1; i <= rows; i++)
        glp_set_row_bnds(puzzle->problem, i, GLP_FX, puzzle->values[i],
                         puzzle->values[i]);
    return width;
}

struct score {
    size_t tables, secrets, exposed;
};

static struct puzzle begin(const struct world *world)
{
    struct puzzle puzzle = { .world = world };
    find_kinds(&puzzle);
    glp_term_out(GLP_OFF);
    puzzle.problem = glp_create_prob();
    glp_add_cols(puzzle.problem, (int)puzzle.kind_count);
    for (int i = 1; i <= (int)puzzle.kind_count; i++)
        glp_set_col_bnds(puzzle.problem, i, GLP_LO, 0, 0);
    return puzzle;
}

static void attack(const struct world *world, const struct family *family,
                   const struct made *made, struct score *score, bool loud)
{
    static struct puzzle puzzle; /* large */
    puzzle = begin(world);
    for (size_t i = 0; i < family->who_count; i++)
        publish(&puzzle,
                (struct figure){ family->who[i], { -1, -1, -1, -1 }, { 0, 0 } },
                made->used[i], false);
    puzzle.known_count = glp_get_num_rows(puzzle.problem);
    for (size_t i = 0; i < made->count; i++) {
        struct figure of = { family->who[made->of[i]], { -1, -1, -1, -1 }, { 0, 0 } };
        if (made->tables[i]->kind == PEIL_TABLE_FREQUENCY)
            publish_frequency(&puzzle, made->tables[i], of);
        else
            publish_cross(&puzzle, made->tables[i], of);
    }
    publish_rest(&puzzle, family, made);
    for (size_t i = 0; i < puzzle.secret_count; i++) {
        double width = width_of(&puzzle, &puzzle.secrets[i]);
        if (width >= LEAST ||
            width >= width_without_tables(&puzzle, &puzzle.secrets[i]))
            continue;
        score->exposed++;
        if (loud)
            show(&puzzle.secrets[i], width);
    }
    score->tables += made->count;
    score->secrets += puzzle.secret_count;
    glp_delete_prob(puzzle.problem);
}

/* --- Tests --- */

static struct score try_family(const struct family *family, unsigned worlds,
                               unsigned without, bool loud)
{
    struct score score = { 0, 0, 0 };
    for (unsigned i = 0; i < worlds && !(loud && score.exposed > 0); i++) {
        struct peil_arena *arena = peil_arena_new();
        unsigned seed = 100 * i + 7;
        struct world world = draw_world(&seed);
        struct made made = { .count = 0 };
        make(&world, family, &made, arena);
        struct peil_gate gate = { LEAST, GROUP, NULL, without };
        const struct peil_audit *audit =
            peil_gate_close(&gate, made.tables, made.count, arena);
        attack(&world, family, &made, &score, loud);
        size_t said = audit->exposed;
        peil_arena_free(arena);
        if (loud && (score.exposed > 0 || said > 0))
            fail_msg("%s, world %u: %zu exposed, the audit says %zu", family->name, i,
                     score.exposed, said);
    }
    return score;
}

static void nothing_is_found(void **state)
{
    const struct family *family = *state;
    struct score score = try_family(family, 60, 0, true);
    assert_int_equal(score.exposed, 0);
    assert_true(score.secrets > 100); /* the test has teeth */
}

int main(void)
{
    struct CMUnitTest tests[FAMILIES] = { { 0 } };
    for (size_t i = 0; i < FAMILIES; i++)
        tests[i] = (struct CMUnitTest){ families[i].name, nothing_is_found, NULL, NULL,
                                        (void *)(uintptr_t)&families[i] };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
