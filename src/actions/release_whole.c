/* What belongs with what is released: records without which the others cannot be read, and those
 * that tell where an offer is. */
#include "book_words.h"
#include "release_parts.h"
#include "truce/actions/session.h"
#include "truce/base/utf8.h"

enum { ROUNDS = 8, MISSING_MOST = 64 };

static truce_status no_memory(truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory to look at a release");
}

bool release_is_given(const truce_release *r, size_t record) {
    for (size_t i = 0; i < r->n_given; i++) {
        if (r->given_record[i] == record) {
            return true;
        }
    }
    return false;
}

truce_status release_also_to(const truce_release *r, const truce_ledger_event *e,
                             truce_arena *arena, truce_book_for *given, truce_error *err) {
    truce_str *const labels = truce_arena_take(arena, (e->n_labels + 1) * sizeof *labels);
    if (labels == NULL) {
        return no_memory(err);
    }
    for (size_t i = 0; i < e->n_labels; i++) {
        labels[i] = e->labels[i];
    }
    labels[e->n_labels] = r->to;
    *given = (truce_book_for){e, labels, e->n_labels + 1};
    return TRUCE_OK;
}

/* ---- can it be read? ------------------------------------------------------------------------- */

/* The case as they read it with these. */
static truce_status read_with(const truce_release *r, const truce_book_for *given, size_t n,
                              truce_arena *arena, truce_report *report, truce_error *err) {
    truce_book_texts texts;
    truce_status status =
        truce_book_case_if(r->book, r->to, INT64_MAX, given, n, arena, &texts, err);
    if (status != TRUCE_OK) {
        return status;
    }
    /* What they get of it alone is read, so what they may not see is not there. */
    const truce_request request = {.reader = {NULL, 0}, .writers = &texts.writers, .whole = true};
    truce_session session;
    status = truce_session_open_inputs(&session, &request, texts.inputs, texts.n, err);
    if (status == TRUCE_EPARSE) {
        *report = session.report;
        truce_arena_adopt(arena, &session.arena);
        report->arena = arena;
        return status;
    }
    if (status == TRUCE_OK) {
        truce_session_close(&session);
    }
    return status;
}

/* What is missing, as far as it is known. */
typedef struct missing {
    const truce_release *r;
    truce_arena *arena;
    truce_book_for *given; /* those that are released, and these */
    size_t n_given;
    size_t at[MISSING_MOST];
    size_t n;
    bool whole; /* with these they could read it */
} missing;

/* The record that a problem finds nothing of: one that stands, and that they do not see; a claim's
 * name begins with its source's. Index, or n_records. */
static size_t record_at(const truce_release *r, const truce_report *report,
                        const truce_problem *problem) {
    const truce_where where = truce_report_locate(report, problem->place);
    truce_str word = {where.text.data + where.offset, 0};
    const size_t rest = where.text.size - where.offset;
    word.size = problem->size < rest ? problem->size : rest;
    const char *const colon = word.size > 0 ? memchr(word.data, ':', word.size) : NULL;
    const truce_str words[] = {word, {word.data, colon != NULL ? (size_t)(colon - word.data) : 0}};
    for (size_t k = 0; k < 2 && !problem->warning; k++) {
        for (size_t i = 0; i < r->n_records && words[k].size > 0; i++) {
            if (!r->records[i].seen && !release_is_given(r, i) &&
                truce_str_equal(r->records[i].part.name, words[k])) {
                return i;
            }
        }
    }
    return r->n_records;
}

static bool is_missing(const missing *m, size_t record) {
    bool is = false;
    for (size_t i = 0; i < m->n && !is; i++) {
        is = m->at[i] == record;
    }
    return is;
}

static truce_status add_missing(missing *m, const truce_report *report, truce_error *err) {
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < report->n && m->n < MISSING_MOST && status == TRUCE_OK; i++) {
        const size_t at = record_at(m->r, report, &report->problems[i]);
        if (at < m->r->n_records && !is_missing(m, at)) {
            status = release_also_to(m->r, m->r->records[at].event, m->arena, &m->given[m->n_given],
                                     err);
            m->n_given++;
            m->at[m->n++] = at;
        }
    }
    return status;
}

