#include "questionnaires/base/scan.h"

#include "questionnaires/base/text.h"

#include <string.h>

enum { BLOCK = 64 };

/* --- Places --- */

/* Of every byte of bits, the places of those that are set, the lowest first, each in a
 * byte of its own: so that fields are found without asking of each byte or bit. */
#define PLACE(bits, i)                                                                 \
    ((bits) >> (i)&1                                                                   \
         ? (uint64_t)(i) << 8 * __builtin_popcount((bits) & ((1 << (i)) - 1))          \
         : 0)
#define PLACES(bits)                                                                   \
    PLACE(bits, 0) | PLACE(bits, 1) | PLACE(bits, 2) | PLACE(bits, 3) |                \
        PLACE(bits, 4) | PLACE(bits, 5) | PLACE(bits, 6) | PLACE(bits, 7)
#define COUNT(bits) __builtin_popcount(bits)
#define FOUR(of, i) of((i)), of((i) + 1), of((i) + 2), of((i) + 3)
#define SIXTEEN(of, i) FOUR(of, i), FOUR(of, i + 4), FOUR(of, i + 8), FOUR(of, i + 12)
#define SIXTY_FOUR(of, i)                                                              \
    SIXTEEN(of, i), SIXTEEN(of, i + 16), SIXTEEN(of, i + 32), SIXTEEN(of, i + 48)
#define ALL(of)                                                                        \
    {                                                                                  \
        SIXTY_FOUR(of, 0), SIXTY_FOUR(of, 64), SIXTY_FOUR(of, 128),                    \
            SIXTY_FOUR(of, 192)                                                        \
    }

static const uint64_t places[1 << 8] = ALL(PLACES);
static const unsigned char counts[1 << 8] = ALL(COUNT);

/* --- Sixteen bytes at once, or eight --- */

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

static uint64_t bytes_that_are(const char *block, char byte)
{
    uint64_t set = 0;
    for (int i = 0; i < BLOCK; i += 16)
        set |= bits(_mm_cmpeq_epi8(load(block + i), _mm_set1_epi8(byte)), i);
    return set;
}

static uint64_t bytes_not_ascii(const char *block)
{
    uint64_t set = 0;
    for (int i = 0; i < BLOCK; i += 16)
        set |= bits(load(block + i), i);
    return set;
}

/* Writes eight numbers, of which as many count as are in the set: base and their place.
 */
static void place_eight(uint32_t *to, uint32_t base, uint64_t set)
{
    const __m128i zero = _mm_setzero_si128(), all = _mm_set1_epi32((int)base);
    __m128i eight = _mm_loadl_epi64((const __m128i *)(const void *)&places[set]);
    __m128i halves = _mm_unpacklo_epi8(eight, zero);
    __m128i four = _mm_add_epi32(all, _mm_unpacklo_epi16(halves, zero));
    _mm_storeu_si128((__m128i *)(void *)to, four);
    four = _mm_add_epi32(all, _mm_unpackhi_epi16(halves, zero));
    _mm_storeu_si128((__m128i *)(void *)(to + 4), four);
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

static uint64_t bytes_that_are(const char *block, char byte)
{
    const uint64_t ones = 0x0101010101010101;
    uint64_t set = 0;
    for (int i = 0; i < BLOCK; i += 8)
        set |= gather(zeros(word(block + i) ^ (ones * (unsigned char)byte))) << i;
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

static void place_eight(uint32_t *to, uint32_t base, uint64_t set)
{
    for (int i = 0; i < 8; i++)
        to[i] = base + (uint32_t)(places[set] >> 8 * i & 255);
}

#endif

/* --- Sets --- */

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
    uint64_t blanks = bytes_that_are(block, ' '), returns = 0, zeros = 0;
    if (bytes_up_to_space(block) & ~(feeds | high | blanks)) {
        returns = bytes_that_are(block, '\r');
        blanks |= bytes_that_are(block, '\t') & ~delimiters;
        zeros = bytes_that_are(block, '\0');
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
    uint64_t quotes = bytes_that_are(block, '"');
    uint64_t delimiters = bytes_that_are(block, scan->delimiter);
    uint64_t feeds = bytes_that_are(block, '\n');
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

void peil_scan_begin(struct peil_scan *scan, const char *bytes, size_t length,
                     char delimiter)
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
    const char *high, *high_end; /* the first byte that is not ASCII; behind the last */
    int lines;
    bool complete;
};

static void note(const struct peil_scan *scan, uint64_t these, struct row *row)
{
    const struct peil_scan_sets *sets = &scan->sets;
    row->odd |= sets->odd & these;
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

/* Adds the fields that begin behind these ends; `base` is where the first byte of the
 * block stands in the row. What is written too much by the last of them has room. */
static void add_fields(struct peil_scan_row *row, uint32_t base, uint64_t ends)
{
    uint32_t *next = row->begins + row->count + 1;
    for (base++; ends; base += 8, ends >>= 8) {
        place_eight(next, base, ends & 255);
        next += counts[ends & 255];
    }
    row->count = (size_t)(next - row->begins) - 1;
}

/* All fields are known. */
static enum peil_scanned finish(struct peil_scan *scan, const struct row *seen,
                                struct peil_scan_row *row)
{
    uint32_t *next = &row->begins[row->count];
    bool returns = *next > 1 && scan->row[*next - 2] == '\r';
    bool is_blank = row->count == 1 && *next == 1u + returns;
    size_t high = (size_t)(seen->high_end - seen->high);
    if (seen->odd || is_blank || !peil_text_is_valid(seen->high, high, NULL))
        return PEIL_SCAN_ODD;
    row->lines = 1 + seen->lines;
    scan->row += *next;
    *next -= returns;
    return PEIL_SCAN_ROW;
}

enum peil_scanned peil_scan_next(struct peil_scan *scan, struct peil_scan_row *row)
{
    struct row seen = { 0 };
    row->count = 0;
    row->begins[0] = 0;
    while (scan->rest || next_block(scan)) {
        if (row->count + BLOCK + 8 >= row->room)
            return PEIL_SCAN_ODD;
        uint32_t base = (uint32_t)(scan->block - scan->row);
        add_fields(row, base, take(scan, &seen));
        if (seen.complete)
            return finish(scan, &seen, row);
        if (seen.odd)
            return PEIL_SCAN_ODD;
    }
    return PEIL_SCAN_UNFINISHED;
}
