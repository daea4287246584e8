#include "collect/store/store.h"

#include "collect/store/deck.h"
#include "collect/store/lock.h"
#include "collect/store/visit.h"
#include "collect/store/writer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

struct peil_store {
    struct peil_arena *arena;
    const char *path;
    struct peil_store_about about;
    int lock;
    pthread_mutex_t mutex; /* over the database */
    struct peil_database *database;
    atomic_bool well;
    atomic_long committed; /* when last; -1 = never */
    struct peil_writer *writer;
};

/* What waits for the writer: a join (token_hash is set), perhaps with event 0, or a
 * card's seat, or events. */
struct append {
    struct peil_job job;
    struct peil_arena *arena;
    const char *token_hash, *response;
    uint64_t seed;
    const struct peil_seat *seat;
    struct peil_event *events;
    size_t count;
    enum peil_append result;
    void (*done)(void *context, enum peil_append result);
    void *context;
};

static long seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec;
}

static bool run(struct peil_database *database, const char *sql)
{
    return peil_database_run(database, &(struct peil_statement){ .sql = sql });
}

/* --- One append within the group's transaction; false on disk trouble --- */

/* What a look at the rows found. */
struct finding {
    bool found;
    int64_t value;
};

static bool find(void *context, const struct peil_value *columns)
{
    *(struct finding *)context = (struct finding){ true, columns[0].integer };
    return true;
}

static bool insert_event(struct peil_store *store, const struct peil_event *event)
{
    return peil_database_run(
        store->database,
        &(struct peil_statement){ .sql = "INSERT INTO event VALUES (?1, ?2, ?3)",
                                  .values = { { .text = event->response },
                                              { .integer = event->sequence },
                                              { .text = event->text } } });
}

static bool join(struct peil_store *store, struct append *append)
{
    struct peil_statement statement = {
        .sql = "SELECT min(id = ?1 AND token_hash IS ?2 AND seed = ?3) FROM response"
               " WHERE id = ?1 OR token_hash = ?2 HAVING count(*) > 0",
        .values = { { .text = append->response },
                    { .text = append->token_hash },
                    { .integer = (int64_t)append->seed } },
        .row = find,
        .context = &(struct finding){ 0 },
    };
    if (!peil_database_run(store->database, &statement))
        return false;
    const struct finding *same = statement.context;
    append->result = !same->found  ? PEIL_APPENDED
                     : same->value ? PEIL_REPEATED
                                   : PEIL_CONFLICT;
    statement.sql = "INSERT INTO response VALUES (?1, ?2, ?3)";
    if (same->found)
        return true;
    return peil_database_run(store->database, &statement) &&
           (append->count == 0 || insert_event(store, append->events));
}

/* The last sequence of a response; found == false when it never joined. */
static bool find_last(struct peil_store *store, const char *response,
                      struct finding *last)
{
    return peil_database_run(
        store->database,
        &(struct peil_statement){
            .sql = "SELECT (SELECT max(sequence) FROM event WHERE response = ?1)"
                   " FROM response WHERE id = ?1",
            .values = { { .text = response } },
            .row = find,
            .context = last });
}

static bool find_same(struct peil_store *store, const struct peil_event *event,
                      struct finding *same)
{
    return peil_database_run(
        store->database,
        &(struct peil_statement){ .sql = "SELECT text = ?3 FROM event"
                                         " WHERE response = ?1 AND sequence = ?2",
                                  .values = { { .text = event->response },
                                              { .integer = event->sequence },
                                              { .text = event->text } },
                                  .row = find,
                                  .context = same });
}

/* Looks before anything is written, so that an append is all or nothing: events up to
 * `last` must stand there already, those after it must follow one by one. */
static bool compare(struct peil_store *store, struct append *append, int64_t last)
{
    append->result = PEIL_REPEATED;
    for (size_t i = 0; i < append->count; i++) {
        const struct peil_event *event = &append->events[i];
        struct finding same = { 0 };
        if (event->sequence > last) {
            append->result = PEIL_APPENDED;
            if (event->sequence != last + 1)
                append->result = PEIL_CONFLICT;
            last = event->sequence;
        } else if (!find_same(store, event, &same)) {
            return false;
        } else if (!same.found || !same.value) {
            append->result = PEIL_CONFLICT;
        }
        if (append->result == PEIL_CONFLICT)
            break;
    }
    return true;
}

