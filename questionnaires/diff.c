#include "questionnaires/diff.h"

#include "questionnaires/base/message.h"
#include "questionnaires/changes.h"

#include <assert.h>
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
                                    .matches = differ->matches,
                                    .old = old,
                                    .new = new,
                                    .arena = differ->arena };
    peil_changes_of_words(&changes);
    peil_changes_of_options(&changes);
    peil_changes_of_limits(&changes);
    peil_changes_of_base(&changes);
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

static struct peil_match match_derive(const struct differ *differ,
                                      const struct peil_derive *derive)
{
    const struct peil_derive *old = peil_questionnaire_derive(differ->old, derive->id);
    struct peil_match match = { .id = derive->id,
                                .old_id = old ? old->id : NULL,
                                .survival = old ? PEIL_SURVIVES : PEIL_SURVIVES_NEW };
    struct peil_changes changes = { .old_q = differ->old,
                                    .new_q = differ->new,
                                    .views = differ->views,
                                    .view_count = differ->view_count,
                                    .matches = differ->matches,
                                    .arena = differ->arena };
    if (old && !peil_changes_are_same_bands(&changes, old, derive))
        peil_changes_add(&changes, PEIL_CHANGE_BANDS, "%s",
                         _("its groups are other ones"));
    else if (old && !peil_changes_is_same_item(&changes, old->from, derive->from))
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
