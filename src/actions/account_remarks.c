/* A reproach need not blame: one side says of another that its demands are out of touch, or that it
 * has accepted nothing. Whoever asks who blames whom must find these too, and must not find them
 * counted as blame. */
#include "account_remarks.h"

#include <stdlib.h>

#include "account_words.h"
#include "truce/evidence/speaker.h"

enum { SHOWN = 24, CITED = 8 };

static const char BASIS[] = "what claims state of another side, blame and accusation left out";

/* ---- which ---- */

static bool speaks_for(const composer *k, const truce_claim *claim, const truce_statement *st,
                       uint32_t side) {
    bool own = false;
    for (uint32_t i = 0; i < claim->n_speakers && !own; i++) {
        own = truce_side_of(k->c, claim->speakers[i].actor) == side;
    }
    return own || (st->kind == TRUCE_STATES_SAYING && truce_side_of(k->c, st->subject) == side);
}

/* Whether somebody of a known side says it, rather than a report in its own words. */
static bool has_side(const composer *k, const truce_claim *claim, const truce_statement *st,
                     bool party) {
    bool any = false;
    for (uint32_t i = 0; i <= claim->n_speakers && !any; i++) {
        const uint32_t side = i < claim->n_speakers ? truce_side_of(k->c, claim->speakers[i].actor)
                              : st->kind == TRUCE_STATES_SAYING ? truce_side_of(k->c, st->subject)
                                                                : TRUCE_NONE;
        any = side != TRUCE_NONE && (!party || k->c->actors[side].kind == TRUCE_ACTOR_PARTY);
    }
    return any;
}

static bool is_refusal(const truce_statement *st) {
    return st->kind == TRUCE_STATES_POSITION &&
           (st->denied ? st->as.position.stance == TRUCE_STANCE_ACCEPTS
                       : st->as.position.stance == TRUCE_STANCE_REJECTS);
}

/* The side that alone had a part in it, or TRUCE_NONE. */
static uint32_t doer(const composer *k, const truce_event *event) {
    const uint32_t side = event->by.n > 0 ? truce_side_of(k->c, event->by.at[0]) : TRUCE_NONE;
    bool alone = true;
    for (uint32_t i = 1; i < event->by.n && alone; i++) {
        alone = truce_side_of(k->c, event->by.at[i]) == side;
    }
    return alone ? side : TRUCE_NONE;
}

/* The other side of which the statement says something, or TRUCE_NONE. */
static uint32_t other_side(const composer *k, const truce_claim *claim, const truce_statement *st) {
    uint32_t of = TRUCE_NONE;
    if (is_refusal(st)) {
        of = truce_side_of(k->c, st->subject);
        of = of != TRUCE_NONE && k->c->actors[of].kind == TRUCE_ACTOR_PARTY ? of : TRUCE_NONE;
    } else if (st->kind == TRUCE_STATES_SAYING && !st->denied) {
        const uint32_t actor = truce_case_find(k->c, TRUCE_KIND_ACTOR, st->as.saying.on);
        const uint32_t event = truce_case_find(k->c, TRUCE_KIND_EVENT, st->as.saying.on);
        of = actor != TRUCE_NONE ? k->c->actors[actor].side : TRUCE_NONE;
        of = event != TRUCE_NONE ? doer(k, &k->c->events[event]) : of;
    }
    return of != TRUCE_NONE && has_side(k, claim, st, is_refusal(st)) &&
                   !speaks_for(k, claim, st, of)
               ? of
               : TRUCE_NONE;
}

static uint32_t side_spoken_of(const composer *k, const truce_claim *claim) {
    uint32_t of = TRUCE_NONE;
    for (uint32_t s = 0; s < claim->n_statements && of == TRUCE_NONE; s++) {
        of = other_side(k, claim, &claim->statements[s]);
    }
    return (claim->marks & TRUCE_MARK_INFERRED) == 0 ? of : TRUCE_NONE;
}

static int by_age(const void *left, const void *right) {
    const account_remark *const l = left;
    const account_remark *const r = right;
    if ((l->at == NULL) != (r->at == NULL)) {
        return l->at != NULL ? -1 : 1;
    }
    if (l->at != NULL && l->at->first != r->at->first) {
        return l->at->first < r->at->first ? -1 : 1;
    }
    return (l->claim > r->claim) - (l->claim < r->claim);
}

account_remarks account_remarks_of(composer *k) {
    account_remarks out = {NULL, 0};
    out.at = truce_arena_take(k->arena, k->c->n_claims * sizeof *out.at);
    if (out.at == NULL) {
        k->failed = true;
        return out;
    }
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        const uint32_t of = k->scope.in[i] ? side_spoken_of(k, &k->c->claims[i]) : TRUCE_NONE;
        if (of != TRUCE_NONE) {
            const truce_date *const date = &k->scope.times[i].date;
            out.at[out.n++] =
                (account_remark){i, of, (date->marks & TRUCE_DATE_GIVEN) != 0 ? date : NULL};
        }
    }
    if (out.n > 1) {
        qsort(out.at, out.n, sizeof *out.at, by_age);
    }
    return out;
}

/* ---- in words ---- */

