#include "questionnaires/domain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sets of more options than this are not tried; numbers neither. */
enum { MOST_NAMED = 12, MOST_NUMBERS = 64 };

/* --- What conditions speak of --- */

static const struct peil_item *spoken_of(const struct peil_condition *condition)
{
    return condition->derive ? condition->derive->from : condition->item;
}

void peil_condition_items(const struct peil_condition *condition, bool *seen)
{
    if (!condition)
        return;
    const struct peil_item *item = spoken_of(condition);
    if (item)
        seen[item->index] = true;
    peil_condition_items(condition->left, seen);
    peil_condition_items(condition->right, seen);
}

static bool names_code(const struct peil_condition *condition,
                       const struct peil_item *item, const char *code)
{
    if (!condition)
        return false;
    if (spoken_of(condition) == item)
        for (size_t i = 0; i < condition->code_count; i++)
            if (strcmp(condition->codes[i], code) == 0)
                return true;
    return names_code(condition->left, item, code) ||
           names_code(condition->right, item, code);
}

static bool has_kind(const struct peil_condition *condition, enum peil_node_kind from,
                     enum peil_node_kind to)
{
    if (!condition)
        return false;
    return (condition->kind >= from && condition->kind <= to) ||
           has_kind(condition->left, from, to) || has_kind(condition->right, from, to);
}

static bool any_names(const struct peil_conditions *conditions,
                      const struct peil_item *item, const char *code)
{
    for (size_t i = 0; i < conditions->count; i++)
        if (names_code(conditions->list[i], item, code))
            return true;
    return false;
}

static bool any_has(const struct peil_conditions *conditions, enum peil_node_kind from,
                    enum peil_node_kind to)
{
    for (size_t i = 0; i < conditions->count; i++)
        if (has_kind(conditions->list[i], from, to))
            return true;
    return false;
}

/* --- Answers --- */

struct list {
    struct peil_answer *answers;
    size_t count;
    struct peil_arena *arena;
};

static struct peil_answer *add(struct list *list)
{
    list->answers =
        peil_arena_grow(list->arena, list->answers, list->count, sizeof *list->answers);
    struct peil_answer *answer = &list->answers[list->count++];
    *answer = (struct peil_answer){ .given = true };
    return answer;
}

static void add_options(struct list *list, const struct peil_option *const *options,
                        size_t count)
{
    struct peil_answer *answer = add(list);
    const struct peil_option **chosen =
        peil_arena_array(list->arena, count, sizeof *chosen);
    memcpy(chosen, options, count * sizeof *chosen);
    answer->options = chosen;
    answer->option_count = count;
    answer->specified = peil_arena_array(list->arena, count, sizeof *answer->specified);
}

static bool one_option(const struct peil_item *item,
                       const struct peil_conditions *conditions, struct list *list)
{
    (void)conditions;
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        if (!option->ends)
            add_options(list, &option, 1);
    }
    return true;
}

/* The options that matter one by one, and one that stands for all others. */
static size_t named_options(const struct peil_item *item,
                            const struct peil_conditions *conditions,
                            const struct peil_option **named)
{
    bool counts =
        any_has(conditions, PEIL_NODE_COUNT_SELECTED, PEIL_NODE_COUNT_SELECTED);
    bool other = false;
    size_t count = 0;
    for (size_t i = 0; i < item->option_count && count <= MOST_NAMED; i++) {
        const struct peil_option *option = &item->options[i];
        bool matters = counts || any_names(conditions, item, option->code);
        if (matters || (!other && !option->exclusive))
            named[count++] = option;
        other |= !matters && !option->exclusive;
    }
    return count;
}

static bool may_go_together(const struct peil_item *item,
                            const struct peil_option *const *options, size_t count)
{
    if (item->most && count > item->most)
        return false;
    for (size_t i = 0; i < count && count > 1; i++)
        if (options[i]->exclusive)
            return false;
    return true;
}

