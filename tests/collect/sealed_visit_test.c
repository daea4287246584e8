/* A sealed visit from beginning to end, with the real program: whatever is killed, no
 * file holds an answer, every pupil goes on, and the key alone brings it all back. The
 * same search finds the answers of a visit that is not sealed, so that it can fail. */
#define _DEFAULT_SOURCE /* WCOREDUMP */
#include "collect/store/token.h"
#include "questionnaires/base/file.h"
#include "tests/collect/pupil.h"
#include "tests/fixture.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#define PEIL PEIL_BUILD_DIR "/peil"
enum { PUPILS = 6, MOST_FILE = 8 << 20, MOST_KILLS = 10 };

static const char questionnaire[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='zegel' version='1'"
    " xml:lang='nl' respondents='leerlingen'><title>Zegel</title>"
    "<section id='een' title='Een'>"
    "<single id='meedoen' assent='yes'><text>Doe je mee?</text>"
    "<option code='1'>Ja</option><option code='2' refuses='yes'>Nee</option></single>"
    "<single id='hulp'><text>Wie helpt?</text><option code='KIES7731'>Thuis</option>"
    "<option code='10' specify='yes'>Anders</option></single>"
    "<text id='tip'><text>Een tip?</text></text>"
    "</section></questionnaire>";

/* What no file may hold of pupil 0, of pupil 1, and of anybody. */
static const char *const marks[] = { "oma Wilhelmina 0",
                                     "dat niemand meeleest 0",
                                     " hulp KIES7731",
                                     "dat niemand meeleest 1",
                                     "a meedoen 1",
                                     " hulp ",
                                     " tip ",
                                     "Wilhelmina",
                                     "niemand meeleest" };
enum { MARKS = sizeof marks / sizeof marks[0] };

struct visit {
    const char *folder; /* the store's, and what the program says */
    const char *safe;   /* beside it: keys, passphrases, exports */
    const char *questionnaire;
    bool practice;
    unsigned port;
    pid_t server;
    struct pupil pupils[PUPILS];
};

/* --- The program --- */

static const char *in(const char *folder, const char *name)
{
    return peil_arena_format(arena, "%s/%s", folder, name);
}

static const char *read_file(const char *path, size_t *length)
{
    const char *bytes = peil_file_read(path, MOST_FILE, arena, length, diag);
    peil_diag_print(diag, stderr);
    assert_non_null(bytes);
    return bytes;
}

static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, length, out), length);
    assert_int_equal(fclose(out), 0);
}

/* Its exit code; what it says, of both kinds, in *said. */
static int peil(const struct visit *v, const char *words, const char **said)
{
    size_t length;
    const char *out = in(v->safe, "said");
    int status = system(
        peil_arena_format(arena, "cd %s && %s %s >said 2>&1", v->safe, PEIL, words));
    assert_true(WIFEXITED(status));
    *said = read_file(out, &length);
    return WEXITSTATUS(status);
}

static void assert_says(const struct visit *v, const char *words, int code,
                        const char *expected)
{
    const char *said;
    int got = peil(v, words, &said);
    if (got != code || !strstr(said, expected))
        fail_msg("peil %s gave %d: %s", words, got, said);
}

/* --- The server --- */

static void become_server(const struct visit *v)
{
    struct rlimit core;
    getrlimit(RLIMIT_CORE, &core);
    setrlimit(RLIMIT_CORE, &(struct rlimit){ core.rlim_max, core.rlim_max });
    if (chdir(v->folder) != 0 || !freopen("stdout", "a", stdout) ||
        !freopen("stderr", "a", stderr))
        _exit(126);
    execl(PEIL, "peil", "collect", "--store", "visit.peil", "--study",
          in(v->safe, "study.xml"), "--listen",
          peil_arena_format(arena, "127.0.0.1:%u", v->port), v->questionnaire,
          v->practice ? "--practice" : NULL, (char *)NULL);
    _exit(127);
}

