#include "questionnaires/study.h"

#include "questionnaires/base/text.h"
#include "questionnaires/grammar.h"

#include <string.h>

enum { LEAST_CELL = 5, LEAST_GROUP = 10, MOST_SCHOOLS = 2000, MOST_KEYS = 8 };

/* A study being read. */
struct reading {
    struct peil_study *study;
    struct peil_school *schools;
    struct peil_placeholder *placeholders;
    struct peil_public_key *keys;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

static const char *text_of(const struct peil_element *element, const char *attribute)
{
    const char *value = peil_element_value(element, attribute);
    return value ? value : "";
}

static long read_count(const struct reading *reading,
                       const struct peil_element *element, const char *attribute,
                       long otherwise)
{
    long number;
    if (!peil_text_integer(text_of(element, attribute), &number))
        return otherwise;
    if (number < 1)
        peil_diag_add(reading->diag, PEIL_ERROR, peil_element_place(element, attribute),
                      "\"%s\" must be at least 1", attribute);
    return number;
}

static void read_ojs(struct reading *reading, const struct peil_element *element)
{
    struct peil_study *study = reading->study;
    study->ojs = text_of(element, "code");
    study->name = element->text;
    study->phone = text_of(element, "phone");
    study->site = text_of(element, "site");
    if (!*element->text)
        peil_diag_add(reading->diag, PEIL_ERROR, element->place,
                      "\"ojs\" has no name between its tags");
}

static void read_school(struct reading *reading, const struct peil_element *element)
{
    struct peil_study *study = reading->study;
    struct peil_school school = {
        .code = text_of(element, "code"),
        .name = text_of(element, "name"),
        .level = text_of(element, "level"),
        .pupils = read_count(reading, element, "pupils", 0),
        .place = peil_element_place(element, "code"),
    };
    for (size_t i = 0; i < study->school_count; i++)
        if (*school.code && strcmp(study->schools[i].code, school.code) == 0)
            peil_diag_add(reading->diag, PEIL_ERROR, school.place,
                          "school \"%s\" stands twice", school.code);
    if (study->school_count == MOST_SCHOOLS)
        peil_diag_add(reading->diag, PEIL_ERROR, school.place, "more than %d schools",
                      MOST_SCHOOLS);
    if (study->school_count >= MOST_SCHOOLS)
        return;
    reading->schools = peil_arena_grow(reading->arena, reading->schools,
                                       study->school_count, sizeof school);
    reading->schools[study->school_count++] = school;
    study->schools = reading->schools;
}

static const struct peil_placeholder *
find_placeholder(const struct peil_placeholder *placeholders, size_t count,
                 const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(placeholders[i].name, name, length) == 0 &&
            !placeholders[i].name[length])
            return &placeholders[i];
    return NULL;
}

static void add_placeholder(struct reading *reading,
                            struct peil_placeholder placeholder)
{
    struct peil_study *study = reading->study;
    reading->placeholders =
        peil_arena_grow(reading->arena, reading->placeholders, study->placeholder_count,
                        sizeof placeholder);
    reading->placeholders[study->placeholder_count++] = placeholder;
    study->placeholders = reading->placeholders;
}

static void read_placeholder(struct reading *reading,
                             const struct peil_element *element)
{
    struct peil_study *study = reading->study;
    struct peil_placeholder placeholder = {
        .name = text_of(element, "name"),
        .value = element->text,
        .place = peil_element_place(element, "name"),
    };
    if (find_placeholder(study->placeholders, study->placeholder_count,
                         placeholder.name, strlen(placeholder.name)))
        peil_diag_add(reading->diag, PEIL_ERROR, placeholder.place,
                      "placeholder \"%s\" stands twice", placeholder.name);
    else
        add_placeholder(reading, placeholder);
}

/* What the OJS says of itself serves the usual placeholders. */
static void add_usual_placeholders(struct reading *reading)
{
    const struct peil_study *study = reading->study;
    const struct peil_placeholder usual[] = {
        { .name = "naam_ojs", .value = study->name },
        { .name = "telefoon_ojs", .value = study->phone },
        { .name = "site_ojs", .value = study->site },
    };
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (*usual[i].value &&
            !find_placeholder(study->placeholders, study->placeholder_count,
                              usual[i].name, strlen(usual[i].name)))
            add_placeholder(reading, usual[i]);
}

