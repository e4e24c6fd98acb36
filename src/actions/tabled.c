#include "tabled.h"

#include "truce/case/options.h"

/* The one value of a variable that holds nothing but options of the set; TRUCE_NONE: none, or more
 * than one option is meant. */
static uint32_t only_value(const truce_space_variable *v, truce_option_set options) {
    uint32_t found = TRUCE_NONE;
    for (uint32_t i = 0; i < v->n_values; i++) {
        if (truce_space_has(&v->values[i], options)) {
            if (found != TRUCE_NONE || v->values[i].count > 1) {
                return TRUCE_NONE;
            }
            found = i;
        }
    }
    return found;
}

static bool is_for_group(const truce_case *c, const truce_item *item, uint32_t issue,
                         uint32_t group) {
    bool found = item->groups.n == 0 || group == TRUCE_NONE;
    for (uint32_t i = 0; i < item->groups.n && !found; i++) {
        found = item->groups.at[i].symbol == c->issues[issue].per.at[group].symbol;
    }
    return found;
}

typedef struct maker {
    const truce_case *c;
    const truce_space *space;
    truce_arena *arena;
    bool failed;
} maker;

static void set_term(maker *m, tabled_terms *t, const truce_demand *demand) {
    const uint32_t issue = truce_case_find(m->c, TRUCE_KIND_ISSUE, demand->item.issue);
    if (demand->order != TRUCE_ORDER_NONE || demand->condition.n > 0 || issue == TRUCE_NONE) {
        t->n_aside++;
        return;
    }
    const truce_option_set options =
        truce_item_options(&m->c->issues[issue], &demand->item, m->arena, &m->failed);
    for (uint32_t v = m->space->rows[issue]; v < m->space->rows[issue + 1] && options.n > 0; v++) {
        if (is_for_group(m->c, &demand->item, issue, m->space->variables[v].group)) {
            t->package[v] = only_value(&m->space->variables[v], options);
        }
    }
}

static bool make_terms(maker *m, tabled_terms *t, const truce_terms *terms) {
    const uint32_t n_choices = m->space->rows[m->c->n_issues];
    t->package = truce_arena_take(m->arena, (n_choices + 1U) * sizeof *t->package);
    if (t->package == NULL) {
        return false;
    }
    for (uint32_t v = 0; v < n_choices; v++) {
        t->package[v] = TRUCE_NONE;
    }
    for (uint32_t i = 0; i < terms->n; i++) {
        set_term(m, t, &terms->demands[i]);
    }
    for (uint32_t v = 0; v < n_choices; v++) {
        t->n_open += t->package[v] == TRUCE_NONE;
    }
    return !m->failed;
}

truce_status tabled_make(const truce_scope *scope, const truce_space *space, truce_arena *arena,
                         tabled *out, truce_error *err) {
    const truce_case *const c = scope->c;
    maker m = {.c = c, .space = space, .arena = arena};
    size_t room = 0;
    for (uint32_t i = 0; i < c->n_offers; i++) {
        room += c->offers[i].n_terms;
    }
    tabled made = {.at = truce_arena_zero(arena, room + 1, sizeof *made.at)};
    bool ok = made.at != NULL;
    for (uint32_t i = 0; i < c->n_offers && ok; i++) {
        for (uint32_t k = 0; k < c->offers[i].n_terms && ok; k++) {
            const truce_terms *const terms = &c->offers[i].terms[k];
            const uint32_t claim = truce_case_find(c, TRUCE_KIND_CLAIM, terms->from);
            if (claim != TRUCE_NONE && scope->in[claim]) {
                tabled_terms *const t = &made.at[made.n++];
                t->offer = i;
                t->claim = claim;
                ok = make_terms(&m, t, terms);
            }
        }
    }
    if (!ok) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the offers on the table");
    }
    *out = made;
    return TRUCE_OK;
}
