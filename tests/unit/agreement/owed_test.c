/* Promises whose state one can tell by reading; then thousands of small random agreements, in every
 * world that their uncertain days allow, day by day; then each way in which an agreement can be
 * wrong, too large, or out of memory.
 *
 * `unit_agreement_owed SEED` runs one random agreement. */
#include "truce/agreement/owed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/memory.h"
#include "truce/base/random.h"

#define NEVER TRUCE_OWED_NEVER
#define NONE  TRUCE_OWED_NONE

/* ---- by hand --------------------------------------------------------------------------------- */

#define ON(first, last)                                                                            \
    { TRUCE_OWED_ON, {first, last}, NONE }
#define AFTER(trigger, by)                                                                         \
    { TRUCE_OWED_AFTER, {by, by}, trigger }
#define ALWAYS                                                                                     \
    { TRUCE_OWED_ALWAYS, {0, 0}, NONE }

/* What a test states, and the answer. */
typedef struct told {
    truce_owed_agreement agreement;
    truce_arena arena;
    truce_owed owed;
} told;

#define ARRAY(field, array) .field = (array), .n_##field = sizeof(array) / sizeof *(array)

static const truce_owed_standing *as_of(told *t, int64_t day, uint32_t obligation) {
    truce_error err = {.message = ""};
    if (truce_owed_find(&t->agreement, day, (truce_owed_options){0}, &t->arena, &t->owed, &err) !=
        TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    return &t->owed.standings[obligation];
}

static void expect(told *t, int64_t day, uint32_t obligation, truce_owed_state state,
                   truce_owed_rule rule) {
    const truce_owed_standing *const s = as_of(t, day, obligation);
    if (s->state != state || s->rule != rule) {
        fail_msg("day %d: %s, as %s", (int)day, truce_owed_state_words(s->state),
                 truce_owed_rule_words(s->rule));
    }
    assert_int_equal(s->possible & (UINT32_C(1) << s->state),
                     state == TRUCE_OWED_STATE_CANNOT_TELL ? 0 : UINT32_C(1) << s->state);
    truce_arena_clear(&t->arena);
}

static uint32_t states(truce_owed_state a, truce_owed_state b) {
    return UINT32_C(1) << a | UINT32_C(1) << b;
}

static void an_act_is_due_late_and_then_done(void **state) {
    (void)state;
    const truce_owed_obligation o[] = {
        {.from = ON(10, 10), .until = ON(20, 20), .measure = TRUCE_OWED_ACT}};
    const truce_owed_report r[] = {
        {0, {24, 24}, TRUCE_OWED_KEPT, 0, 25, 30, 27},
    };
    told t = {.agreement = {ARRAY(obligations, o), ARRAY(reports, r)}};
    expect(&t, 9, 0, TRUCE_OWED_STATE_NOT_DUE, TRUCE_OWED_RULE_BEFORE_START);
    expect(&t, 10, 0, TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME);
    expect(&t, 20, 0, TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME);
    expect(&t, 21, 0, TRUCE_OWED_STATE_LATE, TRUCE_OWED_RULE_OVER);
    expect(&t, 25, 0, TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_DONE);
    expect(&t, 27, 0, TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED);
    expect(&t, 30, 0, TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_DONE);
    const truce_owed_standing *const s = as_of(&t, 30, 0);
    assert_int_equal(s->reports.n, 1);
    assert_int_equal(s->reports.at[0], 0);
    assert_int_equal(s->score_most, -1);
    truce_arena_clear(&t.arena);
}

static void what_is_not_verified_is_no_breach(void **state) {
    (void)state;
    const truce_owed_obligation o[] = {
        {.from = ON(10, 10), .until = ON(20, 20), .measure = TRUCE_OWED_ACT, .evidence = true}};
    const truce_owed_report r[] = {
        {0, {18, 18}, TRUCE_OWED_KEPT, 0, 19, NEVER, NEVER},
        {0, {22, 22}, TRUCE_OWED_NOT_KEPT, 0, 23, 25, NEVER},
    };
    told t = {.agreement = {ARRAY(obligations, o), ARRAY(reports, r)}};
    expect(&t, 20, 0, TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME);
    expect(&t, 21, 0, TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING);
    t.agreement.reports = &r[1];
    t.agreement.n_reports = 1;
    expect(&t, 24, 0, TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_NOT_VERIFIED);
    expect(&t, 25, 0, TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_VERIFIED_NOT_KEPT);
}

static void an_incident_is_attributed_only_with_evidence_and_a_named_verifier(void **state) {
    (void)state;
    const truce_owed_obligation o[] = {
        {.from = ON(0, 0), .until = ON(42, 42), .measure = TRUCE_OWED_HELD}};
    const truce_owed_stage stages[] = {
        {TRUCE_OWED_STAGE_REPORTED, 11, false, false, false},
        {TRUCE_OWED_STAGE_VERIFIED, 12, true, true, false},
        {TRUCE_OWED_STAGE_DISPUTED, 13, false, false, false},
        {TRUCE_OWED_STAGE_ATTRIBUTED, 14, false, true, false},
        {TRUCE_OWED_STAGE_ATTRIBUTED, 15, true, false, false},
        {TRUCE_OWED_STAGE_ATTRIBUTED, 16, true, true, false},
    };
    const truce_owed_incident incidents[] = {{0, 10, 3, stages, 6}};
    told t = {.agreement = {ARRAY(obligations, o), ARRAY(incidents, incidents)}};
    expect(&t, 10, 0, TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME);
    for (int64_t day = 11; day <= 15; day++) {
        expect(&t, day, 0, TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_INCIDENT_OPEN);
        const truce_owed_standing *const s = as_of(&t, day, 0);
        assert_int_equal(s->lost_reported, 3);
        assert_int_equal(s->lost_verified, day >= 12 ? 3 : 0);
        assert_int_equal(s->incidents.n, 1);
        const truce_owed_seen seen = t.owed.incidents[0];
        assert_int_equal(seen.stage,
                         day >= 12 ? TRUCE_OWED_STAGE_VERIFIED : TRUCE_OWED_STAGE_REPORTED);
        assert_int_equal(seen.disputed, day >= 13);
        assert_int_equal(seen.held_back, day >= 14);
        truce_arena_clear(&t.arena);
    }
    expect(&t, 16, 0, TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_INCIDENT_ATTRIBUTED);
}

static void aid_is_measured_on_the_days_that_reports_speak_of(void **state) {
    (void)state;
    const truce_owed_obligation o[] = {
        {.from = ON(0, 0), .until = ON(9, 9), .measure = TRUCE_OWED_A_DAY, .quantity = 600}};
    const truce_owed_report r[] = {
        {0, {0, 4}, TRUCE_OWED_AMOUNT, 1600, 5, NEVER, NEVER},
        {0, {4, 4}, TRUCE_OWED_AMOUNT, 999, 4, NEVER, NEVER}, /* replaced by the later one */
        {0, {5, 9}, TRUCE_OWED_AMOUNT, 3000, 10, NEVER, NEVER},
        {0, {0, 4}, TRUCE_OWED_KEPT, 0, NEVER, 12, NEVER}, /* verified: all that was due */
    };
    told t = {.agreement = {ARRAY(obligations, o), ARRAY(reports, r)}};
    expect(&t, 5, 0, TRUCE_OWED_STATE_PARTLY, TRUCE_OWED_RULE_PART);
    const truce_owed_standing *s = as_of(&t, 5, 0);
    assert_int_equal(s->measured.over, 1600);
    assert_int_equal(s->due_most.over, 3000);
    assert_int_equal(s->score_least, 2);
    assert_int_equal(s->days_due, 6);
    assert_int_equal(s->days_reported, 5);
    assert_int_equal(s->reports.n, 1);
    truce_arena_clear(&t.arena);
    s = as_of(&t, 10, 0);
    assert_int_equal(s->state, TRUCE_OWED_STATE_PARTLY);
    assert_int_equal(s->measured.over, 4600);
    assert_int_equal(s->due_most.over, 6000);
    truce_arena_clear(&t.arena);
    expect(&t, 12, 0, TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_ALL_MEASURED);
    t.agreement.n_reports = 2;
    t.agreement.reports = &r[2];
    s = as_of(&t, 11, 0);
    assert_int_equal(s->state, TRUCE_OWED_STATE_CANNOT_TELL);
    assert_int_equal(s->rule, TRUCE_OWED_RULE_NO_REPORT);
    assert_int_equal(s->why, TRUCE_OWED_WHY_REPORTS);
    assert_int_equal(s->possible, states(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_STATE_PARTLY));
    truce_arena_clear(&t.arena);
}

static void a_month_is_that_of_the_calendar(void **state) {
    (void)state;
    /* Day 0 is 2024-02-01; February has 29 days, March 31. */
    const truce_owed_obligation o[] = {
        {.from = ON(0, 0), .until = ON(59, 59), .measure = TRUCE_OWED_A_MONTH, .quantity = 899}};
    const truce_owed_report r[] = {{0, {28, 29}, TRUCE_OWED_AMOUNT, 59, 30, NEVER, NEVER},
                                   {0, {30, 59}, TRUCE_OWED_KEPT, 0, 60, NEVER, NEVER}};
    told t = {.agreement = {ARRAY(obligations, o), ARRAY(reports, r), .epoch = 19754}};
    const truce_owed_standing *s = as_of(&t, 30, 0);
    assert_int_equal(s->due_most.over, 31 + 29);
    assert_int_equal(s->due_most.under, 1);
    assert_int_equal(s->score_least, 2);
    truce_arena_clear(&t.arena);
    s = as_of(&t, 60, 0);
    assert_int_equal(s->measured.over, 59 + 30 * 29);
    truce_arena_clear(&t.arena);
}

static void a_circle_falls_only_when_something_in_it_does(void **state) {
    (void)state;
    const uint32_t with_1[] = {1};
    const uint32_t with_2[] = {2};
    const uint32_t with_0[] = {0};
    const truce_owed_obligation o[] = {
        {.from = ON(0, 0), .until = ALWAYS, .falls_with = with_1, .n_falls_with = 1},
        {.from = ON(0, 0), .until = ALWAYS, .falls_with = with_2, .n_falls_with = 1},
        {.from = AFTER(0, 0), .until = ALWAYS, .falls_with = with_0, .n_falls_with = 1},
        {.from = AFTER(1, 5), .until = ALWAYS},
    };
    truce_owed_trigger triggers[] = {{TRUCE_OWED_HAPPENED, {3, 3}, NONE},
                                     {TRUCE_OWED_WHEN_KEPT, {0, 0}, 1}};
    const truce_owed_report r[] = {{1, {6, 8}, TRUCE_OWED_KEPT, 0, 9, NEVER, NEVER}};
    told t = {.agreement = {ARRAY(obligations, o), ARRAY(triggers, triggers)}};
    expect(&t, 5, 0, TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME);
    expect(&t, 5, 3, TRUCE_OWED_STATE_NOT_DUE, TRUCE_OWED_RULE_BEFORE_START);
    triggers[0] = (truce_owed_trigger){TRUCE_OWED_CANNOT, {4, 4}, NONE};
    expect(&t, 3, 0, TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME);
    expect(&t, 5, 2, TRUCE_OWED_STATE_VOID, TRUCE_OWED_RULE_NEVER_TRIGGERED);
    expect(&t, 5, 1, TRUCE_OWED_STATE_VOID, TRUCE_OWED_RULE_FELL_WITH);
    expect(&t, 5, 3, TRUCE_OWED_STATE_VOID, TRUCE_OWED_RULE_FELL_WITH);
    const truce_owed_standing *s = as_of(&t, 5, 3);
    assert_int_equal(s->obligations.n, 1);
    assert_int_equal(s->obligations.at[0], 1);
    assert_int_equal(s->triggers.n, 1);
    truce_arena_clear(&t.arena);
    /* Nobody knows: then it cannot be told whether they hold. */
    triggers[0].kind = TRUCE_OWED_UNKNOWN;
    s = as_of(&t, 5, 0);
    assert_int_equal(s->state, TRUCE_OWED_STATE_CANNOT_TELL);
    assert_int_equal(s->possible, states(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_STATE_VOID));
    assert_int_equal(s->why, TRUCE_OWED_WHY_DEPENDS);
    truce_arena_clear(&t.arena);
    /* What begins when another is kept does not fall with it any more once it has begun. */
    triggers[0] = (truce_owed_trigger){TRUCE_OWED_CANNOT, {4, 4}, NONE};
    t.agreement.reports = r;
    t.agreement.n_reports = 1;
    expect(&t, 10, 3, TRUCE_OWED_STATE_NOT_DUE, TRUCE_OWED_RULE_BEFORE_START);
    expect(&t, 13, 3, TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME);
    s = as_of(&t, 11, 3);
    assert_int_equal(s->possible, states(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_STATE_NOT_DUE));
    assert_int_equal(s->why, TRUCE_OWED_WHY_START);
    truce_arena_clear(&t.arena);
    truce_owed_falls falls;
    assert_int_equal(truce_owed_fall_with(&t.agreement, 2, &t.arena, &falls, NULL), TRUCE_OK);
    assert_int_equal(falls.n, 3);
    assert_int_equal(falls.at[0].obligation, 1);
    assert_int_equal(falls.at[1].obligation, 0);
    assert_int_equal(falls.at[2].obligation, 3);
    assert_int_equal(falls.at[2].with, 1);
    assert_int_equal(falls.at[2].steps, 2);
    truce_arena_clear(&t.arena);
}

static void what_is_waived_neither_falls_nor_is_late(void **state) {
    (void)state;
    const uint32_t with_1[] = {1};
    const uint32_t with_0[] = {0};
    const truce_owed_obligation o[] = {
        {.from = ON(0, 0), .until = ON(5, 5), .falls_with = with_1, .n_falls_with = 1},
        {.from = AFTER(0, 0), .until = ALWAYS},
        {.from = ON(0, 0), .until = ALWAYS, .falls_with = with_0, .n_falls_with = 1},
    };
    const truce_owed_trigger triggers[] = {{TRUCE_OWED_CANNOT, {8, 8}, NONE}};
    const truce_owed_waiver w[] = {{0, 9}, {0, 7}};
    told t = {.agreement = {ARRAY(obligations, o), ARRAY(triggers, triggers), ARRAY(waivers, w)}};
    expect(&t, 6, 0, TRUCE_OWED_STATE_LATE, TRUCE_OWED_RULE_OVER);
    expect(&t, 7, 0, TRUCE_OWED_STATE_WAIVED, TRUCE_OWED_RULE_WAIVED);
    expect(&t, 8, 1, TRUCE_OWED_STATE_VOID, TRUCE_OWED_RULE_NEVER_TRIGGERED);
    expect(&t, 8, 2, TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME);
    const truce_owed_standing *const s = as_of(&t, 9, 0);
    assert_int_equal(s->waivers.n, 2);
    truce_arena_clear(&t.arena);
}

static void an_uncertain_last_day_leaves_two_states_possible(void **state) {
    (void)state;
    const truce_owed_obligation o[] = {
        {.from = ON(0, 0), .until = ON(20, 30), .measure = TRUCE_OWED_ACT}};
    told t = {.agreement = {ARRAY(obligations, o)}};
    expect(&t, 20, 0, TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME);
    const truce_owed_standing *const s = as_of(&t, 25, 0);
    assert_int_equal(s->state, TRUCE_OWED_STATE_CANNOT_TELL);
    assert_int_equal(s->rule, TRUCE_OWED_RULE_UNCERTAIN);
    assert_int_equal(s->possible, states(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_STATE_LATE));
    assert_int_equal(s->why, TRUCE_OWED_WHY_END);
    truce_arena_clear(&t.arena);
    expect(&t, 31, 0, TRUCE_OWED_STATE_LATE, TRUCE_OWED_RULE_OVER);
}

static void what_an_obligation_lacks_is_told(void **state) {
    (void)state;
    truce_owed_obligation o = {.has = TRUCE_OWED_VERIFIER | TRUCE_OWED_DEADLINE};
    assert_int_equal(truce_owed_lacks(&o),
                     TRUCE_OWED_GUARANTOR | TRUCE_OWED_MEASURED | TRUCE_OWED_RESPONSE);
    o.has |= TRUCE_OWED_RESPONSE;
    assert_int_equal(truce_owed_lacks(&o),
                     TRUCE_OWED_GUARANTOR | TRUCE_OWED_MEASURED | TRUCE_OWED_RESPONSE_DAYS);
}

static void a_history_tells_each_change(void **state) {
    (void)state;
    const truce_owed_obligation o[] = {
        {.from = ON(10, 10), .until = ON(20, 20), .measure = TRUCE_OWED_ACT},
        {.from = AFTER(0, 3), .until = AFTER(0, 6)}};
    const truce_owed_trigger triggers[] = {{TRUCE_OWED_WHEN_KEPT, {0, 0}, 0}};
    const truce_owed_report r[] = {{0, {24, 24}, TRUCE_OWED_KEPT, 0, 25, NEVER, NEVER}};
    told t = {.agreement = {ARRAY(obligations, o), ARRAY(triggers, triggers), ARRAY(reports, r)}};
    truce_owed_history h;
    assert_int_equal(
        truce_owed_over_time(&t.agreement, 5, 99, (truce_owed_options){0}, &t.arena, &h, NULL),
        TRUCE_OK);
    const truce_owed_change want[] = {
        {5, 0, TRUCE_OWED_STATE_NOT_DUE, TRUCE_OWED_RULE_BEFORE_START, 1},
        {5, 1, TRUCE_OWED_STATE_NOT_DUE, TRUCE_OWED_RULE_BEFORE_START, 1},
        {10, 0, TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME, 2},
        {21, 0, TRUCE_OWED_STATE_LATE, TRUCE_OWED_RULE_OVER, 16},
        {25, 0, TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_DONE, 4},
        {27, 1, TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME, 2},
        {31, 1, TRUCE_OWED_STATE_LATE, TRUCE_OWED_RULE_OVER, 16},
    };
    assert_int_equal(h.n, sizeof want / sizeof *want);
    for (size_t i = 0; i < h.n; i++) {
        assert_int_equal(h.at[i].day, want[i].day);
        assert_int_equal(h.at[i].obligation, want[i].obligation);
        assert_int_equal(h.at[i].state, want[i].state);
        assert_int_equal(h.at[i].rule, want[i].rule);
        assert_int_equal(h.at[i].possible, want[i].possible);
    }
    truce_arena_clear(&t.arena);
}

/* ---- in every world -------------------------------------------------------------------------- */

enum { ROUNDS = 2000, OBLIGATIONS = 5, SOME = 5, WITH = 2, LOW = -60, HIGH = 90, MONTH = 377580 };

typedef struct drawn {
    truce_owed_agreement agreement;
    truce_owed_obligation obligations[OBLIGATIONS];
    uint32_t with[OBLIGATIONS][WITH];
    truce_owed_trigger triggers[SOME];
    truce_owed_report reports[2 * SOME];
    truce_owed_incident incidents[SOME];
    truce_owed_stage stages[SOME][SOME];
    truce_owed_waiver waivers[2];
} drawn;

static int64_t below(truce_random *r, uint64_t n) {
    return (int64_t)truce_random_below(r, n);
}

static bool one_in(truce_random *r, uint64_t n) {
    return truce_random_below(r, n) == 0;
}

static truce_owed_days draw_days(truce_random *r, uint64_t first, uint64_t wide) {
    const int64_t earliest = below(r, first);
    return (truce_owed_days){earliest, earliest + (one_in(r, 2) ? 0 : below(r, wide))};
}

static truce_owed_when draw_when(const truce_owed_agreement *a, truce_random *r, bool last) {
    truce_owed_when when = {.kind = (truce_owed_when_kind)below(r, 3),
                            .days = draw_days(r, last ? 16 : 9, 4)};
    if (when.kind == TRUCE_OWED_AFTER && a->n_triggers == 0) {
        when.kind = TRUCE_OWED_ON;
    }
    if (when.kind == TRUCE_OWED_AFTER) {
        when.trigger = (uint32_t)below(r, a->n_triggers);
        when.days.earliest -= 4;
        when.days.latest -= 4;
    }
    return when;
}

static int64_t draw_known(truce_random *r) {
    return one_in(r, 2) ? NEVER : below(r, 20);
}

static void draw(drawn *d, truce_random *r) {
    *d = (drawn){.agreement = {.n_obligations = 1 + (uint32_t)below(r, OBLIGATIONS),
                               .n_triggers = (uint32_t)below(r, SOME),
                               .n_reports = (uint32_t)below(r, 2 * SOME + 1),
                               .n_incidents = (uint32_t)below(r, SOME + 1),
                               .n_waivers = one_in(r, 4) ? (uint32_t)below(r, 3) : 0,
                               .epoch = below(r, 40000) - 20000}};
    truce_owed_agreement *const a = &d->agreement;
    for (uint32_t i = 0; i < a->n_triggers; i++) {
        d->triggers[i] =
            (truce_owed_trigger){(truce_owed_trigger_kind)below(r, 5), draw_days(r, 12, 4),
                                 (uint32_t)below(r, a->n_obligations)};
    }
    const uint32_t only = one_in(r, 2) ? (uint32_t)below(r, a->n_obligations) : NONE;
    for (uint32_t i = 0; i < a->n_obligations; i++) {
        truce_owed_obligation *const o = &d->obligations[i];
        *o = (truce_owed_obligation){.from = draw_when(a, r, false),
                                     .until = draw_when(a, r, true),
                                     .measure = (truce_owed_measure)below(r, 7),
                                     .quantity = 1 + below(r, 6),
                                     .evidence = one_in(r, 3),
                                     .falls_with = d->with[i],
                                     .n_falls_with = one_in(r, 3) ? (uint32_t)below(r, 3) : 0};
        for (uint32_t k = 0; k < o->n_falls_with; k++) {
            d->with[i][k] = (uint32_t)below(r, a->n_obligations);
        }
    }
    for (uint32_t i = 0; i < a->n_reports; i++) {
        d->reports[i] =
            (truce_owed_report){only != NONE ? only : (uint32_t)below(r, a->n_obligations),
                                draw_days(r, 18, one_in(r, 3) ? 12 : 3),
                                (truce_owed_value)below(r, 3),
                                below(r, 9),
                                draw_known(r),
                                draw_known(r),
                                draw_known(r)};
    }
    for (uint32_t i = 0; i < a->n_incidents; i++) {
        d->incidents[i] = (truce_owed_incident){
            only != NONE ? only : (uint32_t)below(r, a->n_obligations), below(r, 16), below(r, 5),
            d->stages[i], (uint32_t)below(r, SOME)};
        for (uint32_t k = 0; k < d->incidents[i].n_stages; k++) {
            d->stages[i][k] = (truce_owed_stage){(truce_owed_stage_kind)below(r, 4), below(r, 20),
                                                 !one_in(r, 3), !one_in(r, 3), one_in(r, 4)};
        }
    }
    for (uint32_t i = 0; i < a->n_waivers; i++) {
        d->waivers[i] = (truce_owed_waiver){(uint32_t)below(r, a->n_obligations), below(r, 20)};
    }
    a->obligations = d->obligations;
    a->triggers = d->triggers;
    a->reports = d->reports;
    a->incidents = d->incidents;
    a->waivers = d->waivers;
}

/* What is known of one obligation on a day, by going through everything. */
typedef struct known {
    uint32_t reports[2 * SOME]; /* that count, or are disputed: rising */
    uint32_t n_reports;
    int strength[2 * SOME]; /* of each: 0 verified, 1 reported, 2 disputed */
    bool waived;
} known;

static int strength_of(const truce_owed_report *r, int64_t day) {
    return r->verified <= day ? 0 : r->reported > day ? 3 : r->disputed <= day ? 2 : 1;
}

static known know(const truce_owed_agreement *a, uint32_t obligation, int64_t day) {
    known k = {.n_reports = 0};
    bool taken[HIGH] = {false};
    bool asked[2 * SOME] = {false};
    bool chosen[2 * SOME] = {false};
    for (;;) { /* the strongest, then the one made known last, then the last */
        uint32_t best = NONE;
        for (uint32_t i = 0; i < a->n_reports; i++) {
            const truce_owed_report *const r = &a->reports[i];
            const int strength = strength_of(r, day);
            if (asked[i] || r->obligation != obligation || strength == 3) {
                continue;
            }
            const int64_t made = strength == 0 ? r->verified : r->reported;
            const truce_owed_report *const b = best != NONE ? &a->reports[best] : NULL;
            const int best_strength = best != NONE ? strength_of(b, day) : 3;
            if (strength < best_strength ||
                (strength == best_strength &&
                 made >= (best_strength == 0 ? b->verified : b->reported))) {
                best = i;
            }
        }
        if (best == NONE) {
            break;
        }
        bool free = true;
        asked[best] = true;
        for (int64_t d = a->reports[best].period.earliest; d <= a->reports[best].period.latest;
             d++) {
            free = free && !taken[d];
        }
        for (int64_t d = a->reports[best].period.earliest;
             free && d <= a->reports[best].period.latest; d++) {
            taken[d] = true;
        }
        chosen[best] = free;
    }
    for (uint32_t i = 0; i < a->n_reports; i++) {
        if (chosen[i]) {
            k.strength[k.n_reports] = strength_of(&a->reports[i], day);
            k.reports[k.n_reports++] = i;
        }
    }
    for (uint32_t i = 0; i < a->n_waivers; i++) {
        k.waived = k.waived || (a->waivers[i].obligation == obligation && a->waivers[i].day <= day);
    }
    return k;
}

static bool is_leap(int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days of the month that a day since 1970 lies in, month by month. */
static int64_t month_length(int64_t day) {
    int64_t year = 1970;
    while (day < 0) {
        year--;
        day += is_leap(year) ? 366 : 365;
    }
    while (day >= (is_leap(year) ? 366 : 365)) {
        day -= is_leap(year) ? 366 : 365;
        year++;
    }
    for (int month = 1;; month++) {
        const int64_t length = month == 2 ? (is_leap(year) ? 29 : 28)
                               : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                                       : 31;
        if (day < length) {
            return length;
        }
        day -= length;
    }
}

/* What one day makes due, in parts. */
static int64_t due_on(const truce_owed_agreement *a, const truce_owed_obligation *o, int64_t day) {
    return o->quantity *
           (o->measure == TRUCE_OWED_A_MONTH ? MONTH / month_length(day + a->epoch) : 1);
}

static int64_t parts_of(const truce_owed_obligation *o) {
    return o->measure == TRUCE_OWED_A_MONTH ? MONTH : o->measure == TRUCE_OWED_A_WEEK ? 7 : 1;
}

static int64_t sum_of(const truce_owed_agreement *a, const truce_owed_obligation *o,
                      const truce_owed_report *r) {
    int64_t sum = r->value == TRUCE_OWED_AMOUNT ? r->amount * parts_of(o) : 0;
    if (r->value == TRUCE_OWED_KEPT && o->measure < TRUCE_OWED_A_DAY) {
        return o->quantity;
    }
    for (int64_t d = r->period.earliest; r->value == TRUCE_OWED_KEPT && d <= r->period.latest;
         d++) {
        sum += due_on(a, o, d);
    }
    return sum;
}

static bool says_kept(const truce_owed_report *r) {
    return r->value == TRUCE_OWED_KEPT || (r->value == TRUCE_OWED_AMOUNT && r->amount > 0);
}

/* What the reports say, in short. */
typedef struct say {
    int kept[3], not_kept[3];
    int64_t sum[3];
    int n[3];
} say;

static say listen(const truce_owed_agreement *a, uint32_t obligation, const known *k) {
    say s = {.n = {0}};
    for (uint32_t i = 0; i < k->n_reports; i++) {
        const truce_owed_report *const r = &a->reports[k->reports[i]];
        (says_kept(r) ? s.kept : s.not_kept)[k->strength[i]]++;
        s.n[k->strength[i]]++;
        s.sum[k->strength[i]] += sum_of(a, &a->obligations[obligation], r);
    }
    return s;
}

/* ---- triggers and falling, world by world ---- */

typedef enum fate { COMES_ON, COMES_SOME_DAY, COMES_LATER, NEVER_COMES } fate;

typedef struct coming {
    fate fates[2]; /* those that are possible */
    uint32_t n_fates;
    truce_owed_days days; /* of COMES_ON */
} coming;

static bool counts_for(const truce_owed_obligation *o, int strength) {
    return strength == 0 || (strength == 1 && !o->evidence);
}

/* The days on which it may first have been kept: every way to lay what came on days of its reports.
 */
static bool first_kept(const truce_owed_agreement *a, uint32_t obligation, const known *k,
                       truce_owed_days *days) {
    const truce_owed_obligation *const o = &a->obligations[obligation];
    const bool act = o->measure == TRUCE_OWED_ACT;
    *days = (truce_owed_days){HIGH, LOW};
    int64_t on[2 * SOME];
    for (uint32_t i = 0; i < k->n_reports; i++) {
        on[i] = a->reports[k->reports[i]].period.earliest;
    }
    for (uint32_t late = 0; late < 2; late++) { /* the first days, and then the last */
        for (int64_t d = LOW; d < HIGH; d++) {
            int64_t sum = 0;
            for (uint32_t i = 0; i < k->n_reports; i++) {
                const truce_owed_report *const r = &a->reports[k->reports[i]];
                on[i] = late == 1 ? r->period.latest : r->period.earliest;
                if (counts_for(o, k->strength[i]) && on[i] <= d) {
                    sum += act ? says_kept(r) : sum_of(a, o, r);
                }
            }
            if (sum >= (act ? 1 : o->quantity)) {
                *(late == 1 ? &days->latest : &days->earliest) = d;
                break;
            }
        }
    }
    return days->latest > LOW;
}

static coming come(const truce_owed_agreement *a, uint32_t trigger, int64_t day,
                   const known *knowns) {
    const truce_owed_trigger *const t = &a->triggers[trigger];
    coming c = {.n_fates = 1, .days = t->days};
    const truce_owed_obligation *const o =
        t->kind == TRUCE_OWED_WHEN_KEPT ? &a->obligations[t->obligation] : NULL;
    switch (t->kind) {
    case TRUCE_OWED_HAPPENED:
        c.fates[0] = COMES_ON;
        break;
    case TRUCE_OWED_NOT_YET:
        c.fates[0] = COMES_LATER;
        break;
    case TRUCE_OWED_CANNOT:
        c.fates[0] = t->days.latest <= day ? NEVER_COMES : COMES_LATER;
        if (t->days.earliest <= day && day < t->days.latest) {
            c.fates[c.n_fates++] = NEVER_COMES;
        }
        break;
    case TRUCE_OWED_UNKNOWN:
        c = (coming){{COMES_SOME_DAY, NEVER_COMES}, 2, t->days};
        break;
    case TRUCE_OWED_WHEN_KEPT:
        if (o->measure == TRUCE_OWED_HELD || o->measure >= TRUCE_OWED_A_DAY) {
            return (coming){{COMES_SOME_DAY, NEVER_COMES}, 2, t->days};
        }
        if (first_kept(a, t->obligation, &knowns[t->obligation], &c.days)) {
            c.fates[0] = COMES_ON;
            break;
        }
        /* Would it be kept if everything were so that somebody reports? */
        known all = knowns[t->obligation];
        for (uint32_t i = 0; i < all.n_reports; i++) {
            all.strength[i] = 0;
        }
        truce_owed_days ignored;
        c.fates[0] = COMES_LATER;
        if (first_kept(a, t->obligation, &all, &ignored)) {
            c = (coming){{COMES_SOME_DAY, NEVER_COMES}, 2, t->days};
        }
        break;
    }
    return c;
}

/* Who is void when each trigger has this fate: over and over, until nothing changes. */
static void voids(const truce_owed_agreement *a, const known *knowns, const fate *fates,
                  bool *is_void) {
    memset(is_void, 0, OBLIGATIONS * sizeof *is_void);
    for (uint32_t round = 0; round <= a->n_obligations; round++) {
        for (uint32_t i = 0; i < a->n_obligations; i++) {
            const truce_owed_obligation *const o = &a->obligations[i];
            bool now = false;
            for (uint32_t k = 0; k < o->n_falls_with; k++) {
                now = now || is_void[o->falls_with[k]];
            }
            if (o->from.kind == TRUCE_OWED_AFTER) {
                const truce_owed_trigger *const t = &a->triggers[o->from.trigger];
                now = now || fates[o->from.trigger] == NEVER_COMES;
                now = now || (t->kind == TRUCE_OWED_WHEN_KEPT && is_void[t->obligation] &&
                              fates[o->from.trigger] != COMES_ON);
            }
            is_void[i] = now && !knowns[i].waived;
        }
    }
}

/* ---- one world ---- */

typedef struct outcome {
    truce_owed_state state;
    truce_owed_rule rule;
    uint32_t possible;
    int64_t due; /* in parts */
    int score;
} outcome;

static outcome so(truce_owed_state state, truce_owed_rule rule) {
    return (outcome){state, rule, UINT32_C(1) << state, 0, -1};
}

static outcome nobody_says(uint32_t possible) {
    return (outcome){TRUCE_OWED_STATE_CANNOT_TELL, TRUCE_OWED_RULE_NO_REPORT, possible, 0, -1};
}

static bool stage_on(const truce_owed_incident *incident, int64_t day, truce_owed_stage_kind kind,
                     bool evidence, bool verifier, int elsewhere) {
    for (uint32_t k = 0; k < incident->n_stages; k++) {
        const truce_owed_stage *const s = &incident->stages[k];
        if (s->day <= day && s->kind == kind && (s->evidence || !evidence) &&
            (s->verifier || !verifier) && (elsewhere < 0 || s->elsewhere == (elsewhere == 1))) {
            return true;
        }
    }
    return false;
}

/* 0: nothing is known of it, or it says nothing; 1: it is open; 2: attributed to one who owes. */
static int weight_of(const truce_owed_incident *incident, int64_t day) {
    if (stage_on(incident, day, TRUCE_OWED_STAGE_ATTRIBUTED, true, true, 0)) {
        return 2;
    }
    if (stage_on(incident, day, TRUCE_OWED_STAGE_ATTRIBUTED, true, true, 1)) {
        return 0;
    }
    for (uint32_t k = 0; k < incident->n_stages; k++) {
        if (incident->stages[k].day <= day) {
            return 1;
        }
    }
    return 0;
}

static outcome held_so(const truce_owed_agreement *a, uint32_t i, int64_t day, const say *s,
                       int64_t first, int64_t last) {
    int worst = 0;
    for (uint32_t k = 0; k < a->n_incidents; k++) {
        const truce_owed_incident *const incident = &a->incidents[k];
        if (incident->obligation == i && incident->day >= first && incident->day <= last) {
            const int weight = weight_of(incident, day);
            worst = weight > worst ? weight : worst;
        }
    }
    const bool evidence = a->obligations[i].evidence;
    return worst == 2           ? so(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_INCIDENT_ATTRIBUTED)
           : s->not_kept[0] > 0 ? so(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_VERIFIED_NOT_KEPT)
           : worst == 1         ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_INCIDENT_OPEN)
           : s->n[2] > 0        ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED)
           : s->not_kept[1] > 0 ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_NOT_VERIFIED)
           : last >= day        ? so(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME)
           : s->kept[0] > 0 || (s->kept[1] > 0 && !evidence)
               ? so(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_HELD_TO)
           : s->kept[1] > 0 ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING)
                            : nobody_says(states(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_STATE_BREACHED));
}

