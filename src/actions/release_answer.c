/* An answer that is to be handed on: what it rests on, and how it differs from the same of what the
 * new reader can read. */
#include "release_parts.h"
#include "truce/actions/accounts.h"
#include "truce/actions/actors.h"
#include "truce/actions/agreement.h"
#include "truce/actions/brief.h"
#include "truce/actions/deals.h"
#include "truce/actions/gaps.h"
#include "truce/actions/impasse.h"
#include "truce/actions/matrix.h"
#include "truce/actions/offers.h"
#include "truce/actions/release.h"
#include "truce/actions/sequence.h"
#include "truce/actions/swaps.h"
#include "truce/actions/text.h"
#include "truce/actions/timeline.h"
#include "truce/actions/ways.h"
#include "truce/actions/witnesses.h"
#include "truce/base/diff.h"
#include "truce/base/symbols.h"
#include "truce/base/utf8.h"
#include "truce/case/parts.h"
#include "truce/case/read.h"

enum { WIDTH = 100, NAMED_MOST = 8 };

typedef truce_status answer_of(truce_session *session, truce_paper paper, truce_buffer *out,
                               truce_error *err);

static const struct {
    const char *name;
    answer_of *of;
} answers[] = {
    {"accounts", truce_accounts_answer},   {"actors", truce_actors_answer},
    {"agreement", truce_agreement_answer}, {"brief", truce_brief_answer},
    {"deals", truce_deals_answer},         {"exchange", truce_swaps_answer},
    {"gaps", truce_gaps_answer},           {"impasse", truce_impasse_answer},
    {"matrix", truce_matrix_answer},       {"offer status", truce_ways_answer},
    {"offers", truce_offers_answer},       {"sequence", truce_sequence_answer},
    {"text", truce_text_answer},           {"timeline", truce_timeline_answer},
    {"witnesses", truce_witnesses_answer},
};

typedef struct weighing {
    const truce_book *book;
    truce_str to;
    answer_of *of;
    truce_arena *arena;
    truce_error *err;
} weighing;

/* The answer, as `reader` may see it; empty: the team. */
static truce_status answer(const weighing *w, truce_str reader, truce_str *text) {
    truce_request request = {.warnings = false};
    truce_session session;
    truce_book_texts texts;
    truce_buffer out = truce_buffer_new();
    truce_status status = truce_book_case(w->book, reader, INT64_MAX, w->arena, &texts, w->err);
    if (status == TRUCE_OK) {
        request.reader = texts.as;
        request.writers = &texts.writers;
        status = truce_session_open_inputs(&session, &request, texts.inputs, texts.n, w->err);
    }
    if (status == TRUCE_EPARSE) {
        truce_session_close(&session);
        return truce_fail(w->err, TRUCE_EINVAL, "the case has errors, which truce check shows");
    }
    if (status == TRUCE_OK) {
        session.signed_by = texts.by;
        session.n_signed = texts.n;
        const truce_paper paper = {.form = TRUCE_PAPER_TEXT, .text = {.width = WIDTH}};
        status = w->of(&session, paper, &out, w->err);
        truce_session_close(&session);
    }
    if (status == TRUCE_OK) {
        *text = truce_arena_str(w->arena, truce_buffer_str(&out));
        status = text->data != NULL && !out.failed
                     ? TRUCE_OK
                     : truce_fail(w->err, TRUCE_ENOMEM, "no memory to compare answers");
    }
    if (out.data != NULL) {
        truce_wipe(out.data, out.cap);
    }
    truce_buffer_clear(&out);
    return status;
}

/* ---- what it rests on ------------------------------------------------------------------------ */

static bool in_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == ':' || c == '.' || c == '?' || c == '@';
}

