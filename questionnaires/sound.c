/* What no single element shows: ids and columns that collide, bands that overlap, an
 * item that decides the variant and yet has variants. */
#include "questionnaires/reader.h"

#include "questionnaires/base/text.h"
#include "questionnaires/condition.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LONGEST_COLUMN = 32, LONGEST_WORDS_COLUMN = 64 };

struct judge {
    const struct peil_questionnaire *q;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

/* --- Ids and columns: names with places, sorted, so that neighbours collide --- */

struct name {
    const char *text;
    const char *owner; /* id of the item or derived variable */
    struct peil_place place;
    size_t order; /* in the file */
};

static int compare_names(const void *a, const void *b)
{
    const struct name *left = a, *right = b;
    int order = strcasecmp(left->text, right->text);
    return order != 0 ? order
                      : (left->order > right->order) - (left->order < right->order);
}

static void check_twice(const struct judge *judge, struct name *names, size_t count,
                        const char *what)
{
    if (count > 0)
        qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 1; i < count; i++)
        if (*names[i].text && strcasecmp(names[i - 1].text, names[i].text) == 0)
            peil_diag_add(judge->diag, PEIL_ERROR, names[i].place,
                          "%s \"%s\" stands twice", what, names[i].text);
}

static void check_ids(const struct judge *judge)
{
    const struct peil_questionnaire *q = judge->q;
    size_t count = 0;
    struct name *names =
        peil_arena_array(judge->arena, q->item_count + q->derive_count, sizeof *names);
    for (size_t i = 0; i < q->item_count; i++, count++)
        names[count] =
            (struct name){ q->items[i].id, q->items[i].id, q->items[i].place, count };
    for (size_t i = 0; i < q->derive_count; i++, count++)
        names[count] = (struct name){ q->derives[i].id, q->derives[i].id,
                                      q->derives[i].place, count };
    check_twice(judge, names, count, "id");
}

static void check_section_ids(const struct judge *judge)
{
    const struct peil_questionnaire *q = judge->q;
    struct name *names =
        peil_arena_array(judge->arena, q->section_count, sizeof *names);
    for (size_t i = 0; i < q->section_count; i++)
        names[i] = (struct name){ q->sections[i].id, "", q->sections[i].place, i };
    check_twice(judge, names, q->section_count, "section");
}

static void check_variant_ids(const struct judge *judge)
{
    const struct peil_questionnaire *q = judge->q;
    struct name *names =
        peil_arena_array(judge->arena, q->variant_count, sizeof *names);
    for (size_t i = 0; i < q->variant_count; i++)
        names[i] = (struct name){ q->variants[i].id, "", q->variants[i].place, i };
    check_twice(judge, names, q->variant_count, "variant");
}

static void check_placeholder_names(const struct judge *judge)
{
    const struct peil_questionnaire *q = judge->q;
    struct name *names =
        peil_arena_array(judge->arena, q->placeholder_count, sizeof *names);
    for (size_t i = 0; i < q->placeholder_count; i++)
        names[i] =
            (struct name){ q->placeholders[i].name, "", q->placeholders[i].place, i };
    check_twice(judge, names, q->placeholder_count, "placeholder");
}

/* The columns about the response, and the words that SPSS keeps for itself. */
static bool is_reserved(const char *id)
{
    static const char *const words[] = { "all", "and", "by",  "eq", "ge", "gt",  "le",
                                         "lt",  "ne",  "not", "or", "to", "with" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], id) == 0)
            return true;
    for (size_t i = 0; peil_response_columns[i]; i++)
        if (strcmp(peil_response_columns[i], id) == 0)
            return true;
    for (size_t i = 0; peil_quality_columns[i]; i++)
        if (strcmp(peil_quality_columns[i], id) == 0)
            return true;
    return false;
}

static void check_reserved(const struct judge *judge, const char *id,
                           struct peil_place place)
{
    if (is_reserved(id))
        peil_diag_add(judge->diag, PEIL_ERROR, place, "the id \"%s\" is reserved", id);
}

static struct name column_of(const struct peil_variable *variable, size_t order)
{
    if (variable->derive)
        return (struct name){ variable->name, variable->derive->id,
                              variable->derive->place, order };
    return (struct name){ variable->name, variable->item->id,
                          variable->option ? variable->option->place
                                           : variable->item->place,
                          order };
}

static void check_length(const struct judge *judge,
                         const struct peil_variable *variable,
                         const struct name *column)
{
    size_t most = variable->kind == PEIL_VARIABLE_WORDS && variable->option
                      ? LONGEST_WORDS_COLUMN
                      : LONGEST_COLUMN;
    if (strlen(column->text) > most && strlen(column->owner) <= LONGEST_COLUMN)
        peil_diag_add(judge->diag, PEIL_ERROR, column->place,
                      "its column \"%s\" has a name longer than %zu", column->text,
                      most);
}

