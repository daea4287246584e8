/* What can be read aloud, under which names, and which files are taken for it. */
#include "collect/page/recordings.h"
#include "tests/collect/runner.h"
#include "tests/fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct bench {
    const struct peil_questionnaire *q;
    const char *path;
    struct peil_recordings recordings;
} bench;

static int begin(void **state)
{
    folder_begin(state);
    bench = (struct bench){ 0 };
    bench.q = runner_read();
    bench.path = in_folder("q.xml");
    assert_int_equal(mkdir(in_folder("audio"), 0700), 0);
    return 0;
}

static void put(const char *name, const char *text)
{
    new_file(peil_arena_format(arena, "audio/%s", name), text);
}

static bool take(void)
{
    return peil_recordings_read(bench.path, bench.q, peil_study_none(),
                                &bench.recordings, arena, diag);
}

/* --- Names --- */

static struct name_case {
    const char *name, *language;
    const char *item, *part, *variant; /* the variant's id */
    const char *own, *shared;          /* NULL = nothing is read there */
    const char *text;
} names[] = {
    { "the same words for all", "nl", "meedoen", "question", "b", "meedoen.b.question",
      "meedoen.all.question", "Wil je meedoen?" },
    { "words of one variant", "nl", "hulp", "question", "a", "hulp.a.question", NULL,
      "Naar wie ga je?" },
    { "an option", "nl", "hulp", "10", "a", "hulp.a.10", "hulp.all.10",
      "Iemand anders" },
    { "an option that a variant does not see", "nl", "hulp", "2", "a", NULL, NULL,
      NULL },
    { "an intro of two paragraphs", "nl", "meedoen", "intro", "a", "meedoen.a.intro",
      "meedoen.all.intro", "Hoi! Wij stellen je vragen.\nHet is geen toets." },
    { "the usual words", "nl", "hulp", "dk", "c", "hulp.c.dk", "hulp.all.dk",
      "Weet ik niet" },
    { "a filled placeholder", "nl", "waarom", "question", "a", "waarom.a.question",
      "waarom.all.question", "Waarom bij de <Brug>?" },
    { "an item of one variant", "nl", "oefenen", "1", "c", "oefenen.c.1",
      "oefenen.all.1", "Rood" },
    { "the same item, not of another", "nl", "oefenen", "1", "a", NULL, NULL, NULL },
    { "a last page", "nl", "closing", "question", "a", "closing.a.question",
      "closing.all.question", "Klaar! Dank je wel.\nBel de Kindertelefoon." },
    { "another language", "en", "groep", "question", "a", "groep.a.question.en",
      "groep.all.question.en", "Which group are you in?" },
    { "another language, not translated", "en", "meedoen", "question", "a", NULL, NULL,
      NULL },
    { "another language, usual words", "en", "hulp", "rf", "b", "hulp.b.rf.en",
      "hulp.all.rf.en", "I'd rather not say" },
};

static void has_names(void **state)
{
    const struct name_case *c = *state;
    const struct peil_questionnaire *q = runner_read();
    const struct peil_spoken *list, *found = NULL;
    size_t count = peil_spoken_list(q, peil_study_none(), c->language, arena, &list);
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].item, c->item) == 0 && strcmp(list[i].part, c->part) == 0 &&
            strcmp(q->variants[list[i].variant].id, c->variant) == 0)
            found = &list[i];
    assert_int_equal(found != NULL, c->own != NULL);
    if (found) {
        assert_string_equal(peil_spoken_name(q, found, false, arena), c->own);
        assert_string_equal(found->text, c->text);
        assert_int_equal(found->shared, c->shared != NULL);
    }
    if (c->shared)
        assert_string_equal(peil_spoken_name(q, found, true, arena), c->shared);
}

