/* The case that a ledger is to a reader: an input for who is there, and one for each event that
 * stands. */
#include "book_first.h"
#include "truce/actions/book.h"

typedef struct making {
    const truce_book *book;
    const truce_roster *roster;
    truce_str reader; /* empty: all that can be opened */
    truce_arena *arena;
    truce_error *err;
    const truce_ledger_event *events; /* those that were there by then */
    size_t n_events;
    const truce_ledger_event *before; /* the same, before some are supposed to be for others */
    size_t *undone; /* [event]: by which one that the reader may see too, from 1 */
    size_t *first;  /* [event]: by which one it was said first, that the reader may see too */
    truce_book_texts *texts;
    truce_writer *writers; /* [input] */
    truce_gone *gone;
} making;

static truce_status no_memory(making *m) {
    return truce_fail(m->err, TRUCE_ENOMEM, "no memory for the case of a ledger");
}

static bool is_member(const truce_roster *r, const truce_ledger_room *in, truce_str name) {
    for (size_t i = 0; i < in->n_members; i++) {
        if (truce_str_equal(truce_str_of(r->members[in->members[i]].card.name), name)) {
            return true;
        }
    }
    return false;
}

/* May the reader see what is for the compartment `label`? */
static bool may_see(const making *m, truce_str label) {
    if (truce_str_equal(label, m->reader)) {
        return true;
    }
    for (size_t i = 0; i < m->roster->n_compartments; i++) {
        const truce_ledger_room *const room = &m->roster->compartments[i];
        if (truce_str_equal(room->label, label)) {
            return room->role == TRUCE_ROOM_PUBLIC ||
                   (room->role != TRUCE_ROOM_TEAM && is_member(m->roster, room, m->reader));
        }
    }
    return false;
}

static bool shown(const making *m, const truce_ledger_event *e) {
    bool seen = m->reader.size == 0;
    for (size_t i = 0; i < e->n_labels && !seen; i++) {
        seen = may_see(m, e->labels[i]);
    }
    return seen;
}

static truce_status find_undone(making *m) {
    m->undone = truce_arena_zero(m->arena, m->n_events + 1, sizeof *m->undone);
    if (m->undone == NULL) {
        return no_memory(m);
    }
    for (size_t i = 0; i < m->n_events; i++) {
        const truce_ledger_event *const e = &m->events[i];
        const size_t of = e->type != TRUCE_SAID_ADD && shown(m, e)
                              ? truce_ledger_find(m->book->ledger, e->of)
                              : SIZE_MAX;
        if (of < i && m->undone[of] == 0) { /* nobody undoes what comes later */
            m->undone[of] = i + 1;
        }
    }
    bool *const seen = truce_arena_take(m->arena, (m->n_events + 1) * sizeof *seen);
    for (size_t i = 0; i < m->n_events && seen != NULL; i++) {
        seen[i] = shown(m, &m->before[i]);
    }
    m->first = seen != NULL ? book_first(m->before, m->n_events, m->undone, seen, m->arena) : NULL;
    return m->first != NULL ? TRUCE_OK : no_memory(m);
}

