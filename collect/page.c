#include "collect/page.h"

#include "collect/controls.h"
#include "collect/pictures.h"

#include <stdint.h>
#include <string.h>

/* A heading longer than this (in bytes) is a paragraph. */
enum { LONGEST_HEADING = 72 };

/* One page while it is written. */
struct ink {
    struct peil_html html;
    const struct peil_page *page;
    const struct peil_words *words;
    struct peil_arena *arena;
};

const char *peil_page_say(const struct peil_page *page, const struct peil_texts *texts,
                          struct peil_arena *arena)
{
    size_t variant =
        page->interview ? peil_interview_variant(page->interview) : SIZE_MAX;
    return peil_study_fill(page->study, page->q,
                           peil_texts_find(texts, variant, page->q->language), arena);
}

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

static void begin_page(struct ink *ink, const char *title)
{
    struct peil_html *html = &ink->html;
    peil_html_trusted(html, "<!DOCTYPE html>\n");
    peil_html_begin(html, "html");
    peil_html_attribute(html, "lang", ink->words->language);
    peil_html_begin(html, "head");
    peil_html_trusted(html, "<meta charset=\"utf-8\">");
    write_meta(html, "viewport", "width=device-width, initial-scale=1");
    peil_html_begin(html, "title");
    if (ink->page->mistake)
        peil_html_text_format(html, "%s: ", ink->words->error);
    peil_html_text_format(html, "%s – %s", title,
                          peil_page_say(ink->page, &ink->page->q->title, ink->arena));
    peil_html_end(html);
    write_link(html, "stylesheet",
               peil_arena_format(ink->arena, "/style.css?%s", ink->page->style));
    write_link(html, "icon", "/icon.svg");
    peil_html_end(html);
    peil_html_begin(html, "body");
}

static void write_practice(struct ink *ink)
{
    if (ink->page->practice)
        peil_html_element(&ink->html, "p", "practice", ink->words->practice);
}

static void end_page(struct ink *ink)
{
    peil_html_end(&ink->html); /* body */
    peil_html_end(&ink->html); /* html */
    peil_html_trusted(&ink->html, "\n");
}

static void write_hidden(struct peil_html *html, const char *name, const char *value)
{
    peil_html_begin(html, "input");
    peil_html_attribute(html, "type", "hidden");
    peil_html_attribute(html, "name", name);
    peil_html_attribute(html, "value", value);
    peil_html_end(html);
}

/* Our own words about mistakes, not the browser's; nothing remembered by it. */
static void begin_form(struct ink *ink, const char *action)
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

static void write_button(struct ink *ink, const char *does, const char *class,
                         const char *label)
{
    peil_html_begin(&ink->html, "button");
    peil_html_attribute(&ink->html, "class", class);
    peil_html_attribute(&ink->html, "name", "do");
    peil_html_attribute(&ink->html, "value", does);
    peil_html_text(&ink->html, label);
    peil_html_end(&ink->html);
}

static void write_anchor(struct ink *ink, const char *address, const char *class,
                         const char *label)
{
    peil_html_begin(&ink->html, "a");
    peil_html_attribute(&ink->html, "href", address);
    peil_html_attribute(&ink->html, "class", class);
    peil_html_text(&ink->html, label);
    peil_html_end(&ink->html);
}

static void begin_div(struct ink *ink, const char *class)
{
    peil_html_begin(&ink->html, "div");
    peil_html_attribute(&ink->html, "class", class);
}

static void write_heading(struct ink *ink, const char *heading)
{
    peil_html_begin(&ink->html, "h1");
    peil_html_attribute(&ink->html, "id", "question");
    peil_html_text(&ink->html, heading);
    peil_html_end(&ink->html);
}

/* --- Paragraphs, each with its picture --- */

static const char *pictures_of(const struct ink *ink, const struct peil_texts *texts)
{
    size_t variant =
        ink->page->interview ? peil_interview_variant(ink->page->interview) : SIZE_MAX;
    const char *text = peil_texts_find(texts, variant, ink->page->q->language);
    for (size_t i = 0; i < texts->count; i++)
        if (texts->wordings[i].text == text && texts->wordings[i].pictures)
            return texts->wordings[i].pictures;
    return "";
}

static void write_paragraph(struct ink *ink, const char *text, const char *picture)
{
    if (!peil_picture_is_known(picture)) {
        peil_html_element(&ink->html, "p", NULL, text);
        return;
    }
    begin_div(ink, "said");
    peil_picture_write(&ink->html, picture);
    peil_html_element(&ink->html, "p", NULL, text);
    peil_html_end(&ink->html);
}

