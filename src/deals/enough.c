/* One domain answers all questions: each stand is a label of its own, and so is each option that is
 * kept out, so that any stands together with any options left out are a choice of labels. */
#include "truce/deals/enough.h"

#include <string.h>

#include "compile.h"
#include "impasse_parts.h"
#include "truce/solve/count.h"

enum { CALLS_USUAL = 2000 };

typedef struct finder {
    const truce_case *c;
    const truce_impasse *im;
    const truce_stands *stands;
    const truce_space *s;
    truce_arena *arena;
    truce_domain d;
    uint32_t *outs;        /* [variable]: the label that keeps its first value out */
    bool *kept;            /* [label] */
    uint32_t *begins, *of; /* [position]: its stands are of[begins[p]] .. */
    truce_impasse_options options;
    uint64_t calls;
    bool spent;
    truce_status status;
    truce_error *err;
} finder;

/* ---- the domain ---- */

static bool label_options(finder *f) {
    f->outs = truce_arena_take(f->arena, (f->s->n_variables + 1U) * sizeof *f->outs);
    if (f->outs == NULL) {
        return false;
    }
    uint64_t next = f->stands->n;
    for (uint32_t v = 0; v < f->s->n_variables; v++) {
        f->outs[v] = (uint32_t)next;
        next += f->s->variables[v].n_values;
    }
    f->outs[f->s->n_variables] = (uint32_t)next;
    return next < TRUCE_NONE / 2;
}

static truce_status forbid_stand(finder *f, uint32_t stand) {
    cube_maker m = {.arena = f->arena};
    const cubes list = compile_stand(&m, f->s, &f->stands->at[stand]);
    const truce_status status = compile_limit(&m, f->err);
    return status == TRUCE_OK ? compile_forbid(&f->d, &list, stand, TRUCE_NO_LINK, f->err) : status;
}

static truce_status make_domain(finder *f) {
    uint32_t *const n_values = truce_arena_take(f->arena, f->s->n_variables * sizeof *n_values);
    if (n_values == NULL || !label_options(f)) {
        return truce_fail(f->err, TRUCE_ENOMEM, "no memory for what would have to give");
    }
    for (uint32_t v = 0; v < f->s->n_variables; v++) {
        n_values[v] = f->s->variables[v].n_values;
    }
    truce_status status =
        truce_domain_init(&f->d, n_values, f->s->n_variables, f->outs[f->s->n_variables],
                          f->c->n_links, f->arena, f->err);
    if (status == TRUCE_OK) {
        status = compile_links(f->c, f->s, &f->d, f->arena, f->err);
    }
    for (uint32_t i = 0; i < f->stands->n && status == TRUCE_OK; i++) {
        status = forbid_stand(f, i);
    }
    for (uint32_t v = 0; v < f->s->n_variables && status == TRUCE_OK; v++) {
        for (uint32_t k = 0; k < n_values[v] && status == TRUCE_OK; k++) {
            const truce_choice choice = {v, k};
            const uint32_t label = f->outs[v] + k;
            status = truce_domain_forbid(&f->d, &choice, 1, &label, 1, TRUCE_NO_LINK, f->err);
        }
    }
    return status;
}

static bool index_stands(finder *f) {
    const uint32_t n = f->stands->n_positions;
    f->begins = truce_arena_zero(f->arena, n + 2U, sizeof *f->begins);
    f->of = truce_arena_take(f->arena, f->stands->n * sizeof *f->of);
    f->kept = truce_arena_zero(f->arena, f->outs[f->s->n_variables], sizeof *f->kept);
    if (f->begins == NULL || f->of == NULL || f->kept == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < f->stands->n; i++) {
        f->begins[f->stands->at[i].position + 2]++;
    }
    for (uint32_t p = 2; p < n + 2U; p++) {
        f->begins[p] += f->begins[p - 1];
    }
    for (uint32_t i = 0; i < f->stands->n; i++) {
        f->of[f->begins[f->stands->at[i].position + 1]++] = i;
    }
    return true;
}

static bool is_over(finder *f) {
    const truce_impasse_options *const o = &f->options;
    return f->calls++ >= (o->effort > 0 ? o->effort : CALLS_USUAL) ||
           (o->stop != NULL && o->stop(o->stop_data));
}

