#include "collect/page/form.h"

#include "questionnaires/base/text.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* --- Bytes to fields --- */

static int digit(char c)
{
    const char *at = c ? strchr("0123456789abcdef", c | 0x20) : NULL;
    return at && (c >= 'A' || c <= '9') ? (int)(at - "0123456789abcdef") : -1;
}

/* One name or value. Carriage returns go, so that a line ends as \n everywhere. */
static const char *decode(struct peil_arena *arena, const char *from, const char *end)
{
    char *text = peil_arena_array(arena, (size_t)(end - from) + 1, 1);
    size_t length = 0;
    for (; from < end; from++) {
        int byte = *from == '+' ? ' ' : (unsigned char)*from;
        if (*from == '%') {
            if (end - from < 3 || digit(from[1]) < 0 || digit(from[2]) < 0)
                return NULL;
            byte = digit(from[1]) * 16 + digit(from[2]);
            from += 2;
        }
        if (byte != '\r')
            text[length++] = (char)byte;
    }
    return peil_text_is_valid(text, length, NULL) ? text : NULL;
}

static bool decode_field(struct peil_arena *arena, const char *from, const char *end,
                         struct peil_field *field)
{
    const char *equals = memchr(from, '=', (size_t)(end - from));
    field->name = decode(arena, from, equals ? equals : end);
    field->value = decode(arena, equals ? equals + 1 : end, end);
    return field->name && field->value;
}

bool peil_form_decode(const char *body, size_t length, struct peil_arena *arena,
                      struct peil_form *form)
{
    struct peil_field *fields = NULL;
    const char *const end = body + length;
    *form = (struct peil_form){ 0 };
    for (const char *from = body; from < end;) {
        const char *amp = memchr(from, '&', (size_t)(end - from));
        const char *stop = amp ? amp : end;
        if (stop > from) {
            fields = peil_arena_grow(arena, fields, form->count, sizeof *fields);
            if (form->count == PEIL_FORM_MAX_FIELDS ||
                !decode_field(arena, from, stop, &fields[form->count++]))
                return false;
        }
        from = amp ? amp + 1 : end;
    }
    form->fields = fields;
    return true;
}

/* --- Looking at fields --- */

const char *peil_form_coded_value(const struct peil_form *form, const char *prefix,
                                  const char *code)
{
    size_t length = strlen(prefix);
    for (size_t i = 0; i < form->count; i++)
        if (strncmp(form->fields[i].name, prefix, length) == 0 &&
            strcmp(form->fields[i].name + length, code) == 0)
            return form->fields[i].value;
    return "";
}

const char *peil_form_value(const struct peil_form *form, const char *name)
{
    return peil_form_coded_value(form, name, "");
}

bool peil_form_has(const struct peil_form *form, const char *name, const char *value)
{
    for (size_t i = 0; i < form->count; i++)
        if (strcmp(form->fields[i].name, name) == 0 &&
            strcmp(form->fields[i].value, value) == 0)
            return true;
    return false;
}

/* --- Fields to an answer --- */

struct reading {
    const struct peil_form *form;
    const struct peil_item *item;
    size_t variant;
    struct peil_arena *arena;
};

static bool is_missing(const struct reading *r, const char *code)
{
    bool dont_know = strcmp(code, "dk") == 0, refuse = strcmp(code, "rf") == 0;
    return (dont_know && r->item->has_dont_know) || (refuse && r->item->has_refuse);
}

static size_t count_codes(const struct reading *r)
{
    size_t count = 0;
    for (size_t i = 0; i < r->form->count; i++)
        count += strcmp(r->form->fields[i].name, "code") == 0 &&
                 !is_missing(r, r->form->fields[i].value);
    return count;
}

/* Nothing but blanks, when control characters are gone. */
static bool is_blank(const struct reading *r, const char *text)
{
    text = peil_text_clean(r->arena, text, strlen(text));
    return text[strspn(text, " \t\n")] == '\0';
}

