/* Each piece of the domain is eliminated by itself, with numbers of its own. A piece that outgrows
 * the limits is tried again for conflicts of no label, of one, of two and so on until that outgrows
 * them too; what the last attempt found is kept, and a solver, where there is one, goes on from
 * there. One label may reach into several pieces, so conflicts of different pieces still meet in
 * one antichain.
 *
 * Where the hard nogoods alone contradict, the same is done once more with the links as labels. */
#include "truce/solve/conflicts.h"

#include <assert.h>
#include <stdlib.h>

#include "solve/eliminate.h"
#include "solve/marco.h"
#include "solve/pieces.h"
#include "truce/solve/sat.h"

enum { NOGOODS_MAX = 200000, EFFORT_MAX = 100000000, CALLS_MAX = 2000, TURNS_MAX = 100000 };

/* What may be given up: the labels of a domain, or the links of its hard nogoods. */
typedef enum role { LABELS, LINKS } role;

typedef struct search {
    const truce_domain *d;
    role given_up;
    uint32_t n_numbers; /* labels or links of the whole domain */
    part_limits limits;
    uint64_t calls_max;    /* of the solver */
    antichain found;       /* of those numbers */
    antichain open_found;  /* those of pieces that are not wholly known: conflicts of the piece */
    uint32_t *local;       /* [number]: its own number in the piece in hand, else UINT32_MAX */
    uint32_t *local_begin; /* [variable]: element of its first value in the piece in hand */
    uint32_t *reach;       /* [number]: the least size to which a piece with it is known */
    uint32_t *n_open;      /* [number]: how many pieces with it are not wholly known */
    uint32_t sizes_known;
    bool undecided;
    size_t peak;
    uint64_t effort;
    uint64_t calls;
} search;

/* ---- a piece in its own numbers -------------------------------------------------------------- */

typedef struct local_part {
    part p;
    const uint32_t *numbers; /* [p.n_labels]: the domain's number of each, rising */
} local_part;

/* The numbers under which a nogood holds; UINT32_MAX as count: it takes no part. */
static truce_set given_up_with(const search *s, const truce_nogood *g) {
    if (s->given_up == LABELS) {
        return g->labels;
    }
    if (g->labels.n > 0) {
        return (truce_set){NULL, UINT32_MAX};
    }
    return (truce_set){&g->link, g->link == TRUCE_NO_LINK ? 0 : 1};
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* Number what may be given up in this piece. */
static bool number_locally(search *s, const piece *p, truce_arena *arena, local_part *out) {
    uint32_t *numbers = NULL;
    size_t cap = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n_nogoods; i++) {
        const truce_set held = given_up_with(s, &s->d->nogoods[p->nogoods[i]]);
        for (uint32_t k = 0; held.n != UINT32_MAX && k < held.n; k++) {
            if (s->local[held.at[k]] != UINT32_MAX) {
                continue;
            }
            uint32_t *grown = truce_arena_grow(arena, numbers, n, &cap, sizeof *numbers);
            if (grown == NULL) {
                return false;
            }
            numbers = grown;
            numbers[n++] = held.at[k];
            s->local[held.at[k]] = 0;
        }
    }
    if (n > 0) {
        qsort(numbers, n, sizeof *numbers, by_number);
    }
    for (uint32_t i = 0; i < n; i++) {
        s->local[numbers[i]] = i;
    }
    out->numbers = numbers;
    out->p.n_labels = n;
    return true;
}

static void forget_numbers(search *s, const local_part *l) {
    for (uint32_t i = 0; i < l->p.n_labels; i++) {
        s->local[l->numbers[i]] = UINT32_MAX;
    }
}

/* The elements of a nogood; its set's `at` NULL when memory is out. */
static truce_set localize(const search *s, const truce_nogood *g, truce_set held,
                          uint32_t first_label, truce_arena *arena) {
    uint32_t *at = truce_arena_take(arena, ((size_t)g->n_choices + held.n) * sizeof *at);
    for (uint32_t i = 0; at != NULL && i < g->n_choices; i++) {
        at[i] = s->local_begin[g->choices[i].variable] + g->choices[i].value;
    }
    for (uint32_t i = 0; at != NULL && i < held.n; i++) {
        at[g->n_choices + i] = first_label + s->local[held.at[i]];
    }
    return (truce_set){at, g->n_choices + held.n};
}

