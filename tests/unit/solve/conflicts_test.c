/* Conflicts one can draw; then random small domains against the definition, every set of labels
 * with every assignment; then limits, which must never claim too much; then memory that runs out.
 *
 * `unit_solve_conflicts SEED` runs one random domain. */
#include "truce/solve/conflicts.h"

#include <inttypes.h>

#include "small.h"

SMALL_MEMORY

enum { ROUNDS = 6000 };

static truce_conflicts find(const truce_domain *d, truce_conflict_limits limits) {
    truce_conflicts out;
    assert_int_equal(truce_conflicts_find(d, &limits, d->arena, &out, NULL), TRUCE_OK);
    return out;
}

static void forbid(truce_domain *d, uint32_t variable, uint32_t value, uint32_t label) {
    const truce_choice choice = {variable, value};
    assert_int_equal(truce_domain_forbid(d, &choice, 1, &label, 1, TRUCE_NO_LINK, NULL), TRUCE_OK);
}

static void link_choices(truce_domain *d, truce_choice a, truce_choice b, uint32_t link) {
    const truce_choice both[] = {a, b};
    assert_int_equal(truce_domain_forbid(d, both, 2, NULL, 0, link, NULL), TRUCE_OK);
}

static void expect_set(truce_set set, size_t n, const uint32_t *want) {
    assert_int_equal(set.n, n);
    for (uint32_t i = 0; i < n; i++) {
        assert_int_equal(set.at[i], want[i]);
    }
}
#define EXPECT_SET(set, ...)                                                                       \
    expect_set(set, sizeof((uint32_t[]){__VA_ARGS__}) / 4, (uint32_t[]){__VA_ARGS__})

/* ---- what one can draw ----------------------------------------------------------------------- */

static void nothing_conflicts_in_an_empty_domain(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_domain d;
    assert_int_equal(truce_domain_init(&d, NULL, 0, 3, 0, &arena, NULL), TRUCE_OK);
    const truce_conflicts c = find(&d, (truce_conflict_limits){0});
    assert_int_equal(c.sets.n, 0);
    assert_true(c.complete);
    assert_false(c.contradictory);
    truce_arena_clear(&arena);
}

/* Three rungs. 0 demands the lowest, 1 the middle or more, 2 the highest. */
static void demands_on_one_issue_conflict_in_pairs(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_domain d;
    const uint32_t n_values[] = {3};
    assert_int_equal(truce_domain_init(&d, n_values, 1, 3, 0, &arena, NULL), TRUCE_OK);
    forbid(&d, 0, 1, 0);
    forbid(&d, 0, 2, 0);
    forbid(&d, 0, 0, 1);
    forbid(&d, 0, 0, 2);
    forbid(&d, 0, 1, 2);
    const truce_conflicts c = find(&d, (truce_conflict_limits){0});
    assert_int_equal(c.sets.n, 2);
    EXPECT_SET(c.sets.at[0], 0, 1);
    EXPECT_SET(c.sets.at[1], 0, 2);
    assert_int_equal(c.n_components, 1);
    assert_true(c.complete);
    truce_arena_clear(&arena);
}

/* 0 wants x high, 1 wants y high, 2 wants z low; links: x high rules y high out; and apart from
 * them 3 and 4 disagree on z, but not with 2. */
static void links_carry_a_conflict_from_issue_to_issue(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_domain d;
    const uint32_t n_values[] = {2, 2, 3};
    assert_int_equal(truce_domain_init(&d, n_values, 3, 5, 1, &arena, NULL), TRUCE_OK);
    forbid(&d, 0, 0, 0);
    forbid(&d, 1, 0, 1);
    forbid(&d, 2, 2, 2);
    forbid(&d, 2, 0, 3);
    forbid(&d, 2, 2, 3);
    forbid(&d, 2, 1, 4);
    forbid(&d, 2, 2, 4);
    link_choices(&d, (truce_choice){0, 1}, (truce_choice){1, 1}, 0);
    const truce_conflicts c = find(&d, (truce_conflict_limits){0});
    assert_int_equal(c.sets.n, 2);
    EXPECT_SET(c.sets.at[0], 0, 1);
    EXPECT_SET(c.sets.at[1], 3, 4);
    assert_int_equal(c.n_components, 2);
    assert_int_equal(c.component[0], 0);
    assert_int_equal(c.component[1], 1);
    truce_arena_clear(&arena);
}

