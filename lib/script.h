/* script.h - the text as an ordered script: narration, tags and quotes that cover every byte. */
#ifndef Q_SCRIPT_H
#define Q_SCRIPT_H

#include "document.h"

typedef struct q_segment {
    q_span span;
    uint32_t quote; /* or Q_NONE */
    uint32_t kind;  /* quoth_segment_kind */
} q_segment;

typedef Q_ROWS(q_segment) q_script;

quoth_status q_script_make(const q_document *document, q_script *script);

#endif
