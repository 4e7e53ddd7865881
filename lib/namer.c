#include "namer.h"

#include <string.h>

#include "lexeme.h"

enum {
    GAP_MAX = 2,      /* words between two capitalised ones that can belong to a name */
    PHRASE_LISTS = Q_LEX_TITLE | Q_LEX_ROLE | Q_LEX_ORG | Q_LEX_DEMONYM | Q_LEX_COUNTRY | Q_LEX_CAPITAL,
    PHRASE_FIRST = 1, /* bits that the flags of PHRASE_LISTS leave free */
    PHRASE_LAST = 2,
    PERSON_VOTES = 4, /* of a word, at least, to be a person's name */
    RUN_MAX = 5       /* words of a run that are counted */
};

static q_name_shape shape_at(const q_namer *namer, uint32_t token)
{
    return token >= namer->bounds.start && token < namer->bounds.end ? namer->shapes[token] : Q_NAME_BORDER;
}

static const q_name_word *word_at(const q_namer *namer, uint32_t token)
{
    return &namer->words[namer->document->tokens.at[token].lexeme];
}

static int is_capital_token(const q_namer *namer, uint32_t token)
{
    const q_token *row = &namer->document->tokens.at[token];
    return row->shape & (Q_SHAPE_CAPITAL | Q_SHAPE_UPPER) || q_name_is_capital(namer->shapes[token]);
}

quoth_status q_namer_begin(q_namer *namer, q_document *document)
{
    memset(namer, 0, sizeof *namer);
    namer->document = document;
    namer->sentence = Q_NONE;
    namer->words = q_name_words(document);
    namer->shapes = q_arena_allocate(&document->arena, (size_t)document->tokens.n + 1);
    if (!namer->words || !namer->shapes)
        return QUOTH_E_MEMORY;
    for (uint32_t i = 0; i < document->tokens.n; i++)
        namer->shapes[i] = (uint8_t)q_name_shape_of(document, &document->tokens.at[i]);
    return QUOTH_OK;
}

/* Marks the longest phrase of the lexicon that begins at a word of the stretch; the word behind it. */
static uint32_t mark_phrase(q_namer *namer, uint32_t token)
{
    uint32_t words;
    const q_entry *entry = q_lexeme_phrase(namer->document, token, namer->end, PHRASE_LISTS, &words);
    uint32_t end = token + words, lists = entry ? entry->flags & PHRASE_LISTS : 0;
    for (uint32_t i = token; i < end; i++)
        namer->phrases[i - namer->first] = lists | (i == token ? PHRASE_FIRST : 0) | (i + 1 == end ? PHRASE_LAST : 0);
    return end > token ? end : token + 1;
}

/* What is computed once for all words of a stretch. */
static void prepare(q_namer *namer)
{
    uint32_t n = namer->end - namer->first;
    for (uint32_t i = 0, last = namer->first > namer->bounds.start ? namer->first - 1 : Q_NONE; i < n; i++) {
        namer->left[i] = last;
        if (!q_name_is_capital(shape_at(namer, namer->first + i)))
            last = namer->first + i;
    }
    for (uint32_t i = n, last = namer->end < namer->bounds.end ? namer->end : Q_NONE; i-- > 0;) {
        namer->right[i] = last;
        if (!q_name_is_capital(shape_at(namer, namer->first + i)))
            last = namer->first + i;
    }
    memset(namer->phrases, 0, n * sizeof *namer->phrases);
    for (uint32_t token = namer->first; token < namer->end;)
        token = mark_phrase(namer, token);
}

int q_namer_stretch(q_namer *namer)
{
    const q_document *document = namer->document;
    uint32_t at = namer->next;
    while (at < document->tokens.n && !is_capital_token(namer, at))
        at++;
    if (at == document->tokens.n) {
        namer->next = 0;
        return 0;
    }
    namer->first = at;
    if (namer->sentence != document->tokens.at[at].sentence) {
        namer->sentence = document->tokens.at[at].sentence;
        const q_sentence *sentence = &document->sentences.at[namer->sentence];
        namer->bounds = (q_span){sentence->first, sentence->end};
        namer->style = q_name_case_of(document, sentence);
    }
    uint32_t end = namer->bounds.end;
    for (namer->end = ++at; at < end && at - namer->end <= GAP_MAX && at - namer->first < Q_NAME_STRETCH; at++)
        if (is_capital_token(namer, at))
            namer->end = at + 1;
    namer->next = namer->end;
    prepare(namer);
    return 1;
}

