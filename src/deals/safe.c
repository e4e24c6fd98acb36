/* Is there a package that nobody would refuse, whatever holds? What a party can lose by a package,
 * against its reservation value, is at the most a linear form over the polytope of its weights. So
 * a package is safe when that form is at most 0 at every corner; each corner is a row, and the
 * search learns the corners that it needs. */
#include <assert.h>

#include "deals/doubt.h"
#include "deals/doubt_parts.h"

__extension__ typedef __int128 wide;

typedef struct refusing {
    const truce_doubt *doubt;
    truce_arena *scratch; /* of one judgement */
} refusing;

static bool has_reserve(const mind *m) {
    return m->belief->reserve_kind != TRUCE_RESERVE_NONE;
}

/* The most that a party loses on an issue by a value: against the reservation's own, or against 0.
 */
static int64_t loss_of_value(const mind *m, uint32_t issue, uint32_t value) {
    return m->issues[issue].weight.high == 0 ? 0
           : m->belief->reserve_kind == TRUCE_RESERVE_PACKAGE
               ? gain_of_value(m, issue, m->belief->reserve_package[issue], value)
               : -gain_least(m, issue, value);
}

/* The same of a joint term that holds or not. */
static int64_t loss_of_joint(const mind *m, const mind_joint *t, bool holds) {
    return m->belief->reserve_kind == TRUCE_RESERVE_PACKAGE
               ? gain_of_joint(t, mind_holds(t, m->belief->reserve_package), holds)
           : holds ? -t->amount.low
                   : 0;
}

static int64_t loss_by_itself(const mind *m) {
    return m->belief->reserve_kind == TRUCE_RESERVE_WORTH ? m->reserve.high : 0;
}

/* The largest loss by a package: its sign, and the corner where it is reached. */
static truce_status largest_loss(const mind *m, const uint32_t *package, truce_arena *arena,
                                 truce_linear_best *best, int *sign, truce_error *err) {
    gain_form form = {truce_arena_zero(arena, m->n_issues, sizeof *form.factors),
                      loss_by_itself(m)};
    if (form.factors == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a search among packages");
    }
    for (uint32_t i = 0; i < m->n_issues; i++) {
        form.factors[i] = loss_of_value(m, i, package[i]);
    }
    for (uint32_t j = 0; j < m->n_joints; j++) {
        const mind_joint *t = &m->joints[j];
        const int64_t loss = loss_of_joint(m, t, mind_holds(t, package));
        if (t->weighed_by == TRUCE_NONE) {
            form.constant += loss;
        } else {
            form.factors[t->weighed_by] += loss;
        }
    }
    return gain_largest(m, &form, arena, best, sign, err);
}

static bool is_short(wide x) {
    return x <= INT64_MAX / 8 && x >= -(INT64_MAX / 8);
}

/* Minus the loss at this corner. `fits` is cleared where it is too long. */
static bool make_row(const truce_doubt *doubt, seek *s, uint32_t party,
                     const truce_linear_best *best, seek_row *row, bool *fits) {
    const mind *m = &doubt->minds[party];
    if (!seek_new_row(s, party, false, row)) {
        return false;
    }
    wide base = -(wide)loss_by_itself(m) * best->under;
    for (uint32_t i = 0; i < m->n_issues; i++) {
        for (uint32_t k = 0; k < m->issues[i].n_values; k++) {
            const wide loss = (wide)best->variables[i] * loss_of_value(m, i, k);
            *fits = *fits && is_short(loss);
            row->values[s->offsets[i] + k] = -(int64_t)loss;
        }
    }
    for (uint32_t j = 0; j < m->n_joints; j++) {
        const mind_joint *t = &m->joints[j];
        const int64_t by =
            t->weighed_by == TRUCE_NONE ? best->under : best->variables[t->weighed_by];
        const wide held = (wide)by * loss_of_joint(m, t, true);
        const wide other = (wide)by * loss_of_joint(m, t, false);
        *fits = *fits && is_short(held - other);
        row->terms[doubt->first_term[party] + j] = (int64_t)(other - held);
        base -= other;
    }
    *fits = *fits && is_short(base);
    row->base = (int64_t)base;
    return true;
}

