#include "collect/store/export.h"

#include "collect/interview/record.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/hash.h"

#include <stdlib.h>
#include <string.h>

/* One log of one response, in one store. */
struct copy {
    const struct peil_archive *archive;
    const struct peil_logged *logged;
    const char *hash; /* of all that its record is made of */
};

struct peil_merged {
    struct peil_arena *arena;
    const struct peil_archive **archives;
    size_t archive_count;
    struct copy *copies; /* one for each response, by id */
    size_t count;
    long broken;
};

static void complain(struct peil_diag *diag, const struct copy *copy, const char *what)
{
    peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = copy->archive->path },
                  "response \"%s\": %s", copy->logged->response, what);
}

/* --- Which stores --- */

/* A closed visit comes before its unclosed copies; the rest makes the order complete,
 * so that it is the same however the stores were named. */
static int compare_archives(const void *left, const void *right)
{
    const struct peil_archive *a = *(const struct peil_archive *const *)left;
    const struct peil_archive *b = *(const struct peil_archive *const *)right;
    int order = strcmp(a->about.session, b->about.session);
    if (order == 0)
        order = b->about.closed - a->about.closed;
    if (order == 0)
        order = strcmp(a->about.questionnaire, b->about.questionnaire);
    return order ? order : strcmp(a->about.study_xml, b->about.study_xml);
}

static bool follows_closed(const struct peil_merged *merged, size_t i)
{
    const struct peil_archive *const *archives = merged->archives;
    while (i > 0 &&
           strcmp(archives[i - 1]->about.session, archives[i]->about.session) == 0)
        i--;
    return archives[i]->about.closed;
}

static bool same_questionnaire(const struct peil_merged *merged, struct peil_diag *diag)
{
    const struct peil_archive *first = merged->archives[0];
    bool same = true;
    for (size_t i = 1; i < merged->archive_count; i++) {
        const struct peil_archive *archive = merged->archives[i];
        if (strcmp(archive->about.hash, first->about.hash) == 0)
            continue;
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = archive->path },
                      "has another questionnaire than \"%s\"", first->path);
        same = false;
    }
    return same;
}

static void read_archives(struct peil_merged *merged, const char *const *paths,
                          size_t count, const struct peil_secret *secret,
                          struct peil_diag *diag)
{
    merged->archives = peil_arena_array(merged->arena, count, sizeof *merged->archives);
    for (size_t i = 0; i < count; i++) {
        const struct peil_archive *archive =
            peil_archive_open(paths[i], secret, merged->arena, diag);
        if (archive)
            merged->archives[merged->archive_count++] = archive;
    }
    if (merged->archive_count)
        qsort(merged->archives, merged->archive_count, sizeof *merged->archives,
              compare_archives);
}

/* --- Which log of a response --- */

static const char *hash_copy(const struct copy *copy, struct peil_arena *arena)
{
    const struct peil_store_about *about = &copy->archive->about;
    const char *const texts[] = { about->session, about->mode, about->school,
                                  about->preset, about->study_xml };
    char *bytes = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&bytes, &length);
    if (!out)
        abort();
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        fprintf(out, "%s%c", texts[i], 0);
    for (size_t i = 0; i < copy->logged->count; i++)
        fprintf(out, "%s%c", copy->logged->events[i], 0);
    fclose(out);
    const char *hash = peil_hash(arena, bytes, length);
    free(bytes);
    return hash;
}

/* By id, then the longest log, then by hash. */
static int compare_copies(const void *left, const void *right)
{
    const struct copy *a = left, *b = right;
    int order = strcmp(a->logged->response, b->logged->response);
    if (order == 0)
        order = (a->logged->count < b->logged->count) -
                (a->logged->count > b->logged->count);
    return order ? order : strcmp(a->hash, b->hash);
}

static bool goes_on_from(const struct peil_logged *longer,
                         const struct peil_logged *shorter)
{
    for (size_t i = 0; i < shorter->count; i++)
        if (i >= longer->count || strcmp(longer->events[i], shorter->events[i]) != 0)
            return false;
    return longer->seed == shorter->seed;
}

static bool is_sound(struct peil_merged *merged, const struct copy *copy,
                     struct peil_diag *diag)
{
    struct peil_arena *scratch = peil_arena_new();
    const char *why;
    bool sound = peil_archive_replay(copy->archive, copy->logged, scratch, &why);
    if (!sound)
        complain(diag, copy, why);
    merged->broken += !sound;
    peil_arena_free(scratch);
    return sound;
}

