/* Facets of each side and mediators with all else that they are: what is one, what is kept apart,
 * whose it is; then memory that runs out. */
#include "truce/evidence/actors.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/told.h"

#define PRELUDE                                                                                    \
    "truce 1\ncase t \"T\"\nparty a \"A\"\nparty b \"B\"\nactor us \"US\"\noffice wh \"WH\" of "   \
    "us\n"                                                                                         \
    "group fam \"Fam\" of a\nperson pm \"PM\" of a\nissue i \"I\"\n  rung x\n"                     \
    "source s \"S\" press\nsource u \"U\" press\n"

typedef struct drawn {
    told t;
    truce_scope scope;
    truce_matrix matrix;
    truce_actors actors;
} drawn;

static void draw(drawn *d, const char *text) {
    truce_buffer all = truce_buffer_new();
    truce_buffer_lit(&all, PRELUDE);
    truce_buffer_printf(&all, "%s", text);
    tell(&d->t, truce_buffer_str(&all));
    truce_buffer_clear(&all);
    scope_all(&d->t, &d->scope);
    assert_int_equal(truce_matrix_make(&d->scope, &d->t.arena, &d->matrix, NULL), TRUCE_OK);
    assert_int_equal(truce_actors_make(&d->matrix, &d->t.arena, &d->actors, NULL), TRUCE_OK);
}

/* "a/pm 0 s:P1 u:P1; ..." */
static void expect_facets(const char *text, const char *want) {
    drawn d;
    char got[400] = "";
    size_t n = 0;
    draw(&d, text);
    for (uint32_t i = 0; i < d.actors.n_facets; i++) {
        const truce_facet *const f = &d.actors.facets[i];
        const truce_case *const c = &d.t.c;
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%.*s/%.*s %d", i > 0 ? "; " : "",
                              TRUCE_STR_ARGS(truce_case_name(c, c->actors[f->side].head.name)),
                              TRUCE_STR_ARGS(f->actor != TRUCE_NONE
                                                 ? truce_case_name(c, c->actors[f->actor].head.name)
                                                 : TRUCE_STR("someone")),
                              (int)f->kind);
        for (uint32_t k = 0; k < f->n_claims; k++) {
            n += (size_t)snprintf(
                got + n, sizeof got - n, " %.*s",
                TRUCE_STR_ARGS(truce_case_name(c, c->claims[f->claims[k]].head.name)));
        }
        assert_true(i >= d.actors.facet_rows[f->side] && i < d.actors.facet_rows[f->side + 1]);
    }
    assert_string_equal(got, want);
    truce_arena_clear(&d.t.arena);
}

static void claims_of_the_same_words_are_one_facet(void **state) {
    (void)state;
    expect_facets("", "");
    expect_facets("claim s:P1\n  a has interest \"x\"\nclaim u:P1\n  a has interest \"x\"\n"
                  "  a has interest \"x\" on i\n  a has interest \"y\"\n",
                  "a/a 0 s:P1 u:P1; a/a 0 u:P1; a/a 0 u:P1");
    expect_facets("claim s:P1\n  a has cost \"x\"\n  a has cost \"x\"\n  not a has cost \"x\"\n",
                  "a/a 3 s:P1; a/a 3 s:P1");
}

static void facets_stand_by_side_and_kind_and_people_count_for_theirs(void **state) {
    (void)state;
    expect_facets("claim s:P1\n  us has alternative \"z\"\n  b has division \"d\"\n"
                  "  pm has stake \"office\"\n  a has interest \"x\"\n",
                  "a/a 0 s:P1; a/pm 1 s:P1; b/b 4 s:P1; us/us 2 s:P1");
}

static void pressure_at_home_is_by_its_own_or_by_somebody_who_is_not_named(void **state) {
    (void)state;
    expect_facets("claim s:P1\n  fam has pressure on pm \"now\"\n  us has pressure on pm\n"
                  "  someone has pressure on a\n  not fam has pressure on a\n"
                  "  fam has contact with pm\n",
                  "a/fam 5 s:P1; a/someone 5 s:P1");
}

static const truce_mediator *only_mediator(const drawn *d, const char *name) {
    assert_int_equal(d->actors.n_mediators, 1);
    assert_int_equal(d->actors.mediators[0].side, named(&d->t, TRUCE_KIND_ACTOR, name));
    return &d->actors.mediators[0];
}

