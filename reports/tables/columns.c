#include "reports/tables/columns.h"
#include "questionnaires/base/csv.h"
#include "questionnaires/questionnaire.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    const char *name;
    size_t field; /* SIZE_MAX: not in this file */
    bool begun;   /* the header was read */
    bool found;
    const char **list;
    size_t count;
    struct peil_arena *arena;
};

static void take(struct reading *reading, const char *text)
{
    enum peil_missing missing;
    if (!*text || peil_missing_find(text, &missing))
        return;
    for (size_t i = 0; i < reading->count; i++)
        if (strcmp(reading->list[i], text) == 0)
            return;
    reading->list = peil_arena_grow(reading->arena, reading->list, reading->count,
                                    sizeof *reading->list);
    reading->list[reading->count++] = peil_arena_copy(reading->arena, text);
}

static bool take_row(void *context, const struct peil_csv_row *row)
{
    struct reading *reading = context;
    if (reading->begun && reading->field < row->count) {
        take(reading, peil_csv_field(row, reading->field).text);
        return true;
    }
    for (size_t i = 0; !reading->begun && i < row->count; i++)
        if (strcmp(peil_csv_field(row, i).text, reading->name) == 0)
            reading->field = i;
    reading->begun = true;
    reading->found = reading->found || reading->field != SIZE_MAX;
    return reading->field != SIZE_MAX;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool peil_columns_read(const char *const *files, size_t count, const char *name,
                       struct peil_column_values *values, struct peil_arena *arena,
                       struct peil_diag *diag)
{
    struct reading reading = { .name = name, .arena = arena };
    bool well = true;
    for (size_t i = 0; i < count && well; i++) {
        reading.begun = false;
        reading.field = SIZE_MAX;
        well = peil_csv_read(files[i], take_row, &reading, diag);
    }
    if (reading.count > 0)
        qsort(reading.list, reading.count, sizeof *reading.list, by_bytes);
    *values = (struct peil_column_values){ reading.found, reading.list, reading.count };
    return well;
}