static bool add(struct peil_store *store, struct append *append)
{
    struct finding last = { 0 };
    if (!find_last(store, append->response, &last))
        return false;
    append->result = PEIL_CONFLICT;
    if (last.found && !compare(store, append, last.value))
        return false;
    for (size_t i = 0; append->result == PEIL_APPENDED && i < append->count; i++) {
        const struct peil_event *event = &append->events[i];
        if (event->sequence > last.value && !insert_event(store, event))
            return false;
    }
    return true;
}

/* --- The writer's thread --- */

static bool commit(struct peil_store *store, struct peil_job *jobs)
{
    bool sound = run(store->database, "BEGIN IMMEDIATE");
    for (struct peil_job *job = jobs; sound && job; job = job->next) {
        struct append *append = (struct append *)job;
        sound = append->seat
                    ? peil_deck_seat(store->database, append->seat, &append->result)
                : append->token_hash ? join(store, append)
                                     : add(store, append);
    }
    if (sound && run(store->database, "COMMIT"))
        return true;
    (void)!run(store->database, "ROLLBACK"); /* SQLite may have done so itself */
    return false;
}

static void write_group(void *context, struct peil_job *jobs)
{
    struct peil_store *store = context;
    pthread_mutex_lock(&store->mutex);
    bool stored = (peil_store_is_well(store) || peil_database_mend(store->database)) &&
                  commit(store, jobs);
    pthread_mutex_unlock(&store->mutex);
    atomic_store(&store->well, stored);
    if (stored)
        atomic_store(&store->committed, seconds());
    while (jobs) {
        struct append *append = (struct append *)jobs;
        jobs = jobs->next;
        append->done(append->context, stored ? append->result : PEIL_NOT_STORED);
        peil_arena_free(append->arena);
    }
}

/* --- The door --- */

/* A fresh store hears what it is about; another says it. */
static bool agree(struct peil_store *store, const struct peil_store_about *about,
                  struct peil_diag *diag)
{
    if (peil_visit_about(store->database, &store->about, store->arena))
        return peil_visit_matches(&store->about, about, store->path, diag);
    if (!store->about.questionnaire && peil_visit_begin(store->database, about) &&
        peil_visit_about(store->database, &store->about, store->arena))
        return true;
    peil_database_complain(store->database, store->path, "cannot begin the store",
                           diag);
    return false;
}

static bool begin(struct peil_store *store, const struct peil_store_about *about,
                  struct peil_diag *diag)
{
    store->lock = peil_lock_take(store->path, diag);
    if (store->lock < 0)
        return false;
    store->database = peil_database_open(store->path, peil_visit_schema, diag);
    if (!store->database || !agree(store, about, diag))
        return false;
    store->writer = peil_writer_new(write_group, store, store->arena);
    if (!store->writer)
        peil_diag_fail(diag, (struct peil_place){ .file = store->path },
                       "cannot start the thread that writes");
    return store->writer != NULL;
}

static void release(struct peil_store *store)
{
    peil_lock_release(store->lock);
    pthread_mutex_destroy(&store->mutex);
    peil_arena_free(store->arena);
}

struct peil_store *peil_store_open(const char *path,
                                   const struct peil_store_about *about,
                                   struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_store *store = peil_arena_array(arena, 1, sizeof *store);
    store->arena = arena;
    store->path = peil_arena_copy(arena, path);
    pthread_mutex_init(&store->mutex, NULL);
    atomic_init(&store->well, true);
    atomic_init(&store->committed, -1);
    if (begin(store, about, diag))
        return store;
    peil_database_close(store->database);
    release(store);
    return NULL;
}

const struct peil_store_about *peil_store_about(const struct peil_store *store)
{
    return &store->about;
}

static struct append *append_new(void (*done)(void *context, enum peil_append result),
                                 void *context, const char *response)
{
    struct peil_arena *arena = peil_arena_new();
    struct append *append = peil_arena_array(arena, 1, sizeof *append);
    append->arena = arena;
    append->done = done;
    append->context = context;
    append->response = peil_arena_copy(arena, response);
    return append;
}

static void copy_events(struct append *append, const struct peil_event *events,
                        size_t count)
{
    append->events = peil_arena_array(append->arena, count, sizeof *append->events);
    append->count = count;
    for (size_t i = 0; i < count; i++) {
        append->events[i] = events[i];
        append->events[i].text = peil_arena_copy(append->arena, events[i].text);
    }
}

