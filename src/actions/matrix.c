#include "truce/actions/matrix.h"

#include "compose.h"
#include "truce/base/suggest.h"

static truce_status find_issue(composer *k, truce_str name, truce_error *err) {
    const truce_ref ref = {truce_symbols_find(&k->c->symbols, name), 0};
    const uint32_t issue = truce_case_find(k->c, TRUCE_KIND_ISSUE, ref);
    if (issue != TRUCE_NONE) {
        k->issues[issue] = true;
        return TRUCE_OK;
    }
    truce_suggestion s = truce_suggest_for(name);
    for (uint32_t i = 0; i < k->c->n_issues; i++) {
        truce_suggest_try(&s, truce_case_name(k->c, k->c->issues[i].head.name));
    }
    const truce_str hint = truce_suggest_hint(&s, k->arena);
    return truce_fail(err, TRUCE_ENOTFOUND, "no issue is called \"%.*s\"%s%.*s",
                      name.size > 60 ? 60 : (int)name.size, name.data, hint.size > 0 ? "; " : "",
                      (int)hint.size, hint.size > 0 ? hint.data : "");
}

/* The issues asked for; none: all. */
static truce_status find_issues(composer *k, truce_error *err) {
    const truce_request *const request = &k->session->request;
    truce_status status = TRUCE_OK;
    if (request->n_issues == 0) {
        return TRUCE_OK;
    }
    k->issues = truce_arena_zero(k->arena, k->c->n_issues, sizeof *k->issues);
    if (k->issues == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the matrix");
    }
    for (size_t i = 0; i < request->n_issues; i++) {
        const truce_str names = request->issues[i];
        for (size_t begin = 0, end = 0; begin <= names.size && status == TRUCE_OK;
             begin = end + 1) {
            for (end = begin; end < names.size && names.data[end] != ','; end++) {
            }
            status = find_issue(k, (truce_str){names.data + begin, end - begin}, err);
        }
    }
    return status;
}

static truce_status document(composer *k, bool for_json, truce_error *err) {
    (void)for_json;
    const truce_status status = find_issues(k, err);
    if (status != TRUCE_OK) {
        return status;
    }
    compose_matrix(k);
    compose_packages(k);
    compose_movements(k);
    return TRUCE_OK;
}

static truce_status facts(composer *k, truce_json *json, truce_error *err) {
    const truce_status status = find_issues(k, err);
    if (status != TRUCE_OK) {
        return status;
    }
    truce_json_key(json, "matrix");
    compose_matrix_json(k, json);
    return TRUCE_OK;
}

truce_status truce_matrix_answer(truce_session *session, truce_paper paper, truce_buffer *out,
                                 truce_error *err) {
    const answer_parts parts = {"The matrix of positions", document, facts, false, false};
    return compose_answer(session, &parts, paper, out, err);
}
