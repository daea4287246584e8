#include "questionnaires/questionnaire.h"

#include "questionnaires/base/text.h"
#include "questionnaires/condition.h"
#include "questionnaires/grammar.h"
#include "questionnaires/reader.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { LONGEST_ID = 64, LONGEST_ANSWER = 2000, USUAL_ANSWER = 300, MOST_PARTS = 500 };

/* A count from least to most. */
static size_t read_count(struct peil_reader *reader, const struct peil_element *element,
                         const char *attribute, size_t most, size_t otherwise)
{
    long number;
    if (!peil_text_integer(peil_reader_text(element, attribute), &number))
        return otherwise;
    if (number >= 1 && (size_t)number <= most)
        return (size_t)number;
    peil_diag_add(reader->diag, PEIL_ERROR, peil_element_place(element, attribute),
                  "\"%s\" must be from 1 to %zu", attribute, most);
    return otherwise;
}

static const struct peil_element *next_child(const struct peil_element *element,
                                             const char *name, size_t *at)
{
    while (*at < element->child_count) {
        const struct peil_element *child = &element->children[(*at)++];
        if (strcmp(child->name, name) == 0)
            return child;
    }
    return NULL;
}

/* How many of them are read; what is too many for any survey is told. */
static size_t count_limited(struct peil_reader *reader,
                            const struct peil_element *element, const char *name,
                            size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < element->child_count; i++) {
        const struct peil_element *child = &element->children[i];
        if (strcmp(child->name, name) != 0 || count++ < most)
            continue;
        peil_diag_add(reader->diag, PEIL_ERROR, child->place,
                      "more than %zu \"%s\" elements", most, name);
        return most;
    }
    return count;
}

/* --- The parts before the items --- */

static void read_head(struct peil_reader *reader, const struct peil_element *root)
{
    static const char *const allowed = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    struct peil_questionnaire *q = reader->q;
    const char *language = peil_element_value(root, "xml:lang");
    const char *respondents = peil_element_value(root, "respondents");
    q->id = peil_reader_text(root, "id");
    q->version = peil_reader_text(root, "version");
    q->language = language ? language : "nl";
    q->respondents = respondents ? respondents : "leerlingen";
    q->impersonal = strcmp(peil_reader_text(root, "persons"), "no") == 0;
    q->hash = peil_element_hash(root, reader->arena);
    q->file = root->place.file;
    if (q->id[strspn(q->id, allowed)] || strlen(q->id) > LONGEST_ID)
        peil_diag_add(reader->diag, PEIL_ERROR, peil_element_place(root, "id"),
                      "the questionnaire's id may have a-z, 0-9, _ and -, at most %d",
                      LONGEST_ID);
}

static void read_placeholders(struct peil_reader *reader,
                              const struct peil_element *root)
{
    size_t count = count_limited(reader, root, "placeholder", MOST_PARTS), at = 0;
    struct peil_placeholder *placeholders =
        peil_arena_array(reader->arena, count, sizeof *placeholders);
    const struct peil_element *element;
    for (size_t i = 0; i < count && (element = next_child(root, "placeholder", &at));
         i++)
        placeholders[i] = (struct peil_placeholder){
            .name = peil_reader_text(element, "name"),
            .value = element->text,
            .place = peil_element_place(element, "name"),
        };
    reader->q->placeholders = placeholders;
    reader->q->placeholder_count = count;
}

static void read_variants(struct peil_reader *reader, const struct peil_element *root)
{
    size_t count = count_limited(reader, root, "variant", PEIL_MAX_VARIANTS), at = 0;
    reader->variants = peil_arena_array(reader->arena, count, sizeof *reader->variants);
    for (size_t i = 0; i < count; i++) {
        const struct peil_element *element = next_child(root, "variant", &at);
        reader->variants[i] = (struct peil_variant){
            .id = peil_reader_text(element, "id"),
            .label = peil_reader_text(element, "label"),
            .age = peil_element_value(element, "age"),
            .minutes = peil_reader_number(element, "minutes", NAN),
            .fallback = peil_reader_yes(element, "default"),
            .accept = peil_element_value(element, "accept"),
            .when_text = peil_element_value(element, "when"),
            .when_place = peil_element_place(element, "when"),
            .place = peil_element_place(element, "id"),
        };
    }
    reader->q->variants = reader->variants;
    reader->q->variant_count = count;
}

