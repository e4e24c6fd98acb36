#include "truce/stability/model.h"

#include <assert.h>
#include <inttypes.h>

#include "stability/worth.h"

static truce_status check_pattern(const truce_graph_model *m, truce_graph_pattern p,
                                  const char *what, uint32_t i, truce_error *err) {
    const uint64_t all = (UINT64_C(1) << m->n_options) - 1;
    if ((p.care & ~all) != 0 || (p.taken & ~p.care) != 0) {
        return truce_fail(err, TRUCE_EINVAL,
                          "%s[%" PRIu32 "]: a pattern over options that are none", what, i);
    }
    return TRUCE_OK;
}

static truce_status check_options(const truce_graph_model *m, truce_error *err) {
    for (uint32_t k = 0; k < m->n_options; k++) {
        const truce_graph_option *const o = &m->options[k];
        if (o->owner >= m->n_makers) {
            return truce_fail(err, TRUCE_EINVAL,
                              "owner[%" PRIu32 "]: %" PRIu32 " is none of the %" PRIu32
                              " decision makers, who count from 0",
                              k, o->owner, m->n_makers);
        }
        for (uint32_t j = 0; j < k && o->name.size > 0; j++) {
            if (truce_str_equal(o->name, m->options[j].name)) {
                return truce_fail(err, TRUCE_EINVAL,
                                  "options[%" PRIu32 "]: has the name of options[%" PRIu32 "]", k,
                                  j);
            }
        }
    }
    return TRUCE_OK;
}

static truce_status check_common(const truce_graph_model *m, uint32_t i, truce_error *err) {
    const truce_graph_common *const c = &m->common[i];
    truce_status status = check_pattern(m, c->from, "common", i, err);
    if (status == TRUCE_OK) {
        status = check_pattern(m, c->to, "common", i, err);
    }
    if (status == TRUCE_OK && (c->makers == 0 || c->makers >> m->n_makers != 0)) {
        status = truce_fail(err, TRUCE_EINVAL,
                            "common[%" PRIu32 "].makers: name one decision maker or several", i);
    }
    return status;
}

static truce_status check_statement(const truce_graph_model *m, truce_graph_statement s,
                                    uint32_t maker, uint32_t i, truce_error *err) {
    uint32_t held = 0;
    for (uint32_t k = 0; k < s.n; k++) {
        const truce_graph_op *const op = &s.ops[k];
        const uint32_t takes = op->kind == TRUCE_GRAPH_IS ? 0 : op->kind == TRUCE_GRAPH_NOT ? 1 : 2;
        if (held < takes || held - takes + 1 > TRUCE_GRAPH_STATEMENT_DEEP ||
            (takes == 0 && op->is.care == 0)) {
            held = 0;
            break;
        }
        held = held - takes + 1;
        const truce_status status =
            takes == 0 ? check_pattern(m, op->is, "statements", i, err) : TRUCE_OK;
        if (status != TRUCE_OK) {
            return status;
        }
    }
    if (held != 1 || s.n > TRUCE_GRAPH_OPS_MAX) {
        return truce_fail(err, TRUCE_EINVAL,
                          "preferences[%" PRIu32 "].statements[%" PRIu32
                          "]: does not come out even, "
                          "or is too long",
                          maker, i);
    }
    return TRUCE_OK;
}

static truce_status check_rule(const truce_graph_model *m, uint32_t maker, truce_error *err) {
    const truce_graph_preference *const p = &m->preferences[maker];
    if (p->rule == TRUCE_GRAPH_STATEMENTS) {
        if (p->n_statements > TRUCE_GRAPH_STATEMENTS_MAX) {
            return truce_fail(err, TRUCE_EINVAL,
                              "preferences[%" PRIu32 "].statements: at most %d, not %" PRIu32,
                              maker, TRUCE_GRAPH_STATEMENTS_MAX, p->n_statements);
        }
        for (uint32_t i = 0; i < p->n_statements; i++) {
            const truce_status status = check_statement(m, p->statements[i], maker, i, err);
            if (status != TRUCE_OK) {
                return status;
            }
        }
    }
    for (uint32_t k = 0; p->rule == TRUCE_GRAPH_WEIGHTS && k < m->n_options; k++) {
        if (p->weights[k] > TRUCE_GRAPH_WEIGHT_MAX || p->weights[k] < -TRUCE_GRAPH_WEIGHT_MAX) {
            return truce_fail(err, TRUCE_EINVAL,
                              "preferences[%" PRIu32 "].weights[%" PRIu32 "]: from -2^40 to 2^40",
                              maker, k);
        }
    }
    return TRUCE_OK;
}

static truce_status check_preference(const truce_graph_model *m, uint32_t maker, truce_error *err) {
    const truce_graph_preference *const p = &m->preferences[maker];
    truce_status status = check_rule(m, maker, err);
    for (uint32_t i = 0; status == TRUCE_OK && i < p->n_unknown; i++) {
        status = check_pattern(m, p->unknown[i].a, "unknown", i, err);
        if (status == TRUCE_OK) {
            status = check_pattern(m, p->unknown[i].b, "unknown", i, err);
        }
    }
    for (uint32_t i = 1; status == TRUCE_OK && i < p->n_strong_from; i++) {
        if (p->strong_from[i] <= p->strong_from[i - 1]) {
            status =
                truce_fail(err, TRUCE_EINVAL,
                           "preferences[%" PRIu32 "].strong[%" PRIu32 "]: must rise", maker, i);
        }
    }
    const bool by_statements = p->rule == TRUCE_GRAPH_STATEMENTS;
    if (status == TRUCE_OK &&
        (by_statements ? p->n_strong_from > 0 || p->n_strong_statements > p->n_statements
                       : p->n_strong_statements > 0)) {
        status = truce_fail(err, TRUCE_EINVAL,
                            "preferences[%" PRIu32 "].strong: a list of numbers for payoffs and "
                            "weights; for statements, how many of the first",
                            maker);
    }
    return status;
}

