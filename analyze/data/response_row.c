#include "analyze/data/response_row.h"

#include "analyze/data/cell.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

/* Of every field the byte that each short text came to is kept: the same few codes
 * stand in it row after row. Those of one character, and "", have a place of their own;
 * for others there is an open table, where a text of zeros is free. */
enum {
    SLOTS = 512,
    MOST_KEPT = SLOTS / 2,
    LONGEST_KEPT = 7,
    UNKNOWN = PEIL_BYTE_MISSING - 1, /* stands for nothing in any column */
};
static_assert((int)UNKNOWN > (int)PEIL_TOO_MANY, "no value has this number");

struct kept {
    char text[LONGEST_KEPT];
    unsigned char byte;
};
static_assert(sizeof(struct kept) == sizeof(uint64_t) &&
                  (int)PEIL_CSV_SPARE >= (int)sizeof(uint64_t),
              "a short text can be read as a number");

struct memory {
    unsigned char singles[UCHAR_MAX + 1];
    struct kept slots[SLOTS];
    size_t count;
};

/* A field that is read, and what stands for it in the batch. */
struct field {
    size_t number, column;
    unsigned char *bytes;
    unsigned char blank;
    bool keeps; /* what short texts came to */
};

struct peil_row_reader {
    struct peil_arena *arena;
    const struct peil_response_header *header;
    struct peil_batch *batch;
    struct peil_cell_reader cells;
    struct field *fields; /* the variant is the first, if there is one */
    size_t field_count;
    bool has_variant;
    /* Of each field, one after the other for each variant, since codes may mean other
     * things there; the first ones are for when it is not known. */
    struct memory *memories;
};

static void add_field(struct peil_row_reader *reader, size_t number)
{
    size_t column = reader->header->columns[number];
    reader->fields[reader->field_count++] =
        (struct field){ .number = number,
                        .column = column,
                        .bytes = reader->batch->columns[column],
                        .blank = reader->header->blanks[column],
                        .keeps = !reader->batch->wides[column] };
}

static void add_fields(struct peil_row_reader *reader,
                       const struct peil_dataset *dataset)
{
    const struct peil_response_header *header = reader->header;
    reader->fields =
        peil_arena_array(reader->arena, header->count, sizeof *reader->fields);
    if (reader->has_variant)
        add_field(reader, header->variant_field);
    for (size_t i = 0; i < header->count; i++)
        if (i != header->variant_field &&
            peil_dataset_needs(dataset, header->columns[i]))
            add_field(reader, i);
}

struct peil_row_reader *peil_row_reader_new(const struct peil_response_header *header,
                                            struct peil_dataset *dataset,
                                            const char *file, struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_row_reader *reader = peil_arena_array(arena, 1, sizeof *reader);
    const struct peil_questionnaire *q = peil_dataset_questionnaire(dataset);
    bool has_variant = q && header->variant_field != SIZE_MAX;
    size_t variants = has_variant ? q->variant_count + 1 : 1;
    *reader = (struct peil_row_reader){
        .arena = arena,
        .header = header,
        .batch = peil_batch_new(dataset, arena),
        .has_variant = has_variant,
        .memories =
            peil_arena_array(arena, variants * header->count, sizeof *reader->memories),
    };
    for (size_t i = 0; i < variants * header->count; i++)
        memset(reader->memories[i].singles, UNKNOWN,
               sizeof reader->memories[i].singles);
    add_fields(reader, dataset);
    reader->cells = (struct peil_cell_reader){ .dataset = dataset,
                                               .batch = reader->batch,
                                               .arena = arena,
                                               .diag = diag,
                                               .place = { .file = file } };
    return reader;
}

void peil_row_reader_free(struct peil_row_reader *reader)
{
    if (reader)
        peil_arena_free(reader->arena);
}

struct peil_batch *peil_row_batch(const struct peil_row_reader *reader)
{
    return reader->batch;
}

/* --- Fields --- */

static uint64_t first_of(uint64_t number, size_t length)
{
    static const unsigned char masks[sizeof number][sizeof number] = {
        { 0 },
        { 255 },
        { 255, 255 },
        { 255, 255, 255 },
        { 255, 255, 255, 255 },
        { 255, 255, 255, 255, 255 },
        { 255, 255, 255, 255, 255, 255 },
        { 255, 255, 255, 255, 255, 255, 255 },
    };
    uint64_t mask;
    memcpy(&mask, masks[length], sizeof mask);
    return number & mask;
}

/* Of a text that is not "": never zero. */
static uint64_t as_number(const char *text, size_t length)
{
    uint64_t number;
    memcpy(&number, text, sizeof number);
    return first_of(number, length);
}

static uint64_t text_of(const struct kept *slot)
{
    return as_number(slot->text, LONGEST_KEPT);
}

/* The slot of this text, or a free one (Knuth, The Art of Computer Programming 3, 6.4:
 * multiplication by the golden ratio). */
static struct kept *find_slot(struct memory *memory, uint64_t text)
{
    size_t slot = text * 0x9e3779b97f4a7c15 >> (64 - 9);
    while (text_of(&memory->slots[slot]) != 0 && text_of(&memory->slots[slot]) != text)
        slot = (slot + 1) % SLOTS;
    return &memory->slots[slot];
}
static_assert(SLOTS == 1 << 9, "a slot is the upper nine bits of a product");

