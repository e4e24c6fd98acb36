/* wording.h - one wording as it reads: its paragraphs with what stands in their brackets. */
#ifndef TRUCE_TEXT_WORDING_H
#define TRUCE_TEXT_WORDING_H

#include "truce/base/arena.h"
#include "truce/base/buffer.h"
#include "truce/case/model.h"

typedef struct truce_bracket {
    truce_symbol name;
    const truce_plan_line **alternatives; /* lines of the wording, as written */
    uint32_t n;                           /* at least one */
} truce_bracket;

typedef struct truce_brackets {
    const truce_bracket *at; /* by name: in no order that may be shown */
    const uint32_t *order;   /* indices in `at`, as they first stand in the paragraphs */
    uint32_t n;
} truce_brackets;

/* The brackets of a wording of a case without errors; they live in `arena`. False when memory is
 * out. Cost O(l log l + bytes) for l lines. */
bool truce_brackets_find(const truce_case *c, const truce_plan *wording, truce_arena *arena,
                         truce_brackets *out);

/* How what is written is to be read. */
typedef enum truce_wording_form {
    TRUCE_WORDING_PLAIN,
    TRUCE_WORDING_MARKDOWN /* as truce/text/markdown.h reads it: what would be read otherwise there
                              has a backslash before it */
} truce_wording_form;

/* Append a paragraph with its brackets as "[union: shall | company: may]": actors go by their
 * names; an alternative that is nobody's stands alone; one without words is "(nothing)". Cost
 * O(bytes + brackets in it * log n). */
void truce_wording_write(const truce_case *c, const truce_brackets *brackets, truce_str paragraph,
                         truce_wording_form form, truce_buffer *out);

/* Append all paragraphs, an empty line between each two; nothing for a wording that is struck. */
void truce_wording_write_all(const truce_case *c, const truce_plan *wording,
                             const truce_brackets *brackets, truce_buffer *out);

#endif
