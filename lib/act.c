#include "act.h"

#include "clause.h"

static const q_entry *entry_of(const q_document *document, uint32_t token)
{
    return q_token_lexeme(document, token)->entry;
}

static uint8_t class_of(const q_entry *entry)
{
    switch (entry ? entry->cue_class : Q_CUE_NONE) {
    case Q_CUE_WRITE: case Q_CUE_SHOW: return QUOTH_CLASS_WRITING;
    case Q_CUE_THINK: return QUOTH_CLASS_THOUGHT;
    case Q_CUE_INTEND: return QUOTH_CLASS_INTENTION;
    default: return QUOTH_CLASS_SPEECH;
    }
}

static int has_class(const q_document *document, uint32_t token)
{
    const q_entry *entry = entry_of(document, token);
    return entry && entry->cue_class != Q_CUE_NONE;
}

/* Whether what is reported is a to-infinitive: agreed | to pay, agreed to | pay. */
static int is_infinitive(const q_document *document, const q_act *act)
{
    uint32_t first = act->pieces ? act->piece[0].start : act->cue.end;
    return (first >= act->cue.end && first < document->tokens.n && q_token_in(document, first, "to") &&
            (document->tokens.at[first].upos & Q_PART)) ||
           (q_token_in(document, act->cue.end - 1, "to") && (document->tokens.at[act->cue.end - 1].upos & Q_PART));
}

/* By the words of the cue and the construction: a verb or noun of the lexicon, or an adjective (was confident that, ready to). */
static uint8_t class_of_cue(const q_document *document, const q_act *act)
{
    int infinitive = is_infinitive(document, act);
    const q_entry *entry = entry_of(document, act->head);
    const q_entry *frame = infinitive && entry ? q_lexicon_frame(document->lexicon, entry, "to") : NULL;
    if (frame)
        return class_of(frame);
    if (has_class(document, act->head))
        return class_of(entry);
    for (uint32_t i = act->cue.end; i-- > act->cue.start;)
        if (has_class(document, i))
            return class_of(entry_of(document, i));
        else if (document->tokens.at[i].xpos == Q_XPOS_JJ)
            return infinitive ? QUOTH_CLASS_INTENTION : QUOTH_CLASS_THOUGHT;
    return QUOTH_CLASS_SPEECH;
}

/* A poll, a letter, a report: what it says was written. */
static int is_document(const q_mention *mention)
{
    return mention->entity_kind == QUOTH_DOCUMENT;
}

static int is_person(const q_mention *mention)
{
    int gendered = mention->gender == QUOTH_GENDER_MALE || mention->gender == QUOTH_GENDER_FEMALE;
    return mention->kind == Q_MENTION_PRONOUN ? mention->person < 3 || gendered : mention->entity_kind == QUOTH_PERSON;
}

/* Whether at least half of the words stand in marks. */
static int is_quoted(const q_document *document, const q_act *act)
{
    uint32_t words = 0, marked = 0;
    for (uint32_t i = 0; i < act->pieces; i++)
        for (uint32_t j = act->piece[i].start; j < act->piece[i].end; j++) {
            words += !q_is_punct(document, j);
            marked += !q_is_punct(document, j) && q_is_marked(document, j);
        }
    return words && 2 * marked >= words;
}

uint8_t q_act_class(const q_document *document, q_act act)
{
    const q_mention *mention = act.mention == Q_NONE ? NULL : &document->mentions.at[act.mention];
    const q_entry *entry = entry_of(document, act.head);
    uint8_t class_ = class_of_cue(document, &act);
    if (class_ == QUOTH_CLASS_INTENTION && is_quoted(document, &act))
        class_ = QUOTH_CLASS_SPEECH;
    if (mention && class_ == QUOTH_CLASS_SPEECH && is_document(mention))
        return QUOTH_CLASS_WRITING;
    if (mention && entry && entry->cue_class == Q_CUE_SHOW && is_person(mention))
        return QUOTH_CLASS_SPEECH;
    return class_;
}
