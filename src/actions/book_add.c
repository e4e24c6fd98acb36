/* To add records to a ledger: each becomes an event for those on its audience. First the case is
 * read with them in it, so that nothing gets into the record that cannot be read later. */
#include <stdio.h>

#include "truce/actions/book.h"
#include "truce/actions/session.h"
#include "truce/case/parts.h"

typedef struct adding {
    truce_book *book;
    const truce_input *inputs;
    size_t n;
    const truce_str *labels; /* where a record has no audience */
    size_t n_labels;
    truce_str own; /* the default of whoever is not in the team */
    truce_arena *arena;
    truce_error *err;
    truce_ledger_message *messages;
    size_t n_messages, left_out;
} adding;

static truce_status no_memory(adding *a) {
    return truce_fail(a->err, TRUCE_ENOMEM, "no memory to add to the ledger");
}

/* Would the case still be read? With them as they stand in their files, so that a mistake is shown
 * where it was made. */
static truce_status try_out(adding *a, const truce_ledger_event *without, truce_report *report) {
    truce_input *inputs = NULL;
    size_t n = 0;
    truce_request request = {.n_paths = 0};
    truce_status status = truce_book_case(a->book, (truce_str){NULL, 0}, INT64_MAX, a->arena,
                                          &inputs, NULL, &n, &request.reader, a->err);
    truce_input *const all =
        status == TRUCE_OK ? truce_arena_take(a->arena, (n + a->n) * sizeof *all) : NULL;
    if (all == NULL) {
        return status == TRUCE_OK ? no_memory(a) : status;
    }
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        char id[10];
        if (without != NULL) { /* its input ends in its id */
            (void)snprintf(id, sizeof id, ":%02x%02x%02x%02x", without->id[0], without->id[1],
                           without->id[2], without->id[3]);
        }
        const truce_str name = inputs[i].name;
        if (without == NULL || name.size < 9 || memcmp(name.data + name.size - 9, id, 9) != 0) {
            all[kept++] = inputs[i];
        }
    }
    memcpy(all + kept, a->inputs, a->n * sizeof *all);
    /* Outside the team one writes what one cannot always see; the whole is read as it stands. */
    request.reader = (truce_str){NULL, 0};
    truce_session session;
    status = truce_session_open_inputs(&session, &request, all, kept + a->n, a->err);
    if (status == TRUCE_EPARSE) {
        *report = session.report;
        truce_arena_adopt(a->arena, &session.arena);
        report->arena = a->arena;
        return status;
    }
    if (status == TRUCE_OK) {
        truce_session_close(&session);
    }
    return status;
}

static truce_status add_part(adding *a, const truce_case_part *part) {
    if (truce_str_equal(part->kind, TRUCE_STR("reader")) ||
        truce_str_equal(part->kind, TRUCE_STR("compartment"))) {
        a->left_out++;
        return TRUCE_OK;
    }
    if (part->unclear) {
        return truce_fail(a->err, TRUCE_EINVAL,
                          "who may see %.*s %.*s cannot be read from its audience line",
                          TRUCE_STR_ARGS(part->kind), TRUCE_STR_ARGS(part->name));
    }
    truce_ledger_message *const m = &a->messages[a->n_messages++];
    *m = (truce_ledger_message){.type = TRUCE_SAID_ADD, .text = part->text};
    m->labels = part->n_audience > 0 ? part->audience : a->labels;
    m->n_labels = part->n_audience > 0 ? part->n_audience : a->n_labels;
    return TRUCE_OK;
}

static truce_status make_messages(adding *a) {
    truce_case_part *parts = NULL;
    size_t n = 0;
    truce_status status = truce_case_parts(a->inputs, a->n, a->arena, &parts, &n, a->err);
    if (status != TRUCE_OK) {
        return status;
    }
    a->messages = truce_arena_take(a->arena, (n + 1) * sizeof *a->messages);
    if (a->messages == NULL) {
        return no_memory(a);
    }
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        status = add_part(a, &parts[i]);
    }
    return status;
}

static adding begin(truce_book *book, const truce_input *inputs, size_t n, const truce_str *labels,
                    size_t n_labels, truce_arena *arena, truce_error *err) {
    return (adding){.book = book,
                    .inputs = inputs,
                    .n = n,
                    .labels = labels,
                    .n_labels = n_labels,
                    .own = truce_ledger_roster(book->ledger)->team
                               ? TRUCE_STR("team")
                               : truce_str_of(truce_identity_card(book->me)->name),
                    .arena = arena,
                    .err = err};
}

