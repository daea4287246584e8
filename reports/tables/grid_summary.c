/* Means, scales and other figures, a row for each group or item. */
#include "reports/tables/draft.h"

#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"

#include <math.h>
#include <string.h>

/* All that differs from figure to figure: its name in the JSON, its title (msgid), and
 * how many decimals say something. */
static const struct title {
    const char *name, *title;
    int decimals;
} titles[] = {
    { "mean", N_("mean"), 2 },
    { "sd", N_("sd"), 2 },
    { "se", N_("se"), 2 },
    { "ci_low", N_("95% from"), 2 },
    { "ci_high", N_("to"), 2 },
    { "p10", N_("P10"), 1 },
    { "p25", N_("P25"), 1 },
    { "median", N_("median"), 1 },
    { "p75", N_("P75"), 1 },
    { "p90", N_("P90"), 1 },
    { "rest_correlation", N_("r with the rest"), 2 },
    { "alpha_without", N_("alpha without it"), 2 },
    { "loading", N_("loading"), 2 },
    { "fresh", N_("new codes"), 0 },
    { "curve", N_("codes so far"), 0 },
};

static const struct title *title_of(const char *name)
{
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strcmp(titles[i].name, name) == 0)
            return &titles[i];
    return NULL;
}

static const char *shown(const struct peil_draft *draft, const char *name,
                         double figure)
{
    const struct title *title = title_of(name);
    return peil_figure_decimal(draft->arena, figure, title ? title->decimals : 2);
}

static bool is_counted(const struct peil_summary *summary)
{
    return summary->row_count > 0 && !isnan(summary->rows[summary->row_count - 1].n);
}

static void add_columns(struct peil_draft *draft)
{
    const struct peil_summary *summary = &draft->table->summary;
    if (is_counted(summary))
        peil_draft_column(draft, "", "n");
    if (is_counted(summary) && peil_base_is_weighted(&draft->table->base)) {
        peil_draft_column(draft, "", _("weighted"));
        peil_draft_column(draft, "", _("effective"));
    }
    for (size_t i = 0; i < summary->figure_count; i++) {
        const struct title *title = title_of(summary->figures[i]);
        peil_draft_column(draft, "", title ? _(title->title) : summary->figures[i]);
    }
}

static void add_row(struct peil_draft *draft, const struct peil_summary_row *row)
{
    const struct peil_summary *summary = &draft->table->summary;
    const char **figures = peil_draft_row(
        draft, row->total ? PEIL_GRID_TOTAL : PEIL_GRID_BODY, row->category.label);
    if (row->hidden) {
        peil_draft_hide(figures, draft->column_count);
        return;
    }
    if (is_counted(summary))
        *figures++ = peil_figure_count(draft->arena, row->n);
    if (is_counted(summary) && peil_base_is_weighted(&draft->table->base)) {
        *figures++ = peil_figure_count(draft->arena, row->weighted);
        *figures++ = peil_figure_count(draft->arena, round(row->effective));
    }
    for (size_t i = 0; i < summary->figure_count; i++)
        *figures++ = shown(draft, summary->figures[i], row->figures[i]);
}

void peil_draft_summary(struct peil_draft *draft)
{
    const struct peil_summary *summary = &draft->table->summary;
    add_columns(draft);
    for (size_t i = 0; i < summary->row_count; i++)
        add_row(draft, &summary->rows[i]);
}
