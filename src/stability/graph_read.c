/* Every part is looked for by its key and read by a function of its own; the first fault is kept,
 * and nothing after it is read. */
#include "truce/stability/graph_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "stability/graph_reader.h"

static const truce_json_limits limits = {
    .bytes = (size_t)256 << 20,
    .depth = 8,
    .containers = 1000000,
    .values = 8000000,
    .advice_deep = "a graph model has no need of them",
    .advice_many = "give preferences of so many states by statements or weights",
};

/* ---- who and what ---------------------------------------------------------------------------- */

static void read_makers(reader *r, json_t *top, const json_t *owner) {
    const json_t *const names = array_at(r, top, "makers");
    int64_t most = -1;
    for (size_t i = 0; i < json_array_size(owner); i++) {
        const int64_t of = json_integer_value(json_array_get(owner, i));
        most = of > most ? of : most;
    }
    size_t n = most >= 0 && most < TRUCE_GRAPH_MAKERS_MAX ? (size_t)most + 1 : 1;
    static const char *const lists[] = {"preferences", "payoffs", "makers"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const json_t *const list = json_object_get(top, lists[i]);
        n = json_array_size(list) > 0 ? json_array_size(list) : n;
    }
    if (n > TRUCE_GRAPH_MAKERS_MAX) {
        fault(r, TRUCE_EINVAL, "makers: from 1 to %d decision makers, not %zu",
              TRUCE_GRAPH_MAKERS_MAX, n);
        return;
    }
    r->m->n_makers = (uint32_t)n;
    if (names != NULL && ok(r)) {
        truce_str *const at = room(r, n, sizeof *at);
        for (size_t i = 0; i < n && ok(r); i++) {
            at[i] = text_of(r, json_array_get(names, i), "makers", i);
        }
        r->m->makers = at;
    }
}

static truce_graph_direction direction_of(reader *r, const json_t *value, size_t i) {
    static const char *const words[] = {"both", "fwd", "back"};
    const char *const text = json_string_value(value);
    for (int d = 0; text != NULL && d < 3; d++) {
        if (strcmp(text, words[d]) == 0) {
            return (truce_graph_direction)d;
        }
    }
    fault(r, TRUCE_EINVAL, "direction[%zu]: must be \"both\", \"fwd\" or \"back\"", i);
    return TRUCE_GRAPH_BOTH;
}

/* "options": how many, or their names. */
static void read_options(reader *r, json_t *top) {
    const json_t *const options = json_object_get(top, "options");
    const json_t *const owner = array_at(r, top, "owner");
    const json_t *const direction = array_at(r, top, "direction");
    const bool named = json_is_array(options);
    const size_t n = named                      ? json_array_size(options)
                     : json_is_integer(options) ? (size_t)json_integer_value(options)
                                                : 0;
    if (!ok(r)) {
        return;
    }
    if (n == 0 || n > TRUCE_GRAPH_OPTIONS_MAX) {
        fault(r, TRUCE_EINVAL, "options: how many (1 to %d), or an array of their names",
              TRUCE_GRAPH_OPTIONS_MAX);
        return;
    }
    if (json_array_size(owner) != n) {
        fault(r, TRUCE_EINVAL,
              "owner: an array with the decision maker, from 0, of each of the %zu "
              "options",
              n);
    }
    if (direction != NULL && json_array_size(direction) != n) {
        fault(r, TRUCE_EINVAL, "direction: one for each of the %zu options", n);
    }
    truce_graph_option *const at = room(r, n, sizeof *at);
    for (size_t k = 0; k < n && ok(r); k++) {
        at[k].name =
            named ? text_of(r, json_array_get(options, k), "options", k) : (truce_str){NULL, 0};
        at[k].owner =
            (uint32_t)whole(r, json_array_get(owner, k), 0, TRUCE_GRAPH_MAKERS_MAX - 1, "owner", k);
        at[k].direction =
            direction != NULL ? direction_of(r, json_array_get(direction, k), k) : TRUCE_GRAPH_BOTH;
    }
    r->m->options = at;
    r->m->n_options = (uint32_t)n;
    if (ok(r)) {
        read_makers(r, top, owner);
    }
}

static void read_infeasible(reader *r, json_t *top) {
    const json_t *const list = array_at(r, top, "infeasible");
    const size_t n = json_array_size(list);
    truce_graph_pattern *const at = room(r, n, sizeof *at);
    for (size_t i = 0; i < n && ok(r); i++) {
        char what[READER_PLACE];
        (void)snprintf(what, sizeof what, "infeasible[%zu]", i);
        at[i] = pattern_of(r, json_array_get(list, i), what);
    }
    r->m->infeasible = at;
    r->m->n_infeasible = (uint32_t)n;
}

