/* All states, for machines. */
#include "graph_parts.h"

static void letters(const uint64_t *bits, uint32_t n, truce_json *json) {
    truce_buffer text = truce_buffer_new();
    if (truce_buffer_reserve(&text, n)) {
        for (uint32_t s = 0; s < n; s++) {
            truce_buffer_byte(&text, truce_stable_bit(bits, s) ? '1' : '0');
        }
    }
    json->out->failed = json->out->failed || text.failed;
    truce_json_str(json, truce_buffer_str(&text));
    truce_buffer_clear(&text);
}

/* {"nash": ["01", "10"]}; what is not known is null. */
static void json_stability(const graph_found *f, bool general, truce_json *json) {
    truce_json_object(json);
    for (uint32_t k = 0; k < f->q->n_concepts; k++) {
        const graph_stability *const at = &f->at[k];
        truce_json_key(json, f->q->concepts[k].key);
        if (at->unknown) {
            truce_json_null(json);
            continue;
        }
        truce_json_array(json);
        for (uint32_t i = 0; i < f->states->model->n_makers; i++) {
            letters(general ? at->general[i] : at->stable[i], f->states->n, json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void json_equilibria(const graph_found *f, truce_json *json) {
    truce_json_object(json);
    for (uint32_t k = 0; k < f->q->n_concepts; k++) {
        truce_json_key(json, f->q->concepts[k].key);
        if (f->at[k].unknown) {
            truce_json_null(json);
            continue;
        }
        truce_json_array_inline(json);
        for (uint32_t s = 0; s < f->states->n; s++) {
            if (truce_stable_bit(f->at[k].equilibria, s)) {
                truce_json_int(json, (int64_t)s + 1);
            }
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

/* Of each coalition of two or more. */
static void json_coalitions(const graph_found *f, truce_json *json) {
    truce_json_array(json);
    for (uint32_t c = 1; c >> f->states->model->n_makers == 0; c++) {
        if ((c & (c - 1)) == 0) {
            continue;
        }
        truce_json_object(json);
        truce_json_key(json, "makers");
        truce_json_array_inline(json);
        for (uint32_t i = 0; i < f->states->model->n_makers; i++) {
            if ((c >> i & 1) != 0) {
                truce_json_int(json, i);
            }
        }
        truce_json_close(json);
        for (uint32_t k = 0; k < f->q->n_concepts; k++) {
            truce_json_key(json, f->q->concepts[k].key);
            letters(f->coalitions.stable[f->q->concepts[k].basic][c], f->states->n, json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

void graph_all_json(const graph_answer *a, truce_json *json) {
    const graph_found *const f = &a->found;
    truce_arena scratch = truce_arena_new();
    if (a->q.sense != GRAPH_OWN) {
        truce_json_member_str(json, "sense", truce_str_of(graph_sense_key(a->q.sense)));
    }
    truce_json_key(json, "states");
    truce_json_array_inline(json);
    for (uint32_t s = 0; s < f->states->n; s++) {
        truce_json_int(json, (int64_t)truce_graph_at(f->states, s));
    }
    truce_json_close(json);
    truce_json_key(json, "stability");
    json_stability(f, false, json);
    if (a->q.sense == GRAPH_STRENGTH) {
        truce_json_key(json, "general");
        json_stability(f, true, json);
    }
    truce_json_key(json, "equilibria");
    json_equilibria(f, json);
    graph_not_asked_json(a, json);
    if (a->q.sense == GRAPH_COALITIONS) {
        truce_json_key(json, "coalitions");
        json_coalitions(f, json);
    }
    graph_ways_json(a, &scratch, json);
    truce_arena_clear(&scratch);
}
