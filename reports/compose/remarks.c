#include "reports/compose/remarks.h"
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"

#include <math.h>

/* "Niet meegeteld: overgeslagen, weet ik niet (5)." */
static void add_missing(const struct peil_table *table, struct peil_lines *lines)
{
    const char *text = "";
    for (size_t i = 0; i < table->frequency.missing_count; i++) {
        const struct peil_missing_row *row = &table->frequency.missing[i];
        if (row->kind == PEIL_NOT_ASKED || (!row->hidden && !(row->n > 0)))
            continue;
        text = peil_arena_format(lines->arena, "%s%s%s", text, *text ? ", " : "",
                                 peil_grid_missing(row->kind));
        if (!row->hidden)
            text = peil_arena_format(lines->arena, "%s (%s)", text,
                                     peil_figure_count(lines->arena, row->n));
    }
    if (*text)
        peil_lines_add(lines,
                       peil_arena_format(lines->arena, _("Not counted: %s."), text));
}

static bool any_is_thin(const struct peil_shares *shares)
{
    for (size_t i = 0; i < shares->group_count; i++)
        if (shares->groups[i].shown && shares->groups[i].n < PEIL_FIRM_BASE)
            return true;
    return false;
}

static bool hides_counts(const struct peil_shares *shares)
{
    for (size_t i = 0; i < shares->option_count * shares->group_count; i++)
        if (shares->shares[i].offered && isnan(shares->shares[i].n))
            return true;
    return false;
}

void peil_remarks_keep_in_mind(bool thin, bool hidden, struct peil_lines *lines)
{
    if (thin)
        peil_lines_add(lines,
                       peil_arena_format(lines->arena,
                                         _("Indicative where fewer than %d answered."),
                                         PEIL_FIRM_BASE));
    if (hidden)
        peil_lines_add(
            lines,
            _("Not shown: too few answers, or it would give such a number away."));
}

void peil_remarks_add(const struct peil_shares *shares,
                      const struct peil_table *frequency, bool percents,
                      struct peil_lines *lines)
{
    peil_lines_add(lines, peil_lines_base(shares->base, lines->arena));
    if (frequency)
        add_missing(frequency, lines);
    for (size_t i = 0; frequency && i < frequency->note_count; i++)
        peil_lines_add(lines, frequency->notes[i]);
    if (percents && shares->multiple)
        peil_lines_add(lines, _("More than one answer was allowed: percentages add up "
                                "to more than 100."));
    else if (shares->multiple)
        peil_lines_add(lines, _("More than one answer was allowed."));
    peil_remarks_keep_in_mind(
        percents && any_is_thin(shares),
        percents ? peil_shares_hide(shares) : hides_counts(shares), lines);
}
