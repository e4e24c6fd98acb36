#include "truce/actions/release.h"

#include "book_words.h"
#include "release_parts.h"
#include "truce/base/utf8.h"
#include "truce/case/words.h"

typedef struct looking {
    truce_release *r;
    truce_arena *arena;
    truce_error *err;
} looking;

static truce_status no_memory(const looking *l) {
    return truce_fail(l->err, TRUCE_ENOMEM, "no memory to look at a release");
}

/* ---- what there is --------------------------------------------------------------------------- */

truce_status release_check_to(const truce_book *book, truce_str to, truce_error *err) {
    const truce_roster *const roster = truce_ledger_roster(book->ledger);
    bool found = false;
    for (size_t i = 0; i < roster->n_compartments && !found; i++) {
        found = truce_str_equal(roster->compartments[i].label, to) &&
                roster->compartments[i].role != TRUCE_ROOM_TEAM;
    }
    return found ? TRUCE_OK
                 : truce_fail(err, TRUCE_ENOTFOUND,
                              "there is no member or compartment \"%.*s\" to release it to",
                              to.size > 80 ? 80 : (int)to.size, to.data);
}

static truce_status check_rights(const looking *l) {
    const truce_roster *const roster = truce_ledger_roster(l->r->book->ledger);
    if (!roster->team || (roster->rights & TRUCE_RIGHT_RELEASE) == 0) {
        return truce_fail(
            l->err, TRUCE_EDENIED,
            "you have not the right to release: the team has it, which sees who reads "
            "what");
    }
    return release_check_to(l->r->book, l->r->to, l->err);
}

/* All records that stand, with what they are. */
static truce_status find_records(const looking *l) {
    truce_release *const r = l->r;
    size_t n = 0;
    const truce_ledger_event *const events = truce_ledger_events(r->book->ledger, &n);
    r->records = truce_arena_take(l->arena, (n + 1) * sizeof *r->records);
    if (r->records == NULL) {
        return no_memory(l);
    }
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        const truce_ledger_event *const e = &events[i];
        const bool says = e->type == TRUCE_SAID_ADD || e->type == TRUCE_SAID_SUPERSEDE;
        if (!says || e->undone_by != 0) {
            continue;
        }
        truce_case_part *parts = NULL;
        size_t n_parts = 0;
        const truce_input input = {TRUCE_STR(""), e->text};
        status = truce_case_parts(&input, 1, l->arena, &parts, &n_parts, l->err);
        if (status == TRUCE_OK && n_parts > 0) {
            r->records[r->n_records++] = (held){e, parts[0], truce_book_sees(r->book, r->to, e)};
        }
    }
    return status;
}

/* ---- what is given --------------------------------------------------------------------------- */

static truce_status find_record(const looking *l, truce_str name, size_t *index) {
    const truce_release *const r = l->r;
    for (size_t i = 0; i < r->n_records; i++) {
        if (truce_str_equal(r->records[i].part.name, name)) {
            *index = i;
            return TRUCE_OK;
        }
    }
    const truce_ledger_event *event = NULL;
    if (truce_book_find(r->book, name, &event, NULL) == TRUCE_OK) {
        for (size_t i = 0; i < r->n_records; i++) {
            if (r->records[i].event == event) {
                *index = i;
                return TRUCE_OK;
            }
        }
    }
    return truce_fail(
        l->err, TRUCE_ENOTFOUND,
        "no record that stands is called \"%.*s\", by its name or by the digits of its "
        "event",
        name.size > 80 ? 80 : (int)name.size, name.data);
}

static truce_status give(const looking *l, truce_str name) {
    truce_release *const r = l->r;
    size_t at = 0;
    truce_status status = find_record(l, name, &at);
    for (size_t i = 0; i < r->n_given && status == TRUCE_OK; i++) {
        if (r->given_record[i] == at) {
            status =
                truce_fail(l->err, TRUCE_EINVAL, "\"%.*s\" is named twice", TRUCE_STR_ARGS(name));
        }
    }
    if (status == TRUCE_OK && r->records[at].seen) {
        status = truce_fail(l->err, TRUCE_EINVAL, "%.*s can read \"%.*s\" already",
                            TRUCE_STR_ARGS(r->to), TRUCE_STR_ARGS(name));
    }
    if (status != TRUCE_OK) {
        return status;
    }
    status = release_also_to(r, r->records[at].event, l->arena, &r->given[r->n_given], l->err);
    if (status == TRUCE_OK) {
        r->given_record[r->n_given++] = at;
    }
    return status;
}

/* ---- what it tells --------------------------------------------------------------------------- */

typedef struct texts {
    truce_str *handed, *had, *hidden, *names, *issues;
    size_t n_handed, n_had, n_hidden, n_names, n_issues;
} texts;

