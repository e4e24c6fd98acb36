#include "deals/sampler.h"

static const uint32_t PROFILES = 10000;

truce_status sampler_open(const truce_doubt *doubt, const truce_shares_options *options,
                          truce_arena *arena, sampler *out, truce_error *err) {
    const uint32_t n = doubt->n_parties;
    const uint32_t values = doubt->offsets[doubt->choices->n_variables];
    sampler s = {.doubt = doubt,
                 .draws = truce_arena_zero(arena, n, sizeof *s.draws),
                 .profiles = truce_arena_zero(arena, n, sizeof *s.profiles),
                 .seed = options->seed,
                 .n = options->profiles == 0 ? PROFILES : options->profiles};
    bool walks = false;
    if (s.draws == NULL || s.profiles == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for profiles");
    }
    for (uint32_t p = 0; p < n; p++) {
        const mind *m = &doubt->minds[p];
        chance_profile *const profile = &s.profiles[p];
        profile->weights = truce_arena_zero(arena, m->n_issues, sizeof *profile->weights);
        profile->values = truce_arena_zero(arena, values, sizeof *profile->values);
        profile->amounts = truce_arena_zero(arena, m->n_joints, sizeof *profile->amounts);
        if (profile->weights == NULL || profile->values == NULL || profile->amounts == NULL) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for profiles");
        }
        const truce_status status = chance_open(m, options->seed + p, arena, &s.draws[p], err);
        if (status != TRUCE_OK) {
            return status;
        }
        walks = walks || s.draws[p].walks;
    }
    if (walks) {
        s.per_walk = (s.n + TRUCE_SHARES_WALKS - 1) / TRUCE_SHARES_WALKS;
        s.n = s.per_walk * TRUCE_SHARES_WALKS;
    }
    *out = s;
    return TRUCE_OK;
}

void sampler_draw(sampler *s, uint32_t i) {
    if (s->per_walk == 0 || i % s->per_walk == 0) {
        s->random = truce_random_new(s->seed, (uint64_t)i + 1);
        for (uint32_t p = 0; p < s->doubt->n_parties; p++) {
            chance_restart(&s->draws[p], &s->random);
        }
    }
    for (uint32_t p = 0; p < s->doubt->n_parties; p++) {
        chance_next(&s->draws[p], s->doubt->offsets, &s->random, &s->profiles[p]);
    }
}

int64_t sampler_worth(const sampler *s, uint32_t party, const uint32_t *package) {
    const mind *m = &s->doubt->minds[party];
    const chance_profile *profile = &s->profiles[party];
    int64_t sum = 0;
    for (uint32_t i = 0; i < m->n_issues; i++) {
        const uint32_t by = m->n_joints > 0 ? mind_replaced(m, i, package) : TRUCE_NONE;
        sum += profile->weights[i] * (by == TRUCE_NONE
                                          ? profile->values[s->doubt->offsets[i] + package[i]]
                                          : profile->amounts[by]);
    }
    for (uint32_t j = 0; j < m->n_joints; j++) {
        if (m->joints[j].replaces == TRUCE_NONE && mind_holds(&m->joints[j], package)) {
            sum += profile->amounts[j];
        }
    }
    return sum;
}

bool sampler_reserve(const sampler *s, uint32_t party, int64_t *reserve) {
    const mind *m = &s->doubt->minds[party];
    if (m->reserve_package != NULL) {
        *reserve = sampler_worth(s, party, m->reserve_package);
    } else {
        *reserve = s->profiles[party].reserve;
    }
    return m->belief->reserve_kind != TRUCE_RESERVE_NONE;
}

truce_status truce_doubt_profile(const truce_doubt *doubt, const truce_shares_options *options,
                                 uint32_t i, truce_arena *arena, truce_profile *out,
                                 truce_error *err) {
    const truce_shares_options none = {0};
    sampler s;
    const truce_status status =
        sampler_open(doubt, options == NULL ? &none : options, arena, &s, err);
    if (status != TRUCE_OK) {
        return status;
    }
    for (uint32_t k = s.per_walk == 0 ? i : i - i % s.per_walk; k <= i; k++) {
        sampler_draw(&s, k);
    }
    for (uint32_t p = 0; p < doubt->n_parties; p++) {
        const chances *d = &s.draws[p];
        const int64_t weight = d->m->weight_unit * d->weight_by;
        const int64_t value = d->m->value_unit * d->value_by;
        out[p] = (truce_profile){s.profiles[p].weights,
                                 s.profiles[p].values,
                                 s.profiles[p].amounts,
                                 s.profiles[p].reserve,
                                 weight,
                                 value,
                                 weight * value};
    }
    return TRUCE_OK;
}
