#include "analyze/table.h"

#include <math.h>

bool peil_base_is_weighted(const struct peil_base *base)
{
    return isfinite(base->weighted) &&
           (base->weighted != base->n || base->effective < base->n);
}

struct peil_test peil_test_new(const char *name, double statistic, double df, double p)
{
    return (struct peil_test){
        .name = name, .statistic = statistic, .df = df, .df1 = NAN, .df2 = NAN, .p = p
    };
}

struct peil_measure peil_measure_new(const char *name, const char *dependent,
                                     double value, double se)
{
    return (struct peil_measure){ .name = name,
                                  .dependent = dependent,
                                  .value = value,
                                  .se = se,
                                  .low = NAN,
                                  .high = NAN,
                                  .p = NAN };
}

struct peil_findings peil_table_findings(const struct peil_table *table)
{
    const struct peil_cross *cross = &table->cross;
    const struct peil_summary *summary = &table->summary;
    if (table->kind == PEIL_TABLE_SUMMARY)
        return (struct peil_findings){ summary->tests, summary->test_count,
                                       summary->measures, summary->measure_count };
    return (struct peil_findings){ cross->tests, cross->test_count, cross->measures,
                                   cross->measure_count };
}

bool peil_cross_expects(const struct peil_cross *cross)
{
    return !cross->multiple && !cross->multiple_columns;
}

unsigned peil_analysis_cells(const struct peil_analysis *analysis,
                             const struct peil_table *tables, size_t count)
{
    bool expects = false;
    for (size_t i = 0; i < count; i++)
        expects = expects || peil_cross_expects(&tables[i].cross);
    unsigned cells = analysis->cells;
    if (!expects)
        cells &= (1u << PEIL_CELL_EXPECTED) - 1;
    return cells ? cells : PEIL_CELLS_USUAL;
}
