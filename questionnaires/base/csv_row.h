/* A row of a CSV file as it stands in memory: scan.h finds it there, libcsv leaves it
 * so (csv.h). */
#ifndef PEIL_CSV_ROW_H
#define PEIL_CSV_ROW_H

#include <stddef.h>
#include <stdint.h>

/* So many bytes can be read from any field's beginning on, so that short ones can be
 * compared as one number. */
enum { PEIL_CSV_SPARE = 8 };

/* Field i stands at bytes + begins[i], and takes all but the last of the bytes up to
 * begins[i + 1]. Its quotes may still be there, so ask peil_csv_field for its text. */
struct peil_csv_row {
    char *bytes;
    const uint32_t *begins; /* one more than there are fields */
    size_t count;
    int line; /* physical line where the row begins */
};

struct peil_csv_field {
    const char *text; /* NUL-terminated; good until the next row */
    size_t length;
};

/* Makes the text where the field stands. */
struct peil_csv_field peil_csv_field(const struct peil_csv_row *row, size_t i);

#endif
