/* What each maker would have to prefer, for machines. */
#include "graph_parts.h"
#include "truce/stability/statement.h"

static void json_state(const graph_answer *a, uint32_t s, truce_json *json) {
    truce_json_int(json, (int64_t)truce_graph_at(&a->states, s));
}

static void json_conditions(const graph_answer *a, const truce_inverse *c, truce_json *json) {
    truce_json_key(json, "conditions");
    truce_json_array(json);
    for (uint32_t i = 0; i < c->n; i++) {
        truce_json_array_inline(json);
        for (uint32_t k = 0; k < c->conditions[i].n; k++) {
            const truce_inverse_way *const way = &c->conditions[i].ways[k];
            truce_json_array(json);
            json_state(a, way->state, json);
            for (uint32_t j = 0; j < way->n_closed; j++) {
                json_state(a, way->closed[j], json);
            }
            truce_json_close(json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void json_count(truce_bigint count, const char *key, truce_json *json) {
    truce_arena scratch = truce_arena_new();
    truce_str digits = {NULL, 0};
    if (truce_bigint_decimal(count, &scratch, &digits, NULL) != TRUCE_OK) {
        json->out->failed = true;
    }
    truce_json_member_str(json, key, digits);
    truce_arena_clear(&scratch);
}

static void json_smallest(const graph_answer *a, const truce_sensitivity *s, truce_json *json) {
    truce_json_key(json, "smallest");
    if (!s->known || !s->possible) {
        truce_json_null(json);
        truce_json_member_bool(json, "impossible", s->known);
        return;
    }
    truce_json_array_inline(json);
    for (uint32_t k = 0; k < s->n; k++) {
        json_state(a, s->changes[k], json);
    }
    truce_json_close(json);
}

/* As a statement of the exchange format. */
static void json_addition(const graph_answer *a, const truce_addition *first, truce_json *json) {
    truce_graph_op ops[4];
    truce_graph_statement statement = {ops, 0};
    for (uint64_t left = first->says.care; left != 0; left &= left - 1) {
        const uint64_t option = left & (~left + 1);
        const bool taken = ((first->says.taken & option) != 0) != first->denied;
        ops[statement.n++] = (truce_graph_op){TRUCE_GRAPH_IS, {option, taken ? option : 0}};
    }
    if (statement.n == 2) {
        ops[statement.n++].kind = first->denied ? TRUCE_GRAPH_OR : TRUCE_GRAPH_AND;
    }
    truce_buffer text = truce_buffer_new();
    truce_graph_statement_write(a->model.options, statement, &text);
    json->out->failed = json->out->failed || text.failed;
    truce_json_str(json, truce_buffer_str(&text));
    truce_buffer_clear(&text);
}

static void json_one(const graph_answer *a, const graph_inverse *of, truce_json *json) {
    truce_json_object(json);
    truce_json_member_bool(json, "stable", of->smallest.stable);
    json_smallest(a, &of->smallest, json);
    truce_json_key(json, "first");
    truce_json_array_inline(json);
    for (uint32_t k = 0; k < of->first.n; k++) {
        json_addition(a, &of->first.at[k], json);
    }
    truce_json_close(json);
    if (of->first.untried) {
        truce_json_member_bool(json, "pairs_untried", true);
    }
    if (of->inverse.counted) {
        json_count(of->inverse.orders, "orders", json);
        json_count(of->inverse.all, "of", json);
    }
    json_conditions(a, &of->inverse, json);
    truce_json_close(json);
}

void graph_inverse_json(const graph_answer *a, truce_json *json) {
    truce_json_member_int(json, "state", (int64_t)a->q.state);
    truce_json_key(json, "makers");
    truce_json_array(json);
    for (uint32_t i = 0; i < a->model.n_makers; i++) {
        truce_json_object(json);
        for (uint32_t k = 0; k < a->q.n_concepts && graph_is_asked(a, i); k++) {
            truce_json_key(json, a->q.concepts[k].key);
            json_one(a, &a->inverse[i * a->q.n_concepts + k], json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
    graph_not_asked_json(a, json);
}
