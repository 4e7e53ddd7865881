/* layout.c - prints the size of each public structure and the offset of each of its fields, for test_layout.py. */
#include <stdio.h>

#include "quoth/quoth.h"

#define SIZE(type) printf("%s %zu\n", #type, sizeof(quoth_##type))
#define FIELD(type, field) printf("%s.%s %zu\n", #type, #field, offsetof(quoth_##type, field))

static void print_options(void)
{
    SIZE(options);
    FIELD(options, size);
    FIELD(options, language);
    FIELD(options, offset_unit);
    FIELD(options, scope);
    FIELD(options, direct_only);
    FIELD(options, min_confidence);
    FIELD(options, characters);
    FIELD(options, character_count);
    FIELD(options, reporting_verbs);
    FIELD(options, reporting_verb_count);
    FIELD(options, progress);
    FIELD(options, progress_context);
    FIELD(options, allocator);
    FIELD(options, style);
    FIELD(options, parse_all);
    SIZE(character);
    FIELD(character, name);
    FIELD(character, aliases);
    FIELD(character, alias_count);
    FIELD(character, gender);
}

static void print_quote(void)
{
    SIZE(quote);
    FIELD(quote, type);
    FIELD(quote, class_);
    FIELD(quote, content);
    FIELD(quote, content_count);
    FIELD(quote, quoted);
    FIELD(quote, quoted_count);
    FIELD(quote, cue);
    FIELD(quote, cue_count);
    FIELD(quote, source);
    FIELD(quote, source_count);
    FIELD(quote, speaker);
    FIELD(quote, addressee);
    FIELD(quote, detection);
    FIELD(quote, confidence);
    FIELD(quote, reason);
    FIELD(quote, flags);
    FIELD(quote, candidates);
    FIELD(quote, candidate_count);
    SIZE(candidate);
    FIELD(candidate, entity);
    FIELD(candidate, confidence);
    SIZE(pin);
    FIELD(pin, start);
    FIELD(pin, speaker);
}

static void print_entity(void)
{
    SIZE(entity);
    FIELD(entity, name);
    FIELD(entity, kind);
    FIELD(entity, gender);
    FIELD(entity, aliases);
    FIELD(entity, alias_count);
    FIELD(entity, mentions);
    FIELD(entity, mention_count);
    FIELD(entity, quote_count);
    FIELD(entity, character);
    FIELD(entity, named);
}

static void print_rows(void)
{
    SIZE(span);
    FIELD(span, start);
    FIELD(span, end);
    SIZE(sentence);
    FIELD(sentence, span);
    FIELD(sentence, paragraph);
    SIZE(token);
    FIELD(token, span);
    FIELD(token, sentence);
    FIELD(token, joined);
    FIELD(token, lemma);
    FIELD(token, upos);
    FIELD(token, xpos);
    FIELD(token, name);
    FIELD(token, head);
    FIELD(token, relation);
    SIZE(marked);
    FIELD(marked, span);
    FIELD(marked, class_);
    FIELD(marked, quote);
    SIZE(segment);
    FIELD(segment, span);
    FIELD(segment, kind);
    FIELD(segment, quote);
    FIELD(segment, speaker);
}

static void print_registry(void)
{
    SIZE(statement);
    FIELD(statement, document);
    FIELD(statement, quote);
    FIELD(statement, span);
    FIELD(statement, confidence);
    SIZE(speaker);
    FIELD(speaker, name);
    FIELD(speaker, kind);
    FIELD(speaker, gender);
    FIELD(speaker, named);
    FIELD(speaker, aliases);
    FIELD(speaker, alias_count);
    FIELD(speaker, statement_count);
}

int main(void)
{
    print_options();
    print_quote();
    print_entity();
    print_rows();
    print_registry();
    return 0;
}
