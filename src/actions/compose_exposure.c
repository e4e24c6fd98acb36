/* What each side has given and not yet received, on paper: in the orders that are asked for, in
 * those that expose both least, and at the moment that is worst for each. */
#include "compose_sequence.h"

enum { POINTS_SHOWN = 3, LEFT_SHOWN = 4, PATH_SHOWN = 8 };

static void say(composer *k, truce_passage *passage, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), basis);
}

static truce_str side_title(const composer *k, const sequenced *s, int side) {
    return k->c->actors[s->sides[side]].head.title;
}

static int64_t common_divisor(int64_t a, int64_t b) {
    while (b != 0) {
        const int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

void sequence_amount_says(composer *k, const sequenced *s, int side, int64_t amount) {
    if (s->worth[side] != NULL) {
        int scale = 0;
        for (int64_t p = s->whole[side]; p > 1; p /= 10) {
            scale++;
        }
        char digits[32];
        const size_t size =
            truce_decimal_write((truce_decimal){.units = amount, .scale = scale}, digits);
        truce_buffer_add(&k->text, (truce_str){digits, size});
        return;
    }
    const int64_t by = common_divisor(amount, s->whole[side]);
    const int64_t over = by != 0 ? amount / by : 0;
    const int64_t under = by != 0 ? s->whole[side] / by : 1;
    if (amount == 0 || amount == s->whole[side]) {
        truce_buffer_printf(&k->text, "%s", amount == 0 ? "nothing" : "all");
    } else {
        truce_buffer_printf(&k->text, "%lld/%lld", (long long)over, (long long)under);
    }
}

/* ---- one moment ---- */

static void add_things(composer *k, const sequenced *s, const truce_exposure_path *path,
                       uint32_t moment) {
    for (uint32_t i = path->begin[moment]; i < path->begin[moment + 1]; i++) {
        truce_buffer_printf(&k->text, "%s\xE2\x80\x9C", i > path->begin[moment] ? " and " : "");
        plan_thing_says(k, &s->steps.things[path->steps[i]]);
        truce_buffer_lit(&k->text, "\xE2\x80\x9D");
    }
}

/* What of the other side's steps is still to come. */
static uint32_t add_left(composer *k, const sequenced *s, const truce_exposure_path *path,
                         uint32_t after, int giver) {
    uint32_t n = 0;
    for (uint32_t i = path->begin[after]; i < s->steps.n_things; i++) {
        const uint32_t t = path->steps[i];
        if (s->amounts[t].giver == giver) {
            if (n < LEFT_SHOWN) {
                truce_buffer_printf(&k->text, "%s\xE2\x80\x9C", n > 0 ? ", " : "");
                plan_thing_says(k, &s->steps.things[t]);
                truce_buffer_lit(&k->text, "\xE2\x80\x9D");
            }
            n++;
        }
    }
    if (n > LEFT_SHOWN) {
        truce_buffer_printf(&k->text, ", and %u more", n - LEFT_SHOWN);
    }
    return n;
}

/* What the other side is said to intend behind something that has been done by then. */
static void add_intended(composer *k, const sequenced *s, truce_cell *cell,
                         const truce_exposure_path *path, uint32_t after, int side) {
    const uint32_t first = s->steps.rules.n - s->steps.n_orders;
    for (uint32_t r = first; r < s->steps.rules.n; r++) {
        const truce_order_rule *const rule = &s->steps.rules.at[r];
        const truce_position *const p = &k->matrix.positions[s->steps.said[r].position];
        const thing *const next = &s->steps.things[rule->after];
        bool done = false;
        for (uint32_t i = 0; i < path->begin[after] && !done; i++) {
            done = path->steps[i] == rule->before;
        }
        if (!done || p->side != s->sides[1 - side] || s->amounts[rule->before].giver != side ||
            next->receiver == s->sides[side] || p->stance != TRUCE_STANCE_INTENDS) {
            continue;
        }
        truce_sentence *const sentence =
            truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
        truce_buffer_lit(&k->text, "Behind it, ");
        truce_buffer_add(&k->text, k->c->actors[p->actor].head.title);
        truce_buffer_lit(&k->text, " is said to intend: ");
        plan_thing_says(k, next);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
        sequence_cite(k, s, sentence, s->steps.said[r]);
    }
}

/* "1/2 after “Release”; still to come: “Withdrawal”". */
static void add_worst(composer *k, const sequenced *s, truce_cell *cell,
                      const truce_exposure_path *path, int side) {
    static const char *const basis = "given less received, at each moment before the last";
    const truce_worst worst = path->worst[side];
    if (worst.after == 0) {
        truce_buffer_lit(&k->text, "never exposed");
        say(k, truce_document_cell(&k->doc, cell), basis);
        return;
    }
    sequence_amount_says(k, s, side, worst.exposure);
    truce_buffer_lit(&k->text, " after ");
    add_things(k, s, path, worst.after - 1);
    say(k, truce_document_cell(&k->doc, cell), basis);
    truce_buffer_lit(&k->text, "still to come: ");
    const uint32_t left = add_left(k, s, path, worst.after, 1 - side);
    truce_buffer_printf(&k->text, "%s", left == 0 ? "nothing" : "");
    (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED, compose_keep(k),
                          "what the other side has not given by then");
    add_intended(k, s, cell, path, worst.after, side);
}

/* ---- rows ---- */

static void add_path(composer *k, const sequenced *s, truce_cell *cell,
                     const truce_exposure_path *path) {
    uint32_t shown = 0;
    for (uint32_t m = 0; m < path->n; m++) {
        bool counts = false;
        for (uint32_t i = path->begin[m]; i < path->begin[m + 1]; i++) {
            counts = counts || s->amounts[path->steps[i]].giver != TRUCE_NO_SIDE;
        }
        if (!counts) {
            continue;
        }
        if (shown == PATH_SHOWN) {
            truce_buffer_lit(&k->text, ", and so on");
            break;
        }
        truce_buffer_printf(&k->text, "%s", shown++ == 0 ? "for example " : ", then ");
        add_things(k, s, path, m);
    }
    (void)compose_quietly(k, truce_document_cell(&k->doc, cell), TRUCE_SPAN_MUTED, compose_keep(k),
                          "the first such order, in the order of the case");
}

static void add_row(composer *k, const sequenced *s, truce_block *table, truce_str title,
                    const truce_exposure_path *path) {
    truce_row *const row = truce_document_row(&k->doc, table);
    (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]), TRUCE_SPAN_STRONG, title,
                          "orders that keep the rules which bind there");
    add_path(k, s, &row->cells[0], path);
    for (int side = 0; side < TRUCE_SIDES; side++) {
        add_worst(k, s, &row->cells[side + 1], path, side);
    }
}

