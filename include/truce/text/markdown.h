/* markdown.h - a single text as Markdown that people edit, and back.
 *
 *   # Framework for the port {#framework}
 *
 *   ## 4.2 Cameras {#cameras}
 *
 *   Records [union: may | company: shall] be opened.
 *
 * The name in braces is that of the record; the first word of a clause's heading is its number
 * where it begins with a digit, or the heading ends in {#cameras number="IV (b)"}. A backslash
 * before a sign makes it stand for itself.
 */
#ifndef TRUCE_TEXT_MARKDOWN_H
#define TRUCE_TEXT_MARKDOWN_H

#include "truce/base/buffer.h"
#include "truce/text/draft.h"

/* Append a text: its title, then each clause that is not struck with its last wording. False when
 * memory is out. Cost O(bytes + l log l) for l lines of wordings. */
bool truce_markdown_write(const truce_drafts *d, uint32_t draft, truce_arena *arena,
                          truce_buffer *out);

#endif
