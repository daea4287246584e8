#include "reports/tables/wrap.h"
#include "questionnaires/base/text.h"

#include <string.h>

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

/* Bytes of the longest beginning that fits; at least one character. */
static size_t fitting(struct peil_arena *arena, const char *word, size_t columns)
{
    size_t bytes = 0;
    for (size_t end = 1;; end++) {
        if (((unsigned char)word[end] & 0xC0) == 0x80)
            continue; /* inside a character */
        if (bytes && peil_text_width(peil_arena_copy_span(arena, word, end)) > columns)
            return bytes;
        bytes = end;
        if (!word[end])
            return bytes;
    }
}

/* A word that is wider than a line fills lines of its own; its end is returned. */
static const char *broken(struct lines *lines, const char *word, size_t columns)
{
    while (peil_text_width(word) > columns) {
        size_t bytes = fitting(lines->arena, word, columns);
        if (!word[bytes])
            break;
        add_line(lines, peil_arena_copy_span(lines->arena, word, bytes));
        word += bytes;
    }
    return word;
}

size_t peil_wrap(struct peil_arena *arena, const char *text, size_t columns,
                 const char *const **result)
{
    struct lines lines = { .arena = arena };
    const char *const *words = NULL;
    size_t count = peil_text_words(arena, text, &words);
    const char *line = "";
    for (size_t i = 0; i < count; i++) {
        const char *longer =
            *line ? peil_arena_format(arena, "%s %s", line, words[i]) : words[i];
        if (peil_text_width(longer) <= columns) {
            line = longer;
            continue;
        }
        if (*line)
            add_line(&lines, line);
        line = broken(&lines, words[i], columns);
    }
    add_line(&lines, line);
    *result = lines.text;
    return lines.count;
}