/* Where a side asks for an order, that of its orders is shown which exposes itself least. */
static void add_asked(composer *k, const sequenced *s, truce_block *table) {
    for (uint32_t i = 0; i < s->n_orders; i++) {
        const told_order *const o = &s->orders[i];
        const uint32_t actor = s->steps.owners[o->owner];
        truce_buffer_lit(&k->text, "As ");
        truce_buffer_add(&k->text, k->c->actors[actor].head.title);
        truce_buffer_printf(&k->text, o->possible
                                          ? " asks"
                                          : " asks, which runs in a loop, alone or with the plan");
        const truce_str title = compose_keep(k);
        if (o->possible) {
            const uint32_t at = actor == s->sides[0] ? 0 : o->found.n - 1;
            add_row(k, s, table, title, &o->found.points[at].path);
        } else {
            truce_row *const row = truce_document_row(&k->doc, table);
            (void)compose_quietly(k, truce_document_cell(&k->doc, &row->cells[0]),
                                  TRUCE_SPAN_STRONG, title, "the loops above");
        }
    }
}

static void add_free(composer *k, const sequenced *s, truce_block *table) {
    const truce_exposure *const f = &s->free.found;
    const uint32_t n = s->free.possible ? f->n : 0;
    for (uint32_t i = 0; i < n && i < POINTS_SHOWN; i++) {
        /* both ends, and those between evenly */
        const uint32_t at = n <= POINTS_SHOWN ? i : i * (n - 1) / (POINTS_SHOWN - 1);
        truce_buffer_printf(&k->text, "%s",
                            n == 1 ? "Whatever is demanded: what exposes both least"
                                   : "Whatever is demanded: no order is better for both");
        add_row(k, s, table, compose_keep(k), &f->points[at].path);
    }
}

