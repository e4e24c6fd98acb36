/* gaps.h - what the case does not say and a mediator would need.
 *
 * A gap follows from what is declared and claimed: an issue on which a party has no position, a
 * term that nobody defines, a promise over time with nobody to guarantee it, a message without a
 * carrier. What to look for comes from the topics of the issues, from roles, stages and statements.
 * A gap is closed by a claim in view that says it; who should be asked is given by name. Nothing is
 * guessed.
 */
#ifndef TRUCE_EVIDENCE_GAPS_H
#define TRUCE_EVIDENCE_GAPS_H

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/case/model.h"
#include "truce/evidence/matrix.h"
#include "truce/evidence/whom.h"

typedef enum truce_gap_kind {
    TRUCE_GAP_UNSAID, /* party, trait: an actor has one, and the claim says that it is not said
                         which; items: the issues that it is on, or the actor */
    TRUCE_GAP_STATE,  /* claims: one witness tells whether the talks go on, and not every party */
    /* what the sides want */
    TRUCE_GAP_POSITION,   /* party, topic: issues on which no position of it is reported */
    TRUCE_GAP_CONTENT,    /* party: there is a position, and nobody says which */
    TRUCE_GAP_CONDITION,  /* party: there is a condition, and nobody says which */
    TRUCE_GAP_PRIORITIES, /* parties that rank no issue over others in their own words */
    TRUCE_GAP_RESERVE, /* party: issues with a position, and neither a red line nor an acceptance */
    TRUCE_GAP_GROUP,   /* party: issues decided for each group apart, with positions on some only */
    TRUCE_GAP_OBSTACLE, /* issues that somebody names as a main point, not accepted on all sides */
    /* words */
    TRUCE_GAP_TERM,    /* terms that are used, and nobody says what they mean */
    TRUCE_GAP_MEANING, /* terms with several meanings */
    TRUCE_GAP_WORDS,   /* issues on which one position goes by several words */
    /* what an agreement needs: asked where the topics promise something over time */
    TRUCE_GAP_GUARANTOR,
    TRUCE_GAP_VERIFIER,  /* or observer */
    TRUCE_GAP_MANDATE,   /* what a monitor may do */
    TRUCE_GAP_VIOLATION, /* what counts as one, who says so, what follows */
    TRUCE_GAP_NUMBER,    /* exchange: issues without a number in any position */
    TRUCE_GAP_RATIO,     /* exchange: how many of one for how many of the other */
    TRUCE_GAP_LIST,      /* exchange: who, by name */
    TRUCE_GAP_TIMETABLE, /* no length of time in any position */
    TRUCE_GAP_LINE,      /* withdrawal: from where to where */
    /* messages */
    TRUCE_GAP_OFFER_TEXT, /* offers whose terms are unknown, or told by press alone */
    TRUCE_GAP_CARRIER,    /* offers of a party that nobody is said to have carried */
    TRUCE_GAP_DELIVERY,   /* offers whose delivery has no date */
    TRUCE_GAP_ANSWER,     /* party: actors said to press it, and no answer is reported: asked.h */
    /* who decides */
    TRUCE_GAP_DECIDER,  /* parties */
    TRUCE_GAP_RATIFIER, /* parties */
    /* how well it is known */
    TRUCE_GAP_FIRST_HAND,  /* party: issues on which nobody of it speaks */
    TRUCE_GAP_ONE_SOURCE,  /* party: issues on which each position rests on one source */
    TRUCE_GAP_SOURCE_DATE, /* sources with claims that nothing dates */
    TRUCE_GAP_DATE_WORDS,  /* events and claims whose time is in words only */
    TRUCE_GAP_N
} truce_gap_kind;

/* Of an offer that the gap is about: whether it is known to have arrived. */
typedef enum truce_arrival {
    TRUCE_ARRIVAL_OPEN, /* nobody says that it was sent, or somebody that it was received, answered
                           or looked at */
    TRUCE_ARRIVAL_UNSAID,  /* it was issued or sent, and nobody says that it was received */
    TRUCE_ARRIVAL_DENIED,  /* that it was handed over, conveyed or received is denied */
    TRUCE_ARRIVAL_DISPUTED /* the same, and somebody says that it was received or answered */
} truce_arrival;

/* In which order to ask; of two places the one that blocks more comes first. */
typedef enum truce_gap_place {
    TRUCE_GAP_TALKS,     /* whether the talks go on */
    TRUCE_GAP_LEFT_OPEN, /* what a claim itself says is not known */
    TRUCE_GAP_IN_DOUBT,  /* about offers of which it is denied, or not said, that they arrived */
    TRUCE_GAP_BETWEEN,   /* about issues that stand between the parties */
    TRUCE_GAP_ASIDE,     /* about other issues and offers */
    TRUCE_GAP_GENERAL    /* what any agreement needs, whatever it is about */
} truce_gap_place;

