/* Paths of leverage: small ones drawn by hand, then all simple paths of random graphs by brute
 * force, then memory that runs out. */
#include "truce/evidence/leverage.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/random.h"
#include "support/told.h"

#define PRELUDE                                                                                    \
    "truce 1\ncase l \"L\"\nparty a \"A\"\nparty b \"B\"\nactor q \"Q\"\nactor us \"US\"\n"        \
    "office wh \"WH\" of us\nperson pm \"PM\" of a\ngroup fam \"Fam\" of a\nsource s \"S\" "       \
    "press\n"

typedef struct drawn {
    told t;
    truce_ties ties;
    truce_leverage l;
} drawn;

static void draw(drawn *d, truce_str text) {
    truce_scope scope;
    tell(&d->t, text);
    scope_all(&d->t, &scope);
    assert_int_equal(truce_ties_make(&scope, &d->t.arena, &d->ties, NULL), TRUCE_OK);
    assert_int_equal(truce_leverage_make(&d->t.c, &d->ties, &d->t.arena, &d->l, NULL), TRUCE_OK);
}

/* "q>a us>q>a" of the paths to the party. */
static void describe(const drawn *d, uint32_t party, char *text, size_t size) {
    size_t n = 0;
    text[0] = '\0';
    for (uint32_t i = 0; i < d->l.n_parties; i++) {
        for (uint32_t p = 0; d->l.parties[i].party == party && p < d->l.parties[i].n; p++) {
            const truce_path *const path = &d->l.paths[d->l.parties[i].first + p];
            for (uint32_t h = 0; h < path->n; h++) {
                const truce_hop *const hop = &d->l.hops[path->hops[h]];
                n += (size_t)snprintf(
                    text + n, size - n, "%s%.*s>", h == 0 && p > 0 ? " " : "",
                    TRUCE_STR_ARGS(truce_case_name(&d->t.c, d->t.c.actors[hop->from].head.name)));
                assert_true(h + 1 == path->n ? hop->to == party
                                             : hop->to == d->l.hops[path->hops[h + 1]].from);
            }
            n += (size_t)snprintf(
                text + n, size - n, "%.*s",
                TRUCE_STR_ARGS(truce_case_name(&d->t.c, d->t.c.actors[party].head.name)));
        }
    }
}

static void expect_paths(const char *claims, const char *party, const char *want) {
    drawn d;
    char got[400];
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, PRELUDE);
    truce_buffer_printf(&text, "%s", claims);
    draw(&d, truce_buffer_str(&text));
    truce_buffer_clear(&text);
    describe(&d, named(&d.t, TRUCE_KIND_ACTOR, party), got, sizeof got);
    assert_string_equal(got, want);
    truce_arena_clear(&d.t.arena);
}

static void without_claims_nobody_presses_anybody(void **state) {
    (void)state;
    expect_paths("", "a", "");
}

static void each_relation_that_presses_is_a_hop_and_the_others_are_none(void **state) {
    (void)state;
    expect_paths("claim s:P1\n  q has leverage over a\n", "a", "q>a");
    expect_paths("claim s:P1\n  q has pressure on a\n", "a", "q>a");
    expect_paths("claim s:P1\n  q has finance for a\n", "a", "q>a");
    expect_paths("claim s:P1\n  q is host of a\n", "a", "q>a");
    expect_paths("claim s:P1\n  q is host\n  q is leader of a\n", "a", "");
    expect_paths("claim s:P1\n  q has alliance with a\n", "a", "");
    expect_paths("claim s:P1\n  q has contact with a\n  q has recognition of a\n", "a", "");
    expect_paths("claim s:P1\n  q has \"rivalry\" with a\n", "a", "");
}

