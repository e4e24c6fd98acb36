/* Who says it: speakers with their claims, on paper and for machines, wherever statements are told
 * of one thing. */
#include <stdlib.h>

#include "account_words.h"
#include "ahead.h"
#include "compose.h"
#include "truce/case/words.h"

enum { NAMES_SHOWN = 6 };

/* Claims by how their speakers are named: the first NAMES_SHOWN ways, and one more for the rest. */
typedef struct named {
    truce_str names[NAMES_SHOWN];
    uint8_t *which;             /* [i of told]: a name, or NAMES_SHOWN */
    uint8_t marks[NAMES_SHOWN]; /* what all claims of the name carry */
    uint32_t n, n_rest;
} named;

static void add_actors(composer *k, const char *before, truce_refs refs) {
    for (uint32_t i = 0; i < refs.n; i++) {
        truce_buffer_printf(&k->text, "%s", i == 0 ? before : i + 1 == refs.n ? " and " : ", ");
        truce_buffer_add(&k->text, phrase_actor(k->c, refs.at[i]));
    }
}

/* What a statement says beyond the stage of an offer: "by Israel to Hamas, at 2031-02-01,
 * according to ". */
static void add_stage(composer *k, const truce_statement *st) {
    const size_t begin = k->text.size;
    add_actors(k, "by ", st->as.offer.by);
    add_actors(k, k->text.size > begin ? " to " : "to ", st->as.offer.to);
    add_actors(k, k->text.size > begin ? " from " : "from ", st->as.offer.from);
    if (st->times.n > 0) {
        truce_buffer_printf(&k->text, "%s", k->text.size > begin ? ", " : "");
        phrase_times(&k->text, k->c, st->times);
    }
    if (k->text.size > begin) {
        truce_buffer_lit(&k->text, ", according to ");
    }
}

static bool has_date(truce_times times) {
    for (uint32_t i = 0; i < times.n; i++) {
        if (times.at[i].kind == TRUCE_TIME_AT &&
            (times.at[i].when.date.marks & TRUCE_DATE_GIVEN) != 0) {
            return true;
        }
    }
    return false;
}

static bool is_dated(const composer *k, uint32_t claim) {
    const truce_time_basis basis = k->scope.times[claim].basis;
    return basis != TRUCE_BASIS_NONE && basis != TRUCE_BASIS_TOLD_LATER;
}

/* When the claim was made, where it gives no date of its own: ", told 2024-03-27". */
static void add_told(composer *k, uint32_t claim) {
    truce_buffer_printf(&k->text, "%s", is_dated(k, claim) ? ", told " : ", ");
    phrase_date(&k->text, &k->scope, claim);
}

typedef enum telling_style { NAMES, DATES, GRADES } telling_style;

/* The time that is said, and when it was told, unless that time is a date. */
static void add_when(composer *k, truce_told told) {
    truce_buffer_lit(&k->text, ", ");
    phrase_times(&k->text, k->c, told.statement->times);
    if (!has_date(told.statement->times)) {
        const bool event = told.statement->kind == TRUCE_STATES_EVENT && is_dated(k, told.claim);
        truce_buffer_printf(&k->text, "%s",
                            told.statement->times.n > 0 ? ", told "
                            : event                     ? "told "
                                                        : "");
        phrase_date(&k->text, &k->scope, told.claim);
    }
}

static truce_str name_speakers(composer *k, truce_told told, telling_style style,
                               const uint32_t *denied_by) {
    const bool graded = style == GRADES;
    const truce_statement_kind kind = told.statement->kind;
    const uint32_t claim = told.claim;
    if (kind == TRUCE_STATES_OFFER) {
        add_stage(k, told.statement);
    }
    phrase_speakers(&k->text, k->c, &k->c->claims[claim]);
    if (graded && !k->doc.compact) { /* how the speaker is called tells most of it */
        truce_buffer_printf(&k->text, " (%s)",
                            truce_grade_called(truce_claim_grade(k->c, &k->c->claims[claim])));
    }
    if ((kind == TRUCE_STATES_OFFER || kind == TRUCE_STATES_TALKS) &&
        told.statement->text.size > 0) {
        truce_buffer_printf(&k->text, " (%.*s)", TRUCE_STR_ARGS(told.statement->text));
    }
    if (style == DATES) {
        add_when(k, told);
    } else if (graded && kind != TRUCE_STATES_OFFER && told.statement->times.n > 0) {
        truce_buffer_lit(&k->text, ", ");
        phrase_times(&k->text, k->c, told.statement->times);
        if (!has_date(told.statement->times) && is_dated(k, claim)) {
            add_told(k, claim);
        }
    } else if ((graded && told.statement->times.n == 0) ||
               (kind == TRUCE_STATES_OFFER &&
                (told.statement->times.n == 0 ||
                 (!has_date(told.statement->times) && is_dated(k, claim))))) {
        add_told(k, claim);
    }
    if (denied_by[claim] != TRUCE_NONE) {
        const bool whole = truce_claim_states_one(&k->c->claims[claim]);
        truce_buffer_printf(&k->text, "%s", whole ? " (denied by " : " (");
        phrase_speakers(&k->text, k->c, &k->c->claims[denied_by[claim]]);
        truce_buffer_printf(&k->text, "%s", whole ? ")" : " denies something of this claim)");
    }
    return truce_buffer_str(&k->text);
}

