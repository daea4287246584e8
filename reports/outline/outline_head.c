#include "questionnaires/base/text.h"
#include "reports/outline/outline_reader.h"

#include <string.h>

enum { LONGEST_ID = 64 };

void peil_outline_complain(const struct peil_outline_reader *reader,
                           struct peil_place place, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    peil_diag_add(reader->diag, PEIL_ERROR, place, "%s",
                  peil_arena_format_list(reader->arena, format, values));
    va_end(values);
}

static bool is_yes(const struct peil_element *element, const char *attribute)
{
    const char *value = peil_element_value(element, attribute);
    return value && strcmp(value, "yes") == 0;
}

/* It becomes part of a file's name, or of an address in a page. */
const char *peil_outline_id(const struct peil_outline_reader *reader,
                            const struct peil_element *element)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    const char *id = peil_element_value(element, "id");
    if (id && (!*id || id[strspn(id, allowed)] || strlen(id) > LONGEST_ID))
        peil_outline_complain(reader, peil_element_place(element, "id"),
                              "an id may have a-z, 0-9, _ and -, at most %d",
                              LONGEST_ID);
    return id;
}

/* --- Placeholders --- */

static bool is_listed(const struct peil_placeholder *placeholders, size_t count,
                      const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(placeholders[i].name, name) == 0)
            return true;
    return false;
}

static bool is_placeholder(const struct peil_outline_reader *reader, const char *name)
{
    static const char *const usual[] = { "naam_ojs", "telefoon_ojs", "site_ojs",
                                         "ojs",      "wave",         "respondents" };
    const struct peil_outline *outline = reader->outline;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (strcmp(usual[i], name) == 0)
            return true;
    for (size_t i = 0; i < outline->source_count; i++) {
        const struct peil_questionnaire *q = outline->sources[i].questionnaire;
        if (q && is_listed(q->placeholders, q->placeholder_count, name))
            return true;
    }
    return (outline->per && strcmp(outline->per, name) == 0) ||
           is_listed(reader->study->placeholders, reader->study->placeholder_count,
                     name) ||
           is_listed(outline->placeholders, outline->placeholder_count, name);
}

/* Braces around anything but a name are just braces. */
const char *peil_outline_words(const struct peil_outline_reader *reader,
                               const char *text, struct peil_place place)
{
    for (const char *at = text; at && (at = strchr(at, '{')); at++) {
        size_t length = strcspn(at + 1, "{}");
        const char *name = peil_arena_copy_span(reader->arena, at + 1, length);
        if (at[1 + length] == '}' && peil_text_is_name(name) &&
            !is_placeholder(reader, name))
            peil_outline_complain(
                reader, place,
                "unknown placeholder \"%s\"; the report can say what it is when "
                "the study does not: <placeholder name=\"%s\">",
                name, name);
    }
    return text;
}

/* --- Sources --- */

static const char *beside(const struct peil_outline_reader *reader, const char *path)
{
    const char *slash = strrchr(reader->outline->file, '/');
    if (strcmp(path, "-") == 0)
        return "./-"; /* a report may not wait for somebody to type */
    if (*path == '/' || !slash)
        return path;
    return peil_arena_format(reader->arena, "%.*s%s",
                             (int)(slash + 1 - reader->outline->file),
                             reader->outline->file, path);
}

/* A study is of several questionnaires, so what it switches need not be in this one. */
static const struct peil_questionnaire *
read_questionnaire(const struct peil_outline_reader *reader, const char *path)
{
    struct peil_diag *unheard = peil_diag_new(reader->arena);
    const struct peil_questionnaire *q =
        peil_questionnaire_read(path, reader->arena, reader->diag);
    const struct peil_questionnaire *applied =
        q ? peil_study_apply(reader->study, q, reader->arena, unheard) : NULL;
    const struct peil_problem *problems;
    size_t count = peil_diag_problems(unheard, &problems);
    for (size_t i = 0; i < count; i++)
        if (problems[i].severity == PEIL_ERROR)
            peil_outline_complain(reader, problems[i].place, "%s", problems[i].message);
    return applied;
}

