#include "collect/simulate/client.h"

#include "questionnaires/base/message.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { PATIENCE = 10, FIRST_ROOM = 64 * 1024, MOST_BYTES = 1024 * 1024 };

/* --- Addresses --- */

static const struct network {
    uint32_t address, mask;
} networks[] = {
    { 0x7F000000, 0xFF000000 }, /* this machine */
    { 0x0A000000, 0xFF000000 }, /* private: RFC 1918 */
    { 0xAC100000, 0xFFF00000 }, { 0xC0A80000, 0xFFFF0000 },
    { 0xA9FE0000, 0xFFFF0000 }, /* link-local: RFC 3927 */
};

static bool is_near(uint32_t address)
{
    for (size_t i = 0; i < sizeof networks / sizeof networks[0]; i++)
        if ((address & networks[i].mask) == networks[i].address)
            return true;
    return false;
}

static bool read_port(const char *text, uint16_t *port)
{
    char *end;
    if (*text < '0' || *text > '9')
        return false;
    unsigned long number = strtoul(text, &end, 10);
    *port = (uint16_t)number;
    return number >= 1 && number <= 65535 && (!*end || strcmp(end, "/") == 0);
}

bool peil_client_read(const char *url, struct peil_client *client, const char **why)
{
    static const char scheme[] = "http://";
    struct in_addr address;
    char host[16];
    *why = N_("the address is written as http://127.0.0.1:8080/");
    if (strncmp(url, scheme, strlen(scheme)) != 0)
        return false;
    url += strlen(scheme);
    size_t length = strcspn(url, ":/");
    if (length >= sizeof host)
        return false;
    memcpy(host, url, length);
    host[length] = '\0';
    const char *digits = strcmp(host, "localhost") == 0 ? "127.0.0.1" : host;
    const char *port = url[length] == ':' ? url + length + 1 : "80/";
    bool complete =
        url[length] == ':' || !url[length] || strcmp(url + length, "/") == 0;
    if (!complete || !read_port(port, &client->port) ||
        inet_pton(AF_INET, digits, &address) != 1)
        return false;
    client->address = ntohl(address.s_addr);
    snprintf(client->host, sizeof client->host, "%s:%u", host, client->port);
    *why = N_("only this machine and private addresses are visited");
    return is_near(client->address);
}

/* --- One request --- */

static int connect_to(const struct peil_client *client)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons(client->port),
                                   .sin_addr.s_addr = htonl(client->address) };
    struct timeval patience = { .tv_sec = PATIENCE };
    int file = socket(AF_INET, SOCK_STREAM, 0);
    if (file < 0)
        return -1;
    if (setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
        setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) == 0 &&
        connect(file, (const struct sockaddr *)&address, sizeof address) == 0)
        return file;
    close(file);
    return -1;
}

static bool send_all(int file, const char *bytes)
{
    size_t left = strlen(bytes);
    while (left > 0) {
        ssize_t sent = send(file, bytes, left, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes += sent;
        left -= (size_t)sent;
    }
    return true;
}

static const char *request_text(const struct peil_client *client, const char *path,
                                const char *cookie, const char *form,
                                struct peil_arena *arena)
{
    const char *cookies =
        *cookie ? peil_arena_format(arena, "Cookie: %s\r\n", cookie) : "";
    const char *type =
        form ? peil_arena_format(arena,
                                 "Content-Type: application/x-www-form-urlencoded\r\n"
                                 "Content-Length: %zu\r\n",
                                 strlen(form))
             : "";
    return peil_arena_format(
        arena, "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s%s\r\n%s",
        form ? "POST" : "GET", path, client->host, cookies, type, form ? form : "");
}

/* All until the server closes; NULL when it is late, or too much. */
static const char *receive_all(int file, struct peil_arena *arena)
{
    size_t room = FIRST_ROOM, used = 0;
    char *bytes = peil_arena_array(arena, room, 1);
    for (;;) {
        if (used == room) {
            bytes = peil_arena_grow(arena, bytes, used, 1);
            room *= 2;
        }
        ssize_t got = recv(file, bytes + used, room - used, 0);
        if (got < 0 || used > MOST_BYTES)
            return NULL;
        if (got == 0)
            return peil_arena_copy_span(arena, bytes, used);
        used += (size_t)got;
    }
}

/* --- The reply --- */

/* The value of a header line, up to `stop`; "" when there is none. */
static const char *header(const char *head, const char *name, const char *stop,
                          struct peil_arena *arena)
{
    size_t length = strlen(name);
    for (const char *line = strstr(head, "\r\n"); line; line = strstr(line, "\r\n")) {
        line += 2;
        if (strncasecmp(line, name, length) != 0 || line[length] != ':')
            continue;
        const char *value = line + length + 1;
        value += strspn(value, " ");
        return peil_arena_copy_span(arena, value, strcspn(value, stop));
    }
    return "";
}

static struct peil_client_reply read_reply(const char *bytes, struct peil_arena *arena)
{
    static const char begin[] = "HTTP/1.1 ";
    struct peil_client_reply reply = { .body = "", .location = "", .cookie = "" };
    const char *end = bytes ? strstr(bytes, "\r\n\r\n") : NULL;
    if (!end || strncmp(bytes, begin, strlen(begin)) != 0)
        return reply;
    const char *head = peil_arena_copy_span(arena, bytes, (size_t)(end - bytes));
    reply.status = (unsigned)strtoul(bytes + strlen(begin), NULL, 10);
    reply.body = end + 4;
    reply.location = header(head, "Location", "\r", arena);
    reply.cookie = header(head, "Set-Cookie", ";\r", arena);
    return reply;
}

int peil_client_send(const struct peil_client *client, const char *path,
                     const char *cookie, const char *form, struct peil_arena *arena)
{
    int connection = connect_to(client);
    if (connection >= 0 &&
        send_all(connection, request_text(client, path, cookie, form, arena)))
        return connection;
    peil_client_drop(connection);
    return -1;
}

void peil_client_drop(int connection)
{
    if (connection >= 0)
        close(connection);
}

struct peil_client_reply peil_client_receive(int connection, struct peil_arena *arena)
{
    const char *bytes = connection >= 0 ? receive_all(connection, arena) : NULL;
    peil_client_drop(connection);
    return read_reply(bytes, arena);
}

struct peil_client_reply peil_client_ask(const struct peil_client *client,
                                         const char *path, const char *cookie,
                                         const char *form, struct peil_arena *arena)
{
    return peil_client_receive(peil_client_send(client, path, cookie, form, arena),
                               arena);
}
