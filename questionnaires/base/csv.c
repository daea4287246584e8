#include "questionnaires/base/csv.h"

#include "questionnaires/base/scan.h"
#include "questionnaires/base/text.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    CHUNK = 64 * 1024,
    GLANCE = 16 * 1024, /* where a row's beginning is looked for */
    LARGEST_FIELD = 1 << 20,
    LARGEST_ROW = 4 << 20,
    MOST_COLUMNS = 4096,
    ROOM_TO_SCAN =
        128, /* more fields than the header has, to see that a row has more */
};

/* Where bytes come from: a stream, a file that is read from a place on, or
 * memory. */
struct source {
    int file; /* -1 = memory */
    bool sought;
    off_t place;
    const char *bytes;
    size_t length;
};

struct reader {
    struct csv_parser parser;
    const char *name;
    peil_csv_row_function *on_row;
    void *context;
    struct peil_diag *diag;
    struct peil_arena *arena;

    struct source source;
    char *chunk;
    size_t chunk_size;
    size_t position, end; /* rows that begin before `end` are read */
    bool began;
    struct peil_scan_row plain; /* room for the fields of a plain row */

    int line, column; /* where the bytes stand that are read next */
    bool after_cr;    /* the LF of a CRLF ends no line of its own */
    int bad_line;     /* the last one with a byte that is not UTF-8 */
    bool stopped;     /* reading must not go on */

