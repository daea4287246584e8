/* What the store has acknowledged survives: power cuts, kills and sick disks.
 *
 * A class of pupils answers, each the next question when the last answer is
 * acknowledged, until trouble comes at some operation of the disk. The store is opened
 * again on what is left, and every pupil compares.
 *
 * All is done in the store's own thread, in its callbacks, so that a seed gives the
 * same course each time. PEIL_CUTS=20000 tries more than usual, PEIL_SEED another seed.
 */
#include "collect/interview/chance.h"
#include "collect/store/store.h"
#include "tests/faults/crash_vfs.h"
#include "tests/golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    PUPILS = 8,
    ANSWERS = 9,        /* of a pupil between two troubles */
    CUTS_PER_STORE = 4, /* so that what was mended is used, and cut, again */
    USUAL_CUTS = 2000,
    MOST_ANSWERS = 128, /* of a pupil in one store */
    MOST_TRIES = 1000,
};

struct pupil {
    struct class *class;
    char id[PEIL_ID_LENGTH + 1];
    bool waits;
    bool joined;                  /* acknowledged */
    uint32_t sent, acknowledged;  /* last sequences */
    unsigned minds[MOST_ANSWERS]; /* how often it changed its mind about each */
    uint32_t until;
    uint32_t found; /* in the store that was opened again */
    bool found_join;
};

struct class
{
    struct crash_disk *disk;
    struct peil_arena *arena;
    struct peil_chance chance;
    uint64_t seed;
    char folder[32];
    const char *path;
    unsigned stores;
    struct peil_store *store;
    struct pupil pupils[PUPILS];
    size_t longest; /* answer */
    bool stops_when_done;
    long tries;
    const struct pupil *in_conflict; /* with what the store says it has */
    unsigned long acknowledged;      /* in all */
    const char *wrong;               /* the first thing that was */
};

static const struct peil_store_about about = {
    .questionnaire = "<questionnaire/>",
    .questionnaire_length = 16,
    .hash = "abc",
    .session = "0123",
    .mode = "open",
};

static long number_from(const char *variable, long usual)
{
    const char *text = getenv(variable);
    return text ? strtol(text, NULL, 10) : usual;
}

static void complain(struct class *c, const struct pupil *pupil, const char *what)
{
    if (!c->wrong)
        c->wrong = peil_arena_format(
            c->arena,
            "%s: pupil %td was told that %u answers are kept, sent %u; %u are there "
            "(seed %lu, store %u)",
            what, pupil - c->pupils, pupil->acknowledged, pupil->sent, pupil->found,
            (unsigned long)c->seed, c->stores);
}

/* --- A class that answers --- */

static const char *text_of(const struct pupil *pupil, uint32_t sequence, unsigned mind,
                           struct peil_arena *arena)
{
    struct peil_chance chance = { .state = sequence * 1000003 + pupil->class->stores };
    size_t length = peil_chance_below(&chance, 8) == 0
                        ? peil_chance_below(&chance, pupil->class->longest)
                        : 1;
    char *rest = peil_arena_array(arena, length + 1, 1);
    memset(rest, 'x', length);
    return peil_arena_format(arena, "a item%u %s%c%u", (unsigned)sequence, rest,
                             pupil->id[PEIL_ID_LENGTH - 1], mind);
}

static void go_on(struct class *c, size_t most);

static void replied(void *context, enum peil_append result)
{
    struct pupil *pupil = context;
    struct class *c = pupil->class;
    pupil->waits = false;
    /* A reply of a machine that has died reaches nobody. */
    if (crash_disk_is_up(c->disk) && result == PEIL_CONFLICT) {
        c->in_conflict = pupil;
        pupil->until = pupil->acknowledged;
    }
    if (crash_disk_is_up(c->disk) && result == PEIL_NOT_STORED)
        pupil->minds[pupil->acknowledged + 1] += peil_chance_below(&c->chance, 2) > 0;
    if (crash_disk_is_up(c->disk) &&
        (result == PEIL_APPENDED || result == PEIL_REPEATED)) {
        if (pupil->joined)
            pupil->acknowledged++;
        pupil->joined = true;
        c->acknowledged++;
    }
    go_on(c, PUPILS);
}