/* Cuts the next word or line off *rest; "" at the end. */
static const char *cut(struct ink *ink, const char **rest, const char *separator)
{
    size_t length = strcspn(*rest, separator);
    const char *piece = peil_arena_copy_span(ink->arena, *rest, length);
    *rest += length + ((*rest)[length] != '\0');
    return piece;
}

static void write_paragraphs(struct ink *ink, const char *pictures, const char *text)
{
    while (*text) {
        const char *picture = cut(ink, &pictures, " ");
        write_paragraph(ink, cut(ink, &text, "\n"), picture);
    }
}

/* --- The question --- */

static void write_progress(struct ink *ink, const struct peil_item *item)
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
        write_anchor(ink, "/stop", "stop", ink->words->stop);
    peil_html_begin(&ink->html, "progress");
    peil_html_attribute(&ink->html, "aria-hidden", "true");
    peil_html_attribute(&ink->html, "value", item ? shown_number : shown_total);
    peil_html_attribute(&ink->html, "max", shown_total);
    peil_html_end(&ink->html);
}

static void write_top(struct ink *ink, const struct peil_item *item)
{
    peil_html_begin(&ink->html, "header");
    peil_html_attribute(&ink->html, "class", "top");
    write_progress(ink, item);
    write_practice(ink);
    peil_html_end(&ink->html);
    peil_html_begin(&ink->html, "main");
}

static void write_bar(struct ink *ink, const struct peil_item *item)
{
    bool back = peil_interview_can_go_back(ink->page->interview);
    begin_div(ink, "bar");
    write_button(ink, "next", back ? "next" : "next wide", ink->words->next);
    if (back)
        write_button(ink, "back", "back", ink->words->back);
    if (!item->required && item->kind != PEIL_EXPLAIN)
        write_button(ink, "skip", "skip", ink->words->skip);
    peil_html_end(&ink->html);
}

static const char *number_text(struct ink *ink, double number)
{
    return peil_arena_format(ink->arena, "%.15g", number);
}

static const char *mistake_text(struct ink *ink, const struct peil_item *item)
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
        first = number_text(ink, item->lowest);
        second = number_text(ink, item->highest);
    }
    return peil_words_fill(ink->arena, ink->words->mistakes[mistake], first, second);
}

static void write_note(struct ink *ink, const char *id, const char *role,
                       const char *text)
{
    peil_html_begin(&ink->html, "p");
    peil_html_attribute(&ink->html, "id", id);
    peil_html_attribute(&ink->html, "class", id);
    peil_html_attribute(&ink->html, "role", role);
    peil_html_text(&ink->html, text);
    peil_html_end(&ink->html);
}

static void write_fieldset(struct ink *ink, struct peil_controls *controls)
{
    const struct peil_item *item = controls->item;
    const char *help = peil_page_say(ink->page, &item->help, ink->arena);
    const char *hint = *help ? help : peil_controls_hint(controls);
    bool mistake = ink->page->mistake != PEIL_MISTAKE_NONE;
    controls->described_by = mistake ? (hint ? "alert help" : "alert")
                             : hint  ? "help"
                                     : NULL;
    peil_html_begin(&ink->html, "fieldset");
    peil_html_attribute(&ink->html, "aria-describedby", controls->described_by);
    peil_html_begin(&ink->html, "legend");
    write_heading(ink, peil_page_say(ink->page, &item->text, ink->arena));
    peil_html_end(&ink->html);
    if (hint)
        write_note(ink, "help", NULL, hint);
    if (mistake)
        write_note(ink, "alert", "alert", mistake_text(ink, item));
    peil_controls_write(controls);
    peil_html_end(&ink->html);
}

static void write_intro(struct ink *ink, const struct peil_item *item)
{
    const char *intro = peil_page_say(ink->page, &item->intro, ink->arena);
    if (!*intro)
        return;
    begin_div(ink, "intro");
    write_paragraphs(ink, pictures_of(ink, &item->intro), intro);
    peil_html_end(&ink->html);
}

static void write_item(struct ink *ink, const struct peil_item *item)
{
    const struct peil_interview *interview = ink->page->interview;
    struct peil_form given =
        peil_form_of_answer(item, peil_interview_answer(interview, item), ink->arena);
    struct peil_controls controls = { .html = &ink->html,
                                      .arena = ink->arena,
                                      .page = ink->page,
                                      .item = item,
                                      .shown = ink->page->draft ? ink->page->draft
                                                                : &given };
    begin_form(ink, "/answer");
    write_intro(ink, item);
    write_fieldset(ink, &controls);
    write_bar(ink, item);
    peil_html_end(&ink->html);
}

