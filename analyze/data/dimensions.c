#include "analyze/data/dimensions.h"

#include "analyze/data/base_line.h"
#include "analyze/data/compound.h"
#include "analyze/data/names.h"
#include "questionnaires/base/message.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

static const char nested_in[] = " > ";

struct finder {
    const struct peil_dataset *dataset;
    const struct peil_questionnaire *q; /* or NULL */
    struct peil_place place;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

static struct peil_dimensions refuse(const struct finder *finder, const char *name,
                                     const char *why)
{
    peil_diag_add(finder->diag, PEIL_ERROR, finder->place,
                  "\"%s\" cannot be counted: %s", name, why);
    return (struct peil_dimensions){ 0 };
}

/* --- Variants that mean the same by the same codes --- */

static bool shares_code(const struct peil_item *item, size_t option)
{
    for (size_t i = 0; i < item->option_count; i++) {
        if (i != option &&
            strcmp(item->options[i].code, item->options[option].code) == 0)
            return true;
    }
    return false;
}

static bool means_same(const struct peil_item *item, size_t variant, size_t other)
{
    for (size_t i = 0; i < item->option_count; i++) {
        peil_variants seen = item->options[i].variants;
        if (peil_variants_has(seen, variant) != peil_variants_has(seen, other) &&
            shares_code(item, i))
            return false;
    }
    return true;
}

/* Fills groups with sets of variants that share their options; returns how many. */
static size_t group_variants(const struct finder *finder, const struct peil_item *item,
                             peil_variants groups[PEIL_MAX_VARIANTS])
{
    size_t firsts[PEIL_MAX_VARIANTS], count = 0;
    for (size_t variant = 0; variant < finder->q->variant_count; variant++) {
        size_t group = 0;
        if (!peil_variants_has(item->variants, variant))
            continue;
        while (group < count && !means_same(item, firsts[group], variant))
            group++;
        if (group == count) {
            firsts[count] = variant;
            groups[count++] = 0;
        }
        groups[group] |= 1u << variant;
    }
    return count;
}

/* --- Dimensions --- */

static void add_note(struct peil_dimension *dimension, const char *note,
                     struct peil_arena *arena)
{
    const char **notes =
        peil_arena_array(arena, dimension->note_count + 1, sizeof *notes);
    if (dimension->note_count > 0)
        memcpy(notes, dimension->notes, dimension->note_count * sizeof *notes);
    notes[dimension->note_count++] = note;
    dimension->notes = notes;
}

/* The percentages of such an option are of all, also of those who never saw it. */
static void note_offer(const struct finder *finder, struct peil_dimension *dimension,
                       const struct peil_option *option, const char *label)
{
    for (size_t i = 0; i < finder->q->variant_count; i++) {
        if (!peil_variants_has(option->variants, i) &&
            peil_variants_has(dimension->variants, i) &&
            peil_variants_has(dimension->item->variants, i)) {
            const char *whom =
                peil_base_line_variants(finder->q, option->variants, finder->arena);
            add_note(dimension,
                     peil_arena_format(finder->arena,
                                       _("\"%s\" was offered only to %s."), label,
                                       whom),
                     finder->arena);
            return;
        }
    }
}

static bool offers(const struct finder *finder, const struct peil_dimension *dimension,
                   const struct peil_option *option)
{
    for (size_t i = 0; i < finder->q->variant_count; i++) {
        if (peil_variants_has(dimension->variants, i) &&
            peil_variants_has(option->variants, i))
            return true;
    }
    return finder->q->variant_count == 0;
}

/* Where variants are not known, a code that two options share is taken as the first. */
static bool is_first_of_code(const struct peil_item *item, size_t option)
{
    for (size_t i = 0; i < option; i++) {
        if (strcmp(item->options[i].code, item->options[option].code) == 0)
            return false;
    }
    return true;
}

static void take_options(const struct finder *finder, struct peil_dimension *dimension)
{
    const struct peil_item *item = dimension->item;
    assert(item); /* found values have no options to take */
    const struct peil_category *options =
        peil_dataset_options(finder->dataset, item, dimension->variants);
    struct peil_category *categories =
        peil_arena_array(finder->arena, item->option_count, sizeof *categories);
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        if (dimension->variants ? !offers(finder, dimension, option)
                                : !is_first_of_code(item, i))
            continue;
        size_t place = dimension->category_count++;
        categories[place] = options[i];
        dimension->places[i] = (unsigned char)place;
        note_offer(finder, dimension, option, categories[place].label);
    }
    dimension->categories = categories;
}

