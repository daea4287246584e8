#include "questionnaires/diff.h"

#include "questionnaires/base/message.h"
#include "questionnaires/changes.h"
#include "questionnaires/condition.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

/* All that differs from one kind of change to another: a new item that says what its
 * options were means the same in other words. */
static const struct change {
    const char *name;
    bool harmless, forgiven; /* by itself; when it was declared */
} changes_by_kind[] = {
    [PEIL_CHANGE_KIND] = { .name = "kind" },
    [PEIL_CHANGE_WORDING] = { .name = "wording", .forgiven = true },
    [PEIL_CHANGE_SOME] = { .name = "wording_of_some", .forgiven = true },
    [PEIL_CHANGE_ADDED] = { .name = "added" },
    [PEIL_CHANGE_REMOVED] = { .name = "removed" },
    [PEIL_CHANGE_RELABELLED] = { .name = "relabelled" },
    [PEIL_CHANGE_RECODED] = { .name = "recoded", .harmless = true },
    [PEIL_CHANGE_SPLIT] = { .name = "split" },
    [PEIL_CHANGE_REORDERED] = { .name = "reordered" },
    [PEIL_CHANGE_SCORES] = { .name = "scores", .forgiven = true },
    [PEIL_CHANGE_LIMIT] = { .name = "limit" },
    [PEIL_CHANGE_MISSING] = { .name = "missing" },
    [PEIL_CHANGE_BASE] = { .name = "base" },
    [PEIL_CHANGE_MOVED] = { .name = "moved" },
    [PEIL_CHANGE_BANDS] = { .name = "bands" },
};
static_assert(sizeof changes_by_kind / sizeof *changes_by_kind == PEIL_CHANGE_KINDS,
              "every kind of change has its row");

static const struct survival {
    const char *name, *words;
} survivals[] = {
    [PEIL_SURVIVES] = { "same", N_("comparable") },
    [PEIL_SURVIVES_RECODED] = { "recoded", N_("comparable after recoding") },
    [PEIL_SURVIVES_NOT] = { "not", N_("not comparable") },
    [PEIL_SURVIVES_NEW] = { "new", N_("new") },
    [PEIL_SURVIVES_GONE] = { "gone", N_("gone") },
};
static_assert(sizeof survivals / sizeof *survivals == PEIL_SURVIVALS,
              "every end has its row");

const char *peil_change_name(enum peil_change_kind kind)
{
    return changes_by_kind[kind].name;
}

const char *peil_survival_name(enum peil_survival survival)
{
    return survivals[survival].name;
}

const char *peil_survival_words(enum peil_survival survival)
{
    return _(survivals[survival].words);
}

/* Two questionnaires side by side. */
struct differ {
    struct peil_diff *diff;
    struct peil_match *matches; /* diff->matches, to write in */
    const struct peil_questionnaire *old, *new;
    struct peil_view *views;
    size_t view_count;
    const struct peil_item **olds; /* of each new item its earlier self, or NULL */
    bool *moved;                   /* of each new item */
    struct peil_arena *arena;
};

/* --- Variants --- */

static size_t variant_called(const struct peil_questionnaire *q, const char *id)
{
    size_t i = 0;
    while (i < q->variant_count && strcmp(q->variants[i].id, id) != 0)
        i++;
    return i;
}

static void add_view(struct differ *differ, size_t old, size_t new, const char *label)
{
    differ->views[differ->view_count++] = (struct peil_view){ old, new, label };
}

/* Where one version has no variants, its one wording stands against each of the other.
 */
static void pair_variants(struct differ *differ)
{
    const struct peil_questionnaire *old = differ->old, *new = differ->new;
    differ->views =
        peil_arena_array(differ->arena, old->variant_count + new->variant_count + 1,
                         sizeof *differ->views);
    if (old->variant_count == 0 && new->variant_count == 0)
        add_view(differ, SIZE_MAX, SIZE_MAX, "");
    for (size_t i = 0; i < new->variant_count; i++) {
        size_t at = variant_called(old, new->variants[i].id);
        if (old->variant_count == 0 || at < old->variant_count)
            add_view(differ, old->variant_count == 0 ? SIZE_MAX : at, i,
                     new->variants[i].label);
    }
    for (size_t i = 0; new->variant_count == 0 && i < old->variant_count; i++)
        add_view(differ, i, SIZE_MAX, old->variants[i].label);
}

