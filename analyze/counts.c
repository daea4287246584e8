#include "analyze/counts.h"

#include "questionnaires/base/hash.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { HASH_DIGITS = 16 };

/* --- Hash --- */

static const char *add_texts(const char *text, const char *what,
                             const struct peil_texts *texts, struct peil_arena *arena)
{
    for (size_t i = 0; i < texts->count; i++)
        text = peil_arena_format(arena, "%s\n%s %x %s %s", text, what,
                                 texts->wordings[i].variants,
                                 texts->wordings[i].language, texts->wordings[i].text);
    return text;
}

const char *peil_counts_hash(const struct peil_item *item, struct peil_arena *arena)
{
    const char *text = peil_arena_format(
        arena, "%s %s %x %d %d %d", item->id, peil_item_kind_name(item->kind),
        item->variants, (int)item->most, item->has_dont_know, item->has_refuse);
    text = add_texts(text, "intro", &item->intro, arena);
    text = add_texts(text, "text", &item->text, arena);
    text = add_texts(text, "help", &item->help, arena);
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        const char *what =
            peil_arena_format(arena, "%s %x", option->code, option->variants);
        text = add_texts(text, what, &option->label, arena);
    }
    if (item->when_text)
        text = peil_arena_format(arena, "%s\nwhen %s", text, item->when_text);
    return peil_arena_copy_span(arena, peil_hash(arena, text, strlen(text)),
                                HASH_DIGITS);
}

/* --- Which tables --- */

static const char *groups_of(const struct peil_questionnaire *q)
{
    const struct peil_derive *ages = peil_questionnaire_derive(q, "leeftijdsgroep");
    return ages ? ages->id : q->derive_count > 0 ? q->derives[0].id : "";
}

static bool is_published(const struct peil_item *item)
{
    return peil_item_has_options(item) && item->kind != PEIL_RANKING && item->on &&
           !item->practice && !item->assent;
}

struct peil_counts_request peil_counts_request(const struct peil_questionnaire *q,
                                               struct peil_arena *arena)
{
    const char **freq = peil_arena_array(arena, q->item_count, sizeof *freq);
    const char **cross = peil_arena_array(arena, q->item_count, sizeof *cross);
    const char **crossed = peil_arena_array(arena, q->item_count, sizeof *crossed);
    const char *by = groups_of(q);
    const struct peil_derive *derive = peil_questionnaire_derive(q, by);
    struct peil_counts_request request = {
        .freq = freq, .cross = cross, .crossed = crossed, .by = by
    };
    for (size_t i = 0; i < q->item_count; i++) {
        const struct peil_item *item = &q->items[i];
        if (!is_published(item))
            continue;
        freq[request.freq_count++] = item->id;
        if (!derive || derive->from->index == i)
            continue;
        crossed[request.cross_count] = item->id;
        cross[request.cross_count++] =
            peil_arena_format(arena, "%s by %s", item->id, by);
    }
    return request;
}

/* --- From tables --- */

struct making {
    const struct peil_analysis *analysis;
    struct peil_counts *counts;
    struct peil_counts_item *items;
    const double **figures;
    struct peil_arena *arena;
};

/* The how manieth table there is of a variable, by that other one (NULL: frequencies);
 * NULL behind the last. */
static const struct peil_table *table_of(const struct peil_analysis *analysis,
                                         const char *variable, const char *by,
                                         size_t part)
{
    for (size_t i = 0; i < analysis->table_count; i++) {
        const struct peil_table *table = &analysis->tables[i];
        bool fits = by ? table->kind == PEIL_TABLE_CROSS && table->banner == 0 &&
                             strcmp(table->cross.column_variable, by) == 0
                       : table->kind == PEIL_TABLE_FREQUENCY;
        if (fits && strcmp(table->variable, variable) == 0 && part-- == 0)
            return table;
    }
    return NULL;
}

static const char *const *codes_of(const struct peil_frequency *frequency,
                                   struct peil_arena *arena)
{
    const char **codes = peil_arena_array(arena, frequency->row_count, sizeof *codes);
    for (size_t i = 0; i < frequency->row_count; i++)
        codes[i] = frequency->rows[i].category.code;
    return codes;
}

