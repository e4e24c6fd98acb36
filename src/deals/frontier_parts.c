/* A variable by itself: its options are the vectors, without what is beaten. */
#include "deals/frontier_parts.h"

#include <stdlib.h>

#include "deals/amounts.h"

typedef struct making {
    const truce_worth *worth;
    shape s;
    const truce_worth_term **own; /* [variable]: its term; NULL: none */
    bool **ruled_out;             /* [variable]: [value]; NULL: none is */
    uint64_t *zero;               /* a vector */
    vectors nothing, unit;        /* no vector; a single one, of zeros */
    truce_arena scratch;
    truce_arena *arena;
} making;

static truce_status no_memory(const making *m, truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory for what %u issues are worth",
                      m->worth->choices->n_variables);
}

static truce_status prepare(making *m, truce_error *err) {
    const truce_domain *const d = m->worth->choices;
    m->own = truce_arena_zero(&m->scratch, d->n_variables, sizeof *m->own);
    m->ruled_out = truce_arena_zero(&m->scratch, d->n_variables, sizeof *m->ruled_out);
    m->zero = truce_arena_zero(&m->scratch, shape_words(m->s), sizeof *m->zero);
    if (m->own == NULL || m->ruled_out == NULL || m->zero == NULL) {
        return no_memory(m, err);
    }
    m->unit = (vectors){.at = m->zero, .n = 1, .limbs = 1, .bits = 1};
    for (uint32_t i = 0; i < m->worth->n_terms; i++) {
        const truce_worth_term *const t = &m->worth->terms[i];
        if (t->n_variables > 1) {
            return truce_fail(err, TRUCE_ELIMIT, "joint terms are not merged");
        }
        m->own[t->variables[0]] = t;
    }
    for (size_t i = 0; i < d->n_nogoods; i++) {
        const truce_nogood *const g = &d->nogoods[i];
        if (g->n_choices != 1) {
            return truce_fail(err, TRUCE_ELIMIT, "links are not merged");
        }
        const truce_choice c = g->choices[0];
        if (m->ruled_out[c.variable] == NULL) {
            m->ruled_out[c.variable] =
                truce_arena_zero(&m->scratch, d->n_values[c.variable], sizeof(bool));
        }
        if (m->ruled_out[c.variable] == NULL) {
            return no_memory(m, err);
        }
        m->ruled_out[c.variable][c.value] = true;
    }
    return TRUCE_OK;
}

static const uint64_t *amounts_of(const making *m, uint32_t variable, uint32_t value) {
    const truce_worth_term *const t = m->own[variable];
    return t != NULL ? t->amounts + value * shape_words(m->s) : m->zero;
}

/* What a variable can be worth; `from` tells the value. */
static truce_status set_of(making *m, uint32_t variable, vectors *out, truce_error *err) {
    const uint32_t n = m->worth->choices->n_values[variable];
    const uint64_t *const options = m->worth->options != NULL ? m->worth->options[variable] : NULL;
    const bool *const ruled_out = m->ruled_out[variable];
    head *const heads = calloc((size_t)n + 1, sizeof *heads);
    if (heads == NULL) {
        return no_memory(m, err);
    }
    for (uint32_t a = 0; a < n; a++) {
        heads[a] = (head){
            .base = ruled_out != NULL && ruled_out[a] ? &m->nothing : &m->unit,
            .shift = amounts_of(m, variable, a),
            .factor = options != NULL && options[a] > 1 ? &options[a] : NULL,
            .factor_limbs = 1,
        };
    }
    const merge_end end = vectors_merge(m->s, heads, n, (merge_limits){.record = true}, out);
    free(heads);
    return end == MERGE_DONE && vectors_move(out, m->s, m->arena) ? TRUCE_OK : no_memory(m, err);
}

/* The least and the most of a variable, and how many options it has. */
static amount_two_bits measure(const making *m, uint32_t variable, uint64_t *least,
                               uint64_t *most) {
    const uint64_t *const options = m->worth->options != NULL ? m->worth->options[variable] : NULL;
    const bool *const ruled_out = m->ruled_out[variable];
    amount_two_bits n_options = 0;
    for (uint32_t a = 0; a < m->worth->choices->n_values[variable]; a++) {
        if (ruled_out != NULL && ruled_out[a]) {
            continue;
        }
        const uint64_t *const amounts = amounts_of(m, variable, a);
        for (uint32_t p = 0; p < m->s.parties; p++) {
            const size_t at = (size_t)p * m->s.width;
            const size_t bytes = m->s.width * sizeof *amounts;
            if (n_options == 0 || amount_compare(amounts + at, least + at, m->s.width) < 0) {
                memcpy(least + at, amounts + at, bytes);
            }
            if (n_options == 0 || amount_compare(amounts + at, most + at, m->s.width) > 0) {
                memcpy(most + at, amounts + at, bytes);
            }
        }
        n_options += options != NULL ? options[a] : 1;
    }
    return n_options;
}

static truce_status make_all(making *m, parts *out, truce_error *err) {
    const uint32_t n = m->worth->choices->n_variables;
    const size_t words = shape_words(m->s);
    uint32_t *const variable = truce_arena_zero(m->arena, n, sizeof *variable);
    out->sets = truce_arena_zero(m->arena, n, sizeof *out->sets);
    out->least = truce_arena_zero(m->arena, n, words * sizeof *out->least);
    out->most = truce_arena_zero(m->arena, n, words * sizeof *out->most);
    truce_bigint *const factors = truce_arena_zero(&m->scratch, n, sizeof *factors);
    if (variable == NULL || out->sets == NULL || out->least == NULL || out->most == NULL ||
        factors == NULL) {
        return no_memory(m, err);
    }
    truce_status status = TRUCE_OK;
    for (uint32_t v = 0; v < n && status == TRUCE_OK; v++) {
        const amount_two_bits options =
            measure(m, v, out->least + v * words, out->most + v * words);
        uint32_t digits[sizeof options / sizeof(uint32_t)];
        for (uint32_t i = 0; i < sizeof options / sizeof *digits; i++) {
            digits[i] = (uint32_t)(options >> (32 * i));
        }
        variable[v] = v;
        status = set_of(m, v, &out->sets[v], err);
        if (status == TRUCE_OK) {
            status = truce_bigint_from_words(digits, sizeof options / sizeof *digits, &m->scratch,
                                             &factors[v], err);
        }
    }
    out->n = n;
    out->variable = variable;
    return status == TRUCE_OK ? truce_bigint_product(factors, n, m->arena, &out->outcomes, err)
                              : status;
}

truce_status parts_make(const truce_worth *worth, truce_arena *arena, parts *out,
                        truce_error *err) {
    const shape s = {worth->n_parties, worth->width};
    making m = {.worth = worth, .s = s, .scratch = truce_arena_new(), .arena = arena};
    *out = (parts){.s = s};
    truce_status status = prepare(&m, err);
    if (status == TRUCE_OK) {
        status = make_all(&m, out, err);
    }
    truce_arena_clear(&m.scratch);
    return status;
}

void parts_choose(const parts *p, uint32_t part, size_t place, uint32_t *package) {
    package[p->variable[part]] = p->sets[part].from[place];
}
