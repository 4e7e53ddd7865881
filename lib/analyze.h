/* analyze.h - the walk of a text through the rooms. */
#ifndef Q_ANALYZE_H
#define Q_ANALYZE_H

#include "document.h"

typedef struct q_room {
    const char *name;
    quoth_status (*run)(q_document *document);
    uint8_t direct;  /* needed in direct-only mode */
    uint8_t english; /* for English only */
} q_room;

extern const q_room q_rooms[];
extern const size_t q_room_count;

/* Empties the document, sets its text and walks it. `progress` may be NULL. */
quoth_status q_analyze(q_document *document, const char *text, uint32_t length, quoth_progress_fn progress, void *context);

/* Empties all rows, keeping their memory. */
void q_document_reset(q_document *document);
void q_document_free(q_document *document);

#endif
