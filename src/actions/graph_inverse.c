/* What each maker would have to prefer for one state to be stable for it, while the others prefer
 * what they do: the smallest change, what would do if it came first, and how many orders would. */
#include <inttypes.h>

#include "graph_parts.h"
#include "graph_words.h"

enum { CHANGES_SHOWN = 3, ADDITIONS_SHOWN = 3, CONDITIONS_SHOWN = 12, CONCEPTS_IN_FULL = 2 };

/* ---- finding
 * -------------------------------------------------------------------------------------- */

/* In hundredths of a percent; -1 where it is not counted. */
static truce_status share_of(const truce_inverse *inverse, int32_t *out, truce_error *err) {
    truce_arena scratch = truce_arena_new();
    truce_bigint part = {NULL, 0};
    uint64_t share = 0;
    bool rest = false;
    truce_status status = TRUCE_OK;
    *out = -1;
    if (inverse->counted) {
        status = truce_bigint_from(20000, &scratch, &part, err);
        if (status == TRUCE_OK) {
            status = truce_bigint_multiply(inverse->orders, part, &scratch, &part, err);
        }
        if (status == TRUCE_OK) {
            status = truce_bigint_divide(part, inverse->all, &scratch, &part, &rest, err);
        }
        if (status == TRUCE_OK && truce_bigint_fits(part, &share)) {
            *out = (int32_t)((share + 1) / 2);
        }
    }
    truce_arena_clear(&scratch);
    return status;
}

static truce_status find_one(const graph_answer *a, uint32_t s, uint32_t maker,
                             truce_graph_concept c, truce_arena *arena, graph_inverse *out,
                             truce_error *err) {
    truce_status status = truce_inverse_find(&a->states, s, maker, c, arena, &out->inverse, err);
    if (status == TRUCE_OK) {
        status = share_of(&out->inverse, &out->share, err);
    }
    if (status == TRUCE_OK) {
        status = truce_sensitivity_find(&a->states, s, maker, c, arena, &out->smallest, err);
    }
    return status == TRUCE_OK ? truce_additions_find(&a->states, s, maker, c, &out->first, err)
                              : status;
}

truce_status graph_inverse_find(graph_answer *a, truce_arena *arena, truce_error *err) {
    const size_t n = (size_t)a->model.n_makers * a->q.n_concepts;
    graph_inverse *const all = truce_arena_zero(arena, n, sizeof *all);
    const uint32_t s = truce_graph_find(&a->states, a->q.state);
    truce_status status =
        all != NULL ? TRUCE_OK : truce_fail(err, TRUCE_ENOMEM, "no memory for an answer");
    for (uint32_t i = 0; i < a->model.n_makers; i++) {
        for (uint32_t k = 0; k < a->q.n_concepts && status == TRUCE_OK; k++) {
            status = find_one(a, s, i, a->q.concepts[k].basic, arena, &all[i * a->q.n_concepts + k],
                              err);
        }
    }
    a->inverse = all;
    return status;
}

static const graph_inverse *at(const graph_answer *a, uint32_t maker, uint32_t k) {
    return &a->inverse[maker * a->q.n_concepts + k];
}

/* ---- in words
 * ------------------------------------------------------------------------------------ */

/* "(accept, guarantee)" */
static void add_state(graph_writer *w, uint32_t state) {
    const truce_str taken = graph_taken(w, truce_graph_at(&w->a->states, state));
    truce_buffer_printf(&w->text, "(%.*s)", TRUCE_STR_ARGS(taken));
}

