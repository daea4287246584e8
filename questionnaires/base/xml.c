#include "questionnaires/base/xml.h"

#include "questionnaires/base/file.h"
#include "questionnaires/base/hash.h"
#include "questionnaires/base/text.h"

#include <assert.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    LARGEST_FILE = 1 << 20,
    LARGEST_TAG = 64 * 1024,
    MOST_ATTRIBUTES = 24, /* libxml2 compares each with each */
    MOST_LEVELS = 64,
    MOST_PIECES = 50000, /* elements and attributes together */
};
static const size_t NONE = SIZE_MAX;

/* Where we are in the bytes. libxml2's tree knows no columns, so a scan of our own
 * goes first: it notes the place of every start tag, and refuses what libxml2 would
 * spend its time on. What it notes is used only when libxml2 finds the document well
 * formed, so it need not understand any other. */
struct cursor {
    const char *at, *end;
    int line, column;
};

struct start_tag {
    struct cursor begin;
    struct cursor text; /* .at is NULL when the element has no character data */
    struct cursor tail; /* the same of what stands behind it */
};

struct scan {
    struct cursor cursor;
    const char *file;
    struct peil_arena *scratch;
    struct peil_diag *diag;
    struct start_tag *tags; /* in document order, as the tree has its elements */
    size_t count, attribute_count;
    size_t open[MOST_LEVELS]; /* indexes of the tags that have not ended */
    size_t depth;
    size_t ended; /* of the element that text would stand behind; or NONE */
};

static struct peil_place place(const char *file, const struct cursor *cursor)
{
    return (struct peil_place){ .file = file,
                                .line = cursor->line,
                                .column = cursor->column };
}

static bool refuse(struct scan *scan, const struct cursor *at, const char *message)
{
    peil_diag_add(scan->diag, PEIL_ERROR, place(scan->file, at), "%s", message);
    return false;
}

/* Columns are characters: the later bytes of one in UTF-8 do not count. */
static void step(struct cursor *cursor)
{
    unsigned char byte = (unsigned char)*cursor->at++;
    if (byte == '\n') {
        cursor->line++;
        cursor->column = 1;
    } else if ((byte & 0xc0) != 0x80) {
        cursor->column++;
    }
}

static void step_to(struct cursor *cursor, const char *target)
{
    while (cursor->at < target && cursor->at < cursor->end)
        step(cursor);
}

static bool looks_at(const struct cursor *cursor, const char *text)
{
    size_t length = strlen(text);
    return (size_t)(cursor->end - cursor->at) >= length &&
           memcmp(cursor->at, text, length) == 0;
}

