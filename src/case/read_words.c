/* The smallest parts of a line: names, texts, numbers, dates, claims' names; and how the reader
 * says that it expected something else. */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "reader.h"

truce_place place_at(const reader *r, const char *p) {
    return r->text->base + (truce_place)(p - r->text->bytes.data);
}

bool no_memory(reader *r) {
    r->out_of_memory = true;
    return false;
}

bool wrong(reader *r, truce_place place, size_t size, truce_str hint, const char *format, ...) {
    char message[512];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    truce_report_add(r->report, false, place, size, hint, "%s", message);
    r->troubled = true;
    return false;
}

/* A token that is no token has its own message, which is better than any expectation. */
static bool bad_token(reader *r) {
    const truce_place place = place_here(r);
    switch (r->lex.why) {
    case FAULT_OPEN_TEXT:
        return wrong(r, place, 1,
                     TRUCE_STR("close it with \" on the same line; a \" inside is written \\\""),
                     "this text has no closing quote");
    case FAULT_ESCAPE:
        return wrong(r, place, 2, TRUCE_STR("write \\\\ for a backslash itself"),
                     "a backslash in a text stands only before \" or \\");
    case FAULT_TAB:
        return wrong(r, place, 1, TRUCE_STR("use spaces"), "a tab where only spaces may stand");
    case FAULT_CONTROL:
    case FAULT_NONE:
        break;
    }
    return wrong(r, place, 1, (truce_str){NULL, 0}, "a control character (byte 0x%02X)",
                 (unsigned)(unsigned char)*r->lex.at);
}

truce_str shown_word(truce_str word) {
    size_t size = word.size < 64 ? word.size : 64;
    while (size < word.size && size > 0 && ((unsigned char)word.data[size] & 0xC0) == 0x80) {
        size--;
    }
    return (truce_str){word.data, size};
}

bool expected_with(reader *r, const char *what, truce_str hint) {
    const truce_place place = place_here(r);
    switch (r->lex.kind) {
    case TOKEN_BAD:
        return bad_token(r);
    case TOKEN_END:
        return wrong(r, place, 0, hint, "expected %s, but the line ends", what);
    case TOKEN_TEXT:
        return wrong(r, place - 1, r->lex.size + 2, hint, "expected %s, not a text", what);
    case TOKEN_COMMA:
        return wrong(r, place, 1, hint, "expected %s, not a comma", what);
    case TOKEN_WORD:
        break;
    }
    const truce_str shown = shown_word((truce_str){r->lex.at, r->lex.size});
    return wrong(r, place, r->lex.size, hint, "expected %s, not \"%.*s\"", what,
                 TRUCE_STR_ARGS(shown));
}

bool expected(reader *r, const char *what) {
    return expected_with(r, what, (truce_str){NULL, 0});
}

static truce_str token_str(const reader *r) {
    return (truce_str){r->lex.at, r->lex.size};
}

/* The symbol that the current word has already, or 0. Looked up once for each token. */
static truce_symbol find_symbol(reader *r) {
    if (r->known_at != r->lex.at) {
        r->known = truce_symbols_find(&r->c->symbols, token_str(r));
        r->known_at = r->lex.at;
    }
    return r->known;
}

truce_symbol word_symbol(reader *r) {
    if (r->lex.kind != TOKEN_WORD) {
        return 0;
    }
    if (r->known_at != r->lex.at || r->known == 0) {
        r->known = truce_symbols_add(&r->c->symbols, token_str(r));
        r->known_at = r->lex.at;
    }
    if (r->known == 0) {
        (void)no_memory(r);
    }
    return r->known;
}

truce_symbol peek_keyword(reader *r) {
    if (r->lex.kind != TOKEN_WORD) {
        return 0;
    }
    const truce_symbol symbol = find_symbol(r);
    return symbol < r->keywords ? symbol : 0;
}

bool eat(reader *r, truce_symbol keyword) {
    if (peek_keyword(r) != keyword) {
        return false;
    }
    advance(r);
    return true;
}

