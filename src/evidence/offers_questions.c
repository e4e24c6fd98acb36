/* What nobody has proved about an offer, and who could tell. For each side that it is for: whether
 * it is said to have been sent there, to have arrived, and to be answered. */
#include <stdlib.h>

#include "offers_parts.h"
#include "truce/evidence/speaker.h"

/* Some sides, or everybody when a statement names nobody. */
typedef struct sides {
    uint32_t *at;
    size_t n, cap;
    bool everybody;
} sides;

typedef struct asker {
    const truce_scope *scope;
    const truce_case *c;
    const roster *mediators;
    truce_offer_file *f;
    truce_arena *arena;
    sides makers, recipients, sent, arrived, denied, answered;
    truce_witness *carriers; /* by actor, each once */
    size_t n_carriers, cap_carriers, cap_questions;
} asker;

static bool add_sides(asker *k, sides *s, truce_refs refs) {
    s->everybody = s->everybody || refs.n == 0;
    for (uint32_t i = 0; i < refs.n; i++) {
        uint32_t *const at = truce_arena_grow(k->arena, s->at, s->n, &s->cap, sizeof *at);
        if (at == NULL) {
            return false;
        }
        s->at = at;
        at[s->n] = truce_side_of(k->c, refs.at[i]);
        s->n += at[s->n] != TRUCE_NONE;
    }
    return true;
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

static void sort_distinct(sides *s) {
    size_t kept = 0;
    if (s->n > 1) {
        qsort(s->at, s->n, sizeof *s->at, by_number);
    }
    for (size_t i = 0; i < s->n; i++) {
        if (kept == 0 || s->at[kept - 1] != s->at[i]) {
            s->at[kept++] = s->at[i];
        }
    }
    s->n = kept;
}

static bool names(const sides *s, uint32_t side) {
    return s->n > 0 && side != TRUCE_NONE &&
           bsearch(&side, s->at, s->n, sizeof *s->at, by_number) != NULL;
}

/* Whether the statements speak of `side`; of somebody at all, when nobody knows whose side it is.
 */
static bool holds(const sides *s, uint32_t side) {
    return s->everybody || (side == TRUCE_NONE ? s->n > 0 : names(s, side));
}

/* ---- what is said ---- */

static bool add_carriers(asker *k, truce_refs refs, uint32_t claim) {
    for (uint32_t i = 0; i < refs.n; i++) {
        const uint32_t actor = truce_case_find(k->c, TRUCE_KIND_ACTOR, refs.at[i]);
        truce_witness *const at =
            truce_arena_grow(k->arena, k->carriers, k->n_carriers, &k->cap_carriers, sizeof *at);
        if (at == NULL) {
            return false;
        }
        k->carriers = at;
        at[k->n_carriers] = (truce_witness){actor, claim, true};
        k->n_carriers += actor != TRUCE_NONE;
    }
    return true;
}

/* Carriers are those whom somebody names as such, be it to deny that they carried it. */
static bool look_at(asker *k, truce_told told, bool any) {
    const truce_statement *const st = told.statement;
    const bool says = !st->denied && !any;
    bool ok = true;
    switch (st->as.offer.stage) {
    case TRUCE_STAGE_ISSUED:
        return !says || (add_sides(k, &k->sent, st->as.offer.to) &&
                         (st->as.offer.to.n == 0 || add_sides(k, &k->recipients, st->as.offer.to)));
    case TRUCE_STAGE_HANDED:
        return add_carriers(k, st->as.offer.to, told.claim) &&
               (!says || add_sides(k, &k->sent, (truce_refs){NULL, 0}));
    case TRUCE_STAGE_CONVEYED:
        ok = add_carriers(k, st->as.offer.by, told.claim);
        return ok && (!says ||
                      (add_sides(k, &k->sent, st->as.offer.to) &&
                       (st->as.offer.to.n == 0 || add_sides(k, &k->recipients, st->as.offer.to))));
    case TRUCE_STAGE_RECEIVED:
    case TRUCE_STAGE_ACKNOWLEDGED:
        ok = add_carriers(k, st->as.offer.from, told.claim);
        return ok && (says         ? add_sides(k, &k->arrived, st->as.offer.by)
                      : st->denied ? add_sides(k, &k->denied, st->as.offer.by)
                                   : true);
    case TRUCE_STAGE_REVIEWED:
        return !says || add_sides(k, &k->arrived, st->as.offer.by);
    case TRUCE_STAGE_ACCEPTED:
    case TRUCE_STAGE_REJECTED:
    case TRUCE_STAGE_COUNTERED:
        return !says || (add_sides(k, &k->arrived, st->as.offer.by) &&
                         add_sides(k, &k->answered, st->as.offer.by));
    case TRUCE_STAGE_WITHDRAWN:
        break;
    }
    return true;
}

static int by_actor(const void *left, const void *right) {
    const truce_witness *const l = left;
    const truce_witness *const r = right;
    if (l->actor != r->actor) {
        return l->actor < r->actor ? -1 : 1;
    }
    return (l->claim > r->claim) - (l->claim < r->claim); /* TRUCE_NONE, no claim, comes last */
}

/* One of each actor, by its first claim. */
static size_t distinct_witnesses(truce_witness *at, size_t n) {
    size_t kept = 0;
    if (n > 1) {
        qsort(at, n, sizeof *at, by_actor);
    }
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || at[kept - 1].actor != at[i].actor) {
            at[kept++] = at[i];
        }
    }
    return kept;
}

