#include "questionnaires/base/csv.h"

#include "questionnaires/base/text.h"

#include <csv.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK = 64 * 1024,
    LARGEST_FIELD = 1 << 20,
    LARGEST_ROW = 4 << 20,
    MOST_COLUMNS = 4096,
};

struct reader {
    struct csv_parser parser;
    const char *name;
    peil_csv_row_function *on_row;
    void *context;
    struct peil_diag *diag;
    struct peil_arena *arena;

    int line, column; /* where the bytes stand that libcsv gets next */
    bool after_cr;    /* the LF of a CRLF ends no line of its own */
    bool stopped;     /* reading must not go on */

    bool in_row, row_is_bad;
    int row_line, field_line; /* where this row, and its last field, begin */
    char *bytes;              /* of this row's fields, each with its NUL */
    size_t byte_count, byte_room;
    struct peil_csv_field *fields; /* their .text is set when the row is complete */
    size_t field_count;
    size_t header_count; /* 0 = there has been no header */
};

static void complain(struct reader *reader, int line, int column, const char *message)
{
    struct peil_place place = { .file = reader->name, .line = line, .column = column };
    peil_diag_add(reader->diag, PEIL_ERROR, place, "%s", message);
    reader->row_is_bad = true;
}

static void stop(struct reader *reader, int line, int column, const char *message)
{
    complain(reader, line, column, message);
    reader->stopped = true;
}

/* libcsv asks for room for one field: its bytes, the quote, a NUL and one to spare. */
static void *realloc_field(void *bytes, size_t size)
{
    return size > LARGEST_FIELD + 3 ? NULL : realloc(bytes, size);
}

static void keep_bytes(struct reader *reader, const char *text, size_t length)
{
    if (reader->byte_room - reader->byte_count < length + 1) {
        size_t room = 2 * (reader->byte_room + length + 1);
        char *bytes = peil_arena_array(reader->arena, room, 1);
        if (reader->byte_count)
            memcpy(bytes, reader->bytes, reader->byte_count);
        reader->bytes = bytes;
        reader->byte_room = room;
    }
    if (length)
        memcpy(reader->bytes + reader->byte_count, text, length);
    reader->byte_count += length;
    reader->bytes[reader->byte_count++] = '\0';
}

static void end_field(void *text, size_t length, void *context)
{
    struct reader *reader = context;
    if (reader->stopped)
        return;
    reader->field_line = reader->line;
    if (reader->field_count == MOST_COLUMNS)
        stop(reader, reader->row_line, 0, "the row has more than 4,096 fields");
    else if (reader->byte_count + length > LARGEST_ROW)
        stop(reader, reader->row_line, 0, "the row is larger than 4 MiB");
    if (reader->stopped)
        return;
    keep_bytes(reader, text, length);
    reader->fields[reader->field_count++].length = length;
}

static bool has_right_width(struct reader *reader)
{
    if (reader->header_count == 0)
        reader->header_count = reader->field_count;
    if (reader->field_count == reader->header_count)
        return true;
    struct peil_place place = { .file = reader->name, .line = reader->row_line };
    peil_diag_add(reader->diag, PEIL_ERROR, place,
                  "the row has %zu field%s, the header has %zu", reader->field_count,
                  reader->field_count == 1 ? "" : "s", reader->header_count);
    return false;
}

static void hand_over(struct reader *reader)
{
    const char *text = reader->bytes;
    for (size_t i = 0; i < reader->field_count; i++) {
        reader->fields[i].text = text;
        text += reader->fields[i].length + 1;
    }
    struct peil_csv_row row = { .fields = reader->fields,
                                .count = reader->field_count,
                                .line = reader->row_line };
    reader->stopped = !reader->on_row(reader->context, &row);
}

/* A bad header leaves nothing to read by; any other bad row is only left out. */
static void end_row(int end, void *context)
{
    (void)end;
    struct reader *reader = context;
    if (reader->stopped)
        return;
    bool is_header = reader->header_count == 0;
    if (reader->row_is_bad)
        reader->stopped = is_header;
    else if (has_right_width(reader))
        hand_over(reader);
    reader->in_row = false;
    reader->row_is_bad = false;
    reader->field_count = 0;
    reader->byte_count = 0;
}