/* The symbol of a name as a ledger may show it, with its compartment: notes@desk:P1. */
static truce_symbol find_shown(const truce_symbols *names, truce_str word) {
    char base[TRUCE_NAME_BYTES_MAX + TRUCE_CLAIM_NAME_BYTES_MAX];
    const char *const at = memchr(word.data, '@', word.size);
    if (at == NULL || word.size > sizeof base) {
        return truce_symbols_find(names, word);
    }
    const size_t before = (size_t)(at - word.data);
    const char *const colon = memchr(at, ':', word.size - before);
    const size_t behind = colon != NULL ? word.size - (size_t)(colon - word.data) : 0;
    memcpy(base, word.data, before);
    memcpy(base + before, colon != NULL ? colon : at, behind);
    return truce_symbols_find(names, (truce_str){base, before + behind});
}

/* Which of the symbols are words of the text. */
static void find_words(const truce_symbols *names, truce_str text, bool *named) {
    for (size_t i = 0; i < text.size;) {
        size_t end = i;
        while (end < text.size && in_name(text.data[end])) {
            end++;
        }
        for (size_t n = end; n > i; n--) { /* a full stop behind it is none of its own */
            const truce_symbol s = find_shown(names, (truce_str){text.data + i, n - i});
            named[s] = true;
            if (s != 0 || in_name(text.data[n - 1]) == false ||
                (text.data[n - 1] != '.' && text.data[n - 1] != ':' && text.data[n - 1] != '?')) {
                break;
            }
        }
        i = end > i ? end : i + 1;
    }
}

typedef struct of_room {
    truce_str label;
    size_t n, n_named;
    truce_str named[NAMED_MOST];
} of_room;

/* Those records that the reader may not see, by compartment: how many there are, and which the
 * answer names. */
static truce_status find_rooms(const weighing *w, truce_str text, of_room **rooms,
                               size_t *n_rooms) {
    const truce_roster *const roster = truce_ledger_roster(w->book->ledger);
    size_t n = 0;
    const truce_ledger_event *const events = truce_ledger_events(w->book->ledger, &n);
    truce_symbols names;
    truce_status status = truce_symbols_init(&names, w->arena, 0, w->err);
    truce_symbol *const of = truce_arena_zero(w->arena, n + 1, sizeof *of);
    bool *const named = truce_arena_zero(w->arena, n + 2, sizeof *named);
    *n_rooms = roster->n_compartments;
    *rooms = truce_arena_zero(w->arena, roster->n_compartments + 1, sizeof **rooms);
    if (status == TRUCE_OK && (of == NULL || named == NULL || *rooms == NULL)) {
        status = truce_fail(w->err, TRUCE_ENOMEM, "no memory to compare answers");
    }
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        truce_case_part *parts = NULL;
        size_t n_parts = 0;
        const truce_input input = {TRUCE_STR(""), events[i].text};
        const bool says =
            events[i].type == TRUCE_SAID_ADD || events[i].type == TRUCE_SAID_SUPERSEDE;
        if (says && events[i].undone_by == 0 && !truce_book_sees(w->book, w->to, &events[i])) {
            status = truce_case_parts(&input, 1, w->arena, &parts, &n_parts, w->err);
            if (status == TRUCE_OK && n_parts > 0 && parts[0].name.size > 0) {
                of[i] = truce_symbols_add(&names, parts[0].name);
            }
        }
    }
    if (status == TRUCE_OK) {
        find_words(&names, text, named);
    }
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        for (size_t k = 0; k < events[i].n_labels && of[i] != 0; k++) {
            for (size_t r = 0; r < *n_rooms; r++) {
                of_room *const room = &(*rooms)[r];
                room->label = roster->compartments[r].label;
                if (truce_str_equal(room->label, events[i].labels[k])) {
                    room->n++;
                    if (named[of[i]] && room->n_named++ < NAMED_MOST) {
                        room->named[room->n_named - 1] = truce_symbols_text(&names, of[i]);
                    }
                }
            }
        }
    }
    return status;
}

