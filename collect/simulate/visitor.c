/* Virtual pupils: each a session of its own, with a cookie, that reads the pages which
 * the server serves and fills in their forms, as a browser without scripts would. */
#include "collect/page/form.h"
#include "collect/simulate/simulate.h"
#include "questionnaires/base/message.h"

#include <ctype.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_STEPS = 400, MOST_WAITS = 40 };

/* What all visitors share. */
struct visit {
    const struct peil_simulation *simulation;
    const struct peil_client *server;
    pthread_mutex_t mutex; /* over all below */
    size_t next;
    struct peil_arena *arena;
    double *times; /* ms: of each acknowledgement */
    size_t time_count;
    struct peil_visit_report report;
};

/* One pupil at one device. */
struct visitor {
    struct peil_arena *arena;
    const struct peil_simulation *simulation;
    const struct peil_client *server;
    struct peil_pupil pupil;
    const char *card; /* NULL = none */
    const char *cookie, *page;
    const char *before;      /* the form sent last */
    struct peil_chance luck; /* its own, so that answers do not depend on it */
    double *times;
    size_t time_count;
    bool refused, stopped, left, handed_in;
    struct peil_visit_report report;
};

static bool fail(struct visitor *visitor, const char *trouble)
{
    if (!visitor->report.trouble)
        visitor->report.trouble = trouble;
    return false;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void wait_a_little(void)
{
    nanosleep(&(struct timespec){ .tv_nsec = 250 * 1000 * 1000 }, NULL);
}

/* --- Reading a page --- */

/* The value="..." of the tag around `mark`; NULL when it has none. What the forms hold
 * (ids, codes, digits) is never escaped. */
static const char *value_at(const char *page, const char *mark,
                            struct peil_arena *arena)
{
    static const char attribute[] = " value=\"";
    const char *tag = mark;
    while (tag > page && *tag != '<')
        tag--;
    const char *end = strchr(mark, '>');
    const char *value = strstr(tag, attribute);
    if (!end || !value || value > end)
        return NULL;
    value += strlen(attribute);
    return peil_arena_copy_span(arena, value, strcspn(value, "\""));
}

static const char *value_of(const struct visitor *visitor, const char *mark)
{
    const char *at = strstr(visitor->page, mark);
    const char *value = at ? value_at(visitor->page, at, visitor->arena) : NULL;
    return value ? value : "";
}

static bool page_has(const struct visitor *visitor, const char *text)
{
    return strstr(visitor->page, text) != NULL;
}

static void see_option(struct peil_shown *shown, const char *code)
{
    const struct peil_option *option = peil_item_option(shown->item, code, SIZE_MAX);
    shown->dont_know = shown->dont_know || strcmp(code, "dk") == 0;
    shown->refuse = shown->refuse || strcmp(code, "rf") == 0;
    if (option && shown->option_count < PEIL_MAX_OPTIONS)
        shown->options[shown->option_count++] = option;
}

static struct peil_shown look(const struct visitor *visitor)
{
    static const char code[] = "name=\"code\"", rank[] = "name=\"rank_";
    const struct peil_questionnaire *q = visitor->simulation->q;
    struct peil_shown shown = { .q = q };
    shown.item = peil_questionnaire_item(q, value_of(visitor, "name=\"item\""));
    shown.back = page_has(visitor, "name=\"do\" value=\"back\"");
    if (!shown.item)
        return shown;
    const char *at = visitor->page;
    while ((at = strstr(at, code)) != NULL) {
        const char *value = value_at(visitor->page, at, visitor->arena);
        see_option(&shown, value ? value : "");
        at += strlen(code);
    }
    at = visitor->page;
    while ((at = strstr(at, rank)) != NULL) {
        at += strlen(rank);
        see_option(&shown, peil_arena_copy_span(visitor->arena, at, strcspn(at, "\"")));
    }
    return shown;
}

/* --- Filling in a form --- */

static const char *encode(const char *text, struct peil_arena *arena)
{
    static const char digits[] = "0123456789ABCDEF";
    char *encoded = peil_arena_array(arena, 3 * strlen(text) + 1, 1), *to = encoded;
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (isalnum(byte) && byte < 0x80) {
            *to++ = (char)byte;
        } else {
            *to++ = '%';
            *to++ = digits[byte >> 4];
            *to++ = digits[byte & 15];
        }
    }
    return encoded;
}

