/* Between whom exposure is followed: two sides, and what each of them gives the other. */
#include "compose_sequence.h"

#include <stdlib.h>

enum {
    SIDES_MAX = 16 /* of those who give, or receive, a step together; with more it is nobody's */
};

/* ---- who gives, who receives ---- */

typedef struct few {
    uint32_t at[SIDES_MAX];
    uint32_t n;
    bool more;
} few;

static void add_side(few *sides, uint32_t side) {
    bool known = side == TRUCE_NONE;
    for (uint32_t i = 0; i < sides->n && !known; i++) {
        known = sides->at[i] == side;
    }
    sides->more = sides->more || (!known && sides->n == SIDES_MAX);
    if (!known && sides->n < SIDES_MAX) {
        sides->at[sides->n++] = side;
    }
}

static void add_sides(const truce_case *c, truce_refs actors, few *out) {
    for (uint32_t i = 0; i < actors.n && !out->more; i++) {
        const uint32_t a = truce_case_find(c, TRUCE_KIND_ACTOR, actors.at[i]);
        add_side(out, a != TRUCE_NONE ? c->actors[a].side : TRUCE_NONE);
    }
}

/* False where there is nobody on one end, or somebody on both. */
static bool find_ends(const composer *k, const thing *t, few *givers, few *receivers) {
    *givers = *receivers = (few){.n = 0};
    if (t->kind == THING_STEP) {
        add_sides(k->c, k->c->steps[t->of].top.names, givers);
        add_sides(k->c, k->c->steps[t->of].top.to, receivers);
    } else {
        add_side(givers, t->giver);
        add_side(receivers, t->receiver);
    }
    bool apart = !givers->more && !receivers->more && givers->n > 0 && receivers->n > 0;
    for (uint32_t i = 0; i < givers->n && apart; i++) {
        for (uint32_t n = 0; n < receivers->n && apart; n++) {
            apart = givers->at[i] != receivers->at[n];
        }
    }
    return apart;
}

static bool is_among(const few *sides, uint32_t side) {
    bool found = false;
    for (uint32_t i = 0; i < sides->n && !found; i++) {
        found = sides->at[i] == side;
    }
    return found;
}

uint8_t sequence_giver(const composer *k, const sequenced *s, uint32_t t) {
    few givers;
    few receivers;
    if (!find_ends(k, &s->steps.things[t], &givers, &receivers)) {
        return TRUCE_NO_SIDE;
    }
    for (uint8_t side = 0; side < TRUCE_SIDES; side++) {
        if (is_among(&givers, s->sides[side]) && is_among(&receivers, s->sides[1 - side])) {
            return side;
        }
    }
    return TRUCE_NO_SIDE;
}

/* ---- pairs ---- */

static int by_sides(const void *left, const void *right) {
    const sequence_pair *const l = left;
    const sequence_pair *const r = right;
    for (int i = 0; i < TRUCE_SIDES; i++) {
        if (l->sides[i] != r->sides[i]) {
            return l->sides[i] < r->sides[i] ? -1 : 1;
        }
    }
    return (l->first > r->first) - (l->first < r->first);
}

/* One entry for each giver and receiver of each thing, then added up. False when memory is out. */
static bool list_pairs(composer *k, sequenced *s) {
    size_t cap = 0;
    uint32_t n = 0;
    for (uint32_t t = 0; t < s->steps.n_things; t++) {
        const thing *const at = &s->steps.things[t];
        few givers;
        few receivers;
        if (at->kind == THING_EVENT || at->kind == THING_ITEM) {
            continue;
        }
        if (!find_ends(k, at, &givers, &receivers)) {
            s->n_apart++;
            continue;
        }
        for (uint32_t i = 0; i < givers.n * receivers.n; i++) {
            const uint32_t a = givers.at[i / receivers.n];
            const uint32_t b = receivers.at[i % receivers.n];
            sequence_pair *const grown =
                truce_arena_grow(k->arena, s->pairs, n, &cap, sizeof *grown);
            if (grown == NULL) {
                return false;
            }
            s->pairs = grown;
            s->pairs[n++] = (sequence_pair){
                .sides = {a < b ? a : b, a < b ? b : a}, .n = {a < b, b < a}, .first = t};
        }
    }
    if (n > 1) {
        qsort(s->pairs, n, sizeof *s->pairs, by_sides);
    }
    for (uint32_t i = 0; i < n; i++) {
        sequence_pair *const last = s->n_pairs > 0 ? &s->pairs[s->n_pairs - 1] : NULL;
        if (last != NULL && last->sides[0] == s->pairs[i].sides[0] &&
            last->sides[1] == s->pairs[i].sides[1]) {
            last->n[0] += s->pairs[i].n[0];
            last->n[1] += s->pairs[i].n[1];
        } else {
            s->pairs[s->n_pairs++] = s->pairs[i];
        }
    }
    return true;
}

/* ---- which pair ---- */

/* The sides that --between names; left as they are where it names none. */
static truce_status find_asked(const composer *k, sequenced *s, truce_error *err) {
    const truce_str asked = k->session->request.between;
    const char *const comma = asked.size > 0 ? memchr(asked.data, ',', asked.size) : NULL;
    if (asked.size == 0) {
        return TRUCE_OK;
    }
    if (comma == NULL || comma == asked.data || comma + 1 == asked.data + asked.size) {
        return truce_fail(err, TRUCE_EINVAL,
                          "--between takes two sides and a comma, as in --between north,south");
    }
    const size_t size = (size_t)(comma - asked.data);
    const truce_str names[] = {{asked.data, size}, {comma + 1, asked.size - size - 1}};
    for (int i = 0; i < TRUCE_SIDES; i++) {
        const truce_ref ref = {truce_symbols_find(&k->c->symbols, names[i]), 0};
        const uint32_t actor = truce_case_find(k->c, TRUCE_KIND_ACTOR, ref);
        if (actor == TRUCE_NONE) {
            return truce_fail(err, TRUCE_ENOTFOUND,
                              "--between names two sides, and nobody in this view is called "
                              "\"%.*s\"",
                              names[i].size > 64 ? 64 : (int)names[i].size, names[i].data);
        }
        s->sides[i] = k->c->actors[actor].side;
    }
    if (s->sides[0] == s->sides[1]) {
        return truce_fail(err, TRUCE_EINVAL, "--between names two sides, and these are one");
    }
    if (s->sides[0] > s->sides[1]) {
        const uint32_t first = s->sides[0];
        s->sides[0] = s->sides[1];
        s->sides[1] = first;
    }
    s->chosen = true;
    return TRUCE_OK;
}

truce_status sequence_choose_sides(composer *k, sequenced *s, truce_error *err) {
    const truce_status status = find_asked(k, s, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (!list_pairs(k, s)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what each side gives");
    }
    const sequence_pair *best = NULL;
    for (uint32_t i = 0; i < s->n_pairs; i++) {
        const sequence_pair *const p = &s->pairs[i];
        const bool asked = !s->chosen || (p->sides[0] == s->sides[0] && p->sides[1] == s->sides[1]);
        const bool mutual = p->n[0] > 0 && p->n[1] > 0;
        const bool better =
            best == NULL || p->n[0] + p->n[1] > best->n[0] + best->n[1] ||
            (p->n[0] + p->n[1] == best->n[0] + best->n[1] && p->first < best->first);
        best = asked && mutual && better ? p : best;
    }
    for (int side = 0; side < TRUCE_SIDES && best != NULL; side++) {
        s->sides[side] = best->sides[side];
        s->n_given[side] = best->n[side];
    }
    return TRUCE_OK;
}
