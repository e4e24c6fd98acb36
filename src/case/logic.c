/* The way back to words: each operation stands behind what it joins, so that the words are found
 * from the last operation on, and written from the first. */
#include "truce/case/logic.h"

static const int binds[] = {
    [TRUCE_LOGIC_MOVE] = 4, [TRUCE_LOGIC_NOT] = 3, [TRUCE_LOGIC_AND] = 2,
    [TRUCE_LOGIC_OR] = 1,   [TRUCE_LOGIC_IF] = 0,  [TRUCE_LOGIC_IFF] = 0,
};
static const char *const words[] = {
    [TRUCE_LOGIC_AND] = " and ",
    [TRUCE_LOGIC_OR] = " or ",
    [TRUCE_LOGIC_IF] = " if ",
    [TRUCE_LOGIC_IFF] = " iff ",
};

typedef struct writer {
    const truce_case *c;
    truce_logic logic;
    uint16_t first[TRUCE_LOGIC_OPS_MAX]; /* the first operation of what ends with this one */
    truce_buffer *out;
} writer;

static void find_firsts(writer *w) {
    for (uint32_t i = 0; i < w->logic.n; i++) {
        const truce_logic_kind kind = w->logic.at[i].kind;
        uint32_t first = i;
        if (kind != TRUCE_LOGIC_MOVE) {
            first = w->first[i - 1];
        }
        if (kind > TRUCE_LOGIC_NOT) {
            first = w->first[first - 1];
        }
        w->first[i] = (uint16_t)first;
    }
}

/* What ends with operation `i`, where at least `least` must bind it. */
static void write_from(const writer *w, uint32_t i, int least) {
    const truce_logic_op op = w->logic.at[i];
    const int own = binds[op.kind];
    if (own < least) {
        truce_buffer_byte(w->out, '(');
    }
    if (op.kind == TRUCE_LOGIC_MOVE) {
        truce_buffer_add(w->out, truce_case_name(w->c, op.move.symbol));
    } else if (op.kind == TRUCE_LOGIC_NOT) {
        truce_buffer_lit(w->out, "not ");
        write_from(w, i - 1, own + 1);
    } else {
        const int left = op.kind == TRUCE_LOGIC_IF || op.kind == TRUCE_LOGIC_IFF ? own + 1 : own;
        write_from(w, w->first[i - 1] - 1U, left);
        truce_buffer_add(w->out, truce_str_of(words[op.kind]));
        write_from(w, i - 1, own + 1);
    }
    if (own < least) {
        truce_buffer_byte(w->out, ')');
    }
}

void truce_logic_write(const truce_case *c, truce_logic logic, truce_buffer *out) {
    writer w = {.c = c, .logic = logic, .out = out};
    find_firsts(&w);
    write_from(&w, logic.n - 1, 0);
}

bool truce_logic_joined(truce_logic logic) {
    for (uint32_t i = 0; i < logic.n; i++) {
        const truce_logic_kind kind = logic.at[i].kind;
        if (kind == TRUCE_LOGIC_NOT ? logic.at[i - 1].kind != TRUCE_LOGIC_MOVE
                                    : kind != TRUCE_LOGIC_MOVE && kind != TRUCE_LOGIC_AND) {
            return false;
        }
    }
    return true;
}

const truce_ref *truce_logic_next(truce_logic logic, uint32_t *at, bool *taken) {
    while (*at < logic.n && logic.at[*at].kind != TRUCE_LOGIC_MOVE) {
        (*at)++;
    }
    if (*at >= logic.n) {
        return NULL;
    }
    const uint32_t i = (*at)++;
    *taken = i + 1 == logic.n || logic.at[i + 1].kind != TRUCE_LOGIC_NOT;
    return &logic.at[i].move;
}