static bool make_local(search *s, const piece *p, truce_arena *arena, local_part *out) {
    *out = (local_part){.p = {.n_variables = p->n_variables}};
    uint32_t *begin = truce_arena_take(arena, ((size_t)p->n_variables + 1) * sizeof *begin);
    truce_set *nogoods = truce_arena_take(arena, p->n_nogoods * sizeof *nogoods);
    if (begin == NULL || nogoods == NULL || !number_locally(s, p, arena, out)) {
        return false;
    }
    begin[0] = 0;
    for (uint32_t i = 0; i < p->n_variables; i++) {
        s->local_begin[p->variables[i]] = begin[i];
        begin[i + 1] = begin[i] + s->d->n_values[p->variables[i]];
    }
    size_t n = 0;
    for (uint32_t i = 0; i < p->n_nogoods; i++) {
        const truce_nogood *const g = &s->d->nogoods[p->nogoods[i]];
        const truce_set held = given_up_with(s, g);
        if (held.n == UINT32_MAX) {
            continue;
        }
        nogoods[n] = localize(s, g, held, begin[p->n_variables], arena);
        if (nogoods[n++].at == NULL) {
            return false;
        }
    }
    out->p.begin = begin;
    out->p.nogoods = (truce_sets){nogoods, n};
    return true;
}

/* ---- a piece solved -------------------------------------------------------------------------- */

/* For conflicts of no label, then of one and so on, until the limits are outgrown: the last that
 * was not is in `best`, and tells of conflicts of at most *known labels. */
static part_end solve_by_size(const search *s, const part *p, part_result *result, antichain *best,
                              uint32_t *known, bool *undecided) {
    part_limits limits = s->limits;
    antichain_empty(best);
    *known = 0;
    *undecided = false;
    for (limits.size_max = 0; limits.size_max < s->limits.size_max; limits.size_max++) {
        antichain next;
        result->dropped = false;
        const part_end end = eliminate(p, &limits, &next, result);
        if (end != PART_DONE) {
            antichain_clear(&next);
            *undecided = limits.size_max == 0;
            return end == PART_NO_MEMORY ? end : PART_DONE;
        }
        antichain_clear(best);
        *best = next;
        *known = result->dropped ? limits.size_max : UINT32_MAX;
        if (!result->dropped) {
            break;
        }
    }
    return PART_DONE;
}

static part_end solve_part(search *s, const part *p, antichain *best, uint32_t *known) {
    part_result result = {0};
    part_end end = eliminate(p, &s->limits, best, &result);
    *known = result.dropped ? s->limits.size_max : UINT32_MAX;
    if (end == PART_OUTGROWN) {
        bool undecided = false;
        end = solve_by_size(s, p, &result, best, known, &undecided);
        if (end == PART_DONE && *known < s->limits.size_max && s->calls_max > 0) {
            const marco_limits asked = {.size_max = s->limits.size_max,
                                        .conflicts_max = TURNS_MAX,
                                        .calls_max = s->calls_max,
                                        .stop = s->limits.stop,
                                        .stop_data = s->limits.stop_data};
            end = marco(p, &asked, best, known, &undecided, &s->calls);
        }
        s->undecided = s->undecided || undecided;
    }
    s->peak = result.peak > s->peak ? result.peak : s->peak;
    s->effort += result.effort;
    return end;
}

/* Put a conflict of the piece where all are, in the domain's numbers. `open`: the piece is not
 * wholly known. */
static bool add_found(search *s, const local_part *l, truce_set set, bool open, uint32_t *room) {
    const uint32_t first_label = l->p.begin[l->p.n_variables];
    for (uint32_t i = 0; i < set.n; i++) {
        room[i] = l->numbers[set.at[i] - first_label];
    }
    const truce_set added = {room, set.n};
    return (!open || antichain_add(&s->open_found, added) != ANTICHAIN_NO_MEMORY) &&
           antichain_add(&s->found, added) != ANTICHAIN_NO_MEMORY;
}