static outcome act_so(const truce_owed_obligation *o, const say *s, bool over) {
    const bool done = s->kept[0] > 0 || (s->kept[1] > 0 && !o->evidence);
    return done             ? so(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_DONE)
           : s->kept[2] > 0 ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED)
           : !over          ? so(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME)
           : s->kept[1] > 0 ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING)
           : s->n[0] > 0    ? so(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_VERIFIED_NOT_KEPT)
           : s->n[2] > 0    ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED)
           : s->n[1] > 0    ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_NOT_VERIFIED)
                            : so(TRUCE_OWED_STATE_LATE, TRUCE_OWED_RULE_OVER);
}

static int score_so(int64_t done, int64_t due) {
    return done >= due ? 3 : done == 0 ? 0 : 2 * done >= due ? 2 : 1;
}

static outcome in_all_so(const truce_owed_obligation *o, const say *s, bool over) {
    const int64_t done = s->sum[0] + (o->evidence ? 0 : s->sum[1]);
    const bool waits = o->evidence && s->kept[1] > 0;
    outcome w = done >= o->quantity ? so(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_DONE)
                : s->n[2] > 0       ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED)
                : !over             ? so(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME)
                : waits && (done == 0 || done + s->sum[1] >= o->quantity)
                    ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING)
                : done > 0    ? so(TRUCE_OWED_STATE_PARTLY, TRUCE_OWED_RULE_PART)
                : s->n[0] > 0 ? so(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_VERIFIED_NOT_KEPT)
                : s->n[1] > 0 ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_NOT_VERIFIED)
                              : so(TRUCE_OWED_STATE_LATE, TRUCE_OWED_RULE_OVER);
    w.due = o->quantity;
    w.score = score_so(done, w.due);
    return w;
}

