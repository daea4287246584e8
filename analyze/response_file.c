#include "analyze/response_file.h"

#include "questionnaires/base/csv.h"
#include "questionnaires/base/text.h"

#include <stdlib.h>
#include <stdint.h>
#include <string.h>

enum { MOST_COMPLAINTS = 50, MOST_NAMES = 10, LONGEST_VALUE = 100 };

struct reader {
    struct peil_dataset *dataset;
    const struct peil_questionnaire *q; /* or NULL */
    struct peil_arena *arena;
    struct peil_diag *diag;
    size_t *columns; /* of each field, its number in the dataset; NULL: no header yet */
    unsigned char *row;
    size_t variant_field; /* SIZE_MAX = there is none */
    size_t variant;       /* of this row; SIZE_MAX = not known */
    struct peil_place place;
    size_t complaints;
};

/* Fifty say what is wrong with a file; a million would not say it better. */
static unsigned char complain(struct reader *reader, const char *what, const char *text,
                              const char *name, const char *expected)
{
    if (reader->complaints++ < MOST_COMPLAINTS)
        peil_diag_add(reader->diag, PEIL_ERROR, reader->place,
                      "\"%s\" is no %s \"%s\"; %s",
                      peil_text_cut(reader->arena, text, 60), what, name, expected);
    return PEIL_BYTE_BLANK;
}

/* --- One cell --- */

static const char *known_codes(const struct reader *reader,
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

static unsigned char read_option(struct reader *reader, const struct peil_item *item,
                                 const char *text)
{
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        if (strcmp(option->code, text) == 0 &&
            (reader->variant == SIZE_MAX ||
             peil_variants_has(option->variants, reader->variant)))
            return (unsigned char)i;
    }
    const char *what =
        reader->variant == SIZE_MAX
            ? "code of"
            : peil_arena_format(reader->arena, "code that variant \"%s\" has of",
                                reader->q->variants[reader->variant].id);
    if (reader->complaints >= MOST_COMPLAINTS)
        return complain(reader, "", text, item->id, "");
    return complain(reader, what, text, item->id, known_codes(reader, item));
}

static unsigned char read_code(struct reader *reader, const struct peil_column *column,
                               const char *text)
{
    if (column->values)
        return peil_values_number(column->values, text);
    return read_option(reader, column->variable->item, text);
}

static unsigned char read_chosen(struct reader *reader,
                                 const struct peil_column *column, const char *text)
{
    const struct peil_variable *variable = column->variable;
    if ((*text != '0' && *text != '1') || text[1] != '\0')
        return complain(reader, "tick of", text, column->name, "0 or 1 is expected");
    if (*text == '1' && reader->variant != SIZE_MAX &&
        !peil_item_option(variable->item, variable->option->code, reader->variant))
        return complain(reader, "possible tick of", text, column->name,
                        "the variant of this response does not have it");
    return (unsigned char)(*text - '0');
}

static unsigned char read_number(struct reader *reader,
                                 const struct peil_column *column, const char *text)
{
    const struct peil_item *item = column->variable->item;
    double number;
    if (!peil_text_number(text, &number))
        return complain(reader, "number for", text, column->name,
                        "digits and a decimal point are expected");
    if (number < item->lowest || number > item->highest)
        return complain(reader, "possible answer to", text, column->name,
                        "it is outside the limits of the item");
    return peil_values_number(column->values, text);
}

static unsigned char read_words(struct reader *reader, const struct peil_column *column,
                                const char *text)
{
    (void)reader, (void)column, (void)text;
    return 0;
}

static unsigned char read_place(struct reader *reader, const struct peil_column *column,
                                const char *text, const char *what)
{
    for (size_t i = 0; i < column->category_count; i++) {
        if (strcmp(column->categories[i].code, text) == 0)
            return (unsigned char)i;
    }
    const char *known = "known are";
    for (size_t i = 0; i < column->category_count; i++)
        known = peil_arena_format(reader->arena, "%s %s", known,
                                  column->categories[i].code);
    return complain(reader, what, text, column->name, known);
}

static unsigned char read_band(struct reader *reader, const struct peil_column *column,
                               const char *text)
{
    return read_place(reader, column, text, "band of");
}

static unsigned char (*const reads[])(struct reader *, const struct peil_column *,
                                      const char *) = {
    [PEIL_VARIABLE_CODE] = read_code,     [PEIL_VARIABLE_CHOSEN] = read_chosen,
    [PEIL_VARIABLE_NUMBER] = read_number, [PEIL_VARIABLE_WORDS] = read_words,
    [PEIL_VARIABLE_DERIVED] = read_band,
};

/* A column with a text in it is for reading, not for counting. */
static unsigned char read_found(struct reader *reader, size_t number, const char *text)
{
    const struct peil_column *column = peil_dataset_column(reader->dataset, number);
    if (column->category_count > 0)
        return read_place(reader, column, text, "known");
    if (!column->values)
        return 0;
    if (strlen(text) <= LONGEST_VALUE && !strchr(text, '\n'))
        return peil_values_number(column->values, text);
    peil_dataset_refuse(reader->dataset, number, "it holds texts");
    return 0;
}

