#include "reports/tables/draft.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "reports/tables/figures.h"

#include <math.h>

enum { LONGEST_LABEL = 1000 };

void peil_draft_column(struct peil_draft *draft, const char *group, const char *title)
{
    draft->columns = peil_arena_grow(draft->arena, draft->columns, draft->column_count,
                                     sizeof *draft->columns);
    draft->columns[draft->column_count++] =
        (struct peil_grid_column){ .group = group, .title = title };
}

const char *peil_draft_label(const struct peil_draft *draft, const char *text)
{
    return peil_text_squeeze(draft->arena,
                             peil_text_clean(draft->arena, text, LONGEST_LABEL));
}

const char **peil_draft_row(struct peil_draft *draft, enum peil_grid_part part,
                            const char *label)
{
    const char **figures =
        peil_arena_array(draft->arena, draft->column_count, sizeof *figures);
    for (size_t i = 0; i < draft->column_count; i++)
        figures[i] = "";
    draft->rows = peil_arena_grow(draft->arena, draft->rows, draft->row_count,
                                  sizeof *draft->rows);
    draft->rows[draft->row_count++] = (struct peil_grid_row){
        .part = part, .label = peil_draft_label(draft, label), .figures = figures
    };
    return figures;
}

void peil_draft_hide(const char **figures, size_t count)
{
    figures[0] = _("hidden");
    for (size_t i = 1; i < count; i++)
        figures[i] = NULL;
}

const char *peil_draft_whole(const struct peil_draft *draft, double base)
{
    bool none = draft->table->kind == PEIL_TABLE_CROSS && draft->table->cross.multiple;
    return none ? "" : peil_figure_percent(draft->arena, base > 0 ? 100 : NAN, base);
}
