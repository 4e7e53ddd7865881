#include "tagger.h"

#include <string.h>

#include "utf8.h"

enum { /* templates */
    WORD = 1,
    ENDING,          /* and the four after it: by length */
    BEGINNING = ENDING + 5,
    LISTED = BEGINNING + 3,
    FLAGS,
    FORM,
    SHAPE,
    SHAPE_WORD,
    SHAPE_ENDING,
    SHAPE_SEEN,
    SHAPE_AROUND,
    BEFORE,
    BEFORE_2,
    NEXT,
    NEXT_2,
    BEFORE_WORD,
    WORD_NEXT,
    BEFORE_NEXT,
    AMBIGUITY_NEXT,
    NEXT_AMBIGUITY,
    NEXT_ENDING,
    NEXT_SHAPE,
    NEXT_2_AMBIGUITY,
    NEXT_AMBIGUITIES,
    BEFORE_ENDING,
    JOINED,
    TAG,
    TAGS,
    TAG_WORD,
    TAG_AMBIGUITY,
    TAG_NEXT,
    TAG_NEXT_AMBIGUITY,
    TAGS_AMBIGUITY,
    TAG_SHAPE,
    TAG_2_AMBIGUITY
};

enum { /* features that a word type gives the words beside it */
    BESIDE_BEFORE,
    BESIDE_BEFORE_2,
    BESIDE_BEFORE_ENDING,
    BESIDE_NEXT,
    BESIDE_NEXT_2,
    BESIDE_NEXT_AMBIGUITY,
    BESIDE_NEXT_2_AMBIGUITY,
    BESIDE_NEXT_ENDING
};

enum {
    ENDING_MAX = 5,
    BEGINNING_MAX = 3,
    EDGE = 0x5EED /* stands for a word beyond the sentence */
};

int q_tagger_open(q_tagger *tagger, const q_model *model)
{
    size_t size;
    const void *weights = q_model_section(model, "tag", &size);
    if (q_linear_open(&tagger->weights, weights, size) || tagger->weights.mask < Q_TAG_CLASSES_MAX - 1)
        return -1;
    const void *words = q_model_section(model, "tag.words", &size);
    return q_tag_words_open(&tagger->words, words, size);
}

/* ---- features of word types ---- */

static void add(uint32_t *features, uint32_t *count, uint32_t feature)
{
    features[(*count)++] = feature;
}

/* Letters as a, digits as 0, the rest as it is; runs as one: "aa-0". */
static uint32_t form_of(const char *word, size_t length)
{
    uint32_t hash = 0;
    char last = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)word[i];
        char kind = c >= '0' && c <= '9' ? '0' : c >= 0x80 || (c >= 'a' && c <= 'z') ? 'a' : (char)c;
        if (kind != last)
            hash = hash * 31 + (unsigned char)kind;
        last = kind;
    }
    return hash;
}

static void lexeme_features(const q_lexeme *lexeme, q_tag_lexeme *out)
{
    const char *word = lexeme->folded;
    uint32_t length = lexeme->length, upos = lexeme->upos;
    add(out->features, &out->count, q_feature(WORD, out->word));
    for (uint32_t n = 1; n <= ENDING_MAX && n <= length; n++)
        add(out->features, &out->count, q_feature(ENDING + n - 1, q_feature_bytes(word + length - n, n)));
    for (uint32_t n = 1; n <= BEGINNING_MAX && n < length; n++)
        add(out->features, &out->count, q_feature(BEGINNING + n - 1, q_feature_bytes(word, n)));
    add(out->features, &out->count, q_feature(LISTED, upos));
    add(out->features, &out->count, q_feature(FLAGS, lexeme->flags));
    add(out->features, &out->count, q_feature(FORM, form_of(word, length)));
}