static void step_past(struct cursor *cursor, const char *text)
{
    while (cursor->at < cursor->end && !looks_at(cursor, text))
        step(cursor);
    step_to(cursor, cursor->at + strlen(text));
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Character data up to `end`: notes where that of the innermost open element begins,
 * and where that behind the element that has just ended. */
static void scan_text(struct scan *scan, const char *end)
{
    struct cursor *cursor = &scan->cursor;
    struct start_tag *tag =
        scan->depth ? &scan->tags[scan->open[scan->depth - 1]] : NULL;
    struct start_tag *ended = scan->ended != NONE ? &scan->tags[scan->ended] : NULL;
    for (; cursor->at < end; step(cursor)) {
        if (is_blank(*cursor->at))
            continue;
        if (tag && !tag->text.at)
            tag->text = *cursor;
        if (ended && !ended->tail.at)
            ended->tail = *cursor;
    }
}

static void scan_cdata(struct scan *scan)
{
    step_past(&scan->cursor, "<![CDATA[");
    struct cursor end = scan->cursor;
    while (end.at < end.end && !looks_at(&end, "]]>"))
        end.at++;
    scan_text(scan, end.at);
    step_past(&scan->cursor, "]]>");
}

/* From "<" to ">", minding quotes; the number of attributes. */
static size_t pass_start_tag(struct cursor *cursor)
{
    size_t attributes = 0;
    char quote = '\0';
    for (; cursor->at < cursor->end && (quote || *cursor->at != '>'); step(cursor)) {
        char byte = *cursor->at;
        if (byte == quote) {
            quote = '\0';
        } else if (!quote && (byte == '"' || byte == '\'')) {
            quote = byte;
            attributes++;
        }
    }
    return attributes;
}

static bool scan_start_tag(struct scan *scan)
{
    struct cursor begin = scan->cursor, *cursor = &scan->cursor;
    size_t attributes = pass_start_tag(cursor);
    if (cursor->at - begin.at > LARGEST_TAG)
        return refuse(scan, &begin, "the tag is larger than 64 KiB");
    if (attributes > MOST_ATTRIBUTES)
        return refuse(scan, &begin, "the tag has more than 24 attributes");
    scan->attribute_count += attributes;
    if (scan->count + scan->attribute_count >= MOST_PIECES)
        return refuse(scan, &begin,
                      "there are more than 50,000 elements and attributes");
    if (scan->depth == MOST_LEVELS)
        return refuse(scan, &begin, "elements stand more than 64 levels deep");
    scan->tags =
        peil_arena_grow(scan->scratch, scan->tags, scan->count, sizeof *scan->tags);
    scan->tags[scan->count] = (struct start_tag){ .begin = begin };
    scan->ended = cursor->at[-1] == '/' ? scan->count : NONE;
    if (scan->ended == NONE)
        scan->open[scan->depth++] = scan->count;
    scan->count++;
    step_past(cursor, ">");
    return true;
}

static bool scan_markup(struct scan *scan)
{
    struct cursor *cursor = &scan->cursor;
    if (looks_at(cursor, "<!--")) {
        step_to(cursor, cursor->at + strlen("<!--"));
        step_past(cursor, "-->");
    } else if (looks_at(cursor, "<![CDATA[")) {
        scan_cdata(scan);
    } else if (looks_at(cursor, "<!")) {
        return refuse(scan, cursor, "a document type (<!DOCTYPE) is not allowed");
    } else if (looks_at(cursor, "<?")) {
        step_past(cursor, "?>");
    } else if (looks_at(cursor, "</")) {
        scan->depth -= scan->depth > 0;
        scan->ended = scan->count > 0 ? scan->open[scan->depth] : NONE;
        step_past(cursor, ">");
    } else {
        return scan_start_tag(scan);
    }
    return true;
}

static bool scan_document(struct scan *scan)
{
    struct cursor *cursor = &scan->cursor;
    while (cursor->at < cursor->end) {
        const char *markup =
            memchr(cursor->at, '<', (size_t)(cursor->end - cursor->at));
        scan_text(scan, markup ? markup : cursor->end);
        if (markup && !scan_markup(scan))
            return false;
    }
    return true;
}

/* The word after encoding= in the XML declaration; NULL when it names none. */
static const char *declared_encoding(struct scan *scan, struct cursor *at)
{
    *at = scan->cursor;
    if (!looks_at(at, "<?xml") || at->end - at->at < 6 || !is_blank(at->at[5]))
        return NULL;
    while (at->at < at->end && !looks_at(at, "?>") && !looks_at(at, "encoding"))
        step(at);
    if (!looks_at(at, "encoding"))
        return NULL;
    while (at->at < at->end && *at->at != '"' && *at->at != '\'' && *at->at != '?')
        step(at);
    if (at->at < at->end)
        step(at);
    size_t length = 0;
    while (at->at + length < at->end && !strchr("\"'?>", at->at[length]))
        length++;
    return peil_arena_copy_span(scan->scratch, at->at, length);
}

/* Only UTF-8: in another encoding the scan and libxml2 could see two documents. */
static bool check_encoding(struct scan *scan)
{
    struct cursor *cursor = &scan->cursor, at = *cursor;
    size_t bad;
    if (looks_at(cursor, "\xff\xfe") || looks_at(cursor, "\xfe\xff"))
        return refuse(scan, cursor, "the file is in UTF-16; save it as UTF-8");
    if (!peil_text_is_valid(at.at, (size_t)(at.end - at.at), &bad)) {
        step_to(&at, at.at + bad);
        return refuse(scan, &at,
                      *at.at ? "this byte is not UTF-8; save the file as UTF-8"
                             : "a zero byte is not allowed; save the file as UTF-8");
    }
    const char *name = declared_encoding(scan, &at);
    if (!name || strcasecmp(name, "UTF-8") == 0)
        return true;
    return refuse(scan, &at, "the encoding must be UTF-8");
}

/* libxml2 hands its errors to this; the first says what is wrong, the others follow
 * from it. */
struct loading {
    struct scan *scan;
    const char *bytes;
    bool failed;
};

static void fail_at(xmlParserCtxtPtr parser, const char *message)
{
    struct loading *loading = parser->_private;
    if (loading->failed)
        return;
    loading->failed = true;
    struct cursor cursor = loading->scan->cursor;
    long offset = xmlByteConsumed(parser);
    step_to(&cursor, loading->bytes + (offset > 0 ? offset : 0));
    refuse(loading->scan, &cursor, message);
}

static void on_error(void *context, xmlErrorPtr error)
{
    xmlParserCtxtPtr parser = context;
    struct loading *loading = parser->_private;
    if (error->level < XML_ERR_ERROR || loading->failed)
        return;
    const char *words = error->message ? error->message : "no reason given";
    struct peil_arena *scratch = loading->scan->scratch;
    fail_at(parser, peil_arena_format(scratch, "this is not well-formed XML: %s",
                                      peil_text_squeeze(scratch, words)));
}

/* A second wall: the scan has refused every document type already. */
static void on_document_type(void *context, const xmlChar *name, const xmlChar *id,
                             const xmlChar *uri)
{
    (void)name, (void)id, (void)uri;
    fail_at(context, "a document type (<!DOCTYPE) is not allowed");
    xmlStopParser(context);
}

static xmlDocPtr load(struct loading *loading, size_t length)
{
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    if (!parser)
        abort();
    parser->_private = loading;
    parser->sax->serror = on_error;
    parser->sax->internalSubset = on_document_type;
    xmlDocPtr document = xmlCtxtReadMemory(
        parser, loading->bytes, (int)length, NULL, NULL,
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
    if (!document)
        fail_at(parser, "this is not well-formed XML");
    xmlFreeParserCtxt(parser);
    if (!loading->failed)
        return document;
    xmlFreeDoc(document);
    return NULL;
}

/* Makes our tree of libxml2's; `next` is the start tag of the next element. */
struct reading {
    const struct scan *scan;
    struct peil_arena *arena;
    size_t next;
};

static const char *copy(struct reading *reading, const xmlChar *text)
{
    return text ? peil_arena_copy(reading->arena, (const char *)text) : "";
}

static void step_while(struct cursor *cursor, const char *bytes, bool among)
{
    while (cursor->at < cursor->end && (strchr(bytes, *cursor->at) != NULL) == among)
        step(cursor);
}

/* The next attribute in a start tag: returns where its value begins, and goes past
 * it. *is_namespace tells an xmlns, which is none of our attributes. */
static struct cursor next_value(struct cursor *cursor, bool *is_namespace)
{
    step_while(cursor, " \t\r\n", true);
    *is_namespace = looks_at(cursor, "xmlns");
    if (*is_namespace)
        step_to(cursor, cursor->at + strlen("xmlns"));
    *is_namespace = *is_namespace && strchr(": \t\r\n=", *cursor->at);
    step_while(cursor, "\"'", false);
    const char quote[] = { *cursor->at, '\0' };
    step_past(cursor, quote);
    struct cursor value = *cursor;
    step_past(cursor, quote);
    return value;
}

static void read_attribute(struct reading *reading, const xmlAttr *from,
                           struct peil_attribute *attribute)
{
    const char *name = (const char *)from->name;
    xmlChar *value = xmlNodeListGetString(from->doc, from->children, 1);
    if (from->ns && from->ns->prefix)
        attribute->name =
            peil_arena_format(reading->arena, "%s:%s", from->ns->prefix, name);
    else
        attribute->name = peil_arena_copy(reading->arena, name);
    attribute->value = copy(reading, value);
    xmlFree(value);
}

static void read_attributes(struct reading *reading, const xmlNode *node,
                            struct peil_element *element)
{
    struct cursor cursor = reading->scan->tags[reading->next].begin;
    step_while(&cursor, " \t\r\n/>", false);
    for (const xmlAttr *from = node->properties; from; from = from->next)
        element->attribute_count++;
    struct peil_attribute *attributes =
        peil_arena_array(reading->arena, element->attribute_count, sizeof *attributes);
    element->attributes = attributes;
    for (const xmlAttr *from = node->properties; from; from = from->next) {
        bool is_namespace = true;
        struct cursor value = cursor;
        while (is_namespace)
            value = next_value(&cursor, &is_namespace);
        read_attribute(reading, from, attributes);
        attributes->written = peil_arena_copy_span(reading->arena, value.at,
                                                   (size_t)(cursor.at - value.at) - 1);
        attributes++->place = place(reading->scan->file, &value);
    }
}

/* The text of a node and its next siblings up to `end`, as one; comments split it. */
static const char *join_text(struct reading *reading, const xmlNode *from,
                             const xmlNode *end)
{
    size_t length = 0;
    for (const xmlNode *node = from; node != end; node = node->next)
        if (node->type == XML_TEXT_NODE)
            length += strlen((const char *)node->content);
    if (length == 0)
        return "";
    char *text = peil_arena_array(reading->scan->scratch, length + 1, 1), *at = text;
    for (const xmlNode *node = from; node != end; node = node->next)
        if (node->type == XML_TEXT_NODE)
            at = stpcpy(at, (const char *)node->content);
    return text;
}

/* What stands up to the next element. The blanks at its ends part words, so one of them
 * stays. */
static const char *read_piece(struct reading *reading, const xmlNode *from)
{
    const xmlNode *end = from;
    while (end && end->type != XML_ELEMENT_NODE)
        end = end->next;
    const char *text = join_text(reading, from, end);
    const char *inner = peil_text_squeeze(reading->arena, text);
    if (*inner == '\0')
        return *text ? " " : "";
    bool before = is_blank(*text), behind = is_blank(text[strlen(text) - 1]);
    return before || behind
               ? peil_arena_format(reading->arena, "%s%s%s", before ? " " : "", inner,
                                   behind ? " " : "")
               : inner;
}

static void read_element(struct reading *reading, const xmlNode *node,
                         struct peil_element *element)
{
    const struct start_tag *tag = &reading->scan->tags[reading->next];
    element->name = copy(reading, node->name);
    element->namespace = node->ns ? copy(reading, node->ns->href) : "";
    element->place = place(reading->scan->file, &tag->begin);
    element->text =
        peil_text_squeeze(reading->arena, join_text(reading, node->children, NULL));
    element->text_place =
        place(reading->scan->file, tag->text.at ? &tag->text : &tag->begin);
    element->lead = read_piece(reading, node->children);
    element->tail = read_piece(reading, node->next);
    element->tail_place =
        place(reading->scan->file, tag->tail.at ? &tag->tail : &tag->begin);
    read_attributes(reading, node, element);
    reading->next++;
    for (const xmlNode *child = node->children; child; child = child->next)
        element->child_count += child->type == XML_ELEMENT_NODE;
    struct peil_element *children =
        peil_arena_array(reading->arena, element->child_count, sizeof *children);
    element->children = children;
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            read_element(reading, child, children++);
}

static const struct peil_element *parse(struct scan *scan, struct peil_arena *arena)
{
    struct loading loading = { .scan = scan, .bytes = scan->cursor.at };
    struct cursor start = scan->cursor;
    size_t length = (size_t)(start.end - start.at);
    if (!check_encoding(scan) || !scan_document(scan))
        return NULL;
    scan->cursor = start;
    xmlDocPtr document = load(&loading, length);
    if (!document)
        return NULL;
    struct reading reading = { .scan = scan, .arena = arena };
    struct peil_element *root = peil_arena_array(arena, 1, sizeof *root);
    read_element(&reading, xmlDocGetRootElement(document), root);
    xmlFreeDoc(document);
    assert(reading.next == scan->count);
    return root;
}

const struct peil_element *peil_xml_parse(const char *bytes, size_t length,
                                          const char *name, struct peil_arena *arena,
                                          struct peil_diag *diag)
{
    static const char mark[] = "\xef\xbb\xbf";
    size_t skip = length >= 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0;
    struct scan scan = {
        .file = peil_arena_copy(arena, name),
        .scratch = peil_arena_new(),
        .diag = diag,
        .ended = NONE,
        .cursor = { .at = bytes + skip, .end = bytes + length, .line = 1, .column = 1 }
    };
    const struct peil_element *root = NULL;
    if (length > LARGEST_FILE)
        refuse(&scan, &scan.cursor, "the file is larger than 1 MiB");
    else
        root = parse(&scan, arena);
    peil_arena_free(scan.scratch);
    return root;
}

const struct peil_element *peil_xml_read(const char *path, struct peil_arena *arena,
                                         struct peil_diag *diag)
{
    struct peil_arena *scratch = peil_arena_new();
    size_t length;
    const char *bytes = peil_file_read(path, LARGEST_FILE, scratch, &length, diag);
    const struct peil_element *root =
        bytes ? peil_xml_parse(bytes, length, path, arena, diag) : NULL;
    peil_arena_free(scratch);
    return root;
}

const struct peil_attribute *peil_element_attribute(const struct peil_element *element,
                                                    const char *name)
{
    for (size_t i = 0; i < element->attribute_count; i++)
        if (strcmp(element->attributes[i].name, name) == 0)
            return &element->attributes[i];
    return NULL;
}

struct peil_place peil_element_place(const struct peil_element *element,
                                     const char *name)
{
    const struct peil_attribute *found = peil_element_attribute(element, name);
    return found ? found->place : element->place;
}

const char *peil_element_value(const struct peil_element *element, const char *name)
{
    const struct peil_attribute *attribute = peil_element_attribute(element, name);
    return attribute ? attribute->value : NULL;
}

static int compare_names(const void *a, const void *b)
{
    const struct peil_attribute *left = a, *right = b;
    return strcmp(left->name, right->name);
}

/* The canonical form: a letter for what comes, its length, its bytes. No two trees
 * that differ can be written the same. */
static void write_text(FILE *out, char kind, const char *text)
{
    char room[PEIL_TEXT_DIGITS];
    putc_unlocked(kind, out);
    fputs(peil_text_digits(room, (double)strlen(text)), out);
    putc_unlocked(':', out);
    fputs(text, out);
    putc_unlocked('\n', out);
}

static void write_element(FILE *out, const struct peil_element *element)
{
    struct peil_attribute sorted[MOST_ATTRIBUTES];
    for (size_t i = 0; i < element->attribute_count; i++)
        sorted[i] = element->attributes[i];
    qsort(sorted, element->attribute_count, sizeof sorted[0], compare_names);
    write_text(out, 'e', element->name);
    write_text(out, 'n', element->namespace);
    for (size_t i = 0; i < element->attribute_count; i++) {
        write_text(out, 'a', sorted[i].name);
        write_text(out, 'v', sorted[i].value);
    }
    write_text(out, 't', element->text);
    for (size_t i = 0; i < element->child_count; i++)
        write_element(out, &element->children[i]);
    fputs("/\n", out);
}

const char *peil_element_hash(const struct peil_element *root, struct peil_arena *arena)
{
    char *bytes = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&bytes, &length);
    if (!out)
        abort();
    write_element(out, root);
    fclose(out);
    const char *hash = peil_hash(arena, bytes, length);
    free(bytes);
    return hash;
}
