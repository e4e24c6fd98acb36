/* offers.h - which offer was issued, handed over, conveyed, received, answered: claimed by whom,
 * denied by whom, and who could prove what nobody has proved.
 *
 * Each stage of each offer holds what is said of it and what is denied; a stage of which nothing is
 * said is unproven. What is said of "any" offer is kept apart and points to the offers that it
 * bears on. Terms stand claim by claim. Nothing here says that an offer was or was not made.
 */
#ifndef TRUCE_EVIDENCE_OFFERS_H
#define TRUCE_EVIDENCE_OFFERS_H

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/case/model.h"
#include "truce/evidence/scope.h"
#include "truce/evidence/told.h"
#include "truce/evidence/whom.h"

enum {
    TRUCE_STAGE_N = TRUCE_STAGE_WITHDRAWN + 1,
    TRUCE_OFFER_ANY_MAX = 64,        /* statements on any offer that one offer points to */
    TRUCE_OFFER_RECIPIENTS_MAX = 32, /* sides of which it is asked whether an offer reached them */
    TRUCE_OFFER_WHOM_MAX = 32,       /* who could tell, of each sort */
    TRUCE_OFFER_COMPARED_MAX = 256   /* terms of one offer on one issue that are compared */
};

typedef struct truce_custody {
    truce_told *told; /* that it is so, in reading order; then that it is not. Never NULL */
    uint32_t n_claimed, n_denied;
} truce_custody;

/* Terms of one offer on one issue, as one claim reports them. */
typedef struct truce_offer_term {
    uint32_t claim;
    uint32_t issue;
    const truce_demand *demand;
    bool differs; /* another claim reports other options, groups or conditions on this issue */
} truce_offer_term;

typedef enum truce_offer_question_kind {
    TRUCE_ASK_DELIVERY, /* it is said to have been sent; that it arrived is denied or not said */
    TRUCE_ASK_ANSWER,   /* it is said to have arrived; no answer is */
    TRUCE_ASK_TERMS     /* no claim gives its terms */
} truce_offer_question_kind;

typedef struct truce_offer_question {
    truce_offer_question_kind kind;
    uint32_t recipient; /* side that it was for; TRUCE_NONE: nobody says, or all (TERMS) */
    bool denied;        /* DELIVERY: somebody denies that it arrived */
    truce_whom *whom;   /* who could tell, each once */
    uint32_t n_whom;
} truce_offer_question;

typedef enum truce_offer_alarm_kind {
    TRUCE_ALARM_CARRIERS, /* claims name different carriers to one recipient */
    TRUCE_ALARM_TERMS,    /* claims report different terms of this one offer */
    TRUCE_ALARM_REPLACED, /* it is said to be answered, and another replaces it */
    TRUCE_ALARM_ORDER     /* by the dates of claims, a stage was over before one that comes first */
} truce_offer_alarm_kind;

typedef struct truce_offer_alarm {
    truce_offer_alarm_kind kind;
    uint32_t other; /* CARRIERS, ORDER: the recipient's side, or TRUCE_NONE; TERMS: the issue;
                       REPLACED: the offer that replaces it */
    truce_stage early, late; /* ORDER: `late` is said to be over before `early` */
    uint32_t *claims;        /* in reading order, each once */
    uint32_t n_claims;
} truce_offer_alarm;

typedef struct truce_offer_file {
    uint32_t offer;
    uint32_t replaced_by; /* the first offer whose record says so, or TRUCE_NONE */
    truce_custody stages[TRUCE_STAGE_N];
    truce_told *any; /* statements on any offer that bear on this one, in reading order */
    uint32_t n_any;
    bool more_any;
    truce_offer_term *terms; /* by issue, then reading order */
    uint32_t n_terms;
    truce_offer_question *questions;
    uint32_t n_questions;
    truce_whom *knows; /* who could tell of its way, whoever asks; see truce_offers_make() */
    uint32_t n_knows;
    truce_offer_alarm *alarms;
    uint32_t n_alarms;
} truce_offer_file;

typedef struct truce_offers {
    const truce_scope *scope; /* kept */
    uint32_t *denied_by;      /* [claim]: a claim in scope that denies it, or TRUCE_NONE */
    truce_offer_file *at;     /* every offer of the case, in reading order; of a scope that is
                                 narrowed those that a claim in it names */
    uint32_t n;
    truce_custody any[TRUCE_STAGE_N]; /* what is said of any offer */
    truce_whom *any_knows;            /* who could tell of that */
    uint32_t n_any_knows;
} truce_offers;

/* Collect what claims in scope say of offers.
 *
 * A statement on any offer bears on each offer whose recipients (for issued and withdrawn: whose
 * makers) may be those it speaks of: some side is in both, or one of the two names none. An offer
 * is "sent" when a claim says it was issued, handed over or conveyed; it arrived when one says that
 * it was received, acknowledged, reviewed or answered. An answer to an offer that another replaces
 * is not asked for.
 *
 * Who could tell of an offer's way is one list, for whatever is asked about it (here, among the
 * accounts and among the gaps), in the order of truce_whom_why, then of the case: its makers; the
 * carriers that claims name (`by` of conveyed, `to` of handed, `from` of received and acknowledged)
 * of neither side; those whom it is for, or to whom it is said to have come; others whose word a
 * claim on a stage of it is; and, when no carrier is named or only a group, those who are called
 * mediators. Of carriers and mediators those come alone whom a source that speaks of the offer
 * itself names; only when there are none, those named elsewhere. Of what is said of any offer a
 * party that it came from is a maker. An answer is asked of the recipient, or of those to whom it
 * is said to have come, and of the others only of carriers and mediators who are not from
 * elsewhere; terms of makers and recipients, and only when neither is known of all.
 *
 * A stage is over by the date of its statement, else by the time of its claim, which could not tell
 * of it before; it begins at the date of its statement alone. Stages towards one recipient come in
 * the order issued, handed, conveyed, received, then acknowledged, reviewed or answered; withdrawn
 * comes after issued.
 *
 * Everything lives in `arena`; `scope` is kept. TRUCE_ENOMEM. Expected O(s log s) for s statements,
 * terms and names of offers. */
TRUCE_MUST_USE truce_status truce_offers_make(const truce_scope *scope, truce_arena *arena,
                                              truce_offers *offers, truce_error *err);

/* What is known of an offer (an index into the case's); NULL when a narrowed scope leaves it out.
 * O(log n). */
const truce_offer_file *truce_offers_of(const truce_offers *offers, uint32_t offer);

#endif
