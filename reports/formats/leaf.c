#include "reports/formats/leaf.h"
#include "questionnaires/base/text.h"
#include "reports/tables/wrap.h"

#include <assert.h>
#include <string.h>
#include <xlsxwriter.h>

enum {
    LONGEST = 8000,  /* columns of text in a cell; Excel allows 32,767 characters */
    LINE_HEIGHT = 15 /* points */
};

static const struct look {
    bool bold, wrap, right;
    uint8_t top, bottom; /* borders */
    double size;
    lxw_color_t colour;
} looks[] = {
    [PEIL_LOOK_PLAIN] = { .size = 11 },
    [PEIL_LOOK_TITLE] = { .bold = true, .size = 14 },
    [PEIL_LOOK_HEAD] = { .bold = true, .wrap = true, .bottom = LXW_BORDER_THIN },
    [PEIL_LOOK_HEAD_OF_FIGURES] = { .bold = true,
                                    .wrap = true,
                                    .right = true,
                                    .bottom = LXW_BORDER_THIN },
    [PEIL_LOOK_LABEL] = { .wrap = true },
    [PEIL_LOOK_TOTAL] = { .bold = true, .top = LXW_BORDER_THIN },
    [PEIL_LOOK_SOFT] = { .colour = 0x56636D },
    [PEIL_LOOK_WORD] = { .wrap = true, .right = true, .colour = 0x56636D },
};
static_assert(sizeof looks / sizeof *looks == PEIL_LOOKS, "every look has its row");

struct peil_cell_format {
    enum peil_look look;
    const char *number;
    lxw_format *format;
};

static lxw_format *new_format(struct peil_book *book, enum peil_look name,
                              const char *number)
{
    const struct look *look = &looks[name];
    lxw_format *format = workbook_add_format(book->file);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_font_size(format, look->size > 0 ? look->size : 11);
    format_set_top(format, look->top);
    format_set_bottom(format, look->bottom);
    if (look->bold)
        format_set_bold(format);
    if (look->wrap)
        format_set_text_wrap(format);
    if (look->right)
        format_set_align(format, LXW_ALIGN_RIGHT);
    if (look->colour)
        format_set_font_color(format, look->colour);
    if (*number)
        format_set_num_format(format, number);
    return format;
}

/* One of each kind. */
static lxw_format *format_of(struct peil_book *book, enum peil_look look,
                             const char *number)
{
    for (size_t i = 0; i < book->format_count; i++)
        if (book->formats[i].look == look &&
            strcmp(book->formats[i].number, number) == 0)
            return book->formats[i].format;
    struct peil_cell_format *more =
        peil_arena_array(book->arena, book->format_count + 1, sizeof *more);
    if (book->format_count > 0)
        memcpy(more, book->formats, book->format_count * sizeof *more);
    more[book->format_count] =
        (struct peil_cell_format){ look, number, new_format(book, look, number) };
    book->formats = more;
    return more[book->format_count++].format;
}

void peil_leaf_text(struct peil_leaf *leaf, size_t column, enum peil_look look,
                    const char *text)
{
    worksheet_write_string(leaf->sheet, leaf->row, (lxw_col_t)column,
                           peil_text_cut(leaf->book->arena, text, LONGEST),
                           format_of(leaf->book, look, ""));
}

void peil_leaf_wrapped(struct peil_leaf *leaf, size_t column, enum peil_look look,
                       const char *text, size_t width)
{
    const char *const *lines;
    size_t count = peil_wrap(leaf->book->arena, text, width, &lines);
    leaf->lines = count > leaf->lines ? count : leaf->lines;
    peil_leaf_text(leaf, column, look, text);
}

void peil_leaf_number(struct peil_leaf *leaf, size_t column, enum peil_look look,
                      double number, const char *format)
{
    worksheet_write_number(leaf->sheet, leaf->row, (lxw_col_t)column, number,
                           format_of(leaf->book, look, format));
}

void peil_leaf_next(struct peil_leaf *leaf)
{
    if (leaf->lines > 1)
        worksheet_set_row(leaf->sheet, leaf->row, LINE_HEIGHT * (double)leaf->lines,
                          NULL);
    leaf->lines = 0;
    leaf->row++;
}
