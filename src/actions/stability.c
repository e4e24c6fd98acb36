#include "truce/actions/stability.h"

#include <inttypes.h>

#include "graph_paper.h"
#include "graph_state.h"
#include "truce/case/load.h"
#include "truce/stability/graph_json.h"

static truce_status load(const char *path, truce_arena *arena, truce_graph_model *out,
                         truce_error *err) {
    truce_input *inputs = NULL;
    size_t n = 0;
    truce_error why = {.message = ""};
    truce_status status = truce_case_load(&path, 1, arena, &inputs, &n, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (n != 1) {
        return truce_fail(err, TRUCE_EINVAL, "%s is a folder; name one file", path);
    }
    status = truce_graph_read(inputs[0].bytes, arena, out, &why);
    return status == TRUCE_OK ? TRUCE_OK : truce_fail(err, status, "%s: %s", path, why.message);
}

static truce_status find(const truce_stability_request *request, const truce_graph_model *m,
                         truce_arena *arena, truce_graph_states *states, truce_stable *found,
                         truce_error *err) {
    const truce_stable_options options = {.threads = request->threads};
    truce_error why = {.message = ""};
    truce_status status = truce_graph_list(m, arena, states, &why);
    if (status == TRUCE_OK) {
        status = truce_stable_find(states, &options, arena, found, &why);
    }
    return status == TRUCE_OK ? TRUCE_OK
                              : truce_fail(err, status, "%s: %s", request->path, why.message);
}

/* Of one state. Those who give payoffs have few enough states to list. */
static truce_status tell_state(const truce_stability_request *request, const truce_graph_model *m,
                               truce_paper paper, truce_arena *arena, truce_buffer *out,
                               truce_error *err) {
    truce_graph_states states;
    truce_graph_state s = 0;
    truce_error why = {.message = ""};
    bool listed = false;
    for (uint32_t i = 0; i < m->n_makers; i++) {
        listed = listed || m->preferences[i].rule == TRUCE_GRAPH_PAYOFFS;
    }
    truce_status status = graph_state_read(m, request->state, &s, &why);
    if (status == TRUCE_OK && listed) {
        status = truce_graph_list(m, arena, &states, &why);
    }
    if (status == TRUCE_OK) {
        status = graph_state_tell(m, listed ? &states : NULL, s, paper, out, &why);
    }
    return status == TRUCE_OK ? TRUCE_OK
                              : truce_fail(err, status, "%s: %s", request->path, why.message);
}

truce_status truce_stability_graph(const truce_stability_request *request, truce_paper paper,
                                   truce_buffer *out, truce_error *err) {
    truce_arena arena = truce_arena_new();
    truce_graph_model m;
    truce_graph_states states;
    truce_stable found;
    truce_status status = load(request->path, &arena, &m, err);
    if (status == TRUCE_OK && request->model) {
        truce_graph_write(&m, out);
        status = truce_buffer_status(out, err);
    } else if (status == TRUCE_OK && request->state != NULL) {
        status = tell_state(request, &m, paper, &arena, out, err);
    } else if (status == TRUCE_OK) {
        status = find(request, &m, &arena, &states, &found, err);
        if (status == TRUCE_OK && paper.form == TRUCE_PAPER_JSON) {
            graph_json(&found, out);
            status = truce_buffer_status(out, err);
        } else if (status == TRUCE_OK) {
            status = graph_text(request->path, &found, paper.text, out, err);
        }
    }
    truce_arena_clear(&arena);
    return status;
}
