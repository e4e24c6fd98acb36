#include "stability/graph_reader.h"

#include <inttypes.h>
#include <stdio.h>

#include "truce/stability/statement.h"

static int64_t *numbers(reader *r, const json_t *list, const char *what) {
    const size_t n = json_array_size(list);
    int64_t *const at = room(r, n, sizeof *at);
    if (!json_is_array(list)) {
        fault(r, TRUCE_EINVAL, "%s: must be an array of whole numbers", what);
    }
    for (size_t k = 0; k < n && ok(r); k++) {
        at[k] = whole(r, json_array_get(list, k), INT64_MIN, INT64_MAX, what, k);
    }
    return at;
}

static void read_statements(reader *r, const json_t *list, truce_graph_preference *p) {
    const size_t n = json_array_size(list);
    truce_graph_statement *const at = room(r, n, sizeof *at);
    if (!json_is_array(list) || n > TRUCE_GRAPH_STATEMENTS_MAX) {
        fault(r, TRUCE_EINVAL, "statements: an array of at most %d strings",
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
            fault(r, status == TRUCE_EPARSE ? TRUCE_EINVAL : status, "statements[%zu]: %s", i,
                  why.message);
        }
    }
    p->rule = TRUCE_GRAPH_STATEMENTS;
    p->statements = at;
    p->n_statements = (uint32_t)n;
}

static void read_payoffs(reader *r, const json_t *list, const char *what,
                         truce_graph_preference *p) {
    p->rule = TRUCE_GRAPH_PAYOFFS;
    p->payoffs = numbers(r, list, what);
    p->n_payoffs = json_array_size(list);
}

static void read_weights(reader *r, const json_t *list, truce_graph_preference *p) {
    p->rule = TRUCE_GRAPH_WEIGHTS;
    p->weights = numbers(r, list, "weights");
    if (json_array_size(list) != r->m->n_options) {
        fault(r, TRUCE_EINVAL, "weights: one for each of the %" PRIu32 " options", r->m->n_options);
    }
}

static void read_unknown(reader *r, json_t *one, truce_graph_preference *p) {
    const json_t *const list = array_at(r, one, "unknown");
    const size_t n = json_array_size(list);
    truce_graph_unknown *const at = room(r, n, sizeof *at);
    for (size_t i = 0; i < n && ok(r); i++) {
        const json_t *const pair = json_array_get(list, i);
        char what[2][READER_PLACE];
        (void)snprintf(what[0], sizeof what[0], "unknown[%zu][0]", i);
        (void)snprintf(what[1], sizeof what[1], "unknown[%zu][1]", i);
        at[i].a = pattern_of(r, json_array_get(pair, 0), what[0]);
        at[i].b =
            ok(r) ? pattern_of(r, json_array_get(pair, 1), what[1]) : (truce_graph_pattern){0, 0};
    }
    p->unknown = at;
    p->n_unknown = (uint32_t)n;
}

static void read_preference(reader *r, json_t *one, size_t maker, truce_graph_preference *p) {
    const json_t *const payoffs = json_object_get(one, "payoffs");
    const json_t *const statements = json_object_get(one, "statements");
    const json_t *const weights = json_object_get(one, "weights");
    const json_t *const strong = json_object_get(one, "strong");
    if (!json_is_object(one)) {
        fault(r, TRUCE_EINVAL, "preferences[%zu]: must be an object", maker);
        return;
    }
    if ((payoffs != NULL) + (statements != NULL) + (weights != NULL) != 1) {
        fault(r, TRUCE_EINVAL,
              "preferences[%zu]: give one of \"payoffs\", \"statements\" and \"weights\"", maker);
        return;
    }
    (void)snprintf(r->within, sizeof r->within, "preferences[%zu].", maker);
    if (payoffs != NULL) {
        read_payoffs(r, payoffs, "payoffs", p);
    } else if (statements != NULL) {
        read_statements(r, statements, p);
    } else {
        read_weights(r, weights, p);
    }
    read_unknown(r, one, p);
    const int64_t first = json_integer_value(strong);
    if (json_is_integer(strong) && (first < 0 || first > TRUCE_GRAPH_STATEMENTS_MAX)) {
        fault(r, TRUCE_EINVAL, "strong: must be a whole number from 0 to %d",
              TRUCE_GRAPH_STATEMENTS_MAX);
    } else if (json_is_integer(strong)) {
        p->n_strong_statements = (uint32_t)first;
    } else if (strong != NULL) {
        p->strong_from = numbers(r, strong, "strong");
        p->n_strong_from = (uint32_t)json_array_size(strong);
    }
    r->within[0] = '\0';
}

void read_preferences(reader *r, json_t *top) {
    const json_t *const short_form = array_at(r, top, "payoffs");
    const json_t *const long_form = array_at(r, top, "preferences");
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
            char what[READER_PLACE];
            (void)snprintf(what, sizeof what, "payoffs[%" PRIu32 "]", i);
            read_payoffs(r, json_array_get(short_form, i), what, &at[i]);
        } else {
            read_preference(r, json_array_get(long_form, i), i, &at[i]);
        }
    }
    r->m->preferences = at;
}
