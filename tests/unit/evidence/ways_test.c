/* The way of an offer by custody records: versions in order, who holds what, what claims say
 * otherwise, alarms. Then memory that runs out. */
#include "truce/evidence/ways.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "support/memory.h"
#include "support/told.h"

#define PRELUDE                                                                                    \
    "truce 1\ncase paper \"Paper\"\nparty a \"A\"\nparty b \"B\"\nparty c \"C\"\n"                 \
    "person pb \"P\" of b\nmediator m \"M\"\nmediator n \"N\"\nperson pm \"P\" of m\n"             \
    "source s \"S\" press\nsource d1 \"D\" press\n  published 2031-01-10\n"                        \
    "offer x \"X\" by a to b, c\noffer y \"Y\" by a to b, c replaces x\n"

typedef struct made {
    told t;
    truce_scope scope;
    truce_offers offers;
    truce_ways w;
} made;

static void make_with(made *one, const char *text, truce_ways_options options) {
    truce_error err = {.message = ""};
    char all[8192];
    (void)snprintf(all, sizeof all, PRELUDE "%s", text);
    tell(&one->t, truce_str_of(all));
    scope_all(&one->t, &one->scope);
    assert_int_equal(truce_offers_make(&one->scope, &one->t.arena, &one->offers, &err), TRUCE_OK);
    assert_int_equal(
        truce_ways_make(&one->scope, &one->offers, options, &one->t.arena, &one->w, &err),
        TRUCE_OK);
}

static void make(made *one, const char *text) {
    make_with(one, text, (truce_ways_options){.quiet_days = 0});
}

static size_t put(char *text, size_t size, size_t n, const char *before, truce_str s) {
    return n + (size_t)snprintf(text + n, size - n, "%s%.*s", before, TRUCE_STR_ARGS(s));
}

static truce_str record_name(const made *one, uint32_t i) {
    return truce_case_name(&one->t.c, one->t.c.custody[i].head.name);
}

/* "stale y-1 x-2; versions b c x-1 y-1" */
static void expect_alarms(const char *text, truce_ways_options options, const char *want) {
    static const char *const kinds[] = {"versions", "stale", "answered", "twice", "quiet"};
    made one;
    char got[1024] = "";
    size_t n = 0;
    make_with(&one, text, options);
    for (uint32_t i = 0; i < one.w.n_alarms; i++) {
        const truce_way_alarm *const a = &one.w.alarms[i];
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%s", i > 0 ? "; " : "", kinds[a->kind]);
        n += (size_t)snprintf(got + n, sizeof got - n, "%s",
                              a->order == TRUCE_WAY_SAME_DAYS ? " same days"
                              : a->order == TRUCE_WAY_UNDATED ? " unknown"
                                                              : "");
        const uint32_t sides[] = {a->side, a->other_side};
        for (size_t k = 0; k < 2; k++) {
            if (sides[k] != TRUCE_NONE) {
                n = put(got, sizeof got, n, " ",
                        truce_case_name(&one.t.c, one.t.c.actors[sides[k]].head.name));
            }
        }
        for (uint32_t k = 0; k < a->n_records; k++) {
            n = put(got, sizeof got, n, " ", record_name(&one, a->records[k]));
        }
    }
    assert_string_equal(got, want);
    truce_arena_clear(&one.t.arena);
}

static void records_stand_by_date_and_then_as_written(void **state) {
    (void)state;
    made one;
    char got[256] = "";
    size_t n = 0;
    make(&one, "custody x-4 of x received by b\n  at 2031-03-01\n"
               "custody x-1 of x issued by a\n  at 2031-01-01\n"
               "custody x-2 of x handed by a to m\n" /* no date: behind the one before it */
               "custody y-1 of y issued by a\n  at 2031-02-02\n"
               "custody x-3 of x conveyed by m to b\n  at 2031-02-01\n"
               "custody x-5 of x accepted by b\n  at 2031-03-01\n");
    assert_int_equal(one.w.n, 2);
    assert_int_equal(one.w.n_records, 6);
    for (uint32_t i = 0; i < one.w.n; i++) {
        const truce_way *const way = &one.w.at[i];
        assert_int_equal(way->version, i + 1);
        assert_int_equal(way->thread, 0);
        for (uint32_t k = 0; k < way->n_records; k++) {
            n = put(got, sizeof got, n, " ", record_name(&one, way->records[k]));
        }
    }
    assert_string_equal(got, " x-1 x-2 x-3 x-4 x-5 y-1");
    assert_ptr_equal(truce_ways_of(&one.w, 1), &one.w.at[1]);
    truce_arena_clear(&one.t.arena);
}