/* "of Hamas: the demands are out of touch; Israel has not accepted: ..." */
static void add_words(composer *k, const account_remark *r) {
    const truce_claim *const claim = &k->c->claims[r->claim];
    const char *before = "";
    for (uint32_t s = 0; s < claim->n_statements; s++) {
        const truce_statement *const st = &claim->statements[s];
        if (other_side(k, claim, st) == TRUCE_NONE) {
            continue;
        }
        truce_buffer_printf(&k->text, "%s", before);
        before = "; ";
        if (is_refusal(st)) {
            phrase_statement(&k->text, k->c, st);
            continue;
        }
        const uint32_t event = truce_case_find(k->c, TRUCE_KIND_EVENT, st->as.saying.on);
        truce_buffer_lit(&k->text, "of ");
        truce_buffer_add(&k->text, event != TRUCE_NONE ? k->c->events[event].head.title
                                                       : phrase_actor(k->c, st->as.saying.on));
        truce_buffer_lit(&k->text, ": ");
        truce_buffer_add(&k->text, st->text);
    }
}

/* "by Israel, told by ": whom a report makes to say it. */
static void add_teller(composer *k, const account_remark *r) {
    const truce_claim *const claim = &k->c->claims[r->claim];
    for (uint32_t s = 0; s < claim->n_statements && claim->n_speakers == 0; s++) {
        const truce_statement *const st = &claim->statements[s];
        if (other_side(k, claim, st) != TRUCE_NONE) {
            truce_buffer_lit(&k->text, "by ");
            truce_buffer_add(&k->text, phrase_actor(k->c, st->subject));
            truce_buffer_lit(&k->text, ", told by ");
            break;
        }
    }
    phrase_speakers(&k->text, k->c, claim);
}

static void add_remark(composer *k, truce_block *list, const account_remark *r) {
    const truce_claim *const claim = &k->c->claims[r->claim];
    truce_sentence *const sentence = truce_document_sentence(
        &k->doc, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0}));
    add_words(k, r);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    add_teller(k, r);
    if (claim->n_speakers > 0) {
        truce_buffer_printf(&k->text, " (%s)", truce_grade_called(truce_claim_grade(k->c, claim)));
    }
    truce_buffer_lit(&k->text, ", ");
    phrase_date(&k->text, &k->scope, r->claim);
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    truce_sentence_claim(&k->doc, sentence, claim_name(k->c, r->claim));
    account_marks(k, sentence, claim->marks);
}

void account_remarks_list(composer *k, const account_remarks *r) {
    if (r->n == 0) {
        return;
    }
    (void)truce_document_heading(&k->doc, 3, TRUCE_STR("short-of-blame"),
                                 TRUCE_STR("Said of another side, and not counted as blame"));
    truce_passage *const note = truce_document_paragraph(&k->doc);
    (void)compose_quietly(
        k, note, TRUCE_SPAN_MUTED,
        TRUCE_STR("What somebody of one side says of another, or of what it did, and what one "
                  "party says that another does not accept. No claim calls it blame or an "
                  "accusation; whether it is meant as a reproach is not said."),
        BASIS);
    const uint32_t left = r->n > SHOWN ? r->n - SHOWN : 0;
    if (left > 0) {
        truce_buffer_printf(&k->text, "%u earlier: --json has all.", left);
        (void)compose_quietly(k, note, TRUCE_SPAN_MUTED, compose_keep(k), "the last 24 are shown");
    }
    truce_block *const list = truce_document_list(&k->doc);
    for (uint32_t i = left; i < r->n; i++) {
        add_remark(k, list, &r->at[i]);
    }
}

static void cite(composer *k, truce_sentence *sentence, const account_remark *at, uint32_t n) {
    for (uint32_t i = 0; i < n && i < CITED; i++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, at[i].claim));
    }
}

void account_remarks_count(composer *k, const account_remarks *r) {
    if (r->n == 0) {
        return;
    }
    truce_buffer_printf(&k->text,
                        "In %u claim%s one side speaks of another, or of what it does not accept, "
                        "in words that are not counted as blame: truce accounts --kind blame.",
                        r->n, r->n == 1 ? "" : "s");
    truce_sentence *const sentence = compose_quietly(k, truce_document_paragraph(&k->doc),
                                                     TRUCE_SPAN_MUTED, compose_keep(k), BASIS);
    const uint32_t left = r->n > CITED ? r->n - CITED : 0;
    cite(k, sentence, r->at + left, r->n - left);
}

void account_remarks_beside(composer *k, truce_cell *cell, const account_remarks *r, bool dated,
                            int64_t first, int64_t last) {
    account_remark near[CITED];
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n; i++) {
        const truce_date *const at = r->at[i].at;
        if (dated ? at != NULL && at->first <= last && at->last >= first : at == NULL) {
            if (n < CITED) {
                near[n] = r->at[i];
            }
            n++;
        }
    }
    if (n > 0) {
        truce_buffer_printf(&k->text, "Said %s, and not counted as blame: %u claim%s, below.",
                            dated ? "at this time" : "without a date", n, n == 1 ? "" : "s");
        truce_sentence *const sentence = compose_quietly(k, truce_document_cell(&k->doc, cell),
                                                         TRUCE_SPAN_PLAIN, compose_keep(k), BASIS);
        cite(k, sentence, near, n);
    }
}

void account_remarks_json(composer *k, const account_remarks *r, truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < r->n; i++) {
        const account_remark *const one = &r->at[i];
        truce_json_object_inline(json);
        truce_json_member_str(json, "claim", claim_name(k->c, one->claim));
        add_teller(k, one);
        truce_json_member_str(json, "speaker", truce_buffer_str(&k->text));
        k->text.size = 0;
        truce_json_member_str(json, "of", truce_case_name(k->c, k->c->actors[one->of].head.name));
        add_words(k, one);
        truce_json_member_str(json, "says", truce_buffer_str(&k->text));
        k->text.size = 0;
        phrase_date(&k->text, &k->scope, one->claim);
        truce_json_member_str(json, "date", truce_buffer_str(&k->text));
        k->text.size = 0;
        truce_json_close(json);
    }
    truce_json_close(json);
}
