/* Who is asked an item, and who falls into the groups of a derived variable: the same
 * conditions, on questions that are the same themselves. */
#include "questionnaires/changes.h"

#include "questionnaires/base/message.h"
#include "questionnaires/condition.h"

#include <math.h>
#include <string.h>

bool peil_changes_is_same_item(const struct peil_changes *changes,
                               const struct peil_item *old, const struct peil_item *new)
{
    if (!old || !new)
        return old == NULL && new == NULL;
    const struct peil_match *match = &changes->matches[new->index];
    return match->old == old && match->survival == PEIL_SURVIVES;
}

static bool is_same_derive(const struct peil_changes *changes,
                           const struct peil_derive *old, const struct peil_derive *new)
{
    if (!old || !new)
        return old == NULL && new == NULL;
    return strcmp(old->id, new->id) == 0 &&
           peil_changes_is_same_item(changes, old->from, new->from);
}

static bool are_same_words(const char *const *a, size_t a_count, const char *const *b,
                           size_t b_count)
{
    bool same = a_count == b_count;
    for (size_t i = 0; same && i < a_count; i++)
        same = strcmp(a[i], b[i]) == 0;
    return same;
}

static bool is_same_variant(const struct peil_changes *changes, size_t old, size_t new)
{
    return strcmp(changes->old_q->variants[old].id, changes->new_q->variants[new].id) ==
           0;
}

static bool is_same_condition(const struct peil_changes *changes,
                              const struct peil_condition *old,
                              const struct peil_condition *new)
{
    if (!old || !new)
        return old == NULL && new == NULL;
    bool alike = old->kind == new->kind;
    return alike && peil_changes_is_same_item(changes, old->item, new->item) &&
           is_same_derive(changes, old->derive, new->derive) &&
           peil_changes_is_same_number(old->number, new->number) &&
           (old->kind != PEIL_NODE_VARIANT ||
            is_same_variant(changes, old->variant, new->variant)) &&
           are_same_words(old->codes, old->code_count, new->codes, new->code_count) &&
           is_same_condition(changes, old->left, new->left) &&
           is_same_condition(changes, old->right, new->right);
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

void peil_changes_of_base(struct peil_changes *changes)
{
    const char *gone =
        asked_alone(changes, changes->old_q, changes->old, changes->new, true);
    const char *come =
        asked_alone(changes, changes->new_q, changes->new, changes->old, false);
    if (*come)
        peil_changes_add(changes, PEIL_CHANGE_BASE, _("now asked of %s too"), come);
    if (*gone)
        peil_changes_add(changes, PEIL_CHANGE_BASE, _("no longer asked of %s"), gone);
    if (is_same_condition(changes, changes->old->when, changes->new->when))
        return;
    const char *old = changes->old->when_text, *new = changes->new->when_text;
    if (old && new &&strcmp(old, new) == 0)
        peil_changes_add(changes, PEIL_CHANGE_BASE,
                         _("it hangs on a question that was changed: %s"), new);
    else
        peil_changes_add(changes, PEIL_CHANGE_BASE, _("asked when: %s; now when: %s"),
                         old ? old : _("always"), new ? new : _("always"));
}

/* --- Groups --- */

static bool is_same_band(const struct peil_changes *changes,
                         const struct peil_band *old, const struct peil_band *new)
{
    bool both = (old->variants == 0) == (new->variants == 0);
    for (size_t i = 0; i < changes->view_count; i++) {
        const struct peil_view *view = &changes->views[i];
        both &= peil_variants_has(old->variants, view->old) ==
                peil_variants_has(new->variants, view->new);
    }
    return both && strcmp(old->code, new->code) == 0 &&
           strcmp(old->label, new->label) == 0 &&
           peil_changes_is_same_number(old->from, new->from) &&
           peil_changes_is_same_number(old->to, new->to) &&
           are_same_words(old->of, old->of_count, new->of, new->of_count);
}

bool peil_changes_are_same_bands(const struct peil_changes *changes,
                                 const struct peil_derive *old,
                                 const struct peil_derive *new)
{
    bool same = old->band_count == new->band_count;
    for (size_t i = 0; same && i < old->band_count; i++)
        same = is_same_band(changes, &old->bands[i], &new->bands[i]);
    return same;
}
