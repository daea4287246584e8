#include "analyze/data/response_row.h"

#include "analyze/data/cell.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>

/* Of every field the byte that each short text came to is kept: the same few codes
 * stand in it row after row, so that nearly all are found in the slot where they are
 * looked for first. A slot whose text is zeros is free, but the first: that is of "".
 */
enum {
    SLOTS = 128,
    MOST_KEPT = SLOTS * 3 / 4,
    LONGEST_KEPT = 7,
    LINE = 64, /* of the cache */
};

static_assert((int)PEIL_CSV_SPARE >= (int)sizeof(uint64_t),
              "a short text can be read as a number");

/* With a size that is an odd number of lines, memories do not all want the same places
 * in the cache. */
struct memory {
    uint64_t texts[SLOTS];
    unsigned char bytes[SLOTS];
    size_t count;
    char spare[LINE - sizeof(size_t)];
};
static_assert(sizeof(struct memory) / LINE % 2 == 1, "an odd number of lines");

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
    add_fields(reader, dataset);
    for (size_t i = 0; i < variants * header->count; i++)
        reader->memories[i].bytes[0] = reader->fields[i % header->count].blank;
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

/* Of so many bytes, LONGEST_KEPT at most; those behind them are looked at too. */
static uint64_t as_number(const char *bytes, size_t length)
{
    uint64_t number;
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
    memcpy(&number, bytes, sizeof number);
    memcpy(&mask, masks[length], sizeof mask);
    return number & mask;
}

/* Where a text is looked for first: the highest bits of a product, which hang on all
 * bytes of the text; codes of one and of two digits do not meet. */
static size_t first_slot(uint64_t text)
{
    return text * 0x02064a76b6e32e00 >> (64 - 7);
}
static_assert(SLOTS == 1 << 7, "a slot is seven bits");

/* The slot of this text, which is not "", or a free one. */
static size_t find_slot(const struct memory *memory, uint64_t text)
{
    size_t slot = first_slot(text);
    while (slot == 0 || (memory->texts[slot] != 0 && memory->texts[slot] != text))
        slot = (slot + 1) % SLOTS;
    return slot;
}

static unsigned char read_new(struct peil_row_reader *reader, const struct field *field,
                              const struct peil_csv_row *row)
{
    struct peil_csv_field text = peil_csv_field(row, field->number);
    if (text.length == 0)
        return field->blank;
    if (field->keeps && reader->batch->refused[field->column])
        return 0;
    reader->cells.place.column = (int)field->number + 1;
    return peil_cell_read(&reader->cells, field->column, &text);
}

/* What is not where it is looked for first. */
static unsigned char read_field(struct peil_row_reader *reader, struct memory *memory,
                                const struct field *field,
                                const struct peil_csv_row *row)
{
    const uint32_t *begin = &row->begins[field->number];
    size_t length = begin[1] - begin[0] - 1;
    if (!field->keeps || length > LONGEST_KEPT)
        return read_new(reader, field, row);
    uint64_t number = as_number(row->bytes + *begin, length);
    size_t slot = find_slot(memory, number);
    if (memory->texts[slot] == number)
        return memory->bytes[slot];
    unsigned char byte = read_new(reader, field, row);
    if (memory->count < MOST_KEPT && byte != PEIL_BYTE_BLANK) {
        memory->texts[slot] = number;
        memory->bytes[slot] = byte;
        memory->count++;
    }
    return byte;
}

/* Sets the bytes of fields whose texts are at hand; returns the number of the first
 * that is not. Nothing is called here: where most of the time goes, all that the loop
 * needs should stay in registers. */
static size_t find_bytes(const struct field *fields, size_t first, size_t end,
                         const struct memory *memories, const struct peil_csv_row *row,
                         size_t at)
{
    const char *bytes = row->bytes;
    const uint32_t *begins = row->begins;
    size_t i = first;
    for (; i < end; i++) {
        const uint32_t *begin = &begins[fields[i].number];
        size_t length = begin[1] - begin[0] - 1;
        if (length > LONGEST_KEPT)
            break;
        uint64_t number = as_number(bytes + *begin, length);
        size_t slot = first_slot(number);
        if (memories[i].texts[slot] != number)
            break;
        fields[i].bytes[at] = memories[i].bytes[slot];
    }
    return i;
}

static void read_fields(struct peil_row_reader *reader, struct memory *memories,
                        const struct peil_csv_row *row, size_t first, size_t end)
{
    const struct field *fields = reader->fields;
    size_t at = reader->batch->rows;
    for (size_t i = first; (i = find_bytes(fields, i, end, memories, row, at)) < end;
         i++)
        fields[i].bytes[at] = read_field(reader, &memories[i], &fields[i], row);
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
