/* The actors for machines; and the order in which all forms show their sides. */
#include "actor_words.h"
#include "find_actor.h"
#include "truce/case/words.h"
#include "truce/evidence/asked.h"

static void name_member(composer *k, truce_json *json, const char *key, uint32_t actor) {
    truce_json_member_str(json, key, truce_case_name(k->c, k->c->actors[actor].head.name));
}

bool actor_sides_find(composer *k, const truce_actors *a, actor_sides *sides) {
    const truce_case *const c = k->c;
    *sides = (actor_sides){
        .at = truce_arena_zero(k->arena, c->n_actors, sizeof *sides->at),
        .all = truce_arena_zero(k->arena, c->n_actors, sizeof *sides->all),
        .members = truce_arena_zero(k->arena, c->n_actors, sizeof *sides->members),
        .begins = truce_arena_zero(k->arena, c->n_actors + (size_t)2, sizeof *sides->begins)};
    if (sides->at == NULL || sides->all == NULL || sides->members == NULL ||
        sides->begins == NULL) {
        return false;
    }
    uint32_t *const begins = sides->begins;
    for (uint32_t i = 0; i < c->n_actors; i++) {
        begins[c->actors[i].side + 2]++;
    }
    for (uint32_t s = 2; s < c->n_actors + 2U; s++) {
        begins[s] += begins[s - 1];
    }
    for (int itself = 1; itself >= 0; itself--) {
        for (uint32_t i = 0; i < c->n_actors; i++) {
            if ((c->actors[i].side == i) == (itself == 1)) {
                sides->members[begins[c->actors[i].side + 1]++] = i;
            }
        }
    }
    for (int parties = 1; parties >= 0; parties--) {
        for (uint32_t s = 0; s < c->n_actors; s++) {
            const bool party = c->actors[s].kind == TRUCE_ACTOR_PARTY;
            bool shown = party || c->actors[s].kind == TRUCE_ACTOR_MEDIATOR;
            for (uint32_t m = begins[s]; m < begins[s + 1] && !shown; m++) {
                shown = a->ties.rows[sides->members[m] + 1] > a->ties.rows[sides->members[m]];
            }
            if (party == (parties == 1) && c->actors[s].side == s) {
                sides->all[sides->n_all++] = s;
                if (shown) {
                    sides->at[sides->n++] = s;
                }
            }
        }
    }
    return true;
}

