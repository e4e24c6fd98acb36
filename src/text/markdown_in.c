/* One pass over the lines: headings begin records, what stands below them is paragraphs, and a
 * paragraph is read byte by byte, so that what is wrong is shown where it stands. */
#include "truce/text/markdown.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "truce/base/symbols.h"
#include "truce/base/utf8.h"
#include "truce/case/read.h"

typedef struct input {
    truce_arena *arena;
    truce_report *report;
    truce_str bytes;
    int64_t version;
    truce_symbols names;    /* of records, so that none is given twice */
    truce_symbols brackets; /* what stands in those of the clause, as printed */
    uint32_t n_brackets;
    truce_buffer text, clauses, wordings;  /* records */
    truce_buffer paragraphs, alternatives; /* lines of the wording being read */
    truce_buffer words;                    /* scratch */
    truce_str text_name, clause_name;      /* empty: none yet */
    uint32_t n_clauses, n_lines;           /* clauses so far; lines of the wording */
    bool headed;                           /* clauses are headings of two # */
    bool out_of_memory;
} input;

static const truce_str no_hint = {NULL, 0};

static void wrong(input *in, const char *at, size_t size, truce_str hint, const char *message) {
    truce_report_add(in->report, false, (truce_place)(at - in->bytes.data), size, hint, "%s",
                     message);
}

static truce_str between(const char *begin, const char *end) {
    return (truce_str){begin, (size_t)(end - begin)};
}

static bool is_digit(char b) {
    return b >= '0' && b <= '9';
}

static bool is_letter(char b) {
    return b >= 'a' && b <= 'z';
}

/* As names of the case language are. */
static bool is_name(truce_str s) {
    bool hyphen_may_follow = false;
    for (size_t i = 0; i < s.size; i++) {
        const bool plain = is_letter(s.data[i]) || is_digit(s.data[i]);
        if (!plain && !(s.data[i] == '-' && hyphen_may_follow)) {
            return false;
        }
        hyphen_may_follow = plain;
    }
    return s.size > 0 && s.size <= TRUCE_NAME_BYTES_MAX && is_letter(s.data[0]) &&
           hyphen_may_follow;
}

/* Whether a backslash before this byte only makes it stand for itself. */
static bool is_sign(char b) {
    return b > ' ' && b < 0x7F && !is_digit(b) && !is_letter(b) && !(b >= 'A' && b <= 'Z');
}

/* Whether the byte at `at` has a backslash before it that is not one's own. */
static bool is_escaped(const char *begin, const char *at) {
    const char *p = at;
    while (p > begin && p[-1] == '\\') {
        p--;
    }
    return (at - p) % 2 != 0;
}

/* The end without spaces and line ends, but for a space that is escaped. */
static const char *trimmed_end(const char *begin, const char *end) {
    while (end > begin && (end[-1] == ' ' || end[-1] == '\n' || end[-1] == '\r') &&
           !(end[-1] == ' ' && is_escaped(begin, end - 1))) {
        end--;
    }
    return end;
}

/* ---- printing ---- */

/* A byte of a text in quotes. */
static void put(truce_buffer *out, char b) {
    if (b == '"' || b == '\\') {
        truce_buffer_byte(out, '\\');
    }
    truce_buffer_byte(out, b);
}

/* A line of a record, if it fits. */
static void put_line(input *in, const char *at, truce_buffer *out, const char *word,
                     truce_str rest) {
    if (rest.size + 64 > TRUCE_LINE_BYTES_MAX) {
        wrong(in, at, 0, TRUCE_STR("make it several, with an empty line between"),
              "a paragraph of more bytes than a line of a case may have");
        return;
    }
    if (++in->n_lines > TRUCE_RECORD_LINES_MAX - 16) {
        if (in->n_lines == TRUCE_RECORD_LINES_MAX - 15) {
            wrong(in, at, 0, TRUCE_STR("make it several clauses"),
                  "a clause of more paragraphs and brackets than a record may have lines");
        }
        return;
    }
    truce_buffer_printf(out, "  %s ", word);
    truce_buffer_add(out, rest);
    truce_buffer_byte(out, '\n');
}

/* ---- names ---- */