static bool solve_local(search *s, const local_part *l, truce_arena *arena) {
    antichain best;
    uint32_t known = 0;
    uint32_t *room = truce_arena_take(arena, l->p.n_labels * sizeof *room);
    bool ok = solve_part(s, &l->p, &best, &known) != PART_NO_MEMORY && room != NULL;
    s->sizes_known = known < s->sizes_known ? known : s->sizes_known;
    for (uint32_t i = 0; i < l->p.n_labels; i++) {
        uint32_t *const reach = &s->reach[l->numbers[i]];
        *reach = known < *reach ? known : *reach;
        s->n_open[l->numbers[i]] += known != UINT32_MAX;
    }
    if (ok && best.has_empty) {
        ok = add_found(s, l, (truce_set){NULL, 0}, false, room);
    }
    for (uint32_t i = 0; ok && i < best.n; i++) {
        if (!best.at[i].dead) {
            ok = add_found(s, l, antichain_set(&best, i), known != UINT32_MAX, room);
        }
    }
    antichain_clear(&best);
    return ok;
}

static bool solve_piece(search *s, const piece *p) {
    if (p->n_nogoods == 0 && s->d->n_values[p->variables[0]] > 0) {
        return true;
    }
    truce_arena arena = truce_arena_new();
    local_part l;
    const bool ok = make_local(s, p, &arena, &l) && solve_local(s, &l, &arena);
    forget_numbers(s, &l);
    truce_arena_clear(&arena);
    return ok;
}

/* Nogoods without a choice are conflicts as they stand, or hold one. */
static bool add_bare(search *s) {
    bool ok = true;
    for (size_t i = 0; ok && i < s->d->n_nogoods; i++) {
        const truce_nogood *const g = &s->d->nogoods[i];
        const truce_set held = given_up_with(s, g);
        if (g->n_choices > 0 || held.n == UINT32_MAX) {
            continue;
        }
        if (held.n > s->limits.size_max) {
            s->sizes_known = s->limits.size_max;
        } else {
            ok = antichain_add(&s->found, held) != ANTICHAIN_NO_MEMORY;
        }
    }
    return ok;
}

static bool run_search(search *s, const pieces *all, truce_arena *scratch) {
    s->local = truce_arena_take(scratch, s->n_numbers * sizeof *s->local);
    s->local_begin = truce_arena_take(scratch, s->d->n_variables * sizeof *s->local_begin);
    s->reach = truce_arena_take(scratch, s->n_numbers * sizeof *s->reach);
    s->n_open = truce_arena_zero(scratch, s->n_numbers, sizeof *s->n_open);
    s->sizes_known = UINT32_MAX;
    bool ok = antichain_init(&s->found, s->n_numbers) &&
              antichain_init(&s->open_found, s->n_numbers) && s->n_open != NULL &&
              s->local != NULL && s->local_begin != NULL && s->reach != NULL;
    for (uint32_t i = 0; ok && i < s->n_numbers; i++) {
        s->local[i] = s->reach[i] = UINT32_MAX;
    }
    ok = ok && add_bare(s);
    for (uint32_t i = 0; ok && i < all->n; i++) {
        ok = solve_piece(s, &all->at[i]);
    }
    return ok;
}

/* ---- what is handed out ---------------------------------------------------------------------- */

static int by_set(const void *left, const void *right) {
    return truce_set_compare(*(const truce_set *)left, *(const truce_set *)right);
}

/* Could a smaller conflict within this one have been missed? It would be one of a piece that is not
 * known to its size, other than the piece it comes from: of that it is a conflict, and minimal. */
static bool surely_minimal(search *s, truce_set set) {
    const uint32_t own = antichain_holds(&s->open_found, set) ? 1 : 0;
    uint32_t reach = UINT32_MAX;
    uint32_t largest = 0;
    for (uint32_t i = 0; i < set.n; i++) {
        reach = s->reach[set.at[i]] < reach ? s->reach[set.at[i]] : reach;
        largest += s->n_open[set.at[i]] > own;
    }
    largest = largest == set.n && largest > 0 ? largest - 1 : largest;
    return largest <= reach;
}

