#include "collect/page/sheet.h"

#include "collect/page/qr.h"
#include "collect/page/words.h"
#include "embedded/cards_css.h"

#include <string.h>

enum { CARDS_A_PAGE = 10 };

struct ink {
    struct peil_html html;
    const struct peil_sheet *sheet;
    const struct peil_words *words;
    struct peil_arena *arena;
};

static void begin(struct ink *ink, const char *element, const char *class)
{
    peil_html_begin(&ink->html, element);
    peil_html_attribute(&ink->html, "class", class);
}

/* --- A card --- */

static void write_code(struct ink *ink, const char *code)
{
    begin(ink, "p", "code");
    peil_html_text_format(&ink->html, "%.3s %s", code, code + 3);
    peil_html_end(&ink->html);
}

/* "10.42.0.1:8080": what is typed. */
static const char *shown_address(struct ink *ink)
{
    const char *from = strstr(ink->sheet->address, "://");
    from = from ? from + 3 : ink->sheet->address;
    return peil_arena_copy_span(ink->arena, from, strcspn(from, "/"));
}

/* A long one breaks before its port. */
static void write_address(struct ink *ink)
{
    const char *address = shown_address(ink), *colon = strchr(address, ':');
    size_t length = colon ? (size_t)(colon - address) : strlen(address);
    peil_html_begin(&ink->html, "strong");
    peil_html_text(&ink->html, peil_arena_copy_span(ink->arena, address, length));
    peil_html_trusted(&ink->html, "<wbr>");
    peil_html_text(&ink->html, address + length);
    peil_html_end(&ink->html);
}

static void write_way(struct ink *ink, const char *code)
{
    const char *address = ink->sheet->address;
    size_t length = strlen(address);
    const char *slash = length > 0 && address[length - 1] == '/' ? "" : "/";
    const struct peil_qr *qr = peil_qr_new(
        peil_arena_format(ink->arena, "%s%sk/%s", address, slash, code), ink->arena);
    if (qr)
        peil_qr_write(&ink->html, qr, shown_address(ink));
    begin(ink, "p", "where");
    peil_html_text_format(&ink->html, "%s:", ink->words->card_where);
    write_address(ink);
    peil_html_end(&ink->html);
}

static void write_front(struct ink *ink, const char *code)
{
    begin(ink, "div", "card front");
    peil_html_element(&ink->html, "p", "title", ink->words->card_title);
    write_code(ink, code);
    if (ink->sheet->address)
        write_way(ink, code);
    peil_html_end(&ink->html);
}

/* The same on each, so that it does not matter how the printer turns the paper. */
static void write_back(struct ink *ink)
{
    begin(ink, "div", "card back");
    for (size_t i = 0; i < sizeof ink->words->card_back / sizeof(char *); i++)
        peil_html_element(&ink->html, "p", NULL, ink->words->card_back[i]);
    peil_html_end(&ink->html);
}

/* --- The sheet --- */

static void write_page(struct ink *ink, size_t from)
{
    size_t left = ink->sheet->count - from;
    size_t count = left < CARDS_A_PAGE ? left : CARDS_A_PAGE;
    begin(ink, "section", "page");
    for (size_t i = 0; i < count; i++)
        write_front(ink, ink->sheet->codes[from + i].text);
    peil_html_end(&ink->html);
    begin(ink, "section", "page");
    for (size_t i = 0; i < CARDS_A_PAGE; i++)
        write_back(ink);
    peil_html_end(&ink->html);
}

void peil_sheet_write(FILE *out, const struct peil_sheet *sheet)
{
    struct ink ink = { .html = { .out = out },
                       .sheet = sheet,
                       .words = peil_words_find(sheet->language),
                       .arena = peil_arena_new() };
    peil_html_trusted(&ink.html, "<!DOCTYPE html>\n");
    peil_html_begin(&ink.html, "html");
    peil_html_attribute(&ink.html, "lang", ink.words->language);
    peil_html_begin(&ink.html, "head");
    peil_html_trusted(&ink.html, "<meta charset=\"utf-8\">");
    peil_html_element(&ink.html, "title", NULL, ink.words->card_title);
    peil_html_begin(&ink.html, "style");
    peil_html_trusted(&ink.html, (const char *)cards_css_bytes);
    peil_html_end(&ink.html);
    peil_html_end(&ink.html);
    peil_html_begin(&ink.html, "body");
    for (size_t from = 0; from < sheet->count; from += CARDS_A_PAGE)
        write_page(&ink, from);
    peil_html_end(&ink.html);
    peil_html_end(&ink.html);
    peil_html_trusted(&ink.html, "\n");
    peil_arena_free(ink.arena);
}

const struct peil_deck_code *peil_sheet_read(const char *html, size_t *count,
                                             struct peil_arena *arena)
{
    static const char mark[] = "class=\"code\">";
    struct peil_deck_code *codes = NULL, code;
    *count = 0;
    while ((html = strstr(html, mark))) {
        html += strlen(mark);
        const char *text = peil_arena_copy_span(arena, html, strcspn(html, "<"));
        if (peil_card_read(text, code.text) != PEIL_CARD_READ)
            continue;
        codes = peil_arena_grow(arena, codes, *count, sizeof code);
        codes[(*count)++] = code;
    }
    return codes;
}