static outcome per_time_so(const truce_owed_agreement *a, uint32_t i, const known *k, const say *s,
                           int64_t first, int64_t last, bool over) {
    const truce_owed_obligation *const o = &a->obligations[i];
    const int64_t done = s->sum[0] + (o->evidence ? 0 : s->sum[1]);
    const bool waits = o->evidence && s->kept[1] > 0;
    int64_t due = 0;
    bool gap = false;
    bool ever_spoken = false;
    bool asked = false;
    bool begun = o->from.kind != TRUCE_OWED_ALWAYS; /* else with the first day reported on */
    for (int64_t d = LOW; d < HIGH; d++) {
        bool spoken = false;
        for (uint32_t r = 0; r < k->n_reports; r++) {
            const truce_owed_days period = a->reports[k->reports[r]].period;
            spoken = spoken ||
                     (counts_for(o, k->strength[r]) && d >= period.earliest && d <= period.latest);
        }
        begun = begun || spoken;
        ever_spoken = ever_spoken || spoken;
        if (d >= first && d <= last) {
            asked = asked || begun;
            due += spoken ? due_on(a, o, d) : 0;
            gap = gap || (begun && !spoken);
        }
    }
    const uint32_t some = states(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_STATE_PARTLY);
    outcome w =
        s->n[2] > 0 ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_REPORT_DISPUTED)
        : due == 0  ? (!over ? so(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME)
                       : waits && (asked || (!ever_spoken && first <= last))
                           ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING)
                           : nobody_says(some | 1U << TRUCE_OWED_STATE_BREACHED))
        : done == 0
            ? (s->n[0] > 0 ? so(TRUCE_OWED_STATE_BREACHED, TRUCE_OWED_RULE_VERIFIED_NOT_KEPT)
                           : so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_NOT_VERIFIED))
        : done < due ? so(TRUCE_OWED_STATE_PARTLY, TRUCE_OWED_RULE_PART)
        : !over      ? so(TRUCE_OWED_STATE_RUNNING, TRUCE_OWED_RULE_IN_TIME)
        : !gap       ? so(TRUCE_OWED_STATE_KEPT, TRUCE_OWED_RULE_ALL_MEASURED)
        : waits      ? so(TRUCE_OWED_STATE_DISPUTED, TRUCE_OWED_RULE_EVIDENCE_MISSING)
                     : nobody_says(some);
    w.due = due;
    w.score = score_so(done, due);
    return w;
}

