/* Why, as told: what is reported of a side on an issue beside its positions (interests, what is at
 * stake, how much it matters, what it says of it), and what is said of the issue itself. Whoever
 * asks for one issue finds the reason beside the position. */
#include "compose_reasons.h"

#include <stdlib.h>

#include "account_words.h"
#include "truce/case/words.h"

enum { SHOWN = 4 /* of each side on one issue */, CLAIMS_SHOWN = 8, NAMES_SHOWN = 3 };

/* Whose it is on which issue; of_issue: nobody's, but said of the issue. */
typedef struct reason {
    uint32_t issue, side;
    uint32_t order; /* in the scope */
    uint32_t claim;
    const truce_statement *st;
} reason;

static const uint32_t of_issue = TRUCE_NONE;

/* The same told by several. */
typedef struct telling {
    const reason *first;
    uint32_t claims[CLAIMS_SHOWN];
    uint32_t n;
} telling;

static int by_issue(const void *left, const void *right) {
    const reason *const l = left;
    const reason *const r = right;
    if (l->issue != r->issue) {
        return l->issue < r->issue ? -1 : 1;
    }
    return (l->order > r->order) - (l->order < r->order);
}

/* Whoever speaks for itself: the side of the only speaker. */
static uint32_t side_of_speaker(const truce_case *c, uint32_t claim) {
    const truce_claim *const cl = &c->claims[claim];
    return cl->n_speakers == 1 && cl->speakers[0].actor.symbol != 0
               ? truce_side_of(c, cl->speakers[0].actor)
               : of_issue;
}

static uint32_t side_of(const truce_case *c, truce_ref actor) {
    return actor.symbol != 0 ? truce_side_of(c, actor) : of_issue;
}

/* What a statement tells of which issue; false where of none that was asked for. A speaker's word
 * on an issue is of its own side, if that is a party. */
static bool read_reason(const composer *k, const truce_stated *at, reason *out) {
    const truce_case *const c = k->c;
    const truce_statement *const st = at->statement;
    truce_ref issue = st->subject;
    uint32_t side = of_issue;
    if (st->kind == TRUCE_STATES_TRAIT) {
        issue = st->as.trait.on;
        side = side_of(c, st->subject);
    } else if (st->kind == TRUCE_STATES_SAYING) {
        issue = st->as.saying.on;
        side = st->subject.symbol != 0 ? side_of(c, st->subject) : side_of_speaker(c, at->claim);
    } else {
        side = side_of(c, st->as.rank.to);
    }
    const uint32_t found = truce_case_find(c, TRUCE_KIND_ISSUE, issue);
    if (found == TRUCE_NONE || !k->issues[found]) {
        return false;
    }
    if (st->kind == TRUCE_STATES_SAYING && st->subject.symbol == 0 && side != of_issue &&
        c->actors[side].kind != TRUCE_ACTOR_PARTY) {
        side = of_issue;
    }
    *out = (reason){.issue = found, .side = side, .claim = at->claim, .st = st};
    return true;
}

bool reasons_find(composer *k, reasons *out) {
    const uint32_t kinds = TRUCE_STATED(TRUCE_STATES_TRAIT) | TRUCE_STATED(TRUCE_STATES_SAYING) |
                           TRUCE_STATED(TRUCE_STATES_RANK);
    const truce_stated *at;
    reason one;
    size_t n = 0;
    for (uint32_t i = 0; (at = truce_scope_next(&k->scope, kinds, &i)) != NULL;) {
        n += read_reason(k, at, &one);
    }
    *out = (reasons){.at = truce_arena_zero(k->arena, n, sizeof *out->at)};
    if (out->at == NULL) {
        k->failed = true;
        return false;
    }
    for (uint32_t i = 0; (at = truce_scope_next(&k->scope, kinds, &i)) != NULL;) {
        if (read_reason(k, at, &one)) {
            one.order = out->n;
            out->at[out->n++] = one;
        }
    }
    if (out->n > 1) {
        qsort(out->at, out->n, sizeof *out->at, by_issue);
    }
    return true;
}

