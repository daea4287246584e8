#include "reports/chart.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "reports/wrap.h"

#include <math.h>

/* In pixels, but for what is said to be a part of a panel's width. */
enum {
    HEADING_COLUMNS = 12, /* characters of a panel's heading on a line */
    LABEL_COLUMNS = 46,   /* characters of an option on a line: a telephone's width */
    HEADING_LINE = 16,
    LABEL_LINE = 19,
    BAR = 15,
    AFTER_BAR = 14,
};
static const double track = 0.62; /* of a panel; the rest is for the figure */

struct drawing {
    struct peil_html *html;
    struct peil_arena *arena;
    const struct peil_shares *shares;
    const char *id;
    double y; /* where the next thing comes */
};

/* A place or length along the line, in percents of the whole drawing. */
static const char *along(const struct drawing *drawing, double part)
{
    return peil_arena_format(drawing->arena, "%s%%",
                             peil_text_decimal(drawing->arena, 100 * part, 2, '.'));
}

/* A panel alone keeps to half the line: a bar need not shout. */
static double panel_width(const struct drawing *drawing)
{
    size_t panels = drawing->shares->group_count;
    return 1.0 / (double)(panels < 2 ? 2 : panels);
}

static double panel_at(const struct drawing *drawing, size_t group)
{
    return (double)group * panel_width(drawing);
}

static double track_width(const struct drawing *drawing)
{
    return track * panel_width(drawing);
}

static const char *pixels(const struct drawing *drawing, double y)
{
    return peil_text_decimal(drawing->arena, y, 0, '.');
}

static void write_text(const struct drawing *drawing, const char *class, double part,
                       double y, const char *text)
{
    peil_html_begin(drawing->html, "text");
    peil_html_attribute(drawing->html, "class", class);
    peil_html_attribute(drawing->html, "x", along(drawing, part));
    peil_html_attribute(drawing->html, "y", pixels(drawing, y));
    peil_html_text(drawing->html, text);
    peil_html_end(drawing->html);
}

static void write_bar(const struct drawing *drawing, const char *class, double part,
                      double width)
{
    peil_html_begin(drawing->html, "rect");
    peil_html_attribute(drawing->html, "class", class);
    peil_html_attribute(drawing->html, "x", along(drawing, part));
    peil_html_attribute(drawing->html, "y", pixels(drawing, drawing->y));
    peil_html_attribute(drawing->html, "width", along(drawing, width));
    peil_html_attribute(drawing->html, "height", pixels(drawing, BAR));
}

/* --- Headings --- */

static size_t heading_lines(const struct drawing *drawing, size_t group,
                            const char *const **lines)
{
    return peil_wrap(drawing->arena, drawing->shares->groups[group].label,
                     HEADING_COLUMNS, lines);
}

static size_t most_heading_lines(const struct drawing *drawing)
{
    size_t most = 0;
    for (size_t group = 0; group < drawing->shares->group_count; group++) {
        const char *const *lines;
        size_t count = heading_lines(drawing, group, &lines);
        most = count > most ? count : most;
    }
    return most;
}

/* They stand on one line at the bottom, above the first bars. */
static void write_headings(struct drawing *drawing)
{
    size_t most = most_heading_lines(drawing);
    for (size_t group = 0; group < drawing->shares->group_count; group++) {
        const char *const *lines;
        size_t count = heading_lines(drawing, group, &lines);
        for (size_t i = 0; i < count; i++)
            write_text(drawing, "group", panel_at(drawing, group),
                       (double)((most - count + i + 1) * HEADING_LINE), lines[i]);
    }
    drawing->y = (double)(most * HEADING_LINE + 14);
}

/* --- Bars --- */

/* The whole that the bar is a part of; hatched, when the bar may not be shown. */
static void write_track(const struct drawing *drawing, double x, bool hatched)
{
    write_bar(drawing, "track", x, track_width(drawing));
    if (hatched)
        peil_html_attribute_format(drawing->html, "fill", "url(#%s-hatch)",
                                   drawing->id);
    peil_html_end(drawing->html);
}

