/* score.h - the measures of predicted quotations against gold ones, summed over documents. */
#ifndef SCORE_H
#define SCORE_H

#include <jansson.h>
#include <stddef.h>

#include "calibration.h"

typedef struct counts { /* of things found and things wanted */
    size_t gold, predicted;
    size_t exact_gold, exact_predicted; /* matched in all letters */
    size_t overlap_gold, overlap_predicted;
} counts;

typedef struct attribution {
    size_t gold, covered, right, named, silent;
} attribution;

typedef struct group { /* of gold quotations with one value of a key */
    char *value;
    attribution counts;
} group;

typedef struct score {
    const char *by; /* key of the groups, or NULL */
    int speech_only;
    int calibrate;
    size_t documents, missing;
    counts quotes, cues, sources;
    attribution attribution;
    double precision, recall; /* B-cubed, summed over the covered quotations */
    size_t clustered;
    group *groups;
    size_t group_count;
    size_t errors_wanted;
    judgements detections; /* of the predictions that say how likely they are quotations, where asked for */
    judgements judgements; /* of the matched predictions with a confidence, where asked for */
    json_t *errors; /* [[id, place, what, gold name, predicted name, context], ...] */
} score;

/* `predicted` may be NULL: nothing was predicted. */
void score_document(score *score, const json_t *gold, const json_t *predicted);
void score_free(score *score);

#endif
