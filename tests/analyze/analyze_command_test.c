/* peil analyze as it is called: which file is which, what goes where, exit codes. */
#include "analyze/analyze_command.h"
#include "analyze/renderer.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"
#include "tests/fixture.h"

#include <string.h>
#include <unistd.h>

/* reports/ stands above this room, so here is a format of our own: a line per table. */
static void render(const struct peil_analysis *analysis, FILE *out)
{
    fprintf(out, "%s %zu%s",
            analysis->questionnaire ? analysis->questionnaire->id : "alone",
            analysis->used, analysis->internal ? " internal" : "");
    if (analysis->cells)
        fprintf(out, " cells %u", analysis->cells);
    fputs("\n", out);
    for (size_t i = 0; i < analysis->table_count; i++)
        fprintf(out, "%s\n", analysis->tables[i].variable);
}
static const struct peil_renderer names = { .name = "text", .render = render };

#define CLASS "fixtures/class.xml"
#define GOOD "corpus/responses/good.csv"

static struct call {
    const char *name;
    const char *words[8];
    int code;
    const char *written;
} calls[] = {
    { "a questionnaire first",
      { "--freq", "groep", CLASS, GOOD },
      PEIL_DONE,
      "class 2\ngroep\n" },
    { "or last", { "--freq", "groep", GOOD, CLASS }, PEIL_DONE, "class 2\ngroep\n" },
    { "two files",
      { "--freq", "groep", CLASS, GOOD, GOOD },
      PEIL_DONE,
      "class 4\ngroep\n" },
    { "a CSV alone",
      { "--freq", "groep, tip", GOOD },
      PEIL_DONE,
      "alone 2\ngroep\ntip\n" },
    { "options that repeat",
      { "--freq", "groep", "--freq", "hulp", GOOD },
      PEIL_DONE,
      "alone 2\ngroep\nhulp\n" },
    { "passing the gate by",
      { "--internal", "--freq", "groep", GOOD },
      PEIL_DONE,
      "alone 2 internal\ngroep\n" },
    { "a study",
      { "--study", "fixtures/study.xml", "--freq", "groep", GOOD },
      PEIL_DONE,
      "alone 2\ngroep\n" },
    { "an unknown name", { "--freq", "niets", GOOD }, PEIL_BAD_INPUT, "" },
    { "a file that is not there", { "niets.csv" }, PEIL_BAD_INPUT, "" },
    { "a questionnaire without responses", { CLASS }, PEIL_WRONG_USAGE, "" },
    { "two questionnaires", { CLASS, CLASS, GOOD }, PEIL_WRONG_USAGE, "" },
    { "no such format", { "--format", "pdf", GOOD }, PEIL_WRONG_USAGE, "" },
    { "figures in cells",
      { "--cells", "n, row,adjusted", "--freq", "groep", GOOD },
      PEIL_DONE,
      "alone 2 cells 131\ngroep\n" },
    { "no such figure", { "--cells", "n,rij", GOOD }, PEIL_WRONG_USAGE, "" },
    { "no figure at all", { "--cells", " ,", GOOD }, PEIL_WRONG_USAGE, "" },
    { "a weight that is not there",
      { "--weight", "w", "--freq", "groep", GOOD },
      PEIL_BAD_INPUT,
      "" },
    { "counted rows have no weights",
      { "--weight", "w", "--count", "n", GOOD },
      PEIL_WRONG_USAGE,
      "" },
    { "classes",
      { "--cluster", "variant", "--freq", "groep", GOOD },
      PEIL_DONE,
      "alone 2\ngroep\n" },
    { "what is not there is not passed over",
      { "--colour", "red", GOOD },
      PEIL_WRONG_USAGE,
      "" },
};

static void answers(void **state)
{
    static const struct peil_command *const *const rooms[] = { peil_analyze_commands,
                                                               NULL };
    static const struct peil_renderer *const renderers[] = { &names, NULL };
    const struct call *call = *state;
    const char *output = in_folder("output");
    char *argv[13] = { NULL };
    const char *first[] = { "peil", "analyze", "-o", output };
    int argc = 0;
    for (; argc < 12; argc++) {
        const char *word = argc < 4 ? first[argc] : call->words[argc - 4];
        if (!word)
            break;
        argv[argc] = peil_arena_array(arena, strlen(word) + 1, 1);
        strcpy(argv[argc], word);
    }
    assert_int_equal(peil_command_main(argc, argv, rooms, renderers), call->code);
    assert_string_equal(access(output, F_OK) == 0 ? read_text(output) : "",
                        call->written);
}

static void format_is_what_the_file_ends_in(void **state)
{
    (void)state;
    static const struct peil_command *const *const rooms[] = { peil_analyze_commands,
                                                               NULL };
    static const struct peil_renderer *const renderers[] = { &names, NULL };
    static const struct {
        const char *name;
        int code;
    } files[] = { { "x.y/tables", PEIL_SYSTEM_FAILED }, /* there is no such folder */
                  { "tables.txt", PEIL_DONE },
                  { "tables.text", PEIL_DONE },
                  { "tables.xlsx", PEIL_WRONG_USAGE } };
    for (size_t i = 0; i < LENGTH(files); i++) {
        char words[][9] = { "peil", "analyze", "--freq", "groep", "-o" };
        char good[] = GOOD;
        char *output = peil_arena_array(arena, 512, 1);
        strcpy(output, in_folder(files[i].name));
        char *argv[] = { words[0], words[1], words[2], words[3],
                         words[4], output,   good,     NULL };
        assert_int_equal(peil_command_main(7, argv, rooms, renderers), files[i].code);
        assert_int_equal(access(output, F_OK) == 0, files[i].code == PEIL_DONE);
    }
}

int main(void)
{
    peil_message_choose("en");
    const struct test tests[] = {
        ROWS(calls, answers, name),
        TEST(format_is_what_the_file_ends_in),
    };
    return run_suite(tests, LENGTH(tests), folder_begin, folder_end);
}
