/* What can be read aloud, under which names, and which files are taken for it. */
#include "collect/page/recordings.h"
#include "tests/collect/runner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct bench {
    struct peil_arena *arena;
    struct peil_diag *diag;
    const struct peil_questionnaire *q;
    const char *folder, *path;
    struct peil_recordings recordings;
};

static int begin(void **state)
{
    static struct bench bench;
    char folder[] = "/tmp/peil-audio-XXXXXX";
    assert_non_null(mkdtemp(folder));
    bench = (struct bench){ .arena = peil_arena_new() };
    bench.diag = peil_diag_new(bench.arena);
    bench.q = runner_read(bench.arena);
    bench.folder = peil_arena_copy(bench.arena, folder);
    bench.path = peil_arena_format(bench.arena, "%s/q.xml", folder);
    assert_int_equal(mkdir(peil_arena_format(bench.arena, "%s/audio", folder), 0700),
                     0);
    *state = &bench;
    return 0;
}

static int end(void **state)
{
    struct bench *b = *state;
    assert_int_equal(system(peil_arena_format(b->arena, "rm -r '%s'", b->folder)), 0);
    peil_arena_free(b->arena);
    return 0;
}

static void put(const struct bench *b, const char *name, const char *text)
{
    FILE *out =
        fopen(peil_arena_format(b->arena, "%s/audio/%s", b->folder, name), "wb");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

static bool take(struct bench *b)
{
    return peil_recordings_read(b->path, b->q, peil_study_none(), &b->recordings,
                                b->arena, b->diag);
}

static const char *problems(const struct bench *b)
{
    char *text;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    peil_diag_print(b->diag, out);
    assert_int_equal(fclose(out), 0);
    const char *copy = peil_arena_copy(b->arena, text);
    free(text);
    return copy;
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
    struct peil_arena *arena = peil_arena_new();
    const struct peil_questionnaire *q = runner_read(arena);
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
    peil_arena_free(arena);
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
    struct bench *b = *state;
    b->q = peil_questionnaire_parse(xml, strlen(xml), "x", b->arena, b->diag);
    assert_non_null(b->q);
    put(b, "v.all.1.wav", "sound");
    put(b, "v.a.1.wav", "sound of a");
    assert_true(take(b));
    assert_int_equal(b->recordings.count, 1);
    assert_non_null(peil_recordings_named(&b->recordings, "v.a.1"));
    assert_non_null(strstr(problems(b), "1 files are for no text"));
}

/* --- Files --- */

static void takes_what_is_named(void **state)
{
    struct bench *b = *state;
    put(b, "hulp.a.question.ogg", "one");
    put(b, "hulp.a.question.wav", "two");
    put(b, "hulp.all.1.mp3", "three");
    put(b, "hulp.all.1.xyz", "no sound");
    put(b, "../q.xml", "not in the folder");
    put(b, "other.wav", "no name");
    put(b, ".hulp.all.10.wav", "hidden");
    assert_true(take(b));
    assert_int_equal(b->recordings.count, 2);
    assert_string_equal(peil_recordings_named(&b->recordings, "hulp.a.question")->file,
                        "hulp.a.question.ogg");
    assert_null(peil_recordings_named(&b->recordings, "hulp.all.10"));
    assert_non_null(strstr(problems(b), "2 files are for no text"));
    const struct peil_asset *asset = &b->recordings.assets.list[0];
    assert_string_equal(asset->type, "audio/ogg");
    assert_int_equal(strlen(asset->address), strlen("/m/") + 24);
    assert_memory_equal(asset->bytes, "one", asset->length);
}

static void finds_the_variants_own_first(void **state)
{
    struct bench *b = *state;
    struct peil_spoken spoken = {
        .item = "hulp", .part = "1", .language = "nl", .variant = 1
    };
    put(b, "hulp.all.1.wav", "for all");
    put(b, "hulp.b.1.wav", "for b");
    assert_true(take(b));
    const char *own = peil_recordings_address(&b->recordings, b->q, &spoken, b->arena);
    spoken.variant = 0;
    const char *all = peil_recordings_address(&b->recordings, b->q, &spoken, b->arena);
    assert_string_not_equal(own, all);
    spoken.part = "10";
    assert_null(peil_recordings_address(&b->recordings, b->q, &spoken, b->arena));
    assert_null(peil_recordings_address(NULL, b->q, &spoken, b->arena));
}

static const char *row(const struct bench *b, const char *file, const char *words,
                       const char *sound)
{
    return peil_arena_format(b->arena, "file,words,sound,maker\n%s,%s,%s,espeak-ng\n",
                             file, peil_recording_hash(words, strlen(words), b->arena),
                             peil_recording_hash(sound, strlen(sound), b->arena));
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
    void *made;
    begin(&made);
    struct bench *b = made;
    put(b, "hulp.all.1.wav", "sound");
    put(b, "index.csv", row(b, "hulp.all.1.wav", c->words, c->sound));
    assert_true(take(b));
    assert_int_equal(b->recordings.count, 1);
    assert_int_equal(b->recordings.list[0].outdated, c->outdated);
    assert_int_equal(b->recordings.assets.count, c->outdated ? 0 : 1);
    assert_int_equal(peil_recordings_named(&b->recordings, "hulp.all.1") == NULL,
                     c->outdated);
    assert_int_equal(strstr(problems(b), "the words have changed") != NULL,
                     c->outdated);
    end(&made);
}

static void no_folder_is_no_problem(void **state)
{
    struct bench *b = *state;
    b->path = "/tmp/peil-no-such-folder/q.xml";
    assert_true(take(b));
    assert_int_equal(b->recordings.count, 0);
    assert_string_equal(problems(b), "");
}

static void refuses_what_is_too_large(void **state)
{
    struct bench *b = *state;
    const char *path =
        peil_arena_format(b->arena, "%s/audio/hulp.all.1.wav", b->folder);
    put(b, "hulp.all.1.wav", "");
    assert_int_equal(truncate(path, PEIL_MOST_OF_A_SOUND), 0);
    assert_true(take(b));
    assert_int_equal(truncate(path, PEIL_MOST_OF_A_SOUND + 1), 0);
    assert_false(take(b));
    assert_non_null(strstr(problems(b), "larger than 2097152 bytes"));
}

static void refuses_a_link(void **state)
{
    struct bench *b = *state;
    const char *path =
        peil_arena_format(b->arena, "%s/audio/hulp.all.1.wav", b->folder);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    assert_false(take(b));
    assert_non_null(strstr(problems(b), "symbolic link"));
}

static void refuses_a_broken_index(void **state)
{
    struct bench *b = *state;
    put(b, "hulp.all.1.wav", "sound");
    put(b, "index.csv", "file,words,sound,maker\n\"never closed");
    assert_false(take(b));
    assert_non_null(strstr(problems(b), "index.csv"));
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
    struct peil_arena *arena = peil_arena_new();
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
    peil_arena_free(arena);
}

static void each_file_has_its_address(void **state)
{
    struct bench *b = *state;
    const struct peil_assets assets = peil_assets_compiled_in(b->arena);
    assert_int_equal(strlen(assets.version), 12);
    const struct peil_asset *found = peil_assets_find(&assets, "/runner.js");
    assert_non_null(found);
    assert_string_equal(found->type, "text/javascript; charset=utf-8");
    assert_null(peil_assets_find(&assets, "/runner.js/../style.css"));
    assert_null(peil_assets_find(NULL, "/runner.js"));
    for (size_t i = 0; i < assets.count; i++)
        assert_true(assets.list[i].length > 100);
}

enum {
    NAMES = sizeof names / sizeof names[0],
    INDEXES = sizeof indexes / sizeof indexes[0],
    RANGES = sizeof ranges / sizeof ranges[0],
    FUNCTIONS = 8,
};

int main(void)
{
    struct CMUnitTest tests[FUNCTIONS + NAMES + INDEXES + RANGES] = {
        cmocka_unit_test_setup_teardown(codes_of_other_words_share_nothing, begin, end),
        cmocka_unit_test_setup_teardown(takes_what_is_named, begin, end),
        cmocka_unit_test_setup_teardown(finds_the_variants_own_first, begin, end),
        cmocka_unit_test_setup_teardown(no_folder_is_no_problem, begin, end),
        cmocka_unit_test_setup_teardown(refuses_what_is_too_large, begin, end),
        cmocka_unit_test_setup_teardown(refuses_a_link, begin, end),
        cmocka_unit_test_setup_teardown(refuses_a_broken_index, begin, end),
        cmocka_unit_test_setup_teardown(each_file_has_its_address, begin, end),
    };
    size_t count = FUNCTIONS;
    for (size_t i = 0; i < NAMES; i++)
        tests[count++] = (struct CMUnitTest){ .name = names[i].name,
                                              .test_func = has_names,
                                              .initial_state = &names[i] };
    for (size_t i = 0; i < INDEXES; i++)
        tests[count++] = (struct CMUnitTest){ .name = indexes[i].name,
                                              .test_func = knows_what_is_outdated,
                                              .initial_state = &indexes[i] };
    for (size_t i = 0; i < RANGES; i++)
        tests[count++] = (struct CMUnitTest){ .name = ranges[i].name,
                                              .test_func = gives_ranges,
                                              .initial_state = &ranges[i] };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
