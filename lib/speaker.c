/* speaker.c - the mention that each quote's source is: the one with the head of its words; words that no mention stands for
 * become one. */
#include "cast.h"

#include <stdlib.h>
#include <string.h>

typedef struct source { /* tokens */
    uint32_t first, end, head;
    uint8_t several; /* coordinated: spoken by all of them */
} source;

static int is_of(const q_document *document, uint32_t token, uint32_t upos)
{
    uint32_t can = document->tokens.at[token].upos;
    return can != 0 && (can & ~upos) == 0;
}

/* Where the phrase that begins at `first` ends: before a preposition, a clause, an apposition or a conjunction. */
static uint32_t phrase_end(const q_document *document, uint32_t first, uint32_t end)
{
    for (uint32_t i = first + 1; i < end; i++) {
        const q_token *token = &document->tokens.at[i];
        if (q_token_in(document, i, "of for in on at from with by to about against near among who whom which that whose where and or as"))
            return i;
        if ((token->shape & Q_SHAPE_PUNCT) && !q_token_in(document, i, "' 's - . &") && (token->shape & Q_SHAPE_QUOTE) == 0)
            return i;
        if (is_of(document, i, Q_VERB | Q_AUX | Q_ADV) && (token->shape & Q_SHAPE_CAPITAL) == 0)
            return i;
    }
    return end;
}

/* "The founder and president": a person has both roles where the second has no determiner. */
static int is_joint_role(const q_document *document, uint32_t first, uint32_t phrase, uint32_t end)
{
    const uint32_t persons = Q_LEX_ROLE | Q_LEX_ROLE_RARE | Q_LEX_KINSHIP;
    uint32_t left = q_token_lexeme(document, phrase - 1)->flags;
    uint32_t right = phrase_end(document, phrase + 1, end) - 1;
    return q_token_in(document, first, "the a an his her its their this that") && (left & persons) && (left & Q_LEX_PLURAL) == 0 &&
           q_token_is(document, phrase, "and") && (q_token_lexeme(document, right)->flags & persons) &&
           (q_token_lexeme(document, right)->flags & Q_LEX_PLURAL) == 0 && document->tokens.at[right].xpos == Q_XPOS_NN;
}

/* "France, Spain and the Czech Republic": names alone, none of them a role as in an apposition. */
static int is_list_of_names(const q_document *document, uint32_t comma, uint32_t end)
{
    int joined = 0;
    for (uint32_t i = comma; i < end; i++) {
        const q_token *token = &document->tokens.at[i];
        int is_link = q_token_in(document, i, ", and or the of");
        if ((!is_link && (token->shape & Q_SHAPE_CAPITAL) == 0) ||
            (q_token_lexeme(document, i)->flags & (Q_LEX_ROLE | Q_LEX_TITLE)))
            return 0;
        joined |= q_token_in(document, i, "and or");
    }
    return joined && q_token_is(document, comma, ",");
}

/* "and", "or" or a comma between things of one kind, not "the founder and head of". */
static int is_coordinated(const q_document *document, uint32_t first, uint32_t phrase, uint32_t end)
{
    uint32_t next = phrase + 1;
    if (next >= end || is_joint_role(document, first, phrase, end))
        return 0;
    if (q_token_in(document, phrase, "and or"))
        return (q_token_lexeme(document, phrase - 1)->flags & (Q_LEX_ROLE | Q_LEX_PLURAL)) != Q_LEX_ROLE ||
               q_token_in(document, next, "the a an his her its their other") ||
               (q_token_lexeme(document, first)->flags & Q_LEX_ROLE) == 0;
    for (uint32_t i = next; i + 1 < end; i++)
        if (q_token_is(document, i, "and") && q_token_in(document, i + 1, "other others"))
            return 1;
    return is_list_of_names(document, phrase, end);
}

/* Where a relative clause begins, its comma too; `end` where none does. */
static uint32_t clause_begin(const q_document *document, uint32_t first, uint32_t end)
{
    for (uint32_t i = first + 1; i < end; i++)
        if (q_token_in(document, i, "who which whose whom"))
            return q_token_is(document, i - 1, ",") ? i - 1 : i;
    return end;
}