static outcome in_world(const truce_owed_agreement *a, uint32_t i, int64_t day, const known *k,
                        int64_t first, int64_t last) {
    const truce_owed_obligation *const o = &a->obligations[i];
    if (day < first) {
        return so(TRUCE_OWED_STATE_NOT_DUE, TRUCE_OWED_RULE_BEFORE_START);
    }
    const say s = listen(a, i, k);
    const bool over = day > last;
    return o->measure == TRUCE_OWED_ACT       ? act_so(o, &s, over)
           : o->measure == TRUCE_OWED_HELD    ? held_so(a, i, day, &s, first, last)
           : o->measure <= TRUCE_OWED_A_PHASE ? in_all_so(o, &s, over)
                                              : per_time_so(a, i, k, &s, first, last, over);
}

/* ---- all worlds ---- */

typedef struct worlds {
    uint32_t possible;
    uint32_t rules; /* bit r: rule r decides in some world */
    int64_t due_least, due_most;
    int score_least, score_most;
    bool begun;
    int64_t widest[2];          /* not over, and over: the most days */
    truce_owed_rule by_most[2]; /* with them */
} worlds;

static void add_world(worlds *w, outcome o) {
    w->possible |= o.possible;
    w->rules |= UINT32_C(1) << o.rule;
    if (o.state == TRUCE_OWED_STATE_NOT_DUE) {
        return;
    }
    w->due_least = w->begun && w->due_least < o.due ? w->due_least : o.due;
    w->due_most = w->begun && w->due_most > o.due ? w->due_most : o.due;
    w->score_least = w->begun && w->score_least < o.score ? w->score_least : o.score;
    w->score_most = o.score > w->score_most ? o.score : w->score_most;
    w->begun = true;
}

