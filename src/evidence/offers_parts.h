/* offers_parts.h - the steps of offers, a file each (private to the room). */
#ifndef TRUCE_SRC_EVIDENCE_OFFERS_PARTS_H
#define TRUCE_SRC_EVIDENCE_OFFERS_PARTS_H

#include "truce/evidence/offers.h"

/* offers_terms.c: terms claim by claim, and which of them differ. */
bool collect_terms(const truce_scope *scope, truce_offer_file *f, truce_arena *arena);

/* Those whom somebody calls mediators, or the case itself does. */
typedef struct roster {
    truce_witness *at;       /* all, by actor, each once */
    truce_witness *declared; /* by the case itself, without a claim */
    truce_witness *told;     /* by the source of the claim, then actor; each once for each source */
    uint32_t *rows;          /* [source] -> first of `told`; [n_sources]: all of them */
    uint32_t n, n_declared;
} roster;

/* offers_witness.c */
bool find_roster(const truce_scope *scope, roster *r, truce_arena *arena);
/* Sort witnesses by actor, keep each once by its first claim, and return how many. */
size_t distinct_witnesses(truce_witness *at, size_t n);
/* The sources of what is said of the offer itself, rising, each once; NULL: memory is out. */
uint32_t *sources_of(const truce_case *c, const truce_offer_file *f, truce_arena *arena, size_t *n);
/* Mediators, by actor, into `into` (room for TRUCE_OFFER_WITNESSES_MAX): those whom one of these
 * sources calls so, and those declared; without the former, whoever is called so elsewhere. False:
 * memory is out. */
bool find_mediators_of(const roster *r, const uint32_t *sources, size_t n_sources,
                       truce_arena *arena, truce_witness *into, uint32_t *n);

/* offers_questions.c */
bool find_questions(const truce_scope *scope, const roster *r, truce_offer_file *f,
                    truce_arena *arena);

/* offers_alarms.c: of all offers, when their stages and terms are known. */
bool find_alarms(truce_offers *offers, truce_arena *arena);

/* What an alarm is raised with. */
typedef struct alarmer {
    const truce_case *c;
    const truce_scope *scope;
    const truce_date *event_dates;
    truce_arena *arena;
    truce_offer_file *f;
    size_t cap;
} alarmer;

/* `alarm.claims` is kept, and sorted. */
bool raise_alarm(alarmer *k, truce_offer_alarm alarm);

/* offers_order.c: stages whose dates contradict their order. */
bool find_order(alarmer *k);

#endif
