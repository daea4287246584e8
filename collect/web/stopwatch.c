#include "collect/web/stopwatch.h"

#include "collect/interview/interview.h"

#include <time.h>

long peil_stopwatch_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void peil_stopwatch_show(struct peil_stopwatch *watch, uint32_t page, long now)
{
    if (watch->page == page)
        return;
    watch->page = page;
    watch->since = now;
    watch->unknown = false;
}

void peil_stopwatch_skip(struct peil_stopwatch *watch, uint32_t page)
{
    watch->page = page;
    watch->unknown = true;
}

static int measure(const struct peil_stopwatch *watch, uint32_t page, long now)
{
    if (watch->page != page || watch->unknown || now < watch->since)
        return PEIL_UNMEASURED;
    long seconds = (now - watch->since + 500) / 1000;
    return seconds < PEIL_MOST_SECONDS ? (int)seconds : PEIL_MOST_SECONDS;
}

int peil_stopwatch_stop(struct peil_stopwatch *watch, uint32_t page, long now)
{
    if (watch->ended != page) {
        watch->seconds = measure(watch, page, now);
        watch->ended = page;
    }
    return watch->seconds;
}