/* Whether a package is left under the labels that are kept; false too when the limit is reached. */
static bool is_possible(finder *f) {
    truce_first first = {.known = false};
    if (f->status != TRUCE_OK || f->spent || is_over(f)) {
        f->spent = true;
        return false;
    }
    truce_arena scratch = truce_arena_new();
    f->status = truce_first_assignment(&f->d, f->kept, NULL, &scratch, &first, f->err);
    const bool possible = f->status == TRUCE_OK && first.values != NULL;
    f->spent = f->spent || (f->status == TRUCE_OK && !first.known);
    truce_arena_clear(&scratch);
    return possible;
}

/* ---- what of a position gives ---- */

static void keep_position(finder *f, uint32_t position, bool kept) {
    for (uint32_t i = f->begins[position]; i < f->begins[position + 1]; i++) {
        f->kept[f->of[i]] = kept;
    }
}

/* All but what the opening gives up. */
static void keep_rest(finder *f, const truce_opening *o) {
    memset(f->kept, 0, f->outs[f->s->n_variables] * sizeof *f->kept);
    memset(f->kept, true, f->stands->n * sizeof *f->kept);
    for (uint32_t i = 0; i < o->n; i++) {
        keep_position(f, o->positions[i], false);
    }
}

/* Keep the position's stands one after the other while a package is left. */
static bool find_gives(finder *f, truce_enough *near) {
    const uint32_t begin = f->begins[near->position];
    near->n_stands = f->begins[near->position + 1] - begin;
    uint32_t *const gives = truce_arena_take(f->arena, near->n_stands * sizeof *gives);
    if (gives == NULL) {
        f->status = truce_fail(f->err, TRUCE_ENOMEM, "no memory for what would have to give");
        return false;
    }
    for (uint32_t i = 0; i < near->n_stands; i++) {
        f->kept[f->of[begin + i]] = true;
        const bool last = i + 1 == near->n_stands && near->n_gives == 0;
        if (last || !is_possible(f)) { /* all of them cannot stay: it is an opening */
            f->kept[f->of[begin + i]] = false;
            gives[near->n_gives++] = f->of[begin + i];
        }
    }
    near->gives = gives;
    return !f->spent;
}

/* ---- the nearest options ---- */

/* The variables of a term, from the i-th of its groups. */
static uint32_t variable_of(const finder *f, const truce_stand_term *t, uint32_t i) {
    return f->s->rows[t->issue] + (t->n_groups > 0 ? t->groups[i] : i);
}

static uint32_t count_variables(const finder *f, const truce_stand_term *t) {
    return t->n_groups > 0 ? t->n_groups : f->s->rows[t->issue + 1] - f->s->rows[t->issue];
}

/* Values first .. end - 1 of each variable of the term alone are let in. */
static void let_in(finder *f, const truce_stand_term *t, uint32_t first, uint32_t end) {
    for (uint32_t i = 0; i < count_variables(f, t); i++) {
        const uint32_t v = variable_of(f, t, i);
        for (uint32_t k = 0; k < f->s->variables[v].n_values; k++) {
            f->kept[f->outs[v] + k] = k < first || k >= end;
        }
    }
}

