/* The names of the values, as in JSON. */
#include "quoth/quoth.h"

#define NAME(names, value) ((unsigned)(value) < sizeof(names) / sizeof *(names) ? (names)[(unsigned)(value)] : "?")

const char *quoth_quote_type_name(quoth_quote_type type)
{
    static const char *const names[] = {"direct", "indirect", "mixed"};
    return NAME(names, type);
}

const char *quoth_quote_class_name(quoth_quote_class class_)
{
    static const char *const names[] = {"speech", "writing", "thought", "intention", "other"};
    return NAME(names, class_);
}

const char *quoth_marked_class_name(quoth_marked_class class_)
{
    static const char *const names[] = {"title", "scare", "nested", "other"};
    return NAME(names, class_);
}

const char *quoth_entity_kind_name(quoth_entity_kind kind)
{
    static const char *const names[] = {"person", "group", "organization", "document", "other"};
    return NAME(names, kind);
}

const char *quoth_gender_name(quoth_gender gender)
{
    static const char *const names[] = {"u", "m", "f", "n"};
    return NAME(names, gender);
}

const char *quoth_segment_kind_name(quoth_segment_kind kind)
{
    static const char *const names[] = {"narration", "tag", "quote"};
    return NAME(names, kind);
}
