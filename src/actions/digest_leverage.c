/* Who could move whom: those with a hold of their own on each party. */
#include <stdlib.h>

#include "compose_actors.h"
#include "digest.h"
#include "truce/evidence/told.h"

/* Leverage before all else, then what it rests on; pressure by calls last. Who is only close to
 * somebody presses nobody: alliances are listed apart. */
static unsigned rank_of(const truce_actors *a, const truce_hold *hold) {
    static const unsigned ranks[] = {
        [TRUCE_RELATION_LEVERAGE] = 0,    [TRUCE_RELATION_FINANCE] = 1,
        [TRUCE_RELATION_DEPENDENCE] = 1,  [TRUCE_RELATION_ALLIANCE] = 4,
        [TRUCE_RELATION_PRESSURE] = 3,    [TRUCE_RELATION_CONTACT] = 4,
        [TRUCE_RELATION_RECOGNITION] = 4, [TRUCE_RELATION_WORDS] = 4};
    const truce_statement *const st = a->ties.at[hold->tie].statement;
    return st->kind == TRUCE_STATES_RELATION ? ranks[st->as.relation.relation] : 2;
}

/* The words that claims give with it, each once: how it is used, and how far it is heeded. */
static void add_words(composer *k, const truce_tie *tie, uint32_t n) {
    enum { SHOWN = 3 };
    truce_str seen[SHOWN];
    uint32_t n_seen = 0;
    for (uint32_t i = 0; i < n && n_seen < SHOWN; i++) {
        const truce_str words = tie->told[i]->text;
        bool again = words.size == 0 || tie->told[i]->kind != TRUCE_STATES_RELATION;
        for (uint32_t x = 0; x < n_seen && !again; x++) {
            again = truce_str_equal(seen[x], words);
        }
        if (!again) {
            truce_buffer_printf(&k->text, "%s%.*s", n_seen == 0 ? " (" : "; ",
                                TRUCE_STR_ARGS(words));
            seen[n_seen++] = words;
        }
    }
    truce_buffer_printf(&k->text, "%s", n_seen > 0 ? ")" : "");
}

/* Who says so; on a page the claims alone. */
static void add_tellers(composer *k, truce_sentence *sentence, const truce_tie *tie, uint32_t n,
                        const uint32_t *denied_by) {
    truce_told *const told = truce_arena_take(k->arena, n * sizeof *told);
    if (told == NULL) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        told[i] = (truce_told){tie->claims[i], tie->told[i]};
        if (k->doc.compact) {
            truce_sentence_claim(&k->doc, sentence, claim_name(k->c, tie->claims[i]));
        }
    }
    if (!k->doc.compact) {
        compose_told_dated(k, sentence, told, n, denied_by);
    }
    if (tie->n_claims > n) {
        truce_buffer_printf(&k->text, "and %u more claim%s", tie->n_claims - n,
                            tie->n_claims - n == 1 ? "" : "s");
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_PLAIN, compose_keep(k));
    }
}

/* "Another claim tells of Israel: set aside (the aid network) - the report s1". */
static void add_beside(composer *k, truce_passage *item, const truce_tie *tie,
                       const truce_tie *other, const uint32_t *denied_by) {
    truce_sentence *const sentence = truce_document_sentence(&k->doc, item);
    compose_beside_front(k, sentence, tie, other);
    add_tellers(k, sentence, other, other->n_claims < 2 ? other->n_claims : 2, denied_by);
}

/* What a list of holds is written with. */
typedef struct beside {
    const uint32_t *denied_by;
    forecasts foreseen;
} beside;

