#include "collect/interview/interview.h"

#include "collect/interview/chance.h"
#include "collect/interview/route.h"
#include "questionnaires/base/text.h"

#include <stdint.h>
#include <string.h>

struct peil_interview {
    const struct peil_questionnaire *q;
    struct peil_arena *arena;
    unsigned long seed;
    const char *language;
    enum peil_interview_state state;
    struct peil_route *route;
    bool
        *passed; /* per item: answered, skipped or read, and not gone back over since */
    int *seconds; /* per item: see peil_interview_seconds */
};

/* The whole machine is this: what is shown is the first item in the order of asking
 * that the route reaches and that has not been passed. */
static size_t position(const struct peil_interview *interview)
{
    const struct peil_route *route = interview->route;
    size_t at = 0;
    while (at < interview->q->item_count &&
           (!route->asked[route->order[at]] || interview->passed[route->order[at]]))
        at++;
    return at;
}

/* An answer that stopped counting (a later answer changed the variant) is asked for
 * again. */
static void find_way(struct peil_interview *interview)
{
    const struct peil_questionnaire *q = interview->q;
    const struct peil_route *route = interview->route;
    peil_route_find(interview->route);
    for (size_t i = 0; i < q->item_count; i++)
        if (route->asked[i] && !route->found.answers[i].given &&
            q->items[i].kind != PEIL_EXPLAIN)
            interview->passed[i] = false;
    interview->state = position(interview) < q->item_count ? PEIL_INTERVIEW_ASKING
                                                           : PEIL_INTERVIEW_CLOSING;
}

static void forget_seconds(struct peil_interview *interview)
{
    for (size_t i = 0; i < interview->q->item_count; i++)
        interview->seconds[i] = PEIL_UNMEASURED;
}

/* --- Beginning --- */

/* "item=value" up to the end of the line; false with *why. */
static bool read_preset(struct peil_response *preset, const char *line,
                        struct peil_arena *arena, const char **why)
{
    const char *value = strchr(line, '=');
    *why = "a preset is written as item=value";
    if (!value)
        return false;
    const struct peil_item *item = peil_questionnaire_item(
        preset->questionnaire,
        peil_arena_copy_span(arena, line, (size_t)(value - line)));
    *why = "the questionnaire has no such item";
    return item && peil_answer_read(item, value + 1, SIZE_MAX, arena,
                                    &preset->answers[item->index], why);
}

const struct peil_response *peil_interview_preset(const struct peil_questionnaire *q,
                                                  const char *lines,
                                                  struct peil_arena *arena,
                                                  const char **why)
{
    struct peil_response *preset = peil_response_new(q, arena);
    while (*lines) {
        size_t length = strcspn(lines, "\n");
        const char *line = peil_arena_copy_span(arena, lines, length);
        if (length > 0 && !read_preset(preset, line, arena, why))
            return NULL;
        lines += length + (lines[length] == '\n');
    }
    return preset;
}

struct peil_interview *peil_interview_new(const struct peil_questionnaire *q,
                                          const struct peil_response *preset,
                                          unsigned long seed, struct peil_arena *arena)
{
    struct peil_interview *interview = peil_arena_array(arena, 1, sizeof *interview);
    *interview = (struct peil_interview){
        .q = q,
        .arena = arena,
        .seed = seed,
        .language = q->language,
        .route = peil_route_new(q, preset, arena),
        .passed = peil_arena_array(arena, q->item_count, sizeof *interview->passed),
        .seconds = peil_arena_array(arena, q->item_count, sizeof *interview->seconds),
    };
    forget_seconds(interview);
    find_way(interview);
    return interview;
}

/* --- What is to be shown --- */

const struct peil_questionnaire *
peil_interview_questionnaire(const struct peil_interview *interview)
{
    return interview->q;
}

enum peil_interview_state peil_interview_state(const struct peil_interview *interview)
{
    return interview->state;
}

const char *peil_interview_language(const struct peil_interview *interview)
{
    return interview->language;
}

bool peil_interview_at_start(const struct peil_interview *interview)
{
    for (size_t i = 0; i < interview->q->item_count; i++)
        if (interview->passed[i])
            return false;
    return interview->state == PEIL_INTERVIEW_ASKING;
}

