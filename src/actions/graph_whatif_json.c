/* What it would do to settle some options, for machines. */
#include "graph_parts.h"

static void json_options(uint64_t options, truce_json *json) {
    truce_json_array_inline(json);
    for (uint64_t left = options; left != 0; left &= left - 1) {
        truce_json_int(json, __builtin_ctzll(left));
    }
    truce_json_close(json);
}

/* {"nash": "101"}: a letter for each maker. */
static void json_at(const graph_answer *a, const truce_whatif_at *at, truce_json *json) {
    truce_json_object_inline(json);
    truce_json_member_int(json, "state", (int64_t)at->state);
    truce_json_member_bool(json, "feasible", at->feasible);
    for (uint32_t k = 0; k < a->q.n_concepts && at->feasible; k++) {
        char letters[TRUCE_GRAPH_MAKERS_MAX];
        for (uint32_t i = 0; i < a->model.n_makers; i++) {
            letters[i] = (at->stable[i] >> a->q.concepts[k].basic & 1) != 0 ? '1' : '0';
        }
        truce_json_member_str(json, a->q.concepts[k].key, (truce_str){letters, a->model.n_makers});
    }
    truce_json_close(json);
}

static void json_smallest(const graph_answer *a, uint32_t asked, bool undo, truce_json *json) {
    const graph_what_if *const what = &a->what_if;
    uint32_t found[UINT32_C(1) << TRUCE_WHATIF_OPTIONS_MAX];
    truce_json_key(json, undo ? "undoes" : "makes");
    truce_json_object(json);
    for (uint32_t k = 0; k < a->q.n_concepts; k++) {
        const uint32_t n = truce_whatif_smallest(&what->found, asked, a->q.concepts[k].basic,
                                                 what->as_asked[asked], undo, found);
        truce_json_key(json, a->q.concepts[k].key);
        truce_json_array_inline(json);
        for (uint32_t i = 0; i < n; i++) {
            json_options(
                (what->found.taken[found[i]] ^ what->as_asked[asked]) & what->found.options, json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

void graph_what_if_json(const graph_answer *a, truce_json *json) {
    const graph_what_if *const what = &a->what_if;
    const truce_whatif *const f = &what->found;
    truce_json_key(json, "options");
    json_options(f->options, json);
    truce_json_key(json, "taken_now");
    json_options(a->has_from ? what->as_asked[0] : 0, json);
    truce_json_key(json, "asked");
    truce_json_array(json);
    for (uint32_t k = 0; k < f->n_asked; k++) {
        truce_json_object(json);
        truce_json_member_int(json, "state", (int64_t)what->asked[k]);
        truce_json_key(json, "taken");
        json_options(what->as_asked[k], json);
        if (a->q.kept != 0 && !(a->has_from && k == 0)) {
            truce_json_key(json, "kept");
            json_options(a->q.kept, json);
        }
        json_smallest(a, k, false, json);
        json_smallest(a, k, true, json);
        truce_json_close(json);
    }
    truce_json_close(json);
    truce_json_key(json, "combinations");
    truce_json_array(json);
    for (uint32_t i = 0; i < f->n; i++) {
        truce_json_object(json);
        truce_json_key(json, "taken");
        json_options(f->taken[i], json);
        truce_json_key(json, "at");
        truce_json_array(json);
        for (uint32_t k = 0; k < f->n_asked; k++) {
            json_at(a, &f->at[(size_t)i * f->n_asked + k], json);
        }
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
}