static void let_all_in(finder *f, const truce_stand_term *t) {
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

static bool find_run(const finder *f, const truce_stand *stand, run *out) {
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
static int64_t last_option(const finder *f, const truce_stand_term *t, uint32_t k) {
    const truce_space_value *const value = &f->s->variables[variable_of(f, t, 0)].values[k];
    return value->first + (int64_t)value->count - 1;
}

/* The fewest values below and above the run that have to be let in. */
static void find_below(finder *f, const truce_stand_term *t, run r, truce_enough *near) {
    uint32_t low = 0; /* letting in from here is enough */
    uint32_t high = r.first;
    let_in(f, t, 0, r.end);
    if (r.first == 0 || !is_possible(f)) {
        return;
    }
    while (low + 1 < high) {
        const uint32_t middle = low + (high - low) / 2;
        let_in(f, t, middle, r.end);
        if (is_possible(f)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    near->below = true;
    near->low = last_option(f, t, low);
}

static void find_above(finder *f, const truce_stand_term *t, run r, truce_enough *near) {
    uint32_t low = r.end; /* letting in up to before here is not enough */
    uint32_t high = r.n;
    let_in(f, t, r.first, r.n);
    if (r.end == r.n || !is_possible(f)) {
        return;
    }
    while (low + 1 < high) {
        const uint32_t middle = low + (high - low) / 2;
        let_in(f, t, r.first, middle);
        if (is_possible(f)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    near->above = true;
    near->high = f->s->variables[variable_of(f, t, 0)].values[high - 1].first;
}

static bool find_nearest(finder *f, truce_enough *near) {
    run r;
    if (!find_gives(f, near)) {
        return false;
    }
    const truce_stand *const stand = &f->stands->at[near->gives[0]];
    if (near->n_gives == 1 && find_run(f, stand, &r)) {
        find_below(f, stand->terms, r, near);
        find_above(f, stand->terms, r, near);
        let_all_in(f, stand->terms);
    }
    return !f->spent;
}

/* ---- all of it together ---- */

/* How far an option is from those that the stand leaves: how many others are between. */
static bool below_is_nearer(const finder *f, const truce_enough *near) {
    run r;
    const truce_stand *const stand = &f->stands->at[near->gives[0]];
    if (!near->above || !near->below || !find_run(f, stand, &r)) {
        return near->below;
    }
    const truce_space_value *const values = f->s->variables[variable_of(f, stand->terms, 0)].values;
    return values[r.first].first - near->low <=
           near->high - last_option(f, stand->terms, r.end - 1);
}

static void give_least(finder *f, const truce_enough *near) {
    const truce_stand *const stand = &f->stands->at[near->gives[0]];
    const truce_stand_term *const t = stand->terms;
    run r;
    keep_position(f, near->position, true);
    for (uint32_t i = 0; i < near->n_gives; i++) {
        f->kept[near->gives[i]] = false;
    }
    if ((!near->below && !near->above) || !find_run(f, stand, &r)) {
        return;
    }
    const truce_space_value *const values = f->s->variables[variable_of(f, t, 0)].values;
    const bool below = below_is_nearer(f, near);
    uint32_t first = r.first;
    uint32_t end = r.end;
    while (below && first > 0 && values[first].first > near->low) {
        first--;
    }
    while (!below && end < r.n && values[end - 1].first < near->high) {
        end++;
    }
    for (uint32_t i = 0; i < count_variables(f, t); i++) { /* what others keep out stays out */
        const uint32_t v = variable_of(f, t, i);
        for (uint32_t k = 0; k < f->s->variables[v].n_values; k++) {
            f->kept[f->outs[v] + k] = f->kept[f->outs[v] + k] || k < first || k >= end;
        }
    }
}

static void look_at(finder *f, const truce_opening *o, truce_enough_opening *out) {
    truce_enough *const at = truce_arena_zero(f->arena, o->n, sizeof *at);
    bool all = at != NULL;
    if (at == NULL) {
        f->status = truce_fail(f->err, TRUCE_ENOMEM, "no memory for what would have to give");
    }
    for (uint32_t i = 0; i < o->n && all; i++) {
        at[i].position = o->positions[i];
        keep_rest(f, o);
        all = find_nearest(f, &at[i]);
    }
    if (!all) {
        return;
    }
    keep_rest(f, o);
    for (uint32_t i = 0; i < o->n; i++) {
        give_least(f, &at[i]);
    }
    out->together = is_possible(f);
    out->at = f->spent ? NULL : at;
}

truce_status truce_enough_find(const truce_case *c, const truce_impasse *impasse, uint32_t n,
                               truce_impasse_options options, truce_arena *arena,
                               truce_enough_opening *out, truce_error *err) {
    finder f = {.c = c,
                .im = impasse,
                .stands = impasse->stands,
                .s = &impasse->space,
                .arena = arena,
                .options = options,
                .err = err};
    for (uint32_t i = 0; i < n; i++) {
        out[i] = (truce_enough_opening){NULL, false};
    }
    if (n == 0) {
        return TRUCE_OK;
    }
    f.status = make_domain(&f);
    if (f.status == TRUCE_OK && !index_stands(&f)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what would have to give");
    }
    for (uint32_t i = 0; i < n && f.status == TRUCE_OK && !f.spent; i++) {
        look_at(&f, &impasse->openings[i], &out[i]);
    }
    return f.status;
}
