/* XML from anywhere, read as if it were hostile. The one door of libxml2.
 *
 * No DTD, no entities but the five of XML, no network, no XInclude; at most 1 MiB a
 * file, 64 KiB and 24 attributes a tag, 64 levels deep, 50,000 elements and attributes,
 * UTF-8 only.
 * What is refused is refused with a place and quickly. The result is a plain tree that
 * knows where each element, attribute and text stood. Comments and processing
 * instructions are dropped. */
#ifndef PEIL_XML_H
#define PEIL_XML_H

#include "questionnaires/base/diag.h"

struct peil_attribute {
    const char *name; /* "id"; "xml:lang" keeps its prefix; "xmlns" is left out */
    const char *value;
    const char *written;     /* the value as it stands in the file: &lt;, line ends */
    struct peil_place place; /* of its first character */
};

struct peil_element {
    const char *name;      /* local name */
    const char *namespace; /* URI, "" when none */
    struct peil_place place;
    const struct peil_attribute *attributes;
    size_t attribute_count;
    const struct peil_element *children; /* elements only */
    size_t child_count;
    const char *text;             /* own character data, squeezed; "" when none */
    struct peil_place text_place; /* of its first character; else of the element */
    /* The same text where its pieces count, as in a sentence with elements in it:
     * before the first child, and behind this element in its parent. Runs of blanks are
     * one, at the ends too. */
    const char *lead, *tail;
    struct peil_place tail_place; /* of its first character; else of the element */
};

/* NULL when the file could not be read as XML; diag says why. */
PEIL_MUST_READ
const struct peil_element *peil_xml_read(const char *path, struct peil_arena *arena,
                                         struct peil_diag *diag);
PEIL_MUST_READ
const struct peil_element *peil_xml_parse(const char *bytes, size_t length,
                                          const char *name, struct peil_arena *arena,
                                          struct peil_diag *diag);

/* NULL when there is no such attribute. */
const struct peil_attribute *peil_element_attribute(const struct peil_element *element,
                                                    const char *name);
const char *peil_element_value(const struct peil_element *element, const char *name);
/* Of its value; of the element when there is no such attribute. */
struct peil_place peil_element_place(const struct peil_element *element,
                                     const char *name);

/* Hash of the canonical form (sorted attributes, squeezed text, no comments): equal
 * for files that say the same, whatever their layout. */
const char *peil_element_hash(const struct peil_element *root,
                              struct peil_arena *arena);

#endif
