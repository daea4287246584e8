/* Response files of several waves, each in a directory of its own, as peil export
 * leaves them: for the tests of versions and trends. */
#ifndef PEIL_TESTS_WAVE_FILES_H
#define PEIL_TESTS_WAVE_FILES_H

#include "tests/fixture.h"

#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "questionnaires/questionnaire.h"

#include <string.h>
#include <sys/stat.h>

static inline const char *questionnaire_text(const char *version, const char *words,
                                             const char *more)
{
    return peil_arena_format(
        arena,
        "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='%s' "
        "xml:lang='nl'><title>T</title><section id='s' title='S'>"
        "<single id='ken'><text>%s</text><option code='1'>Ja</option>"
        "<option code='2'>Nee</option></single>%s"
        "<text id='tip'><text>Tip?</text></text>%s</section></questionnaire>",
        version, words, more,
        strcmp(version, "2026") == 0
            ? "<single id='nieuw'><text>Nieuw?</text><option code='1'>Ja</option>"
              "</single>"
            : "");
}

static inline const struct peil_questionnaire *
questionnaire_of(const char *version, const char *words, const char *more)
{
    return parse_questionnaire(questionnaire_text(version, words, more));
}

/* responses.csv in a new directory. Of each school `each` pupils, of whom `ones` say
 * "1" and the others "2". */
static inline const char *data_file(const char *name, const char *hash,
                                    const char *wave, const char *schools, size_t each,
                                    size_t ones)
{
    const char *const *codes, *text = "response,hash,wave,school,ken,tip,nieuw\n";
    size_t count = peil_text_words(arena, schools, &codes);
    const char *directory = in_folder(peil_arena_format(arena, "%s %s", name, wave));
    assert_int_equal(mkdir(directory, 0700), 0);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < each; k++)
            text =
                peil_arena_format(arena, "%s%s%s%zu%zu,%.16s,%s,%s,%zu,-9,1\n", text,
                                  name, wave, i, k, hash, wave, codes[i],
                                  k < ones + (i + (size_t)wave[3]) % 3 ? (size_t)1 : 2);
    const char *path = peil_arena_format(arena, "%s/responses.csv", directory);
    write_text(path, text);
    return path;
}

static inline const char *beside(const char *path)
{
    return peil_arena_format(arena, "%.*squestionnaire.xml",
                             (int)(strrchr(path, '/') + 1 - path), path);
}

static inline void questionnaire_beside(const char *path, const char *text)
{
    write_text(beside(path), text);
}

#endif
