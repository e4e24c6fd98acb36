/* Every amount of a party is a whole number of its unit: a common multiple of all that its numbers
 * are divided by. First the units, and how large a sum can get; then the amounts, in as many words
 * as that takes. Terms of one variable hold weight times value; what holds only together is spread
 * over the combinations of the variables it is of. */
#include "truce/deals/worth_make.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 64 };

/* A party's numbers brought to whole ones. */
typedef struct scale {
    truce_bigint weights; /* common multiple of what weights are divided by */
    truce_bigint values;  /* of values, conditional ones too */
    truce_bigint factor;  /* unit = weights * values * top * factor */
    truce_bigint unit;
} scale;

typedef struct maker {
    const truce_case *c;
    const truce_space *space;
    const truce_belief *beliefs;
    uint32_t n;
    truce_arena *arena;
    truce_arena scratch;
    truce_error *err;
    scale *scales; /* [party] */
    uint32_t width;
    uint64_t *work; /* words for one amount */
    truce_worth_term *terms;
    uint64_t **amounts; /* [term]: the same, to be filled */
    uint32_t n_terms;
    uint32_t *own; /* [variable] -> its own term, or TRUCE_NONE */
} maker;

static truce_status no_memory(maker *m) {
    return truce_fail(m->err, TRUCE_ENOMEM, "no memory for what packages are worth");
}

static uint64_t size_of(int64_t number) {
    return number < 0 ? (uint64_t)-number : (uint64_t)number;
}

/* ---- units ---- */

static truce_status widen(maker *m, truce_bigint *multiple, int64_t under) {
    truce_bigint by;
    const truce_status status = truce_bigint_from((uint64_t)under, &m->scratch, &by, m->err);
    return status != TRUCE_OK
               ? status
               : truce_bigint_common_multiple(*multiple, by, &m->scratch, multiple, m->err);
}

static truce_status times(maker *m, truce_bigint *number, uint64_t by) {
    truce_bigint factor;
    const truce_status status = truce_bigint_from(by, &m->scratch, &factor, m->err);
    return status != TRUCE_OK ? status
                              : truce_bigint_multiply(*number, factor, &m->scratch, number, m->err);
}

/* The multiples that the weights and the values need, each number's divisor once where those of
 * neighbours are the same, as they mostly are. */
static truce_status find_multiples(maker *m, const truce_belief *b, scale *s) {
    int64_t last = 1;
    truce_status status = truce_bigint_from(1, &m->scratch, &s->weights, m->err);
    s->values = s->weights;
    for (uint32_t v = 0; v < m->space->n_variables && status == TRUCE_OK; v++) {
        const truce_belief_issue *const issue = &b->issues[v];
        if (!issue->mentioned) {
            continue;
        }
        status = widen(m, &s->weights, issue->weight.low.under);
        for (uint32_t k = 0; k < m->space->variables[v].n_values && status == TRUCE_OK; k++) {
            const int64_t under = issue->values[k].low.under;
            status = under != last ? widen(m, &s->values, under) : TRUCE_OK;
            last = under;
        }
    }
    for (uint32_t i = 0; i < b->n_joints && status == TRUCE_OK; i++) {
        if (b->joints[i].replaces != TRUCE_NONE) {
            status = widen(m, &s->values, b->joints[i].amount.low.under);
        }
    }
    return status;
}

/* Whether the reservation value is one number. */
static bool is_reserve_amount(const truce_belief *b) {
    return b->reserve_kind == TRUCE_RESERVE_AMOUNT && truce_bounds_exact(b->reserve);
}

static truce_status find_unit(maker *m, const truce_belief *b, scale *s) {
    truce_bigint base;
    truce_status status = find_multiples(m, b, s);
    if (status == TRUCE_OK) {
        status = truce_bigint_multiply(s->weights, s->values, &m->scratch, &base, m->err);
    }
    if (status == TRUCE_OK) {
        status = times(m, &base, (uint64_t)b->top);
    }
    s->unit = base;
    for (uint32_t i = 0; i < b->n_joints && status == TRUCE_OK; i++) {
        if (b->joints[i].replaces == TRUCE_NONE) {
            status = widen(m, &s->unit, b->joints[i].amount.low.under);
        }
    }
    if (status == TRUCE_OK && is_reserve_amount(b)) { /* gains are counted from it, exactly */
        status = widen(m, &s->unit, b->reserve.low.under);
    }
    return status == TRUCE_OK
               ? truce_bigint_divide(s->unit, base, &m->scratch, &s->factor, NULL, m->err)
               : status;
}

