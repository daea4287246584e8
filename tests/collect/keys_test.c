/* Keys: in files behind a passphrase, on paper, and as the commands make and try them.
 */
#define _XOPEN_SOURCE 700 /* posix_openpt */
#include "collect/store/key_file.h"
#include "collect/store/passphrase.h"
#include "tests/fixture.h"
#include "questionnaires/base/file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PEIL PEIL_BUILD_DIR "/peil"
#define PASSPHRASE "vier losse woorden hier"

static struct bench {
    const char *path; /* of a key file */
    struct peil_secret *secret;
    const char *public;
} bench;

static int begin(void **state)
{
    if (!peil_token_begin() || folder_begin(state) != 0)
        return -1;
    bench.path = in_folder("analist.key");
    bench.secret = peil_secret_new();
    bench.public = peil_secret_public(bench.secret, arena);
    return peil_key_file_write(bench.path, "analist", bench.secret, PASSPHRASE, diag)
               ? 0
               : -1;
}

static int end(void **state)
{
    peil_secret_free(bench.secret);
    return folder_end(state);
}

/* --- The file --- */

/* The problem of opening these bytes, or "" when they hold our key. */
static const char *problem_of(const char *bytes, const char *passphrase)
{
    diag = peil_diag_new(arena);
    const struct peil_problem *problems;
    const struct peil_key_file *file =
        peil_key_file_parse(bytes, strlen(bytes), "key", arena, diag);
    struct peil_secret *secret =
        file ? peil_key_file_open(file, passphrase, diag) : NULL;
    if (secret)
        assert_string_equal(peil_secret_public(secret, arena), bench.public);
    assert_int_equal(peil_diag_problems(diag, &problems), secret ? 0 : 1);
    peil_secret_free(secret);
    return secret ? ""
                  : peil_arena_format(arena, "%d: %s", problems[0].place.line,
                                      problems[0].message);
}

