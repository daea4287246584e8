/* `peil audio`: which texts have a sound, and a made one for those that have none. */
#include "collect/commands.h"

#include "collect/page/espeak.h"
#include "collect/page/recordings.h"
#include "questionnaires/base/csv.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"

#include <string.h>

struct sounding {
    struct peil_arena *arena;
    struct peil_diag *diag;
    const struct peil_questionnaire *q;
    const struct peil_study *study;
    const char *path, *language;
    struct peil_recordings recordings;
    bool lists, renders;
    struct peil_recording_row *made; /* just now */
    size_t recorded, rendered, outdated, missing, made_count;
};

/* --- One piece --- */

static const struct peil_recording *find(const struct sounding *s, const char *name)
{
    for (size_t i = 0; i < s->recordings.count; i++)
        if (strcmp(s->recordings.list[i].name, name) == 0)
            return &s->recordings.list[i];
    return NULL;
}

static const struct peil_recording *sound_of(const struct sounding *s,
                                             const struct peil_spoken *spoken)
{
    const struct peil_recording *own =
        find(s, peil_spoken_name(s->q, spoken, false, s->arena));
    return own || !spoken->shared
               ? own
               : find(s, peil_spoken_name(s->q, spoken, true, s->arena));
}

static void say(const struct sounding *s, bool always, const char *what,
                const char *name)
{
    if (always || s->lists)
        printf("%-10s %s\n", what, name);
}

static bool keep_row(struct sounding *s, const char *file,
                     const struct peil_spoken *spoken)
{
    const char *path = peil_arena_format(s->arena, "%s/%s", s->recordings.folder, file);
    size_t length;
    const char *bytes =
        peil_file_read(path, PEIL_MOST_OF_A_SOUND, s->arena, &length, s->diag);
    if (!bytes)
        return false;
    s->made = peil_arena_grow(s->arena, s->made, s->made_count, sizeof *s->made);
    s->made[s->made_count++] = (struct peil_recording_row){
        .file = file,
        .words = peil_recording_hash(spoken->text, strlen(spoken->text), s->arena),
        .sound = peil_recording_hash(bytes, length, s->arena),
        .maker = "espeak-ng",
    };
    return true;
}

static bool render(struct sounding *s, const struct peil_spoken *spoken,
                   const char *name)
{
    const char *file = peil_arena_format(s->arena, "%s.wav", name);
    const char *path = peil_arena_format(s->arena, "%s/%s", s->recordings.folder, file);
    return peil_espeak_render(s->language, spoken->text, path, s->arena, s->diag) &&
           keep_row(s, file, spoken);
}

static bool look_at(struct sounding *s, const struct peil_spoken *spoken)
{
    const char *name = peil_spoken_name(s->q, spoken, spoken->shared, s->arena);
    const struct peil_recording *sound = sound_of(s, spoken);
    if (sound && sound->outdated) {
        s->outdated++;
        say(s, true, _("outdated"), sound->file);
    } else if (sound) {
        bool ours = strcmp(sound->maker, "espeak-ng") == 0;
        ++*(ours ? &s->rendered : &s->recorded);
        say(s, false, ours ? _("rendered") : _("recorded"), sound->file);
    } else if (s->renders) {
        s->rendered++;
        say(s, false, _("rendered"), name);
        return render(s, spoken, name);
    } else {
        s->missing++;
        say(s, true, _("missing"), name);
    }
    return true;
}

/* One for all variants is looked at once. */
static bool was_seen(const struct peil_spoken *list, size_t index)
{
    for (size_t i = 0; list[index].shared && i < index; i++)
        if (strcmp(list[i].item, list[index].item) == 0 &&
            strcmp(list[i].part, list[index].part) == 0)
            return true;
    return false;
}

static bool look_at_all(struct sounding *s)
{
    const struct peil_spoken *list;
    size_t count = peil_spoken_list(s->q, s->study, s->language, s->arena, &list);
    for (size_t i = 0; i < count; i++)
        if (!was_seen(list, i) && !look_at(s, &list[i]))
            return false;
    return true;
}

/* --- The index --- */

static void write_row(struct peil_csv_writer *csv, const struct peil_recording_row *row)
{
    peil_csv_write(csv, row->file);
    peil_csv_write(csv, row->words);
    peil_csv_write(csv, row->sound);
    peil_csv_write(csv, row->maker);
    peil_csv_end_row(csv);
}

static bool has_file(const struct sounding *s, const char *file)
{
    for (size_t i = 0; i < s->recordings.count; i++)
        if (strcmp(s->recordings.list[i].file, file) == 0)
            return true;
    return false;
}

