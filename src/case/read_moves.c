/* What is so of moves: precedence climbing over words. A parenthesis is part of a word to the
 * lexer; no name has one, so that words are cut there. */
#include "reader.h"

typedef struct logic_reader {
    reader *r;
    uint32_t n;
    uint32_t deep, held; /* parentheses that are open; values that operators will join */
    truce_logic_op ops[TRUCE_LOGIC_OPS_MAX];
} logic_reader;

static void cut(reader *r) {
    if (r->lex.kind != TOKEN_WORD) {
        return;
    }
    size_t size = 1;
    if (*r->lex.at != '(' && *r->lex.at != ')') {
        while (size < r->lex.size && r->lex.at[size] != '(' && r->lex.at[size] != ')') {
            size++;
        }
    }
    r->lex.size = size;
    r->lex.next = r->lex.at + size;
}

static void go_on(logic_reader *k) {
    advance(k->r);
    cut(k->r);
}

static bool is_sign(const logic_reader *k, char sign) {
    return k->r->lex.kind == TOKEN_WORD && *k->r->lex.at == sign;
}

static bool eat_word(logic_reader *k, truce_symbol keyword) {
    if (peek_keyword(k->r) != keyword) {
        return false;
    }
    go_on(k);
    return true;
}

static bool emit(logic_reader *k, truce_logic_op op, truce_place place) {
    if (k->n == TRUCE_LOGIC_OPS_MAX) {
        return wrong(k->r, place, 0, TRUCE_STR("say it in several lines"),
                     "more than %d moves and words in one line", TRUCE_LOGIC_OPS_MAX);
    }
    k->held += op.kind == TRUCE_LOGIC_MOVE;
    k->held -= op.kind > TRUCE_LOGIC_NOT;
    if (k->held > TRUCE_LOGIC_DEEP) {
        return wrong(k->r, place, 0, TRUCE_STR("put first what has no parentheses"),
                     "more than %d parts that wait to be joined", TRUCE_LOGIC_DEEP);
    }
    k->ops[k->n++] = op;
    return true;
}

static bool read_whole(logic_reader *k);

static bool read_inner(logic_reader *k) {
    if (++k->deep > TRUCE_LOGIC_OPS_MAX / 2) {
        return wrong(k->r, place_here(k->r), 1, (truce_str){NULL, 0},
                     "parentheses more than %d deep", TRUCE_LOGIC_OPS_MAX / 2);
    }
    go_on(k);
    if (!read_whole(k)) {
        return false;
    }
    if (!is_sign(k, ')')) {
        return expected(k->r, "\")\", or one of the words and, or, if, iff");
    }
    go_on(k);
    k->deep--;
    return true;
}

/* { "not" } ( move | "(" whole ")" ) */
static bool read_one(logic_reader *k) {
    const truce_place place = place_here(k->r);
    bool denied = false;
    while (eat_word(k, KW_NOT)) {
        denied = !denied;
    }
    if (is_sign(k, '(')) {
        if (!read_inner(k)) {
            return false;
        }
    } else {
        truce_logic_op op = {.kind = TRUCE_LOGIC_MOVE};
        if (k->r->lex.kind != TOKEN_WORD || is_sign(k, ')')) {
            return expected(k->r, "a move, \"not\" or \"(\"");
        }
        if (!need_ref(k->r, &op.move, "a move")) {
            return false;
        }
        cut(k->r);
        if (!emit(k, op, op.move.place)) {
            return false;
        }
    }
    return !denied || emit(k, (truce_logic_op){.kind = TRUCE_LOGIC_NOT}, place);
}

/* one { "and" one }, or what is joined of these by "or" */
static bool read_joined(logic_reader *k, truce_logic_kind kind) {
    const bool outer = kind == TRUCE_LOGIC_OR;
    bool good = outer ? read_joined(k, TRUCE_LOGIC_AND) : read_one(k);
    while (good && peek_keyword(k->r) == (outer ? KW_OR : KW_AND)) {
        const truce_place place = place_here(k->r);
        go_on(k);
        good = (outer ? read_joined(k, TRUCE_LOGIC_AND) : read_one(k)) &&
               emit(k, (truce_logic_op){.kind = kind}, place);
    }
    return good;
}

static bool read_whole(logic_reader *k) {
    if (!read_joined(k, TRUCE_LOGIC_OR)) {
        return false;
    }
    const truce_symbol word = peek_keyword(k->r);
    const truce_place place = place_here(k->r);
    if (word != KW_IF && word != KW_IFF) {
        return true;
    }
    go_on(k);
    return read_joined(k, TRUCE_LOGIC_OR) &&
           emit(k, (truce_logic_op){.kind = word == KW_IF ? TRUCE_LOGIC_IF : TRUCE_LOGIC_IFF},
                place);
}

bool need_logic(reader *r, truce_logic *logic) {
    logic_reader k = {.r = r};
    logic->place = place_here(r);
    cut(r);
    if (!read_whole(&k)) {
        return false;
    }
    if (is_sign(&k, '(') || is_sign(&k, ')')) {
        return expected(r, "and, or, if, iff, or the end of the line");
    }
    logic->at = truce_arena_take(r->arena, k.n * sizeof *logic->at);
    if (logic->at == NULL) {
        return no_memory(r);
    }
    memcpy(logic->at, k.ops, k.n * sizeof *logic->at);
    logic->n = k.n;
    return true;
}

bool need_moves(reader *r, truce_refs *moves) {
    return eat(r, KW_NOTHING) || need_refs(r, moves, "a move, or \"nothing\"");
}
