#include "score.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/utf8.h>

#include "corpus.h"
#include "overlap.h"

/* A document on both sides. */
typedef struct pair {
    text text;
    const json_t **gold, **predicted; /* quotations with letters */
    letters *gold_letters, *predicted_letters;
    size_t gold_count, predicted_count;
    char *soft; /* per gold quotation: it counts neither for nor against */
} pair;

/* ---- quotations ---- */

static size_t read_quotes(const text *t, const json_t *document, const json_t ***quotes, letters **sets)
{
    const json_t *rows = json_object_get(document, "quotes"), *row;
    size_t count = 0, i;
    *quotes = take(json_array_size(rows), sizeof **quotes);
    *sets = take(json_array_size(rows), sizeof **sets);
    json_array_foreach((json_t *)rows, i, row) {
        letters set = letters_of_spans(t, json_object_get(row, "content"));
        if (set.count) {
            (*quotes)[count] = row;
            (*sets)[count++] = set;
        } else {
            free(set.at);
        }
    }
    return count;
}

static void free_letters(letters *sets, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(sets[i].at);
    free(sets);
}

static int is_true(const json_t *value)
{
    if (json_is_number(value))
        return json_number_value(value) != 0;
    return json_is_true(value) || json_string_length(value) || json_array_size(value) || json_object_size(value);
}

static int is_soft(const score *s, const json_t *quote)
{
    const json_t *mode = json_object_get(quote, "mode");
    const char *word = json_string_value(mode);
    int speech = !mode || (word && (!strcmp(word, "speech") || !strcmp(word, "writing")));
    return is_true(json_object_get(quote, "optional")) || (s->speech_only && !speech);
}

static pair open_pair(const score *s, const json_t *gold, const json_t *predicted)
{
    pair p = {.text = text_read(gold)};
    p.gold_count = read_quotes(&p.text, gold, &p.gold, &p.gold_letters);
    p.predicted_count = read_quotes(&p.text, predicted, &p.predicted, &p.predicted_letters);
    p.soft = take(p.gold_count, 1);
    for (size_t i = 0; i < p.gold_count; i++)
        p.soft[i] = (char)is_soft(s, p.gold[i]);
    return p;
}

static void close_pair(pair *p)
{
    free_letters(p->gold_letters, p->gold_count);
    free_letters(p->predicted_letters, p->predicted_count);
    free(p->gold);
    free(p->predicted);
    free(p->soft);
    text_free(&p->text);
}

/* Adds what matches; what is matched to something soft counts on neither side. */
static void count_matches(counts *c, const matches *m, const char *soft, size_t gold_count, size_t predicted_count)
{
    for (size_t i = 0; i < gold_count; i++)
        c->gold += !soft[i];
    c->predicted += predicted_count;
    for (size_t i = 0; i < m->count; i++) {
        int hard = !soft[m->at[i].gold], exact = m->at[i].overlap >= 1, overlap = m->at[i].overlap >= 0.5;
        c->predicted -= !hard;
        c->exact_gold += hard && exact;
        c->exact_predicted += hard && exact;
        c->overlap_gold += hard && overlap;
        c->overlap_predicted += hard && overlap;
    }
}

static void score_quotes(score *s, const pair *p, const overlaps *o)
{
    matches m = match(o, p->gold_letters, p->gold_count);
    count_matches(&s->quotes, &m, p->soft, p->gold_count, p->predicted_count);
    free(m.at);
}

/* ---- cues and sources ---- */

typedef struct spans { /* sets of letters, each once */
    letters *at;
    size_t count, room;
} spans;

static void add_once(spans *all, letters set)
{
    size_t i = 0;
    while (i < all->count && !letters_equal(&all->at[i], &set))
        i++;
    if (!set.count || i < all->count)
        free(set.at);
    else
        all->at[all->count++] = set;
}

