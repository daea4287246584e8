#include "analyze/analyze_command.h"

#include "analyze/analysis.h"
#include "analyze/audit_file.h"
#include "analyze/data/names.h"
#include "analyze/renderer.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_FILE = 1 << 20 };

static const struct peil_option_rule options[] = {
    { .name = "freq",
      .argument = "VARS",
      .about = N_("frequencies of these variables"),
      .repeats = true },
    { .name = "cross",
      .argument = "'ROWS by COLUMNS'",
      .about = N_("cross-tabs; names with blanks in double quotes"),
      .repeats = true },
    { .name = "cells",
      .argument = "FIGURES",
      .about =
          N_("in cross-tabs: n, row, column, total, expected, residual, adjusted") },
    { .name = "banner",
      .argument = "VARS",
      .about = N_("columns beside each frequency: a, b > c (c within b)") },
    { .name = "means",
      .argument = "VARS",
      .about = N_("means and percentiles of amounts and scales, by the banner") },
    { .name = "percentile-type",
      .argument = "TYPE",
      .about = N_("7 (default: R, PSPP) or 6 (SPSS)") },
    { .name = "interval",
      .argument = "METHOD",
      .about = N_("margins: wilson (default), clopper-pearson or agresti-coull") },
    { .name = "alpha",
      .argument = "VARS",
      .about = N_("reliability of a scale: Cronbach's alpha and omega"),
      .repeats = true },
    { .name = "kappa",
      .argument = "'A by B'",
      .about = N_("do two coders agree?"),
      .repeats = true },
    { .name = "krippendorff",
      .argument = "VARS",
      .about = N_("do any number of coders agree? A column for each"),
      .repeats = true },
    { .name = "saturation",
      .argument = "CODES",
      .about = N_("new codes per interview: has it all been heard?") },
    { .name = "matched",
      .argument = "VARS",
      .about = N_("yes or no, of the same pupils: do the shares differ?"),
      .repeats = true },
    { .name = "stratified",
      .argument = "'A by B within C'",
      .about = N_("do two hang together within groups? (Mantel-Haenszel)"),
      .repeats = true },
    { .name = "adjust",
      .argument = "HOW",
      .about = N_("many tests at once: none, bonferroni, holm or bh") },
    { .name = "explain", .about = N_("say in plain words what tests mean") },
    { .name = "where",
      .argument = "CONDITION",
      .about = N_("only the responses for which this is true") },
    { .name = "derive",
      .argument = "DEFINITION",
      .about = N_("a new variable: 'new = old: 1 2 \"low\" / 3 4 \"high\"'; or a file "
                  "of these"),
      .repeats = true },
    { .name = "net",
      .argument = "DEFINITION",
      .about = N_("an extra row for options together: 'var: 1 2 \"label\"'"),
      .repeats = true },
    { .name = "multiple",
      .argument = "DEFINITION",
      .about = N_("columns that answer one question: 'name: a b c'"),
      .repeats = true },
    { .name = "weight",
      .argument = "VAR",
      .about = N_("a sampling weight; who has none above zero is left out") },
    { .name = "count",
      .argument = "VAR",
      .about = N_("rows are already counted: how many persons each stands for") },
    { .name = "cluster",
      .argument = "VARS",
      .about = N_("pupils come in classes: who belongs together") },
    { .name = "strata", .argument = "VARS", .about = N_("classes were drawn within") },
    { .name = "fpc",
      .argument = "VAR",
      .about = N_("classes in the population, or the fraction asked") },
    { .name = "rake",
      .argument = "FILE",
      .about = N_("weight to known margins: a CSV of variable,code,target") },
    { .name = "study",
      .argument = "FILE",
      .about = N_("the study: rotating items, disclosure thresholds") },
    { .name = "internal", .about = N_("hide no small groups; marks every page") },
    { .name = "audit",
      .argument = "FILE",
      .about = N_("write how well hidden figures are hidden, as CSV") },
    { .name = "format",
      .argument = "FORMAT",
      .about = N_("text, json, csv, md or html; else what the file ends in") },
    { .name = "output",
      .argument = "FILE",
      .letter = 'o',
      .about = N_("write to this file") },
    { .name = NULL },
};

/* --- Operands: perhaps a questionnaire, and responses --- */

struct operands {
    const char *questionnaire; /* NULL = a CSV alone */
    const char **responses;
    size_t response_count;
    size_t questionnaires;
};

/* XML begins with "<", a CSV hardly ever; standard input is left as it is. */
static bool is_xml(const char *path)
{
    size_t length = strlen(path);
    if (length > 4 && strcmp(path + length - 4, ".xml") == 0)
        return true;
    FILE *in = strcmp(path, "-") == 0 ? NULL : fopen(path, "rb");
    int first = in ? fgetc(in) : EOF;
    if (in)
        fclose(in);
    return first == '<';
}

