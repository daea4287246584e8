#include "questionnaires/condition.h"

#include "questionnaires/base/text.h"
#include "questionnaires/item.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

enum { MOST_PARTS = 1000, MOST_LEVELS = 64 };

/* A recursive descent over the text. A NULL node stands for what was refused, so that
 * nothing is said twice: after a mistake in the grammar parsing stops, after one in
 * the meaning it goes on. */
struct parser {
    const char *at;
    const char *reached;     /* the byte whose place is known */
    struct peil_place place; /* of it */
    const struct peil_questionnaire *q;
    size_t before;
    struct peil_arena *arena;
    struct peil_diag *diag;
    size_t parts;
    int level;
    bool stopped;
};

/* --- Places and problems --- */

static struct peil_place here(struct parser *parser)
{
    for (; parser->reached < parser->at; parser->reached++)
        parser->place.column += ((unsigned char)*parser->reached & 0xc0) != 0x80;
    return parser->place;
}

static void complain(struct parser *parser, struct peil_place place, const char *format,
                     ...) PEIL_FORMAT(3, 4);
static void complain(struct parser *parser, struct peil_place place, const char *format,
                     ...)
{
    va_list values;
    va_start(values, format);
    const char *message = peil_arena_format_list(parser->arena, format, values);
    va_end(values);
    if (!parser->stopped)
        peil_diag_add(parser->diag, PEIL_ERROR, place, "%s", message);
}

/* A mistake in the grammar: what follows cannot be trusted. */
static void *stop(struct parser *parser, const char *message)
{
    complain(parser, here(parser), "%s", message);
    parser->stopped = true;
    return NULL;
}

/* --- Words --- */

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

/* A name as XPath has it: - and . belong to it, so a minus wants a blank before it. */
static size_t name_length(const char *at)
{
    size_t length = 0;
    if (is_letter(*at))
        while (is_letter(at[length]) || is_digit(at[length]) || at[length] == '-' ||
               at[length] == '.')
            length++;
    return length;
}

static void skip_blanks(struct parser *parser)
{
    while (is_blank(*parser->at))
        parser->at++;
}

static bool accept(struct parser *parser, const char *word)
{
    size_t length = strlen(word);
    skip_blanks(parser);
    if (parser->stopped || strncmp(parser->at, word, length) != 0)
        return false;
    if (is_letter(*word) && name_length(parser->at) != length)
        return false;
    parser->at += length;
    skip_blanks(parser);
    return true;
}

static const char *take(struct parser *parser, size_t length)
{
    const char *text = peil_arena_copy_span(parser->arena, parser->at, length);
    parser->at += length;
    return text;
}

/* --- Nodes and what they are worth --- */

enum worth { TRUTH, NUMBER, CODED, NEITHER };

static enum worth worth_of(const struct peil_condition *node)
{
    static const enum worth of_items[] = {
        [PEIL_COMPARES_NOTHING] = NEITHER,
        [PEIL_COMPARES_CODES] = CODED,
        [PEIL_COMPARES_NUMBERS] = NUMBER,
    };
    static const enum worth of_nodes[] = {
        [PEIL_NODE_ADD] = NUMBER,      [PEIL_NODE_SUBTRACT] = NUMBER,
        [PEIL_NODE_MULTIPLY] = NUMBER, [PEIL_NODE_DIVIDE] = NUMBER,
        [PEIL_NODE_MODULO] = NUMBER,   [PEIL_NODE_NEGATE] = NUMBER,
        [PEIL_NODE_NUMBER] = NUMBER,   [PEIL_NODE_COUNT_SELECTED] = NUMBER,
        [PEIL_NODE_CODE] = CODED,      [PEIL_NODE_VARIANT] = TRUTH, /* as all others */
    };
    if (node->kind == PEIL_NODE_ITEM && node->item)
        return of_items[peil_kind_of(node->item)->compares];
    return node->kind == PEIL_NODE_ITEM ? CODED : of_nodes[node->kind];
}

static struct peil_condition *make(struct parser *parser, enum peil_node_kind kind,
                                   struct peil_place place)
{
    if (++parser->parts > MOST_PARTS)
        return stop(parser, "the condition has more than 1,000 parts");
    struct peil_condition *node = peil_arena_array(parser->arena, 1, sizeof *node);
    node->kind = kind;
    node->place = place;
    return node;
}

static struct peil_condition *make_pair(struct parser *parser, enum peil_node_kind kind,
                                        const struct peil_condition *left,
                                        const struct peil_condition *right)
{
    struct peil_condition *node = make(parser, kind, left->place);
    if (node) {
        node->left = left;
        node->right = right;
    }
    return node;
}

