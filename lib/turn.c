/* turn.c - who speaks the quotes of a dialogue that name nobody, by the turns before and after. */
#include "cast.h"

enum { TURN_GAP = 2 }; /* paragraphs between two turns of a dialogue */

typedef struct turn {
    uint32_t paragraph, speaker;
} turn;

static uint32_t paragraph_of(const q_document *document, const q_quote *quote)
{
    return quote->region < document->regions.n ? document->regions.at[quote->region].paragraph : Q_NONE;
}

/* Who is likely to speak in the paragraph, given the two turns before: the same within a paragraph, else the one before last. */
static float turn_guess(const turn *last, const turn *before, uint32_t paragraph, uint32_t *speaker)
{
    *speaker = Q_NONE;
    if (last->speaker != Q_NONE && last->paragraph == paragraph) {
        *speaker = last->speaker;
        return 0.8f;
    }
    if (before->speaker == Q_NONE || last->paragraph == Q_NONE || paragraph - last->paragraph > TURN_GAP)
        return 0.0f;
    *speaker = before->speaker;
    return before->speaker == last->speaker ? 0.45f : paragraph - before->paragraph == 2 ? 0.75f : 0.55f;
}

/* From the end: who answers the turn before and speaks again after it; for quotes the way forward left open. */
void q_turn_back(q_document *document)
{
    turn next = {Q_NONE, Q_NONE}, after = {Q_NONE, Q_NONE};

    for (uint32_t i = document->quotes.n; i > 0; i--) {
        q_quote *quote = &document->quotes.at[i - 1];
        uint32_t paragraph = paragraph_of(document, quote);

        if (paragraph == Q_NONE || quote->class_ == QUOTH_CLASS_OTHER)
            continue;
        if (quote->speaker == Q_NONE && quote->reason == Q_REASON_NONE && quote->type == QUOTH_DIRECT) {
            if (next.paragraph == paragraph && next.speaker != Q_NONE)
                quote->speaker = next.speaker;
            else if (next.paragraph != Q_NONE && next.paragraph - paragraph <= TURN_GAP && after.speaker != next.speaker)
                quote->speaker = after.speaker;
            if (quote->speaker != Q_NONE) {
                quote->reason = Q_REASON_TURN;
                quote->confidence = next.paragraph == paragraph ? 0.75f : 0.55f;
            }
        }
        if (next.paragraph != paragraph) {
            after = next;
            next.paragraph = paragraph;
        }
        next.speaker = quote->speaker;
    }
}

void q_turn_forward(q_document *document)
{
    turn last = {Q_NONE, Q_NONE}, before = {Q_NONE, Q_NONE};

    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];
        uint32_t paragraph = paragraph_of(document, quote), speaker;
        int implicit = quote->speaker == Q_NONE && quote->reason == Q_REASON_NONE && quote->type == QUOTH_DIRECT;

        if (paragraph == Q_NONE || quote->class_ == QUOTH_CLASS_OTHER)
            continue;
        if (quote->same_as < i && quote->speaker == Q_NONE) {
            quote->speaker = document->quotes.at[quote->same_as].speaker;
            quote->confidence = document->quotes.at[quote->same_as].confidence * 0.95f;
        } else if (implicit) {
            quote->confidence = turn_guess(&last, &before, paragraph, &speaker);
            quote->speaker = speaker;
            if (speaker != Q_NONE)
                quote->reason = last.paragraph == paragraph ? Q_REASON_CONTINUED : Q_REASON_TURN;
        }
        if (last.paragraph != paragraph) {
            before = last;
            last.paragraph = paragraph;
        }
        last.speaker = quote->speaker;
        if (before.speaker != Q_NONE && before.speaker != quote->speaker && quote->addressee == Q_NONE &&
            before.paragraph != Q_NONE && paragraph - before.paragraph <= TURN_GAP && quote->speaker != Q_NONE)
            quote->addressee = before.speaker;
    }
}
