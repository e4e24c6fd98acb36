/* The figure of the deals: for two sides one plot with everything on it, for more a small one for
 * each pair of them. */
#include <stdlib.h>

#include "compose_deals.h"
#include "truce/document/scatter.h"

enum { DISCS = 20000, PAIRS_SHOWN = 15, OFFERS_SHOWN = 8 };

typedef struct plot {
    composer *k;
    const dealt *d;
    uint32_t across, up; /* parties */
    truce_scatter scatter;
    truce_spot *efficient;     /* room for DISCS */
    truce_scatter_mark *marks; /* room for all */
} plot;

/* ---- axes ---- */

static truce_str axis_title(composer *k, const dealt *d, uint32_t party, const char *way) {
    truce_buffer_printf(&k->text, "%s: worth to ", way);
    truce_buffer_add(&k->text, deal_party(k, d, party));
    truce_buffer_lit(&k->text, ", as ");
    truce_buffer_add(&k->text, deal_author(k, d, party));
    truce_buffer_lit(&k->text, " states it");
    return compose_keep(k);
}

static truce_scatter_axis axis_of(composer *k, const dealt *d, uint32_t party, const char *way) {
    truce_scatter_axis axis = {.title = axis_title(k, d, party, way),
                               .low = deal_utility(k, d, d->frontier.lowest, 0, party),
                               .high = deal_utility(k, d, d->frontier.highest, 0, party)};
    if (d->worth.reserve != NULL && d->worth.reserved[party]) {
        axis.reserved = true;
        axis.reserve = deal_utility(k, d, d->worth.reserve, 0, party);
    }
    return axis;
}

static bool is_within(const truce_scatter_axis *axis, double v) {
    return v >= axis->low && v <= axis->high;
}

/* ---- efficient packages ---- */

static int from_the_right(const void *left, const void *right) {
    const truce_spot *const l = left;
    const truce_spot *const r = right;
    if (l->x != r->x) {
        return l->x > r->x ? -1 : 1;
    }
    return (l->y < r->y) - (l->y > r->y);
}

/* Those that none other beats for these two sides, rising in x and falling in y. */
static void place_efficient(plot *p) {
    const truce_frontier *const f = &p->d->frontier;
    const size_t shown = f->n < DISCS ? f->n : DISCS;
    size_t n = 0;
    for (size_t i = 0; i < shown; i++) {
        const size_t at =
            shown == f->n ? i : (size_t)((double)i * (double)(f->n - 1) / (DISCS - 1));
        p->efficient[i] = (truce_spot){deal_utility(p->k, p->d, f->vectors, at, p->across),
                                       deal_utility(p->k, p->d, f->vectors, at, p->up)};
    }
    if (shown > 1) {
        qsort(p->efficient, shown, sizeof *p->efficient, from_the_right);
    }
    for (size_t i = 0; i < shown; i++) {
        if (n == 0 || p->efficient[i].y > p->efficient[n - 1].y) {
            p->efficient[n++] = p->efficient[i];
        }
    }
    for (size_t i = 0; i < n / 2; i++) {
        const truce_spot spot = p->efficient[i];
        p->efficient[i] = p->efficient[n - 1 - i];
        p->efficient[n - 1 - i] = spot;
    }
    p->scatter.efficient = p->efficient;
    p->scatter.n_efficient = n;
}

/* ---- marks ---- */

static void add_mark(plot *p, truce_spot at, truce_scatter_form form, truce_str sign,
                     truce_str label, truce_str link) {
    if (is_within(&p->scatter.across, at.x) && is_within(&p->scatter.up, at.y)) {
        p->marks[p->scatter.n_marks++] = (truce_scatter_mark){
            .at = at, .form = form, .sign = sign, .label = label, .tip = label, .link = link};
    }
}

/* ": 62.5 and 40" behind what was added already. */
static truce_str with_worth(plot *p, truce_spot at) {
    truce_buffer *const out = &p->k->text;
    truce_buffer_lit(out, ": ");
    deal_number(out, at.x);
    truce_buffer_lit(out, " and ");
    deal_number(out, at.y);
    return compose_keep(p->k);
}

/* One mark for each vector that some rule names, with the signs of all that do. */
static void mark_vector(plot *p, size_t vector) {
    truce_buffer signs = truce_buffer_new();
    composer *const k = p->k;
    const truce_spot at = {deal_utility(k, p->d, p->d->frontier.vectors, vector, p->across),
                           deal_utility(k, p->d, p->d->frontier.vectors, vector, p->up)};
    for (size_t r = 0; r < TRUCE_POINTS; r++) {
        if (deal_names(p->d, r, vector)) {
            truce_buffer_printf(&signs, "%s%s", signs.size > 0 ? " " : "", deal_rules[r].sign);
            truce_buffer_printf(&k->text, "%s%s", k->text.size > 0 ? ", " : "", deal_rules[r].name);
        }
    }
    const truce_str sign = truce_arena_str(k->arena, truce_buffer_str(&signs));
    k->failed = k->failed || signs.failed || sign.data == NULL;
    truce_buffer_clear(&signs);
    add_mark(p, at, TRUCE_SCATTER_DIAMOND, sign, with_worth(p, at), (truce_str){NULL, 0});
}

