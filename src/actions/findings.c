/* The answers rest on scope and matrix and not on each other, so each is made for itself, by
 * whichever thread is free, with a composer of its own. */
#include "findings.h"

#include "claims_json.h"
#include "compose_sequence.h"
#include "fork.h"
#include "swaps.h"
#include "truce/base/parallel.h"

/* What one of them is made with. */
typedef struct making {
    composer_fork by;
    findings *f;
} making;

static truce_status make_accounts(making *m) {
    return truce_accounts_make(&m->by.k.matrix, &m->by.arena, &m->f->accounts, &m->by.err);
}

static truce_status make_impasse(making *m) {
    return digest_weigh(&m->by.k, &m->f->impasse, &m->by.err);
}

static truce_status make_gaps(making *m) {
    return truce_gaps_make(&m->by.k.matrix, &m->by.arena, &m->f->gaps, &m->by.err);
}

static truce_status make_timeline(making *m) {
    return truce_timeline_make(&m->by.k.scope, &m->by.arena, &m->f->timeline, &m->by.err);
}

static truce_status make_offers(making *m) {
    return truce_offers_make(&m->by.k.scope, &m->by.arena, &m->f->offers, &m->by.err);
}

static truce_status make_actors(making *m) {
    return truce_actors_make(&m->by.k.matrix, &m->by.arena, &m->f->actors, &m->by.err);
}

static truce_status make_clashes(making *m) {
    return truce_clashes_make(&m->by.k.matrix, &m->by.arena, &m->f->clashes, &m->by.err);
}

/* Those that take longest first. */
static const struct {
    unsigned need;
    truce_status (*make)(making *m);
} all[] = {
    {NEED_ACCOUNTS, make_accounts}, {NEED_IMPASSE, make_impasse}, {NEED_GAPS, make_gaps},
    {NEED_TIMELINE, make_timeline}, {NEED_OFFERS, make_offers},   {NEED_ACTORS, make_actors},
    {NEED_CLASHES, make_clashes},
};
enum { FINDINGS = sizeof all / sizeof *all };

typedef struct work {
    making *of; /* [finding] */
    unsigned needs;
    claims_json *claims; /* NULL: not needed */
} work;

static void make_one(void *with, size_t piece) {
    const work *const w = with;
    if (piece >= FINDINGS) {
        claims_json_piece(w->claims, piece - FINDINGS);
    } else if ((w->needs & all[piece].need) != 0) {
        w->of[piece].by.status = all[piece].make(&w->of[piece]);
    }
}

static truce_status make_all(composer *k, unsigned needs, findings *f, truce_error *err) {
    making of[FINDINGS];
    work w = {.of = of, .needs = needs};
    truce_status status = TRUCE_OK;
    if ((needs & NEED_CLAIMS_JSON) != 0) {
        w.claims = claims_json_begin(k);
        if (w.claims == NULL) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for the claims");
        }
    }
    for (size_t i = 0; i < FINDINGS; i++) {
        composer_fork_begin(k, false, &of[i].by);
        of[i].f = f;
    }
    const bool many = k->c->n_claims >= FORK_CLAIMS;
    truce_parallel_each(FINDINGS + (w.claims != NULL ? w.claims->n_pieces : 0), many ? 0 : 1,
                        make_one, &w);
    for (size_t i = 0; i < FINDINGS; i++) {
        const truce_status one = composer_fork_end(k, &of[i].by, status == TRUCE_OK ? err : NULL);
        status = status == TRUCE_OK ? one : status;
    }
    return status;
}

/* The exchanges, and the order of steps. */
static truce_status find_plans(composer *k, findings *f, truce_error *err) {
    f->swaps = truce_arena_zero(k->arena, 1, sizeof *f->swaps);
    f->order = truce_arena_zero(k->arena, 1, sizeof *f->order);
    if (f->swaps == NULL || f->order == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the page");
    }
    const truce_status status = swaps_make(k, f->swaps, err);
    return status == TRUCE_OK ? sequence_find(k, false, f->order, err) : status;
}

truce_status findings_make(composer *k, unsigned needs, findings *f, truce_error *err) {
    const truce_request *const asked = &k->session->request;
    truce_status status = make_all(k, needs, f, err);
    if (status == TRUCE_OK && asked->one_page && asked->since.size == 0) {
        status = find_plans(k, f, err);
    }
    if (status == TRUCE_OK && asked->since.size > 0) {
        const truce_accounts *const accounts = (needs & NEED_ACCOUNTS) != 0 ? &f->accounts : NULL;
        const truce_gaps *const gaps = (needs & NEED_GAPS) != 0 ? &f->gaps : NULL;
        status = digest_before_make(k, &f->timeline, accounts, &f->offers, gaps, &f->before, err);
    }
    return status;
}