static struct operands sort_operands(const struct peil_arguments *arguments)
{
    const char *const *paths;
    size_t count = peil_arguments_operands(arguments, &paths);
    struct operands sorted = {
        .responses = peil_arena_array(peil_arguments_arena(arguments), count,
                                      sizeof *sorted.responses),
    };
    for (size_t i = 0; i < count; i++) {
        if (!is_xml(paths[i])) {
            sorted.responses[sorted.response_count++] = paths[i];
        } else {
            sorted.questionnaire = paths[i];
            sorted.questionnaires++;
        }
    }
    return sorted;
}

/* --- The request --- */

static bool read_freq(const struct peil_arguments *arguments,
                      struct peil_request *request, struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct peil_place place = { .file = "--freq" };
    const char *const *values;
    size_t count = peil_arguments_values(arguments, "freq", &values);
    const char **all = NULL;
    bool well = true;
    for (size_t i = 0; i < count; i++) {
        struct peil_names names;
        well = peil_names_read(values[i], place, arena, &names, diag) && well;
        for (size_t j = 0; j < names.count; j++) {
            all = peil_arena_grow(arena, all, request->freq_count, sizeof *all);
            all[request->freq_count++] = names.list[j];
        }
    }
    request->freq = all;
    return well;
}

static struct peil_list read_list(const struct peil_arguments *arguments,
                                  const char *option)
{
    struct peil_list list;
    list.count = peil_arguments_values(arguments, option, &list.list);
    return list;
}

/* A definition, or the name of a file with one on each line. */
static struct peil_list read_derive(const struct peil_arguments *arguments,
                                    struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct peil_list said = read_list(arguments, "derive");
    const char **all = NULL;
    size_t count = 0;
    for (size_t i = 0; i < said.count; i++) {
        bool file = !strchr(said.list[i], '=');
        size_t length = 0;
        const char *text =
            file ? peil_file_read(said.list[i], LONGEST_FILE, arena, &length, diag)
                 : said.list[i];
        for (const char *line = text; line && *line; line += strspn(line, "\n")) {
            size_t end = file ? strcspn(line, "\n") : strlen(line);
            const char *one =
                peil_text_squeeze(arena, peil_arena_copy_span(arena, line, end));
            line += end;
            if (*one == '\0' || *one == '#')
                continue;
            all = peil_arena_grow(arena, all, count, sizeof *all);
            all[count++] = one;
        }
    }
    return (struct peil_list){ all, count };
}

static struct peil_sampling read_sampling(const struct peil_arguments *arguments)
{
    return (struct peil_sampling){
        .weight = peil_arguments_value(arguments, "weight"),
        .count = peil_arguments_value(arguments, "count"),
        .cluster = peil_arguments_value(arguments, "cluster"),
        .strata = peil_arguments_value(arguments, "strata"),
        .fpc = peil_arguments_value(arguments, "fpc"),
        .rake = peil_arguments_value(arguments, "rake"),
    };
}

/* False when there is none of that name. Letters are always corrected somehow. */
static bool find_correction(const struct peil_arguments *arguments,
                            enum peil_correction *correction)
{
    static const struct {
        const char *name;
        enum peil_correction correction;
    } corrections[] = { { "bonferroni", PEIL_BONFERRONI },
                        { "holm", PEIL_HOLM },
                        { "bh", PEIL_BENJAMINI_HOCHBERG },
                        { "none", PEIL_UNCORRECTED } };
    const char *name = peil_arguments_value(arguments, "adjust");
    *correction = PEIL_BONFERRONI;
    for (size_t i = 0; name && i < sizeof corrections / sizeof *corrections; i++) {
        if (strcmp(corrections[i].name, name) == 0) {
            *correction = corrections[i].correction;
            return true;
        }
    }
    return !name;
}

/* False when there is none of that name. */
static bool find_interval(const struct peil_arguments *arguments,
                          enum peil_interval_method *method)
{
    static const char *const names[PEIL_INTERVAL_METHODS] = {
        [PEIL_WILSON] = "wilson",
        [PEIL_CLOPPER_PEARSON] = "clopper-pearson",
        [PEIL_AGRESTI_COULL] = "agresti-coull",
    };
    const char *name = peil_arguments_value(arguments, "interval");
    *method = PEIL_WILSON;
    while (name && *method < PEIL_INTERVAL_METHODS && strcmp(names[*method], name) != 0)
        (*method)++;
    return *method < PEIL_INTERVAL_METHODS;
}

