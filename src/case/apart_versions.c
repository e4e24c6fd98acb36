/* The records of the names that are looked at, those that are gone among them, and what took their
 * places. */
#include <stdlib.h>

#include "apart_parts.h"

static int by_list_and_order(const void *left, const void *right) {
    const version *const l = left;
    const version *const r = right;
    if (l->list != r->list) {
        return l->list < r->list ? -1 : 1;
    }
    if (l->writer.order != r->writer.order) {
        return l->writer.order < r->writer.order ? -1 : 1;
    }
    return (l->record > r->record) - (l->record < r->record);
}

static bool labels_as_refs(apart *a, const truce_gone *gone, truce_refs *refs) {
    refs->n = 0;
    refs->at = truce_arena_zero(a->r->arena, gone->n_labels + 1, sizeof *refs->at);
    for (size_t i = 0; refs->at != NULL && i < gone->n_labels; i++) {
        refs->at[refs->n].symbol = truce_symbols_find(&a->r->c->symbols, gone->labels[i]);
        refs->n += refs->at[refs->n].symbol != 0; /* else it is nobody's who is there */
    }
    return refs->at != NULL;
}

static bool add_gone(apart *a, uint32_t gone) {
    const truce_gone *const g = &a->writers->gone[gone];
    truce_kind kind;
    truce_refs labels;
    const truce_symbol name = apart_gone_name(a->r, g, &kind);
    if (name == 0 || a->listed[name] == 0) {
        return true;
    }
    if (!labels_as_refs(a, g, &labels)) {
        return no_memory(a->r);
    }
    a->versions[a->n++] = (version){.list = a->listed[name] - 1,
                                    .record = TRUCE_NONE,
                                    .gone = gone,
                                    .kind = kind,
                                    .writer = g->writer,
                                    .set = audience_sets_of(&a->sets, labels),
                                    .next = TRUCE_NONE,
                                    .since = TRUCE_ORDER_OF_NONE,
                                    .source = TRUCE_NONE};
    return true;
}

uint32_t apart_next(const apart *a, uint32_t i, uint32_t set) {
    const version *const v = &a->versions[i];
    const truce_gone *const g = &a->writers->gone[v->gone];
    const truce_writer undoer = {.author = g->undone_by};
    const bool superseded = g->next != TRUCE_ORDER_OF_NONE;
    for (uint32_t k = i + 1; k < a->first[v->list + 1]; k++) {
        const version *const later = &a->versions[k];
        if (later->kind == v->kind &&
            (superseded
                 ? later->writer.order == g->next
                 : later->writer.order > g->undone && apart_same_author(later->writer, undoer) &&
                       audience_fits(&a->sets.at[set], &a->sets.at[later->set], 0,
                                     (truce_refs){NULL, 0}))) {
            return k;
        }
    }
    return TRUCE_NONE;
}

bool apart_find_versions(apart *a) {
    const truce_case *const c = a->r->c;
    if (!audience_sets_find(a->r, a->writers->n_gone, &a->sets)) {
        return false;
    }
    a->versions = truce_arena_take(a->r->arena,
                                   (c->n_records + a->writers->n_gone + 1) * sizeof *a->versions);
    a->first = truce_arena_zero(a->r->arena, a->n_lists + 2U, sizeof *a->first);
    a->name_of = truce_arena_zero(a->r->arena, a->n_lists + 1U, sizeof *a->name_of);
    if (a->versions == NULL || a->first == NULL || a->name_of == NULL) {
        return no_memory(a->r);
    }
    for (truce_symbol s = 1; s < a->n_symbols; s++) {
        if (a->listed[s] != 0) {
            a->name_of[a->listed[s] - 1] = s;
        }
    }
    for (uint32_t i = 0; i < c->n_records; i++) {
        const truce_declared record = c->records[i];
        const truce_symbol name = apart_given(a, i);
        if (name != 0 && !apart_is_circle(record.kind) && a->listed[name] != 0) {
            a->versions[a->n++] = (version){.list = a->listed[name] - 1,
                                            .record = i,
                                            .kind = record.kind,
                                            .writer = apart_writer(a, i),
                                            .set = a->sets.set_of[record.kind][record.index],
                                            .next = TRUCE_NONE,
                                            .since = TRUCE_ORDER_OF_NONE,
                                            .source = TRUCE_NONE};
        }
    }
    for (uint32_t i = 0; i < a->writers->n_gone; i++) {
        if (!add_gone(a, i)) {
            return false;
        }
    }
    if (a->sets.out_of_memory) {
        return no_memory(a->r);
    }
    if (a->n > 1) {
        qsort(a->versions, a->n, sizeof *a->versions, by_list_and_order);
    }
    for (uint32_t i = 0; i < a->n; i++) {
        a->first[a->versions[i].list + 1] = i + 1;
    }
    for (uint32_t l = 0; l < a->n_lists; l++) { /* a list may be empty */
        a->first[l + 1] = a->first[l + 1] > a->first[l] ? a->first[l + 1] : a->first[l];
    }
    for (uint32_t i = 0; i < a->n; i++) {
        version *const v = &a->versions[i];
        v->since = v->since < v->writer.order ? v->since : v->writer.order;
        v->next = v->record == TRUCE_NONE ? apart_next(a, i, v->set) : TRUCE_NONE;
        if (v->next != TRUCE_NONE && v->since < a->versions[v->next].since) {
            a->versions[v->next].since = v->since;
        }
    }
    return true;
}
