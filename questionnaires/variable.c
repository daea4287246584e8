#include "questionnaires/variable.h"

#include "questionnaires/condition.h"
#include "questionnaires/item.h"

#include <stdint.h>
#include <string.h>

const char *const peil_response_columns[] = {
    "response", "questionnaire", "version",  "hash", "ojs",    "wave",      "school",
    "session",  "variant",       "language", "mode", "status", "synthetic", NULL,
};

const char *const peil_quality_columns[] = { "q_seconds",   "q_fast",
                                             "q_straight",  "q_longest_run",
                                             "q_dont_know", "q_last_item",
                                             NULL };

/* --- The list --- */

struct listing {
    struct peil_arena *arena;
    struct peil_variable *variables;
    size_t count;
};

static void add(struct listing *listing, struct peil_variable variable)
{
    listing->variables = peil_arena_grow(listing->arena, listing->variables,
                                         listing->count, sizeof variable);
    listing->variables[listing->count++] = variable;
}

/* Two options with one code (for different variants) share a column. */
static bool is_first_of_its_code(const struct peil_item *item, size_t index)
{
    return peil_item_option(item, item->options[index].code, SIZE_MAX) ==
           &item->options[index];
}

static void add_options(struct listing *listing, const struct peil_item *item)
{
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        if (is_first_of_its_code(item, i))
            add(listing, (struct peil_variable){
                             .name = peil_arena_format(listing->arena, "%s_%s",
                                                       item->id, option->code),
                             .kind = PEIL_VARIABLE_CHOSEN,
                             .item = item,
                             .option = option });
    }
}

static size_t count_codes(const struct peil_item *item)
{
    size_t count = 0;
    for (size_t i = 0; i < item->option_count; i++)
        count += is_first_of_its_code(item, i);
    return count;
}

static void add_places(struct listing *listing, const struct peil_item *item)
{
    size_t places = item->most > 0 ? item->most : count_codes(item);
    for (size_t rank = 1; rank <= places; rank++)
        add(listing,
            (struct peil_variable){
                .name = peil_arena_format(listing->arena, "%s_r%zu", item->id, rank),
                .kind = PEIL_VARIABLE_CODE,
                .item = item,
                .rank = rank });
}

/* Here too, options with one code share a column. */
static bool is_specified_before(const struct peil_item *item, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (item->options[i].specify &&
            strcmp(item->options[i].code, item->options[index].code) == 0)
            return true;
    return false;
}

static void add_own_words(struct listing *listing, const struct peil_item *item)
{
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        if (option->specify && !is_specified_before(item, i))
            add(listing, (struct peil_variable){
                             .name = peil_arena_format(listing->arena, "%s_%s_text",
                                                       item->id, option->code),
                             .kind = PEIL_VARIABLE_WORDS,
                             .item = item,
                             .option = option });
    }
}

static void add_item(struct listing *listing, const struct peil_item *item)
{
    const struct peil_kind *kind = peil_kind_of(item);
    if (item->practice || item->assent)
        return;
    if (kind->columns == PEIL_ONE_COLUMN)
        add(listing, (struct peil_variable){
                         .name = item->id, .kind = kind->column, .item = item });
    if (kind->columns == PEIL_COLUMN_PER_OPTION)
        add_options(listing, item);
    if (kind->columns == PEIL_COLUMN_PER_PLACE)
        add_places(listing, item);
    add_own_words(listing, item);
}

size_t peil_questionnaire_variables(const struct peil_questionnaire *q,
                                    struct peil_arena *arena,
                                    const struct peil_variable **variables)
{
    struct listing listing = { .arena = arena };
    for (size_t i = 0; i < q->item_count && listing.count <= PEIL_MAX_VARIABLES; i++)
        add_item(&listing, &q->items[i]);
    for (size_t i = 0; i < q->derive_count; i++)
        add(&listing, (struct peil_variable){ .name = q->derives[i].id,
                                              .kind = PEIL_VARIABLE_DERIVED,
                                              .derive = &q->derives[i] });
    *variables = listing.variables;
    return listing.count;
}

/* --- Cells --- */

static bool find_choice(const struct peil_answer *answer, const char *code,
                        size_t *index)
{
    for (*index = 0; *index < answer->option_count; ++*index)
        if (strcmp(answer->options[*index]->code, code) == 0)
            return true;
    return false;
}

static const char *own_words(const struct peil_answer *answer, const char *code,
                             struct peil_arena *arena)
{
    size_t index;
    if (!find_choice(answer, code, &index) || !answer->specified ||
        !answer->specified[index])
        return "";
    return peil_words_write(answer->specified[index], arena);
}

/* A place that was left empty was skipped. */
static const char *ranked(const struct peil_answer *answer, size_t rank)
{
    return rank <= answer->option_count ? answer->options[rank - 1]->code
                                        : peil_missing_code(PEIL_NO_ANSWER);
}

static const char *item_cell(const struct peil_variable *variable,
                             const struct peil_answer *answer, struct peil_arena *arena)
{
    size_t index;
    if (variable->kind == PEIL_VARIABLE_CHOSEN)
        return find_choice(answer, variable->option->code, &index) ? "1" : "0";
    if (variable->option)
        return own_words(answer, variable->option->code, arena);
    if (variable->rank > 0)
        return ranked(answer, variable->rank);
    return peil_kind_of(variable->item)->write(answer, arena);
}

const char *peil_variable_cell(const struct peil_variable *variable,
                               const struct peil_response *response,
                               struct peil_arena *arena)
{
    if (variable->derive) {
        const struct peil_band *band = peil_derive_evaluate(variable->derive, response);
        return band ? band->code : "";
    }
    const struct peil_answer *answer = &response->answers[variable->item->index];
    if (!answer->given)
        return peil_missing_code(PEIL_NOT_REACHED);
    if (answer->missing != PEIL_ANSWERED)
        return peil_missing_code(answer->missing);
    return item_cell(variable, answer, arena);
}
