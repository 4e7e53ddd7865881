/* salience.c - which of the last mentions a pronoun or a bare description may mean: by agreement, distance, place and use. */
#include "cast.h"

static const float by_distance[] = {2.2f, 0.4f, 0.3f, 0.0f, 0.0f, 0.0f, 0.0f, -1.0f}; /* by sentences between; the last: farther */
static const float same_gender = 1.2f, last_speaker = 1.2f, subject = 0.9f, latest = 0.6f, often = 0.3f, quoted = -2.5f,
                   name = 0.2f, same_paragraph = 0.7f, least = -1.0f;
static const float salient_lead = 0.8f;

enum { SALIENT_SENTENCES = 3, OFTEN = 3, EVEN = 50 /* percent */ };

/* What a mention can be meant by: a set of 1 << q_agreement. */
static unsigned agreements_of(const q_mention *row)
{
    unsigned set = row->plural || row->entity_kind == QUOTH_ORGANIZATION ? 1u << Q_AGREES_PLURAL : 0;
    if (row->person != 3)
        return 0;
    if (!row->plural && row->entity_kind == QUOTH_PERSON)
        set |= 1u << Q_AGREES_PERSON;
    if (!row->plural && (row->entity_kind == QUOTH_ORGANIZATION || row->entity_kind == QUOTH_DOCUMENT))
        set |= 1u << Q_AGREES_NEUTER;
    return set;
}

static q_agreement asked_by(const q_mention *pronoun)
{
    return pronoun->gender == QUOTH_GENDER_NEUTER ? Q_AGREES_NEUTER : pronoun->plural ? Q_AGREES_PLURAL : Q_AGREES_PERSON;
}

/* Whether a mention is a subject: by its arc, before a finite verb, or by its place where the text is not tagged. */
static int is_subject_itself(const q_cast *cast, const q_mention *row)
{
    const q_document *document = cast->document;
    const q_token *tokens = document->tokens.at;
    uint8_t relation = tokens[row->head].relation;
    if (relation == Q_RELATION_NSUBJ || relation == Q_RELATION_NSUBJ_PASS || relation == Q_RELATION_NSUBJ_OUTER)
        return 1;
    if (row->first == document->sentences.at[tokens[row->head].sentence].first || (tokens[row->first].shape & Q_SHAPE_FIRST))
        return 1;
    uint32_t next = row->end;
    if (next < document->tokens.n && (tokens[next].xpos == Q_XPOS_RB || tokens[next].xpos == Q_XPOS_WP))
        next++;
    return next < document->tokens.n && q_xpos_is_finite(tokens[next].xpos);
}

/* How a first name that most of its bearers have in one gender speaks for the pronoun, or against it: -1 to 1. */
static float first_name_lean(const q_cast *cast, const q_mention *pronoun, const q_figure *figure)
{
    const q_mention *full = figure->mention == Q_NONE ? NULL : q_cast_mention(cast, figure->mention);
    const q_entry *entry = full && full->name.start + 1 < full->name.end ? q_cast_lexeme(cast, full->name.start)->entry : NULL;
    if (!entry || !(entry->flags & Q_LEX_FIRST_NAME) || !entry->gender || entry->certainty < EVEN)
        return 0.0f;
    float lean = (float)(entry->certainty - EVEN) / (float)EVEN;
    return entry->gender == pronoun->gender ? lean : -lean;
}

/* The same of what is in apposition to it. */
static int is_subject(const q_cast *cast, const q_mention *row)
{
    return is_subject_itself(cast, row) || (row->apposition != Q_NONE && is_subject_itself(cast, q_cast_mention(cast, row->apposition)));
}

static uint32_t paragraph_at(const q_cast *cast, const q_mention *row)
{
    return cast->document->sentences.at[cast->document->tokens.at[row->head].sentence].paragraph;
}

static q_recent recent_of(const q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);
    return (q_recent){.mention = mention, .end = row->end, .sentence = cast->document->tokens.at[row->head].sentence,
                      .paragraph = paragraph_at(cast, row), .inside = (uint8_t)q_cast_is_inside(cast, row),
                      .subject = (uint8_t)is_subject(cast, row), .name = row->kind == Q_MENTION_NAME};
}

void q_salience_enter(q_cast *cast, uint32_t mention)
{
    unsigned agrees = agreements_of(q_cast_mention(cast, mention));
    cast->recent[cast->recent_count++ % Q_RECENT_MAX] = recent_of(cast, mention);
    for (unsigned i = 0; i < Q_AGREEMENTS; i++)
        cast->agreeing[i] = cast->agreeing[i] << 1 | (agrees >> i & 1);
}

/* How the figure of a mention speaks for what a pronoun means. */
static float of_figure(const q_cast *cast, const q_mention *pronoun, uint32_t index, float score)
{
    const q_figure *figure = &cast->figures.at[index];
    if (figure->gender == pronoun->gender && figure->gender != QUOTH_GENDER_UNKNOWN)
        score += same_gender;
    else if (figure->gender == QUOTH_GENDER_UNKNOWN && pronoun->gender != QUOTH_GENDER_UNKNOWN)
        score += same_gender * first_name_lean(cast, pronoun, figure);
    if (index == cast->speaker)
        score += last_speaker;
    return figure->uses > OFTEN ? score + often : figure->uses < 2 ? score - often : score;
}