/* With what is missing something else may be missing, a claim's source behind the claim. */
static truce_status find_missing(missing *m, const truce_report *report, truce_error *err) {
    truce_report now = *report;
    for (int round = 0; round < ROUNDS && !m->whole; round++) {
        const size_t before = m->n;
        truce_status status = add_missing(m, &now, err);
        if (status != TRUCE_OK || m->n == before) {
            return status;
        }
        status = read_with(m->r, m->given, m->n_given, m->arena, &now, err);
        m->whole = status == TRUCE_OK;
        if (status != TRUCE_OK && status != TRUCE_EPARSE) {
            return status;
        }
    }
    return TRUCE_OK;
}

/* What the report says of a record that is there, and not for them. */
static bool tell_missing(const missing *m, truce_report *report) {
    truce_buffer names = truce_buffer_new();
    for (size_t i = 0; i < m->n; i++) {
        truce_buffer_byte(&names, ' ');
        truce_utf8_show(&names, m->r->records[m->at[i]].part.name);
    }
    bool good = !names.failed;
    for (size_t i = 0; i < report->n && good; i++) {
        truce_problem *const p = &report->problems[i];
        const size_t at = record_at(m->r, report, p);
        if (at < m->r->n_records) {
            p->message =
                truce_arena_printf(m->arena, "%.*s cannot read \"%.*s\"", TRUCE_STR_ARGS(m->r->to),
                                   TRUCE_STR_ARGS(m->r->records[at].part.name));
            p->hint = truce_arena_printf(m->arena,
                                         m->whole ? "name it as well; all that is missing:%.*s"
                                                  : "name it as well; missing is at least:%.*s",
                                         TRUCE_STR_ARGS(truce_buffer_str(&names)));
            good = p->message.data != NULL && p->hint.data != NULL;
        }
    }
    truce_buffer_clear(&names);
    return good;
}

truce_status release_check_readable(const truce_release *r, truce_arena *arena,
                                    truce_report *report, truce_error *err) {
    const truce_status found = read_with(r, r->given, r->n_given, arena, report, err);
    if (found != TRUCE_EPARSE) {
        return found;
    }
    missing m = {.r = r, .arena = arena, .n_given = r->n_given};
    m.given = truce_arena_take(arena, (r->n_given + MISSING_MOST) * sizeof *m.given);
    if (m.given == NULL) {
        return no_memory(err);
    }
    for (size_t i = 0; i < r->n_given; i++) {
        m.given[i] = r->given[i];
    }
    const truce_status status = find_missing(&m, report, err);
    if (status == TRUCE_OK && m.n > 0 && !tell_missing(&m, report)) {
        return no_memory(err);
    }
    return status == TRUCE_OK ? found : status;
}

/* ---- where an offer is ----------------------------------------------------------------------- */

/* The next word of the first line, from `*at` on, which is moved behind it; a text in quotes is
 * one. Empty at the end of the line. */
static truce_str next_word(const char **at, const char *end) {
    const char *p = *at;
    while (p < end && *p == ' ') {
        p++;
    }
    truce_str word = {p, 0};
    bool quoted = false;
    while (p < end && *p != '\n' && *p != '\r' && (quoted || *p != ' ')) {
        quoted = *p == '"' ? !quoted : quoted;
        p += *p == '\\' && quoted && end - p > 1 ? 2 : 1;
    }
    word.size = (size_t)(p - word.data);
    *at = p;
    return word;
}

/* The word behind `key` on the record's first line; empty where there is none. */
static truce_str word_behind(const truce_case_part *part, truce_str key) {
    const char *at = part->text.data;
    const char *const end = at + part->text.size;
    truce_str word = next_word(&at, end);
    while (word.size > 0 && !truce_str_equal(word, key)) {
        word = next_word(&at, end);
    }
    return word.size > 0 ? next_word(&at, end) : word;
}