/* The days that a bound may be, in a world where its trigger has this fate. */
static truce_owed_days bound(const truce_owed_when *when, const coming *c, fate f, bool last) {
    if (when->kind == TRUCE_OWED_ON) {
        return when->days;
    }
    if (when->kind == TRUCE_OWED_ALWAYS) {
        return last ? (truce_owed_days){HIGH, HIGH} : (truce_owed_days){LOW, LOW};
    }
    switch (f) {
    case COMES_ON:
        return (truce_owed_days){c->days.earliest + when->days.earliest,
                                 c->days.latest + when->days.latest};
    case COMES_SOME_DAY:
        return (truce_owed_days){LOW, HIGH};
    case COMES_LATER:
    case NEVER_COMES:
        break;
    }
    return (truce_owed_days){HIGH, HIGH};
}

static void live_through(const truce_owed_agreement *a, int64_t day, const known *knowns,
                         const coming *comings, const fate *fates, worlds *all) {
    bool is_void[OBLIGATIONS];
    voids(a, knowns, fates, is_void);
    for (uint32_t i = 0; i < a->n_obligations; i++) {
        const truce_owed_obligation *const o = &a->obligations[i];
        if (knowns[i].waived) {
            add_world(&all[i], so(TRUCE_OWED_STATE_WAIVED, TRUCE_OWED_RULE_WAIVED));
            continue;
        }
        if (is_void[i]) {
            const bool never =
                o->from.kind == TRUCE_OWED_AFTER && fates[o->from.trigger] == NEVER_COMES;
            all[i].possible |= UINT32_C(1) << TRUCE_OWED_STATE_VOID;
            all[i].rules |= UINT32_C(1) << (never ? TRUCE_OWED_RULE_NEVER_TRIGGERED
                                                  : TRUCE_OWED_RULE_FELL_WITH);
            continue;
        }
        const bool after = o->from.kind == TRUCE_OWED_AFTER;
        const bool till = o->until.kind == TRUCE_OWED_AFTER;
        const truce_owed_days from = bound(&o->from, after ? &comings[o->from.trigger] : NULL,
                                           after ? fates[o->from.trigger] : COMES_ON, false);
        /* The two bounds are uncertain independently of each other, so whatever its trigger may do.
         */
        for (uint32_t n = 0; n < (till ? comings[o->until.trigger].n_fates : 1); n++) {
            const truce_owed_days until =
                bound(&o->until, till ? &comings[o->until.trigger] : NULL,
                      till ? comings[o->until.trigger].fates[n] : COMES_ON, true);
            for (int64_t f = from.earliest; f <= from.latest; f++) {
                for (int64_t u = until.earliest; u <= until.latest; u++) {
                    const outcome got = in_world(a, i, day, &knowns[i], f, u);
                    const uint32_t over = day > u;
                    if (day >= f && u - f > all[i].widest[over]) {
                        all[i].widest[over] = u - f;
                        all[i].by_most[over] = got.rule;
                    }
                    add_world(&all[i], got);
                }
            }
        }
    }
}

