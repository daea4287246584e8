#include "collect/web/web.h"

#include "collect/web/guard.h"
#include "collect/web/respond.h"
#include "collect/web/turn.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    MOST_CONNECTIONS = 1024,
    SPARE_FILES = 64,
    MOST_MEMORY = 32 * 1024, /* of one connection, headers included */
    IDLE_SECONDS = 15,
    DRAIN_SECONDS = 5,
    DESK_CONNECTIONS = 32,
    LOOPBACK = 0x7f000001,
};

/* Where requests come in: of the pupils, or of the peer-researcher. */
struct gate {
    struct peil_web *web;
    struct peil_desk *desk; /* NULL: the pupils' */
    struct MHD_Daemon *daemon;
};

struct peil_web {
    struct peil_listen listen;
    struct peil_runner runner;
    struct peil_arena *arena;
    struct gate class, desk;
    pthread_mutex_t lock; /* over all below, the sessions, and every request's state */
    struct peil_guard *guard;
    size_t requests;   /* begun and not completed */
    size_t with_store; /* of these, at the store, its thread included */
    size_t suspended;  /* and at rest in the library until it has seen the answer */
    bool stopping;     /* nothing goes to the store any more */
};

/* The first lines of a request, then its body, then perhaps the wait for the store. */
enum state { FRESH, READING, WAITING, STORED };

struct request {
    struct peil_web *web;
    struct MHD_Connection *connection;
    const char *address; /* as it was sent */
    enum state state;
    bool suspended;
    char *body;
    size_t length;
    struct peil_turn turn;
    struct peil_desk_turn desk; /* instead, where desk.desk is not NULL */
};

static long seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long)now.tv_sec;
}

/* --- Replies --- */

static struct MHD_Response *response_of(const struct peil_reply *reply)
{
    struct MHD_IoVec piece = { reply->asset, reply->length };
    if (reply->page)
        return MHD_create_response_from_buffer(reply->length, reply->page,
                                               MHD_RESPMEM_MUST_FREE);
    return MHD_create_response_from_iovec(&piece, reply->asset ? 1 : 0, NULL, NULL);
}

static enum MHD_Result send_reply(struct request *r)
{
    const struct peil_reply *reply = r->desk.desk ? &r->desk.reply : &r->turn.reply;
    struct MHD_Response *response = response_of(reply);
    for (size_t i = 0; response && i < reply->header_count; i++)
        if (MHD_add_response_header(response, reply->headers[i].name,
                                    reply->headers[i].value) == MHD_NO)
            abort(); /* names and values are ours: there is no memory */
    enum MHD_Result queued =
        response ? MHD_queue_response(r->connection, reply->status, response) : MHD_NO;
    if (response)
        MHD_destroy_response(response);
    return queued;
}

/* --- The head of a request --- */

static enum MHD_Result look_at_header(void *context, enum MHD_ValueKind kind,
                                      const char *name, const char *value)
{
    struct peil_head *head = context;
    (void)kind;
    if (strcasecmp(name, "Host") == 0) {
        head->hosts++;
        head->host = value;
    } else if (strcasecmp(name, "Origin") == 0) {
        head->origins++;
        head->origin = value;
    } else if (strcasecmp(name, "Content-Length") == 0) {
        head->lengths++;
        head->length = value;
    } else if (strcasecmp(name, "Content-Type") == 0) {
        head->type = value;
    } else if (strcasecmp(name, "Range") == 0) {
        head->range = value;
    }
    return MHD_YES;
}

static uint32_t address_of(const struct sockaddr *from)
{
    struct sockaddr_in at;
    memcpy(&at, from, sizeof at);
    return ntohl(at.sin_addr.s_addr);
}

static int socket_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)
        ->connect_fd;
}

static uint32_t reached(struct MHD_Connection *connection)
{
    struct sockaddr_in at = { 0 };
    socklen_t size = sizeof at;
    getsockname(socket_of(connection), (struct sockaddr *)&at, &size);
    return ntohl(at.sin_addr.s_addr);
}

static uint32_t came_from(struct MHD_Connection *connection)
{
    return address_of(
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)
            ->client_addr);
}

/* Everything that touches the sessions is under the lock. */
static enum MHD_Result read_head(struct request *r, const char *method)
{
    struct peil_head head = {
        .method = method,
        .address = r->address,
        .token = MHD_lookup_connection_value(r->connection, MHD_COOKIE_KIND,
                                             r->desk.desk ? "peil_desk" : "peil"),
        .look = MHD_lookup_connection_value(r->connection, MHD_COOKIE_KIND, "look"),
        .reached = reached(r->connection),
        .from = came_from(r->connection),
        .now = seconds(),
    };
    MHD_get_connection_values(r->connection, MHD_HEADER_KIND, look_at_header, &head);
    r->state = READING;
    pthread_mutex_lock(&r->web->lock);
    bool allowed = r->desk.desk ? peil_desk_head(&r->desk, &head)
                                : peil_turn_head(&r->turn, &head);
    pthread_mutex_unlock(&r->web->lock);
    return allowed ? MHD_YES : send_reply(r);
}

