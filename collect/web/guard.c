#include "collect/web/guard.h"

#include <sys/socket.h>

struct peil_guarded {
    bool used, shut;
    uint32_t address;
    int socket;
    long stepped; /* when it last got on */
};
struct peil_guard {
    struct peil_guarded *connections;
    size_t room;
};

struct peil_guard *peil_guard_new(size_t room, struct peil_arena *arena)
{
    struct peil_guard *guard = peil_arena_array(arena, 1, sizeof *guard);
    guard->connections = peil_arena_array(arena, room, sizeof *guard->connections);
    guard->room = room;
    return guard;
}

static bool is_this_machine(uint32_t address)
{
    return address >> 24 == 127;
}

bool peil_guard_admits(const struct peil_guard *guard, uint32_t address)
{
    size_t held = 0;
    for (size_t i = 0; i < guard->room; i++)
        held += guard->connections[i].used && guard->connections[i].address == address;
    return held < PEIL_GUARD_PER_ADDRESS || is_this_machine(address);
}

struct peil_guarded *peil_guard_begin(struct peil_guard *guard, uint32_t address,
                                      int socket, long now)
{
    for (size_t i = 0; i < guard->room; i++)
        if (!guard->connections[i].used) {
            guard->connections[i] = (struct peil_guarded){
                .used = true, .address = address, .socket = socket, .stepped = now
            };
            return &guard->connections[i];
        }
    return NULL;
}

void peil_guarded_step(struct peil_guarded *connection, long now)
{
    if (connection)
        connection->stepped = now;
}

void peil_guarded_end(struct peil_guarded *connection)
{
    if (connection)
        connection->used = false;
}

size_t peil_guard_shut_late(struct peil_guard *guard, long now)
{
    size_t count = 0;
    for (size_t i = 0; i < guard->room; i++) {
        struct peil_guarded *c = &guard->connections[i];
        if (!c->used || c->shut || now - c->stepped <= PEIL_GUARD_STEP)
            continue;
        shutdown(c->socket, SHUT_RDWR);
        c->shut = true;
        count++;
    }
    return count;
}
