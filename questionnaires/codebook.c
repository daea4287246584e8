#include "questionnaires/variable.h"

#include "questionnaires/base/csv.h"
#include "questionnaires/base/message.h"
#include "questionnaires/condition.h"
#include "questionnaires/item.h"

#include <stdint.h>
#include <string.h>

struct codebook {
    struct peil_csv_writer writer;
    const struct peil_questionnaire *q;
    struct peil_arena *arena;
};

/* A row: what is the same for a whole variable, and one of its codes. */
struct row {
    const char *variable, *item, *kind, *label, *base;
    const char *code, *code_label, *missing;
    peil_variants variants;
};

static const char *variants_text(const struct codebook *codebook, peil_variants set)
{
    const char *text = "";
    for (size_t i = 0; set && i < codebook->q->variant_count; i++)
        if (peil_variants_has(set, i))
            text = peil_arena_format(codebook->arena, "%s%s%s", text, *text ? " " : "",
                                     codebook->q->variants[i].id);
    return text;
}

enum { CELLS = 9 };

static void write_cells(struct codebook *codebook, const char *const *cells)
{
    for (size_t i = 0; i < CELLS; i++)
        peil_csv_write(&codebook->writer, cells[i] ? cells[i] : "");
    peil_csv_end_row(&codebook->writer);
}

static void write_row(struct codebook *codebook, const struct row *row)
{
    const char *const cells[CELLS] = {
        row->variable, row->item,
        row->kind,     row->label,
        row->code,     row->code_label,
        row->missing,  variants_text(codebook, row->variants),
        row->base,
    };
    write_cells(codebook, cells);
}

static void write_code(struct codebook *codebook, struct row row, const char *code,
                       const char *label)
{
    row.code = code;
    row.code_label = label;
    write_row(codebook, &row);
}

static const char *question_of(const struct codebook *codebook,
                               const struct peil_item *item)
{
    return item->label ? item->label : peil_texts_first(&item->text, codebook->q);
}

static const char *label_of(const struct codebook *codebook,
                            const struct peil_variable *variable)
{
    if (variable->derive)
        return variable->derive->label;
    const char *question = question_of(codebook, variable->item);
    if (!variable->option)
        return question;
    return peil_arena_format(codebook->arena, "%s - %s", question,
                             peil_texts_first(&variable->option->label, codebook->q));
}

static void write_missing(struct codebook *codebook, const struct peil_item *item,
                          struct row row)
{
    const struct {
        const char *label;
        enum peil_missing missing;
        bool possible;
    } kinds[] = {
        { _("not reached (stopped before)"), PEIL_NOT_REACHED, true },
        { _("would rather not say"), PEIL_REFUSED, item->has_refuse },
        { _("not asked"), PEIL_NOT_ASKED, true },
        { _("does not know"), PEIL_DONT_KNOW, item->has_dont_know },
        { _("skipped"), PEIL_NO_ANSWER, !item->required },
    };
    row.variants = 0; /* not asked, for one, is what the other variants have */
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        row.missing = peil_missing_name(kinds[i].missing);
        if (kinds[i].possible)
            write_code(codebook, row, peil_missing_code(kinds[i].missing),
                       kinds[i].label);
    }
}

static void write_options(struct codebook *codebook, const struct peil_item *item,
                          struct row row)
{
    for (size_t i = 0; i < item->option_count; i++) {
        const struct peil_option *option = &item->options[i];
        row.variants = option->variants ? option->variants : item->variants;
        write_code(codebook, row, option->code,
                   peil_texts_first(&option->label, codebook->q));
    }
}

static void write_item(struct codebook *codebook, const struct peil_variable *variable,
                       struct row row)
{
    const struct peil_item *item = variable->item;
    row.item = item->id;
    row.kind = peil_item_kind_name(item->kind);
    row.variants = item->variants;
    row.base = peil_arena_format(
        codebook->arena, "%s%s%s", codebook->q->respondents, item->when ? " " : "",
        peil_condition_describe(item->when, codebook->q, codebook->arena));
    if (variable->kind == PEIL_VARIABLE_CHOSEN) {
        write_code(codebook, row, "1", _("chosen"));
        write_code(codebook, row, "0", _("not chosen"));
    } else if (variable->kind == PEIL_VARIABLE_CODE && item->option_count > 0) {
        write_options(codebook, item, row);
    } else {
        write_row(codebook, &row);
    }
    write_missing(codebook, item, row);
}

static void write_derived(struct codebook *codebook, const struct peil_derive *derive,
                          struct row row)
{
    row.item = derive->from->id;
    row.kind = "derived";
    row.base = codebook->q->respondents;
    for (size_t i = 0; i < derive->band_count; i++) {
        row.variants = derive->bands[i].variants;
        write_code(codebook, row, derive->bands[i].code, derive->bands[i].label);
    }
}

void peil_codebook_write(const struct peil_questionnaire *q, FILE *out,
                         struct peil_arena *arena)
{
    struct codebook codebook = { .writer = { .out = out }, .q = q, .arena = arena };
    static const char *const head[CELLS] = { "variable", "item",     "kind",
                                             "label",    "code",     "code_label",
                                             "missing",  "variants", "base" };
    write_cells(&codebook, head);
    const struct peil_variable *variables;
    size_t count = peil_questionnaire_variables(q, arena, &variables);
    for (size_t i = 0; i < count; i++) {
        struct row row = { .variable = variables[i].name,
                           .label = label_of(&codebook, &variables[i]) };
        if (variables[i].derive)
            write_derived(&codebook, variables[i].derive, row);
        else
            write_item(&codebook, &variables[i], row);
    }
}