static void read_lists(struct peil_reader *reader, const struct peil_element *root)
{
    size_t count = count_limited(reader, root, "options", MOST_PARTS), at = 0;
    reader->lists = peil_arena_array(reader->arena, count, sizeof *reader->lists);
    for (size_t i = 0; i < count; i++) {
        struct peil_list *list = &reader->lists[i];
        peil_reader_list(reader, next_child(root, "options", &at), list);
        for (size_t j = 0; j < i; j++)
            if (strcmp(reader->lists[j].id, list->id) == 0)
                peil_diag_add(reader->diag, PEIL_ERROR, list->place,
                              "options list \"%s\" stands twice", list->id);
    }
    reader->list_count = count;
}

/* --- Items --- */

static void read_limits(struct peil_reader *reader, const struct peil_element *element,
                        struct peil_item *item)
{
    const struct peil_element *child;
    struct peil_limit *limits = NULL;
    size_t at = 0;
    while ((child = next_child(element, "limit", &at))) {
        limits =
            peil_arena_grow(reader->arena, limits, item->limit_count, sizeof *limits);
        limits[item->limit_count++] = (struct peil_limit){
            .variants = peil_reader_variants(reader, child),
            .most = read_count(reader, child, "max", PEIL_MAX_OPTIONS, item->most),
        };
        if (item->most > 0 && limits[item->limit_count - 1].most > item->most)
            peil_diag_add(reader->diag, PEIL_ERROR, peil_element_place(child, "max"),
                          "\"max\" of a limit may not be above the item's own, %zu",
                          item->most);
    }
    item->limits = limits;
}

static void read_counts(struct peil_reader *reader, const struct peil_element *element,
                        struct peil_item *item)
{
    item->least = read_count(reader, element, "min", PEIL_MAX_OPTIONS, 0);
    item->most = read_count(reader, element, "max", PEIL_MAX_OPTIONS, 0);
    if (item->most > 0 && item->least > item->most)
        peil_diag_add(reader->diag, PEIL_ERROR, peil_element_place(element, "min"),
                      "\"min\" is %zu, but \"max\" is %zu", item->least, item->most);
    if (item->option_count > 0 && item->least > item->option_count)
        peil_diag_add(reader->diag, PEIL_ERROR, peil_element_place(element, "min"),
                      "\"min\" is %zu, but there are only %zu options", item->least,
                      item->option_count);
}

static void read_range(struct peil_reader *reader, const struct peil_element *element,
                       struct peil_item *item)
{
    item->lowest = peil_reader_number(element, "min", NAN);
    item->highest = peil_reader_number(element, "max", NAN);
    item->unit = peil_element_value(element, "unit");
    if (item->lowest > item->highest)
        peil_diag_add(reader->diag, PEIL_ERROR, peil_element_place(element, "min"),
                      "\"min\" is %s, but \"max\" is %s",
                      peil_reader_text(element, "min"),
                      peil_reader_text(element, "max"));
}

static void read_flags(const struct peil_element *element, struct peil_item *item)
{
    item->assent = peil_reader_yes(element, "assent");
    item->required = peil_reader_yes(element, "required");
    item->random = strcmp(peil_reader_text(element, "order"), "random") == 0;
    item->core = peil_reader_yes(element, "core");
    item->sensitive = peil_reader_yes(element, "sensitive");
    item->practice = peil_reader_yes(element, "practice");
    item->on = strcmp(peil_reader_text(element, "on"), "no") != 0;
}

/* What a later pass still wants to know about an item. */
struct draft {
    const struct peil_element *element;
    struct peil_option *own; /* all its options when it has some of its own */
    struct peil_list *list;
};

static void read_item(struct peil_reader *reader, const struct peil_element *element,
                      struct peil_item *item, struct draft *draft)
{
    item->id = peil_reader_text(element, "id");
    item->kind = peil_kind_find(element->name);
    item->label = peil_element_value(element, "label");
    item->replaces = peil_element_value(element, "replaces");
    item->accept = peil_element_value(element, "accept");
    item->variants = peil_reader_variants(reader, element);
    item->when_text = peil_element_value(element, "when");
    item->when_place = peil_element_place(element, "when");
    item->place = peil_element_place(element, "id");
    item->longest = USUAL_ANSWER;
    item->lowest = item->highest = NAN;
    read_flags(element, item);
    item->intro = peil_reader_texts(reader, element, "intro");
    item->text = peil_reader_texts(reader, element, "text");
    item->help = peil_reader_texts(reader, element, "help");
    draft->element = element;
    draft->own = peil_reader_choices(reader, element, item, &draft->list);
    if (item->kind == PEIL_TEXT)
        item->longest =
            read_count(reader, element, "length", LONGEST_ANSWER, USUAL_ANSWER);
    else if (item->kind == PEIL_QUANTITY)
        read_range(reader, element, item);
    else if (item->kind == PEIL_MULTIPLE || item->kind == PEIL_RANKING)
        read_counts(reader, element, item);
    read_limits(reader, element, item);
}

