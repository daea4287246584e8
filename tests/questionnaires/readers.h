/* Both readers of CSV side by side: libcsv alone, and the scanner with libcsv behind
 * it. What either makes of a file is one text: its rows with their lines, its problems.
 */
#ifndef PEIL_TESTS_READERS_H
#define PEIL_TESTS_READERS_H

#include "questionnaires/base/csv.h"
#include "tests/chance.h"
#include "tests/questionnaires/problems.h"

#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum { LIBCSV_ALONE = PEIL_CSV_LEAST_TO_SCAN - 1 };

struct reading {
    FILE *out;
    bool header, lines;
};

static inline bool write_reading(void *context, const struct peil_csv_row *row)
{
    struct reading *reading = context;
    if (reading->lines)
        fprintf(reading->out, "%d", row->line);
    for (size_t i = 0; i < row->count; i++) {
        struct peil_csv_field field = peil_csv_field(row, i);
        if (field.text[field.length] != '\0')
            abort();
        fprintf(reading->out, "[%zu:", field.length);
        fwrite(field.text, 1, field.length, reading->out);
        fputc(']', reading->out);
    }
    fputc('\n', reading->out);
    return !reading->header;
}

struct way {
    size_t chunk_size, part_size; /* 0 = as always; one part */
    bool lines;                   /* say on which lines rows are */
};

/* The header as always, then all else: parts one behind the other, until something is
 * wrong. */
static inline const char *reading_of(int file, struct way way, struct peil_arena *arena)
{
    char *bytes = NULL;
    size_t length = 0, size = (size_t)lseek(file, 0, SEEK_END);
    struct peil_diag *diag = peil_diag_new(arena);
    struct reading reading = { open_memstream(&bytes, &length), true, way.lines };
    struct peil_csv_part part = {
        .name = "a.csv", .file = file, .end = SIZE_MAX, .line = 1
    };
    bool well = peil_csv_read_part(&part, write_reading, &reading, diag);
    reading.header = false;
    while (well && part.end < size) {
        part.begin = part.end;
        part.end = way.part_size ? part.begin + way.part_size : SIZE_MAX;
        part.chunk_size = way.chunk_size;
        well = peil_csv_read_part(&part, write_reading, &reading, diag);
    }
    fclose(reading.out);
    const char *text =
        peil_arena_format(arena, "%s%s", peil_arena_copy_span(arena, bytes, length),
                          problems_of(diag, arena));
    free(bytes);
    return text;
}

/* A file that has no name any more. */
static inline int file_of(const void *bytes, size_t length)
{
    char path[] = "/tmp/peil-readers-XXXXXX";
    int file = mkstemp(path);
    if (file < 0 || write(file, bytes, length) != (ssize_t)length)
        abort();
    unlink(path);
    return file;
}

/* Whether the bytes read the same as by libcsv alone: in chunks of this size, and then,
 * if nothing is wrong with them, in parts of this size. */
static inline bool reads_same(const void *bytes, size_t length, size_t chunk_size,
                              size_t part_size, struct peil_arena *arena)
{
    int file = file_of(bytes, length);
    struct way libcsv = { LIBCSV_ALONE, 0, true }, chunks = { chunk_size, 0, true },
               parts = { chunk_size, part_size, false };
    const char *expected = reading_of(file, libcsv, arena);
    bool same = strcmp(reading_of(file, chunks, arena), expected) == 0;
    libcsv.lines = false;
    if (!strstr(expected, "a.csv:"))
        same = same && strcmp(reading_of(file, parts, arena),
                              reading_of(file, libcsv, arena)) == 0;
    close(file);
    return same;
}

/* --- Files to try them on --- */

/* Mostly rows of three fields, each of a few pieces, with something wrong in them now
 * and then. */
static inline size_t random_file(unsigned *seed, char *bytes, size_t room)
{
    static const char *const headers[] = { "a,b,c\n", "a;b;c\r\n", "a\tb\tc\n",
                                           "\xef\xbb\xbf\"a\",b,c\n" };
    static const char *const fields[] = {
        "1",
        "",
        "98",
        "\"x, y\"",
        "\"\"",
        "\"a\nb\"",
        "\"\"\"\"",
        "\"a \"\"b\"\"\"",
        "caf\xc3\xa9",
        "\"\r\n\xe2\x82\xac\"",
        "a longer text of some sixty bytes, or more"
    };
    static const char *const wrong[] = { " ",    "\t",  "\"",   "\r",   "\n", "\n\n",
                                         ",",    ";",   "\xe9", "'",    "x",  "\r\r",
                                         "\"\"", " \n", "\"",   "\xc3", "\n" };
    unsigned header = below(seed, LENGTH(headers)), faults = below(seed, 12);
    size_t length = (size_t)snprintf(bytes, room, "%s", headers[header]);
    for (unsigned rows = below(seed, 12); rows > 0; rows--) {
        for (int i = 0; i < 3; i++) {
            const char *fault =
                below(seed, 30) < faults ? wrong[below(seed, LENGTH(wrong))] : "";
            const char *end = i < 2 ? &",;\t,"[header] : below(seed, 4) ? "\n" : "\r\n";
            length += (size_t)snprintf(bytes + length, room - length, "%s%s%.*s",
                                       fields[below(seed, LENGTH(fields))], fault,
                                       i < 2 ? 1 : 2, end);
        }
    }
    return below(seed, 5) ? length : below(seed, length + 1);
}

#endif
