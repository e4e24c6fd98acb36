/* What it would do to settle some options, one way or the other: for each combination who would
 * stay, and the smallest changes that make everybody stay, or undo it. */
#include <inttypes.h>
#include <string.h>

#include "graph_parts.h"
#include "graph_words.h"

enum { ROWS_MAX = 64, WAYS_TOLD = 4 };

static uint32_t concepts_asked(const graph_question *q) {
    uint32_t set = 0;
    for (uint32_t k = 0; k < q->n_concepts; k++) {
        set |= UINT32_C(1) << q->concepts[k].basic;
    }
    return set;
}

/* Two states, each with a model of its own, put together. */
static truce_status find_both(graph_answer *a, const truce_whatif_question *question,
                              truce_arena *arena, truce_error *err) {
    truce_whatif *const out = &a->what_if.found;
    truce_whatif_question one = *question;
    truce_whatif target;
    one.n_asked = 1;
    truce_status status = truce_whatif_find(&a->model, &one, arena, out, err);
    one.asked = question->asked + 1;
    if (status == TRUCE_OK) {
        status = truce_whatif_find(&a->target_model, &one, arena, &target, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    truce_whatif_at *const at = truce_arena_take(arena, (size_t)out->n * 2 * sizeof *at);
    if (at == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for an answer");
    }
    for (uint32_t i = 0; i < out->n; i++) {
        at[(size_t)2 * i] = out->at[i];
        at[(size_t)2 * i + 1] = target.at[i];
    }
    out->at = at;
    out->n_asked = 2;
    return TRUCE_OK;
}

truce_status graph_what_if_find(graph_answer *a, truce_arena *arena, truce_error *err) {
    graph_what_if *const w = &a->what_if;
    if ((a->q.options & a->q.held.care) != 0) {
        return truce_fail(err, TRUCE_EINVAL, "--what-if: one of these is held already");
    }
    if (a->has_from) {
        w->asked[w->n_asked++] = a->from;
    }
    if (a->q.has_state) {
        w->asked[w->n_asked++] = a->q.state;
    }
    if (w->n_asked == 0) {
        return truce_fail(err, TRUCE_EINVAL,
                          "--what-if: the model does not say how things stand; ask about a state: "
                          "--from or --target");
    }
    for (uint32_t k = 0; k < w->n_asked; k++) {
        w->as_asked[k] = w->asked[k] & a->q.options;
    }
    const truce_whatif_question question = {
        .options = a->q.options,
        .asked = w->asked,
        .n_asked = w->n_asked,
        .stable = {.concepts = concepts_asked(&a->q), .threads = a->q.threads}};
    return w->n_asked == 2 && a->q.held.taken != a->q.target_held.taken
               ? find_both(a, &question, arena, err)
               : truce_whatif_find(a->has_from ? &a->model : &a->target_model, &question, arena,
                                   &w->found, err);
}

/* ---- in words
 * ------------------------------------------------------------------------------------ */

/* "nash, seq": of those asked about, in their order; "every concept"; "none". */
static void add_concepts(graph_writer *w, uint32_t set) {
    const graph_question *const q = &w->a->q;
    const char *before = "";
    if (q->n_concepts > 2 && set == concepts_asked(q)) {
        truce_buffer_lit(&w->text, "every concept");
        return;
    }
    for (uint32_t k = 0; k < q->n_concepts; k++) {
        if ((set >> q->concepts[k].basic & 1) != 0) {
            truce_buffer_printf(&w->text, "%s%s", before, q->concepts[k].key);
            before = ", ";
        }
    }
    if (set == 0) {
        truce_buffer_lit(&w->text, "none");
    }
}

/* "guarantee taken and pressure not taken" */
static void add_changes(graph_writer *w, uint64_t change, uint64_t taken) {
    const char *before = "";
    for (uint64_t left = change; left != 0; left &= left - 1) {
        const uint64_t option = left & (~left + 1);
        const truce_str name = graph_taken(w, option);
        truce_buffer_printf(&w->text, "%s%.*s %staken", before, TRUCE_STR_ARGS(name),
                            (taken & option) != 0 ? "" : "not ");
        before = " and ";
    }
}

/* "As these options are now, North, South move away." */
static void add_now(graph_writer *w, bool now, const truce_whatif_at *at, truce_graph_concept c,
                    bool stays) {
    uint32_t n = 0;
    truce_buffer_add(&w->text, truce_str_of(!now ? "With these options as in this state, "
                                            : graph_supposed(w->a)
                                                ? "As it is supposed, "
                                                : "As the model takes these options to stand, "));
    if (!at->feasible || stays) {
        truce_buffer_add(&w->text,
                         stays ? TRUCE_STR("everybody stays. ") : TRUCE_STR("it cannot be. "));
        return;
    }
    for (uint32_t i = 0; i < w->m->n_makers; i++) {
        if ((at->stable[i] >> c & 1) == 0) {
            const truce_str name = graph_maker(w, i);
            truce_buffer_printf(&w->text, "%s%.*s", n++ > 0 ? ", " : "", TRUCE_STR_ARGS(name));
        }
    }
    truce_buffer_printf(&w->text, " would move away. ");
}

/* What is said of one state and concept. */
static truce_str verdict(graph_writer *w, uint32_t asked, truce_graph_concept c) {
    const graph_what_if *const what = &w->a->what_if;
    const truce_whatif *const f = &what->found;
    uint32_t found[UINT32_C(1) << TRUCE_WHATIF_OPTIONS_MAX];
    uint32_t now = 0;
    while (f->taken[now] != what->as_asked[asked]) {
        now++;
    }
    const truce_whatif_at *const at = &f->at[(size_t)now * f->n_asked + asked];
    const bool stays = at->feasible && (at->equilibrium >> c & 1) != 0;
    const uint32_t n = truce_whatif_smallest(f, asked, c, what->as_asked[asked], stays, found);
    add_now(w, w->a->has_from && asked == 0, at, c, stays);
    if (n == 0) {
        truce_buffer_add(&w->text, stays ? TRUCE_STR("No combination of them undoes that.")
                                         : TRUCE_STR("In no combination of them does everybody "
                                                     "stay."));
        return graph_keep(w);
    }
    truce_buffer_printf(&w->text, "%s ",
                        stays ? "What undoes that, with no more changes than are needed:"
                              : "What makes everybody stay, with no more changes than are "
                                "needed:");
    for (uint32_t k = 0; k < n && k < WAYS_TOLD; k++) {
        truce_buffer_printf(&w->text, "%s", k > 0 ? "; or " : "");
        add_changes(w, (f->taken[found[k]] ^ what->as_asked[asked]) & f->options,
                    f->taken[found[k]]);
    }
    if (n > WAYS_TOLD) {
        truce_buffer_printf(&w->text, "; or one of %" PRIu32 " more", n - WAYS_TOLD);
    }
    truce_buffer_byte(&w->text, '.');
    return graph_keep(w);
}

/* Concepts of which the same is said stand together. */
static void say_smallest(graph_writer *w, uint32_t asked) {
    const graph_question *const q = &w->a->q;
    truce_str said[GRAPH_CONCEPTS_MAX];
    truce_block *const list = truce_document_list(w->doc);
    for (uint32_t k = 0; k < q->n_concepts; k++) {
        said[k] = verdict(w, asked, q->concepts[k].basic);
    }
    for (uint32_t k = 0; k < q->n_concepts; k++) {
        uint32_t first = 0;
        while (!truce_str_equal(said[first], said[k])) {
            first++;
        }
        if (first < k) {
            continue;
        }
        uint32_t set = 0;
        for (uint32_t j = k; j < q->n_concepts; j++) {
            set |= truce_str_equal(said[j], said[k]) ? UINT32_C(1) << q->concepts[j].basic : 0;
        }
        add_concepts(w, set);
        const truce_str label = graph_keep(w);
        graph_say_quietly(w, truce_document_item(w->doc, list, (truce_str){NULL, 0}, label),
                          said[k]);
    }
}

static truce_str title_of(graph_writer *w, uint32_t asked) {
    return w->a->has_from && asked == 0 ? graph_stand_title(w)
           : w->a->q.of_model           ? graph_target_title(w)
                                        : TRUCE_STR("The target");
}

static void say_at(graph_writer *w, truce_cell *to, const truce_whatif_at *at) {
    const uint32_t all = concepts_asked(&w->a->q);
    if (!at->feasible) {
        graph_say_quietly(w, truce_document_cell(w->doc, to), TRUCE_STR("This state cannot be."));
        return;
    }
    truce_buffer_lit(&w->text, "All stay under ");
    add_concepts(w, at->equilibrium);
    truce_buffer_byte(&w->text, '.');
    graph_say_quietly(w, truce_document_cell(w->doc, to), graph_keep(w));
    for (uint32_t i = 0; i < w->m->n_makers; i++) {
        if (at->stable[i] != all) {
            const truce_str name = graph_maker(w, i);
            truce_buffer_printf(&w->text, "%.*s would move away under ", TRUCE_STR_ARGS(name));
            add_concepts(w, all & ~at->stable[i]);
            truce_buffer_byte(&w->text, '.');
            graph_say_quietly(w, truce_document_cell(w->doc, to), graph_keep(w));
        }
    }
}

static void add_table(graph_writer *w) {
    const truce_whatif *const f = &w->a->what_if.found;
    truce_column columns[1 + TRUCE_WHATIF_ASKED_MAX] = {{TRUCE_STR("Of these are taken"), 20}};
    for (uint32_t k = 0; k < f->n_asked; k++) {
        columns[k + 1] = (truce_column){title_of(w, k), 30};
    }
    (void)truce_document_heading(w->doc, 2, TRUCE_STR("combinations"),
                                 TRUCE_STR("Each combination"));
    truce_block *const table =
        truce_document_table(w->doc, (truce_str){NULL, 0}, columns, f->n_asked + 1);
    for (uint32_t i = 0; i < f->n && i < ROWS_MAX; i++) {
        truce_row *const row = truce_document_row(w->doc, table);
        graph_say_quietly(w, truce_document_cell(w->doc, &row->cells[0]),
                          f->taken[i] != 0 ? graph_taken(w, f->taken[i])
                                           : TRUCE_STR("none of them"));
        for (uint32_t k = 0; k < f->n_asked; k++) {
            say_at(w, &row->cells[k + 1], &f->at[(size_t)i * f->n_asked + k]);
        }
    }
    if (f->n > ROWS_MAX) {
        truce_buffer_printf(&w->text,
                            "%" PRIu32 " more combinations are not shown; --json has all.",
                            f->n - ROWS_MAX);
        graph_say_quietly(w, truce_document_paragraph(w->doc), graph_keep(w));
    }
}

void graph_what_if_document(graph_writer *w) {
    const graph_what_if *const what = &w->a->what_if;
    truce_passage *const first = truce_document_paragraph(w->doc);
    const truce_str names = graph_taken(w, what->found.options);
    truce_buffer_printf(&w->text, "Held in every combination, so that nobody changes them: %.*s.",
                        TRUCE_STR_ARGS(names));
    graph_say(w, first, graph_keep(w));
    graph_held_document(w, first);
    graph_say_quietly(w, first,
                      TRUCE_STR("Each state is asked about with these options as they are held."));
    graph_held_apart_document(w, first);
    if (w->a->task.has_target && !w->a->q.has_state) {
        graph_say_quietly(w, first,
                          TRUCE_STR("The model's target is not asked about: with what is held here "
                                    "it cannot be."));
    }
    for (uint32_t k = 0; k < what->n_asked; k++) {
        (void)truce_document_heading(w->doc, 2, (truce_str){NULL, 0}, title_of(w, k));
        const truce_str letters = graph_letters(w, what->asked[k]);
        const bool target = !(w->a->has_from && k == 0);
        const uint64_t kept = target ? w->a->q.kept : 0;
        const truce_str taken = graph_taken_kept(w, what->asked[k], kept);
        truce_buffer_printf(&w->text, "%.*s: %.*s.", TRUCE_STR_ARGS(letters),
                            TRUCE_STR_ARGS(taken));
        graph_say_quietly(w, truce_document_paragraph(w->doc), graph_keep(w));
        say_smallest(w, k);
    }
    add_table(w);
    graph_meanings_document(w);
}
