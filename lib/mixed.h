/* mixed.h - rows of reported quotes: their pieces and marked parts, the direct quotes they take in, and the order of all. */
#ifndef Q_MIXED_H
#define Q_MIXED_H

#include "document.h"

/* What one cue reports; empty spans for none. */
typedef struct q_report {
    q_span content[Q_PIECES_MAX]; /* tokens, in order */
    q_span cue;               /* tokens */
    q_span source;            /* bytes */
    uint32_t mention;         /* the mention the source is, or Q_NONE */
    float detection;          /* that it is reported at all */
    float confidence;         /* of that and the source */
    uint8_t class_;           /* quoth_quote_class */
    uint8_t reason;           /* q_reason */
    uint8_t speech;           /* it may be a quotation and nothing else; otherwise such a one is left to the direct quotes */
} q_report;

/* Appends the quote of a report, in order among the rows from `first` on; 0 when memory ends. */
int q_put_report(q_document *document, uint32_t first, q_report report);

/* Takes into the rows from `first` on the direct quotes before them that they hold, and puts all in the order of the text. With
 * `strict`, a direct quote that no row holds must look like an utterance by itself; another one is a marked span. */
quoth_status q_merge_reports(q_document *document, uint32_t first, int strict);

#endif
