/* A browser of the plainest kind, for tests: raw bytes out, the whole reply in. */
#ifndef PEIL_TESTS_PUPIL_H
#define PEIL_TESTS_PUPIL_H

#include "questionnaires/base/arena.h"
#include "tests/golden.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* -1 when nobody listens. */
static inline int client_try(unsigned port)
{
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)port),
                              .sin_addr = { htonl(0x7f000001) } };
    struct timeval patience = { .tv_sec = 20 };
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(descriptor >= 0);
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(descriptor, (struct sockaddr *)&to, sizeof to) == 0)
        return descriptor;
    close(descriptor);
    return -1;
}

static inline int client_open(unsigned port)
{
    int descriptor = client_try(port);
    assert_true(descriptor >= 0);
    return descriptor;
}

static inline void client_send(int descriptor, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t sent = send(descriptor, bytes, length, MSG_NOSIGNAL);
        if (sent <= 0)
            return; /* it hung up: the reply says why */
        bytes += sent;
        length -= (size_t)sent;
    }
}

/* Until the server closes: ask with "Connection: close". */
static inline const char *client_read(int descriptor, struct peil_arena *arena)
{
    enum { ROOM = 256 * 1024 };
    char *reply = peil_arena_array(arena, ROOM, 1);
    size_t length = 0;
    ssize_t got;
    while (length + 1 < ROOM &&
           (got = recv(descriptor, reply + length, ROOM - 1 - length, 0)) > 0)
        length += (size_t)got;
    close(descriptor);
    return reply;
}

static inline const char *client_ask(unsigned port, const char *request,
                                     struct peil_arena *arena)
{
    int descriptor = client_open(port);
    client_send(descriptor, request, strlen(request));
    return client_read(descriptor, arena);
}

/* 0 when there was no reply. */
static inline int client_status(const char *reply)
{
    return strncmp(reply, "HTTP/1.1 ", 9) == 0 ? (int)strtol(reply + 9, NULL, 10) : 0;
}

/* What stands between two marks; NULL when they are not there. */
static inline const char *client_between(const char *reply, const char *from,
                                         const char *to, struct peil_arena *arena)
{
    const char *at = strstr(reply, from);
    if (!at)
        return NULL;
    at += strlen(from);
    const char *end = strstr(at, to);
    return end ? peil_arena_copy_span(arena, at, (size_t)(end - at)) : NULL;
}

static inline const char *client_header(const char *reply, const char *name,
                                        struct peil_arena *arena)
{
    return client_between(reply, peil_arena_format(arena, "\r\n%s: ", name), "\r\n",
                          arena);
}

/* --- A pupil's browser: keeps its cookie, fills in forms --- */

struct pupil {
    unsigned port;
    const char *cookie; /* 64 digits, or "" */
    const char *page;   /* the reply of the last page */
    struct peil_arena *arena;
};

static inline const char *pupil_get(struct pupil *p, const char *path)
{
    const char *reply =
        client_ask(p->port,
                   peil_arena_format(
                       p->arena,
                       "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: "
                       "close\r\n%s%s\r\n\r\n",
                       path, p->port, *p->cookie ? "Cookie: peil=" : "X: ", p->cookie),
                   p->arena);
    const char *cookie = client_between(reply, "Set-Cookie: peil=", ";", p->arena);
    if (cookie)
        p->cookie = cookie;
    p->page = reply;
    return reply;
}

/* A hidden field of the page shown last. */
static inline const char *pupil_field(const struct pupil *p, const char *name)
{
    const char *value = client_between(
        p->page,
        peil_arena_format(p->arena, "<input type=\"hidden\" name=\"%s\" value=\"",
                          name),
        "\"", p->arena);
    return value ? value : "";
}

static inline const char *pupil_request(const struct pupil *p, const char *path,
                                        const char *body)
{
    return peil_arena_format(
        p->arena,
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nOrigin: http://127.0.0.1:%u\r\n"
        "Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        "Content-Length: %zu\r\n%s%s\r\n\r\n%s",
        path, p->port, p->port, strlen(body),
        *p->cookie ? "Cookie: peil=" : "X: ", p->cookie, body);
}

/* The form of the page shown last, with these fields added. */
static inline const char *pupil_body(const struct pupil *p, const char *fields)
{
    return peil_arena_format(p->arena, "item=%s&n=%s&t=%s&%s", pupil_field(p, "item"),
                             pupil_field(p, "n"), pupil_field(p, "t"), fields);
}

static inline const char *pupil_post(struct pupil *p, const char *path,
                                     const char *fields)
{
    const char *reply =
        client_ask(p->port, pupil_request(p, path, pupil_body(p, fields)), p->arena);
    if (client_between(reply, "Set-Cookie: peil=", ";", p->arena))
        p->cookie = client_between(reply, "Set-Cookie: peil=", ";", p->arena);
    return reply;
}

#endif