/* A name for a record whose heading has none: its title's letters, behind `front`. */
static truce_str make_name(input *in, const char *front, truce_str title) {
    char name[TRUCE_NAME_BYTES_MAX];
    size_t n = strlen(front);
    memcpy(name, front, n);
    for (size_t i = 0; i < title.size && n < 40; i++) {
        const char b = title.data[i];
        const char small = b >= 'A' && b <= 'Z' ? (char)(b - 'A' + 'a') : b;
        if (is_letter(small) || is_digit(small)) {
            name[n++] = small;
        } else if (name[n - 1] != '-') {
            name[n++] = '-';
        }
    }
    while (name[n - 1] == '-') {
        n--;
    }
    for (uint32_t times = 0;; times++) { /* numbered by its place, so that few are tried */
        const truce_str made = times == 0 ? truce_arena_str(in->arena, (truce_str){name, n})
                                          : truce_arena_printf(in->arena, "%.*s-%u", (int)n, name,
                                                               in->n_clauses + times);
        if (made.data == NULL || truce_symbols_find(&in->names, made) == 0) {
            in->out_of_memory = in->out_of_memory || made.data == NULL;
            return made;
        }
    }
}

/* ---- headings ---- */

enum { CLAUSE_NAME_MAX = 48 }; /* with "-v" and a version it is a name still */

typedef struct heading {
    truce_str name, number, title; /* as the heading has them; title and number unescaped */
} heading;

/* `{#name number="..."}` at the end of a heading; moves *end before it. */
static void read_braces(input *in, const char *begin, const char **end, heading *h) {
    const char *open = *end;
    while (open > begin && (open[-1] != '{' || is_escaped(begin, open - 1))) {
        open--;
    }
    if (open == begin || open == *end || (*end)[-1] != '}' || *open != '#') {
        return;
    }
    open--; /* on the brace */
    const char *p = open + 2;
    const char *const last = *end - 1;
    while (p < last && *p != ' ') {
        p++;
    }
    h->name = between(open + 2, p);
    if (h->name.size > CLAUSE_NAME_MAX) {
        wrong(in, open, (size_t)(*end - open), TRUCE_STR("its wordings are called after it"),
              "a name of more than 48 bytes");
        h->name = no_hint;
    } else if (!is_name(h->name)) {
        wrong(in, open, (size_t)(*end - open),
              TRUCE_STR("a name is a-z, 0-9 and inner hyphens: {#cameras}"),
              "this is no name for a record");
        h->name = no_hint;
    }
    static const char key[] = " number=\"";
    in->words.size = 0;
    if (p < last) {
        const size_t n = sizeof key - 1;
        bool closed = false;
        if ((size_t)(last - p) > n && memcmp(p, key, n) == 0) {
            for (p += n; p < last && *p != '"'; p++) {
                p += *p == '\\' && p + 1 < last;
                truce_buffer_byte(&in->words, *p);
            }
            closed = p + 1 == last && in->words.size > 0;
        }
        if (!closed) {
            wrong(in, open, (size_t)(*end - open), TRUCE_STR("write: {#c6 number=\"6.1 (b)\"}"),
                  "this is not how a clause is named and numbered");
        }
        h->number = truce_arena_str(in->arena, truce_buffer_str(&in->words));
    }
    *end = open;
}

/* The words behind #, without what stands in braces. */
static heading read_heading(input *in, const char *begin, const char *end, bool numbered) {
    heading h = {no_hint, no_hint, no_hint};
    while (begin < end && *begin == ' ') {
        begin++;
    }
    read_braces(in, begin, &end, &h);
    end = trimmed_end(begin, end);
    const char *p = begin;
    if (numbered && h.number.size == 0 && p < end && is_digit(*p)) {
        while (p < end && *p != ' ' && *p != '\\') {
            p++;
        }
        const char *last = p;
        while (last > begin + 1 && (last[-1] == '.' || last[-1] == ')')) {
            last--;
        }
        h.number = between(begin, last);
        while (p < end && *p == ' ') {
            p++;
        }
    }
    in->words.size = 0;
    for (; p < end; p++) {
        p += *p == '\\' && p + 1 < end && (is_sign(p[1]) || is_digit(p[1]) || p[1] == ' ');
        truce_buffer_byte(&in->words, *p);
    }
    if (in->words.size == 0) { /* a number alone is its title too */
        truce_buffer_add(&in->words, h.number);
    }
    if (in->words.size == 0) {
        wrong(in, begin, 0, TRUCE_STR("write: ## 4.2 Cameras"), "a heading without words");
    }
    h.title = truce_arena_str(in->arena, truce_buffer_str(&in->words));
    in->out_of_memory = in->out_of_memory || h.title.data == NULL;
    return h;
}

