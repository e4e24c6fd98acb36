/* Whether the talks go on: asked when one witness alone tells what stands now, and not every party
 * says so itself. */
#include "gaps_parts.h"
#include "truce/evidence/timeline.h"
#include "truce/evidence/witness.h"

/* What stands of one state: who tells it, so far. */
typedef struct telling {
    uint32_t first;   /* claim */
    uint32_t witness; /* of it */
    bool several;     /* witnesses */
} telling;

static bool states(const truce_talks *talks, unsigned state) {
    const truce_statement *const st = talks->told.statement;
    bool is = false;
    for (uint32_t i = 0; i < st->as.talks.n && !is; i++) {
        is = st->as.talks.at[i] == state;
    }
    return is && !st->denied && truce_talks_stands(talks);
}

/* Whether somebody of every party speaks in the claim. */
static bool is_by_all(const finder *f, uint32_t claim) {
    const truce_claim *const cl = &f->c->claims[claim];
    uint32_t n = 0;
    for (uint32_t p = 0; p < f->m->n_parties; p++) {
        bool speaks = false;
        for (uint32_t i = 0; i < cl->n_speakers && !speaks; i++) {
            speaks = truce_side_of(f->c, cl->speakers[i].actor) == f->m->parties[p];
        }
        n += speaks;
    }
    return n == f->m->n_parties;
}

static void add_state(finder *f, const truce_timeline *t, unsigned state, const uint32_t *witness) {
    static const truce_str words[] = {[TRUCE_STATE_RUNNING] = {"talks running", 13},
                                      [TRUCE_STATE_PAUSED] = {"talks paused", 12},
                                      [TRUCE_STATE_BROKEN] = {"talks broken", 12},
                                      [TRUCE_STATE_ENDED] = {"talks ended", 11},
                                      [TRUCE_STATE_PLANNED] = {"talks planned", 13}};
    telling told = {.first = TRUCE_NONE};
    for (uint32_t i = 0; i < t->n_talks; i++) {
        const uint32_t claim = t->talks[i].told.claim;
        if (!states(&t->talks[i], state) || (f->c->claims[claim].marks & TRUCE_MARK_INFERRED)) {
            continue;
        }
        if (told.first == TRUCE_NONE || claim < told.first) {
            told.first = claim;
        }
        told.several = told.several || witness[claim] != witness[told.first];
    }
    if (told.first == TRUCE_NONE || told.several || is_by_all(f, told.first)) {
        return;
    }
    truce_gap_item *const item = gap_item(f, f->c->claims[told.first].head.name);
    gap_word(f, item, words[state]);
    for (uint32_t i = 0; i < t->n_talks; i++) {
        const uint32_t claim = t->talks[i].told.claim;
        if (states(&t->talks[i], state) && !(f->c->claims[claim].marks & TRUCE_MARK_INFERRED)) {
            gap_claim(f, item, claim);
            gap_ask_speakers(f, item, claim);
        }
    }
}

static void ask_host(finder *f, uint32_t claim, const truce_statement *st, void *data) {
    (void)data;
    if (st->kind == TRUCE_STATES_ROLE && !st->denied && st->as.role.role == TRUCE_ROLE_HOST) {
        gap_ask(f, NULL, truce_case_find(f->c, TRUCE_KIND_ACTOR, st->subject), TRUCE_WHOM_HOST,
                claim);
    }
}

void find_gaps_of_talks(finder *f) {
    truce_timeline t;
    truce_copies copies;
    truce_witnesses witnesses;
    if (f->failed || f->m->n_parties == 0) {
        return;
    }
    if (truce_timeline_make(f->scope, f->arena, &t, NULL) != TRUCE_OK ||
        !truce_copies_find(f->c, f->arena, &copies) ||
        !truce_witnesses_find(f->c, &copies, f->arena, &witnesses)) {
        f->failed = true;
        return;
    }
    gap_begin(f, TRUCE_GAP_STATE, TRUCE_NONE);
    for (unsigned s = TRUCE_STATE_RUNNING; s < TRUCE_STATE_DEADLOCKED; s++) {
        add_state(f, &t, s, witnesses.of);
    }
    if (f->gap.n_items > 0) {
        gap_ask_parties(f);
        for (uint32_t i = 0; i < t.n_presence; i++) { /* those who are said to have gone */
            if (t.presence[i].presence != TRUCE_PRESENCE_PARTICIPATES &&
                !t.presence[i].told.statement->denied) {
                gap_ask(f, NULL, t.presence[i].actor, TRUCE_WHOM_OWN, TRUCE_NONE);
            }
        }
        each_statement(f, TRUCE_STATED(TRUCE_STATES_ROLE), ask_host, NULL);
        gap_ask_mediators(f);
    }
    gap_end(f);
}
