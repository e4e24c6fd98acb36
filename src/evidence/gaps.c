/* The frame: what all finders need is worked out once, then each kind of gap is looked for, one gap
 * at a time, and in the end they are put in order. */
#include "truce/evidence/gaps.h"

#include <stdlib.h>

#include "gaps_parts.h"

void each_statement(finder *f, uint32_t kinds, found *tell, void *data) {
    const truce_stated *at = NULL;
    for (uint32_t i = 0; !f->failed && (at = truce_scope_next(f->scope, kinds, &i)) != NULL;) {
        if (!at->inferred) {
            tell(f, at->claim, at->statement, data);
        }
    }
}

/* ---- one gap ---- */

void gap_begin(finder *f, truce_gap_kind kind, uint32_t party) {
    f->gap = (truce_gap){.kind = kind, .party = party, .topic = TRUCE_TOPIC_OTHER};
    f->number++;
    f->n_asked = 0;
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

/* Claims in reading order, each once. */
static void tidy(truce_gap_item *item) {
    uint32_t n = 0;
    if (item->n_claims > 1) {
        qsort(item->claims, item->n_claims, sizeof *item->claims, by_number);
    }
    for (uint32_t i = 0; i < item->n_claims; i++) {
        if (n == 0 || item->claims[n - 1] != item->claims[i]) {
            item->claims[n++] = item->claims[i];
        }
    }
    item->n_claims = n;
}

void gap_end(finder *f) {
    if (f->gap.n_items == 0 || f->failed) {
        return;
    }
    for (uint32_t i = 0; i < f->gap.n_items; i++) {
        tidy(&f->gap.items[i]);
    }
    gap_put_asked(f);
    truce_gaps *const out = f->out;
    truce_gap *const at = truce_arena_grow(f->arena, out->at, out->n, &out->cap, sizeof *at);
    if (at == NULL) {
        f->failed = true;
        return;
    }
    out->at = at;
    at[out->n++] = f->gap;
}

truce_gap_item *gap_item(finder *f, truce_symbol name) {
    truce_gap *const g = &f->gap;
    if (f->built[name] == f->number) {
        return &g->items[f->item_at[name]];
    }
    truce_gap_item *const items =
        truce_arena_grow(f->arena, g->items, g->n_items, &g->cap_items, sizeof *items);
    if (items == NULL) {
        f->failed = true;
        return NULL;
    }
    g->items = items;
    f->built[name] = f->number;
    f->item_at[name] = g->n_items;
    items[g->n_items] = (truce_gap_item){.name = name};
    return &items[g->n_items++];
}

void gap_claim(finder *f, truce_gap_item *item, uint32_t claim) {
    if (item == NULL || (item->n_claims > 0 && item->claims[item->n_claims - 1] == claim)) {
        return;
    }
    uint32_t *const claims =
        truce_arena_grow(f->arena, item->claims, item->n_claims, &item->cap_claims, sizeof *claims);
    if (claims == NULL) {
        f->failed = true;
        return;
    }
    item->claims = claims;
    claims[item->n_claims++] = claim;
}

void gap_word(finder *f, truce_gap_item *item, truce_str word) {
    if (item == NULL || word.size == 0 || item->n_words == TRUCE_GAP_WORDS_MAX) {
        return;
    }
    for (uint32_t i = 0; i < item->n_words; i++) {
        if (truce_str_equal(item->words[i], word)) {
            return;
        }
    }
    truce_str *const words =
        truce_arena_grow(f->arena, item->words, item->n_words, &item->cap_words, sizeof *words);
    if (words == NULL) {
        f->failed = true;
        return;
    }
    item->words = words;
    words[item->n_words++] = word;
}

void gap_group(finder *f, truce_gap_item *item, uint32_t group) {
    uint32_t *const groups = item != NULL && group != TRUCE_NONE
                                 ? truce_arena_grow(f->arena, item->groups, item->n_groups,
                                                    &item->cap_groups, sizeof *groups)
                                 : NULL;
    if (groups == NULL) {
        f->failed = f->failed || (item != NULL && group != TRUCE_NONE);
        return;
    }
    item->groups = groups;
    groups[item->n_groups++] = group;
}

/* ---- what all need ---- */

static void note_mediator(finder *f, uint32_t claim, const truce_statement *st, void *data) {
    const uint32_t actor = truce_case_find(f->c, TRUCE_KIND_ACTOR, st->subject);
    (void)data;
    if (st->kind == TRUCE_STATES_ROLE && !st->denied && actor != TRUCE_NONE &&
        st->as.role.role == TRUCE_ROLE_MEDIATOR) {
        f->mediates[actor] = true;
        f->mediator_by[actor] = f->mediator_by[actor] == TRUCE_NONE ? claim : f->mediator_by[actor];
    }
}

static void order_issues(finder *f) {
    uint32_t n = 0;
    for (int topic = TRUCE_TOPIC_CEASEFIRE; topic <= TRUCE_TOPIC_OTHER; topic++) {
        for (uint32_t i = 0; i < f->c->n_issues; i++) {
            if ((int)f->c->issues[i].topic == topic) {
                f->by_topic[n++] = i;
            }
        }
    }
}

static bool prepare(finder *f) {
    const truce_case *const c = f->c;
    f->item_at = truce_arena_zero(f->arena, c->symbols.n, sizeof *f->item_at);
    f->built = truce_arena_zero(f->arena, c->symbols.n, sizeof *f->built);
    f->ask_at = truce_arena_zero(f->arena, c->n_actors, sizeof *f->ask_at);
    f->ask_of = truce_arena_zero(f->arena, c->n_actors, sizeof *f->ask_of);
    f->by_topic = truce_arena_zero(f->arena, c->n_issues, sizeof *f->by_topic);
    f->column = truce_arena_zero(f->arena, c->n_actors, sizeof *f->column);
    f->mediates = truce_arena_zero(f->arena, c->n_actors, sizeof *f->mediates);
    f->mediator_by = truce_arena_take(f->arena, c->n_actors * sizeof *f->mediator_by);
    if (f->item_at == NULL || f->built == NULL || f->ask_at == NULL || f->ask_of == NULL ||
        f->by_topic == NULL || f->column == NULL || f->mediates == NULL || f->mediator_by == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_actors; i++) {
        f->column[i] = f->m->n_parties;
        f->mediator_by[i] = TRUCE_NONE;
        f->mediates[i] = c->actors[i].kind == TRUCE_ACTOR_MEDIATOR;
    }
    for (uint32_t p = 0; p < f->m->n_parties; p++) {
        f->column[f->m->parties[p]] = p;
    }
    for (uint32_t i = 0; i < c->n_actors; i++) {
        f->column[i] = f->column[c->actors[i].side];
    }
    order_issues(f);
    each_statement(f, TRUCE_STATED(TRUCE_STATES_ROLE), note_mediator, NULL);
    return truce_offers_make(f->scope, f->arena, &f->offers, NULL) == TRUCE_OK;
}

truce_status truce_gaps_make(const truce_matrix *matrix, truce_arena *arena, truce_gaps *gaps,
                             truce_error *err) {
    truce_gaps made = {.matrix = matrix};
    finder f = {
        .m = matrix, .scope = matrix->scope, .c = matrix->scope->c, .arena = arena, .out = &made};
    if (!prepare(&f)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to look for gaps");
    }
    find_gaps_of_talks(&f);
    find_gaps_unsaid(&f);
    find_gaps_of_sides(&f);
    find_gaps_of_ranks(&f);
    find_gaps_of_words(&f);
    find_gaps_of_deal(&f);
    find_gaps_of_messages(&f);
    find_gaps_of_answers(&f);
    find_gaps_of_deciding(&f);
    find_gaps_of_knowledge(&f);
    find_gaps_of_dates(&f);
    order_gaps(&f);
    if (f.failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to look for gaps");
    }
    *gaps = made;
    return TRUCE_OK;
}
