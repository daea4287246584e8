#include "analyze/data/respondent.h"

#include "questionnaires/base/message.h"

#include <stdint.h>
#include <string.h>

/* The columns of one item, and where the answer they make is put. */
struct slot {
    const struct peil_item *item;
    const struct peil_column **columns;
    size_t column_count;
    const struct peil_option **options;
};

struct respondent {
    const struct peil_dataset *dataset;
    const struct peil_questionnaire *model; /* all columns as items */
    const struct peil_column *variant;      /* or NULL */
    struct slot *slots;                     /* one for each item of the model */
    struct peil_response *response;
};

/* --- The model: the questionnaire's items, then one for each other column --- */

static struct peil_texts said(struct peil_arena *arena, const char *text,
                              const char *language)
{
    struct peil_wording *wording = peil_arena_array(arena, 1, sizeof *wording);
    *wording = (struct peil_wording){ .text = text, .language = language };
    return (struct peil_texts){ .wordings = wording, .count = 1 };
}

static void model_item(struct peil_item *item, const struct peil_column *column,
                       const char *language, struct peil_arena *arena)
{
    struct peil_option *options =
        peil_arena_array(arena, column->category_count, sizeof *options);
    for (size_t i = 0; i < column->category_count; i++) {
        options[i].code = column->categories[i].code;
        options[i].label = said(arena, column->categories[i].label, language);
        options[i].score = column->categories[i].score;
    }
    item->id = column->name;
    item->kind = column->uncounted ? PEIL_TEXT : PEIL_SINGLE;
    item->text = said(arena, column->label, language);
    item->options = options;
    item->option_count = column->uncounted ? 0 : column->category_count;
    item->on = true;
}

const struct peil_questionnaire *
peil_respondent_model(const struct peil_dataset *dataset, struct peil_arena *arena)
{
    static const struct peil_questionnaire none = {
        .id = "", .version = "", .hash = "", .file = "", .respondents = ""
    };
    const struct peil_questionnaire *q = peil_dataset_questionnaire(dataset);
    struct peil_questionnaire *model = peil_arena_array(arena, 1, sizeof *model);
    *model = q ? *q : none;
    if (!q)
        model->language = peil_message_language();
    size_t count = peil_dataset_columns(dataset);
    struct peil_item *items =
        peil_arena_array(arena, model->item_count + count, sizeof *items);
    if (q)
        memcpy(items, q->items, q->item_count * sizeof *items);
    for (size_t i = 0; i < count; i++) {
        const struct peil_column *column = peil_dataset_column(dataset, i);
        if (column->variable)
            continue;
        items[model->item_count].index = model->item_count;
        model_item(&items[model->item_count++], column, model->language, arena);
    }
    model->items = items;
    return model;
}

/* --- From bytes to answers --- */

static bool tells(const struct peil_column *column, const struct peil_item *item)
{
    return column->variable ? column->variable->item &&
                                  column->variable->item->index == item->index &&
                                  column->variable->kind != PEIL_VARIABLE_WORDS
                            : strcmp(column->name, item->id) == 0;
}

static void make_slot(struct slot *slot, const struct peil_dataset *dataset,
                      const struct peil_item *item, struct peil_arena *arena)
{
    size_t count = peil_dataset_columns(dataset);
    slot->item = item;
    for (size_t i = 0; i < count; i++) {
        const struct peil_column *column = peil_dataset_column(dataset, i);
        if (!tells(column, item))
            continue;
        slot->columns = peil_arena_grow(arena, slot->columns, slot->column_count,
                                        sizeof *slot->columns);
        slot->columns[slot->column_count++] = column;
    }
    slot->options = peil_arena_array(arena, slot->column_count, sizeof *slot->options);
}

static struct respondent make_respondent(const struct peil_dataset *dataset,
                                         struct peil_arena *arena)
{
    const struct peil_questionnaire *model = peil_respondent_model(dataset, arena);
    struct respondent respondent = {
        .dataset = dataset,
        .model = model,
        .variant =
            model->variant_count > 0 ? peil_dataset_find(dataset, "variant") : NULL,
        .slots = peil_arena_array(arena, model->item_count, sizeof(struct slot)),
        .response = peil_response_new(model, arena),
    };
    for (size_t i = 0; i < model->item_count; i++)
        make_slot(&respondent.slots[i], dataset, &model->items[i], arena);
    return respondent;
}

/* The option behind a tick, as this variant has it. */
static const struct peil_option *ticked(const struct peil_column *column,
                                        const struct peil_response *response)
{
    const struct peil_option *first = column->variable->option;
    const struct peil_option *option =
        peil_item_option(column->variable->item, first->code, response->variant);
    return option ? option : first;
}

static void take_option(const struct respondent *respondent, const struct slot *slot,
                        const struct peil_column *column, unsigned char byte)
{
    struct peil_answer *answer = &respondent->response->answers[slot->item->index];
    if (column->variable && column->variable->kind == PEIL_VARIABLE_CHOSEN) {
        if (byte == 1)
            slot->options[answer->option_count++] =
                ticked(column, respondent->response);
    } else if (byte < slot->item->option_count) {
        slot->options[answer->option_count++] = &slot->item->options[byte];
    } else if (byte < column->category_count) { /* a quantity, a date */
        answer->number = column->categories[byte].score;
        answer->text = column->categories[byte].code;
    }
}

