/* All states, for people: how many, how things stand, where nobody would move away, and a table. */
#include <inttypes.h>
#include <string.h>

#include "graph_map.h"
#include "graph_words.h"

enum { ROWS_MAX = 64, COALITIONS_SHOWN = 3 };

/* ---- what is asked
 * -------------------------------------------------------------------------------- */

/* What each sense changes. */
static const char *const sense_words[] = {
    [GRAPH_OWN] = "",
    [GRAPH_COALITIONS] = "Makers may move together here, as coalitions all of whose members gain; "
                         "what is stable for all makers is stable for every coalition.",
    [GRAPH_UNKNOWN_A] = "Where it is not known what a maker prefers, it is taken to move, and "
                        "nothing unknown to hold it back (extension a).",
    [GRAPH_UNKNOWN_B] = "Where it is not known what a maker prefers, it is taken not to move, and "
                        "nothing unknown to hold it back (extension b).",
    [GRAPH_UNKNOWN_C] = "Where it is not known what a maker prefers, it is taken to move, and "
                        "what is unknown to hold it back (extension c).",
    [GRAPH_UNKNOWN_D] = "Where it is not known what a maker prefers, it is taken not to move, and "
                        "what is unknown to hold it back (extension d).",
    [GRAPH_STRENGTH] = "Stable is said here where each answer is strongly worse for who moved; "
                       "weakly stable where it is worse, but not strongly.",
    [GRAPH_ATTITUDES] = "Each maker looks also at what others prefer, as its attitudes towards "
                        "them say."};

static uint32_t count(const uint64_t *bits, uint32_t n) {
    uint32_t found = 0;
    for (uint32_t s = 0; s < n; s++) {
        found += truce_stable_bit(bits, s);
    }
    return found;
}

static void say_counts(graph_writer *w) {
    const graph_found *const f = &w->a->found;
    const truce_graph_model *const m = w->m;
    const uint32_t n = f->states->n;
    truce_passage *const p = truce_document_paragraph(w->doc);
    truce_buffer_printf(&w->text,
                        "%" PRIu32 " decision maker%s, %" PRIu32 " option%s, %" PRIu32
                        " feasible state%s.",
                        m->n_makers, m->n_makers == 1 ? "" : "s", m->n_options,
                        m->n_options == 1 ? "" : "s", n, n == 1 ? "" : "s");
    graph_say_quietly(w, p, graph_keep(w));
    graph_held_document(w, p);
    if (f->q->sense != GRAPH_OWN) {
        graph_say_quietly(w, p, truce_str_of(sense_words[f->q->sense]));
    }
    truce_buffer_lit(&w->text, "Equilibria: ");
    for (uint32_t k = 0; k < f->q->n_concepts; k++) {
        truce_buffer_printf(&w->text, "%s%s ", k == 0 ? "" : ", ", f->q->concepts[k].key);
        if (f->at[k].unknown) {
            truce_buffer_lit(&w->text, "not known");
        } else {
            truce_buffer_printf(&w->text, "%" PRIu32, count(f->at[k].equilibria, n));
        }
    }
    truce_buffer_byte(&w->text, '.');
    const truce_str counts = graph_keep(w);
    truce_sentence *const line = truce_document_line(w->doc, p);
    truce_sentence_add(w->doc, line, TRUCE_SPAN_PLAIN, counts);
    line->basis = w->a->task.basis;
}

/* ---- what stands out
 * ------------------------------------------------------------------------------ */

truce_str graph_concepts_of(graph_writer *w, uint32_t maker, uint32_t s) {
    const graph_found *const f = &w->a->found;
    const bool six = f->q->n_concepts == TRUCE_CONCEPTS && f->q->sense == GRAPH_OWN &&
                     w->a->task.ask->concepts == NULL;
    bool weak = false;
    for (uint32_t k = 0; k < f->q->n_concepts; k++) {
        const graph_stability *const at = &f->at[k];
        const uint64_t *const bits = maker == w->m->n_makers ? at->equilibria : at->stable[maker];
        if (at->unknown || !truce_stable_bit(bits, s)) {
            continue;
        }
        truce_buffer_printf(&w->text, "%s%s", w->text.size > 0 ? ", " : "", f->q->concepts[k].key);
        if (six && k == TRUCE_NASH) {
            truce_buffer_lit(&w->text, " and so all");
            break;
        }
    }
    for (uint32_t k = 0; k < f->q->n_concepts && maker < w->m->n_makers; k++) {
        const graph_stability *const at = &f->at[k];
        if (at->general[maker] != NULL && truce_stable_bit(at->general[maker], s) &&
            !truce_stable_bit(at->stable[maker], s)) {
            truce_buffer_printf(&w->text, "%s%s%s", w->text.size > 0 ? (weak ? ", " : "; ") : "",
                                weak ? "" : "weakly ", f->q->concepts[k].key);
            weak = true;
        }
    }
    if (w->text.size == 0) {
        truce_buffer_byte(&w->text, '-');
    }
    return graph_keep(w);
}

