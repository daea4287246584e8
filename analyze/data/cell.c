#include "analyze/data/cell.h"

#include "questionnaires/base/text.h"

#include <stdint.h>
#include <string.h>

enum { MOST_COMPLAINTS = 50, LONGEST_VALUE = 100 };

struct cell {
    const struct peil_column *column;
    struct peil_values *values; /* of the batch; NULL: nothing is found here */
    const char *text;
    size_t length;
};

/* Fifty say what is wrong with a file; a million would not say it better. */
unsigned char peil_cell_refuse(struct peil_cell_reader *reader, const char *text,
                               const char *what, const char *name, const char *expected)
{
    if (reader->complaints++ < MOST_COMPLAINTS)
        peil_diag_add(reader->diag, PEIL_ERROR, reader->place,
                      "\"%s\" is no %s \"%s\"; %s",
                      peil_text_cut(reader->arena, text, 60), what, name, expected);
    return PEIL_BYTE_BLANK;
}

void peil_cell_sum_up(struct peil_cell_reader *reader)
{
    if (reader->complaints > MOST_COMPLAINTS)
        peil_diag_add(reader->diag, PEIL_ERROR,
                      (struct peil_place){ .file = reader->place.file,
                                           .line = reader->place.line },
                      "and %zu more answers that cannot be, up to this line",
                      reader->complaints - MOST_COMPLAINTS);
}

/* --- The questionnaire's columns --- */

static const char *known_codes(const struct peil_cell_reader *reader,
                               const struct peil_item *item)
{
    const char *known = "its codes are -5 to -9 and";
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        if (reader->variant == SIZE_MAX ||
            peil_variants_has(option->variants, reader->variant))
            known = peil_arena_format(reader->arena, "%s %s", known, option->code);
    }
    return known;
}

static unsigned char read_option(struct peil_cell_reader *reader,
                                 const struct peil_item *item, const char *text)
{
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        if (strcmp(option->code, text) == 0 &&
            (reader->variant == SIZE_MAX ||
             peil_variants_has(option->variants, reader->variant)))
            return (unsigned char)i;
    }
    if (reader->complaints >= MOST_COMPLAINTS)
        return peil_cell_refuse(reader, text, "", item->id, "");
    const struct peil_questionnaire *q = peil_dataset_questionnaire(reader->dataset);
    const char *what =
        reader->variant == SIZE_MAX
            ? "code of"
            : peil_arena_format(reader->arena, "code that variant \"%s\" has of",
                                q->variants[reader->variant].id);
    return peil_cell_refuse(reader, text, what, item->id, known_codes(reader, item));
}

static unsigned char read_code(struct peil_cell_reader *reader, const struct cell *cell)
{
    return cell->values ? peil_values_number(cell->values, cell->text)
                        : read_option(reader, cell->column->variable->item, cell->text);
}

static unsigned char read_chosen(struct peil_cell_reader *reader,
                                 const struct cell *cell)
{
    const struct peil_variable *variable = cell->column->variable;
    const char *text = cell->text, *name = cell->column->name;
    if ((*text != '0' && *text != '1') || text[1] != '\0')
        return peil_cell_refuse(reader, text, "tick of", name, "0 or 1 is expected");
    if (*text == '1' && reader->variant != SIZE_MAX &&
        !peil_item_option(variable->item, variable->option->code, reader->variant))
        return peil_cell_refuse(reader, text, "possible tick of", name,
                                "the variant of this response does not have it");
    return (unsigned char)(*text - '0');
}

static unsigned char read_number(struct peil_cell_reader *reader,
                                 const struct cell *cell)
{
    const struct peil_item *item = cell->column->variable->item;
    const char *name = cell->column->name;
    double number;
    if (!peil_text_number(cell->text, &number))
        return peil_cell_refuse(reader, cell->text, "number for", name,
                                "digits and a decimal point are expected");
    if (number < item->lowest || number > item->highest)
        return peil_cell_refuse(reader, cell->text, "possible answer to", name,
                                "it is outside the limits of the item");
    return peil_values_number(cell->values, cell->text);
}

static unsigned char read_words(struct peil_cell_reader *reader,
                                const struct cell *cell)
{
    (void)reader, (void)cell;
    return 0;
}

static unsigned char read_place(struct peil_cell_reader *reader,
                                const struct cell *cell, const char *what)
{
    const struct peil_column *column = cell->column;
    for (size_t i = 0; i < column->category_count; i++) {
        if (strcmp(column->categories[i].code, cell->text) == 0)
            return (unsigned char)i;
    }
    const char *known = "known are";
    for (size_t i = 0; i < column->category_count; i++)
        known = peil_arena_format(reader->arena, "%s %s", known,
                                  column->categories[i].code);
    return peil_cell_refuse(reader, cell->text, what, column->name, known);
}

static unsigned char read_band(struct peil_cell_reader *reader, const struct cell *cell)
{
    return read_place(reader, cell, "band of");
}

static unsigned char (*const reads[])(struct peil_cell_reader *,
                                      const struct cell *) = {
    [PEIL_VARIABLE_CODE] = read_code,     [PEIL_VARIABLE_CHOSEN] = read_chosen,
    [PEIL_VARIABLE_NUMBER] = read_number, [PEIL_VARIABLE_WORDS] = read_words,
    [PEIL_VARIABLE_DERIVED] = read_band,
};

/* --- Other columns --- */

/* A column with a text in it is for reading, not for counting. */
static unsigned char read_found(struct peil_cell_reader *reader, size_t number,
                                const struct cell *cell)
{
    if (cell->column->category_count > 0)
        return read_place(reader, cell, "known");
    if (!cell->values || reader->batch->refused[number])
        return 0;
    if (cell->length <= LONGEST_VALUE && !memchr(cell->text, '\n', cell->length))
        return peil_values_number(cell->values, cell->text);
    reader->batch->refused[number] = "it holds texts";
    return 0;
}

unsigned char peil_cell_read(struct peil_cell_reader *reader, size_t column,
                             const struct peil_csv_field *text)
{
    struct cell cell = { peil_dataset_column(reader->dataset, column),
                         reader->batch->values[column], text->text, text->length };
    const struct peil_variable *variable = cell.column->variable;
    enum peil_missing missing;
    if (variable && peil_missing_find(cell.text, &missing) && missing != PEIL_ANSWERED)
        return (unsigned char)(PEIL_BYTE_MISSING + missing);
    if (reader->batch->wides[column])
        peil_wide_note(reader->batch->wides[column], cell.text);
    return variable ? reads[variable->kind](reader, &cell)
                    : read_found(reader, column, &cell);
}
