#include "reports/outline/content_sheet.h"
#include "questionnaires/base/message.h"
#include "reports/tables/figures.h"

#include <math.h>

static void add_column(struct peil_sheet_draft *draft, struct peil_grid_column column)
{
    draft->columns = peil_arena_grow(draft->arena, draft->columns, draft->column_count,
                                     sizeof *draft->columns);
    draft->columns[draft->column_count++] = column;
}

void peil_sheet_column(struct peil_sheet_draft *draft, const char *group,
                       const char *title)
{
    add_column(draft, (struct peil_grid_column){ .group = group, .title = title });
}

void peil_sheet_words(struct peil_sheet_draft *draft, const char *title)
{
    add_column(draft, (struct peil_grid_column){ "", title, .words = true });
}

struct peil_entry *peil_sheet_row(struct peil_sheet_draft *draft,
                                  enum peil_grid_part part, const char *label)
{
    struct peil_entry *entries =
        peil_arena_array(draft->arena, draft->column_count, sizeof *entries);
    for (size_t i = 0; i < draft->column_count; i++)
        entries[i] = peil_entry_words("");
    draft->rows = peil_arena_grow(draft->arena, draft->rows, draft->row_count,
                                  sizeof *draft->rows);
    draft->rows[draft->row_count++] = (struct peil_sheet_row){ part, label, entries };
    return entries;
}

struct peil_entry peil_entry_words(const char *words)
{
    return (struct peil_entry){ words, NAN, PEIL_UNIT_NONE };
}

struct peil_entry peil_entry_hidden(void)
{
    return (struct peil_entry){ _("not shown"), NAN, PEIL_UNIT_HIDDEN };
}

struct peil_entry peil_entry_count(struct peil_arena *arena, double count)
{
    if (!isfinite(count))
        return peil_entry_hidden();
    return (struct peil_entry){ peil_figure_count(arena, count), count,
                                PEIL_UNIT_COUNT };
}

struct peil_entry peil_entry_decimal(struct peil_arena *arena, double number,
                                     int decimals)
{
    if (!isfinite(number))
        return peil_entry_words("-");
    return (struct peil_entry){ peil_figure_decimal(arena, number, decimals), number,
                                PEIL_UNIT_DECIMAL };
}

struct peil_sheet *peil_sheet_finish(const struct peil_sheet_draft *draft,
                                     const char *id, const char *title)
{
    struct peil_sheet *sheet = peil_arena_array(draft->arena, 1, sizeof *sheet);
    *sheet = (struct peil_sheet){ .id = id,
                                  .title = title,
                                  .columns = draft->columns,
                                  .column_count = draft->column_count,
                                  .rows = draft->rows,
                                  .row_count = draft->row_count };
    return sheet;
}
