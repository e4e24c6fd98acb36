/* What a claim itself leaves open: it says that an actor has an alternative, an interest, a stake,
 * and that it is not known which. Nobody knows better what to ask than the source that says so. */
#include <stdlib.h>

#include "gaps_parts.h"

typedef struct told_trait {
    uint32_t actor, claim;
    truce_symbol on; /* the issue, or 0 */
    const truce_statement *st;
    uint32_t order;
} told_trait;

typedef struct traits {
    told_trait *at;
    size_t n, cap;
} traits;

static void note_trait(finder *f, uint32_t claim, const truce_statement *st, void *data) {
    traits *const all = data;
    const uint32_t actor = truce_case_find(f->c, TRUCE_KIND_ACTOR, st->subject);
    if (f->failed || st->denied || actor == TRUCE_NONE) {
        return;
    }
    told_trait *const at = truce_arena_grow(f->arena, all->at, all->n, &all->cap, sizeof *at);
    if (at == NULL) {
        f->failed = true;
        return;
    }
    all->at = at;
    at[all->n] = (told_trait){actor, claim, st->as.trait.on.symbol, st, (uint32_t)all->n};
    all->n++;
}

static int by_trait(const void *left, const void *right) {
    const told_trait *const l = left;
    const told_trait *const r = right;
    const uint32_t keys[][2] = {
        {l->actor, r->actor},
        {(uint32_t)l->st->as.trait.trait, (uint32_t)r->st->as.trait.trait},
        {l->on, r->on},
        {l->order, r->order},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1] ? -1 : 1;
        }
    }
    return 0;
}

static bool is_same(const told_trait *l, const told_trait *r) {
    return l->actor == r->actor && l->st->as.trait.trait == r->st->as.trait.trait;
}

/* Those of one actor, one trait and one issue. What somebody says and did not surely say before
 * answers what is left open: of all that are said the last one decides. */
static void find_open(finder *f, const told_trait *at, size_t n) {
    truce_date latest = {INT64_MIN, INT64_MIN, TRUCE_DATE_GIVEN};
    bool said = false;
    for (size_t i = 0; i < n; i++) {
        const truce_date date = f->scope->times[at[i].claim].date;
        if (!at[i].st->as.trait.unstated) {
            const bool later = (latest.marks & TRUCE_DATE_GIVEN) != 0 &&
                               ((date.marks & TRUCE_DATE_GIVEN) == 0 || date.last > latest.last);
            latest = !said || later ? date : latest;
            said = true;
        }
    }
    for (size_t i = 0; i < n; i++) {
        const truce_date date = f->scope->times[at[i].claim].date;
        if (at[i].st->as.trait.unstated &&
            (!said || truce_date_compare(latest, date) == TRUCE_DATE_BEFORE)) {
            const truce_symbol name =
                at[i].on != 0 ? at[i].on : f->c->actors[at[i].actor].head.name;
            truce_gap_item *const item = gap_item(f, name);
            gap_claim(f, item, at[i].claim);
            gap_word(f, item, at[i].st->text);
            gap_ask_speakers(f, item, at[i].claim);
        }
    }
}

void find_gaps_unsaid(finder *f) {
    traits all = {NULL, 0, 0};
    each_statement(f, TRUCE_STATED(TRUCE_STATES_TRAIT), note_trait, &all);
    if (all.n > 1 && !f->failed) {
        qsort(all.at, all.n, sizeof *all.at, by_trait);
    }
    for (size_t i = 0; i < all.n && !f->failed;) {
        const told_trait *const first = &all.at[i];
        gap_begin(f, TRUCE_GAP_UNSAID, first->actor);
        f->gap.trait = first->st->as.trait.trait;
        while (i < all.n && is_same(first, &all.at[i])) {
            size_t end = i + 1;
            while (end < all.n && is_same(first, &all.at[end]) && all.at[end].on == all.at[i].on) {
                end++;
            }
            find_open(f, &all.at[i], end - i);
            i = end;
        }
        gap_ask(f, NULL, first->actor, TRUCE_WHOM_OWN, TRUCE_NONE);
        gap_end(f);
    }
}