static void put_title(truce_buffer *out, truce_str title) {
    truce_buffer_lit(out, " \"");
    for (size_t i = 0; i < title.size; i++) {
        put(out, title.data[i]);
    }
    truce_buffer_byte(out, '"');
}

static truce_str take_name(input *in, const char *at, const char *front, const heading *h) {
    const truce_str name = h->name.size > 0 ? h->name : make_name(in, front, h->title);
    if (name.data == NULL) {
        return name;
    }
    if (truce_symbols_find(&in->names, name) != 0) {
        wrong(in, at, 0, TRUCE_STR("give each a name of its own: {#cameras}"),
              "two headings of one name");
    }
    in->out_of_memory = in->out_of_memory || truce_symbols_add(&in->names, name) == 0;
    return name;
}

static void begin_text(input *in, const char *begin, const char *end) {
    const heading h = read_heading(in, begin, end, false);
    if (in->text_name.size > 0) {
        wrong(in, begin, 0, TRUCE_STR("a clause is a heading of two: ## 4.2 Cameras"),
              "a second heading of one #");
        return;
    }
    in->text_name = take_name(in, begin, "text-", &h);
    truce_buffer_printf(&in->text, "text %.*s", TRUCE_STR_ARGS(in->text_name));
    put_title(&in->text, h.title);
    truce_buffer_byte(&in->text, '\n');
}

static void end_clause(input *in) {
    if (in->paragraphs.size > 0 && in->clause_name.size > 0) {
        truce_buffer_printf(&in->wordings, "\nwording %.*s-v%lld of %.*s version %lld\n",
                            TRUCE_STR_ARGS(in->clause_name), (long long)in->version,
                            TRUCE_STR_ARGS(in->clause_name), (long long)in->version);
        truce_buffer_add(&in->wordings, truce_buffer_str(&in->paragraphs));
        truce_buffer_add(&in->wordings, truce_buffer_str(&in->alternatives));
    }
    in->paragraphs.size = 0;
    in->alternatives.size = 0;
    in->n_lines = 0;
    in->n_brackets = 0;
}

static void begin_clause(input *in, const char *at, const heading *h) {
    end_clause(in);
    if (in->text_name.size == 0) {
        wrong(in, at, 0, TRUCE_STR("begin with the text's title: # Framework for the port"),
              "a clause before the title of the text");
        in->text_name = TRUCE_STR("text");
    }
    in->clause_name = take_name(in, at, "c-", h);
    in->n_clauses++;
    truce_buffer_printf(&in->clauses, "\nclause %.*s", TRUCE_STR_ARGS(in->clause_name));
    put_title(&in->clauses, h->title);
    truce_buffer_printf(&in->clauses, " of %.*s", TRUCE_STR_ARGS(in->text_name));
    if (h->number.size > 0) {
        truce_buffer_lit(&in->clauses, " number");
        put_title(&in->clauses, h->number);
    }
    truce_buffer_byte(&in->clauses, '\n');
    if (truce_symbols_init(&in->brackets, in->arena, 0, NULL) != TRUCE_OK) {
        in->out_of_memory = true;
    }
}

/* ---- paragraphs ---- */

/* A byte of a paragraph, or of an alternative, with what a backslash and a line's end make of it.
 * Moves *p behind it. `literal`: it stands for itself. */
static char next_byte(const char **p, const char *end, bool *literal) {
    *literal = false;
    char b = **p;
    if (b == '\\' && *p + 1 < end && (is_sign((*p)[1]) || (*p)[1] == ' ')) {
        *literal = true;
        b = (*p)[1];
        *p += 2;
        return b;
    }
    ++*p;
    if (b == '\n' || b == '\r') {
        while (*p < end && (**p == ' ' || **p == '\n' || **p == '\r')) {
            ++*p;
        }
        return ' ';
    }
    return b;
}

/* `union, company` before the colon of an alternative; NULL: there is none. */
static const char *owners_end(const char *begin, const char *end) {
    for (const char *p = begin; p < end;) {
        const char *const at = p;
        bool literal = false;
        const char b = next_byte(&p, end, &literal);
        if (b == ':' && !literal) {
            return at;
        }
    }
    return NULL;
}

