#include "collect/page/page.h"

#include "collect/page/controls.h"
#include "collect/page/pictures.h"
#include "collect/page/quiet.h"
#include "collect/page/said.h"

#include <string.h>

/* --- The question --- */

/* Where somebody is there to see it. */
static void write_hand(struct peil_ink *ink)
{
    bool up = ink->page->hand;
    if (!ink->page->word)
        return;
    peil_html_begin(&ink->html, "button");
    peil_html_attribute(&ink->html, "class", up ? "hand up" : "hand");
    peil_html_attribute(&ink->html, "name", "do");
    peil_html_attribute(&ink->html, "value", up ? "hand-down" : "hand-up");
    peil_picture_write(&ink->html, "hand");
    peil_html_text(&ink->html, up ? ink->words->hand_down : ink->words->hand);
    peil_html_end(&ink->html);
    if (up)
        peil_ink_note(ink, "raised", "status", ink->words->hand_up);
}

static void write_bar(struct peil_ink *ink, const struct peil_item *item)
{
    bool back = peil_interview_can_go_back(ink->page->interview);
    peil_ink_div(ink, "bar");
    peil_ink_button(ink, "next", back ? "next" : "next wide", ink->words->next);
    if (back)
        peil_ink_button(ink, "back", "back", ink->words->back);
    if (!item->required && item->kind != PEIL_EXPLAIN)
        peil_ink_button(ink, "skip", "skip", ink->words->skip);
    write_hand(ink);
    peil_html_end(&ink->html);
}

static void write_help(struct peil_ink *ink, const struct peil_said *help)
{
    peil_html_begin(&ink->html, "p");
    peil_html_attribute(&ink->html, "id", "help");
    peil_html_attribute(&ink->html, "class", "help");
    peil_said_mark(ink, help);
    peil_html_text(&ink->html, help->text);
    peil_html_end(&ink->html);
}

static void write_fieldset(struct peil_ink *ink, struct peil_controls *controls)
{
    const struct peil_item *item = controls->item;
    struct peil_said question = peil_said_of(ink, &item->text, "question");
    struct peil_said help = peil_said_of(ink, &item->help, NULL);
    const char *hint = *help.text ? help.text : peil_controls_hint(controls);
    bool mistake = ink->page->mistake != PEIL_MISTAKE_NONE;
    controls->described_by = mistake ? (hint ? "alert help" : "alert")
                             : hint  ? "help"
                                     : NULL;
    peil_html_begin(&ink->html, "fieldset");
    peil_html_attribute(&ink->html, "aria-describedby", controls->described_by);
    peil_html_begin(&ink->html, "legend");
    peil_said_heading(ink, &question);
    peil_html_end(&ink->html);
    if (*help.text)
        write_help(ink, &help);
    else if (hint)
        peil_ink_note(ink, "help", NULL, hint);
    peil_ink_mistake(ink, item);
    peil_controls_write(controls);
    peil_html_end(&ink->html);
}

static void write_intro(struct peil_ink *ink, const struct peil_item *item)
{
    struct peil_said intro = peil_said_of(ink, &item->intro, "intro");
    if (!*intro.text)
        return;
    peil_ink_div(ink, "intro");
    peil_said_paragraphs(ink, intro);
    peil_html_end(&ink->html);
}

static void write_item(struct peil_ink *ink, const struct peil_item *item)
{
    const struct peil_interview *interview = ink->page->interview;
    struct peil_form given =
        peil_form_of_answer(item, peil_interview_answer(interview, item), ink->arena);
    struct peil_controls controls = {
        .ink = ink, .item = item, .shown = ink->page->draft ? ink->page->draft : &given
    };
    peil_ink_form(ink, "/answer", PEIL_INK_ANSWER);
    write_intro(ink, item);
    write_fieldset(ink, &controls);
    write_bar(ink, item);
    peil_html_end(&ink->html);
}

static void write_explanation(struct peil_ink *ink, const struct peil_item *item)
{
    peil_ink_form(ink, "/answer", NULL);
    peil_ink_div(ink, "texts");
    peil_ink_heading(ink, item->label ? item->label : ink->words->explanation);
    peil_ink_mistake(ink, item);
    peil_said_paragraphs(ink, peil_said_of(ink, &item->intro, "intro"));
    peil_said_paragraphs(ink, peil_said_of(ink, &item->text, "question"));
    peil_html_end(&ink->html);
    write_bar(ink, item);
    peil_html_end(&ink->html);
}

/* Before the first answer: each language by its own name. */
static void write_languages(struct peil_ink *ink)
{
    const struct peil_texts *title = &ink->page->q->title;
    if (title->count < 2 || !peil_interview_at_start(ink->page->interview))
        return;
    peil_ink_form(ink, "/answer", NULL);
    peil_html_begin(&ink->html, "div");
    peil_html_attribute(&ink->html, "class", "languages");
    peil_html_attribute(&ink->html, "role", "group");
    peil_html_attribute(&ink->html, "aria-label", ink->words->languages);
    for (size_t i = 0; i < title->count; i++) {
        const char *language = title->wordings[i].language;
        bool now = strcmp(language, ink->language) == 0;
        peil_html_begin(&ink->html, "button");
        peil_html_attribute(&ink->html, "name", "do");
        peil_html_attribute_format(&ink->html, "value", "in-%s", language);
        peil_html_attribute(&ink->html, "lang", language);
        peil_html_attribute(&ink->html, "aria-pressed", now ? "true" : "false");
        peil_html_text(&ink->html, peil_words_language(language));
        peil_html_end(&ink->html);
    }
    peil_html_end(&ink->html);
    peil_html_end(&ink->html);
}