static void read_common(reader *r, json_t *top) {
    const json_t *const list = array_at(r, top, "common");
    const size_t n = json_array_size(list);
    truce_graph_common *const at = room(r, n, sizeof *at);
    for (size_t i = 0; i < n && ok(r); i++) {
        json_t *const one = json_array_get(list, i);
        const json_t *const makers = json_object_get(one, "makers");
        (void)snprintf(r->within, sizeof r->within, "common[%zu].", i);
        at[i].from = pattern_of(r, json_object_get(one, "from"), "from");
        at[i].to =
            ok(r) ? pattern_of(r, json_object_get(one, "to"), "to") : (truce_graph_pattern){0, 0};
        for (size_t j = 0; j < json_array_size(makers) && ok(r); j++) {
            at[i].makers |= UINT32_C(1) << whole(r, json_array_get(makers, j), 0,
                                                 (int64_t)r->m->n_makers - 1, "makers", j);
        }
    }
    r->within[0] = '\0';
    r->m->common = at;
    r->m->n_common = (uint32_t)n;
}

/* ---- the rest
 * ------------------------------------------------------------------------------------ */

static void read_attitudes(reader *r, json_t *top) {
    const json_t *const list = array_at(r, top, "attitudes");
    const uint32_t n = r->m->n_makers;
    if (list == NULL || !ok(r)) {
        return;
    }
    int8_t *const at = room(r, (size_t)n * n, sizeof *at);
    for (uint32_t i = 0; i < n && ok(r); i++) {
        const json_t *const row = json_array_get(list, i);
        if (json_array_size(list) != n || json_array_size(row) != n) {
            fault(r, TRUCE_EINVAL,
                  "attitudes[%" PRIu32 "]: one for each decision maker, and a row of each", i);
        }
        for (uint32_t j = 0; j < n && ok(r); j++) {
            char what[READER_PLACE];
            (void)snprintf(what, sizeof what, "attitudes[%" PRIu32 "]", i);
            at[i * n + j] = (int8_t)whole(r, json_array_get(row, j), -1, 1, what, j);
        }
    }
    r->m->attitudes = at;
}

/* As a number, or with a letter for each option. */
static void read_status_quo(reader *r, const json_t *top) {
    const json_t *const value = json_object_get(top, "status_quo");
    if (value == NULL) {
        return;
    }
    r->m->has_status_quo = true;
    if (json_is_string(value)) {
        const truce_graph_pattern p = pattern_of(r, value, "status_quo");
        r->m->status_quo = p.taken;
        if (ok(r) && p.care != (UINT64_C(1) << r->m->n_options) - 1) {
            fault(r, TRUCE_EINVAL, "status_quo: Y or N for every option");
        }
    } else if (json_is_integer(value) && json_integer_value(value) >= 0) {
        r->m->status_quo = (uint64_t)json_integer_value(value);
    } else {
        fault(r, TRUCE_EINVAL, "status_quo: a state, as a number or in letters");
    }
}

/* Where the states are given as well, they must be the feasible ones. How many these are is seen
 * when they are listed: each has a payoff. */
static void check_states(reader *r, json_t *top) {
    const json_t *const list = array_at(r, top, "states");
    int64_t last = -1;
    for (size_t i = 0; i < json_array_size(list) && ok(r); i++) {
        const json_t *const value = json_array_get(list, i);
        const int64_t s = json_is_integer(value) ? json_integer_value(value) : -1;
        if (s <= last || (uint64_t)s >> r->m->n_options != 0 ||
            !truce_graph_feasible(r->m, (uint64_t)s)) {
            fault(r, TRUCE_EINVAL,
                  "states[%zu]: the feasible states, rising, as numbers in which "
                  "option k counts 2^k",
                  i);
        }
        last = s;
    }
    for (uint32_t i = 0; ok(r) && list != NULL && i < r->m->n_makers; i++) {
        const truce_graph_preference *const p = &r->m->preferences[i];
        if (p->rule == TRUCE_GRAPH_PAYOFFS && p->n_payoffs != json_array_size(list)) {
            fault(r, TRUCE_EINVAL,
                  json_object_get(top, "payoffs") != NULL
                      ? "payoffs[%" PRIu32 "]: %zu of them for %zu states"
                      : "preferences[%" PRIu32 "].payoffs: %zu of them for %zu states",
                  i, p->n_payoffs, json_array_size(list));
        }
    }
}

truce_status truce_graph_read(truce_str json, truce_arena *arena, truce_graph_model *out,
                              truce_error *err) {
    json_t *top = NULL;
    truce_graph_model m = {.n_options = 0};
    reader r = {.arena = arena, .m = &m, .err = err};
    r.status = truce_json_parse(json, &limits, false, &top, err);
    if (ok(&r) && !json_is_object(top)) {
        fault(&r, TRUCE_EINVAL, "a graph model is an object");
    }
    void (*const parts[])(reader *, json_t *) = {read_options,     read_infeasible, read_common,
                                                 read_preferences, read_attitudes,  check_states};
    for (size_t i = 0; i < sizeof parts / sizeof *parts && ok(&r); i++) {
        parts[i](&r, top);
    }
    if (ok(&r)) {
        read_status_quo(&r, top);
    }
    json_decref(top);
    if (ok(&r)) {
        r.status = truce_graph_check(&m, err);
    }
    if (ok(&r)) {
        *out = m;
    }
    return r.status;
}
