/* Simultaneous answers to one improvement: every choice of an improvement of their own, or none,
 * for each of the others is tried, all from the same state, until one is an answer. */
#include "stability/ask_parts.h"

/* What each of the others could gain by alone, as changes of options. */
struct asking_joint {
    asking *a;
    uint64_t *flips;
    size_t n, cap;
    size_t begin[TRUCE_GRAPH_MAKERS_MAX + 1];
    uint32_t maker;                          /* whose are being gathered */
    bool failed;                             /* memory ran out */
    bool given_up;                           /* there is too much to try */
    uint64_t chosen[TRUCE_GRAPH_MAKERS_MAX]; /* 0: none */
};

typedef struct asking_joint joint;

static bool may_go_on(joint *q) {
    q->given_up = q->given_up || ++q->a->effort > q->a->limits.effort_max;
    return !q->given_up;
}

static bool gather(void *context, truce_graph_state t) {
    joint *const q = context;
    const asking *const a = q->a;
    if (!may_go_on(q)) {
        return true;
    }
    if (asking_worth(a, q->maker, t) <= asking_worth(a, q->maker, a->s)) {
        return false;
    }
    uint64_t *const grown = truce_arena_grow(a->arena, q->flips, q->n, &q->cap, sizeof *q->flips);
    if (grown == NULL) {
        q->failed = true;
        return true;
    }
    q->flips = grown;
    q->flips[q->n++] = t ^ a->s;
    return false;
}

static void gather_all(joint *q) {
    const truce_graph_model *const m = q->a->m;
    for (uint32_t j = 0; j < m->n_makers && !q->failed && !q->given_up; j++) {
        q->maker = j;
        q->begin[j] = q->n;
        q->given_up = !asking_can_try(q->a, j, q->a->s);
        if (j != q->a->maker && !q->given_up) {
            (void)asking_moves(q->a, j, q->a->s, gather, q);
        }
        q->begin[j + 1] = q->n;
    }
}

static bool is_answer(const joint *q, truce_graph_state x) {
    return truce_graph_feasible(q->a->m, x) && asking_worth(q->a, q->a->maker, x) <= q->a->worth;
}

/* Does some choice of the makers from j on, at least one, make an answer of combination x? These
 * options have been changed to come to it. */
static bool answered(joint *q, uint32_t j, truce_graph_state x, uint64_t changed) {
    for (; j < q->a->m->n_makers; j++) {
        for (size_t k = q->begin[j]; k < q->begin[j + 1]; k++) {
            const uint64_t flip = q->flips[k];
            if (!may_go_on(q)) {
                return false;
            }
            q->chosen[j] = flip;
            if ((flip & changed) == 0 &&
                (is_answer(q, x ^ flip) || answered(q, j + 1, x ^ flip, changed | flip))) {
                return true;
            }
        }
        q->chosen[j] = 0;
    }
    return false;
}

static truce_status tell(const joint *q, truce_graph_state t, truce_ask_reply *reply,
                         truce_error *err) {
    const asking *const a = q->a;
    truce_ask_move *const steps = truce_arena_take(a->arena, a->m->n_makers * sizeof *steps);
    if (steps == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for an answer");
    }
    *reply = (truce_ask_reply){t, steps, 0};
    for (uint32_t j = 0; j < a->m->n_makers; j++) {
        if (q->chosen[j] != 0) {
            steps[reply->n++] = (truce_ask_move){j, a->s ^ q->chosen[j]};
        }
    }
    return TRUCE_OK;
}

truce_status asking_joint(asking *a, truce_graph_state t, truce_ask_answer *answer,
                          truce_ask_reply *reply, truce_error *err) {
    if (a->joint == NULL) {
        a->joint = truce_arena_zero(a->arena, 1, sizeof *a->joint);
        if (a->joint != NULL) {
            a->joint->a = a;
            gather_all(a->joint);
        }
    }
    joint *const q = a->joint;
    if (q == NULL || q->failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for simultaneous answers");
    }
    for (uint32_t j = 0; j < a->m->n_makers; j++) {
        q->chosen[j] = 0;
    }
    const bool found = !q->given_up && answered(q, 0, t, t ^ a->s);
    *answer = found ? TRUCE_ASK_STABLE : q->given_up ? TRUCE_ASK_UNKNOWN : TRUCE_ASK_UNSTABLE;
    return found ? tell(q, t, reply, err) : TRUCE_OK;
}
