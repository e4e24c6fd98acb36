/* Opening a doubt, and the question between two packages. */
#include "truce/deals/doubt.h"

#include <assert.h>

#include "deals/doubt_parts.h"

static const uint64_t EFFORT = 2000000;
static const uint32_t JUDGED_MAX = 2000; /* linear programs of one search, for each party */

uint64_t doubt_effort(uint64_t effort_max) {
    return effort_max == 0 ? EFFORT : effort_max;
}

seek doubt_seek(const truce_doubt *doubt, uint64_t effort, truce_arena *arena) {
    return (seek){.choices = doubt->choices,
                  .offsets = doubt->offsets,
                  .terms = doubt->terms,
                  .n_terms = doubt->n_terms,
                  .nodes_max = effort,
                  .judged_max = JUDGED_MAX,
                  .arena = arena};
}

truce_finding doubt_finding(seek_answer answer, const uint32_t *package) {
    switch (answer) {
    case SEEK_FOUND:
        return (truce_finding){TRUCE_FOUND_ONE, package};
    case SEEK_NONE:
        return (truce_finding){TRUCE_FOUND_NONE, NULL};
    case SEEK_UNDECIDED:
        break;
    }
    return (truce_finding){TRUCE_FOUND_UNDECIDED, NULL};
}

static truce_status no_memory(truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory for preferences");
}

truce_status truce_doubt_open(const truce_belief *beliefs, uint32_t n_parties,
                              const truce_domain *choices, truce_arena *arena, truce_doubt **out,
                              truce_error *err) {
    assert(n_parties >= 1 && n_parties <= TRUCE_DOUBT_PARTIES_MAX);
    uint32_t n_terms = 0;
    for (uint32_t p = 0; p < n_parties; p++) {
        n_terms += beliefs[p].n_joints;
    }
    truce_doubt *doubt = truce_arena_zero(arena, 1, sizeof *doubt);
    mind *minds = truce_arena_zero(arena, n_parties, sizeof *minds);
    seek_term *terms = truce_arena_zero(arena, n_terms, sizeof *terms);
    uint32_t *first_term = truce_arena_zero(arena, n_parties + (size_t)1, sizeof *first_term);
    uint32_t *offsets = truce_arena_zero(arena, choices->n_variables + (size_t)1, sizeof *offsets);
    if (doubt == NULL || minds == NULL || terms == NULL || first_term == NULL || offsets == NULL) {
        return no_memory(err);
    }
    for (uint32_t v = 0; v < choices->n_variables; v++) {
        assert(choices->n_values[v] > 0);
        offsets[v + 1] = offsets[v] + choices->n_values[v];
    }
    for (uint32_t p = 0; p < n_parties; p++) {
        const truce_status status = mind_make(&beliefs[p], choices, arena, &minds[p], err);
        if (status != TRUCE_OK) {
            return status;
        }
        first_term[p + 1] = first_term[p] + minds[p].n_joints;
        for (uint32_t j = 0; j < minds[p].n_joints; j++) {
            terms[first_term[p] + j] =
                (seek_term){minds[p].joints[j].parts, minds[p].joints[j].n_parts};
        }
    }
    *doubt = (truce_doubt){choices, minds, n_parties, offsets, terms, n_terms, first_term};
    *out = doubt;
    return TRUCE_OK;
}

bool truce_doubt_is_rounded(const truce_doubt *doubt) {
    bool rounded = false;
    for (uint32_t p = 0; p < doubt->n_parties; p++) {
        rounded = rounded || doubt->minds[p].rounded;
    }
    return rounded;
}

truce_status truce_doubt_can_beat(const truce_doubt *doubt, const uint32_t *y, const uint32_t *x,
                                  bool *out, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    truce_status status = TRUCE_OK;
    bool none_loses = true;
    bool one_gains = false;
    for (uint32_t p = 0; p < doubt->n_parties && none_loses && status == TRUCE_OK; p++) {
        const mind *m = &doubt->minds[p];
        gain_form form = {truce_arena_zero(&scratch, m->n_issues, sizeof *form.factors), 0};
        truce_linear_best best;
        int gain = 0;
        int loss = 0;
        if (form.factors == NULL) {
            status = no_memory(err);
            break;
        }
        gain_between(m, y, x, &form);
        status = gain_largest(m, &form, &scratch, &best, &gain, err);
        if (status == TRUCE_OK && gain == 0) {
            gain_between(m, x, y, &form);
            status = gain_largest(m, &form, &scratch, &best, &loss, err);
        }
        none_loses = gain > 0 || (gain == 0 && loss == 0);
        one_gains = one_gains || gain > 0;
    }
    truce_arena_clear(&scratch);
    if (status == TRUCE_OK) {
        *out = none_loses && one_gains;
    }
    return status;
}
