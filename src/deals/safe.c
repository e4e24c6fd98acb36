/* Is there a package that nobody would refuse, whatever holds? What a party can lose by a package,
 * against its reservation value, is at the most a linear form over the polytope of its weights. So
 * a package is safe when that form is at most 0 at every corner; each corner is a row, and the
 * search learns the corners that it needs. */
#include <assert.h>

#include "deals/rows.h"
#include "truce/deals/doubt.h"

__extension__ typedef __int128 wide;

typedef struct refusing {
    const truce_doubt *doubt;
    truce_arena *scratch; /* of one judgement */
} refusing;

static bool has_reserve(const mind *m) {
    return m->belief->reserve_kind != TRUCE_RESERVE_NONE;
}

/* The most that a party loses on an issue by a choice: against the reservation's own, or against 0.
 */
static int64_t loss_of_choice(const mind *m, uint32_t issue, gain_choice choice) {
    if (m->issues[issue].weight.high == 0) {
        return 0;
    }
    if (m->reserve_package != NULL) {
        return gain_of_choice(m, issue, gain_chosen(m, issue, m->reserve_package), choice);
    }
    return choice.joint != TRUCE_NONE ? -m->joints[choice.joint].amount.low
                                      : -gain_least(m, issue, choice.value);
}

/* The same of an added joint term that holds or not. */
static int64_t loss_of_joint(const mind *m, const mind_joint *t, bool holds) {
    return m->reserve_package != NULL ? gain_of_joint(t, mind_holds(t, m->reserve_package), holds)
           : holds                    ? -t->amount.low
                                      : 0;
}

static int64_t loss_by_itself(const mind *m) {
    return m->belief->reserve_kind == TRUCE_RESERVE_AMOUNT ? m->reserve.high : 0;
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
        form.factors[i] = loss_of_choice(m, i, gain_chosen(m, i, package));
    }
    for (uint32_t j = 0; j < m->n_joints; j++) {
        const mind_joint *t = &m->joints[j];
        if (t->replaces == TRUCE_NONE) {
            form.constant += loss_of_joint(m, t, mind_holds(t, package));
        }
    }
    return gain_largest(m, &form, arena, best, sign, err);
}

/* ---- rows -------------------------------------------------------------------------------------
 */

typedef struct corner {
    const mind *m;
    const truce_linear_best *best;
} corner;

static bool kept_by_choice(const void *context, uint32_t issue, gain_choice choice, int64_t *out) {
    const corner *c = context;
    const wide kept = -(wide)c->best->variables[issue] * loss_of_choice(c->m, issue, choice);
    *out = rows_is_short(kept) ? (int64_t)kept : 0;
    return rows_is_short(kept);
}

static int64_t kept_by_joint(const void *context, uint32_t joint, bool holds) {
    const corner *c = context;
    return -loss_of_joint(c->m, &c->m->joints[joint], holds);
}

/* Minus the loss at this corner, at least 0. `fits` is cleared where it is too long. */
static bool make_row(const truce_doubt *doubt, seek *s, uint32_t party,
                     const truce_linear_best *best, seek_row *row, bool *fits) {
    const mind *m = &doubt->minds[party];
    const wide base = -(wide)loss_by_itself(m) * best->under;
    const corner c = {m, best};
    const rows_maker maker = {.party = party,
                              .under = best->under,
                              .base = rows_is_short(base) ? (int64_t)base : 0,
                              .choice = kept_by_choice,
                              .added = kept_by_joint,
                              .context = &c};
    *fits = rows_is_short(base);
    return rows_make(doubt, s, &maker, row, fits);
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
            const int64_t loss = loss_of_choice(m, i, (gain_choice){k, TRUCE_NONE});
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
