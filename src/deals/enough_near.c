/* The nearest options: rungs or steps beside those that a demand leaves, let in one after the
 * other, and for as few groups as will do. */
#include "enough_parts.h"

/* ---- the nearest options ---- */

/* The variables of a term, from the i-th of its groups. */
static uint32_t variable_of(const enough_finder *f, const truce_stand_term *t, uint32_t i) {
    return f->s->rows[t->issue] + (t->n_groups > 0 ? t->groups[i] : i);
}

static uint32_t count_variables(const enough_finder *f, const truce_stand_term *t) {
    return t->n_groups > 0 ? t->n_groups : f->s->rows[t->issue + 1] - f->s->rows[t->issue];
}

/* Values first .. end - 1 of each variable of the term alone are let in. */
static void let_in(enough_finder *f, const truce_stand_term *t, uint32_t first, uint32_t end) {
    for (uint32_t i = 0; i < count_variables(f, t); i++) {
        const uint32_t v = variable_of(f, t, i);
        for (uint32_t k = 0; k < f->s->variables[v].n_values; k++) {
            f->kept[f->outs[v] + k] = k < first || k >= end;
        }
    }
}

static void let_all_in(enough_finder *f, const truce_stand_term *t) {
    for (uint32_t i = 0; i < count_variables(f, t); i++) {
        const uint32_t v = variable_of(f, t, i);
        memset(&f->kept[f->outs[v]], 0, f->s->variables[v].n_values * sizeof *f->kept);
    }
}

/* A demand, or the refusal of one end of a ladder or a range, as the values first .. end - 1 that
 * it leaves; of `n` that are on the ladder. */
typedef struct run {
    uint32_t first, end, n;
} run;

static bool find_run(const enough_finder *f, const truce_stand *stand, run *out) {
    const truce_stand_term *const t = stand->terms;
    if (stand->kind == TRUCE_STAND_ONLY_IF || stand->n_terms != 1 || t->issue == TRUCE_NONE ||
        t->options.n != 1 || stand->n_conditions > 0 ||
        (stand->kind == TRUCE_STAND_REFUSAL && count_variables(f, t) != 1)) {
        return false;
    }
    const truce_issue *const issue = &f->c->issues[t->issue];
    const int64_t top = issue->has_range ? issue->steps : (int64_t)issue->n_rungs - 1;
    const truce_space_variable *const v = &f->s->variables[variable_of(f, t, 0)];
    if (t->options.at[0].high > top) {
        return false; /* off the ladder nothing is near */
    }
    *out = (run){.first = TRUCE_NONE};
    for (out->n = 0; out->n < v->n_values && v->values[out->n].first <= top; out->n++) {
        const bool in = truce_space_has(&v->values[out->n], t->options);
        if (in && out->first == TRUCE_NONE) {
            out->first = out->n;
        }
        out->end = in ? out->n + 1 : out->end;
    }
    if (stand->kind == TRUCE_STAND_DEMAND || out->first == TRUCE_NONE) {
        return out->first != TRUCE_NONE;
    }
    if (out->n < v->n_values) {
        return false; /* what is off the ladder is left too */
    }
    if (out->end == out->n) { /* the upper end is refused */
        *out = (run){0, out->first, out->n};
    } else if (out->first == 0) {
        *out = (run){out->end, out->n, out->n};
    } else {
        return false;
    }
    return out->first < out->end;
}

/* The last option of the k-th value on the ladder: from below, the nearest of it. */
static int64_t last_option(const enough_finder *f, const truce_stand_term *t, uint32_t k) {
    const truce_space_value *const value = &f->s->variables[variable_of(f, t, 0)].values[k];
    return value->first + (int64_t)value->count - 1;
}

/* The i-th variable of the term alone has values first .. end - 1 let in. */
static void let_one_in(enough_finder *f, const truce_stand_term *t, uint32_t i, uint32_t first,
                       uint32_t end) {
    const uint32_t v = variable_of(f, t, i);
    for (uint32_t k = 0; k < f->s->variables[v].n_values; k++) {
        f->kept[f->outs[v] + k] = k < first || k >= end;
    }
}

/* The groups for which first .. end - 1 have to be let in, where `r` is enough for the others: one
 * of those that are each enough alone, which are all given then; else as few as keeping one group
 * after the other leaves. None: it is decided once for all. */
static void find_groups(enough_finder *f, const truce_stand_term *t, run r, uint32_t first,
                        uint32_t end, const uint32_t **out, uint32_t *n_out, bool *any) {
    const uint32_t n = count_variables(f, t);
    uint32_t *const groups = truce_arena_take(f->arena, n * sizeof *groups);
    if (groups == NULL) {
        f->status = truce_fail(f->err, TRUCE_ENOMEM, "no memory for what would have to give");
        return;
    }
    *out = groups;
    *n_out = 0;
    if (f->c->issues[t->issue].per.n == 0) {
        return;
    }
    let_in(f, t, r.first, r.end);
    for (uint32_t i = 0; i < n; i++) {
        let_one_in(f, t, i, first, end);
        if (enough_is_possible(f, NULL)) {
            groups[(*n_out)++] = t->n_groups > 0 ? t->groups[i] : i;
        }
        let_one_in(f, t, i, r.first, r.end);
    }
    *any = *n_out > 1;
    if (*n_out > 0) {
        return;
    }
    let_in(f, t, first, end);
    for (uint32_t i = 0; i < n; i++) {
        let_one_in(f, t, i, r.first, r.end);
        if (!enough_is_possible(f, NULL)) {
            let_one_in(f, t, i, first, end);
            groups[(*n_out)++] = t->n_groups > 0 ? t->groups[i] : i;
        }
    }
}

