#include "analyze/data/names.h"

#include <string.h>

enum { LONGEST_NAME = 64, NEAR = 2 };

static const char between[] = ", \t\r\n", ends[] = ", \t\r\n>";

/* One name, and where reading goes on; NULL when a quote never closes. */
static const char *read_name(const char *text, struct peil_arena *arena,
                             const char **name)
{
    bool quoted = *text == '"';
    text += quoted;
    size_t length = strcspn(text, quoted ? "\"" : ends);
    if (quoted && text[length] == '\0')
        return NULL;
    *name = peil_arena_copy_span(arena, text, length);
    return text + length + quoted;
}

/* A name, and those within it: `a > b > c`. */
static const char *read_nested(const char *text, struct peil_arena *arena,
                               const char **name)
{
    text = read_name(text, arena, name);
    while (text && text[strspn(text, between)] == '>') {
        const char *inner = NULL;
        text += strspn(text, between) + 1;
        text = read_name(text + strspn(text, between), arena, &inner);
        if (text)
            *name = peil_arena_format(arena, "%s > %s", *name, inner);
    }
    return text;
}

static void add(struct peil_names *names, const char *name, struct peil_arena *arena)
{
    const char **list = peil_arena_array(arena, names->count + 1, sizeof *list);
    if (names->count > 0)
        memcpy(list, names->list, names->count * sizeof *list);
    list[names->count++] = name;
    names->list = list;
}

static bool is_by(const char *text)
{
    return strncmp(text, "by", 2) == 0 && strcspn(text, between) == 2;
}

/* Reads names into one list, and after each unquoted "by" into the next. Returns how
 * many lists there are; 0 when there are too many, or a quote never closes. */
static size_t read_sides(const char *text, struct peil_names *sides, size_t most,
                         struct peil_arena *arena)
{
    size_t side = 0;
    for (text += strspn(text, between); *text; text += strspn(text, between)) {
        const char *name = NULL;
        bool by = most > 1 && is_by(text);
        side += by;
        text = read_nested(text, arena, &name);
        if (!text || side == most || *name == '\0')
            return 0;
        if (!by)
            add(&sides[side], name, arena);
    }
    return side + 1;
}

bool peil_names_read(const char *text, struct peil_place place,
                     struct peil_arena *arena, struct peil_names *names,
                     struct peil_diag *diag)
{
    *names = (struct peil_names){ 0 };
    if (read_sides(text, names, 1, arena) == 1 && names->count > 0)
        return true;
    peil_diag_add(diag, PEIL_ERROR, place,
                  "names are expected, with commas or blanks between; got '%s'", text);
    return false;
}

bool peil_names_read_cross(const char *text, struct peil_place place,
                           struct peil_arena *arena, struct peil_names sides[2],
                           struct peil_diag *diag)
{
    sides[0] = sides[1] = (struct peil_names){ 0 };
    if (read_sides(text, sides, 2, arena) == 2 && sides[0].count > 0 &&
        sides[1].count > 0)
        return true;
    peil_diag_add(diag, PEIL_ERROR, place, "'ROWS by COLUMNS' is expected; got '%s'",
                  text);
    return false;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many letters must change to make one name the other (Levenshtein 1966); more than
 * NEAR for names that have nothing to do with each other. One row of the table of
 * distances at a time. */
static size_t distance(const char *a, const char *b)
{
    size_t row[LONGEST_NAME + 1], length = strlen(b);
    if (length > LONGEST_NAME)
        return NEAR + 1;
    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 0; a[i] != '\0'; i++) {
        size_t corner = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < length; j++) {
            size_t change = corner + (a[i] != b[j]);
            corner = row[j + 1];
            row[j + 1] = least(change, least(corner, row[j]) + 1);
        }
    }
    return row[length];
}

static void consider(const char *name, const char *candidate, const char **best,
                     size_t *shortest)
{
    size_t d = distance(name, candidate);
    if (d < *shortest && d < strlen(name)) {
        *shortest = d;
        *best = candidate;
    }
}

static const char *nearest(const struct peil_dataset *dataset, const char *name)
{
    const struct peil_questionnaire *q = peil_dataset_questionnaire(dataset);
    const char *best = NULL;
    size_t shortest = NEAR + 1;
    for (size_t i = 0; q && i < q->item_count; i++)
        consider(name, q->items[i].id, &best, &shortest);
    for (size_t i = 0; i < peil_dataset_columns(dataset); i++)
        consider(name, peil_dataset_column(dataset, i)->name, &best, &shortest);
    return best;
}

void peil_names_refuse(const struct peil_dataset *dataset, const char *name,
                       struct peil_place place, struct peil_diag *diag)
{
    const char *meant = nearest(dataset, name);
    peil_diag_add(
        diag, PEIL_ERROR, place, "\"%s\" is neither a question nor a column%s%s%s",
        name, meant ? "; did you mean \"" : "", meant ? meant : "", meant ? "\"?" : "");
}

const struct peil_column *peil_names_column(const struct peil_dataset *dataset,
                                            const char *name, struct peil_place place,
                                            struct peil_diag *diag)
{
    const struct peil_column *column = peil_dataset_find(dataset, name);
    if (!column)
        peil_names_refuse(dataset, name, place, diag);
    return column;
}
