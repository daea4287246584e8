#define _XOPEN_SOURCE 700 /* realpath */
#include "collect/store/database.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct peil_database {
    sqlite3 *handle;
};

/* The locking comes first: what follows looks into the file, and a WAL that is opened
 * before it would be shared after all. */
static const char settings[] =
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
    "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL";

/* "Peil": says whose file it is. */
static const char mark[] = "PRAGMA application_id = 1348823404";
static const char marked[] = "1348823404";

static bool execute(struct peil_database *database, const char *sql)
{
    return sqlite3_exec(database->handle, sql, NULL, NULL, NULL) == SQLITE_OK;
}

struct expectation {
    const char *value;
    bool met;
};

static bool compare(void *context, const struct peil_value *columns)
{
    struct expectation *expectation = context;
    expectation->met = strcmp(columns[0].text, expectation->value) == 0;
    return true;
}

/* Is this the one value that the statement gives? A pragma works only when it is
 * stepped to its end. */
static bool answers(struct peil_database *database, const char *sql, const char *value)
{
    struct expectation expectation = { .value = value };
    return peil_database_run(database,
                             &(struct peil_statement){ .sql = sql,
                                                       .row = compare,
                                                       .context = &expectation }) &&
           expectation.met;
}

/* --- Opening --- */

/* SQLite's NOFOLLOW refuses a link anywhere in the path; ours only at the file. */
static const char *resolve(const char *path, struct peil_arena *arena)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *folder =
        slash ? peil_arena_copy_span(arena, path, (size_t)(name - path)) : ".";
    char *real = realpath(folder, NULL);
    const char *resolved = real ? peil_arena_format(arena, "%s/%s", real, name) : NULL;
    free(real);
    return resolved;
}

/* A new name lasts only when its directory is on the disk too. */
static bool sync_folder_of(const char *path, struct peil_arena *arena)
{
    size_t length = (size_t)(strrchr(path, '/') - path) + 1;
    int folder = open(peil_arena_copy_span(arena, path, length),
                      O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = folder >= 0 && fsync(folder) == 0;
    if (folder >= 0)
        close(folder);
    return synced;
}

/* Left to itself SQLite would make the file readable for all. */
static bool make_file(const char *path, bool may_make, struct peil_arena *arena)
{
    int flags = O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (may_make ? O_CREAT : 0);
    int file = path ? open(path, flags, 0600) : -1;
    struct stat status;
    if (file < 0)
        return false;
    bool plain = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    if (!plain)
        errno = EINVAL;
    close(file);
    return plain && (!may_make || sync_folder_of(path, arena));
}

static bool make_schema(struct peil_database *database, const char *schema)
{
    if (!schema || !answers(database, "SELECT count(*) FROM sqlite_schema", "0"))
        return true;
    if (execute(database, "BEGIN IMMEDIATE") && execute(database, mark) &&
        execute(database, schema) && execute(database, "COMMIT"))
        return true;
    execute(database, "ROLLBACK");
    return false;
}

static bool prepare(struct peil_database *database, const char *schema)
{
    return sqlite3_db_config(database->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) ==
               SQLITE_OK &&
           execute(database, settings) && make_schema(database, schema) &&
           answers(database, "PRAGMA application_id", marked) &&
           (!schema || answers(database, "PRAGMA journal_mode = WAL", "wal")) &&
           answers(database, "PRAGMA quick_check", "ok") &&
           answers(database, "PRAGMA wal_checkpoint(TRUNCATE)", "0");
}

static bool open_handle(struct peil_database *database, const char *path,
                        const char *schema)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_FULLMUTEX;
    return sqlite3_open_v2(path, &database->handle, flags, NULL) == SQLITE_OK &&
           prepare(database, schema);
}

struct peil_database *peil_database_open(const char *path, const char *schema,
                                         struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_database *database = calloc(1, sizeof *database);
    struct peil_place place = { .file = path };
    const char *resolved = resolve(path, arena);
    bool opened = false;
    if (!database || !make_file(resolved, schema != NULL, arena))
        peil_diag_fail(diag, place, "cannot open the store: %s", strerror(errno));
    else if (!open_handle(database, resolved, schema))
        peil_database_complain(database, path, "cannot open the store", diag);
    else
        opened = true;
    peil_arena_free(arena);
    if (opened)
        return database;
    peil_database_close(database);
    return NULL;
}

bool peil_database_close(struct peil_database *database)
{
    if (!database)
        return false;
    bool whole =
        database->handle && answers(database, "PRAGMA wal_checkpoint(TRUNCATE)", "0");
    bool closed = sqlite3_close(database->handle) == SQLITE_OK;
    free(database);
    return whole && closed;
}

/* --- Using --- */

static bool bind(sqlite3_stmt *prepared, const struct peil_value *values)
{
    int count = sqlite3_bind_parameter_count(prepared), code = SQLITE_OK;
    for (int i = 0; i < count && code == SQLITE_OK; i++)
        code = values[i].text ? sqlite3_bind_text(prepared, i + 1, values[i].text, -1,
                                                  SQLITE_STATIC)
                              : sqlite3_bind_int64(prepared, i + 1, values[i].integer);
    return code == SQLITE_OK;
}

static bool give_row(sqlite3_stmt *prepared, const struct peil_statement *statement)
{
    struct peil_value columns[PEIL_COLUMNS] = { { 0 } };
    int count = sqlite3_column_count(prepared);
    for (int i = 0; i < PEIL_COLUMNS; i++) {
        bool is_there = i < count;
        columns[i].integer = is_there ? sqlite3_column_int64(prepared, i) : 0;
        columns[i].text =
            is_there ? (const char *)sqlite3_column_text(prepared, i) : NULL;
        if (!columns[i].text)
            columns[i].text = "";
    }
    return !statement->row || statement->row(statement->context, columns);
}

bool peil_database_run(struct peil_database *database,
                       const struct peil_statement *statement)
{
    sqlite3_stmt *prepared = NULL;
    int code =
        sqlite3_prepare_v2(database->handle, statement->sql, -1, &prepared, NULL);
    if (code == SQLITE_OK && bind(prepared, statement->values))
        do
            code = sqlite3_step(prepared);
        while (code == SQLITE_ROW && give_row(prepared, statement));
    else
        code = SQLITE_ERROR;
    return sqlite3_finalize(prepared) == SQLITE_OK &&
           (code == SQLITE_DONE || code == SQLITE_ROW);
}

void peil_database_complain(const struct peil_database *database, const char *path,
                            const char *what, struct peil_diag *diag)
{
    struct peil_place place = { .file = path };
    int code = database->handle ? sqlite3_errcode(database->handle) : SQLITE_NOMEM;
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE)
        peil_diag_add(
            diag, PEIL_ERROR, place,
            "%s: nothing was collected in it yet, it is not a store, or it is "
            "damaged",
            what);
    else if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
        peil_diag_add(diag, PEIL_ERROR, place, "%s: %s", what, sqlite3_errstr(code));
    else
        peil_diag_fail(diag, place, "%s: %s", what, sqlite3_errstr(code));
}

bool peil_database_mend(struct peil_database *database)
{
    return answers(database, "PRAGMA wal_checkpoint(TRUNCATE)", "0");
}

bool peil_database_rewrite(struct peil_database *database)
{
    return execute(database, "VACUUM") &&
           answers(database, "PRAGMA wal_checkpoint(TRUNCATE)", "0") &&
           answers(database, "PRAGMA journal_mode = DELETE", "delete");
}
