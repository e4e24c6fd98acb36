/* Custody that is claimed and denied. On the way of an offer a later stage implies the earlier
 * ones, so one that is denied speaks against all from there on; an earlier one can hold beside it
 * (issued, but not received), and is shown with it because that is where the chain breaks. Whether
 * it was reviewed, answered or withdrawn is denied for itself alone, and it cannot be both accepted
 * and rejected by one side. */
#include "accounts_parts.h"

#define DENIED UINT32_C(0x80000000)

/* Statements of equal content are one part. */
static uint32_t content_of(accounts_maker *k, const truce_statement *st) {
    const truce_refs lists[] = {st->as.offer.by, st->as.offer.to, st->as.offer.from};
    const size_t n = 6 + (size_t)lists[0].n + lists[1].n + lists[2].n;
    uint32_t *const key = truce_arena_take(k->arena, n * sizeof *key);
    size_t used = 0;
    if (key == NULL) {
        k->failed = true;
        return 0;
    }
    key[used++] = (uint32_t)st->as.offer.stage;
    key[used++] = st->as.offer.offer.symbol;
    key[used++] = number_of_text(k, st->text);
    for (size_t l = 0; l < 3; l++) {
        key[used++] = lists[l].n;
        for (uint32_t i = 0; i < lists[l].n; i++) {
            key[used++] = lists[l].at[i].symbol;
        }
    }
    return number_of(k, key, n * sizeof *key) + (st->denied ? DENIED : 0);
}

/* How far the offer has come when this holds. */
static unsigned reach(truce_stage stage) {
    switch (stage) {
    case TRUCE_STAGE_ISSUED:
    case TRUCE_STAGE_WITHDRAWN:
        return 0;
    case TRUCE_STAGE_HANDED:
        return 1;
    case TRUCE_STAGE_CONVEYED:
        return 2;
    case TRUCE_STAGE_RECEIVED:
        return 3;
    case TRUCE_STAGE_ACKNOWLEDGED:
        return 4;
    case TRUCE_STAGE_REVIEWED:
        return 5;
    case TRUCE_STAGE_ACCEPTED:
    case TRUCE_STAGE_REJECTED:
    case TRUCE_STAGE_COUNTERED:
        break;
    }
    return 6;
}

/* What is compared with what: the way there, one later stage, or the answers. */
enum { WAY, STAGE, ANSWER = STAGE + 16 };

static bool is_on_the_way(truce_stage stage) {
    return stage <= TRUCE_STAGE_ACKNOWLEDGED;
}

/* The one or the other of the two things said. */
static bool is_against(const find *f) {
    return f->statement->denied ||
           (f->b == ANSWER && f->statement->as.offer.stage == TRUCE_STAGE_REJECTED);
}

/* Whom it reached: who received it, or to whom it went; none: not said. */
static truce_refs recipients(const truce_statement *st) {
    return reach(st->as.offer.stage) >= 3 ? st->as.offer.by : st->as.offer.to;
}

static void mark_recipients(accounts_maker *k, const truce_statement *st, bool *all) {
    const truce_refs who = recipients(st);
    *all = *all || who.n == 0;
    for (uint32_t i = 0; i < who.n; i++) {
        const uint32_t side = truce_side_of(k->c, who.at[i]);
        if (side != TRUCE_NONE) {
            k->stamp_actor[side] = k->stamp;
        } else {
            *all = true;
        }
    }
}

static bool meets_recipients(const accounts_maker *k, const truce_statement *st, bool all) {
    const truce_refs who = recipients(st);
    for (uint32_t i = 0; i < who.n && !all; i++) {
        const uint32_t side = truce_side_of(k->c, who.at[i]);
        all = side == TRUCE_NONE || k->stamp_actor[side] == k->stamp;
    }
    return all || who.n == 0;
}

