/* What may stand where in one of our XML languages: a table, and its walk.
 *
 * A language is a const array of rows, one per element. An element that means
 * something else under one parent has a second row, named "parent/element": "text"
 * is a wording, "section/text" an item. Checking a tree against the table, the
 * messages about what was expected, the XSD's agreement and the reference
 * documentation all come from it. Reading the checked tree into structs is then
 * short, since what is wrong has been said already. */
#ifndef PEIL_SCHEMA_H
#define PEIL_SCHEMA_H

#include "questionnaires/base/xml.h"

enum peil_value {
    PEIL_VALUE_TEXT,      /* anything */
    PEIL_VALUE_NAME,      /* peil_text_is_name */
    PEIL_VALUE_NAMES,     /* names with blanks between */
    PEIL_VALUE_CODE,      /* peil_text_is_code */
    PEIL_VALUE_CODES,     /* codes with blanks between */
    PEIL_VALUE_YES_NO,    /* "yes" or "no" */
    PEIL_VALUE_INTEGER,   /* a whole number */
    PEIL_VALUE_NUMBER,    /* a decimal number */
    PEIL_VALUE_DATE,      /* YYYY-MM-DD */
    PEIL_VALUE_LANGUAGE,  /* "nl", "en", "tr" */
    PEIL_VALUE_CONDITION, /* the condition language; checked later, with the model */
    PEIL_VALUE_CHOICE,    /* one of the words in .words */
};

struct peil_schema_attribute {
    const char *name; /* NULL ends the array */
    enum peil_value value;
    bool required;
    const char *words; /* for PEIL_VALUE_CHOICE: the words with blanks between */
    const char *about; /* one sentence for the reference */
};

struct peil_schema_child {
    const char *name; /* NULL ends the array */
    bool required;    /* at least one */
    bool once;        /* at most one */
    bool mingled;     /* with the mingled ones beside it, in any order */
};

struct peil_schema_element {
    const char *name; /* "single", or "section/text" */
    const char *about;
    bool text;                                      /* may hold character data */
    const struct peil_schema_attribute *attributes; /* NULL = none */
    const struct peil_schema_child *children;       /* NULL = none */
};

struct peil_schema {
    const char *namespace;
    const char *root;
    const struct peil_schema_element *elements;
    size_t element_count;
};

/* Walks the whole tree; says every unknown, missing, repeated or malformed element,
 * attribute and value, with its place and what was expected. */
PEIL_MUST_READ
bool peil_schema_check(const struct peil_schema *schema,
                       const struct peil_element *root, struct peil_diag *diag);

/* The row of an element under a parent (NULL = the root); NULL when there is none. */
const struct peil_schema_element *peil_schema_find(const struct peil_schema *schema,
                                                   const char *parent,
                                                   const char *name);

/* The words of an attribute's reference line: "a name", "\"yes\" or \"no\"", ... */
const char *peil_schema_expected(const struct peil_schema_attribute *attribute);

#endif
