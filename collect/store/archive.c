#include "collect/store/archive.h"

#include "questionnaires/base/text.h"

#include <string.h>

/* Cards come first; then joins, by id; then events, by id and sequence. */
struct reading {
    struct peil_archive *archive;
    struct peil_arena *arena;
    struct peil_diag *diag;
    size_t at; /* the response whose events are coming in */
};

static void take_card(void *context, const char *hash, const char *response)
{
    struct reading *reading = context;
    (void)hash, (void)response;
    reading->archive->card_count++;
}

static void take_join(void *context, const char *token_hash, const char *response,
                      uint64_t seed)
{
    struct reading *reading = context;
    struct peil_archive *archive = reading->archive;
    (void)token_hash; /* who it was is nobody's business any more */
    archive->responses = peil_arena_grow(reading->arena, archive->responses,
                                         archive->count, sizeof *archive->responses);
    archive->responses[archive->count++] =
        (struct peil_logged){ .response = peil_arena_copy(reading->arena, response),
                              .seed = seed };
}

static void take_event(void *context, const struct peil_event *event)
{
    struct reading *reading = context;
    struct peil_archive *archive = reading->archive;
    while (reading->at < archive->count &&
           strcmp(archive->responses[reading->at].response, event->response) < 0)
        reading->at++;
    struct peil_logged *logged = &archive->responses[reading->at];
    if (reading->at == archive->count ||
        strcmp(logged->response, event->response) != 0) {
        peil_diag_add(
            reading->diag, PEIL_ERROR, (struct peil_place){ .file = archive->path },
            "an answer of response \"%s\", which never joined", event->response);
        return;
    }
    if (event->sequence == 0) {
        logged->sealed_key = peil_arena_copy(reading->arena, event->text);
        return;
    }
    if (event->sequence != logged->count + 1)
        logged->broken = "answers are lacking in its log";
    if (!peil_text_is_valid(event->text, strlen(event->text), NULL))
        logged->broken = "its log is damaged";
    logged->events = peil_arena_grow(reading->arena, logged->events, logged->count,
                                     sizeof *logged->events);
    logged->events[logged->count++] = peil_arena_copy(reading->arena, event->text);
}

static bool read_study(struct peil_archive *archive, struct peil_arena *arena,
                       struct peil_diag *diag)
{
    const struct peil_store_about *about = &archive->about;
    archive->study = *about->study_xml
                         ? peil_study_parse(about->study_xml, strlen(about->study_xml),
                                            archive->path, arena, diag)
                         : peil_study_none();
    return archive->study != NULL;
}

static bool read_questionnaire(struct peil_archive *archive, struct peil_arena *arena,
                               struct peil_diag *diag)
{
    const char *why = "";
    const struct peil_questionnaire *q = peil_questionnaire_parse(
        archive->about.questionnaire, archive->about.questionnaire_length,
        archive->path, arena, diag);
    if (!q || !read_study(archive, arena, diag))
        return false;
    archive->q = peil_study_apply(archive->study, q, arena, diag);
    if (!archive->q)
        return false;
    archive->preset =
        peil_interview_preset(archive->q, archive->about.preset, arena, &why);
    if (!archive->preset)
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = archive->path },
                      "its preset does not fit: %s", why);
    return archive->preset != NULL;
}

static struct peil_archive *read_archive(const char *path, struct peil_arena *arena,
                                         struct peil_diag *diag)
{
    struct peil_archive *archive = peil_arena_array(arena, 1, sizeof *archive);
    struct reading reading = { .archive = archive, .arena = arena, .diag = diag };
    struct peil_replay replay = {
        .card = take_card, .join = take_join, .event = take_event, .context = &reading
    };
    archive->path = path;
    if (!peil_store_read(path, &archive->about, &replay, arena, diag) ||
        !read_questionnaire(archive, arena, diag))
        return NULL;
    archive->shut = archive->study->key_count > 0;
    return archive;
}

/* --- What is sealed --- */

static void peek(struct peil_logged *logged)
{
    if (logged->count > 0 &&
        !peil_fate_read(logged->events[logged->count - 1], &logged->fate))
        logged->broken = "its log is damaged";
}

