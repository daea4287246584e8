#include "questionnaires/base/csv_row.h"

#include <string.h>

/* Takes the quotes from around the text, and those doubled out of it; a zero byte in
 * front says that this has been done. */
static void unquote(char *begin, const char *end)
{
    char *to = begin + 1;
    const char *from = to;
    for (const char *quote; (quote = memchr(from, '"', (size_t)(end - 1 - from)));) {
        size_t length = (size_t)(quote + 1 - from);
        memmove(to, from, length);
        to += length;
        from += length + 1;
    }
    memmove(to, from, (size_t)(end - 1 - from));
    to[end - 1 - from] = '\0';
    *begin = '\0';
}

struct peil_csv_field peil_csv_field(const struct peil_csv_row *row, size_t i)
{
    char *begin = row->bytes + row->begins[i];
    char *end = row->bytes + row->begins[i + 1] - 1;
    if (*begin == '"')
        unquote(begin, end);
    *end = '\0';
    if (*begin == '\0' && begin < end)
        return (struct peil_csv_field){ begin + 1, strlen(begin + 1) };
    return (struct peil_csv_field){ begin, (size_t)(end - begin) };
}
