/* Any bytes as a graph model. What is read is written and read again the same; and of a small one,
 * what is stable for whom keeps what the concepts imply, and is what one hears of a single state.
 * Of what is not read the fault lies in the text. */
#include "fuzz.h"

#include <stdlib.h>

#include "truce/stability/ask.h"
#include "truce/stability/graph_json.h"
#include "truce/stability/stable.h"

static void must(bool holds) {
    if (!holds) {
        abort();
    }
}

static void check_twice(const truce_graph_model *m, truce_arena *arena) {
    truce_buffer once = truce_buffer_new(), twice = truce_buffer_new();
    truce_graph_model again;
    truce_graph_write(m, &once);
    must(truce_graph_read(truce_buffer_str(&once), arena, &again, NULL) == TRUCE_OK);
    truce_graph_write(&again, &twice);
    must(truce_str_equal(truce_buffer_str(&once), truce_buffer_str(&twice)));
    truce_buffer_clear(&once);
    truce_buffer_clear(&twice);
}

static void check_stable(const truce_stable *found, uint32_t i, uint32_t s, truce_arena *arena) {
    bool is[TRUCE_CONCEPTS];
    const truce_graph_states *const states = found->states;
    for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
        is[c] = truce_stable_bit(found->stable[c][i], s);
    }
    must(!is[TRUCE_NASH] || (is[TRUCE_SSEQ] && is[TRUCE_SIM]));
    must(!is[TRUCE_SSEQ] || (is[TRUCE_SEQ] && is[TRUCE_SMR]));
    must(is[TRUCE_GMR] || (!is[TRUCE_SEQ] && !is[TRUCE_SMR]));
    for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
        const truce_ask_limits limits = {.effort_max = 100000, .no_solver = s % 2 == 0};
        truce_ask ask;
        must(truce_ask_stable(states->model, states, truce_graph_at(states, s), i, c, &limits,
                              arena, &ask, NULL) == TRUCE_OK);
        must(ask.answer == TRUCE_ASK_UNKNOWN || (ask.answer == TRUCE_ASK_STABLE) == is[c]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    truce_arena arena = truce_arena_new();
    truce_error err = {.message = ""};
    truce_graph_model m;
    truce_graph_states states;
    truce_stable found;
    const truce_str json = {(const char *)data, size};
    const truce_status status = truce_graph_read(json, &arena, &m, &err);
    must(status == TRUCE_OK || err.message[0] != '\0');
    if (status == TRUCE_EPARSE || status == TRUCE_EINVAL) {
        const truce_graph_place at = truce_graph_fault(json, err.message);
        must(at.offset <= size && at.size <= size - at.offset);
    }
    if (status == TRUCE_OK) {
        check_twice(&m, &arena);
    }
    if (status == TRUCE_OK && m.n_options <= 5 && m.n_infeasible < 100 && m.n_common < 10 &&
        truce_graph_list(&m, &arena, &states, &err) == TRUCE_OK &&
        truce_stable_find(&states, NULL, &arena, &found, &err) == TRUCE_OK) {
        for (uint32_t s = 0; s < states.n; s += 1 + states.n / 4) {
            for (uint32_t i = 0; i < m.n_makers; i++) {
                check_stable(&found, i, s, &arena);
            }
        }
    }
    truce_arena_clear(&arena);
    return 0;
}
