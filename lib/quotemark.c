#include "rooms.h"

quoth_status q_quotemark(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