static bool some_options(const struct peil_item *item,
                         const struct peil_conditions *conditions, struct list *list)
{
    const struct peil_option *named[MOST_NAMED + 1];
    size_t count = named_options(item, conditions, named);
    if (count > MOST_NAMED)
        return false;
    for (size_t set = 1; set < (size_t)1 << count; set++) {
        const struct peil_option *chosen[MOST_NAMED];
        size_t size = 0;
        for (size_t i = 0; i < count; i++)
            if (set >> i & 1)
                chosen[size++] = named[i];
        if (may_go_together(item, chosen, size))
            add_options(list, chosen, size);
    }
    return true;
}

struct numbers {
    double list[MOST_NUMBERS];
    size_t count;
};

static void note_number(struct numbers *numbers, double number)
{
    if (!isnan(number) && numbers->count < MOST_NUMBERS)
        numbers->list[numbers->count++] = number;
}

static void note_numbers(const struct peil_condition *condition,
                         struct numbers *numbers)
{
    if (!condition)
        return;
    if (condition->kind == PEIL_NODE_NUMBER) {
        note_number(numbers, condition->number);
        note_number(numbers, -condition->number);
    }
    for (size_t i = 0; condition->derive && i < condition->derive->band_count; i++) {
        note_number(numbers, condition->derive->bands[i].from);
        note_number(numbers, condition->derive->bands[i].to);
    }
    note_numbers(condition->left, numbers);
    note_numbers(condition->right, numbers);
}

static int in_order(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void add_number(const struct peil_item *item, struct list *list, double number)
{
    if (!(number < item->lowest) && !(number > item->highest))
        add(list)->number = number;
}

/* Comparisons change their truth only at the numbers they name. */
static bool numbers_between(const struct peil_item *item,
                            const struct peil_conditions *conditions, struct list *list)
{
    struct numbers numbers = { .count = 0 };
    note_number(&numbers, item->lowest);
    note_number(&numbers, item->highest);
    note_number(&numbers, 0);
    for (size_t i = 0; i < conditions->count; i++)
        note_numbers(conditions->list[i], &numbers);
    if (numbers.count == MOST_NUMBERS ||
        any_has(conditions, PEIL_NODE_ADD, PEIL_NODE_MODULO))
        return false;
    qsort(numbers.list, numbers.count, sizeof *numbers.list, in_order);
    add_number(item, list, numbers.list[0] - 1);
    for (size_t i = 0; i < numbers.count; i++) {
        double next = i + 1 < numbers.count ? numbers.list[i + 1] : numbers.list[i] + 2;
        add_number(item, list, numbers.list[i]);
        add_number(item, list, numbers.list[i] + (next - numbers.list[i]) / 2);
    }
    return true;
}

static bool own_words(const struct peil_item *item,
                      const struct peil_conditions *conditions, struct list *list)
{
    (void)item, (void)conditions;
    add(list)->text = "-";
    return true;
}

bool peil_domain_read(const struct peil_item *item,
                      const struct peil_conditions *conditions,
                      struct peil_arena *arena, const struct peil_answer **answers,
                      size_t *count)
{
    static bool (*const kinds[PEIL_ITEM_KINDS])(
        const struct peil_item *, const struct peil_conditions *, struct list *) = {
        [PEIL_SINGLE] = one_option,        [PEIL_SCALE] = one_option,
        [PEIL_MULTIPLE] = some_options,    [PEIL_RANKING] = some_options,
        [PEIL_QUANTITY] = numbers_between, [PEIL_TEXT] = own_words,
        [PEIL_DATE] = own_words,           [PEIL_EXPLAIN] = own_words,
    };
    struct list list = { .arena = arena };
    if (!item->required || item->has_dont_know || item->has_refuse)
        add(&list)->missing = PEIL_NO_ANSWER;
    bool made = kinds[item->kind](item, conditions, &list);
    *answers = list.answers;
    *count = list.count;
    return made;
}
