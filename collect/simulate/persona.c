#include "collect/simulate/persona.h"

#include "questionnaires/base/text.h"
#include "questionnaires/condition.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

/* clang-format off */
const struct peil_persona peil_personas[] = {
    { .name = "careful", .share = 70, .skips = 1, .ducks = 6, .writes = 60,
      .pace = 100, .returns = 3, .manner = PEIL_BY_TASTE },
    { .name = "speeder", .share = 10, .skips = 12, .ducks = 3, .writes = 5,
      .pace = 6, .manner = PEIL_AT_RANDOM },
    { .name = "straight-liner", .share = 6, .skips = 2, .pace = 60,
      .manner = PEIL_SAME_PLACE },
    { .name = "yes-sayer", .share = 6, .skips = 1, .writes = 20,
      .pace = 80, .manner = PEIL_ALWAYS_FIRST },
    { .name = "drop-out", .share = 5, .skips = 8, .ducks = 6, .writes = 20, .stops = 9,
      .pace = 80, .manner = PEIL_BY_TASTE },
    { .name = "refuser", .share = 3, .pace = 100, .manner = PEIL_BY_TASTE, .declines = true },
    { 0 }
};
/* clang-format on */

/* What the made-up pupils write: short, and about nobody. */
static const struct words {
    const char *language, *texts[8];
} words[] = {
    { "nl",
      { "Een filmpje in de klas", "Kom een keer langs op school", "Meer posters",
        "Iets met een spel", "Ik zou het aan een vriend vragen", "Dat weet ik nog niet",
        "Gewoon zo doorgaan", "Het mag wel wat korter" } },
    { "en",
      { "A film in class", "Come to our school some day", "More posters",
        "Something with a game", "I would ask a friend", "I do not know yet",
        "Just go on like this", "It could be shorter" } },
};
enum { WORDS = 8 };

const struct peil_persona *peil_persona_find(const char *name)
{
    for (const struct peil_persona *persona = peil_personas; persona->name; persona++)
        if (strcmp(persona->name, name) == 0)
            return persona;
    return NULL;
}

/* --- Chance --- */

static uint64_t mix(uint64_t a, uint64_t b)
{
    struct peil_chance chance = { a ^ (b * 0xD1B54A32D192ED03u) };
    return peil_chance_next(&chance);
}

/* FNV-1a: Fowler, Noll & Vo; spreads names well enough to be mixed further. */
static uint64_t mix_text(uint64_t a, const char *text)
{
    uint64_t hash = 0xCBF29CE484222325u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001B3u;
    return mix(a, hash);
}

static double unit(uint64_t seed)
{
    return peil_chance_unit(&(struct peil_chance){ seed });
}

static bool happens(struct peil_pupil *pupil, unsigned percent)
{
    return peil_chance_below(&pupil->chance, 100) < percent;
}

struct peil_pupil peil_pupil_new(const struct peil_persona *persona, uint64_t seed,
                                 size_t number, size_t class)
{
    struct peil_pupil pupil = { .persona = persona,
                                .chance = { mix(seed, number + 1) },
                                .taste = mix(seed, 0),
                                .class = class };
    pupil.place = peil_chance_below(&pupil.chance, 4);
    return pupil;
}

/* --- Taste --- */

