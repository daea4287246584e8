/* peil keys: makes the keys that answers are sealed for, and tries them out. */
#include "collect/commands.h"
#include "collect/store/key_file.h"
#include "collect/store/passphrase.h"
#include "collect/process.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"

#include <string.h>

static const char recovery[] = "herstel"; /* in files, so in one language */

struct keys {
    const struct peil_arguments *arguments;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

/* --- peil keys new --- */

/* One pair: its secret half is on the disk before its public half is shown. */
static struct peil_secret *make(const struct keys *k, const char *name,
                                const char *passphrase)
{
    const char *folder = peil_arguments_value(k->arguments, "out");
    struct peil_secret *secret = peil_secret_new();
    if (peil_key_file_write(peil_arena_format(k->arena, "%s/%s.key", folder, name),
                            name, secret, passphrase, k->diag))
        return secret;
    peil_secret_free(secret);
    return NULL;
}

static void print_keys(const struct keys *k, const char *name,
                       const struct peil_secret *analyst,
                       const struct peil_secret *spare)
{
    const char *folder = peil_arguments_value(k->arguments, "out");
    printf(_("Two keys were made: %s/%s.key and %s/%s.key.\n"), folder, name, folder,
           recovery);
    puts(_("\nThis goes into study.xml, as the last thing before </study>:\n"));
    printf("  <seal>\n    <key name=\"%s\">%s</key>\n    <key name=\"%s\">%s</key>\n"
           "  </seal>\n",
           name, peil_secret_public(analyst, k->arena), recovery,
           peil_secret_public(spare, k->arena));
    puts(_("\nThis is the recovery key. Write or print it on paper, put that in a "
           "safe, and keep it\nnowhere else: it opens everything, without a "
           "passphrase.\n"));
    peil_key_file_write_paper(spare, stdout);
    printf(_("\nThen try it: peil keys test study.xml --key %s/%s.key\n"), folder,
           name);
}

static int run_new(const struct keys *k)
{
    const char *name = peil_arguments_value(k->arguments, "name");
    name = name ? name : "analist";
    if (!peil_arguments_has(k->arguments, "out"))
        return peil_arguments_refuse(k->arguments, _("--out DIR is needed"));
    if (!peil_text_is_name(name) || strcmp(name, recovery) == 0)
        return peil_arguments_refuse(k->arguments,
                                     _("\"%s\" cannot be the name of a key"), name);
    if (!peil_file_directory(peil_arguments_value(k->arguments, "out"), k->diag))
        return PEIL_SYSTEM_FAILED;
    char *passphrase = peil_passphrase_read(
        peil_arguments_value(k->arguments, "passphrase-file"), true);
    struct peil_secret *analyst = passphrase ? make(k, name, passphrase) : NULL;
    struct peil_secret *spare = analyst ? make(k, recovery, passphrase) : NULL;
    if (spare)
        print_keys(k, name, analyst, spare);
    int result = spare ? PEIL_DONE : PEIL_BAD_INPUT;
    peil_passphrase_free(passphrase);
    peil_secret_free(analyst);
    peil_secret_free(spare);
    return result;
}

/* --- peil keys test --- */

/* From a pupil's token to what the analyst reads, as in a class. */
static bool practise(const struct keys *k, const struct peil_recipients *recipients,
                     const struct peil_secret *secret)
{
    struct peil_event event = { .sequence = 1, .text = "a oefening 1" };
    char token[PEIL_TOKEN_LENGTH + 1];
    peil_token_new(token);
    peil_token_id(event.response);
    struct peil_seal *seal = peil_seal_new(token, "practice", event.response);
    const char *key = peil_seal_key(seal, recipients, k->arena);
    const char *line = peil_seal_close(seal, &event, k->arena);
    peil_seal_free(seal);
    seal = peil_seal_recover(secret, key, "practice", event.response);
    const char *text = seal ? peil_seal_open(seal, 1, line, k->arena) : NULL;
    peil_seal_free(seal);
    return text && strcmp(text, event.text) == 0;
}

static int report(const struct peil_recipients *recipients, bool opened)
{
    if (!opened) {
        puts(_("This key does NOT open what is sealed for this study. Do not begin: "
               "nobody could\nread the answers with it. Is it the key of another "
               "study?"));
        return PEIL_BAD_INPUT;
    }
    puts(_("A practice answer was sealed for this study, and this key opened it."));
    if (recipients->count < 2)
        puts(_("ATTENTION: there is no second key. Who loses the only one, loses all "
               "answers."));
    puts(_("Fieldwork can begin."));
    return PEIL_DONE;
}

static int run_test(const struct keys *k, const char *path)
{
    const char *key = peil_arguments_value(k->arguments, "key");
    struct peil_recipients recipients;
    if (!key)
        return peil_arguments_refuse(k->arguments, _("--key FILE is needed"));
    const struct peil_study *study = peil_study_read(path, k->arena, k->diag);
    if (!study || !peil_recipients_read(study, &recipients, k->arena, k->diag))
        return PEIL_BAD_INPUT;
    if (recipients.count == 0) {
        puts(_("This study names no keys: its answers would be readable by whoever has "
               "the laptop.\nMake keys first: peil keys new --out DIR"));
        return PEIL_BAD_INPUT;
    }
    struct peil_secret *secret = peil_secret_read(
        key, peil_arguments_value(k->arguments, "passphrase-file"), k->arena, k->diag);
    int result = PEIL_BAD_INPUT;
    if (secret)
        result = report(&recipients, practise(k, &recipients, secret));
    else
        puts(_("The key itself could not be opened. Do not begin yet."));
    peil_secret_free(secret);
    return result;
}

/* --- peil keys --- */

static int run_verb(const struct keys *k, const char *const *operands, size_t count)
{
    if (count == 1 && strcmp(operands[0], "new") == 0)
        return run_new(k);
    if (count == 2 && strcmp(operands[0], "test") == 0)
        return run_test(k, operands[1]);
    return peil_arguments_refuse(
        k->arguments, _("either \"new\" or \"test STUDY.xml\" was expected"));
}

static int run(const struct peil_arguments *arguments)
{
    const char *const *operands;
    size_t count = peil_arguments_operands(arguments, &operands);
    struct peil_arena *arena = peil_arguments_arena(arguments);
    struct keys k = { arguments, arena, peil_diag_new(arena) };
    peil_process_shield();
    if (!peil_token_begin()) {
        fputs("peil: no source of chance\n", stderr);
        return PEIL_SYSTEM_FAILED;
    }
    int result = run_verb(&k, operands, count);
    peil_diag_print(k.diag, stderr);
    return result;
}

static const struct peil_option_rule options[] = {
    { .name = "out",
      .argument = "DIR",
      .about = N_("new: where the files with the secret keys go") },
    { .name = "name",
      .argument = "NAME",
      .about = N_("new: whose the first key is; \"analist\" unless said") },
    { .name = "key",
      .argument = "FILE",
      .about = N_("test: the secret key, or a file with the typed recovery key") },
    { .name = "passphrase-file",
      .argument = "FILE",
      .about = N_("its first line is the passphrase; else PEIL_PASSPHRASE, else it is "
                  "asked") },
    { 0 },
};

const struct peil_command peil_keys_command = {
    .name = "keys",
    .summary = N_("Make the keys that answers are sealed for, and try them"),
    .operands = "new | test STUDY.xml",
    .least_operands = 1,
    .most_operands = 2,
    .options = options,
    .run = run,
};