static unsigned port_of(const struct visit *v)
{
    size_t length;
    const char *said = read_file(in(v->folder, "stdout"), &length);
    const char *port = client_between(said, "ready at http://127.0.0.1:", "\n", arena);
    return port ? (unsigned)strtoul(port, NULL, 10) : 0;
}

static void start(struct visit *v)
{
    write_text(in(v->folder, "stdout"), "");
    v->server = fork();
    assert_true(v->server >= 0);
    if (v->server == 0)
        become_server(v);
    for (int i = 0; i < 500 && !port_of(v); i++)
        nanosleep(&(struct timespec){ .tv_nsec = 20 * 1000 * 1000 }, NULL);
    v->port = port_of(v);
    assert_true(v->port > 0);
    for (size_t i = 0; i < PUPILS; i++)
        v->pupils[i].port = v->port;
}

static void stop(struct visit *v, int how)
{
    int status;
    kill(v->server, how);
    assert_int_equal(waitpid(v->server, &status, 0), v->server);
    if (how == SIGTERM)
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    else
        assert_true(WIFSIGNALED(status) && !WCOREDUMP(status));
}

/* --- The search --- */

static size_t count_of(const char *bytes, size_t length, const char *mark)
{
    size_t count = 0, size = strlen(mark);
    for (size_t i = 0; i + size <= length; i++)
        count += memcmp(bytes + i, mark, size) == 0;
    return count;
}

/* Every file of the visit's folder: store, WAL, lock, a core, what was said. */
static const char *gather(const struct visit *v, size_t *length)
{
    char *all = peil_arena_array(arena, MOST_FILE, 1);
    size_t files = 0, size;
    DIR *folder = opendir(v->folder);
    assert_non_null(folder);
    *length = 0;
    for (struct dirent *file; (file = readdir(folder));) {
        if (file->d_name[0] == '.')
            continue;
        const char *bytes = read_file(in(v->folder, file->d_name), &size);
        assert_true(*length + size <= MOST_FILE);
        memcpy(all + *length, bytes, size);
        *length += size;
        files++;
    }
    closedir(folder);
    assert_true(files >= 3); /* store, stdout, stderr */
    return all;
}

static void assert_hidden(const struct visit *v)
{
    size_t length;
    const char *all = gather(v, &length);
    for (size_t i = 0; i < MARKS; i++)
        if (count_of(all, length, marks[i]) > 0)
            fail_msg("somebody can read \"%s\"", marks[i]);
    for (size_t i = 0; i < PUPILS; i++)
        assert_int_equal(count_of(all, length, v->pupils[i].cookie), 0);
}

static void assert_found(const struct visit *v)
{
    size_t length;
    const char *all = gather(v, &length);
    for (size_t i = 0; i < MARKS; i++)
        if (count_of(all, length, marks[i]) == 0)
            fail_msg("the search does not find \"%s\"", marks[i]);
}

/* --- The pupils --- */

static void answer(struct pupil *p, const char *item, const char *fields)
{
    pupil_get(p, "/");
    assert_string_equal(pupil_field(p, "item"), item);
    assert_int_equal(client_status(pupil_post(p, "/answer", fields)), 303);
}

static const char *typed(const struct pupil *p, const char *what, size_t number)
{
    return peil_arena_format(p->arena, "%s%zu&do=next", what, number);
}

static void begin_interview(struct visit *v, size_t number)
{
    struct pupil *p = &v->pupils[number];
    pupil_get(p, "/");
    assert_int_equal(strlen(p->cookie), PEIL_TOKEN_LENGTH);
    answer(p, "meedoen", number == 4 ? "code=2&do=next" : "code=1&do=next");
    if (number == 4)
        return; /* refused */
    if (number % 2)
        answer(p, "hulp", "code=KIES7731&do=next");
    else
        answer(p, "hulp", typed(p, "code=10&text_10=oma+Wilhelmina+", number));
}

