/* token.c - sentences to tokens, after the conventions of Universal Dependencies for English.
 *
 * Clitics are words of their own (do|n't, John|'s); abbreviations, numbers, URLs and e-mail addresses stay whole; hyphens
 * separate unless the word begins with a capital (Jean-Pierre). Scripts without spaces are cut by ICU. */
#include "chunk.h"
#include "joint.h"
#include "lexeme.h"
#include "linear.h"
#include "locale.h"
#include "rooms.h"
#include "token.h"
#include "utf8.h"
#include "wordlist.h"
#include "written.h"

#include <string.h>

enum {
    ABBREVIATION_MAX = 24,  /* longest abbreviation that is looked up, bytes */
    CLITIC_MAX = 6,         /* longest clitic, bytes: n’t is 5 */
    WAITING = 8,            /* words whose memory is asked for before it is read */
    SETTLED = 512,          /* chunks that are remembered */
    SETTLED_MAX = 64,       /* longest of them, bytes */
    UNSPACED_MAX = 1 << 16, /* longest stretch given to ICU at once, bytes */
    FOLDED_ROOM = 128
};

typedef struct settled { /* a chunk that was decided */
    uint32_t start, length; /* its bytes; 0 long: none */
    uint32_t following;
    uint32_t last;          /* it ends its sentence */
    uint64_t ends;          /* bit k: a token ends with byte k */
} settled;

enum { /* how a word is put */
    WHOLE = 1, /* it may be two in the lists */
    JOINED = 2 /* it goes on the word before */
};

typedef struct waiting { /* a token whose lexeme is not yet known */
    uint32_t token;
    unsigned how;
    q_written word;
    q_written *kept; /* where it is kept for the next time, or NULL */
    q_key key;
} waiting;

typedef struct placing { /* where the next token stands */
    uint32_t region;   /* innermost at the token with its marks, or Q_NONE */
    uint32_t next;     /* first region behind it */
    uint32_t inside;   /* innermost at the token without */
    uint32_t border;   /* byte up to which that is so */
    uint32_t sentence;
    int in_marks;      /* it belongs to the region but stands not within */
    int first;         /* no word of the sentence or region yet */
} placing;

typedef struct scan {
    q_document *document;
    const char *text;
    uint32_t sentence;
    uint32_t end;     /* of the sentence */
    q_linear weights; /* none: by rules alone */
    q_joint joints;
    uint8_t english;
    uint8_t eliding;  /* articles elide before vowels: l'homme */
    settled settled[SETTLED]; /* by the hash of the chunk */
    waiting waiting[WAITING]; /* a ring: words [finished, met) of those that waited */
    uint32_t met, finished;
    placing placing;
} scan;

static uint32_t char_at(const scan *s, uint32_t at)
{
    uint32_t next;
    return at < s->end ? q_utf8_at(s->text, at, &next) : 0;
}

static int is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2BC;
}

static int is_quotation_mark(uint32_t c)
{
    return c == '"' || c == '`' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A ||
           (c >= 0x300C && c <= 0x300F) || c == 0x301D || c == 0x301E || c == 0x301F || c == 0xFF02;
}

