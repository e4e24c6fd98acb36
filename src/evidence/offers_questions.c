/* What nobody has proved about an offer, and who could tell. For each side that it is for: whether
 * it is said to have been sent there, to have arrived, and to be answered. */
#include <stdlib.h>
#include <string.h>

#include "offers_parts.h"
#include "truce/evidence/speaker.h"

static bool add_sides(asker *k, side_set *s, truce_refs refs) {
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

static void sort_distinct(side_set *s) {
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

bool sides_name(const side_set *s, uint32_t side) {
    return s->n > 0 && side != TRUCE_NONE &&
           bsearch(&side, s->at, s->n, sizeof *s->at, by_number) != NULL;
}

/* Whether the statements speak of `side`; of somebody at all, when nobody knows whose side it is.
 */
static bool holds(const side_set *s, uint32_t side) {
    return s->everybody || (side == TRUCE_NONE ? s->n > 0 : sides_name(s, side));
}

/* ---- what is said ---- */

/* Of any offer nobody is known as maker: a party that it came from is one. */
static bool is_source(const asker *k, uint32_t actor) {
    return k->f->offer == TRUCE_NONE && actor != TRUCE_NONE &&
           k->c->actors[k->c->actors[actor].side].kind == TRUCE_ACTOR_PARTY;
}

static bool add_carriers(asker *k, truce_refs refs, uint32_t claim) {
    for (uint32_t i = 0; i < refs.n; i++) {
        const uint32_t actor = truce_case_find(k->c, TRUCE_KIND_ACTOR, refs.at[i]);
        if (is_source(k, actor)) {
            if (!add_sides(k, &k->makers, (truce_refs){&refs.at[i], 1})) {
                return false;
            }
            continue;
        }
        truce_whom *const at =
            truce_arena_grow(k->arena, k->carriers, k->n_carriers, &k->cap_carriers, sizeof *at);
        if (at == NULL) {
            return false;
        }
        k->carriers = at;
        at[k->n_carriers] = (truce_whom){actor, claim, TRUCE_WHOM_CARRIER, false};
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
    static const truce_offer any = {.by = {NULL, 0}};
    const truce_offer *const offer = k->f->offer != TRUCE_NONE ? &k->c->offers[k->f->offer] : &any;
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
    side_set *const all[] = {&k->makers,  &k->recipients, &k->sent,
                             &k->arrived, &k->denied,     &k->answered};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        sort_distinct(all[i]);
    }
    k->n_carriers = distinct_whom(k->carriers, k->n_carriers);
    return true;
}

/* ---- what to ask ---- */

static bool ask(asker *k, truce_offer_question question) {
    truce_offer_file *const f = k->f;
    truce_offer_question *const at =
        truce_arena_grow(k->arena, f->questions, f->n_questions, &k->cap_questions, sizeof *at);
    if (at == NULL) {
        return false;
    }
    f->questions = at;
    at[f->n_questions++] = question;
    return true;
}

static bool put_voices(asker *k, const voices *v, truce_offer_question *q) {
    q->whom = truce_arena_take(k->arena, v->n * sizeof *q->whom);
    if (q->whom != NULL) {
        memcpy(q->whom, v->at, v->n * sizeof *q->whom);
        q->n_whom = v->n;
    }
    return q->whom != NULL;
}

/* Who answers knows, and carriers and mediators who are named with the offer may. */
static bool ask_answer(asker *k, uint32_t recipient) {
    const side_set one = {.at = &recipient, .n = 1};
    voices messengers;
    voices v = {.n = 0};
    truce_offer_question q = {TRUCE_ASK_ANSWER, recipient, false, NULL, 0};
    if (!find_messengers(k, recipient, false, &messengers)) {
        return false;
    }
    add_sides_of(&v, recipient != TRUCE_NONE ? &one : &k->arrived, TRUCE_WHOM_RECIPIENT, NULL);
    for (uint32_t i = 0; i < messengers.n; i++) {
        v.at[v.n++] = messengers.at[i]; /* there are two other sorts that it has room for */
    }
    return put_voices(k, &v, &q) && ask(k, q);
}

/* Where neither makers nor recipients are known, whoever could tell of its way. */
static bool ask_terms(asker *k) {
    voices v = {.n = 0};
    truce_offer_question q = {TRUCE_ASK_TERMS, TRUCE_NONE, false, NULL, 0};
    add_sides_of(&v, &k->makers, TRUCE_WHOM_MAKER, NULL);
    add_sides_of(&v, &k->recipients, TRUCE_WHOM_RECIPIENT, &k->makers);
    if (v.n == 0) {
        q.whom = k->f->knows;
        q.n_whom = k->f->n_knows;
    }
    return (v.n == 0 || put_voices(k, &v, &q)) && ask(k, q);
}

static bool ask_of(asker *k, uint32_t recipient) {
    const bool arrived = holds(&k->arrived, recipient);
    const bool denied = holds(&k->denied, recipient);
    if (holds(&k->sent, recipient) && (denied || !arrived)) {
        truce_offer_question q = {TRUCE_ASK_DELIVERY, recipient, denied, NULL, 0};
        if (!find_knowing(k, recipient, &q.whom, &q.n_whom) || !ask(k, q)) {
            return false;
        }
    }
    return !arrived || holds(&k->answered, recipient) || k->f->replaced_by != TRUCE_NONE ||
           ask_answer(k, recipient);
}

bool find_questions(const truce_scope *scope, const roster *r, truce_offer_file *f,
                    truce_arena *arena) {
    asker k = {.scope = scope, .c = scope->c, .mediators = r, .f = f, .arena = arena};
    bool told = false;
    if (!look_at_all(&k) || !find_knowing(&k, k.recipients.n == 1 ? k.recipients.at[0] : TRUCE_NONE,
                                          &f->knows, &f->n_knows)) {
        return false;
    }
    if (f->offer == TRUCE_NONE || k.c->offers[f->offer].message) {
        return true; /* of a message nobody waits for an answer, and it has no terms */
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
    const truce_offer *const offer = &k.c->offers[f->offer];
    return !told || f->n_terms > 0 || offer->issued != NULL || offer->n_text > 0 || ask_terms(&k);
}
