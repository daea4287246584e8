/* The HTTP client against a server that says one thing and closes. */
#include "collect/simulate/client.h"
#include "tests/fixture.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct server {
    int listening;
    uint16_t port;
    const char *says;
    size_t times; /* how often it says it */
    char heard[4096];
};

/* Hears until the request must be complete, so that closing does not reset it. */
static void hear(struct server *server, int connection)
{
    size_t used = 0;
    while (used < sizeof server->heard - 1) {
        ssize_t got =
            recv(connection, server->heard + used, sizeof server->heard - 1 - used, 0);
        if (got <= 0)
            break;
        used += (size_t)got;
        server->heard[used] = '\0';
        const char *end = strstr(server->heard, "\r\n\r\n");
        if (end && (server->heard[0] == 'G' || strstr(end, "do=next")))
            break;
    }
}

static void *serve_once(void *context)
{
    struct server *server = context;
    int connection = accept(server->listening, NULL, NULL);
    hear(server, connection);
    for (size_t i = 0; i < server->times; i++)
        if (send(connection, server->says, strlen(server->says), MSG_NOSIGNAL) < 0)
            break;
    close(connection);
    return NULL;
}

static void listen_somewhere(struct server *server)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;
    server->listening = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(server->listening >= 0);
    assert_int_equal(
        bind(server->listening, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(server->listening, 1), 0);
    assert_int_equal(getsockname(server->listening, (struct sockaddr *)&address, &size),
                     0);
    server->port = ntohs(address.sin_port);
}

static struct peil_client_reply ask(struct server *server, const char *cookie,
                                    const char *form)
{
    pthread_t thread;
    struct peil_client client;
    const char *why;
    listen_somewhere(server);
    assert_int_equal(pthread_create(&thread, NULL, serve_once, server), 0);
    assert_true(peil_client_read(
        peil_arena_format(arena, "http://127.0.0.1:%u/", server->port), &client, &why));
    struct peil_client_reply reply =
        peil_client_ask(&client, "/answer", cookie, form, arena);
    pthread_join(thread, NULL);
    close(server->listening);
    return reply;
}

static struct reply_case {
    const char *name, *says;
    size_t times;
    unsigned status;
    const char *body, *location, *cookie;
} cases[] = {
    { "a page",
      "HTTP/1.1 200 OK\r\nset-cookie: peil=abc; HttpOnly\r\nX: y\r\n\r\n<p>hoi</p>", 1,
      200, "<p>hoi</p>", "", "peil=abc" },
    { "elsewhere", "HTTP/1.1 303 See Other\r\nLocation: /stop\r\n\r\n", 1, 303, "",
      "/stop", "" },
    { "a header's name within a value",
      "HTTP/1.1 200 OK\r\nX: Location: /x\r\n\r\nLocation: /y\r\n", 1, 200,
      "Location: /y\r\n", "", "" },
    { "nothing", "", 1, 0, "", "", "" },
    { "another protocol", "220 mail\r\n\r\n", 1, 0, "", "", "" },
    { "half a head", "HTTP/1.1 200 OK\r\nX: y\r\n", 1, 0, "", "", "" },
    { "more than anybody wants", "HTTP/1.1 200 OK\r\n\r\n0123456789abcdef", 100000, 0,
      "", "", "" },
};

static void reads_replies(void **state)
{
    const struct reply_case *c = *state;
    struct server server = { .says = c->says, .times = c->times };
    struct peil_client_reply reply = ask(&server, "", NULL);
    assert_int_equal(reply.status, c->status);
    assert_string_equal(reply.body, c->body);
    assert_string_equal(reply.location, c->location);
    assert_string_equal(reply.cookie, c->cookie);
}

static void writes_requests(void **state)
{
    (void)state;
    struct server server = { .says = "HTTP/1.1 303 x\r\n\r\n", .times = 1 };
    ask(&server, "peil=abc", "code=1&do=next");
    const char *expected =
        peil_arena_format(arena,
                          "POST /answer HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
                          "Connection: close\r\nCookie: peil=abc\r\n"
                          "Content-Type: application/x-www-form-urlencoded\r\n"
                          "Content-Length: 14\r\n\r\ncode=1&do=next",
                          server.port);
    assert_string_equal(server.heard, expected);
}

static void nobody_there_is_no_reply(void **state)
{
    (void)state;
    struct server server = { 0 };
    listen_somewhere(&server);
    close(server.listening); /* so that nobody has this port */
    struct peil_client client = { .address = 0x7f000001, .port = server.port };
    assert_int_equal(peil_client_ask(&client, "/", "", NULL, arena).status, 0);
}

int main(void)
{
    const struct test tests[] = {
        TEST(writes_requests),
        TEST(nobody_there_is_no_reply),
        ROWS(cases, reads_replies, name),
    };
    return run_suite(tests, LENGTH(tests), fixture_begin, fixture_end);
}
