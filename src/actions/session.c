#include "truce/actions/session.h"

#include "aside.h"
#include "assume.h"
#include "known.h"
#include "known_by.h"
#include "preferences.h"
#include "truce/actions/book.h"
#include "truce/case/load.h"

/* A reader is somebody that this view knows, so that a misspelt name does not quietly get the
 * public's answer. Asked of the view, it tells nothing of what is hidden from the asker. */
static truce_status check_reader(const truce_session *s, truce_error *err) {
    const truce_str reader = s->request.reader;
    if (!s->view.narrowed || truce_str_equal(reader, TRUCE_STR("public"))) {
        return TRUCE_OK;
    }
    const truce_symbol symbol = truce_symbols_find(&s->c.symbols, reader);
    if (symbol != 0 && truce_case_circle(&s->c, symbol).kind != TRUCE_KIND_NONE) {
        return TRUCE_OK;
    }
    return truce_fail(
        err, TRUCE_ENOTFOUND,
        "\"%.*s\" is no reader, compartment or actor, or is one whose own record it may not "
        "see (add it to that record's audience)",
        reader.size > 80 ? 80 : (int)reader.size, reader.data);
}

static truce_status find_only(truce_session *s, truce_error *err) {
    s->only = truce_arena_take(&s->arena, (s->request.n_only + 1) * sizeof *s->only);
    if (s->only == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to open the case");
    }
    for (size_t i = 0; i < s->request.n_only; i++) {
        const truce_str name = s->request.only[i];
        const truce_ref ref = {truce_symbols_find(&s->c.symbols, name), 0};
        const uint32_t source = truce_case_find(&s->c, TRUCE_KIND_SOURCE, ref);
        if (source == TRUCE_NONE) {
            return known_refuse(s, TRUCE_KIND_SOURCE, name, err);
        }
        bool again = false;
        for (size_t k = 0; k < s->n_only && !again; k++) {
            again = s->only[k] == source;
        }
        if (!again) {
            s->only[s->n_only++] = source;
        }
    }
    s->only[s->n_only] = s->assumed_source; /* what is supposed is looked at too, if anything */
    return TRUCE_OK;
}

static truce_status find_date(truce_str text, const char *called, truce_date *date,
                              truce_error *err) {
    truce_error why;
    if (text.size > 0 && truce_date_parse(text, date, &why) != TRUCE_OK) {
        return truce_fail(err, TRUCE_EINVAL, "the date %s: %s", called, why.message);
    }
    return TRUCE_OK;
}

static truce_status find_dates(truce_session *s, truce_error *err) {
    truce_status status = find_date(s->request.at, "asked for", &s->at, err);
    s->known_until = INT64_MAX;
    if (status == TRUCE_OK && s->request.known_by.size > 0) {
        status = known_by_read(s->request.known_by, &s->known_until, err);
    }
    return status == TRUCE_OK ? find_date(s->request.since, "of --since", &s->since, err) : status;
}

/* Only a ledger keeps when something was written to it. */
static truce_status no_ledger(const truce_session *s, truce_error *err) {
    return s->request.known_by.size == 0
               ? TRUCE_OK
               : truce_fail(err, TRUCE_EINVAL,
                            "--known-by asks what a ledger held by then, and this is a plain case, "
                            "which keeps no times of its own; --at asks what was known of the "
                            "talks by then");
}

/* The reader's view of the texts, read, and the names of the request looked up in it. */
static truce_status open_view(truce_session *s, const truce_input *inputs, size_t n,
                              truce_error *err) {
    truce_status status = truce_case_view(inputs, n, s->request.reader, &s->arena, &s->view, err);
    if (status != TRUCE_OK) {
        return status;
    }
    status = assume_append(s, err);
    if (status != TRUCE_OK) {
        return status;
    }
    s->report = truce_report_new(&s->arena);
    const truce_read_options options = {.seed = s->request.seed,
                                        .no_warnings = !s->request.warnings,
                                        .any_audience =
                                            s->request.writers != NULL && !s->request.whole,
                                        .writers = s->request.writers};
    status = truce_case_read(&s->view, options, &s->arena, &s->c, &s->report, err);
    if (status == TRUCE_EPARSE && options.writers != NULL && !s->request.whole) {
        status = aside_read(s, options, err);
    }
    if (status == TRUCE_OK) {
        status = check_reader(s, err);
    }
    if (status == TRUCE_OK) {
        status = assume_find(s, err);
    }
    if (status == TRUCE_OK) {
        status = find_only(s, err);
    }
    return status == TRUCE_OK && s->request.warnings ? preferences_check(s, err) : status;
}

