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
#include "truce/case/report.h"
#include "truce/text/draft.h"

/* Append a text: its title, then each clause that is not struck with its last wording. False when
 * memory is out. Cost O(bytes + l log l) for l lines of wordings. */
bool truce_markdown_write(const truce_drafts *d, uint32_t draft, truce_arena *arena,
                          truce_buffer *out);

/* Read a text and append its records, without "truce 1": the text, its clauses, and a wording of
 * each that has paragraphs, called after the clause, as "cameras-v2".
 *
 * name, bytes  what messages call the input, and what it is; kept by the report
 * version      of the wordings; 1 or more
 *
 * The text is the heading of one #, a clause each of two; without any of two, a paragraph that
 * begins with a number as "4.2." or "4)" is one. What stands before the first clause becomes one
 * with the number 0. A record without a name gets one from its title. Paragraphs end at empty
 * lines; a line that begins with "- " or "* " is one of its own. [union: shall | company: may] is a
 * bracket: names of actors, a colon, words; "(nothing)" is an alternative without words; the same
 * in one clause is one bracket. A backslash before a sign or a space makes it stand for itself.
 * Nothing else of Markdown is looked at.
 *
 * TRUCE_EPARSE: the report, new in `arena`, says what is wrong, where and what would be right; and
 * TRUCE_ENOMEM. `out` is left as it was then. Cost O(bytes). */
TRUCE_MUST_USE truce_status truce_markdown_read(truce_str name, truce_str bytes, int64_t version,
                                                truce_arena *arena, truce_buffer *out,
                                                truce_report *report, truce_error *err);

#endif