static void gather_copies(struct peil_merged *merged, struct peil_diag *diag)
{
    for (size_t i = 0; i < merged->archive_count; i++) {
        const struct peil_archive *archive = merged->archives[i];
        if (!archive->about.closed && follows_closed(merged, i))
            continue;
        for (size_t j = 0; j < archive->count; j++) {
            struct copy copy = { .archive = archive, .logged = &archive->responses[j] };
            if (!is_sound(merged, &copy, diag))
                continue;
            copy.hash = hash_copy(&copy, merged->arena);
            merged->copies = peil_arena_grow(merged->arena, merged->copies,
                                             merged->count, sizeof copy);
            merged->copies[merged->count++] = copy;
        }
    }
    if (merged->count)
        qsort(merged->copies, merged->count, sizeof *merged->copies, compare_copies);
}

/* Leaves the first copy of each response, which is the longest; another that it does
 * not go on from is a conflict. */
static void choose_copies(struct peil_merged *merged, struct peil_diag *diag)
{
    size_t chosen = 0;
    for (size_t i = 0; i < merged->count; i++) {
        const struct copy *copy = &merged->copies[i];
        const struct copy *before = chosen ? &merged->copies[chosen - 1] : NULL;
        if (!before || strcmp(before->logged->response, copy->logged->response) != 0)
            merged->copies[chosen++] = *copy;
        else if (!goes_on_from(before->logged, copy->logged))
            complain(diag, copy, "two stores tell it differently");
    }
    merged->count = chosen;
}

const struct peil_merged *peil_export_merge(const char *const *paths, size_t count,
                                            const struct peil_secret *secret,
                                            struct peil_arena *arena,
                                            struct peil_diag *diag)
{
    struct peil_merged *merged = peil_arena_array(arena, 1, sizeof *merged);
    merged->arena = arena;
    read_archives(merged, paths, count, secret, diag);
    if (merged->archive_count == 0 || !same_questionnaire(merged, diag))
        return NULL;
    gather_copies(merged, diag);
    choose_copies(merged, diag);
    return merged;
}

/* --- Writing --- */

/* The store's "open" is the web runner with a device each. */
static const char *record_mode(const char *mode)
{
    bool web = strcmp(mode, "open") == 0 || strcmp(mode, "cards") == 0;
    return web ? "web" : mode;
}

static void write_copy(const struct copy *copy, struct peil_record_file *file,
                       struct peil_tally *tally)
{
    const struct peil_archive *archive = copy->archive;
    struct peil_record_about about = {
        .response = copy->logged->response,
        .ojs = archive->study->ojs,
        .wave = archive->study->wave,
        .school = archive->about.school,
        .session = archive->about.session,
        .mode = record_mode(archive->about.mode),
        .synthetic = archive->about.synthetic,
    };
    struct peil_arena *scratch = peil_arena_new();
    const char *why;
    const struct peil_interview *interview =
        peil_archive_replay(archive, copy->logged, scratch, &why);
    if (peil_tally_count(tally, copy->logged, interview))
        peil_record_write(file, &about, interview);
    peil_arena_free(scratch);
}

/* Refusals and wiped answers of closed visits stand only as counts; each visit counts
 * once, however many copies came in. */
static void count_closed(const struct peil_merged *merged, struct peil_tally *tally)
{
    const char *session = NULL;
    for (size_t i = 0; i < merged->archive_count; i++) {
        const struct peil_store_about *about = &merged->archives[i]->about;
        if (about->closed && (!session || strcmp(session, about->session) != 0)) {
            tally->refused += about->refused;
            tally->wiped += about->wiped;
        }
        session = about->session;
    }
}

/* Several files may say the same in other bytes, and studies may differ: the smallest
 * is written, so that it does not depend on the order either. */
static const char *
smallest(const struct peil_merged *merged,
         const char *(*text_of)(const struct peil_store_about *about))
{
    const char *least = "";
    for (size_t i = 0; i < merged->archive_count; i++) {
        const char *text = text_of(&merged->archives[i]->about);
        if (!*least || (*text && strcmp(text, least) < 0))
            least = text;
    }
    return least;
}

static const char *questionnaire_of(const struct peil_store_about *about)
{
    return about->questionnaire;
}

static const char *study_of(const struct peil_store_about *about)
{
    return about->study_xml;
}

/* What one file of the export holds. */
struct export
{
    const struct peil_merged *merged;
    enum peil_csv_dialect dialect;
    struct peil_tally *tally;
};

static void write_responses(const struct export *export, FILE *out)
{
    const struct peil_merged *merged = export->merged;
    struct peil_record_file file;
    peil_record_begin(&file, merged->archives[0]->q, out, export->dialect,
                      merged->arena);
    for (size_t i = 0; i < merged->count; i++)
        write_copy(&merged->copies[i], &file, export->tally);
}

