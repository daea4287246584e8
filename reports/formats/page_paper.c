/* Formats that other programs make of ours: PDF by weasyprint, a Word document by
 * pandoc. Neither needs to be installed to build peil, and neither asks the network for
 * anything: what they read holds no address. */
#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"
#include "reports/formats/page_html.h"
#include "reports/formats/renderers.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { MOST_ARGUMENTS = 12, NOT_INSTALLED = 127 /* as a shell says it */ };

/* A program that reads our file and writes its own. */
struct maker {
    const char *name;
    const char *instead;                   /* what a reader can do without it */
    const char *arguments[MOST_ARGUMENTS]; /* NULL where its output's path comes */
    size_t argument_count;
    void (*write)(const struct peil_content *content, FILE *out);
};

/* posix_spawn does not write into its arguments, but says that it may. */
static char *writable(struct peil_arena *arena, const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(peil_arena_array(arena, size, 1), text, size);
}

static char **arguments_of(const struct maker *maker, const char *path,
                           struct peil_arena *arena)
{
    char **list = peil_arena_array(arena, maker->argument_count + 2, sizeof *list);
    list[0] = writable(arena, maker->name);
    for (size_t i = 0; i < maker->argument_count; i++)
        list[i + 1] = writable(arena, maker->arguments[i] ? maker->arguments[i] : path);
    return list;
}

/* Such programs put a date in their file: with ours, or a fixed one instead of the
 * clock's, the same report is the same file. */
static char **environment(struct peil_arena *arena)
{
    size_t count = 0;
    while (environ[count])
        count++;
    char **list = peil_arena_array(arena, count + 2, sizeof *list);
    memcpy(list, environ, count * sizeof *list);
    if (!getenv("SOURCE_DATE_EPOCH"))
        list[count] = writable(arena, "SOURCE_DATE_EPOCH=0");
    return list;
}

/* Its exit status with this file as input; -1 when it could not be run at all. */
static int run(char *const *arguments, char *const *variables, FILE *input)
{
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status = -1;
    if (fflush(input) != 0 || lseek(fileno(input), 0, SEEK_SET) != 0 ||
        posix_spawn_file_actions_init(&actions) != 0)
        return -1;
    int error = posix_spawn_file_actions_adddup2(&actions, fileno(input), STDIN_FILENO);
    if (error == 0)
        error =
            posix_spawnp(&child, arguments[0], &actions, NULL, arguments, variables);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        return error == ENOENT ? NOT_INSTALLED : -1;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* It writes over the empty PATH.tmp that is for our eyes only already. */
static bool make(const struct maker *maker, const struct peil_content *content,
                 const char *path, struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_place place = { .file = path };
    FILE *made = peil_file_create(path, diag), *input = made ? tmpfile() : NULL;
    int status = -1;
    if (input) {
        maker->write(content, input);
        const char *target = peil_arena_format(arena, "%s.tmp", path);
        status = run(arguments_of(maker, target, arena), environment(arena), input);
        fclose(input);
    }
    if (made && status == NOT_INSTALLED)
        peil_diag_fail(diag, place,
                       "this format needs the program \"%s\", which is not installed; "
                       "%s",
                       maker->name, maker->instead);
    else if (made && status != 0)
        peil_diag_fail(diag, place, "the program \"%s\" could not make this file",
                       maker->name);
    if (made && status != 0)
        peil_file_abandon(made, path);
    peil_arena_free(arena);
    return made && status == 0 && peil_file_commit(made, path, diag);
}

static void write_paper(const struct peil_content *content, FILE *out)
{
    peil_page_write(content, true, out);
}

/* Tagged, for who hears a PDF. */
static bool write_pdf(const struct peil_content *content, const char *path,
                      struct peil_diag *diag)
{
    static const struct maker weasyprint = { "weasyprint",
                                             "the HTML page prints as well",
                                             { "--quiet", "--pdf-variant", "pdf/ua-1",
                                               "-", NULL },
                                             5,
                                             write_paper };
    return make(&weasyprint, content, path, diag);
}

/* From Markdown rather than HTML: its footnotes and tables become those of Word. */
static bool write_docx(const struct peil_content *content, const char *path,
                       struct peil_diag *diag)
{
    struct maker pandoc = {
        "pandoc",
        "the Markdown can be pasted",
        { "--from=markdown_strict+pipe_tables+footnotes+all_symbols_escapable",
          "--columns=30", "--to=docx", "--shift-heading-level-by=-1", "--output", NULL,
          "--metadata",
          strcmp(content->language, "nl") == 0 ? "lang=nl-NL" : "lang=en-GB" },
        8,
        peil_page_markdown_write
    };
    return make(&pandoc, content, path, diag);
}

const struct peil_page_renderer peil_page_pdf = {
    .name = "pdf",
    .suffix = ".pdf",
    .about = N_("paper, tagged; needs weasyprint"),
    .write = write_pdf,
};
const struct peil_page_renderer peil_page_docx = {
    .name = "docx",
    .suffix = ".docx",
    .about = N_("a Word document; needs pandoc"),
    .write = write_docx,
};
