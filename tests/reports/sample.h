/* A small analysis made by hand, with everything that a renderer must know how to show
 * or to hide. Hidden rows and cells hold a figure that no output may print; in real
 * analyses they are NAN. */
#ifndef PEIL_TESTS_SAMPLE_H
#define PEIL_TESTS_SAMPLE_H

#include "analyze/renderer.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "questionnaires/questionnaire.h"
#include "tests/fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SECRET 987654321.0
#define SECRET_DIGITS "87654" /* however they are grouped: 987 654 321, 987654321 */

/* --- Naar wie ga je het eerst? --- */

static const struct peil_frequency_row first_rows[] = {
    { { "1", "Mijn vader, moeder of verzorger", 1 },
      64,
      64,
      100 * 64 / 153.0,
      100 * 64 / 148.0,
      100 * 64 / 148.0,
      NAN,
      35.5862,
      51.3090,
      false },
    { { "2", "Mijn broer of zus", 2 },
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      true },
    { { "4", "Mijn juf of meester", 4 },
      64,
      64,
      100 * 64 / 153.0,
      100 * 64 / 148.0,
      NAN,
      NAN,
      35.5862,
      51.3090,
      false },
    { { "9", "Niemand, ik los het zelf op", 9 },
      0,
      0,
      0,
      0,
      NAN,
      NAN,
      0,
      2.5298,
      false },
};
static const struct peil_missing_row first_missing[] = {
    { PEIL_NOT_ASKED, 7, 7, NAN, false },
    { PEIL_NO_ANSWER, SECRET, SECRET, SECRET, true },
    { PEIL_DONT_KNOW, 5, 5, 100 * 5 / 153.0, false },
};

static const struct peil_category first_options[] = {
    { "1", "Mijn vader, moeder of verzorger", 1 },
    { "2", "Mijn broer of zus", 2 },
    { "4", "Mijn juf of meester", 4 },
    { "9", "Niemand, ik los het zelf op", 9 },
};
static const struct peil_category ages[] = { { "1", "groep 5-6", 1 },
                                             { "2", "groep 7-8", 2 },
                                             { "3", "klas 1-2", 3 } };
#define CELL(n, base, letters)                                                         \
    {                                                                                  \
        n, n, 50, 100 * (n) / (base), 10, 21.5, 1.25, 0.75, letters, false, base       \
    }
#define HIDDEN_CELL                                                                    \
    {                                                                                  \
        SECRET, SECRET, SECRET, SECRET, SECRET, SECRET, SECRET, SECRET, "SECRET",      \
            true, SECRET                                                               \
    }
static const struct peil_cell first_cells[] = {
    CELL(30, 50.0, "BC"), CELL(20, 50.0, ""), CELL(14, 48.0, NULL), HIDDEN_CELL,
    HIDDEN_CELL,          CELL(10, 48.0, ""), CELL(15, 50.0, ""),   CELL(25, 50.0, ""),
    CELL(24, 48.0, "A"),  HIDDEN_CELL,        HIDDEN_CELL,          CELL(0, 48.0, ""),
};
static const struct peil_margin first_row_totals[] = {
    { 64, 64, 100 * 64 / 148.0, false, NAN },
    { SECRET, SECRET, SECRET, true, SECRET },
    { 64, 64, 100 * 64 / 148.0, false, NAN },
    { 0, 0, 0, false, NAN },
};
static const struct peil_margin first_column_totals[] = {
    { 50, 50, 100 * 50 / 148.0, false, NAN },
    { 50, 50, 100 * 50 / 148.0, false, NAN },
    { 48, 48, 100 * 48 / 148.0, false, NAN },
};
static const struct peil_test first_tests[] = {
    { .name = "pearson", NULL, 12.3456, 4, NAN, NAN, 0.0149 },
    { .name = "fisher",
      "monte carlo",
      NAN,
      NAN,
      NAN,
      NAN,
      0.00002,
      .draws = 100000,
      .seed = 1,
      .low = 0.00001,
      .high = 0.00003,
      .family = 20,
      .adjusted = 0.0004 },
    { .name = "rao_scott", NULL, 3.1, NAN, 1.49, 20.9, 0.0731 },
    { .name = "linear_by_linear", NULL, NAN, 1, NAN, NAN, NAN },
    { .name = "mann_whitney", NULL, 17, NAN, NAN, NAN, 0.3, .minor = true },
    { .name = "kruskal_wallis",
      NULL,
      NAN,
      NAN,
      NAN,
      NAN,
      NAN,
      "een noot",
      .below = .05 },
};
static const struct peil_measure first_measures[] = {
    { "cramers_v", NULL, 0.2042, NAN, NAN, NAN, NAN, NULL, false },
    { "somers_d", "rows", 0.31, 0.0812, NAN, NAN, 0.02, NULL, false },
    { "gamma", NULL, NAN, NAN, NAN, NAN, NAN, NULL, false },
    { "relative_risk", NULL, 1.25, NAN, 0.9, 1.7, NAN, "2", false },
    { "lambda", "columns", 0.1, 0.02, NAN, NAN, NAN, NULL, true },
};
static const char *const first_notes[] = {
    "De toets gaat uit van losse leerlingen, maar zij komen in klassen."
};