/* A literal keeps its spelling, since codes are compared by it. */
static struct peil_condition *make_literal(struct parser *parser,
                                           enum peil_node_kind kind,
                                           struct peil_place place,
                                           const char *spelling)
{
    struct peil_condition *node = make(parser, kind, place);
    if (!node)
        return NULL;
    const char **codes = peil_arena_array(parser->arena, 1, sizeof *codes);
    codes[0] = spelling;
    node->codes = codes;
    node->code_count = 1;
    return node;
}

static bool is_literal(const struct peil_condition *node)
{
    return node->kind == PEIL_NODE_NUMBER || node->kind == PEIL_NODE_CODE;
}

/* --- Items, derived variables and their codes --- */

static const char *name_of(const struct peil_condition *node)
{
    return node->derive ? node->derive->id : node->item->id;
}

static size_t code_count(const struct peil_condition *node)
{
    return node->derive ? node->derive->band_count : node->item->option_count;
}

static const char *code_at(const struct peil_condition *node, size_t index)
{
    return node->derive ? node->derive->bands[index].code
                        : node->item->options[index].code;
}

static bool has_code(const struct peil_condition *node, const char *code)
{
    for (size_t i = 0; i < code_count(node); i++)
        if (strcmp(code_at(node, i), code) == 0)
            return true;
    return false;
}

static bool has_whole_numbers(const struct peil_condition *node)
{
    long number;
    for (size_t i = 0; i < code_count(node); i++)
        if (!peil_text_integer(code_at(node, i), &number))
            return false;
    return true;
}

static void check_code(struct parser *parser, const struct peil_condition *subject,
                       const char *code, struct peil_place place)
{
    enum peil_missing missing;
    if (has_code(subject, code))
        return;
    complain(parser, place, "\"%s\" has no %s \"%s\"%s", name_of(subject),
             subject->derive ? "band" : "option", code,
             peil_missing_find(code, &missing)
                 ? "; what is missing is unknown, see answered()"
                 : "");
}

static bool is_late(const struct parser *parser, const struct peil_condition *node)
{
    const struct peil_item *item = node->derive ? node->derive->from : node->item;
    return item->index >= parser->before;
}

static void complain_late(struct parser *parser, const struct peil_condition *node)
{
    const struct peil_questionnaire *q = parser->q;
    const char *owner =
        parser->before < q->item_count ? q->items[parser->before].id : "an item";
    const struct peil_item *item = node->derive ? node->derive->from : node->item;
    complain(parser, node->place, "\"when\" of \"%s\" refers to %s%s%s", owner,
             item->index == parser->before ? "itself" : "\"",
             item->index == parser->before ? "" : name_of(node),
             item->index == parser->before ? "" : "\", which comes later");
}

/* NULL too when the name is unknown or comes later. */
static struct peil_condition *parse_reference(struct parser *parser)
{
    struct peil_place place = here(parser);
    size_t length = name_length(parser->at);
    if (length == 0)
        return stop(parser, "expected the id of an item");
    const char *id = take(parser, length);
    struct peil_condition *node = make(parser, PEIL_NODE_ITEM, place);
    if (!node)
        return NULL;
    node->item = peil_questionnaire_item(parser->q, id);
    node->derive = node->item ? NULL : peil_questionnaire_derive(parser->q, id);
    if (!node->item && !node->derive)
        complain(parser, place, "unknown item \"%s\"%s", id,
                 strchr(id, '-') ? "; write a blank before a minus" : "");
    else if (node->derive && !node->derive->from)
        return NULL; /* said where it is derived */
    else if (is_late(parser, node))
        complain_late(parser, node);
    else
        return node;
    return NULL;
}

/* --- Combining --- */

static bool is_truth(struct parser *parser, const struct peil_condition *node)
{
    enum worth worth = worth_of(node);
    if (worth == TRUTH)
        return true;
    if (node->kind == PEIL_NODE_ITEM)
        complain(parser, node->place,
                 "\"%s\" is no condition; compare it, or write answered(%s)",
                 name_of(node), name_of(node));
    else
        complain(parser, node->place, "a %s is no condition; compare it",
                 worth == NUMBER ? "number" : "code");
    return false;
}

static struct peil_condition *join(struct parser *parser, enum peil_node_kind kind,
                                   struct peil_condition *left,
                                   struct peil_condition *right)
{
    bool left_holds = left && is_truth(parser, left);
    bool right_holds = right && is_truth(parser, right);
    return left_holds && right_holds ? make_pair(parser, kind, left, right) : NULL;
}

