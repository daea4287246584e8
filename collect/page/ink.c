#include "collect/page/ink.h"

#include "collect/page/look.h"
#include "collect/page/pictures.h"

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

static void write_hidden(struct peil_html *html, const char *name, const char *value)
{
    peil_html_begin(html, "input");
    peil_html_attribute(html, "type", "hidden");
    peil_html_attribute(html, "name", name);
    peil_html_attribute(html, "value", value);
    peil_html_end(html);
}

static bool is_open(const struct peil_interview *interview)
{
    if (!interview)
        return false;
    enum peil_interview_state state = peil_interview_state(interview);
    return state == PEIL_INTERVIEW_ASKING || state == PEIL_INTERVIEW_CLOSING;
}

/* Waits for an answer to be kept, reads aloud, covers the screen: all of it optional.
 */
static void write_script(struct peil_ink *ink)
{
    struct peil_html *html = &ink->html;
    peil_html_begin(html, "script");
    peil_html_attribute(html, "id", "runner");
    peil_html_attribute_format(html, "src", "/runner.js?%s", ink->page->version);
    peil_html_attribute(html, "defer", "");
    peil_html_attribute(html, "data-unsaved", ink->words->unsaved);
    peil_html_attribute(html, "data-stop", ink->words->read_stop);
    if (is_open(ink->page->interview)) /* then there is something to cover */
        peil_html_attribute(html, "data-cover", ink->words->cover);
    peil_html_end(html);
}

struct peil_ink peil_ink_open(FILE *out, const struct peil_page *page)
{
    const char *language =
        page->interview ? peil_interview_language(page->interview) : page->q->language;
    return (struct peil_ink){ .html = { .out = out },
                              .page = page,
                              .words = peil_words_find(language),
                              .arena = peil_arena_new(),
                              .language = language };
}

static const char *title_of(const struct peil_ink *ink)
{
    return peil_study_fill(
        ink->page->study, ink->page->q,
        peil_texts_find(&ink->page->q->title, SIZE_MAX, ink->language), ink->arena);
}

