#include "analyze/counts_file.h"

#include "questionnaires/base/file.h"
#include "questionnaires/base/html.h"
#include "questionnaires/base/schema_table.h"
#include "questionnaires/base/text.h"
#include "questionnaires/grammar.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

enum { MOST_PERSONS = 10000000 };

static const struct peil_schema_element elements[] = {
    { .name = "counts",
      .about = "counts that may be published, of one SWV or of several",
      .attributes = ATTRIBUTES(MUST("questionnaire", TEXT, "its id"),
                               MAY("by", NAME, "the variable of the groups"),
                               MAY("groups", CODES, "its codes, in order")),
      .children = CHILDREN(ANY("item"), SOME("ojs")) },
    { .name = "item",
      .about = "a question that was counted",
      .attributes = ATTRIBUTES(
          MUST("id", NAME, "its id in the questionnaire"),
          MAY("part", INTEGER, "which of its lists, when variants have others"),
          MUST("hash", CODE, "of its words and options"),
          MAY("multiple", YES_NO, "several answers could be given"),
          MUST("codes", CODES, "of its options, in order")) },
    { .name = "ojs",
      .about = "the counts of one SWV in one wave",
      .attributes =
          ATTRIBUTES(MUST("code", CODE, "whose: \"VO3006\""),
                     MUST("wave", TEXT, "which time: \"2026-1\""),
                     MAY("version", TEXT, "of the questionnaire"),
                     MUST("responses", INTEGER, "how many there were"),
                     MAY("synthetic", YES_NO, "practice data are among them")),
      .children = CHILDREN(ANY("n")) },
    { .name = "n",
      .about = "base and counts, for everyone and behind each | for a group",
      .text = true,
      .attributes = ATTRIBUTES(MUST("item", NAME, "its id"),
                               MAY("part", INTEGER, "as the item's")) },
};
const struct peil_schema peil_counts_schema = {
    .namespace = "urn:peil:counts:1",
    .root = "counts",
    .elements = elements,
    .element_count = COUNT(elements),
};

/* --- Reading --- */

