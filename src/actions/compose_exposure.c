/* What each side has given and not yet received, on paper: in the orders that are asked for, in
 * those that expose both least, and at the moment that is worst for each. */
#include "compose_exposure.h"

enum { POINTS_SHOWN = 3 /* both ends, and one between */, PATH_SHOWN = 24 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static truce_str side_title(const composer *k, const sequenced *s, int side) {
    return k->c->actors[s->two.sides[side]].head.title;
}

/* ---- rows ---- */

uint32_t exposure_count(const sequenced *s, const truce_exposure_path *path) {
    uint32_t n = 0;
    for (uint32_t m = 0; m < path->n; m++) {
        bool counts = false;
        for (uint32_t i = path->begin[m]; i < path->begin[m + 1]; i++) {
            counts = counts || s->amounts[path->steps[i]].giver != TRUCE_NO_SIDE;
        }
        n += counts;
    }
    return n;
}

/* The title is in k->text. */
static void add_row(composer *k, const sequenced *s, exposure_row *rows, uint32_t *n,
                    const char *how, const truce_exposure_path *path, bool drawn) {
    const truce_str title = compose_keep(k);
    truce_buffer_printf(&k->text, "%u. %.*s", *n + 1, TRUCE_STR_ARGS(title));
    const bool fits = path != NULL && exposure_count(s, path) <= EXPOSURE_MOMENTS_DRAWN;
    rows[(*n)++] = (exposure_row){compose_keep(k), how, path, drawn && fits};
}

/* How many of the steps that are given or taken no demand of this owner speaks of: their place in
 * an order that keeps what it asks is nobody's word. */
static uint32_t unasked(composer *k, const sequenced *s, uint32_t owner,
                        const truce_exposure_path *path) {
    bool *const asked = truce_arena_zero(k->arena, (size_t)s->steps.n_things + 1, sizeof *asked);
    const uint32_t first = s->steps.rules.n - s->steps.n_orders;
    uint32_t n = 0;
    if (asked == NULL) {
        k->failed = true;
        return 0;
    }
    for (uint32_t r = first; r < s->steps.rules.n; r++) {
        if (s->steps.rules.at[r].owner == owner) {
            asked[s->steps.rules.at[r].before] = asked[s->steps.rules.at[r].after] = true;
        }
    }
    for (uint32_t i = 0; path != NULL && i < path->begin[path->n]; i++) {
        const uint32_t step = path->steps[i];
        n += s->amounts[step].giver != TRUCE_NO_SIDE && !asked[step];
    }
    return n;
}

/* How many of the demands of this owner are our own reading. */
static uint32_t read_into(const composer *k, const sequenced *s, uint32_t owner) {
    uint32_t n = 0;
    for (uint32_t r = s->steps.rules.n - s->steps.n_orders; r < s->steps.rules.n; r++) {
        n += s->steps.rules.at[r].owner == owner &&
             k->matrix.positions[s->steps.said[r].position].inferred;
    }
    return n;
}

/* What of such an order a side asks, and what it does not: nothing is put in its mouth. */
static const char *how_asked(composer *k, const sequenced *s, const told_order *o,
                             const truce_exposure_path *path) {
    if (!o->possible) {
        return o->against_days ? "not possible on the days of the plan"
                               : "not possible: it runs in a loop, alone or with the plan";
    }
    const uint32_t read = read_into(k, s, o->owner);
    const uint32_t free = unasked(k, s, o->owner, path);
    truce_buffer_lit(&k->text, "of such orders one that exposes it least");
    if (free > 0) {
        truce_buffer_printf(&k->text, "; it asks nothing of %u of the steps", free);
    }
    if (read > 0) {
        truce_buffer_printf(&k->text, "; %u of its demands %s our own reading", read,
                            read == 1 ? "is" : "are");
    }
    return compose_keep(k).data;
}

/* Where a side asks for an order, that of its orders is shown which exposes itself least. */
static void add_asked(composer *k, const sequenced *s, exposure_row *rows, uint32_t *n) {
    for (uint32_t i = 0; i < s->n_orders; i++) {
        const told_order *const o = &s->orders[i];
        const uint32_t actor = s->steps.owners[o->owner];
        const uint32_t at = actor == s->two.sides[0] ? 0 : o->found.n - 1;
        const truce_exposure_path *const path = o->possible ? &o->found.points[at].path : NULL;
        const char *const how = how_asked(k, s, o, path);
        truce_buffer_lit(&k->text, "Keeping what ");
        truce_buffer_add(&k->text, k->c->actors[actor].head.title);
        truce_buffer_printf(&k->text, " asks%s",
                            path != NULL && unasked(k, s, o->owner, path) > 0
                                ? "; the other steps are placed by us"
                                : "");
        add_row(k, s, rows, n, how, path, true);
    }
}

static void add_free(composer *k, const sequenced *s, exposure_row *rows, uint32_t *n) {
    const truce_exposure *const f = &s->free.found;
    const uint32_t at[POINTS_SHOWN] = {0, f->n - 1, (f->n - 1) / 2};
    const bool drawn = *n == 0;
    for (uint32_t i = 0; i < f->n && i < POINTS_SHOWN; i++) {
        truce_buffer_lit(&k->text, "Whatever is demanded: ");
        if (i < TRUCE_SIDES) {
            truce_buffer_lit(&k->text, "safest for ");
            truce_buffer_add(&k->text, f->n == 1 ? TRUCE_STR("both") : side_title(k, s, (int)i));
        } else {
            truce_buffer_lit(&k->text, "between these two");
        }
        add_row(k, s, rows, n, NULL, &f->points[at[i]].path, drawn);
    }
}

static uint32_t find_rows(composer *k, const sequenced *s, exposure_row *rows) {
    uint32_t n = 0;
    if (s->has_plan && s->planned != NULL) {
        truce_buffer_lit(&k->text, "As the plan has it");
        add_row(k, s, rows, &n, "by its days; where these leave it open, as the case lists them",
                &s->path, true);
    }
    add_asked(k, s, rows, &n);
    add_free(k, s, rows, &n);
    return n;
}

static void add_table(composer *k, const sequenced *s, const exposure_row *rows, uint32_t n) {
    const truce_column columns[] = {
        {{"Order", 5}, 28}, {side_title(k, s, 0), 36}, {side_title(k, s, 1), 36}};
    truce_block *const table = truce_document_table(
        &k->doc, TRUCE_STR("The most that each side has given and not yet received"), columns,
        sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < n; i++) {
        truce_row *const row = truce_document_row(&k->doc, table);
        truce_cell *const cell = &row->cells[0];
        (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_STRONG,
                              rows[i].title, "orders that keep the rules which bind there");
        if (rows[i].how != NULL) {
            (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED,
                                  truce_str_of(rows[i].how), "the days and rules of the plan");
        }
        for (int side = 0; side < TRUCE_SIDES && rows[i].path != NULL; side++) {
            exposure_worst_whole(k, s, &row->cells[side + 1], rows[i].path, side);
        }
    }
}

/* "“Release”, then “Withdrawal”, and so on" */
static void add_path(composer *k, const sequenced *s, const truce_exposure_path *path) {
    uint32_t shown = 0;
    for (uint32_t m = 0; m < path->n; m++) {
        bool counts = false;
        for (uint32_t i = path->begin[m]; i < path->begin[m + 1]; i++) {
            counts = counts || s->amounts[path->steps[i]].giver != TRUCE_NO_SIDE;
        }
        if (counts && shown < PATH_SHOWN) {
            truce_buffer_printf(&k->text, "%s", shown > 0 ? ", then " : "");
            exposure_things(k, s, path, m);
        }
        shown += counts;
    }
    if (shown > PATH_SHOWN) {
        truce_buffer_printf(&k->text, ", and %u more", shown - PATH_SHOWN);
    }
    truce_buffer_byte(&k->text, '.');
}

/* The orders that are not drawn, in words. */
static void add_orders(composer *k, const sequenced *s, const exposure_row *rows, uint32_t n) {
    truce_block *list = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (rows[i].path == NULL || rows[i].drawn) {
            continue;
        }
        list = list != NULL ? list : truce_document_list(&k->doc);
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, rows[i].title);
        add_path(k, s, rows[i].path);
        say(k, item, "the first such order, in the order of the case");
    }
}

