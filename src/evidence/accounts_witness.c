/* Who is one witness with whom. A claim is first followed to what it is a copy of, its source to
 * what it copies or draws on. Then the voice counts: a report's own is one; a named speaker is one
 * in a report, or across reports when told through the same outlet; people without a name are taken
 * for others in every claim, because nothing says that they are the same. */
#include "accounts_parts.h"

typedef struct voice_key {
    uint32_t kind, who, where;
} voice_key;

enum { VOICE_REPORT, VOICE_OUTLET, VOICE_NAMED, VOICE_NAMED_THROUGH, VOICE_CLAIM };

/* The end of each chain. A ring (one source copies what draws on it) ends where it is entered. */
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

static uint32_t voice(accounts_maker *k, const truce_claim *claim, uint32_t root,
                      const uint32_t *report) {
    const uint32_t source = report[truce_case_find(k->c, TRUCE_KIND_SOURCE, claim->source)];
    voice_key key = {VOICE_CLAIM, root, 0};
    if (claim->n_speakers == 0) {
        key = claim->via.symbol != 0 ? (voice_key){VOICE_OUTLET, claim->via.symbol, 0}
                                     : (voice_key){VOICE_REPORT, source, 0};
    } else if (claim->n_speakers == 1 && claim->speakers[0].kind == TRUCE_SPEAKER_NAMED) {
        const uint32_t who = claim->speakers[0].actor.symbol;
        key = claim->via.symbol != 0 ? (voice_key){VOICE_NAMED_THROUGH, who, claim->via.symbol}
                                     : (voice_key){VOICE_NAMED, who, source};
    }
    return number_of(k, &key, sizeof key);
}

bool find_witnesses(accounts_maker *k) {
    const truce_case *const c = k->c;
    const uint32_t n = c->n_sources > c->n_claims ? c->n_sources : c->n_claims;
    uint32_t *const next = truce_arena_take(k->arena, n * sizeof *next);
    uint32_t *const report = truce_arena_take(k->arena, c->n_sources * sizeof *report);
    k->origin = truce_arena_take(k->arena, c->n_sources * sizeof *k->origin);
    k->root = truce_arena_take(k->arena, c->n_claims * sizeof *k->root);
    k->witness = truce_arena_take(k->arena, c->n_claims * sizeof *k->witness);
    if (next == NULL || report == NULL || k->origin == NULL || k->root == NULL ||
        k->witness == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < c->n_sources; i++) {
        next[i] = truce_case_find(c, TRUCE_KIND_SOURCE, c->sources[i].copies);
    }
    follow(next, c->n_sources, k->origin);
    for (uint32_t i = 0; i < c->n_sources; i++) {
        const uint32_t on = truce_case_find(c, TRUCE_KIND_SOURCE, c->sources[i].draws_on);
        next[i] = next[i] == TRUCE_NONE ? on : next[i];
    }
    follow(next, c->n_sources, report);
    for (uint32_t i = 0; i < c->n_claims; i++) {
        next[i] = truce_case_find(c, TRUCE_KIND_CLAIM, c->claims[i].copy_of);
    }
    follow(next, c->n_claims, k->root);
    for (uint32_t i = 0; i < c->n_claims && !k->failed; i++) {
        k->witness[i] = voice(k, &c->claims[k->root[i]], k->root[i], report);
    }
    return !k->failed;
}

uint32_t voice_of(const accounts_maker *k, uint32_t claim, truce_ref by) {
    const truce_claim *const cl = &k->c->claims[claim];
    uint32_t side = truce_side_of(k->c, by);
    for (uint32_t i = 0; i < cl->n_speakers && side == TRUCE_NONE; i++) {
        side = truce_side_of(k->c, cl->speakers[i].actor);
    }
    return side != TRUCE_NONE ? side : k->c->n_actors + k->witness[claim];
}