static bool list_found(search *s, truce_arena *arena, truce_sets *out) {
    const antichain *const found = &s->found;
    truce_set *sets = truce_arena_take(arena, found->n_live * sizeof *sets);
    size_t n = 0;
    if (sets != NULL && found->has_empty) {
        sets[n++] = (truce_set){NULL, 0};
    }
    for (uint32_t i = 0; sets != NULL && i < found->n; i++) {
        const truce_set set = antichain_set(found, i);
        if (found->at[i].dead || set.n > s->limits.size_max || !surely_minimal(s, set)) {
            continue;
        }
        uint32_t *at = truce_arena_take(arena, set.n * sizeof *at);
        if (at == NULL) {
            return false;
        }
        for (uint32_t k = 0; k < set.n; k++) {
            at[k] = set.at[k];
        }
        sets[n++] = (truce_set){at, set.n};
    }
    if (n > 1) {
        qsort(sets, n, sizeof *sets, by_set);
    }
    *out = (truce_sets){sets, n};
    return sets != NULL;
}

/* An empty list when the hard nogoods contradict, for no label helps then. */
static truce_status hand_out(search *s, truce_arena *arena, truce_conflicts *out,
                             truce_error *err) {
    *out = (truce_conflicts){
        .complete = s->sizes_known == UINT32_MAX,
        .sizes_known = s->sizes_known,
        .contradictory = s->found.has_empty,
        .undecided = s->undecided,
        .nogoods_peak = s->peak,
        .effort = s->effort,
        .calls = s->calls,
    };
    if (out->contradictory) {
        out->complete = true;
        out->sizes_known = UINT32_MAX;
        out->undecided = false;
        return TRUCE_OK;
    }
    if (!list_found(s, arena, &out->sets)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to list the conflicts");
    }
    return truce_sets_components(out->sets, s->n_numbers, arena, &out->component,
                                 &out->n_components, err);
}

/* Which links contradict each other. */
static bool name_links(const truce_domain *d, const part_limits *limits, uint64_t calls_max,
                       const pieces *all, truce_arena *arena, truce_arena *scratch,
                       truce_conflicts *out) {
    search s = {.d = d,
                .given_up = LINKS,
                .n_numbers = d->n_links,
                .limits = *limits,
                .calls_max = calls_max};
    s.limits.size_max = UINT32_MAX;
    const bool ok = run_search(&s, all, scratch) && list_found(&s, arena, &out->links);
    out->links_complete = s.sizes_known == UINT32_MAX;
    out->nogoods_peak = s.peak > out->nogoods_peak ? s.peak : out->nogoods_peak;
    out->effort += s.effort;
    out->calls += s.calls;
    antichain_clear(&s.found);
    antichain_clear(&s.open_found);
    return ok;
}

static part_limits limits_of(const truce_conflict_limits *l) {
    const truce_conflict_limits given = l != NULL ? *l : (truce_conflict_limits){0};
    return (part_limits){
        .size_max = given.size_max > 0 ? given.size_max : UINT32_MAX,
        .nogoods_max = given.nogoods_max > 0 ? given.nogoods_max : NOGOODS_MAX,
        .effort_max = given.effort_max > 0 ? given.effort_max : EFFORT_MAX,
        .stop = given.stop,
        .stop_data = given.stop_data,
    };
}

static uint64_t calls_of(const truce_conflict_limits *l) {
    if (!truce_sat_available() || (l != NULL && l->no_solver)) {
        return 0;
    }
    return l != NULL && l->calls_max > 0 ? l->calls_max : CALLS_MAX;
}

truce_status truce_conflicts_find(const truce_domain *d, const truce_conflict_limits *limits,
                                  truce_arena *arena, truce_conflicts *out, truce_error *err) {
    assert(d != NULL && arena != NULL && out != NULL);
    truce_arena scratch = truce_arena_new();
    pieces all = {0};
    truce_conflicts made = {0};
    search s = {.d = d,
                .n_numbers = d->n_labels,
                .limits = limits_of(limits),
                .calls_max = calls_of(limits)};
    bool ok = pieces_make(d, NULL, &scratch, &all) && run_search(&s, &all, &scratch);
    truce_status status = ok ? hand_out(&s, arena, &made, err) : TRUCE_OK;
    if (ok && made.contradictory) {
        ok = name_links(d, &s.limits, s.calls_max, &all, arena, &scratch, &made);
    }
    antichain_clear(&s.found);
    antichain_clear(&s.open_found);
    truce_arena_clear(&scratch);
    if (!ok) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory to find the conflicts of %u labels",
                            d->n_labels);
    }
    if (status == TRUCE_OK) {
        *out = made;
    }
    return status;
}
