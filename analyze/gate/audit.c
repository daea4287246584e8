#include "analyze/gate/audit.h"

#include "analyze/gate/review.h"

#include <math.h>

static void judge(const struct peil_review *review, struct peil_audit_table *tables)
{
    for (size_t i = 0; i < review->puzzle.figures.count; i++) {
        struct peil_audit_table *table = &tables[review->puzzle.figures.list[i].table];
        const struct peil_bounds *bounds = &review->attack.bounds[i];
        if (bounds->large)
            table->exposed++; /* what nobody looked into is not safe */
        if (!review->attack.wanted[i] || !bounds->solved ||
            review->attack.knowledge.nobody[i])
            continue;
        table->narrowest = fmin(table->narrowest, peil_review_width(review, i));
        table->exposed += peil_review_exposes(review, i);
    }
}

static const char *name_of(const struct peil_table *table, struct peil_arena *arena)
{
    const char *by = table->kind == PEIL_TABLE_CROSS     ? table->cross.column_variable
                     : table->kind == PEIL_TABLE_SUMMARY ? table->summary.group_variable
                                                         : NULL;
    const struct peil_population *population = table->population;
    const char *name = by ? peil_arena_format(arena, "%s by %s", table->variable, by)
                          : table->variable;
    if (population && population->where_text)
        name = peil_arena_format(arena, "%s, where %s", name, population->where_text);
    if (population && population->wave)
        name = peil_arena_format(arena, "%s, wave %s", name, population->wave);
    return name;
}

struct links {
    size_t *list, count;
};

static void add_link(struct links *links, size_t table, struct peil_arena *arena)
{
    for (size_t i = 0; i < links->count; i++)
        if (links->list[i] == table)
            return;
    links->list =
        peil_arena_grow(arena, links->list, links->count, sizeof *links->list);
    links->list[links->count++] = table;
}

/* The tables of which a block knows figures: they may tell more together. */
static struct links tables_of(const struct peil_review *review, size_t *at,
                              struct peil_arena *arena)
{
    const struct peil_puzzle *puzzle = &review->puzzle;
    size_t block = puzzle->sums[*at].block;
    struct links tables = { NULL, 0 };
    for (; *at < puzzle->sum_count && puzzle->sums[*at].block == block; ++*at) {
        const struct peil_figure *figure =
            &puzzle->figures.list[puzzle->sums[*at].figure];
        if (figure->kind < PEIL_FIGURE_KNOWN)
            add_link(&tables, figure->table, arena);
    }
    return tables;
}

static void find_links(const struct peil_review *review,
                       struct peil_audit_table *tables, struct peil_arena *arena)
{
    struct links *all = peil_arena_array(arena, review->guard_count, sizeof *all);
    for (size_t at = 0; at < review->puzzle.sum_count;) {
        struct links together = tables_of(review, &at, arena);
        for (size_t i = 0; i < together.count; i++)
            for (size_t j = 0; j < together.count; j++)
                if (i != j)
                    add_link(&all[together.list[i]], together.list[j], arena);
    }
    for (size_t i = 0; i < review->guard_count; i++) {
        tables[i].linked = all[i].list;
        tables[i].linked_count = all[i].count;
    }
}

const struct peil_audit *peil_review_report(const struct peil_review *review,
                                            struct peil_arena *arena)
{
    size_t count = review->guard_count;
    struct peil_audit_table *tables = peil_arena_array(arena, count, sizeof *tables);
    struct peil_audit *audit = peil_arena_array(arena, 1, sizeof *audit);
    *audit = (struct peil_audit){ .asked = review->asked,
                                  .narrowest = NAN,
                                  .tables = tables };
    for (size_t i = 0; i < count; i++) {
        const struct peil_guard *guard = &review->guards[i];
        size_t hidden = peil_guard_hidden(guard);
        tables[i] = (struct peil_audit_table){
            .name = name_of(guard->shield.table, arena),
            .primary = guard->primary < hidden ? guard->primary : hidden,
            .secondary = hidden > guard->primary ? hidden - guard->primary : 0,
            .narrowest = NAN
        };
    }
    judge(review, tables);
    find_links(review, tables, arena);
    for (size_t i = 0; i < count; i++) {
        audit->primary += tables[i].primary;
        audit->secondary += tables[i].secondary;
        audit->exposed += tables[i].exposed;
        audit->narrowest = fmin(audit->narrowest, tables[i].narrowest);
    }
    audit->table_count = count;
    audit->exposed += review->attack.contradiction; /* nobody can say how well */
    return audit;
}
