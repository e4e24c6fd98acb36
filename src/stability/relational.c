#include "truce/stability/relational.h"

#include <inttypes.h>
#include <string.h>

#include "stability/legal.h"

/* The four questions, of maker i and the states at two places of the list. */
typedef bool question(const truce_graph_states *states, uint32_t i, uint32_t s, uint32_t t);

typedef struct rules {
    question *draws;   /* does t draw i from s? */
    question *steps;   /* the same of those who answer */
    question *answers; /* is t an answer, where i moved away from s? */
    question *escapes; /* is t a way out? */
} rules;

bool truce_graph_is_unknown(const truce_graph_model *m, uint32_t maker, truce_graph_state s,
                            truce_graph_state t) {
    const truce_graph_preference *const p = &m->preferences[maker];
    bool unknown = false;
    for (uint32_t k = 0; k < p->n_unknown && s != t; k++) {
        const truce_graph_unknown u = p->unknown[k];
        unknown = unknown || (truce_graph_matches(u.a, s) && truce_graph_matches(u.b, t)) ||
                  (truce_graph_matches(u.a, t) && truce_graph_matches(u.b, s));
    }
    return unknown;
}

/* How many of the numbers that part payoffs are not above this one. */
static uint32_t level(const truce_graph_preference *p, int64_t value) {
    uint32_t n = 0;
    while (n < p->n_strong_from && p->strong_from[n] <= value) {
        n++;
    }
    return n;
}

static int64_t amount(const truce_graph_states *states, uint32_t maker, uint32_t at) {
    const truce_graph_preference *const p = &states->model->preferences[maker];
    int64_t sum = 0;
    if (p->rule == TRUCE_GRAPH_PAYOFFS) {
        return p->payoffs[at];
    }
    for (uint64_t left = truce_graph_at(states, at); left != 0; left &= left - 1) {
        sum += p->weights[__builtin_ctzll(left)];
    }
    return sum;
}

bool truce_graph_is_strong(const truce_graph_states *states, uint32_t maker, uint32_t a,
                           uint32_t b) {
    const truce_graph_model *const m = states->model;
    const truce_graph_preference *const p = &m->preferences[maker];
    if (states->rank[maker][a] <= states->rank[maker][b]) {
        return false;
    }
    if (p->rule == TRUCE_GRAPH_STATEMENTS) {
        const uint32_t rest = p->n_statements - p->n_strong_statements;
        return truce_graph_worth(m, maker, truce_graph_at(states, a)) >> rest !=
               truce_graph_worth(m, maker, truce_graph_at(states, b)) >> rest;
    }
    return level(p, amount(states, maker, a)) > level(p, amount(states, maker, b));
}

/* ---- unknown
 * --------------------------------------------------------------------------------------- */

static bool unknown(const truce_graph_states *states, uint32_t i, uint32_t s, uint32_t t) {
    return truce_graph_is_unknown(states->model, i, truce_graph_at(states, s),
                                  truce_graph_at(states, t));
}

static bool prefers(const truce_graph_states *states, uint32_t i, uint32_t s, uint32_t t) {
    return states->rank[i][t] > states->rank[i][s] && !unknown(states, i, s, t);
}

static bool prefers_or_unknown(const truce_graph_states *states, uint32_t i, uint32_t s,
                               uint32_t t) {
    return states->rank[i][t] > states->rank[i][s] || unknown(states, i, s, t);
}

static bool not_better(const truce_graph_states *states, uint32_t i, uint32_t s, uint32_t t) {
    return !prefers_or_unknown(states, i, s, t);
}

static bool not_better_or_unknown(const truce_graph_states *states, uint32_t i, uint32_t s,
                                  uint32_t t) {
    return !prefers(states, i, s, t);
}

/* ---- strength
 * -------------------------------------------------------------------------------------- */

static bool better(const truce_graph_states *states, uint32_t i, uint32_t s, uint32_t t) {
    return states->rank[i][t] > states->rank[i][s];
}

