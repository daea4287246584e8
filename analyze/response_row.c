#include "analyze/response_row.h"

#include "analyze/cell.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

/* Of every field the byte that each short text came to is kept: the same few codes
 * stand in it row after row. An open table of texts as numbers; 0 = free. */
enum { SLOTS = 512, MOST_KEPT = SLOTS / 2, LONGEST_KEPT = sizeof(uint64_t) };
static_assert((int)PEIL_CSV_SPARE >= (int)LONGEST_KEPT,
              "a short text can be read as a number");

struct memory {
    uint64_t texts[SLOTS];
    unsigned char bytes[SLOTS];
    size_t count;
};

/* A field of the file, and what stands for it in the batch. */
struct field {
    size_t column;
    unsigned char *bytes;
    unsigned char blank;
    bool keeps; /* what short texts came to */
};

struct peil_row_reader {
    struct peil_arena *arena;
    const struct peil_response_header *header;
    struct peil_batch *batch;
    struct peil_cell_reader cells;
    struct field *fields;
    /* Of each field, one after the other for each variant, since codes may mean other
     * things there; the first ones are for when it is not known. */
    struct memory *memories;
};

static struct field *make_fields(const struct peil_response_header *header,
                                 const struct peil_batch *batch,
                                 struct peil_arena *arena)
{
    struct field *fields = peil_arena_array(arena, header->count, sizeof *fields);
    for (size_t i = 0; i < header->count; i++) {
        size_t column = header->columns[i];
        fields[i] = (struct field){ .column = column,
                                    .bytes = batch->columns[column],
                                    .blank = header->blanks[column],
                                    .keeps = !batch->wides[column] };
    }
    return fields;
}

struct peil_row_reader *peil_row_reader_new(const struct peil_response_header *header,
                                            struct peil_dataset *dataset,
                                            const char *file, struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_row_reader *reader = peil_arena_array(arena, 1, sizeof *reader);
    const struct peil_questionnaire *q = peil_dataset_questionnaire(dataset);
    size_t variants = q && header->variant_field != SIZE_MAX ? q->variant_count + 1 : 1;
    *reader = (struct peil_row_reader){
        .arena = arena,
        .header = header,
        .batch = peil_batch_new(dataset, arena),
        .memories =
            peil_arena_array(arena, variants * header->count, sizeof *reader->memories),
    };
    reader->fields = make_fields(header, reader->batch, arena);
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

/* Of a short text that is not "": never zero. */
static uint64_t as_number(const struct peil_csv_field *text)
{
    static const unsigned char masks[LONGEST_KEPT + 1][LONGEST_KEPT] = {
        { 0 },
        { 255 },
        { 255, 255 },
        { 255, 255, 255 },
        { 255, 255, 255, 255 },
        { 255, 255, 255, 255, 255 },
        { 255, 255, 255, 255, 255, 255 },
        { 255, 255, 255, 255, 255, 255, 255 },
        { 255, 255, 255, 255, 255, 255, 255, 255 },
    };
    uint64_t number, mask;
    memcpy(&number, text->text, sizeof number);
    memcpy(&mask, masks[text->length], sizeof mask);
    return number & mask;
}

static bool is_short(const struct peil_csv_field *text)
{
    return text->length > 0 && text->length <= LONGEST_KEPT;
}

/* Where the text stands, or would stand (Knuth, The Art of Computer Programming 3,
 * 6.4: multiplication by the golden ratio). */
static size_t first_slot(uint64_t text)
{
    return text * 0x9e3779b97f4a7c15 >> (64 - 9);
}
static_assert(SLOTS == 1 << 9, "a slot is the upper nine bits of a product");

static void keep(struct memory *memory, uint64_t text, unsigned char byte)
{
    size_t slot = first_slot(text);
    if (memory->count == MOST_KEPT || byte == PEIL_BYTE_BLANK)
        return;
    while (memory->texts[slot] != 0)
        slot = (slot + 1) % SLOTS;
    memory->texts[slot] = text;
    memory->bytes[slot] = byte;
    memory->count++;
}

/* The few that are not at hand; kept out of the loop over all, which should stay small.
 */
static unsigned char __attribute__((noinline))
read_field(struct peil_row_reader *reader, struct memory *memory,
           const struct peil_csv_field *text, size_t i)
{
    const struct field *field = &reader->fields[i];
    bool keeps = field->keeps && is_short(text);
    if (text->length == 0)
        return field->blank;
    if (field->keeps && reader->batch->refused[field->column])
        return 0;
    uint64_t number = keeps ? as_number(text) : 0;
    for (size_t slot = first_slot(number); memory->texts[slot] != 0;
         slot = (slot + 1) % SLOTS)
        if (memory->texts[slot] == number)
            return memory->bytes[slot];
    reader->cells.place.column = (int)i + 1;
    unsigned char byte = peil_cell_read(&reader->cells, field->column, text);
    if (keeps)
        keep(memory, number, byte);
    return byte;
}

static bool is_at_hand(const struct memory *memory, const struct peil_csv_field *text,
                       unsigned char *byte)
{
    if (!is_short(text))
        return false;
    uint64_t number = as_number(text);
    size_t slot = first_slot(number);
    *byte = memory->bytes[slot];
    return memory->texts[slot] == number;
}

/* Most texts are short, were seen before, and stand in their first slot. */
static void read_fields(struct peil_row_reader *reader, struct memory *memories,
                        const struct peil_csv_row *row, size_t first, size_t end)
{
    const struct field *fields = reader->fields;
    size_t at = reader->batch->rows;
    for (size_t i = first; i < end; i++) {
        const struct peil_csv_field *text = &row->fields[i];
        unsigned char byte;
        if (!is_at_hand(&memories[i], text, &byte))
            byte = read_field(reader, &memories[i], text, i);
        fields[i].bytes[at] = byte;
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
    size_t i = reader->header->variant_field;
    reader->cells.variant = SIZE_MAX;
    if (i >= row->count)
        return reader->memories;
    read_fields(reader, reader->memories, row, i, i + 1);
    unsigned char byte = reader->fields[i].bytes[reader->batch->rows];
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
    size_t variant = header->variant_field;
    struct memory *memories = read_variant(reader, row);
    read_fields(reader, memories, row, 0, variant < row->count ? variant : row->count);
    if (variant < row->count)
        read_fields(reader, memories, row, variant + 1, row->count);
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
