/* words.h - a text as words (private to the room). */
#ifndef TRUCE_SRC_TEXT_WORDS_H
#define TRUCE_SRC_TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "truce/base/str.h"

/* The next word of `text` from byte `*at` on, which then lies behind it: a run of letters and
 * digits (with what stands between two of them in "cease-fire", "side's", "4.5", "1,000"); all that
 * stands in square brackets (4,096 bytes at most); a letter of a script that sets no spaces; an
 * empty line between paragraphs; any other sign. Spaces before it are gone past. False at the end.
 */
bool text_word_next(truce_str text, size_t *at, truce_str *word);

/* Whether it is letters and digits. */
bool text_word_is_letters(truce_str word);

#endif
