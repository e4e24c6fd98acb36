/* What surely happens on an earlier day comes before, where orders are looked for. With few things
 * they are compared each with each. With many, every day on which something can be at the earliest
 * becomes a moment of its own in which nobody gives anything: behind all that is over by then,
 * before all that can only be from then on; and it is taken out of what is found. */
#include "compose_sequence.h"

#include <stdlib.h>

enum { COMPARED = 400 };

static int by_value(const void *left, const void *right) {
    const int64_t l = *(const int64_t *)left;
    const int64_t r = *(const int64_t *)right;
    return (l > r) - (l < r);
}

static bool grow(composer *k, truce_exposure_plan *plan, size_t more, truce_exposure_pair **pairs) {
    *pairs = truce_arena_take(k->arena, (plan->n_pairs + more + 1) * sizeof **pairs);
    for (uint32_t i = 0; *pairs != NULL && i < plan->n_pairs; i++) {
        (*pairs)[i] = plan->pairs[i];
    }
    plan->pairs = *pairs;
    return *pairs != NULL;
}

static bool compare_all(composer *k, const sequenced *s, truce_exposure_plan *plan) {
    truce_exposure_pair *pairs;
    if (!grow(k, plan, (size_t)s->steps.n_things * s->steps.n_things, &pairs)) {
        return false;
    }
    for (uint32_t a = 0; a < s->steps.n_things; a++) {
        for (uint32_t b = 0; b < s->steps.n_things; b++) {
            if (s->times.latest[a] < s->times.earliest[b] && plan->moment[a] != plan->moment[b]) {
                pairs[plan->n_pairs++] = (truce_exposure_pair){a, b};
            }
        }
    }
    return true;
}

/* The days on which something can be at the earliest, rising, each once. */
static uint32_t list_days(const sequenced *s, int64_t *days) {
    uint32_t n = 0;
    for (uint32_t t = 0; t < s->steps.n_things; t++) {
        if (s->times.earliest[t] != TRUCE_DAYS_OPEN_LOW) {
            days[n++] = s->times.earliest[t];
        }
    }
    if (n > 1) {
        qsort(days, n, sizeof *days, by_value);
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (kept == 0 || days[kept - 1] != days[i]) {
            days[kept++] = days[i];
        }
    }
    return kept;
}

/* The first of the days that is later; n where none is. */
static uint32_t later_than(const int64_t *days, uint32_t n, int64_t day) {
    uint32_t low = 0;
    uint32_t high = n;
    while (low < high) {
        const uint32_t mid = low + (high - low) / 2;
        if (days[mid] <= day) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

static bool mark_days(composer *k, const sequenced *s, truce_exposure_plan *plan) {
    const uint32_t n = s->steps.n_things;
    int64_t *const days = truce_arena_take(k->arena, ((size_t)n + 1) * sizeof *days);
    truce_exposure_pair *pairs;
    if (days == NULL || !grow(k, plan, 3 * (size_t)n, &pairs)) {
        return false;
    }
    const uint32_t m = list_days(s, days);
    truce_exposure_step *const steps =
        truce_arena_take(k->arena, ((size_t)n + m + 1) * sizeof *steps);
    uint32_t *const moment = truce_arena_take(k->arena, ((size_t)n + m + 1) * sizeof *moment);
    if (steps == NULL || moment == NULL) {
        return false;
    }
    for (uint32_t t = 0; t < n; t++) {
        steps[t] = plan->steps[t];
        moment[t] = plan->moment[t];
        const uint32_t behind = later_than(days, m, s->times.latest[t]);
        if (behind < m) {
            pairs[plan->n_pairs++] = (truce_exposure_pair){t, n + behind};
        }
        if (s->times.earliest[t] != TRUCE_DAYS_OPEN_LOW) {
            const uint32_t own = later_than(days, m, s->times.earliest[t] - 1);
            pairs[plan->n_pairs++] = (truce_exposure_pair){n + own, t};
        }
    }
    for (uint32_t d = 0; d < m; d++) {
        steps[n + d] = (truce_exposure_step){.giver = TRUCE_NO_SIDE, .receiver = TRUCE_NO_SIDE};
        moment[n + d] = n + d;
        if (d > 0) {
            pairs[plan->n_pairs++] = (truce_exposure_pair){n + d - 1, n + d};
        }
    }
    plan->steps = steps;
    plan->moment = moment;
    plan->n_steps = n + m;
    return true;
}

bool sequence_add_days(composer *k, const sequenced *s, truce_exposure_plan *plan) {
    if (!s->timed || !s->times.consistent) {
        return true;
    }
    return s->steps.n_things <= COMPARED ? compare_all(k, s, plan) : mark_days(k, s, plan);
}

bool sequence_drop_days(composer *k, const sequenced *s, truce_exposure_path *path) {
    const uint32_t n_things = s->steps.n_things;
    uint32_t *const steps = truce_arena_take(k->arena, ((size_t)n_things + 1) * sizeof *steps);
    uint32_t *const begin = truce_arena_take(k->arena, ((size_t)path->n + 1) * sizeof *begin);
    if (steps == NULL || begin == NULL) {
        return false;
    }
    uint32_t n = 0;
    uint32_t n_steps = 0;
    truce_worst worst[TRUCE_SIDES] = {path->worst[0], path->worst[1]};
    for (uint32_t m = 0; m < path->n; m++) {
        const bool day = path->steps[path->begin[m]] >= n_things;
        begin[n] = n_steps;
        for (uint32_t i = path->begin[m]; i < path->begin[m + 1] && !day; i++) {
            steps[n_steps++] = path->steps[i];
        }
        n += !day;
        for (int side = 0; side < TRUCE_SIDES; side++) {
            path->exposure[side][n] = path->exposure[side][m + 1];
            if (path->worst[side].after == m + 1) {
                worst[side].after = n;
            }
        }
    }
    begin[n] = n_steps;
    path->steps = steps;
    path->begin = begin;
    path->n = n;
    path->worst[0] = worst[0];
    path->worst[1] = worst[1];
    return true;
}
