/* One question of the report: its words, what the figures say, chart and table. */
#include "questionnaires/base/message.h"
#include "reports/chart.h"
#include "reports/document.h"
#include "reports/figures.h"
#include "reports/finding.h"
#include "reports/report_parts.h"

#include <ctype.h>
#include <string.h>

/* --- Which tables are the item's --- */

/* A place of a ranking: "item_r1". */
static bool is_place(const char *rest)
{
    return strncmp(rest, "_r", 2) == 0 && strspn(rest + 2, "0123456789") > 0 &&
           strspn(rest + 2, "0123456789") == strlen(rest + 2);
}

/* What is derived from the item tells more of it ("makkelijk", over all scales); but
 * the groups themselves stand at the top of the report, and their kin say no more. */
static bool is_derived(const struct peil_report *report, const char *variable,
                       const struct peil_item *item)
{
    const struct peil_derive *derive = peil_questionnaire_derive(report->q, variable);
    const char *groups = peil_report_groups(report->analysis);
    const struct peil_derive *by =
        groups ? peil_questionnaire_derive(report->q, groups) : NULL;
    return derive && by && derive->from->index == item->index &&
           derive->from->index != by->from->index;
}

static bool is_of(const struct peil_report *report, const struct peil_table *table,
                  const struct peil_item *item)
{
    size_t length = strlen(item->id);
    bool begins = strncmp(table->variable, item->id, length) == 0;
    if (begins && (!table->variable[length] ||
                   (item->kind == PEIL_RANKING && is_place(table->variable + length))))
        return true;
    return is_derived(report, table->variable, item);
}

static const char *row_label(const struct peil_table *table, size_t row)
{
    return table->kind == PEIL_TABLE_CROSS ? table->cross.rows[row].label
                                           : table->frequency.rows[row].category.label;
}

static size_t row_count(const struct peil_table *table)
{
    return table->kind == PEIL_TABLE_CROSS ? table->cross.row_count
                                           : table->frequency.row_count;
}

/* Two tables of one option list. An item may have several lists: by variant. */
static bool same_rows(const struct peil_table *a, const struct peil_table *b)
{
    if (strcmp(a->variable, b->variable) != 0 || row_count(a) != row_count(b))
        return false;
    for (size_t i = 0; i < row_count(a); i++)
        if (strcmp(row_label(a, i), row_label(b, i)) != 0)
            return false;
    return true;
}

/* The first table of that kind with the same rows, or NULL. */
static const struct peil_table *partner(const struct peil_analysis *analysis,
                                        const struct peil_table *table,
                                        enum peil_table_kind kind)
{
    for (size_t i = 0; i < analysis->table_count; i++)
        if (analysis->tables[i].kind == kind && same_rows(&analysis->tables[i], table))
            return &analysis->tables[i];
    return NULL;
}

static bool is_told(const struct peil_item *item)
{
    return item->on && !item->practice && !item->assent && item->kind != PEIL_EXPLAIN;
}

bool peil_report_has_question(const struct peil_report *report,
                              const struct peil_item *item)
{
    if (!is_told(item))
        return false;
    if (item->kind == PEIL_TEXT)
        return true;
    for (size_t i = 0; i < report->analysis->table_count; i++)
        if (is_of(report, &report->analysis->tables[i], item))
            return true;
    return false;
}

/* --- The question's words --- */

static const char *wording(const struct peil_report *report,
                           const struct peil_item *item, size_t variant)
{
    return peil_report_fill(report,
                            peil_texts_find(&item->text, variant, report->q->language));
}

/* How many of the variants that are asked use this wording. */
static size_t users(const struct peil_report *report, const struct peil_item *item,
                    const char *text)
{
    size_t count = 0;
    for (size_t i = 0; i < report->q->variant_count; i++)
        count += peil_variants_has(item->variants, i) &&
                 strcmp(wording(report, item, i), text) == 0;
    return count;
}

/* The wording that most variants use; the first of those that are equal. */
static const char *main_wording(const struct peil_report *report,
                                const struct peil_item *item)
{
    const char *best = wording(report, item, 0);
    size_t most = 0;
    for (size_t i = 0; i < report->q->variant_count; i++) {
        if (!peil_variants_has(item->variants, i))
            continue;
        const char *text = wording(report, item, i);
        size_t count = users(report, item, text);
        if (count > most) {
            most = count;
            best = text;
        }
    }
    return best;
}

static void write_language(struct peil_report *report)
{
    if (strcmp(report->q->language, peil_message_language()) != 0)
        peil_html_attribute(&report->html, "lang", report->q->language);
}

/* Who was asked in other words gets to see them. */
static void write_other_wordings(struct peil_report *report,
                                 const struct peil_item *item, const char *main)
{
    for (size_t i = 0; i < report->q->variant_count; i++) {
        const char *text = wording(report, item, i);
        if (!peil_variants_has(item->variants, i) || strcmp(text, main) == 0)
            continue;
        peil_html_begin(&report->html, "p");
        peil_html_attribute(&report->html, "class", "wording");
        peil_html_text_format(&report->html, _("In %s: “%s”"),
                              report->q->variants[i].label, text);
        peil_html_end(&report->html);
    }
}

static void write_heading(struct peil_report *report, const struct peil_item *item)
{
    const char *text = main_wording(report, item);
    peil_html_begin(&report->html, "h3");
    peil_html_attribute(&report->html, "id", item->id);
    write_language(report);
    peil_html_text(&report->html, text);
    peil_html_end(&report->html);
    write_other_wordings(report, item, text);
}

/* --- Lines under the table --- */