/* Append the names; false: they are none. */
static bool put_owners(input *in, const char *begin, const char *end, truce_buffer *out) {
    const char *from = begin;
    for (const char *p = begin; p <= end; p++) {
        if (p < end && *p != ',') {
            continue;
        }
        const char *last = p;
        while (from < last && (*from == ' ' || *from == '\n' || *from == '\r')) {
            from++;
        }
        while (last > from && (last[-1] == ' ' || last[-1] == '\n' || last[-1] == '\r')) {
            last--;
        }
        const truce_str name = between(from, last);
        if (!is_name(name)) {
            wrong(in, from, name.size,
                  TRUCE_STR("write names of actors: [union: shall | company: may]; a colon that is "
                            "none of this is \\:"),
                  "before the colon stands no name of an actor");
            return false;
        }
        truce_buffer_add(out, out->size > 0 ? TRUCE_STR(", ") : TRUCE_STR(""));
        truce_buffer_add(out, name);
        from = p + 1;
    }
    return true;
}

/* One alternative, as the rest of a line `bracket`. */
static bool put_alternative(input *in, const char *begin, const char *end, truce_buffer *out) {
    truce_buffer owners = truce_buffer_new();
    const char *const colon = owners_end(begin, end);
    const char *p = colon != NULL ? colon + 1 : begin;
    bool good = colon == NULL || put_owners(in, begin, colon, &owners);
    while (p < end && (*p == ' ' || *p == '\n' || *p == '\r')) {
        p++;
    }
    end = trimmed_end(p, end);
    static const char nothing[] = "(nothing)";
    const bool none =
        (size_t)(end - p) == sizeof nothing - 1 && memcmp(p, nothing, sizeof nothing - 1) == 0;
    if (good && (p == end || (none && owners.size == 0))) {
        wrong(in, begin, 0, TRUCE_STR("write: [union: shall | company: (nothing)]"),
              p == end ? "an alternative without words" : "who wants nothing there is not said");
        good = false;
    }
    if (good && !none) {
        truce_buffer_lit(out, " \"");
        while (p < end) {
            bool literal = false;
            put(out, next_byte(&p, end, &literal));
        }
        truce_buffer_byte(out, '"');
    }
    if (good && owners.size > 0) {
        truce_buffer_lit(out, " of ");
        truce_buffer_add(out, truce_buffer_str(&owners));
    }
    in->out_of_memory = in->out_of_memory || owners.failed;
    truce_buffer_clear(&owners);
    return good;
}

/* Its alternatives become lines, unless the clause has the same bracket already. */
static void put_bracket(input *in, const char *begin, const char *end, truce_buffer *out) {
    if (begin == end) {
        wrong(in, begin, 0, TRUCE_STR("write: [union: shall | company: may]"),
              "a bracket with nothing in it");
        return;
    }
    const truce_str written = truce_arena_str(in->arena, between(begin, end));
    const truce_symbol known =
        written.data != NULL ? truce_symbols_find(&in->brackets, written) : 0;
    if (written.data == NULL) {
        in->out_of_memory = true;
        return;
    }
    if (known != 0) {
        truce_buffer_printf(out, "[b%u]", known);
        return;
    }
    const truce_symbol name = truce_symbols_add(&in->brackets, written);
    in->out_of_memory = in->out_of_memory || name == 0;
    truce_buffer line = truce_buffer_new();
    const char *from = begin;
    for (const char *p = begin; p <= end;) {
        const char *const at = p;
        bool literal = false;
        const char b = p < end ? next_byte(&p, end, &literal) : '|';
        if (b == '|' && !literal) {
            line.size = 0;
            truce_buffer_printf(&line, "b%u", name);
            if (put_alternative(in, from, at, &line)) {
                put_line(in, begin, &in->alternatives, "bracket", truce_buffer_str(&line));
            }
            from = at + 1;
            p = at == end ? end + 1 : p;
        }
    }
    in->out_of_memory = in->out_of_memory || line.failed;
    truce_buffer_clear(&line);
    truce_buffer_printf(out, "[b%u]", name);
}

