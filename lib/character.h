/* character.h - names of a story to figures. */
#ifndef Q_CHARACTER_H
#define Q_CHARACTER_H

#include "cast.h"

/* Links all names of the text to figures and says what these are called; -1 when memory ends. */
int q_characters_read(q_cast *cast);

#endif
