/* The report that any questionnaire has: who took part, every question, the account. */
#include "questionnaires/base/message.h"
#include "reports/outline/outline.h"

enum { AROUND = 4 }; /* nodes beside the chapters */

/* The groups that analyze/ tells of when nobody asks for any. */
static const char *groups_of(const struct peil_questionnaire *q)
{
    if (peil_questionnaire_derive(q, "leeftijdsgroep"))
        return "leeftijdsgroep";
    return q->derive_count > 0 ? q->derives[0].id : NULL;
}

static struct peil_node chapter(const struct peil_section *section,
                                struct peil_arena *arena)
{
    struct peil_node *questions = peil_arena_array(arena, 1, sizeof *questions);
    *questions = (struct peil_node){
        .kind = PEIL_NODE_QUESTIONS, .section = section->id, .most = -1, .least = -1
    };
    return (struct peil_node){ .kind = PEIL_NODE_CHAPTER,
                               .id = peil_arena_format(arena, "deel-%s", section->id),
                               .title = section->title,
                               .most = -1,
                               .least = -1,
                               .children = questions,
                               .child_count = 1,
                               .place = section->place };
}

const struct peil_outline *peil_outline_usual(const struct peil_questionnaire *q,
                                              struct peil_arena *arena)
{
    struct peil_source *source = peil_arena_array(arena, 1, sizeof *source);
    struct peil_node *nodes =
        peil_arena_array(arena, q->section_count + AROUND, sizeof *nodes);
    struct peil_outline *outline = peil_arena_array(arena, 1, sizeof *outline);
    size_t count = 0;
    *source = (struct peil_source){ .id = q->id, .questionnaire = q, .wave = "wave" };
    nodes[count++].kind = PEIL_NODE_RESPONSE;
    nodes[count++].kind = PEIL_NODE_CAUTION;
    nodes[count++].kind = PEIL_NODE_CONTENTS;
    for (size_t i = 0; i < q->section_count; i++)
        nodes[count++] = chapter(&q->sections[i], arena);
    nodes[count++].kind = PEIL_NODE_ACCOUNT;
    *outline = (struct peil_outline){
        .id = q->id,
        .language = q->language,
        .file = q->file,
        .title = peil_arena_format(arena, _("What %s say"),
                                   q->respondents ? q->respondents : _("respondents")),
        .subtitle = peil_texts_first(&q->title, q),
        .by = groups_of(q),
        .sources = source,
        .source_count = 1,
        .nodes = nodes,
        .node_count = count,
    };
    return outline;
}
