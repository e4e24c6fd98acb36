/* How records of one name are called for whoever sees several. */
#include <stdlib.h>

#include "apart_parts.h"

/* The name, if nobody has it yet. */
static bool give(apart *a, version *v, truce_str name) {
    const truce_symbol symbol = name.data != NULL ? truce_symbols_add(&a->r->c->symbols, name) : 0;
    if (symbol == 0) {
        return no_memory(a->r);
    }
    if (!a->taken[symbol]) {
        a->taken[symbol] = true;
        v->shown = symbol;
    }
    return true;
}

static bool give_with(apart *a, version *v, truce_str base, truce_str where) {
    const char *const colon = memchr(base.data, ':', base.size);
    const size_t before = colon != NULL ? (size_t)(colon - base.data) : base.size;
    return where.size == 0 ||
           give(a, v,
                truce_arena_printf(a->r->arena, "%.*s@%.*s%.*s", (int)before, base.data,
                                   TRUCE_STR_ARGS(where), (int)(base.size - before),
                                   base.data + before));
}

/* A claim has the name of its source in it. */
static bool give_by_source(apart *a, version *v, truce_str base) {
    const truce_str source = v->source != TRUCE_NONE
                                 ? truce_case_name(a->r->c, a->versions[v->source].shown)
                                 : (truce_str){base.data, 0};
    const char *const colon = memchr(base.data, ':', base.size);
    const size_t before = colon != NULL && source.size > 0 ? (size_t)(colon - base.data) : 0;
    return give(a, v,
                truce_arena_printf(a->r->arena, "%.*s%.*s", TRUCE_STR_ARGS(source),
                                   (int)(base.size - before), base.data + before));
}

static bool name_version(apart *a, version *v) {
    truce_case *const c = a->r->c;
    const truce_symbol symbol = a->name_of[v->list];
    const truce_str base = truce_case_name(c, symbol);
    const truce_refs labels = a->sets.at[v->set].names;
    const truce_str label =
        labels.n > 0 ? truce_case_name(c, labels.at[0].symbol) : TRUCE_STR("team");
    if (!(v->kind == TRUCE_KIND_CLAIM ? give_by_source(a, v, base) : give(a, v, base))) {
        return false;
    }
    if (v->shown == 0 && !give_with(a, v, base, label)) {
        return false;
    }
    if (v->shown == 0 && !give_with(a, v, base, v->writer.event)) {
        return false;
    }
    v->shown = v->shown != 0 ? v->shown : symbol; /* it is the name of two, and that is told */
    return true;
}

/* Does it take the place of one that is gone, or is it altogether new? */
static bool takes_a_place(const apart *a, uint32_t i) {
    bool takes = false;
    for (uint32_t k = a->first[a->versions[i].list]; k < i && !takes; k++) {
        takes = a->versions[k].next == i;
    }
    return takes;
}

static int by_list_and_since(const void *left, const void *right) {
    const version *const l = *(version *const *)left;
    const version *const r = *(version *const *)right;
    if (l->list != r->list) {
        return l->list < r->list ? -1 : 1;
    }
    return l->since != r->since ? (l->since < r->since ? -1 : 1) : (l > r) - (l < r);
}

/* The source that a claim means, which is named before it. */
static uint32_t source_of(apart *a, const version *v) {
    truce_str where;
    const truce_claim *const claim = &a->r->c->claims[a->r->c->records[v->record].index];
    const uint32_t list = apart_list(a, claim->source.symbol, &where);
    apart_take(a, v->record);
    return list != TRUCE_NONE ? apart_now(a, apart_meant(a, list, KINDS(SOURCE), where))
                              : TRUCE_NONE;
}

static bool name_one(apart *a, version *v) {
    truce_head *const head = (truce_head *)(uintptr_t)apart_head(a, v->record);
    if (v->kind == TRUCE_KIND_CLAIM) {
        v->source = source_of(a, v);
    }
    if (apart_is_fresh(a, v->record) && !takes_a_place(a, (uint32_t)(v - a->versions))) {
        v->shown = a->name_of[v->list]; /* not apart: whoever writes sees the other one */
        return true;
    }
    if (!name_version(a, v)) {
        return false;
    }
    apart_rename(a, head->name_place, truce_case_name(a->r->c, head->name).size, head->name,
                 v->shown);
    head->name = v->shown;
    return true;
}

/* What stood there first has the first choice; sources before their claims. */
static bool name_all(apart *a) {
    version **const sorted = truce_arena_take(a->r->arena, (a->n + 1U) * sizeof *sorted);
    if (sorted == NULL) {
        return no_memory(a->r);
    }
    for (uint32_t i = 0; i < a->n; i++) {
        sorted[i] = &a->versions[i];
    }
    qsort(sorted, a->n, sizeof *sorted, by_list_and_since);
    for (uint32_t i = 0; i < 2 * a->n; i++) {
        version *const v = sorted[i % a->n];
        const bool claims = i >= a->n;
        if (v->record != TRUCE_NONE && (v->kind == TRUCE_KIND_CLAIM) == claims && !name_one(a, v)) {
            return false;
        }
    }
    return true;
}

bool apart_call(apart *a) {
    a->taken =
        truce_arena_zero(a->r->arena, a->r->c->symbols.n + (size_t)3 * a->n + 1, sizeof *a->taken);
    if (a->taken == NULL) {
        return no_memory(a->r);
    }
    for (uint32_t i = 0; i < a->r->c->n_records; i++) {
        const truce_symbol name = apart_given(a, i);
        a->taken[name] =
            a->taken[name] || (a->listed[name] == 0 && !apart_is_circle(a->r->c->records[i].kind));
    }
    return a->n == 0 || name_all(a);
}

void apart_rename(apart *a, truce_place place, size_t size, truce_symbol was, truce_symbol is) {
    if (was == is) {
        return;
    }
    truce_renamed *const at =
        truce_arena_grow(a->r->arena, a->renamed, a->n_renamed, &a->cap_renamed, sizeof *at);
    if (at == NULL) {
        (void)no_memory(a->r);
        return;
    }
    at[a->n_renamed++] = (truce_renamed){place, (uint32_t)size, is};
    a->renamed = at;
}
