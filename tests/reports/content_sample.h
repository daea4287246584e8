/* A report made by hand with every block and every drawing, for the tests of all its
 * renderers. What is hidden holds a number here that no output may show; in real
 * reports it is NAN. */
#ifndef PEIL_TESTS_CONTENT_SAMPLE_H
#define PEIL_TESTS_CONTENT_SAMPLE_H

#include "questionnaires/base/message.h"
#include "reports/outline/content.h"
#include "tests/suite.h"

#include <math.h>
#include <stdlib.h>

#define SECRET 987654321.0
#define SECRET_DIGITS "87654" /* however they are grouped: 987 654 321, 987654321 */
#define LIST(field, counter, array) .field = array, .counter = LENGTH(array)

#define HIDDEN                                                                         \
    {                                                                                  \
        "niet getoond", SECRET, PEIL_UNIT_HIDDEN                                       \
    }
#define WORD(text)                                                                     \
    {                                                                                  \
        text, NAN, PEIL_UNIT_NONE                                                      \
    }
#define N(text, number)                                                                \
    {                                                                                  \
        text, number, PEIL_UNIT_COUNT                                                  \
    }
#define PERCENT(text, number)                                                          \
    {                                                                                  \
        text "\u00a0%", number, PEIL_UNIT_PERCENT                                      \
    }

#define SHOWN(text, value, base)                                                       \
    {                                                                                  \
        value, NAN, NAN, base, true, text                                              \
    }
#define SHARE(text, value, base)                                                       \
    {                                                                                  \
        value, NAN, NAN, base, true, text "\u00a0%"                                    \
    }
#define BETWEEN(text, value, low, high)                                                \
    {                                                                                  \
        value, low, high, 150, true, text "\u00a0%"                                    \
    }
#define CLOSED                                                                         \
    {                                                                                  \
        SECRET, SECRET, SECRET, 150, false, "niet getoond"                             \
    }
#define NOT_ASKED                                                                      \
    {                                                                                  \
        NAN, NAN, NAN, 0, false, "niet gevraagd"                                       \
    }

/* --- Ken je het jeugdsteunpunt? --- */

static const struct peil_grid_column known_columns[] = {
    { "", "Alle leerlingen", false }, { "", "marge (95%)", false },
    { "", "groep 5-6", false },       { "", "groep 7-8", false },
    { "", "klas 1-2", false },
};
static const struct peil_sheet_row known_rows[] = {
    { PEIL_GRID_BODY, "Ja, en ik weet wat het is",
      (const struct peil_entry[]){ PERCENT("27", 26.5306), WORD("20–35"),
                                   PERCENT("27", 27.4), PERCENT("24", 24.4),
                                   PERCENT("30", 30.2) } },
    { PEIL_GRID_BODY, "Ja, maar ik weet niet goed wat het is",
      (const struct peil_entry[]){ PERCENT("34", 33.8), WORD("26–42"), HIDDEN, HIDDEN,
                                   PERCENT("43", 43.4) } },
    { PEIL_GRID_BODY, "=Nee | <script>alert(1)</script> & meer",
      (const struct peil_entry[]){ PERCENT("39", 39.1), WORD("32–48"), HIDDEN, HIDDEN,
                                   PERCENT("26", 26.0) } },
    { PEIL_GRID_TOTAL, "Aantal dat antwoordde (n)",
      (const struct peil_entry[]){ N("147", 147), WORD("–"), N("51", 51), N("49", 49),
                                   N("47", 47) } },
    { PEIL_GRID_MISSING, "weet ik niet",
      (const struct peil_entry[]){ N("6", 6), WORD("–"), HIDDEN, HIDDEN, N("0", 0) } },
};
static const char *const known_lines[] = {
    "Basis: alle leerlingen (n=147)",
    "Indicatief: minder dan 100 leerlingen per groep.",
};
static const struct peil_sheet known_sheet = { .id = "bekend-1",
                                               .title = "Aandeel van elk antwoord, in "
                                                        "totaal en per groep",
                                               LIST(columns, column_count,
                                                    known_columns),
                                               LIST(rows, row_count, known_rows),
                                               LIST(lines, line_count, known_lines) };