static bool begins_with(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

/* "No" to a question with the service's own name in it. */
static bool is_unknown_service(const struct peil_shown *shown,
                               const struct peil_option *option)
{
    const char *text =
        peil_texts_find(&shown->item->text, SIZE_MAX, shown->q->language);
    const char *label = peil_texts_find(&option->label, SIZE_MAX, shown->q->language);
    return strstr(text, "{naam") &&
           (begins_with(label, "Nee") || begins_with(label, "No"));
}

static double weigh(const struct peil_pupil *pupil, const struct peil_shown *shown,
                    const struct peil_option *option)
{
    uint64_t taste = mix_text(mix_text(pupil->taste, shown->item->id), option->code);
    size_t place = (size_t)(option - shown->item->options);
    double weight = (0.3 + unit(taste)) / (1 + 0.25 * (double)place);
    weight *= 0.7 + 0.6 * unit(mix(taste, pupil->group));
    weight *= 0.8 + 0.4 * unit(mix(taste, ~(uint64_t)pupil->class));
    if (option->exclusive)
        weight *= 0.5;
    return is_unknown_service(shown, option) ? weight * 4 : weight;
}

static size_t choose_by_taste(struct peil_pupil *pupil, const struct peil_shown *shown,
                              const bool *taken)
{
    double weights[PEIL_MAX_OPTIONS], sum = 0;
    for (size_t i = 0; i < shown->option_count; i++) {
        weights[i] = taken[i] ? 0 : weigh(pupil, shown, shown->options[i]);
        sum += weights[i];
    }
    double left = peil_chance_unit(&pupil->chance) * sum;
    size_t last = 0;
    for (size_t i = 0; i < shown->option_count; i++) {
        if (taken[i])
            continue;
        last = i;
        left -= weights[i];
        if (left < 0)
            break;
    }
    return last;
}

static size_t first_free(const struct peil_shown *shown, const bool *taken, size_t from)
{
    size_t count = shown->option_count;
    for (size_t i = 0; i < count; i++)
        if (!taken[(from + i) % count])
            return (from + i) % count;
    return 0;
}

static size_t choose(struct peil_pupil *pupil, const struct peil_shown *shown,
                     const bool *taken)
{
    size_t count = shown->option_count, from = 0;
    if (pupil->persona->manner == PEIL_BY_TASTE)
        return choose_by_taste(pupil, shown, taken);
    if (pupil->persona->manner == PEIL_AT_RANDOM)
        from = peil_chance_below(&pupil->chance, count);
    if (pupil->persona->manner == PEIL_SAME_PLACE)
        from = pupil->place < count ? pupil->place : count - 1;
    return first_free(shown, taken, from);
}

/* --- The question that decides the variant --- */

/* Any option leads to a variant without a condition. */
static bool leads_to_variant(const struct peil_shown *shown,
                             const struct peil_option *option, struct peil_arena *arena)
{
    struct peil_response *trial = peil_response_new(shown->q, arena);
    const struct peil_option **chosen = peil_arena_array(arena, 1, sizeof *chosen);
    *chosen = option;
    trial->answers[shown->item->index] =
        (struct peil_answer){ .given = true, .options = chosen, .option_count = 1 };
    for (size_t i = 0; i < shown->q->variant_count; i++) {
        const struct peil_condition *when = shown->q->variants[i].when;
        if (!when || peil_condition_evaluate(when, trial) == PEIL_TRUE)
            return true;
    }
    return false;
}

/* A class is in one group, and the classes go through all groups in turn. */
static const struct peil_option *choose_group(struct peil_pupil *pupil,
                                              const struct peil_shown *shown,
                                              struct peil_arena *arena)
{
    const struct peil_option *groups[PEIL_MAX_OPTIONS];
    size_t count = 0;
    for (size_t i = 0; i < shown->item->option_count; i++)
        if (leads_to_variant(shown, &shown->item->options[i], arena))
            groups[count++] = &shown->item->options[i];
    if (count == 0)
        return NULL;
    const struct peil_option *group = groups[pupil->class % count];
    pupil->group = mix_text(0, group->code);
    return group;
}

/* --- Answers per kind --- */

static const char *some_words(struct peil_pupil *pupil, const struct peil_shown *shown)
{
    const struct words *said = &words[strcmp(shown->q->language, "nl") == 0 ? 0 : 1];
    return said->texts[peil_chance_below(&pupil->chance, WORDS)];
}

/* The code, and own words on a line of their own where there is a field for them. */
static const char *add_code(const char *line, struct peil_pupil *pupil,
                            const struct peil_shown *shown,
                            const struct peil_option *option, struct peil_arena *arena)
{
    const char *end = strchr(line, '\n') ? strchr(line, '\n') : line + strlen(line);
    int codes = (int)(end - line);
    bool writes = option->specify && happens(pupil, pupil->persona->writes);
    return peil_arena_format(arena, "%.*s%s%s%s%s%s%s%s", codes, line, codes ? " " : "",
                             option->code, end, writes ? "\n" : "",
                             writes ? option->code : "", writes ? "=" : "",
                             writes ? some_words(pupil, shown) : "");
}

static const struct peil_option *find_refusal(const struct peil_shown *shown,
                                              bool refuses)
{
    for (size_t i = 0; i < shown->option_count; i++)
        if (shown->options[i]->ends == refuses)
            return shown->options[i];
    return NULL;
}

static const char *answer_one(struct peil_pupil *pupil, const struct peil_shown *shown,
                              struct peil_arena *arena)
{
    const bool taken[PEIL_MAX_OPTIONS] = { false };
    const struct peil_option *option =
        shown->item->assent ? find_refusal(shown, pupil->persona->declines)
                            : choose_group(pupil, shown, arena);
    if (!option)
        option = shown->options[choose(pupil, shown, taken)];
    return add_code("", pupil, shown, option, arena);
}

/* How many a pupil gives: most give one or two. */
static size_t count_wanted(struct peil_pupil *pupil, const struct peil_item *item)
{
    size_t wanted = 1 + peil_chance_below(&pupil->chance, 3);
    if (pupil->persona->manner == PEIL_ALWAYS_FIRST)
        wanted = 4;
    if (item->kind == PEIL_RANKING)
        wanted = item->most;
    if (wanted < item->least)
        wanted = item->least;
    for (size_t i = 0; i < item->limit_count; i++)
        if (wanted > item->limits[i].most)
            wanted = item->limits[i].most; /* the variant is not told here */
    return item->most > 0 && wanted > item->most ? item->most : wanted;
}

static const char *answer_several(struct peil_pupil *pupil,
                                  const struct peil_shown *shown,
                                  struct peil_arena *arena)
{
    bool taken[PEIL_MAX_OPTIONS] = { false };
    size_t wanted = count_wanted(pupil, shown->item), count = 0;
    const char *line = "";
    for (size_t left = shown->option_count; left > 0 && (!wanted || count < wanted);
         left--) {
        size_t chosen = choose(pupil, shown, taken);
        const struct peil_option *option = shown->options[chosen];
        taken[chosen] = true;
        if (option->exclusive && count > 0)
            continue;
        line = add_code(line, pupil, shown, option, arena);
        count++;
        if (option->exclusive)
            break;
    }
    return line;
}

static const char *answer_quantity(struct peil_pupil *pupil,
                                   const struct peil_shown *shown,
                                   struct peil_arena *arena)
{
    double lowest = isnan(shown->item->lowest) ? 0 : ceil(shown->item->lowest);
    double highest = isnan(shown->item->highest) ? lowest + 12 : shown->item->highest;
    double span = highest - lowest + 1 < 20 ? highest - lowest + 1 : 20;
    size_t above = span >= 1 ? peil_chance_below(&pupil->chance, (size_t)span) : 0;
    return peil_arena_format(arena, "%.1f", lowest + (double)above);
}

static const char *answer_text(struct peil_pupil *pupil, const struct peil_shown *shown,
                               struct peil_arena *arena)
{
    return happens(pupil, pupil->persona->writes)
               ? peil_text_clean(arena, some_words(pupil, shown), shown->item->longest)
               : peil_missing_code(PEIL_NO_ANSWER);
}

static const char *answer_date(struct peil_pupil *pupil, const struct peil_shown *shown,
                               struct peil_arena *arena)
{
    (void)shown;
    size_t month = 1 + peil_chance_below(&pupil->chance, 12);
    size_t day = 1 + peil_chance_below(&pupil->chance, 28);
    return peil_arena_format(arena, "2015-%02zu-%02zu", month, day);
}

static const char *answer_nothing(struct peil_pupil *pupil,
                                  const struct peil_shown *shown,
                                  struct peil_arena *arena)
{
    (void)pupil, (void)shown, (void)arena;
    return "";
}

static const struct kind {
    const char *(*answer)(struct peil_pupil *pupil, const struct peil_shown *shown,
                          struct peil_arena *arena);
} kinds[] = {
    [PEIL_SINGLE] = { answer_one },        [PEIL_SCALE] = { answer_one },
    [PEIL_MULTIPLE] = { answer_several },  [PEIL_RANKING] = { answer_several },
    [PEIL_QUANTITY] = { answer_quantity }, [PEIL_TEXT] = { answer_text },
    [PEIL_DATE] = { answer_date },         [PEIL_EXPLAIN] = { answer_nothing },
};
static_assert(sizeof kinds / sizeof kinds[0] == PEIL_ITEM_KINDS,
              "every kind is answered");

/* --- What a pupil does --- */

enum peil_act peil_pupil_act(struct peil_pupil *pupil, const struct peil_shown *shown)
{
    if (!shown->item->assent && happens(pupil, pupil->persona->stops))
        return happens(pupil, 50) ? PEIL_ACT_STOP : PEIL_ACT_LEAVE;
    return shown->back && happens(pupil, pupil->persona->returns) ? PEIL_ACT_BACK
                                                                  : PEIL_ACT_ANSWER;
}

const char *peil_pupil_answer(struct peil_pupil *pupil, const struct peil_shown *shown,
                              struct peil_arena *arena)
{
    const struct peil_item *item = shown->item;
    bool free = !item->required && !item->assent && item->kind != PEIL_EXPLAIN &&
                (item->kind != PEIL_SINGLE || !choose_group(pupil, shown, arena));
    if (free && happens(pupil, pupil->persona->skips))
        return peil_missing_code(PEIL_NO_ANSWER);
    if (free && shown->dont_know && happens(pupil, pupil->persona->ducks))
        return peil_missing_code(PEIL_DONT_KNOW);
    if (free && shown->refuse && happens(pupil, pupil->persona->ducks))
        return peil_missing_code(PEIL_REFUSED);
    return kinds[item->kind].answer(pupil, shown, arena);
}

/* On a copy of the pupil's chance, so that no answer depends on it. */
int peil_pupil_seconds(const struct peil_pupil *pupil, double usual)
{
    double spread = 0.6 + 0.8 * unit(mix(pupil->chance.state, 1));
    return (int)(usual * pupil->persona->pace / 100 * spread + 0.5);
}
