#include "collect/ink.h"

#include "collect/pictures.h"

#include <stdint.h>
#include <string.h>

/* --- The frame --- */

static void write_meta(struct peil_html *html, const char *name, const char *content)
{
    peil_html_begin(html, "meta");
    peil_html_attribute(html, "name", name);
    peil_html_attribute(html, "content", content);
    peil_html_end(html);
}

static void write_link(struct peil_html *html, const char *rel, const char *address)
{
    peil_html_begin(html, "link");
    peil_html_attribute(html, "rel", rel);
    peil_html_attribute(html, "href", address);
    peil_html_end(html);
}

struct peil_ink peil_ink_open(FILE *out, const struct peil_page *page)
{
    return (struct peil_ink){ .html = { .out = out },
                              .page = page,
                              .words = peil_words_find(page->q->language),
                              .arena = peil_arena_new() };
}

void peil_ink_begin(struct peil_ink *ink, const char *title)
{
    struct peil_html *html = &ink->html;
    peil_html_trusted(html, "<!DOCTYPE html>\n");
    peil_html_begin(html, "html");
    peil_html_attribute(html, "lang", ink->words->language);
    peil_html_begin(html, "head");
    peil_html_trusted(html, "<meta charset=\"utf-8\">");
    write_meta(html, "viewport", "width=device-width, initial-scale=1");
    peil_html_begin(html, "title");
    if (ink->page->mistake || ink->page->alert)
        peil_html_text_format(html, "%s: ", ink->words->error);
    peil_html_text_format(html, "%s – %s", title,
                          peil_ink_say(ink, &ink->page->q->title).text);
    peil_html_end(html);
    write_link(html, "stylesheet",
               peil_arena_format(ink->arena, "/style.css?%s", ink->page->version));
    write_link(html, "icon", "/icon.svg");
    peil_html_end(html);
    peil_html_begin(html, "body");
}

void peil_ink_end(struct peil_ink *ink)
{
    peil_html_end(&ink->html); /* body */
    peil_html_end(&ink->html); /* html */
    peil_html_trusted(&ink->html, "\n");
    peil_arena_free(ink->arena);
}

/* --- The top --- */

void peil_ink_rehearsal(struct peil_ink *ink)
{
    if (ink->page->practice)
        peil_html_element(&ink->html, "p", "practice", ink->words->practice);
}

void peil_ink_word(struct peil_ink *ink)
{
    if (!ink->page->word)
        return;
    peil_html_begin(&ink->html, "p");
    peil_html_attribute(&ink->html, "class", "word");
    peil_html_text(&ink->html, ink->words->session_word);
    peil_html_element(&ink->html, "strong", NULL, ink->page->word);
    peil_html_end(&ink->html);
}

static void write_progress(struct peil_ink *ink, const struct peil_item *item)
{
    size_t number, total;
    peil_interview_progress(ink->page->interview, &number, &total);
    const char *shown_number = peil_arena_format(ink->arena, "%zu", number);
    const char *shown_total = peil_arena_format(ink->arena, "%zu", total);
    bool counts = item && item->kind != PEIL_EXPLAIN && !item->assent;
    peil_html_element(&ink->html, "span", NULL,
                      counts ? peil_words_fill(ink->arena, ink->words->of_about,
                                               shown_number, shown_total)
                             : "");
    if (item)
        peil_ink_anchor(ink, "/stop", "stop", ink->words->stop);
    peil_html_begin(&ink->html, "progress");
    peil_html_attribute(&ink->html, "aria-hidden", "true");
    peil_html_attribute(&ink->html, "value", item ? shown_number : shown_total);
    peil_html_attribute(&ink->html, "max", shown_total);
    peil_html_end(&ink->html);
}

void peil_ink_top(struct peil_ink *ink, const struct peil_item *item)
{
    peil_html_begin(&ink->html, "header");
    peil_html_attribute(&ink->html, "class", "top");
    write_progress(ink, item);
    peil_ink_rehearsal(ink);
    if (ink->page->sequence == 1) /* the very first page */
        peil_ink_word(ink);
    peil_html_end(&ink->html);
}

/* --- Pieces --- */

static void write_hidden(struct peil_html *html, const char *name, const char *value)
{
    peil_html_begin(html, "input");
    peil_html_attribute(html, "type", "hidden");
    peil_html_attribute(html, "name", name);
    peil_html_attribute(html, "value", value);
    peil_html_end(html);
}

void peil_ink_div(struct peil_ink *ink, const char *class)
{
    peil_html_begin(&ink->html, "div");
    peil_html_attribute(&ink->html, "class", class);
}

/* Our own words about mistakes, not the browser's; nothing remembered by it. */
void peil_ink_form(struct peil_ink *ink, const char *action)
{
    const struct peil_item *item =
        ink->page->interview ? peil_interview_item(ink->page->interview) : NULL;
    peil_html_begin(&ink->html, "form");
    peil_html_attribute(&ink->html, "method", "post");
    peil_html_attribute(&ink->html, "action", action);
    peil_html_attribute(&ink->html, "novalidate", "");
    peil_html_attribute(&ink->html, "autocomplete", "off");
    write_hidden(&ink->html, "item", item ? item->id : "");
    write_hidden(
        &ink->html, "n",
        peil_arena_format(ink->arena, "%lu", (unsigned long)ink->page->sequence));
    write_hidden(&ink->html, "t", ink->page->token);
}