/* ---- single amounts ---- */

/* multiple / under, a whole number. */
static truce_status part_of(maker *m, truce_bigint multiple, int64_t under, truce_bigint *out) {
    truce_bigint by;
    bool rest = false;
    truce_status status = truce_bigint_from((uint64_t)under, &m->scratch, &by, m->err);
    if (status == TRUCE_OK) {
        status = truce_bigint_divide(multiple, by, &m->scratch, out, &rest, m->err);
    }
    assert(status != TRUCE_OK || !rest);
    return status;
}

/* What a value of 1 / values is of a variable of this weight, in units: weight * unit / (values *
 * top), without its sign, of which weights have none. */
static truce_status weight_factor(maker *m, uint32_t p, truce_ratio weight, truce_bigint *out) {
    const scale *const s = &m->scales[p];
    truce_status status = part_of(m, s->weights, weight.under, out);
    if (status == TRUCE_OK) {
        status = times(m, out, size_of(weight.over));
    }
    return status == TRUCE_OK ? truce_bigint_multiply(*out, s->factor, &m->scratch, out, m->err)
                              : status;
}

/* The size of a value of that variable, in units. */
static truce_status value_amount(maker *m, uint32_t p, truce_bigint weight, truce_ratio value,
                                 truce_bigint *out) {
    truce_status status = part_of(m, m->scales[p].values, value.under, out);
    if (status == TRUCE_OK) {
        status = times(m, out, size_of(value.over));
    }
    return status == TRUCE_OK ? truce_bigint_multiply(*out, weight, &m->scratch, out, m->err)
                              : status;
}

/* The size of an amount that is added as it is. */
static truce_status added_amount(maker *m, uint32_t p, truce_ratio amount, truce_bigint *out) {
    const truce_status status = part_of(m, m->scales[p].unit, amount.under, out);
    return status == TRUCE_OK ? times(m, out, size_of(amount.over)) : status;
}

/* ---- how large a sum gets ---- */

static truce_status larger(truce_bigint *most, truce_bigint number) {
    *most = truce_bigint_compare(number, *most) > 0 ? number : *most;
    return TRUCE_OK;
}

/* The largest size of a value of one variable, conditional ones left out. */
static truce_status largest_value(maker *m, uint32_t p, uint32_t v, truce_bigint *out) {
    const truce_belief_issue *const issue = &m->beliefs[p].issues[v];
    truce_bigint weight;
    truce_ratio most = {0, 1};
    for (uint32_t k = 0; k < m->space->variables[v].n_values; k++) {
        const truce_ratio at = issue->values[k].low;
        const truce_ratio size = {(int64_t)size_of(at.over), at.under};
        most = truce_ratio_compare(size, most) > 0 ? size : most;
    }
    const truce_status status = weight_factor(m, p, issue->weight.low, &weight);
    return status == TRUCE_OK ? value_amount(m, p, weight, most, out) : status;
}

static truce_status joint_size(maker *m, uint32_t p, const truce_belief_joint *joint,
                               truce_bigint *out) {
    if (joint->replaces == TRUCE_NONE) {
        return added_amount(m, p, joint->amount.low, out);
    }
    truce_bigint weight;
    truce_bigint other;
    truce_status status =
        weight_factor(m, p, m->beliefs[p].issues[joint->replaces].weight.low, &weight);
    if (status == TRUCE_OK) {
        status = value_amount(m, p, weight, joint->amount.low, out);
    }
    if (status == TRUCE_OK) {
        status = largest_value(m, p, joint->replaces, &other);
    }
    return status == TRUCE_OK ? truce_bigint_add(*out, other, &m->scratch, out, m->err) : status;
}

