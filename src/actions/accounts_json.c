/* What does not match, for machines. */
#include "account_words.h"
#include "truce/case/words.h"

static void member_text(composer *k, truce_json *json, const char *key) {
    truce_json_member_str(json, key, truce_buffer_str(&k->text));
    k->text.size = 0;
}

static void claims_json(composer *k, const uint32_t *claims, uint32_t n, truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < n; i++) {
        truce_json_str(json, claim_name(k->c, claims[i]));
    }
    truce_json_close(json);
}

static void told_json(composer *k, uint32_t claim, truce_json *json) {
    const truce_claim *const cl = &k->c->claims[claim];
    truce_json_object_inline(json);
    truce_json_member_str(json, "claim", claim_name(k->c, claim));
    phrase_speakers(&k->text, k->c, cl);
    member_text(k, json, "speaker");
    truce_json_member_str(json, "grade",
                          truce_str_of(truce_grade_called(truce_claim_grade(k->c, cl))));
    phrase_date(&k->text, &k->scope, claim);
    member_text(k, json, "date");
    truce_json_close(json);
}

static void sides_json(composer *k, const truce_account_row *row, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < row->n_parts; i++) {
        const truce_account_part *const part = &row->parts[i];
        truce_json_object(json);
        account_says(k, row, part);
        member_text(k, json, "says");
        truce_json_key(json, "told");
        truce_json_array(json);
        for (uint32_t c = 0; c < part->n_claims; c++) {
            told_json(k, part->claims[c], json);
        }
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void settle_json(composer *k, const truce_account_row *row, truce_json *json) {
    const truce_account *const account =
        row->declared != TRUCE_NONE ? &k->c->accounts[row->declared] : NULL;
    truce_json_array(json);
    if (account != NULL && account->n_settles > 0) {
        for (uint32_t i = 0; i < account->n_settles; i++) {
            truce_json_object_inline(json);
            truce_json_member_str(json, "what", account->settles[i].text);
            truce_json_key(json, "by");
            truce_json_array_inline(json);
            if (account->settles[i].by.symbol != 0) {
                truce_json_str(json, truce_case_name(k->c, account->settles[i].by.symbol));
            }
            truce_json_close(json);
            truce_json_close(json);
        }
    } else if (account_settle(row)[0] != '\0' && row->kind != TRUCE_ACCOUNT_NONE) {
        truce_json_object_inline(json);
        truce_json_member_str(json, "what", truce_str_of(account_settle(row)));
        truce_json_key(json, "by");
        truce_json_array_inline(json);
        for (uint32_t i = 0; i < row->n_who; i++) {
            truce_json_str(json, truce_case_name(k->c, k->c->actors[row->who[i]].head.name));
        }
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void row_json(composer *k, const truce_account_row *row, truce_json *json) {
    const bool by_rule = row->rule != TRUCE_RULE_DECLARED;
    truce_json_object(json);
    truce_json_member_str(json, "id", row->id);
    truce_json_member_str(json, "kind", truce_words_at(TRUCE_WORDS_ACCOUNT, (size_t)row->kind));
    truce_json_member_str(json, "found", by_rule ? TRUCE_STR("rule") : TRUCE_STR("declared"));
    if (by_rule) {
        truce_json_member_str(json, "rule", truce_str_of(account_rule_called(row->rule)));
    }
    if (row->declared != TRUCE_NONE) {
        truce_json_member_str(json, "account",
                              truce_case_name(k->c, k->c->accounts[row->declared].head.name));
    }
    account_subject(k, row);
    member_text(k, json, "about");
    truce_json_key(json, "claims");
    claims_json(k, row->claims, row->n_claims, json);
    truce_json_key(json, "sides");
    sides_json(k, row, json);
    account_why(k, row);
    member_text(k, json, "why");
    if (row->order_unknown) {
        truce_json_member_bool(json, "order_unknown", true);
    }
    truce_json_key(json, "settle");
    settle_json(k, row, json);
    truce_json_close(json);
}

/* Blame that is part of no row. */
static void blame_json(composer *k, bool row, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        const truce_claim *const claim = &k->c->claims[i];
        for (uint32_t s = 0; s < claim->n_statements && k->scope.in[i]; s++) {
            if (account_is_lone_blame(k->c, &claim->statements[s], row)) {
                truce_json_object_inline(json);
                truce_json_member_str(json, "claim", claim_name(k->c, i));
                phrase_speakers(&k->text, k->c, claim);
                member_text(k, json, "speaker");
                phrase_statement(&k->text, k->c, &claim->statements[s]);
                member_text(k, json, "says");
                truce_json_close(json);
            }
        }
    }
    truce_json_close(json);
}

static void forecasts_json(composer *k, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        const truce_claim *const claim = &k->c->claims[i];
        for (uint32_t s = 0; s < claim->n_statements && k->scope.in[i]; s++) {
            if (claim->statements[s].kind == TRUCE_STATES_FORECAST) {
                truce_json_object_inline(json);
                truce_json_member_str(json, "claim", claim_name(k->c, i));
                phrase_speakers(&k->text, k->c, claim);
                member_text(k, json, "speaker");
                truce_json_member_str(json, "forecast", claim->statements[s].text);
                truce_json_close(json);
            }
        }
    }
    truce_json_close(json);
}

static bool is_asked_for(const composer *k, uint32_t source) {
    bool asked = k->session->n_only == 0;
    for (size_t i = 0; i < k->session->n_only && !asked; i++) {
        asked = k->session->only[i] == source;
    }
    return asked;
}

static void source_notes_json(composer *k, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < k->c->n_sources; i++) {
        const truce_source *const s = &k->c->sources[i];
        for (uint32_t n = 0; n < s->head.n_notes && is_asked_for(k, i); n++) {
            truce_json_object_inline(json);
            truce_json_member_str(json, "source", truce_case_name(k->c, s->head.name));
            truce_json_member_str(json, "note", s->head.notes[n].text);
            truce_json_close(json);
        }
    }
    truce_json_close(json);
}

/* The members "accounts" and those behind it, of an object that is open. */
truce_status compose_accounts_json(composer *k, truce_json *json, truce_error *err) {
    truce_accounts a;
    const truce_status status = truce_accounts_make(&k->matrix, k->arena, &a, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_json_key(json, "accounts");
    truce_json_array(json);
    for (uint32_t i = 0; i < a.n_clashes; i++) {
        row_json(k, &a.at[i], json);
    }
    truce_json_close(json);
    truce_json_key(json, "looked_at");
    truce_json_array(json);
    for (uint32_t i = a.n_clashes; i < a.n; i++) {
        row_json(k, &a.at[i], json);
    }
    truce_json_close(json);
    truce_json_key(json, "blame_reported");
    blame_json(k, account_has_blame(&a), json);
    truce_json_key(json, "forecasts");
    forecasts_json(k, json);
    truce_json_key(json, "source_notes");
    source_notes_json(k, json);
    truce_json_member_bool(json, "partly_compared", a.partly_compared);
    return TRUCE_OK;
}
