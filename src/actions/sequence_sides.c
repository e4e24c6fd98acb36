/* Between whom exposure is followed: two sides, and what each of them gives the other. */
#include "compose_sequence.h"

#include <stdlib.h>

#include "find_actor.h"

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
        if (is_among(&givers, s->two.sides[side]) && is_among(&receivers, s->two.sides[1 - side])) {
            return side;
        }
    }
    return TRUCE_NO_SIDE;
}

/* ---- pairs ---- */

static int by_sides(const void *left, const void *right) {
    const sequence_given *const l = left;
    const sequence_given *const r = right;
    for (int i = 0; i < TRUCE_SIDES; i++) {
        if (l->sides[i] != r->sides[i]) {
            return l->sides[i] < r->sides[i] ? -1 : 1;
        }
    }
    return (l->thing > r->thing) - (l->thing < r->thing);
}

/* One entry for each giver and receiver of each thing. False when memory is out. */
static bool list_given(composer *k, sequenced *s, uint32_t *n) {
    size_t cap = 0;
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
            sequence_given *const grown =
                truce_arena_grow(k->arena, s->given, *n, &cap, sizeof *grown);
            if (grown == NULL) {
                return false;
            }
            s->given = grown;
            s->given[(*n)++] =
                (sequence_given){{a < b ? a : b, a < b ? b : a}, t, (uint8_t)(b < a)};
        }
    }
    return true;
}

/* Pair by pair. False when memory is out. */
static bool list_pairs(composer *k, sequenced *s) {
    uint32_t n = 0;
    size_t cap = 0;
    if (!list_given(k, s, &n)) {
        return false;
    }
    if (n > 1) {
        qsort(s->given, n, sizeof *s->given, by_sides);
    }
    for (uint32_t i = 0; i < n; i++) {
        const sequence_given *const g = &s->given[i];
        sequence_pair *last = s->n_pairs > 0 ? &s->pairs[s->n_pairs - 1] : NULL;
        if (last == NULL || last->two.sides[0] != g->sides[0] ||
            last->two.sides[1] != g->sides[1]) {
            last = truce_arena_grow(k->arena, s->pairs, s->n_pairs, &cap, sizeof *last);
            if (last == NULL) {
                return false;
            }
            s->pairs = last;
            last = &s->pairs[s->n_pairs++];
            *last = (sequence_pair){
                .two.sides = {g->sides[0], g->sides[1]}, .first = g->thing, .begin = i};
        }
        last->two.n_given[g->giver]++;
        last->end = i + 1;
    }
    return true;
}

/* ---- which pair ---- */

/* The sides that --between names; left as they are where it names none. */
static truce_status find_asked(composer *k, sequenced *s, truce_error *err) {
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
        const truce_status status = find_actor(k, names[i], &s->two.sides[i], err);
        if (status != TRUCE_OK) {
            return status;
        }
    }
    if (s->two.sides[0] == s->two.sides[1]) {
        return truce_fail(err, TRUCE_EINVAL, "--between names two sides, and these are one");
    }
    if (s->two.sides[0] > s->two.sides[1]) {
        const uint32_t first = s->two.sides[0];
        s->two.sides[0] = s->two.sides[1];
        s->two.sides[1] = first;
    }
    s->chosen = true;
    return TRUCE_OK;
}

bool sequence_same(const sequence_two *a, const sequence_two *b) {
    return a->sides[0] == b->sides[0] && a->sides[1] == b->sides[1];
}

bool sequence_mutual(const sequence_pair *p) {
    return p->two.n_given[0] > 0 && p->two.n_given[1] > 0;
}

static uint32_t count(const sequence_pair *p) {
    return p->two.n_given[0] + p->two.n_given[1];
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
        const bool asked = !s->chosen || sequence_same(&p->two, &s->two);
        const bool better = best == NULL || count(p) > count(best) ||
                            (count(p) == count(best) && p->first < best->first);
        best = asked && sequence_mutual(p) && better ? p : best;
    }
    s->two = best != NULL ? best->two : s->two;
    return TRUCE_OK;
}