/* No sum of a package's amounts, or of some of them, is larger than this. */
static truce_status largest_sum(maker *m, uint32_t p, truce_bigint *sum) {
    const truce_belief *const b = &m->beliefs[p];
    truce_status status = TRUCE_OK;
    truce_bigint size;
    for (uint32_t v = 0; v < m->space->n_variables && status == TRUCE_OK; v++) {
        if (b->issues[v].mentioned) {
            status = largest_value(m, p, v, &size);
            status = status == TRUCE_OK ? truce_bigint_add(*sum, size, &m->scratch, sum, m->err)
                                        : status;
        }
    }
    for (uint32_t i = 0; i < b->n_joints && status == TRUCE_OK; i++) {
        status = joint_size(m, p, &b->joints[i], &size);
        status =
            status == TRUCE_OK ? truce_bigint_add(*sum, size, &m->scratch, sum, m->err) : status;
    }
    if (status == TRUCE_OK && b->reserve_kind == TRUCE_RESERVE_AMOUNT &&
        truce_bounds_exact(b->reserve)) {
        const uint64_t whole = size_of(b->reserve.low.over) / (uint64_t)b->reserve.low.under + 1;
        size = m->scales[p].unit;
        status = times(m, &size, whole);
        return status == TRUCE_OK ? larger(sum, size) : status;
    }
    return status;
}

static truce_status find_width(maker *m) {
    size_t bits = 0;
    for (uint32_t p = 0; p < m->n; p++) {
        truce_bigint sum = {0};
        const truce_status status = largest_sum(m, p, &sum);
        if (status != TRUCE_OK) {
            return status;
        }
        bits = truce_bigint_bits(sum) > bits ? truce_bigint_bits(sum) : bits;
    }
    m->width = (uint32_t)((bits + 2 + 63) / 64);
    if (m->width > WORDS_MAX) {
        return truce_fail(m->err, TRUCE_ELIMIT,
                          "what packages are worth takes numbers of more than %d digits to say",
                          WORDS_MAX * 19);
    }
    m->work = truce_arena_take(&m->scratch, m->width * sizeof *m->work);
    return m->work != NULL ? TRUCE_OK : no_memory(m);
}

/* ---- words ---- */

static void negate(uint64_t *words, uint32_t width) {
    uint64_t carry = 1;
    for (uint32_t i = 0; i < width; i++) {
        words[i] = ~words[i] + carry;
        carry = carry != 0 && words[i] == 0;
    }
}

static void add_words(uint64_t *to, const uint64_t *words, uint32_t width) {
    uint64_t carry = 0;
    for (uint32_t i = 0; i < width; i++) {
        const uint64_t sum = to[i] + words[i];
        const uint64_t first = sum < words[i];
        to[i] = sum + carry;
        carry = first | (to[i] < sum);
    }
}