static void versions_are_counted_whatever_their_order_in_the_case(void **state) {
    (void)state;
    made one;
    make(&one, "offer v3 \"3\" replaces v2\noffer v2 \"2\" replaces y\noffer z \"Z\"\n"
               "offer fork \"F\" replaces x\n");
    static const uint32_t offers[] = {0, 1, 5, 3, 2, 4}; /* x, y, fork, v2, v3; z */
    static const uint32_t versions[] = {1, 2, 2, 3, 4, 1};
    assert_int_equal(one.w.n, 6);
    for (uint32_t i = 0; i < one.w.n; i++) {
        assert_int_equal(one.w.at[i].offer, offers[i]);
        assert_int_equal(one.w.at[i].version, versions[i]);
        assert_int_equal(one.w.at[i].thread, i < 5 ? 0 : 4);
    }
    truce_arena_clear(&one.t.arena);
}

static void holders_are_those_it_came_to_and_not_its_makers(void **state) {
    (void)state;
    made one;
    char got[256] = "";
    size_t n = 0;
    make(&one, "custody r1 of x issued by a\ncustody r2 of x handed by a to m, n\n"
               "custody r3 of x conveyed by m to b, someone\ncustody r4 of x received by pb\n"
               "custody r5 of x acknowledged by b\ncustody r6 of x conveyed by m to b\n"
               "custody r7 of x reviewed by a\n");
    const truce_way *const way = &one.w.at[0];
    for (uint32_t i = 0; i < way->n_holders; i++) {
        const truce_way_holder *const h = &way->holders[i];
        n = put(got, sizeof got, n, " ",
                truce_case_name(&one.t.c, one.t.c.actors[h->actor].head.name));
        n = put(got, sizeof got, n, ":", record_name(&one, h->record));
        if (h->own != TRUCE_NONE) {
            n = put(got, sizeof got, n, ":", record_name(&one, h->own));
        }
    }
    assert_string_equal(got, " m:r2 n:r2 b:r3:r5 pb:r4:r4");
    truce_arena_clear(&one.t.arena);
}

/* "denied r2 s:P1; unbooked s:P2" */
static void expect_clashes(const char *text, const char *want) {
    made one;
    char got[512] = "";
    size_t n = 0;
    make(&one, text);
    for (uint32_t i = 0; i < one.w.at[0].n_clashes; i++) {
        const truce_way_clash *const clash = &one.w.at[0].clashes[i];
        const bool denied = clash->kind == TRUCE_WAY_DENIED;
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%s", i > 0 ? "; " : "",
                              denied ? "denied" : "unbooked");
        if (denied) {
            n = put(got, sizeof got, n, " ", record_name(&one, clash->record));
        }
        n = put(got, sizeof got, n, " ", one.t.c.claim_names[clash->told.claim]);
    }
    assert_string_equal(got, want);
    truce_arena_clear(&one.t.arena);
}

#define CONVEYED "custody r1 of x issued by a\ncustody r2 of x conveyed by m to b\n"

static void a_denial_goes_against_the_books_where_they_hold_the_stage(void **state) {
    (void)state;
    expect_clashes(CONVEYED "claim s:P1\n  not offer x conveyed to b\n", "denied r2 s:P1");
    expect_clashes(CONVEYED "claim s:P1\n  not offer x conveyed to c\n", "");
    expect_clashes(CONVEYED "claim s:P1\n  not offer x conveyed\n", "denied r2 s:P1");
    expect_clashes(CONVEYED "claim s:P1\n  not offer x received by b\n", "denied r2 s:P1");
    expect_clashes(CONVEYED "claim s:P1\n  not offer x received by pb\n", "denied r2 s:P1");
    expect_clashes(CONVEYED "claim s:P1\n  not offer x acknowledged by b\n", "");
    expect_clashes(CONVEYED "claim s:P1\n  not offer any received by b\n", "denied r2 s:P1");
    expect_clashes(CONVEYED "claim s:P1\n  not offer any received by c\n", "");
    expect_clashes("custody r1 of x conveyed\nclaim s:P1\n  not offer x received by c\n",
                   "denied r1 s:P1"); /* to nobody in particular: perhaps to c */
    expect_clashes("custody r1 of x rejected by b\nclaim s:P1\n  not offer x received by b\n",
                   "denied r1 s:P1");
    expect_clashes("custody r1 of x handed by a to m\nclaim s:P1\n  not offer x received by b\n",
                   ""); /* both say so */
}