static bool look_at_all(asker *k) {
    const truce_offer *const offer = &k->c->offers[k->f->offer];
    if ((offer->by.n > 0 && !add_sides(k, &k->makers, offer->by)) ||
        (offer->to.n > 0 && !add_sides(k, &k->recipients, offer->to))) {
        return false;
    }
    for (uint32_t s = 0; s < TRUCE_STAGE_N; s++) {
        const truce_custody *const stage = &k->f->stages[s];
        for (uint32_t i = 0; i < stage->n_claimed + stage->n_denied; i++) {
            if (!look_at(k, stage->told[i], false)) {
                return false;
            }
        }
    }
    for (uint32_t i = 0; i < k->f->n_any; i++) {
        if (!look_at(k, k->f->any[i], true)) {
            return false;
        }
    }
    sides *const all[] = {&k->makers,  &k->recipients, &k->sent,
                          &k->arrived, &k->denied,     &k->answered};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        sort_distinct(all[i]);
    }
    k->n_carriers = distinct_witnesses(k->carriers, k->n_carriers);
    return true;
}

/* ---- what to ask, and of whom ---- */

static bool ask(asker *k, truce_offer_question_kind kind, uint32_t recipient, bool denied,
                truce_offer_question **made) {
    truce_offer_file *const f = k->f;
    truce_offer_question *const at =
        truce_arena_grow(k->arena, f->questions, f->n_questions, &k->cap_questions, sizeof *at);
    truce_witness *const witnesses =
        truce_arena_take(k->arena, TRUCE_OFFER_WITNESSES_MAX * sizeof *witnesses);
    if (at == NULL || witnesses == NULL) {
        return false;
    }
    f->questions = at;
    at[f->n_questions] = (truce_offer_question){kind, recipient, denied, witnesses, 0};
    *made = &at[f->n_questions++];
    return true;
}

static void name_witness(truce_offer_question *q, truce_witness witness) {
    if (q->n_witnesses < TRUCE_OFFER_WITNESSES_MAX) {
        q->witnesses[q->n_witnesses++] = witness;
    }
}

/* Carriers of neither side; when there are none, or only groups, all who are called mediators too.
 */
static void name_messengers(asker *k, truce_offer_question *q) {
    bool persons = false;
    for (size_t i = 0; i < k->n_carriers; i++) {
        const truce_actor *const actor = &k->c->actors[k->carriers[i].actor];
        if (actor->side != q->recipient && !names(&k->makers, actor->side)) {
            persons = persons || actor->kind != TRUCE_ACTOR_GROUP;
            name_witness(q, k->carriers[i]);
        }
    }
    const uint32_t n_carriers = q->n_witnesses;
    for (uint32_t i = 0; i < k->mediators->n && !persons; i++) {
        const truce_witness m = k->mediators->at[i];
        bool named = k->c->actors[m.actor].side == q->recipient;
        for (uint32_t w = 0; w < n_carriers; w++) {
            named = named || q->witnesses[w].actor == m.actor;
        }
        if (!named) {
            name_witness(q, m);
        }
    }
}

