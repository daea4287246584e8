#include "analyze/data/pieces.h"

#include "analyze/data/response_row.h"

#include <pthread.h>
#include <unistd.h>

enum { MOST_THREADS = 16 };

struct crew {
    struct peil_csv_part rows; /* all of them, in one part */
    const struct peil_response_header *header;
    struct peil_dataset *dataset;
    size_t piece_size, piece_count;
    pthread_mutex_t lock; /* over what follows */
    pthread_cond_t turn_ended;
    size_t next;     /* piece, to be read */
    size_t turn;     /* piece, to be taken */
    size_t position; /* where the next row begins that is to be taken */
    bool failed;
};

struct worker {
    struct crew *crew;
    pthread_t thread;
    struct peil_row_reader *rows;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

/* --- Taking turns --- */

static bool next_piece(struct crew *crew, size_t *piece)
{
    pthread_mutex_lock(&crew->lock);
    *piece = crew->next;
    bool more = !crew->failed && crew->next < crew->piece_count;
    crew->next += more;
    pthread_mutex_unlock(&crew->lock);
    return more;
}

/* Until all pieces before it have been taken; returns where this one begins. */
static size_t await_turn(struct crew *crew, size_t piece)
{
    pthread_mutex_lock(&crew->lock);
    while (crew->turn < piece)
        pthread_cond_wait(&crew->turn_ended, &crew->lock);
    size_t position = crew->position;
    pthread_mutex_unlock(&crew->lock);
    return position;
}

static void end_turn(struct crew *crew, size_t position, bool well)
{
    pthread_mutex_lock(&crew->lock);
    crew->turn++;
    crew->position = position;
    crew->failed = crew->failed || !well;
    pthread_cond_broadcast(&crew->turn_ended);
    pthread_mutex_unlock(&crew->lock);
}

/* --- Reading a piece --- */

static bool take_row(void *context, const struct peil_csv_row *row)
{
    peil_row_read(context, row);
    return true;
}

static void begin_rows(struct worker *worker)
{
    worker->arena = peil_arena_new();
    worker->diag = peil_diag_new(worker->arena);
    worker->rows = peil_row_reader_new(worker->crew->header, worker->crew->dataset,
                                       worker->crew->rows.name, worker->diag);
}

static void end_rows(struct worker *worker)
{
    peil_batch_close(peil_row_batch(worker->rows));
    peil_row_reader_free(worker->rows);
    peil_arena_free(worker->arena);
}

static struct peil_csv_part part_of(const struct crew *crew, size_t piece)
{
    struct peil_csv_part part = crew->rows;
    part.begin += piece * crew->piece_size;
    part.end = part.begin + crew->piece_size;
    return part;
}

static bool read_part(struct worker *worker, struct peil_csv_part *part)
{
    bool well = peil_csv_read_part(part, take_row, worker->rows, worker->diag);
    peil_batch_weigh(peil_row_batch(worker->rows));
    return well;
}

/* In its turn, and after that as well: while the rows are stored the next piece can be
 * taken. */
static void read_piece(struct worker *worker, size_t piece)
{
    struct peil_csv_part part = part_of(worker->crew, piece);
    size_t end = part.end;
    bool guessed = piece == 0 || peil_csv_guess(&part);
    bool well = guessed && read_part(worker, &part);

    size_t begin = await_turn(worker->crew, piece);
    if (!guessed || part.begin != begin) {
        end_rows(worker); /* all that the wrong guess found is forgotten */
        begin_rows(worker);
        part.begin = begin;
        part.end = end;
        well = read_part(worker, &part);
    }
    struct peil_batch *batch = peil_row_batch(worker->rows);
    if (well)
        peil_batch_take(batch);
    end_turn(worker->crew, part.end, well);
    if (well)
        peil_batch_store(batch);
}

static void *work(void *context)
{
    struct worker *worker = context;
    size_t piece;
    while (next_piece(worker->crew, &piece))
        read_piece(worker, piece);
    return NULL;
}

/* --- The crew --- */

/* A row is at least as long as it has fields, so that all rows of a piece have room in
 * a batch. */
static size_t piece_size(const struct peil_crew *crew, size_t width)
{
    size_t most = PEIL_BATCH_ROWS * width;
    return crew->piece > 0 && crew->piece < most ? crew->piece : most;
}

static size_t thread_count(const struct peil_crew *crew)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count =
        crew->threads > 0 ? crew->threads : (size_t)(processors > 1 ? processors : 1);
    return count < MOST_THREADS ? count : MOST_THREADS;
}

static void run(struct crew *crew, size_t threads)
{
    struct worker workers[MOST_THREADS] = { 0 };
    size_t started = 0;
    for (size_t i = 0; i < threads; i++) {
        workers[i].crew = crew;
        begin_rows(&workers[i]);
    }
    while (started + 1 < threads &&
           pthread_create(&workers[started].thread, NULL, work, &workers[started]) == 0)
        started++;
    work(&workers[started]);
    for (size_t i = 0; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    for (size_t i = 0; i < threads; i++)
        end_rows(&workers[i]);
}

bool peil_pieces_read(const struct peil_csv_part *rows,
                      const struct peil_response_header *header,
                      struct peil_dataset *dataset, const struct peil_crew *wanted)
{
    size_t size = piece_size(wanted, rows->width);
    struct crew crew = { .rows = *rows,
                         .header = header,
                         .dataset = dataset,
                         .piece_size = size,
                         .piece_count = (rows->end - rows->begin + size - 1) / size,
                         .position = rows->begin };
    pthread_mutex_init(&crew.lock, NULL);
    pthread_cond_init(&crew.turn_ended, NULL);
    run(&crew, thread_count(wanted));
    pthread_cond_destroy(&crew.turn_ended);
    pthread_mutex_destroy(&crew.lock);
    return !crew.failed;
}
