#include "collect/store/visit.h"

#include "collect/store/lock.h"
#include "questionnaires/base/text.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Rows are kept in the order of their random keys (WITHOUT ROWID), so the file does not
 * tell who came first. */
const char peil_visit_schema[] =
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE response (id TEXT PRIMARY KEY CHECK (length(id) = 32),"
    " token_hash TEXT UNIQUE, seed INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE event (response TEXT NOT NULL, sequence INTEGER NOT NULL,"
    " text TEXT NOT NULL, PRIMARY KEY (response, sequence)) WITHOUT ROWID;"
    "CREATE TABLE card (hash TEXT PRIMARY KEY, response TEXT) WITHOUT ROWID;";

/* A row of the table and where it goes: one of text, number, flag. */
struct entry {
    const char *name;
    const char **text;
    long *number;
    bool *flag;
    const char *must_match; /* what a re-opened store may not differ in */
};
enum { ENTRIES = 14 };

static void list_entries(struct peil_store_about *about, struct entry entries[ENTRIES])
{
    const struct entry list[ENTRIES] = {
        { .name = "questionnaire", .text = &about->questionnaire },
        { .name = "hash", .text = &about->hash, .must_match = "questionnaire" },
        { .name = "study", .text = &about->study_xml, .must_match = "study file" },
        { .name = "school", .text = &about->school, .must_match = "school" },
        { .name = "preset", .text = &about->preset, .must_match = "preset" },
        { .name = "session", .text = &about->session },
        { .name = "mode", .text = &about->mode },
        { .name = "card_key", .text = &about->card_key },
        { .name = "synthetic", .flag = &about->synthetic },
        { .name = "closed", .flag = &about->closed },
        { .name = "joined", .number = &about->joined },
        { .name = "refused", .number = &about->refused },
        { .name = "wiped", .number = &about->wiped },
        { .name = "cards", .number = &about->cards },
    };
    memcpy(entries, list, sizeof list);
}

/* --- Saying it --- */

static bool say(struct peil_database *database, const char *name, const char *value)
{
    return peil_database_run(
        database,
        &(struct peil_statement){ .sql = "INSERT OR REPLACE INTO about VALUES (?1, ?2)",
                                  .values = { { .text = name }, { .text = value } } });
}

static bool say_number(struct peil_database *database, const char *name, long number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%ld", number);
    return say(database, name, digits);
}

static bool say_all(struct peil_database *database,
                    const struct peil_store_about *about)
{
    struct peil_store_about copy = *about;
    struct entry entries[ENTRIES];
    list_entries(&copy, entries);
    for (size_t i = 0; i < ENTRIES; i++) {
        const struct entry *entry = &entries[i];
        if (entry->text && !*entry->text)
            continue; /* not known here: the cards' key has been said already */
        bool said = entry->text     ? say(database, entry->name, *entry->text)
                    : entry->number ? say_number(database, entry->name, *entry->number)
                                    : say_number(database, entry->name, *entry->flag);
        if (!said)
            return false;
    }
    return true;
}

static bool run(struct peil_database *database, const char *sql)
{
    return peil_database_run(database, &(struct peil_statement){ .sql = sql });
}

bool peil_visit_begin(struct peil_database *database,
                      const struct peil_store_about *about)
{
    if (run(database, "BEGIN IMMEDIATE") && say_all(database, about) &&
        run(database, "COMMIT"))
        return true;
    (void)!run(database, "ROLLBACK");
    return false;
}

/* --- Hearing it --- */

struct reading {
    struct entry entries[ENTRIES];
    struct peil_arena *arena;
};

static bool read_row(void *context, const struct peil_value *columns)
{
    struct reading *reading = context;
    for (size_t i = 0; i < ENTRIES; i++) {
        const struct entry *entry = &reading->entries[i];
        if (strcmp(entry->name, columns[0].text) != 0)
            continue;
        if (entry->text)
            *entry->text = peil_arena_copy(reading->arena, columns[1].text);
        else if (entry->number && !peil_text_integer(columns[1].text, entry->number))
            *entry->number = 0;
        else if (entry->flag)
            *entry->flag = strcmp(columns[1].text, "1") == 0;
    }
    return true;
}

bool peil_visit_about(struct peil_database *database, struct peil_store_about *about,
                      struct peil_arena *arena)
{
    struct reading reading = { .arena = arena };
    *about = (struct peil_store_about){ 0 };
    list_entries(about, reading.entries);
    for (size_t i = 0; i < ENTRIES; i++)
        if (reading.entries[i].text && i > 0)
            *reading.entries[i].text = "";
    if (!peil_database_run(
            database, &(struct peil_statement){ .sql = "SELECT name, value FROM about",
                                                .row = read_row,
                                                .context = &reading }))
        return false;
    about->questionnaire_length =
        about->questionnaire ? strlen(about->questionnaire) : 0;
    return about->questionnaire != NULL;
}

static bool refuse(struct peil_diag *diag, const char *path, const char *why)
{
    peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path }, "%s", why);
    return false;
}

