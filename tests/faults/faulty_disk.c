/* A disk that fails, for a program that knows nothing of it: LD_PRELOAD this, and let
 * PEIL_DISK name a file that holds a struct orders. Whoever writes into that file gives
 * the orders, at any time. Only files with ".peil" in their path fail. */
#define _GNU_SOURCE /* RTLD_NEXT, off64_t */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum trouble { WELL, FULL, ERROR, SHORT, SLOW, LIES };
struct orders {
    int32_t trouble;
    int32_t skip;  /* so many calls are left alone first */
    int32_t times; /* then so many are not; -1 = all */
    int32_t calls; /* seen so far */
    int32_t milliseconds;
};

/* The library is as long there as the process: its orders are, too. */
static struct orders *orders(void)
{
    static struct orders *known;
    const char *path = getenv("PEIL_DISK");
    int file = known || !path ? -1 : open(path, O_RDWR | O_CLOEXEC);
    if (file < 0)
        return known;
    void *mapped =
        mmap(NULL, sizeof *known, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    return known = mapped == MAP_FAILED ? NULL : mapped;
}

static bool is_ours(int file)
{
    char link[32] = "/proc/self/fd/", path[4096];
    size_t end = strlen(link);
    for (int digit = 10000; digit > 0; digit /= 10)
        if (file >= digit || digit == 1)
            link[end++] = (char)('0' + file / digit % 10);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    return strstr(path, ".peil") != NULL;
}

/* What becomes of this call? */
static enum trouble fate(int file)
{
    struct orders *o = orders();
    if (!o || o->trouble == WELL || !is_ours(file))
        return WELL;
    o->calls++;
    if (o->skip > 0) {
        o->skip--;
        return WELL;
    }
    if (o->times == 0)
        return WELL;
    if (o->times > 0)
        o->times--;
    if (o->trouble == SLOW)
        nanosleep(&(struct timespec){ o->milliseconds / 1000,
                                      o->milliseconds % 1000 * 1000000L },
                  NULL);
    return o->trouble == SLOW ? WELL : (enum trouble)o->trouble;
}

/* A short write is half done; the next call hears that the disk is full. */
static size_t length_of(enum trouble trouble, size_t length)
{
    return trouble == SHORT ? length / 2 : length;
}

static bool fails(enum trouble trouble)
{
    errno = trouble == FULL ? ENOSPC : EIO;
    return trouble == FULL || trouble == ERROR;
}

/* ISO C has no cast from an object to a function. */
static void find_next(const char *name, void *call)
{
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(call, &found, sizeof found);
}

ssize_t write(int file, const void *bytes, size_t length)
{
    ssize_t (*next)(int, const void *, size_t);
    find_next("write", &next);
    enum trouble trouble = fate(file);
    return fails(trouble) ? -1 : next(file, bytes, length_of(trouble, length));
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t offset)
{
    ssize_t (*next)(int, const void *, size_t, off64_t);
    find_next("pwrite64", &next);
    enum trouble trouble = fate(file);
    return fails(trouble) ? -1 : next(file, bytes, length_of(trouble, length), offset);
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t offset)
{
    return pwrite64(file, bytes, length, offset);
}

/* A truncation or a sync is whole, or fails. */
static bool fails_whole(enum trouble trouble)
{
    return fails(trouble == SHORT ? ERROR : trouble);
}

int ftruncate64(int file, off64_t length)
{
    int (*next)(int, off64_t);
    find_next("ftruncate64", &next);
    return fails_whole(fate(file)) ? -1 : next(file, length);
}

int ftruncate(int file, off_t length)
{
    return ftruncate64(file, length);
}

/* A disk that lies says that all is well, and has kept another byte. */
int fsync(int file)
{
    int (*next)(int);
    ssize_t (*write_at)(int, const void *, size_t, off64_t);
    find_next("fsync", &next);
    find_next("pwrite64", &write_at);
    enum trouble trouble = fate(file);
    bool failed = fails_whole(trouble) ||
                  (trouble == LIES && write_at(file, "\xff", 1, 1000) != 1);
    return failed ? -1 : next(file);
}

int fdatasync(int file)
{
    int (*next)(int);
    find_next("fdatasync", &next);
    return fails_whole(fate(file)) ? -1 : next(file);
}
