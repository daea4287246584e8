/* Made-up classes: repeatable, and each persona does what its name says. */
#include "collect/simulate/simulate.h"
#include "questionnaires/base/csv.h"
#include "tests/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char xml[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='klein' version='1'"
    " xml:lang='nl' respondents='leerlingen'><title>Klein</title>"
    "<placeholder name='naam_ojs'>De Brug</placeholder>"
    "<variant id='a' label='jong' age='8-10' when='in(groep, 5, 6)'/>"
    "<variant id='b' label='oud' age='10-12' default='yes' when='groep = 8'/>"
    "<section id='een' title='Een'>"
    "<single id='meedoen' assent='yes'><text>Doe je mee?</text>"
    " <option code='1'>Ja</option><option code='2' refuses='yes'>Nee</option></single>"
    "<single id='groep'><text>Welke groep?</text><option code='5'>5</option>"
    " <option code='6'>6</option><option code='8'>8</option><option code='90'>Anders"
    "</option></single>"
    "<scale id='s1'><text>Een?</text><option code='1'>a</option><option code='2'>b"
    "</option><option code='3'>c</option><dont-know/></scale>"
    "<scale id='s2'><text>Twee?</text><option code='1'>a</option><option code='2'>b"
    "</option><option code='3'>c</option><dont-know/></scale>"
    "<single id='bekend'><text>Ken je {naam_ojs}?</text><option code='1'>Ja</option>"
    " <option code='2'>Nee</option></single>"
    "<multiple id='wie' variant='b' min='1' max='2' order='random'><text>Wie?</text>"
    " <option code='1'>Thuis</option><option code='2'>School</option>"
    " <option code='3' specify='yes'>Anders</option>"
    " <option code='9' exclusive='yes'>Niemand</option></multiple>"
    "<ranking id='rang' max='2'><text>Rang?</text><option code='1'>x</option>"
    " <option code='2'>y</option><option code='3'>z</option></ranking>"
    "<explain id='uitleg'><text>Zo zit het.</text></explain>"
    "<quantity id='jaar' min='4' max='20'><text>Hoe oud?</text></quantity>"
    "<date id='dag'><text>Wanneer?</text></date>"
    "<text id='tip'><text>Een tip?</text></text>"
    "</section></questionnaire>";

struct fixture {
    struct peil_simulation simulation;
};

static int begin(void **state)
{
    static struct fixture fixture;
    struct fixture *f = &fixture;
    fixture_begin(state);
    f->simulation = (struct peil_simulation){ .q = parse_questionnaire(xml),
                                              .study = peil_study_none(),
                                              .count = 300,
                                              .seed = 1 };
    for (size_t i = 0; i < PEIL_PERSONAS; i++)
        f->simulation.shares[i] = peil_personas[i].share;
    *state = f;
    return 0;
}

static const char *write_csv(struct fixture *f, struct peil_tally *tally)
{
    FILE *out = text_begin();
    *tally = (struct peil_tally){ 0 };
    peil_simulation_write(&f->simulation, out, tally, arena);
    return text_end();
}

static void one_seed_gives_one_class(void **state)
{
    struct fixture *f = *state;
    struct peil_tally tally;
    const char *first = write_csv(f, &tally), *again = write_csv(f, &tally);
    assert_string_equal(first, again);
    f->simulation.seed = 2;
    assert_string_not_equal(first, write_csv(f, &tally));
}

static void the_first_class_stays_as_it_is(void **state)
{
    struct fixture *f = *state;
    struct peil_tally tally;
    f->simulation.count = 12;
    assert_golden("collect/simulated.csv", write_csv(f, &tally));
}

/* Every response reads back, and every one says that it is made up. */
static bool count_row(void *context, const struct peil_csv_row *row)
{
    size_t *count = context;
    if (*count > 0)
        assert_string_equal(peil_csv_field(row, 12).text, "1");
    else
        assert_string_equal(peil_csv_field(row, 12).text, "synthetic");
    ++*count;
    return true;
}

