/* The matrix for machines: the same facts, each position with its evidence claim by claim. */
#include "ahead.h"
#include "compose.h"

#include "truce/case/words.h"

static void name_member(truce_json *json, const char *key, const truce_case *c, truce_symbol name) {
    truce_json_member_str(json, key, truce_case_name(c, name));
}

static void item_json(composer *k, const truce_item *item, truce_json *json) {
    const truce_case *const c = k->c;
    truce_json_object_inline(json);
    name_member(json, "issue", c, item->issue.symbol);
    if (item->n_values > 0) {
        truce_json_key(json, "options");
        truce_json_array_inline(json);
        for (uint32_t i = 0; i < item->n_values; i++) {
            const truce_value *const v = &item->values[i];
            char text[52];
            size_t n = 0;
            if (v->kind == TRUCE_VALUE_OPTION) {
                truce_json_str(json, truce_case_name(c, v->option));
                continue;
            }
            n = truce_decimal_write(v->low, text);
            if (v->kind == TRUCE_VALUE_RANGE) {
                text[n++] = '.';
                text[n++] = '.';
                n += truce_decimal_write(v->high, text + n);
            }
            truce_json_str(json, (truce_str){text, n});
        }
        truce_json_close(json);
    }
    if (item->extent == TRUCE_EXTENT_OR_MORE || item->extent == TRUCE_EXTENT_OR_LESS) {
        truce_json_member_str(json, "or",
                              item->extent == TRUCE_EXTENT_OR_MORE ? TRUCE_STR("more")
                                                                   : TRUCE_STR("less"));
    }
    if (item->extent == TRUCE_EXTENT_UNSTATED) {
        truce_json_member_bool(json, "unstated", true);
    }
    if (item->groups.n > 0) {
        truce_json_key(json, "for");
        truce_json_array_inline(json);
        for (uint32_t i = 0; i < item->groups.n; i++) {
            truce_json_str(json, truce_case_name(c, item->groups.at[i].symbol));
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void evidence_json(composer *k, const truce_position *p, truce_json *json) {
    static const char *const hands[] = {"first", "second", "side unknown", "narrator"};
    truce_json_array(json);
    for (uint32_t i = 0; i < p->n_evidence; i++) {
        const truce_evidence *const e = &p->evidence[i];
        ahead_evidence(k->c, p->evidence, p->n_evidence, i);
        truce_json_object_inline(json);
        truce_json_member_str(json, "claim", claim_name(k->c, e->claim));
        truce_json_member_str(json, "hand", truce_str_of(hands[e->hand]));
        if (e->denied_by != TRUCE_NONE) {
            truce_json_member_str(
                json,
                truce_claim_states_one(&k->c->claims[e->claim]) ? "denied_by" : "perhaps_denied_by",
                claim_name(k->c, e->denied_by));
        }
        if (e->demand->as.size > 0) {
            truce_json_member_str(json, "as", e->demand->as);
        }
        if (e->package != TRUCE_NONE) {
            truce_json_member_int(json, "package", e->package);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void position_json(composer *k, const truce_position *p, truce_json *json) {
    truce_badge badges[POSITION_BADGES];
    truce_json_object(json);
    name_member(json, "actor", k->c, k->c->actors[p->actor].head.name);
    truce_json_member_str(json, "stance", truce_words_at(TRUCE_WORDS_STANCE, (size_t)p->stance));
    if (p->denied) {
        truce_json_member_bool(json, "not", true);
    }
    if (p->n_firm > 0) {
        truce_json_member_int(json, "firmly", p->n_firm);
    }
    if (p->n_flexible > 0) {
        truce_json_member_int(json, "flexibly", p->n_flexible);
    }
    truce_json_key(json, "item");
    item_json(k, &p->demand->item, json);
    if (p->demand->order != TRUCE_ORDER_NONE) {
        truce_json_member_str(json, "order",
                              truce_words_at(TRUCE_WORDS_ORDER, (size_t)p->demand->order));
        truce_json_key(json, "other");
        item_json(k, &p->demand->other, json);
    }
    k->text.size = 0;
    phrase_position_stance(&k->text, p);
    truce_buffer_lit(&k->text, ": ");
    phrase_asked(&k->text, k->c, p, false);
    phrase_condition(&k->text, k->c, p->statement->as.position.condition);
    truce_json_member_str(json, "text", truce_buffer_str(&k->text));
    k->text.size = 0;
    const size_t n = compose_badges(k, p, badges);
    truce_json_key(json, "marks");
    truce_json_array_inline(json);
    for (size_t i = 0; i < n; i++) {
        truce_json_str(json, badges[i].label);
    }
    truce_json_close(json);
    if (p->superseded) {
        const truce_position *const by = &k->matrix.positions[p->by];
        truce_json_member_str(json, "superseded_by",
                              claim_name(k->c, by->evidence[by->newest].claim));
    }
    if (p->contradicted != TRUCE_NONE) {
        const truce_position *const by = &k->matrix.positions[p->contradicted];
        truce_json_member_str(json, "later_report",
                              claim_name(k->c, by->evidence[by->newest].claim));
    }
    if (p->shifted != TRUCE_NONE) {
        const truce_position *const to = &k->matrix.positions[p->shifted];
        truce_json_member_str(json, "shifted_to", claim_name(k->c, to->evidence[to->newest].claim));
    }
    if ((p->first.marks & TRUCE_DATE_GIVEN) != 0) {
        k->text.size = 0;
        phrase_date(&k->text, &k->scope, p->evidence[p->oldest].claim);
        truce_json_member_str(json, "since", truce_buffer_str(&k->text));
        k->text.size = 0;
    }
    truce_json_key(json, "evidence");
    evidence_json(k, p, json);
    truce_json_close(json);
}

static void positions_json(composer *k, uint32_t begin, uint32_t end, bool superseded,
                           truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = begin; i < end; i++) {
        ahead_position(k, end, i);
        if (k->matrix.positions[i].superseded == superseded) {
            position_json(k, &k->matrix.positions[i], json);
        }
    }
    truce_json_close(json);
}

static void issue_json(composer *k, uint32_t issue, truce_json *json) {
    const truce_matrix *const m = &k->matrix;
    const uint32_t end = m->rows[issue + 1];
    uint32_t at = m->rows[issue];
    truce_json_object(json);
    name_member(json, "name", k->c, k->c->issues[issue].head.name);
    truce_json_member_str(json, "title", k->c->issues[issue].head.title);
    truce_json_key(json, "cells");
    truce_json_array(json);
    for (uint32_t column = 0; column <= m->n_parties; column++) {
        const uint32_t begin = at;
        while (at < end && m->positions[at].column == column) {
            at++;
        }
        if (column == m->n_parties && begin == at) {
            break;
        }
        truce_json_object(json);
        if (column < m->n_parties) {
            name_member(json, "party", k->c, k->c->actors[m->parties[column]].head.name);
            truce_json_member_bool(json, "none_reported", begin == at);
        } else {
            truce_json_member_bool(json, "others", true);
        }
        truce_json_key(json, "positions");
        positions_json(k, begin, at, false, json);
        truce_json_key(json, "earlier");
        positions_json(k, begin, at, true, json);
        truce_json_close(json);
    }
    truce_json_close(json);
    truce_json_close(json);
}

static void packages_json(composer *k, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < k->matrix.n_packages; i++) {
        const truce_package *const p = &k->matrix.packages[i];
        if (!compose_shows_package(k, p)) {
            continue;
        }
        truce_json_object(json);
        truce_json_member_int(json, "package", i);
        name_member(json, "actor", k->c, k->c->actors[p->actor].head.name);
        truce_json_member_str(json, "claim", claim_name(k->c, p->claim));
        truce_json_key(json, "items");
        truce_json_array(json);
        for (uint32_t n = 0; n < p->statement->as.position.n; n++) {
            item_json(k, &p->statement->as.position.demands[n].item, json);
        }
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void refusals_json(composer *k, const uint32_t *at, uint32_t n, const char *order,
                          truce_json *json) {
    for (uint32_t i = 0; i < n; i++) {
        const truce_refusal *const r = &k->matrix.refusals[at[i]];
        const uint32_t dating = k->scope.times[r->claim].dating;
        truce_json_object(json);
        truce_json_member_str(json, "claim", claim_name(k->c, r->claim));
        truce_json_member_str(json, "order", truce_str_of(order));
        if (dating != TRUCE_NONE) {
            name_member(json, "by_dating", k->c, k->c->datings[dating].head.name);
        }
        truce_json_key(json, "items");
        truce_json_array(json);
        for (uint32_t d = 0; d < r->statement->as.position.n; d++) {
            item_json(k, &r->statement->as.position.demands[d].item, json);
        }
        truce_json_close(json);
        truce_json_close(json);
    }
}

static void movements_json(composer *k, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < k->matrix.n_movements; i++) {
        const truce_movement *const mv = &k->matrix.movements[i];
        const uint32_t dating = k->scope.times[mv->claim].dating;
        if (!compose_shows_issue(k, mv->issue)) {
            continue;
        }
        truce_json_object(json);
        name_member(json, "actor", k->c, k->c->actors[mv->actor].head.name);
        truce_json_member_str(json, "direction",
                              mv->statement->as.movement.hardens ? TRUCE_STR("hardens")
                                                                 : TRUCE_STR("softens"));
        if (mv->issue != TRUCE_NONE) {
            name_member(json, "issue", k->c, k->c->issues[mv->issue].head.name);
        }
        truce_json_member_str(json, "claim", claim_name(k->c, mv->claim));
        if (mv->statement->times.n > 0) {
            phrase_times(&k->text, k->c, mv->statement->times);
            truce_json_member_str(json, "when", truce_buffer_str(&k->text));
            k->text.size = 0;
        }
        if (dating != TRUCE_NONE) {
            name_member(json, "by_dating", k->c, k->c->datings[dating].head.name);
        }
        truce_json_key(json, "from");
        truce_json_array(json);
        refusals_json(k, mv->before, mv->n_before, "before", json);
        refusals_json(k, mv->unknown, mv->n_unknown, "unknown", json);
        truce_json_close(json);
        truce_json_member_bool(json, "more", mv->more);
        truce_json_close(json);
    }
    truce_json_close(json);
}

void compose_matrix_json(composer *k, truce_json *json) {
    const truce_matrix *const m = &k->matrix;
    truce_json_object(json);
    truce_json_key(json, "parties");
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < m->n_parties; i++) {
        truce_json_str(json, truce_case_name(k->c, k->c->actors[m->parties[i]].head.name));
    }
    truce_json_close(json);
    truce_json_key(json, "issues");
    truce_json_array(json);
    for (uint32_t i = 0; i < k->c->n_issues; i++) {
        if (compose_shows_issue(k, i)) {
            issue_json(k, i, json);
        }
    }
    truce_json_close(json);
    truce_json_key(json, "packages");
    packages_json(k, json);
    truce_json_key(json, "movements");
    movements_json(k, json);
    truce_json_member_bool(json, "partly_compared", m->partly_compared);
    truce_json_close(json);
}
