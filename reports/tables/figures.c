#include "reports/tables/figures.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"

#include <math.h>
#include <string.h>

#define NARROW_BLANK "\u202f"
#define HARD_BLANK "\u00a0"

static char decimal_sign(void)
{
    return strcmp(peil_message_language(), "nl") == 0 ? ',' : '.';
}

/* "1234567.8" as "1 234 567.8"; four digits stay together. */
static const char *grouped(struct peil_arena *arena, const char *number)
{
    size_t length = strspn(number, "0123456789");
    if (length < 5)
        return number;
    const char *text = peil_arena_copy_span(arena, number, length % 3);
    for (size_t at = length % 3; at < length; at += 3)
        text = peil_arena_format(arena, "%s%s%.3s", text, *text ? NARROW_BLANK : "",
                                 number + at);
    return peil_arena_format(arena, "%s%s", text, number + length);
}

const char *peil_figure_decimal(struct peil_arena *arena, double number, int decimals)
{
    if (!isfinite(number))
        return "-";
    char sign = decimals > 0 ? decimal_sign() : '.'; /* most have none to ask for */
    return grouped(arena, peil_text_decimal(arena, number, decimals, sign));
}

const char *peil_figure_count(struct peil_arena *arena, double count)
{
    bool whole = fabs(count - round(count)) < 1e-9;
    return peil_figure_decimal(arena, count, whole ? 0 : 1);
}

static int percent_decimals(double base)
{
    return base >= 1000 ? 1 : 0;
}

const char *peil_figure_percent(struct peil_arena *arena, double percent, double base)
{
    return peil_figure_decimal(arena, percent, percent_decimals(base));
}

const char *peil_figure_share(struct peil_arena *arena, double percent, double base)
{
    return peil_arena_format(arena, "%s" HARD_BLANK "%%",
                             peil_figure_percent(arena, percent, base));
}

const char *peil_figure_interval(struct peil_arena *arena, double low, double high,
                                 double base)
{
    if (!isfinite(low) || !isfinite(high))
        return "-";
    return peil_arena_format(arena, "%s\u2013%s", peil_figure_percent(arena, low, base),
                             peil_figure_percent(arena, high, base));
}

const char *peil_figure_statistic(struct peil_arena *arena, double number)
{
    return peil_figure_decimal(arena, number, fabs(number) >= 9.95 ? 1 : 2);
}

const char *peil_figure_p(struct peil_arena *arena, double p)
{
    if (!isfinite(p))
        return "p = -";
    if (p < 0.0005)
        return peil_arena_format(arena, "p < %s", peil_figure_decimal(arena, 0.001, 3));
    return peil_arena_format(arena, "p = %s", peil_figure_decimal(arena, p, 3));
}

const char *peil_figure_date(struct peil_arena *arena, const char *text)
{
    static const char *const months[] = {
        N_("January"),   N_("February"), N_("March"),    N_("April"),
        N_("May"),       N_("June"),     N_("July"),     N_("August"),
        N_("September"), N_("October"),  N_("November"), N_("December"),
    };
    long month = 0, day = 0;
    if (strlen(text) != sizeof "2026-10-30" - 1 || text[4] != '-' || text[7] != '-' ||
        !peil_text_integer(peil_arena_copy_span(arena, text + 5, 2), &month) ||
        !peil_text_integer(text + 8, &day) || month < 1 || month > 12)
        return text;
    return peil_arena_format(arena, "%ld %s %.4s", day, _(months[month - 1]), text);
}
