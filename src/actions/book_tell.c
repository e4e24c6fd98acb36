/* What a ledger tells of itself: who said what when, who is there, whether it is in order. */
#include <inttypes.h>
#include <stdio.h>

#include "book_words.h"
#include "truce/base/edtf.h"
#include "truce/base/json.h"
#include "truce/base/utf8.h"

static void put_labels(truce_buffer *out, const truce_ledger_event *e) {
    for (size_t i = 0; i < e->n_labels; i++) {
        truce_buffer_printf(out, "%s%.*s", i > 0 ? ", " : "", TRUCE_STR_ARGS(e->labels[i]));
    }
}

/* The first line that says something. */
static truce_str headline(truce_str text) {
    const char *at = text.data;
    const char *const end = at + text.size;
    while (at < end) {
        const char *const stop = memchr(at, '\n', (size_t)(end - at));
        const char *const next = stop != NULL ? stop : end;
        if (next > at && *at != '#' && *at != ' ') {
            return (truce_str){at, (size_t)(next - at)};
        }
        at = stop != NULL ? stop + 1 : end;
    }
    return (truce_str){NULL, 0};
}

/* What may be shown of its text: keys are for nobody's eyes. */
static truce_str words_of(const truce_ledger_event *e) {
    return e->type != TRUCE_SAID_OLDER_KEYS ? e->text : (truce_str){"", 0};
}

static const char *doing(const truce_ledger_event *e) {
    switch (e->type) {
    case TRUCE_SAID_ADD:
        return "adds";
    case TRUCE_SAID_SUPERSEDE:
        return "supersedes";
    case TRUCE_SAID_RETRACT:
        return "retracts";
    case TRUCE_SAID_NOTE:
        return "notes";
    case TRUCE_SAID_OLDER_KEYS:
        break;
    }
    return "gives older keys";
}

void truce_book_log(const truce_book *book, truce_buffer *out) {
    size_t n = 0;
    const truce_ledger_event *const events = truce_ledger_events(book->ledger, &n);
    for (size_t i = 0; i < n; i++) {
        const truce_ledger_event *const e = &events[i];
        book_put_id(out, e->id, 4);
        truce_buffer_lit(out, "  ");
        book_put_time(out, e->committed);
        truce_buffer_printf(out, "  %.*s %s", TRUCE_STR_ARGS(e->name), doing(e));
        if (e->type == TRUCE_SAID_SUPERSEDE || e->type == TRUCE_SAID_RETRACT) {
            truce_buffer_byte(out, ' ');
            book_put_id(out, e->of, 4);
        }
        truce_buffer_lit(out, "  for ");
        put_labels(out, e);
        truce_buffer_printf(out, "%s", e->undone_by != 0 ? "  (undone)  " : "  ");
        truce_utf8_show(out, headline(words_of(e)));
        truce_buffer_byte(out, '\n');
    }
    if (n == 0) {
        truce_buffer_lit(out, "Nothing that you can read has been said in this ledger.\n");
    }
}