static unsigned char read_new(struct peil_row_reader *reader, const struct field *field,
                              const struct peil_csv_field *text)
{
    if (text->length == 0)
        return field->blank;
    reader->cells.place.column = (int)field->number + 1;
    return peil_cell_read(&reader->cells, field->column, text);
}

static unsigned char read_longer(struct peil_row_reader *reader, struct memory *memory,
                                 const struct field *field,
                                 const struct peil_csv_field *text)
{
    if (!field->keeps || text->length > LONGEST_KEPT)
        return read_new(reader, field, text);
    uint64_t number = as_number(text->text, text->length);
    struct kept *slot = find_slot(memory, number);
    if (text_of(slot) == number)
        return slot->byte;
    unsigned char byte = read_new(reader, field, text);
    if (memory->count < MOST_KEPT && byte != PEIL_BYTE_BLANK) {
        memcpy(slot->text, text->text, text->length);
        slot->byte = byte;
        memory->count++;
    }
    return byte;
}

/* The few that are not at hand; kept out of the loop over all, which should stay small.
 */
static unsigned char __attribute__((noinline))
read_field(struct peil_row_reader *reader, struct memory *memory,
           const struct field *field, const struct peil_csv_field *text)
{
    if (field->keeps && reader->batch->refused[field->column] && text->length > 0)
        return 0;
    if (text->length > 1)
        return read_longer(reader, memory, field, text);
    unsigned char byte = read_new(reader, field, text);
    if (field->keeps && (byte != PEIL_BYTE_BLANK || text->length == 0))
        memory->singles[(unsigned char)*text->text] = byte;
    return byte;
}

static void read_fields(struct peil_row_reader *reader, struct memory *memories,
                        const struct peil_csv_row *row, size_t first, size_t end)
{
    size_t at = reader->batch->rows;
    for (size_t i = first; i < end; i++) {
        const struct field *field = &reader->fields[i];
        const struct peil_csv_field *text = &row->fields[field->number];
        unsigned char byte = UNKNOWN;
        if (text->length <= 1)
            byte = memories[i].singles[(unsigned char)*text->text];
        if (byte == UNKNOWN)
            byte = read_field(reader, &memories[i], field, text);
        field->bytes[at] = byte;
    }
}

/* --- Items with several columns --- */

static bool is_words(const struct peil_column *column)
{
    return column->variable->kind == PEIL_VARIABLE_WORDS &&
           column->variable->item->kind != PEIL_TEXT;
}

/* What the blanks of one item stand for, now that all its columns are known. */
static void settle_group(struct peil_cell_reader *cells,
                         const struct peil_column_group *group)
{
    unsigned char *const *columns = cells->batch->columns;
    unsigned char missing = 0;
    size_t row = cells->batch->rows;
    bool answered = false;
    for (size_t i = group->first; i < group->end; i++) {
        if (is_words(peil_dataset_column(cells->dataset, i)))
            continue;
        if (columns[i][row] < PEIL_BYTE_MISSING)
            answered = true;
        else if (columns[i][row] != PEIL_BYTE_BLANK)
            missing = columns[i][row];
    }
    const struct peil_item *item =
        peil_dataset_column(cells->dataset, group->first)->variable->item;
    bool multiple = item->kind == PEIL_MULTIPLE;
    if (answered && missing && multiple)
        peil_cell_refuse(cells, peil_missing_code(missing - PEIL_BYTE_MISSING),
                         "clear answer to", item->id,
                         "other columns of this item hold an answer");

    unsigned char blank = missing ? missing : PEIL_BYTE_MISSING + PEIL_NOT_ASKED;
    if (answered)
        blank = multiple ? 0 : PEIL_BYTE_MISSING + PEIL_NO_ANSWER;
    for (size_t i = group->first; i < group->end; i++) {
        if (columns[i][row] == PEIL_BYTE_BLANK)
            columns[i][row] = blank;
    }
}

/* --- Rows --- */

/* What is kept for the row's variant, which is read before all else. */
static struct memory *read_variant(struct peil_row_reader *reader,
                                   const struct peil_csv_row *row)
{
    reader->cells.variant = SIZE_MAX;
    if (!reader->has_variant)
        return reader->memories;
    read_fields(reader, reader->memories, row, 0, 1);
    unsigned char byte = reader->fields[0].bytes[reader->batch->rows];
    if (byte >= PEIL_BYTE_MISSING)
        return reader->memories;
    reader->cells.variant = byte;
    return reader->memories + (byte + 1u) * reader->header->count;
}

void peil_row_read(struct peil_row_reader *reader, const struct peil_csv_row *row)
{
    const struct peil_response_header *header = reader->header;
    struct peil_batch *batch = reader->batch;
    reader->cells.place.line = row->line;
    struct memory *memories = read_variant(reader, row);
    read_fields(reader, memories, row, reader->has_variant, reader->field_count);
    for (size_t i = 0; i < header->absent_count; i++)
        batch->columns[header->absent[i]][batch->rows] =
            header->blanks[header->absent[i]];
    reader->cells.place.column = (int)row->count;
    for (size_t i = 0; i < header->group_count; i++)
        settle_group(&reader->cells, &header->groups[i]);
    peil_batch_end_row(batch);
}

void peil_row_reader_end(struct peil_row_reader *reader)
{
    peil_cell_sum_up(&reader->cells);
}