static void answer_next(struct pupil *pupil)
{
    struct class *c = pupil->class;
    pupil->waits = true;
    c->tries++;
    if (!pupil->joined) {
        peil_store_join(c->store, pupil->id, pupil->id, 7, replied, pupil);
        return;
    }
    struct peil_arena *arena = peil_arena_new();
    struct peil_event event = { .sequence = pupil->acknowledged + 1 };
    memcpy(event.response, pupil->id, sizeof event.response);
    event.text = text_of(pupil, event.sequence, pupil->minds[event.sequence], arena);
    if (pupil->sent < event.sequence)
        pupil->sent = event.sequence;
    peil_store_append(c->store, &event, 1, replied, pupil);
    peil_arena_free(arena);
}

static bool has_more(const struct pupil *pupil)
{
    return !pupil->joined || pupil->acknowledged < pupil->until;
}

/* Those who do not wait answer, or think a while longer; but somebody always waits. */
static void go_on(struct class *c, size_t most)
{
    bool somebody_waits = false, has_work = false;
    if (!crash_disk_is_up(c->disk) || c->tries > MOST_TRIES)
        return;
    for (size_t i = 0; i < PUPILS; i++) {
        somebody_waits = somebody_waits || c->pupils[i].waits;
        has_work = has_work || has_more(&c->pupils[i]);
    }
    for (size_t i = 0; i < PUPILS && most > 0; i++) {
        struct pupil *pupil = &c->pupils[i];
        if (pupil->waits || !has_more(pupil) ||
            (somebody_waits && peil_chance_below(&c->chance, 4) == 0))
            continue;
        somebody_waits = true;
        most--;
        answer_next(pupil);
    }
    if (!has_work && c->stops_when_done)
        crash_disk_cut(c->disk);
}

/* A sick disk may need some tries. */
static struct peil_store *open_store(struct class *c, struct peil_diag *diag)
{
    struct peil_store *store = NULL;
    for (int i = 0; i < 20 && !store && crash_disk_is_up(c->disk); i++)
        store = peil_store_open(c->path, &about, diag);
    return store;
}

/* Opening, so many answers of each (0 = only what was sent before), closing: as far as
 * it comes. */
static void hold_lesson(struct class *c, uint32_t answers)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    c->tries = 0;
    for (size_t i = 0; i < PUPILS; i++) {
        struct pupil *pupil = &c->pupils[i];
        pupil->waits = false;
        pupil->until = answers ? pupil->acknowledged + answers : pupil->sent;
    }
    c->store = open_store(c, diag);
    if (c->store) {
        go_on(c, 1); /* its reply lets the others in, in the store's thread */
        bool closed = peil_store_close(c->store, diag);
        if (crash_disk_is_up(c->disk) && !closed)
            complain(c, &c->pupils[0], "not well again");
    } else if (crash_disk_is_up(c->disk)) {
        complain(c, &c->pupils[0], "does not open");
    }
    peil_arena_free(arena);
}

/* --- Comparing --- */

static struct pupil *pupil_of(struct class *c, const char *id)
{
    for (size_t i = 0; i < PUPILS; i++)
        if (strcmp(c->pupils[i].id, id) == 0)
            return &c->pupils[i];
    return NULL;
}

static void see_join(void *context, const char *token_hash, const char *response,
                     uint64_t seed)
{
    struct class *c = context;
    struct pupil *pupil = pupil_of(c, response);
    if (!pupil || pupil->found_join || strcmp(token_hash, response) != 0 || seed != 7)
        complain(c, pupil ? pupil : &c->pupils[0], "wrong join");
    else
        pupil->found_join = true;
}

