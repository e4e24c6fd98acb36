/* What stands in a text: the same pieces, in the same order, as in the other renderings. */
#include "pdf_parts.h"

enum { BADGE_UNBROKEN = 14 }; /* bytes of a badge that is kept on one line */

#define NO_BREAK "\xC2\xA0"

static const pdf_look cite = {.ink = PDF_QUIET, .scale = .84};
static const pdf_look basis = {.ink = PDF_QUIET, .scale = .88};

static pdf_look plain_of(const pdf_face *face) {
    return (pdf_look){.ink = face->ink, .strong = face->strong, .scale = 1};
}

/* ---- from right to left? ---- */

static bool is_mixed(const truce_passage *passage) {
    bool mixed = pdf_runs_left(passage->label);
    for (size_t i = 0; i < passage->n_sentences && !mixed; i++) {
        const truce_sentence *const s = &passage->sentences[i];
        mixed = pdf_runs_left(s->basis);
        for (size_t k = 0; k < s->n_spans && !mixed; k++) {
            mixed = pdf_runs_left(s->spans[k].text);
        }
        for (size_t k = 0; k < s->n_badges && !mixed; k++) {
            mixed = pdf_runs_left(s->badges[k].label);
        }
        for (size_t k = 0; k < s->n_claims && !mixed; k++) {
            mixed = pdf_runs_left(s->claims[k]);
        }
    }
    return mixed;
}

/* ---- pieces ---- */

/* Somebody's words that have a direction of their own are kept from reordering their neighbours. */
static void write_words(pdf_writer *w, pdf_look look, truce_str text) {
    if (pdf_runs_left(text)) {
        pdf_write_isolated(w, look, text);
    } else {
        pdf_write_data(w, look, text);
    }
}

/* A piece of our own wording may have names in it that run the other way: each of them is kept so,
 * and the wording runs on around them. */
static void write_piece(pdf_writer *w, pdf_look look, truce_str text) {
    if (w->pdf->mirrored) {
        write_words(w, look, text);
        return;
    }
    while (text.size > 0) {
        size_t size = 0;
        const size_t from = pdf_run_from_right(text, &size);
        pdf_write_data(w, look, (truce_str){text.data, from});
        pdf_write_isolated(w, look, (truce_str){text.data + from, size});
        text = (truce_str){text.data + from + size, text.size - from - size};
    }
}

static void write_span(pdf_writer *w, const truce_span *span, bool alone) {
    pdf_look look = plain_of(w->face);
    switch (span->style) {
    case TRUCE_SPAN_PLAIN:
        if (alone) {
            pdf_write_data(w, look, span->text);
            return;
        }
        break;
    case TRUCE_SPAN_STRONG:
        look.strong = true;
        break;
    case TRUCE_SPAN_MUTED:
        look.ink = PDF_QUIET;
        break;
    case TRUCE_SPAN_TAKEN:
        look.ink = PDF_QUIET;
        look.struck = true;
        break;
    case TRUCE_SPAN_PUT:
        look.strong = true;
        look.underlined = true;
        break;
    case TRUCE_SPAN_TERM:
        pdf_write_ours(w, look, TRUCE_QUOTE_OPEN);
        write_words(w, look, span->text);
        pdf_write_ours(w, look, TRUCE_QUOTE_CLOSE);
        return;
    }
    write_piece(w, look, span->text);
}

/* The label with room for the outline on both sides; what is behind it decides no direction. */
static void write_badge(pdf_writer *w, const truce_badge *badge) {
    const pdf_look look = {.ink = badge->tone == TRUCE_TONE_STRONG ? PDF_PAPER : PDF_QUIET,
                           .scale = .82};
    pdf_write_ours(w, cite, " ");
    const size_t from = pdf_write_at(w);
    const PangoDirection outside = w->outside;
    pdf_write_ours(w, look, NO_BREAK);
    truce_str rest = badge->label;
    if (w->mixed || rest.size > BADGE_UNBROKEN) {
        pdf_write_isolated(w, look, rest);
    } else {
        for (const char *blank; rest.size > 0 && (blank = memchr(rest.data, ' ', rest.size));) {
            const size_t n = (size_t)(blank - rest.data);
            pdf_write_data(w, look, (truce_str){rest.data, n});
            pdf_write_ours(w, look, NO_BREAK);
            rest = (truce_str){rest.data + n + 1, rest.size - n - 1};
        }
        pdf_write_data(w, look, rest);
    }
    pdf_write_ours(w, look, NO_BREAK);
    w->outside = outside;
    pdf_write_mark(w, (pdf_mark){.from = from, .badge = true, .tone = badge->tone});
}

