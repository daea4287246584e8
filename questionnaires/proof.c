#include "questionnaires/proof.h"

#include "questionnaires/domain.h"
#include "questionnaires/reader.h"

#include <stdint.h>

/* For one condition, and for all of a questionnaire together. */
enum { MOST_TRIED = 200000, MOST_TRIED_IN_ALL = 2000000 };

/* Who proves: what is left is spent condition by condition, in the order of asking. */
struct prover {
    const struct peil_questionnaire *q;
    struct peil_arena *arena;
    struct peil_diag *diag;
    size_t left;
};

/* What is asked: of those who are in `seen_by` and meet `reach`, who meets `claim`? */
struct question {
    const struct peil_condition *claim, *reach; /* NULL is true */
    peil_variants asked_of, seen_by;
};

struct answerable {
    const struct peil_item *item;
    const struct peil_answer *answers;
    size_t count;
};

struct trial {
    const struct peil_questionnaire *q;
    const struct question *question;
    bool routed; /* items that are not asked have no answer */
    struct peil_response *response;
    struct answerable *items; /* in the order of the questionnaire */
    size_t item_count;
    size_t most, tried, reached, met;
    bool given_up;
};

/* --- Which items matter --- */

static void note_routing(const struct peil_questionnaire *q, bool *seen)
{
    for (size_t i = 0; i < q->variant_count; i++)
        peil_condition_items(q->variants[i].when, seen);
    for (size_t i = q->item_count; i-- > 0;)
        if (seen[i])
            peil_condition_items(q->items[i].when, seen);
}

static struct peil_conditions gather(const struct trial *trial, const bool *seen,
                                     struct peil_arena *arena)
{
    const struct peil_questionnaire *q = trial->q;
    struct peil_conditions conditions = {
        peil_arena_array(arena, 2 + q->variant_count + q->item_count,
                         sizeof *conditions.list),
        0
    };
    conditions.list[conditions.count++] = trial->question->claim;
    conditions.list[conditions.count++] = trial->question->reach;
    for (size_t i = 0; i < q->variant_count; i++)
        conditions.list[conditions.count++] = q->variants[i].when;
    for (size_t i = 0; i < q->item_count; i++)
        if (seen[i])
            conditions.list[conditions.count++] = q->items[i].when;
    return conditions;
}

static void read_domains(struct trial *trial, struct peil_arena *arena)
{
    const struct peil_questionnaire *q = trial->q;
    bool *seen = peil_arena_array(arena, q->item_count, sizeof *seen);
    peil_condition_items(trial->question->claim, seen);
    peil_condition_items(trial->question->reach, seen);
    note_routing(q, seen);
    struct peil_conditions conditions = gather(trial, seen, arena);
    trial->items = peil_arena_array(arena, q->item_count, sizeof *trial->items);
    for (size_t i = 0; i < q->item_count; i++) {
        if (!seen[i])
            continue;
        struct answerable *next = &trial->items[trial->item_count++];
        next->item = &q->items[i];
        if (!peil_domain_read(next->item, &conditions, arena, &next->answers,
                              &next->count))
            trial->given_up = true;
    }
}

/* --- Trying them all --- */

/* Would a pupil with these answers get this variant? */
static bool variant_fits(const struct trial *trial)
{
    const struct peil_questionnaire *q = trial->q;
    bool decided_by_answers = false;
    for (size_t i = 0; i < q->variant_count; i++) {
        decided_by_answers |= q->variants[i].when != NULL;
        if (q->variants[i].when &&
            peil_condition_evaluate(q->variants[i].when, trial->response) == PEIL_TRUE)
            return i == trial->response->variant;
    }
    return !decided_by_answers || q->variants[trial->response->variant].fallback;
}

static void judge(struct trial *trial)
{
    const struct question *question = trial->question;
    size_t variant = trial->response->variant;
    trial->given_up = ++trial->tried > trial->most;
    if (trial->q->variant_count &&
        (!variant_fits(trial) || !peil_variants_has(question->asked_of, variant) ||
         !peil_variants_has(question->seen_by, variant)))
        return;
    if (peil_condition_evaluate(question->reach, trial->response) != PEIL_TRUE)
        return;
    trial->reached++;
    trial->met +=
        peil_condition_evaluate(question->claim, trial->response) == PEIL_TRUE;
}

static bool is_visible(const struct trial *trial, const struct peil_answer *answer)
{
    for (size_t i = 0; i < answer->option_count; i++)
        if (trial->q->variant_count &&
            !peil_variants_has(answer->options[i]->variants, trial->response->variant))
            return false;
    return true;
}

/* Is it asked, after the answers to the items before it? A rotating item that is off
 * may be switched on. */
static bool is_asked(const struct trial *trial, const struct peil_item *item)
{
    if (trial->q->variant_count &&
        !peil_variants_has(item->variants, trial->response->variant))
        return false;
    return peil_condition_evaluate(item->when, trial->response) == PEIL_TRUE;
}

static void try_from(struct trial *trial, size_t at)
{
    if (trial->given_up)
        return;
    if (at == trial->item_count) {
        judge(trial);
        return;
    }
    const struct answerable *here = &trial->items[at];
    struct peil_answer *answer = &trial->response->answers[here->item->index];
    bool asked = !trial->routed || is_asked(trial, here->item);
    if (!asked || !here->item->on) {
        *answer = (struct peil_answer){ .missing = PEIL_NOT_ASKED, .given = true };
        try_from(trial, at + 1);
    }
    for (size_t i = 0; asked && i < here->count; i++) {
        *answer = here->answers[i];
        if (!trial->routed || is_visible(trial, answer))
            try_from(trial, at + 1);
    }
    *answer = (struct peil_answer){ 0 };
}