void peil_ink_button(struct peil_ink *ink, const char *does, const char *class,
                     const char *label)
{
    peil_html_begin(&ink->html, "button");
    peil_html_attribute(&ink->html, "class", class);
    peil_html_attribute(&ink->html, "name", "do");
    peil_html_attribute(&ink->html, "value", does);
    peil_html_text(&ink->html, label);
    peil_html_end(&ink->html);
}

void peil_ink_anchor(struct peil_ink *ink, const char *address, const char *class,
                     const char *label)
{
    peil_html_begin(&ink->html, "a");
    peil_html_attribute(&ink->html, "href", address);
    peil_html_attribute(&ink->html, "class", class);
    peil_html_text(&ink->html, label);
    peil_html_end(&ink->html);
}

void peil_ink_heading(struct peil_ink *ink, const char *heading)
{
    peil_html_begin(&ink->html, "h1");
    peil_html_attribute(&ink->html, "id", "question");
    peil_html_text(&ink->html, heading);
    peil_html_end(&ink->html);
}

void peil_ink_note(struct peil_ink *ink, const char *id, const char *role,
                   const char *text)
{
    peil_html_begin(&ink->html, "p");
    peil_html_attribute(&ink->html, "id", id);
    peil_html_attribute(&ink->html, "class", id);
    peil_html_attribute(&ink->html, "role", role);
    peil_html_text(&ink->html, text);
    peil_html_end(&ink->html);
}

static const char *mistake_text(struct peil_ink *ink, const struct peil_item *item)
{
    enum peil_mistake mistake = ink->page->mistake;
    const char *first = "", *second = "";
    if (mistake == PEIL_MISTAKE_TOO_MANY)
        first = peil_arena_format(
            ink->arena, "%zu",
            peil_item_most(item, peil_interview_variant(ink->page->interview)));
    if (mistake == PEIL_MISTAKE_TOO_FEW)
        first = peil_arena_format(ink->arena, "%zu", item->least);
    if (mistake == PEIL_MISTAKE_TOO_LONG)
        first = peil_arena_format(ink->arena, "%zu", item->longest);
    if (mistake == PEIL_MISTAKE_OUTSIDE) {
        first = peil_arena_format(ink->arena, "%.15g", item->lowest);
        second = peil_arena_format(ink->arena, "%.15g", item->highest);
    }
    return peil_words_fill(ink->arena, ink->words->mistakes[mistake], first, second);
}

void peil_ink_mistake(struct peil_ink *ink, const struct peil_item *item)
{
    if (ink->page->mistake)
        peil_ink_note(ink, "alert", "alert", mistake_text(ink, item));
}

/* --- What is said --- */

/* The texts' own wording that was found; its pictures hang on it. */
static const struct peil_wording *wording_of(const struct peil_texts *texts,
                                             const char *text)
{
    for (size_t i = 0; i < texts->count; i++)
        if (texts->wordings[i].text == text)
            return &texts->wordings[i];
    return NULL;
}

struct peil_said peil_ink_say(struct peil_ink *ink, const struct peil_texts *texts)
{
    const struct peil_page *page = ink->page;
    size_t variant =
        page->interview ? peil_interview_variant(page->interview) : SIZE_MAX;
    const char *text = peil_texts_find(texts, variant, page->q->language);
    const struct peil_wording *wording = wording_of(texts, text);
    return (struct peil_said){
        .text = peil_study_fill(page->study, page->q, text, ink->arena),
        .pictures = wording && wording->pictures ? wording->pictures : "",
    };
}

static const char *cut(struct peil_ink *ink, const char **rest, const char *separator)
{
    size_t length = strcspn(*rest, separator);
    const char *piece = peil_arena_copy_span(ink->arena, *rest, length);
    *rest += length + ((*rest)[length] != '\0');
    return piece;
}

const char *peil_ink_cut(struct peil_ink *ink, struct peil_said *said)
{
    cut(ink, &said->pictures, " ");
    return cut(ink, &said->text, "\n");
}

static void write_paragraph(struct peil_ink *ink, const char *text, const char *picture)
{
    if (!peil_picture_is_known(picture)) {
        peil_html_element(&ink->html, "p", NULL, text);
        return;
    }
    peil_ink_div(ink, "said");
    peil_picture_write(&ink->html, picture);
    peil_html_element(&ink->html, "p", NULL, text);
    peil_html_end(&ink->html);
}

void peil_ink_paragraphs(struct peil_ink *ink, struct peil_said said)
{
    while (*said.text) {
        const char *picture = cut(ink, &said.pictures, " ");
        write_paragraph(ink, cut(ink, &said.text, "\n"), picture);
    }
}