const struct peil_item *peil_interview_item(const struct peil_interview *interview)
{
    return interview->state == PEIL_INTERVIEW_ASKING
               ? &interview->q->items[interview->route->order[position(interview)]]
               : NULL;
}

size_t peil_interview_variant(const struct peil_interview *interview)
{
    return interview->route->found.variant;
}

const struct peil_answer *peil_interview_answer(const struct peil_interview *interview,
                                                const struct peil_item *item)
{
    return &interview->route->found.answers[item->index];
}

int peil_interview_seconds(const struct peil_interview *interview,
                           const struct peil_item *item)
{
    return interview->seconds[item->index];
}

const struct peil_item *peil_interview_left_at(const struct peil_interview *interview)
{
    size_t at = position(interview);
    return at < interview->q->item_count
               ? &interview->q->items[interview->route->order[at]]
               : NULL;
}

bool peil_interview_offers_dont_know(const struct peil_interview *interview,
                                     const struct peil_item *item)
{
    return peil_route_offers_dont_know(interview->route, item);
}

bool peil_interview_offers_refuse(const struct peil_interview *interview,
                                  const struct peil_item *item)
{
    return peil_route_offers_refuse(interview->route, item);
}

/* Fisher and Yates: each of the first `count` goes to a random place. */
static void shuffle(const struct peil_option **options, size_t count,
                    struct peil_chance chance)
{
    for (size_t left = count; left > 1; left--) {
        size_t pick = peil_chance_below(&chance, left);
        const struct peil_option *last = options[left - 1];
        options[left - 1] = options[pick];
        options[pick] = last;
    }
}

static bool stays_last(const struct peil_option *option)
{
    return option->fixed || option->specify || option->exclusive;
}

/* All options in this pupil's order, offered or not, so that an option that comes and
 * goes does not move the others. */
static void order_options(const struct peil_interview *interview,
                          const struct peil_item *item,
                          const struct peil_option **ordered)
{
    size_t count = 0;
    for (size_t i = 0; i < item->option_count; i++)
        if (!stays_last(&item->options[i]))
            ordered[count++] = &item->options[i];
    uint64_t seed = interview->seed ^ ((uint64_t)item->index << 32);
    shuffle(ordered, count, (struct peil_chance){ seed });
    for (size_t i = 0; i < item->option_count; i++)
        if (stays_last(&item->options[i]))
            ordered[count++] = &item->options[i];
}

size_t peil_interview_options(const struct peil_interview *interview,
                              const struct peil_item *item,
                              const struct peil_option **options, size_t room)
{
    const struct peil_option *ordered[PEIL_MAX_OPTIONS];
    size_t count = 0;
    if (item->random)
        order_options(interview, item, ordered);
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option =
            item->random ? ordered[i] : &item->options[i];
        if (count < room && peil_route_offers(interview->route, option))
            options[count++] = option;
    }
    return count;
}

void peil_interview_progress(const struct peil_interview *interview, size_t *number,
                             size_t *total)
{
    const struct peil_questionnaire *q = interview->q;
    bool open[PEIL_MAX_ITEMS];
    size_t passed = 0, ahead = 0;
    peil_route_foresee(interview->route, open);
    for (size_t i = 0; i < q->item_count; i++) {
        const struct peil_item *item = &q->items[i];
        if (item->kind == PEIL_EXPLAIN || item->practice || item->assent)
            continue;
        bool asked = interview->route->asked[i];
        passed += asked && interview->passed[i];
        ahead += asked ? !interview->passed[i] : open[i];
    }
    *total = passed + ahead;
    *number = passed + (ahead > 0);
}

/* --- What the pupil does --- */

static const struct peil_option *const *copy_options(const struct peil_answer *answer,
                                                     struct peil_arena *arena)
{
    const struct peil_option **options =
        peil_arena_array(arena, answer->option_count, sizeof *options);
    for (size_t i = 0; i < answer->option_count; i++)
        options[i] = answer->options[i];
    return options;
}

static const char *const *copy_words(const struct peil_answer *answer,
                                     struct peil_arena *arena)
{
    const char **words = peil_arena_array(arena, answer->option_count, sizeof *words);
    for (size_t i = 0; i < answer->option_count; i++)
        if (answer->specified[i])
            words[i] = peil_arena_copy(arena, answer->specified[i]);
    return words;
}

