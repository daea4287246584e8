#include "questionnaires/condition.h"

#include "questionnaires/base/text.h"
#include "questionnaires/base/xml.h"
#include "questionnaires/item.h"
#include "questionnaires/meaning.h"
#include "questionnaires/reader.h"

#include <stdint.h>
#include <string.h>

enum { MOST_LEVELS = 64 };

/* A recursive descent over the text. */
struct parser {
    struct peil_meaning meaning;
    const char *at;
    const char *reached;     /* the byte whose place is known */
    const char *written;     /* the same in the file; NULL = not from a file */
    struct peil_place place; /* of it */
    int level;
};

/* --- Places --- */

static const char *next_character(const char *at)
{
    do
        at++;
    while (((unsigned char)*at & 0xc0) == 0x80);
    return at;
}

/* In the file a character may be written as &lt;, and a blank as a line end. */
static void step_written(struct parser *parser)
{
    const char *at = parser->written;
    if (*at == '&') {
        parser->written = at + strcspn(at, ";") + 1;
        parser->place.column += (int)(parser->written - at);
    } else if (*at == '\n' || *at == '\r') {
        parser->written += at[0] == '\r' && at[1] == '\n' ? 2 : 1;
        parser->place.line++;
        parser->place.column = 1;
    } else {
        parser->written = next_character(at);
        parser->place.column++;
    }
}

static struct peil_place here(struct parser *parser)
{
    for (; parser->reached < parser->at;
         parser->reached = next_character(parser->reached)) {
        if (parser->written)
            step_written(parser);
        else
            parser->place.column++;
    }
    return parser->place;
}

