/* Somebody else than analyze/gate/attack.c tries to find out what the gate hid. He
 * knows only what is shown, thinks of one linear program over all kinds of respondents
 * there may be (every combination of answers, in no blocks), and asks of each hidden
 * figure how small and how large it can be. So that we know he can find anything, he is
 * also set upon a gate of which a stage is left out. */
#include "analyze/gate/gate.h"
#include "tests/analyze/asked.h"
#include "tests/chance.h"
#include "tests/fixture.h"

#include <glpk.h>

enum { MOST_KINDS = 400, MOST_PERSONS = 200, MOST_SECRETS = 500, MOST_ROWS = 2000 };
enum { VARIABLES = 6, LEAST = 5, GROUP = 10 };

/* --- Respondents --- */

/* The kinds of respondents that there may be: what they say of each variable, 1 .., or
 * 0 for no answer. */
struct world {
    const char *const *names; /* of the variables */
    bool survey;              /* of tests/fixtures/class.xml; else a CSV alone */
    int kinds[MOST_KINDS][VARIABLES];
    size_t kind_count;
    size_t persons[MOST_PERSONS], count; /* of which kind they are */
};

static void add_kind(struct world *world, const int kind[VARIABLES])
{
    assert_true(world->kind_count < MOST_KINDS);
    memcpy(world->kinds[world->kind_count++], kind, sizeof world->kinds[0]);
}

/* Some kinds are much more common than others, so that the tables are ragged; in some
 * worlds all answer everything. */
static void draw_persons(struct world *world, unsigned *seed, bool gaps)
{
    world->count = 20 + below(seed, 120);
    for (size_t i = 0; i < world->count; i++) {
        unsigned most = 1 + below(seed, (unsigned)world->kind_count);
        size_t kind = below(seed, most);
        bool gap = world->kinds[kind][0] == 0 || world->kinds[kind][1] == 0;
        while (gap && (!gaps || below(seed, 8) > 0)) {
            kind = (kind + 1) % world->kind_count;
            gap = world->kinds[kind][0] == 0 || world->kinds[kind][1] == 0;
        }
        world->persons[i] = kind;
    }
}

enum { A, B, SCHOOL, WAVE };

static struct world draw_columns(unsigned *seed)
{
    static const char *const names[VARIABLES] = { "a", "b", "school", "wave" };
    struct world world = { .names = names };
    int codes[] = { 2 + (int)below(seed, 3), 2 + (int)below(seed, 2),
                    2 + (int)below(seed, 2), 2 };
    int kind[VARIABLES] = { 0 };
    for (kind[A] = codes[A]; kind[A] >= 0; kind[A]--)
        for (kind[SCHOOL] = 1; kind[SCHOOL] <= codes[SCHOOL]; kind[SCHOOL]++)
            for (kind[B] = codes[B]; kind[B] >= 0; kind[B]--)
                for (kind[WAVE] = 1; kind[WAVE] <= codes[WAVE]; kind[WAVE]++)
                    add_kind(&world, kind);
    draw_persons(&world, seed, below(seed, 2));
    return world;
}

enum { GROEP, BEKEND, AGE, WHY_1, WHY_2, WHY_9 };

/* Only who knows it (bekend = 1) is asked why, and may give no answer; 9 excludes the
 * others. */
static struct world draw_survey(unsigned *seed)
{
    static const char *const names[VARIABLES] = { "groep",          "bekend",
                                                  "leeftijdsgroep", "waarom_1",
                                                  "waarom_2",       "waarom_9" };
    static const int why[][3] = { { 1, 2, 2 }, { 2, 1, 2 }, { 1, 1, 2 },
                                  { 2, 2, 1 }, { 2, 2, 2 }, { 0, 0, 0 } };
    enum { NOTHING = 5 };
    struct world world = { .names = names, .survey = true };
    for (int groep = 6; groep >= 0; groep--)
        for (int bekend = 2; bekend >= 0; bekend--)
            for (int i = bekend == 1 ? 0 : NOTHING; i <= NOTHING; i++)
                add_kind(&world,
                         (const int[VARIABLES]){ groep, bekend, (groep + 1) / 2,
                                                 why[i][0], why[i][1], why[i][2] });
    draw_persons(&world, seed, below(seed, 2));
    return world;
}