static size_t count_items(const struct peil_element *root)
{
    size_t count = 0, at = 0;
    const struct peil_element *section;
    while ((section = next_child(root, "section", &at)))
        for (size_t i = 0; i < section->child_count; i++)
            count += peil_kind_find(section->children[i].name) != PEIL_ITEM_KINDS;
    return count;
}

struct filling {
    struct draft *drafts;
    size_t room, barrier;
};

static void read_section(struct peil_reader *reader, const struct peil_element *element,
                         size_t section, struct filling *filling)
{
    for (size_t i = 0; i < element->child_count; i++) {
        const struct peil_element *child = &element->children[i];
        size_t index = reader->q->item_count;
        if (strcmp(child->name, "barrier") == 0)
            filling->barrier++;
        if (peil_kind_find(child->name) == PEIL_ITEM_KINDS || index == filling->room)
            continue;
        reader->items[index].index = index;
        reader->items[index].section = section;
        reader->items[index].barrier = filling->barrier;
        read_item(reader, child, &reader->items[index], &filling->drafts[index]);
        reader->q->item_count++;
    }
}

static struct draft *read_sections(struct peil_reader *reader,
                                   const struct peil_element *root)
{
    struct filling filling = { .room = count_items(root) };
    if (filling.room > PEIL_MAX_ITEMS) {
        peil_diag_add(reader->diag, PEIL_ERROR, root->place, "more than %d items",
                      PEIL_MAX_ITEMS);
        filling.room = PEIL_MAX_ITEMS;
    }
    size_t count = count_limited(reader, root, "section", MOST_PARTS), at = 0;
    struct peil_section *sections =
        peil_arena_array(reader->arena, count, sizeof *sections);
    reader->items =
        peil_arena_array(reader->arena, filling.room, sizeof *reader->items);
    filling.drafts =
        peil_arena_array(reader->arena, filling.room, sizeof *filling.drafts);
    reader->q->items = reader->items;
    const struct peil_element *element;
    for (size_t i = 0; i < count && (element = next_child(root, "section", &at)); i++) {
        sections[i] = (struct peil_section){
            .id = peil_reader_text(element, "id"),
            .title = peil_reader_text(element, "title"),
            .place = peil_element_place(element, "id"),
        };
        read_section(reader, element, i, &filling);
    }
    reader->q->sections = sections;
    reader->q->section_count = count;
    return filling.drafts;
}

/* --- Derived variables --- */

static void read_bands(struct peil_reader *reader, const struct peil_element *element,
                       struct peil_derive *derive)
{
    size_t count = count_limited(reader, element, "band", PEIL_MAX_OPTIONS), at = 0;
    struct peil_band *bands = peil_arena_array(reader->arena, count, sizeof *bands);
    for (size_t i = 0; i < count; i++) {
        const struct peil_element *band = next_child(element, "band", &at);
        bands[i] = (struct peil_band){
            .code = peil_reader_text(band, "code"),
            .label = peil_reader_text(band, "label"),
            .from = peil_reader_number(band, "from", NAN),
            .to = peil_reader_number(band, "to", NAN),
            .variants = peil_reader_variants(reader, band),
            .place = peil_element_place(band, "of"),
        };
        bands[i].of_count =
            peil_text_words(reader->arena, peil_reader_text(band, "of"), &bands[i].of);
    }
    derive->bands = bands;
    derive->band_count = count;
}