static size_t column_of(const struct peil_cross *cross, const char *code)
{
    size_t j = 0;
    while (j < cross->column_count && strcmp(cross->columns[j].code, code) != 0)
        j++;
    return j;
}

static void fill_group(double *row, const struct peil_table *table, const char *code,
                       size_t codes)
{
    const struct peil_cross *cross = table ? &table->cross : NULL;
    size_t j = cross ? column_of(cross, code) : 0;
    bool found = cross && j < cross->column_count && cross->row_count == codes;
    row[0] = found ? cross->column_totals[j].n : NAN;
    for (size_t i = 0; i < codes; i++)
        row[1 + i] = found ? cross->cells[i * cross->column_count + j].n : NAN;
}

static const double *figures_of(const struct making *making,
                                const struct peil_table *table,
                                const struct peil_table *cross)
{
    const struct peil_counts *counts = making->counts;
    size_t codes = table->frequency.row_count, width = 1 + codes;
    double *figures = peil_arena_array(making->arena, (1 + counts->group_count) * width,
                                       sizeof *figures);
    figures[0] = table->base.n;
    for (size_t i = 0; i < codes; i++)
        figures[1 + i] = table->frequency.rows[i].n;
    for (size_t g = 0; g < counts->group_count; g++)
        fill_group(figures + (1 + g) * width, cross, counts->groups[g], codes);
    return figures;
}

static void add_item(struct making *making, const struct peil_item *item)
{
    const struct peil_analysis *analysis = making->analysis;
    bool several = table_of(analysis, item->id, NULL, 1) != NULL;
    const struct peil_table *table;
    for (size_t part = 0; (table = table_of(analysis, item->id, NULL, part)); part++) {
        size_t at = making->counts->item_count++;
        making->items[at] = (struct peil_counts_item){
            .id = item->id,
            .hash = peil_counts_hash(item, making->arena),
            .part = several ? part + 1 : 0,
            .multiple = table->frequency.multiple,
            .codes = codes_of(&table->frequency, making->arena),
            .code_count = table->frequency.row_count,
        };
        making->figures[at] = figures_of(
            making, table, table_of(analysis, item->id, making->counts->by, part));
    }
}

static void take_groups(struct peil_counts *counts, const struct peil_questionnaire *q,
                        struct peil_arena *arena)
{
    const struct peil_derive *derive = peil_questionnaire_derive(q, groups_of(q));
    size_t bands = derive ? derive->band_count : 0;
    const char **groups = peil_arena_array(arena, bands, sizeof *groups);
    for (size_t i = 0; i < bands; i++) {
        bool again = false;
        for (size_t k = 0; k < counts->group_count; k++)
            again |= strcmp(groups[k], derive->bands[i].code) == 0;
        if (!again)
            groups[counts->group_count++] = derive->bands[i].code;
    }
    counts->by = groups_of(q);
    counts->groups = groups;
}

static int compare_items(const void *a, const void *b)
{
    const struct peil_counts_item *left = *(const struct peil_counts_item *const *)a;
    const struct peil_counts_item *right = *(const struct peil_counts_item *const *)b;
    int order = strcmp(left->id, right->id);
    return order ? order : (left->part > right->part) - (left->part < right->part);
}

/* The same with items in order, so that one set has one file. */
static struct peil_counts *in_order(const struct peil_counts *counts,
                                    struct peil_arena *arena)
{
    size_t count = counts->item_count;
    const struct peil_counts_item **order =
        peil_arena_array(arena, count, sizeof *order);
    struct peil_counts_item *items = peil_arena_array(arena, count, sizeof *items);
    struct peil_counts_part *parts =
        peil_arena_array(arena, counts->part_count, sizeof *parts);
    for (size_t i = 0; i < count; i++)
        order[i] = &counts->items[i];
    if (count > 0)
        qsort(order, count, sizeof *order, compare_items);
    for (size_t p = 0; p < counts->part_count; p++) {
        const double **figures = peil_arena_array(arena, count, sizeof *figures);
        for (size_t i = 0; i < count; i++)
            figures[i] = counts->parts[p].figures[order[i] - counts->items];
        parts[p] = counts->parts[p];
        parts[p].figures = figures;
    }
    for (size_t i = 0; i < count; i++)
        items[i] = *order[i];
    struct peil_counts *ordered = peil_arena_array(arena, 1, sizeof *ordered);
    *ordered = *counts;
    ordered->items = items;
    ordered->parts = parts;
    return ordered;
}

