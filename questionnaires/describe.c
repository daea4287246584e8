#include "questionnaires/condition.h"

const char *peil_condition_describe(const struct peil_condition *condition,
                                    const struct peil_questionnaire *q,
                                    struct peil_arena *arena)
{
    (void)q;
    (void)arena;
    return condition ? "die aan een voorwaarde voldoen" : "";
}
