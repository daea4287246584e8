/* The doors of XML and CSV against what should not come in: the files of tests/corpus,
 * each with what is said about it, and larger things made here. Each is refused in
 * 0.2 s, and all of them in 64 MB. */
#include "questionnaires/base/csv.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/xml.h"
#include "tests/fixture.h"

#include <dirent.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
enum { MOST_MILLISECONDS = 2000, MOST_KILOBYTES = 1 << 30 };
#else
enum { MOST_MILLISECONDS = 200, MOST_KILOBYTES = 64 * 1024 };
#endif

static bool note_row(void *context, const struct peil_csv_row *row)
{
    size_t *rows = context;
    *rows += row->count > 0;
    return true;
}

static const char *read_xml(const char *path)
{
    const struct peil_element *root = peil_xml_read(path, arena, diag);
    assert_int_equal(root == NULL, peil_diag_has_error(diag));
    return root ? peil_arena_format(arena, "%s: read\n", path) : "";
}

static const char *read_csv(const char *path)
{
    size_t rows = 0;
    bool done = peil_csv_read(path, note_row, &rows, diag);
    assert_int_equal(done, !peil_diag_has_error(diag));
    return peil_arena_format(arena, "%s: %zu rows\n", path, rows);
}

/* --- The corpus --- */

static struct corpus {
    const char *name, *folder, *golden;
    const char *(*read)(const char *path);
} corpora[] = {
    { "corpus: XML", "corpus/xml", "hostile_xml.txt", read_xml },
    { "corpus: CSV", "corpus/csv", "hostile_csv.txt", read_csv },
};

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void corpus(void **state)
{
    const struct corpus *c = *state;
    struct dirent **entries = NULL;
    int count = scandir(c->folder, &entries, is_visible, alphasort);
    const char *said = "";
    assert_true(count > 10);
    for (int i = 0; i < count; i++) {
        const char *path =
            peil_arena_format(arena, "%s/%s", c->folder, entries[i]->d_name);
        diag = peil_diag_new(arena);
        const char *read = c->read(path);
        said = peil_arena_format(arena, "%s%s%s", said, problems_of(diag, arena), read);
        free(entries[i]);
    }
    free(entries);
    assert_golden(c->golden, said);
}

/* --- Large things: a head, a unit many times, a tail --- */

#define XML PEIL_BUILD_DIR "/hostile.xml"
#define CSV PEIL_BUILD_DIR "/hostile.csv"

/* Sixty of these, and each element below looks through all their namespaces. */
static const char declaring[] =
    "<b xmlns:a='u' xmlns:b='u' xmlns:c='u' xmlns:d='u' xmlns:e='u' "
    "xmlns:f='u' xmlns:g='u' xmlns:h='u' xmlns:i='u' xmlns:j='u' "
    "xmlns:k='u' xmlns:l='u' xmlns:m='u' xmlns:n='u' xmlns:o='u' "
    "xmlns:p='u' xmlns:q='u' xmlns:r='u' xmlns:s='u' xmlns:t='u' "
    "xmlns:u='u' xmlns:v='u' xmlns:w='u'>";

