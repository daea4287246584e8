/* An analysis of tests/fixtures/small.xml, made by hand. Hidden figures are SECRET. */
#ifndef PEIL_TESTS_REPORT_SAMPLE_H
#define PEIL_TESTS_REPORT_SAMPLE_H

#include "questionnaires/study.h"
#include "tests/fixture.h"
#include "tests/reports/sample.h"

static const struct peil_category report_groups[] = { { "1", "groep 5-6", 1 },
                                                      { "2", "groep 7-8", 2 } };

/* --- How many in each group --- */

static const struct peil_frequency_row group_rows[] = {
    { { "1", "groep 5-6", 1 }, 60, 60, 60, 60, NAN, NAN, 50.2, 69.1, false },
    { { "2", "groep 7-8", 2 },
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      true },
};

/* --- Ken je het? Nobody in groep 5-6 was offered "Nee". --- */

static const struct peil_frequency_row kent_rows[] = {
    { { "1", "Ja", 1 }, 0, 0, 0, 0, 0, NAN, 0, 3.6995, false },
    { { "2", "Een beetje", 2 }, 70, 70, 70, 70, 70, NAN, 60.4, 78.1, false },
    { { "3", "Nee, <script> & zo", 3 },
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      SECRET,
      true },
};
static const struct peil_missing_row kent_missing[] = {
    { PEIL_NOT_ASKED, 3, 3, NAN, false },
    { PEIL_NO_ANSWER, SECRET, SECRET, SECRET, true },
    { PEIL_DONT_KNOW, 6, 6, 6, false },
};
static const struct peil_category kent_options[] = { { "1", "Ja", 1 },
                                                     { "2", "Een beetje", 2 },
                                                     { "3", "Nee, <script> & zo", 3 } };
static const struct peil_cell kent_cells[] = {
    CELL(0, 60.0, ""),  CELL(0, 40.0, ""), CELL(60, 60.0, ""),
    CELL(10, 40.0, ""), CELL(0, 60.0, ""), HIDDEN_CELL,
};
static const struct peil_margin kent_row_totals[] = { { 0, 0, 0, false, NAN },
                                                      { 70, 70, 70, false, NAN },
                                                      { SECRET, SECRET, SECRET, true,
                                                        SECRET } };
static const struct peil_margin group_totals[] = { { 60, 60, 60, false, NAN },
                                                   { 40, 40, 40, false, NAN } };
static const char *const kent_notes[] = { "“Nee” kreeg alleen groep 7-8 te zien." };

/* --- Is het moeilijk? Two option lists; the second was answered by too few. --- */

static const struct peil_frequency_row hard_rows_a[] = {
    { { "1", "Ja", 1 }, 20, 20, NAN, 100 / 3.0, NAN, NAN, 22.7, 45.9, false },
    { { "2", "Nee", 2 }, 40, 40, NAN, 200 / 3.0, NAN, NAN, 54.1, 77.3, false },
};
static const struct peil_frequency_row hard_rows_b[] = {
    { { "1", "Nooit", 1 }, 10, 10, NAN, 50, NAN, NAN, 29.9, 70.1, false },
    { { "2", "Altijd", 2 }, 10, 10, NAN, 50, NAN, NAN, 29.9, 70.1, false },
};

#define FREQUENCY(name, about, who, base_n, row_array)                                 \
    .kind = PEIL_TABLE_FREQUENCY, .variable = name, .label = about,                    \
    .base = { who, base_n, base_n, base_n },                                           \
    .frequency = { .rows = row_array,                                                  \
                   .row_count = LENGTH(row_array),                                     \
                   .asked = base_n }

static const struct peil_table report_tables[] = {
    { .kind = PEIL_TABLE_FREQUENCY,
      .variable = "kent",
      .label = "Kent het",
      .base = { "alle leerlingen", 100, 100, 100 },
      .frequency = { false, kent_rows, LENGTH(kent_rows), kent_missing,
                     LENGTH(kent_missing), 106, NAN, NULL, 0, NULL },
      .notes = kent_notes,
      .note_count = LENGTH(kent_notes),
      .hidden = 2 },
    { .kind = PEIL_TABLE_CROSS,
      .variable = "kent",
      .label = "Kent het",
      .base = { "alle leerlingen", 100, 100, 100 },
      .cross = { .column_variable = "leeftijdsgroep",
                 .column_label = "Leeftijdsgroep",
                 .rows = kent_options,
                 .columns = report_groups,
                 .row_count = LENGTH(kent_options),
                 .column_count = LENGTH(report_groups),
                 .cells = kent_cells,
                 .row_totals = kent_row_totals,
                 .column_totals = group_totals,
                 .total = 100 },
      .hidden = 2 },
    { FREQUENCY("moeilijk", "Moeilijk", "leerlingen van groep 5-6", 60, hard_rows_a) },
    { FREQUENCY("moeilijk", "Moeilijk", "leerlingen van groep 7-8", 20, hard_rows_b) },
    { FREQUENCY("leeftijdsgroep", "Leeftijdsgroep", "alle leerlingen", 100,
                group_rows) },
};

static inline struct peil_analysis report_analysis(const struct peil_questionnaire *q)
{
    return (struct peil_analysis){ .questionnaire = q,
                                   .respondents = "leerlingen",
                                   .read = 102,
                                   .used = 100,
                                   .stopped = 4,
                                   .tables = report_tables,
                                   .table_count = LENGTH(report_tables) };
}

static inline const struct peil_questionnaire *small_questionnaire(void)
{
    return read_questionnaire("tests/fixtures/small.xml");
}

#endif
