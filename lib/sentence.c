#include "rooms.h"

quoth_status q_room_sentence(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
