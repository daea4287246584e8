#include "tests/golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        fail_msg("no golden file %s: run with PEIL_UPDATE_GOLDEN=1 and review it",
                 path);
        return NULL;
    }
    size_t room = 1 << 20, length = 0;
    char *text = malloc(room + 1);
    assert_non_null(text);
    length = fread(text, 1, room, file);
    text[length] = '\0';
    assert_int_equal(fclose(file), 0);
    return text;
}

void assert_golden(const char *name, const char *actual)
{
    char path[512];
    snprintf(path, sizeof path, "%s/tests/golden/%s", PEIL_SOURCE_DIR, name);
    if (getenv("PEIL_UPDATE_GOLDEN")) {
        write_text(path, actual);
        return;
    }
    char *expected = read_file(path);
    if (strcmp(expected, actual) != 0) {
        char got[600];
        snprintf(got, sizeof got, "%s/%s", PEIL_BUILD_DIR, "golden-actual.txt");
        write_text(got, actual);
        print_error("%s differs; what came is in %s\n", path, got);
    }
    int differs = strcmp(expected, actual);
    free(expected);
    assert_int_equal(differs, 0);
}

const char *source_path(const char *name)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", PEIL_SOURCE_DIR, name);
    return path;
}