void peil_store_append(struct peil_store *store, const struct peil_event *events,
                       size_t count,
                       void (*done)(void *context, enum peil_append result),
                       void *context)
{
    struct append *append = append_new(done, context, count ? events[0].response : "");
    copy_events(append, events, count);
    peil_writer_add(store->writer, &append->job);
}

void peil_store_join(struct peil_store *store, const char *token_hash,
                     const char *response, uint64_t seed,
                     void (*done)(void *context, enum peil_append result),
                     void *context)
{
    struct append *append = append_new(done, context, response);
    append->token_hash = peil_arena_copy(append->arena, token_hash);
    append->seed = seed;
    peil_writer_add(store->writer, &append->job);
}

void peil_store_join_sealed(struct peil_store *store, const struct peil_join *join,
                            void (*done)(void *context, enum peil_append result),
                            void *context)
{
    struct append *append = append_new(done, context, join->response);
    struct peil_event key = { .text = join->sealed_key };
    append->token_hash = peil_arena_copy(append->arena, join->token_hash);
    append->seed = join->seed;
    snprintf(key.response, sizeof key.response, "%s", join->response);
    copy_events(append, &key, 1);
    peil_writer_add(store->writer, &append->job);
}

void peil_store_seat(struct peil_store *store, const struct peil_seat *seat,
                     void (*done)(void *context, enum peil_append result),
                     void *context)
{
    struct append *append = append_new(done, context, seat->join.response);
    struct peil_seat *copy = peil_arena_array(append->arena, 1, sizeof *copy);
    *copy = *seat;
    copy->card = peil_arena_copy(append->arena, seat->card);
    copy->instead_of = peil_arena_copy(append->arena, seat->instead_of);
    copy->join.response = append->response;
    copy->join.token_hash = peil_arena_copy(append->arena, seat->join.token_hash);
    if (seat->join.sealed_key)
        copy->join.sealed_key = peil_arena_copy(append->arena, seat->join.sealed_key);
    append->seat = copy;
    peil_writer_add(store->writer, &append->job);
}

struct waiting {
    pthread_mutex_t mutex;
    pthread_cond_t ended;
    bool has_ended;
    enum peil_append result;
};

static void wake(void *context, enum peil_append result)
{
    struct waiting *waiting = context;
    pthread_mutex_lock(&waiting->mutex);
    waiting->has_ended = true;
    waiting->result = result;
    pthread_cond_signal(&waiting->ended);
    pthread_mutex_unlock(&waiting->mutex);
}

enum peil_append peil_store_append_wait(struct peil_store *store,
                                        const struct peil_event *events, size_t count)
{
    struct waiting waiting = { .mutex = PTHREAD_MUTEX_INITIALIZER,
                               .ended = PTHREAD_COND_INITIALIZER };
    peil_store_append(store, events, count, wake, &waiting);
    pthread_mutex_lock(&waiting.mutex);
    while (!waiting.has_ended)
        pthread_cond_wait(&waiting.ended, &waiting.mutex);
    pthread_mutex_unlock(&waiting.mutex);
    pthread_cond_destroy(&waiting.ended);
    pthread_mutex_destroy(&waiting.mutex);
    return waiting.result;
}

bool peil_store_is_well(const struct peil_store *store)
{
    return atomic_load(&store->well);
}

long peil_store_since_commit(const struct peil_store *store)
{
    long committed = atomic_load(&store->committed);
    return committed < 0 ? -1 : seconds() - committed;
}

bool peil_store_replay(struct peil_store *store, const struct peil_replay *replay,
                       struct peil_diag *diag)
{
    pthread_mutex_lock(&store->mutex);
    bool replayed = peil_visit_replay(store->database, replay);
    pthread_mutex_unlock(&store->mutex);
    if (!replayed)
        peil_diag_fail(diag, (struct peil_place){ .file = store->path },
                       "cannot read the answers back");
    return replayed;
}

bool peil_store_close(struct peil_store *store, struct peil_diag *diag)
{
    struct peil_place place = { .file = store->path };
    peil_writer_free(store->writer);
    bool well = peil_store_is_well(store);
    bool whole = peil_database_close(store->database) && well;
    if (!whole)
        peil_diag_fail(diag, place, "%s",
                       well ? "the store was not closed well"
                            : "the last answers could not be stored");
    release(store);
    return whole;
}
