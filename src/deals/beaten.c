/* Is there a package that can beat this one? A party that some profile lets gain is asked for a
 * gain above 0. A party of which everything is known is asked for no loss. And where a party's
 * belief leaves something open, but values of it tie for certain, it may be asked to gain exactly
 * nothing with those values alone: each such choice of parties is a search of its own.
 *
 * A row of a party is the largest gain at given prices of the weights' rows. At the best prices it
 * is the largest gain itself, at any others it is more: so whatever the prices, a package whose sum
 * is not above 0 does not gain (weak duality). */
#include "truce/deals/doubt.h"

#include <string.h>

#include "deals/rows.h"

__extension__ typedef __int128 wide;

typedef struct asking {
    const truce_doubt *doubt;
    const uint32_t *from; /* the package that is to be beaten */
    uint32_t nothing;     /* bit set: the parties that are to gain exactly nothing */
    truce_arena *scratch; /* of one judgement */
} asking;

static bool gains_nothing(const asking *a, uint32_t party) {
    return (a->nothing >> party & 1) != 0;
}

/* ---- rows -------------------------------------------------------------------------------------
 */

/* A row of one party in the making. */
typedef struct pricing {
    const mind *m;
    const uint32_t *from;
    const truce_linear_best *best;
    const int64_t *off; /* [issue]: what the prices take off its factor */
    int sign;           /* at a corner: 1 of the gain, -1 of the loss */
} pricing;

static int64_t gain_by(const pricing *p, uint32_t issue, gain_choice choice, int sign) {
    const gain_choice from = gain_chosen(p->m, issue, p->from);
    return sign > 0 ? gain_of_choice(p->m, issue, choice, from)
                    : gain_of_choice(p->m, issue, from, choice);
}

/* What is left of a factor at these prices, times the weight that makes most of it. */
static bool priced_choice(const void *context, uint32_t issue, gain_choice choice, int64_t *out) {
    const pricing *p = context;
    const mind_span w = p->m->issues[issue].weight;
    const wide factor = (wide)gain_by(p, issue, choice, 1) * p->best->under - p->off[issue];
    const bool fits = rows_is_short(factor);
    const wide product = fits ? factor * (factor > 0 ? w.high : w.low) : 0;
    *out = rows_is_short(product) ? (int64_t)product : 0;
    return fits && rows_is_short(product);
}

/* A factor times the weight of a corner. */
static bool corner_choice(const void *context, uint32_t issue, gain_choice choice, int64_t *out) {
    const pricing *p = context;
    const wide product = (wide)p->best->variables[issue] * gain_by(p, issue, choice, p->sign);
    *out = rows_is_short(product) ? (int64_t)product : 0;
    return rows_is_short(product);
}

static int64_t added(const void *context, uint32_t joint, bool holds) {
    const pricing *p = context;
    const mind_joint *t = &p->m->joints[joint];
    const bool held = mind_holds(t, p->from);
    return p->sign > 0 ? gain_of_joint(t, holds, held) : gain_of_joint(t, held, holds);
}

/* What prices of the sum and the orders take off each issue's factor; false where that is too long.
 */
static bool find_off(const mind *m, const int64_t *prices, int64_t *off) {
    const uint32_t first =
        m->summed && m->n_issues > 0; /* the row of the sum, where there is one */
    bool fits = true;
    for (uint32_t i = 0; i < m->n_issues; i++) {
        off[i] = first > 0 ? prices[0] : 0;
    }
    for (uint32_t k = 0; k < m->n_heavier; k++) {
        int64_t *const better = &off[m->heavier[k].better];
        int64_t *const worse = &off[m->heavier[k].worse];
        fits = fits && !__builtin_sub_overflow(*better, prices[first + k], better) &&
               !__builtin_add_overflow(*worse, prices[first + k], worse);
    }
    return fits;
}

/* The row of a party at these prices. `fits` is cleared where it is too long. */
static bool make_row(const asking *a, seek *s, uint32_t party, const truce_linear_best *best,
                     seek_row *row, bool *fits) {
    const mind *m = &a->doubt->minds[party];
    int64_t *off = truce_arena_zero(s->arena, m->n_issues, sizeof *off);
    if (off == NULL) {
        return false;
    }
    const wide base = m->summed && m->n_issues > 0 ? (wide)best->prices[0] * m->weight_unit : 0;
    const pricing p = {m, a->from, best, off, 1};
    const rows_maker maker = {.party = party,
                              .strict = !m->certain && !gains_nothing(a, party),
                              .under = best->under,
                              .base = rows_is_short(base) ? (int64_t)base : 0,
                              .choice = priced_choice,
                              .added = added,
                              .context = &p};
    *fits = find_off(m, best->prices, off) && rows_is_short(base);
    return rows_make(a->doubt, s, &maker, row, fits);
}

