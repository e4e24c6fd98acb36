/* Polytopes one can draw; random ones, where the point and the prices prove each other right and
 * where emptiness is checked corner by corner; numbers too long, and memory that runs out. */
#include "truce/solve/linear.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"

__extension__ typedef __int128 wide;

enum { VARIABLES_MAX = 4, ROWS_MAX = 6 };

typedef struct sample {
    truce_linear_rows rows;
    int64_t factors[VARIABLES_MAX * ROWS_MAX], bounds[ROWS_MAX], form[VARIABLES_MAX];
    bool equal[ROWS_MAX];
} sample;

static truce_linear_best best_of(const truce_linear_rows *rows, const int64_t *form,
                                 truce_arena *arena) {
    truce_linear polytope;
    truce_linear_best best;
    assert_int_equal(truce_linear_open(rows, arena, &polytope, NULL), TRUCE_OK);
    assert_false(polytope.empty);
    assert_int_equal(truce_linear_maximise(&polytope, form, arena, &best, NULL), TRUCE_OK);
    return best;
}

/* Weights that sum to 1 (in hundredths), the first at least as heavy as the second, the second
 * as the third, none above 60. */
static void weights_in_an_order_have_their_largest_mean(void **state) {
    (void)state;
    const int64_t factors[] = {1, 1, 1, -1, 1, 0, 0, -1, 1, 1, 0, 0};
    const int64_t bounds[] = {100, 0, 0, 60};
    const bool equal[] = {true, false, false, false};
    const truce_linear_rows rows = {3, 4, factors, bounds, equal};
    truce_arena arena = truce_arena_new();
    const truce_linear_best first = best_of(&rows, (const int64_t[]){1, 0, 0}, &arena);
    assert_int_equal(first.value, 60 * first.under);
    const truce_linear_best last = best_of(&rows, (const int64_t[]){0, 0, 3}, &arena);
    assert_int_equal(last.value, 100 * last.under); /* a third of 100 each, times 3 */
    const truce_linear_best against = best_of(&rows, (const int64_t[]){-1, 0, 0}, &arena);
    assert_int_equal(3 * against.value, -100 * against.under);
    truce_arena_clear(&arena);
}

static void what_grows_without_end_is_said_so(void **state) {
    (void)state;
    const int64_t factors[] = {1, -1};
    const int64_t bounds[] = {3};
    const truce_linear_rows rows = {2, 1, factors, bounds, NULL};
    truce_arena arena = truce_arena_new();
    assert_true(best_of(&rows, (const int64_t[]){1, 1}, &arena).endless);
    const truce_linear_best best = best_of(&rows, (const int64_t[]){1, -1}, &arena);
    assert_false(best.endless);
    assert_int_equal(best.value, 3 * best.under);
    const truce_linear_rows none = {0, 0, NULL, NULL, NULL};
    assert_int_equal(best_of(&none, NULL, &arena).value, 0);
    truce_arena_clear(&arena);
}

static void a_row_said_twice_is_no_contradiction(void **state) {
    (void)state;
    const int64_t factors[] = {1, 1, 2, 2, -1, -1};
    const int64_t bounds[] = {5, 10, -5};
    const bool equal[] = {true, true, true};
    const truce_linear_rows rows = {2, 3, factors, bounds, equal};
    truce_arena arena = truce_arena_new();
    const truce_linear_best best = best_of(&rows, (const int64_t[]){3, 1}, &arena);
    assert_int_equal(best.value, 15 * best.under);
    const int64_t other[] = {5, 11, -5};
    const truce_linear_rows wrong = {2, 3, factors, other, equal};
    truce_linear polytope;
    assert_int_equal(truce_linear_open(&wrong, &arena, &polytope, NULL), TRUCE_OK);
    assert_true(polytope.empty);
    truce_arena_clear(&arena);
}

/* ---- random polytopes ------------------------------------------------------------------------ */

