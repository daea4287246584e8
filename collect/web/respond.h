/* The replies of a turn: a page for this pupil, a notice, or the way elsewhere. Each
 * returns true, so that what an address does can end with it. */
#ifndef PEIL_RESPOND_H
#define PEIL_RESPOND_H

#include "collect/page/page.h"
#include "collect/web/runner.h"

/* What every page is told. The token is of its forms: it lives in `room`. */
struct peil_page peil_respond_about(const struct peil_turn *turn,
                                    char room[PEIL_TOKEN_LENGTH + 1]);

bool peil_respond_with(struct peil_turn *turn, enum peil_status status,
                       const struct peil_page *page,
                       void (*write)(FILE *out, const struct peil_page *page));
bool peil_respond(struct peil_turn *turn, enum peil_status status,
                  void (*write)(FILE *out, const struct peil_page *page));
/* Why not, in plain words. */
bool peil_respond_notice(struct peil_turn *turn, enum peil_status status);
bool peil_respond_elsewhere(struct peil_turn *turn, const char *address);

/* Set-Cookie: the turn's token, or none any more: then the looks go too. */
void peil_respond_cookie(struct peil_turn *turn, const char *token);
/* And what the pages look like; see look.h. */
void peil_respond_look(struct peil_turn *turn, const char *letters);

/* Was the form on a page that we made for this pupil? Its token comes from the pupil's
 * own, which no other site can know. */
bool peil_respond_is_ours(const struct peil_turn *turn);

#endif
