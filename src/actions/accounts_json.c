/* What does not match, for machines. */
#include "account_charges.h"
#include "account_remarks.h"
#include "account_unblamed.h"
#include "account_words.h"
#include "issues.h"
#include "truce/case/words.h"
#include "ways.h"

static void member_text(composer *k, truce_json *json, const char *key) {
    truce_json_member_str(json, key, truce_buffer_str(&k->text));
    k->text.size = 0;
}

/* ---- who says it ---- */

/* Each claim of a row as it is written wherever it is told: [claim], beginnings in one text. A
 * claim stands in several rows, and rows name claims from all over the case; so it is put in words
 * once, in the order in which claims lie in memory. */
typedef struct tellings {
    truce_buffer text;
    size_t *begin; /* [claim], and one more */
} tellings;

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

static truce_status write_tellings(composer *k, const truce_accounts *a, tellings *t,
                                   truce_error *err) {
    const uint32_t n = k->c->n_claims;
    bool *const told = truce_arena_zero(k->arena, n, sizeof *told);
    t->begin = truce_arena_take(k->arena, (n + (size_t)1) * sizeof *t->begin);
    if (told == NULL || t->begin == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what does not match");
    }
    for (uint32_t i = 0; i < a->n; i++) {
        for (uint32_t p = 0; p < a->at[i].n_parts; p++) {
            const truce_account_part *const part = &a->at[i].parts[p];
            for (uint32_t c = 0; c < part->n_claims; c++) {
                told[part->claims[c]] = true;
            }
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        t->begin[i] = t->text.size;
        if (told[i]) {
            truce_json one = truce_json_new(&t->text);
            told_json(k, i, &one);
        }
    }
    t->begin[n] = t->text.size;
    return truce_buffer_status(&t->text, err);
}

static truce_str telling(const tellings *t, uint32_t claim) {
    return (truce_str){t->text.data + t->begin[claim], t->begin[claim + 1] - t->begin[claim]};
}

/* ---- a row ---- */

static void sides_json(composer *k, const truce_account_row *row, const tellings *t,
                       truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < row->n_parts; i++) {
        const truce_account_part *const part = &row->parts[i];
        truce_json_object(json);
        account_says(k, row, part);
        member_text(k, json, "says");
        truce_json_key(json, "told");
        truce_json_array(json);
        for (uint32_t c = 0; c < part->n_claims; c++) {
            truce_json_written(json, telling(t, part->claims[c]));
        }
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

/* What was told at one time, round by round. */
static void rounds_json(composer *k, const truce_account_row *row, truce_json *json) {
    const account_charges c = account_charges_of(k, row);
    account_rounds rounds;
    if (!account_rounds_make(k, &rounds)) {
        return;
    }
    truce_json_array(json);
    for (uint32_t i = 0; i < c.n;) {
        const uint32_t end = account_round_end(&c, i);
        const account_round round = account_round_of(k, &rounds, c.at + i, end - i);
        truce_json_object_inline(json);
        truce_json_member_bool(json, "dated", c.at[i].dated);
        truce_json_key(json, "claims");
        truce_json_array_inline(json);
        for (; i < end; i++) {
            truce_json_str(json, claim_name(k->c, c.at[i].claim));
        }
        truce_json_close(json);
        truce_json_key(json, "told_with");
        truce_json_array_inline(json);
        for (uint32_t e = 0; e < round.n_events; e++) {
            truce_json_str(json, truce_case_name(k->c, k->c->events[round.events[e]].head.name));
        }
        truce_json_close(json);
        truce_json_key(json, "unanswered_by");
        truce_json_array_inline(json);
        for (uint32_t s = 0; s < round.n_silent; s++) {
            truce_json_str(json, truce_case_name(k->c, k->c->actors[round.silent[s]].head.name));
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
        if (row->n_any > 0) {
            truce_json_member_int(json, "any_of_last", row->n_any);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void row_json(composer *k, const truce_account_row *row, const tellings *t,
                     truce_json *json) {
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
    compose_names_json(k, row->claims, row->n_claims, json);
    truce_json_key(json, "sides");
    sides_json(k, row, t, json);
    account_why(k, row);
    member_text(k, json, "why");
    if (row->order_unknown) {
        truce_json_member_bool(json, "order_unknown", true);
    }
    if (row->rule == TRUCE_RULE_BLAME) {
        truce_json_key(json, "rounds");
        rounds_json(k, row, json);
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
        for (uint32_t s = 0; s < claim->n_statements && k->scope.in[i] && k->issues == NULL; s++) {
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

/* What is denied, whether or not a row has it. */
static void denials_json(composer *k, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        const truce_claim *const claim = &k->c->claims[i];
        for (uint32_t s = 0; s < claim->n_statements && k->scope.in[i] && k->issues == NULL; s++) {
            if (account_is_denial(&claim->statements[s])) {
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
        for (uint32_t s = 0; s < claim->n_statements && k->scope.in[i] && k->issues == NULL; s++) {
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

static void rows_json(composer *k, const char *key, const truce_accounts *a, uint32_t begin,
                      uint32_t end, const tellings *t, truce_json *json) {
    truce_json_key(json, key);
    truce_json_array(json);
    for (uint32_t i = begin; i < end; i++) {
        row_json(k, &a->at[i], t, json);
    }
    truce_json_close(json);
}

/* The members "accounts" and those behind it, of an object that is open. */
truce_status compose_accounts_json(composer *k, truce_json *json, truce_error *err) {
    truce_accounts a;
    tellings t = {.text = truce_buffer_new()};
    truce_status status = truce_accounts_make(&k->matrix, k->arena, &a, err);
    if (status == TRUCE_OK) {
        keep_accounts_asked(k, &a);
        status = write_tellings(k, &a, &t, err);
    }
    if (status == TRUCE_OK) {
        rows_json(k, "accounts", &a, 0, a.n_clashes, &t, json);
        rows_json(k, "looked_at", &a, a.n_clashes, a.n, &t, json);
        if (k->issues == NULL && (k->kinds == 0 || (k->kinds >> TRUCE_ACCOUNT_FACT & 1) != 0)) {
            compose_ways_accounts_json(k, json);
        }
        truce_json_key(json, "blame_reported");
        blame_json(k, account_has_blame(&a), json);
        const account_remarks remarks =
            k->issues == NULL ? account_remarks_of(k) : (account_remarks){NULL, 0};
        truce_json_key(json, "short_of_blame");
        account_remarks_json(k, &remarks, json);
        if (k->issues == NULL) {
            truce_json_key(json, "unblamed");
            account_unblamed_json(k, json);
        }
        truce_json_key(json, "denials");
        denials_json(k, json);
        truce_json_key(json, "forecasts");
        forecasts_json(k, json);
        truce_json_key(json, "source_notes");
        source_notes_json(k, json);
        truce_json_member_bool(json, "partly_compared", a.partly_compared);
    }
    truce_buffer_clear(&t.text);
    return status;
}
