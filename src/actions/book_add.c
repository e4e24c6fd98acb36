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
    bool anew; /* what takes an event's place is said anew, and supersedes nothing */
} adding;

static truce_status no_memory(adding *a) {
    return truce_fail(a->err, TRUCE_ENOMEM, "no memory to add to the ledger");
}

/* The texts without the one of that event, which is then one that is gone, for what is being
 * written. */
static truce_status leave_out(adding *a, truce_book_texts *texts,
                              const truce_ledger_event *without) {
    char id[9];
    truce_gone *const gone = truce_arena_take(a->arena, (texts->writers.n_gone + 1) * sizeof *gone);
    truce_writer *const of = truce_arena_take(a->arena, (texts->n + 1) * sizeof *of);
    if (gone == NULL || of == NULL) {
        return no_memory(a);
    }
    (void)snprintf(id, sizeof id, "%02x%02x%02x%02x", without->id[0], without->id[1],
                   without->id[2], without->id[3]);
    size_t n = 0;
    size_t n_gone = 0;
    size_t older = 0;
    for (size_t i = 0; i < texts->n; i++) {
        const truce_writer writer = texts->writers.of[i];
        if (texts->by[i].member.size == 0 || memcmp(texts->by[i].event, id, 8) != 0) {
            texts->inputs[n] = texts->inputs[i];
            of[n++] = writer;
            continue;
        }
        for (; older < texts->writers.n_gone &&
               texts->writers.gone[older].writer.order < writer.order;
             older++) {
            gone[n_gone++] = texts->writers.gone[older];
        }
        gone[n_gone++] = (truce_gone){.writer = writer,
                                      .text = without->text,
                                      .labels = without->labels,
                                      .n_labels = without->n_labels,
                                      .next = a->n > 0 ? TRUCE_ORDER_OF_FRESH : TRUCE_ORDER_OF_NONE,
                                      .undone = TRUCE_ORDER_OF_FRESH,
                                      .undone_by = truce_identity_card(a->book->me)->keys.sign};
    }
    for (; older < texts->writers.n_gone; older++) {
        gone[n_gone++] = texts->writers.gone[older];
    }
    texts->n = n;
    texts->writers.of = of;
    texts->writers.n = n;
    texts->writers.gone = gone;
    texts->writers.n_gone = n_gone;
    return TRUCE_OK;
}

/* Read it strictly; what is wrong with it stands in `report`. */
static truce_status read_all(adding *a, const truce_input *inputs, size_t n,
                             const truce_writers *writers, truce_report *report) {
    /* Outside the team one writes what one cannot always see; the whole is read as it stands. */
    const truce_request request = {.reader = {NULL, 0}, .writers = writers, .whole = true};
    truce_session session;
    const truce_status status = truce_session_open_inputs(&session, &request, inputs, n, a->err);
    if (status == TRUCE_EPARSE) {
        *report = session.report;
        truce_arena_adopt(a->arena, &session.arena);
        report->arena = a->arena;
    } else if (status == TRUCE_OK) {
        truce_session_close(&session);
    }
    return status;
}

/* Take out of the texts what cannot be read of the ledger as it is; `*n` of them. */
static truce_status set_aside(adding *a, truce_book_texts *texts, size_t *n) {
    const truce_request request = {.reader = {NULL, 0}, .writers = &texts->writers};
    truce_session session;
    const truce_status status =
        truce_session_open_inputs(&session, &request, texts->inputs, texts->n, a->err);
    *n = status == TRUCE_OK ? session.n_aside : 0;
    if (status != TRUCE_OK && status != TRUCE_EPARSE) {
        return status;
    }
    if (*n > 0) {
        memcpy(texts->inputs, session.view.inputs, texts->n * sizeof *texts->inputs);
        texts->writers = session.writers;
    }
    truce_arena_adopt(a->arena, &session.arena);
    return TRUCE_OK;
}

static truce_status try_with(adding *a, truce_book_texts *texts, const truce_ledger_event *without,
                             truce_report *report) {
    truce_status status = without != NULL ? leave_out(a, texts, without) : TRUCE_OK;
    truce_input *const all =
        status == TRUCE_OK ? truce_arena_take(a->arena, (texts->n + a->n + 1) * sizeof *all) : NULL;
    if (all == NULL) {
        return status == TRUCE_OK ? no_memory(a) : status;
    }
    memcpy(all, texts->inputs, texts->n * sizeof *all);
    memcpy(all + texts->n, a->inputs, a->n * sizeof *all);
    texts->writers.me = truce_identity_card(a->book->me)->keys.sign;
    texts->writers.labels = a->labels;
    texts->writers.n_labels = a->n_labels;
    return read_all(a, all, texts->n + a->n, &texts->writers, report);
}

/* Would the case still be read? With the new records as they stand in their files, so that a
 * mistake is shown where it was made. What could not be read before is no fault of theirs. */
static truce_status try_out(adding *a, const truce_ledger_event *without, truce_report *report) {
    const truce_str whose = {NULL, 0};
    truce_book_texts texts;
    size_t n_aside = 0;
    truce_status status = truce_book_case(a->book, whose, INT64_MAX, a->arena, &texts, a->err);
    status = status == TRUCE_OK ? try_with(a, &texts, without, report) : status;
    if (status != TRUCE_EPARSE) {
        return status;
    }
    status = truce_book_case(a->book, whose, INT64_MAX, a->arena, &texts, a->err);
    status = status == TRUCE_OK ? set_aside(a, &texts, &n_aside) : status;
    if (status == TRUCE_OK && n_aside == 0) {
        status = truce_fail(a->err, TRUCE_EPARSE, "the case has errors");
    }
    return status == TRUCE_OK ? try_with(a, &texts, without, report) : status;
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
static truce_status try_labels(adding *a, const truce_ledger_event *event, truce_report *report) {
    const truce_book_for change = {event, a->labels, a->n_labels};
    truce_book_texts texts;
    const truce_status status = truce_book_case_if(a->book, (truce_str){NULL, 0}, INT64_MAX,
                                                   &change, 1, a->arena, &texts, a->err);
    return status == TRUCE_OK ? read_all(a, texts.inputs, texts.n, &texts.writers, report) : status;
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
        a.anew = true;
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

truce_status truce_book_left_out(const truce_book *book, size_t *n, truce_error *err) {
    truce_arena arena = truce_arena_secret();
    truce_book_texts texts;
    adding a = {.arena = &arena, .err = err};
    truce_status status =
        truce_book_case(book, (truce_str){NULL, 0}, INT64_MAX, &arena, &texts, err);
    status = status == TRUCE_OK ? set_aside(&a, &texts, n) : status;
    truce_arena_clear(&arena);
    return status;
}
