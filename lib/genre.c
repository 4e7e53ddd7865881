/* genre.c - whether a text tells a story, by the small words and capitals of its words outside quotations. */
#include "genre.h"

#include "rooms.h"

enum template_ { WORD = 1, SHAPE, LISTS };

enum {
    WORDS_MIN = 60, /* outside quotations; a shorter text shows too little of its kind, */
    TALK_MIN = 5,   /* but for one of so many quotations, */
    TALK_WORDS = 8  /* and so many words */
};

static const double per_word = 100; /* the mean of a feature counts so much */
static const double bar = 5;        /* log odds: what is no plain story is read as news is */

/* The word itself where it is of a closed class; 0 for all others. */
static uint32_t word_of(const q_lexeme *lexeme)
{
    const uint32_t open = Q_NOUN | Q_VERB | Q_ADJ | Q_PROPN | Q_NUM | Q_PUNCT | Q_SYM;
    int closed = lexeme->upos && !(lexeme->upos & open) && (lexeme->flags & Q_LEX_COMMON);
    return closed ? lexeme->feature : 0;
}

/* The lists that hold the word. */
static uint32_t lists_of(const q_lexeme *lexeme)
{
    const uint32_t lists = Q_LEX_CUE_VERB | Q_LEX_CUE_NOUN | Q_LEX_FIRST_NAME | Q_LEX_SURNAME | Q_LEX_TITLE | Q_LEX_ROLE | Q_LEX_ORG |
                           Q_LEX_PUBLICATION | Q_LEX_DEMONYM | Q_LEX_COUNTRY | Q_LEX_CAPITAL | Q_LEX_ABBREVIATION | Q_LEX_PAST |
                           Q_LEX_ING | Q_LEX_THIRD | Q_LEX_COMMON | Q_LEX_KINSHIP;
    return lexeme->flags & lists;
}

static uint32_t shape_of(const q_token *token)
{
    return token->shape & (Q_SHAPE_CAPITAL | Q_SHAPE_DIGIT | Q_SHAPE_PUNCT | Q_SHAPE_FIRST);
}

uint32_t q_genre_features(const q_document *document, uint32_t token, uint32_t *features)
{
    if (document->tokens.at[token].region != Q_NONE)
        return 0;
    features[0] = q_feature(WORD, word_of(q_token_lexeme(document, token)));
    features[1] = q_feature(LISTS, lists_of(q_token_lexeme(document, token)));
    features[2] = q_feature(SHAPE, shape_of(&document->tokens.at[token]));
    return 3;
}

/* Whether the text is long enough to show its kind: talk shows it by fewer words. */
static int is_enough(const q_document *document, uint32_t words)
{
    uint32_t quotations = 0;
    for (uint32_t i = 0; i < document->regions.n && quotations < TALK_MIN; i++)
        quotations += document->regions.at[i].depth == 0;
    return words >= WORDS_MIN || (words >= TALK_WORDS && quotations == TALK_MIN);
}

/* The weights of all words and shapes are found once. */
static int is_story(q_document *document, const q_linear *model, int32_t *by_word)
{
    int32_t by_shape[UINT8_MAX + 1];
    uint32_t words = 0, bias = Q_GENRE_BIAS, feature;
    int64_t sum = 0;
    for (uint32_t i = 0; i < document->lexemes.n; i++) {
        const q_lexeme *lexeme = &document->lexemes.at[i];
        const uint32_t features[] = {q_feature(WORD, word_of(lexeme)), q_feature(LISTS, lists_of(lexeme))};
        by_word[i] = q_linear_score(model, features, 2);
    }
    for (uint32_t i = 0; i <= UINT8_MAX; i++) {
        feature = q_feature(SHAPE, i);
        by_shape[i] = q_linear_score(model, &feature, 1);
    }
    for (uint32_t i = 0; i < document->tokens.n; i++) {
        const q_token *token = &document->tokens.at[i];
        if (token->region != Q_NONE)
            continue;
        sum += by_word[token->lexeme] + by_shape[shape_of(token)];
        words++;
    }
    return is_enough(document, words) && (double)model->scale * ((double)sum * per_word / words + q_linear_score(model, &bias, 1)) > bar;
}

quoth_status q_genre_decide(q_document *document, const q_linear *model)
{
    document->numbers.n = 0;
    uint32_t *by_word = Q_APPEND(document->allocator, &document->numbers, (size_t)document->lexemes.n + 1);
    if (!by_word)
        return QUOTH_E_MEMORY;
    document->story = (uint8_t)is_story(document, model, (int32_t *)by_word);
    document->numbers.n = 0;
    return QUOTH_OK;
}

quoth_status q_room_genre(q_document *document)
{
    q_linear model;
    size_t size;
    const void *bytes = q_model_section(document->model, "genre", &size);
    document->story = 0;
    return q_linear_open(&model, bytes, size) ? QUOTH_OK : q_genre_decide(document, &model);
}
