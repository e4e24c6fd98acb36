/* Clashes one can write down; then random small cases against the definition, option by option and
 * group by group; then memory that runs out.
 *
 * `unit_evidence_clashes SEED` runs one random case and prints it. */
#include "truce/evidence/clashes.h"

#include <inttypes.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"
#include "support/told.h"

#define PRELUDE                                                                                    \
    "truce 1\nparty north \"North\"\nparty south \"South\"\nparty east \"East\"\n"                 \
    "actor board \"Board\"\nperson envoy \"Envoy\" of north\n"                                     \
    "group men \"Men\"\ngroup women \"Women\"\n"                                                   \
    "source d1 \"D1\" press\n  published 2024-01-01\n"                                             \
    "source d2 \"D2\" press\n  published 2024-01-02\nsource u \"U\" press\n"                       \
    "issue home \"Return\"\n  per men, women\n  rung out\n  rung part\n  rung back\n"              \
    "issue pay \"Pay\"\n  range 0..4 step 1 percent\n"

typedef struct made {
    told t;
    truce_scope scope;
    truce_matrix m;
    truce_clashes clashes;
} made;

static void make(made *one, truce_str text) {
    tell(&one->t, text);
    scope_all(&one->t, &one->scope);
    assert_int_equal(truce_matrix_make(&one->scope, &one->t.arena, &one->m, NULL), TRUCE_OK);
    assert_int_equal(truce_clashes_make(&one->m, &one->t.arena, &one->clashes, NULL), TRUCE_OK);
}

/* "pay: d1:P1 south d1:P2" of each clash: the first claim of both positions. */
static void describe(const made *one, char *text, size_t size) {
    const truce_case *const c = &one->t.c;
    size_t n = 0;
    text[0] = '\0';
    for (uint32_t i = 0; i < one->clashes.n; i++) {
        const truce_clash *const clash = &one->clashes.at[i];
        const truce_position *const a = &one->m.positions[clash->a];
        const truce_position *const b = &one->m.positions[clash->b];
        n += (size_t)snprintf(
            text + n, size - n, "%s%.*s: %.*s %.*s", i > 0 ? "; " : "",
            TRUCE_STR_ARGS(truce_case_name(c, c->issues[clash->issue].head.name)),
            TRUCE_STR_ARGS(truce_case_name(c, c->claims[a->evidence[0].claim].head.name)),
            TRUCE_STR_ARGS(truce_case_name(c, c->claims[b->evidence[0].claim].head.name)));
    }
}

static void expect(const char *claims, const char *clashes) {
    made one;
    char text[4096];
    char shown[1024];
    (void)snprintf(text, sizeof text, PRELUDE "%s", claims);
    make(&one, truce_str_of(text));
    describe(&one, shown, sizeof shown);
    assert_string_equal(shown, clashes);
    truce_arena_clear(&one.t.arena);
}

static void what_two_parties_ask_for_and_cannot_both_have_is_a_clash(void **state) {
    (void)state;
    expect("claim d1:P1 by north\n  north demands pay 4\n"
           "claim d1:P2 by south\n  south demands pay 1\n",
           "pay: d1:P1 d1:P2");
    expect("claim d1:P1 by south\n  south rejects home back for men\n"
           "claim d1:P2 by north\n  north demands home back\n",
           "home: d1:P2 d1:P1");
    expect("claim d1:P1 by north\n  north demands pay 2 or more\n"
           "claim d1:P2 by south\n  south offers pay 3 or less\n",
           "");
}

static void what_a_third_party_or_nobody_at_the_table_holds_is_compared_apart(void **state) {
    (void)state;
    expect("claim d1:P1 by north\n  north demands pay 4\nclaim d1:P2\n  board demands pay 1\n", "");
    expect("claim d1:P1 by north\n  north demands pay 4\nclaim d1:P2\n  east demands pay 1\n"
           "claim d1:P3\n  south demands pay 2\n",
           "pay: d1:P1 d1:P3; pay: d1:P1 d1:P2; pay: d1:P3 d1:P2");
}