static const char *const known_labels[] = { "Ja, en ik weet wat het is",
                                            "Ja, maar ik weet niet goed wat het is",
                                            "=Nee | <script>alert(1)</script> & meer" };
static const struct peil_plot_series known_series[] = {
    { "Alle leerlingen", false, false },
    { "groep 5-6", false, false },
    { "groep 7-8", false, false },
    { "klas 1-2", false, false },
};
static const struct peil_point known_points[] = {
    SHARE("27", 26.5306, 147),
    SHARE("27", 27.4, 51),
    SHARE("24", 24.4, 49),
    SHARE("30", 30.2, 47),
    SHARE("34", 33.8, 147),
    CLOSED,
    CLOSED,
    SHARE("43", 43.4, 47),
    SHARE("39", 39.1, 147),
    CLOSED,
    CLOSED,
    NOT_ASKED,
};
static const struct peil_plot known_plot = {
    .kind = PEIL_PLOT_BARS,
    .id = "bekend-1-beeld",
    .title = "Ken je het jeugdsteunpunt?",
    .about = "Staven. Alle leerlingen: Nee 39 %; Ja, maar ik weet niet goed wat het is "
             "34 %; Ja, en ik weet wat het is 27 %.",
    .percent = true,
    .middle = NAN,
    LIST(labels, label_count, known_labels),
    LIST(series, series_count, known_series),
    .points = known_points,
    .sheet = &known_sheet
};

/* --- Wat maakt het lastig: parts of a bar --- */

