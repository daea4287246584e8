/* The front door: what is typed, what is answered, and in which language. */
#include "questionnaires/base/command.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "tests/fixture.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- A program of two rooms --- */

static int show(const struct peil_arguments *arguments)
{
    static const char *const names[] = { "store", "number", "tag", "quiet" };
    const char *const *words;
    for (size_t i = 0; i < LENGTH(names); i++) {
        size_t count = peil_arguments_values(arguments, names[i], &words);
        for (size_t k = 0; k < count; k++)
            printf("%s=%s ", names[i], words[k]);
        assert_int_equal(peil_arguments_has(arguments, names[i]), count > 0);
    }
    size_t count = peil_arguments_operands(arguments, &words);
    for (size_t i = 0; i < count; i++)
        printf("[%s]", words[i]);
    puts("");
    assert_non_null(peil_arguments_arena(arguments));
    assert_null(peil_arguments_value(arguments, "unheard"));
    return peil_arguments_has(arguments, "quiet") ? PEIL_BAD_INPUT : PEIL_DONE;
}

static int refuse(const struct peil_arguments *arguments)
{
    return peil_arguments_refuse(arguments, "\"%s\" is no port", "99\n");
}

static const struct peil_option_rule ask_options[] = {
    { .name = "store",
      .argument = "FILE",
      .about = "where answers go",
      .required = true },
    { .name = "number", .letter = 'n', .argument = "N", .about = "how many" },
    { .name = "tag", .argument = "TAG", .about = "a mark", .repeats = true },
    { .name = "quiet",
      .letter = 'q',
      .about = "say less, and nothing at all of what went well, for that is most" },
    { 0 }
};
static const struct peil_command ask = { .name = "collect",
                                         .summary = "ask - and keep - answers",
                                         .operands = "QUESTIONNAIRE.xml [STUDY.xml]",
                                         .least_operands = 1,
                                         .most_operands = 2,
                                         .options = ask_options,
                                         .run = show };
static const struct peil_command count = {
    .name = "count", .summary = "count answers", .operands = "", .run = refuse
};
static const struct peil_command *const upstairs[] = { &ask, NULL };
static const struct peil_command *const empty[] = { NULL };
static const struct peil_command *const downstairs[] = { &count, NULL };
static const struct peil_command *const *const rooms[] = { upstairs, empty, downstairs,
                                                           NULL };

/* --- Each call in a process of its own: its exit code, and all it said --- */

static const char *const variables[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };

static void speak(const char *variable, const char *value)
{
    for (size_t i = 0; i < LENGTH(variables); i++)
        unsetenv(variables[i]);
    if (variable)
        setenv(variable, value, 1);
}

static int called(const char *line, const char *language)
{
    const char *const *words;
    size_t number = peil_text_words(arena, line, &words);
    char **argv = peil_arena_array(arena, number + 2, sizeof *argv);
    argv[0] = strdup("peil");
    for (size_t i = 0; i < number; i++)
        argv[i + 1] = strdup(words[i]);
    speak("LANGUAGE", language);
    peil_message_begin();
    int code = peil_command_main((int)number + 1, argv, rooms, NULL);
    for (size_t i = 0; i <= number; i++)
        free(argv[i]);
    return code;
}

static const char *answer(const char *line, const char *language)
{
    const char *said = in_folder("said");
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (!freopen(said, "w", stdout) || dup2(fileno(stdout), fileno(stderr)) < 0)
            _exit(99);
        int code = called(line, language);
        fflush(NULL);
        _exit(code);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return peil_arena_format(arena, "%s%d\n", read_text(said), WEXITSTATUS(status));
}

