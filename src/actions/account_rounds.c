/* What stands beside the charges of a round: what its claims tell has happened, and which side that
 * is charged nobody answers for. */
#include "account_charges.h"
#include "account_words.h"
#include "truce/evidence/speaker.h"

enum { CHARGED = 1, HEARD = 2, LISTED = 4 };

bool account_rounds_make(composer *k, account_rounds *r) {
    r->mark = truce_arena_zero(k->arena, k->c->n_actors, sizeof *r->mark);
    r->marked = truce_arena_take(k->arena, k->c->n_actors * sizeof *r->marked);
    r->n_marked = 0;
    r->silent = truce_arena_take(k->arena, k->c->n_actors * sizeof *r->silent);
    r->denied_by = truce_denials_find(&k->scope, k->arena);
    k->failed = k->failed || r->mark == NULL || r->marked == NULL || r->silent == NULL ||
                r->denied_by == NULL;
    return !k->failed;
}

/* ---- what is told with it ---- */

static void cite(account_round *round, uint32_t claim) {
    if (round->n_told < ROUND_CLAIMS &&
        (round->n_told == 0 || round->told[round->n_told - 1] != claim)) {
        round->told[round->n_told++] = claim;
    }
}

/* A statement is what the charge itself was made in, and no happening beside it. */
static void add_event(const composer *k, account_round *round, uint32_t claim,
                      const truce_statement *st) {
    const uint32_t event = truce_case_find(k->c, TRUCE_KIND_EVENT, st->as.event.event);
    uint32_t at = 0;
    if (st->denied || k->c->events[event].kind == TRUCE_EVENT_STATEMENT) {
        return;
    }
    while (at < round->n_events && round->events[at] != event) {
        at++;
    }
    if (at == round->n_events && at < ROUND_EVENTS) {
        round->events[round->n_events++] = event;
        cite(round, claim);
    }
}

static void add_claim(const composer *k, account_round *round, uint32_t claim) {
    const truce_claim *const cl = &k->c->claims[claim];
    for (uint32_t s = 0; s < cl->n_statements; s++) {
        const truce_statement *const st = &cl->statements[s];
        if (st->kind == TRUCE_STATES_EVENT) {
            add_event(k, round, claim, st);
        }
        for (uint32_t i = 0; st->kind == TRUCE_STATES_TALKS && !st->denied && i < st->as.talks.n;
             i++) {
            const unsigned bit = 1U << st->as.talks.at[i];
            if ((round->states & bit) == 0) {
                cite(round, claim);
            }
            round->states |= bit;
        }
    }
}

/* ---- who answers ---- */

static void mark_side(account_rounds *r, uint32_t side, uint8_t mark) {
    if (side == TRUCE_NONE || mark == 0) {
        return;
    }
    if (r->mark[side] == 0) {
        r->marked[r->n_marked++] = side;
    }
    r->mark[side] |= mark;
}

static void mark_speakers(const composer *k, account_rounds *r, uint32_t claim) {
    const truce_claim *const cl = &k->c->claims[claim];
    for (uint32_t i = 0; i < cl->n_speakers; i++) {
        mark_side(r, truce_side_of(k->c, cl->speakers[i].actor), HEARD);
    }
}

/* A side is heard when somebody of it speaks, blames or accuses in the round, or denies a charge.
 */
static void mark_charge(const composer *k, account_rounds *r, const account_charge *c) {
    const truce_claim *const cl = &k->c->claims[c->claim];
    const uint32_t on = c->part->what & ~(TRUCE_ACCUSED | TRUCE_CLEARED);
    const bool cleared = c->part->what < TRUCE_ACCUSED && (c->part->what & TRUCE_CLEARED) != 0;
    mark_side(r, on, cleared ? 0 : CHARGED);
    mark_speakers(k, r, c->claim);
    for (uint32_t s = 0; s < cl->n_statements; s++) {
        if (account_is_charge(k->c, c->part, &cl->statements[s])) {
            mark_side(r, truce_side_of(k->c, cl->statements[s].subject), HEARD);
        }
    }
    if (r->denied_by[c->claim] != TRUCE_NONE) {
        mark_speakers(k, r, r->denied_by[c->claim]);
    }
}

account_round account_round_of(composer *k, account_rounds *r, const account_charge *at,
                               uint32_t n) {
    account_round round = {.silent = r->silent};
    for (uint32_t i = 0; i < n; i++) {
        mark_charge(k, r, &at[i]);
        add_claim(k, &round, at[i].claim);
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t on = at[i].part->what & ~(TRUCE_ACCUSED | TRUCE_CLEARED);
        if ((r->mark[on] & (CHARGED | HEARD | LISTED)) == CHARGED) {
            r->mark[on] |= LISTED;
            r->silent[round.n_silent++] = on;
        }
    }
    while (r->n_marked > 0) {
        r->mark[r->marked[--r->n_marked]] = 0;
    }
    return round;
}

/* ---- on paper ---- */

static void tell_beside(composer *k, truce_cell *cell, const account_round *round) {
    if (round->n_events == 0 && round->states == 0) {
        return;
    }
    truce_sentence *const sentence =
        truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
    const char *before = "Told with it: ";
    for (uint32_t i = 0; i < round->n_events; i++) {
        truce_buffer_printf(&k->text, "%s", before);
        truce_buffer_add(&k->text, k->c->events[round->events[i]].head.title);
        before = "; ";
    }
    for (unsigned s = 0; s < TRUCE_STATE_N; s++) {
        if ((round->states >> s & 1) != 0) {
            truce_buffer_printf(&k->text, "%stalks ", before);
            truce_buffer_add(&k->text, phrase_state(s));
            before = "; ";
        }
    }
    truce_buffer_byte(&k->text, '.');
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    for (uint32_t i = 0; i < round->n_told; i++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, round->told[i]));
    }
}

void account_round_tell(composer *k, truce_cell *cell, const account_round *round) {
    tell_beside(k, cell, round);
    for (uint32_t i = 0; i < round->n_silent && i < ROUND_SILENT; i++) {
        truce_buffer_lit(&k->text, "No answer by ");
        truce_buffer_add(&k->text, k->c->actors[round->silent[i]].head.title);
        truce_buffer_lit(&k->text, " is reported of this time.");
        (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_PLAIN,
                              compose_keep(k),
                              "nobody of that side speaks, blames or accuses in a charge of this "
                              "time, or denies one");
    }
}
