#include "leaks.h"

#include <string.h>

#include "truce/base/symbols.h"

enum { PHRASE = 4, WORD_MOST = 128 };

const char *leak_kind_name(leak_kind kind) {
    static const char *const names[] = {"value", "name",        "phrase", "package",
                                        "title", "compartment", "member"};
    return names[kind];
}

/* ---- what is in a text ----------------------------------------------------------------------- */

/* What one thing is known as: `key` is the same wherever it is written. */
typedef bool take_thing(void *with, leak_kind kind, truce_str key, truce_str what, unsigned line);

typedef struct reading {
    const truce_symbols *names, *issues;
    take_thing *take;
    void *with;
    unsigned line;
    truce_str last[PHRASE]; /* words within the quotes, the newest last */
    size_t n_last;
    truce_str before; /* the word before, outside quotes */
    char key[PHRASE * (WORD_MOST + 1)];
} reading;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

/* Letters, digits, whatever is not ASCII, and what may stand within a word or a number. */
static bool in_word(const char *at, const char *end) {
    const char c = *at;
    const bool letter = is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
    const bool joins = (c == '-' || c == '.' || c == ',' || c == ':' || c == '\'' || c == '/') &&
                       at + 1 < end && (is_digit(at[1]) || c == '-' || c == '\'') && at[1] != ' ';
    return letter || joins;
}

static bool has_value(truce_str word) {
    size_t digits = 0;
    for (size_t i = 0; i < word.size; i++) {
        digits += is_digit(word.data[i]);
    }
    return digits >= 2 && (is_digit(word.data[0]) || word.data[0] == '-');
}

/* Words in small letters, with blanks between them. */
static truce_str key_of(reading *r, const truce_str *words, size_t n) {
    size_t size = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t take = words[i].size < WORD_MOST ? words[i].size : WORD_MOST;
        for (size_t k = 0; k < take; k++) {
            const char c = words[i].data[k];
            r->key[size++] = is_upper(c) ? (char)(c - 'A' + 'a') : c;
        }
        r->key[size++] = ' ';
    }
    return (truce_str){r->key, size};
}

static truce_str from_to(truce_str first, truce_str last) {
    return (truce_str){first.data, (size_t)(last.data + last.size - first.data)};
}

static bool take(reading *r, leak_kind kind, const truce_str *words, size_t n) {
    return r->take(r->with, kind, key_of(r, words, n), from_to(words[0], words[n - 1]), r->line);
}

static bool quoted_word(reading *r, truce_str word, bool begins) {
    bool good = true;
    if (has_value(word)) {
        good = take(r, LEAK_VALUE, &word, 1);
    } else if (word.size >= 3 && !begins &&
               (is_upper(word.data[0]) || (word.data[0] & 0x80) != 0)) {
        good = take(r, LEAK_NAME, &word, 1);
    }
    if (r->n_last == PHRASE) {
        memmove(r->last, r->last + 1, (PHRASE - 1) * sizeof r->last[0]);
        r->n_last--;
    }
    r->last[r->n_last++] = word;
    return good && (r->n_last < PHRASE || take(r, LEAK_PHRASE, r->last, PHRASE));
}

static bool bare_word(reading *r, truce_str word) {
    bool good = true;
    const bool value = has_value(word);
    const bool number = word.size > 0 && is_digit(word.data[0]);
    const bool named = truce_symbols_find(r->names, word) != 0;
    if (value) {
        good = take(r, LEAK_VALUE, &word, 1);
    } else if (named) {
        good = take(r, LEAK_NAME, &word, 1);
    }
    /* An issue and what stands behind it: an option, or a number. */
    if (good && r->before.size > 0 && truce_symbols_find(r->issues, r->before) != 0 &&
        (number || !named)) {
        const truce_str pair[2] = {r->before, word};
        good = take(r, LEAK_VALUE, pair, 2);
    }
    r->before = word;
    return good;
}

bool leaks_is_seal(truce_str line) {
    static const truce_str words[] = {{"salt \"", 6}, {"receipt \"", 9}};
    const char *at = line.data;
    const char *const end = at + line.size;
    while (at < end && *at == ' ') {
        at++;
    }
    bool is = false;
    for (size_t i = 0; i < 2; i++) {
        is = is || ((size_t)(end - at) >= words[i].size && at > line.data &&
                    memcmp(at, words[i].data, words[i].size) == 0);
    }
    return is;
}

