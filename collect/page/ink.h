/* One page while it is written: its frame, its forms. What stands in it is page.c's,
 * quiet.c's and entrance.c's; the answers are controls.c's.
 *
 *   struct peil_ink ink = peil_ink_open(out, page);
 *   peil_ink_begin(&ink, title);     up to <body>
 *   peil_ink_top(&ink, item);        or peil_ink_bare_top
 *   peil_ink_main(&ink, "hulp");     up to <main>
 *   ...                              what is said: said.h
 *   peil_ink_end(&ink);              and forgets the page */
#ifndef PEIL_INK_H
#define PEIL_INK_H

#include "collect/page/page.h"
#include "questionnaires/base/html.h"

struct peil_ink {
    struct peil_html html;
    const struct peil_page *page;
    const struct peil_words *words;
    struct peil_arena *arena;
    const char *language; /* of the interview; the words may be in another */
    const char *place;    /* "stop", "wipe": which page this is beside the questions */
    const char *item;     /* whose recordings may be played; NULL = none */
    struct peil_heard *heard; /* the recordings on this page, so far */
    size_t heard_count;
};

struct peil_heard {
    const char *address, *text, *language;
};

struct peil_ink peil_ink_open(FILE *out, const struct peil_page *page);
void peil_ink_begin(struct peil_ink *ink, const char *title);
void peil_ink_end(struct peil_ink *ink);

/* <header>: where am I, how it looks, the way out, and that it is a rehearsal. `item`
 * may be NULL. The bare one has the looks only. */
void peil_ink_top(struct peil_ink *ink, const struct peil_item *item);
void peil_ink_bare_top(struct peil_ink *ink);
void peil_ink_rehearsal(struct peil_ink *ink);
/* The word that is on the board too. */
void peil_ink_word(struct peil_ink *ink);

/* <main>, with the ear that reads aloud what is in it. `item` is what recordings are
 * named by, or NULL. */
void peil_ink_main(struct peil_ink *ink, const char *item);

/* The id of the form that a pupil fills in: whoever changes how the page looks sends it
 * along, so that nothing filled in is lost without a script. */
#define PEIL_INK_ANSWER "answer"

/* Each begins an element, to be ended by peil_html_end, or writes one whole. */
void peil_ink_div(struct peil_ink *ink, const char *class);
void peil_ink_form(struct peil_ink *ink, const char *action, const char *id);
void peil_ink_button(struct peil_ink *ink, const char *does, const char *class,
                     const char *label);
void peil_ink_anchor(struct peil_ink *ink, const char *address, const char *class,
                     const char *label);
/* Help and mistakes: `id` is its class too. */
void peil_ink_note(struct peil_ink *ink, const char *id, const char *role,
                   const char *text);
/* Our own words, as the page's <h1> or as a paragraph. */
void peil_ink_heading(struct peil_ink *ink, const char *heading);
void peil_ink_paragraph(struct peil_ink *ink, const char *text);
/* What is wrong with what came in, if anything is. `item` may be NULL. */
void peil_ink_mistake(struct peil_ink *ink, const struct peil_item *item);

#endif
