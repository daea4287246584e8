/* Any bytes as XML. What is read knows where it stood: at each element's place is its
 * "<", and before each value's place its quote. */
#include "questionnaires/base/xml.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

/* The slow and simple way to a place. */
static const char *at(const char *text, const struct peil_place *place)
{
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3;
    for (int line = 1; line < place->line; line++)
        text = strchr(text, '\n') + 1;
    for (int column = 1; column < place->column; column++)
        for (text++; (*text & 0xc0) == 0x80;)
            text++;
    return text;
}

static void check(const char *text, const struct peil_element *element)
{
    if (*at(text, &element->place) != '<')
        abort();
    if (*element->text && strchr(" \t\r\n", *at(text, &element->text_place)))
        abort();
    for (size_t i = 0; i < element->attribute_count; i++)
        if (!strchr("\"'", at(text, &element->attributes[i].place)[-1]))
            abort();
    for (size_t i = 0; i < element->child_count; i++)
        check(text, &element->children[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct peil_arena *arena = peil_arena_new();
    struct peil_diag *diag = peil_diag_new(arena);
    const char *text = peil_arena_copy_span(arena, (const char *)bytes, length);
    const struct peil_element *root =
        peil_xml_parse(text, length, "q.xml", arena, diag);
    if ((root == NULL) != peil_diag_has_error(diag))
        abort();
    if (root)
        check(text, root);
    if (root && strlen(peil_element_hash(root, arena)) != 64)
        abort();
    peil_arena_free(arena);
    return 0;
}
