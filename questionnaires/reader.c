#include "questionnaires/reader.h"

#include "questionnaires/base/text.h"

#include <string.h>

const char *peil_reader_text(const struct peil_element *element, const char *attribute)
{
    const char *value = peil_element_value(element, attribute);
    return value ? value : "";
}

bool peil_reader_yes(const struct peil_element *element, const char *attribute)
{
    return strcmp(peil_reader_text(element, attribute), "yes") == 0;
}

double peil_reader_number(const struct peil_element *element, const char *attribute,
                          double otherwise)
{
    double number;
    return peil_text_number(peil_reader_text(element, attribute), &number) ? number
                                                                           : otherwise;
}