/* Own words without the mark beside them mark their option. */
static bool is_chosen(const struct reading *r, const struct peil_option *option,
                      size_t codes)
{
    if (peil_item_option(r->item, option->code, r->variant) != option)
        return false;
    return peil_form_has(r->form, "code", option->code) ||
           (codes == 0 && option->specify &&
            !is_blank(r, peil_form_coded_value(r->form, "text_", option->code)));
}

static const char *specified(const struct reading *r, const struct peil_option *option)
{
    const char *words = peil_form_coded_value(r->form, "text_", option->code);
    words = peil_text_squeeze(r->arena, peil_text_clean(r->arena, words, 300));
    return option->specify && *words ? words : NULL;
}

static enum peil_mistake choose(const struct reading *r)
{
    return r->item->required ? PEIL_MISTAKE_CHOOSE_ONE : PEIL_MISTAKE_CHOOSE;
}

static enum peil_mistake read_options(const struct reading *r,
                                      struct peil_answer *answer)
{
    size_t codes = count_codes(r), exclusive = 0;
    const struct peil_option **options =
        peil_arena_array(r->arena, r->item->option_count + 1, sizeof *options);
    const char **own =
        peil_arena_array(r->arena, r->item->option_count + 1, sizeof *own);
    for (size_t i = 0; i < r->item->option_count; i++) {
        const struct peil_option *option = &r->item->options[i];
        if (!is_chosen(r, option, codes))
            continue;
        exclusive += option->exclusive;
        own[answer->option_count] = specified(r, option);
        options[answer->option_count++] = option;
    }
    answer->options = options;
    answer->specified = own;
    if (answer->option_count == 0 && codes == 0)
        return choose(r);
    if (answer->option_count < codes)
        return PEIL_MISTAKE_OTHER; /* a code that was never offered */
    return exclusive > 0 && answer->option_count > 1 ? PEIL_MISTAKE_EXCLUSIVE
                                                     : PEIL_MISTAKE_NONE;
}

static enum peil_mistake check_count(const struct reading *r, size_t count)
{
    size_t most = peil_item_most(r->item, r->variant);
    if (most > 0 && count > most)
        return PEIL_MISTAKE_TOO_MANY;
    return count < r->item->least ? PEIL_MISTAKE_TOO_FEW : PEIL_MISTAKE_NONE;
}

static enum peil_mistake read_several(const struct reading *r,
                                      struct peil_answer *answer)
{
    enum peil_mistake mistake = read_options(r, answer);
    if (mistake)
        return mistake;
    bool alone = answer->option_count == 1 && answer->options[0]->exclusive;
    return alone ? PEIL_MISTAKE_NONE : check_count(r, answer->option_count);
}

static enum peil_mistake read_ranking(const struct reading *r,
                                      struct peil_answer *answer)
{
    size_t room = r->item->option_count, count = 0;
    const struct peil_option **places =
        peil_arena_array(r->arena, room + 1, sizeof *places);
    for (size_t i = 0; i < room; i++) {
        const struct peil_option *option = &r->item->options[i];
        const char *text = peil_form_coded_value(r->form, "rank_", option->code);
        long place;
        if (is_blank(r, text) ||
            peil_item_option(r->item, option->code, r->variant) != option)
            continue;
        if (!peil_text_integer(text, &place) || place < 1 || (size_t)place > room ||
            places[place - 1])
            return PEIL_MISTAKE_PLACE;
        places[place - 1] = option;
        count++;
    }
    for (size_t i = 0; i < count; i++)
        if (!places[i])
            return PEIL_MISTAKE_PLACE;
    answer->options = places;
    answer->option_count = count;
    return check_count(r, count);
}

