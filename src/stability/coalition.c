#include "truce/stability/coalition.h"

#include <inttypes.h>
#include <string.h>

#include "stability/legal.h"

typedef struct finding {
    const truce_graph_states *states;
    const moves *of;
    size_t words;
    uint64_t **reach, **gains; /* [coalition]: a row of bits for each state */
    uint64_t *not_better;      /* for a coalition and a state: not preferred by some member */
    uint64_t *answers;         /* [states] rows: what the others' improvements lead to */
    uint32_t *stack;
} finding;

static uint64_t *row(const finding *f, uint64_t *rows, uint32_t s) {
    return rows + f->words * s;
}

/* The states that some member does not prefer to s. */
static void find_not_better(const finding *f, uint32_t coalition, uint32_t s, uint64_t *out) {
    const truce_graph_states *const states = f->states;
    memset(out, 0, f->words * sizeof *out);
    for (uint32_t i = 0; i < states->model->n_makers; i++) {
        for (uint32_t t = 0; t < states->n && (coalition >> i & 1) != 0; t++) {
            out[t / 64] |= (uint64_t)(states->rank[i][t] <= states->rank[i][s]) << (t % 64);
        }
    }
}

/* What each coalition can bring about, and what of it all its members prefer. */
static void find_gains(finding *f, legal_room *room, uint32_t coalition) {
    for (uint32_t s = 0; s < f->states->n; s++) {
        uint64_t *const reach = row(f, f->reach[coalition], s);
        uint64_t *const gains = row(f, f->gains[coalition], s);
        legal_reach(room, f->of, coalition, s, reach);
        reach[s / 64] &= ~(UINT64_C(1) << (s % 64));
        find_not_better(f, coalition, s, gains);
        for (size_t w = 0; w < f->words; w++) {
            gains[w] = reach[w] & ~gains[w];
        }
    }
}

/* From every state, what steps lead to that are each an improvement of some coalition among
 * `others`. */
static void find_answers(finding *f, uint32_t others) {
    const uint32_t n = f->states->n;
    for (uint32_t s = 0; s < n; s++) {
        uint64_t *const found = row(f, f->answers, s);
        uint32_t top = 0;
        memset(found, 0, f->words * sizeof *found);
        f->stack[top++] = s;
        while (top > 0) {
            const uint32_t t = f->stack[--top];
            for (uint32_t d = others; d != 0; d = (d - 1) & others) {
                const uint64_t *const gains = row(f, f->gains[d], t);
                for (size_t w = 0; w < f->words; w++) {
                    for (uint64_t fresh = gains[w] & ~found[w]; fresh != 0; fresh &= fresh - 1) {
                        f->stack[top++] = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(fresh);
                    }
                    found[w] |= gains[w];
                }
            }
        }
    }
}

/* Does one of these states answer: not preferred by some member, and for smr no way out of it? */
static bool answered(finding *f, truce_graph_concept c, uint32_t coalition, const uint64_t *by) {
    for (size_t w = 0; w < f->words; w++) {
        for (uint64_t left = by[w] & f->not_better[w]; left != 0; left &= left - 1) {
            const uint32_t x = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(left);
            const uint64_t *const further = row(f, f->reach[coalition], x);
            bool escape = false;
            for (size_t v = 0; v < f->words && c == TRUCE_SMR && !escape; v++) {
                escape = (further[v] & ~f->not_better[v]) != 0;
            }
            if (!escape) {
                return true;
            }
        }
    }
    return false;
}

static bool stable_for(finding *f, truce_graph_concept c, uint32_t coalition, uint32_t others,
                       uint32_t s) {
    const uint64_t *const gains = row(f, f->gains[coalition], s);
    for (size_t w = 0; w < f->words; w++) {
        for (uint64_t left = gains[w]; left != 0; left &= left - 1) {
            const uint32_t t = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(left);
            if (c == TRUCE_NASH || others == 0 ||
                !answered(f, c, coalition,
                          row(f, c == TRUCE_SEQ ? f->answers : f->reach[others], t))) {
                return false;
            }
        }
    }
    return true;
}

static void find_stable(finding *f, uint32_t coalition,
                        uint64_t **stable[TRUCE_COALITION_CONCEPTS]) {
    static const truce_graph_concept concepts[] = {TRUCE_NASH, TRUCE_GMR, TRUCE_SMR, TRUCE_SEQ};
    const uint32_t all = (UINT32_C(1) << f->states->model->n_makers) - 1;
    find_answers(f, all & ~coalition);
    for (uint32_t s = 0; s < f->states->n; s++) {
        find_not_better(f, coalition, s, f->not_better);
        for (int c = 0; c < TRUCE_COALITION_CONCEPTS; c++) {
            stable[c][coalition][s / 64] |=
                (uint64_t)stable_for(f, concepts[c], coalition, all & ~coalition, s) << (s % 64);
        }
    }
}