void truce_book_show(const truce_book *book, const truce_ledger_event *e, truce_buffer *out) {
    const truce_ledger_event *by = NULL;
    size_t n = 0;
    const truce_ledger_event *const events = truce_ledger_events(book->ledger, &n);
    for (size_t i = 0; i < n && e->undone_by != 0 && by == NULL; i++) {
        by = events[i].n == e->undone_by ? &events[i] : NULL;
    }
    truce_buffer_lit(out, "event      ");
    book_put_id(out, e->id, TRUCE_SAID_ID);
    truce_buffer_printf(out, ", entry %" PRIu64 "\nauthor     %.*s, at ", e->n,
                        TRUCE_STR_ARGS(e->name));
    book_put_time(out, e->time);
    truce_buffer_lit(out, " UTC by their clock\ncommitted  ");
    book_put_time(out, e->committed);
    truce_buffer_lit(out, " UTC\nfor        ");
    put_labels(out, e);
    truce_buffer_byte(out, '\n');
    if (e->type == TRUCE_SAID_SUPERSEDE || e->type == TRUCE_SAID_RETRACT) {
        truce_buffer_printf(out, "%s",
                            e->type == TRUCE_SAID_RETRACT ? "retracts   " : "supersedes ");
        book_put_id(out, e->of, 4);
        truce_buffer_printf(out, "%s",
                            truce_ledger_find(book->ledger, e->of) == SIZE_MAX
                                ? ", which you cannot read\n"
                                : "\n");
    }
    if (by != NULL) {
        truce_buffer_lit(out, "undone by  ");
        book_put_id(out, by->id, 4);
        truce_buffer_printf(out, ", of %.*s\n", TRUCE_STR_ARGS(by->name));
    }
    truce_buffer_byte(out, '\n');
    for (truce_str rest = words_of(e);
         rest.size > 0;) { /* lines are kept, all else is shown safely */
        const char *const stop = memchr(rest.data, '\n', rest.size);
        const size_t size = stop != NULL ? (size_t)(stop - rest.data) : rest.size;
        truce_utf8_show(out, (truce_str){rest.data, size});
        truce_buffer_byte(out, '\n');
        const size_t used = size + (stop != NULL);
        rest = (truce_str){rest.data + used, rest.size - used};
    }
}

static void json_id(truce_json *json, const uint8_t *id) {
    char text[2 * TRUCE_SAID_ID + 1];
    for (size_t i = 0; i < TRUCE_SAID_ID; i++) {
        (void)snprintf(text + 2 * i, 3, "%02x", id[i]);
    }
    truce_json_str(json, (truce_str){text, 2 * TRUCE_SAID_ID});
}

void truce_book_log_json(const truce_book *book, truce_buffer *out) {
    truce_json json = truce_json_new(out);
    size_t n = 0;
    const truce_ledger_event *const events = truce_ledger_events(book->ledger, &n);
    truce_json_object(&json);
    truce_json_key(&json, "events");
    truce_json_array(&json);
    for (size_t i = 0; i < n; i++) {
        const truce_ledger_event *const e = &events[i];
        truce_json_object(&json);
        truce_json_key(&json, "id");
        json_id(&json, e->id);
        truce_json_member_str(&json, "does", truce_str_of(doing(e)));
        if (e->type == TRUCE_SAID_SUPERSEDE || e->type == TRUCE_SAID_RETRACT) {
            truce_json_key(&json, "of");
            json_id(&json, e->of);
        }
        truce_json_member_str(&json, "author", e->name);
        truce_json_member_int(&json, "time", e->time);
        truce_json_member_int(&json, "committed", e->committed);
        truce_json_key(&json, "for");
        truce_json_array_inline(&json);
        for (size_t k = 0; k < e->n_labels; k++) {
            truce_json_str(&json, e->labels[k]);
        }
        truce_json_close(&json);
        truce_json_member_bool(&json, "stands", e->undone_by == 0);
        truce_json_member_str(&json, "text", words_of(e));
        truce_json_close(&json);
    }
    truce_json_close(&json);
    truce_json_close(&json);
    truce_json_end(&json);
}

/* ---- who is there ---------------------------------------------------------------------------- */

static void put_rights(truce_buffer *out, uint8_t rights) {
    static const struct {
        truce_right right;
        const char *name;
    } names[] = {{TRUCE_RIGHT_ADD, "add"},
                 {TRUCE_RIGHT_CONVEY, "convey"},
                 {TRUCE_RIGHT_RELEASE, "release"},
                 {TRUCE_RIGHT_MANAGE, "manage"}};
    const char *between = "";
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((rights & names[i].right) != 0) {
            truce_buffer_printf(out, "%s%s", between, names[i].name);
            between = ", ";
        }
    }
    truce_buffer_printf(out, "%s", *between == '\0' ? "none" : "");
}

static const char *role_words(truce_room_role role) {
    const char *const name = truce_room_role_name(role);
    return role == TRUCE_ROOM_PUBLIC ? "all members"
           : role == TRUCE_ROOM_TEAM ? "holds the keys of all compartments"
           : name[0] != '\0'         ? name
                                     : "one member alone";
}

