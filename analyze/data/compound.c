#include "analyze/data/compound.h"

#include "analyze/data/names.h"

#include <math.h>
#include <string.h>

const struct peil_definition *peil_compound_defined(const struct peil_dataset *dataset,
                                                    enum peil_definition_kind kind,
                                                    const char *name, size_t *at)
{
    const struct peil_definition *definition;
    while ((definition = peil_dataset_definition(dataset, (*at)++))) {
        if (definition->kind == kind && strcmp(definition->name, name) == 0)
            return definition;
    }
    return NULL;
}

/* --- Sets --- */

/* Where the category stands in the set; it is added when it is new. */
static unsigned char place_of(struct peil_dimension *set,
                              struct peil_category *categories,
                              const struct peil_category *category)
{
    size_t place = 0;
    while (place < set->category_count &&
           strcmp(categories[place].code, category->code) != 0)
        place++;
    if (place == PEIL_MOST_VALUES)
        return PEIL_NOWHERE;
    if (place == set->category_count)
        categories[set->category_count++] = *category;
    return (unsigned char)place;
}

static bool holds_ticks(const struct peil_column *column)
{
    for (size_t i = 0; i < column->category_count; i++) {
        const char *code = column->categories[i].code;
        if (strcmp(code, "0") != 0 && strcmp(code, "1") != 0)
            return false;
    }
    return true;
}

static void map_ticks(struct peil_dimension *set, struct peil_category *categories,
                      const struct peil_column *column, unsigned char *map)
{
    struct peil_category tick = { column->name, column->label,
                                  (double)set->category_count + 1 };
    unsigned char place = place_of(set, categories, &tick);
    for (size_t i = 0; i < column->category_count; i++)
        if (strcmp(column->categories[i].code, "1") == 0)
            map[i] = place;
}

static void map_codes(struct peil_dimension *set, struct peil_category *categories,
                      const struct peil_column *column, unsigned char *map)
{
    for (size_t i = 0; i < column->category_count; i++)
        map[i] = place_of(set, categories, &column->categories[i]);
}

/* In the order of their scores, as found values stand. */
static void sort_categories(struct peil_dimension *set,
                            struct peil_category *categories, unsigned char *maps)
{
    unsigned char moved[PEIL_MOST_VALUES];
    struct peil_category sorted[PEIL_MOST_VALUES];
    for (size_t i = 0; i < set->category_count; i++) {
        size_t before = 0;
        for (size_t j = 0; j < set->category_count; j++)
            before += categories[j].score < categories[i].score ||
                      (!(categories[j].score > categories[i].score) && j < i);
        moved[i] = (unsigned char)before;
        sorted[before] = categories[i];
    }
    memcpy(categories, sorted, set->category_count * sizeof *sorted);
    for (size_t i = 0; i < set->map_count * PEIL_BYTE_MISSING; i++)
        if (maps[i] != PEIL_NOWHERE)
            maps[i] = moved[maps[i]];
}

/* False after an error. */
static bool take_columns(const struct peil_dataset *dataset,
                         const struct peil_definition *definition,
                         const struct peil_column **columns, struct peil_diag *diag)
{
    for (size_t i = 0; i < definition->source_count; i++) {
        columns[i] =
            peil_names_column(dataset, definition->sources[i], definition->place, diag);
        if (!columns[i])
            return false;
        if (!columns[i]->uncounted)
            continue;
        peil_diag_add(diag, PEIL_ERROR, definition->place,
                      "\"%s\" cannot be counted: %s", columns[i]->name,
                      columns[i]->uncounted);
        return false;
    }
    return true;
}

bool peil_compound_set(const struct peil_dataset *dataset,
                       const struct peil_definition *definition,
                       struct peil_dimension *set, struct peil_arena *arena,
                       struct peil_diag *diag)
{
    size_t count = definition->source_count;
    const struct peil_column **columns =
        peil_arena_array(arena, count, sizeof *columns);
    unsigned char *maps = peil_arena_array(arena, count * PEIL_BYTE_MISSING, 1);
    struct peil_category *categories =
        peil_arena_array(arena, PEIL_MOST_VALUES, sizeof *categories);
    if (!take_columns(dataset, definition, columns, diag))
        return false;
    bool ticks = true;
    for (size_t i = 0; i < count; i++)
        ticks = ticks && holds_ticks(columns[i]);
    memset(maps, PEIL_NOWHERE, count * PEIL_BYTE_MISSING);
    *set = (struct peil_dimension){ .name = definition->name,
                                    .label = definition->label,
                                    .categories = categories,
                                    .multiple = true,
                                    .columns = columns,
                                    .maps = maps,
                                    .map_count = count };
    for (size_t i = 0; i < count; i++)
        (ticks ? map_ticks : map_codes)(set, categories, columns[i],
                                        maps + i * PEIL_BYTE_MISSING);
    if (!ticks)
        sort_categories(set, categories, maps);
    return true;
}

/* --- Nets --- */

static struct peil_net make_net(const struct peil_dimension *dimension,
                                const struct peil_code_group *group,
                                struct peil_arena *arena)
{
    size_t count = dimension->category_count;
    const char *codes = "";
    bool *has = peil_arena_array(arena, count, sizeof *has);
    for (size_t i = 0; i < count; i++) {
        const struct peil_category *category = &dimension->categories[i];
        has[i] = peil_code_group_holds(group, category, i, count);
        if (has[i])
            codes = peil_arena_format(arena, "%s%s%s", codes, *codes ? " " : "",
                                      category->code);
    }
    return (struct peil_net){ { codes, group->label, NAN }, has };
}

void peil_compound_nets(const struct peil_dataset *dataset, const char *name,
                        struct peil_dimension *dimension, struct peil_arena *arena)
{
    const struct peil_definition *definition;
    struct peil_net *nets = NULL;
    for (size_t at = 0;
         (definition = peil_compound_defined(dataset, PEIL_NET, name, &at));)
        for (size_t i = 0; i < definition->group_count; i++) {
            nets = peil_arena_grow(arena, nets, dimension->net_count, sizeof *nets);
            nets[dimension->net_count++] =
                make_net(dimension, &definition->groups[i], arena);
        }
    dimension->nets = nets;
}

/* --- One within another --- */

bool peil_compound_nest(const struct peil_dimension *outer,
                        const struct peil_dimension *inner,
                        struct peil_dimension *nested, struct peil_arena *arena)
{
    size_t width = inner->category_count, count = outer->category_count * width;
    if (count > PEIL_MOST_VALUES || outer->multiple || inner->multiple)
        return false;
    struct peil_category *categories =
        peil_arena_array(arena, count, sizeof *categories);
    size_t *groups = peil_arena_array(arena, count, sizeof *groups);
    for (size_t i = 0; i < count; i++) {
        const struct peil_category *a = &outer->categories[i / width];
        const struct peil_category *b = &inner->categories[i % width];
        groups[i] = i / width;
        categories[i] = (struct peil_category){
            peil_arena_format(arena, "%s>%s", a->code, b->code),
            peil_arena_format(arena, "%s: %s", a->label, b->label), (double)i + 1
        };
    }
    *nested = (struct peil_dimension){
        .name = peil_arena_format(arena, "%s > %s", outer->name, inner->name),
        .label = peil_arena_format(arena, "%s > %s", outer->label, inner->label),
        .item = inner->item,
        .categories = categories,
        .category_count = count,
        .groups = groups,
        .outer = outer,
        .inner = inner,
        .variants = inner->variants ? inner->variants : outer->variants,
    };
    return true;
}