/* The spans under a key of the quotations whose softness is `soft`; NULL: none is soft. */
static void add_spans(spans *all, const text *t, const json_t **quotes, size_t count, const char *soft, int wanted, const char *key)
{
    size_t k;
    const json_t *span;
    for (size_t i = 0; i < count; i++) {
        const json_t *list = json_object_get(quotes[i], key);
        if ((soft ? soft[i] : 0) != wanted)
            continue;
        all->at = realloc(all->at, (all->room += json_array_size(list) + 1) * sizeof *all->at);
        if (!all->at)
            take(SIZE_MAX, SIZE_MAX);
        json_array_foreach((json_t *)list, k, span)
            add_once(all, letters_of_span(t, span));
    }
}

static void score_spans(counts *c, const pair *p, const char *key)
{
    spans gold = {0}, predicted = {0};
    add_spans(&gold, &p->text, p->gold, p->gold_count, p->soft, 0, key);
    size_t hard = gold.count;
    add_spans(&gold, &p->text, p->gold, p->gold_count, p->soft, 1, key);
    add_spans(&predicted, &p->text, p->predicted, p->predicted_count, NULL, 0, key);
    char *soft = take(gold.count, 1);
    memset(soft + hard, 1, gold.count - hard);
    overlaps o = overlaps_open(predicted.at, predicted.count, p->text.length);
    matches m = match(&o, gold.at, gold.count);
    count_matches(c, &m, soft, gold.count, predicted.count);
    free(m.at);
    free(soft);
    overlaps_close(&o);
    free_letters(gold.at, gold.count);
    free_letters(predicted.at, predicted.count);
}

/* ---- attribution ---- */

static int bears(const entity *e, const UChar32 *word)
{
    for (size_t i = 0; i < e->name_count; i++)
        for (size_t k = 0; k < e->names[i].count; k++)
            if (!word_compare(e->names[i].words[k], word))
                return 1;
    return 0;
}

/* Each word of the name is in the entity's gold forms, and one of them in those of no other entity. */
static int only_one(const name *said, const entities *gold, long wanted)
{
    int alone = 0;
    for (size_t i = 0; i < said->count; i++) {
        size_t owners = 0;
        if (!bears(&gold->at[wanted], said->words[i]))
            return 0;
        for (size_t k = 0; k < gold->count && !alone; k++)
            owners += (size_t)bears(&gold->at[k], said->words[i]);
        alone |= owners == 1;
    }
    return alone;
}

static int is_right(const name *said, const entities *gold, long wanted)
{
    for (size_t i = 0; i < gold->at[wanted].name_count; i++)
        if (name_same(said, &gold->at[wanted].names[i]))
            return 1;
    return only_one(said, gold, wanted);
}

/* Who spoke a gold quotation and who is said to have. */
typedef struct spoken {
    size_t quote;
    long wanted, found; /* NO_ENTITY: no speaker was given */
    int covered, right, named;
} spoken;

static void add_attribution(attribution *a, const spoken *q)
{
    a->gold++;
    a->covered += (size_t)q->covered;
    a->right += (size_t)q->right;
    a->named += (size_t)q->named;
    a->silent += q->covered && q->found == NO_ENTITY;
}

static group *find_group(score *s, const json_t *quote)
{
    const json_t *value = json_object_get(quote, s->by);
    char *word = !is_true(value) ? NULL : json_is_string(value) ? strdup(json_string_value(value)) : dump(value);
    if (!word && !(word = strdup("-")))
        take(SIZE_MAX, SIZE_MAX);
    for (size_t i = 0; i < s->group_count; i++)
        if (!strcmp(s->groups[i].value, word)) {
            free(word);
            return &s->groups[i];
        }
    s->groups = realloc(s->groups, (s->group_count + 1) * sizeof *s->groups);
    if (!s->groups)
        take(SIZE_MAX, SIZE_MAX);
    s->groups[s->group_count] = (group){.value = word};
    return &s->groups[s->group_count++];
}

static const char *main_name(const entities *all, long place)
{
    return place == NO_ENTITY ? NULL : json_string_value(json_object_get(all->at[place].row, "name"));
}