static void put_rooms(const of_room *rooms, size_t n, truce_buffer *out) {
    for (size_t i = 0; i < n; i++) {
        const of_room *const r = &rooms[i];
        if (r->n == 0) {
            continue;
        }
        truce_buffer_printf(out, "  %.*s: %zu %s", TRUCE_STR_ARGS(r->label), r->n,
                            r->n == 1 ? "record" : "records");
        for (size_t k = 0; k < r->n_named && k < NAMED_MOST; k++) {
            truce_buffer_printf(out, "%s", k == 0 ? "; it names " : ", ");
            truce_utf8_show(out, r->named[k]);
        }
        if (r->n_named > NAMED_MOST) {
            truce_buffer_printf(out, " and %zu more", r->n_named - NAMED_MOST);
        }
        truce_buffer_byte(out, '\n');
    }
}

/* ---- how they differ ------------------------------------------------------------------------- */

typedef struct rows {
    truce_str *lines;
    uint32_t *at;
    bool *gone;
    size_t n;
} rows;

static bool split(truce_str text, truce_symbols *symbols, truce_arena *arena, rows *out) {
    size_t most = 1;
    for (size_t i = 0; i < text.size; i++) {
        most += text.data[i] == '\n';
    }
    *out = (rows){truce_arena_take(arena, most * sizeof *out->lines),
                  truce_arena_take(arena, most * sizeof *out->at),
                  truce_arena_zero(arena, most, sizeof *out->gone), 0};
    bool good = out->lines != NULL && out->at != NULL && out->gone != NULL;
    while (text.size > 0 && good) {
        const char *const stop = memchr(text.data, '\n', text.size);
        const size_t size = stop != NULL ? (size_t)(stop - text.data) : text.size;
        out->lines[out->n] = (truce_str){text.data, size};
        out->at[out->n] = size > 0 ? truce_symbols_add(symbols, out->lines[out->n]) : 0;
        good = size == 0 || out->at[out->n] != 0;
        out->n++;
        const size_t used = size + (stop != NULL);
        text = (truce_str){text.data + used, text.size - used};
    }
    return good;
}

static void put_line(char mark, truce_str line, truce_buffer *out) {
    truce_buffer_byte(out, mark);
    truce_buffer_byte(out, ' ');
    truce_buffer_add(out, line); /* as the answer shows it: nothing in it is hidden */
    truce_buffer_byte(out, '\n');
}

static truce_status put_difference(const weighing *w, truce_str ours, truce_str theirs,
                                   truce_buffer *out) {
    truce_symbols symbols;
    rows a;
    rows b;
    uint64_t effort = 20 * 1000 * 1000;
    bool rough = false;
    truce_status status = truce_symbols_init(&symbols, w->arena, 0, w->err);
    if (status == TRUCE_OK &&
        (!split(ours, &symbols, w->arena, &a) || !split(theirs, &symbols, w->arena, &b) ||
         !truce_diff_rows((truce_diff_side){a.at, a.n, a.gone},
                          (truce_diff_side){b.at, b.n, b.gone}, w->arena, &effort, &rough))) {
        status = truce_fail(w->err, TRUCE_ENOMEM, "no memory to compare answers");
    }
    for (size_t i = 0, k = 0; status == TRUCE_OK && (i < a.n || k < b.n);) {
        if (i < a.n && a.gone[i]) {
            put_line('-', a.lines[i++], out);
        } else if (k < b.n && b.gone[k]) {
            put_line('+', b.lines[k++], out);
        } else {
            i++;
            k++;
        }
    }
    return status;
}

/* ---- both ------------------------------------------------------------------------------------ */