void peil_ink_begin(struct peil_ink *ink, const char *title)
{
    struct peil_html *html = &ink->html;
    peil_html_trusted(html, "<!DOCTYPE html>\n");
    peil_html_begin(html, "html");
    peil_html_attribute(html, "lang", ink->words->language);
    peil_html_attribute(html, "class", peil_look_classes(ink->page->look, ink->arena));
    peil_html_begin(html, "head");
    peil_html_trusted(html, "<meta charset=\"utf-8\">");
    write_meta(html, "viewport", "width=device-width, initial-scale=1");
    peil_html_begin(html, "title");
    if (ink->page->mistake || ink->page->alert)
        peil_html_text_format(html, "%s: ", ink->words->error);
    peil_html_text_format(html, "%s – %s", title, title_of(ink));
    peil_html_end(html);
    write_link(html, "stylesheet",
               peil_arena_format(ink->arena, "/style.css?%s", ink->page->version));
    write_link(html, "icon", "/icon.svg");
    write_script(ink);
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

static void write_looks(struct peil_ink *ink, const char *answer)
{
    struct peil_html *html = &ink->html;
    for (size_t i = 0; i < PEIL_LOOKS; i++) {
        const char letter = peil_looks[i].letter[0];
        bool on = peil_look_has(ink->page->look, letter);
        peil_html_begin(html, "button");
        peil_html_attribute(html, "form", answer);
        peil_html_attribute(html, "formaction", answer ? "/look" : NULL);
        peil_html_attribute(html, "name", "look");
        peil_html_attribute(html, "value",
                            peil_look_toggle(ink->page->look, letter, ink->arena));
        peil_html_attribute(html, "data-letter", peil_looks[i].letter);
        peil_html_attribute(html, "data-class", peil_looks[i].class);
        peil_html_attribute(html, "aria-pressed", on ? "true" : "false");
        peil_html_text(html, ink->words->looks[i]);
        peil_html_end(html);
    }
}

/* The first button of a form is what Enter in it means: "next", not how it looks. */
static void write_enter(struct peil_html *html, const char *answer)
{
    peil_html_begin(html, "button");
    peil_html_attribute(html, "form", answer);
    peil_html_attribute(html, "name", "do");
    peil_html_attribute(html, "value", "next");
    peil_html_attribute(html, "hidden", "");
    peil_html_end(html);
}

/* `answer`: the form that is filled in on this page, or NULL. */
static void write_look(struct peil_ink *ink, const char *answer)
{
    struct peil_html *html = &ink->html;
    peil_html_begin(html, "details");
    peil_html_attribute(html, "class", "look");
    peil_html_begin(html, "summary");
    peil_html_text(html, "Aa");
    peil_html_element(html, "span", "hidden",
                      peil_arena_format(ink->arena, " %s", ink->words->look));
    peil_html_end(html);
    peil_html_begin(html, "form");
    peil_html_attribute(html, "method", "post");
    peil_html_attribute(html, "action", "/look");
    write_hidden(html, "place", ink->place ? ink->place : "");
    if (answer)
        write_enter(html, answer);
    write_looks(ink, answer);
    peil_html_end(html);
    peil_html_end(html);
}

static void begin_top(struct peil_ink *ink, const char *class, const char *where,
                      const char *answer)
{
    peil_html_begin(&ink->html, "header");
    peil_html_attribute(&ink->html, "class", class);
    peil_html_element(&ink->html, "span", NULL, where);
    write_look(ink, answer);
}

static const char *where_is(struct peil_ink *ink, const struct peil_item *item,
                            const char *number, const char *total)
{
    if (!item || item->kind == PEIL_EXPLAIN || item->assent)
        return "";
    return item->practice
               ? ink->words->trial
               : peil_words_fill(ink->arena, ink->words->of_about, number, total);
}

void peil_ink_top(struct peil_ink *ink, const struct peil_item *item)
{
    size_t count, of;
    peil_interview_progress(ink->page->interview, &count, &of);
    const char *number = peil_arena_format(ink->arena, "%zu", count);
    const char *total = peil_arena_format(ink->arena, "%zu", of);
    begin_top(ink, item && item->practice ? "top trial" : "top",
              where_is(ink, item, number, total),
              item && item->kind != PEIL_EXPLAIN ? PEIL_INK_ANSWER : NULL);
    if (item)
        peil_ink_anchor(ink, "/stop", "stop", ink->words->stop);
    peil_html_begin(&ink->html, "progress");
    peil_html_attribute(&ink->html, "aria-hidden", "true");
    peil_html_attribute(&ink->html, "value", item ? number : total);
    peil_html_attribute(&ink->html, "max", total);
    peil_html_end(&ink->html);
    peil_ink_rehearsal(ink);
    if (ink->page->sequence == 1) /* the very first page */
        peil_ink_word(ink);
    peil_html_end(&ink->html);
}

void peil_ink_bare_top(struct peil_ink *ink)
{
    begin_top(ink, "top", "", NULL);
    peil_html_end(&ink->html);
}

/* The youngest find a large one sooner. */
static bool is_for_the_youngest(const struct peil_ink *ink)
{
    const struct peil_questionnaire *q = ink->page->q;
    const struct peil_interview *interview = ink->page->interview;
    size_t variant = interview ? peil_interview_variant(interview) : SIZE_MAX;
    return variant < q->variant_count && q->variants[variant].age &&
           strcmp(q->variants[variant].age, "8-10") == 0;
}

/* Hidden until the script finds something that it can read. */
static void write_ear(struct peil_ink *ink)
{
    struct peil_html *html = &ink->html;
    peil_html_begin(html, "button");
    peil_html_attribute(html, "type", "button");
    peil_html_attribute(html, "class", is_for_the_youngest(ink) ? "ear young" : "ear");
    peil_html_attribute(html, "hidden", "");
    peil_picture_write(html, "ear");
    peil_html_element(html, "span", NULL, ink->words->read_aloud);
    peil_html_end(html);
}

void peil_ink_main(struct peil_ink *ink, const char *item)
{
    ink->item = item;
    peil_html_begin(&ink->html, "main");
    write_ear(ink);
}

/* --- Pieces --- */

void peil_ink_div(struct peil_ink *ink, const char *class)
{
    peil_html_begin(&ink->html, "div");
    peil_html_attribute(&ink->html, "class", class);
}

/* Our own words about mistakes, not the browser's; nothing remembered by it. */
void peil_ink_form(struct peil_ink *ink, const char *action, const char *id)
{
    const struct peil_item *item =
        ink->page->interview ? peil_interview_item(ink->page->interview) : NULL;
    peil_html_begin(&ink->html, "form");
    peil_html_attribute(&ink->html, "method", "post");
    peil_html_attribute(&ink->html, "action", action);
    peil_html_attribute(&ink->html, "id", id);
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
    peil_html_attribute(&ink->html, "data-say", "");
    peil_html_text(&ink->html, heading);
    peil_html_end(&ink->html);
}

void peil_ink_paragraph(struct peil_ink *ink, const char *text)
{
    peil_html_begin(&ink->html, "p");
    peil_html_attribute(&ink->html, "data-say", "");
    peil_html_text(&ink->html, text);
    peil_html_end(&ink->html);
}

void peil_ink_note(struct peil_ink *ink, const char *id, const char *role,
                   const char *text)
{
    peil_html_begin(&ink->html, "p");
    peil_html_attribute(&ink->html, "id", id);
    peil_html_attribute(&ink->html, "class", id);
    peil_html_attribute(&ink->html, "role", role);
    peil_html_attribute(&ink->html, "data-say", "");
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
