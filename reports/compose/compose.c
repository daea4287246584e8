#include "reports/compose/compose.h"
#include "analyze/counts_file.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/text.h"
#include "reports/tables/columns.h"
#include "reports/compose/quotes.h"
#include "reports/compose/reading.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* --- Nodes --- */

/* A chapter of which nothing is left goes as a whole. */
static void compose_titled(struct peil_composer *composer, const struct peil_node *node,
                           struct peil_blocks *blocks, enum peil_block_kind kind)
{
    struct peil_blocks children = { 0 };
    const char *id = node->id ? peil_composer_id(composer, node->id)
                              : peil_composer_id(composer, "deel");
    peil_composer_nodes(composer, node->children, node->child_count, &children);
    if (children.count == 0)
        return;
    struct peil_block *block = peil_composer_add(composer, blocks, kind);
    block->id = id;
    block->text = peil_composer_fill(composer, node->pick.source, node->title);
    block->children = children.list;
    block->child_count = children.count;
}

static void compose_chapter(struct peil_composer *composer,
                            const struct peil_node *node, struct peil_blocks *blocks)
{
    compose_titled(composer, node, blocks, PEIL_BLOCK_CHAPTER);
}

static void compose_section(struct peil_composer *composer,
                            const struct peil_node *node, struct peil_blocks *blocks)
{
    compose_titled(composer, node, blocks, PEIL_BLOCK_SECTION);
}

static void compose_contents(struct peil_composer *composer,
                             const struct peil_node *node, struct peil_blocks *blocks)
{
    (void)node;
    peil_composer_add(composer, blocks, PEIL_BLOCK_CONTENTS);
}

static void compose_page(struct peil_composer *composer, const struct peil_node *node,
                         struct peil_blocks *blocks)
{
    (void)node;
    peil_composer_add(composer, blocks, PEIL_BLOCK_PAGE);
}

/* Before anything was counted both ways are gone. */
static void compose_when(struct peil_composer *composer, const struct peil_node *node,
                         struct peil_blocks *blocks)
{
    if (peil_reading_judge(composer, node) == PEIL_TRUE ||
        !peil_counted_is_made(composer->counted))
        peil_composer_nodes(composer, node->children, node->child_count, blocks);
}

/* Kinds without a row stand inside others. */
static peil_composer_part *const parts[] = {
    [PEIL_NODE_CHAPTER] = compose_chapter,
    [PEIL_NODE_SECTION] = compose_section,
    [PEIL_NODE_PARAGRAPH] = peil_compose_paragraph,
    [PEIL_NODE_LIST] = peil_compose_list,
    [PEIL_NODE_NUMBERS] = peil_compose_numbers,
    [PEIL_NODE_TABLE] = peil_compose_table,
    [PEIL_NODE_CHART] = peil_compose_chart,
    [PEIL_NODE_SIGNALS] = peil_compose_signals,
    [PEIL_NODE_TRIANGULATION] = peil_compose_triangulation,
    [PEIL_NODE_CODEBOOK] = peil_compose_codebook,
    [PEIL_NODE_QUOTES] = peil_compose_quotes,
    [PEIL_NODE_RECORDS] = peil_compose_records,
    [PEIL_NODE_RESPONSE] = peil_compose_response,
    [PEIL_NODE_QUESTIONS] = peil_compose_questions,
    [PEIL_NODE_CAUTION] = peil_compose_caution,
    [PEIL_NODE_ACCOUNT] = peil_compose_account,
    [PEIL_NODE_CONTENTS] = compose_contents,
    [PEIL_NODE_PAGE] = compose_page,
    [PEIL_NODE_WHEN] = compose_when,
    [PEIL_NODE_KINDS] = NULL,
};

void peil_composer_nodes(struct peil_composer *composer, const struct peil_node *nodes,
                         size_t count, struct peil_blocks *blocks)
{
    for (size_t i = 0; i < count; i++)
        if (parts[nodes[i].kind] && !peil_composer_is_off(composer, &nodes[i].pick))
            parts[nodes[i].kind](composer, &nodes[i], blocks);
}

/* --- The whole --- */

/* The school that a report is for, by its name in the study. */
static const char *school_of(const struct peil_composer *composer, const char *code)
{
    const struct peil_study *study = composer->study;
    for (size_t i = 0; code && i < study->school_count; i++)
        if (strcmp(study->schools[i].code, code) == 0)
            return study->schools[i].name;
    return code ? code : "";
}

