/* Each sort of what is new since a date, item by item. */
#include <stdlib.h>

#include "digest_since.h"
#include "gap_words.h"

bool since_take(sort *s) {
    s->n++;
    if (s->left == 0) {
        return false;
    }
    s->left--;
    return true;
}

static truce_passage *item(sort *s, const char *label) {
    return truce_document_item(&s->k->doc, s->list, (truce_str){NULL, 0}, truce_str_of(label));
}

/* ---- names of what there was ---- */

static int by_text(const void *left, const void *right) {
    return truce_str_compare(*(const truce_str *)left, *(const truce_str *)right);
}

static bool has(const truce_str *sorted, uint32_t n, truce_str id) {
    return n > 0 && bsearch(&id, sorted, n, sizeof id, by_text) != NULL;
}

static truce_str *gap_ids(composer *k, const truce_gaps *g) {
    truce_str *const ids = truce_arena_take(k->arena, g->n * sizeof *ids);
    for (uint32_t i = 0; ids != NULL && i < g->n; i++) {
        gap_id(&k->text, k->c, &g->at[i]);
        ids[i] = compose_keep(k);
    }
    if (ids != NULL && g->n > 1) {
        qsort(ids, g->n, sizeof *ids, by_text);
    }
    k->failed = k->failed || ids == NULL;
    return ids;
}

/* ---- the sorts ---- */

/* Statements outside `before`, kept in order at the front of `told`. */
static uint32_t keep_new(const truce_scope *scope, const truce_told *from, uint32_t n,
                         truce_told *told) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!scope->in[from[i].claim]) {
            told[kept++] = from[i];
        }
    }
    return kept;
}

/* How much is told of the stage of which most is told; one claim may tell of it twice. */
static size_t most_told(const truce_offers *o) {
    size_t most = 0;
    for (uint32_t i = 0; i < o->n; i++) {
        for (unsigned g = 0; g < TRUCE_STAGE_N; g++) {
            const truce_custody *const stage = &o->at[i].stages[g];
            const size_t n = (size_t)stage->n_claimed + stage->n_denied;
            most = n > most ? n : most;
        }
    }
    return most;
}

void since_offers(sort *s, const before *b) {
    const truce_offers *const o = b->offers_now;
    composer *const k = s->k;
    truce_told *const told = truce_arena_take(k->arena, most_told(o) * sizeof *told);
    k->failed = k->failed || told == NULL;
    for (uint32_t i = 0; i < o->n && told != NULL; i++) {
        const truce_offer_file *const f = &o->at[i];
        truce_passage *passage = NULL;
        for (unsigned g = 0; g < TRUCE_STAGE_N; g++) {
            const truce_custody *const stage = &f->stages[g];
            for (int denied = 0; denied < 2; denied++) {
                const uint32_t from = denied == 1 ? stage->n_claimed : 0;
                const uint32_t n = keep_new(&b->scope, stage->told + from,
                                            denied == 1 ? stage->n_denied : stage->n_claimed, told);
                if (n == 0 || (passage == NULL && !since_take(s))) {
                    continue;
                }
                if (passage == NULL) {
                    passage = truce_document_item(&k->doc, s->list, (truce_str){NULL, 0},
                                                  k->c->offers[f->offer].head.title);
                }
                digest_stage(k, passage, o, g, told, n, denied == 1);
            }
        }
    }
}

/* A new event, in the order in which to tell it. */
typedef struct news {
    int rank;
    int64_t told;
    uint32_t event;
} news;

/* Who came or went first, then other steps of the talks, then the rest; of these what was told
 * last. */
static int by_news(const void *left, const void *right) {
    const news *const l = left;
    const news *const r = right;
    if (l->rank != r->rank) {
        return l->rank < r->rank ? -1 : 1;
    }
    if (l->told != r->told) {
        return l->told > r->told ? -1 : 1;
    }
    return (l->event > r->event) - (l->event < r->event);
}

static int rank_of(truce_event_kind kind) {
    switch (kind) {
    case TRUCE_EVENT_OPEN:
    case TRUCE_EVENT_ROUND:
    case TRUCE_EVENT_LEAVE:
    case TRUCE_EVENT_WITHDRAW:
    case TRUCE_EVENT_RESUME:
        return 0;
    case TRUCE_EVENT_STALL:
    case TRUCE_EVENT_PROPOSE:
    case TRUCE_EVENT_RECEIVE:
    case TRUCE_EVENT_REVIEW:
    case TRUCE_EVENT_ANSWER:
    case TRUCE_EVENT_HOST:
    case TRUCE_EVENT_SOFTEN:
        return 1;
    default:
        return 2;
    }
}

