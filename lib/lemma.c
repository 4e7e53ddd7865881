#include "lemma.h"

#include <string.h>

#include "lexeme.h"
#include "rooms.h"

enum { /* templates */
    XPOS = 1,
    XPOS_WORD,
    XPOS_ENDING, /* and those after it: by length */
    WORD = XPOS_ENDING + 5,
    XPOS_LISTED,
    XPOS_LEMMA,
    CLITIC,
    RESULT,
    RESULT_EDIT
};

enum { ENDING_MAX = 5 };

int q_lemmatizer_open(q_lemmatizer *lemmatizer, const q_model *model)
{
    size_t size;
    const void *weights = q_model_section(model, "lemma", &size);
    if (q_linear_open(&lemmatizer->weights, weights, size))
        return -1;
    const void *edits = q_model_section(model, "lemma.edits", &size);
    return q_edits_open(&lemmatizer->edits, edits, size);
}

void q_lemma_word_of(const q_document *document, uint32_t token, q_lemma_word *out)
{
    const q_token *at = &document->tokens.at[token];
    const q_lexeme *lexeme = q_token_lexeme(document, token);
    const char *word = lexeme->folded;
    uint32_t length = lexeme->length, hash = lexeme->feature, xpos = at->xpos, *f = out->features;
    out->lexicon = document->lexicon;
    out->lexeme = lexeme;
    out->xpos = xpos;
    *f++ = q_feature(XPOS, xpos);
    *f++ = q_feature2(XPOS_WORD, xpos, hash);
    *f++ = q_feature(WORD, hash);
    *f++ = q_feature2(XPOS_LISTED, xpos, lexeme->upos);
    for (uint32_t n = 1; n <= ENDING_MAX && n <= length; n++)
        *f++ = q_feature2(XPOS_ENDING + n - 1, xpos, q_feature_bytes(word + length - n, n));
    if (at->joined && token + 1 < document->tokens.n)
        *f++ = q_feature3(CLITIC, xpos, hash, document->tokens.at[token + 1].xpos);
    out->count = (uint32_t)(f - out->features);
}

/* The parts of speech that a lemma of an XPOS has in the lexicon. */
static uint32_t upos_of(uint32_t xpos)
{
    if (xpos >= Q_XPOS_VB && xpos <= Q_XPOS_VBZ)
        return Q_VERB | Q_AUX;
    if (xpos >= Q_XPOS_NN && xpos <= Q_XPOS_NNPS)
        return Q_NOUN | Q_PROPN;
    if (xpos >= Q_XPOS_JJ && xpos <= Q_XPOS_JJS)
        return Q_ADJ;
    return xpos >= Q_XPOS_RB && xpos <= Q_XPOS_RBS ? Q_ADV : 0xFFFF;
}

enum { ANSWERS = 4 }; /* of the lexicon */

/* What the lexicon says of the edited word: 0 unknown, 1 of another part of speech, 2 fits; 3 it has it as the lemma. */
static uint32_t listed(const q_lemma_word *word, uint32_t edit, const char *lemma, size_t length)
{
    const q_entry *own = word->lexeme->entry;
    if (own && own->lemma != own->key && !strcmp(q_lexicon_string(word->lexicon, own->lemma), lemma))
        return 3;
    const q_entry *entry = edit ? word->lexicon ? q_lexicon_find(word->lexicon, lemma, length) : NULL : own;
    return !entry || !entry->upos ? 0 : entry->upos & upos_of(word->xpos) ? 2 : 1;
}

static uint32_t answer_to(const q_lemma_word *word, const q_edits *edits, uint32_t edit)
{
    char lemma[Q_FOLDED_ROOM + Q_EDIT_ENDING];
    size_t length = q_edit_apply(edits, edit, word->lexeme->folded, word->lexeme->length, lemma);
    return listed(word, edit, lemma, length);
}

/* The features of an answer. */
static uint32_t put_answer(uint32_t xpos, uint32_t edit, uint32_t answer, uint32_t *features)
{
    features[0] = q_feature2(RESULT, xpos, answer);
    features[1] = q_feature3(RESULT_EDIT, xpos, edit, answer);
    return 2;
}

uint32_t q_lemma_features(const q_lemma_word *word, const q_edits *edits, uint32_t edit, uint32_t *features)
{
    uint32_t count = word->count;
    for (uint32_t i = 0; i < count; i++)
        features[i] = word->features[i] ^ edit;
    return count + put_answer(word->xpos, edit, answer_to(word, edits, edit), features + count);
}

typedef struct choice { /* an edit that goes with an XPOS */
    uint32_t edit;
    unsigned char last;       /* byte that a word must end in, 0 for any */
    unsigned char asked;      /* the weights are known: */
    int16_t answers[ANSWERS]; /* of each answer of the lexicon */
    int16_t most;             /* of them */
    int32_t sum;              /* of the weights with the word that is read, before the lexicon is asked */
} choice;

typedef struct known { /* a lemma that was found */
    uint32_t lexeme, place; /* of what word, and how it stands; see place_of */
    uint32_t lemma;
} known;