/* "Jeugdsteunpunt De Brug (VO3006) · De Wilgen · meting 2026-1" */
static const char *whose(const struct peil_composer *composer, const char *value)
{
    const struct peil_study *study = composer->study;
    const char *text = study->name;
    if (*study->name && *study->ojs)
        text = peil_arena_format(composer->arena, "%s (%s)", study->name, study->ojs);
    text = peil_composer_join(composer, text, " · ", school_of(composer, value));
    if (!*study->wave)
        return text;
    bool year = strstr(composer->outline->title, "{wave}") != NULL; /* no survey's */
    return peil_composer_join(
        composer, text, " · ",
        year ? study->wave
             : peil_arena_format(composer->arena, _("wave %s"), study->wave));
}

/* A report has a date only when the one who makes it gives one. */
static const char *date(struct peil_arena *arena)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    long seconds = 0;
    struct tm day;
    if (!text || !peil_text_integer(text, &seconds) || seconds < 0)
        return NULL;
    time_t moment = (time_t)seconds;
    if (!gmtime_r(&moment, &day))
        return NULL;
    return peil_arena_format(arena, "%d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1,
                             day.tm_mday);
}

static bool is_synthetic(struct peil_composer *composer)
{
    for (size_t i = 0; i < composer->outline->source_count; i++) {
        const struct peil_source *source = &composer->outline->sources[i];
        struct peil_selection of = { .source = source };
        const struct peil_analysis *analysis =
            peil_counted_has(composer->counted, source)
                ? peil_counted_analysis(composer->counted, &of)
                : NULL;
        if (analysis && analysis->synthetic)
            return true;
    }
    return false;
}

/* A condition has no way to say a quote within such quotes. */
static const char *condition_of(struct peil_arena *arena, const char *column,
                                const char *value)
{
    char quote = strchr(value, '\'') ? '"' : '\'';
    return peil_arena_format(arena, "%s = %c%s%c", column, quote, value, quote);
}

static void add_placeholder(struct peil_study *study, const char *name,
                            const char *value, struct peil_arena *arena)
{
    struct peil_placeholder *list =
        peil_arena_array(arena, study->placeholder_count + 1, sizeof *list);
    if (study->placeholder_count > 0)
        memcpy(list, study->placeholders, study->placeholder_count * sizeof *list);
    list[study->placeholder_count++] =
        (struct peil_placeholder){ .name = name, .value = value };
    study->placeholders = list;
}

/* One report, of what the composer was narrowed to. */
static struct peil_content compose_narrow(struct peil_composer *composer,
                                          const char *value)
{
    const struct peil_outline *outline = composer->outline;
    struct peil_arena *arena = composer->arena;
    struct peil_blocks blocks = { 0 };
    composer->id_count = 0;
    peil_composer_nodes(composer, outline->nodes, outline->node_count, &blocks);
    return (struct peil_content){
        .name =
            value ? peil_arena_format(arena, "%s-%s", outline->id, value) : outline->id,
        .language = outline->language,
        .title = peil_composer_fill(composer, NULL, outline->title),
        .subtitle = outline->subtitle
                        ? peil_composer_fill(composer, NULL, outline->subtitle)
                        : NULL,
        .whose = whose(composer, value),
        .date = date(arena),
        .internal = composer->material->internal,
        .synthetic = is_synthetic(composer),
        .landscape = outline->landscape,
        .leaflet = outline->leaflet,
        .blocks = blocks.list,
        .block_count = blocks.count,
    };
}

/* One report: of everything, or of one value of the column that reports are made per,
 * whose name texts may say. */
static struct peil_content compose_one(struct peil_composer *composer,
                                       const char *value)
{
    const char *per = composer->outline->per;
    const struct peil_study *study = composer->study;
    struct peil_study own = *study;
    if (per)
        add_placeholder(&own, per, school_of(composer, value), composer->arena);
    composer->study = &own;
    composer->narrow = value ? condition_of(composer->arena, per, value) : NULL;
    struct peil_content content = compose_narrow(composer, value);
    composer->study = study;
    return content;
}

/* The values of the column that reports are made per; one without a value when there
 * is no such column. */
static bool values_of(const struct peil_material *material,
                      struct peil_column_values *values, struct peil_arena *arena,
                      struct peil_diag *diag)
{
    static const char *const everything[] = { NULL };
    const struct peil_data *data = material->data;
    const char *per = material->outline->per;
    *values = (struct peil_column_values){ .list = everything, .count = 1 };
    if (per && !peil_columns_read(data->files, data->count, per, values, arena, diag))
        return false;
    if (values->count == 0)
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = data->files[0] },
                      "no answer says its \"%s\", and a report is made for each", per);
    return values->count > 0;
}

/* What the study says goes before what the report says. Without a study the wave is
 * the data's own. */
