/* What does not match, then and now: which row of one time is which of the other, and so what is
 * new, what has changed, and what is no longer at odds. */
#include <stdlib.h>

#include "account_words.h"
#include "digest_since.h"
#include "truce/case/words.h"

/* ---- which row is which ---- */

/* Rows by claim: those of claim i are at[first[i]] to at[first[i + 1] - 1]. */
typedef struct by_claim {
    uint32_t *first, *at;
} by_claim;

static bool index_rows(const truce_accounts *a, uint32_t n_claims, truce_arena *arena,
                       by_claim *index) {
    uint32_t all = 0;
    index->first = truce_arena_zero(arena, n_claims + (size_t)2, sizeof *index->first);
    for (uint32_t i = 0; i < a->n && index->first != NULL; i++) {
        all += a->at[i].n_claims;
        for (uint32_t c = 0; c < a->at[i].n_claims; c++) {
            index->first[a->at[i].claims[c] + 2]++;
        }
    }
    index->at = truce_arena_take(arena, all * sizeof *index->at);
    if (index->first == NULL || index->at == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < n_claims; i++) {
        index->first[i + 2] += index->first[i + 1];
    }
    for (uint32_t i = 0; i < a->n; i++) {
        for (uint32_t c = 0; c < a->at[i].n_claims; c++) {
            index->at[index->first[a->at[i].claims[c] + 1]++] = i;
        }
    }
    return true;
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

static bool holds_all(const truce_account_row *row, const truce_account_row *of) {
    bool all = row->n_claims >= of->n_claims;
    for (uint32_t i = 0; i < of->n_claims && all; i++) {
        all = bsearch(&of->claims[i], row->claims, row->n_claims, sizeof *row->claims, by_number) !=
              NULL;
    }
    return all;
}

/* The row of now that says of the same matter all that `then` said: of one name if there is one,
 * else found by the same rule, or declared. Else TRUCE_NONE. */
static uint32_t row_now(const truce_account_row *then, const truce_accounts *now,
                        const by_claim *index) {
    uint32_t rarest = then->claims[0];
    uint32_t found = TRUCE_NONE;
    for (uint32_t i = 1; i < then->n_claims; i++) {
        const uint32_t c = then->claims[i];
        if (index->first[c + 1] - index->first[c] <
            index->first[rarest + 1] - index->first[rarest]) {
            rarest = c;
        }
    }
    for (uint32_t i = index->first[rarest]; i < index->first[rarest + 1]; i++) {
        const truce_account_row *const row = &now->at[index->at[i]];
        const bool same = truce_str_equal(row->id, then->id);
        if ((row->rule == then->rule || row->declared != TRUCE_NONE) && holds_all(row, then) &&
            (found == TRUCE_NONE || same)) {
            found = index->at[i];
        }
    }
    return found;
}

bool since_match_accounts(before *b, uint32_t n_claims, truce_arena *arena) {
    const truce_accounts *const now = b->accounts_now;
    by_claim index;
    b->now_of = truce_arena_take(arena, b->accounts.n * sizeof *b->now_of);
    b->then_of = truce_arena_take(arena, now->n * sizeof *b->then_of);
    if (b->now_of == NULL || b->then_of == NULL || !index_rows(now, n_claims, arena, &index)) {
        return false;
    }
    for (uint32_t i = 0; i < now->n; i++) {
        b->then_of[i] = TRUCE_NONE;
    }
    for (uint32_t i = 0; i < b->accounts.n; i++) {
        b->now_of[i] = row_now(&b->accounts.at[i], now, &index);
        if (b->now_of[i] != TRUCE_NONE && b->then_of[b->now_of[i]] == TRUCE_NONE) {
            b->then_of[b->now_of[i]] = i; /* of several that became one, the first */
        }
    }
    return true;
}

/* ---- the sorts ---- */

typedef enum fate { OPENED, SETTLED, CHANGED } fate;

static bool clashes(const truce_account_row *row) {
    return row->kind != TRUCE_ACCOUNT_NONE;
}

/* Whether this row of now (of SETTLED: of then) belongs in the list. */
static bool is_of(const before *b, fate f, uint32_t i) {
    if (f == SETTLED) {
        const uint32_t now = b->now_of[i];
        return now == TRUCE_NONE || !clashes(&b->accounts_now->at[now]);
    }
    const uint32_t then = b->then_of[i];
    const bool known = then != TRUCE_NONE && clashes(&b->accounts.at[then]);
    return f == OPENED ? !known : known && b->accounts.at[then].kind != b->accounts_now->at[i].kind;
}

/* The row as it is now, and of which kind it was: "Before: How much is meant (scope)." */
static void add_row(sort *s, const before *b, fate f, const truce_account_row *row) {
    composer *const k = s->k;
    truce_passage *const item = digest_account(k, s->list, row);
    if (f == CHANGED) {
        const truce_account_row *const then =
            &b->accounts.at[b->then_of[(uint32_t)(row - b->accounts_now->at)]];
        const truce_account_kind kinds[] = {then->kind, row->kind};
        for (size_t i = 0; i < 2; i++) {
            truce_buffer_printf(&k->text, "%s%.*s (%.*s).", i == 0 ? "Before: " : " Now: ",
                                TRUCE_STR_ARGS(account_kind_title(kinds[i])),
                                TRUCE_STR_ARGS(truce_words_at(TRUCE_WORDS_ACCOUNT, kinds[i])));
        }
        compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k),
                        "the same matter then and now: all its claims, and the rule")
            ->join = TRUCE_JOIN_LINE;
    }
}

