/* Names that several people gave without seeing each other's (case/writers.h). Rare: it costs a
 * look at each record's name, and only where one was given twice, or was taken back, or is written
 * with its compartment, are all names looked at. */
#include <stdlib.h>

#include "apart_parts.h"

static int by_place(const void *left, const void *right) {
    const truce_renamed *const l = left;
    const truce_renamed *const r = right;
    return (l->place > r->place) - (l->place < r->place);
}

/* Whom the texts that are being written are for, where neither they nor the case say. */
static bool address_fresh(reader *r, const truce_writers *writers) {
    truce_case *const c = r->c;
    truce_refs labels = {truce_arena_zero(r->arena, writers->n_labels + 1, sizeof(truce_ref)), 0};
    if (labels.at == NULL) {
        return no_memory(r);
    }
    for (size_t i = 0; i < writers->n_labels; i++) {
        const truce_symbol label = truce_symbols_find(&c->symbols, writers->labels[i]);
        const bool known = label == KW_PUBLIC || label == KW_TEAM ||
                           (label != 0 && c->circles[label].kind != TRUCE_KIND_NONE);
        if (known) { /* of others the ledger tells */
            labels.at[labels.n++].symbol = label;
        }
    }
    const bool case_says = c->n_cases == 1 && c->cases[0].head.audience.n > 0;
    for (size_t i = writers->n; i < c->n_texts && !case_says; i++) {
        if (c->texts[i].audience.n == 0) {
            c->texts[i].audience = labels;
        }
    }
    return true;
}

bool keep_names_apart(reader *r, const truce_writers *writers) {
    if (!address_fresh(r, writers)) {
        return false;
    }
    apart a = {.visit = {apart_look_up, NULL}, .r = r, .writers = writers};
    if (!apart_find_names(&a)) {
        return false;
    }
    if (a.n_lists == 0) {
        return true;
    }
    if (!apart_find_versions(&a) || !apart_call(&a)) {
        return false;
    }
    for (uint32_t i = 0; i < r->c->n_records; i++) {
        apart_take(&a, i);
        walk_record(r->c, r->c->records[i], &a.visit);
    }
    if (a.n_renamed > 1) {
        qsort(a.renamed, a.n_renamed, sizeof *a.renamed, by_place);
    }
    r->c->renamed = a.renamed;
    r->c->n_renamed = (uint32_t)a.n_renamed;
    return !r->out_of_memory;
}
