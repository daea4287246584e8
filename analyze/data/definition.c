#include "analyze/data/definition.h"

#include "questionnaires/base/text.h"

#include <math.h>
#include <string.h>

static const char blanks[] = " \t\r\n", ends[] = " \t\r\n\"=:/(),";

/* A word, a text in quotes, or a sign; the end has no text. */
struct token {
    const char *text;
    bool quoted;
};
struct parser {
    const char *at;
    struct token token; /* to be taken */
    struct peil_definition *definition;
    struct peil_place place;
    struct peil_arena *arena;
    struct peil_diag *diag;
    bool well;
};

static bool refuse(struct parser *parser, const char *expected)
{
    if (parser->well)
        peil_diag_add(parser->diag, PEIL_ERROR, parser->place,
                      "%s expected; got %s%s%s", expected,
                      parser->token.text ? "\"" : "",
                      parser->token.text ? parser->token.text : "the end",
                      parser->token.text ? "\"" : "");
    return parser->well = false;
}

/* --- Tokens --- */

static void advance(struct parser *parser)
{
    const char *at = parser->at + strspn(parser->at, blanks);
    bool quoted = *at == '"';
    at += quoted;
    size_t length = quoted ? strcspn(at, "\"") : strcspn(at, ends);
    if (!quoted && length == 0 && *at != '\0')
        length = 1; /* a sign */
    parser->token =
        (struct token){ peil_arena_copy_span(parser->arena, at, length), quoted };
    if (quoted && at[length] == '\0')
        refuse(parser, "a closing quote is");
    if (!quoted && length == 0)
        parser->token.text = NULL;
    parser->at = at + length + (quoted && at[length] == '"');
}

static bool is_sign(const struct parser *parser, const char *sign)
{
    return parser->token.text && !parser->token.quoted &&
           strcmp(parser->token.text, sign) == 0;
}

static bool is_name(const struct parser *parser)
{
    return parser->token.text && *parser->token.text &&
           (parser->token.quoted || !strchr(ends, *parser->token.text));
}

static bool take_sign(struct parser *parser, const char *sign, const char *expected)
{
    if (!is_sign(parser, sign))
        return refuse(parser, expected);
    advance(parser);
    return parser->well;
}

static const char *take_name(struct parser *parser, const char *expected)
{
    const char *name = parser->token.text;
    if (!is_name(parser)) {
        refuse(parser, expected);
        return "";
    }
    advance(parser);
    return name;
}

static const char *take_label(struct parser *parser)
{
    const char *label = NULL;
    if (parser->token.text && parser->token.quoted) {
        label = parser->token.text;
        advance(parser);
    }
    return label;
}

/* --- Bands --- */

struct group {
    struct peil_code_range *ranges;
    size_t count;
    const char *label; /* the codes, until there is a better one */
};

static struct peil_code_range *add_range(struct parser *parser, struct group *group,
                                         const char *said)
{
    group->ranges = peil_arena_grow(parser->arena, group->ranges, group->count,
                                    sizeof *group->ranges);
    struct peil_code_range *range = &group->ranges[group->count++];
    *range = (struct peil_code_range){ .from = NAN, .to = NAN };
    group->label = group->label
                       ? peil_arena_format(parser->arena, "%s, %s", group->label, said)
                       : said;
    return range;
}

/* `10..12`, `..9`, `13..`; false for anything else. */
static bool read_range(struct parser *parser, const char *text, double *from,
                       double *to)
{
    const char *dots = strstr(text, "..");
    if (!dots || (dots == text && dots[2] == '\0'))
        return false;
    const char *low = peil_arena_copy_span(parser->arena, text, (size_t)(dots - text));
    return (*low == '\0' || peil_text_number(low, from)) &&
           (dots[2] == '\0' || peil_text_number(dots + 2, to));
}

/* `top 2` and `bottom 2`. */
static void take_box(struct parser *parser, struct group *group, bool top)
{
    long count = 0;
    advance(parser);
    if (!parser->token.text || !peil_text_integer(parser->token.text, &count) ||
        count < 1) {
        refuse(parser, "a number of options is");
        return;
    }
    struct peil_code_range *range = add_range(
        parser, group,
        peil_arena_format(parser->arena, "%s %ld", top ? "top" : "bottom", count));
    *(top ? &range->top : &range->bottom) = (size_t)count;
    advance(parser);
}

static void take_code(struct parser *parser, struct group *group)
{
    const char *text = parser->token.text;
    double from = NAN, to = NAN;
    bool word = !parser->token.quoted;
    if (word && (strcmp(text, "top") == 0 || strcmp(text, "bottom") == 0)) {
        take_box(parser, group, *text == 't');
        return;
    }
    struct peil_code_range *range = add_range(parser, group, text);
    if (word && strcmp(text, "else") == 0) {
        range->rest = true;
    } else if (word && read_range(parser, text, &from, &to)) {
        range->from = from;
        range->to = to;
    } else {
        range->code = text;
    }
    advance(parser);
}

