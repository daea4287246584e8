/* One page while it is written: its frame, its forms, its paragraphs. What stands in
 * it is page.c's and quiet.c's; the answers are controls.c's.
 *
 *   struct peil_ink ink = peil_ink_open(out, page);
 *   peil_ink_begin(&ink, title);     up to <body>
 *   ...
 *   peil_ink_end(&ink);              and forgets the page */
#ifndef PEIL_INK_H
#define PEIL_INK_H

#include "collect/page.h"
#include "questionnaires/base/html.h"

struct peil_ink {
    struct peil_html html;
    const struct peil_page *page;
    const struct peil_words *words;
    struct peil_arena *arena;
};

struct peil_ink peil_ink_open(FILE *out, const struct peil_page *page);
void peil_ink_begin(struct peil_ink *ink, const char *title);
void peil_ink_end(struct peil_ink *ink);

/* <header>: where am I, the way out, and that it is a rehearsal. `item` may be NULL. */
void peil_ink_top(struct peil_ink *ink, const struct peil_item *item);
void peil_ink_rehearsal(struct peil_ink *ink);
/* The word that is on the board too. */
void peil_ink_word(struct peil_ink *ink);

/* Each begins an element, to be ended by peil_html_end, or writes one whole. */
void peil_ink_div(struct peil_ink *ink, const char *class);
void peil_ink_form(struct peil_ink *ink, const char *action);
void peil_ink_button(struct peil_ink *ink, const char *does, const char *class,
                     const char *label);
void peil_ink_anchor(struct peil_ink *ink, const char *address, const char *class,
                     const char *label);
void peil_ink_heading(struct peil_ink *ink, const char *heading);
/* Help and mistakes: `id` is its class too. */
void peil_ink_note(struct peil_ink *ink, const char *id, const char *role,
                   const char *text);
/* What is wrong with what came in, if anything is. `item` may be NULL. */
void peil_ink_mistake(struct peil_ink *ink, const struct peil_item *item);

/* One wording as a text that is cut up line by line, each with its picture. */
struct peil_said {
    const char *text, *pictures;
};
struct peil_said peil_ink_say(struct peil_ink *ink, const struct peil_texts *texts);
/* Cuts the first line off; "" at the end. */
const char *peil_ink_cut(struct peil_ink *ink, struct peil_said *said);
/* All that is left of it, as paragraphs. */
void peil_ink_paragraphs(struct peil_ink *ink, struct peil_said said);

#endif
