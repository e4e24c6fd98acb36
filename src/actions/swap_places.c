/* Where a record says what does not add up: the line that is meant, then those it stands against.
 */
#include "swaps.h"

#include <inttypes.h>

static void add_line(swap_places *p, const truce_plan_line *line) {
    if (p->n < SWAP_PLACES_MAX) {
        p->at[p->n++] = line;
    } else {
        p->more = true;
    }
}

/* The lines that rule people of a class out, or send them elsewhere. */
static void add_chain(swap_places *p, const truce_plan_line *const *lines, uint32_t first,
                      const uint32_t *next) {
    for (uint32_t i = first; i != TRUCE_EXCHANGE_NONE && !p->more; i = next[i]) {
        add_line(p, lines[i]);
    }
}

swap_places swap_places_of(const swap *s, const truce_exchange_finding *f) {
    swap_places p = {.n = 0};
    switch (f->kind) {
    case TRUCE_EXCHANGE_LEFT:
        add_line(&p, s->categories[f->category]);
        break;
    case TRUCE_EXCHANGE_OVER:
        add_line(&p, s->tranches[f->tranche]);
        add_line(&p, s->categories[f->category]);
        break;
    case TRUCE_EXCHANGE_INSTEAD:
        add_line(&p, s->tranches[f->tranche]);
        break;
    case TRUCE_EXCHANGE_BACK:
        add_line(&p, s->tranches[f->tranche]);
        add_line(&p, s->tranches[f->against]);
        break;
    case TRUCE_EXCHANGE_EXCLUDED:
        add_line(&p, s->exclusions[f->against]);
        add_line(&p, s->classes[f->pool]);
        break;
    case TRUCE_EXCHANGE_SHORT:
        add_line(&p, f->pool == TRUCE_EXCHANGE_ANY ? &s->plan->top : s->classes[f->pool]);
        if (f->pool != TRUCE_EXCHANGE_ANY) {
            add_chain(&p, s->exclusions, s->first_exclusion[f->pool], s->next_exclusion);
        }
        break;
    case TRUCE_EXCHANGE_ABROAD:
        add_chain(&p, s->transfers, s->first_transfer[f->pool], s->next_transfer);
        add_line(&p, s->classes[f->pool]);
        break;
    case TRUCE_EXCHANGE_TOTAL:
        add_line(&p, s->totals[f->total]);
        break;
    case TRUCE_EXCHANGE_TOTALS:
        add_line(&p, s->totals[f->total]);
        add_line(&p, s->totals[f->against]);
        break;
    }
    return p;
}

static truce_place place_of(const swap *s, const truce_plan_line *line) {
    return line == &s->plan->top ? s->plan->head.place : line->place;
}

truce_where swap_where(const composer *k, const swap *s, const truce_plan_line *line) {
    return truce_report_locate(&k->session->report, place_of(s, line));
}

void swap_line_says(truce_buffer *out, const composer *k, const swap *s,
                    const truce_plan_line *line) {
    static const char *const words[TRUCE_PLAN_N] = {
        [TRUCE_PLAN_CATEGORY] = "category", [TRUCE_PLAN_CLASS] = "class",
        [TRUCE_PLAN_EXCLUDES] = "excludes", [TRUCE_PLAN_TRANSFER] = "transfer",
        [TRUCE_PLAN_TRANCHE] = "tranche",   [TRUCE_PLAN_TOTAL] = "total",
    };
    if (line == &s->plan->top) {
        truce_buffer_printf(out, "exchange %.*s",
                            TRUCE_STR_ARGS(truce_case_name(k->c, s->plan->head.name)));
    } else if (line->kind == TRUCE_PLAN_TRANCHE || line->kind == TRUCE_PLAN_TOTAL) {
        truce_buffer_printf(out, "%s %" PRId64, words[line->kind], line->number.low.units);
    } else {
        truce_buffer_printf(out, "%s %.*s", words[line->kind],
                            TRUCE_STR_ARGS(truce_case_name(k->c, line->what.symbol)));
    }
}

void swap_line_where(truce_buffer *out, composer *k, const swap *s, const truce_plan_line *line) {
    const truce_str where = truce_report_where(&k->session->report, place_of(s, line), k->arena);
    k->failed = k->failed || where.data == NULL;
    truce_buffer_add(out, where);
}

void swap_place(truce_buffer *out, composer *k, const swap *s, const truce_exchange_finding *f) {
    const swap_places p = swap_places_of(s, f);
    for (uint32_t i = 0; i < p.n; i++) {
        truce_buffer_printf(out, "%s", i > 0 ? "; " : "");
        swap_line_says(out, k, s, p.at[i]);
        truce_buffer_printf(out, " at ");
        swap_line_where(out, k, s, p.at[i]);
    }
    truce_buffer_printf(out, "%s", p.more ? "; and more" : "");
}