/* ---- the section ---- */

static void say_numbers(composer *k, const sequenced *s) {
    truce_passage *const passage = truce_document_paragraph(&k->doc);
    for (int side = 0; side < TRUCE_SIDES; side++) {
        truce_buffer_add(&k->text, side_title(k, s, side));
        if (s->worth[side] == NULL) {
            truce_buffer_printf(
                &k->text,
                " gives %u step%s; each counts as the same part of what it gives in "
                "all, as nobody states values.",
                s->n_given[side], s->n_given[side] == 1 ? "" : "s");
            say(k, passage, "shares: steps given over all of them, less steps received likewise");
            continue;
        }
        const truce_plan *const v = s->worth[side];
        truce_buffer_lit(&k->text, " is counted in the numbers of ");
        truce_buffer_add(&k->text, truce_case_name(k->c, v->top.by.at[0].symbol));
        truce_buffer_lit(&k->text, " (");
        truce_buffer_add(&k->text, truce_case_name(k->c, v->head.name));
        truce_buffer_lit(
            &k->text, "); of a range, what it gives counts at the upper end and what it receives "
                      "at the lower");
        if (s->n_unvalued[side] > 0) {
            truce_buffer_printf(&k->text, "; %u step%s without a number %s as nothing",
                                s->n_unvalued[side], s->n_unvalued[side] == 1 ? "" : "s",
                                s->n_unvalued[side] == 1 ? "counts" : "count");
        }
        truce_buffer_byte(&k->text, '.');
        say(k, passage, "the author's numbers");
    }
}

static void add_given(composer *k, const sequence_pair *p, int side) {
    truce_buffer_add(&k->text, k->c->actors[p->sides[side]].head.title);
    truce_buffer_lit(&k->text, " gives ");
    truce_buffer_add(&k->text, k->c->actors[p->sides[1 - side]].head.title);
    truce_buffer_printf(&k->text, " %u step%s", p->n[side], p->n[side] == 1 ? "" : "s");
}

/* With more than two sides: that exposure is between two of them, and what else is given. */
static void say_between(composer *k, const sequenced *s) {
    enum { PAIRS_SHOWN = 4 };
    uint32_t n = 0;
    const sequence_pair *other = NULL;
    for (uint32_t i = 0; i < s->n_pairs; i++) {
        const sequence_pair *const p = &s->pairs[i];
        if (p->sides[0] == s->sides[0] && p->sides[1] == s->sides[1]) {
            continue;
        }
        if (n == 0) {
            truce_buffer_lit(&k->text, "Exposure is told between two sides: what they give each "
                                       "other. Left out here: ");
        }
        for (int side = 0; side < TRUCE_SIDES && n < PAIRS_SHOWN; side++) {
            if (p->n[side] > 0) {
                truce_buffer_printf(&k->text, "%s",
                                    n == 0 && (side == 0 || p->n[0] == 0) ? "" : "; ");
                add_given(k, p, side);
            }
        }
        other = other == NULL && p->n[0] > 0 && p->n[1] > 0 ? p : other;
        n++;
    }
    if (n > PAIRS_SHOWN) {
        truce_buffer_printf(&k->text, "; and %u more pair%s", n - PAIRS_SHOWN,
                            n - PAIRS_SHOWN == 1 ? "" : "s");
    }
    if (n > 0) {
        truce_buffer_byte(&k->text, '.');
    }
    if (other != NULL) {
        truce_buffer_lit(&k->text, " For another pair: --between ");
        for (int side = 0; side < TRUCE_SIDES; side++) {
            truce_buffer_printf(&k->text, "%s", side > 0 ? "," : "");
            truce_buffer_add(&k->text,
                             truce_case_name(k->c, k->c->actors[other->sides[side]].head.name));
        }
        truce_buffer_byte(&k->text, '.');
    }
    if (s->n_apart > 0) {
        truce_buffer_printf(&k->text,
                            "%s%u step%s no giver on one side and receiver on the other, and "
                            "count%s for nobody.",
                            n > 0 ? " " : "", s->n_apart, s->n_apart == 1 ? " has" : "s have",
                            s->n_apart == 1 ? "s" : "");
    }
    if (k->text.size > 0) {
        say(k, truce_document_paragraph(&k->doc), "who gives and who receives each step");
    }
}

