/* tag.c - the tags of each token: learned Penn tags and parts of speech for English, otherwise sets of parts of speech by rules.
 * Direct quotes alone need no more than the sets. */
#include "rooms.h"
#include "tagger.h"
#include "wordclass.h"

quoth_status q_room_tag(q_document *document)
{
    q_tagger tagger;
    if (document->settings->english && !document->settings->direct_only && !q_tagger_open(&tagger, document->model))
        return q_tagger_run(&tagger, document);
    return q_wordclass_sets(document);
}
