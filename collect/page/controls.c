#include "collect/page/controls.h"

#include "collect/page/pictures.h"
#include "collect/page/said.h"

#include <assert.h>
#include <string.h>

static const struct peil_words *words(const struct peil_controls *c)
{
    return c->ink->words;
}

static void attribute_if(struct peil_html *html, const char *name, bool is_so)
{
    peil_html_attribute(html, name, is_so ? "" : NULL);
}

/* After a mistake the first control has the focus. */
static void take_focus(const struct peil_controls *c, bool is_first)
{
    bool mistaken =
        c->ink->page->mistake && c->ink->page->mistake != PEIL_MISTAKE_NOT_STORED;
    attribute_if(&c->ink->html, "autofocus", is_first && mistaken);
}

static size_t offered(const struct peil_controls *c, const struct peil_option **options)
{
    return peil_interview_options(c->ink->page->interview, c->item, options,
                                  PEIL_MAX_OPTIONS);
}

/* --- Choosing --- */

/* One card: the mark, the picture if there is one, the words. */
struct card {
    const char *code, *face;
    struct peil_said label;
    bool first;
};

static void write_mark(const struct peil_controls *c, const struct card *card)
{
    bool several = c->item->kind != PEIL_SINGLE && c->item->kind != PEIL_SCALE;
    peil_html_begin(&c->ink->html, "input");
    peil_html_attribute(&c->ink->html, "type", several ? "checkbox" : "radio");
    peil_html_attribute_format(&c->ink->html, "id", "code-%s", card->code);
    peil_html_attribute(&c->ink->html, "name", "code");
    peil_html_attribute(&c->ink->html, "value", card->code);
    attribute_if(&c->ink->html, "checked", peil_form_has(c->shown, "code", card->code));
    take_focus(c, card->first);
    peil_html_end(&c->ink->html);
}

static void begin_card(const struct peil_controls *c, const struct card *card)
{
    peil_html_begin(&c->ink->html, "div");
    peil_html_attribute(&c->ink->html, "class", "option");
    write_mark(c, card);
    peil_html_begin(&c->ink->html, "label");
    peil_html_attribute_format(&c->ink->html, "for", "code-%s", card->code);
    if (card->face)
        peil_picture_write(&c->ink->html, card->face);
    peil_said_write(c->ink, "span", &card->label);
    peil_html_end(&c->ink->html);
}

static void write_specify(const struct peil_controls *c, const char *code)
{
    struct peil_html *html = &c->ink->html;
    peil_html_begin(html, "div");
    peil_html_attribute(html, "class", "specify");
    peil_html_begin(html, "label");
    peil_html_attribute_format(html, "for", "text-%s", code);
    peil_html_text(html, words(c)->specify);
    peil_html_end(html);
    peil_html_begin(html, "input");
    peil_html_attribute(html, "type", "text");
    peil_html_attribute_format(html, "id", "text-%s", code);
    peil_html_attribute_format(html, "name", "text_%s", code);
    peil_html_attribute(html, "maxlength", "300");
    peil_html_attribute(html, "value", peil_form_coded_value(c->shown, "text_", code));
    peil_html_end(html);
    peil_html_end(html);
}

/* From about twelve on, faces are childish. */
static const char *face_of(const struct peil_controls *c,
                           const struct peil_option *option)
{
    const struct peil_questionnaire *q = c->ink->page->q;
    size_t variant = peil_interview_variant(c->ink->page->interview);
    bool grown = variant < q->variant_count && q->variants[variant].age &&
                 strcmp(q->variants[variant].age, "12-14") == 0;
    return grown ? NULL : option->face;
}

static const char *layout(const struct peil_controls *c,
                          const struct peil_option *const *options, size_t count)
{
    bool faces = count > 1 && count <= 5;
    for (size_t i = 0; i < count; i++)
        faces = faces && face_of(c, options[i]) &&
                peil_picture_is_known(options[i]->face) && !options[i]->specify;
    if (faces)
        return "options faces";
    return c->item->assent && count == 2 ? "options two" : "options";
}

static void write_choices(const struct peil_controls *c)
{
    const struct peil_option *options[PEIL_MAX_OPTIONS];
    size_t count = offered(c, options);
    peil_html_begin(&c->ink->html, "div");
    peil_html_attribute(&c->ink->html, "class", layout(c, options, count));
    for (size_t i = 0; i < count; i++) {
        begin_card(c, &(struct card){ .code = options[i]->code,
                                      .face = face_of(c, options[i]),
                                      .label = peil_said_of(c->ink, &options[i]->label,
                                                            options[i]->code),
                                      .first = i == 0 });
        if (options[i]->specify)
            write_specify(c, options[i]->code);
        peil_html_end(&c->ink->html);
    }
    peil_html_end(&c->ink->html);
}

