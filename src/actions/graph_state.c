#include "graph_state.h"

#include <inttypes.h>
#include <stdlib.h>

#include "graph_words.h"
#include "truce/base/json.h"

/* What was found of one maker. */
typedef struct told {
    uint32_t maker;
    truce_ask at[TRUCE_SIM]; /* [concept]: nash to sseq */
} told;

static const truce_str basis = {"the model", 9};

truce_status graph_state_read(const truce_graph_model *m, const char *text, truce_graph_state *out,
                              truce_error *err) {
    char *end = NULL;
    const size_t size = strlen(text);
    const bool letters = size == m->n_options && strspn(text, "YN") == size;
    uint64_t s = letters || text[0] < '0' || text[0] > '9' ? 0 : strtoull(text, &end, 10);
    for (uint32_t k = 0; letters && k < m->n_options; k++) {
        s |= (uint64_t)(text[k] == 'Y') << k;
    }
    if (!letters && (end == NULL || *end != '\0')) {
        return truce_fail(err, TRUCE_EINVAL,
                          "--state is a number in which option k counts 2^k, or %" PRIu32
                          " letters Y and N",
                          m->n_options);
    }
    if (s >> m->n_options != 0 || !truce_graph_feasible(m, s)) {
        return truce_fail(err, TRUCE_EINVAL, "--state: %" PRIu64 " is no feasible state", s);
    }
    *out = s;
    return TRUCE_OK;
}

/* ---- in words
 * ------------------------------------------------------------------------------------ */

typedef struct teller {
    const truce_graph_model *m;
    truce_graph_state s;
    truce_arena *arena;
    truce_document *doc;
} teller;

static void say(teller *t, truce_passage *to, truce_str text) {
    truce_sentence *const s = truce_document_say(t->doc, to, text, basis);
    s->quiet = true;
}

/* The strictest concept under which the maker stays because its gains are answered; or TRUCE_NASH.
 */
static truce_graph_concept strictest(const told *w) {
    static const truce_graph_concept order[] = {TRUCE_SSEQ, TRUCE_SEQ, TRUCE_SMR, TRUCE_GMR};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (w->at[order[i]].answer == TRUCE_ASK_STABLE) {
            return order[i];
        }
    }
    return TRUCE_NASH;
}

/* "gmr, smr": those with this answer; empty for none. */
static truce_str concepts_with(teller *t, const told *w, truce_ask_answer answer) {
    truce_buffer text = truce_buffer_new();
    for (truce_graph_concept c = TRUCE_GMR; c <= TRUCE_SSEQ; c++) {
        if (w->at[c].answer == answer) {
            truce_buffer_printf(&text, "%s%s", text.size > 0 ? ", " : "",
                                truce_graph_concept_key(c));
        }
    }
    const truce_str kept = truce_arena_str(t->arena, truce_buffer_str(&text));
    t->doc->failed = t->doc->failed || text.failed;
    truce_buffer_clear(&text);
    return kept;
}

/* The gain that the first of them gives for its reason. */
static truce_str change_with(teller *t, const told *w, truce_ask_answer answer) {
    truce_graph_state to = t->s;
    for (truce_graph_concept c = TRUCE_GMR; c <= TRUCE_SSEQ; c++) {
        to = w->at[c].answer == answer && to == t->s ? w->at[c].improvement : to;
    }
    return graph_change(t->m, t->s, to, t->arena);
}

static void say_concepts(teller *t, const told *w, truce_passage *to) {
    const truce_str stays = concepts_with(t, w, TRUCE_ASK_STABLE);
    const truce_str moves = concepts_with(t, w, TRUCE_ASK_UNSTABLE);
    const truce_str unknown = concepts_with(t, w, TRUCE_ASK_UNKNOWN);
    if (stays.size > 0) {
        say(t, to,
            truce_arena_printf(t->arena, "It stays all the same under %.*s: each gain is answered.",
                               TRUCE_STR_ARGS(stays)));
    }
    if (moves.size > 0) {
        say(t, to,
            truce_arena_printf(
                t->arena, "It moves away under %.*s: when it %.*s, nothing answers that.",
                TRUCE_STR_ARGS(moves), TRUCE_STR_ARGS(change_with(t, w, TRUCE_ASK_UNSTABLE))));
    }
    if (unknown.size > 0) {
        say(t, to,
            truce_arena_printf(t->arena,
                               "Not known under %.*s: so much can follow when it %.*s that no "
                               "answer was found, and none ruled out.",
                               TRUCE_STR_ARGS(unknown),
                               TRUCE_STR_ARGS(change_with(t, w, TRUCE_ASK_UNKNOWN))));
    }
}