/* Where in `told` the claim stands that this one is a copy of, or `i`: one that repeats another is
 * told behind it. */
static uint32_t place_of_original(const composer *k, const truce_told *told, uint32_t n,
                                  uint32_t i) {
    const uint32_t original = k->original[told[i].claim];
    const uint32_t at = k->place[original];
    return original != told[i].claim && at < n && told[at].claim == original ? at : i;
}

/* Who carries a copy: the outlet, else the publisher, else the report. */
static truce_str carrier_of(const composer *k, uint32_t claim) {
    const truce_claim *const cl = &k->c->claims[claim];
    const truce_source *const source =
        &k->c->sources[truce_case_find(k->c, TRUCE_KIND_SOURCE, cl->source)];
    return cl->via.symbol != 0          ? phrase_actor(k->c, cl->via)
           : source->publisher.size > 0 ? source->publisher
                                        : truce_case_name(k->c, source->head.name);
}

/* ", copied by A, B and 2 more" */
static void add_copiers(composer *k, named *all, uint32_t w, const truce_told *told, uint32_t n) {
    enum { SHOWN = 3 };
    truce_str shown[SHOWN];
    uint32_t n_shown = 0;
    uint32_t n_more = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (all->which[i] != w || place_of_original(k, told, n, i) == i) {
            continue;
        }
        const truce_str carrier = carrier_of(k, told[i].claim);
        uint32_t at = 0;
        while (at < n_shown && !truce_str_equal(shown[at], carrier)) {
            at++;
        }
        if (at == SHOWN) {
            n_more++;
        } else if (at == n_shown) {
            shown[n_shown++] = carrier;
        }
    }
    if (n_shown == 0) {
        return;
    }
    truce_buffer_add(&k->text, all->names[w]);
    for (uint32_t i = 0; i < n_shown; i++) {
        truce_buffer_printf(&k->text, "%s",
                            i == 0                            ? ", copied by "
                            : i + 1 == n_shown && n_more == 0 ? " and "
                                                              : ", ");
        truce_buffer_add(&k->text, shown[i]);
    }
    if (n_more > 0) {
        truce_buffer_printf(&k->text, " and %u more", n_more);
    }
    all->names[w] = compose_keep(k);
}

static named name_all(composer *k, const truce_told *told, uint32_t n, telling_style style,
                      const uint32_t *denied_by) {
    named all = {.which = truce_arena_take(k->arena, n)};
    uint32_t n_copies = 0;
    k->failed = k->failed || all.which == NULL;
    for (uint32_t i = 0; i < n; i++) {
        k->place[told[i].claim] = i;
    }
    for (uint32_t i = 0; i < n && all.which != NULL; i++) {
        ahead_told(k, told, n, i);
        if (place_of_original(k, told, n, i) != i) {
            n_copies++;
            continue;
        }
        const truce_str name = name_speakers(k, told[i], style, denied_by);
        uint32_t w = 0;
        while (w < all.n && !truce_str_equal(all.names[w], name)) {
            w++;
        }
        if (w == all.n && all.n < NAMES_SHOWN) {
            all.marks[all.n] = UINT8_MAX;
            all.names[all.n++] = compose_keep(k);
        }
        if (w < all.n) {
            all.marks[w] &= k->c->claims[told[i].claim].marks;
        }
        k->text.size = 0;
        all.which[i] = (uint8_t)w;
        all.n_rest += w == NAMES_SHOWN;
    }
    for (uint32_t i = 0; i < n && n_copies > 0 && all.which != NULL; i++) {
        const uint32_t at = place_of_original(k, told, n, i);
        all.which[i] = all.which[at];
        all.n_rest += at != i && all.which[at] == NAMES_SHOWN;
    }
    for (uint32_t w = 0; w < all.n && n_copies > 0 && all.which != NULL; w++) {
        add_copiers(k, &all, w, told, n);
    }
    return all;
}