/* First those in which most parties speak themselves. */
static void add_rows(sort *s, const before *b, fate f) {
    enum { PARTIES_MOST = 4 };
    composer *const k = s->k;
    const truce_accounts *const a = f == SETTLED ? &b->accounts : b->accounts_now;
    uint32_t *const parties = truce_arena_take(k->arena, a->n_clashes * sizeof *parties);
    k->failed = k->failed || parties == NULL;
    for (uint32_t i = 0; i < a->n_clashes && parties != NULL; i++) {
        parties[i] = is_of(b, f, i) ? digest_account_parties(k, &a->at[i]) : TRUCE_NONE;
    }
    for (uint32_t n = PARTIES_MOST + 1; n-- > 0 && !k->failed;) {
        for (uint32_t i = 0; i < a->n_clashes; i++) {
            if (parties[i] == n && since_take(s)) {
                add_row(s, b, f, &a->at[i]);
            }
        }
    }
}

void since_opened(sort *s, const before *b) {
    add_rows(s, b, OPENED);
}

void since_changed(sort *s, const before *b) {
    add_rows(s, b, CHANGED);
}

void since_settled(sort *s, const before *b) {
    add_rows(s, b, SETTLED);
}

/* ---- for machines ---- */

static void ids_json(const before *b, fate f, const char *key, truce_json *json) {
    const truce_accounts *const a = f == SETTLED ? &b->accounts : b->accounts_now;
    truce_json_key(json, key);
    truce_json_array(json);
    for (uint32_t i = 0; i < a->n_clashes; i++) {
        if (is_of(b, f, i)) {
            truce_json_str(json, a->at[i].id);
        }
    }
    truce_json_close(json);
}

void since_accounts_json(const before *b, truce_json *json) {
    ids_json(b, OPENED, "accounts_opened", json);
    truce_json_key(json, "accounts_changed");
    truce_json_array(json);
    for (uint32_t i = 0; i < b->accounts_now->n_clashes; i++) {
        if (is_of(b, CHANGED, i)) {
            const truce_account_row *const row = &b->accounts_now->at[i];
            truce_json_object_inline(json);
            truce_json_member_str(json, "id", row->id);
            truce_json_member_str(
                json, "kind_before",
                truce_words_at(TRUCE_WORDS_ACCOUNT, b->accounts.at[b->then_of[i]].kind));
            truce_json_member_str(json, "kind", truce_words_at(TRUCE_WORDS_ACCOUNT, row->kind));
            truce_json_close(json);
        }
    }
    truce_json_close(json);
    ids_json(b, SETTLED, "accounts_settled", json);
}