typedef struct list { /* of features */
    uint32_t *at;
    uint32_t n;
} list;

static void put(list *features, uint32_t template_, uint32_t a, uint32_t b)
{
    features->at[features->n++] = q_feature2(template_, a, b);
}

typedef struct view { /* the words of a window; [Q_NAME_WINDOW] is the word itself */
    uint32_t word[2 * Q_NAME_WINDOW + 1], lists[2 * Q_NAME_WINDOW + 1], shape[2 * Q_NAME_WINDOW + 1];
    uint32_t seen[2 * Q_NAME_WINDOW + 1];
} view;

static void look(const q_namer *namer, uint32_t token, view *out)
{
    static const q_name_word outside = {0};
    for (uint32_t k = 0; k <= 2 * Q_NAME_WINDOW; k++) {
        out->shape[k] = shape_at(namer, token + k - Q_NAME_WINDOW);
        const q_name_word *word =
            out->shape[k] == Q_NAME_BORDER ? &outside : word_at(namer, token + k - Q_NAME_WINDOW);
        out->word[k] = word->word;
        out->lists[k] = word->lists;
        out->seen[k] = word->seen;
    }
}

enum template_ { /* numbers of the feature templates; a group of n takes n numbers */
    STEP = 1, WORD, ENDING = WORD + 16, SHAPE = ENDING + 8, LISTS = SHAPE + 16, LIST_BIT = LISTS + 16, SEEN = LIST_BIT + 40,
    SEEN_BIT = SEEN + 8, RUN = SEEN_BIT + 40, STYLE = RUN + 24, PHRASE = STYLE + 8, VOTE = PHRASE + 8
};

static void put_words(list *features, const view *v)
{
    const uint32_t *w = v->word;
    put(features, WORD, w[1], 0);
    put(features, WORD + 1, w[3], 0);
    put(features, WORD + 2, w[0], 0);
    put(features, WORD + 3, w[4], 0);
    put(features, WORD + 4, w[1], w[3]);
    put(features, WORD + 5, w[0], w[1]);
    put(features, WORD + 6, w[3], w[4]);
}

static void put_own(list *features, const view *v, const q_name_word *word)
{
    const uint32_t *w = v->word;
    put(features, WORD + 8, w[2], 0);
    put(features, WORD + 9, w[1], w[2]);
    put(features, WORD + 10, w[2], w[3]);
    put(features, WORD + 11, w[2], v->shape[2]);
    put(features, WORD + 12, w[2], v->shape[1] << 8 | v->shape[3]);
    put(features, ENDING, word->ending[2], 0);
    put(features, ENDING + 1, word->beginning, 0);
}

static void put_shapes(list *features, const view *v, const q_name_word *word)
{
    const uint32_t *s = v->shape;
    put(features, SHAPE, s[2], 0);
    put(features, SHAPE + 1, s[1], s[2]);
    put(features, SHAPE + 2, s[2], s[3]);
    put(features, SHAPE + 3, s[1] << 8 | s[2], s[3]);
    put(features, SHAPE + 4, s[0] << 8 | s[1], s[2]);
    put(features, SHAPE + 5, s[2] << 8 | s[3], s[4]);
    put(features, SHAPE + 6, v->word[1], s[2]);
    put(features, SHAPE + 7, v->word[3], s[2]);
    put(features, ENDING + 2, word->ending[0], s[2]);
    put(features, ENDING + 3, word->ending[1], s[2]);
}

static void put_bits(list *features, uint32_t template_, uint32_t bits, uint32_t with)
{
    for (uint32_t i = 0; bits; i++, bits >>= 1)
        if (bits & 1)
            put(features, template_, i, with);
}

static void put_lists(list *features, const view *v, const q_name_word *word)
{
    const uint32_t *l = v->lists;
    put(features, LISTS, l[2], v->shape[2]);
    put(features, LISTS + 1, l[1], v->shape[1]);
    put(features, LISTS + 2, l[3], v->shape[3]);
    put(features, LISTS + 3, l[1], l[2]);
    put(features, LISTS + 4, l[2], l[3]);
    put(features, LISTS + 5, l[1] ^ l[2] << 1, l[3]);
    put(features, LISTS + 6, l[2], word->weight);
    put(features, LISTS + 7, l[0], l[1]);
    put(features, LISTS + 8, v->word[1], l[2]);
    put(features, LISTS + 9, v->word[3], l[2]);
    put_bits(features, LIST_BIT, l[2], v->shape[2]);
}

