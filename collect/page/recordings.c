#include "collect/page/recordings.h"

#include "questionnaires/base/csv.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/hash.h"

#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_OF_ALL = 200 * 1024 * 1024 };

struct reading {
    const struct peil_questionnaire *q;
    struct peil_arena *arena;
    struct peil_diag *diag;
    const char *folder;
    const char **files; /* what is in the folder, sorted */
    size_t file_count;
    struct name *names; /* what may be in it, sorted */
    size_t name_count;
    struct peil_recording_row *rows;
    size_t row_count;
    struct peil_recording *list;
    size_t count, total, strangers;
};

/* A name that the questionnaire gives, and what a sound of that name should say. */
struct name {
    const char *name, *words;
};

static struct peil_place place(const struct reading *r, const char *file)
{
    return (struct peil_place){ .file = peil_arena_format(r->arena, "%s/%s", r->folder,
                                                          file) };
}

const char *peil_recording_hash(const void *bytes, size_t length,
                                struct peil_arena *arena)
{
    return peil_arena_format(arena, "%.24s", peil_hash(arena, bytes, length));
}

/* --- What is there, and what may be --- */

static int by_text(const void *a, const void *b)
{
    const char *const *one = a, *const *other = b;
    return strcmp(*one, *other);
}

/* Files whose names begin with a dot are half made, or the system's. */
static void read_folder(struct reading *r)
{
    DIR *folder = opendir(r->folder);
    if (!folder)
        return;
    for (const struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.' && strcmp(entry->d_name, "index.csv") != 0) {
            r->files =
                peil_arena_grow(r->arena, r->files, r->file_count, sizeof *r->files);
            r->files[r->file_count++] = peil_arena_copy(r->arena, entry->d_name);
        }
    closedir(folder);
    if (r->file_count)
        qsort(r->files, r->file_count, sizeof *r->files, by_text);
}

static void add_name(struct reading *r, const struct peil_spoken *spoken, bool shared)
{
    r->names = peil_arena_grow(r->arena, r->names, r->name_count, sizeof *r->names);
    r->names[r->name_count++] = (struct name){
        peil_spoken_name(r->q, spoken, shared, r->arena),
        peil_recording_hash(spoken->text, strlen(spoken->text), r->arena),
    };
}

static int by_name(const void *a, const void *b)
{
    const struct name *one = a, *other = b;
    return strcmp(one->name, other->name);
}

static void list_names(struct reading *r, const struct peil_study *study)
{
    const struct peil_texts *title = &r->q->title;
    for (size_t i = 0; i < title->count; i++) {
        const struct peil_spoken *list;
        size_t count =
            peil_spoken_list(r->q, study, title->wordings[i].language, r->arena, &list);
        for (size_t k = 0; k < count; k++) {
            add_name(r, &list[k], false);
            if (list[k].shared)
                add_name(r, &list[k], true);
        }
    }
    if (r->name_count)
        qsort(r->names, r->name_count, sizeof *r->names, by_name);
}

static bool take_row(void *context, const struct peil_csv_row *row)
{
    struct reading *r = context;
    if (row->line == 1 || row->count != 4)
        return true;
    r->rows = peil_arena_grow(r->arena, r->rows, r->row_count, sizeof *r->rows);
    r->rows[r->row_count++] = (struct peil_recording_row){
        .file = peil_arena_copy(r->arena, peil_csv_field(row, 0).text),
        .words = peil_arena_copy(r->arena, peil_csv_field(row, 1).text),
        .sound = peil_arena_copy(r->arena, peil_csv_field(row, 2).text),
        .maker = peil_arena_copy(r->arena, peil_csv_field(row, 3).text),
    };
    return true;
}

static bool read_index(struct reading *r)
{
    const char *path = peil_arena_format(r->arena, "%s/index.csv", r->folder);
    return access(path, F_OK) != 0 || peil_csv_read(path, take_row, r, r->diag);
}

/* --- One by one --- */

static const char *type_of(const char *file)
{
    static const struct {
        const char *ending, *type;
    } types[] = { { ".m4a", "audio/mp4" },
                  { ".mp3", "audio/mpeg" },
                  { ".ogg", "audio/ogg" },
                  { ".wav", "audio/wav" } };
    const char *ending = strrchr(file, '.');
    for (size_t i = 0; ending && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(ending, types[i].ending) == 0)
            return types[i].type;
    return NULL;
}

static const struct peil_recording_row *row_of(const struct reading *r,
                                               const char *file, const char *sound)
{
    for (size_t i = 0; i < r->row_count; i++)
        if (strcmp(r->rows[i].file, file) == 0 && strcmp(r->rows[i].sound, sound) == 0)
            return &r->rows[i];
    return NULL;
}