/* The last text in quotes is the label, when anything stands before it. */
static void take_group(struct parser *parser)
{
    struct peil_definition *definition = parser->definition;
    struct group group = { 0 };
    const char *last = NULL;
    while (parser->well && is_name(parser)) {
        last = parser->token.quoted ? parser->token.text : NULL;
        take_code(parser, &group);
        if (is_sign(parser, ","))
            advance(parser);
    }
    if (group.count == 0) {
        refuse(parser, "codes are");
        return;
    }
    if (last && group.count > 1) {
        group.count--;
        group.label = last;
    }
    struct peil_code_group *groups =
        peil_arena_array(parser->arena, definition->group_count + 1, sizeof *groups);
    if (definition->group_count > 0)
        memcpy(groups, definition->groups, definition->group_count * sizeof *groups);
    groups[definition->group_count++] =
        (struct peil_code_group){ group.label, group.ranges, group.count };
    definition->groups = groups;
}

static void take_groups(struct parser *parser)
{
    take_group(parser);
    while (parser->well && is_sign(parser, "/")) {
        advance(parser);
        take_group(parser);
    }
}

/* --- Columns --- */

static void take_sources(struct parser *parser)
{
    struct peil_definition *definition = parser->definition;
    const char **sources = NULL;
    do {
        sources = peil_arena_grow(parser->arena, sources, definition->source_count,
                                  sizeof *sources);
        sources[definition->source_count++] =
            take_name(parser, "the name of a question or column is");
        if (is_sign(parser, ","))
            advance(parser);
    } while (parser->well && is_name(parser));
    definition->sources = sources;
}

/* --- Definitions --- */

static bool is_function(const struct parser *parser, const char *name)
{
    return is_sign(parser, name) && parser->at[strspn(parser->at, blanks)] == '(';
}

static void take_function(struct parser *parser, enum peil_definition_kind kind)
{
    parser->definition->kind = kind;
    advance(parser);
    advance(parser);
    take_sources(parser);
    if (parser->well && kind == PEIL_COUNT &&
        take_sign(parser, ":", "\":\" and the codes to count are"))
        take_group(parser);
    take_sign(parser, ")", "\")\" is");
}

static bool finish(struct parser *parser)
{
    if (parser->well && parser->token.text)
        refuse(parser, "nothing more was");
    return parser->well;
}

static struct parser begin(const char *text, struct peil_place place,
                           struct peil_definition *definition, struct peil_arena *arena,
                           struct peil_diag *diag)
{
    *definition = (struct peil_definition){ .place = place };
    struct parser parser = { .at = text,
                             .definition = definition,
                             .place = place,
                             .arena = arena,
                             .diag = diag,
                             .well = true };
    advance(&parser);
    return parser;
}

static void take_heading(struct parser *parser)
{
    struct peil_definition *definition = parser->definition;
    definition->name = take_name(parser, "a name is");
    definition->label = take_label(parser);
    if (!definition->label)
        definition->label = definition->name;
}

bool peil_definition_read(const char *text, struct peil_place place,
                          struct peil_definition *definition, struct peil_arena *arena,
                          struct peil_diag *diag)
{
    static const struct {
        const char *name;
        enum peil_definition_kind kind;
    } functions[] = { { "mean", PEIL_MEAN },
                      { "sum", PEIL_SUM },
                      { "count", PEIL_COUNT } };
    struct parser parser = begin(text, place, definition, arena, diag);
    take_heading(&parser);
    if (!parser.well || !take_sign(&parser, "=", "\"=\" is"))
        return false;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (is_function(&parser, functions[i].name)) {
            take_function(&parser, functions[i].kind);
            return finish(&parser);
        }
    }
    take_sources(&parser);
    if (parser.well && definition->source_count > 1)
        refuse(&parser, "one question before \":\" is");
    if (parser.well && take_sign(&parser, ":", "\":\" and codes are"))
        take_groups(&parser);
    return finish(&parser);
}

bool peil_definition_read_net(const char *text, struct peil_place place,
                              struct peil_definition *definition,
                              struct peil_arena *arena, struct peil_diag *diag)
{
    struct parser parser = begin(text, place, definition, arena, diag);
    const char **source = peil_arena_array(arena, 1, sizeof *source);
    definition->kind = PEIL_NET;
    source[0] = definition->name = definition->label =
        take_name(&parser, "the name of a question is");
    definition->sources = source;
    definition->source_count = 1;
    if (parser.well && take_sign(&parser, ":", "\":\" and codes are"))
        take_groups(&parser);
    return finish(&parser);
}

bool peil_definition_read_set(const char *text, struct peil_place place,
                              struct peil_definition *definition,
                              struct peil_arena *arena, struct peil_diag *diag)
{
    struct parser parser = begin(text, place, definition, arena, diag);
    definition->kind = PEIL_SET;
    take_heading(&parser);
    if (parser.well && take_sign(&parser, ":", "\":\" and columns are"))
        take_sources(&parser);
    return finish(&parser);
}

/* --- Groups of codes --- */

static bool in_range(const struct peil_code_range *range, double number)
{
    bool open = isnan(range->from) && isnan(range->to);
    return !open && isfinite(number) && !(number < range->from) &&
           !(number > range->to);
}

bool peil_code_group_holds(const struct peil_code_group *group,
                           const struct peil_category *category, size_t place,
                           size_t count)
{
    for (size_t i = 0; i < group->range_count; i++) {
        const struct peil_code_range *range = &group->ranges[i];
        if (range->code ? strcmp(range->code, category->code) == 0
                        : in_range(range, category->score) ||
                              place + range->top >= count || place < range->bottom)
            return true;
    }
    return false;
}
