/* A report as it is written, in XML: chapters, words, and which figures stand where. It
 * is read and checked like a questionnaire; the data come later (compose.h).
 *
 *   <report xmlns="urn:peil:report:1" id="school" xml:lang="nl" by="leeftijdsgroep">
 *     <title>Wat leerlingen zeggen</title>
 *     <source id="leerlingen" questionnaire="../questionnaires/instruments/x.xml"/>
 *     <chapter id="bekend" title="Bekendheid">
 *       <p>Van de leerlingen kent <value item="bekend" options="1"/> {naam_ojs}.
 *         <when item="bekend" by="leeftijdsgroep" is="different">Dat verschilt per
 *         leeftijd.</when></p>
 *       <chart item="bekend" by="leeftijdsgroep"/>
 *     </chapter>
 *   </report> */
#ifndef PEIL_OUTLINE_H
#define PEIL_OUTLINE_H

#include "questionnaires/study.h"

/* Which data, by a name; the command joins it to files. */
struct peil_source {
    const char *id, *label;
    const struct peil_questionnaire *questionnaire;
    const char *wave; /* the column that says of which wave a row is: "wave", or a
                         register's year; figures are of the study's wave, changes since
                         the one before it */
    bool optional;    /* without its data, all that rests on it is left out */
    struct peil_place place;
};

/* What a figure is of. Every kind goes by the figures that the gate let through. */
enum peil_stat {
    PEIL_STAT_PERCENT,  /* of valid answers, options together; the usual one */
    PEIL_STAT_N,        /* how many gave one of the options */
    PEIL_STAT_BASE,     /* valid answers */
    PEIL_STAT_COUNT,    /* responses, whether or not there is an item */
    PEIL_STAT_DISTINCT, /* different values: schools, classes */
    PEIL_STAT_LOW,      /* ends of the 95 % interval of the percentage */
    PEIL_STAT_HIGH,
    PEIL_STAT_LIMIT, /* upper limit of a share of which nobody was seen */
    PEIL_STAT_MOST,  /* the label of the option chosen most; ties together */
    PEIL_STAT_SUM,   /* of a quantity, and these too: */
    PEIL_STAT_MEAN,
    PEIL_STAT_MEDIAN,
    PEIL_STAT_CHANGE,   /* percent that `of` (sum or mean) is above that of `against`,
                           or of the wave before */
    PEIL_STAT_NATIONAL, /* the percentage in the national counts */
    PEIL_STATS
};

/* Which figures: of a value, a condition, a table, a chart. Names were looked up, so
 * they exist; NULL or 0 is "not said". */
struct peil_pick {
    const struct peil_source *source; /* the first when not said */
    const char *const *items;         /* variables: one, or several side by side */
    size_t item_count;
    const char *const *options; /* codes */
    size_t option_count;
    const char *by;              /* variable of the groups */
    const char *group;           /* of a value: the code of one group */
    const char *where, *against; /* conditions */
    enum peil_stat stat;
    enum peil_stat of; /* of a change */
};

/* What must hold for a <when> to be read. Not known (hidden) is not true, and neither
 * is it with `not`. */
enum peil_test_of {
    PEIL_IS_WITHIN,    /* above < figure < below, or equals */
    PEIL_IS_SHOWN,     /* the figure may be shown */
    PEIL_IS_DIFFERENT, /* groups differ more than by chance: the table's first test */
    PEIL_IS_UP,        /* since the last wave, more than by chance */
    PEIL_IS_DOWN,
    PEIL_IS_PRESENT, /* the source has data */
    PEIL_IS_TESTS
};
struct peil_bound {
    enum peil_test_of is;
    bool not ;
    double above, below, equals; /* NAN = not said */
};

enum peil_outline_kind {
    /* blocks */
    PEIL_NODE_CHAPTER,
    PEIL_NODE_SECTION,
    PEIL_NODE_PARAGRAPH, /* children are inline */
    PEIL_NODE_LIST,      /* children: items, which are paragraphs */
    PEIL_NODE_NUMBERS,   /* children: numbers, which are paragraphs with a title */
    PEIL_NODE_TABLE,
    PEIL_NODE_CHART,
    PEIL_NODE_QUOTES,        /* released ones of an open item; at most `most` */
    PEIL_NODE_RECORDS,       /* a register line by line; only where nobody is in it */
    PEIL_NODE_SIGNALS,       /* themes that come back: at `least` times or schools */
    PEIL_NODE_TRIANGULATION, /* theme by source; children: of */
    PEIL_NODE_OF,            /* a pick with a title */
    PEIL_NODE_RESPONSE,      /* who took part: schools, classes, cards, stopped */
    PEIL_NODE_QUESTIONS,     /* every question, or those of `section`, by itself */
    PEIL_NODE_CODEBOOK,
    PEIL_NODE_CAUTION, /* "indicatief, niet representatief" */
    PEIL_NODE_ACCOUNT, /* what the figures mean and how they came about */
    PEIL_NODE_CONTENTS,
    PEIL_NODE_PAGE,
    PEIL_NODE_WHEN, /* blocks or inline */
    /* inline */
    PEIL_NODE_WORDS, /* text */
    PEIL_NODE_VALUE,
    PEIL_NODE_STRONG,
    PEIL_NODE_NOTE, /* a footnote */
    PEIL_NODE_KINDS
};
struct peil_node {
    enum peil_outline_kind kind;
    const char *id, *title; /* or NULL */
    const char *text;       /* words, with {placeholders}; a blank at an end counts, and
                               two that meet, for what was between was left out, are one
                             */
    struct peil_pick pick;
    struct peil_bound bound;
    const char *look;    /* a chart's kind, a table's figures, records as "cards", a
                            value in "words"; NULL = the usual */
    const char *section; /* of questions: the questionnaire's section; or NULL = all */
    bool brief;          /* a table without what nobody chose */
    long most, least;    /* -1 = not said */
    const struct peil_node *children;
    size_t child_count;
    struct peil_place place;
};

struct peil_outline {
    const char *id, *language, *file;
    const char *title, *subtitle; /* with {placeholders} */
    const char *by;               /* groups, where none are named; or NULL */
    const char *per;              /* a report for each value of this column, which texts
                                     may name: {school} for "school"; or NULL */
    bool landscape;
    bool leaflet; /* one sheet of paper */
    const struct peil_source *sources;
    size_t source_count;
    const struct peil_placeholder *placeholders;
    size_t placeholder_count;
    const struct peil_node *nodes; /* chapters, and blocks before them */
    size_t node_count;
};

/* NULL when diag got an error. `study` may be NULL. Questionnaires are found relative
 * to the report's file, and as the study asks them: every item, option, group, section
 * and condition that is named has been looked up. */
PEIL_MUST_READ
const struct peil_outline *peil_outline_read(const char *path,
                                             const struct peil_study *study,
                                             struct peil_arena *arena,
                                             struct peil_diag *diag);
PEIL_MUST_READ
const struct peil_outline *peil_outline_parse(const char *bytes, size_t length,
                                              const char *name,
                                              const struct peil_study *study,
                                              struct peil_arena *arena,
                                              struct peil_diag *diag);

/* What there is to say of any questionnaire: who took part, every question, the
 * account. */
const struct peil_outline *peil_outline_usual(const struct peil_questionnaire *q,
                                              struct peil_arena *arena);

#endif