/* `as`: how each claim says it, or NULL. */
static void told_json(composer *k, const uint32_t *claims, const truce_statement *const *as,
                      uint32_t n, truce_json *json) {
    truce_json_key(json, "claims");
    compose_names_json(k, claims, n, json);
    truce_json_key(json, "told");
    truce_json_array(json);
    for (uint32_t i = 0; i < n; i++) {
        const truce_claim *const claim = &k->c->claims[claims[i]];
        const uint32_t dating = k->scope.times[claims[i]].dating;
        truce_json_object_inline(json);
        truce_json_member_str(json, "claim", claim_name(k->c, claims[i]));
        truce_json_member_str(json, "source", truce_case_name(k->c, claim->source.symbol));
        k->text.size = 0;
        phrase_speakers(&k->text, k->c, claim);
        truce_json_member_str(json, "speaker", truce_buffer_str(&k->text));
        k->text.size = 0;
        phrase_date(&k->text, &k->scope, claims[i]);
        truce_json_member_str(json, "date", truce_buffer_str(&k->text));
        k->text.size = 0;
        if (as != NULL && as[i]->times.n > 0) {
            phrase_times(&k->text, k->c, as[i]->times);
            truce_json_member_str(json, "when", truce_buffer_str(&k->text));
            k->text.size = 0;
        }
        if (dating != TRUCE_NONE) {
            truce_json_member_str(json, "by_dating",
                                  truce_case_name(k->c, k->c->datings[dating].head.name));
        }
        if ((claim->marks & TRUCE_MARK_INFERRED) != 0) {
            truce_json_member_bool(json, "inferred", true);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

/* `n` claims say it; the words are those of a single one. */
static void what_json(composer *k, const truce_statement *st, uint32_t n, truce_json *json) {
    if (st->kind == TRUCE_STATES_ROLE) {
        truce_json_member_str(json, "role",
                              st->as.role.role == TRUCE_ROLE_WORDS
                                  ? st->text
                                  : truce_words_at(TRUCE_WORDS_ROLE, (size_t)st->as.role.role));
        if (st->as.role.of.symbol != 0) {
            truce_json_member_str(json, "of", truce_case_name(k->c, st->as.role.of.symbol));
        }
    } else if (st->kind == TRUCE_STATES_RELATION) {
        const bool words = st->as.relation.relation == TRUCE_RELATION_WORDS;
        truce_json_member_str(
            json, "relation",
            words ? st->as.relation.name
                  : truce_words_at(TRUCE_WORDS_RELATION, (size_t)st->as.relation.relation));
        truce_json_member_str(json, "to", truce_case_name(k->c, st->as.relation.object.symbol));
        if (st->text.size > 0 && n == 1) {
            truce_json_member_str(json, "words", st->text);
        }
    } else {
        truce_json_member_str(json, "presence",
                              st->as.presence.withdraws ? TRUCE_STR("withdrawn")
                                                        : TRUCE_STR("taking part"));
    }
    if (st->denied) {
        truce_json_member_bool(json, "not", true);
    }
}

static void tie_json(composer *k, const truce_tie *tie, truce_json *json) {
    truce_json_object(json);
    name_member(k, json, "actor", tie->actor);
    what_json(k, tie->statement, tie->n_claims, json);
    told_json(k, tie->claims, tie->told, tie->n_claims, json);
    truce_json_close(json);
}

static void sides_json(composer *k, const truce_actors *a, const actor_sides *sides,
                       truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < sides->n; i++) {
        const uint32_t side = sides->at[i];
        truce_json_object(json);
        name_member(k, json, "name", side);
        truce_json_member_str(json, "title", k->c->actors[side].head.title);
        truce_json_member_str(json, "declared",
                              truce_words_at(TRUCE_WORDS_ACTOR, (size_t)k->c->actors[side].kind));
        truce_json_key(json, "ties");
        truce_json_array(json);
        for (uint32_t m = sides->begins[side]; m < sides->begins[side + 1]; m++) {
            const uint32_t actor = sides->members[m];
            for (uint32_t t = a->ties.rows[actor]; t < a->ties.rows[actor + 1]; t++) {
                tie_json(k, &a->ties.at[t], json);
            }
        }
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void hop_json(composer *k, const truce_actors *a, const truce_hop *hop, truce_json *json) {
    truce_json_object(json);
    name_member(k, json, "from", hop->from);
    name_member(k, json, "to", hop->to);
    truce_json_key(json, "by");
    truce_json_array(json);
    for (uint32_t h = hop->first; h < hop->first + hop->n; h++) {
        const truce_hold *const hold = &a->leverage.holds[h];
        const truce_tie *const tie = &a->ties.at[hold->tie];
        truce_json_object_inline(json);
        name_member(k, json, "actor", tie->actor);
        what_json(k, tie->statement, tie->n_claims, json);
        if (hold->reversed) {
            truce_json_member_bool(json, "reversed", true);
        }
        truce_json_key(json, "claims");
        compose_names_json(k, tie->claims, tie->n_claims, json);
        if (hold->denied_by != TRUCE_NONE) {
            const truce_tie *const denial = &a->ties.at[hold->denied_by];
            truce_json_key(json, "denied_by");
            compose_names_json(k, denial->claims, denial->n_claims, json);
        }
        if (hold->beside != TRUCE_NONE) {
            const truce_tie *const other = &a->ties.at[hold->beside];
            truce_json_key(json, "beside");
            compose_names_json(k, other->claims, other->n_claims, json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
    truce_json_close(json);
}

/* Each hop once; paths name hops by their place, so that many paths over one hop stay small. */
static void leverage_json(composer *k, const truce_actors *a, truce_json *json) {
    const truce_leverage *const l = &a->leverage;
    truce_json_object(json);
    truce_json_key(json, "hops");
    truce_json_array(json);
    for (uint32_t i = 0; i < l->n_hops; i++) {
        hop_json(k, a, &l->hops[i], json);
    }
    truce_json_close(json);
    truce_json_key(json, "parties");
    truce_json_array(json);
    for (uint32_t i = 0; i < l->n_parties; i++) {
        truce_json_object(json);
        name_member(k, json, "party", l->parties[i].party);
        truce_json_key(json, "paths");
        truce_json_array(json);
        for (uint32_t p = l->parties[i].first; p < l->parties[i].first + l->parties[i].n; p++) {
            const truce_path *const path = &l->paths[p];
            truce_json_object_inline(json);
            truce_json_key(json, "sides");
            truce_json_array_inline(json);
            for (uint32_t h = 0; h < path->n; h++) {
                const uint32_t from = l->hops[path->hops[h]].from;
                truce_json_str(json, truce_case_name(k->c, k->c->actors[from].head.name));
            }
            truce_json_str(json,
                           truce_case_name(k->c, k->c->actors[l->parties[i].party].head.name));
            truce_json_close(json);
            truce_json_key(json, "hops");
            truce_json_array_inline(json);
            for (uint32_t h = 0; h < path->n; h++) {
                truce_json_int(json, path->hops[h]);
            }
            truce_json_close(json);
            truce_json_close(json);
        }
        truce_json_close(json);
        truce_json_member_bool(json, "more", l->parties[i].more);
        truce_json_close(json);
    }
    truce_json_close(json);
    truce_json_member_str(json, "basis",
                          TRUCE_STR("claims of leverage, pressure, finance and hosting, and "
                                    "dependence read backwards; between sides; an alliance alone "
                                    "is no hop; at most three hops and 24 paths a party, shorter "
                                    "ones first"));
    truce_json_close(json);
}

static void facet_json(composer *k, const truce_facet *f, truce_json *json) {
    static const char *const kinds[] = {"interest", "stake",    "alternative",
                                        "cost",     "division", "pressure"};
    truce_json_object(json);
    name_member(k, json, "side", f->side);
    truce_json_member_str(json, "kind", truce_str_of(kinds[f->kind]));
    if (f->actor != TRUCE_NONE) {
        name_member(k, json, "actor", f->actor);
    } else {
        truce_json_member_str(json, "actor", TRUCE_STR("someone"));
    }
    if (f->kind == TRUCE_FACET_PRESSURE) {
        what_json(k, f->statement, 1, json); /* a facet is one wording */
    } else {
        truce_json_member_str(json, "words", f->statement->text);
        if (f->statement->as.trait.unstated) {
            truce_json_member_bool(json, "unstated", true);
        }
        if (f->statement->as.trait.on.symbol != 0) {
            truce_json_member_str(json, "on",
                                  truce_case_name(k->c, f->statement->as.trait.on.symbol));
        }
        if (f->statement->denied) {
            truce_json_member_bool(json, "not", true);
        }
    }
    told_json(k, f->claims, NULL, f->n_claims, json);
    truce_json_close(json);
}

static void ties_json(composer *k, const truce_actors *a, const uint32_t *ties, uint32_t n,
                      truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < n; i++) {
        tie_json(k, &a->ties.at[ties[i]], json);
    }
    truce_json_close(json);
}

static void charges_json(composer *k, const truce_mediator *m, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < m->n_charges; i++) {
        truce_json_object_inline(json);
        truce_json_member_str(json, "claim", claim_name(k->c, m->charges[i].claim));
        k->text.size = 0;
        phrase_statement(&k->text, k->c, m->charges[i].statement);
        truce_json_member_str(json, "text", truce_buffer_str(&k->text));
        k->text.size = 0;
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void mediator_json(composer *k, const truce_actors *a, const truce_mediator *m,
                          truce_json *json) {
    truce_json_object(json);
    name_member(k, json, "name", m->side);
    truce_json_key(json, "as");
    ties_json(k, a, m->as, m->n_as, json);
    truce_json_key(json, "denied");
    ties_json(k, a, m->denied, m->n_denied, json);
    truce_json_key(json, "also");
    ties_json(k, a, m->also, m->n_also, json);
    truce_json_key(json, "charges");
    charges_json(k, m, json);
    truce_json_key(json, "interests");
    truce_json_array(json);
    for (uint32_t i = a->facet_rows[m->side]; i < a->facet_rows[m->side + 1]; i++) {
        if (a->facets[i].kind <= TRUCE_FACET_STAKE) {
            facet_json(k, &a->facets[i], json);
        }
    }
    truce_json_close(json);
    truce_json_key(json, "positions");
    truce_json_array(json);
    for (uint32_t i = 0; i < m->n_positions; i++) {
        const truce_position *const p = &a->matrix->positions[m->positions[i]];
        truce_json_object(json);
        name_member(k, json, "actor", p->actor);
        truce_json_member_str(json, "issue",
                              truce_case_name(k->c, k->c->issues[p->issue].head.name));
        k->text.size = 0;
        phrase_position_stance(&k->text, p);
        truce_buffer_lit(&k->text, ": ");
        phrase_asked(&k->text, k->c, p, false);
        truce_json_member_str(json, "text", truce_buffer_str(&k->text));
        k->text.size = 0;
        truce_json_key(json, "claims");
        truce_json_array_inline(json);
        for (uint32_t e = 0; e < p->n_evidence; e++) {
            truce_json_str(json, claim_name(k->c, p->evidence[e].claim));
        }
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
    truce_json_close(json);
}

/* What is said of actors in words; of one side, and by it. */
static void sayings_json(composer *k, uint32_t side, truce_json *json) {
    const truce_stated *at = NULL;
    truce_json_array(json);
    for (uint32_t i = 0; (at = truce_scope_next(&k->scope, ACTOR_SAYINGS, &i)) != NULL;) {
        const truce_statement *const st = at->statement;
        if (!compose_is_saying(k, at, side)) {
            continue;
        }
        truce_json_object(json);
        name_member(k, json, "of", compose_saying_of(k, st));
        if (st->kind != TRUCE_STATES_SAYING) {
            truce_json_member_str(json, "charge",
                                  st->kind == TRUCE_STATES_BLAME ? TRUCE_STR("blames")
                                                                 : TRUCE_STR("accuses"));
        }
        if (st->subject.symbol != 0) {
            truce_json_member_str(json, "by", truce_case_name(k->c, st->subject.symbol));
        }
        truce_json_member_str(json, "words", st->text);
        if (st->denied) {
            truce_json_member_bool(json, "not", true);
        }
        told_json(k, &at->claim, NULL, 1, json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

/* What else a side says in words, on events, issues, and what may come; or all sides. */
static void speech_json(composer *k, uint32_t side, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < k->scope.n_stated; i++) {
        const truce_stated *const at = &k->scope.stated[i];
        if (compose_is_speech(k, at, side)) {
            truce_json_object(json);
            phrase_statement(&k->text, k->c, at->statement);
            truce_json_member_str(json, "says", truce_buffer_str(&k->text));
            k->text.size = 0;
            told_json(k, &at->claim, NULL, 1, json);
            truce_json_close(json);
        }
    }
    truce_json_close(json);
}

/* Who is said to press whom, and the claim that answers, if one is reported. */
static truce_status asks_json(composer *k, uint32_t side, truce_json *json, truce_error *err) {
    truce_asks asks;
    const truce_status status = truce_asks_make(&k->scope, k->arena, &asks, err);
    truce_json_array(json);
    for (uint32_t i = 0; status == TRUCE_OK && i < asks.n; i++) {
        const truce_asked *const at = &asks.at[i];
        if (side != TRUCE_NONE && k->c->actors[at->by].side != side && at->of != side) {
            continue;
        }
        truce_json_object_inline(json);
        name_member(k, json, "by", at->by);
        name_member(k, json, "of", at->of);
        truce_json_key(json, "claims");
        compose_names_json(k, at->claims, at->n_claims, json);
        if (at->answer != TRUCE_NONE) {
            truce_json_member_str(json, "answer", claim_name(k->c, at->answer));
        }
        truce_json_close(json);
    }
    truce_json_close(json);
    return status;
}

truce_status compose_actors_json(composer *k, truce_json *json, truce_error *err) {
    truce_actors a;
    actor_sides sides;
    uint32_t of = TRUCE_NONE;
    truce_status status = find_actor(k, k->session->request.of, &of, err);
    if (status == TRUCE_OK) {
        status = truce_actors_make(&k->matrix, k->arena, &a, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    if (!actor_sides_find(k, &a, &sides) ||
        (of != TRUCE_NONE && !actors_keep_of(k, &a, &sides, of))) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the list of actors");
    }
    truce_json_object(json);
    truce_json_key(json, "sides");
    sides_json(k, &a, &sides, json);
    truce_json_key(json, "leverage");
    leverage_json(k, &a, json);
    truce_json_key(json, "alliances");
    truce_json_array(json);
    for (uint32_t i = 0; i < a.ties.n; i++) {
        const truce_statement *const st = a.ties.at[i].statement;
        if (st->kind == TRUCE_STATES_RELATION &&
            st->as.relation.relation == TRUCE_RELATION_ALLIANCE &&
            (of == TRUCE_NONE || k->c->actors[a.ties.at[i].actor].side == of ||
             truce_side_of(k->c, st->as.relation.object) == of)) {
            tie_json(k, &a.ties.at[i], json);
        }
    }
    truce_json_close(json);
    truce_json_key(json, "mediators");
    truce_json_array(json);
    for (uint32_t i = 0; i < a.n_mediators; i++) {
        mediator_json(k, &a, &a.mediators[i], json);
    }
    truce_json_close(json);
    truce_json_key(json, "facets");
    truce_json_array(json);
    for (uint32_t i = 0; i < a.n_facets; i++) {
        if (of == TRUCE_NONE || a.facets[i].side == of) {
            facet_json(k, &a.facets[i], json);
        }
    }
    truce_json_close(json);
    truce_json_key(json, "sayings");
    sayings_json(k, of, json);
    truce_json_key(json, "says");
    speech_json(k, of, json);
    truce_json_key(json, "asked");
    status = asks_json(k, of, json, err);
    truce_json_close(json);
    return status;
}