typedef struct reader {
    q_document *document;
    q_lemmatizer lemmatizer;
    uint32_t first[Q_XPOS_COUNT + 1]; /* [first[xpos], first[xpos + 1]) of `choices` go with an XPOS, in order */
    choice *choices;
    choice **fitting;                 /* room for as many as there are edits */
    known *known;                     /* by a hash of word and place; as many as a power of two */
    uint32_t mask;
} reader;

/* The choices whose edits fit a word; their number. */
static uint32_t find_fitting(const reader *r, const q_lexeme *lexeme, uint32_t xpos)
{
    unsigned char last = (unsigned char)lexeme->folded[lexeme->length - 1];
    choice *end = r->choices + r->first[xpos + 1];
    uint32_t count = 0;
    for (choice *at = r->choices + r->first[xpos]; at < end; at++)
        if ((!at->last || at->last == last) &&
            q_edit_fits(&r->lemmatizer.edits, at->edit, xpos, lexeme->folded, lexeme->length))
            r->fitting[count++] = at;
    return count;
}

static void ask(const reader *r, uint32_t xpos, choice *out)
{
    uint32_t features[2];
    out->asked = 1;
    out->most = INT16_MIN;
    for (uint32_t answer = 0; answer < ANSWERS; answer++) {
        uint32_t count = put_answer(xpos, out->edit, answer, features);
        out->answers[answer] = (int16_t)q_linear_score(&r->lemmatizer.weights, features, count);
        out->most = out->answers[answer] > out->most ? out->answers[answer] : out->most;
    }
}

static void add_up(const reader *r, const q_lemma_word *word, choice *edit)
{
    edit->sum = 0;
    for (uint32_t i = 0; i < word->count; i++)
        edit->sum += *q_linear_row(&r->lemmatizer.weights, word->features[i] ^ edit->edit, 1);
    if (!edit->asked)
        ask(r, word->xpos, edit);
}

static int32_t score_of(const reader *r, const q_lemma_word *word, const choice *edit)
{
    return edit->sum + edit->answers[answer_to(word, &r->lemmatizer.edits, edit->edit)];
}

/* The first of the best edits. Where one alone fits, its score does not matter. The lexicon is asked first about the one it could
 * lift highest, then about those alone that it could lift as high. */
static uint32_t best_edit(const reader *r, uint32_t token)
{
    q_lemma_word word;
    choice **fitting = r->fitting;
    uint32_t count = find_fitting(r, q_token_lexeme(r->document, token), r->document->tokens.at[token].xpos), best = 0;
    if (count < 2)
        return count ? fitting[0]->edit : 0;
    q_lemma_word_of(r->document, token, &word);
    for (uint32_t i = 0; i < count; i++) {
        add_up(r, &word, fitting[i]);
        best = fitting[i]->sum + fitting[i]->most > fitting[best]->sum + fitting[best]->most ? i : best;
    }
    uint32_t asked = best;
    int32_t most = score_of(r, &word, fitting[best]);
    for (uint32_t i = 0; i < count; i++) {
        if (i == asked || fitting[i]->sum + fitting[i]->most < most + (i > best))
            continue;
        int32_t score = score_of(r, &word, fitting[i]);
        if (score >= most + (i > best)) {
            most = score;
            best = i;
        }
    }
    return fitting[best]->edit;
}

static quoth_status find_lemma(const reader *r, uint32_t token, uint32_t *lemma)
{
    char edited[Q_FOLDED_ROOM + Q_EDIT_ENDING];
    const q_lexeme *lexeme = q_token_lexeme(r->document, token);
    uint32_t edit = best_edit(r, token);
    *lemma = r->document->tokens.at[token].lexeme;
    if (!edit)
        return QUOTH_OK;
    size_t length = q_edit_apply(&r->lemmatizer.edits, edit, lexeme->folded, lexeme->length, edited);
    return q_lexeme_put(r->document, edited, length, lemma);
}

/* What the lemma of a word depends on beside the word: its XPOS, that of the word behind a clitic. */
static uint32_t place_of(const q_document *document, uint32_t token)
{
    const q_token *at = &document->tokens.at[token];
    if (!at->joined || token + 1 == document->tokens.n)
        return at->xpos;
    return at->xpos | (at[1].xpos + 1u) << 8;
}

static quoth_status lemma_of(const reader *r, uint32_t token, uint32_t *lemma)
{
    uint32_t lexeme = r->document->tokens.at[token].lexeme, place = place_of(r->document, token);
    known *found = &r->known[q_feature2(0, lexeme, place) & r->mask];
    quoth_status status = QUOTH_OK;
    if (found->lexeme != lexeme || found->place != place) {
        *found = (known){lexeme, place, Q_NONE};
        status = find_lemma(r, token, &found->lemma);
    }
    *lemma = found->lemma;
    return status;
}

