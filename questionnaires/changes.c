#include "questionnaires/changes.h"

#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { QUOTE_WIDTH = 120 };

void peil_changes_add(struct peil_changes *changes, enum peil_change_kind kind,
                      const char *format, ...)
{
    va_list values;
    va_start(values, format);
    const char *what = peil_arena_format_list(changes->arena, format, values);
    va_end(values);
    changes->list = peil_arena_grow(changes->arena, changes->list, changes->count,
                                    sizeof *changes->list);
    changes->list[changes->count++] = (struct peil_change){ kind, what };
}

static const char *line(struct peil_changes *changes, const char *text)
{
    return peil_text_cut(changes->arena, peil_text_squeeze(changes->arena, text),
                         QUOTE_WIDTH);
}

const char *peil_changes_mention(struct peil_changes *changes, const char *list,
                                 const char *name)
{
    const char *quoted =
        peil_arena_format(changes->arena, "\"%s\"", line(changes, name));
    if (strstr(list, quoted))
        return list;
    return peil_arena_format(changes->arena, "%s%s%s", list, *list ? ", " : "", quoted);
}

bool peil_changes_is_same_number(double a, double b)
{
    return (isnan(a) && isnan(b)) || !(a < b || a > b || isnan(a) || isnan(b));
}

bool peil_view_is_asked(const struct peil_view *view,
                        const struct peil_changes *changes)
{
    return peil_variants_has(changes->old->variants, view->old) &&
           peil_variants_has(changes->new->variants, view->new);
}

bool peil_changes_are_declared(const struct peil_changes *changes)
{
    bool replaced = strcmp(changes->old->id, changes->new->id) != 0;
    for (size_t i = 0; replaced && i < changes->new->option_count; i++)
        if (changes->new->options[i].was_count > 0)
            return true;
    return false;
}

/* --- Words --- */

static const char *before(const struct peil_changes *changes,
                          const struct peil_texts *texts, const struct peil_view *view)
{
    return peil_texts_find(texts, view->old, changes->old_q->language);
}

static const char *now(const struct peil_changes *changes,
                       const struct peil_texts *texts, const struct peil_view *view)
{
    return peil_texts_find(texts, view->new, changes->new_q->language);
}

static bool same(const struct peil_changes *changes, const struct peil_texts *old,
                 const struct peil_texts *new, const struct peil_view *view)
{
    return strcmp(before(changes, old, view), now(changes, new, view)) == 0;
}

static bool is_asked_alike(const struct peil_changes *changes,
                           const struct peil_view *view)
{
    const struct peil_item *old = changes->old, *new = changes->new;
    return same(changes, &old->intro, &new->intro, view) &&
           same(changes, &old->text, &new->text, view) &&
           same(changes, &old->help, &new->help, view);
}

static void say_otherwise(struct peil_changes *changes, const struct peil_view *view,
                          enum peil_change_kind kind, const char *whom)
{
    const char *old = line(changes, before(changes, &changes->old->text, view));
    const char *new = line(changes, now(changes, &changes->new->text, view));
    bool around = strcmp(old, new) == 0;
    if (kind == PEIL_CHANGE_SOME && around)
        peil_changes_add(changes, kind,
                         _("other words stand around the question for %s"), whom);
    else if (kind == PEIL_CHANGE_SOME)
        peil_changes_add(changes, kind,
                         _("%s were asked \"%s\" and are now asked \"%s\""), whom, old,
                         new);
    else if (around)
        peil_changes_add(changes, kind, "%s",
                         _("other words stand around the question"));
    else
        peil_changes_add(changes, kind, _("the question was \"%s\" and is now \"%s\""),
                         old, new);
}

void peil_changes_of_words(struct peil_changes *changes)
{
    const struct peil_view *first = NULL;
    const char *whom = "";
    size_t asked = 0, differ = 0;
    for (size_t i = 0; i < changes->view_count; i++) {
        const struct peil_view *view = &changes->views[i];
        if (!peil_view_is_asked(view, changes))
            continue;
        asked++;
        if (is_asked_alike(changes, view))
            continue;
        differ++;
        whom = peil_changes_mention(changes, whom, view->label);
        first = first ? first : view;
    }
    if (differ > 0)
        say_otherwise(changes, first,
                      differ < asked ? PEIL_CHANGE_SOME : PEIL_CHANGE_WORDING, whom);
}

/* --- Options --- */

/* What is told of all variants together: names in quotes. */
struct told {
    const char *added, *removed, *relabelled, *recoded, *split, *rescored, *offered;
    bool reordered;
};

static bool has_been(const struct peil_option *option, const char *code)
{
    for (size_t i = 0; i < option->was_count; i++)
        if (strcmp(option->was[i], code) == 0)
            return true;
    return false;
}

/* How well an option of now suits one of then; 0 = not at all. What the designer says
 * comes first, then equal words and code, then words alone, then the code alone. */
static int suits(const struct peil_changes *changes, const struct peil_option *old,
                 const struct peil_option *new, const struct peil_view *view)
{
    bool code = strcmp(old->code, new->code) == 0;
    if (peil_changes_are_declared(changes))
        return has_been(new, old->code) ? 4 : code && new->was_count == 0;
    bool words = same(changes, &old->label, &new->label, view);
    return 2 * words + code;
}

