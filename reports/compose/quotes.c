#include "reports/compose/quotes.h"

#include "analyze/data/records.h"
#include "questionnaires/base/csv.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/hash.h"
#include "questionnaires/base/text.h"
#include "reports/outline/revealing.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEY_LENGTH = 16 };

/* Of the words as they came in, and what they answer. */
static const char *key_of(const char *source, const char *item, const char *words,
                          struct peil_arena *arena)
{
    const char *text = peil_arena_format(arena, "%s\n%s\n%s", source, item, words);
    return peil_arena_copy_span(arena, peil_hash(arena, text, strlen(text)),
                                KEY_LENGTH);
}

/* --- The file --- */

enum { KEY, SOURCE, ITEM, QUOTE, FLAGS, RELEASED, COLUMNS };
static const char *const columns[] = { "key",   "source", "item",
                                       "quote", "flags",  "released" };

static const struct word {
    const char *text;
    enum peil_release release;
} words[] = {
    { "", PEIL_UNDECIDED },   { "yes", PEIL_RELEASED },  { "ja", PEIL_RELEASED },
    { "no", PEIL_KEPT_BACK }, { "nee", PEIL_KEPT_BACK },
};
static const char *const releases[] = {
    [PEIL_UNDECIDED] = "", [PEIL_RELEASED] = "yes", [PEIL_KEPT_BACK] = "no"
};

struct reading {
    const char *path;
    size_t fields[COLUMNS]; /* SIZE_MAX = there is none */
    bool headed;
    struct peil_quote *list;
    size_t count;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

static struct peil_place place_of(const struct reading *reading, int line,
                                  size_t column)
{
    return (struct peil_place){ reading->path, line, (int)column + 1 };
}

static bool read_header(struct reading *reading, const struct peil_csv_row *row)
{
    bool well = true;
    reading->headed = true;
    for (size_t c = 0; c < COLUMNS; c++) {
        size_t i = 0;
        while (i < row->count && strcmp(peil_csv_field(row, i).text, columns[c]) != 0)
            i++;
        reading->fields[c] = i;
        if (i < row->count)
            continue;
        peil_diag_add(reading->diag, PEIL_ERROR, place_of(reading, row->line, 0),
                      "there is no column \"%s\"", columns[c]);
        well = false;
    }
    return well;
}

static enum peil_release read_release(const struct reading *reading, const char *text,
                                      int line)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].text, text) == 0)
            return words[i].release;
    peil_diag_add(reading->diag, PEIL_ERROR,
                  place_of(reading, line, reading->fields[RELEASED]),
                  "\"%s\" is no decision; expected yes, no or nothing",
                  peil_text_cut(reading->arena, text, 20));
    return PEIL_UNDECIDED;
}

/* A spreadsheet was told by a ' that this is no formula. */
static const char *undefused(const char *text)
{
    return text[0] == '\'' && text[1] && strchr("=+-@\t\r", text[1]) ? text + 1 : text;
}

static bool read_row(void *context, const struct peil_csv_row *row)
{
    struct reading *reading = context;
    if (!reading->headed)
        return read_header(reading, row);
    const char *cells[COLUMNS];
    for (size_t c = 0; c < COLUMNS; c++)
        cells[c] = undefused(peil_arena_copy(
            reading->arena, peil_csv_field(row, reading->fields[c]).text));
    reading->list = peil_arena_grow(reading->arena, reading->list, reading->count,
                                    sizeof *reading->list);
    reading->list[reading->count++] = (struct peil_quote){
        .key = cells[KEY],
        .source = cells[SOURCE],
        .item = cells[ITEM],
        .quote = peil_text_squeeze(reading->arena, cells[QUOTE]),
        .flags = peil_revealing_find(cells[QUOTE], reading->arena),
        .release = read_release(reading, cells[RELEASED], row->line),
        .place = place_of(reading, row->line, reading->fields[QUOTE]),
    };
    return true;
}

static int by_key(const void *a, const void *b)
{
    const struct peil_quote *one = a, *other = b;
    return strcmp(one->key, other->key);
}

