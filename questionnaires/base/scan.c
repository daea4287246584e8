#include "questionnaires/base/scan.h"

#include "questionnaires/base/text.h"

#include <string.h>

enum { BLOCK = 64 };

/* --- Sets of bytes --- */

#if defined __SSE2__ && !defined PEIL_SCAN_PORTABLE

#include <emmintrin.h>

static __m128i load(const char *bytes)
{
    return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

static uint64_t bits(__m128i hits, int at)
{
    return (uint64_t)(unsigned)_mm_movemask_epi8(hits) << at;
}

static uint64_t bytes_that_are(const char *block, char one, char other)
{
    uint64_t set = 0;
    for (int i = 0; i < BLOCK; i += 16) {
        __m128i bytes = load(block + i);
        set |= bits(_mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(one)),
                                 _mm_cmpeq_epi8(bytes, _mm_set1_epi8(other))),
                    i);
    }
    return set;
}

static uint64_t bytes_not_ascii(const char *block)
{
    uint64_t set = 0;
    for (int i = 0; i < BLOCK; i += 16)
        set |= bits(load(block + i), i);
    return set;
}

/* Of ASCII, and whatever else there is. */
static uint64_t bytes_up_to_space(const char *block)
{
    uint64_t set = 0;
    for (int i = 0; i < BLOCK; i += 16)
        set |= bits(_mm_cmplt_epi8(load(block + i), _mm_set1_epi8(' ' + 1)), i);
    return set;
}

#else

/* Eight bytes as one number, the first of them lowest, on any machine. */
static uint64_t word(const char *bytes)
{
    uint64_t all = 0;
    for (int i = 0; i < 8; i++)
        all |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
    return all;
}

/* The top bits of eight bytes, brought together in one byte. */
static uint64_t gather(uint64_t tops)
{
    return (tops >> 7) * 0x0102040810204080 >> 56;
}

/* The zero bytes of x, exactly, get their top bit set (H. S. Warren, Hacker's Delight,
 * 2nd ed. 2012, 6-1). */
static uint64_t zeros(uint64_t x)
{
    const uint64_t low7 = 0x7f7f7f7f7f7f7f7f;
    return ~(((x & low7) + low7) | x | low7);
}

static uint64_t bytes_that_are(const char *block, char one, char other)
{
    const uint64_t ones = 0x0101010101010101;
    uint64_t set = 0;
    for (int i = 0; i < BLOCK; i += 8) {
        uint64_t bytes = word(block + i);
        set |= gather(zeros(bytes ^ (ones * (unsigned char)one)) |
                      zeros(bytes ^ (ones * (unsigned char)other)))
               << i;
    }
    return set;
}

/* Of ASCII, and whatever else there is: it gets a top bit, or needs no carry for one.
 */
static uint64_t bytes_up_to_space(const char *block)
{
    const uint64_t tops = 0x8080808080808080, ones = 0x0101010101010101;
    uint64_t set = 0;
    for (int i = 0; i < BLOCK; i += 8) {
        uint64_t bytes = word(block + i);
        uint64_t above = (bytes & ~tops) + ones * (0x7f - ' ');
        set |= gather((~above | bytes) & tops) << i;
    }
    return set;
}

static uint64_t bytes_not_ascii(const char *block)
{
    uint64_t set = 0;
    for (int i = 0; i < BLOCK; i += 8)
        set |= gather(word(block + i) & 0x8080808080808080) << i;
    return set;
}

#endif

/* Bit i of the result: an odd number of the bits up to and with i are set. */
static uint64_t parities(uint64_t set)
{
    for (int shift = 1; shift < 64; shift *= 2)
        set ^= set << shift;
    return set;
}

/* The set of the bytes that stand behind those of this one; `last` says whether
 * one stands behind the block before, and then whether one stands behind this
 * block. */
static uint64_t behind(uint64_t set, uint64_t *last)
{
    uint64_t result = set << 1 | *last;
    *last = set >> 63;
    return result;
}

/* --- Blocks --- */

/* What else there is in a block than plain fields of ASCII. A row is odd at the byte
 * that gives it away, which is never behind its line feed: a quote that opens within a
 * field, anything between a closed quote and the end of the field, a blank at either
 * end, a carriage return alone, a zero byte. */
