/* offers_parts.h - the steps of offers, a file each (private to the room). */
#ifndef TRUCE_SRC_EVIDENCE_OFFERS_PARTS_H
#define TRUCE_SRC_EVIDENCE_OFFERS_PARTS_H

#include "truce/evidence/offers.h"

/* offers_terms.c: terms claim by claim, and which of them differ. */
bool collect_terms(const truce_scope *scope, truce_offer_file *f, truce_arena *arena);

/* Those whom somebody calls mediators, or the case itself does. */
typedef struct roster {
    truce_whom *at;       /* all, by actor, each once */
    truce_whom *declared; /* by the case itself, without a claim */
    truce_whom *told;     /* by the source of the claim, then actor; each once for each source */
    uint32_t *rows;       /* [source] -> first of `told`; [n_sources]: all of them */
    uint32_t n, n_declared;
} roster;

/* offers_witness.c */
bool find_roster(const truce_scope *scope, roster *r, truce_arena *arena);
/* Sort by actor, keep each once by its first claim, and return how many. */
size_t distinct_whom(truce_whom *at, size_t n);
/* The sources of what is said of the offer itself, rising, each once; NULL: memory is out. */
uint32_t *sources_of(const truce_case *c, const truce_offer_file *f, truce_arena *arena, size_t *n);
/* Mediators, by actor, into `into` (room for TRUCE_OFFER_WHOM_MAX): those whom one of these
 * sources calls so, and those declared; without the former, whoever is called so elsewhere. False:
 * memory is out. */
bool find_mediators_of(const roster *r, const uint32_t *sources, size_t n_sources,
                       truce_arena *arena, truce_whom *into, uint32_t *n);

/* Some sides, or everybody when a statement names nobody. */
typedef struct side_set {
    uint32_t *at;
    size_t n, cap;
    bool everybody;
} side_set;

typedef struct asker {
    const truce_scope *scope;
    const truce_case *c;
    const roster *mediators;
    truce_offer_file *f;
    truce_arena *arena;
    side_set makers, recipients, sent, arrived, denied, answered;
    truce_whom *carriers; /* by actor, each once */
    size_t n_carriers, cap_carriers, cap_questions;
} asker;

/* Whom to ask one thing, as they are found. */
typedef struct voices {
    truce_whom at[4 * TRUCE_OFFER_WHOM_MAX];
    uint32_t n;
} voices;

/* offers_knows.c */
void add_sides_of(voices *v, const side_set *s, truce_whom_why why, const side_set *but);
/* Carriers and mediators. Those whom a source of the offer names come alone; others only when there
 * are none, and `far` ones are asked too. */
bool find_messengers(asker *k, uint32_t recipient, bool far, voices *v);
/* Who could tell whether it came to `recipient`; TRUCE_NONE: to whoever it is for, or is said to
 * have come to. */
bool find_knowing(asker *k, uint32_t recipient, truce_whom **whom, uint32_t *n);

/* offers_questions.c: questions, and who could tell of the offer; of any (`f->offer` is
 * TRUCE_NONE) the latter alone. */
bool sides_name(const side_set *s, uint32_t side);
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
