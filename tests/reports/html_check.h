/* Is it a good page? libxml2's reader says whether elements nest and ids are unique;
 * XPath asks the rest. */
#ifndef PEIL_TESTS_HTML_CHECK_H
#define PEIL_TESTS_HTML_CHECK_H

#include "tests/golden.h"

#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>
#include <stdio.h>
#include <string.h>

/* The reader knows HTML 4 only: that it has not heard of <nav> is no error of ours. */
static inline void note_error(void *context, xmlErrorPtr error)
{
    int *errors = context;
    if (error->code == XML_HTML_UNKNOWN_TAG)
        return;
    print_error("line %d: %s", error->line, error->message);
    ++*errors;
}

/* Free it with xmlFreeDoc. */
static inline xmlDocPtr well_formed(const char *html)
{
    int errors = 0;
    xmlSetStructuredErrorFunc(&errors, note_error);
    xmlDocPtr document =
        htmlReadMemory(html, (int)strlen(html), "page.html", "UTF-8", 0);
    xmlSetStructuredErrorFunc(NULL, NULL);
    assert_non_null(document);
    assert_int_equal(errors, 0);
    return document;
}

static inline double xpath_number(xmlDocPtr document, const char *expression)
{
    xmlXPathContextPtr context = xmlXPathNewContext(document);
    xmlXPathObjectPtr object =
        xmlXPathEvalExpression((const xmlChar *)expression, context);
    assert_non_null(object);
    double number = xmlXPathCastToNumber(object);
    xmlXPathFreeObject(object);
    xmlXPathFreeContext(context);
    return number;
}

/* What every page of ours must be. `expected` is 0 unless said. */
static const struct page_rule {
    const char *why, *count;
    double expected;
} page_rules[] = {
    { "one title", "count(/html/head/title)", 1 },
    { "one h1", "count(//h1)", 1 },
    { "a language", "count(/html[@lang])", 1 },
    { "no script", "count(//script)", 0 },
    { "nothing from elsewhere", "count(//img|//link|//iframe|//@src)", 0 },
    { "every table has a caption", "count(//table[not(caption)])", 0 },
    { "every heading cell says its scope", "count(//th[not(@scope)])", 0 },
    { "no merged cells", "count(//@colspan|//@rowspan)", 0 },
    { "every drawing has a title", "count(//svg[@role][not(title)])", 0 },
    { "every drawing has a description", "count(//svg[@role][not(desc)])", 0 },
    { "every drawing is an image", "count(//svg[not(@role='img')][not(@aria-hidden)])",
      0 },
    { "every label names an id",
      "count(//div[@aria-labelledby][not(@aria-labelledby=//@id)])", 0 },
    { "every link arrives", "count(//a[not(substring(@href,2)=//@id)])", 0 },
    { "as many cells as columns",
      "count(//tr[count(th|td)!=count(ancestor::table/thead/tr/th)])", 0 },
    { "no heading skips a level", "count(//h3[not(preceding::h2)])", 0 },
};

static inline void assert_good_page(const char *html)
{
    xmlDocPtr document = well_formed(html);
    for (size_t i = 0; i < sizeof page_rules / sizeof *page_rules; i++) {
        double found = xpath_number(document, page_rules[i].count);
        if (found != page_rules[i].expected)
            fail_msg("%s: found %g", page_rules[i].why, found);
    }
    xmlFreeDoc(document);
}

#endif