static truce_status check_sizes(const truce_graph_model *m, truce_error *err) {
    if (m->n_options == 0 || m->n_options > TRUCE_GRAPH_OPTIONS_MAX) {
        return truce_fail(err, TRUCE_EINVAL, "options: from 1 to %d of them, not %" PRIu32,
                          TRUCE_GRAPH_OPTIONS_MAX, m->n_options);
    }
    if (m->n_makers == 0 || m->n_makers > TRUCE_GRAPH_MAKERS_MAX) {
        return truce_fail(err, TRUCE_EINVAL, "makers: from 1 to %d decision makers, not %" PRIu32,
                          TRUCE_GRAPH_MAKERS_MAX, m->n_makers);
    }
    return TRUCE_OK;
}

static truce_status check_rest(const truce_graph_model *m, truce_error *err) {
    for (uint32_t i = 0; m->attitudes != NULL && i < m->n_makers * m->n_makers; i++) {
        if (m->attitudes[i] < -1 || m->attitudes[i] > 1) {
            return truce_fail(err, TRUCE_EINVAL, "attitudes[%" PRIu32 "][%" PRIu32 "]: -1, 0 or 1",
                              i / m->n_makers, i % m->n_makers);
        }
    }
    if (m->has_status_quo &&
        (m->status_quo >> m->n_options != 0 || !truce_graph_feasible(m, m->status_quo))) {
        return truce_fail(err, TRUCE_EINVAL, "status_quo: %" PRIu64 " is no feasible state",
                          m->status_quo);
    }
    return TRUCE_OK;
}

truce_status truce_graph_check(const truce_graph_model *m, truce_error *err) {
    truce_status status = check_sizes(m, err);
    if (status == TRUCE_OK) {
        status = check_options(m, err);
    }
    for (uint32_t i = 0; status == TRUCE_OK && i < m->n_infeasible; i++) {
        status = check_pattern(m, m->infeasible[i], "infeasible", i, err);
    }
    for (uint32_t i = 0; status == TRUCE_OK && i < m->n_common; i++) {
        status = check_common(m, i, err);
    }
    for (uint32_t i = 0; status == TRUCE_OK && i < m->n_makers; i++) {
        status = check_preference(m, i, err);
    }
    return status == TRUCE_OK ? check_rest(m, err) : status;
}

bool truce_graph_feasible(const truce_graph_model *m, truce_graph_state s) {
    for (uint32_t i = 0; i < m->n_infeasible; i++) {
        if (truce_graph_matches(m->infeasible[i], s)) {
            return false;
        }
    }
    return true;
}

uint64_t truce_graph_own(const truce_graph_model *m, uint32_t maker) {
    uint64_t own = 0;
    for (uint32_t k = 0; k < m->n_options; k++) {
        own |= (uint64_t)(m->options[k].owner == maker) << k;
    }
    return own;
}

bool truce_graph_directed(const truce_graph_model *m, truce_graph_state from,
                          truce_graph_state to) {
    uint64_t never = 0; /* options that changed the way they cannot */
    for (uint32_t k = 0; k < m->n_options; k++) {
        const truce_graph_direction d = m->options[k].direction;
        never |= ((d == TRUCE_GRAPH_FORWARD ? from & ~to
                   : d == TRUCE_GRAPH_BACK  ? to & ~from
                                            : 0) >>
                  k) &
                 1;
    }
    return never == 0;
}

/* Truth values are held in the bits of a word, the last one lowest. */
bool truce_graph_holds(truce_graph_statement statement, truce_graph_state s) {
    uint64_t held = 0;
    for (uint32_t i = 0; i < statement.n; i++) {
        const truce_graph_op op = statement.ops[i];
        const uint64_t last = held & 1, before = (held >> 1) & 1, rest = held >> 2;
        switch (op.kind) {
        case TRUCE_GRAPH_IS:
            held = held << 1 | (uint64_t)truce_graph_matches(op.is, s);
            break;
        case TRUCE_GRAPH_NOT:
            held ^= 1;
            break;
        case TRUCE_GRAPH_AND:
            held = rest << 1 | (before & last);
            break;
        case TRUCE_GRAPH_OR:
            held = rest << 1 | (before | last);
            break;
        case TRUCE_GRAPH_IF:
            held = rest << 1 | (before | (last ^ 1));
            break;
        case TRUCE_GRAPH_IFF:
            held = rest << 1 | (before ^ last ^ 1);
            break;
        }
    }
    return (held & 1) != 0;
}

uint64_t truce_graph_worth(const truce_graph_model *m, uint32_t maker, truce_graph_state s) {
    const truce_graph_preference *const p = &m->preferences[maker];
    assert(p->rule != TRUCE_GRAPH_PAYOFFS);
    uint64_t worth = 0;
    if (p->rule == TRUCE_GRAPH_STATEMENTS) {
        for (uint32_t i = 0; i < p->n_statements; i++) {
            worth = worth << 1 | (uint64_t)truce_graph_holds(p->statements[i], s);
        }
        return worth;
    }
    int64_t sum = 0;
    for (uint64_t left = s; left != 0; left &= left - 1) {
        sum += p->weights[__builtin_ctzll(left)];
    }
    return worth_of(sum);
}
