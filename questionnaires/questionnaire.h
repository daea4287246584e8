/* The model of a questionnaire: what is asked, in which words, of whom.
 *
 * peil_questionnaire_read makes it from XML and has then checked everything that can
 * be wrong in one file: structure, ids, codes, conditions. Readers only look, so the
 * structs are open and const. All hangs on one arena and dies with it; places stay in
 * the model, so that a problem found much later still points into the XML. */
#ifndef PEIL_QUESTIONNAIRE_H
#define PEIL_QUESTIONNAIRE_H

#include "questionnaires/base/diag.h"

enum peil_item_kind {
    PEIL_SINGLE,   /* one option */
    PEIL_SCALE,    /* one option of an ordered list, with scores */
    PEIL_MULTIPLE, /* any number of options, between least and most */
    PEIL_RANKING,  /* options in order of preference, at most `most` */
    PEIL_QUANTITY, /* a number */
    PEIL_TEXT,     /* own words */
    PEIL_DATE,     /* YYYY-MM-DD */
    PEIL_EXPLAIN,  /* text only, no answer */
    PEIL_ITEM_KINDS
};

/* Why there is no value. Missing is a kind and never a number; PEIL_NOT_REACHED is
 * what follows after the pupil stopped. In files: see peil_missing_code. */
enum peil_missing {
    PEIL_ANSWERED,
    PEIL_NOT_ASKED,   /* -7 routing, or the item was off */
    PEIL_NO_ANSWER,   /* -9 skipped */
    PEIL_DONT_KNOW,   /* -8 */
    PEIL_REFUSED,     /* -6 */
    PEIL_NOT_REACHED, /* -5 */
    PEIL_MISSING_KINDS
};

/* A set of variants, one bit each; 0 stands for all of them. */
typedef unsigned peil_variants;
enum { PEIL_MAX_VARIANTS = 16, PEIL_MAX_ITEMS = 2000, PEIL_MAX_OPTIONS = 200 };

/* One way of saying something. Paragraphs are separated by '\n'. */
struct peil_wording {
    const char *text;       /* UTF-8; may hold {placeholders} */
    const char *language;   /* "nl" */
    peil_variants variants; /* for whom */
    const char *pictures;   /* per paragraph a picture's name or "-", blanks between;
                               NULL = none */
    struct peil_place place;
};
struct peil_texts {
    const struct peil_wording *wordings;
    size_t count;
};

struct peil_condition; /* condition.h */
struct peil_item;

struct peil_option {
    const char *code;
    struct peil_texts label;
    double score;           /* scales: its `score`, else its rank 1, 2, ... */
    const char *face;       /* "glad", "so-so", "sad", ... or NULL */
    peil_variants variants; /* who sees it */
    bool specify;           /* with a short open field */
    bool exclusive;         /* excludes the others */
    bool fixed;             /* stays in its place when the order is random */
    bool ends;              /* of the assent item: "no, rather not" */
    const char *const *was; /* its codes in the item that this one replaces */
    size_t was_count;
    const struct peil_condition *when; /* NULL = always */
    const char *when_text;
    struct peil_place when_place;
    struct peil_place place;
};

/* For some variants a smaller `most` than the item's own. */
struct peil_limit {
    peil_variants variants;
    size_t most;
};

/* An item as asked. Two options of one item may share a code when no variant sees
 * both: then their labels mean different things, and tables keep them apart. */
struct peil_item {
    const char *id;
    enum peil_item_kind kind;
    size_t index;   /* in questionnaire.items */
    size_t section; /* in questionnaire.sections */
    struct peil_texts intro, text, help;
    const struct peil_option *options;
    size_t option_count;
    bool has_dont_know, has_refuse;
    peil_variants dont_know_variants, refuse_variants;
    struct peil_texts dont_know, refuse; /* own words; empty = the language's usual */
    size_t least, most;                  /* multiple, ranking: how many; most 0 = all */
    const struct peil_limit *limits;     /* fewer for some: see peil_item_most */
    size_t limit_count;
    double lowest, highest; /* quantity; NAN = open */
    size_t longest;         /* text: characters; 300 unless said */
    const char *unit;       /* quantity: "jaar"; NULL = none */
    peil_variants variants; /* who is asked */
    bool assent, required, random, core, sensitive, practice;
    bool on;              /* rotating items may be off; the study switches */
    size_t barrier;       /* number of barriers before it: back may not cross */
    const char *label;    /* short, for tables; else the text is used */
    const char *replaces; /* id in an earlier wave, or NULL; see diff.h */
    const char *accept;   /* rules of check.h set aside, blanks between, or NULL */
    const struct peil_condition *when; /* NULL = always */
    const char *when_text;
    struct peil_place when_place;
    struct peil_place place;
};

