/* One state at a time against all states at once, with and without a solver; that each witness is
 * one; a model of thirty options; then every failure. */
#include "truce/stability/ask.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/graphs.h"
#include "support/memory.h"

static uint32_t place(const graph_brute *b, truce_graph_state s) {
    for (uint32_t i = 0; i < b->n; i++) {
        if (b->at[i] == s) {
            return i;
        }
    }
    fail_msg("no such state");
    return 0;
}

static void expect_reply(const graph_brute *b, uint32_t i, uint32_t s, truce_graph_concept c,
                         const truce_ask_reply *reply) {
    uint32_t at = place(b, reply->improvement);
    assert_true((b->ups[i][s] >> at & 1) != 0);
    assert_true(reply->n > 0);
    for (uint32_t k = 0; k < reply->n; k++) {
        const uint32_t j = reply->moves[k].maker, to = place(b, reply->moves[k].to);
        const bool credible = c == TRUCE_SEQ || c == TRUCE_SSEQ;
        assert_true(j != i && (k == 0 || reply->moves[k - 1].maker != j));
        assert_true(((credible ? b->ups : b->moves)[j][at] >> to & 1) != 0);
        at = to;
    }
    assert_true(b->worth[i][at] <= b->worth[i][s]);
    for (uint32_t y = 0; y < b->n; y++) {
        const bool way_out = (b->moves[i][at] >> y & 1) != 0 && b->worth[i][y] > b->worth[i][s];
        assert_false(way_out && (c == TRUCE_SMR || c == TRUCE_SSEQ));
    }
}

/* All at the same time, from s, each of them a gain of its own. */
static void expect_joint(const graph_brute *b, uint32_t i, uint32_t s,
                         const truce_ask_reply *reply) {
    uint64_t changed = reply->improvement ^ b->at[s];
    assert_true((b->ups[i][s] >> place(b, reply->improvement) & 1) != 0);
    assert_true(reply->n > 0);
    for (uint32_t k = 0; k < reply->n; k++) {
        const uint32_t j = reply->moves[k].maker;
        const uint64_t flip = reply->moves[k].to ^ b->at[s];
        assert_true(j != i && (k == 0 || reply->moves[k - 1].maker < j));
        assert_true((b->ups[j][s] >> place(b, reply->moves[k].to) & 1) != 0);
        assert_true((flip & changed) == 0);
        changed |= flip;
    }
    assert_true(b->worth[i][place(b, b->at[s] ^ changed)] <= b->worth[i][s]);
}

static void ask_all(uint64_t seed, unsigned traits) {
    truce_arena arena = truce_arena_new();
    truce_graph_model m;
    truce_graph_states states;
    truce_stable found;
    graph_brute b;
    if (!graph_random(seed, traits, &arena, &m)) {
        truce_arena_clear(&arena);
        return;
    }
    if (seed % 3 == 0) {
        m.n_infeasible = 0;
        for (uint32_t i = 0; i < m.n_makers; i++) {
            if (m.preferences[i].rule == TRUCE_GRAPH_PAYOFFS) {
                truce_arena_clear(&arena);
                return;
            }
        }
    }
    assert_int_equal(truce_graph_list(&m, &arena, &states, NULL), TRUCE_OK);
    assert_int_equal(truce_stable_find(&states, NULL, &arena, &found, NULL), TRUCE_OK);
    graph_brute_make(&m, &b);
    for (uint32_t s = 0; s < b.n; s++) {
        for (uint32_t i = 0; i < b.n_makers; i++) {
            for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
                const truce_ask_limits limits = {.no_solver = seed % 2 == 0};
                truce_ask ask;
                truce_error err;
                assert_int_equal(
                    truce_ask_stable(&m, &states, b.at[s], i, c, &limits, &arena, &ask, &err),
                    TRUCE_OK);
                const bool want = truce_stable_bit(found.stable[c][i], s);
                if (ask.answer != (want ? TRUCE_ASK_STABLE : TRUCE_ASK_UNSTABLE)) {
                    fail_msg("seed %llu: %s of %u at %u is not %d", (unsigned long long)seed,
                             truce_graph_concept_key(c), (unsigned)i, (unsigned)s, ask.answer);
                }
                const uint32_t n = (uint32_t)__builtin_popcountll(b.ups[i][s]);
                assert_int_equal(ask.n_replies, want && c != TRUCE_NASH ? n : 0);
                for (uint32_t k = 0; k < ask.n_replies; k++) {
                    if (c == TRUCE_SIM) {
                        expect_joint(&b, i, s, &ask.replies[k]);
                    } else {
                        expect_reply(&b, i, s, c, &ask.replies[k]);
                    }
                }
                if (!want) {
                    assert_true((b.ups[i][s] >> place(&b, ask.improvement) & 1) != 0);
                }
            }
        }
    }
    truce_arena_clear(&arena);
}

static void one_state_is_as_in_the_list(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 240; seed++) {
        ask_all(seed, seed % 4 == 1 ? GRAPH_COMMON : GRAPH_PLAIN);
    }
}

/* Thirty options; each of four makers prefers first that its own first option is taken, which the
 * others can answer by leaving all of theirs. */