/* Rows of other questionnaires in the same folder stay as they are. */
static void write_rows(const struct sounding *s, FILE *out)
{
    static const struct peil_recording_row head = { "file", "words", "sound", "maker" };
    struct peil_csv_writer csv = { .out = out, .dialect = PEIL_CSV_LOSSLESS };
    write_row(&csv, &head);
    for (size_t i = 0; i < s->recordings.row_count; i++)
        if (!has_file(s, s->recordings.rows[i].file))
            write_row(&csv, &s->recordings.rows[i]);
    for (size_t i = 0; i < s->recordings.count; i++) {
        const struct peil_recording *sound = &s->recordings.list[i];
        write_row(&csv, &(struct peil_recording_row){ sound->file, sound->made_of,
                                                      sound->sound, sound->maker });
    }
    for (size_t i = 0; i < s->made_count; i++)
        write_row(&csv, &s->made[i]);
}

static bool write_index(struct sounding *s)
{
    const char *path =
        peil_arena_format(s->arena, "%s/index.csv", s->recordings.folder);
    if (s->recordings.count + s->made_count == 0)
        return true;
    FILE *out = peil_file_create(path, s->diag);
    if (!out)
        return false;
    write_rows(s, out);
    return peil_file_commit(out, path, s->diag);
}

/* --- The command --- */

static bool read_input(struct sounding *s, const struct peil_arguments *arguments)
{
    const char *const *operands;
    const char *study = peil_arguments_value(arguments, "study");
    const char *language = peil_arguments_value(arguments, "language");
    peil_arguments_operands(arguments, &operands);
    s->path = operands[0];
    s->study = study ? peil_study_read(study, s->arena, s->diag) : peil_study_none();
    s->q = peil_questionnaire_read(s->path, s->arena, s->diag);
    if (s->q && s->study)
        s->q = peil_study_apply(s->study, s->q, s->arena, s->diag);
    if (!s->q || !s->study)
        return false;
    s->language = language ? language : s->q->language;
    return peil_recordings_read(s->path, s->q, s->study, &s->recordings, s->arena,
                                s->diag);
}

static void print_sum(const struct sounding *s)
{
    printf(
        _("Recorded: %zu. Rendered by espeak-ng: %zu. Outdated: %zu. Missing: %zu.\n"),
        s->recorded, s->rendered, s->outdated, s->missing);
    if (s->outdated)
        puts(_("Outdated sounds are not played: record them again, or remove them to "
               "have them rendered."));
    if (s->missing && !s->lists)
        puts(
            _("espeak-ng is not installed: on Debian, apt install espeak-ng. Without "
              "it, record what is missing in these names, as .mp3, .m4a, .ogg or .wav, "
              "or let the pupils' own browsers read."));
}

static int run_sounding(struct sounding *s, const struct peil_arguments *arguments)
{
    if (!read_input(s, arguments))
        return PEIL_BAD_INPUT;
    s->lists = peil_arguments_has(arguments, "list");
    s->renders = !s->lists && peil_espeak_is_there();
    if (s->renders && !peil_file_directory(s->recordings.folder, s->diag))
        return PEIL_SYSTEM_FAILED;
    bool done = look_at_all(s);
    if (!s->lists && !write_index(s)) /* after a failure too: what was made, was made */
        return PEIL_SYSTEM_FAILED;
    if (!done)
        return PEIL_SYSTEM_FAILED;
    print_sum(s);
    return s->missing + s->outdated > 0 ? PEIL_BAD_INPUT : PEIL_DONE;
}

static int run(const struct peil_arguments *arguments)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct sounding s = { .arena = arena, .diag = peil_diag_new(arena) };
    int result = run_sounding(&s, arguments);
    peil_diag_print(s.diag, stderr);
    return result;
}

static const struct peil_option_rule options[] = {
    { .name = "study",
      .argument = "STUDY.xml",
      .about = N_("whose survey this is: names, schools, rotating questions") },
    { .name = "language",
      .argument = "LANGUAGE",
      .about = N_("of the texts: nl, en; the questionnaire's own unless said") },
    { .name = "list", .about = N_("only say what is there and what is missing") },
    { 0 }
};

const struct peil_command peil_audio_command = {
    .name = "audio",
    .summary = N_("Look which texts can be read aloud, and render those that cannot"),
    .operands = "QUESTIONNAIRE.xml",
    .least_operands = 1,
    .most_operands = 1,
    .options = options,
    .run = run,
};