bool need(reader *r, truce_symbol keyword) {
    if (eat(r, keyword)) {
        return true;
    }
    char what[40];
    const truce_str word = truce_case_name(r->c, keyword);
    (void)snprintf(what, sizeof what, "\"%.*s\"", TRUCE_STR_ARGS(word));
    return expected(r, what);
}

int peek_list(reader *r, truce_word_list list) {
    const truce_symbol symbol = peek_keyword(r);
    return symbol != 0 ? r->in_list[list][symbol] : -1;
}

/* Short lists are given whole, in the message; of longer ones, the nearest word. */
bool expected_of_list(reader *r, truce_word_list list, const char *or_else) {
    char all[400];
    size_t used = 0;
    truce_suggestion s =
        truce_suggest_for(r->lex.kind == TOKEN_WORD ? token_str(r) : (truce_str){"", 0});
    for (size_t i = 0; i < truce_words_count(list); i++) {
        const truce_str word = truce_words_at(list, i);
        truce_suggest_try(&s, word);
        if (word.size > 0 && used < sizeof all) {
            used += (size_t)snprintf(all + used, sizeof all - used, "%s%.*s", used > 0 ? " " : "",
                                     TRUCE_STR_ARGS(word));
        }
    }
    truce_str hint = truce_suggest_hint(&s, r->arena);
    if (hint.size == 0) {
        hint = truce_arena_printf(r->arena, "one of: %s%s", all, or_else);
    }
    return expected_with(r, truce_words_called(list), hint);
}

bool need_list(reader *r, truce_word_list list, int *index) {
    *index = peek_list(r, list);
    if (*index < 0) {
        return expected_of_list(r, list, "");
    }
    advance(r);
    return true;
}

/* A text without escapes is a view of the file; else a copy without the backslashes. */
static bool token_text(reader *r, truce_str *text) {
    *text = token_str(r);
    if (!r->lex.escaped) {
        return true;
    }
    char *const plain = truce_arena_take(r->arena, r->lex.size);
    if (plain == NULL) {
        return no_memory(r);
    }
    size_t n = 0;
    for (size_t i = 0; i < r->lex.size; i++) {
        i += r->lex.at[i] == '\\';
        plain[n++] = r->lex.at[i];
    }
    *text = (truce_str){plain, n};
    return true;
}

bool need_text(reader *r, truce_str *text) {
    if (r->lex.kind != TOKEN_TEXT) {
        truce_str hint = {NULL, 0};
        if (r->lex.kind == TOKEN_WORD) {
            const unsigned char first = (unsigned char)*r->lex.at;
            hint = first == '\'' || first >= 0x80
                       ? TRUCE_STR("texts stand in straight double quotes: \"...\"")
                       : TRUCE_STR("put quotes round it: \"...\"");
        }
        return expected_with(r, "a text in quotes", hint);
    }
    if (r->lex.size == 0) {
        return wrong(r, place_here(r) - 1, 2, (truce_str){NULL, 0}, "an empty text");
    }
    if (!token_text(r, text)) {
        return false;
    }
    advance(r);
    return true;
}

bool optional_text(reader *r, truce_str *text) {
    return r->lex.kind != TOKEN_TEXT || need_text(r, text);
}

static bool lower_or_digit(char b) {
    return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9');
}

/* Lower-case words joined by single hyphens; `first_letter`: the first starts with a letter. */
static bool hyphenated(truce_str text, bool first_letter) {
    if (text.size == 0 || (first_letter && !(text.data[0] >= 'a' && text.data[0] <= 'z'))) {
        return false;
    }
    bool hyphen_may_follow = false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '-') {
            if (!hyphen_may_follow) {
                return false;
            }
            hyphen_may_follow = false;
        } else if (lower_or_digit(text.data[i])) {
            hyphen_may_follow = true;
        } else {
            return false;
        }
    }
    return hyphen_may_follow;
}