    /* What libcsv is reading: */
    bool in_row, row_is_bad;
    int row_line, field_line; /* where this row, and its last field, begin */
    char *bytes;              /* of this row's fields */
    size_t byte_count, byte_room;
    uint32_t begins[MOST_COLUMNS + 1];
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

/* libcsv asks for room for one field: its bytes, the quote, a NUL and one to
 * spare. */
static void *realloc_field(void *bytes, size_t size)
{
    return size > LARGEST_FIELD + 3 ? NULL : realloc(bytes, size);
}

/* A zero byte in front says that there are no quotes any more. */
static void keep_bytes(struct reader *reader, const char *text, size_t length)
{
    if (reader->byte_room - reader->byte_count < length + PEIL_CSV_SPARE) {
        size_t room = 2 * (reader->byte_room + length + PEIL_CSV_SPARE);
        char *bytes = peil_arena_array(reader->arena, room, 1);
        if (reader->byte_count)
            memcpy(bytes, reader->bytes, reader->byte_count);
        reader->bytes = bytes;
        reader->byte_room = room;
    }
    reader->bytes[reader->byte_count++] = '\0';
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
    reader->begins[++reader->field_count] = (uint32_t)reader->byte_count;
}

static bool has_right_width(struct reader *reader, size_t count)
{
    if (reader->header_count == 0)
        reader->header_count = count;
    if (count == reader->header_count)
        return true;
    struct peil_place place = { .file = reader->name, .line = reader->row_line };
    peil_diag_add(reader->diag, PEIL_ERROR, place,
                  "the row has %zu field%s, the header has %zu", count,
                  count == 1 ? "" : "s", reader->header_count);
    return false;
}

static void hand_over(struct reader *reader, struct peil_csv_row row)
{
    row.line = reader->row_line;
    if (has_right_width(reader, row.count))
        reader->stopped = !reader->on_row(reader->context, &row);
}

/* A bad header leaves nothing to read by; any other bad row is only left out.
 */
static void end_row(int end, void *context)
{
    (void)end;
    struct reader *reader = context;
    if (reader->stopped)
        return;
    bool is_header = reader->header_count == 0;
    if (reader->row_is_bad)
        reader->stopped = is_header;
    else
        hand_over(reader, (struct peil_csv_row){ .bytes = reader->bytes,
                                                 .begins = reader->begins,
                                                 .count = reader->field_count });
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

static void complain_of_quote(struct reader *reader, int column)
{
    if (csv_error(&reader->parser) == CSV_ENOMEM)
        stop(reader, reader->row_line, 0, "a field is larger than 1 MiB");
    else
        stop(reader, reader->line, column,
             quote_trouble(reader, "a quote stands wrong: quote the whole field, and "
                                   "double the quotes in it"));
}

/* Said once for each line. The row is known to be bad: perhaps it has ended. */
static void complain_of_byte(struct reader *reader, int column)
{
    struct peil_place place = { reader->name, reader->line, column };
    if (reader->bad_line == reader->line)
        return;
    reader->bad_line = reader->line;
    peil_diag_add(reader->diag, PEIL_ERROR, place,
                  "this byte is not UTF-8; save the file as UTF-8");
}

/* What stands behind a zero byte, or a quote that is wrong, is not looked at. */
static void feed(struct reader *reader, const char *bytes, size_t length)
{
    const char *zero = memchr(bytes, '\0', length);
    size_t until = zero ? (size_t)(zero - bytes) : length, bad = until;
    if (!peil_text_is_valid(bytes, until, &bad))
        reader->row_is_bad = true;
    size_t used = csv_parse(&reader->parser, bytes, until, end_field, end_row, reader);
    if (bad < used)
        complain_of_byte(reader, reader->column + characters(bytes, bad));
    if (used < until && !reader->stopped)
        complain_of_quote(reader, reader->column + characters(bytes, used));
    if (zero && !reader->stopped)
        stop(reader, reader->line, reader->column + characters(bytes, until),
             "a zero byte: this is a workbook or UTF-16, no CSV; save it as CSV in "
             "UTF-8");
}

/* libcsv passes over lines that hold nothing but blanks. */
static bool is_blank(const struct reader *reader, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!strchr(" \t\r\n", bytes[i]) || bytes[i] == (char)reader->parser.delim_char)
            return false;
    return true;
}

/* One physical line, or a part of one at the end of a chunk. Feeding libcsv by
 * line is how we know on which line each row and field begins. */
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
    reader->position += length;
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

/* The first bytes: the mark is left out, UTF-16 is refused, the delimiter is
 * found. Returns how many were used. */
static size_t read_first(struct reader *reader, size_t length)
{
    const char *bytes = reader->chunk;
    size_t mark = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    if (length >= 2 &&
        (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
        stop(reader, 1, 1, "the file is in UTF-16; save it as UTF-8");
    char delimits = delimiter(bytes + mark, length - mark);
    csv_set_delim(&reader->parser, (unsigned char)delimits);
    reader->began = true;
    reader->position += mark;
    return mark;
}

/* --- The fast way --- */

static bool goes_on(const struct reader *reader)
{
    return !reader->stopped && (reader->in_row || reader->position < reader->end);
}

static bool may_scan(struct reader *reader)
{
    struct peil_scan_row *row = &reader->plain;
    if (reader->in_row || reader->column > 1 || reader->header_count == 0 ||
        reader->chunk_size < PEIL_CSV_LEAST_TO_SCAN)
        return false;
    if (row->room == 0) {
        row->room = reader->header_count + ROOM_TO_SCAN;
        row->begins = peil_arena_array(reader->arena, row->room, sizeof *row->begins);
    }
    return true;
}

/* As many plain rows as stand here; returns how many bytes they were. When more
 * bytes might make another, `*unfinished` is set. */
static size_t read_plain(struct reader *reader, char *bytes, size_t length,
                         bool *unfinished)
{
    enum peil_scanned scanned = PEIL_SCAN_ROW;
    struct peil_scan scan;
    size_t begin = reader->position;
    peil_scan_begin(&scan, bytes, length, (char)reader->parser.delim_char);
    while (goes_on(reader) &&
           (scanned = peil_scan_next(&scan, &reader->plain)) == PEIL_SCAN_ROW) {
        reader->row_line = reader->line;
        hand_over(reader,
                  (struct peil_csv_row){ .bytes = bytes + reader->position - begin,
                                         .begins = reader->plain.begins,
                                         .count = reader->plain.count });
        reader->line += reader->plain.lines;
        reader->position = begin + (size_t)(scan.row - bytes);
        reader->after_cr = false;
    }
    *unfinished = scanned == PEIL_SCAN_UNFINISHED;
    return reader->position - begin;
}

/* --- Chunks --- */

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

/* Of the first line, with its end; or of what is there of it. */
static size_t line_length(const char *bytes, size_t length, bool more)
{
    size_t at = 0;
    while (at < length && bytes[at] != '\n' && bytes[at] != '\r')
        at++;
    if (at == length)
        return more ? whole_characters(bytes, length) : length;
    return at + 1 < length && memcmp(bytes + at, "\r\n", 2) == 0 ? at + 2 : at + 1;
}

/* Reads what can be read of the chunk, and returns how much that was: the rest
 * must be seen with more behind it. */
static size_t read_chunk(struct reader *reader, size_t length, bool more)
{
    size_t at = reader->began ? 0 : read_first(reader, length);
    while (at < length && goes_on(reader)) {
        bool unfinished = false;
        if (may_scan(reader))
            at += read_plain(reader, reader->chunk + at, length - at, &unfinished);
        if (at == length || !goes_on(reader) ||
            (unfinished && more && (at > 0 || length < reader->chunk_size)))
            break;
        size_t line = line_length(reader->chunk + at, length - at, more);
        if (line == 0)
            break;
        read_line(reader, reader->chunk + at, line);
        at += line;
    }
    return at;
}

static ssize_t copy(struct source *source, char *to, size_t room)
{
    size_t length = source->length < room ? source->length : room;
    if (length > 0)
        memcpy(to, source->bytes, length);
    source->bytes += length;
    source->length -= length;
    return (ssize_t)length;
}

/* Zero at the end, below zero when reading failed. */
static ssize_t fill(struct source *source, char *to, size_t room)
{
    ssize_t got;
    if (source->file < 0)
        return copy(source, to, room);
    do
        got = source->sought ? pread(source->file, to, room, source->place)
                             : read(source->file, to, room);
    while (got < 0 && errno == EINTR);
    source->place += got;
    return got;
}

static void read_all(struct reader *reader)
{
    size_t held = 0;
    ssize_t got;
    do {
        char *chunk = reader->chunk;
        got = fill(&reader->source, chunk + held, reader->chunk_size - held);
        if (got < 0)
            stop(reader, 0, 0,
                 peil_arena_format(reader->arena, "cannot read: %s", strerror(errno)));
        else
            held += (size_t)got;
        size_t used = read_chunk(reader, held, got > 0);
        held -= used;
        memmove(chunk, chunk + used, held);
    } while (got > 0 && goes_on(reader));
}

/* --- Whole files --- */

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
                               .chunk_size = CHUNK,
                               .end = SIZE_MAX,
                               .line = 1,
                               .column = 1 };
    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    csv_set_realloc_func(&reader->parser, realloc_field);
    csv_set_blk_size(&reader->parser, 4096);
    return reader;
}

/* The last row may have no line end; the last quote must have its other half.
 */
static void end_file(struct reader *reader)
{
    if (reader->stopped)
        return;
    if (csv_fini(&reader->parser, end_field, end_row, reader) != 0) {
        struct peil_place place = { .file = reader->name, .line = reader->field_line };
        peil_diag_add(reader->diag, PEIL_ERROR, place,
                      "the quote that opens field %zu never closes",
                      reader->field_count + 1);
    } else if (reader->header_count == 0) {
        complain(reader, 0, 0, "the file is empty; a header line is expected");
    }
}

static void read_source(struct reader *reader, struct source source)
{
    reader->source = source;
    reader->chunk =
        peil_arena_array(reader->arena, reader->chunk_size + PEIL_SCAN_SPARE, 1);
    read_all(reader);
    end_file(reader);
    csv_free(&reader->parser);
}

/* NOLINTNEXTLINE(readability-function-size): bytes, length and name are one
 * thing */
bool peil_csv_parse(const char *bytes, size_t length, const char *name,
                    peil_csv_row_function *row, void *context, struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    struct reader *reader = begin(name, row, context, diag);
    read_source(reader,
                (struct source){ .file = -1, .bytes = bytes, .length = length });
    peil_arena_free(reader->arena);
    return peil_diag_count(diag, PEIL_ERROR) == errors;
}

bool peil_csv_read(const char *path, peil_csv_row_function *row, void *context,
                   struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    bool is_input = strcmp(path, "-") == 0;
    int file = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path },
                      "cannot open: %s", strerror(errno));
        return false;
    }
    struct reader *reader = begin(path, row, context, diag);
    read_source(reader, (struct source){ .file = file });
    peil_arena_free(reader->arena);
    if (!is_input)
        close(file);
    return peil_diag_count(diag, PEIL_ERROR) == errors;
}

