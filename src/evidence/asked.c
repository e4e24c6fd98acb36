/* Who presses whom, pair by pair; who speaks of whom, pair by pair; and the one looked up in the
 * other. Of what a side says of an actor the last by date is enough: when it was surely told before
 * the pressure, all was. */
#include "truce/evidence/asked.h"

#include <stdlib.h>

#include "truce/evidence/speaker.h"

/* Somebody of the side `of` has a word of the actor `on`. */
typedef struct word {
    uint32_t on, of, claim;
    truce_date date;
} word;

typedef struct words {
    const truce_scope *scope;
    const truce_case *c;
    truce_arena *arena;
    word *at;
    size_t n, cap;
    bool failed;
} words;

/* ---- who speaks of whom ---- */

static void add_word(words *w, uint32_t on, uint32_t of, uint32_t claim) {
    if (on == TRUCE_NONE || of == TRUCE_NONE || w->failed) {
        return;
    }
    word *const at = truce_arena_grow(w->arena, w->at, w->n, &w->cap, sizeof *at);
    if (at == NULL) {
        w->failed = true;
        return;
    }
    w->at = at;
    at[w->n++] = (word){on, of, claim, w->scope->times[claim].date};
}

/* Everybody whose word the statement is. */
static void add_speakers(words *w, const truce_stated *at, uint32_t on) {
    const truce_claim *const claim = &w->c->claims[at->claim];
    if (at->statement->subject.symbol != 0) {
        add_word(w, on, truce_side_of(w->c, at->statement->subject), at->claim);
        return;
    }
    for (uint32_t i = 0; i < claim->n_speakers; i++) {
        add_word(w, on, truce_side_of(w->c, claim->speakers[i].actor), at->claim);
    }
}

static void add_about(words *w, const truce_stated *at, truce_ref on) {
    const uint32_t event = truce_case_find(w->c, TRUCE_KIND_EVENT, on);
    const uint32_t offer = truce_case_find(w->c, TRUCE_KIND_OFFER, on);
    const uint32_t claim = truce_case_find(w->c, TRUCE_KIND_CLAIM, on);
    const truce_refs by = event != TRUCE_NONE   ? w->c->events[event].by
                          : offer != TRUCE_NONE ? w->c->offers[offer].by
                                                : (truce_refs){.n = 0};
    add_speakers(w, at, truce_case_find(w->c, TRUCE_KIND_ACTOR, on));
    for (uint32_t i = 0; i < by.n; i++) {
        add_speakers(w, at, truce_case_find(w->c, TRUCE_KIND_ACTOR, by.at[i]));
    }
    for (uint32_t i = 0; claim != TRUCE_NONE && i < w->c->claims[claim].n_speakers; i++) {
        add_speakers(
            w, at, truce_case_find(w->c, TRUCE_KIND_ACTOR, w->c->claims[claim].speakers[i].actor));
    }
}

static int by_pair(const void *left, const void *right) {
    const word *const l = left;
    const word *const r = right;
    const bool dated = (l->date.marks & TRUCE_DATE_GIVEN) != 0;
    if (l->on != r->on) {
        return l->on < r->on ? -1 : 1;
    }
    if (l->of != r->of) {
        return l->of < r->of ? -1 : 1;
    }
    if (dated != ((r->date.marks & TRUCE_DATE_GIVEN) != 0)) {
        return dated ? 1 : -1;
    }
    if (dated && l->date.last != r->date.last) {
        return l->date.last > r->date.last ? -1 : 1;
    }
    return (l->claim > r->claim) - (l->claim < r->claim);
}

static void find_words(words *w) {
    const truce_stated *at = NULL;
    const uint32_t kinds = TRUCE_STATED(TRUCE_STATES_SAYING) |
                           TRUCE_STATED(TRUCE_STATES_NARRATIVE) |
                           TRUCE_STATED(TRUCE_STATES_DENIAL) | TRUCE_STATED(TRUCE_STATES_BLAME) |
                           TRUCE_STATED(TRUCE_STATES_ACCUSATION);
    for (uint32_t i = 0; (at = truce_scope_next(w->scope, kinds, &i)) != NULL;) {
        const truce_statement *const st = at->statement;
        if (!at->inferred) {
            add_about(w, at,
                      st->kind == TRUCE_STATES_SAYING      ? st->as.saying.on
                      : st->kind == TRUCE_STATES_NARRATIVE ? st->as.narrative.event
                      : st->kind == TRUCE_STATES_DENIAL    ? st->as.denial.claim
                                                           : st->as.blame.object);
        }
    }
    if (w->n > 1) {
        qsort(w->at, w->n, sizeof *w->at, by_pair);
    }
}

