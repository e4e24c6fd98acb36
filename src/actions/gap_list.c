#include "gap_list.h"

#include <stdlib.h>

#include "find_actor.h"
#include "gap_words.h"

typedef enum part { OWN, ANY, BOTH } part;

static bool is_part(const truce_whom *asked, part p) {
    return asked != NULL && (p == BOTH || (asked->why == TRUCE_WHOM_MEDIATOR) == (p == ANY));
}

static void add_once(truce_gap *gap, const truce_whom *whom, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = 0;
        while (at < gap->n_ask && gap->ask[at].actor != whom[i].actor) {
            at++;
        }
        if (at == gap->n_ask && at < GAP_ASKED_MAX) {
            gap->ask[gap->n_ask++] = whom[i];
        } else if (at < gap->n_ask && whom[i].why < gap->ask[at].why) {
            gap->ask[at] = whom[i];
        }
    }
}

static int by_why(const void *left, const void *right) {
    const truce_whom *const l = left;
    const truce_whom *const r = right;
    if (l->why != r->why) {
        return l->why < r->why ? -1 : 1;
    }
    return (l->actor > r->actor) - (l->actor < r->actor);
}

/* Whom to ask about the items that are left. */
static bool ask_again(composer *k, truce_gap *gap) {
    gap->ask = truce_arena_take(k->arena, GAP_ASKED_MAX * sizeof *gap->ask);
    gap->n_ask = 0;
    if (gap->ask == NULL) {
        return false;
    }
    add_once(gap, gap->all, gap->n_all);
    for (uint32_t i = 0; i < gap->n_items; i++) {
        add_once(gap, gap->items[i].ask, gap->items[i].n_ask);
    }
    if (gap->n_ask > 1) {
        qsort(gap->ask, gap->n_ask, sizeof *gap->ask, by_why);
    }
    return true;
}

/* The gap with `n` of its items, fewer than it has: those for which keep[i]. What waits is counted
 * anew where each item is an issue. NULL when memory is out. */
static truce_gap *some_of(composer *k, const truce_gap *gap, const bool *keep, uint32_t n) {
    truce_gap *const some = truce_arena_take(k->arena, sizeof *some);
    truce_gap_item *const items = truce_arena_take(k->arena, n * sizeof *items);
    if (some == NULL || items == NULL) {
        return NULL;
    }
    const bool by_item = gap->issues == gap->n_items;
    *some = *gap;
    some->items = items;
    some->n_items = 0;
    some->issues = by_item ? n : gap->issues;
    some->between = by_item ? 0 : gap->between;
    for (uint32_t i = 0; i < gap->n_items; i++) {
        if (keep[i]) {
            some->between += by_item && gap->items[i].between;
            items[some->n_items++] = gap->items[i];
        }
    }
    return ask_again(k, some) ? some : NULL;
}

/* The gap with those of its items that are asked of the side in this part; NULL: none, or memory is
 * out (`failed`). */
static const truce_gap *part_of(composer *k, const truce_gap *gap, uint32_t side, part p,
                                bool *failed) {
    bool *const keep = truce_arena_take(k->arena, gap->n_items * sizeof *keep);
    uint32_t n = 0;
    for (uint32_t i = 0; i < gap->n_items && keep != NULL; i++) {
        keep[i] = is_part(truce_gap_asks(gap, &gap->items[i], side), p);
        n += keep[i];
    }
    if (keep != NULL && (n == 0 || n == gap->n_items)) {
        return n == 0 ? NULL : gap;
    }
    const truce_gap *const some = keep != NULL ? some_of(k, gap, keep, n) : NULL;
    *failed = some == NULL;
    return some;
}

/* Whether the question is one about this issue. A gap that the deal as a whole has is found for all
 * that is promised; that aid or a guarantee has no phases is no gap of theirs. */
static bool is_of_issue(const composer *k, const truce_gap *gap, uint32_t issue) {
    static const unsigned timed = 1U << TRUCE_TOPIC_CEASEFIRE | 1U << TRUCE_TOPIC_WITHDRAWAL |
                                  1U << TRUCE_TOPIC_EXCHANGE | 1U << TRUCE_TOPIC_RETURN |
                                  1U << TRUCE_TOPIC_SEQUENCE;
    return compose_shows_issue(k, issue) &&
           (gap->kind != TRUCE_GAP_TIMETABLE || issue == TRUCE_NONE ||
            (timed >> k->c->issues[issue].topic & 1) != 0);
}

bool keep_gaps_asked(composer *k, truce_gaps *g) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n && k->issues != NULL; i++) {
        const truce_gap *const gap = &g->at[i];
        bool *const keep = truce_arena_take(k->arena, gap->n_items * sizeof *keep);
        uint32_t n_items = 0;
        for (uint32_t t = 0; t < gap->n_items && keep != NULL; t++) {
            const truce_ref name = {gap->items[t].name, 0};
            keep[t] = is_of_issue(k, gap, truce_case_find(k->c, TRUCE_KIND_ISSUE, name));
            n_items += keep[t];
        }
        const truce_gap *const some = keep == NULL || n_items == 0 || n_items == gap->n_items
                                          ? gap
                                          : some_of(k, gap, keep, n_items);
        if (keep == NULL || some == NULL) {
            return false;
        }
        if (n_items > 0) {
            g->at[n++] = *some;
        }
    }
    g->n = k->issues != NULL ? n : g->n;
    return true;
}

static bool serves(const gap_listing *l, const truce_gap *gap, truce_str answer) {
    return !l->alone || truce_str_equal(answer, truce_str_of(gap_words_of(gap).serves));
}

static bool list_part(composer *k, gap_listing *l, truce_str answer, part p) {
    bool failed = false;
    for (uint32_t i = 0; i < l->gaps.n && !failed; i++) {
        const truce_gap *const gap = &l->gaps.at[i];
        const truce_gap *const some =
            l->side == TRUCE_NONE ? gap : part_of(k, gap, l->side, p, &failed);
        if (serves(l, gap, answer) && some != NULL) {
            l->at[l->n++] = (gap_entry){some, p == ANY};
        }
    }
    return !failed;
}

truce_status gap_list(composer *k, bool whole, gap_listing *l, truce_error *err) {
    const truce_str asked = k->session->request.answer;
    truce_status status = gap_answer_check(asked, err);
    if (status == TRUCE_OK) {
        status = find_actor(k, k->session->request.ask, &l->side, err);
    }
    if (status == TRUCE_OK) {
        status = truce_gaps_make(&k->matrix, k->arena, &l->gaps, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    if (!keep_gaps_asked(k, &l->gaps)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the gaps");
    }
    const bool apart = !whole && l->side != TRUCE_NONE;
    l->at = truce_arena_take(k->arena, l->gaps.n * (size_t)2 * sizeof *l->at);
    l->n = 0;
    l->alone = asked.size > 0;
    bool ok = l->at != NULL && list_part(k, l, asked, apart ? OWN : BOTH);
    l->n_own = l->n;
    ok = ok && (!apart || list_part(k, l, asked, ANY));
    return ok ? TRUCE_OK : truce_fail(err, TRUCE_ENOMEM, "no memory for the gaps");
}