static struct call_case {
    const char *line, *expected;
} call_cases[] = {
    { "collect --store a q.xml", "store=a [q.xml]\n0\n" },
    { "collect q.xml --store=a s.xml", "store=a [q.xml][s.xml]\n0\n" },
    { "collect --store= q.xml", "store= [q.xml]\n0\n" },
    { "collect --store -- q.xml", "store=-- [q.xml]\n0\n" },
    { "collect -n 5 --store a -q q.xml", "store=a number=5 quiet= [q.xml]\n1\n" },
    { "collect -n5 --store a - -- -q", "store=a number=5 [-][-q]\n0\n" },
    { "collect --tag a --tag=b --store c q.xml", "store=c tag=a tag=b [q.xml]\n0\n" },
    { "collect q.xml",
      "peil collect: option --store is missing; see \"peil collect --help\"\n2\n" },
    { "collect --store a",
      "peil collect: expected QUESTIONNAIRE.xml [STUDY.xml]; see \"peil collect "
      "--help\"\n2\n" },
    { "collect --store a b c d",
      "peil collect: \"d\" is one too many; see \"peil collect --help\"\n2\n" },
    { "collect --stor a q.xml",
      "peil collect: --stor: unknown option; see \"peil collect --help\"\n2\n" },
    { "collect -x q.xml",
      "peil collect: -x: unknown option; see \"peil collect --help\"\n2\n" },
    { "collect q.xml --store",
      "peil collect: --store: this option needs a value; see \"peil collect "
      "--help\"\n2\n" },
    { "collect --quiet=yes q.xml",
      "peil collect: --quiet: this option takes no value; see \"peil collect "
      "--help\"\n2\n" },
    { "collect --store a --store b q.xml",
      "peil collect: --store: this option may be given only once; see \"peil collect "
      "--help\"\n2\n" },
    { "count", "peil count: \"99?\" is no port; see \"peil count --help\"\n2\n" },
    { "count x", "peil count: \"x\" is one too many; see \"peil count --help\"\n2\n" },
    { "colect q.xml", "peil: unknown command: colect; did you mean \"collect\"?\n2\n" },
    { "conut", "peil: unknown command: conut; did you mean \"count\"?\n2\n" },
    { "frobnicate", "peil: unknown command: frobnicate; see \"peil --help\"\n2\n" },
    { "help frobnicate",
      "peil: unknown command: frobnicate; see \"peil --help\"\n2\n" },
    { "", "peil: name a command; see \"peil --help\"\n2\n" },
    { "--version", "peil " PEIL_VERSION "\n0\n" },
};

static void call(void **state)
{
    const struct call_case *c = *state;
    assert_string_equal(answer(c->line, "en"), c->expected);
}

static struct page_case {
    const char *line, *language, *golden;
} page_cases[] = {
    { "--help", "en", "help.txt" },
    { "--help", "nl", "help_nl.txt" },
    { "collect --help", "en", "help_collect.txt" },
    { "help collect", "en", "help_collect.txt" },
    { "collect --frob -h", "en", "help_collect.txt" },
    { "count --help", "nl", "help_count_nl.txt" },
    { "man", "en", "man.txt" },
    { "man collect", "en", "man_collect.txt" },
    { "completions bash", "en", "completions.txt" },
};

static void page(void **state)
{
    const struct page_case *c = *state;
    assert_golden(peil_arena_format(arena, "command/%s", c->golden),
                  answer(c->line, c->language));
}

static void a_full_disk_is_no_success(void **state)
{
    (void)state;
    static const char *const lines[] = { "--help", "collect --store a q.xml" };
    for (size_t i = 0; i < LENGTH(lines); i++) {
        pid_t child = fork();
        if (child == 0) {
            if (!freopen("/dev/full", "w", stdout) ||
                !freopen("/dev/null", "w", stderr))
                _exit(99);
            _exit(called(lines[i], "en"));
        }
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(WEXITSTATUS(status), PEIL_SYSTEM_FAILED);
    }
}

/* --- Which language --- */

static struct language_case {
    const char *variable, *value, *expected;
} language_cases[] = {
    { NULL, "nothing set", "nl gelukt" },
    { "LANG", "C", "nl gelukt" },
    { "LANG", "C.UTF-8", "nl gelukt" },
    { "LC_ALL", "POSIX", "nl gelukt" },
    { "LANG", "nl_NL.UTF-8", "nl gelukt" },
    { "LC_MESSAGES", "nl_BE@euro", "nl gelukt" },
    { "LANGUAGE", "nl:en", "nl gelukt" },
    { "LANG", "en_US.UTF-8", "en done" },
    { "LC_ALL", "en", "en done" },
    { "LANGUAGE", "en:nl", "en done" },
    { "LANG", "de_DE.UTF-8", "en done" },
    { "LANG", "", "nl gelukt" },
};

static void language(void **state)
{
    const struct language_case *c = *state;
    pid_t child = fork();
    if (child == 0) {
        char said[100];
        speak(c->variable, c->value);
        peil_message_begin();
        snprintf(said, sizeof said, "%s %s", peil_message_language(), _("done"));
        if (strcmp(said, c->expected) != 0)
            print_error("%s instead of %s\n", said, c->expected);
        snprintf(said + 50, sizeof said - 50, "%.1f", 0.5);
        _exit(strcmp(said, c->expected) != 0 || strcmp(said + 50, "0.5") != 0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct test tests[] = {
        TEST(a_full_disk_is_no_success),
        ROWS(call_cases, call, line),
        ROWS(page_cases, page, line),
        ROWS(language_cases, language, value),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