/* ---- the section ---- */

static void say_numbers(composer *k, const sequenced *s) {
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    for (int side = 0; side < TRUCE_SIDES; side++) {
        truce_buffer_add(&k->text, side_title(k, s, side));
        if (s->two.worth[side] == NULL) {
            truce_buffer_printf(
                &k->text,
                " gives %u step%s; each counts as the same part of what it gives in "
                "all, as nobody states values.",
                s->two.n_given[side], s->two.n_given[side] == 1 ? "" : "s");
            say(k, passage, "shares: steps given over all of them, less steps received likewise");
            continue;
        }
        const truce_plan *const v = s->two.worth[side];
        truce_buffer_lit(&k->text, " is counted in the numbers of ");
        truce_buffer_add(&k->text, truce_case_name(k->c, v->top.by.at[0].symbol));
        truce_buffer_lit(&k->text, " (");
        truce_buffer_add(&k->text, truce_case_name(k->c, v->head.name));
        truce_buffer_lit(
            &k->text, "); of a range, what it gives counts at the upper end and what it receives "
                      "at the lower");
        if (s->two.n_unvalued[side] > 0) {
            truce_buffer_printf(&k->text, "; %u step%s without a number %s as nothing",
                                s->two.n_unvalued[side], s->two.n_unvalued[side] == 1 ? "" : "s",
                                s->two.n_unvalued[side] == 1 ? "counts" : "count");
        }
        truce_buffer_byte(&k->text, '.');
        say(k, passage, "the author's numbers");
    }
}