/* --- Who is who --- */

/* An id is for ever; only an item whose id is new can replace another. */
static const struct peil_item *earlier_self(const struct differ *differ,
                                            const struct peil_item *item)
{
    const struct peil_item *old = peil_questionnaire_item(differ->old, item->id);
    return old || !item->replaces
               ? old
               : peil_questionnaire_item(differ->old, item->replaces);
}

/* The new items whose order of before is kept are as many as can be: the longest
 * rising row of their old places. All others were moved. */
static void find_moved(struct differ *differ)
{
    size_t count = differ->new->item_count, last = SIZE_MAX;
    size_t *length = peil_arena_array(differ->arena, count, sizeof *length);
    size_t *previous = peil_arena_array(differ->arena, count, sizeof *previous);
    for (size_t i = 0; i < count; i++) {
        differ->moved[i] = differ->olds[i] != NULL;
        length[i] = 1;
        previous[i] = SIZE_MAX;
        for (size_t j = 0; differ->olds[i] && j < i; j++)
            if (differ->olds[j] && differ->olds[j]->index < differ->olds[i]->index &&
                length[j] >= length[i]) {
                length[i] = length[j] + 1;
                previous[i] = j;
            }
        if (differ->olds[i] && (last == SIZE_MAX || length[i] > length[last]))
            last = i;
    }
    for (size_t i = last; i != SIZE_MAX; i = previous[i])
        differ->moved[i] = false;
}

/* --- Who is asked --- */

/* The item of now that took the place of one of then; its own trend must be whole for
 * those whom it sends on to be the same pupils. */
static bool is_same_item(const struct differ *differ, const struct peil_item *old,
                         const struct peil_item *new)
{
    if (!old || !new)
        return old == NULL && new == NULL;
    const struct peil_match *match = &differ->matches[new->index];
    return match->old == old && match->survival == PEIL_SURVIVES;
}

static bool is_same_derive(const struct differ *differ, const struct peil_derive *old,
                           const struct peil_derive *new)
{
    if (!old || !new)
        return old == NULL && new == NULL;
    return strcmp(old->id, new->id) == 0 && is_same_item(differ, old->from, new->from);
}

static bool are_same_words(const char *const *a, size_t a_count, const char *const *b,
                           size_t b_count)
{
    bool same = a_count == b_count;
    for (size_t i = 0; same && i < a_count; i++)
        same = strcmp(a[i], b[i]) == 0;
    return same;
}

static bool is_same_number(double a, double b)
{
    return (isnan(a) && isnan(b)) || !(a < b || a > b || isnan(a) || isnan(b));
}

static bool is_same_variant(const struct differ *differ, size_t old, size_t new)
{
    return strcmp(differ->old->variants[old].id, differ->new->variants[new].id) == 0;
}

static bool is_same_condition(const struct differ *differ,
                              const struct peil_condition *old,
                              const struct peil_condition *new)
{
    if (!old || !new)
        return old == NULL && new == NULL;
    return old->kind == new->kind &&is_same_item(differ, old->item, new->item) &&
           is_same_derive(differ, old->derive, new->derive) &&
           is_same_number(old->number, new->number) &&
           (old->kind != PEIL_NODE_VARIANT ||
            is_same_variant(differ, old->variant, new->variant)) &&
           are_same_words(old->codes, old->code_count, new->codes, new->code_count) &&
           is_same_condition(differ, old->left, new->left) &&
           is_same_condition(differ, old->right, new->right);
}

/* Variants that one version has, and whose pupils the other does not ask. */
static const char *asked_alone(struct peil_changes *changes,
                               const struct peil_questionnaire *q,
                               const struct peil_item *item,
                               const struct peil_item *other, bool is_old)
{
    const char *names = "";
    for (size_t i = 0; i < q->variant_count; i++) {
        bool asked = false, matched = false;
        for (size_t v = 0; v < changes->view_count; v++) {
            const struct peil_view *view = &changes->views[v];
            if ((is_old ? view->old : view->new) != i)
                continue;
            matched = true;
            asked |= peil_variants_has(other->variants, is_old ? view->new : view->old);
        }
        if (peil_variants_has(item->variants, i) && !(matched && asked))
            names = peil_changes_mention(changes, names, q->variants[i].label);
    }
    return names;
}

