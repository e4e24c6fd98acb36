/* What state is each obligation in: the records of each are put together, the reports that count
 * are chosen, the days and what has fallen are found, and then each is judged by itself. */
#include "truce/agreement/owed.h"

#include <assert.h>
#include <stdlib.h>

#include "agreement/owed_parts.h"

enum { PERCENT = 50 }; /* from which a measure is intermediate, where nobody says otherwise */

/* ---- records by obligation ------------------------------------------------------------------- */

/* Put the numbers 0..n-1 into lists by obligation; TRUCE_OWED_NONE: into none. */
static truce_status list(const uint32_t *of, uint32_t n, uint32_t n_obligations, truce_arena *arena,
                         owed_lists *lists, truce_error *err) {
    uint32_t *const start = truce_arena_zero(arena, (size_t)n_obligations + 2, sizeof *start);
    uint32_t *const at = truce_arena_take(arena, n * sizeof *at);
    if (start == NULL || at == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to list %u records", n);
    }
    /* Each start is counted two places further, so that filling a list moves it to where the next
     * one begins. */
    for (uint32_t i = 0; i < n; i++) {
        if (of[i] != TRUCE_OWED_NONE) {
            start[of[i] + 2]++;
        }
    }
    for (uint32_t i = 2; i < n_obligations + 2; i++) {
        start[i] += start[i - 1];
    }
    for (uint32_t i = 0; i < n; i++) {
        if (of[i] != TRUCE_OWED_NONE) {
            at[start[of[i] + 1]++] = i;
        }
    }
    *lists = (owed_lists){start, at};
    return TRUCE_OK;
}

/* ---- incidents ------------------------------------------------------------------------------- */

static truce_owed_seen see(const truce_owed_incident *incident, int64_t day) {
    truce_owed_seen seen = {.stage = TRUCE_OWED_STAGE_REPORTED};
    bool attributes = false;
    bool owed = false;
    for (uint32_t i = 0; i < incident->n_stages; i++) {
        const truce_owed_stage *const stage = &incident->stages[i];
        if (stage->day > day) {
            continue;
        }
        seen.known = true;
        switch (stage->kind) {
        case TRUCE_OWED_STAGE_REPORTED:
            break;
        case TRUCE_OWED_STAGE_VERIFIED:
            if (stage->verifier && seen.stage == TRUCE_OWED_STAGE_REPORTED) {
                seen.stage = TRUCE_OWED_STAGE_VERIFIED;
            }
            break;
        case TRUCE_OWED_STAGE_ATTRIBUTED:
            attributes = true;
            if (stage->verifier && stage->evidence) {
                seen.stage = TRUCE_OWED_STAGE_ATTRIBUTED;
                owed = owed || !stage->elsewhere;
            }
            break;
        case TRUCE_OWED_STAGE_DISPUTED:
            seen.disputed = true;
            break;
        }
    }
    seen.held_back = attributes && seen.stage != TRUCE_OWED_STAGE_ATTRIBUTED;
    seen.elsewhere = seen.stage == TRUCE_OWED_STAGE_ATTRIBUTED && !owed;
    return seen;
}

typedef struct dated {
    int64_t day;
    uint32_t index;
} dated;

static int by_day(const void *left, const void *right) {
    const dated *const l = left;
    const dated *const r = right;
    if (l->day != r->day) {
        return l->day < r->day ? -1 : 1;
    }
    return (l->index > r->index) - (l->index < r->index);
}