static bool ask_of(asker *k, uint32_t recipient) {
    truce_offer_question *q = NULL;
    const bool arrived = holds(&k->arrived, recipient);
    const bool denied = holds(&k->denied, recipient);
    if (holds(&k->sent, recipient) && (denied || !arrived)) {
        if (!ask(k, TRUCE_ASK_DELIVERY, recipient, denied, &q)) {
            return false;
        }
        name_messengers(k, q);
    }
    if (arrived && !holds(&k->answered, recipient)) {
        if (!ask(k, TRUCE_ASK_ANSWER, recipient, false, &q)) {
            return false;
        }
        if (recipient != TRUCE_NONE) {
            name_witness(q, (truce_witness){recipient, TRUCE_NONE, false});
        }
        name_messengers(k, q);
    }
    return true;
}

bool find_questions(const truce_scope *scope, const roster *r, truce_offer_file *f,
                    truce_arena *arena) {
    asker k = {.scope = scope, .c = scope->c, .mediators = r, .f = f, .arena = arena};
    bool told = false;
    if (!look_at_all(&k)) {
        return false;
    }
    for (uint32_t s = 0; s < TRUCE_STAGE_N; s++) {
        told = told || f->stages[s].n_claimed + f->stages[s].n_denied > 0;
    }
    for (size_t i = 0; i < k.recipients.n && i < TRUCE_OFFER_RECIPIENTS_MAX; i++) {
        if (!ask_of(&k, k.recipients.at[i])) {
            return false;
        }
    }
    if (k.recipients.n == 0 && !ask_of(&k, TRUCE_NONE)) {
        return false;
    }
    if (told && f->n_terms == 0) {
        truce_offer_question *q = NULL;
        if (!ask(&k, TRUCE_ASK_TERMS, TRUCE_NONE, false, &q)) {
            return false;
        }
        for (size_t i = 0; i < k.makers.n; i++) {
            name_witness(q, (truce_witness){k.makers.at[i], TRUCE_NONE, false});
        }
        for (size_t i = 0; i < k.recipients.n; i++) {
            name_witness(q, (truce_witness){k.recipients.at[i], TRUCE_NONE, false});
        }
    }
    return true;
}

bool find_roster(const truce_scope *scope, roster *r, truce_arena *arena) {
    const truce_case *const c = scope->c;
    size_t n = 0;
    size_t cap = 0;
    for (uint32_t a = 0; a < c->n_actors; a++) {
        if (c->actors[a].kind != TRUCE_ACTOR_MEDIATOR) {
            continue;
        }
        truce_witness *const at = truce_arena_grow(arena, r->at, n, &cap, sizeof *at);
        if (at == NULL) {
            return false;
        }
        r->at = at;
        at[n++] = (truce_witness){a, TRUCE_NONE, false};
    }
    for (uint32_t i = 0; i < c->n_claims; i++) {
        for (uint32_t s = 0; scope->in[i] && s < c->claims[i].n_statements; s++) {
            const truce_statement *const st = &c->claims[i].statements[s];
            const uint32_t actor = st->kind == TRUCE_STATES_ROLE && !st->denied &&
                                           st->as.role.role == TRUCE_ROLE_MEDIATOR
                                       ? truce_case_find(c, TRUCE_KIND_ACTOR, st->subject)
                                       : TRUCE_NONE;
            truce_witness *const at =
                actor != TRUCE_NONE ? truce_arena_grow(arena, r->at, n, &cap, sizeof *at) : r->at;
            if (actor == TRUCE_NONE) {
                continue;
            }
            if (at == NULL) {
                return false;
            }
            r->at = at;
            at[n++] = (truce_witness){actor, i, false};
        }
    }
    r->n = (uint32_t)distinct_witnesses(r->at, n);
    return true;
}