static truce_status learn(const asking *a, seek *s, uint32_t party, const truce_linear_best *best,
                          truce_error *err) {
    seek_row row;
    bool fits = true;
    if (!make_row(a, s, party, best, &row, &fits) || (fits && !seek_learn(s, &row))) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a search among packages");
    }
    return TRUCE_OK;
}

/* The prices at which nothing more could be gained if each issue and term were as good as it gets.
 */
static truce_status learn_first(const asking *a, seek *s, uint32_t party, truce_error *err) {
    const mind *m = &a->doubt->minds[party];
    gain_form form = {truce_arena_zero(s->arena, m->n_issues, sizeof *form.factors), 0};
    truce_linear_best best;
    int sign = 0;
    if (form.factors == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a search among packages");
    }
    for (uint32_t i = 0; i < m->n_issues; i++) {
        form.factors[i] = INT64_MIN;
        for (uint32_t k = 0; k < m->issues[i].n_values; k++) {
            const int64_t gain =
                gain_of_choice(m, i, (gain_choice){k, TRUCE_NONE}, gain_chosen(m, i, a->from));
            const bool allowed = s->allowed == NULL || s->allowed[s->offsets[i] + k];
            form.factors[i] = allowed && gain > form.factors[i] ? gain : form.factors[i];
        }
    }
    truce_status status = gain_largest(m, &form, s->arena, &best, &sign, err);
    if (status == TRUCE_OK) {
        status = learn(a, s, party, &best, err);
    }
    return status;
}

/* Who gains exactly nothing gains nothing, and loses nothing, at each corner of the weights. */
static bool keep_corner(const asking *a, seek *s, uint32_t party, const truce_linear_best *best) {
    for (int sign = 1; sign >= -1; sign -= 2) {
        seek_row row;
        bool fits = true;
        const pricing p = {&a->doubt->minds[party], a->from, best, NULL, sign};
        const rows_maker maker = {.party = party,
                                  .under = best->under,
                                  .choice = corner_choice,
                                  .added = added,
                                  .context = &p};
        if (!rows_make(a->doubt, s, &maker, &row, &fits)) {
            return false;
        }
        if (fits) {
            (void)seek_keep(s, &row);
        }
    }
    return true;
}

static truce_status keep_corners(const asking *a, seek *s, uint32_t party, truce_error *err) {
    const mind *m = &a->doubt->minds[party];
    int64_t *form = truce_arena_zero(s->arena, m->n_issues, sizeof *form);
    truce_status status =
        form == NULL ? truce_fail(err, TRUCE_ENOMEM, "no memory for a search among packages")
                     : TRUCE_OK;
    for (uint32_t i = 0; i < m->n_issues && status == TRUCE_OK; i++) {
        truce_linear_best best;
        form[i] = 1;
        status = gain_corner(m, form, s->arena, &best, err);
        form[i] = 0;
        if (status == TRUCE_OK && !keep_corner(a, s, party, &best)) {
            status = truce_fail(err, TRUCE_ENOMEM, "no memory for a search among packages");
        }
    }
    return status;
}

/* ---- the judge --------------------------------------------------------------------------------
 */

/* The sign of the largest gain of one package over another, and where it is reached. */
static truce_status largest(const asking *a, uint32_t party, const uint32_t *to,
                            const uint32_t *from, truce_linear_best *best, int *sign,
                            truce_error *err) {
    const mind *m = &a->doubt->minds[party];
    gain_form form = {truce_arena_zero(a->scratch, m->n_issues, sizeof *form.factors), 0};
    if (form.factors == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a search among packages");
    }
    gain_between(m, to, from, &form);
    return gain_largest(m, &form, a->scratch, best, sign, err);
}

static truce_status judge(void *context, seek *s, const uint32_t *package, bool *pass,
                          truce_error *err) {
    const asking *a = context;
    bool one_gains = false;
    bool fine = true;
    for (uint32_t p = 0; p < a->doubt->n_parties && fine; p++) {
        truce_linear_best best;
        truce_linear_best other;
        int gain = 0;
        int loss = 0;
        truce_status status = largest(a, p, package, a->from, &best, &gain, err);
        if (status == TRUCE_OK && gain == 0) {
            status = largest(a, p, a->from, package, &other, &loss, err);
        }
        fine = gain > 0 || (gain == 0 && loss == 0);
        one_gains = one_gains || gain > 0;
        if (status == TRUCE_OK && gain <= 0) {
            status = learn(a, s, p, &best, err);
        }
        truce_arena_clear(a->scratch);
        if (status != TRUCE_OK) {
            return status;
        }
    }
    *pass = fine && one_gains;
    return TRUCE_OK;
}

/* ---- who is to gain nothing -------------------------------------------------------------------
 */

