/* glyph.h - the marks of a ladder, one by one (private to the room). */
#ifndef TRUCE_SRC_DOCUMENT_GLYPH_H
#define TRUCE_SRC_DOCUMENT_GLYPH_H

#include "truce/document/ladder.h"

enum { GLYPH_RADIUS = 5 };

/* One mark around `at`; all its shapes have the tip and link of `mark`. */
void truce_ladder_glyph(truce_drawing *d, truce_spot at, truce_ink ink,
                        const truce_ladder_mark *mark);

#endif
