/* What is said of actors in words: it is no tie and moves nobody by itself, and it may be the point
 * of the claim whose ties are shown. */
#include <stdlib.h>

#include "actor_words.h"
#include "truce/evidence/matrix.h"

enum { SHOWN = 24 };

static bool is_charge(const truce_statement *st) {
    return st->kind == TRUCE_STATES_BLAME || st->kind == TRUCE_STATES_ACCUSATION;
}

uint32_t compose_saying_of(const composer *k, const truce_statement *st) {
    return st->kind == TRUCE_STATES_SAYING
               ? truce_case_find(k->c, TRUCE_KIND_ACTOR, st->as.saying.on)
           : is_charge(st) ? truce_case_find(k->c, TRUCE_KIND_ACTOR, st->as.blame.object)
                           : TRUCE_NONE;
}

static void add_teller(composer *k, truce_sentence *sentence, uint32_t claim) {
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    phrase_speakers(&k->text, k->c, &k->c->claims[claim]);
    truce_buffer_lit(&k->text, ", ");
    phrase_date(&k->text, &k->scope, claim);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    actor_cite(k, sentence, &claim, 1);
}

/* "said of Benjamin Netanyahu: it may be harder for him - the report s1, 2025-07~ (s1:P7)" */
static void add_saying(composer *k, truce_sentence *sentence, uint32_t claim,
                       const truce_statement *st) {
    if (is_charge(st)) {
        truce_buffer_printf(&k->text, "%s", st->subject.symbol == 0 ? "said: " : "");
        phrase_statement(&k->text, k->c, st);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        add_teller(k, sentence, claim);
        return;
    }
    if (st->subject.symbol != 0) {
        truce_buffer_add(&k->text, phrase_actor(k->c, st->subject));
        truce_buffer_printf(&k->text, st->denied ? " does not say of " : " says of ");
    } else {
        truce_buffer_printf(&k->text, st->denied ? "not said of " : "said of ");
    }
    truce_buffer_add(&k->text, phrase_actor(k->c, st->as.saying.on));
    truce_buffer_lit(&k->text, ": ");
    truce_buffer_add(&k->text, st->text);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    add_teller(k, sentence, claim);
}

void compose_sayings_in(composer *k, truce_passage *item, truce_cell *cell, uint32_t claim,
                        uint32_t side) {
    const truce_claim *const cl = &k->c->claims[claim];
    for (uint32_t s = 0; s < cl->n_statements; s++) {
        const uint32_t actor = compose_saying_of(k, &cl->statements[s]);
        if (actor != TRUCE_NONE && !is_charge(&cl->statements[s]) &&
            k->c->actors[actor].side == side) {
            truce_sentence *const sentence =
                item != NULL ? truce_document_line(&k->doc, item)
                             : truce_document_sentence(&k->doc, truce_document_cell(&k->doc, cell));
            add_saying(k, sentence, claim, &cl->statements[s]);
        }
    }
}

/* Whether the side itself, or one of its people, says it. */
static bool says(const composer *k, const truce_stated *at, uint32_t side) {
    const truce_claim *const claim = &k->c->claims[at->claim];
    bool own =
        at->statement->subject.symbol != 0 && truce_side_of(k->c, at->statement->subject) == side;
    for (uint32_t i = 0; i < claim->n_speakers && at->statement->subject.symbol == 0 && !own; i++) {
        own = truce_side_of(k->c, claim->speakers[i].actor) == side;
    }
    return own;
}

bool compose_is_saying(const composer *k, const truce_stated *at, uint32_t side) {
    const uint32_t actor = compose_saying_of(k, at->statement);
    return actor != TRUCE_NONE &&
           (side == TRUCE_NONE || k->c->actors[actor].side == side || says(k, at, side));
}

/* ---- of one side: what is said of it, and what it says ---- */

enum {
    SPEECH = ACTOR_SAYINGS | TRUCE_STATED(TRUCE_STATES_NARRATIVE) |
             TRUCE_STATED(TRUCE_STATES_FORECAST) | TRUCE_STATED(TRUCE_STATES_DENIAL)
};

typedef struct speech {
    const truce_stated *at;
    truce_date date; /* of its claim */
} speech;

bool compose_is_speech(const composer *k, const truce_stated *at, uint32_t side) {
    return (SPEECH >> at->kind & 1) != 0 && compose_saying_of(k, at->statement) == TRUCE_NONE &&
           (side == TRUCE_NONE || says(k, at, side));
}

/* The last first; what is not dated last, and then as written. */
static int by_age(const void *left, const void *right) {
    const speech *const l = left;
    const speech *const r = right;
    const bool dated = (l->date.marks & TRUCE_DATE_GIVEN) != 0;
    if (dated != ((r->date.marks & TRUCE_DATE_GIVEN) != 0)) {
        return dated ? -1 : 1;
    }
    if (dated && l->date.first != r->date.first) {
        return l->date.first > r->date.first ? -1 : 1;
    }
    return l->at < r->at ? -1 : l->at > r->at;
}

static void add_list(composer *k, const char *id, truce_str title, speech *all, uint32_t n) {
    if (n == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, truce_str_of(id), title);
    truce_block *const list = truce_document_list(&k->doc);
    if (n > 1) {
        qsort(all, n, sizeof *all, by_age);
    }
    for (uint32_t i = 0; i < n && i < SHOWN; i++) {
        truce_sentence *const sentence = truce_document_sentence(
            &k->doc,
            truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0}));
        if (compose_saying_of(k, all[i].at->statement) != TRUCE_NONE) {
            add_saying(k, sentence, all[i].at->claim, all[i].at->statement);
        } else {
            phrase_statement(&k->text, k->c, all[i].at->statement);
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
            add_teller(k, sentence, all[i].at->claim);
        }
    }
    if (n > SHOWN) {
        truce_buffer_printf(&k->text, "and %u earlier: --json has all", n - SHOWN);
        (void)compose_quietly(
            k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0}),
            TRUCE_SPAN_MUTED, compose_keep(k), "the last 24 are shown");
    }
}

void compose_sayings_of(composer *k, uint32_t side) {
    const truce_stated *at = NULL;
    uint32_t n = 0;
    uint32_t end = 0;
    for (uint32_t i = 0; (at = truce_scope_next(&k->scope, SPEECH, &i)) != NULL;) {
        end += compose_is_saying(k, at, side) || compose_is_speech(k, at, side);
    }
    /* what others say of it from the front, what it says from the back */
    speech *const all = truce_arena_take(k->arena, end * sizeof *all);
    if (all == NULL) {
        k->failed = true;
        return;
    }
    uint32_t own = end;
    for (uint32_t i = 0; (at = truce_scope_next(&k->scope, SPEECH, &i)) != NULL;) {
        const speech one = {at, k->scope.times[at->claim].date};
        if (compose_is_speech(k, at, side) ||
            (compose_is_saying(k, at, side) && says(k, at, side))) {
            all[--own] = one;
        } else if (compose_is_saying(k, at, side)) {
            all[n++] = one;
        }
    }
    add_list(k, "sayings", TRUCE_STR("What is said of it"), all, n);
    truce_buffer_lit(&k->text, "What ");
    truce_buffer_add(&k->text, k->c->actors[side].head.title);
    truce_buffer_lit(&k->text, " says itself");
    add_list(k, "says", compose_keep(k), all + own, end - own);
}