static enum peil_mistake read_quantity(const struct reading *r,
                                       struct peil_answer *answer)
{
    const struct peil_item *item = r->item;
    const char *text = peil_text_squeeze(r->arena, peil_form_value(r->form, "value"));
    const char *comma = strchr(text, ',');
    if (comma)
        text = peil_arena_format(r->arena, "%.*s.%s", (int)(comma - text), text,
                                 comma + 1);
    if (!peil_text_number(text, &answer->number))
        return PEIL_MISTAKE_NUMBER;
    /* As exact as it will be kept. */
    if (!peil_text_number(peil_text_exact(r->arena, answer->number), &answer->number))
        return PEIL_MISTAKE_NUMBER;
    if (answer->number < item->lowest || answer->number > item->highest)
        return isnan(item->lowest) || isnan(item->highest) ? PEIL_MISTAKE_OTHER
                                                           : PEIL_MISTAKE_OUTSIDE;
    return PEIL_MISTAKE_NONE;
}

static enum peil_mistake read_text(const struct reading *r, struct peil_answer *answer)
{
    const char *written = peil_form_value(r->form, "value");
    answer->text = peil_text_clean(r->arena, written, r->item->longest);
    return strcmp(answer->text,
                  peil_text_clean(r->arena, written, r->item->longest + 1)) == 0
               ? PEIL_MISTAKE_NONE
               : PEIL_MISTAKE_TOO_LONG;
}

static enum peil_mistake read_date(const struct reading *r, struct peil_answer *answer)
{
    static const char *const pieces[] = { "value_year", "value_month", "value_day" };
    long number[3];
    answer->text = peil_text_squeeze(r->arena, peil_form_value(r->form, "value"));
    if (*answer->text)
        return PEIL_MISTAKE_NONE;
    for (size_t i = 0; i < 3; i++) {
        const char *text =
            peil_text_squeeze(r->arena, peil_form_value(r->form, pieces[i]));
        if (!peil_text_integer(text, &number[i]) || number[i] < 1 || number[i] > 9999)
            return PEIL_MISTAKE_DATE;
    }
    answer->text = peil_arena_format(r->arena, "%04ld-%02ld-%02ld", number[0],
                                     number[1], number[2]);
    return PEIL_MISTAKE_NONE;
}

/* Is anything written in the fields whose names begin so? */
static bool is_written(const struct reading *r, const char *prefix)
{
    for (size_t i = 0; i < r->form->count; i++)
        if (strncmp(r->form->fields[i].name, prefix, strlen(prefix)) == 0 &&
            !is_blank(r, r->form->fields[i].value))
            return true;
    return false;
}

static bool fills_options(const struct reading *r)
{
    return count_codes(r) > 0;
}

static bool fills_places(const struct reading *r)
{
    return is_written(r, "rank_");
}

static bool fills_value(const struct reading *r)
{
    return !is_blank(r, peil_form_value(r->form, "value"));
}

static bool fills_date(const struct reading *r)
{
    return is_written(r, "value");
}

/* For each kind: is anything filled in, how is it read, and what is said when the item
 * itself will not have the outcome. */
static const struct kind {
    bool (*fills)(const struct reading *reading);
    enum peil_mistake (*read)(const struct reading *reading,
                              struct peil_answer *answer);
    enum peil_mistake otherwise;
} kinds[] = {
    [PEIL_SINGLE] = { fills_options, read_options, PEIL_MISTAKE_OTHER },
    [PEIL_SCALE] = { fills_options, read_options, PEIL_MISTAKE_OTHER },
    [PEIL_MULTIPLE] = { fills_options, read_several, PEIL_MISTAKE_OTHER },
    [PEIL_RANKING] = { fills_places, read_ranking, PEIL_MISTAKE_PLACE },
    [PEIL_QUANTITY] = { fills_value, read_quantity, PEIL_MISTAKE_OTHER },
    [PEIL_TEXT] = { fills_value, read_text, PEIL_MISTAKE_OTHER },
    [PEIL_DATE] = { fills_date, read_date, PEIL_MISTAKE_DATE },
    [PEIL_EXPLAIN] = { NULL, NULL, PEIL_MISTAKE_OTHER }, /* passed unread */
};
static_assert(sizeof kinds / sizeof kinds[0] == PEIL_ITEM_KINDS, "every kind is read");

