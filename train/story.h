/* story.h - stories with gold speakers, read by the rooms of the library up to the figures of coreference; which figure is which
 * gold speaker by their names, as the scorer compares them. */
#ifndef TRAIN_STORY_H
#define TRAIN_STORY_H

#include "cast.h"
#include "jsonl.h"
#include "train.h"

typedef struct story_name {
    Q_ROWS(uint32_t) words; /* hashes, folded, without titles of courtesy */
} story_name;

typedef struct story {
    q_document *document;
    q_cast cast;
    Q_ROWS(story_name) names;    /* of the gold entities, one after the other */
    Q_ROWS(uint32_t) owners;     /* per name: its entity */
    Q_ROWS(story_name) figures;  /* per figure */
    uint32_t *gold;              /* per quote: the entity that speaks it, or Q_NONE */
    uint8_t *known;              /* per quote: a gold quote stands there */
    uint32_t narrator;           /* the entity that says I, or Q_NONE */
    uint32_t fold;
} story;

typedef struct stories {
    story *at;
    uint32_t count;
} stories;

enum { STORY_FOLDS = 4 };

/* Appends the stories of a corpus as they are read where only direct quotes are asked for, or in full. */
void stories_read(stories *all, const char *path, int direct_only);

/* Whether a figure is the entity. */
int story_is(const story *s, uint32_t figure, uint32_t entity);

#endif
