/* SQLite as a store needs it: one connection, durable or not at all. The one door of
 * SQLite.
 *
 * WAL with synchronous=FULL, secure_delete, exclusive locking (no shared memory file,
 * no second tool in an open store), no memory mapping, nothing in temporary files. */
#ifndef PEIL_DATABASE_H
#define PEIL_DATABASE_H

#include "questionnaires/base/diag.h"

#include <stdint.h>

struct peil_database;

/* Opens a store file, or makes one with the schema (NULL = it must be there), mode
 * 0600. Checks that it is a store and whole. What a killed process had written but
 * never synced is on the disk when this returns: without that, an answer that is sent
 * again could be acknowledged on top of it and be lost by a power cut. */
PEIL_MUST_READ
struct peil_database *peil_database_open(const char *path, const char *schema,
                                         struct peil_diag *diag);
/* True when everything is in the one file. NULL is allowed: false. */
bool peil_database_close(struct peil_database *database);

/* Integers where text is NULL. */
struct peil_value {
    const char *text;
    int64_t integer;
};
struct peil_statement {
    const char *sql;
    struct peil_value values[3]; /* of ?1, ?2, ?3 */
    /* Gets each row's columns, good until it returns; false stops. NULL = ignored. */
    bool (*row)(void *context, const struct peil_value *columns);
    void *context;
};
enum { PEIL_COLUMNS = 4 };

/* False on trouble. */
PEIL_MUST_READ
bool peil_database_run(struct peil_database *database,
                       const struct peil_statement *statement);
/* What the last trouble was: "cannot read the store: disk I/O error". Of a file that is
 * no store, or damaged, the system is not to blame. */
void peil_database_complain(const struct peil_database *database, const char *path,
                            const char *what, struct peil_diag *diag);

/* After trouble, before anything else is written: makes durable anew what was
 * committed, and empties the log of what was not. The connection stays: opened again,
 * it would take a commit whose sync failed for a good one, and what was refused would
 * be there after all. False while the trouble lasts. */
PEIL_MUST_READ
bool peil_database_mend(struct peil_database *database);

/* Writes the whole file anew, in the order of its keys and without a trace of what was
 * deleted, as one plain file. */
PEIL_MUST_READ
bool peil_database_rewrite(struct peil_database *database);

#endif