static int characters(const char *bytes, size_t length)
{
    int count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)bytes[i] & 0xc0) != 0x80;
    return count;
}

static const char *quote_trouble(struct reader *reader, const char *what)
{
    if (reader->field_line == reader->line)
        return what;
    return peil_arena_format(reader->arena, "%s; the field began on line %d", what,
                             reader->field_line);
}

static void check_bytes(struct reader *reader, const char *bytes, size_t length)
{
    size_t bad;
    if (peil_text_is_valid(bytes, length, &bad))
        return;
    int column = reader->column + characters(bytes, bad);
    if (bytes[bad] == '\0')
        stop(reader, reader->line, column,
             "a zero byte: this is no text, or UTF-16; save it as UTF-8");
    else
        complain(reader, reader->line, column,
                 "this byte is not UTF-8; save the file as UTF-8");
}

static void feed(struct reader *reader, const char *bytes, size_t length)
{
    check_bytes(reader, bytes, length);
    if (reader->stopped)
        return;
    size_t used = csv_parse(&reader->parser, bytes, length, end_field, end_row, reader);
    if (used == length || reader->stopped)
        return;
    int column = reader->column + characters(bytes, used);
    if (csv_error(&reader->parser) == CSV_ENOMEM)
        stop(reader, reader->row_line, 0, "a field is larger than 1 MiB");
    else
        stop(reader, reader->line, column,
             quote_trouble(reader, "a quote stands wrong: quote the whole field, and "
                                   "double the quotes in it"));
}

/* libcsv passes over lines that hold nothing but blanks. */
static bool is_blank(const struct reader *reader, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!strchr(" \t\r\n", bytes[i]) || bytes[i] == (char)reader->parser.delim_char)
            return false;
    return true;
}

/* One physical line, or a part of one at the end of a chunk. Feeding libcsv by line is
 * how we know on which line each row and field begins. */
static void read_line(struct reader *reader, const char *bytes, size_t length)
{
    if (!reader->in_row && !is_blank(reader, bytes, length)) {
        reader->in_row = true;
        reader->row_line = reader->field_line = reader->line;
    }
    feed(reader, bytes, length);
    char last = bytes[length - 1];
    bool is_rest_of_crlf = length == 1 && last == '\n' && reader->after_cr;
    reader->after_cr = last == '\r';
    if (last != '\n' && last != '\r') {
        reader->column += characters(bytes, length);
    } else {
        reader->line += !is_rest_of_crlf;
        reader->column = 1;
    }
}

static void read_lines(struct reader *reader, const char *bytes, size_t length)
{
    const char *end = bytes + length;
    while (bytes < end && !reader->stopped) {
        const char *at = bytes;
        while (at < end && *at != '\n' && *at != '\r')
            at++;
        at += at < end;
        read_line(reader, bytes, (size_t)(at - bytes));
        bytes = at;
    }
}

