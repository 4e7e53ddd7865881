#include "rooms.h"

quoth_status q_room_paragraph(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
