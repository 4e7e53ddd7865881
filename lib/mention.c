#include "rooms.h"

quoth_status q_mention(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