static void features_beside(q_tag_lexeme *lexeme)
{
    lexeme->beside[BESIDE_BEFORE] = q_feature(BEFORE, lexeme->word);
    lexeme->beside[BESIDE_BEFORE_2] = q_feature(BEFORE_2, lexeme->word);
    lexeme->beside[BESIDE_BEFORE_ENDING] = q_feature(BEFORE_ENDING, lexeme->ending);
    lexeme->beside[BESIDE_NEXT] = q_feature(NEXT, lexeme->word);
    lexeme->beside[BESIDE_NEXT_2] = q_feature(NEXT_2, lexeme->word);
    lexeme->beside[BESIDE_NEXT_AMBIGUITY] = q_feature(NEXT_AMBIGUITY, lexeme->ambiguity);
    lexeme->beside[BESIDE_NEXT_2_AMBIGUITY] = q_feature(NEXT_2_AMBIGUITY, lexeme->ambiguity);
    lexeme->beside[BESIDE_NEXT_ENDING] = q_feature(NEXT_ENDING, lexeme->ending);
}

static q_tag_lexeme facts_of(const q_lexeme *lexeme, unsigned seen, const q_tag_words *words)
{
    q_tag_lexeme facts = {.word = q_tag_word_hash(lexeme->folded, lexeme->length)};
    uint32_t ending = lexeme->length < 3 ? lexeme->length : 3;
    facts.set = q_tag_words_set(words, facts.word);
    facts.ambiguity = facts.set != Q_NONE ? facts.set : 1u << 16 | lexeme->upos;
    facts.seen = (seen & Q_SEEN_LOWER ? Q_TAG_SEEN_LOWER : 0) | (seen & Q_SEEN_NAME ? Q_TAG_SEEN_CAPITAL : 0);
    facts.ending = q_feature_bytes(lexeme->folded + lexeme->length - ending, ending);
    lexeme_features(lexeme, &facts);
    return facts;
}

q_tag_lexeme *q_tag_lexemes(q_document *document, const q_tag_words *words)
{
    uint32_t count = document->lexemes.n;
    q_tag_lexeme *lexemes = q_arena_allocate(&document->arena, ((size_t)count + 1) * sizeof *lexemes);
    if (!lexemes)
        return NULL;
    for (uint32_t i = 0; i < count; i++)
        lexemes[i] = facts_of(&document->lexemes.at[i], document->seen.at[i], words);
    lexemes[count] = (q_tag_lexeme){.word = EDGE, .ambiguity = EDGE, .ending = EDGE};
    for (uint32_t i = 0; i <= count; i++)
        features_beside(&lexemes[i]);
    return lexemes;
}

/* ---- features of tokens ---- */

uint32_t q_tag_style(const q_document *document, const q_sentence *sentence)
{
    uint32_t words = 0, capital = 0, upper = 0;
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        const q_token *token = &document->tokens.at[i];
        if (token->shape & (Q_SHAPE_PUNCT | Q_SHAPE_DIGIT) || token->joined || token->end - token->start < 2)
            continue;
        words++;
        capital += (token->shape & Q_SHAPE_CAPITAL) != 0;
        upper += (token->shape & Q_SHAPE_UPPER) != 0;
    }
    if (words < 2)
        return 0;
    return upper * 10 >= words * 8 ? 4 : capital * 10 >= words * 7 ? 3 : capital * 10 >= words * 4 ? 2 : capital ? 1 : 5;
}

q_tag_rest q_tag_rest_of(const q_token *token)
{
    if (token->shape & Q_SHAPE_PUNCT)
        return Q_TAG_REST_PUNCT;
    if (token->shape & Q_SHAPE_DIGIT)
        return Q_TAG_REST_DIGIT;
    return token->shape & Q_SHAPE_UPPER ? Q_TAG_REST_UPPER : token->shape & Q_SHAPE_CAPITAL ? Q_TAG_REST_CAPITAL : Q_TAG_REST_LOWER;
}

static int has_class(const q_tag_token *token, uint32_t class_)
{
    for (uint32_t i = 0; i < token->class_count; i++)
        if (token->classes[i] == class_)
            return 1;
    return 0;
}

