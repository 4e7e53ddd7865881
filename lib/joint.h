/* joint.h - the places within a chunk where a token may end, and what speaks for it and against it.
 *
 *     q_joint_open(&joint, document);
 *     for each chunk: q_joint_chunk(&joint, start, end, sentence);
 *         while (q_joint_next(&joint))
 *             if (a token ends, by the features of the joint) q_joint_cut(&joint);
 *
 * A joint stands beside every character that is no letter or digit. Addresses (https://example.org, ann@example.org) have none
 * within. Features depend on where the open token began, so the joints are decided in order. */
#ifndef Q_JOINT_H
#define Q_JOINT_H

#include "document.h"

enum { Q_JOINT_FEATURES = 48, Q_JOINT_CHUNK_MAX = 512 }; /* longest chunk with joints, bytes */

typedef struct q_joint {
    const q_document *document;
    q_span chunk;
    q_span sentence;
    q_span address;     /* empty for none */
    uint32_t hash;      /* of the chunk */
    uint32_t following; /* the kind of the character behind the chunk */
    uint32_t token;     /* where the open token began */
    uint32_t at;        /* the joint */
    uint32_t region;    /* the first region that begins behind the joint */
    uint32_t inside;    /* the innermost region at the joint, or Q_NONE */
} q_joint;

/* A chunk without doubt: one word of letters and digits, a mark or two before and behind it that are tokens of their own. */
typedef struct q_joint_plain_parts {
    q_span word;    /* what stands before it is one mark */
    uint32_t mark;  /* the end of a , . ! or ? behind it; the end of the word for none; what follows is one mark */
    int apostrophe; /* the word ends in 's, n't and the like */
} q_joint_plain_parts;

int q_joint_plain(const q_document *document, q_span chunk, q_joint_plain_parts *parts);

/* Whether the joints of a chunk can be decided: it is not too long, and of the scripts of Europe. */
int q_joint_is_known(const q_document *document, q_span chunk);

void q_joint_open(q_joint *joint, const q_document *document);
void q_joint_chunk(q_joint *joint, q_span chunk, q_span sentence);

/* Whether a quotation may end in the chunk. Where none does its bytes, `following` and whether it ends its sentence decide. */
int q_joint_closes(q_joint *joint);

/* Goes to the next joint of the chunk; 0 after the last. */
int q_joint_next(q_joint *joint);

/* Writes the features of the joint; their number. */
uint32_t q_joint_features(q_joint *joint, uint32_t *features);

/* A token ends at the joint. */
void q_joint_cut(q_joint *joint);

#endif