static const char *begin_form(const struct visitor *visitor, const char *does)
{
    return peil_arena_format(
        visitor->arena, "item=%s&n=%s&t=%s&do=%s", value_of(visitor, "name=\"item\""),
        value_of(visitor, "name=\"n\""), value_of(visitor, "name=\"t\""), does);
}

static const char *answer_form(struct visitor *visitor, const struct peil_shown *shown,
                               const char **said)
{
    struct peil_answer answer = { .missing = PEIL_NO_ANSWER };
    const char *why;
    const char *line = peil_pupil_answer(&visitor->pupil, shown, visitor->arena);
    bool explains = shown->item->kind == PEIL_EXPLAIN;
    if (!explains &&
        !peil_answer_read(shown->item, line, SIZE_MAX, visitor->arena, &answer, &why))
        answer.missing = PEIL_NO_ANSWER;
    visitor->refused = shown->item->assent && visitor->pupil.persona->declines;
    *said = peil_arena_format(visitor->arena, "%s %s", shown->item->id,
                              peil_answer_write(shown->item, &answer, visitor->arena));
    bool skips = !explains && answer.missing == PEIL_NO_ANSWER;
    const char *form = begin_form(visitor, skips ? "skip" : "next");
    struct peil_form fields = peil_form_of_answer(shown->item, &answer, visitor->arena);
    for (size_t i = 0; !skips && i < fields.count; i++)
        form =
            peil_arena_format(visitor->arena, "%s&%s=%s", form, fields.fields[i].name,
                              encode(fields.fields[i].value, visitor->arena));
    return form;
}

/* --- Asking the server --- */

static struct peil_client_reply ask(struct visitor *visitor, const char *path,
                                    const char *form)
{
    struct peil_client_reply reply =
        peil_client_ask(visitor->server, path, visitor->cookie, form, visitor->arena);
    visitor->report.requests++;
    if (*reply.cookie)
        visitor->cookie = reply.cookie;
    return reply;
}

/* A reply that says "wait" is asked for again, like an impatient child would. */
static struct peil_client_reply insist(struct visitor *visitor, const char *path,
                                       const char *form)
{
    struct peil_client_reply reply = ask(visitor, path, form);
    for (int waits = 1; waits < MOST_WAITS; waits++) {
        if (reply.status != 503 && reply.status != 0)
            break;
        wait_a_little();
        reply = ask(visitor, path, form);
    }
    return reply;
}

static bool get(struct visitor *visitor, const char *path)
{
    struct peil_client_reply reply = insist(visitor, path, NULL);
    visitor->page = reply.body;
    if (reply.status == 503 || reply.status == 0)
        return fail(visitor, N_("the server does not answer"));
    return reply.status == 200 || fail(visitor, N_("a page was refused"));
}

static int send_only(struct visitor *visitor, const char *form)
{
    visitor->report.requests++;
    return peil_client_send(visitor->server, "/answer", visitor->cookie, form,
                            visitor->arena);
}

/* What happens to a pupil who sends this form: it goes off, and nobody waits for the
 * reply; it is sent twice at once, and the first connection, which is returned, stays
 * open; the page is loaded again; or the page before, gone back to, is sent again. */
static int meet_trouble(struct visitor *visitor, const char *form)
{
    if (peil_chance_below(&visitor->luck, 100) >= visitor->simulation->trouble)
        return -1;
    visitor->report.troubles++;
    switch (peil_chance_below(&visitor->luck, 4)) {
    case 0:
        peil_client_drop(send_only(visitor, form));
        return -1;
    case 1:
        return send_only(visitor, form);
    case 2:
        ask(visitor, "/", NULL);
        return -1;
    default:
        ask(visitor, "/answer", visitor->before ? visitor->before : form);
        return -1;
    }
}

