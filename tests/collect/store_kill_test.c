/* kill -9 at random moments: whatever was acknowledged is there, the store opens, and
 * each response goes on where it was. The seed is printed; PEIL_SEED repeats it. */
#include "collect/chance.h"
#include "collect/store.h"
#include "tests/golden.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { KILLS = 30, PUPILS = 6, LONGEST_MS = 60 };

static const struct peil_store_about about = { .questionnaire = "<questionnaire/>",
                                               .hash = "abc",
                                               .session = "0123",
                                               .mode = "open" };

/* How far each pupil is, as the store tells it. */
struct progress {
    uint32_t last[PUPILS];
};

static size_t number_of(const char *response)
{
    return (size_t)strtoul(response + PEIL_ID_LENGTH - 2, NULL, 10);
}

static void see_join(void *context, const char *token_hash, const char *response,
                     uint64_t seed)
{
    (void)context, (void)token_hash, (void)response, (void)seed;
}

/* Events come in order and without a gap, each with the text that was sent. */
static void see_event(void *context, const struct peil_event *event)
{
    struct progress *progress = context;
    size_t pupil = number_of(event->response);
    assert_true(pupil < PUPILS);
    assert_int_equal(event->sequence, progress->last[pupil] + 1);
    char text[32];
    snprintf(text, sizeof text, "a tip %zu-%u", pupil, event->sequence);
    assert_string_equal(event->text, text);
    progress->last[pupil] = event->sequence;
}

static struct peil_store *open_store(const char *path)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    struct peil_store *store = peil_store_open(path, &about, diag);
    peil_diag_print(diag, stderr);
    peil_arena_free(arena);
    return store;
}

static struct progress read_back(const char *path)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    struct progress progress = { 0 };
    struct peil_replay replay = { .join = see_join,
                                  .event = see_event,
                                  .context = &progress };
    struct peil_store *store = open_store(path);
    assert_non_null(store);
    assert_true(peil_store_replay(store, &replay, diag));
    assert_true(peil_store_close(store, diag));
    peil_arena_free(arena);
    return progress;
}

/* --- The child: answers as fast as it can until it dies --- */

struct pupil {
    struct peil_store *store;
    int acknowledge; /* the pipe */
    size_t number;
    uint32_t sequence;
};

struct acknowledgement {
    uint32_t pupil, sequence;
};

static void answer_next(struct pupil *pupil);

static void acknowledged(void *context, enum peil_append result)
{
    struct pupil *pupil = context;
    struct acknowledgement done = { (uint32_t)pupil->number, pupil->sequence };
    if (result != PEIL_APPENDED && result != PEIL_REPEATED)
        _exit(1);
    if (write(pupil->acknowledge, &done, sizeof done) != (ssize_t)sizeof done)
        _exit(1);
    pupil->sequence++;
    answer_next(pupil);
}

static void answer_next(struct pupil *pupil)
{
    struct peil_event event = { .sequence = pupil->sequence };
    char text[32];
    snprintf(event.response, sizeof event.response, "%032zu", pupil->number);
    snprintf(text, sizeof text, "a tip %zu-%u", pupil->number, pupil->sequence);
    event.text = text;
    peil_store_append(pupil->store, &event, 1, acknowledged, pupil);
}

static void joined(void *context, enum peil_append result)
{
    if (result != PEIL_APPENDED && result != PEIL_REPEATED)
        _exit(1);
    answer_next(context);
}

static void live(const char *path, int acknowledge, const struct progress *progress)
{
    static struct pupil pupils[PUPILS];
    struct peil_store *store = open_store(path);
    if (!store)
        _exit(1);
    for (size_t i = 0; i < PUPILS; i++) {
        char id[64];
        /* Its last answer once more, as after a lost acknowledgement. */
        uint32_t last = progress->last[i];
        pupils[i] = (struct pupil){ store, acknowledge, i, last ? last : 1 };
        snprintf(id, sizeof id, "%032zu", i);
        peil_store_join(store, id, id, i, joined, &pupils[i]);
    }
    for (;;)
        pause();
}

/* --- The parent --- */

static void kill_at_random(const char *path, struct peil_chance *chance,
                           struct progress *progress)
{
    int ends[2];
    struct acknowledgement done;
    struct progress sent = *progress;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        live(path, ends[1], progress);
    }
    close(ends[1]);
    long ms = (long)peil_chance_below(chance, LONGEST_MS);
    nanosleep(&(struct timespec){ .tv_nsec = ms * 1000 * 1000 }, NULL);
    kill(child, SIGKILL);
    while (read(ends[0], &done, sizeof done) == (ssize_t)sizeof done)
        if (done.sequence > sent.last[done.pupil])
            sent.last[done.pupil] = done.sequence;
    close(ends[0]);
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status));
    *progress = read_back(path);
    for (size_t i = 0; i < PUPILS; i++)
        assert_in_range(progress->last[i], sent.last[i], sent.last[i] + 1);
}

static void what_was_acknowledged_survives(void **state)
{
    (void)state;
    const char *given = getenv("PEIL_SEED");
    struct peil_chance chance = { given ? strtoull(given, NULL, 10)
                                        : (uint64_t)time(NULL) };
    print_message("PEIL_SEED=%llu\n", (unsigned long long)chance.state);
    char folder[] = "/tmp/peil-kill-XXXXXX", path[64], command[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/visit.peil", folder);
    struct progress progress = { 0 };
    for (int i = 0; i < KILLS; i++)
        kill_at_random(path, &chance, &progress);
    uint32_t total = 0;
    for (size_t i = 0; i < PUPILS; i++)
        total += progress.last[i];
    assert_true(total > PUPILS);
    print_message("%u answers survived %d kills\n", total, KILLS);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_acknowledged_survives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
