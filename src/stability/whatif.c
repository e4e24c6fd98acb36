#include "truce/stability/whatif.h"

#include "truce/stability/hold.h"

/* The bits of `count` put where `options` has some, the lowest first. */
static uint64_t spread(uint64_t count, uint64_t options) {
    uint64_t out = 0;
    for (uint64_t left = options; left != 0; left &= left - 1, count >>= 1) {
        out |= (count & 1) != 0 ? left & (~left + 1) : 0;
    }
    return out;
}

static void look_up(const truce_stable *found, uint32_t n_makers, uint32_t s,
                    truce_whatif_at *out) {
    for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
        if (found->equilibria[c] == NULL) {
            continue;
        }
        out->equilibrium |= (uint32_t)truce_stable_bit(found->equilibria[c], s) << c;
        for (uint32_t i = 0; i < n_makers; i++) {
            out->stable[i] |= (uint32_t)truce_stable_bit(found->stable[c][i], s) << c;
        }
    }
}

/* Nothing is listed where none of the states can be. */
static truce_status ask(const truce_graph_model *model, const truce_whatif_question *q,
                        uint64_t taken, truce_whatif_at *at, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    truce_graph_model held;
    truce_graph_states states;
    truce_stable found;
    bool any = false;
    truce_status status =
        truce_graph_hold(model, (truce_graph_pattern){q->options, taken}, &scratch, &held, err);
    for (uint32_t k = 0; k < q->n_asked && status == TRUCE_OK; k++) {
        at[k].state = (q->asked[k] & ~q->options) | taken;
        at[k].feasible = truce_graph_feasible(&held, at[k].state);
        any = any || at[k].feasible;
    }
    if (status == TRUCE_OK && any) {
        status = truce_graph_list(&held, &scratch, &states, err);
    }
    if (status == TRUCE_OK && any) {
        status = truce_stable_find(&states, &q->stable, &scratch, &found, err);
    }
    for (uint32_t k = 0; k < q->n_asked && status == TRUCE_OK && any; k++) {
        if (at[k].feasible) {
            look_up(&found, model->n_makers, truce_graph_find(&states, at[k].state), &at[k]);
        }
    }
    truce_arena_clear(&scratch);
    return status;
}

truce_status truce_whatif_find(const truce_graph_model *model,
                               const truce_whatif_question *question, truce_arena *arena,
                               truce_whatif *out, truce_error *err) {
    const uint32_t options = (uint32_t)__builtin_popcountll(question->options);
    if (options == 0 || options > TRUCE_WHATIF_OPTIONS_MAX ||
        question->options >> model->n_options != 0) {
        return truce_fail(err, TRUCE_EINVAL,
                          "what if: 1 to %d options of the model can be held in every "
                          "combination, not %u",
                          TRUCE_WHATIF_OPTIONS_MAX, (unsigned)options);
    }
    if (question->n_asked == 0 || question->n_asked > TRUCE_WHATIF_ASKED_MAX) {
        return truce_fail(err, TRUCE_EINVAL, "what if: 1 to %d states can be asked about, not %u",
                          TRUCE_WHATIF_ASKED_MAX, (unsigned)question->n_asked);
    }
    truce_whatif what = {
        .options = question->options, .n = UINT32_C(1) << options, .n_asked = question->n_asked};
    uint64_t *const taken = truce_arena_take(arena, what.n * sizeof *taken);
    truce_whatif_at *const at = truce_arena_zero(arena, (size_t)what.n * what.n_asked, sizeof *at);
    if (taken == NULL || at == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %u combinations", (unsigned)what.n);
    }
    truce_status status = TRUCE_OK;
    for (uint32_t i = 0; i < what.n && status == TRUCE_OK; i++) {
        taken[i] = spread(i, what.options);
        status = ask(model, question, taken[i], &at[(size_t)i * what.n_asked], err);
    }
    if (status == TRUCE_OK) {
        what.taken = taken;
        what.at = at;
        *out = what;
    }
    return status;
}

static bool does(const truce_whatif *w, uint32_t i, uint32_t asked, truce_graph_concept concept,
                 bool undo) {
    const truce_whatif_at *const at = &w->at[(size_t)i * w->n_asked + asked];
    return at->feasible && ((at->equilibrium >> concept & 1) != 0) != undo;
}

/* By rising number of changes; of two of the same number neither changes only some of what the
 * other does. */
uint32_t truce_whatif_smallest(const truce_whatif *what, uint32_t asked,
                               truce_graph_concept concept, uint64_t as_now, bool undo,
                               uint32_t *found) {
    uint32_t n = 0;
    for (int changes = 0; changes <= TRUCE_WHATIF_OPTIONS_MAX; changes++) {
        for (uint32_t i = 0; i < what->n; i++) {
            const uint64_t change = (what->taken[i] ^ as_now) & what->options;
            bool least =
                __builtin_popcountll(change) == changes && does(what, i, asked, concept, undo);
            for (uint32_t k = 0; k < n && least; k++) {
                const uint64_t less = (what->taken[found[k]] ^ as_now) & what->options;
                least = (less & ~change) != 0;
            }
            if (least) {
                found[n++] = i;
            }
        }
    }
    return n;
}