static const char *csv_of(const struct world *world)
{
    static const char *const groups[] = { "", "5", "6", "7", "8", "11", "12" };
    static const char *const known[] = { "-8", "1", "2" };
    static const char *const ticks[] = { NULL, "1", "0" };
    char *csv = peil_arena_array(arena, 64 + world->count * 32, 1);
    char *end = csv + sprintf(csv, "%s",
                              world->survey ? "groep,bekend,waarom_1,"
                                              "waarom_2,waarom_9\n"
                                            : "a,b,school,wave\n");
    for (size_t i = 0; i < world->count; i++) {
        const int *is = world->kinds[world->persons[i]];
        const char *none = is[BEKEND] == 1 ? "-9" : "-7";
        if (world->survey)
            end += sprintf(end, "%s,%s,%s,%s,%s\n", groups[is[GROEP]],
                           known[is[BEKEND]], is[WHY_1] > 0 ? ticks[is[WHY_1]] : none,
                           is[WHY_2] > 0 ? ticks[is[WHY_2]] : none,
                           is[WHY_9] > 0 ? ticks[is[WHY_9]] : none);
        else
            end +=
                sprintf(end, "%.0d,%.0d,%d,%d\n", is[A], is[B], is[SCHOOL], is[WAVE]);
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
    const char *freq[5], *cross[4];
    struct who who[5];
    size_t who_count;
    bool survey;
};

static struct family families[] = {
    { "one table", { "a", "b" }, { "a by b" }, { { 0, 0 } }, 1, false },
    { "three that share margins",
      { "a", "b", "school" },
      { "a by b", "a by school", "b by school" },
      { { 0, 0 } },
      1,
      false },
    { "a part and all", { "a" }, { "a by b" }, { { 0, 0 }, { 1, 0 } }, 2, false },
    { "a filter and its complement",
      { "a" },
      { "a by b" },
      { { 0, 0 }, { 1, 0 }, { -1, 0 } },
      3,
      false },
    { "schools, and beside each other",
      { "a" },
      { "a by school" },
      { { 0, 0 }, { 1, 0 }, { 2, 0 } },
      3,
      false },
    { "two waves and both",
      { "a", "b" },
      { "a by b" },
      { { 0, 0 }, { 0, 1 } },
      2,
      false },
    { "two waves", { "a" }, { "a by b" }, { { 0, 1 }, { 0, 2 } }, 2, false },
    { "bands",
      { "groep" },
      { "bekend by groep", "bekend by leeftijdsgroep" },
      { { 0, 0 } },
      1,
      true },
    { "a question for some",
      { "bekend", "waarom" },
      { "bekend by leeftijdsgroep", "waarom by leeftijdsgroep" },
      { { 0, 0 } },
      1,
      true },
    { "ticks",
      { "waarom", "waarom_1", "bekend" },
      { "waarom by leeftijdsgroep", "waarom_1 by groep" },
      { { 0, 0 } },
      1,
      true },
};
enum { FAMILIES = sizeof families / sizeof *families };

static const char *where_of(const struct who *who)
{
    if (who->school == 0)
        return NULL;
    return peil_arena_format(arena, who->school > 0 ? "school = %d" : "school != %d",
                             who->school > 0 ? who->school : -who->school);
}

static size_t count_words(const char *const *words, size_t most)
{
    size_t count = 0;
    while (count < most && words[count])
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
                 struct made *made)
{
    struct peil_inquiry inquiries[5];
    const struct peil_analysis *analyses[5];
    const char **path = peil_arena_array(arena, 1, sizeof *path);
    path[0] = asked_file(csv_of(world), arena);
    for (size_t i = 0; i < family->who_count; i++) {
        const struct who *who = &family->who[i];
        inquiries[i] =
            (struct peil_inquiry){ world->survey ? class_questionnaire(arena) : NULL,
                                   path,
                                   1,
                                   { .freq = family->freq,
                                     .freq_count = count_words(family->freq, 5),
                                     .cross = family->cross,
                                     .cross_count = count_words(family->cross, 4),
                                     .where = where_of(who),
                                     .wave = who->wave == 0   ? NULL
                                             : who->wave == 1 ? "1"
                                                              : "2",
                                     .internal = true } };
    }
    if (!peil_analyze_together(inquiries, family->who_count, analyses, arena, diag))
        fail_msg("%s", problems_of(diag, arena));
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

static struct figure anyone(const struct who *who)
{
    return (struct figure){ *who, { -1, -1, -1, -1, -1, -1 }, { 0, 0 } };
}

static double truth(const struct world *world, const struct figure *figure)
{
    double n = 0;
    for (size_t i = 0; i < world->count; i++)
        n += is_in(figure, world->kinds[world->persons[i]]);
    return n;
}

static void add_row(struct puzzle *puzzle, const struct figure *figure, double n)
{
    int places[MOST_KINDS + 1], count = 0;
    double ones[MOST_KINDS + 1];
    for (size_t i = 0; i < puzzle->world->kind_count; i++) {
        if (!is_in(figure, puzzle->world->kinds[i]))
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

static size_t variable_of(const struct world *world, const char *name)
{
    for (size_t v = 0; v < VARIABLES && world->names[v]; v++)
        if (strcmp(world->names[v], name) == 0)
            return v;
    fail_msg("%s?", name);
    return 0;
}

/* Adds who gave that answer; any answer (NULL); none (""). */
static void say(const struct world *world, struct figure *figure, const char *name,
                const char *code)
{
    static const char *const groups[] = { "5", "6", "7", "8", "11", "12" };
    bool all = strcmp(name, "waarom") == 0; /* a row for each tick */
    char tick[16];
    snprintf(tick, sizeof tick, "waarom_%s", code && *code ? code : "1");
    size_t v = variable_of(world, all ? tick : name);
    int said = all ? 1 : code ? atoi(code) : 0;
    for (int i = 0; v == GROEP && world->survey && code && i < 6; i++)
        if (strcmp(groups[i], code) == 0)
            said = i + 1;
    if (code && *code && !all && strncmp(name, "waarom", 6) == 0 && said == 0)
        said = 2;
    figure->codes[v] = !code ? -2 : *code ? said : 0;
}

static void publish_frequency(struct puzzle *puzzle, const struct peil_table *table,
                              const struct figure *who)
{
    const struct peil_frequency *f = &table->frequency;
    const char *name = table->variable;
    bool closed = true;
    for (size_t i = 0; i < f->row_count; i++)
        closed = closed && f->rows[i].hidden;
    for (size_t i = 0; i < f->row_count; i++) {
        struct figure of = *who;
        assert_true(f->rows[i].hidden == isnan(f->rows[i].n));
        say(puzzle->world, &of, name, f->rows[i].category.code);
        double n = truth(puzzle->world, &of);
        publish(puzzle, of, f->rows[i].n, !closed || n < LEAST);
    }
    struct figure missing = *who, base = *who;
    say(puzzle->world, &missing, name, "");
    double all = 0;
    for (size_t i = 0; i < f->missing_count; i++)
        all += f->missing[i].n;
    if (!isnan(table->base.n) && !isnan(all))
        publish(puzzle, missing, all, false);
    if (f->missing_count == 1)
        publish(puzzle, missing, f->missing[0].n, !closed);
    say(puzzle->world, &base, name, NULL);
    publish(puzzle, base, table->base.n, false);
}

static bool is_closed(const struct peil_cross *cross)
{
    for (size_t i = 0; i < cross->row_count * cross->column_count; i++)
        if (!cross->cells[i].hidden)
            return false;
    return cross->row_totals[0].hidden && cross->column_totals[0].hidden;
}

static struct figure cell_of(const struct world *world, const struct peil_table *table,
                             size_t i, size_t j, const struct figure *who)
{
    const struct peil_cross *cross = &table->cross;
    struct figure of = *who;
    say(world, &of, table->variable, i < cross->row_count ? cross->rows[i].code : NULL);
    say(world, &of, cross->column_variable,
        j < cross->column_count ? cross->columns[j].code : NULL);
    return of;
}

/* A tick by row tells that the question was answered, too. */
static void publish_cross(struct puzzle *puzzle, const struct peil_table *table,
                          const struct figure *who)
{
    const struct peil_cross *cross = &table->cross;
    size_t rows = cross->row_count, columns = cross->column_count;
    const struct world *world = puzzle->world;
    bool closed = is_closed(cross);
    publish(puzzle, cell_of(world, table, rows, columns, who), table->base.n, false);
    for (size_t j = 0; j < columns; j++)
        publish(puzzle, cell_of(world, table, rows, j, who), cross->column_totals[j].n,
                !closed);
    for (size_t i = 0; i < rows; i++) {
        publish(puzzle, cell_of(world, table, i, columns, who), cross->row_totals[i].n,
                !closed);
        for (size_t j = 0; j < columns; j++) {
            struct figure of = cell_of(world, table, i, j, who);
            publish(puzzle, of, cross->cells[i * columns + j].n,
                    !closed || truth(world, &of) < LEAST);
        }
    }
}

/* What a part and the whole tell of the others. */
static void publish_rest(struct puzzle *puzzle, const struct family *family,
                         const struct made *made)
{
    bool whole = family->who[0].school == 0 && family->who[0].wave == 0;
    for (size_t i = 0; i < made->count && whole; i++)
        for (size_t k = 1; k < family->who_count; k++) {
            const struct peil_table *table = made->tables[i];
            const struct peil_cross *cross = &table->cross;
            if (made->of[i] != 0 || table->kind != PEIL_TABLE_CROSS)
                continue;
            for (size_t c = 0; c < cross->row_count * cross->column_count; c++) {
                struct figure who = anyone(&family->who[0]);
                who.without = family->who[k];
                struct figure of =
                    cell_of(puzzle->world, table, c / cross->column_count,
                            c % cross->column_count, &who);
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
    for (size_t i = 0; i < puzzle->world->kind_count; i++)
        glp_set_obj_coef(puzzle->problem, (int)i + 1,
                         is_in(figure, puzzle->world->kinds[i]));
    double low = solve(puzzle, GLP_MIN), high = solve(puzzle, GLP_MAX);
    return floor(high + 1e-6) - ceil(low - 1e-6);
}

static void show(const struct world *world, const struct figure *figure, double n,
                 double width)
{
    print_message("n %g, width %g: school %d wave %d, but %d %d", n, width,
                  figure->who.school, figure->who.wave, figure->without.school,
                  figure->without.wave);
    for (size_t v = 0; v < VARIABLES && world->names[v]; v++)
        if (figure->codes[v] != -1)
            print_message(" %s %d", world->names[v], figure->codes[v]);
    print_message("\n");
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
    size_t secrets, exposed, betrayed;
};

/* Does this one respondent, who knows that nobody else is in his figure, know another
 * small figure exactly? */
static size_t ask_single(struct puzzle *puzzle, const struct figure *single)
{
    size_t betrayed = 0;
    add_row(puzzle, single, 1);
    for (size_t i = 0; i < puzzle->secret_count; i++) {
        const struct figure *other = &puzzle->secrets[i];
        double n = truth(puzzle->world, other);
        if (n > 1 && n < LEAST && other->without.school == 0 &&
            width_without_tables(puzzle, other) >= LEAST && width_of(puzzle, other) < 1)
            betrayed++;
    }
    int last[] = { 0, glp_get_num_rows(puzzle->problem) };
    glp_std_basis(puzzle->problem);
    glp_del_rows(puzzle->problem, 1, last);
    return betrayed;
}

static struct puzzle begin(const struct world *world)
{
    struct puzzle puzzle = { .world = world };
    glp_term_out(GLP_OFF);
    puzzle.problem = glp_create_prob();
    glp_add_cols(puzzle.problem, (int)world->kind_count);
    for (int i = 1; i <= (int)world->kind_count; i++)
        glp_set_col_bnds(puzzle.problem, i, GLP_LO, 0, 0);
    return puzzle;
}

static void attack(const struct world *world, const struct family *family,
                   const struct made *made, struct score *score, bool loud)
{
    static struct puzzle puzzle; /* large */
    puzzle = begin(world);
    for (size_t i = 0; i < family->who_count; i++)
        publish(&puzzle, anyone(&family->who[i]), made->used[i], false);
    puzzle.known_count = glp_get_num_rows(puzzle.problem);
    for (size_t i = 0; i < made->count; i++) {
        struct figure who = anyone(&family->who[made->of[i]]);
        if (made->tables[i]->kind == PEIL_TABLE_FREQUENCY)
            publish_frequency(&puzzle, made->tables[i], &who);
        else
            publish_cross(&puzzle, made->tables[i], &who);
    }
    publish_rest(&puzzle, family, made);
    for (size_t i = 0; i < puzzle.secret_count; i++) {
        const struct figure *secret = &puzzle.secrets[i];
        double n = truth(world, secret), width = width_of(&puzzle, secret);
        if (width < LEAST && width < width_without_tables(&puzzle, secret)) {
            score->exposed++;
            if (loud)
                show(world, secret, n, width);
        }
        if (n == 1 && secret->without.school == 0 && secret->without.wave == 0)
            score->betrayed += ask_single(&puzzle, secret);
    }
    score->secrets += puzzle.secret_count;
    glp_delete_prob(puzzle.problem);
}

/* --- Tests --- */

static struct score try_family(const struct family *family, unsigned worlds,
                               unsigned without, bool loud)
{
    struct score score = { 0, 0, 0 };
    for (unsigned i = 0; i < worlds; i++) {
        unsigned seed = 100 * i + 7;
        struct world world = family->survey ? draw_survey(&seed) : draw_columns(&seed);
        struct made made = { .count = 0 };
        make(&world, family, &made);
        struct peil_gate gate = { LEAST, GROUP, NULL, without };
        const struct peil_audit *audit =
            peil_gate_close(&gate, made.tables, made.count, arena);
        attack(&world, family, &made, &score, loud);
        size_t said = audit->exposed;
        if (loud && (score.exposed + score.betrayed > 0 || said > 0))
            fail_msg("%s, world %u: %zu exposed, %zu betrayed, the audit says %zu",
                     family->name, i, score.exposed, score.betrayed, said);
    }
    return score;
}

static void nothing_is_found(void **state)
{
    const struct family *family = *state;
    struct score score = try_family(family, 100, 0, true);
    assert_true(score.secrets > 100); /* the test has teeth */
}

/* A gate without one of its stages is found out. */
static void is_missed(unsigned without, const char *name, bool betrayed)
{
    size_t i = 0;
    while (i < FAMILIES && strcmp(families[i].name, name) != 0)
        i++;
    assert_true(i < FAMILIES);
    struct score score = try_family(&families[i], 30, without, false);
    assert_true(betrayed ? score.betrayed > 0 : score.exposed > 5);
}

static void primary_alone_is_not_enough(void **state)
{
    (void)state;
    is_missed(PEIL_GATE_RINGS | PEIL_GATE_AUDIT, "one table", false);
}

static void rings_alone_are_not_enough(void **state)
{
    (void)state;
    is_missed(PEIL_GATE_AUDIT, "three that share margins", false);
    is_missed(PEIL_GATE_AUDIT, "a part and all", false);
    is_missed(PEIL_GATE_AUDIT, "a question for some", false);
}

static void the_only_one_must_be_thought_of(void **state)
{
    (void)state;
    is_missed(PEIL_GATE_SINGLES, "ticks", true);
}

/* --- A table of which two are hidden in each row and column, and all for nothing ---
 */

/* 135 children by county and schooling, from a textbook on disclosure (Federal
 * Committee on Statistical Methodology, Working Paper 22, table 4). */
static struct world counties(void)
{
    static const char *const names[VARIABLES] = { "a", "b", "school", "wave" };
    static const size_t n[4][4] = {
        { 15, 1, 3, 1 }, { 20, 10, 10, 15 }, { 3, 10, 10, 2 }, { 12, 14, 7, 2 }
    };
    struct world world = { .names = names };
    for (int i = 0; i < 16; i++) {
        add_kind(&world, (const int[VARIABLES]){ 1 + i / 4, 1 + i % 4, 1, 1 });
        for (size_t k = 0; k < n[i / 4][i % 4]; k++)
            world.persons[world.count++] = (size_t)i;
    }
    return world;
}

/* Two hidden in each row and each column seem enough. But the first two rows less the
 * second and third column leave the first row's last cell. */
static void two_by_two_is_solved(void **state)
{
    static const bool hidden[4][4] = {
        { 0, 1, 1, 1 }, { 0, 1, 1, 0 }, { 1, 0, 0, 1 }, { 1, 0, 0, 1 }
    };
    (void)state;
    static struct puzzle puzzle;
    static const struct who all = { 0, 0 };
    struct world world = counties();
    puzzle = begin(&world);
    for (int i = 0; i < 16; i++) {
        struct figure cell = anyone(&all), row = cell, column = cell;
        cell.codes[A] = row.codes[A] = 1 + i / 4;
        cell.codes[B] = column.codes[B] = 1 + i % 4;
        if (!hidden[i / 4][i % 4])
            publish(&puzzle, cell, truth(&world, &cell), false);
        publish(&puzzle, row, truth(&world, &row), false);
        publish(&puzzle, column, truth(&world, &column), false);
    }
    struct figure last = anyone(&all);
    last.codes[A] = 1;
    last.codes[B] = 4;
    assert_true(width_of(&puzzle, &last) < 1);
    glp_delete_prob(puzzle.problem);
}

static void four_by_four_is_kept(void **state)
{
    static const struct family family = {
        "counties", { "a", "b" }, { "a by b" }, { { 0, 0 } }, 1, false
    };
    (void)state;
    struct world world = counties();
    struct made made = { .count = 0 };
    struct score score = { 0, 0, 0 };
    make(&world, &family, &made);
    struct peil_gate gate = { LEAST, GROUP, NULL, 0 };
    const struct peil_audit *audit =
        peil_gate_close(&gate, made.tables, made.count, arena);
    attack(&world, &family, &made, &score, true);
    assert_int_equal(audit->primary, 6);
    assert_in_range(audit->secondary, 1, 8); /* and not the whole table */
    assert_int_equal(score.exposed + score.betrayed + audit->exposed, 0);
}

int main(void)
{
    const struct test tests[] = {
        ROWS(families, nothing_is_found, name),
        TEST(primary_alone_is_not_enough),
        TEST(rings_alone_are_not_enough),
        TEST(the_only_one_must_be_thought_of),
        TEST(two_by_two_is_solved),
        TEST(four_by_four_is_kept),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
