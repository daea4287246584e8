/* From a checked XML tree to the model, in parts: reader.c reads an attribute;
 * wording.c and choices.c serve read.c, and sound.c judges what they made. What the
 * grammar has refused is not refused again: a missing attribute simply reads as its
 * default. */
#ifndef PEIL_READER_H
#define PEIL_READER_H

#include "questionnaires/base/xml.h"
#include "questionnaires/item.h"

struct peil_list;

struct peil_reader {
    struct peil_questionnaire *q; /* the one being made */
    struct peil_item *items;      /* q->items, to write in */
    struct peil_variant *variants;
    struct peil_list *lists; /* the shared options lists */
    size_t list_count;
    struct peil_arena *arena;
    struct peil_diag *diag;
};

/* A shared list is read as an item that nobody is asked. */
struct peil_list {
    const char *id;
    const struct peil_element *element;
    struct peil_item choices;
    struct peil_option *options; /* of it, to write in */
    size_t first_user; /* index of the first item that uses it; SIZE_MAX = none */
    struct peil_place place;
};

bool peil_reader_yes(const struct peil_element *element, const char *attribute);
/* "" and `otherwise` when there is no such attribute, or it is malformed. */
const char *peil_reader_text(const struct peil_element *element, const char *attribute);
double peil_reader_number(const struct peil_element *element, const char *attribute,
                          double otherwise);

/* wording.c: the set that variant="..." names, and the texts of an element. */
peil_variants peil_reader_variants(struct peil_reader *reader,
                                   const struct peil_element *element);
bool peil_variants_overlap(peil_variants a, peil_variants b);
/* All children of that name. */
struct peil_texts peil_reader_texts(struct peil_reader *reader,
                                    const struct peil_element *parent,
                                    const char *name);
/* The element's own text, or its text elements. */
struct peil_texts peil_reader_label(struct peil_reader *reader,
                                    const struct peil_element *element);

/* choices.c: options, "don't know" and "refuse" of a list and of an item. */
void peil_reader_list(struct peil_reader *reader, const struct peil_element *element,
                      struct peil_list *list);
/* Returns the item's options, to write in; `*list` is the list it uses, or NULL. */
struct peil_option *peil_reader_choices(struct peil_reader *reader,
                                        const struct peil_element *element,
                                        struct peil_item *item,
                                        struct peil_list **list);

/* condition.c: the condition in when="..."; NULL when there is none. */
const struct peil_condition *peil_reader_condition(struct peil_reader *reader,
                                                   const struct peil_element *element,
                                                   size_t before);

/* sound.c: what no single element shows. */
void peil_questionnaire_judge(const struct peil_questionnaire *q,
                              struct peil_arena *arena, struct peil_diag *diag);

#endif