/* Says why an operand is no number, if it is not. */
static bool is_number(struct parser *parser, const struct peil_condition *node)
{
    if (worth_of(node) == NUMBER)
        return true;
    if (node->kind == PEIL_NODE_ITEM && worth_of(node) == CODED) {
        if (has_whole_numbers(node))
            return true;
        complain(parser, node->place,
                 "\"%s\" has codes that are no numbers; only = and != compare it",
                 name_of(node));
    } else if (node->kind == PEIL_NODE_CODE) {
        complain(parser, node->place, "'%s' is a code; a number is wanted here",
                 node->codes[0]);
    } else {
        complain(parser, node->place, "a condition cannot be compared");
    }
    return false;
}

/* Says why an item cannot stand here by its bare name, if it cannot. */
static bool is_comparable(struct parser *parser, const struct peil_condition *node,
                          const struct peil_condition *other)
{
    if (worth_of(node) != NEITHER)
        return true;
    const struct peil_item *item = node->item;
    if (item->kind == PEIL_EXPLAIN)
        complain(parser, node->place, "\"%s\" is an explanation; it has no answer",
                 item->id);
    else if (peil_item_has_options(item))
        complain(parser, node->place,
                 "\"%s\" is a %s item; write selected(%s, ...) or count-selected(%s)",
                 item->id, peil_item_kind_name(item->kind), item->id, item->id);
    else
        complain(parser, node->place,
                 "\"%s\" is a %s item; it cannot be compared with a %s", item->id,
                 peil_item_kind_name(item->kind),
                 worth_of(other) == NUMBER ? "number" : "code");
    return false;
}

static struct peil_condition *calculate(struct parser *parser, enum peil_node_kind kind,
                                        struct peil_condition *left,
                                        struct peil_condition *right)
{
    if (!left || !right)
        return NULL;
    bool sound =
        is_comparable(parser, left, right) & is_comparable(parser, right, left);
    if (!sound)
        return NULL;
    sound = is_number(parser, left) & is_number(parser, right);
    return sound ? make_pair(parser, kind, left, right) : NULL;
}

/* Beside an item with codes a literal is one of them, by its spelling. */
static bool is_code_of(struct parser *parser, const struct peil_condition *subject,
                       struct peil_condition *literal)
{
    if (subject->kind != PEIL_NODE_ITEM || worth_of(subject) != CODED ||
        !is_literal(literal))
        return false;
    check_code(parser, subject, literal->codes[0], literal->place);
    literal->kind = PEIL_NODE_CODE;
    return true;
}

static bool is_coded_item(const struct peil_condition *node)
{
    return node->kind == PEIL_NODE_ITEM && worth_of(node) == CODED;
}

static struct peil_condition *equate(struct parser *parser, enum peil_node_kind kind,
                                     struct peil_condition *left,
                                     struct peil_condition *right)
{
    if (!left || !right)
        return NULL;
    if (is_code_of(parser, left, right) || is_code_of(parser, right, left) ||
        (is_coded_item(left) && is_coded_item(right)))
        return make_pair(parser, kind, left, right);
    return calculate(parser, kind, left, right);
}

/* --- Grammar --- */

static struct peil_condition *parse_operators(struct parser *parser, int level);

/* Every way back into the grammar passes here, so that nesting has an end. */
static struct peil_condition *parse_inside(struct parser *parser, int level)
{
    if (parser->level == MOST_LEVELS)
        return stop(parser, "the condition is nested deeper than 64");
    parser->level++;
    struct peil_condition *node = parse_operators(parser, level);
    parser->level--;
    return node;
}

static struct peil_condition *parse_number(struct parser *parser)
{
    struct peil_place place = here(parser);
    size_t length = strspn(parser->at, "0123456789.");
    const char *spelling = take(parser, length);
    double number;
    if (!peil_text_number(spelling, &number))
        return stop(parser, "that is no number");
    struct peil_condition *node =
        make_literal(parser, PEIL_NODE_NUMBER, place, spelling);
    if (node)
        node->number = number;
    return node;
}

static struct peil_condition *parse_quoted(struct parser *parser)
{
    struct peil_place place = here(parser);
    const char *end = strchr(parser->at + 1, *parser->at);
    if (!end)
        return stop(parser, "the quote is never closed");
    parser->at++;
    const char *code = take(parser, (size_t)(end - parser->at));
    parser->at++;
    return make_literal(parser, PEIL_NODE_CODE, place, code);
}

static bool begins_number(const char *at)
{
    return is_digit(*at) || (*at == '.' && is_digit(at[1]));
}

