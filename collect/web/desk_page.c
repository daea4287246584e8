#include "collect/web/desk_page.h"

#include "questionnaires/base/html.h"
#include "questionnaires/base/json.h"
#include "questionnaires/base/message.h"

#include <string.h>

struct ink {
    struct peil_html html;
    const struct peil_desk_view *view;
};

/* --- The frame --- */

static void begin(struct ink *ink, const char *element, const char *class)
{
    peil_html_begin(&ink->html, element);
    peil_html_attribute(&ink->html, "class", class);
}

static void end(struct ink *ink)
{
    peil_html_end(&ink->html);
}

/* `again` in seconds; the script does better, so it is for browsers without. */
static void begin_page(struct ink *ink, const char *language, const char *title,
                       const char *head)
{
    peil_html_trusted(&ink->html, "<!DOCTYPE html>\n");
    peil_html_begin(&ink->html, "html");
    peil_html_attribute(&ink->html, "lang", language);
    peil_html_begin(&ink->html, "head");
    peil_html_trusted(&ink->html, "<meta charset=\"utf-8\"><meta name=\"viewport\" "
                                  "content=\"width=device-width, initial-scale=1\">"
                                  "<link rel=\"stylesheet\" href=\"/desk.css\">"
                                  "<link rel=\"icon\" href=\"/icon.svg\">");
    peil_html_trusted(&ink->html, head);
    peil_html_element(&ink->html, "title", NULL, title);
    end(ink);
}

/* --- In words --- */

static const char *tile_text(const struct peil_tile *tile, struct peil_arena *arena)
{
    static const char *const plain[] = {
        [PEIL_TILE_JOINED] = N_("is in"),        [PEIL_TILE_BUSY] = N_("busy"),
        [PEIL_TILE_STILL] = N_("quiet"),         [PEIL_TILE_DONE] = N_("ready"),
        [PEIL_TILE_STOPPED] = N_("has stopped"), [PEIL_TILE_REFUSED] = N_("rather not"),
    };
    bool numbered = tile->number > 0 && tile->total > 0;
    if (tile->unsaved)
        return _("NOT STORED");
    if (tile->state == PEIL_TILE_BUSY && numbered)
        return peil_arena_format(arena, _("question %zu of %zu"), tile->number,
                                 tile->total);
    if (tile->state == PEIL_TILE_STILL && numbered)
        return peil_arena_format(arena, _("quiet at %zu of %zu"), tile->number,
                                 tile->total);
    return _(plain[tile->state]);
}

static const char *tile_class(const struct peil_tile *tile, struct peil_arena *arena)
{
    static const char *const names[] = {
        [PEIL_TILE_JOINED] = "joined", [PEIL_TILE_BUSY] = "busy",
        [PEIL_TILE_STILL] = "still",   [PEIL_TILE_DONE] = "done",
        [PEIL_TILE_STOPPED] = "gone",  [PEIL_TILE_REFUSED] = "gone",
    };
    return peil_arena_format(arena, "tile %s%s%s", names[tile->state],
                             tile->hand ? " hand" : "",
                             tile->unsaved ? " unsaved" : "");
}

static const char *saved_text(const struct peil_board *board, struct peil_arena *arena)
{
    long seconds = board->since_commit;
    if (!board->well)
        return _("NOT STORED: look at the disk. Pupils are asked to wait.");
    if (seconds < 0)
        return _("Nothing to store yet");
    if (seconds < 3)
        return _("All is stored, just now");
    if (seconds < 60)
        return peil_arena_format(arena, _("All is stored, %ld seconds ago"), seconds);
    return seconds < 120 ? _("All is stored, a minute ago")
                         : peil_arena_format(arena, _("All is stored, %ld minutes ago"),
                                             seconds / 60);
}

enum { COUNTS = 8, LARGE = 4 };
struct count {
    const char *name, *text;
    size_t value;
};

