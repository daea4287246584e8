#include "collect/interview/fate.h"

#include "collect/interview/interview.h"

#include <assert.h>
#include <string.h>

static const char *const words[] = {
    [PEIL_FATE_WAITING] = "waiting",     [PEIL_FATE_OPEN] = "open",
    [PEIL_FATE_COMPLETED] = "completed", [PEIL_FATE_STOPPED] = "stopped",
    [PEIL_FATE_LEFT] = "left",           [PEIL_FATE_REFUSED] = "refused",
    [PEIL_FATE_WIPED] = "wiped",
};
static_assert(sizeof words / sizeof words[0] == PEIL_FATES, "every fate has its word");

enum peil_fate peil_fate_of(const struct peil_interview *interview)
{
    static const enum peil_fate fates[] = {
        [PEIL_INTERVIEW_ASKING] = PEIL_FATE_OPEN,
        [PEIL_INTERVIEW_CLOSING] = PEIL_FATE_OPEN,
        [PEIL_INTERVIEW_DONE] = PEIL_FATE_COMPLETED,
        [PEIL_INTERVIEW_STOPPED] = PEIL_FATE_STOPPED,
        [PEIL_INTERVIEW_REFUSED] = PEIL_FATE_REFUSED,
        [PEIL_INTERVIEW_WIPED] = PEIL_FATE_WIPED,
    };
    enum peil_fate fate = fates[peil_interview_state(interview)];
    if (!peil_fate_has_record(fate) || peil_interview_has_assent(interview))
        return fate;
    return fate == PEIL_FATE_OPEN ? PEIL_FATE_WAITING : PEIL_FATE_LEFT;
}

const char *peil_fate_word(enum peil_fate fate)
{
    return words[fate];
}

bool peil_fate_read(const char *text, enum peil_fate *fate)
{
    size_t length = strcspn(text, " ");
    for (size_t i = 0; i < PEIL_FATES; i++)
        if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0) {
            *fate = (enum peil_fate)i;
            return true;
        }
    return false;
}

bool peil_fate_has_record(enum peil_fate fate)
{
    return fate == PEIL_FATE_OPEN || fate == PEIL_FATE_COMPLETED ||
           fate == PEIL_FATE_STOPPED;
}
