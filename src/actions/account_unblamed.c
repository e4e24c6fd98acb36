#include "account_unblamed.h"

#include "truce/case/words.h"

static const unsigned stuck = 1U << TRUCE_STATE_PAUSED | 1U << TRUCE_STATE_BROKEN |
                              1U << TRUCE_STATE_DEADLOCKED | 1U << TRUCE_STATE_SLOW;

#define BASIS "talks told as paused, broken, deadlocked or slow, and no blame by the same source"

enum { CITED = 8 };

/* What one source tells. */
typedef struct telling {
    uint32_t claims[CITED]; /* that say the talks are stuck, the first of them */
    uint32_t n, n_all;
    unsigned states;
    bool blames;
} telling;

static void add_state(telling *t, const truce_stated *at) {
    const truce_statement *const st = at->statement;
    unsigned states = 0;
    for (uint32_t i = 0; i < st->as.talks.n; i++) {
        states |= 1U << st->as.talks.at[i];
    }
    states &= stuck;
    if (states == 0 || st->denied || at->inferred) {
        return;
    }
    t->states |= states;
    if (t->n > 0 && t->claims[t->n - 1] == at->claim) {
        return;
    }
    t->n_all++;
    if (t->n < CITED) {
        t->claims[t->n++] = at->claim;
    }
}

/* [source]; NULL where memory is out. */
static telling *find(composer *k) {
    const uint32_t kinds = TRUCE_STATED(TRUCE_STATES_TALKS) | TRUCE_STATED(TRUCE_STATES_BLAME);
    telling *const of = truce_arena_zero(k->arena, k->c->n_sources, sizeof *of);
    const truce_stated *at = NULL;
    k->failed = k->failed || of == NULL;
    for (uint32_t i = 0; of != NULL && (at = truce_scope_next(&k->scope, kinds, &i)) != NULL;) {
        const uint32_t source =
            truce_case_find(k->c, TRUCE_KIND_SOURCE, k->c->claims[at->claim].source);
        if (at->statement->kind == TRUCE_STATES_TALKS) {
            add_state(&of[source], at);
        } else { /* also a denial: then blame is spoken of */
            of[source].blames = true;
        }
    }
    return of;
}

static bool is_told(const telling *t) {
    return t->n > 0 && !t->blames;
}

static void add_one(composer *k, truce_block *list, uint32_t source, const telling *t) {
    truce_sentence *const sentence = truce_document_sentence(
        &k->doc, truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0}));
    const char *join = "";
    truce_buffer_add(&k->text, k->c->sources[source].head.title);
    truce_buffer_lit(&k->text, ", ");
    phrase_date(&k->text, &k->scope, t->claims[0]);
    truce_buffer_lit(&k->text, ": talks told as ");
    for (unsigned s = 0; t->states >> s != 0; s++) {
        if ((t->states >> s & 1) != 0) {
            truce_buffer_printf(&k->text, "%s", join);
            truce_buffer_add(&k->text, truce_words_at(TRUCE_WORDS_STATE, s));
            join = ", ";
        }
    }
    truce_buffer_lit(&k->text, "; nobody is said there to blame anybody.");
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
    for (uint32_t i = 0; i < t->n; i++) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, t->claims[i]));
    }
    if (t->n_all > t->n) {
        truce_buffer_printf(&k->text, "and %u more claims", t->n_all - t->n);
        truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    }
}

void account_unblamed(composer *k) {
    const telling *const of = find(k);
    truce_block *list = NULL;
    for (uint32_t i = 0; of != NULL && i < k->c->n_sources; i++) {
        if (!is_told(&of[i])) {
            continue;
        }
        if (list == NULL) {
            (void)truce_document_heading(&k->doc, 3, TRUCE_STR("unblamed"),
                                         TRUCE_STR("Told as stuck, and nobody blamed"));
            (void)compose_quietly(
                k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                TRUCE_STR("Accusations do not count here: what they are about is said in each."),
                BASIS);
            list = truce_document_list(&k->doc);
        }
        add_one(k, list, i, &of[i]);
    }
}

void account_unblamed_json(composer *k, truce_json *json) {
    const telling *const of = find(k);
    truce_json_array(json);
    for (uint32_t i = 0; of != NULL && i < k->c->n_sources; i++) {
        if (is_told(&of[i])) {
            truce_json_object_inline(json);
            truce_json_member_str(json, "source",
                                  truce_case_name(k->c, k->c->sources[i].head.name));
            truce_json_key(json, "claims");
            compose_names_json(k, of[i].claims, of[i].n, json);
            truce_json_close(json);
        }
    }
    truce_json_close(json);
}