/* Drop what is about other recipients than anything on the other side of the dispute. */
static void drop_others(accounts_maker *k, find *at, uint32_t n, bool denials) {
    bool all = false;
    new_look(k);
    for (uint32_t i = 0; i < n; i++) {
        if (!at[i].dropped && is_against(&at[i]) != denials) {
            mark_recipients(k, at[i].statement, &all);
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        if (is_against(&at[i]) == denials && !meets_recipients(k, at[i].statement, all)) {
            at[i].dropped = true;
        }
    }
}

/* Of claims about one named offer beside a denial that any came: those that it speaks against. */
static void drop_named(const accounts_maker *k, find *at, uint32_t n) {
    unsigned least = 7;
    int64_t denied_until = INT64_MIN; /* the latest time at which some denial may have been made */
    for (uint32_t i = 0; i < n; i++) {
        const truce_date date = k->m->scope->times[at[i].claim].date;
        if (at[i].statement->denied && !at[i].dropped) {
            const unsigned r = reach(at[i].statement->as.offer.stage);
            const int64_t last = (date.marks & TRUCE_DATE_GIVEN) != 0 ? date.last : INT64_MAX;
            least = r < least ? r : least;
            denied_until = last > denied_until ? last : denied_until;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        const truce_statement *const st = at[i].statement;
        const truce_date date = k->m->scope->times[at[i].claim].date;
        const bool later = (date.marks & TRUCE_DATE_GIVEN) != 0 && date.first > denied_until;
        if (!st->denied && st->as.offer.offer.symbol != 0 &&
            (reach(st->as.offer.stage) < least || later)) {
            at[i].dropped = true;
        }
    }
}

/* Who could tell of an offer, or of any: each once, as offers.h lists them. */
static void list_whom(accounts_maker *k, truce_account_row *row, const truce_whom *whom,
                      uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        if (k->stamp_actor[whom[i].actor] != k->stamp) {
            k->stamp_actor[whom[i].actor] = k->stamp;
            row->n_any += whom[i].why == TRUCE_WHOM_MEDIATOR;
            row->who[row->n_who++] = whom[i].actor;
        }
    }
}

/* Of a row on any offer: those who could tell of that, and no more, since it is what is denied. */
static void ask_whom(accounts_maker *k, truce_account_row *row) {
    if (!k->has_offers && truce_offers_make(k->m->scope, k->arena, &k->offers, NULL) != TRUCE_OK) {
        k->failed = true;
        return;
    }
    k->has_offers = true;
    const truce_offer_file *const file =
        row->subject != TRUCE_NONE ? truce_offers_of(&k->offers, row->subject) : NULL;
    const truce_whom *const whom = file != NULL ? file->knows : k->offers.any_knows;
    const uint32_t n = file != NULL ? file->n_knows : k->offers.n_any_knows;
    row->who = truce_arena_take(k->arena, n * sizeof *row->who);
    if (row->who == NULL) {
        k->failed = true;
        return;
    }
    new_look(k);
    list_whom(k, row, whom, n);
}

static void look_at_offer(accounts_maker *k, find *at, uint32_t n) {
    uint32_t claimed = 0;
    uint32_t denied = 0;
    const bool any = at[0].a == TRUCE_NONE;
    drop_others(k, at, n, true);
    if (any) {
        drop_named(k, at, n);
    }
    drop_others(k, at, n, false);
    for (uint32_t i = 0; i < n; i++) {
        claimed += !at[i].dropped && !is_against(&at[i]);
        denied += !at[i].dropped && is_against(&at[i]);
    }
    if (claimed == 0 || denied == 0) {
        return;
    }
    truce_account_row *const row = add_row(
        k, TRUCE_RULE_OFFER, is_one_witness(k, at, n) ? TRUCE_ACCOUNT_SELF : TRUCE_ACCOUNT_FACT,
        at[0].a, TRUCE_NONE, at, n);
    if (row != NULL) {
        row->denied_first = at[0].b != ANSWER && denied_before(k, at, n, DENIED);
        ask_whom(k, row);
    }
}

static void add_offer(accounts_maker *k, finds *all, find f) {
    const truce_stage stage = f.statement->as.offer.stage;
    if (!f.statement->denied || is_on_the_way(stage)) {
        f.b = WAY;
        add_find(k, all, f);
    }
    if (!is_on_the_way(stage)) {
        f.b = STAGE + (uint32_t)stage;
        add_find(k, all, f);
    }
    if (!f.statement->denied && f.a != TRUCE_NONE &&
        (stage == TRUCE_STAGE_ACCEPTED || stage == TRUCE_STAGE_REJECTED)) {
        f.b = ANSWER;
        add_find(k, all, f);
    }
}

void find_offers(accounts_maker *k) {
    uint32_t at = 0;
    const truce_statement *st = NULL;
    uint32_t claim = 0;
    finds all = {0};
    bool any_denied = false;
    while ((st = next_statement(k, TRUCE_STATED(TRUCE_STATES_OFFER), &at, &claim)) != NULL) {
        any_denied = any_denied || (st->denied && st->as.offer.offer.symbol == 0);
    }
    at = 0;
    while ((st = next_statement(k, TRUCE_STATED(TRUCE_STATES_OFFER), &at, &claim)) != NULL) {
        find f = {.a = truce_case_find(k->c, TRUCE_KIND_OFFER, st->as.offer.offer),
                  .part = content_of(k, st),
                  .claim = claim,
                  .statement = st};
        const bool named = f.a != TRUCE_NONE;
        add_offer(k, &all, f);
        if (named && any_denied && !st->denied) {
            f.a = TRUCE_NONE; /* "none at all was received" speaks against it too */
            add_offer(k, &all, f);
        }
    }
    sort_finds(&all);
    for (uint32_t i = 0, end = 0; i < all.n && !k->failed; i = end) {
        end = group_end(&all, i);
        look_at_offer(k, all.at + i, end - i);
    }
}
