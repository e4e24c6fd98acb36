/* witness.h - which claims and sources repeat others, and whose claims count as one witness.
 *
 * A claim is first followed to what it is a `copy of`, and its source to what it `copies` or
 * `draws on`. Then the voice counts: a report's own words are one witness; so is a named speaker in
 * one report, or through one outlet in however many. People without a name are taken for others in
 * every claim, because nothing says that they are the same.
 */
#ifndef TRUCE_EVIDENCE_WITNESS_H
#define TRUCE_EVIDENCE_WITNESS_H

#include "truce/base/arena.h"
#include "truce/case/model.h"

typedef struct truce_copies {
    uint32_t *original; /* [claim]: the claim that it is a copy of in the end, or itself */
    uint32_t *origin;   /* [source]: the source that it copies in the end, or itself */
} truce_copies;

/* Follow copies to their originals, whether or not these are in scope. Lives in `arena`; false when
 * memory is out. Cost O(claims + sources). */
TRUCE_MUST_USE bool truce_copies_find(const truce_case *c, truce_arena *arena,
                                      truce_copies *copies);

/* By what a witness is told from others. */
typedef enum truce_voice {
    TRUCE_VOICE_REPORT,  /* a report in its own words */
    TRUCE_VOICE_OUTLET,  /* an outlet in its own words, in whatever report */
    TRUCE_VOICE_SPEAKER, /* one named speaker, in one report */
    TRUCE_VOICE_TELLING, /* one named speaker, through one outlet, in whatever report */
    TRUCE_VOICE_CLAIM    /* somebody without a name, or several: this claim and its copies */
} truce_voice;

typedef struct truce_witnesses {
    uint32_t *of; /* [claim]: a number, in reading order of the first claim; equal: one witness */
    uint32_t n;   /* numbers run from 0 to n - 1 */
    truce_voice *voice; /* [witness] */
    uint32_t *report;   /* [source]: what it copies or draws on in the end, or itself; a ring of
                           these ends where it is entered */
} truce_witnesses;

/* Number the witnesses of all claims of the case. Lives in `arena`; false when memory is out.
 * Expected O(claims + sources). */
TRUCE_MUST_USE bool truce_witnesses_find(const truce_case *c, const truce_copies *copies,
                                         truce_arena *arena, truce_witnesses *witnesses);

#endif