/* Codes that mean different things may not share a sound. */
static void codes_of_other_words_share_nothing(void **state)
{
    static const char xml[] =
        "<questionnaire xmlns='urn:peil:questionnaire:1' id='q' version='1'"
        " xml:lang='nl' respondents='x'><title>T</title>"
        "<variant id='a' label='a' when='g = 1'/>"
        "<variant id='b' label='b' default='yes'/><section id='s' title='S'>"
        "<single id='g'><text>G?</text><option code='1'>1</option></single>"
        "<single id='v'><text>V?</text><option code='1' variant='a'>Ja</option>"
        "<option code='1' variant='b'>Altijd</option></single>"
        "</section></questionnaire>";
    (void)state;
    bench.q = parse_questionnaire(xml);
    put("v.all.1.wav", "sound");
    put("v.a.1.wav", "sound of a");
    assert_true(take());
    assert_int_equal(bench.recordings.count, 1);
    assert_non_null(peil_recordings_named(&bench.recordings, "v.a.1"));
    assert_non_null(strstr(problems_of(diag, arena), "1 files are for no text"));
}

/* --- Files --- */

static void takes_what_is_named(void **state)
{
    (void)state;
    put("hulp.a.question.ogg", "one");
    put("hulp.a.question.wav", "two");
    put("hulp.all.1.mp3", "three");
    put("hulp.all.1.xyz", "no sound");
    put("../q.xml", "not in the folder");
    put("other.wav", "no name");
    put(".hulp.all.10.wav", "hidden");
    assert_true(take());
    assert_int_equal(bench.recordings.count, 2);
    assert_string_equal(
        peil_recordings_named(&bench.recordings, "hulp.a.question")->file,
        "hulp.a.question.ogg");
    assert_null(peil_recordings_named(&bench.recordings, "hulp.all.10"));
    assert_non_null(strstr(problems_of(diag, arena), "2 files are for no text"));
    const struct peil_asset *asset = &bench.recordings.assets.list[0];
    assert_string_equal(asset->type, "audio/ogg");
    assert_int_equal(strlen(asset->address), strlen("/m/") + 24);
    assert_memory_equal(asset->bytes, "one", asset->length);
}

static void finds_the_variants_own_first(void **state)
{
    (void)state;
    struct peil_spoken spoken = {
        .item = "hulp", .part = "1", .language = "nl", .variant = 1
    };
    put("hulp.all.1.wav", "for all");
    put("hulp.b.1.wav", "for b");
    assert_true(take());
    const char *own =
        peil_recordings_address(&bench.recordings, bench.q, &spoken, arena);
    spoken.variant = 0;
    const char *all =
        peil_recordings_address(&bench.recordings, bench.q, &spoken, arena);
    assert_string_not_equal(own, all);
    spoken.part = "10";
    assert_null(peil_recordings_address(&bench.recordings, bench.q, &spoken, arena));
    assert_null(peil_recordings_address(NULL, bench.q, &spoken, arena));
}

static const char *row(const char *file, const char *words, const char *sound)
{
    return peil_arena_format(arena, "file,words,sound,maker\n%s,%s,%s,espeak-ng\n",
                             file, peil_recording_hash(words, strlen(words), arena),
                             peil_recording_hash(sound, strlen(sound), arena));
}

static struct index_case {
    const char *name, *words, *sound;
    bool outdated;
} indexes[] = {
    { "the words are the same", "Thuis & familie", "sound", false },
    { "the words have changed", "Thuis", "sound", true },
    { "the sound was replaced since", "Thuis", "another sound", false },
};

static void knows_what_is_outdated(void **state)
{
    const struct index_case *c = *state;
    put("hulp.all.1.wav", "sound");
    put("index.csv", row("hulp.all.1.wav", c->words, c->sound));
    assert_true(take());
    assert_int_equal(bench.recordings.count, 1);
    assert_int_equal(bench.recordings.list[0].outdated, c->outdated);
    assert_int_equal(bench.recordings.assets.count, c->outdated ? 0 : 1);
    assert_int_equal(peil_recordings_named(&bench.recordings, "hulp.all.1") == NULL,
                     c->outdated);
    assert_int_equal(strstr(problems_of(diag, arena), "the words have changed") != NULL,
                     c->outdated);
}

static void no_folder_is_no_problem(void **state)
{
    (void)state;
    bench.path = "/tmp/peil-no-such-folder/q.xml";
    assert_true(take());
    assert_int_equal(bench.recordings.count, 0);
    assert_string_equal(problems_of(diag, arena), "");
}

static void refuses_what_is_too_large(void **state)
{
    (void)state;
    const char *path = in_folder("audio/hulp.all.1.wav");
    put("hulp.all.1.wav", "");
    assert_int_equal(truncate(path, PEIL_MOST_OF_A_SOUND), 0);
    assert_true(take());
    assert_int_equal(truncate(path, PEIL_MOST_OF_A_SOUND + 1), 0);
    assert_false(take());
    assert_non_null(strstr(problems_of(diag, arena), "larger than 2097152 bytes"));
}

