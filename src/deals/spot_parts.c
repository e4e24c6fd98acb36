/* Which variables hang together, and what can be chosen of each part. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "deals/spot.h"

enum { OPTIONS_MAX = 1 << 16 /* of one part */ };

static truce_status no_memory(truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory for the frontier of a profile");
}

static uint32_t root_of(uint32_t *parent, uint32_t v) {
    while (parent[v] != v) {
        v = parent[v] = parent[parent[v]];
    }
    return v;
}

static void unite(uint32_t *parent, uint32_t a, uint32_t b) {
    a = root_of(parent, a);
    b = root_of(parent, b);
    parent[a > b ? a : b] = a > b ? b : a; /* the lowest stands for all */
}

static void unite_all(const truce_doubt *doubt, uint32_t *parent, bool *alone) {
    const truce_domain *d = doubt->choices;
    for (uint32_t v = 0; v < d->n_variables; v++) {
        parent[v] = v;
        alone[v] = true;
    }
    for (size_t g = 0; g < d->n_nogoods; g++) {
        const truce_nogood *nogood = &d->nogoods[g];
        for (uint32_t i = 0; nogood->labels.n == 0 && i < nogood->n_choices; i++) {
            unite(parent, nogood->choices[0].variable, nogood->choices[i].variable);
            alone[nogood->choices[i].variable] = false;
        }
    }
    for (uint32_t t = 0; t < doubt->n_terms; t++) {
        for (uint32_t i = 0; i < doubt->terms[t].n_parts; i++) {
            unite(parent, doubt->terms[t].parts[0].variable, doubt->terms[t].parts[i].variable);
            alone[doubt->terms[t].parts[i].variable] = false;
        }
    }
}

/* Worth the same to everybody, whatever holds? */
static bool are_alike(const truce_doubt *doubt, uint32_t variable, uint32_t a, uint32_t b) {
    bool alike = true;
    for (uint32_t p = 0; alike && p < doubt->n_parties; p++) {
        const mind_issue *issue = &doubt->minds[p].issues[variable];
        alike = issue->weight.high == 0 || (mind_over(issue, a, b) && mind_over(issue, b, a)) ||
                (issue->at[a].low == issue->at[a].high && issue->at[b].low == issue->at[a].low &&
                 issue->at[b].high == issue->at[a].low);
    }
    return alike;
}

static bool is_ruled_out(const truce_domain *d, const spot_part *part, const uint32_t *values,
                         const uint32_t *place) {
    for (size_t g = 0; g < d->n_nogoods; g++) {
        const truce_nogood *nogood = &d->nogoods[g];
        bool all = nogood->labels.n == 0;
        for (uint32_t i = 0; all && i < nogood->n_choices; i++) {
            const uint32_t at = place[nogood->choices[i].variable];
            all = at < part->n_variables && part->variables[at] == nogood->choices[i].variable &&
                  values[at] == nogood->choices[i].value;
        }
        if (all) {
            return true;
        }
    }
    return false;
}

/* All choices of a part's variables that no link rules out, in their order. */
static truce_status list_options(const truce_doubt *doubt, spot_part *part, const uint32_t *place,
                                 truce_arena *arena, truce_error *err) {
    const truce_domain *d = doubt->choices;
    const uint32_t n = part->n_variables;
    uint64_t most = 1;
    for (uint32_t i = 0; i < n; i++) {
        most *= d->n_values[part->variables[i]];
        if (most > OPTIONS_MAX) {
            return truce_fail(err, TRUCE_ELIMIT,
                              "links and joint terms hang too many choices together for shares");
        }
    }
    uint32_t *values = truce_arena_zero(arena, (size_t)most * n, sizeof *values);
    uint32_t *now = truce_arena_zero(arena, n, sizeof *now);
    if (values == NULL || now == NULL) {
        return no_memory(err);
    }
    for (uint64_t k = 0; k < most; k++) {
        if (!is_ruled_out(d, part, now, place)) {
            memcpy(values + (size_t)part->n_options++ * n, now, n * sizeof *now);
        }
        for (uint32_t i = n; i-- > 0;) {
            if (++now[i] < d->n_values[part->variables[i]]) {
                break;
            }
            now[i] = 0;
        }
    }
    part->values = values;
    return TRUCE_OK;
}

/* The values of a variable on its own, one of each that are alike. */
static truce_status list_values(const truce_doubt *doubt, spot_part *part, truce_arena *arena,
                                truce_error *err) {
    const uint32_t v = part->variables[0];
    const uint32_t n = doubt->choices->n_values[v];
    uint32_t *values = truce_arena_zero(arena, n, sizeof *values);
    if (values == NULL) {
        return no_memory(err);
    }
    for (uint32_t k = 0; k < n; k++) {
        bool known = false;
        for (uint32_t i = 0; i < part->n_options && !known; i++) {
            known = are_alike(doubt, v, values[i], k);
        }
        if (!known) {
            values[part->n_options++] = k;
        }
    }
    part->values = values;
    return TRUCE_OK;
}

