/* The report for programs: its tables with typed figures at full precision, and its
 * text. A hidden figure says so and has no number. */
#include "questionnaires/base/json.h"
#include "questionnaires/base/message.h"
#include "reports/formats/page_html.h"
#include "reports/formats/renderers.h"

#include <assert.h>

const char *peil_unit_name(enum peil_unit unit)
{
    static const char *const names[] = {
        [PEIL_UNIT_NONE] = "",           [PEIL_UNIT_HIDDEN] = "hidden",
        [PEIL_UNIT_COUNT] = "count",     [PEIL_UNIT_PERCENT] = "percent",
        [PEIL_UNIT_DECIMAL] = "decimal",
    };
    return names[unit];
}

/* --- Tables --- */

static void write_entry(struct peil_json *json, const struct peil_entry *entry)
{
    peil_json_begin_object(json);
    if (entry->unit == PEIL_UNIT_HIDDEN) {
        peil_json_key(json, "hidden");
        peil_json_bool(json, true);
    } else if (entry->unit != PEIL_UNIT_NONE) {
        peil_json_member_number(json, "value", entry->number);
        peil_json_member(json, "unit", peil_unit_name(entry->unit));
    }
    peil_json_member(json, "text", entry->text);
    peil_json_end_object(json);
}

static void write_columns(struct peil_json *json, const struct peil_sheet *sheet)
{
    peil_json_key(json, "columns");
    peil_json_begin_array(json);
    for (size_t i = 0; i < sheet->column_count; i++) {
        peil_json_begin_object(json);
        peil_json_member(json, "group", sheet->columns[i].group);
        peil_json_member(json, "title", sheet->columns[i].title);
        peil_json_end_object(json);
    }
    peil_json_end_array(json);
}

static void write_row(struct peil_json *json, const struct peil_sheet *sheet,
                      const struct peil_sheet_row *row)
{
    static const char *const parts[] = {
        [PEIL_GRID_BODY] = "body",       [PEIL_GRID_NET] = "net",
        [PEIL_GRID_TOTAL] = "total",     [PEIL_GRID_BASE] = "base",
        [PEIL_GRID_MISSING] = "missing",
    };
    peil_json_begin_object(json);
    peil_json_member(json, "part", parts[row->part]);
    peil_json_member(json, "label", row->label);
    peil_json_key(json, "cells");
    peil_json_begin_array(json);
    for (size_t i = 0; i < sheet->column_count; i++)
        write_entry(json, &row->entries[i]);
    peil_json_end_array(json);
    peil_json_end_object(json);
}

static void write_sheet(struct peil_json *json, const struct peil_sheet *sheet)
{
    peil_json_begin_object(json);
    peil_json_member(json, "id", sheet->id);
    peil_json_member(json, "title", sheet->title);
    peil_json_member(json, "stub", sheet->stub);
    write_columns(json, sheet);
    peil_json_key(json, "rows");
    peil_json_begin_array(json);
    for (size_t i = 0; i < sheet->row_count; i++)
        write_row(json, sheet, &sheet->rows[i]);
    peil_json_end_array(json);
    peil_json_key(json, "lines");
    peil_json_begin_array(json);
    for (size_t i = 0; i < sheet->line_count; i++)
        peil_json_string(json, sheet->lines[i]);
    peil_json_end_array(json);
    peil_json_end_object(json);
}

/* --- Text --- */

static const char *const kinds[] = {
    [PEIL_BLOCK_CHAPTER] = "chapter",
    [PEIL_BLOCK_SECTION] = "section",
    [PEIL_BLOCK_PARAGRAPH] = "paragraph",
    [PEIL_BLOCK_LIST] = "list",
    [PEIL_BLOCK_NUMBERS] = "numbers",
    [PEIL_BLOCK_TABLE] = "table",
    [PEIL_BLOCK_PLOT] = "chart",
    [PEIL_BLOCK_QUOTE] = "quote",
    [PEIL_BLOCK_BOX] = "box",
    [PEIL_BLOCK_CARD] = "card",
    [PEIL_BLOCK_CONTENTS] = "contents",
    [PEIL_BLOCK_PAGE] = "page",
};
static_assert(sizeof kinds / sizeof *kinds == PEIL_BLOCK_KINDS,
              "every kind of block has a name");

static void write_runs(struct peil_json *json, const struct peil_block *block)
{
    peil_json_key(json, "runs");
    peil_json_begin_array(json);
    for (size_t i = 0; i < block->run_count; i++) {
        peil_json_begin_object(json);
        peil_json_member(json, "text", block->runs[i].text);
        if (block->runs[i].note)
            peil_json_member(json, "note", block->runs[i].note);
        peil_json_end_object(json);
    }
    peil_json_end_array(json);
}

static void write_blocks(struct peil_json *json, const char *key,
                         const struct peil_block *blocks, size_t count)
{
    peil_json_key(json, key);
    peil_json_begin_array(json);
    for (size_t i = 0; i < count; i++) {
        const struct peil_block *block = &blocks[i];
        const struct peil_sheet *sheet =
            block->plot ? block->plot->sheet : block->sheet;
        peil_json_begin_object(json);
        peil_json_member(json, "kind", kinds[block->kind]);
        if (block->id)
            peil_json_member(json, "id", block->id);
        if (block->text)
            peil_json_member(json, "text", block->text);
        if (sheet)
            peil_json_member(json, "table", sheet->id);
        if (block->run_count > 0)
            write_runs(json, block);
        if (block->child_count > 0)
            write_blocks(json, "children", block->children, block->child_count);
        peil_json_end_object(json);
    }
    peil_json_end_array(json);
}

/* --- The whole --- */

static void write_flag(struct peil_json *json, const char *key, bool value)
{
    if (!value)
        return;
    peil_json_key(json, key);
    peil_json_bool(json, true);
}

static void write_json(const struct peil_content *content, FILE *out)
{
    struct peil_json json = { .out = out };
    const struct peil_sheet *sheet;
    peil_json_begin_object(&json);
    peil_json_member(&json, "peil", PEIL_VERSION);
    peil_json_member(&json, "report", content->name);
    peil_json_member(&json, "language", content->language);
    peil_json_member(&json, "title", content->title);
    peil_json_member(&json, "subtitle", content->subtitle);
    peil_json_member(&json, "whose", content->whose);
    peil_json_member(&json, "date", content->date);
    write_flag(&json, "internal", content->internal);
    write_flag(&json, "synthetic", content->synthetic);
    peil_json_key(&json, "tables");
    peil_json_begin_array(&json);
    for (size_t i = 0; (sheet = peil_content_sheet(content, i)); i++)
        write_sheet(&json, sheet);
    peil_json_end_array(&json);
    write_blocks(&json, "blocks", content->blocks, content->block_count);
    peil_json_end_object(&json);
}

static bool write_file(const struct peil_content *content, const char *path,
                       struct peil_diag *diag)
{
    return peil_page_file(content, path, write_json, diag);
}

const struct peil_page_renderer peil_page_json = {
    .name = "json",
    .suffix = ".json",
    .about = N_("typed figures, for programs"),
    .write = write_file,
};
