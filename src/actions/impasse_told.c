/* Clashes within one side that may be none: what it is reported to demand on one issue is told in
 * other words by others, and the case does not say whether those words exclude one another. */
#include <stdlib.h>

#include "compose_impasse.h"

enum { CLAIMS_COMPARED = 64 /* of one position; what rests on more counts as told by the same */ };

/* ---- what a position says on one issue ---- */

/* Whether it asks for something on the issue, on no condition, and every line of it there does. */
static bool asks_for(const weighed *w, const held_position *p, uint32_t issue) {
    bool any = false;
    bool all = !p->any && !p->only_if && !p->supposed && !p->kept;
    for (uint32_t i = 0; i < p->n && all; i++) {
        const truce_position *const of = &w->matrix.positions[p->of[i]];
        if (of->issue == issue) {
            any = true;
            all = of->stance == TRUCE_STANCE_DEMANDS && !of->denied && !of->conditional;
        }
    }
    return any && all;
}

/* Whether it names something off the ladder, which is comparable with nothing. */
static bool is_off_ladder(const composer *k, const weighed *w, const held_position *p,
                          uint32_t issue) {
    const int64_t n_rungs = k->c->issues[issue].n_rungs;
    for (uint32_t i = 0; i < p->n; i++) {
        const truce_position *const of = &w->matrix.positions[p->of[i]];
        if (of->issue == issue && of->options.n > 0 &&
            of->options.at[of->options.n - 1].high >= n_rungs) {
            return true;
        }
    }
    return false;
}

/* ---- who tells it ---- */

static bool same_speaker(const truce_speaker *a, const truce_speaker *b) {
    return a->kind == b->kind && a->actor.symbol == b->actor.symbol &&
           (a->kind == TRUCE_SPEAKER_NAMED || truce_str_equal(a->words, b->words));
}

/* A named speaker is the same wherever he is quoted; anybody else, and the narrator, only in one
 * source. */
static bool same_teller(const truce_claim *a, const truce_claim *b) {
    const bool one_source = a->source.symbol == b->source.symbol;
    if (a->n_speakers == 0 || b->n_speakers == 0) {
        return one_source && a->n_speakers == b->n_speakers;
    }
    for (uint32_t i = 0; i < a->n_speakers; i++) {
        for (uint32_t x = 0; x < b->n_speakers; x++) {
            if (same_speaker(&a->speakers[i], &b->speakers[x]) &&
                (one_source || a->speakers[i].kind == TRUCE_SPEAKER_NAMED)) {
                return true;
            }
        }
    }
    return false;
}

static bool have_one_teller(const composer *k, const held_position *p, const held_position *q) {
    if (p->n_claims > CLAIMS_COMPARED || q->n_claims > CLAIMS_COMPARED) {
        return true;
    }
    for (uint32_t i = 0; i < p->n_claims; i++) {
        for (uint32_t x = 0; x < q->n_claims; x++) {
            const uint32_t a = k->original[p->claims[i]];
            const uint32_t b = k->original[q->claims[x]];
            if (a == b || same_teller(&k->c->claims[a], &k->c->claims[b])) {
                return true;
            }
        }
    }
    return false;
}

/* ---- clashes ---- */

static bool is_told_apart(const composer *k, const weighed *w, const truce_conflict *c,
                          uint32_t issue) {
    if (!c->internal || c->n < 2 || k->c->issues[issue].has_range) {
        return false;
    }
    for (uint32_t i = 0; i < c->n; i++) {
        const held_position *const p = &w->held.positions[c->positions[i]];
        if (!asks_for(w, p, issue)) {
            return false;
        }
        for (uint32_t x = 0; x < i; x++) {
            const held_position *const q = &w->held.positions[c->positions[x]];
            if ((!is_off_ladder(k, w, p, issue) && !is_off_ladder(k, w, q, issue)) ||
                have_one_teller(k, p, q)) {
                return false;
            }
        }
    }
    return true;
}

/* One position in one of these clashes, before they are put together. */
typedef struct telling {
    uint32_t issue, party, position;
} telling;

static int by_issue(const void *left, const void *right) {
    const telling *const l = left;
    const telling *const r = right;
    if (l->issue != r->issue) {
        return l->issue < r->issue ? -1 : 1;
    }
    if (l->party != r->party) {
        return l->party < r->party ? -1 : 1;
    }
    return (l->position > r->position) - (l->position < r->position);
}

