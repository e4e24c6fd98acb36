#include "aside.h"

enum { READINGS_MAX = 64 };

static const char left[] = "truce 1\n"; /* of a text that is aside */

static truce_status no_memory(truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory to put records of a ledger aside");
}

/* "truce 1", "audience north, south", then the record. */
static truce_str behind_line(truce_str text) {
    const char *const end = memchr(text.data, '\n', text.size);
    const size_t n = end != NULL ? (size_t)(end - text.data) + 1 : text.size;
    return (truce_str){text.data + n, text.size - n};
}

static truce_status find_labels(truce_session *s, truce_str text, truce_gone *gone,
                                truce_error *err) {
    static const size_t before = sizeof "audience " - 1;
    const char *const end = memchr(text.data, '\n', text.size);
    const char *p = text.data + before;
    size_t most = 1;
    for (const char *q = p; end != NULL && q < end; q++) {
        most += *q == ',';
    }
    truce_str *const labels = truce_arena_take(&s->arena, most * sizeof *labels);
    if (labels == NULL) {
        return no_memory(err);
    }
    while (end != NULL && p < end) {
        const char *const comma = memchr(p, ',', (size_t)(end - p));
        const char *const stop = comma != NULL ? comma : end;
        labels[gone->n_labels++] = (truce_str){p, (size_t)(stop - p)};
        p = comma != NULL ? comma + 2 : end;
    }
    gone->labels = labels;
    return TRUCE_OK;
}

/* What is gone, with one more: its name stays taken. */
static truce_status add_gone(truce_session *s, size_t file, truce_error *err) {
    const truce_str head = behind_line(s->view.inputs[file].bytes);
    truce_gone gone = {.writer = s->writers.of[file],
                       .text = behind_line(head),
                       .next = TRUCE_ORDER_OF_NONE,
                       .undone = TRUCE_ORDER_OF_NONE};
    truce_gone *const all = truce_arena_take(&s->arena, (s->writers.n_gone + 1) * sizeof *all);
    if (all == NULL || find_labels(s, head, &gone, err) != TRUCE_OK) {
        return no_memory(err);
    }
    size_t n = 0;
    while (n < s->writers.n_gone && s->writers.gone[n].writer.order < gone.writer.order) {
        n++;
    }
    if (s->writers.n_gone > 0) {
        memcpy(all, s->writers.gone, n * sizeof *all);
        memcpy(all + n + 1, s->writers.gone + n, (s->writers.n_gone - n) * sizeof *all);
    }
    all[n] = gone;
    s->writers.gone = all;
    s->writers.n_gone++;
    return TRUCE_OK;
}

/* All texts with errors; `*any`: there were some. The first one says who is there, and stays. */
static truce_status put_aside(truce_session *s, truce_input *inputs, size_t *cap, bool *any,
                              truce_error *err) {
    *any = false;
    for (size_t i = 1; i < s->writers.n; i++) {
        if (!s->report.faulty[i] || inputs[i].bytes.data == left) {
            continue;
        }
        truce_aside *const aside =
            truce_arena_grow(&s->arena, s->aside, s->n_aside, cap, sizeof *aside);
        if (aside == NULL || add_gone(s, i, err) != TRUCE_OK) {
            return no_memory(err);
        }
        aside[s->n_aside++] = (truce_aside){s->writers.of[i].event, i};
        s->aside = aside;
        inputs[i].bytes = (truce_str){left, sizeof left - 1};
        *any = true;
    }
    return TRUCE_OK;
}

truce_status aside_read(truce_session *s, truce_read_options options, truce_error *err) {
    size_t cap = 0;
    bool any = false;
    truce_input *const inputs =
        truce_arena_take(&s->arena, (s->view.n_inputs + 1) * sizeof *inputs);
    if (inputs == NULL) {
        return no_memory(err);
    }
    memcpy(inputs, s->view.inputs, s->view.n_inputs * sizeof *inputs);
    s->view.inputs = inputs;
    s->writers = *options.writers;
    options.writers = &s->writers;
    for (int i = 0; i < READINGS_MAX; i++) {
        truce_status status = put_aside(s, inputs, &cap, &any, err);
        if (status != TRUCE_OK || !any) {
            return status == TRUCE_OK ? TRUCE_EPARSE : status;
        }
        s->report = truce_report_new(&s->arena);
        status = truce_case_read(&s->view, options, &s->arena, &s->c, &s->report, err);
        if (status != TRUCE_EPARSE) {
            return status;
        }
    }
    return truce_fail(err, TRUCE_ELIMIT,
                      "records of the ledger lean on each other in more than %d steps, and the "
                      "first cannot be read; truce check shows why",
                      READINGS_MAX);
}
