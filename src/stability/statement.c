/* Precedence climbing over words; operands come out before what joins them. */
#include "truce/stability/statement.h"

#include <inttypes.h>

typedef struct reading {
    const truce_graph_option *options;
    uint32_t n_options;
    truce_str text;
    size_t at;      /* where the next word begins */
    truce_str word; /* the one at hand; empty at the end */
    size_t word_at;
    bool quoted;
    truce_graph_op *ops; /* [TRUCE_GRAPH_OPS_MAX] */
    uint32_t n;
    uint32_t deep, held; /* parentheses that are open; values that operators will join */
    truce_error *err;
    truce_status status;
} reading;

static void fail(reading *r, truce_status status, const char *what) {
    if (r->status == TRUCE_OK) {
        r->status = truce_fail(r->err, status, "column %zu: %s", r->word_at + 1, what);
    }
}

static bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || (unsigned char)c >= 0x80;
}

static void next_word(reading *r) {
    const truce_str t = r->text;
    while (r->at < t.size && (t.data[r->at] == ' ' || t.data[r->at] == '\t')) {
        r->at++;
    }
    r->word_at = r->at;
    r->quoted = r->at < t.size && t.data[r->at] == '\'';
    size_t end = r->at + (r->at < t.size);
    if (r->quoted) {
        while (end < t.size && t.data[end] != '\'') {
            end++;
        }
        if (end == t.size) {
            fail(r, TRUCE_EPARSE, "a quote that does not end");
        }
        r->word = (truce_str){t.data + r->at + 1, end - r->at - 1};
        r->at = end < t.size ? end + 1 : end;
        return;
    }
    while (end < t.size && in_word(t.data[end]) && in_word(t.data[end - 1])) {
        end++;
    }
    r->word = (truce_str){t.data + r->at, end - r->at};
    r->at = end;
}

static bool is_word(const reading *r, const char *word) {
    return !r->quoted && truce_str_equal(r->word, truce_str_of(word));
}

static void emit(reading *r, truce_graph_op op) {
    if (r->n == TRUCE_GRAPH_OPS_MAX) {
        fail(r, TRUCE_ELIMIT, "a statement longer than 256 options and words");
        return;
    }
    r->held += op.kind == TRUCE_GRAPH_IS;
    r->held -= op.kind > TRUCE_GRAPH_NOT && r->held > 0;
    if (r->held > TRUCE_GRAPH_STATEMENT_DEEP) {
        fail(r, TRUCE_ELIMIT, "too much left open to be joined; put what is simple first");
    }
    r->ops[r->n++] = op;
}

/* n_options where there is none. */
static uint32_t find_option(const reading *r) {
    uint32_t number = 0;
    bool digits = !r->quoted && r->word.size > 0;
    for (size_t i = 0; i < r->word.size && digits; i++) {
        digits = r->word.data[i] >= '0' && r->word.data[i] <= '9';
        number = digits && number < r->n_options ? number * 10 + (uint32_t)(r->word.data[i] - '0')
                                                 : number;
    }
    for (uint32_t k = 0; k < r->n_options && !digits; k++) {
        if (r->word.size > 0 && truce_str_equal(r->options[k].name, r->word)) {
            return k;
        }
    }
    return digits && number < r->n_options ? number : r->n_options;
}

static void read_option(reading *r) {
    static const char *const words[] = {"and", "or", "not", "if", "iff", ")", "("};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (is_word(r, words[i])) {
            fail(r, TRUCE_EPARSE, "an option, by name or number, would stand here");
        }
    }
    if (r->word.size == 0 && !r->quoted) {
        fail(r, TRUCE_EPARSE, "the statement ends where an option would stand");
        return;
    }
    const uint32_t k = find_option(r);
    if (k == r->n_options) {
        fail(r, TRUCE_EPARSE, "no such option");
        return;
    }
    const uint64_t bit = UINT64_C(1) << k;
    emit(r, (truce_graph_op){TRUCE_GRAPH_IS, {bit, bit}});
    next_word(r);
}

static void read_whole(reading *r);

static void read_one(reading *r) {
    uint32_t nots = 0;
    for (; r->status == TRUCE_OK && is_word(r, "not"); next_word(r)) {
        nots++;
    }
    if (r->status == TRUCE_OK && is_word(r, "(")) {
        if (++r->deep > TRUCE_GRAPH_OPS_MAX / 2) {
            fail(r, TRUCE_ELIMIT, "parentheses more than 128 deep");
            return;
        }
        next_word(r);
        read_whole(r);
        if (r->status == TRUCE_OK && !is_word(r, ")")) {
            fail(r, TRUCE_EPARSE, "a parenthesis that opened before does not close here");
        }
        next_word(r);
        r->deep--;
    } else if (r->status == TRUCE_OK) {
        read_option(r);
    }
    if (nots % 2 == 1) {
        emit(r, (truce_graph_op){TRUCE_GRAPH_NOT, {0, 0}});
    }
}

static void read_and(reading *r) {
    read_one(r);
    while (r->status == TRUCE_OK && is_word(r, "and")) {
        next_word(r);
        read_one(r);
        emit(r, (truce_graph_op){TRUCE_GRAPH_AND, {0, 0}});
    }
}

