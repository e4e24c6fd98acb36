/* Whose preferences are weighed, and everything that follows from them. */
#include "compose_deals.h"
#include "truce/base/suggest.h"
#include "truce/deals/worth_make.h"

/* The next of several names with commas between, from `*at` on; false behind the last. */
static bool next_name(truce_str names, size_t *at, truce_str *name) {
    const size_t begin = *at;
    if (begin > names.size) {
        return false;
    }
    size_t end = begin;
    while (end < names.size && names.data[end] != ',') {
        end++;
    }
    *name = (truce_str){names.data + begin, end - begin};
    *at = end + 1;
    return true;
}

/* Whether a record was named by --preferences; all are when none was. */
static bool is_named(const composer *k, uint32_t record) {
    const truce_request *const r = &k->session->request;
    const truce_str name = truce_case_name(k->c, k->c->preferences[record].head.name);
    for (size_t i = 0; i < r->n_preferences; i++) {
        truce_str asked;
        for (size_t at = 0; next_name(r->preferences[i], &at, &asked);) {
            if (truce_str_equal(asked, name)) {
                return true;
            }
        }
    }
    return r->n_preferences == 0;
}

static truce_status refuse(const composer *k, truce_str asked, truce_error *err) {
    truce_suggestion s = truce_suggest_for(asked);
    for (uint32_t i = 0; i < k->c->n_preferences; i++) {
        truce_suggest_try(&s, truce_case_name(k->c, k->c->preferences[i].head.name));
    }
    const truce_str hint = truce_suggest_hint(&s, k->arena);
    return truce_fail(err, TRUCE_ENOTFOUND, "no preferences are called \"%.*s\"%s%.*s",
                      asked.size > 60 ? 60 : (int)asked.size, asked.data, hint.size > 0 ? "; " : "",
                      (int)hint.size, hint.size > 0 ? hint.data : "");
}

/* Every name that was asked for is that of some preferences. */
static truce_status check_names(const composer *k, truce_error *err) {
    const truce_request *const r = &k->session->request;
    for (size_t i = 0; i < r->n_preferences; i++) {
        truce_str asked;
        for (size_t at = 0; next_name(r->preferences[i], &at, &asked);) {
            const truce_ref ref = {truce_symbols_find(&k->c->symbols, asked), 0};
            if (truce_case_find(k->c, TRUCE_KIND_PREFERENCES, ref) == TRUCE_NONE) {
                return refuse(k, asked, err);
            }
        }
    }
    return TRUCE_OK;
}

static truce_status say_several(const composer *k, uint32_t first, uint32_t second,
                                truce_error *err) {
    const truce_preferences *const a = &k->c->preferences[first];
    const truce_preferences *const b = &k->c->preferences[second];
    return truce_fail(
        err, TRUCE_EINVAL,
        "%.*s has several preferences: say which are meant, as in --preferences %.*s (or %.*s)",
        TRUCE_STR_ARGS(phrase_actor(k->c, a->of)),
        TRUCE_STR_ARGS(truce_case_name(k->c, a->head.name)),
        TRUCE_STR_ARGS(truce_case_name(k->c, b->head.name)));
}

/* One record for each party that has any, in the order of the matrix. */
static truce_status choose(composer *k, dealt *d, truce_error *err) {
    uint32_t *const records =
        truce_arena_take(k->arena, (k->matrix.n_parties + 1U) * sizeof *records);
    truce_status status = check_names(k, err);
    if (records == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the preferences");
    }
    d->records = records;
    for (uint32_t p = 0; p < k->matrix.n_parties && status == TRUCE_OK; p++) {
        uint32_t chosen = TRUCE_NONE;
        for (uint32_t i = 0; i < k->c->n_preferences && status == TRUCE_OK; i++) {
            const uint32_t of = truce_case_find(k->c, TRUCE_KIND_ACTOR, k->c->preferences[i].of);
            if (of != k->matrix.parties[p] || !is_named(k, i)) {
                continue;
            }
            if (chosen != TRUCE_NONE) {
                status = say_several(k, chosen, i, err);
            }
            chosen = i;
        }
        if (chosen != TRUCE_NONE) {
            records[d->n_parties++] = chosen;
        } else {
            d->n_without++;
        }
    }
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
        status = truce_zopa_count(&d->worth, NULL, NULL, k->arena, &d->zopa, err);
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

truce_status deal(composer *k, dealt *d, truce_error *err) {
    *d = (dealt){.n_parties = 0};
    truce_status status = choose(k, d, err);
    if (status == TRUCE_OK) {
        status = believe(k, d, err);
    }
    if (status == TRUCE_OK) {
        status = tabled_make(&k->scope, &d->space, k->arena, &d->tabled, err);
    }
    if (status == TRUCE_OK && d->exact) {
        status = weigh_exactly(k, d, err);
    }
    return status;
}