/* The end of a bracket that opens before `p`, or NULL. */
static const char *bracket_end(input *in, const char *open, const char *p, const char *end) {
    while (p < end) {
        const char *const at = p;
        bool literal = false;
        const char b = next_byte(&p, end, &literal);
        if (b == ']' && !literal) {
            return at;
        }
        if (b == '[' && !literal) {
            wrong(in, at, 1, TRUCE_STR("write \\[ for a square bracket that is meant as such"),
                  "a bracket within a bracket");
            return NULL;
        }
    }
    wrong(in, open, 1, TRUCE_STR("close it with ], or write \\[ for a square bracket"),
          "a bracket that does not close");
    return NULL;
}

static void read_paragraph(input *in, const char *begin, const char *end) {
    truce_buffer *const out = &in->words;
    if (in->clause_name.size == 0) {
        const heading preamble = {no_hint, TRUCE_STR("0"), TRUCE_STR("Preamble")};
        begin_clause(in, begin, &preamble);
    }
    out->size = 0;
    truce_buffer_byte(out, '"');
    for (const char *p = begin; p < end;) {
        const char *const at = p;
        bool literal = false;
        const char b = next_byte(&p, end, &literal);
        if (b == '[' && !literal) {
            const char *const close = bracket_end(in, at, p, end);
            if (close == NULL) {
                return;
            }
            put_bracket(in, at + 1, close, out);
            p = close + 1;
        } else if (b == '[') {
            truce_buffer_lit(out, "[[");
        } else {
            put(out, b);
        }
    }
    truce_buffer_byte(out, '"');
    put_line(in, begin, &in->paragraphs, "paragraph", truce_buffer_str(out));
}

/* ---- lines ---- */

static bool is_blank(const char *p, const char *end) {
    while (p < end && (*p == ' ' || *p == '\r')) {
        p++;
    }
    return p == end;
}

/* The number that a paragraph begins with, as "4.2." or "4)"; NULL: it has none. */
static const char *number_end(const char *p, const char *end) {
    bool pointed = false;
    const char *at = p;
    while (at < end && (is_digit(*at) || (at > p && (*at == '.' || *at == ')')))) {
        pointed = pointed || !is_digit(*at);
        at++;
    }
    return pointed && at < end && *at == ' ' ? at : NULL;
}

/* A paragraph of a text whose clauses are not headings may begin a clause. */
static const char *maybe_clause(input *in, const char *begin, const char *end) {
    const char *const number = in->headed ? NULL : number_end(begin, end);
    if (number == NULL) {
        return begin;
    }
    heading h = {no_hint, no_hint, no_hint};
    const char *last = number;
    while (last[-1] == '.' || last[-1] == ')') {
        last--;
    }
    h.number = between(begin, last);
    h.title = truce_arena_printf(in->arena, "Clause %.*s", TRUCE_STR_ARGS(h.number));
    if (h.title.data == NULL) {
        in->out_of_memory = true;
        return begin;
    }
    begin_clause(in, begin, &h);
    const char *p = number;
    while (p < end && *p == ' ') {
        p++;
    }
    return p;
}

static void flush(input *in, const char **begin, const char *end) {
    if (*begin != NULL) {
        const char *p = *begin;
        while (p < end && *p == ' ') {
            p++;
        }
        end = trimmed_end(p, end);
        p = maybe_clause(in, p, end);
        if (p < end) {
            read_paragraph(in, p, end);
        }
    }
    *begin = NULL;
}

static void read_lines(input *in) {
    const char *const end = in->bytes.data + in->bytes.size;
    const char *paragraph = NULL;
    const char *last = NULL; /* the end of the paragraph so far */
    for (const char *p = in->bytes.data; p < end && !in->out_of_memory;) {
        const char *const line_end = memchr(p, '\n', (size_t)(end - p));
        const char *const stop = line_end != NULL ? line_end : end;
        size_t marks = 0;
        while (p + marks < stop && p[marks] == '#') {
            marks++;
        }
        const bool heading_line = marks > 0 && p + marks < stop && p[marks] == ' ';
        const bool item = stop - p > 1 && (*p == '-' || *p == '*') && p[1] == ' ';
        if (heading_line || item || is_blank(p, stop)) {
            flush(in, &paragraph, last);
        }
        const char *const text_end = stop > p && stop[-1] == '\r' ? stop - 1 : stop;
        if (heading_line && marks == 1) {
            end_clause(in);
            begin_text(in, p + 1, text_end);
        } else if (heading_line && marks == 2) {
            const heading h = read_heading(in, p + 2, text_end, true);
            begin_clause(in, p, &h);
        } else if (heading_line) {
            wrong(in, p, marks,
                  TRUCE_STR("# is the text, ## a clause; a part of a clause is a "
                            "clause: ## 4.2.1 Keys"),
                  "a heading of more than two #");
        } else if (!is_blank(p, stop)) {
            paragraph = paragraph != NULL ? paragraph : p;
            last = stop;
        }
        p = line_end != NULL ? line_end + 1 : end;
    }
    flush(in, &paragraph, last);
    end_clause(in);
}

