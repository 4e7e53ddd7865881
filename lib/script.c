#include "script.h"

#include <stdlib.h>

static int by_start(const void *a, const void *b)
{
    const q_segment *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1;
    return x->quote < y->quote ? -1 : x->quote > y->quote;
}

static int put(const q_document *document, q_script *script, q_span span, quoth_segment_kind kind, uint32_t quote)
{
    if (span.start >= span.end)
        return 1;
    q_segment *segment = Q_APPEND(document->allocator, script, 1);
    if (segment)
        *segment = (q_segment){span, quote, (uint32_t)kind};
    return segment != NULL;
}

/* A direct quote is spoken whole; of a mixed one, what stands within marks. */
static int put_quote(const q_document *document, q_script *script, uint32_t index)
{
    const q_quote *quote = &document->quotes.at[index];
    int direct = quote->type == QUOTH_DIRECT;
    uint32_t first = direct ? quote->piece : quote->part;
    uint32_t count = direct ? quote->pieces : quote->parts;
    for (uint32_t i = 0; i < count; i++)
        if (!put(document, script, document->pieces.at[first + i], QUOTH_QUOTE, index))
            return 0;
    return put(document, script, quote->tag, QUOTH_TAG, index);
}

/* Cuts overlaps (the earlier segment wins) and fills the gaps with narration. */
static int tile(const q_document *document, const q_script *sorted, q_script *script)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < sorted->n; i++) {
        q_segment segment = sorted->at[i];
        if (segment.span.end <= at)
            continue;
        if (segment.span.start < at)
            segment.span.start = at;
        if (!put(document, script, (q_span){at, segment.span.start}, QUOTH_NARRATION, Q_NONE) ||
            !put(document, script, segment.span, (quoth_segment_kind)segment.kind, segment.quote))
            return 0;
        at = segment.span.end;
    }
    return put(document, script, (q_span){at, document->length}, QUOTH_NARRATION, Q_NONE);
}

quoth_status q_script_make(const q_document *document, q_script *script)
{
    q_script found = {0};
    int ok = 1;
    for (uint32_t i = 0; i < document->quotes.n && ok; i++)
        ok = put_quote(document, &found, i);
    if (ok && found.n)
        qsort(found.at, found.n, sizeof *found.at, by_start);
    ok = ok && tile(document, &found, script);
    Q_ROWS_FREE(document->allocator, &found);
    return ok ? QUOTH_OK : QUOTH_E_MEMORY;
}
