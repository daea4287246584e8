#include "analyze/data/values.h"

#include "questionnaires/base/text.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = 512 }; /* a power of two, at least twice the values */

struct peil_values {
    struct peil_arena *arena;
    const char *texts[PEIL_MOST_VALUES];
    size_t count;
    bool overflowed;
    unsigned char slots[SLOTS]; /* number + 1; 0 = free */
};

struct peil_values *peil_values_new(struct peil_arena *arena)
{
    struct peil_values *values = peil_arena_array(arena, 1, sizeof *values);
    values->arena = arena;
    return values;
}

/* FNV-1a: short keys, no enemy (at most 240 values are kept, whatever they are). */
static size_t hash(const char *text)
{
    unsigned long h = 2166136261u;
    for (; *text != '\0'; text++)
        h = ((h ^ (unsigned char)*text) * 16777619u) & 0xffffffffu;
    return (size_t)(h ^ (h >> 15));
}

unsigned char peil_values_number(struct peil_values *values, const char *text)
{
    if (values->overflowed)
        return PEIL_TOO_MANY;
    size_t slot = hash(text) % SLOTS;
    for (; values->slots[slot] != 0; slot = (slot + 1) % SLOTS) {
        unsigned char number = (unsigned char)(values->slots[slot] - 1);
        if (strcmp(values->texts[number], text) == 0)
            return number;
    }
    if (values->count == PEIL_MOST_VALUES) {
        values->overflowed = true;
        return PEIL_TOO_MANY;
    }
    values->texts[values->count] = peil_arena_copy(values->arena, text);
    values->slots[slot] = (unsigned char)++values->count;
    return (unsigned char)(values->count - 1);
}

size_t peil_values_count(const struct peil_values *values)
{
    return values->count;
}

bool peil_values_overflowed(const struct peil_values *values)
{
    return values->overflowed;
}

struct value {
    const char *text;
    double number;
    unsigned char was;
};

static int by_bytes(const void *a, const void *b)
{
    return strcmp(((const struct value *)a)->text, ((const struct value *)b)->text);
}

static int by_size(const void *a, const void *b)
{
    double x = ((const struct value *)a)->number, y = ((const struct value *)b)->number;
    return x < y ? -1 : x > y ? 1 : by_bytes(a, b);
}

/* From the first one on, in order; true when all of them are numbers. */
static bool sort(const struct peil_values *values, size_t first, struct value *sorted)
{
    bool numbers = true;
    for (size_t i = first; i < values->count; i++) {
        struct value *value = &sorted[i - first];
        *value = (struct value){ .text = values->texts[i], .was = (unsigned char)i };
        numbers = peil_text_number(value->text, &value->number) && numbers;
    }
    qsort(sorted, values->count - first, sizeof *sorted, numbers ? by_size : by_bytes);
    return numbers;
}

/* New values are numbered in order: so when all is read nearly all stand in order, and
 * no row has to be changed. */
void peil_values_merge(struct peil_values *values, const struct peil_values *from,
                       size_t known, unsigned char places[PEIL_MOST_VALUES + 1])
{
    struct value sorted[PEIL_MOST_VALUES];
    sort(from, known, sorted);
    for (size_t i = 0; i < from->count - known; i++)
        places[sorted[i].was] = peil_values_number(values, sorted[i].text);
    places[PEIL_TOO_MANY] = PEIL_TOO_MANY;
    values->overflowed = values->overflowed || from->overflowed;
}

size_t peil_values_sort(const struct peil_values *values, bool merge,
                        struct peil_arena *arena, struct peil_category **categories,
                        unsigned char places[PEIL_MOST_VALUES + 1])
{
    struct value sorted[PEIL_MOST_VALUES];
    bool numbers = sort(values, 0, sorted);

    size_t count = 0;
    *categories = peil_arena_array(arena, values->count, sizeof **categories);
    for (size_t i = 0; i <= PEIL_TOO_MANY; i++)
        places[i] = (unsigned char)i;
    for (size_t i = 0; i < values->count; i++) {
        bool same =
            merge && numbers && i > 0 && sorted[i].number == sorted[i - 1].number;
        if (!same) {
            const char *text = sorted[i].text;
            double score = numbers ? sorted[i].number : (double)count + 1;
            (*categories)[count++] = (struct peil_category){ text, text, score };
        }
        places[sorted[i].was] = (unsigned char)(count - 1);
    }
    return count;
}
