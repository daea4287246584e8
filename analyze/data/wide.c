#include "analyze/data/wide.h"

#include "questionnaires/base/text.h"

#include <math.h>
#include <string.h>

struct peil_wide *peil_wide_new(const char *column, struct peil_arena *arena)
{
    struct peil_wide *wide = peil_arena_array(arena, 1, sizeof *wide);
    *wide = (struct peil_wide){
        .column = column, .arena = arena, .number = NAN, .name = PEIL_WIDE_BLANK
    };
    return wide;
}

/* --- Names --- */

/* FNV-1a. Names of classes and random ids of responses: nobody gains by a collision. */
static size_t hash(const char *text)
{
    unsigned long h = 2166136261u;
    for (; *text != '\0'; text++)
        h = ((h ^ (unsigned char)*text) * 16777619u) & 0xffffffffu;
    return (size_t)(h ^ (h >> 15));
}

/* Where the text stands, or would stand. */
static size_t find_slot(const struct peil_wide *wide, const char *text)
{
    size_t slot = hash(text) & (wide->slot_count - 1);
    while (wide->slots[slot] != 0 &&
           strcmp(wide->texts[wide->slots[slot] - 1], text) != 0)
        slot = (slot + 1) & (wide->slot_count - 1);
    return slot;
}

/* A power of two, at least twice the names. */
static void make_slots(struct peil_wide *wide)
{
    wide->slot_count = wide->slot_count ? 2 * wide->slot_count : 64;
    wide->slots = peil_arena_array(wide->arena, wide->slot_count, sizeof *wide->slots);
    for (size_t i = 0; i < wide->name_count; i++)
        wide->slots[find_slot(wide, wide->texts[i])] = (unsigned)i + 1;
}

static unsigned number_of(struct peil_wide *wide, const char *text)
{
    if (2 * wide->name_count >= wide->slot_count)
        make_slots(wide);
    size_t slot = find_slot(wide, text);
    if (wide->slots[slot] == 0) {
        wide->texts = peil_arena_grow(wide->arena, wide->texts, wide->name_count,
                                      sizeof *wide->texts);
        wide->texts[wide->name_count++] = peil_arena_copy(wide->arena, text);
        wide->slots[slot] = (unsigned)wide->name_count;
    }
    return wide->slots[slot] - 1;
}

/* --- Rows --- */

void peil_wide_note(struct peil_wide *wide, const char *text)
{
    if (*text == '\0')
        return;
    if (wide->kinds & PEIL_WIDE_NAMES)
        wide->name = number_of(wide, text);
    if (wide->kinds & PEIL_WIDE_NUMBERS && !peil_text_number(text, &wide->number)) {
        wide->number = NAN;
        if (!wide->bad)
            wide->bad = peil_arena_copy(wide->arena, text);
    }
}

static void make_room(struct peil_wide *wide)
{
    size_t room = wide->room > 0 ? 2 * wide->room : 64;
    if (wide->kinds & PEIL_WIDE_NUMBERS)
        wide->numbers = peil_arena_extend(wide->arena, wide->numbers, wide->room, room,
                                          sizeof *wide->numbers);
    if (wide->kinds & PEIL_WIDE_NAMES)
        wide->names = peil_arena_extend(wide->arena, wide->names, wide->room, room,
                                        sizeof *wide->names);
    wide->room = room;
}

static void append(struct peil_wide *wide, double number, unsigned name)
{
    if (wide->rows == wide->room)
        make_room(wide);
    if (wide->numbers)
        wide->numbers[wide->rows] = number;
    if (wide->names)
        wide->names[wide->rows] = name;
    wide->rows++;
}

void peil_wide_append(struct peil_wide *wide)
{
    append(wide, wide->number, wide->name);
    wide->number = NAN;
    wide->name = PEIL_WIDE_BLANK;
}

double peil_wide_pop(struct peil_wide *wide)
{
    double number = wide->number;
    wide->number = NAN;
    return number;
}

void peil_wide_fill(struct peil_wide *wide, size_t rows)
{
    while (wide->rows < rows)
        append(wide, NAN, PEIL_WIDE_BLANK);
}

static void take_names(struct peil_wide *wide, struct peil_wide *from)
{
    for (; from->taken_count < from->name_count; from->taken_count++) {
        from->taken = peil_arena_grow(from->arena, from->taken, from->taken_count,
                                      sizeof *from->taken);
        from->taken[from->taken_count] =
            number_of(wide, from->texts[from->taken_count]);
    }
}

void peil_wide_take(struct peil_wide *wide, struct peil_wide *from)
{
    take_names(wide, from);
    for (size_t i = 0; i < from->rows; i++) {
        unsigned name = from->names ? from->names[i] : PEIL_WIDE_BLANK;
        append(wide, from->numbers ? from->numbers[i] : NAN,
               name == PEIL_WIDE_BLANK ? name : from->taken[name]);
    }
    if (from->bad && !wide->bad)
        wide->bad = peil_arena_copy(wide->arena, from->bad);
    from->rows = 0;
}

const char *peil_wide_text(const struct peil_wide *wide, size_t row)
{
    unsigned name = row < wide->rows ? wide->names[row] : PEIL_WIDE_BLANK;
    return name == PEIL_WIDE_BLANK ? "" : wide->texts[name];
}

void peil_wide_keep(struct peil_wide *wide, const bool *keep)
{
    struct peil_wide old = *wide;
    wide->numbers = NULL;
    wide->names = NULL;
    wide->rows = wide->room = 0;
    for (size_t row = 0; row < old.rows; row++)
        if (keep[row])
            append(wide, old.numbers ? old.numbers[row] : NAN,
                   old.names ? old.names[row] : PEIL_WIDE_BLANK);
}
