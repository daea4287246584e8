#include "collect/interview/quality.h"

#include "questionnaires/age.h"

#include <string.h>

enum {
    LEAST_MEASURED = 5,
    LEAST_PLACES = 3,
    LONG_RUN = 6,
    LONG_SHARE = 60,
    TIMES_AS_FAST = 2,
};

bool peil_quality_times(const struct peil_item *item)
{
    return !item->practice && !item->assent;
}

/* --- Speed --- */

static size_t words_in(const char *text)
{
    size_t words = 0;
    while (*text) {
        text += strspn(text, " \n");
        words += *text != '\0';
        text += strcspn(text, " \n");
    }
    return words;
}

double peil_quality_least_seconds(const struct peil_interview *interview,
                                  const struct peil_item *item)
{
    static const struct peil_variant grown_up = { .id = "" };
    const struct peil_questionnaire *q = peil_interview_questionnaire(interview);
    size_t variant = peil_interview_variant(interview);
    const struct peil_age *age =
        peil_age_of(variant < q->variant_count ? &q->variants[variant] : &grown_up);
    const char *text =
        peil_texts_find(&item->text, variant, peil_interview_language(interview));
    double seconds =
        (double)words_in(text) * 60 / (age->words_a_minute * TIMES_AS_FAST);
    return seconds > 1 ? seconds : 1;
}

static void judge_speed(const struct peil_interview *interview,
                        struct peil_quality *quality)
{
    const struct peil_questionnaire *q = peil_interview_questionnaire(interview);
    int measured = 0, fast = 0;
    for (size_t i = 0; i < q->item_count; i++) {
        const struct peil_item *item = &q->items[i];
        int seconds = peil_interview_seconds(interview, item);
        if (seconds == PEIL_UNMEASURED)
            continue;
        quality->seconds =
            quality->seconds == PEIL_UNMEASURED ? seconds : quality->seconds + seconds;
        if (item->kind == PEIL_EXPLAIN)
            continue;
        measured++;
        fast += seconds < peil_quality_least_seconds(interview, item);
    }
    if (measured >= LEAST_MEASURED)
        quality->fast = 3 * fast > measured;
}

/* --- Always the same place --- */

/* A run, counted from the top and from the bottom of the options. */
struct run {
    size_t above, below;
    int from_top, from_bottom;
    int choices; /* all of the response */
};

static int longest(const struct run *run, int so_far)
{
    int here = run->from_top > run->from_bottom ? run->from_top : run->from_bottom;
    return here > so_far ? here : so_far;
}

static void add_choice(struct run *run, size_t above, size_t below)
{
    run->from_top = run->from_top && above == run->above ? run->from_top + 1 : 1;
    run->from_bottom =
        run->from_bottom && below == run->below ? run->from_bottom + 1 : 1;
    run->above = above;
    run->below = below;
    run->choices++;
}

static void follow(const struct peil_interview *interview, const struct peil_item *item,
                   const struct peil_answer *answer, struct run *run)
{
    const struct peil_option *options[PEIL_MAX_OPTIONS];
    size_t count = peil_interview_options(interview, item, options, PEIL_MAX_OPTIONS);
    if (count < LEAST_PLACES)
        return;
    if (answer->missing != PEIL_ANSWERED)
        run->from_top = run->from_bottom = 0;
    for (size_t i = 0; i < count && answer->missing == PEIL_ANSWERED; i++)
        if (options[i] == answer->options[0])
            add_choice(run, i, count - 1 - i);
}

static bool was_passed(const struct peil_answer *answer)
{
    return answer->given && answer->missing != PEIL_NOT_ASKED &&
           answer->missing != PEIL_NOT_REACHED;
}

static void judge_places(const struct peil_interview *interview,
                         const struct peil_response *response,
                         struct peil_quality *quality)
{
    const struct peil_questionnaire *q = response->questionnaire;
    struct run run = { 0 };
    for (size_t i = 0; i < q->item_count; i++) {
        const struct peil_item *item = &q->items[i];
        bool chooses = item->kind == PEIL_SINGLE || item->kind == PEIL_SCALE;
        if (chooses && peil_quality_times(item) && was_passed(&response->answers[i]))
            follow(interview, item, &response->answers[i], &run);
        quality->longest_run = longest(&run, quality->longest_run);
    }
    if (run.choices >= LONG_RUN)
        quality->straight = quality->longest_run >= LONG_RUN &&
                            100 * quality->longest_run >= LONG_SHARE * run.choices;
}

/* --- "I don't know" --- */

static int share_of_dont_know(const struct peil_interview *interview,
                              const struct peil_response *response)
{
    const struct peil_questionnaire *q = response->questionnaire;
    int said = 0, offered = 0;
    for (size_t i = 0; i < q->item_count; i++) {
        const struct peil_item *item = &q->items[i];
        const struct peil_answer *answer = &response->answers[i];
        if (!peil_quality_times(item) || !was_passed(answer) ||
            !peil_interview_offers_dont_know(interview, item))
            continue;
        offered++;
        said += answer->missing == PEIL_DONT_KNOW;
    }
    return offered ? (200 * said + offered) / (2 * offered) : PEIL_NOT_JUDGED;
}

struct peil_quality peil_quality_of(const struct peil_interview *interview,
                                    struct peil_arena *arena)
{
    const struct peil_response *response = peil_interview_response(interview, arena);
    const struct peil_item *left = peil_interview_left_at(interview);
    struct peil_quality quality = { .seconds = PEIL_UNMEASURED,
                                    .fast = PEIL_NOT_JUDGED,
                                    .straight = PEIL_NOT_JUDGED,
                                    .last_item = left ? left->id : "" };
    judge_speed(interview, &quality);
    judge_places(interview, response, &quality);
    quality.dont_know = share_of_dont_know(interview, response);
    return quality;
}
