#include "collect/store/copy.h"

#include "questionnaires/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { MOST_BYTES = 1 << 30 };

static const char *target_of(const char *path, const char *folder,
                             struct peil_arena *arena)
{
    const char *slash = strrchr(path, '/');
    return peil_arena_format(arena, "%s/%s", folder, slash ? slash + 1 : path);
}

bool peil_copy_fits(const char *path, const char *folder, struct peil_arena *arena,
                    struct peil_diag *diag)
{
    struct peil_place place = { .file = folder };
    const char *target = target_of(path, folder, arena);
    if (access(folder, W_OK | X_OK) != 0)
        peil_diag_fail(diag, place, "cannot copy to it: %s", strerror(errno));
    else if (access(target, F_OK) == 0)
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = target },
                      "there is a file of this name already");
    else
        return true;
    return false;
}

static bool write_copy(const char *target, const char *bytes, size_t length,
                       struct peil_diag *diag)
{
    FILE *out = peil_file_create(target, diag);
    if (!out)
        return false;
    (void)!fwrite(bytes, 1, length, out); /* commit looks at its errors */
    return peil_file_commit(out, target, diag);
}

/* What the system remembers of the file would only tell what was meant to be there. */
static void forget_cached(const char *target)
{
    int file = open(target, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return;
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    close(file);
}

const char *peil_copy_make(const char *path, const char *folder,
                           struct peil_arena *arena, struct peil_diag *diag)
{
    const char *target = target_of(path, folder, arena);
    bool stood_there = access(target, F_OK) == 0;
    size_t length, copied;
    const char *bytes = peil_file_read(path, MOST_BYTES, arena, &length, diag);
    if (!bytes || (!stood_there && !write_copy(target, bytes, length, diag)))
        return NULL;
    forget_cached(target);
    const char *copy = peil_file_read(target, MOST_BYTES, arena, &copied, diag);
    if (copy && copied == length && memcmp(copy, bytes, length) == 0)
        return target;
    if (copy)
        peil_diag_fail(diag, (struct peil_place){ .file = target },
                       "it is not the same as %s", path);
    if (!stood_there)
        unlink(target);
    return NULL;
}
