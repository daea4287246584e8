#include "reports/compose/counted.h"
#include "analyze/analysis.h"
#include "analyze/data/values.h"
#include "reports/tables/columns.h"
#include "reports/compose/versions.h"

#include <assert.h>
#include <string.h>

enum { LEAST_CLASSES = 10 };

/* One request of one selection. Means and saturation have requests of their own, since
 * the banner of a request goes for all its tables. */
struct request {
    struct peil_selection of;
    enum request_kind { TABLES, MEANS, SATURATION } kind;
    const char *by; /* means: the groups, or NULL */
    const char **freq, **cross, **nets, **means;
    size_t freq_count, cross_count, net_count, means_count;
    const struct peil_analysis *analysis; /* when it was counted */
};
struct source {
    struct peil_versions versions;
    const char **waves;
    size_t current;
};
struct column {
    const struct peil_data *data;
    const char *name;
    struct peil_column_values values;
};
struct peil_counted {
    const struct peil_material *material;
    struct peil_arena *arena;
    struct source *sources; /* as many as the outline has */
    struct column *columns; /* that were looked into */
    size_t column_count;
    struct request *requests;
    size_t request_count;
    bool made;
    const struct peil_audit *audit;
};

/* --- Sources --- */

static size_t number_of(const struct peil_counted *counted,
                        const struct peil_source *source)
{
    return source ? (size_t)(source - counted->material->outline->sources) : 0;
}

static const struct peil_data *data_of(const struct peil_counted *counted,
                                       const struct peil_source *source)
{
    return &counted->material->data[number_of(counted, source)];
}

static const struct peil_source *named(const struct peil_counted *counted,
                                       const struct peil_source *source)
{
    return source ? source : counted->material->outline->sources;
}

static const char *wave_column(const struct peil_source *source)
{
    return source->wave ? source->wave : "wave";
}

/* The current wave is the study's, else the last that there is. */
static void name_waves(struct source *source, const char *wave,
                       struct peil_arena *arena)
{
    size_t count = source->versions.wave_count;
    source->waves = peil_arena_array(arena, count, sizeof *source->waves);
    source->current = count > 0 ? count - 1 : 0;
    for (size_t i = 0; i < count; i++) {
        source->waves[i] = source->versions.waves[i].code;
        if (strcmp(source->waves[i], wave) == 0)
            source->current = i;
    }
}

struct peil_counted *peil_counted_new(const struct peil_material *material,
                                      struct peil_arena *arena, struct peil_diag *diag)
{
    const struct peil_outline *outline = material->outline;
    struct peil_counted *counted = peil_arena_array(arena, 1, sizeof *counted);
    *counted = (struct peil_counted){
        .material = material,
        .arena = arena,
        .sources =
            peil_arena_array(arena, outline->source_count, sizeof(struct source)),
    };
    for (size_t i = 0; i < outline->source_count; i++) {
        struct source *source = &counted->sources[i];
        const struct peil_data *data = &material->data[i];
        if (!peil_versions_read(outline->sources[i].questionnaire, data,
                                wave_column(&outline->sources[i]), &source->versions,
                                arena, diag))
            return NULL;
        name_waves(source, material->study->wave, arena);
    }
    return counted;
}

bool peil_counted_is_made(const struct peil_counted *counted)
{
    return counted->made;
}

const struct peil_audit *peil_counted_audit(const struct peil_counted *counted)
{
    return counted->audit;
}

bool peil_counted_has(const struct peil_counted *counted,
                      const struct peil_source *source)
{
    return data_of(counted, source)->count > 0;
}

static bool is_variable(const struct peil_questionnaire *q, const char *name)
{
    return peil_questionnaire_item(q, name) || peil_questionnaire_derive(q, name);
}

/* Read once, however often it is asked. */
struct peil_column_values peil_counted_values(struct peil_counted *counted,
                                              const struct peil_source *source,
                                              const char *name)
{
    const struct peil_data *data = data_of(counted, source);
    struct peil_diag *unread = peil_diag_new(counted->arena); /* said when counting */
    for (size_t i = 0; i < counted->column_count; i++)
        if (counted->columns[i].data == data &&
            strcmp(counted->columns[i].name, name) == 0)
            return counted->columns[i].values;
    counted->columns = peil_arena_grow(counted->arena, counted->columns,
                                       counted->column_count, sizeof(struct column));
    struct column *column = &counted->columns[counted->column_count++];
    *column = (struct column){ .data = data, .name = name };
    if (!peil_columns_read(data->files, data->count, name, &column->values,
                           counted->arena, unread))
        column->values = (struct peil_column_values){ 0 };
    return column->values;
}

bool peil_counted_has_classes(struct peil_counted *counted,
                              const struct peil_source *source)
{
    size_t count = peil_counted_values(counted, source, "session").count;
    return count >= LEAST_CLASSES && count <= PEIL_MOST_VALUES;
}