/* The incidents known on the day, by obligation and within it by day. */
static truce_status list_incidents(const truce_owed_agreement *a, const truce_owed_seen *seen,
                                   truce_arena *scratch, owed_lists *lists, truce_error *err) {
    dated *const order = truce_arena_zero(scratch, a->n_incidents, sizeof *order);
    uint32_t *const of = truce_arena_zero(scratch, a->n_incidents, sizeof *of);
    uint32_t *const at = truce_arena_zero(scratch, a->n_incidents, sizeof *at);
    if (order == NULL || of == NULL || at == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %u incidents", a->n_incidents);
    }
    for (uint32_t i = 0; i < a->n_incidents; i++) {
        order[i] = (dated){a->incidents[i].day, i};
    }
    if (a->n_incidents > 1) {
        qsort(order, a->n_incidents, sizeof *order, by_day);
    }
    for (uint32_t i = 0; i < a->n_incidents; i++) {
        const uint32_t incident = order[i].index;
        of[i] = seen[incident].known ? a->incidents[incident].obligation : TRUCE_OWED_NONE;
    }
    const truce_status status = list(of, a->n_incidents, a->n_obligations, scratch, lists, err);
    if (status == TRUCE_OK) {
        const uint32_t n = lists->start[a->n_obligations];
        for (uint32_t i = 0; i < n; i++) {
            at[i] = order[lists->at[i]].index;
        }
        lists->at = at;
    }
    return status;
}

/* ---- what a state rests on ------------------------------------------------------------------- */

/* Everything about the day that is found once for all obligations. */
typedef struct finding {
    const truce_owed_agreement *agreement;
    int64_t day;
    int32_t percent;
    owed_lists reports, incidents, waivers;
    owed_tally *tallies;
    owed_times *times;
    truce_owed_seen *seen;
    truce_arena *arena;
} finding;

