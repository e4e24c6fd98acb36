#include "stability/conditions.h"

#include <string.h>

#include "stability/legal.h"

enum { JOINT_MAX = 1 << 20 };

typedef struct finding {
    const truce_graph_states *states;
    const moves *of, *ups; /* ups: improvements, of others */
    uint32_t s, maker;
    truce_graph_concept concept;
    truce_arena *arena;
    legal_room legal;
    uint64_t *after;   /* bits of states: answers to one move */
    uint32_t *counted; /* [states]: in how many conditions it stands */
    uint32_t joint;    /* tried so far */
    bool closing;
} finding;

static bool up(const void *context, uint32_t maker, uint32_t from, uint32_t to) {
    return moves_improves(context, maker, from, to);
}

/* All feasible states of joint improvements of the others from j on, added to `changed`. False when
 * they are too many. */
static bool join(finding *f, uint32_t j, uint64_t changed, bool anybody) {
    const truce_graph_state s = truce_graph_at(f->states, f->s);
    if (++f->joint > JOINT_MAX) {
        return false;
    }
    if (j == f->states->model->n_makers) {
        const uint32_t at = anybody ? truce_graph_find(f->states, s ^ changed) : TRUCE_GRAPH_NONE;
        if (at != TRUCE_GRAPH_NONE) {
            f->after[at / 64] |= UINT64_C(1) << (at % 64);
        }
        return true;
    }
    if (!join(f, j + 1, changed, anybody)) {
        return false;
    }
    const moves *const m = &f->ups[j];
    for (uint32_t k = m->begin[f->s]; k < m->begin[f->s + 1] && j != f->maker; k++) {
        const uint64_t flip = s ^ truce_graph_at(f->states, m->to[k]);
        if ((flip & changed) == 0 && !join(f, j + 1, changed | flip, true)) {
            return false;
        }
    }
    return true;
}

/* What would answer a move to t, in `after`. */
static bool find_answers(finding *f, uint32_t t) {
    const uint32_t all = (UINT32_C(1) << f->states->model->n_makers) - 1;
    const uint32_t others = all & ~(UINT32_C(1) << f->maker);
    const truce_graph_state changed =
        truce_graph_at(f->states, f->s) ^ truce_graph_at(f->states, t);
    memset(f->after, 0, legal_words(f->states->n) * sizeof *f->after);
    if (f->concept == TRUCE_SIM) {
        return join(f, 0, changed, false);
    }
    if (f->concept != TRUCE_NASH) {
        const bool credible = f->concept == TRUCE_SEQ || f->concept == TRUCE_SSEQ;
        legal_reach(&f->legal, credible ? f->ups : f->of, others, t, f->after);
    }
    return true;
}

/* The way that x is not above; for smr and sseq with what must not be beyond it. */
static truce_inverse_way way_of(const finding *f, uint32_t x, bool closing) {
    const moves *const m = &f->of[f->maker];
    const uint32_t begin = m->begin[x], n = m->begin[x + 1] - begin;
    uint32_t *const closed = truce_arena_take(f->arena, n * sizeof *closed);
    truce_inverse_way way = {x, closed, 0};
    for (uint32_t k = 0; k < n && closing && closed != NULL; k++) {
        if (m->to[begin + k] != f->s) {
            closed[way.n_closed++] = m->to[begin + k];
        }
    }
    return way;
}

/* TRUCE_OK and no condition where the others may lead back to s, which is not above itself. */
static truce_status find_condition(finding *f, uint32_t t, truce_inverse_condition *out,
                                   truce_error *err) {
    if (!find_answers(f, t)) {
        return truce_fail(err, TRUCE_ELIMIT, "more than %d joint answers", JOINT_MAX);
    }
    uint32_t n = 1;
    for (size_t w = 0; w < legal_words(f->states->n); w++) {
        n += (uint32_t)__builtin_popcountll(f->after[w]);
    }
    truce_inverse_way *const ways = truce_arena_take(f->arena, n * sizeof *ways);
    if (ways == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for conditions");
    }
    *out = (truce_inverse_condition){t, ways, 0};
    ways[out->n++] = (truce_inverse_way){t, NULL, 0};
    for (uint32_t x = 0; x < f->states->n; x++) {
        if ((f->after[x / 64] >> (x % 64) & 1) == 0 || x == t) {
            continue;
        }
        const truce_inverse_way way = way_of(f, x, f->closing);
        if (way.closed == NULL) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for conditions");
        }
        if (x == f->s && way.n_closed == 0) {
            out->n = 0;
            return TRUCE_OK;
        }
        ways[out->n++] = way;
    }
    return TRUCE_OK;
}

