/* A bar of parts per label: stacked from left to right, or diverging from the middle.
 *
 * A hidden part has no size. In a stacked bar those that are shown stand first and the
 * rest is hatched to the end, when it hides at least two parts; in every other case the
 * whole bar is hatched, since a place would tell what is missing. */
#include "reports/formats/plot_draw.h"

#include <assert.h>
#include <math.h>

enum {
    LABEL_COLUMNS = 40,
    ASIDE_COLUMNS = 34, /* leaves room for the figure beside the label */
    BAR = 24,
    AFTER_BAR = 12,
};
static const double least_for_figure = 0.085; /* of the width: "12 %" on a telephone */
static const double gap = 0.05;               /* before what stands beside */

/* --- Which part is what --- */

static size_t aside_count(const struct peil_plot *plot)
{
    size_t count = 0;
    for (size_t i = 0; i < plot->series_count; i++)
        count += plot->series[i].aside;
    return count;
}

/* How many answers (not beside, not neutral) there are before this one; in all, for the
 * number of series. */
static size_t answers_before(const struct peil_plot *plot, size_t series)
{
    size_t count = 0;
    for (size_t i = 0; i < series; i++)
        count += !plot->series[i].aside && !plot->series[i].neutral;
    return count;
}

static bool is_left(const struct peil_plot *plot, size_t series)
{
    return !plot->series[series].aside && !plot->series[series].neutral &&
           2 * answers_before(plot, series) < answers_before(plot, plot->series_count);
}

/* Parts of the bar itself before this one. */
static size_t in_bar(const struct peil_plot *plot, size_t series)
{
    size_t count = 0;
    for (size_t i = 0; i < series; i++)
        count += !plot->series[i].aside;
    return count;
}

/* Six shades: those of n parts lie as far apart as they can. */
static size_t shade(size_t i, size_t n)
{
    assert(n > 0); /* i is one of them */
    return (2 * i + 1) * 6 / (2 * n);
}

/* From the far end of its side: 0 is the darkest of three. */
static size_t distance(const struct peil_plot *plot, size_t series)
{
    size_t before = answers_before(plot, series);
    size_t all = answers_before(plot, plot->series_count);
    size_t from_end = is_left(plot, series) ? before : all - 1 - before;
    return from_end > 2 ? 2 : from_end;
}

const char *peil_part_class(struct peil_drawing *drawing, size_t series)
{
    const struct peil_plot *plot = drawing->plot;
    if (plot->series[series].aside)
        return "part aside";
    if (plot->kind != PEIL_PLOT_DIVERGING)
        return peil_arena_format(
            drawing->arena, "part part-%zu",
            shade(in_bar(plot, series), in_bar(plot, plot->series_count)));
    if (plot->series[series].neutral)
        return "part neutral";
    return peil_arena_format(drawing->arena, "part %s-%zu",
                             is_left(plot, series) ? "left" : "right",
                             distance(plot, series));
}

bool peil_part_is_dark(const struct peil_plot *plot, size_t series)
{
    if (plot->series[series].aside)
        return false;
    if (plot->kind == PEIL_PLOT_DIVERGING)
        return !plot->series[series].neutral && distance(plot, series) == 0;
    return shade(in_bar(plot, series), in_bar(plot, plot->series_count)) < 3;
}

/* --- Pieces of a bar --- */

static void draw_part(struct peil_drawing *drawing, size_t label, size_t series,
                      struct peil_spot at, double width)
{
    const struct peil_point *point = peil_plot_point(drawing->plot, label, series);
    if (!(width > 0))
        return;
    peil_draw_box(drawing, peil_part_class(drawing, series), at, width, BAR);
    if (width >= least_for_figure && !drawing->plot->series[series].aside)
        peil_draw_text(
            drawing,
            peil_part_is_dark(drawing->plot, series) ? "inside on-dark" : "inside",
            (struct peil_spot){ at.x + width / 2, 0, at.y + BAR - 8 }, point->text);
}

static void draw_hidden(struct peil_drawing *drawing, struct peil_spot at, double width,
                        const char *text)
{
    peil_draw_hatched(drawing, at, width, BAR);
    if (width >= 0.25)
        peil_draw_text(drawing, "figure hidden",
                       (struct peil_spot){ at.x, 6, at.y + BAR - 8 }, text);
}

/* How many parts of the bar are hidden, and the words for it. */
static size_t hidden_in(const struct peil_plot *plot, size_t label, const char **text)
{
    size_t count = 0;
    for (size_t i = 0; i < plot->series_count; i++) {
        const struct peil_point *point = peil_plot_point(plot, label, i);
        if (!point->shown && count++ == 0)
            *text = point->text;
    }
    return count;
}

