#include "collect/archive.h"

#include "questionnaires/base/text.h"

#include <string.h>

/* Joins come first, by id; then events, by id and sequence. */
struct reading {
    struct peil_archive *archive;
    struct peil_arena *arena;
    struct peil_diag *diag;
    size_t at; /* the response whose events are coming in */
};

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

const struct peil_archive *peil_archive_read(const char *path, struct peil_arena *arena,
                                             struct peil_diag *diag)
{
    struct peil_archive *archive = peil_arena_array(arena, 1, sizeof *archive);
    struct reading reading = { .archive = archive, .arena = arena, .diag = diag };
    struct peil_replay replay = { take_join, take_event, &reading };
    archive->path = path;
    if (!peil_store_read(path, &archive->about, &replay, arena, diag) ||
        !read_questionnaire(archive, arena, diag))
        return NULL;
    return archive;
}

struct peil_interview *peil_archive_replay(const struct peil_archive *archive,
                                           const struct peil_logged *logged,
                                           struct peil_arena *arena, const char **why)
{
    struct peil_interview *interview =
        peil_interview_new(archive->q, archive->preset, logged->seed, arena);
    *why = logged->broken;
    if (logged->broken)
        return NULL;
    for (size_t i = 0; i < logged->count; i++)
        if (!peil_interview_apply(interview, logged->events[i], why))
            return NULL;
    return interview;
}

bool peil_tally_count(struct peil_tally *tally, const struct peil_logged *logged,
                      const struct peil_interview *interview)
{
    long *const counts[] = {
        [PEIL_INTERVIEW_ASKING] = &tally->open,
        [PEIL_INTERVIEW_CLOSING] = &tally->open,
        [PEIL_INTERVIEW_DONE] = &tally->completed,
        [PEIL_INTERVIEW_STOPPED] = &tally->stopped,
        [PEIL_INTERVIEW_REFUSED] = &tally->refused,
        [PEIL_INTERVIEW_WIPED] = &tally->wiped,
    };
    if (!interview) {
        tally->broken++;
        return false;
    }
    enum peil_interview_state state = peil_interview_state(interview);
    bool gone = state == PEIL_INTERVIEW_REFUSED || state == PEIL_INTERVIEW_WIPED;
    bool waits = !gone && (logged->count == 0 || !peil_interview_has_assent(interview));
    ++*(waits ? &tally->waiting : counts[state]);
    return !gone && !waits;
}
