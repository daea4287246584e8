#include "collect/page/reply.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void peil_reply_header(struct peil_reply *reply, const char *name, const char *value)
{
    size_t i = 0;
    while (i < reply->header_count && strcmp(reply->headers[i].name, name) != 0)
        i++;
    assert(i < PEIL_REPLY_HEADERS);
    reply->headers[i] = (struct peil_reply_header){ name, value };
    if (i == reply->header_count)
        reply->header_count++;
}

void peil_reply_cookie(struct peil_reply *reply, const char *cookie)
{
    assert(reply->header_count < PEIL_REPLY_HEADERS);
    reply->headers[reply->header_count++] =
        (struct peil_reply_header){ "Set-Cookie", cookie };
}

void peil_reply_begin(struct peil_reply *reply, enum peil_status status,
                      const char *caching)
{
    *reply = (struct peil_reply){ .status = status };
    peil_reply_header(reply, "Content-Security-Policy",
                      "default-src 'none'; script-src 'self'; style-src 'self'; "
                      "img-src 'self'; media-src 'self'; connect-src 'self'; "
                      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    peil_reply_header(reply, "X-Content-Type-Options", "nosniff");
    peil_reply_header(reply, "Referrer-Policy", "same-origin");
    peil_reply_header(reply, "Cache-Control", caching);
    if (status == PEIL_UNAVAILABLE)
        peil_reply_header(reply, "Retry-After", "5");
}

FILE *peil_reply_open(struct peil_reply *reply, const char *type)
{
    FILE *body = open_memstream(&reply->page, &reply->length);
    if (!body)
        abort(); /* no memory */
    peil_reply_header(reply, "Content-Type", type);
    return body;
}

void peil_reply_close(FILE *body)
{
    if (fclose(body) != 0)
        abort(); /* no memory */
}

void peil_reply_elsewhere(struct peil_reply *reply, const char *address)
{
    peil_reply_begin(reply, PEIL_SEE_OTHER, "no-store");
    peil_reply_header(reply, "Location", address);
}

void peil_reply_asset(struct peil_reply *reply, const unsigned char *bytes,
                      size_t length, const char *type)
{
    peil_reply_begin(reply, PEIL_OK, "public, max-age=86400");
    peil_reply_header(reply, "Content-Type", type);
    reply->asset = bytes;
    reply->length = length;
}
