/* Whatever ships in instruments/: nothing to remark, a codebook that names every
 * column; and that the instruments agree with one another, and offer what was designed.
 */
#include "tests/fixture.h"

#include "questionnaires/check.h"
#include "questionnaires/condition.h"
#include "questionnaires/study.h"
#include "questionnaires/variable.h"

#include <glob.h>
#include <string.h>

#define FOLDER "questionnaires/instruments/"

static struct file {
    const char *name, *path;
} files[31];

static const struct peil_questionnaire *instrument(const char *name)
{
    return read_questionnaire(peil_arena_format(arena, FOLDER "%s.xml", name));
}

static const struct peil_item *item_of(const struct peil_questionnaire *q,
                                       const char *id)
{
    const struct peil_item *item = peil_questionnaire_item(q, id);
    if (!item)
        fail_msg("%s has no item %s", q->id, id);
    return item;
}

/* --- Each of them --- */

static const char *codebook_of(const struct peil_questionnaire *q)
{
    FILE *out = text_begin();
    peil_codebook_write(q, out, arena);
    return text_end();
}

static void assert_in_codebook(const struct peil_questionnaire *q)
{
    const char *codebook = codebook_of(q);
    const struct peil_variable *variables;
    size_t count = peil_questionnaire_variables(q, arena, &variables);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++)
        if (!strstr(codebook, peil_arena_format(arena, "\n\"%s\",", variables[i].name)))
            fail_msg("the codebook of %s lacks %s", q->id, variables[i].name);
}

/* In tables an item has a short name, its whole question is too long. */
static void assert_labelled(const struct peil_questionnaire *q)
{
    for (size_t i = 0; i < q->item_count; i++)
        if (!q->items[i].label && q->items[i].kind != PEIL_EXPLAIN)
            fail_msg("%s has no label", q->items[i].id);
}

