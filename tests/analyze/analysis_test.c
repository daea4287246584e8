/* The way in: files and a request in, tables or problems out. */
#include "analyze/analysis.h"
#include "analyze/data/base_line.h"
#include "analyze/data/names.h"
#include "analyze/renderer.h"
#include "questionnaires/base/message.h"
#include "tests/analyze/class.h"
#include "tests/fixture.h"

#include <dirent.h>
#include <math.h>
#include <unistd.h>

/* --- Files that are not as they should be --- */

static int is_csv(const struct dirent *entry)
{
    const char *end = strrchr(entry->d_name, '.');
    return end && strcmp(end, ".csv") == 0;
}

static void expect(const char *name)
{
    diag = peil_diag_new(arena);
    const char *path = peil_arena_format(arena, "corpus/responses/%s", name);
    const struct peil_analysis *analysis = peil_analyze(
        class_questionnaire(arena), &path, 1, &(struct peil_request){ 0 }, arena, diag);
    assert_int_equal(analysis == NULL, peil_diag_has_error(diag));
    const char *end = "refused\n";
    if (analysis)
        end = peil_arena_format(arena, "%zu tables of %zu responses\n",
                                analysis->table_count, analysis->used);
    assert_golden(peil_arena_format(arena, "../corpus/responses/%.*s.expect",
                                    (int)strlen(name) - 4, name),
                  peil_arena_format(arena, "%s%s", problems_of(diag, arena), end));
}

