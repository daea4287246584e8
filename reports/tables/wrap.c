#include "reports/tables/wrap.h"
#include "questionnaires/base/text.h"

struct lines {
    struct peil_arena *arena;
    const char **text;
    size_t count;
};

static void add_line(struct lines *lines, const char *text)
{
    lines->text =
        peil_arena_grow(lines->arena, lines->text, lines->count, sizeof *lines->text);
    lines->text[lines->count++] = text;
}

/* Bytes of the next line, of text without runs of blanks: as many words as fit, or as
 * much of a word that is wider than a line. */
static size_t next_line(const char *text, size_t columns)
{
    size_t fitting = peil_text_fit(text, columns), bytes = fitting;
    if (!text[bytes])
        return bytes;
    while (bytes > 0 && text[bytes] != ' ')
        bytes--;
    return bytes > 0 ? bytes : fitting;
}

size_t peil_wrap(struct peil_arena *arena, const char *text, size_t columns,
                 const char *const **result)
{
    struct lines lines = { .arena = arena };
    const char *rest = peil_text_squeeze(arena, text);
    for (size_t bytes; rest[bytes = next_line(rest, columns)];
         rest += bytes + (rest[bytes] == ' '))
        add_line(&lines, peil_arena_copy_span(arena, rest, bytes));
    add_line(&lines, rest);
    *result = lines.text;
    return lines.count;
}