/* "NNYN: accept" */
static truce_str name_of(graph_writer *w, truce_graph_state s) {
    const truce_str letters = graph_letters(w, s);
    const truce_str taken = graph_taken(w, s);
    truce_buffer_printf(&w->text, "%.*s: %.*s", TRUCE_STR_ARGS(letters), TRUCE_STR_ARGS(taken));
    return graph_keep(w);
}

/* "NNYN: accept. Everybody would stay under seq." */
static void say_who_stays(graph_writer *w, truce_passage *p, uint32_t place) {
    const graph_answer *const a = w->a;
    const truce_str name = name_of(w, truce_graph_at(&a->states, place));
    const truce_str words = graph_concepts_of(w, w->m->n_makers, place);
    truce_buffer_printf(&w->text, "%.*s. ", TRUCE_STR_ARGS(name));
    if (graph_everybody(a) == NULL) {
        truce_buffer_lit(
            &w->text, "Nobody's preferences are stated, so nothing can be told of who would stay.");
    } else if (graph_equilibrium(&a->found, place) == 0) {
        truce_buffer_lit(&w->text, "Under no concept asked about would everybody stay.");
    } else {
        truce_buffer_printf(&w->text, "%s would stay under %.*s.", graph_everybody(a),
                            TRUCE_STR_ARGS(words));
    }
    graph_say_quietly(w, p, graph_keep(w));
}

static void say_from(graph_writer *w) {
    const graph_answer *const a = w->a;
    (void)truce_document_heading(w->doc, 2, TRUCE_STR("status-quo"), graph_stand_title(w));
    say_who_stays(w, truce_document_paragraph(w->doc), a->from_at);
    if (a->picked.with_told) {
        graph_state_short(w, &a->picked.from);
    }
    graph_figure_document(w);
}

/* The outcome that the model names, also where not everybody would stay in it; how it could be
 * reached is asked of it first. */
static void say_target(graph_writer *w) {
    const graph_answer *const a = w->a;
    const uint32_t target = a->picked.target;
    if (!a->task.has_target) {
        return;
    }
    (void)truce_document_heading(w->doc, 2, TRUCE_STR("target"), graph_target_title(w));
    truce_passage *const p = truce_document_paragraph(w->doc);
    if (target == TRUCE_GRAPH_NONE) {
        const truce_str taken = graph_taken(w, a->task.target);
        truce_buffer_printf(&w->text,
                            "%.*s. The target has otherwise what is held here, so it is not told "
                            "of: --state asks about it.",
                            TRUCE_STR_ARGS(taken));
        graph_say_quietly(w, p, graph_keep(w));
        return;
    }
    say_who_stays(w, p, target);
    if (a->picked.with_ways) {
        graph_way_document(w, p, target);
    }
    if (a->picked.with_told && target != a->from_at) {
        graph_state_short(w, &a->picked.of_target);
    }
}

static bool tells_equilibria(const graph_answer *a) {
    return graph_everybody(a) != NULL && a->picked.n > 0 &&
           (a->picked.with_told || a->picked.with_ways);
}

static void say_equilibria(graph_writer *w) {
    const graph_answer *const a = w->a;
    const graph_picked *const p = &a->picked;
    if (!tells_equilibria(a)) {
        return;
    }
    (void)truce_document_heading(w->doc, 2, TRUCE_STR("equilibria"),
                                 TRUCE_STR("Where everybody would stay"));
    if (!a->has_from) {
        graph_figure_document(w);
    }
    for (uint32_t i = 0; i < p->n && i < GRAPH_TOLD; i++) {
        const uint32_t s = p->equilibria[i];
        const truce_str words = graph_concepts_of(w, w->m->n_makers, s);
        (void)truce_document_heading(w->doc, 3, (truce_str){NULL, 0},
                                     name_of(w, truce_graph_at(&a->states, s)));
        truce_passage *const to = truce_document_paragraph(w->doc);
        truce_buffer_printf(&w->text, "An equilibrium under %.*s.", TRUCE_STR_ARGS(words));
        graph_say_quietly(w, to, graph_keep(w));
        if (p->target == s) {
            graph_say_quietly(w, to, TRUCE_STR("This is the target, told above."));
        } else if (p->with_ways) {
            graph_way_document(w, to, s);
        }
        if (p->with_told && !(a->has_from && a->from_at == s) && p->target != s) {
            graph_state_short(w, &p->told[i]);
        }
    }
    if (p->n > GRAPH_TOLD) {
        graph_say_quietly(w, truce_document_paragraph(w->doc),
                          TRUCE_STR("The others are in the table; --state tells of one."));
    }
}

/* ---- the table
 * ------------------------------------------------------------------------------------ */

static void cell(graph_writer *w, truce_cell *to, truce_str text) {
    graph_say_quietly(w, truce_document_cell(w->doc, to), text);
}

