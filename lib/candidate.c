/* candidate.c - who else may speak a quote: whom else its source may mean, or else the speakers of the quotes around. */
#include "cast.h"

enum { CANDIDATE_BACK = 8 }; /* quotes before, where no source stands */

static const float stranger_share = 0.5f; /* of what is left to doubt, for the speakers around */

int q_rival_add(q_cast *cast, uint32_t mention, uint32_t figure, float certainty)
{
    q_rival *rival = Q_APPEND(cast->document->allocator, &cast->rivals, 1);
    if (!rival)
        return -1;
    *rival = (q_rival){mention, figure, certainty};
    if (cast->rival_heads.at[mention] == Q_NONE)
        cast->rival_heads.at[mention] = cast->rivals.n - 1;
    return 0;
}

static int add(q_document *document, q_quote *quote, uint32_t figure, float confidence)
{
    if (figure == Q_NONE || figure == quote->speaker || quote->candidate_count == Q_CANDIDATES_MAX)
        return 0;
    for (uint32_t i = 0; i < quote->candidate_count; i++)
        if (document->candidates.at[quote->candidate + i].entity == figure)
            return 0;
    q_candidate *row = Q_APPEND(document->allocator, &document->candidates, 1);
    if (!row)
        return -1;
    *row = (q_candidate){figure, confidence};
    quote->candidate_count++;
    return 0;
}

static int add_rivals(q_cast *cast, q_quote *quote)
{
    uint32_t mention = quote->source_mention;
    for (uint32_t i = cast->rival_heads.at[mention]; i < cast->rivals.n && cast->rivals.at[i].mention == mention; i++)
        if (add(cast->document, quote, cast->rivals.at[i].figure, cast->rivals.at[i].certainty))
            return -1;
    return 0;
}

static int add_neighbours(q_document *document, uint32_t index)
{
    q_quote *quote = &document->quotes.at[index];
    float left = (1.0f - (quote->speaker == Q_NONE ? 0.0f : quote->confidence)) * stranger_share;
    for (uint32_t i = index; i > 0 && index - i < CANDIDATE_BACK; i--) {
        if (add(document, quote, document->quotes.at[i - 1].speaker, left))
            return -1;
        if (quote->candidate_count > 0)
            left = document->candidates.at[document->candidates.n - 1].confidence * stranger_share;
    }
    return 0;
}

int q_candidates(q_cast *cast, int learned)
{
    q_document *document = cast->document;
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];
        if (learned && quote->candidate_count)
            continue;
        quote->candidate = document->candidates.n;
        quote->candidate_count = 0;
        if (quote->source_mention < document->mentions.n && add_rivals(cast, quote))
            return -1;
        if (quote->source_mention >= document->mentions.n && quote->reason != Q_REASON_PASSIVE && add_neighbours(document, i))
            return -1;
    }
    return 0;
}
