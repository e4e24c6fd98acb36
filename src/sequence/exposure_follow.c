/* A plan in moments, and what an order of them exposes each side to. */
#include "exposure_parts.h"

#include <assert.h>

static truce_status no_memory(const truce_exposure_plan *plan, truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory for an exchange of %u steps", plan->n_steps);
}

/* Add what an amount is without its sign, to at most the limit. */
static bool add_size(uint64_t *sum, int64_t amount) {
    const uint64_t size = amount < 0 ? -(uint64_t)amount : (uint64_t)amount;
    *sum += size <= TRUCE_EXPOSURE_MAX ? size : TRUCE_EXPOSURE_MAX + UINT64_C(1);
    return *sum <= TRUCE_EXPOSURE_MAX;
}

static truce_status check(const truce_exposure_plan *plan, truce_error *err) {
    uint64_t size[TRUCE_SIDES + 1] = {0};
    for (uint32_t i = 0; i < plan->n_steps; i++) {
        const truce_exposure_step *const s = &plan->steps[i];
        if (s->giver > TRUCE_NO_SIDE || s->receiver > TRUCE_NO_SIDE) {
            return truce_fail(err, TRUCE_EINVAL, "step %u is of side %u, and there are two", i,
                              s->giver > TRUCE_NO_SIDE ? s->giver : s->receiver);
        }
        if ((s->giver < TRUCE_SIDES && !add_size(&size[s->giver], s->cost)) ||
            (s->receiver < TRUCE_SIDES && !add_size(&size[s->receiver], s->worth))) {
            return truce_fail(err, TRUCE_ELIMIT, "the amounts up to step %u are too large", i);
        }
        if (plan->moment != NULL && plan->moment[i] >= plan->n_steps) {
            return truce_fail(err, TRUCE_EINVAL, "step %u is of moment %u, and there are %u", i,
                              plan->moment[i], plan->n_steps);
        }
    }
    for (uint32_t i = 0; i < plan->n_pairs; i++) {
        const truce_exposure_pair p = plan->pairs[i];
        if (p.before >= plan->n_steps || p.after >= plan->n_steps) {
            return truce_fail(err, TRUCE_EINVAL, "pair %u names step %u, and there are %u", i,
                              p.before >= plan->n_steps ? p.before : p.after, plan->n_steps);
        }
    }
    return TRUCE_OK;
}

/* Number the moments as their first steps come. */
static bool number(const truce_exposure_plan *plan, truce_arena *arena, moments *out) {
    uint32_t *of = truce_arena_take(arena, plan->n_steps * sizeof *of);
    uint32_t *name = truce_arena_zero(arena, plan->n_steps, sizeof *name);
    for (uint32_t i = 0; of != NULL && name != NULL && i < plan->n_steps; i++) {
        uint32_t *const given = &name[plan->moment != NULL ? plan->moment[i] : i];
        if (*given == 0) {
            *given = ++out->n;
        }
        of[i] = *given - 1;
    }
    out->of = of;
    return of != NULL && name != NULL;
}

static bool sum_up(const truce_exposure_plan *plan, truce_arena *arena, moments *out) {
    const size_t most = plan->n_steps > plan->n_pairs ? plan->n_steps : plan->n_pairs;
    truce_arc *list = truce_arena_take(arena, most * sizeof *list);
    out->rise[0] = truce_arena_zero(arena, out->n, sizeof *out->rise[0]);
    out->rise[1] = truce_arena_zero(arena, out->n, sizeof *out->rise[1]);
    if (list == NULL || out->rise[0] == NULL || out->rise[1] == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < plan->n_steps; i++) {
        const truce_exposure_step *const s = &plan->steps[i];
        list[i] = (truce_arc){out->of[i], i, i};
        if (s->giver < TRUCE_SIDES) {
            out->rise[s->giver][out->of[i]] += s->cost;
        }
        if (s->receiver < TRUCE_SIDES) {
            out->rise[s->receiver][out->of[i]] -= s->worth;
        }
    }
    if (!truce_arcs_make(&out->steps, out->n, list, plan->n_steps, arena)) {
        return false;
    }
    for (uint32_t i = 0; i < plan->n_pairs; i++) {
        list[i] = (truce_arc){out->of[plan->pairs[i].before], out->of[plan->pairs[i].after], i};
    }
    return truce_arcs_make(&out->before, out->n, list, plan->n_pairs, arena);
}

