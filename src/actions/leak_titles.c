/* Titles and names in what is handed on: of records that its reader may not see, and of
 * compartments and members that they do not know of. */
#include <string.h>

#include "leaks.h"
#include "truce/base/symbols.h"

enum { WORDS = 12, KEY_MOST = 512 };

/* Words in small letters with blanks between them. */
typedef struct key {
    char text[KEY_MOST];
    size_t size;
} key;

typedef struct seeking {
    const leak_sought *sought;
    truce_symbols keys; /* what is sought, each text once */
    uint32_t *of;       /* [symbol - 1] -> the first in `sought` */
    size_t cap;
    bool *found;      /* [in sought] */
    bool *had;        /* [in sought]: its reader has it */
    unsigned lengths; /* bit n: something of n words is sought */
    leak *hits;       /* what was found in what is handed on */
    uint32_t *hit_of; /* [hit] -> in sought */
    size_t n_hits, hits_cap, hit_of_cap;
    truce_arena *arena;
    leaks *out;
    size_t out_cap;
} seeking;

static bool in_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c & 0x80) != 0;
}

/* The next word from `*at` on; empty at the end. Hyphens part words, so that a name and a title
 * are found in each other; an apostrophe within belongs to its word. */
static truce_str next_word(const char **at, const char *end) {
    const char *p = *at;
    while (p < end && !in_word(*p)) {
        p++;
    }
    const char *const from = p;
    while (p < end && (in_word(*p) || (*p == '\'' && p > from && p + 1 < end && in_word(p[1])))) {
        p++;
    }
    *at = p;
    return (truce_str){from, (size_t)(p - from)};
}

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* "Mona's" is found as "Mona". */
static void put_word(key *k, truce_str word) {
    const bool owns =
        word.size > 2 && word.data[word.size - 2] == '\'' && small(word.data[word.size - 1]) == 's';
    word.size -= owns ? 2 : 0;
    if (k->size > 0 && k->size < KEY_MOST) {
        k->text[k->size++] = ' ';
    }
    for (size_t i = 0; i < word.size && k->size < KEY_MOST; i++) {
        k->text[k->size++] = small(word.data[i]);
    }
}

/* ---- what is sought -------------------------------------------------------------------------- */

static bool add_sought(seeking *s, uint32_t i) {
    const truce_str text = s->sought[i].text;
    const char *const end = text.data + text.size;
    const char *at = text.data;
    key k = {.size = 0};
    unsigned n = 0;
    for (truce_str word = next_word(&at, end); word.size > 0 && n < WORDS;
         word = next_word(&at, end), n++) {
        put_word(&k, word);
    }
    if (n == 0) {
        return true;
    }
    const truce_str kept = truce_arena_str(s->arena, (truce_str){k.text, k.size});
    const size_t before = s->keys.n;
    const truce_symbol symbol = kept.data != NULL ? truce_symbols_add(&s->keys, kept) : 0;
    uint32_t *const of =
        symbol != 0 ? truce_arena_grow(s->arena, s->of, symbol - 1, &s->cap, sizeof *of) : NULL;
    if (of == NULL) {
        return false;
    }
    s->of = of;
    if (s->keys.n > before) {
        of[symbol - 1] = i;
    }
    s->lengths |= 1U << n;
    return true;
}

/* ---- where it stands ------------------------------------------------------------------------- */

static bool hit(seeking *s, uint32_t i, leak place) {
    leak *const hits = truce_arena_grow(s->arena, s->hits, s->n_hits, &s->hits_cap, sizeof *hits);
    uint32_t *const of =
        truce_arena_grow(s->arena, s->hit_of, s->n_hits, &s->hit_of_cap, sizeof *of);
    if (hits == NULL || of == NULL) {
        return false;
    }
    s->hits = hits;
    s->hit_of = of;
    place.kind = s->sought[i].kind;
    place.hidden = s->sought[i].hidden;
    hits[s->n_hits] = place;
    of[s->n_hits++] = i;
    s->found[i] = true;
    return true;
}

/* What begins with the word at `at`. */
static bool try_at(seeking *s, const char *at, const char *end, leak place, bool had) {
    const char *from = NULL;
    bool good = true;
    key k = {.size = 0};
    for (unsigned n = 1; n <= WORDS && s->lengths >> n != 0 && good; n++) {
        const truce_str word = next_word(&at, end);
        if (word.size == 0) {
            break;
        }
        from = n == 1 ? word.data : from;
        put_word(&k, word);
        const truce_symbol symbol = (s->lengths >> n & 1U) != 0
                                        ? truce_symbols_find(&s->keys, (truce_str){k.text, k.size})
                                        : 0;
        if (symbol == 0) {
            continue;
        }
        const uint32_t i = s->of[symbol - 1];
        if (had) {
            s->had[i] = true;
        } else if (!s->found[i]) {
            place.what = (truce_str){from, (size_t)(at - from)};
            good = hit(s, i, place);
        }
    }
    return good;
}