struct reader {
    struct peil_counts *counts;
    struct peil_counts_item *items;
    struct peil_counts_part *parts;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

static const char *text_of(const struct peil_element *element, const char *name)
{
    const char *value = peil_element_value(element, name);
    return value ? value : "";
}

/* Of what people wrote: on one line. */
static const char *line_of(const struct reader *reader,
                           const struct peil_element *element, const char *name)
{
    return peil_text_squeeze(reader->arena, text_of(element, name));
}

static long integer_of(const struct peil_element *element, const char *name)
{
    long number = 0;
    return peil_text_integer(text_of(element, name), &number) ? number : 0;
}

static void refuse(struct reader *reader, struct peil_place place, const char *format,
                   ...) PEIL_FORMAT(3, 4);

static void refuse(struct reader *reader, struct peil_place place, const char *format,
                   ...)
{
    va_list values;
    va_start(values, format);
    peil_diag_add(reader->diag, PEIL_ERROR, place, "%s",
                  peil_arena_format_list(reader->arena, format, values));
    va_end(values);
}

static void read_item(struct reader *reader, const struct peil_element *element)
{
    struct peil_counts_item *item = &reader->items[reader->counts->item_count++];
    *item = (struct peil_counts_item){
        .id = text_of(element, "id"),
        .hash = text_of(element, "hash"),
        .part = (size_t)integer_of(element, "part"),
        .multiple = strcmp(text_of(element, "multiple"), "yes") == 0,
        .place = element->place,
    };
    item->code_count =
        peil_text_words(reader->arena, text_of(element, "codes"), &item->codes);
    if (reader->counts->item_count == 1)
        return;
    const struct peil_counts_item *before = item - 1;
    int order = strcmp(before->id, item->id);
    if (order > 0 || (order == 0 && before->part >= item->part))
        refuse(reader, element->place,
               "items stand once, by id and part: \"%s\" comes too late", item->id);
}

static size_t find_item(struct reader *reader, const struct peil_element *element)
{
    const char *id = text_of(element, "item");
    size_t part = (size_t)integer_of(element, "part"), i = 0;
    while (i < reader->counts->item_count &&
           (strcmp(reader->items[i].id, id) != 0 || reader->items[i].part != part))
        i++;
    if (i < reader->counts->item_count)
        return i;
    refuse(reader, element->place, "there is no item \"%s\"", id);
    return SIZE_MAX;
}

/* "148", or "." for hidden. */
static bool read_figure(const char *word, double *figure)
{
    long number;
    bool hidden = strcmp(word, ".") == 0;
    bool well = hidden || (peil_text_integer(word, &number) && number >= 0 &&
                           number <= MOST_PERSONS);
    *figure = hidden || !well ? NAN : (double)number;
    return well;
}

/* Of a group, or of everyone: `words` are base and counts. */
static bool check_row(struct reader *reader, const struct peil_counts_item *item,
                      const double *row, struct peil_place place)
{
    double sum = 0;
    for (size_t i = 1; i <= item->code_count; i++) {
        if (row[i] > row[0]) {
            refuse(reader, place, "more chose code \"%s\" of \"%s\" than were asked",
                   item->codes[i - 1], item->id);
            return false;
        }
        sum += isnan(row[i]) ? 0 : row[i];
    }
    if (item->multiple || !(sum > row[0]))
        return true;
    refuse(reader, place, "the answers to \"%s\" are more than were asked", item->id);
    return false;
}

/* Groups are parts of everyone. */
static void check_groups(struct reader *reader, const struct peil_counts_item *item,
                         const double *figures, struct peil_place place)
{
    size_t width = 1 + item->code_count;
    for (size_t k = 0; k < width; k++) {
        double sum = 0;
        for (size_t g = 1; g <= reader->counts->group_count; g++)
            sum += isnan(figures[g * width + k]) ? 0 : figures[g * width + k];
        if (!(sum > figures[k]))
            continue;
        refuse(reader, place, "the groups of \"%s\" are more than everyone", item->id);
        return;
    }
}

static const double *read_figures(struct reader *reader,
                                  const struct peil_element *element,
                                  const struct peil_counts_item *item)
{
    size_t width = 1 + item->code_count, groups = 1 + reader->counts->group_count;
    const char *const *words;
    size_t count = peil_text_words(reader->arena, element->text, &words);
    double *figures = peil_arena_array(reader->arena, groups * width, sizeof *figures);
    bool well = count == groups * width + groups - 1;
    for (size_t i = 0, at = 0; well && i < count; i++)
        well = (i + 1) % (width + 1) == 0 ? strcmp(words[i], "|") == 0
                                          : read_figure(words[i], &figures[at++]);
    if (!well) {
        refuse(reader, element->text_place,
               "\"%s\" has %zu figures (a number or .) for everyone and, behind "
               "a |, for each of %zu groups",
               item->id, width, groups - 1);
        return NULL;
    }
    for (size_t g = 0; g < groups && well; g++)
        well = check_row(reader, item, figures + g * width, element->text_place);
    if (well)
        check_groups(reader, item, figures, element->text_place);
    return figures;
}

static void check_place(struct reader *reader, const struct peil_counts_part *part)
{
    if (reader->counts->part_count == 1)
        return;
    const struct peil_counts_part *before = part - 1;
    int order = strcmp(before->ojs, part->ojs);
    if (order > 0 || (order == 0 && strcmp(before->wave, part->wave) >= 0))
        refuse(reader, part->place,
               "each SWV and wave stands once, in order: \"%s\" comes too late",
               part->ojs);
}

static void read_part(struct reader *reader, const struct peil_element *element)
{
    struct peil_counts_part *part = &reader->parts[reader->counts->part_count++];
    const double **figures =
        peil_arena_array(reader->arena, reader->counts->item_count, sizeof *figures);
    *part = (struct peil_counts_part){
        .ojs = text_of(element, "code"),
        .wave = line_of(reader, element, "wave"),
        .version = line_of(reader, element, "version"),
        .responses = (double)integer_of(element, "responses"),
        .synthetic = strcmp(text_of(element, "synthetic"), "yes") == 0,
        .figures = figures,
        .place = element->place,
    };
    if (!(part->responses >= 0) || part->responses > MOST_PERSONS)
        refuse(reader, element->place, "\"%s\" cannot have so many responses",
               part->ojs);
    check_place(reader, part);
    for (size_t i = 0; i < element->child_count; i++) {
        const struct peil_element *child = &element->children[i];
        size_t item = find_item(reader, child);
        if (item == SIZE_MAX)
            continue;
        if (figures[item])
            refuse(reader, child->place, "\"%s\" stands twice", reader->items[item].id);
        figures[item] = read_figures(reader, child, &reader->items[item]);
        if (figures[item] && figures[item][0] > part->responses)
            refuse(reader, child->text_place, "more answered \"%s\" than responded",
                   reader->items[item].id);
    }
}

static size_t count_children(const struct peil_element *root, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < root->child_count; i++)
        count += strcmp(root->children[i].name, name) == 0;
    return count;
}

static const struct peil_counts *make(const struct peil_element *root,
                                      struct peil_arena *arena, struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    if (!root || !peil_grammar_check(&peil_counts_schema, root, diag))
        return NULL;
    struct peil_counts *counts = peil_arena_array(arena, 1, sizeof *counts);
    struct reader reader = {
        .counts = counts,
        .items =
            peil_arena_array(arena, count_children(root, "item"), sizeof *reader.items),
        .parts =
            peil_arena_array(arena, count_children(root, "ojs"), sizeof *reader.parts),
        .arena = arena,
        .diag = diag,
    };
    *counts =
        (struct peil_counts){ .questionnaire = line_of(&reader, root, "questionnaire"),
                              .by = text_of(root, "by"),
                              .items = reader.items,
                              .parts = reader.parts };
    counts->group_count =
        peil_text_words(arena, text_of(root, "groups"), &counts->groups);
    for (size_t i = 0; i < root->child_count; i++)
        if (strcmp(root->children[i].name, "item") == 0)
            read_item(&reader, &root->children[i]);
        else
            read_part(&reader, &root->children[i]);
    return peil_diag_count(diag, PEIL_ERROR) == errors ? counts : NULL;
}