static int rising(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* Room for up to n indices; NULL when the system has no more. */
static uint32_t *room(finding *f, uint32_t n, bool *out_of_memory) {
    uint32_t *const at = n > 0 ? truce_arena_take(f->arena, n * sizeof *at) : NULL;
    *out_of_memory = *out_of_memory || (n > 0 && at == NULL);
    return at;
}

static truce_owed_indices sorted(uint32_t *at, uint32_t n) {
    if (n > 1) {
        qsort(at, n, sizeof *at, rising);
    }
    return (truce_owed_indices){at, n};
}

static bool has_begun(const truce_owed_standing *standing) {
    const uint32_t before = (UINT32_C(1) << TRUCE_OWED_STATE_NOT_DUE) |
                            (UINT32_C(1) << TRUCE_OWED_STATE_WAIVED) |
                            (UINT32_C(1) << TRUCE_OWED_STATE_VOID);
    return (standing->possible & ~before) != 0;
}

static void rest_on_seen(finding *f, uint32_t i, truce_owed_standing *standing, bool *out) {
    const owed_tally *const tally = &f->tallies[i];
    uint32_t *const reports = room(f, tally->n, out);
    const uint32_t first = f->incidents.start[i];
    const uint32_t n = f->incidents.start[i + 1] - first;
    uint32_t *const incidents = room(f, n, out);
    if (*out) {
        return;
    }
    for (uint32_t k = 0; k < tally->n; k++) {
        reports[k] = tally->at[k].report;
    }
    standing->reports = sorted(reports, tally->n);
    uint32_t kept = 0;
    for (uint32_t k = 0; k < n; k++) {
        const uint32_t incident = f->incidents.at[first + k];
        const int64_t day = f->agreement->incidents[incident].day;
        if (f->agreement->obligations[i].measure != TRUCE_OWED_HELD ||
            (day >= f->times->at[i].from.earliest && day <= f->times->at[i].until.latest)) {
            incidents[kept++] = incident;
        }
    }
    standing->incidents = sorted(incidents, kept);
}

static void rest_on_bounds(finding *f, uint32_t i, truce_owed_standing *standing, bool *out) {
    const truce_owed_obligation *const o = &f->agreement->obligations[i];
    const truce_owed_when *const when[] = {&o->from, &o->until};
    uint32_t *const at = room(f, 2, out);
    uint32_t n = 0;
    for (uint32_t k = 0; k < 2 && !*out; k++) {
        const bool asked = k == 0 || has_begun(standing);
        if (asked && when[k]->kind == TRUCE_OWED_AFTER && (n == 0 || at[0] != when[k]->trigger)) {
            at[n++] = when[k]->trigger;
        }
    }
    standing->triggers = sorted(at, n);
}

/* The obligations on which it hangs that fell, or may have. */
static void rest_on_others(finding *f, uint32_t i, truce_owed_standing *standing, bool *out) {
    const truce_owed_obligation *const o = &f->agreement->obligations[i];
    const uint32_t waits = owed_waits_for(f->agreement, i);
    uint32_t *const at = room(f, o->n_falls_with + 1, out);
    uint32_t n = 0;
    if (*out) {
        return;
    }
    const bool *const fell = f->times->fell[i] ? f->times->fell : f->times->may_fall;
    for (uint32_t k = 0; k < o->n_falls_with; k++) {
        if (fell[o->falls_with[k]]) {
            at[n++] = o->falls_with[k];
        }
    }
    if (waits != TRUCE_OWED_NONE && fell[waits]) {
        at[n++] = waits;
    }
    truce_owed_indices all = sorted(at, n);
    uint32_t kept = 0;
    for (uint32_t k = 0; k < n; k++) {
        if (k == 0 || at[k] != at[k - 1]) {
            at[kept++] = at[k];
        }
    }
    all.n = kept;
    standing->obligations = all;
}

static truce_status rest(finding *f, uint32_t i, truce_owed_standing *standing, truce_error *err) {
    bool out = false;
    if (f->times->waived[i]) {
        const uint32_t first = f->waivers.start[i];
        const uint32_t n = f->waivers.start[i + 1] - first;
        uint32_t *const at = room(f, n, &out);
        for (uint32_t k = 0; k < n && !out; k++) {
            at[k] = f->waivers.at[first + k];
        }
        standing->waivers = (truce_owed_indices){at, n};
    } else {
        if (has_begun(standing)) {
            rest_on_seen(f, i, standing, &out);
        }
        rest_on_bounds(f, i, standing, &out);
        if (f->times->may_fall[i]) {
            rest_on_others(f, i, standing, &out);
        }
    }
    return out ? truce_fail(err, TRUCE_ENOMEM, "no memory for what a state rests on") : TRUCE_OK;
}

/* ---- one obligation -------------------------------------------------------------------------- */

static truce_status sum_lost(const finding *f, uint32_t i, truce_owed_standing *standing,
                             truce_error *err) {
    for (uint32_t k = f->incidents.start[i]; k < f->incidents.start[i + 1]; k++) {
        const uint32_t incident = f->incidents.at[k];
        const int64_t lost = f->agreement->incidents[incident].lost;
        if (__builtin_add_overflow(standing->lost_reported, lost, &standing->lost_reported)) {
            return truce_fail(err, TRUCE_ELIMIT, "what is lost of obligation %u is too large", i);
        }
        if (f->seen[incident].stage != TRUCE_OWED_STAGE_REPORTED) {
            standing->lost_verified += lost; /* no more than is reported */
        }
    }
    return TRUCE_OK;
}

/* Whether it hangs on one that may have fallen, and it is not sure. */
static bool depends(const finding *f, uint32_t i) {
    const truce_owed_obligation *const o = &f->agreement->obligations[i];
    const uint32_t waits = owed_waits_for(f->agreement, i);
    bool may = waits != TRUCE_OWED_NONE && f->times->may_fall[waits];
    for (uint32_t k = 0; k < o->n_falls_with && !may; k++) {
        may = f->times->may_fall[o->falls_with[k]];
    }
    return may && f->times->may_fall[i] && !f->times->fell[i];
}

static truce_status judge(finding *f, uint32_t i, truce_owed_standing *standing, truce_error *err) {
    const uint32_t first = f->incidents.start[i];
    const owed_subject subject = {
        .agreement = f->agreement,
        .obligation = &f->agreement->obligations[i],
        .tally = &f->tallies[i],
        .time = &f->times->at[i],
        .incidents = &f->incidents.at[first],
        .n_incidents = f->incidents.start[i + 1] - first,
        .seen = f->seen,
        .day = f->day,
        .percent = f->percent,
        .fell = f->times->fell[i],
        .may_fall = f->times->may_fall[i],
        .depends = depends(f, i),
        .waived = f->times->waived[i],
    };
    truce_error why;
    truce_status status = owed_judge(&subject, standing, &why);
    if (status != TRUCE_OK) {
        return truce_fail(err, status, "obligation %u: %s", i, why.message);
    }
    status = sum_lost(f, i, standing, err);
    return status == TRUCE_OK ? rest(f, i, standing, err) : status;
}

/* ---- all of them ----------------------------------------------------------------------------- */

static truce_status list_all(finding *f, truce_arena *scratch, truce_error *err) {
    const truce_owed_agreement *const a = f->agreement;
    uint32_t *const reports = truce_arena_take(scratch, a->n_reports * sizeof *reports);
    uint32_t *const waivers = truce_arena_take(scratch, a->n_waivers * sizeof *waivers);
    if (reports == NULL || waivers == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to list what was seen");
    }
    for (uint32_t i = 0; i < a->n_reports; i++) {
        owed_strength strength;
        reports[i] = owed_known(&a->reports[i], f->day, &strength) ? a->reports[i].obligation
                                                                   : TRUCE_OWED_NONE;
    }
    for (uint32_t i = 0; i < a->n_waivers; i++) {
        waivers[i] = a->waivers[i].day <= f->day ? a->waivers[i].obligation : TRUCE_OWED_NONE;
    }
    for (uint32_t i = 0; i < a->n_incidents; i++) {
        f->seen[i] = see(&a->incidents[i], f->day);
    }
    truce_status status = list(reports, a->n_reports, a->n_obligations, scratch, &f->reports, err);
    if (status == TRUCE_OK) {
        status = list(waivers, a->n_waivers, a->n_obligations, scratch, &f->waivers, err);
    }
    return status == TRUCE_OK ? list_incidents(a, f->seen, scratch, &f->incidents, err) : status;
}

static truce_status find(finding *f, truce_arena *scratch, truce_owed *owed, truce_error *err) {
    const truce_owed_agreement *const a = f->agreement;
    truce_owed_standing *const standings =
        truce_arena_zero(f->arena, a->n_obligations, sizeof *standings);
    f->seen = truce_arena_zero(f->arena, a->n_incidents, sizeof *f->seen);
    f->tallies = truce_arena_zero(scratch, a->n_obligations, sizeof *f->tallies);
    if (standings == NULL || f->seen == NULL || f->tallies == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for %u obligations", a->n_obligations);
    }
    truce_status status = list_all(f, scratch, err);
    if (status == TRUCE_OK) {
        status = owed_tally_all(a, f->day, f->reports, scratch, f->tallies, err);
    }
    if (status == TRUCE_OK) {
        status = owed_times_find(a, f->day, f->tallies, f->arena, f->times, err);
    }
    for (uint32_t i = 0; i < a->n_obligations && status == TRUCE_OK; i++) {
        status = judge(f, i, &standings[i], err);
    }
    if (status == TRUCE_OK) {
        *owed = (truce_owed){a, f->day, standings, f->seen};
    }
    return status;
}

truce_status owed_find(const truce_owed_agreement *a, int64_t day, truce_owed_options options,
                       truce_arena *arena, truce_owed *owed, owed_times *times, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    finding f = {.agreement = a,
                 .day = day,
                 .percent =
                     options.intermediate_percent > 0 ? options.intermediate_percent : PERCENT,
                 .times = times,
                 .arena = arena};
    const truce_status status = find(&f, &scratch, owed, err);
    truce_arena_clear(&scratch);
    return status;
}

truce_status truce_owed_find(const truce_owed_agreement *agreement, int64_t day,
                             truce_owed_options options, truce_arena *arena, truce_owed *owed,
                             truce_error *err) {
    assert(agreement != NULL && arena != NULL && owed != NULL);
    truce_status status = owed_check(agreement, options, err);
    if (status == TRUCE_OK) {
        status = owed_check_day(day, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    owed_times times;
    return owed_find(agreement, day, options, arena, owed, &times, err);
}