/* ---- on paper ---- */

static bool same(const truce_statement *l, const truce_statement *r) {
    return l->kind == r->kind && l->denied == r->denied && truce_str_equal(l->text, r->text) &&
           (l->kind == TRUCE_STATES_TRAIT ? l->as.trait.trait == r->as.trait.trait &&
                                                l->as.trait.unstated == r->as.trait.unstated &&
                                                l->subject.symbol == r->subject.symbol
            : l->kind == TRUCE_STATES_RANK ? l->as.rank.rank == r->as.rank.rank &&
                                                 l->as.rank.over.symbol == r->as.rank.over.symbol &&
                                                 l->as.rank.to.symbol == r->as.rank.to.symbol
                                           : l->subject.symbol == r->subject.symbol);
}

/* The first `SHOWN` different ones of a side; how many there are in all, each telling that found no
 * place counted. */
static uint32_t gather(const reasons *all, uint32_t begin, uint32_t end, uint32_t side,
                       bool (*takes)(const composer *k, uint32_t side, uint32_t asked),
                       const composer *k, telling *out, uint32_t *n) {
    uint32_t rest = 0;
    *n = 0;
    for (uint32_t i = begin; i < end; i++) {
        const reason *const r = &all->at[i];
        uint32_t t = 0;
        if (!takes(k, r->side, side)) {
            continue;
        }
        while (t < *n && !same(out[t].first->st, r->st)) {
            t++;
        }
        if (t == *n && t < SHOWN) {
            out[(*n)++] = (telling){.first = r};
        }
        if (t < *n && out[t].n < CLAIMS_SHOWN) {
            out[t].claims[out[t].n++] = r->claim;
        }
        rest += t == *n;
    }
    return rest;
}

static void add_what(composer *k, const reason *r, bool with_actor) {
    static const char *const called[] = {
        "interest: ", "at stake: ", "alternative to a deal: ", "cost of no deal: ", "divided: "};
    const truce_statement *const st = r->st;
    const truce_ref actor = st->kind == TRUCE_STATES_RANK ? st->as.rank.to : st->subject;
    const bool other = actor.symbol != 0 &&
                       (with_actor || truce_case_find(k->c, TRUCE_KIND_ACTOR, actor) != r->side);
    truce_buffer_printf(&k->text, "%s", st->denied ? "not: " : "");
    if (st->kind == TRUCE_STATES_RANK) {
        truce_buffer_lit(&k->text, "matters ");
        truce_buffer_add(&k->text, truce_words_at(TRUCE_WORDS_RANK, (size_t)st->as.rank.rank));
        const uint32_t over = truce_case_find(k->c, TRUCE_KIND_ISSUE, st->as.rank.over);
        if (over != TRUCE_NONE) {
            truce_buffer_byte(&k->text, ' ');
            truce_buffer_add(&k->text, k->c->issues[over].head.title);
        }
        if (actor.symbol != 0) {
            truce_buffer_lit(&k->text, " to ");
            truce_buffer_add(&k->text, other ? phrase_actor(k->c, actor) : TRUCE_STR("it"));
        }
        return;
    }
    if (other) {
        truce_buffer_add(&k->text, phrase_actor(k->c, actor));
        truce_buffer_byte(&k->text, ' ');
    }
    truce_buffer_printf(&k->text, "%s",
                        st->kind == TRUCE_STATES_TRAIT ? called[st->as.trait.trait]
                        : r->side != of_issue          ? "says: "
                                                       : "");
    if (st->kind == TRUCE_STATES_TRAIT) {
        phrase_trait_words(&k->text, st);
    } else {
        truce_buffer_add(&k->text, st->text);
    }
}

