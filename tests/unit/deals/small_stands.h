/* small_stands.h - random stands of two parties on three small issues, and what they rule out by
 * the definition, package by package. Include it behind <cmocka.h>. */
#ifndef TRUCE_TESTS_SMALL_STANDS_H
#define TRUCE_TESTS_SMALL_STANDS_H

#include "support/random.h"
#include "support/told.h"
#include "truce/deals/stands.h"

/* ---- made-up problems: a case for its issues and links, stands beside it ---- */

#define ISSUES                                                                                     \
    "truce 1\nparty north \"North\"\nparty south \"South\"\n"                                      \
    "group men \"Men\"\ngroup women \"Women\"\n"                                                   \
    "issue a \"A\"\n  rung a0\n  rung a1\n  rung a2\n"                                             \
    "issue b \"B\"\n  range 0..3 step 1 percent\n"                                                 \
    "issue g \"G\"\n  per men, women\n  rung g0\n  rung g1\n  option gx\n"                         \
    "issue words \"Words\"\n"

enum {
    POSITIONS_MAX = 6,
    STANDS_MAX = 12,
    TERMS_MAX = 200,
    ASSUMPTIONS = 2,
    VARIABLES = 4 + ASSUMPTIONS /* a, b, g for men, g for women; assumptions */
};
static const uint32_t sizes[VARIABLES] = {3, 4, 3, 3, 2, 2};

typedef struct problem {
    told t;
    truce_stands stands;
    truce_stand at[STANDS_MAX];
    truce_stand_holder holders[POSITIONS_MAX];
    truce_stand_term terms[TERMS_MAX];
    truce_interval intervals[TERMS_MAX];
    uint32_t groups[TERMS_MAX];
    truce_stand_condition conditions[2 * STANDS_MAX];
    truce_acceptance accepted[16];
    size_t n_terms, n_intervals, n_conditions;
    unsigned n_beyond; /* openings that the limits left out */
} problem;

static inline truce_stand_term random_term(problem *p, uint64_t *seed, bool may_assume) {
    const size_t i = p->n_intervals++;
    truce_stand_term term = {.issue = (uint32_t)below(seed, 3)};
    if (may_assume && percent(seed, 30)) {
        return (truce_stand_term){.issue = TRUCE_NONE,
                                  .assumption = (uint32_t)below(seed, ASSUMPTIONS),
                                  .denied = percent(seed, 30)};
    }
    const int64_t top = term.issue == 1 ? 3 : 2;
    const int64_t low = (int64_t)below(seed, (size_t)top + 1);
    p->intervals[i] = (truce_interval){low, low + (int64_t)below(seed, (size_t)(top - low) + 1)};
    /* Off the ladder of g, an option's number is the rungs and its place: 2 + 2. */
    if (term.issue == 2 && p->intervals[i].high == 2) {
        p->intervals[i] = (truce_interval){4, 4};
    }
    term.options = (truce_option_set){&p->intervals[i], 1};
    if (term.issue == 2 && percent(seed, 50)) {
        p->groups[i] = (uint32_t)below(seed, 2);
        term.groups = &p->groups[i];
        term.n_groups = 1;
    }
    term.denied = may_assume && percent(seed, 20);
    return term;
}

static inline const truce_stand_term *random_terms(problem *p, uint64_t *seed, size_t n,
                                                   bool may_assume) {
    truce_stand_term *const at = &p->terms[p->n_terms];
    for (size_t i = 0; i < n; i++) {
        p->terms[p->n_terms++] = random_term(p, seed, may_assume);
    }
    return at;
}

static inline void random_stand(problem *p, uint64_t *seed, truce_stand *s, uint32_t position) {
    *s = (truce_stand){.kind = (truce_stand_kind)below(seed, 3), .position = position};
    s->n_terms = s->kind == TRUCE_STAND_ONLY_IF ? 1 : 1 + (uint32_t)below(seed, 2);
    s->terms = random_terms(p, seed, s->n_terms, false);
    s->any = s->kind == TRUCE_STAND_DEMAND && percent(seed, 30);
    s->n_conditions =
        s->kind == TRUCE_STAND_ONLY_IF ? 1 + (uint32_t)below(seed, 2) : (uint32_t)percent(seed, 35);
    s->conditions = &p->conditions[p->n_conditions];
    for (uint32_t i = 0; i < s->n_conditions; i++) {
        const uint32_t n = 1 + (uint32_t)below(seed, 2);
        p->conditions[p->n_conditions++] =
            (truce_stand_condition){random_terms(p, seed, n, true), n};
    }
}