/* "Niet meegeteld: overgeslagen, weet ik niet (5)." */
static void add_missing(const struct peil_table *table, struct peil_lines *lines)
{
    const char *text = "";
    for (size_t i = 0; i < table->frequency.missing_count; i++) {
        const struct peil_missing_row *row = &table->frequency.missing[i];
        if (row->kind == PEIL_NOT_ASKED || (!row->hidden && !(row->n > 0)))
            continue;
        text = peil_arena_format(lines->arena, "%s%s%s", text, *text ? ", " : "",
                                 peil_grid_missing(row->kind));
        if (!row->hidden)
            text = peil_arena_format(lines->arena, "%s (%s)", text,
                                     peil_figure_count(lines->arena, row->n));
    }
    if (*text)
        peil_lines_add(lines,
                       peil_arena_format(lines->arena, _("Not counted: %s."), text));
}

static bool any_group(const struct peil_shares *shares, bool (*is)(double n))
{
    for (size_t i = 0; i < shares->group_count; i++)
        if (shares->groups[i].shown && is(shares->groups[i].n))
            return true;
    return false;
}

static bool is_thin(double n)
{
    return n < PEIL_FIRM_BASE;
}

static void add_lines(const struct peil_shares *shares,
                      const struct peil_table *frequency, struct peil_lines *lines)
{
    if (frequency)
        add_missing(frequency, lines);
    for (size_t i = 0; frequency && i < frequency->note_count; i++)
        peil_lines_add(lines, frequency->notes[i]);
    if (shares->multiple)
        peil_lines_add(lines, _("More than one answer was allowed: percentages add up "
                                "to more than 100."));
    if (any_group(shares, is_thin))
        peil_lines_add(lines,
                       peil_arena_format(lines->arena,
                                         _("Indicative where fewer than %d answered."),
                                         PEIL_FIRM_BASE));
    if (peil_shares_hide(shares))
        peil_lines_add(lines, _("Not shown: see “About these figures”."));
}

/* They read on as one paragraph. */
static void write_remarks(struct peil_report *report, const struct peil_shares *shares,
                          const struct peil_table *frequency)
{
    struct peil_lines lines = { .arena = report->arena };
    const char *text = "";
    add_lines(shares, frequency, &lines);
    for (size_t i = 0; i < lines.count; i++)
        text = peil_arena_format(report->arena, "%s%s%s", text, *text ? " " : "",
                                 lines.text[i]);
    peil_document_lines(&report->html, "note", &text, *text ? 1 : 0);
}

/* --- A block: one option list --- */

static void write_figures(struct peil_report *report, const struct peil_item *item,
                          const struct peil_shares *shares, const char *id)
{
    struct peil_html *html = &report->html;
    const char *caption = shares->group_count > 1
                              ? _("Share of each answer, for all and by group")
                              : _("Share of each answer");
    peil_html_begin(html, "figure");
    peil_chart_write(html, shares, id, main_wording(report, item));
    peil_html_end(html);
    peil_document_table(html, peil_shares_grid(shares, caption, report->arena), id);
}

/* Where one question has several blocks: whose figures these are, and of what. */
static void write_subheading(struct peil_report *report, const struct peil_item *item,
                             const struct peil_table *table, const char *base)
{
    bool own = strcmp(table->variable, item->id) == 0;
    peil_html_begin(&report->html, "h4");
    if (!own)
        peil_html_text_format(&report->html, "%s, ", table->label);
    peil_html_text_format(&report->html, "%c%s",
                          own ? toupper((unsigned char)*base) : *base, base + 1);
    peil_html_end(&report->html);
}

static void write_block(struct peil_report *report, const struct peil_item *item,
                        const struct peil_table *table, size_t number, size_t count)
{
    const struct peil_table *frequency =
        partner(report->analysis, table, PEIL_TABLE_FREQUENCY);
    const struct peil_shares *shares = peil_shares_of(
        report->analysis, frequency, partner(report->analysis, table, PEIL_TABLE_CROSS),
        report->arena);
    const char *id = peil_arena_format(report->arena, "%s-%zu", item->id, number);
    struct peil_lines findings = { .arena = report->arena };
    const char *base = peil_lines_base(shares->base, report->arena);
    if (count > 1 && *shares->base->text)
        write_subheading(report, item, table, shares->base->text);
    peil_finding_add(shares, &findings);
    peil_document_lines(&report->html, "finding", findings.text, findings.count);
    if (shares->groups[0].shown)
        write_figures(report, item, shares, id);
    peil_document_lines(&report->html, "note base", &base, 1);
    if (shares->groups[0].shown)
        write_remarks(report, shares, frequency);
}

static void write_open_question(struct peil_report *report)
{
    const char *sentence =
        _("An open question. The answers are read first, so that nobody can be "
          "recognised, and are not in this report.");
    peil_document_lines(&report->html, "note", &sentence, 1);
}

/* The tables that stand for a block: the frequencies, or a cross-tab without them. */
static bool leads(const struct peil_report *report, const struct peil_table *table,
                  const struct peil_item *item)
{
    const struct peil_table *frequency =
        partner(report->analysis, table, PEIL_TABLE_FREQUENCY);
    return is_of(report, table, item) && (table == frequency || !frequency);
}

void peil_report_question(struct peil_report *report, const struct peil_item *item)
{
    const struct peil_analysis *analysis = report->analysis;
    size_t count = 0, number = 0;
    for (size_t i = 0; i < analysis->table_count; i++)
        count += leads(report, &analysis->tables[i], item);
    peil_html_begin(&report->html, "section");
    peil_html_attribute(&report->html, "class", "question");
    write_heading(report, item);
    if (item->kind == PEIL_TEXT)
        write_open_question(report);
    for (size_t i = 0; i < analysis->table_count; i++)
        if (leads(report, &analysis->tables[i], item))
            write_block(report, item, &analysis->tables[i], ++number, count);
    peil_html_end(&report->html);
}