/* What was acknowledged, to the letter; of what was only sent, any version. */
static bool is_as_sent(struct pupil *pupil, const struct peil_event *event)
{
    struct peil_arena *arena = peil_arena_new();
    unsigned *mind = &pupil->minds[event->sequence];
    bool is_same = false;
    for (unsigned older = *mind + 1; !is_same && older-- > 0;) {
        is_same =
            strcmp(event->text, text_of(pupil, event->sequence, older, arena)) == 0;
        if (is_same)
            *mind = older;
        if (event->sequence <= pupil->acknowledged)
            break;
    }
    peil_arena_free(arena);
    return is_same;
}

static void see_event(void *context, const struct peil_event *event)
{
    struct class *c = context;
    struct pupil *pupil = pupil_of(c, event->response);
    if (!pupil || event->sequence != pupil->found + 1 || event->sequence > pupil->sent)
        complain(c, pupil ? pupil : &c->pupils[0], "doubled or made up");
    else if (!is_as_sent(pupil, event))
        complain(c, pupil, "wrong text");
    else
        pupil->found++;
}

static void compare(struct class *c)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    struct peil_replay replay = { .join = see_join, .event = see_event, .context = c };
    for (size_t i = 0; i < PUPILS; i++) {
        c->pupils[i].found = 0;
        c->pupils[i].found_join = false;
    }
    struct peil_store *store = peil_store_open(c->path, &about, diag);
    if (!store || !peil_store_replay(store, &replay, diag)) {
        peil_diag_print(diag, stderr);
        complain(c, &c->pupils[0], "lost the store");
    }
    for (size_t i = 0; store && i < PUPILS; i++)
        if (c->pupils[i].found < c->pupils[i].acknowledged ||
            c->pupils[i].found_join < c->pupils[i].joined)
            complain(c, &c->pupils[i], "lost");
    if (c->in_conflict)
        complain(c, c->in_conflict, "conflict");
    if (store && !peil_store_close(store, diag))
        complain(c, &c->pupils[0], "not closed");
    peil_arena_free(arena);
}

/* --- Classes, one after another --- */

static void forget_store(struct class *c)
{
    if (!c->path)
        return;
    unlink(c->path);
    unlink(peil_arena_format(c->arena, "%s.lock", c->path));
}

static void begin_store(struct class *c)
{
    forget_store(c);
    c->stores++;
    c->path = peil_arena_format(c->arena, "%s/visit%u.peil", c->folder, c->stores);
    for (unsigned i = 0; i < PUPILS; i++) {
        c->pupils[i] = (struct pupil){ .class = c };
        snprintf(c->pupils[i].id, sizeof c->pupils[i].id, "%031x%x", c->stores, i);
    }
}

static int begin(void **state)
{
    static struct class class;
    class = (struct class){ .arena = peil_arena_new(), .longest = 600 };
    class.seed = (uint64_t)number_from("PEIL_SEED", 20260101);
    class.chance.state = class.seed;
    class.disk = crash_disk_new(class.seed);
    /* The contents are in memory; the lock and an empty file are really there. */
    strcpy(class.folder, access("/dev/shm", W_OK) == 0 ? "/dev/shm/peil-cut-XXXXXX"
                                                       : "/tmp/peil-cut-XXXXXX");
    *state = &class;
    return mkdtemp(class.folder) ? 0 : -1;
}

static int end(void **state)
{
    struct class *c = *state;
    forget_store(c);
    crash_disk_free(c->disk);
    peil_arena_free(c->arena);
    return rmdir(c->folder);
}

static void fail_if_wrong(const struct class *c)
{
    if (c->wrong)
        fail_msg("%s", c->wrong);
}

static void plan(struct class *c, enum crash_trouble trouble, long at, long count)
{
    crash_disk_plan(c->disk, (struct crash_plan){ trouble, at, count });
}

/* How many operations such a lesson takes. */
static long measure(struct class *c, uint32_t answers)
{
    begin_store(c);
    plan(c, CRASH_NONE, 0, 0);
    hold_lesson(c, answers);
    return crash_disk_operations(c->disk);
}

static long any_of(struct class *c, long operations)
{
    return 1 + (long)peil_chance_below(&c->chance, (size_t)operations);
}

