#include "conllu.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train.h"

enum { COLUMNS = 10, LINE_ROOM = 1 << 16 };
enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, RELATION, DEPS, MISC };

typedef struct reader {
    conllu *treebank;
    const char *path;
    uint32_t joined;      /* words up to this number stand without space: they are parts of one token */
    int space;            /* a space stands before the next word */
    int space_behind;     /* behind the multiword token that is open */
    int open;             /* within a sentence */
    int paragraph;        /* the next sentence begins a paragraph or a document */
} reader;

static void add_text(reader *r, const char *bytes, size_t length)
{
    char *at = Q_APPEND(&q_malloc_allocator, &r->treebank->text, length);
    if (!at)
        train_fail("out of memory", r->path);
    memcpy(at, bytes, length);
}

static const char *keep(reader *r, const char *string)
{
    size_t size = strlen(string) + 1;
    char *kept = q_arena_allocate(&r->treebank->strings, size);
    if (!kept)
        train_fail("out of memory", r->path);
    return memcpy(kept, string, size);
}

static void begin_sentence(reader *r)
{
    conllu *treebank = r->treebank;
    conllu_sentence *sentence = Q_APPEND(&q_malloc_allocator, &treebank->sentences, 1);
    if (!sentence)
        train_fail("out of memory", r->path);
    if (treebank->text.n)
        add_text(r, "\n\n", r->paragraph ? 2 : 1);
    if (treebank->text.n && !r->paragraph)
        treebank->text.at[treebank->text.n - 1] = ' ';
    *sentence = (conllu_sentence){{treebank->text.n, treebank->text.n}, treebank->words.n, treebank->words.n,
                                  treebank->documents ? treebank->documents - 1 : 0};
    r->open = 1;
    r->space = r->paragraph = 0;
    r->joined = 0;
}

static int is_space_after(const char *misc)
{
    return !strstr(misc, "SpaceAfter=No");
}

static void add_word(reader *r, char **column)
{
    conllu *treebank = r->treebank;
    conllu_word *word = Q_APPEND(&q_malloc_allocator, &treebank->words, 1);
    if (!word)
        train_fail("out of memory", r->path);
    uint32_t number = (uint32_t)strtoul(column[ID], NULL, 10);
    if (r->space)
        add_text(r, " ", 1);
    uint32_t start = treebank->text.n;
    add_text(r, column[FORM], strlen(column[FORM]));
    *word = (conllu_word){{start, treebank->text.n},    keep(r, column[FORM]), keep(r, column[LEMMA]),
                          keep(r, column[UPOS]),        keep(r, column[XPOS]), keep(r, column[RELATION]),
                          keep(r, column[MISC]),        (uint32_t)strtoul(column[HEAD], NULL, 10)};
    r->space = number < r->joined ? 0 : number == r->joined ? r->space_behind : is_space_after(column[MISC]);
}

static int split_columns(char *line, char **column)
{
    for (int i = 0; i < COLUMNS; i++) {
        column[i] = line;
        line = line ? strchr(line, '\t') : NULL;
        if (line)
            *line++ = '\0';
        else if (i < COLUMNS - 1)
            return -1;
    }
    return 0;
}

static void read_columns(reader *r, char *line)
{
    char *column[COLUMNS];
    if (split_columns(line, column))
        train_fail("has a line without ten columns", r->path);
    if (!r->open)
        begin_sentence(r);
    const char *range = strchr(column[ID], '-');
    if (range) {
        r->joined = (uint32_t)strtoul(range + 1, NULL, 10);
        r->space_behind = is_space_after(column[MISC]);
    } else if (!strchr(column[ID], '.')) {
        add_word(r, column);
    }
}

static void end_sentence(reader *r)
{
    if (!r->open)
        return;
    conllu_sentence *sentence = &r->treebank->sentences.at[r->treebank->sentences.n - 1];
    sentence->end = r->treebank->words.n;
    sentence->span.end = r->treebank->text.n;
    r->open = 0;
}

static void read_comment(reader *r, const char *line)
{
    if (!strncmp(line, "# newdoc", 8)) {
        r->treebank->documents++;
        r->paragraph = 1;
    } else if (!strncmp(line, "# newpar", 8)) {
        r->paragraph = 1;
    }
}

conllu *conllu_read(const char *path)
{
    reader r = {.treebank = train_allocate(1, sizeof *r.treebank), .path = path};
    char *line = train_allocate(LINE_ROOM, 1);
    FILE *file = fopen(path, "rb");
    if (!file)
        train_fail("cannot be read", path);
    r.treebank->strings.allocator = &q_malloc_allocator;
    while (fgets(line, LINE_ROOM, file)) {
        size_t length = strcspn(line, "\r\n");
        if (length == LINE_ROOM - 1)
            train_fail("has a line too long", path);
        line[length] = '\0';
        if (!length)
            end_sentence(&r);
        else if (*line == '#')
            read_comment(&r, line);
        else
            read_columns(&r, line);
    }
    end_sentence(&r);
    fclose(file);
    free(line);
    return r.treebank;
}

void conllu_free(conllu *treebank)
{
    Q_ROWS_FREE(&q_malloc_allocator, &treebank->words);
    Q_ROWS_FREE(&q_malloc_allocator, &treebank->sentences);
    Q_ROWS_FREE(&q_malloc_allocator, &treebank->text);
    q_arena_free(&treebank->strings);
    free(treebank);
}

uint32_t conllu_document_end(const conllu *treebank, uint32_t from)
{
    uint32_t end = from;
    while (end < treebank->sentences.n && treebank->sentences.at[end].document == treebank->sentences.at[from].document)
        end++;
    return end;
}

void train_document_treebank(q_document *document, const conllu *treebank, const char *text, uint32_t from, uint32_t end)
{
    const conllu_sentence *first = &treebank->sentences.at[from], *last = &treebank->sentences.at[end - 1];
    uint32_t base = first->span.start, words = last->end - first->first;
    q_span *sentences = train_allocate(end - from, sizeof *sentences), *spans = train_allocate(words, sizeof *spans);
    for (uint32_t i = from; i < end; i++)
        sentences[i - from] = (q_span){treebank->sentences.at[i].span.start - base, treebank->sentences.at[i].span.end - base};
    for (uint32_t i = 0; i < words; i++)
        spans[i] = (q_span){treebank->words.at[first->first + i].span.start - base,
                            treebank->words.at[first->first + i].span.end - base};
    train_document_gold(document, text + base, last->span.end - base, sentences, end - from, spans, words);
    if (document->tokens.n != words)
        train_fail("has words outside their sentences", "a treebank");
    free(sentences);
    free(spans);
}
