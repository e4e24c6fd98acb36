/* The order that the plan itself has, and what it exposes each pair of sides to that give each
 * other something: cheap, however many steps and pairs there are. */
#include "compose_sequence.h"

#include <stdlib.h>
#include <string.h>

#include "truce/base/graph.h"

bool *sequence_without_demands(composer *k, const sequenced *s, uint32_t owner) {
    const truce_order_rules *const r = &s->steps.rules;
    bool *const off = truce_arena_zero(k->arena, (size_t)r->n + 1, sizeof *off);
    for (uint32_t i = 0; off != NULL && i < r->n; i++) {
        off[i] = r->at[i].owner != TRUCE_NO_OWNER && r->at[i].owner != owner;
    }
    return off;
}

/* ---- the order ---- */

/* A moment with the day by which it is put in order, and its place where days leave that open. */
typedef struct dated {
    int64_t day;
    uint32_t place, moment;
} dated;

static int by_day(const void *left, const void *right) {
    const dated *const l = left;
    const dated *const r = right;
    return l->day != r->day ? (l->day > r->day) - (l->day < r->day)
                            : (l->place > r->place) - (l->place < r->place);
}

/* The first day on which a thing can be; TRUCE_DAYS_OPEN_LOW: nothing says. */
static int64_t first_day(const sequenced *s, uint32_t t) {
    return s->timed && s->times.consistent ? s->times.earliest[t] : TRUCE_DAYS_OPEN_LOW;
}

/* Days rise along the plan's rules. A moment without one takes the latest of those that stand above
 * it in the case, but none that is later than of a moment behind it: so these days rise, too. */
static void set_days(const sequenced *s, const truce_order_line *line, const truce_arcs *after,
                     const uint32_t *some, dated *at) {
    int64_t latest = TRUCE_DAYS_OPEN_LOW;
    for (uint32_t i = 0; i < line->n_moments; i++) {
        const int64_t day = first_day(s, some[line->line[i]]);
        latest = day > latest ? day : latest;
        at[line->line[i]] = (dated){day != TRUCE_DAYS_OPEN_LOW ? day : latest, i, line->line[i]};
    }
    for (uint32_t i = line->n_moments; i-- > 0;) {
        const uint32_t m = line->line[i];
        for (uint32_t a = after->begin[m];
             a < after->begin[m + 1] && first_day(s, some[m]) == TRUCE_DAYS_OPEN_LOW; a++) {
            const int64_t day = at[after->to[a]].day;
            at[m].day = day < at[m].day ? day : at[m].day;
        }
    }
}

/* False when memory is out. */
static bool lay(composer *k, sequenced *s, const truce_order_line *line, const bool *off,
                truce_arena *scratch) {
    const truce_order_rules *const r = &s->steps.rules;
    const uint32_t n = s->steps.n_things;
    uint32_t *const order = truce_arena_take(k->arena, ((size_t)n + 1) * sizeof *order);
    uint32_t *const some = truce_arena_take(scratch, ((size_t)n + 1) * sizeof *some);
    dated *const at = truce_arena_take(scratch, ((size_t)n + 1) * sizeof *at);
    truce_arc *const arcs =
        truce_arena_take(scratch, ((size_t)(n > r->n ? n : r->n) + 1) * sizeof *arcs);
    truce_arcs after;
    truce_arcs things;
    uint32_t n_arcs = 0;
    if (order == NULL || some == NULL || at == NULL || arcs == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < r->n; i++) {
        if (!off[i] && !r->at[i].together) {
            s->has_plan = true;
            arcs[n_arcs++] =
                (truce_arc){line->moment[r->at[i].before], line->moment[r->at[i].after], i};
        }
    }
    if (!truce_arcs_make(&after, line->n_moments, arcs, n_arcs, scratch)) {
        return false;
    }
    for (uint32_t t = 0; t < n; t++) {
        some[line->moment[t]] = t;
        arcs[t] = (truce_arc){line->moment[t], t, t};
    }
    if (!truce_arcs_make(&things, line->n_moments, arcs, n, scratch)) {
        return false;
    }
    set_days(s, line, &after, some, at);
    if (line->n_moments > 1) {
        qsort(at, line->n_moments, sizeof *at, by_day);
    }
    uint32_t placed = 0;
    for (uint32_t i = 0; i < line->n_moments; i++) {
        for (uint32_t a = things.begin[at[i].moment]; a < things.begin[at[i].moment + 1]; a++) {
            order[placed++] = things.to[a];
        }
    }
    s->planned = order;
    s->moment = line->moment;
    s->has_plan = s->has_plan || s->timed;
    return true;
}

