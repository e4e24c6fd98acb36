/* The walk over the lines of a view, and the whole of reading: text, names, doubts. */
#include "truce/case/read.h"

#include <assert.h>
#include <stdlib.h>

#include "lines.h"
#include "reader.h"
#include "truce/base/utf8.h"

static const truce_str no_hint = {NULL, 0};

/* ---- lines ---- */

/* Look at the next line that is neither blank nor a comment, without lexing it: `line`, `line_end`
 * and the number of leading spaces. False at the end of the file; what is wrong is reported (but
 * for a record's first line, which is left to whoever takes it). */
static bool peek_line(reader *r, size_t *spaces) {
    while (r->next_line < r->text_end) {
        const text_line line = line_at(r->next_line, r->text_end);
        r->line = line.begin;
        r->line_end = line.end;
        *spaces = line.spaces;
        if (line.kind == LINE_RECORD) {
            return true;
        }
        if (line.end - line.begin > TRUCE_LINE_BYTES_MAX) {
            (void)wrong(r, place_at(r, line.begin), 0, no_hint, "a line of more than %d bytes",
                        TRUCE_LINE_BYTES_MAX);
        } else if (line.kind == LINE_TAB) {
            (void)wrong(r, place_at(r, line.begin + line.spaces), 1,
                        TRUCE_STR("indent with two spaces"), "a tab where only spaces may stand");
        } else if (line.kind == LINE_INSIDE) {
            return true;
        } else {
            r->lex = lexer_new(line.begin + line.spaces, line.end);
            advance(r);
            if (r->lex.kind == TOKEN_BAD) {
                (void)expected(r, "");
            }
        }
        r->next_line = line.next;
    }
    return false;
}

/* Leave the line that peek_line() found behind, standing on its first token. */
static void take_line(reader *r, size_t spaces) {
    const char *p = r->line_end;
    if (p < r->text_end && *p == '\r') {
        p++;
    }
    r->next_line = p < r->text_end ? p + 1 : r->text_end;
    r->troubled = false;
    r->lex = lexer_new(r->line + spaces, r->line_end);
    advance(r);
}

bool next_line(reader *r, int indent) {
    size_t spaces = 0;
    while (!r->out_of_memory && peek_line(r, &spaces)) {
        if (spaces == 0) {
            return false;
        }
        const bool was_troubled = r->troubled;
        if (++r->lines == TRUCE_RECORD_LINES_MAX + 1) {
            (void)wrong(r, place_at(r, r->line), 0, no_hint, "a record of more than %d lines",
                        TRUCE_RECORD_LINES_MAX);
        }
        if (r->lines > TRUCE_RECORD_LINES_MAX) {
            take_line(r, spaces);
            continue;
        }
        if (spaces % 2 != 0 || spaces > 4) {
            take_line(r, spaces);
            (void)wrong(r, place_at(r, r->line), spaces,
                        TRUCE_STR("lines of a record are indented by two spaces, lists by four"),
                        "indented by %zu space%s", spaces, spaces == 1 ? "" : "s");
            continue;
        }
        if ((int)spaces / 2 < indent) {
            r->lines--; /* it is counted by whoever takes it */
            return false;
        }
        take_line(r, spaces);
        if ((int)spaces / 2 > indent) {
            if (was_troubled) {
                r->troubled = true; /* what it stood under was complained about */
            } else {
                (void)wrong(
                    r, place_at(r, r->line), spaces,
                    TRUCE_STR("only \"all of\", \"any of\", \"each of\", \"terms from\" and "
                              "\"reserve\" have lines below them"),
                    "nothing may stand under the line above");
            }
            continue;
        }
        return true;
    }
    return false;
}

/* ---- records ---- */

void poison_name(reader *r, truce_symbol name) {
    truce_ref *const at =
        truce_arena_grow(r->arena, r->poisoned.at, r->poisoned.n, &r->poisoned_cap, sizeof *at);
    if (at == NULL) {
        (void)no_memory(r);
        return;
    }
    at[r->poisoned.n++] = (truce_ref){name, 0};
    r->poisoned.at = at;
}

static void skip_record_lines(reader *r) {
    do {
        r->troubled = true;
    } while (next_line(r, 1));
}

static bool is_later_record(truce_str word) {
    static const char *const later[] = {"protocol"};
    for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
        if (truce_str_equal(word, truce_str_of(later[i]))) {
            return true;
        }
    }
    return false;
}