static void what_is_superseded_denied_or_our_own_reading_clashes_with_nothing(void **state) {
    (void)state;
    expect(
        "claim d1:P1 by north\n  north demands pay 4\nclaim d2:P1 by north\n  north accepts pay 1\n"
        "claim d1:P2 by south\n  south demands pay 1\n",
        "");
    expect("claim d1:P1 by north inferred\n  north demands pay 4\n"
           "claim d1:P2 by south\n  south demands pay 1\n",
           "");
    expect("claim d1:P1\n  north demands pay 4\nclaim d1:P3 by north\n  denies d1:P1\n"
           "claim d1:P2 by south\n  south demands pay 1\n",
           "");
}

static void what_both_hold_out_is_settled(void **state) {
    (void)state;
    expect("claim d1:P1 by north\n  north demands pay 4\n"
           "claim d1:P2 by south\n  south demands pay 1\n"
           "claim u:P1\n  north accepts pay 1\nclaim u:P2\n  south accepts pay 1\n",
           "");
    expect("claim d1:P1 by north\n  north demands pay 4\n"
           "claim d1:P2 by south\n  south demands pay 1\n"
           "claim u:P1\n  north accepts pay 1 if \"asked\"\n",
           "pay: d1:P1 d1:P2");
}

static void what_a_person_holds_counts_where_the_side_is_silent(void **state) {
    (void)state;
    expect("claim d1:P1\n  envoy demands pay 4\nclaim d1:P2\n  south demands pay 1\n",
           "pay: d1:P1 d1:P2");
    expect("claim d1:P1\n  envoy demands pay 4\nclaim d1:P2\n  south demands pay 1\n"
           "claim d1:P3\n  north demands pay 1\n",
           "");
}

static void red_lines_come_first_then_what_is_better_attested(void **state) {
    (void)state;
    expect("claim d1:P1\n  north demands home back\n  south rejects home back\n"
           "claim d1:P2 by north\n  north demands pay 4\n"
           "claim d1:P3 by south\n  south demands pay 1\n",
           "pay: d1:P2 d1:P3; home: d1:P1 d1:P1");
    expect("claim d1:P1\n  north firmly demands home back\n  south rejects home back\n"
           "claim d1:P2 by north\n  north demands pay 4\n"
           "claim d1:P3 by south\n  south demands pay 1\n",
           "home: d1:P1 d1:P1; pay: d1:P2 d1:P3");
}

/* ---- against the definition ---- */

static bool holds_option(const truce_position *p, int64_t option) {
    for (uint32_t i = 0; i < p->options.n; i++) {
        if (p->options.at[i].low <= option && option <= p->options.at[i].high) {
            return true;
        }
    }
    return false;
}

/* Bit 0: men, bit 1: women; all of them where none is named. */
static unsigned groups_of(const made *one, const truce_position *p) {
    const char *const names[] = {"men", "women"};
    unsigned groups = p->groups.n == 0 ? 3U : 0U;
    for (uint32_t i = 0; i < p->groups.n; i++) {
        for (unsigned g = 0; g < 2; g++) {
            groups |=
                truce_str_equal(truce_case_name(&one->t.c, p->groups.at[i]), truce_str_of(names[g]))
                    ? 1U << g
                    : 0U;
        }
    }
    return groups;
}

static bool cannot_both_hold(const made *one, const truce_position *a, const truce_position *b) {
    bool share = false;
    for (int64_t option = 0; option < 8; option++) {
        share = share || (holds_option(a, option) && holds_option(b, option));
    }
    const unsigned in_a = groups_of(one, a);
    const unsigned in_b = groups_of(one, b);
    if (a->direction == TRUCE_DIRECTION_FOR && b->direction == TRUCE_DIRECTION_FOR) {
        return !share && a->options.n > 0 && b->options.n > 0 && !a->conditional &&
               !b->conditional && (in_a & in_b) != 0;
    }
    if (a->direction == TRUCE_DIRECTION_AGAINST && b->direction == TRUCE_DIRECTION_FOR) {
        /* To speak against an option for both groups named is less than against it for all. */
        return share && !a->conditional && (in_a & ~in_b) == 0 &&
               (a->groups.n > 0 || b->groups.n == 0);
    }
    return b->direction == TRUCE_DIRECTION_AGAINST && a->direction == TRUCE_DIRECTION_FOR &&
           cannot_both_hold(one, b, a);
}