/* "When A takes accept, it gains; then B takes war, and A is no better off than before." */
static truce_str reply_words(teller *t, const told *w, const truce_ask_reply *reply,
                             bool no_way_on) {
    const truce_str name = graph_maker(t->m, w->maker, t->arena);
    const truce_str gain = graph_change(t->m, t->s, reply->improvement, t->arena);
    truce_buffer text = truce_buffer_new();
    truce_graph_state from = reply->improvement;
    truce_buffer_printf(&text, "When %.*s %.*s, it gains; then", TRUCE_STR_ARGS(name),
                        TRUCE_STR_ARGS(gain));
    for (uint32_t k = 0; k < reply->n; k++) {
        const truce_str who = graph_maker(t->m, reply->moves[k].maker, t->arena);
        const truce_str change = graph_change(t->m, from, reply->moves[k].to, t->arena);
        truce_buffer_printf(&text, "%s %.*s %.*s", k == 0 ? "" : ", then", TRUCE_STR_ARGS(who),
                            TRUCE_STR_ARGS(change));
        from = reply->moves[k].to;
    }
    truce_buffer_printf(&text, ", and %.*s is no better off than before%s.", TRUCE_STR_ARGS(name),
                        no_way_on ? ", and no move of its own from there helps" : "");
    const truce_str kept = truce_arena_str(t->arena, truce_buffer_str(&text));
    t->doc->failed = t->doc->failed || text.failed;
    truce_buffer_clear(&text);
    return kept;
}

enum { REPLIES_TOLD = 8 };