static struct peil_condition *parse_literal(struct parser *parser)
{
    skip_blanks(parser);
    if (*parser->at == '\'' || *parser->at == '"')
        return parse_quoted(parser);
    if (begins_number(parser->at))
        return parse_number(parser);
    return stop(parser, "expected a code: a number, or a word in quotes");
}

static void expect(struct parser *parser, const char *word, const char *message)
{
    if (!accept(parser, word))
        stop(parser, message);
}

static struct peil_condition *parse_not(struct parser *parser, struct peil_place place)
{
    struct peil_condition *inner = parse_inside(parser, 0);
    expect(parser, ")", "expected \")\"");
    if (!inner || !is_truth(parser, inner))
        return NULL;
    struct peil_condition *node = make(parser, PEIL_NODE_NOT, place);
    if (node)
        node->left = inner;
    return node;
}

static struct peil_condition *parse_variant(struct parser *parser,
                                            struct peil_place place)
{
    struct peil_place id_place = here(parser);
    const char *id = take(parser, name_length(parser->at));
    expect(parser, ")", "expected the id of a variant, and \")\"");
    struct peil_condition *node = make(parser, PEIL_NODE_VARIANT, place);
    for (size_t i = 0; node && i < parser->q->variant_count; i++) {
        node->variant = i;
        if (strcmp(parser->q->variants[i].id, id) == 0)
            return node;
    }
    complain(parser, id_place, "unknown variant \"%s\"", id);
    return NULL;
}

/* The functions that ask something of an item: whom they accept, and how many codes
 * they want. */
static bool has_answer(const struct peil_condition *node)
{
    return node->item && node->item->kind != PEIL_EXPLAIN;
}
static bool has_options(const struct peil_condition *node)
{
    return node->item && peil_item_has_options(node->item);
}
static bool has_one_code(const struct peil_condition *node)
{
    return worth_of(node) == CODED;
}

static const struct function {
    const char *name;
    enum peil_node_kind kind;
    bool (*accepts)(const struct peil_condition *subject);
    const char *wants;
    size_t least, most; /* codes */
} functions[] = {
    { "answered", PEIL_NODE_ANSWERED, has_answer, "an item with an answer", 0, 0 },
    { "selected", PEIL_NODE_SELECTED, has_options, "an item with options", 1, 1 },
    { "count-selected", PEIL_NODE_COUNT_SELECTED, has_options, "an item with options",
      0, 0 },
    { "in", PEIL_NODE_IN, has_one_code, "a single or scale item", 1, MOST_PARTS },
};

static void parse_codes(struct parser *parser, const struct peil_condition *subject,
                        struct peil_condition *node)
{
    const char **codes = NULL;
    size_t count = 0;
    while (accept(parser, ",")) {
        const struct peil_condition *literal = parse_literal(parser);
        if (!literal)
            return;
        if (subject)
            check_code(parser, subject, literal->codes[0], literal->place);
        codes = peil_arena_grow(parser->arena, codes, count, sizeof *codes);
        codes[count++] = literal->codes[0];
    }
    node->codes = codes;
    node->code_count = count;
}

static struct peil_condition *parse_call(struct parser *parser,
                                         const struct function *function,
                                         struct peil_place place)
{
    struct peil_condition *subject = parse_reference(parser);
    struct peil_condition *node = make(parser, function->kind, place);
    if (subject && !function->accepts(subject)) {
        complain(parser, subject->place, "%s() wants %s; \"%s\" is a %s",
                 function->name, function->wants, name_of(subject),
                 subject->derive ? "derived variable"
                                 : peil_item_kind_name(subject->item->kind));
        subject = NULL;
    }
    if (!node)
        return NULL;
    parse_codes(parser, subject, node);
    if (node->code_count < function->least && !parser->stopped)
        return stop(parser, "expected \",\" and a code");
    if (node->code_count > function->most)
        return stop(parser, "that is more codes than it takes");
    expect(parser, ")", "expected \")\"");
    if (!subject)
        return NULL;
    node->item = subject->item;
    node->derive = subject->derive;
    return node;
}

static struct peil_condition *parse_function(struct parser *parser, size_t length)
{
    struct peil_place place = here(parser);
    const char *name = peil_arena_copy_span(parser->arena, parser->at, length);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strcmp(functions[i].name, name) == 0) {
            accept(parser, name);
            accept(parser, "(");
            return parse_call(parser, &functions[i], place);
        }
    bool is_not = strcmp(name, "not") == 0;
    if (!is_not && strcmp(name, "variant") != 0)
        return stop(parser,
                    peil_arena_format(parser->arena, "unknown function \"%s\"", name));
    accept(parser, name);
    accept(parser, "(");
    return is_not ? parse_not(parser, place) : parse_variant(parser, place);
}

