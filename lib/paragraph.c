#include "rooms.h"

quoth_status q_paragraph(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
