#include "collect/store/writer.h"

#include <pthread.h>
#include <stdbool.h>

struct peil_writer {
    void (*work)(void *context, struct peil_job *jobs);
    void *context;
    pthread_t thread;
    pthread_mutex_t mutex; /* over all below */
    pthread_cond_t added;
    struct peil_job *first, **last;
    bool ends;
};

/* All that waits, or NULL when the end has come. */
static struct peil_job *take(struct peil_writer *writer)
{
    pthread_mutex_lock(&writer->mutex);
    while (!writer->first && !writer->ends)
        pthread_cond_wait(&writer->added, &writer->mutex);
    struct peil_job *jobs = writer->first;
    writer->first = NULL;
    writer->last = &writer->first;
    pthread_mutex_unlock(&writer->mutex);
    return jobs;
}

static void *run(void *context)
{
    struct peil_writer *writer = context;
    struct peil_job *jobs;
    while ((jobs = take(writer)))
        writer->work(writer->context, jobs);
    return NULL;
}

struct peil_writer *peil_writer_new(void (*work)(void *context, struct peil_job *jobs),
                                    void *context, struct peil_arena *arena)
{
    struct peil_writer *writer = peil_arena_array(arena, 1, sizeof *writer);
    writer->work = work;
    writer->context = context;
    writer->last = &writer->first;
    pthread_mutex_init(&writer->mutex, NULL);
    pthread_cond_init(&writer->added, NULL);
    return pthread_create(&writer->thread, NULL, run, writer) == 0 ? writer : NULL;
}

void peil_writer_add(struct peil_writer *writer, struct peil_job *job)
{
    job->next = NULL;
    pthread_mutex_lock(&writer->mutex);
    *writer->last = job;
    writer->last = &job->next;
    pthread_cond_signal(&writer->added);
    pthread_mutex_unlock(&writer->mutex);
}

void peil_writer_free(struct peil_writer *writer)
{
    pthread_mutex_lock(&writer->mutex);
    writer->ends = true;
    pthread_cond_signal(&writer->added);
    pthread_mutex_unlock(&writer->mutex);
    pthread_join(writer->thread, NULL);
    pthread_cond_destroy(&writer->added);
    pthread_mutex_destroy(&writer->mutex);
}
