#include "rooms.h"

quoth_status q_room_token(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
