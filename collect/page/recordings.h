/* Sounds that lie in audio/ beside a questionnaire, one for each piece of text.
 *
 * They are read into memory when a visit begins, from that one folder, and only those
 * whose names the questionnaire's own texts give (spoken.h): no request ever leads to a
 * path. Each is served at "/m/HASH" of its content. A sound of other words than are
 * shown is worse than none: audio/index.csv remembers which words each sound was made
 * of, and one whose words have changed since is left out. */
#ifndef PEIL_RECORDINGS_H
#define PEIL_RECORDINGS_H

#include "collect/page/assets.h"
#include "collect/page/spoken.h"

enum { PEIL_MOST_OF_A_SOUND = 2 * 1024 * 1024 };

/* A row of the index. A file that came in another way has none; one that was replaced
 * has another sound than its row says, and then the row says nothing. */
struct peil_recording_row {
    const char *file, *words, *sound; /* "x.a.1.wav", and the hashes of both */
    const char *maker;                /* "espeak-ng", "recorded" */
};
struct peil_recording {
    const char *name, *file; /* "x.a.1", "x.a.1.wav" */
    const char *words;       /* hash of the words that it should say */
    const char *made_of;     /* hash of those that it was made of */
    const char *sound;       /* hash of the file */
    const char *maker;
    bool outdated; /* the two differ */
    const unsigned char *bytes;
    size_t length;
};
struct peil_recordings {
    const char *folder;
    const struct peil_recording *list; /* by name */
    size_t count;
    const struct peil_recording_row *rows; /* of the index, as it was read */
    size_t row_count;
    struct peil_assets assets; /* of those that are not outdated */
};

/* False after an error in diag: a file or all of them too large. What is in the folder
 * for no text, or outdated, gets a warning. No folder is no problem. */
PEIL_MUST_READ
bool peil_recordings_read(const char *questionnaire_path,
                          const struct peil_questionnaire *q,
                          const struct peil_study *study,
                          struct peil_recordings *recordings, struct peil_arena *arena,
                          struct peil_diag *diag);

/* Of exactly that name; NULL when there is none, or an outdated one. */
const struct peil_recording *
peil_recordings_named(const struct peil_recordings *recordings, const char *name);
/* Where the sound of a piece is served; NULL when there is none. */
const char *peil_recordings_address(const struct peil_recordings *recordings,
                                    const struct peil_questionnaire *q,
                                    const struct peil_spoken *spoken,
                                    struct peil_arena *arena);

/* What words and a sound are known by in the index. */
const char *peil_recording_hash(const void *bytes, size_t length,
                                struct peil_arena *arena);

#endif
