/* What a paper rests on, and how to read it. */
#include "compose.h"

static void say(composer *k, truce_passage *passage, const char *text, const char *basis) {
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, truce_str_of(text), basis);
}

static void say_kept(composer *k, truce_passage *passage, const char *basis) {
    const truce_str text = compose_keep(k);
    (void)compose_quietly(k, passage, TRUCE_SPAN_PLAIN, text, basis);
}

static void count(truce_buffer *out, uint32_t n, const char *noun) {
    truce_buffer_printf(out, "%u %s%s", n, noun, n == 1 ? "" : "s");
}

/* How many sources hold claims in scope. */
static uint32_t count_sources(composer *k) {
    const truce_case *const c = k->c;
    bool *const seen = truce_arena_zero(k->arena, c->n_sources, sizeof *seen);
    uint32_t n = 0;
    for (uint32_t i = 0; seen != NULL && i < c->n_claims; i++) {
        const uint32_t s = truce_case_find(c, TRUCE_KIND_SOURCE, c->claims[i].source);
        n += k->scope.in[i] && !seen[s];
        seen[s] = seen[s] || k->scope.in[i];
    }
    k->failed = k->failed || seen == NULL;
    return n;
}

static void say_narrowing(composer *k, truce_passage *note) {
    const truce_session *const s = k->session;
    if (s->request.known_by.size > 0) {
        truce_buffer_printf(&k->text, "It is the case as the ledger held it by %.*s (UTC).",
                            TRUCE_STR_ARGS(s->request.known_by));
        say_kept(k, note, "the time of the ledger asked for");
    }
    if (s->n_aside > 0) {
        count(&k->text, (uint32_t)s->n_aside, "record");
        truce_buffer_printf(&k->text,
                            " of the ledger %s left out, since %s cannot be read with the others; "
                            "truce check tells why.",
                            s->n_aside == 1 ? "is" : "are", s->n_aside == 1 ? "it" : "they");
        say_kept(k, note, "what could not be read");
    }
    if (s->request.at.size > 0) {
        truce_buffer_printf(&k->text, "Only what was known by %.*s is counted",
                            TRUCE_STR_ARGS(s->request.at));
        if (k->scope.n_later + k->scope.n_undated > 0) {
            truce_buffer_lit(&k->text, ": left out are ");
            count(&k->text, k->scope.n_later, "later claim");
            truce_buffer_lit(&k->text, " and ");
            count(&k->text, k->scope.n_undated, "claim");
            truce_buffer_lit(&k->text, " of which no date tells that it was known by then");
        }
        truce_buffer_byte(&k->text, '.');
        say_kept(k, note, "the date asked for");
    }
    for (size_t i = 0; i < s->n_only; i++) {
        truce_buffer_printf(
            &k->text, "%s%.*s%s", i == 0 ? "Only claims from " : ", ",
            TRUCE_STR_ARGS(truce_case_name(k->c, k->c->sources[s->only[i]].head.name)),
            i + 1 == s->n_only ? " are counted." : "");
    }
    if (s->n_only > 0) {
        say_kept(k, note, "the sources asked for");
    }
    if (s->view.narrowed) {
        const truce_ref ref = {truce_symbols_find(&k->c->symbols, s->request.reader), 0};
        const uint32_t actor = truce_case_find(k->c, TRUCE_KIND_ACTOR, ref);
        const bool everybody = truce_str_equal(s->request.reader, TRUCE_STR("public"));
        truce_buffer_printf(&k->text, "It holds what %s%.*s may see%s", everybody ? "the " : "",
                            TRUCE_STR_ARGS(actor != TRUCE_NONE ? k->c->actors[actor].head.title
                                                               : s->request.reader),
                            k->c->n_records == 0 ? ", and that is no record at all." : ".");
        say_kept(k, note, "the reader asked for");
    }
}

void compose_note(composer *k) {
    truce_passage *const note = truce_document_note(&k->doc);
    count(&k->text, k->scope.n_in, "claim");
    truce_buffer_lit(&k->text, " from ");
    count(&k->text, count_sources(k), "source");
    truce_buffer_lit(&k->text, ". This is what they report, each with who says so; it is not a "
                               "finding of what is true.");
    say_kept(k, note, "count of claims and sources");
    say_narrowing(k, note);
    if (k->c->n_cases == 0) {
        return;
    }
    const truce_case_record *const record = &k->c->cases[0];
    if (record->period.text.size > 0) {
        truce_buffer_printf(&k->text, "The case covers %.*s.", TRUCE_STR_ARGS(record->period.text));
        say_kept(k, note, "the case record");
    }
    for (uint32_t i = 0; i < record->head.n_notes; i++) {
        (void)compose_quietly(k, note, TRUCE_SPAN_PLAIN, record->head.notes[i].text,
                              "note of the case record");
    }
}

