/* Exchanges for machines: all that is counted, without the limits of paper. */
#include "swaps.h"

static void day_member(composer *k, truce_json *json, const char *key, const swap *s, int64_t day) {
    if (day != TRUCE_EXCHANGE_UNKNOWN) {
        k->text.size = 0;
        swap_date(&k->text, s, day);
        truce_json_member_str(json, key, truce_buffer_str(&k->text));
        k->text.size = 0;
    }
}

static void known_member(truce_json *json, const char *key, int64_t number) {
    if (number != TRUCE_EXCHANGE_UNKNOWN) {
        truce_json_member_int(json, key, number);
    }
}

static void amount_member(truce_json *json, const char *key, truce_exchange_amount amount) {
    truce_json_key(json, key);
    truce_json_object_inline(json);
    truce_json_member_int(json, "number", amount.number);
    if (amount.open) {
        truce_json_member_bool(json, "at_least", true);
    }
    truce_json_close(json);
}

static void name_member(composer *k, truce_json *json, const char *key, truce_symbol symbol) {
    truce_json_member_str(json, key, truce_case_name(k->c, symbol));
}

/* A class; "any" has no name in the language, and so no group can be called so by mistake. */
static void class_member(composer *k, truce_json *json, const swap *s, uint32_t pool) {
    truce_json_key(json, "class");
    if (pool == TRUCE_EXCHANGE_ANY) {
        truce_json_null(json);
    } else {
        truce_json_str(json, truce_case_name(k->c, s->classes[pool]->what.symbol));
    }
}

static void claims_member(composer *k, truce_json *json, const truce_plan_line *line) {
    truce_json_key(json, "claims");
    truce_json_array_inline(json);
    for (uint32_t i = 0; line != NULL && i < line->claims.n; i++) {
        const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, line->claims.at[i]);
        if (claim != TRUCE_NONE && k->scope.in[claim]) {
            truce_json_str(json, claim_name(k->c, claim));
        }
    }
    truce_json_close(json);
}

static void refs_member(composer *k, truce_json *json, const char *key, truce_refs refs) {
    truce_json_key(json, key);
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < refs.n; i++) {
        truce_json_str(json, truce_case_name(k->c, refs.at[i].symbol));
    }
    truce_json_close(json);
}