static void write_explanation(struct ink *ink, const struct peil_item *item)
{
    begin_form(ink, "/answer");
    begin_div(ink, "texts");
    write_heading(ink, item->label ? item->label : ink->words->explanation);
    if (ink->page->mistake)
        write_note(ink, "alert", "alert", mistake_text(ink, item));
    write_paragraphs(ink, pictures_of(ink, &item->intro),
                     peil_page_say(ink->page, &item->intro, ink->arena));
    write_paragraphs(ink, pictures_of(ink, &item->text),
                     peil_page_say(ink->page, &item->text, ink->arena));
    peil_html_end(&ink->html);
    write_bar(ink, item);
    peil_html_end(&ink->html);
}

static void write_question_page(struct ink *ink)
{
    const struct peil_item *item = peil_interview_item(ink->page->interview);
    size_t number, total;
    peil_interview_progress(ink->page->interview, &number, &total);
    begin_page(ink,
               item->kind == PEIL_EXPLAIN
                   ? ink->words->explanation
                   : peil_words_fill(ink->arena, ink->words->question,
                                     peil_arena_format(ink->arena, "%zu", number), ""));
    write_top(ink, item);
    if (item->kind == PEIL_EXPLAIN)
        write_explanation(ink, item);
    else
        write_item(ink, item);
    peil_html_end(&ink->html); /* main */
    end_page(ink);
}

/* --- The quiet pages --- */

/* Text of the questionnaire, else our own. The first paragraph is the heading when it
 * is short enough. */
static void write_last_words(struct ink *ink, const struct peil_texts *texts,
                             const char *heading, const char *usual)
{
    const char *text = peil_page_say(ink->page, texts, ink->arena);
    const char *pictures = pictures_of(ink, texts);
    if (!*text) {
        text = usual;
    } else if (strcspn(text, "\n") <= LONGEST_HEADING) {
        heading = cut(ink, &text, "\n");
        cut(ink, &pictures, " ");
    }
    begin_div(ink, "texts calm");
    peil_picture_write(&ink->html, "water");
    write_heading(ink, heading);
    write_paragraphs(ink, pictures, text);
    peil_html_end(&ink->html);
}

static void write_closing_page(struct ink *ink)
{
    begin_page(ink, ink->words->closing);
    write_top(ink, NULL);
    begin_form(ink, "/answer");
    write_last_words(ink, &ink->page->q->closing, ink->words->closing, "");
    if (ink->page->mistake)
        write_note(ink, "alert", "alert", mistake_text(ink, NULL));
    bool back = peil_interview_can_go_back(ink->page->interview);
    begin_div(ink, "bar");
    write_button(ink, "finish", back ? "next" : "next wide", ink->words->hand_in);
    if (back)
        write_button(ink, "back", "back", ink->words->back);
    write_anchor(ink, "/wipe", "skip button", ink->words->wipe);
    peil_html_end(&ink->html);
    peil_html_end(&ink->html); /* form */
    peil_html_end(&ink->html); /* main */
    end_page(ink);
}

/* Only water, or the way to the next pupil in it. */
static void write_sea(struct ink *ink)
{
    if (ink->page->kiosk)
        begin_form(ink, "/next");
    begin_div(ink, "bar sea");
    if (ink->page->kiosk)
        write_button(ink, "next", "next wide", ink->words->next_pupil);
    peil_html_end(&ink->html);
    if (ink->page->kiosk)
        peil_html_end(&ink->html);
}

static void write_last_page(struct ink *ink, enum peil_interview_state state)
{
    const struct peil_questionnaire *q = ink->page->q;
    const struct peil_words *w = ink->words;
    static const struct peil_texts none;
    const struct {
        const struct peil_texts *texts;
        const char *heading, *usual;
    } pages[] = {
        [PEIL_INTERVIEW_DONE] = { &none, w->done, w->done_what },
        [PEIL_INTERVIEW_STOPPED] = { &q->stopped, w->stopped, w->stopped_what },
        [PEIL_INTERVIEW_REFUSED] = { &q->refused, w->refused, w->refused_what },
        [PEIL_INTERVIEW_WIPED] = { &none, w->wiped, w->wiped_what },
    };
    begin_page(ink, pages[state].heading);
    if (ink->page->practice) {
        peil_html_begin(&ink->html, "header");
        peil_html_attribute(&ink->html, "class", "top");
        write_practice(ink);
        peil_html_end(&ink->html);
    }
    peil_html_begin(&ink->html, "main");
    write_last_words(ink, pages[state].texts, pages[state].heading, pages[state].usual);
    write_sea(ink);
    peil_html_end(&ink->html);
    end_page(ink);
}