static void a_passphrase_opens_it(void **state)
{
    (void)state;
    struct stat status;
    assert_string_equal(problem_of(read_text(bench.path), PASSPHRASE), "");
    assert_string_equal(problem_of(read_text(bench.path), PASSPHRASE "!"),
                        "0: the passphrase is wrong, or the file is damaged");
    assert_int_equal(stat(bench.path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
}

static void a_key_is_never_overwritten(void **state)
{
    (void)state;
    const char *before = read_text(bench.path);
    assert_false(peil_key_file_write(bench.path, "analist", bench.secret, "x",
                                     peil_diag_new(arena)));
    assert_string_equal(read_text(bench.path), before);
}

static void a_changed_letter_is_found(void **state)
{
    (void)state;
    static const char *const names[] = { "public=\"", "salt=\"", "secret=\"" };
    for (size_t i = 0; i < 3; i++) {
        const char *bytes = read_text(bench.path);
        size_t at = (size_t)(strstr(bytes, names[i]) - bytes) + strlen(names[i]) + 2;
        char *changed = peil_arena_array(arena, strlen(bytes) + 1, 1);
        memcpy(changed, bytes, strlen(bytes));
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        assert_string_equal(problem_of(changed, PASSPHRASE),
                            "0: the passphrase is wrong, or the file is damaged");
    }
}

static struct bad_file {
    const char *name, *bytes, *problem;
} bad_files[] = {
    { "empty", "", "0: this is no key file, nor the four lines of a recovery key" },
    { "another language", "<study xmlns='urn:peil:study:1' wave='1'/>",
      "1: the root element is \"study\"; expected \"key\"" },
    { "another version",
      "<key xmlns='urn:peil:key:2' name='a' public='' salt='' secret=''/>",
      "urn:peil:key:1" },
    { "without its secret",
      "<key xmlns='urn:peil:key:1' name='a'\npublic='AA==' salt='AA=='/>",
      "attribute \"secret\" of \"key\" is missing" },
    { "a short salt",
      "<key xmlns='urn:peil:key:1' name='a'\npublic='AA=='\n salt='AAAA' secret=''/>",
      "3: this is not as peil wrote it" },
    { "no base64",
      "<key xmlns='urn:peil:key:1' name='a'\npublic='AA=='\n salt='?' secret=''/>",
      "3: this is not as peil wrote it" },
};

static void says_what_is_wrong(void **state)
{
    const struct bad_file *c = *state;
    const char *problem = problem_of(c->bytes, PASSPHRASE);
    if (!*problem || !strstr(problem, c->problem))
        fail_msg("expected: %s\ngot: %s", c->problem, problem);
}

/* --- The paper --- */

static char *paper(void)
{
    char *text = peil_arena_array(arena, 256, 1);
    FILE *out = fmemopen(text, 256, "w");
    assert_non_null(out);
    peil_key_file_write_paper(bench.secret, out);
    fclose(out);
    return text;
}

static void paper_opens_without_a_passphrase(void **state)
{
    (void)state;
    char *text = paper();
    assert_string_equal(problem_of(text, ""), "");
    for (char *c = text; *c; c++)
        *c = *c == ' ' ? '-' : *c >= 'A' && *c <= 'F' ? (char)(*c + 'a' - 'A') : *c;
    assert_string_equal(problem_of(peil_arena_format(arena, "\r\n\n%s\n \n", text), ""),
                        "");
}

/* A wrong digit is known with its line, so are lines that changed places. */
static void typing_errors_have_a_line(void **state)
{
    (void)state;
    for (size_t i = 0; paper()[i]; i++) {
        char *text = paper();
        int line = 1;
        for (size_t j = 0; j < i; j++)
            line += text[j] == '\n';
        if (text[i] == ' ' || text[i] == '\n')
            continue;
        text[i] = text[i] == '0' ? '8' : '0';
        if (strtol(problem_of(text, ""), NULL, 10) != line)
            fail_msg("digit %zu: %s", i, problem_of(text, ""));
    }
    char *text = paper(), *second = strchr(text, '\n') + 1;
    char swapped[256];
    size_t length = (size_t)(second - text);
    snprintf(swapped, sizeof swapped, "%.*s%.*s%s", (int)length, second, (int)length,
             text, second + length);
    assert_string_equal(problem_of(swapped, ""),
                        "1: this is no line of the recovery key, or it has a typing "
                        "error");
    assert_string_equal(
        problem_of(second, ""),
        "1: this is no line of the recovery key, or it has a typing error");
    assert_string_equal(problem_of(peil_arena_copy_span(arena, text, length), ""),
                        "0: this is no key file, nor the four lines of a recovery key");
    assert_string_equal(problem_of(peil_arena_format(arena, "%s%s", text, text), ""),
                        "5: the recovery key has four lines, not more");
}

/* Not the key, in none of the ways it is written elsewhere. */
static void the_file_does_not_hold_the_key(void **state)
{
    (void)state;
    const char *bytes = read_text(bench.path);
    const unsigned char *secret = peil_secret_bytes(bench.secret);
    char digits[2 * 8 + 1];
    for (size_t i = 0; i < 8; i++)
        snprintf(digits + 2 * i, 3, "%02x", secret[i]);
    for (size_t i = 0; i + 8 < strlen(bytes); i++)
        assert_memory_not_equal(bytes + i, secret, 8);
    assert_null(strstr(bytes, digits));
    assert_null(strstr(bytes, PASSPHRASE));
}

/* --- Passphrases --- */

static void passphrases_come_from_files(void **state)
{
    (void)state;
    const char *path = new_file("pass", PASSPHRASE "\r\nanother line\n");
    char *passphrase = peil_passphrase_read(path, true);
    assert_string_equal(passphrase, PASSPHRASE);
    peil_passphrase_free(passphrase);
    new_file("pass", "\n");
    assert_null(peil_passphrase_read(path, false));
    new_file("pass", "te kort");
    assert_null(peil_passphrase_read(path, true));
    passphrase = peil_passphrase_read(path, false); /* of a key made elsewhere */
    assert_string_equal(passphrase, "te kort");
    peil_passphrase_free(passphrase);
    assert_null(peil_passphrase_read(in_folder("absent"), false));
    assert_int_equal(setenv("PEIL_PASSPHRASE", PASSPHRASE, 1), 0);
    passphrase = peil_passphrase_read(NULL, true);
    assert_string_equal(passphrase, PASSPHRASE);
    peil_passphrase_free(passphrase);
    unsetenv("PEIL_PASSPHRASE");
}

/* peil keys new on a terminal of its own. */
static pid_t begin_on_terminal(int *terminal)
{
    *terminal = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(*terminal >= 0 && grantpt(*terminal) == 0 && unlockpt(*terminal) == 0);
    pid_t process = fork();
    assert_true(process >= 0);
    if (process > 0)
        return process;
    setsid();
    int line = open(ptsname(*terminal), O_RDWR);
    dup2(line, STDIN_FILENO);
    dup2(line, STDOUT_FILENO);
    dup2(line, STDERR_FILENO);
    close(*terminal);
    execl(PEIL, "peil", "keys", "new", "--out", in_folder("typed"), (char *)NULL);
    _exit(127);
}

static void expect(int terminal, char *said, size_t room, const char *text)
{
    size_t length = strlen(said);
    ssize_t got;
    while (!strstr(said, text) && length + 1 < room &&
           (got = read(terminal, said + length, room - 1 - length)) > 0) {
        length += (size_t)got;
        said[length] = '\0';
    }
    if (!strstr(said, text))
        fail_msg("expected \"%s\" in: %s", text, said);
}

static void type(int terminal, const char *keys)
{
    assert_int_equal(write(terminal, keys, strlen(keys)), (ssize_t)strlen(keys));
}

static void what_is_typed_is_not_shown(void **state)
{
    (void)state;
    char said[8192] = "";
    int terminal, status;
    pid_t process = begin_on_terminal(&terminal);
    expect(terminal, said, sizeof said, "not shown):");
    type(terminal, "vier losse woordenx\303\251\177\177 hier\r");
    expect(terminal, said, sizeof said, "once more:");
    type(terminal, "vier losse woorden hier\r");
    expect(terminal, said, sizeof said, "Then try it");
    assert_int_equal(waitpid(process, &status, 0), process);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_null(strstr(said, "losse"));
    close(terminal);
}

static void typing_can_be_given_up(void **state)
{
    (void)state;
    char said[8192] = "";
    int terminal, status;
    pid_t process = begin_on_terminal(&terminal);
    expect(terminal, said, sizeof said, "not shown):");
    type(terminal, "vier lo\003");
    expect(terminal, said, sizeof said, "No passphrase was given.");
    assert_int_equal(waitpid(process, &status, 0), process);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    close(terminal);
}

/* --- The commands --- */

#define STUDY "<study xmlns='urn:peil:study:1' wave='1'><ojs code='V'>X</ojs>"

static struct command_case {
    const char *name, *study; /* "@" is our public key */
    const char *words;
    int code;
    const char *said;
} commands[] = {
    { "the right key", STUDY "<seal><key name='analist'>@</key></seal></study>",
      "test study.xml --key analist.key --passphrase-file pass", 0,
      "this key opened it.\nATTENTION: there is no second key." },
    { "one of two",
      STUDY "<seal><key name='b'>CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</key>"
            "<key name='analist'>@</key></seal></study>",
      "test study.xml --key analist.key --passphrase-file pass", 0,
      "this key opened it.\nFieldwork can begin.\n" },
    { "the key of another study",
      STUDY "<seal><key name='b'>CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</key>"
            "</seal></study>",
      "test study.xml --key analist.key --passphrase-file pass", 1,
      "does NOT open what is sealed" },
    { "a wrong passphrase", STUDY "<seal><key name='analist'>@</key></seal></study>",
      "test study.xml --key analist.key --passphrase-file analist.key", 1,
      "The key itself could not be opened. Do not begin yet.\n" },
    { "no key file", STUDY "<seal><key name='analist'>@</key></seal></study>",
      "test study.xml --key absent --passphrase-file pass", 1,
      "absent: error: cannot open" },
    { "a study without keys", STUDY "</study>",
      "test study.xml --key analist.key --passphrase-file pass", 1,
      "This study names no keys" },
    { "a study with a bad key",
      STUDY "\n<seal><key name='analist'>sleutel</key></seal></study>",
      "test study.xml --key analist.key --passphrase-file pass", 1,
      "study.xml:2:27: error: \"analist\" is not a public key" },
    { "a bad study", "<study xmlns='urn:peil:study:1' wave='1'/>",
      "test study.xml --key analist.key", 1, "study.xml:1:1: error" },
    { "test what?", "", "test", 2, "either \"new\" or \"test STUDY.xml\"" },
    { "another verb", "", "forget study.xml", 2, "either \"new\"" },
    { "test with which key?", "", "test study.xml", 2, "--key FILE is needed" },
    { "new, but where?", "", "new", 2, "--out DIR is needed" },
    { "a name that is taken", "", "new --out k --name herstel", 2,
      "\"herstel\" cannot be the name of a key" },
    { "a name that is none", "", "new --out k --name ../x", 2, "cannot be the name" },
    { "a short passphrase", "kort", "new --out k --passphrase-file study.xml", 1,
      "at least 12 characters" },
    { "a key that is there", "", "new --out . --passphrase-file pass", 1,
      "./analist.key: error: there is a key already" },
};

static const char *with_key(const char *study)
{
    size_t before = strcspn(study, "@");
    return study[before] ? peil_arena_format(arena, "%.*s%s%s", (int)before, study,
                                             bench.public, study + before + 1)
                         : study;
}

static void answers_as_it_should(void **state)
{
    const struct command_case *c = *state;
    new_file("pass", PASSPHRASE "\n");
    new_file("study.xml", with_key(c->study));
    int status = system(peil_arena_format(arena, "cd %s && " PEIL " keys %s >said 2>&1",
                                          in_folder(""), c->words));
    const char *said = read_text(in_folder("said"));
    if (!WIFEXITED(status) || WEXITSTATUS(status) != c->code || !strstr(said, c->said))
        fail_msg("%d: %s", WEXITSTATUS(status), said);
}

int main(void)
{
    /* The program cannot be traced, and looking for leaks is done by tracing. */
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    setenv("LANGUAGE", "en", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    unsetenv("PEIL_PASSPHRASE");
    const struct test tests[] = {
        TEST(a_passphrase_opens_it),
        TEST(a_key_is_never_overwritten),
        TEST(a_changed_letter_is_found),
        TEST(paper_opens_without_a_passphrase),
        TEST(typing_errors_have_a_line),
        TEST(the_file_does_not_hold_the_key),
        TEST(passphrases_come_from_files),
        TEST(what_is_typed_is_not_shown),
        TEST(typing_can_be_given_up),
        ROWS(bad_files, says_what_is_wrong, name),
        ROWS(commands, answers_as_it_should, name),
    };
    return run_suite(tests, LENGTH(tests), begin, end);
}
