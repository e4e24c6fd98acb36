/* One domain answers all questions: each stand is a label of its own, and so is each option that is
 * kept out, so that any stands together with any options left out are a choice of labels. */
#include "truce/deals/enough.h"

#include <string.h>

#include "compile.h"
#include "enough_parts.h"
#include "impasse_parts.h"
#include "truce/solve/count.h"

enum { CALLS_USUAL = 2000 };

/* ---- the domain ---- */

static bool label_options(enough_finder *f) {
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

static truce_status forbid_stand(enough_finder *f, uint32_t stand) {
    cube_maker m = {.arena = f->arena};
    const cubes list = compile_stand(&m, f->s, &f->stands->at[stand]);
    const truce_status status = compile_limit(&m, f->err);
    return status == TRUCE_OK ? compile_forbid(&f->d, &list, stand, TRUCE_NO_LINK, f->err) : status;
}

static truce_status make_domain(enough_finder *f) {
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

static bool index_stands(enough_finder *f) {
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

static bool is_over(enough_finder *f) {
    const truce_impasse_options *const o = &f->options;
    return f->calls++ >= (o->effort > 0 ? o->effort : CALLS_USUAL) ||
           (o->stop != NULL && o->stop(o->stop_data));
}

bool enough_is_possible(enough_finder *f, uint32_t *values) {
    truce_first first = {.known = false};
    if (f->status != TRUCE_OK || f->spent || is_over(f)) {
        f->spent = true;
        return false;
    }
    truce_arena scratch = truce_arena_new();
    f->status = truce_first_assignment(&f->d, f->kept, NULL, &scratch, &first, f->err);
    const bool possible = f->status == TRUCE_OK && first.values != NULL;
    f->spent = f->spent || (f->status == TRUCE_OK && !first.known);
    if (possible && values != NULL) {
        memcpy(values, first.values, f->s->n_variables * sizeof *values);
    }
    truce_arena_clear(&scratch);
    return possible;
}

/* ---- what of a position gives ---- */

void enough_keep(enough_finder *f, uint32_t position, bool kept) {
    for (uint32_t i = f->begins[position]; i < f->begins[position + 1]; i++) {
        f->kept[f->of[i]] = kept;
    }
}

/* All but what the opening gives up. */
static void keep_rest(enough_finder *f, const truce_opening *o) {
    memset(f->kept, 0, f->outs[f->s->n_variables] * sizeof *f->kept);
    memset(f->kept, true, f->stands->n * sizeof *f->kept);
    for (uint32_t i = 0; i < o->n; i++) {
        enough_keep(f, o->positions[i], false);
    }
}

/* Keep the position's stands one after the other while a package is left. */
static bool find_gives(enough_finder *f, truce_enough *near) {
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
        if (last || !enough_is_possible(f, NULL)) { /* all of them cannot stay: it is an opening */
            f->kept[f->of[begin + i]] = false;
            gives[near->n_gives++] = f->of[begin + i];
        }
    }
    near->gives = gives;
    return !f->spent;
}

static void look_at(enough_finder *f, const truce_opening *o, truce_enough_opening *out) {
    truce_enough *const at = truce_arena_zero(f->arena, o->n, sizeof *at);
    bool all = at != NULL;
    if (at == NULL) {
        f->status = truce_fail(f->err, TRUCE_ENOMEM, "no memory for what would have to give");
    }
    for (uint32_t i = 0; i < o->n && all; i++) {
        at[i].position = o->positions[i];
        keep_rest(f, o);
        all = find_gives(f, &at[i]);
        if (all) {
            enough_find_near(f, &at[i]);
            all = !f->spent && f->status == TRUCE_OK;
        }
    }
    uint32_t *const example = truce_arena_take(f->arena, f->s->n_variables * sizeof *example);
    if (example == NULL && f->status == TRUCE_OK) {
        f->status = truce_fail(f->err, TRUCE_ENOMEM, "no memory for what would have to give");
    }
    if (!all || example == NULL) {
        return;
    }
    keep_rest(f, o);
    for (uint32_t i = 0; i < o->n; i++) {
        enough_give_least(f, &at[i]);
    }
    out->together = enough_is_possible(f, example);
    out->example = out->together ? example : NULL;
    out->at = f->spent ? NULL : at;
}

truce_status truce_enough_find(const truce_case *c, const truce_impasse *impasse, uint32_t n,
                               truce_impasse_options options, truce_arena *arena,
                               truce_enough_opening *out, truce_error *err) {
    enough_finder f = {.c = c,
                       .im = impasse,
                       .stands = impasse->stands,
                       .s = &impasse->space,
                       .arena = arena,
                       .options = options,
                       .err = err};
    for (uint32_t i = 0; i < n; i++) {
        out[i] = (truce_enough_opening){.at = NULL};
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
