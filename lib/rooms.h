/* rooms.h - the rooms of the walk, in order; analyze.c walks them. Each is documented in its own file. */
#ifndef Q_ROOMS_H
#define Q_ROOMS_H

#include "document.h"

quoth_status q_room_paragraph(q_document *document);   /* lines to paragraphs, headings, datelines, labels */
quoth_status q_room_quotemark(q_document *document);   /* marks to regions of quoted words */
quoth_status q_room_sentence(q_document *document);
quoth_status q_room_token(q_document *document);       /* tokens and lexemes */
quoth_status q_room_genre(q_document *document);       /* whether the text tells a story */
quoth_status q_room_tag(q_document *document);         /* tags, or the set of what each token can be */
quoth_status q_room_lemma(q_document *document);
quoth_status q_room_name(q_document *document);        /* names: persons, organisations, places, others */
quoth_status q_room_arc(q_document *document);         /* the dependency tree of the sentences that matter */
quoth_status q_room_mention(q_document *document);     /* names, nominals, pronouns that can speak */
quoth_status q_room_quote(q_document *document);       /* regions to direct quotes; titles and scare quotes set apart */
quoth_status q_room_attribution(q_document *document); /* cue and source of each direct quote */
quoth_status q_room_content(q_document *document);     /* cues without marks: indirect and mixed quotes */
quoth_status q_room_coreference(q_document *document); /* mentions to entities, quotes to speakers */
quoth_status q_room_scope(q_document *document);       /* leaves out the quotes that nobody asked for */

#endif