void compose_about_json(composer *k, truce_json *json) {
    const truce_session *const s = k->session;
    truce_json_object(json);
    if (k->c->n_cases > 0) {
        truce_json_member_str(json, "case", truce_case_name(k->c, k->c->cases[0].head.name));
        truce_json_member_str(json, "title", k->c->cases[0].head.title);
    }
    truce_json_member_str(json, "reader", s->view.narrowed ? s->request.reader : TRUCE_STR("team"));
    if (s->request.known_by.size > 0) {
        truce_json_member_str(json, "known_by", s->request.known_by);
    }
    if (s->n_aside > 0) {
        truce_json_key(json, "aside");
        truce_json_array_inline(json);
        for (size_t i = 0; i < s->n_aside; i++) {
            truce_json_str(json, s->aside[i].event);
        }
        truce_json_close(json);
    }
    if (s->request.at.size > 0) {
        truce_json_member_str(json, "at", s->request.at);
    }
    if (s->n_only > 0) {
        truce_json_key(json, "only");
        truce_json_array_inline(json);
        for (size_t i = 0; i < s->n_only; i++) {
            truce_json_str(json, truce_case_name(k->c, k->c->sources[s->only[i]].head.name));
        }
        truce_json_close(json);
    }
    truce_json_member_int(json, "claims", k->scope.n_in);
    truce_json_member_int(json, "claims_later", k->scope.n_later);
    truce_json_member_int(json, "claims_undated", k->scope.n_undated);
    truce_json_close(json);
}

static void explain(composer *k, truce_block *list, const char *label, const char *text) {
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, truce_str_of(label));
    say(k, item, text, "how truce works");
}

void compose_reading(composer *k) {
    (void)truce_document_heading(&k->doc, 2, TRUCE_STR("reading"), TRUCE_STR("How to read this"));
    truce_block *const list = truce_document_list(&k->doc);
    explain(k, list, "Names behind a sentence",
            "are the claims it rests on: the source, the place in it (P8 is its eighth paragraph) "
            "and a label. Each is listed under the claims.");
    explain(k, list, "second-hand",
            "all who say so belong to another side than the one whose position it is. Nobody "
            "writes this: it follows from who speaks.");
    explain(k, list, "narrator", "the report says so in its own voice and names nobody.");
    explain(k, list, "side unknown", "somebody says so, and nobody says whose side they are on.");
    explain(k, list, "one source", "a single report carries it, however many repeat that report.");
    explain(k, list, "reportedly, headline only",
            "the source hedges it, or says it in a headline and nowhere else.");
    explain(k, list, "since",
            "the earliest dated claim of that position; an estimate is somebody's, and named under "
            "the sources. Where nothing is said, no claim of it is dated.");
    explain(k, list, "our reading",
            "inferred by whoever keeps the case; no source says it in these words.");
    explain(k, list, "order unknown",
            "two positions of one side disagree, and the dates do not tell which is the later. "
            "Both stand.");
    explain(k, list, "superseded",
            "the side itself says otherwise, surely later. Only its own word sets its own word "
            "aside, and an unnamed speaker's never a named one's.");
    explain(k, list, "a later report differs",
            "something else is reported of this side, later. That reports differ does not tell "
            "that the side has moved: both stand.");
    explain(k, list, "denied", "a claim says that one of these claims is not so.");
    explain(k, list, "one speaker", "several reports, all of the same person or office.");
    explain(k, list, "none reported",
            "no claim states a position. It does not mean that the side is neutral.");
    explain(k, list, "Grades of sources",
            "A completely reliable, B usually reliable, C fairly reliable, D not usually "
            "reliable, E unreliable, F cannot be judged. They grade the source and not the single "
            "claim.");
    explain(k, list, "Credibility of a claim",
            "1 confirmed, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be "
            "judged; 6 where nothing is said.");
}