/* One line: words, and quotes with words in them. */
static bool read_line(reading *r, truce_str line) {
    const char *at = line.data;
    const char *const end = line.data + line.size;
    bool quoted = false;
    bool begins = true; /* a sentence, within quotes: a capital tells nothing there */
    bool good = true;
    r->before = (truce_str){NULL, 0};
    r->n_last = 0;
    while (at < end && good) {
        if (*at == '\\' && quoted) {
            at += at + 1 < end ? 2 : 1;
        } else if (*at == '"') {
            quoted = !quoted;
            begins = quoted;
            r->n_last = 0;
            r->before = (truce_str){NULL, 0};
            at++;
        } else if (in_word(at, end)) {
            const char *const from = at;
            while (at < end && in_word(at, end)) {
                at++;
            }
            const truce_str word = {from, (size_t)(at - from)};
            good = quoted ? quoted_word(r, word, begins) : bare_word(r, word);
            begins = false;
        } else {
            begins = begins || *at == '.' || *at == '!' || *at == '?' || *at == ':';
            if (*at == ',' || *at == '#') {
                r->before = (truce_str){NULL, 0};
            }
            at++;
        }
    }
    return good;
}

static bool read_text(reading *r, truce_str text) {
    bool good = true;
    r->line = 0;
    while (text.size > 0 && good) {
        const char *const stop = memchr(text.data, '\n', text.size);
        const size_t size = stop != NULL ? (size_t)(stop - text.data) : text.size;
        r->line++;
        const truce_str line = {text.data, size};
        good = leaks_is_seal(line) || read_line(r, line);
        const size_t used = size + (stop != NULL);
        text = (truce_str){text.data + used, text.size - used};
    }
    return good;
}

/* ---- what is where --------------------------------------------------------------------------- */

typedef struct thing {
    bool had;
    uint32_t hidden, n_hidden, last_hidden; /* first text and number of texts; which was the last */
    bool told;                              /* of a text that is handed on */
} thing;

typedef struct finding {
    truce_arena *arena;
    truce_symbols things; /* by kind and key */
    thing *at;            /* [symbol] */
    size_t cap;
    uint32_t text;
    enum { HAD, HIDDEN, HANDED } doing;
    leaks *out;
    size_t found_cap, learnt_cap;
    uint32_t *shared; /* [hidden]: values that the text has in common with it */
    truce_str first;  /* of those values, and its line */
    unsigned first_line;
} finding;

static bool add(finding *f, leak **list, size_t *n, size_t *cap, leak one) {
    leak *const all = truce_arena_grow(f->arena, *list, *n, cap, sizeof *all);
    if (all == NULL) {
        return false;
    }
    all[(*n)++] = one;
    *list = all;
    return true;
}

/* A phrase goes on where the one before it on the line ended a word earlier. */
static bool goes_on(const leak *before, const leak *one) {
    return before->kind == LEAK_PHRASE && one->kind == LEAK_PHRASE && before->text == one->text &&
           before->line == one->line && before->hidden == one->hidden &&
           one->what.data > before->what.data &&
           one->what.data < before->what.data + before->what.size;
}

/* "wage 5" tells more than "5". */
static bool tells_more(const leak *before, const leak *one) {
    return before->kind == LEAK_VALUE && one->kind == LEAK_VALUE && before->hidden == one->hidden &&
           before->what.data + before->what.size == one->what.data + one->what.size;
}

/* `*more`: it took the place of another. */
static bool list_leak(finding *f, leak **list, size_t *n, size_t *cap, leak one, bool *more) {
    *more = false;
    /* The one before may stand some places back: names and values come between. */
    for (size_t i = *n; i > 0 && (*list)[i - 1].line == one.line && (*list)[i - 1].text == one.text;
         i--) {
        leak *const before = &(*list)[i - 1];
        if (goes_on(before, &one)) {
            before->what = from_to(before->what, one.what);
            return true;
        }
        if (tells_more(before, &one)) {
            *before = one;
            *more = true;
            return true;
        }
    }
    return add(f, list, n, cap, one);
}

static bool handed(finding *f, const thing *t, leak_kind kind, truce_str what, unsigned line) {
    leak one = {kind, what, f->text, line, 0, 0};
    bool more = false;
    if (!list_leak(f, &f->out->learnt, &f->out->n_learnt, &f->learnt_cap, one, &more)) {
        return false;
    }
    if (t->n_hidden == 0) {
        return true;
    }
    one.hidden = t->hidden;
    one.n = t->n_hidden;
    if (!list_leak(f, &f->out->found, &f->out->n, &f->found_cap, one, &more)) {
        return false;
    }
    f->shared[t->hidden] += kind == LEAK_VALUE && !more;
    return true;
}

