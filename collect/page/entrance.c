#include "collect/page/entrance.h"

#include "collect/page/ink.h"
#include "collect/page/pictures.h"

static void begin(struct peil_ink *ink, const char *heading)
{
    peil_ink_begin(ink, heading);
    peil_ink_bare_top(ink);
    peil_ink_main(ink, NULL);
}

static void end(struct peil_ink *ink)
{
    peil_html_end(&ink->html); /* main */
    peil_ink_end(ink);
}

static void begin_words(struct peil_ink *ink, const char *picture, const char *heading)
{
    peil_ink_div(ink, "texts calm");
    peil_picture_write(&ink->html, picture);
    peil_ink_rehearsal(ink);
    peil_ink_heading(ink, heading);
}

/* The one way on, where the way on always is. */
static void write_bar(struct peil_ink *ink, const char *label)
{
    peil_ink_div(ink, "bar");
    peil_ink_button(ink, "join", "next wide", label);
    peil_html_end(&ink->html);
}

static void write_code(struct peil_ink *ink, const char *type, const char *value,
                       const char *described_by)
{
    struct peil_html *html = &ink->html;
    peil_html_begin(html, "input");
    peil_html_attribute(html, "type", type);
    peil_html_attribute(html, "id", "code");
    peil_html_attribute(html, "name", "code");
    peil_html_attribute(html, "class", "code");
    peil_html_attribute(html, "value", value);
    peil_html_attribute(html, "aria-describedby", described_by);
    peil_html_attribute(html, "autocomplete", "off");
    peil_html_attribute(html, "autocapitalize", "characters");
    peil_html_attribute(html, "spellcheck", "false");
    peil_html_end(html);
}

static void write_field(struct peil_ink *ink)
{
    const char *alert = ink->page->alert;
    peil_ink_div(ink, "field");
    peil_html_begin(&ink->html, "label");
    peil_html_attribute(&ink->html, "for", "code");
    peil_html_text(&ink->html, ink->words->code_label);
    peil_html_end(&ink->html);
    write_code(ink, "text", ink->page->code, alert ? "alert help" : "help");
    peil_ink_note(ink, "help", NULL, ink->words->code_hint);
    peil_html_end(&ink->html);
}

void peil_entrance_write_code(FILE *out, const struct peil_page *page)
{
    struct peil_ink ink = peil_ink_open(out, page);
    begin(&ink, ink.words->code_title);
    peil_ink_form(&ink, "/join", NULL);
    begin_words(&ink, "card", ink.words->code_title);
    if (page->gone)
        peil_html_element(&ink.html, "p", NULL, ink.words->code_gone);
    if (page->alert)
        peil_ink_note(&ink, "alert", "alert", page->alert);
    write_field(&ink);
    peil_ink_word(&ink);
    peil_html_end(&ink.html);
    write_bar(&ink, ink.words->next);
    peil_html_end(&ink.html); /* form */
    end(&ink);
}

void peil_entrance_write_card(FILE *out, const struct peil_page *page)
{
    struct peil_ink ink = peil_ink_open(out, page);
    begin(&ink, ink.words->code_yours);
    peil_ink_form(&ink, "/join", NULL);
    begin_words(&ink, "card", ink.words->code_yours);
    peil_html_element(
        &ink.html, "p", "code",
        peil_arena_format(ink.arena, "%.3s %s", page->code, page->code + 3));
    write_code(&ink, "hidden", page->code, NULL);
    peil_ink_word(&ink);
    peil_html_end(&ink.html);
    peil_ink_div(&ink, "bar");
    peil_ink_button(&ink, "join", "next wide", ink.words->code_begin);
    peil_ink_anchor(&ink, "/", "skip button", ink.words->code_type);
    peil_html_end(&ink.html);
    peil_html_end(&ink.html); /* form */
    end(&ink);
}

static void write_text(FILE *out, const struct peil_page *page, bool still)
{
    struct peil_ink ink = peil_ink_open(out, page);
    const struct peil_words *w = ink.words;
    begin(&ink, still ? w->still : w->closed);
    begin_words(&ink, "water", still ? w->still : w->closed);
    peil_html_element(&ink.html, "p", NULL, still ? w->still_what : w->closed_what);
    peil_html_end(&ink.html);
    peil_ink_div(&ink, still ? "bar" : "bar sea");
    peil_ink_anchor(&ink, "/", still ? "button next wide" : "button wide",
                    still ? w->still_yes : w->again);
    peil_html_end(&ink.html);
    end(&ink);
}

void peil_entrance_write_closed(FILE *out, const struct peil_page *page)
{
    write_text(out, page, false);
}

void peil_entrance_write_still(FILE *out, const struct peil_page *page)
{
    write_text(out, page, true);
}
