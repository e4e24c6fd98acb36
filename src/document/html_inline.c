/* What stands within a line of a page: texts, badges, citations. Everything that comes from data
 * passes truce_document_html_escape, and every piece that may run from right to left is isolated,
 * so that it cannot reorder what stands beside it. */
#include "truce/document/parts.h"

#include "truce/base/utf8.h"

static const char *entity_of(char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static bool is_plain_ascii(truce_str text) {
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < ' ' || text.data[i] > '~') {
            return false;
        }
    }
    return true;
}

void truce_document_html_escape(truce_html *html, truce_str text) {
    truce_str shown = text;
    if (!is_plain_ascii(text)) {
        html->scratch.size = 0;
        truce_utf8_show(&html->scratch, text);
        shown = truce_buffer_str(&html->scratch);
    }
    size_t from = 0;
    for (size_t i = 0; i < shown.size; i++) {
        const char *const entity = entity_of(shown.data[i]);
        if (entity != NULL) {
            truce_buffer_add(html->out, (truce_str){shown.data + from, i - from});
            truce_buffer_add(html->out, truce_str_of(entity));
            from = i + 1;
        }
    }
    if (shown.size > from) {
        truce_buffer_add(html->out, (truce_str){shown.data + from, shown.size - from});
    }
}

static void isolated(truce_html *html, truce_str text) {
    if (is_plain_ascii(text)) {
        truce_document_html_escape(html, text);
        return;
    }
    truce_buffer_lit(html->out, "<bdi>");
    truce_document_html_escape(html, text);
    truce_buffer_lit(html->out, "</bdi>");
}

/* A passage that is one plain text takes its direction as a whole; in a mixed one each piece is
 * isolated. */
static void write_span(truce_html *html, const truce_span *span, bool alone) {
    switch (span->style) {
    case TRUCE_SPAN_PLAIN:
        if (alone) {
            truce_document_html_escape(html, span->text);
        } else {
            isolated(html, span->text);
        }
        break;
    case TRUCE_SPAN_STRONG:
        truce_buffer_lit(html->out, "<strong>");
        isolated(html, span->text);
        truce_buffer_lit(html->out, "</strong>");
        break;
    case TRUCE_SPAN_MUTED:
        truce_buffer_lit(html->out, "<span class=\"muted\">");
        isolated(html, span->text);
        truce_buffer_lit(html->out, "</span>");
        break;
    case TRUCE_SPAN_TAKEN:
        truce_buffer_lit(html->out, "<del>");
        isolated(html, span->text);
        truce_buffer_lit(html->out, "</del>");
        break;
    case TRUCE_SPAN_PUT:
        truce_buffer_lit(html->out, "<ins>");
        isolated(html, span->text);
        truce_buffer_lit(html->out, "</ins>");
        break;
    case TRUCE_SPAN_TERM:
        truce_buffer_lit(html->out, "<span class=\"term\">" TRUCE_QUOTE_OPEN);
        isolated(html, span->text);
        truce_buffer_lit(html->out, TRUCE_QUOTE_CLOSE "</span>");
        break;
    }
}

static void write_badges(truce_html *html, const truce_sentence *sentence) {
    static const char *const open_of[] = {
        " <span class=\"badge\" dir=\"auto\">",
        " <span class=\"badge caution\" dir=\"auto\">",
        " <span class=\"badge strong\" dir=\"auto\">",
    };
    for (size_t i = 0; i < sentence->n_badges; i++) {
        truce_buffer_add(html->out, truce_str_of(open_of[sentence->badges[i].tone]));
        truce_document_html_escape(html, sentence->badges[i].label);
        truce_buffer_lit(html->out, "</span>");
    }
}

static void write_claims(truce_html *html, const truce_sentence *sentence) {
    if (sentence->n_claims == 0) {
        return;
    }
    truce_buffer_lit(html->out, " <span class=\"cites\" dir=\"ltr\">(");
    for (size_t i = 0; i < sentence->n_claims; i++) {
        const truce_str claim = sentence->claims[i];
        if (i > 0) {
            truce_buffer_lit(html->out, ", ");
        }
        if (!truce_document_anchor_known(&html->anchors, claim)) {
            truce_document_html_escape(html, claim);
            continue;
        }
        truce_buffer_lit(html->out, "<a href=\"#");
        truce_document_fragment(html->out, claim);
        truce_buffer_lit(html->out, "\">");
        truce_document_html_escape(html, claim);
        truce_buffer_lit(html->out, "</a>");
    }
    truce_buffer_lit(html->out, ")</span>");
}

static void write_sentence(truce_html *html, const truce_sentence *sentence, bool alone) {
    const truce_span *before = NULL;
    for (size_t i = 0; i < sentence->n_spans; i++) {
        const truce_span *const span = &sentence->spans[i];
        if (span->text.size == 0) {
            continue;
        }
        if (truce_sentence_gap(before, span)) {
            truce_buffer_byte(html->out, ' ');
        }
        write_span(html, span, alone);
        before = span;
    }
    write_badges(html, sentence);
    write_claims(html, sentence);
}

void truce_document_html_passage(truce_html *html, const truce_passage *passage, bool with_label) {
    if (with_label && passage->label.size > 0) {
        truce_buffer_lit(html->out, "<strong>");
        isolated(html, passage->label);
        if (truce_document_wants_colon(passage->label, passage)) {
            truce_buffer_byte(html->out, ':');
        }
        truce_buffer_lit(html->out, "</strong> ");
    }
    for (size_t i = 0; i < passage->n_sentences; i++) {
        const truce_sentence *const sentence = &passage->sentences[i];
        if (i > 0) {
            truce_buffer_add(html->out, truce_str_of(truce_document_joint(sentence, "<br>")));
        }
        write_sentence(html, sentence, passage->n_sentences == 1 && sentence->n_spans == 1);
        if (truce_document_basis_due(passage, i)) {
            truce_buffer_lit(html->out, " <span class=\"basis\" dir=\"auto\">(computed: ");
            truce_document_html_escape(html, sentence->basis);
            truce_buffer_lit(html->out, ")</span>");
        }
    }
}