static void list_counts(const struct peil_board *board, struct count counts[COUNTS])
{
    const struct count list[COUNTS] = {
        { "joined", _("in"), board->tile_count },
        { "busy", _("busy"),
          board->in_state[PEIL_TILE_BUSY] + board->in_state[PEIL_TILE_STILL] },
        { "done", _("ready"), board->in_state[PEIL_TILE_DONE] },
        { "hands", _("hands up"), board->hands },
        { "still", _("quiet for a minute"), board->in_state[PEIL_TILE_STILL] },
        { "stopped", _("stopped"), board->in_state[PEIL_TILE_STOPPED] },
        { "refused", _("rather not"), board->in_state[PEIL_TILE_REFUSED] },
        { "moved", _("went on at another device"), board->moved },
    };
    memcpy(counts, list, sizeof list);
}

/* --- The page --- */

static void write_door(struct ink *ink)
{
    bool open = ink->view->board->open;
    begin(ink, "form", open ? "door open" : "door shut");
    peil_html_attribute(&ink->html, "method", "post");
    peil_html_attribute(&ink->html, "action", open ? "/close" : "/open");
    begin(ink, "input", NULL);
    peil_html_attribute(&ink->html, "type", "hidden");
    peil_html_attribute(&ink->html, "name", "t");
    peil_html_attribute(&ink->html, "value", ink->view->token);
    end(ink);
    peil_html_element(&ink->html, "span", NULL,
                      open ? _("Pupils can come in") : _("Nobody new comes in"));
    peil_html_element(&ink->html, "button", NULL, open ? _("Close") : _("Open again"));
    end(ink);
}

static void write_counts(struct ink *ink)
{
    struct count counts[COUNTS];
    list_counts(ink->view->board, counts);
    begin(ink, "dl", "counts");
    for (size_t i = 0; i < COUNTS; i++) {
        peil_html_begin(&ink->html, "div");
        peil_html_attribute_format(&ink->html, "class", "%s %s%s", counts[i].name,
                                   i < LARGE ? "large" : "small",
                                   counts[i].value ? "" : " none");
        peil_html_element(&ink->html, "dt", NULL, counts[i].text);
        peil_html_begin(&ink->html, "dd");
        peil_html_attribute(&ink->html, "data-count", counts[i].name);
        if (strcmp(counts[i].name, "hands") == 0)
            peil_html_attribute(&ink->html, "aria-live", "polite");
        peil_html_text_format(&ink->html, "%zu", counts[i].value);
        end(ink);
        end(ink);
    }
    end(ink);
}

static void write_tile(struct ink *ink, const struct peil_tile *tile)
{
    begin(ink, "li", tile_class(tile, ink->view->arena));
    peil_html_begin(&ink->html, "b");
    peil_html_text_format(&ink->html, "%zu", tile->seat);
    end(ink);
    peil_html_element(&ink->html, "span", NULL, tile_text(tile, ink->view->arena));
    peil_html_element(&ink->html, "i", NULL, tile->hand ? _("hand up") : "");
    end(ink);
}

static void write_tiles(struct ink *ink)
{
    const struct peil_board *board = ink->view->board;
    begin(ink, "ol", "tiles");
    peil_html_attribute(&ink->html, "data-hand", _("hand up"));
    for (size_t i = 0; i < board->tile_count; i++)
        write_tile(ink, &board->tiles[i]);
    end(ink);
    begin(ink, "p", board->tile_count ? "empty none" : "empty");
    peil_html_text(&ink->html, _("Nobody is in yet."));
    end(ink);
}

static void write_foot(struct ink *ink)
{
    const struct peil_desk *desk = ink->view->desk;
    begin(ink, "footer", NULL);
    begin(ink, "a", "button");
    peil_html_attribute(&ink->html, "href", "/projector");
    peil_html_attribute(&ink->html, "target", "_blank");
    peil_html_text(&ink->html, _("Show on the beamer"));
    end(ink);
    peil_html_begin(&ink->html, "p");
    peil_html_text(&ink->html, _("Pupils type:"));
    peil_html_text(&ink->html, " ");
    peil_html_element(&ink->html, "strong", NULL, desk->ways[0]);
    end(ink);
    if (desk->runner->practice)
        peil_html_element(&ink->html, "p", "practice",
                          _("Practice: what is filled in now does not count."));
    end(ink);
}