static void compare_base(const struct differ *differ, struct peil_changes *changes)
{
    const char *gone =
        asked_alone(changes, differ->old, changes->old, changes->new, true);
    const char *come =
        asked_alone(changes, differ->new, changes->new, changes->old, false);
    if (*come)
        peil_changes_add(changes, PEIL_CHANGE_BASE, _("now asked of %s too"), come);
    if (*gone)
        peil_changes_add(changes, PEIL_CHANGE_BASE, _("no longer asked of %s"), gone);
    if (is_same_condition(differ, changes->old->when, changes->new->when))
        return;
    const char *old = changes->old->when_text, *new = changes->new->when_text;
    if (old && new &&strcmp(old, new) == 0)
        peil_changes_add(changes, PEIL_CHANGE_BASE,
                         _("it hangs on a question that was changed: %s"), new);
    else
        peil_changes_add(changes, PEIL_CHANGE_BASE, _("asked when: %s; now when: %s"),
                         old ? old : _("always"), new ? new : _("always"));
}

/* --- What may be answered --- */

static void compare_kind(struct peil_changes *changes)
{
    enum peil_item_kind old = changes->old->kind, new = changes->new->kind;
    bool one = (old == PEIL_SINGLE || old == PEIL_SCALE) &&
               (new == PEIL_SINGLE || new == PEIL_SCALE);
    if (old != new && !one)
        peil_changes_add(changes, PEIL_CHANGE_KIND,
                         _("it was a question of the kind %s and is now a %s"),
                         peil_item_kind_name(old), peil_item_kind_name(new));
}

static void compare_limits(struct peil_changes *changes)
{
    const struct peil_item *old = changes->old, *new = changes->new;
    bool differ = old->least != new->least ||
                  !is_same_number(old->lowest, new->lowest) ||
                  !is_same_number(old->highest, new->highest) ||
                  strcmp(old->unit ? old->unit : "", new->unit ? new->unit : "") != 0;
    for (size_t i = 0; i < changes->view_count; i++) {
        const struct peil_view *view = &changes->views[i];
        differ |= peil_view_is_asked(view, changes) &&
                  peil_item_most(old, view->old) != peil_item_most(new, view->new);
    }
    if (differ)
        peil_changes_add(changes, PEIL_CHANGE_LIMIT, "%s",
                         _("how much may be answered is not the same"));
}

static bool offers(bool has, peil_variants variants, size_t variant)
{
    return has && peil_variants_has(variants, variant);
}

static void compare_missing(struct peil_changes *changes)
{
    const struct peil_item *old = changes->old, *new = changes->new;
    bool dont_know = false, refuse = false;
    for (size_t i = 0; i < changes->view_count; i++) {
        const struct peil_view *view = &changes->views[i];
        if (!peil_view_is_asked(view, changes))
            continue;
        dont_know |= offers(old->has_dont_know, old->dont_know_variants, view->old) !=
                     offers(new->has_dont_know, new->dont_know_variants, view->new);
        refuse |= offers(old->has_refuse, old->refuse_variants, view->old) !=
                  offers(new->has_refuse, new->refuse_variants, view->new);
    }
    if (dont_know)
        peil_changes_add(changes, PEIL_CHANGE_MISSING, "%s",
                         _("\"I don't know\" could be chosen in one version only"));
    if (refuse)
        peil_changes_add(
            changes, PEIL_CHANGE_MISSING, "%s",
            _("\"I'd rather not say\" could be chosen in one version only"));
}

/* --- What comes before it --- */

/* After an explanation pupils know more than before it. */
static const char *explained_otherwise(const struct differ *differ, size_t item)
{
    const struct peil_item *self = differ->olds[item];
    assert(self); /* who compares has found it */
    for (size_t i = 0; i < differ->new->item_count; i++) {
        const struct peil_item *old = differ->olds[i];
        if (old && old->kind == PEIL_EXPLAIN && i != item &&
            (old->index < self->index) != (i < item))
            return differ->new->items[i].id;
    }
    return NULL;
}