/* "LISBON - The minister, ...": what stands before the dash names a place. */
static void skip_dateline(const q_document *document, source *words)
{
    uint32_t paragraph = document->sentences.at[document->tokens.at[words->first].sentence].paragraph;
    uint32_t end = document->paragraphs.at[paragraph].dateline.end;
    while (words->first + 1 < words->end && document->tokens.at[words->first].start < end)
        words->first++;
}

/* "The company today", "the minister this week": when it was said is no part of who said it. */
static void strip_time(const q_document *document, source *words)
{
    static const char days[] = "today yesterday tonight tomorrow monday tuesday wednesday thursday friday saturday sunday";
    uint32_t last = words->end - 1;
    if (last > words->first && q_token_in(document, last, days))
        words->end = last;
    else if (last > words->first + 1 && q_token_in(document, last, "week month year morning afternoon evening") &&
             q_token_in(document, last - 1, "this last earlier"))
        words->end = last - 1;
}

/* The words of a source; 0 where there are none. */
static int read_source(const q_document *document, q_span span, source *words)
{
    *words = (source){q_token_from(document, span.start), 0, 0, 0};
    for (words->end = words->first; words->end < document->tokens.n && document->tokens.at[words->end].start < span.end;)
        words->end++;
    if (words->first >= words->end)
        return 0;
    skip_dateline(document, words);
    while (words->first + 1 < words->end && (document->tokens.at[words->first].shape & Q_SHAPE_PUNCT))
        words->first++;
    while (words->end > words->first + 1 &&
           ((document->tokens.at[words->end - 1].shape & Q_SHAPE_PUNCT) || q_token_is(document, words->end - 1, "'s")))
        words->end--;
    strip_time(document, words);
    uint32_t phrase = phrase_end(document, words->first, words->end);
    words->several = (uint8_t)is_coordinated(document, words->first, phrase, words->end);
    if (words->several)
        words->end = clause_begin(document, phrase, words->end);
    words->head = phrase - 1;
    while (words->head > words->first && (document->tokens.at[words->head].shape & Q_SHAPE_PUNCT))
        words->head--;
    return 1;
}

/* The person who is named after a comma behind a description: "her counterpart, Anton Vey"; or Q_NONE. */
static uint32_t apposed_name(const q_document *document, const source *words)
{
    uint32_t comma = words->head + 1, mention = comma < words->end ? q_mention_from(document, comma + 1) : document->mentions.n;
    if (words->several || mention >= document->mentions.n || !q_token_is(document, comma, ",") ||
        (q_token_lexeme(document, words->head)->flags & Q_LEX_PLURAL))
        return Q_NONE;
    const q_mention *row = &document->mentions.at[mention];
    return row->first == comma + 1 && row->first == row->name.start && row->kind == Q_MENTION_NAME && row->entity_kind == QUOTH_PERSON &&
                   (row->end == words->end || (row->end < words->end && q_is_punct(document, row->end)))
               ? mention : Q_NONE;
}

/* The longest mention within the words that has their head, or else the name in apposition to them. */
static uint32_t mention_of(const q_document *document, const source *words)
{
    uint32_t found = Q_NONE;
    for (uint32_t i = q_mention_from(document, words->first); i < document->mentions.n; i++) {
        const q_mention *row = &document->mentions.at[i];
        if (row->first > words->head)
            break;
        if (words->several ? row->first == words->first && row->end == words->end
                           : row->head == words->head || (row->name.start <= words->head && words->head < row->name.end)) {
            found = i;
            break;
        }
    }
    return found != Q_NONE ? found : apposed_name(document, words);
}

