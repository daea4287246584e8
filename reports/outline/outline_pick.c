#include "reports/outline/outline_reader.h"

#include "questionnaires/base/text.h"
#include "questionnaires/condition.h"
#include "questionnaires/variable.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

static size_t word_index(const char *const *words, size_t count, const char *word)
{
    size_t i = 0;
    while (i < count && strcmp(words[i], word) != 0)
        i++;
    return i;
}

/* --- What a name stands for --- */

/* An item or a derived variable; else a single column, of an item or of the response.
 */
struct found {
    const struct peil_item *item;
    const struct peil_derive *derive;
    struct peil_variable variable; /* without its name; .item is NULL when it is none */
    bool of_response;
};

static bool is_of_response(const char *name)
{
    for (size_t i = 0; peil_response_columns[i]; i++)
        if (strcmp(peil_response_columns[i], name) == 0)
            return true;
    return false;
}

static struct peil_variable find_variable(const struct peil_questionnaire *q,
                                          const char *name)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_variable found = { 0 };
    const struct peil_variable *variables;
    size_t count = peil_questionnaire_variables(q, arena, &variables);
    for (size_t i = 0; i < count; i++)
        if (strcmp(variables[i].name, name) == 0)
            found = variables[i];
    found.name = NULL;
    peil_arena_free(arena);
    return found;
}

static bool find(const struct peil_questionnaire *q, const char *name,
                 struct found *found)
{
    *found = (struct found){
        .item = peil_questionnaire_item(q, name),
        .derive = peil_questionnaire_derive(q, name),
        .of_response = is_of_response(name),
    };
    if (!found->item && !found->derive && !found->of_response)
        found->variable = find_variable(q, name);
    if (found->item && found->item->kind == PEIL_EXPLAIN)
        found->item = NULL;
    return found->item || found->derive || found->of_response || found->variable.item;
}

static bool has_groups(const struct found *found)
{
    if (found->variable.item)
        return found->variable.kind == PEIL_VARIABLE_CHOSEN || found->variable.rank > 0;
    return found->derive || found->of_response || peil_item_has_options(found->item);
}

static bool has_band(const struct peil_derive *derive, const char *code)
{
    for (size_t i = 0; i < derive->band_count; i++)
        if (strcmp(derive->bands[i].code, code) == 0)
            return true;
    return false;
}

/* Which values a response's own column has, only the data know. */
static bool has_code(const struct found *found, const char *code)
{
    if (found->derive)
        return has_band(found->derive, code);
    if (found->variable.item && found->variable.kind == PEIL_VARIABLE_CHOSEN)
        return strcmp(code, "0") == 0 || strcmp(code, "1") == 0;
    const struct peil_item *item = found->item ? found->item : found->variable.item;
    return found->of_response || peil_item_option(item, code, SIZE_MAX);
}

/* Is it added up? Options have scores, which can be averaged only. */
static bool has_numbers(const struct found *found)
{
    return found->item && found->item->kind == PEIL_QUANTITY;
}

static bool has_scores(const struct found *found)
{
    return has_numbers(found) || (found->item && (found->item->kind == PEIL_SCALE ||
                                                  found->item->kind == PEIL_SINGLE));
}

static bool has_words(const struct found *found)
{
    return (found->item && found->item->kind == PEIL_TEXT) ||
           (found->variable.item && found->variable.kind == PEIL_VARIABLE_WORDS);
}

static bool is_multiple(const struct found *found)
{
    return found->item && found->item->kind == PEIL_MULTIPLE;
}

static bool is_any(const struct found *found)
{
    return found != NULL;
}

bool peil_outline_has_variable(const struct peil_questionnaire *q, const char *name)
{
    struct found found;
    return find(q, name, &found);
}

bool peil_outline_has_groups(const struct peil_questionnaire *q, const char *name)
{
    struct found found;
    return find(q, name, &found) && has_groups(&found);
}

/* --- What each needs --- */