static struct trial try_all(struct prover *prover, const struct question *question,
                            bool routed)
{
    const struct peil_questionnaire *q = prover->q;
    struct peil_arena *arena = peil_arena_new();
    struct trial trial = { .q = q,
                           .question = question,
                           .routed = routed,
                           .most =
                               prover->left < MOST_TRIED ? prover->left : MOST_TRIED,
                           .response = peil_response_new(q, arena) };
    read_domains(&trial, arena);
    size_t variants = q->variant_count ? q->variant_count : 1;
    for (size_t i = 0; i < variants; i++) {
        trial.response->variant = q->variant_count ? i : SIZE_MAX;
        try_from(&trial, 0);
    }
    peil_arena_free(arena);
    prover->left -= trial.tried < prover->left ? trial.tried : prover->left;
    trial.response = NULL;
    trial.items = NULL;
    return trial;
}

/* --- What is said about it --- */

/* `what` is asked or offered when `question->claim` holds. */
static void check_condition(struct prover *prover, const struct question *question,
                            const char *what, struct peil_place place)
{
    if (!question->claim)
        return;
    struct trial routed = try_all(prover, question, true);
    if (routed.given_up || !routed.reached)
        return;
    if (routed.met == routed.reached) {
        peil_diag_add(prover->diag, PEIL_WARNING, place,
                      "the condition of %s is always true for whoever gets there: "
                      "leave it out",
                      what);
        return;
    }
    if (routed.met)
        return;
    struct question alone = { .claim = question->claim };
    struct trial free = try_all(prover, &alone, false);
    bool contradicts = !free.given_up && !free.met;
    peil_diag_add(prover->diag, PEIL_WARNING, place,
                  contradicts ? "the condition of %s contradicts itself: nobody "
                                "will see it"
                              : "%s is for nobody: whoever gets there does not meet "
                                "its condition",
                  what);
}

static void check_option(struct prover *prover, const struct peil_item *item,
                         const struct peil_option *option)
{
    const char *what = peil_arena_format(prover->arena, "option \"%s\" of \"%s\"",
                                         option->code, item->id);
    if (!peil_variants_overlap(item->variants, option->variants)) {
        peil_diag_add(prover->diag, PEIL_WARNING, option->place,
                      "%s is never offered: no variant that sees it is asked \"%s\"",
                      what, item->id);
        return;
    }
    struct question question = { option->when, item->when, item->variants,
                                 option->variants };
    check_condition(prover, &question, what, option->when_place);
}

static void check_item(struct prover *prover, const struct peil_item *item)
{
    struct question question = { item->when, NULL, item->variants, 0 };
    check_condition(prover, &question,
                    peil_arena_format(prover->arena, "\"%s\"", item->id),
                    item->when_place);
    for (size_t i = 0; i < item->option_count; i++)
        check_option(prover, item, &item->options[i]);
}

static void check_variant(struct prover *prover, size_t index)
{
    const struct peil_variant *variant = &prover->q->variants[index];
    struct question question = { .asked_of = 1u << index };
    if (!variant->when)
        return;
    struct trial trial = try_all(prover, &question, true);
    if (!trial.given_up && !trial.reached)
        peil_diag_add(prover->diag, PEIL_WARNING, variant->when_place,
                      "variant \"%s\" is never chosen: no answers lead to it, or an "
                      "earlier variant takes them all",
                      variant->id);
}

/* Can someone who counts for the band have given a code of it? */
static bool band_is_filled(const struct peil_questionnaire *q,
                           const struct peil_item *from, const struct peil_band *band)
{
    if (!band->of_count)
        return !(band->from > from->highest) && !(band->to <= from->lowest);
    for (size_t i = 0; i < q->variant_count || i == 0; i++) {
        bool counts = !q->variant_count || (peil_variants_has(band->variants, i) &&
                                            peil_variants_has(from->variants, i));
        for (size_t code = 0; counts && code < band->of_count; code++)
            if (peil_item_option(from, band->of[code], q->variant_count ? i : SIZE_MAX))
                return true;
    }
    return false;
}

static void check_derive(struct prover *prover, const struct peil_derive *derive)
{
    for (size_t i = 0; i < derive->band_count; i++)
        if (!band_is_filled(prover->q, derive->from, &derive->bands[i]))
            peil_diag_add(prover->diag, PEIL_WARNING, derive->bands[i].place,
                          "nobody falls in band \"%s\" of \"%s\": no one it counts for "
                          "can answer \"%s\" so",
                          derive->bands[i].code, derive->id, derive->from->id);
}

void peil_proof_check(const struct peil_questionnaire *q, struct peil_arena *arena,
                      struct peil_diag *diag)
{
    struct prover prover = { q, arena, diag, MOST_TRIED_IN_ALL };
    for (size_t i = 0; i < q->variant_count; i++)
        check_variant(&prover, i);
    for (size_t i = 0; i < q->item_count; i++)
        check_item(&prover, &q->items[i]);
    for (size_t i = 0; i < q->derive_count; i++)
        check_derive(&prover, &q->derives[i]);
}
