/* What each party accepts of each issue, met with what the others accept; then whether a package of
 * nothing else is possible. */
#include "compile.h"
#include "impasse_parts.h"

/* [variable's values laid end to end][party]: accepted. */
typedef struct spoken {
    const truce_space *s;
    size_t *begins; /* [variable] -> its first value */
    bool *accepts;  /* [value * n_parties + party] */
    uint32_t n_parties;
} spoken;

static void note_acceptance(spoken *sp, const truce_acceptance *a) {
    const truce_space *const s = sp->s;
    const uint32_t first = s->rows[a->term.issue];
    const uint32_t n = a->term.n_groups > 0 ? a->term.n_groups : s->rows[a->term.issue + 1] - first;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t v = first + (a->term.n_groups > 0 ? a->term.groups[i] : i);
        for (uint32_t k = 0; k < s->variables[v].n_values; k++) {
            bool *const at = &sp->accepts[(sp->begins[v] + k) * sp->n_parties + a->party];
            *at = *at || truce_space_has(&s->variables[v].values[k], a->term.options);
        }
    }
}

/* Count the silences on one variable, and forbid each value that some party does not accept. */
static truce_status forbid_others(const spoken *sp, uint32_t v, truce_domain *d,
                                  uint32_t *n_unspoken, truce_error *err) {
    truce_status status = TRUCE_OK;
    for (uint32_t p = 0; p < sp->n_parties; p++) {
        bool any = false;
        for (uint32_t k = 0; k < sp->s->variables[v].n_values; k++) {
            any = any || sp->accepts[(sp->begins[v] + k) * sp->n_parties + p];
        }
        *n_unspoken += !any;
    }
    for (uint32_t k = 0; k < sp->s->variables[v].n_values && status == TRUCE_OK; k++) {
        bool all = true;
        for (uint32_t p = 0; p < sp->n_parties; p++) {
            all = all && sp->accepts[(sp->begins[v] + k) * sp->n_parties + p];
        }
        const truce_choice choice = {v, k};
        status = all ? TRUCE_OK : truce_domain_forbid(d, &choice, 1, NULL, 0, TRUCE_NO_LINK, err);
    }
    return status;
}

truce_status impasse_acceptable(const truce_case *c, const truce_stands *stands, truce_arena *arena,
                                truce_impasse *im, truce_error *err) {
    const truce_space *const s = &im->space;
    const uint32_t n_variables = s->rows[c->n_issues];
    spoken sp = {.s = s, .n_parties = stands->n_parties};
    size_t n_values = 0;
    sp.begins = truce_arena_take(arena, (n_variables + 1U) * sizeof *sp.begins);
    for (uint32_t v = 0; v < n_variables && sp.begins != NULL; v++) {
        sp.begins[v] = n_values;
        n_values += s->variables[v].n_values;
    }
    if (n_values > 0 && stands->n_parties > SIZE_MAX / n_values) {
        return truce_fail(err, TRUCE_ELIMIT, "too many options for so many parties");
    }
    sp.accepts = truce_arena_zero(arena, n_values * stands->n_parties, sizeof *sp.accepts);
    if (sp.begins == NULL || sp.accepts == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what the parties accept");
    }
    for (uint32_t i = 0; i < stands->n_accepted; i++) {
        note_acceptance(&sp, &stands->accepted[i]);
    }
    truce_domain d;
    truce_status status = impasse_domain(c, stands, s, true, arena, &d, err);
    for (uint32_t v = 0; v < n_variables && status == TRUCE_OK; v++) {
        status = forbid_others(&sp, v, &d, &im->n_unspoken, err);
    }
    if (status != TRUCE_OK || im->n_unspoken > 0 || !im->possible) {
        return status; /* where a party names nothing, nothing is acceptable to it */
    }
    truce_conflicts found;
    status = truce_conflicts_find(&d, NULL, arena, &found, err);
    im->acceptable = status == TRUCE_OK && found.complete && !found.contradictory;
    return status;
}