static inline void random_problem(problem *p, uint64_t seed) {
    static const char *const items[] = {"a a0",         "a a1 or more", "b 2 or more",   "b 0..1",
                                        "g g1 for men", "g g0",         "g gx for women"};
    char text[2048];
    size_t n = (size_t)snprintf(text, sizeof text, "%s", ISSUES);
    const size_t links = below(&seed, 3);
    for (size_t i = 0; i < links; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n, "link l%zu %s %s %s\n", i,
                              items[below(&seed, 7)], percent(&seed, 50) ? "requires" : "excludes",
                              items[below(&seed, 7)]);
    }
    *p = (problem){.n_terms = 0};
    tell(&p->t, (truce_str){text, n});
    const uint32_t positions = 1 + (uint32_t)below(&seed, POSITIONS_MAX);
    uint32_t n_stands = 0;
    for (uint32_t i = 0; i < positions; i++) {
        p->holders[i] =
            (truce_stand_holder){(uint32_t)below(&seed, 2), (truce_stand_firmness)below(&seed, 3)};
        random_stand(p, &seed, &p->at[n_stands++], i);
        if (percent(&seed, 20)) {
            random_stand(p, &seed, &p->at[n_stands++], i);
        }
    }
    const uint32_t n_accepted = (uint32_t)below(&seed, 17);
    for (uint32_t i = 0; i < n_accepted; i++) {
        p->accepted[i].party = (uint32_t)below(&seed, 2);
        p->accepted[i].term = random_term(p, &seed, false);
    }
    p->stands = (truce_stands){.at = p->at,
                               .n = n_stands,
                               .positions = p->holders,
                               .n_positions = positions,
                               .n_parties = 2,
                               .n_assumptions = ASSUMPTIONS,
                               .accepted = p->accepted,
                               .n_accepted = n_accepted};
}

/* ---- the definition ---- */

/* The number of value `v` of a variable, as option sets count. */
static inline int64_t number_of(uint32_t variable, uint32_t value) {
    return (variable == 2 || variable == 3) && value == 2 ? 4 : (int64_t)value;
}

static inline bool term_holds(const truce_stand_term *t, const uint32_t *package) {
    static const uint32_t first[] = {0, 1, 2};
    static const uint32_t count[] = {1, 1, 2};
    bool all = true;
    if (t->issue == TRUCE_NONE) {
        return (package[4 + t->assumption] == 1) != t->denied;
    }
    for (uint32_t g = 0; g < count[t->issue]; g++) {
        const uint32_t v = first[t->issue] + g;
        const int64_t number = number_of(v, package[v]);
        if (t->n_groups == 0 || t->groups[0] == g) {
            all = all && t->options.at[0].low <= number && number <= t->options.at[0].high;
        }
    }
    return all != t->denied;
}

static inline bool terms_hold(const truce_stand_term *terms, uint32_t n, const uint32_t *package) {
    for (uint32_t i = 0; i < n; i++) {
        if (!term_holds(&terms[i], package)) {
            return false;
        }
    }
    return true;
}

static inline bool rules_out(const truce_stand *s, const uint32_t *package) {
    bool binds = s->n_conditions == 0;
    bool any = false;
    for (uint32_t i = 0; i < s->n_conditions; i++) {
        binds = binds || terms_hold(s->conditions[i].terms, s->conditions[i].n, package);
    }
    for (uint32_t i = 0; i < s->n_terms; i++) {
        any = any || term_holds(&s->terms[i], package);
    }
    const bool all = terms_hold(s->terms, s->n_terms, package);
    switch (s->kind) {
    case TRUCE_STAND_DEMAND:
        return binds && !(s->any ? any : all);
    case TRUCE_STAND_REFUSAL:
        return binds && all;
    case TRUCE_STAND_ONLY_IF:
        break;
    }
    return all && !binds;
}

#endif