/* Of a ledger: what its reader may see is decided by keys and not by its text. */
static truce_status open_texts(truce_session *s, const truce_book *book, truce_error *err) {
    truce_book_texts texts = {.n = 0};
    truce_status status =
        truce_book_case(book, s->request.reader, s->known_until, &s->arena, &texts, err);
    if (status != TRUCE_OK) {
        return status;
    }
    s->signed_by = texts.by;
    s->n_signed = texts.n;
    s->request.reader = texts.as;
    s->request.writers = &texts.writers; /* as long as it is read */
    status = open_view(s, texts.inputs, texts.n, err);
    s->request.writers = NULL;
    return status;
}

/* A ledger stands alone. */
static truce_status open_book(truce_session *s, truce_error *err) {
    truce_book book;
    if (s->request.n_paths != 1) {
        return truce_fail(err, TRUCE_EINVAL, "a ledger is a case of its own: give it alone");
    }
    if (s->request.me == NULL) {
        return truce_fail(err, TRUCE_EDENIED, "%.150s is a ledger, and nobody opens it",
                          s->request.paths[0]);
    }
    s->arena = truce_arena_secret();
    truce_status status =
        truce_book_open(&book, s->request.paths[0], s->request.keys, s->request.me, false, err);
    if (status == TRUCE_OK) {
        status = open_texts(s, &book, err);
        truce_book_close(&book);
    }
    return status;
}

static bool has_book(const truce_request *request) {
    for (size_t i = 0; i < request->n_paths; i++) {
        if (truce_book_is(request->paths[i])) {
            return true;
        }
    }
    return false;
}

static truce_status open_paths(truce_session *s, truce_error *err) {
    truce_input *inputs = NULL;
    size_t n = 0;
    truce_status status = find_dates(s, err);
    if (status == TRUCE_OK && has_book(&s->request)) {
        return open_book(s, err);
    }
    status = status == TRUCE_OK ? no_ledger(s, err) : status;
    if (status == TRUCE_OK) {
        status = truce_case_load(s->request.paths, s->request.n_paths, &s->arena, &inputs, &n, err);
    }
    return status == TRUCE_OK ? open_view(s, inputs, n, err) : status;
}

/* What cannot be looked at, even for its report, is closed again. */
static truce_status opened(truce_session *s, truce_status status) {
    if (status != TRUCE_OK && status != TRUCE_EPARSE) {
        truce_session_close(s);
    }
    return status;
}

truce_status truce_session_open(truce_session *session, const truce_request *request,
                                truce_error *err) {
    *session = (truce_session){.arena = truce_arena_new(), .request = *request};
    return opened(session, open_paths(session, err));
}

truce_status truce_session_open_book(truce_session *session, const truce_request *request,
                                     const truce_book *book, truce_error *err) {
    *session = (truce_session){.arena = truce_arena_secret(), .request = *request};
    truce_status status = find_dates(session, err);
    return opened(session, status == TRUCE_OK ? open_texts(session, book, err) : status);
}

truce_status truce_session_open_inputs(truce_session *session, const truce_request *request,
                                       const truce_input *inputs, size_t n_inputs,
                                       truce_error *err) {
    *session = (truce_session){.arena = truce_arena_new(), .request = *request};
    truce_status status = find_dates(session, err);
    status = status == TRUCE_OK ? no_ledger(session, err) : status;
    if (status == TRUCE_OK) {
        status = open_view(session, inputs, n_inputs, err);
    }
    return opened(session, status);
}

void truce_session_close(truce_session *session) {
    if (session != NULL) {
        truce_arena_clear(&session->arena);
    }
}
