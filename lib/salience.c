/* salience.c - which of the last mentions a pronoun or a bare description may mean: by agreement, distance, place and use. */
#include "cast.h"

static const float by_distance[] = {2.2f, 0.4f, 0.3f}; /* by sentences between */
static const float distant = -1.0f, same_gender = 1.2f, last_speaker = 1.2f, subject = 0.9f, latest = 0.6f, often = 0.3f, quoted = -2.5f,
                   name = 0.2f, same_paragraph = 0.7f, least = -1.0f;
static const float salient_lead = 0.8f;

enum { FAR_SENTENCES = 6, SALIENT_SENTENCES = 3, OFTEN = 3, EVEN = 50 /* percent */ };

static int agrees(const q_mention *pronoun, const q_mention *row, uint8_t gender)
{
    if (pronoun->gender == QUOTH_GENDER_NEUTER)
        return !row->plural && (row->entity_kind == QUOTH_ORGANIZATION || row->entity_kind == QUOTH_DOCUMENT);
    if (pronoun->plural)
        return row->plural || row->entity_kind == QUOTH_ORGANIZATION;
    return !row->plural && row->entity_kind == QUOTH_PERSON && !q_genders_clash(pronoun->gender, gender);
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

/* How likely the pronoun means what the earlier mention means. */
static float salience(const q_cast *cast, const q_mention *pronoun, const q_mention *row, int is_latest)
{
    const q_token *tokens = cast->document->tokens.at;
    uint32_t sentence = tokens[row->head].sentence, gap = tokens[pronoun->head].sentence - sentence;
    float score = gap < sizeof by_distance / sizeof *by_distance ? by_distance[gap] : gap > FAR_SENTENCES ? distant : 0.0f;
    if (is_latest)
        score += latest;
    if (is_subject(cast, row))
        score += subject;
    if (paragraph_at(cast, row) == paragraph_at(cast, pronoun) && !q_cast_is_inside(cast, row))
        score += same_paragraph;
    if (row->kind == Q_MENTION_NAME)
        score += name;
    if (q_cast_is_inside(cast, row) && !q_cast_is_inside(cast, pronoun))
        score += quoted;
    if (row->entity == Q_NONE)
        return score;
    const q_figure *figure = &cast->figures.at[row->entity];
    if (figure->gender == pronoun->gender && figure->gender != QUOTH_GENDER_UNKNOWN)
        score += same_gender;
    else if (figure->gender == QUOTH_GENDER_UNKNOWN && pronoun->gender != QUOTH_GENDER_UNKNOWN)
        score += same_gender * first_name_lean(cast, pronoun, figure);
    if (row->entity == cast->speaker)
        score += last_speaker;
    return figure->uses > OFTEN ? score + often : figure->uses < 2 ? score - often : score;
}

static void put_choice(q_ranking *ranks, uint32_t mention, uint32_t figure, float score)
{
    for (uint32_t i = 0; figure != Q_NONE && i < ranks->n; i++)
        if (ranks->at[i].figure == figure) {
            if (score > ranks->at[i].score)
                ranks->at[i].score = score;
            return;
        }
    ranks->at[ranks->n++] = (q_choice){mention, figure, score};
}

/* Moves the best to the front and the rest behind it in order. */
static void sort(q_ranking *ranks)
{
    for (uint32_t i = 1; i < ranks->n; i++) {
        q_choice moving = ranks->at[i];
        uint32_t k = i;
        for (; k > 0 && ranks->at[k - 1].score < moving.score; k--)
            ranks->at[k] = ranks->at[k - 1];
        ranks->at[k] = moving;
    }
}

void q_salience_rank(const q_cast *cast, const q_mention *row, q_ranking *ranks)
{
    int is_latest = 1;
    ranks->n = 0;
    for (uint32_t back = 1; back <= Q_RECENT_MAX && back <= cast->recent_count; back++) {
        uint32_t at = cast->recent[(cast->recent_count - back) % Q_RECENT_MAX];
        const q_mention *other = q_cast_mention(cast, at);
        uint8_t gender = other->entity == Q_NONE ? other->gender : cast->figures.at[other->entity].gender;
        if (!agrees(row, other, gender) || other->end > row->first || other->person != 3)
            continue;
        put_choice(ranks, at, other->entity, salience(cast, row, other, is_latest));
        is_latest = is_latest && q_cast_is_inside(cast, other) && !q_cast_is_inside(cast, row);
    }
    sort(ranks);
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
        const q_mention *other = q_cast_mention(cast, cast->recent[(cast->recent_count - back) % Q_RECENT_MAX]);
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