static const struct peil_option *counterpart(const struct peil_changes *changes,
                                             const struct peil_option *old,
                                             const struct peil_view *view)
{
    const struct peil_option *found = NULL;
    int best = 0;
    for (size_t i = 0; i < changes->new->option_count; i++) {
        const struct peil_option *option = &changes->new->options[i];
        int rank = peil_variants_has(option->variants, view->new)
                       ? suits(changes, old, option, view)
                       : 0;
        if (rank > best) {
            best = rank;
            found = option;
        }
    }
    return found;
}

/* False when the code has become another one already. */
static bool recode(struct peil_changes *changes, const char *from, const char *to)
{
    for (size_t i = 0; i < changes->recode_count; i++)
        if (strcmp(changes->recodes[i].from, from) == 0)
            return strcmp(changes->recodes[i].to, to) == 0;
    changes->recodes = peil_arena_grow(changes->arena, changes->recodes,
                                       changes->recode_count, sizeof *changes->recodes);
    changes->recodes[changes->recode_count++] = (struct peil_recode){ from, to };
    return true;
}

static void compare_pair(struct peil_changes *changes, const struct peil_option *old,
                         const struct peil_option *new, const struct peil_view *view,
                         struct told *told)
{
    const char *label = before(changes, &old->label, view);
    bool words = same(changes, &old->label, &new->label, view);
    bool declared = peil_changes_are_declared(changes) && has_been(new, old->code);
    if (!words && !declared)
        told->relabelled = peil_changes_mention(changes, told->relabelled, label);
    if (strcmp(old->code, new->code) != 0)
        told->recoded = peil_changes_mention(changes, told->recoded, label);
    if (!recode(changes, old->code, new->code))
        told->split = peil_changes_mention(changes, told->split, old->code);
    if (changes->old->kind == PEIL_SCALE && fabs(old->score - new->score) > 0)
        told->rescored = peil_changes_mention(changes, told->rescored, label);
    if (strcmp(old->when_text ? old->when_text : "",
               new->when_text ? new->when_text : "") != 0)
        told->offered = peil_changes_mention(changes, told->offered, label);
}

static void tell_added(struct peil_changes *changes, const bool *met,
                       const struct peil_view *view, struct told *told)
{
    for (size_t i = 0; i < changes->new->option_count; i++) {
        const struct peil_option *option = &changes->new->options[i];
        if (!met[i] && peil_variants_has(option->variants, view->new))
            told->added = peil_changes_mention(changes, told->added,
                                               now(changes, &option->label, view));
    }
}

static void compare_view(struct peil_changes *changes, const struct peil_view *view,
                         struct told *told)
{
    const struct peil_item *new = changes->new;
    bool *met = peil_arena_array(changes->arena, new->option_count, sizeof *met);
    size_t last = 0;
    for (size_t i = 0; i < changes->old->option_count; i++) {
        const struct peil_option *old = &changes->old->options[i];
        if (!peil_variants_has(old->variants, view->old))
            continue;
        const struct peil_option *option = counterpart(changes, old, view);
        if (!option) {
            told->removed = peil_changes_mention(changes, told->removed,
                                                 before(changes, &old->label, view));
            continue;
        }
        size_t place = (size_t)(option - new->options);
        told->reordered |= place < last;
        last = place;
        met[place] = true;
        compare_pair(changes, old, option, view, told);
    }
    tell_added(changes, met, view, told);
}

static void say_told(struct peil_changes *changes, const struct told *told)
{
    const struct said {
        enum peil_change_kind kind;
        const char *names, *what;
    } said[] = {
        { PEIL_CHANGE_ADDED, told->added, _("can now be chosen too") },
        { PEIL_CHANGE_REMOVED, told->removed, _("can no longer be chosen") },
        { PEIL_CHANGE_RELABELLED, told->relabelled, _("has other words now") },
        { PEIL_CHANGE_RECODED, told->recoded, _("has another code now") },
        { PEIL_CHANGE_SPLIT, told->split, _("this code became several") },
        { PEIL_CHANGE_BASE, told->offered, _("is offered to others now") },
        { PEIL_CHANGE_SCORES, told->rescored, _("has another score now") },
    };
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (*said[i].names)
            peil_changes_add(changes, said[i].kind, "%s: %s", said[i].what,
                             said[i].names);
}

void peil_changes_of_options(struct peil_changes *changes)
{
    struct told told = { "", "", "", "", "", "", "", false };
    const struct peil_item *old = changes->old, *new = changes->new;
    for (size_t i = 0; i < changes->view_count; i++)
        if (peil_view_is_asked(&changes->views[i], changes))
            compare_view(changes, &changes->views[i], &told);
    say_told(changes, &told);
    bool declared = peil_changes_are_declared(changes);
    if (old->random != new->random || (told.reordered && !new->random && !declared))
        peil_changes_add(changes, PEIL_CHANGE_REORDERED, "%s",
                         _("the options stand in another order"));
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
                  !peil_changes_is_same_number(old->lowest, new->lowest) ||
                  !peil_changes_is_same_number(old->highest, new->highest) ||
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

void peil_changes_of_limits(struct peil_changes *changes)
{
    compare_kind(changes);
    compare_limits(changes);
    compare_missing(changes);
}
