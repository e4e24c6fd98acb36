/* Whose preferences are weighed, and everything that follows from them. */
#include "chosen.h"
#include "compose_deals.h"
#include "truce/deals/worth_make.h"

enum {
    EFFORT = 1000,      /* of a command, if none is given: in millions of steps */
    EFFORT_BRIEF = 100, /* of a section of a brief */
    PROFILES = 10000,   /* if no number is given */
    PHASES = 2,         /* finding and counting, or drawing and comparing */
    MEMORY_MB = 512     /* of each phase */
};

/* One record for each party that has any, in the order of the matrix. */
static truce_status choose(composer *k, dealt *d, truce_error *err) {
    uint32_t *const records =
        truce_arena_take(k->arena, (k->matrix.n_parties + 1U) * sizeof *records);
    if (records == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the preferences");
    }
    truce_status status = chosen_records(k->session, k->matrix.parties, k->matrix.n_parties,
                                         records, &d->n_parties, err);
    d->records = records;
    d->n_without = k->matrix.n_parties - d->n_parties;
    if (status == TRUCE_OK && d->n_parties < 2) {
        status = truce_fail(err, TRUCE_EINVAL,
                            "deals are weighed by the preferences of two parties or more, and %s",
                            d->n_parties == 0 ? "none are stated"
                                              : "those of one party only are stated");
    }
    if (status == TRUCE_OK && d->n_parties > TRUCE_WORTH_PARTIES_MAX) {
        status = truce_fail(err, TRUCE_ELIMIT, "preferences of at most %d parties can be weighed",
                            TRUCE_WORTH_PARTIES_MAX);
    }
    return status;
}

/* ---- exact worth ---- */

static truce_status name_points(composer *k, dealt *d, truce_error *err) {
    truce_status status = TRUCE_OK;
    for (size_t r = 0; r < TRUCE_POINTS && status == TRUCE_OK; r++) {
        const truce_tied *const tied = &d->points.at[r];
        d->named[r].n = tied->n < DEAL_TIES_SHOWN ? (uint32_t)tied->n : DEAL_TIES_SHOWN;
        status = truce_frontier_packages(&d->frontier, tied->vectors, d->named[r].n, k->arena,
                                         d->named[r].points, err);
    }
    return status;
}

/* Efficient packages that are worth enough to all are of the zone: there are at least so many. */
static truce_status count_efficient(composer *k, dealt *d, truce_error *err) {
    truce_bigint efficient;
    const truce_status status = truce_bigint_from(d->frontier.n, k->arena, &efficient, err);
    if (status == TRUCE_OK && !k->session->request.unreserved && !d->zopa.exact &&
        truce_bigint_compare(efficient, d->zopa.at_least) > 0) {
        d->zopa.at_least = efficient;
    }
    return status;
}

static truce_status weigh_exactly(composer *k, dealt *d, truce_error *err) {
    const truce_frontier_options options = deal_finding(k, d);
    truce_status status =
        truce_worth_make(k->c, d->beliefs, d->n_parties, k->arena, &d->worth, err);
    if (status == TRUCE_OK) {
        k->session->doing = "finding efficient packages";
        status = truce_frontier_find(&d->worth, options, k->arena, &d->frontier, err);
    }
    if (status == TRUCE_OK) {
        status = truce_points_find(&d->frontier,
                                   (truce_points_options){.unreserved = options.unreserved},
                                   k->arena, &d->points, err);
    }
    if (status == TRUCE_OK) {
        k->session->doing = "finding the packages that rules name";
        status = name_points(k, d, err);
    }
    if (status == TRUCE_OK) {
        const truce_zopa_options counting = deal_counting(d);
        k->session->doing = "counting packages that are worth enough to all";
        status = truce_zopa_count(&d->worth, NULL, &counting, k->arena, &d->zopa, err);
    }
    return status == TRUCE_OK ? count_efficient(k, d, err) : status;
}

truce_frontier_options deal_finding(const composer *k, const dealt *d) {
    const truce_request *const r = &k->session->request;
    return (truce_frontier_options){.points_max = r->points,
                                    .bytes_max = (size_t)MEMORY_MB << 20,
                                    .steps_max = d->steps,
                                    .unreserved = r->unreserved};
}

truce_search_limits deal_searching(const dealt *d) {
    return (truce_search_limits){.bytes_max = (size_t)MEMORY_MB << 20, .steps_max = d->steps};
}

truce_zopa_options deal_counting(const dealt *d) {
    return (truce_zopa_options){.bytes_max = (size_t)MEMORY_MB << 20, .steps_max = d->steps};
}

/* ---- orders and ranges ---- */

static truce_status weigh_in_doubt(composer *k, dealt *d, truce_error *err) {
    const truce_request *const r = &k->session->request;
    d->profiles = r->profiles > 0 ? r->profiles : PROFILES;
    const truce_shares_options options = {
        .profiles = d->profiles, .seed = r->draws, .most = r->most, .steps_max = d->steps};
    truce_status status = truce_space_choices(&d->space, k->arena, &d->choices, err);
    if (status == TRUCE_OK) {
        status = truce_doubt_open(d->beliefs, d->n_parties, &d->choices, k->arena, &d->doubt, err);
    }
    if (status == TRUCE_OK) {
        k->session->doing = "drawing ways to fill in orders and ranges";
        status = truce_doubt_shares(d->doubt, &options, k->arena, &d->shares, err);
    }
    return status;
}

/* ---- all of it ---- */

static truce_status believe(composer *k, dealt *d, truce_error *err) {
    static const truce_stands nothing = {.n = 0};
    truce_belief *const beliefs = truce_arena_zero(k->arena, d->n_parties, sizeof *beliefs);
    if (beliefs == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the preferences");
    }
    truce_status status =
        truce_space_make_with(k->c, &nothing, d->records, d->n_parties, k->arena, &d->space, err);
    if (status == TRUCE_OK) {
        status = truce_beliefs_make(k->c, &d->space, d->records, d->n_parties, k->arena,
                                    &k->session->report, beliefs, err);
    }
    d->beliefs = beliefs;
    d->exact = true;
    for (uint32_t p = 0; p < d->n_parties && status == TRUCE_OK; p++) {
        d->exact = d->exact && beliefs[p].exact;
    }
    if (status == TRUCE_OK && !deal_choose_told(k, d)) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for what packages tell");
    }
    return status;
}

truce_status deal_base(composer *k, dealt *d, bool quick, truce_error *err) {
    const uint64_t given = k->session->request.effort;
    const uint64_t effort = given > 0 ? given : quick ? EFFORT_BRIEF : EFFORT;
    *d = (dealt){.steps = effort * 1000000 / PHASES};
    const truce_status status = choose(k, d, err);
    return status == TRUCE_OK ? believe(k, d, err) : status;
}

truce_status deal(composer *k, dealt *d, bool quick, truce_error *err) {
    truce_status status = deal_base(k, d, quick, err);
    if (status == TRUCE_OK) {
        status = tabled_make(&k->scope, &d->space, k->arena, &d->tabled, err);
    }
    if (status == TRUCE_OK) {
        status = d->exact ? weigh_exactly(k, d, err) : weigh_in_doubt(k, d, err);
    }
    return status;
}