static truce_status number_packages(spot *s, spot_part *parts, truce_error *err) {
    uint32_t shift = 0;
    for (uint32_t i = 0; i < s->n_parts; i++) {
        parts[i].shift = shift;
        while ((UINT64_C(1) << parts[i].bits) < parts[i].n_options) {
            parts[i].bits++;
        }
        shift += parts[i].bits;
        if (shift > 63) {
            return truce_fail(err, TRUCE_ELIMIT, "there are too many packages for shares");
        }
    }
    return TRUCE_OK;
}

/* The parts, by their first variables; the variables and terms of each, side by side. */
static void gather(const truce_doubt *doubt, uint32_t *parent, uint32_t *number, uint32_t *place,
                   uint32_t *variables, uint32_t *terms, spot *out, spot_part *parts) {
    const uint32_t n = doubt->choices->n_variables;
    for (uint32_t v = 0; v < n; v++) {
        const uint32_t first = root_of(parent, v);
        number[v] = first == v ? out->n_parts++ : number[first];
        parts[number[v]].n_variables++;
    }
    for (uint32_t t = 0; t < doubt->n_terms; t++) {
        if (doubt->terms[t].n_parts > 0) {
            parts[number[doubt->terms[t].parts[0].variable]].n_terms++;
        }
    }
    for (uint32_t i = 0; i < out->n_parts; i++) {
        parts[i].variables = variables;
        parts[i].terms = terms;
        variables += parts[i].n_variables;
        terms += parts[i].n_terms;
        parts[i].n_variables = parts[i].n_terms = 0;
    }
    for (uint32_t v = 0; v < n; v++) {
        spot_part *const part = &parts[number[v]];
        place[v] = part->n_variables;
        ((uint32_t *)(uintptr_t)part->variables)[part->n_variables++] = v;
    }
    for (uint32_t t = 0; t < doubt->n_terms; t++) {
        if (doubt->terms[t].n_parts > 0) {
            spot_part *const part = &parts[number[doubt->terms[t].parts[0].variable]];
            ((uint32_t *)(uintptr_t)part->terms)[part->n_terms++] = t;
        }
    }
}

truce_status spot_open(const truce_doubt *doubt, truce_arena *arena, spot *out, truce_error *err) {
    const uint32_t n = doubt->choices->n_variables;
    uint32_t *parent = truce_arena_zero(arena, n, sizeof *parent);
    uint32_t *place = truce_arena_zero(arena, n, sizeof *place);
    uint32_t *variables = truce_arena_zero(arena, n, sizeof *variables);
    uint32_t *terms = truce_arena_zero(arena, doubt->n_terms, sizeof *terms);
    uint32_t *number = truce_arena_zero(arena, n, sizeof *number); /* [variable]: its part */
    bool *alone = truce_arena_zero(arena, n, sizeof *alone);
    spot_part *parts = truce_arena_zero(arena, n, sizeof *parts);
    *out = (spot){.doubt = doubt,
                  .parts = parts,
                  .stride = sizeof(spot_point) + doubt->n_parties * sizeof(int64_t)};
    if (parent == NULL || place == NULL || variables == NULL || terms == NULL || number == NULL ||
        alone == NULL || parts == NULL) {
        return no_memory(err);
    }
    unite_all(doubt, parent, alone);
    gather(doubt, parent, number, place, variables, terms, out, parts);
    for (uint32_t i = 0; i < out->n_parts; i++) {
        spot_part *part = &parts[i];
        const truce_status status = alone[part->variables[0]]
                                        ? list_values(doubt, part, arena, err)
                                        : list_options(doubt, part, place, arena, err);
        if (status != TRUCE_OK) {
            return status;
        }
        if (part->n_options == 0) {
            return truce_fail(err, TRUCE_EINVAL, "the links leave no package");
        }
    }
    return number_packages(out, parts, err);
}

void spot_close(spot *s) {
    for (int i = 0; i < 3; i++) {
        free(s->points[i]);
        s->points[i] = NULL;
        s->room[i] = 0;
    }
}

void spot_package(const spot *s, uint64_t number, uint32_t *package) {
    for (uint32_t i = 0; i < s->n_parts; i++) {
        const spot_part *part = &s->parts[i];
        const uint64_t mask = (UINT64_C(1) << part->bits) - 1;
        const size_t option = (size_t)(number >> part->shift & mask);
        for (uint32_t k = 0; k < part->n_variables; k++) {
            package[part->variables[k]] = part->values[option * part->n_variables + k];
        }
    }
}
