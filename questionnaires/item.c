#include "questionnaires/item.h"

#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_SPECIFIED = 300, MOST_SPECIFIED_BYTES = 4000 };

static bool refuse(const char **why, const char *message)
{
    *why = message;
    return false;
}

static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

/* --- Options: single, scale, multiple, ranking --- */

static bool read_codes(const struct peil_item *item,
                       const struct peil_answer_line *line, struct peil_answer *answer,
                       const char **why)
{
    const char *first =
        peil_arena_copy_span(line->arena, line->text, strcspn(line->text, "\n"));
    const char *const *codes;
    size_t count = peil_text_words(line->arena, first, &codes);
    if (count > item->option_count)
        return refuse(why, N_("that is more than there are options"));
    const struct peil_option **options =
        peil_arena_array(line->arena, count, sizeof *options);
    for (size_t i = 0; i < count; i++) {
        options[i] = peil_item_option(item, codes[i], line->variant);
        if (!options[i])
            return refuse(why, N_("there is no such option"));
    }
    answer->options = options;
    answer->option_count = count;
    return true;
}

static bool find_chosen(const struct peil_answer *answer, const char *code,
                        size_t length, size_t *index)
{
    for (*index = 0; *index < answer->option_count; ++*index) {
        const char *chosen = answer->options[*index]->code;
        if (strncmp(chosen, code, length) == 0 && !chosen[length])
            return true;
    }
    return false;
}

/* The lines after the first: "10=oma". */
static bool read_specified(const struct peil_answer_line *line,
                           struct peil_answer *answer, const char **why)
{
    const char **words =
        peil_arena_array(line->arena, answer->option_count, sizeof *words);
    const char *at = strchr(line->text, '\n');
    for (; at; at = strchr(at, '\n')) {
        const char *code = ++at;
        size_t length = strcspn(code, "=\n"), index;
        if (code[length] != '=')
            return refuse(why, N_("own words stand after their option's code and ="));
        if (!find_chosen(answer, code, length, &index))
            return refuse(why, N_("own words belong to an option that is chosen"));
        const char *text = code + length + 1;
        size_t text_length = strcspn(text, "\n");
        if (words[index])
            return refuse(why, N_("own words stand there twice"));
        if (text_length > 0)
            words[index] = peil_arena_copy_span(line->arena, text, text_length);
        answer->specified = words;
    }
    return true;
}

static bool read_ranked(const struct peil_item *item,
                        const struct peil_answer_line *line, struct peil_answer *answer,
                        const char **why)
{
    return read_codes(item, line, answer, why) && read_specified(line, answer, why);
}

/* In the item's order, whatever the order of the codes: an insertion sort, since
 * there are few and they mostly stand right. */
static void sort_options(struct peil_answer *answer, struct peil_arena *arena)
{
    const struct peil_option **sorted =
        peil_arena_array(arena, answer->option_count, sizeof *sorted);
    for (size_t i = 0; i < answer->option_count; i++) {
        size_t at = i;
        for (; at > 0 && sorted[at - 1] > answer->options[i]; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = answer->options[i];
    }
    answer->options = sorted;
}

static bool read_chosen(const struct peil_item *item,
                        const struct peil_answer_line *line, struct peil_answer *answer,
                        const char **why)
{
    if (!read_codes(item, line, answer, why))
        return false;
    sort_options(answer, line->arena);
    return read_specified(line, answer, why);
}

static const char *write_options(const struct peil_answer *answer,
                                 struct peil_arena *arena)
{
    const char *line = "";
    for (size_t i = 0; i < answer->option_count; i++)
        line = peil_arena_format(arena, "%s%s%s", line, i ? " " : "",
                                 answer->options[i]->code);
    return line;
}

static bool is_own_option(const struct peil_item *item,
                          const struct peil_option *option)
{
    for (size_t i = 0; i < item->option_count; i++)
        if (option == &item->options[i])
            return true;
    return false;
}

static bool is_chosen_before(const struct peil_answer *answer, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(answer->options[i]->code, answer->options[index]->code) == 0)
            return true;
    return false;
}

static bool allows_options(const struct peil_item *item,
                           const struct peil_answer *answer, const char **why)
{
    for (size_t i = 0; i < answer->option_count; i++) {
        const struct peil_option *option = answer->options[i];
        if (!is_own_option(item, option))
            return refuse(why, N_("there is no such option"));
        if (is_chosen_before(answer, i))
            return refuse(why, N_("an option can be chosen only once"));
        if (option->exclusive && answer->option_count > 1)
            return refuse(why, N_("that answer cannot go together with others"));
    }
    return true;
}