static void say_replies(teller *t, const told *w) {
    const truce_graph_concept c = strictest(w);
    const truce_ask *const ask = &w->at[c];
    if (c == TRUCE_NASH) {
        return;
    }
    truce_block *const list = truce_document_list(t->doc);
    for (uint32_t i = 0; i < ask->n_replies && i < REPLIES_TOLD; i++) {
        truce_passage *const item =
            truce_document_item(t->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
        say(t, item, reply_words(t, w, &ask->replies[i], c == TRUCE_SMR || c == TRUCE_SSEQ));
    }
    if (ask->n_replies > REPLIES_TOLD) {
        say(t, truce_document_paragraph(t->doc),
            truce_arena_printf(t->arena, "So it is with %" PRIu32 " more of its gains.",
                               ask->n_replies - REPLIES_TOLD));
    }
}

static void say_maker(teller *t, const told *w) {
    const truce_str name = graph_maker(t->m, w->maker, t->arena);
    (void)truce_document_heading(t->doc, 3, (truce_str){NULL, 0}, name);
    truce_passage *const to = truce_document_paragraph(t->doc);
    if (w->at[TRUCE_NASH].answer == TRUCE_ASK_STABLE) {
        say(t, to,
            TRUCE_STR("No move of its own leads to a state that it prefers, so it stays, "
                      "under every concept."));
        return;
    }
    say(t, to,
        truce_arena_printf(
            t->arena, "It would gain by a move of its own, as when it %.*s.",
            TRUCE_STR_ARGS(graph_change(t->m, t->s, w->at[TRUCE_NASH].improvement, t->arena))));
    say_concepts(t, w, to);
    say_replies(t, w);
}

static truce_status text_of(const truce_graph_model *m, truce_graph_state s, const told *all,
                            truce_paper paper, truce_arena *arena, truce_buffer *out,
                            truce_error *err) {
    const truce_str title =
        truce_arena_printf(arena, "State %.*s", TRUCE_STR_ARGS(graph_letters(m, s, arena)));
    truce_document doc =
        truce_document_new(arena, title, TRUCE_STR("Who would move away from it, and why not"));
    teller t = {m, s, arena, &doc};
    truce_passage *const first = truce_document_paragraph(&doc);
    const truce_str taken = graph_taken(m, s, arena);
    (void)truce_document_say(
        &doc, first, truce_arena_printf(arena, "Options taken: %.*s.", TRUCE_STR_ARGS(taken)),
        basis);
    for (uint32_t i = 0; i < m->n_makers; i++) {
        say_maker(&t, &all[i]);
    }
    return truce_document_text(&doc, paper.text, out, err);
}

/* ---- for machines
 * -------------------------------------------------------------------------------- */

static void json_replies(const told *w, truce_json *json) {
    const truce_ask *const ask = &w->at[strictest(w)];
    truce_json_key(json, "answers");
    truce_json_array(json);
    for (uint32_t i = 0; i < ask->n_replies; i++) {
        const truce_ask_reply *const reply = &ask->replies[i];
        truce_json_object_inline(json);
        truce_json_member_int(json, "gain", (int64_t)reply->improvement);
        truce_json_key(json, "moves");
        truce_json_array(json);
        for (uint32_t k = 0; k < reply->n; k++) {
            truce_json_object(json);
            truce_json_member_int(json, "maker", reply->moves[k].maker);
            truce_json_member_int(json, "to", (int64_t)reply->moves[k].to);
            truce_json_close(json);
        }
        truce_json_close(json);
        truce_json_close(json);
    }
    truce_json_close(json);
}

static void json_of(const truce_graph_model *m, truce_graph_state s, const told *all,
                    truce_buffer *out) {
    truce_json json = truce_json_new(out);
    truce_json_object(&json);
    truce_json_member_int(&json, "state", (int64_t)s);
    truce_json_key(&json, "makers");
    truce_json_array(&json);
    for (uint32_t i = 0; i < m->n_makers; i++) {
        truce_json_object(&json);
        truce_json_key(&json, "stability");
        truce_json_object_inline(&json);
        for (truce_graph_concept c = TRUCE_NASH; c <= TRUCE_SSEQ; c++) {
            truce_json_key(&json, truce_graph_concept_key(c));
            if (all[i].at[c].answer == TRUCE_ASK_UNKNOWN) {
                truce_json_null(&json);
            } else {
                truce_json_bool(&json, all[i].at[c].answer == TRUCE_ASK_STABLE);
            }
        }
        truce_json_close(&json);
        truce_json_key(&json, "unanswered");
        truce_json_object_inline(&json);
        for (truce_graph_concept c = TRUCE_NASH; c <= TRUCE_SSEQ; c++) {
            if (all[i].at[c].answer == TRUCE_ASK_UNSTABLE) {
                truce_json_member_int(&json, truce_graph_concept_key(c),
                                      (int64_t)all[i].at[c].improvement);
            }
        }
        truce_json_close(&json);
        json_replies(&all[i], &json);
        truce_json_close(&json);
    }
    truce_json_close(&json);
    truce_json_close(&json);
    truce_json_end(&json);
}

truce_status graph_state_tell(const truce_graph_model *m, const truce_graph_states *states,
                              truce_graph_state s, truce_paper paper, truce_buffer *out,
                              truce_error *err) {
    truce_arena arena = truce_arena_new();
    told *const all = truce_arena_zero(&arena, m->n_makers, sizeof *all);
    truce_status status =
        all != NULL ? TRUCE_OK : truce_fail(err, TRUCE_ENOMEM, "no memory for an answer");
    for (uint32_t i = 0; i < m->n_makers && status == TRUCE_OK; i++) {
        all[i].maker = i;
        for (truce_graph_concept c = TRUCE_NASH; c <= TRUCE_SSEQ && status == TRUCE_OK; c++) {
            status = truce_ask_stable(m, states, s, i, c, NULL, &arena, &all[i].at[c], err);
        }
    }
    if (status == TRUCE_OK && paper.form == TRUCE_PAPER_JSON) {
        json_of(m, s, all, out);
        status = truce_buffer_status(out, err);
    } else if (status == TRUCE_OK) {
        status = text_of(m, s, all, paper, &arena, out, err);
    }
    truce_arena_clear(&arena);
    return status;
}
