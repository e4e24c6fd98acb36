#include "graph_paper.h"

#include <inttypes.h>

#include "graph_words.h"
#include "truce/base/json.h"

/* ---- for machines
 * -------------------------------------------------------------------------------- */

static void letters(const uint64_t *bits, uint32_t n, truce_json *json) {
    truce_buffer text = truce_buffer_new();
    if (truce_buffer_reserve(&text, n)) {
        for (uint32_t s = 0; s < n; s++) {
            truce_buffer_byte(&text, truce_stable_bit(bits, s) ? '1' : '0');
        }
    }
    json->out->failed = json->out->failed || text.failed;
    truce_json_str(json, truce_buffer_str(&text));
    truce_buffer_clear(&text);
}

void graph_json(const truce_stable *found, truce_buffer *out) {
    const truce_graph_states *const states = found->states;
    truce_json json = truce_json_new(out);
    truce_json_object(&json);
    truce_json_key(&json, "states");
    truce_json_array_inline(&json);
    for (uint32_t s = 0; s < states->n; s++) {
        truce_json_int(&json, (int64_t)truce_graph_at(states, s));
    }
    truce_json_close(&json);
    truce_json_key(&json, "stability");
    truce_json_object(&json);
    for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
        truce_json_key(&json, truce_graph_concept_key(c));
        truce_json_array(&json);
        for (uint32_t i = 0; i < states->model->n_makers; i++) {
            letters(found->stable[c][i], states->n, &json);
        }
        truce_json_close(&json);
    }
    truce_json_close(&json);
    truce_json_key(&json, "equilibria");
    truce_json_object(&json);
    for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
        truce_json_key(&json, truce_graph_concept_key(c));
        truce_json_array_inline(&json);
        for (uint32_t s = 0; s < states->n; s++) {
            if (truce_stable_bit(found->equilibria[c], s)) {
                truce_json_int(&json, (int64_t)s + 1);
            }
        }
        truce_json_close(&json);
    }
    truce_json_close(&json);
    truce_json_close(&json);
    truce_json_end(&json);
}

/* ---- for people
 * ---------------------------------------------------------------------------------- */

enum { ROWS_MAX = 64 }; /* of the table */

static const truce_str basis = {"the model", 9};

/* "gmr, smr, sim", or a dash; nash implies all of them. */
static truce_str concepts(const truce_stable *found, uint32_t maker, uint32_t s,
                          truce_arena *arena) {
    truce_buffer text = truce_buffer_new();
    for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
        if (c == TRUCE_GMR && text.size > 0) {
            truce_buffer_lit(&text, " and so all");
            break;
        }
        const uint64_t *const bits = maker == found->states->model->n_makers
                                         ? found->equilibria[c]
                                         : found->stable[c][maker];
        if (truce_stable_bit(bits, s)) {
            truce_buffer_printf(&text, "%s%s", text.size > 0 ? ", " : "",
                                truce_graph_concept_key(c));
        }
    }
    if (text.size == 0) {
        truce_buffer_lit(&text, "-");
    }
    const truce_str kept = truce_arena_str(arena, truce_buffer_str(&text));
    truce_buffer_clear(&text);
    return kept;
}

/* In a large model only equilibria are listed. */
static bool has_row(const truce_stable *found, uint32_t s) {
    bool row = found->states->n <= ROWS_MAX;
    for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS && !row; c++) {
        row = truce_stable_bit(found->equilibria[c], s);
    }
    return row;
}

static void cell(truce_document *doc, truce_cell *to, truce_str text) {
    truce_sentence *const s = truce_document_say(doc, truce_document_cell(doc, to), text, basis);
    s->quiet = true;
}

static void add_table(const truce_stable *found, truce_document *doc, truce_arena *arena) {
    const truce_graph_model *const m = found->states->model;
    truce_column columns[TRUCE_GRAPH_MAKERS_MAX + 3] = {{TRUCE_STR("State"), 8},
                                                        {TRUCE_STR("Options"), 14}};
    for (uint32_t i = 0; i < m->n_makers; i++) {
        columns[i + 2] = (truce_column){graph_maker(m, i, arena), 20};
    }
    columns[m->n_makers + 2] = (truce_column){TRUCE_STR("All of them"), 20};
    truce_block *const table =
        truce_document_table(doc, (truce_str){NULL, 0}, columns, m->n_makers + 3);
    uint32_t rows = 0;
    for (uint32_t s = 0; s < found->states->n && rows < ROWS_MAX; s++) {
        if (!has_row(found, s)) {
            continue;
        }
        truce_row *const row = truce_document_row(doc, table);
        cell(doc, &row->cells[0], truce_arena_printf(arena, "%" PRIu32, s + 1));
        cell(doc, &row->cells[1], graph_letters(m, truce_graph_at(found->states, s), arena));
        for (uint32_t i = 0; i <= m->n_makers; i++) {
            cell(doc, &row->cells[i + 2], concepts(found, i, s, arena));
        }
        rows++;
    }
}

static void add_counts(const truce_stable *found, truce_document *doc, truce_arena *arena) {
    const truce_graph_model *const m = found->states->model;
    truce_buffer text = truce_buffer_new();
    truce_passage *const p = truce_document_paragraph(doc);
    (void)truce_document_say(doc, p,
                             truce_arena_printf(arena,
                                                "%" PRIu32 " decision maker%s, %" PRIu32
                                                " option%s, %" PRIu32 " feasible state%s.",
                                                m->n_makers, m->n_makers == 1 ? "" : "s",
                                                m->n_options, m->n_options == 1 ? "" : "s",
                                                found->states->n, found->states->n == 1 ? "" : "s"),
                             basis);
    for (truce_graph_concept c = TRUCE_NASH; c < TRUCE_CONCEPTS; c++) {
        uint32_t n = 0;
        for (uint32_t s = 0; s < found->states->n; s++) {
            n += truce_stable_bit(found->equilibria[c], s);
        }
        truce_buffer_printf(&text, "%s%s %" PRIu32, c == TRUCE_NASH ? "" : ", ",
                            truce_graph_concept_key(c), n);
    }
    const truce_str counts =
        truce_arena_printf(arena, "Equilibria: %.*s.", TRUCE_STR_ARGS(truce_buffer_str(&text)));
    doc->failed = doc->failed || text.failed || counts.data == NULL;
    truce_buffer_clear(&text);
    truce_sentence *const line = truce_document_line(doc, p);
    truce_sentence_add(doc, line, TRUCE_SPAN_PLAIN, counts);
    line->basis = basis;
}

truce_status graph_text(const char *path, const truce_stable *found, truce_text_style style,
                        truce_buffer *out, truce_error *err) {
    truce_arena arena = truce_arena_new();
    truce_document doc = truce_document_new(&arena, truce_str_of(path),
                                            TRUCE_STR("Which states nobody would move away from"));
    add_counts(found, &doc, &arena);
    add_table(found, &doc, &arena);
    const truce_status status = truce_document_text(&doc, style, out, err);
    truce_arena_clear(&arena);
    return status;
}