/* "preferring (walk-out), and no longer (accept)" */
static truce_str change_words(graph_writer *w, uint32_t maker, const truce_sensitivity *change) {
    const uint32_t *const rank = w->a->states.rank[maker];
    const uint32_t here = rank[truce_graph_find(&w->a->states, w->a->q.state)];
    if (!change->known) {
        truce_buffer_printf(&w->text,
                            "other preferences, not known which: of at least %" PRIu32 " state%s",
                            change->n, change->n == 1 ? "" : "s");
    } else if (!change->possible) {
        truce_buffer_lit(&w->text, "no other preferences would");
    }
    for (int down = 0; down < 2 && change->known; down++) {
        uint32_t n = 0;
        for (uint32_t k = 0; k < change->n; k++) {
            if ((rank[change->changes[k]] > here) != (down == 1) || n++ >= CHANGES_SHOWN) {
                continue;
            }
            truce_buffer_printf(&w->text, "%s",
                                n > 1 ? " and "
                                : w->text.size == 0
                                    ? (down ? "no longer preferring " : "preferring ")
                                    : ", and no longer preferring ");
            add_state(w, change->changes[k]);
        }
        if (n > CHANGES_SHOWN) {
            truce_buffer_printf(&w->text, " and %" PRIu32 " more", n - CHANGES_SHOWN);
        }
    }
    return graph_keep(w);
}

/* "not operation", "accept or not guarantee" */
static void add_addition(graph_writer *w, const truce_addition *a) {
    const char *before = "";
    for (uint64_t left = a->says.care; left != 0; left &= left - 1) {
        const uint64_t option = left & (~left + 1);
        const truce_str name = graph_taken(w, option);
        const bool taken = ((a->says.taken & option) != 0) != a->denied;
        truce_buffer_printf(&w->text, "%s%s%.*s", before, taken ? "" : "not ",
                            TRUCE_STR_ARGS(name));
        before = a->denied ? " or " : " and ";
    }
}

static truce_str addition_words(graph_writer *w, const truce_additions *first) {
    if (first->n == 0) {
        return first->untried ? TRUCE_STR("no one option, wished first, would do")
                              : TRUCE_STR("no wish so short would do");
    }
    truce_buffer_lit(&w->text, "or wishing first: ");
    for (uint32_t k = 0; k < first->n && k < ADDITIONS_SHOWN; k++) {
        truce_buffer_printf(&w->text, "%s", k > 0 ? "; or " : "");
        add_addition(w, &first->at[k]);
    }
    if (first->n > ADDITIONS_SHOWN) {
        truce_buffer_printf(&w->text, "; or %s%" PRIu32 " more", first->more ? "at least " : "",
                            first->n - ADDITIONS_SHOWN);
    }
    return graph_keep(w);
}

/* In whole orders of a hundred, never rounded to none or to all. */
static truce_str share_words(graph_writer *w, int32_t share) {
    const int32_t whole = (share + 50) / 100;
    if (share < 0) {
        return TRUCE_STR("not counted");
    }
    if (share < 100) {
        return TRUCE_STR("under 1 of 100");
    }
    if (share > 9900 && share < 10000) {
        return TRUCE_STR("over 99 of 100");
    }
    truce_buffer_printf(&w->text, "%" PRId32 " of 100", whole);
    return graph_keep(w);
}

static void cell(graph_writer *w, truce_cell *to, truce_str text) {
    graph_say_quietly(w, truce_document_cell(w->doc, to), text);
}

static void add_table(graph_writer *w, uint32_t maker) {
    const truce_column columns[] = {{TRUCE_STR("Concept"), 9},
                                    {TRUCE_STR("Now"), 10},
                                    {TRUCE_STR("What would make it stay"), 28},
                                    {TRUCE_STR("What would make it leave"), 28},
                                    {TRUCE_STR("Orders in which it stays"), 14}};
    truce_block *const table = truce_document_table(w->doc, (truce_str){NULL, 0}, columns, 5);
    for (uint32_t k = 0; k < w->a->q.n_concepts; k++) {
        const graph_inverse *const of = at(w->a, maker, k);
        const bool stays = of->smallest.stable;
        truce_row *const row = truce_document_row(w->doc, table);
        cell(w, &row->cells[0], truce_str_of(w->a->q.concepts[k].key));
        cell(w, &row->cells[1], stays ? TRUCE_STR("stays") : TRUCE_STR("moves away"));
        cell(w, &row->cells[stays ? 2 : 3], TRUCE_STR("-"));
        cell(w, &row->cells[stays ? 3 : 2], change_words(w, maker, &of->smallest));
        cell(w, &row->cells[stays ? 3 : 2], addition_words(w, &of->first));
        cell(w, &row->cells[4], share_words(w, of->share));
    }
}