/* Tellings of one party on one issue, each position once, as one. */
static bool gather(composer *k, telling *at, uint32_t n, impasse_tellings *out) {
    uint32_t *const positions = truce_arena_take(k->arena, n * sizeof *positions);
    out->at = truce_arena_take(k->arena, n * sizeof *out->at);
    if (positions == NULL || out->at == NULL) {
        return false;
    }
    if (n > 1) {
        qsort(at, n, sizeof *at, by_issue);
    }
    uint32_t n_positions = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0 && by_issue(&at[i - 1], &at[i]) == 0) {
            continue;
        }
        if (i == 0 || at[i].issue != at[i - 1].issue || at[i].party != at[i - 1].party) {
            out->at[out->n++] = (impasse_telling){
                .issue = at[i].issue, .party = at[i].party, .positions = positions + n_positions};
        }
        out->at[out->n - 1].n++;
        positions[n_positions++] = at[i].position;
    }
    return true;
}

bool impasse_find_tellings(composer *k, const weighed *w, impasse_tellings *out) {
    const truce_impasse *const im = &w->impasse;
    const impasse_matter *const matters = impasse_matters(k, w);
    uint32_t n = 0;
    *out = (impasse_tellings){
        .conflicts = truce_arena_zero(k->arena, im->n_conflicts, sizeof *out->conflicts),
        .matters = matters};
    if (matters == NULL || out->conflicts == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < im->n_conflicts; i++) {
        const truce_conflict *const c = &im->conflicts[i];
        out->conflicts[i] = matters[i].n == 1 && is_told_apart(k, w, c, matters[i].issues[0]);
        n += out->conflicts[i] ? c->n : 0;
        out->n_told += out->conflicts[i];
        out->n_within += c->internal && !out->conflicts[i];
        out->n_between += !c->internal;
    }
    telling *const at = truce_arena_take(k->arena, n * sizeof *at);
    n = 0;
    for (uint32_t i = 0; at != NULL && i < im->n_conflicts; i++) {
        const truce_conflict *const c = &im->conflicts[i];
        for (uint32_t p = 0; p < c->n && out->conflicts[i]; p++) {
            at[n++] = (telling){matters[i].issues[0],
                                w->held.stands.positions[c->positions[p]].party, c->positions[p]};
        }
    }
    return at != NULL && gather(k, at, n, out);
}

/* ---- in words ---- */

void impasse_count_words(composer *k, const weighed *w) {
    const impasse_tellings *const t = &w->told;
    if (t->n_between + t->n_within == 0) {
        truce_buffer_lit(&k->text, "no clash");
        return;
    }
    if (t->n_between > 0) {
        truce_buffer_printf(&k->text, "%u clash%s between the sides", t->n_between,
                            t->n_between == 1 ? "" : "es");
    }
    if (t->n_within > 0) {
        truce_buffer_printf(&k->text, "%s%u%s within one side", t->n_between > 0 ? " and " : "",
                            t->n_within,
                            t->n_between > 0   ? ""
                            : t->n_within == 1 ? " clash"
                                               : " clashes");
    }
}

void impasse_way(composer *k, const weighed *w, const held_position *p, uint32_t issue) {
    bool any = false;
    for (uint32_t i = 0; i < p->n; i++) {
        const truce_position *const of = &w->matrix.positions[p->of[i]];
        if (of->issue == issue) {
            truce_buffer_printf(&k->text, "%s", any ? "; " : "");
            phrase_options(&k->text, k->c, &of->demand->item);
            any = true;
        }
    }
}

void impasse_tell(composer *k, truce_passage *passage, const weighed *w, const impasse_telling *t) {
    const truce_str side = k->c->actors[w->matrix.parties[t->party]].head.title;
    truce_buffer_printf(&k->text, "What %.*s is reported to demand", TRUCE_STR_ARGS(side));
    if (passage->label.size == 0) {
        truce_buffer_lit(&k->text, " on ");
        truce_buffer_add(&k->text, k->c->issues[t->issue].head.title);
    }
    truce_buffer_printf(&k->text, " is told in %u ways:", t->n);
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k),
                          "demands of one side on one issue that the case does not order, each "
                          "told by others");
    for (uint32_t i = 0; i < t->n; i++) {
        const held_position *const p = &w->held.positions[t->positions[i]];
        truce_sentence *const sentence = truce_document_sentence(&k->doc, passage);
        impasse_way(k, w, p, t->issue);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, compose_keep(k));
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, p->claims[0]));
        sentence->join = i > 0 ? TRUCE_JOIN_DOT : TRUCE_JOIN_SPACE;
    }
    (void)compose_quietly(k, passage, TRUCE_SPAN_MUTED,
                          TRUCE_STR("truce does not know whether they exclude one another, and "
                                    "counts no clash."),
                          "options off the ladder are comparable with nothing");
}