bool is_name(truce_str text) {
    const char *const at = memchr(text.data, '@', text.size);
    const truce_str name = {text.data, at != NULL ? (size_t)(at - text.data) : text.size};
    const truce_str where = {at != NULL ? at + 1 : "", at != NULL ? text.size - name.size - 1 : 0};
    return name.size <= TRUCE_NAME_BYTES_MAX && hyphenated(name, true) &&
           (at == NULL || (where.size <= TRUCE_NAME_BYTES_MAX && hyphenated(where, false)));
}

/* A whole number as people write it; bytes and seconds begin at 0, the others at 1. */
static bool is_count(const char *p, const char *end, bool from_zero) {
    if (p == end || (*p == '0' && !(from_zero && end - p == 1))) {
        return false;
    }
    while (p < end && *p >= '0' && *p <= '9') {
        p++;
    }
    return p == end;
}

/* P12, P12-14, or ? alone. */
static bool is_locator(truce_str text) {
    if (truce_str_equal(text, TRUCE_STR("?"))) {
        return true;
    }
    if (text.size < 2 || memchr("PGLBS", text.data[0], 5) == NULL) {
        return false;
    }
    const char *const begin = text.data + 1;
    const char *const end = text.data + text.size;
    const char *const dash = memchr(begin, '-', (size_t)(end - begin));
    const bool zero = text.data[0] == 'B' || text.data[0] == 'S';
    if (dash == NULL) {
        return is_count(begin, end, zero);
    }
    const truce_str from = {begin, (size_t)(dash - begin)};
    const truce_str to = {dash + 1, (size_t)(end - dash - 1)};
    return is_count(begin, dash, zero) && is_count(dash + 1, end, zero) &&
           (from.size < to.size || (from.size == to.size && truce_str_compare(from, to) < 0));
}

bool is_claim_name(truce_str name, truce_str *source, truce_str *locator, truce_str *label) {
    const char *const end = name.data + name.size;
    const char *const colon = memchr(name.data, ':', name.size);
    const char *const at = memchr(name.data, '@', name.size);
    const size_t where = at != NULL && at < colon ? (size_t)(colon - at) : 0;
    if (colon == NULL || name.size - where > TRUCE_CLAIM_NAME_BYTES_MAX) {
        return false;
    }
    const char *const dot = memchr(colon, '.', (size_t)(end - colon));
    *source = (truce_str){name.data, (size_t)(colon - name.data)};
    *locator = (truce_str){colon + 1, (size_t)((dot != NULL ? dot : end) - colon - 1)};
    *label = dot != NULL ? (truce_str){dot + 1, (size_t)(end - dot - 1)} : (truce_str){"", 0};
    return is_name(*source) && is_locator(*locator) && (dot == NULL || hyphenated(*label, false));
}

bool need_ref(reader *r, truce_ref *ref, const char *what) {
    if (r->lex.kind != TOKEN_WORD) {
        return expected(r, what);
    }
    ref->place = place_here(r);
    ref->symbol = word_symbol(r);
    advance(r);
    return ref->symbol != 0;
}

bool need_actor(reader *r, truce_ref *ref) {
    return need_ref(r, ref, "the name of an actor");
}

typedef bool one_ref(reader *r, truce_ref *ref, const char *what);

static bool refs_of(reader *r, truce_refs *refs, one_ref *one, const char *what) {
    const size_t mark = scratch_begin(r);
    do {
        truce_ref ref = {0, 0};
        if (!one(r, &ref, what)) {
            r->scratch.used = mark;
            return false;
        }
        if ((r->scratch.used - mark) / sizeof ref >= TRUCE_LIST_MAX) {
            r->scratch.used = mark;
            return wrong(r, ref.place, 0, (truce_str){NULL, 0}, "more than %d names in one list",
                         TRUCE_LIST_MAX);
        }
        truce_ref *const slot = scratch_push(r, sizeof ref);
        if (slot == NULL) {
            r->scratch.used = mark;
            return false;
        }
        *slot = ref;
        if (r->lex.kind != TOKEN_COMMA) {
            break;
        }
        advance(r);
    } while (true);
    void *at = NULL;
    if (!scratch_take(r, mark, sizeof(truce_ref), &at, &refs->n)) {
        return false;
    }
    refs->at = at;
    return true;
}

