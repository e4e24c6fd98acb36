#include "truce/text/wording.h"

#include <stdlib.h>
#include <string.h>

#include "truce/case/brackets.h"

typedef struct placed {
    truce_symbol name;
    uint32_t line;
} placed;

static int by_name(const void *left, const void *right) {
    const placed *const l = left;
    const placed *const r = right;
    return l->name != r->name ? (l->name > r->name) - (l->name < r->name)
                              : (l->line > r->line) - (l->line < r->line);
}

static int is_named(const void *key, const void *element) {
    const truce_symbol name = *(const truce_symbol *)key;
    const truce_bracket *const b = element;
    return (name > b->name) - (name < b->name);
}

/* Alternatives together, by name: symbols, so in no order that is shown. */
static uint32_t group(const truce_plan *wording, const placed *at, uint32_t n,
                      const truce_plan_line **lines, truce_bracket *out) {
    uint32_t groups = 0;
    for (uint32_t i = 0; i < n; i++) {
        lines[i] = &wording->lines[at[i].line];
        if (i == 0 || at[i].name != at[i - 1].name) {
            out[groups++] = (truce_bracket){at[i].name, &lines[i], 0};
        }
        out[groups - 1].n++;
    }
    return groups;
}

static const truce_bracket *find(const truce_brackets *b, truce_symbol name) {
    return b->n > 0 ? bsearch(&name, b->at, b->n, sizeof *b->at, is_named) : NULL;
}

/* In what order they stand; a bracket that stands twice has its place where it stands first. */
static bool order_of(const truce_case *c, const truce_plan *wording, truce_arena *arena,
                     truce_brackets *b) {
    uint32_t *const order = truce_arena_take(arena, b->n * sizeof *order);
    bool *const placed_already = truce_arena_zero(arena, b->n, sizeof *placed_already);
    if (order == NULL || placed_already == NULL) {
        return false;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; b->n > 0 && i < wording->n_lines; i++) {
        truce_piece piece;
        for (size_t p = 0; wording->lines[i].kind == TRUCE_PLAN_PARAGRAPH &&
                           truce_piece_next(wording->lines[i].text, &p, &piece);) {
            if (piece.kind == TRUCE_PIECE_BRACKET) {
                const truce_bracket *const one =
                    find(b, truce_symbols_find(&c->symbols, piece.name));
                if (!placed_already[one - b->at]) {
                    placed_already[one - b->at] = true;
                    order[n++] = (uint32_t)(one - b->at);
                }
            }
        }
    }
    b->order = order;
    return true;
}

bool truce_brackets_find(const truce_case *c, const truce_plan *wording, truce_arena *arena,
                         truce_brackets *out) {
    uint32_t lines = 0;
    for (uint32_t i = 0; i < wording->n_lines; i++) {
        lines += wording->lines[i].kind == TRUCE_PLAN_BRACKET;
    }
    placed *const at = truce_arena_take(arena, lines * sizeof *at);
    const truce_plan_line **const grouped = truce_arena_take(arena, lines * sizeof *grouped);
    truce_bracket *const groups = truce_arena_take(arena, lines * sizeof *groups);
    if (at == NULL || grouped == NULL || groups == NULL) {
        return false;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < wording->n_lines; i++) {
        if (wording->lines[i].kind == TRUCE_PLAN_BRACKET) {
            at[n++] = (placed){wording->lines[i].what.symbol, i};
        }
    }
    if (n > 1) {
        qsort(at, n, sizeof *at, by_name);
    }
    truce_brackets found = {.at = groups, .n = group(wording, at, n, grouped, groups)};
    if (!order_of(c, wording, arena, &found)) {
        return false;
    }
    *out = found;
    return true;
}

/* ---- writing ---- */

typedef enum place { AT_START, WITHIN, IN_BRACKET } place;

/* Whether a reader of Markdown would take the byte at `i` for more than itself. */
static bool is_taken(truce_str words, size_t i, place where, bool numbers) {
    const char b = words.data[i];
    return strchr("\\[]|*_`<&", b) != NULL ||
           (where == AT_START && i == 0 && strchr("#-+>=~:", b) != NULL) ||
           (where == AT_START && numbers && i > 0 && (b == '.' || b == ')')) ||
           (where == IN_BRACKET &&
            (b == ':' || (i == 0 && b == '(') || (b == ' ' && (i == 0 || i + 1 == words.size))));
}

/* Words as they stand; for Markdown with a backslash before what it would take for its own. */
static void put_words(truce_str words, truce_wording_form form, place where, truce_buffer *out) {
    size_t from = 0;
    bool numbers = true; /* only digits so far */
    for (size_t i = 0; form == TRUCE_WORDING_MARKDOWN && i < words.size; i++) {
        if (is_taken(words, i, where, numbers)) {
            truce_buffer_add(out, (truce_str){words.data + from, i - from});
            truce_buffer_byte(out, '\\');
            from = i;
        }
        numbers = numbers && words.data[i] >= '0' && words.data[i] <= '9';
    }
    truce_buffer_add(out, (truce_str){words.data + from, words.size - from});
}

static void put_alternative(const truce_case *c, const truce_plan_line *line,
                            truce_wording_form form, truce_buffer *out) {
    for (uint32_t i = 0; i < line->names.n; i++) {
        truce_buffer_add(out, i > 0 ? TRUCE_STR(", ") : TRUCE_STR(""));
        truce_buffer_add(out, truce_case_name(c, line->names.at[i].symbol));
    }
    truce_buffer_add(out, line->names.n > 0 ? TRUCE_STR(": ") : TRUCE_STR(""));
    if (line->text.size == 0) {
        truce_buffer_lit(out, "(nothing)");
    } else {
        put_words(line->text, form, IN_BRACKET, out);
    }
}

void truce_wording_write(const truce_case *c, const truce_brackets *brackets, truce_str paragraph,
                         truce_wording_form form, truce_buffer *out) {
    truce_piece piece;
    for (size_t at = 0; truce_piece_next(paragraph, &at, &piece);) {
        const place where = piece.text.data == paragraph.data ? AT_START : WITHIN;
        if (piece.kind == TRUCE_PIECE_WORDS) {
            put_words(piece.text, form, where, out);
            continue;
        }
        if (piece.kind != TRUCE_PIECE_BRACKET) {
            truce_buffer_add(out,
                             form == TRUCE_WORDING_MARKDOWN ? TRUCE_STR("\\[") : TRUCE_STR("["));
            continue;
        }
        const truce_bracket *const b = find(brackets, truce_symbols_find(&c->symbols, piece.name));
        truce_buffer_byte(out, '[');
        for (uint32_t i = 0; i < b->n; i++) {
            truce_buffer_add(out, i > 0 ? TRUCE_STR(" | ") : TRUCE_STR(""));
            put_alternative(c, b->alternatives[i], form, out);
        }
        truce_buffer_byte(out, ']');
    }
}

void truce_wording_write_all(const truce_case *c, const truce_plan *wording,
                             const truce_brackets *brackets, truce_buffer *out) {
    bool before = false;
    for (uint32_t i = 0; i < wording->n_lines; i++) {
        if (wording->lines[i].kind == TRUCE_PLAN_PARAGRAPH) {
            truce_buffer_add(out, before ? TRUCE_STR("\n\n") : TRUCE_STR(""));
            truce_wording_write(c, brackets, wording->lines[i].text, TRUCE_WORDING_PLAIN, out);
            before = true;
        }
    }
}