/* --- Stacked --- */

static void draw_stack(struct peil_drawing *drawing, size_t label)
{
    const struct peil_plot *plot = drawing->plot;
    const char *text = "";
    size_t hidden = hidden_in(plot, label, &text);
    struct peil_spot at = { .y = drawing->y };
    for (size_t i = 0; i < plot->series_count && hidden != 1; i++) {
        const struct peil_point *point = peil_plot_point(plot, label, i);
        if (!point->shown)
            continue;
        double width = point->value / peil_plot_scale(plot);
        draw_part(drawing, label, i, at, fmin(width, 1 - at.x));
        at.x = fmin(at.x + width, 1);
    }
    if (hidden > 0 && at.x < 1)
        draw_hidden(drawing, at, 1 - at.x, text);
}

void peil_plot_stacked(struct peil_drawing *drawing)
{
    for (size_t i = 0; i < drawing->plot->label_count; i++) {
        peil_draw_label(drawing, "label", LABEL_COLUMNS, drawing->plot->labels[i]);
        draw_stack(drawing, i);
        drawing->y += BAR + AFTER_BAR;
    }
}

/* --- Diverging --- */

/* How far a bar reaches to either side of the middle, and beside, in percent. */
struct reach {
    double left, right, aside;
};

static struct reach reach_of(const struct peil_plot *plot, size_t label)
{
    struct reach reach = { 0 };
    for (size_t i = 0; i < plot->series_count; i++) {
        double value = peil_plot_point(plot, label, i)->value;
        if (plot->series[i].aside) {
            reach.aside += value;
        } else if (plot->series[i].neutral) {
            reach.left += value / 2;
            reach.right += value / 2;
        } else {
            *(is_left(plot, i) ? &reach.left : &reach.right) += value;
        }
    }
    return reach;
}

/* One scale for all bars: where the middle is, how wide one percent. */
struct scale {
    double middle, unit, aside;
};

static struct scale scale_of(const struct peil_plot *plot)
{
    struct reach most = { 1, 1, 0 };
    const char *text;
    for (size_t i = 0; i < plot->label_count; i++) {
        if (hidden_in(plot, i, &text) > 0)
            continue;
        struct reach reach = reach_of(plot, i);
        most.left = fmax(most.left, reach.left);
        most.right = fmax(most.right, reach.right);
        most.aside = fmax(most.aside, reach.aside);
    }
    bool beside = aside_count(plot) > 0;
    double unit = (1 - (beside ? gap : 0)) / (most.left + most.right + most.aside);
    return (struct scale){ most.left * unit, unit, 1 - most.aside * unit };
}

/* Above and below the bar: its own figure may stand in the middle. */
static void draw_middle(struct peil_drawing *drawing, double x)
{
    double bottom = drawing->y + BAR;
    peil_draw_line(drawing, "middle", (struct peil_spot){ x, 0, drawing->y - 4 },
                   (struct peil_spot){ x, 0, drawing->y });
    peil_draw_line(drawing, "middle", (struct peil_spot){ x, 0, bottom },
                   (struct peil_spot){ x, 0, bottom + 4 });
}

static void draw_sides(struct peil_drawing *drawing, const struct scale *scale,
                       size_t label)
{
    const struct peil_plot *plot = drawing->plot;
    struct reach reach = reach_of(plot, label);
    struct peil_spot at = { scale->middle - reach.left * scale->unit, 0, drawing->y };
    struct peil_spot aside = { scale->aside, 0, drawing->y };
    for (size_t i = 0; i < plot->series_count; i++) {
        struct peil_spot *spot = plot->series[i].aside ? &aside : &at;
        double width = peil_plot_point(plot, label, i)->value * scale->unit;
        draw_part(drawing, label, i, *spot, width);
        spot->x += width;
        if (plot->series[i].aside)
            peil_draw_text(drawing, "figure end", (struct peil_spot){ 1, 0, at.y - 6 },
                           peil_plot_point(plot, label, i)->text);
    }
    draw_middle(drawing, scale->middle);
}

void peil_plot_diverging(struct peil_drawing *drawing)
{
    const struct peil_plot *plot = drawing->plot;
    struct scale scale = scale_of(plot);
    for (size_t i = 0; i < plot->label_count; i++) {
        const char *text = "";
        peil_draw_label(drawing, "label",
                        aside_count(plot) > 0 ? ASIDE_COLUMNS : LABEL_COLUMNS,
                        plot->labels[i]);
        if (hidden_in(plot, i, &text) > 0)
            draw_hidden(drawing, (struct peil_spot){ .y = drawing->y }, 1, text);
        else
            draw_sides(drawing, &scale, i);
        drawing->y += BAR + AFTER_BAR;
    }
}