/* Thai, Lao; Myanmar; Khmer; Kana, Han and their extensions. */
static int is_unspaced(uint32_t c)
{
    return c >= 0xE00 && ((c <= 0xEFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) || c == 0x3005 ||
                          (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
                          (c >= 0x20000 && c <= 0x3FFFF));
}

static uint8_t mixed_shape(const char *text, uint32_t start, uint32_t end)
{
    unsigned shape = 0, letters = 0, upper = 0, words = 0;
    for (uint32_t i = start, next; i < end; i = next) {
        uint32_t c = q_utf8_at(text, i, &next);
        if (q_is_letter(c)) {
            letters++;
            if (q_is_upper(c)) {
                upper++;
                if (!words)
                    shape |= Q_SHAPE_CAPITAL;
            }
            words++;
        } else if (q_is_digit(c)) {
            shape |= Q_SHAPE_DIGIT;
            words++;
        } else if (i == start && is_quotation_mark(c)) {
            shape |= Q_SHAPE_QUOTE;
        }
    }
    if (letters >= 2 && upper == letters)
        shape |= Q_SHAPE_UPPER;
    return (uint8_t)(words ? shape & ~(unsigned)Q_SHAPE_QUOTE : shape | Q_SHAPE_PUNCT);
}

static uint8_t shape_of(const char *text, uint32_t start, uint32_t end)
{
    unsigned classes = 0;
    for (uint32_t i = start; i < end; i++)
        classes |= q_byte_class(text[i]);
    if (classes == Q_BYTE_LOWER)
        return 0;
    if (classes & ~(unsigned)(Q_BYTE_LOWER | Q_BYTE_UPPER))
        return mixed_shape(text, start, end);
    unsigned shape = q_byte_class(text[start]) & Q_BYTE_UPPER ? Q_SHAPE_CAPITAL : 0;
    return (uint8_t)(classes == Q_BYTE_UPPER && end - start > 1 ? shape | Q_SHAPE_UPPER : shape);
}

static uint32_t is_space_before(const char *text, uint32_t at)
{
    uint32_t before, class_ = at ? q_byte_class(text[at - 1]) : Q_BYTE_SPACE;
    return class_ & Q_BYTE_WIDE ? (uint32_t)q_is_space(q_utf8_before(text, at, &before)) : class_ / Q_BYTE_SPACE;
}

static inline q_token *add(q_document *document, uint32_t sentence, q_span span, uint32_t lexeme, uint8_t shape)
{
    q_token *token = Q_APPEND(document->allocator, &document->tokens, 1);
    if (token)
        *token = (q_token){.start = span.start, .end = span.end, .lexeme = lexeme, .sentence = sentence, .region = Q_NONE,
                           .shape = (uint8_t)(shape | is_space_before(document->text, span.start) * Q_SHAPE_SPACE_BEFORE),
                           .lemma = lexeme, .head = Q_NONE};
    return token;
}

quoth_status q_token_put(q_document *document, uint32_t sentence, uint32_t start, uint32_t end)
{
    uint32_t lexeme;
    quoth_status status = q_lexeme_of(document, start, end, &lexeme);
    if (status != QUOTH_OK)
        return status;
    return add(document, sentence, (q_span){start, end}, lexeme, shape_of(document->text, start, end)) ? QUOTH_OK : QUOTH_E_MEMORY;
}

/* Parts a word that the lists have as two: gon|na, do|nt. Few tokens stand behind it yet. */
static quoth_status part(scan *s, uint32_t index, const q_lexeme *lexeme)
{
    q_document *document = s->document;
    q_span span = {document->tokens.at[index].start, document->tokens.at[index].end};
    uint32_t cut = span.start + (uint32_t)strlen(q_lexicon_string(document->lexicon, lexeme->entry->lemma));
    quoth_status status = q_token_put(document, s->sentence, span.start, cut);
    if (status == QUOTH_OK)
        status = q_token_put(document, s->sentence, cut, span.end);
    if (status != QUOTH_OK)
        return status;
    q_token *tokens = document->tokens.at, *last = tokens + document->tokens.n - 1, parts[] = {last[-1], last[0]};
    parts[1].joined = 1;
    memmove(tokens + index + 2, tokens + index + 1, (size_t)(last - 1 - (tokens + index + 1)) * sizeof *tokens);
    memcpy(tokens + index, parts, sizeof parts);
    document->tokens.n--;
    for (uint32_t i = s->finished; i < s->met; i++)
        s->waiting[i % WAITING].token++;
    return QUOTH_OK;
}

/* Finds the lexeme of the word that waits longest, and keeps it for the next time. */
static quoth_status finish(scan *s)
{
    waiting *word = &s->waiting[s->finished++ % WAITING];
    quoth_status status = q_lexeme_of_key(s->document, &word->key, &word->word.lexeme);
    if (status != QUOTH_OK)
        return status;
    const q_lexeme *row = &s->document->lexemes.at[word->word.lexeme];
    q_token *token = &s->document->tokens.at[word->token];
    token->lexeme = token->lemma = word->word.lexeme;
    if (word->kept && !(row->flags & Q_LEX_CONTRACTION))
        *word->kept = word->word;
    return word->how & WHOLE && row->flags & Q_LEX_CONTRACTION ? part(s, word->token, row) : QUOTH_OK;
}

/* Lets the last token wait while the memory that tells its lexeme is on its way. */
static quoth_status wait(scan *s, const q_written *read, q_written *kept, unsigned how)
{
    waiting *word = &s->waiting[s->met % WAITING], *before = &s->waiting[(s->met - 1) % WAITING];
    word->token = s->document->tokens.n - 1;
    const q_token *token = &s->document->tokens.at[word->token];
    if (!q_lexeme_key(s->document, token->start, token->end, &word->key))
        return QUOTH_E_INTERNAL;
    q_lexeme_ask(s->document, &word->key);
    word->how = how;
    word->word = *read;
    word->kept = kept;
    if (s->met++ > s->finished)
        q_lexeme_ask_further(s->document, &before->key);
    return s->met - s->finished == WAITING ? finish(s) : QUOTH_OK;
}

/* Adds a word or mark. */
static quoth_status put(scan *s, uint32_t start, uint32_t end, unsigned how)
{
    q_written read, *kept = q_written_read(s->document, start, end, &read);
    int is_known = kept && q_written_is(kept, &read);
    if (is_known)
        read = *kept;
    else
        read.shape = shape_of(s->text, start, end);
    q_token *token = add(s->document, s->sentence, (q_span){start, end}, is_known ? read.lexeme : Q_NONE, read.shape);
    if (!token)
        return QUOTH_E_MEMORY;
    token->joined = (how & JOINED) != 0;
    return is_known ? QUOTH_OK : wait(s, &read, kept, how);
}

static uint32_t flags_of(const scan *s, uint32_t start, uint32_t end)
{
    const q_entry *entry = end - start <= ABBREVIATION_MAX ? q_chunk_entry(s->document, start, end) : NULL;
    return entry ? entry->flags : 0;
}

/* Whether the full stop at `stop` belongs to the word before it. */
static int is_abbreviation(const scan *s, uint32_t start, uint32_t stop)
{
    int last = 1; /* nothing but marks follows in the sentence */
    for (uint32_t i = stop + 1; last && i < s->end && i <= stop + ABBREVIATION_MAX; i++)
        last = !((s->text[i] | 32) >= 'a' && (s->text[i] | 32) <= 'z');
    uint32_t flags = flags_of(s, start, stop + 1);
    if (memchr(s->text + start, '.', stop - start))
        return stop - start <= ABBREVIATION_MAX && (stop - start < 2 || s->text[stop - 2] == '.' || flags);
    if (flags & Q_LEX_ABBREVIATION_END)
        return 1;
    if (last)
        return 0;
    return flags & Q_LEX_ABBREVIATION || (stop == start + 1 && q_is_upper((unsigned char)s->text[start]));
}

/* Whether the character c at `at` joins the word characters on its two sides. */
static int joins(const scan *s, uint32_t c, uint32_t before, uint32_t after, int capital)
{
    if (!q_is_word(after) || is_unspaced(after))
        return c == 0xAD && after;
    if (c == '.' || c == '_' || c == 0x200D || c == 0x200C || c == 0xAD)
        return 1;
    if (c == ',' || c == ':' || c == '/')
        return q_is_digit(before) && q_is_digit(after);
    if (c == '-' || c == 0x2010 || c == 0x2011)
        return capital || !s->english;
    return is_apostrophe(c) || (c == '&' && q_is_upper(before) && q_is_upper(after));
}

static uint32_t word_end(const scan *s, uint32_t start)
{
    uint32_t before = 0, i = start, next;
    int capital = q_is_upper(char_at(s, start));
    while (i < s->end) {
        unsigned char byte = (unsigned char)s->text[i];
        if (q_byte_class(s->text[i]) & Q_BYTE_WORD) {
            before = byte;
            i++;
            continue;
        }
        if (byte <= ' ')
            break;
        uint32_t c = q_utf8_at(s->text, i, &next);
        int word = c >= 0x80 && q_is_word(c) && !is_unspaced(c);
        if (!word && (i == start || !joins(s, c, before, char_at(s, next), capital)))
            break;
        before = c;
        i = next;
    }
    if (i < s->end && s->text[i] == '.' && i > start && char_at(s, i + 1) != '.' && is_abbreviation(s, start, i))
        i++;
    else if (i < s->end && is_apostrophe(char_at(s, i)) && flags_of(s, start, i + 1) & Q_LEX_ELISION && s->text[i] == '\'')
        i++;
    return i;
}

/* Where a clitic at the end of an English word begins; `end` if there is none. */
static uint32_t clitic(const scan *s, uint32_t start, uint32_t end)
{
    static const char *const endings[] = {"n't", "'s", "'m", "'re", "'ve", "'ll", "'d"};
    uint32_t at = end;
    for (uint32_t i = end; i > start && end - i < CLITIC_MAX;) {
        uint32_t c = q_utf8_before(s->text, i, &i);
        if (!is_apostrophe(c))
            continue;
        at = i;
        if (i > start && (s->text[i - 1] | 32) == 'n' && (s->text[end - 1] | 32) == 't')
            at--;
        break;
    }
    if (at == end || at == start)
        return end;
    char key[FOLDED_ROOM];
    if (q_fold(s->text + at, end - at, key, sizeof key) == SIZE_MAX)
        return end;
    if (!strcmp(key, "'")) /* the girls' */
        return (s->text[at - 1] | 32) == 's' ? at : end;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (!strcmp(endings[k], key))
            return at;
    return end;
}

static quoth_status put_two(scan *s, uint32_t start, uint32_t cut, uint32_t end)
{
    quoth_status status = put(s, start, cut, 0);
    return status == QUOTH_OK ? put(s, cut, end, s->english ? JOINED : 0) : status;
}

/* A word without apostrophe. */
static quoth_status put_plain(scan *s, uint32_t start, uint32_t end)
{
    return put(s, start, end, s->english ? WHOLE : 0);
}

static quoth_status put_word(scan *s, uint32_t start, uint32_t end)
{
    uint32_t cut = s->english ? clitic(s, start, end) : end;
    for (uint32_t i = start, next; s->eliding && i < end && cut == end; i = next)
        if (is_apostrophe(q_utf8_at(s->text, i, &next)) && next < end)
            cut = next;
    return cut == end ? put_plain(s, start, end) : put_two(s, start, cut, end);
}

static quoth_status put_unspaced(scan *s, uint32_t start, uint32_t *at)
{
    uint32_t end = start, next, border;
    while (end < s->end && end - start < UNSPACED_MAX) {
        uint32_t c = q_utf8_at(s->text, end, &next);
        if (!is_unspaced(c) && !(end > start && c >= 0x80 && q_is_letter(c) && c < 0x400))
            break;
        end = next;
    }
    *at = end;
    quoth_status status = q_locale_words(s->document->locale, s->text + start, end - start);
    for (uint32_t from = 0; status == QUOTH_OK && (border = q_locale_next_word(s->document->locale)) != Q_NONE; from = border)
        if (border > from)
            status = put(s, start + from, start + border, 0);
    return status;
}

/* End of a mark, a run of the same mark that is one token, or a symbol with what modifies it. */
static uint32_t mark_end(const scan *s, uint32_t start)
{
    uint32_t next, after;
    uint32_t c = q_utf8_at(s->text, start, &next);
    if (c == '.' || c == '-' || c == '!' || c == '?' || c == '*' || c == '=' || c == '_' || c == '~' || c == '#') {
        while (next < s->end && (s->text[next] == (char)c || ((c == '!' || c == '?') && strchr("!?", s->text[next]))) &&
               s->text[next])
            next++;
        return next;
    }
    if ((c == '`' || c == '\'') && next < s->end && s->text[next] == (char)c)
        return next + 1;
    if (c < 0x2190)
        return next;
    while (next < s->end) { /* emoji: variation selectors, skin tones, joiners */
        uint32_t more = q_utf8_at(s->text, next, &after);
        if (more == 0x200D && after < s->end && !q_is_space(char_at(s, after)))
            q_utf8_at(s->text, after, &after);
        else if ((more < 0xFE00 || more > 0xFE0F) && (more < 0x1F3FB || more > 0x1F3FF))
            break;
        next = after;
    }
    return next;
}

/* The end of a URL or address that fills the chunk [start, end), its closing punctuation left out; start for none. */
static uint32_t address_end(const scan *s, uint32_t start, uint32_t end)
{
    const char *text = s->text + start;
    size_t length = end - start;
    if (length < 4)
        return start;
    const char *at = memchr(text, '@', length);
    const char *colon = memchr(text, ':', length);
    if (!at && !colon && text[3] != '.')
        return start;
    int url = (colon && end - start > (uint32_t)(colon - text) + 3 && colon[1] == '/' && colon[2] == '/') ||
              !memcmp(text, "www.", 4);
    int address = at && at > text && at + 1 < text + length && q_is_word((unsigned char)at[-1]) &&
                  memchr(at, '.', length - (size_t)(at - text));
    if (!(url || address) || !(q_is_word((unsigned char)*text)))
        return start;
    uint32_t before;
    while (end > start + 1) {
        uint32_t c = q_utf8_before(s->text, end, &before);
        if (c == '/' || q_is_word(c))
            break;
        end = before;
    }
    return end;
}

/* A word may begin with an apostrophe: 'tis, 'em, '90s. */
static int begins_elided(const scan *s, uint32_t start, uint32_t next)
{
    uint32_t after = char_at(s, next), end = next;
    if (!s->english || !is_apostrophe(char_at(s, start)) || !q_is_word(after))
        return 0;
    while (end < s->end && end - start < ABBREVIATION_MAX && q_is_word((unsigned char)s->text[end]))
        end++;
    return (q_is_digit(after) && end - next == 3 && (s->text[end - 1] | 32) == 's') || flags_of(s, start, end) & Q_LEX_ELISION;
}

static quoth_status chunk(scan *s, uint32_t start, uint32_t end)
{
    quoth_status status = QUOTH_OK;
    uint32_t i = start, next;
    while (status == QUOTH_OK && i < end) {
        uint32_t c = q_utf8_at(s->text, i, &next);
        uint32_t from = i;
        if (i == start && (i = address_end(s, start, end)) > start) {
            status = put(s, start, i, 0);
        } else if (is_unspaced(c) && s->document->locale) {
            status = put_unspaced(s, from, &i);
        } else if (q_is_word(c) || is_unspaced(c)) {
            i = is_unspaced(c) ? next : word_end(s, from);
            status = put_word(s, from, i);
        } else if (begins_elided(s, i, next)) {
            i = word_end(s, next);
            status = put(s, from, i, 0);
        } else {
            i = mark_end(s, i);
            status = put(s, from, i, 0);
        }
    }
    return status;
}

/* Decides the joints of a chunk by what was learned; those where a token ends, as a set for a short chunk. */
static quoth_status decide(scan *s, uint64_t *ends)
{
    uint32_t features[Q_JOINT_FEATURES];
    quoth_status status = QUOTH_OK;
    for (int more = 1; status == QUOTH_OK && more;) {
        more = q_joint_next(&s->joints);
        if (more && q_linear_score(&s->weights, features, q_joint_features(&s->joints, features)) <= 0)
            continue;
        *ends |= (uint64_t)1 << (s->joints.at - s->joints.chunk.start - 1) % SETTLED_MAX;
        status = put_word(s, s->joints.token, s->joints.at);
        q_joint_cut(&s->joints);
    }
    return status;
}

/* The tokens of a chunk that was decided before. */
static quoth_status repeat(scan *s, q_span span, uint64_t ends)
{
    quoth_status status = QUOTH_OK;
    for (uint32_t token = span.start, at = token; status == QUOTH_OK && at < span.end; ends >>= 1) {
        at++;
        if (ends & 1) {
            status = put_word(s, token, at);
            token = at;
        }
    }
    return status;
}

/* A chunk whose joints are decided by what was learned. The same bytes in the same place are decided once. */
static quoth_status learned_chunk(scan *s, q_span span, q_span sentence)
{
    uint64_t ends = 0;
    q_joint_chunk(&s->joints, span, sentence);
    settled *kept = &s->settled[s->joints.hash % SETTLED], now = {span.start, span.end - span.start, s->joints.following,
                                                                 span.end == sentence.end, 0};
    if (now.length > SETTLED_MAX || q_joint_closes(&s->joints))
        return decide(s, &ends);
    if (kept->length == now.length && kept->following == now.following && kept->last == now.last &&
        !memcmp(s->text + kept->start, s->text + now.start, now.length))
        return repeat(s, span, kept->ends);
    quoth_status status = decide(s, &now.ends);
    *kept = now;
    return status;
}

static quoth_status plain_chunk(scan *s, q_span span, const q_joint_plain_parts *parts)
{
    quoth_status status = QUOTH_OK;
    if (span.start < parts->word.start)
        status = put(s, span.start, parts->word.start, 0);
    if (status == QUOTH_OK)
        status = (parts->apostrophe ? put_word : put_plain)(s, parts->word.start, parts->word.end);
    if (status == QUOTH_OK && parts->word.end < parts->mark)
        status = put(s, parts->word.end, parts->mark, 0);
    return status == QUOTH_OK && parts->mark < span.end ? put(s, parts->mark, span.end, 0) : status;
}

static quoth_status any_chunk(scan *s, q_span span, q_span sentence)
{
    q_joint_plain_parts parts;
    if (!s->weights.weights)
        return chunk(s, span.start, span.end);
    if (q_joint_plain(s->document, span, &parts))
        return plain_chunk(s, span, &parts);
    return q_joint_is_known(s->document, span) ? learned_chunk(s, span, sentence) : chunk(s, span.start, span.end);
}

/* ---- where the tokens stand ---- */

/* Finds where a token that begins at a byte stands to the regions, and up to where that holds. */
static void cross(const q_document *document, placing *p, uint32_t at)
{
    const q_region *regions = document->regions.at;
    while (p->next < document->regions.n && regions[p->next].outer.start <= at) {
        p->region = p->next++;
        p->first = 1;
    }
    while (p->region != Q_NONE && at >= regions[p->region].outer.end)
        p->region = regions[p->region].parent;
    p->border = p->next < document->regions.n ? regions[p->next].outer.start : Q_NONE;
    p->inside = p->region;
    p->in_marks = 0;
    if (p->region == Q_NONE)
        return;
    const q_region *region = &regions[p->region];
    uint32_t end = at < region->inner.start ? region->inner.start : at < region->inner.end ? region->inner.end : region->outer.end;
    if (at < region->inner.start || at >= region->inner.end) {
        p->inside = region->parent;
        p->in_marks = 1;
    }
    p->border = end < p->border ? end : p->border;
}

/* The innermost region of a token, and whether it is a quotation mark. */
static void place(const q_document *document, placing *p, q_token *token)
{
    uint32_t after;
    if (token->start >= p->border)
        cross(document, p, token->start);
    token->region = p->inside;
    if (p->in_marks) {
        if (token->shape & Q_SHAPE_PUNCT && document->regions.at[p->region].kind == Q_REGION_MARKS)
            token->shape |= Q_SHAPE_QUOTE;
    } else if (token->shape & Q_SHAPE_QUOTE && !(token->shape & Q_SHAPE_SPACE_BEFORE)) {
        if (is_apostrophe(q_utf8_at(document->text, token->start, &after)))
            token->shape &= (uint8_t)~Q_SHAPE_QUOTE;
    }
}

/* What a token tells of how the text writes its lexeme: by its capitals, and whether it is the first word. */
static uint8_t seen_as(unsigned shape)
{
    enum { LOWER = Q_SEEN_LOWER, CAPITAL = Q_SEEN_CAPITAL, NAME = Q_SEEN_CAPITAL | Q_SEEN_NAME };
    static const uint8_t seen[2][4] = {{LOWER, NAME, LOWER, CAPITAL}, {LOWER, 0, LOWER, 0}};
    return seen[(shape & Q_SHAPE_FIRST) != 0][shape & (Q_SHAPE_CAPITAL | Q_SHAPE_UPPER)];
}

/* Places the tokens from `first` on. */
static void place_from(q_document *document, placing *p, uint32_t first)
{
    for (uint32_t i = first; i < document->tokens.n; i++) {
        q_token *token = &document->tokens.at[i];
        document->token_blocks.at[token->start / Q_TOKEN_BLOCK + 1] = i + 1;
        place(document, p, token);
        p->first |= token->sentence != p->sentence;
        p->sentence = token->sentence;
        if (p->first && !(token->shape & Q_SHAPE_PUNCT)) {
            token->shape |= Q_SHAPE_FIRST;
            p->first = 0;
        }
        document->seen.at[token->lexeme] |= seen_as(token->shape);
    }
}

static quoth_status place_begin(q_document *document, placing *p)
{
    uint32_t blocks = document->length / Q_TOKEN_BLOCK + 2;
    *p = (placing){.region = Q_NONE, .sentence = Q_NONE, .first = 1};
    document->token_blocks.n = 0;
    if (!Q_APPEND(document->allocator, &document->token_blocks, blocks))
        return QUOTH_E_MEMORY;
    memset(document->token_blocks.at, 0, blocks * sizeof *document->token_blocks.at);
    return QUOTH_OK;
}

/* A block behind one in which no token begins has the same first token as that. */
static void place_end(q_document *document)
{
    uint32_t *blocks = document->token_blocks.at;
    for (uint32_t i = 1; i < document->token_blocks.n; i++)
        blocks[i] = blocks[i] ? blocks[i] : blocks[i - 1];
}

quoth_status q_token_place(q_document *document)
{
    placing p;
    if (place_begin(document, &p) != QUOTH_OK)
        return QUOTH_E_MEMORY;
    place_from(document, &p, 0);
    place_end(document);
    return QUOTH_OK;
}

/* ---- sentences ---- */

static quoth_status sentence(scan *s, q_sentence *row)
{
    quoth_status status = QUOTH_OK;
    row->first = s->document->tokens.n;
    s->end = row->span.end;
    for (uint32_t i = row->span.start, next; status == QUOTH_OK && i < s->end;) {
        if (q_is_space(q_utf8_at(s->text, i, &next))) {
            i = next;
            continue;
        }
        uint32_t letters = q_word_run(s->text, i, s->end, s->document->length);
        next = letters == s->end || s->text[letters] == ' ' ? letters : q_chunk_end(s->text, letters, s->end);
        status = next == letters ? put_plain(s, i, next) : any_chunk(s, (q_span){i, next}, row->span);
        i = next < s->end && s->text[next] == ' ' ? next + 1 : next;
    }
    while (status == QUOTH_OK && s->finished < s->met)
        status = finish(s);
    row->end = s->document->tokens.n;
    if (status == QUOTH_OK)
        place_from(s->document, &s->placing, row->first);
    return status;
}

static int is_language(const q_document *document, const char *language)
{
    const char *tag = document->settings ? document->settings->language : "en";
    return !strncmp(tag, language, 2) && (!tag[2] || tag[2] == '-');
}

quoth_status q_room_token(q_document *document)
{
    scan s = {.document = document, .text = document->text};
    s.english = (uint8_t)is_language(document, "en");
    s.eliding = (uint8_t)(is_language(document, "fr") || is_language(document, "it") || is_language(document, "ca"));
    size_t size;
    const void *section = s.english ? q_model_section(document->model, "token", &size) : NULL;
    q_linear_open(&s.weights, section, section ? size : 0);
    q_joint_open(&s.joints, document);
    quoth_status status = q_lexeme_begin(document);
    if (status == QUOTH_OK)
        status = q_word_lists_begin(document);
    if (status == QUOTH_OK)
        status = q_written_begin(document);
    if (status == QUOTH_OK)
        status = place_begin(document, &s.placing);
    for (uint32_t i = 0; status == QUOTH_OK && i < document->sentences.n; i++) {
        s.sentence = i;
        status = sentence(&s, &document->sentences.at[i]);
    }
    if (status == QUOTH_OK)
        place_end(document);
    return status;
}
