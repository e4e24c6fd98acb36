/* Open addressing over 64-bit slots that hold the upper half of the hash beside the symbol: a
 * probe touches one cache line and compares texts only when 32 bits of hash agree. */
#include "truce/base/symbols.h"

#include <assert.h>

#include "truce/base/prefetch.h"

enum { FIRST_SLOTS = 1024 };

static uint64_t load8(const char *p) {
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* Fold the 128-bit product: every input bit reaches every output bit. */
static uint64_t mix(uint64_t a, uint64_t b) {
    __extension__ typedef unsigned __int128 wide;
    const wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t hash_text(uint64_t seed, truce_str text) {
    const char *p = text.data;
    size_t n = text.size;
    uint64_t h = seed ^ (UINT64_C(0x9E3779B97F4A7C15) * (n + 1));
    while (n > 16) {
        h = mix(load8(p) ^ h, load8(p + 8) ^ UINT64_C(0xE7037ED1A0B428DB));
        p += 16;
        n -= 16;
    }
    uint64_t a = 0;
    uint64_t b = 0;
    if (n >= 8) {
        a = load8(p);
        b = load8(p + n - 8);
    } else {
        for (size_t i = 0; i < n; i++) {
            a = a << 8 | (unsigned char)p[i];
        }
    }
    h = mix(a ^ h, b ^ UINT64_C(0xA0761D6478BD642F) ^ seed);
    return mix(h, UINT64_C(0x8EBC6AF09C88C6E3));
}

/* The slot that holds `text`, or the empty one where it would go. */
static size_t find_slot(const truce_symbols *symbols, truce_str text, uint64_t hash) {
    const size_t mask = symbols->slots_cap - 1;
    size_t i = (size_t)hash & mask;
    while (symbols->slots[i] != 0) {
        const uint64_t slot = symbols->slots[i];
        if ((slot ^ hash) >> 32 == 0 && truce_str_equal(symbols->texts[(uint32_t)slot], text)) {
            return i;
        }
        i = (i + 1) & mask;
    }
    return i;
}

static bool grow_slots(truce_symbols *symbols, size_t cap) {
    uint64_t *slots = truce_arena_zero(symbols->arena, cap, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    for (size_t s = 1; s < symbols->n; s++) {
        const uint64_t hash = hash_text(symbols->seed, symbols->texts[s]);
        size_t i = (size_t)hash & (cap - 1);
        while (slots[i] != 0) {
            i = (i + 1) & (cap - 1);
        }
        slots[i] = (hash & UINT64_C(0xFFFFFFFF00000000)) | s;
    }
    symbols->slots = slots;
    symbols->slots_cap = cap;
    return true;
}

truce_status truce_symbols_init(truce_symbols *symbols, truce_arena *arena, uint64_t seed,
                                truce_error *err) {
    *symbols = (truce_symbols){.arena = arena, .seed = seed, .n = 1, .slots_cap = FIRST_SLOTS};
    symbols->slots = truce_arena_zero(arena, FIRST_SLOTS, sizeof *symbols->slots);
    symbols->texts = truce_arena_grow(arena, NULL, 0, &symbols->cap, sizeof *symbols->texts);
    if (symbols->slots == NULL || symbols->texts == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a table of names");
    }
    symbols->texts[0] = (truce_str){"", 0};
    return TRUCE_OK;
}

static bool grow_texts(truce_symbols *symbols, size_t cap) {
    truce_str *const texts = cap <= SIZE_MAX / sizeof *texts
                                 ? truce_arena_take(symbols->arena, cap * sizeof *texts)
                                 : NULL;
    if (texts == NULL) {
        return false;
    }
    memcpy(texts, symbols->texts, symbols->n * sizeof *texts);
    symbols->texts = texts;
    symbols->cap = cap;
    return true;
}

bool truce_symbols_reserve(truce_symbols *symbols, size_t n) {
    size_t cap = symbols->slots_cap;
    while (cap / 2 < n && cap <= SIZE_MAX / 2) {
        cap *= 2;
    }
    return (cap == symbols->slots_cap || grow_slots(symbols, cap)) &&
           (n <= symbols->cap || grow_texts(symbols, n));
}

truce_symbol truce_symbols_add(truce_symbols *symbols, truce_str text) {
    assert(text.size > 0);
    const uint64_t hash = hash_text(symbols->seed, text);
    size_t i = find_slot(symbols, text, hash);
    if (symbols->slots[i] != 0) {
        return (truce_symbol)symbols->slots[i];
    }
    if (symbols->n >= UINT32_MAX) {
        return 0;
    }
    truce_str *texts =
        truce_arena_grow(symbols->arena, symbols->texts, symbols->n, &symbols->cap, sizeof *texts);
    if (texts == NULL) {
        return 0;
    }
    symbols->texts = texts;
    if (symbols->n * 2 > symbols->slots_cap) {
        if (!grow_slots(symbols, symbols->slots_cap * 2)) {
            return 0;
        }
        i = find_slot(symbols, text, hash);
    }
    const truce_symbol symbol = (truce_symbol)symbols->n++;
    texts[symbol] = text;
    symbols->slots[i] = (hash & UINT64_C(0xFFFFFFFF00000000)) | symbol;
    return symbol;
}

void truce_symbols_expect(const truce_symbols *symbols, truce_str text) {
    const uint64_t hash = hash_text(symbols->seed, text);
    truce_prefetch(&symbols->slots[(size_t)hash & (symbols->slots_cap - 1)]);
}

truce_symbol truce_symbols_find(const truce_symbols *symbols, truce_str text) {
    if (text.size == 0) {
        return 0;
    }
    return (truce_symbol)symbols->slots[find_slot(symbols, text, hash_text(symbols->seed, text))];
}