static void dependence_is_read_backwards_and_an_alliance_makes_no_path(void **state) {
    (void)state;
    expect_paths("claim s:P1\n  a has dependence on q\n", "a", "q>a");
    expect_paths("claim s:P1\n  q has dependence on a\n", "a", "");
    expect_paths("claim s:P1\n  a has alliance with q\n", "a", "");
    expect_paths("claim s:P1\n  a has leverage over q\n", "a", "");
    /* An ally of whoever presses it presses nothing by that. */
    expect_paths("claim s:P1\n  us has alliance with q\n  q has pressure on a\n", "a", "q>a");
}

static void people_and_offices_press_and_are_pressed_as_their_side(void **state) {
    (void)state;
    expect_paths("claim s:P1\n  wh has pressure on pm\n", "a", "us>a");
    expect_paths("claim s:P1\n  fam has pressure on pm\n", "a", ""); /* at home */
    expect_paths("claim s:P1\n  someone has pressure on a\n", "a", "");
}

static void shorter_paths_come_first_and_no_side_stands_twice_on_one(void **state) {
    (void)state;
    expect_paths("claim s:P1\n  us has leverage over q\n  q has leverage over a\n"
                 "  us has pressure on a\n  b has finance for us\n",
                 "a", "q>a us>a us>q>a b>us>a b>us>q>a");
    expect_paths("claim s:P1\n  q is host of us\n  us has leverage over a\n", "a", "us>a q>us>a");
}

static void claims_of_one_hop_stand_together_and_a_denial_is_named(void **state) {
    (void)state;
    drawn d;
    draw(&d, TRUCE_STR(PRELUDE "claim s:P1\n  us has leverage over a\n  wh has pressure on a\n"
                               "claim s:P2\n  us has leverage over a\n"
                               "claim s:P3 by us\n  not us has leverage over a\n"));
    assert_int_equal(d.l.n_hops, 1);
    assert_int_equal(d.l.hops[0].n, 2);
    const truce_hold *const first = &d.l.holds[0];
    const truce_hold *const second = &d.l.holds[1];
    assert_int_equal(d.ties.at[first->tie].n_claims, 2);
    assert_true(first->denied_by != TRUCE_NONE);
    assert_true(d.ties.at[first->denied_by].statement->denied);
    assert_int_equal(second->denied_by, TRUCE_NONE);
    truce_arena_clear(&d.t.arena);
}

static void what_is_told_of_whom_a_hold_goes_through_stands_beside_it(void **state) {
    (void)state;
    drawn d;
    draw(&d, TRUCE_STR(PRELUDE "claim s:P1\n  a has dependence on wh\n  us has leverage over a\n"
                               "  not b has \"kept\" with wh\n  us has \"home\" with wh\n"
                               "claim s:P2\n  b has \"set aside\" with wh\n"));
    assert_int_equal(d.l.n_holds, 2);
    for (uint32_t i = 0; i < d.l.n_holds; i++) {
        const truce_hold *const hold = &d.l.holds[i];
        if (!hold->reversed) { /* leverage: of the side itself nothing is told */
            assert_int_equal(hold->beside, TRUCE_NONE);
            continue;
        }
        assert_true(hold->beside != TRUCE_NONE); /* neither what is denied nor its own side's */
        const truce_statement *const st = d.ties.at[hold->beside].statement;
        assert_true(truce_str_equal(st->as.relation.name, TRUCE_STR("set aside")));
    }
    truce_arena_clear(&d.t.arena);
}

static void an_alliance_stands_with_a_hop_that_another_tie_makes(void **state) {
    (void)state;
    drawn d;
    draw(&d, TRUCE_STR(PRELUDE "claim s:P1\n  us has alliance with a\n  us has leverage over a\n"));
    assert_int_equal(d.l.n_hops, 1);
    assert_int_equal(d.l.hops[0].n, 2);
    assert_true(d.l.holds[d.l.hops[0].first].ally);
    assert_false(d.l.holds[d.l.hops[0].first + 1].ally);
    truce_arena_clear(&d.t.arena);
}

