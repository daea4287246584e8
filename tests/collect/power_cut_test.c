/* Power cuts, kills and failing disks, on a disk in memory that is put under SQLite: it
 * forgets what was not synced, tears writes at sectors, and, after a sync that failed,
 * never makes those writes durable (as Linux does). kill -9 alone proves little, since
 * the page cache survives it. The seed is printed; PEIL_SEED repeats it.
 *
 * The store must pass with its own settings only: with synchronous=NORMAL, without the
 * checkpoint at opening, or when COMMIT's result is ignored, these tests turn red. */
#include "collect/chance.h"
#include "collect/store.h"
#include "tests/golden.h"

#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* --- The disk --- */

enum { FILES = 4, SECTOR = 512, ROOM = 8 << 20 };

struct change {
    size_t offset, length; /* a write, or a truncation to `offset` */
    unsigned char *bytes;  /* NULL: a truncation */
    bool doomed;           /* its sync has failed */
};
struct bytes {
    unsigned char at[ROOM];
    size_t length;
    bool exists;
};
struct image {
    char name[256];
    struct bytes now, safe; /* as programs see it; as a power cut leaves it */
    struct change *changes; /* between the two */
    size_t count;
};
static struct disk {
    struct image files[FILES];
    struct peil_chance chance;
    atomic_bool dead;
    atomic_long before_death;   /* operations that still succeed; -1 = all */
    atomic_long before_failure; /* the same for one that fails, once */
} disk;

struct crash_file {
    sqlite3_file base;
    struct image *image;
};

/* Is this operation one that does not happen? */
static bool fails(void)
{
    if (disk.dead)
        return true;
    if (disk.before_death >= 0 && disk.before_death-- == 0)
        disk.dead = true;
    bool once = disk.before_failure >= 0 && disk.before_failure-- == 0;
    return disk.dead || once;
}

static void apply(struct bytes *bytes, const struct change *change)
{
    size_t end = change->offset + change->length;
    if (!change->bytes) {
        bytes->length = change->offset;
        return;
    }
    if (end > bytes->length) {
        memset(bytes->at + bytes->length, 0, end - bytes->length);
        bytes->length = end;
    }
    memcpy(bytes->at + change->offset, change->bytes, change->length);
}

static void forget_change(struct image *image, size_t i)
{
    free(image->changes[i].bytes);
    memmove(&image->changes[i], &image->changes[i + 1],
            (image->count - i - 1) * sizeof *image->changes);
    image->count--;
}

static void add_change(struct image *image, struct change change)
{
    image->changes =
        realloc(image->changes, (image->count + 1) * sizeof *image->changes);
    assert_non_null(image->changes);
    image->changes[image->count++] = change;
    apply(&image->now, &change);
}

/* Of a write that was under way some sectors may have reached the disk. */
static void tear(struct bytes *bytes, const struct change *change)
{
    for (size_t from = 0; change->bytes && from < change->length; from += SECTOR) {
        size_t left = change->length - from;
        struct change sector = { change->offset + from, left < SECTOR ? left : SECTOR,
                                 change->bytes + from, false };
        if (peil_chance_below(&disk.chance, 2))
            apply(bytes, &sector);
    }
}

static void copy(struct bytes *to, const struct bytes *from)
{
    memcpy(to->at, from->at, from->length);
    to->length = from->length;
    to->exists = from->exists;
}

static void cut_power(void)
{
    for (struct image *image = disk.files; image < disk.files + FILES; image++) {
        bool keeps_name = peil_chance_below(&disk.chance, 2);
        for (size_t i = 0; i < image->count; i++) {
            size_t fate = peil_chance_below(&disk.chance, 3);
            if (image->changes[i].doomed)
                continue; /* what was synced since stands in its place */
            if (fate == 0)
                apply(&image->safe, &image->changes[i]);
            if (fate == 1)
                tear(&image->safe, &image->changes[i]);
        }
        while (image->count > 0)
            forget_change(image, image->count - 1);
        if (image->now.exists && keeps_name)
            image->safe.exists = true;
        copy(&image->now, &image->safe);
    }
}

static void revive(void)
{
    disk.dead = false;
    disk.before_death = disk.before_failure = -1;
}