/* --- Waarbij wil jij wel eens hulp? Labels as wild as people can make them. --- */

static const struct peil_frequency_row theme_rows[] = {
    { { "1",
        "Hoe het thuis gaat, bijvoorbeeld als ouders uit elkaar gaan of als er vaak "
        "ruzie is",
        1 },
      40,
      38.5,
      NAN,
      100 * 40 / 60.0,
      NAN,
      50,
      54.0571,
      77.2732,
      false },
    { { "2", "Pesten | <script>alert(1)</script> *vet* & \"zo\"", 2 },
      25,
      26.25,
      NAN,
      100 * 25 / 60.0,
      NAN,
      31.25,
      30.0643,
      54.2809,
      false },
    { { "3", "=SOM(A1)\033[31m", 3 },
      15,
      15.25,
      NAN,
      25,
      NAN,
      18.75,
      15.7848,
      37.2288,
      false },
};

/* --- A banner: two variables side by side, with a net --- */

static const bool theme_net_has[] = { true, true, false };
static const struct peil_frequency_row theme_nets[] = {
    { { "1 2", "Thuis of pesten", NAN },
      50,
      48.5,
      NAN,
      100 * 50 / 60.0,
      NAN,
      NAN,
      71.9,
      90.7,
      false },
};
static const struct peil_category theme_options[] = { { "1", "Thuis", 1 },
                                                      { "2", "Pesten", 2 },
                                                      { "3", "=SOM(A1)", 3 } };
static const struct peil_category theme_net_options[] = { { "1 2", "Thuis of pesten",
                                                            NAN } };
static const struct peil_cell theme_cells[] = {
    CELL(20, 30.0, "B"), CELL(20, 30.0, ""), HIDDEN_CELL,
    CELL(15, 30.0, ""),  HIDDEN_CELL,        CELL(5, 30.0, ""),
};
static const struct peil_cell theme_net_cells[] = { CELL(28, 30.0, ""), HIDDEN_CELL };
static const struct peil_margin theme_net_totals[] = { { SECRET, SECRET, SECRET, true,
                                                         SECRET } };
static const struct peil_margin theme_row_totals[] = {
    { 40, 38.5, 66.7, false, 38 },
    { SECRET, SECRET, SECRET, true, SECRET },
    { 15, 15.25, 25, false, 14 },
};
static const struct peil_margin theme_column_totals[] = {
    { 30, 31.5, 50, false, 29.25 }, { 30, 30, 50, false, 28.875 }
};
static const struct peil_category kinds_of_school[] = { { "po", "Basisschool", 1 },
                                                        { "vo", "Middelbaar", 2 } };
static const struct peil_category kinds_nested[] = {
    { "po>j", "Basisschool: jongen", 1 }, { "po>m", "Basisschool: meisje", 2 }
};
#define THEMES(number, name, about, categories)                                        \
    {                                                                                  \
        .kind = PEIL_TABLE_CROSS, .variable = "themas",                                \
        .label = "Waarbij wil jij wel eens hulp?",                                     \
        .base = { "leerlingen die iets kozen", 60, 61.5, 58.125 }, .banner = number,   \
        .cross = { .column_variable = name,                                            \
                   .column_label = about,                                              \
                   .multiple = true,                                                   \
                   .rows = theme_options,                                              \
                   .columns = categories,                                              \
                   .row_count = LENGTH(theme_options),                                 \
                   .column_count = 2,                                                  \
                   .cells = theme_cells,                                               \
                   .row_totals = theme_row_totals,                                     \
                   .column_totals = theme_column_totals,                               \
                   .total = 60,                                                        \
                   .weighted_total = 61.5,                                             \
                   .nets = theme_net_options,                                          \
                   .net_count = 1,                                                     \
                   .net_cells = theme_net_cells,                                       \
                   .net_totals = theme_net_totals,                                     \
                   .net_has = theme_net_has,                                           \
                   .first_letter = 2 * (number)-2 },                                   \
        .hidden = 4                                                                    \
    }

/* --- Means --- */

static const char *const mark_figures[] = { "mean", "sd", "ci_low", "ci_high",
                                            "median" };