static void compare_order(const struct differ *differ, struct peil_changes *changes)
{
    size_t index = changes->new->index;
    const char *explanation = explained_otherwise(differ, index);
    if (explanation)
        peil_changes_add(changes, PEIL_CHANGE_MOVED,
                         _("it stands on the other side of the explanation \"%s\""),
                         explanation);
    else if (differ->moved[index])
        peil_changes_add(changes, PEIL_CHANGE_MOVED, "%s",
                         _("other questions come before it than did"));
}

/* --- The verdict --- */

static enum peil_survival judge(const struct peil_changes *changes)
{
    bool declared = peil_changes_are_declared(changes), recoded = false;
    for (size_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes_by_kind[changes->list[i].kind];
        if (!change->harmless && !(declared && change->forgiven))
            return PEIL_SURVIVES_NOT;
    }
    for (size_t i = 0; i < changes->recode_count; i++)
        recoded |= strcmp(changes->recodes[i].from, changes->recodes[i].to) != 0;
    return recoded ? PEIL_SURVIVES_RECODED : PEIL_SURVIVES;
}

static struct peil_match compare(const struct differ *differ,
                                 const struct peil_item *old,
                                 const struct peil_item *new)
{
    struct peil_changes changes = { .old_q = differ->old,
                                    .new_q = differ->new,
                                    .views = differ->views,
                                    .view_count = differ->view_count,
                                    .old = old,
                                    .new = new,
                                    .arena = differ->arena };
    compare_kind(&changes);
    peil_changes_of_words(&changes);
    peil_changes_of_options(&changes);
    compare_limits(&changes);
    compare_missing(&changes);
    compare_base(differ, &changes);
    compare_order(differ, &changes);
    enum peil_survival survival = judge(&changes);
    return (struct peil_match){
        .survival = survival,
        .changes = changes.list,
        .change_count = changes.count,
        .recodes = changes.recodes,
        .recode_count = survival == PEIL_SURVIVES_RECODED ? changes.recode_count : 0,
    };
}

static struct peil_match match_item(const struct differ *differ,
                                    const struct peil_item *item)
{
    const struct peil_item *old = differ->olds[item->index];
    struct peil_match match = { .survival = PEIL_SURVIVES_NEW };
    if (old)
        match = compare(differ, old, item);
    match.id = item->id;
    match.item = item;
    match.old = old;
    match.old_id = old ? old->id : NULL;
    match.core = item->core || (old && old->core);
    return match;
}

/* --- Derived variables --- */

static bool is_same_band(const struct differ *differ, const struct peil_band *old,
                         const struct peil_band *new)
{
    bool both = (old->variants == 0) == (new->variants == 0);
    for (size_t i = 0; i < differ->view_count; i++) {
        const struct peil_view *view = &differ->views[i];
        both &= peil_variants_has(old->variants, view->old) ==
                peil_variants_has(new->variants, view->new);
    }
    return both && strcmp(old->code, new->code) == 0 &&
           strcmp(old->label, new->label) == 0 &&
           is_same_number(old->from, new->from) && is_same_number(old->to, new->to) &&
           are_same_words(old->of, old->of_count, new->of, new->of_count);
}

static bool are_same_bands(const struct differ *differ, const struct peil_derive *old,
                           const struct peil_derive *new)
{
    bool same = old->band_count == new->band_count;
    for (size_t i = 0; same && i < old->band_count; i++)
        same = is_same_band(differ, &old->bands[i], &new->bands[i]);
    return same;
}