static bool is_standing(const truce_matrix *m, const truce_position *p) {
    const bool own = p->actor == p->side;
    for (uint32_t i = 0; i < m->n_positions && !own; i++) {
        const truce_position *const q = &m->positions[i];
        if (q->issue == p->issue && q->side == p->side && q->actor == q->side && !q->superseded &&
            !q->inferred && q->n_denied < q->n_evidence && q->direction != TRUCE_DIRECTION_OPEN) {
            return false; /* the side speaks for itself */
        }
    }
    return !p->superseded && !p->inferred && p->n_denied < p->n_evidence;
}

/* Both hold out one same option, to the same groups, on no condition. */
static bool is_settled(const made *one, const truce_position *p, const truce_position *q) {
    const truce_matrix *const m = &one->m;
    for (uint32_t a = m->rows[p->issue]; a < m->rows[p->issue + 1]; a++) {
        for (uint32_t b = m->rows[p->issue]; b < m->rows[p->issue + 1]; b++) {
            const truce_position *const x = &m->positions[a];
            const truce_position *const y = &m->positions[b];
            bool share = false;
            for (int64_t option = 0; option < 8; option++) {
                share = share || (holds_option(x, option) && holds_option(y, option));
            }
            if (share && x->column == p->column && y->column == q->column && is_standing(m, x) &&
                is_standing(m, y) && x->direction == TRUCE_DIRECTION_FOR &&
                y->direction == TRUCE_DIRECTION_FOR && !x->conditional && !y->conditional &&
                groups_of(one, x) == groups_of(one, y) &&
                (x->groups.n == 0) == (y->groups.n == 0)) {
                return true;
            }
        }
    }
    return false;
}

/* How `x` ranks before `y`, on the four keys of the header; positions as the last. */
static bool comes_before(const truce_clash *x, const truce_clash *y) {
    const uint32_t keys[][2] = {{y->red_lines, x->red_lines},
                                {y->weight, x->weight},
                                {y->n_evidence, x->n_evidence},
                                {x->a, y->a},
                                {x->b, y->b}};
    for (size_t i = 0; i < 5; i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1];
        }
    }
    return false;
}

static truce_clash naive_clash(const truce_matrix *m, uint32_t a, uint32_t b) {
    const truce_position *const p = &m->positions[a];
    const truce_position *const q = &m->positions[b];
    return (truce_clash){p->issue,
                         a,
                         b,
                         (unsigned)((p->n_firm > 0) + (q->n_firm > 0)),
                         p->weight < q->weight ? p->weight : q->weight,
                         p->n_evidence + q->n_evidence};
}

static void expect_by_definition(const made *one) {
    const truce_matrix *const m = &one->m;
    truce_clash all[64];
    uint32_t n = 0;
    for (uint32_t a = 0; a < m->n_positions; a++) {
        for (uint32_t b = 0; b < m->n_positions; b++) {
            const truce_position *const p = &m->positions[a];
            const truce_position *const q = &m->positions[b];
            if (p->issue != q->issue || p->column >= q->column || q->column >= m->n_parties ||
                !is_standing(m, p) || !is_standing(m, q) || !cannot_both_hold(one, p, q) ||
                is_settled(one, p, q)) {
                continue;
            }
            const truce_clash clash = naive_clash(m, a, b);
            uint32_t at = 0;
            while (at < n &&
                   (all[at].issue != clash.issue || m->positions[all[at].a].column != p->column ||
                    m->positions[all[at].b].column != q->column)) {
                at++;
            }
            if (at == n) {
                all[n++] = clash;
            } else if (comes_before(&clash, &all[at])) {
                all[at] = clash;
            }
        }
    }
    assert_int_equal(n, one->clashes.n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t earlier = 0;
        for (uint32_t k = 0; k < n; k++) {
            earlier += comes_before(&all[k], &all[i]);
        }
        assert_memory_equal(&one->clashes.at[earlier], &all[i], sizeof all[i]);
    }
}