void truce_book_members(const truce_book *book, truce_buffer *out) {
    const truce_roster *const r = truce_ledger_roster(book->ledger);
    size_t managers = 0;
    if (r->removed) {
        truce_buffer_lit(out, "You are no member of this ledger any more. What you could read "
                              "before you were removed you still can.\n");
        return;
    }
    truce_buffer_lit(out, "Members\n");
    for (size_t i = 0; i < r->n_members; i++) {
        const truce_ledger_member *const m = &r->members[i];
        truce_buffer_printf(out, "  %s", m->card.name);
        if (r->team) {
            char fingerprint[TRUCE_FINGERPRINT];
            truce_card_fingerprint(&m->card, fingerprint);
            truce_buffer_lit(out, "  may: ");
            put_rights(out, m->rights);
            truce_buffer_printf(out, "  %s", fingerprint);
            managers += (m->rights & TRUCE_RIGHT_MANAGE) != 0;
        }
        truce_buffer_byte(out, '\n');
    }
    truce_buffer_lit(out, "Compartments\n");
    for (size_t i = 0; i < r->n_compartments; i++) {
        const truce_ledger_room *const room = &r->compartments[i];
        if (room->role == TRUCE_ROOM_OWN) {
            continue;
        }
        truce_buffer_printf(out, "  %.*s  %s", TRUCE_STR_ARGS(room->label), role_words(room->role));
        for (size_t k = 0; k < room->n_members; k++) {
            truce_buffer_printf(out, "%s%s", k == 0 ? ": " : ", ",
                                r->members[room->members[k]].card.name);
        }
        truce_buffer_byte(out, '\n');
    }
    truce_buffer_lit(out, "You may: ");
    put_rights(out, r->rights);
    truce_buffer_printf(
        out, "%s", r->team ? ".\n" : ". Others, and other compartments, are not shown to you.\n");
    if (r->team && managers == 1) {
        truce_buffer_lit(out, "There is one manager. If their passphrase is lost, nobody can ever "
                              "be admitted or removed again.\n");
    }
}

/* ---- is it in order? ------------------------------------------------------------------------- */

bool truce_book_verify(const truce_book *book, truce_buffer *out) {
    size_t n = 0;
    size_t n_events = 0;
    uint8_t link[TRUCE_LINK];
    const truce_fault *const faults = truce_ledger_faults(book->ledger, &n);
    (void)truce_ledger_events(book->ledger, &n_events);
    const uint64_t last = truce_ledger_last(book->ledger, link);
    size_t wrong = n;
    for (size_t i = 0; i < n; i++) {
        if (faults[i].kind == TRUCE_FAULT_OLDER) {
            const uint64_t lacks = truce_ledger_lacks(book->ledger);
            truce_buffer_printf(out,
                                "an older copy: this machine has seen %" PRIu64 " %s more. Take "
                                "the newest; if there is none, --older goes on from here\n",
                                lacks, lacks == 1 ? "entry" : "entries");
            wrong--;
        } else {
            truce_buffer_printf(out, "entry %" PRIu64 ": %s\n", faults[i].n, faults[i].what);
        }
    }
    truce_buffer_printf(out, "%" PRIu64 " %s, of which you can read %zu %s; ", last,
                        last == 1 ? "entry" : "entries", n_events,
                        n_events == 1 ? "event" : "events");
    if (wrong == 0) {
        truce_buffer_printf(out, "%s", n == 0 ? "all in order" : "in order, as far as it goes");
    } else {
        truce_buffer_printf(out, "%zu not in order", wrong);
    }
    truce_buffer_byte(out, '\n');
    const bool receipts = book_put_receipts(book, out);
    book_put_heads(book, out);
    truce_buffer_printf(out, "head %" PRIu64 ":", last);
    book_put_id(out, link, TRUCE_HEAD_LEAST);
    truce_buffer_byte(out, '\n');
    return n == 0 && receipts;
}
