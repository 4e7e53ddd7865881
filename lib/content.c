#include "rooms.h"

quoth_status q_content(q_document *document)
{
    (void)document;
    return QUOTH_OK;
}
