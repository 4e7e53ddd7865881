/* frame.h - indirect and mixed quotes by the words and the frames of their cues: for texts without learned models. */
#ifndef Q_FRAME_H
#define Q_FRAME_H

#include "document.h"

/* Appends what cues report to the rows of quotes, in order behind the direct ones, of which there are `rows`. */
quoth_status q_frame_find(q_document *document, uint32_t rows);

#endif
