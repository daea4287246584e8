/* Frequencies, figure by figure. Expected figures were worked out by hand, the
 * intervals with R's prop.test(x, n, correct = FALSE). */
#include "analyze/data/dimensions.h"
#include "analyze/tables/tabulate.h"
#include "tests/analyze/class.h"
#include "tests/fixture.h"

#include <math.h>

static struct peil_dimensions find(const struct peil_dataset *dataset, const char *name)
{
    struct peil_dimensions found =
        peil_dimensions_find(dataset, name, (struct peil_place){ 0 }, arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    return found;
}

static struct peil_table *tabulate(const struct peil_dataset *dataset,
                                   const struct peil_dimension *dimension)
{
    struct peil_sample sample = peil_sample_plain(dataset);
    return peil_tabulate(&sample, dimension, arena);
}

static const char *figure(double figure)
{
    return isnan(figure) ? "-" : peil_arena_format(arena, "%.4g", figure);
}

/* "code: n percent valid cumulative responses low high; ... | kind n percent; base" */
static const char *shown(const struct peil_table *table)
{
    const struct peil_frequency *f = &table->frequency;
    const char *text = "";
    for (size_t i = 0; i < f->row_count; i++) {
        const struct peil_frequency_row *row = &f->rows[i];
        text = peil_arena_format(
            arena, "%s%s: %s %s %s %s %s %s-%s; ", text, row->category.code,
            figure(row->n), figure(row->percent), figure(row->valid_percent),
            figure(row->cumulative_percent), figure(row->response_percent),
            figure(row->ci_low), figure(row->ci_high));
    }
    text = peil_arena_format(arena, "%s|", text);
    for (size_t i = 0; i < f->missing_count; i++)
        text = peil_arena_format(
            arena, "%s %s %s %s;", text, peil_missing_name(f->missing[i].kind),
            figure(f->missing[i].n), figure(f->missing[i].percent));
    return peil_arena_format(arena, "%s base %s of %s", text, figure(table->base.n),
                             figure(f->asked));
}

static struct frequencies {
    const char *name, *csv, *variable, *shown;
} tables[] = {
    { "missing kinds are in the base of percent, not of valid percent",
      "bekend\n1\n1\n2\n-8\n-9\n-7\n", "bekend",
      "1: 2 40 66.67 66.67 - 20.77-93.85; 2: 1 20 33.33 100 - 6.149-79.23; "
      "| not_asked 1 -; no_answer 1 20; dont_know 1 20; base 3 of 5" },
    { "an option that nobody chose stands in its place", "gepest\n3\n3\n", "gepest",
      "1: 0 0 0 0 - 0-65.76; 2: 0 0 0 0 - 0-65.76; 3: 2 100 100 100 - 34.24-100; "
      "| base 2 of 2" },
    { "nobody gave an answer", "bekend\n-9\n-9\n", "bekend",
      "1: 0 0 - - - ---; 2: 0 0 - - - ---; | no_answer 2 100; base 0 of 2" },
    { "no responses at all", "bekend\n", "bekend",
      "1: 0 - - - - ---; 2: 0 - - - - ---; | base 0 of 0" },
    { "a multiple: of cases and of responses",
      "waarom_1,waarom_2,waarom_9\n1,1,0\n1,0,0\n0,0,1\n-9,-9,-9\n-7,-7,-7\n", "waarom",
      "1: 2 50 66.67 - 50 20.77-93.85; 2: 1 25 33.33 - 25 6.149-79.23; "
      "9: 1 25 33.33 - 25 6.149-79.23; | not_asked 1 -; no_answer 1 25; base 3 of 4" },
    { "a multiple: who ticked nothing was asked and did not skip",
      "waarom_1,waarom_2,waarom_9\n1,0,0\n0,0,0\n", "waarom",
      "1: 1 50 50 - 100 9.453-90.55; 2: 0 0 0 - 0 0-65.76; 9: 0 0 0 - 0 0-65.76; "
      "| base 2 of 2" },
    { "one tick column by its own name", "waarom_1,waarom_2,waarom_9\n1,0,0\n0,0,0\n",
      "waarom_1",
      "0: 1 50 50 50 - 9.453-90.55; 1: 1 50 50 100 - 9.453-90.55; "
      "| base 2 of 2" },
    { "a quantity by its values", "cijfer\n10\n9\n9\n", "cijfer",
      "9: 2 66.67 66.67 66.67 - 20.77-93.85; 10: 1 33.33 33.33 100 - 6.149-79.23; "
      "| base 3 of 3" },
    { "a derived variable whose bands share a code", "variant,hulp\na,2\nb,2\nb,1\n",
      "dichtbij",
      "1: 2 66.67 66.67 66.67 - 20.77-93.85; 2: 1 33.33 33.33 100 - 6.149-79.23; "
      "| base 3 of 3" },
    { "a derived variable of an answer outside its bands", "groep\n5\n-9\n12\n",
      "leeftijdsgroep",
      "1: 1 33.33 50 50 - 9.453-90.55; 2: 0 0 0 50 - 0-65.76; "
      "3: 1 33.33 50 100 - 9.453-90.55; | no_answer 1 33.33; base 2 of 3" },
};

static void counts(void **state)
{
    const struct frequencies *t = *state;
    struct peil_dataset *dataset =
        class_dataset(class_questionnaire(arena), t->csv, arena);
    struct peil_dimensions found = find(dataset, t->variable);
    assert_int_equal(found.count, 1);
    const struct peil_table *table = tabulate(dataset, &found.list[0]);
    assert_string_equal(shown(table), t->shown);
}

/* Code 2 is the teacher for variant a, the mentor for b and c. */
static void a_code_with_two_meanings_makes_two_tables(void **state)
{
    (void)state;
    struct peil_dataset *dataset =
        class_dataset(class_questionnaire(arena),
                      "variant,hulp\na,2\na,1\nb,2\nc,3\nc,2\n,4\n", arena);
    struct peil_dimensions found = find(dataset, "hulp");
    assert_int_equal(found.count, 2);
    assert_string_equal(found.list[0].categories[1].label, "De juf of meester");
    assert_string_equal(found.list[1].categories[1].label, "De mentor");
    assert_string_equal(found.list[0].label, "Naar wie ga je het eerst?");
    assert_string_equal(found.list[1].label, "Naar wie ga je dan het eerst?");
    assert_string_equal(found.list[0].categories[0].label, "Mijn ouders");
    assert_string_equal(found.list[1].categories[0].label, "Thuis");
    assert_int_equal(found.list[0].note_count, 1); /* one variant is not known */
    const char *a = shown(tabulate(dataset, &found.list[0]));
    const char *bc = shown(tabulate(dataset, &found.list[1]));
    assert_non_null(strstr(a, "1: 1 50 50"));
    assert_non_null(strstr(a, "base 2 of 2"));
    assert_non_null(strstr(bc, "2: 2 66.67 66.67"));
    assert_non_null(strstr(bc, "base 3 of 3"));
}

static void without_variants_the_first_meaning_holds(void **state)
{
    (void)state;
    struct peil_dataset *dataset =
        class_dataset(class_questionnaire(arena), "hulp\n2\n3\n", arena);
    struct peil_dimensions found = find(dataset, "hulp");
    assert_int_equal(found.count, 1);
    assert_int_equal(found.list[0].category_count, 4);
    assert_string_equal(found.list[0].categories[1].label, "De juf of meester");
    assert_int_equal(found.list[0].note_count, 3); /* and who was offered what */
}

int main(void)
{
    const struct test tests[] = {
        TEST(a_code_with_two_meanings_makes_two_tables),
        TEST(without_variants_the_first_meaning_holds),
        ROWS(tables, counts, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
