#include "reports/report_data.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct peil_data *no_data(const struct peil_outline *outline,
                                 struct peil_arena *arena)
{
    return peil_arena_array(arena, outline->source_count, sizeof(struct peil_data));
}

static void add(struct peil_data *data, const char *file, struct peil_arena *arena)
{
    const char **files = peil_arena_array(arena, data->count + 1, sizeof *files);
    if (data->count > 0)
        memcpy(files, data->files, data->count * sizeof *files);
    files[data->count] = file;
    *data = (struct peil_data){ files, data->count + 1 };
}

/* --- Named --- */

static size_t find_source(const struct peil_outline *outline, const char *id,
                          size_t length)
{
    size_t i = 0;
    while (i < outline->source_count &&
           (strncmp(outline->sources[i].id, id, length) != 0 ||
            outline->sources[i].id[length]))
        i++;
    return i;
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The source whose id the name begins with, "website.csv", "website_2025.csv"; else the
 * first. */
static size_t guess_source(const struct peil_outline *outline, const char *name)
{
    size_t found = 0, longest = 0;
    for (size_t i = 0; i < outline->source_count; i++) {
        size_t length = strlen(outline->sources[i].id);
        bool begins = strncmp(name, outline->sources[i].id, length) == 0 &&
                      strchr(".-_", name[length]);
        if (begins && length > longest) {
            found = i;
            longest = length;
        }
    }
    return found;
}

static const char *list_sources(const struct peil_outline *outline,
                                struct peil_arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < outline->source_count; i++)
        list = peil_arena_format(arena, "%s%s\"%s\"", list, i > 0 ? ", " : "",
                                 outline->sources[i].id);
    return list;
}

const struct peil_data *peil_report_data_named(const struct peil_outline *outline,
                                               const char *const *names, size_t count,
                                               struct peil_arena *arena,
                                               struct peil_diag *diag)
{
    struct peil_data *data = no_data(outline, arena);
    for (size_t i = 0; i < count; i++) {
        size_t length = strcspn(names[i], "=/");
        bool says = names[i][length] == '=';
        size_t source = says ? find_source(outline, names[i], length)
                             : guess_source(outline, name_of(names[i]));
        if (source < outline->source_count)
            add(&data[source], says ? names[i] + length + 1 : names[i], arena);
        else
            peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = names[i] },
                          "the report has no source \"%.*s\"; it has %s", (int)length,
                          names[i], list_sources(outline, arena));
    }
    return data;
}

/* --- In a folder --- */

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *peil_report_names(const char *folder, size_t *count,
                                     struct peil_arena *arena, struct peil_diag *diag)
{
    DIR *open = opendir(folder);
    const char **names = peil_arena_grow(arena, NULL, 0, sizeof *names);
    *count = 0;
    if (!open) {
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = folder },
                      "cannot open: %s", strerror(errno));
        return NULL;
    }
    for (const struct dirent *entry; (entry = readdir(open));) {
        if (entry->d_name[0] == '.')
            continue;
        names = peil_arena_grow(arena, names, *count, sizeof *names);
        names[(*count)++] = peil_arena_copy(arena, entry->d_name);
    }
    closedir(open);
    qsort(names, *count, sizeof *names, by_name);
    return names;
}

static bool ends_in(const char *name, const char *end)
{
    size_t length = strlen(name), tail = strlen(end);
    return length >= tail && strcmp(name + length - tail, end) == 0;
}

static bool is_of(const char *name, const char *source)
{
    size_t length = strlen(source);
    return strncmp(name, source, length) == 0 &&
           (strcmp(name + length, ".csv") == 0 ||
            (name[length] == '-' && ends_in(name + length, ".csv")));
}

const struct peil_data *peil_report_data_in(const struct peil_outline *outline,
                                            const char *folder,
                                            struct peil_arena *arena,
                                            struct peil_diag *diag)
{
    struct peil_data *data = no_data(outline, arena);
    size_t count;
    const char *const *names = peil_report_names(folder, &count, arena, diag);
    for (size_t i = 0; i < count; i++)
        for (size_t s = 0; s < outline->source_count; s++)
            if (is_of(names[i], outline->sources[s].id) ||
                (s == 0 && strcmp(names[i], "responses.csv") == 0))
                add(&data[s], peil_arena_format(arena, "%s/%s", folder, names[i]),
                    arena);
    return data;
}
