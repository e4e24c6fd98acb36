#include "graph_found.h"

#include <string.h>

#include "truce/stability/limited.h"
#include "truce/stability/metarational.h"
#include "truce/stability/relational.h"

/* The basic ones of those asked for. */
static uint32_t basic_concepts(const graph_question *q) {
    uint32_t set = 0;
    for (uint32_t k = 0; k < q->n_concepts; k++) {
        set |= q->concepts[k].kind == GRAPH_BASIC ? UINT32_C(1) << q->concepts[k].basic : 0;
    }
    return set;
}

static truce_status find_basic(graph_found *f, truce_arena *arena, truce_error *err) {
    const truce_stable_options options = {.concepts = basic_concepts(f->q),
                                          .threads = f->q->threads};
    truce_stable found;
    if (options.concepts == 0) {
        return TRUCE_OK;
    }
    const truce_status status = truce_stable_find(f->states, &options, arena, &found, err);
    for (uint32_t k = 0; k < f->q->n_concepts && status == TRUCE_OK; k++) {
        const graph_concept *const c = &f->q->concepts[k];
        if (c->kind == GRAPH_BASIC) {
            memcpy(f->at[k].stable, found.stable[c->basic], sizeof f->at[k].stable);
            f->at[k].equilibria = found.equilibria[c->basic];
        }
    }
    return status;
}

static truce_status find_ahead(graph_found *f, uint32_t k, truce_arena *arena, truce_error *err) {
    const graph_concept *const c = &f->q->concepts[k];
    graph_stability *const at = &f->at[k];
    truce_metarational far;
    truce_limited limited;
    truce_nonmyopic any;
    truce_status status = TRUCE_OK;
    switch (c->kind) {
    case GRAPH_BASIC:
        break;
    case GRAPH_METARATIONAL:
        status = truce_metarational_find(f->states, c->moves, f->q->threads, arena, &far, err);
        if (status == TRUCE_OK) {
            memcpy(at->stable, far.stable, sizeof at->stable);
            at->equilibria = far.equilibria;
        }
        break;
    case GRAPH_LIMITED:
        status = truce_limited_find(f->states, c->moves, arena, &limited, err);
        if (status == TRUCE_OK) {
            memcpy(at->stable, limited.stable, sizeof limited.stable);
            at->equilibria = limited.equilibria;
        }
        break;
    case GRAPH_NONMYOPIC:
        status = truce_nonmyopic_find(f->states, arena, &any, err);
        at->unknown = status == TRUCE_OK && !any.known;
        if (status == TRUCE_OK && any.known) {
            memcpy(at->stable, any.stable, sizeof any.stable);
            at->equilibria = any.equilibria;
        }
        break;
    }
    return status;
}

static truce_status find_coalitions(graph_found *f, truce_arena *arena, truce_error *err) {
    const truce_status status = truce_coalitions_find(f->states, 0, arena, &f->coalitions, err);
    for (uint32_t k = 0; k < f->q->n_concepts && status == TRUCE_OK; k++) {
        const truce_graph_concept c = f->q->concepts[k].basic;
        for (uint32_t i = 0; i < f->states->model->n_makers; i++) {
            f->at[k].stable[i] = f->coalitions.stable[c][UINT32_C(1) << i];
        }
        f->at[k].equilibria = f->coalitions.universal[c];
    }
    return status;
}

static truce_status find_relation(graph_found *f, truce_arena *arena, truce_error *err) {
    const truce_graph_relation relation = (truce_graph_relation)(f->q->sense - GRAPH_UNKNOWN_A);
    const truce_stable_options options = {.concepts = basic_concepts(f->q),
                                          .threads = f->q->threads};
    truce_relational found;
    truce_stable general;
    truce_status status = truce_relational_find(f->states, relation, arena, &found, err);
    if (status == TRUCE_OK && f->q->sense == GRAPH_STRENGTH) {
        status = truce_stable_find(f->states, &options, arena, &general, err);
    }
    for (uint32_t k = 0; k < f->q->n_concepts && status == TRUCE_OK; k++) {
        const truce_graph_concept c = f->q->concepts[k].basic;
        memcpy(f->at[k].stable, found.stable[c], sizeof f->at[k].stable);
        f->at[k].equilibria = found.equilibria[c];
        if (f->q->sense == GRAPH_STRENGTH) {
            memcpy(f->at[k].general, general.stable[c], sizeof f->at[k].general);
        }
    }
    return status;
}

truce_status graph_find(const graph_question *q, const truce_graph_states *states,
                        truce_arena *arena, graph_found *out, truce_error *err) {
    graph_found f = {.q = q, .states = states};
    truce_status status = TRUCE_OK;
    if (q->sense == GRAPH_COALITIONS) {
        status = find_coalitions(&f, arena, err);
    } else if (q->sense != GRAPH_OWN) {
        status = find_relation(&f, arena, err);
    } else {
        status = find_basic(&f, arena, err);
        for (uint32_t k = 0; k < q->n_concepts && status == TRUCE_OK; k++) {
            status = find_ahead(&f, k, arena, err);
        }
    }
    if (status == TRUCE_OK) {
        *out = f;
    }
    return status;
}

uint32_t graph_equilibrium(const graph_found *found, uint32_t s) {
    uint32_t n = 0;
    for (uint32_t k = 0; k < found->q->n_concepts; k++) {
        n += !found->at[k].unknown && truce_stable_bit(found->at[k].equilibria, s);
    }
    return n;
}
