#include "stability/graph_reader.h"

#include <inttypes.h>

#include "truce/stability/statement.h"

static int64_t *numbers(reader *r, const json_t *list, const char *what, size_t i) {
    const size_t n = json_array_size(list);
    int64_t *const at = room(r, n, sizeof *at);
    if (!json_is_array(list)) {
        fault(r, TRUCE_EINVAL, "%s[%zu]: must be an array of whole numbers", what, i);
    }
    for (size_t k = 0; k < n && ok(r); k++) {
        at[k] = whole(r, json_array_get(list, k), INT64_MIN, INT64_MAX, what, k);
    }
    return at;
}

static void read_statements(reader *r, const json_t *list, size_t maker,
                            truce_graph_preference *p) {
    const size_t n = json_array_size(list);
    truce_graph_statement *const at = room(r, n, sizeof *at);
    if (!json_is_array(list) || n > TRUCE_GRAPH_STATEMENTS_MAX) {
        fault(r, TRUCE_EINVAL, "preferences[%zu].statements: an array of at most %d strings", maker,
              TRUCE_GRAPH_STATEMENTS_MAX);
    }
    for (size_t i = 0; i < n && ok(r); i++) {
        truce_error why;
        const truce_str text = text_of(r, json_array_get(list, i), "statements", i);
        const truce_status status = ok(r)
                                        ? truce_graph_statement_read(r->m->options, r->m->n_options,
                                                                     text, r->arena, &at[i], &why)
                                        : TRUCE_OK;
        if (status != TRUCE_OK) {
            fault(r, status == TRUCE_EPARSE ? TRUCE_EINVAL : status,
                  "preferences[%zu].statements[%zu]: %s", maker, i, why.message);
        }
    }
    p->rule = TRUCE_GRAPH_STATEMENTS;
    p->statements = at;
    p->n_statements = (uint32_t)n;
}

static void read_payoffs(reader *r, const json_t *list, size_t maker, truce_graph_preference *p) {
    p->rule = TRUCE_GRAPH_PAYOFFS;
    p->payoffs = numbers(r, list, "payoffs", maker);
    p->n_payoffs = json_array_size(list);
}

static void read_weights(reader *r, const json_t *list, size_t maker, truce_graph_preference *p) {
    p->rule = TRUCE_GRAPH_WEIGHTS;
    p->weights = numbers(r, list, "weights", maker);
    if (json_array_size(list) != r->m->n_options) {
        fault(r, TRUCE_EINVAL, "preferences[%zu].weights: one for each of the %" PRIu32 " options",
              maker, r->m->n_options);
    }
}

static void read_unknown(reader *r, json_t *one, truce_graph_preference *p) {
    const json_t *const list = array_at(r, one, "unknown", "preferences: ");
    const size_t n = json_array_size(list);
    truce_graph_unknown *const at = room(r, n, sizeof *at);
    for (size_t i = 0; i < n && ok(r); i++) {
        const json_t *const pair = json_array_get(list, i);
        at[i].a = pattern_of(r, json_array_get(pair, 0), "unknown", i);
        at[i].b = ok(r) ? pattern_of(r, json_array_get(pair, 1), "unknown", i)
                        : (truce_graph_pattern){0, 0};
    }
    p->unknown = at;
    p->n_unknown = (uint32_t)n;
}

static void read_preference(reader *r, json_t *one, size_t maker, truce_graph_preference *p) {
    const json_t *const payoffs = json_object_get(one, "payoffs");
    const json_t *const statements = json_object_get(one, "statements");
    const json_t *const weights = json_object_get(one, "weights");
    const json_t *const strong = json_object_get(one, "strong");
    if ((payoffs != NULL) + (statements != NULL) + (weights != NULL) != 1) {
        fault(r, TRUCE_EINVAL,
              "preferences[%zu]: give one of \"payoffs\", \"statements\" and \"weights\"", maker);
    } else if (payoffs != NULL) {
        read_payoffs(r, payoffs, maker, p);
    } else if (statements != NULL) {
        read_statements(r, statements, maker, p);
    } else {
        read_weights(r, weights, maker, p);
    }
    read_unknown(r, one, p);
    if (json_is_integer(strong)) {
        p->n_strong_statements =
            (uint32_t)whole(r, strong, 0, TRUCE_GRAPH_STATEMENTS_MAX, "strong", maker);
    } else if (strong != NULL) {
        p->strong_from = numbers(r, strong, "strong", maker);
        p->n_strong_from = (uint32_t)json_array_size(strong);
    }
}

void read_preferences(reader *r, json_t *top) {
    const json_t *const short_form = array_at(r, top, "payoffs", "");
    const json_t *const long_form = array_at(r, top, "preferences", "");
    const uint32_t n = r->m->n_makers;
    truce_graph_preference *const at = room(r, n, sizeof *at);
    if (ok(r) && ((short_form == NULL) == (long_form == NULL) ||
                  json_array_size(short_form != NULL ? short_form : long_form) != n)) {
        fault(r, TRUCE_EINVAL,
              "payoffs: an array of payoffs for each of the %" PRIu32 " decision makers; or "
              "\"preferences\" instead",
              n);
    }
    for (uint32_t i = 0; i < n && ok(r); i++) {
        if (short_form != NULL) {
            read_payoffs(r, json_array_get(short_form, i), i, &at[i]);
        } else {
            read_preference(r, json_array_get(long_form, i), i, &at[i]);
        }
    }
    r->m->preferences = at;
}
