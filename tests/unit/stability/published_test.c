/* The models of cases/published: where nobody would move away, as the literature has it, typed from
 * its results. Where a number of states differs from a printed one, the reason stands beside it. */
#include "support/modelled.h"

#include "truce/stability/stable.h"

enum { EQUILIBRIA_MAX = 16 };

typedef struct published {
    const char *name;
    uint32_t n_states;
    truce_graph_concept concept;
    uint32_t equilibria[EQUILIBRIA_MAX]; /* from 1, as states stand; 0 follows the last */
} published;

static const published all[] = {
    /* fang1993, howard1971: silence of both is no Nash state, and is held by each answer. */
    {"prisoners-dilemma", 4, TRUCE_NASH, {1}},
    {"prisoners-dilemma", 4, TRUCE_GMR, {1, 4}},
    {"prisoners-dilemma", 4, TRUCE_SMR, {1, 4}},
    {"prisoners-dilemma", 4, TRUCE_SEQ, {1, 4}},
    {"prisoners-dilemma", 4, TRUCE_SIM, {1, 4}},
    {"chicken", 4, TRUCE_NASH, {2, 3}},
    {"chicken", 4, TRUCE_GMR, {2, 3, 4}},
    {"chicken", 4, TRUCE_SMR, {2, 3, 4}},
    {"chicken", 4, TRUCE_SEQ, {2, 3}},
    {"chicken", 4, TRUCE_SIM, {2, 3, 4}},
    {"stag-hunt", 4, TRUCE_NASH, {1, 4}},
    /* Of nine states, 5, 8 and 9; these are 7, 10, and the four with the plant abandoned. */
    {"elmira", 12, TRUCE_NASH, {5, 6, 7, 10, 11, 12}},
    {"elmira", 12, TRUCE_SEQ, {5, 6, 7, 10, 11, 12}},
    /* The decimal states 4, 5 and 6. */
    {"cuba-1962", 12, TRUCE_SEQ, {5, 6, 7}},
    {"cuba-1962", 12, TRUCE_NASH, {6}},
    {"euphrates-1975", 6, TRUCE_NASH, {6}},
    {"euphrates-1975", 6, TRUCE_GMR, {1, 6}},
    {"euphrates-1975", 6, TRUCE_SEQ, {6}},
    {"garrison", 23, TRUCE_NASH, {2, 3, 11, 17, 18, 21, 22}},
    {"garrison", 23, TRUCE_SEQ, {2, 3, 11, 17, 18, 21, 22}},
    /* A tool that takes one opponent's answer at a time has no 4, 6 and 10. */
    {"garrison", 23, TRUCE_GMR, {2, 3, 4, 6, 8, 10, 11, 13, 14, 15, 17, 18, 19, 21, 22}},
    {"garrison", 23, TRUCE_SMR, {2, 3, 4, 6, 8, 10, 11, 13, 14, 15, 17, 18, 19, 21, 22}},
};

static void published_equilibria_are_found(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const published *const p = &all[i];
        truce_arena arena = truce_arena_new();
        truce_case c;
        truce_graph_model m;
        truce_graph_states states;
        truce_stable found;
        modelled_published(p->name, &arena, &c, &m);
        assert_int_equal(truce_graph_list(&m, &arena, &states, NULL), TRUCE_OK);
        assert_int_equal(truce_stable_find(&states, NULL, &arena, &found, NULL), TRUCE_OK);
        assert_int_equal(states.n, p->n_states);
        size_t n = 0;
        for (uint32_t s = 0; s < states.n; s++) {
            const bool want = p->equilibria[n] == s + 1;
            if (truce_stable_bit(found.equilibria[p->concept], s) != want) {
                fail_msg("%s: %s at state %u", p->name, truce_graph_concept_key(p->concept),
                         (unsigned)s + 1);
            }
            n += want;
        }
        assert_int_equal(p->equilibria[n], 0);
        truce_arena_clear(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_equilibria_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