/* Readers and compartments, as records. */
static truce_status add_roster(making *m) {
    truce_buffer text = truce_buffer_new();
    const truce_roster *const r = m->roster;
    truce_buffer_lit(&text, "truce 1\naudience team\n");
    for (size_t i = 0; i < r->n_members; i++) {
        truce_buffer_printf(&text, "reader %s \"%s\"\n", r->members[i].card.name,
                            r->members[i].card.name);
    }
    for (size_t i = 0; i < r->n_compartments; i++) {
        const truce_ledger_room *const room = &r->compartments[i];
        if (truce_room_role_name(room->role)[0] == '\0') {
            continue;
        }
        truce_buffer_printf(&text, "compartment %.*s \"%.*s (%s)\"\n", TRUCE_STR_ARGS(room->label),
                            TRUCE_STR_ARGS(room->label), truce_room_role_name(room->role));
        for (size_t k = 0; k < room->n_members; k++) {
            truce_buffer_printf(&text, "%s%s", k == 0 ? "  members " : ", ",
                                r->members[room->members[k]].card.name);
        }
        truce_buffer_printf(&text, "%s", room->n_members > 0 ? "\n" : "");
    }
    const truce_str copy =
        truce_arena_str(m->arena, (truce_str){text.data, text.failed ? 0 : text.size});
    const truce_str name = truce_arena_printf(m->arena, "%s:members", m->book->path);
    const bool ok = !text.failed && copy.data != NULL && name.data != NULL;
    truce_buffer_clear(&text);
    truce_book_texts *const t = m->texts;
    t->by[t->n] = (truce_signed){.member = {NULL, 0}};
    m->writers[t->n] = (truce_writer){.order = 0};
    t->inputs[t->n++] = (truce_input){name, copy};
    return ok ? TRUCE_OK : no_memory(m);
}

/* Those of its compartments that the reader is in, as the reader's own keys would tell. */
static const truce_str *labels_of(making *m, const truce_ledger_event *e, size_t *n) {
    truce_str *const labels = truce_arena_take(m->arena, (e->n_labels + 1) * sizeof *labels);
    *n = 0;
    for (size_t i = 0; labels != NULL && i < e->n_labels; i++) {
        if (m->reader.size == 0 || may_see(m, e->labels[i])) {
            labels[(*n)++] = e->labels[i];
        }
    }
    return labels;
}

/* The event's records below a head that says who may see them. */
static truce_str text_of(making *m, const truce_ledger_event *e) {
    static const char head[] = "truce 1\naudience ";
    size_t n = 0;
    const truce_str *const labels = labels_of(m, e, &n);
    size_t size = sizeof head + e->text.size + 1;
    for (size_t i = 0; labels != NULL && i < n; i++) {
        size += labels[i].size + 2;
    }
    char *const text = labels != NULL ? truce_arena_take(m->arena, size) : NULL;
    if (text == NULL) {
        return (truce_str){NULL, 0};
    }
    char *at = text + sizeof head - 1;
    memcpy(text, head, sizeof head - 1);
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            memcpy(at, ", ", 2);
            at += 2;
        }
        memcpy(at, labels[i].data, labels[i].size);
        at += labels[i].size;
    }
    *at++ = '\n';
    memcpy(at, e->text.data, e->text.size);
    at += e->text.size;
    return (truce_str){text, (size_t)(at - text)};
}

/* Is it supposed to be for others than it is? */
static bool is_changed(const making *m, size_t event) {
    return m->events[event].labels != m->before[event].labels;
}

enum { DIGITS = 8 /* of an event's id, which name it to people */ };

static void write_digits(const uint8_t *id, char *out) {
    static const char HEX[] = "0123456789abcdef";
    for (size_t i = 0; i < DIGITS / 2; i++) {
        *out++ = HEX[id[i] >> 4];
        *out++ = HEX[id[i] & 15];
    }
    *out = '\0';
}

/* The ledger's path, a colon and the event. */
static truce_str name_of(const making *m, const truce_ledger_event *e) {
    const truce_str path = truce_str_of(m->book->path);
    char *const name = truce_arena_take(m->arena, path.size + 1 + DIGITS + 1);
    if (name != NULL) {
        memcpy(name, path.data, path.size);
        name[path.size] = ':';
        write_digits(e->id, name + path.size + 1);
    }
    return (truce_str){name, name != NULL ? path.size + 1 + DIGITS : 0};
}

/* Whose it is. What is supposed to be for others comes last, from whoever supposes it. */
static void sign(const making *m, size_t event, bool changed, truce_signed *by,
                 truce_writer *writer) {
    const truce_ledger_event *const e = &m->events[event];
    write_digits(e->id, by->event);
    by->committed = e->committed;
    memcpy(by->key, changed ? truce_identity_card(m->book->me)->keys.sign : e->author,
           sizeof by->key);
    *writer = (truce_writer){.order = event + 1 + (changed ? m->n_events : 0),
                             .committed = changed ? INT64_MAX : e->committed,
                             .author = by->key,
                             .event = truce_str_of(by->event)};
}