static bool read_file(struct reading *reading)
{
    size_t errors = peil_diag_count(reading->diag, PEIL_ERROR);
    if (!peil_csv_read(reading->path, read_row, reading, reading->diag) ||
        peil_diag_count(reading->diag, PEIL_ERROR) > errors)
        return false;
    if (reading->count > 0)
        qsort(reading->list, reading->count, sizeof *reading->list, by_key);
    return true;
}

const struct peil_quotes *peil_quotes_read(const char *path, struct peil_arena *arena,
                                           struct peil_diag *diag)
{
    struct reading reading = { .path = path, .arena = arena, .diag = diag };
    if (!read_file(&reading))
        return NULL;
    for (size_t i = 0; i < reading.count; i++)
        if (reading.list[i].release == PEIL_RELEASED && *reading.list[i].flags)
            peil_diag_add(diag, PEIL_WARNING, reading.list[i].place,
                          "a released quote still has flags: %s",
                          reading.list[i].flags);
    struct peil_quotes *quotes = peil_arena_array(arena, 1, sizeof *quotes);
    *quotes = (struct peil_quotes){ reading.list, reading.count };
    return quotes;
}

static bool write_file(const struct reading *reading)
{
    FILE *out = peil_file_create(reading->path, reading->diag);
    if (!out)
        return false;
    struct peil_csv_writer writer = { .out = out, .dialect = PEIL_CSV_SPREADSHEET };
    for (size_t c = 0; c < COLUMNS; c++)
        peil_csv_write(&writer, columns[c]);
    peil_csv_end_row(&writer);
    for (size_t i = 0; i < reading->count; i++) {
        const struct peil_quote *quote = &reading->list[i];
        const char *const cells[] = { quote->key,   quote->source,
                                      quote->item,  quote->quote,
                                      quote->flags, releases[quote->release] };
        for (size_t c = 0; c < COLUMNS; c++)
            peil_csv_write(&writer, cells[c]);
        peil_csv_end_row(&writer);
    }
    return peil_file_commit(out, reading->path, reading->diag);
}

/* --- Reviewing --- */

static bool is_known(const struct reading *reading, const char *key)
{
    for (size_t i = 0; i < reading->count; i++)
        if (strcmp(reading->list[i].key, key) == 0)
            return true;
    return false;
}

static void add_new(struct reading *reading, const struct peil_node *node,
                    const char *written)
{
    const char *source = node->pick.source->id, *item = node->pick.items[0];
    const char *quote = peil_text_squeeze(reading->arena, written);
    const char *key = key_of(source, item, quote, reading->arena);
    if (!*quote || is_known(reading, key))
        return;
    reading->list = peil_arena_grow(reading->arena, reading->list, reading->count,
                                    sizeof *reading->list);
    reading->list[reading->count++] = (struct peil_quote){
        .key = key,
        .source = source,
        .item = item,
        .quote = quote,
        .flags = peil_revealing_find(quote, reading->arena),
    };
}

/* What all quoted items were answered with. */
static bool collect(struct reading *reading, const struct peil_material *material,
                    const struct peil_node *nodes, size_t count)
{
    bool well = true;
    for (size_t i = 0; i < count; i++) {
        const struct peil_pick *pick = &nodes[i].pick;
        well =
            collect(reading, material, nodes[i].children, nodes[i].child_count) && well;
        if (nodes[i].kind != PEIL_NODE_QUOTES)
            continue;
        const struct peil_data *data =
            &material->data[pick->source - material->outline->sources];
        if (data->count == 0)
            continue;
        const struct peil_records *records = peil_records_read(
            pick->source->questionnaire, data->files, data->count,
            &(struct peil_records_request){
                .columns = pick->items, .column_count = 1, .study = material->study },
            reading->arena, reading->diag);
        well = well && records;
        for (size_t row = 0; records && row < records->row_count; row++)
            add_new(reading, &nodes[i], records->cells[row]);
    }
    return well;
}

