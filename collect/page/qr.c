#include "collect/page/qr.h"

#include <qrencode.h>
#include <string.h>

enum { BORDER = 4 }; /* modules, as ISO/IEC 18004 asks */

struct peil_qr {
    size_t width;
    bool *dark; /* row by row */
};

/* Level M mends 15 %: a thumb on a card, a lamp in the beamer's picture. */
struct peil_qr *peil_qr_new(const char *text, struct peil_arena *arena)
{
    QRcode *made = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!made)
        return NULL;
    struct peil_qr *qr = peil_arena_array(arena, 1, sizeof *qr);
    qr->width = (size_t)made->width;
    qr->dark = peil_arena_array(arena, qr->width * qr->width, sizeof *qr->dark);
    for (size_t i = 0; i < qr->width * qr->width; i++)
        qr->dark[i] = made->data[i] & 1;
    QRcode_free(made);
    return qr;
}

size_t peil_qr_width(const struct peil_qr *qr)
{
    return qr->width;
}

bool peil_qr_is_dark(const struct peil_qr *qr, size_t row, size_t column)
{
    return row < qr->width && column < qr->width && qr->dark[row * qr->width + column];
}

/* --- On a page --- */

/* A run of dark modules is one bar; all of them are one path. */
static const char *path_of(const struct peil_qr *qr, struct peil_arena *arena)
{
    const char *path = "";
    for (size_t row = 0; row < qr->width; row++) {
        const char *bars = "";
        for (size_t i = 0, end; i < qr->width; i = end + 1) {
            for (end = i; peil_qr_is_dark(qr, row, end); end++)
                continue;
            if (end > i)
                bars = peil_arena_format(arena, "%sM%zu %zuh%zuv1h-%zuz", bars,
                                         i + BORDER, row + BORDER, end - i, end - i);
        }
        path = peil_arena_format(arena, "%s%s", path, bars);
    }
    return path;
}

void peil_qr_write(struct peil_html *html, const struct peil_qr *qr, const char *title)
{
    struct peil_arena *arena = peil_arena_new();
    size_t side = qr->width + 2 * BORDER;
    peil_html_begin(html, "svg");
    peil_html_attribute(html, "class", "qr");
    peil_html_attribute(html, "role", "img");
    peil_html_attribute_format(html, "viewBox", "0 0 %zu %zu", side, side);
    peil_html_attribute(html, "shape-rendering", "crispEdges");
    peil_html_element(html, "title", NULL, title);
    peil_html_begin(html, "rect");
    peil_html_attribute(html, "width", "100%");
    peil_html_attribute(html, "height", "100%");
    peil_html_attribute(html, "fill", "#fff");
    peil_html_end(html);
    peil_html_begin(html, "path");
    peil_html_attribute(html, "d", path_of(qr, arena));
    peil_html_end(html);
    peil_html_end(html);
    peil_arena_free(arena);
}

/* --- On a terminal --- */

void peil_qr_print(FILE *out, const struct peil_qr *qr, bool colour)
{
    static const char *const blocks[] = { " ", "▀", "▄", "█" }; /* top 1, bottom 2 */
    size_t side = qr->width + 2 * BORDER;
    for (size_t y = 0; y < side; y += 2) {
        fputs(colour ? "\033[30;107m" : "", out);
        for (size_t x = 0; x < side; x++) {
            /* What is left of the border wraps round to a row that is not there. */
            bool top = peil_qr_is_dark(qr, y - BORDER, x - BORDER);
            bool bottom = peil_qr_is_dark(qr, y + 1 - BORDER, x - BORDER);
            if (!colour) {
                top = !top;
                bottom = y + 1 < side && !bottom;
            }
            fputs(blocks[(top ? 1 : 0) + (bottom ? 2 : 0)], out);
        }
        fputs(colour ? "\033[0m\n" : "\n", out);
    }
}

/* --- A network --- */

static const char *escape(const char *text, struct peil_arena *arena)
{
    char *escaped = peil_arena_array(arena, 2 * strlen(text) + 1, 1), *to = escaped;
    for (; *text; text++) {
        if (strchr("\\;,:\"", *text))
            *to++ = '\\';
        *to++ = *text;
    }
    return escaped;
}

const char *peil_qr_wifi(const char *network, const char *password,
                         struct peil_arena *arena)
{
    const char *name = escape(network, arena);
    if (!password || !*password)
        return peil_arena_format(arena, "WIFI:T:nopass;S:%s;;", name);
    return peil_arena_format(arena, "WIFI:T:WPA;S:%s;P:%s;;", name,
                             escape(password, arena));
}