static truce_status begin(weighing *w, truce_str command) {
    const truce_roster *const roster = truce_ledger_roster(w->book->ledger);
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        if (truce_str_equal(truce_str_of(answers[i].name), command)) {
            w->of = answers[i].of;
        }
    }
    if (w->of == NULL) {
        return truce_fail(w->err, TRUCE_EINVAL,
                          "\"%.*s\" is no answer that is handed on: accounts, actors, agreement, "
                          "brief, deals, exchange, gaps, impasse, matrix, offer status, offers, "
                          "sequence, text, timeline, witnesses",
                          command.size > 40 ? 40 : (int)command.size, command.data);
    }
    if (!roster->team || (roster->rights & TRUCE_RIGHT_RELEASE) == 0) {
        return truce_fail(w->err, TRUCE_EDENIED, "you have not the right to release");
    }
    return TRUCE_OK;
}

truce_status truce_release_answer(const truce_book *book, truce_str command, truce_str to,
                                  truce_arena *arena, truce_str *text, truce_str *rests,
                                  truce_buffer *out, truce_error *err) {
    weighing w = {.book = book, .to = to, .arena = arena, .err = err};
    truce_str theirs = {NULL, 0};
    of_room *rooms = NULL;
    size_t n_rooms = 0;
    truce_status status = release_check_to(book, to, err);
    status = status == TRUCE_OK ? begin(&w, command) : status;
    status = status == TRUCE_OK ? answer(&w, (truce_str){NULL, 0}, text) : status;
    status = status == TRUCE_OK ? answer(&w, to, &theirs) : status;
    status = status == TRUCE_OK ? find_rooms(&w, *text, &rooms, &n_rooms) : status;
    if (status != TRUCE_OK) {
        return status;
    }
    truce_buffer list = truce_buffer_new();
    put_rooms(rooms, n_rooms, &list);
    *rests = truce_arena_str(arena, truce_buffer_str(&list));
    truce_buffer_clear(&list);
    if (rests->data == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to compare answers");
    }
    if (truce_str_equal(*text, theirs)) {
        truce_buffer_printf(out,
                            "The same comes of what %.*s can read: handed on, it tells nothing "
                            "more.\n",
                            TRUCE_STR_ARGS(to));
        return TRUCE_OK;
    }
    truce_buffer_printf(out, "Yours is another answer than that of what %.*s can read%s",
                        TRUCE_STR_ARGS(to),
                        rests->size > 0 ? ". It may rest on any record that they may not see:\n"
                                        : ", but they may see all records that it rests on.\n");
    truce_buffer_add(out, *rests);
    truce_buffer_printf(out,
                        "\nTheirs is what --as %.*s gives. In yours alone (-), in theirs alone "
                        "(+):\n",
                        TRUCE_STR_ARGS(to));
    return put_difference(&w, *text, theirs, out);
}

truce_status truce_release_note(truce_book *book, truce_str command, truce_str to, truce_str rests,
                                truce_str why, int64_t now, truce_error *err) {
    static const truce_str team = {"team", 4};
    if (why.size == 0) {
        return truce_fail(err, TRUCE_EINVAL, "say why it is released: the team can read it later");
    }
    truce_buffer note = truce_buffer_new();
    truce_buffer_printf(&note, "release of the answer %.*s to %.*s: ", TRUCE_STR_ARGS(command),
                        TRUCE_STR_ARGS(to));
    truce_utf8_show(&note, why);
    truce_buffer_lit(&note, "\n");
    if (rests.size > 0) {
        truce_buffer_lit(&note, "  which may rest on records that they may not see:\n");
        truce_buffer_add(&note, rests);
    }
    const truce_ledger_message said = {
        .type = TRUCE_SAID_NOTE, .labels = &team, .n_labels = 1, .text = truce_buffer_str(&note)};
    const truce_status status = note.failed
                                    ? truce_fail(err, TRUCE_ENOMEM, "no memory to release it")
                                    : truce_ledger_say(book->ledger, &said, 1, now, NULL, err);
    if (note.data != NULL) {
        truce_wipe(note.data, note.cap);
    }
    truce_buffer_clear(&note);
    return status;
}
