/* The figure of an exchange in words and in characters. */
#include "swap_course.h"

enum {
    SAID = 10,    /* days in the description */
    PRINTED = 24, /* lines in characters */
    BAR = 30
};

truce_str swap_course_title(swap_course *c) {
    const truce_exchange_step *const last = &c->s->x.steps[c->s->deal.n_tranches - 1];
    if (c->k->c->n_exchanges > 1) {
        truce_buffer_add(&c->k->text, c->s->plan->head.title);
        truce_buffer_lit(&c->k->text, ". ");
    }
    truce_buffer_add(&c->k->text, c->back ? swap_other(c->k, c->s) : swap_one(c->k, c->s));
    truce_buffer_printf(&c->k->text, "%s", c->back ? " releases in return: " : " releases: ");
    if (c->back && c->all == 0 && last->due_so_far.open) {
        truce_buffer_lit(&c->k->text, "not stated how many");
    } else if (c->back) {
        swap_amount(&c->k->text, last->due_so_far);
    } else {
        swap_number(&c->k->text, c->all);
    }
    return compose_keep(c->k);
}

/* The day of a state, or its tranche. */
static void say_when(swap_course *c, const swap_state *at) {
    if (c->by_day) {
        swap_date(&c->k->text, c->s, at->day);
    } else {
        truce_buffer_lit(&c->k->text, "tranche ");
        swap_number(&c->k->text, c->s->tranches[at->day]->number.low.units);
    }
}

void swap_course_describe(swap_course *c) {
    truce_buffer *const out = &c->k->text;
    uint32_t said = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        if (said == SAID && i + 1 < c->n) {
            continue; /* the last is told */
        }
        truce_buffer_printf(out, "%s", said++ == 0 ? "So far: " : ", ");
        swap_number(out, c->at[i].all);
        truce_buffer_printf(out, "%s", c->by_day ? " by " : " with ");
        say_when(c, &c->at[i]);
    }
    truce_buffer_printf(out, "%s", said > 0 ? "." : "");
    for (uint32_t band = 0; band < c->n_bands; band++) {
        truce_buffer_printf(out, "%s", band > 0 ? "; " : said > 0 ? " In all " : "In all ");
        truce_buffer_add(out, c->names[band]);
        truce_buffer_lit(out, ": ");
        swap_number(out, c->whole[band]);
    }
    truce_buffer_printf(out, "%s", c->n_bands > 0 ? "." : "");
    c->d.alternative = compose_keep(c->k);
}

static void add_bar(swap_course *c, truce_buffer *out, int64_t people) {
    const int64_t cells = c->all > 0 ? (int64_t)((double)people / (double)c->all * BAR + 0.5) : 0;
    for (int64_t i = 0; i < cells; i++) {
        truce_buffer_lit(out, "\xE2\x96\x88");
    }
    truce_buffer_printf(out, "%s", cells == 0 && people > 0 ? "\xE2\x96\x8F" : "");
    truce_buffer_printf(out, "%s", people > 0 ? " " : "");
    swap_number(out, people);
    truce_buffer_byte(out, '\n');
}

void swap_course_print(swap_course *c) {
    truce_buffer plain = truce_buffer_new();
    truce_buffer_printf(&plain, "%.*s\n", TRUCE_STR_ARGS(c->d.title));
    for (uint32_t i = 0; i < c->n; i++) {
        if (i + 1 >= PRINTED && i + 1 < c->n) { /* the last is told */
            truce_buffer_printf(&plain, "%s", i + 1 == PRINTED ? "...\n" : "");
            continue;
        }
        say_when(c, &c->at[i]);
        truce_buffer_printf(&plain, "%-12.*s", (int)c->k->text.size, c->k->text.data);
        c->k->text.size = 0;
        add_bar(c, &plain, c->at[i].all);
    }
    if (c->siding) {
        truce_buffer_printf(&plain, "%-12s", "no last day");
        add_bar(c, &plain, c->all);
    }
    c->d.plain = phrase_keep(&plain, c->k->arena, &c->k->failed);
    truce_buffer_clear(&plain);
}