static truce_status learn(const truce_doubt *doubt, seek *s, uint32_t party,
                          const truce_linear_best *best, truce_error *err) {
    seek_row row;
    bool fits = true;
    if (!make_row(doubt, s, party, best, &row, &fits) || (fits && !seek_learn(s, &row))) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a search among packages");
    }
    return TRUCE_OK;
}

static truce_status judge(void *context, seek *s, const uint32_t *package, bool *pass,
                          truce_error *err) {
    const refusing *r = context;
    bool fine = true;
    for (uint32_t p = 0; p < r->doubt->n_parties && fine; p++) {
        const mind *m = &r->doubt->minds[p];
        truce_linear_best best;
        int sign = -1;
        truce_status status = TRUCE_OK;
        if (has_reserve(m)) {
            status = largest_loss(m, package, r->scratch, &best, &sign, err);
        }
        if (status == TRUCE_OK && sign > 0) {
            status = learn(r->doubt, s, p, &best, err);
        }
        truce_arena_clear(r->scratch);
        if (status != TRUCE_OK) {
            return status;
        }
        fine = sign <= 0;
    }
    *pass = fine;
    return TRUCE_OK;
}

/* The corner that is worst when each issue is as good as it gets. */
static truce_status learn_first(const truce_doubt *doubt, seek *s, uint32_t party,
                                truce_error *err) {
    const mind *m = &doubt->minds[party];
    gain_form form = {truce_arena_zero(s->arena, m->n_issues, sizeof *form.factors), 0};
    truce_linear_best best;
    int sign = 0;
    if (form.factors == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a search among packages");
    }
    for (uint32_t i = 0; i < m->n_issues; i++) {
        form.factors[i] = INT64_MAX;
        for (uint32_t k = 0; k < m->issues[i].n_values; k++) {
            const int64_t loss = loss_of_value(m, i, k);
            form.factors[i] = loss < form.factors[i] ? loss : form.factors[i];
        }
    }
    truce_status status = gain_largest(m, &form, s->arena, &best, &sign, err);
    return status == TRUCE_OK ? learn(doubt, s, party, &best, err) : status;
}

truce_status truce_doubt_safe(const truce_doubt *doubt, uint64_t effort_max, truce_arena *arena,
                              truce_finding *out, truce_error *err) {
    truce_arena work = truce_arena_new();
    truce_arena scratch = truce_arena_new();
    refusing r = {doubt, &scratch};
    seek s = doubt_seek(doubt, doubt_effort(effort_max), &work);
    s.judge = judge;
    s.context = &r;
    s.judged_max *= doubt->n_parties;
    uint32_t *found = truce_arena_zero(arena, doubt->choices->n_variables, sizeof *found);
    seek_answer answer = SEEK_UNDECIDED;
    truce_status status =
        found == NULL ? truce_fail(err, TRUCE_ENOMEM, "no memory for a package") : TRUCE_OK;
    for (uint32_t p = 0; p < doubt->n_parties && status == TRUCE_OK; p++) {
        status = has_reserve(&doubt->minds[p]) ? learn_first(doubt, &s, p, err) : TRUCE_OK;
    }
    if (status == TRUCE_OK) {
        status = seek_run(&s, found, &answer, err);
    }
    truce_arena_clear(&scratch);
    truce_arena_clear(&work);
    if (status == TRUCE_ELIMIT) {
        answer = SEEK_UNDECIDED;
        status = TRUCE_OK;
    }
    if (status == TRUCE_OK) {
        *out = doubt_finding(answer, found);
    }
    return status;
}

truce_status truce_doubt_is_safe(const truce_doubt *doubt, const uint32_t *package, bool *out,
                                 truce_error *err) {
    truce_arena scratch = truce_arena_new();
    truce_status status = TRUCE_OK;
    int sign = -1;
    for (uint32_t p = 0; p < doubt->n_parties && sign <= 0 && status == TRUCE_OK; p++) {
        truce_linear_best best;
        if (has_reserve(&doubt->minds[p])) {
            status = largest_loss(&doubt->minds[p], package, &scratch, &best, &sign, err);
        }
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        *out = sign <= 0;
    }
    return status;
}
