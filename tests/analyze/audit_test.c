/* What the audit says: of answers that contradict the questionnaire too, and as a file.
 */
#include "analyze/audit_file.h"
#include "tests/analyze/asked.h"
#include "tests/fixture.h"

static const struct peil_audit *audit_of(const char *csv, const char *const *cross,
                                         size_t count)
{
    struct peil_request request = { .freq = (const char *const[]){ "bekend", "waarom" },
                                    .freq_count = 2,
                                    .cross = cross,
                                    .cross_count = count };
    const char *path = asked_file(csv, arena);
    const struct peil_analysis *analysis =
        peil_analyze(class_questionnaire(arena), &path, 1, &request, arena, diag);
    unlink(path);
    if (!analysis)
        fail_msg("%s", problems_of(diag, arena));
    assert_non_null(analysis->audit);
    assert_int_equal(analysis->audit->table_count, analysis->table_count);
    return analysis->audit;
}

/* 30 know it, of whom 2 gave no reason; 12 do not. `wrong` of these gave one. */
static const char *answers(size_t wrong)
{
    char *csv = peil_arena_array(arena, 2048, 1);
    char *end = csv + sprintf(csv, "groep,bekend,waarom_1,waarom_2,waarom_9\n");
    for (size_t i = 0; i < 42; i++)
        end += sprintf(end, "%d,%s\n", i % 2 ? 5 : 7,
                       i < 2            ? "1,-9,-9,-9"
                       : i < 30         ? i % 5 ? "1,1,0,0" : "1,0,1,0"
                       : i < 30 + wrong ? "2,1,0,0"
                                        : "2,-7,-7,-7");
    return csv;
}

static void routes_may_be_left(void **state)
{
    static const char *const cross[] = { "waarom by leeftijdsgroep" };
    (void)state;
    for (size_t wrong = 0; wrong < 2; wrong++) {
        const struct peil_audit *audit = audit_of(answers(wrong), cross, 1);
        assert_int_equal(audit->exposed, 0);
        assert_true(audit->primary > 0);
        assert_true(audit->narrowest >= audit->asked);
    }
}

static void tables_have_names_and_links(void **state)
{
    static const char *const cross[] = { "waarom by leeftijdsgroep",
                                         "bekend by leeftijdsgroep" };
    (void)state;
    const struct peil_audit *audit = audit_of(answers(0), cross, 2);
    assert_string_equal(audit->tables[0].name, "bekend");
    assert_string_equal(audit->tables[2].name, "waarom by leeftijdsgroep");
    assert_int_equal(audit->tables[0].linked_count, 1);
    assert_int_equal(audit->tables[0].linked[0], 3);
}

static void is_a_file(void **state)
{
    static const size_t linked[] = { 1, 3 };
    static const struct peil_audit_table tables[] = {
        { "a by b, where x > 1", 3, 2, 5, 0, linked, 2 }, { "a", 0, 0, NAN, 0, NULL, 0 }
    };
    static const struct peil_audit audit = { 3, 2, 0, 5, 5, tables, 2 };
    (void)state;
    peil_audit_write(&audit, text_begin());
    assert_string_equal(
        text_end(),
        "\"number\",\"table\",\"primary\",\"secondary\",\"narrowest\",\"exposed\","
        "\"linked\"\n"
        "0,\"all, interval asked: 5\",3,2,5,0,\"\"\n"
        "1,\"a by b, where x > 1\",3,2,5,0,\"2 4\"\n"
        "2,\"a\",0,0,\"\",0,\"\"\n");
}

int main(void)
{
    const struct test tests[] = {
        TEST(routes_may_be_left),
        TEST(tables_have_names_and_links),
        TEST(is_a_file),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
