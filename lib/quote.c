#include "rooms.h"

quoth_status q_room_quote(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
