#include "reports/report_batch.h"

#include "questionnaires/base/command.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"
#include "reports/report_data.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct study {
    const char *name;
    pid_t process; /* 0 = not begun, or ended */
    FILE *said;    /* by its process */
};
struct batch {
    const struct peil_report_job *job;
    const char *folder;
    struct study *studies;
    size_t count, begun, ended, running;
    struct peil_arena *arena;
    struct peil_diag *diag;
    int worst;
};

/* --- What there is --- */

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static const char *path_in(struct peil_arena *arena, const char *folder,
                           const char *name)
{
    return peil_arena_format(arena, "%s/%s", folder, name);
}

/* NULL when there is none. */
static const char *file_in(struct peil_arena *arena, const char *folder,
                           const char *name)
{
    const char *path = path_in(arena, folder, name);
    return is_file(path) ? path : NULL;
}

static bool find_studies(struct batch *batch)
{
    size_t count;
    const char *const *names =
        peil_report_names(batch->folder, &count, batch->arena, batch->diag);
    if (!names)
        return false;
    batch->studies = peil_arena_array(batch->arena, count, sizeof *batch->studies);
    for (size_t i = 0; i < count; i++) {
        const char *folder = path_in(batch->arena, batch->folder, names[i]);
        if (file_in(batch->arena, folder, "study.xml"))
            batch->studies[batch->count++].name = names[i];
    }
    if (batch->count == 0)
        peil_diag_add(batch->diag, PEIL_ERROR,
                      (struct peil_place){ .file = batch->folder },
                      "no folder in it has a study.xml");
    return batch->count > 0;
}

/* --- One study, in its own process --- */

static int make_study(const struct batch *batch, const struct study *study)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    struct peil_report_job job = *batch->job;
    job.folder = path_in(arena, batch->folder, study->name);
    job.study = path_in(arena, job.folder, "study.xml");
    job.quotes = file_in(arena, job.folder, "quotes.csv");
    job.fieldwork = file_in(arena, job.folder, "fieldwork.csv");
    job.output = path_in(arena, batch->job->output, study->name);
    if (peil_file_directory(job.output, diag))
        (void)!peil_report_make(&job, arena, diag);
    peil_diag_print(diag, study->said);
    fflush(study->said);
    return peil_exit_choose(diag);
}

/* --- All of them --- */

static bool begin_next(struct batch *batch)
{
    struct study *study = &batch->studies[batch->begun];
    study->said = tmpfile();
    study->process = study->said ? fork() : -1;
    if (study->process < 0) {
        peil_diag_fail(batch->diag, (struct peil_place){ .file = study->name },
                       "cannot begin: %s", strerror(errno));
        return false;
    }
    if (study->process == 0)
        _exit(make_study(batch, study));
    batch->begun++;
    batch->running++;
    return true;
}

static void repeat(FILE *said)
{
    char bytes[4096];
    size_t length;
    rewind(said);
    while ((length = fread(bytes, 1, sizeof bytes, said)) > 0)
        fwrite(bytes, 1, length, stderr);
    fclose(said);
}

static void end_one(struct batch *batch)
{
    int status = 0;
    pid_t process = waitpid(-1, &status, 0);
    size_t i = 0;
    while (i < batch->begun && batch->studies[i].process != process)
        i++;
    if (process < 0 || i == batch->begun)
        return;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : PEIL_SYSTEM_FAILED;
    batch->studies[i].process = 0;
    batch->running--;
    batch->ended++;
    batch->worst = code > batch->worst ? code : batch->worst;
    fprintf(stderr,
            code == PEIL_DONE ? _("%zu of %zu: %s\n") : _("%zu of %zu: %s failed\n"),
            batch->ended, batch->count, batch->studies[i].name);
    repeat(batch->studies[i].said);
}

static void run_all(struct batch *batch, size_t jobs)
{
    bool well = true;
    fflush(stdout);
    fflush(stderr);
    while ((well && batch->begun < batch->count) || batch->running > 0) {
        while (well && batch->running < jobs && batch->begun < batch->count)
            well = begin_next(batch);
        if (batch->running > 0)
            end_one(batch);
    }
}

int peil_report_batch(const struct peil_report_job *job, const char *studies,
                      size_t jobs)
{
    struct peil_arena *arena = peil_arena_new();
    struct batch batch = {
        .job = job, .folder = studies, .arena = arena, .diag = peil_diag_new(arena)
    };
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (jobs == 0)
        jobs = processors > 0 ? (size_t)processors : 1;
    if (find_studies(&batch) && peil_file_directory(job->output, batch.diag))
        run_all(&batch, jobs);
    peil_diag_print(batch.diag, stderr);
    int code = peil_exit_choose(batch.diag);
    peil_arena_free(arena);
    return code > batch.worst ? code : batch.worst;
}