static const char *title_of(struct peil_ink *ink, const struct peil_item *item)
{
    size_t number, total;
    peil_interview_progress(ink->page->interview, &number, &total);
    if (item->kind == PEIL_EXPLAIN || item->assent)
        return ink->words->explanation;
    return item->practice
               ? ink->words->trial
               : peil_words_fill(ink->arena, ink->words->question,
                                 peil_arena_format(ink->arena, "%zu", number), "");
}

static void write_question(struct peil_ink *ink)
{
    const struct peil_item *item = peil_interview_item(ink->page->interview);
    peil_ink_begin(ink, title_of(ink, item));
    peil_ink_top(ink, item);
    peil_ink_main(ink, item->id);
    write_languages(ink);
    if (item->kind == PEIL_EXPLAIN)
        write_explanation(ink, item);
    else
        write_item(ink, item);
    peil_said_listen(ink);
    peil_html_end(&ink->html); /* main */
    peil_ink_end(ink);
}

void peil_page_write_interview(FILE *out, const struct peil_page *page)
{
    struct peil_ink ink = peil_ink_open(out, page);
    enum peil_interview_state state = peil_interview_state(page->interview);
    if (state == PEIL_INTERVIEW_ASKING)
        write_question(&ink);
    else if (state == PEIL_INTERVIEW_CLOSING)
        peil_quiet_closing(&ink);
    else
        peil_quiet_last(&ink, state);
}

/* --- Stopping, and what goes wrong --- */

void peil_page_write_stop(FILE *out, const struct peil_page *page)
{
    struct peil_ink ink = peil_ink_open(out, page);
    ink.place = "stop";
    peil_ink_begin(&ink, ink.words->stop_title);
    peil_ink_bare_top(&ink);
    peil_ink_main(&ink, NULL);
    peil_ink_form(&ink, "/answer", NULL);
    peil_ink_div(&ink, "texts calm");
    peil_ink_heading(&ink, ink.words->stop_title);
    peil_ink_paragraph(&ink, ink.words->stop_what);
    peil_ink_div(&ink, "choices pair");
    peil_ink_button(&ink, "keep", NULL, ink.words->stop_keep);
    peil_ink_button(&ink, "wipe", NULL, ink.words->wipe);
    peil_html_end(&ink.html);
    peil_html_end(&ink.html);
    peil_ink_div(&ink, "bar");
    peil_ink_anchor(&ink, "/", "button next wide", ink.words->stop_back);
    peil_html_end(&ink.html);
    peil_html_end(&ink.html); /* form */
    peil_html_end(&ink.html); /* main */
    peil_ink_end(&ink);
}

void peil_page_write_wipe(FILE *out, const struct peil_page *page)
{
    struct peil_ink ink = peil_ink_open(out, page);
    ink.place = "wipe";
    peil_ink_begin(&ink, ink.words->wipe_sure);
    peil_ink_bare_top(&ink);
    peil_ink_main(&ink, NULL);
    peil_ink_form(&ink, "/answer", NULL);
    peil_ink_div(&ink, "texts calm");
    peil_ink_heading(&ink, ink.words->wipe_sure);
    peil_ink_paragraph(&ink, ink.words->wipe_what);
    peil_ink_div(&ink, "choices pair");
    peil_ink_button(&ink, "wipe", NULL, ink.words->wipe_yes);
    peil_ink_anchor(&ink, "/", "button", ink.words->wipe_no);
    peil_html_end(&ink.html);
    peil_html_end(&ink.html);
    peil_ink_div(&ink, "bar sea");
    peil_html_end(&ink.html);
    peil_html_end(&ink.html); /* form */
    peil_html_end(&ink.html); /* main */
    peil_ink_end(&ink);
}

void peil_page_write_notice(FILE *out, const struct peil_page *page,
                            enum peil_notice notice)
{
    struct peil_ink ink = peil_ink_open(out, page);
    const struct peil_words *w = ink.words;
    const struct {
        const char *heading, *text, *way;
    } notices[] = {
        [PEIL_NOTICE_WAIT] = { w->wait, w->wait_what, w->again },
        [PEIL_NOTICE_LOST] = { w->lost, w->lost_what, w->start },
        [PEIL_NOTICE_FORBIDDEN] = { w->forbidden, w->forbidden_what, w->start },
        [PEIL_NOTICE_BAD] = { w->bad, w->bad_what, w->start },
    };
    peil_ink_begin(&ink, notices[notice].heading);
    peil_ink_bare_top(&ink);
    peil_ink_main(&ink, NULL);
    peil_ink_div(&ink, "texts calm");
    peil_picture_write(&ink.html, "water");
    peil_ink_heading(&ink, notices[notice].heading);
    peil_ink_paragraph(&ink, notices[notice].text);
    peil_html_end(&ink.html);
    peil_ink_div(&ink, "bar");
    peil_ink_anchor(&ink, "/", "button next wide", notices[notice].way);
    peil_html_end(&ink.html);
    peil_html_end(&ink.html); /* main */
    peil_ink_end(&ink);
}
