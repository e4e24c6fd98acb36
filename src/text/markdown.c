#include "truce/text/markdown.h"

#include <string.h>

#include "truce/text/wording.h"

/* A title; what could be taken for a mark, and at its front what could be a number, is escaped. */
static void put_title(truce_str title, bool numbered, truce_buffer *out) {
    for (size_t i = 0; i < title.size; i++) {
        const char b = title.data[i];
        const bool number = i == 0 && !numbered && b >= '0' && b <= '9';
        const bool space = b == ' ' && (i == 0 || i + 1 == title.size);
        if (strchr("\\[]|*_`<&{}#", b) != NULL || number || space) {
            truce_buffer_byte(out, '\\');
        }
        truce_buffer_byte(out, b);
    }
}

/* Whether a number can stand before the title: it begins with a digit and is one plain word. */
static bool is_plain(truce_str number) {
    for (size_t i = 0; i < number.size; i++) {
        const char b = number.data[i];
        if (!((b >= '0' && b <= '9') || b == '.' || (b >= 'a' && b <= 'z') ||
              (b >= 'A' && b <= 'Z'))) {
            return false;
        }
    }
    return number.size > 0 && number.data[0] >= '0' && number.data[0] <= '9' &&
           number.data[number.size - 1] != '.';
}

static void put_heading(const truce_drafts *d, uint32_t clause, truce_buffer *out) {
    const truce_head *const head = &d->c->clauses[clause].head;
    const truce_str number = d->clauses[clause].number;
    const bool plain = is_plain(number);
    truce_buffer_lit(out, "\n## ");
    if (plain) {
        truce_buffer_add(out, number);
        truce_buffer_byte(out, ' ');
    }
    put_title(head->title, plain, out);
    truce_buffer_lit(out, " {#");
    truce_buffer_add(out, truce_case_name(d->c, head->name));
    if (!plain && number.size > 0) {
        truce_buffer_lit(out, " number=\"");
        for (size_t i = 0; i < number.size; i++) {
            const char b = number.data[i];
            if (b == '"' || b == '\\' || b == '{') { /* else it would begin the name */
                truce_buffer_byte(out, '\\');
            }
            truce_buffer_byte(out, number.data[i]);
        }
        truce_buffer_byte(out, '"');
    }
    truce_buffer_lit(out, "}\n");
}

bool truce_markdown_write(const truce_drafts *d, uint32_t draft, truce_arena *arena,
                          truce_buffer *out) {
    const truce_head *const head = &d->c->drafts[draft].head;
    const truce_indices clauses = d->drafts[draft].clauses;
    truce_buffer_lit(out, "# ");
    put_title(head->title, true, out);
    truce_buffer_printf(out, " {#%.*s}\n", TRUCE_STR_ARGS(truce_case_name(d->c, head->name)));
    for (uint32_t i = 0; i < clauses.n; i++) {
        const truce_draft_clause *const one = &d->clauses[clauses.at[i]];
        if (one->struck) {
            continue;
        }
        put_heading(d, clauses.at[i], out);
        if (one->last == TRUCE_NONE) {
            continue;
        }
        const truce_plan *const wording = &d->c->wordings[one->last];
        truce_brackets brackets;
        if (!truce_brackets_find(d->c, wording, arena, &brackets)) {
            return false;
        }
        for (uint32_t l = 0; l < wording->n_lines; l++) {
            if (wording->lines[l].kind == TRUCE_PLAN_PARAGRAPH) {
                truce_buffer_byte(out, '\n');
                truce_wording_write(d->c, &brackets, wording->lines[l].text, TRUCE_WORDING_MARKDOWN,
                                    out);
                truce_buffer_byte(out, '\n');
            }
        }
    }
    return !out->failed;
}