static void what_was_denied_before_it_happened_is_no_clash(void **state) {
    (void)state;
    expect_clashes("custody r1 of x conveyed by m to b\n  at 2031-01-11\n"
                   "claim d1:P1\n  not offer x received by b\n",
                   "");
    expect_clashes("custody r1 of x conveyed by m to b\n  at 2031-01-10\n"
                   "claim d1:P1\n  not offer x received by b\n",
                   "denied r1 d1:P1");
}

static void a_claim_that_the_books_do_not_hold_is_told_where_they_hold_others(void **state) {
    (void)state;
    expect_clashes(CONVEYED "claim s:P1\n  offer x conveyed to c\n  offer x conveyed by n to b\n",
                   "unbooked s:P1");
    expect_clashes(CONVEYED "claim s:P1\n  offer x received by b\n  offer x accepted by b\n",
                   "unbooked s:P1");
    expect_clashes(CONVEYED "claim s:P1\n  offer any conveyed to c\n", "");
    expect_clashes("custody y-1 of y issued\nclaim s:P1\n  offer x conveyed to c\n", "");
}

#define SECOND_ISSUED "custody y-1 of y issued by a\n  at 2031-02-01\n"

static void an_older_version_that_moves_raises_an_alarm(void **state) {
    (void)state;
    const truce_ways_options none = {.quiet_days = 0};
    expect_alarms("custody y-1 of y issued by a\ncustody x-1 of x conveyed by m to b\n", none,
                  "stale unknown y-1 x-1"); /* no days: which came first is not known */
    expect_alarms("custody x-1 of x conveyed by m to b\ncustody y-1 of y issued by a\n", none, "");
    expect_alarms(SECOND_ISSUED "custody x-1 of x conveyed by m to b\n  at 2031-02-02\n", none,
                  "stale y-1 x-1");
    expect_alarms(SECOND_ISSUED "custody x-1 of x conveyed by m to b\n  at 2031-02-01\n", none,
                  "stale same days y-1 x-1");
    expect_alarms("custody x-1 of x conveyed by m to b\n  at 2031-02-01\n" SECOND_ISSUED, none, "");
    static const uint64_t first[] = {2, 1}; /* said anew: x-1 was said before y-1 */
    expect_alarms(SECOND_ISSUED "custody x-1 of x conveyed by m to b\n  at 2031-02-01\n",
                  (truce_ways_options){.said = first}, "");
    expect_alarms("custody y-1 of y issued by a\ncustody x-1 of x conveyed by m to b\n",
                  (truce_ways_options){.said = first}, "");
    expect_alarms("custody y-1 of y issued by a\n  at 2031-02-01\n"
                  "custody x-1 of x handed by a to m\n  at 2031-01-01\n",
                  none, "");
    expect_alarms("custody y-1 of y issued by a\ncustody x-1 of x rejected by b\n"
                  "custody x-2 of x reviewed by b\ncustody x-3 of x received by b\n",
                  none, "answered unknown y-1 x-1 x-2");
}

static void recipients_with_different_versions_raise_an_alarm(void **state) {
    (void)state;
    const truce_ways_options none = {.quiet_days = 0};
    expect_alarms("custody x-1 of x conveyed by m to b, c\ncustody y-1 of y conveyed by m to c\n",
                  none, "versions c b y-1 x-1");
    expect_alarms(
        "custody x-1 of x conveyed by m to b, c\ncustody y-1 of y conveyed by m to c, b\n", none,
        "");
    expect_alarms("custody x-1 of x received by pb\ncustody x-2 of x handed by a to m\n", none, "");
}

static void carriers_that_share_nobody_raise_an_alarm(void **state) {
    (void)state;
    const truce_ways_options none = {.quiet_days = 0};
    expect_alarms("custody x-1 of x conveyed by m to b\ncustody x-2 of x conveyed by n to pb\n",
                  none, "twice b x-1 x-2");
    expect_alarms("custody x-1 of x conveyed by m to b\ncustody x-2 of x conveyed by pm to b\n",
                  none, ""); /* of one side */
    expect_alarms("custody x-1 of x conveyed by m to b\ncustody x-2 of x conveyed by n to c\n",
                  none, "");
    expect_alarms("custody x-1 of x conveyed to b\ncustody x-2 of x conveyed by n to b\n", none,
                  "");
}

