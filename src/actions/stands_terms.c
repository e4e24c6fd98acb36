/* Items and conditions of the case as terms of stands. */
#include "stands_parts.h"

static bool make_groups(stands_maker *k, const truce_issue *issue, const truce_item *item,
                        truce_stand_term *term) {
    uint32_t *const at = truce_arena_take(k->arena, item->groups.n * sizeof *at);
    uint32_t n = 0;
    for (uint32_t g = 0; at != NULL && g < issue->per.n && item->groups.n > 0; g++) {
        bool named = false;
        for (uint32_t i = 0; i < item->groups.n && !named; i++) {
            named = item->groups.at[i].symbol == issue->per.at[g].symbol;
        }
        if (named) {
            at[n++] = g;
        }
    }
    term->groups = at;
    term->n_groups = n;
    k->failed = k->failed || at == NULL;
    return at != NULL;
}

/* An item as a term; false when it names no option. */
bool stands_term(stands_maker *k, const truce_item *item, bool denied, truce_stand_term *term) {
    const uint32_t issue = truce_case_find(k->c, TRUCE_KIND_ISSUE, item->issue);
    const truce_issue *const of = &k->c->issues[issue];
    *term = (truce_stand_term){.issue = issue,
                               .options = truce_item_options(of, item, k->arena, &k->failed),
                               .denied = denied};
    return term->options.n > 0 && make_groups(k, of, item, term);
}

static uint32_t add_assumption(stands_maker *k, truce_str words, const truce_part *part) {
    truce_str *const at = truce_arena_grow(k->arena, k->assumptions, k->n_assumptions,
                                           &k->cap_assumptions, sizeof *at);
    uint32_t *const by =
        truce_arena_grow(k->arena, k->assumed_by, k->n_assumptions, &k->cap_assumed, sizeof *by);
    const truce_part **const parts = truce_arena_grow(k->arena, k->assumed, k->n_assumptions,
                                                      &k->cap_assumed_parts, sizeof *parts);
    if (at == NULL || by == NULL || parts == NULL) {
        k->failed = true;
        return 0;
    }
    k->assumptions = at;
    k->assumed_by = by;
    k->assumed = parts;
    parts[k->n_assumptions] = part;
    at[k->n_assumptions] = words;
    by[k->n_assumptions] = (uint32_t)k->n_held - 1; /* the position that is being stated */
    return (uint32_t)k->n_assumptions++;
}

/* The same words are the same assumption. */
static uint32_t find_assumption(stands_maker *k, truce_str words, const truce_part *part) {
    const truce_symbol symbol = truce_symbols_add(&k->words, words);
    if (symbol == 0) {
        k->failed = true;
        return 0;
    }
    if (symbol < k->n_numbers) {
        return k->numbers[symbol];
    }
    while (k->n_numbers <= symbol && !k->failed) {
        uint32_t *const at =
            truce_arena_grow(k->arena, k->numbers, k->n_numbers, &k->cap_numbers, sizeof *at);
        k->failed = k->failed || at == NULL;
        if (at != NULL) {
            k->numbers = at;
            at[k->n_numbers++] = TRUCE_NONE;
        }
    }
    if (!k->failed) {
        k->numbers[symbol] = add_assumption(k, words, part);
    }
    return k->failed ? 0 : k->numbers[symbol];
}

/* A condition that nobody stated is one of its own, but the same for all options and groups that it
 * is put on. */
static uint32_t find_unstated(stands_maker *k, const truce_part *part) {
    for (size_t i = k->n_assumptions; i-- > 0 && k->assumed_by[i] + 1 == k->n_held;) {
        if (k->assumed[i] == part) {
            return (uint32_t)i;
        }
    }
    return add_assumption(k, (truce_str){NULL, 0}, part);
}

static void make_part(stands_maker *k, const truce_part *part, truce_stand_term *term) {
    if (part->kind == TRUCE_PART_ITEM && stands_term(k, &part->item, part->denied, term)) {
        return;
    }
    const bool words = part->kind == TRUCE_PART_WORDS && part->words.size > 0;
    *term = (truce_stand_term){.issue = TRUCE_NONE,
                               .assumption = words ? find_assumption(k, part->words, part)
                                                   : find_unstated(k, part),
                               .denied = part->denied};
}

/* The condition of a line and of the list that it stands in, as one. */
truce_stand_condition *stands_condition(stands_maker *k, truce_condition a, truce_condition b,
                                        uint32_t *n) {
    *n = a.n + b.n > 0;
    truce_stand_condition *const made = truce_arena_take(k->arena, sizeof *made);
    truce_stand_term *const terms = truce_arena_take(k->arena, ((size_t)a.n + b.n) * sizeof *terms);
    if (made == NULL || terms == NULL) {
        k->failed = true;
        *n = 0;
        return NULL;
    }
    for (uint32_t i = 0; i < a.n; i++) {
        make_part(k, &a.parts[i], &terms[i]);
    }
    for (uint32_t i = 0; i < b.n; i++) {
        make_part(k, &b.parts[i], &terms[a.n + i]);
    }
    *made = (truce_stand_condition){terms, a.n + b.n};
    return made;
}