static void wipe_disk(void)
{
    for (struct image *image = disk.files; image < disk.files + FILES; image++) {
        while (image->count > 0)
            forget_change(image, image->count - 1);
        free(image->changes);
        image->name[0] = '\0';
        image->changes = NULL;
        image->now.length = image->safe.length = 0;
        image->now.exists = image->safe.exists = false;
    }
    revive();
}

/* --- SQLite's view of it --- */

static struct image *image_of(sqlite3_file *file)
{
    return ((struct crash_file *)(void *)file)->image;
}

static int close_file(sqlite3_file *file)
{
    (void)file;
    return SQLITE_OK;
}

static int read_file(sqlite3_file *file, void *buffer, int count, sqlite3_int64 from)
{
    const struct bytes *now = &image_of(file)->now;
    size_t offset = (size_t)from, wanted = (size_t)count;
    size_t there = offset < now->length ? now->length - offset : 0;
    if (disk.dead)
        return SQLITE_IOERR_READ;
    memset(buffer, 0, wanted);
    memcpy(buffer, now->at + offset, there < wanted ? there : wanted);
    return there < wanted ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

static int write_file(sqlite3_file *file, const void *buffer, int count,
                      sqlite3_int64 to)
{
    struct change change = { (size_t)to, (size_t)count, malloc((size_t)count), false };
    assert_non_null(change.bytes);
    memcpy(change.bytes, buffer, change.length);
    bool full = change.offset + change.length > ROOM, failed = fails();
    if (!full && !failed)
        add_change(image_of(file), change);
    else
        free(change.bytes);
    return full ? SQLITE_FULL : failed ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
    if (fails())
        return SQLITE_IOERR_TRUNCATE;
    add_change(image_of(file), (struct change){ .offset = (size_t)size });
    return SQLITE_OK;
}

static int sync_file(sqlite3_file *file, int flags)
{
    struct image *image = image_of(file);
    (void)flags;
    bool failed = fails();
    if (disk.dead)
        return SQLITE_IOERR_FSYNC; /* nobody is there any more to ask for it */
    for (size_t i = 0; i < image->count;) {
        struct change *change = &image->changes[i];
        change->doomed = change->doomed || failed;
        if (change->doomed) {
            i++;
            continue;
        }
        apply(&image->safe, change);
        forget_change(image, i);
    }
    if (!failed)
        image->safe.exists = true;
    return failed ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int size_file(sqlite3_file *file, sqlite3_int64 *size)
{
    *size = (sqlite3_int64)image_of(file)->now.length;
    return disk.dead ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

static int lock_file(sqlite3_file *file, int level)
{
    (void)file, (void)level;
    return SQLITE_OK;
}

static int check_lock(sqlite3_file *file, int *is_locked)
{
    (void)file;
    *is_locked = 0;
    return SQLITE_OK;
}

static int control_file(sqlite3_file *file, int operation, void *argument)
{
    (void)file, (void)operation, (void)argument;
    return SQLITE_NOTFOUND;
}

static int sector_size(sqlite3_file *file)
{
    (void)file;
    return SECTOR;
}

static int characteristics(sqlite3_file *file)
{
    (void)file;
    return 0;
}

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = size_file,
    .xLock = lock_file,
    .xUnlock = lock_file,
    .xCheckReservedLock = check_lock,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
};

static struct image *find_image(const char *name)
{
    struct image *image = disk.files;
    while (image < disk.files + FILES && *image->name && strcmp(image->name, name) != 0)
        image++;
    assert_true(image < disk.files + FILES);
    snprintf(image->name, sizeof image->name, "%s", name);
    return image;
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                     int *out_flags)
{
    struct crash_file *opened = (struct crash_file *)(void *)file;
    (void)vfs;
    opened->base.pMethods = NULL;
    assert_non_null(name); /* nothing goes to temporary files */
    if (disk.dead)
        return SQLITE_CANTOPEN;
    opened->image = find_image(name);
    if (!opened->image->now.exists && !(flags & SQLITE_OPEN_CREATE) &&
        !(flags & SQLITE_OPEN_MAIN_DB))
        return SQLITE_CANTOPEN;
    opened->image->now.exists = true;
    opened->base.pMethods = &methods;
    if (out_flags)
        *out_flags = flags;
    return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int and_sync)
{
    struct image *image = find_image(name);
    (void)vfs;
    if (fails())
        return SQLITE_IOERR_DELETE;
    while (image->count > 0)
        forget_change(image, image->count - 1);
    image->now.length = 0;
    image->now.exists = false;
    if (and_sync)
        copy(&image->safe, &image->now);
    return SQLITE_OK;
}

static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *is_there)
{
    const struct bytes *now = &find_image(name)->now;
    (void)vfs;
    /* Like SQLite's own: an empty file counts as none. */
    *is_there = now->exists && (flags != SQLITE_ACCESS_EXISTS || now->length > 0);
    return SQLITE_OK;
}

static void put_under_sqlite(void)
{
    static sqlite3_vfs vfs;
    vfs = *sqlite3_vfs_find("unix");
    vfs.szOsFile = sizeof(struct crash_file);
    vfs.zName = "crash";
    vfs.xOpen = open_file;
    vfs.xDelete = delete_file;
    vfs.xAccess = access_file;
    assert_int_equal(sqlite3_vfs_register(&vfs, 1), SQLITE_OK);
}

/* --- A class on it --- */

enum { PUPILS = 4 };

static const struct peil_store_about about = { .questionnaire = "<questionnaire/>",
                                               .hash = "abc",
                                               .session = "0123",
                                               .mode = "open" };

struct class
{
    char path[64];
    struct peil_store *store;
    uint32_t acknowledged[PUPILS]; /* the last sequence of each */
    uint32_t found[PUPILS];        /* when read back */
    long total;
};

static struct peil_event event_of(size_t pupil, uint32_t sequence)
{
    static char text[32];
    struct peil_event event = { .sequence = sequence, .text = text };
    snprintf(event.response, sizeof event.response, "%032zu", pupil);
    snprintf(text, sizeof text, "a tip %zu-%u", pupil, sequence);
    return event;
}

static void see_join(void *context, const char *token_hash, const char *response,
                     uint64_t seed)
{
    (void)context, (void)token_hash, (void)response, (void)seed;
}

static void see_event(void *context, const struct peil_event *event)
{
    struct class *class = context;
    size_t pupil = (size_t)(event->response[PEIL_ID_LENGTH - 1] - '0');
    assert_int_equal(event->sequence, ++class->found[pupil]);
    assert_string_equal(event->text, event_of(pupil, event->sequence).text);
}

static bool open_class(struct class *class)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    class->store = peil_store_open(class->path, &about, diag);
    if (!class->store && !disk.dead)
        peil_diag_print(diag, stderr);
    peil_arena_free(arena);
    return class->store != NULL;
}