static struct peil_answer copy_answer(const struct peil_answer *answer,
                                      struct peil_arena *arena)
{
    struct peil_answer copy = { .missing = answer->missing, .given = true };
    if (answer->missing != PEIL_ANSWERED)
        return copy;
    copy.number = answer->number;
    copy.option_count = answer->option_count;
    if (answer->option_count)
        copy.options = copy_options(answer, arena);
    if (answer->option_count && answer->specified)
        copy.specified = copy_words(answer, arena);
    if (answer->text)
        copy.text = peil_arena_copy(arena, answer->text);
    return copy;
}

static void forget_answers(struct peil_interview *interview)
{
    size_t count = interview->q->item_count;
    memset(interview->route->kept, 0, count * sizeof *interview->route->kept);
    memset(interview->passed, 0, count * sizeof *interview->passed);
    forget_seconds(interview);
    peil_route_find(interview->route);
}

static bool refuses(const struct peil_item *item, const struct peil_answer *answer)
{
    return item->assent && answer->missing == PEIL_ANSWERED &&
           answer->option_count == 1 && answer->options[0]->ends;
}

static bool allows(const struct peil_interview *interview, const struct peil_item *item,
                   const struct peil_answer *answer, const char **why)
{
    return item->kind == PEIL_EXPLAIN ||
           (peil_answer_allows(item, answer, why) &&
            peil_route_allows(interview->route, item, answer, why));
}

bool peil_interview_give(struct peil_interview *interview, const struct peil_item *item,
                         const struct peil_answer *answer, const char **why)
{
    *why = "another question is shown now";
    if (!item || item != peil_interview_item(interview) ||
        !allows(interview, item, answer, why))
        return false;
    if (refuses(item, answer)) {
        forget_answers(interview);
        interview->state = PEIL_INTERVIEW_REFUSED;
        return true;
    }
    if (item->kind != PEIL_EXPLAIN)
        interview->route->kept[item->index] = copy_answer(answer, interview->arena);
    interview->passed[item->index] = true;
    find_way(interview);
    return true;
}

/* The place in the order of the item before the one shown, or the item count. */
static size_t position_before(const struct peil_interview *interview)
{
    const struct peil_route *route = interview->route;
    size_t none = interview->q->item_count, here = position(interview), at = here;
    if (interview->state != PEIL_INTERVIEW_ASKING &&
        interview->state != PEIL_INTERVIEW_CLOSING)
        return none;
    while (at > 0 && !route->asked[route->order[at - 1]])
        at--;
    if (at == 0)
        return none;
    const struct peil_item *items = interview->q->items;
    bool barred = here < none && items[route->order[at - 1]].barrier <
                                     items[route->order[here]].barrier;
    return barred ? none : at - 1;
}

bool peil_interview_can_go_back(const struct peil_interview *interview)
{
    return position_before(interview) < interview->q->item_count;
}

bool peil_interview_back(struct peil_interview *interview)
{
    size_t before = position_before(interview);
    if (before == interview->q->item_count)
        return false;
    for (size_t at = before; at < interview->q->item_count; at++)
        interview->passed[interview->route->order[at]] = false;
    find_way(interview);
    return true;
}

bool peil_interview_finish(struct peil_interview *interview)
{
    if (interview->state != PEIL_INTERVIEW_CLOSING)
        return false;
    interview->state = PEIL_INTERVIEW_DONE;
    return true;
}

static bool stop(struct peil_interview *interview, bool keep)
{
    if (interview->state != PEIL_INTERVIEW_ASKING &&
        interview->state != PEIL_INTERVIEW_CLOSING)
        return false;
    if (!keep)
        forget_answers(interview);
    interview->state = keep ? PEIL_INTERVIEW_STOPPED : PEIL_INTERVIEW_WIPED;
    return true;
}

static bool speak(struct peil_interview *interview, const char *language,
                  const char **why)
{
    const struct peil_texts *title = &interview->q->title;
    *why = "this cannot be done at this point of the interview";
    if (interview->state != PEIL_INTERVIEW_ASKING)
        return false;
    for (size_t i = 0; i < title->count; i++)
        if (strcmp(title->wordings[i].language, language) == 0) {
            interview->language = title->wordings[i].language;
            return true;
        }
    *why = "the questionnaire has no such language";
    return false;
}