/* The fewest values below and above the run that have to be let in. */
static void find_below(enough_finder *f, const truce_stand_term *t, run r, truce_enough_end *near) {
    uint32_t low = 0; /* letting in from here is enough */
    uint32_t high = r.first;
    let_in(f, t, 0, r.end);
    if (r.first == 0 || !enough_is_possible(f, NULL)) {
        return;
    }
    while (low + 1 < high) {
        const uint32_t middle = low + (high - low) / 2;
        let_in(f, t, middle, r.end);
        if (enough_is_possible(f, NULL)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    near->below = true;
    near->low = last_option(f, t, low);
    find_groups(f, t, r, low, r.end, &near->below_for, &near->n_below_for, &near->below_any);
}

static void find_above(enough_finder *f, const truce_stand_term *t, run r, truce_enough_end *near) {
    uint32_t low = r.end; /* letting in up to before here is not enough */
    uint32_t high = r.n;
    let_in(f, t, r.first, r.n);
    if (r.end == r.n || !enough_is_possible(f, NULL)) {
        return;
    }
    while (low + 1 < high) {
        const uint32_t middle = low + (high - low) / 2;
        let_in(f, t, r.first, middle);
        if (enough_is_possible(f, NULL)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    near->above = true;
    near->high = f->s->variables[variable_of(f, t, 0)].values[high - 1].first;
    find_groups(f, t, r, r.first, high, &near->above_for, &near->n_above_for, &near->above_any);
}

void enough_find_near(enough_finder *f, truce_enough *near) {
    near->ends = truce_arena_zero(f->arena, near->n_gives, sizeof *near->ends);
    if (near->ends == NULL) {
        f->status = truce_fail(f->err, TRUCE_ENOMEM, "no memory for what would have to give");
        return;
    }
    for (uint32_t i = 0; i < near->n_gives; i++) {
        const truce_stand *const stand = &f->stands->at[near->gives[i]];
        run r;
        if (find_run(f, stand, &r)) {
            find_below(f, stand->terms, r, &near->ends[i]);
            find_above(f, stand->terms, r, &near->ends[i]);
            let_all_in(f, stand->terms);
        }
    }
}

/* ---- all of it together ---- */

/* How far an option is from those that the stand leaves: how many others are between. */
static bool below_is_nearer(const enough_finder *f, const truce_stand_term *t, run r,
                            const truce_enough_end *end) {
    if (!end->above || !end->below) {
        return end->below;
    }
    const truce_space_value *const values = f->s->variables[variable_of(f, t, 0)].values;
    return values[r.first].first - end->low <= end->high - last_option(f, t, r.end - 1);
}

/* Keep out what of a stand's ladder is not its own, but for the nearer end. */
static void give_end(enough_finder *f, const truce_stand_term *t, run r,
                     const truce_enough_end *near) {
    const truce_space_value *const values = f->s->variables[variable_of(f, t, 0)].values;
    const bool below = below_is_nearer(f, t, r, near);
    uint32_t first = r.first;
    uint32_t end = r.end;
    while (below && first > 0 && values[first].first > near->low) {
        first--;
    }
    while (!below && end < r.n && values[end - 1].first < near->high) {
        end++;
    }
    const uint32_t *const groups = below ? near->below_for : near->above_for;
    const uint32_t n_named = below ? near->n_below_for : near->n_above_for;
    const bool any = below ? near->below_any : near->above_any;
    const uint32_t n_groups = any ? 1 : n_named; /* of several that would each do, the first */
    for (uint32_t i = 0; i < count_variables(f, t); i++) { /* what others keep out stays out */
        const uint32_t v = variable_of(f, t, i);
        bool for_it = n_groups == 0;
        for (uint32_t g = 0; g < n_groups && !for_it; g++) {
            for_it = f->s->rows[t->issue] + groups[g] == v;
        }
        for (uint32_t k = 0; k < f->s->variables[v].n_values; k++) {
            const bool out = for_it ? k < first || k >= end : k < r.first || k >= r.end;
            f->kept[f->outs[v] + k] = f->kept[f->outs[v] + k] || out;
        }
    }
}

void enough_give_least(enough_finder *f, const truce_enough *near) {
    enough_keep(f, near->position, true);
    for (uint32_t i = 0; i < near->n_gives; i++) {
        f->kept[near->gives[i]] = false;
    }
    for (uint32_t i = 0; i < near->n_gives; i++) {
        const truce_stand *const stand = &f->stands->at[near->gives[i]];
        run r;
        if ((near->ends[i].below || near->ends[i].above) && find_run(f, stand, &r)) {
            give_end(f, stand->terms, r, &near->ends[i]);
        }
    }
}
