/* Bounded or not, what is found is the same; and with bounds much is left out. */
#include "deals/frontier_bound.h"

#include "deals/amounts.h"
#include "small_worth.h"
#include "support/memory.h"

enum { ROUNDS = 1000 };

/* A tree of a random worth of two parties, measured. */
typedef struct measured {
    truce_arena arena;
    tree t;
    uint64_t ranges[2 * SMALL_WIDTH];
    bool possible;
} measured;

static void measure(const small_worth *w, measured *m) {
    *m = (measured){.arena = truce_arena_new()};
    assert_int_equal(tree_plan(&w->worth, &m->arena, &m->t, NULL), TRUCE_OK);
    m->possible = !m->t.contradictory;
    if (m->possible) {
        assert_int_equal(tree_measure(&m->t, NULL), TRUCE_OK);
    }
    for (uint32_t i = 0; m->possible && i < m->t.n_roots; i++) {
        m->possible = m->t.nodes[m->t.roots[i]].cells[0].least != NULL;
    }
    for (uint32_t i = 0; m->possible && i < m->t.n_roots; i++) {
        const tree_cell *const root = &m->t.nodes[m->t.roots[i]].cells[0];
        vector_add(m->ranges, m->ranges, root->most, 2, m->t.s.width);
        vector_subtract(m->ranges, m->ranges, root->least, 2, m->t.s.width);
    }
}

static const vectors *root_set(const measured *m, uint32_t i) {
    return &m->t.nodes[m->t.roots[i]].cells[0].set;
}

static uint64_t count_limb(const vectors *v, size_t i, uint32_t limb) {
    if (v->counts == NULL) {
        return limb == 0;
    }
    return limb < v->limbs ? v->counts[i * v->limbs + limb] : 0;
}

static void expect_same(const measured *a, const measured *b) {
    for (uint32_t i = 0; i < a->t.n_roots; i++) {
        const vectors *const left = root_set(a, i);
        const vectors *const right = root_set(b, i);
        const size_t bytes = left->n * shape_words(a->t.s) * sizeof *left->at;
        assert_int_equal(left->n, right->n);
        assert_memory_equal(left->at, right->at, bytes);
        for (size_t k = 0; k < left->n; k++) {
            for (uint32_t limb = 0; limb < left->limbs || limb < right->limbs; limb++) {
                assert_int_equal(count_limb(left, k, limb), count_limb(right, k, limb));
            }
        }
    }
}

static void bounded_or_not_the_same_is_found(void **state) {
    (void)state;
    unsigned found = 0;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        small_worth w;
        measured plain;
        measured bounded;
        small_worth_make(&w, seed, (small_kind){.joined = true, .parties_max = 2});
        measure(&w, &plain);
        measure(&w, &bounded);
        tree_limits limits = {seed % 3 == 0, (size_t)1 << 30, SIZE_MAX, 0};
        if (plain.possible) {
            assert_int_equal(tree_merge(&plain.t, plain.ranges, limits, NULL), TRUCE_OK);
            limits.heads_bounded = 0;
            assert_int_equal(tree_merge(&bounded.t, bounded.ranges, limits, NULL), TRUCE_OK);
            expect_same(&plain, &bounded);
            found++;
        }
        truce_arena_clear(&plain.arena);
        truce_arena_clear(&bounded.arena);
        truce_arena_clear(&w.arena);
    }
    assert_in_range(found, ROUNDS / 2, ROUNDS);
}

/* How many of the bucket's choices the bounds allow, and how many there are. */
static void count_allowed(const bounds *b, uint32_t number, size_t *allowed, size_t *all) {
    const tree *const t = b->t;
    const bucket *const k = &t->plan.at[number];
    tree_first(t, k);
    do {
        for (uint32_t a = 0; a < t->worth->choices->n_values[k->variable]; a++) {
            t->values[k->variable] = a;
            tree_add_terms(t, number);
            *allowed += bounds_allow(b, number);
            ++*all;
        }
    } while (tree_next(t, k));
}

static void bounds_leave_out_what_loses_more_than_shown(void **state) {
    (void)state;
    size_t allowed = 0;
    size_t all = 0;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        small_worth w;
        measured m;
        bounds b;
        small_worth_make(&w, seed, (small_kind){.joined = true, .width = 1, .parties_max = 2});
        measure(&w, &m);
        const tree_limits limits = {true, (size_t)1 << 30, SIZE_MAX, 0};
        if (m.possible) {
            assert_int_equal(tree_merge(&m.t, m.ranges, limits, NULL), TRUCE_OK);
            assert_true(bounds_make(&m.t, m.ranges, &b));
            double loss = 0;
            for (uint32_t i = 0; i < m.t.n_roots; i++) {
                const double shown = bounds_loss(&b, i, root_set(&m, i), NULL);
                loss = shown > loss ? shown : loss;
            }
            assert_true(loss <= 1);
            bounds_set(&b, loss);
            for (uint32_t i = 0; i < m.t.n_roots; i++) {
                vectors set = *root_set(&m, i);
                assert_true(bounds_leave_out(&b, m.t.roots[i], &set));
                assert_int_equal(set.n, root_set(&m, i)->n);
            }
            for (uint32_t i = 0; i < m.t.plan.n; i++) {
                count_allowed(&b, i, &allowed, &all);
            }
            bounds_clear(&b);
        }
        truce_arena_clear(&m.arena);
        truce_arena_clear(&w.arena);
    }
    assert_in_range(allowed, all / 10, all - all / 5);
}

static void memory_that_runs_out_is_said(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 10; seed++) {
        small_worth w;
        small_worth_make(&w, seed, (small_kind){.joined = true, .parties_max = 2});
        bool done = false;
        for (long n = 0; !done; n += 1 + n / 8) {
            measured m;
            measure(&w, &m);
            const tree_limits limits = {false, (size_t)1 << 30, 0, 0};
            allocations_left = n;
            done = !m.possible || tree_merge(&m.t, m.ranges, limits, NULL) == TRUCE_OK;
            allocations_left = LONG_MAX;
            truce_arena_clear(&m.arena);
        }
        truce_arena_clear(&w.arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounded_or_not_the_same_is_found),
        cmocka_unit_test(bounds_leave_out_what_loses_more_than_shown),
        cmocka_unit_test(memory_that_runs_out_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