static bool is_among(const char *const *ids, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(ids[i], id) == 0)
            return true;
    return false;
}

static void read_items(struct reading *reading, const struct peil_element *element)
{
    struct peil_study *study = reading->study;
    study->on_count =
        peil_text_words(reading->arena, text_of(element, "on"), &study->on);
    study->off_count =
        peil_text_words(reading->arena, text_of(element, "off"), &study->off);
    for (size_t i = 0; i < study->off_count; i++)
        if (is_among(study->on, study->on_count, study->off[i]))
            peil_diag_add(reading->diag, PEIL_ERROR, peil_element_place(element, "off"),
                          "\"%s\" is switched both on and off", study->off[i]);
}

static void read_disclosure(struct reading *reading, const struct peil_element *element)
{
    reading->study->least_cell = read_count(reading, element, "cell", LEAST_CELL);
    reading->study->least_group = read_count(reading, element, "group", LEAST_GROUP);
}

static void read_key(struct reading *reading, const struct peil_element *element)
{
    struct peil_study *study = reading->study;
    struct peil_public_key key = { .name = text_of(element, "name"),
                                   .text = element->text,
                                   .place = element->text_place };
    for (size_t i = 0; i < study->key_count; i++)
        if (strcmp(study->keys[i].name, key.name) == 0 ||
            strcmp(study->keys[i].text, key.text) == 0)
            peil_diag_add(reading->diag, PEIL_ERROR, element->place,
                          "key \"%s\" stands twice", key.name);
    if (study->key_count == MOST_KEYS)
        peil_diag_add(reading->diag, PEIL_ERROR, element->place, "more than %d keys",
                      MOST_KEYS);
    if (study->key_count >= MOST_KEYS)
        return;
    reading->keys[study->key_count++] = key;
    study->keys = reading->keys;
}

static void read_seal(struct reading *reading, const struct peil_element *element)
{
    if (!reading->keys) /* a second "seal" is an error, but is read too */
        reading->keys =
            peil_arena_array(reading->arena, MOST_KEYS, sizeof *reading->keys);
    for (size_t i = 0; i < element->child_count; i++)
        read_key(reading, &element->children[i]);
}

static const struct part {
    const char *name;
    void (*read)(struct reading *reading, const struct peil_element *element);
} parts[] = {
    { "ojs", read_ojs },
    { "school", read_school },
    { "placeholder", read_placeholder },
    { "items", read_items },
    { "disclosure", read_disclosure },
    { "seal", read_seal },
};

static void read_part(struct reading *reading, const struct peil_element *element)
{
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strcmp(parts[i].name, element->name) == 0)
            parts[i].read(reading, element);
}

static const struct peil_study without_study = {
    .ojs = "",
    .name = "",
    .phone = "",
    .site = "",
    .wave = "",
    .least_cell = LEAST_CELL,
    .least_group = LEAST_GROUP,
};

const struct peil_study *peil_study_none(void)
{
    return &without_study;
}

/* `root` may be NULL: then diag has said why. */
static const struct peil_study *read_tree(const struct peil_element *root,
                                          size_t errors, struct peil_arena *arena,
                                          struct peil_diag *diag)
{
    if (!root)
        return NULL;
    bool sound = peil_grammar_check(&peil_study_schema, root, diag);
    if (!sound && strcmp(root->name, peil_study_schema.root) != 0)
        return NULL; /* another language altogether */
    struct peil_study *study = peil_arena_array(arena, 1, sizeof *study);
    struct reading reading = { .study = study, .arena = arena, .diag = diag };
    *study = without_study;
    study->wave = text_of(root, "wave");
    for (size_t i = 0; i < root->child_count; i++)
        read_part(&reading, &root->children[i]);
    add_usual_placeholders(&reading);
    return peil_diag_count(diag, PEIL_ERROR) == errors ? study : NULL;
}