/* --- Its body, and what follows --- */

/* Closes the connection when there is more than we take, however it is sent. */
static enum MHD_Result read_body(struct request *r, const char *bytes, size_t *length)
{
    if (*length > PEIL_MOST_BODY - r->length)
        return MHD_NO;
    if (!r->body)
        r->body = peil_arena_array(r->turn.arena, PEIL_MOST_BODY, 1);
    memcpy(r->body + r->length, bytes, *length);
    r->length += *length;
    *length = 0;
    return MHD_YES;
}

/* Called from the store's thread. */
static void stored(void *context, enum peil_append result)
{
    struct request *r = context;
    struct peil_web *web = r->web;
    pthread_mutex_lock(&web->lock);
    peil_turn_stored(&r->turn, result);
    r->state = STORED;
    pthread_mutex_unlock(&web->lock);
    MHD_resume_connection(r->connection); /* the request may be gone from here */
    pthread_mutex_lock(&web->lock);
    web->with_store--;
    pthread_mutex_unlock(&web->lock);
}

static void step(struct request *r)
{
    peil_guarded_step(
        MHD_get_connection_info(r->connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
            ->socket_context,
        seconds());
}

static void rest(struct request *r)
{
    r->suspended = true;
    r->web->suspended++;
    r->web->with_store++;
}

static void wake(struct request *r)
{
    r->web->suspended -= r->suspended;
    r->suspended = false;
}

static enum MHD_Result proceed(struct request *r)
{
    pthread_mutex_lock(&r->web->lock);
    step(r);
    wake(r);
    bool ready = true;
    if (r->desk.desk)
        peil_desk_run(&r->desk, r->body ? r->body : "", r->length);
    else if (r->state == STORED)
        ready = peil_turn_answer(&r->turn);
    else if (r->web->stopping)
        peil_respond_notice(&r->turn, PEIL_UNAVAILABLE);
    else
        ready = peil_turn_run(&r->turn, r->body ? r->body : "", r->length);
    if (!ready)
        rest(r);
    pthread_mutex_unlock(&r->web->lock);
    if (ready)
        return send_reply(r);
    r->state = WAITING; /* the store's from here until `stored` */
    MHD_suspend_connection(r->connection);
    peil_turn_submit(&r->turn, stored, r);
    return MHD_YES;
}

/* NOLINTNEXTLINE(readability-function-size): the library chose its parameters. */
static enum MHD_Result handle(void *context, struct MHD_Connection *connection,
                              const char *path, const char *method, const char *version,
                              const char *body, size_t *length, void **request)
{
    struct request *r = *request;
    (void)context;
    (void)connection;
    (void)path;
    (void)version;
    if (r->state == FRESH)
        return read_head(r, method);
    return *length > 0 ? read_body(r, body, length) : proceed(r);
}

/* The first that is heard of a request: its address. */
static void *begin_request(void *context, const char *address,
                           struct MHD_Connection *connection)
{
    const struct gate *gate = context;
    struct peil_web *web = gate->web;
    struct peil_arena *arena = peil_arena_new();
    struct request *r = peil_arena_array(arena, 1, sizeof *r);
    r->web = web;
    r->connection = connection;
    r->address = peil_arena_copy(arena, address);
    r->desk = (struct peil_desk_turn){ .desk = gate->desk, .arena = arena };
    peil_turn_begin(&r->turn, &web->runner, arena);
    pthread_mutex_lock(&web->lock);
    web->requests++;
    pthread_mutex_unlock(&web->lock);
    return r;
}

static void end_request(void *context, struct MHD_Connection *connection,
                        void **request, enum MHD_RequestTerminationCode why)
{
    struct peil_web *web = context;
    struct request *r = *request;
    (void)connection;
    (void)why;
    pthread_mutex_lock(&web->lock);
    step(r);
    wake(r);
    web->requests--;
    pthread_mutex_unlock(&web->lock);
    peil_arena_free(r->turn.arena);
}

/* --- Connections --- */

static enum MHD_Result admit(void *context, const struct sockaddr *from, socklen_t size)
{
    struct peil_web *web = context;
    (void)size;
    pthread_mutex_lock(&web->lock);
    bool admitted = peil_guard_admits(web->guard, address_of(from));
    pthread_mutex_unlock(&web->lock);
    return admitted ? MHD_YES : MHD_NO;
}

static void watch(void *context, struct MHD_Connection *connection, void **guarded,
                  enum MHD_ConnectionNotificationCode what)
{
    struct peil_web *web = context;
    pthread_mutex_lock(&web->lock);
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        *guarded = peil_guard_begin(web->guard, came_from(connection),
                                    socket_of(connection), seconds());
    else
        peil_guarded_end(*guarded);
    pthread_mutex_unlock(&web->lock);
}

/* --- Opening and closing --- */

static unsigned raise_limit(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return MOST_CONNECTIONS / 2;
    rlim_t wanted = MOST_CONNECTIONS + SPARE_FILES;
    if (files.rlim_cur < wanted) {
        files.rlim_cur = files.rlim_max < wanted ? files.rlim_max : wanted;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    return files.rlim_cur < wanted ? (unsigned)files.rlim_cur / 2 : MOST_CONNECTIONS;
}

static bool start(struct gate *gate, struct peil_listen *listen, unsigned connections,
                  struct peil_diag *diag)
{
    struct peil_web *web = gate->web;
    int descriptor = peil_listen_open(listen, diag);
    if (descriptor < 0)
        return false;
    gate->daemon = MHD_start_daemon(
        MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, admit, web, handle,
        web, MHD_OPTION_LISTEN_SOCKET, descriptor, MHD_OPTION_CONNECTION_LIMIT,
        connections, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MOST_MEMORY,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, begin_request,
        gate, MHD_OPTION_NOTIFY_COMPLETED, end_request, web,
        MHD_OPTION_NOTIFY_CONNECTION, watch, web, MHD_OPTION_END);
    if (gate->daemon)
        return true;
    close(descriptor);
    peil_diag_fail(diag, (struct peil_place){ 0 }, "cannot start the web server");
    return false;
}

static void stop(struct gate *gate)
{
    if (gate->daemon)
        MHD_stop_daemon(gate->daemon);
}

/* The pupils first: their port is what the desk tells. */
static bool start_both(struct peil_web *web, const struct peil_web_options *options,
                       struct peil_diag *diag)
{
    struct peil_listen listen = { .address = LOOPBACK, .port = options->desk_port };
    struct peil_desk *desk = options->desk;
    unsigned connections = raise_limit();
    web->guard = peil_guard_new(connections + DESK_CONNECTIONS, web->arena);
    web->class = (struct gate){ .web = web };
    web->desk = (struct gate){ .web = web, .desk = desk };
    if (!start(&web->class, &web->listen, connections, diag))
        return false;
    web->runner.port = web->listen.port;
    if (!desk)
        return true;
    desk->runner = &web->runner;
    desk->way_count = peil_listen_addresses(&web->listen, web->arena, &desk->ways);
    bool started = start(&web->desk, &listen, DESK_CONNECTIONS, diag);
    desk->port = listen.port;
    return started;
}

struct peil_web *peil_web_open(const struct peil_web_options *options,
                               struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_web *web = peil_arena_array(arena, 1, sizeof *web);
    web->arena = arena;
    web->listen = options->listen;
    web->runner = options->runner;
    web->runner.assets = peil_assets_compiled_in(arena);
    pthread_mutex_init(&web->lock, NULL);
    pthread_mutex_lock(&web->lock); /* no request is looked at before all is set */
    bool started = start_both(web, options, diag);
    pthread_mutex_unlock(&web->lock);
    if (started)
        return web;
    stop(&web->class);
    pthread_mutex_destroy(&web->lock);
    peil_arena_free(arena);
    return NULL;
}

const char *peil_web_desk_link(struct peil_web *web, struct peil_arena *arena)
{
    const struct peil_desk *desk = web->desk.desk;
    pthread_mutex_lock(&web->lock);
    const char *link =
        peil_arena_format(arena, "http://127.0.0.1:%u/in/%s", desk->port, desk->link);
    pthread_mutex_unlock(&web->lock);
    return link;
}

struct peil_listen peil_web_listen(const struct peil_web *web)
{
    return web->listen;
}

void peil_web_tend(struct peil_web *web)
{
    pthread_mutex_lock(&web->lock);
    peil_guard_shut_late(web->guard, seconds());
    pthread_mutex_unlock(&web->lock);
}

/* The library may not be stopped while a connection is suspended, or resumed without
 * its having noticed: a disk that takes longer than our patience is waited for, and
 * nothing new goes to the store. */
static bool may_stop(struct peil_web *web, bool is_late)
{
    pthread_mutex_lock(&web->lock);
    web->stopping = true;
    bool may =
        web->with_store == 0 && web->suspended == 0 && (is_late || web->requests == 0);
    pthread_mutex_unlock(&web->lock);
    return may;
}

static void shut(struct gate *gate)
{
    int descriptor = gate->daemon ? MHD_quiesce_daemon(gate->daemon) : -1;
    if (descriptor >= 0)
        close(descriptor);
}

void peil_web_close(struct peil_web *web)
{
    long until = seconds() + DRAIN_SECONDS;
    shut(&web->class);
    shut(&web->desk);
    while (!may_stop(web, seconds() >= until))
        nanosleep(&(struct timespec){ .tv_nsec = 10 * 1000 * 1000 }, NULL);
    stop(&web->class);
    stop(&web->desk);
    pthread_mutex_destroy(&web->lock);
    peil_arena_free(web->arena);
}
