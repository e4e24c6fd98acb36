/* Both texts become rows of numbers, one for each different word; the rows are compared, and what
 * is common is laid side by side again. Spaces belong to no word: those between two words that stay
 * are compared by themselves, those beside a change belong to it. */
#include "truce/text/redline.h"

#include <assert.h>
#include <string.h>

#include "truce/base/diff.h"
#include "truce/base/symbols.h"
#include "words.h"

typedef struct side {
    truce_str text;
    truce_str *words;
    uint32_t *row; /* [word]: its symbol */
    bool *gone;    /* [word]: not common */
    size_t n;
} side;

static bool split(side *s, truce_symbols *symbols, truce_arena *arena) {
    truce_str word;
    size_t n = 0;
    for (size_t at = 0; text_word_next(s->text, &at, &word);) {
        n++;
    }
    s->words = truce_arena_take(arena, n * sizeof *s->words);
    s->row = truce_arena_take(arena, n * sizeof *s->row);
    s->gone = truce_arena_zero(arena, n, sizeof *s->gone);
    if (s->words == NULL || s->row == NULL || s->gone == NULL) {
        return false;
    }
    for (size_t at = 0; text_word_next(s->text, &at, &word);) {
        s->words[s->n] = word;
        s->row[s->n] = truce_symbols_add(symbols, word);
        if (s->row[s->n++] == 0) {
            return false;
        }
    }
    return true;
}

/* Where word `i` begins, or the end of the text. */
static const char *begin_of(const side *s, size_t i) {
    return i < s->n ? s->words[i].data : s->text.data + s->text.size;
}

/* Where the word before `i` ends, or the beginning of the text. */
static const char *end_before(const side *s, size_t i) {
    return i > 0 ? s->words[i - 1].data + s->words[i - 1].size : s->text.data;
}

static truce_str between(const char *begin, const char *end) {
    return (truce_str){begin, (size_t)(end - begin)};
}

typedef struct layout {
    truce_redline_part *parts; /* NULL: they are only counted */
    uint32_t n;
    bool kept; /* of the last part */
} layout;

/* One more piece; it goes on with the part before it where that is of its kind. */
static void put(layout *l, bool kept, truce_str old, truce_str now) {
    if (old.size == 0 && now.size == 0) {
        return;
    }
    if (l->n == 0 || l->kept != kept) {
        if (l->parts != NULL) {
            l->parts[l->n] = (truce_redline_part){kept, old, now};
        }
        l->n++;
        l->kept = kept;
    } else if (l->parts != NULL) {
        l->parts[l->n - 1].old.size += old.size;
        l->parts[l->n - 1].now.size += now.size;
    }
}

/* A change with the spaces around it: those that it has on both sides stay. */
static void put_change(layout *l, truce_str old, truce_str now) {
    size_t before = 0;
    size_t behind = 0;
    while (before < old.size && before < now.size && old.data[before] == ' ' &&
           now.data[before] == ' ') {
        before++;
    }
    while (before + behind < old.size && before + behind < now.size &&
           old.data[old.size - 1 - behind] == ' ' && now.data[now.size - 1 - behind] == ' ') {
        behind++;
    }
    put(l, true, (truce_str){old.data, before}, (truce_str){now.data, before});
    put(l, false, (truce_str){old.data + before, old.size - before - behind},
        (truce_str){now.data + before, now.size - before - behind});
    put(l, true, (truce_str){old.data + old.size - behind, behind},
        (truce_str){now.data + now.size - behind, behind});
}

/* Lay both texts side by side: a change or a space, then a word that stays, and so on. */
static void lay(const side *a, const side *b, layout *l) {
    for (size_t i = 0, k = 0;; i++, k++) {
        const char *const old = end_before(a, i);
        const char *const now = end_before(b, k);
        while (i < a->n && a->gone[i]) {
            i++;
        }
        while (k < b->n && b->gone[k]) {
            k++;
        }
        const truce_str gap_old = between(old, begin_of(a, i));
        const truce_str gap_now = between(now, begin_of(b, k));
        if (truce_str_equal(gap_old, gap_now)) {
            put(l, true, gap_old, gap_now);
        } else {
            put_change(l, gap_old, gap_now);
        }
        if (i == a->n) {
            assert(k == b->n); /* as many words stay on both sides */
            return;
        }
        put(l, true, a->words[i], b->words[k]);
    }
}

static uint32_t count_gone(const side *s) {
    uint32_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        n += s->gone[i];
    }
    return n;
}

truce_status truce_redline_make(truce_str old, truce_str now, uint64_t effort, truce_arena *arena,
                                truce_redline *out, truce_error *err) {
    enum { USUAL_EFFORT = 20000000 };
    assert(out != NULL);
    side a = {.text = old};
    side b = {.text = now};
    truce_symbols symbols;
    truce_redline made = {NULL, 0, 0, 0, false};
    layout l = {NULL, 0, false};
    uint64_t left = effort == 0 ? USUAL_EFFORT : effort;
    truce_arena scratch = truce_arena_new();
    bool done =
        truce_symbols_init(&symbols, &scratch, 0, NULL) == TRUCE_OK &&
        split(&a, &symbols, &scratch) && split(&b, &symbols, &scratch) &&
        truce_diff_rows((truce_diff_side){a.row, a.n, a.gone},
                        (truce_diff_side){b.row, b.n, b.gone}, &scratch, &left, &made.rough);
    if (done) {
        lay(&a, &b, &l);
        l.parts = truce_arena_take(arena, l.n * sizeof *l.parts);
        done = l.parts != NULL;
    }
    if (done) {
        l.n = 0;
        lay(&a, &b, &l);
        made.parts = l.parts;
        made.n = l.n;
        made.words_taken = count_gone(&a);
        made.words_put = count_gone(&b);
        *out = made;
    }
    truce_arena_clear(&scratch);
    return done ? TRUCE_OK : truce_fail(err, TRUCE_ENOMEM, "no memory to compare two wordings");
}
