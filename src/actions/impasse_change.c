/* Conflicts and openings before and after, by what their positions state: each position gets a
 * number that equal contents share, and each set of positions a number that equal sets share. */
#include <stdlib.h>

#include "compose_impasse.h"

typedef struct names {
    truce_symbols symbols;
    bool failed;
} names;

/* What a position states, as one text: a list or an offer by its place in the case. */
static void spell(composer *k, const weighed *w, const held_position *p) {
    truce_buffer_printf(&k->text, "%u ", p->actor);
    if (p->package || p->any) {
        truce_buffer_printf(&k->text, "list %u", p->statement->place);
    } else {
        impasse_position_says(k, w, p, NULL, 0);
    }
}

static uint32_t number_of(composer *k, names *n, truce_str text) {
    const truce_str kept = truce_arena_str(k->arena, text);
    const uint32_t symbol = kept.data != NULL ? truce_symbols_add(&n->symbols, kept) : 0;
    n->failed = n->failed || symbol == 0;
    return symbol;
}

static uint32_t *number_positions(composer *k, names *n, const weighed *w) {
    const uint32_t n_positions = w->held.stands.n_positions;
    uint32_t *const at = truce_arena_take(k->arena, n_positions * sizeof *at);
    n->failed = n->failed || at == NULL;
    for (uint32_t i = 0; i < n_positions && !n->failed; i++) {
        spell(k, w, &w->held.positions[i]);
        at[i] = number_of(k, n, truce_buffer_str(&k->text));
        n->failed = n->failed || k->text.failed;
        k->text.size = 0;
    }
    return at;
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* A set of positions as one number, behind those of positions: its bytes begin with a zero. */
static uint32_t number_set(composer *k, names *n, const uint32_t *numbers, const uint32_t *at,
                           uint32_t size) {
    uint32_t *const set = truce_arena_take(k->arena, (size + 1U) * sizeof *set);
    if (set == NULL) {
        n->failed = true;
        return 0;
    }
    set[0] = 0;
    for (uint32_t i = 0; i < size; i++) {
        set[i + 1] = numbers[at[i]];
    }
    qsort(set + 1, size, sizeof *set, by_number);
    const uint32_t symbol =
        truce_symbols_add(&n->symbols, (truce_str){(const char *)set, (size + 1U) * sizeof *set});
    n->failed = n->failed || symbol == 0;
    return symbol;
}

static uint32_t *number_conflicts(composer *k, names *n, const weighed *w,
                                  const uint32_t *numbers) {
    const truce_impasse *const im = &w->impasse;
    uint32_t *const at = truce_arena_take(k->arena, im->n_conflicts * sizeof *at);
    n->failed = n->failed || at == NULL;
    for (uint32_t i = 0; i < im->n_conflicts && !n->failed; i++) {
        at[i] = number_set(k, n, numbers, im->conflicts[i].positions, im->conflicts[i].n);
    }
    return at;
}

/* Whether giving up `given` ([number of a position]) meets each conflict of the case as it stands,
 * and none of it is needless. */
static bool opens_before(const weighed *w, const uint32_t *numbers, const bool *given,
                         uint32_t n_given, bool *needed) {
    uint32_t n_needed = 0;
    for (uint32_t i = 0; i < w->impasse.n_conflicts; i++) {
        const truce_conflict *const c = &w->impasse.conflicts[i];
        uint32_t met = 0;
        uint32_t by = 0;
        for (uint32_t p = 0; p < c->n; p++) {
            if (given[numbers[c->positions[p]]]) {
                met++;
                by = numbers[c->positions[p]];
            }
        }
        if (met == 0) {
            return false;
        }
        if (met == 1 && !needed[by]) {
            needed[by] = true;
            n_needed++;
        }
    }
    return n_needed == n_given;
}

/* Openings of what is supposed that are none of the case as it stands. */
static bool compare_openings(composer *k, names *n, supposed *s, const uint32_t *before,
                             const uint32_t *after) {
    const truce_impasse *const im = &s->after.impasse;
    bool *const given = truce_arena_zero(k->arena, n->symbols.n + 1, sizeof *given);
    bool *const needed = truce_arena_zero(k->arena, n->symbols.n + 1, sizeof *needed);
    s->opened = truce_arena_zero(k->arena, im->n_openings, sizeof *s->opened);
    if (given == NULL || needed == NULL || s->opened == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < im->n_openings; i++) {
        const truce_opening *const o = &im->openings[i];
        uint32_t n_given = 0;
        for (uint32_t p = 0; p < o->n; p++) {
            n_given += !given[after[o->positions[p]]];
            given[after[o->positions[p]]] = true;
        }
        s->opened[i] = !opens_before(s->before, before, given, n_given, needed);
        s->n_opened += s->opened[i];
        for (uint32_t p = 0; p < o->n; p++) {
            given[after[o->positions[p]]] = false;
        }
        for (uint32_t p = 0; p < s->before->held.stands.n_positions; p++) {
            needed[before[p]] = false;
        }
    }
    return true;
}

/* Mark those of `at` whose number is one of `others`. */
static bool mark_shared(composer *k, const names *n, const uint32_t *at, uint32_t n_at,
                        const uint32_t *others, uint32_t n_others, bool *shared) {
    bool *const in = truce_arena_zero(k->arena, n->symbols.n + 1, sizeof *in);
    for (uint32_t i = 0; in != NULL && i < n_others; i++) {
        in[others[i]] = true;
    }
    for (uint32_t i = 0; in != NULL && i < n_at; i++) {
        shared[i] = in[at[i]];
    }
    return in != NULL;
}

bool impasse_compare(composer *k, supposed *s) {
    names n = {.failed = false};
    const uint32_t n_before = s->before->impasse.n_conflicts;
    const uint32_t n_after = s->after.impasse.n_conflicts;
    if (truce_symbols_init(&n.symbols, k->arena, k->c->symbols.seed, NULL) != TRUCE_OK) {
        return false;
    }
    const uint32_t *const before = number_positions(k, &n, s->before);
    const uint32_t *const after = number_positions(k, &n, &s->after);
    if (n.failed) {
        return false;
    }
    const uint32_t *const sets = number_conflicts(k, &n, s->before, before);
    const uint32_t *const later = number_conflicts(k, &n, &s->after, after);
    s->gone = truce_arena_zero(k->arena, n_before, sizeof *s->gone);
    s->kept = truce_arena_zero(k->arena, n_after, sizeof *s->kept);
    if (n.failed || s->gone == NULL || s->kept == NULL ||
        !mark_shared(k, &n, sets, n_before, later, n_after, s->gone) ||
        !mark_shared(k, &n, later, n_after, sets, n_before, s->kept)) {
        return false;
    }
    for (uint32_t i = 0; i < n_before; i++) {
        s->gone[i] = !s->gone[i];
        s->n_gone += s->gone[i] && !s->before->told.conflicts[i];
    }
    for (uint32_t i = 0; i < n_after; i++) {
        s->n_kept += s->kept[i] && !s->after.told.conflicts[i];
        s->n_new += !s->kept[i] && !s->after.told.conflicts[i];
    }
    return compare_openings(k, &n, s, before, after);
}
