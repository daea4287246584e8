#include "collect/simulate/simulate.h"

#include "collect/interview/quality.h"
#include "collect/interview/record.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { CLASS_SIZE = 25, CLASSES = 12 };

/* Small runs still get pupils of every group. */
static size_t class_of(const struct peil_simulation *simulation, size_t number)
{
    size_t size = simulation->count / CLASSES;
    if (size > CLASS_SIZE)
        size = CLASS_SIZE;
    return size > 1 ? number / size : number;
}

static const struct peil_persona *draw_persona(const struct peil_simulation *simulation,
                                               size_t number)
{
    struct peil_chance chance = { simulation->seed ^ ((uint64_t)number << 32) };
    size_t sum = 0, at = 0;
    for (size_t i = 0; i < PEIL_PERSONAS; i++)
        sum += simulation->shares[i];
    size_t left = peil_chance_below(&chance, sum ? sum : 1);
    while (at < PEIL_PERSONAS - 1 && left >= simulation->shares[at])
        left -= simulation->shares[at++];
    return &peil_personas[at];
}

struct peil_pupil peil_simulation_pupil(const struct peil_simulation *simulation,
                                        size_t number)
{
    return peil_pupil_new(draw_persona(simulation, number), simulation->seed, number,
                          class_of(simulation, number));
}

/* --- Driving the interview --- */

static struct peil_shown look(const struct peil_interview *interview,
                              const struct peil_questionnaire *q)
{
    const struct peil_item *item = peil_interview_item(interview);
    struct peil_shown shown = {
        .q = q,
        .item = item,
        .dont_know = peil_interview_offers_dont_know(interview, item),
        .refuse = peil_interview_offers_refuse(interview, item),
        .back = peil_interview_can_go_back(interview),
    };
    shown.option_count =
        peil_interview_options(interview, item, shown.options, PEIL_MAX_OPTIONS);
    return shown;
}

/* Twice the least is what reading takes; then the pupil thinks. */
static const char *time_taken(const struct peil_interview *interview,
                              const struct peil_pupil *pupil,
                              const struct peil_item *item, struct peil_arena *arena)
{
    enum { THINKS = 4, WRITES = 20 };
    double usual = 2 * peil_quality_least_seconds(interview, item) +
                   (item->kind == PEIL_TEXT ? WRITES : THINKS);
    return peil_quality_times(item)
               ? peil_arena_format(arena, "%d", peil_pupil_seconds(pupil, usual))
               : "";
}

/* False when the pupil walks away. What may not be answered so is skipped: then the
 * questionnaire itself is at odds (it wants more options than it offers). */
static bool do_one_thing(struct peil_interview *interview, struct peil_pupil *pupil,
                         const struct peil_shown *shown, struct peil_arena *arena)
{
    const char *why, *answer;
    switch (peil_pupil_act(pupil, shown)) {
    case PEIL_ACT_LEAVE:
        return false;
    case PEIL_ACT_STOP:
        return peil_interview_apply(interview, "s", &why);
    case PEIL_ACT_BACK:
        return peil_interview_back(interview);
    case PEIL_ACT_ANSWER:
        break;
    }
    const char *id = shown->item->id;
    const char *took = time_taken(interview, pupil, shown->item, arena);
    answer = peil_pupil_answer(pupil, shown, arena);
    return peil_interview_apply(interview,
                                peil_arena_format(arena, "a%s %s %s", took, id, answer),
                                &why) ||
           peil_interview_apply(interview,
                                peil_arena_format(arena, "a%s %s -9", took, id), &why);
}

struct peil_interview *peil_simulation_run(const struct peil_simulation *simulation,
                                           size_t number, struct peil_arena *arena)
{
    struct peil_pupil pupil = peil_simulation_pupil(simulation, number);
    uint64_t seed = peil_chance_next(&pupil.chance);
    struct peil_interview *interview =
        peil_interview_new(simulation->q, NULL, seed, arena);
    bool goes_on = true;
    while (goes_on && peil_interview_state(interview) == PEIL_INTERVIEW_ASKING) {
        struct peil_shown shown = look(interview, simulation->q);
        goes_on = do_one_thing(interview, &pupil, &shown, arena);
    }
    peil_interview_finish(interview); /* only at the closing page */
    return interview;
}

/* --- The response file --- */

struct numbered {
    char id[PEIL_ID_LENGTH + 1];
    size_t number;
};

static int compare(const void *left, const void *right)
{
    const struct numbered *a = left, *b = right;
    return strcmp(a->id, b->id);
}

static void draw_id(char id[PEIL_ID_LENGTH + 1], uint64_t seed, uint64_t number)
{
    struct peil_chance chance = { seed + number * 0xA0761D6478BD642Fu };
    unsigned long long high = peil_chance_next(&chance),
                       low = peil_chance_next(&chance);
    snprintf(id, PEIL_ID_LENGTH + 1, "%016llx%016llx", high, low);
}

/* In the order of their ids, like any export. */
static struct numbered *draw_ids(const struct peil_simulation *simulation,
                                 struct peil_arena *arena)
{
    struct numbered *ids = peil_arena_array(arena, simulation->count, sizeof *ids);
    for (size_t i = 0; i < simulation->count; i++) {
        draw_id(ids[i].id, simulation->seed, 2 * i);
        ids[i].number = i;
    }
    if (simulation->count)
        qsort(ids, simulation->count, sizeof *ids, compare);
    return ids;
}

static void write_one(const struct peil_simulation *simulation,
                      const struct numbered *one, struct peil_record_file *file,
                      struct peil_tally *tally)
{
    struct peil_arena *arena = peil_arena_new();
    const struct peil_study *study = simulation->study;
    const struct peil_interview *interview =
        peil_simulation_run(simulation, one->number, arena);
    size_t class = class_of(simulation, one->number);
    char session[PEIL_ID_LENGTH + 1];
    draw_id(session, simulation->seed, 2 * class + 1);
    struct peil_record_about about = {
        .response = one->id,
        .ojs = study->ojs,
        .wave = study->wave,
        .school =
            study->school_count ? study->schools[class % study->school_count].code : "",
        .session = session,
        .mode = "file",
        .synthetic = true,
    };
    struct peil_logged logged = { .count = 1 };
    if (peil_tally_count(tally, &logged, interview))
        peil_record_write(file, &about, interview);
    peil_arena_free(arena);
}

void peil_simulation_write(const struct peil_simulation *simulation, FILE *out,
                           struct peil_tally *tally, struct peil_arena *arena)
{
    struct peil_record_file file;
    const struct numbered *ids = draw_ids(simulation, arena);
    peil_record_begin(&file, simulation->q, out, PEIL_CSV_LOSSLESS, arena);
    for (size_t i = 0; i < simulation->count; i++)
        write_one(simulation, &ids[i], &file, tally);
}
