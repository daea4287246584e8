#include "analyze/data/response_file.h"

#include "analyze/data/pieces.h"
#include "analyze/data/response_row.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Below that a second thread costs more than it gains. */
enum { LEAST_TO_SHARE = 2 << 20 };

struct reading {
    const char *file;
    struct peil_dataset *dataset;
    struct peil_arena *arena;
    struct peil_diag *diag;
    const struct peil_response_header *header; /* NULL: not yet known */
    struct peil_row_reader *rows;              /* NULL: the header comes next */
};

/* --- From begin to end --- */

static void flush(struct reading *reading)
{
    struct peil_batch *batch = peil_row_batch(reading->rows);
    peil_batch_weigh(batch);
    peil_batch_take(batch);
    peil_batch_store(batch);
}

static bool take_header(struct reading *reading, const struct peil_csv_row *row)
{
    if (!reading->header)
        reading->header = peil_response_header_read(
            reading->file, row, reading->dataset, reading->arena, reading->diag);
    return reading->header != NULL;
}

static bool take_row(void *context, const struct peil_csv_row *row)
{
    struct reading *reading = context;
    if (!reading->rows) {
        if (!take_header(reading, row))
            return false;
        reading->rows = peil_row_reader_new(reading->header, reading->dataset,
                                            reading->file, reading->diag);
        return true;
    }
    peil_row_read(reading->rows, row);
    if (peil_row_batch(reading->rows)->rows == PEIL_BATCH_ROWS)
        flush(reading);
    return true;
}

static void end_rows(struct reading *reading)
{
    if (!reading->rows)
        return;
    flush(reading);
    peil_batch_close(peil_row_batch(reading->rows));
    peil_row_reader_end(reading->rows);
    peil_row_reader_free(reading->rows);
}

static struct reading begin(const char *name, struct peil_dataset *dataset,
                            struct peil_arena *arena, struct peil_diag *diag)
{
    return (struct reading){ .file = peil_arena_copy(arena, name),
                             .dataset = dataset,
                             .arena = arena,
                             .diag = diag };
}

bool peil_response_file_parse(const char *bytes, size_t length, const char *name,
                              struct peil_dataset *dataset, struct peil_arena *arena,
                              struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    struct reading reading = begin(name, dataset, arena, diag);
    bool well = peil_csv_parse(bytes, length, name, take_row, &reading, diag);
    end_rows(&reading);
    return well && peil_diag_count(diag, PEIL_ERROR) == errors;
}

static bool read_whole(struct reading *reading)
{
    size_t errors = peil_diag_count(reading->diag, PEIL_ERROR);
    bool well = peil_csv_read(reading->file, take_row, reading, reading->diag);
    end_rows(reading);
    return well && peil_diag_count(reading->diag, PEIL_ERROR) == errors;
}

/* --- In pieces --- */

static bool stop_at_header(void *context, const struct peil_csv_row *row)
{
    take_header(context, row);
    return false;
}

/* When something is wrong with it the whole file is read again, by one: then all is
 * said in order, and on which lines. */
static bool read_shared(struct reading *reading, struct peil_csv_part *part,
                        const struct peil_crew *crew)
{
    size_t size = part->end;
    if (!peil_csv_read_part(part, stop_at_header, reading, reading->diag) ||
        !reading->header)
        return false;
    part->begin = part->end;
    part->end = size;
    if (part->begin >= size ||
        peil_pieces_read(part, reading->header, reading->dataset, crew))
        return true;
    if (read_whole(reading))
        peil_diag_add(reading->diag, PEIL_ERROR,
                      (struct peil_place){ .file = reading->file },
                      "it changed while it was read");
    return false;
}

/* Zero for what cannot be read in pieces, or not at all. */
static size_t size_of(int file)
{
    struct stat about;
    bool well = file >= 0 && fstat(file, &about) == 0 && S_ISREG(about.st_mode);
    return well ? (size_t)about.st_size : 0;
}

bool peil_response_file_share(const char *path, const struct peil_crew *crew,
                              struct peil_dataset *dataset, struct peil_arena *arena,
                              struct peil_diag *diag)
{
    struct reading reading = begin(path, dataset, arena, diag);
    int file = strcmp(path, "-") == 0 ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    struct peil_csv_part part = {
        .name = reading.file, .file = file, .end = size_of(file), .line = 1
    };
    bool shares = part.end > (crew->piece > 0 ? 0 : LEAST_TO_SHARE);
    bool well = shares ? read_shared(&reading, &part, crew) : read_whole(&reading);
    if (file >= 0)
        close(file);
    return well;
}

bool peil_response_file_read(const char *path, struct peil_dataset *dataset,
                             struct peil_arena *arena, struct peil_diag *diag)
{
    static const struct peil_crew usual = { 0 };
    return peil_response_file_share(path, &usual, dataset, arena, diag);
}