bool peil_quotes_review(const struct peil_material *material, const char *path,
                        struct peil_review *review, struct peil_arena *arena,
                        struct peil_diag *diag)
{
    struct reading reading = { .path = path, .arena = arena, .diag = diag };
    if (access(path, F_OK) == 0 && !read_file(&reading))
        return false;
    size_t before = reading.count;
    if (!collect(&reading, material, material->outline->nodes,
                 material->outline->node_count))
        return false;
    if (reading.count > 0)
        qsort(reading.list, reading.count, sizeof *reading.list, by_key);
    *review = (struct peil_review){ .added = reading.count - before };
    for (size_t i = 0; i < reading.count; i++)
        review->waiting += reading.list[i].release == PEIL_UNDECIDED;
    return write_file(&reading);
}

/* --- Choosing --- */

struct group {
    const char *label;
    size_t size;
};

/* The answers at hand: of each, its key and the number of its group. */
struct answers {
    size_t count;
    const char **keys;
    size_t *of;
    struct group *groups;
    size_t group_count;
};

static size_t group_number(struct answers *answers, const char *label,
                           struct peil_arena *arena)
{
    size_t i = 0;
    while (i < answers->group_count && strcmp(answers->groups[i].label, label) != 0)
        i++;
    if (i < answers->group_count)
        return i;
    answers->groups = peil_arena_grow(arena, answers->groups, answers->group_count,
                                      sizeof *answers->groups);
    answers->groups[i] = (struct group){ .label = label };
    return answers->group_count++;
}

static bool read_answers(const struct peil_quotes_request *request,
                         struct answers *answers, struct peil_arena *arena,
                         struct peil_diag *diag)
{
    const char *const asked[] = { request->item, request->by };
    size_t width = request->by ? 2 : 1;
    const struct peil_records *records = peil_records_read(
        request->source->questionnaire, request->data->files, request->data->count,
        &(struct peil_records_request){ asked, width, request->where, request->wave,
                                        request->study },
        arena, diag);
    *answers = (struct answers){ .count = records ? records->row_count : 0 };
    answers->keys = peil_arena_array(arena, answers->count, sizeof *answers->keys);
    answers->of = peil_arena_array(arena, answers->count, sizeof *answers->of);
    for (size_t i = 0; records && i < answers->count; i++) {
        const char *const *cells = records->cells + i * width;
        answers->keys[i] = key_of(request->source->id, request->item,
                                  peil_text_squeeze(arena, cells[0]), arena);
        answers->of[i] = group_number(answers, request->by ? cells[1] : "", arena);
        answers->groups[answers->of[i]].size++;
    }
    return records != NULL;
}

/* False when nobody here wrote it, or somebody of too small a group. */
static bool find_group(const struct answers *answers, const char *key, size_t least,
                       const char **group)
{
    *group = NULL;
    for (size_t i = 0; i < answers->count; i++) {
        const struct group *of = &answers->groups[answers->of[i]];
        if (strcmp(answers->keys[i], key) != 0)
            continue;
        if (of->size < least)
            return false;
        *group = !*group || *group == of->label ? of->label : "";
    }
    return *group != NULL;
}

bool peil_quotes_choose(const struct peil_quotes *quotes,
                        const struct peil_quotes_request *request,
                        struct peil_chosen_quotes *chosen, struct peil_arena *arena,
                        struct peil_diag *diag)
{
    struct answers answers;
    *chosen = (struct peil_chosen_quotes){ NULL, 0 };
    if (!read_answers(request, &answers, arena, diag))
        return false;
    bool open = request->internal || request->source->questionnaire->impersonal;
    size_t least = open ? 0 : (size_t)request->study->least_group;
    struct peil_chosen_quote *list =
        peil_arena_array(arena, quotes->count, sizeof *list);
    chosen->list = list;
    for (size_t i = 0; i < quotes->count && chosen->count < request->most; i++) {
        const struct peil_quote *quote = &quotes->list[i];
        const char *group;
        if (quote->release == PEIL_RELEASED && *quote->quote &&
            strcmp(quote->source, request->source->id) == 0 &&
            strcmp(quote->item, request->item) == 0 && answers.count >= least &&
            find_group(&answers, quote->key, least, &group))
            list[chosen->count++] = (struct peil_chosen_quote){ quote->quote, group };
    }
    return true;
}