static void check_columns(const struct judge *judge)
{
    const struct peil_variable *variables;
    size_t count = peil_questionnaire_variables(judge->q, judge->arena, &variables);
    if (count > PEIL_MAX_VARIABLES)
        peil_diag_add(judge->diag, PEIL_ERROR,
                      column_of(&variables[PEIL_MAX_VARIABLES], 0).place,
                      "here begins column %d; there may be %d", PEIL_MAX_VARIABLES + 1,
                      PEIL_MAX_VARIABLES);
    struct name *columns = peil_arena_array(judge->arena, count, sizeof *columns);
    for (size_t i = 0; i < count; i++) {
        columns[i] = column_of(&variables[i], i);
        check_length(judge, &variables[i], &columns[i]);
    }
    if (count > 0)
        qsort(columns, count, sizeof *columns, compare_names);
    for (size_t i = 1; i < count; i++)
        if (strcasecmp(columns[i - 1].text, columns[i].text) == 0 &&
            strcmp(columns[i - 1].owner, columns[i].owner) != 0)
            peil_diag_add(judge->diag, PEIL_ERROR, columns[i].place,
                          "\"%s\" has a column \"%s\", which \"%s\" has too",
                          columns[i].owner, columns[i].text, columns[i - 1].owner);
}

/* --- Assent --- */

static bool can_refuse(const struct peil_item *item)
{
    for (size_t i = 0; i < item->option_count; i++)
        if (item->options[i].ends)
            return true;
    return false;
}

static void check_assent(const struct judge *judge, const struct peil_item *item,
                         const struct peil_item **first)
{
    if (!item->assent && can_refuse(item))
        peil_diag_add(
            judge->diag, PEIL_ERROR, item->place,
            "\"%s\" has an option with refuses=\"yes\", but is no assent item",
            item->id);
    if (!item->assent)
        return;
    if (item->option_count > 0 && !can_refuse(item))
        peil_diag_add(judge->diag, PEIL_ERROR, item->place,
                      "assent item \"%s\" has no option with refuses=\"yes\"",
                      item->id);
    if (*first)
        peil_diag_add(judge->diag, PEIL_ERROR, item->place,
                      "a second assent item; the first is \"%s\"", (*first)->id);
    else
        *first = item;
}

/* Nothing is hidden of what is about things. A survey of persons asks whether they want
 * to take part, or for something sensitive. */
static void check_persons(const struct judge *judge, const struct peil_item *item)
{
    if (judge->q->impersonal && (item->assent || item->sensitive))
        peil_diag_add(judge->diag, PEIL_ERROR, item->place,
                      "persons=\"no\", but \"%s\" is asked of persons: it has %s",
                      item->id, item->assent ? "assent=\"yes\"" : "sensitive=\"yes\"");
}

/* --- What it replaces --- */

static bool has_been(const struct peil_item *item, size_t until, const char *code)
{
    for (size_t i = 0; i < until; i++)
        for (size_t j = 0; j < item->options[i].was_count; j++)
            if (strcmp(item->options[i].was[j], code) == 0)
                return true;
    return false;
}

/* A code of before becomes one code now, or nobody knows where it went. */
static void check_was(const struct judge *judge, const struct peil_item *item)
{
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        if (option->was_count > 0 && !item->replaces)
            peil_diag_add(judge->diag, PEIL_ERROR, option->place,
                          "\"was\" needs the id of an earlier item: replaces=\"...\" "
                          "of \"%s\"",
                          item->id);
        for (size_t j = 0; j < option->was_count; j++)
            if (has_been(item, i, option->was[j]))
                peil_diag_add(judge->diag, PEIL_ERROR, option->place,
                              "code \"%s\" was another option already", option->was[j]);
    }
}

static void check_items(const struct judge *judge)
{
    const struct peil_item *assent = NULL;
    for (size_t i = 0; i < judge->q->item_count; i++) {
        check_reserved(judge, judge->q->items[i].id, judge->q->items[i].place);
        check_assent(judge, &judge->q->items[i], &assent);
        check_persons(judge, &judge->q->items[i]);
        check_was(judge, &judge->q->items[i]);
    }
}

/* --- Variants --- */

static void check_decider(const struct judge *judge, const struct peil_variant *variant,
                          const struct peil_condition *node)
{
    if (!node)
        return;
    const struct peil_item *item = node->derive ? node->derive->from : node->item;
    if (node->kind == PEIL_NODE_VARIANT)
        peil_diag_add(judge->diag, PEIL_ERROR, node->place,
                      "what decides the variant cannot depend on it");
    if (item && item->variants != 0)
        peil_diag_add(judge->diag, PEIL_ERROR, node->place,
                      "\"%s\" decides the variant, so it must be for all variants",
                      item->id);
    check_decider(judge, variant, node->left);
    check_decider(judge, variant, node->right);
}

