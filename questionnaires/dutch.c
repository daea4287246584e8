#include "questionnaires/dutch.h"

#include <string.h>

/* The lists end with NULL. */
static bool is_one_of(const char *word, const char *const *list)
{
    while (*list && strcmp(*list, word) != 0)
        list++;
    return *list != NULL;
}

static const char *find_one_of(const struct peil_sentence *sentence,
                               const char *const *list)
{
    for (size_t i = 0; i < sentence->count; i++)
        if (is_one_of(sentence->words[i].text, list))
            return sentence->words[i].text;
    return NULL;
}

const char *peil_dutch_negation(const struct peil_sentence *sentence)
{
    static const char *const words[] = { "niet", "geen",    "nooit", "niemand", "niets",
                                         "niks", "nergens", "noch",  NULL };
    return find_one_of(sentence, words);
}

static const char *const verbs[] = {
    "is",    "ben",   "bent",   "was",  "waren", "heb",  "hebt",   "heeft", "had",
    "kan",   "kun",   "kunt",   "kon",  "wil",   "wilt", "willen", "wou",   "zou",
    "zal",   "zul",   "ga",     "gaat", "ging",  "vind", "vindt",  "vond",  "voel",
    "voelt", "ken",   "kent",   "weet", "wist",  "doe",  "doet",   "deed",  "mag",
    "moet",  "krijg", "krijgt", "snap", "snapt", "durf", "durft",  "denk",  "denkt",
    "word",  "wordt", "kom",    "komt", "kijk",  "zit",  "praat",  "helpt", NULL,
};
static const char *const question_words[] = {
    "hoe", "wat", "waar", "wie", "waarom", "wanneer", "welke", "hoeveel", NULL,
};

const char *peil_dutch_second_question(const struct peil_sentence *sentence,
                                       struct peil_arena *arena)
{
    bool verb_before = false;
    for (size_t i = 0; i + 1 < sentence->count; i++) {
        const char *word = sentence->words[i].text;
        const char *next = sentence->words[i + 1].text;
        bool joins = strcmp(word, "en") == 0 || strcmp(word, "of") == 0;
        if (joins && verb_before &&
            (is_one_of(next, verbs) || is_one_of(next, question_words)))
            return peil_arena_format(arena, "%s %s", word, next);
        verb_before |= is_one_of(word, verbs);
    }
    return NULL;
}

bool peil_dutch_is_conditional(const struct peil_sentence *sentence)
{
    size_t when = peil_sentence_find(sentence, "als", 0);
    return peil_sentence_find(sentence, "dan", when) < sentence->count;
}

/* Past participles mostly begin with "ge"; words that only look like one, and common
 * ones that do not, are listed. */
static bool is_participle(const char *word)
{
    static const char *const others[] = { "bewaard",    "bekeken",     "besproken",
                                          "gebruikt",   "verteld",     "verwijderd",
                                          "verzameld",  "ingevuld",    "uitgelegd",
                                          "meegenomen", "doorverteld", NULL };
    static const char *const lookalikes[] = {
        "geen",    "geld",   "geluid",  "gezicht", "gebied",     "gedicht",   "gevecht",
        "gerecht", "gezond", "gewicht", "geduld",  "gesprekken", "gevoelens", NULL
    };
    size_t length = strlen(word);
    if (is_one_of(word, others))
        return true;
    return length > 4 && strncmp(word, "ge", 2) == 0 && !is_one_of(word, lookalikes) &&
           (strchr("dt", word[length - 1]) || strcmp(word + length - 2, "en") == 0);
}

const char *peil_dutch_passive(const struct peil_sentence *sentence,
                               struct peil_arena *arena)
{
    static const char *const worden[] = { "word", "wordt",  "worden",
                                          "werd", "werden", NULL };
    const char *verb = find_one_of(sentence, worden);
    for (size_t i = 0; verb && i < sentence->count; i++)
        if (is_participle(sentence->words[i].text))
            return peil_arena_format(arena, "%s ... %s", verb, sentence->words[i].text);
    return NULL;
}

const char *peil_dutch_jargon(const struct peil_sentence *sentence)
{
    static const char *const words[] = { "ondersteuningsbehoefte",
                                         "ondersteuningsaanbod",
                                         "samenwerkingsverband",
                                         "ontwikkelingsperspectief",
                                         "steunpunt",
                                         "traject",
                                         "zorgplicht",
                                         "arrangement",
                                         "interventie",
                                         "participatie",
                                         "competentie",
                                         "evaluatie",
                                         "hoorrecht",
                                         NULL };
    for (size_t i = 0; i < sentence->count; i++)
        for (const char *const *word = words; *word; word++)
            if (!sentence->words[i].name && strstr(sentence->words[i].text, *word))
                return sentence->words[i].text;
    bool phrase =
        peil_sentence_find(sentence, "passend onderwijs", 0) < sentence->count;
    return phrase ? "passend onderwijs" : NULL;
}

const char *peil_dutch_recall(const struct peil_sentence *sentence,
                              enum peil_recall *span)
{
    static const struct {
        const char *words;
        enum peil_recall span;
    } spans[] = {
        { "deze maand", PEIL_THIS_MONTH },
        { "vorige week", PEIL_THIS_MONTH },
        { "afgelopen week", PEIL_THIS_WEEK },
        { "afgelopen maand", PEIL_THIS_MONTH },
        { "vorige maand", PEIL_THIS_YEAR },
        { "dit schooljaar", PEIL_THIS_YEAR },
        { "dit jaar", PEIL_THIS_YEAR },
        { "afgelopen maanden", PEIL_THIS_YEAR },
        { "afgelopen schooljaar", PEIL_THIS_YEAR },
        { "vorig schooljaar", PEIL_LONG_AGO },
        { "vorig jaar", PEIL_LONG_AGO },
        { "afgelopen jaar", PEIL_LONG_AGO },
        { "afgelopen jaren", PEIL_LONG_AGO },
    };
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
        if (peil_sentence_find(sentence, spans[i].words, 0) < sentence->count) {
            *span = spans[i].span;
            return spans[i].words;
        }
    }
    return NULL;
}
