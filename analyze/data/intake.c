#include "analyze/data/intake.h"

#include "analyze/data/amounts.h"
#include "analyze/data/derivation.h"
#include "analyze/data/names.h"
#include "analyze/data/respondent.h"
#include "analyze/data/response_file.h"
#include "questionnaires/base/message.h"

#include <string.h>

/* --- Reading --- */

static void read_files(struct peil_intake *intake, const char *const *files,
                       size_t count, struct peil_diag *diag)
{
    struct peil_arena *arena = intake->notes.arena;
    bool well = true;
    for (size_t i = 0; i < count; i++)
        well = peil_response_file_read(files[i], intake->dataset, arena, diag) && well;
    if (!well)
        return;
    peil_dataset_finish(intake->dataset);
    peil_respondent_derive(intake->dataset, arena, diag);
}

/* Answers to another version may stand under words that the pupil never saw. */
static void check_version(const struct peil_questionnaire *q,
                          const struct peil_dataset *dataset, const char *file,
                          struct peil_diag *diag)
{
    const struct peil_column *hash = q ? peil_dataset_find(dataset, "hash") : NULL;
    for (size_t i = 0; hash && i < hash->category_count; i++) {
        const char *given = hash->categories[i].code;
        if (strncmp(given, q->hash, strlen(given)) != 0)
            peil_diag_add(diag, PEIL_WARNING, (struct peil_place){ .file = file },
                          "another version of the questionnaire was shown: hash %s, "
                          "this one is %.16s (responses: %zu)",
                          given, q->hash, peil_dataset_count(dataset, "hash", given));
    }
}

/* --- What the analyst defines --- */

typedef bool definition_reader(const char *, struct peil_place,
                               struct peil_definition *, struct peil_arena *,
                               struct peil_diag *);

static struct peil_definition *read_definitions(const struct peil_list *said,
                                                const char *option,
                                                definition_reader *read,
                                                struct peil_arena *arena,
                                                struct peil_diag *diag)
{
    struct peil_definition *definitions =
        peil_arena_array(arena, said->count, sizeof *definitions);
    for (size_t i = 0; i < said->count; i++)
        (void)!read(said->list[i], (struct peil_place){ .file = option },
                    &definitions[i], arena, diag);
    return definitions;
}

/* Before files are read: sets and nets are only looked up, and of what a derived
 * variable is made from every value is kept. */
static void take_definitions(struct peil_intake *intake,
                             const struct peil_request *request, struct peil_diag *diag)
{
    struct peil_arena *arena = intake->notes.arena;
    const struct peil_definition *nets =
        read_definitions(&request->net, "--net", peil_definition_read_net, arena, diag);
    const struct peil_definition *sets = read_definitions(
        &request->multiple, "--multiple", peil_definition_read_set, arena, diag);
    intake->derived = read_definitions(&request->derive, "--derive",
                                       peil_definition_read, arena, diag);
    for (size_t i = 0; i < request->net.count; i++)
        peil_dataset_define(intake->dataset, &nets[i]);
    for (size_t i = 0; i < request->multiple.count; i++)
        peil_dataset_define(intake->dataset, &sets[i]);
    for (size_t i = 0; i < request->derive.count; i++)
        peil_derivation_ask(&intake->derived[i], intake->dataset);
}

static bool derive(struct peil_intake *intake, size_t count, struct peil_diag *diag)
{
    bool well = true;
    for (size_t i = 0; i < count && well; i++)
        well = peil_derivation_make(&intake->derived[i], intake->dataset,
                                    intake->notes.arena, diag);
    return well;
}

/* Amounts of which there may be more than a byte can number. */
static void ask_amounts(struct peil_intake *intake, const char *said,
                        const char *option, struct peil_diag *diag)
{
    struct peil_names names = { 0 };
    if (!said || !peil_names_read(said, (struct peil_place){ .file = option },
                                  intake->notes.arena, &names, diag))
        return;
    for (size_t i = 0; i < names.count; i++)
        peil_amounts_ask(intake->dataset, names.list[i]);
}

/* --- What is only counted --- */

static void ask_pairs(struct peil_matrices *matrices, const struct peil_names *rows,
                      const struct peil_names *columns)
{
    for (size_t i = 0; i < rows->count; i++) {
        for (size_t j = 0; j < columns->count; j++)
            peil_matrices_ask(matrices, rows->list[i], columns->list[j]);
        peil_matrices_ask(matrices, rows->list[i], NULL);
    }
}

