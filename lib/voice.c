#include "voice.h"

#include <math.h>
#include <string.h>

/* Puts a candidate among the others, if it is likely enough. */
static void put_other(q_voice *voice, uint32_t figure, float p)
{
    uint32_t at = voice->other_count;
    if (at < Q_CANDIDATES_MAX)
        voice->other_count++;
    else if (voice->others[--at].confidence >= p)
        return;
    for (; at > 0 && voice->others[at - 1].confidence < p; at--)
        voice->others[at] = voice->others[at - 1];
    voice->others[at] = (q_candidate){figure, p};
}

/* The table is small: it needs no asking for ahead. */
static float score_of(const q_scene *scene, const q_linear *model, uint32_t candidate)
{
    uint32_t features[Q_SCENE_FEATURES], count = q_scene_features(scene, candidate, features);
    int32_t score = 0;
    for (uint32_t i = 0; i < count; i++)
        score += *q_linear_row(model, features[i], 1);
    return (float)score * model->scale;
}

q_voice q_voice_choose(const q_scene *scene, const q_linear *model)
{
    q_voice voice = {.figure = Q_NONE};
    uint32_t best = 0;
    float scores[Q_SCENE_CANDIDATES], sum = 1; /* nobody of these: exp(0) */
    for (uint32_t i = 0; i < scene->count; i++) {
        scores[i] = score_of(scene, model, i);
        if (scores[i] > scores[best])
            best = i;
    }
    for (uint32_t i = 0; i < scene->count; i++)
        sum += scores[i] = expf(scores[i]);
    for (uint32_t i = 0; i < scene->count; i++)
        if (i != best)
            put_other(&voice, scene->candidates[i], scores[i] / sum);
    if (scene->count) {
        voice.figure = scene->candidates[best];
        voice.confidence = scores[best] / sum;
    }
    return voice;
}

static int put_candidates(q_document *document, q_quote *quote, const q_voice *voice)
{
    quote->candidate = document->candidates.n;
    quote->candidate_count = voice->other_count;
    if (!voice->other_count)
        return 0;
    q_candidate *rows = Q_APPEND(document->allocator, &document->candidates, voice->other_count);
    if (!rows)
        return -1;
    memcpy(rows, voice->others, voice->other_count * sizeof *rows);
    return 0;
}

/* Why: the words beside the quote where they mean the chosen one, the quote before where it goes on from there, else the turns. */
static uint8_t reason_of(const q_scene *scene, const q_quote *quote, uint32_t figure)
{
    if (figure == Q_NONE)
        return Q_REASON_NONE;
    if (quote->source_mention < scene->cast->document->mentions.n && scene->tag.figure == figure)
        return quote->reason == Q_REASON_NONE ? Q_REASON_TAG : quote->reason;
    return scene->gap == 0 && scene->turns[0].figure == figure ? Q_REASON_CONTINUED : Q_REASON_TURN;
}

static int give(q_scene *scene, const q_linear *model, uint32_t index)
{
    q_quote *quote = &scene->cast->document->quotes.at[index];
    q_scene_look(scene, index);
    if (quote->pin != Q_NONE) {
        q_scene_speak(scene, quote->speaker);
        return 0;
    }
    q_voice voice = q_voice_choose(scene, model);
    quote->speaker = voice.figure;
    quote->confidence = voice.confidence;
    quote->reason = reason_of(scene, quote, voice.figure);
    q_scene_speak(scene, voice.figure);
    return put_candidates(scene->cast->document, quote, &voice);
}

int q_voices(q_cast *cast)
{
    q_scene scene;
    q_linear model;
    size_t size;
    const void *bytes = q_model_section(cast->document->model, "voice", &size);
    if (!cast->document->story || q_linear_open(&model, bytes, size) || model.stride != 1)
        return 0;
    int failed = q_scene_begin(&scene, cast);
    for (uint32_t i = 0; failed == 0 && i < cast->document->quotes.n; i++)
        if (q_scene_has(&scene, i))
            failed = give(&scene, &model, i);
    q_scene_end(&scene);
    return failed ? -1 : 1;
}