static void contradictory_links_are_named(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_domain d;
    const uint32_t n_values[] = {1, 2, 2};
    assert_int_equal(truce_domain_init(&d, n_values, 3, 1, 4, &arena, NULL), TRUCE_OK);
    link_choices(&d, (truce_choice){0, 0}, (truce_choice){1, 0}, 3);
    link_choices(&d, (truce_choice){0, 0}, (truce_choice){1, 1}, 1);
    link_choices(&d, (truce_choice){0, 0}, (truce_choice){2, 1}, 2);
    forbid(&d, 2, 0, 0);
    const truce_conflicts c = find(&d, (truce_conflict_limits){0});
    assert_true(c.contradictory);
    assert_int_equal(c.sets.n, 0);
    assert_int_equal(c.links.n, 1);
    EXPECT_SET(c.links.at[0], 1, 3);
    assert_true(c.links_complete);
    truce_arena_clear(&arena);
}

static void a_variable_without_a_value_contradicts_without_links(void **state) {
    (void)state;
    truce_arena arena = truce_arena_new();
    truce_domain d;
    const uint32_t n_values[] = {2, 0};
    assert_int_equal(truce_domain_init(&d, n_values, 2, 1, 1, &arena, NULL), TRUCE_OK);
    const truce_conflicts c = find(&d, (truce_conflict_limits){0});
    assert_true(c.contradictory);
    assert_int_equal(c.links.n, 1);
    assert_int_equal(c.links.at[0].n, 0);
    truce_arena_clear(&arena);
}

/* ---- against the definition ------------------------------------------------------------------ */

/* conflict[bits]: a minimal set of labels (or links, the labels given up) without an assignment. */
static void brute(const truce_domain *d, bool of_links, bool *conflict) {
    bool lost[1U << SMALL_LABELS];
    const uint32_t n = of_links ? d->n_links : d->n_labels;
    for (uint32_t bits = 0; bits < 1U << n; bits++) {
        lost[bits] = (of_links ? small_count(d, 0, bits, NULL)
                               : small_count(d, bits, UINT32_MAX, NULL)) == 0;
        conflict[bits] = lost[bits];
        for (uint32_t i = 0; i < n; i++) {
            conflict[bits] = conflict[bits] && ((bits >> i & 1) == 0 || !lost[bits & ~(1U << i)]);
        }
    }
}

/* The sets listed are conflicts in order, and those of at most `known` numbers are all there. */
static void expect_sets(truce_sets sets, const bool *conflict, uint32_t n, uint32_t known) {
    size_t in_reach = 0;
    for (uint32_t bits = 0; bits < 1U << n; bits++) {
        in_reach += conflict[bits] && small_size(bits) <= known;
    }
    size_t listed = 0;
    for (size_t i = 0; i < sets.n; i++) {
        assert_true(conflict[small_bits(sets.at[i])]);
        assert_true(i == 0 || truce_set_compare(sets.at[i - 1], sets.at[i]) < 0);
        listed += sets.at[i].n <= known;
    }
    assert_int_equal(listed, in_reach);
}

static void check(uint64_t seed) {
    truce_arena arena = truce_arena_new();
    truce_domain d;
    small_domain(seed, &arena, &d);
    uint64_t more = ~seed;
    truce_conflict_limits limits = {0};
    if (percent(&more, 30)) {
        limits.size_max = 1 + (uint32_t)below(&more, 4);
    }
    if (percent(&more, 30)) {
        limits.nogoods_max = 1 + below(&more, 30);
    }
    if (percent(&more, 10)) {
        limits.effort_max = 1 + below(&more, 300);
    }
    limits.no_solver = percent(&more, 50);
    bool conflict[1U << SMALL_LABELS];
    brute(&d, false, conflict);
    const truce_conflicts c = find(&d, limits);
    if (c.contradictory) {
        assert_true(conflict[0]);
        assert_int_equal(c.sets.n, 0);
        bool of_links[1U << SMALL_LABELS];
        brute(&d, true, of_links);
        expect_sets(c.links, of_links, d.n_links, c.links_complete ? SMALL_LINKS : 0);
    } else {
        assert_true(!conflict[0] || c.undecided);
        if (!c.undecided) {
            expect_sets(c.sets, conflict, d.n_labels, c.sizes_known);
        }
        assert_true(!c.undecided || (c.sizes_known == 0 && !c.complete));
        assert_true(c.complete == (c.sizes_known == UINT32_MAX));
        assert_true(limits.nogoods_max + limits.effort_max > 0 || c.complete ||
                    (limits.size_max > 0 && c.sizes_known == limits.size_max));
    }
    truce_arena_clear(&arena);
}

