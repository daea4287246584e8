#include "questionnaires/base/json.h"
#include "questionnaires/base/text.h"

#include <assert.h>

/* What stands before a value: a comma after an earlier one, nothing after a key. */
static void begin_value(struct peil_json *json)
{
    if (json->after_key)
        json->after_key = false;
    else if (json->more[json->depth])
        putc_unlocked(',', json->out);
    json->more[json->depth] = true;
}

static void begin(struct peil_json *json, char bracket)
{
    begin_value(json);
    putc_unlocked(bracket, json->out);
    assert(json->depth + 1 < PEIL_JSON_DEPTH);
    json->more[++json->depth] = false;
}

static void end(struct peil_json *json, char bracket)
{
    assert(json->depth > 0 && !json->after_key);
    putc_unlocked(bracket, json->out);
    if (--json->depth > 0)
        return;
    putc_unlocked('\n', json->out);
    json->more[0] = false; /* the next line is a document of its own */
}

void peil_json_begin_object(struct peil_json *json)
{
    begin(json, '{');
}

void peil_json_end_object(struct peil_json *json)
{
    end(json, '}');
}

void peil_json_begin_array(struct peil_json *json)
{
    begin(json, '[');
}

void peil_json_end_array(struct peil_json *json)
{
    end(json, ']');
}

static bool is_plain(unsigned char byte)
{
    return byte >= ' ' && byte != '"' && byte != '\\' && byte != '<' && byte != 0x7f;
}

static void escape(FILE *out, unsigned char byte)
{
    if (byte == '\n')
        fputs("\\n", out);
    else if (byte == '"' || byte == '\\')
        fprintf(out, "\\%c", byte);
    else
        fprintf(out, "\\u%04x", byte);
}

/* Most texts are short: byte by byte, in a file that is ours alone, is fastest. */
static void quoted(FILE *out, const char *text)
{
    putc_unlocked('"', out);
    for (; *text; text++)
        if (is_plain((unsigned char)*text))
            putc_unlocked(*text, out);
        else
            escape(out, (unsigned char)*text);
    putc_unlocked('"', out);
}

void peil_json_key(struct peil_json *json, const char *key)
{
    assert(!json->after_key);
    begin_value(json);
    quoted(json->out, key);
    putc_unlocked(':', json->out);
    json->after_key = true;
}

void peil_json_string(struct peil_json *json, const char *text)
{
    begin_value(json);
    if (text)
        quoted(json->out, text);
    else
        fputs("null", json->out);
}

void peil_json_number(struct peil_json *json, double number)
{
    begin_value(json);
    char room[PEIL_TEXT_DIGITS];
    fputs(peil_text_digits(room, number), json->out);
}

void peil_json_integer(struct peil_json *json, long number)
{
    begin_value(json);
    fprintf(json->out, "%ld", number);
}

void peil_json_bool(struct peil_json *json, bool value)
{
    begin_value(json);
    fputs(value ? "true" : "false", json->out);
}

void peil_json_member(struct peil_json *json, const char *key, const char *text)
{
    peil_json_key(json, key);
    peil_json_string(json, text);
}

void peil_json_member_number(struct peil_json *json, const char *key, double number)
{
    peil_json_key(json, key);
    peil_json_number(json, number);
}