static void every_record_is_marked(void **state)
{
    struct fixture *f = *state;
    struct peil_tally tally;
    const char *csv = write_csv(f, &tally);
    size_t rows = 0;
    assert_true(peil_csv_parse(csv, strlen(csv), "s.csv", count_row, &rows, diag));
    assert_int_equal(rows - 1, tally.completed + tally.stopped + tally.open);
    assert_int_equal(tally.completed + tally.stopped + tally.open + tally.refused +
                         tally.waiting,
                     300);
}

/* --- Personas --- */

static const struct peil_response *response_of(struct fixture *f, const char *persona,
                                               size_t number,
                                               enum peil_interview_state *ended)
{
    memset(f->simulation.shares, 0, sizeof f->simulation.shares);
    f->simulation.shares[peil_persona_find(persona) - peil_personas] = 1;
    const struct peil_interview *interview =
        peil_simulation_run(&f->simulation, number, arena);
    *ended = peil_interview_state(interview);
    return peil_interview_response(interview, arena);
}

static const char *code_of(const struct peil_response *response, const char *id)
{
    const struct peil_item *item = peil_questionnaire_item(response->questionnaire, id);
    const struct peil_answer *answer = &response->answers[item->index];
    return answer->missing ? peil_missing_code(answer->missing)
                           : answer->options[0]->code;
}

enum { TRIES = 200 };

static void refusers_refuse(void **state)
{
    enum peil_interview_state ended;
    for (size_t i = 0; i < TRIES; i++) {
        response_of(*state, "refuser", i, &ended);
        assert_int_equal(ended, PEIL_INTERVIEW_REFUSED);
    }
}

static void yes_sayers_take_the_first(void **state)
{
    enum peil_interview_state ended;
    int first = 0;
    for (size_t i = 0; i < TRIES; i++)
        first += strcmp(code_of(response_of(*state, "yes-sayer", i, &ended), "s1"),
                        "1") == 0;
    assert_in_range(first, TRIES * 95 / 100, TRIES);
}

static void straight_liners_stay_in_one_place(void **state)
{
    enum peil_interview_state ended;
    int same = 0, third = 0;
    for (size_t i = 0; i < TRIES; i++) {
        const struct peil_response *response =
            response_of(*state, "straight-liner", i, &ended);
        same += strcmp(code_of(response, "s1"), code_of(response, "s2")) == 0;
        third += strcmp(code_of(response, "s1"), "3") == 0;
    }
    assert_in_range(same, TRIES * 90 / 100, TRIES);
    assert_in_range(third, TRIES * 30 / 100, TRIES * 70 / 100);
}

static void drop_outs_drop_out(void **state)
{
    enum peil_interview_state ended;
    int done = 0;
    for (size_t i = 0; i < TRIES; i++) {
        response_of(*state, "drop-out", i, &ended);
        done += ended == PEIL_INTERVIEW_DONE;
    }
    assert_in_range(done, TRIES * 20 / 100, TRIES * 70 / 100);
}

static void speeders_skip_more_than_the_careful(void **state)
{
    enum peil_interview_state ended;
    int speeders = 0, careful = 0;
    for (size_t i = 0; i < TRIES; i++) {
        speeders +=
            strcmp(code_of(response_of(*state, "speeder", i, &ended), "s1"), "-9") == 0;
        careful +=
            strcmp(code_of(response_of(*state, "careful", i, &ended), "s1"), "-9") == 0;
        assert_int_equal(ended, PEIL_INTERVIEW_DONE);
    }
    assert_true(speeders > 3 * careful && speeders > TRIES * 5 / 100);
}

