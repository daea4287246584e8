/* A sheet of a workbook while it is being filled, row by row. xlsx.c fills it,
 * xlsx_chart.c adds its chart; leaf.c writes the cells. */
#ifndef PEIL_LEAF_H
#define PEIL_LEAF_H

#include "reports/outline/content.h"

#include <stdint.h>

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

enum { PEIL_LABEL_WIDTH = 46, PEIL_FIGURE_WIDTH = 16 }; /* in characters */

enum peil_look {
    PEIL_LOOK_PLAIN,
    PEIL_LOOK_TITLE,
    PEIL_LOOK_HEAD,            /* of labels */
    PEIL_LOOK_HEAD_OF_FIGURES, /* to the right, as they are */
    PEIL_LOOK_LABEL,
    PEIL_LOOK_TOTAL,
    PEIL_LOOK_SOFT, /* notes */
    PEIL_LOOK_WORD, /* in a figure's place */
    PEIL_LOOKS
};

struct peil_book {
    struct lxw_workbook *file;
    struct peil_arena *arena;
    const struct peil_content *content;
    const struct peil_cell_format *formats; /* made so far; private to leaf.c */
    size_t format_count;
};

struct peil_leaf {
    struct peil_book *book;
    struct lxw_worksheet *sheet;
    uint32_t row;
    size_t lines; /* that the row needs; 0 = one */
};

/* A string, whatever it looks like: no label becomes a formula. */
void peil_leaf_text(struct peil_leaf *leaf, size_t column, enum peil_look look,
                    const char *text);
/* The same; where it needs more lines of `width` characters the row becomes higher. */
void peil_leaf_wrapped(struct peil_leaf *leaf, size_t column, enum peil_look look,
                       const char *text, size_t width);
/* `format` as Excel writes it: "0%". */
void peil_leaf_number(struct peil_leaf *leaf, size_t column, enum peil_look look,
                      double number, const char *format);
void peil_leaf_next(struct peil_leaf *leaf);

/* Under what there is: the drawing's figures, those that are shown, and its chart. */
void peil_leaf_chart(struct peil_leaf *leaf, const struct peil_plot *plot);

#endif
