/* Memory with one owner and one death.
 *
 * A questionnaire and all that hangs on it live in one arena; it dies as a whole,
 * and its pieces are never freed singly. No function here returns NULL: when memory
 * runs out the program says so and exits with 3. Answers are committed to the store
 * one by one, so none is lost by that. */
#ifndef PEIL_ARENA_H
#define PEIL_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct peil_arena;

/* Lets the compiler check a printf-like function's arguments. */
#define PEIL_FORMAT(text, first) __attribute__((format(printf, text, first)))
/* The result must be read. */
#define PEIL_MUST_READ __attribute__((warn_unused_result))

struct peil_arena *peil_arena_new(void);
void peil_arena_free(struct peil_arena *arena); /* NULL is allowed */

/* Zeroed memory, aligned for any type. The only place that multiplies sizes. */
void *peil_arena_array(struct peil_arena *arena, size_t count, size_t size);

/* Copies, NUL-terminated. */
const char *peil_arena_copy(struct peil_arena *arena, const char *text);
const char *peil_arena_copy_span(struct peil_arena *arena, const char *text,
                                 size_t length);
const char *peil_arena_format(struct peil_arena *arena, const char *format, ...)
    PEIL_FORMAT(2, 3);
const char *peil_arena_format_list(struct peil_arena *arena, const char *format,
                                   va_list values) PEIL_FORMAT(2, 0);

/* Room for one more element: returns `array`, or a copy of it twice as large when
 * `count` has filled it (at 0, and at each power of two). Meant for lists that grow
 * while a file is read: list = peil_arena_grow(arena, list, count, sizeof *list). */
void *peil_arena_grow(struct peil_arena *arena, void *array, size_t count, size_t size);

/* A long array made longer, where it stands if that can be: then it never takes twice
 * its room. `array` is no more; what is new in it is not zeroed. */
void *peil_arena_extend(struct peil_arena *arena, void *array, size_t count,
                        size_t new_count, size_t size);

#endif