/* Half to one and a half of the time that it takes on average. */
static void think(struct visitor *visitor)
{
    double seconds =
        visitor->simulation->think * (0.5 + peil_chance_unit(&visitor->luck));
    struct timespec time = { .tv_sec = (time_t)seconds };
    time.tv_nsec = (long)((seconds - (double)time.tv_sec) * 1e9);
    nanosleep(&time, NULL);
}

/* Sends a form and goes where the acknowledgement points. The same form is sent again
 * until it is acknowledged: repeating does no harm. */
static bool post(struct visitor *visitor, const char *form)
{
    int held = meet_trouble(visitor, form);
    double began = now();
    struct peil_client_reply reply = insist(visitor, "/answer", form);
    peil_client_drop(held);
    if (reply.status != 303)
        return fail(visitor, N_("an answer was not acknowledged"));
    visitor->times = peil_arena_grow(visitor->arena, visitor->times,
                                     visitor->time_count, sizeof *visitor->times);
    visitor->times[visitor->time_count++] = now() - began;
    visitor->report.answers++;
    visitor->before = form;
    return get(visitor, *reply.location == '/' ? reply.location : "/");
}

/* --- A pupil's way --- */

static bool stop(struct visitor *visitor)
{
    visitor->stopped = true;
    return post(visitor, begin_form(visitor, "stop")) &&
           post(visitor, begin_form(visitor, "keep"));
}

static void remember(struct visitor *visitor, const char *number, const char *said)
{
    static const char name[] = "peil=";
    struct peil_visit_report *report = &visitor->report;
    struct peil_acknowledged one = { .sequence = (uint32_t)strtoul(number, NULL, 10),
                                     .answer = said };
    peil_token_hash(visitor->cookie + strlen(name), "store", one.token_hash);
    report->acknowledged = peil_arena_grow(visitor->arena, report->acknowledged,
                                           report->acknowledged_count, sizeof one);
    report->acknowledged[report->acknowledged_count++] = one;
}

/* One page further. False when the pupil is ready with it, or stuck. */
static bool step(struct visitor *visitor)
{
    struct peil_shown shown = look(visitor);
    const char *number = value_of(visitor, "name=\"n\"");
    if (!shown.item) {
        bool closing = page_has(visitor, "name=\"do\" value=\"finish\"");
        visitor->handed_in = closing && post(visitor, begin_form(visitor, "finish"));
        return false;
    }
    switch (peil_pupil_act(&visitor->pupil, &shown)) {
    case PEIL_ACT_LEAVE:
        visitor->left = true;
        return false;
    case PEIL_ACT_STOP:
        stop(visitor);
        return false;
    case PEIL_ACT_BACK:
        return post(visitor, begin_form(visitor, "back"));
    case PEIL_ACT_ANSWER:
        break;
    }
    const char *said;
    const char *form = answer_form(visitor, &shown, &said);
    think(visitor);
    if (!post(visitor, form))
        return false;
    if (strcmp(number, value_of(visitor, "name=\"n\"")) == 0)
        return fail(visitor, N_("an answer was not taken"));
    remember(visitor, number, said);
    return !visitor->refused;
}

static void count_end(struct visitor *visitor)
{
    struct peil_visit_report *report = &visitor->report;
    bool ends = page_has(visitor, "action=\"/answer\"") == visitor->left;
    if (!report->trouble && !ends)
        fail(visitor, N_("the last page was not shown"));
    const struct {
        bool holds;
        long *count;
    } ways[] = { /* the first that holds */
                 { report->trouble, &report->failed },
                 { visitor->left, &report->left },
                 { visitor->refused, &report->refused },
                 { visitor->stopped, &report->stopped },
                 { visitor->handed_in, &report->completed },
                 { true, &report->failed }
    };
    size_t i = 0;
    while (!ways[i].holds)
        i++;
    ++*ways[i].count;
}

/* Types the code of the card where one is asked for. */
static bool come_in(struct visitor *visitor)
{
    if (!get(visitor, "/"))
        return false;
    if (!page_has(visitor, "action=\"/join\""))
        return true;
    if (!visitor->card)
        return fail(visitor, N_("the server asks for a code: say --cards"));
    const char *form = peil_arena_format(visitor->arena, "code=%s", visitor->card);
    return insist(visitor, "/join", form).status == 303
               ? get(visitor, "/")
               : fail(visitor, N_("a card was refused"));
}