static void what_is_denied_alone_is_no_hop(void **state) {
    (void)state;
    expect_paths("claim s:P1\n  not q is host of a\n", "a", "");
    expect_paths("claim s:P1\n  not q has leverage over a\n", "a", "");
}

/* ---- against brute force ---- */

enum { SIDES = 6 };

typedef struct found {
    uint32_t sides[TRUCE_PATH_HOPS_MAX + 1]; /* from the party backwards */
    uint32_t n;
} found;

static int in_order(const void *left, const void *right) {
    const found *const l = left;
    const found *const r = right;
    if (l->n != r->n) {
        return l->n < r->n ? -1 : 1;
    }
    for (uint32_t i = 0; i < l->n; i++) {
        if (l->sides[i] != r->sides[i]) {
            return l->sides[i] < r->sides[i] ? -1 : 1;
        }
    }
    return 0;
}

/* All sequences of two to four different sides that end at the party, tried one by one. */
static size_t brute(const bool edge[SIDES][SIDES], uint32_t party, found *out) {
    size_t n = 0;
    for (uint32_t x = 0; x < SIDES; x++) {
        if (x != party && edge[x][party]) {
            out[n++] = (found){{party, x}, 2};
        }
        for (uint32_t y = 0; y < SIDES; y++) {
            if (x != party && y != party && x != y && edge[y][x] && edge[x][party]) {
                out[n++] = (found){{party, x, y}, 3};
            }
            for (uint32_t z = 0; z < SIDES; z++) {
                const bool apart =
                    x != party && y != party && z != party && x != y && x != z && y != z;
                if (apart && edge[z][y] && edge[y][x] && edge[x][party]) {
                    out[n++] = (found){{party, x, y, z}, 4};
                }
            }
        }
    }
    qsort(out, n, sizeof *out, in_order);
    return n;
}

static void check_graph(uint64_t round) {
    enum { ALLIANCE = 4, DEPENDENCE };
    static const char *const relations[] = {"has leverage over", "has pressure on",
                                            "has finance for",   "is host of",
                                            "has alliance with", "has dependence on"};
    static found want[SIDES * SIDES * SIDES + SIDES * SIDES];
    uint64_t seed = round;
    bool edge[SIDES][SIDES] = {{false}};
    drawn d;
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, "truce 1\ncase l \"L\"\nsource s \"S\" press\n");
    for (unsigned i = 0; i < SIDES; i++) {
        truce_buffer_printf(&text, "%s n%u \"N\"\n", i % 2 == 0 ? "party" : "actor", i);
    }
    const unsigned density = (unsigned)below(&seed, 60);
    for (unsigned i = 0; i < SIDES; i++) {
        for (unsigned k = 0; k < SIDES; k++) {
            const size_t r = below(&seed, 6);
            if (i == k || !percent(&seed, density)) {
                continue;
            }
            truce_buffer_printf(&text, "claim s:P%u.e%u\n  n%u %s n%u\n", i + 1, k, i, relations[r],
                                k);
            edge[i][k] = edge[i][k] || r < ALLIANCE;
            edge[k][i] = edge[k][i] || r == DEPENDENCE;
        }
    }
    draw(&d, truce_buffer_str(&text));
    truce_buffer_clear(&text);
    assert_int_equal(d.l.n_parties, SIDES / 2);
    for (uint32_t p = 0; p < d.l.n_parties; p++) {
        const truce_paths *const of = &d.l.parties[p];
        const size_t n = brute((const bool(*)[SIDES])edge, of->party, want);
        const size_t shown = n < TRUCE_PATHS_PER_PARTY ? n : TRUCE_PATHS_PER_PARTY;
        assert_int_equal(of->n, shown);
        assert_int_equal(of->more, n > shown);
        for (uint32_t i = 0; i < shown; i++) {
            const truce_path *const path = &d.l.paths[of->first + i];
            assert_int_equal(path->n + 1, want[i].n);
            for (uint32_t h = 0; h < path->n; h++) {
                const truce_hop *const hop = &d.l.hops[path->hops[path->n - 1 - h]];
                assert_int_equal(hop->to, want[i].sides[h]);
                assert_int_equal(hop->from, want[i].sides[h + 1]);
            }
        }
    }
    truce_arena_clear(&d.t.arena);
}

