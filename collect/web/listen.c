#include "collect/web/listen.h"

#include "collect/web/address.h"
#include "questionnaires/base/text.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 256, LOOPBACK = 0x7f000001 };

static bool read_address(const char *text, uint32_t *address)
{
    struct in_addr number;
    if (*text == '\0')
        text = "0.0.0.0";
    if (strcmp(text, "localhost") == 0)
        text = "127.0.0.1";
    if (inet_pton(AF_INET, text, &number) != 1)
        return false;
    *address = ntohl(number.s_addr);
    return true;
}

bool peil_listen_read(const char *text, struct peil_listen *listen)
{
    const char *colon = strrchr(text, ':');
    char address[64] = "";
    size_t length = colon ? (size_t)(colon - text) : 0;
    long port;
    if (length >= sizeof address)
        return false;
    memcpy(address, text, length);
    if (!peil_text_integer(colon ? colon + 1 : text, &port) || port < 0 || port > 65535)
        return false;
    listen->port = (uint16_t)port;
    return read_address(address, &listen->address);
}

const char *peil_listen_address_text(uint32_t address, struct peil_arena *arena)
{
    return peil_arena_format(arena, "%u.%u.%u.%u", address >> 24, address >> 16 & 255,
                             address >> 8 & 255, address & 255);
}

/* SO_REUSEADDR lets a restart bind while old connections linger; it does not let two
 * collectors share a port. */
static bool bind_and_listen(int descriptor, struct peil_listen *l)
{
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_port = htons(l->port),
                              .sin_addr = { htonl(l->address) } };
    socklen_t size = sizeof at;
    int yes = 1;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0 ||
        fcntl(descriptor, F_SETFL, O_NONBLOCK) != 0 ||
        bind(descriptor, (struct sockaddr *)&at, sizeof at) != 0 ||
        listen(descriptor, BACKLOG) != 0 ||
        getsockname(descriptor, (struct sockaddr *)&at, &size) != 0)
        return false;
    l->port = ntohs(at.sin_port);
    return true;
}

int peil_listen_open(struct peil_listen *listen, struct peil_diag *diag)
{
    struct peil_arena *arena = peil_arena_new();
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (descriptor >= 0 && !bind_and_listen(descriptor, listen)) {
        int trouble = errno;
        close(descriptor);
        descriptor = -1;
        errno = trouble;
    }
    if (descriptor < 0)
        peil_diag_fail(
            diag,
            (struct peil_place){ .file = peil_arena_format(
                                     arena, "%s:%u",
                                     peil_listen_address_text(listen->address, arena),
                                     (unsigned)listen->port) },
            errno == EADDRINUSE
                ? "cannot listen: another program uses this port (%s); is peil "
                  "collect running already?"
                : "cannot listen: %s",
            strerror(errno));
    peil_arena_free(arena);
    return descriptor;
}

struct addresses {
    const char **list;
    size_t count;
};

static void add(struct addresses *addresses, uint32_t address, uint16_t port,
                struct peil_arena *arena)
{
    addresses->list = peil_arena_grow(arena, addresses->list, addresses->count,
                                      sizeof *addresses->list);
    addresses->list[addresses->count++] =
        peil_arena_format(arena, "http://%s:%u/",
                          peil_listen_address_text(address, arena), (unsigned)port);
}

static void add_own(struct addresses *addresses, uint16_t port,
                    struct peil_arena *arena)
{
    const struct peil_address *own;
    size_t count = peil_address_own(&own, arena);
    for (size_t i = 0; i < count; i++)
        add(addresses, own[i].number, port, arena);
}

size_t peil_listen_addresses(const struct peil_listen *listen, struct peil_arena *arena,
                             const char *const **addresses)
{
    struct addresses found = { 0 };
    if (listen->address == 0)
        add_own(&found, listen->port, arena);
    add(&found, listen->address ? listen->address : LOOPBACK, listen->port, arena);
    *addresses = found.list;
    return found.count;
}
