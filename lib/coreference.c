#include "rooms.h"

quoth_status q_room_coreference(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