static const struct peil_summary_row mark_rows[] = {
    { { "1", "groep 5-6", 1 },
      30,
      31.5,
      29.25,
      (const double[]){ 7.25, 1.5, 6.7, 7.8, 7.5 },
      9,
      false,
      false },
    { { "2", "groep 7-8", 2 },
      SECRET,
      SECRET,
      SECRET,
      (const double[]){ SECRET, SECRET, SECRET, SECRET, SECRET },
      SECRET,
      false,
      true },
    { { "", "Totaal", NAN },
      60,
      61.5,
      58.125,
      (const double[]){ 7.01, 1.625, NAN, NAN, 7 },
      20,
      true,
      false },
};
static const struct peil_measure mark_measures[] = {
    { "icc", NULL, 0.04, NAN, NAN, NAN, NAN, NULL, false },
};

/* --- The whole --- */

static const struct peil_table sample_tables[] = {
    { .kind = PEIL_TABLE_FREQUENCY,
      .variable = "hulp_eerst",
      .label = "Naar wie ga je dan het eerst?",
      .base = { "alle leerlingen", 148, 148, 148 },
      .frequency = { false, first_rows, LENGTH(first_rows), first_missing,
                     LENGTH(first_missing), 153, NAN, NULL, 0, NULL },
      .hidden = 2 },
    { .kind = PEIL_TABLE_CROSS,
      .variable = "hulp_eerst",
      .label = "Naar wie ga je dan het eerst?",
      .base = { "alle leerlingen", 148, 148, 148 },
      .cross = { .column_variable = "leeftijdsgroep",
                 .column_label = "Leeftijdsgroep",
                 .rows = first_options,
                 .columns = ages,
                 .row_count = LENGTH(first_options),
                 .column_count = LENGTH(ages),
                 .cells = first_cells,
                 .row_totals = first_row_totals,
                 .column_totals = first_column_totals,
                 .total = 148,
                 .weighted_total = 148,
                 .tests = first_tests,
                 .test_count = LENGTH(first_tests),
                 .measures = first_measures,
                 .measure_count = LENGTH(first_measures),
                 .smallest_expected = 4.5,
                 .share_below_5 = 0.1 },
      .notes = first_notes,
      .note_count = LENGTH(first_notes),
      .hidden = 5 },
    { .kind = PEIL_TABLE_FREQUENCY,
      .variable = "themas",
      .label = "Waarbij wil jij wel eens hulp?",
      .base = { "leerlingen die bij \"Krijg je genoeg hulp?\" \"Nee\" kozen", 60, 61.5,
                58.125 },
      .frequency = { true, theme_rows, LENGTH(theme_rows), NULL, 0, 60, 80, theme_nets,
                     1, theme_net_has } },
    THEMES(1, "soort", "School", kinds_of_school),
    THEMES(2, "soort > sekse", "School > sekse", kinds_nested),
    { .kind = PEIL_TABLE_SUMMARY,
      .variable = "cijfer",
      .label = "Welk cijfer geef je?",
      .base = { "alle leerlingen", 60, 61.5, 58.125 },
      .summary = { .what = "means",
                   .group_variable = "leeftijdsgroep",
                   .group_label = "Leeftijdsgroep",
                   .figures = mark_figures,
                   .figure_count = LENGTH(mark_figures),
                   .rows = mark_rows,
                   .row_count = LENGTH(mark_rows),
                   .measures = mark_measures,
                   .measure_count = LENGTH(mark_measures) },
      .hidden = 1 },
};

static inline struct peil_analysis sample_analysis(void)
{
    static const struct peil_questionnaire q = { .id = "ojs-leerling",
                                                 .version = "1",
                                                 .hash = "0123456789abcdef",
                                                 .language = "nl" };
    return (struct peil_analysis){ .questionnaire = &q,
                                   .respondents = "leerlingen",
                                   .read = 155,
                                   .used = 153,
                                   .stopped = 3,
                                   .tables = sample_tables,
                                   .table_count = LENGTH(sample_tables) };
}

/* What a renderer writes; free it. */
static inline const char *rendered(const struct peil_renderer *renderer,
                                   const struct peil_analysis *analysis)
{
    FILE *out = text_begin();
    renderer->render(analysis, out);
    return text_end();
}

/* The first line that is wider; NULL when there is none. */
static inline const char *wider_than(const char *text, size_t columns)
{
    for (size_t length; *text; text += length + (text[length] != '\0')) {
        length = strcspn(text, "\n");
        const char *line = peil_arena_copy_span(arena, text, length);
        if (peil_text_width(line) > columns)
            return line;
    }
    return NULL;
}

/* Goldens are in Dutch, whoever runs the test. */
static inline void speak(const char *language)
{
    setenv("LANGUAGE", language, 1);
    peil_message_begin();
}

#endif
