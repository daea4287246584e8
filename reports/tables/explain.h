/* What a test or measure means, in plain words, for `--explain`. */
#ifndef PEIL_EXPLAIN_H
#define PEIL_EXPLAIN_H

/* In the reader's language; NULL for a name that needs no words. */
const char *peil_explain(const char *name);

#endif
