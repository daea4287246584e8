/* The columns of a response file: what collect/ writes and analyze/ reads.
 *
 * A response file is CSV with one row per response. First the columns about the
 * response itself (peil_response_columns), then for each item in order: one column for
 * a single, scale, quantity, text or date; for a multiple one 0/1 column per option,
 * `item_code`; for a ranking one column per place, `item_r1`, `item_r2`, with the code
 * put there; and for an option with own words `item_code_text`. A missing kind stands
 * in every column of its item as its code (-5 ... -9), in text columns too. Derived
 * variables follow last, as their band's code, or "" when unknown. Practice items,
 * explanations and the assent item have no columns. What was never given reads as not
 * reached; own words that look like a missing code have a \ before them.
 *
 * Names are unique whatever their case, and at most 32 bytes long, which suits SPSS and
 * Stata; only `item_code_text` may have 64. */
#ifndef PEIL_VARIABLE_H
#define PEIL_VARIABLE_H

#include "questionnaires/answer.h"

enum peil_variable_kind {
    PEIL_VARIABLE_CODE,   /* single, scale, date, ranking place */
    PEIL_VARIABLE_CHOSEN, /* 0/1: an option of a multiple */
    PEIL_VARIABLE_NUMBER,
    PEIL_VARIABLE_WORDS, /* text, and the own words of an option */
    PEIL_VARIABLE_DERIVED,
};

struct peil_variable {
    const char *name;
    enum peil_variable_kind kind;
    const struct peil_item *item;     /* NULL for derived */
    const struct peil_option *option; /* chosen, own words */
    const struct peil_derive *derive;
    size_t rank; /* ranking: 1, 2, ... */
};

/* In file order. More than PEIL_MAX_VARIABLES (then the list is cut off) was refused
 * when the questionnaire was read. */
enum { PEIL_MAX_VARIABLES = 4000 };
size_t peil_questionnaire_variables(const struct peil_questionnaire *q,
                                    struct peil_arena *arena,
                                    const struct peil_variable **variables);

/* The columns before them, in file order, NULL-terminated:
 *   response       random id, 32 hexadecimal digits
 *   questionnaire  id of the questionnaire
 *   version        its human label
 *   hash           its content hash, first 16 digits
 *   ojs, wave, school, session   from the study and the session; may be empty
 *   variant        id of the variant shown
 *   language       of the texts shown
 *   mode           "web", "kiosk", "terminal", "paper", "file"
 *   status         "completed", "stopped" or "open"
 *   synthetic      1 when simulate made it, else 0 */
extern const char *const peil_response_columns[];

/* And after all others, how well it was filled in (collect/interview/quality.h),
 * NULL-terminated;
 * "" where that cannot be said:
 *   q_seconds      all that was measured together
 *   q_fast         1 when too much was answered faster than it can be read, else 0
 *   q_straight     1 when nearly always the same place was chosen, else 0
 *   q_longest_run  choices in a row in the same place
 *   q_dont_know    percent "I don't know" where it was offered
 *   q_last_item    where a response that was not handed in broke off */
extern const char *const peil_quality_columns[];

/* The cell of one variable for one response, as it stands in the file. */
const char *peil_variable_cell(const struct peil_variable *variable,
                               const struct peil_response *response,
                               struct peil_arena *arena);

/* The codebook as CSV: variable, item, kind, label, code, code_label, missing,
 * variants, base. */
void peil_codebook_write(const struct peil_questionnaire *q, FILE *out,
                         struct peil_arena *arena);

#endif