bool need_refs(reader *r, truce_refs *refs, const char *what) {
    return refs_of(r, refs, need_ref, what);
}

static bool one_claim(reader *r, truce_ref *ref, const char *what) {
    (void)what;
    return need_claim_ref(r, ref);
}

bool need_claim_refs(reader *r, truce_refs *refs) {
    return refs_of(r, refs, one_claim, NULL);
}

bool need_claim_ref(reader *r, truce_ref *ref) {
    truce_str source, locator, label;
    if (r->lex.kind == TOKEN_WORD && !is_claim_name(token_str(r), &source, &locator, &label)) {
        return expected_with(
            r, "a claim", TRUCE_STR("a claim is named by source, place and label: s2:P8.office"));
    }
    return need_ref(r, ref, "a claim such as s2:P8.office");
}

bool need_number(reader *r, truce_decimal *number) {
    truce_error err;
    if (r->lex.kind != TOKEN_WORD) {
        return expected(r, "a number");
    }
    const truce_status status = truce_decimal_parse(token_str(r), number, &err);
    if (status == TRUCE_ELIMIT) {
        return wrong(r, place_here(r), r->lex.size, (truce_str){NULL, 0},
                     "a number of more than %d digits", TRUCE_DECIMAL_DIGITS_MAX);
    }
    if (status != TRUCE_OK) {
        return expected(r, "a number such as 6.5");
    }
    advance(r);
    return true;
}

bool need_range(reader *r, truce_decimal *low, truce_decimal *high) {
    const truce_str token = token_str(r);
    const char *dots = NULL;
    for (size_t i = 1; r->lex.kind == TOKEN_WORD && i + 1 < token.size; i++) {
        if (token.data[i] == '.' && token.data[i + 1] == '.') {
            dots = token.data + i;
            break;
        }
    }
    if (dots == NULL) {
        return expected(r, "a range such as 2.0..8.0");
    }
    const truce_str left = {token.data, (size_t)(dots - token.data)};
    const truce_str right = {dots + 2, token.size - left.size - 2};
    if (truce_decimal_parse(left, low, NULL) != TRUCE_OK ||
        truce_decimal_parse(right, high, NULL) != TRUCE_OK) {
        return expected(r, "a range such as 2.0..8.0");
    }
    if (truce_decimal_compare(*low, *high) > 0) {
        return wrong(r, place_here(r), r->lex.size, TRUCE_STR("put the smaller number first"),
                     "this range ends before it begins");
    }
    advance(r);
    return true;
}

static bool date_or_hint(reader *r, truce_when *when, truce_str hint) {
    if (r->lex.kind != TOKEN_WORD) {
        return expected(r, "a date such as 2024-03-27");
    }
    truce_error err;
    truce_date date;
    when->place = place_here(r);
    if (truce_date_parse(token_str(r), &date, &err) != TRUCE_OK) {
        return wrong(r, when->place, r->lex.size, hint, "%s", err.message);
    }
    when->date = date;
    when->text = token_str(r);
    advance(r);
    return true;
}

bool need_date(reader *r, truce_when *when) {
    return date_or_hint(r, when, (truce_str){NULL, 0});
}

bool need_date_or_words(reader *r, truce_when *when) {
    if (r->lex.kind == TOKEN_TEXT) {
        when->place = place_here(r) - 1;
        return need_text(r, &when->text);
    }
    if (r->lex.kind != TOKEN_WORD) {
        return expected(r, "a date such as 2024-03-27, or the source's own words in quotes");
    }
    const bool seems_date = *r->lex.at >= '0' && *r->lex.at <= '9';
    return date_or_hint(r, when,
                        seems_date ? (truce_str){NULL, 0}
                                   : TRUCE_STR("or give the source's own words, in quotes"));
}