static void write_seconds(const struct export *export, FILE *out)
{
    const struct peil_merged *merged = export->merged;
    struct peil_record_file file;
    peil_record_begin_seconds(&file, merged->archives[0]->q, out, export->dialect);
    for (size_t i = 0; i < merged->count; i++) {
        const struct copy *copy = &merged->copies[i];
        struct peil_arena *scratch = peil_arena_new();
        struct peil_tally tally = { 0 };
        const char *why;
        const struct peil_interview *interview =
            peil_archive_replay(copy->archive, copy->logged, scratch, &why);
        if (peil_tally_count(&tally, copy->logged, interview))
            peil_record_write_seconds(&file, copy->logged->response, interview);
        peil_arena_free(scratch);
    }
}

/* What came of one visit, of all its copies together. */
static struct peil_tally tally_of(const struct peil_merged *merged, const char *session)
{
    struct peil_tally tally = { 0 };
    for (size_t i = 0; i < merged->count; i++) {
        const struct copy *copy = &merged->copies[i];
        struct peil_arena *scratch = peil_arena_new();
        const char *why;
        if (strcmp(copy->archive->about.session, session) == 0)
            peil_tally_count(
                &tally, copy->logged,
                peil_archive_replay(copy->archive, copy->logged, scratch, &why));
        peil_arena_free(scratch);
    }
    return tally;
}

static bool is_next_visit(const struct peil_merged *merged, size_t i)
{
    return i == 0 || strcmp(merged->archives[i - 1]->about.session,
                            merged->archives[i]->about.session) != 0;
}

/* A closed visit comes first and knows; of copies of an open one the last made does. */
static long cards_of(const struct peil_merged *merged, size_t i)
{
    long cards = merged->archives[i]->about.cards;
    if (merged->archives[i]->about.closed)
        return cards;
    do {
        long count = (long)merged->archives[i]->card_count;
        cards = count > cards ? count : cards;
    } while (++i < merged->archive_count && !is_next_visit(merged, i));
    return cards;
}

/* Of a visit without cards their number is left open. Who began and did not come to the
 * end has stopped. */
static void write_visit(struct peil_csv_writer *writer,
                        const struct peil_merged *merged, size_t i)
{
    const struct peil_store_about *about = &merged->archives[i]->about;
    const struct peil_tally tally = tally_of(merged, about->session);
    long cards = cards_of(merged, i), stopped = tally.stopped + tally.open;
    peil_csv_write(writer, about->session);
    if (cards > 0)
        peil_csv_write_integer(writer, cards);
    else
        peil_csv_write(writer, "");
    peil_csv_write_integer(writer, tally.completed + stopped);
    peil_csv_write_integer(writer, tally.refused + about->refused);
    peil_csv_write_integer(writer, tally.completed);
    peil_csv_write_integer(writer, stopped);
    peil_csv_end_row(writer);
}

static void write_fieldwork(const struct export *export, FILE *out)
{
    static const char *const columns[] = { "visit",   "cards",     "joined",
                                           "refused", "completed", "stopped" };
    const struct peil_merged *merged = export->merged;
    struct peil_csv_writer writer = { .out = out, .dialect = export->dialect };
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        peil_csv_write(&writer, columns[i]);
    peil_csv_end_row(&writer);
    for (size_t i = 0; i < merged->archive_count; i++)
        if (is_next_visit(merged, i))
            write_visit(&writer, merged, i);
}

static void write_questionnaire(const struct export *export, FILE *out)
{
    fputs(smallest(export->merged, questionnaire_of), out);
}

static void write_codebook(const struct export *export, FILE *out)
{
    peil_codebook_write(export->merged->archives[0]->q, out, export->merged->arena);
}

static void write_study(const struct export *export, FILE *out)
{
    fputs(smallest(export->merged, study_of), out);
}

static bool write_file(const struct export *export, const char *folder,
                       const char *name,
                       void (*write)(const struct export *export, FILE *out),
                       struct peil_diag *diag)
{
    const char *path = peil_arena_format(export->merged->arena, "%s/%s", folder, name);
    FILE *out = peil_file_create(path, diag);
    if (!out)
        return false;
    write(export, out);
    return peil_file_commit(out, path, diag);
}

bool peil_export_write(const struct peil_merged *merged, const char *folder,
                       enum peil_csv_dialect dialect, struct peil_tally *tally,
                       struct peil_diag *diag)
{
    const struct export export = { merged, dialect, tally };
    *tally = (struct peil_tally){ .broken = merged->broken };
    count_closed(merged, tally);
    return peil_file_directory(folder, diag) &&
           write_file(&export, folder, "responses.csv", write_responses, diag) &&
           write_file(&export, folder, "quality.csv", write_seconds, diag) &&
           write_file(&export, folder, "fieldwork.csv", write_fieldwork, diag) &&
           write_file(&export, folder, "questionnaire.xml", write_questionnaire,
                      diag) &&
           write_file(&export, folder, "codebook.csv", write_codebook, diag) &&
           (!*smallest(merged, study_of) ||
            write_file(&export, folder, "study.xml", write_study, diag));
}