/* A mistake in the grammar: what follows cannot be trusted. */
static struct peil_condition *stop(struct parser *parser, const char *message)
{
    peil_meaning_complain(&parser->meaning, here(parser), "%s", message);
    parser->meaning.stopped = true;
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

static bool is_quote(char byte)
{
    return byte == '\'' || byte == '"';
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
    if (parser->meaning.stopped || strncmp(parser->at, word, length) != 0)
        return false;
    if (is_letter(*word) && name_length(parser->at) != length)
        return false;
    parser->at += length;
    skip_blanks(parser);
    return true;
}

static void expect(struct parser *parser, const char *word, const char *message)
{
    if (!accept(parser, word))
        stop(parser, message);
}

static const char *take(struct parser *parser, size_t length)
{
    const char *text = peil_arena_copy_span(parser->meaning.arena, parser->at, length);
    parser->at += length;
    return text;
}

/* --- Grammar: literals and references --- */

static struct peil_condition *parse_number(struct parser *parser)
{
    struct peil_place place = here(parser);
    size_t length = strspn(parser->at, "0123456789.");
    double number;
    if (!peil_text_number(
            peil_arena_copy_span(parser->meaning.arena, parser->at, length), &number))
        return stop(parser, "that is no number");
    struct peil_condition *node = peil_meaning_literal(
        &parser->meaning, PEIL_NODE_NUMBER, place, take(parser, length));
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
    return peil_meaning_literal(&parser->meaning, PEIL_NODE_CODE, place, code);
}

static bool begins_literal(const char *at)
{
    return is_quote(*at) || is_digit(*at) || (*at == '.' && is_digit(at[1]));
}

static struct peil_condition *parse_literal(struct parser *parser)
{
    skip_blanks(parser);
    if (!begins_literal(parser->at))
        return stop(parser, "expected a code: a number, or a word in quotes");
    return is_quote(*parser->at) ? parse_quoted(parser) : parse_number(parser);
}

static struct peil_condition *parse_reference(struct parser *parser)
{
    struct peil_place place = here(parser);
    size_t length = name_length(parser->at);
    if (length == 0)
        return stop(parser, "expected the id of an item");
    return peil_meaning_reference(&parser->meaning, take(parser, length), place);
}

/* --- Grammar: functions, from behind their ( on --- */

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

struct function;
typedef struct peil_condition *parse_function(struct parser *parser,
                                              const struct function *function,
                                              struct peil_place place);
static parse_function parse_not, parse_variant, parse_call;

static bool has_answer(const struct peil_condition *subject)
{
    return subject->item && subject->item->kind != PEIL_EXPLAIN;
}

static bool has_options(const struct peil_condition *subject)
{
    return subject->item && peil_item_has_options(subject->item);
}

static bool has_one_code(const struct peil_condition *subject)
{
    return !subject->item ||
           peil_kind_of(subject->item)->compares == PEIL_COMPARES_CODES;
}

static const struct function {
    const char *name;
    enum peil_node_kind kind;
    parse_function *parse;
    bool (*accepts)(const struct peil_condition *subject); /* of calls */
    const char *wants;                                     /* the same in words */
    size_t least, most;                                    /* codes */
} functions[] = {
    { "not", PEIL_NODE_NOT, parse_not, NULL, NULL, 0, 0 },
    { "variant", PEIL_NODE_VARIANT, parse_variant, NULL, NULL, 0, 0 },
    { "answered", PEIL_NODE_ANSWERED, parse_call, has_answer, "an item with an answer",
      0, 0 },
    { "selected", PEIL_NODE_SELECTED, parse_call, has_options, "an item with options",
      1, 1 },
    { "count-selected", PEIL_NODE_COUNT_SELECTED, parse_call, has_options,
      "an item with options", 0, 0 },
    { "in", PEIL_NODE_IN, parse_call, has_one_code, "a single or scale item", 1,
      SIZE_MAX },
};

static struct peil_condition *parse_not(struct parser *parser,
                                        const struct function *function,
                                        struct peil_place place)
{
    struct peil_condition *inner = parse_inside(parser, 0);
    expect(parser, ")", "expected \")\"");
    if (!inner || !peil_meaning_is_truth(&parser->meaning, inner))
        return NULL;
    struct peil_condition *node =
        peil_meaning_node(&parser->meaning, function->kind, place);
    if (node)
        node->left = inner;
    return node;
}

static struct peil_condition *parse_variant(struct parser *parser,
                                            const struct function *function,
                                            struct peil_place place)
{
    const struct peil_questionnaire *q = parser->meaning.q;
    struct peil_place id_place = here(parser);
    const char *id = take(parser, name_length(parser->at));
    expect(parser, ")", "expected the id of a variant, and \")\"");
    struct peil_condition *node =
        peil_meaning_node(&parser->meaning, function->kind, place);
    for (size_t i = 0; node && i < q->variant_count; i++) {
        node->variant = i;
        if (strcmp(q->variants[i].id, id) == 0)
            return node;
    }
    peil_meaning_complain(&parser->meaning, id_place, "unknown variant \"%s\"", id);
    return NULL;
}

static void parse_codes(struct parser *parser, const struct peil_condition *subject,
                        struct peil_condition *node)
{
    const char **codes = NULL;
    while (accept(parser, ",")) {
        const struct peil_condition *literal = parse_literal(parser);
        if (!literal)
            return;
        if (subject)
            peil_meaning_check_code(&parser->meaning, subject, literal->codes[0],
                                    literal->place);
        codes = peil_arena_grow(parser->meaning.arena, codes, node->code_count,
                                sizeof *codes);
        codes[node->code_count++] = literal->codes[0];
    }
    node->codes = codes;
}

static void refuse_subject(struct parser *parser, const struct function *function,
                           const struct peil_condition *subject)
{
    const char *kind =
        subject->derive ? "derive" : peil_item_kind_name(subject->item->kind);
    peil_meaning_complain(&parser->meaning, subject->place,
                          "%s() wants %s; \"%s\" is of kind \"%s\"", function->name,
                          function->wants, peil_meaning_name(subject), kind);
}

static struct peil_condition *parse_call(struct parser *parser,
                                         const struct function *function,
                                         struct peil_place place)
{
    struct peil_condition *subject = parse_reference(parser);
    bool accepted = subject && function->accepts(subject);
    if (subject && !accepted)
        refuse_subject(parser, function, subject);
    struct peil_condition *node =
        peil_meaning_node(&parser->meaning, function->kind, place);
    if (!node)
        return NULL;
    parse_codes(parser, accepted ? subject : NULL, node);
    if (node->code_count < function->least)
        return stop(parser, "expected \",\" and a code");
    if (node->code_count > function->most)
        return stop(parser, "that is more codes than the function takes");
    expect(parser, ")", "expected \")\"");
    if (!accepted)
        return NULL;
    node->item = subject->item;
    node->derive = subject->derive;
    return node;
}

/* The function that a name stands for. A name without ( is an item, if there is one. */
static const struct function *find_function(const struct parser *parser,
                                            const char *name, bool is_call)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strcmp(functions[i].name, name) == 0 &&
            (is_call || !peil_questionnaire_item(parser->meaning.q, name)))
            return &functions[i];
    return NULL;
}

static struct peil_condition *parse_named(struct parser *parser)
{
    struct peil_place place = here(parser);
    struct peil_arena *arena = parser->meaning.arena;
    size_t length = name_length(parser->at);
    const char *name = peil_arena_copy_span(arena, parser->at, length);
    bool is_call = parser->at[length + strspn(parser->at + length, " \t\r\n")] == '(';
    const struct function *function = find_function(parser, name, is_call);
    if (is_call && !function)
        return stop(parser, peil_arena_format(arena, "unknown function \"%s\"", name));
    if (!function)
        return parse_reference(parser);
    parser->at += length;
    expect(parser, "(", "expected \"(\"");
    return function->parse(parser, function, place);
}

