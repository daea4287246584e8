#include "questionnaires/answer.h"

#include "questionnaires/base/message.h"
#include "questionnaires/item.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST_LINE = 8192 };

struct peil_response *peil_response_new(const struct peil_questionnaire *q,
                                        struct peil_arena *arena)
{
    struct peil_response *response = peil_arena_array(arena, 1, sizeof *response);
    response->questionnaire = q;
    response->variant = SIZE_MAX;
    response->answers =
        peil_arena_array(arena, q->item_count, sizeof *response->answers);
    return response;
}

/* One "code=words" line for each option that has any. */
static const char *with_specified(const char *line, const struct peil_answer *answer,
                                  struct peil_arena *arena)
{
    for (size_t i = 0; answer->specified && i < answer->option_count; i++)
        if (answer->specified[i])
            line = peil_arena_format(arena, "%s\n%s=%s", line, answer->options[i]->code,
                                     answer->specified[i]);
    return line;
}

const char *peil_answer_write(const struct peil_item *item,
                              const struct peil_answer *answer,
                              struct peil_arena *arena)
{
    if (answer->missing != PEIL_ANSWERED)
        return peil_missing_code(answer->missing);
    return with_specified(peil_kind_of(item)->write(answer, arena), answer, arena);
}

static bool refuse(const char **why, const char *message)
{
    *why = message;
    return false;
}

static bool allows_missing(const struct peil_item *item, enum peil_missing missing,
                           const char **why)
{
    if (missing == PEIL_DONT_KNOW && !item->has_dont_know)
        return refuse(why, N_("\"I don't know\" is not offered here"));
    if (missing == PEIL_REFUSED && !item->has_refuse)
        return refuse(why, N_("\"I'd rather not say\" is not offered here"));
    if (missing == PEIL_NO_ANSWER && item->required)
        return refuse(why, N_("this question needs an answer"));
    return true;
}

static bool offers_missing(const struct peil_item *item, enum peil_missing missing,
                           size_t variant)
{
    if (variant == SIZE_MAX)
        return true;
    if (missing == PEIL_DONT_KNOW)
        return peil_variants_has(item->dont_know_variants, variant);
    if (missing == PEIL_REFUSED)
        return peil_variants_has(item->refuse_variants, variant);
    return true;
}

static bool read_missing(const struct peil_item *item, size_t variant,
                         const struct peil_answer *answer, const char **why)
{
    if (!offers_missing(item, answer->missing, variant))
        return refuse(why, N_("that answer is not offered here"));
    return allows_missing(item, answer->missing, why);
}

bool peil_answer_read(const struct peil_item *item, const char *line, size_t variant,
                      struct peil_arena *arena, struct peil_answer *answer,
                      const char **why)
{
    *answer = (struct peil_answer){ .given = true };
    if (strlen(line) > LONGEST_LINE)
        return refuse(why, N_("the answer is too long"));
    if (peil_missing_find(line, &answer->missing))
        return read_missing(item, variant, answer, why);
    struct peil_answer_line input = { line, variant, arena };
    return peil_kind_of(item)->read(item, &input, answer, why) &&
           peil_kind_of(item)->allows(item, answer, why);
}

bool peil_answer_allows(const struct peil_item *item, const struct peil_answer *answer,
                        const char **why)
{
    if (answer->missing != PEIL_ANSWERED)
        return allows_missing(item, answer->missing, why);
    return peil_kind_of(item)->allows(item, answer, why);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_options(const struct peil_answer *a, const struct peil_answer *b)
{
    if (a->option_count != b->option_count)
        return false;
    for (size_t i = 0; i < a->option_count; i++) {
        const char *a_words = a->specified ? a->specified[i] : NULL;
        const char *b_words = b->specified ? b->specified[i] : NULL;
        if (strcmp(a->options[i]->code, b->options[i]->code) != 0 ||
            !same_text(a_words, b_words))
            return false;
    }
    return true;
}

bool peil_answer_equal(const struct peil_answer *a, const struct peil_answer *b)
{
    if (a->given != b->given || a->missing != b->missing)
        return false;
    if (!a->given || a->missing != PEIL_ANSWERED)
        return true;
    return same_options(a, b) && a->number == b->number && same_text(a->text, b->text);
}
