/* clashes.h - on which issues what two parties hold cannot both be, and the pair of positions that
 * shows it best.
 *
 * Only what stands is compared: positions of parties that nothing supersedes, that are reported
 * and not our own reading, and that some claim leaves undenied; what a person of a side holds only
 * where the side itself holds nothing on that issue. Two of different parties clash when they
 * disagree (matrix.h). But two parties that are both reported to demand, offer or accept one same
 * option for the same groups, on no condition, have settled that issue, whatever else they said
 * before. That positions clash says nothing of who should move.
 */
#ifndef TRUCE_EVIDENCE_CLASHES_H
#define TRUCE_EVIDENCE_CLASHES_H

#include "truce/evidence/matrix.h"

enum {
    TRUCE_CLASH_COMPARED_MAX = 24 /* standing positions of one party on one issue that are compared:
                                     the first in the order of the matrix */
};

typedef struct truce_clash {
    uint32_t issue;
    uint32_t a, b;       /* positions; `a` is of the party that the case names first */
    unsigned red_lines;  /* 0..2: how many of the two some claim calls one */
    unsigned weight;     /* of the worse attested of the two; see truce_position */
    uint32_t n_evidence; /* claims of both */
} truce_clash;

typedef struct truce_clashes {
    truce_clash *at; /* one for each issue and pair of parties: more red lines first, then better
                        attested, then more claims, then by issue and parties in reading order */
    uint32_t n;
    bool partly_compared; /* some party holds more than TRUCE_CLASH_COMPARED_MAX on an issue */
} truce_clashes;

/* Find them. Of several pairs on one issue the first in the order above is taken, then the one that
 * the matrix names first. Everything lives in `arena`; `matrix` is kept. TRUCE_ENOMEM. Cost
 * O(positions + pairs compared), of which there are at most 24 for each position and other party.
 */
TRUCE_MUST_USE truce_status truce_clashes_make(const truce_matrix *matrix, truce_arena *arena,
                                               truce_clashes *clashes, truce_error *err);

#endif
