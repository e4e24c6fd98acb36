#include "audience_sets.h"

#include <stdlib.h>

static int by_symbol(const void *left, const void *right) {
    const truce_symbol l = *(const truce_symbol *)left;
    const truce_symbol r = *(const truce_symbol *)right;
    return (l > r) - (l < r);
}

static bool expand(audience_sets *k, audience_set *set) {
    const truce_case *const c = k->r->c;
    size_t n = 0;
    for (uint32_t i = 0; i < set->names.n; i++) {
        const uint32_t d = truce_case_find(c, TRUCE_KIND_COMPARTMENT, set->names.at[i]);
        n += 1 + (d != TRUCE_NONE ? c->compartments[d].members.n : 0);
    }
    k->expanded += n;
    if (k->expanded > TRUCE_VIEWERS_MAX) {
        if (k->expanded - n <= TRUCE_VIEWERS_MAX) {
            (void)wrong(
                k->r, set->names.at[0].place, 0,
                TRUCE_STR("give the records that are for the same people the same audience"),
                "the audiences of this case name more than %d readers in all", TRUCE_VIEWERS_MAX);
        }
        set->everybody = true; /* reported once; nothing more is compared with it */
        return true;
    }
    truce_symbol *const viewers = truce_arena_take(k->r->arena, n * sizeof *viewers);
    if (viewers == NULL) {
        return false;
    }
    uint32_t used = 0;
    for (uint32_t i = 0; i < set->names.n; i++) {
        const truce_ref ref = set->names.at[i];
        set->everybody = set->everybody || ref.symbol == k->everybody;
        if (ref.symbol != k->everybody && ref.symbol != k->team) {
            viewers[used++] = ref.symbol;
        }
        const uint32_t d = truce_case_find(c, TRUCE_KIND_COMPARTMENT, ref);
        for (uint32_t m = 0; d != TRUCE_NONE && m < c->compartments[d].members.n; m++) {
            viewers[used++] = c->compartments[d].members.at[m].symbol;
        }
    }
    qsort(viewers, used, sizeof *viewers, by_symbol);
    for (uint32_t i = 0; i < used; i++) {
        if (set->n == 0 || viewers[set->n - 1] != viewers[i]) {
            viewers[set->n++] = viewers[i];
        }
    }
    set->viewers = viewers;
    return true;
}

static bool same_names(truce_refs a, truce_refs b) {
    if (a.n != b.n) {
        return false;
    }
    for (uint32_t i = 0; i < a.n; i++) {
        if (a.at[i].symbol != b.at[i].symbol) {
            return false;
        }
    }
    return true;
}

static size_t find_set(const audience_sets *k, truce_refs names) {
    uint64_t h = 0;
    for (uint32_t i = 0; i < names.n; i++) {
        h = (h ^ names.at[i].symbol) * UINT64_C(0x9E3779B97F4A7C15);
        h ^= h >> 32;
    }
    size_t i = (size_t)h & (k->slots_cap - 1);
    while (k->slots[i] != 0 && !same_names(k->at[k->slots[i] - 1].names, names)) {
        i = (i + 1) & (k->slots_cap - 1);
    }
    return i;
}

uint32_t audience_sets_of(audience_sets *k, truce_refs names) {
    const size_t slot = find_set(k, names);
    if (k->slots[slot] != 0) {
        return k->slots[slot] - 1;
    }
    audience_set *const sets = truce_arena_grow(k->r->arena, k->at, k->n, &k->cap, sizeof *sets);
    if (sets == NULL) {
        k->out_of_memory = true;
        return 0;
    }
    k->at = sets;
    sets[k->n] = (audience_set){.names = names};
    if (!expand(k, &sets[k->n])) {
        k->out_of_memory = true;
        return 0;
    }
    k->slots[slot] = (uint32_t)++k->n;
    return k->slots[slot] - 1;
}

bool audience_fits(const audience_set *inner, const audience_set *outer, truce_symbol self,
                   truce_refs members) {
    if (outer->everybody) {
        return true;
    }
    if (inner->everybody) {
        return false;
    }
    uint32_t o = 0;
    for (uint32_t i = 0; i < inner->n; i++) {
        while (o < outer->n && outer->viewers[o] < inner->viewers[i]) {
            o++;
        }
        bool in =
            (o < outer->n && outer->viewers[o] == inner->viewers[i]) || inner->viewers[i] == self;
        for (uint32_t m = 0; !in && m < members.n; m++) {
            in = members.at[m].symbol == inner->viewers[i];
        }
        if (!in) {
            return false;
        }
    }
    return true;
}

truce_refs audience_of(const truce_case *c, const truce_head *head) {
    if (head->audience.n > 0) {
        return head->audience;
    }
    if (c->texts[head->file].audience.n > 0 || c->n_cases != 1) {
        return c->texts[head->file].audience;
    }
    return c->cases[0].head.audience;
}

bool audience_sets_find(reader *r, size_t more, audience_sets *sets) {
    const truce_case *const c = r->c;
    *sets = (audience_sets){.r = r, .team = KW_TEAM, .everybody = KW_PUBLIC};
    const size_t n = c->n_records + more;
    for (sets->slots_cap = 16; sets->slots_cap < 2 * n; sets->slots_cap *= 2) {
    }
    sets->slots = truce_arena_zero(r->arena, sets->slots_cap, sizeof *sets->slots);
    if (sets->slots == NULL) {
        return no_memory(r);
    }
    uint32_t counts[TRUCE_KIND_N] = {0};
    for (uint32_t i = 0; i < c->n_records; i++) {
        counts[c->records[i].kind]++;
    }
    for (int kind = 0; kind < TRUCE_KIND_N; kind++) {
        sets->set_of[kind] = truce_arena_take(r->arena, counts[kind] * sizeof(uint32_t));
        if (sets->set_of[kind] == NULL) {
            return no_memory(r);
        }
    }
    for (uint32_t i = 0; i < c->n_records; i++) {
        sets->set_of[c->records[i].kind][c->records[i].index] =
            audience_sets_of(sets, audience_of(c, truce_case_head(c, c->records[i])));
    }
    return !sets->out_of_memory || no_memory(r);
}