static struct ink begin_ink(FILE *out, const struct peil_desk_view *view)
{
    return (struct ink){ .html = { .out = out }, .view = view };
}

void peil_desk_write_home(FILE *out, const struct peil_desk_view *view)
{
    struct ink ink = begin_ink(out, view);
    const struct peil_questionnaire *q = view->desk->runner->q;
    const char *title = peil_texts_find(&q->title, SIZE_MAX, q->language);
    begin_page(&ink, peil_message_language(), title,
               "<script src=\"/desk.js\" defer></script><noscript><meta "
               "http-equiv=\"refresh\" content=\"5\"></noscript>");
    peil_html_begin(&ink.html, "body");
    peil_html_attribute(&ink.html, "data-lost",
                        _("No connection with peil: is it still running?"));
    peil_html_attribute(&ink.html, "data-open", view->board->open ? "yes" : "no");
    begin(&ink, "header", NULL);
    peil_html_element(&ink.html, "h1", NULL, title);
    peil_html_element(&ink.html, "p", view->board->well ? "light" : "light alarm",
                      saved_text(view->board, view->arena));
    write_door(&ink);
    end(&ink);
    begin(&ink, "main", NULL);
    write_counts(&ink);
    write_tiles(&ink);
    end(&ink);
    write_foot(&ink);
    end(&ink); /* body */
    end(&ink); /* html */
}

/* --- The same for the script --- */

static void write_json_tile(struct peil_json *json, const struct peil_tile *tile,
                            struct peil_arena *arena)
{
    peil_json_begin_object(json);
    peil_json_key(json, "seat");
    peil_json_integer(json, (long)tile->seat);
    peil_json_member(json, "class", tile_class(tile, arena));
    peil_json_member(json, "text", tile_text(tile, arena));
    peil_json_key(json, "hand");
    peil_json_bool(json, tile->hand);
    peil_json_end_object(json);
}

void peil_desk_write_state(FILE *out, const struct peil_desk_view *view)
{
    const struct peil_board *board = view->board;
    struct peil_json json = { .out = out };
    struct count counts[COUNTS];
    list_counts(board, counts);
    peil_json_begin_object(&json);
    peil_json_key(&json, "open");
    peil_json_bool(&json, board->open);
    peil_json_key(&json, "well");
    peil_json_bool(&json, board->well);
    peil_json_key(&json, "since_commit");
    peil_json_integer(&json, board->since_commit);
    peil_json_member(&json, "saved", saved_text(board, view->arena));
    peil_json_key(&json, "counts");
    peil_json_begin_object(&json);
    for (size_t i = 0; i < COUNTS; i++) {
        peil_json_key(&json, counts[i].name);
        peil_json_integer(&json, (long)counts[i].value);
    }
    peil_json_end_object(&json);
    peil_json_key(&json, "tiles");
    peil_json_begin_array(&json);
    for (size_t i = 0; i < board->tile_count; i++)
        write_json_tile(&json, &board->tiles[i], view->arena);
    peil_json_end_array(&json);
    peil_json_end_object(&json);
}

/* --- Not let in --- */

void peil_desk_write_refusal(FILE *out, bool forbidden)
{
    struct ink ink = begin_ink(out, NULL);
    const char *heading =
        forbidden ? _("This page opens with its link") : _("There is no such page");
    begin_page(&ink, peil_message_language(), heading, "");
    begin(&ink, "body", NULL);
    begin(&ink, "main", "refusal");
    peil_html_element(&ink.html, "h1", NULL, heading);
    peil_html_element(&ink.html, "p", NULL,
                      _("The link stands in the window where peil collect was started. "
                        "It opens once; "
                        "then a fresh one stands there."));
    end(&ink);
    end(&ink);
    end(&ink);
}
