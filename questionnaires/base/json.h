/* JSON written in order. Numbers carry 15 significant digits; what is not finite is
 * null; strings are escaped (also <, so that JSON may stand inside HTML). */
#ifndef PEIL_JSON_H
#define PEIL_JSON_H

#include <stdbool.h>
#include <stdio.h>

enum { PEIL_JSON_DEPTH = 32 };

struct peil_json {
    FILE *out;
    bool more[PEIL_JSON_DEPTH]; /* private from here */
    int depth;
    bool after_key;
};

void peil_json_begin_object(struct peil_json *json);
void peil_json_end_object(struct peil_json *json);
void peil_json_begin_array(struct peil_json *json);
void peil_json_end_array(struct peil_json *json);
void peil_json_key(struct peil_json *json, const char *key);
void peil_json_string(struct peil_json *json, const char *text); /* NULL = null */
void peil_json_number(struct peil_json *json, double number);
void peil_json_integer(struct peil_json *json, long number);
void peil_json_bool(struct peil_json *json, bool value);

/* key + value */
void peil_json_member(struct peil_json *json, const char *key, const char *text);
void peil_json_member_number(struct peil_json *json, const char *key, double number);

#endif
