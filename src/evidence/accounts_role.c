/* Who mediates, by source; and what those who mediate are besides. */
#include "accounts_parts.h"

/* ---- rosters ---- */

static bool is_mediator(const truce_statement *st) {
    return st->kind == TRUCE_STATES_ROLE && st->as.role.role == TRUCE_ROLE_MEDIATOR && !st->denied;
}

/* The finds of one source, sorted by side: all get the number of the set of sides. */
static void number_roster(accounts_maker *k, find *at, uint32_t n, uint32_t *sides) {
    uint32_t n_sides = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (n_sides == 0 || sides[n_sides - 1] != at[i].part) {
            sides[n_sides++] = at[i].part;
        }
    }
    const uint32_t roster = number_of(k, sides, n_sides * sizeof *sides);
    for (uint32_t i = 0; i < n; i++) {
        at[i].part = roster;
    }
}

static void find_rosters(accounts_maker *k) {
    uint32_t at = 0;
    const truce_statement *st = NULL;
    uint32_t claim = 0;
    finds all = {0};
    while ((st = next_statement(k, TRUCE_STATED(TRUCE_STATES_ROLE), &at, &claim)) != NULL) {
        const uint32_t side = truce_side_of(k->c, st->subject);
        if (is_mediator(st) && side != TRUCE_NONE) {
            add_find(k, &all,
                     (find){.a = k->origin[truce_case_find(k->c, TRUCE_KIND_SOURCE,
                                                           k->c->claims[claim].source)],
                            .part = side,
                            .claim = claim,
                            .statement = st});
        }
    }
    sort_finds(&all);
    uint32_t *const sides = truce_arena_take(k->arena, all.n * sizeof *sides);
    if (sides == NULL || k->failed) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0, end = 0; i < all.n; i = end) {
        end = group_end(&all, i);
        number_roster(k, all.at + i, end - i, sides);
    }
    for (uint32_t i = 0; i < all.n; i++) {
        all.at[i].a = 0;
    }
    sort_finds(&all);
    if (!k->failed && count_parts(all.at, all.n) > 1) {
        truce_account_row *const row = add_row(k, TRUCE_RULE_ROSTER, TRUCE_ACCOUNT_ROLE, TRUCE_NONE,
                                               TRUCE_NONE, all.at, all.n);
        row_asks(k, row, k->parties, k->n_parties);
    }
}

/* ---- capacities ---- */

static bool capacity_of(const truce_statement *st, truce_capacity *capacity) {
    switch (st->kind) {
    case TRUCE_STATES_ROLE:
        *capacity = TRUCE_CAPACITY_MEDIATOR;
        return st->as.role.role == TRUCE_ROLE_MEDIATOR;
    case TRUCE_STATES_RELATION:
        *capacity = st->as.relation.relation == TRUCE_RELATION_ALLIANCE ? TRUCE_CAPACITY_ALLY
                                                                        : TRUCE_CAPACITY_FINANCIER;
        return st->as.relation.relation == TRUCE_RELATION_ALLIANCE ||
               st->as.relation.relation == TRUCE_RELATION_FINANCE;
    case TRUCE_STATES_PRESENCE:
        *capacity = TRUCE_CAPACITY_WITHDRAWS;
        return st->as.presence.withdraws;
    case TRUCE_STATES_POSITION:
        *capacity = TRUCE_CAPACITY_POSITION;
        return true;
    case TRUCE_STATES_TRAIT:
        *capacity = TRUCE_CAPACITY_INTEREST;
        return st->as.trait.trait == TRUCE_TRAIT_INTEREST ||
               st->as.trait.trait == TRUCE_TRAIT_STAKE;
    default:
        return false;
    }
}

static void add_capacity(accounts_maker *k, finds *all, uint32_t side, truce_capacity capacity,
                         uint32_t claim, const truce_statement *st) {
    if (side != TRUCE_NONE && k->mediates[side]) {
        const bool tied = capacity == TRUCE_CAPACITY_ALLY || capacity == TRUCE_CAPACITY_FINANCIER;
        const uint32_t object =
            tied ? truce_case_find(k->c, TRUCE_KIND_ACTOR, st->as.relation.object) + 1 : 0;
        add_find(k, all,
                 (find){.a = side,
                        .part = (uint32_t)capacity + 8 * object,
                        .claim = claim,
                        .statement = st});
    }
}

static void find_capacities(accounts_maker *k) {
    const uint32_t kinds = TRUCE_STATED(TRUCE_STATES_ROLE) | TRUCE_STATED(TRUCE_STATES_RELATION) |
                           TRUCE_STATED(TRUCE_STATES_PRESENCE) |
                           TRUCE_STATED(TRUCE_STATES_POSITION) | TRUCE_STATED(TRUCE_STATES_TRAIT) |
                           TRUCE_STATED(TRUCE_STATES_EVENT);
    uint32_t at = 0;
    const truce_statement *st = NULL;
    uint32_t claim = 0;
    finds all = {0};
    while ((st = next_statement(k, kinds, &at, &claim)) != NULL) {
        truce_capacity capacity = TRUCE_CAPACITY_MEDIATOR;
        if (!st->denied && capacity_of(st, &capacity)) {
            add_capacity(k, &all, truce_side_of(k->c, st->subject), capacity, claim, st);
        } else if (!st->denied && st->kind == TRUCE_STATES_EVENT) {
            const truce_refs by = doers_of(k->c, st);
            const truce_event_kind kind =
                k->c->events[truce_case_find(k->c, TRUCE_KIND_EVENT, st->as.event.event)].kind;
            for (uint32_t i = 0;
                 i < by.n && (kind == TRUCE_EVENT_WITHDRAW || kind == TRUCE_EVENT_LEAVE); i++) {
                add_capacity(k, &all, truce_side_of(k->c, by.at[i]), TRUCE_CAPACITY_WITHDRAWS,
                             claim, st);
            }
        }
    }
    sort_finds(&all);
    for (uint32_t i = 0, end = 0; i < all.n && !k->failed; i = end) {
        end = group_end(&all, i);
        const bool declared = k->c->actors[all.at[i].a].kind == TRUCE_ACTOR_MEDIATOR;
        const bool called = all.at[i].part == TRUCE_CAPACITY_MEDIATOR;
        if ((called || declared) && (!called || count_parts(all.at + i, end - i) > 1)) {
            truce_account_row *const row = add_row(k, TRUCE_RULE_CAPACITY, TRUCE_ACCOUNT_ROLE,
                                                   all.at[i].a, TRUCE_NONE, all.at + i, end - i);
            row_asks(k, row, k->parties, k->n_parties);
        }
    }
}

void find_roles(accounts_maker *k) {
    find_rosters(k);
    find_capacities(k);
}
