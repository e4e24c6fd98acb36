/* What a field team takes along: tranche by tranche who is due from whom, by when, and what is due
 * for them, with room to tick. On paper as tables, and as CSV for a spreadsheet. */
#include <inttypes.h>
#include <stdlib.h>

#include "swaps.h"
#include "truce/document/csv.h"

typedef struct writer {
    composer *k;
    const swap *s;
    truce_csv csv;      /* not on paper */
    truce_block *table; /* of the tranche at hand */
    uint32_t tranche;
    const truce_exchange_finding **found; /* those of a tranche, by tranche: what a team has to know
                                             there */
    uint32_t n_found, next;               /* the next that is told */
} writer;

static void lit(composer *k, const char *text) {
    truce_buffer_add(&k->text, truce_str_of(text));
}

static truce_str who(const writer *w, const swap_item *item) {
    return item->back ? swap_class(w->k, w->s, item->of) : swap_category(w->k, w->s, item->of);
}

static void add_count(truce_buffer *out, const swap_item *item) {
    if (item->number == 0 && item->open) {
        truce_buffer_lit(out, "not stated");
    } else {
        swap_amount(out, (truce_exchange_amount){item->number, item->open});
    }
}

/* ---- on paper ---- */

/* A text that stays. */
static void put(writer *w, truce_row *row, size_t i, truce_span_style style, truce_str text) {
    static const char *const basis = "the record of the exchange, tranche by tranche";
    (void)compose_quietly(w->k, truce_document_cell(&w->k->doc, &row->cells[i]), style, text,
                          basis);
}

static void cell(writer *w, truce_row *row, size_t i, truce_span_style style) {
    put(w, row, i, style, compose_keep(w->k));
}

/* "4 from Valdra for 200 from Norrin; with those before, 7 for 290." */
static void say_sums(writer *w, uint32_t t) {
    composer *const k = w->k;
    const truce_exchange_step *const step = &w->s->x.steps[t];
    swap_number(&k->text, step->persons);
    lit(k, " from ");
    truce_buffer_add(&k->text, swap_one(k, w->s));
    lit(k, " for ");
    swap_amount(&k->text, step->due_all);
    lit(k, " from ");
    truce_buffer_add(&k->text, swap_other(k, w->s));
    if (t > 0) {
        lit(k, "; with those before, ");
        swap_number(&k->text, step->persons_so_far);
        lit(k, " for ");
        swap_amount(&k->text, step->due_so_far);
    }
    lit(k, ".");
    (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN, compose_keep(k),
                          "the record of the exchange");
}

/* What does not add up in this tranche, or from it on. */
static void say_found(writer *w, uint32_t t) {
    composer *const k = w->k;
    truce_block *list = NULL;
    while (w->next < w->n_found && w->found[w->next]->tranche < t) {
        w->next++;
    }
    for (; w->next < w->n_found && w->found[w->next]->tranche == t; w->next++) {
        const truce_exchange_finding *const f = w->found[w->next];
        list = list != NULL ? list : truce_document_list(&k->doc);
        truce_passage *const item = truce_document_item(&k->doc, list, (truce_str){NULL, 0},
                                                        truce_str_of(swap_finding_name(f->kind)));
        swap_finding(&k->text, k, w->s, f);
        (void)compose_quietly(k, item, TRUCE_SPAN_PLAIN, compose_keep(k),
                              "the numbers of the record, compared with each other");
    }
}

static void open_tranche(writer *w, uint32_t t) {
    static const truce_column columns[] = {{{"Who, and how many", 17}, 38},
                                           {{"By", 2}, 18},
                                           {{"From", 4}, 26},
                                           {{"Noted by, hour", 14}, 18}};
    composer *const k = w->k;
    truce_buffer_printf(&k->text, "exchange-%.*s-tranche-%" PRId64,
                        TRUCE_STR_ARGS(truce_case_name(k->c, w->s->plan->head.name)),
                        w->s->tranches[t]->number.low.units);
    const truce_str id = compose_keep(k);
    lit(k, "Tranche ");
    swap_number(&k->text, w->s->tranches[t]->number.low.units);
    const size_t before = k->text.size;
    lit(k, ": ");
    swap_when(&k->text, k, w->s, t);
    k->text.size = k->text.size == before + 2 ? before : k->text.size;
    const truce_str title = compose_keep(k);
    (void)truce_document_heading(&k->doc, 3, id, title);
    say_sums(w, t);
    say_found(w, t);
    w->table = truce_document_table(&k->doc, TRUCE_STR("To tick off"), columns,
                                    sizeof columns / sizeof *columns);
    w->tranche = t;
}

/* By when; where no last day follows from the plan, what it waits for. */
static void add_by(writer *w, truce_row *row, const swap_item *item) {
    composer *const k = w->k;
    swap_days(&k->text, w->s, item->days);
    if (k->text.size > 0) {
        cell(w, row, 1, TRUCE_SPAN_STRONG);
    }
    if (item->days[1] == TRUCE_EXCHANGE_UNKNOWN) {
        swap_trigger(&k->text, k, w->s, w->s->tranches[item->tranche]);
        lit(k, k->text.size == 0 ? "no last day is said" : "");
        cell(w, row, 1, TRUCE_SPAN_PLAIN);
    }
}

static void take_row(void *data, const swap_item *item) {
    writer *const w = data;
    composer *const k = w->k;
    if (w->table == NULL || w->tranche != item->tranche) {
        open_tranche(w, item->tranche);
    }
    truce_row *const row = truce_document_row(&k->doc, w->table);
    lit(k, "\xE2\x98\x90 "); /* an empty box */
    truce_buffer_add(&k->text, who(w, item));
    lit(k, ": ");
    add_count(&k->text, item);
    cell(w, row, 0, TRUCE_SPAN_STRONG);
    add_by(w, row, item);
    put(w, row, 2, TRUCE_SPAN_PLAIN, item->back ? swap_other(k, w->s) : swap_one(k, w->s));
    put(w, row, 3, TRUCE_SPAN_PLAIN, TRUCE_STR("\xC2\xA0")); /* room: nothing that is told */
}