static float if_(int holds, float score)
{
    return (float)holds * score;
}

/* How likely the pronoun means what an earlier mention means, by the places of both. */
static float by_place(const q_recent *pronoun, const q_recent *other, int is_latest)
{
    const uint32_t far = sizeof by_distance / sizeof *by_distance - 1;
    uint32_t gap = pronoun->sentence - other->sentence;
    float score = by_distance[gap < far ? gap : far] + if_(is_latest, latest) + if_(other->subject, subject);
    score = score + if_((other->paragraph == pronoun->paragraph) & !other->inside, same_paragraph) + if_(other->name, name);
    return score + if_(other->inside & !pronoun->inside, quoted);
}

/* Adds whom a mention means, or raises the score of a figure that is there. Which one that is tells `choice`, after Briggs and
 * Torczon, An efficient representation for sparse sets, 1993. */
static void put_choice(const q_cast *cast, q_ranking *ranks, q_choice choice)
{
    q_figure *figure = choice.figure == Q_NONE ? NULL : &cast->figures.at[choice.figure];
    if (figure && figure->choice < ranks->n && ranks->at[figure->choice].figure == choice.figure) {
        float *score = &ranks->at[figure->choice].score;
        *score = choice.score > *score ? choice.score : *score;
        return;
    }
    if (figure)
        figure->choice = ranks->n;
    ranks->at[ranks->n++] = choice;
}

void q_salience_order(q_ranking *ranks, uint32_t count)
{
    for (uint32_t to = 0; to < count && to < ranks->n; to++) {
        uint32_t best = to;
        for (uint32_t i = to + 1; i < ranks->n; i++)
            best = ranks->at[i].score > ranks->at[best].score ? i : best;
        q_choice moving = ranks->at[best];
        for (; best > to; best--)
            ranks->at[best] = ranks->at[best - 1];
        ranks->at[to] = moving;
    }
}

void q_salience_rank(const q_cast *cast, const q_mention *row, q_ranking *ranks)
{
    q_agreement asked = asked_by(row);
    q_recent own = {.sentence = cast->document->tokens.at[row->head].sentence, .paragraph = paragraph_at(cast, row),
                    .inside = (uint8_t)q_cast_is_inside(cast, row)};
    int is_latest = 1;
    ranks->n = 0;
    for (uint32_t left = cast->agreeing[asked]; left; left &= left - 1) {
        const q_recent *other = q_cast_recent(cast, q_lowest_bit(left) + 1);
        uint32_t figure = q_cast_mention(cast, other->mention)->entity;
        uint8_t gender = figure == Q_NONE ? q_cast_mention(cast, other->mention)->gender : cast->figures.at[figure].gender;
        if (other->end > row->first || (asked == Q_AGREES_PERSON && q_genders_clash(row->gender, gender)))
            continue;
        float score = by_place(&own, other, is_latest);
        put_choice(cast, ranks, (q_choice){other->mention, figure, figure == Q_NONE ? score : of_figure(cast, row, figure, score)});
        is_latest &= other->inside & !own.inside;
    }
    q_salience_order(ranks, 2);
    if (ranks->n && ranks->at[0].score <= least)
        ranks->n = 0;
}

/* How often the best q_choice is right, by how far it is ahead. */
float q_salience_certainty(const q_ranking *ranks)
{
    static const float steps[][2] = {{3.0f, 0.94f}, {2.0f, 0.9f}, {1.2f, 0.86f}, {0.8f, 0.78f}, {0.4f, 0.63f}};
    float second = ranks->n > 1 && ranks->at[1].score > least ? ranks->at[1].score : least;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (ranks->at[0].score - second >= steps[i][0])
            return steps[i][1];
    return 0.55f;
}

uint32_t q_salient_person(const q_cast *cast, uint32_t mention)
{
    const q_token *tokens = cast->document->tokens.at;
    const q_mention *row = q_cast_mention(cast, mention);
    q_ranking ranks;
    q_salience_rank(cast, row, &ranks);
    float second = ranks.n > 1 && ranks.at[1].score > least ? ranks.at[1].score : least;
    if (ranks.n == 0 || ranks.at[0].score - second < salient_lead)
        return Q_NONE;
    const q_mention *best = q_cast_mention(cast, ranks.at[0].mention);
    int is_far = tokens[row->head].sentence - tokens[best->head].sentence > SALIENT_SENTENCES;
    return best->entity != Q_NONE && cast->figures.at[best->entity].named && !is_far ? best->entity : Q_NONE;
}

uint32_t q_only_person(const q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t found = Q_NONE;
    for (uint32_t back = 1; back <= Q_RECENT_MAX && back <= cast->recent_count; back++) {
        const q_mention *other = q_cast_mention(cast, q_cast_recent(cast, back)->mention);
        if (paragraph_at(cast, other) != paragraph_at(cast, row))
            break;
        if (q_cast_is_inside(cast, other) || other->entity == found || other->plural || other->entity_kind != QUOTH_PERSON)
            continue;
        if (found != Q_NONE || other->entity == Q_NONE)
            return Q_NONE;
        found = other->entity;
    }
    const q_figure *figure = found == Q_NONE ? NULL : &cast->figures.at[found];
    return figure && figure->named && !q_genders_clash(row->gender, figure->gender) ? found : Q_NONE;
}