static bool take_one(void *with, leak_kind kind, truce_str key, truce_str what, unsigned line) {
    finding *const f = with;
    char *const named = truce_arena_take(f->arena, key.size + 1);
    if (named == NULL) {
        return false;
    }
    named[0] = (char)('0' + kind);
    memcpy(named + 1, key.data, key.size);
    const size_t before = f->things.n;
    const truce_symbol symbol = truce_symbols_add(&f->things, (truce_str){named, key.size + 1});
    thing *const at =
        symbol != 0 ? truce_arena_grow(f->arena, f->at, symbol - 1, &f->cap, sizeof *at) : NULL;
    if (at == NULL) {
        return false;
    }
    f->at = at;
    thing *const t = &at[symbol - 1];
    if (f->things.n > before) {
        *t = (thing){.had = false};
    }
    if (f->doing == HAD) {
        t->had = true;
    } else if (f->doing == HIDDEN) {
        if (t->n_hidden == 0) {
            t->hidden = f->text;
        }
        t->n_hidden += t->n_hidden == 0 || t->last_hidden != f->text;
        t->last_hidden = f->text;
    } else if (!t->had && !t->told) {
        t->told = true;
        return handed(f, t, kind, what, line);
    }
    return true;
}

/* Two values or more of one hidden record. */
static bool find_packages(finding *f, size_t from, size_t n_hidden) {
    const size_t until = f->out->n;
    bool good = true;
    for (size_t i = 0; i < n_hidden && good; i++) {
        if (f->shared[i] >= 2) {
            for (size_t k = from; k < until; k++) {
                const leak first = f->out->found[k];
                if (first.kind == LEAK_VALUE && first.hidden == i) {
                    good = add(f, &f->out->found, &f->out->n, &f->found_cap,
                               (leak){LEAK_PACKAGE, first.what, first.text, first.line, (uint32_t)i,
                                      f->shared[i]});
                    break;
                }
            }
        }
        f->shared[i] = 0;
    }
    return good;
}

static bool read_all(finding *f, reading *r, const truce_str *texts, size_t n, int doing,
                     size_t n_hidden) {
    bool good = true;
    f->doing = doing == 0 ? HAD : doing == 1 ? HIDDEN : HANDED;
    for (size_t i = 0; i < n && good; i++) {
        const size_t from = f->out->n;
        f->text = (uint32_t)i;
        good = read_text(r, texts[i]);
        good = good && (f->doing != HANDED || find_packages(f, from, n_hidden));
    }
    return good;
}

static bool add_all(truce_symbols *to, const truce_str *texts, size_t n) {
    bool good = true;
    for (size_t i = 0; i < n && good; i++) {
        good = texts[i].size == 0 || truce_symbols_add(to, texts[i]) != 0;
    }
    return good;
}

truce_status leaks_find(const truce_str *handed_on, size_t n_handed, const truce_str *had,
                        size_t n_had, const truce_str *hidden, size_t n_hidden,
                        const truce_str *names, size_t n_names, const truce_str *issues,
                        size_t n_issues, truce_arena *arena, leaks *out, truce_error *err) {
    truce_symbols known;
    truce_symbols of_issues;
    finding f = {.arena = arena, .out = out};
    reading r = {.names = &known, .issues = &of_issues, .take = take_one, .with = &f};
    *out = (leaks){.n = 0};
    truce_status status = truce_symbols_init(&known, arena, 0, err);
    status = status == TRUCE_OK ? truce_symbols_init(&of_issues, arena, 0, err) : status;
    status = status == TRUCE_OK ? truce_symbols_init(&f.things, arena, 0, err) : status;
    if (status != TRUCE_OK) {
        return status;
    }
    bool good = add_all(&known, names, n_names) && add_all(&of_issues, issues, n_issues);
    f.shared = truce_arena_zero(arena, n_hidden + 1, sizeof *f.shared);
    good = good && f.shared != NULL;
    good = good && read_all(&f, &r, had, n_had, 0, n_hidden);
    good = good && read_all(&f, &r, hidden, n_hidden, 1, n_hidden);
    good = good && read_all(&f, &r, handed_on, n_handed, 2, n_hidden);
    return good ? TRUCE_OK
                : truce_fail(err, TRUCE_ENOMEM, "no memory to look for what would be given away");
}