static const struct peil_study *with_words(const struct peil_material *material,
                                           const struct peil_counted *counted,
                                           struct peil_arena *arena)
{
    const struct peil_outline *outline = material->outline;
    struct peil_study *study = peil_arena_array(arena, 1, sizeof *study);
    const char *const *waves;
    size_t current;
    *study = *material->study;
    if (!*study->wave && peil_counted_waves(counted, NULL, &waves, &current) > 0)
        study->wave = waves[current];
    add_placeholder(study, "ojs", study->ojs, arena);
    add_placeholder(study, "wave", study->wave, arena);
    if (outline->source_count > 0 && outline->sources->questionnaire->respondents)
        add_placeholder(study, "respondents",
                        outline->sources->questionnaire->respondents, arena);
    for (size_t i = 0; i < outline->placeholder_count; i++)
        add_placeholder(study, outline->placeholders[i].name,
                        outline->placeholders[i].value, arena);
    return study;
}

/* Of so few there is no report by itself. */
static bool is_enough(struct peil_composer *composer, const char *value)
{
    const struct peil_outline *outline = composer->outline;
    composer->narrow = condition_of(composer->arena, outline->per, value);
    struct peil_selection of = peil_composer_select(composer, NULL, NULL);
    const struct peil_analysis *analysis =
        peil_counted_analysis(composer->counted, &of);
    if (composer->material->internal ||
        (analysis && (long)analysis->used >= composer->study->least_group))
        return true;
    peil_diag_add(composer->diag, PEIL_NOTE,
                  (struct peil_place){ .file = outline->file },
                  "no report for %s: fewer than %ld took part there", composer->narrow,
                  composer->study->least_group);
    return false;
}

/* What may be published leaves through the same gate, or the one would tell what the
 * other hides. */
static const struct peil_counts *look_up_counts(struct peil_composer *composer)
{
    const struct peil_source *source = composer->outline->sources;
    struct peil_selection of = { .source = source };
    struct peil_counts_request wanted =
        peil_counts_request(source->questionnaire, composer->arena);
    for (size_t i = 0; i < wanted.freq_count; i++)
        peil_counted_frequencies(composer->counted, &of, wanted.freq[i]);
    for (size_t i = 0; i < wanted.cross_count; i++)
        peil_counted_crosses(composer->counted, &of, wanted.crossed[i], wanted.by);
    const struct peil_analysis *analysis =
        peil_counted_analysis(composer->counted, &of);
    return analysis ? peil_counts_of(analysis, composer->study, composer->arena) : NULL;
}

/* Reviewed quotes, and the counts of all SWVs. */
static bool read_more(struct peil_composer *composer)
{
    const struct peil_material *material = composer->material;
    if (material->quotes)
        composer->quotes =
            peil_quotes_read(material->quotes, composer->arena, composer->diag);
    if (material->quotes && !composer->quotes)
        return false;
    if (material->national)
        composer->national =
            peil_counts_read(material->national, composer->arena, composer->diag);
    return !material->national || composer->national;
}

/* What is composed before anything was counted tells what must be. */
static bool count(struct peil_composer *composer,
                  const struct peil_column_values *values)
{
    for (size_t i = 0; i < values->count; i++)
        compose_one(composer, values->list[i]);
    if (composer->outline->per) /* the figures of all together are known too */
        compose_one(composer, NULL);
    if (composer->material->publish)
        (void)look_up_counts(composer);
    return peil_counted_make(composer->counted, composer->diag);
}

static bool compose_all(struct peil_composer *composer,
                        const struct peil_column_values *values,
                        struct peil_reports *reports)
{
    size_t errors = peil_diag_count(composer->diag, PEIL_ERROR);
    struct peil_content *list =
        peil_arena_array(composer->arena, values->count, sizeof *list);
    for (size_t i = 0; i < values->count; i++)
        if (!values->list[i] || is_enough(composer, values->list[i]))
            list[reports->count++] = compose_one(composer, values->list[i]);
    reports->list = list;
    return peil_diag_count(composer->diag, PEIL_ERROR) == errors;
}

const struct peil_reports *peil_compose(const struct peil_material *material,
                                        struct peil_arena *arena,
                                        struct peil_diag *diag)
{
    bool compared = false;
    struct peil_composer composer = { .material = material,
                                      .compared = &compared,
                                      .outline = material->outline,
                                      .counted =
                                          peil_counted_new(material, arena, diag),
                                      .arena = arena,
                                      .diag = diag };
    struct peil_column_values values;
    if (!composer.counted || !values_of(material, &values, arena, diag) ||
        !read_more(&composer))
        return NULL;
    composer.study = with_words(material, composer.counted, arena);
    struct peil_reports *reports = peil_arena_array(arena, 1, sizeof *reports);
    if (!count(&composer, &values) || !compose_all(&composer, &values, reports))
        return NULL;
    if (material->national && !compared)
        peil_diag_add(diag, PEIL_NOTE,
                      (struct peil_place){ .file = material->national },
                      "no figure of this report is compared with these counts");
    if (material->publish)
        reports->counts = look_up_counts(&composer);
    reports->audit = peil_counted_audit(composer.counted);
    return reports;
}