static void put_seen(list *features, const view *v)
{
    put(features, SEEN, v->seen[2], 0);
    put(features, SEEN + 1, v->seen[2], v->lists[2]);
    put(features, SEEN + 2, v->seen[1], v->shape[1]);
    put(features, SEEN + 3, v->seen[3], v->shape[3]);
    put_bits(features, SEEN_BIT, v->seen[2], 0);
}

/* The capitalised words the token stands among, and the words on both sides of them. */
static void put_run(list *features, const q_namer *namer, uint32_t token, const view *v)
{
    uint32_t left = namer->left[token - namer->first], right = namer->right[token - namer->first];
    uint32_t first = left == Q_NONE ? namer->bounds.start : left + 1;
    uint32_t end = right == Q_NONE ? namer->bounds.end : right;
    uint32_t last = end > first && end <= namer->end ? end - 1 : token;
    uint32_t left_word = left == Q_NONE ? 0 : word_at(namer, left)->word;
    uint32_t right_word = right == Q_NONE ? 0 : word_at(namer, right)->word;
    uint32_t length = end - first < RUN_MAX ? end - first : RUN_MAX;
    uint32_t place = (uint32_t)(token == first) | (uint32_t)(token == last) << 1 | length << 2;
    first = first < namer->first ? namer->first : first;
    put(features, RUN, left_word, place & 1);
    put(features, RUN + 1, right_word, place & 2);
    put(features, RUN + 2, left_word, right_word);
    put(features, RUN + 3, left_word, v->lists[2]);
    put(features, RUN + 4, right_word, v->lists[2]);
    put(features, RUN + 5, place, v->shape[2]);
    put(features, RUN + 6, place, v->lists[2]);
    put(features, RUN + 7, word_at(namer, last)->word, place);
    put(features, RUN + 8, word_at(namer, first)->word, place);
    put(features, RUN + 9, word_at(namer, last)->lists, place);
    put(features, RUN + 10, word_at(namer, first)->lists, place);
    put(features, RUN + 11, word_at(namer, last)->seen, place);
    put(features, RUN + 12, word_at(namer, first)->seen, place);
    put(features, RUN + 13, word_at(namer, last)->ending[1], place & 2);
}

static void put_place(list *features, const q_namer *namer, uint32_t token, const view *v)
{
    uint32_t first = namer->document->tokens.at[token].shape & Q_SHAPE_FIRST;
    put(features, STYLE, namer->style, v->shape[2]);
    put(features, STYLE + 1, namer->style, v->lists[2]);
    put(features, STYLE + 2, first, v->lists[2]);
    put(features, STYLE + 3, first, v->shape[2] << 8 | v->shape[3]);
    put(features, STYLE + 4, first << 16 | v->seen[2], v->shape[3]);
    put(features, PHRASE, namer->phrases[token - namer->first], v->shape[2]);
    put(features, PHRASE + 1, namer->phrases[token - namer->first], v->lists[2]);
}

static uint32_t kind_of(uint32_t label)
{
    return (label + 1) / 2;
}

/* Which kind has most votes, how clearly, and how many there are. */
static uint32_t verdict(const uint32_t *votes)
{
    uint32_t best = 0, sum = 0;
    for (uint32_t kind = 0; kind < Q_NAME_KINDS; kind++) {
        sum += votes[kind];
        if (votes[kind] > votes[best])
            best = kind;
    }
    if (!sum)
        return 0;
    uint32_t clear = votes[best] == sum ? 3 : votes[best] * 4 >= sum * 3 ? 2 : votes[best] * 2 > sum ? 1 : 0;
    uint32_t many = sum == 1 ? 0 : sum < 4 ? 1 : sum < 10 ? 2 : 3;
    return 1 + (best | clear << 4 | many << 8);
}

