/* QR codes: what a phone's camera reads from the beamer, a card or the terminal. The
 * one door of libqrencode. */
#ifndef PEIL_QR_H
#define PEIL_QR_H

#include "questionnaires/base/html.h"

struct peil_qr; /* a square of dark and light modules */

/* NULL when the text is too long for a code (over 2,000 bytes or so). */
struct peil_qr *peil_qr_new(const char *text, struct peil_arena *arena);

size_t peil_qr_width(const struct peil_qr *qr);
bool peil_qr_is_dark(const struct peil_qr *qr, size_t row, size_t column);

/* As an <svg> with its title, and with the light border that scanners need. */
void peil_qr_write(struct peil_html *html, const struct peil_qr *qr, const char *title);

/* As half blocks, two rows on a line of the terminal; black on white when colour may
 * be used, otherwise the blocks are the light ones, as on a dark terminal. */
void peil_qr_print(FILE *out, const struct peil_qr *qr, bool colour);

/* What a phone joins a network by: "WIFI:T:WPA;S:name;P:password;;". No password: an
 * open network. */
const char *peil_qr_wifi(const char *network, const char *password,
                         struct peil_arena *arena);

#endif
