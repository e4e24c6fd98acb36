/* answers.h - for the tests of this room: a case opened, and answers about it as bytes or as JSON.
 * Include it behind <cmocka.h>. */
#ifndef TRUCE_TESTS_ACTIONS_ANSWERS_H
#define TRUCE_TESTS_ACTIONS_ANSWERS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "truce/actions/brief.h"
#include "truce/actions/matrix.h"

/* Paths of cases are as seen from the root of the checkout. */
#define CASE(path) TRUCE_SOURCE_DIR "/cases/" path

typedef truce_status (*answerer)(truce_session *session, truce_paper paper, truce_buffer *out,
                                 truce_error *err);

/* A question about a case: words as on the command line, NULL where nothing is asked. */
typedef struct question {
    const char *path;
    const char *reader, *at, *only, *sections, *since, *issue, *of;
    bool one_page, hold;
    const char *answer, *ask, *kinds; /* --for, --ask, --kind */
    uint64_t seed;
} question;

static inline void open_case(truce_session *session, const question *q, const char *const *paths,
                             size_t n_paths) {
    truce_error err = {.message = ""};
    static truce_str only;
    only = truce_str_of(q->only);
    static truce_str issue;
    issue = truce_str_of(q->issue);
    const truce_request request = {.paths = paths,
                                   .n_paths = n_paths,
                                   .reader = truce_str_of(q->reader),
                                   .at = truce_str_of(q->at),
                                   .only = &only,
                                   .n_only = q->only != NULL ? 1 : 0,
                                   .issues = &issue,
                                   .n_issues = q->issue != NULL ? 1 : 0,
                                   .sections = truce_str_of(q->sections),
                                   .answer = truce_str_of(q->answer),
                                   .ask = truce_str_of(q->ask),
                                   .kinds = truce_str_of(q->kinds),
                                   .since = truce_str_of(q->since),
                                   .of = truce_str_of(q->of),
                                   .one_page = q->one_page,
                                   .hold = q->hold,
                                   .seed = q->seed};
    if (truce_session_open(session, &request, &err) != TRUCE_OK) {
        fail_msg("%s: %s", paths[0], err.message);
    }
}

/* The answer to `q` in one form; clear it afterwards. */
static inline truce_buffer answer(answerer ask, const question *q, truce_paper_form form) {
    truce_session session;
    truce_error err = {.message = ""};
    truce_buffer out = truce_buffer_new();
    const char *const paths[] = {q->path};
    open_case(&session, q, paths, 1);
    const truce_paper paper = {.form = form, .text = {.width = 100}};
    if (ask(&session, paper, &out, &err) != TRUCE_OK) {
        fail_msg("%s: %s", q->path, err.message);
    }
    truce_session_close(&session);
    return out;
}

/* The same about a case that is in memory, as the request has it (its paths are not looked at). */
static inline truce_buffer answer_text(answerer ask, const char *text, const truce_request *request,
                                       truce_paper_form form) {
    truce_session session;
    truce_error err = {.message = ""};
    truce_buffer out = truce_buffer_new();
    const truce_input input = {TRUCE_STR("c.truce"), truce_str_of(text)};
    const truce_paper paper = {.form = form, .text = {.width = 100}};
    const truce_status status = truce_session_open_inputs(&session, request, &input, 1, &err);
    if (status != TRUCE_OK) {
        truce_report_show(&session.report, false, &out);
        fail_msg("%s%.*s", err.message, (int)out.size, out.data);
    }
    if (ask(&session, paper, &out, &err) != TRUCE_OK) {
        fail_msg("%s", err.message);
    }
    truce_session_close(&session);
    return out;
}

static inline json_t *parse_json(const truce_buffer *text) {
    json_error_t why;
    json_t *const root = json_loadb(text->data, text->size, JSON_REJECT_DUPLICATES, &why);
    if (root == NULL) {
        fail_msg("%d:%d: %s", why.line, why.column, why.text);
    }
    return root;
}

static inline json_t *json_answer(answerer ask, const question *q) {
    truce_buffer out = answer(ask, q, TRUCE_PAPER_JSON);
    json_t *const root = parse_json(&out);
    truce_buffer_clear(&out);
    return root;
}

static inline json_t *json_text(answerer ask, const char *text, const truce_request *request) {
    truce_buffer out = answer_text(ask, text, request, TRUCE_PAPER_JSON);
    json_t *const root = parse_json(&out);
    truce_buffer_clear(&out);
    return root;
}

/* A member that must be there. */
static inline json_t *member(const json_t *object, const char *key) {
    json_t *const value = json_object_get(object, key);
    if (value == NULL) {
        fail_msg("there is no \"%s\"", key);
    }
    return value;
}

static inline const char *text_of(const json_t *object, const char *key) {
    const char *const text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

/* Whether an array of strings has this one. */
static inline bool has_text(const json_t *array, const char *text) {
    size_t i;
    json_t *value;
    json_array_foreach(array, i, value) {
        if (json_is_string(value) && strcmp(json_string_value(value), text) == 0) {
            return true;
        }
    }
    return false;
}

/* The object of an array whose member `key` is `text`, or NULL. */
static inline json_t *find_object(const json_t *array, const char *key, const char *text) {
    size_t i;
    json_t *value;
    json_array_foreach(array, i, value) {
        if (strcmp(text_of(value, key), text) == 0) {
            return value;
        }
    }
    return NULL;
}

#endif
