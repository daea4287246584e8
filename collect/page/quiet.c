#include "collect/page/quiet.h"

#include "collect/page/pictures.h"
#include "collect/page/said.h"

#include <string.h>

/* A heading longer than this (in bytes) is a paragraph. */
enum { LONGEST_HEADING = 72 };

/* Text of the questionnaire, else our own. The first paragraph is the heading when it
 * is short enough. */
static void write_last_words(struct peil_ink *ink, const struct peil_texts *texts,
                             const char *heading, const char *usual,
                             const char *picture)
{
    struct peil_said said = peil_said_of(ink, texts, "question");
    struct peil_said first = peil_said_own(ink, heading, NULL);
    if (!*said.text) {
        said = peil_said_own(ink, usual, NULL);
    } else if (strcspn(said.text, "\n") <= LONGEST_HEADING) {
        first = said;
        first.text = peil_said_cut(ink, &said);
    }
    peil_ink_div(ink, "texts calm");
    if (*said.sound) /* all of it in one piece, the heading too */
        peil_html_attribute(&ink->html, "data-say", said.sound);
    if (*said.sound)
        first.sound = said.sound = NULL;
    peil_picture_write(&ink->html, picture);
    peil_said_heading(ink, &first);
    peil_said_paragraphs(ink, said);
    peil_html_end(&ink->html);
}

void peil_quiet_closing(struct peil_ink *ink)
{
    peil_ink_begin(ink, ink->words->closing);
    peil_ink_top(ink, NULL);
    peil_ink_main(ink, "closing");
    peil_ink_form(ink, "/answer", NULL);
    write_last_words(ink, &ink->page->q->closing, ink->words->closing, "", "water");
    peil_ink_mistake(ink, NULL);
    bool back = peil_interview_can_go_back(ink->page->interview);
    peil_ink_div(ink, "bar");
    peil_ink_button(ink, "finish", back ? "next" : "next wide", ink->words->hand_in);
    if (back)
        peil_ink_button(ink, "back", "back", ink->words->back);
    peil_ink_anchor(ink, "/wipe", "skip button", ink->words->wipe);
    peil_html_end(&ink->html);
    peil_html_end(&ink->html); /* form */
    peil_said_listen(ink);
    peil_html_end(&ink->html); /* main */
    peil_ink_end(ink);
}

/* --- Something to look at --- */

enum { SCENES = 3 };
static const char *const scenes[SCENES] = { "pond", "night", "balloon" };

static void begin_scene(struct peil_ink *ink, size_t index)
{
    struct peil_html *html = &ink->html;
    peil_html_begin(html, "section");
    peil_html_attribute(html, "class", index ? "scene" : "scene first");
    peil_html_attribute(html, "id", scenes[index]);
    peil_html_begin(html, "img");
    peil_html_attribute_format(html, "src", "/%s.svg?%s", scenes[index],
                               ink->page->version);
    peil_html_attribute(html, "alt", "");
    peil_html_attribute(html, "width", "360");
    peil_html_attribute(html, "height", "240");
    peil_html_attribute(html, "loading", index ? "lazy" : NULL);
    peil_html_end(html);
    peil_ink_paragraph(ink, ink->words->scenes[index]);
}

/* From a distance nobody can tell who refused, stopped or was ready first: there is a
 * drawing, and "next" in its place leads to another one. The first comes last, so that
 * the sheet can show it while no other is aimed at. */
static void write_scenes(struct peil_ink *ink)
{
    for (size_t i = SCENES; i-- > 0;) {
        begin_scene(ink, i);
        peil_ink_div(ink, "bar");
        peil_ink_anchor(ink,
                        peil_arena_format(ink->arena, "#%s", scenes[(i + 1) % SCENES]),
                        "button next wide", ink->words->next);
        peil_html_end(&ink->html);
        peil_html_end(&ink->html);
    }
}

/* A device that is shared is for the next pupil. */
static void write_next_pupil(struct peil_ink *ink)
{
    begin_scene(ink, 0);
    peil_html_end(&ink->html);
    peil_ink_form(ink, "/next", NULL);
    peil_ink_div(ink, "bar");
    peil_ink_button(ink, "next", "next wide", ink->words->next_pupil);
    peil_html_end(&ink->html);
    peil_html_end(&ink->html);
}

void peil_quiet_last(struct peil_ink *ink, enum peil_interview_state state)
{
    const struct peil_questionnaire *q = ink->page->q;
    const struct peil_words *w = ink->words;
    static const struct peil_texts none;
    const struct {
        const char *item;
        const struct peil_texts *texts;
        const char *heading, *usual;
    } pages[] = {
        [PEIL_INTERVIEW_DONE] = { NULL, &none, w->done, w->done_what },
        [PEIL_INTERVIEW_STOPPED] = { "stopped", &q->stopped, w->stopped,
                                     w->stopped_what },
        [PEIL_INTERVIEW_REFUSED] = { "refused", &q->refused, w->refused,
                                     w->refused_what },
        [PEIL_INTERVIEW_WIPED] = { NULL, &none, w->wiped, w->wiped_what },
    };
    peil_ink_begin(ink, pages[state].heading);
    peil_ink_top(ink, NULL);
    peil_ink_main(ink, pages[state].item);
    write_last_words(ink, pages[state].texts, pages[state].heading, pages[state].usual,
                     "");
    if (ink->page->kiosk || ink->page->cards)
        write_next_pupil(ink);
    else
        write_scenes(ink);
    peil_said_listen(ink);
    peil_html_end(&ink->html);
    peil_ink_end(ink);
}
