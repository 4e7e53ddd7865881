#include "rooms.h"

quoth_status q_quote(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
