/* A chart of the spreadsheet's own beside a table. Its figures stand under the table;
 * what is hidden has an empty cell there, and so no point. */
#include "questionnaires/base/message.h"
#include "reports/formats/leaf.h"
#include "reports/formats/plot_draw.h"

#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

static lxw_color_t colour(struct peil_book *book, const struct peil_plot *plot,
                          size_t series)
{
    static const struct {
        const char *class; /* of plot.css */
        lxw_color_t colour;
    } parts[] = {
        { "part part-0", 0x10303F },  { "part part-1", 0x1D6080 },
        { "part part-2", 0x357A9B },  { "part part-3", 0x86B5CC },
        { "part part-4", 0xBCD8E4 },  { "part part-5", 0xE3EFF4 },
        { "part left-0", 0x8A4300 },  { "part left-1", 0xE0AE6F },
        { "part left-2", 0xF3DCBD },  { "part right-0", 0x1D6080 },
        { "part right-1", 0x86B5CC }, { "part right-2", 0xBCD8E4 },
        { "part neutral", 0xD9D4CA }, { "part aside", 0xF7F7F7 },
    };
    static const lxw_color_t marks[] = { 0x1D6080, 0xB35C00, 0x1E2A33, 0x7B5EA7 };
    static const lxw_color_t bars[] = { 0x1E2A33, 0x1D6080, 0x86B5CC, 0xB35C00 };
    struct peil_drawing drawing = { .arena = book->arena, .plot = plot };
    if (plot->kind == PEIL_PLOT_BARS)
        return bars[plot->series_count < 2 ? 1 : series % 4];
    if (plot->kind != PEIL_PLOT_STACKED && plot->kind != PEIL_PLOT_DIVERGING)
        return marks[series % 4];
    const char *class = peil_part_class(&drawing, series);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(parts[i].class, class) == 0)
            return parts[i].colour;
    return 0x1D6080;
}

/* In front of a funnel's figures stands what they rest on. */
static size_t first_column(const struct peil_plot *plot)
{
    return plot->kind == PEIL_PLOT_FUNNEL ? 2 : 1;
}

static void put_point(struct peil_leaf *leaf, const struct peil_plot *plot,
                      size_t label, size_t series)
{
    const struct peil_point *point = peil_plot_point(plot, label, series);
    if (!point->shown || !isfinite(point->value))
        return;
    peil_leaf_number(leaf, first_column(plot) + series, PEIL_LOOK_PLAIN,
                     plot->percent ? point->value / 100 : point->value,
                     plot->percent ? "0%" : "#,##0.##");
    if (plot->kind == PEIL_PLOT_FUNNEL)
        peil_leaf_number(leaf, 1, PEIL_LOOK_PLAIN, point->base, "#,##0");
}

static void put_points(struct peil_leaf *leaf, const struct peil_plot *plot)
{
    peil_leaf_text(leaf, 0, PEIL_LOOK_HEAD, _("Chart"));
    if (plot->kind == PEIL_PLOT_FUNNEL)
        peil_leaf_text(leaf, 1, PEIL_LOOK_HEAD_OF_FIGURES, "n");
    for (size_t j = 0; j < plot->series_count; j++)
        peil_leaf_wrapped(leaf, first_column(plot) + j, PEIL_LOOK_HEAD_OF_FIGURES,
                          plot->series[j].label, PEIL_FIGURE_WIDTH - 3);
    peil_leaf_next(leaf);
    for (size_t i = 0; i < plot->label_count; i++) {
        peil_leaf_wrapped(leaf, 0, PEIL_LOOK_LABEL, plot->labels[i],
                          PEIL_LABEL_WIDTH - 2);
        for (size_t j = 0; j < plot->series_count; j++)
            put_point(leaf, plot, i, j);
        peil_leaf_next(leaf);
    }
}