static bool allows_specified(const struct peil_answer *answer, const char **why)
{
    size_t bytes = 0;
    for (size_t i = 0; answer->specified && i < answer->option_count; i++) {
        const char *words = answer->specified[i];
        if (!words)
            continue;
        if (!answer->options[i]->specify)
            return refuse(why, N_("that option has no field for own words"));
        if (!*words || strchr(words, '\n'))
            return refuse(why, N_("own words must be one line"));
        bytes += strlen(words);
        if (characters(words) > LONGEST_SPECIFIED || bytes > MOST_SPECIFIED_BYTES)
            return refuse(why, N_("the answer is too long"));
    }
    return true;
}

static bool allows_one(const struct peil_item *item, const struct peil_answer *answer,
                       const char **why)
{
    if (answer->option_count != 1)
        return refuse(why, N_("choose one answer"));
    return allows_options(item, answer, why) && allows_specified(answer, why);
}

static bool allows_some(const struct peil_item *item, const struct peil_answer *answer,
                        const char **why)
{
    size_t count = answer->option_count;
    if (count == 0)
        return refuse(why, N_("choose an answer"));
    if (!allows_options(item, answer, why) || !allows_specified(answer, why))
        return false;
    if (item->most > 0 && count > item->most)
        return refuse(why, N_("that is more answers than allowed"));
    if (count < item->least && !answer->options[0]->exclusive)
        return refuse(why, N_("choose more answers"));
    return true;
}

/* --- Quantity --- */

/* A decimal comma is how the Dutch write it. What is kept is the number as
 * peil_text_exact writes it, so that writing and reading agree to the last bit. */
static bool read_number(const struct peil_item *item,
                        const struct peil_answer_line *line, struct peil_answer *answer,
                        const char **why)
{
    (void)item;
    const char *text = line->text, *comma = strchr(text, ',');
    if (comma && !strchr(text, '.'))
        text = peil_arena_format(line->arena, "%.*s.%s", (int)(comma - text), text,
                                 comma + 1);
    double number;
    return (peil_text_number(text, &number) &&
            peil_text_number(peil_text_exact(line->arena, number), &answer->number)) ||
           refuse(why, N_("that is not a number"));
}

/* -8 as a number is "-8.0", since "-8" is a missing code. */
static const char *write_number(const struct peil_answer *answer,
                                struct peil_arena *arena)
{
    const char *text = peil_text_exact(arena, answer->number);
    enum peil_missing missing;
    return peil_missing_find(text, &missing) ? peil_arena_format(arena, "%s.0", text)
                                             : text;
}

static bool allows_number(const struct peil_item *item,
                          const struct peil_answer *answer, const char **why)
{
    if (!isfinite(answer->number))
        return refuse(why, N_("that is not a number"));
    if (answer->number < item->lowest)
        return refuse(why, N_("that number is too low"));
    if (answer->number > item->highest)
        return refuse(why, N_("that number is too high"));
    return true;
}

/* --- Text --- */

const char *peil_words_write(const char *words, struct peil_arena *arena)
{
    enum peil_missing missing;
    return peil_missing_find(words + strspn(words, "\\"), &missing)
               ? peil_arena_format(arena, "\\%s", words)
               : words;
}

const char *peil_words_read(const char *text)
{
    enum peil_missing missing;
    return *text == '\\' && peil_missing_find(text + strspn(text, "\\"), &missing)
               ? text + 1
               : text;
}

static bool read_words(const struct peil_item *item,
                       const struct peil_answer_line *line, struct peil_answer *answer,
                       const char **why)
{
    (void)item, (void)why;
    answer->text = peil_arena_copy(line->arena, peil_words_read(line->text));
    return true;
}

static const char *write_words(const struct peil_answer *answer,
                               struct peil_arena *arena)
{
    return peil_words_write(answer->text, arena);
}

static bool allows_words(const struct peil_item *item, const struct peil_answer *answer,
                         const char **why)
{
    if (!answer->text || !*answer->text)
        return refuse(why, N_("there are no words"));
    if (characters(answer->text) > item->longest)
        return refuse(why, N_("the answer is too long"));
    return true;
}

/* --- Date --- */

static bool is_day(int year, int month, int day)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (month == 2 && leap);
}

static int digits(const char *text, int count)
{
    int number = 0;
    for (int i = 0; i < count; i++)
        number = 10 * number + (text[i] - '0');
    return number;
}

