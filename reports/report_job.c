#include "reports/report_job.h"

#include "analyze/audit_file.h"
#include "analyze/counts_file.h"
#include "questionnaires/base/file.h"
#include "questionnaires/base/message.h"
#include "questionnaires/base/xml.h"
#include "reports/outline/outline_grammar.h"
#include "reports/report_data.h"

#include <string.h>
#include <sys/stat.h>

enum { LONGEST_NAME = 200 };

/* --- Formats --- */

const struct peil_page_renderer *peil_report_format(const char *name)
{
    for (size_t i = 0; peil_page_renderers[i]; i++)
        if (strcmp(peil_page_renderers[i]->name, name) == 0)
            return peil_page_renderers[i];
    return NULL;
}

const struct peil_page_renderer *peil_report_format_of(const char *path)
{
    size_t length = strlen(path);
    for (size_t i = 0; peil_page_renderers[i]; i++) {
        size_t suffix = strlen(peil_page_renderers[i]->suffix);
        if (length > suffix &&
            strcmp(path + length - suffix, peil_page_renderers[i]->suffix) == 0)
            return peil_page_renderers[i];
    }
    return NULL;
}

/* --- What it is made of --- */

/* The root says which it is. What cannot be read as XML is read as a questionnaire:
 * then the problem is said once, there. */
static bool is_report(const char *path, struct peil_arena *arena)
{
    if (strcmp(path, "-") == 0)
        return false; /* what was read of it would be gone */
    const struct peil_element *root = peil_xml_read(path, arena, peil_diag_new(arena));
    return root && strcmp(root->name, peil_report_schema.root) == 0;
}

static const struct peil_outline *read_outline(const char *path,
                                               const struct peil_study *study,
                                               struct peil_arena *arena,
                                               struct peil_diag *diag)
{
    if (is_report(path, arena))
        return peil_outline_read(path, study, arena, diag);
    const struct peil_questionnaire *q = peil_questionnaire_read(path, arena, diag);
    if (q)
        q = peil_study_apply(study, q, arena, diag);
    if (!q)
        return NULL;
    peil_message_choose(q->language); /* which its own words will be in */
    return peil_outline_usual(q, arena);
}

/* A codebook is one without answers too. The usual report has one source, unsaid. */
static bool rests_on(const struct peil_node *nodes, size_t count,
                     const struct peil_source *source)
{
    for (size_t i = 0; i < count; i++) {
        const struct peil_source *of = nodes[i].pick.source;
        bool picks = of ? of == source && nodes[i].kind != PEIL_NODE_CODEBOOK
                        : nodes[i].kind == PEIL_NODE_QUESTIONS;
        if (picks || rests_on(nodes[i].children, nodes[i].child_count, source))
            return true;
    }
    return false;
}

static void check_data(const struct peil_outline *outline, const struct peil_data *data,
                       struct peil_diag *diag)
{
    for (size_t i = 0; i < outline->source_count; i++) {
        const struct peil_source *source = &outline->sources[i];
        if (data[i].count == 0 && !source->optional &&
            rests_on(outline->nodes, outline->node_count, source))
            peil_diag_add(diag, PEIL_ERROR, source->place,
                          "there are no data of source \"%s\": say %s=FILE.csv",
                          source->id, source->id);
    }
}

const struct peil_material *peil_report_material(const struct peil_report_job *job,
                                                 struct peil_arena *arena,
                                                 struct peil_diag *diag)
{
    size_t errors = peil_diag_count(diag, PEIL_ERROR);
    const struct peil_study *study =
        job->study ? peil_study_read(job->study, arena, diag) : peil_study_none();
    const struct peil_outline *outline =
        study ? read_outline(job->report, study, arena, diag) : NULL;
    if (!outline)
        return NULL;
    peil_message_choose(outline->language);
    if (job->counts && !*study->ojs)
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = job->study },
                      "for counts <ojs code=\"...\"> is needed: whose are they?");
    struct peil_material *material = peil_arena_array(arena, 1, sizeof *material);
    *material = (struct peil_material){
        .outline = outline,
        .study = study,
        .data = job->folder ? peil_report_data_in(outline, job->folder, arena, diag)
                            : peil_report_data_named(outline, job->data,
                                                     job->data_count, arena, diag),
        .quotes = job->quotes,
        .national = job->national,
        .fieldwork = job->fieldwork,
        .internal = job->internal,
        .publish = job->counts,
    };
    check_data(outline, material->data, diag);
    return peil_diag_count(diag, PEIL_ERROR) == errors ? material : NULL;
}