static struct peil_match match_derive(const struct differ *differ,
                                      const struct peil_derive *derive)
{
    const struct peil_derive *old = peil_questionnaire_derive(differ->old, derive->id);
    struct peil_match match = { .id = derive->id,
                                .old_id = old ? old->id : NULL,
                                .survival = old ? PEIL_SURVIVES : PEIL_SURVIVES_NEW };
    struct peil_changes changes = { .arena = differ->arena };
    if (old && !are_same_bands(differ, old, derive))
        peil_changes_add(&changes, PEIL_CHANGE_BANDS, "%s",
                         _("its groups are other ones"));
    else if (old && !is_same_item(differ, old->from, derive->from))
        peil_changes_add(&changes, PEIL_CHANGE_BASE,
                         _("it hangs on a question that was changed: %s"),
                         derive->from->id);
    if (changes.count > 0)
        match.survival = PEIL_SURVIVES_NOT;
    match.changes = changes.list;
    match.change_count = changes.count;
    return match;
}

/* --- All of it --- */

static bool has_successor(const struct peil_diff *diff, const char *old_id)
{
    for (size_t i = 0; i < diff->count; i++)
        if (diff->matches[i].old_id && strcmp(diff->matches[i].old_id, old_id) == 0)
            return true;
    return false;
}

static void add_gone(struct differ *differ)
{
    const struct peil_questionnaire *old = differ->old;
    for (size_t i = 0; i < old->item_count; i++)
        if (!has_successor(differ->diff, old->items[i].id))
            differ->matches[differ->diff->count++] =
                (struct peil_match){ .old_id = old->items[i].id,
                                     .old = &old->items[i],
                                     .core = old->items[i].core,
                                     .survival = PEIL_SURVIVES_GONE };
    for (size_t i = 0; i < old->derive_count; i++)
        if (!has_successor(differ->diff, old->derives[i].id))
            differ->matches[differ->diff->count++] =
                (struct peil_match){ .old_id = old->derives[i].id,
                                     .survival = PEIL_SURVIVES_GONE };
}

static bool survives(const struct peil_diff *diff, const struct peil_item *old)
{
    for (size_t i = 0; i < diff->count; i++)
        if (diff->matches[i].old == old &&
            diff->matches[i].survival <= PEIL_SURVIVES_RECODED)
            return true;
    return false;
}

static bool keeps_core(const struct peil_diff *diff)
{
    bool kept = true;
    for (size_t i = 0; i < diff->old->item_count; i++)
        kept &= !diff->old->items[i].core || survives(diff, &diff->old->items[i]);
    return kept;
}

const struct peil_diff *peil_diff_make(const struct peil_questionnaire *old,
                                       const struct peil_questionnaire *new,
                                       struct peil_arena *arena)
{
    struct peil_diff *diff = peil_arena_array(arena, 1, sizeof *diff);
    struct differ differ = { .diff = diff, .old = old, .new = new, .arena = arena };
    differ.matches = peil_arena_array(arena,
                                      old->item_count + new->item_count +
                                          old->derive_count + new->derive_count,
                                      sizeof *differ.matches);
    differ.olds = peil_arena_array(arena, new->item_count, sizeof *differ.olds);
    differ.moved = peil_arena_array(arena, new->item_count, sizeof *differ.moved);
    *diff = (struct peil_diff){ .old = old, .new = new, .matches = differ.matches };
    pair_variants(&differ);
    for (size_t i = 0; i < new->item_count; i++)
        differ.olds[i] = earlier_self(&differ, &new->items[i]);
    find_moved(&differ);
    for (size_t i = 0; i < new->item_count; i++)
        differ.matches[diff->count++] = match_item(&differ, &new->items[i]);
    for (size_t i = 0; i < new->derive_count; i++)
        differ.matches[diff->count++] = match_derive(&differ, &new->derives[i]);
    add_gone(&differ);
    diff->core_survives = keeps_core(diff);
    return diff;
}

const struct peil_match *peil_diff_find(const struct peil_diff *diff, const char *id)
{
    for (size_t i = 0; i < diff->count; i++)
        if (diff->matches[i].id && strcmp(diff->matches[i].id, id) == 0)
            return &diff->matches[i];
    return NULL;
}

const char *peil_match_code(const struct peil_match *match, const char *old_code)
{
    if (match->recode_count == 0)
        return old_code;
    for (size_t i = 0; i < match->recode_count; i++)
        if (strcmp(match->recodes[i].from, old_code) == 0)
            return match->recodes[i].to;
    return NULL;
}
