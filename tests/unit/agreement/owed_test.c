/* Promises whose state one can tell by reading; then each way in which an agreement can be wrong or
 * too large. */
#include "truce/agreement/owed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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

static void every_state_and_every_rule_has_words(void **state) {
    (void)state;
    for (uint32_t i = 0; i < TRUCE_OWED_STATES; i++) {
        assert_non_null(truce_owed_state_words((truce_owed_state)i));
    }
    for (uint32_t i = 0; i < TRUCE_OWED_RULES; i++) {
        assert_non_null(truce_owed_rule_words((truce_owed_rule)i));
    }
}

int main(void) {
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
        cmocka_unit_test(later_reports_replace_earlier_ones_of_the_same_days),
        cmocka_unit_test(what_is_no_agreement_is_named),
        cmocka_unit_test(what_is_too_large_is_named),
        cmocka_unit_test(every_state_and_every_rule_has_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
