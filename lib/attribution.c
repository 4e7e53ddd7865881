#include "rooms.h"

quoth_status q_attribution(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