bool peil_counted_has_column(struct peil_counted *counted,
                             const struct peil_source *source, const char *name)
{
    return is_variable(named(counted, source)->questionnaire, name) ||
           peil_counted_values(counted, source, name).found;
}

size_t peil_counted_waves(const struct peil_counted *counted,
                          const struct peil_source *source, const char *const **waves,
                          size_t *current)
{
    const struct source *own = &counted->sources[number_of(counted, source)];
    *waves = own->waves;
    *current = own->current;
    return own->versions.wave_count;
}

const struct peil_versions *peil_counted_versions(const struct peil_counted *counted,
                                                  const struct peil_source *source)
{
    return &counted->sources[number_of(counted, source)].versions;
}

/* --- Writing down what is looked up --- */

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* Made when it is not there yet and may still be. */
static struct request *request_of(struct peil_counted *counted,
                                  const struct peil_selection *of,
                                  enum request_kind kind, const char *by)
{
    const struct peil_source *source = named(counted, of->source);
    for (size_t i = 0; i < counted->request_count; i++) {
        struct request *request = &counted->requests[i];
        if (request->of.source == source && same(request->of.where, of->where) &&
            same(request->of.wave, of->wave) && request->kind == kind &&
            same(request->by, by))
            return request;
    }
    if (counted->made || !peil_counted_has(counted, source))
        return NULL;
    counted->requests = peil_arena_grow(counted->arena, counted->requests,
                                        counted->request_count, sizeof(struct request));
    struct request *request = &counted->requests[counted->request_count++];
    *request = (struct request){ .of = *of, .kind = kind, .by = by };
    request->of.source = source;
    return request;
}

/* Afterwards only what was written down can be found: a part that asks for more the
 * second time has forgotten to ask the first. */
static void write_down(const struct peil_counted *counted, const char ***list,
                       size_t *count, const char *text)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp((*list)[i], text) == 0)
            return;
    assert(!counted->made);
    if (counted->made)
        return;
    *list = peil_arena_grow(counted->arena, *list, *count, sizeof **list);
    (*list)[(*count)++] = text;
}

/* --- Counting --- */

/* A wave is one of the responses' own column, or of a register's years. */
static const char *condition_of(const struct peil_counted *counted,
                                const struct peil_selection *of, const char *wave)
{
    const char *column = wave_column(of->source);
    if (!wave || strcmp(column, "wave") == 0)
        return of->where;
    const struct peil_item *item =
        peil_questionnaire_item(of->source->questionnaire, column);
    const char *quote = item && item->kind == PEIL_QUANTITY ? "" : "'";
    const char *own =
        peil_arena_format(counted->arena, "%s = %s%s%s", column, quote, wave, quote);
    return of->where ? peil_arena_format(counted->arena, "(%s) and %s", of->where, own)
                     : own;
}

/* Without any table a request would be of all tables there can be. */
static const char *any_variable(const struct peil_questionnaire *q)
{
    for (size_t i = 0; i < q->item_count; i++)
        if (peil_item_has_options(&q->items[i]) && q->items[i].on &&
            !q->items[i].practice && !q->items[i].assent)
            return q->items[i].id;
    return NULL;
}

/* NULL: all of them, or there is but one. */
static const char *wave_of(const struct source *source, const struct peil_selection *of)
{
    if (of->wave)
        return *of->wave ? of->wave : NULL;
    return source->versions.wave_count > 1 ? source->waves[source->current] : NULL;
}

/* As it was asked in that wave. */
static const struct peil_version *version_of(const struct source *source,
                                             const char *wave)
{
    const struct peil_versions *versions = &source->versions;
    for (size_t i = 0; wave && i < versions->wave_count; i++)
        if (strcmp(versions->waves[i].code, wave) == 0)
            return &versions->list[versions->waves[i].version];
    return versions->list;
}

/* What is asked for, by the kind of request. */
static void ask(struct peil_counted *counted, struct request *request,
                struct peil_request *asked)
{
    const char *any = any_variable(request->of.source->questionnaire);
    switch (request->kind) {
    case TABLES:
        if (request->freq_count + request->cross_count == 0 && any)
            write_down(counted, &request->freq, &request->freq_count, any);
        asked->freq = request->freq;
        asked->freq_count = request->freq_count;
        asked->cross = request->cross;
        asked->cross_count = request->cross_count;
        asked->net = (struct peil_list){ request->nets, request->net_count };
        break;
    case MEANS:
        asked->banner = request->by;
        asked->means = "";
        for (size_t i = 0; i < request->means_count; i++)
            asked->means = peil_arena_format(counted->arena, "%s %s", asked->means,
                                             request->means[i]);
        break;
    case SATURATION:
        asked->saturation = request->by;
        break;
    }
}