/* Own words beside an option may choose it. Nothing to tell is also fine where there
 * is only room to write. */
static enum peil_mistake read_nothing(const struct reading *r,
                                      struct peil_answer *answer)
{
    bool own_words = kinds[r->item->kind].fills == fills_options;
    if (own_words && is_written(r, "text_"))
        return kinds[r->item->kind].read(r, answer);
    answer->missing = PEIL_NO_ANSWER;
    return r->item->kind == PEIL_TEXT && !r->item->required ? PEIL_MISTAKE_NONE
                                                            : choose(r);
}

static enum peil_mistake read_something(const struct reading *r,
                                        struct peil_answer *answer)
{
    bool dont_know = r->item->has_dont_know && peil_form_has(r->form, "code", "dk");
    bool refuse = r->item->has_refuse && peil_form_has(r->form, "code", "rf");
    bool filled = kinds[r->item->kind].fills(r);
    if (dont_know + refuse + filled > 1)
        return PEIL_MISTAKE_EXCLUSIVE;
    if (filled)
        return kinds[r->item->kind].read(r, answer);
    if (!dont_know && !refuse)
        return read_nothing(r, answer);
    answer->missing = dont_know ? PEIL_DONT_KNOW : PEIL_REFUSED;
    return PEIL_MISTAKE_NONE;
}

enum peil_mistake peil_form_answer(const struct peil_form *form,
                                   const struct peil_item *item, size_t variant,
                                   struct peil_arena *arena, struct peil_answer *answer)
{
    const struct reading r = { form, item, variant, arena };
    const char *why;
    *answer = (struct peil_answer){ .given = true };
    if (item->kind == PEIL_EXPLAIN) {
        answer->missing = PEIL_NO_ANSWER;
        return PEIL_MISTAKE_NONE;
    }
    enum peil_mistake mistake = read_something(&r, answer);
    if (!mistake && !peil_answer_allows(item, answer, &why))
        mistake = kinds[item->kind].otherwise;
    return mistake;
}

/* --- An answer to fields --- */

static void add(struct peil_form *form, struct peil_arena *arena, const char *name,
                const char *value)
{
    struct peil_field *fields =
        peil_arena_array(arena, form->count + 1, sizeof *fields);
    if (form->count > 0)
        memcpy(fields, form->fields, form->count * sizeof *fields);
    fields[form->count++] = (struct peil_field){ name, value };
    form->fields = fields;
}

static void add_options(struct peil_form *form, struct peil_arena *arena,
                        const struct peil_answer *answer, bool ranking)
{
    for (size_t i = 0; i < answer->option_count; i++) {
        const char *code = answer->options[i]->code;
        if (ranking)
            add(form, arena, peil_arena_format(arena, "rank_%s", code),
                peil_arena_format(arena, "%zu", i + 1));
        else
            add(form, arena, "code", code);
        if (answer->specified && answer->specified[i])
            add(form, arena, peil_arena_format(arena, "text_%s", code),
                answer->specified[i]);
    }
}

struct peil_form peil_form_of_answer(const struct peil_item *item,
                                     const struct peil_answer *answer,
                                     struct peil_arena *arena)
{
    struct peil_form form = { 0 };
    if (!answer->given)
        return form;
    if (answer->missing == PEIL_DONT_KNOW || answer->missing == PEIL_REFUSED)
        add(&form, arena, "code", answer->missing == PEIL_REFUSED ? "rf" : "dk");
    if (answer->missing)
        return form;
    if (peil_item_has_options(item))
        add_options(&form, arena, answer, item->kind == PEIL_RANKING);
    else if (item->kind == PEIL_QUANTITY)
        add(&form, arena, "value", peil_text_exact(arena, answer->number));
    else if (answer->text)
        add(&form, arena, "value", answer->text);
    return form;
}
