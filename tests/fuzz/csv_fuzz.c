/* Any bytes as CSV. What is read can be written, and is then read the same. */
#include "questionnaires/base/csv.h"
#include "questionnaires/base/text.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

struct reading {
    struct peil_csv_writer writer;
    size_t width;
    int line;
};

static bool write_row(void *context, const struct peil_csv_row *row)
{
    struct reading *reading = context;
    if (row->line <= reading->line || (reading->width && row->count != reading->width))
        abort();
    reading->line = row->line;
    reading->width = row->count;
    for (size_t i = 0; i < row->count; i++) {
        struct peil_csv_field field = peil_csv_field(row, i);
        if (!peil_text_is_valid(field.text, field.length, NULL) ||
            field.text[field.length] != '\0')
            abort();
        peil_csv_write(&reading->writer, field.text);
    }
    peil_csv_end_row(&reading->writer);
    return true;
}

/* Reads, and gives what was read, written anew. */
static bool rewritten(const char *bytes, size_t length, char **text, size_t *size)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    struct reading reading = { .writer.out = open_memstream(text, size) };
    bool done = peil_csv_parse(bytes, length, "a.csv", write_row, &reading, diag);
    if (done == peil_diag_has_error(diag))
        abort();
    fclose(reading.writer.out);
    peil_arena_free(arena);
    return done;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *once = NULL, *twice = NULL;
    size_t size = 0, again = 0;
    rewritten((const char *)bytes, length, &once, &size);
    if (size > 0 && !rewritten(once, size, &twice, &again))
        abort();
    if (size > 0 && (again != size || memcmp(once, twice, size) != 0))
        abort();
    free(once);
    free(twice);
    return 0;
}