static bool is_date(const char *text)
{
    static const char shape[] = "0000-00-00";
    for (size_t i = 0; i < sizeof shape; i++) {
        bool is_digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == '0' ? !is_digit : text[i] != shape[i])
            return false;
    }
    return is_day(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2));
}

static bool read_date(const struct peil_item *item, const struct peil_answer_line *line,
                      struct peil_answer *answer, const char **why)
{
    (void)item, (void)why;
    answer->text = peil_arena_copy(line->arena, line->text);
    return true;
}

static const char *write_date(const struct peil_answer *answer,
                              struct peil_arena *arena)
{
    (void)arena;
    return answer->text;
}

static bool allows_date(const struct peil_item *item, const struct peil_answer *answer,
                        const char **why)
{
    (void)item;
    return (answer->text && is_date(answer->text)) ||
           refuse(why, N_("write a date as 2026-03-01"));
}

/* --- Explanation: passing it is all there is --- */

static bool read_nothing(const struct peil_item *item,
                         const struct peil_answer_line *line,
                         struct peil_answer *answer, const char **why)
{
    (void)item, (void)answer;
    return !*line->text || refuse(why, N_("there is nothing to answer here"));
}

static const char *write_nothing(const struct peil_answer *answer,
                                 struct peil_arena *arena)
{
    (void)answer, (void)arena;
    return "";
}

static bool allows_nothing(const struct peil_item *item,
                           const struct peil_answer *answer, const char **why)
{
    (void)item;
    return (answer->option_count == 0 && !answer->text) ||
           refuse(why, N_("there is nothing to answer here"));
}

/* All that differs from kind to kind stands here and nowhere else. */
static const struct peil_kind kinds[] = {
    [PEIL_SINGLE] = { "single", .options = true, .compares = PEIL_COMPARES_CODES,
                      .columns = PEIL_ONE_COLUMN, .column = PEIL_VARIABLE_CODE,
                      .read = read_chosen, .write = write_options,
                      .allows = allows_one },
    [PEIL_SCALE] = { "scale", .options = true, .compares = PEIL_COMPARES_CODES,
                     .columns = PEIL_ONE_COLUMN, .column = PEIL_VARIABLE_CODE,
                     .read = read_chosen, .write = write_options,
                     .allows = allows_one },
    [PEIL_MULTIPLE] = { "multiple", .options = true, .columns = PEIL_COLUMN_PER_OPTION,
                        .column = PEIL_VARIABLE_CHOSEN, .read = read_chosen,
                        .write = write_options, .allows = allows_some },
    [PEIL_RANKING] = { "ranking", .options = true, .columns = PEIL_COLUMN_PER_PLACE,
                       .column = PEIL_VARIABLE_CODE, .read = read_ranked,
                       .write = write_options, .allows = allows_some },
    [PEIL_QUANTITY] = { "quantity", .compares = PEIL_COMPARES_NUMBERS,
                        .columns = PEIL_ONE_COLUMN, .column = PEIL_VARIABLE_NUMBER,
                        .read = read_number, .write = write_number,
                        .allows = allows_number },
    [PEIL_TEXT] = { "text", .columns = PEIL_ONE_COLUMN, .column = PEIL_VARIABLE_WORDS,
                    .read = read_words, .write = write_words, .allows = allows_words },
    [PEIL_DATE] = { "date", .columns = PEIL_ONE_COLUMN, .column = PEIL_VARIABLE_CODE,
                    .read = read_date, .write = write_date, .allows = allows_date },
    [PEIL_EXPLAIN] = { "explain", .columns = PEIL_NO_COLUMN, .read = read_nothing,
                       .write = write_nothing, .allows = allows_nothing },
};
static_assert(sizeof kinds / sizeof kinds[0] == PEIL_ITEM_KINDS,
              "every item kind has its row");

const struct peil_kind *peil_kind_of(const struct peil_item *item)
{
    return &kinds[item->kind];
}

enum peil_item_kind peil_kind_find(const char *name)
{
    size_t kind = 0;
    while (kind < PEIL_ITEM_KINDS && strcmp(kinds[kind].name, name) != 0)
        kind++;
    return (enum peil_item_kind)kind;
}

const char *peil_item_kind_name(enum peil_item_kind kind)
{
    return kinds[kind].name;
}

bool peil_item_has_options(const struct peil_item *item)
{
    return kinds[item->kind].options;
}