static void add_class(q_tag_token *token, uint8_t class_)
{
    if (token->class_count < Q_TAG_CLASSES_MAX && !has_class(token, class_))
        token->classes[token->class_count++] = class_;
}

static void add_set(const q_tag_words *words, uint32_t set, q_tag_token *token)
{
    uint32_t start = q_tag_words_start(words, set), end = q_tag_words_start(words, set + 1);
    if (!token->class_count && end - start <= Q_TAG_CLASSES_MAX) {
        token->class_count = end - start;
        memcpy(token->classes, words->lists + start, end - start);
        return;
    }
    for (uint32_t i = start; i < end; i++)
        add_class(token, words->lists[i]);
}

enum { SHAPE_OF_CLASSES = Q_SHAPE_CAPITAL | Q_SHAPE_UPPER | Q_SHAPE_DIGIT | Q_SHAPE_PUNCT /* what the classes depend on */ };

/* A word seen in training has its classes; with a capital it can be a name too, and a word seen as a name only can be
 * anything without one. */
static void classes_of(const q_tag_words *words, const q_token *token, uint32_t set, q_tag_token *out)
{
    out->class_count = 0;
    if (set != Q_NONE)
        add_set(words, set, out);
    int name_only = set != Q_NONE;
    for (uint32_t i = 0; i < out->class_count; i++)
        name_only &= out->classes[i] == words->name || out->classes[i] == words->names;
    if (set == Q_NONE || (name_only && !(token->shape & Q_SHAPE_CAPITAL)))
        add_set(words, (uint32_t)q_tag_rest_of(token), out);
    if (token->shape & Q_SHAPE_CAPITAL && !(token->shape & Q_SHAPE_PUNCT)) {
        add_class(out, words->name);
        add_class(out, words->names);
    }
}

/* A word of the sentence, or what stands for one beyond it. */
static const q_tag_lexeme *word_at(const q_document *document, const q_tag_lexeme *lexemes, const q_sentence *sentence,
                                   int64_t index)
{
    int inside = index >= sentence->first && index < sentence->end;
    return &lexemes[inside ? document->tokens.at[index].lexeme : document->lexemes.n];
}

static uint32_t shape_at(const q_document *document, const q_sentence *sentence, int64_t index)
{
    return index >= sentence->first && index < sentence->end ? document->tokens.at[index].shape : 0;
}