static void expect_parts(truce_ratio got, int64_t sum, int64_t parts) {
    assert_true(got.over * parts == sum * got.under);
}

static void check_rests(const truce_owed_agreement *a, uint32_t i, int64_t day, const known *k,
                        const truce_owed_standing *s, const worlds *w) {
    const uint32_t n_reports = w->begun && !k->waived ? k->n_reports : 0;
    assert_int_equal(s->reports.n, n_reports);
    for (uint32_t r = 0; r < n_reports; r++) {
        assert_int_equal(s->reports.at[r], k->reports[r]);
    }
    uint32_t waivers = 0;
    for (uint32_t n = 0; n < a->n_waivers; n++) {
        if (a->waivers[n].obligation == i && a->waivers[n].day <= day) {
            assert_int_equal(s->waivers.at[waivers++], n);
        }
    }
    assert_int_equal(s->waivers.n, waivers);
    for (uint32_t n = 0; n < s->incidents.n; n++) {
        const truce_owed_incident *const incident = &a->incidents[s->incidents.at[n]];
        assert_int_equal(incident->obligation, i);
        assert_true(n == 0 || s->incidents.at[n - 1] < s->incidents.at[n]);
    }
    if (s->state == TRUCE_OWED_STATE_VOID && s->rule == TRUCE_OWED_RULE_FELL_WITH) {
        assert_true(s->obligations.n > 0);
    }
}

static uint64_t running; /* the seed, for whoever meets a failure */

