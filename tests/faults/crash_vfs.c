#include "tests/faults/crash_vfs.h"

#include "collect/interview/chance.h"

#include <assert.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { SECTOR = 512, MOST_PATH = 512 };

struct bytes {
    unsigned char *data;
    size_t size, room;
};

/* A write, or (data == NULL) a new size. */
struct change {
    struct change *next;
    size_t offset, size;
    unsigned char *data;
};

/* What a name leads to. A name may have two: the one that is there, and the one that
 * was deleted but would be there again after a cut. */
struct inode {
    struct inode *next;
    char name[MOST_PATH];
    bool linked, linked_durably;
    bool syncs_name; /* a new journal: its first sync is its directory's too */
    struct bytes now, durable;
    struct change *changes, **last_change;
};

struct crash_disk {
    sqlite3_vfs vfs; /* what SQLite knows of it */
    sqlite3_vfs *before;
    struct peil_chance chance;
    struct inode *inodes;
    struct crash_plan plan;
    long operations;
    bool is_down;
};

struct open_file {
    sqlite3_file file;
    struct crash_disk *disk;
    struct inode *inode;
};

static void *sound(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

static size_t below(struct crash_disk *disk, size_t bound)
{
    return bound > 1 ? peil_chance_below(&disk->chance, bound) : 0;
}

/* --- Bytes --- */

static void resize(struct bytes *bytes, size_t size)
{
    if (size > bytes->room) {
        bytes->room = 2 * size;
        bytes->data = sound(realloc(bytes->data, bytes->room));
    }
    if (size > bytes->size)
        memset(bytes->data + bytes->size, 0, size - bytes->size);
    bytes->size = size;
}

static void put(struct bytes *bytes, size_t offset, const void *data, size_t size)
{
    if (offset + size > bytes->size)
        resize(bytes, offset + size);
    if (size > 0)
        memcpy(bytes->data + offset, data, size);
}

static void copy(struct bytes *to, const struct bytes *from)
{
    resize(to, 0);
    put(to, 0, from->data, from->size);
}

/* --- Changes --- */

static void forget_changes(struct inode *inode)
{
    for (struct change *change = inode->changes, *next; change; change = next) {
        next = change->next;
        free(change->data);
        free(change);
    }
    inode->changes = NULL;
    inode->last_change = &inode->changes;
}

static struct change *note_change(struct inode *inode, size_t offset, size_t size)
{
    struct change *change = sound(calloc(1, sizeof *change));
    change->offset = offset;
    change->size = size;
    *inode->last_change = change;
    inode->last_change = &change->next;
    return change;
}

static void write_bytes(struct inode *inode, size_t offset, const void *data,
                        size_t size)
{
    struct change *change = note_change(inode, offset, size);
    change->data = sound(malloc(size + 1));
    memcpy(change->data, data, size);
    put(&inode->now, offset, data, size);
}

static void truncate_bytes(struct inode *inode, size_t size)
{
    note_change(inode, 0, size);
    resize(&inode->now, size);
}

/* --- What a cut leaves --- */

/* `survives` of 4 sectors do; now and then only the beginning of one. */
static void apply_some(struct crash_disk *disk, struct inode *inode,
                       const struct change *change, size_t survives)
{
    if (!change->data) {
        if (below(disk, 4) < survives)
            resize(&inode->durable, change->size);
        return;
    }
    for (size_t done = 0, piece; done < change->size; done += piece) {
        piece = SECTOR - (change->offset + done) % SECTOR;
        if (piece > change->size - done)
            piece = change->size - done;
        bool torn = survives < 4 && below(disk, 8) == 0;
        if (below(disk, 4) < survives)
            put(&inode->durable, change->offset + done, change->data + done,
                torn ? below(disk, piece + 1) : piece);
    }
}

static size_t count_changes(const struct inode *inode)
{
    size_t count = 0;
    for (const struct change *change = inode->changes; change; change = change->next)
        count++;
    return count;
}

/* Either all up to some moment, or of everything a share. */
static void lose_changes(struct crash_disk *disk, struct inode *inode)
{
    bool in_order = below(disk, 2);
    size_t share = below(disk, 5), moment = below(disk, count_changes(inode) + 1);
    size_t number = 0;
    for (const struct change *change = inode->changes; change; change = change->next) {
        bool is_before = in_order && number < moment;
        bool is_after = in_order && number > moment;
        apply_some(disk, inode, change, is_before ? 4 : is_after ? 0 : share);
        number++;
    }
    forget_changes(inode);
    copy(&inode->now, &inode->durable);
}

static void drop_unlinked(struct crash_disk *disk)
{
    for (struct inode **place = &disk->inodes, *inode; (inode = *place);) {
        if (inode->linked || inode->linked_durably) {
            place = &inode->next;
            continue;
        }
        *place = inode->next;
        forget_changes(inode);
        free(inode->now.data);
        free(inode->durable.data);
        free(inode);
    }
}

static struct inode *find(struct crash_disk *disk, const char *name)
{
    struct inode *inode = disk->inodes;
    while (inode && !(inode->linked && strcmp(inode->name, name) == 0))
        inode = inode->next;
    return inode;
}

/* Of a name whose directory was not synced: the old or the new. */
static void lose_names(struct crash_disk *disk)
{
    for (struct inode *inode = disk->inodes; inode; inode = inode->next) {
        if (!inode->linked_durably || inode->linked)
            continue;
        struct inode *newer = find(disk, inode->name);
        bool is_old = below(disk, 2);
        inode->linked = inode->linked_durably = is_old;
        if (newer)
            newer->linked = newer->linked_durably = !is_old;
    }
    for (struct inode *inode = disk->inodes; inode; inode = inode->next)
        if (inode->linked && !inode->linked_durably)
            inode->linked = inode->linked_durably = below(disk, 2);
    drop_unlinked(disk);
}

/* --- Trouble --- */

enum fate { FINE, FAILS, DIES };

/* One more operation: how does it end? The one in which the power goes may still have
 * done some of its work. */
static enum fate fate(struct crash_disk *disk)
{
    if (disk->is_down)
        return FAILS;
    long number = ++disk->operations;
    enum crash_trouble trouble = disk->plan.trouble;
    if (trouble == CRASH_NONE || number < disk->plan.at)
        return FINE;
    if (trouble == CRASH_POWER || trouble == CRASH_KILL) {
        disk->is_down = true;
        return DIES;
    }
    return number < disk->plan.at + disk->plan.count ? FAILS : FINE;
}

static int code_of(const struct crash_disk *disk, int otherwise)
{
    return disk->plan.trouble == CRASH_FULL && !disk->is_down ? SQLITE_FULL : otherwise;
}

/* --- SQLite's view of a file --- */

static int close_file(sqlite3_file *file)
{
    (void)file;
    return SQLITE_OK;
}

static int read_file(sqlite3_file *file, void *to, int size, sqlite3_int64 offset)
{
    struct open_file *f = (struct open_file *)file;
    size_t from = (size_t)offset, wanted = (size_t)size, there = 0;
    if (f->disk->is_down)
        return SQLITE_IOERR_READ;
    if (from < f->inode->now.size)
        there = f->inode->now.size - from;
    if (there > wanted)
        there = wanted;
    memset(to, 0, wanted);
    if (there > 0)
        memcpy(to, f->inode->now.data + from, there);
    return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int write_file(sqlite3_file *file, const void *data, int size,
                      sqlite3_int64 offset)
{
    struct open_file *f = (struct open_file *)file;
    bool was_up = crash_disk_is_up(f->disk);
    enum fate ends = fate(f->disk);
    size_t length = (size_t)size;
    if (ends == FAILS)
        length = was_up ? below(f->disk, length) : 0;
    if (length > 0)
        write_bytes(f->inode, (size_t)offset, data, length);
    return ends == FINE ? SQLITE_OK : code_of(f->disk, SQLITE_IOERR_WRITE);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
    struct open_file *f = (struct open_file *)file;
    enum fate ends = fate(f->disk);
    if (ends != FAILS)
        truncate_bytes(f->inode, (size_t)size);
    return ends == FINE ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

static void sync_names(struct crash_disk *disk)
{
    for (struct inode *inode = disk->inodes; inode; inode = inode->next)
        inode->linked_durably = inode->linked;
}

static int sync_file(sqlite3_file *file, int flags)
{
    struct open_file *f = (struct open_file *)file;
    bool was_up = crash_disk_is_up(f->disk);
    enum fate ends = fate(f->disk);
    (void)flags;
    if (ends == FAILS && was_up && below(f->disk, 2))
        forget_changes(f->inode);
    if (ends != FINE)
        return SQLITE_IOERR_FSYNC;
    for (const struct change *c = f->inode->changes; c; c = c->next)
        apply_some(f->disk, f->inode, c, 4);
    forget_changes(f->inode);
    if (f->inode->syncs_name)
        sync_names(f->disk);
    f->inode->syncs_name = false;
    return SQLITE_OK;
}

static int size_of_file(sqlite3_file *file, sqlite3_int64 *size)
{
    *size = (sqlite3_int64)((struct open_file *)file)->inode->now.size;
    return SQLITE_OK;
}

/* There is one process. */
static int lock_file(sqlite3_file *file, int level)
{
    (void)file;
    (void)level;
    return SQLITE_OK;
}

static int is_reserved(sqlite3_file *file, int *reserved)
{
    (void)file;
    *reserved = 0;
    return SQLITE_OK;
}

static int control_file(sqlite3_file *file, int operation, void *argument)
{
    (void)file;
    (void)operation;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int sector_size(sqlite3_file *file)
{
    (void)file;
    return 4096;
}

static int characteristics(sqlite3_file *file)
{
    (void)file;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods methods = {
    .iVersion = 1, /* no shared memory */
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = size_of_file,
    .xLock = lock_file,
    .xUnlock = lock_file,
    .xCheckReservedLock = is_reserved,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
};

/* --- SQLite's view of the disk --- */

static struct inode *make_inode(struct crash_disk *disk, const char *name, int flags)
{
    struct inode *inode = sound(calloc(1, sizeof *inode));
    assert(strlen(name) < MOST_PATH);
    memcpy(inode->name, name, strlen(name));
    inode->linked = true;
    /* The product makes and syncs the database's own name before SQLite sees it. */
    inode->linked_durably = flags & SQLITE_OPEN_MAIN_DB;
    inode->syncs_name = flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL);
    inode->last_change = &inode->changes;
    inode->next = disk->inodes;
    return disk->inodes = inode;
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                     int *flags_out)
{
    struct crash_disk *disk = vfs->pAppData;
    struct open_file *f = (struct open_file *)file;
    struct inode *inode = name && !disk->is_down ? find(disk, name) : NULL;
    *f = (struct open_file){ .disk = disk };
    if (!inode && name && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_CREATE)) &&
        fate(disk) == FINE)
        inode = make_inode(disk, name, flags);
    if (!inode)
        return SQLITE_CANTOPEN;
    f->inode = inode;
    f->file.pMethods = &methods;
    if (flags_out)
        *flags_out = flags;
    return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int syncs_directory)
{
    struct crash_disk *disk = vfs->pAppData;
    struct inode *inode = find(disk, name);
    enum fate ends = fate(disk);
    if (ends == FAILS)
        return SQLITE_IOERR_DELETE;
    if (inode)
        inode->linked = false;
    if (ends == FINE && syncs_directory)
        sync_names(disk);
    return ends != FINE ? SQLITE_IOERR_DELETE
           : inode      ? SQLITE_OK
                        : SQLITE_IOERR_DELETE_NOENT;
}

/* An empty file counts as none, as in SQLite's own. */
static int look_for_file(sqlite3_vfs *vfs, const char *name, int flags, int *found)
{
    struct crash_disk *disk = vfs->pAppData;
    const struct inode *inode = find(disk, name);
    *found = inode && (flags != SQLITE_ACCESS_EXISTS || inode->now.size > 0);
    return disk->is_down ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

struct crash_disk *crash_disk_new(uint64_t seed)
{
    struct crash_disk *disk = sound(calloc(1, sizeof *disk));
    disk->chance.state = seed;
    disk->before = sqlite3_vfs_find(NULL);
    disk->vfs = *disk->before; /* paths, chance and the clock are as ever */
    disk->vfs.pNext = NULL;
    disk->vfs.zName = "crash";
    disk->vfs.szOsFile = sizeof(struct open_file);
    disk->vfs.pAppData = disk;
    disk->vfs.xOpen = open_file;
    disk->vfs.xDelete = delete_file;
    disk->vfs.xAccess = look_for_file;
    sqlite3_vfs_register(&disk->vfs, 1);
    return disk;
}

void crash_disk_free(struct crash_disk *disk)
{
    sqlite3_vfs_unregister(&disk->vfs);
    sqlite3_vfs_register(disk->before, 1);
    for (struct inode *inode = disk->inodes; inode; inode = inode->next)
        inode->linked = inode->linked_durably = false;
    drop_unlinked(disk);
    free(disk);
}

void crash_disk_plan(struct crash_disk *disk, struct crash_plan plan)
{
    disk->plan = plan;
    disk->operations = 0;
}

long crash_disk_operations(const struct crash_disk *disk)
{
    return disk->operations;
}

bool crash_disk_is_up(const struct crash_disk *disk)
{
    return !disk->is_down;
}

void crash_disk_cut(struct crash_disk *disk)
{
    disk->is_down = true;
    disk->plan.trouble = CRASH_POWER;
}

void crash_disk_restart(struct crash_disk *disk)
{
    if (disk->plan.trouble != CRASH_KILL) {
        lose_names(disk);
        for (struct inode *inode = disk->inodes; inode; inode = inode->next)
            lose_changes(disk, inode);
    }
    disk->is_down = false;
    disk->plan = (struct crash_plan){ CRASH_NONE, 0, 0 };
}