/* Add a number of this size and sign. */
static truce_status add_amount(maker *m, uint64_t *to, truce_bigint size, bool negative) {
    const truce_status status = truce_bigint_to_words(size, m->work, m->width, m->err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (negative) {
        negate(m->work, m->width);
    }
    add_words(to, m->work, m->width);
    return TRUCE_OK;
}

static truce_status add_value(maker *m, uint32_t p, truce_bigint weight, truce_ratio value,
                              bool away, uint64_t *to) {
    truce_bigint size;
    const truce_status status = value_amount(m, p, weight, value, &size);
    return status == TRUCE_OK ? add_amount(m, to, size, (value.over < 0) != away) : status;
}

/* ---- terms of one variable ---- */

/* Marks the variables that are worth something by themselves to somebody. */
static void find_own(const maker *m, bool *has_own) {
    for (uint32_t p = 0; p < m->n; p++) {
        const truce_belief *const b = &m->beliefs[p];
        for (uint32_t v = 0; v < m->space->n_variables; v++) {
            has_own[v] = has_own[v] || b->issues[v].mentioned;
        }
        for (uint32_t i = 0; i < b->n_joints; i++) {
            if (b->joints[i].n_parts == 1) {
                has_own[b->joints[i].parts[0].variable] = true;
            }
        }
    }
}

static truce_status start_term(maker *m, const uint32_t *variables, uint32_t n, size_t combinations,
                               uint32_t *term) {
    if (combinations > SIZE_MAX / ((size_t)m->n * m->width)) {
        return no_memory(m);
    }
    uint64_t *const amounts =
        truce_arena_zero(m->arena, combinations * m->n * m->width, sizeof *amounts);
    if (amounts == NULL) {
        return no_memory(m);
    }
    *term = m->n_terms++;
    m->terms[*term] = (truce_worth_term){variables, n, amounts};
    m->amounts[*term] = amounts;
    return TRUCE_OK;
}

static uint64_t *amount_at(const maker *m, uint32_t term, size_t combination, uint32_t p) {
    return m->amounts[term] + (combination * m->n + p) * m->width;
}

static truce_status own_term(maker *m, uint32_t v) {
    const uint32_t n_values = m->space->variables[v].n_values;
    uint32_t *const variable = truce_arena_take(m->arena, sizeof *variable);
    if (variable == NULL) {
        return no_memory(m);
    }
    *variable = v;
    truce_status status = start_term(m, variable, 1, n_values, &m->own[v]);
    for (uint32_t p = 0; p < m->n && status == TRUCE_OK; p++) {
        const truce_belief_issue *const issue = &m->beliefs[p].issues[v];
        truce_bigint weight;
        if (!issue->mentioned) {
            continue;
        }
        status = weight_factor(m, p, issue->weight.low, &weight);
        for (uint32_t k = 0; k < n_values && status == TRUCE_OK; k++) {
            status =
                add_value(m, p, weight, issue->values[k].low, false, amount_at(m, m->own[v], k, p));
        }
    }
    return status;
}

/* ---- joint terms ---- */

typedef struct joint_of {
    const truce_belief_joint *joint;
    uint32_t party;
} joint_of;

static int compare_variables(const truce_belief_joint *l, const truce_belief_joint *r) {
    for (uint32_t i = 0; i < l->n_parts && i < r->n_parts; i++) {
        if (l->parts[i].variable != r->parts[i].variable) {
            return l->parts[i].variable > r->parts[i].variable ? 1 : -1;
        }
    }
    return (l->n_parts > r->n_parts) - (l->n_parts < r->n_parts);
}

static int by_variables(const void *left, const void *right) {
    const joint_of *const l = left;
    const joint_of *const r = right;
    const int order = compare_variables(l->joint, r->joint);
    if (order != 0 || l->party != r->party) {
        return order != 0 ? order : (l->party > r->party) - (l->party < r->party);
    }
    return (l->joint > r->joint) - (l->joint < r->joint);
}

static truce_status count_combinations(maker *m, const truce_belief_joint *joint, size_t *n) {
    *n = 1;
    for (uint32_t i = 0; i < joint->n_parts; i++) {
        *n *= m->space->variables[joint->parts[i].variable].n_values;
        if (*n > TRUCE_WORTH_COMBINATIONS_MAX) {
            return truce_fail(m->err, TRUCE_ELIMIT,
                              "what holds together is of issues with more than %d combinations of "
                              "options",
                              TRUCE_WORTH_COMBINATIONS_MAX);
        }
    }
    return TRUCE_OK;
}

/* Whether the combination has a value of each part; *own is that of the variable replaced. */
static bool holds(const maker *m, const truce_belief_joint *joint, size_t combination,
                  uint32_t *own) {
    for (uint32_t i = joint->n_parts; i-- > 0;) {
        const truce_belief_part *const part = &joint->parts[i];
        const uint32_t n = m->space->variables[part->variable].n_values;
        const uint32_t value = (uint32_t)(combination % n);
        combination /= n;
        if (!truce_belief_part_has(part, value)) {
            return false;
        }
        *own = part->variable == joint->replaces ? value : *own;
    }
    return true;
}

/* What the joint adds in each combination; for a value replaced, the difference to it. */
static truce_status add_joint(maker *m, const joint_of *of, uint32_t term, size_t n) {
    const truce_belief_joint *const joint = of->joint;
    const bool replaces = joint->replaces != TRUCE_NONE;
    const truce_belief_issue *const issue =
        replaces ? &m->beliefs[of->party].issues[joint->replaces] : NULL;
    truce_bigint size = {0};
    truce_bigint weight = {0};
    truce_status status = replaces ? weight_factor(m, of->party, issue->weight.low, &weight)
                                   : added_amount(m, of->party, joint->amount.low, &size);
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        uint32_t own = 0;
        uint64_t *const to = amount_at(m, term, i, of->party);
        if (!holds(m, joint, i, &own)) {
            continue;
        }
        if (!replaces) {
            status = add_amount(m, to, size, joint->amount.low.over < 0);
            continue;
        }
        status = add_value(m, of->party, weight, joint->amount.low, false, to);
        if (status == TRUCE_OK) {
            status = add_value(m, of->party, weight, issue->values[own].low, true, to);
        }
    }
    return status;
}

