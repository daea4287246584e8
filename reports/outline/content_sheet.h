/* A sheet while it is being filled. */
#ifndef PEIL_CONTENT_SHEET_H
#define PEIL_CONTENT_SHEET_H

#include "reports/outline/content.h"

struct peil_sheet_draft {
    struct peil_arena *arena;
    struct peil_grid_column *columns;
    size_t column_count;
    struct peil_sheet_row *rows;
    size_t row_count;
};

void peil_sheet_column(struct peil_sheet_draft *draft, const char *group,
                       const char *title);
/* One that holds words, not figures. */
void peil_sheet_words(struct peil_sheet_draft *draft, const char *title);
/* A row of blanks, to be filled; all columns must be there. */
struct peil_entry *peil_sheet_row(struct peil_sheet_draft *draft,
                                  enum peil_grid_part part, const char *label);

struct peil_entry peil_entry_words(const char *words);
struct peil_entry peil_entry_hidden(void);
/* NAN is hidden. */
struct peil_entry peil_entry_count(struct peil_arena *arena, double count);
struct peil_entry peil_entry_decimal(struct peil_arena *arena, double number,
                                     int decimals);

/* Lines may be set afterwards. */
struct peil_sheet *peil_sheet_finish(const struct peil_sheet_draft *draft,
                                     const char *id, const char *title);

#endif
