#include "collect/page/assets.h"

#include "embedded/balloon_svg.h"
#include "embedded/icon_svg.h"
#include "embedded/night_svg.h"
#include "embedded/pond_svg.h"
#include "embedded/runner_js.h"
#include "embedded/style_css.h"
#include "embedded/wave_svg.h"
#include "questionnaires/base/hash.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char css[] = "text/css; charset=utf-8", svg[] = "image/svg+xml",
                  script[] = "text/javascript; charset=utf-8";

static const char *version_of(const struct peil_asset *list, size_t count,
                              struct peil_arena *arena)
{
    const char *hashes = "";
    for (size_t i = 0; i < count; i++)
        hashes = peil_arena_format(arena, "%s%s", hashes,
                                   peil_hash(arena, list[i].bytes, list[i].length));
    return peil_arena_format(arena, "%.12s", peil_hash(arena, hashes, strlen(hashes)));
}

struct peil_assets peil_assets_compiled_in(struct peil_arena *arena)
{
    const struct peil_asset list[] = {
        { "/style.css", css, style_css_bytes, style_css_length },
        { "/runner.js", script, runner_js_bytes, runner_js_length },
        { "/wave.svg", svg, wave_svg_bytes, wave_svg_length },
        { "/icon.svg", svg, icon_svg_bytes, icon_svg_length },
        { "/pond.svg", svg, pond_svg_bytes, pond_svg_length },
        { "/night.svg", svg, night_svg_bytes, night_svg_length },
        { "/balloon.svg", svg, balloon_svg_bytes, balloon_svg_length },
    };
    struct peil_asset *kept = peil_arena_array(arena, sizeof list, 1);
    memcpy(kept, list, sizeof list);
    size_t count = sizeof list / sizeof list[0];
    return (struct peil_assets){ kept, count, version_of(list, count, arena) };
}

const struct peil_asset *peil_assets_find(const struct peil_assets *assets,
                                          const char *address)
{
    for (size_t i = 0; assets && i < assets->count; i++)
        if (strcmp(address, assets->list[i].address) == 0)
            return &assets->list[i];
    return NULL;
}

/* --- Ranges (RFC 9110, 14) --- */

/* Digits, and nothing that strtoull would take besides. */
static bool read_place(const char **text, size_t *place)
{
    char *end;
    if (!isdigit((unsigned char)**text))
        return false;
    *place = (size_t)strtoull(*text, &end, 10);
    *text = end;
    return true;
}

/* "bytes=3-7", "bytes=3-" or "bytes=-4" as [first, last]. False: it is to be passed
 * over, for it is something else, or several ranges, or outside. */
static bool read_range(const char *text, size_t length, size_t *first, size_t *last)
{
    static const char unit[] = "bytes=";
    size_t suffix = 0;
    if (!text || length == 0 || strncmp(text, unit, strlen(unit)) != 0)
        return false;
    text += strlen(unit);
    *last = length - 1;
    if (*text == '-') {
        text++;
        if (!read_place(&text, &suffix) || suffix == 0)
            return false;
        *first = suffix < length ? length - suffix : 0;
    } else {
        if (!read_place(&text, first) || *text++ != '-')
            return false;
        if (*text && !read_place(&text, last))
            return false;
    }
    if (*last >= length)
        *last = length - 1;
    return *text == '\0' && *first <= *last;
}

void peil_assets_reply(const struct peil_asset *asset, const char *range,
                       struct peil_arena *arena, struct peil_reply *reply)
{
    size_t first = 0, last = 0;
    peil_reply_asset(reply, asset->bytes, asset->length, asset->type);
    peil_reply_header(reply, "Accept-Ranges", "bytes");
    if (!read_range(range, asset->length, &first, &last))
        return;
    reply->status = PEIL_PARTIAL;
    reply->asset = asset->bytes + first;
    reply->length = last - first + 1;
    peil_reply_header(
        reply, "Content-Range",
        peil_arena_format(arena, "bytes %zu-%zu/%zu", first, last, asset->length));
}
