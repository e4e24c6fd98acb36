#include "truce/evidence/speaker.h"

truce_grade truce_speaker_grade(const truce_case *c, const truce_speaker *speaker) {
    switch (speaker->kind) {
    case TRUCE_SPEAKER_ONE:
        return TRUCE_GRADE_ONE_ANONYMOUS;
    case TRUCE_SPEAKER_SOME:
    case TRUCE_SPEAKER_COUNTED:
        return TRUCE_GRADE_SEVERAL_ANONYMOUS;
    case TRUCE_SPEAKER_DANGLING:
        return TRUCE_GRADE_DANGLING;
    case TRUCE_SPEAKER_NAMED:
        break;
    }
    const uint32_t i = truce_case_find(c, TRUCE_KIND_ACTOR, speaker->actor);
    if (i == TRUCE_NONE) {
        return TRUCE_GRADE_DANGLING; /* "by someone" */
    }
    return c->actors[i].kind == TRUCE_ACTOR_PERSON ? TRUCE_GRADE_NAMED_PERSON
                                                   : TRUCE_GRADE_NAMED_OFFICE;
}

truce_grade truce_claim_grade(const truce_case *c, const truce_claim *claim) {
    truce_grade best = TRUCE_GRADE_NARRATOR;
    for (uint32_t i = 0; i < claim->n_speakers; i++) {
        const truce_grade grade = truce_speaker_grade(c, &claim->speakers[i]);
        best = grade < best ? grade : best;
    }
    return best;
}

const char *truce_grade_called(truce_grade grade) {
    static const char *const called[] = {
        [TRUCE_GRADE_NAMED_PERSON] = "named person",
        [TRUCE_GRADE_NAMED_OFFICE] = "named office or side",
        [TRUCE_GRADE_ONE_ANONYMOUS] = "one anonymous",
        [TRUCE_GRADE_SEVERAL_ANONYMOUS] = "several anonymous",
        [TRUCE_GRADE_DANGLING] = "never introduced",
        [TRUCE_GRADE_NARRATOR] = "narrator",
    };
    return called[grade];
}

uint32_t truce_side_of(const truce_case *c, truce_ref ref) {
    const uint32_t i = truce_case_find(c, TRUCE_KIND_ACTOR, ref);
    return i != TRUCE_NONE ? c->actors[i].side : TRUCE_NONE;
}

/* Told by somebody of another side, who is no outlet: hearsay, whoever is said to have spoken. */
static bool passed_on(const truce_case *c, const truce_claim *claim, uint32_t side) {
    const uint32_t via = truce_case_find(c, TRUCE_KIND_ACTOR, claim->via);
    return via != TRUCE_NONE && c->actors[via].kind != TRUCE_ACTOR_OUTLET &&
           c->actors[via].side != side;
}

truce_hand truce_claim_hand(const truce_case *c, const truce_claim *claim, uint32_t side) {
    truce_hand hand = claim->n_speakers > 0 ? TRUCE_HAND_SIDE_UNKNOWN : TRUCE_HAND_NARRATOR;
    for (uint32_t i = 0; i < claim->n_speakers; i++) {
        const uint32_t speaks_for = truce_side_of(c, claim->speakers[i].actor);
        if (speaks_for != TRUCE_NONE && speaks_for == side) {
            return passed_on(c, claim, side) ? TRUCE_HAND_SECOND : TRUCE_HAND_FIRST;
        }
        if (speaks_for != TRUCE_NONE) {
            hand = TRUCE_HAND_SECOND;
        }
    }
    return hand;
}