static void look_closely(struct peil_scan *scan, uint64_t delimiters, uint64_t feeds,
                         uint64_t quotes)
{
    const char *block = scan->block;
    uint64_t high = bytes_not_ascii(block);
    uint64_t blanks = bytes_that_are(block, ' ', ' '), returns = 0, zeros = 0;
    if (bytes_up_to_space(block) & ~(feeds | high | blanks)) {
        returns = bytes_that_are(block, '\r', '\r');
        blanks |= bytes_that_are(block, '\t', '\t') & ~delimiters;
        zeros = bytes_that_are(block, '\0', '\0');
    }

    uint64_t quoted = parities(quotes) ^ (0 - scan->in_quotes);
    scan->in_quotes = quoted >> 63;
    uint64_t ends = (delimiters | feeds) & ~quoted;

    uint64_t begins = behind(ends, &scan->before_field);
    uint64_t behind_quote = behind(quotes & ~quoted, &scan->closes);
    uint64_t behind_blank = behind(blanks, &scan->blank);
    uint64_t behind_return = behind(returns, &scan->returns);
    uint64_t odd = (quotes & quoted & ~(begins | behind_quote)) |
                   (behind_quote & ~(ends | returns | quotes)) | (begins & blanks) |
                   (behind_blank & (ends | returns)) |
                   (behind_return & ~(feeds | quoted | quotes)) | zeros;
    scan->sets = (struct peil_scan_sets){
        .ends = ends,
        .feeds = feeds & ~quoted,
        .quotes = quotes,
        .lines = quoted & (returns | (feeds & ~behind_return)),
        .high = high,
        .odd = odd,
    };
}

static void look(struct peil_scan *scan)
{
    const char *block = scan->block;
    ptrdiff_t length = scan->end - block;
    scan->rest = length < BLOCK ? ((uint64_t)1 << length) - 1 : UINT64_MAX;
    uint64_t quotes = bytes_that_are(block, '"', '"');
    uint64_t delimiters = bytes_that_are(block, scan->delimiter, scan->delimiter);
    uint64_t feeds = bytes_that_are(block, '\n', '\n');
    uint64_t ends = delimiters | feeds;
    scan->plain = !(quotes | (bytes_up_to_space(block) & ~ends) | scan->in_quotes |
                    scan->closes | scan->blank | scan->returns);
    if (!scan->plain) {
        look_closely(scan, delimiters, feeds, quotes);
        return;
    }
    scan->before_field = ends >> 63;
    scan->sets.ends = ends;
    scan->sets.feeds = feeds;
}

static bool next_block(struct peil_scan *scan)
{
    if (scan->end - scan->block <= BLOCK)
        return false;
    scan->block += BLOCK;
    look(scan);
    return true;
}

void peil_scan_begin(struct peil_scan *scan, char *bytes, size_t length, char delimiter)
{
    *scan = (struct peil_scan){ .delimiter = delimiter, .before_field = 1 };
    scan->row = scan->block = bytes;
    scan->end = bytes + length;
    if (length > 0)
        look(scan);
}

/* --- Rows --- */

/* What was seen of a row, over its blocks. */
struct row {
    uint64_t odd;
    char *quote; /* the first */
    char *high,
        *high_end; /* from the first byte that is not ASCII, to behind the last */
    int lines;
    bool complete;
};

static void note(const struct peil_scan *scan, uint64_t these, struct row *row)
{
    const struct peil_scan_sets *sets = &scan->sets;
    row->odd |= sets->odd & these;
    if (sets->quotes & these && !row->quote)
        row->quote = scan->block + __builtin_ctzll(sets->quotes & these);
    if (sets->lines & these)
        row->lines += __builtin_popcountll(sets->lines & these);
    uint64_t high = sets->high & these;
    if (high && !row->high)
        row->high = scan->block + __builtin_ctzll(high);
    if (high)
        row->high_end = scan->block + BLOCK - __builtin_clzll(high);
}