const struct peil_counts *peil_counts_read(const char *path, struct peil_arena *arena,
                                           struct peil_diag *diag)
{
    return make(peil_xml_read(path, arena, diag), arena, diag);
}

const struct peil_counts *peil_counts_parse(const char *bytes, size_t length,
                                            const char *name, struct peil_arena *arena,
                                            struct peil_diag *diag)
{
    return make(peil_xml_parse(bytes, length, name, arena, diag), arena, diag);
}

const struct peil_counts *peil_counts_read_all(const char *const *paths, size_t count,
                                               struct peil_arena *arena,
                                               struct peil_diag *diag)
{
    const struct peil_counts *all = NULL;
    bool well = true;
    for (size_t i = 0; i < count; i++) {
        const struct peil_counts *one = peil_counts_read(paths[i], arena, diag);
        const struct peil_counts *both =
            all && one ? peil_counts_merge(all, one, arena, diag) : one;
        well = well && both;
        all = both ? both : all;
    }
    return well ? all : NULL;
}

/* --- Writing --- */

static const char *joined(const char *const *words, size_t count,
                          struct peil_arena *arena)
{
    const char *text = "";
    for (size_t i = 0; i < count; i++)
        text = peil_arena_format(arena, "%s%s%s", text, i ? " " : "", words[i]);
    return text;
}

static void write_part_number(struct peil_html *xml, size_t part)
{
    if (part > 0)
        peil_html_attribute_format(xml, "part", "%zu", part);
}

static void write_item(struct peil_html *xml, const struct peil_counts_item *item,
                       struct peil_arena *arena)
{
    peil_html_begin(xml, "item");
    peil_html_attribute(xml, "id", item->id);
    write_part_number(xml, item->part);
    peil_html_attribute(xml, "hash", item->hash);
    peil_html_attribute(xml, "multiple", item->multiple ? "yes" : NULL);
    peil_html_attribute(xml, "codes", joined(item->codes, item->code_count, arena));
    peil_html_end(xml);
    peil_html_text(xml, "\n");
}

static void write_figures(struct peil_html *xml, const struct peil_counts *counts,
                          const struct peil_counts_part *part, size_t item)
{
    size_t width = 1 + counts->items[item].code_count;
    peil_html_begin(xml, "n");
    peil_html_attribute(xml, "item", counts->items[item].id);
    write_part_number(xml, counts->items[item].part);
    for (size_t i = 0; i < (1 + counts->group_count) * width; i++) {
        double figure = part->figures[item][i];
        if (i > 0)
            peil_html_text(xml, i % width == 0 ? " | " : " ");
        if (isnan(figure))
            peil_html_text(xml, ".");
        else
            peil_html_text_format(xml, "%.0f", figure);
    }
    peil_html_end(xml);
    peil_html_text(xml, "\n");
}

static void write_part(struct peil_html *xml, const struct peil_counts *counts,
                       const struct peil_counts_part *part)
{
    peil_html_begin(xml, "ojs");
    peil_html_attribute(xml, "code", part->ojs);
    peil_html_attribute(xml, "wave", part->wave);
    peil_html_attribute(xml, "version", part->version);
    peil_html_attribute_format(xml, "responses", "%.0f", part->responses);
    peil_html_attribute(xml, "synthetic", part->synthetic ? "yes" : NULL);
    peil_html_text(xml, "\n");
    for (size_t i = 0; i < counts->item_count; i++)
        if (part->figures[i])
            write_figures(xml, counts, part, i);
    peil_html_end(xml);
    peil_html_text(xml, "\n");
}

void peil_counts_write(const struct peil_counts *counts, FILE *out,
                       struct peil_arena *arena)
{
    struct peil_html xml = { .out = out };
    peil_html_begin(&xml, "counts");
    peil_html_attribute(&xml, "xmlns", peil_counts_schema.namespace);
    peil_html_attribute(&xml, "questionnaire", counts->questionnaire);
    peil_html_attribute(&xml, "by", *counts->by ? counts->by : NULL);
    peil_html_attribute(&xml, "groups",
                        counts->group_count > 0
                            ? joined(counts->groups, counts->group_count, arena)
                            : NULL);
    peil_html_text(&xml, "\n");
    for (size_t i = 0; i < counts->item_count; i++)
        write_item(&xml, &counts->items[i], arena);
    for (size_t i = 0; i < counts->part_count; i++)
        write_part(&xml, counts, &counts->parts[i]);
    peil_html_end(&xml);
    fputc('\n', out);
}

bool peil_counts_save(const struct peil_counts *counts, const char *path,
                      struct peil_arena *arena, struct peil_diag *diag)
{
    FILE *file = peil_file_create(path, diag);
    if (!file)
        return false;
    peil_counts_write(counts, file, arena);
    return peil_file_commit(file, path, diag);
}