static void write_claims(pdf_writer *w, const truce_sentence *sentence) {
    if (sentence->n_claims == 0) {
        return;
    }
    const PangoDirection outside = w->outside;
    const bool isolate = w->mixed;
    pdf_write_ours(w, cite, isolate ? " \xE2\x81\xA6(" : " ("); /* U+2066: from left to right */
    for (size_t i = 0; i < sentence->n_claims; i++) {
        const truce_str claim = sentence->claims[i];
        pdf_write_ours(w, cite, i > 0 ? ", " : "");
        const size_t from = pdf_write_at(w);
        pdf_write_data(w, cite, claim);
        if (truce_document_anchor_known(&w->pdf->anchors, claim)) {
            pdf_write_mark(w, (pdf_mark){.from = from, .claim = claim});
        }
    }
    pdf_write_ours(w, cite, isolate ? ")\xE2\x81\xA9" : ")");
    w->outside = outside;
}

static void write_sentence(pdf_writer *w, const truce_sentence *sentence, bool alone) {
    const truce_span *before = NULL;
    for (size_t i = 0; i < sentence->n_spans; i++) {
        const truce_span *const span = &sentence->spans[i];
        if (span->text.size == 0) {
            continue;
        }
        if (truce_sentence_gap(before, span)) {
            pdf_write_ours(w, plain_of(w->face), " ");
        }
        write_span(w, span, alone);
        before = span;
    }
    for (size_t i = 0; i < sentence->n_badges; i++) {
        write_badge(w, &sentence->badges[i]);
    }
    write_claims(w, sentence);
}

static void write_basis(pdf_writer *w, truce_str text) {
    const PangoDirection outside = w->outside;
    const bool isolate = w->mixed;
    pdf_write_ours(w, basis, isolate ? " \xE2\x81\xA8(computed: " : " (computed: ");
    pdf_write_data(w, basis, text);
    pdf_write_ours(w, basis, isolate ? ")\xE2\x81\xA9" : ")");
    w->outside = outside;
}

static void write_label(pdf_writer *w, const truce_passage *passage) {
    pdf_look look = plain_of(w->face);
    look.strong = true;
    write_piece(w, look, passage->label);
    pdf_write_ours(w, look, truce_document_wants_colon(passage->label, passage) ? ":" : "");
    pdf_write_ours(w, plain_of(w->face), " ");
}

/* ---- texts ---- */

void pdf_text_plain(truce_pdf *pdf, pdf_row *row, pdf_column *column, double before,
                    const pdf_face *face, truce_str text) {
    pdf_writer w = pdf_write_begin(pdf, row, column, before, face);
    pdf_write_data(&w, plain_of(face), text);
    pdf_write_end(&w);
}

void pdf_text_numbered(truce_pdf *pdf, pdf_row *row, pdf_column *column, const pdf_face *face,
                       size_t number, truce_str text) {
    char digits[32];
    (void)snprintf(digits, sizeof digits, "%zu\xE2\x80\x82", number);
    pdf_writer w = pdf_write_begin(pdf, row, column, 0, face);
    pdf_write_ours(&w, (pdf_look){.ink = PDF_QUIET, .scale = 1}, digits);
    pdf_write_data(&w, plain_of(face), text);
    pdf_write_end(&w);
}

void pdf_text_passage(truce_pdf *pdf, pdf_row *row, pdf_column *column, double before,
                      const pdf_face *face, const truce_passage *passage, bool with_label) {
    pdf_writer w = pdf_write_begin(pdf, row, column, before, face);
    if (w.text == NULL) {
        return;
    }
    w.mixed = is_mixed(passage);
    w.text->anchor = passage->anchor;
    if (with_label && passage->label.size > 0) {
        write_label(&w, passage);
    }
    for (size_t i = 0; i < passage->n_sentences; i++) {
        const truce_sentence *const sentence = &passage->sentences[i];
        w.lines = w.lines || (sentence->join == TRUCE_JOIN_LINE && i > 0);
        pdf_write_ours(&w, plain_of(face), i == 0 ? "" : truce_document_joint(sentence, "\n"));
        write_sentence(&w, sentence, passage->n_sentences == 1 && sentence->n_spans == 1);
        if (truce_document_basis_due(passage, i)) {
            write_basis(&w, sentence->basis);
        }
    }
    pdf_write_end(&w);
}