static void close_class(struct class *class)
{
    struct peil_arena *arena = peil_arena_new();
    bool closed = class->store && peil_store_close(class->store, peil_diag_new(arena));
    class->store = NULL;
    assert_true(closed || disk.dead || disk.before_failure < 0);
    peil_arena_free(arena);
}

static void ignore(void *context, enum peil_append result)
{
    (void)context, (void)result;
}

/* One answer of one pupil; true when it was acknowledged. */
static bool answer(struct class *class, size_t pupil, uint32_t sequence)
{
    struct peil_event event = event_of(pupil, sequence);
    char id[64];
    snprintf(id, sizeof id, "%032zu", pupil);
    if (class->acknowledged[pupil] == 0)
        peil_store_join(class->store, id, id, pupil, ignore, NULL);
    enum peil_append result = peil_store_append_wait(class->store, &event, 1);
    if (result != PEIL_APPENDED && result != PEIL_REPEATED)
        return false;
    class->total += sequence > class->acknowledged[pupil];
    if (sequence > class->acknowledged[pupil])
        class->acknowledged[pupil] = sequence;
    return true;
}

/* Returns who answered last. */
static size_t answer_some(struct class *class, size_t count)
{
    size_t pupil = 0;
    for (size_t i = 0; i < count && !disk.dead; i++) {
        pupil = peil_chance_below(&disk.chance, PUPILS);
        answer(class, pupil, class->acknowledged[pupil] + 1);
    }
    return pupil;
}

