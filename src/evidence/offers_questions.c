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
        at[k->n_carriers] = (truce_witness){.actor = actor, .claim = claim, .carrier = true};
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

/* Whether the claim's source says nothing of the offer itself. */
static bool is_elsewhere(const asker *k, const uint32_t *sources, size_t n, uint32_t claim) {
    const uint32_t source = truce_case_find(k->c, TRUCE_KIND_SOURCE, k->c->claims[claim].source);
    return n == 0 || bsearch(&source, sources, n, sizeof *sources, by_number) == NULL;
}

/* Carriers of neither side; when there are none, or only groups, mediators too. */
static bool list_messengers(asker *k, truce_offer_question *q) {
    truce_witness mediators[TRUCE_OFFER_WITNESSES_MAX];
    uint32_t n_mediators = 0;
    size_t n_sources = 0;
    bool persons = false;
    const uint32_t *const sources = sources_of(k->c, k->f, k->arena, &n_sources);
    for (size_t i = 0; i < k->n_carriers && sources != NULL; i++) {
        const truce_actor *const actor = &k->c->actors[k->carriers[i].actor];
        if (actor->side != q->recipient && !names(&k->makers, actor->side)) {
            persons = persons || actor->kind != TRUCE_ACTOR_GROUP;
            k->carriers[i].elsewhere = is_elsewhere(k, sources, n_sources, k->carriers[i].claim);
            name_witness(q, k->carriers[i]);
        }
    }
    if (sources == NULL || persons) {
        return sources != NULL;
    }
    if (!find_mediators_of(k->mediators, sources, n_sources, k->arena, mediators, &n_mediators)) {
        return false;
    }
    const uint32_t n_carriers = q->n_witnesses;
    for (uint32_t i = 0; i < n_mediators; i++) {
        bool named = k->c->actors[mediators[i].actor].side == q->recipient;
        for (uint32_t w = 0; w < n_carriers; w++) {
            named = named || q->witnesses[w].actor == mediators[i].actor;
        }
        if (!named) {
            name_witness(q, mediators[i]);
        }
    }
    return true;
}

/* Those whom a source of the offer names come alone; others are asked only when there are none, and
 * only whether it was delivered. */
static bool name_messengers(asker *k, truce_offer_question *q) {
    const uint32_t begin = q->n_witnesses;
    if (!list_messengers(k, q)) {
        return false;
    }
    uint32_t near = 0;
    for (uint32_t i = begin; i < q->n_witnesses; i++) {
        near += !q->witnesses[i].elsewhere;
    }
    uint32_t kept = begin;
    for (uint32_t i = begin; i < q->n_witnesses; i++) {
        if (!q->witnesses[i].elsewhere || (near == 0 && q->kind == TRUCE_ASK_DELIVERY)) {
            q->witnesses[kept++] = q->witnesses[i];
        }
    }
    q->n_witnesses = kept;
    return true;
}

static bool ask_of(asker *k, uint32_t recipient) {
    truce_offer_question *q = NULL;
    const bool arrived = holds(&k->arrived, recipient);
    const bool denied = holds(&k->denied, recipient);
    if (holds(&k->sent, recipient) && (denied || !arrived)) {
        if (!ask(k, TRUCE_ASK_DELIVERY, recipient, denied, &q)) {
            return false;
        }
        if (!name_messengers(k, q)) {
            return false;
        }
    }
    if (arrived && !holds(&k->answered, recipient) && k->f->replaced_by == TRUCE_NONE) {
        if (!ask(k, TRUCE_ASK_ANSWER, recipient, false, &q)) {
            return false;
        }
        if (recipient != TRUCE_NONE) {
            name_witness(q, (truce_witness){.actor = recipient, .claim = TRUCE_NONE});
        }
        return name_messengers(k, q);
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
            name_witness(q, (truce_witness){.actor = k.makers.at[i], .claim = TRUCE_NONE});
        }
        for (size_t i = 0; i < k.recipients.n; i++) {
            name_witness(q, (truce_witness){.actor = k.recipients.at[i], .claim = TRUCE_NONE});
        }
    }
    return true;
}