/* A variable that is computed: bands of the codes of one earlier item. */
struct peil_band {
    const char *code, *label;
    const char *const *of; /* codes of the item; a quantity: see from, to */
    size_t of_count;
    double from, to;        /* quantity: from <= x < to; NAN = open */
    peil_variants variants; /* counts only for these */
    struct peil_place place;
};
struct peil_derive {
    const char *id, *label;
    const struct peil_item *from;
    const struct peil_band *bands;
    size_t band_count;
    struct peil_place place;
};

struct peil_section {
    const char *id, *title;
    struct peil_place place;
};
struct peil_variant {
    const char *id, *label; /* "a", "groep 5-6" */
    const char *age;        /* "8-10", "10-12" or "12-14": which child rules hold */
    double minutes;         /* budget for the length check; NAN = the age's own */
    bool fallback;          /* when no variant's condition is true */
    const char *accept;     /* as an item's */
    const struct peil_condition *when;
    const char *when_text;
    struct peil_place when_place;
    struct peil_place place;
};
struct peil_placeholder {
    const char *name, *value;
    struct peil_place place;
};

struct peil_questionnaire {
    const char *id, *version, *language; /* "ojs-leerling", "1", "nl" */
    const char *hash;                    /* of the content (peil_element_hash) */
    const char *file;
    const char *respondents; /* "leerlingen": in base lines */
    bool impersonal;         /* about things: visits, goals; then nobody needs hiding */
    struct peil_texts title;
    struct peil_texts closing, stopped, refused; /* pages after the last item, after
                                "I stop", after "no, rather not" */
    const struct peil_placeholder *placeholders;
    size_t placeholder_count;
    const struct peil_variant *variants;
    size_t variant_count;
    const struct peil_section *sections;
    size_t section_count;
    const struct peil_item *items;
    size_t item_count;
    const struct peil_derive *derives;
    size_t derive_count;
};

/* NULL when diag got an error. Warnings and child-survey rules are check.h's. */
PEIL_MUST_READ
const struct peil_questionnaire *peil_questionnaire_read(const char *path,
                                                         struct peil_arena *arena,
                                                         struct peil_diag *diag);
PEIL_MUST_READ
const struct peil_questionnaire *
peil_questionnaire_parse(const char *bytes, size_t length, const char *name,
                         struct peil_arena *arena, struct peil_diag *diag);

/* NULL when there is none. */
const struct peil_item *peil_questionnaire_item(const struct peil_questionnaire *q,
                                                const char *id);
const struct peil_derive *peil_questionnaire_derive(const struct peil_questionnaire *q,
                                                    const char *id);
const struct peil_option *peil_item_option(const struct peil_item *item,
                                           const char *code, size_t variant);

/* The most options that a variant may choose; 0 = all. SIZE_MAX: the item's own. */
size_t peil_item_most(const struct peil_item *item, size_t variant);

/* Is variant number `variant` in the set? */
bool peil_variants_has(peil_variants set, size_t variant);

/* The wording for a variant and language: exact, else the variant in the main
 * language, else for all variants. "" when there is none at all. Placeholders stay;
 * see peil_study_fill. */
const char *peil_texts_find(const struct peil_texts *texts, size_t variant,
                            const char *language);

/* The wording of the first variant that has one, in the main language: for tables,
 * base lines and the codebook. */
const char *peil_texts_first(const struct peil_texts *texts,
                             const struct peil_questionnaire *q);

/* "single", "multiple", ...: the element's name, and the word in messages. */
const char *peil_item_kind_name(enum peil_item_kind kind);
/* single, scale, multiple, ranking: has options. */
bool peil_item_has_options(const struct peil_item *item);

/* -7, -9, -8, -6, -5 as text; "" for PEIL_ANSWERED; and back. */
const char *peil_missing_code(enum peil_missing missing);
bool peil_missing_find(const char *code, enum peil_missing *missing);
/* "not_asked", "no_answer", "dont_know", "refused", "not_reached" */
const char *peil_missing_name(enum peil_missing missing);

#endif