static bool is_ordered(const struct peil_dimension *dimension)
{
    return dimension->derive ||
           (dimension->item && (dimension->item->kind == PEIL_SCALE ||
                                dimension->item->kind == PEIL_QUANTITY ||
                                dimension->item->kind == PEIL_DATE));
}

static void take_column(const struct finder *finder, struct peil_dimension *dimension,
                        const struct peil_column *column)
{
    const struct peil_column **columns =
        peil_arena_array(finder->arena, 1, sizeof *columns);
    columns[0] = column;
    dimension->columns = columns;
    dimension->name = column->name;
    dimension->label = column->label;
    if (column->variable) {
        dimension->derive = column->variable->derive;
        dimension->item =
            dimension->derive ? dimension->derive->from : column->variable->item;
    }
    if (column->derive) {
        dimension->derive = column->derive;
        dimension->item =
            column->derive->from->text.count ? column->derive->from : NULL;
    }
    dimension->ordered = is_ordered(dimension);
    if (column->gaps)
        add_note(dimension,
                 _("Who gave an answer in none of these bands is left out, as not "
                   "asked."),
                 finder->arena);
}

/* One column as it stands: of found values, bands, ticks. */
static void take_plain(struct peil_dimension *dimension,
                       const struct peil_column *column)
{
    dimension->categories = column->categories;
    dimension->category_count = column->category_count;
    for (size_t i = 0; i < column->category_count; i++)
        dimension->places[i] = (unsigned char)i;
}

/* The tick column of each category, found by its code. */
static void take_ticks(const struct finder *finder, struct peil_dimension *dimension)
{
    const struct peil_column **columns =
        peil_arena_array(finder->arena, dimension->category_count, sizeof *columns);
    for (size_t i = 0; i < peil_dataset_columns(finder->dataset); i++) {
        const struct peil_column *column = peil_dataset_column(finder->dataset, i);
        if (!column->variable || column->variable->item != dimension->item ||
            column->variable->kind != PEIL_VARIABLE_CHOSEN)
            continue;
        for (size_t j = 0; j < dimension->category_count; j++) {
            if (strcmp(dimension->categories[j].code, column->variable->option->code) ==
                0)
                columns[j] = column;
        }
    }
    dimension->columns = columns;
    dimension->multiple = true;
}

/* --- Options --- */

/* How many rows say which variant was shown. */
static size_t known_variants(const struct finder *finder,
                             const struct peil_column *variant)
{
    size_t known = 0;
    for (size_t row = 0; variant && row < peil_dataset_rows(finder->dataset); row++)
        known += peil_column_byte(variant, row) < PEIL_BYTE_MISSING;
    return known;
}

static void limit(const struct finder *finder, struct peil_dimension *dimension,
                  const struct peil_column *variant, peil_variants variants)
{
    dimension->variant = variant;
    dimension->variants = variants;
    dimension->label = peil_dataset_label(finder->dataset, dimension->item, variants);
    size_t unknown =
        peil_dataset_rows(finder->dataset) - known_variants(finder, variant);
    if (unknown > 0)
        add_note(dimension,
                 peil_arena_format(finder->arena,
                                   _("%zu are left out: their variant is not known."),
                                   unknown),
                 finder->arena);
}

/* An item with options, once for each group of variants that shares them. */
static struct peil_dimensions find_options(const struct finder *finder,
                                           const struct peil_column *column)
{
    const struct peil_item *item = column->variable->item;
    const struct peil_column *variant =
        finder->q->variant_count > 0 ? peil_dataset_find(finder->dataset, "variant")
                                     : NULL;
    peil_variants groups[PEIL_MAX_VARIANTS];
    size_t groups_made = group_variants(finder, item, groups);
    bool split = groups_made > 1 && known_variants(finder, variant) > 0;
    size_t count = split ? groups_made : 1;
    struct peil_dimension *list = peil_arena_array(finder->arena, count, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        take_column(finder, &list[i], column);
        list[i].name = item->kind == PEIL_MULTIPLE ? item->id : column->name;
        if (item->kind == PEIL_MULTIPLE)
            list[i].label = peil_dataset_label(finder->dataset, item, 0);
        if (split)
            limit(finder, &list[i], variant, groups[i]);
        else if (groups_made > 1)
            add_note(&list[i],
                     _("The variant is not known: a code that means different "
                       "things by variant has its first meaning here."),
                     finder->arena);
        take_options(finder, &list[i]);
        if (item->kind == PEIL_MULTIPLE)
            take_ticks(finder, &list[i]);
    }
    return (struct peil_dimensions){ list, count };
}

