/* What the command table says about itself: help pages, man pages, completions. */
#ifndef PEIL_MANUAL_H
#define PEIL_MANUAL_H

#include "questionnaires/base/command.h"

/* peil --help: every command with its summary, room by room. */
void peil_manual_list(const struct peil_command *const *const *rooms, FILE *out);
/* peil COMMAND --help */
void peil_manual_help(const struct peil_command *command, FILE *out);
/* peil.1 (command NULL) or peil-COMMAND.1, in roff */
void peil_manual_page(const struct peil_command *const *const *rooms,
                      const struct peil_command *command, FILE *out);
/* For bash: commands, then each one's options, then files. */
void peil_manual_completions(const struct peil_command *const *const *rooms, FILE *out);

#endif
