#include "analyze/gate/block.h"

#include "analyze/gate/mark.h"

#include <string.h>

/* Values that look the same to all figures of the block. */
struct classes {
    size_t *values; /* one of each */
    size_t count;
};

struct maker {
    const struct peil_figures *figures;
    const struct peil_block *block;
    struct classes classes[PEIL_MOST_FACTORS];
    size_t kinds;        /* of respondents: the product of the classes */
    bool *impossible;    /* of each kind */
    uint64_t *marks;     /* of each kind: in which figures it is */
    const size_t *atoms; /* of each kind: its number, or SIZE_MAX: like another */
    size_t *values;      /* of each factor of the puzzle, of one kind */
    struct peil_arena *arena;
};

/* --- Values --- */

/* Marks each value with the sets that have it. */
struct marker {
    size_t factor, sets;
    uint64_t marks[PEIL_VALUES];
};

static void mark_values(struct marker *marker, const struct peil_values *values)
{
    uint64_t own = peil_mark(marker->sets++);
    for (size_t i = 0; i < PEIL_VALUES; i++)
        if (peil_values_has(values, i))
            marker->marks[i] ^= own;
}

static void mark_rule(struct marker *marker, const struct peil_rule *rule)
{
    if (!rule)
        return;
    if (rule->kind != PEIL_NODE_IN) {
        mark_rule(marker, rule->left);
        mark_rule(marker, rule->right);
    } else if (rule->yes.factor == marker->factor) {
        mark_values(marker, &rule->yes.values);
        mark_values(marker, &rule->no);
    }
}

static void mark_event(struct marker *marker, const struct peil_event *event)
{
    if (!event)
        return;
    for (size_t i = 0; i < event->clause_count; i++)
        if (event->clauses[i].factor == marker->factor)
            mark_values(marker, &event->clauses[i].values);
    mark_rule(marker, event->where);
}

static const struct peil_factor *factor_of(const struct maker *maker, size_t i)
{
    return &maker->figures->factors.list[maker->block->factors[i]];
}

/* Are all factors of the rule in the block? */
static bool knows(const struct maker *maker, const struct peil_rule *rule)
{
    if (!rule)
        return true;
    if (rule->kind != PEIL_NODE_IN)
        return knows(maker, rule->left) && knows(maker, rule->right);
    size_t i = 0;
    while (i < maker->block->factor_count &&
           maker->block->factors[i] != rule->yes.factor)
        i++;
    return i < maker->block->factor_count;
}

/* Whether it was asked matters for who was asked, and for nothing else. */
static void mark_asked(const struct maker *maker, struct marker *marker, size_t own)
{
    for (size_t i = 0; i < maker->block->factor_count; i++) {
        mark_rule(marker, factor_of(maker, i)->asked);
        if (knows(maker, factor_of(maker, i)->offered))
            mark_rule(marker, factor_of(maker, i)->offered);
    }
    if (!factor_of(maker, own)->asked)
        return;
    marker->marks[PEIL_VALUE_MISSING + PEIL_NOT_ASKED] ^= peil_mark(marker->sets++);
    marker->marks[PEIL_VALUE_MISSING + PEIL_NOT_REACHED] ^= peil_mark(marker->sets++);
}

static void find_classes(struct maker *maker, size_t i)
{
    struct classes *classes = &maker->classes[i];
    struct marker marker = { .factor = maker->block->factors[i] };
    size_t known = factor_of(maker, i)->code_count;
    size_t codes = known > 0 ? known : 1; /* answers of which no table shows what */
    for (size_t k = 0; k < maker->block->figure_count; k++) {
        const struct peil_figure *figure =
            &maker->figures->list[maker->block->figures[k]];
        mark_event(&marker, &figure->event);
        mark_event(&marker, figure->without);
    }
    mark_asked(maker, &marker, i);
    classes->values =
        peil_arena_array(maker->arena, PEIL_VALUES, sizeof *classes->values);
    for (size_t value = 0; value < PEIL_VALUES; value++) {
        size_t same = 0;
        if ((value >= codes && value <= PEIL_VALUE_MISSING) ||
            (value >= codes && factor_of(maker, i)->tick))
            continue; /* why a tick is missing is said by its question */
        while (same < classes->count &&
               marker.marks[classes->values[same]] != marker.marks[value])
            same++;
        if (same == classes->count)
            classes->values[classes->count++] = value;
    }
}

