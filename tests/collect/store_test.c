/* The store against real files: what it acknowledges is there, what it refuses leaves
 * no trace, and trouble with the disk passes. */
#include "collect/store/store.h"
#include "tests/fixture.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define PUPIL "00112233445566778899aabbccddeeff"
#define OTHER "ffeeddccbbaa99887766554433221100"

struct fixture {
    const char *path;
    struct peil_store *store;
};

static const struct peil_store_about about = {
    .questionnaire = "<questionnaire/>",
    .questionnaire_length = 16,
    .hash = "abc",
    .session = "0123",
    .mode = "open",
    .preset = "groep=7",
};

static struct peil_store *open_store(struct fixture *f)
{
    struct peil_store *store = peil_store_open(f->path, &about, diag);
    if (!store)
        peil_diag_print(diag, stderr);
    assert_non_null(store);
    return store;
}

static void close_store(struct fixture *f)
{
    bool closed = peil_store_close(f->store, diag);
    f->store = NULL;
    assert_true(closed);
}

static int begin(void **state)
{
    static struct fixture fixture;
    struct fixture *f = &fixture;
    folder_begin(state);
    f->path = in_folder("visit.peil");
    f->store = open_store(f);
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    if (f->store && !peil_store_close(f->store, diag))
        peil_diag_print(diag, stderr);
    unlink(peil_arena_format(arena, "%s.lock", in_folder(""))); /* beside it */
    return folder_end(state);
}

/* --- Appending --- */

static void note(void *context, enum peil_append result)
{
    if (context)
        *(enum peil_append *)context = result;
}

static struct peil_event event(const char *response, uint32_t sequence,
                               const char *text)
{
    struct peil_event made = { .sequence = sequence, .text = text };
    snprintf(made.response, sizeof made.response, "%s", response);
    return made;
}

static enum peil_append append(struct peil_store *store, const char *response,
                               uint32_t sequence, const char *text)
{
    struct peil_event one = event(response, sequence, text);
    return peil_store_append_wait(store, &one, 1);
}

static void join(struct peil_store *store, const char *response)
{
    peil_store_join(store, response, response, 42, note, NULL);
}

/* In this order, on one store. */
static const struct step {
    const char *name, *response;
    uint32_t sequence;
    const char *text;
    enum peil_append expected;
} steps[] = {
    { "who never joined", OTHER, 1, "a groep 7", PEIL_CONFLICT },
    { "a first event", PUPIL, 1, "a groep 7", PEIL_APPENDED },
    { "a double click", PUPIL, 1, "a groep 7", PEIL_REPEATED },
    { "another at the same place", PUPIL, 1, "a groep 8", PEIL_CONFLICT },
    { "a gap", PUPIL, 3, "b", PEIL_CONFLICT },
    { "the next", PUPIL, 2, "a tip één\nregel", PEIL_APPENDED },
    { "an old one again", PUPIL, 1, "a groep 7", PEIL_REPEATED },
    { "no sequence is 0", PUPIL, 0, "b", PEIL_CONFLICT },
    { "the same text may come again later", PUPIL, 3, "a groep 7", PEIL_APPENDED },
};

static void appends_each_event_once(void **state)
{
    struct fixture *f = *state;
    join(f->store, PUPIL);
    for (size_t i = 0; i < LENGTH(steps); i++) {
        const struct step *step = &steps[i];
        enum peil_append got =
            append(f->store, step->response, step->sequence, step->text);
        if (got != step->expected)
            fail_msg("%s: %d, not %d", step->name, (int)got, (int)step->expected);
    }
}

struct seen {
    size_t joins, events;
    char log[4096];
};

static void see_join(void *context, const char *token_hash, const char *response,
                     uint64_t seed)
{
    struct seen *seen = context;
    seen->joins++;
    size_t length = strlen(seen->log);
    snprintf(seen->log + length, sizeof seen->log - length, "join %.4s %.4s %llu\n",
             token_hash, response, (unsigned long long)seed);
}

static void see_event(void *context, const struct peil_event *one)
{
    struct seen *seen = context;
    seen->events++;
    size_t length = strlen(seen->log);
    snprintf(seen->log + length, sizeof seen->log - length, "%.4s %u %s\n",
             one->response, one->sequence, one->text);
}

static struct seen replay(struct fixture *f)
{
    struct seen seen = { 0 };
    struct peil_replay all = { .join = see_join, .event = see_event, .context = &seen };
    assert_true(peil_store_replay(f->store, &all, diag));
    return seen;
}