const struct peil_counts *peil_counts_of(const struct peil_analysis *analysis,
                                         const struct peil_study *study,
                                         struct peil_arena *arena)
{
    const struct peil_questionnaire *q = analysis->questionnaire;
    struct peil_counts counts = { .questionnaire = q->id };
    struct making making = {
        .analysis = analysis,
        .counts = &counts,
        .items = peil_arena_array(arena, analysis->table_count, sizeof *making.items),
        .figures =
            peil_arena_array(arena, analysis->table_count, sizeof *making.figures),
        .arena = arena,
    };
    take_groups(&counts, q, arena);
    for (size_t i = 0; i < q->item_count; i++)
        if (is_published(&q->items[i]))
            add_item(&making, &q->items[i]);
    struct peil_counts_part part = { .ojs = study->ojs,
                                     .wave = study->wave,
                                     .version = q->version,
                                     .responses = (double)analysis->used,
                                     .synthetic = analysis->synthetic,
                                     .figures = making.figures };
    counts.items = making.items;
    counts.parts = &part;
    counts.part_count = 1;
    return in_order(&counts, arena);
}

bool peil_counts_is_synthetic(const struct peil_counts *counts)
{
    for (size_t i = 0; i < counts->part_count; i++)
        if (counts->parts[i].synthetic)
            return true;
    return false;
}

const double *peil_counts_row(const struct peil_counts *counts,
                              const struct peil_counts_part *part, size_t item,
                              size_t group)
{
    const double *figures = part->figures[item];
    return figures ? figures + group * (1 + counts->items[item].code_count) : NULL;
}

/* --- Merging --- */

struct merging {
    const struct peil_counts *a, *b;
    struct peil_counts *both;
    struct peil_counts_item *items;
    size_t *from_a, *from_b; /* of each item of both, where it stands; or SIZE_MAX */
    struct peil_arena *arena;
    struct peil_diag *diag;
};

static bool are_same_words(const char *const *a, size_t a_count, const char *const *b,
                           size_t b_count)
{
    bool same = a_count == b_count;
    for (size_t i = 0; same && i < a_count; i++)
        same = strcmp(a[i], b[i]) == 0;
    return same;
}

static struct peil_place place_of(const struct peil_counts *counts)
{
    return counts->part_count > 0 ? counts->parts[0].place : (struct peil_place){ 0 };
}

static bool are_alike(const struct merging *merging)
{
    const struct peil_counts *a = merging->a, *b = merging->b;
    struct peil_place place = { .file = place_of(b).file };
    if (strcmp(a->questionnaire, b->questionnaire) != 0)
        peil_diag_add(merging->diag, PEIL_ERROR, place,
                      "these are counts of \"%s\", and the others of \"%s\"",
                      b->questionnaire, a->questionnaire);
    else if (strcmp(a->by, b->by) != 0 ||
             !are_same_words(a->groups, a->group_count, b->groups, b->group_count))
        peil_diag_add(merging->diag, PEIL_ERROR, place,
                      "the groups are others than those of \"%s\"",
                      place_of(a).file ? place_of(a).file : a->questionnaire);
    else
        return true;
    return false;
}

static bool is_same_item(const struct merging *merging,
                         const struct peil_counts_item *a,
                         const struct peil_counts_item *b)
{
    if (strcmp(a->hash, b->hash) == 0 && a->multiple == b->multiple &&
        are_same_words(a->codes, a->code_count, b->codes, b->code_count))
        return true;
    peil_diag_add(merging->diag, PEIL_ERROR, b->place,
                  "\"%s\" was asked otherwise in \"%s\": they cannot be added up",
                  b->id, a->place.file ? a->place.file : "the others");
    return false;
}