static bool read_line(seeking *s, const char *at, const char *end, leak place, bool had) {
    bool good = true;
    while (at < end && good && !leaks_is_seal((truce_str){at, (size_t)(end - at)})) {
        good = try_at(s, at, end, place, had);
        (void)next_word(&at, end);
    }
    return good;
}

static bool read_all(seeking *s, const truce_str *texts, size_t n, bool had) {
    bool good = true;
    for (size_t i = 0; i < n && good; i++) {
        const char *at = texts[i].data;
        const char *const end = at + texts[i].size;
        for (unsigned line = 1; at < end && good; line++) {
            const char *const stop = memchr(at, '\n', (size_t)(end - at));
            good = read_line(s, at, stop != NULL ? stop : end,
                             (leak){.text = (uint32_t)i, .line = line, .n = 1}, had);
            at = stop != NULL ? stop + 1 : end;
        }
    }
    return good;
}

/* Of what was found: has its reader got it already? Little is left to be sought. */
static bool read_had(seeking *s, const truce_str *texts, size_t n) {
    const leak_sought *const all = s->sought;
    leak_sought *const few = truce_arena_take(s->arena, (s->n_hits + 1) * sizeof *few);
    seeking had = {.sought = few, .arena = s->arena};
    had.had = truce_arena_zero(s->arena, s->n_hits + 1, sizeof *had.had);
    bool good = few != NULL && had.had != NULL &&
                truce_symbols_init(&had.keys, s->arena, 0, NULL) == TRUCE_OK;
    for (uint32_t i = 0; i < s->n_hits && good; i++) {
        few[i] = all[s->hit_of[i]];
        good = add_sought(&had, i);
    }
    good = good && (s->n_hits == 0 || read_all(&had, texts, n, true));
    for (size_t i = 0; i < s->n_hits && good; i++) {
        s->had[s->hit_of[i]] = had.had[i];
    }
    return good;
}

/* Within what was found already: a longer phrase is told, and a word of the title is not. */
static bool is_told(leaks *out, leak one) {
    const char *const end = one.what.data + one.what.size;
    for (size_t i = 0; i < out->n; i++) {
        leak *const k = &out->found[i];
        const char *const k_end = k->what.data + k->what.size;
        if (k->kind == LEAK_PHRASE && k->what.data <= one.what.data && k_end >= end) {
            return true;
        }
        if (k->kind == LEAK_NAME && k->what.data >= one.what.data && k_end <= end) {
            *k = one;
            return true;
        }
    }
    return false;
}

static bool add(seeking *s, leak one) {
    if (is_told(s->out, one)) {
        return true;
    }
    leak *const all =
        truce_arena_grow(s->arena, s->out->found, s->out->n, &s->out_cap, sizeof *all);
    if (all == NULL) {
        return false;
    }
    s->out->found = all;
    all[s->out->n++] = one;
    return true;
}

truce_status leaks_find_titles(const truce_str *handed, size_t n_handed, const truce_str *had,
                               size_t n_had, const leak_sought *sought, size_t n_sought,
                               truce_arena *arena, leaks *out, truce_error *err) {
    seeking s = {.sought = sought, .arena = arena, .out = out, .out_cap = out->n};
    const truce_status status = truce_symbols_init(&s.keys, arena, 0, err);
    if (status != TRUCE_OK) {
        return status;
    }
    s.found = truce_arena_zero(arena, n_sought + 1, sizeof *s.found);
    s.had = truce_arena_zero(arena, n_sought + 1, sizeof *s.had);
    bool good = s.found != NULL && s.had != NULL;
    for (size_t i = 0; i < n_sought && good; i++) {
        good = add_sought(&s, (uint32_t)i);
    }
    good = good && read_all(&s, handed, n_handed, false) && read_had(&s, had, n_had);
    for (size_t i = 0; i < s.n_hits && good; i++) {
        good = s.had[s.hit_of[i]] || add(&s, s.hits[i]);
    }
    return good ? TRUCE_OK
                : truce_fail(err, TRUCE_ENOMEM, "no memory to look for what would be given away");
}
