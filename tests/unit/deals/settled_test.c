/* What a draft settles, against the definition: every package within the draft is looked at, for
 * random drafts and stands. */
#include "truce/deals/settled.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "small_stands.h"
#include "support/memory.h"

enum { DRAFT_MAX = 5, PACKAGES = 3 * 4 * 3 * 3 << ASSUMPTIONS };

typedef struct draft {
    problem p;
    const truce_stand_term *terms;
    uint32_t n;
    const truce_stand_term *instead; /* NULL: nothing stands in place of it */
} draft;

static void random_draft(draft *d, uint64_t seed) {
    random_problem(&d->p, seed);
    d->n = (uint32_t)below(&seed, DRAFT_MAX + 1);
    d->terms = random_terms(&d->p, &seed, d->n, false);
    d->instead = percent(&seed, 40) ? random_terms(&d->p, &seed, 1, false) : NULL;
}

static void package_of(uint32_t number, uint32_t *package) {
    for (uint32_t v = VARIABLES; v-- > 0;) {
        package[v] = number % sizes[v];
        number /= sizes[v];
    }
}

/* Whether the term is about the issue and group of a variable. */
static bool is_about(const truce_stand_term *t, uint32_t variable) {
    return variable < 2 ? t->issue == variable
                        : t->issue == 2 && (t->n_groups == 0 || t->groups[0] == variable - 2);
}

static bool has_option(const truce_stand_term *t, uint32_t variable, const uint32_t *package) {
    const int64_t number = number_of(variable, package[variable]);
    return t->options.at[0].low <= number && number <= t->options.at[0].high;
}

/* Whether the draft leaves a package: variable by variable, as what stands instead takes the place
 * of the draft. Where no option is left of a variable, the draft decides nothing of it. */
static bool is_within(const draft *d, const uint32_t *package, const bool *at_odds) {
    for (uint32_t v = 0; v < 4; v++) {
        if (d->instead != NULL && is_about(d->instead, v)) {
            if (!has_option(d->instead, v, package)) {
                return false;
            }
            continue;
        }
        for (uint32_t i = 0; i < d->n && !at_odds[v]; i++) {
            if (is_about(&d->terms[i], v) && !has_option(&d->terms[i], v, package)) {
                return false;
            }
        }
    }
    return true;
}

static void find_odds(const draft *d, bool *at_odds) {
    for (uint32_t v = 0; v < 4; v++) {
        bool any = false;
        bool some = false;
        for (uint32_t value = 0; value < sizes[v]; value++) {
            uint32_t package[VARIABLES] = {0};
            bool all = true;
            package[v] = value;
            for (uint32_t i = 0; i < d->n; i++) {
                some = some || is_about(&d->terms[i], v);
                all = all && (!is_about(&d->terms[i], v) || has_option(&d->terms[i], v, package));
            }
            any = any || all;
        }
        at_odds[v] = some && !any;
    }
}

/* One term without conditions; a term that names every option of its issue holds whatever is
 * settled, which is not looked for. */
static bool is_simple(const truce_stand *s) {
    const truce_interval *const options = s->terms[0].options.at;
    const bool every = options->low == 0 && options->high == (int64_t)sizes[s->terms[0].issue] - 1;
    return s->n_terms == 1 && s->n_conditions == 0 && !every;
}

