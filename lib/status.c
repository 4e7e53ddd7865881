#include "quoth/quoth.h"

#define STRING(x) #x
#define DOTTED(major, minor, patch) STRING(major) "." STRING(minor) "." STRING(patch)

const char *quoth_version(void)
{
    return DOTTED(QUOTH_VERSION_MAJOR, QUOTH_VERSION_MINOR, QUOTH_VERSION_PATCH);
}

static const struct {
    const char *name;
    const char *message;
} statuses[] = {
    {"QUOTH_OK", "no error"},
    {"QUOTH_E_MEMORY", "out of memory"},
    {"QUOTH_E_ARGUMENT", "invalid argument"},
    {"QUOTH_E_UTF8", "the text is not valid UTF-8"},
    {"QUOTH_E_LENGTH", "the text is too long"},
    {"QUOTH_E_CANCELLED", "cancelled by the progress callback"},
    {"QUOTH_E_MODEL", "the model is damaged or of another version"},
    {"QUOTH_E_WRITE", "the write callback failed"},
    {"QUOTH_E_INTERNAL", "a service of the platform failed"},
    {"QUOTH_E_READ", "the file cannot be read"},
};

static int known(quoth_status status)
{
    return status <= QUOTH_OK && status >= QUOTH_E_READ;
}

const char *quoth_strerror(quoth_status status)
{
    return known(status) ? statuses[-(int)status].message : "unknown status";
}

const char *quoth_status_name(quoth_status status)
{
    return known(status) ? statuses[-(int)status].name : "QUOTH_E_UNKNOWN";
}