static void check_day(const truce_owed_agreement *a, int64_t day) {
    truce_arena arena = truce_arena_new();
    truce_owed owed;
    truce_error err = {.message = ""};
    if (truce_owed_find(a, day, (truce_owed_options){0}, &arena, &owed, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    known knowns[OBLIGATIONS];
    coming comings[SOME];
    worlds all[OBLIGATIONS];
    uint32_t n_worlds = 1;
    for (uint32_t i = 0; i < a->n_obligations; i++) {
        knowns[i] = know(a, i, day);
        all[i] = (worlds){.score_least = -1,
                          .score_most = -1,
                          .widest = {2 * LOW, 2 * LOW},
                          .by_most = {TRUCE_OWED_RULE_NO_REPORT, TRUCE_OWED_RULE_NO_REPORT}};
    }
    for (uint32_t i = 0; i < a->n_triggers; i++) {
        comings[i] = come(a, i, day, knowns);
        n_worlds *= comings[i].n_fates;
    }
    for (uint32_t n = 0; n < n_worlds; n++) {
        fate fates[SOME];
        uint32_t rest = n;
        for (uint32_t i = 0; i < a->n_triggers; i++) {
            fates[i] = comings[i].fates[rest % comings[i].n_fates];
            rest /= comings[i].n_fates;
        }
        live_through(a, day, knowns, comings, fates, all);
    }
    for (uint32_t i = 0; i < a->n_obligations; i++) {
        const truce_owed_standing *const s = &owed.standings[i];
        const worlds *const w = &all[i];
        const bool one = (w->possible & (w->possible - 1)) == 0;
        if (s->possible != w->possible) {
            const truce_owed_obligation *const o = &a->obligations[i];
            fail_msg("seed %llu, day %d, obligation %u of measure %d, from %d %d..%d, until %d "
                     "%d..%d: %x, not %x",
                     (unsigned long long)running, (int)day, i, (int)o->measure, (int)o->from.kind,
                     (int)o->from.days.earliest, (int)o->from.days.latest, (int)o->until.kind,
                     (int)o->until.days.earliest, (int)o->until.days.latest, s->possible,
                     w->possible);
        }
        assert_int_equal(s->state == TRUCE_OWED_STATE_CANNOT_TELL, !one);
        assert_int_equal(s->why != 0, !one);
        if (one) {
            assert_int_equal(w->possible, UINT32_C(1) << s->state);
            assert_true((w->rules & UINT32_C(1) << s->rule) != 0);
        } else {
            const bool no_report = w->begun && w->by_most[0] == TRUCE_OWED_RULE_NO_REPORT &&
                                   w->by_most[1] == TRUCE_OWED_RULE_NO_REPORT &&
                                   (w->rules & (1U << TRUCE_OWED_RULE_BEFORE_START |
                                                1U << TRUCE_OWED_RULE_NEVER_TRIGGERED |
                                                1U << TRUCE_OWED_RULE_FELL_WITH)) == 0;
            assert_int_equal(s->rule,
                             no_report ? TRUCE_OWED_RULE_NO_REPORT : TRUCE_OWED_RULE_UNCERTAIN);
        }
        const bool measure =
            a->obligations[i].measure >= TRUCE_OWED_IN_ALL && w->begun && !knowns[i].waived;
        const say said = listen(a, i, &knowns[i]);
        const bool evidence = a->obligations[i].evidence;
        const int64_t parts = parts_of(&a->obligations[i]);
        assert_int_equal(s->score_least, measure && w->due_most > 0 ? w->score_least : -1);
        assert_int_equal(s->score_most, measure && w->due_most > 0 ? w->score_most : -1);
        expect_parts(s->due_least, measure ? w->due_least : 0, parts);
        expect_parts(s->due_most, measure ? w->due_most : 0, parts);
        expect_parts(s->measured, measure ? said.sum[0] + (evidence ? 0 : said.sum[1]) : 0, parts);
        expect_parts(s->not_verified, measure && evidence ? said.sum[1] : 0, parts);
        expect_parts(s->disputed, measure ? said.sum[2] : 0, parts);
        check_rests(a, i, day, &knowns[i], s, w);
    }
    truce_arena_clear(&arena);
}

/* ---- over time, and what falls, by looking at every day and every pair ---- */

static void check_history(const truce_owed_agreement *a) {
    truce_arena arena = truce_arena_new();
    truce_owed_history h;
    assert_int_equal(truce_owed_over_time(a, -3, 24, (truce_owed_options){0}, &arena, &h, NULL),
                     TRUCE_OK);
    truce_owed_change now[OBLIGATIONS];
    size_t at = 0;
    for (int64_t day = -3; day <= 24; day++) {
        truce_owed owed;
        assert_int_equal(truce_owed_find(a, day, (truce_owed_options){0}, &arena, &owed, NULL),
                         TRUCE_OK);
        for (uint32_t i = 0; i < a->n_obligations; i++) {
            const truce_owed_standing *const s = &owed.standings[i];
            const bool cannot_tell = s->state == TRUCE_OWED_STATE_CANNOT_TELL;
            if (day == -3 || s->state != now[i].state || (!cannot_tell && s->rule != now[i].rule)) {
                now[i] = (truce_owed_change){day, i, s->state, s->rule, s->possible};
                assert_true(at < h.n);
                assert_int_equal(h.at[at].day, day);
                assert_int_equal(h.at[at].obligation, i);
                assert_int_equal(h.at[at].state, s->state);
                assert_int_equal(h.at[at].rule, s->rule);
                assert_int_equal(h.at[at++].possible, s->possible);
            }
        }
    }
    assert_int_equal(at, h.n);
    truce_arena_clear(&arena);
}

static bool hangs_on(const truce_owed_agreement *a, uint32_t i, uint32_t on) {
    const truce_owed_obligation *const o = &a->obligations[i];
    for (uint32_t k = 0; k < o->n_falls_with; k++) {
        if (o->falls_with[k] == on) {
            return true;
        }
    }
    return o->from.kind == TRUCE_OWED_AFTER &&
           a->triggers[o->from.trigger].kind == TRUCE_OWED_WHEN_KEPT &&
           a->triggers[o->from.trigger].obligation == on;
}

static void check_falls(const truce_owed_agreement *a) {
    for (uint32_t start = 0; start < a->n_obligations; start++) {
        truce_arena arena = truce_arena_new();
        truce_owed_falls falls;
        assert_int_equal(truce_owed_fall_with(a, start, &arena, &falls, NULL), TRUCE_OK);
        uint32_t steps[OBLIGATIONS] = {0}; /* 0: not yet; the start has none */
        uint32_t at = 0;
        for (uint32_t step = 1; step <= a->n_obligations; step++) {
            for (uint32_t i = 0; i < a->n_obligations; i++) {
                uint32_t with = NONE;
                for (uint32_t k = 0; k < a->n_obligations && with == NONE; k++) {
                    const bool before = step == 1 ? k == start : k != start && steps[k] == step - 1;
                    with = before && hangs_on(a, i, k) ? k : NONE;
                }
                if (i != start && steps[i] == 0 && with != NONE) {
                    steps[i] = step;
                    assert_true(at < falls.n);
                    assert_int_equal(falls.at[at].obligation, i);
                    assert_int_equal(falls.at[at].with, with);
                    assert_int_equal(falls.at[at++].steps, step);
                }
            }
        }
        assert_int_equal(at, falls.n);
        truce_arena_clear(&arena);
    }
}

static void check(uint64_t seed) {
    running = seed;
    truce_random r = truce_random_new(seed, 0);
    drawn d;
    draw(&d, &r);
    for (uint32_t i = 0; i < 3; i++) {
        check_day(&d.agreement, below(&r, 24) - 2);
    }
    if (seed % 8 == 0) {
        check_history(&d.agreement);
        check_falls(&d.agreement);
    }
}

/* Each of these was once judged otherwise than all worlds judge it, for a reason of its own. */
static const uint64_t RARE[] = {2348, 3254, 9428, 9455, 13992};

static void random_agreements_are_what_all_worlds_give(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof RARE / sizeof *RARE; i++) {
        check(RARE[i]);
    }
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        check(seed);
    }
}

/* ---- many reports of one obligation ---------------------------------------------------------- */

static void later_reports_replace_earlier_ones_of_the_same_days(void **state) {
    (void)state;
    enum { MANY = 20000 };
    const truce_owed_obligation o[] = {
        {.from = ON(0, 0), .until = ALWAYS, .measure = TRUCE_OWED_A_DAY, .quantity = 2}};
    truce_owed_report *const r = calloc(MANY, sizeof *r);
    assert_non_null(r);
    for (uint32_t i = 0; i < MANY; i++) { /* each takes the last of its three days from the next */
        r[i] = (truce_owed_report){
            0, {2 * (int64_t)i, 2 * (int64_t)i + 2}, TRUCE_OWED_AMOUNT, 5, i, NEVER, NEVER};
    }
    told t = {.agreement = {.obligations = o, .n_obligations = 1, .reports = r, .n_reports = MANY}};
    const truce_owed_standing *const s = as_of(&t, MANY, 0);
    assert_int_equal(s->reports.n, MANY / 2); /* every second, from the last one on */
    assert_int_equal(s->reports.at[0], 1);
    assert_int_equal(s->measured.over, 5 * (MANY / 2));
    assert_int_equal(s->due_most.over, 6 * (MANY / 2));
    truce_arena_clear(&t.arena);
    free(r);
}

/* ---- what can go wrong ----------------------------------------------------------------------- */

static void refuse(const truce_owed_agreement *a, truce_status want, const char *message) {
    truce_arena arena = truce_arena_new();
    truce_owed owed = {.day = 77};
    truce_owed_history history = {.n = 77};
    truce_error err = {.message = ""};
    assert_int_equal(truce_owed_find(a, 5, (truce_owed_options){0}, &arena, &owed, &err), want);
    assert_string_equal(err.message, message);
    assert_int_equal(owed.day, 77);
    assert_int_equal(truce_owed_over_time(a, 5, 5, (truce_owed_options){0}, &arena, &history, NULL),
                     want);
    assert_int_equal(history.n, 77);
    truce_arena_clear(&arena);
}