/* The text around a span, on one line; to be freed. */
static char *context(const json_t *gold, const json_t *span)
{
    enum { AROUND = 80, LONGEST = 300 }; /* code points */
    const json_t *all = json_object_get(gold, "text");
    const uint8_t *bytes = (const uint8_t *)json_string_value(all);
    json_int_t start = json_integer_value(json_array_get(span, 0)) - AROUND, end = json_integer_value(json_array_get(span, 1)) + AROUND;
    size_t size = json_string_length(all), at = 0, from = 0;
    start = start < 0 ? 0 : start;
    for (json_int_t i = 0; at < size && i < end && i < start + LONGEST; i++) {
        U8_FWD_1(bytes, at, size);
        from = i < start ? at : from;
    }
    char *out = take(at - from, 1);
    memcpy(out, bytes + from, at - from);
    for (char *newline = out; (newline = strchr(newline, '\n'));)
        *newline = ' ';
    return out;
}

static void add_error(score *s, const json_t *gold, const pair *p, const spoken *q, const char *wanted, const char *found)
{
    const char *what = !q->covered ? "missed" : q->found == NO_ENTITY ? "silent" : "wrong";
    const json_t *span = json_array_get(json_object_get(p->gold[q->quote], "content"), 0);
    if (s->errors_wanted <= json_array_size(s->errors))
        return;
    if (!s->errors)
        s->errors = json_array();
    char *around = context(gold, span);
    json_array_append_new(s->errors, json_pack("[O,O,s,s?,s?,s]", json_object_get(gold, "id"), json_array_get(span, 0), what,
                                               wanted, found, around));
    free(around);
}

static spoken judge(const pair *p, const overlaps *o, size_t i, const entities *gold, const entities *predicted)
{
    size_t common, best = overlaps_most(o, &p->gold_letters[i], &common);
    spoken q = {.quote = i, .wanted = entities_find(gold, json_object_get(p->gold[i], "speaker")), .found = NO_ENTITY};
    q.covered = 2 * common >= p->gold_letters[i].count;
    if (q.wanted == NO_ENTITY || !q.covered)
        return q;
    q.found = entities_find(predicted, json_object_get(p->predicted[best], "speaker"));
    if (q.found != NO_ENTITY) {
        const name *said = &predicted->at[q.found].main;
        q.right = is_right(said, gold, q.wanted);
        q.named = name_same(said, &gold->at[q.wanted].main);
    }
    return q;
}

/* B-cubed; a quotation without a predicted speaker is a cluster of its own. */
static void score_clusters(score *s, const spoken *quotes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t both = 0, gold = 0, predicted = 0;
        for (size_t k = 0; k < count; k++) {
            int same_gold = quotes[k].wanted == quotes[i].wanted;
            int same_predicted = quotes[i].found == NO_ENTITY ? k == i : quotes[k].found == quotes[i].found;
            gold += (size_t)same_gold;
            predicted += (size_t)same_predicted;
            both += same_gold && same_predicted;
        }
        s->precision += (double)both / (double)predicted;
        s->recall += (double)both / (double)gold;
        s->clustered++;
    }
}

static void score_speakers(score *s, const json_t *gold, const json_t *predicted, const pair *p, const overlaps *o)
{
    entities wanted = entities_read(gold), found = entities_read(predicted);
    spoken *covered = take(p->gold_count, sizeof *covered);
    size_t count = 0;
    for (size_t i = 0; i < p->gold_count; i++) {
        if (p->soft[i])
            continue;
        spoken q = judge(p, o, i, &wanted, &found);
        if (q.wanted == NO_ENTITY)
            continue;
        add_attribution(&s->attribution, &q);
        if (s->by)
            add_attribution(&find_group(s, p->gold[i])->counts, &q);
        if (q.covered)
            covered[count++] = q;
        if (!q.right)
            add_error(s, gold, p, &q, main_name(&wanted, q.wanted), main_name(&found, q.found));
    }
    score_clusters(s, covered, count);
    free(covered);
    entities_free(&wanted);
    entities_free(&found);
}