/* Adds the features of the place of a token. */
static void add_place(const q_document *document, const q_tag_lexeme *lexemes, uint32_t style, uint32_t index, q_tag_token *out)
{
    const q_token *token = &document->tokens.at[index];
    const q_sentence *sentence = &document->sentences.at[token->sentence];
    const q_tag_lexeme *lexeme = &lexemes[token->lexeme];
    int64_t at = index;
    const q_tag_lexeme *before = word_at(document, lexemes, sentence, at - 1);
    const q_tag_lexeme *before_2 = word_at(document, lexemes, sentence, at - 2);
    const q_tag_lexeme *next = word_at(document, lexemes, sentence, at + 1);
    const q_tag_lexeme *next_2 = word_at(document, lexemes, sentence, at + 2);
    uint32_t shape_before = shape_at(document, sentence, at - 1), shape_next = shape_at(document, sentence, at + 1);
    uint32_t case_ = token->shape & (Q_SHAPE_CAPITAL | Q_SHAPE_UPPER | Q_SHAPE_FIRST), joined = token->joined;
    uint32_t next_joined = index + 1 < sentence->end && token[1].joined;
    out->word = lexeme->word;
    out->ambiguity = lexeme->ambiguity;
    out->next_word = next->word;
    out->next_ambiguity = next->ambiguity;
    out->shape = case_ | style << 8;
    uint32_t *f = out->features, *n = &out->count;
    add(f, n, q_feature2(SHAPE, token->shape, style));
    add(f, n, q_feature3(SHAPE_WORD, case_, style, lexeme->word));
    add(f, n, q_feature3(SHAPE_ENDING, case_, style, lexeme->ending));
    add(f, n, q_feature3(SHAPE_SEEN, case_, style, lexeme->seen));
    add(f, n, q_feature3(SHAPE_AROUND, case_ | style << 8, shape_before, shape_next));
    add(f, n, before->beside[BESIDE_BEFORE]);
    add(f, n, before_2->beside[BESIDE_BEFORE_2]);
    add(f, n, next->beside[BESIDE_NEXT]);
    add(f, n, next_2->beside[BESIDE_NEXT_2]);
    add(f, n, q_feature2(BEFORE_WORD, before->word, lexeme->word));
    add(f, n, q_feature2(WORD_NEXT, lexeme->word, next->word));
    add(f, n, q_feature2(BEFORE_NEXT, before->word, next->word));
    add(f, n, q_feature2(AMBIGUITY_NEXT, lexeme->ambiguity, next->ambiguity));
    add(f, n, next->beside[BESIDE_NEXT_AMBIGUITY]);
    add(f, n, next->beside[BESIDE_NEXT_ENDING]);
    add(f, n, q_feature2(NEXT_SHAPE, shape_next, case_));
    add(f, n, next_2->beside[BESIDE_NEXT_2_AMBIGUITY]);
    add(f, n, q_feature3(NEXT_AMBIGUITIES, lexeme->ambiguity, next->ambiguity, next_2->ambiguity));
    add(f, n, before->beside[BESIDE_BEFORE_ENDING]);
    add(f, n, q_feature3(JOINED, joined, next_joined, lexeme->word));
}

void q_tag_token_of(const q_document *document, const q_tag_words *words, const q_tag_lexeme *lexemes, uint32_t style,
                    uint32_t index, q_tag_token *out)
{
    const q_token *token = &document->tokens.at[index];
    const q_tag_lexeme *lexeme = &lexemes[token->lexeme];
    classes_of(words, token, lexeme->set, out);
    memcpy(out->features, lexeme->features, lexeme->count * sizeof *out->features);
    out->count = lexeme->count;
    add_place(document, lexemes, style, index, out);
}

uint32_t q_tag_history(q_tag_token *token, uint32_t before, uint32_t before_that)
{
    uint32_t *f = token->features, count = token->count, *n = &count;
    add(f, n, q_feature(TAG, before));
    add(f, n, q_feature2(TAGS, before, before_that));
    add(f, n, q_feature2(TAG_WORD, before, token->word));
    add(f, n, q_feature2(TAG_AMBIGUITY, before, token->ambiguity));
    add(f, n, q_feature2(TAG_NEXT, before, token->next_word));
    add(f, n, q_feature3(TAG_NEXT_AMBIGUITY, before, token->ambiguity, token->next_ambiguity));
    add(f, n, q_feature3(TAGS_AMBIGUITY, before, before_that, token->ambiguity));
    add(f, n, q_feature2(TAG_SHAPE, before, token->shape));
    add(f, n, q_feature2(TAG_2_AMBIGUITY, before_that, token->ambiguity));
    return count;
}

/* ---- the decoder ---- */

enum {
    KNOWN_MAX = 2048,   /* words that are remembered; a power of two */
    KNOWN_CLASSES = 40, /* of such a word, at most */
    ABREAST = 4,        /* classes whose scores are added side by side */
    CLASSES_MANY = 12,  /* of so many, those that cannot win any more are left out: */
    FIRST = 5,          /* after so many features of the place and those of the classes before */
    CEILING_UNKNOWN = INT8_MIN
};

typedef struct known { /* a word type as it is written: what a token of it begins with */
    uint32_t lexeme;
    uint8_t shape, count;
    uint8_t classes[KNOWN_CLASSES];
    int16_t scores[KNOWN_CLASSES]; /* of the classes, by the features of the word itself */
} known;

