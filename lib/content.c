#include "rooms.h"

quoth_status q_room_content(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