static void bad_files_are_refused_with_their_place(void **state)
{
    (void)state;
    struct dirent **entries = NULL;
    int count = scandir("corpus/responses", &entries, is_csv, alphasort);
    assert_true(count > 20);
    for (int i = 0; i < count; i++) {
        expect(entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
}

/* --- Requests --- */

static const char *table_names(const struct peil_analysis *analysis)
{
    const char *text = "";
    for (size_t i = 0; i < analysis->table_count; i++) {
        const struct peil_table *table = &analysis->tables[i];
        bool cross = table->kind == PEIL_TABLE_CROSS;
        text = peil_arena_format(arena, "%s%s%s%s%s", text, i ? " " : "",
                                 table->variable, cross ? "*" : "",
                                 cross ? table->cross.column_variable : "");
    }
    return text;
}

static const char class_csv[] =
    "variant,status,synthetic,groep,bekend,hulp,waarom_1,waarom_2,waarom_9,gepest,"
    "cijfer,rang_r1,rang_r2,tip\n"
    "a,completed,0,5,1,2,1,1,0,-7,7,1,2,geen\n"
    "b,stopped,0,8,2,3,-7,-7,-7,1,-5,-5,-5,-5\n"
    "c,completed,1,11,1,3,0,0,1,3,9,3,2,hoi\n";
static const char plain_csv[] = "sex,\"age group\",id\nf,10,a\nm,11,b\n,10,c\n";

static struct wish {
    const char *name, *csv, *freq, *cross, *where;
    const char *tables;   /* or NULL when refused */
    const char *problems; /* where other than "" */
} wishes[] = {
    { "what an analyst wants first", class_csv, NULL, NULL, NULL,
      "groep bekend bekend*leeftijdsgroep hulp hulp hulp*leeftijdsgroep "
      "hulp*leeftijdsgroep waarom waarom*leeftijdsgroep gepest gepest*leeftijdsgroep "
      "cijfer cijfer*leeftijdsgroep rang_r1 rang_r1*leeftijdsgroep rang_r2 "
      "rang_r2*leeftijdsgroep leeftijdsgroep dichtbij",
      "note: no table of \"tip\": it holds own words\n" },
    { "named frequencies", class_csv, "waarom", NULL, NULL, "waarom", NULL },
    { "a response's own column", class_csv, "status", NULL, NULL, "status", NULL },
    { "several by several", class_csv, NULL, "bekend gepest by groep,variant", NULL,
      "bekend*groep bekend*variant gepest*groep gepest*variant", NULL },
    { "split by split meets where variants do", class_csv, NULL, "hulp by hulp", NULL,
      "hulp*hulp hulp*hulp", NULL },
    { "a name that is nearly right", class_csv, "bekent", NULL, NULL, NULL,
      "--freq: error: \"bekent\" is neither a question nor a column; did you mean "
      "\"bekend\"?\n" },
    { "a name that is not", class_csv, "school", NULL, NULL, NULL,
      "--freq: error: \"school\" is neither a question nor a column\n" },
    { "own words", class_csv, "tip", NULL, NULL, NULL,
      "--freq: error: \"tip\" cannot be counted: it holds own words\n" },
    { "a ranking has places", class_csv, "rang", NULL, NULL, NULL,
      "--freq: error: \"rang\" cannot be counted: name one place of the ranking, like "
      "its column\n" },
    { "no by", class_csv, NULL, "groep bekend", NULL, NULL,
      "--cross: error: 'ROWS by COLUMNS' is expected; got 'groep bekend'\n" },
    { "two by", class_csv, NULL, "groep by bekend by hulp", NULL, NULL,
      "--cross: error: 'ROWS by COLUMNS' is expected; got 'groep by bekend by "
      "hulp'\n" },
    { "a condition that is wrong", class_csv, "groep", NULL, "bekend = 7", NULL, "*" },
    { "a CSV alone", plain_csv, NULL, NULL, NULL, "sex age group id", NULL },
    { "names with blanks in quotes", plain_csv, NULL, "\"age group\" by sex", NULL,
      "age group*sex", NULL },
    { "a condition on a CSV alone", plain_csv, "id", NULL, "sex = 'f'", "id", NULL },
};

static void makes(void **state)
{
    const struct wish *w = *state;
    const char *path = new_file("responses.csv", w->csv);
    struct peil_request request = { .freq = &w->freq,
                                    .freq_count = w->freq != NULL,
                                    .cross = &w->cross,
                                    .cross_count = w->cross != NULL,
                                    .where = w->where,
                                    .internal = true };
    const struct peil_analysis *analysis =
        peil_analyze(w->csv == class_csv ? class_questionnaire(arena) : NULL, &path, 1,
                     &request, arena, diag);
    const char *problems = problems_of(diag, arena);
    if (strncmp(problems, path, strlen(path)) == 0)
        problems += strlen(path) + 2; /* "PATH: " */
    if (!w->problems || *w->problems != '*')
        assert_string_equal(problems, w->problems ? w->problems : "");
    assert_int_equal(analysis != NULL, w->tables != NULL);
    if (analysis)
        assert_string_equal(table_names(analysis), w->tables);
}

static void says_what_it_read(void **state)
{
    (void)state;
    const char *path = new_file("responses.csv", class_csv);
    struct peil_request request = { .where = "bekend = 2", .internal = true };
    const struct peil_analysis *analysis =
        peil_analyze(class_questionnaire(arena), &path, 1, &request, arena, diag);
    assert_non_null(analysis);
    assert_int_equal(analysis->read, 3);
    assert_int_equal(analysis->used, 1);
    assert_int_equal(analysis->stopped, 1);
    assert_false(analysis->synthetic); /* the made-up one was not selected */
    assert_true(analysis->internal);
    assert_string_equal(analysis->respondents, "leerlingen");
    assert_string_equal(analysis->tables[0].base.text,
                        "leerlingen die bij \"Ken je het steunpunt?\" \"Nee\" kozen");
}

/* --- Waves --- */

static const char waves_csv[] =
    "response,wave,variant,status,synthetic,groep,bekend,hulp,waarom_1,waarom_2,"
    "waarom_9,gepest,cijfer,rang_r1,rang_r2,tip\n"
    "1,2025-1,a,stopped,0,5,1,-5,-5,-5,-5,-5,-5,-5,-5,-5\n"
    "2,2026-1,a,completed,0,6,2,-9,-7,-7,-7,-7,-9,-9,-9,-9\n"
    "2,2025-1,b,completed,0,7,1,-9,-9,-9,-9,-9,-9,-9,-9,-9\n"
    "3,,b,completed,0,8,2,-9,-7,-7,-7,-9,-9,-9,-9,-9\n";

static struct wave {
    const char *name, *wave, *csv;
    size_t used;
    const char *problems;
} waves[] = {
    { "all waves", NULL, waves_csv, 3, "" },
    { "the last wave", "2026-1", waves_csv, 1, "" },
    { "a number that another wave used too is a response of its own", "2025-1",
      waves_csv, 2, "" },
    { "an unknown wave", "2027-1", waves_csv, 0,
      "error: no response is of wave \"2027-1\"\n" },
    { "responses without waves", "2025-1", class_csv, 0,
      "error: no response is of wave \"2025-1\"\n" },
};

static void counts_one_wave(void **state)
{
    const struct wave *w = *state;
    const char *path = new_file("responses.csv", w->csv), *freq = "bekend";
    struct peil_request request = {
        .freq = &freq, .freq_count = 1, .wave = w->wave, .internal = true
    };
    const struct peil_analysis *analysis =
        peil_analyze(class_questionnaire(arena), &path, 1, &request, arena, diag);
    const char *problems = problems_of(diag, arena);
    if (*problems)
        problems += strlen(path) + 2; /* "PATH: " */
    assert_string_equal(problems, w->problems);
    assert_int_equal(analysis != NULL, w->used > 0);
    if (analysis) {
        assert_int_equal(analysis->used, w->used);
        assert_true(analysis->tables[0].base.n == (double)w->used);
        assert_int_equal(analysis->read, w->wave ? w->used : 4);
    }
}

/* The gate stands between the tables and whoever asked, unless told otherwise. */
static void passes_the_gate(void **state)
{
    (void)state;
    const char *path = new_file("responses.csv", class_csv);
    const struct peil_analysis *analysis = peil_analyze(
        class_questionnaire(arena), &path, 1, &(struct peil_request){ 0 }, arena, diag);
    assert_non_null(analysis);
    for (size_t i = 0; i < analysis->table_count; i++) {
        assert_true(analysis->tables[i].hidden > 0);
        assert_true(isnan(analysis->tables[i].base.n)); /* 3 is below 5 */
    }
}

/* Groep 5 never saw the option: that none of it chose so is no difference. Who did see
 * it is compared, and so is everyone where all did. */
static void what_was_not_offered_is_not_compared(void **state)
{
    (void)state;
    static const char xml[] =
        "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1'"
        " xml:lang='nl' respondents='leerlingen'><title>Q</title>"
        "<variant id='a' label='jong' when='groep = 5'/>"
        "<variant id='b' label='oud' default='yes'/>"
        "<section id='s' title='S'><single id='groep' label='Groep'><text>Groep?</text>"
        " <option code='5'>5</option><option code='7'>7</option>"
        " <option code='8'>8</option></single>"
        "<multiple id='hulp' label='Hulp'><text>Hulp?</text>"
        " <option code='1'>Rekenen</option>"
        " <option code='2' variant='b'>Vaak ziek</option></multiple>"
        "</section></questionnaire>";
    enum { EACH = 40, LINE = 16 };
    char csv[64 + 3 * EACH * LINE];
    char *end = csv + sprintf(csv, "variant,groep,hulp_1,hulp_2\n");
    for (int i = 0; i < EACH; i++)
        end += sprintf(end, "a,5,0,0\nb,7,1,%d\nb,8,1,1\n", i < EACH / 2);
    const char *path = new_file("responses.csv", csv), *cross = "hulp by groep";
    struct peil_request request = { .cross = &cross,
                                    .cross_count = 1,
                                    .internal = true };
    const struct peil_analysis *analysis =
        peil_analyze(parse_questionnaire(xml), &path, 1, &request, arena, diag);
    assert_non_null(analysis);
    const struct peil_cell *cells = analysis->tables[0].cross.cells;
    const char *const letters[] = { "", "A", "A", "", "", "B" };
    for (size_t i = 0; i < LENGTH(letters); i++)
        assert_string_equal(cells[i].letters ? cells[i].letters : "", letters[i]);
}

/* --- Base lines --- */

static struct base {
    const char *name, *item, *other;
    peil_variants variants;
    const char *where, *text;
} bases[] = {
    { "everyone", "bekend", NULL, 0, NULL, "all leerlingen" },
    { "some variants", "gepest", NULL, 0, NULL,
      "leerlingen of groep 7-8 and klas 1-2" },
    { "one variant", "hulp", NULL, 1, NULL, "leerlingen of groep 5-6" },
    { "all variants by name are everyone", "hulp", NULL, 7, NULL, "all leerlingen" },
    { "who was routed to it", "waarom", NULL, 0, NULL,
      "leerlingen die bij \"Ken je het steunpunt?\" \"Ja\" kozen" },
    { "rows and columns", "waarom", "gepest", 0, NULL,
      "leerlingen of groep 7-8 and klas 1-2 die bij \"Ken je het steunpunt?\" \"Ja\" "
      "kozen" },
    { "the same route twice is said once", "waarom", "waarom", 0, NULL,
      "leerlingen die bij \"Ken je het steunpunt?\" \"Ja\" kozen" },
    { "a selection", "bekend", NULL, 0, "die iets", "leerlingen die iets" },
    { "a route and a selection", "waarom", NULL, 0, "die iets",
      "leerlingen die bij \"Ken je het steunpunt?\" \"Ja\" kozen and die iets" },
};

static void names_the_base(void **state)
{
    const struct base *b = *state;
    const struct peil_questionnaire *q = class_questionnaire(arena);
    struct peil_base_line line = {
        .variants = b->variants,
        .items = { peil_questionnaire_item(q, b->item),
                   b->other ? peil_questionnaire_item(q, b->other) : NULL },
        .where = b->where,
    };
    assert_string_equal(peil_base_line(q, &line, arena), b->text);
}

static void without_a_questionnaire(void **state)
{
    (void)state;
    assert_string_equal(peil_base_line(NULL, &(struct peil_base_line){ 0 }, arena),
                        "all respondents");
}

/* --- Names --- */

static struct names {
    const char *name, *text, *read; /* read NULL = refused */
} lists[] = {
    { "blanks and commas", " a, b  c,", "a|b|c|" },
    { "quotes", "\"a b\" c", "a b|c|" },
    { "by is a name among others", "a by b", "a|by|b|" },
    { "nothing", " , ", NULL },
    { "a quote that never closes", "\"a b", NULL },
};

static void reads_names(void **state)
{
    const struct names *n = *state;
    struct peil_names names;
    const char *read = "";
    bool well = peil_names_read(n->text, (struct peil_place){ 0 }, arena, &names, diag);
    for (size_t i = 0; well && i < names.count; i++)
        read = peil_arena_format(arena, "%s%s|", read, names.list[i]);
    assert_string_equal(well ? read : "", n->read ? n->read : "");
    assert_int_equal(well, !peil_diag_has_error(diag));
}

static void renderers_by_name(void **state)
{
    (void)state;
    static const struct peil_renderer text = { .name = "text" },
                                      json = { .name = "json" };
    const struct peil_renderer *const all[] = { &text, &json, NULL };
    assert_ptr_equal(peil_renderer_find(all, "json"), &json);
    assert_null(peil_renderer_find(all, "js"));
    assert_null(peil_renderer_find(NULL, "json"));
}

int main(void)
{
    peil_message_begin();
    peil_message_choose("en");
    const struct test tests[] = {
        TEST(bad_files_are_refused_with_their_place),
        TEST(says_what_it_read),
        TEST(passes_the_gate),
        TEST(what_was_not_offered_is_not_compared),
        TEST(without_a_questionnaire),
        TEST(renderers_by_name),
        ROWS(wishes, makes, name),
        ROWS(waves, counts_one_wave, name),
        ROWS(bases, names_the_base, name),
        ROWS(lists, reads_names, name),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
