/* What is foreseen with h moves to go follows from what is with h - 1, for both makers, so it can
 * only run into a circle. */
#include "truce/stability/limited.h"

#include <string.h>

#include "stability/moves.h"

typedef struct foresight {
    const truce_graph_states *states;
    const moves *of;
    uint32_t *ends[2], *next[2]; /* [states] */
} foresight;

static truce_status foresight_make(const truce_graph_states *states, truce_arena *arena,
                                   foresight *out, truce_error *err) {
    foresight f = {.states = states};
    if (states->model->n_makers != 2) {
        return truce_fail(err, TRUCE_EINVAL,
                          "limited moves are defined for two decision makers; "
                          "there are %u",
                          (unsigned)states->model->n_makers);
    }
    const truce_status status = moves_list(states, arena, &f.of, err);
    if (status != TRUCE_OK) {
        return status;
    }
    for (int i = 0; i < 2; i++) {
        f.ends[i] = truce_arena_take(arena, (size_t)states->n * sizeof *f.ends[i]);
        f.next[i] = truce_arena_take(arena, (size_t)states->n * sizeof *f.next[i]);
        if (f.ends[i] == NULL || f.next[i] == NULL) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory to foresee moves");
        }
        for (uint32_t s = 0; s < states->n; s++) {
            f.ends[i][s] = s;
        }
    }
    *out = f;
    return TRUCE_OK;
}

/* Where it ends when maker i is to move at s, and the other has `ends` after that. */
static uint32_t best_end(const foresight *f, int i, uint32_t s) {
    const uint32_t *const rank = f->states->rank[i], *const after = f->ends[1 - i];
    const moves *const m = &f->of[i];
    uint32_t best = s;
    bool moved = false;
    for (uint32_t k = m->begin[s]; k < m->begin[s + 1]; k++) {
        const uint32_t end = after[m->to[k]];
        if (rank[end] > rank[best] || (moved && rank[end] == rank[best] && end < best)) {
            best = end;
            moved = true;
        }
    }
    return best;
}

/* A maker stays where it would be best off staying, also when a longer way leads back to s. */
static void foresee_more(foresight *f) {
    for (int i = 0; i < 2; i++) {
        for (uint32_t s = 0; s < f->states->n; s++) {
            f->next[i][s] = best_end(f, i, s);
        }
    }
    for (int i = 0; i < 2; i++) {
        uint32_t *const was = f->ends[i];
        f->ends[i] = f->next[i];
        f->next[i] = was;
    }
}

static uint64_t *new_bits(const foresight *f, truce_arena *arena, uint8_t with) {
    const size_t words = (size_t)f->states->n / 64 + 1;
    uint64_t *const bits = truce_arena_take(arena, words * sizeof *bits);
    if (bits != NULL) {
        memset(bits, with, words * sizeof *bits);
    }
    return bits;
}

/* Take away who moves. */
static void keep_stayers(const foresight *f, uint64_t *bits[3]) {
    for (uint32_t s = 0; s < f->states->n; s++) {
        for (int i = 0; i < 2; i++) {
            if (f->ends[i][s] != s) {
                bits[i][s / 64] &= ~(UINT64_C(1) << (s % 64));
                bits[2][s / 64] &= ~(UINT64_C(1) << (s % 64));
            }
        }
    }
}

static bool take_bits(const foresight *f, truce_arena *arena, uint64_t *bits[3]) {
    for (int i = 0; i < 3; i++) {
        bits[i] = new_bits(f, arena, 0xFF);
        if (bits[i] == NULL) {
            return false;
        }
    }
    return true;
}

truce_status truce_limited_find(const truce_graph_states *states, uint32_t n_moves,
                                truce_arena *arena, truce_limited *out, truce_error *err) {
    foresight f;
    uint64_t *bits[3];
    if (n_moves < 1 || n_moves > TRUCE_LIMITED_MOVES_MAX) {
        return truce_fail(err, TRUCE_EINVAL, "from 1 to %d moves ahead", TRUCE_LIMITED_MOVES_MAX);
    }
    const truce_status status = foresight_make(states, arena, &f, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (!take_bits(&f, arena, bits)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to foresee moves");
    }
    for (uint32_t h = 0; h < n_moves; h++) {
        foresee_more(&f);
    }
    keep_stayers(&f, bits);
    *out = (truce_limited){n_moves, {bits[0], bits[1]}, bits[2], {f.ends[0], f.ends[1]}};
    return TRUCE_OK;
}

static bool same(const foresight *f, uint32_t *const seen[2]) {
    const size_t bytes = (size_t)f->states->n * sizeof **seen;
    return memcmp(f->ends[0], seen[0], bytes) == 0 && memcmp(f->ends[1], seen[1], bytes) == 0;
}

/* Remember what is foreseen after 1, 2, 4, ... moves, and look whether it comes back: the circle is
 * then entered by the remembered move at the latest. */
static bool find_circle(foresight *f, uint32_t *seen[2], uint32_t *from, uint32_t *period) {
    const size_t bytes = (size_t)f->states->n * sizeof **seen;
    uint32_t kept = 0;
    for (uint32_t h = 1; h <= TRUCE_LIMITED_MOVES_MAX; h++) {
        foresee_more(f);
        if (kept > 0 && same(f, seen)) {
            *from = kept;
            *period = h - kept;
            return true;
        }
        if ((h & (h - 1)) == 0) {
            kept = h;
            memcpy(seen[0], f->ends[0], bytes);
            memcpy(seen[1], f->ends[1], bytes);
        }
    }
    return false;
}

truce_status truce_nonmyopic_find(const truce_graph_states *states, truce_arena *arena,
                                  truce_nonmyopic *out, truce_error *err) {
    foresight f;
    uint64_t *bits[3];
    truce_nonmyopic found = {.known = false};
    const truce_status status = foresight_make(states, arena, &f, err);
    if (status != TRUCE_OK) {
        return status;
    }
    uint32_t *seen[2];
    seen[0] = truce_arena_take(arena, (size_t)states->n * sizeof *seen[0]);
    seen[1] = truce_arena_take(arena, (size_t)states->n * sizeof *seen[1]);
    if (!take_bits(&f, arena, bits) || seen[0] == NULL || seen[1] == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to foresee moves");
    }
    found.known = find_circle(&f, seen, &found.from, &found.period);
    for (uint32_t k = 0; found.known && k < found.period; k++) {
        keep_stayers(&f, bits);
        foresee_more(&f);
    }
    if (found.known) {
        found.stable[0] = bits[0];
        found.stable[1] = bits[1];
        found.equilibria = bits[2];
    }
    *out = found;
    return TRUCE_OK;
}
