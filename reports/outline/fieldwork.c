#include "reports/outline/fieldwork.h"
#include "questionnaires/base/csv.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const struct count {
    const char *column, *name;
} kinds[PEIL_FIELDWORK_COUNTS] = {
    [PEIL_FIELDWORK_CARDS] = { "cards", N_("Cards given out") },
    [PEIL_FIELDWORK_REFUSED] = { "refused", N_("Would rather not take part") },
    [PEIL_FIELDWORK_JOINED] = { "joined", N_("Began") },
    [PEIL_FIELDWORK_STOPPED] = { "stopped", N_("Stopped before the end") },
    [PEIL_FIELDWORK_COMPLETED] = { "completed", N_("Finished") },
};

struct reading {
    struct peil_fieldwork *work;
    const char *path;
    size_t fields[PEIL_FIELDWORK_COUNTS];
    bool begun, well;
    struct peil_diag *diag;
};

static void take_header(struct reading *reading, const struct peil_csv_row *row)
{
    for (size_t i = 0; i < PEIL_FIELDWORK_COUNTS; i++) {
        reading->fields[i] = SIZE_MAX;
        for (size_t k = 0; k < row->count; k++)
            if (strcmp(peil_csv_field(row, k).text, kinds[i].column) == 0)
                reading->fields[i] = k;
        reading->work->counts[i] = reading->fields[i] == SIZE_MAX ? NAN : 0;
    }
    reading->begun = true;
}

static bool take_row(void *context, const struct peil_csv_row *row)
{
    struct reading *reading = context;
    if (!reading->begun) {
        take_header(reading, row);
        return true;
    }
    for (size_t i = 0; i < PEIL_FIELDWORK_COUNTS; i++) {
        long number = 0;
        if (reading->fields[i] >= row->count)
            continue;
        const char *text = peil_csv_field(row, reading->fields[i]).text;
        if (*text && (!peil_text_integer(text, &number) || number < 0)) {
            peil_diag_add(reading->diag, PEIL_ERROR,
                          (struct peil_place){ reading->path, row->line, 0 },
                          "\"%s\" is no count of \"%s\"", text, kinds[i].column);
            reading->well = false;
        }
        reading->work->counts[i] += *text ? (double)number : NAN;
    }
    reading->work->visits++;
    return true;
}

bool peil_fieldwork_read(const char *path, struct peil_fieldwork *work,
                         struct peil_diag *diag)
{
    struct reading reading = { .work = work, .path = path, .well = true, .diag = diag };
    *work = (struct peil_fieldwork){ 0 };
    return peil_csv_read(path, take_row, &reading, diag) && reading.well;
}

/* Who began stopped or finished; who got a card began, would rather not, or lost it. */
void peil_fieldwork_protect(struct peil_fieldwork *work, long least)
{
    double *counts = work->counts;
    bool little[PEIL_FIELDWORK_COUNTS];
    for (size_t i = 0; i < PEIL_FIELDWORK_COUNTS; i++)
        little[i] = counts[i] > 0 && counts[i] < (double)least;
    bool ends = little[PEIL_FIELDWORK_STOPPED] || little[PEIL_FIELDWORK_COMPLETED];
    bool beginnings = little[PEIL_FIELDWORK_REFUSED] || little[PEIL_FIELDWORK_JOINED] ||
                      little[PEIL_FIELDWORK_CARDS];
    if (ends)
        counts[PEIL_FIELDWORK_STOPPED] = counts[PEIL_FIELDWORK_COMPLETED] = NAN;
    if (beginnings)
        counts[PEIL_FIELDWORK_REFUSED] = counts[PEIL_FIELDWORK_CARDS] = NAN;
    if (little[PEIL_FIELDWORK_JOINED])
        counts[PEIL_FIELDWORK_JOINED] = NAN;
}

const char *peil_fieldwork_name(size_t count)
{
    return _(kinds[count].name);
}
