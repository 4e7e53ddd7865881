/* settings.h - the caller's options, checked and copied. */
#ifndef Q_SETTINGS_H
#define Q_SETTINGS_H

#include "document.h"

/* Checks the options and copies what they point to into the arena. The options are complete (all fields of this version). */
quoth_status q_settings_read(q_settings *settings, const quoth_options *options, q_arena *arena);

#endif
