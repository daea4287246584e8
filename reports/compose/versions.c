#include "reports/compose/versions.h"
#include "questionnaires/base/csv.h"
#include "questionnaires/base/message.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WAVE, SCHOOL, HASH, FIELDS };

/* What one row says of itself; rows that say the same are noted once. */
struct note {
    const char *texts[FIELDS];
    size_t file;
};
struct scan {
    const char *names[FIELDS];
    size_t fields[FIELDS]; /* SIZE_MAX: not in this file */
    size_t file;
    bool begun;
    struct note *notes;
    size_t count, last;
    struct peil_arena *arena;
};

/* --- Scanning --- */

static void find_fields(struct scan *scan, const struct peil_csv_row *row)
{
    for (size_t f = 0; f < FIELDS; f++) {
        scan->fields[f] = SIZE_MAX;
        for (size_t i = 0; i < row->count; i++)
            if (strcmp(peil_csv_field(row, i).text, scan->names[f]) == 0)
                scan->fields[f] = i;
    }
}

static bool says(const struct scan *scan, const struct note *note,
                 const char *const *texts)
{
    bool same = note->file == scan->file;
    for (size_t f = 0; f < FIELDS && same; f++)
        same = strcmp(note->texts[f], texts[f]) == 0;
    return same;
}

static bool take_row(void *context, const struct peil_csv_row *row)
{
    struct scan *scan = context;
    if (!scan->begun) {
        scan->begun = true;
        find_fields(scan, row);
        return true;
    }
    const char *texts[FIELDS];
    enum peil_missing missing;
    for (size_t f = 0; f < FIELDS; f++) {
        texts[f] = scan->fields[f] < row->count
                       ? peil_csv_field(row, scan->fields[f]).text
                       : "";
        if (peil_missing_find(texts[f], &missing))
            texts[f] = "";
    }
    if (scan->last < scan->count && says(scan, &scan->notes[scan->last], texts))
        return true;
    for (scan->last = 0; scan->last < scan->count; scan->last++)
        if (says(scan, &scan->notes[scan->last], texts))
            return true;
    scan->notes =
        peil_arena_grow(scan->arena, scan->notes, scan->count, sizeof *scan->notes);
    struct note *note = &scan->notes[scan->count++];
    note->file = scan->file;
    for (size_t f = 0; f < FIELDS; f++)
        note->texts[f] = peil_arena_copy(scan->arena, texts[f]);
    return true;
}

/* --- Versions --- */

static bool is_of(const struct peil_questionnaire *q, const char *hash)
{
    return *hash == '\0' || strncmp(hash, q->hash, strlen(hash)) == 0;
}

/* The hash of a file that holds nothing of this questionnaire; NULL when it does. */
static const char *foreign_hash(const struct scan *scan, size_t file,
                                const struct peil_questionnaire *q)
{
    const char *found = NULL;
    for (size_t i = 0; i < scan->count; i++) {
        if (scan->notes[i].file != file)
            continue;
        if (is_of(q, scan->notes[i].texts[HASH]))
            return NULL;
        found = scan->notes[i].texts[HASH];
    }
    return found;
}

static const struct peil_questionnaire *read_beside(const char *file, const char *hash,
                                                    struct peil_arena *arena)
{
    const char *slash = strrchr(file, '/');
    const char *path = peil_arena_format(arena, "%.*squestionnaire.xml",
                                         slash ? (int)(slash + 1 - file) : 0, file);
    struct peil_diag *unread = peil_diag_new(arena); /* then it is as if not there */
    if (access(path, R_OK) != 0)
        return NULL;
    const struct peil_questionnaire *q = peil_questionnaire_read(path, arena, unread);
    return q && is_of(q, hash) ? q : NULL;
}

static struct peil_version *version_of(struct peil_version *list, size_t *count,
                                       const struct peil_questionnaire *q,
                                       struct peil_arena *arena)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(list[i].questionnaire->hash, q->hash) == 0)
            return &list[i];
    struct peil_version *version = &list[(*count)++];
    *version = (struct peil_version){
        .questionnaire = q, .diff = peil_diff_make(q, list[0].questionnaire, arena)
    };
    return version;
}

static void add_file(struct peil_version *version, const char *file,
                     struct peil_arena *arena)
{
    const char **files =
        peil_arena_array(arena, version->file_count + 1, sizeof *files);
    if (version->file_count > 0)
        memcpy(files, version->files, version->file_count * sizeof *files);
    files[version->file_count++] = file;
    version->files = files;
}

/* The questionnaire that was asked in a file; `q` when it is its own, or unknown. */
static const struct peil_questionnaire *asked_in(const struct scan *scan, size_t file,
                                                 const char *path,
                                                 const struct peil_questionnaire *q)
{
    const char *hash = foreign_hash(scan, file, q);
    const struct peil_questionnaire *beside =
        hash ? read_beside(path, hash, scan->arena) : NULL;
    return beside ? beside : q;
}

