#include "solve/hit_state.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* List for each number the sets with it. */
static bool index_sets(hit_state *s, truce_arena *arena) {
    const size_t n = (size_t)s->n_numbers + 2;
    size_t words = 0;
    for (size_t i = 0; i < s->family.n; i++) {
        words += s->family.at[i].n;
    }
    size_t *begin = truce_arena_zero(arena, n, sizeof *begin);
    uint32_t *with = truce_arena_take(arena, words * sizeof *with);
    if (begin == NULL || with == NULL) {
        return false;
    }
    for (size_t i = 0; i < s->family.n; i++) {
        for (uint32_t k = 0; k < s->family.at[i].n; k++) {
            begin[s->family.at[i].at[k] + 2]++;
        }
    }
    for (size_t v = 2; v < n; v++) {
        begin[v] += begin[v - 1];
    }
    for (size_t i = 0; i < s->family.n; i++) {
        for (uint32_t k = 0; k < s->family.at[i].n; k++) {
            with[begin[s->family.at[i].at[k] + 1]++] = (uint32_t)i;
        }
    }
    s->begin = begin;
    s->with = with;
    return true;
}

bool hit_state_make(truce_sets family, uint32_t n_numbers, truce_arena *arena, hit_state *out) {
    assert(family.n < HIT_NONE);
    hit_state s = {.family = family, .n_numbers = n_numbers, .n_unhit = family.n};
    s.hits = truce_arena_zero(arena, family.n, sizeof *s.hits);
    s.chosen_xor = truce_arena_zero(arena, family.n, sizeof *s.chosen_xor);
    s.open = truce_arena_zero(arena, family.n, sizeof *s.open);
    s.alone = truce_arena_zero(arena, n_numbers, sizeof *s.alone);
    s.may = truce_arena_zero(arena, n_numbers, sizeof *s.may);
    s.chosen = truce_arena_zero(arena, n_numbers, sizeof *s.chosen);
    if (s.hits == NULL || s.chosen_xor == NULL || s.open == NULL || s.alone == NULL ||
        s.may == NULL || s.chosen == NULL || !index_sets(&s, arena)) {
        return false;
    }
    for (size_t i = 0; i < family.n; i++) {
        s.open[i] = family.at[i].n;
    }
    memset(s.may, true, n_numbers * sizeof *s.may);
    *out = s;
    return true;
}

void hit_choose(hit_state *s, uint32_t number) {
    for (size_t i = s->begin[number]; i < s->begin[number + 1]; i++) {
        const uint32_t set = s->with[i];
        if (s->hits[set] == 0) {
            s->n_unhit--;
            s->alone[number]++;
        } else if (s->hits[set] == 1) {
            s->n_useless += --s->alone[s->chosen_xor[set]] == 0;
        }
        s->hits[set]++;
        s->chosen_xor[set] ^= number;
    }
    assert(s->alone[number] > 0);
    s->chosen[s->n_chosen++] = number;
    s->effort += s->begin[number + 1] - s->begin[number];
}

void hit_unchoose(hit_state *s) {
    const uint32_t number = s->chosen[--s->n_chosen];
    for (size_t i = s->begin[number]; i < s->begin[number + 1]; i++) {
        const uint32_t set = s->with[i];
        s->hits[set]--;
        s->chosen_xor[set] ^= number;
        if (s->hits[set] == 0) {
            s->n_unhit++;
            s->alone[number]--;
        } else if (s->hits[set] == 1) {
            s->n_useless -= s->alone[s->chosen_xor[set]]++ == 0;
        }
    }
    assert(s->alone[number] == 0);
}

static void open_by(hit_state *s, uint32_t number, bool may) {
    assert(s->may[number] != may);
    s->may[number] = may;
    for (size_t i = s->begin[number]; i < s->begin[number + 1]; i++) {
        s->open[s->with[i]] += may ? 1U : UINT32_MAX;
    }
    s->effort += s->begin[number + 1] - s->begin[number];
}

void hit_rule_out(hit_state *s, uint32_t number) {
    open_by(s, number, false);
}

void hit_allow(hit_state *s, uint32_t number) {
    open_by(s, number, true);
}

uint32_t hit_next(hit_state *s) {
    uint32_t best = HIT_NONE;
    s->effort += s->n_unhit > 0 ? s->family.n : 0;
    for (size_t i = 0; s->n_unhit > 0 && i < s->family.n; i++) {
        if (s->hits[i] == 0 && (best == HIT_NONE || s->open[i] < s->open[best])) {
            best = (uint32_t)i;
        }
    }
    return best;
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

bool hit_list_add(hit_list *l, const hit_state *s) {
    truce_set *grown = truce_arena_grow(l->arena, l->at, l->n, &l->cap, sizeof *grown);
    if (grown == NULL) {
        return false;
    }
    l->at = grown;
    uint32_t *at = truce_arena_take(l->arena, s->n_chosen * sizeof *at);
    if (at == NULL) {
        return false;
    }
    if (s->n_chosen > 0) {
        memcpy(at, s->chosen, s->n_chosen * sizeof *at);
        qsort(at, s->n_chosen, sizeof *at, by_number);
    }
    l->at[l->n++] = (truce_set){at, s->n_chosen};
    return true;
}

void hit_cost(truce_costs costs, const uint32_t *numbers, uint32_t n, uint64_t *sum) {
    for (uint32_t k = 0; k < costs.width; k++) {
        sum[k] = 0;
        for (uint32_t i = 0; i < n; i++) {
            sum[k] += costs.at[(size_t)numbers[i] * costs.width + k];
        }
    }
}

int hit_cost_compare(const uint64_t *a, const uint64_t *b, uint32_t width) {
    for (uint32_t k = 0; k < width; k++) {
        if (a[k] != b[k]) {
            return a[k] < b[k] ? -1 : 1;
        }
    }
    return 0;
}
