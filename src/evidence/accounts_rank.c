/* What matters most, to the talks or to one side: different issues. Beside those that name one, the
 * sources that name none as most say what matters much. */
#include "accounts_parts.h"

static uint32_t report_of(const accounts_maker *k, uint32_t claim) {
    return k->origin[truce_case_find(k->c, TRUCE_KIND_SOURCE, k->c->claims[claim].source)];
}

static void drop_much(const accounts_maker *k, find *at, uint32_t n, const bool *names_most) {
    for (uint32_t i = 0; i < n; i++) {
        at[i].dropped = at[i].part >= TRUCE_MUCH && names_most[report_of(k, at[i].claim)];
    }
}

static void look_at_rank(accounts_maker *k, find *at, uint32_t n, bool *names_most) {
    const uint32_t to = at[0].a - 1; /* 0, to nobody, becomes TRUCE_NONE */
    uint32_t most = 0;
    while (most < n && at[most].part < TRUCE_MUCH) {
        names_most[report_of(k, at[most].claim)] = true;
        most++;
    }
    if (count_parts(at, most) > 1) {
        drop_much(k, at, n, names_most);
        truce_account_row *const row = add_row(
            k, TRUCE_RULE_RANK, is_one_witness(k, at, n) ? TRUCE_ACCOUNT_SELF : TRUCE_ACCOUNT_RANK,
            to, TRUCE_NONE, at, n);
        if (to == TRUCE_NONE) {
            row_asks(k, row, k->parties, k->n_parties);
        } else {
            row_asks(k, row, &to, 1);
        }
    }
    for (uint32_t i = 0; i < most; i++) {
        names_most[report_of(k, at[i].claim)] = false;
    }
}

void find_ranks(accounts_maker *k) {
    uint32_t at = 0;
    const truce_statement *st = NULL;
    uint32_t claim = 0;
    finds all = {0};
    bool *const names_most = truce_arena_zero(k->arena, k->c->n_sources, sizeof *names_most);
    if (names_most == NULL) {
        k->failed = true;
        return;
    }
    while ((st = next_statement(k, TRUCE_STATED(TRUCE_STATES_RANK), &at, &claim)) != NULL) {
        if (st->denied) {
            continue;
        }
        const uint32_t to = truce_side_of(k->c, st->as.rank.to);
        const bool to_somebody = st->as.rank.to.symbol != 0;
        find f = {.a = to_somebody ? to + 1 : 0, .claim = claim, .statement = st};
        if (to_somebody && to == TRUCE_NONE) {
            continue; /* to "someone" */
        }
        if (st->as.rank.rank == TRUCE_RANK_MOST) {
            f.part = truce_case_find(k->c, TRUCE_KIND_ISSUE, st->subject);
            add_find(k, &all, f);
        } else if (st->as.rank.rank == TRUCE_RANK_MUCH && !to_somebody) {
            f.part = TRUCE_MUCH + report_of(k, claim);
            add_find(k, &all, f);
        }
    }
    sort_finds(&all);
    for (uint32_t i = 0, end = 0; i < all.n && !k->failed; i = end) {
        end = group_end(&all, i);
        look_at_rank(k, all.at + i, end - i, names_most);
    }
}
