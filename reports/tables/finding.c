#include "reports/tables/finding.h"
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"

#include <math.h>
#include <string.h>

enum {
    MOST_TIES = 3,   /* more options in front than these is no finding */
    MOST_NOBODY = 2, /* nor is a list of options that nobody chose */
};

/* The options in front in one group. Those that look equal when printed are equal: a
 * reader who sees 30 % twice may not be told that one of them is more. */
struct front {
    size_t options[MOST_TIES];
    size_t count; /* may be larger: then there is no front to speak of */
    bool hidden;  /* some option of this group is not shown, and might be in front */
};

static const char *percent_text(const struct peil_shares *shares, size_t option,
                                size_t group, struct peil_arena *arena)
{
    return peil_figure_share(arena, peil_share_at(shares, option, group)->percent,
                             shares->groups[group].n);
}

/* The largest share that is shown. What is hidden might be larger, unless the rest of
 * a hundred is too small for that, which everyone can work out. */
static double most_of(const struct peil_shares *shares, size_t group, bool *hidden)
{
    double most = 0, rest = 100;
    bool some = false;
    for (size_t i = 0; i < shares->option_count; i++) {
        const struct peil_share *share = peil_share_at(shares, i, group);
        some = some || (share->offered && !share->shown);
        most = share->shown ? fmax(most, share->percent) : most;
        rest -= share->shown ? share->percent : 0;
    }
    *hidden = some && (shares->multiple || rest >= most);
    return most;
}

static struct front front_of(const struct peil_shares *shares, size_t group,
                             struct peil_arena *arena)
{
    struct front front = { .count = 0 };
    double most = most_of(shares, group, &front.hidden);
    const char *text = peil_figure_share(arena, most, shares->groups[group].n);
    for (size_t i = 0; most > 0 && i < shares->option_count; i++) {
        if (!peil_share_at(shares, i, group)->shown ||
            strcmp(percent_text(shares, i, group, arena), text) != 0)
            continue;
        if (front.count < MOST_TIES)
            front.options[front.count] = i;
        front.count++;
    }
    return front;
}

static bool speaks(const struct front *front)
{
    return front->count >= 1 && front->count <= MOST_TIES;
}

/* "“Ja”", "“Ja” en “Soms”", "“Ja”, “Soms” en “Nee”" */
static const char *enumerate(const struct peil_shares *shares,
                             const struct front *front, struct peil_arena *arena)
{
    const char *text = "";
    for (size_t i = 0; i < front->count; i++) {
        const char *label = shares->options[front->options[i]].label;
        const char *joint = i == 0 ? "" : i + 1 < front->count ? ", " : _(" and ");
        text = peil_arena_format(arena, "%s%s“%s”", text, joint, label);
    }
    return text;
}

/* "43 %", "elk 30 %", "43 %, indicatief" */
static const char *weighed(const struct peil_shares *shares, const struct front *front,
                           size_t group, struct peil_arena *arena)
{
    const char *text = percent_text(shares, front->options[0], group, arena);
    return front->count > 1 ? peil_arena_format(arena, _("each %s"), text) : text;
}

static void add_most(const struct peil_shares *shares, const struct front *front,
                     struct peil_lines *lines)
{
    const char *labels = enumerate(shares, front, lines->arena);
    const char *share = weighed(shares, front, 0, lines->arena);
    peil_lines_add(
        lines, peil_arena_format(lines->arena,
                                 front->hidden
                                     ? _("Chosen most, of what may be shown: %s (%s).")
                                     : _("Chosen most: %s (%s)."),
                                 labels, share));
}

static bool same_front(const struct front *a, const struct front *b)
{
    return a->count == b->count &&
           memcmp(a->options, b->options, a->count * sizeof *a->options) == 0;
}

/* Only where each group says something, not all say the same, and a test agrees. */
static void add_groups(const struct peil_shares *shares, const struct front *everyone,
                       struct peil_lines *lines)
{
    const char *text = "";
    bool differ = false;
    if (!shares->differ)
        return;
    for (size_t group = 1; group < shares->group_count; group++) {
        struct front front = front_of(shares, group, lines->arena);
        if (!speaks(&front) || front.hidden)
            return;
        differ = differ || !same_front(&front, everyone);
        text = peil_arena_format(lines->arena, "%s%s%s %s (%s)", text,
                                 *text ? "; " : "", shares->groups[group].label,
                                 enumerate(shares, &front, lines->arena),
                                 weighed(shares, &front, group, lines->arena));
    }
    if (differ)
        peil_lines_add(lines, peil_arena_format(lines->arena,
                                                _("It differs by group: %s."), text));
}

static size_t nobody_count(const struct peil_shares *shares)
{
    size_t count = 0;
    for (size_t i = 0; i < shares->option_count; i++)
        count += peil_share_at(shares, i, 0)->n == 0;
    return count;
}

/* None of 153 is not none of all: the sentence gives the limit with the zero. */
static void add_nobody(const struct peil_shares *shares, struct peil_lines *lines)
{
    if (nobody_count(shares) > MOST_NOBODY)
        return;
    for (size_t i = 0; i < shares->option_count; i++) {
        const struct peil_share *share = peil_share_at(shares, i, 0);
        if (share->n != 0 || !isfinite(share->ci_high))
            continue;
        double n = shares->groups[0].n;
        peil_lines_add(lines,
                       peil_arena_format(
                           lines->arena,
                           _("Nobody chose “%s” (0 of %s; with 95%% certainty at most "
                             "about %s)."),
                           shares->options[i].label, peil_figure_count(lines->arena, n),
                           peil_figure_share(lines->arena, share->ci_high, n)));
    }
}

const char *peil_finding_most(const struct peil_shares *shares, size_t group,
                              struct peil_arena *arena)
{
    struct front front = { .count = 0 };
    if (shares->groups[group].shown)
        front = front_of(shares, group, arena);
    return speaks(&front) && !front.hidden ? enumerate(shares, &front, arena) : NULL;
}

void peil_finding_add(const struct peil_shares *shares, struct peil_lines *lines)
{
    if (isnan(shares->groups[0].n)) {
        peil_lines_add(
            lines,
            _("Not shown: too few answers, or it would give such a number away."));
        return;
    }
    if (!shares->groups[0].shown) {
        peil_lines_add(lines,
                       peil_arena_format(lines->arena,
                                         _("Too few answers for percentages (fewer "
                                           "than %ld)."),
                                         shares->least_base));
        return;
    }
    struct front front = front_of(shares, 0, lines->arena);
    if (speaks(&front)) {
        add_most(shares, &front, lines);
        add_groups(shares, &front, lines);
    }
    add_nobody(shares, lines);
}
