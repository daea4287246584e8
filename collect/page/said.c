#include "collect/page/said.h"

#include "collect/page/pictures.h"

#include <stdint.h>
#include <string.h>

static size_t variant_of(const struct peil_ink *ink)
{
    const struct peil_interview *interview = ink->page->interview;
    return interview ? peil_interview_variant(interview) : SIZE_MAX;
}

/* Remembers what can be heard here, for who has no script. */
static void hear(struct peil_ink *ink, const struct peil_said *said)
{
    ink->heard =
        peil_arena_grow(ink->arena, ink->heard, ink->heard_count, sizeof *ink->heard);
    ink->heard[ink->heard_count++] =
        (struct peil_heard){ said->sound, said->text, said->language };
}

static struct peil_said make(struct peil_ink *ink, const char *text,
                             const char *language, const char *part)
{
    const struct peil_page *page = ink->page;
    bool foreign = strcmp(language, ink->words->language) != 0;
    const struct peil_spoken spoken = { .item = ink->item,
                                        .part = part,
                                        .language = language,
                                        .variant = variant_of(ink) };
    const char *sound =
        ink->item && part && *text
            ? peil_recordings_address(page->recordings, page->q, &spoken, ink->arena)
            : NULL;
    struct peil_said said = { .text = text,
                              .pictures = "",
                              .language = foreign ? language : NULL,
                              .sound = sound ? sound : "" };
    if (sound)
        hear(ink, &said);
    return said;
}

struct peil_said peil_said_of(struct peil_ink *ink, const struct peil_texts *texts,
                              const char *part)
{
    const char *text = peil_texts_find(texts, variant_of(ink), ink->language);
    size_t i = 0;
    while (i < texts->count && texts->wordings[i].text != text)
        i++;
    if (i == texts->count)
        return peil_said_own(ink, "", NULL);
    const struct peil_wording *wording = &texts->wordings[i];
    struct peil_said said =
        make(ink, peil_study_fill(ink->page->study, ink->page->q, text, ink->arena),
             wording->language, part);
    said.pictures = wording->pictures ? wording->pictures : "";
    return said;
}

struct peil_said peil_said_own(struct peil_ink *ink, const char *text, const char *part)
{
    return make(ink, text, ink->words->language, part);
}

static const char *cut(struct peil_ink *ink, const char **rest, const char *separator)
{
    size_t length = strcspn(*rest, separator);
    const char *piece = peil_arena_copy_span(ink->arena, *rest, length);
    *rest += length + ((*rest)[length] != '\0');
    return piece;
}

const char *peil_said_cut(struct peil_ink *ink, struct peil_said *said)
{
    cut(ink, &said->pictures, " ");
    return cut(ink, &said->text, "\n");
}

void peil_said_mark(struct peil_ink *ink, const struct peil_said *said)
{
    peil_html_attribute(&ink->html, "lang", said->language);
    peil_html_attribute(&ink->html, "dir", said->language ? "auto" : NULL);
    peil_html_attribute(&ink->html, "data-say", said->sound);
}

void peil_said_write(struct peil_ink *ink, const char *element,
                     const struct peil_said *said)
{
    peil_html_begin(&ink->html, element);
    peil_said_mark(ink, said);
    peil_html_text(&ink->html, said->text);
    peil_html_end(&ink->html);
}

void peil_said_heading(struct peil_ink *ink, const struct peil_said *said)
{
    peil_html_begin(&ink->html, "h1");
    peil_html_attribute(&ink->html, "id", "question");
    peil_said_mark(ink, said);
    peil_html_text(&ink->html, said->text);
    peil_html_end(&ink->html);
}

static void write_paragraph(struct peil_ink *ink, const struct peil_said *said,
                            const char *picture)
{
    bool pictured = peil_picture_is_known(picture);
    if (pictured) {
        peil_ink_div(ink, "said");
        peil_picture_write(&ink->html, picture);
    }
    peil_said_write(ink, "p", said);
    if (pictured)
        peil_html_end(&ink->html);
}

void peil_said_paragraphs(struct peil_ink *ink, struct peil_said said)
{
    bool whole = said.sound && *said.sound;
    struct peil_said line = said;
    if (whole) {
        peil_ink_div(ink, "whole");
        peil_said_mark(ink, &said);
        line.sound = line.language = NULL;
    }
    while (*said.text) {
        const char *picture = cut(ink, &said.pictures, " ");
        line.text = cut(ink, &said.text, "\n");
        write_paragraph(ink, &line, picture);
    }
    if (whole)
        peil_html_end(&ink->html);
}

static void write_player(struct peil_ink *ink, const struct peil_heard *heard)
{
    peil_html_begin(&ink->html, "figure");
    peil_html_begin(&ink->html, "figcaption");
    peil_html_attribute(&ink->html, "lang", heard->language);
    peil_html_text(&ink->html, heard->text);
    peil_html_end(&ink->html);
    peil_html_begin(&ink->html, "audio");
    peil_html_attribute(&ink->html, "controls", "");
    peil_html_attribute(&ink->html, "preload", "none");
    peil_html_attribute(&ink->html, "src", heard->address);
    peil_html_end(&ink->html);
    peil_html_end(&ink->html);
}

void peil_said_listen(struct peil_ink *ink)
{
    if (ink->heard_count == 0)
        return;
    peil_html_begin(&ink->html, "noscript");
    peil_html_begin(&ink->html, "details");
    peil_html_attribute(&ink->html, "class", "listen");
    peil_html_begin(&ink->html, "summary");
    peil_picture_write(&ink->html, "ear");
    peil_html_text(&ink->html, ink->words->listen);
    peil_html_end(&ink->html);
    for (size_t i = 0; i < ink->heard_count; i++)
        write_player(ink, &ink->heard[i]);
    peil_html_end(&ink->html);
    peil_html_end(&ink->html);
}