/* False when names cannot be read, which is said when their table is made. */
static bool ask_tables(struct peil_matrices *matrices,
                       const struct peil_request *request)
{
    static const struct peil_place unsaid = { 0 };
    struct peil_arena *arena = matrices->arena;
    struct peil_diag *diag = peil_diag_new(arena);
    struct peil_names banner = { 0 }, sides[2];
    bool well = !request->banner ||
                peil_names_read(request->banner, unsaid, arena, &banner, diag);
    for (size_t i = 0; i < request->cross_count && well; i++) {
        well = peil_names_read_cross(request->cross[i], unsaid, arena, sides, diag);
        if (well)
            ask_pairs(matrices, &sides[0], &sides[1]);
    }
    const struct peil_names freq = { request->freq, request->freq_count };
    ask_pairs(matrices, &freq, &banner);
    return well;
}

static bool is_any(const char *const *said, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (said[i])
            return true;
    return false;
}

/* Of one file without a questionnaire every column that no table names may be left
 * unread, unless what was asked for looks at others. */
static bool needs_columns(const struct peil_request *request)
{
    const char *const looks[] = { request->means, request->saturation, request->where,
                                  request->wave, request->sampling.rake };
    return is_any(looks, sizeof looks / sizeof *looks) ||
           request->freq_count + request->cross_count == 0 ||
           request->alpha.count + request->kappa.count + request->krippendorff.count +
                   request->matched.count + request->stratified.count +
                   request->derive.count + request->multiple.count +
                   request->keep.count >
               0;
}

/* One within another, "a > b", is looked up row by row. */
static bool nests(const struct peil_request *request)
{
    bool found = request->banner && strstr(request->banner, " > ");
    for (size_t i = 0; i < request->freq_count; i++)
        found = found || strstr(request->freq[i], " > ");
    for (size_t i = 0; i < request->cross_count; i++)
        found = found || strstr(request->cross[i], " > ");
    return found;
}

/* And every row may be forgotten once it is counted, unless something looks at rows: a
 * net of weights does, for its margin. */
static bool needs_rows(const struct peil_request *request)
{
    const struct peil_sampling *sampling = &request->sampling;
    const char *const looks[] = { sampling->count, sampling->cluster, sampling->strata,
                                  sampling->fpc };
    return is_any(looks, sizeof looks / sizeof *looks) ||
           (sampling->weight && request->net.count > 0);
}

static void forget(struct peil_intake *intake, const struct peil_request *request)
{
    struct peil_arena *arena = intake->notes.arena;
    struct peil_matrices *matrices = peil_arena_array(arena, 1, sizeof *matrices);
    matrices->arena = arena;
    matrices->weight = request->sampling.weight;
    if (needs_columns(request) || nests(request) || !ask_tables(matrices, request))
        return;
    if (needs_rows(request))
        peil_dataset_keep_only(intake->dataset, matrices);
    else
        peil_dataset_count_only(intake->dataset, matrices);
}

/* --- Each response once --- */

static bool differ(const struct peil_dataset *dataset, size_t row, size_t other)
{
    for (size_t i = 0; i < peil_dataset_columns(dataset); i++) {
        const struct peil_column *column = peil_dataset_column(dataset, i);
        if (peil_column_byte(column, row) != peil_column_byte(column, other))
            return true;
    }
    return false;
}

static void say_again(struct peil_notes *notes, size_t again, size_t different)
{
    peil_notes_add(
        notes,
        peil_arena_format(notes->arena,
                          ngettext("%zu response was there twice and is counted once.",
                                   "%zu responses were there more than once and are "
                                   "counted once.",
                                   again),
                          again));
    if (different > 0)
        peil_notes_add(notes, peil_arena_format(
                                  notes->arena,
                                  ngettext("%zu of these was not the same: the first "
                                           "one counts.",
                                           "%zu of these were not the same: the first "
                                           "one counts.",
                                           different),
                                  different));
}

