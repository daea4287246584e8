/* The condition language: who is asked what.
 *
 * Its grammar is a syntactic subset of XPath 1.0: = != < <= > >= and or not()
 * + - * div mod, numbers, 'codes', parentheses, and selected(item, code),
 * answered(item), count-selected(item), in(item, a, b, ...), variant(id). It is typed:
 * an unknown id, an unknown code, a reference to a later item and a wrong type are
 * errors with line and column. It is three-valued (Kleene): an item that was not
 * answered is unknown, and an item is asked only when its condition is true.
 * A derived variable may stand where a single item may. */
#ifndef PEIL_CONDITION_H
#define PEIL_CONDITION_H

#include "questionnaires/answer.h"

enum peil_truth { PEIL_FALSE, PEIL_UNKNOWN, PEIL_TRUE };

enum peil_node_kind {
    PEIL_NODE_OR, /* left, right */
    PEIL_NODE_AND,
    PEIL_NODE_NOT,   /* left */
    PEIL_NODE_EQUAL, /* and the other five: left, right */
    PEIL_NODE_UNEQUAL,
    PEIL_NODE_LESS,
    PEIL_NODE_LESS_EQUAL,
    PEIL_NODE_GREATER,
    PEIL_NODE_GREATER_EQUAL,
    PEIL_NODE_ADD,
    PEIL_NODE_SUBTRACT,
    PEIL_NODE_MULTIPLY,
    PEIL_NODE_DIVIDE,
    PEIL_NODE_MODULO,
    PEIL_NODE_NEGATE,
    PEIL_NODE_NUMBER,   /* number */
    PEIL_NODE_CODE,     /* code: an option's code beside an item */
    PEIL_NODE_ITEM,     /* item, or derive */
    PEIL_NODE_ANSWERED, /* item */
    PEIL_NODE_SELECTED, /* item, codes[0] */
    PEIL_NODE_COUNT_SELECTED,
    PEIL_NODE_IN,      /* item or derive, codes */
    PEIL_NODE_VARIANT, /* variant */
};

/* A node of the tree. Open, since the proofs of check.c, the describer and the
 * exporters walk it. At most 64 deep and 1,000 nodes. */
struct peil_condition {
    enum peil_node_kind kind;
    const struct peil_condition *left, *right;
    const struct peil_item *item;
    const struct peil_derive *derive;
    size_t variant;
    double number;
    const char *const *codes; /* PEIL_NODE_CODE: codes[0] */
    size_t code_count;
    struct peil_place place;
};

/* `before`: only items with a smaller index may be named (SIZE_MAX = all, for
 * --where). NULL after an error in diag. The place is that of the first character. */
PEIL_MUST_READ
const struct peil_condition *
peil_condition_parse(const char *text, struct peil_place place,
                     const struct peil_questionnaire *q, size_t before,
                     struct peil_arena *arena, struct peil_diag *diag);

/* The same of an attribute in XML, whose places are those of the file, &lt; and all. */
struct peil_attribute;
PEIL_MUST_READ
const struct peil_condition *peil_condition_read(const struct peil_attribute *attribute,
                                                 const struct peil_questionnaire *q,
                                                 size_t before,
                                                 struct peil_arena *arena,
                                                 struct peil_diag *diag);

/* NULL is true. */
enum peil_truth peil_condition_evaluate(const struct peil_condition *condition,
                                        const struct peil_response *response);

/* The band that a response falls in, or NULL (unknown). */
const struct peil_band *peil_derive_evaluate(const struct peil_derive *derive,
                                             const struct peil_response *response);

/* The condition in plain words, in the questionnaire's language whatever else is
 * spoken, for base lines: `die bij "Ken je het?" "Ja" kozen`; "" for NULL. Labels come
 * from the first variant that has them. */
const char *peil_condition_describe(const struct peil_condition *condition,
                                    const struct peil_questionnaire *q,
                                    struct peil_arena *arena);

#endif