static truce_status sort_texts(const looking *l, texts *t) {
    truce_release *const r = l->r;
    truce_str *const all = truce_arena_take(l->arena, (5 * r->n_records + 5) * sizeof *all);
    r->hidden = truce_arena_take(l->arena, (r->n_records + 1) * sizeof *r->hidden);
    if (all == NULL || r->hidden == NULL) {
        return no_memory(l);
    }
    *t = (texts){.handed = all,
                 .had = all + r->n_records + 1,
                 .hidden = all + 2 * r->n_records + 2,
                 .names = all + 3 * r->n_records + 3,
                 .issues = all + 4 * r->n_records + 4};
    for (size_t i = 0; i < r->n_given; i++) {
        t->handed[t->n_handed++] = r->given[i].event->text;
    }
    for (size_t i = 0; i < r->n_records; i++) {
        const held *const h = &r->records[i];
        t->names[t->n_names++] = h->part.name;
        if (truce_str_equal(h->part.kind, TRUCE_STR("issue"))) {
            t->issues[t->n_issues++] = h->part.name;
        }
        if (h->seen || release_is_given(r, i)) { /* that a record is handed on tells its name */
            t->had[t->n_had++] = h->seen ? h->event->text : h->part.name;
        } else {
            r->hidden[t->n_hidden] = h;
            t->hidden[t->n_hidden++] = h->event->text;
        }
    }
    return TRUCE_OK;
}

/* The record's title; empty where it has none, or where it is one plain word that says little: an
 * actor's says who. */
static truce_str title_of(const truce_case_part *part) {
    const char *const stop = memchr(part->text.data, '\n', part->text.size);
    const char *const end = stop != NULL ? stop : part->text.data + part->text.size;
    const char *from = part->text.data;
    for (int word = 0; word < 2; word++) { /* it stands behind the kind and the name */
        while (from < end && *from != ' ') {
            from++;
        }
        while (from < end && *from == ' ') {
            from++;
        }
    }
    from = from < end && *from == '"' ? from + 1 : end;
    const char *to = memchr(from, '"', (size_t)(end - from));
    to = to != NULL ? to : from;
    const bool said = memchr(from, ' ', (size_t)(to - from)) != NULL ||
                      truce_words_find(TRUCE_WORDS_ACTOR, part->kind) >= 0;
    return (truce_str){from, said ? (size_t)(to - from) : 0};
}

/* Does whoever it is released to know of that compartment, or that member? */
static bool is_known(const truce_release *r, const truce_ledger_room *room) {
    const truce_roster *const roster = truce_ledger_roster(r->book->ledger);
    const truce_ledger_room *to = room;
    for (size_t i = 0; i < roster->n_compartments; i++) {
        to = truce_str_equal(roster->compartments[i].label, r->to) ? &roster->compartments[i] : to;
    }
    /* In one of the two are those who are in the other: a member's own has the member. */
    bool known = to == room || room->role == TRUCE_ROOM_PUBLIC || room->role == TRUCE_ROOM_TEAM;
    for (size_t i = 0; i < room->n_members && !known; i++) {
        for (size_t k = 0; k < to->n_members && !known; k++) {
            known = room->members[i] == to->members[k];
        }
    }
    for (size_t i = 0; i < r->n_records && !known && room->role == TRUCE_ROOM_OWN; i++) {
        known = r->records[i].seen && truce_str_equal(r->records[i].event->name, room->label);
    }
    return known;
}

/* Titles of what they may not see, and names of compartments and members. */
static truce_status find_titles(const looking *l, const texts *t) {
    truce_release *const r = l->r;
    const truce_roster *const roster = truce_ledger_roster(r->book->ledger);
    const size_t room = t->n_hidden + roster->n_compartments + 1;
    leak_sought *const sought = truce_arena_take(l->arena, room * sizeof *sought);
    size_t n = 0;
    if (sought == NULL) {
        return no_memory(l);
    }
    for (size_t i = 0; i < roster->n_compartments; i++) {
        const truce_ledger_room *const c = &roster->compartments[i];
        if (!is_known(r, c)) {
            sought[n++] = (leak_sought){c->role == TRUCE_ROOM_OWN ? LEAK_MEMBER : LEAK_COMPARTMENT,
                                        c->label, 0};
        }
    }
    for (size_t i = 0; i < t->n_hidden; i++) {
        const truce_str title = title_of(&r->hidden[i]->part);
        if (title.size > 0) {
            sought[n++] = (leak_sought){LEAK_TITLE, title, (uint32_t)i};
        }
    }
    return leaks_find_titles(t->handed, t->n_handed, t->had, t->n_had, sought, n, l->arena,
                             &r->leaks, l->err);
}