static void random_sample(uint64_t seed, uint32_t variables_max, sample *s) {
    *s = (sample){.rows = {.n_variables = 1 + (uint32_t)below(&seed, variables_max),
                           .n_rows = (uint32_t)below(&seed, ROWS_MAX + 1)}};
    const size_t size = 1 + below(&seed, 6);
    const unsigned exact = percent(&seed, 50) ? 0 : 30;
    for (size_t i = 0; i < (size_t)s->rows.n_rows * s->rows.n_variables; i++) {
        s->factors[i] = (int64_t)below(&seed, 2 * size + 1) - (int64_t)size;
    }
    for (size_t i = 0; i < s->rows.n_rows; i++) {
        s->bounds[i] = (int64_t)below(&seed, 13) - 4;
        s->equal[i] = percent(&seed, exact);
    }
    for (size_t v = 0; v < s->rows.n_variables; v++) {
        s->form[v] = (int64_t)below(&seed, 21) - 10;
    }
    s->rows.factors = s->factors;
    s->rows.bounds = s->bounds;
    s->rows.equal = s->equal;
}

static bool satisfies(const truce_linear_rows *rows, const int64_t *x, int64_t under) {
    bool all = true;
    for (size_t v = 0; v < rows->n_variables; v++) {
        all = all && x[v] >= 0;
    }
    for (size_t i = 0; i < rows->n_rows; i++) {
        wide sum = 0;
        for (size_t v = 0; v < rows->n_variables; v++) {
            sum += (wide)rows->factors[i * rows->n_variables + v] * x[v];
        }
        const wide bound = (wide)rows->bounds[i] * under;
        all = all && (rows->equal[i] ? sum == bound : sum <= bound);
    }
    return all;
}

/* By weak duality this is a proof, whatever found it. */
static void expect_proof(const sample *s, const truce_linear_best *best) {
    const uint32_t n = s->rows.n_variables;
    wide value = 0;
    wide priced = 0;
    assert_true(best->under > 0);
    assert_true(satisfies(&s->rows, best->variables, best->under));
    for (size_t v = 0; v < n; v++) {
        wide sum = 0;
        for (size_t i = 0; i < s->rows.n_rows; i++) {
            sum += (wide)best->prices[i] * s->factors[i * n + v];
        }
        assert_true(sum >= (wide)s->form[v] * best->under);
        value += (wide)s->form[v] * best->variables[v];
    }
    for (size_t i = 0; i < s->rows.n_rows; i++) {
        assert_true(s->equal[i] || best->prices[i] >= 0);
        priced += (wide)best->prices[i] * s->bounds[i];
    }
    assert_true(value == best->value);
    assert_true(priced == best->value);
}

static void the_point_and_the_prices_prove_the_largest_value(void **state) {
    (void)state;
    size_t proven = 0;
    for (uint64_t seed = 0; seed < 20000; seed++) {
        sample s;
        random_sample(seed, VARIABLES_MAX, &s);
        truce_arena arena = truce_arena_new();
        truce_linear polytope;
        assert_int_equal(truce_linear_open(&s.rows, &arena, &polytope, NULL), TRUCE_OK);
        for (int turn = 0; turn < 2 && !polytope.empty; turn++) { /* the polytope is as it was */
            truce_linear_best best;
            assert_int_equal(truce_linear_maximise(&polytope, s.form, &arena, &best, NULL),
                             TRUCE_OK);
            if (!best.endless) {
                expect_proof(&s, &best);
                proven++;
            }
        }
        truce_arena_clear(&arena);
    }
    assert_in_range(proven, 5000, 40000);
}

/* The line row of `i` in the plane: a row, or an axis. */
static void line(const sample *s, size_t i, int64_t *a, int64_t *b, int64_t *c) {
    const bool axis = i < 2;
    *a = axis ? i == 0 : s->factors[(i - 2) * 2];
    *b = axis ? i == 1 : s->factors[(i - 2) * 2 + 1];
    *c = axis ? 0 : s->bounds[i - 2];
}

