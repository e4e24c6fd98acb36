/* What the case tells beside a hold: what somebody else is told to have done to whom it goes
 * through, what the claim of the hold predicts, and which mediators have no hold. */
#include "compose_actors.h"

enum { FORESEEN_SHOWN = 3 };

/* The same claims may tell both, and then it is nobody else who speaks. */
static bool share_claim(const truce_tie *tie, const truce_tie *other) {
    return tie->claims[0] == other->claims[0];
}

void compose_beside_front(composer *k, truce_sentence *sentence, const truce_tie *tie,
                          const truce_tie *other) {
    truce_buffer_printf(&k->text, "%s claim tells of ",
                        share_claim(tie, other) ? "The same" : "Another");
    truce_buffer_add(&k->text, k->c->actors[other->actor].head.title);
    truce_buffer_lit(&k->text, ": ");
    phrase_tie(&k->text, k->c, other->statement);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
}

/* ---- what is predicted with it ---- */

bool forecasts_find(composer *k, forecasts *f) {
    const uint32_t kind = TRUCE_STATED(TRUCE_STATES_FORECAST);
    uint32_t n = 0;
    for (uint32_t i = 0; truce_scope_next(&k->scope, kind, &i) != NULL;) {
        n++;
    }
    *f = (forecasts){.n = n};
    if (n == 0) {
        return true;
    }
    f->first = truce_arena_take(k->arena, k->c->n_claims * sizeof *f->first);
    f->at = truce_arena_take(k->arena, n * sizeof(truce_stated *));
    if (f->first == NULL || f->at == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        f->first[i] = TRUCE_NONE;
    }
    n = 0;
    for (uint32_t i = 0; n < f->n;) {
        const truce_stated *const told = truce_scope_next(&k->scope, kind, &i);
        if (f->first[told->claim] == TRUCE_NONE) {
            f->first[told->claim] = n;
        }
        f->at[n++] = told;
    }
    return true;
}

void compose_foreseen(composer *k, truce_passage *passage, const forecasts *f, const truce_tie *tie,
                      uint32_t most) {
    truce_sentence *sentence = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; f->n > 0 && i < tie->n_claims && i < most; i++) {
        const uint32_t claim = tie->claims[i];
        for (uint32_t at = f->first[claim]; at < f->n && f->at[at]->claim == claim; at++) {
            if (n++ >= FORESEEN_SHOWN) {
                continue;
            }
            if (sentence == NULL) {
                sentence = truce_document_sentence(&k->doc, passage);
                truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN,
                                   tie->n_claims == 1 ? TRUCE_STR("The same claim predicts:")
                                                      : TRUCE_STR("The same claims predict:"));
            } else {
                truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, TRUCE_STR(";"));
            }
            truce_buffer_printf(&k->text, "%s%.*s", f->at[at]->statement->denied ? "not: " : "",
                                TRUCE_STR_ARGS(f->at[at]->statement->text));
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
            if (at == f->first[claim]) {
                truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claim));
            }
        }
    }
    if (n > FORESEEN_SHOWN) {
        truce_buffer_printf(&k->text, "and %u more", n - FORESEEN_SHOWN);
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, compose_keep(k));
    }
}

/* ---- mediators ---- */

static const char NO_HOLD[] = "no claim in view gives it leverage over, pressure on or finance for "
                              "that side, or makes it its host, or that side dependent on it";

static bool begins_path(const truce_leverage *l, const truce_paths *of, uint32_t side) {
    bool found = of->more; /* not all paths are known: nothing may be denied */
    for (uint32_t p = 0; p < of->n && !found; p++) {
        found = l->hops[l->paths[of->first + p].hops[0]].from == side;
    }
    return found;
}

/* Whom it finances, when that is no party and of no party: people, as a rule. */
static uint32_t financed(const truce_case *c, const truce_tie *tie) {
    const truce_statement *const st = tie->statement;
    const uint32_t object = st->kind == TRUCE_STATES_RELATION && !st->denied &&
                                    st->as.relation.relation == TRUCE_RELATION_FINANCE
                                ? truce_side_of(c, st->as.relation.object)
                                : TRUCE_NONE;
    return object != TRUCE_NONE && c->actors[object].kind != TRUCE_ACTOR_PARTY ? object
                                                                               : TRUCE_NONE;
}

static truce_passage *item_of(composer *k, truce_block **list, uint32_t side) {
    if (*list == NULL) {
        *list = truce_document_list(&k->doc);
    }
    return truce_document_item(&k->doc, *list, (truce_str){NULL, 0}, k->c->actors[side].head.title);
}

static void add_finance(composer *k, truce_passage *item, const truce_tie *tie, uint32_t party,
                        const uint32_t *denied_by) {
    enum { CLAIMS_SHOWN = 8 };
    const uint32_t n = tie->n_claims < CLAIMS_SHOWN ? tie->n_claims : CLAIMS_SHOWN;
    truce_told told[CLAIMS_SHOWN];
    truce_sentence *const sentence = truce_document_line(&k->doc, item);
    phrase_tie(&k->text, k->c, tie->statement);
    if (tie->n_claims == 1 && tie->statement->text.size > 0) {
        truce_buffer_printf(&k->text, " (%.*s)", TRUCE_STR_ARGS(tie->statement->text));
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    for (uint32_t i = 0; i < n; i++) {
        told[i] = (truce_told){tie->claims[i], tie->told[i]};
    }
    compose_told_dated(k, sentence, told, n, denied_by);
    truce_buffer_lit(&k->text, "That it presses ");
    truce_buffer_add(&k->text, k->c->actors[party].head.title);
    truce_buffer_lit(&k->text, " by this, no claim says.");
    (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k),
                          "finance for others is no hold on a party");
}

void compose_mediators_toward(composer *k, const truce_actors *a, const actor_sides *sides,
                              const uint32_t *mediators, uint32_t n, uint32_t party) {
    enum { SHOWN = 4 };
    const truce_leverage *const l = &a->leverage;
    truce_block *list = NULL;
    const truce_paths *of = NULL;
    const uint32_t *const denied_by = truce_denials_find(&k->scope, k->arena);
    if (denied_by == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t p = 0; p < l->n_parties && of == NULL; p++) {
        of = l->parties[p].party == party ? &l->parties[p] : NULL;
    }
    for (uint32_t i = 0; i < n && of != NULL; i++) {
        const uint32_t side = mediators[i];
        truce_passage *item = NULL;
        uint32_t shown = 0;
        if (side == party) {
            continue;
        }
        if (!begins_path(l, of, side)) {
            item = item_of(k, &list, side);
            truce_buffer_lit(&k->text, "mediator; no lever on ");
            truce_buffer_add(&k->text, k->c->actors[party].head.title);
            truce_buffer_lit(&k->text, " is reported");
            (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k), NO_HOLD);
        }
        for (uint32_t m = sides->begins[side]; m < sides->begins[side + 1]; m++) {
            const uint32_t actor = sides->members[m];
            for (uint32_t t = a->ties.rows[actor]; t < a->ties.rows[actor + 1]; t++) {
                if (financed(k->c, &a->ties.at[t]) != TRUCE_NONE && shown++ < SHOWN) {
                    item = item != NULL ? item : item_of(k, &list, side);
                    add_finance(k, item, &a->ties.at[t], party, denied_by);
                }
            }
        }
        if (shown > SHOWN) {
            truce_buffer_printf(&k->text, "and %u more: truce actors --sections mediators",
                                shown - SHOWN);
            (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k),
                                  "at most 4 are shown");
        }
    }
}