static truce_str random_case(uint64_t seed, char *text, size_t size) {
    static const char *const who[] = {"north", "south", "east", "board", "envoy"};
    static const char *const stances[] = {"demands", "firmly demands", "accepts",
                                          "rejects", "offers",         "prefers"};
    static const char *const items[] = {"pay 0",
                                        "pay 2..3",
                                        "pay 3 or more",
                                        "pay 1",
                                        "home out",
                                        "home back for men",
                                        "home back",
                                        "home part for women",
                                        "home out for men, women",
                                        "home part or more"};
    size_t n = (size_t)snprintf(text, size, "%s", PRELUDE);
    const size_t claims = 1 + below(&seed, 9);
    for (size_t i = 0; i < claims; i++) {
        n += (size_t)snprintf(text + n, size - n, "claim d%zu:P%zu", 1 + below(&seed, 2), i + 1);
        if (percent(&seed, 60)) {
            n += (size_t)snprintf(text + n, size - n, " by %s", who[below(&seed, 5)]);
        }
        n += (size_t)snprintf(text + n, size - n, "\n");
        const size_t statements = 1 + below(&seed, 2);
        for (size_t s = 0; s < statements; s++) {
            n += (size_t)snprintf(text + n, size - n, "  %s%s %s %s%s\n",
                                  percent(&seed, 15) ? "not " : "", who[below(&seed, 5)],
                                  stances[below(&seed, 6)], items[below(&seed, 10)],
                                  percent(&seed, 15) ? " if \"asked\"" : "");
        }
    }
    return (truce_str){text, n};
}

static void random_cases_clash_as_the_definition_says(void **state) {
    const uint64_t *const only = *state;
    for (uint64_t seed = 1; seed <= 4000; seed++) {
        char text[8192];
        made one;
        const truce_str made_up = random_case(only != NULL ? *only : seed, text, sizeof text);
        if (only != NULL) {
            print_message("%.*s", TRUCE_STR_ARGS(made_up));
        }
        make(&one, made_up);
        if (!one.clashes.partly_compared) {
            expect_by_definition(&one);
        }
        truce_arena_clear(&one.t.arena);
        if (only != NULL) {
            return;
        }
    }
}

/* ---- limits ---- */

static void a_party_with_too_many_positions_is_compared_in_part_and_it_is_said(void **state) {
    (void)state;
    char text[8192];
    made one;
    size_t n = (size_t)snprintf(text, sizeof text, "%s",
                                PRELUDE "issue fee \"Fee\"\n  range 0..99 step 1 percent\n"
                                        "claim d1:P1 by south\n  south demands fee 99\n");
    for (int i = 0; i <= TRUCE_CLASH_COMPARED_MAX; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n,
                              "claim d1:P%d by north\n  north accepts fee %d\n", i + 2, i);
    }
    make(&one, (truce_str){text, n});
    assert_true(one.clashes.partly_compared);
    assert_int_equal(one.clashes.n, 1);
    truce_arena_clear(&one.t.arena);
}

static void memory_that_runs_out_is_told(void **state) {
    (void)state;
    made one;
    make(&one, TRUCE_STR(PRELUDE "claim d1:P1 by north\n  north demands pay 4\n"
                                 "claim d1:P2 by south\n  south demands pay 1\n"));
    truce_arena arena = truce_arena_new();
    truce_clashes clashes = {.n = 7};
    truce_error err;
    allocations_left = 0;
    const truce_status status = truce_clashes_make(&one.m, &arena, &clashes, &err);
    allocations_left = LONG_MAX;
    assert_int_equal(status, TRUCE_ENOMEM);
    assert_int_equal(clashes.n, 7);
    truce_arena_clear(&arena);
    truce_arena_clear(&one.t.arena);
}

int main(int argc, char **argv) {
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
    const struct CMUnitTest one[] = {
        cmocka_unit_test_prestate(random_cases_clash_as_the_definition_says, &seed)};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_two_parties_ask_for_and_cannot_both_have_is_a_clash),
        cmocka_unit_test(what_a_third_party_or_nobody_at_the_table_holds_is_compared_apart),
        cmocka_unit_test(what_is_superseded_denied_or_our_own_reading_clashes_with_nothing),
        cmocka_unit_test(what_both_hold_out_is_settled),
        cmocka_unit_test(what_a_person_holds_counts_where_the_side_is_silent),
        cmocka_unit_test(red_lines_come_first_then_what_is_better_attested),
        cmocka_unit_test(random_cases_clash_as_the_definition_says),
        cmocka_unit_test(a_party_with_too_many_positions_is_compared_in_part_and_it_is_said),
        cmocka_unit_test(memory_that_runs_out_is_told),
    };
    return argc > 1 ? cmocka_run_group_tests(one, NULL, NULL)
                    : cmocka_run_group_tests(tests, NULL, NULL);
}
