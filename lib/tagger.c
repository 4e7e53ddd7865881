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

enum {
    ENDING_MAX = 5,
    BEGINNING_MAX = 3,
    EDGE = 0x5EED /* stands for a word beyond the sentence */
};

int q_tagger_open(q_tagger *tagger, const q_model *model)
{
    size_t size;
    const void *weights = q_model_section(model, "tag", &size);
    if (q_linear_open(&tagger->weights, weights, size))
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
    uint32_t length = lexeme->length, upos = lexeme->entry ? lexeme->entry->upos : 0;
    add(out->features, &out->count, q_feature(WORD, out->word));
    for (uint32_t n = 1; n <= ENDING_MAX && n <= length; n++)
        add(out->features, &out->count, q_feature(ENDING + n - 1, q_feature_bytes(word + length - n, n)));
    for (uint32_t n = 1; n <= BEGINNING_MAX && n < length; n++)
        add(out->features, &out->count, q_feature(BEGINNING + n - 1, q_feature_bytes(word, n)));
    add(out->features, &out->count, q_feature(LISTED, upos));
    add(out->features, &out->count, q_feature(FLAGS, lexeme->flags));
    add(out->features, &out->count, q_feature(FORM, form_of(word, length)));
}

q_tag_lexeme *q_tag_lexemes(q_document *document, const q_tag_words *words)
{
    uint32_t count = document->lexemes.n;
    q_tag_lexeme *lexemes = q_arena_allocate(&document->arena, (count ? count : 1) * sizeof *lexemes);
    if (!lexemes)
        return NULL;
    memset(lexemes, 0, count * sizeof *lexemes);
    for (uint32_t i = 0; i < count; i++) {
        const q_lexeme *lexeme = &document->lexemes.at[i];
        q_tag_lexeme *made = &lexemes[i];
        made->word = q_tag_word_hash(lexeme->folded, lexeme->length);
        made->set = q_tag_words_set(words, made->word);
        made->ambiguity = made->set != Q_NONE ? made->set : 1u << 16 | (lexeme->entry ? lexeme->entry->upos : 0u);
        made->seen = (lexeme->seen & Q_SEEN_LOWER ? Q_TAG_SEEN_LOWER : 0) | (lexeme->seen & Q_SEEN_NAME ? Q_TAG_SEEN_CAPITAL : 0);
        uint32_t ending = lexeme->length < 3 ? lexeme->length : 3;
        made->ending = q_feature_bytes(lexeme->folded + lexeme->length - ending, ending);
        lexeme_features(lexeme, made);
    }
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

typedef struct neighbour {
    uint32_t word, ambiguity, ending, shape;
} neighbour;

static neighbour neighbour_of(const q_document *document, const q_tag_lexeme *lexemes, const q_token *token, int64_t index)
{
    const q_sentence *sentence = &document->sentences.at[token->sentence];
    if (index < sentence->first || index >= sentence->end)
        return (neighbour){EDGE, EDGE, EDGE, 0};
    const q_token *at = &document->tokens.at[index];
    const q_tag_lexeme *lexeme = &lexemes[at->lexeme];
    return (neighbour){lexeme->word, lexeme->ambiguity, lexeme->ending, at->shape};
}

void q_tag_token_of(const q_document *document, const q_tag_words *words, const q_tag_lexeme *lexemes, uint32_t style,
                    uint32_t index, q_tag_token *out)
{
    const q_token *token = &document->tokens.at[index];
    const q_tag_lexeme *lexeme = &lexemes[token->lexeme];
    int64_t at = index;
    neighbour before = neighbour_of(document, lexemes, token, at - 1), before_2 = neighbour_of(document, lexemes, token, at - 2);
    neighbour next = neighbour_of(document, lexemes, token, at + 1), next_2 = neighbour_of(document, lexemes, token, at + 2);
    uint32_t case_ = token->shape & (Q_SHAPE_CAPITAL | Q_SHAPE_UPPER | Q_SHAPE_FIRST), joined = token->joined;
    uint32_t next_joined = next.word != EDGE && document->tokens.at[index + 1].joined;
    memcpy(out->features, lexeme->features, lexeme->count * sizeof *out->features);
    out->count = lexeme->count;
    out->word = lexeme->word;
    out->ambiguity = lexeme->ambiguity;
    out->next_word = next.word;
    out->next_ambiguity = next.ambiguity;
    out->shape = case_ | style << 8;
    classes_of(words, token, lexeme->set, out);
    uint32_t *f = out->features, *n = &out->count;
    add(f, n, q_feature2(SHAPE, token->shape, style));
    add(f, n, q_feature3(SHAPE_WORD, case_, style, lexeme->word));
    add(f, n, q_feature3(SHAPE_ENDING, case_, style, lexeme->ending));
    add(f, n, q_feature3(SHAPE_SEEN, case_, style, lexeme->seen));
    add(f, n, q_feature3(SHAPE_AROUND, case_ | style << 8, before.shape, next.shape));
    add(f, n, q_feature(BEFORE, before.word));
    add(f, n, q_feature(BEFORE_2, before_2.word));
    add(f, n, q_feature(NEXT, next.word));
    add(f, n, q_feature(NEXT_2, next_2.word));
    add(f, n, q_feature2(BEFORE_WORD, before.word, lexeme->word));
    add(f, n, q_feature2(WORD_NEXT, lexeme->word, next.word));
    add(f, n, q_feature2(BEFORE_NEXT, before.word, next.word));
    add(f, n, q_feature2(AMBIGUITY_NEXT, lexeme->ambiguity, next.ambiguity));
    add(f, n, q_feature(NEXT_AMBIGUITY, next.ambiguity));
    add(f, n, q_feature(NEXT_ENDING, next.ending));
    add(f, n, q_feature2(NEXT_SHAPE, next.shape, case_));
    add(f, n, q_feature(NEXT_2_AMBIGUITY, next_2.ambiguity));
    add(f, n, q_feature3(NEXT_AMBIGUITIES, lexeme->ambiguity, next.ambiguity, next_2.ambiguity));
    add(f, n, q_feature(BEFORE_ENDING, before.ending));
    add(f, n, q_feature3(JOINED, joined, next_joined, lexeme->word));
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

static uint32_t best_class(const q_linear *weights, const q_tag_token *token, uint32_t count)
{
    uint32_t best = token->classes[0];
    int32_t most = INT32_MIN;
    for (uint32_t k = 0; k < token->class_count; k++) {
        int32_t score = 0;
        for (uint32_t i = 0; i < count; i++)
            score += weights->weights[q_tag_slot(token->features[i], token->classes[k]) & weights->mask];
        if (score > most) {
            most = score;
            best = token->classes[k];
        }
    }
    return best;
}

static void tag_sentence(const q_tagger *tagger, q_document *document, const q_tag_lexeme *lexemes, const q_sentence *sentence)
{
    q_tag_token token;
    uint32_t style = q_tag_style(document, sentence), before = Q_TAG_CLASSES_MAX, before_that = Q_TAG_CLASSES_MAX;
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        q_tag_token_of(document, &tagger->words, lexemes, style, i, &token);
        uint32_t class_ = token.classes[0];
        if (token.class_count > 1)
            class_ = best_class(&tagger->weights, &token, q_tag_history(&token, before, before_that));
        document->tokens.at[i].xpos = (uint8_t)q_tag_class_xpos(&tagger->words, class_);
        document->tokens.at[i].upos = (uint16_t)q_tag_class_upos(&tagger->words, class_);
        before_that = before;
        before = class_;
    }
}

quoth_status q_tagger_run(const q_tagger *tagger, q_document *document)
{
    q_arena_mark before = q_arena_now(&document->arena);
    const q_tag_lexeme *lexemes = q_tag_lexemes(document, &tagger->words);
    if (!lexemes)
        return QUOTH_E_MEMORY;
    for (uint32_t i = 0; i < document->sentences.n; i++)
        tag_sentence(tagger, document, lexemes, &document->sentences.at[i]);
    q_arena_back(&document->arena, before);
    return QUOTH_OK;
}
