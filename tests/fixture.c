#define _XOPEN_SOURCE 700 /* nftw */
#include "tests/fixture.h"

#include "questionnaires/base/file.h"

#include <dirent.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>

struct peil_arena *arena;
struct peil_diag *diag;
static const char *folder;
static struct writing {
    FILE *out; /* NULL: nothing is being written */
    char *bytes;
    size_t length;
} writing;

int fixture_begin(void **state)
{
    (void)state;
    arena = peil_arena_new();
    diag = peil_diag_new(arena);
    writing.out = NULL;
    return 0;
}

int fixture_end(void **state)
{
    (void)state;
    peil_arena_free(arena);
    return 0;
}

size_t times_in(const char *text, const char *piece)
{
    size_t times = 0;
    for (const char *at = text; (at = strstr(at, piece)); at++)
        times++;
    return times;
}

FILE *text_begin(void)
{
    assert_null(writing.out);
    writing.out = open_memstream(&writing.bytes, &writing.length);
    assert_non_null(writing.out);
    return writing.out;
}

const char *text_end(void)
{
    assert_int_equal(fclose(writing.out), 0);
    const char *text = peil_arena_copy_span(arena, writing.bytes, writing.length);
    free(writing.bytes);
    writing.out = NULL;
    return text;
}

static const struct peil_questionnaire *in_order(const struct peil_questionnaire *q)
{
    assert_string_equal(problems_of(diag, arena), "");
    assert_non_null(q);
    return q;
}

const struct peil_questionnaire *parse_questionnaire(const char *xml)
{
    return in_order(peil_questionnaire_parse(xml, strlen(xml), "q.xml", arena, diag));
}

const struct peil_questionnaire *read_questionnaire(const char *name)
{
    return in_order(peil_questionnaire_read(source_path(name), arena, diag));
}

int folder_begin(void **state)
{
    char path[] = "/tmp/peil-test-XXXXXX";
    fixture_begin(state);
    assert_non_null(mkdtemp(path));
    folder = peil_arena_copy(arena, path);
    return 0;
}

static int take_away(const char *path, const struct stat *status, int kind,
                     struct FTW *where)
{
    (void)status, (void)kind, (void)where;
    return remove(path);
}

int folder_end(void **state)
{
    int left = nftw(folder, take_away, 8, FTW_DEPTH | FTW_PHYS);
    fixture_end(state);
    return left;
}

const char *in_folder(const char *name)
{
    return *name ? peil_arena_format(arena, "%s/%s", folder, name) : folder;
}

const char *new_file(const char *name, const char *text)
{
    const char *path = in_folder(name);
    write_text(path, text);
    return path;
}

const char *read_text(const char *path)
{
    size_t length;
    struct peil_diag *found = peil_diag_new(arena);
    const char *text = peil_file_read(path, 1 << 20, arena, &length, found);
    assert_string_equal(problems_of(found, arena), "");
    return text;
}

static bool belongs_to(const char *store, const char *name)
{
    static const char *const tails[] = { "", "-wal", "-shm", ".lock" };
    size_t length = strlen(store);
    bool belongs = false;
    for (size_t i = 0; i < LENGTH(tails) && strncmp(name, store, length) == 0; i++)
        belongs = belongs || strcmp(name + length, tails[i]) == 0;
    return belongs;
}

void assert_folder_has_only(const char *store)
{
    const struct dirent *entry;
    DIR *all = opendir(folder);
    assert_non_null(all);
    while ((entry = readdir(all)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            !belongs_to(store, entry->d_name))
            fail_msg("%s is in the folder", entry->d_name);
    closedir(all);
}
