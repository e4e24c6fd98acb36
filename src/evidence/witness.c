#include "truce/evidence/witness.h"

/* The end of each chain. A ring ends where it is entered. */
static void follow(const uint32_t *next, uint32_t n, uint32_t *end) {
    for (uint32_t i = 0; i < n; i++) {
        end[i] = TRUCE_NONE;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = i;
        while (end[at] == TRUCE_NONE && next[at] != TRUCE_NONE) {
            end[at] = at; /* on the way: stops a ring */
            at = next[at];
        }
        const uint32_t found = end[at] != TRUCE_NONE ? end[at] : at;
        bool passed = false; /* a ring comes back to it */
        end[found] = found;
        for (at = i; at != TRUCE_NONE && end[at] == at && !(passed && at == found); at = next[at]) {
            passed = passed || at == found;
            end[at] = found;
        }
    }
}

bool truce_copies_find(const truce_case *c, truce_arena *arena, truce_copies *copies) {
    const uint32_t n = c->n_sources > c->n_claims ? c->n_sources : c->n_claims;
    uint32_t *const next = truce_arena_take(arena, n * sizeof *next);
    copies->origin = truce_arena_take(arena, c->n_sources * sizeof *copies->origin);
    copies->original = truce_arena_take(arena, c->n_claims * sizeof *copies->original);
    if (next == NULL || copies->origin == NULL || copies->original == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_sources; i++) {
        next[i] = truce_case_find(c, TRUCE_KIND_SOURCE, c->sources[i].copies);
    }
    follow(next, c->n_sources, copies->origin);
    for (uint32_t i = 0; i < c->n_claims; i++) {
        next[i] = truce_case_find(c, TRUCE_KIND_CLAIM, c->claims[i].copy_of);
    }
    follow(next, c->n_claims, copies->original);
    return true;
}

/* What a source copies, else what it draws on, to the end. */
static bool find_reports(const truce_case *c, truce_arena *arena, uint32_t **report) {
    uint32_t *const next = truce_arena_take(arena, c->n_sources * sizeof *next);
    *report = truce_arena_take(arena, c->n_sources * sizeof **report);
    if (next == NULL || *report == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_sources; i++) {
        const truce_source *const s = &c->sources[i];
        next[i] =
            truce_case_find(c, TRUCE_KIND_SOURCE, s->copies.symbol != 0 ? s->copies : s->draws_on);
    }
    follow(next, c->n_sources, *report);
    return true;
}

/* ---- voices ---- */

typedef struct voice_key {
    uint32_t voice, who, where;
} voice_key;

static voice_key key_of(const truce_case *c, uint32_t original, const uint32_t *report) {
    const truce_claim *const claim = &c->claims[original];
    const uint32_t source = report[truce_case_find(c, TRUCE_KIND_SOURCE, claim->source)];
    const truce_symbol via = claim->via.symbol;
    if (claim->n_speakers == 0) {
        return via != 0 ? (voice_key){TRUCE_VOICE_OUTLET, via, 0}
                        : (voice_key){TRUCE_VOICE_REPORT, source, 0};
    }
    if (claim->n_speakers == 1 && claim->speakers[0].kind == TRUCE_SPEAKER_NAMED) {
        const uint32_t who = claim->speakers[0].actor.symbol;
        return via != 0 ? (voice_key){TRUCE_VOICE_TELLING, who, via}
                        : (voice_key){TRUCE_VOICE_SPEAKER, who, source};
    }
    return (voice_key){TRUCE_VOICE_CLAIM, original, 0};
}

bool truce_witnesses_find(const truce_case *c, const truce_copies *copies, truce_arena *arena,
                          truce_witnesses *witnesses) {
    truce_symbols keys;
    voice_key *const all = truce_arena_take(arena, c->n_claims * sizeof *all);
    witnesses->of = truce_arena_take(arena, c->n_claims * sizeof *witnesses->of);
    witnesses->voice = truce_arena_take(arena, c->n_claims * sizeof *witnesses->voice);
    witnesses->n = 0;
    if (all == NULL || witnesses->of == NULL || witnesses->voice == NULL ||
        !find_reports(c, arena, &witnesses->report) ||
        truce_symbols_init(&keys, arena, c->symbols.seed, NULL) != TRUCE_OK) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_claims; i++) {
        all[i] = key_of(c, copies->original[i], witnesses->report);
        const truce_symbol key =
            truce_symbols_add(&keys, (truce_str){(const char *)&all[i], sizeof all[i]});
        if (key == 0) {
            return false;
        }
        witnesses->of[i] = key - 1;
        witnesses->voice[key - 1] = (truce_voice)all[i].voice;
        witnesses->n = key > witnesses->n ? key : witnesses->n;
    }
    return true;
}