static void a_mediator_is_whoever_is_declared_or_said_to_be_one(void **state) {
    (void)state;
    drawn d;
    draw(&d, "claim s:P1\n  not us is mediator\n");
    assert_int_equal(d.actors.n_mediators, 0);
    truce_arena_clear(&d.t.arena);
    draw(&d, "mediator m \"M\"\n");
    assert_int_equal(only_mediator(&d, "m")->n_as, 0);
    truce_arena_clear(&d.t.arena);
    draw(&d, "claim s:P1\n  wh is mediator\nclaim u:P1\n  not wh is mediator\n");
    assert_int_equal(only_mediator(&d, "us")->n_as, 1);
    assert_int_equal(only_mediator(&d, "us")->n_denied, 1);
    truce_arena_clear(&d.t.arena);
}

static void a_mediator_shows_with_all_that_it_is_besides(void **state) {
    (void)state;
    drawn d;
    draw(&d, "claim s:P1\n  us is mediator\n  us is host\n  us has alliance with a\n"
             "  wh withdraws\n  us has leverage over a\n  us participates\n"
             "  us demands i x\n  us is spokesman\n  not us has finance for a\n"
             "claim u:P1\n  b has alliance with us\n  b has finance for us\n"
             "claim u:P2 inferred\n  us rejects i x\n");
    const truce_mediator *const m = only_mediator(&d, "us");
    /* host, alliance, withdrawn; and the alliance that b has with it */
    assert_int_equal(m->n_also, 4);
    assert_int_equal(m->n_positions, 1);
    for (uint32_t i = 0; i < m->n_also; i++) {
        const truce_statement *const st = d.actors.ties.at[m->also[i]].statement;
        assert_false(st->denied);
        assert_true(st->kind != TRUCE_STATES_PRESENCE || st->as.presence.withdraws);
    }
    truce_arena_clear(&d.t.arena);
}

static void who_accuses_blames_or_explains_a_mediator_is_told_with_it(void **state) {
    (void)state;
    drawn d;
    draw(&d, "claim s:P1\n  us is mediator\n  someone accuses us \"bias\"\n  a accuses b \"lies\"\n"
             "claim u:P1 by a\n  blames wh\n  explains us \"it wants a deal\"\n  not b accuses us\n"
             "claim u:P2\n  us accuses a \"delay\"\n  b has \"distrust\" with us\n  us is "
             "\"partial\"\n");
    const truce_mediator *const m = only_mediator(&d, "us");
    assert_int_equal(m->n_charges, 3);
    assert_int_equal(m->charges[0].statement->kind, TRUCE_STATES_ACCUSATION);
    assert_int_equal(m->charges[1].statement->kind, TRUCE_STATES_BLAME);
    assert_int_equal(m->charges[2].statement->kind, TRUCE_STATES_NARRATIVE);
    assert_int_equal(m->n_also, 2); /* distrust, from the other end; partial */
    truce_arena_clear(&d.t.arena);
}

static void memory_that_runs_out_anywhere_is_told(void **state) {
    (void)state;
    drawn d;
    truce_buffer text = truce_buffer_new();
    for (int i = 0; i < 900; i++) {
        truce_buffer_printf(&text,
                            "actor m%d \"M\"\nclaim s:P%d\n  m%d is mediator\n  m%d is host\n"
                            "  m%d has interest \"i%d\"\n  m%d demands i x\n",
                            i, i + 1, i, i, i, i, i);
    }
    truce_buffer_byte(&text, '\0');
    draw(&d, text.data);
    truce_buffer_clear(&text);
    for (int once = 0; once < 2; once++) {
        long allowed = 0;
        for (;; allowed++) {
            truce_arena arena = truce_arena_new();
            truce_actors actors = {.n_facets = 77};
            truce_error err;
            fails_once = once == 1;
            allocations_left = allowed;
            const truce_status status = truce_actors_make(&d.matrix, &arena, &actors, &err);
            const bool failed = allocations_left < 0;
            allocations_left = LONG_MAX;
            truce_arena_clear(&arena);
            if (!failed) {
                assert_int_equal(status, TRUCE_OK);
                assert_int_equal(actors.n_facets, 900);
                break;
            }
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_int_equal(actors.n_facets, 77);
        }
        assert_true(allowed > 3);
    }
    truce_arena_clear(&d.t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(claims_of_the_same_words_are_one_facet),
        cmocka_unit_test(facets_stand_by_side_and_kind_and_people_count_for_theirs),
        cmocka_unit_test(pressure_at_home_is_by_its_own_or_by_somebody_who_is_not_named),
        cmocka_unit_test(a_mediator_is_whoever_is_declared_or_said_to_be_one),
        cmocka_unit_test(a_mediator_shows_with_all_that_it_is_besides),
        cmocka_unit_test(who_accuses_blames_or_explains_a_mediator_is_told_with_it),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