/* Takes the row's part of the block; returns the fields' ends in it. */
static uint64_t take(struct peil_scan *scan, struct row *row)
{
    uint64_t feeds = scan->sets.feeds & scan->rest;
    uint64_t these = scan->rest & (feeds ^ (feeds - 1)); /* to the first, or all */
    scan->rest &= ~these;
    row->complete = feeds != 0;
    if (!scan->plain)
        note(scan, these, row);
    return scan->sets.ends & these;
}

/* Adds the fields that end there, the first of them beginning at `text`; returns where
 * the next one begins. */
static char *add_fields(struct peil_scan_row *row, char *text, char *block,
                        uint64_t ends)
{
    struct peil_csv_field *field = row->fields + row->count;
    for (; ends; ends &= ends - 1) {
        char *end = block + (size_t)(unsigned)__builtin_ctzll(ends);
        *field++ = (struct peil_csv_field){ text, (size_t)(end - text) };
        *end = '\0';
        text = end + 1;
    }
    row->count = (size_t)(field - row->fields);
    return text;
}

/* Makes the bytes what they were. */
static enum peil_scanned give_up(struct peil_scan *scan,
                                 const struct peil_scan_row *row, bool complete,
                                 enum peil_scanned why)
{
    char *text = scan->row;
    for (size_t i = 0; i < row->count; i++) {
        text += row->fields[i].length;
        *text++ = complete && i == row->count - 1 ? '\n' : scan->delimiter;
    }
    return why;
}

/* The number of the field that this byte is in. */
static size_t field_at(const struct peil_scan_row *row, const char *byte)
{
    size_t low = 0, high = row->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (row->fields[middle].text <= byte)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Of several fields, each of which has its zero byte by now. */
static bool is_text(const char *text, const char *end)
{
    for (size_t length; text < end; text += length + 1) {
        length = strnlen(text, (size_t)(end - text));
        if (!peil_text_is_valid(text, length, NULL))
            return false;
    }
    return true;
}

/* Takes the quotes from around the text, and those doubled out of it. */
static void unquote(char *text, struct peil_csv_field *field)
{
    char *to = text, *from = text + 1, *end = text + field->length - 1;
    for (const char *quote; (quote = memchr(from, '"', (size_t)(end - from)));) {
        size_t length = (size_t)(quote + 1 - from);
        memmove(to, from, length);
        to += length;
        from += length + 1;
    }
    memmove(to, from, (size_t)(end - from));
    to += end - from;
    *to = '\0';
    field->length = (size_t)(to - text);
}

/* From the first quote on. */
static void unquote_all(struct peil_scan_row *row, char *text)
{
    for (size_t i = field_at(row, text); i < row->count; i++) {
        size_t length = row->fields[i].length;
        if (*text == '"')
            unquote(text, &row->fields[i]);
        text += length + 1;
    }
}

/* All fields are known, and the next row begins at `next`. */
static enum peil_scanned finish(struct peil_scan *scan, const struct row *seen,
                                char *next, struct peil_scan_row *row)
{
    struct peil_csv_field *last = &row->fields[row->count - 1];
    bool returns = last->length > 0 && next[-2] == '\r';
    bool is_blank = row->count == 1 && last->length == returns;
    if (seen->odd || is_blank || (seen->high && !is_text(seen->high, seen->high_end)))
        return give_up(scan, row, true, PEIL_SCAN_ODD);
    if (returns) {
        last->length--;
        next[-2] = '\0';
    }
    if (seen->quote)
        unquote_all(row, seen->quote);
    row->lines = 1 + seen->lines;
    scan->row = next;
    return PEIL_SCAN_ROW;
}

enum peil_scanned peil_scan_next(struct peil_scan *scan, struct peil_scan_row *row)
{
    struct row seen = { 0 };
    char *text = scan->row;
    row->count = 0;
    while (scan->rest || next_block(scan)) {
        if (row->count + BLOCK > row->room)
            seen.odd = true;
        else
            text = add_fields(row, text, scan->block, take(scan, &seen));
        if (seen.complete)
            return finish(scan, &seen, text, row);
        if (seen.odd)
            return give_up(scan, row, false, PEIL_SCAN_ODD);
    }
    return give_up(scan, row, false, PEIL_SCAN_UNFINISHED);
}
