#include "conversation.h"

enum {
    LOOK_TURNS = 16,
    NEAR = 2 /* paragraphs between two turns of one conversation */
};

int q_is_spoken(const q_document *document, uint32_t quote)
{
    const q_quote *row = &document->quotes.at[quote];
    return row->type == QUOTH_DIRECT && row->class_ != QUOTH_CLASS_OTHER && row->region < document->regions.n;
}

/* ---- tags ---- */

static uint8_t pronoun_kind(const q_mention *row)
{
    if (row->person == 1 && !row->plural)
        return Q_TAG_I;
    if (row->person != 3 || row->plural)
        return Q_TAG_OTHER;
    return row->gender == QUOTH_GENDER_MALE ? Q_TAG_HE : row->gender == QUOTH_GENDER_FEMALE ? Q_TAG_SHE : Q_TAG_OTHER;
}

static uint8_t nominal_kind(const q_document *document, const q_mention *row)
{
    return q_token_lexeme(document, row->head)->flags & Q_LEX_KINSHIP ? Q_TAG_KIN : row->definite ? Q_TAG_DEFINITE : Q_TAG_NOMINAL;
}

/* What the caller says of a quote is as good as a name beside it. */
q_beside q_beside_quote(const q_cast *cast, uint32_t quote)
{
    const q_quote *row = &cast->document->quotes.at[quote];
    q_beside tag = {Q_NONE, Q_TAG_NONE, QUOTH_GENDER_UNKNOWN, 0};
    if (row->pin != Q_NONE) {
        uint32_t figure = cast->pinned.at[row->pin];
        return figure == Q_NONE ? tag : (q_beside){figure, Q_TAG_NAME, cast->figures.at[figure].gender, 3};
    }
    if (row->source_mention >= cast->document->mentions.n) {
        tag.kind = row->same_as < quote ? Q_TAG_CONTINUED : Q_TAG_NONE;
        return tag;
    }
    const q_mention *mention = q_cast_mention(cast, row->source_mention);
    float certainty = cast->certainty.at[row->source_mention];
    tag.figure = mention->entity;
    tag.kind = mention->kind == Q_MENTION_NAME      ? Q_TAG_NAME
               : mention->kind == Q_MENTION_NOMINAL ? nominal_kind(cast->document, mention)
                                                    : pronoun_kind(mention);
    tag.gender = mention->gender;
    tag.sure = certainty > 0.9f ? 3 : certainty > 0.7f ? 2 : certainty > 0.0f;
    if (row->reason == Q_REASON_SUBJECT_BEFORE)
        tag.kind |= Q_TAG_BESIDE;
    return tag;
}

int q_is_certain(const q_beside *tag)
{
    return tag->figure != Q_NONE && (tag->kind == Q_TAG_NAME || tag->kind == Q_TAG_NOMINAL || tag->kind == Q_TAG_I);
}

/* ---- turns ---- */

static int is_surer(const q_beside *a, const q_beside *b)
{
    int certain = q_is_certain(a), known = q_is_certain(b);
    return certain != known ? certain : b->kind == Q_TAG_NONE || b->kind == Q_TAG_CONTINUED;
}

static uint32_t hearer_of(const q_cast *cast, uint32_t quote)
{
    uint32_t mention = cast->document->quotes.at[quote].addressee_mention;
    return mention < cast->document->mentions.n ? q_cast_mention(cast, mention)->entity : Q_NONE;
}

int q_conversation_read(const q_cast *cast, q_exchanges *turns)
{
    const q_document *document = cast->document;
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        if (!q_is_spoken(document, i))
            continue;
        uint32_t paragraph = document->regions.at[document->quotes.at[i].region].paragraph;
        q_exchange *turn = turns->n ? &turns->at[turns->n - 1] : NULL;
        q_beside tag = q_beside_quote(cast, i);
        if (!turn || turn->paragraph != paragraph) {
            turn = Q_APPEND(document->allocator, turns, 1);
            if (!turn)
                return -1;
            *turn = (q_exchange){.first = i, .paragraph = paragraph, .tag = tag, .hearer = Q_NONE};
        } else if (is_surer(&tag, &turn->tag)) {
            turn->tag = tag;
        }
        turn->end = i + 1;
        if (turn->hearer == Q_NONE)
            turn->hearer = hearer_of(cast, i);
    }
    return 0;
}

static void read_turn(const q_exchange *turn, uint8_t distance, uint8_t broken, q_side *side)
{
    if (side->figure == Q_NONE && q_is_certain(&turn->tag)) {
        side->figure = turn->tag.figure;
        side->distance = distance;
        side->broken = broken;
    }
    if (side->gender == QUOTH_GENDER_UNKNOWN && turn->tag.kind != Q_TAG_NONE)
        side->gender = turn->tag.gender;
    if (side->hearer == Q_NONE)
        side->hearer = turn->hearer;
}

void q_conversation_look(const q_exchanges *turns, uint32_t turn, int step, q_side sides[2])
{
    uint8_t broken = 0;
    for (int i = 0; i < 2; i++)
        sides[i] = (q_side){.figure = Q_NONE, .hearer = Q_NONE, .gender = QUOTH_GENDER_UNKNOWN};
    for (uint8_t k = 0; k < LOOK_TURNS; k++) {
        read_turn(&turns->at[turn], k, broken, &sides[k & 1]);
        if (step < 0 ? turn == 0 : turn + 1 == turns->n)
            return;
        uint32_t next = step < 0 ? turn - 1 : turn + 1;
        uint32_t from = turns->at[step < 0 ? next : turn].paragraph, to = turns->at[step < 0 ? turn : next].paragraph;
        if (to - from > NEAR)
            return;
        broken |= to - from > 1;
        turn = next;
    }
}