/* "it does not prefer (no move taken); or it does not prefer (accept), nor any of (operation)" */
static void add_ways(graph_writer *w, const truce_inverse_condition *c) {
    for (uint32_t k = 0; k < c->n && k < CONDITIONS_SHOWN; k++) {
        const truce_inverse_way *const way = &c->ways[k];
        truce_buffer_printf(&w->text, "%sit does not prefer ", k > 0 ? "; or " : "");
        add_state(w, way->state);
        for (uint32_t j = 0; j < way->n_closed && j < CONDITIONS_SHOWN; j++) {
            truce_buffer_printf(&w->text, "%s", j > 0 ? ", " : ", nor any of ");
            add_state(w, way->closed[j]);
        }
        if (way->n_closed > CONDITIONS_SHOWN) {
            truce_buffer_printf(&w->text, " and %" PRIu32 " more",
                                way->n_closed - CONDITIONS_SHOWN);
        }
    }
    if (c->n > CONDITIONS_SHOWN) {
        truce_buffer_printf(&w->text, "; or one of %" PRIu32 " more", c->n - CONDITIONS_SHOWN);
    }
}

static void say_conditions(graph_writer *w, uint32_t maker, uint32_t k) {
    const truce_inverse *const c = &at(w->a, maker, k)->inverse;
    truce_passage *const p = truce_document_paragraph(w->doc);
    if (c->n == 0) {
        truce_buffer_printf(&w->text, "Under %s it stays whatever it prefers.",
                            w->a->q.concepts[k].key);
        graph_say_quietly(w, p, graph_keep(w));
        return;
    }
    truce_buffer_printf(
        &w->text, "Under %s it stays when each of these lines holds of it, against this state:",
        w->a->q.concepts[k].key);
    graph_say_quietly(w, p, graph_keep(w));
    truce_block *const list = truce_document_list(w->doc);
    for (uint32_t i = 0; i < c->n && i < CONDITIONS_SHOWN; i++) {
        truce_passage *const item =
            truce_document_item(w->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        add_ways(w, &c->conditions[i]);
        graph_say_quietly(w, item, graph_keep(w));
    }
    if (c->n > CONDITIONS_SHOWN) {
        truce_buffer_printf(&w->text, "%" PRIu32 " more lines are not shown; --json has all.",
                            c->n - CONDITIONS_SHOWN);
        graph_say_quietly(w, truce_document_paragraph(w->doc), graph_keep(w));
    }
}

void graph_inverse_document(graph_writer *w) {
    const graph_answer *const a = w->a;
    truce_passage *const first = truce_document_paragraph(w->doc);
    graph_say_state(w, first, a->q.state);
    graph_held_document(w, first);
    graph_say_quietly(
        w, first,
        TRUCE_STR(
            "Each maker is asked about by itself: what it prefers is left open, and the others "
            "prefer what the model says. Told are whether it stays in this state as the model "
            "has its preferences; what would turn that round: the fewest other states that it "
            "would have to prefer to this one, or no longer prefer, or something that it would "
            "have to wish before all else; and in how many of 100 possible orders of all "
            "states it would stay. Each order is counted as one, so that is a count and no "
            "likelihood. Nothing here says what anybody should prefer."));
    if (a->q.n_concepts > CONCEPTS_IN_FULL) {
        graph_say_quietly(w, first,
                          TRUCE_STR("With --concept and one or two of them, what has to hold is "
                                    "told in full."));
    }
    for (uint32_t i = 0; i < w->m->n_makers; i++) {
        (void)truce_document_heading(w->doc, 2, (truce_str){NULL, 0}, graph_maker(w, i));
        if (!graph_is_asked(a, i)) {
            graph_say_quietly(w, truce_document_paragraph(w->doc),
                              TRUCE_STR("Its moves are held, since nobody states what it prefers: "
                                        "what it would have to prefer is not told."));
            continue;
        }
        add_table(w, i);
        for (uint32_t k = 0; k < a->q.n_concepts && a->q.n_concepts <= CONCEPTS_IN_FULL; k++) {
            say_conditions(w, i, k);
        }
    }
    graph_meanings_document(w);
}