/* --- Finding --- */

static struct peil_dimensions find_plain(const struct finder *finder,
                                         const struct peil_column *column)
{
    if (column->uncounted)
        return refuse(finder, column->name, column->uncounted);
    struct peil_dimension *dimension =
        peil_arena_array(finder->arena, 1, sizeof *dimension);
    take_column(finder, dimension, column);
    take_plain(dimension, column);
    return (struct peil_dimensions){ dimension, 1 };
}

/* Any column of the item; NULL when it has none. */
static const struct peil_column *column_of(const struct finder *finder,
                                           const struct peil_item *item)
{
    for (size_t i = 0; i < peil_dataset_columns(finder->dataset); i++) {
        const struct peil_column *column = peil_dataset_column(finder->dataset, i);
        if (column->variable && column->variable->item == item)
            return column;
    }
    return NULL;
}

static struct peil_dimensions find_item(const struct finder *finder, const char *name)
{
    const struct peil_item *item =
        finder->q ? peil_questionnaire_item(finder->q, name) : NULL;
    const struct peil_column *column = item ? column_of(finder, item) : NULL;
    if (!item) {
        peil_names_refuse(finder->dataset, name, finder->place, finder->diag);
        return (struct peil_dimensions){ 0 };
    }
    if (!column)
        return refuse(finder, name, "it has no answers");
    if (item->kind != PEIL_MULTIPLE)
        return refuse(finder, name, "name one place of the ranking, like its column");
    return find_options(finder, column);
}

static struct peil_dimensions find_set(const struct finder *finder,
                                       const struct peil_definition *definition)
{
    struct peil_dimension *set = peil_arena_array(finder->arena, 1, sizeof *set);
    bool well = peil_compound_set(finder->dataset, definition, set, finder->arena,
                                  finder->diag);
    return (struct peil_dimensions){ set, well };
}

static struct peil_dimensions find_nested(const struct finder *finder, const char *name,
                                          const char *sign)
{
    const char *first =
        peil_arena_copy_span(finder->arena, name, (size_t)(sign - name));
    struct peil_dimensions outer = peil_dimensions_find(
        finder->dataset, first, finder->place, finder->arena, finder->diag);
    struct peil_dimensions inner =
        peil_dimensions_find(finder->dataset, sign + strlen(nested_in), finder->place,
                             finder->arena, finder->diag);
    struct peil_dimension *list =
        peil_arena_array(finder->arena, outer.count * inner.count, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; i < outer.count; i++)
        for (size_t j = 0; j < inner.count; j++)
            if (!peil_compound_nest(&outer.list[i], &inner.list[j], &list[count++],
                                    finder->arena))
                return refuse(finder, name,
                              "it has too many categories, or several for one person");
    return (struct peil_dimensions){ list, count };
}

/* --- By name --- */

static struct peil_dimensions find(const struct finder *finder, const char *name)
{
    const struct peil_column *column = peil_dataset_find(finder->dataset, name);
    const char *sign = strstr(name, nested_in);
    size_t at = 0;
    const struct peil_definition *set =
        peil_compound_defined(finder->dataset, PEIL_SET, name, &at);
    if (set)
        return find_set(finder, set);
    if (!column)
        return sign ? find_nested(finder, name, sign) : find_item(finder, name);
    bool options = column->variable && column->variable->kind == PEIL_VARIABLE_CODE &&
                   peil_item_has_options(column->variable->item);
    return options ? find_options(finder, column) : find_plain(finder, column);
}

struct peil_dimensions peil_dimensions_find(const struct peil_dataset *dataset,
                                            const char *name, struct peil_place place,
                                            struct peil_arena *arena,
                                            struct peil_diag *diag)
{
    struct finder finder = { .dataset = dataset,
                             .q = peil_dataset_questionnaire(dataset),
                             .place = place,
                             .arena = arena,
                             .diag = diag };
    struct peil_dimensions found = find(&finder, name);
    struct peil_dimension *list = peil_arena_array(arena, found.count, sizeof *list);
    for (size_t i = 0; i < found.count; i++) {
        list[i] = found.list[i];
        peil_compound_nets(dataset, name, &list[i], arena);
    }
    return (struct peil_dimensions){ list, found.count };
}