truce_status moments_make(const truce_exposure_plan *plan, truce_arena *arena, moments *out,
                          truce_error *err) {
    const truce_status status = check(plan, err);
    if (status != TRUCE_OK) {
        return status;
    }
    moments made = {.plan = plan};
    if (!number(plan, arena, &made) || !sum_up(plan, arena, &made)) {
        return no_memory(plan, err);
    }
    for (uint32_t i = 0; i < plan->n_pairs; i++) {
        const truce_exposure_pair p = plan->pairs[i];
        if (made.of[p.before] == made.of[p.after]) {
            return truce_fail(err, TRUCE_EINVAL,
                              "step %u comes before step %u and is at once with it", p.before,
                              p.after);
        }
    }
    *out = made;
    return TRUCE_OK;
}

/* The worst of each side, and what the other then has gained: what is its exposure, below 0. */
static void find_worst(truce_exposure_path *path) {
    for (int side = 0; side < TRUCE_SIDES; side++) {
        truce_worst worst = {0};
        for (uint32_t i = 1; i < path->n; i++) {
            if (path->exposure[side][i] > worst.exposure) {
                worst = (truce_worst){path->exposure[side][i], i, -path->exposure[1 - side][i]};
            }
        }
        path->worst[side] = worst;
    }
}

bool moments_follow(const moments *m, const uint32_t *order, truce_arena *arena,
                    truce_exposure_path *out) {
    uint32_t *steps = truce_arena_take(arena, m->plan->n_steps * sizeof *steps);
    uint32_t *begin = truce_arena_take(arena, ((size_t)m->n + 1) * sizeof *begin);
    truce_exposure_path made = {.n = m->n, .steps = steps, .begin = begin};
    made.exposure[0] = truce_arena_zero(arena, (size_t)m->n + 1, sizeof(int64_t));
    made.exposure[1] = truce_arena_zero(arena, (size_t)m->n + 1, sizeof(int64_t));
    if (steps == NULL || begin == NULL || made.exposure[0] == NULL || made.exposure[1] == NULL) {
        return false;
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n; i++) {
        const uint32_t v = order[i];
        begin[i] = n;
        for (uint32_t k = m->steps.begin[v]; k < m->steps.begin[v + 1]; k++) {
            steps[n++] = m->steps.to[k];
        }
        made.exposure[0][i + 1] = made.exposure[0][i] + m->rise[0][v];
        made.exposure[1][i + 1] = made.exposure[1][i] + m->rise[1][v];
    }
    begin[m->n] = n;
    find_worst(&made);
    *out = made;
    return true;
}

/* The moments as an order of steps goes through them; `place`, of each moment, from 1. */
static truce_status read_order(const moments *m, const uint32_t *order, uint32_t *passed,
                               uint32_t *place, bool *met, truce_error *err) {
    const uint32_t n_steps = m->plan->n_steps;
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_steps; i++) {
        if (order[i] >= n_steps || met[order[i]]) {
            return truce_fail(err, TRUCE_EINVAL, "the order names step %u %s", order[i],
                              order[i] >= n_steps ? "that is none" : "twice");
        }
        met[order[i]] = true;
        const uint32_t v = m->of[order[i]];
        if (place[v] == 0) {
            passed[n++] = v;
            place[v] = n;
        } else if (place[v] != n) {
            return truce_fail(err, TRUCE_EINVAL, "the order tears step %u from its moment",
                              order[i]);
        }
    }
    for (uint32_t i = 0; i < m->plan->n_pairs; i++) {
        const truce_exposure_pair p = m->plan->pairs[i];
        if (place[m->of[p.before]] > place[m->of[p.after]]) {
            return truce_fail(err, TRUCE_EINVAL, "the order has step %u before step %u", p.after,
                              p.before);
        }
    }
    return TRUCE_OK;
}

truce_status truce_exposure_follow(const truce_exposure_plan *plan, const uint32_t *order,
                                   truce_arena *arena, truce_exposure_path *out, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    moments m;
    truce_status status = moments_make(plan, &scratch, &m, err);
    if (status == TRUCE_OK) {
        uint32_t *passed = truce_arena_take(&scratch, m.n * sizeof *passed);
        uint32_t *place = truce_arena_zero(&scratch, m.n, sizeof *place);
        bool *met = truce_arena_zero(&scratch, plan->n_steps, sizeof *met);
        status = passed != NULL && place != NULL && met != NULL
                     ? read_order(&m, order, passed, place, met, err)
                     : no_memory(plan, err);
        if (status == TRUCE_OK && !moments_follow(&m, passed, arena, out)) {
            status = no_memory(plan, err);
        }
    }
    truce_arena_clear(&scratch);
    return status;
}
