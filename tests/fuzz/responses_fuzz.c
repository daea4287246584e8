/* Any bytes as a file of responses: to a questionnaire with something of everything,
 * and alone. There is an analysis or an error, and what is hidden has no figure. */
#include "analyze/analysis.h"
#include "tests/fuzz/fuzz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char questionnaire[] =
    "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1' xml:lang='nl'>"
    "<title>Q</title><variant id='a' label='A' when='x = 1'/>"
    "<variant id='b' label='B' when='x = 2'/><section id='s' title='S'>"
    "<single id='x'><text>X</text><option code='1'>een</option>"
    "<option code='2'>twee</option></single>"
    "<single id='y' sensitive='yes'><text>Y</text><option code='1'>een</option>"
    "<option code='2' variant='a'>twee</option><option code='2' variant='b'>drie"
    "</option></single>"
    "<multiple id='m' when='y = 2'><text>M</text><option code='1'>een</option>"
    "<option code='2'>twee</option></multiple>"
    "<quantity id='n' min='0' max='99'><text>N</text></quantity>"
    "<ranking id='r' max='2'><text>R</text><option code='1'>een</option>"
    "<option code='2'>twee</option></ranking>"
    "<text id='t'><text>T</text></text><date id='d'><text>D</text></date></section>"
    "<derive id='g' label='G' from='x'><band code='1' label='een' of='1'/>"
    "<band code='2' label='twee' of='2'/></derive></questionnaire>";

static void check_cross(const struct peil_cross *cross)
{
    for (size_t i = 0; i < cross->row_count * cross->column_count; i++)
        if (cross->cells[i].hidden != (bool)isnan(cross->cells[i].n))
            abort();
}

static void check(const struct peil_analysis *analysis)
{
    for (size_t i = 0; analysis && i < analysis->table_count; i++) {
        const struct peil_table *table = &analysis->tables[i];
        for (size_t j = 0; j < table->frequency.row_count; j++)
            if (table->frequency.rows[j].hidden !=
                (bool)isnan(table->frequency.rows[j].n))
                abort();
        check_cross(&table->cross);
        if (!table->base.text || !*table->base.text)
            abort();
    }
}

static void analyse(const struct peil_questionnaire *q, const char *path,
                    struct peil_arena *arena)
{
    struct peil_diag *diag = peil_diag_new(arena);
    const struct peil_analysis *analysis =
        peil_analyze(q, &path, 1, &(struct peil_request){ 0 }, arena, diag);
    if ((analysis == NULL) != peil_diag_has_error(diag))
        abort();
    check(analysis);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char path[] = "/tmp/peil-fuzz-XXXXXX";
    int file = mkstemp(path);
    if (file < 0 || write(file, bytes, length) != (ssize_t)length)
        abort();
    close(file);
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    const struct peil_questionnaire *q = peil_questionnaire_parse(
        questionnaire, strlen(questionnaire), "q.xml", arena, diag);
    if (!q)
        abort();
    analyse(q, path, arena);
    analyse(NULL, path, arena);
    unlink(path);
    peil_arena_free(arena);
    return 0;
}