typedef struct decoder {
    const q_linear *weights;
    const q_tag_words *words;
    q_document *document;
    const q_tag_lexeme *lexemes;
    known *known;
    uint32_t known_mask;
    int8_t *ceilings; /* the greatest weight of those that share 128 bytes; CEILING_UNKNOWN until it is asked for */
} decoder;

/* Adds the weights of some features for a few classes; how many is known when compiling. */
static inline void add_abreast(const q_linear *weights, const uint32_t *features, uint32_t count, const uint8_t *classes,
                               uint32_t class_count, int32_t *scores)
{
    int32_t sums[ABREAST];
    memcpy(sums, scores, class_count * sizeof *sums);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t feature = features[i] & weights->mask;
        Q_UNROLL
        for (uint32_t k = 0; k < class_count; k++)
            sums[k] += weights->weights[q_tag_slot(feature, classes[k])];
    }
    memcpy(scores, sums, class_count * sizeof *sums);
}

/* Adds the weights of some features for the classes of a token. */
static void add_weights(const q_linear *weights, const uint32_t *features, uint32_t count, const q_tag_token *token,
                        int32_t *scores)
{
    const uint8_t *classes = token->classes;
    uint32_t left = token->class_count;
    for (; left >= ABREAST; left -= ABREAST, classes += ABREAST, scores += ABREAST)
        add_abreast(weights, features, count, classes, ABREAST, scores);
    switch (left) {
    case 3: add_abreast(weights, features, count, classes, 3, scores); break;
    case 2: add_abreast(weights, features, count, classes, 2, scores); break;
    case 1: add_abreast(weights, features, count, classes, 1, scores); break;
    default: break;
    }
}

/* The classes of a word and their scores by its own features. */
static void read_word(const decoder *d, const q_token *row, q_tag_token *token, int32_t *scores)
{
    const q_tag_lexeme *lexeme = &d->lexemes[row->lexeme];
    uint8_t shape = row->shape & SHAPE_OF_CLASSES;
    known *found = &d->known[q_feature2(0, row->lexeme, shape) & d->known_mask];
    if (found->lexeme == row->lexeme && found->shape == shape) {
        token->class_count = found->count;
        memcpy(token->classes, found->classes, sizeof found->classes);
        for (uint32_t k = 0; k < KNOWN_CLASSES; k++)
            scores[k] = found->scores[k];
        return;
    }
    classes_of(d->words, row, lexeme->set, token);
    memset(scores, 0, token->class_count * sizeof *scores);
    add_weights(d->weights, lexeme->features, lexeme->count, token, scores);
    if (token->class_count > KNOWN_CLASSES)
        return;
    *found = (known){.lexeme = row->lexeme, .shape = shape, .count = (uint8_t)token->class_count};
    memcpy(found->classes, token->classes, token->class_count);
    for (uint32_t k = 0; k < token->class_count; k++)
        found->scores[k] = (int16_t)scores[k];
}

/* No class has a greater weight with a feature. */
static int32_t ceiling(const decoder *d, uint32_t feature)
{
    uint32_t row = (feature & d->weights->mask) / Q_TAG_CLASSES_MAX;
    if (d->ceilings[row] == CEILING_UNKNOWN) {
        const int8_t *weights = d->weights->weights + (size_t)row * Q_TAG_CLASSES_MAX;
        int8_t most = INT8_MIN;
        for (uint32_t i = 0; i < Q_TAG_CLASSES_MAX; i++)
            most = weights[i] > most ? weights[i] : most;
        d->ceilings[row] = most;
    }
    return d->ceilings[row];
}

static uint32_t greatest(const int32_t *scores, uint32_t count)
{
    uint32_t best = 0;
    for (uint32_t k = 1; k < count; k++)
        best = scores[k] > scores[best] ? k : best;
    return best;
}

