/* Every part is looked for by its key and read by a function of its own; the first fault is kept,
 * and nothing after it is read. */
#include "truce/stability/graph_json.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/json_in.h"
#include "truce/base/utf8.h"
#include "truce/stability/statement.h"

typedef struct reader {
    truce_arena *arena;
    truce_graph_model *m;
    truce_error *err;
    truce_status status;
} reader;

static const truce_json_limits limits = {
    .bytes = (size_t)256 << 20,
    .depth = 8,
    .containers = 1000000,
    .values = 8000000,
    .advice_deep = "a graph model has no need of them",
    .advice_many = "give preferences of so many states by statements or weights",
};

static void fault(reader *r, truce_status status, const char *format, ...) TRUCE_PRINTF(3, 4);
static void fault(reader *r, truce_status status, const char *format, ...) {
    if (r->status == TRUCE_OK) {
        char text[512];
        va_list args;
        va_start(args, format);
        (void)vsnprintf(text, sizeof text, format, args);
        va_end(args);
        r->status = truce_fail(r->err, status, "%s", text);
    }
}

static bool ok(const reader *r) {
    return r->status == TRUCE_OK;
}

static void *room(reader *r, size_t n, size_t size) {
    void *const p = truce_arena_zero(r->arena, n > 0 ? n : 1, size);
    if (p == NULL) {
        fault(r, TRUCE_ENOMEM, "no memory for a model");
    }
    return p;
}

/* An array at `key` of `of`, or NULL where there is none. */
static json_t *array_at(reader *r, json_t *of, const char *key, const char *where) {
    json_t *const value = json_object_get(of, key);
    if (value != NULL && !json_is_array(value)) {
        fault(r, TRUCE_EINVAL, "%s%s: must be an array", where, key);
        return NULL;
    }
    return value;
}

static int64_t whole(reader *r, const json_t *value, int64_t low, int64_t high, const char *what,
                     size_t i) {
    if (!json_is_integer(value) || json_integer_value(value) < low ||
        json_integer_value(value) > high) {
        fault(r, TRUCE_EINVAL, "%s[%zu]: must be a whole number from %" PRId64 " to %" PRId64, what,
              i, low, high);
        return low;
    }
    return json_integer_value(value);
}

static truce_str text_of(reader *r, const json_t *value, const char *what, size_t i) {
    if (!json_is_string(value)) {
        fault(r, TRUCE_EINVAL, "%s[%zu]: must be a string", what, i);
        return (truce_str){NULL, 0};
    }
    const truce_str text =
        truce_arena_str(r->arena, (truce_str){json_string_value(value), json_string_length(value)});
    if (text.data == NULL) {
        fault(r, TRUCE_ENOMEM, "no memory for a name");
    }
    return text;
}

/* "Y" taken, "N" not, "-" either; one letter for each option. */
static truce_graph_pattern pattern_of(reader *r, const json_t *value, const char *what, size_t i) {
    const char *const text = json_string_value(value);
    truce_graph_pattern p = {0, 0};
    if (text == NULL || json_string_length(value) != r->m->n_options) {
        fault(r, TRUCE_EINVAL, "%s[%zu]: must be a string of %" PRIu32 " letters: Y, N or -", what,
              i, r->m->n_options);
        return p;
    }
    for (uint32_t k = 0; k < r->m->n_options; k++) {
        if (text[k] != 'Y' && text[k] != 'N' && text[k] != '-') {
            fault(r, TRUCE_EINVAL, "%s[%zu]: letter %" PRIu32 " must be Y, N or -", what, i, k + 1);
        }
        p.care |= (uint64_t)(text[k] != '-') << k;
        p.taken |= (uint64_t)(text[k] == 'Y') << k;
    }
    return p;
}

/* ---- who and what ---------------------------------------------------------------------------- */

static void read_makers(reader *r, json_t *top, const json_t *owner) {
    const json_t *const names = array_at(r, top, "makers", "");
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
    const json_t *const owner = array_at(r, top, "owner", "");
    const json_t *const direction = array_at(r, top, "direction", "");
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
    const json_t *const list = array_at(r, top, "infeasible", "");
    const size_t n = json_array_size(list);
    truce_graph_pattern *const at = room(r, n, sizeof *at);
    for (size_t i = 0; i < n && ok(r); i++) {
        at[i] = pattern_of(r, json_array_get(list, i), "infeasible", i);
    }
    r->m->infeasible = at;
    r->m->n_infeasible = (uint32_t)n;
}

static void read_common(reader *r, json_t *top) {
    const json_t *const list = array_at(r, top, "common", "");
    const size_t n = json_array_size(list);
    truce_graph_common *const at = room(r, n, sizeof *at);
    for (size_t i = 0; i < n && ok(r); i++) {
        json_t *const one = json_array_get(list, i);
        const json_t *const makers = json_object_get(one, "makers");
        at[i].from = pattern_of(r, json_object_get(one, "from"), "common.from", i);
        at[i].to = ok(r) ? pattern_of(r, json_object_get(one, "to"), "common.to", i)
                         : (truce_graph_pattern){0, 0};
        for (size_t j = 0; j < json_array_size(makers) && ok(r); j++) {
            at[i].makers |= UINT32_C(1) << whole(r, json_array_get(makers, j), 0,
                                                 (int64_t)r->m->n_makers - 1, "common.makers", j);
        }
    }
    r->m->common = at;
    r->m->n_common = (uint32_t)n;
}

/* ---- what is preferred
 * --------------------------------------------------------------------------- */

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

static void read_preferences(reader *r, json_t *top) {
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

/* ---- the rest
 * ------------------------------------------------------------------------------------ */

static void read_attitudes(reader *r, json_t *top) {
    const json_t *const list = array_at(r, top, "attitudes", "");
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
            at[i * n + j] = (int8_t)whole(r, json_array_get(row, j), -1, 1, "attitudes", i);
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
        const truce_graph_pattern p = pattern_of(r, value, "status_quo", 0);
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
    const json_t *const list = array_at(r, top, "states", "");
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
            fault(r, TRUCE_EINVAL, "payoffs[%" PRIu32 "]: %zu of them for %zu states", i,
                  p->n_payoffs, json_array_size(list));
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