/* Marks that all claims of one name carry. */
static void add_marks(composer *k, truce_sentence *sentence, uint8_t marks) {
    static const truce_str labels[] = {
        {"reportedly", 10}, {"headline only", 13}, {"our reading", 11}};
    for (size_t m = 0; m < sizeof labels / sizeof *labels; m++) {
        if ((marks & 1U << m) != 0) {
            truce_sentence_badge(
                &k->doc, sentence,
                1U << m == TRUCE_MARK_INFERRED ? TRUCE_TONE_STRONG : TRUCE_TONE_CAUTION, labels[m]);
        }
    }
}

static void cite(composer *k, truce_sentence *sentence, uint32_t claim, const uint32_t *denied_by) {
    truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claim));
    if (denied_by[claim] != TRUCE_NONE) {
        truce_sentence_claim(&k->doc, sentence, claim_name(k->c, denied_by[claim]));
    }
}

void compose_told(composer *k, truce_cell *cell, const truce_told *told, uint32_t n,
                  const char *before, const uint32_t *denied_by) {
    const named all = name_all(k, told, n, NAMES, denied_by);
    for (uint32_t w = 0; w < all.n + (all.n_rest > 0) && all.which != NULL; w++) {
        truce_passage *const passage = truce_document_cell(&k->doc, cell);
        truce_sentence *const sentence = truce_document_sentence(&k->doc, passage);
        uint8_t marks = 0xFF;
        if (before[0] != '\0') {
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_STRONG, truce_str_of(before));
        }
        if (w < all.n) {
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, all.names[w]);
        } else {
            truce_buffer_printf(&k->text, "%u more claim%s", all.n_rest,
                                all.n_rest == 1 ? "" : "s");
            truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_PLAIN, compose_keep(k));
        }
        for (uint32_t i = 0; i < n; i++) {
            if (all.which[i] == w) {
                marks &= k->c->claims[told[i].claim].marks;
                cite(k, sentence, told[i].claim, denied_by);
            }
        }
        add_marks(k, sentence, marks);
    }
}

static void add_behind(composer *k, truce_sentence *sentence, const truce_told *told, uint32_t n,
                       telling_style style, const uint32_t *denied_by) {
    const named all = name_all(k, told, n, style, denied_by);
    uint8_t marks = UINT8_MAX; /* of all; a name carries what it has besides */
    for (uint32_t i = 0; i < n; i++) {
        marks &= k->c->claims[told[i].claim].marks;
    }
    truce_buffer_lit(&k->text, "\xE2\x80\x94 ");
    for (uint32_t w = 0; w < all.n; w++) {
        truce_buffer_printf(&k->text, "%s", w > 0 ? "; " : "");
        truce_buffer_add(&k->text, all.names[w]);
        account_marks_said(k, (uint8_t)(all.marks[w] & ~marks));
    }
    if (all.n_rest > 0) {
        truce_buffer_printf(&k->text, "; and %u more claim%s", all.n_rest,
                            all.n_rest == 1 ? "" : "s");
    }
    truce_sentence_add(&k->doc, sentence, TRUCE_SPAN_MUTED, compose_keep(k));
    for (uint32_t i = 0; i < n; i++) {
        cite(k, sentence, told[i].claim, denied_by);
    }
    add_marks(k, sentence, marks);
}

void compose_told_behind(composer *k, truce_sentence *sentence, const truce_told *told, uint32_t n,
                         const uint32_t *denied_by) {
    add_behind(k, sentence, told, n, NAMES, denied_by);
}

void compose_told_graded(composer *k, truce_sentence *sentence, const truce_told *told, uint32_t n,
                         const uint32_t *denied_by) {
    add_behind(k, sentence, told, n, GRADES, denied_by);
}

void compose_told_dated(composer *k, truce_sentence *sentence, const truce_told *told, uint32_t n,
                        const uint32_t *denied_by) {
    add_behind(k, sentence, told, n, DATES, denied_by);
}