/* In two variables from 0 on, what is not empty has a corner: where two lines meet. */
static bool has_corner(const sample *s) {
    for (size_t i = 0; i < s->rows.n_rows + (size_t)2; i++) {
        for (size_t k = 0; k < i; k++) {
            int64_t a, b, c, d, e, f;
            line(s, i, &a, &b, &c);
            line(s, k, &d, &e, &f);
            const int64_t det = a * e - b * d;
            const int64_t sign = det < 0 ? -1 : 1;
            const int64_t x[] = {sign * (c * e - b * f), sign * (a * f - c * d)};
            if (det != 0 && satisfies(&s->rows, x, sign * det)) {
                return true;
            }
        }
    }
    return false;
}

static void what_is_empty_has_no_corner(void **state) {
    (void)state;
    size_t empty = 0;
    for (uint64_t seed = 0; seed < 20000; seed++) {
        sample s = {0};
        for (uint64_t turn = seed; s.rows.n_variables != 2; turn += 20000) {
            random_sample(turn, 2, &s);
        }
        truce_arena arena = truce_arena_new();
        truce_linear polytope;
        assert_int_equal(truce_linear_open(&s.rows, &arena, &polytope, NULL), TRUCE_OK);
        assert_int_equal(polytope.empty, !has_corner(&s));
        empty += polytope.empty;
        truce_arena_clear(&arena);
    }
    assert_in_range(empty, 2000, 18000);
}

/* ---- failures -------------------------------------------------------------------------------- */

static void numbers_that_get_too_long_are_refused(void **state) {
    (void)state;
    const int64_t huge = INT64_C(4000000000000000037);
    const int64_t factors[] = {huge, huge - 2, huge - 5, 7, 3, huge};
    const int64_t bounds[] = {huge, huge - 9, huge - 31};
    const truce_linear_rows rows = {2, 3, factors, bounds, NULL};
    truce_arena arena = truce_arena_new();
    truce_linear polytope;
    truce_linear_best best = {.under = 77};
    truce_error err;
    assert_int_equal(truce_linear_open(&rows, &arena, &polytope, NULL), TRUCE_OK);
    assert_int_equal(
        truce_linear_maximise(&polytope, (const int64_t[]){huge, huge}, &arena, &best, &err),
        TRUCE_ELIMIT);
    assert_int_equal(best.under, 77);
    const int64_t lowest[] = {INT64_MIN};
    const truce_linear_rows low = {1, 1, lowest, lowest, NULL};
    assert_int_equal(truce_linear_open(&low, &arena, &polytope, &err), TRUCE_ELIMIT);
    truce_arena_clear(&arena);
}

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    sample s;
    bool done = false;
    random_sample(3, VARIABLES_MAX, &s);
    for (long n = 0; !done; n++) {
        truce_arena arena = truce_arena_new();
        truce_linear polytope = {.under = 77};
        truce_linear_best best = {.under = 77};
        allocations_left = n;
        truce_status status = truce_linear_open(&s.rows, &arena, &polytope, NULL);
        if (status == TRUCE_OK && !polytope.empty) {
            status = truce_linear_maximise(&polytope, s.form, &arena, &best, NULL);
        }
        allocations_left = LONG_MAX;
        done = status == TRUCE_OK;
        if (!done) {
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_int_equal(best.under, 77);
        }
        truce_arena_clear(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_in_an_order_have_their_largest_mean),
        cmocka_unit_test(what_grows_without_end_is_said_so),
        cmocka_unit_test(a_row_said_twice_is_no_contradiction),
        cmocka_unit_test(the_point_and_the_prices_prove_the_largest_value),
        cmocka_unit_test(what_is_empty_has_no_corner),
        cmocka_unit_test(numbers_that_get_too_long_are_refused),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