static void what_is_no_agreement_is_named(void **state) {
    (void)state;
    const uint32_t with_1[] = {1};
    truce_owed_obligation o = {.from = ON(0, 0), .until = ON(9, 9)};
    truce_owed_trigger t = {TRUCE_OWED_WHEN_KEPT, {0, 0}, 1};
    truce_owed_report r = {0, {0, 4}, TRUCE_OWED_AMOUNT, 5, 5, NEVER, NEVER};
    truce_owed_stage stage = {.day = 3};
    truce_owed_incident i = {0, 3, 0, &stage, 1};
    truce_owed_waiver w = {1, 3};
    truce_owed_agreement a = {.obligations = &o, .n_obligations = 1};
    o.until.days.earliest = 10;
    refuse(&a, TRUCE_EINVAL, "obligation 0: there are no days from 10 to 9");
    o.until = (truce_owed_when){TRUCE_OWED_AFTER, {0, 0}, 0};
    refuse(&a, TRUCE_EINVAL, "obligation 0 names trigger 0, and there is none");
    o.until.kind = TRUCE_OWED_ALWAYS;
    o.measure = TRUCE_OWED_A_DAY;
    refuse(&a, TRUCE_EINVAL, "obligation 0 is a quantity of 0");
    o.quantity = 1;
    o.falls_with = with_1;
    o.n_falls_with = 1;
    refuse(&a, TRUCE_EINVAL, "obligation 0 names obligation 1, and there is none");
    o.n_falls_with = 0;
    a.triggers = &t;
    a.n_triggers = 1;
    refuse(&a, TRUCE_EINVAL, "trigger 0 names obligation 1, and there is none");
    t = (truce_owed_trigger){TRUCE_OWED_CANNOT, {2, 1}, NONE};
    refuse(&a, TRUCE_EINVAL, "trigger 0: there are no days from 2 to 1");
    a.n_triggers = 0;
    a.reports = &r;
    a.n_reports = 1;
    r.period.latest = TRUCE_OWED_DAY_MAX + 1;
    refuse(&a, TRUCE_EINVAL, "report 0: there are no days from 0 to 1000000001");
    r.period.latest = 4;
    r.amount = -1;
    refuse(&a, TRUCE_EINVAL, "report 0 measures -1");
    r.amount = 1;
    r.verified = INT64_MIN;
    refuse(&a, TRUCE_EINVAL, "report 0 became known on no day");
    r.obligation = 1;
    refuse(&a, TRUCE_EINVAL, "report 0 names obligation 1, and there is none");
    a.n_reports = 0;
    a.incidents = &i;
    a.n_incidents = 1;
    stage.day = NEVER;
    refuse(&a, TRUCE_EINVAL, "incident 0, or a stage of it, is on no day");
    stage.day = 3;
    i.lost = -2;
    refuse(&a, TRUCE_EINVAL, "incident 0: -2 is lost");
    i.obligation = 1;
    refuse(&a, TRUCE_EINVAL, "incident 0 names obligation 1, and there is none");
    a.n_incidents = 0;
    a.waivers = &w;
    a.n_waivers = 1;
    refuse(&a, TRUCE_EINVAL, "waiver 0 names obligation 1, and there is none");
    w = (truce_owed_waiver){0, NEVER};
    refuse(&a, TRUCE_EINVAL, "day 9223372036854775807 is not within 1000000000 of day 0");
    a.n_waivers = 0;
    truce_owed owed;
    truce_owed_history history;
    truce_arena arena = truce_arena_new();
    const truce_owed_options none = {0};
    assert_int_equal(truce_owed_find(&a, NEVER, none, &arena, &owed, NULL), TRUCE_EINVAL);
    assert_int_equal(truce_owed_find(&a, 0, (truce_owed_options){101}, &arena, &owed, NULL),
                     TRUCE_EINVAL);
    assert_int_equal(truce_owed_over_time(&a, 1, 0, none, &arena, &history, NULL), TRUCE_EINVAL);
    assert_int_equal(truce_owed_over_time(&a, NEVER, 0, none, &arena, &history, NULL),
                     TRUCE_EINVAL);
    truce_arena_clear(&arena);
}

static void what_is_too_large_is_named(void **state) {
    (void)state;
    truce_owed_obligation o = {
        .from = ON(0, 0), .until = ON(9, 9), .measure = TRUCE_OWED_IN_ALL, .quantity = INT64_MAX};
    const truce_owed_report r[] = {{0, {0, 1}, TRUCE_OWED_AMOUNT, INT64_MAX, 2, NEVER, NEVER},
                                   {0, {2, 3}, TRUCE_OWED_KEPT, 0, 4, NEVER, NEVER}};
    const truce_owed_stage stage = {.day = 3};
    const truce_owed_incident i[] = {{0, 3, INT64_MAX, &stage, 1}, {0, 3, 1, &stage, 1}};
    truce_owed_agreement a = {.obligations = &o, .n_obligations = 1, ARRAY(reports, r)};
    refuse(&a, TRUCE_ELIMIT, "obligation 0: what is measured or due is too large a number");
    a.n_reports = 0;
    a.incidents = i;
    a.n_incidents = 2;
    refuse(&a, TRUCE_ELIMIT, "what is lost of obligation 0 is too large");
    truce_owed_report *const many = calloc(TRUCE_OWED_HISTORY_MAX + 1, sizeof *many);
    assert_non_null(many);
    for (int64_t k = 0; k <= TRUCE_OWED_HISTORY_MAX; k++) {
        many[k] = (truce_owed_report){0, {0, 0}, TRUCE_OWED_AMOUNT, 1, k, NEVER, NEVER};
    }
    a = (truce_owed_agreement){.obligations = &o,
                               .n_obligations = 1,
                               .reports = many,
                               .n_reports = TRUCE_OWED_HISTORY_MAX + 1};
    truce_arena arena = truce_arena_new();
    truce_owed_history history;
    truce_error err;
    assert_int_equal(
        truce_owed_over_time(&a, 0, 9999, (truce_owed_options){0}, &arena, &history, &err),
        TRUCE_ELIMIT);
    assert_string_equal(err.message, "something may change on more than 4096 days");
    truce_arena_clear(&arena);
    free(many);
}

static void running_out_of_memory_is_an_error_not_a_crash(void **state) {
    (void)state;
    const truce_owed_options none = {0};
    for (uint64_t seed = 0; seed < 40; seed++) {
        truce_random r = truce_random_new(seed, 1);
        drawn d;
        draw(&d, &r);
        for (long n = 0; n < 8; n++) {
            truce_arena arena = truce_arena_new();
            truce_owed owed = {.day = 77};
            truce_owed_history history = {.n = 77};
            truce_owed_falls falls = {.n = 77};
            allocations_left = n;
            truce_status status = truce_owed_find(&d.agreement, 9, none, &arena, &owed, NULL);
            allocations_left = LONG_MAX;
            assert_true(status == TRUCE_OK || (status == TRUCE_ENOMEM && owed.day == 77));
            assert_true(n > 0 || status == TRUCE_ENOMEM);
            truce_arena_clear(&arena);
            allocations_left = n;
            status = truce_owed_over_time(&d.agreement, 0, 9, none, &arena, &history, NULL);
            allocations_left = LONG_MAX;
            assert_true(status == TRUCE_OK || (status == TRUCE_ENOMEM && history.n == 77));
            assert_true(n > 0 || status == TRUCE_ENOMEM);
            truce_arena_clear(&arena);
            allocations_left = n;
            status = truce_owed_fall_with(&d.agreement, 0, &arena, &falls, NULL);
            allocations_left = LONG_MAX;
            assert_true(status == TRUCE_OK || (status == TRUCE_ENOMEM && falls.n == 77));
            assert_true(n > 0 || status == TRUCE_ENOMEM);
            truce_arena_clear(&arena);
        }
    }
}

static void every_state_and_every_rule_has_words(void **state) {
    (void)state;
    for (uint32_t i = 0; i < TRUCE_OWED_STATES; i++) {
        assert_non_null(truce_owed_state_words((truce_owed_state)i));
    }
    for (uint32_t i = 0; i < TRUCE_OWED_RULES; i++) {
        assert_non_null(truce_owed_rule_words((truce_owed_rule)i));
    }
}

int main(int argc, char **argv) {
    if (argc == 2) {
        check(strtoull(argv[1], NULL, 10));
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_act_is_due_late_and_then_done),
        cmocka_unit_test(what_is_not_verified_is_no_breach),
        cmocka_unit_test(an_incident_is_attributed_only_with_evidence_and_a_named_verifier),
        cmocka_unit_test(aid_is_measured_on_the_days_that_reports_speak_of),
        cmocka_unit_test(a_month_is_that_of_the_calendar),
        cmocka_unit_test(a_circle_falls_only_when_something_in_it_does),
        cmocka_unit_test(what_is_waived_neither_falls_nor_is_late),
        cmocka_unit_test(an_uncertain_last_day_leaves_two_states_possible),
        cmocka_unit_test(what_an_obligation_lacks_is_told),
        cmocka_unit_test(a_history_tells_each_change),
        cmocka_unit_test(random_agreements_are_what_all_worlds_give),
        cmocka_unit_test(later_reports_replace_earlier_ones_of_the_same_days),
        cmocka_unit_test(what_is_no_agreement_is_named),
        cmocka_unit_test(what_is_too_large_is_named),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
        cmocka_unit_test(every_state_and_every_rule_has_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