/* Pupil 0, 1, 2 finish (2 went back first), 3 wipes, 5 does not come back. */
static void end_interview(struct visit *v, size_t number)
{
    struct pupil *p = &v->pupils[number];
    pupil_get(p, "/");
    assert_string_equal(pupil_field(p, "item"), "tip");
    assert_string_equal(pupil_field(p, "n"), "3");
    if (number == 2) {
        answer(p, "tip", "do=back");
        pupil_get(p, "/");
        assert_string_equal(pupil_field(p, "item"), "hulp");
        assert_non_null(strstr(p->page, "oma Wilhelmina 2")); /* who typed it sees it */
        answer(p, "hulp", typed(p, "code=10&text_10=oma+Wilhelmina+", number));
    }
    answer(p, "tip", typed(p, "value=dat+niemand+meeleest+", number));
    answer(p, "", number == 3 ? "do=wipe" : "do=finish");
}

/* --- From beginning to end --- */

static struct visit visit_new(bool sealed)
{
    struct visit v = { .folder = in_folder("visit"), .safe = in_folder("safe") };
    const char *said = "", *seal = "";
    assert_int_equal(mkdir(v.folder, 0700), 0);
    assert_int_equal(mkdir(v.safe, 0700), 0);
    for (size_t i = 0; i < PUPILS; i++)
        v.pupils[i] = (struct pupil){ .cookie = "", .page = "", .arena = arena };
    write_text(in(v.safe, "pass"), "vier losse woorden hier\n");
    v.questionnaire = in(v.safe, "questionnaire.xml");
    write_text(v.questionnaire, questionnaire);
    if (sealed) {
        assert_int_equal(peil(&v, "keys new --out keys --passphrase-file pass", &said),
                         0);
        seal = peil_arena_format(arena, "<seal>%s</seal>",
                                 client_between(said, "<seal>", "</seal>", arena));
        const char *paper = client_between(said, "passphrase.\n", "Then", arena);
        write_text(in(v.safe, "paper"), paper);
    }
    const char *study =
        peil_arena_format(arena,
                          "<study xmlns='urn:peil:study:1' wave='2026-1'>"
                          "<ojs code='VO3006'>De Brug</ojs>%s</study>",
                          seal);
    write_text(in(v.safe, "study.xml"), study);
    return v;
}

static void the_search_finds_what_is_not_sealed(void **state)
{
    (void)state;
    size_t length;
    struct visit v = visit_new(false);
    start(&v);
    for (size_t i = 0; i < PUPILS; i++)
        begin_interview(&v, i);
    end_interview(&v, 0);
    end_interview(&v, 1);
    assert_found(&v);
    stop(&v, SIGKILL);
    assert_found(&v);
    assert_non_null(strstr(read_file(in(v.folder, "stdout"), &length), "NOT sealed"));
}

static void run_class(struct visit *v)
{
    start(v);
    for (size_t i = 0; i < PUPILS; i++)
        begin_interview(v, i);
    assert_hidden(v);
    stop(v, SIGKILL);
    assert_hidden(v);
    start(v);
    for (size_t i = 0; i < 4; i++)
        end_interview(v, i);
    stop(v, SIGABRT);
    assert_hidden(v);
    start(v);
    stop(v, SIGTERM);
    assert_hidden(v);
}

/* Lines of who refused or wiped, in the store. */
static size_t count_unwanted(const struct visit *v)
{
    size_t length;
    const char *bytes = read_file(in(v->folder, "visit.peil"), &length);
    return count_of(bytes, length, "refused ") + count_of(bytes, length, "wiped ");
}