/* Leaves out the classes that the one in front beats with some features more, whatever these weigh for them. */
static void leave_out(const decoder *d, const uint32_t *features, uint32_t count, q_tag_token *token, int32_t *scores)
{
    uint32_t front = greatest(scores, token->class_count), kept = 0;
    int32_t least = scores[front];
    for (uint32_t i = 0; i < count; i++)
        least += d->weights->weights[q_tag_slot(features[i], token->classes[front]) & d->weights->mask] - ceiling(d, features[i]);
    for (uint32_t k = 0; k < token->class_count; k++)
        if (scores[k] >= least) {
            scores[kept] = scores[k];
            token->classes[kept++] = token->classes[k];
        }
    token->class_count = kept;
}

/* Adds the weights of all features; the place of a token gives those before `place`. */
static void add_all(const decoder *d, q_tag_token *token, uint32_t place, uint32_t end, int32_t *scores)
{
    const uint32_t *features = token->features;
    if (token->class_count < CLASSES_MANY) {
        add_weights(d->weights, features, end, token, scores);
        return;
    }
    add_weights(d->weights, features, FIRST, token, scores);
    add_weights(d->weights, features + place, end - place, token, scores);
    leave_out(d, features + FIRST, place - FIRST, token, scores);
    if (token->class_count > 1)
        add_weights(d->weights, features + FIRST, place - FIRST, token, scores);
}

static uint32_t best_class(const decoder *d, uint32_t index, uint32_t style, uint32_t before, uint32_t before_that)
{
    q_tag_token token;
    int32_t scores[Q_TAG_CLASSES_MAX];
    read_word(d, &d->document->tokens.at[index], &token, scores);
    if (token.class_count == 1)
        return token.classes[0];
    token.count = 0;
    add_place(d->document, d->lexemes, style, index, &token);
    add_all(d, &token, token.count, q_tag_history(&token, before, before_that), scores);
    return token.classes[greatest(scores, token.class_count)];
}

static void tag_sentence(const decoder *d, const q_sentence *sentence)
{
    uint32_t style = q_tag_style(d->document, sentence), before = Q_TAG_CLASSES_MAX, before_that = Q_TAG_CLASSES_MAX;
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        uint32_t class_ = best_class(d, i, style, before, before_that);
        d->document->tokens.at[i].xpos = (uint8_t)q_tag_class_xpos(d->words, class_);
        d->document->tokens.at[i].upos = (uint16_t)q_tag_class_upos(d->words, class_);
        before_that = before;
        before = class_;
    }
}

static int begin(decoder *d, const q_tagger *tagger, q_document *document)
{
    uint32_t rows = tagger->weights.mask / Q_TAG_CLASSES_MAX + 1;
    *d = (decoder){.weights = &tagger->weights, .words = &tagger->words, .document = document};
    while (d->known_mask < KNOWN_MAX - 1 && d->known_mask < document->lexemes.n)
        d->known_mask = d->known_mask * 2 + 1;
    d->lexemes = q_tag_lexemes(document, &tagger->words);
    d->known = q_arena_allocate(&document->arena, (d->known_mask + 1) * sizeof *d->known);
    d->ceilings = q_arena_allocate(&document->arena, rows);
    if (!d->lexemes || !d->known || !d->ceilings)
        return 0;
    memset(d->known, 0xFF, (d->known_mask + 1) * sizeof *d->known);
    memset(d->ceilings, CEILING_UNKNOWN, rows);
    return 1;
}

quoth_status q_tagger_run(const q_tagger *tagger, q_document *document)
{
    q_arena_mark before = q_arena_now(&document->arena);
    decoder d;
    if (!begin(&d, tagger, document))
        return QUOTH_E_MEMORY;
    for (uint32_t i = 0; i < document->sentences.n; i++)
        tag_sentence(&d, &document->sentences.at[i]);
    q_arena_back(&document->arena, before);
    return QUOTH_OK;
}