static void visit_once(struct visitor *visitor)
{
    if (come_in(visitor)) {
        visitor->report.practice = page_has(visitor, "class=\"practice\"");
        int steps = 0;
        while (steps < MOST_STEPS && step(visitor))
            steps++;
    }
    count_end(visitor);
}

/* --- All together --- */

static void add_lists(struct visit *visit, const struct visitor *visitor)
{
    struct peil_visit_report *all = &visit->report;
    for (size_t i = 0; i < visitor->time_count; i++) {
        visit->times = peil_arena_grow(visit->arena, visit->times, visit->time_count,
                                       sizeof *visit->times);
        visit->times[visit->time_count++] = visitor->times[i];
    }
    for (size_t i = 0; i < visitor->report.acknowledged_count; i++) {
        struct peil_acknowledged one = visitor->report.acknowledged[i];
        one.answer = peil_arena_copy(visit->arena, one.answer);
        all->acknowledged = peil_arena_grow(visit->arena, all->acknowledged,
                                            all->acknowledged_count, sizeof one);
        all->acknowledged[all->acknowledged_count++] = one;
    }
}

static int compare_times(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static void measure(struct visit *visit)
{
    struct peil_visit_report *report = &visit->report;
    size_t count = visit->time_count;
    if (count == 0)
        return;
    qsort(visit->times, count, sizeof *visit->times, compare_times);
    report->half = visit->times[(count - 1) / 2];
    report->most = visit->times[(count - 1) * 99 / 100];
    report->slowest = visit->times[count - 1];
}

static void add(struct visit *visit, const struct visitor *visitor)
{
    const struct peil_visit_report *one = &visitor->report;
    struct peil_visit_report *all = &visit->report;
    add_lists(visit, visitor);
    all->completed += one->completed;
    all->stopped += one->stopped;
    all->refused += one->refused;
    all->left += one->left;
    all->failed += one->failed;
    all->answers += one->answers;
    all->requests += one->requests;
    all->practice = all->practice || one->practice;
    all->troubles += one->troubles;
    if (!all->trouble && one->trouble)
        all->trouble = one->trouble;
}

/* A device: pupil after pupil takes its turn. */
static void *use_device(void *context)
{
    struct visit *visit = context;
    pthread_mutex_lock(&visit->mutex);
    while (visit->next < visit->simulation->count) {
        size_t number = visit->next++;
        pthread_mutex_unlock(&visit->mutex);
        const struct peil_deck_code *cards = visit->simulation->cards;
        struct visitor visitor = { .arena = peil_arena_new(),
                                   .card = cards ? cards[number].text : NULL,
                                   .simulation = visit->simulation,
                                   .server = visit->server,
                                   .pupil =
                                       peil_simulation_pupil(visit->simulation, number),
                                   .luck = { ~(visit->simulation->seed + number) },
                                   .cookie = "",
                                   .page = "" };
        visit_once(&visitor);
        pthread_mutex_lock(&visit->mutex);
        add(visit, &visitor);
        peil_arena_free(visitor.arena);
    }
    pthread_mutex_unlock(&visit->mutex);
    return NULL;
}

struct peil_visit_report peil_simulation_visit(const struct peil_simulation *simulation,
                                               const struct peil_client *server,
                                               size_t at_once, struct peil_arena *arena)
{
    struct visit visit = { .simulation = simulation,
                           .server = server,
                           .arena = arena,
                           .mutex = PTHREAD_MUTEX_INITIALIZER };
    pthread_t *threads = peil_arena_array(arena, at_once, sizeof *threads);
    size_t started = 0;
    while (started < at_once && started < simulation->count &&
           pthread_create(&threads[started], NULL, use_device, &visit) == 0)
        started++;
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    if (started == 0 && simulation->count > 0)
        visit.report.trouble = N_("no thread could be started");
    measure(&visit);
    visit.report.failed += (long)(simulation->count - visit.next);
    return visit.report;
}
