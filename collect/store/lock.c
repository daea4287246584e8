#include "collect/store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/statfs.h>
#include <unistd.h>

/* The numbers of statfs(2). */
static const struct refused {
    unsigned long type;
    const char *name;
} refused[] = {
    { 0x6969, "NFS" },      { 0x517B, "SMB" },    { 0xFF534D42, "CIFS" },
    { 0xFE534D42, "SMB" },  { 0x4D44, "FAT" },    { 0x2011BAB0, "exFAT" },
    { 0x00C36400, "Ceph" }, { 0x01021997, "9P" }, { 0x5346414F, "AFS" },
};
enum { LEAST_MEGABYTES = 100 };

static bool is_sound(int file, const char *path, struct peil_diag *diag)
{
    struct peil_place place = { .file = path };
    struct statfs system;
    if (fstatfs(file, &system) != 0) {
        peil_diag_fail(diag, place, "cannot look at the file system: %s",
                       strerror(errno));
        return false;
    }
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (((unsigned long)system.f_type & 0xFFFFFFFF) == refused[i].type) {
            peil_diag_fail(
                diag, place,
                "a store cannot be kept safely on a %s file system: copy it to a "
                "disk first",
                refused[i].name);
            return false;
        }
    double free_bytes = (double)system.f_bavail * (double)system.f_bsize;
    if (free_bytes < LEAST_MEGABYTES * 1e6)
        peil_diag_add(diag, PEIL_WARNING, place, "less than %d MB free on this disk",
                      LEAST_MEGABYTES);
    return true;
}

int peil_lock_take(const char *path, struct peil_diag *diag)
{
    char name[4096];
    struct peil_place place = { .file = path };
    int length = snprintf(name, sizeof name, "%s.lock", path);
    int lock = length < 0 || (size_t)length >= sizeof name
                   ? (errno = ENAMETOOLONG, -1)
                   : open(name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (lock < 0) {
        peil_diag_fail(diag, place, "cannot make \"%s.lock\": %s", path,
                       strerror(errno));
        return -1;
    }
    if (flock(lock, LOCK_EX | LOCK_NB) != 0)
        peil_diag_fail(diag, place, "is in use by another peil");
    else if (is_sound(lock, path, diag))
        return lock;
    close(lock);
    return -1;
}

void peil_lock_release(int lock)
{
    if (lock >= 0)
        close(lock);
}