static void read_source(const struct peil_outline_reader *reader,
                        const struct peil_element *element, struct peil_source *source)
{
    const char *path = peil_element_value(element, "questionnaire");
    const char *id = peil_element_value(element, "id");
    const char *wave = peil_element_value(element, "wave");
    *source = (struct peil_source){
        .id = id ? id : "",
        .label = peil_element_value(element, "label"),
        .questionnaire = path ? read_questionnaire(reader, beside(reader, path)) : NULL,
        .wave = wave ? wave : "wave",
        .optional = is_yes(element, "optional"),
        .place = element->place,
    };
    for (const struct peil_source *s = reader->outline->sources; s < source; s++)
        if (strcmp(s->id, source->id) == 0)
            peil_outline_complain(reader, peil_element_place(element, "id"),
                                  "source \"%s\" stands twice", source->id);
    const struct peil_questionnaire *q = source->questionnaire;
    if (q && !source->label)
        source->label = peil_texts_first(&q->title, q);
    if (q && !peil_outline_has_variable(q, source->wave))
        peil_outline_complain(reader, peil_element_place(element, "wave"),
                              "unknown variable \"%s\" in \"%s\"", source->wave, q->id);
}

/* --- The head --- */

static void read_placeholder(struct peil_outline_reader *reader,
                             const struct peil_element *element,
                             struct peil_placeholder *placeholders)
{
    const char *name = peil_element_value(element, "name");
    struct peil_outline *outline = reader->outline;
    if (name && is_listed(placeholders, outline->placeholder_count, name))
        peil_outline_complain(reader, peil_element_place(element, "name"),
                              "placeholder \"%s\" stands twice", name);
    placeholders[outline->placeholder_count++] = (struct peil_placeholder){
        .name = name ? name : "",
        .value = element->text,
        .place = peil_element_place(element, "name"),
    };
}

/* What blocks refer to, before them. */
static void read_parts(struct peil_outline_reader *reader,
                       const struct peil_element *root)
{
    struct peil_outline *outline = reader->outline;
    struct peil_source *sources =
        peil_arena_array(reader->arena, root->child_count, sizeof *sources);
    struct peil_placeholder *placeholders =
        peil_arena_array(reader->arena, root->child_count, sizeof *placeholders);
    outline->sources = sources;
    outline->placeholders = placeholders;
    for (size_t i = 0; i < root->child_count; i++) {
        const struct peil_element *child = &root->children[i];
        if (strcmp(child->name, "placeholder") == 0)
            read_placeholder(reader, child, placeholders);
        else if (strcmp(child->name, "source") == 0)
            read_source(reader, child, &sources[outline->source_count++]);
    }
}

static void read_titles(struct peil_outline_reader *reader,
                        const struct peil_element *root)
{
    struct peil_outline *outline = reader->outline;
    for (size_t i = 0; i < root->child_count; i++) {
        const struct peil_element *child = &root->children[i];
        if (strcmp(child->name, "title") == 0)
            outline->title = peil_outline_words(reader, child->text, child->text_place);
        else if (strcmp(child->name, "subtitle") == 0)
            outline->subtitle =
                peil_outline_words(reader, child->text, child->text_place);
    }
}

static bool has_groups(const struct peil_outline *outline, const char *name)
{
    bool known = false;
    for (size_t i = 0; i < outline->source_count; i++) {
        const struct peil_questionnaire *q = outline->sources[i].questionnaire;
        known = known || !q || peil_outline_has_groups(q, name);
    }
    return known;
}

/* Sources without them are told whole. */
static void check_groups(const struct peil_outline_reader *reader,
                         const struct peil_element *root)
{
    static const char *const attributes[] = { "by", "per" };
    for (size_t i = 0; i < 2; i++) {
        const char *name = peil_element_value(root, attributes[i]);
        if (name && !has_groups(reader->outline, name))
            peil_outline_complain(reader, peil_element_place(root, attributes[i]),
                                  "no source has groups \"%s\"", name);
    }
}

void peil_outline_head(struct peil_outline_reader *reader,
                       const struct peil_element *root)
{
    struct peil_outline *outline = reader->outline;
    const char *language = peil_element_value(root, "xml:lang");
    *outline = (struct peil_outline){
        .id = peil_outline_id(reader, root),
        .language = language ? language : "nl",
        .file = root->place.file,
        .title = "",
        .by = peil_element_value(root, "by"),
        .per = peil_element_value(root, "per"),
        .landscape = is_yes(root, "landscape"),
        .leaflet = is_yes(root, "leaflet"),
    };
    read_parts(reader, root);
    read_titles(reader, root);
    check_groups(reader, root);
}
