#include "claims_json.h"

#include "truce/evidence/witness.h"

truce_str compose_keep(composer *k) {
    return phrase_keep(&k->text, k->arena, &k->failed);
}

truce_sentence *compose_quietly(composer *k, truce_passage *passage, truce_span_style style,
                                truce_str text, const char *basis) {
    truce_sentence *const sentence = truce_document_sentence(&k->doc, passage);
    truce_sentence_add(&k->doc, sentence, style, text);
    sentence->basis = truce_str_of(basis);
    sentence->quiet = true;
    return sentence;
}

static truce_status begin(composer *k, truce_session *session, const char *title, bool matrix,
                          truce_error *err) {
    const truce_case *const c = &session->c;
    *k = (composer){.session = session,
                    .c = c,
                    .arena = &session->arena,
                    .text = truce_buffer_new(),
                    .of = TRUCE_NONE,
                    .offer = TRUCE_NONE};
    const bool supposed = session->n_only > 0 && session->n_assumed > 0;
    truce_status status = truce_scope_make(c, session->at, session->only,
                                           session->n_only + supposed, k->arena, &k->scope, err);
    for (uint32_t i = 0; status == TRUCE_OK && i < session->n_assumed; i++) {
        k->scope.in[session->assumed + i] = false; /* it is stated, and no report */
        k->scope.n_in--;
    }
    truce_copies copies;
    k->place = truce_arena_zero(k->arena, c->n_claims, sizeof *k->place);
    if (status == TRUCE_OK && (k->place == NULL || !truce_copies_find(c, k->arena, &copies))) {
        status = truce_fail(err, TRUCE_ENOMEM, "no memory for the paper");
    }
    k->original = status == TRUCE_OK ? copies.original : NULL;
    if (status == TRUCE_OK && matrix) {
        status = truce_matrix_make(&k->scope, k->arena, &k->matrix, err);
    }
    const truce_str name = c->n_cases > 0 ? c->cases[0].head.title : TRUCE_STR("An unnamed case");
    k->doc = truce_document_new(k->arena, name, truce_str_of(title));
    return status;
}

truce_status compose_begin(composer *k, truce_session *session, const char *title,
                           truce_error *err) {
    return begin(k, session, title, true, err);
}

void compose_end(composer *k) {
    claims_json_drop(k->claims);
    truce_buffer_clear(&k->text);
}

truce_status compose_render(composer *k, truce_paper paper, truce_buffer *out, truce_error *err) {
    k->doc.failed = k->doc.failed || k->failed || k->text.failed;
    switch (paper.form) {
    case TRUCE_PAPER_TEXT:
        return truce_document_text(&k->doc, paper.text, out, err);
    case TRUCE_PAPER_MARKDOWN:
        return truce_document_markdown(&k->doc, out, err);
    case TRUCE_PAPER_HTML:
        return truce_document_html(&k->doc, out, err);
    case TRUCE_PAPER_PDF:
        return truce_document_pdf(&k->doc, &paper.pdf, out, err);
    case TRUCE_PAPER_SVG:
        return truce_document_svg(&k->doc, out, err);
    case TRUCE_PAPER_JSON:
    case TRUCE_PAPER_CSV:
        break;
    }
    return k->doc.failed ? truce_fail(err, TRUCE_ENOMEM, "no memory for the paper") : TRUCE_OK;
}

static truce_status answer_json(composer *k, const answer_parts *parts, truce_buffer *out,
                                truce_error *err) {
    truce_json json = truce_json_new(out);
    truce_json_object(&json);
    truce_json_key(&json, "about");
    compose_about_json(k, &json);
    const truce_status status = parts->facts(k, &json, err);
    if (status == TRUCE_OK) {
        if (!parts->document_in_json) { /* with the document stand the sources too */
            truce_json_key(&json, "sources");
            compose_sources_json(k, &json);
        }
        truce_json_close(&json);
        truce_json_end(&json);
    }
    return status;
}

/* Hand over what was made, if all of it was. */
static truce_status hand_over(composer *k, truce_status status, truce_buffer *made,
                              truce_buffer *out, truce_error *err) {
    if (status == TRUCE_OK) {
        status = truce_buffer_status(made, err);
    }
    if (status == TRUCE_OK) {
        truce_buffer_move(out, made);
        status = truce_buffer_status(out, err);
    }
    truce_buffer_clear(made);
    compose_end(k);
    return status;
}

truce_status compose_rows(truce_session *session,
                          truce_status (*rows)(composer *k, truce_buffer *out, truce_error *err),
                          truce_buffer *out, truce_error *err) {
    composer k;
    truce_buffer made = truce_buffer_new();
    truce_status status = begin(&k, session, "", false, err);
    if (status == TRUCE_OK) {
        status = rows(&k, &made, err);
    }
    if (status == TRUCE_OK) {
        status = compose_render(&k, (truce_paper){.form = TRUCE_PAPER_CSV}, &made, err);
    }
    return hand_over(&k, status, &made, out, err);
}

truce_status compose_answer(truce_session *session, const answer_parts *parts, truce_paper paper,
                            truce_buffer *out, truce_error *err) {
    composer k;
    truce_buffer made = truce_buffer_new();
    const bool json = paper.form == TRUCE_PAPER_JSON;
    truce_status status = begin(&k, session, parts->subtitle, !parts->without_matrix, err);
    if (status == TRUCE_OK) {
        status = compose_find_issues(&k, err);
    }
    if (status == TRUCE_OK && (!json || parts->document_in_json)) {
        compose_note(&k);
        status = parts->document(&k, json, err);
    }
    if (status == TRUCE_OK && !json && !k.doc.compact) { /* a page makes room for it itself */
        compose_cited(&k);
    }
    if (status == TRUCE_OK && json) {
        status = answer_json(&k, parts, &made, err);
    }
    if (status == TRUCE_OK) {
        session->doing = "writing it down";
        status = compose_render(&k, paper, &made, err);
    }
    return hand_over(&k, status, &made, out, err);
}
