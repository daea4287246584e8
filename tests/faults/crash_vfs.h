/* A disk in memory, under SQLite, that can lose its power.
 *
 * It becomes SQLite's default VFS, so the product's own code runs on it as it is. Of
 * every file it keeps what is durable and, apart, every change since its last sync; of
 * every name, whether its directory was synced. It promises what SQLite's own VFS for
 * Linux promises, and no more. There is no shared memory: a store that asked for it
 * would not open, as it locks for itself alone.
 *
 * Operations that change something are counted from crash_disk_plan on. At the planned
 * one trouble comes:
 *   CRASH_POWER   nothing works until the restart, which finds of each unsynced change
 *                 all, nothing, some sectors or a part of a sector, and of each
 * unsynced name the old or the new CRASH_KILL    the same for the process, but the
 * machine stays up: the restart finds all that was written, still unsynced CRASH_FULL,
 * CRASH_ERROR `count` operations fail, with a part of what they had to write done; of a
 * failed sync the changes may count as clean without being durable, as under Linux One
 * seed gives one course of events. Not for two threads at a time. */
#ifndef PEIL_TESTS_CRASH_VFS_H
#define PEIL_TESTS_CRASH_VFS_H

#include <stdbool.h>
#include <stdint.h>

struct crash_disk;

struct crash_disk *crash_disk_new(uint64_t seed);
void crash_disk_free(struct crash_disk *disk);

enum crash_trouble { CRASH_NONE, CRASH_POWER, CRASH_KILL, CRASH_FULL, CRASH_ERROR };
struct crash_plan {
    enum crash_trouble trouble;
    long at, count; /* 1 = the next operation */
};
void crash_disk_plan(struct crash_disk *disk, struct crash_plan plan);

/* Since the plan. */
long crash_disk_operations(const struct crash_disk *disk);

/* False from a cut or a kill until the restart. */
bool crash_disk_is_up(const struct crash_disk *disk);

/* The power goes now. */
void crash_disk_cut(struct crash_disk *disk);
void crash_disk_restart(struct crash_disk *disk);

#endif