static bool strongly_worse(const truce_graph_states *states, uint32_t i, uint32_t s, uint32_t t) {
    return truce_graph_is_strong(states, i, s, t);
}

static bool not_strongly_worse(const truce_graph_states *states, uint32_t i, uint32_t s,
                               uint32_t t) {
    return !truce_graph_is_strong(states, i, s, t);
}

/* ---- attitudes
 * ------------------------------------------------------------------------------------- */

static int attitude(const truce_graph_model *m, uint32_t i, uint32_t j) {
    return m->attitudes == NULL ? i == j : m->attitudes[i * m->n_makers + j];
}

static bool relates(const truce_graph_states *states, uint32_t i, uint32_t s, uint32_t t) {
    const truce_graph_model *const m = states->model;
    bool does = true;
    for (uint32_t j = 0; j < m->n_makers; j++) {
        const int a = attitude(m, i, j);
        const uint32_t before = states->rank[j][s], after = states->rank[j][t];
        does = does && (a == 0 || (a > 0 ? after >= before : after <= before));
    }
    return does;
}

static bool relates_back(const truce_graph_states *states, uint32_t i, uint32_t s, uint32_t t) {
    return relates(states, i, t, s);
}

/* ---- all of them
 * ----------------------------------------------------------------------------------- */

static const rules all_rules[] = {
    [TRUCE_UNKNOWN_A] = {prefers_or_unknown, prefers_or_unknown, not_better, prefers_or_unknown},
    [TRUCE_UNKNOWN_B] = {prefers, prefers_or_unknown, not_better, prefers_or_unknown},
    [TRUCE_UNKNOWN_C] = {prefers_or_unknown, prefers_or_unknown, not_better_or_unknown, prefers},
    [TRUCE_UNKNOWN_D] = {prefers, prefers_or_unknown, not_better_or_unknown, prefers},
    [TRUCE_STRENGTH] = {better, better, strongly_worse, not_strongly_worse},
    [TRUCE_ATTITUDES] = {relates, relates, relates_back, relates},
};

typedef struct finding {
    const truce_graph_states *states;
    const rules *by;
    const moves *of, *steps;
    size_t words;
    uint64_t *after[2]; /* [states] rows: what the others can bring about by any moves, by steps */
    uint64_t *bits[TRUCE_RELATIONAL_CONCEPTS][TRUCE_GRAPH_MAKERS_MAX];
    legal_room legal;
} finding;

static bool may_step(const void *context, uint32_t maker, uint32_t from, uint32_t to) {
    const finding *const f = context;
    return f->by->steps(f->states, maker, from, to);
}

static bool escapes(const finding *f, uint32_t i, uint32_t s, uint32_t x) {
    const moves *const m = &f->of[i];
    for (uint32_t k = m->begin[x]; k < m->begin[x + 1]; k++) {
        if (f->by->escapes(f->states, i, s, m->to[k])) {
            return true;
        }
    }
    return false;
}

/* Which concepts, a bit each, answer i's move from s to t: gmr and smr by any moves, seq by steps.
 */
static unsigned answered(const finding *f, uint32_t i, uint32_t s, uint32_t t) {
    unsigned concepts = 0;
    for (uint32_t x = 0; x < f->states->n; x++) {
        const bool by_moves = truce_stable_bit(f->after[0] + f->words * t, x);
        const bool by_steps = truce_stable_bit(f->after[1] + f->words * t, x);
        if (!by_moves || !f->by->answers(f->states, i, s, x)) {
            continue;
        }
        concepts |= 1U << TRUCE_GMR | (by_steps ? 1U << TRUCE_SEQ : 0);
        if ((concepts >> TRUCE_SMR & 1) == 0 && !escapes(f, i, s, x)) {
            concepts |= 1U << TRUCE_SMR;
        }
        if (concepts == (1U << TRUCE_GMR | 1U << TRUCE_SMR | 1U << TRUCE_SEQ)) {
            break;
        }
    }
    return concepts;
}