/* What is said of a stand surely is so; of a simple one all is said that is. */
static void what_is_kept_is_kept_by_each_package(void **state) {
    unsigned seen[TRUCE_SETTLED_HOWS] = {0};
    (void)state;
    for (uint64_t seed = 1; seed <= 1500; seed++) {
        draft d;
        bool at_odds[4];
        truce_settled s;
        random_draft(&d, seed);
        find_odds(&d, at_odds);
        assert_int_equal(truce_settled_make(&d.p.t.c, d.terms, d.n, &d.p.t.arena, &s, NULL),
                         TRUCE_OK);
        for (uint32_t v = 0; v < 4; v++) {
            assert_int_equal(s.slots[v].at_odds, at_odds[v]);
        }
        for (uint32_t i = 0; i < d.p.stands.n; i++) {
            const truce_stand *const stand = &d.p.at[i];
            const truce_settled_how how = truce_settled_stand(&s, d.instead, stand);
            bool kept = false;
            bool broken = false;
            for (uint32_t number = 0; number < PACKAGES; number++) {
                uint32_t package[VARIABLES];
                package_of(number, package);
                if (is_within(&d, package, at_odds)) {
                    const bool out = rules_out(stand, package);
                    kept = kept || !out;
                    broken = broken || out;
                }
            }
            assert_true(kept || broken);
            assert_true(how != TRUCE_SETTLED_KEPT || !broken);
            assert_true(how != TRUCE_SETTLED_CONTRADICTED || !kept);
            assert_true(!is_simple(stand) || how != TRUCE_SETTLED_OPEN || (kept && broken));
            seen[how]++;
        }
        truce_arena_clear(&d.p.t.arena);
    }
    for (unsigned how = 0; how < TRUCE_SETTLED_HOWS; how++) {
        assert_true(seen[how] > 500);
    }
}

static void terms_leave_what_all_of_them_leave(void **state) {
    told t;
    truce_settled s;
    tell(&t, TRUCE_STR(ISSUES));
    static const truce_interval low[] = {{0, 0}, {2, 3}};
    static const truce_interval high[] = {{1, 2}};
    static const truce_interval top[] = {{3, 3}};
    const truce_stand_term terms[] = {{.issue = 1, .options = {low, 2}},
                                      {.issue = 1, .options = {high, 1}},
                                      {.issue = 0, .options = {high, 1}},
                                      {.issue = 0, .options = {high, 1}}};
    (void)state;
    assert_int_equal(truce_settled_make(&t.c, terms, 4, &t.arena, &s, NULL), TRUCE_OK);
    const truce_settled_slot *const b = &s.slots[s.rows[1]];
    assert_int_equal(b->options.n, 1);
    assert_int_equal(b->options.at[0].low, 2);
    assert_int_equal(b->options.at[0].high, 2);
    const truce_stand_term past = {.issue = 1, .options = {top, 1}};
    assert_int_equal(truce_settled_term(&s, NULL, &past), TRUCE_SETTLED_CONTRADICTED);
    const truce_stand_term said = {.issue = 0, .options = {high, 1}, .denied = true};
    assert_int_equal(truce_settled_term(&s, NULL, &said), TRUCE_SETTLED_CONTRADICTED);
    truce_arena_clear(&t.arena);
}

static void without_memory_nothing_is_written(void **state) {
    told t;
    tell(&t, TRUCE_STR(ISSUES));
    static truce_interval many[4096];
    static truce_stand_term terms[64];
    (void)state;
    for (uint32_t i = 0; i < 4096; i++) {
        many[i] = (truce_interval){2 * (int64_t)i, 2 * (int64_t)i};
    }
    for (uint32_t i = 0; i < 64; i++) {
        terms[i] = (truce_stand_term){.issue = i % 3, .options = {many, 4096}};
    }
    truce_status status = TRUCE_ENOMEM;
    long n = 0;
    for (; status != TRUCE_OK; n++) {
        truce_arena arena = truce_arena_new();
        truce_settled s = {.rows = (uint32_t *)&n};
        allocations_left = n;
        status = truce_settled_make(&t.c, terms, 64, &arena, &s, NULL);
        allocations_left = LONG_MAX;
        assert_true(status == TRUCE_OK || (status == TRUCE_ENOMEM && s.rows == (uint32_t *)&n));
        truce_arena_clear(&arena);
    }
    assert_true(n > 5);
    truce_arena_clear(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_leave_what_all_of_them_leave),
        cmocka_unit_test(what_is_kept_is_kept_by_each_package),
        cmocka_unit_test(without_memory_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
