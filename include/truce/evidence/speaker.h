/* speaker.h - who says it, how well we know them, and on whose position they speak. */
#ifndef TRUCE_EVIDENCE_SPEAKER_H
#define TRUCE_EVIDENCE_SPEAKER_H

#include "truce/case/model.h"

/* How well a speaker is known, best first. */
typedef enum truce_grade {
    TRUCE_GRADE_NAMED_PERSON,
    TRUCE_GRADE_NAMED_OFFICE, /* an office, a group or a side itself, no person */
    TRUCE_GRADE_ONE_ANONYMOUS,
    TRUCE_GRADE_SEVERAL_ANONYMOUS,
    TRUCE_GRADE_DANGLING, /* never introduced */
    TRUCE_GRADE_NARRATOR  /* the source itself */
} truce_grade;

/* Whether those who speak belong to the side that is spoken of. */
typedef enum truce_hand {
    TRUCE_HAND_FIRST,        /* some speaker is of that side */
    TRUCE_HAND_SECOND,       /* all known speakers are of others; or the words of one who is of that
                                side are passed on by an actor of another side who is no outlet */
    TRUCE_HAND_SIDE_UNKNOWN, /* nobody's side is known */
    TRUCE_HAND_NARRATOR      /* nobody is said to speak */
} truce_hand;

truce_grade truce_speaker_grade(const truce_case *c, const truce_speaker *speaker);

/* The best grade among a claim's speakers; NARRATOR when it has none. */
truce_grade truce_claim_grade(const truce_case *c, const truce_claim *claim);

/* "named person", "one anonymous", ... */
const char *truce_grade_called(truce_grade grade);

/* The side of the actor that `ref` names: an index into actors, or TRUCE_NONE ("someone"). */
uint32_t truce_side_of(const truce_case *c, truce_ref ref);

/* How the claim stands to a position (or interest, movement, rank ...) of `side`. */
truce_hand truce_claim_hand(const truce_case *c, const truce_claim *claim, uint32_t side);

#endif