/* ---- calibration ---- */

static int same_source(const pair *p, size_t gold, size_t predicted)
{
    letters wanted = letters_of_spans(&p->text, json_object_get(p->gold[gold], "source"));
    letters said = letters_of_spans(&p->text, json_object_get(p->predicted[predicted], "source"));
    overlaps o = overlaps_open(&said, 1, p->text.length);
    size_t common;
    overlaps_most(&o, &wanted, &common);
    int same = 2 * common >= wanted.count + said.count - common;
    overlaps_close(&o);
    free(wanted.at);
    free(said.at);
    return same;
}

/* Whether the speaker of a prediction is that of its gold quotation; its source, where the gold one has no speaker. */
static int same_speaker(const pair *p, const pairing *m, const entities *gold, const entities *predicted)
{
    long wanted = entities_find(gold, json_object_get(p->gold[m->gold], "speaker"));
    if (wanted == NO_ENTITY)
        return same_source(p, m->gold, m->predicted);
    long found = entities_find(predicted, json_object_get(p->predicted[m->predicted], "speaker"));
    return found != NO_ENTITY && is_right(&predicted->at[found].main, gold, wanted);
}

/* Of the predictions that match a gold quotation by overlap: whether they have its speaker. */
static void judge_confidence(score *s, const json_t *gold, const json_t *predicted, const pair *p, const overlaps *o)
{
    entities wanted = entities_read(gold), found = entities_read(predicted);
    matches m = match(o, p->gold_letters, p->gold_count);
    for (size_t i = 0; i < m.count; i++) {
        const json_t *confidence = json_object_get(p->predicted[m.at[i].predicted], "confidence");
        if (json_is_number(confidence) && m.at[i].overlap >= 0.5 && !p->soft[m.at[i].gold])
            judgements_add(&s->judgements, json_number_value(confidence), same_speaker(p, &m.at[i], &wanted, &found));
    }
    free(m.at);
    entities_free(&wanted);
    entities_free(&found);
}

/* Of all predictions: whether they match a gold quotation by overlap; those that match an optional one are left out. */
static void judge_detection(score *s, const pair *p, const overlaps *o)
{
    enum { UNMATCHED, MATCHED, OPTIONAL };
    matches m = match(o, p->gold_letters, p->gold_count);
    char *kinds = take(p->predicted_count, 1);
    memset(kinds, UNMATCHED, p->predicted_count);
    for (size_t i = 0; i < m.count; i++)
        if (m.at[i].overlap >= 0.5)
            kinds[m.at[i].predicted] = p->soft[m.at[i].gold] ? OPTIONAL : MATCHED;
    for (size_t i = 0; i < p->predicted_count; i++) {
        const json_t *detection = json_object_get(p->predicted[i], "detection");
        if (json_is_number(detection) && kinds[i] != OPTIONAL)
            judgements_add(&s->detections, json_number_value(detection), kinds[i] == MATCHED);
    }
    free(kinds);
    free(m.at);
}

void score_document(score *s, const json_t *gold, const json_t *predicted)
{
    pair p = open_pair(s, gold, predicted);
    overlaps o = overlaps_open(p.predicted_letters, p.predicted_count, p.text.length);
    s->documents++;
    s->missing += !predicted;
    score_quotes(s, &p, &o);
    score_spans(&s->cues, &p, "cue");
    score_spans(&s->sources, &p, "source");
    score_speakers(s, gold, predicted, &p, &o);
    if (s->calibrate) {
        judge_detection(s, &p, &o);
        judge_confidence(s, gold, predicted, &p, &o);
    }
    overlaps_close(&o);
    close_pair(&p);
}

void score_free(score *s)
{
    for (size_t i = 0; i < s->group_count; i++)
        free(s->groups[i].value);
    free(s->groups);
    free(s->detections.at);
    free(s->judgements.at);
    json_decref(s->errors);
}
