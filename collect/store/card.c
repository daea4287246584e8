#include "collect/store/card.h"

#include "collect/store/token.h"

#include <assert.h>
#include <string.h>

static const char symbols[] = "234679CDFGHJKLMNPQRTVWXY";
static_assert(sizeof symbols == PEIL_CARD_SYMBOLS + 1, "as many as the header says");

void peil_card_new(char code[PEIL_CARD_LENGTH + 1])
{
    for (size_t i = 0; i < PEIL_CARD_LENGTH; i++)
        code[i] = symbols[peil_token_below(PEIL_CARD_SYMBOLS)];
    code[PEIL_CARD_LENGTH] = '\0';
}

enum peil_card_typed peil_card_read(const char *text, char code[PEIL_CARD_LENGTH + 1])
{
    size_t length = 0;
    memset(code, 0, PEIL_CARD_LENGTH + 1);
    for (; *text; text++) {
        char symbol = *text;
        if (strchr(" \t\r\n-", symbol))
            continue;
        if (symbol >= 'a' && symbol <= 'z')
            symbol = (char)(symbol - 'a' + 'A');
        if (!strchr(symbols, symbol))
            return PEIL_CARD_FOREIGN;
        if (length < PEIL_CARD_LENGTH)
            code[length] = symbol;
        length++;
    }
    return length == 0                  ? PEIL_CARD_EMPTY
           : length == PEIL_CARD_LENGTH ? PEIL_CARD_READ
                                        : PEIL_CARD_SHORT;
}

/* 1 - C(N - count, tries) / C(N, tries): drawing without putting back, the best that
 * somebody who guesses can do. */
double peil_card_chance(size_t count, size_t tries)
{
    double codes = 1, miss = 1;
    for (size_t i = 0; i < PEIL_CARD_LENGTH; i++)
        codes *= PEIL_CARD_SYMBOLS;
    for (size_t i = 0; i < tries; i++)
        miss *= 1 - (double)count / (codes - (double)i);
    return 1 - miss;
}