static void conflicts_are_exactly_the_minimal_sets_without_an_assignment(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        check(seed);
    }
}

/* A chain of disagreements has more conflicts than fit: what is told is true, and not nothing. */
static void limits_tell_how_far_they_reach(void **state) {
    (void)state;
    enum { CHAIN = 8 };
    truce_arena arena = truce_arena_new();
    truce_domain d;
    uint32_t n_values[CHAIN];
    for (uint32_t v = 0; v < CHAIN; v++) {
        n_values[v] = 2;
    }
    assert_int_equal(truce_domain_init(&d, n_values, CHAIN, 3 * CHAIN, 0, &arena, NULL), TRUCE_OK);
    for (uint32_t v = 0; v + 1 < CHAIN; v++) {
        for (uint32_t label = 0; label < 2; label++) {
            const truce_choice forward[] = {{v, 1}, {v + 1, 0}};
            const uint32_t under = 3 * v + label;
            assert_int_equal(truce_domain_forbid(&d, forward, 2, &under, 1, TRUCE_NO_LINK, NULL),
                             TRUCE_OK);
        }
    }
    forbid(&d, 0, 0, 3 * CHAIN - 1);
    forbid(&d, CHAIN - 1, 1, 3 * CHAIN - 2);
    forbid(&d, 0, 1, 2);
    const truce_conflicts all = find(&d, (truce_conflict_limits){0});
    assert_true(all.complete);
    assert_int_equal(all.sets.n, 1 + (1U << (CHAIN - 1)));
    const truce_conflicts some =
        find(&d, (truce_conflict_limits){.nogoods_max = 40, .no_solver = true});
    assert_false(some.complete);
    assert_true(some.sizes_known >= 2);
    assert_int_equal(some.sets.n, 1);
    EXPECT_SET(some.sets.at[0], 2, 3 * CHAIN - 1);
    truce_arena_clear(&arena);
}

/* ---- memory ---------------------------------------------------------------------------------- */

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    for (uint64_t seed = 100; seed < 140; seed++) {
        truce_status status = TRUCE_ENOMEM;
        for (long n = 0; status != TRUCE_OK; n++) {
            truce_arena arena = truce_arena_new();
            truce_domain d;
            small_domain(seed, &arena, &d);
            truce_conflicts out = {.effort = 77};
            truce_arena answers = truce_arena_new();
            truce_error err;
            allocations_left = n;
            status = truce_conflicts_find(&d, NULL, &answers, &out, &err);
            allocations_left = LONG_MAX;
            assert_true(status == TRUCE_OK || status == TRUCE_ENOMEM);
            assert_true(status == TRUCE_OK || (out.effort == 77 && err.status == TRUCE_ENOMEM));
            truce_arena_clear(&answers);
            truce_arena_clear(&arena);
        }
    }
}

int main(int argc, char **argv) {
    if (argc == 2) {
        check(strtoull(argv[1], NULL, 10));
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_conflicts_in_an_empty_domain),
        cmocka_unit_test(demands_on_one_issue_conflict_in_pairs),
        cmocka_unit_test(links_carry_a_conflict_from_issue_to_issue),
        cmocka_unit_test(contradictory_links_are_named),
        cmocka_unit_test(a_variable_without_a_value_contradicts_without_links),
        cmocka_unit_test(conflicts_are_exactly_the_minimal_sets_without_an_assignment),
        cmocka_unit_test(limits_tell_how_far_they_reach),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
