/* Writes the sample report in every format, twice, for tests that look into files:
 * report_files FOLDER makes public.html ... and internal.html ... there. Exit status 1
 * when one could not be made; Word documents only where pandoc is installed. */
#include "questionnaires/base/diag.h"
#include "reports/formats/renderers.h"
#include "tests/reports/content_sample.h"

#include <stdio.h>

static bool write_all(const struct peil_content *content, const char *folder,
                      const char *name)
{
    bool done = true;
    for (size_t i = 0; peil_page_renderers[i]; i++) {
        const struct peil_page_renderer *renderer = peil_page_renderers[i];
        struct peil_arena *arena = peil_arena_new();
        struct peil_diag *diag = peil_diag_new(arena);
        bool may_fail = renderer == &peil_page_docx;
        const char *path =
            peil_arena_format(arena, "%s/%s%s", folder, name, renderer->suffix);
        done = (renderer->write(content, path, diag) || may_fail) && done;
        peil_diag_print(diag, stderr);
        peil_arena_free(arena);
    }
    return done;
}

int main(int count, char **arguments)
{
    struct peil_content content = sample_content;
    if (count != 2)
        return 2;
    speak("nl");
    bool done = write_all(&content, arguments[1], "public");
    content.internal = content.synthetic = true;
    done = write_all(&content, arguments[1], "internal") && done;
    content.landscape = true;
    return write_all(&content, arguments[1], "poster") && done ? 0 : 1;
}
