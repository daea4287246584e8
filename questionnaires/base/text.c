#include "questionnaires/base/text.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { LONGEST_NAME = 32, LONGEST_CODE = 16, MOST_DIGITS = 15, MOST_DECIMALS = 15 };

/* The character at `text`, and its length in *length; -1 and 1 when it is no UTF-8. */
static int32_t character(const char *text, size_t room, size_t *length)
{
    utf8proc_int32_t point = -1;
    utf8proc_ssize_t read = utf8proc_iterate((const utf8proc_uint8_t *)text,
                                             (utf8proc_ssize_t)room, &point);
    *length = read > 0 ? (size_t)read : 1;
    return read > 0 ? point : -1;
}

/* Eight ASCII characters at once, none of them zero. */
static bool are_plain(const char *text)
{
    const uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
    uint64_t eight;
    memcpy(&eight, text, sizeof eight);
    return ((eight | (eight - ones)) & tops) == 0;
}

bool peil_text_is_valid(const char *text, size_t length, size_t *bad)
{
    for (size_t at = 0, step; at < length; at += step) {
        step = 8;
        if (length - at >= 8 && are_plain(text + at))
            continue;
        step = 1;
        bool is_ascii = (signed char)text[at] > 0;
        if (is_ascii || (text[at] && character(text + at, length - at, &step) >= 0))
            continue;
        if (bad)
            *bad = at;
        return false;
    }
    return true;
}

static size_t width(int32_t point)
{
    int columns = point < 0 ? 1 : utf8proc_charwidth(point);
    return columns > 0 ? (size_t)columns : 0;
}

/* How many characters of printable ASCII it begins with: most of all text. */
static size_t simple(const char *text)
{
    size_t length = 0;
    while (text[length] >= ' ' && text[length] <= '~')
        length++;
    return length;
}

size_t peil_text_width(const char *text)
{
    size_t columns = simple(text);
    text += columns;
    for (size_t room = strlen(text), step; room > 0; text += step, room -= step)
        columns += width(character(text, room, &step));
    return columns;
}

size_t peil_text_fit(const char *text, size_t columns)
{
    size_t at = simple(text), used = at;
    if (at > columns)
        return columns > 0 ? columns : 1;
    for (size_t room = strlen(text + at), step; room > 0; at += step, room -= step) {
        used += width(character(text + at, room, &step));
        if (used > columns && at > 0)
            break;
    }
    return at;
}

