/* Waves of one and of several versions of a questionnaire: whose files they are in, and
 * what of them may be compared. */
#include "tests/reports/wave_files.h"

#include "reports/compose/versions.h"

static struct peil_versions read_all(const char *const *files, size_t count)
{
    struct peil_versions versions;
    bool well = peil_versions_read(questionnaire_of("2026", "Ken je het?", ""),
                                   &(struct peil_data){ files, count }, "wave",
                                   &versions, arena, diag);
    peil_diag_print(diag, stderr);
    assert_true(well);
    return versions;
}

static void one_version(void **state)
{
    (void)state;
    const char *hash = questionnaire_of("2026", "Ken je het?", "")->hash;
    const char *files[] = { data_file("a", hash, "2025-1", "A B C", 3, 1),
                            data_file("b", hash, "2026-1", "B A D", 3, 1) };
    struct peil_versions versions = read_all(files, 2);
    const struct peil_match *match;
    assert_int_equal(versions.count, 1);
    assert_int_equal(versions.list[0].file_count, 2);
    assert_int_equal(versions.wave_count, 2);
    assert_string_equal(versions.waves[0].code, "2025-1");
    assert_int_equal(versions.waves[1].school_count, 3);
    assert_true(peil_versions_has_schools(&versions));
    assert_null(peil_versions_block(&versions, 0, "ken", &match, arena));
    assert_null(match);
    assert_string_equal(peil_versions_same_schools(&versions, 0, 1, arena),
                        "in(school, 'B', 'A')");
}

static void the_same_schools_need_no_line_of_their_own(void **state)
{
    (void)state;
    const char *hash = questionnaire_of("2026", "Ken je het?", "")->hash;
    const char *files[] = { data_file("a", hash, "2025-1", "A B", 2, 1),
                            data_file("b", hash, "2026-1", "B A", 2, 1),
                            data_file("c", hash, "2027-1", "C D", 2, 1) };
    struct peil_versions versions = read_all(files, 3);
    assert_null(peil_versions_same_schools(&versions, 0, 1, arena));
    assert_null(peil_versions_same_schools(&versions, 0, 2, arena)); /* none */
}

static struct versions_case {
    const char *name;
    const char *words, *more; /* of the questionnaire of then; NULL: it is not there */
    const char *item;
    const char *block; /* NULL: may be compared */
} cases[] = {
    { "an item more", "Ken je het?", "<text id='meer'><text>Meer?</text></text>", "ken",
      NULL },
    { "other words", "Ken je dit?", "", "ken",
      "Not comparable with 2025-1: the question was \"Ken je dit?\" and is now \"Ken "
      "je het?\"." },
    { "what hangs on nothing", "Ken je dit?", "", "tip", NULL },
    { "not asked then", "Ken je het?", "", "nieuw", "In 2025-1 this was not asked." },
    { "nobody knows", NULL, "", "ken",
      "In 2025-1 another version of the questionnaire was asked, which is not there to "
      "compare with." },
};

static void other_versions(void **state)
{
    const struct versions_case *c = *state;
    const char *then = c->words ? questionnaire_of("2025", c->words, c->more)->hash
                                : "0123456789abcdef";
    const char *now = questionnaire_of("2026", "Ken je het?", "")->hash;
    const char *old = data_file("then", then, "2025-1", "A B", 2, 1);
    if (c->words)
        questionnaire_beside(old, questionnaire_text("2025", c->words, c->more));
    const char *files[] = { old, data_file("now", now, "2026-1", "A B", 2, 1) };
    struct peil_versions versions = read_all(files, 2);
    const struct peil_match *match;
    assert_int_equal(versions.count, c->words ? 2 : 1);
    assert_int_equal(versions.waves[0].version, versions.count - 1);
    const char *block = peil_versions_block(&versions, 0, c->item, &match, arena);
    if (c->block)
        assert_string_equal(block, c->block);
    else
        assert_null(block);
    assert_int_equal(match != NULL && !block, !c->block);
    assert_null(peil_versions_block(&versions, 1, c->item, &match, arena));
    assert_null(match);
}

static void files_of_another_version_alone_are_the_sources_own(void **state)
{
    (void)state;
    const struct peil_questionnaire *q = questionnaire_of("2025", "Ken je dit?", "");
    const char *old = data_file("alone", q->hash, "2025-1", "A", 1, 1);
    questionnaire_beside(old, questionnaire_text("2025", "Ken je dit?", ""));
    struct peil_versions versions = read_all(&old, 1);
    assert_int_equal(versions.count, 1);
    assert_int_equal(versions.list[0].file_count, 1);
    assert_true(versions.waves[0].unknown);
}

int main(void)
{
    peil_message_begin();
    peil_message_choose("en");
    const struct test tests[] = {
        TEST(one_version),
        TEST(the_same_schools_need_no_line_of_their_own),
        TEST(files_of_another_version_alone_are_the_sources_own),
        ROWS(cases, other_versions, name),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
