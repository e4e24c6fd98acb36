/* In which order to ask: what blocks most first. */
#include <stdlib.h>

#include "gaps_parts.h"
#include "truce/evidence/clashes.h"

typedef struct counter {
    finder *f;
    uint32_t *seen;    /* [issue] -> number of the gap that has counted it */
    bool *sources;     /* [source]: undated, while such a gap is counted */
    bool *clashes;     /* [issue]: two parties clash on it */
    uint32_t *parties; /* [issue]: how many parties have a position on it that is reported */
    uint32_t number, n, between;
} counter;

static void count_issue(counter *k, truce_ref ref) {
    const uint32_t issue = truce_case_find(k->f->c, TRUCE_KIND_ISSUE, ref);
    if (issue != TRUCE_NONE && k->seen[issue] != k->number) {
        k->seen[issue] = k->number;
        k->n++;
        k->between += k->clashes[issue];
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

/* The issues that it is on; where it is on none, what its claims take positions on. */
static void count_unsaid(counter *k, const truce_gap *g) {
    const truce_case *const c = k->f->c;
    for (uint32_t i = 0; i < g->n_items; i++) {
        const truce_ref name = {g->items[i].name, 0};
        count_issue(k, name);
        for (uint32_t n = 0;
             truce_case_find(c, TRUCE_KIND_ISSUE, name) == TRUCE_NONE && n < g->items[i].n_claims;
             n++) {
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
    case TRUCE_GAP_STATE:
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
    case TRUCE_GAP_ANSWER:
    case TRUCE_GAP_DATE_WORDS:
        count_claims(k, g);
        return k->n;
    case TRUCE_GAP_UNSAID:
        count_unsaid(k, g);
        return k->n;
    case TRUCE_GAP_SOURCE_DATE:
        count_sources(k, g);
        return k->n;
    default:
        return g->n_items; /* each is an issue */
    }
}

/* ---- places ---- */

/* What the parties hold, as far as the order asks: where they clash, and who says anything. */
static bool look_at_parties(counter *k) {
    const truce_matrix *const m = k->f->m;
    truce_clashes clashes;
    uint32_t *const last = truce_arena_zero(k->f->arena, m->n_parties, sizeof *last);
    if (last == NULL || truce_clashes_make(m, k->f->arena, &clashes, NULL) != TRUCE_OK) {
        return false;
    }
    for (uint32_t i = 0; i < clashes.n; i++) {
        k->clashes[clashes.at[i].issue] = true;
    }
    for (uint32_t i = 0; i < m->n_positions; i++) { /* rows by issue */
        const truce_position *const p = &m->positions[i];
        if (p->column < m->n_parties && !p->inferred && last[p->column] != p->issue + 1) {
            last[p->column] = p->issue + 1;
            k->parties[p->issue]++;
        }
    }
    return true;
}

static bool is_about_offers(truce_gap_kind kind) {
    return kind == TRUCE_GAP_OFFER_TEXT || kind == TRUCE_GAP_CARRIER || kind == TRUCE_GAP_DELIVERY;
}

static bool is_general(truce_gap_kind kind) {
    return kind == TRUCE_GAP_PRIORITIES || kind == TRUCE_GAP_DECIDER ||
           kind == TRUCE_GAP_RATIFIER || kind == TRUCE_GAP_GUARANTOR ||
           kind == TRUCE_GAP_VERIFIER || kind == TRUCE_GAP_MANDATE || kind == TRUCE_GAP_VIOLATION;
}

/* Mark the items that are about an issue between the parties; how many. */
static uint32_t mark_between(const counter *k, truce_gap *g) {
    const truce_case *const c = k->f->c;
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n_items; i++) {
        const truce_declared d = c->declared[g->items[i].name];
        if (d.kind == TRUCE_KIND_ISSUE) {
            g->items[i].between =
                g->kind == TRUCE_GAP_POSITION ? k->parties[d.index] > 0 : k->clashes[d.index];
            n += g->items[i].between;
        }
    }
    return n;
}

static bool leads(const truce_gap_item *item) {
    return item->between || item->arrival != TRUCE_ARRIVAL_OPEN;
}

/* Those first that put the gap in its place; for the rest the order stays. */
static void lead_items(finder *f, truce_gap *g) {
    uint32_t n = 0;
    truce_gap_item *const items = truce_arena_take(f->arena, g->n_items * sizeof *items);
    if (items == NULL) {
        f->failed = true;
        return;
    }
    for (int lead = 1; lead >= 0; lead--) {
        for (uint32_t i = 0; i < g->n_items; i++) {
            if (leads(&g->items[i]) == (lead == 1)) {
                items[n++] = g->items[i];
            }
        }
    }
    g->items = items;
    g->cap_items = g->n_items;
}

static truce_gap_place place_of(const truce_gap *g) {
    if (is_general(g->kind)) {
        return TRUCE_GAP_GENERAL;
    }
    if (g->kind == TRUCE_GAP_STATE) {
        return TRUCE_GAP_TALKS;
    }
    if (g->kind == TRUCE_GAP_UNSAID) {
        return TRUCE_GAP_LEFT_OPEN;
    }
    if (is_about_offers(g->kind)) {
        return g->items[0].arrival != TRUCE_ARRIVAL_OPEN ? TRUCE_GAP_IN_DOUBT : TRUCE_GAP_ASIDE;
    }
    return g->between > 0 ? TRUCE_GAP_BETWEEN : TRUCE_GAP_ASIDE;
}

static void place(counter *k, truce_gap *g) {
    k->between = 0;
    g->weakens = g->kind >= TRUCE_GAP_FIRST_HAND;
    g->issues = count(k, g);
    const uint32_t marked = mark_between(k, g);
    g->between = is_general(g->kind) || is_about_offers(g->kind) ? 0
                 : marked > 0                                    ? marked
                                                                 : k->between;
    if (!is_general(g->kind)) {
        lead_items(k->f, g);
    }
    g->place = place_of(g);
}

/* Within one place: what a reported position leaves out, positions that are missing, what else is
 * needed, words. Who carried an offer is asked before when, and its text last. */
static uint32_t step_of(truce_gap_kind kind) {
    switch (kind) {
    case TRUCE_GAP_CONTENT:
    case TRUCE_GAP_CONDITION:
    case TRUCE_GAP_GROUP:
        return 0;
    case TRUCE_GAP_POSITION:
        return 1;
    case TRUCE_GAP_CARRIER:
        return 2;
    case TRUCE_GAP_DELIVERY:
        return 3;
    case TRUCE_GAP_TERM:
    case TRUCE_GAP_MEANING:
    case TRUCE_GAP_WORDS:
        return 5;
    default:
        return 4;
    }
}

static int compare(uint32_t l, uint32_t r) {
    return (l > r) - (l < r);
}

static int by_place(const void *left, const void *right) {
    const truce_gap *const l = left;
    const truce_gap *const r = right;
    const uint32_t keys[][2] = {
        {l->weakens, r->weakens},
        {(uint32_t)l->place, (uint32_t)r->place},
        {step_of(l->kind), step_of(r->kind)},
        {r->between, l->between}, /* most first */
        {r->issues, l->issues},
        {(uint32_t)l->kind, (uint32_t)r->kind},
        {l->party, r->party},
        {(uint32_t)l->trait, (uint32_t)r->trait},
        {(uint32_t)l->topic, (uint32_t)r->topic},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i][0] != keys[i][1]) {
            return compare(keys[i][0], keys[i][1]);
        }
    }
    return 0;
}

void order_gaps(finder *f) {
    counter k = {.f = f,
                 .seen = truce_arena_zero(f->arena, f->c->n_issues, sizeof *k.seen),
                 .sources = truce_arena_zero(f->arena, f->c->n_sources, sizeof *k.sources),
                 .clashes = truce_arena_zero(f->arena, f->c->n_issues, sizeof *k.clashes),
                 .parties = truce_arena_zero(f->arena, f->c->n_issues, sizeof *k.parties)};
    f->failed = f->failed || k.seen == NULL || k.sources == NULL || k.clashes == NULL ||
                k.parties == NULL || !look_at_parties(&k);
    for (uint32_t i = 0; i < f->out->n && !f->failed; i++) {
        place(&k, &f->out->at[i]);
    }
    if (f->out->n > 1 && !f->failed) {
        qsort(f->out->at, f->out->n, sizeof *f->out->at, by_place);
    }
}