static struct bomb {
    const char *name, *path, *head, *unit, *tail;
    int count;
    const char *numbered; /* the unit is followed by its number, and this */
    int digits;
    const char *before; /* stands 60 times before the first unit */
    const char *expected;
} bombs[] = {
    { "XML bomb: 65 levels", XML, "", "<a>", "<b/>", 64,
      .expected = ":1:193: error: elements stand more than 64 levels deep\n" },
    { "XML bomb: 100,000 levels", XML, "", "<a>", "", 100000,
      .expected = ":1:193: error: elements stand more than 64 levels deep\n" },
    { "XML bomb: 70,000 attributes", XML, "<a", " a", "/>", 70000, "=''",
      .expected = ":1:1: error: the tag is larger than 64 KiB\n" },
    { "XML bomb: 25 attributes", XML, "<a>\n<b", " a", "/></a>", 25, "=''",
      .expected = ":2:1: error: the tag has more than 24 attributes\n" },
    { "XML: 24 attributes are fine", XML, "<a>\n<b", " a", "/></a>", 24, "=''",
      .expected = NULL },
    { "XML bomb: a long value", XML, "<a b='", "x", "'/>", 65536,
      .expected = ":1:1: error: the tag is larger than 64 KiB\n" },
    { "XML bomb: a tag without end", XML, "<a><b ", "x", "", 1000000,
      .expected = ":1:4: error: the tag is larger than 64 KiB\n" },
    { "XML bomb: 50,001 elements", XML, "<a>", "<b/>", "</a>", 50000,
      .expected = ":1:200000: error: there are more than 50,000 elements and "
                  "attributes\n" },
    { "XML bomb: 50,006 attributes and elements", XML, "<a>",
      "<b a='' b='' c='' d='' e='' f='' g='' h='' i='' j=''/>", "</a>", 4546,
      .expected = ":1:245434: error: there are more than 50,000 elements and "
                  "attributes\n" },
    { "XML: 50,000 elements are fine", XML, "<a>", "<b/>", "</a>", 49999,
      .expected = NULL },
    { "XML: 49,995 attributes and elements are fine", XML, "<a>",
      "<b a='' b='' c='' d='' e='' f='' g='' h='' i='' j=''/>", "</a>", 4545,
      .expected = NULL },
    { "XML: many namespaces are fine", XML, "<a>", "<b xmlns='urn:", "</a>", 20000,
      "'/>", .expected = NULL },
    { "XML bomb: namespaces to search", XML, "<z:a xmlns:z='u'>", "<z:b/>", "", 48000,
      .before = declaring,
      .expected = ":1:304758: error: this is not well-formed XML: Premature end of "
                  "data in tag b line 1\n" },
    { "XML: much text is fine", XML, "<a>", "&lt;&#65;", "</a>", 116000,
      .expected = NULL },
    { "XML: torn text is fine", XML, "<a>", "x<!---->", "</a>", 130000,
      .expected = NULL },
    { "XML: many sections are fine", XML, "<a>", "<![CDATA[x]]>", "</a>", 80000,
      .expected = NULL },
    { "XML bomb: unknown entities", XML, "<a>", "&x;", "", 300000,
      .expected =
          ":1:7: error: this is not well-formed XML: Entity 'x' not defined\n" },
    { "XML bomb: above 1 MiB", XML, "<a>", "x", "</a>", 1 << 20,
      .expected = ": error: the file is larger than 1048576 bytes\n" },
    { "CSV bomb: 4,097 columns", CSV, "a", ",a", "\n", 4096,
      .expected = ":1: error: the row has more than 4,096 fields\n" },
    { "CSV: 4,096 columns are fine", CSV, "a", ",a", "\n", 4095, .expected = NULL },
    { "CSV bomb: 5,000,000 columns", CSV, "a,b\n1", ",a", "\n", 5000000,
      .expected = ":2: error: the row has more than 4,096 fields\n" },
    { "CSV: a field of 1 MiB is fine", CSV, "a,b\n1,\"", "x", "\"\n", 1 << 20,
      .expected = NULL },
    { "CSV bomb: a field above 1 MiB", CSV, "a,b\n1,\"", "x", "\"\n", (1 << 20) + 1,
      .expected = ":2: error: a field is larger than 1 MiB\n" },
    { "CSV bomb: an open quote", CSV, "a,b\n1,\"\n", "3,4\n", "", 300000,
      .expected = ":2: error: a field is larger than 1 MiB\n" },
    { "CSV bomb: a row above 4 MiB", CSV, "a", ",", "\n", 4095, "", 1100,
      .expected = ":1: error: the row is larger than 4 MiB\n" },
    { "CSV: a million short lines are fine", CSV, "a\n", "1\n", "", 1000000,
      .expected = NULL },
};

static void make(const struct bomb *bomb)
{
    FILE *out = fopen(bomb->path, "w");
    assert_non_null(out);
    fputs(bomb->head, out);
    for (int i = 0; bomb->before && i < 60; i++)
        fputs(bomb->before, out);
    for (int i = 0; i < bomb->count; i++) {
        fputs(bomb->unit, out);
        if (bomb->numbered)
            fprintf(out, "%0*d%s", bomb->digits, i, bomb->numbered);
    }
    fputs(bomb->tail, out);
    assert_int_equal(fclose(out), 0);
}

static void explode(const struct bomb *bomb)
{
    clock_t before = clock();
    if (strcmp(bomb->path, XML) == 0)
        read_xml(bomb->path);
    else
        read_csv(bomb->path);
    long milliseconds = (clock() - before) / (CLOCKS_PER_SEC / 1000);
    printf("%ld ms\n%s", milliseconds, problems_of(diag, arena));
}

/* In a process of its own, so that its memory is told apart. */
static const char *exploded(const struct bomb *bomb)
{
    const char *said = PEIL_BUILD_DIR "/hostile.txt";
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (freopen(said, "w", stdout))
            explode(bomb);
        fflush(NULL);
        _exit(0);
    }
    int status = 1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    const char *text = read_text(said);
    remove(said);
    return text;
}

static void bombing(void **state)
{
    const struct bomb *c = *state;
    struct rusage usage;
    make(c);
    const char *said = exploded(c);
    const char *expected =
        c->expected ? peil_arena_format(arena, "%s%s", c->path, c->expected) : "";
    assert_string_equal(strchr(said, '\n') + 1, expected);
    assert_in_range(strtol(said, NULL, 10), 0, MOST_MILLISECONDS);
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &usage), 0);
    assert_in_range(usage.ru_maxrss, 0, MOST_KILOBYTES);
    remove(c->path);
}

int main(void)
{
    const struct test tests[] = {
        ROWS(corpora, corpus, name),
        ROWS(bombs, bombing, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