/* --- Kinds of respondents --- */

/* Every kind of an event, one after the other: an odometer over the classes that its
 * clauses allow. */
struct walk {
    struct maker *maker;
    unsigned char allowed[PEIL_MOST_FACTORS][PEIL_VALUES]; /* classes of each factor */
    size_t counts[PEIL_MOST_FACTORS], at[PEIL_MOST_FACTORS];
};

static bool is_allowed(const struct peil_event *event, size_t factor, size_t value)
{
    for (size_t k = 0; k < event->clause_count; k++)
        if (event->clauses[k].factor == factor &&
            !peil_values_has(&event->clauses[k].values, value))
            return false;
    return true;
}

static void set(struct walk *walk, size_t i, size_t at)
{
    struct maker *maker = walk->maker;
    walk->at[i] = at;
    maker->values[maker->block->factors[i]] =
        maker->classes[i].values[walk->allowed[i][at]];
}

/* Returns how many there are. */
static size_t begin(struct walk *walk, struct maker *maker,
                    const struct peil_event *event)
{
    size_t all = 1;
    walk->maker = maker;
    for (size_t i = 0; i < maker->block->factor_count; i++) {
        const struct classes *classes = &maker->classes[i];
        walk->counts[i] = 0;
        for (size_t k = 0; k < classes->count; k++)
            if (is_allowed(event, maker->block->factors[i], classes->values[k]))
                walk->allowed[i][walk->counts[i]++] = (unsigned char)k;
        all *= walk->counts[i];
        if (walk->counts[i] > 0)
            set(walk, i, 0);
    }
    return all;
}

static void step(struct walk *walk)
{
    for (size_t i = walk->maker->block->factor_count; i-- > 0;) {
        if (walk->at[i] + 1 < walk->counts[i]) {
            set(walk, i, walk->at[i] + 1);
            return;
        }
        set(walk, i, 0);
    }
}

static size_t kind(const struct walk *walk)
{
    size_t number = 0;
    for (size_t i = 0; i < walk->maker->block->factor_count; i++)
        number = number * walk->maker->classes[i].count + walk->allowed[i][walk->at[i]];
    return number;
}

static bool is_counted(const struct maker *maker, const struct peil_figure *figure,
                       size_t kind)
{
    const struct peil_rule *where = figure->event.where;
    return !maker->impossible[kind] &&
           (!where || peil_rule_evaluate(where, maker->values) == PEIL_TRUE) &&
           (!figure->without || !peil_event_holds(figure->without, maker->values));
}

/* Who was asked has an answer, or a reason for none; who was not, has none. */
static bool is_misrouted(const struct maker *maker, size_t i)
{
    const struct peil_rule *asked = factor_of(maker, i)->asked;
    size_t value = maker->values[maker->block->factors[i]];
    bool not_asked = value == PEIL_VALUE_MISSING + PEIL_NOT_ASKED;
    return asked && knows(maker, asked) &&
           value != PEIL_VALUE_MISSING + PEIL_NOT_REACHED &&
           not_asked == (peil_rule_evaluate(asked, maker->values) == PEIL_TRUE);
}

/* An answer that the own variant does not see. */
static bool is_unseen(const struct maker *maker, size_t i)
{
    const struct peil_rule *offered = factor_of(maker, i)->offered;
    return offered && knows(maker, offered) &&
           peil_rule_evaluate(offered, maker->values) == PEIL_FALSE;
}

/* Two ticks, of which one excludes the other. */
static bool is_excluded(const struct maker *maker, size_t i)
{
    const char *excluded = factor_of(maker, i)->excluded;
    for (size_t j = 0; excluded && j < maker->block->factor_count; j++)
        if (strcmp(factor_of(maker, j)->name, excluded) == 0)
            return maker->values[maker->block->factors[i]] == 1 &&
                   maker->values[maker->block->factors[j]] == 1;
    return false;
}