static bool take_rows(finding *f, uint32_t n_coalitions, truce_arena *arena) {
    const size_t bytes = f->words * f->states->n * sizeof(uint64_t);
    f->reach = truce_arena_zero(arena, n_coalitions, sizeof *f->reach);
    f->gains = truce_arena_zero(arena, n_coalitions, sizeof *f->gains);
    f->not_better = truce_arena_take(arena, f->words * sizeof *f->not_better);
    f->answers = truce_arena_take(arena, bytes);
    f->stack = truce_arena_take(arena, ((size_t)f->states->n + 1) * sizeof *f->stack);
    bool room = f->reach != NULL && f->gains != NULL && f->not_better != NULL &&
                f->answers != NULL && f->stack != NULL;
    for (uint32_t c = 1; c < n_coalitions && room; c++) {
        f->reach[c] = truce_arena_take(arena, bytes);
        f->gains[c] = truce_arena_take(arena, bytes);
        room = f->reach[c] != NULL && f->gains[c] != NULL;
    }
    return room;
}

/* False when memory is out. */
static bool find_all(finding *f, uint32_t members_max, truce_arena *arena, truce_coalitions *out) {
    const uint32_t n_coalitions = UINT32_C(1) << f->states->model->n_makers;
    truce_arena scratch = truce_arena_new();
    uint64_t **stable[TRUCE_COALITION_CONCEPTS], *universal[TRUCE_COALITION_CONCEPTS];
    legal_room legal;
    bool room =
        take_rows(f, n_coalitions, &scratch) && legal_room_make(f->states, &scratch, &legal);
    for (int c = 0; c < TRUCE_COALITION_CONCEPTS && room; c++) {
        stable[c] = truce_arena_zero(arena, n_coalitions, sizeof *stable[c]);
        universal[c] = truce_arena_take(arena, f->words * sizeof *universal[c]);
        room = stable[c] != NULL && universal[c] != NULL;
        for (uint32_t k = 1; k < n_coalitions && room; k++) {
            stable[c][k] = (uint32_t)__builtin_popcount(k) <= members_max
                               ? truce_arena_zero(arena, f->words, sizeof **stable[c])
                               : NULL;
            room = stable[c][k] != NULL || (uint32_t)__builtin_popcount(k) > members_max;
        }
    }
    for (uint32_t k = 1; k < n_coalitions && room; k++) {
        find_gains(f, &legal, k);
    }
    for (uint32_t k = 1; k < n_coalitions && room; k++) {
        if (stable[0][k] != NULL) {
            find_stable(f, k, stable);
        }
    }
    for (int c = 0; c < TRUCE_COALITION_CONCEPTS && room; c++) {
        memset(universal[c], 0xFF, f->words * sizeof *universal[c]);
        for (uint32_t k = 1; k < n_coalitions; k++) {
            for (size_t w = 0; w < f->words && stable[c][k] != NULL; w++) {
                universal[c][w] &= stable[c][k][w];
            }
        }
        out->stable[c] = (const uint64_t *const *)stable[c];
        out->universal[c] = universal[c];
    }
    truce_arena_clear(&scratch);
    return room;
}

truce_status truce_coalitions_find(const truce_graph_states *states, uint32_t members_max,
                                   truce_arena *arena, truce_coalitions *out, truce_error *err) {
    const uint32_t n_makers = states->model->n_makers;
    if (states->n > TRUCE_COALITION_STATES_MAX || n_makers > TRUCE_COALITION_MAKERS_MAX) {
        return truce_fail(
            err, TRUCE_ELIMIT,
            "%" PRIu32 " states and %" PRIu32 " decision makers; coalitions are asked "
            "about for at most %d and %d",
            states->n, n_makers, TRUCE_COALITION_STATES_MAX, TRUCE_COALITION_MAKERS_MAX);
    }
    truce_arena scratch = truce_arena_new();
    finding f = {.states = states, .words = legal_words(states->n)};
    truce_coalitions found = {.states = states,
                              .members_max = members_max == 0 ? n_makers : members_max};
    truce_status status = moves_list(states, &scratch, &f.of, err);
    if (status == TRUCE_OK && !find_all(&f, found.members_max, arena, &found)) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for coalitions");
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        *out = found;
    }
    return status;
}