/* --- The record and the log --- */

bool peil_interview_has_assent(const struct peil_interview *interview)
{
    bool open[PEIL_MAX_ITEMS];
    peil_route_foresee(interview->route, open);
    for (size_t i = 0; i < interview->q->item_count; i++)
        if (interview->q->items[i].assent && open[i])
            return false;
    return interview->state != PEIL_INTERVIEW_REFUSED;
}

const struct peil_response *
peil_interview_response(const struct peil_interview *interview,
                        struct peil_arena *arena)
{
    const struct peil_route *route = interview->route;
    struct peil_response *response = peil_response_new(interview->q, arena);
    bool nothing = interview->state == PEIL_INTERVIEW_REFUSED ||
                   interview->state == PEIL_INTERVIEW_WIPED;
    bool open[PEIL_MAX_ITEMS];
    peil_route_foresee(route, open);
    response->variant = route->found.variant;
    for (size_t i = 0; i < interview->q->item_count; i++) {
        const struct peil_answer *found = &route->found.answers[i];
        struct peil_answer none = { .given = true, .missing = PEIL_NOT_ASKED };
        if (open[i] && !nothing)
            none.missing = PEIL_NOT_REACHED;
        response->answers[i] = found->given ? copy_answer(found, arena) : none;
    }
    return response;
}

/* What stands between the "a" and the blank: nothing, or how many seconds it took. */
static bool read_seconds(const char **text, long *seconds)
{
    enum { DIGITS = 3 };
    char digits[DIGITS + 1] = "";
    size_t length = strspn(*text, "0123456789");
    *seconds = PEIL_UNMEASURED;
    if (length > DIGITS || (*text)[length] != ' ')
        return false;
    memcpy(digits, *text, length);
    *text += length + 1;
    return length == 0 ||
           (peil_text_integer(digits, seconds) && *seconds <= PEIL_MOST_SECONDS);
}

static void add_seconds(struct peil_interview *interview, const struct peil_item *item,
                        int seconds)
{
    int *all = &interview->seconds[item->index];
    if (seconds == PEIL_UNMEASURED)
        return;
    *all = *all == PEIL_UNMEASURED ? seconds : *all + seconds;
    if (*all > PEIL_MOST_SECONDS)
        *all = PEIL_MOST_SECONDS;
}

static bool apply_answer(struct peil_interview *interview, const char *text,
                         const char **why)
{
    long seconds;
    *why = "not an event";
    if (!read_seconds(&text, &seconds))
        return false;
    size_t length = strcspn(text, " ");
    const char *value = text + length + (text[length] == ' ');
    const char *id = peil_arena_copy_span(interview->arena, text, length);
    const struct peil_item *item = peil_questionnaire_item(interview->q, id);
    struct peil_answer answer = { .missing = PEIL_NO_ANSWER };
    *why = "the questionnaire has no such item";
    if (!item)
        return false;
    if (item->kind != PEIL_EXPLAIN &&
        !peil_answer_read(item, value, peil_interview_variant(interview),
                          interview->arena, &answer, why))
        return false;
    if (!peil_interview_give(interview, item, &answer, why))
        return false;
    if (interview->state != PEIL_INTERVIEW_REFUSED)
        add_seconds(interview, item, (int)seconds);
    return true;
}

bool peil_interview_apply(struct peil_interview *interview, const char *event,
                          const char **why)
{
    *why = "this cannot be done at this point of the interview";
    if (event[0] == 'a')
        return apply_answer(interview, event + 1, why);
    if (event[0] == 'l' && event[1] == ' ')
        return speak(interview, event + 2, why);
    if (event[0] == '\0' || event[1] != '\0') {
        *why = "not an event";
        return false;
    }
    switch (event[0]) {
    case 'b':
        return peil_interview_back(interview);
    case 'f':
        return peil_interview_finish(interview);
    case 's':
        return stop(interview, true);
    case 'w':
        return stop(interview, false);
    default:
        *why = "not an event";
        return false;
    }
}
