/* custody_text.h - texts of records as they are made (private to the room). */
#ifndef ACTIONS_CUSTODY_TEXT_H
#define ACTIONS_CUSTODY_TEXT_H

#include "truce/base/buffer.h"
#include "truce/base/str.h"
#include "truce/case/content.h"

/* A line: `before`, a space, and the text in quotes. */
void custody_put_text(truce_buffer *out, const char *before, truce_str text);

#endif