static int by_number(const void *left, const void *right) {
    const uint32_t l = *(const uint32_t *)left;
    const uint32_t r = *(const uint32_t *)right;
    return (l > r) - (l < r);
}

uint32_t *compose_sides(composer *k, const truce_told *told, uint32_t n, uint32_t *n_sides) {
    size_t room = 0;
    for (uint32_t i = 0; i < n; i++) {
        room += k->c->claims[told[i].claim].n_speakers;
    }
    uint32_t *const sides = truce_arena_take(k->arena, room * sizeof *sides);
    size_t all = 0;
    *n_sides = 0;
    k->failed = k->failed || sides == NULL;
    for (uint32_t i = 0; i < n && sides != NULL; i++) {
        const truce_claim *const claim = &k->c->claims[told[i].claim];
        for (uint32_t s = 0; s < claim->n_speakers; s++) {
            sides[all++] = truce_side_of(k->c, claim->speakers[s].actor);
        }
    }
    if (all > 1) {
        qsort(sides, all, sizeof *sides, by_number); /* TRUCE_NONE is the largest */
    }
    for (size_t i = 0; i < all; i++) {
        if (*n_sides == 0 || sides[*n_sides - 1] != sides[i]) {
            sides[(*n_sides)++] = sides[i];
        }
    }
    return sides;
}

void compose_names_json(composer *k, const uint32_t *claims, uint32_t n, truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t i = 0; i < n; i++) {
        ahead_names(k->c, claims, n, i);
        truce_json_str(json, claim_name(k->c, claims[i]));
    }
    truce_json_close(json);
}

static void speakers_json(composer *k, const truce_claim *claim, truce_json *json) {
    truce_json_array_inline(json);
    for (uint32_t s = 0; s < claim->n_speakers; s++) {
        const truce_speaker *const speaker = &claim->speakers[s];
        const uint32_t side = truce_side_of(k->c, speaker->actor);
        k->text.size = 0;
        phrase_speaker(&k->text, k->c, speaker);
        truce_json_object_inline(json);
        truce_json_member_str(json, "who", truce_buffer_str(&k->text));
        truce_json_key(json, "side");
        if (side != TRUCE_NONE) {
            truce_json_str(json, truce_case_name(k->c, k->c->actors[side].head.name));
        } else {
            truce_json_null(json);
        }
        truce_json_member_str(json, "grade",
                              truce_str_of(truce_grade_called(truce_speaker_grade(k->c, speaker))));
        truce_json_close(json);
    }
    k->text.size = 0;
    truce_json_close(json);
}

void compose_told_json(composer *k, const truce_told *told, uint32_t n, const uint32_t *denied_by,
                       truce_json *json) {
    truce_json_array(json);
    for (uint32_t i = 0; i < n; i++) {
        const truce_claim *const claim = &k->c->claims[told[i].claim];
        ahead_told(k, told, n, i);
        truce_json_object(json);
        truce_json_member_str(json, "claim", claim_name(k->c, told[i].claim));
        truce_json_key(json, "speakers");
        speakers_json(k, claim, json);
        phrase_time(&k->text, &k->scope, told[i].claim);
        truce_json_member_str(json, "time", truce_buffer_str(&k->text));
        k->text.size = 0;
        if (told[i].statement->times.n > 0) {
            phrase_times(&k->text, k->c, told[i].statement->times);
            truce_json_member_str(json, "when", truce_buffer_str(&k->text));
            k->text.size = 0;
        }
        if (told[i].statement->text.size > 0) {
            truce_json_member_str(json, "words", told[i].statement->text);
        }
        if (claim->copy_of.symbol != 0) {
            truce_json_member_str(json, "copy_of", truce_case_name(k->c, claim->copy_of.symbol));
        }
        if (claim->marks != 0) {
            truce_json_key(json, "marks");
            truce_json_array_inline(json);
            for (size_t m = 0; m < truce_words_count(TRUCE_WORDS_MARK); m++) {
                if ((claim->marks & 1U << m) != 0) {
                    truce_json_str(json, truce_words_at(TRUCE_WORDS_MARK, m));
                }
            }
            truce_json_close(json);
        }
        if (denied_by[told[i].claim] != TRUCE_NONE) {
            truce_json_member_str(json,
                                  truce_claim_states_one(claim) ? "denied_by" : "perhaps_denied_by",
                                  claim_name(k->c, denied_by[told[i].claim]));
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}