static void fill(const struct respondent *respondent, const struct slot *slot,
                 size_t row)
{
    struct peil_answer *answer = &respondent->response->answers[slot->item->index];
    *answer = (struct peil_answer){
        .given = true, .options = slot->options, .missing = PEIL_NOT_ASKED, .text = ""
    };
    for (size_t i = 0; i < slot->column_count; i++) {
        unsigned char byte = peil_column_byte(slot->columns[i], row);
        if (byte < PEIL_BYTE_MISSING) {
            answer->missing = PEIL_ANSWERED;
            take_option(respondent, slot, slot->columns[i], byte);
        } else if (answer->missing != PEIL_ANSWERED) {
            answer->missing = (enum peil_missing)(byte - PEIL_BYTE_MISSING);
        }
    }
}

static void fill_variant(const struct respondent *respondent, size_t row)
{
    unsigned char byte = respondent->variant
                             ? peil_column_byte(respondent->variant, row)
                             : PEIL_BYTE_BLANK;
    respondent->response->variant = byte < PEIL_BYTE_MISSING ? byte : SIZE_MAX;
}

/* --- Derived variables --- */

static unsigned char place_of(const struct peil_column *column, const char *code)
{
    unsigned char place = 0;
    while (strcmp(column->categories[place].code, code) != 0)
        place++;
    return place;
}

/* Unknown since its source is missing, or since no band is meant for the answer. */
static unsigned char derive_row(const struct respondent *respondent,
                                const struct peil_column *column, size_t row)
{
    const struct peil_derive *derive = column->variable->derive;
    fill_variant(respondent, row);
    fill(respondent, &respondent->slots[derive->from->index], row);
    const struct peil_band *band = peil_derive_evaluate(derive, respondent->response);
    if (band)
        return place_of(column, band->code);
    enum peil_missing missing =
        respondent->response->answers[derive->from->index].missing;
    return (unsigned char)(PEIL_BYTE_MISSING +
                           (missing == PEIL_ANSWERED ? PEIL_NOT_ASKED : missing));
}

/* Not every value got a number: nothing can be said of those that did not. */
static bool is_uncounted(const struct respondent *respondent,
                         const struct peil_item *item)
{
    const struct slot *slot = &respondent->slots[item->index];
    return slot->column_count > 0 && slot->columns[0]->uncounted;
}

static void derive_column(const struct respondent *respondent,
                          const struct peil_column *column, struct peil_diag *diag)
{
    const struct peil_derive *derive = column->variable->derive;
    if (is_uncounted(respondent, derive->from)) {
        peil_diag_add(diag, PEIL_ERROR, derive->place,
                      "\"%s\" cannot be derived: \"%s\" has too many different values",
                      derive->id, derive->from->id);
        return;
    }
    for (size_t row = 0; row < peil_dataset_rows(respondent->dataset); row++) {
        if (peil_column_byte(column, row) == PEIL_BYTE_BLANK)
            peil_column_set(column, row, derive_row(respondent, column, row));
    }
}

void peil_respondent_derive(struct peil_dataset *dataset, struct peil_arena *arena,
                            struct peil_diag *diag)
{
    if (!peil_dataset_questionnaire(dataset))
        return;
    struct respondent respondent = make_respondent(dataset, arena);
    size_t count = peil_dataset_columns(dataset);
    for (size_t i = 0; i < count; i++) {
        const struct peil_column *column = peil_dataset_column(dataset, i);
        if (column->variable && column->variable->derive)
            derive_column(&respondent, column, diag);
    }
}

/* --- Selecting --- */

static const struct peil_item *find_uncounted(const struct respondent *respondent,
                                              const struct peil_condition *node)
{
    if (!node)
        return NULL;
    const struct peil_item *item = node->derive ? node->derive->from : node->item;
    if (item && node->kind != PEIL_NODE_ANSWERED && is_uncounted(respondent, item))
        return item;
    item = find_uncounted(respondent, node->left);
    return item ? item : find_uncounted(respondent, node->right);
}

static bool is_true(const struct respondent *respondent,
                    const struct peil_condition *condition, size_t row)
{
    fill_variant(respondent, row);
    for (size_t i = 0; i < respondent->model->item_count; i++)
        fill(respondent, &respondent->slots[i], row);
    return peil_condition_evaluate(condition, respondent->response) == PEIL_TRUE;
}

const char *peil_respondent_judge(const struct peil_dataset *dataset, const char *where,
                                  bool *kept, struct peil_arena *arena,
                                  struct peil_diag *diag)
{
    struct respondent respondent = make_respondent(dataset, arena);
    struct peil_place place = { .file = "--where", .line = 1, .column = 1 };
    const struct peil_condition *condition =
        peil_condition_parse(where, place, respondent.model, SIZE_MAX, arena, diag);
    const struct peil_item *item = find_uncounted(&respondent, condition);
    if (item)
        peil_diag_add(diag, PEIL_ERROR, place,
                      "\"%s\" has too many different values for a condition", item->id);
    if (!condition || item)
        return NULL;

    for (size_t row = 0; row < peil_dataset_rows(dataset); row++)
        kept[row] = is_true(&respondent, condition, row);
    return peil_condition_describe(condition, respondent.model, arena);
}