static void questionnaire_is_sound(const char *path)
{
    const struct peil_questionnaire *q = peil_questionnaire_read(path, arena, diag);
    if (q)
        peil_check(q, arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    assert_in_codebook(q);
    assert_labelled(q);
}

/* The example is one for the pupils' questionnaire. */
static void study_is_sound(const char *path)
{
    const struct peil_study *study = peil_study_read(path, arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    const struct peil_questionnaire *q =
        peil_study_apply(study, instrument("leerlingbevraging"), arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    assert_true(item_of(q, "belangrijk")->on);
    assert_false(item_of(q, "waarom_die")->on);
    assert_int_equal(study->key_count, 0);
    assert_string_equal(study->ojs, "VO3006");
}

static void is_sound(void **state)
{
    const struct file *file = *state;
    bool study = strcmp(file->name, "study.xml") == 0;
    (study ? study_is_sound : questionnaire_is_sound)(file->path);
}

/* Words of the study that no questionnaire has a place for would go unnoticed. */
static void placeholders_of_the_study_are_used(void **state)
{
    (void)state;
    const struct peil_study *study =
        peil_study_read(source_path(FOLDER "study.xml"), arena, diag);
    const struct peil_questionnaire *q = instrument("adviesmodule");
    for (size_t i = 0; i < study->placeholder_count; i++) {
        size_t p = 0;
        while (p < q->placeholder_count &&
               strcmp(q->placeholders[p].name, study->placeholders[i].name) != 0)
            p++;
        if (p == q->placeholder_count)
            fail_msg("{%s} is not in the adviesmodule", study->placeholders[i].name);
    }
}

/* --- The themes are one list, though each file has its own copy --- */

static struct theme_case {
    const char *name; /* of the item */
    const char *instrument;
} theme_cases[] = {
    { "thema_onder", "contactregistratie" },
    { "themas", "gespreksleidraad" },
    { "nieuwe_themas", "gespreksleidraad" },
    { "themas_leerling", "schoolscan" },
};

static void has_the_themes(void **state)
{
    const struct theme_case *c = *state;
    const struct peil_questionnaire *contacts = instrument("contactregistratie"),
                                    *q = instrument(c->instrument);
    const struct peil_item *themes = item_of(contacts, "thema_gesteld"),
                           *item = item_of(q, c->name);
    assert_int_equal(themes->option_count, 24);
    assert_int_equal(item->option_count, themes->option_count);
    for (size_t i = 0; i < themes->option_count; i++) {
        assert_string_equal(item->options[i].code, themes->options[i].code);
        assert_string_equal(peil_texts_first(&item->options[i].label, q),
                            peil_texts_first(&themes->options[i].label, contacts));
    }
}

/* A group says of each option of these whether it agrees. */
static void a_group_gets_the_same_advice(void **state)
{
    (void)state;
    static const char *const ids[] = { "plek", "tijden", "hoe_vaak",
                                       "wie",  "taal",   "contactvorm" };
    const struct peil_questionnaire *q = instrument("adviesmodule");
    const struct peil_item *statements = item_of(instrument("adviesgroep"), "stelling");
    size_t at = 0;
    for (size_t i = 0; i < LENGTH(ids); i++) {
        const struct peil_item *item = item_of(q, ids[i]);
        for (size_t o = 0; o < item->option_count; o++, at++) {
            assert_true(at < statements->option_count);
            assert_string_equal(
                statements->options[at].code,
                peil_arena_format(arena, "%s_%s", ids[i], item->options[o].code));
        }
    }
    assert_int_equal(at, statements->option_count);
}

/* --- The codes of an item, "x" behind those that stand alone --- */

static struct codes_case {
    const char *name;
    const char *instrument, *item, *codes;
} codes_cases[] = {
    { "the channel", "contactregistratie", "kanaal", "1 2 3 4 5 6 7 8" },
    { "who asked", "contactregistratie", "vrager", "1 2 3 4 5 6 7 8" },
    { "the sector", "contactregistratie", "sector", "1 2 3 4 5 6 -8" },
    { "the year", "contactregistratie", "leerjaar",
      "1 2 3 4 5 6 7 8 11 12 13 14 15 16 97 -8" },
    { "the school, a name to type", "contactregistratie", "schoolcode", "-6" },
    { "the kind of question", "contactregistratie", "soort", "1 2 3 4 5" },
    { "the action", "contactregistratie", "actie", "1 2 3 4 5 6 7 8x" },
    { "how found", "contactregistratie", "weg_gevonden", "1 2 3 4 5 6 7 -8" },
    { "a parent can go on", "oudertevredenheid", "verder", "1 2 3 4 -8" },
    { "a parent's child", "oudertevredenheid", "kind", "1 2 3 4 -8" },
    { "attitudes", "gespreksleidraad", "houdingen",
      "H1 H2 H3 H4 D1 D2 D3 D4 D5 D6 V1 V2 V3 V4 V5 V6 V7 C1 C2 C3 C4 C5 B1 B2 B3 B4 "
      "K1 K2 K3 K4 M1 M2 M3" },
    { "how pupils are told", "schoolscan", "verteld", "1x 2 3 4 5 6" },
    { "why not", "schoolscan", "reden_niet", "D1 D2 D3 D4 D5 D6" },
    { "themes to rank", "adviesmodule", "onderwerpen",
      "1 2 3 4 5 6 7 8 9 10 11 12 13 -8" },
    { "ways of contact", "adviesmodule", "contactvorm", "1 2 3 4 5 6 7 8 9 97x -8" },
    { "what must change", "adviesmodule", "taal", "1 2 3 4 5 6x -8" },
    { "activities", "activiteiten", "soort", "1 2 3 4 5 6 7 8" },
    { "how a goal stands", "doelen", "stand", "1 2 3 4" },
};

static void codes(void **state)
{
    const struct codes_case *c = *state;
    const struct peil_item *item = item_of(instrument(c->instrument), c->item);
    const char *seen = "";
    for (size_t i = 0; i < item->option_count; i++)
        seen = peil_arena_format(arena, "%s%s%s%s", seen, *seen ? " " : "",
                                 item->options[i].code,
                                 item->options[i].exclusive ? "x" : "");
    if (item->has_dont_know)
        seen = peil_arena_format(arena, "%s%s-8", seen, *seen ? " " : "");
    if (item->has_refuse)
        seen = peil_arena_format(arena, "%s%s-6", seen, *seen ? " " : "");
    assert_string_equal(seen, c->codes);
}

/* --- Who is asked what --- */

static struct route_case {
    const char *name;
    const char *instrument, *given, *line, *item; /* after that answer */
    bool asked;
} route_cases[] = {
    { "passed on", "contactregistratie", "actie", "3 5", "doorgezet_naar", true },
    { "handed over", "contactregistratie", "actie", "6", "doorgezet_naar", true },
    { "sent on", "contactregistratie", "actie", "7", "doorgezet_naar", true },
    { "answered here", "contactregistratie", "actie", "1 2 3 4", "doorgezet_naar",
      false },
    { "nothing done", "contactregistratie", "actie", "8", "doorgezet_naar", false },
    { "worries", "gespreksleidraad", "zorgsignaal", "1", "protocol", true },
    { "no worries", "gespreksleidraad", "zorgsignaal", "2", "protocol", false },
    { "a quotation", "gespreksleidraad", "citaat_1", "Ik durf het", "vrijgave_1",
      true },
    { "no quotation", "gespreksleidraad", "citaat_1", "-9", "vrijgave_1", false },
    { "visitors of the site", "website", "pagina", "0", "bezoekers", true },
    { "no clicks on the site", "website", "pagina", "0", "kliks", false },
    { "clicks on a page", "website", "pagina", "2", "kliks", true },
    { "no visitors of a page", "website", "pagina", "2", "bezoekers", false },
};

static void route(void **state)
{
    const struct route_case *c = *state;
    const struct peil_questionnaire *q = instrument(c->instrument);
    struct peil_response *response = peil_response_new(q, arena);
    const struct peil_item *given = item_of(q, c->given);
    const char *why = NULL;
    if (!peil_answer_read(given, c->line, SIZE_MAX, arena,
                          &response->answers[given->index], &why))
        fail_msg("%s", why);
    enum peil_truth truth =
        peil_condition_evaluate(item_of(q, c->item)->when, response);
    assert_int_equal(truth == PEIL_TRUE, c->asked);
}

/* --- What ships --- */

static const char *const promised[] = {
    "activiteiten", "adviesmodule",      "contactregistratie", "doelen",
    "schoolscan",   "leerlingbevraging", "gespreksleidraad",   "oudertevredenheid",
    "study",        "website",           "adviesgroep",
};

static void all_are_there(void **state)
{
    (void)state;
    for (size_t p = 0; p < LENGTH(promised); p++) {
        const char *name = peil_arena_format(arena, "%s.xml", promised[p]);
        size_t i = 0;
        while (files[i].name && strcmp(files[i].name, name) != 0)
            i++;
        if (!files[i].name)
            fail_msg("%s is missing", name);
    }
}

static void ids_differ(void **state)
{
    (void)state;
    const char *ids[LENGTH(promised)] = { NULL };
    size_t count = 0;
    for (size_t p = 0; p < LENGTH(promised); p++) {
        if (strcmp(promised[p], "study") == 0)
            continue;
        ids[count] = instrument(promised[p])->id;
        for (size_t i = 0; i < count; i++)
            assert_string_not_equal(ids[i], ids[count]);
        count++;
    }
}

enum { MOST_TESTS = 100 };

int main(void)
{
    glob_t found;
    if (glob(source_path(FOLDER "*.xml"), 0, NULL, &found) != 0 ||
        found.gl_pathc >= LENGTH(files))
        return 1;
    for (size_t i = 0; i < found.gl_pathc; i++)
        files[i] =
            (struct file){ strrchr(found.gl_pathv[i], '/') + 1, found.gl_pathv[i] };
    const struct test tests[] = {
        TEST(all_are_there),
        { is_sound, &files->name, files, found.gl_pathc, sizeof *files },
        TEST(ids_differ),
        TEST(placeholders_of_the_study_are_used),
        TEST(a_group_gets_the_same_advice),
        ROWS(theme_cases, has_the_themes, name),
        ROWS(codes_cases, codes, name),
        ROWS(route_cases, route, name),
    };
    int failed = run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
    globfree(&found);
    return failed;
}