/* Coalitions of two or more that would leave, under the first concept asked about. */
static truce_str leavers(graph_writer *w, uint32_t s) {
    const graph_found *const f = &w->a->found;
    const uint64_t *const *const stable = f->coalitions.stable[f->q->concepts[0].basic];
    uint32_t n = 0;
    for (uint32_t c = 1; c >> w->m->n_makers == 0; c++) {
        if ((c & (c - 1)) == 0 || truce_stable_bit(stable[c], s) || ++n > COALITIONS_SHOWN) {
            continue;
        }
        bool first = true;
        truce_buffer_printf(&w->text, "%s", n > 1 ? "; " : "");
        for (uint32_t i = 0; i < w->m->n_makers; i++) {
            if ((c >> i & 1) != 0) {
                const truce_str name = graph_maker(w, i);
                truce_buffer_printf(&w->text, "%s%.*s", first ? "" : " + ", TRUCE_STR_ARGS(name));
                first = false;
            }
        }
    }
    if (n > COALITIONS_SHOWN) {
        truce_buffer_printf(&w->text, "; and %" PRIu32 " more", n - COALITIONS_SHOWN);
    }
    if (n == 0) {
        truce_buffer_byte(&w->text, '-');
    }
    return graph_keep(w);
}

static void add_row(graph_writer *w, truce_block *table, uint32_t s) {
    const uint32_t n = w->m->n_makers;
    truce_row *const row = truce_document_row(w->doc, table);
    cell(w, &row->cells[0], graph_number(w, s + 1));
    cell(w, &row->cells[1], graph_letters(w, truce_graph_at(w->a->found.states, s)));
    for (uint32_t i = 0; i <= n; i++) {
        const bool asked = i == n ? graph_everybody(w->a) != NULL : graph_is_asked(w->a, i);
        cell(w, &row->cells[i + 2], asked ? graph_concepts_of(w, i, s) : TRUCE_STR("not known"));
    }
    if (w->a->q.sense == GRAPH_COALITIONS) {
        cell(w, &row->cells[n + 3], leavers(w, s));
    }
}

static void say_no_figure(graph_writer *w) {
    graph_map map;
    if (!graph_map_make(&w->a->states, &map)) {
        truce_buffer_printf(&w->text,
                            "No figure is drawn: it is for up to %d states that fit on %d columns "
                            "and %d rows.",
                            GRAPH_MAP_STATES, GRAPH_MAP_COLUMNS, GRAPH_MAP_ROWS);
        graph_say_quietly(w, truce_document_paragraph(w->doc), graph_keep(w));
    }
}

/* What each letter is of. */
static void say_key(graph_writer *w) {
    const uint32_t n = w->m->n_options;
    const truce_str names = graph_taken(w, n > 0 ? UINT64_MAX >> (64 - n) : 0);
    if (n > 0) {
        truce_buffer_printf(&w->text, "Letters, in order, Y for taken and N for not: %.*s.",
                            TRUCE_STR_ARGS(names));
        graph_say_quietly(w, truce_document_paragraph(w->doc), graph_keep(w));
    }
}

static void add_table(graph_writer *w) {
    const graph_found *const f = &w->a->found;
    const uint32_t n = w->m->n_makers;
    const bool coalitions = f->q->sense == GRAPH_COALITIONS;
    truce_column columns[TRUCE_GRAPH_MAKERS_MAX + 4] = {{TRUCE_STR("State"), 8},
                                                        {TRUCE_STR("Options"), 14}};
    const bool all = f->states->n <= ROWS_MAX; /* of a large model only equilibria */
    for (uint32_t i = 0; i < n; i++) {
        columns[i + 2] = (truce_column){graph_maker(w, i), 20};
    }
    columns[n + 2] =
        (truce_column){coalitions ? TRUCE_STR("Every coalition") : TRUCE_STR("All of them"), 20};
    if (coalitions) {
        truce_buffer_printf(&w->text, "Would leave together (%s)", f->q->concepts[0].key);
        columns[n + 3] = (truce_column){graph_keep(w), 24};
    }
    (void)truce_document_heading(w->doc, 2, TRUCE_STR("states"),
                                 all ? TRUCE_STR("All states") : TRUCE_STR("Equilibria"));
    if (!w->a->has_from && !tells_equilibria(w->a)) { /* no section before had the figure */
        graph_figure_document(w);
    }
    say_no_figure(w);
    say_key(w);
    truce_block *const table =
        truce_document_table(w->doc, (truce_str){NULL, 0}, columns, n + 3 + (coalitions ? 1U : 0));
    uint32_t rows = 0;
    uint32_t left_out = 0;
    for (uint32_t s = 0; s < f->states->n; s++) {
        if (all || graph_equilibrium(f, s) > 0) {
            if (rows < ROWS_MAX) {
                add_row(w, table, s);
            } else {
                left_out++;
            }
            rows++;
        }
    }
    if (left_out > 0) {
        truce_buffer_printf(&w->text, "%" PRIu32 " more equilibria are not shown; --json has all.",
                            left_out);
        graph_say_quietly(w, truce_document_paragraph(w->doc), graph_keep(w));
    }
}

void graph_all_document(graph_writer *w) {
    say_counts(w);
    if (w->a->has_from) {
        say_from(w);
    }
    say_target(w);
    say_equilibria(w);
    add_table(w);
    graph_meanings_document(w);
}
