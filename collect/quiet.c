#include "collect/quiet.h"

#include "collect/pictures.h"

#include <string.h>

/* A heading longer than this (in bytes) is a paragraph. */
enum { LONGEST_HEADING = 72 };

/* Text of the questionnaire, else our own. The first paragraph is the heading when it
 * is short enough. */
static void write_last_words(struct peil_ink *ink, const struct peil_texts *texts,
                             const char *heading, const char *usual)
{
    struct peil_said said = peil_ink_say(ink, texts);
    if (!*said.text)
        said.text = usual;
    else if (strcspn(said.text, "\n") <= LONGEST_HEADING)
        heading = peil_ink_cut(ink, &said);
    peil_ink_div(ink, "texts calm");
    peil_picture_write(&ink->html, "water");
    peil_ink_heading(ink, heading);
    peil_ink_paragraphs(ink, said);
    peil_html_end(&ink->html);
}

void peil_quiet_closing(struct peil_ink *ink)
{
    peil_ink_begin(ink, ink->words->closing);
    peil_ink_top(ink, NULL);
    peil_html_begin(&ink->html, "main");
    peil_ink_form(ink, "/answer");
    write_last_words(ink, &ink->page->q->closing, ink->words->closing, "");
    peil_ink_mistake(ink, NULL);
    bool back = peil_interview_can_go_back(ink->page->interview);
    peil_ink_div(ink, "bar");
    peil_ink_button(ink, "finish", back ? "next" : "next wide", ink->words->hand_in);
    if (back)
        peil_ink_button(ink, "back", "back", ink->words->back);
    peil_ink_anchor(ink, "/wipe", "skip button", ink->words->wipe);
    peil_html_end(&ink->html);
    peil_html_end(&ink->html); /* form */
    peil_html_end(&ink->html); /* main */
    peil_ink_end(ink);
}

/* Only water, or the way to the next pupil in it. */
static void write_sea(struct peil_ink *ink)
{
    bool shared = ink->page->kiosk || ink->page->cards;
    if (shared)
        peil_ink_form(ink, "/next");
    peil_ink_div(ink, "bar sea");
    if (shared)
        peil_ink_button(ink, "next", "next wide", ink->words->next_pupil);
    peil_html_end(&ink->html);
    if (shared)
        peil_html_end(&ink->html);
}

void peil_quiet_last(struct peil_ink *ink, enum peil_interview_state state)
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
    peil_ink_begin(ink, pages[state].heading);
    if (ink->page->practice) {
        peil_html_begin(&ink->html, "header");
        peil_html_attribute(&ink->html, "class", "top");
        peil_ink_rehearsal(ink);
        peil_html_end(&ink->html);
    }
    peil_html_begin(&ink->html, "main");
    write_last_words(ink, pages[state].texts, pages[state].heading, pages[state].usual);
    write_sea(ink);
    peil_html_end(&ink->html);
    peil_ink_end(ink);
}
