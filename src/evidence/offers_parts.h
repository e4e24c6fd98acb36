/* offers_parts.h - the steps of offers, a file each (private to the room). */
#ifndef TRUCE_SRC_EVIDENCE_OFFERS_PARTS_H
#define TRUCE_SRC_EVIDENCE_OFFERS_PARTS_H

#include "truce/evidence/offers.h"

/* offers_terms.c: terms claim by claim, and which of them differ. */
bool collect_terms(const truce_scope *scope, truce_offer_file *f, truce_arena *arena);

/* Those whom somebody calls mediators, or the case itself does; by actor, each once. */
typedef struct roster {
    truce_witness *at;
    uint32_t n;
} roster;

/* offers_questions.c */
bool find_roster(const truce_scope *scope, roster *r, truce_arena *arena);
bool find_questions(const truce_scope *scope, const roster *r, truce_offer_file *f,
                    truce_arena *arena);

/* offers_alarms.c: of all offers, when their stages and terms are known. */
bool find_alarms(truce_offers *offers, truce_arena *arena);

#endif