static void write_share(const struct drawing *drawing, size_t option, size_t group)
{
    const struct peil_share *share = peil_share_at(drawing->shares, option, group);
    double x = panel_at(drawing, group), length = 0;
    if (share->shown)
        length = track_width(drawing) * fmin(share->percent, 100) / 100;
    if (share->offered)
        write_track(drawing, x, !share->shown);
    if (length > 0) {
        write_bar(drawing, group == 0 ? "bar all" : "bar", x, length);
        peil_html_end(drawing->html);
    }
    write_text(drawing, share->shown ? "figure" : "figure hidden", x + length,
               drawing->y + BAR - 3,
               peil_share_text(drawing->shares, option, group, drawing->arena));
}

static void write_option(struct drawing *drawing, size_t option)
{
    const char *const *lines;
    size_t count = peil_wrap(drawing->arena, drawing->shares->options[option].label,
                             LABEL_COLUMNS, &lines);
    for (size_t i = 0; i < count; i++) {
        write_text(drawing, "option", 0, drawing->y + LABEL_LINE - 6, lines[i]);
        drawing->y += LABEL_LINE;
    }
    for (size_t group = 0; group < drawing->shares->group_count; group++)
        write_share(drawing, option, group);
    drawing->y += BAR + AFTER_BAR;
}

static double height(const struct drawing *drawing)
{
    double y = (double)(most_heading_lines(drawing) * HEADING_LINE + 14);
    for (size_t i = 0; i < drawing->shares->option_count; i++) {
        const char *const *lines;
        size_t count = peil_wrap(drawing->arena, drawing->shares->options[i].label,
                                 LABEL_COLUMNS, &lines);
        y += (double)(count * LABEL_LINE + BAR + AFTER_BAR);
    }
    return y;
}

/* --- The whole --- */

/* What a listener needs: everyone's figures; the table beneath has the rest. */
static const char *description(const struct drawing *drawing)
{
    const char *text = "";
    for (size_t i = 0; i < drawing->shares->option_count; i++)
        text =
            peil_arena_format(drawing->arena, "%s%s%s %s", text, *text ? "; " : "",
                              drawing->shares->options[i].label,
                              peil_share_text(drawing->shares, i, 0, drawing->arena));
    return peil_arena_format(
        drawing->arena, _("Bar chart. %s: %s. The table has the figures per group."),
        drawing->shares->groups[0].label, text);
}

static void write_named(const struct drawing *drawing, const char *element,
                        const char *text)
{
    peil_html_begin(drawing->html, element);
    peil_html_attribute_format(drawing->html, "id", "%s-%s", drawing->id, element);
    peil_html_text(drawing->html, text);
    peil_html_end(drawing->html);
}

static void write_hatch(const struct drawing *drawing)
{
    struct peil_html *html = drawing->html;
    peil_html_begin(html, "pattern");
    peil_html_attribute_format(html, "id", "%s-hatch", drawing->id);
    peil_html_attribute(html, "width", "6");
    peil_html_attribute(html, "height", "6");
    peil_html_attribute(html, "patternUnits", "userSpaceOnUse");
    peil_html_begin(html, "path");
    peil_html_attribute(html, "class", "hatch");
    peil_html_attribute(html, "d", "M-1 1l2-2M0 6l6-6M5 7l2-2");
    peil_html_end(html);
    peil_html_end(html);
}

void peil_chart_write(struct peil_html *html, const struct peil_shares *shares,
                      const char *id, const char *title)
{
    struct drawing drawing = { html, peil_arena_new(), shares, id, 0 };
    peil_html_begin(html, "svg");
    peil_html_attribute(html, "class", "chart");
    peil_html_attribute(html, "role", "img");
    peil_html_attribute_format(html, "aria-labelledby", "%s-title %s-desc", id, id);
    peil_html_attribute(html, "width", "100%");
    peil_html_attribute(html, "height", pixels(&drawing, height(&drawing)));
    write_named(&drawing, "title", title);
    write_named(&drawing, "desc", description(&drawing));
    if (peil_shares_hide(shares))
        write_hatch(&drawing);
    write_headings(&drawing);
    for (size_t i = 0; i < shares->option_count; i++)
        write_option(&drawing, i);
    peil_html_end(html);
    peil_arena_free(drawing.arena);
}