/* --- Files --- */

/* A value out of the data may be part of it. */
static bool can_name_file(const struct peil_content *content, struct peil_diag *diag)
{
    const char *name = content->name;
    if (*name && *name != '.' && !strchr(name, '/') && strlen(name) < LONGEST_NAME)
        return true;
    peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ 0 },
                  "no file can have the name \"%s\"", name);
    return false;
}

/* "folder/school-99AA00.html" */
static bool write_folder(const struct peil_report_job *job,
                         const struct peil_reports *reports, struct peil_arena *arena,
                         struct peil_diag *diag)
{
    const struct peil_page_renderer *const usual[] = { peil_page_renderers[0], NULL };
    const struct peil_page_renderer *const *formats =
        job->formats ? job->formats : usual;
    bool well = true;
    for (size_t i = 0; i < reports->count; i++)
        well = can_name_file(&reports->list[i], diag) && well;
    if (!well)
        return false;
    for (size_t i = 0; i < reports->count; i++)
        for (size_t f = 0; formats[f]; f++) {
            const char *path =
                peil_arena_format(arena, "%s/%s%s", job->output, reports->list[i].name,
                                  formats[f]->suffix);
            well = formats[f]->write(&reports->list[i], path, diag) && well;
        }
    return well;
}

static bool write_file(const struct peil_report_job *job,
                       const struct peil_page_renderer *format,
                       const struct peil_reports *reports, struct peil_diag *diag)
{
    if (reports->count == 1)
        return format->write(&reports->list[0], job->output, diag);
    peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = job->output },
                  "the reports are %zu, which want a folder", reports->count);
    return false;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* "folder/audit.csv", "page-audit.csv" beside "page.html" */
static const char *path_beside(const struct peil_report_job *job,
                               const struct peil_page_renderer *format,
                               const char *name, struct peil_arena *arena)
{
    if (!format)
        return peil_arena_format(arena, "%s/%s", job->output, name);
    size_t length = strlen(job->output) - strlen(format->suffix);
    return peil_arena_format(arena, "%.*s-%s", (int)length, job->output, name);
}

static bool write_counts(const struct peil_report_job *job,
                         const struct peil_page_renderer *format,
                         const struct peil_counts *counts, struct peil_arena *arena,
                         struct peil_diag *diag)
{
    return !counts ||
           peil_counts_save(counts, path_beside(job, format, "counts.xml", arena),
                            arena, diag);
}

/* The audit leaves whatever it says; reports only when nothing is exposed. */
static bool passes_audit(const struct peil_report_job *job, const char *path,
                         const struct peil_audit *audit, struct peil_diag *diag)
{
    if (!audit)
        return true; /* internal */
    if (!peil_audit_save(audit, path, diag))
        return false;
    if (audit->exposed > 0)
        peil_diag_add(diag, PEIL_ERROR, (struct peil_place){ .file = job->report },
                      "hidden figures could be found out (%zu): only the audit is "
                      "written, %s",
                      audit->exposed, path);
    return audit->exposed == 0;
}

bool peil_report_make(const struct peil_report_job *job, struct peil_arena *arena,
                      struct peil_diag *diag)
{
    const struct peil_material *material = peil_report_material(job, arena, diag);
    const struct peil_reports *reports =
        material ? peil_compose(material, arena, diag) : NULL;
    const struct peil_page_renderer *format =
        is_folder(job->output) ? NULL : peil_report_format_of(job->output);
    if (!reports || (!format && !peil_file_directory(job->output, diag)))
        return false;
    if (!passes_audit(job, path_beside(job, format, "audit.csv", arena), reports->audit,
                      diag))
        return false;
    if (!write_counts(job, format, reports->counts, arena, diag))
        return false;
    return format ? write_file(job, format, reports, diag)
                  : write_folder(job, reports, arena, diag);
}