bool peil_visit_matches(const struct peil_store_about *stored,
                        const struct peil_store_about *asked, const char *path,
                        struct peil_diag *diag)
{
    struct peil_store_about copies[] = { *stored, *asked };
    struct entry had[ENTRIES], wanted[ENTRIES];
    list_entries(&copies[0], had);
    list_entries(&copies[1], wanted);
    if (stored->closed)
        return refuse(diag, path, "this visit has been closed; take another --store");
    if (stored->synthetic != asked->synthetic)
        return refuse(diag, path,
                      stored->synthetic
                          ? "these are practice answers; say --practice, or take "
                            "another --store"
                          : "these are real answers; take another --store to practise");
    for (size_t i = 0; i < ENTRIES; i++) {
        const char *value = wanted[i].must_match ? *wanted[i].text : NULL;
        if (wanted[i].must_match && strcmp(*had[i].text, value ? value : "") != 0) {
            peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path },
                          "this visit began with another %s; take another --store",
                          had[i].must_match);
            return false;
        }
    }
    return true;
}

/* --- The answers --- */

static bool give_card(void *context, const struct peil_value *columns)
{
    const struct peil_replay *replay = context;
    replay->card(replay->context, columns[0].text, columns[1].text);
    return true;
}

static bool give_join(void *context, const struct peil_value *columns)
{
    const struct peil_replay *replay = context;
    replay->join(replay->context, columns[1].text, columns[0].text,
                 (uint64_t)columns[2].integer);
    return true;
}

static bool give_event(void *context, const struct peil_value *columns)
{
    const struct peil_replay *replay = context;
    struct peil_event event = { .sequence = (uint32_t)columns[1].integer,
                                .text = columns[2].text };
    snprintf(event.response, sizeof event.response, "%s", columns[0].text);
    replay->event(replay->context, &event);
    return true;
}

bool peil_visit_replay(struct peil_database *database, const struct peil_replay *replay)
{
    const struct {
        bool wanted;
        const char *sql;
        bool (*row)(void *context, const struct peil_value *columns);
    } parts[] = {
        { replay->card, "SELECT hash, coalesce(response, '') FROM card", give_card },
        { replay->join, "SELECT id, token_hash, seed FROM response ORDER BY id",
          give_join },
        { replay->event,
          "SELECT response, sequence, text FROM event ORDER BY response, sequence",
          give_event },
    };
    struct peil_replay copy = *replay;
    bool given = true;
    for (size_t i = 0; given && i < sizeof parts / sizeof parts[0]; i++)
        given =
            !parts[i].wanted ||
            peil_database_run(database, &(struct peil_statement){ .sql = parts[i].sql,
                                                                  .row = parts[i].row,
                                                                  .context = &copy });
    return given;
}

/* --- When no server runs --- */

/* A mistyped name leaves no lock behind. */
static struct peil_database *open_again(const char *path, int *lock,
                                        struct peil_diag *diag)
{
    *lock = -1;
    if (access(path, F_OK) != 0) {
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path },
                      "cannot open the store: %s", strerror(errno));
        return NULL;
    }
    *lock = peil_lock_take(path, diag);
    return *lock < 0 ? NULL : peil_database_open(path, NULL, diag);
}

bool peil_store_read(const char *path, struct peil_store_about *about,
                     const struct peil_replay *replay, struct peil_arena *arena,
                     struct peil_diag *diag)
{
    int lock;
    struct peil_database *database = open_again(path, &lock, diag);
    bool read = database && peil_visit_about(database, about, arena) &&
                (!replay || peil_visit_replay(database, replay));
    if (database && !read)
        peil_database_complain(database, path, "cannot read the store", diag);
    peil_database_close(database);
    peil_lock_release(lock);
    return read;
}

static bool forget(struct peil_database *database, const char *response)
{
    return peil_database_run(
               database,
               &(struct peil_statement){ .sql = "DELETE FROM event WHERE response = ?1",
                                         .values = { { .text = response } } }) &&
           peil_database_run(database, &(struct peil_statement){
                                           .sql = "DELETE FROM response WHERE id = ?1",
                                           .values = { { .text = response } } });
}

static bool seal(struct peil_database *database,
                 const struct peil_store_closing *closing)
{
    bool done = run(database, "BEGIN IMMEDIATE") &&
                run(database, "UPDATE response SET token_hash = NULL") &&
                run(database, "DELETE FROM card") &&
                run(database, "DELETE FROM about WHERE name = 'card_key'");
    for (size_t i = 0; done && i < closing->forget_count; i++)
        done = forget(database, closing->forget[i]);
    done = done && say_number(database, "closed", 1) &&
           say_number(database, "joined", closing->joined) &&
           say_number(database, "refused", closing->refused) &&
           say_number(database, "wiped", closing->wiped) &&
           say_number(database, "cards", closing->cards) && run(database, "COMMIT");
    return done && peil_database_rewrite(database);
}

bool peil_store_seal_visit(const char *path, const struct peil_store_closing *closing,
                           struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_store_about about = { 0 };
    int lock;
    struct peil_database *database = open_again(path, &lock, diag);
    bool sealed = false;
    if (database && peil_visit_about(database, &about, arena) && about.closed)
        refuse(diag, path, "this visit has been closed already");
    else if (database && !(sealed = about.questionnaire && seal(database, closing)))
        peil_database_complain(database, path, "cannot close the visit", diag);
    sealed = peil_database_close(database) && sealed;
    peil_lock_release(lock);
    peil_arena_free(arena);
    return sealed;
}
