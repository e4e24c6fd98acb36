#include "claims_json.h"

#include "truce/base/parallel.h"
#include "truce/case/words.h"

enum { PIECE = 1024 /* claims */, WORTH_THREADS = 4 /* pieces */ };

static void marks_json(const truce_claim *claim, truce_json *json) {
    if (claim->marks == 0) {
        return;
    }
    truce_json_key(json, "marks");
    truce_json_array_inline(json);
    for (size_t m = 0; m < truce_words_count(TRUCE_WORDS_MARK); m++) {
        if ((claim->marks & 1U << m) != 0) {
            truce_json_str(json, truce_words_at(TRUCE_WORDS_MARK, m));
        }
    }
    truce_json_close(json);
}

/* `text`: of the phrase being made. */
static void claim_json(const composer *k, uint32_t i, truce_buffer *text, truce_json *json) {
    const truce_claim *const claim = &k->c->claims[i];
    truce_json_key_str(json, claim_name(k->c, i));
    truce_json_object_inline(json);
    truce_json_member_str(json, "source", truce_case_name(k->c, claim->source.symbol));
    truce_json_member_str(json, "locator", claim->locator);
    text->size = 0;
    phrase_speakers(text, k->c, claim);
    truce_json_member_str(json, "speaker", truce_buffer_str(text));
    truce_json_member_str(json, "grade",
                          truce_str_of(truce_grade_called(truce_claim_grade(k->c, claim))));
    text->size = 0;
    phrase_time(text, &k->scope, i);
    truce_json_member_str(json, "time", truce_buffer_str(text));
    truce_json_key(json, "states");
    truce_json_array(json);
    for (uint32_t st = 0; st < claim->n_statements; st++) {
        text->size = 0;
        phrase_statement(text, k->c, &claim->statements[st]);
        truce_json_str(json, truce_buffer_str(text));
    }
    truce_json_close(json);
    marks_json(claim, json);
    if (claim->credibility != 0) {
        truce_json_member_int(json, "credibility", claim->credibility);
    }
    truce_json_close(json);
}

claims_json *claims_json_begin(composer *k) {
    claims_json *const claims = truce_arena_zero(k->arena, 1, sizeof *claims);
    truce_buffer unseen = {.failed = true}; /* takes nothing */
    if (claims == NULL) {
        return NULL;
    }
    truce_json like = truce_json_new(&unseen); /* as compose_claims_json() stands in its answer */
    truce_json_object(&like);
    truce_json_key(&like, "claims");
    truce_json_object(&like);
    *claims = (claims_json){.k = k, .like = like, .n_pieces = (k->c->n_claims + PIECE - 1) / PIECE};
    claims->pieces = truce_arena_zero(k->arena, claims->n_pieces, sizeof *claims->pieces);
    k->claims = claims->pieces != NULL ? claims : NULL;
    return k->claims;
}

void claims_json_piece(claims_json *claims, size_t piece) {
    const composer *const k = claims->k;
    const size_t end = (piece + 1) * PIECE < k->c->n_claims ? (piece + 1) * PIECE : k->c->n_claims;
    truce_buffer *const out = &claims->pieces[piece];
    truce_buffer text = truce_buffer_new();
    truce_json json = truce_json_within(&claims->like, out);
    for (size_t i = piece * PIECE; i < end; i++) {
        if (k->scope.in[i]) {
            claim_json(k, (uint32_t)i, &text, &json);
        }
    }
    out->failed = out->failed || text.failed;
    truce_buffer_clear(&text);
}

void claims_json_drop(claims_json *claims) {
    for (size_t i = 0; claims != NULL && i < claims->n_pieces; i++) {
        truce_buffer_clear(&claims->pieces[i]);
    }
}

static void write_piece(void *with, size_t piece) {
    claims_json_piece(with, piece);
}

void compose_claims_json(composer *k, truce_json *json) {
    claims_json *claims = k->claims;
    truce_json_object(json);
    if (claims == NULL) {
        claims = claims_json_begin(k);
        if (claims != NULL) {
            truce_parallel_each(claims->n_pieces, claims->n_pieces >= WORTH_THREADS ? 0 : 1,
                                write_piece, claims);
        }
    }
    k->failed = k->failed || claims == NULL;
    for (size_t i = 0; claims != NULL && i < claims->n_pieces; i++) {
        truce_json_members(json, truce_buffer_str(&claims->pieces[i]));
        k->failed = k->failed || claims->pieces[i].failed;
    }
    claims_json_drop(claims);
    truce_json_close(json);
}