/* Also when the lesson ended before its trouble. */
static void lose_power(struct class *c)
{
    crash_disk_cut(c->disk);
    crash_disk_restart(c->disk);
    compare(c);
}

/* --- The tests --- */

static void power_is_cut_at_any_moment(void **state)
{
    struct class *c = *state;
    long cuts = number_from("PEIL_CUTS", USUAL_CUTS);
    long operations = measure(c, ANSWERS);
    for (long cut = 0; cut < cuts && !c->wrong; cut++) {
        if (cut % CUTS_PER_STORE == 0)
            begin_store(c);
        plan(c, CRASH_POWER, any_of(c, operations), 0);
        hold_lesson(c, ANSWERS);
        lose_power(c);
    }
    print_message("%ld power cuts, %lu acknowledged, seed %lu\n", cuts, c->acknowledged,
                  (unsigned long)c->seed);
    fail_if_wrong(c);
}

/* Every operation of one short visit, from making the file to closing it. */
static void power_is_cut_at_every_operation(void **state)
{
    struct class *c = *state;
    long operations = measure(c, 2);
    assert_in_range(operations, 50, 5000);
    for (long at = 1; at <= operations && !c->wrong; at++) {
        begin_store(c);
        plan(c, CRASH_POWER, at, 0);
        hold_lesson(c, 2);
        lose_power(c);
        hold_lesson(c, 2);
        lose_power(c);
    }
    fail_if_wrong(c);
}

/* So much that the log is emptied on the way. */
static void power_is_cut_in_long_answers(void **state)
{
    struct class *c = *state;
    c->longest = 80000;
    long operations = measure(c, 40);
    for (long cut = 0; cut < USUAL_CUTS / 100 && !c->wrong; cut++) {
        begin_store(c);
        plan(c, CRASH_POWER, any_of(c, operations), 0);
        hold_lesson(c, 40);
        lose_power(c);
    }
    fail_if_wrong(c);
}

/* Killed; started again; every pupil without a reply sends the same answer again and is
 * told that it is kept; then the power goes. */
static void what_was_sent_again_survives(void **state)
{
    struct class *c = *state;
    long cycles = number_from("PEIL_CUTS", USUAL_CUTS) * 3 / 2;
    long operations = measure(c, 2);
    for (long cycle = 0; cycle < cycles && !c->wrong; cycle++) {
        if (cycle % CUTS_PER_STORE == 0)
            begin_store(c);
        plan(c, CRASH_KILL, any_of(c, operations), 0);
        hold_lesson(c, 2);
        crash_disk_restart(c->disk);
        c->stops_when_done = true;
        hold_lesson(c, 0);
        c->stops_when_done = false;
        lose_power(c);
    }
    print_message("%ld kills with a retry and a power cut\n", cycles);
    fail_if_wrong(c);
}

/* Writes and syncs fail for a while; the pupils try again until all is kept; then the
 * power goes. */
static void a_sick_disk_gets_well(void **state)
{
    struct class *c = *state;
    long times = number_from("PEIL_CUTS", USUAL_CUTS) / 4;
    long operations = measure(c, ANSWERS);
    c->stops_when_done = true;
    for (long time = 0; time < times && !c->wrong; time++) {
        if (time % CUTS_PER_STORE == 0)
            begin_store(c);
        plan(c, time % 2 ? CRASH_FULL : CRASH_ERROR, any_of(c, operations),
             1 + (long)peil_chance_below(&c->chance, 12));
        hold_lesson(c, ANSWERS);
        if (c->tries > MOST_TRIES)
            complain(c, &c->pupils[0], "not well again");
        lose_power(c);
    }
    print_message("%ld times trouble with the disk\n", times);
    fail_if_wrong(c);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(power_is_cut_at_any_moment),   TEST(power_is_cut_at_every_operation),
        TEST(power_is_cut_in_long_answers), TEST(what_was_sent_again_survives),
        TEST(a_sick_disk_gets_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
