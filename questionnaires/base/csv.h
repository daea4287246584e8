/* Comma-separated values in and out. The one door of libcsv.
 *
 * Reading: UTF-8 with or without BOM, LF, CRLF or CR, `,` or `;` or tab (found
 * from the header line), quotes, newlines in fields. Refused with file, line
 * and column: UTF-16, NUL, invalid UTF-8, a quote that never closes or stands
 * wrong, a row with another number of fields than the header, a field above 1
 * MiB, a row above 4 MiB or of more than 4,096 fields. After a bad row reading
 * goes on where that is honest (wrong number of fields, bad UTF-8), and stops
 * where it is not (broken quoting). libcsv passes over lines without anything
 * on them, and trims blanks around fields that have no quotes. It reads the
 * header and every row that is odd in any way; those of which there is only one
 * reading, nearly all in most files, are read by scan.h. */
#ifndef PEIL_CSV_H
#define PEIL_CSV_H

#include "questionnaires/base/csv_row.h"
#include "questionnaires/base/diag.h"

/* Called once per row; the first is the header. Return false to stop reading.
 */
typedef bool peil_csv_row_function(void *context, const struct peil_csv_row *row);

/* Reads a whole file ("-" = standard input), one row at a time, in memory that
 * does not grow with the number of rows. False if any error was added to diag.
 */
PEIL_MUST_READ
bool peil_csv_read(const char *path, peil_csv_row_function *row, void *context,
                   struct peil_diag *diag);
PEIL_MUST_READ
bool peil_csv_parse(const char *bytes, size_t length, const char *name,
                    peil_csv_row_function *row, void *context, struct peil_diag *diag);

/* --- In parts, which several threads may read at once ---
 *
 * First the one that begins at 0, with a function that stops behind the header:
 * it tells the width and the delimiter. Where a row begins in the middle of a
 * file can only be guessed: there may be an open quote in front of it. So read
 * from the guess, and again from the right place if the part before does not
 * end there. */
struct peil_csv_part {
    const char *name; /* of the file, for messages */
    int file;         /* a descriptor that pread can use */
    size_t begin;     /* the first byte of a row */
    size_t end;   /* rows that begin before it are read; then where the next begins */
    int line;     /* where the part begins; then where the next row does */
    size_t width; /* fields in the header; 0 = it is in this part */
    char delimiter;
    size_t chunk_size; /* bytes held at once; 0 = enough; a few: libcsv reads all */
};
enum { PEIL_CSV_LEAST_TO_SCAN = 64 };

PEIL_MUST_READ
bool peil_csv_read_part(struct peil_csv_part *part, peil_csv_row_function *row,
                        void *context, struct peil_diag *diag);

/* Moves `begin` on to where a row seems to begin; false when nothing looks like
 * it. */
bool peil_csv_guess(struct peil_csv_part *part);

/* Writing, through libcsv's own quoting; LF line ends. PEIL_CSV_SPREADSHEET
 * defuses cells that a spreadsheet would take for a formula (= + - @ TAB CR: a
 * ' in front), except plain numbers. */
enum peil_csv_dialect { PEIL_CSV_LOSSLESS, PEIL_CSV_SPREADSHEET };

struct peil_csv_writer {
    FILE *out;
    enum peil_csv_dialect dialect;
    bool in_row; /* private */
};
void peil_csv_write(struct peil_csv_writer *writer, const char *text);
void peil_csv_write_integer(struct peil_csv_writer *writer, long number);
void peil_csv_end_row(struct peil_csv_writer *writer);

#endif
