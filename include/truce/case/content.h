/* content.h - what an offer or a message says, as bytes that stand for it alone.
 *
 * Two people who hold the same paper have to come to the same bytes, however it was laid out and
 * whatever notes each keeps. docs/security.md has the form.
 */
#ifndef TRUCE_CASE_CONTENT_H
#define TRUCE_CASE_CONTENT_H

#include "truce/base/buffer.h"
#include "truce/case/parts.h"

/* Append the content of the offer or message in `part` (truce_case_parts) to `out`: its first line,
 * its texts, its terms as issued. `salt` receives the text of its `salt`, or nothing. Cost
 * O(bytes). */
void truce_case_content(const truce_case_part *part, truce_buffer *out, truce_str *salt);

/* Whether the part is an offer or a message with this name; an empty name: any. */
bool truce_case_is_offer(const truce_case_part *part, truce_str name);

#endif