/* Lists the edits by XPOS. */
static quoth_status list_choices(reader *r)
{
    const q_edits *edits = &r->lemmatizer.edits;
    uint32_t end[Q_XPOS_COUNT];
    for (uint32_t edit = 0; edit < edits->count; edit++)
        for (uint64_t xpos = 0, set = q_edit_xpos(edits, edit); xpos < Q_XPOS_COUNT && set >> xpos; xpos++)
            r->first[xpos + 1] += set >> xpos & 1;
    for (uint32_t xpos = 0; xpos < Q_XPOS_COUNT; xpos++) {
        end[xpos] = r->first[xpos];
        r->first[xpos + 1] += r->first[xpos];
    }
    r->choices = q_arena_allocate(&r->document->arena, ((size_t)r->first[Q_XPOS_COUNT] + 1) * sizeof *r->choices);
    r->fitting = q_arena_allocate(&r->document->arena, (size_t)edits->count * sizeof *r->fitting);
    if (!r->choices || !r->fitting)
        return QUOTH_E_MEMORY;
    for (uint32_t edit = 0; edit < edits->count; edit++)
        for (uint64_t xpos = 0, set = q_edit_xpos(edits, edit); xpos < Q_XPOS_COUNT && set >> xpos; xpos++)
            if (set >> xpos & 1)
                r->choices[end[xpos]++] = (choice){.edit = edit, .last = q_edit_last(edits, edit)};
    return QUOTH_OK;
}

/* Makes room for what is found. */
static quoth_status begin(reader *r)
{
    for (r->mask = 1; r->mask < r->document->lexemes.n; r->mask = r->mask * 2 + 1)
        ;
    r->known = q_arena_allocate(&r->document->arena, ((size_t)r->mask + 1) * sizeof *r->known);
    if (!r->known)
        return QUOTH_E_MEMORY;
    memset(r->known, 0xFF, ((size_t)r->mask + 1) * sizeof *r->known);
    return list_choices(r);
}

quoth_status q_room_lemma(q_document *document)
{
    reader r = {.document = document};
    if (q_lemmatizer_open(&r.lemmatizer, document->model) || !document->lexemes.n)
        return QUOTH_OK;
    quoth_status status = begin(&r);
    for (uint32_t i = 0; status == QUOTH_OK && i < document->tokens.n; i++)
        status = lemma_of(&r, i, &document->tokens.at[i].lemma);
    return status;
}

/* ---- lemmas as written ---- */

/* Names and what is written like one: Swiss, pro-Swiss, CEO, B2. */
static int keeps_case(const q_document *document, uint32_t token)
{
    const q_token *at = &document->tokens.at[token];
    uint32_t flags = q_token_lexeme(document, token)->flags, shape = at->shape;
    int like_name = flags & Q_LEX_DEMONYM || !(shape & Q_SHAPE_CAPITAL) || !(flags & Q_LEX_COMMON || shape & Q_SHAPE_FIRST);
    switch (at->xpos) {
    case Q_XPOS_NNP:
    case Q_XPOS_NNPS:
    case Q_XPOS_ADD:
    case Q_XPOS_FW:
    case Q_XPOS_LS:
        return 1;
    case Q_XPOS_CD:
        return !(shape & Q_SHAPE_CAPITAL) || shape & (Q_SHAPE_UPPER | Q_SHAPE_DIGIT);
    case Q_XPOS_JJ:
        return like_name && !(shape & Q_SHAPE_UPPER);
    case Q_XPOS_NN:
    case Q_XPOS_NNS:
        return like_name || at->end - at->start == 1 || shape & Q_SHAPE_DIGIT || (shape & Q_SHAPE_UPPER && !(flags & Q_LEX_COMMON));
    default:
        return at->upos == Q_PROPN;
    }
}

/* Takes the capitals of the word over to a lemma that begins as it does. */
static void restore_capitals(char *lemma, const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char small = word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] + 32) : word[i];
        if (small != lemma[i])
            return;
        lemma[i] = word[i];
    }
}

int q_lemma_is_folded(const q_document *document, uint32_t token)
{
    const q_token *at = &document->tokens.at[token];
    return !keeps_case(document, token) && !(at->upos == Q_PRON && document->lexemes.at[at->lemma].length == 1);
}

size_t q_lemma_write(const q_document *document, uint32_t token, char *out, size_t room)
{
    const q_token *at = &document->tokens.at[token];
    const q_lexeme *lexeme = q_token_lexeme(document, token), *lemma = &document->lexemes.at[at->lemma];
    const char *written = lemma->folded;
    size_t length = lemma->length;
    int pronoun = length == 1 && *written == 'i' && at->upos == Q_PRON;
    if (at->lemma == at->lexeme && keeps_case(document, token)) {
        written = document->text + at->start;
        length = at->end - at->start;
    }
    if (length >= room)
        for (length = room - 1; length && ((unsigned char)written[length] & 0xC0) == 0x80;)
            length--;
    memcpy(out, written, length);
    out[length] = '\0';
    if (at->lemma != at->lexeme && keeps_case(document, token) && lexeme->length == at->end - at->start)
        restore_capitals(out, document->text + at->start, length < lexeme->length ? length : lexeme->length);
    if (pronoun)
        *out = 'I';
    return length;
}