/* --- What is called from outside --- */

static struct ink begin_ink(FILE *out, const struct peil_page *page)
{
    return (struct ink){ .html = { .out = out },
                         .page = page,
                         .words = peil_words_find(page->q->language),
                         .arena = peil_arena_new() };
}

void peil_page_write(FILE *out, const struct peil_page *page)
{
    struct ink ink = begin_ink(out, page);
    enum peil_interview_state state = peil_interview_state(page->interview);
    if (state == PEIL_INTERVIEW_ASKING)
        write_question_page(&ink);
    else if (state == PEIL_INTERVIEW_CLOSING)
        write_closing_page(&ink);
    else
        write_last_page(&ink, state);
    peil_arena_free(ink.arena);
}

void peil_page_write_stop(FILE *out, const struct peil_page *page)
{
    struct ink ink = begin_ink(out, page);
    begin_page(&ink, ink.words->stop_title);
    peil_html_begin(&ink.html, "main");
    begin_form(&ink, "/answer");
    begin_div(&ink, "texts calm");
    write_heading(&ink, ink.words->stop_title);
    peil_html_element(&ink.html, "p", NULL, ink.words->stop_what);
    begin_div(&ink, "choices pair");
    write_button(&ink, "keep", NULL, ink.words->stop_keep);
    write_button(&ink, "wipe", NULL, ink.words->wipe);
    peil_html_end(&ink.html);
    peil_html_end(&ink.html);
    begin_div(&ink, "bar");
    write_anchor(&ink, "/", "button next wide", ink.words->stop_back);
    peil_html_end(&ink.html);
    peil_html_end(&ink.html); /* form */
    peil_html_end(&ink.html); /* main */
    end_page(&ink);
    peil_arena_free(ink.arena);
}

void peil_page_write_wipe(FILE *out, const struct peil_page *page)
{
    struct ink ink = begin_ink(out, page);
    begin_page(&ink, ink.words->wipe_sure);
    peil_html_begin(&ink.html, "main");
    begin_form(&ink, "/answer");
    begin_div(&ink, "texts calm");
    write_heading(&ink, ink.words->wipe_sure);
    peil_html_element(&ink.html, "p", NULL, ink.words->wipe_what);
    begin_div(&ink, "choices pair");
    write_button(&ink, "wipe", NULL, ink.words->wipe_yes);
    write_anchor(&ink, "/", "button", ink.words->wipe_no);
    peil_html_end(&ink.html);
    peil_html_end(&ink.html);
    begin_div(&ink, "bar sea");
    peil_html_end(&ink.html);
    peil_html_end(&ink.html); /* form */
    peil_html_end(&ink.html); /* main */
    end_page(&ink);
    peil_arena_free(ink.arena);
}

void peil_page_write_notice(FILE *out, const struct peil_page *page,
                            enum peil_notice notice)
{
    struct ink ink = begin_ink(out, page);
    const struct peil_words *w = ink.words;
    const struct {
        const char *heading, *text, *way;
    } notices[] = {
        [PEIL_NOTICE_WAIT] = { w->wait, w->wait_what, w->again },
        [PEIL_NOTICE_LOST] = { w->lost, w->lost_what, w->start },
        [PEIL_NOTICE_FORBIDDEN] = { w->forbidden, w->forbidden_what, w->start },
        [PEIL_NOTICE_BAD] = { w->bad, w->bad_what, w->start },
    };
    begin_page(&ink, notices[notice].heading);
    peil_html_begin(&ink.html, "main");
    begin_div(&ink, "texts calm");
    peil_picture_write(&ink.html, "water");
    write_heading(&ink, notices[notice].heading);
    peil_html_element(&ink.html, "p", NULL, notices[notice].text);
    peil_html_end(&ink.html);
    begin_div(&ink, "bar");
    write_anchor(&ink, "/", "button next wide", notices[notice].way);
    peil_html_end(&ink.html);
    peil_html_end(&ink.html); /* main */
    end_page(&ink);
    peil_arena_free(ink.arena);
}
