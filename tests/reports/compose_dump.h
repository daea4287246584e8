/* A composed report as plain lines, for golden texts: what stands in it, not how it
 * looks. */
#ifndef PEIL_TESTS_COMPOSE_DUMP_H
#define PEIL_TESTS_COMPOSE_DUMP_H

#include "reports/outline/content.h"

#include <math.h>
#include <stdio.h>

static inline void dump_sheet(FILE *out, const struct peil_sheet *sheet)
{
    fprintf(out, "[sheet %s] %s\n", sheet->id, sheet->title);
    fprintf(out, "  %s", sheet->stub ? sheet->stub : "");
    for (size_t i = 0; i < sheet->column_count; i++)
        fprintf(out, " | %s%s%s", sheet->columns[i].group,
                *sheet->columns[i].group ? ": " : "", sheet->columns[i].title);
    for (size_t i = 0; i < sheet->row_count; i++) {
        fprintf(out, "\n  %s", sheet->rows[i].label);
        for (size_t k = 0; k < sheet->column_count; k++) {
            const struct peil_entry *entry = &sheet->rows[i].entries[k];
            fprintf(out, " | %s", entry->text);
            if (isfinite(entry->number))
                fprintf(out, " (%.6g)", entry->number);
        }
    }
    fputc('\n', out);
    for (size_t i = 0; i < sheet->line_count; i++)
        fprintf(out, "  %s\n", sheet->lines[i]);
}

static inline void dump_plot(FILE *out, const struct peil_plot *plot)
{
    fprintf(out, "[plot %d %s] %s\n  %s\n", (int)plot->kind, plot->id, plot->title,
            plot->about);
    for (size_t i = 0; i < plot->label_count; i++) {
        fprintf(out, "  %s", plot->labels[i]);
        for (size_t k = 0; k < plot->series_count; k++) {
            const struct peil_point *point = &plot->points[i * plot->series_count + k];
            const struct peil_plot_series *series = &plot->series[k];
            fprintf(out, " | %s%s%s: %s", series->label,
                    series->neutral ? " (neutral)" : "",
                    series->aside ? " (aside)" : "", point->text);
            if (isfinite(point->value))
                fprintf(out, " (%.6g)", point->value);
        }
        fputc('\n', out);
    }
}

static inline void dump_blocks(FILE *out, const struct peil_block *blocks, size_t count,
                               int depth)
{
    static const char *const kinds[] = { "chapter", "section", "p",        "list",
                                         "numbers", "table",   "plot",     "quote",
                                         "box",     "card",    "contents", "page" };
    for (size_t i = 0; i < count; i++) {
        const struct peil_block *block = &blocks[i];
        fprintf(out, "%*s<%s%s%s>%s%s", 2 * depth, "", kinds[block->kind],
                block->id ? " " : "", block->id ? block->id : "",
                block->text && *block->text ? " " : "", block->text ? block->text : "");
        for (size_t k = 0; k < block->run_count; k++) {
            const struct peil_run *run = &block->runs[k];
            fprintf(out, "%s%s%s%s", k == 0 ? " " : "", run->strong ? "*" : "",
                    run->text, run->strong ? "*" : "");
            if (run->note)
                fprintf(out, "[^%s]", run->note);
        }
        fputc('\n', out);
        if (block->plot)
            dump_plot(out, block->plot);
        if (block->sheet)
            dump_sheet(out, block->sheet);
        dump_blocks(out, block->children, block->child_count, depth + 1);
    }
}

static inline void dump_content(FILE *out, const struct peil_content *content)
{
    fprintf(out, "# %s: %s\n%s\n%s%s%s\n%s%s\n", content->name, content->title,
            content->subtitle ? content->subtitle : "-", content->whose,
            content->date ? ", " : "", content->date ? content->date : "",
            content->internal ? "internal " : "",
            content->synthetic ? "synthetic" : "");
    dump_blocks(out, content->blocks, content->block_count, 0);
}

#endif
