/* Responses to tests/fixtures/class.xml of two waves, made so that every figure is
 * known: 120 pupils each, 40 of a group, 30 of a school. */
#ifndef PEIL_TESTS_COMPOSE_DATA_H
#define PEIL_TESTS_COMPOSE_DATA_H

#include "questionnaires/base/message.h"
#include "reports/compose/compose.h"
#include "tests/fixture.h"
#include "tests/reports/compose_dump.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PUPILS = 120 };

static const char *const compose_waves[] = { "2025-1", "2026-1" };

/* Pupils by number; in each wave they are the same but for what they know. */
static inline void write_pupil(FILE *out, int wave, int i)
{
    static const char *const groups[] = { "5", "7", "11" };
    int group = i % 3, turn = i / 3; /* 0 .. 39 in each group */
    int known = turn % (wave == 0 ? 4 : 2) == 0;
    bool odd = wave == 1 && turn == 39;
    fprintf(out, "%032x,class,1,,VO3006,%s,99A%c00,99A%c00-%d,%c,nl,web,completed,0,",
            (unsigned)(wave * PUPILS + i + 1), compose_waves[wave], 'A' + turn / 10,
            'A' + turn / 10, group, 'a' + group);
    fprintf(out, "%s,%s,", groups[group], odd ? "-8" : known ? "1" : "2");
    /* help: one option of two pupils */
    fprintf(out, "%s,,", turn < 2 && group == 1 ? "4" : turn % 2 ? "1" : "2");
    if (known && !odd)
        fprintf(out, "1,%d,0,", turn % 4 == 0);
    else
        fputs("-7,-7,-7,", out);
    fputs(group == 0 ? "-7," : turn < 3 ? "3," : "1,", out);
    /* the first choice: a tie over all, and the groups differ */
    fprintf(out, "%d,%d,2,-9,%d\n", wave == 0 ? 8 : 6 + turn % 2 * 2,
            group == 0 || (group == 1 && turn % 2) ? 1 : 3, group + 1);
}

/* The folder has responses.csv. */
static inline int compose_begin(void **state)
{
    folder_begin(state);
    FILE *out = fopen(in_folder("responses.csv"), "w");
    assert_non_null(out);
    fputs(
        "response,questionnaire,version,hash,ojs,wave,school,session,variant,language,"
        "mode,status,synthetic,groep,bekend,hulp,hulp_4_text,waarom_1,waarom_2,"
        "waarom_9,gepest,cijfer,rang_r1,rang_r2,tip,leeftijdsgroep\n",
        out);
    for (int wave = 0; wave <= 1; wave++)
        for (int i = 0; i < PUPILS; i++)
            write_pupil(out, wave, i);
    return fclose(out);
}

/* A report of these blocks: of the pupils, of the goals (a register), and of parents,
 * who have sent nothing. */
static inline const struct peil_outline *compose_outline(const char *attributes,
                                                         const char *blocks)
{
    const char *text = peil_arena_format(
        arena,
        "<report xmlns='urn:peil:report:1' id='r' xml:lang='nl' %s><title>T</title>"
        "<source id='klas' questionnaire='fixtures/class.xml'/>"
        "<source id='doelen' questionnaire='../questionnaires/instruments/doelen.xml' "
        "optional='yes'/>"
        "<source id='ouders' questionnaire="
        "'../questionnaires/instruments/oudertevredenheid.xml' optional='yes'/>"
        "%s</report>",
        attributes, blocks);
    const struct peil_outline *outline =
        peil_outline_parse(text, strlen(text), "r.xml", NULL, arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    assert_non_null(outline);
    return outline;
}

/* The report as plain lines. */
static inline const char *composed(const struct peil_outline *outline,
                                   const struct peil_study *study, bool internal)
{
    const char *file = in_folder("responses.csv");
    const char *goals = source_path("tests/fixtures/doelen.csv");
    struct peil_data data[3] = { { &file, 1 }, { &goals, 1 }, { NULL, 0 } };
    struct peil_material material = {
        .outline = outline, .study = study, .data = data, .internal = internal
    };
    const struct peil_reports *reports = peil_compose(&material, arena, diag);
    assert_string_equal(problems_of(diag, arena), "");
    assert_non_null(reports);
    FILE *out = text_begin();
    for (size_t i = 0; i < reports->count; i++)
        dump_content(out, &reports->list[i]);
    return text_end();
}

#endif
