#include "questionnaires/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Says "cannot <what>: <why>" about a path, with what errno holds. */
static void complain(struct peil_diag *diag, const char *path, const char *what)
{
    peil_diag_fail(diag, (struct peil_place){ .file = path }, "cannot %s: %s", what,
                   strerror(errno));
}

static bool is_regular(int file)
{
    struct stat status;
    return fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

/* Through a symbolic link a stranger's file could become ours; a device or a pipe
 * could keep us waiting for ever. Only "-" says that one may wait. */
static FILE *open_input(const char *path, struct peil_diag *diag)
{
    struct peil_place place = { .file = path };
    bool may_wait = strcmp(path, "-") == 0;
    int file = may_wait ? dup(STDIN_FILENO)
                        : open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0 && errno == ELOOP) {
        peil_diag_add(diag, PEIL_ERROR, place,
                      "this is a symbolic link; name the file itself");
    } else if (file < 0) {
        peil_diag_add(diag, PEIL_ERROR, place, "cannot open: %s", strerror(errno));
    } else if (may_wait || is_regular(file)) {
        return fdopen(file, "rb");
    } else {
        peil_diag_add(diag, PEIL_ERROR, place, "this is not a regular file");
        close(file);
    }
    return NULL;
}

/* The bytes go from one arena, which holds all the growing, into the caller's. */
static const char *read_all(FILE *in, size_t limit, struct peil_arena *arena,
                            size_t *length)
{
    struct peil_arena *scratch = peil_arena_new();
    size_t room = 64 * 1024, used = 0;
    char *bytes = peil_arena_array(scratch, room, 1);
    while (used <= limit && !feof(in) && !ferror(in)) {
        if (used == room) {
            bytes = peil_arena_grow(scratch, bytes, used, 1);
            room *= 2;
        }
        used += fread(bytes + used, 1, room - used, in);
    }
    *length = used;
    const char *copy = used > limit ? NULL : peil_arena_copy_span(arena, bytes, used);
    peil_arena_free(scratch);
    return copy;
}

const char *peil_file_read(const char *path, size_t limit, struct peil_arena *arena,
                           size_t *length, struct peil_diag *diag)
{
    FILE *in = open_input(path, diag);
    if (!in)
        return NULL;
    const char *bytes = read_all(in, limit, arena, length);
    if (ferror(in)) {
        complain(diag, path, "read");
        bytes = NULL;
    } else if (!bytes) {
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path },
                      "the file is larger than %zu bytes", limit);
    }
    fclose(in);
    return bytes;
}

/* PATH.tmp beside PATH, so that renaming stays within one file system. */
static const char *temporary(struct peil_arena *arena, const char *path)
{
    return peil_arena_format(arena, "%s.tmp", path);
}

/* Renaming would put our file in the place of a device (/dev/null!), a pipe or a link.
 */
static bool may_be_replaced(const char *path, struct peil_diag *diag)
{
    struct stat status;
    if (lstat(path, &status) != 0 || S_ISREG(status.st_mode))
        return true;
    peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path },
                  "this is not a regular file: it is not written over");
    return false;
}

FILE *peil_file_create(const char *path, struct peil_diag *diag)
{
    if (!may_be_replaced(path, diag))
        return NULL;
    struct peil_arena *arena = peil_arena_new();
    const char *name = temporary(arena, path);
    unlink(name); /* what a crash may have left */
    int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    FILE *out = file < 0 ? NULL : fdopen(file, "wb");
    if (!out)
        complain(diag, path, "write");
    peil_arena_free(arena);
    return out;
}

/* A new name lasts only when its directory is on the disk too. */
static bool sync_directory_of(struct peil_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t length = !slash ? 0 : slash == path ? 1 : (size_t)(slash - path);
    const char *name = length ? peil_arena_copy_span(arena, path, length) : ".";
    int directory = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return false;
    bool done = fsync(directory) == 0 || errno == EINVAL;
    close(directory);
    return done;
}

bool peil_file_commit(FILE *file, const char *path, struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arena_new();
    const char *name = temporary(arena, path);
    bool written = !ferror(file) && fflush(file) == 0 && fsync(fileno(file)) == 0;
    if (!written)
        complain(diag, path, "write");
    bool closed = fclose(file) == 0;
    if (written && !closed)
        complain(diag, path, "close");
    bool done =
        written && closed && rename(name, path) == 0 && sync_directory_of(arena, path);
    if (written && closed && !done)
        complain(diag, path, "rename to");
    if (!done)
        unlink(name);
    peil_arena_free(arena);
    return done;
}

void peil_file_abandon(FILE *file, const char *path)
{
    struct peil_arena *arena = peil_arena_new();
    fclose(file);
    unlink(temporary(arena, path));
    peil_arena_free(arena);
}

bool peil_file_directory(const char *path, struct peil_diag *diag)
{
    struct stat status;
    if (mkdir(path, 0700) == 0)
        return true;
    if (errno == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return true;
    complain(diag, path, "make the directory");
    return false;
}