static void mark_points(plot *p) {
    for (size_t r = 0; r < TRUCE_POINTS; r++) {
        for (uint32_t i = 0; i < p->d->named[r].n; i++) {
            if (deal_is_first(p->d, r, i)) {
                mark_vector(p, p->d->named[r].points[i].vector);
            }
        }
    }
}

static void mark_offers(plot *p) {
    composer *const k = p->k;
    const dealt *const d = p->d;
    for (uint32_t i = 0, n = 0; i < d->tabled.n && n < OFFERS_SHOWN; i++) {
        const tabled_terms *const t = &d->tabled.at[i];
        if (t->n_open > 0) {
            continue;
        }
        const truce_spot at = {deal_package_utility(k, d, t->package, p->across),
                               deal_package_utility(k, d, t->package, p->up)};
        truce_buffer_printf(&k->text, "o%u", ++n);
        const truce_str sign = compose_keep(k);
        truce_buffer_lit(&k->text, "offer ");
        truce_buffer_add(&k->text, k->c->offers[t->offer].head.title);
        truce_buffer_lit(&k->text, ", as ");
        truce_buffer_add(&k->text, claim_name(k->c, t->claim));
        truce_buffer_lit(&k->text, " reports it");
        add_mark(p, at, TRUCE_SCATTER_SQUARE, sign, with_worth(p, at), claim_name(k->c, t->claim));
    }
}

/* ---- the figure ---- */

static truce_str alternative_of(plot *p) {
    truce_buffer *const out = &p->k->text;
    truce_buffer_printf(out, "%zu efficient package%s for these two sides.", p->scatter.n_efficient,
                        p->scatter.n_efficient == 1 ? "" : "s");
    for (size_t i = 0; i < p->scatter.n_marks; i++) {
        truce_buffer_byte(out, ' ');
        truce_buffer_add(out, p->marks[i].label);
        truce_buffer_byte(out, '.');
    }
    return compose_keep(p->k);
}

static void draw_pair(composer *k, const dealt *d, truce_block *figure, uint32_t across,
                      uint32_t up) {
    const size_t marks = OFFERS_SHOWN + (size_t)TRUCE_POINTS * DEAL_TIES_SHOWN;
    plot p = {.k = k, .d = d, .across = across, .up = up};
    p.efficient = truce_arena_zero(k->arena, d->frontier.n < DISCS ? d->frontier.n + 1 : DISCS,
                                   sizeof *p.efficient);
    p.marks = truce_arena_zero(k->arena, marks, sizeof *p.marks);
    if (p.efficient == NULL || p.marks == NULL) {
        k->failed = true;
        return;
    }
    p.scatter = (truce_scatter){.across = axis_of(k, d, across, "to the right"),
                                .up = axis_of(k, d, up, "upwards"),
                                .marks = p.marks,
                                .small = d->n_parties > 2};
    truce_buffer_add(&k->text, deal_party(k, d, across));
    truce_buffer_lit(&k->text, " and ");
    truce_buffer_add(&k->text, deal_party(k, d, up));
    p.scatter.title = compose_keep(k);
    place_efficient(&p);
    mark_points(&p);
    mark_offers(&p);
    p.scatter.alternative = alternative_of(&p);
    if (!k->failed) {
        const truce_drawing drawing = truce_scatter_draw(k->arena, &p.scatter);
        truce_document_draw(&k->doc, figure, &drawing);
    }
}

void compose_scatter(composer *k, const dealt *d) {
    if (d->frontier.n == 0) {
        return;
    }
    truce_block *const figure = truce_document_figure(
        &k->doc, TRUCE_STR("packages"), TRUCE_STR("What packages are worth to the sides"));
    uint32_t shown = 0;
    for (uint32_t a = 0; a < d->n_parties; a++) {
        for (uint32_t b = a + 1; b < d->n_parties && shown < PAIRS_SHOWN; b++) {
            draw_pair(k, d, figure, a, b);
            shown++;
        }
    }
    truce_passage *const caption = truce_document_caption(&k->doc, figure);
    (void)compose_quietly(
        k, caption, TRUCE_SPAN_PLAIN,
        TRUCE_STR("Each disc is an efficient package; dashed lines are reservation values, and "
                  "beyond them is what is worth enough to both. The two scales have nothing to do "
                  "with each other."),
        "the worth of packages to two sides at a time");
}