static bool is_impossible(const struct maker *maker)
{
    for (size_t i = 0; i < maker->block->factor_count; i++)
        if (is_misrouted(maker, i) || is_unseen(maker, i) || is_excluded(maker, i))
            return true;
    return false;
}

static bool has_rules(const struct maker *maker)
{
    for (size_t i = 0; i < maker->block->factor_count; i++)
        if (factor_of(maker, i)->asked || factor_of(maker, i)->offered ||
            factor_of(maker, i)->excluded)
            return true;
    return false;
}

static void find_impossible(struct maker *maker)
{
    struct walk walk;
    if (!has_rules(maker))
        return;
    for (size_t left = begin(&walk, maker, &(struct peil_event){ .clause_count = 0 });
         left > 0; left--, step(&walk))
        maker->impossible[kind(&walk)] = is_impossible(maker);
}

/* --- Atoms --- */

/* The kinds that a figure counts. */
struct kinds {
    size_t *list, count;
};

static struct kinds kinds_of(struct maker *maker, size_t i)
{
    const struct peil_figure *figure = &maker->figures->list[maker->block->figures[i]];
    struct walk walk;
    size_t left = begin(&walk, maker, &figure->event);
    struct kinds kinds = { peil_arena_array(maker->arena, left, sizeof(size_t)), 0 };
    for (; left > 0; left--, step(&walk)) {
        size_t number = kind(&walk);
        if (is_counted(maker, figure, number))
            kinds.list[kinds.count++] = number;
    }
    return kinds;
}

static struct kinds *mark_kinds(struct maker *maker)
{
    struct kinds *all =
        peil_arena_array(maker->arena, maker->block->figure_count, sizeof *all);
    for (size_t i = 0; i < maker->block->figure_count; i++) {
        uint64_t own = peil_mark(i);
        all[i] = kinds_of(maker, i);
        for (size_t k = 0; k < all[i].count; k++)
            maker->marks[all[i].list[k]] ^= own;
    }
    return all;
}

static struct peil_equation add_up(const struct maker *maker, struct kinds kinds,
                                   struct peil_arena *arena)
{
    struct peil_equation sum = { .atom_count = 0 };
    size_t *atoms = kinds.list;
    for (size_t i = 0; i < kinds.count; i++)
        if (maker->atoms[kinds.list[i]] != SIZE_MAX)
            atoms[sum.atom_count++] = maker->atoms[kinds.list[i]];
    atoms = peil_arena_array(arena, sum.atom_count, sizeof *atoms);
    memcpy(atoms, kinds.list, sum.atom_count * sizeof *atoms);
    sum.atoms = atoms;
    return sum;
}

/* All that is needed only while it is made. */
static struct maker new_maker(const struct peil_puzzle *puzzle,
                              const struct peil_block *block)
{
    struct maker maker = { .figures = &puzzle->figures,
                           .block = block,
                           .kinds = 1,
                           .arena = peil_arena_new() };
    for (size_t i = 0; i < block->factor_count; i++) {
        find_classes(&maker, i);
        maker.kinds *= maker.classes[i].count;
    }
    maker.impossible = peil_arena_array(maker.arena, maker.kinds, sizeof(bool));
    maker.marks = peil_arena_array(maker.arena, maker.kinds, sizeof(uint64_t));
    maker.values =
        peil_arena_array(maker.arena, puzzle->figures.factors.count, sizeof(size_t));
    return maker;
}

void peil_block_add(struct peil_puzzle *puzzle, size_t number,
                    const struct peil_block *block, struct peil_arena *arena)
{
    struct maker maker = new_maker(puzzle, block);
    find_impossible(&maker);
    const struct kinds *kinds = mark_kinds(&maker);
    maker.atoms =
        peil_mark_number(maker.marks, maker.kinds, &puzzle->atom_count, maker.arena);
    for (size_t i = 0; i < block->figure_count; i++) {
        puzzle->sums = peil_arena_grow(arena, puzzle->sums, puzzle->sum_count,
                                       sizeof *puzzle->sums);
        struct peil_equation sum = add_up(&maker, kinds[i], arena);
        sum.block = number;
        sum.figure = block->figures[i];
        puzzle->sums[puzzle->sum_count++] = sum;
    }
    peil_arena_free(maker.arena);
}