static void assert_counted_without_key(struct visit *v)
{
    size_t length;
    const char *said = read_file(in(v->folder, "stdout"), &length);
    assert_non_null(strstr(said, "Sealed for:  analist, herstel"));
    assert_non_null(
        strstr(said, "Took part: 5 (handed in 3, stopped 0, wiped 1, still busy 1). "
                     "Rather not: 1."));
    assert_non_null(strstr(said, "not seen since the restart: 1."));
    const char *close = peil_arena_format(arena, "close %s/visit.peil", v->folder);
    const char *copy = peil_arena_format(arena, "cp %s/visit.peil %s/earlier.peil",
                                         v->folder, v->safe);
    assert_int_equal(system(copy), 0);
    assert_int_equal(count_unwanted(v), 2);
    assert_says(v, close, 0,
                "     6  joined\n     3  completed\n     0  stopped, answers kept\n"
                "     1  not finished\n     1  did not want to take part\n"
                "     1  wiped their answers\n");
    assert_int_equal(count_unwanted(v), 0);
    assert_hidden(v);
}

static void assert_nothing_without_the_key(struct visit *v)
{
    const char *export =
        peil_arena_format(arena, "export %s/visit.peil -o csv", v->folder);
    write_text(in(v->safe, "wrong"), "vier andere woorden hier\n");
    assert_says(v, "keys new --out others --passphrase-file pass", 0, "<seal>");
    assert_says(v, export, 1,
                "its answers are sealed for \"analist\", \"herstel\": they");
    assert_says(v,
                peil_arena_format(arena,
                                  "%s --key others/analist.key --passphrase-file pass",
                                  export),
                1, "this is another key");
    assert_says(v,
                peil_arena_format(
                    arena, "%s --key keys/analist.key --passphrase-file wrong", export),
                1, "the passphrase is wrong, or the file is damaged");
    assert_int_not_equal(access(in(v->safe, "csv/responses.csv"), F_OK), 0);
}

/* All that was answered and not refused or wiped. */
static void assert_all_there(const char *csv)
{
    for (int i = 0; i < PUPILS; i++) {
        const char *tip = peil_arena_format(arena, "dat niemand meeleest %d", i);
        const char *oma = peil_arena_format(arena, "oma Wilhelmina %d", i);
        assert_int_equal(strstr(csv, tip) != NULL, i < 3);
        assert_int_equal(strstr(csv, oma) != NULL, i == 0 || i == 2);
    }
    assert_int_equal(count_of(csv, strlen(csv), "KIES7731"), 2);
    assert_int_equal(count_of(csv, strlen(csv), "completed"), 3);
    assert_int_equal(count_of(csv, strlen(csv), "open"), 1);
}

static void assert_keys_open_it(struct visit *v)
{
    const char *export = peil_arena_format(arena, "export %s/visit.peil", v->folder);
    size_t length;
    assert_says(v,
                peil_arena_format(arena,
                                  "%s -o csv --key keys/analist.key "
                                  "--passphrase-file pass",
                                  export),
                0, "completed 3, stopped 0, not finished 1");
    assert_says(v, peil_arena_format(arena, "%s -o again --key paper", export), 0,
                "completed 3, stopped 0, not finished 1");
    const char *csv = read_file(in(v->safe, "csv/responses.csv"), &length);
    assert_all_there(csv);
    assert_string_equal(csv, read_file(in(v->safe, "again/responses.csv"), &length));
    /* A copy made before the end, of which more could be read, changes nothing. */
    assert_says(v,
                peil_arena_format(arena, "%s earlier.peil -o both --key paper", export),
                0, "completed 3, stopped 0, not finished 1");
    assert_string_equal(csv, read_file(in(v->safe, "both/responses.csv"), &length));
    assert_hidden(v); /* opened in memory only */
}