static truce_status add_event(making *m, size_t event) {
    const truce_ledger_event *const e = &m->events[event];
    truce_book_texts *const t = m->texts;
    const truce_str name = name_of(m, e);
    const truce_str text = text_of(m, e);
    truce_signed *const by = &t->by[t->n];
    *by = (truce_signed){.member = truce_arena_str(m->arena, e->name)};
    const bool changed = is_changed(m, event);
    sign(m, event, changed, by, &m->writers[t->n]);
    const bool known = !changed || shown(m, &m->before[event]);
    const truce_ledger_event *const first = &m->before[known ? m->first[event] : event];
    by->said = known ? m->first[event] + 1 : m->writers[t->n].order;
    by->first_member = truce_arena_str(m->arena, first->name);
    by->first_committed = first->committed;
    write_digits(first->id, by->first_event);
    if (name.data == NULL || text.data == NULL || by->member.data == NULL ||
        by->first_member.data == NULL) {
        return no_memory(m);
    }
    t->inputs[t->n++] = (truce_input){name, text};
    return TRUCE_OK;
}

/* Copies of the event's labels: the ledger may be closed first. */
static truce_status copy_labels(making *m, const truce_ledger_event *e, truce_gone *gone) {
    const truce_str *const labels = labels_of(m, e, &gone->n_labels);
    truce_str *const kept = truce_arena_take(m->arena, (gone->n_labels + 1) * sizeof *kept);
    bool ok = labels != NULL && kept != NULL;
    for (size_t i = 0; ok && i < gone->n_labels; i++) {
        kept[i] = truce_arena_str(m->arena, labels[i]);
        ok = kept[i].data != NULL;
    }
    gone->labels = kept;
    return ok ? TRUCE_OK : no_memory(m);
}

/* Of what does not stand any more the first line is enough, which gives its name. What is supposed
 * to be for others does not stand for those who have it now. */
static truce_status add_gone(making *m, size_t event) {
    const truce_ledger_event *const e = &m->before[event];
    const bool changed = is_changed(m, event);
    const truce_ledger_event *const by = changed ? NULL : &m->events[m->undone[event] - 1];
    const char *const end = memchr(e->text.data, '\n', e->text.size);
    const size_t size = end != NULL ? (size_t)(end - e->text.data) : e->text.size;
    truce_gone *const g = &m->gone[m->texts->writers.n_gone];
    truce_signed *const signs = truce_arena_zero(m->arena, 2, sizeof *signs);
    *g = (truce_gone){.text = truce_arena_str(m->arena, (truce_str){e->text.data, size})};
    if (signs == NULL || g->text.data == NULL || copy_labels(m, e, g) != TRUCE_OK) {
        return no_memory(m);
    }
    sign(m, event, false, &signs[0], &g->writer);
    memcpy(signs[1].key, by != NULL ? by->author : truce_identity_card(m->book->me)->keys.sign,
           sizeof signs[1].key);
    g->undone = by != NULL ? m->undone[event] : m->n_events;
    g->undone_by = signs[1].key;
    g->next =
        by != NULL && by->type == TRUCE_SAID_SUPERSEDE ? m->undone[event] : TRUCE_ORDER_OF_NONE;
    m->texts->writers.n_gone++;
    return TRUCE_OK;
}

/* Whose view it is. */
static truce_status find_reader(making *m, truce_str asked, truce_str *as) {
    const truce_str me = truce_str_of(truce_identity_card(m->book->me)->name);
    const bool whole = asked.size == 0 || truce_str_equal(asked, TRUCE_STR("team"));
    if (m->roster->team) {
        *as = whole ? (truce_str){NULL, 0} : asked;
        m->reader = *as;
        return TRUCE_OK;
    }
    if (asked.size > 0 && !truce_str_equal(asked, me) &&
        !truce_str_equal(asked, TRUCE_STR("public"))) {
        return truce_fail(m->err, TRUCE_EDENIED, "you read this ledger as %.*s and as nobody else",
                          TRUCE_STR_ARGS(me));
    }
    *as = asked.size > 0 ? asked : truce_arena_str(m->arena, me); /* the keys may be closed first */
    m->reader = *as;
    return as->data != NULL ? TRUCE_OK : no_memory(m);
}