static void check_variants(const struct judge *judge)
{
    const struct peil_variant *fallback = NULL;
    for (size_t i = 0; i < judge->q->variant_count; i++) {
        const struct peil_variant *variant = &judge->q->variants[i];
        check_decider(judge, variant, variant->when);
        if (variant->fallback && fallback)
            peil_diag_add(judge->diag, PEIL_ERROR, variant->place,
                          "a second default variant; the first is \"%s\"",
                          fallback->id);
        if (variant->fallback)
            fallback = variant;
    }
}

/* --- Bands --- */

static bool has_in_common(const struct peil_band *a, const struct peil_band *b,
                          const char **code)
{
    for (size_t i = 0; i < a->of_count; i++)
        for (size_t j = 0; j < b->of_count; j++)
            if (strcmp(a->of[i], b->of[j]) == 0) {
                *code = a->of[i];
                return true;
            }
    return false;
}

static bool ranges_overlap(const struct peil_band *a, const struct peil_band *b)
{
    bool apart = a->to <= b->from || b->to <= a->from;
    return a->of_count == 0 && b->of_count == 0 && !apart;
}

static void check_pair(const struct judge *judge, const struct peil_band *before,
                       const struct peil_band *band, bool is_quantity)
{
    const char *code;
    if (!peil_variants_overlap(before->variants, band->variants))
        return;
    if (strcmp(before->code, band->code) == 0)
        peil_diag_add(judge->diag, PEIL_ERROR, band->place,
                      "band \"%s\" stands twice for the same variant", band->code);
    if (has_in_common(before, band, &code))
        peil_diag_add(judge->diag, PEIL_ERROR, band->place,
                      "code \"%s\" is in band \"%s\" too", code, before->code);
    if (is_quantity && ranges_overlap(before, band))
        peil_diag_add(judge->diag, PEIL_ERROR, band->place,
                      "band \"%s\" overlaps with band \"%s\"", band->code,
                      before->code);
}

static void check_quantity_band(const struct judge *judge, const struct peil_band *band)
{
    if (band->of_count > 0)
        peil_diag_add(judge->diag, PEIL_ERROR, band->place,
                      "a band of a quantity has \"from\" and \"to\", not \"of\"");
    else if (!(band->from < band->to) && band->from == band->from &&
             band->to == band->to)
        peil_diag_add(judge->diag, PEIL_ERROR, band->place,
                      "\"from\" must be below \"to\"");
}

static void check_coded_band(const struct judge *judge, const struct peil_item *item,
                             const struct peil_band *band)
{
    if (band->of_count == 0)
        peil_diag_add(judge->diag, PEIL_ERROR, band->place,
                      "band \"%s\" needs \"of\" with codes of \"%s\"", band->code,
                      item->id);
    for (size_t i = 0; i < band->of_count; i++)
        if (!peil_item_option(item, band->of[i], SIZE_MAX))
            peil_diag_add(judge->diag, PEIL_ERROR, band->place,
                          "\"%s\" has no option \"%s\"", item->id, band->of[i]);
}

static void check_bands(const struct judge *judge, const struct peil_derive *derive)
{
    bool is_quantity = derive->from->kind == PEIL_QUANTITY;
    for (size_t i = 0; i < derive->band_count; i++) {
        const struct peil_band *band = &derive->bands[i];
        if (is_quantity)
            check_quantity_band(judge, band);
        else
            check_coded_band(judge, derive->from, band);
        for (size_t j = 0; j < i; j++)
            check_pair(judge, &derive->bands[j], band, is_quantity);
    }
}

static void check_derives(const struct judge *judge)
{
    for (size_t i = 0; i < judge->q->derive_count; i++) {
        const struct peil_derive *derive = &judge->q->derives[i];
        check_reserved(judge, derive->id, derive->place);
        if (!derive->from)
            continue;
        if (peil_kind_of(derive->from)->compares == PEIL_COMPARES_NOTHING)
            peil_diag_add(judge->diag, PEIL_ERROR, derive->place,
                          "\"%s\" is made of \"%s\", a %s item; expected a single, "
                          "scale or quantity",
                          derive->id, derive->from->id,
                          peil_item_kind_name(derive->from->kind));
        else
            check_bands(judge, derive);
    }
}

void peil_questionnaire_judge(const struct peil_questionnaire *q,
                              struct peil_arena *arena, struct peil_diag *diag)
{
    struct judge judge = { q, arena, diag };
    check_ids(&judge);
    check_section_ids(&judge);
    check_variant_ids(&judge);
    check_placeholder_names(&judge);
    check_items(&judge);
    check_variants(&judge);
    check_derives(&judge);
    check_columns(&judge);
}