static void few_know_the_service_and_groups_are_spread(void **state)
{
    enum peil_interview_state ended;
    int known = 0, groups[3] = { 0 };
    for (size_t i = 0; i < 300; i++) {
        const struct peil_response *response =
            response_of(*state, "careful", i, &ended);
        known += strcmp(code_of(response, "bekend"), "1") == 0;
        const char *group = code_of(response, "groep");
        groups[0] += strcmp(group, "5") == 0;
        groups[1] += strcmp(group, "6") == 0;
        groups[2] += strcmp(group, "8") == 0;
    }
    assert_in_range(known, 3, 150);
    for (int i = 0; i < 3; i++)
        assert_in_range(groups[i], 75, 125);
}

/* Nothing that a persona wants is refused by the interview, but for skips. */
static void the_shipped_questionnaire_is_filled_in(void **state)
{
    struct fixture *f = *state;
    struct peil_tally tally;
    f->simulation.q = peil_questionnaire_read(
        source_path("questionnaires/instruments/leerlingbevraging.xml"), arena, diag);
    assert_non_null(f->simulation.q);
    f->simulation.count = 153;
    write_csv(f, &tally);
    assert_in_range(tally.completed, 120, 150);
}

/* The second variant of what peil new writes is for all others. */
static void nobody_is_left_out_of_a_new_questionnaire(void **state)
{
    struct fixture *f = *state;
    enum peil_interview_state ended;
    int groep8 = 0;
    f->simulation.q =
        peil_questionnaire_read(source_path("questionnaires/new.xml"), arena, diag);
    assert_non_null(f->simulation.q);
    for (size_t i = 0; i < TRIES; i++)
        groep8 +=
            strcmp(code_of(response_of(f, "careful", i, &ended), "groep"), "8") == 0;
    assert_in_range(groep8, TRIES / 10, TRIES / 2);
}

/* --- The address that is visited --- */

static struct url_case {
    const char *name, *url, *host;
} urls[] = {
    { "url: this machine", "http://127.0.0.1:8080/", "127.0.0.1:8080" },
    { "url: by name", "http://localhost:1/", "localhost:1" },
    { "url: a class's network", "http://192.168.1.4:8080/", "192.168.1.4:8080" },
    { "url: port 80", "http://10.0.0.1/", "10.0.0.1:80" },
    { "url: the world", "http://8.8.8.8:80/", NULL },
    { "url: just outside", "http://172.32.0.1:80/", NULL },
    { "url: a name", "http://example.org/", NULL },
    { "url: TLS", "https://127.0.0.1:8080/", NULL },
    { "url: no such port", "http://127.0.0.1:65536/", NULL },
    { "url: port 0", "http://127.0.0.1:0/", NULL },
    { "url: no slash", "http://127.0.0.1:80", "127.0.0.1:80" },
    { "url: no slash, port 80", "http://10.0.0.1", "10.0.0.1:80" },
    { "url: a page", "http://127.0.0.1:80/stop", NULL },
    { "url: nothing", "", NULL },
};

static void reads_urls(void **state)
{
    const struct url_case *c = *state;
    struct peil_client client;
    const char *why = NULL;
    bool read = peil_client_read(c->url, &client, &why);
    assert_int_equal(read, c->host != NULL);
    if (read)
        assert_string_equal(client.host, c->host);
    else
        assert_non_null(why);
}

int main(void)
{
    const struct test tests[] = {
        TEST(one_seed_gives_one_class),
        TEST(the_first_class_stays_as_it_is),
        TEST(every_record_is_marked),
        TEST(refusers_refuse),
        TEST(yes_sayers_take_the_first),
        TEST(straight_liners_stay_in_one_place),
        TEST(drop_outs_drop_out),
        TEST(speeders_skip_more_than_the_careful),
        TEST(few_know_the_service_and_groups_are_spread),
        TEST(the_shipped_questionnaire_is_filled_in),
        TEST(nobody_is_left_out_of_a_new_questionnaire),
    };
    const struct test rows[] = { ROWS(urls, reads_urls, name) };
    return run_suite(tests, LENGTH(tests), begin, fixture_end) +
           run_suite(rows, LENGTH(rows), NULL, NULL);
}