const struct peil_archive *peil_archive_read(const char *path, struct peil_arena *arena,
                                             struct peil_diag *diag)
{
    struct peil_archive *archive = read_archive(path, arena, diag);
    for (size_t i = 0; archive && archive->shut && i < archive->count; i++)
        peek(&archive->responses[i]);
    return archive;
}

static bool is_sealed_for(const struct peil_archive *archive,
                          const struct peil_secret *secret, struct peil_arena *arena,
                          struct peil_diag *diag)
{
    const char *public = secret ? peil_secret_public(secret, arena) : "", *names = "";
    for (size_t i = 0; i < archive->study->key_count; i++) {
        const struct peil_public_key *key = &archive->study->keys[i];
        if (strcmp(key->text, public) == 0)
            return true;
        names = peil_arena_format(arena, "%s%s\"%s\"", names, i ? ", " : "", key->name);
    }
    peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = archive->path },
                  "its answers are sealed for %s: %s", names,
                  secret ? "this is another key" : "they need that key (--key)");
    return false;
}

static void open_log(const struct peil_archive *archive, struct peil_logged *logged,
                     const struct peil_secret *secret, struct peil_arena *arena)
{
    struct peil_seal *seal =
        logged->sealed_key ? peil_seal_recover(secret, logged->sealed_key,
                                               archive->about.hash, logged->response)
                           : NULL;
    for (size_t i = 0; i < logged->count; i++) {
        const char *text =
            seal ? peil_seal_open(seal, (uint32_t)i + 1, logged->events[i], arena)
                 : NULL;
        if (!text)
            logged->broken = "its seal is damaged";
        else
            logged->events[i] = text;
    }
    peil_seal_free(seal);
}

const struct peil_archive *peil_archive_open(const char *path,
                                             const struct peil_secret *secret,
                                             struct peil_arena *arena,
                                             struct peil_diag *diag)
{
    struct peil_archive *archive = read_archive(path, arena, diag);
    if (!archive || !archive->shut)
        return archive;
    if (!is_sealed_for(archive, secret, arena, diag))
        return NULL;
    for (size_t i = 0; i < archive->count; i++)
        open_log(archive, &archive->responses[i], secret, arena);
    archive->shut = false;
    return archive;
}

/* --- What it comes to --- */

struct peil_interview *peil_archive_replay(const struct peil_archive *archive,
                                           const struct peil_logged *logged,
                                           struct peil_arena *arena, const char **why)
{
    struct peil_interview *interview =
        peil_interview_new(archive->q, archive->preset, logged->seed, arena);
    *why = logged->broken;
    if (archive->shut)
        *why = "it is sealed";
    if (*why)
        return NULL;
    for (size_t i = 0; i < logged->count; i++)
        if (!peil_interview_apply(interview, logged->events[i], why))
            return NULL;
    return interview;
}

static enum peil_fate fate_of(const struct peil_logged *logged,
                              const struct peil_interview *interview)
{
    return logged->count ? peil_fate_of(interview) : PEIL_FATE_WAITING;
}

bool peil_archive_fate(const struct peil_archive *archive,
                       const struct peil_logged *logged, enum peil_fate *fate)
{
    *fate = logged->fate;
    if (archive->shut)
        return !logged->broken;
    struct peil_arena *scratch = peil_arena_new();
    const char *why;
    const struct peil_interview *interview =
        peil_archive_replay(archive, logged, scratch, &why);
    if (interview)
        *fate = fate_of(logged, interview);
    peil_arena_free(scratch);
    return interview != NULL;
}

void peil_tally_add(struct peil_tally *tally, enum peil_fate fate)
{
    long *const counts[] = {
        [PEIL_FATE_WAITING] = &tally->waiting,
        [PEIL_FATE_LEFT] = &tally->waiting,
        [PEIL_FATE_OPEN] = &tally->open,
        [PEIL_FATE_COMPLETED] = &tally->completed,
        [PEIL_FATE_STOPPED] = &tally->stopped,
        [PEIL_FATE_REFUSED] = &tally->refused,
        [PEIL_FATE_WIPED] = &tally->wiped,
    };
    ++*counts[fate];
}

bool peil_tally_count(struct peil_tally *tally, const struct peil_logged *logged,
                      const struct peil_interview *interview)
{
    if (!interview) {
        tally->broken++;
        return false;
    }
    peil_tally_add(tally, fate_of(logged, interview));
    return peil_fate_has_record(fate_of(logged, interview));
}
