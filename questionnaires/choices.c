#include "questionnaires/reader.h"

#include "questionnaires/base/text.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static struct peil_option read_option(struct peil_reader *reader,
                                      const struct peil_element *element)
{
    struct peil_option option = {
        .code = peil_reader_text(element, "code"),
        .label = peil_reader_label(reader, element),
        .score = peil_reader_number(element, "score", NAN),
        .face = peil_element_value(element, "face"),
        .variants = peil_reader_variants(reader, element),
        .specify = peil_reader_yes(element, "specify"),
        .exclusive = peil_reader_yes(element, "exclusive"),
        .ends = peil_reader_yes(element, "refuses"),
        .when_text = peil_element_value(element, "when"),
        .when_place = peil_element_place(element, "when"),
        .place = peil_element_place(element, "code"),
    };
    option.was_count =
        peil_text_words(reader->arena, peil_reader_text(element, "was"), &option.was);
    option.fixed =
        peil_reader_yes(element, "fixed") || option.specify || option.exclusive;
    if (option.label.count == 0)
        peil_diag_add(reader->diag, PEIL_ERROR, element->place,
                      "option \"%s\" has no text", option.code);
    return option;
}

static size_t count_children(const struct peil_element *element, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < element->child_count; i++)
        count += strcmp(element->children[i].name, name) == 0;
    return count;
}

/* Options from `first` on, against all before them. */
static void check_codes(struct peil_reader *reader, const struct peil_item *item,
                        size_t first)
{
    for (size_t i = first; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        bool twice = false;
        for (size_t j = 0; j < i && !twice; j++)
            twice = strcmp(item->options[j].code, option->code) == 0 &&
                    peil_variants_overlap(item->options[j].variants, option->variants);
        if (twice && *option->code)
            peil_diag_add(reader->diag, PEIL_ERROR, option->place,
                          "code \"%s\" stands twice for the same variant",
                          option->code);
    }
}

/* Its place among the options that a variant sees; the last when variants differ. */
static size_t rank_of(const struct peil_option *options, size_t index)
{
    size_t last = 1;
    for (size_t variant = 0; variant < PEIL_MAX_VARIANTS; variant++) {
        size_t rank = 1;
        if (!peil_variants_has(options[index].variants, variant))
            continue;
        for (size_t i = 0; i < index; i++)
            rank += peil_variants_has(options[i].variants, variant);
        last = rank > last ? rank : last;
    }
    return last;
}

static void rank_options(struct peil_option *options, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (isnan(options[i].score))
            options[i].score = (double)rank_of(options, i);
}

/* Appends the element's own options to those that the item has already. */
static struct peil_option *read_options(struct peil_reader *reader,
                                        const struct peil_element *element,
                                        struct peil_item *item)
{
    size_t shared = item->option_count;
    size_t room = shared + count_children(element, "option");
    if (room > PEIL_MAX_OPTIONS) {
        peil_diag_add(reader->diag, PEIL_ERROR, element->place, "more than %d options",
                      PEIL_MAX_OPTIONS);
        room = PEIL_MAX_OPTIONS;
    }
    struct peil_option *options =
        peil_arena_array(reader->arena, room, sizeof *options);
    if (shared > 0)
        memcpy(options, item->options, shared * sizeof *options);
    item->options = options;
    for (size_t i = 0; i < element->child_count && item->option_count < room; i++)
        if (strcmp(element->children[i].name, "option") == 0)
            options[item->option_count++] = read_option(reader, &element->children[i]);
    check_codes(reader, item, shared);
    rank_options(options, item->option_count);
    return options;
}

static void read_no_answers(struct peil_reader *reader,
                            const struct peil_element *element, struct peil_item *item)
{
    for (size_t i = 0; i < element->child_count; i++) {
        const struct peil_element *child = &element->children[i];
        if (strcmp(child->name, "dont-know") == 0) {
            item->has_dont_know = true;
            item->dont_know_variants = peil_reader_variants(reader, child);
            item->dont_know = peil_reader_label(reader, child);
        } else if (strcmp(child->name, "refuse") == 0) {
            item->has_refuse = true;
            item->refuse_variants = peil_reader_variants(reader, child);
            item->refuse = peil_reader_label(reader, child);
        }
    }
}

void peil_reader_list(struct peil_reader *reader, const struct peil_element *element,
                      struct peil_list *list)
{
    *list = (struct peil_list){
        .id = peil_reader_text(element, "id"),
        .element = element,
        .first_user = SIZE_MAX,
        .place = peil_element_place(element, "id"),
    };
    list->options = read_options(reader, element, &list->choices);
    read_no_answers(reader, element, &list->choices);
}

static struct peil_list *find_list(struct peil_reader *reader, const char *id,
                                   struct peil_place place)
{
    for (size_t i = 0; i < reader->list_count; i++)
        if (strcmp(reader->lists[i].id, id) == 0)
            return &reader->lists[i];
    peil_diag_add(reader->diag, PEIL_ERROR, place, "unknown options list \"%s\"", id);
    return NULL;
}

static void use_list(struct peil_list *list, struct peil_item *item)
{
    if (item->index < list->first_user)
        list->first_user = item->index;
    item->options = list->choices.options;
    item->option_count = list->choices.option_count;
    item->has_dont_know = list->choices.has_dont_know;
    item->dont_know_variants = list->choices.dont_know_variants;
    item->dont_know = list->choices.dont_know;
    item->has_refuse = list->choices.has_refuse;
    item->refuse_variants = list->choices.refuse_variants;
    item->refuse = list->choices.refuse;
}

struct peil_option *peil_reader_choices(struct peil_reader *reader,
                                        const struct peil_element *element,
                                        struct peil_item *item, struct peil_list **list)
{
    const struct peil_attribute *shared = peil_element_attribute(element, "options");
    *list = shared ? find_list(reader, shared->value, shared->place) : NULL;
    if (*list)
        use_list(*list, item);
    bool has_own = count_children(element, "option") > 0;
    struct peil_option *own = has_own ? read_options(reader, element, item) : NULL;
    read_no_answers(reader, element, item);
    if (peil_item_has_options(item) && item->option_count == 0 && !shared)
        peil_diag_add(reader->diag, PEIL_ERROR, item->place,
                      "%s item \"%s\" has no options", peil_item_kind_name(item->kind),
                      item->id);
    return own;
}
