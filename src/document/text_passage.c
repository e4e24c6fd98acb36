/* A passage as pieces of a flow, and a line of pieces as bytes for a terminal. */
#include "truce/document/parts.h"

static const char *const sgr_of[] = {
    [TRUCE_LOOK_PLAIN] = "",           [TRUCE_LOOK_BOLD] = "\033[1m",  [TRUCE_LOOK_DIM] = "\033[2m",
    [TRUCE_LOOK_CAUTION] = "\033[33m", [TRUCE_LOOK_CITE] = "\033[36m",
};

static void add_span(truce_flow *flow, const truce_span *span, truce_look plain) {
    switch (span->style) {
    case TRUCE_SPAN_STRONG:
        truce_document_flow_add(flow, TRUCE_LOOK_BOLD, span->text);
        break;
    case TRUCE_SPAN_MUTED:
        truce_document_flow_add(flow, TRUCE_LOOK_DIM, span->text);
        break;
    case TRUCE_SPAN_TERM:
        truce_document_flow_enclosed(flow, (uint8_t)plain, TRUCE_QUOTE_OPEN, span->text,
                                     TRUCE_QUOTE_CLOSE);
        break;
    case TRUCE_SPAN_TAKEN:
        truce_document_flow_enclosed(flow, TRUCE_LOOK_DIM, TRUCE_TAKEN_OPEN, span->text,
                                     TRUCE_TAKEN_CLOSE);
        break;
    case TRUCE_SPAN_PUT:
        truce_document_flow_enclosed(flow, TRUCE_LOOK_BOLD, TRUCE_PUT_OPEN, span->text,
                                     TRUCE_PUT_CLOSE);
        break;
    case TRUCE_SPAN_PLAIN:
        truce_document_flow_add(flow, (uint8_t)plain, span->text);
        break;
    }
}

static void add_badge(truce_flow *flow, const truce_badge *badge) {
    const truce_look look = badge->tone == TRUCE_TONE_CAUTION  ? TRUCE_LOOK_CAUTION
                            : badge->tone == TRUCE_TONE_STRONG ? TRUCE_LOOK_BOLD
                                                               : TRUCE_LOOK_DIM;
    truce_document_flow_enclosed(flow, (uint8_t)look, "[", badge->label, "]");
}

static void add_claims(truce_flow *flow, const truce_sentence *sentence) {
    for (size_t i = 0; i < sentence->n_claims; i++) {
        truce_document_flow_enclosed(flow, TRUCE_LOOK_CITE, i == 0 ? "(" : "", sentence->claims[i],
                                     i + 1 < sentence->n_claims ? "," : ")");
    }
}

void truce_document_flow_passage(truce_flow *flow, const truce_passage *passage, truce_look plain) {
    if (passage->label.size > 0) {
        truce_document_flow_enclosed(flow, TRUCE_LOOK_BOLD, "", passage->label,
                                     truce_document_wants_colon(passage->label, passage) ? ":"
                                                                                         : "");
    }
    for (size_t i = 0; i < passage->n_sentences; i++) {
        const truce_sentence *const sentence = &passage->sentences[i];
        const truce_span *before = NULL;
        if (i > 0 && sentence->join == TRUCE_JOIN_LINE && flow->hang == 0) {
            truce_document_flow_paragraph(flow, 0);
        } else if (i > 0 && sentence->join == TRUCE_JOIN_DOT) {
            truce_document_flow_add(flow, TRUCE_LOOK_DIM, TRUCE_STR(TRUCE_MIDDLE_DOT));
        }
        for (size_t k = 0; k < sentence->n_spans; k++) {
            const truce_span *const span = &sentence->spans[k];
            if (span->text.size == 0) {
                continue;
            }
            if (before != NULL && !truce_sentence_gap(before, span)) {
                truce_document_flow_glue(flow);
            }
            add_span(flow, span, plain);
            before = span;
        }
        for (size_t k = 0; k < sentence->n_badges; k++) {
            add_badge(flow, &sentence->badges[k]);
        }
        add_claims(flow, sentence);
        if (truce_document_basis_due(passage, i)) {
            truce_document_flow_enclosed(flow, TRUCE_LOOK_DIM, "(computed: ", sentence->basis, ")");
        }
    }
}

void truce_document_flow_line(const truce_flow *flow, const truce_flow_line *line, bool colour,
                              truce_buffer *out) {
    unsigned style = TRUCE_LOOK_PLAIN;
    for (size_t i = line->first; i < line->end; i++) {
        const truce_flow_piece *const piece = &flow->pieces[i];
        const bool change = colour && piece->style != style;
        if (change && style != TRUCE_LOOK_PLAIN) {
            truce_buffer_lit(out, "\033[0m");
        }
        if (piece->space && i > line->first) {
            truce_buffer_byte(out, ' ');
        }
        if (change) {
            truce_buffer_add(out, truce_str_of(sgr_of[piece->style]));
            style = piece->style;
        }
        truce_buffer_add(out, (truce_str){flow->bytes.data + piece->at, piece->size});
    }
    if (style != TRUCE_LOOK_PLAIN) {
        truce_buffer_lit(out, "\033[0m");
    }
}

void truce_document_look(truce_buffer *out, truce_look look, bool colour, truce_str text) {
    if (colour && look != TRUCE_LOOK_PLAIN) {
        truce_buffer_add(out, truce_str_of(sgr_of[look]));
    }
    truce_buffer_add(out, text);
    if (colour && look != TRUCE_LOOK_PLAIN) {
        truce_buffer_lit(out, "\033[0m");
    }
}