static void unknown_record(reader *r) {
    const truce_str word = {r->lex.at, r->lex.size};
    const truce_str shown = shown_word(word);
    if (r->lex.kind != TOKEN_WORD) {
        (void)expected(r, "a record (party, source, issue, claim, ...)");
    } else if (is_later_record(word)) {
        (void)wrong(r, place_here(r), word.size,
                    TRUCE_STR("keep such records in a file of their own until then"),
                    "\"%.*s\" records come with a later version of truce", TRUCE_STR_ARGS(shown));
    } else {
        truce_suggestion s = truce_suggest_for(word);
        for (int list = 0; list < TRUCE_WORDS_N; list++) {
            for (size_t i = 0; (list == TRUCE_WORDS_ACTOR || list == TRUCE_WORDS_RECORD) &&
                               i < truce_words_count((truce_word_list)list);
                 i++) {
                truce_suggest_try(&s, truce_words_at((truce_word_list)list, i));
            }
        }
        truce_str hint = truce_suggest_hint(&s, r->arena);
        if (truce_str_equal(word, TRUCE_STR("audience"))) {
            hint = TRUCE_STR("who may see a whole file stands in the line under \"truce 1\"; who "
                             "may see one record, within it, indented by two spaces (within the "
                             "case record: all that have no audience of their own)");
        } else if (hint.size == 0) {
            hint = TRUCE_STR(
                "indent it by two spaces if it belongs to the record above; a record "
                "begins with case, party, actor, mediator, person, office, group, "
                "outlet, source, issue, link, term, offer, message, custody, event, "
                "claim, account, dating, preferences, step, exchange, values, "
                "agreement, obligation, "
                "report, incident, text, clause, wording, change, criticism, "
                "standing, reading, definition, model, move, order, reader or compartment");
        }
        (void)wrong(r, place_here(r), word.size, hint, "\"%.*s\" does not begin a record",
                    TRUCE_STR_ARGS(shown));
    }
    advance(r);
    const truce_symbol name = word_symbol(r);
    if (name != 0) {
        poison_name(r, name);
    }
    skip_record_lines(r);
}

static truce_kind record_kind(reader *r) {
    if (peek_list(r, TRUCE_WORDS_ACTOR) >= 0) {
        return TRUCE_KIND_ACTOR;
    }
    if (peek_keyword(r) == KW_MESSAGE) {
        return TRUCE_KIND_OFFER;
    }
    const int kind = peek_list(r, TRUCE_WORDS_RECORD);
    return kind > 0 ? (truce_kind)kind : TRUCE_KIND_NONE;
}

static bool note_record_place(reader *r, truce_place place) {
    truce_report *const report = r->report;
    truce_place *const places = truce_arena_grow(r->arena, report->records, report->n_records,
                                                 &report->cap_records, sizeof *places);
    if (places == NULL) {
        return no_memory(r);
    }
    places[report->n_records++] = place;
    report->records = places;
    return true;
}

static void read_records(reader *r) {
    size_t spaces = 0;
    while (!r->out_of_memory && peek_line(r, &spaces)) {
        r->lines = 1;
        take_line(r, spaces);
        if (spaces > 0) {
            (void)wrong(r, place_at(r, r->line), spaces,
                        TRUCE_STR("a record begins in the first column"),
                        "an indented line that belongs to no record");
            continue;
        }
        if (!note_record_place(r, place_at(r, r->line))) {
            return;
        }
        if (r->line_end - r->line > TRUCE_LINE_BYTES_MAX) {
            (void)wrong(r, place_at(r, r->line), 0, no_hint, "a line of more than %d bytes",
                        TRUCE_LINE_BYTES_MAX);
            skip_record_lines(r);
            continue;
        }
        const truce_kind kind = record_kind(r);
        if (kind == TRUCE_KIND_NONE) {
            unknown_record(r);
            continue;
        }
        const uint32_t before = r->c->n_records;
        if (!read_record(r, kind) && r->c->n_records > before) {
            /* Its name counts as declared, but nothing else in it can be relied on. */
            const truce_head *const head = truce_case_head(r->c, r->c->records[before]);
            if (head->name != 0) {
                poison_name(r, head->name);
            }
        }
    }
}

/* ---- files ---- */

/* "truce 1", and then perhaps the file's audience. A file without its first line is reported once
 * and read on, so that one run shows the other mistakes too. */