/* Returns of each file its version. Where all is of another version nothing is. */
static const size_t *sort_files(const struct scan *scan,
                                const struct peil_questionnaire *q,
                                const char *const *files, size_t count,
                                struct peil_versions *versions)
{
    struct peil_arena *arena = scan->arena;
    size_t *of = peil_arena_array(arena, count, sizeof *of), own = 0;
    struct peil_version *list = peil_arena_array(arena, count + 1, sizeof *list);
    const struct peil_questionnaire **asked =
        peil_arena_array(arena, count, sizeof *asked);
    list[0].questionnaire = q;
    versions->count = 1;
    for (size_t i = 0; i < count; i++) {
        asked[i] = asked_in(scan, i, files[i], q);
        own += asked[i] == q;
    }
    for (size_t i = 0; i < count; i++) {
        struct peil_version *version =
            version_of(list, &versions->count, own > 0 ? asked[i] : q, arena);
        of[i] = (size_t)(version - list);
        add_file(version, files[i], arena);
    }
    versions->list = list;
    return of;
}

/* --- Waves --- */

static bool is_in(const char *const *list, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i], text) == 0)
            return true;
    return false;
}

static void add_school(struct peil_version_wave *wave, const char *school,
                       struct peil_arena *arena)
{
    if (!*school || is_in(wave->schools, wave->school_count, school))
        return;
    const char **schools =
        peil_arena_array(arena, wave->school_count + 1, sizeof *schools);
    if (wave->school_count > 0)
        memcpy(schools, wave->schools, wave->school_count * sizeof *schools);
    schools[wave->school_count++] = school;
    wave->schools = schools;
}

static int by_code(const void *a, const void *b)
{
    const struct peil_version_wave *left = a, *right = b;
    return strcmp(left->code, right->code);
}

/* What is in files of several versions is of the newest. */
static void collect_waves(const struct scan *scan, const size_t *version_of_file,
                          struct peil_versions *versions)
{
    struct peil_version_wave *waves =
        peil_arena_array(scan->arena, scan->count, sizeof *waves);
    for (size_t i = 0; i < scan->count; i++) {
        const struct note *note = &scan->notes[i];
        size_t at = 0, version = version_of_file[note->file];
        if (!*note->texts[WAVE])
            continue;
        while (at < versions->wave_count &&
               strcmp(waves[at].code, note->texts[WAVE]) != 0)
            at++;
        if (at == versions->wave_count)
            waves[versions->wave_count++] =
                (struct peil_version_wave){ .code = note->texts[WAVE],
                                            .version = version };
        waves[at].version = version < waves[at].version ? version : waves[at].version;
        waves[at].unknown |=
            !is_of(versions->list[version].questionnaire, note->texts[HASH]);
        add_school(&waves[at], note->texts[SCHOOL], scan->arena);
    }
    if (versions->wave_count > 0)
        qsort(waves, versions->wave_count, sizeof *waves, by_code);
    versions->waves = waves;
}

bool peil_versions_read(const struct peil_questionnaire *q,
                        const struct peil_data *data, const char *column,
                        struct peil_versions *versions, struct peil_arena *arena,
                        struct peil_diag *diag)
{
    struct scan scan = { .names = { column, "school", "hash" }, .arena = arena };
    bool well = true;
    for (scan.file = 0; scan.file < data->count && well; scan.file++) {
        scan.begun = false;
        well = peil_csv_read(data->files[scan.file], take_row, &scan, diag);
    }
    *versions = (struct peil_versions){ 0 };
    collect_waves(&scan, sort_files(&scan, q, data->files, data->count, versions),
                  versions);
    return well;
}

/* --- What may be compared --- */

const char *peil_versions_block(const struct peil_versions *versions, size_t wave,
                                const char *item, const struct peil_match **match,
                                struct peil_arena *arena)
{
    const struct peil_version_wave *then = &versions->waves[wave];
    const struct peil_diff *diff = versions->list[then->version].diff;
    *match = NULL;
    if (then->unknown)
        return peil_arena_format(arena,
                                 _("In %s another version of the questionnaire was "
                                   "asked, which is not there to compare with."),
                                 then->code);
    if (!diff)
        return NULL;
    *match = peil_diff_find(diff, item);
    if (*match && (*match)->survival <= PEIL_SURVIVES_RECODED)
        return NULL;
    if (!*match || !(*match)->old_id)
        return peil_arena_format(arena, _("In %s this was not asked."), then->code);
    return peil_arena_format(arena, _("Not comparable with %s: %s."), then->code,
                             (*match)->changes[0].what);
}

bool peil_versions_has_schools(const struct peil_versions *versions)
{
    bool has = false;
    for (size_t i = 0; i < versions->wave_count; i++)
        has |= versions->waves[i].school_count > 1;
    return has;
}

const char *peil_versions_same_schools(const struct peil_versions *versions,
                                       size_t first, size_t last,
                                       struct peil_arena *arena)
{
    const struct peil_version_wave *waves = versions->waves;
    const char *list = "";
    size_t count = 0;
    bool others = false;
    for (size_t i = 0; i < waves[last].school_count; i++) {
        const char *school = waves[last].schools[i];
        bool stays = true;
        for (size_t w = first; w < last; w++)
            stays &= is_in(waves[w].schools, waves[w].school_count, school);
        others |= !stays;
        if (!stays)
            continue;
        list = peil_arena_format(arena, "%s, '%s'", list, school);
        count++;
    }
    for (size_t w = first; w < last; w++)
        others |= waves[w].school_count != count;
    return count > 1 && others ? peil_arena_format(arena, "in(school%s)", list) : NULL;
}