/* Both are in order: so is what they make. */
static bool merge_items(struct merging *merging)
{
    const struct peil_counts *a = merging->a, *b = merging->b;
    size_t i = 0, k = 0, count = 0;
    bool well = true;
    while (i < a->item_count || k < b->item_count) {
        const struct peil_counts_item *left = i < a->item_count ? &a->items[i] : NULL;
        const struct peil_counts_item *right = k < b->item_count ? &b->items[k] : NULL;
        assert(left || right);
        int order = !left ? 1 : !right ? -1 : compare_items(&left, &right);
        if (order == 0)
            well = is_same_item(merging, left, right) && well;
        merging->items[count] = order <= 0 ? *left : *right;
        merging->from_a[count] = order <= 0 ? i++ : SIZE_MAX;
        merging->from_b[count++] = order >= 0 ? k++ : SIZE_MAX;
    }
    merging->both->items = merging->items;
    merging->both->item_count = count;
    return well;
}

static struct peil_counts_part adapted(const struct merging *merging,
                                       const struct peil_counts_part *part,
                                       const size_t *from)
{
    size_t count = merging->both->item_count;
    const double **figures = peil_arena_array(merging->arena, count, sizeof *figures);
    for (size_t i = 0; i < count; i++)
        figures[i] = from[i] == SIZE_MAX ? NULL : part->figures[from[i]];
    struct peil_counts_part made = *part;
    made.figures = figures;
    return made;
}

static bool is_same_figure(double a, double b)
{
    return isnan(a) ? (bool)isnan(b) : !(a < b || a > b || isnan(b));
}

static bool are_same_figures(const struct peil_counts *counts,
                             const struct peil_counts_part *a,
                             const struct peil_counts_part *b)
{
    bool same = is_same_figure(a->responses, b->responses) &&
                a->synthetic == b->synthetic && strcmp(a->version, b->version) == 0;
    for (size_t i = 0; same && i < counts->item_count; i++) {
        size_t count = (1 + counts->group_count) * (1 + counts->items[i].code_count);
        same = (a->figures[i] == NULL) == (b->figures[i] == NULL);
        for (size_t k = 0; same && a->figures[i] && k < count; k++)
            same = is_same_figure(a->figures[i][k], b->figures[i][k]);
    }
    return same;
}

static int compare_parts(const struct peil_counts_part *a,
                         const struct peil_counts_part *b)
{
    int order = strcmp(a->ojs, b->ojs);
    return order ? order : strcmp(a->wave, b->wave);
}

static bool merge_parts(struct merging *merging)
{
    const struct peil_counts *a = merging->a, *b = merging->b;
    struct peil_counts_part *parts =
        peil_arena_array(merging->arena, a->part_count + b->part_count, sizeof *parts);
    size_t i = 0, k = 0, count = 0;
    bool well = true;
    while (i < a->part_count || k < b->part_count) {
        int order = i == a->part_count   ? 1
                    : k == b->part_count ? -1
                                         : compare_parts(&a->parts[i], &b->parts[k]);
        struct peil_counts_part left = { 0 }, right = { 0 };
        if (order <= 0)
            left = adapted(merging, &a->parts[i++], merging->from_a);
        if (order >= 0)
            right = adapted(merging, &b->parts[k++], merging->from_b);
        parts[count++] = order <= 0 ? left : right;
        if (order != 0 || are_same_figures(merging->both, &left, &right))
            continue;
        peil_diag_add(merging->diag, PEIL_ERROR, right.place,
                      "wave %s of %s has other figures than in \"%s\"", right.wave,
                      right.ojs, left.place.file ? left.place.file : "the others");
        well = false;
    }
    merging->both->parts = parts;
    merging->both->part_count = count;
    return well;
}

const struct peil_counts *peil_counts_merge(const struct peil_counts *a,
                                            const struct peil_counts *b,
                                            struct peil_arena *arena,
                                            struct peil_diag *diag)
{
    size_t most = a->item_count + b->item_count;
    struct merging merging = {
        .a = a,
        .b = b,
        .both = peil_arena_array(arena, 1, sizeof *merging.both),
        .items = peil_arena_array(arena, most, sizeof *merging.items),
        .from_a = peil_arena_array(arena, most, sizeof *merging.from_a),
        .from_b = peil_arena_array(arena, most, sizeof *merging.from_b),
        .arena = arena,
        .diag = diag,
    };
    *merging.both = *a;
    bool well = are_alike(&merging) && merge_items(&merging) && merge_parts(&merging);
    return well ? merging.both : NULL;
}