static void read_file_head(reader *r, truce_text *text) {
    size_t spaces = 0;
    const bool any = peek_line(r, &spaces);
    const truce_place place = any ? place_at(r, r->line) : text->base;
    const text_line first = any ? line_at(r->line, r->text_end) : (text_line){0};
    if (!any || !line_begins_with(&first, TRUCE_STR("truce"))) {
        (void)wrong(r, place, 0, TRUCE_STR("begin the file with: truce 1"),
                    "the first line of a case must be \"truce 1\"");
        if (any && spaces == 0) {
            r->lex = lexer_new(first.begin, first.end);
            advance(r);
            const truce_str word = {r->lex.at, r->lex.size};
            if (r->lex.kind == TOKEN_WORD &&
                truce_edit_distance(word, TRUCE_STR("truce"), 2) <= 2) {
                take_line(r, spaces); /* "Truce 1": it was meant */
            }
        }
        return;
    }
    take_line(r, spaces);
    advance(r);
    if (spaces > 0) {
        (void)wrong(r, place, spaces, no_hint, "\"truce 1\" begins in the first column");
    } else if (r->lex.kind != TOKEN_WORD || r->lex.size != 1 || *r->lex.at != '1') {
        (void)wrong(r, place_here(r), r->lex.size, TRUCE_STR("write: truce 1"),
                    "this program reads version 1 of the case language");
    } else {
        advance(r);
        (void)need_end(r);
    }
    if (!peek_line(r, &spaces)) {
        return;
    }
    const text_line second = line_at(r->line, r->text_end);
    if (line_begins_with(&second, TRUCE_STR("audience")) && spaces > 0) {
        take_line(r, spaces);
        (void)wrong(r, place_at(r, r->line), spaces,
                    TRUCE_STR("the audience of a file is written in the first column"),
                    "an indented audience line below \"truce 1\"");
    } else if (line_begins_with(&second, TRUCE_STR("audience"))) {
        take_line(r, spaces);
        advance(r);
        if (need_refs(r, &text->audience, "a reader, a compartment, an actor, team or public")) {
            (void)need_end(r);
        }
    }
}

/* Bytes that are not UTF-8 would make every column a guess: the file is not read. */
static bool check_utf8(reader *r, const char *begin, const char *end) {
    const truce_str bytes = {begin, (size_t)(end - begin)};
    const size_t bad = truce_utf8_check(bytes);
    if (bad == bytes.size) {
        return true;
    }
    r->unread = true;
    return wrong(r, place_at(r, begin + bad), 1, TRUCE_STR("save the file as UTF-8"),
                 "byte 0x%02X is not UTF-8 here", (unsigned)(unsigned char)begin[bad]);
}

/* How many lines begin as a claim does; memory speed. */
static size_t count_claims(const truce_case *c) {
    size_t n = 0;
    for (uint32_t i = 0; i < c->n_texts; i++) {
        const char *p = c->texts[i].bytes.data;
        const char *const end = p + c->texts[i].bytes.size;
        while (end - p > 6) {
            n += memcmp(p, "claim ", 6) == 0;
            const char *const newline = memchr(p, '\n', (size_t)(end - p));
            p = newline != NULL ? newline + 1 : end;
        }
    }
    return n < TRUCE_RECORDS_MAX ? n : TRUCE_RECORDS_MAX;
}

static void read_texts(reader *r) {
    const size_t claims = count_claims(r->c);
    if (!reserve_claims(r, claims)) {
        return;
    }
    /* with room for what claims speak of: an eighth is plenty, and what is not used costs nothing
     */
    if (!truce_symbols_reserve(&r->c->symbols, r->c->symbols.n + claims + claims / 8 + 1024)) {
        (void)no_memory(r);
        return;
    }
    for (uint32_t i = 0; i < r->c->n_texts && !r->out_of_memory; i++) {
        truce_text *const text = &r->c->texts[i];
        const char *begin = text->bytes.data;
        const char *const end = text->bytes.data + text->bytes.size;
        r->text = text;
        r->file = i;
        text->first_record = r->c->n_records;
        if (end - begin >= 3 && memcmp(begin, "\xEF\xBB\xBF", 3) == 0) {
            begin += 3;
        }
        r->next_line = begin;
        r->text_end = end;
        if (!check_utf8(r, begin, end)) {
            continue;
        }
        read_file_head(r, text);
        read_records(r);
        text->n_records = r->c->n_records - text->first_record;
    }
}

static bool list_claim_names(reader *r) {
    truce_case *const c = r->c;
    c->claim_names = truce_arena_take(r->arena, c->n_claims * sizeof *c->claim_names);
    if (c->claim_names == NULL) {
        return no_memory(r);
    }
    for (uint32_t i = 0; i < c->n_claims; i++) {
        c->claim_names[i] = truce_case_name(c, c->claims[i].head.name);
    }
    return true;
}

