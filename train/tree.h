/* tree.h - dependency trees to learn from: what the parser knows of each word, with its head and relation. */
#ifndef TRAIN_TREE_H
#define TRAIN_TREE_H

#include "silver.h"
#include "tag.h"
#include "transition.h"

enum { TREE_UNKNOWN = UINT16_MAX /* a head that is not known */ };

typedef struct tree {
    q_parse_word *words; /* [1, count]; 0 is no word */
    uint16_t *heads;     /* 0 for the root */
    uint8_t *relations;  /* q_relation */
    uint32_t count;
} tree;

typedef struct trees {
    Q_ROWS(tree) rows;
} trees;

/* Appends the trees of a treebank, tagged by the folds that have not seen them or, with NULL, by the tagger. */
void trees_read(trees *list, const conllu *treebank, const train_folds *folds, const q_tagger *tagger);
/* Appends the trees of articles with automatic annotation, tagged by the tagger; some heads are not known. */
void trees_read_silver(trees *list, const silver *corpus, const q_tagger *tagger);

void trees_free(trees *list);

/* Puts a tree without its arcs before the parser. */
void tree_begin(const tree *given, q_parse *parse);

#endif