static void read_or(reading *r) {
    read_and(r);
    while (r->status == TRUCE_OK && is_word(r, "or")) {
        next_word(r);
        read_and(r);
        emit(r, (truce_graph_op){TRUCE_GRAPH_OR, {0, 0}});
    }
}

static void read_whole(reading *r) {
    read_or(r);
    if (r->status == TRUCE_OK && (is_word(r, "if") || is_word(r, "iff"))) {
        const truce_graph_op_kind kind = is_word(r, "if") ? TRUCE_GRAPH_IF : TRUCE_GRAPH_IFF;
        next_word(r);
        read_or(r);
        emit(r, (truce_graph_op){kind, {0, 0}});
    }
}

truce_status truce_graph_statement_read(const truce_graph_option *options, uint32_t n_options,
                                        truce_str text, truce_arena *arena,
                                        truce_graph_statement *out, truce_error *err) {
    truce_graph_op ops[TRUCE_GRAPH_OPS_MAX];
    reading r = {.options = options, .n_options = n_options, .text = text, .ops = ops, .err = err};
    next_word(&r);
    read_whole(&r);
    if (r.status == TRUCE_OK && (r.word.size > 0 || r.quoted)) {
        fail(&r, TRUCE_EPARSE, "here the statement should have ended; join with and, or, if, iff");
    }
    if (r.status != TRUCE_OK) {
        return r.status;
    }
    truce_graph_op *const kept = truce_arena_take(arena, r.n * sizeof *kept);
    if (kept == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a statement");
    }
    memcpy(kept, ops, r.n * sizeof *kept);
    *out = (truce_graph_statement){kept, r.n};
    return TRUCE_OK;
}

/* ---- the way back ------------------------------------------------------------------------------
 */

static void write_name(const truce_graph_option *options, uint32_t k, truce_buffer *out) {
    static const char *const words[] = {"and", "or", "not", "if", "iff"};
    const truce_str name = options[k].name;
    bool plain = true, digits = true, quotable = name.size > 0;
    for (size_t i = 0; i < name.size; i++) {
        plain = plain && in_word(name.data[i]);
        digits = digits && name.data[i] >= '0' && name.data[i] <= '9';
        quotable = quotable && name.data[i] != '\'';
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        plain = plain && !truce_str_equal(name, truce_str_of(words[i]));
    }
    if (!quotable) {
        truce_buffer_printf(out, "%" PRIu32, k);
    } else if (plain && !digits) {
        truce_buffer_add(out, name);
    } else {
        truce_buffer_printf(out, "'%.*s'", TRUCE_STR_ARGS(name));
    }
}

/* The options of a pattern, joined by "and", the first two first. */
static void write_pattern(const truce_graph_option *options, truce_graph_pattern p,
                          truce_buffer *out) {
    const int n = __builtin_popcountll(p.care);
    int written = 0;
    truce_buffer_fill(out, '(', n > 2 ? (size_t)n - 2 : 0);
    for (uint64_t left = p.care; left != 0; left &= left - 1) {
        const uint32_t k = (uint32_t)__builtin_ctzll(left);
        truce_buffer_printf(out, "%s%s", written > 0 ? " and " : "",
                            (p.taken >> k & 1) != 0 ? "" : "not ");
        write_name(options, k, out);
        written++;
        truce_buffer_fill(out, ')', written > 1 && written < n);
    }
}

/* Where the operand that ends at `end` begins. */
static uint32_t begin_of(const truce_graph_op *ops, uint32_t end) {
    uint32_t wanted = 1;
    for (;; end--) {
        wanted += ops[end].kind == TRUCE_GRAPH_IS ? 0 : ops[end].kind == TRUCE_GRAPH_NOT ? 1 : 2;
        if (--wanted == 0) {
            return end;
        }
    }
}

/* What ends at `end`; of several "not" in a row, what is left of them. In parentheses, if nested,
 * where it is not a single option. */
static void write_from(const truce_graph_option *options, const truce_graph_op *ops, uint32_t end,
                       bool nested, truce_buffer *out) {
    static const char *const joins[] = {"", "", " and ", " or ", " if ", " iff "};
    bool negated = false;
    for (; ops[end].kind == TRUCE_GRAPH_NOT; end--) {
        negated = !negated;
    }
    const truce_graph_pattern is = ops[end].is;
    const bool single = ops[end].kind == TRUCE_GRAPH_IS && (is.care & (is.care - 1)) == 0;
    if (single) {
        write_pattern(options, negated ? (truce_graph_pattern){is.care, is.care ^ is.taken} : is,
                      out);
        return;
    }
    truce_buffer_add(out, truce_str_of(negated ? "not (" : nested ? "(" : ""));
    if (ops[end].kind == TRUCE_GRAPH_IS) {
        write_pattern(options, is, out);
    } else {
        write_from(options, ops, begin_of(ops, end - 1) - 1, true, out);
        truce_buffer_add(out, truce_str_of(joins[ops[end].kind]));
        write_from(options, ops, end - 1, true, out);
    }
    truce_buffer_add(out, truce_str_of(negated || nested ? ")" : ""));
}

void truce_graph_statement_write(const truce_graph_option *options, truce_graph_statement statement,
                                 truce_buffer *out) {
    write_from(options, statement.ops, statement.n - 1, false, out);
}
