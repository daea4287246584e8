/* The fields of plain rows, found 64 bytes at a time: how most of a large file
 * is read.
 *
 * A row is plain when it is RFC 4180 to the letter and libcsv would take it as
 * it stands: quotes around whole fields and doubled within, no blanks to trim,
 * LF or CRLF at its end, valid UTF-8, no zero byte, and something on it. Of any
 * other row the scanner only says that it is odd; libcsv, the reader of record,
 * reads it (csv.c). tests/questionnaires/scan_test.c shows that both read the
 * same. */
#ifndef PEIL_SCAN_H
#define PEIL_SCAN_H

#include "questionnaires/base/csv_row.h"

#include <stdbool.h>

enum { PEIL_SCAN_SPARE = 64 }; /* bytes that can be read behind those to be scanned */

/* What is where in a block: bit i of a set is byte i. */
struct peil_scan_sets {
    uint64_t ends;  /* delimiters and line feeds that are not in quotes */
    uint64_t feeds; /* the line feeds among them */
    uint64_t lines; /* that end in quotes */
    uint64_t high;  /* bytes that are not ASCII */
    uint64_t odd;   /* where a row turns out not to be plain */
};

struct peil_scan {
    char delimiter;
    const char *row; /* where the next row begins */
    /* Private: */
    const char *block, *end;
    struct peil_scan_sets sets;
    uint64_t rest; /* of the block, behind the rows that were read */
    bool plain;    /* the block: of its sets only ends and feeds hold anything */
    /* Of the byte before the next block, 0 or 1: */
    uint64_t in_quotes, before_field, closes, blank, returns;
};

enum peil_scanned {
    PEIL_SCAN_ROW,
    PEIL_SCAN_UNFINISHED, /* nothing odd, but it does not end in these bytes */
    PEIL_SCAN_ODD,
};

struct peil_scan_row {
    uint32_t *begins; /* room for `room` of them; used as of a peil_csv_row */
    size_t room, count;
    int lines; /* that it takes in the file */
};

/* The first of the bytes begins a row. */
void peil_scan_begin(struct peil_scan *scan, const char *bytes, size_t length,
                     char delimiter);

/* The next row; when it is none, the scan has ended. */
enum peil_scanned peil_scan_next(struct peil_scan *scan, struct peil_scan_row *row);

#endif
