/* utf8.h - code points, columns and what must not reach a terminal raw. */
#ifndef TRUCE_BASE_UTF8_H
#define TRUCE_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/buffer.h"
#include "truce/base/str.h"

/* Read the code point at the front of `text` (not empty) into `*point`; returns its size in
 * bytes, 1..4. Ill-formed bytes (overlong forms, surrogates, beyond U+10FFFF, cut off) return 0
 * and leave `*point` as it was. */
size_t truce_utf8_next(truce_str text, uint32_t *point);

/* The byte offset of the first ill-formed byte (the first where truce_utf8_next returns 0), or
 * text.size when all is well. Runs at memory speed over ASCII. */
size_t truce_utf8_check(truce_str text);

/* How many code points; an ill-formed byte counts as one. This is what columns count. */
size_t truce_utf8_count(truce_str text);

/* How many terminal cells the text fills, without using the C locale: 0 for combining marks and
 * other zero-width points, 2 for East Asian wide and emoji presentation, else 1, which includes
 * controls and ill-formed bytes (measure what truce_utf8_show wrote). Each point counts by itself:
 * sequences joined by U+200D and variation selectors change nothing. (A small range table drawn
 * from the properties of Unicode 15.0.) */
size_t truce_utf8_width(truce_str text);

/* Whether a code point must be shown escaped: C0 and C1 controls and DEL, bidirectional controls
 * (U+061C, U+200E, U+200F, U+202A-202E, U+2066-2069), line and paragraph separators
 * (U+2028-2029), zero-width space, joiners' abuse (U+200B, U+2060, U+FEFF), U+FFF9-FFFB,
 * tag characters (U+E0000-E007F). U+200C and U+200D (joiners) are needed by real scripts: shown. */
bool truce_utf8_is_hidden(uint32_t point);

/* Append `text`, showing hidden points as \u{202E} and ill-formed bytes as \x{FF}, so line breaks
 * and tabs too. A backslash that is in the text stays as it is: this is for the eye, not for
 * reading back. What is appended is well-formed UTF-8 and has nothing hidden. */
void truce_utf8_show(truce_buffer *out, truce_str text);

#endif