static struct peil_inquiry inquiry_of(struct peil_counted *counted,
                                      struct request *request)
{
    const struct peil_material *material = counted->material;
    const struct peil_selection *of = &request->of;
    const struct source *source = &counted->sources[number_of(counted, of->source)];
    const char *wave = wave_of(source, of);
    const struct peil_version *version = version_of(source, wave);
    bool own_column = strcmp(wave_column(of->source), "wave") == 0;
    struct peil_inquiry inquiry = {
        .questionnaire = version->questionnaire,
        .files = version->files,
        .file_count = version->file_count,
        .request = { .study = material->study,
                     .internal = material->internal,
                     .where = condition_of(counted, of, wave),
                     .wave = own_column ? wave : NULL },
    };
    /* From wave to wave the same schools come back: what they share falls out. */
    if (of->wave && !wave && peil_versions_has_schools(&source->versions))
        inquiry.request.sampling.cluster = "school";
    else if (peil_counted_has_classes(counted, of->source))
        inquiry.request.sampling.cluster = "session";
    ask(counted, request, &inquiry.request);
    return inquiry;
}

bool peil_counted_make(struct peil_counted *counted, struct peil_diag *diag)
{
    size_t count = counted->request_count;
    struct peil_arena *arena = counted->arena;
    struct peil_inquiry *inquiries = peil_arena_array(arena, count, sizeof *inquiries);
    const struct peil_analysis **analyses =
        peil_arena_array(arena, count, sizeof *analyses);
    for (size_t i = 0; i < count; i++)
        inquiries[i] = inquiry_of(counted, &counted->requests[i]);
    counted->made = true;
    if (count > 0 && !peil_analyze_together(inquiries, count, analyses, arena, diag))
        return false;
    for (size_t i = 0; i < count; i++)
        counted->requests[i].analysis = analyses[i];
    counted->audit = count > 0 ? analyses[0]->audit : NULL;
    return true;
}

/* --- Finding --- */

static bool fits(const struct peil_table *table, enum peil_table_kind kind,
                 const char *item, const char *by)
{
    if (table->kind != kind || strcmp(table->variable, item) != 0)
        return false;
    return kind == PEIL_TABLE_FREQUENCY ||
           strcmp(table->cross.column_variable, by) == 0;
}

static struct peil_found find(const struct peil_counted *counted,
                              const struct request *request, enum peil_table_kind kind,
                              const char *item, const char *by)
{
    struct peil_found found = { .analysis = request ? request->analysis : NULL };
    for (size_t i = 0; found.analysis && i < found.analysis->table_count; i++) {
        if (!fits(&found.analysis->tables[i], kind, item, by))
            continue;
        found.tables = peil_arena_grow(counted->arena, found.tables, found.count,
                                       sizeof *found.tables);
        found.tables[found.count++] = &found.analysis->tables[i];
    }
    return found;
}

struct peil_found peil_counted_frequencies(struct peil_counted *counted,
                                           const struct peil_selection *of,
                                           const char *item)
{
    struct request *request = request_of(counted, of, TABLES, NULL);
    if (request)
        write_down(counted, &request->freq, &request->freq_count, item);
    return find(counted, request, PEIL_TABLE_FREQUENCY, item, NULL);
}

struct peil_found peil_counted_crosses(struct peil_counted *counted,
                                       const struct peil_selection *of,
                                       const char *item, const char *by)
{
    struct request *request = request_of(counted, of, TABLES, NULL);
    if (request)
        write_down(counted, &request->cross, &request->cross_count,
                   peil_arena_format(counted->arena, "%s by %s", item, by));
    return find(counted, request, PEIL_TABLE_CROSS, item, by);
}

void peil_counted_net(struct peil_counted *counted, const struct peil_selection *of,
                      const char *item, const char *codes)
{
    struct request *request = request_of(counted, of, TABLES, NULL);
    if (request)
        write_down(
            counted, &request->nets, &request->net_count,
            peil_arena_format(counted->arena, "%s: %s \"%s\"", item, codes, codes));
}

static const struct peil_table *first_summary(const struct request *request,
                                              const char *variable)
{
    const struct peil_analysis *analysis = request ? request->analysis : NULL;
    for (size_t i = 0; analysis && i < analysis->table_count; i++)
        if (analysis->tables[i].kind == PEIL_TABLE_SUMMARY &&
            (!variable || strcmp(analysis->tables[i].variable, variable) == 0))
            return &analysis->tables[i];
    return NULL;
}

const struct peil_table *peil_counted_means(struct peil_counted *counted,
                                            const struct peil_selection *of,
                                            const char *item, const char *by)
{
    struct request *request = request_of(counted, of, MEANS, by);
    if (request)
        write_down(counted, &request->means, &request->means_count, item);
    return first_summary(request, item);
}

const struct peil_table *peil_counted_saturation(struct peil_counted *counted,
                                                 const struct peil_selection *of,
                                                 const char *items)
{
    return first_summary(request_of(counted, of, SATURATION, items), NULL);
}

const struct peil_analysis *peil_counted_analysis(struct peil_counted *counted,
                                                  const struct peil_selection *of)
{
    const struct request *request = request_of(counted, of, TABLES, NULL);
    return request ? request->analysis : NULL;
}