/* --between names two sides that do not both give. */
static void say_one_way(composer *k, const sequenced *s) {
    const sequence_pair *pair = NULL;
    for (uint32_t i = 0; i < s->n_pairs && pair == NULL; i++) {
        const sequence_pair *const p = &s->pairs[i];
        pair = p->sides[0] == s->sides[0] && p->sides[1] == s->sides[1] ? p : NULL;
    }
    if (pair == NULL) {
        truce_buffer_add(&k->text, side_title(k, s, 0));
        truce_buffer_lit(&k->text, " and ");
        truce_buffer_add(&k->text, side_title(k, s, 1));
        truce_buffer_lit(&k->text, " give each other nothing here");
    } else {
        add_given(k, pair, pair->n[0] > 0 ? 0 : 1);
        truce_buffer_lit(&k->text, " and receives none from there");
    }
    truce_buffer_lit(&k->text, ": there is nothing to weigh against each other.");
    say(k, truce_document_paragraph(&k->doc), "who gives and who receives each step");
    say_between(k, s);
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
                            "Of all orders that keep the plan, %s the only one%s that no other "
                            "beats for both%s.",
                            f->n == 1 ? "this is" : "these are", f->n == 1 ? "" : "s",
                            f->complete ? "" : "; there are more between");
        if (f->n > POINTS_SHOWN) {
            truce_buffer_printf(&k->text, " %u in all; truce sequence --json has them.", f->n);
        }
    } else {
        truce_buffer_lit(&k->text, "There are too many orders to look at all: these are the best "
                                   "that were found. No order exposes ");
        for (int side = 0; side < TRUCE_SIDES; side++) {
            truce_buffer_printf(&k->text, "%s", side > 0 ? ", or " : "");
            truce_buffer_add(&k->text, side_title(k, s, side));
            truce_buffer_lit(&k->text, " less than ");
            sequence_amount_says(k, s, side, f->least[side]);
        }
        truce_buffer_byte(&k->text, '.');
    }
    say(k, passage, "Pareto-minimal in the two largest exposures, over sets of steps done");
}

void sequence_ratio_says(composer *k, const sequenced *s, int side, truce_ratio amount) {
    truce_ratio part = amount;
    if (amount.under == 1) {
        sequence_amount_says(k, s, side, amount.over);
    } else if (truce_ratio_divide(amount, truce_ratio_whole(s->whole[side]), &part)) {
        truce_buffer_printf(&k->text, "%lld/%lld", (long long)part.over, (long long)part.under);
    } else {
        truce_buffer_printf(&k->text, "%.4g", truce_ratio_double(amount) / (double)s->whole[side]);
    }
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
                sequence_ratio_says(k, s, side, largest[side]);
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
    if (s->n_given[0] + s->n_given[1] == 0 && !s->chosen) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("exposure"),
                                 TRUCE_STR("Who would have given what, and not yet received"));
    if (s->n_given[0] + s->n_given[1] == 0) {
        say_one_way(k, s);
        return;
    }
    if (s->refused.size > 0) {
        truce_buffer_lit(&k->text, "This cannot be followed: ");
        truce_buffer_add(&k->text, s->refused);
        truce_buffer_byte(&k->text, '.');
        say(k, truce_document_paragraph(&k->doc), "a limit of truce");
        say_between(k, s);
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
    say_between(k, s);
    const truce_column columns[] = {
        {{"Order", 5}, 36}, {side_title(k, s, 0), 32}, {side_title(k, s, 1), 32}};
    truce_block *const table = truce_document_table(
        &k->doc, TRUCE_STR("The most that each side has given and not yet received"), columns,
        sizeof columns / sizeof *columns);
    add_asked(k, s, table);
    add_free(k, s, table);
    say_exactness(k, s);
    if (s->free.possible) {
        add_parts(k, s);
    }
    sequence_figure(k, s);
}