/* The offer of "custody NAME of OFFER ..."; empty: it is no such record. */
static truce_str offer_of(const truce_case_part *part) {
    return truce_str_equal(part->kind, TRUCE_STR("custody")) ? word_behind(part, TRUCE_STR("of"))
                                                             : (truce_str){NULL, 0};
}

/* What "offer NAME ... replaces OTHER" replaces; empty: nothing, or it is no offer. */
static truce_str replaced_by(const truce_case_part *part) {
    return truce_str_equal(part->kind, TRUCE_STR("offer"))
               ? word_behind(part, TRUCE_STR("replaces"))
               : (truce_str){NULL, 0};
}

static bool is_among(const truce_str *names, size_t n, truce_str name) {
    for (size_t i = 0; i < n && name.size > 0; i++) {
        if (truce_str_equal(names[i], name)) {
            return true;
        }
    }
    return false;
}

truce_status release_find_along(truce_release *r, truce_arena *arena, truce_error *err) {
    r->along = truce_arena_take(arena, (r->n_records + 1) * sizeof *r->along);
    if (r->along == NULL) {
        return no_memory(err);
    }
    /* what is handed on, and each newer version, which stands behind the older one */
    truce_str *const names = truce_arena_take(arena, (r->n_given + r->n_records) * sizeof *names);
    size_t n = 0;
    if (names == NULL) {
        return no_memory(err);
    }
    for (; n < r->n_given; n++) {
        names[n] = r->records[r->given_record[n]].part.name;
    }
    for (size_t i = 0; i < r->n_records; i++) {
        if (is_among(names, n, replaced_by(&r->records[i].part))) {
            names[n++] = r->records[i].part.name;
            if (!r->records[i].seen && !release_is_given(r, i)) {
                r->along[r->n_along++] = i;
            }
        }
    }
    r->n_newer = r->n_along;
    for (size_t i = 0; i < r->n_records; i++) {
        const bool of = is_among(names, n, offer_of(&r->records[i].part));
        if (of && !r->records[i].seen && !release_is_given(r, i)) {
            r->along[r->n_along++] = i;
        }
    }
    return TRUCE_OK;
}

void truce_release_along(const truce_release *release, bool done, truce_str ledger,
                         truce_buffer *out) {
    const truce_release *const r = release;
    if (r->n_along == 0) {
        return;
    }
    for (size_t i = 0; i < r->n_newer; i++) {
        truce_buffer_printf(out, "\nA newer version is not for %.*s: ", TRUCE_STR_ARGS(r->to));
        truce_utf8_show(out, r->records[r->along[i]].part.name);
        truce_buffer_lit(out, ". Whoever of them carries the older one goes on with it, "
                              "unwarned.\n");
    }
    truce_buffer_printf(out,
                        "\nNot with it (%zu), where the offer has been%s. Without these they are "
                        "not told of it, and get no\nalarm, such as that an older version was "
                        "carried:\n",
                        r->n_along, r->n_newer > 0 ? ", and what is newer" : "");
    for (size_t i = 0; i < r->n_along; i++) {
        const held *const h = &r->records[r->along[i]];
        const char *const stop = memchr(h->part.text.data, '\n', h->part.text.size);
        truce_buffer_lit(out, "  ");
        book_put_id(out, h->event->id, 4);
        truce_buffer_byte(out, ' ');
        truce_utf8_show(out, (truce_str){h->part.text.data, stop != NULL
                                                                ? (size_t)(stop - h->part.text.data)
                                                                : h->part.text.size});
        truce_buffer_byte(out, '\n');
    }
    truce_buffer_printf(out, "%s: truce release %.*s", done ? "These too" : "With them",
                        TRUCE_STR_ARGS(ledger));
    for (size_t i = 0; i < r->n_given && !done; i++) {
        truce_buffer_byte(out, ' ');
        truce_utf8_show(out, r->records[r->given_record[i]].part.name);
    }
    for (size_t i = 0; i < r->n_along; i++) {
        truce_buffer_byte(out, ' ');
        truce_utf8_show(out, r->records[r->along[i]].part.name);
    }
    truce_buffer_printf(out, " --to %.*s\n", TRUCE_STR_ARGS(r->to));
}
