/* In which order to ask: by what is held up, and by how many issues wait for it. */
#include <stdlib.h>

#include "gaps_parts.h"

typedef struct counter {
    finder *f;
    uint32_t *seen; /* [issue] -> number of the gap that has counted it */
    bool *sources;  /* [source]: undated, while such a gap is counted */
    uint32_t number, n;
} counter;

static void count_issue(counter *k, truce_ref ref) {
    const uint32_t issue = truce_case_find(k->f->c, TRUCE_KIND_ISSUE, ref);
    if (issue != TRUCE_NONE && k->seen[issue] != k->number) {
        k->seen[issue] = k->number;
        k->n++;
    }
}

static void count_demands(counter *k, const truce_demand *demands, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        count_issue(k, demands[i].item.issue);
        if (demands[i].order != TRUCE_ORDER_NONE) {
            count_issue(k, demands[i].other.issue);
        }
    }
}

/* What the claim takes positions on. */
static void count_claim(counter *k, uint32_t claim) {
    const truce_claim *const cl = &k->f->c->claims[claim];
    for (uint32_t s = 0; s < cl->n_statements; s++) {
        if (cl->statements[s].kind == TRUCE_STATES_POSITION) {
            count_demands(k, cl->statements[s].as.position.demands,
                          cl->statements[s].as.position.n);
        }
    }
}

static void count_claims(counter *k, const truce_gap *g) {
    for (uint32_t i = 0; i < g->n_items; i++) {
        for (uint32_t n = 0; n < g->items[i].n_claims; n++) {
            count_claim(k, g->items[i].claims[n]);
        }
    }
}

static void count_sources(counter *k, const truce_gap *g) {
    const truce_case *const c = k->f->c;
    for (uint32_t i = 0; i < g->n_items; i++) {
        k->sources[c->declared[g->items[i].name].index] = true;
    }
    for (uint32_t i = 0; i < c->n_claims; i++) {
        const uint32_t source = truce_case_find(c, TRUCE_KIND_SOURCE, c->claims[i].source);
        if (k->f->scope->in[i] && k->sources[source]) {
            count_claim(k, i);
        }
    }
}

/* What the offers are reported to hold; anything, when of one of them nobody reports that. */
static void count_terms(counter *k, const truce_gap *g) {
    const truce_case *const c = k->f->c;
    for (uint32_t i = 0; i < g->n_items; i++) {
        const truce_symbol name = g->items[i].name;
        const truce_offer *const offer = name != 0 ? &c->offers[c->declared[name].index] : NULL;
        bool told = false;
        for (uint32_t t = 0; offer != NULL && t < offer->n_terms; t++) {
            const uint32_t from = truce_case_find(c, TRUCE_KIND_CLAIM, offer->terms[t].from);
            if (from != TRUCE_NONE && k->f->scope->in[from]) {
                told = true;
                count_demands(k, offer->terms[t].demands, offer->terms[t].n);
            }
        }
        if (!told) {
            k->n = c->n_issues;
            return;
        }
    }
}

static uint32_t promised(const truce_case *c) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n_issues; i++) {
        n += (1U << c->issues[i].topic &
              (TOPICS_PROMISED | TOPIC(GUARANTEE) | TOPIC(MONITORING))) != 0;
    }
    return n;
}

static uint32_t count(counter *k, const truce_gap *g) {
    k->number++;
    k->n = 0;
    switch (g->kind) {
    case TRUCE_GAP_PRIORITIES:
    case TRUCE_GAP_DECIDER:
    case TRUCE_GAP_RATIFIER:
        return k->f->c->n_issues;
    case TRUCE_GAP_GUARANTOR:
    case TRUCE_GAP_VERIFIER:
    case TRUCE_GAP_MANDATE:
    case TRUCE_GAP_VIOLATION:
        return promised(k->f->c);
    case TRUCE_GAP_OFFER_TEXT:
    case TRUCE_GAP_CARRIER:
    case TRUCE_GAP_DELIVERY:
        count_terms(k, g);
        return k->n;
    case TRUCE_GAP_TERM:
    case TRUCE_GAP_MEANING:
    case TRUCE_GAP_DATE_WORDS:
        count_claims(k, g);
        return k->n;
    case TRUCE_GAP_SOURCE_DATE:
        count_sources(k, g);
        return k->n;
    default:
        return g->n_items; /* each is an issue */
    }
}

static int compare(uint32_t l, uint32_t r) {
    return (l > r) - (l < r);
}

static int by_weight(const void *left, const void *right) {
    const truce_gap *const l = left;
    const truce_gap *const r = right;
    const int weakens = compare(l->weakens, r->weakens);
    const int issues = compare(r->issues, l->issues);
    const int kind = compare((uint32_t)l->kind, (uint32_t)r->kind);
    const int party = compare(l->party, r->party);
    return weakens != 0  ? weakens
           : issues != 0 ? issues
           : kind != 0   ? kind
           : party != 0  ? party
                         : compare((uint32_t)l->topic, (uint32_t)r->topic);
}

void order_gaps(finder *f) {
    counter k = {.f = f,
                 .seen = truce_arena_zero(f->arena, f->c->n_issues, sizeof *k.seen),
                 .sources = truce_arena_zero(f->arena, f->c->n_sources, sizeof *k.sources)};
    f->failed = f->failed || k.seen == NULL || k.sources == NULL;
    if (f->failed) {
        return;
    }
    for (uint32_t i = 0; i < f->out->n; i++) {
        truce_gap *const g = &f->out->at[i];
        g->weakens = g->kind >= TRUCE_GAP_FIRST_HAND;
        g->issues = count(&k, g);
    }
    if (f->out->n > 1) {
        qsort(f->out->at, f->out->n, sizeof *f->out->at, by_weight);
    }
}