/* The same export merged twice must not make a pupil count twice. */
static void drop_doubles(struct peil_intake *intake)
{
    struct peil_dataset *dataset = intake->dataset;
    struct peil_arena *arena = intake->notes.arena;
    const struct peil_column *column = peil_dataset_find(dataset, "response");
    size_t rows = peil_dataset_rows(dataset), again = 0, different = 0;
    if (!column || rows == 0)
        return;
    const struct peil_wide *ids = column->wide;
    size_t *first = peil_arena_array(arena, ids->name_count, sizeof *first);
    bool *keep = peil_arena_array(arena, rows, sizeof *keep);
    for (size_t row = 0; row < rows; row++) {
        unsigned id = ids->names[row];
        keep[row] = id == PEIL_WIDE_BLANK || first[id] == 0;
        if (!keep[row])
            different += differ(dataset, row, first[id] - 1);
        else if (id != PEIL_WIDE_BLANK)
            first[id] = row + 1;
        again += !keep[row];
    }
    if (again == 0)
        return;
    peil_dataset_keep(dataset, keep);
    say_again(&intake->notes, again, different);
}

/* --- Selecting --- */

/* A wave is a sample of its own: unlike a selection, it leaves no classes behind. */
static bool keep_wave(struct peil_intake *intake, const char *wave, const char *file,
                      struct peil_diag *diag)
{
    struct peil_dataset *dataset = intake->dataset;
    const struct peil_column *column = peil_dataset_find(dataset, "wave");
    size_t rows = peil_dataset_rows(dataset), code = 0;
    while (column && code < column->category_count &&
           strcmp(column->categories[code].code, wave) != 0)
        code++;
    if (!column || code == column->category_count) {
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = file },
                      "no response is of wave \"%s\"", wave);
        return false;
    }
    bool *kept = peil_arena_array(intake->notes.arena, rows, sizeof *kept);
    for (size_t row = 0; row < rows; row++)
        kept[row] = peil_column_byte(column, row) == code;
    peil_dataset_keep(dataset, kept);
    return true;
}

static bool select_rows(struct peil_intake *intake, const char *where,
                        struct peil_diag *diag)
{
    struct peil_arena *arena = intake->notes.arena;
    size_t rows = peil_dataset_rows(intake->dataset);
    bool *kept = peil_arena_array(arena, rows, sizeof *kept);
    intake->where = peil_respondent_judge(intake->dataset, where, kept, arena, diag);
    if (!intake->where)
        return false;
    peil_dataset_keep(intake->dataset, kept);
    peil_sampling_select(&intake->sample, kept, rows, arena);
    return true;
}

/* Those without a weight too. */
static size_t count_responses(const struct peil_dataset *dataset)
{
    const struct peil_matrices *matrices = peil_dataset_matrices(dataset);
    return peil_dataset_rows(dataset) + (matrices ? matrices->worthless : 0);
}

bool peil_intake_read(const struct peil_questionnaire *q, const char *const *files,
                      size_t file_count, const struct peil_request *request,
                      struct peil_intake *intake, struct peil_diag *diag)
{
    struct peil_arena *arena = intake->notes.arena;
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    const struct peil_study *study =
        request->study ? request->study : peil_study_none();
    intake->dataset = peil_dataset_new(q, study, arena);
    peil_dataset_widen(intake->dataset, "response", PEIL_WIDE_NAMES);
    peil_sampling_ask(&request->sampling, intake->dataset, arena, diag);
    take_definitions(intake, request, diag);
    ask_amounts(intake, request->means, "--means", diag);
    for (size_t i = 0; i < request->alpha.count; i++)
        ask_amounts(intake, request->alpha.list[i], "--alpha", diag);
    for (size_t i = 0; i < request->keep.count; i++)
        peil_dataset_widen(intake->dataset, request->keep.list[i], PEIL_WIDE_NAMES);
    if (!q && file_count == 1)
        forget(intake, request);
    if (peil_diag_count(diag, PEIL_ERROR) > errors)
        return false;
    read_files(intake, files, file_count, diag);
    if (peil_diag_count(diag, PEIL_ERROR) > errors)
        return false;
    if (request->wave && !keep_wave(intake, request->wave, files[0], diag))
        return false;
    intake->read = count_responses(intake->dataset);
    drop_doubles(intake);
    check_version(q, intake->dataset, files[0], diag);
    return derive(intake, request->derive.count, diag) &&
           peil_sampling_make(&request->sampling, intake->dataset, &intake->notes,
                              &intake->sample, diag) &&
           (!request->where || select_rows(intake, request->where, diag));
}