/* What is proven of orders that were not all looked at. */
static void say_least(composer *k, const sequenced *s, const truce_exposure *f) {
    for (int side = 0; side < TRUCE_SIDES; side++) {
        if (f->least[side] == 0) {
            truce_buffer_lit(&k->text, " Whether ");
            truce_buffer_add(&k->text, side_title(k, s, side));
            truce_buffer_lit(&k->text, " has to be exposed at all is not known.");
        } else {
            truce_buffer_lit(&k->text, " No order exposes ");
            truce_buffer_add(&k->text, side_title(k, s, side));
            truce_buffer_lit(&k->text, " less than ");
            sequence_amount_says(k, &s->two, side, f->least[side]);
            truce_buffer_byte(&k->text, '.');
        }
    }
}

/* How exact the free orders are. */
static void say_exactness(composer *k, const sequenced *s) {
    const truce_exposure *const f = &s->free.found;
    if (!s->free.possible) {
        return;
    }
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    if (f->exact) {
        truce_buffer_printf(&k->text,
                            "Of all orders that keep the plan, whatever is demanded, %s the only "
                            "one%s that no other beats for both%s.",
                            f->n == 1 ? "this is" : "these are", f->n == 1 ? "" : "s",
                            f->complete ? "" : "; there are more between");
        if (f->n > POINTS_SHOWN) {
            truce_buffer_printf(&k->text, " %u in all; truce sequence --json has them.", f->n);
        }
    } else {
        truce_buffer_lit(&k->text,
                         "There are too many orders to look at all: whatever is demanded, these "
                         "are the best that were found.");
        say_least(k, s, f);
    }
    say(k, passage, "Pareto-minimal in the two largest exposures, over sets of steps done");
}

/* "Hamas, in the order safest for Israel" */
static truce_str other_safest(composer *k, const sequenced *s, int side) {
    truce_buffer_add(&k->text, side_title(k, s, side));
    truce_buffer_lit(&k->text, ", in the order safest for ");
    truce_buffer_add(&k->text, side_title(k, s, 1 - side));
    return compose_keep(k);
}