/* Which states matter, and whether each stands in one condition alone. */
static bool find_relevant(const finding *f, truce_inverse *found, bool *apart) {
    *apart = !f->closing;
    for (uint32_t i = 0; i < found->n; i++) {
        const truce_inverse_condition *const c = &found->conditions[i];
        for (uint32_t w = 0; w < c->n; w++) {
            *apart = *apart && ++f->counted[c->ways[w].state] == 1;
            f->counted[c->ways[w].state] = 1;
            for (uint32_t k = 0; k < c->ways[w].n_closed; k++) {
                f->counted[c->ways[w].closed[k]] = 1;
            }
        }
    }
    f->counted[f->s] = 0;
    uint32_t *const relevant = truce_arena_take(f->arena, (size_t)f->states->n * sizeof *relevant);
    for (uint32_t x = 0; x < f->states->n && relevant != NULL; x++) {
        if (f->counted[x] != 0) {
            relevant[found->n_relevant++] = x;
        }
    }
    found->relevant = relevant;
    return relevant != NULL;
}

truce_status conditions_find(const truce_graph_states *states, uint32_t s, uint32_t maker,
                             truce_graph_concept concept, truce_arena *arena, truce_inverse *out,
                             bool *apart, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    finding f = {.states = states, .s = s, .maker = maker, .concept = concept, .arena = arena};
    truce_inverse found = {.n = 0};
    truce_status status = moves_list(states, &scratch, &f.of, err);
    if (status != TRUCE_OK) {
        truce_arena_clear(&scratch);
        return status;
    }
    f.closing = concept == TRUCE_SMR || concept == TRUCE_SSEQ;
    f.ups = legal_steps(states, f.of, up, states, &scratch);
    f.after = truce_arena_take(&scratch, legal_words(states->n) * sizeof *f.after);
    f.counted = truce_arena_zero(&scratch, states->n, sizeof *f.counted);
    const moves *const m = &f.of[maker];
    truce_inverse_condition *const conditions =
        truce_arena_zero(arena, m->begin[s + 1] - m->begin[s], sizeof *conditions);
    bool room = f.ups != NULL && f.after != NULL && f.counted != NULL && conditions != NULL &&
                legal_room_make(states, &scratch, &f.legal);
    for (uint32_t k = m->begin[s]; k < m->begin[s + 1] && room && status == TRUCE_OK; k++) {
        status = find_condition(&f, m->to[k], &conditions[found.n], err);
        found.n += conditions[found.n].n > 0;
    }
    found.conditions = conditions;
    room = room && (status != TRUCE_OK || find_relevant(&f, &found, apart));
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK && !room) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for conditions");
    }
    if (status == TRUCE_OK) {
        *out = found;
    }
    return status;
}

static uint64_t bit_of(const truce_inverse *c, uint32_t state) {
    uint32_t low = 0, high = c->n_relevant;
    while (low < high) {
        const uint32_t mid = (low + high) / 2;
        if (c->relevant[mid] < state) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < c->n_relevant && c->relevant[low] == state ? UINT64_C(1) << low : 0;
}

bool masks_make(const truce_inverse *c, truce_arena *arena, masks *out) {
    size_t n = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        n += c->conditions[i].n;
    }
    uint32_t *const begin = truce_arena_take(arena, ((size_t)c->n + 1) * sizeof *begin);
    mask_way *const way = truce_arena_take(arena, n * sizeof *way);
    if (begin == NULL || way == NULL) {
        return false;
    }
    begin[0] = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        const truce_inverse_condition *const condition = &c->conditions[i];
        for (uint32_t w = 0; w < condition->n; w++) {
            uint64_t below = bit_of(c, condition->ways[w].state);
            for (uint32_t k = 0; k < condition->ways[w].n_closed; k++) {
                below |= bit_of(c, condition->ways[w].closed[k]);
            }
            way[begin[i] + w].below = below;
        }
        begin[i + 1] = begin[i] + condition->n;
    }
    *out = (masks){c->n, begin, way};
    return true;
}