static lxw_chart *new_chart(struct peil_book *book, const struct peil_plot *plot)
{
    static const lxw_chart_type types[] = {
        [PEIL_PLOT_BARS] = LXW_CHART_BAR,
        [PEIL_PLOT_STACKED] = LXW_CHART_BAR_STACKED,
        [PEIL_PLOT_DIVERGING] = LXW_CHART_BAR_STACKED,
        [PEIL_PLOT_DOTS] = LXW_CHART_BAR,
        [PEIL_PLOT_TREND] = LXW_CHART_LINE,
        [PEIL_PLOT_SATURATION] = LXW_CHART_LINE,
        [PEIL_PLOT_FUNNEL] = LXW_CHART_SCATTER,
    };
    lxw_chart *chart = workbook_add_chart(book->file, (uint8_t)types[plot->kind]);
    bool bars = plot->kind <= PEIL_PLOT_DOTS; /* these lie down */
    lxw_chart_axis *labels = bars ? chart->y_axis : chart->x_axis;
    lxw_chart_axis *values = bars ? chart->x_axis : chart->y_axis;
    /* A title with "=" in front would be a formula. */
    chart_title_set_name(chart, peil_arena_format(book->arena, "%s%s",
                                                  *plot->title == '=' ? " " : "",
                                                  plot->title));
    chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
    if (bars)
        chart_axis_set_reverse(labels); /* the first label on top */
    chart_axis_set_min(values, 0);
    chart_axis_major_gridlines_set_line(values, &(lxw_chart_line){ .color = 0xD8D2C6 });
    if (plot->percent) {
        chart_axis_set_max(values, 1);
        chart_axis_set_num_format(values, "0%");
    }
    if (plot->series_count < 2)
        chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    else
        chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    return chart;
}

static void style_series(struct peil_book *book, lxw_chart_series *series,
                         const struct peil_plot *plot, size_t number)
{
    lxw_color_t ink = colour(book, plot, number);
    if (plot->kind <= PEIL_PLOT_DOTS) {
        chart_series_set_fill(series, &(lxw_chart_fill){ .color = ink });
        return;
    }
    chart_series_set_marker_type(series, number % 2 ? LXW_CHART_MARKER_SQUARE
                                                    : LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_fill(series, &(lxw_chart_fill){ .color = ink });
    chart_series_set_marker_line(series, &(lxw_chart_line){ .color = ink });
    if (plot->kind != PEIL_PLOT_FUNNEL)
        chart_series_set_line(
            series,
            &(lxw_chart_line){ .color = ink, .dash_type = (uint8_t)(number % 4) });
}

static void add_series(struct peil_leaf *leaf, lxw_chart *chart,
                       const struct peil_plot *plot, lxw_row_t first)
{
    const char *name = leaf->sheet->name;
    lxw_row_t last = first + (lxw_row_t)plot->label_count - 1;
    lxw_col_t labels = (lxw_col_t)(first_column(plot) - 1);
    for (size_t j = 0; j < plot->series_count; j++) {
        lxw_col_t column = (lxw_col_t)(first_column(plot) + j);
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        chart_series_set_categories(series, name, first, labels, last, labels);
        chart_series_set_values(series, name, first, column, last, column);
        chart_series_set_name_range(series, name, first - 1, column);
        style_series(leaf->book, series, plot, j);
    }
}

/* Bars keep their size: many of them make a high chart. 288 pixels is the usual one. */
static double height(const struct peil_plot *plot)
{
    bool parts = plot->kind == PEIL_PLOT_STACKED || plot->kind == PEIL_PLOT_DIVERGING;
    size_t bars = plot->label_count * (parts ? 1 : plot->series_count);
    double pixels = 140 + 8.0 * (double)plot->label_count + 16.0 * (double)bars;
    return plot->kind > PEIL_PLOT_DOTS ? 1.3 : fmax(pixels / 288, 1);
}

void peil_leaf_chart(struct peil_leaf *leaf, const struct peil_plot *plot)
{
    size_t length = strlen(plot->about) + 1;
    char *about = peil_arena_array(leaf->book->arena, length, 1);
    lxw_row_t first = leaf->row + 1;
    if (plot->label_count == 0 || plot->series_count == 0)
        return;
    put_points(leaf, plot);
    lxw_chart *chart = new_chart(leaf->book, plot);
    add_series(leaf, chart, plot, first);
    memcpy(about, plot->about, length);
    lxw_chart_options options = { .x_scale = 1.3,
                                  .y_scale = height(plot),
                                  .description = about };
    worksheet_insert_chart_opt(leaf->sheet, leaf->row + 1, 0, chart, &options);
}