/* Possessives ("his claim") and relatives ("most of whom") name a speaker as other pronouns do. */
static void make_pronoun(const q_document *document, const source *words, q_mention *row)
{
    static const struct {
        const char *words;
        uint8_t person, plural, gender, kind;
    } pronouns[] = {
        {"his", 3, 0, QUOTH_GENDER_MALE, QUOTH_PERSON},      {"her hers", 3, 0, QUOTH_GENDER_FEMALE, QUOTH_PERSON},
        {"their theirs", 3, 1, QUOTH_GENDER_UNKNOWN, QUOTH_GROUP}, {"its", 3, 0, QUOTH_GENDER_NEUTER, QUOTH_OTHER},
        {"my mine", 1, 0, QUOTH_GENDER_UNKNOWN, QUOTH_PERSON}, {"our ours", 1, 1, QUOTH_GENDER_UNKNOWN, QUOTH_GROUP},
        {"your yours", 2, 0, QUOTH_GENDER_UNKNOWN, QUOTH_PERSON}, {"whose whom", 3, 0, QUOTH_GENDER_UNKNOWN, QUOTH_PERSON},
        {"which that", 3, 0, QUOTH_GENDER_NEUTER, QUOTH_OTHER},
    };
    uint32_t at = words->end - 1;
    if (words->first != at && !q_token_in(document, at, "whom which"))
        return;
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        if (q_token_in(document, at, pronouns[i].words)) {
            row->kind = Q_MENTION_PRONOUN;
            row->head = at;
            row->person = pronouns[i].person;
            row->plural = pronouns[i].plural;
            row->gender = pronouns[i].gender;
            row->entity_kind = pronouns[i].kind;
            row->definite = 0;
        }
}

/* "PENCE:" at the start of a turn. */
static int is_label(const q_document *document, const source *words)
{
    q_span label = document->paragraphs.at[document->sentences.at[document->tokens.at[words->first].sentence].paragraph].label;
    return label.start <= document->tokens.at[words->first].start && document->tokens.at[words->head].end <= label.end;
}

/* Words with capitals up to the head are a name, where the head is no common noun ("Polls", "Lawmakers" in a heading). */
static void make_name(const q_document *document, const source *words, q_mention *row)
{
    const uint32_t nouns = Q_LEX_ROLE | Q_LEX_ROLE_RARE | Q_LEX_KINSHIP | Q_LEX_ORG | Q_LEX_PUBLICATION;
    const q_token *head = &document->tokens.at[words->head];
    uint32_t first = words->head;
    if (words->several || (head->shape & Q_SHAPE_CAPITAL) == 0 || (head->xpos != Q_XPOS_NNP && !is_label(document, words)) ||
        (q_token_lexeme(document, words->head)->flags & nouns))
        return;
    while (first > words->first && (document->tokens.at[first - 1].shape & Q_SHAPE_CAPITAL) &&
           document->tokens.at[first - 1].xpos == head->xpos)
        first--;
    row->kind = Q_MENTION_NAME;
    row->name = (q_span){first, words->head + 1};
}

static void make_mention(const q_document *document, const source *words, q_mention *row)
{
    uint32_t flags = q_token_lexeme(document, words->head)->flags;
    memset(row, 0, sizeof *row);
    row->span.start = document->tokens.at[words->first].start;
    row->span.end = document->tokens.at[words->end - 1].end;
    row->first = words->first;
    row->end = words->end;
    row->head = words->head;
    row->name.start = row->name.end = words->end;
    row->apposition = row->entity = Q_NONE;
    row->kind = Q_MENTION_NOMINAL;
    row->person = 3;
    row->definite = (uint8_t)q_token_in(document, words->first, "the this that these those his her its their my our your");
    row->coordinated = words->several;
    row->plural = (uint8_t)(words->several || (flags & Q_LEX_PLURAL) != 0);
    row->entity_kind = row->plural ? QUOTH_GROUP : is_label(document, words) ? QUOTH_PERSON : QUOTH_OTHER;
    make_name(document, words, row);
    make_pronoun(document, words, row);
}

typedef Q_ROWS(q_mention) mention_rows;

static int by_place(const void *a, const void *b)
{
    const q_mention *x = a, *y = b;
    return x->first != y->first ? (x->first < y->first ? -1 : 1) : x->end != y->end ? (x->end > y->end ? -1 : 1) : 0;
}