static truce_date day(const char *text) {
    truce_date date;
    assert_int_equal(truce_date_parse(truce_str_of(text), &date, NULL), TRUCE_OK);
    return date;
}

static void what_has_not_moved_for_so_many_days_raises_an_alarm(void **state) {
    (void)state;
    static const char issued[] = "custody x-1 of x issued by a\n  at 2031-03-01\n";
    expect_alarms(issued, (truce_ways_options){.quiet_days = 7, .today = day("2031-03-08")},
                  "quiet x-1");
    expect_alarms(issued, (truce_ways_options){.quiet_days = 7, .today = day("2031-03-07")}, "");
    expect_alarms("custody x-1 of x rejected by b\n  at 2031-03-01\n",
                  (truce_ways_options){.quiet_days = 7, .today = day("2031-04-08")}, "");
    expect_alarms("custody x-1 of x issued by a\n", /* nobody says when */
                  (truce_ways_options){.quiet_days = 7, .today = day("2031-04-08")}, "");
    expect_alarms("message w \"W\"\ncustody w-1 of w received by b\n  at 2031-03-01\n",
                  (truce_ways_options){.quiet_days = 7, .today = day("2031-04-08")}, "");
}

static void records_after_the_date_asked_for_are_left_out(void **state) {
    (void)state;
    made one;
    const char *const text = "custody x-1 of x issued by a\n  at 2031-03-01\n"
                             "custody x-2 of x handed by a to m\n  at 2031-03-05\n"
                             "custody x-3 of x conveyed by m to b\n";
    make_with(&one, text, (truce_ways_options){.at = day("2031-03-04")});
    assert_int_equal(one.w.n_records, 1);
    truce_arena_clear(&one.t.arena);
    make_with(&one, text, (truce_ways_options){.no_records = true});
    assert_int_equal(one.w.n_records, 0);
    truce_arena_clear(&one.t.arena);
}

static void memory_that_runs_out_anywhere_is_told(void **state) {
    (void)state;
    told t;
    truce_scope scope;
    truce_offers offers;
    truce_buffer text = truce_buffer_new();
    truce_buffer_lit(&text, PRELUDE);
    for (int i = 1; i < 300; i++) {
        truce_buffer_printf(&text,
                            "offer x%d \"X\" by a to b replaces x\n"
                            "custody x%d-1 of x%d conveyed by m to b\n"
                            "custody x%d-2 of x conveyed by n to b\n"
                            "claim s:P%d\n  not offer x%d received by b\n",
                            i, i, i, i, i, i);
    }
    tell(&t, truce_buffer_str(&text));
    truce_buffer_clear(&text);
    scope_all(&t, &scope);
    assert_int_equal(truce_offers_make(&scope, &t.arena, &offers, NULL), TRUCE_OK);
    for (int once = 0; once < 2; once++) {
        long allowed = 0;
        for (;; allowed++) {
            truce_arena arena = truce_arena_new();
            truce_ways w = {.n = 77};
            truce_error err;
            fails_once = once == 1;
            allocations_left = allowed;
            const truce_status status = truce_ways_make(
                &scope, &offers, (truce_ways_options){.quiet_days = 0}, &arena, &w, &err);
            const bool failed = allocations_left < 0;
            allocations_left = LONG_MAX;
            if (!failed) {
                assert_int_equal(status, TRUCE_OK);
                assert_int_equal(w.n, 301);
                truce_arena_clear(&arena);
                break;
            }
            truce_arena_clear(&arena);
            assert_int_equal(status, TRUCE_ENOMEM);
            assert_int_equal(w.n, 77);
        }
        assert_true(allowed > 3);
    }
    truce_arena_clear(&t.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_stand_by_date_and_then_as_written),
        cmocka_unit_test(versions_are_counted_whatever_their_order_in_the_case),
        cmocka_unit_test(holders_are_those_it_came_to_and_not_its_makers),
        cmocka_unit_test(a_denial_goes_against_the_books_where_they_hold_the_stage),
        cmocka_unit_test(what_was_denied_before_it_happened_is_no_clash),
        cmocka_unit_test(a_claim_that_the_books_do_not_hold_is_told_where_they_hold_others),
        cmocka_unit_test(an_older_version_that_moves_raises_an_alarm),
        cmocka_unit_test(recipients_with_different_versions_raise_an_alarm),
        cmocka_unit_test(carriers_that_share_nobody_raise_an_alarm),
        cmocka_unit_test(what_has_not_moved_for_so_many_days_raises_an_alarm),
        cmocka_unit_test(records_after_the_date_asked_for_are_left_out),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