/* Events that no claim told of before. */
void since_events(sort *s, const before *b) {
    composer *const k = s->k;
    const truce_timeline *const t = b->line_now;
    news *const at = truce_arena_take(k->arena, t->n_events * sizeof *at);
    uint32_t n = 0;
    k->failed = k->failed || at == NULL;
    for (uint32_t i = 0; i < t->n_events && at != NULL; i++) {
        const truce_timeline_event *const e = &t->events[i];
        bool new = e->n_said + e->n_denied > 0;
        for (uint32_t x = 0; x < e->n_said + e->n_denied && new; x++) {
            new = !b->scope.in[e->told[x].claim];
        }
        if (new) {
            at[n++] = (news){rank_of(k->c->events[e->event].kind),
                             k->scope.times[e->told[0].claim].date.first, i};
        }
    }
    if (n > 1) {
        qsort(at, n, sizeof *at, by_news);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (since_take(s)) {
            digest_event(k, s->list, t, &t->events[at[i].event]);
        }
    }
}

/* Positions of which every claim is new; our own reading is none. */
void since_positions(sort *s, const before *b) {
    composer *const k = s->k;
    for (uint32_t i = 0; i < k->matrix.n_positions; i++) {
        const truce_position *const p = &k->matrix.positions[i];
        bool new = !p->inferred;
        for (uint32_t e = 0; e < p->n_evidence && new; e++) {
            new = !b->scope.in[p->evidence[e].claim];
        }
        if (new &&since_take(s)) {
            digest_position(k,
                            truce_document_item(&k->doc, s->list, (truce_str){NULL, 0},
                                                k->c->issues[p->issue].head.title),
                            i);
        }
    }
}

/* What a gap was about: "Operation in Rafah; Palestinian refugees; and 2 more". */
static void add_items(composer *k, const truce_gap *gap) {
    enum { SHOWN = 3 };
    for (uint32_t i = 0; i < gap->n_items && i < SHOWN; i++) {
        truce_buffer_printf(&k->text, "%s", i > 0 ? "; " : "");
        truce_buffer_add(&k->text, gap_item_title(k->c, gap->items[i].name));
    }
    if (gap->n_items > SHOWN) {
        truce_buffer_printf(&k->text, "; and %u more", gap->n_items - SHOWN);
    }
    truce_buffer_byte(&k->text, '.');
}

void since_closed_gaps(sort *s, const before *b) {
    const truce_gaps *const now = b->gaps_now;
    composer *const k = s->k;
    const truce_str *const ids = gap_ids(k, now);
    for (uint32_t i = 0; i < b->gaps.n && ids != NULL; i++) {
        const truce_gap *const gap = &b->gaps.at[i];
        gap_id(&k->text, k->c, gap);
        if (has(ids, now->n, compose_keep(k)) || !since_take(s)) {
            continue;
        }
        const gap_words w = gap_words_of(gap);
        if (gap->party != TRUCE_NONE) {
            truce_buffer_add(&k->text, k->c->actors[gap->party].head.title);
            truce_buffer_printf(&k->text, ": %c%s", w.missing[0] | 0x20, w.missing + 1);
        } else {
            truce_buffer_printf(&k->text, "%s", w.missing);
        }
        const truce_str missing = compose_keep(k);
        truce_passage *const passage =
            truce_document_item(&k->doc, s->list, (truce_str){NULL, 0}, missing);
        add_items(k, gap);
        (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, compose_keep(k), w.basis);
        (void)compose_quietly(k, passage, TRUCE_SPAN_MUTED,
                              TRUCE_STR("Since then a claim says it."), w.basis);
    }
}

void since_claims(sort *s, const before *b) {
    enum { STATEMENTS_SHOWN = 4 };
    composer *const k = s->k;
    for (uint32_t i = 0; i < k->c->n_claims; i++) {
        const truce_claim *const claim = &k->c->claims[i];
        if (!k->scope.in[i] || b->scope.in[i] || !since_take(s)) {
            continue;
        }
        truce_sentence *const sentence = truce_document_sentence(&k->doc, item(s, "claim"));
        for (uint32_t n = 0; n < claim->n_statements && n < STATEMENTS_SHOWN; n++) {
            truce_buffer_printf(&k->text, "%s", n > 0 ? "; " : "");
            phrase_statement(&k->text, k->c, &claim->statements[n]);
        }
        if (claim->n_statements > STATEMENTS_SHOWN) {
            truce_buffer_printf(&k->text, "; and %u more statements",
                                claim->n_statements - STATEMENTS_SHOWN);
        }
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
        phrase_speakers(&k->text, k->c, claim);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, i));
    }
}

void since_moved(sort *s, const before *b) {
    s->n = compose_moved(s->k, s->list, s->left, &b->scope);
}

void since_states(sort *s, const before *b) {
    s->n = compose_states_now(s->k, s->list, b->line_now, &b->scope, s->left);
}
