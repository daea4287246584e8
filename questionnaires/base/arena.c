#include "questionnaires/base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Most arenas are small (one answer, one page); the big ones soon take big steps. */
enum { FIRST_ROOM = 2048, LARGEST_ROOM = 256 * 1024 };

struct chunk {
    struct chunk *next;
    size_t room, used;
    max_align_t bytes[];
};
struct peil_arena {
    struct chunk *chunks; /* pieces are cut from the first one */
    size_t next_room;
};

static _Noreturn void out_of_memory(void)
{
    fputs("peil: out of memory\n", stderr);
    exit(3);
}

static void *zeroed(size_t size)
{
    void *bytes = calloc(1, size);
    if (!bytes)
        out_of_memory();
    return bytes;
}

struct peil_arena *peil_arena_new(void)
{
    struct peil_arena *arena = zeroed(sizeof *arena);
    arena->next_room = FIRST_ROOM;
    return arena;
}

void peil_arena_free(struct peil_arena *arena)
{
    if (!arena)
        return;
    for (struct chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
        next = chunk->next;
        free(chunk);
    }
    free(arena);
}

static struct chunk *new_chunk(size_t room)
{
    if (room > SIZE_MAX - sizeof(struct chunk))
        out_of_memory();
    struct chunk *chunk = zeroed(sizeof *chunk + room);
    chunk->room = room;
    return chunk;
}

/* A large piece gets a chunk of its own behind the first, whose rest stays in use. */
static void *large_piece(struct peil_arena *arena, size_t size)
{
    struct chunk *chunk = new_chunk(size);
    struct chunk **place = arena->chunks ? &arena->chunks->next : &arena->chunks;
    chunk->used = size;
    chunk->next = *place;
    *place = chunk;
    return chunk->bytes;
}

static size_t aligned(size_t size)
{
    size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX - align)
        out_of_memory();
    return (size + align - 1) / align * align;
}

static void *piece(struct peil_arena *arena, size_t unaligned)
{
    size_t size = aligned(unaligned);
    if (size > arena->next_room / 2)
        return large_piece(arena, size);
    struct chunk *first = arena->chunks;
    if (!first || first->room - first->used < size) {
        first = new_chunk(arena->next_room);
        first->next = arena->chunks;
        arena->chunks = first;
        if (arena->next_room < LARGEST_ROOM)
            arena->next_room *= 2;
    }
    first->used += size;
    return (char *)first->bytes + first->used - size;
}

void *peil_arena_array(struct peil_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        out_of_memory();
    return piece(arena, count * size);
}

const char *peil_arena_copy(struct peil_arena *arena, const char *text)
{
    return peil_arena_copy_span(arena, text, strlen(text));
}

const char *peil_arena_copy_span(struct peil_arena *arena, const char *text,
                                 size_t length)
{
    if (length == SIZE_MAX)
        out_of_memory();
    char *copy = peil_arena_array(arena, length + 1, 1);
    if (length)
        memcpy(copy, text, length);
    return copy;
}

const char *peil_arena_format(struct peil_arena *arena, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    const char *text = peil_arena_format_list(arena, format, values);
    va_end(values);
    return text;
}

const char *peil_arena_format_list(struct peil_arena *arena, const char *format,
                                   va_list values)
{
    enum { SHORT = 256 }; /* mostly it is, and then is made but once */
    char room[SHORT];
    va_list again;
    va_copy(again, values);
    int length = vsnprintf(room, sizeof room, format, again);
    va_end(again);
    if (length < 0)
        out_of_memory();
    char *text = peil_arena_array(arena, (size_t)length + 1, 1);
    if (length < SHORT)
        memcpy(text, room, (size_t)length);
    else
        vsnprintf(text, (size_t)length + 1, format, values);
    return text;
}

void *peil_arena_grow(struct peil_arena *arena, void *array, size_t count, size_t size)
{
    if (count & (count - 1))
        return array;
    if (count > SIZE_MAX / 2)
        out_of_memory();
    void *larger = peil_arena_array(arena, count ? 2 * count : 1, size);
    if (count)
        memcpy(larger, array, count * size);
    return larger;
}

/* Where the chunk hangs that holds this piece and nothing else; NULL when none does. */
static struct chunk **find_chunk(struct peil_arena *arena, const void *piece,
                                 size_t size)
{
    for (struct chunk **at = &arena->chunks; *at; at = &(*at)->next)
        if ((void *)(*at)->bytes == piece && (*at)->room == aligned(size))
            return at;
    return NULL;
}

void *peil_arena_extend(struct peil_arena *arena, void *array, size_t count,
                        size_t new_count, size_t size)
{
    if (size && new_count > (SIZE_MAX - sizeof(struct chunk)) / 2 / size)
        out_of_memory();
    struct chunk **place = find_chunk(arena, array, count * size);
    if (!place) {
        void *longer = peil_arena_array(arena, new_count, size);
        if (count > 0)
            memcpy(longer, array, count * size);
        return longer;
    }
    size_t room = aligned(new_count * size);
    struct chunk *chunk = realloc(*place, sizeof *chunk + room);
    if (!chunk)
        out_of_memory();
    chunk->room = chunk->used = room;
    *place = chunk;
    return chunk->bytes;
}