static void read_derives(struct peil_reader *reader, const struct peil_element *root)
{
    size_t count = count_limited(reader, root, "derive", MOST_PARTS), at = 0;
    struct peil_derive *derives =
        peil_arena_array(reader->arena, count, sizeof *derives);
    for (size_t i = 0; i < count; i++) {
        const struct peil_element *element = next_child(root, "derive", &at);
        const char *from = peil_reader_text(element, "from");
        derives[i] = (struct peil_derive){
            .id = peil_reader_text(element, "id"),
            .label = peil_reader_text(element, "label"),
            .from = peil_questionnaire_item(reader->q, from),
            .place = peil_element_place(element, "id"),
        };
        if (!derives[i].from && *from)
            peil_diag_add(reader->diag, PEIL_ERROR, peil_element_place(element, "from"),
                          "unknown item \"%s\"", from);
        read_bands(reader, element, &derives[i]);
    }
    reader->q->derives = derives;
    reader->q->derive_count = count;
}

static struct peil_texts read_page(struct peil_reader *reader,
                                   const struct peil_element *root, const char *name)
{
    size_t at = 0;
    const struct peil_element *page = next_child(root, name, &at);
    return page ? peil_reader_texts(reader, page, "text") : (struct peil_texts){ 0 };
}

/* --- Conditions: last, since they speak of everything --- */

/* Of an element's own options, which stand in `options`. */
static void read_option_conditions(struct peil_reader *reader,
                                   const struct peil_element *element,
                                   struct peil_option *options, size_t count,
                                   size_t before)
{
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
        options[i].when =
            peil_reader_condition(reader, next_child(element, "option", &at), before);
}

static void read_item_conditions(struct peil_reader *reader, struct peil_item *item,
                                 const struct draft *draft)
{
    size_t shared = draft->list ? draft->list->choices.option_count : 0;
    item->when = peil_reader_condition(reader, draft->element, item->index);
    if (!draft->own)
        return;
    for (size_t i = 0; i < shared; i++)
        draft->own[i].when = draft->list->options[i].when;
    read_option_conditions(reader, draft->element, draft->own + shared,
                           item->option_count - shared, item->index);
}

static void read_conditions(struct peil_reader *reader, const struct peil_element *root,
                            const struct draft *drafts)
{
    struct peil_questionnaire *q = reader->q;
    size_t at = 0;
    for (size_t i = 0; i < q->variant_count; i++)
        reader->variants[i].when =
            peil_reader_condition(reader, next_child(root, "variant", &at), SIZE_MAX);
    for (size_t i = 0; i < reader->list_count; i++)
        read_option_conditions(
            reader, reader->lists[i].element, reader->lists[i].options,
            reader->lists[i].choices.option_count, reader->lists[i].first_user);
    for (size_t i = 0; i < q->item_count; i++)
        read_item_conditions(reader, &reader->items[i], &drafts[i]);
}

/* --- All of it --- */

static struct peil_questionnaire *read_tree(const struct peil_element *root,
                                            struct peil_arena *arena,
                                            struct peil_diag *diag)
{
    struct peil_questionnaire *q = peil_arena_array(arena, 1, sizeof *q);
    struct peil_reader reader = { .q = q, .arena = arena, .diag = diag };
    read_head(&reader, root);
    read_placeholders(&reader, root);
    read_variants(&reader, root);
    q->title = peil_reader_texts(&reader, root, "title");
    read_lists(&reader, root);
    const struct draft *drafts = read_sections(&reader, root);
    read_derives(&reader, root);
    q->refused = read_page(&reader, root, "refused");
    q->stopped = read_page(&reader, root, "stopped");
    q->closing = read_page(&reader, root, "closing");
    read_conditions(&reader, root, drafts);
    peil_questionnaire_judge(q, arena, diag);
    return q;
}

static const struct peil_questionnaire *
make(const struct peil_element *root, struct peil_arena *arena, struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    if (!root)
        return NULL;
    if (!peil_grammar_check(&peil_questionnaire_schema, root, diag) &&
        strcmp(root->name, peil_questionnaire_schema.root) != 0)
        return NULL; /* another language altogether */
    struct peil_questionnaire *q = read_tree(root, arena, diag);
    return peil_diag_count(diag, PEIL_ERROR) == errors ? q : NULL;
}

const struct peil_questionnaire *peil_questionnaire_read(const char *path,
                                                         struct peil_arena *arena,
                                                         struct peil_diag *diag)
{
    return make(peil_xml_read(path, arena, diag), arena, diag);
}

const struct peil_questionnaire *
peil_questionnaire_parse(const char *bytes, size_t length, const char *name,
                         struct peil_arena *arena, struct peil_diag *diag)
{
    return make(peil_xml_parse(bytes, length, name, arena, diag), arena, diag);
}