/* --- Giving places --- */

static void write_select_option(struct peil_html *html, const char *value,
                                const char *label, const char *chosen)
{
    peil_html_begin(html, "option");
    peil_html_attribute(html, "value", value);
    attribute_if(html, "selected", strcmp(value, chosen) == 0);
    peil_html_text(html, label);
    peil_html_end(html);
}

static void write_place(const struct peil_controls *c, const struct peil_option *option,
                        size_t places, bool first)
{
    struct peil_html *html = &c->ink->html;
    const char *chosen = peil_form_coded_value(c->shown, "rank_", option->code);
    struct peil_said label = peil_said_of(c->ink, &option->label, option->code);
    peil_html_begin(html, "div");
    peil_html_attribute(html, "class", "rank");
    peil_html_begin(html, "label");
    peil_html_attribute_format(html, "for", "rank-%s", option->code);
    peil_said_write(c->ink, "span", &label);
    peil_html_end(html);
    peil_html_begin(html, "select");
    peil_html_attribute_format(html, "id", "rank-%s", option->code);
    peil_html_attribute_format(html, "name", "rank_%s", option->code);
    take_focus(c, first);
    write_select_option(html, "", words(c)->no_place, chosen);
    for (size_t i = 1; i <= places; i++) {
        const char *place = peil_arena_format(c->ink->arena, "%zu", i);
        write_select_option(html, place, place, chosen);
    }
    peil_html_end(html);
    peil_html_end(html);
}

static size_t most(const struct peil_controls *c)
{
    return peil_item_most(c->item, peil_interview_variant(c->ink->page->interview));
}

/* With a script, buttons take the place of the lists: tap them in order. */
static void write_ranking(const struct peil_controls *c)
{
    const struct peil_option *options[PEIL_MAX_OPTIONS];
    size_t count = offered(c, options);
    size_t places = most(c) == 0 || most(c) > count ? count : most(c);
    bool own_help = c->item->help.count > 0;
    peil_html_begin(&c->ink->html, "div");
    peil_html_attribute(&c->ink->html, "class", "options ranking");
    peil_html_attribute_format(&c->ink->html, "data-places", "%zu", places);
    peil_html_attribute(&c->ink->html, "data-place", words(c)->rank_place);
    peil_html_attribute(&c->ink->html, "data-tap",
                        own_help ? NULL : words(c)->rank_tap);
    for (size_t i = 0; i < count; i++)
        write_place(c, options[i], places, i == 0);
    peil_html_end(&c->ink->html);
}

/* --- Writing --- */

static void label_by_question(const struct peil_controls *c)
{
    peil_html_attribute(&c->ink->html, "aria-labelledby", "question");
    peil_html_attribute(&c->ink->html, "aria-describedby", c->described_by);
    take_focus(c, true);
}

static void write_quantity(const struct peil_controls *c)
{
    peil_html_begin(&c->ink->html, "div");
    peil_html_attribute(&c->ink->html, "class", "number");
    peil_html_begin(&c->ink->html, "input");
    peil_html_attribute(&c->ink->html, "type", "text");
    peil_html_attribute(&c->ink->html, "name", "value");
    peil_html_attribute(&c->ink->html, "inputmode", "numeric");
    peil_html_attribute(&c->ink->html, "maxlength", "12");
    peil_html_attribute(&c->ink->html, "value", peil_form_value(c->shown, "value"));
    label_by_question(c);
    peil_html_end(&c->ink->html);
    if (c->item->unit)
        peil_html_element(&c->ink->html, "span", NULL, c->item->unit);
    peil_html_end(&c->ink->html);
}

static void write_text(const struct peil_controls *c)
{
    peil_html_begin(&c->ink->html, "textarea");
    peil_html_attribute(&c->ink->html, "name", "value");
    peil_html_attribute(&c->ink->html, "rows", "4");
    peil_html_attribute_format(&c->ink->html, "maxlength", "%zu", c->item->longest);
    label_by_question(c);
    /* A newline right after the tag is dropped by the parser: ours is. */
    peil_html_text(&c->ink->html, "\n");
    peil_html_text(&c->ink->html, peil_form_value(c->shown, "value"));
    peil_html_end(&c->ink->html);
}

static void begin_piece(const struct peil_controls *c, const char *name,
                        const char *label, const char *element)
{
    peil_html_begin(&c->ink->html, "div");
    peil_html_attribute(&c->ink->html, "class", "field");
    peil_html_begin(&c->ink->html, "label");
    peil_html_attribute(&c->ink->html, "for", name);
    peil_html_text(&c->ink->html, label);
    peil_html_end(&c->ink->html);
    peil_html_begin(&c->ink->html, element);
    peil_html_attribute(&c->ink->html, "id", name);
    peil_html_attribute(&c->ink->html, "name", name);
}

