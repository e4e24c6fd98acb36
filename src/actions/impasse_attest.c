/* What each position rests on, and what of the impasse rests on which claim. */
#include "compose_impasse.h"
#include "truce/evidence/speaker.h"

enum { TRIES_MAX = 4 /* claims that set others aside, tried by weighing the case without them */ };

/* The claim at the end of a chain of copies. */
static uint32_t origin_of(const truce_case *c, uint32_t claim) {
    uint32_t next = truce_case_find(c, TRUCE_KIND_CLAIM, c->claims[claim].copy_of);
    while (next != TRUCE_NONE) { /* rings were refused by the reader */
        claim = next;
        next = truce_case_find(c, TRUCE_KIND_CLAIM, c->claims[claim].copy_of);
    }
    return claim;
}

static bool is_named(const truce_case *c, const truce_claim *claim, uint32_t side) {
    for (uint32_t i = 0; i < claim->n_speakers; i++) {
        if (claim->speakers[i].kind == TRUCE_SPEAKER_NAMED &&
            truce_side_of(c, claim->speakers[i].actor) == side) {
            return true;
        }
    }
    return false;
}

static attested attest(const truce_case *c, const held_position *p) {
    const uint32_t side = c->actors[p->actor].side;
    attested a = {.only = TRUCE_NONE};
    uint32_t n_first = 0;
    uint32_t n_told = 0;
    uint32_t last_named = TRUCE_NONE;
    for (uint32_t i = 0; i < p->n_claims; i++) {
        const truce_claim *const claim = &c->claims[p->claims[i]];
        const truce_hand hand = truce_claim_hand(c, claim, side);
        const uint32_t origin = origin_of(c, p->claims[i]);
        a.only = i == 0 || a.only == origin ? origin : TRUCE_NONE;
        n_first += hand == TRUCE_HAND_FIRST;
        n_told += hand != TRUCE_HAND_NARRATOR;
        if (hand == TRUCE_HAND_FIRST && !p->inferred && is_named(c, claim, side) &&
            origin != last_named) {
            a.n_named++;
            last_named = origin;
        }
    }
    for (uint32_t i = 1; i < p->n_claims && a.only != TRUCE_NONE; i++) {
        a.only = origin_of(c, p->claims[i]) == a.only ? a.only : TRUCE_NONE;
    }
    a.inferred = p->inferred;
    a.anonymous = !a.inferred && n_first > 0 && a.n_named == 0;
    a.second_hand = !a.inferred && n_first == 0 && n_told > 0;
    a.narrator = !a.inferred && n_told == 0;
    return a;
}

/* Whether something stands aside because of a position that rests on the claim alone. */
static bool sets_aside(const weighed *w, uint32_t claim) {
    for (uint32_t i = 0; i < w->matrix.n_positions; i++) {
        const truce_position *const p = &w->matrix.positions[i];
        const uint32_t by = p->superseded ? p->by : p->shifted;
        for (uint32_t e = 0; by != TRUCE_NONE && e < w->matrix.positions[by].n_evidence; e++) {
            if (w->matrix.positions[by].evidence[e].claim == claim) {
                return true;
            }
        }
    }
    return false;
}

static truce_status try_without(composer *k, uint32_t claim, bool *possible, truce_error *err) {
    bool *const ignored = truce_arena_zero(k->arena, k->c->n_claims, sizeof *ignored);
    stands_ask ask = {.hold = k->session->request.hold,
                      .without = k->session->assumed,
                      .n_without = k->session->n_assumed};
    truce_scope scope;
    weighed w;
    truce_status status = impasse_held(k, &ask.held_offers, err);
    if (status == TRUCE_OK && ignored == NULL) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for the claims left out");
    }
    if (status != TRUCE_OK) {
        return status;
    }
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        ignored[i] = origin_of(k->c, i) == claim;
    }
    ask.links_off = impasse_links_off(k, ignored);
    if (ask.links_off == NULL || !impasse_leave_out(k, ignored, &scope)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the claims left out");
    }
    status = weigh_claims(k, &scope, &ask, NULL, &w, err);
    *possible = status == TRUCE_OK && w.impasse.possible;
    return status;
}

/* The claims that meet every conflict by positions that rest on them alone. */
static truce_status find_alone(composer *k, const weighed *w, impasse_attested *out,
                               truce_error *err) {
    const truce_impasse *const im = &w->impasse;
    uint32_t *const met = truce_arena_zero(k->arena, k->c->n_claims, sizeof *met);
    uint32_t *const last = truce_arena_zero(k->arena, k->c->n_claims, sizeof *last);
    uint32_t tries = 0;
    out->alone = truce_arena_take(k->arena, k->c->n_claims * sizeof *out->alone);
    if (met == NULL || last == NULL || out->alone == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what the clashes rest on");
    }
    for (uint32_t i = 0; i < im->n_conflicts; i++) {
        for (uint32_t p = 0; p < im->conflicts[i].n; p++) {
            const uint32_t only = out->positions[im->conflicts[i].positions[p]].only;
            if (only != TRUCE_NONE && last[only] != i + 1) {
                last[only] = i + 1;
                met[only]++;
            }
        }
    }
    truce_status status = TRUCE_OK;
    for (uint32_t i = 0; i < k->c->n_claims && status == TRUCE_OK; i++) {
        bool alone = im->n_conflicts > 0 && met[i] == im->n_conflicts;
        if (alone && sets_aside(w, i)) {
            if (tries++ == TRIES_MAX) {
                out->looked = false;
                break;
            }
            status = try_without(k, i, &alone, err);
        }
        if (alone) {
            out->alone[out->n_alone++] = i;
        }
    }
    return status;
}

truce_status impasse_attest(composer *k, const weighed *w, impasse_attested *out,
                            truce_error *err) {
    const truce_impasse *const im = &w->impasse;
    const uint32_t n = w->held.stands.n_positions;
    *out = (impasse_attested){.looked = im->complete};
    out->positions = truce_arena_take(k->arena, n * sizeof *out->positions);
    if (out->positions == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what the clashes rest on");
    }
    for (uint32_t i = 0; i < n; i++) {
        out->positions[i] = attest(k->c, &w->held.positions[i]);
    }
    for (uint32_t i = 0; i < im->n_conflicts; i++) {
        uint32_t least = 2;
        bool read = false;
        for (uint32_t p = 0; p < im->conflicts[i].n; p++) {
            const attested *const a = &out->positions[im->conflicts[i].positions[p]];
            least = a->n_named < least ? a->n_named : least;
            read = read || a->inferred;
        }
        out->n_read += read && !w->told.conflicts[i];
        out->n_own += least >= 1;
        out->n_own_twice += least >= 2;
        out->n_own_clash += least >= 1 && !w->told.conflicts[i];
        out->n_twice_clash += least >= 2 && !w->told.conflicts[i];
    }
    return find_alone(k, w, out, err);
}

void impasse_attested_words(composer *k, const attested *a) {
    const char *const told = a->inferred      ? "our own reading"
                             : a->narrator    ? "in the report's own voice"
                             : a->second_hand ? "second-hand"
                             : a->anonymous   ? "by nobody named"
                                              : NULL;
    if (a->only != TRUCE_NONE) {
        truce_buffer_lit(&k->text, "one claim");
    }
    if (told != NULL) {
        truce_buffer_printf(&k->text, "%s%s", a->only != TRUCE_NONE ? ", " : "", told);
    }
}