/* Bytes that no case may hold. */
static void check_bytes(input *in) {
    const size_t bad = truce_utf8_check(in->bytes);
    for (size_t i = 0; i < bad; i++) {
        const unsigned char b = (unsigned char)in->bytes.data[i];
        if ((b < ' ' && b != '\n' && b != '\r') || b == 0x7F) {
            wrong(in, in->bytes.data + i, 1, TRUCE_STR("put spaces in its place"),
                  b == '\t' ? "a tab" : "a control character");
            return;
        }
    }
    if (bad < in->bytes.size) {
        wrong(in, in->bytes.data + bad, 1, TRUCE_STR("save the file as UTF-8"),
              "this is not UTF-8");
    }
}

static bool has_headed_clauses(truce_str bytes) {
    for (size_t i = 0; i + 2 < bytes.size; i++) {
        if (memcmp(bytes.data + i, "## ", 3) == 0 && (i == 0 || bytes.data[i - 1] == '\n')) {
            return true;
        }
    }
    return false;
}

static truce_status finish(input *in, truce_buffer *out, truce_error *err) {
    in->out_of_memory = in->out_of_memory || in->text.failed || in->clauses.failed ||
                        in->wordings.failed || in->paragraphs.failed || in->alternatives.failed ||
                        in->words.failed || in->report->failed;
    truce_status status = TRUCE_OK;
    if (in->out_of_memory) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for the text");
    } else if (in->report->errors > 0) {
        truce_report_sort(in->report);
        status = truce_fail(err, TRUCE_EPARSE, "the text cannot be read");
    } else {
        truce_buffer_add(&in->text, truce_buffer_str(&in->clauses));
        truce_buffer_add(&in->text, truce_buffer_str(&in->wordings));
        status = truce_buffer_status(&in->text, err);
        if (status == TRUCE_OK) {
            truce_buffer_move(out, &in->text);
            status = truce_buffer_status(out, err);
        }
    }
    truce_buffer *const all[] = {&in->text,       &in->clauses,      &in->wordings,
                                 &in->paragraphs, &in->alternatives, &in->words};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        truce_buffer_clear(all[i]);
    }
    return status;
}

truce_status truce_markdown_read(truce_str name, truce_str bytes, int64_t version,
                                 truce_arena *arena, truce_buffer *out, truce_report *report,
                                 truce_error *err) {
    assert(version > 0 && out != NULL && report != NULL);
    *report = truce_report_new(arena);
    truce_text *const text = truce_arena_zero(arena, 1, sizeof *text);
    input in = {.arena = arena,
                .report = report,
                .bytes = bytes,
                .version = version,
                .text = truce_buffer_new(),
                .clauses = truce_buffer_new(),
                .wordings = truce_buffer_new(),
                .paragraphs = truce_buffer_new(),
                .alternatives = truce_buffer_new(),
                .words = truce_buffer_new()};
    in.out_of_memory = text == NULL || truce_symbols_init(&in.names, arena, 0, NULL) != TRUCE_OK ||
                       truce_symbols_init(&in.brackets, arena, 0, NULL) != TRUCE_OK;
    if (in.out_of_memory) {
        return finish(&in, out, err);
    }
    *text = (truce_text){.name = name, .bytes = bytes};
    report->texts = text;
    report->n_texts = 1;
    in.headed = has_headed_clauses(bytes);
    check_bytes(&in);
    if (report->errors == 0) {
        read_lines(&in);
        if (in.text_name.size == 0) {
            wrong(&in, bytes.data, 0, TRUCE_STR("begin with: # Framework for the port"),
                  "the text has no title");
        }
    }
    return finish(&in, out, err);
}