/* --- Parts --- */

bool peil_csv_read_part(struct peil_csv_part *part, peil_csv_row_function *row,
                        void *context, struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    struct reader *reader = begin(part->name, row, context, diag);
    reader->position = part->begin;
    reader->end = part->end;
    reader->line = part->line;
    reader->header_count = part->width;
    reader->began = part->width > 0;
    if (part->chunk_size > 0)
        reader->chunk_size = part->chunk_size;
    if (part->width > 0)
        csv_set_delim(&reader->parser, (unsigned char)part->delimiter);
    read_source(reader, (struct source){ .file = part->file,
                                         .sought = true,
                                         .place = (off_t)part->begin });
    part->end = reader->position;
    part->line = reader->line;
    part->width = reader->header_count;
    part->delimiter = (char)reader->parser.delim_char;
    peil_arena_free(reader->arena);
    return peil_diag_count(diag, PEIL_ERROR) == errors;
}

static bool begins_row(const char *bytes, size_t length,
                       const struct peil_csv_part *part, struct peil_scan_row *row)
{
    struct peil_scan scan;
    peil_scan_begin(&scan, bytes, length, part->delimiter);
    return peil_scan_next(&scan, row) == PEIL_SCAN_ROW && row->count == part->width;
}

bool peil_csv_guess(struct peil_csv_part *part)
{
    char bytes[GLANCE + PEIL_SCAN_SPARE] = { 0 };
    struct source source = { .file = part->file,
                             .sought = true,
                             .place = (off_t)part->begin - 1 };
    ssize_t got = fill(&source, bytes, GLANCE);
    char *at = bytes, *end = bytes + (got > 0 ? got : 0);
    struct peil_arena *arena = peil_arena_new();
    struct peil_scan_row row = { .room = part->width + ROOM_TO_SCAN };
    row.begins = peil_arena_array(arena, row.room, sizeof *row.begins);
    bool found = false;
    while (!found && (at = memchr(at, '\n', (size_t)(end - at)))) {
        at++;
        found = begins_row(at, (size_t)(end - at), part, &row);
    }
    if (found)
        part->begin += (size_t)(at - bytes) - 1;
    peil_arena_free(arena);
    return found;
}

/* --- Writing --- */

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