/* False when one of the words is not known, or there is none; `word` is that one. */
static bool find_cells(const struct peil_arguments *arguments, unsigned *cells,
                       const char **word)
{
    static const struct {
        const char *name;
        unsigned figures;
    } figures[] = { { "n", 1u << PEIL_CELL_N },
                    { "row", 1u << PEIL_CELL_ROW },
                    { "column", 1u << PEIL_CELL_COLUMN | 1u << PEIL_CELL_LETTERS },
                    { "total", 1u << PEIL_CELL_TOTAL },
                    { "expected", 1u << PEIL_CELL_EXPECTED },
                    { "residual", 1u << PEIL_CELL_RESIDUAL },
                    { "adjusted", 1u << PEIL_CELL_ADJUSTED } };
    const char *at = peil_arguments_value(arguments, "cells");
    *word = at;
    *cells = 0;
    for (size_t length; at && *(at += strspn(at, ", ")); at += length) {
        length = strcspn(at, ", ");
        *word = peil_arena_copy_span(peil_arguments_arena(arguments), at, length);
        size_t i = 0;
        while (i < sizeof figures / sizeof *figures &&
               strcmp(figures[i].name, *word) != 0)
            i++;
        if (i == sizeof figures / sizeof *figures)
            return false;
        *cells |= figures[i].figures;
    }
    return !at || *cells != 0;
}

static bool is_percentile(const char *type)
{
    return !type || strcmp(type, "6") == 0 || strcmp(type, "7") == 0;
}

/* A row that stands for many persons says nothing of their classes or weights. */
static bool contradicts(const struct peil_sampling *sampling)
{
    return sampling->count && (sampling->weight || sampling->cluster ||
                               sampling->strata || sampling->fpc || sampling->rake);
}

/* NULL when something in the input is wrong; diag says what. */
/* peil export lays it there; without it -9 is an answer like any other. */
static void miss_questionnaire(const struct operands *operands,
                               struct peil_arena *arena, struct peil_diag *diag)
{
    const char *file = operands->responses[0], *slash = strrchr(file, '/');
    const char *beside = peil_arena_format(arena, "%.*squestionnaire.xml",
                                           (int)(slash ? slash + 1 - file : 0), file);
    if (!operands->questionnaire && access(beside, F_OK) == 0)
        peil_diag_add(diag, PEIL_NOTE, (struct peil_place){ .file = file },
                      "\"%s\" lies beside it: name it too, or what was not answered is "
                      "counted as an answer",
                      beside);
}

static const struct peil_analysis *analysed(const struct peil_arguments *arguments,
                                            const struct operands *operands,
                                            struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arguments_arena(arguments);
    const char *file = peil_arguments_value(arguments, "study");
    const struct peil_study *study =
        file ? peil_study_read(file, arena, diag) : peil_study_none();
    const struct peil_questionnaire *q = NULL;
    if (operands->questionnaire)
        q = peil_questionnaire_read(operands->questionnaire, arena, diag);
    if (q && study)
        q = peil_study_apply(study, q, arena, diag);
    if (q)
        peil_message_choose(q->language);
    miss_questionnaire(operands, arena, diag);

    const char *type = peil_arguments_value(arguments, "percentile-type");
    bool six = type && strcmp(type, "6") == 0;
    struct peil_request request = {
        .where = peil_arguments_value(arguments, "where"),
        .banner = peil_arguments_value(arguments, "banner"),
        .means = peil_arguments_value(arguments, "means"),
        .alpha = read_list(arguments, "alpha"),
        .kappa = read_list(arguments, "kappa"),
        .krippendorff = read_list(arguments, "krippendorff"),
        .saturation = peil_arguments_value(arguments, "saturation"),
        .matched = read_list(arguments, "matched"),
        .stratified = read_list(arguments, "stratified"),
        .percentile = six ? PEIL_PERCENTILE_6 : PEIL_PERCENTILE_7,
        .adjust = peil_arguments_has(arguments, "adjust"),
        .net = read_list(arguments, "net"),
        .multiple = read_list(arguments, "multiple"),
        .sampling = read_sampling(arguments),
        .study = study,
        .internal = peil_arguments_has(arguments, "internal"),
        .explain = peil_arguments_has(arguments, "explain"),
    };
    request.derive = read_derive(arguments, diag);
    find_correction(arguments, &request.correction);
    find_interval(arguments, &request.interval);
    const char *word;
    find_cells(arguments, &request.cells, &word);
    request.cross_count = peil_arguments_values(arguments, "cross", &request.cross);
    if (!read_freq(arguments, &request, diag) || peil_diag_has_error(diag))
        return NULL;
    return peil_analyze(q, operands->responses, operands->response_count, &request,
                        arena, diag);
}

