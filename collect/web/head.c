#include "collect/web/head.h"

#include "collect/web/listen.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool peil_head_is_for(const struct peil_head *head, const char *path)
{
    size_t sent = strcspn(head->address, "?"), length = strlen(path);
    bool begins = length > 1 && path[length - 1] == '/';
    return (begins ? sent > length : sent == length) &&
           memcmp(path, head->address, length) == 0;
}

/* Is the host the very address that the browser reached? Then no name that somebody
 * else points at us (DNS rebinding) can pass for ours. */
static bool is_our_host(const struct peil_head *head, unsigned port,
                        struct peil_arena *arena)
{
    const char *names[] = { peil_listen_address_text(head->reached, arena),
                            head->reached >> 24 == 127 ? "localhost" : NULL };
    for (size_t i = 0; i < 2 && names[i]; i++) {
        const char *full = peil_arena_format(arena, "%s:%u", names[i], port);
        if (strcasecmp(head->host, full) == 0 ||
            (port == 80 && strcasecmp(head->host, names[i]) == 0))
            return true;
    }
    return false;
}

static bool is_our_origin(const struct peil_head *head, struct peil_arena *arena)
{
    const char *ours = peil_arena_format(arena, "http://%s", head->host);
    return head->origins == 0 ||
           (head->origins == 1 && strcmp(head->origin, ours) == 0);
}

static bool is_form(const struct peil_head *head)
{
    static const char type[] = "application/x-www-form-urlencoded";
    return head->type && strncasecmp(head->type, type, strlen(type)) == 0;
}

enum peil_status peil_head_judge(const struct peil_head *head, unsigned port,
                                 const char *method, struct peil_arena *arena)
{
    if (head->hosts != 1 || head->lengths > 1 || head->address[0] != '/')
        return PEIL_BAD_REQUEST;
    if (!is_our_host(head, port, arena))
        return PEIL_MISDIRECTED;
    if (!method)
        return PEIL_NOT_FOUND;
    if (strcmp(head->method, method) != 0)
        return PEIL_METHOD_NOT_ALLOWED;
    if (strcmp(head->method, "POST") != 0)
        return PEIL_OK;
    if (!is_our_origin(head, arena))
        return PEIL_FORBIDDEN;
    if (!is_form(head))
        return PEIL_UNSUPPORTED_TYPE;
    return head->length && strtoull(head->length, NULL, 10) > PEIL_MOST_BODY
               ? PEIL_TOO_LARGE
               : PEIL_OK;
}
