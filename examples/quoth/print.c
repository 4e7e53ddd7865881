#include "print.h"

#include <string.h>

#include "conllu.h"
#include "place.h"

static const char csv_head[] =
    "document,quote,type,class,speaker,addressee,source,cue,content,start,end,line,column,detection,confidence,reason,flags\n";

/* Whether there may be more than one document. */
static int several(const settings *s)
{
    return s->path_count > 1 || settings_lines(s, s->paths[0]);
}

const char *print_head(const settings *s)
{
    return s->format == FORMAT_CSV ? csv_head : s->format == FORMAT_JSON && several(s) ? "[" : "";
}

const char *print_between(const settings *s)
{
    return s->format == FORMAT_JSON ? ",\n" : "";
}

const char *print_tail(const settings *s)
{
    return s->format != FORMAT_JSON ? "" : several(s) ? "]\n" : "\n";
}

/* ---- text ---- */

/* Bytes with white space as single spaces, and control characters, which could command a terminal, as U+FFFD. */
static void put_shown(buffer *out, const char *bytes, size_t length)
{
    int space = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        int blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (c == 0xC2 && i + 1 < length && (unsigned char)bytes[i + 1] < 0xA0) {
            buffer_text(out, "\xEF\xBF\xBD");
            i++;
        } else if (blank) {
            if (!space)
                buffer_put(out, " ", 1);
        } else if (c < ' ' || c == 0x7F) {
            buffer_text(out, "\xEF\xBF\xBD");
        } else {
            buffer_put(out, bytes + i, 1);
        }
        space = blank;
    }
}

typedef struct page {
    buffer *out;
    const settings *settings;
    const document *document;
    places places;
} page;

/* The words of some spans. */
static void put_spans(page *p, const quoth_span *spans, size_t count, void (*put)(buffer *, const char *, size_t))
{
    for (size_t i = 0; i < count; i++) {
        size_t start = places_find(&p->places, spans[i].start).byte, end = places_find(&p->places, spans[i].end).byte;
        if (i)
            buffer_text(p->out, " … ");
        put(p->out, p->document->text + start, end - start);
    }
}

static const quoth_entity *entity(const page *p, size_t index)
{
    return index == QUOTH_NONE ? NULL : quoth_result_entity_at(p->document->result, index);
}

/* Each speaker has a colour of six. */
static void put_speaker(page *p, size_t index)
{
    const quoth_entity *speaker = entity(p, index);
    const char *name = speaker ? speaker->name : "nobody";
    if (p->settings->colour && speaker)
        buffer_format(p->out, "\033[1;%zum", 31 + index % 6);
    put_shown(p->out, name, strlen(name));
    if (p->settings->colour && speaker)
        buffer_text(p->out, "\033[0m");
}

static void put_quote_text(page *p, const quoth_quote *quote)
{
    place at = places_find(&p->places, quote->content[0].start);
    if (several(p->settings) && p->document->id) {
        put_shown(p->out, p->document->id, strlen(p->document->id));
        buffer_text(p->out, ":");
    }
    buffer_format(p->out, "%zu:%zu: ", at.line, at.column);
    put_speaker(p, quote->speaker);
    buffer_format(p->out, p->settings->colour ? " \033[2m(%s, %.2f)\033[0m\n    " : " (%s, %.2f)\n    ",
                  quoth_quote_type_name(quote->type), quote->confidence);
    put_spans(p, quote->content, quote->content_count, put_shown);
    buffer_text(p->out, "\n");
}

/* ---- CSV (RFC 4180, lines end in LF) ---- */

static void put_csv_bytes(buffer *out, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '\0')
            buffer_text(out, "\xEF\xBF\xBD"); /* few readers of CSV take a NUL */
        else
            buffer_put(out, bytes[i] == '"' ? "\"\"" : bytes + i, bytes[i] == '"' ? 2 : 1);
    }
}

static void put_field(page *p, const char *text)
{
    buffer_text(p->out, "\"");
    put_csv_bytes(p->out, text, strlen(text));
    buffer_text(p->out, "\",");
}

static void put_words(page *p, const quoth_span *spans, size_t count)
{
    buffer_text(p->out, "\"");
    put_spans(p, spans, count, put_csv_bytes);
    buffer_text(p->out, "\",");
}

static void put_flags(page *p, unsigned flags)
{
    static const char *const names[] = {"unclosed", "continued", "repaired", "split"};
    const char *space = "";
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (flags & 1u << i) {
            buffer_format(p->out, "%s%s", space, names[i]);
            space = " ";
        }
    buffer_text(p->out, "\n");
}

static void put_quote_csv(page *p, const quoth_quote *quote, size_t index)
{
    const quoth_entity *speaker = entity(p, quote->speaker), *addressee = entity(p, quote->addressee);
    quoth_span first = quote->content[0], last = quote->content[quote->content_count - 1];
    place at = places_find(&p->places, first.start);
    put_field(p, p->document->id ? p->document->id : "");
    buffer_format(p->out, "q%zu,%s,%s,", index + 1, quoth_quote_type_name(quote->type), quoth_quote_class_name(quote->class_));
    put_field(p, speaker ? speaker->name : "");
    put_field(p, addressee ? addressee->name : "");
    put_words(p, quote->source, quote->source_count);
    put_words(p, quote->cue, quote->cue_count);
    put_words(p, quote->content, quote->content_count);
    buffer_format(p->out, "%zu,%zu,%zu,%zu,%.3f,%.3f,%s,", first.start, last.end, at.line, at.column, quote->detection,
                  quote->confidence, quote->reason);
    put_flags(p, quote->flags);
}

/* ---- */

static int write_json(void *out, const char *bytes, size_t length)
{
    buffer_put(out, bytes, length);
    return ((buffer *)out)->failed;
}

void print_result(buffer *out, const settings *s, const document *d)
{
    page p = {.out = out, .settings = s, .document = d};
    if (s->format == FORMAT_JSON || s->format == FORMAT_JSONL) {
        quoth_result_write_json(d->result, d->id, d->text, d->length, s->with, write_json, out);
        if (s->format == FORMAT_JSONL)
            buffer_text(out, "\n");
        return;
    }
    if (s->format == FORMAT_CONLLU) {
        conllu_put(out, d);
        return;
    }
    if (!places_open(&p.places, d->text, d->length, s->options.offset_unit)) {
        out->failed = 1;
        return;
    }
    for (size_t i = 0; i < quoth_result_quote_count(d->result); i++) {
        const quoth_quote *quote = quoth_result_quote_at(d->result, i);
        if (s->format == FORMAT_CSV)
            put_quote_csv(&p, quote, i);
        else
            put_quote_text(&p, quote);
    }
    places_free(&p.places);
}