static void thirty_options_need_no_list(void **state) {
    (void)state;
    truce_graph_option options[30] = {{{NULL, 0}, 0, TRUCE_GRAPH_BOTH}};
    truce_graph_op ops[4][2];
    truce_graph_statement statements[4][2];
    truce_graph_preference p[4] = {{.rule = TRUCE_GRAPH_STATEMENTS}};
    for (uint32_t k = 0; k < 30; k++) {
        options[k].owner = k * 4 / 30;
    }
    for (uint32_t i = 0; i < 4; i++) {
        const uint64_t own = UINT64_C(1) << (i * 30 / 4 + 1), next = UINT64_C(1)
                                                                     << ((i + 1) % 4 * 8);
        ops[i][0] = (truce_graph_op){TRUCE_GRAPH_IS, {next, 0}};
        ops[i][1] = (truce_graph_op){TRUCE_GRAPH_IS, {own, own}};
        statements[i][0] = (truce_graph_statement){&ops[i][0], 1};
        statements[i][1] = (truce_graph_statement){&ops[i][1], 1};
        p[i] = (truce_graph_preference){
            .rule = TRUCE_GRAPH_STATEMENTS, .statements = statements[i], .n_statements = 2};
    }
    const truce_graph_model m = {
        .options = options, .n_options = 30, .n_makers = 4, .preferences = p};
    truce_arena arena = truce_arena_new();
    truce_ask ask;
    assert_int_equal(truce_graph_check(&m, NULL), TRUCE_OK);
    assert_int_equal(truce_ask_stable(&m, NULL, 0, 0, TRUCE_NASH, NULL, &arena, &ask, NULL),
                     TRUCE_OK);
    assert_int_equal(ask.answer, TRUCE_ASK_UNSTABLE);
    assert_int_equal(truce_ask_stable(&m, NULL, 0, 0, TRUCE_GMR, NULL, &arena, &ask, NULL),
                     TRUCE_OK);
    assert_int_equal(ask.answer, TRUCE_ASK_STABLE);
    assert_int_equal(truce_ask_stable(&m, NULL, 0, 0, TRUCE_SMR, NULL, &arena, &ask, NULL),
                     TRUCE_OK);
    assert_int_equal(ask.answer, TRUCE_ASK_STABLE);
    const truce_ask_limits little = {.effort_max = 10, .no_solver = true};
    assert_int_equal(truce_ask_stable(&m, NULL, 0, 0, TRUCE_SEQ, &little, &arena, &ask, NULL),
                     TRUCE_OK);
    assert_int_equal(ask.answer, TRUCE_ASK_UNKNOWN);
    assert_int_equal(truce_ask_stable(&m, NULL, 0, 0, TRUCE_SIM, &little, &arena, &ask, NULL),
                     TRUCE_OK);
    assert_int_equal(ask.answer, TRUCE_ASK_UNKNOWN);
    truce_arena_clear(&arena);
}

static void what_cannot_be_asked_is_said(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_graph_model m;
    truce_error err;
    truce_ask ask;
    uint64_t seed = 0;
    while (!graph_random(seed, GRAPH_STRICT, &arena, &m)) {
        seed++;
    }
    assert_int_equal(truce_ask_stable(&m, NULL, 0, 0, TRUCE_CONCEPTS, NULL, &arena, &ask, &err),
                     TRUCE_EINVAL);
    assert_int_equal(
        truce_ask_stable(&m, NULL, UINT64_C(1) << 40, 0, TRUCE_GMR, NULL, &arena, &ask, &err),
        TRUCE_EINVAL);
    assert_string_equal(err.message, "1099511627776 is no feasible state");
    m.n_infeasible = 0;
    assert_int_equal(truce_ask_stable(&m, NULL, 0, 0, TRUCE_GMR, NULL, &arena, &ask, &err),
                     TRUCE_EINVAL);
    assert_string_equal(err.message, "payoffs need the list of states");
    truce_arena_clear(&arena);
}

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    const truce_ask_limits limits = {.no_solver = true}; /* which would end the program */
    for (uint64_t seed = 0; seed < 12; seed++) {
        truce_arena keep = truce_arena_new();
        truce_graph_model m;
        truce_graph_states states;
        if (graph_random(seed, GRAPH_COMMON, &keep, &m)) {
            assert_int_equal(truce_graph_list(&m, &keep, &states, NULL), TRUCE_OK);
            const truce_graph_concept concept = seed % 2 == 0 ? TRUCE_SEQ : TRUCE_SIM;
            truce_status status = TRUCE_ENOMEM;
            for (long n = 0; status == TRUCE_ENOMEM; n++) {
                truce_arena arena = truce_arena_new();
                truce_ask ask;
                allocations_left = n;
                status = truce_ask_stable(&m, &states, truce_graph_at(&states, 0), 0, concept,
                                          &limits, &arena, &ask, NULL);
                allocations_left = LONG_MAX;
                truce_arena_clear(&arena);
                assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM);
            }
        }
        truce_arena_clear(&keep);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_state_is_as_in_the_list),
        cmocka_unit_test(thirty_options_need_no_list),
        cmocka_unit_test(what_cannot_be_asked_is_said),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
