#include "truce/actions/stability.h"

#include <string.h>

#include "graph_answer.h"
#include "truce/case/load.h"
#include "truce/case/report.h"
#include "truce/stability/graph_json.h"

static truce_status load(const char *path, truce_arena *arena, truce_str *bytes, truce_error *err) {
    truce_input *inputs = NULL;
    size_t n = 0;
    const truce_status status = truce_case_load(&path, 1, arena, &inputs, &n, err);
    if (status == TRUCE_OK && n != 1) {
        return truce_fail(err, TRUCE_EINVAL, "%s is a folder; name one file", path);
    }
    *bytes = status == TRUCE_OK ? inputs[0].bytes : *bytes;
    return status;
}

/* What is wrong with the model, with its place and the line; `why` is of TRUCE_EPARSE. */
static truce_status tell_fault(const truce_stability_request *request, truce_str bytes,
                               const truce_error *why, truce_arena *arena, truce_buffer *out,
                               truce_error *err) {
    const truce_text text = {.name = truce_str_of(request->path), .bytes = bytes};
    const truce_graph_place at = truce_graph_fault(bytes, why->message);
    const char *const colon = strstr(why->message, ": ");
    const bool told = strncmp(why->message, "line ", 5) == 0 && colon != NULL;
    truce_report report = truce_report_new(arena);
    report.texts = &text;
    report.n_texts = 1;
    truce_report_add(&report, false, (truce_place)at.offset, at.size, (truce_str){NULL, 0}, "%s",
                     told ? colon + 2 : why->message);
    truce_report_show(&report, request->colour, out);
    if (report.failed || out->failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to say what is wrong");
    }
    return truce_fail(err, TRUCE_EPARSE, "%s: %s", request->path, why->message);
}

static truce_status put(const truce_document *doc, truce_paper paper, truce_buffer *out,
                        truce_error *err) {
    truce_status status = TRUCE_OK;
    switch (paper.form) {
    case TRUCE_PAPER_MARKDOWN:
        return truce_document_markdown(doc, out, err);
    case TRUCE_PAPER_HTML:
        return truce_document_html(doc, out, err);
    case TRUCE_PAPER_PDF:
        return truce_document_pdf(doc, &paper.pdf, out, err);
    case TRUCE_PAPER_SVG:
        status = truce_document_svg(doc, out, err);
        return status == TRUCE_ENOTFOUND
                   ? truce_fail(err, status,
                                "there is nothing to draw: a figure is of all states of a model "
                                "that has few (docs/stability.md)")
                   : status;
    case TRUCE_PAPER_TEXT:
    case TRUCE_PAPER_JSON:
    case TRUCE_PAPER_CSV:
        break;
    }
    return truce_document_text(doc, paper.text, out, err);
}

static truce_status answer(const truce_stability_request *request, const truce_graph_model *m,
                           truce_paper paper, truce_arena *arena, truce_buffer *out,
                           truce_error *err) {
    const graph_task task = {.model = m, .ask = &request->query, .basis = TRUCE_STR("the model")};
    const graph_answer *found = NULL;
    const truce_status status = graph_answer_find(&task, arena, &found, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (paper.form == TRUCE_PAPER_JSON) {
        truce_json json = truce_json_new(out);
        truce_json_object(&json);
        graph_answer_json(found, &json);
        truce_json_close(&json);
        truce_json_end(&json);
        return truce_buffer_status(out, err);
    }
    truce_document doc = truce_document_new(arena, truce_str_of(request->path),
                                            graph_answer_subtitle(&request->query));
    graph_answer_document(found, &doc);
    return put(&doc, paper, out, err);
}

truce_status truce_stability_graph(const truce_stability_request *request, truce_paper paper,
                                   truce_buffer *out, truce_error *err) {
    truce_arena arena = truce_arena_new();
    truce_graph_model m;
    truce_str bytes = {NULL, 0};
    truce_error why = {.message = ""};
    truce_status status = load(request->path, &arena, &bytes, err);
    if (status != TRUCE_OK) {
        truce_arena_clear(&arena);
        return status;
    }
    status = truce_graph_read(bytes, &arena, &m, &why);
    if (status == TRUCE_EINVAL) { /* it is the file that is wrong, not what was asked */
        status = TRUCE_EPARSE;
    }
    if (status == TRUCE_OK && request->model) {
        truce_graph_write(&m, out);
        status = truce_buffer_status(out, &why);
    } else if (status == TRUCE_OK) {
        status = answer(request, &m, paper, &arena, out, &why);
    }
    if (status == TRUCE_EPARSE) {
        status = tell_fault(request, bytes, &why, &arena, out, err);
    } else if (status != TRUCE_OK) {
        (void)truce_fail(err, status, "%s: %s", request->path, why.message);
    }
    truce_arena_clear(&arena);
    return status;
}
