#include "rooms.h"

quoth_status q_room_tag(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