const char *peil_text_cut(struct peil_arena *arena, const char *text, size_t columns)
{
    if (peil_text_width(text) <= columns)
        return text;
    if (columns == 0)
        return "";
    size_t at = 0, used = 0, room = strlen(text);
    for (size_t step; at < room; at += step) {
        used += width(character(text + at, room - at, &step));
        if (used > columns - 1)
            break;
    }
    while (at > 0 && text[at - 1] == ' ')
        at--;
    return peil_arena_format(arena, "%.*s…", (int)at, text);
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

const char *peil_text_squeeze(struct peil_arena *arena, const char *text)
{
    char *squeezed = peil_arena_array(arena, strlen(text) + 1, 1), *end = squeezed;
    for (; *text; text++)
        if (!is_blank(*text))
            *end++ = *text;
        else if (end > squeezed && end[-1] != ' ')
            *end++ = ' ';
    if (end > squeezed && end[-1] == ' ')
        *--end = '\0';
    return squeezed;
}

const char *peil_text_clean(struct peil_arena *arena, const char *text, size_t limit)
{
    size_t length = simple(text);
    if (text[length] == '\0')
        return peil_arena_copy_span(arena, text, length < limit ? length : limit);
    utf8proc_uint8_t *composed = utf8proc_NFC((const utf8proc_uint8_t *)text);
    const char *from = composed ? (const char *)composed : "";
    size_t room = strlen(from), kept = 0;
    char *clean = peil_arena_array(arena, room + 1, 1), *end = clean;
    for (size_t step; room > 0 && kept < limit; from += step, room -= step) {
        int32_t point = character(from, room, &step);
        if (utf8proc_category(point) == UTF8PROC_CATEGORY_CC && point != '\n')
            continue;
        memcpy(end, from, step);
        end += step;
        kept++;
    }
    free(composed);
    return clean;
}

/* Control and escape characters, line and paragraph separators, and those that turn
 * the direction of writing: a file's name or text may not rewrite a terminal. */
static bool is_unsafe(int32_t point)
{
    utf8proc_category_t category = utf8proc_category(point);
    return point < 0 || category == UTF8PROC_CATEGORY_CC ||
           category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP ||
           point == 0x061c || point == 0x200e || point == 0x200f ||
           (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

void peil_text_print_safe(FILE *out, const char *text)
{
    for (size_t room = strlen(text), step; room > 0; text += step, room -= step) {
        step = simple(text);
        if (step == 0 && is_unsafe(character(text, room, &step)))
            fputc('?', out);
        else
            fwrite(text, 1, step, out);
    }
}

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
}

bool peil_text_is_name(const char *text)
{
    size_t length = 0;
    if (*text < 'a' || *text > 'z')
        return false;
    while (is_word_byte(text[length]))
        length++;
    return text[length] == '\0' && length <= LONGEST_NAME;
}

bool peil_text_is_code(const char *text)
{
    size_t length = 0;
    while (is_word_byte(text[length]) || (text[length] >= 'A' && text[length] <= 'Z'))
        length++;
    return text[length] == '\0' && length > 0 && length <= LONGEST_CODE;
}

size_t peil_text_words(struct peil_arena *arena, const char *text,
                       const char *const **words)
{
    static const char blanks[] = " \t\r\n";
    const char **list = NULL;
    size_t count = 0;
    for (text += strspn(text, blanks); *text; text += strspn(text, blanks)) {
        size_t length = strcspn(text, blanks);
        list = peil_arena_grow(arena, list, count, sizeof *list);
        list[count++] = peil_arena_copy_span(arena, text, length);
        text += length;
    }
    *words = list;
    return count;
}

static size_t digits(const char *text)
{
    return strspn(text, "0123456789");
}

/* Decides what is a number before strtod sees it, which would take "inf" and "0x1". */
static bool is_number(const char *text)
{
    text += *text == '-';
    size_t whole = digits(text), fraction = 0;
    text += whole;
    if (*text == '.') {
        fraction = digits(++text);
        text += fraction;
    }
    if (whole + fraction == 0)
        return false;
    if (*text == 'e' || *text == 'E') {
        text++;
        text += *text == '-' || *text == '+';
        size_t exponent = digits(text);
        if (exponent == 0)
            return false;
        text += exponent;
    }
    return *text == '\0';
}

/* Powers of ten that a double holds exactly. */
static const double powers[] = { 1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,
                                 1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13,
                                 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20 };

/* A double holds up to 15 digits exactly, and the power of ten too, so their quotient
 * is the number nearest to what is written: strtod's, for which most numbers need not
 * wait.
 */
static bool read_short(const char *text, double *number)
{
    bool negative = *text == '-', behind = false;
    unsigned long long units = 0;
    size_t count = 0, decimals = 0;
    for (text += negative; count <= MOST_DIGITS; text++) {
        if (*text == '.' && !behind) {
            behind = true;
        } else if (*text >= '0' && *text <= '9') {
            units = 10 * units + (unsigned long long)(*text - '0');
            count++;
            decimals += behind;
        } else {
            break;
        }
    }
    if (*text != '\0' || count == 0 || count > MOST_DIGITS)
        return false;
    *number = (double)units / powers[decimals];
    if (negative)
        *number = -*number;
    return true;
}

bool peil_text_number(const char *text, double *number)
{
    if (read_short(text, number))
        return true;
    if (!is_number(text))
        return false;
    *number = strtod(text, NULL);
    return isfinite(*number);
}

bool peil_text_integer(const char *text, long *number)
{
    const char *first = text + (*text == '-');
    size_t length = digits(first);
    if (length == 0 || first[length] != '\0')
        return false;
    errno = 0;
    *number = strtol(text, NULL, 10);
    return errno == 0;
}

/* A number that was counted in units of its last decimal, in front of `end`. */
static char *write_units(char *end, bool negative, unsigned long long units,
                         int decimals, char point)
{
    char *at = end;
    *--at = '\0';
    for (int i = 0; i <= decimals || units > 0; i++, units /= 10) {
        if (i > 0 && i == decimals)
            *--at = point;
        *--at = (char)('0' + units % 10);
    }
    if (negative)
        *--at = '-';
    return at;
}

/* The nudge makes 2.675, which no binary number is, round as the reader expects. It
 * stays far below one half however large the number is. */
const char *peil_text_decimal(struct peil_arena *arena, double number, int decimals,
                              char point)
{
    if (!isfinite(number))
        return "-";
    decimals = decimals < 0 ? 0 : decimals > MOST_DECIMALS ? MOST_DECIMALS : decimals;
    double scaled = fabs(number) * powers[decimals];
    if (scaled < 1e15) {
        double units = floor(scaled + fmin(scaled * 1e-9, 1e-6) + 0.5);
        char room[MOST_DECIMALS + 32];
        return peil_arena_copy(arena,
                               write_units(room + sizeof room, number < 0 && units > 0,
                                           (unsigned long long)units, decimals, point));
    }
    const char *text = peil_arena_format(arena, "%.*f", decimals, number);
    if (decimals == 0 || point == '.')
        return text;
    size_t whole = strcspn(text, ".");
    return peil_arena_format(arena, "%.*s%c%s", (int)whole, text, point,
                             text + whole + 1);
}

/* The 15 digits of a number between 1e-4 and 1e15, as units of its last decimal:
 * brought in front of the point in one multiplication, of which fma tells what was
 * rounded off. So the side of a half is known for certain; on it, the even one is
 * taken, as printf does. False when there would be a 16th digit. */
static bool find_digits(double number, unsigned long long *units, int *decimals)
{
    if (!(number >= 1e-4 && number < 1e15))
        return false;
    *decimals = MOST_DIGITS - 1 - (int)floor(ilogb(number) * 0.30103); /* or one less */
    *decimals -= number * powers[*decimals] >= 1e15;
    double scaled = number * powers[*decimals];
    *units = (unsigned long long)scaled;
    double above_half =
        scaled - (double)*units - 0.5 + fma(number, powers[*decimals], -scaled);
    *units += above_half > 0 || (above_half == 0 && *units % 2 == 1);
    for (; *decimals > 0 && *units % 10 == 0; --*decimals)
        *units /= 10;
    return *units < 1000000000000000;
}

const char *peil_text_digits(char room[PEIL_TEXT_DIGITS], double number)
{
    double size = fabs(number);
    unsigned long long units = 0;
    int decimals = 0;
    if (!isfinite(number))
        return "null";
    if (size < 1e15 && size == floor(size))
        units = (unsigned long long)size;
    else if (!find_digits(size, &units, &decimals)) {
        snprintf(room, PEIL_TEXT_DIGITS, "%.15g", number);
        return room;
    }
    return write_units(room + PEIL_TEXT_DIGITS, number < 0, units, decimals, '.');
}

const char *peil_text_exact(struct peil_arena *arena, double number)
{
    char room[PEIL_TEXT_DIGITS];
    return peil_arena_copy(arena, peil_text_digits(room, number));
}