static void several_events_are_all_or_nothing(void **state)
{
    struct fixture *f = *state;
    join(f->store, PUPIL);
    struct peil_event gap[] = { event(PUPIL, 1, "b"), event(PUPIL, 3, "b") };
    assert_int_equal(peil_store_append_wait(f->store, gap, 2), PEIL_CONFLICT);
    assert_int_equal(replay(f).events, 0);
    struct peil_event two[] = { event(PUPIL, 1, "a groep 7"), event(PUPIL, 2, "b") };
    assert_int_equal(peil_store_append_wait(f->store, two, 2), PEIL_APPENDED);
    assert_int_equal(peil_store_append_wait(f->store, two, 2), PEIL_REPEATED);
    struct peil_event more[] = { two[1], event(PUPIL, 3, "f") };
    assert_int_equal(peil_store_append_wait(f->store, more, 2), PEIL_APPENDED);
    assert_int_equal(replay(f).events, 3);
}

static void joins_each_response_once(void **state)
{
    struct fixture *f = *state;
    const struct {
        const char *token, *response;
        uint64_t seed;
        enum peil_append expected;
    } cases[] = {
        { "token-1", PUPIL, 1, PEIL_APPENDED },
        { "token-1", PUPIL, 1, PEIL_REPEATED },
        { "token-2", PUPIL, 1, PEIL_CONFLICT },
        { "token-1", OTHER, 1, PEIL_CONFLICT },
        { "token-1", PUPIL, 2, PEIL_CONFLICT },
        { "token-2", OTHER, UINT64_MAX, PEIL_APPENDED },
    };
    enum peil_append got[LENGTH(cases)];
    for (size_t i = 0; i < LENGTH(cases); i++)
        peil_store_join(f->store, cases[i].token, cases[i].response, cases[i].seed,
                        note, &got[i]);
    append(f->store, PUPIL, 1, "b"); /* comes after them */
    for (size_t i = 0; i < LENGTH(cases); i++)
        assert_int_equal(got[i], cases[i].expected);
    assert_string_equal(replay(f).log,
                        "join toke 0011 1\njoin toke ffee 18446744073709551615\n"
                        "0011 1 b\n");
}

static void reopening_finds_everything(void **state)
{
    struct fixture *f = *state;
    join(f->store, PUPIL);
    assert_int_equal(append(f->store, PUPIL, 1, "a groep 7"), PEIL_APPENDED);
    assert_int_equal(append(f->store, PUPIL, 2, "a tip een\ntwee"), PEIL_APPENDED);
    close_store(f);
    f->store = open_store(f);
    assert_string_equal(peil_store_about(f->store)->preset, "groep=7");
    assert_string_equal(
        replay(f).log, "join 0011 0011 42\n0011 1 a groep 7\n0011 2 a tip een\ntwee\n");
}

/* --- Many at once --- */

enum { THREADS = 8, EVENTS = 40 };
struct crowd {
    struct peil_store *store;
    char response[PEIL_ID_LENGTH + 1];
    int appended;
};

static void *answer_many(void *context)
{
    struct crowd *one = context;
    join(one->store, one->response);
    for (uint32_t i = 1; i <= EVENTS; i++)
        one->appended +=
            append(one->store, one->response, i, "a groep 7") == PEIL_APPENDED;
    return NULL;
}

