#include "questionnaires/base/html.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

static bool is_void(const char *element)
{
    static const char *const names[] = { "br",   "col",  "hr",     "img", "input",
                                         "link", "meta", "source", "wbr" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(element, names[i]) == 0)
            return true;
    return false;
}

static void close_tag(struct peil_html *html)
{
    if (html->in_tag)
        fputc('>', html->out);
    html->in_tag = false;
}

static void escape(FILE *out, const char *text, bool quotes)
{
    for (const char *at = text; *at; at++)
        if (*at == '&')
            fputs("&amp;", out);
        else if (*at == '<')
            fputs("&lt;", out);
        else if (*at == '>')
            fputs("&gt;", out);
        else if (*at == '"' && quotes)
            fputs("&quot;", out);
        else if (*at == '\'' && quotes)
            fputs("&#39;", out);
        else
            fputc(*at, out);
}

void peil_html_begin(struct peil_html *html, const char *element)
{
    close_tag(html);
    assert(html->depth < PEIL_HTML_DEPTH);
    html->open[html->depth++] = element;
    fprintf(html->out, "<%s", element);
    html->in_tag = true;
}

void peil_html_attribute(struct peil_html *html, const char *name, const char *value)
{
    assert(html->in_tag);
    if (!value)
        return;
    fprintf(html->out, " %s=\"", name);
    escape(html->out, value, true);
    fputc('"', html->out);
}

void peil_html_attribute_format(struct peil_html *html, const char *name,
                                const char *format, ...)
{
    struct peil_arena *arena = peil_arena_new();
    va_list values;
    va_start(values, format);
    peil_html_attribute(html, name, peil_arena_format_list(arena, format, values));
    va_end(values);
    peil_arena_free(arena);
}

void peil_html_text(struct peil_html *html, const char *text)
{
    close_tag(html);
    escape(html->out, text, false);
}

void peil_html_text_format(struct peil_html *html, const char *format, ...)
{
    struct peil_arena *arena = peil_arena_new();
    va_list values;
    va_start(values, format);
    peil_html_text(html, peil_arena_format_list(arena, format, values));
    va_end(values);
    peil_arena_free(arena);
}

void peil_html_end(struct peil_html *html)
{
    assert(html->depth > 0);
    const char *element = html->open[--html->depth];
    bool is_empty = html->in_tag;
    close_tag(html);
    if (is_void(element))
        assert(is_empty);
    else
        fprintf(html->out, "</%s>", element);
    (void)is_empty; /* read by the assertion only */
}

void peil_html_element(struct peil_html *html, const char *element, const char *class,
                       const char *text)
{
    peil_html_begin(html, element);
    peil_html_attribute(html, "class", class);
    peil_html_text(html, text);
    peil_html_end(html);
}

void peil_html_trusted(struct peil_html *html, const char *markup)
{
    close_tag(html);
    fputs(markup, html->out);
}