/* All that differs from one figure to another. */
static const struct stat {
    const char *name;
    bool (*takes)(const struct found *found); /* NULL: no item is asked for */
    const char *wants;                        /* the same in words */
    bool options;
} stats[] = {
    [PEIL_STAT_PERCENT] = { "percent", has_groups, "a variable with options", true },
    [PEIL_STAT_N] = { "n", has_groups, "a variable with options", true },
    [PEIL_STAT_BASE] = { "base", is_any, "a variable", false },
    [PEIL_STAT_COUNT] = { "count", NULL, NULL, false },
    [PEIL_STAT_DISTINCT] = { "distinct", is_any, "a variable", false },
    [PEIL_STAT_LOW] = { "low", has_groups, "a variable with options", true },
    [PEIL_STAT_HIGH] = { "high", has_groups, "a variable with options", true },
    [PEIL_STAT_LIMIT] = { "limit", has_groups, "a variable with options", true },
    [PEIL_STAT_MOST] = { "most", has_groups, "a variable with options", false },
    [PEIL_STAT_SUM] = { "sum", has_numbers, "a quantity", false },
    [PEIL_STAT_MEAN] = { "mean", has_scores, "a quantity or a scale", false },
    [PEIL_STAT_MEDIAN] = { "median", has_scores, "a quantity or a scale", false },
    [PEIL_STAT_CHANGE] = { "change", has_numbers, "a quantity", false },
    [PEIL_STAT_NATIONAL] = { "national", has_groups, "a variable with options", true },
};
static_assert(sizeof stats / sizeof *stats == PEIL_STATS, "every figure has its row");

static const char *const tests[] = {
    [PEIL_IS_WITHIN] = "within",       [PEIL_IS_SHOWN] = "shown",
    [PEIL_IS_DIFFERENT] = "different", [PEIL_IS_UP] = "up",
    [PEIL_IS_DOWN] = "down",           [PEIL_IS_PRESENT] = "present",
};
static_assert(sizeof tests / sizeof *tests == PEIL_IS_TESTS, "every test has its word");

/* What each kind of node takes, and how many variables at once. */
static const struct need {
    enum peil_outline_kind kind;
    const char *look; /* only with this look; NULL = any */
    bool (*takes)(const struct found *found);
    const char *wants;
    size_t least, most;
} needs[] = {
    { PEIL_NODE_TABLE, "means", has_scores, "a quantity or a scale", 1, SIZE_MAX },
    { PEIL_NODE_TABLE, NULL, is_any, "a variable", 1, SIZE_MAX },
    { PEIL_NODE_CHART, "saturation", is_multiple, "a multiple item", 1, 1 },
    { PEIL_NODE_CHART, NULL, has_groups, "a variable with options", 1, SIZE_MAX },
    { PEIL_NODE_QUOTES, NULL, has_words, "an item with own words", 1, 1 },
    { PEIL_NODE_RECORDS, NULL, is_any, "a variable", 1, SIZE_MAX },
    { PEIL_NODE_SIGNALS, NULL, has_groups, "a variable with options", 1, SIZE_MAX },
    { PEIL_NODE_OF, NULL, has_groups, "a variable with options", 1, SIZE_MAX },
};

/* --- Looking up --- */

struct picking {
    const struct peil_outline_reader *reader;
    const struct peil_element *element;
    struct peil_node *node;
    const struct peil_questionnaire *q;
};

static void complain(const struct picking *picking, const char *attribute,
                     const char *format, ...) PEIL_FORMAT(3, 4);
static void complain(const struct picking *picking, const char *attribute,
                     const char *format, ...)
{
    va_list values;
    va_start(values, format);
    peil_diag_add(picking->reader->diag, PEIL_ERROR,
                  peil_element_place(picking->element, attribute), "%s",
                  peil_arena_format_list(picking->reader->arena, format, values));
    va_end(values);
}

/* The attribute in which the variables stand. */
static const char *items_attribute(const struct picking *picking)
{
    return peil_element_value(picking->element, "items") ? "items" : "item";
}

static const struct peil_source *find_source(const struct picking *picking)
{
    const struct peil_outline *outline = picking->reader->outline;
    const char *id = peil_element_value(picking->element, "source");
    if (!id)
        return outline->source_count > 0 ? outline->sources : NULL;
    for (size_t i = 0; i < outline->source_count; i++)
        if (strcmp(outline->sources[i].id, id) == 0)
            return &outline->sources[i];
    complain(picking, "source", "unknown source \"%s\"", id);
    return NULL;
}

static void check_variable(const struct picking *picking, const char *name,
                           bool (*takes)(const struct found *), const char *wants)
{
    const struct peil_pick *pick = &picking->node->pick;
    struct found found;
    const char *attribute = items_attribute(picking);
    if (!find(picking->q, name, &found)) {
        complain(picking, attribute, "unknown variable \"%s\" in \"%s\"", name,
                 picking->q->id);
        return;
    }
    if (takes && !takes(&found))
        complain(picking, attribute, "\"%s\" wants %s; \"%s\" is none",
                 picking->element->name, wants, name);
    for (size_t i = 0; i < pick->option_count; i++)
        if (has_groups(&found) && !has_code(&found, pick->options[i]))
            complain(picking, "options", "\"%s\" has no option \"%s\"", name,
                     pick->options[i]);
}

