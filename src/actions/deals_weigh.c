/* Whose preferences are weighed, and everything that follows from them. */
#include "chosen.h"
#include "compose_deals.h"
#include "truce/deals/worth_make.h"

enum { QUICK_VECTORS = 300000 /* distinct worths of a half of the issues: below a second */ };

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

static truce_status weigh_exactly(composer *k, dealt *d, truce_error *err) {
    const truce_request *const r = &k->session->request;
    const truce_frontier_options options = {.points_max = r->points, .unreserved = r->unreserved};
    truce_status status =
        truce_worth_make(k->c, d->beliefs, d->n_parties, k->arena, &d->worth, err);
    if (status == TRUCE_OK) {
        status = truce_frontier_find(&d->worth, options, k->arena, &d->frontier, err);
    }
    if (status == TRUCE_OK) {
        status =
            truce_points_find(&d->frontier, (truce_points_options){.unreserved = r->unreserved},
                              k->arena, &d->points, err);
    }
    if (status == TRUCE_OK) {
        status = name_points(k, d, err);
    }
    if (status == TRUCE_OK) {
        const truce_zopa_options counting = {.vectors_max = d->quick ? QUICK_VECTORS : 0};
        status = truce_zopa_count(&d->worth, NULL, &counting, k->arena, &d->zopa, err);
    }
    return status;
}

/* ---- orders and ranges ---- */

static truce_status weigh_in_doubt(composer *k, dealt *d, truce_error *err) {
    const truce_request *const r = &k->session->request;
    const truce_shares_options options = {
        .profiles = r->profiles, .seed = r->draws, .most = r->most};
    truce_status status = truce_space_choices(&d->space, k->arena, &d->choices, err);
    if (status == TRUCE_OK) {
        status = truce_doubt_open(d->beliefs, d->n_parties, &d->choices, k->arena, &d->doubt, err);
    }
    if (status == TRUCE_OK) {
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
    return status;
}

truce_status deal_base(composer *k, dealt *d, truce_error *err) {
    *d = (dealt){.quick = false};
    const truce_status status = choose(k, d, err);
    return status == TRUCE_OK ? believe(k, d, err) : status;
}

truce_status deal(composer *k, dealt *d, bool quick, truce_error *err) {
    truce_status status = deal_base(k, d, err);
    d->quick = quick;
    if (status == TRUCE_OK) {
        status = tabled_make(&k->scope, &d->space, k->arena, &d->tabled, err);
    }
    if (status == TRUCE_OK) {
        status = d->exact ? weigh_exactly(k, d, err) : weigh_in_doubt(k, d, err);
    }
    return status;
}