static unsigned char read_cell(struct reader *reader, size_t number, const char *text)
{
    const struct peil_column *column = peil_dataset_column(reader->dataset, number);
    enum peil_missing missing;
    if (*text == '\0')
        return PEIL_BYTE_BLANK;
    if (column->variable && peil_missing_find(text, &missing) &&
        missing != PEIL_ANSWERED)
        return (unsigned char)(PEIL_BYTE_MISSING + missing);
    if (column->wide)
        peil_dataset_note(reader->dataset, number, text);
    if (!column->variable)
        return read_found(reader, number, text);
    return reads[column->variable->kind](reader, column, text);
}

/* --- One row --- */

static bool is_words(const struct peil_column *column)
{
    return column->variable->kind == PEIL_VARIABLE_WORDS &&
           column->variable->item->kind != PEIL_TEXT;
}

/* What the blanks of one item stand for, now that all its columns are known. */
static void settle_item(struct reader *reader, size_t first, size_t end)
{
    unsigned char missing = 0;
    bool answered = false;
    for (size_t i = first; i < end; i++) {
        if (is_words(peil_dataset_column(reader->dataset, i)))
            continue;
        if (reader->row[i] < PEIL_BYTE_MISSING)
            answered = true;
        else if (reader->row[i] != PEIL_BYTE_BLANK)
            missing = reader->row[i];
    }
    const struct peil_variable *variable =
        peil_dataset_column(reader->dataset, first)->variable;
    if (answered && missing && variable->item->kind == PEIL_MULTIPLE)
        complain(reader, "clear answer to",
                 peil_missing_code(missing - PEIL_BYTE_MISSING), variable->item->id,
                 "other columns of this item hold an answer");

    unsigned char blank = missing ? missing : PEIL_BYTE_MISSING + PEIL_NOT_ASKED;
    if (answered)
        blank = variable->item->kind == PEIL_MULTIPLE
                    ? 0
                    : PEIL_BYTE_MISSING + PEIL_NO_ANSWER;
    for (size_t i = first; i < end; i++) {
        if (reader->row[i] == PEIL_BYTE_BLANK)
            reader->row[i] = blank;
    }
}

/* The questionnaire's columns come first, those of one item side by side. */
static void settle_row(struct reader *reader)
{
    size_t count = peil_dataset_columns(reader->dataset), end;
    for (size_t first = 0; first < count; first = end) {
        const struct peil_variable *variable =
            peil_dataset_column(reader->dataset, first)->variable;
        end = first + 1;
        if (!variable || !variable->item)
            continue;
        for (; end < count; end++) {
            const struct peil_column *next = peil_dataset_column(reader->dataset, end);
            if (!next->variable || next->variable->item != variable->item)
                break;
        }
        settle_item(reader, first, end);
    }
}

static void read_variant(struct reader *reader, const struct peil_csv_row *row)
{
    reader->variant = SIZE_MAX;
    if (reader->variant_field == SIZE_MAX)
        return;
    reader->place.column = (int)reader->variant_field + 1;
    size_t number = reader->columns[reader->variant_field];
    unsigned char byte =
        read_cell(reader, number, row->fields[reader->variant_field].text);
    reader->row[number] = byte;
    if (byte < PEIL_BYTE_MISSING)
        reader->variant = byte;
}

static void read_row(struct reader *reader, const struct peil_csv_row *row)
{
    reader->place.line = row->line;
    memset(reader->row, PEIL_BYTE_BLANK, peil_dataset_columns(reader->dataset));
    read_variant(reader, row);
    for (size_t i = 0; i < row->count; i++) {
        reader->place.column = (int)i + 1;
        if (i != reader->variant_field)
            reader->row[reader->columns[i]] =
                read_cell(reader, reader->columns[i], row->fields[i].text);
    }
    settle_row(reader);
    peil_dataset_append(reader->dataset, reader->row);
}

/* --- The header --- */

struct names {
    const char *text;
    size_t count;
};

static void add_name(struct reader *reader, struct names *names, const char *name)
{
    if (names->count++ < MOST_NAMES)
        names->text = peil_arena_format(reader->arena, "%s%s\"%s\"",
                                        names->text ? names->text : "",
                                        names->text ? ", " : "", name);
}

static void say_names(struct reader *reader, enum peil_severity severity,
                      const char *what, const struct names *names)
{
    const char *more = "";
    if (names->count > MOST_NAMES)
        more = peil_arena_format(reader->arena, " and %zu more",
                                 names->count - MOST_NAMES);
    if (names->count > 0)
        peil_diag_add(reader->diag, severity, reader->place, "%s %s%s", what,
                      names->text, more);
}

static bool is_response_column(const char *name)
{
    for (size_t i = 0; peil_response_columns[i]; i++) {
        if (strcmp(peil_response_columns[i], name) == 0)
            return true;
    }
    for (size_t i = 0; peil_quality_columns[i]; i++) {
        if (strcmp(peil_quality_columns[i], name) == 0)
            return true;
    }
    return false;
}