static void categories_json(composer *k, truce_json *json, const swap *s) {
    truce_json_key(json, "categories");
    truce_json_array(json);
    for (uint32_t i = 0; i < s->deal.n_categories; i++) {
        const truce_exchange_share *const share = &s->x.shares[i];
        truce_json_object_inline(json);
        name_member(k, json, "category", s->categories[i]->what.symbol);
        known_member(json, "persons", s->deal.categories[i].persons);
        amount_member(json, "due_for_one",
                      (truce_exchange_amount){share->due, s->deal.categories[i].ratio.open});
        truce_json_member_int(json, "in_tranches", share->distributed);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void classes_json(composer *k, truce_json *json, const swap *s) {
    truce_json_key(json, "classes");
    truce_json_array(json);
    for (uint32_t i = 0; i < s->deal.n_classes; i++) {
        const truce_exchange_pool *const pool = &s->x.pools[i];
        truce_json_object(json);
        name_member(k, json, "class", s->classes[i]->what.symbol);
        known_member(json, "size", s->deal.classes[i].size);
        truce_json_key(json, "excluded");
        truce_json_array(json);
        for (uint32_t e = s->first_exclusion[i]; e != TRUCE_EXCHANGE_NONE;
             e = s->next_exclusion[e]) {
            truce_json_object_inline(json);
            if (s->deal.exclusions[e].number != TRUCE_EXCHANGE_ALL) {
                truce_json_member_int(json, "number", s->deal.exclusions[e].number);
            } else {
                truce_json_member_bool(json, "all", true);
            }
            refs_member(k, json, "by", s->exclusions[e]->by);
            truce_json_close(json);
        }
        truce_json_close(json);
        truce_json_member_int(json, "elsewhere", pool->abroad);
        known_member(json, "available_least", pool->available_least);
        known_member(json, "available_most", pool->available_most);
        amount_member(json, "due", pool->due);
        amount_member(json, "short_least", pool->short_least);
        amount_member(json, "short_most", pool->short_most);
        truce_json_close(json);
    }
    truce_json_close(json);
    amount_member(json, "any_class", s->x.any);
    amount_member(json, "any_class_short_least", s->x.any_short_least);
    amount_member(json, "any_class_short_most", s->x.any_short_most);
}

static void step_json(composer *k, truce_json *json, const swap *s, uint32_t t) {
    const truce_exchange_step *const step = &s->x.steps[t];
    truce_json_object(json);
    truce_json_member_int(json, "tranche", s->tranches[t]->number.low.units);
    swap_when(&k->text, k, s, t);
    truce_json_member_str(json, "when", truce_buffer_str(&k->text));
    k->text.size = 0;
    day_member(k, json, "day", s, s->deal.tranches[t].day);
    day_member(k, json, "earliest", s, s->windows[t].day[0]);
    day_member(k, json, "latest", s, s->windows[t].day[1]);
    truce_json_key(json, "released");
    truce_json_array(json);
    for (uint32_t i = 0; i < step->n_released; i++) {
        truce_json_object_inline(json);
        name_member(k, json, "category", s->categories[step->released[i].of]->what.symbol);
        truce_json_member_int(json, "number", step->released[i].number);
        truce_json_member_int(json, "so_far", step->released[i].so_far);
        truce_json_close(json);
    }
    truce_json_close(json);
    truce_json_key(json, "due");
    truce_json_array(json);
    for (uint32_t i = 0; i < step->n_due; i++) {
        truce_json_object_inline(json);
        class_member(k, json, s, step->due[i].of);
        truce_json_member_int(json, "number", step->due[i].number);
        truce_json_member_int(json, "so_far", step->due[i].so_far);
        truce_json_close(json);
    }
    truce_json_close(json);
    truce_json_member_int(json, "released_so_far", step->persons_so_far);
    amount_member(json, "due_all", step->due_all);
    amount_member(json, "due_so_far", step->due_so_far);
    if (s->deal.tranches[t].instead != NULL) {
        amount_member(json, "by_categories", step->by_ratios);
    }
    if (s->unlaid.size == 0) {
        day_member(k, json, "first_day", s, s->days.spans[t].first);
        day_member(k, json, "last_day", s, s->days.spans[t].last);
        day_member(k, json, "given_by", s, s->days.spans[t].given);
    }
    truce_json_close(json);
}

/* As truce check --json tells places. */
static void place_json(composer *k, truce_json *json, const swap *s, const truce_plan_line *line) {
    const truce_where w = swap_where(k, s, line);
    truce_json_object_inline(json);
    swap_line_says(&k->text, k, s, line);
    truce_json_member_str(json, "says", truce_buffer_str(&k->text));
    k->text.size = 0;
    if (w.file.size > 0) {
        truce_json_member_str(json, "file", w.file);
    }
    truce_json_member_str(json, "record", w.record);
    truce_json_member_int(json, "line", (int64_t)w.line);
    truce_json_member_int(json, "column", (int64_t)w.column);
    truce_json_close(json);
}

static void totals_json(composer *k, truce_json *json, const swap *s) {
    truce_json_key(json, "totals");
    truce_json_array(json);
    for (uint32_t i = 0; i < s->deal.n_totals; i++) {
        truce_json_object_inline(json);
        truce_json_member_int(json, "stated", s->deal.totals[i].value);
        truce_json_member_int(json, "difference", s->x.totals[i].difference);
        truce_json_member_bool(json, "agrees", s->x.totals[i].agrees);
        claims_member(k, json, s->totals[i]);
        truce_json_key(json, "place");
        place_json(k, json, s, s->totals[i]);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void found_json(composer *k, truce_json *json, const swap *s) {
    static const char *const kinds[] = {
        [TRUCE_EXCHANGE_LEFT] = "left",         [TRUCE_EXCHANGE_OVER] = "over",
        [TRUCE_EXCHANGE_INSTEAD] = "instead",   [TRUCE_EXCHANGE_BACK] = "back",
        [TRUCE_EXCHANGE_EXCLUDED] = "excluded", [TRUCE_EXCHANGE_SHORT] = "short",
        [TRUCE_EXCHANGE_ABROAD] = "elsewhere",  [TRUCE_EXCHANGE_TOTAL] = "total",
        [TRUCE_EXCHANGE_TOTALS] = "totals",
    };
    truce_json_key(json, "does_not_add_up");
    truce_json_array(json);
    for (uint32_t i = 0; i < s->x.n_found; i++) {
        const truce_exchange_finding *const f = &s->x.found[i];
        truce_json_object(json);
        truce_json_member_str(json, "kind", truce_str_of(kinds[f->kind]));
        swap_finding(&k->text, k, s, f);
        truce_json_member_str(json, "text", truce_buffer_str(&k->text));
        k->text.size = 0;
        const swap_places p = swap_places_of(s, f);
        truce_json_key(json, "places");
        truce_json_array(json);
        for (uint32_t n = 0; n < p.n; n++) {
            place_json(k, json, s, p.at[n]);
        }
        truce_json_close(json);
        claims_member(k, json, f->total != TRUCE_EXCHANGE_NONE ? s->totals[f->total] : NULL);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void moves_json(composer *k, truce_json *json, const swap *s) {
    enum { CATEGORIES_MAX = 100 }; /* the square of more is too much */
    const uint32_t n =
        s->deal.n_categories < CATEGORIES_MAX ? s->deal.n_categories : CATEGORIES_MAX;
    truce_json_key(json, "moves");
    truce_json_array(json);
    for (uint32_t i = 0; i < n * n; i++) {
        truce_exchange_move move;
        truce_error err;
        if (i / n == i % n) {
            continue;
        }
        const truce_status status =
            truce_exchange_moved(&s->x, i / n, i % n, k->arena, &move, &err);
        k->failed = k->failed || status == TRUCE_ENOMEM;
        if (status != TRUCE_OK) {
            continue;
        }
        truce_json_object_inline(json);
        name_member(k, json, "from", s->categories[i / n]->what.symbol);
        name_member(k, json, "to", s->categories[i % n]->what.symbol);
        truce_json_member_int(json, "changes_by", move.by);
        if (move.open) {
            truce_json_member_bool(json, "open", true);
        }
        truce_json_key(json, "classes");
        truce_json_array(json);
        for (uint32_t c = 0; c < move.n; c++) {
            truce_json_object(json);
            class_member(k, json, s, move.at[c].pool);
            truce_json_member_int(json, "by", move.at[c].by);
            truce_json_close(json);
        }
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void days_json(composer *k, truce_json *json, const swap *s) {
    truce_json_key(json, "days");
    truce_json_array(json);
    for (size_t i = 0; i < s->days.n; i++) {
        const truce_exchange_day *const d = &s->days.days[i];
        truce_json_object_inline(json);
        day_member(k, json, "day", s, d->day);
        truce_json_member_int(json, "released", d->released);
        truce_json_member_int(json, "released_so_far", d->released_all);
        truce_json_member_int(json, "released_waiting", d->released_wait);
        truce_json_member_int(json, "due", d->due);
        truce_json_member_int(json, "due_so_far", d->due_all);
        truce_json_member_int(json, "given", d->given);
        truce_json_member_int(json, "given_so_far", d->given_all);
        truce_json_member_int(json, "given_waiting", d->given_wait);
        truce_json_close(json);
    }
    truce_json_close(json);
    truce_json_member_int(json, "tranches_without_day", s->days.undated);
    day_member(k, json, "late_from", s, s->days.late_from);
}

typedef struct item_out {
    composer *k;
    truce_json *json;
    const swap *s;
} item_out;

static void take_item(void *data, const swap_item *item) {
    const item_out *const o = data;
    truce_json_object_inline(o->json);
    truce_json_member_int(o->json, "tranche", o->s->tranches[item->tranche]->number.low.units);
    truce_json_member_bool(o->json, "in_return", item->back);
    if (item->back) {
        class_member(o->k, o->json, o->s, item->of);
    } else {
        name_member(o->k, o->json, "category", o->s->categories[item->of]->what.symbol);
    }
    amount_member(o->json, "count", (truce_exchange_amount){item->number, item->open});
    day_member(o->k, o->json, "earliest", o->s, item->days[0]);
    day_member(o->k, o->json, "by", o->s, item->days[1]);
    truce_json_close(o->json);
}

static void one_json(composer *k, truce_json *json, const swap *s) {
    truce_json_object(json);
    name_member(k, json, "name", s->plan->head.name);
    truce_json_member_str(json, "title", s->plan->head.title);
    name_member(k, json, "releases", s->plan->top.what.symbol);
    name_member(k, json, "answers", s->plan->top.to.at[0].symbol);
    claims_member(k, json, s->from);
    if (s->refused.size > 0) {
        truce_json_member_str(json, "refused", s->refused);
        truce_json_close(json);
        return;
    }
    amount_member(json, "persons", s->x.persons);
    amount_member(json, "due", s->x.due);
    found_json(k, json, s);
    totals_json(k, json, s);
    categories_json(k, json, s);
    truce_json_key(json, "tranches");
    truce_json_array(json);
    for (uint32_t t = 0; t < s->deal.n_tranches; t++) {
        step_json(k, json, s, t);
    }
    truce_json_close(json);
    classes_json(k, json, s);
    moves_json(k, json, s);
    if (s->unlaid.size > 0) {
        truce_json_member_str(json, "days_refused", s->unlaid);
    } else {
        days_json(k, json, s);
    }
    if (s->phase != NULL) {
        name_member(k, json, "agreement", s->agreement->head.name);
        truce_json_member_int(json, "phase", s->phase->number.low.units);
        known_member(json, "length", s->x.length);
    }
    truce_json_key(json, "checklist");
    truce_json_array(json);
    swap_items(s, take_item, &(item_out){k, json, s});
    truce_json_close(json);
    truce_json_key(json, "open");
    truce_json_array(json);
    for (uint32_t i = 0; i < s->n_opens; i++) {
        truce_json_str(json, s->opens[i]->text);
    }
    truce_json_close(json);
    truce_json_close(json);
}

void compose_swaps_json(composer *k, const swaps *all, truce_json *json) {
    truce_json_key(json, "exchanges");
    truce_json_array(json);
    for (uint32_t i = 0; i < all->n; i++) {
        one_json(k, json, &all->at[i]);
    }
    truce_json_close(json);
}