static bool read_sound(struct reading *r, const char *file, const struct name *name)
{
    size_t length;
    const char *bytes = peil_file_read(place(r, file).file, PEIL_MOST_OF_A_SOUND,
                                       r->arena, &length, r->diag);
    if (!bytes)
        return false;
    r->total += length;
    struct peil_recording recording = {
        .name = name->name,
        .file = file,
        .words = name->words,
        .sound = peil_recording_hash(bytes, length, r->arena),
        .bytes = (const unsigned char *)bytes,
        .length = length,
    };
    const struct peil_recording_row *row = row_of(r, file, recording.sound);
    recording.made_of = row ? row->words : name->words;
    recording.maker = row ? row->maker : "recorded";
    recording.outdated = strcmp(recording.made_of, name->words) != 0;
    if (recording.outdated)
        peil_diag_add(r->diag, PEIL_WARNING, place(r, file),
                      "the words have changed since this was made: it is left out");
    r->list = peil_arena_grow(r->arena, r->list, r->count, sizeof *r->list);
    r->list[r->count++] = recording;
    return true;
}

/* Of several for one name the first counts: a recording before a rendering. */
static bool take_file(struct reading *r, const char *file)
{
    const char *ending = strrchr(file, '.');
    const char *bare =
        ending ? peil_arena_copy_span(r->arena, file, (size_t)(ending - file)) : "";
    const struct name wanted = { .name = bare };
    const struct name *name = r->name_count ? bsearch(&wanted, r->names, r->name_count,
                                                      sizeof wanted, by_name)
                                            : NULL;
    if (!name || !type_of(file)) {
        r->strangers++;
        return true;
    }
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->list[i].name, name->name) == 0)
            return true;
    if (!read_sound(r, file, name))
        return false;
    if (r->total <= MOST_OF_ALL)
        return true;
    peil_diag_add(r->diag, PEIL_ERROR, (struct peil_place){ .file = r->folder },
                  "all sounds together are larger than %d bytes", MOST_OF_ALL);
    return false;
}

static int by_recorded_name(const void *a, const void *b)
{
    const struct peil_recording *one = a, *other = b;
    return strcmp(one->name, other->name);
}

static bool take_files(struct reading *r)
{
    for (size_t i = 0; i < r->file_count; i++)
        if (!take_file(r, r->files[i]))
            return false;
    if (r->count)
        qsort(r->list, r->count, sizeof *r->list, by_recorded_name);
    if (r->strangers)
        peil_diag_add(r->diag, PEIL_WARNING, (struct peil_place){ .file = r->folder },
                      "%zu files are for no text of this questionnaire", r->strangers);
    return true;
}

static struct peil_assets assets_of(const struct reading *r)
{
    struct peil_asset *list = peil_arena_array(r->arena, r->count + 1, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; i < r->count; i++) {
        const struct peil_recording *recording = &r->list[i];
        if (!recording->outdated)
            list[count++] = (struct peil_asset){
                .address = peil_arena_format(r->arena, "/m/%s", recording->sound),
                .type = type_of(recording->file),
                .bytes = recording->bytes,
                .length = recording->length,
            };
    }
    return (struct peil_assets){ .list = list, .count = count };
}

static const char *folder_of(const char *questionnaire_path, struct peil_arena *arena)
{
    const char *slash = strrchr(questionnaire_path, '/');
    return peil_arena_format(arena, "%.*saudio",
                             slash ? (int)(slash - questionnaire_path) + 1 : 0,
                             questionnaire_path);
}

bool peil_recordings_read(const char *questionnaire_path,
                          const struct peil_questionnaire *q,
                          const struct peil_study *study,
                          struct peil_recordings *recordings, struct peil_arena *arena,
                          struct peil_diag *diag)
{
    struct reading r = { .q = q,
                         .arena = arena,
                         .diag = diag,
                         .folder = folder_of(questionnaire_path, arena) };
    *recordings = (struct peil_recordings){ .folder = r.folder };
    read_folder(&r);
    if (r.file_count == 0)
        return true;
    list_names(&r, study);
    if (!read_index(&r) || !take_files(&r))
        return false;
    recordings->list = r.list;
    recordings->count = r.count;
    recordings->rows = r.rows;
    recordings->row_count = r.row_count;
    recordings->assets = assets_of(&r);
    return true;
}

/* --- Finding --- */

const struct peil_recording *
peil_recordings_named(const struct peil_recordings *recordings, const char *name)
{
    const struct peil_recording wanted = { .name = name },
                                *found = recordings && recordings->count
                                             ? bsearch(&wanted, recordings->list,
                                                       recordings->count,
                                                       sizeof *recordings->list,
                                                       by_recorded_name)
                                             : NULL;
    return found && !found->outdated ? found : NULL;
}

const char *peil_recordings_address(const struct peil_recordings *recordings,
                                    const struct peil_questionnaire *q,
                                    const struct peil_spoken *spoken,
                                    struct peil_arena *arena)
{
    if (!recordings || recordings->count == 0)
        return NULL;
    const struct peil_recording *found =
        peil_recordings_named(recordings, peil_spoken_name(q, spoken, false, arena));
    if (!found)
        found =
            peil_recordings_named(recordings, peil_spoken_name(q, spoken, true, arena));
    return found ? peil_arena_format(arena, "/m/%s", found->sound) : NULL;
}
