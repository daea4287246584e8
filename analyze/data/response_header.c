#include "analyze/data/response_header.h"

#include "questionnaires/base/text.h"

#include <stdint.h>
#include <string.h>

enum { MOST_NAMES = 10 };

struct matcher {
    struct peil_response_header *header;
    const struct peil_questionnaire *q; /* or NULL */
    struct peil_dataset *dataset;
    struct peil_arena *arena;
    struct peil_diag *diag;
    struct peil_place place;
    bool *here; /* of each column of the dataset: the file has it */
};

/* --- Names --- */

struct names {
    const char *text;
    size_t count;
};

static void add_name(struct matcher *matcher, struct names *names, const char *name)
{
    if (names->count++ < MOST_NAMES)
        names->text = peil_arena_format(matcher->arena, "%s%s\"%s\"",
                                        names->text ? names->text : "",
                                        names->text ? ", " : "", name);
}

static void say_names(struct matcher *matcher, enum peil_severity severity,
                      const char *what, const struct names *names)
{
    const char *more = "";
    if (names->count > MOST_NAMES)
        more = peil_arena_format(matcher->arena, " and %zu more",
                                 names->count - MOST_NAMES);
    if (names->count > 0)
        peil_diag_add(matcher->diag, severity, matcher->place, "%s %s%s", what,
                      names->text, more);
}

static bool is_response_column(const char *name)
{
    for (size_t i = 0; peil_response_columns[i]; i++) {
        if (strcmp(peil_response_columns[i], name) == 0)
            return true;
    }
    for (size_t i = 0; peil_quality_columns[i]; i++) {
        if (strcmp(peil_quality_columns[i], name) == 0)
            return true;
    }
    return false;
}

static size_t find_number(const struct matcher *matcher, const char *name)
{
    size_t count = peil_dataset_columns(matcher->dataset);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(peil_dataset_column(matcher->dataset, i)->name, name) == 0)
            return i;
    }
    return SIZE_MAX;
}

static const char *header_name(const struct matcher *matcher,
                               const struct peil_csv_row *row, size_t field)
{
    const char *name =
        peil_text_squeeze(matcher->arena, peil_csv_field(row, field).text);
    return *name ? name : peil_arena_format(matcher->arena, "column %zu", field + 1);
}

static bool match_names(struct matcher *matcher, const struct peil_csv_row *row)
{
    struct names extra = { 0 };
    for (size_t i = 0; i < row->count; i++) {
        const char *name = header_name(matcher, row, i);
        size_t number = find_number(matcher, name);
        if (number == SIZE_MAX) {
            number = peil_dataset_add(matcher->dataset, name);
            if (matcher->q && !is_response_column(name))
                add_name(matcher, &extra, name);
        }
        matcher->place.column = (int)i + 1;
        if (matcher->here[number]) {
            peil_diag_add(matcher->diag, PEIL_ERROR, matcher->place,
                          "a second column named \"%s\"", name);
            return false;
        }
        matcher->here[number] = true;
        matcher->header->columns[i] = number;
        if (matcher->q && matcher->q->variant_count > 0 && strcmp(name, "variant") == 0)
            matcher->header->variant_field = i;
    }
    matcher->place.column = 0;
    say_names(matcher, PEIL_NOTE,
              "not in the questionnaire, kept as they stand:", &extra);
    return true;
}

/* Own words are not needed for tables, and what is derived can be derived again. */
static bool is_needed(const struct peil_variable *variable)
{
    return variable && variable->item && variable->item->on &&
           variable->kind != PEIL_VARIABLE_WORDS;
}

static bool check_presence(struct matcher *matcher)
{
    size_t count = peil_dataset_columns(matcher->dataset), present = 0;
    struct names absent = { 0 };
    for (size_t i = 0; i < count; i++) {
        const struct peil_column *column = peil_dataset_column(matcher->dataset, i);
        present += matcher->here[i] && column->variable;
        if (!matcher->here[i] && is_needed(column->variable))
            add_name(matcher, &absent, column->name);
    }
    if (present == 0 && absent.count > 0) {
        peil_diag_add(matcher->diag, PEIL_ERROR, matcher->place,
                      "no column of questionnaire \"%s\" is in this file",
                      matcher->q->id);
        return false;
    }
    say_names(matcher, PEIL_WARNING, "no column in this file for", &absent);
    return true;
}

/* --- Blanks --- */

static const struct peil_item *item_of(const struct matcher *matcher, size_t column)
{
    const struct peil_variable *variable =
        peil_dataset_column(matcher->dataset, column)->variable;
    return variable ? variable->item : NULL;
}

/* The questionnaire's columns come first, those of one item side by side. Of an item
 * that is not there at all a blank is "not asked". */
static void find_groups(const struct matcher *matcher)
{
    struct peil_response_header *header = matcher->header;
    size_t count = peil_dataset_columns(matcher->dataset), end;
    for (size_t first = 0; first < count; first = end) {
        const struct peil_item *item = item_of(matcher, first);
        bool any = matcher->here[first];
        for (end = first + 1; item && end < count && item_of(matcher, end) == item;
             end++)
            any = any || matcher->here[end];
        if (!any || end - first == 1)
            continue;
        memset(header->blanks + first, PEIL_BYTE_BLANK, end - first);
        header->groups = peil_arena_grow(matcher->arena, header->groups,
                                         header->group_count, sizeof *header->groups);
        header->groups[header->group_count++] =
            (struct peil_column_group){ first, end };
    }
}

/* A derived variable that is blank can still be derived. */
static unsigned char blank_of(const struct peil_variable *variable)
{
    if (!variable)
        return PEIL_BYTE_MISSING + PEIL_NO_ANSWER;
    return variable->item ? PEIL_BYTE_MISSING + PEIL_NOT_ASKED : PEIL_BYTE_BLANK;
}

static void settle_blanks(const struct matcher *matcher)
{
    struct peil_response_header *header = matcher->header;
    size_t count = peil_dataset_columns(matcher->dataset);
    header->blanks = peil_arena_array(matcher->arena, count, 1);
    header->absent = peil_arena_array(matcher->arena, count, sizeof *header->absent);
    for (size_t i = 0; i < count; i++) {
        header->blanks[i] =
            blank_of(peil_dataset_column(matcher->dataset, i)->variable);
        if (!matcher->here[i])
            header->absent[header->absent_count++] = i;
    }
    find_groups(matcher);
}

const struct peil_response_header *
peil_response_header_read(const char *file, const struct peil_csv_row *row,
                          struct peil_dataset *dataset, struct peil_arena *arena,
                          struct peil_diag *diag)
{
    struct peil_response_header *header = peil_arena_array(arena, 1, sizeof *header);
    *header = (struct peil_response_header){
        .columns = peil_arena_array(arena, row->count, sizeof *header->columns),
        .count = row->count,
        .variant_field = SIZE_MAX,
    };
    struct matcher matcher = { .header = header,
                               .q = peil_dataset_questionnaire(dataset),
                               .dataset = dataset,
                               .arena = arena,
                               .diag = diag,
                               .place = { .file = file, .line = row->line } };
    matcher.here =
        peil_arena_array(arena, peil_dataset_columns(dataset) + row->count, 1);
    if (!match_names(&matcher, row) || (matcher.q && !check_presence(&matcher)))
        return NULL;
    settle_blanks(&matcher);
    return header;
}