/* One record that the gap is about, with what is said of it so far. */
typedef struct truce_gap_item {
    truce_symbol name;     /* 0: any offer */
    truce_arrival arrival; /* offers */
    bool between;          /* issues: it stands between the parties, see truce_gaps_make() */
    truce_str *words;      /* the different words, of kinds that are about words; as first said */
    uint32_t n_words;
    uint32_t *claims; /* in reading order; may be none */
    uint32_t n_claims;
    uint32_t *groups; /* GROUP: actors, in the order of the issue's `per` */
    uint32_t n_groups;
    truce_whom *ask; /* whom to ask about this record alone, beside `all` of the gap; each once */
    uint32_t n_ask;
    size_t cap_words, cap_claims, cap_groups;
} truce_gap_item;

typedef struct truce_gap {
    truce_gap_kind kind;
    uint32_t party;        /* whom it is about, of kinds that are by party (of UNSAID: any actor);
                              else TRUCE_NONE */
    truce_topic topic;     /* POSITION */
    truce_trait trait;     /* UNSAID */
    truce_gap_item *items; /* at least one */
    uint32_t n_items;
    truce_whom *ask; /* sides, each once, by why, then in the order of the case; none: whoever
                        published the source, or brings the case */
    uint32_t n_ask;
    truce_whom *all; /* those of them who are asked about each item, as the same; others are asked
                        about the items that name them */
    uint32_t n_all;
    bool weakens; /* an answer can be given without it, and is less sure; else it is held up */
    truce_gap_place place;
    uint32_t issues;  /* that wait for it, see truce_gaps_make() */
    uint32_t between; /* of them: those that stand between the parties */
    size_t cap_items;
} truce_gap;

typedef struct truce_gaps {
    const truce_matrix *matrix; /* kept */
    truce_gap *at;              /* in the order in which to ask, see truce_gaps_make() */
    uint32_t n;
    size_t cap;
} truce_gaps;

enum { TRUCE_GAP_WORDS_MAX = 8 /* different words that are kept of one item */ };

/* Whether an item of a gap is a matter for this side: NULL, or why it is asked. */
const truce_whom *truce_gap_asks(const truce_gap *gap, const truce_gap_item *item, uint32_t side);

/* Find the gaps of the claims in the scope that `matrix` was made of. The team's own reading
 * (`inferred`) closes no gap. When the scope is narrowed, offers and terms that no claim in it
 * mentions are not asked about.
 *
 * A trait that is left open is closed by a claim that says one of the same actor on the same issue
 * (or on none, as the other) and was not surely made before.
 *
 * A state of the talks (running, paused, broken, ended, planned) that may stand now, as timeline.h
 * has it, is asked about when one witness alone tells it (witness.h) and nobody speaks for some
 * party.
 *
 * They come in the order in which to ask. What holds an answer up comes before what only makes one
 * less sure; then by place (whether the talks go on first, then what a claim itself leaves open).
 * In one place first comes what a reported position leaves out (its condition, its content,
 * groups), then positions that are missing, then what else the issues or offers need, then words;
 * then by how many issues between the parties it is about, then by how many issues wait for it,
 * most first; then by kind, party, trait and topic. No side comes before another but by the order
 * in which the case names them. The items that put a gap in its place stand first in it.
 *
 * An issue stands between the parties when two of them clash on it (clashes.h); for a missing
 * position, when another party has one. What waits are the issues that a gap is about. Of a gap
 * that is about no issue: all (who decides or ratifies, priorities); what is promised over time
 * (guarantor, verifier, mandate, violation); what the offer is reported to hold, or all when nobody
 * reports that (text, carrier, delivery); what its claims take positions on (words, dates, a trait
 * that is on no issue).
 *
 * Whom to ask follows from what each has to do with it. A side is asked for its own position,
 * priorities and decisions, and together with the others for what any agreement needs; of an offer
 * those who could tell of its way (offers.h); of a word those who use it; of a content or condition
 * that is left out, of a trait that is left open, and of a main point, those whose word the claim
 * is, too; of an event without a
 * date who did it, and of a claim who speaks; of the state of the talks the parties, who is said to
 * have left, who is said to host them, and who tells it. Those who are only called mediators come
 * last, of an offer, of a main point and of what any agreement needs: any one of them may know.
 *
 * Everything lives in `arena`. TRUCE_ENOMEM. Expected O(s log s + issues x parties) for s
 * statements, and the cost of truce_clashes_make() and truce_offers_make(). */
TRUCE_MUST_USE truce_status truce_gaps_make(const truce_matrix *matrix, truce_arena *arena,
                                            truce_gaps *gaps, truce_error *err);

/* Whether a unit is a length of time ("days", "working-days", "week"), or a ratio
 * ("prisoners-per-captive", "30-for-one"): by the English words in it. */
bool truce_unit_is_time(truce_str unit);
bool truce_unit_is_ratio(truce_str unit);

#endif