/* A line for a hold: whose it is, what, in which words, and who says so. */
static void add_hold(composer *k, truce_passage *item, const truce_actors *a, const truce_hop *hop,
                     const truce_hold *hold, const beside *with) {
    const uint32_t *const denied_by = with->denied_by;
    enum { CLAIMS_SHOWN = 8, CLAIMS_COMPACT = 2 };
    const uint32_t most = k->doc.compact ? CLAIMS_COMPACT : CLAIMS_SHOWN;
    const truce_tie *const tie = &a->ties.at[hold->tie];
    const uint32_t n = tie->n_claims < most ? tie->n_claims : most;
    truce_sentence *const sentence = truce_document_line(&k->doc, item);
    const truce_actor *const whose = &k->c->actors[tie->actor];
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, k->c->actors[hop->from].head.title);
    if (tie->actor == hop->from) {
        truce_buffer_lit(&k->text, ": ");
    } else if (whose->side == hop->from) {
        truce_buffer_printf(&k->text, "(%.*s): ", TRUCE_STR_ARGS(whose->head.title));
    } else { /* the other's dependence */
        truce_buffer_printf(&k->text, ": %.*s has ", TRUCE_STR_ARGS(whose->head.title));
    }
    phrase_tie(&k->text, k->c, tie->statement);
    add_words(k, tie, n);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    add_tellers(k, sentence, tie, n, denied_by);
    if (hold->denied_by != TRUCE_NONE) {
        truce_sentence_badge(&k->doc, sentence, TRUCE_TONE_CAUTION, TRUCE_STR("denied"));
        truce_sentence_claim(&k->doc, sentence,
                             claim_name(k->c, a->ties.at[hold->denied_by].claims[0]));
    }
    if (hold->beside != TRUCE_NONE) {
        add_beside(k, item, tie, &a->ties.at[hold->beside], denied_by);
    }
    if (!k->doc.compact) {
        compose_foreseen(k, item, &with->foreseen, tie, n);
    }
}

/* All by which somebody can press, the strongest first. */
static void add_hop(composer *k, truce_passage *item, const truce_actors *a, const truce_hop *hop,
                    const beside *with) {
    enum { RANKS = 5 };
    for (unsigned rank = 0; rank < RANKS; rank++) {
        for (uint32_t h = 0; h < hop->n; h++) {
            const truce_hold *const hold = &a->leverage.holds[hop->first + h];
            if (!hold->ally && rank_of(a, hold) == rank) {
                add_hold(k, item, a, hop, hold, with);
            }
        }
    }
}

/* A hop that runs straight to a party, with the rank of its strongest hold. */
typedef struct direct {
    uint32_t hop;
    unsigned rank;
} direct;

static int by_rank(const void *left, const void *right) {
    const direct *const l = left;
    const direct *const r = right;
    if (l->rank != r->rank) {
        return l->rank < r->rank ? -1 : 1;
    }
    return (l->hop > r->hop) - (l->hop < r->hop);
}

static uint32_t find_direct(const truce_actors *a, const truce_paths *of, direct *at) {
    const truce_leverage *const l = &a->leverage;
    uint32_t n = 0;
    for (uint32_t i = 0; i < of->n; i++) {
        const truce_path *const path = &l->paths[of->first + i];
        if (path->n != 1) {
            continue;
        }
        const truce_hop *const hop = &l->hops[path->hops[0]];
        at[n] = (direct){path->hops[0], rank_of(a, &l->holds[hop->first])};
        for (uint32_t h = 1; h < hop->n; h++) {
            const unsigned rank = rank_of(a, &l->holds[hop->first + h]);
            at[n].rank = rank < at[n].rank ? rank : at[n].rank;
        }
        n++;
    }
    if (n > 1) {
        qsort(at, n, sizeof *at, by_rank);
    }
    return n;
}

void digest_leverage(composer *k, const truce_actors *a, uint32_t max) {
    const truce_leverage *const l = &a->leverage;
    direct at[TRUCE_PATHS_PER_PARTY];
    truce_block *list = NULL;
    uint32_t n = 0;
    uint32_t shown = 0;
    for (uint32_t p = 0; p < l->n_parties; p++) {
        n += find_direct(a, &l->parties[p], at);
    }
    if (n == 0) {
        return;
    }
    beside with = {.denied_by = truce_denials_find(&k->scope, k->arena)};
    if (with.denied_by == NULL || !forecasts_find(k, &with.foreseen)) {
        k->failed = true;
        return;
    }
    /* As many for each party, so that the list is cut alike. */
    const uint32_t each = max > l->n_parties ? max / l->n_parties : 1;
    list = digest_open(k, "leverage", "Who could press whom, as reported");
    for (uint32_t p = 0; p < l->n_parties; p++) {
        const uint32_t of = find_direct(a, &l->parties[p], at);
        if (of == 0) {
            continue;
        }
        truce_buffer_lit(&k->text, "On ");
        truce_buffer_add(&k->text, k->c->actors[l->parties[p].party].head.title);
        truce_passage *const item =
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, compose_keep(k));
        for (uint32_t i = 0; i < of && i < each; i++) {
            add_hop(k, item, a, &l->hops[at[i].hop], &with);
            shown++;
        }
    }
    digest_rest(k, list, n, shown, "actors --sections leverage");
}