static void a_class_at_once_loses_nothing(void **state)
{
    struct fixture *f = *state;
    struct crowd crowd[THREADS];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        crowd[i] = (struct crowd){ .store = f->store };
        snprintf(crowd[i].response, sizeof crowd[i].response, "%032d", i);
        assert_int_equal(pthread_create(&threads[i], NULL, answer_many, &crowd[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(crowd[i].appended, EVENTS);
    }
    assert_int_equal(replay(f).events, THREADS * EVENTS);
}

/* --- What is refused --- */

static void a_second_process_is_refused(void **state)
{
    struct fixture *f = *state;
    assert_null(peil_store_open(f->path, &about, diag));
    assert_true(peil_diag_has_error(diag));
    struct peil_store_about read;
    assert_false(peil_store_read(f->path, &read, NULL, arena, diag));
}

static void another_visit_is_refused(void **state)
{
    struct fixture *f = *state;
    close_store(f);
    struct peil_store_about others[] = { about, about, about, about, about };
    others[0].hash = "def";
    others[1].preset = "groep=8";
    others[2].study_xml = "<study/>";
    others[3].synthetic = true;
    others[4].school = "23CN00";
    for (size_t i = 0; i < LENGTH(others); i++)
        assert_null(peil_store_open(f->path, &others[i], diag));
    struct peil_store_about other_mode = about;
    other_mode.mode = "kiosk";
    f->store = peil_store_open(f->path, &other_mode, diag);
    assert_non_null(f->store);
}

static void what_is_no_store_is_refused_and_left_alone(void **state)
{
    struct fixture *f = *state;
    const char *text = new_file(
        "text", "Lieve dagboek, dit is geen databank, maar wel een eind weg.\n");
    const char *link = in_folder("link");
    assert_int_equal(symlink(f->path, link), 0);
    close_store(f);
    struct peil_store_about read;
    const char *paths[] = { text, link, in_folder(""), "/tmp/there-is-no/such-place" };
    for (size_t i = 0; i < LENGTH(paths); i++) {
        assert_null(peil_store_open(paths[i], &about, diag));
        assert_false(peil_store_read(paths[i], &read, NULL, arena, diag));
    }
    struct stat status;
    assert_int_equal(stat(text, &status), 0);
    assert_int_equal(status.st_size, 60);
}

static void only_the_owner_may_read_it(void **state)
{
    struct fixture *f = *state;
    struct stat status;
    join(f->store, PUPIL);
    append(f->store, PUPIL, 1, "b");
    const char *ends[] = { "", "-wal", ".lock" };
    for (size_t i = 0; i < 3; i++) {
        const char *path = peil_arena_format(arena, "%s%s", f->path, ends[i]);
        assert_int_equal(stat(path, &status), 0);
        assert_int_equal(status.st_mode & 0777, 0600);
    }
}

/* --- A full disk --- */

static void let_files_grow_to(rlim_t bytes)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_full_disk_is_said_and_passes(void **state)
{
    struct fixture *f = *state;
    signal(SIGXFSZ, SIG_IGN);
    join(f->store, PUPIL);
    assert_int_equal(append(f->store, PUPIL, 1, "b"), PEIL_APPENDED);
    let_files_grow_to(120 * 1024);
    char text[8000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    /* The first trouble may pass by itself: mending empties the log. */
    uint32_t sequence = 2;
    for (int failures = 0; failures < 3;) {
        enum peil_append result = append(f->store, PUPIL, sequence, text);
        assert_true(result == PEIL_APPENDED || result == PEIL_NOT_STORED);
        assert_int_equal(peil_store_is_well(f->store), result == PEIL_APPENDED);
        failures += result == PEIL_NOT_STORED;
        sequence += result == PEIL_APPENDED;
        assert_true(sequence < 100);
    }
    let_files_grow_to(RLIM_INFINITY);
    assert_int_equal(append(f->store, PUPIL, sequence, text), PEIL_APPENDED);
    assert_true(peil_store_is_well(f->store));
    assert_int_equal(replay(f).events, sequence);
}

/* --- Closing the visit --- */

static bool file_has(const char *path, const char *needle)
{
    static char bytes[1 << 20];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t length = fread(bytes, 1, sizeof bytes, file), size = strlen(needle);
    fclose(file);
    for (size_t i = 0; i + size <= length; i++)
        if (memcmp(bytes + i, needle, size) == 0)
            return true;
    return false;
}

static void closing_forgets_who_and_what_was_wiped(void **state)
{
    struct fixture *f = *state;
    peil_store_join(f->store, "tokenhash-of-pupil", PUPIL, 1, note, NULL);
    peil_store_join(f->store, "tokenhash-of-other", OTHER, 2, note, NULL);
    append(f->store, PUPIL, 1, "a tip een vijver");
    append(f->store, OTHER, 1, "a tip een geheim");
    append(f->store, OTHER, 2, "w");
    const char *forget[] = { OTHER };
    struct peil_store_closing closing = { forget, 1, 2, 0, 1, 0 };
    assert_false(peil_store_seal_visit(f->path, &closing, diag)); /* in use */
    close_store(f);
    assert_true(file_has(f->path, "een geheim"));
    assert_true(peil_store_seal_visit(f->path, &closing, diag));
    assert_true(file_has(f->path, "een vijver"));
    assert_false(file_has(f->path, "een geheim"));
    assert_false(file_has(f->path, OTHER));
    assert_false(file_has(f->path, "tokenhash"));
    assert_int_not_equal(access(peil_arena_format(arena, "%s-wal", f->path), F_OK), 0);

    assert_false(peil_store_seal_visit(f->path, &closing, diag));
    assert_null(peil_store_open(f->path, &about, diag));
    struct seen seen = { 0 };
    struct peil_replay all = { .join = see_join, .event = see_event, .context = &seen };
    struct peil_store_about read;
    assert_true(peil_store_read(f->path, &read, &all, arena, diag));
    assert_string_equal(seen.log, "join  0011 1\n0011 1 a tip een vijver\n");
    assert_true(read.closed);
    assert_int_equal(read.joined, 2);
    assert_int_equal(read.refused, 0);
    assert_int_equal(read.wiped, 1);
    assert_string_equal(read.questionnaire, about.questionnaire);
}

int main(void)
{
    const struct test tests[] = {
        TEST(appends_each_event_once),
        TEST(several_events_are_all_or_nothing),
        TEST(joins_each_response_once),
        TEST(reopening_finds_everything),
        TEST(a_class_at_once_loses_nothing),
        TEST(a_second_process_is_refused),
        TEST(another_visit_is_refused),
        TEST(what_is_no_store_is_refused_and_left_alone),
        TEST(only_the_owner_may_read_it),
        TEST(a_full_disk_is_said_and_passes),
        TEST(closing_forgets_who_and_what_was_wiped),
    };
    return run_suite(tests, LENGTH(tests), begin, end);
}