static truce_status joint_term(maker *m, const joint_of *at, size_t n_same) {
    const truce_belief_joint *const first = at[0].joint;
    uint32_t *const variables = truce_arena_take(m->arena, first->n_parts * sizeof *variables);
    size_t n = 0;
    uint32_t term = first->n_parts == 1 ? m->own[first->parts[0].variable] : TRUCE_NONE;
    truce_status status = variables != NULL ? count_combinations(m, first, &n) : no_memory(m);
    for (uint32_t i = 0; i < first->n_parts && variables != NULL; i++) {
        variables[i] = first->parts[i].variable;
    }
    if (status == TRUCE_OK && term == TRUCE_NONE) {
        status = start_term(m, variables, first->n_parts, n, &term);
    }
    for (size_t i = 0; i < n_same && status == TRUCE_OK; i++) {
        status = add_joint(m, &at[i], term, n);
    }
    return status;
}

static truce_status joint_terms(maker *m, size_t n_joints) {
    joint_of *const all = truce_arena_take(&m->scratch, n_joints * sizeof *all);
    size_t n = 0;
    truce_status status = all != NULL ? TRUCE_OK : no_memory(m);
    for (uint32_t p = 0; p < m->n && status == TRUCE_OK; p++) {
        for (uint32_t i = 0; i < m->beliefs[p].n_joints; i++) {
            all[n++] = (joint_of){&m->beliefs[p].joints[i], p};
        }
    }
    if (n > 1) {
        qsort(all, n, sizeof *all, by_variables);
    }
    for (size_t i = 0; i < n && status == TRUCE_OK;) {
        size_t end = i + 1;
        while (end < n && compare_variables(all[i].joint, all[end].joint) == 0) {
            end++;
        }
        status = joint_term(m, &all[i], end - i);
        i = end;
    }
    return status;
}

static truce_status make_terms(maker *m) {
    const uint32_t n_variables = m->space->n_variables;
    size_t n_joints = 0;
    for (uint32_t p = 0; p < m->n; p++) {
        n_joints += m->beliefs[p].n_joints;
    }
    m->terms = truce_arena_take(m->arena, (n_variables + n_joints) * sizeof *m->terms);
    m->amounts = truce_arena_take(&m->scratch, (n_variables + n_joints) * sizeof *m->amounts);
    m->own = truce_arena_take(&m->scratch, n_variables * sizeof *m->own);
    bool *const has_own = truce_arena_zero(&m->scratch, n_variables, sizeof *has_own);
    if (m->terms == NULL || m->amounts == NULL || m->own == NULL ||
        (n_variables > 0 && has_own == NULL)) {
        return no_memory(m);
    }
    find_own(m, has_own);
    truce_status status = TRUCE_OK;
    for (uint32_t v = 0; v < n_variables && status == TRUCE_OK; v++) {
        m->own[v] = TRUCE_NONE;
        status = has_own[v] ? own_term(m, v) : TRUCE_OK;
    }
    return status == TRUCE_OK ? joint_terms(m, n_joints) : status;
}

/* ---- reservation values ---- */

/* The least whole number of units that is not below the amount. */
static truce_status reserve_of_amount(maker *m, uint32_t p, uint64_t *to) {
    const truce_ratio r = m->beliefs[p].reserve.low;
    truce_bigint size;
    truce_status status = part_of(m, m->scales[p].unit, r.under, &size);
    if (status == TRUCE_OK) {
        status = times(m, &size, size_of(r.over));
    }
    return status == TRUCE_OK ? add_amount(m, to, size, r.over < 0) : status;
}

static void reserve_of_package(const maker *m, uint32_t p, uint64_t *to) {
    const uint32_t *const package = m->beliefs[p].reserve_package;
    for (uint32_t t = 0; t < m->n_terms; t++) {
        const truce_worth_term *const term = &m->terms[t];
        size_t combination = 0;
        bool known = true;
        for (uint32_t i = 0; i < term->n_variables; i++) {
            const uint32_t v = term->variables[i];
            known = known && package[v] != TRUCE_NONE;
            combination = combination * m->space->variables[v].n_values + (known ? package[v] : 0);
        }
        if (known) { /* of what is not, nothing depends for this party */
            add_words(to, amount_at(m, t, combination, p), m->width);
        }
    }
}

