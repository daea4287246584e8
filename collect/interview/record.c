#include "collect/interview/record.h"

#include "collect/interview/quality.h"

enum { HASH_DIGITS = 16 };

void peil_record_begin(struct peil_record_file *file,
                       const struct peil_questionnaire *q, FILE *out,
                       enum peil_csv_dialect dialect, struct peil_arena *arena)
{
    *file =
        (struct peil_record_file){ .csv = { .out = out, .dialect = dialect }, .q = q };
    file->variable_count = peil_questionnaire_variables(q, arena, &file->variables);
    for (size_t i = 0; peil_response_columns[i]; i++)
        peil_csv_write(&file->csv, peil_response_columns[i]);
    for (size_t i = 0; i < file->variable_count; i++)
        peil_csv_write(&file->csv, file->variables[i].name);
    for (size_t i = 0; peil_quality_columns[i]; i++)
        peil_csv_write(&file->csv, peil_quality_columns[i]);
    peil_csv_end_row(&file->csv);
}

static const char *status(const struct peil_interview *interview)
{
    enum peil_interview_state state = peil_interview_state(interview);
    if (state == PEIL_INTERVIEW_DONE)
        return "completed";
    return state == PEIL_INTERVIEW_STOPPED ? "stopped" : "open";
}

/* In the order of peil_response_columns. */
static void write_about(struct peil_record_file *file,
                        const struct peil_record_about *about,
                        const struct peil_interview *interview,
                        struct peil_arena *arena)
{
    const struct peil_questionnaire *q = file->q;
    size_t variant = peil_interview_variant(interview);
    const char *const cells[] = {
        about->response,
        q->id,
        q->version,
        peil_arena_format(arena, "%.*s", HASH_DIGITS, q->hash),
        about->ojs,
        about->wave,
        about->school,
        about->session,
        variant < q->variant_count ? q->variants[variant].id : "",
        peil_interview_language(interview),
        about->mode,
        status(interview),
        about->synthetic ? "1" : "0",
    };
    for (size_t i = 0; peil_response_columns[i]; i++)
        peil_csv_write(&file->csv, cells[i] ? cells[i] : "");
}

/* "" for what cannot be said: all that is counted is never negative. */
static const char *number(int value, struct peil_arena *arena)
{
    return value < 0 ? "" : peil_arena_format(arena, "%d", value);
}

/* In the order of peil_quality_columns. */
static void write_quality(struct peil_record_file *file,
                          const struct peil_interview *interview,
                          struct peil_arena *arena)
{
    struct peil_quality quality = peil_quality_of(interview, arena);
    const char *const cells[] = {
        number(quality.seconds, arena),   number(quality.fast, arena),
        number(quality.straight, arena),  number(quality.longest_run, arena),
        number(quality.dont_know, arena), quality.last_item,
    };
    for (size_t i = 0; peil_quality_columns[i]; i++)
        peil_csv_write(&file->csv, cells[i]);
}

void peil_record_begin_seconds(struct peil_record_file *file,
                               const struct peil_questionnaire *q, FILE *out,
                               enum peil_csv_dialect dialect)
{
    *file =
        (struct peil_record_file){ .csv = { .out = out, .dialect = dialect }, .q = q };
    struct peil_arena *arena = peil_arena_new();
    peil_csv_write(&file->csv, peil_response_columns[0]);
    for (size_t i = 0; i < q->item_count; i++)
        if (peil_quality_times(&q->items[i]))
            peil_csv_write(&file->csv,
                           peil_arena_format(arena, "s_%s", q->items[i].id));
    peil_csv_end_row(&file->csv);
    peil_arena_free(arena);
}

void peil_record_write_seconds(struct peil_record_file *file, const char *response,
                               const struct peil_interview *interview)
{
    struct peil_arena *arena = peil_arena_new();
    peil_csv_write(&file->csv, response);
    for (size_t i = 0; i < file->q->item_count; i++) {
        const struct peil_item *item = &file->q->items[i];
        if (peil_quality_times(item))
            peil_csv_write(&file->csv,
                           number(peil_interview_seconds(interview, item), arena));
    }
    peil_csv_end_row(&file->csv);
    peil_arena_free(arena);
}

void peil_record_write(struct peil_record_file *file,
                       const struct peil_record_about *about,
                       const struct peil_interview *interview)
{
    struct peil_arena *arena = peil_arena_new();
    const struct peil_response *response = peil_interview_response(interview, arena);
    write_about(file, about, interview, arena);
    for (size_t i = 0; i < file->variable_count; i++)
        peil_csv_write(&file->csv,
                       peil_variable_cell(&file->variables[i], response, arena));
    write_quality(file, interview, arena);
    peil_csv_end_row(&file->csv);
    peil_arena_free(arena);
}
