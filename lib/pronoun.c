/* pronoun.c - whom he, she, it, they and who mean: the most salient of the last mentions, or what a relative clause belongs to. */
#include "cast.h"

enum { RIVALS_MAX = 3, RELATIVE_BACK = 8, CLAUSE_DEPTH = 4 };

static int add_rivals(q_cast *cast, uint32_t mention, q_ranking *ranks, float left)
{
    q_salience_order(ranks, RIVALS_MAX + 1);
    for (uint32_t i = 1; i < ranks->n && i <= RIVALS_MAX; i++) {
        uint32_t figure = q_cast_mention(cast, ranks->at[i].mention)->entity;
        left *= 0.5f;
        if (figure != Q_NONE && q_rival_add(cast, mention, figure, left))
            return -1;
    }
    return 0;
}

int q_pronoun_link(q_cast *cast, uint32_t mention)
{
    q_ranking ranks;
    q_salience_rank(cast, q_cast_mention(cast, mention), &ranks);
    if (ranks.n == 0)
        return 0;
    uint32_t best = ranks.at[0].mention;
    int source = cast->sources.at[mention];
    if (q_cast_mention(cast, best)->entity == Q_NONE && !source)
        return 0;
    if (q_cast_mention(cast, best)->entity == Q_NONE && q_nominal_link(cast, best, 1))
        return -1;
    float certainty = q_salience_certainty(&ranks);
    q_cast_link(cast, mention, q_cast_mention(cast, best)->entity, certainty);
    return source ? add_rivals(cast, mention, &ranks, 1.0f - certainty) : 0;
}

/* Whether a mention ends right before the pronoun, or before a comma or dash that stands before it. */
static int stands_before(const q_cast *cast, const q_mention *row, const q_mention *pronoun)
{
    return row->end == pronoun->first || (row->end + 1 == pronoun->first && q_token_in(cast->document, row->end, ", -- – —"));
}

/* The noun that the relative clause of the pronoun depends on, or Q_NONE. */
static uint32_t modified_noun(const q_document *document, uint32_t pronoun)
{
    uint32_t at = pronoun;
    for (int i = 0; i < CLAUSE_DEPTH && at != Q_NONE; i++) {
        uint8_t relation = document->tokens.at[at].relation;
        at = document->tokens.at[at].head;
        if (relation == Q_RELATION_ACL_RELCL)
            return at != Q_NONE && at < pronoun ? at : Q_NONE;
    }
    return Q_NONE;
}

/* The mention before the pronoun that has the noun as its head and can be what the pronoun asks for. */
static uint32_t relative_by_tree(const q_cast *cast, uint32_t mention)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t noun = modified_noun(cast->document, row->head);
    for (uint32_t back = 1; noun != Q_NONE && back <= Q_RECENT_MAX && back <= mention; back++) {
        const q_mention *other = q_cast_mention(cast, mention - back);
        if (other->kind == Q_MENTION_PRONOUN || other->coordinated ||
            (row->entity_kind == QUOTH_PERSON) != (other->entity_kind <= QUOTH_GROUP))
            continue;
        if (other->head == noun || (other->name.start <= noun && noun < other->name.end))
            return mention - back;
    }
    return Q_NONE;
}

/* The mention right before the pronoun, one that is what the pronoun asks for where there is one. */
static uint32_t relative_by_place(const q_cast *cast, uint32_t mention, int *is_asked)
{
    const q_mention *row = q_cast_mention(cast, mention);
    uint32_t best = Q_NONE;
    *is_asked = 0;
    for (uint32_t back = 1; back <= RELATIVE_BACK && back <= mention; back++) {
        const q_mention *other = q_cast_mention(cast, mention - back);
        int asked = (row->entity_kind == QUOTH_PERSON) == (other->entity_kind <= QUOTH_GROUP);
        if (other->kind == Q_MENTION_PRONOUN || !stands_before(cast, other, row))
            continue;
        if (best == Q_NONE || (asked && q_cast_mention(cast, best)->entity_kind != QUOTH_PERSON))
            best = mention - back;
        *is_asked |= asked;
    }
    return best;
}

/* "X, who", "X, most of whom", "X, which": what stands before, a person where one does; else what the clause belongs to. */
int q_pronoun_relative(q_cast *cast, uint32_t mention)
{
    int is_asked;
    uint32_t place = relative_by_place(cast, mention, &is_asked), tree = is_asked ? Q_NONE : relative_by_tree(cast, mention);
    uint32_t best = tree != Q_NONE ? tree : place;
    if (best == Q_NONE)
        return 0;
    if (q_cast_mention(cast, best)->entity == Q_NONE && q_nominal_link(cast, best, 1))
        return -1;
    q_cast_link(cast, mention, q_cast_mention(cast, best)->entity, 0.9f);
    return 0;
}