truce_status truce_release_look(const truce_book *book, const char *const *records, size_t n,
                                truce_str to, truce_arena *arena, truce_release **release,
                                truce_report *report, truce_error *err) {
    truce_release *const r = truce_arena_zero(arena, 1, sizeof *r);
    const looking l = {r, arena, err};
    if (r == NULL) {
        return no_memory(&l);
    }
    r->book = book;
    r->to = to;
    r->given = truce_arena_take(arena, (n + 1) * sizeof *r->given);
    r->given_record = truce_arena_take(arena, (n + 1) * sizeof *r->given_record);
    truce_status status = r->given == NULL || r->given_record == NULL ? no_memory(&l) : TRUCE_OK;
    status = status == TRUCE_OK ? check_rights(&l) : status;
    status = status == TRUCE_OK ? find_records(&l) : status;
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        status = give(&l, truce_str_of(records[i]));
    }
    texts t = {.n_handed = 0};
    status = status == TRUCE_OK ? release_check_readable(r, arena, report, err) : status;
    status = status == TRUCE_OK ? release_find_along(r, arena, err) : status;
    status = status == TRUCE_OK ? sort_texts(&l, &t) : status;
    status = status == TRUCE_OK
                 ? leaks_find(t.handed, t.n_handed, t.had, t.n_had, t.hidden, t.n_hidden, t.names,
                              t.n_names, t.issues, t.n_issues, arena, &r->leaks, err)
                 : status;
    status = status == TRUCE_OK ? find_titles(&l, &t) : status;
    if (status == TRUCE_OK) {
        *release = r;
    }
    return status;
}

truce_str truce_release_bytes(const truce_release *release, size_t i) {
    return i < release->n_given ? release->given[i].event->text : (truce_str){NULL, 0};
}

/* ---- doing it -------------------------------------------------------------------------------- */

/* What the team can read of it afterwards. */
static void put_note(const truce_release *r, truce_str why, truce_buffer *out) {
    truce_buffer_printf(out, "release to %.*s: ", TRUCE_STR_ARGS(r->to));
    truce_utf8_show(out, why);
    truce_buffer_byte(out, '\n');
    for (size_t i = 0; i < r->n_given; i++) {
        truce_buffer_lit(out, "  of ");
        book_put_id(out, r->given[i].event->id, 4);
        const truce_case_part *const part = &r->records[r->given_record[i]].part;
        truce_buffer_printf(out, " %.*s %.*s\n", TRUCE_STR_ARGS(part->kind),
                            TRUCE_STR_ARGS(part->name));
    }
    for (size_t i = 0; i < r->leaks.n; i++) {
        const leak *const k = &r->leaks.found[i];
        truce_buffer_printf(out, "  with the %s ", leak_kind_name(k->kind));
        truce_utf8_show(out, k->what);
        truce_buffer_lit(out, ", which ");
        if (k->kind >= LEAK_COMPARTMENT) {
            truce_buffer_lit(out, "its new readers do not know of\n");
        } else {
            truce_buffer_lit(out, "stands in ");
            book_put_id(out, r->hidden[k->hidden]->event->id, 4);
            truce_buffer_lit(out, " too\n");
        }
    }
}

truce_status truce_release_do(truce_book *book, const truce_release *release, truce_str why,
                              int64_t now, truce_error *err) {
    static const truce_str team = {"team", 4};
    const truce_release *const r = release;
    if (why.size == 0) {
        return truce_fail(err, TRUCE_EINVAL, "say why it is released: the team can read it later");
    }
    truce_arena arena = truce_arena_secret();
    truce_buffer note = truce_buffer_new();
    put_note(r, why, &note);
    truce_ledger_message *const said = truce_arena_zero(&arena, 2 * r->n_given + 1, sizeof *said);
    truce_status status = said == NULL || note.failed
                              ? truce_fail(err, TRUCE_ENOMEM, "no memory to release it")
                              : TRUCE_OK;
    /* Taken back and added anew: to the new reader it is a record like others. */
    for (size_t i = 0; i < r->n_given && status == TRUCE_OK; i++) {
        const truce_book_for *const g = &r->given[i];
        said[2 * i] = (truce_ledger_message){.type = TRUCE_SAID_RETRACT,
                                             .labels = g->event->labels,
                                             .n_labels = g->event->n_labels,
                                             .text = TRUCE_STR("handed on as it stands")};
        memcpy(said[2 * i].of, g->event->id, sizeof said[2 * i].of);
        said[2 * i + 1] = (truce_ledger_message){.type = TRUCE_SAID_ADD,
                                                 .labels = g->labels,
                                                 .n_labels = g->n_labels,
                                                 .text = g->event->text};
    }
    if (status == TRUCE_OK) {
        said[2 * r->n_given] = (truce_ledger_message){.type = TRUCE_SAID_NOTE,
                                                      .labels = &team,
                                                      .n_labels = 1,
                                                      .text = truce_buffer_str(&note)};
        status = truce_ledger_say(book->ledger, said, 2 * r->n_given + 1, now, NULL, err);
    }
    if (note.data != NULL) {
        truce_wipe(note.data, note.cap);
    }
    truce_buffer_clear(&note);
    truce_arena_clear(&arena);
    return status;
}
