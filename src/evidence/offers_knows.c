/* Who could tell of an offer's way: those who have a part in it, then any of the mediators. */
#include <stdlib.h>

#include "offers_parts.h"
#include "truce/evidence/speaker.h"

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

static void add_voice(voices *v, truce_whom whom) {
    if (v->n < sizeof v->at / sizeof *v->at) {
        v->at[v->n++] = whom;
    }
}

void add_sides_of(voices *v, const side_set *s, truce_whom_why why, const side_set *but) {
    for (size_t i = 0; i < s->n && i < TRUCE_OFFER_WHOM_MAX; i++) {
        if (but == NULL || !sides_name(but, s->at[i])) {
            add_voice(v, (truce_whom){s->at[i], TRUCE_NONE, why, false});
        }
    }
}

/* Whether one of them is this actor, or speaks for the side that it is. */
static bool has_voice(const asker *k, const voices *v, uint32_t actor) {
    bool found = false;
    for (uint32_t i = 0; i < v->n && !found; i++) {
        found = v->at[i].actor == actor || k->c->actors[v->at[i].actor].side == actor;
    }
    return found;
}

/* Whether the claim's source says nothing of the offer itself. */
static bool is_elsewhere(const asker *k, const uint32_t *sources, size_t n, uint32_t claim) {
    const uint32_t source = truce_case_find(k->c, TRUCE_KIND_SOURCE, k->c->claims[claim].source);
    return n == 0 || bsearch(&source, sources, n, sizeof *sources, by_number) == NULL;
}

/* Carriers of neither side; when there are none, or only groups, mediators too. */
static bool list_messengers(asker *k, uint32_t recipient, voices *v) {
    truce_whom mediators[TRUCE_OFFER_WHOM_MAX];
    uint32_t n_mediators = 0;
    size_t n_sources = 0;
    bool persons = false;
    const uint32_t *const sources = sources_of(k->c, k->f, k->arena, &n_sources);
    for (size_t i = 0; i < k->n_carriers && i < TRUCE_OFFER_WHOM_MAX && sources != NULL; i++) {
        const truce_actor *const actor = &k->c->actors[k->carriers[i].actor];
        if (actor->side != recipient && !sides_name(&k->makers, actor->side)) {
            persons = persons || actor->kind != TRUCE_ACTOR_GROUP;
            k->carriers[i].elsewhere = is_elsewhere(k, sources, n_sources, k->carriers[i].claim);
            add_voice(v, k->carriers[i]);
        }
    }
    if (sources == NULL || persons) {
        return sources != NULL;
    }
    if (!find_mediators_of(k->mediators, sources, n_sources, k->arena, mediators, &n_mediators)) {
        return false;
    }
    const uint32_t n_carriers = v->n;
    for (uint32_t i = 0; i < n_mediators; i++) {
        bool named = k->c->actors[mediators[i].actor].side == recipient;
        for (uint32_t w = 0; w < n_carriers; w++) {
            named = named || v->at[w].actor == mediators[i].actor;
        }
        if (!named) {
            add_voice(v, mediators[i]);
        }
    }
    return true;
}

bool find_messengers(asker *k, uint32_t recipient, bool far, voices *v) {
    uint32_t near = 0;
    uint32_t kept = 0;
    v->n = 0;
    if (!list_messengers(k, recipient, v)) {
        return false;
    }
    for (uint32_t i = 0; i < v->n; i++) {
        near += !v->at[i].elsewhere;
    }
    for (uint32_t i = 0; i < v->n; i++) {
        if (!v->at[i].elsewhere || (near == 0 && far)) {
            v->at[kept++] = v->at[i];
        }
    }
    v->n = kept;
    return true;
}

/* Sides whose word some claim on a stage of the offer is, and that have no other part in it. */
static void add_tellers(const asker *k, voices *v) {
    for (uint32_t s = 0; s < TRUCE_STAGE_N; s++) {
        const truce_custody *const stage = &k->f->stages[s];
        for (uint32_t i = 0; i < stage->n_claimed + stage->n_denied; i++) {
            const truce_claim *const claim = &k->c->claims[stage->told[i].claim];
            for (uint32_t w = 0; w < claim->n_speakers; w++) {
                const uint32_t side = truce_side_of(k->c, claim->speakers[w].actor);
                if (side != TRUCE_NONE && v->n < 3 * TRUCE_OFFER_WHOM_MAX &&
                    !sides_name(&k->makers, side) && !has_voice(k, v, side)) {
                    add_voice(v,
                              (truce_whom){side, stage->told[i].claim, TRUCE_WHOM_TELLER, false});
                }
            }
        }
    }
}

static int by_why(const void *left, const void *right) {
    const truce_whom *const l = left;
    const truce_whom *const r = right;
    if (l->why != r->why) {
        return l->why < r->why ? -1 : 1;
    }
    return (l->actor > r->actor) - (l->actor < r->actor);
}

bool find_knowing(asker *k, uint32_t recipient, truce_whom **whom, uint32_t *n) {
    voices messengers;
    voices v = {.n = 0};
    if (!find_messengers(k, recipient, true, &messengers)) {
        return false;
    }
    add_sides_of(&v, &k->makers, TRUCE_WHOM_MAKER, NULL);
    for (uint32_t i = 0; i < messengers.n; i++) {
        if (messengers.at[i].why == TRUCE_WHOM_CARRIER) {
            add_voice(&v, messengers.at[i]);
        }
    }
    if (recipient == TRUCE_NONE) {
        add_sides_of(&v, &k->recipients, TRUCE_WHOM_RECIPIENT, &k->makers);
        add_sides_of(&v, &k->arrived, TRUCE_WHOM_RECIPIENT, &k->makers);
        add_sides_of(&v, &k->denied, TRUCE_WHOM_RECIPIENT, &k->makers);
    } else if (!sides_name(&k->makers, recipient)) {
        add_voice(&v, (truce_whom){recipient, TRUCE_NONE, TRUCE_WHOM_RECIPIENT, false});
    }
    add_tellers(k, &v);
    for (uint32_t i = 0; i < messengers.n; i++) {
        if (messengers.at[i].why == TRUCE_WHOM_MEDIATOR &&
            !has_voice(k, &v, messengers.at[i].actor)) {
            add_voice(&v, messengers.at[i]);
        }
    }
    qsort(v.at, v.n, sizeof *v.at, by_why);
    truce_whom *const at = truce_arena_take(k->arena, v.n * sizeof *at);
    *n = 0;
    for (uint32_t i = 0; i < v.n && at != NULL; i++) {
        if (*n == 0 || by_why(&at[*n - 1], &v.at[i]) != 0) {
            at[(*n)++] = v.at[i];
        }
    }
    *whom = at;
    return at != NULL;
}