static void say_bound(composer *k, const sequenced *s) {
    truce_buffer_lit(&k->text, "So that neither is exposed by more than ");
    truce_buffer_add(&k->text, k->session->request.at_most);
    for (int safe = 0; safe < TRUCE_SIDES; safe++) {
        const truce_exposure_split *const split = &s->split[safe];
        truce_buffer_printf(&k->text, "%s in the order safest for ", safe == 0 ? ":" : ",");
        truce_buffer_add(&k->text, side_title(k, s, safe));
        if (split->possible) {
            truce_buffer_printf(&k->text, " it takes %llu part%s", (unsigned long long)split->least,
                                split->least == 1 ? "" : "s");
        } else {
            truce_buffer_lit(&k->text, " no number of parts is enough");
        }
    }
    truce_buffer_byte(&k->text, '.');
    say(k, truce_document_paragraph(&k->doc), "the largest exposures with so many equal parts");
}

/* The orders that are safest for each side, cut into parts: what that leaves the other one with. */
static void add_parts(composer *k, const sequenced *s) {
    static const uint64_t parts[] = {1, 2, 3, 5, 10};
    static const char *const basis = "the same order gone through in equal parts";
    if (sequence_safest(s, 0)->worst[1].after == 0 && sequence_safest(s, 1)->worst[0].after == 0) {
        return;
    }
    const truce_column columns[] = {
        {{"In how many parts", 17}, 24}, {other_safest(k, s, 0), 38}, {other_safest(k, s, 1), 38}};
    truce_block *const table = truce_document_table(
        &k->doc, TRUCE_STR("The same in equal parts that alternate: the most of exposure for each"),
        columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        truce_row *const row = truce_document_row(&k->doc, table);
        truce_buffer_printf(&k->text, "%llu", (unsigned long long)parts[i]);
        say(k, truce_document_cell(&k->doc, &row->cells[0]), basis);
        for (int side = 0; side < TRUCE_SIDES; side++) {
            const truce_exposure_path *const path = sequence_safest(s, 1 - side);
            truce_ratio largest[TRUCE_SIDES];
            if (truce_exposure_split_by(path, 0, path->n, parts[i], largest, NULL) == TRUCE_OK) {
                sequence_ratio_says(k, &s->two, side, largest[side]);
            } else {
                truce_buffer_lit(&k->text, "too many digits");
            }
            say(k, truce_document_cell(&k->doc, &row->cells[side + 1]), basis);
        }
    }
    if (s->bounded) {
        say_bound(k, s);
    }
}

void compose_exposure(composer *k, const sequenced *s) {
    if (s->two.n_given[0] + s->two.n_given[1] == 0 && !s->chosen) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("exposure"),
                                 TRUCE_STR("Who would have given what, and not yet received"));
    if (s->two.n_given[0] + s->two.n_given[1] == 0) {
        exposure_one_way(k, s);
        exposure_pairs(k, s);
        return;
    }
    if (s->refused.size > 0) {
        truce_buffer_lit(&k->text, "This cannot be followed: ");
        truce_buffer_add(&k->text, s->refused);
        truce_buffer_byte(&k->text, '.');
        say(k, truce_document_paragraph(&k->doc), "a limit of truce");
        exposure_pairs(k, s);
        return;
    }
    if (!s->free.possible) {
        truce_buffer_lit(&k->text,
                         "The plan contradicts itself, so that there is no order to follow.");
        say(k, truce_document_paragraph(&k->doc), "the loops above");
        return;
    }
    truce_buffer_lit(&k->text,
                     "Exposure is what a side has given and not yet received: what it would "
                     "have lost if the other stopped there.");
    say(k, truce_document_paragraph(&k->doc), "given less received, by each side's own numbers");
    say_numbers(k, s);
    exposure_pairs(k, s);
    exposure_row rows[EXPOSURE_ROWS_MAX];
    const uint32_t n = find_rows(k, s, rows);
    add_table(k, s, rows, n);
    say_exactness(k, s);
    add_orders(k, s, rows, n);
    add_parts(k, s);
    exposure_figure(k, s, rows, n);
}
