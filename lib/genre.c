#include "genre.h"

#include "node.h"

enum template_ { TAG = 2, TAGS, WORD };

enum { WORDS_MIN = 150 }; /* outside quotations; a shorter text shows too little of its kind */

static const double per_word = 100; /* the mean of a feature counts so much */

static int is_open(uint32_t tag)
{
    return (tag >= Q_XPOS_JJ && tag <= Q_XPOS_JJS) || (tag >= Q_XPOS_NN && tag <= Q_XPOS_NNPS) || (tag >= Q_XPOS_VB && tag <= Q_XPOS_VBZ) ||
           tag == Q_XPOS_CD || tag == Q_XPOS_FW || tag >= Q_XPOS_COMMA;
}

uint32_t q_genre_features(const q_document *document, uint32_t token, uint32_t *features)
{
    const q_node *node = &document->nodes.at[token];
    uint32_t n = 0;
    if (node->quotation != Q_NONE)
        return 0;
    features[n++] = q_feature(TAG, node->tag);
    features[n++] = q_feature2(TAGS, node->tag, token ? document->nodes.at[token - 1].tag : 0);
    if (!is_open(node->tag))
        features[n++] = q_feature(WORD, node->word);
    return n;
}

int q_genre_is_story(const q_document *document, const q_linear *model)
{
    uint32_t features[Q_GENRE_FEATURES], words = 0, bias = Q_GENRE_BIAS;
    int64_t sum = 0;
    for (uint32_t i = 0; i < document->tokens.n; i++) {
        uint32_t n = q_genre_features(document, i, features);
        sum += q_linear_score(model, features, n);
        words += n > 0;
    }
    return words >= WORDS_MIN && (double)sum * per_word / words + q_linear_score(model, &bias, 1) > 0;
}
