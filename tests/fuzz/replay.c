/* Without libFuzzer: feeds every file of the folders named to the target. */
#include "questionnaires/base/file.h"
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <string.h>

static bool replay(const char *path)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    size_t length = 0;
    const char *bytes = peil_file_read(path, 16 << 20, arena, &length, diag);
    if (bytes)
        LLVMFuzzerTestOneInput((const uint8_t *)bytes, length);
    peil_diag_print(diag, stderr);
    peil_arena_free(arena);
    return bytes != NULL;
}

static size_t replay_folder(const char *folder)
{
    struct peil_arena *arena = peil_arena_new();
    DIR *files = opendir(folder);
    size_t count = 0;
    for (struct dirent *file; files && (file = readdir(files));)
        if (file->d_name[0] != '.')
            count += replay(peil_arena_format(arena, "%s/%s", folder, file->d_name));
    if (files)
        closedir(files);
    peil_arena_free(arena);
    return count;
}

int main(int argc, char **argv)
{
    size_t count = 0;
    for (int i = 1; i < argc; i++)
        count += replay_folder(argv[i]);
    printf("%zu inputs\n", count);
    return count > 0 ? 0 : 1;
}