truce_status truce_book_add(truce_book *book, const truce_input *inputs, size_t n,
                            const truce_str *labels, size_t n_labels, int64_t now,
                            truce_arena *arena, size_t *added, size_t *left_out,
                            truce_report *report, truce_error *err) {
    adding a = begin(book, inputs, n, labels, n_labels, arena, err);
    if (n_labels == 0) {
        a.labels = &a.own;
        a.n_labels = 1;
    }
    truce_status status = try_out(&a, NULL, report);
    status = status == TRUCE_OK ? make_messages(&a) : status;
    if (status == TRUCE_OK) {
        status = truce_ledger_say(book->ledger, a.messages, a.n_messages, now, NULL, err);
    }
    if (status == TRUCE_OK) {
        *added = a.n_messages;
        *left_out = a.left_out;
    }
    return status;
}

truce_status truce_book_undo(truce_book *book, const truce_ledger_event *event, truce_str why,
                             const truce_input *inputs, size_t n, int64_t now, truce_arena *arena,
                             truce_report *report, truce_error *err) {
    adding a = begin(book, inputs, n, event->labels, event->n_labels, arena, err);
    truce_ledger_message m = {.type = TRUCE_SAID_RETRACT,
                              .labels = event->labels,
                              .n_labels = event->n_labels,
                              .text = why};
    memcpy(m.of, event->id, sizeof m.of);
    if (n > 0) {
        truce_status status = try_out(&a, event, report);
        status = status == TRUCE_OK ? make_messages(&a) : status;
        if (status == TRUCE_OK && a.n_messages != 1) {
            status = truce_fail(err, TRUCE_EINVAL, "one record takes the place of one, not %zu",
                                a.n_messages);
        }
        if (status != TRUCE_OK) {
            return status;
        }
        m.type = TRUCE_SAID_SUPERSEDE;
        m.text = a.messages[0].text;
    }
    return truce_ledger_say(book->ledger, &m, 1, now, NULL, err);
}

/* ---- for others ------------------------------------------------------------------------------ */

/* Whoever wrote it could take it back and add it anew; what another wrote is handed on by those
 * alone who may release. Managing is asked for where it is taken back. */
static truce_status check_may(const adding *a, const truce_ledger_event *event) {
    const truce_roster *const roster = truce_ledger_roster(a->book->ledger);
    const bool own = memcmp(event->author, truce_identity_card(a->book->me)->keys.sign,
                            sizeof event->author) == 0;
    return own || (roster->team && (roster->rights & TRUCE_RIGHT_RELEASE) != 0)
               ? TRUCE_OK
               : truce_fail(a->err, TRUCE_EDENIED,
                            "what another wrote is put before others by the team alone, with the "
                            "right to release");
}

/* Would the case still be read, if the event were for these? */
static truce_status try_labels(const adding *a, const truce_ledger_event *event,
                               truce_report *report) {
    const truce_book_for change = {event, a->labels, a->n_labels};
    truce_input *inputs = NULL;
    size_t n = 0;
    truce_request request = {.n_paths = 0};
    truce_session session;
    truce_status status = truce_book_case_if(a->book, (truce_str){NULL, 0}, INT64_MAX, &change, 1,
                                             a->arena, &inputs, NULL, &n, &request.reader, a->err);
    status = status == TRUCE_OK ? truce_session_open_inputs(&session, &request, inputs, n, a->err)
                                : status;
    if (status == TRUCE_EPARSE) {
        *report = session.report;
        truce_arena_adopt(a->arena, &session.arena);
        report->arena = a->arena;
    } else if (status == TRUCE_OK) {
        truce_session_close(&session);
    }
    return status;
}

truce_status truce_book_say_anew(truce_book *book, const truce_ledger_event *event,
                                 const truce_str *labels, size_t n_labels,
                                 const truce_input *inputs, size_t n, int64_t now,
                                 truce_arena *arena, truce_report *report, truce_error *err) {
    adding a = begin(book, inputs, n, labels, n_labels, arena, err);
    truce_ledger_message said[2] = {
        {.type = TRUCE_SAID_RETRACT,
         .labels = event->labels,
         .n_labels = event->n_labels,
         .text = TRUCE_STR("said anew, for others")},
        {.type = TRUCE_SAID_ADD, .labels = labels, .n_labels = n_labels, .text = event->text}};
    memcpy(said[0].of, event->id, sizeof said[0].of);
    truce_status status = check_may(&a, event);
    if (status == TRUCE_OK && event->type != TRUCE_SAID_ADD &&
        event->type != TRUCE_SAID_SUPERSEDE) {
        status = truce_fail(err, TRUCE_EINVAL, "that event says no record");
    }
    if (status == TRUCE_OK && n == 0) {
        status = try_labels(&a, event, report);
    } else if (status == TRUCE_OK) {
        status = try_out(&a, event, report);
        status = status == TRUCE_OK ? make_messages(&a) : status;
        if (status == TRUCE_OK && a.n_messages != 1) {
            status = truce_fail(err, TRUCE_EINVAL, "one record takes the place of one, not %zu",
                                a.n_messages);
        }
        if (status == TRUCE_OK) {
            said[1] = a.messages[0];
        }
    }
    return status == TRUCE_OK ? truce_ledger_say(book->ledger, said, 2, now, NULL, err) : status;
}
