/* The values of an issue: what the orders say and all that follows, ends moved in by it, and which
 * values can be the best and the worst. */
#include "deals/mind_parts.h"

static void put(uint64_t *set, uint32_t i) {
    set[i / 64] |= UINT64_C(1) << (i % 64);
}

/* Every value of one list is at least as good as every one of the other. */
static void put_all(uint64_t *over, uint32_t words, const uint32_t *better, uint32_t n_better,
                    const uint32_t *worse, uint32_t n_worse) {
    for (uint32_t k = 0; k < n_worse; k++) {
        for (uint32_t i = 0; i < n_better; i++) {
            put(over + (size_t)worse[k] * words, better[i]);
        }
    }
}

/* The values at least as good as each: what the orders say, and all that follows. */
static uint64_t *closure(making *m, const truce_belief_issue *issue, uint32_t n, uint32_t words) {
    uint64_t *over = mind_take(m, (size_t)n * words, sizeof *over);
    for (uint32_t v = 0; over != NULL && v < n; v++) {
        put(over + (size_t)v * words, v);
    }
    for (uint32_t i = 0; over != NULL && i < issue->n_orders; i++) {
        const truce_belief_order *o = &issue->orders[i];
        put_all(over, words, o->better, o->n_better, o->worse, o->n_worse);
        if (o->tied) {
            put_all(over, words, o->worse, o->n_worse, o->better, o->n_better);
            put_all(over, words, o->better, o->n_better, o->better, o->n_better);
            put_all(over, words, o->worse, o->n_worse, o->worse, o->n_worse);
        }
    }
    for (uint32_t by = 0; over != NULL && issue->n_orders > 0 && by < n; by++) {
        for (uint32_t v = 0; v < n; v++) {
            uint64_t *const here = over + (size_t)v * words;
            for (uint32_t w = 0; mind_has(here, by) && w < words; w++) {
                here[w] |= over[(size_t)by * words + w];
            }
        }
    }
    return over;
}

/* Values on a line, where something is open on it: what orders say of them is taken out of `over`,
 * and listed. */
static void set_lines(making *m, const truce_belief_issue *said, mind_issue *issue,
                      uint64_t *over) {
    const uint32_t n = issue->n_values;
    mind_line *lines = mind_take(m, n, sizeof *lines);
    uint32_t n_lines = 0;
    for (uint32_t v = 0; lines != NULL && v < n; v++) {
        lines[v].left = TRUCE_NONE;
        if (said->lines[v].left != TRUCE_NONE && !truce_bounds_exact(said->values[v])) {
            const truce_belief_line l = said->lines[v];
            lines[v] = (mind_line){l.left, l.right, l.share.over, l.share.under};
            n_lines++;
        }
    }
    mind_order *crossed = mind_take(m, (size_t)n * n_lines * 2, sizeof *crossed);
    for (uint32_t a = 0; !m->no_memory && n_lines > 0 && a < n; a++) {
        for (uint32_t b = 0; b < n; b++) {
            const bool open = lines[a].left != TRUCE_NONE || lines[b].left != TRUCE_NONE;
            if (a != b && open && mind_has(over + (size_t)b * issue->n_words, a)) {
                over[(size_t)b * issue->n_words + a / 64] &= ~(UINT64_C(1) << (a % 64));
                crossed[issue->n_crossed++] = (mind_order){a, b, false};
            }
        }
    }
    issue->lines = n_lines > 0 ? lines : NULL;
    issue->crossed = crossed;
}

/* The ends of each value, moved in by those of the values above and below it. */
static void tighten(const mind_issue *issue, const mind_span *stated, mind_span *at) {
    for (uint32_t v = 0; v < issue->n_values; v++) {
        at[v] = stated[v];
    }
    for (uint32_t v = 0; v < issue->n_values; v++) {
        for (uint32_t a = 0; a < issue->n_values; a++) {
            if (a != v && mind_over(issue, a, v)) {
                at[v].high = stated[a].high < at[v].high ? stated[a].high : at[v].high;
                at[a].low = stated[v].low > at[a].low ? stated[v].low : at[a].low;
            }
        }
    }
}

/* Whether some value can be the best while another is the worst; which can be either. */
static bool find_ends(const mind_issue *issue, int64_t unit, uint64_t *best, uint64_t *worst) {
    for (uint32_t b = 0; b < issue->n_values; b++) {
        const bool high = issue->at[b].high == unit && !mind_is_on_line(issue, b);
        for (uint32_t w = 0; high && w < issue->n_values; w++) {
            if (issue->at[w].low == 0 && !mind_is_on_line(issue, w) && !mind_over(issue, w, b)) {
                put(best, b);
                put(worst, w);
            }
        }
    }
    uint64_t any = 0;
    for (uint32_t w = 0; w < issue->n_words; w++) {
        any |= best[w];
    }
    return any != 0;
}

/* Values that all tie have no best and no worst: what they are worth is then their span. */
static bool all_tie(const mind_issue *issue) {
    bool all = true;
    for (uint32_t v = 1; all && v < issue->n_values; v++) {
        all = mind_over(issue, 0, v) && mind_over(issue, v, 0);
    }
    return all;
}

/* False where nothing satisfies what is stated. */
bool mind_make_values(making *m, uint32_t variable, mind_issue *issue) {
    const truce_belief_issue *said = &m->belief->issues[variable];
    const uint32_t n = m->choices->n_values[variable];
    *issue = (mind_issue){.n_values = n, .n_words = n / 64 + 1};
    mind_span *stated = mind_take(m, n, sizeof *stated);
    mind_span *at = mind_take(m, n, sizeof *at);
    uint64_t *best = mind_take(m, issue->n_words, sizeof *best);
    uint64_t *worst = mind_take(m, issue->n_words, sizeof *worst);
    issue->at = at;
    issue->best = best;
    issue->worst = worst;
    if (!said->mentioned) {
        issue->over = mind_take(m, (size_t)n * issue->n_words, sizeof *issue->over);
        return true;
    }
    uint64_t *over = closure(m, said, n, issue->n_words);
    issue->over = over;
    if (over != NULL && said->lines != NULL) {
        set_lines(m, said, issue, over);
    }
    if (m->no_memory) {
        return true;
    }
    issue->weight = mind_span_of(m, said->weight, m->out->weight_unit);
    for (uint32_t v = 0; v < n; v++) {
        stated[v] = mind_span_of(m, said->values[v], m->out->value_unit);
    }
    tighten(issue, stated, at);
    issue->anchored = said->anchored && !all_tie(issue);
    bool some = !issue->anchored || find_ends(issue, m->out->value_unit, best, worst);
    for (uint32_t v = 0; v < n; v++) {
        some = some && at[v].low <= at[v].high;
    }
    return some;
}
