/* The beamer's picture: what a class needs to come in, in letters for the last row. */
#include "collect/web/desk_page.h"

#include "collect/page/qr.h"
#include "collect/page/words.h"

#include <string.h>

struct ink {
    struct peil_html html;
    const struct peil_desk *desk;
    const struct peil_words *words;
    struct peil_arena *arena;
};

static void begin(struct ink *ink, const char *element, const char *class)
{
    peil_html_begin(&ink->html, element);
    peil_html_attribute(&ink->html, "class", class);
}

/* Which step it is, its code, and the code in words. */
static void begin_way(struct ink *ink, int step, const char *caption, const char *code)
{
    const struct peil_qr *qr = peil_qr_new(code, ink->arena);
    begin(ink, "li", "way");
    begin(ink, "h2", NULL);
    begin(ink, "b", NULL);
    peil_html_text_format(&ink->html, "%d", step);
    peil_html_end(&ink->html);
    peil_html_text(&ink->html, caption);
    peil_html_end(&ink->html);
    if (qr)
        peil_qr_write(&ink->html, qr, caption);
}

static void write_wifi(struct ink *ink, int step)
{
    const struct peil_desk *desk = ink->desk;
    begin_way(ink, step, ink->words->board_wifi,
              peil_qr_wifi(desk->network, desk->password, ink->arena));
    peil_html_begin(&ink->html, "p");
    peil_html_element(&ink->html, "strong", NULL, desk->network);
    peil_html_end(&ink->html);
    if (desk->password && *desk->password) {
        peil_html_begin(&ink->html, "p");
        peil_html_text_format(&ink->html, "%s ", ink->words->board_password);
        peil_html_element(&ink->html, "strong", NULL, desk->password);
        peil_html_end(&ink->html);
    }
    peil_html_end(&ink->html);
}

static void write_code(struct ink *ink, int step)
{
    begin(ink, "li", "way code");
    begin(ink, "h2", NULL);
    begin(ink, "b", NULL);
    peil_html_text_format(&ink->html, "%d", step);
    peil_html_end(&ink->html);
    peil_html_text(&ink->html, ink->words->board_code);
    peil_html_end(&ink->html);
    begin(ink, "p", "sample");
    peil_html_attribute(&ink->html, "aria-hidden", "true");
    peil_html_text(&ink->html, "••• •••");
    peil_html_end(&ink->html);
    peil_html_end(&ink->html);
}

/* "10.42.0.1:8080" */
static const char *shown(struct ink *ink)
{
    const char *address = ink->desk->ways[0] + strlen("http://");
    return peil_arena_copy_span(ink->arena, address, strcspn(address, "/"));
}

static void write_ways(struct ink *ink)
{
    int step = 1;
    begin(ink, "ol", "ways");
    if (ink->desk->network)
        write_wifi(ink, step++);
    begin_way(ink, step++, ink->words->board_go, ink->desk->ways[0]);
    peil_html_end(&ink->html);
    if (ink->desk->runner->classroom->deck)
        write_code(ink, step);
    peil_html_end(&ink->html);
    peil_html_element(&ink->html, "p", "address", shown(ink));
}

static void write_word(struct ink *ink)
{
    begin(ink, "p", "word");
    peil_html_text(&ink->html, ink->words->board_word);
    peil_html_element(&ink->html, "strong", NULL, ink->desk->runner->classroom->word);
    peil_html_end(&ink->html);
}

void peil_desk_write_projector(FILE *out, const struct peil_desk_view *view)
{
    const struct peil_questionnaire *q = view->desk->runner->q;
    const char *title = peil_texts_find(&q->title, SIZE_MAX, q->language);
    struct ink ink = { .html = { .out = out },
                       .desk = view->desk,
                       .words = peil_words_find(q->language),
                       .arena = view->arena };
    peil_html_trusted(&ink.html, "<!DOCTYPE html>\n");
    peil_html_begin(&ink.html, "html");
    peil_html_attribute(&ink.html, "lang", ink.words->language);
    peil_html_begin(&ink.html, "head");
    peil_html_trusted(&ink.html, "<meta charset=\"utf-8\"><meta http-equiv=\"refresh\" "
                                 "content=\"15\"><link rel=\"stylesheet\" "
                                 "href=\"/desk.css\">");
    peil_html_element(&ink.html, "title", NULL, title);
    peil_html_end(&ink.html);
    begin(&ink, "body", view->board->open ? "projector" : "projector shut");
    begin(&ink, "header", NULL);
    peil_html_element(&ink.html, "h1", NULL,
                      view->board->open ? title : ink.words->closed);
    if (view->board->open)
        write_word(&ink);
    peil_html_end(&ink.html);
    if (view->board->open)
        write_ways(&ink);
    peil_html_end(&ink.html);
    peil_html_end(&ink.html);
}
