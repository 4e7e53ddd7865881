/* pronoun - whom he, she, it, they, who and I mean, by agreement and salience among the last mentions. */
#include "cast.h"

static int agrees(const q_mention *pronoun, const q_mention *row, uint8_t gender)
{
    if (pronoun->gender == QUOTH_GENDER_NEUTER)
        return !row->plural && (row->entity_kind == QUOTH_ORGANIZATION || row->entity_kind == QUOTH_DOCUMENT);
    if (pronoun->plural)
        return row->plural || row->entity_kind == QUOTH_ORGANIZATION;
    return !row->plural && row->entity_kind == QUOTH_PERSON && !q_genders_clash(pronoun->gender, gender);
}

/* How likely the pronoun means what the earlier mention means. */
static float salience(const q_cast *cast, const q_mention *pronoun, const q_mention *row, uint32_t back)
{
    const q_token *tokens = cast->document->tokens.at;
    uint32_t sentence = tokens[row->head].sentence, gap = tokens[pronoun->head].sentence - sentence;
    const q_figure *figure = row->entity == Q_NONE ? NULL : &cast->figures.at[row->entity];
    float score = gap == 0 ? 1.0f : gap == 1 ? 0.8f : gap == 2 ? 0.3f : gap > 6 ? -0.6f : 0.0f;

    if (back == 1)
        score += 0.6f;
    if (row->first == cast->document->sentences.at[sentence].first || cast->document->tokens.at[row->first].shape & Q_SHAPE_FIRST)
        score += 0.9f;
    if (figure != NULL && figure->gender == pronoun->gender && figure->gender != QUOTH_GENDER_UNKNOWN)
        score += 0.8f;
    if (figure != NULL && row->entity == cast->speaker)
        score += 0.9f;
    if (figure != NULL)
        score += figure->uses > 3 ? 0.3f : figure->uses < 2 ? -0.3f : 0.0f;
    if (q_cast_is_inside(cast, row) && !q_cast_is_inside(cast, pronoun))
        score -= 2.5f;
    return row->kind == Q_MENTION_NAME ? score + 0.2f : score;
}

int q_pronoun_link(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t best = Q_NONE, entity;
    float most = -1.0f, second = -1.0f;

    for (uint32_t back = 1; back <= Q_RECENT_MAX && back <= cast->recent_count; back++) {
        uint32_t at = cast->recent[(cast->recent_count - back) % Q_RECENT_MAX];
        const q_mention *other = q_cast_mention(cast, at);
        uint8_t gender = other->entity == Q_NONE ? other->gender : cast->figures.at[other->entity].gender;
        float score;

        if (!agrees(row, other, gender) || other->end > row->first)
            continue;
        score = salience(cast, row, other, back);
        if (best != Q_NONE && other->entity != Q_NONE && other->entity == q_cast_mention(cast, best)->entity) {
            most = score > most ? score : most;
        } else if (score > most) {
            second = most;
            most = score;
            best = at;
        } else if (score > second) {
            second = score;
        }
    }
    if (best == Q_NONE)
        return 0;
    if (q_cast_mention(cast, best)->entity == Q_NONE && (!cast->sources.at[mention] || q_nominal_link(cast, best, 1) != 0))
        return cast->sources.at[mention] ? -1 : 0;
    entity = q_cast_mention(cast, best)->entity;
    q_cast_link(cast, mention, entity, most - second > 0.8f ? 0.85f : 0.65f);
    return 0;
}

/* "X, who": what stands before it. */
int q_pronoun_relative(q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);

    for (uint32_t back = 1; back <= Q_ROLE_MAX && back <= mention; back++) {
        const q_mention *other = q_cast_mention(cast, mention - back);

        if (other->kind == Q_MENTION_PRONOUN || (other->end != row->first && other->end + 1 != row->first))
            continue;
        if (other->entity == Q_NONE && q_nominal_link(cast, mention - back, 1) != 0)
            return -1;
        q_cast_link(cast, mention, q_cast_mention(cast, mention - back)->entity, 0.9f);
        return 0;
    }
    return 0;
}

int q_pronoun_narrator(q_cast *cast, uint32_t mention)
{
    if (q_cast_is_inside(cast, q_cast_mention(cast, mention)) || q_cast_mention(cast, mention)->plural)
        return 0;
    if (cast->narrator == Q_NONE) {
        if (!cast->sources.at[mention])
            return 0;
        cast->narrator = q_figure_new(cast, mention);
        if (cast->narrator == Q_NONE)
            return -1;
    }
    q_cast_link(cast, mention, cast->narrator, 0.9f);
    return 0;
}
