#include "rooms.h"

quoth_status q_room_quotemark(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
