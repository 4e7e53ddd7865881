/* voice.h - who speaks each quote of a story, learned: a log-linear model over the candidates of the scene (scene.h), read from
 * left to right, each choice being the history of the next. Section "voice" of the model. */
#ifndef Q_VOICE_H
#define Q_VOICE_H

#include "scene.h"

typedef struct q_voice { /* a choice */
    uint32_t figure;                    /* or Q_NONE: there is no candidate */
    float confidence;
    q_candidate others[Q_CANDIDATES_MAX]; /* the likeliest first */
    uint32_t other_count;
} q_voice;

/* The likeliest candidate for the quote that the scene looks at. */
q_voice q_voice_choose(const q_scene *scene, const q_linear *model);

/* Gives all quotes in marks that are not pinned their speakers and candidates. 1, 0 where no model is for the text, -1 when
 * memory ends. */
int q_voices(q_cast *cast);

#endif