static int by_tranche(const void *left, const void *right) {
    const truce_exchange_finding *const l = *(const truce_exchange_finding *const *)left;
    const truce_exchange_finding *const r = *(const truce_exchange_finding *const *)right;
    return l->tranche != r->tranche ? (l->tranche > r->tranche) - (l->tranche < r->tranche)
                                    : (l > r) - (l < r);
}

/* Those of a tranche, in order; the rest is counted by the caller. */
static bool sort_found(writer *w) {
    const truce_exchange *const x = &w->s->x;
    w->found = truce_arena_take(w->k->arena, (x->n_found + 1U) * sizeof(*w->found));
    for (uint32_t i = 0; w->found != NULL && i < x->n_found; i++) {
        if (x->found[i].tranche != TRUCE_EXCHANGE_NONE) {
            w->found[w->n_found++] = &x->found[i];
        }
    }
    if (w->n_found > 1) {
        qsort(w->found, w->n_found, sizeof(*w->found), by_tranche);
    }
    return w->found != NULL;
}

/* What does not add up and is of no tranche alone. */
static void note_found(writer *w, truce_passage *note) {
    composer *const k = w->k;
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->s->x.n_found; i++) { /* a total that is off is one thing */
        const truce_exchange_finding *const f = &w->s->x.found[i];
        n += f->tranche == TRUCE_EXCHANGE_NONE &&
             (f->kind != TRUCE_EXCHANGE_TOTALS || w->s->x.totals[f->total].agrees);
    }
    if (n > 0) {
        swap_number(&k->text, n);
        lit(k, n == 1 ? " thing does not add up that is of no tranche alone; truce exchange has it."
                      : " things do not add up that are of no tranche alone; truce exchange has "
                        "them.");
        (void)compose_quietly(k, note, TRUCE_SPAN_PLAIN, compose_keep(k),
                              "the numbers of the record, compared with each other");
    }
}

void compose_swaps_checklist(composer *k, const swaps *all) {
    if (all->n == 0) {
        (void)truce_document_heading(&k->doc, 2, TRUCE_STR("exchange"), TRUCE_STR("Exchanges"));
        compose_no_swap(k);
    }
    for (uint32_t i = 0; i < all->n; i++) {
        const swap *const s = &all->at[i];
        writer w = {.k = k, .s = s};
        truce_buffer_printf(&k->text, "exchange-%.*s",
                            TRUCE_STR_ARGS(truce_case_name(k->c, s->plan->head.name)));
        const truce_str id = compose_keep(k);
        (void)truce_document_heading(&k->doc, 2, id, s->plan->head.title);
        lit(k, s->refused.size > 0
                   ? "This exchange cannot be counted; truce exchange says why."
                   : "As this case's author plans it. What is due in return is due on the day of "
                     "the release; where a quota holds it up, by the day on which the last of it "
                     "can be given.");
        truce_passage *const note = truce_document_paragraph(&k->doc);
        (void)compose_quietly(k, note, TRUCE_SPAN_MUTED, compose_keep(k), "how truce works");
        swap_note_windows(k, all, s, note);
        if (!sort_found(&w)) {
            k->failed = true;
            return;
        }
        note_found(&w, note);
        swap_items(s, take_row, &w);
    }
}

/* ---- for a spreadsheet ---- */

/* The text of k->text, which is emptied. */
static void field(writer *w) {
    truce_csv_cell(&w->csv, truce_buffer_str(&w->k->text));
    w->k->text.size = 0;
}

static void take_line(void *data, const swap_item *item) {
    writer *const w = data;
    composer *const k = w->k;
    const truce_exchange_step *const step = &w->s->x.steps[item->tranche];
    const truce_str sides[] = {swap_one(k, w->s), swap_other(k, w->s)};
    truce_buffer_add(&k->text, truce_case_name(k->c, w->s->plan->head.name));
    field(w);
    truce_buffer_printf(&k->text, "%" PRId64, w->s->tranches[item->tranche]->number.low.units);
    field(w);
    swap_when(&k->text, k, w->s, item->tranche);
    field(w);
    lit(k, item->back ? "in return" : "release");
    field(w);
    truce_buffer_add(&k->text, sides[item->back]);
    field(w);
    truce_buffer_add(&k->text, sides[!item->back]);
    field(w);
    if (item->number > 0 || !item->open) {
        truce_buffer_printf(&k->text, "%" PRId64, item->number);
    }
    field(w);
    lit(k, item->open ? "yes" : "no");
    field(w);
    truce_buffer_add(&k->text, who(w, item));
    field(w);
    for (int end = 0; end < 2; end++) {
        if (item->days[end] != TRUCE_EXCHANGE_UNKNOWN) {
            swap_date(&k->text, w->s, item->days[end]);
        }
        field(w);
    }
    (item->back ? swap_released : swap_due)(&k->text, k, w->s, step);
    field(w);
    field(w); /* done */
    field(w); /* noted by */
    truce_csv_row(&w->csv);
}

void swaps_csv(composer *k, const swaps *all, truce_buffer *out) {
    truce_buffer_lit(
        out, "exchange,tranche,when,what,from,to,number,at_least,who,earliest,by,counterpart,"
             "done,noted_by\r\n");
    for (uint32_t i = 0; i < all->n; i++) {
        writer w = {.k = k, .s = &all->at[i], .csv = {.out = out}};
        swap_items(w.s, take_line, &w);
    }
}