static void check_grouping(const struct picking *picking, const char *by)
{
    const struct peil_pick *pick = &picking->node->pick;
    bool only_looked_at = picking->node->kind == PEIL_NODE_SIGNALS;
    struct found found;
    if (!find(picking->q, by, &found))
        complain(picking, "by", "unknown variable \"%s\" in \"%s\"", by,
                 picking->q->id);
    else if (!only_looked_at && !has_groups(&found))
        complain(picking, "by", "\"%s\" makes no groups", by);
    else if (pick->group && !has_code(&found, pick->group))
        complain(picking, "group", "\"%s\" has no group \"%s\"", by, pick->group);
}

static void check_groups(const struct picking *picking)
{
    const struct peil_pick *pick = &picking->node->pick;
    const char *by = pick->by ? pick->by : picking->reader->outline->by;
    const char *const *names = NULL;
    if (pick->group && !by)
        complain(picking, "group",
                 "\"group\" needs the variable of the groups: "
                 "by=\"...\"");
    if (!by || (!pick->by && !pick->group))
        return;
    size_t count = peil_text_words(picking->reader->arena, by, &names);
    if (count > 1 && picking->node->kind != PEIL_NODE_TABLE)
        complain(picking, "by", "only a table has several groupings side by side");
    for (size_t i = 0; i < count; i++)
        check_grouping(picking, names[i]);
}

static const char *read_condition(const struct picking *picking, const char *name)
{
    const struct peil_attribute *attribute =
        peil_element_attribute(picking->element, name);
    if (attribute && picking->q)
        (void)!peil_condition_read(attribute, picking->q, SIZE_MAX,
                                   picking->reader->arena, picking->reader->diag);
    return attribute ? attribute->value : NULL;
}

/* --- A figure --- */

static void check_figure(const struct picking *picking)
{
    const struct peil_pick *pick = &picking->node->pick;
    const struct stat *stat = &stats[pick->stat];
    const char *given = peil_element_value(picking->element, "stat");
    if (pick->item_count > 1)
        complain(picking, "items", "a figure is of one item");
    if (stat->takes && pick->item_count == 0)
        complain(picking, "stat", "\"%s\" needs %s: item=\"...\"", stat->name,
                 stat->wants);
    for (size_t i = 0; i < pick->item_count; i++)
        check_variable(picking, pick->items[i], stat->takes,
                       given ? stat->wants : "a variable with options, or a \"stat\"");
    if (stat->options && pick->item_count > 0 && pick->option_count == 0)
        complain(picking, "stat",
                 "\"%s\" needs the options that are meant: "
                 "options=\"...\"",
                 stat->name);
    if (pick->stat != PEIL_STAT_CHANGE && peil_element_value(picking->element, "of"))
        complain(picking, "of", "\"of\" belongs to stat=\"change\"");
}

static void check_bound(const struct picking *picking)
{
    const struct peil_bound *bound = &picking->node->bound;
    const char *stat = stats[picking->node->pick.stat].name;
    bool bounds = !isnan(bound->above) || !isnan(bound->below) || !isnan(bound->equals);
    if (bound->is == PEIL_IS_WITHIN && !bounds)
        complain(picking, "is", "expected a bound: above, below or equals; or is");
    if (bound->is != PEIL_IS_WITHIN && bounds)
        complain(picking, "is", "is=\"%s\" has no bounds", tests[bound->is]);
    if (bounds && bound->above >= bound->below)
        complain(picking, "above", "nothing is above this and below \"below\"");
    if (bound->is == PEIL_IS_WITHIN && picking->node->pick.stat == PEIL_STAT_MOST)
        complain(picking, "stat", "\"%s\" is words, which have no bounds", stat);
}

/* A test of groups needs no figure, and one of a source no item. */
static void check_test(const struct picking *picking)
{
    const struct peil_pick *pick = &picking->node->pick;
    const char *by = pick->by ? pick->by : picking->reader->outline->by;
    enum peil_test_of is = picking->node->bound.is;
    check_bound(picking);
    if (is == PEIL_IS_PRESENT) {
        if (pick->item_count > 0)
            complain(picking, items_attribute(picking),
                     "is=\"present\" asks of a source, not of a variable");
    } else if (is == PEIL_IS_DIFFERENT) {
        if (pick->item_count != 1 || !by)
            complain(picking, "is",
                     "is=\"different\" needs one item, and the variable "
                     "of the groups: by=\"...\"");
        for (size_t i = 0; i < pick->item_count; i++)
            check_variable(picking, pick->items[i], has_groups,
                           "a variable with options");
    } else {
        check_figure(picking);
    }
}