void q_namer_count(q_namer *namer)
{
    const q_document *document = namer->document;
    for (uint32_t i = 0; i < document->tokens.n; i++) {
        const q_token *token = &document->tokens.at[i];
        if (!(token->shape & (Q_SHAPE_CAPITAL | Q_SHAPE_UPPER)))
            continue;
        uint32_t kind = kind_of(token->name);
        int goes_on = i + 1 < document->tokens.n && token->name && document->tokens.at[i + 1].name == kind * 2;
        namer->words[token->lexeme].votes[kind]++;
        if (token->name && (token->name % 2 == 0 || goes_on))
            namer->words[token->lexeme].joint_votes[kind]++;
    }
    for (uint32_t i = 0; i < document->lexemes.n; i++) {
        namer->words[i].verdict = verdict(namer->words[i].votes);
        namer->words[i].joint_verdict = verdict(namer->words[i].joint_votes);
    }
}

int q_namer_is_person(const q_namer *namer, uint32_t token)
{
    const uint32_t *votes = word_at(namer, token)->votes;
    uint32_t person = votes[kind_of(Q_NAME_B_PERSON)], sum = 0;
    for (uint32_t kind = 0; kind < Q_NAME_KINDS; kind++)
        sum += votes[kind];
    return person >= PERSON_VOTES && person * 4 >= sum * 3;
}

uint32_t q_namer_vote_features(const q_namer *namer, uint32_t token, uint32_t *features)
{
    list out = {features, 0};
    const q_token *tokens = namer->document->tokens.at;
    uint32_t label = tokens[token].name, around = 0, all[3] = {0}, joint[3] = {0};
    for (uint32_t k = 0; k < 3; k++) {
        uint32_t at = token + k - 1;
        if (token + k < namer->bounds.start + 1 || at >= namer->bounds.end)
            continue;
        around |= (uint32_t)(tokens[at].name + 1) << 4 * k;
        if (q_name_is_capital(shape_at(namer, at))) {
            all[k] = word_at(namer, at)->verdict;
            joint[k] = word_at(namer, at)->joint_verdict;
        }
    }
    put(&out, VOTE, all[1], label);
    put(&out, VOTE + 1, joint[1], label);
    put(&out, VOTE + 2, all[1] << 16 | joint[1], label);
    put(&out, VOTE + 3, all[0] << 16 | all[1], label);
    put(&out, VOTE + 4, all[1] << 16 | all[2], label);
    put(&out, VOTE + 5, joint[0] << 16 | joint[1], around);
    put(&out, VOTE + 6, joint[1] << 16 | joint[2], around);
    put(&out, VOTE + 7, all[1], shape_at(namer, token));
    put(&out, VOTE + 8, all[1] & 15, word_at(namer, token)->lists);
    put(&out, VOTE + 9, around, 0);
    return out.n;
}

uint32_t q_namer_features(const q_namer *namer, uint32_t token, uint32_t *features)
{
    list out = {features, 0};
    const q_name_word *word = word_at(namer, token);
    view v;
    look(namer, token, &v);
    put_own(&out, &v, word);
    put_words(&out, &v);
    put_shapes(&out, &v, word);
    put_lists(&out, &v, word);
    put_seen(&out, &v);
    put_run(&out, namer, token, &v);
    put_place(&out, namer, token, &v);
    return out.n;
}

uint32_t q_namer_step(uint32_t before)
{
    return q_feature(STEP, before);
}

static int can_follow(uint32_t before, uint32_t label)
{
    return !q_name_is_inside(label) || before == label || before + 1 == label;
}

void q_namer_bar(q_name_scores *scores)
{
    for (uint32_t before = 0; before < Q_NAME_COUNT; before++)
        for (uint32_t label = 0; label < Q_NAME_COUNT; label++)
            if (!can_follow(before, label))
                scores->step[before][label] = Q_LABEL_NEVER;
}

void q_namer_label(q_name_scores *scores, uint32_t count, uint8_t *labels)
{
    float first[Q_NAME_COUNT];
    memcpy(first, scores->token[0], sizeof first);
    for (uint32_t label = 0; label < Q_NAME_COUNT; label++)
        scores->token[0][label] += scores->step[Q_NAME_NONE][label];
    q_label_best(scores->token[0], scores->step[0], 0, count, Q_NAME_COUNT, scores->back, labels);
    memcpy(scores->token[0], first, sizeof first);
}