static void write_digits(const struct peil_controls *c, const char *name,
                         const char *label, const char *length, const char *value)
{
    begin_piece(c, name, label, "input");
    peil_html_attribute(&c->ink->html, "type", "text");
    peil_html_attribute(&c->ink->html, "inputmode", "numeric");
    peil_html_attribute(&c->ink->html, "maxlength", length);
    peil_html_attribute(&c->ink->html, "value", value);
    take_focus(c, strcmp(name, "value_day") == 0);
    peil_html_end(&c->ink->html);
    peil_html_end(&c->ink->html);
}

/* A piece as it was written, else out of the whole date "YYYY-MM-DD". */
static const char *piece(const struct peil_controls *c, const char *name, size_t from,
                         size_t length)
{
    const char *written = peil_form_value(c->shown, name);
    const char *whole = peil_form_value(c->shown, "value");
    if (*written || strlen(whole) != strlen("YYYY-MM-DD"))
        return written;
    from += whole[from] == '0';
    length -= whole[from - 1] == '0' && length == 2;
    return peil_arena_copy_span(c->ink->arena, whole + from, length);
}

static void write_date(const struct peil_controls *c)
{
    const struct peil_words *w = words(c);
    const char *chosen = piece(c, "value_month", 5, 2);
    peil_html_begin(&c->ink->html, "div");
    peil_html_attribute(&c->ink->html, "class", "date");
    write_digits(c, "value_day", w->day, "2", piece(c, "value_day", 8, 2));
    begin_piece(c, "value_month", w->month, "select");
    write_select_option(&c->ink->html, "", "", chosen);
    for (size_t i = 0; i < 12; i++)
        write_select_option(&c->ink->html,
                            peil_arena_format(c->ink->arena, "%zu", i + 1),
                            w->months[i], chosen);
    peil_html_end(&c->ink->html);
    peil_html_end(&c->ink->html);
    write_digits(c, "value_year", w->year, "4", piece(c, "value_year", 0, 4));
    peil_html_end(&c->ink->html);
}

/* --- All kinds --- */

static const char *fill(const struct peil_controls *c, const char *hint, size_t number)
{
    return peil_words_fill(c->ink->arena, hint,
                           peil_arena_format(c->ink->arena, "%zu", number), "");
}

static const char *hint_several(const struct peil_controls *c)
{
    if (most(c) > 0)
        return fill(c, words(c)->at_most, most(c));
    return c->item->least > 1 ? fill(c, words(c)->at_least, c->item->least)
                              : words(c)->several;
}

static const char *hint_ranking(const struct peil_controls *c)
{
    return words(c)->ranking;
}

static const struct kind {
    void (*write)(const struct peil_controls *controls);
    const char *(*hint)(const struct peil_controls *controls);
} kinds[] = {
    [PEIL_SINGLE] = { write_choices, NULL },
    [PEIL_SCALE] = { write_choices, NULL },
    [PEIL_MULTIPLE] = { write_choices, hint_several },
    [PEIL_RANKING] = { write_ranking, hint_ranking },
    [PEIL_QUANTITY] = { write_quantity, NULL },
    [PEIL_TEXT] = { write_text, NULL },
    [PEIL_DATE] = { write_date, NULL },
    [PEIL_EXPLAIN] = { NULL, NULL },
};
static_assert(sizeof kinds / sizeof kinds[0] == PEIL_ITEM_KINDS, "every kind is shown");

const char *peil_controls_hint(const struct peil_controls *controls)
{
    const struct kind *kind = &kinds[controls->item->kind];
    return kind->hint ? kind->hint(controls) : NULL;
}

static void write_missing(const struct peil_controls *c, const char *code,
                          const struct peil_texts *own, const char *usual)
{
    struct peil_said said = own->count ? peil_said_of(c->ink, own, code)
                                       : peil_said_own(c->ink, usual, code);
    begin_card(c, &(struct card){ .code = code, .label = said });
    peil_html_end(&c->ink->html);
}

void peil_controls_write(const struct peil_controls *c)
{
    bool dont_know = peil_interview_offers_dont_know(c->ink->page->interview, c->item);
    bool refuse = peil_interview_offers_refuse(c->ink->page->interview, c->item);
    if (kinds[c->item->kind].write)
        kinds[c->item->kind].write(c);
    if (!dont_know && !refuse)
        return;
    peil_html_begin(&c->ink->html, "div");
    peil_html_attribute(&c->ink->html, "class", "options aside");
    if (dont_know)
        write_missing(c, "dk", &c->item->dont_know, words(c)->dont_know);
    if (refuse)
        write_missing(c, "rf", &c->item->refuse, words(c)->refuse);
    peil_html_end(&c->ink->html);
}