static void check_needs(const struct picking *picking)
{
    const struct peil_pick *pick = &picking->node->pick;
    const char *look = picking->node->look ? picking->node->look : "";
    const struct need *need = needs;
    const struct need *end = needs + sizeof needs / sizeof *needs;
    while (need < end && (need->kind != picking->node->kind ||
                          (need->look && strcmp(need->look, look) != 0)))
        need++;
    if (need == end)
        return;
    if (pick->item_count < need->least)
        complain(picking, "item", "\"%s\" needs %s: item=\"...\"",
                 picking->element->name, need->wants);
    if (pick->item_count > need->most)
        complain(picking, "items", "\"%s\" is of one item", picking->element->name);
    for (size_t i = 0; i < pick->item_count; i++)
        check_variable(picking, pick->items[i], need->takes, need->wants);
    if (picking->node->kind == PEIL_NODE_RECORDS && !picking->q->impersonal)
        complain(picking, "source",
                 "\"%s\" is about persons, so its records cannot be shown; a register "
                 "about things says persons=\"no\"",
                 picking->q->id);
}

/* --- Reading --- */

static void read_items(const struct picking *picking)
{
    struct peil_pick *pick = &picking->node->pick;
    const struct peil_element *element = picking->element;
    const char *item = peil_element_value(element, "item");
    const char *items = peil_element_value(element, "items");
    const char *options = peil_element_value(element, "options");
    struct peil_arena *arena = picking->reader->arena;
    if (item && items)
        complain(picking, "items", "\"item\" or \"items\", not both");
    if (items || item)
        pick->item_count = peil_text_words(arena, items ? items : item, &pick->items);
    if (options)
        pick->option_count = peil_text_words(arena, options, &pick->options);
    if (options && !items && !item)
        complain(picking, "options", "\"options\" of what? item=\"...\" is missing");
}

/* Not said: a percentage of an item, a count without one. */
static void read_stat(const struct picking *picking)
{
    const char *stat = peil_element_value(picking->element, "stat");
    const char *of = peil_element_value(picking->element, "of");
    struct peil_pick *pick = &picking->node->pick;
    pick->stat = pick->item_count > 0 ? PEIL_STAT_PERCENT : PEIL_STAT_COUNT;
    pick->of = PEIL_STAT_SUM;
    for (size_t i = 0; i < PEIL_STATS; i++) {
        if (stat && strcmp(stats[i].name, stat) == 0)
            pick->stat = (enum peil_stat)i;
        if (of && strcmp(stats[i].name, of) == 0)
            pick->of = (enum peil_stat)i;
    }
}

static double read_number(const struct picking *picking, const char *attribute)
{
    double number;
    const char *text = peil_element_value(picking->element, attribute);
    return text && peil_text_number(text, &number) ? number : NAN;
}

static void read_bound(const struct picking *picking)
{
    const char *is = peil_element_value(picking->element, "is");
    const char *not = peil_element_value(picking->element, "not");
    size_t test = is ? word_index(tests, PEIL_IS_TESTS, is) : PEIL_IS_WITHIN;
    picking->node->bound = (struct peil_bound){
        .is = test < PEIL_IS_TESTS ? (enum peil_test_of)test : PEIL_IS_WITHIN,
        .not = not &&strcmp(not, "yes") == 0,
        .above = read_number(picking, "above"),
        .below = read_number(picking, "below"),
        .equals = read_number(picking, "equals"),
    };
}

void peil_outline_pick(const struct peil_outline_reader *reader,
                       const struct peil_element *element, struct peil_node *node)
{
    struct picking picking = { .reader = reader, .element = element, .node = node };
    struct peil_pick *pick = &node->pick;
    pick->source = find_source(&picking);
    picking.q = pick->source ? pick->source->questionnaire : NULL;
    pick->by = peil_element_value(element, "by");
    pick->group = peil_element_value(element, "group");
    pick->where = read_condition(&picking, "where");
    pick->against = read_condition(&picking, "against");
    read_items(&picking);
    read_stat(&picking);
    if (node->kind == PEIL_NODE_WHEN)
        read_bound(&picking);
    if (!picking.q)
        return; /* why has been said */
    check_groups(&picking);
    if (node->kind == PEIL_NODE_WHEN)
        check_test(&picking);
    else if (node->kind == PEIL_NODE_VALUE)
        check_figure(&picking);
    else
        check_needs(&picking);
}
