#include "graph_answer.h"

#include <inttypes.h>

#include "graph_parts.h"
#include "truce/stability/hold.h"

/* What does not fit the states is the model's fault, but for what was held. */
static truce_status list_states(graph_answer *a, truce_arena *arena, truce_error *err) {
    truce_error why = {.message = ""};
    const truce_status status = truce_graph_list(&a->model, arena, &a->states, &why);
    a->listed = status == TRUCE_OK;
    if (status == TRUCE_EINVAL && (a->q.held.care & ~a->q.by_default) != 0) {
        return truce_fail(err, status, "--hold: no state is left with what is held");
    }
    return status == TRUCE_OK
               ? status
               : truce_fail(err, status == TRUCE_EINVAL ? TRUCE_EPARSE : status, "%s", why.message);
}

static bool has_payoffs(const truce_graph_model *m) {
    bool any = false;
    for (uint32_t i = 0; i < m->n_makers; i++) {
        any = any || m->preferences[i].rule == TRUCE_GRAPH_PAYOFFS;
    }
    return any;
}

/* Those who give payoffs have few enough states to list; and then it is seen whether they fit. */
static truce_status list_for_payoffs(graph_answer *a, truce_arena *arena, truce_error *err) {
    return has_payoffs(&a->model) ? list_states(a, arena, err) : TRUCE_OK;
}

static truce_status hold(const graph_answer *a, truce_graph_pattern held, truce_arena *arena,
                         truce_graph_model *out, truce_error *err) {
    truce_error why = {.message = ""};
    if (held.care == 0) {
        *out = *a->task.model;
        return TRUCE_OK;
    }
    const truce_status status = truce_graph_hold(a->task.model, held, arena, out, &why);
    return status == TRUCE_OK
               ? status
               : truce_fail(err, status == TRUCE_EINVAL ? TRUCE_EPARSE : status, "%s", why.message);
}

/* `text`: the state as it was asked. */
static truce_status check_state(const graph_answer *a, const char *where, const char *text,
                                truce_graph_state s, uint64_t kept, truce_error *err) {
    return truce_graph_feasible(a->task.model, s)
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EINVAL, "%s: %s is no feasible state%s%s", where, text,
                            (a->q.held.care & ~a->q.by_default) != 0 ? " with what is held" : "",
                            kept != 0 && truce_graph_feasible(a->task.model, s & ~kept)
                                ? " with what stands as it is; a letter for each option says "
                                  "of each"
                                : "");
}

static truce_status find_state(graph_answer *a, truce_arena *arena, truce_error *err) {
    truce_status status = check_state(a, "--state", a->q.state_text, a->q.state, a->q.kept, err);
    if (status == TRUCE_OK) {
        status = list_for_payoffs(a, arena, err);
    }
    return status == TRUCE_OK ? graph_tell(&a->model, a->listed ? &a->states : NULL, a->q.state, 0,
                                           arena, &a->told, err)
                              : status;
}

/* A status quo is feasible. */
static truce_status set_from(graph_answer *a, truce_error *err) {
    a->has_from = a->q.has_from || a->model.has_status_quo;
    a->from = a->q.has_from ? a->q.from : a->model.status_quo;
    return a->q.has_from ? check_state(a, "--from", a->q.from_text, a->from, a->q.from_kept, err)
                         : TRUCE_OK;
}

static truce_status find_all(graph_answer *a, truce_arena *arena, truce_error *err) {
    truce_status status = list_states(a, arena, err);
    if (status == TRUCE_OK) {
        a->from_at = a->has_from ? truce_graph_find(&a->states, a->from) : TRUCE_GRAPH_NONE;
        status = graph_find(&a->q, &a->states, arena, &a->found, err);
    }
    return status == TRUCE_OK ? graph_pick(a, arena, err) : status;
}

static truce_status find_what_if(graph_answer *a, truce_arena *arena, truce_error *err) {
    truce_status status = TRUCE_OK;
    if (a->q.of_model && !truce_graph_feasible(a->task.model, a->q.state)) {
        a->q.has_state = false;
    } else if (a->q.has_state) {
        status = check_state(a, "--target", a->q.state_text, a->q.state, a->q.kept, err);
    }
    if (status == TRUCE_OK) {
        status = list_for_payoffs(a, arena, err);
    }
    return status == TRUCE_OK ? graph_what_if_find(a, arena, err) : status;
}

static truce_status find_inverse(graph_answer *a, truce_arena *arena, truce_error *err) {
    truce_status status = check_state(a, "--inverse", a->q.state_text, a->q.state, a->q.kept, err);
    if (status == TRUCE_OK) {
        status = list_states(a, arena, err);
    }
    return status == TRUCE_OK ? graph_inverse_find(a, arena, err) : status;
}

truce_status graph_answer_find(const graph_task *task, truce_arena *arena, const graph_answer **out,
                               truce_error *err) {
    graph_answer *const a = truce_arena_zero(arena, 1, sizeof *a);
    if (a == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for an answer");
    }
    a->task = *task;
    truce_status status =
        graph_question_read(task->model, task->ask, task->unstated,
                            task->has_target ? &task->target_named : NULL, arena, &a->q, err);
    if (status == TRUCE_OK) {
        status = hold(a, a->q.held, arena, &a->model, err);
    }
    if (status == TRUCE_OK) {
        status = hold(a, a->q.target_held, arena, &a->target_model, err);
    }
    if (status == TRUCE_OK) {
        status = set_from(a, err);
    }
    if (status == TRUCE_OK) {
        status = a->q.about == GRAPH_STATE     ? find_state(a, arena, err)
                 : a->q.about == GRAPH_INVERSE ? find_inverse(a, arena, err)
                 : a->q.about == GRAPH_WHAT_IF ? find_what_if(a, arena, err)
                                               : find_all(a, arena, err);
    }
    if (status == TRUCE_OK) {
        *out = a;
    }
    return status;
}

truce_str graph_answer_subtitle(const truce_stability_query *ask) {
    return ask->state != NULL ? TRUCE_STR("Who would move away from one state, and why not")
           : ask->inverse != NULL
               ? TRUCE_STR("What each would have to prefer for one state to be stable")
           : ask->what_if != NULL
               ? TRUCE_STR("What it would do to settle some options, one way or the other")
               : TRUCE_STR("Which states nobody would move away from");
}

void graph_answer_document(const graph_answer *a, truce_document *doc) {
    graph_writer w = {
        .a = a, .m = &a->model, .doc = doc, .arena = doc->arena, .text = truce_buffer_new()};
    if (a->q.about == GRAPH_STATE) {
        graph_state_document(&w, &a->told);
    } else if (a->q.about == GRAPH_WHAT_IF) {
        graph_what_if_document(&w);
    } else if (a->q.about == GRAPH_INVERSE) {
        graph_inverse_document(&w);
    } else {
        graph_all_document(&w);
    }
    truce_buffer_clear(&w.text);
}

void graph_answer_json(const graph_answer *a, truce_json *json) {
    graph_held_json(a, json);
    if (a->q.about == GRAPH_STATE) {
        graph_state_json(a, &a->told, json);
    } else if (a->q.about == GRAPH_WHAT_IF) {
        graph_what_if_json(a, json);
    } else if (a->q.about == GRAPH_INVERSE) {
        graph_inverse_json(a, json);
    } else {
        graph_all_json(a, json);
    }
}
