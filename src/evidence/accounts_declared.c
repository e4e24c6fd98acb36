/* Rows that a declared account covers become one with it. Claims are compared by what they are
 * copies of, so an account need not name each copy. Every row waits under one of its claims, and an
 * account looks only at the rows that wait under its own. */
#include <stdlib.h>

#include "accounts_parts.h"

typedef struct waiting {
    uint32_t *first; /* [claim] -> row, or TRUCE_NONE */
    uint32_t *next;  /* [row] */
} waiting;

static bool wait_all(accounts_maker *k, waiting *w) {
    const truce_accounts *const out = k->out;
    w->first = truce_arena_take(k->arena, k->c->n_claims * sizeof *w->first);
    w->next = truce_arena_take(k->arena, out->n * sizeof *w->next);
    if (w->first == NULL || w->next == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        w->first[i] = TRUCE_NONE;
    }
    for (uint32_t i = out->n; i > 0; i--) {
        uint32_t *const head = &w->first[k->root[out->at[i - 1].claims[0]]];
        w->next[i - 1] = *head;
        *head = i - 1;
    }
    return true;
}

/* The account's claims are marked by what they are copies of. */
static bool covers(const accounts_maker *k, const truce_account_row *row) {
    for (uint32_t i = 0; i < row->n_claims; i++) {
        if (k->stamp_claim[k->root[row->claims[i]]] != k->stamp) {
            return false;
        }
    }
    return true;
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

static bool has(const uint32_t *sorted, uint32_t n, uint32_t claim) {
    return n > 0 && bsearch(&claim, sorted, n, sizeof claim, by_number) != NULL;
}

/* A part for each claim that no part of the rule names. */
static bool add_parts(accounts_maker *k, truce_account_row *row, const uint32_t *claims,
                      uint32_t n) {
    truce_account_part *const parts =
        truce_arena_take(k->arena, (row->n_parts + n) * sizeof *parts);
    uint32_t *const all = truce_arena_take(k->arena, (row->n_claims + n) * sizeof *all);
    uint32_t n_all = row->n_claims;
    if (parts == NULL || all == NULL) {
        return false;
    }
    if (row->n_parts > 0) {
        memcpy(parts, row->parts, row->n_parts * sizeof *parts);
        memcpy(all, row->claims, row->n_claims * sizeof *all);
    }
    row->parts = parts;
    for (uint32_t i = 0; i < n; i++) {
        if (!has(row->claims, row->n_claims, claims[i])) {
            all[n_all] = claims[i];
            parts[row->n_parts++] =
                (truce_account_part){.what = TRUCE_NONE, .claims = &all[n_all], .n_claims = 1};
            n_all++;
        }
    }
    /* The parts keep pointing into `all`; what is sorted is a copy. */
    row->claims = truce_arena_take(k->arena, n_all * sizeof *row->claims);
    if (row->claims == NULL) {
        return false;
    }
    memcpy(row->claims, all, n_all * sizeof *all);
    qsort(row->claims, n_all, sizeof *row->claims, by_number);
    row->n_claims = n_all;
    return true;
}

/* The account's claims in scope, each once, marked: how many. */
static uint32_t claims_in_scope(accounts_maker *k, const truce_account *account, uint32_t *claims) {
    uint32_t n = 0;
    uint32_t kept = 0;
    new_look(k);
    for (uint32_t i = 0; i < account->claims.n; i++) {
        const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, account->claims.at[i]);
        if (k->m->scope->in[claim]) {
            claims[n++] = claim;
            k->stamp_claim[k->root[claim]] = k->stamp;
        }
    }
    if (n > 1) {
        qsort(claims, n, sizeof *claims, by_number);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (kept == 0 || claims[kept - 1] != claims[i]) {
            claims[kept++] = claims[i];
        }
    }
    return kept;
}

static bool merge(accounts_maker *k, uint32_t index, waiting *w, bool *covered,
                  truce_account_row *made, bool *stands) {
    const truce_account *const account = &k->c->accounts[index];
    uint32_t *const claims = truce_arena_take(k->arena, account->claims.n * sizeof *claims);
    if (claims == NULL) {
        return false;
    }
    const uint32_t n = claims_in_scope(k, account, claims);
    uint32_t base = TRUCE_NONE;
    *stands = n > 1;
    if (!*stands) {
        return true;
    }
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t r = w->first[k->root[claims[i]]]; r != TRUCE_NONE; r = w->next[r]) {
            if (!covered[r] && covers(k, &k->out->at[r])) {
                covered[r] = true;
                base = r < base ? r : base;
            }
        }
    }
    *made = base != TRUCE_NONE ? k->out->at[base]
                               : (truce_account_row){.rule = TRUCE_RULE_DECLARED,
                                                     .subject = TRUCE_NONE,
                                                     .other = TRUCE_NONE};
    made->kind = account->kind;
    made->declared = index;
    return add_parts(k, made, claims, n);
}

bool merge_declared(accounts_maker *k) {
    const truce_case *const c = k->c;
    truce_accounts *const out = k->out;
    const uint32_t n = out->n;
    waiting w = {0};
    bool *const covered = truce_arena_zero(k->arena, n, sizeof *covered);
    truce_account_row *const all = truce_arena_take(k->arena, (n + c->n_accounts) * sizeof *all);
    uint32_t made = 0;
    if (covered == NULL || all == NULL || !wait_all(k, &w)) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_accounts; i++) {
        bool stands = false;
        if (!merge(k, i, &w, covered, &all[made], &stands)) {
            return false;
        }
        made += stands;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!covered[i]) {
            all[made++] = out->at[i];
        }
    }
    out->at = all;
    out->n = made;
    return true;
}
