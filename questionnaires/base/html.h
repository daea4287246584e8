/* HTML (and SVG) written with types: what is text is escaped as text, what is an
 * attribute as an attribute, and every element that begins also ends.
 *
 *   peil_html_begin(&html, "p");
 *   peil_html_attribute(&html, "class", "base");
 *   peil_html_text(&html, base);
 *   peil_html_end(&html);
 *
 * Void elements (br, input, link, meta, img, hr) are closed by peil_html_end too. */
#ifndef PEIL_HTML_H
#define PEIL_HTML_H

#include "questionnaires/base/arena.h"

#include <stdbool.h>
#include <stdio.h>

enum { PEIL_HTML_DEPTH = 64 };

struct peil_html {
    FILE *out;
    const char *open[PEIL_HTML_DEPTH]; /* private from here */
    size_t depth;
    bool in_tag;
};

void peil_html_begin(struct peil_html *html, const char *element);
/* A value of NULL leaves the attribute out; "" is how to say yes (checked=""). */
void peil_html_attribute(struct peil_html *html, const char *name, const char *value);
void peil_html_attribute_format(struct peil_html *html, const char *name,
                                const char *format, ...) PEIL_FORMAT(3, 4);
void peil_html_text(struct peil_html *html, const char *text);
void peil_html_text_format(struct peil_html *html, const char *format, ...)
    PEIL_FORMAT(2, 3);
void peil_html_end(struct peil_html *html);

/* begin + class (NULL = none) + text + end. */
void peil_html_element(struct peil_html *html, const char *element, const char *class,
                       const char *text);

/* Our own constant markup (a style sheet, an SVG face): never what people wrote. */
void peil_html_trusted(struct peil_html *html, const char *markup);

#endif