/* A fresh disk, so that stores stay small. */
static void begin_anew(struct class *class)
{
    if (class->store)
        close_class(class);
    memset(class->acknowledged, 0, sizeof class->acknowledged);
    wipe_disk();
}

/* All that was acknowledged is there, and at most one that was under way. */
static void assert_nothing_lost(struct class *class)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_replay replay = { .join = see_join,
                                  .event = see_event,
                                  .context = class };
    memset(class->found, 0, sizeof class->found);
    assert_true(open_class(class));
    assert_true(peil_store_replay(class->store, &replay, peil_diag_new(arena)));
    for (size_t i = 0; i < PUPILS; i++)
        assert_in_range(class->found[i], class->acknowledged[i],
                        class->acknowledged[i] + 1);
    peil_arena_free(arena);
}

static int begin(void **state)
{
    const char *given = getenv("PEIL_SEED");
    struct class *class = calloc(1, sizeof *class);
    assert_non_null(class);
    wipe_disk();
    disk.chance.state = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("PEIL_SEED=%llu\n", (unsigned long long)disk.chance.state);
    snprintf(class->path, sizeof class->path, "/tmp/peil-cut-XXXXXX");
    assert_non_null(mkdtemp(class->path));
    strcat(class->path, "/v.peil");
    *state = class;
    return 0;
}

static int end(void **state)
{
    struct class *class = *state;
    char command[96];
    revive();
    if (class->store)
        close_class(class);
    wipe_disk();
    snprintf(command, sizeof command, "rm -r %.20s", class->path);
    assert_int_equal(system(command), 0);
    free(class);
    return 0;
}

enum { CUTS = 1000, COMPOUNDS = 500, FAILURES = 300, PER_STORE = 25 };

static void what_was_acknowledged_survives_a_power_cut(void **state)
{
    struct class *class = *state;
    for (int i = 0; i < CUTS; i++) {
        if (i % PER_STORE == 0)
            begin_anew(class);
        disk.before_death = (long)peil_chance_below(&disk.chance, 200);
        if (class->store || open_class(class))
            answer_some(class, 20);
        disk.dead = true;
        close_class(class);
        cut_power();
        revive();
        assert_nothing_lost(class);
    }
    print_message("%ld answers survived %d power cuts\n", class->total, CUTS);
}

/* A kill leaves answers in the page cache that were never synced; the pupil sends one
 * again, it is acknowledged as there already, and then the power fails. */
static void a_kill_a_retry_and_a_power_cut_lose_nothing(void **state)
{
    struct class *class = *state;
    for (int i = 0; i < COMPOUNDS; i++) {
        if (i % PER_STORE == 0)
            begin_anew(class);
        assert_true(class->store || open_class(class));
        disk.before_death = 4 + (long)peil_chance_below(&disk.chance, 12);
        size_t last = answer_some(class, 30);
        disk.dead = true;
        close_class(class); /* a kill: what is in the page cache stays */
        revive();
        assert_true(open_class(class));
        answer(class, last, class->acknowledged[last] + 1);
        disk.dead = true;
        close_class(class);
        cut_power();
        revive();
        assert_nothing_lost(class);
    }
    print_message("%ld answers survived %d compound faults\n", class->total, COMPOUNDS);
}

/* One operation fails, at every place in turn; the answers after it succeed again. */
static void a_failing_disk_gives_no_false_acknowledgement(void **state)
{
    struct class *class = *state;
    for (int i = 0; i < FAILURES; i++) {
        if (i % PER_STORE == 0)
            begin_anew(class);
        assert_true(class->store || open_class(class));
        disk.before_failure = i % 40;
        answer_some(class, 12);
        disk.before_failure = -1;
        for (size_t pupil = 0; pupil < PUPILS; pupil++)
            assert_true(answer(class, pupil, class->acknowledged[pupil] + 1));
        assert_true(peil_store_is_well(class->store));
        disk.dead = true;
        close_class(class);
        cut_power();
        revive();
        assert_nothing_lost(class);
    }
    print_message("%ld answers survived %d failures\n", class->total, FAILURES);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_acknowledged_survives_a_power_cut),
        TEST(a_kill_a_retry_and_a_power_cut_lose_nothing),
        TEST(a_failing_disk_gives_no_false_acknowledgement),
    };
    put_under_sqlite();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
