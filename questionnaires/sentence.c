#include "questionnaires/sentence.h"

#include <ctype.h>
#include <string.h>

/* Bytes of a letter beyond ASCII count as letters. */
static bool is_letter(char c)
{
    return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool is_wordlike(char c)
{
    return is_letter(c) || isdigit((unsigned char)c);
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static size_t longest_part(const char *text)
{
    size_t longest = 0, letters = 0;
    for (; *text; text++) {
        if (!is_letter(*text))
            letters = 0;
        else if (!is_continuation(*text))
            letters++;
        if (letters > longest)
            longest = letters;
    }
    return longest;
}

static const char *lower(const char *text, size_t length, struct peil_arena *arena)
{
    char *copy = peil_arena_array(arena, length + 1, 1);
    for (size_t i = 0; i < length; i++)
        copy[i] = (char)tolower((unsigned char)text[i]);
    return copy;
}

/* `text` up to `length` has no blanks. False for a lone dash and the like. */
static bool read_word(const char *text, size_t length, bool first,
                      struct peil_arena *arena, struct peil_word *word)
{
    bool placeholder = memchr(text, '{', length) != NULL;
    while (length && !is_wordlike(*text))
        text++, length--;
    while (length && !is_wordlike(text[length - 1]))
        length--;
    if (!length)
        return false;
    word->text = lower(text, length, arena);
    word->letters = longest_part(word->text);
    word->name = placeholder || (!first && isupper((unsigned char)*text));
    return true;
}

/* The mark that ends a sentence, or 0. Closing quotes and brackets may follow it. */
static char end_mark(const char *text, size_t length)
{
    while (length && strchr("\")'", text[length - 1]))
        length--;
    return length && strchr(".!?:;", text[length - 1]) ? text[length - 1] : '\0';
}

static const char *read_sentence(const char *text, struct peil_arena *arena,
                                 struct peil_sentence *sentence)
{
    struct peil_word *words = NULL;
    for (bool ended = false; *text && !ended;) {
        size_t length = strcspn(text, " \n"), count = sentence->count;
        words = peil_arena_grow(arena, words, count, sizeof *words);
        if (read_word(text, length, !count, arena, &words[count]))
            sentence->count++;
        char mark = end_mark(text, length);
        sentence->question = mark == '?';
        text += length;
        ended = mark || *text == '\n';
        text += strspn(text, " \n");
    }
    sentence->words = words;
    return text;
}

size_t peil_text_sentences(const char *text, struct peil_arena *arena,
                           const struct peil_sentence **sentences)
{
    struct peil_sentence *list = NULL;
    size_t count = 0;
    while (*text) {
        struct peil_sentence sentence = { .begin = text };
        text = read_sentence(text, arena, &sentence);
        if (!sentence.count)
            continue;
        list = peil_arena_grow(arena, list, count, sizeof *list);
        list[count++] = sentence;
    }
    *sentences = list;
    return count;
}

size_t peil_sentence_head(const struct peil_sentence *sentence, size_t words)
{
    size_t length = strcspn(sentence->begin, " \n");
    while (--words > 0 && sentence->begin[length])
        length += 1 + strcspn(sentence->begin + length + 1, " \n");
    return length;
}

/* Do these words stand here, one after the other? */
static bool stands_at(const struct peil_sentence *sentence, const char *words,
                      size_t at)
{
    for (; *words; at++) {
        size_t length = strcspn(words, " ");
        if (at == sentence->count || strlen(sentence->words[at].text) != length ||
            strncmp(sentence->words[at].text, words, length) != 0)
            return false;
        words += length;
        words += strspn(words, " ");
    }
    return true;
}

size_t peil_sentence_find(const struct peil_sentence *sentence, const char *words,
                          size_t from)
{
    for (size_t at = from; at < sentence->count; at++)
        if (stands_at(sentence, words, at))
            return at;
    return sentence->count;
}