/* Puts the made rows among the others and renumbers all that refers to mentions. */
static int merge(q_document *document, mention_rows *made)
{
    uint32_t before = document->mentions.n, total = before + made->n;
    uint32_t *place = q_allocate(document->allocator, total * sizeof *place);
    if (!place || !Q_APPEND(document->allocator, &document->mentions, made->n)) {
        q_release(document->allocator, place);
        return -1;
    }
    q_mention *rows = document->mentions.at;
    for (uint32_t to = total, a = before, b = made->n; to-- > 0;) {
        int is_made = b > 0 && (a == 0 || by_place(&rows[a - 1], &made->at[b - 1]) <= 0);
        rows[to] = is_made ? made->at[--b] : rows[--a];
        if (!is_made)
            place[a] = to;
    }
    for (uint32_t i = 0; i < total; i++)
        if (rows[i].apposition < before)
            rows[i].apposition = place[rows[i].apposition];
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];
        if (quote->source_mention < before)
            quote->source_mention = place[quote->source_mention];
        if (quote->addressee_mention < before)
            quote->addressee_mention = place[quote->addressee_mention];
    }
    q_release(document->allocator, place);
    return 0;
}

/* Whether the words of the source decide; a mention that stands before them, as of "who", is left as it is. */
static int is_open(const q_document *document, const q_quote *quote)
{
    if (quote->source.start >= quote->source.end)
        return 0;
    return quote->source_mention >= document->mentions.n ||
           document->mentions.at[quote->source_mention].span.start >= quote->source.start;
}

/* Finds the mentions of the sources and makes those that are missing, once each; their quotes have none yet. */
static int make_mentions(q_document *document, mention_rows *made)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];
        source words;
        if (!is_open(document, quote) || !read_source(document, quote->source, &words))
            continue;
        quote->source_mention = mention_of(document, &words);
        q_mention *row = quote->source_mention == Q_NONE ? Q_APPEND(document->allocator, made, 1) : NULL;
        if (row)
            make_mention(document, &words, row);
        else if (quote->source_mention == Q_NONE)
            return -1;
    }
    if (made->n == 0)
        return 0;
    qsort(made->at, made->n, sizeof *made->at, by_place);
    for (uint32_t i = 0; i < made->n; i++)
        if (i == 0 || by_place(&made->at[kept - 1], &made->at[i]))
            made->at[kept++] = made->at[i];
    made->n = kept;
    return merge(document, made);
}

/* Whom the cue tells or asks: the person right behind it, or behind "to". */
static uint32_t hearer(const q_document *document, const q_quote *quote)
{
    uint32_t end = q_token_from(document, quote->cue[0].end);
    if (quote->cue[0].start >= quote->cue[0].end || end == 0 || end >= document->tokens.n)
        return Q_NONE;
    const q_entry *entry = q_token_lexeme(document, end - 1)->entry;
    int tells = entry && (entry->cue_class == Q_CUE_TELL || entry->cue_class == Q_CUE_ASK);
    if (q_token_is(document, end, "to"))
        end++;
    else if (!tells)
        return Q_NONE;
    uint32_t mention = q_mention_from(document, end);
    if (mention >= document->mentions.n || mention == quote->source_mention)
        return Q_NONE;
    const q_mention *row = &document->mentions.at[mention];
    return row->first == end && row->person == 3 && row->entity_kind <= QUOTH_GROUP ? mention : Q_NONE;
}

static void find_hearers(q_document *document)
{
    for (uint32_t i = 0; i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];
        if (quote->type == QUOTH_DIRECT && quote->addressee_mention == Q_NONE)
            quote->addressee_mention = hearer(document, quote);
    }
}

int q_speaker_mentions(q_document *document)
{
    mention_rows made = {0};
    source words;
    int failed = make_mentions(document, &made);
    for (uint32_t i = 0; failed == 0 && made.n > 0 && i < document->quotes.n; i++) {
        q_quote *quote = &document->quotes.at[i];
        if (quote->source_mention >= document->mentions.n && read_source(document, quote->source, &words))
            quote->source_mention = mention_of(document, &words);
    }
    Q_ROWS_FREE(document->allocator, &made);
    find_hearers(document);
    return failed;
}