static void paths_are_the_first_of_all_simple_ones(void **state) {
    (void)state;
    for (uint64_t round = 1; round <= 600; round++) {
        check_graph(round);
    }
}

/* Every side holds every other: the paths that are asked for are read off, and no more. */
static void a_dense_graph_costs_no_more_than_its_ties(void **state) {
    (void)state;
    drawn d;
    enum { N = 120 };
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, "truce 1\ncase l \"L\"\nsource s \"S\" press\nparty n0 \"N\"\n");
    for (unsigned i = 1; i < N; i++) {
        truce_buffer_printf(&text, "actor n%u \"N\"\n", i);
    }
    for (unsigned i = 0; i < N; i++) {
        truce_buffer_printf(&text, "claim s:P%u\n", i + 1);
        for (unsigned k = 0; k < N; k++) {
            if (k != i) {
                truce_buffer_printf(&text, "  n%u has leverage over n%u\n", i, k);
            }
        }
    }
    draw(&d, truce_buffer_str(&text));
    truce_buffer_clear(&text);
    assert_int_equal(d.l.n_hops, N * (N - 1));
    assert_int_equal(d.l.parties[0].n, TRUCE_PATHS_PER_PARTY);
    assert_true(d.l.parties[0].more);
    truce_arena_clear(&d.t.arena);
}

static void memory_that_runs_out_anywhere_is_told(void **state) {
    (void)state;
    drawn d;
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, PRELUDE);
    for (int i = 0; i < 1500; i++) {
        truce_buffer_printf(&text, "actor x%d \"X\"\nclaim s:P%d\n  x%d has leverage over a\n", i,
                            i + 1, i);
    }
    draw(&d, truce_buffer_str(&text));
    truce_buffer_clear(&text);
    for (int once = 0; once < 2; once++) {
        long allowed = 0;
        for (;; allowed++) {
            truce_arena arena = truce_arena_new();
            truce_leverage l = {.n_holds = 77};
            truce_error err;
            fails_once = once == 1;
            allocations_left = allowed;
            const truce_status status = truce_leverage_make(&d.t.c, &d.ties, &arena, &l, &err);
            const bool failed = allocations_left < 0;
            allocations_left = LONG_MAX;
            if (!failed) {
                assert_int_equal(status, TRUCE_OK);
                truce_arena_clear(&arena);
                break;
            }
            truce_arena_clear(&arena);
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_int_equal(l.n_holds, 77);
        }
        assert_true(allowed > 1);
    }
    truce_arena_clear(&d.t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_claims_nobody_presses_anybody),
        cmocka_unit_test(each_relation_that_presses_is_a_hop_and_the_others_are_none),
        cmocka_unit_test(dependence_is_read_backwards_and_an_alliance_makes_no_path),
        cmocka_unit_test(people_and_offices_press_and_are_pressed_as_their_side),
        cmocka_unit_test(shorter_paths_come_first_and_no_side_stands_twice_on_one),
        cmocka_unit_test(claims_of_one_hop_stand_together_and_a_denial_is_named),
        cmocka_unit_test(what_is_told_of_whom_a_hold_goes_through_stands_beside_it),
        cmocka_unit_test(an_alliance_stands_with_a_hop_that_another_tie_makes),
        cmocka_unit_test(what_is_denied_alone_is_no_hop),
        cmocka_unit_test(paths_are_the_first_of_all_simple_ones),
        cmocka_unit_test(a_dense_graph_costs_no_more_than_its_ties),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
