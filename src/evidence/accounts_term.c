/* Rival words: for one thing that the case has as a term, and for one option of an issue. */
#include "accounts_parts.h"
#include "truce/base/buffer.h"

/* ---- terms ---- */

enum { MEANS = 0x40000000U, COUNTED = 0x60000000U };

static uint32_t voice_of_term(const accounts_maker *k, const find *f) {
    const truce_ref by =
        f->statement->kind == TRUCE_STATES_TERM ? f->statement->as.term.by : (truce_ref){0, 0};
    return voice_of(k, f->claim, by);
}

static void look_at_term(accounts_maker *k, const find *at, uint32_t n) {
    uint32_t words = 0; /* finds of words; then those of meanings and counts */
    bool one_voice = true;
    while (words < n && at[words].part < MEANS) {
        one_voice = one_voice && voice_of_term(k, &at[words]) == voice_of_term(k, &at[0]);
        words++;
    }
    if (count_parts(at, words) > 1 && !one_voice) {
        truce_account_row *const row =
            add_row(k, TRUCE_RULE_TERM, TRUCE_ACCOUNT_TERM, at[0].a, TRUCE_NONE, at, n);
        row_asks(k, row, k->parties, k->n_parties);
    }
}

static void find_rival_words(accounts_maker *k) {
    const uint32_t kinds = TRUCE_STATED(TRUCE_STATES_TERM) | TRUCE_STATED(TRUCE_STATES_COUNT);
    uint32_t at = 0;
    const truce_statement *st = NULL;
    uint32_t claim = 0;
    finds all = {0};
    while ((st = next_statement(k, kinds, &at, &claim)) != NULL) {
        if (st->kind == TRUCE_STATES_TERM && !st->denied) {
            const uint32_t word = number_of_text(k, st->text);
            add_find(k, &all,
                     (find){.a = truce_case_find(k->c, TRUCE_KIND_TERM, st->as.term.term),
                            .part = word + (st->as.term.means ? (uint32_t)MEANS : 0U),
                            .claim = claim,
                            .statement = st});
        } else if (st->kind == TRUCE_STATES_COUNT && !st->denied) {
            const int64_t value[2] = {st->as.count.number.units, st->as.count.number.scale};
            add_find(k, &all,
                     (find){.a = truce_case_find(k->c, TRUCE_KIND_TERM, st->as.count.term),
                            .part = COUNTED + number_of(k, value, sizeof value),
                            .claim = claim,
                            .statement = st});
        }
    }
    sort_finds(&all);
    for (uint32_t i = 0, end = 0; i < all.n && !k->failed; i = end) {
        end = group_end(&all, i);
        look_at_term(k, all.at + i, end - i);
    }
}

/* ---- options ---- */

static void add_bytes(truce_buffer *key, const void *bytes, size_t size) {
    truce_buffer_add(key, (truce_str){bytes, size});
}

/* Which option is meant, whoever takes which stance on it. */
static uint32_t number_of_option(accounts_maker *k, truce_buffer *key, uint32_t issue,
                                 const truce_item *item) {
    const truce_option_set set =
        truce_item_options(&k->c->issues[issue], item, k->arena, &k->failed);
    key->size = 0;
    add_bytes(key, &issue, sizeof issue);
    for (uint32_t i = 0; i < set.n; i++) {
        add_bytes(key, &set.at[i].low, sizeof set.at[i].low);
        add_bytes(key, &set.at[i].high, sizeof set.at[i].high);
    }
    k->failed = k->failed || key->failed;
    return k->failed ? 0 : number_of(k, key->data, key->size);
}

static void find_option_words(accounts_maker *k, finds *all, truce_buffer *key) {
    uint32_t at = 0;
    const truce_statement *st = NULL;
    uint32_t claim = 0;
    while ((st = next_statement(k, TRUCE_STATED(TRUCE_STATES_POSITION), &at, &claim)) != NULL &&
           !k->failed) {
        for (uint32_t d = 0; d < st->as.position.n; d++) {
            const truce_demand *const demand = &st->as.position.demands[d];
            const uint32_t issue = truce_case_find(k->c, TRUCE_KIND_ISSUE, demand->item.issue);
            if (demand->as.size > 0 && demand->order == TRUCE_ORDER_NONE &&
                demand->item.n_values > 0 && !k->failed) {
                add_find(k, all,
                         (find){.a = number_of_option(k, key, issue, &demand->item),
                                .b = issue,
                                .part = number_of_text(k, demand->as),
                                .claim = claim,
                                .statement = st,
                                .demand = demand});
            }
        }
    }
}

void find_terms(accounts_maker *k) {
    finds all = {0};
    truce_buffer key = truce_buffer_new();
    find_rival_words(k);
    find_option_words(k, &all, &key);
    truce_buffer_clear(&key);
    sort_finds(&all);
    for (uint32_t i = 0, end = 0; i < all.n && !k->failed; i = end) {
        end = group_end(&all, i);
        if (count_parts(all.at + i, end - i) > 1 && !is_one_witness(k, all.at + i, end - i)) {
            truce_account_row *const row = add_row(k, TRUCE_RULE_WORD, TRUCE_ACCOUNT_TERM,
                                                   all.at[i].b, TRUCE_NONE, all.at + i, end - i);
            row_asks(k, row, k->parties, k->n_parties);
        }
    }
}