/* What that side says of the actor, the last by date first; NULL for nothing. */
static const word *find(const words *w, uint32_t on, uint32_t of) {
    size_t low = 0;
    size_t high = w->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const word *const at = &w->at[middle];
        if (at->on < on || (at->on == on && at->of < of)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < w->n && w->at[low].on == on && w->at[low].of == of ? &w->at[low] : NULL;
}

/* ---- who presses whom ---- */

typedef struct pressed {
    uint32_t side, by, of, claim;
} pressed;

static int by_presser(const void *left, const void *right) {
    const pressed *const l = left;
    const pressed *const r = right;
    const uint32_t keys[][2] = {
        {l->side, r->side}, {l->by, r->by}, {l->of, r->of}, {l->claim, r->claim}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i][0] != keys[i][1]) {
            return keys[i][0] < keys[i][1] ? -1 : 1;
        }
    }
    return 0;
}

/* `all`: room for all of them, or NULL to count. */
static uint32_t collect(const truce_scope *scope, pressed *all) {
    const truce_stated *at = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0;
         (at = truce_scope_next(scope, TRUCE_STATED(TRUCE_STATES_RELATION), &i)) != NULL;) {
        const truce_statement *const st = at->statement;
        const uint32_t by = truce_case_find(scope->c, TRUCE_KIND_ACTOR, st->subject);
        const uint32_t of = truce_side_of(scope->c, st->as.relation.object);
        if (!st->denied && st->as.relation.relation == TRUCE_RELATION_PRESSURE &&
            by != TRUCE_NONE && of != TRUCE_NONE && scope->c->actors[by].side != of) {
            if (all != NULL) {
                all[n] = (pressed){scope->c->actors[by].side, by, of, at->claim};
            }
            n++;
        }
    }
    return n;
}

static bool tells_where_it_leads(const truce_case *c, uint32_t claim, uint32_t of) {
    const truce_claim *const cl = &c->claims[claim];
    bool tells = false;
    for (uint32_t s = 0; s < cl->n_statements && !tells; s++) {
        const truce_statement *const st = &cl->statements[s];
        tells = (st->kind == TRUCE_STATES_POSITION || st->kind == TRUCE_STATES_MOVEMENT ||
                 st->kind == TRUCE_STATES_PRESENCE) &&
                truce_side_of(c, st->subject) == of;
    }
    return tells;
}

/* Whether it is not surely of a time before each claim that tells of the pressure. */
static bool may_answer(const words *w, const truce_asked *asked, const word *said) {
    bool may = false;
    for (uint32_t i = 0; said != NULL && i < asked->n_claims && !may; i++) {
        may = truce_date_compare(said->date, w->scope->times[asked->claims[i]].date) !=
              TRUCE_DATE_BEFORE;
    }
    return may;
}

static void find_answer(const words *w, truce_asked *asked) {
    const uint32_t on[] = {asked->by, w->c->actors[asked->by].side};
    for (size_t i = 0; i < sizeof on / sizeof *on && asked->answer == TRUCE_NONE; i++) {
        const word *const said = find(w, on[i], asked->of);
        asked->answer = may_answer(w, asked, said) ? said->claim : TRUCE_NONE;
    }
    for (uint32_t i = 0; i < asked->n_claims && asked->answer == TRUCE_NONE; i++) {
        if (tells_where_it_leads(w->c, asked->claims[i], asked->of)) {
            asked->answer = asked->claims[i];
        }
    }
}

truce_status truce_asks_make(const truce_scope *scope, truce_arena *arena, truce_asks *asks,
                             truce_error *err) {
    const uint32_t n = collect(scope, NULL);
    pressed *const all = truce_arena_take(arena, n * sizeof *all);
    uint32_t *const claims = truce_arena_take(arena, n * sizeof *claims);
    truce_asks made = {truce_arena_take(arena, n * sizeof *made.at), 0};
    words w = {.scope = scope, .c = scope->c, .arena = arena};
    if (n > 0) {
        find_words(&w);
    }
    if (all == NULL || claims == NULL || made.at == NULL || w.failed) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for who presses whom");
    }
    (void)collect(scope, all);
    if (n > 1) {
        qsort(all, n, sizeof *all, by_presser);
    }
    for (uint32_t i = 0; i < n; i++) {
        truce_asked *last = made.n > 0 ? &made.at[made.n - 1] : NULL;
        if (last == NULL || last->by != all[i].by || last->of != all[i].of) {
            last = &made.at[made.n++];
            *last = (truce_asked){all[i].by, all[i].of, claims + i, 0, TRUCE_NONE};
        }
        if (last->n_claims == 0 || last->claims[last->n_claims - 1] != all[i].claim) {
            last->claims[last->n_claims++] = all[i].claim;
        }
    }
    for (uint32_t i = 0; i < made.n; i++) {
        find_answer(&w, &made.at[i]);
    }
    *asks = made;
    return TRUCE_OK;
}
