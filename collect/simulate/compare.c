#include "collect/simulate/compare.h"

#include "collect/store/lock.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct comparing {
    struct peil_acknowledged *list;
    size_t count;
    bool by_response, sealed;
};

static int by_token(const void *left, const void *right)
{
    const struct peil_acknowledged *a = left, *b = right;
    return strcmp(a->token_hash, b->token_hash);
}

static int by_place(const void *left, const void *right)
{
    const struct peil_acknowledged *a = left, *b = right;
    int order = strcmp(a->response, b->response);
    return order ? order : (a->sequence > b->sequence) - (a->sequence < b->sequence);
}

static void take_join(void *context, const char *token_hash, const char *response,
                      uint64_t seed)
{
    struct comparing *comparing = context;
    struct peil_acknowledged key;
    (void)seed;
    snprintf(key.token_hash, sizeof key.token_hash, "%s", token_hash);
    struct peil_acknowledged *at = bsearch(&key, comparing->list, comparing->count,
                                           sizeof *comparing->list, by_token);
    while (at && at > comparing->list && by_token(at - 1, &key) == 0)
        at--;
    for (; at && at < comparing->list + comparing->count && by_token(at, &key) == 0;
         at++)
        snprintf(at->response, sizeof at->response, "%s", response);
}

/* "a12 ITEM VALUE": how long it took is the server's to know. */
static bool is_same(const char *event, const char *answer)
{
    return event[0] == 'a' && strchr(event, ' ') &&
           strcmp(strchr(event, ' ') + 1, answer) == 0;
}

/* Joins come first, so that by now every response is known. */
static void take_event(void *context, const struct peil_event *event)
{
    struct comparing *comparing = context;
    struct peil_acknowledged key = { .sequence = event->sequence };
    comparing->sealed = comparing->sealed || event->sequence == 0;
    if (!comparing->by_response)
        qsort(comparing->list, comparing->count, sizeof *comparing->list, by_place);
    comparing->by_response = true;
    memcpy(key.response, event->response, sizeof key.response);
    struct peil_acknowledged *at = bsearch(&key, comparing->list, comparing->count,
                                           sizeof *comparing->list, by_place);
    if (at) {
        at->held = true;
        at->same = is_same(event->text, at->answer);
    }
}

static void wait_for(const char *path)
{
    for (;;) {
        struct peil_arena *arena = peil_arena_new();
        int lock = peil_lock_take(path, peil_diag_new(arena));
        peil_arena_free(arena);
        if (lock >= 0) {
            peil_lock_release(lock);
            return;
        }
        nanosleep(&(struct timespec){ .tv_nsec = 250 * 1000 * 1000 }, NULL);
    }
}

bool peil_store_compare(const char *path, struct peil_acknowledged *list, size_t count,
                        struct peil_comparison *comparison, struct peil_arena *arena,
                        struct peil_diag *diag)
{
    struct comparing comparing = { .list = list, .count = count };
    struct peil_replay replay = { .join = take_join,
                                  .event = take_event,
                                  .context = &comparing };
    struct peil_store_about about;
    *comparison = (struct peil_comparison){ .acknowledged = count };
    if (access(path, R_OK) != 0) {
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path }, "%s",
                      strerror(errno));
        return false;
    }
    if (count > 0)
        qsort(list, count, sizeof *list, by_token);
    wait_for(path);
    if (!peil_store_read(path, &about, &replay, arena, diag))
        return false;
    if (comparing.sealed) {
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path },
                      "it is sealed: its answers cannot be compared");
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        comparison->missing += !list[i].held;
        comparison->different += list[i].held && !list[i].same;
        if (!list[i].same && !comparison->first)
            comparison->first = list[i].answer;
    }
    return true;
}
