#include "analyze/data/dimension.h"

#include <limits.h>
#include <string.h>

/* --- Counting --- */

static bool is_outside(const struct peil_dimension *dimension, size_t row)
{
    if (!dimension->variant)
        return false;
    unsigned char byte = peil_column_byte(dimension->variant, row);
    return byte >= PEIL_BYTE_MISSING || !peil_variants_has(dimension->variants, byte);
}

static void choose_ticked(const struct peil_dimension *dimension, size_t row,
                          struct peil_choice *choice)
{
    for (size_t i = 0; i < dimension->category_count; i++) {
        if (peil_column_byte(dimension->columns[i], row) == 1)
            choice->categories[choice->count++] = (unsigned char)i;
    }
}

/* Each answer once, in whatever columns it stands. */
static void choose_set(const struct peil_dimension *set, size_t row,
                       struct peil_choice *choice)
{
    choice->outside = false;
    choice->missing = PEIL_NOT_ASKED;
    choice->count = 0;
    for (size_t i = 0; i < set->map_count; i++) {
        unsigned char byte = peil_column_byte(set->columns[i], row);
        unsigned char place = PEIL_NOWHERE;
        if (byte < PEIL_BYTE_MISSING) {
            choice->missing = PEIL_ANSWERED;
            place = set->maps[i * PEIL_BYTE_MISSING + byte];
        } else if (choice->missing != PEIL_ANSWERED) {
            choice->missing = (enum peil_missing)(byte - PEIL_BYTE_MISSING);
        }
        if (place != PEIL_NOWHERE && !memchr(choice->categories, place, choice->count))
            choice->categories[choice->count++] = place;
    }
}

static void choose_nested(const struct peil_dimension *nested, size_t row,
                          struct peil_choice *choice)
{
    struct peil_choice outer;
    peil_dimension_choice(nested->outer, row, &outer);
    peil_dimension_choice(nested->inner, row, choice);
    choice->outside = choice->outside || outer.outside;
    if (choice->missing == PEIL_ANSWERED)
        choice->missing = outer.missing;
    if (choice->outside || choice->missing != PEIL_ANSWERED) {
        choice->count = 0;
        return;
    }
    choice->categories[0] =
        (unsigned char)(outer.categories[0] * nested->inner->category_count +
                        choice->categories[0]);
}

void peil_dimension_choice(const struct peil_dimension *dimension, size_t row,
                           struct peil_choice *choice)
{
    if (dimension->maps || dimension->outer) {
        (dimension->maps ? choose_set : choose_nested)(dimension, row, choice);
        return;
    }
    unsigned char byte = peil_column_byte(dimension->columns[0], row);
    choice->outside = is_outside(dimension, row);
    choice->missing = byte < PEIL_BYTE_MISSING
                          ? PEIL_ANSWERED
                          : (enum peil_missing)(byte - PEIL_BYTE_MISSING);
    choice->count = 0;
    if (choice->outside || choice->missing != PEIL_ANSWERED)
        return;
    if (dimension->multiple)
        choose_ticked(dimension, row, choice);
    else
        choice->categories[choice->count++] = dimension->places[byte];
}

/* --- Kinds of rows --- */

enum { OUTSIDE = PEIL_BYTE_MISSING + PEIL_MISSING_KINDS }; /* no byte of a column */

bool peil_dimension_is_plain(const struct peil_dimension *dimension)
{
    return !dimension->multiple && !dimension->maps && !dimension->outer;
}

size_t peil_dimension_kinds(const struct peil_dimension *dimension,
                            unsigned char *kinds)
{
    size_t count = dimension->category_count, outside = count + PEIL_MISSING_KINDS;
    for (size_t byte = 0; byte <= UCHAR_MAX; byte++)
        kinds[byte] =
            (unsigned char)(byte < PEIL_BYTE_MISSING ? dimension->places[byte]
                            : byte < OUTSIDE         ? count + byte - PEIL_BYTE_MISSING
                                                     : outside);
    return outside + 1;
}

const unsigned char *peil_dimension_bytes(const struct peil_dimension *dimension,
                                          size_t row, size_t count, unsigned char *room)
{
    const unsigned char *bytes = peil_column_bytes(dimension->columns[0], row);
    if (!dimension->variant)
        return bytes;
    for (size_t i = 0; i < count; i++)
        room[i] = is_outside(dimension, row + i) ? OUTSIDE : bytes[i];
    return room;
}

void peil_dimension_kind(const struct peil_dimension *dimension, size_t kind,
                         struct peil_choice *choice)
{
    size_t count = dimension->category_count;
    choice->outside = kind == count + PEIL_MISSING_KINDS;
    choice->missing = PEIL_ANSWERED;
    choice->count = kind < count;
    choice->categories[0] = (unsigned char)kind;
    if (kind > count && !choice->outside)
        choice->missing = (enum peil_missing)(kind - count);
}

/* --- Nets --- */

bool peil_net_holds(const struct peil_net *net, const struct peil_choice *choice)
{
    for (size_t i = 0; i < choice->count; i++) {
        if (net->has[choice->categories[i]])
            return true;
    }
    return false;
}

const bool *peil_nets_has(const struct peil_dimension *dimension,
                          struct peil_arena *arena)
{
    size_t count = dimension->category_count;
    bool *has = peil_arena_array(arena, dimension->net_count * count, sizeof *has);
    for (size_t k = 0; k < dimension->net_count; k++)
        memcpy(has + k * count, dimension->nets[k].has, count * sizeof *has);
    return has;
}