static void add_telling(composer *k, truce_passage *item, const telling *t, bool with_actor) {
    truce_sentence *const line = truce_document_line(&k->doc, item);
    truce_str names[NAMES_SHOWN];
    uint8_t marked[NAMES_SHOWN]; /* with what all claims of the name carry */
    uint8_t marks = UINT8_MAX;   /* and all claims of the line */
    uint32_t n = 0;
    truce_sentence_add(&k->doc, line, TRUCE_SPAN_MUTED, TRUCE_STR("\xC2\xB7"));
    add_what(k, t->first, with_actor);
    truce_sentence_add(&k->doc, line, TRUCE_SPAN_PLAIN, compose_keep(k));
    for (uint32_t i = 0; i < t->n; i++) {
        const truce_claim *const claim = &k->c->claims[t->claims[i]];
        marks &= claim->marks;
        phrase_speakers(&k->text, k->c, claim);
        truce_buffer_lit(&k->text, ", ");
        phrase_date(&k->text, &k->scope, t->claims[i]);
        uint32_t at = 0;
        while (at < n && !truce_str_equal(names[at], truce_buffer_str(&k->text))) {
            at++;
        }
        if (at < n) {
            k->text.size = 0;
            marked[at] &= claim->marks;
        } else if (n == NAMES_SHOWN) {
            k->text.size = 0;
        } else {
            marked[n] = claim->marks;
            names[n++] = compose_keep(k);
        }
        truce_sentence_claim(&k->doc, line, claim_name(k->c, t->claims[i]));
    }
    for (uint32_t i = 0; i < n; i++) {
        truce_buffer_printf(&k->text, "%s %.*s", i == 0 ? "\xE2\x80\x94" : ";",
                            TRUCE_STR_ARGS(names[i]));
        account_marks_said(k, (uint8_t)(marked[i] & ~marks));
        truce_sentence_add(&k->doc, line, TRUCE_SPAN_MUTED, compose_keep(k));
    }
    account_marks(k, line, marks);
}

static void add_all(composer *k, truce_passage *item, const telling *at, uint32_t n, uint32_t rest,
                    uint32_t issue, bool with_actor) {
    for (uint32_t i = 0; i < n; i++) {
        add_telling(k, item, &at[i], with_actor);
    }
    if (rest > 0) {
        truce_sentence *const more = truce_document_line(&k->doc, item);
        truce_buffer_printf(&k->text, "and %u more: truce brief --issue %.*s --sections claims",
                            rest,
                            TRUCE_STR_ARGS(truce_case_name(k->c, k->c->issues[issue].head.name)));
        truce_sentence_add(&k->doc, more, TRUCE_SPAN_MUTED, compose_keep(k));
        more->basis = TRUCE_STR("at most 4 of each side are shown");
        more->quiet = true;
    }
}

static bool is_side(const composer *k, uint32_t side, uint32_t asked) {
    (void)k;
    return side == asked;
}

static bool is_other(const composer *k, uint32_t side, uint32_t asked) {
    (void)asked;
    return side != of_issue && k->c->actors[side].kind != TRUCE_ACTOR_PARTY;
}

static void range(reasons *all, uint32_t issue, uint32_t *begin, uint32_t *end) {
    while (all->begin < all->n && all->at[all->begin].issue < issue) {
        all->begin++;
    }
    *begin = all->begin;
    *end = all->begin;
    while (*end < all->n && all->at[*end].issue == issue) {
        ++*end;
    }
}

bool reasons_of(composer *k, truce_passage *item, reasons *all, uint32_t issue, uint32_t side) {
    telling at[SHOWN];
    uint32_t begin, end, n;
    range(all, issue, &begin, &end);
    const uint32_t rest =
        gather(all, begin, end, side, side != TRUCE_NONE ? is_side : is_other, k, at, &n);
    if (item != NULL) {
        add_all(k, item, at, n, rest, issue, side == TRUCE_NONE);
    }
    return n > 0;
}

void reasons_of_issue(composer *k, truce_block *list, reasons *all, uint32_t issue) {
    telling at[SHOWN];
    uint32_t begin, end, n;
    range(all, issue, &begin, &end);
    const uint32_t rest = gather(all, begin, end, of_issue, is_side, k, at, &n);
    if (n > 0) {
        add_all(k, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, TRUCE_STR("On it")), at,
                n, rest, issue, false);
    }
}
