/* report.h - quotes by the learned models: cues, then the content and the source of each. */
#ifndef Q_REPORT_H
#define Q_REPORT_H

#include "document.h"
#include "linear.h"

typedef struct q_report_models {
    q_linear cue, cue_step, role, role_step, span, beside, source;
} q_report_models;

/* 0, or -1 when a section is missing. */
int q_report_open(q_report_models *models, const q_model *model);

/* Appends what cues report to the rows of quotes, in order behind the direct ones, of which there are `rows`. The nodes are
 * there. */
quoth_status q_report_find(q_document *document, const q_report_models *models, uint32_t rows);

#endif