/* The events, some of them for others than they are. */
static truce_status change(making *m, const truce_book_for *changes, size_t n) {
    if (n == 0) {
        return TRUCE_OK;
    }
    truce_ledger_event *const events = truce_arena_take(m->arena, m->n_events * sizeof *events);
    if (events == NULL) {
        return no_memory(m);
    }
    memcpy(events, m->events, m->n_events * sizeof *events);
    for (size_t i = 0; i < n; i++) {
        const size_t at = (size_t)(changes[i].event - m->events);
        if (at < m->n_events) {
            events[at].labels = changes[i].labels;
            events[at].n_labels = changes[i].n_labels;
        }
    }
    m->events = events;
    return TRUCE_OK;
}

bool truce_book_sees(const truce_book *book, truce_str reader, const truce_ledger_event *event) {
    const making m = {.book = book, .roster = truce_ledger_roster(book->ledger), .reader = reader};
    return shown(&m, event);
}

static truce_status add_all(making *m) {
    truce_status status = add_roster(m);
    for (size_t i = 0; i < m->n_events && status == TRUCE_OK; i++) {
        const truce_ledger_event *const e = &m->events[i];
        const bool says = e->type == TRUCE_SAID_ADD || e->type == TRUCE_SAID_SUPERSEDE;
        const bool stands = says && m->undone[i] == 0;
        if (stands && shown(m, e)) {
            status = add_event(m, i);
        }
        if (status == TRUCE_OK && says && (!stands || is_changed(m, i)) &&
            shown(m, &m->before[i])) {
            status = add_gone(m, i);
        }
    }
    return status;
}

truce_status truce_book_case_if(const truce_book *book, truce_str reader, int64_t until,
                                const truce_book_for *changes, size_t n_changes, truce_arena *arena,
                                truce_book_texts *texts, truce_error *err) {
    truce_book_texts made = {.n = 0};
    making m = {.book = book,
                .roster = truce_ledger_roster(book->ledger),
                .arena = arena,
                .err = err,
                .texts = &made};
    size_t n_events = 0;
    m.events = truce_ledger_events(book->ledger, &n_events);
    m.before = m.events;
    while (m.n_events < n_events && m.events[m.n_events].committed <= until) {
        m.n_events++;
    }
    truce_status status = find_reader(&m, reader, &made.as);
    made.inputs = truce_arena_take(arena, (m.n_events + 1) * sizeof *made.inputs);
    made.by = truce_arena_take(arena, (m.n_events + 1) * sizeof *made.by);
    m.writers = truce_arena_take(arena, (m.n_events + 1) * sizeof *m.writers);
    m.gone = truce_arena_take(arena, (m.n_events + 1) * sizeof *m.gone);
    if (made.inputs == NULL || made.by == NULL || m.writers == NULL || m.gone == NULL) {
        status = status == TRUCE_OK ? no_memory(&m) : status;
    }
    status = status == TRUCE_OK ? change(&m, changes, n_changes) : status;
    status = status == TRUCE_OK ? find_undone(&m) : status;
    status = status == TRUCE_OK ? add_all(&m) : status;
    if (status == TRUCE_OK) {
        made.writers.of = m.writers;
        made.writers.n = made.n;
        made.writers.gone = m.gone;
        *texts = made;
    }
    return status;
}

truce_status truce_book_case(const truce_book *book, truce_str reader, int64_t until,
                             truce_arena *arena, truce_book_texts *texts, truce_error *err) {
    return truce_book_case_if(book, reader, until, NULL, 0, arena, texts, err);
}