static truce_status make_reserves(maker *m, truce_worth *worth) {
    uint64_t *const reserve = truce_arena_zero(m->arena, (size_t)m->n * m->width, sizeof *reserve);
    bool *const reserved = truce_arena_zero(m->arena, m->n, sizeof *reserved);
    bool any = false;
    truce_status status = reserve != NULL && reserved != NULL ? TRUCE_OK : no_memory(m);
    for (uint32_t p = 0; p < m->n && status == TRUCE_OK; p++) {
        const truce_belief *const b = &m->beliefs[p];
        reserved[p] = b->reserve_kind == TRUCE_RESERVE_PACKAGE || is_reserve_amount(b);
        any = any || reserved[p];
        if (b->reserve_kind == TRUCE_RESERVE_PACKAGE) {
            reserve_of_package(m, p, reserve + (size_t)p * m->width);
        } else if (reserved[p]) {
            status = reserve_of_amount(m, p, reserve + (size_t)p * m->width);
        }
    }
    worth->reserved = reserved;
    worth->reserve = any ? reserve : NULL;
    return status;
}

/* ---- all ---- */

/* For how many options each value stands. */
static truce_status make_options(maker *m, truce_worth *worth) {
    const uint32_t n = m->space->n_variables;
    const uint64_t **const options = truce_arena_zero(m->arena, n, sizeof *options);
    if (n > 0 && options == NULL) {
        return no_memory(m);
    }
    for (uint32_t v = 0; v < n; v++) {
        const truce_space_variable *const of = &m->space->variables[v];
        uint64_t *counts = NULL;
        bool several = false;
        for (uint32_t k = 0; k < of->n_values; k++) {
            several = several || of->values[k].count > 1;
        }
        if (several) {
            counts = truce_arena_take(m->arena, of->n_values * sizeof *counts);
            if (counts == NULL) {
                return no_memory(m);
            }
        }
        for (uint32_t k = 0; k < of->n_values && several; k++) {
            counts[k] = of->values[k].count;
        }
        options[v] = counts;
    }
    worth->options = options;
    return TRUCE_OK;
}

static truce_status make_choices(maker *m, truce_worth *worth) {
    truce_domain *const d = truce_arena_take(m->arena, sizeof *d);
    if (d == NULL) {
        return no_memory(m);
    }
    worth->choices = d;
    const truce_status status = make_options(m, worth);
    return status == TRUCE_OK ? truce_space_choices(m->space, m->arena, d, m->err) : status;
}

/* A copy of a number that outlives the scratch. */
static truce_status keep_unit(maker *m, truce_bigint number, truce_bigint *out) {
    truce_bigint one;
    const truce_status status = truce_bigint_from(1, &m->scratch, &one, m->err);
    return status == TRUCE_OK ? truce_bigint_multiply(number, one, m->arena, out, m->err) : status;
}

static truce_status make(maker *m, truce_worth *worth) {
    truce_bigint *const units = truce_arena_take(m->arena, m->n * sizeof *units);
    m->scales = truce_arena_zero(&m->scratch, m->n, sizeof *m->scales);
    truce_status status = units != NULL && m->scales != NULL ? TRUCE_OK : no_memory(m);
    for (uint32_t p = 0; p < m->n && status == TRUCE_OK; p++) {
        assert(m->beliefs[p].exact && m->beliefs[p].space == m->space);
        status = find_unit(m, &m->beliefs[p], &m->scales[p]);
        status = status == TRUCE_OK ? keep_unit(m, m->scales[p].unit, &units[p]) : status;
    }
    status = status == TRUCE_OK ? find_width(m) : status;
    status = status == TRUCE_OK ? make_terms(m) : status;
    status = status == TRUCE_OK ? make_reserves(m, worth) : status;
    status = status == TRUCE_OK ? make_choices(m, worth) : status;
    worth->n_parties = m->n;
    worth->width = m->width;
    worth->terms = m->terms;
    worth->n_terms = m->n_terms;
    worth->units = units;
    return status;
}

truce_status truce_worth_make(const truce_case *c, const truce_belief *beliefs, uint32_t n,
                              truce_arena *arena, truce_worth *worth, truce_error *err) {
    assert(n >= 2 && n <= TRUCE_WORTH_PARTIES_MAX);
    maker m = {.c = c,
               .space = beliefs[0].space,
               .beliefs = beliefs,
               .n = n,
               .arena = arena,
               .scratch = truce_arena_new(),
               .err = err};
    truce_worth made = {0};
    const truce_status status = make(&m, &made);
    truce_arena_clear(&m.scratch);
    if (status == TRUCE_OK) {
        *worth = made;
    }
    return status;
}
