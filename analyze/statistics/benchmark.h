/* One SWV beside all of them.
 *
 * A part stands in the whole it is compared with, which makes them alike. With P the
 * share of the whole, of which the part's n are n as well,
 *
 *   z = (p - P) / sqrt(P (1 - P) (1/n - 1/N))
 *
 * which is column letters' z (letters.h) with n_ab = n and P pooled over everyone
 * once; it equals the test of the part against the rest, since p - P is (N - n) / N
 * times that difference. The interval is Newcombe's of part and rest, times the same.
 * Many SWVs are many tests: 95 in a
 * hundred of them lie within the inner limits of a funnel by chance alone, and p is
 * adjusted for all (Benjamini-Hochberg).
 *
 * Checked by tests/reference/benchmark.R (R 4.2: prop.test, p.adjust). */
#ifndef PEIL_BENCHMARK_H
#define PEIL_BENCHMARK_H

#include "analyze/statistics/interval.h"
#include "questionnaires/base/arena.h"

struct peil_benchmark_share {
    double x, n; /* x of n gave the answer */
};
struct peil_benchmark {
    double difference, low, high; /* p - P, 0..1 */
    double z, p;
};
/* NAN where nothing is left to compare with, or nobody differs. */
struct peil_benchmark peil_benchmark(struct peil_benchmark_share part,
                                     struct peil_benchmark_share whole);

/* Each against all together, and each p adjusted for all. A part with fewer than
 * `least` is in the whole, and not tested. */
struct peil_benchmark_point {
    struct peil_benchmark against;
    double adjusted;
};
const struct peil_benchmark_point *
peil_benchmark_many(const struct peil_benchmark_share *parts, size_t count,
                    double least, struct peil_arena *arena);

/* Within which a share of n lies by chance alone: P -+ z sqrt(P (1 - P) / n), not
 * beyond 0 and 1. level .95, .998. Spiegelhalter (2005), Stat. Med. 24: 1185. */
struct peil_interval peil_benchmark_limits(double middle, double n, double level);

#endif