static const struct peil_grid_column agree_columns[] = {
    { "", "helemaal oneens", false },        { "", "oneens", false },
    { "", "niet eens, niet oneens", false }, { "", "eens", false },
    { "", "helemaal eens", false },          { "", "weet ik niet", false },
};
#define AGREE(label, a, b, c, d, e, f)                                                 \
    {                                                                                  \
        PEIL_GRID_BODY, label, (const struct peil_entry[])                             \
        {                                                                              \
            PERCENT(#a, a), PERCENT(#b, b), PERCENT(#c, c), PERCENT(#d, d),            \
                PERCENT(#e, e), PERCENT(#f, f)                                         \
        }                                                                              \
    }
static const struct peil_sheet_row agree_rows[] = {
    AGREE("Ik durf met mijn mentor te praten over wat ik lastig vind", 4, 11, 22, 38,
          25, 9),
    AGREE("Op school helpt iemand mij als ik het vraag", 2, 6, 14, 47, 31, 5),
    AGREE("Ik weet bij wie ik terechtkan", 19, 31, 21, 18, 11, 14),
    { PEIL_GRID_BODY, "Mijn ouders weten wat ik nodig heb",
      (const struct peil_entry[]){ HIDDEN, HIDDEN, PERCENT("25", 25), PERCENT("40", 40),
                                   PERCENT("30", 30), HIDDEN } },
};
static const char *const agree_lines[] = { "Basis: leerlingen van klas 1-2 (n=147)" };
static const struct peil_sheet agree_sheet = {
    .id = "eens-1",
    .title = "Hoe eens leerlingen het met elke zin zijn",
    .stub = "Zin",
    LIST(columns, column_count, agree_columns),
    LIST(rows, row_count, agree_rows),
    LIST(lines, line_count, agree_lines)
};
static const char *const agree_labels[] = {
    "Ik durf met mijn mentor te praten over wat ik lastig vind",
    "Op school helpt iemand mij als ik het vraag", "Ik weet bij wie ik terechtkan",
    "Mijn ouders weten wat ik nodig heb"
};
static const struct peil_plot_series agree_series[] = {
    { "helemaal oneens", false, false },       { "oneens", false, false },
    { "niet eens, niet oneens", true, false }, { "eens", false, false },
    { "helemaal eens", false, false },         { "weet ik niet", false, true },
};
static const struct peil_point agree_points[] = {
    SHARE("4", 4, 147),
    SHARE("11", 11, 147),
    SHARE("22", 22, 147),
    SHARE("38", 38, 147),
    SHARE("25", 25, 147),
    SHARE("9", 9, 147),
    SHARE("2", 2, 147),
    SHARE("6", 6, 147),
    SHARE("14", 14, 147),
    SHARE("47", 47, 147),
    SHARE("31", 31, 147),
    SHARE("5", 5, 147),
    SHARE("19", 19, 147),
    SHARE("31", 31, 147),
    SHARE("21", 21, 147),
    SHARE("18", 18, 147),
    SHARE("11", 11, 147),
    SHARE("14", 14, 147),
    CLOSED,
    CLOSED,
    SHARE("25", 25, 147),
    SHARE("40", 40, 147),
    SHARE("30", 30, 147),
    CLOSED,
};
static const struct peil_plot diverging_plot = {
    .kind = PEIL_PLOT_DIVERGING,
    .id = "eens-1-beeld",
    .title = "Hoe eens leerlingen het met elke zin zijn",
    .about = "Staven om een midden. Het vaakst eens: Op school helpt iemand mij als ik "
             "het vraag, 78 %.",
    .percent = true,
    .middle = NAN,
    LIST(labels, label_count, agree_labels),
    LIST(series, series_count, agree_series),
    .points = agree_points,
    .sheet = &agree_sheet
};
static const char *const stacked_labels[] = { "groep 5-6", "groep 7-8", "klas 1-2" };
static const struct peil_plot_series stacked_series[] = {
    { "altijd", false, false },
    { "vaak", false, false },
    { "soms", false, false },
    { "nooit", false, false },
};
static const struct peil_point stacked_points[] = {
    SHARE("41", 41, 51),
    SHARE("30", 30, 51),
    SHARE("23", 23, 51),
    SHARE("6", 6, 51),
    SHARE("30", 30, 49),
    SHARE("34", 34, 49),
    CLOSED,
    CLOSED,
    SHARE("22", 22, 47),
    SHARE("31", 31, 47),
    SHARE("32", 32, 47),
    CLOSED,
};
static const struct peil_grid_column stacked_columns[] = { { "", "altijd", false },
                                                           { "", "vaak", false },
                                                           { "", "soms", false },
                                                           { "", "nooit", false } };
static const struct peil_sheet_row stacked_rows[] = {
    { PEIL_GRID_BODY, "groep 5-6",
      (const struct peil_entry[]){ PERCENT("41", 41), PERCENT("30", 30),
                                   PERCENT("23", 23), PERCENT("6", 6) } },
    { PEIL_GRID_BODY, "groep 7-8",
      (const struct peil_entry[]){ PERCENT("30", 30), PERCENT("34", 34), HIDDEN,
                                   HIDDEN } },
    { PEIL_GRID_BODY, "klas 1-2",
      (const struct peil_entry[]){ PERCENT("22", 22), PERCENT("31", 31),
                                   PERCENT("32", 32), HIDDEN } },
};
static const struct peil_sheet stacked_sheet = {
    .id = "hulp-1",
    .title = "Krijg je hulp als je die vraagt? Per groep",
    .stub = "Groep",
    LIST(columns, column_count, stacked_columns),
    LIST(rows, row_count, stacked_rows),
    LIST(lines, line_count, agree_lines)
};
static const struct peil_plot stacked_plot = {
    .kind = PEIL_PLOT_STACKED,
    .id = "hulp-1-beeld",
    .title = "Krijg je hulp als je die vraagt? Per groep",
    .about = "Gestapelde staven, een per groep.",
    .percent = true,
    .middle = NAN,
    LIST(labels, label_count, stacked_labels),
    LIST(series, series_count, stacked_series),
    .points = stacked_points,
    .sheet = &stacked_sheet
};

/* --- Vergeleken: dots, lines, a funnel --- */

static const struct peil_grid_column year_columns[] = {
    { "2024", "%", false }, { "2024", "n", false }, { "2025", "%", false },
    { "2025", "n", false }, { "2026", "%", false }, { "2026", "n", false },
};
static const struct peil_sheet_row year_rows[] = {
    { PEIL_GRID_BODY, "Kent het steunpunt",
      (const struct peil_entry[]){ PERCENT("41", 41.2), N("12\u202f345", 12345),
                                   PERCENT("48", 48.0), N("150", 150),
                                   PERCENT("61", 60.9), N("147", 147) } },
    { PEIL_GRID_BODY, "Is er geweest",
      (const struct peil_entry[]){ PERCENT("9", 9.0), N("120", 120), HIDDEN,
                                   N("150", 150), PERCENT("14", 14.1),
                                   N("147", 147) } },
    { PEIL_GRID_BODY, "Cijfer (gemiddeld)",
      (const struct peil_entry[]){ { "7,1", 7.1234567890123, PEIL_UNIT_DECIMAL },
                                   N("120", 120),
                                   { "7,3", 7.3, PEIL_UNIT_DECIMAL },
                                   N("150", 150),
                                   WORD("-"),
                                   WORD("-") } },
};
static const char *const year_lines[] = { "Basis: scholen die in elke meting meededen",
                                          "p = 0,012" };
static const struct peil_sheet year_sheet = { .id = "metingen-1",
                                              .title = "Drie metingen naast elkaar",
                                              .stub = "Vraag",
                                              LIST(columns, column_count, year_columns),
                                              LIST(rows, row_count, year_rows),
                                              LIST(lines, line_count, year_lines) };
static const struct peil_sheet trend_sheet = { .id = "metingen-2",
                                               .title = "Drie metingen naast elkaar",
                                               .stub = "Vraag",
                                               LIST(columns, column_count,
                                                    year_columns),
                                               LIST(rows, row_count, year_rows),
                                               LIST(lines, line_count, year_lines) };
static const struct peil_sheet dots_sheet = { .id = "metingen-3",
                                              .title = "Drie metingen naast elkaar",
                                              .stub = "Vraag",
                                              LIST(columns, column_count, year_columns),
                                              LIST(rows, row_count, year_rows),
                                              LIST(lines, line_count, year_lines) };
static const char *const years[] = { "2024", "2025", "2026" };
static const struct peil_plot_series year_series[] = {
    { "Kent het steunpunt", false, false },
    { "Is er geweest", false, false },
    { "Zou er hulp vragen", false, false },
};
static const struct peil_point year_points[] = {
    BETWEEN("41", 41.2, 33, 49),
    BETWEEN("9", 9, 5, 15),
    BETWEEN("52", 52, 43, 61),
    BETWEEN("48", 48, 40, 56),
    CLOSED,
    BETWEEN("55", 55, 46, 64),
    BETWEEN("61", 60.9, 52.8, 68),
    BETWEEN("14", 14.1, 9, 21),
    BETWEEN("58", 58, 50, 66),
};
static const struct peil_plot trend_plot = { .kind = PEIL_PLOT_TREND,
                                             .id = "metingen-2-beeld",
                                             .title = "Drie metingen naast elkaar",
                                             .about = "Lijnen over drie metingen.",
                                             .percent = true,
                                             .middle = NAN,
                                             LIST(labels, label_count, years),
                                             LIST(series, series_count, year_series),
                                             .points = year_points,
                                             .sheet = &trend_sheet };
static const struct peil_plot dots_plot = { .kind = PEIL_PLOT_DOTS,
                                            .id = "metingen-3-beeld",
                                            .title = "Met hun marges",
                                            .about = "Een punt met zijn marge.",
                                            .percent = true,
                                            .middle = NAN,
                                            LIST(labels, label_count, years),
                                            LIST(series, series_count, year_series),
                                            .points = year_points,
                                            .sheet = &dots_sheet };

static const struct peil_grid_column theme_columns[] = { { "", "thema's tot nu toe",
                                                           false } };
static const char *const interviews[] = { "1", "2", "3", "4", "5", "6", "7", "8" };
#define SO_FAR(label, number, text)                                                    \
    {                                                                                  \
        PEIL_GRID_BODY, label, (const struct peil_entry[])                             \
        {                                                                              \
            N(text, number)                                                            \
        }                                                                              \
    }
static const struct peil_sheet_row theme_rows[] = {
    SO_FAR("1", 5, "5"),   SO_FAR("2", 9, "9"),   SO_FAR("3", 11, "11"),
    SO_FAR("4", 12, "12"), SO_FAR("5", 14, "14"), SO_FAR("6", 14, "14"),
    SO_FAR("7", 14, "14"), SO_FAR("8", 14, "14"),
};
static const struct peil_sheet theme_sheet = { .id = "verzadiging-1",
                                               .title = "Nieuwe thema's per gesprek",
                                               .stub = "Gesprek",
                                               LIST(columns, column_count,
                                                    theme_columns),
                                               LIST(rows, row_count, theme_rows) };
static const struct peil_plot_series theme_series[] = { { "thema's", false, false } };
static const struct peil_point theme_points[] = {
    SHOWN("5", 5, NAN),   SHOWN("9", 9, NAN),   SHOWN("11", 11, NAN),
    SHOWN("12", 12, NAN), SHOWN("14", 14, NAN), SHOWN("14", 14, NAN),
    SHOWN("14", 14, NAN), SHOWN("14", 14, NAN),
};
static const struct peil_plot saturation_plot = { .kind = PEIL_PLOT_SATURATION,
                                                  .id = "verzadiging-1-beeld",
                                                  .title = "Nieuwe thema's per gesprek",
                                                  .about = "Na vijf gesprekken kwam er "
                                                           "geen thema meer bij.",
                                                  .middle = NAN,
                                                  LIST(labels, label_count, interviews),
                                                  LIST(series, series_count,
                                                       theme_series),
                                                  .points = theme_points,
                                                  .sheet = &theme_sheet };

static const struct peil_grid_column region_columns[] = { { "", "%", false },
                                                          { "", "n", false } };
static const char *const regions[] = { "De Brug", "Oost",   "Zuid",
                                       "Kust",    "Rivier", "Veluwe" };
static const struct peil_sheet_row region_rows[] = {
    { PEIL_GRID_BODY, "De Brug",
      (const struct peil_entry[]){ PERCENT("61", 60.9), N("147", 147) } },
    { PEIL_GRID_BODY, "Oost",
      (const struct peil_entry[]){ PERCENT("44", 44), N("320", 320) } },
    { PEIL_GRID_BODY, "Zuid",
      (const struct peil_entry[]){ PERCENT("47", 47), N("88", 88) } },
    { PEIL_GRID_BODY, "Kust",
      (const struct peil_entry[]){ PERCENT("52", 52), N("61", 61) } },
    { PEIL_GRID_BODY, "Rivier",
      (const struct peil_entry[]){ PERCENT("38", 38), N("274", 274) } },
    { PEIL_GRID_BODY, "Veluwe", (const struct peil_entry[]){ HIDDEN, HIDDEN } },
};
static const struct peil_sheet region_sheet = { .id = "landelijk-1",
                                                .title = "Zes steunpunten",
                                                .stub = "Steunpunt",
                                                LIST(columns, column_count,
                                                     region_columns),
                                                LIST(rows, row_count, region_rows) };
static const struct peil_plot_series region_series[] = { { "kent het", false, false } };
static const struct peil_point region_points[] = {
    SHARE("61", 60.9, 147), SHARE("44", 44, 320), SHARE("47", 47, 88),
    SHARE("52", 52, 61),    SHARE("38", 38, 274), CLOSED,
};
static const struct peil_plot funnel_plot = { .kind = PEIL_PLOT_FUNNEL,
                                              .id = "landelijk-1-beeld",
                                              .title = "Zes steunpunten",
                                              .about =
                                                  "Trechter. De Brug ligt boven de "
                                                  "grens.",
                                              .percent = true,
                                              .middle = 45.6,
                                              LIST(labels, label_count, regions),
                                              LIST(series, series_count, region_series),
                                              .points = region_points,
                                              .sheet = &region_sheet };

/* --- Words --- */

#define WORDS(...)                                                                     \
    .runs = (const struct peil_run[]){ __VA_ARGS__ },                                  \
    .run_count = LENGTH(((const struct peil_run[]){ __VA_ARGS__ }))
#define PARAGRAPH(...)                                                                 \
    {                                                                                  \
        .kind = PEIL_BLOCK_PARAGRAPH, WORDS(__VA_ARGS__)                               \
    }
#define INSIDE(...)                                                                    \
    .children = (const struct peil_block[]){ __VA_ARGS__ },                            \
    .child_count = LENGTH(((const struct peil_block[]){ __VA_ARGS__ }))
#define PLOT(drawing)                                                                  \
    {                                                                                  \
        .kind = PEIL_BLOCK_PLOT, .plot = &(drawing)                                    \
    }
#define NUMBER(label, figure)                                                          \
    {                                                                                  \
        .kind = PEIL_BLOCK_PARAGRAPH, .text = label, WORDS({ figure, false, NULL })    \
    }

static const struct peil_block sample_blocks[] = {
    { .kind = PEIL_BLOCK_NUMBERS,
      INSIDE(NUMBER("leerlingen deden mee", "153"), NUMBER("scholen", "6"),
             NUMBER("kent het steunpunt", "61\u00a0%")) },
    { .kind = PEIL_BLOCK_BOX,
      .text = "Dit rapport is indicatief, niet representatief.",
      INSIDE(PARAGRAPH(
          { "Het vertelt wat leerlingen die meededen antwoordden.", false, NULL })) },
    { .kind = PEIL_BLOCK_CONTENTS },
    { .kind = PEIL_BLOCK_CHAPTER,
      .id = "deel-bekendheid",
      .text = "Bekendheid",
      INSIDE(
          PARAGRAPH({ "Van de leerlingen kent ", false, NULL },
                    { "61\u00a0%", true, "Van wie een antwoord gaf." },
                    { " het steunpunt; \"de rest\" *niet* & <nooit>.", false, NULL },
                    { " Dat is meer dan vorig jaar.", false, "Getoetst, p = 0,012." },
                    { " Van jongens en meisjes evenveel.", false,
                      "Van wie een antwoord gaf." }),
          { .kind = PEIL_BLOCK_SECTION,
            .id = "bekend",
            .text = "Ken je het jeugdsteunpunt?",
            INSIDE(PARAGRAPH({ "Het vaakst gekozen: “Nee” (39 %).", false, NULL }),
                   PLOT(known_plot),
                   { .kind = PEIL_BLOCK_QUOTE,
                     .text = "leerling, groep 7-8",
                     WORDS({ "Ik had er nog nooit van gehoord.", false, NULL }) }) },
          { .kind = PEIL_BLOCK_SECTION,
            .text = "Waar het om gaat",
            INSIDE({ .kind = PEIL_BLOCK_LIST,
                     INSIDE(PARAGRAPH({ "Weten waar het is", false, NULL }),
                            PARAGRAPH({ "Durven gaan", true, NULL })) },
                   { .kind = PEIL_BLOCK_TABLE, .sheet = &year_sheet }) }) },
    { .kind = PEIL_BLOCK_CHAPTER,
      .id = "deel-drempels",
      .text = "Drempels",
      INSIDE(PLOT(diverging_plot), PLOT(stacked_plot)) },
    { .kind = PEIL_BLOCK_PAGE },
    { .kind = PEIL_BLOCK_CHAPTER,
      .id = "deel-vergeleken",
      .text = "Vergeleken",
      INSIDE(PLOT(trend_plot), PLOT(dots_plot), PLOT(saturation_plot),
             PLOT(funnel_plot)) },
    { .kind = PEIL_BLOCK_CHAPTER,
      .id = "deel-jullie",
      .text = "Jullie zeiden, wij doen",
      INSIDE({ .kind = PEIL_BLOCK_CARD,
               .text = "Wij weten niet wie daar zit.",
               INSIDE(PARAGRAPH({ "We komen in elke klas langs.", false, NULL })) },
             { .kind = PEIL_BLOCK_CARD,
               .text = "Bellen vinden wij eng.",
               INSIDE(PARAGRAPH({ "Appen kan nu ook.", false, NULL })) }) },
};

static const struct peil_content sample_content = {
    .name = "leerlingbevraging",
    .language = "nl",
    .title = "Wat leerlingen zeggen over \"De Brug\"",
    .subtitle = "Leerlingbevraging 2026",
    .whose = "Jeugdsteunpunt De Brug (VO3006) · meting 2026-1",
    .date = "2026-11-22",
    LIST(blocks, block_count, sample_blocks)
};

static inline void speak(const char *language)
{
    setenv("LANGUAGE", language, 1);
    peil_message_begin();
}

#endif
