#include "questionnaires/reader.h"

#include "questionnaires/base/text.h"

#include <string.h>

enum { LONGEST_TEXT = 64 * 1024, LONGEST_PICTURE = 8 };

bool peil_variants_overlap(peil_variants a, peil_variants b)
{
    return a == 0 || b == 0 || (a & b) != 0;
}

static peil_variants find_variant(struct peil_reader *reader, const char *id,
                                  struct peil_place place)
{
    for (size_t i = 0; i < reader->q->variant_count; i++)
        if (strcmp(reader->q->variants[i].id, id) == 0)
            return 1u << i;
    peil_diag_add(reader->diag, PEIL_ERROR, place, "unknown variant \"%s\"", id);
    return 0;
}

peil_variants peil_reader_variants(struct peil_reader *reader,
                                   const struct peil_element *element)
{
    const struct peil_attribute *attribute = peil_element_attribute(element, "variant");
    const char *const *ids;
    size_t count =
        attribute ? peil_text_words(reader->arena, attribute->value, &ids) : 0;
    peil_variants set = 0;
    for (size_t i = 0; i < count; i++)
        set |= find_variant(reader, ids[i], attribute->place);
    return set;
}

static bool is_known_placeholder(const struct peil_questionnaire *q, const char *name)
{
    static const char *const of_study[] = { "naam_ojs", "telefoon_ojs", "site_ojs" };
    for (size_t i = 0; i < sizeof of_study / sizeof *of_study; i++)
        if (strcmp(of_study[i], name) == 0)
            return true;
    for (size_t i = 0; i < q->placeholder_count; i++)
        if (strcmp(q->placeholders[i].name, name) == 0)
            return true;
    return false;
}

/* Only {a_name} is a placeholder; other braces are text. */
static void check_placeholders(struct peil_reader *reader,
                               const struct peil_wording *wording)
{
    for (const char *at = strchr(wording->text, '{'); at; at = strchr(at, '{')) {
        size_t length = strcspn(++at, "{}");
        const char *name = peil_arena_copy_span(reader->arena, at, length);
        if (at[length] == '}' && peil_text_is_name(name) &&
            !is_known_placeholder(reader->q, name))
            peil_diag_add(reader->diag, PEIL_WARNING, wording->place,
                          "unknown placeholder {%s}", name);
    }
}

/* Paragraphs go into one text, their pictures into one line of words. */
static void read_paragraphs(struct peil_reader *reader,
                            const struct peil_element *element,
                            struct peil_wording *wording)
{
    size_t room = 1, count = element->child_count;
    for (size_t i = 0; i < count; i++)
        room += strlen(element->children[i].text) + 1;
    char *text = peil_arena_array(reader->arena, room, 1);
    char *pictures = peil_arena_array(reader->arena, count, LONGEST_PICTURE + 1);
    const char *first = pictures;
    wording->text = text;
    for (size_t i = 0; i < count; i++) {
        const struct peil_element *p = &element->children[i];
        const char *picture = peil_element_value(p, "picture");
        bool known = picture && strlen(picture) <= LONGEST_PICTURE;
        if (!*p->text)
            peil_diag_add(reader->diag, PEIL_ERROR, p->place, "\"%s\" has no text",
                          p->name);
        if (known)
            wording->pictures = first;
        text = stpcpy(stpcpy(text, i ? "\n" : ""), p->text);
        pictures = stpcpy(stpcpy(pictures, i ? " " : ""), known ? picture : "-");
    }
}

static struct peil_wording read_wording(struct peil_reader *reader,
                                        const struct peil_element *element)
{
    const char *language = peil_element_value(element, "xml:lang");
    struct peil_wording wording = {
        .text = element->text,
        .language = language ? language : reader->q->language,
        .place = *element->text ? element->text_place : element->place,
    };
    if (*element->text && element->child_count > 0)
        peil_diag_add(reader->diag, PEIL_ERROR, wording.place,
                      "\"%s\" holds both text and elements", element->name);
    else if (element->child_count > 0)
        read_paragraphs(reader, element, &wording);
    else if (!*element->text)
        peil_diag_add(reader->diag, PEIL_ERROR, wording.place, "\"%s\" has no text",
                      element->name);
    if (strlen(wording.text) > LONGEST_TEXT)
        peil_diag_add(reader->diag, PEIL_ERROR, wording.place,
                      "the text is longer than 64 KiB");
    else
        check_placeholders(reader, &wording);
    return wording;
}

/* A wording for all may stand beside one for some; two for the same may not. */
static bool clash(const struct peil_wording *a, const struct peil_wording *b)
{
    bool same_reach = (a->variants == 0) == (b->variants == 0);
    return same_reach && peil_variants_overlap(a->variants, b->variants) &&
           strcmp(a->language, b->language) == 0;
}

static void check_clash(struct peil_reader *reader, const struct peil_texts *texts,
                        const struct peil_wording *wording, const char *name)
{
    for (size_t i = 0; i < texts->count; i++)
        if (clash(&texts->wordings[i], wording)) {
            peil_diag_add(reader->diag, PEIL_ERROR, wording->place,
                          "a second \"%s\" for the same variant and language", name);
            return;
        }
}

struct peil_texts peil_reader_texts(struct peil_reader *reader,
                                    const struct peil_element *parent, const char *name)
{
    struct peil_wording *wordings =
        peil_arena_array(reader->arena, parent->child_count, sizeof *wordings);
    struct peil_texts texts = { .wordings = wordings };
    for (size_t i = 0; i < parent->child_count; i++) {
        const struct peil_element *child = &parent->children[i];
        if (strcmp(child->name, name) != 0)
            continue;
        wordings[texts.count] = read_wording(reader, child);
        wordings[texts.count].variants = peil_reader_variants(reader, child);
        check_clash(reader, &texts, &wordings[texts.count], name);
        texts.count++;
    }
    return texts;
}

struct peil_texts peil_reader_label(struct peil_reader *reader,
                                    const struct peil_element *element)
{
    if (!*element->text)
        return peil_reader_texts(reader, element, "text");
    struct peil_wording *wording = peil_arena_array(reader->arena, 1, sizeof *wording);
    *wording = read_wording(reader, element); /* for all who see the option */
    return (struct peil_texts){ .wordings = wording, .count = 1 };
}
