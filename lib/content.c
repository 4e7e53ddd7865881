/* content.c - what words that report bring: indirect and mixed quotes, and direct ones whose cue says where they begin and end.
 * Learned models read English; without them the frames of frame.c do. The models know news: they read a story only for those
 * who ask for all; otherwise only what stands in marks is speech there. */
#include "frame.h"
#include "headline.h"
#include "mixed.h"
#include "node.h"
#include "report.h"
#include "rooms.h"

enum { SHORT_TEXT = 60 }; /* tokens: less of a text does not tell what its quotation marks are for */

/* Finds what cues report; `strict` when the models have read what is no story, so that quotations they leave out are seldom quotes. */
static quoth_status find_reports(q_document *document, uint32_t rows, int *strict)
{
    q_report_models models;
    *strict = 0;
    if (q_report_open(&models, document->model))
        return q_frame_find(document, rows);
    if (document->story && document->settings->scope != QUOTH_SCOPE_ALL)
        return QUOTH_OK;
    quoth_status status = q_nodes_make(document);
    if (status != QUOTH_OK)
        return status;
    *strict = !document->story && document->tokens.n > SHORT_TEXT;
    return q_report_find(document, &models, rows);
}

quoth_status q_room_content(q_document *document)
{
    uint32_t rows = document->quotes.n;
    int strict;
    quoth_status status = find_reports(document, rows, &strict);
    if (status == QUOTH_OK && document->settings->english && !document->story)
        status = q_headline_find(document, rows);
    Q_ROWS_FREE(document->allocator, &document->nodes); /* many bytes, and nobody reads them from here on */
    return status == QUOTH_OK ? q_merge_reports(document, rows, strict) : status;
}