static bool is_call(const char *at, size_t length)
{
    while (is_blank(at[length]))
        length++;
    return at[length] == '(';
}

static struct peil_condition *parse_primary(struct parser *parser)
{
    skip_blanks(parser);
    size_t length = name_length(parser->at);
    if (length > 0 && is_call(parser->at, length))
        return parse_function(parser, length);
    if (length > 0)
        return parse_reference(parser);
    if (begins_number(parser->at) || *parser->at == '\'' || *parser->at == '"')
        return parse_literal(parser);
    if (!accept(parser, "("))
        return stop(parser, *parser->at ? "expected an item, a number or a function"
                                        : "the condition ends too early");
    struct peil_condition *inner = parse_inside(parser, 0);
    expect(parser, ")", "expected \")\"");
    return inner;
}

/* -5 is a literal with its sign, so that it is told as a code that does not exist. */
static struct peil_condition *
negate(struct parser *parser, struct peil_condition *operand, struct peil_place place)
{
    if (!operand || !is_comparable(parser, operand, operand) ||
        !is_number(parser, operand))
        return NULL;
    if (operand->kind == PEIL_NODE_NUMBER) {
        struct peil_condition *literal =
            make_literal(parser, PEIL_NODE_NUMBER, place,
                         peil_arena_format(parser->arena, "-%s", operand->codes[0]));
        if (literal)
            literal->number = -operand->number;
        return literal;
    }
    struct peil_condition *node = make(parser, PEIL_NODE_NEGATE, place);
    if (node)
        node->left = operand;
    return node;
}

/* Binary operators, by how tightly they bind. */
enum { TIGHTEST = 6 };
static const struct operator
{
    const char *word;
    int level;
    enum peil_node_kind kind;
    struct peil_condition *(*combine)(struct parser * parser, enum peil_node_kind kind,
                                      struct peil_condition * left,
                                      struct peil_condition * right);
}
operators[] = {
    { "or", 0, PEIL_NODE_OR, join },
    { "and", 1, PEIL_NODE_AND, join },
    { "=", 2, PEIL_NODE_EQUAL, equate },
    { "!=", 2, PEIL_NODE_UNEQUAL, equate },
    { "<=", 3, PEIL_NODE_LESS_EQUAL, calculate },
    { ">=", 3, PEIL_NODE_GREATER_EQUAL, calculate },
    { "<", 3, PEIL_NODE_LESS, calculate },
    { ">", 3, PEIL_NODE_GREATER, calculate },
    { "+", 4, PEIL_NODE_ADD, calculate },
    { "-", 4, PEIL_NODE_SUBTRACT, calculate },
    { "*", 5, PEIL_NODE_MULTIPLY, calculate },
    { "div", 5, PEIL_NODE_DIVIDE, calculate },
    { "mod", 5, PEIL_NODE_MODULO, calculate },
};

static const struct operator* accept_operator(struct parser *parser, int level)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (operators[i].level == level && accept(parser, operators[i].word))
            return &operators[i];
    return NULL;
}

static struct peil_condition *parse_operators(struct parser *parser, int level)
{
    skip_blanks(parser);
    struct peil_place place = here(parser);
    if (level == TIGHTEST)
        return accept(parser, "-")
                   ? negate(parser, parse_inside(parser, TIGHTEST), place)
                   : parse_primary(parser);
    struct peil_condition *left = parse_operators(parser, level + 1);
    const struct operator* operator;
    while ((operator= accept_operator(parser, level))) {
        struct peil_condition *right = parse_operators(parser, level + 1);
        left = operator->combine(parser, operator->kind, left, right);
    }
    return left;
}

static int depth_of(const struct peil_condition *node)
{
    if (!node)
        return 0;
    int left = depth_of(node->left), right = depth_of(node->right);
    return 1 + (left > right ? left : right);
}

const struct peil_condition *
peil_condition_parse(const char *text, struct peil_place place,
                     const struct peil_questionnaire *q, size_t before,
                     struct peil_arena *arena, struct peil_diag *diag)
{
    struct parser parser = { .at = text,
                             .reached = text,
                             .place = place,
                             .q = q,
                             .before = before,
                             .arena = arena,
                             .diag = diag };
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    struct peil_condition *node = parse_operators(&parser, 0);
    skip_blanks(&parser);
    if (*parser.at)
        stop(&parser, "expected \"and\", \"or\" or the end");
    if (node && is_truth(&parser, node) && depth_of(node) > MOST_LEVELS)
        complain(&parser, node->place, "the condition is nested deeper than 64");
    return peil_diag_count(diag, PEIL_ERROR) == errors ? node : NULL;
}