/* --- Grammar: operators, by how tightly they bind --- */

enum { TIGHTEST = 6 };
static const struct operator
{
    const char *word;
    int level;
    enum peil_node_kind kind;
    peil_meaning_combine *combine;
}
operators[] = {
    { "or", 0, PEIL_NODE_OR, peil_meaning_join },
    { "and", 1, PEIL_NODE_AND, peil_meaning_join },
    { "=", 2, PEIL_NODE_EQUAL, peil_meaning_equate },
    { "!=", 2, PEIL_NODE_UNEQUAL, peil_meaning_equate },
    { "<=", 3, PEIL_NODE_LESS_EQUAL, peil_meaning_calculate },
    { ">=", 3, PEIL_NODE_GREATER_EQUAL, peil_meaning_calculate },
    { "<", 3, PEIL_NODE_LESS, peil_meaning_calculate },
    { ">", 3, PEIL_NODE_GREATER, peil_meaning_calculate },
    { "+", 4, PEIL_NODE_ADD, peil_meaning_calculate },
    { "-", 4, PEIL_NODE_SUBTRACT, peil_meaning_calculate },
    { "*", 5, PEIL_NODE_MULTIPLY, peil_meaning_calculate },
    { "div", 5, PEIL_NODE_DIVIDE, peil_meaning_calculate },
    { "mod", 5, PEIL_NODE_MODULO, peil_meaning_calculate },
};

static const struct operator* accept_operator(struct parser *parser, int level)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (operators[i].level == level && accept(parser, operators[i].word))
            return &operators[i];
    return NULL;
}

static struct peil_condition *parse_operand(struct parser *parser)
{
    struct peil_place place = here(parser);
    if (is_letter(*parser->at))
        return parse_named(parser);
    if (begins_literal(parser->at))
        return parse_literal(parser);
    if (accept(parser, "-"))
        return peil_meaning_negate(&parser->meaning, parse_inside(parser, TIGHTEST),
                                   place);
    if (!accept(parser, "("))
        return stop(parser, *parser->at ? "expected an item, a number or a function"
                                        : "the condition ends too early");
    struct peil_condition *inner = parse_inside(parser, 0);
    expect(parser, ")", "expected \")\"");
    return inner;
}

static struct peil_condition *parse_operators(struct parser *parser, int level)
{
    skip_blanks(parser);
    if (level == TIGHTEST)
        return parse_operand(parser);
    struct peil_condition *left = parse_operators(parser, level + 1);
    const struct operator* operator;
    while ((operator= accept_operator(parser, level)))
        left = operator->combine(&parser->meaning, operator->kind, left,
                                 parse_operators(parser, level + 1));
    return left;
}

static int depth_of(const struct peil_condition *node)
{
    if (!node)
        return 0;
    int left = depth_of(node->left), right = depth_of(node->right);
    return 1 + (left > right ? left : right);
}

static const struct peil_condition *parse(struct parser *parser)
{
    struct peil_meaning *meaning = &parser->meaning;
    size_t errors = peil_diag_count(meaning->diag, PEIL_ERROR);
    const struct peil_condition *node = parse_operators(parser, 0);
    skip_blanks(parser);
    if (*parser->at)
        stop(parser, "expected \"and\", \"or\" or the end");
    if (node && peil_meaning_is_truth(meaning, node) && depth_of(node) > MOST_LEVELS)
        peil_meaning_complain(meaning, node->place,
                              "the condition is nested deeper than %d", MOST_LEVELS);
    return peil_diag_count(meaning->diag, PEIL_ERROR) == errors ? node : NULL;
}

const struct peil_condition *
peil_condition_parse(const char *text, struct peil_place place,
                     const struct peil_questionnaire *q, size_t before,
                     struct peil_arena *arena, struct peil_diag *diag)
{
    struct parser parser = {
        .meaning = { .q = q, .before = before, .arena = arena, .diag = diag },
        .at = text,
        .reached = text,
        .place = place,
    };
    return parse(&parser);
}

const struct peil_condition *peil_condition_read(const struct peil_attribute *attribute,
                                                 const struct peil_questionnaire *q,
                                                 size_t before,
                                                 struct peil_arena *arena,
                                                 struct peil_diag *diag)
{
    struct parser parser = {
        .meaning = { .q = q, .before = before, .arena = arena, .diag = diag },
        .at = attribute->value,
        .reached = attribute->value,
        .written = attribute->written,
        .place = attribute->place,
    };
    return parse(&parser);
}

const struct peil_condition *peil_reader_condition(struct peil_reader *reader,
                                                   const struct peil_element *element,
                                                   size_t before)
{
    const struct peil_attribute *when = peil_element_attribute(element, "when");
    return when ? peil_condition_read(when, reader->q, before, reader->arena,
                                      reader->diag)
                : NULL;
}