truce_status sequence_plan(composer *k, sequenced *s, truce_error *err) {
    truce_order_line line;
    const bool *const off = sequence_without_demands(k, s, TRUCE_NO_OWNER);
    truce_status status = TRUCE_ENOMEM;
    if (off != NULL) {
        status = truce_order_lay(&s->steps.rules, off, k->arena, &line, err);
    }
    if (status == TRUCE_OK && line.feasible) {
        truce_arena scratch = truce_arena_new();
        status = lay(k, s, &line, off, &scratch) ? TRUCE_OK : TRUCE_ENOMEM;
        truce_arena_clear(&scratch);
    }
    return status != TRUCE_ENOMEM ? status
                                  : truce_fail(err, status, "no memory for the order of the plan");
}

/* ---- each pair in it ---- */

typedef struct placed {
    uint32_t place, given;
} placed;

static int by_place(const void *left, const void *right) {
    const placed *const l = left;
    const placed *const r = right;
    return (l->place > r->place) - (l->place < r->place);
}

/* What the pair gives each other, as an order of its own: only that of the plan's order. */
static truce_status follow(composer *k, const sequenced *s, const uint32_t *place, sequence_pair *p,
                           truce_arena *scratch, truce_error *err) {
    const uint32_t n = p->end - p->begin;
    placed *const at = truce_arena_take(scratch, n * sizeof *at);
    uint32_t *const things = truce_arena_take(scratch, n * sizeof *things);
    uint32_t *const moment = truce_arena_take(scratch, n * sizeof *moment);
    uint32_t *const order = truce_arena_take(scratch, n * sizeof *order);
    uint32_t *const steps = truce_arena_take(k->arena, n * sizeof *steps);
    truce_exposure_step *const amounts = truce_arena_zero(scratch, n, sizeof *amounts);
    if (at == NULL || things == NULL || moment == NULL || order == NULL || steps == NULL ||
        amounts == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what each side gives");
    }
    for (uint32_t i = 0; i < n; i++) {
        at[i] = (placed){place[s->given[p->begin + i].thing], p->begin + i};
    }
    qsort(at, n, sizeof *at, by_place);
    for (uint32_t i = 0; i < n; i++) {
        const sequence_given *const g = &s->given[at[i].given];
        const bool with = i > 0 && s->moment[g->thing] == s->moment[things[i - 1]];
        things[i] = g->thing;
        moment[i] = with ? moment[i - 1] : i;
        order[i] = i;
        amounts[i].giver = g->giver;
        amounts[i].receiver = (uint8_t)(1 - g->giver);
    }
    truce_status status = sequence_count(k, things, n, &p->two, amounts, err);
    const truce_exposure_plan plan = {.steps = amounts, .n_steps = n, .moment = moment};
    if (status == TRUCE_OK) {
        status = truce_exposure_follow(&plan, order, k->arena, &p->path, err);
    }
    for (uint32_t i = 0; i < n && status == TRUCE_OK; i++) {
        steps[i] = things[p->path.steps[i]];
    }
    p->path.steps = steps;
    p->followed = status == TRUCE_OK;
    return status == TRUCE_ELIMIT ? TRUCE_OK : status; /* then it is not followed */
}

truce_status sequence_follow_pairs(composer *k, sequenced *s, truce_error *err) {
    uint32_t mutual = 0;
    for (uint32_t i = 0; i < s->n_pairs; i++) {
        mutual += sequence_mutual(&s->pairs[i]);
    }
    if (s->planned == NULL || mutual < 2) {
        return TRUCE_OK;
    }
    truce_arena scratch = truce_arena_new();
    uint32_t *const place =
        truce_arena_take(&scratch, ((size_t)s->steps.n_things + 1) * sizeof *place);
    truce_status status = TRUCE_OK;
    if (place == NULL) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for what each side gives");
    }
    for (uint32_t i = 0; i < s->steps.n_things && status == TRUCE_OK; i++) {
        place[s->planned[i]] = i;
    }
    for (uint32_t i = 0; i < s->n_pairs && status == TRUCE_OK; i++) {
        if (sequence_mutual(&s->pairs[i])) {
            status = follow(k, s, place, &s->pairs[i], &scratch, err);
        }
    }
    truce_arena_clear(&scratch);
    return status;
}