/* What stands most often in the header line, outside quotes, delimits. */
static char delimiter(const char *bytes, size_t length)
{
    static const char candidates[] = { ',', ';', '\t' };
    size_t counts[sizeof candidates] = { 0 }, best = 0, at = 0;
    bool quoted = false;
    while (at < length && (bytes[at] == '\r' || bytes[at] == '\n'))
        at++;
    for (; at < length && (quoted || (bytes[at] != '\r' && bytes[at] != '\n')); at++) {
        quoted = quoted != (bytes[at] == '"');
        for (size_t i = 0; i < sizeof candidates; i++)
            counts[i] += !quoted && bytes[at] == candidates[i];
    }
    for (size_t i = 1; i < sizeof candidates; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

/* The first bytes: the mark is left out, UTF-16 is refused, the delimiter is found. */
static void read_first(struct reader *reader, const char *bytes, size_t length)
{
    size_t mark = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (length >= 2 &&
        (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
        stop(reader, 1, 1, "the file is in UTF-16; save it as UTF-8");
    char delimits = delimiter(bytes + mark, length - mark);
    csv_set_delim(&reader->parser, (unsigned char)delimits);
    read_lines(reader, bytes + mark, length - mark);
}

static struct reader *begin(const char *name, peil_csv_row_function *row, void *context,
                            struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arena_new();
    struct reader *reader = peil_arena_array(arena, 1, sizeof *reader);
    *reader = (struct reader){ .name = name,
                               .on_row = row,
                               .context = context,
                               .diag = diag,
                               .arena = arena,
                               .line = 1,
                               .column = 1 };
    reader->fields = peil_arena_array(arena, MOST_COLUMNS, sizeof *reader->fields);
    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    csv_set_realloc_func(&reader->parser, realloc_field);
    csv_set_blk_size(&reader->parser, 4096);
    return reader;
}

/* The last row may have no line end; the last quote must have its other half. */
static void finish(struct reader *reader)
{
    if (!reader->stopped &&
        csv_fini(&reader->parser, end_field, end_row, reader) != 0) {
        struct peil_place place = { .file = reader->name, .line = reader->field_line };
        peil_diag_add(reader->diag, PEIL_ERROR, place,
                      "the quote that opens field %zu never closes",
                      reader->field_count + 1);
    } else if (!reader->stopped && reader->header_count == 0) {
        complain(reader, 0, 0, "the file is empty; a header line is expected");
    }
    csv_free(&reader->parser);
    peil_arena_free(reader->arena);
}

/* NOLINTNEXTLINE(readability-function-size): bytes, length and name are one thing */
bool peil_csv_parse(const char *bytes, size_t length, const char *name,
                    peil_csv_row_function *row, void *context, struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    struct reader *reader = begin(name, row, context, diag);
    read_first(reader, bytes, length);
    finish(reader);
    return peil_diag_count(diag, PEIL_ERROR) == errors;
}

/* The length without a character that is cut off at the end. */
static size_t whole_characters(const char *bytes, size_t length)
{
    for (size_t back = 1; back <= 3 && back <= length; back++) {
        unsigned char byte = (unsigned char)bytes[length - back];
        size_t needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
        if ((byte & 0xc0) != 0x80)
            return needed > back ? length - back : length;
    }
    return length;
}

static void read_file(struct reader *reader, FILE *in)
{
    char *chunk = peil_arena_array(reader->arena, CHUNK, 1);
    size_t held = 0, got;
    void (*read)(struct reader *, const char *, size_t) = read_first;
    while (!reader->stopped && (got = fread(chunk + held, 1, CHUNK - held, in)) > 0) {
        size_t length = held + got, whole = whole_characters(chunk, length);
        read(reader, chunk, whole);
        held = length - whole;
        memmove(chunk, chunk + whole, held);
        read = read_lines;
    }
    if (ferror(in))
        stop(reader, 0, 0,
             peil_arena_format(reader->arena, "cannot read: %s", strerror(errno)));
    read_lines(reader, chunk, held);
}

bool peil_csv_read(const char *path, peil_csv_row_function *row, void *context,
                   struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    FILE *in = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (!in) {
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path },
                      "cannot open: %s", strerror(errno));
        return false;
    }
    struct reader *reader = begin(path, row, context, diag);
    read_file(reader, in);
    finish(reader);
    if (in != stdin)
        fclose(in);
    return peil_diag_count(diag, PEIL_ERROR) == errors;
}

static void separate(struct peil_csv_writer *writer)
{
    if (writer->in_row)
        fputc(',', writer->out);
    writer->in_row = true;
}

static bool is_formula(const char *text)
{
    double number;
    return *text && strchr("=+-@\t\r", *text) && !peil_text_number(text, &number);
}

void peil_csv_write(struct peil_csv_writer *writer, const char *text)
{
    separate(writer);
    if (writer->dialect == PEIL_CSV_LOSSLESS || !is_formula(text)) {
        csv_fwrite(writer->out, text, strlen(text));
        return;
    }
    struct peil_arena *arena = peil_arena_new();
    const char *defused = peil_arena_format(arena, "'%s", text);
    csv_fwrite(writer->out, defused, strlen(defused));
    peil_arena_free(arena);
}

void peil_csv_write_integer(struct peil_csv_writer *writer, long number)
{
    separate(writer);
    fprintf(writer->out, "%ld", number);
}

void peil_csv_end_row(struct peil_csv_writer *writer)
{
    fputc('\n', writer->out);
    writer->in_row = false;
}