/* One letter of one sealed answer changes: that response is named, the rest goes on. */
static void assert_damage_is_told(struct visit *v)
{
    const char *path = in(v->folder, "visit.peil");
    size_t length;
    const char *bytes = read_file(path, &length);
    char *changed = peil_arena_array(arena, length, 1);
    memcpy(changed, bytes, length);
    static const char word[] = "completed ";
    size_t at = 0;
    while (at < length && memcmp(changed + at, word, strlen(word)) != 0)
        at++;
    assert_true(at + 100 < length);
    changed[at + 60] = changed[at + 60] == 'A' ? 'B' : 'A';
    write_file(path, changed, length);
    const char *export =
        peil_arena_format(arena, "export %s -o damaged --key paper", path);
    assert_says(v, export, 1, "its seal is damaged");
    assert_says(v, export, 1, "completed 2, stopped 0, not finished 1");
    assert_says(v, export, 1, "Damaged and left out: 1.");
}

static void nobody_reads_a_sealed_visit(void **state)
{
    (void)state;
    struct visit v = visit_new(true);
    run_class(&v);
    assert_counted_without_key(&v);
    assert_nothing_without_the_key(&v);
    assert_keys_open_it(&v);
    assert_damage_is_told(&v);
}

/* --- A crowd, while the server is killed --- */

static pid_t begin_crowd(const struct visit *v)
{
    pid_t process = fork();
    assert_true(process >= 0);
    if (process > 0)
        return process;
    if (!freopen(in(v->safe, "crowd"), "w", stdout))
        _exit(126);
    execl(PEIL, "peil", "simulate", "-n", "80", "--seed", "3", "--url",
          peil_arena_format(arena, "http://127.0.0.1:%u/", v->port), v->questionnaire,
          (char *)NULL);
    _exit(127);
}

static long number_after(const char *text, const char *words)
{
    const char *at = strstr(text, words);
    assert_non_null(at);
    return strtol(at + strlen(words), NULL, 10);
}

/* All who handed in are in the export, and nobody's line is damaged. */
static void assert_crowd_is_there(struct visit *v)
{
    size_t length;
    const char *crowd = read_file(in(v->safe, "crowd"), &length);
    const char *all = gather(v, &length), *said;
    long completed = number_after(crowd, "Completed "),
         refused = number_after(crowd, "did not want to take part ");
    assert_true(completed > 20);
    assert_int_equal(number_after(crowd, "failed "), 0);
    assert_int_equal(count_of(all, length, "a meedoen "), 0);
    assert_int_equal(count_of(all, length, "a0 groep "), 0);
    assert_true(count_of(all, length, "completed ") >= (size_t)completed);
    assert_int_equal(
        peil(v,
             peil_arena_format(arena, "export %s/visit.peil -o csv --key paper",
                               v->folder),
             &said),
        0);
    assert_int_equal(number_after(said, "(completed "), completed);
    assert_int_equal(number_after(said, "did not want to take part "), refused);
    assert_null(strstr(said, "Damaged"));
}

static void a_sealed_class_survives_kills(void **state)
{
    (void)state;
    struct visit v = visit_new(true);
    int status, kills = 0;
    v.questionnaire = peil_arena_copy(
        arena, source_path("questionnaires/instruments/leerlingbevraging.xml"));
    v.practice = true;
    start(&v);
    pid_t crowd = begin_crowd(&v);
    for (; kills < MOST_KILLS && waitpid(crowd, &status, WNOHANG) == 0; kills++) {
        nanosleep(&(struct timespec){ .tv_nsec = 60 * 1000 * 1000 }, NULL);
        stop(&v, SIGKILL);
        start(&v);
    }
    assert_true(kills >= 3); /* or nothing was proved */
    if (kills == MOST_KILLS)
        assert_int_equal(waitpid(crowd, &status, 0), crowd);
    print_message("%d kills\n", kills);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    stop(&v, SIGTERM);
    assert_crowd_is_there(&v);
}

int main(void)
{
    /* The program cannot be traced, and looking for leaks is done by tracing. */
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    setenv("LANGUAGE", "en", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    unsetenv("PEIL_PASSPHRASE");
    const struct test tests[] = {
        TEST(the_search_finds_what_is_not_sealed),
        TEST(nobody_reads_a_sealed_visit),
        TEST(a_sealed_class_survives_kills),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
