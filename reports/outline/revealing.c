#include "reports/outline/revealing.h"

#include "questionnaires/base/message.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* --- Letters and words --- */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* All but ASCII signs: letters with accents are bytes above 127. */
static bool is_letter(char byte)
{
    return isalpha((unsigned char)byte) || (unsigned char)byte > 127;
}

/* A capital, also one with an accent: U+00C0 to U+00DE, but for the sign of times. */
static bool is_capital(const char *at)
{
    unsigned char first = (unsigned char)at[0];
    unsigned char second = first ? (unsigned char)at[1] : 0;
    return (first >= 'A' && first <= 'Z') ||
           (first == 0xc3 && second >= 0x80 && second <= 0x9e && second != 0x97);
}

struct word {
    const char *text;
    size_t length;
};

/* The next run of letters; false when there is none. */
static bool next_word(const char **at, struct word *word)
{
    while (**at && !is_letter(**at))
        ++*at;
    word->text = *at;
    while (is_letter(**at))
        ++*at;
    word->length = (size_t)(*at - word->text);
    return word->length > 0;
}

static bool is_among(const struct word *word, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == word->length &&
            strncasecmp(*list, word->text, word->length) == 0)
            return true;
    return false;
}

static bool ends_in(const struct word *word, const char *end)
{
    size_t length = strlen(end);
    return word->length > length + 1 &&
           strncasecmp(word->text + word->length - length, end, length) == 0;
}

/* --- What is looked for --- */

static bool begins_sentence(const char *text, const char *at)
{
    while (at > text && (at[-1] == ' ' || strchr("\"'()-", at[-1])))
        at--;
    return at == text || strchr(".!?:\n", at[-1]);
}

/* A capital inside a sentence. */
static bool has_name(const char *text)
{
    static const char *const no_names[] = {
        "ik",        "ojs",        "whatsapp", "app",     "instagram",
        "snapchat",  "tiktok",     "google",   "teams",   "kindertelefoon",
        "nederland", "nederlands", "engels",   "duits",   "frans",
        "pta",       "ggd",        "ib",       "adhd",    "add",
        "ass",       "pc",         "tv",       "ok",      "vo",
        "po",        "mbo",        "havo",     "vwo",     "vmbo",
        "youtube",   "corona",     "maandag",  "dinsdag", "woensdag",
        "donderdag", "vrijdag",    NULL
    };
    struct word word;
    for (const char *at = text; next_word(&at, &word);)
        if (is_capital(word.text) && !begins_sentence(text, word.text) &&
            !is_among(&word, no_names))
            return true;
    return false;
}

/* Eight digits or more, with blanks and signs between. */
static bool has_phone(const char *text)
{
    size_t digits = 0;
    for (; *text; text++) {
        if (is_digit(*text) && ++digits == 8)
            return true;
        if (!is_digit(*text) && !strchr(" -()./+", *text))
            digits = 0;
    }
    return false;
}

static bool has_mail(const char *text)
{
    for (const char *at = text; (at = strchr(at, '@')); at++) {
        bool before = at > text && !isspace((unsigned char)at[-1]);
        if (before && at[1] && !isspace((unsigned char)at[1]))
            return true;
    }
    return false;
}

/* "1234 AB", and streets: some words are streets by themselves, others with a number.
 */
static bool is_postcode(const char *text, const char *at)
{
    if (!is_digit(at[0]) || (at > text && is_digit(at[-1])))
        return false;
    for (int i = 1; i < 4; i++)
        if (!is_digit(at[i]))
            return false;
    at += 4;
    at += *at == ' ';
    return isupper((unsigned char)at[0]) && isupper((unsigned char)at[1]) &&
           !is_letter(at[2]);
}

static bool is_street(const struct word *word, const char *behind)
{
    static const char *const streets[] = { "straat", "laan", "gracht", "singel", NULL };
    static const char *const numbered[] = { "weg",   "plein", "kade", "dijk", "hof",
                                            "steeg", "pad",   "baan", NULL };
    for (size_t i = 0; streets[i]; i++)
        if (ends_in(word, streets[i]))
            return true;
    bool has_number = behind[0] == ' ' && is_digit(behind[1]);
    for (size_t i = 0; numbered[i] && has_number; i++)
        if (ends_in(word, numbered[i]))
            return true;
    return false;
}

static bool has_address(const char *text)
{
    struct word word;
    for (const char *at = text; *at; at++)
        if (is_postcode(text, at))
            return true;
    for (const char *at = text; next_word(&at, &word);)
        if (is_street(&word, at))
            return true;
    return false;
}

/* An address on the web, or somebody's name there: "www.x", "x.nl", "@x". */
static bool has_web(const char *text)
{
    static const char *const ends[] = { "nl", "com", "net", "org", "be", "eu", NULL };
    struct word word;
    for (const char *at = text; next_word(&at, &word);) {
        bool dotted = word.text > text + 1 && word.text[-1] == '.' &&
                      !isspace((unsigned char)word.text[-2]);
        bool www = word.length == 3 && strncasecmp(word.text, "www", 3) == 0;
        bool http = word.length >= 4 && strncasecmp(word.text, "http", 4) == 0;
        bool handle = word.text > text && word.text[-1] == '@' &&
                      (word.text == text + 1 || word.text[-2] == ' ');
        if (www || http || handle || (dotted && is_among(&word, ends)))
            return true;
    }
    return false;
}

/* What a school would want to know today: beginnings of words. */
static bool has_worry(const char *text)
{
    static const char *const worries[] = {
        "zelfmoord",      "suicid",      "doodga",          "dood ga",
        "dood wil",       "dood zijn",   "niet meer leven", "wil niet leven",
        "mezelf pijn",    "snijd ",      "snij ",           "snijden",
        "automutil",      "mishandel",   "misbruik",        "verkracht",
        "aangerand",      "aanrand",     "aanraak",         "slaat",
        "slaan",          "geslagen",    "schopt mij",      "bedreig",
        "gedreigd",       "chantage",    "naaktfoto",       "bang thuis",
        "bang voor mijn", "weglopen",    "weggelopen",      "drugs",
        "dronken",        "anorexia",    "eetstoornis",     "depressi",
        "eenzaam",        "haat mezelf", "haat mijn leven", "niemand om me",
        "opgesloten",     "eten genoeg", "geen eten",       NULL
    };
    for (size_t i = 0; worries[i]; i++)
        for (const char *at = text; *at; at++)
            if (strncasecmp(at, worries[i], strlen(worries[i])) == 0 &&
                (at == text || !is_letter(at[-1])))
                return true;
    return false;
}

static const struct flag {
    const char *name;
    bool (*is_in)(const char *text);
} flags[] = {
    { N_("name"), has_name }, { N_("phone"), has_phone },
    { N_("mail"), has_mail }, { N_("address"), has_address },
    { N_("web"), has_web },   { N_("worry"), has_worry },
};

const char *peil_revealing_find(const char *text, struct peil_arena *arena)
{
    const char *found = "";
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (flags[i].is_in(text))
            found = peil_arena_format(arena, "%s%s%s", found, *found ? " " : "",
                                      _(flags[i].name));
    return found;
}