static void refuses_a_link(void **state)
{
    (void)state;
    const char *path = in_folder("audio/hulp.all.1.wav");
    assert_int_equal(symlink("/etc/passwd", path), 0);
    assert_false(take());
    assert_non_null(strstr(problems_of(diag, arena), "symbolic link"));
}

static void refuses_a_broken_index(void **state)
{
    (void)state;
    put("hulp.all.1.wav", "sound");
    put("index.csv", "file,words,sound,maker\n\"never closed");
    assert_false(take());
    assert_non_null(strstr(problems_of(diag, arena), "index.csv"));
}

/* --- Ranges --- */

static struct range_case {
    const char *name, *range, *body, *content_range; /* NULL = all of it */
} ranges[] = {
    { "no range", NULL, "0123456789", NULL },
    { "the first two", "bytes=0-1", "01", "bytes 0-1/10" },
    { "from a place on", "bytes=7-", "789", "bytes 7-9/10" },
    { "the last three", "bytes=-3", "789", "bytes 7-9/10" },
    { "more than there is", "bytes=8-99", "89", "bytes 8-9/10" },
    { "all but longer", "bytes=-99", "0123456789", "bytes 0-9/10" },
    { "the last byte", "bytes=9-9", "9", "bytes 9-9/10" },
    { "behind the end", "bytes=10-", "0123456789", NULL },
    { "none at all", "bytes=-0", "0123456789", NULL },
    { "backwards", "bytes=5-2", "0123456789", NULL },
    { "several", "bytes=0-1,4-5", "0123456789", NULL },
    { "another unit", "lines=0-1", "0123456789", NULL },
    { "no number", "bytes=a-b", "0123456789", NULL },
    { "a sign", "bytes=+1-2", "0123456789", NULL },
    { "nothing", "bytes=-", "0123456789", NULL },
    { "far too large", "bytes=99999999999999999999999-", "0123456789", NULL },
};

static void gives_ranges(void **state)
{
    const struct range_case *c = *state;
    const struct peil_asset asset = { "/m/x", "audio/wav",
                                      (const unsigned char *)"0123456789", 10 };
    struct peil_reply reply;
    const char *content_range = NULL;
    peil_assets_reply(&asset, c->range, arena, &reply);
    for (size_t i = 0; i < reply.header_count; i++)
        if (strcmp(reply.headers[i].name, "Content-Range") == 0)
            content_range = reply.headers[i].value;
    assert_int_equal(reply.status, c->content_range ? 206 : 200);
    assert_int_equal(reply.length, strlen(c->body));
    assert_memory_equal(reply.asset, c->body, reply.length);
    assert_int_equal(content_range != NULL, c->content_range != NULL);
    if (content_range)
        assert_string_equal(content_range, c->content_range);
}

static void each_file_has_its_address(void **state)
{
    (void)state;
    const struct peil_assets assets = peil_assets_compiled_in(arena);
    assert_int_equal(strlen(assets.version), 12);
    const struct peil_asset *found = peil_assets_find(&assets, "/runner.js");
    assert_non_null(found);
    assert_string_equal(found->type, "text/javascript; charset=utf-8");
    assert_null(peil_assets_find(&assets, "/runner.js/../style.css"));
    assert_null(peil_assets_find(NULL, "/runner.js"));
    for (size_t i = 0; i < assets.count; i++)
        assert_true(assets.list[i].length > 100);
}

int main(void)
{
    const struct test tests[] = {
        TEST(codes_of_other_words_share_nothing),
        TEST(takes_what_is_named),
        TEST(finds_the_variants_own_first),
        TEST(no_folder_is_no_problem),
        TEST(refuses_what_is_too_large),
        TEST(refuses_a_link),
        TEST(refuses_a_broken_index),
        TEST(each_file_has_its_address),
        ROWS(names, has_names, name),
        ROWS(indexes, knows_what_is_outdated, name),
        ROWS(ranges, gives_ranges, name),
    };
    return run_suite(tests, LENGTH(tests), begin, folder_end);
}