static void find_maker(finding *f, uint32_t i) {
    const uint32_t others = ((UINT32_C(1) << f->states->model->n_makers) - 1) & ~(UINT32_C(1) << i);
    const moves *const m = &f->of[i];
    for (uint32_t t = 0; t < f->states->n; t++) {
        legal_reach(&f->legal, f->of, others, t, f->after[0] + f->words * t);
        legal_reach(&f->legal, f->steps, others, t, f->after[1] + f->words * t);
    }
    for (uint32_t s = 0; s < f->states->n; s++) {
        unsigned stable = (1U << TRUCE_CONCEPTS) - 1;
        for (uint32_t k = m->begin[s]; k < m->begin[s + 1] && stable != 0; k++) {
            if (f->by->draws(f->states, i, s, m->to[k])) {
                stable &= answered(f, i, s, m->to[k]);
            }
        }
        for (int c = 0; c < TRUCE_RELATIONAL_CONCEPTS; c++) {
            f->bits[c][i][s / 64] |= (uint64_t)(stable >> c & 1) << (s % 64);
        }
    }
}

static bool take_rooms(finding *f, truce_arena *arena, truce_arena *scratch,
                       truce_relational *out) {
    const uint32_t n_makers = f->states->model->n_makers;
    bool room = legal_room_make(f->states, scratch, &f->legal);
    for (int k = 0; k < 2; k++) {
        f->after[k] = truce_arena_take(scratch, f->words * f->states->n * sizeof(uint64_t));
        room = room && f->after[k] != NULL;
    }
    for (int c = 0; c < TRUCE_RELATIONAL_CONCEPTS; c++) {
        for (uint32_t i = 0; i < n_makers; i++) {
            f->bits[c][i] = truce_arena_zero(arena, f->words, sizeof(uint64_t));
            out->stable[c][i] = f->bits[c][i];
            room = room && f->bits[c][i] != NULL;
        }
    }
    return room;
}

static bool meet(const finding *f, truce_arena *arena, truce_relational *out) {
    for (int c = 0; c < TRUCE_RELATIONAL_CONCEPTS; c++) {
        uint64_t *const all = truce_arena_take(arena, f->words * sizeof *all);
        if (all == NULL) {
            return false;
        }
        memset(all, 0xFF, f->words * sizeof *all);
        for (uint32_t i = 0; i < f->states->model->n_makers; i++) {
            for (size_t w = 0; w < f->words; w++) {
                all[w] &= f->bits[c][i][w];
            }
        }
        out->equilibria[c] = all;
    }
    return true;
}

truce_status truce_relational_find(const truce_graph_states *states, truce_graph_relation relation,
                                   truce_arena *arena, truce_relational *out, truce_error *err) {
    if (states->n > TRUCE_RELATIONAL_STATES_MAX) {
        return truce_fail(err, TRUCE_ELIMIT,
                          "%" PRIu32 " states; unknown and strong preference and attitudes are "
                          "looked at for at most %d",
                          states->n, TRUCE_RELATIONAL_STATES_MAX);
    }
    truce_arena scratch = truce_arena_new();
    finding f = {.states = states, .by = &all_rules[relation], .words = legal_words(states->n)};
    truce_relational found = {.relation = relation};
    truce_status status = moves_list(states, &scratch, &f.of, err);
    if (status == TRUCE_OK) {
        f.steps = legal_steps(states, f.of, may_step, &f, &scratch);
        bool room = f.steps != NULL && take_rooms(&f, arena, &scratch, &found);
        for (uint32_t i = 0; i < states->model->n_makers && room; i++) {
            find_maker(&f, i);
        }
        room = room && meet(&f, arena, &found);
        status = room ? TRUCE_OK
                      : truce_fail(err, TRUCE_ENOMEM, "no memory to follow %" PRIu32 " states",
                                   states->n);
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        *out = found;
    }
    return status;
}