const struct peil_study *peil_study_read(const char *path, struct peil_arena *arena,
                                         struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    return read_tree(peil_xml_read(path, arena, diag), errors, arena, diag);
}

const struct peil_study *peil_study_parse(const char *bytes, size_t length,
                                          const char *name, struct peil_arena *arena,
                                          struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    return read_tree(peil_xml_parse(bytes, length, name, arena, diag), errors, arena,
                     diag);
}

/* --- Applying it --- */

static void warn(struct peil_diag *diag, const char *id, const char *message)
{
    peil_diag_add(diag, PEIL_WARNING, (struct peil_place){ 0 }, "the study %s \"%s\"",
                  message, id);
}

static void switch_items(struct peil_item *items, size_t item_count,
                         const char *const *ids, size_t count, bool on)
{
    for (size_t i = 0; i < item_count; i++)
        if (is_among(ids, count, items[i].id))
            items[i].on = on;
}

static void check_ids(const struct peil_questionnaire *q, const char *const *ids,
                      size_t count, struct peil_diag *diag)
{
    for (size_t i = 0; i < count; i++)
        if (!peil_questionnaire_item(q, ids[i]))
            warn(diag, ids[i], "switches an item that the questionnaire has not:");
}

/* Conditions go on pointing to the items as they were read; they use only their
 * indexes, ids and options, which stay the same. */
const struct peil_questionnaire *peil_study_apply(const struct peil_study *study,
                                                  const struct peil_questionnaire *q,
                                                  struct peil_arena *arena,
                                                  struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    struct peil_questionnaire *applied = peil_arena_array(arena, 1, sizeof *applied);
    struct peil_item *items = peil_arena_array(arena, q->item_count, sizeof *items);
    *applied = *q;
    if (q->item_count > 0)
        memcpy(items, q->items, q->item_count * sizeof *items);
    applied->items = items;
    check_ids(q, study->on, study->on_count, diag);
    check_ids(q, study->off, study->off_count, diag);
    switch_items(items, q->item_count, study->on, study->on_count, true);
    switch_items(items, q->item_count, study->off, study->off_count, false);
    for (size_t i = 0; i < q->item_count; i++) {
        bool needed = items[i].assent || items[i].required;
        if (!items[i].on && needed)
            peil_diag_add(diag, PEIL_ERROR, items[i].place,
                          "\"%s\" cannot be switched off", items[i].id);
        else if (!items[i].on && items[i].core)
            warn(diag, items[i].id, "switches off a core item:");
    }
    return peil_diag_count(diag, PEIL_ERROR) == errors ? applied : NULL;
}

/* The value for the name of that length, or NULL: the study's, else the default. */
static const char *value_of(const struct peil_study *study,
                            const struct peil_questionnaire *q, const char *name,
                            size_t length)
{
    const struct peil_placeholder *found =
        find_placeholder(study->placeholders, study->placeholder_count, name, length);
    if (!found)
        found = find_placeholder(q->placeholders, q->placeholder_count, name, length);
    return found ? found->value : NULL;
}

/* One pass that counts when `out` is NULL, and writes otherwise. Values are not
 * filled again, so that none can refer to itself. */
static size_t fill(const struct peil_study *study, const struct peil_questionnaire *q,
                   const char *text, char *out)
{
    size_t filled = 0;
    while (*text) {
        size_t name = *text == '{' ? strcspn(text + 1, "{}") : 0;
        bool closed = *text == '{' && text[1 + name] == '}';
        const char *value = closed ? value_of(study, q, text + 1, name) : NULL;
        const char *piece = value ? value : text;
        size_t length = value ? strlen(value) : 1;
        if (out)
            memcpy(out + filled, piece, length);
        filled += length;
        text += value ? name + 2 : 1;
    }
    return filled;
}

const char *peil_study_fill(const struct peil_study *study,
                            const struct peil_questionnaire *q, const char *text,
                            struct peil_arena *arena)
{
    if (!strchr(text, '{'))
        return text;
    size_t length = fill(study, q, text, NULL);
    char *filled = peil_arena_array(arena, length + 1, 1);
    fill(study, q, text, filled);
    return filled;
}