/* The values that are worth exactly as much to a party as the package's own; whether there are
 * others than these. */
static bool tied_values(const truce_doubt *doubt, uint32_t party, const uint32_t *package,
                        bool *tied) {
    const mind *m = &doubt->minds[party];
    bool others = false;
    for (uint32_t i = 0; i < m->n_issues; i++) {
        bool replaced = false; /* by a joint term: which package then ties is left to the judge */
        for (uint32_t j = 0; j < m->n_joints; j++) {
            replaced = replaced || m->joints[j].replaces == i;
        }
        for (uint32_t k = 0; k < m->issues[i].n_values; k++) {
            const bool same = replaced || gain_of_value(m, i, k, package[i]) ==
                                              -gain_of_value(m, i, package[i], k);
            tied[doubt->offsets[i] + k] = tied[doubt->offsets[i] + k] && same;
            others = others || (same && k != package[i]);
        }
    }
    return others;
}

/* One search: these parties gain nothing, the others something. */
static truce_status ask(asking *a, const bool *allowed, uint64_t *effort, truce_arena *arena,
                        uint32_t *found, seek_answer *answer, truce_error *err) {
    seek s = doubt_seek(a->doubt, *effort, arena);
    bool someone = false;
    s.allowed = allowed;
    s.judge = judge;
    s.context = a;
    s.judged_max *= a->doubt->n_parties;
    truce_status status = TRUCE_OK;
    for (uint32_t p = 0; p < a->doubt->n_parties && status == TRUCE_OK; p++) {
        someone = someone || !(a->doubt->minds[p].certain || gains_nothing(a, p));
        status = learn_first(a, &s, p, err);
        if (status == TRUCE_OK && gains_nothing(a, p)) {
            status = keep_corners(a, &s, p, err);
        }
    }
    if (status == TRUCE_OK && !someone && !seek_learn_sum(&s)) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for a search among packages");
    }
    if (status == TRUCE_OK) {
        status = seek_run(&s, found, answer, err);
    }
    *effort = s.nodes_max;
    if (status == TRUCE_ELIMIT) {
        *answer = SEEK_UNDECIDED;
        return TRUCE_OK;
    }
    return status;
}

static truce_status ask_all(asking *a, uint64_t effort, truce_arena *arena, uint32_t *found,
                            seek_answer *answer, truce_error *err) {
    const truce_doubt *doubt = a->doubt;
    const size_t n = doubt->offsets[doubt->choices->n_variables];
    bool *allowed = truce_arena_zero(arena, n, sizeof *allowed);
    uint32_t can_tie = 0;
    bool all_decided = true;
    *answer = SEEK_NONE;
    if (allowed == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a search among packages");
    }
    for (uint32_t p = 0; p < doubt->n_parties; p++) {
        memset(allowed, true, n * sizeof *allowed);
        if (!doubt->minds[p].certain && tied_values(doubt, p, a->from, allowed)) {
            can_tie |= UINT32_C(1) << p;
        }
    }
    for (uint32_t set = 0; set <= can_tie && *answer != SEEK_FOUND; set++) {
        if ((set & ~can_tie) != 0) {
            continue;
        }
        a->nothing = set;
        memset(allowed, true, n * sizeof *allowed);
        for (uint32_t p = 0; p < doubt->n_parties; p++) {
            if (gains_nothing(a, p)) {
                (void)tied_values(doubt, p, a->from, allowed);
            }
        }
        if (effort == 0) {
            all_decided = false;
            break;
        }
        const truce_status status = ask(a, allowed, &effort, arena, found, answer, err);
        if (status != TRUCE_OK) {
            return status;
        }
        all_decided = all_decided && *answer != SEEK_UNDECIDED;
    }
    *answer = *answer == SEEK_FOUND ? SEEK_FOUND : all_decided ? SEEK_NONE : SEEK_UNDECIDED;
    return TRUCE_OK;
}

truce_status truce_doubt_beaten(const truce_doubt *doubt, const uint32_t *package,
                                uint64_t effort_max, truce_arena *arena, truce_finding *out,
                                truce_error *err) {
    truce_arena work = truce_arena_new();
    truce_arena scratch = truce_arena_new();
    asking a = {.doubt = doubt, .from = package, .scratch = &scratch};
    uint32_t *found = truce_arena_zero(arena, doubt->choices->n_variables, sizeof *found);
    seek_answer answer = SEEK_UNDECIDED;
    truce_status status = found == NULL
                              ? truce_fail(err, TRUCE_ENOMEM, "no memory for a package")
                              : ask_all(&a, doubt_effort(effort_max), &work, found, &answer, err);
    truce_arena_clear(&scratch);
    truce_arena_clear(&work);
    if (status == TRUCE_OK) {
        *out = doubt_finding(answer, found);
    }
    return status;
}