/* --- Writing --- */

static bool write_out(const struct peil_analysis *analysis,
                      const struct peil_renderer *renderer, const char *path,
                      struct peil_diag *diag)
{
    FILE *out = path ? peil_file_create(path, diag) : stdout;
    if (!out)
        return false;
    renderer->render(analysis, out);
    if (path)
        return peil_file_commit(out, path, diag);
    if (fflush(out) == 0 && !ferror(out))
        return true;
    peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = "-" },
                  "cannot write: %s", strerror(errno));
    return false;
}

/* The audit leaves whatever it says; tables only when nothing is exposed. */
static int publish(const struct peil_arguments *arguments,
                   const struct peil_analysis *analysis,
                   const struct peil_renderer *renderer, struct peil_diag *diag)
{
    const struct peil_audit *audit = analysis->audit;
    const char *path = peil_arguments_value(arguments, "audit");
    if (audit && path && !peil_audit_save(audit, path, diag))
        return PEIL_SYSTEM_FAILED;
    if (audit && audit->exposed > 0) {
        fprintf(
            stderr,
            ngettext("%zu hidden figure could be found out all the same, so nothing "
                     "is shown. Ask for fewer tables, or for larger groups.\n",
                     "%zu hidden figures could be found out all the same, so nothing "
                     "is shown. Ask for fewer tables, or for larger groups.\n",
                     audit->exposed),
            audit->exposed);
        return PEIL_BAD_INPUT;
    }
    const char *output = peil_arguments_value(arguments, "output");
    return write_out(analysis, renderer, output, diag) ? PEIL_DONE : PEIL_SYSTEM_FAILED;
}

/* A workbook that is text inside opens nowhere. */
static const char *format_of(const struct peil_arguments *arguments)
{
    const char *format = peil_arguments_value(arguments, "format");
    const char *path = peil_arguments_value(arguments, "output");
    const char *folder = path ? strrchr(path, '/') : NULL;
    const char *dot = path ? strrchr(folder ? folder : path, '.') : NULL;
    if (format)
        return format;
    return dot && strcmp(dot, ".txt") != 0 ? dot + 1 : "text";
}

static int run(const struct peil_arguments *arguments)
{
    const char *format = format_of(arguments);
    const struct peil_renderer *renderer =
        peil_renderer_find(peil_arguments_renderers(arguments), format);
    struct operands operands = sort_operands(arguments);
    if (!renderer)
        return peil_arguments_refuse(
            arguments,
            _("there is no format \"%s\" here: it is text, json, csv, md or html; "
              "peil report makes workbooks and documents"),
            format);
    if (operands.questionnaires > 1)
        return peil_arguments_refuse(arguments, _("one questionnaire at most"));
    if (operands.response_count == 0)
        return peil_arguments_refuse(arguments, _("a file of responses is expected"));
    enum peil_correction correction;
    if (!find_correction(arguments, &correction))
        return peil_arguments_refuse(arguments,
                                     _("--adjust is none, bonferroni, holm or bh"));
    if (!is_percentile(peil_arguments_value(arguments, "percentile-type")))
        return peil_arguments_refuse(arguments, _("--percentile-type is 6 or 7"));
    enum peil_interval_method interval;
    if (!find_interval(arguments, &interval))
        return peil_arguments_refuse(
            arguments, _("--interval is wilson, clopper-pearson or agresti-coull"));
    unsigned cells;
    const char *word;
    if (!find_cells(arguments, &cells, &word))
        return peil_arguments_refuse(
            arguments,
            _("--cells is any of n, row, column, total, expected, residual and "
              "adjusted; not \"%s\""),
            word);
    struct peil_sampling sampling = read_sampling(arguments);
    if (contradicts(&sampling))
        return peil_arguments_refuse(
            arguments, _("--count goes with no weights, clusters or strata"));

    struct peil_diag *diag = peil_diag_new(peil_arguments_arena(arguments));
    const struct peil_analysis *analysis = analysed(arguments, &operands, diag);
    int status =
        analysis ? publish(arguments, analysis, renderer, diag) : PEIL_BAD_INPUT;
    peil_diag_print(diag, stderr);
    return status;
}

static const struct peil_command analyze = {
    .name = "analyze",
    .summary = N_("Count responses: frequencies and cross-tabs with their tests"),
    .operands = "[QUESTIONNAIRE.xml] RESPONSES.csv...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .options = options,
    .run = run,
};

const struct peil_command *const peil_analyze_commands[] = { &analyze, NULL };