bool need_locator(reader *r, truce_str *locator) {
    if (r->lex.kind != TOKEN_WORD || !is_locator(token_str(r))) {
        return expected(r, "a place in the source such as P12");
    }
    *locator = token_str(r);
    advance(r);
    return true;
}

/* Words with which people begin what the language says otherwise. */
static truce_str end_advice(const reader *r) {
    static const char *const times[] = {"on", "in", "since", "until"};
    const truce_str word = token_str(r);
    const bool in_claim = *r->line == ' '; /* the head of a record has no times */
    for (size_t i = 0; in_claim && r->lex.kind == TOKEN_WORD && i < sizeof times / sizeof *times;
         i++) {
        if (truce_str_equal(word, truce_str_of(times[i]))) {
            return TRUCE_STR(
                "a time is written: at 2031-02-27, or at \"Sunday\" in the source's words");
        }
    }
    return (truce_str){NULL, 0};
}

bool need_end(reader *r) {
    return r->lex.kind == TOKEN_END || expected_with(r, "the end of the line", end_advice(r));
}

/* What is wrong with the form of a name, as advice. */
static truce_str name_advice(truce_str name) {
    if (name.size > TRUCE_NAME_BYTES_MAX) {
        return TRUCE_STR("a name has at most 64 bytes; the full name goes in the title");
    }
    for (size_t i = 0; i < name.size; i++) {
        if (name.data[i] >= 'A' && name.data[i] <= 'Z') {
            return TRUCE_STR("names are lower-case; the real name goes in the title");
        }
    }
    return TRUCE_STR("a name is a-z, 0-9 and single inner hyphens, and starts with a letter");
}

bool need_new_name(reader *r, truce_reserved reserved, truce_symbol *name, truce_place *place) {
    if (r->lex.kind != TOKEN_WORD) {
        r->unread = true; /* whatever it is called, it is not unknown */
        return expected(r, "a name");
    }
    const truce_str text = token_str(r);
    *place = place_here(r);
    if (!is_name(text)) {
        const truce_str shown = shown_word(text);
        poison_name(r, word_symbol(r));
        return wrong(r, *place, text.size, name_advice(text), "\"%.*s\" cannot be a name",
                     TRUCE_STR_ARGS(shown));
    }
    size_t n = 0;
    const char *const *words =
        reserved < TRUCE_RESERVED_N ? truce_words_reserved(reserved, &n) : NULL;
    for (size_t i = 0; i < n; i++) {
        if (truce_str_equal(text, truce_str_of(words[i]))) {
            poison_name(r, word_symbol(r));
            return wrong(r, *place, text.size,
                         truce_arena_printf(r->arena, "use \"the-%s\"", words[i]),
                         "\"%s\" is a word of the language here and cannot be a name", words[i]);
        }
    }
    *name = word_symbol(r);
    advance(r);
    return *name != 0;
}

size_t scratch_begin(reader *r) {
    return r->scratch.used;
}

void *scratch_push(reader *r, size_t size) {
    assert(size % 8 == 0); /* so that what lies on the stack stays aligned */
    struct scratch *const s = &r->scratch;
    if (size > s->cap - s->used || s->cap < s->used) {
        const size_t cap = (s->cap + size) * 2 + 4096;
        char *const data = realloc(s->data, cap);
        if (data == NULL) {
            (void)no_memory(r);
            return NULL;
        }
        s->data = data;
        s->cap = cap;
    }
    void *const p = s->data + s->used;
    memset(p, 0, size);
    s->used += size;
    return p;
}

bool scratch_take(reader *r, size_t mark, size_t size, void **out, uint32_t *n) {
    const size_t bytes = r->scratch.used - mark;
    assert(bytes % size == 0);
    r->scratch.used = mark;
    *n = (uint32_t)(bytes / size);
    *out = NULL;
    if (bytes == 0) {
        return true;
    }
    *out = truce_arena_take(r->arena, bytes);
    if (*out == NULL) {
        return no_memory(r);
    }
    memcpy(*out, r->scratch.data + mark, bytes);
    return true;
}