/* ---- all ---- */

static bool enter_keywords(reader *r) {
    static const char *const words[] = {
#define X(id, text) text,
        KEYWORDS(X)
#undef X
    };
    truce_symbols *const symbols = &r->c->symbols;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (truce_symbols_add(symbols, truce_str_of(words[i])) != i + 1) {
            return no_memory(r);
        }
    }
    memset(r->in_list, -1, sizeof r->in_list);
    for (int list = 0; list < TRUCE_WORDS_N; list++) {
        for (size_t i = 0; i < truce_words_count((truce_word_list)list); i++) {
            const truce_str word = truce_words_at((truce_word_list)list, i);
            const truce_symbol symbol = word.size > 0 ? truce_symbols_add(symbols, word) : 0;
            if (word.size > 0 && symbol == 0) {
                return no_memory(r);
            }
            assert(symbol < KEYWORDS_MAX);
            if (symbol != 0 && r->in_list[list][symbol] < 0) {
                r->in_list[list][symbol] = (int8_t)i;
            }
        }
    }
    r->keywords = (truce_symbol)symbols->n;
    r->c->someone = KW_SOMEONE;
    return true;
}

/* Lay the texts end to end, within the limits of a view. */
static truce_status enter_texts(reader *r, const truce_view *view, bool several, truce_error *err) {
    truce_case *const c = r->c;
    size_t seen = 0;
    for (size_t i = 0; i < view->n_inputs; i++) {
        seen += view->inputs[i].bytes.size;
        if (view->inputs[i].bytes.size > TRUCE_FILE_BYTES_MAX) {
            return truce_fail(err, TRUCE_ELIMIT, "a file of more than %zu MiB",
                              TRUCE_FILE_BYTES_MAX >> 20);
        }
    }
    if (seen > TRUCE_CASE_BYTES_MAX) {
        return truce_fail(err, TRUCE_ELIMIT, "a case of more than %zu MiB",
                          TRUCE_CASE_BYTES_MAX >> 20);
    }
    if (view->n_inputs > TRUCE_FILES_MAX) {
        return truce_fail(err, TRUCE_ELIMIT, "a case of more than %d files", TRUCE_FILES_MAX);
    }
    c->texts = truce_arena_zero(r->arena, view->n_inputs, sizeof *c->texts);
    if (c->texts == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to read the case");
    }
    truce_place base = 0; /* fits, by the limits above */
    for (size_t i = 0; i < view->n_inputs; i++) {
        c->texts[i].name = view->inputs[i].name;
        c->texts[i].bytes = view->inputs[i].bytes;
        c->texts[i].base = base;
        base += (truce_place)view->inputs[i].bytes.size + 1;
    }
    c->n_texts = (uint32_t)view->n_inputs;
    if (several) { /* whose texts cannot be read is asked */
        r->report->faulty = truce_arena_zero(r->arena, view->n_inputs, sizeof(bool));
        if (r->report->faulty == NULL && view->n_inputs > 0) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory to read the case");
        }
    }
    r->report->texts = c->texts;
    r->report->n_texts = c->n_texts;
    r->report->narrowed = view->narrowed;
    return TRUCE_OK;
}

truce_status truce_case_read(const truce_view *view, truce_read_options options, truce_arena *arena,
                             truce_case *c, truce_report *report, truce_error *err) {
    *c = (truce_case){.arena = arena};
    reader r = {.arena = arena, .c = c, .report = report};
    truce_status status = truce_symbols_init(&c->symbols, arena, options.seed, err);
    if (status == TRUCE_OK) {
        status = enter_texts(&r, view, options.writers != NULL, err);
    }
    if (status != TRUCE_OK) {
        return status;
    }
    if (enter_keywords(&r)) {
        read_texts(&r);
    }
    bool ok = !r.out_of_memory && (options.syntax_only || bind_case(&r, options.writers)) &&
              list_claim_names(&r);
    if (ok && report->errors == 0 && !options.syntax_only) {
        ok = (view->narrowed || options.any_audience || check_audiences(&r)) &&
             (options.no_warnings || find_doubts(&r));
    }
    free(r.scratch.data);
    truce_report_sort(report);
    if (!ok || report->failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory to read the case");
    }
    if (report->errors > 0) {
        return truce_fail(err, TRUCE_EPARSE, "the case has %zu error%s", report->errors,
                          report->errors == 1 ? "" : "s");
    }
    return TRUCE_OK;
}