static size_t find_number(const struct reader *reader, const char *name)
{
    size_t count = peil_dataset_columns(reader->dataset);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(peil_dataset_column(reader->dataset, i)->name, name) == 0)
            return i;
    }
    return SIZE_MAX;
}

static const char *header_name(const struct reader *reader,
                               const struct peil_csv_row *row, size_t field)
{
    const char *name = peil_text_squeeze(reader->arena, row->fields[field].text);
    return *name ? name : peil_arena_format(reader->arena, "column %zu", field + 1);
}

static bool match_header(struct reader *reader, const struct peil_csv_row *row)
{
    bool *taken = peil_arena_array(
        reader->arena, peil_dataset_columns(reader->dataset) + row->count, 1);
    struct names extra = { 0 };
    for (size_t i = 0; i < row->count; i++) {
        const char *name = header_name(reader, row, i);
        size_t number = find_number(reader, name);
        if (number == SIZE_MAX) {
            number = peil_dataset_add(reader->dataset, name);
            if (reader->q && !is_response_column(name))
                add_name(reader, &extra, name);
        }
        reader->place.column = (int)i + 1;
        if (taken[number]) {
            peil_diag_add(reader->diag, PEIL_ERROR, reader->place,
                          "a second column named \"%s\"", name);
            return false;
        }
        taken[number] = true;
        reader->columns[i] = number;
        if (reader->q && reader->q->variant_count > 0 && strcmp(name, "variant") == 0)
            reader->variant_field = i;
    }
    reader->place.column = 0;
    say_names(reader, PEIL_NOTE,
              "not in the questionnaire, kept as they stand:", &extra);
    return true;
}

/* Own words are not needed for tables, and what is derived can be derived again. */
static bool is_needed(const struct peil_variable *variable)
{
    return variable && variable->item && variable->item->on &&
           variable->kind != PEIL_VARIABLE_WORDS;
}

static bool check_presence(struct reader *reader, size_t fields)
{
    size_t count = peil_dataset_columns(reader->dataset), present = 0;
    bool *here = peil_arena_array(reader->arena, count, sizeof *here);
    for (size_t i = 0; i < fields; i++)
        here[reader->columns[i]] = true;
    struct names absent = { 0 };
    for (size_t i = 0; i < count; i++) {
        const struct peil_column *column = peil_dataset_column(reader->dataset, i);
        present += here[i] && column->variable;
        if (!here[i] && is_needed(column->variable))
            add_name(reader, &absent, column->name);
    }
    if (present == 0 && absent.count > 0) {
        peil_diag_add(reader->diag, PEIL_ERROR, reader->place,
                      "no column of questionnaire \"%s\" is in this file",
                      reader->q->id);
        return false;
    }
    say_names(reader, PEIL_WARNING, "no column in this file for", &absent);
    return true;
}

static bool take_row(void *context, const struct peil_csv_row *row)
{
    struct reader *reader = context;
    if (reader->columns) {
        read_row(reader, row);
        return true;
    }
    reader->place.line = row->line;
    reader->columns =
        peil_arena_array(reader->arena, row->count, sizeof *reader->columns);
    if (!match_header(reader, row))
        return false;
    reader->row =
        peil_arena_array(reader->arena, peil_dataset_columns(reader->dataset), 1);
    return !reader->q || check_presence(reader, row->count);
}

/* --- Whole files --- */

static struct reader begin(const char *name, struct peil_dataset *dataset,
                           struct peil_arena *arena, struct peil_diag *diag)
{
    return (struct reader){ .dataset = dataset,
                            .q = peil_dataset_questionnaire(dataset),
                            .arena = arena,
                            .diag = diag,
                            .variant_field = SIZE_MAX,
                            .place = { .file = peil_arena_copy(arena, name) } };
}

static bool finish(struct reader *reader, size_t errors_before)
{
    if (reader->complaints > MOST_COMPLAINTS)
        peil_diag_add(reader->diag, PEIL_ERROR,
                      (struct peil_place){ .file = reader->place.file,
                                           .line = reader->place.line },
                      "and %zu more answers that cannot be, up to this line",
                      reader->complaints - MOST_COMPLAINTS);
    return peil_diag_count(reader->diag, PEIL_ERROR) == errors_before;
}

bool peil_response_file_read(const char *path, struct peil_dataset *dataset,
                             struct peil_arena *arena, struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    struct reader reader = begin(path, dataset, arena, diag);
    bool well = peil_csv_read(path, take_row, &reader, diag);
    return finish(&reader, errors) && well;
}

bool peil_response_file_parse(const char *bytes, size_t length, const char *name,
                              struct peil_dataset *dataset, struct peil_arena *arena,
                              struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    struct reader reader = begin(name, dataset, arena, diag);
    bool well = peil_csv_parse(bytes, length, name, take_row, &reader, diag);
    return finish(&reader, errors) && well;
}
