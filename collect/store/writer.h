/* A queue with one thread behind it, which takes all that waits as one batch: so one
 * sync of the disk serves a whole class (group commit). */
#ifndef PEIL_WRITER_H
#define PEIL_WRITER_H

#include "questionnaires/base/arena.h"

struct peil_writer;

/* The first member of whatever is queued. */
struct peil_job {
    struct peil_job *next;
};

/* `work` gets each batch, in the order of adding, in the writer's thread; the jobs are
 * its own from then on. NULL when there can be no thread. Lives in the arena. */
struct peil_writer *peil_writer_new(void (*work)(void *context, struct peil_job *jobs),
                                    void *context, struct peil_arena *arena);
void peil_writer_add(struct peil_writer *writer, struct peil_job *job);
/* Works off what waits and ends the thread. */
void peil_writer_free(struct peil_writer *writer);

#endif
