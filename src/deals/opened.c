/* How many packages are possible: as it stands, and where an opening is given up. */
#include <string.h>

#include "impasse_parts.h"
#include "truce/solve/count.h"

enum {
    WORK_EACH = 1250000,  /* words of tables that may be written for an opening, */
    WORK_LEAST = 32000000 /* and in any case: some 100 ms */
};

/* What is counted: the packages of one domain, with each assumption set as it rules out least. */
typedef struct counter {
    const truce_case *c;
    const truce_stands *stands;
    const truce_space *s;
    truce_arena *arena;
    truce_domain d;    /* assumptions free */
    unsigned *ruled;   /* [assumption]: bit 0, something rules packages out where it does not hold;
                          bit 1, where it holds */
    uint32_t first, n; /* the assumptions among the variables */
    bool options;      /* every value is one option, so that assignments are packages */
    bool pure;         /* no assumption rules out either way */
    uint64_t work;     /* that may still be done */
    uint32_t left;     /* of what is still to be counted */
} counter;

static bool values_are_options(const truce_space *s, uint32_t n_variables) {
    for (uint32_t v = 0; v < n_variables; v++) {
        for (uint32_t k = 0; k < s->variables[v].n_values; k++) {
            if (s->variables[v].values[k].count != 1) {
                return false;
            }
        }
    }
    return true;
}

static truce_status begin_counting(counter *k, truce_error *err) {
    k->first = k->s->rows[k->c->n_issues];
    k->n = k->s->n_variables - k->first;
    k->options = values_are_options(k->s, k->first);
    k->pure = true;
    k->ruled = truce_arena_zero(k->arena, k->n, sizeof *k->ruled);
    if (k->ruled == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the assumptions");
    }
    const truce_status status = impasse_domain(k->c, k->stands, k->s, false, k->arena, &k->d, err);
    for (size_t i = 0; i < k->d.n_nogoods && status == TRUCE_OK; i++) {
        for (uint32_t x = 0; x < k->d.nogoods[i].n_choices; x++) {
            const truce_choice choice = k->d.nogoods[i].choices[x];
            if (choice.variable >= k->first) {
                k->ruled[choice.variable - k->first] |= 1U << choice.value;
            }
        }
    }
    for (uint32_t i = 0; i < k->n && status == TRUCE_OK; i++) {
        k->pure = k->pure && k->ruled[i] != 3;
    }
    return status;
}

/* The domain with its assumptions set: each as it rules out least, or, where it rules out either
 * way, as in the example; what is counted then is some of the packages. */
static truce_status settle(const counter *k, const uint32_t *example, truce_domain *d,
                           truce_error *err) {
    truce_status status = impasse_domain(k->c, k->stands, k->s, false, k->arena, d, err);
    for (uint32_t i = 0; i < k->n && status == TRUCE_OK; i++) {
        const uint32_t value = k->ruled[i] == 3 && example != NULL ? example[k->first + i]
                               : k->ruled[i] == 1                  ? 1
                                                                   : 0;
        const truce_choice other = {k->first + i, 1 - value};
        status = truce_domain_forbid(d, &other, 1, NULL, 0, TRUCE_NO_LINK, err);
    }
    return status;
}

/* How many packages are left where only the labels in `kept` are (NULL: all), and the first. */
static truce_status count_packages(counter *k, const bool *kept, truce_str *packages, bool *exact,
                                   const uint32_t **example, truce_error *err) {
    truce_count count;
    truce_first first;
    truce_domain settled;
    const truce_count_limits limits = {.work_max = k->work / (k->left > 0 ? k->left : 1) + 1};
    truce_status status = truce_first_assignment(&k->d, kept, NULL, k->arena, &first, err);
    if (status == TRUCE_OK && k->n > 0) {
        status = settle(k, first.values, &settled, err);
    }
    if (status == TRUCE_OK) {
        status = truce_count_assignments(k->n > 0 ? &settled : &k->d, kept, &limits, k->arena,
                                         &count, err);
    }
    if (status == TRUCE_OK) {
        status = truce_bigint_decimal(count.n, k->arena, packages, err);
    }
    if (status == TRUCE_OK) {
        *exact = count.exact && k->options && k->pure;
        *example = first.values;
        k->work -= count.work < k->work ? count.work : k->work;
        k->left -= k->left > 0;
    }
    return status;
}

truce_status impasse_count(const truce_case *c, truce_arena *arena, truce_impasse *im,
                           truce_error *err) {
    const truce_stands *const stands = im->stands;
    im->packages = TRUCE_STR("0");
    im->exact = true;
    const uint64_t work = (uint64_t)WORK_EACH * im->n_openings;
    counter k = {.c = c,
                 .stands = stands,
                 .s = &im->space,
                 .arena = arena,
                 .work = work > WORK_LEAST ? work : WORK_LEAST,
                 .left = im->n_openings + im->possible};
    bool *const kept = truce_arena_take(arena, stands->n_positions * sizeof *kept);
    truce_status status = begin_counting(&k, err);
    if (status == TRUCE_OK && kept == NULL) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for the openings");
    }
    if (status == TRUCE_OK && im->possible) {
        status = count_packages(&k, NULL, &im->packages, &im->exact, &im->example, err);
    }
    for (uint32_t i = 0; i < im->n_openings && status == TRUCE_OK; i++) {
        truce_opening *const o = &im->openings[i];
        memset(kept, true, stands->n_positions * sizeof *kept);
        for (uint32_t p = 0; p < o->n; p++) {
            kept[o->positions[p]] = false;
        }
        status = count_packages(&k, kept, &o->packages, &o->exact, &o->example, err);
    }
    return status;
}
