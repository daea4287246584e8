/* The questionnaires that ship: nothing to remark, and what they promise. */
#include "tests/fixture.h"

#include "questionnaires/check.h"
#include "questionnaires/condition.h"
#include "questionnaires/study.h"

#include <string.h>

static const struct peil_questionnaire *leerling;

/* --- Nothing to remark --- */

static struct sound {
    const char *path;
} sound[] = {
    { "questionnaires/instruments/leerlingbevraging.xml" },
    { "questionnaires/new.xml" },
    { "tests/fixtures/masculinity.xml" },
};

static void has_no_problem(void **state)
{
    const struct sound *c = *state;
    const struct peil_questionnaire *q =
        peil_questionnaire_read(source_path(c->path), arena, diag);
    if (q)
        peil_check(q, arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
}

static void fixtures_are_sound(void **state)
{
    (void)state;
    const struct peil_study *study =
        peil_study_read(source_path("tests/fixtures/study.xml"), arena, diag);
    assert_non_null(study);
    assert_string_equal(study->ojs, "VO3006");
    assert_int_equal(study->school_count, 3);
    assert_non_null(peil_study_apply(study, leerling, arena, diag));
    assert_string_equal(problems_of(diag, arena), "");
}

/* --- How many questions a pupil gets --- */

/* The answers that matter for the route of one pupil, "groep=7 bekend=1". */
static struct walk_case {
    const char *name;
    const char *variant, *answers;
    size_t questions;
} walk_cases[] = {
    { "groep 5-6: 18 questions", "a", "groep=5 hulp_eerst=1 hulp_genoeg=3 bekend=1",
      18 },
    { "groep 7-8: at least 22", "b", "groep=7 hulp_eerst=1 hulp_genoeg=1 bekend=3",
      22 },
    { "groep 7-8: at most 25", "b", "groep=8 hulp_eerst=8 hulp_genoeg=2 bekend=1", 25 },
    { "groep 7-8: known by name only", "b",
      "groep=8 hulp_eerst=8 hulp_genoeg=1 bekend=2", 23 },
    { "groep 7-8: nobody to go to", "b", "groep=8 hulp_eerst=9 hulp_genoeg=1 bekend=3",
      21 },
    { "groep 7-8: no answer on where to go", "b", "groep=8 hulp_genoeg=1 bekend=3",
      20 },
    { "klas 1-2: at least 23", "c", "groep=11 hulp_eerst=4 hulp_genoeg=4 bekend=3",
      23 },
    { "klas 1-2: at most 26", "c", "groep=12 hulp_eerst=4 hulp_genoeg=3 bekend=1", 26 },
    { "something else is asked as groep 7-8", "b",
      "groep=90 hulp_eerst=1 hulp_genoeg=1 bekend=3", 22 },
};

static void answer(struct peil_response *response, const char *id, const char *line)
{
    const struct peil_item *item = peil_questionnaire_item(leerling, id);
    assert_non_null(item);
    const char *why = NULL;
    if (!peil_answer_read(item, line, response->variant, arena,
                          &response->answers[item->index], &why))
        fail_msg("%s: %s", id, why);
}

static size_t variant_of(const struct peil_response *response)
{
    size_t fallback = SIZE_MAX;
    for (size_t i = 0; i < leerling->variant_count; i++) {
        const struct peil_variant *variant = &leerling->variants[i];
        if (variant->when &&
            peil_condition_evaluate(variant->when, response) == PEIL_TRUE)
            return i;
        if (variant->fallback)
            fallback = i;
    }
    return fallback;
}

static struct peil_response *pupil(const char *answers)
{
    struct peil_response *response = peil_response_new(leerling, arena);
    while (*answers) {
        size_t id = strcspn(answers, "="), line = strcspn(answers, " ");
        answer(response, peil_arena_copy_span(arena, answers, id),
               peil_arena_copy_span(arena, answers + id + 1, line - id - 1));
        response->variant = variant_of(response);
        answers += line + strspn(answers + line, " ");
    }
    return response;
}

static bool is_asked(const struct peil_response *response, const struct peil_item *item)
{
    return item->on && peil_variants_has(item->variants, response->variant) &&
           peil_condition_evaluate(item->when, response) == PEIL_TRUE;
}

static void walk(void **state)
{
    const struct walk_case *c = *state;
    const struct peil_response *response = pupil(c->answers);
    assert_true(response->variant < leerling->variant_count);
    assert_string_equal(leerling->variants[response->variant].id, c->variant);
    size_t questions = 0;
    for (size_t i = 0; i < leerling->item_count; i++) {
        const struct peil_item *item = &leerling->items[i];
        questions += !item->assent && !item->practice && item->kind != PEIL_EXPLAIN &&
                     is_asked(response, item);
    }
    assert_int_equal(questions, c->questions);
}

/* --- Codes and texts --- */

/* The codes that a variant sees, in order. */
static struct codes_case {
    const char *name;
    const char *item, *variant, *codes;
} codes_cases[] = {
    { "groep", "groep", "b", "5 6 7 8 11 12 90" },
    { "hulp_eerst, groep 5-6: no website", "hulp_eerst", "a", "1 2 3 4 5 6 7 9 10 -8" },
    { "hulp_eerst, klas 1-2", "hulp_eerst", "c", "1 2 3 4 5 6 7 8 9 10 -8" },
    { "waarom_die, groep 5-6", "waarom_die", "a", "1 2 3 4 5 -8" },
    { "waarom_die, groep 7-8", "waarom_die", "b", "1 2 3 4 5 6 7 8 -8" },
    { "hulp_gevoel, groep 5-6: three", "hulp_gevoel", "a", "1 2 3 -8" },
    { "hulp_gevoel, groep 7-8: four", "hulp_gevoel", "b", "1 2 3 4 -8" },
    { "hulp_genoeg, groep 5-6", "hulp_genoeg", "a", "1 2 3 4 -8" },
    { "hulp_genoeg, groep 7-8: may refuse", "hulp_genoeg", "b", "1 2 3 4 -8 -6" },
    { "themas, groep 5-6", "themas", "a", "1 2 3 4 5 6 7 8 9 10 11 97 -8 -6" },
    { "themas, klas 1-2", "themas", "c", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 97 -8 -6" },
    { "bekend", "bekend", "a", "1 2 3 -8" },
    { "contact_hoe, groep 5-6", "contact_hoe", "a", "1 3 5 6 7 8 97 -8" },
    { "contact_hoe, groep 7-8", "contact_hoe", "b", "1 2 3 5 6 7 8 97 -8" },
    { "contact_hoe, klas 1-2", "contact_hoe", "c", "1 2 3 4 5 6 7 8 9 97 -8" },
    { "drempel", "drempel", "b", "1 2 3 4 5 6 7 8 97 -8" },
    { "advies_horen, groep 5-6", "advies_horen", "a", "1 2 3 4 5 7 -8" },
    { "advies_horen, klas 1-2", "advies_horen", "c", "1 2 3 4 5 6 7 8 9 10 -8" },
    { "hulp_lezen", "hulp_lezen", "a", "1 2 3 4 5" },
};

static size_t variant_named(const char *id)
{
    for (size_t i = 0; i < leerling->variant_count; i++)
        if (strcmp(leerling->variants[i].id, id) == 0)
            return i;
    fail_msg("no variant %s", id);
    return SIZE_MAX;
}

static void codes(void **state)
{
    const struct codes_case *c = *state;
    const struct peil_item *item = peil_questionnaire_item(leerling, c->item);
    size_t variant = variant_named(c->variant);
    const char *seen = "";
    for (size_t i = 0; i < item->option_count; i++)
        if (peil_variants_has(item->options[i].variants, variant))
            seen = peil_arena_format(arena, "%s%s%s", seen, *seen ? " " : "",
                                     item->options[i].code);
    if (item->has_dont_know && peil_variants_has(item->dont_know_variants, variant))
        seen = peil_arena_format(arena, "%s -8", seen);
    if (item->has_refuse && peil_variants_has(item->refuse_variants, variant))
        seen = peil_arena_format(arena, "%s -6", seen);
    assert_string_equal(seen, c->codes);
}

static struct words_case {
    const char *name;
    const char *item, *code; /* code NULL: the question */
    const char *variant, *words;
} words_cases[] = {
    { "hulp_eerst asked of groep 5-6", "hulp_eerst", NULL, "a",
      "Je hebt een probleem op school. Naar wie ga je het eerst?" },
    { "hulp_eerst asked of klas 1-2", "hulp_eerst", NULL, "c",
      "Stel: je zit ergens mee op school. Naar wie ga je dan het eerst?" },
    { "the teacher of groep 8", "hulp_eerst", "4", "b", "Mijn juf of meester" },
    { "the teacher of klas 1", "hulp_eerst", "4", "c", "Mijn mentor" },
    { "a code means what its scale says, A", "hulp_gevoel", "2", "a", "Gaat wel" },
    { "a code means what its scale says, B", "hulp_gevoel", "2", "b", "Makkelijk" },
    { "sums", "themas", "4", "c", "Rekenen of wiskunde" },
    { "a new school for groep 8", "themas", "10", "b", "De middelbare school kiezen" },
    { "talking without a name in groep 5", "contact_hoe", "3", "a",
      "Typen op de computer" },
    { "a lesson in klas 1", "advies_horen", "2", "c", "Een mentorles" },
    { "nobody", "hulp_daarna", "9", "b", "Niemand" },
    { "no, rather not", "meedoen", "2", "a", "Nee, liever niet" },
};

static void words(void **state)
{
    const struct words_case *c = *state;
    const struct peil_item *item = peil_questionnaire_item(leerling, c->item);
    size_t variant = variant_named(c->variant);
    const struct peil_texts *texts = &item->text;
    if (c->code) {
        const struct peil_option *option = peil_item_option(item, c->code, variant);
        assert_non_null(option);
        texts = &option->label;
    }
    assert_string_equal(peil_texts_find(texts, variant, "nl"), c->words);
}

/* --- Derived variables --- */

static struct band_case {
    const char *name;
    const char *answers, *derive, *band;
} band_cases[] = {
    { "groep 6 is groep 5-6", "groep=6", "leeftijdsgroep", "1" },
    { "klas 2 is klas 1-2", "groep=12", "leeftijdsgroep", "3" },
    { "something else has no age group", "groep=90", "leeftijdsgroep", NULL },
    { "groep 8 is primary", "groep=8", "sector", "po" },
    { "klas 1 is secondary", "groep=11", "sector", "vo" },
    { "2 of groep 5-6 is not easy", "groep=5 hulp_gevoel=2", "hulp_makkelijk", "2" },
    { "2 of groep 7-8 is easy", "groep=7 hulp_gevoel=2", "hulp_makkelijk", "1" },
    { "4 of klas 1-2 is not easy", "groep=11 hulp_gevoel=4", "hulp_makkelijk", "2" },
    { "soms is not heard in groep 5-6", "groep=5 gehoord=2", "gehoord_goed", "2" },
    { "vaak is heard in klas 1-2", "groep=11 gehoord=2", "gehoord_goed", "1" },
    { "who does not know is not counted", "groep=11 gehoord=-8", "gehoord_goed", NULL },
};

static void band(void **state)
{
    const struct band_case *c = *state;
    const struct peil_derive *derive = peil_questionnaire_derive(leerling, c->derive);
    const struct peil_band *found = peil_derive_evaluate(derive, pupil(c->answers));
    if (!c->band)
        assert_null(found);
    else
        assert_string_equal(found ? found->code : "none", c->band);
}

/* --- What holds for the whole --- */

static size_t barrier_of(const char *id)
{
    return peil_questionnaire_item(leerling, id)->barrier;
}

/* Help-seeking is asked before the OJS is named, and cannot be changed afterwards; nor
 * can knowing it, once it was explained. */
static void the_order_is_kept(void **state)
{
    (void)state;
    static const char *const order[] = { "meedoen",   "groep",       "hulp_eerst",
                                         "themas",    "bekend",      "bekend_hoe",
                                         "uitleg",    "snap_uitleg", "zou_gaan",
                                         "hulp_lezen" };
    for (size_t i = 1; i < LENGTH(order); i++)
        assert_true(peil_questionnaire_item(leerling, order[i - 1])->index <
                    peil_questionnaire_item(leerling, order[i])->index);
    assert_true(barrier_of("themas") < barrier_of("bekend"));
    assert_int_equal(barrier_of("bekend"), barrier_of("contact_gehad"));
    assert_true(barrier_of("contact_gehad") < barrier_of("uitleg"));
    assert_int_equal(barrier_of("uitleg"), barrier_of("hulp_lezen"));
}

static bool names_the_ojs(const struct peil_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        if (strstr(texts->wordings[i].text, "{naam_ojs}"))
            return true;
    return false;
}

static void the_ojs_is_not_named_too_early(void **state)
{
    (void)state;
    size_t bekend = peil_questionnaire_item(leerling, "bekend")->index;
    for (size_t i = 0; i < bekend; i++) {
        const struct peil_item *item = &leerling->items[i];
        assert_false(names_the_ojs(&item->intro) || names_the_ojs(&item->text) ||
                     names_the_ojs(&item->help));
        for (size_t o = 0; o < item->option_count; o++)
            assert_false(names_the_ojs(&item->options[o].label));
    }
}

/* Only taking part must be answered. */
static void every_question_may_be_skipped(void **state)
{
    (void)state;
    for (size_t i = 0; i < leerling->item_count; i++)
        assert_int_equal(leerling->items[i].required, leerling->items[i].assent);
}

static void the_first_answer_is_not_offered_again(void **state)
{
    (void)state;
    const struct peil_item *then = peil_questionnaire_item(leerling, "hulp_daarna");
    static const char *const codes_left[] = { "1", "2", "3", "4", "5",
                                              "6", "7", "8", "10" };
    for (size_t first = 0; first < LENGTH(codes_left); first++) {
        const struct peil_response *response =
            pupil(peil_arena_format(arena, "groep=7 hulp_eerst=%s", codes_left[first]));
        for (size_t i = 0; i < then->option_count; i++) {
            const struct peil_option *option = &then->options[i];
            bool same = strcmp(option->code, codes_left[first]) == 0;
            assert_int_equal(peil_condition_evaluate(option->when, response),
                             same ? PEIL_FALSE : PEIL_TRUE);
        }
    }
}

static int begin(void **state)
{
    fixture_begin(state);
    leerling = read_questionnaire("questionnaires/instruments/leerlingbevraging.xml");
    return 0;
}

int main(void)
{
    const struct test tests[] = {
        ROWS(sound, has_no_problem, path),
        TEST(fixtures_are_sound),
        TEST(the_order_is_kept),
        TEST(the_ojs_is_not_named_too_early),
        TEST(every_question_may_be_skipped),
        TEST(the_first_answer_is_not_offered_again),
        ROWS(walk_cases, walk, name),
        ROWS(codes_cases, codes, name),
        ROWS(words_cases, words, name),
        ROWS(band_cases, band, name),
    };
    return run_suite(tests, LENGTH(tests), begin, fixture_end);
}
