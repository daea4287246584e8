/* What a browser gets: a status, headers, and a page that was written for it or a file
 * that is compiled in. */
#ifndef PEIL_REPLY_H
#define PEIL_REPLY_H

#include <stddef.h>
#include <stdio.h>

/* The statuses that we speak. */
enum peil_status {
    PEIL_OK = 200,
    PEIL_PARTIAL = 206,
    PEIL_SEE_OTHER = 303,
    PEIL_BAD_REQUEST = 400,
    PEIL_FORBIDDEN = 403,
    PEIL_NOT_FOUND = 404,
    PEIL_METHOD_NOT_ALLOWED = 405,
    PEIL_TOO_LARGE = 413,
    PEIL_UNSUPPORTED_TYPE = 415,
    PEIL_MISDIRECTED = 421,
    PEIL_TOO_MANY = 429,
    PEIL_UNAVAILABLE = 503,
};

enum { PEIL_REPLY_HEADERS = 10 };

/* The body is `page`, made by malloc and free's, or else `asset`, compiled in. */
struct peil_reply {
    unsigned status;
    char *page;
    const unsigned char *asset;
    size_t length;
    struct peil_reply_header {
        const char *name, *value;
    } headers[PEIL_REPLY_HEADERS];
    size_t header_count;
};

/* With the headers that every reply has: nothing from elsewhere, and no script but our
 * own file. */
void peil_reply_begin(struct peil_reply *reply, enum peil_status status,
                      const char *caching);
/* Adds a header, or changes the one of that name. */
void peil_reply_header(struct peil_reply *reply, const char *name, const char *value);
/* Adds a cookie beside those that are there. */
void peil_reply_cookie(struct peil_reply *reply, const char *cookie);

/* The body: write to what the first gives, then hand it to the second. */
FILE *peil_reply_open(struct peil_reply *reply, const char *type);
void peil_reply_close(FILE *body);

/* Whole replies. */
void peil_reply_elsewhere(struct peil_reply *reply, const char *address);
void peil_reply_asset(struct peil_reply *reply, const unsigned char *bytes,
                      size_t length, const char *type);

#endif
