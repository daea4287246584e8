#include "questionnaires/new_command.h"

#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"

#include "embedded/new_xml.h"

#include <unistd.h>

static int fail(struct peil_diag *diag)
{
    peil_diag_print(diag, stderr);
    return PEIL_SYSTEM_FAILED;
}

static int run(const struct peil_arguments *arguments)
{
    const char *const *operands;
    (void)peil_arguments_operands(arguments, &operands);
    const char *path = operands[0];
    struct peil_diag *diag = peil_diag_new(peil_arguments_arena(arguments));
    if (access(path, F_OK) == 0) {
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = path },
                      "there is a file already, and it is left as it is");
        peil_diag_print(diag, stderr);
        return PEIL_BAD_INPUT;
    }
    FILE *out = peil_file_create(path, diag);
    if (!out)
        return fail(diag);
    fwrite(new_xml_bytes, 1, new_xml_length, out);
    if (!peil_file_commit(out, path, diag))
        return fail(diag);
    fprintf(stderr, _("%s is ready to be changed; look at it with: peil check %s\n"),
            path, path);
    return PEIL_DONE;
}

const struct peil_command peil_new_command = {
    .name = "new",
    .summary = N_("Write a small questionnaire to begin with"),
    .operands = "FILE.xml",
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
