#include "rooms.h"

quoth_status q_token(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
