/* A claim: its citation, who speaks and through whom, and then its lines. */
#include "reader.h"

static const truce_str no_hint = {NULL, 0};

static bool read_speaker(reader *r, truce_speaker *speaker) {
    speaker->place = place_here(r);
    if (r->lex.kind == TOKEN_TEXT) {
        speaker->kind = TRUCE_SPEAKER_DANGLING;
        speaker->place--;
        return need_text(r, &speaker->words);
    }
    if (r->lex.kind != TOKEN_WORD) {
        return expected(r, "who speaks: a name, one \"words\", some \"words\" or \"words\"");
    }
    if (eat(r, KW_ONE)) {
        speaker->kind = TRUCE_SPEAKER_ONE;
    } else if (eat(r, KW_SOME)) {
        speaker->kind = TRUCE_SPEAKER_SOME;
    } else if (*r->lex.at >= '0' && *r->lex.at <= '9') {
        const size_t size = r->lex.size;
        speaker->kind = TRUCE_SPEAKER_COUNTED;
        if (!need_number(r, &speaker->count)) {
            return false;
        }
        if (speaker->count.scale != 0 || speaker->count.units < 2) {
            return wrong(r, speaker->place, size,
                         TRUCE_STR("for a single one write: one \"official\""),
                         "a number of speakers is a whole number of 2 or more");
        }
    } else {
        speaker->kind = TRUCE_SPEAKER_NAMED;
        if (*r->lex.at >= 'A' && *r->lex.at <= 'Z') {
            return expected_with(r, "the short name of an actor",
                                 TRUCE_STR("declare it (person holm \"Petra Holm\" of fishers) and "
                                           "write: by holm"));
        }
        return need_actor(r, &speaker->actor);
    }
    return need_text(r, &speaker->words) && (!eat(r, KW_OF) || need_actor(r, &speaker->actor));
}

static bool read_speakers(reader *r, truce_claim *claim) {
    const size_t mark = scratch_begin(r);
    do {
        truce_speaker speaker = {0};
        const bool ok = read_speaker(r, &speaker);
        truce_speaker *const slot = ok ? scratch_push(r, sizeof speaker) : NULL;
        if (slot == NULL) {
            r->scratch.used = mark;
            return false;
        }
        *slot = speaker;
    } while (eat(r, KW_AND));
    void *at = NULL;
    const bool ok = scratch_take(r, mark, sizeof(truce_speaker), &at, &claim->n_speakers);
    claim->speakers = at;
    return ok;
}

/* The claim's name is only expected here, and entered when its lines were read: see name_claim().
 */
static bool read_citation(reader *r, truce_claim *claim, truce_str *called) {
    const truce_str name = {r->lex.at, r->lex.size};
    truce_str source;
    claim->head.name_place = place_here(r);
    if (r->lex.kind != TOKEN_WORD) {
        return expected(r, "the claim's citation such as s2:P8.office");
    }
    if (!is_claim_name(name, &source, &claim->locator, &claim->label)) {
        const truce_str shown = shown_word(name);
        if (name.size > TRUCE_CLAIM_NAME_BYTES_MAX) {
            return wrong(r, claim->head.name_place, name.size, TRUCE_STR("shorten its label"),
                         "a citation has at most %d bytes", TRUCE_CLAIM_NAME_BYTES_MAX);
        }
        return wrong(r, claim->head.name_place, name.size,
                     TRUCE_STR("write source:place.label, as in s2:P8.office; places are P "
                               "(paragraph), G (page), L (line), B (bytes), S (seconds) with a "
                               "number, or ? for none"),
                     "\"%.*s\" is not a citation", TRUCE_STR_ARGS(shown));
    }
    truce_symbols_expect(&r->c->symbols, name);
    claim->source.place = claim->head.name_place;
    claim->source.symbol = truce_symbols_add(&r->c->symbols, source);
    if (claim->source.symbol == 0) {
        return no_memory(r);
    }
    *called = name;
    advance(r);
    return true;
}

/* `called` becomes its name as soon as that could be read, whatever is wrong behind it. */
static bool read_claim_head(reader *r, truce_claim *claim, truce_str *called) {
    if (!read_citation(r, claim, called)) {
        return false;
    }
    if (eat(r, KW_BY) && !read_speakers(r, claim)) {
        return false;
    }
    if (eat(r, KW_VIA)) {
        const bool ok = r->lex.kind == TOKEN_TEXT
                            ? need_text(r, &claim->via_words)
                            : need_ref(r, &claim->via, "an outlet, or words in quotes");
        if (!ok) {
            return false;
        }
    }
    for (int mark = peek_list(r, TRUCE_WORDS_MARK); mark >= 0;
         mark = peek_list(r, TRUCE_WORDS_MARK)) {
        if ((claim->marks & 1U << mark) != 0) {
            return wrong(r, place_here(r), r->lex.size, no_hint, "this mark is said twice");
        }
        claim->marks |= (uint8_t)(1U << mark);
        advance(r);
    }
    if (r->lex.kind != TOKEN_END) {
        return expected_with(r,
                             "the end of the line (after who speaks come \"via\", "
                             "\"reportedly\", \"headline\" or \"inferred\")",
                             peek_keyword(r) == KW_OF
                                 ? TRUCE_STR("how many say so? write: one \"official\" of NAME, or "
                                             "some \"officials\" of NAME")
                             : peek_keyword(r) == KW_AUDIENCE
                                 ? TRUCE_STR("\"audience\" begins a line of its own, indented by "
                                             "two spaces")
                                 : no_hint);
    }
    return true;
}

static bool once(reader *r, bool said_before) {
    return !said_before || wrong(r, place_at(r, r->line + 2), 0, no_hint,
                                 "the claim says this already on an earlier line");
}

static bool read_also(reader *r, truce_claim *claim) {
    const size_t mark = scratch_begin(r);
    do {
        if (r->scratch.used > mark) {
            advance(r); /* the comma */
        }
        truce_str locator = {NULL, 0};
        const bool ok = need_locator(r, &locator);
        truce_str *const slot = ok ? scratch_push(r, sizeof locator) : NULL;
        if (slot == NULL) {
            r->scratch.used = mark;
            return false;
        }
        *slot = locator;
    } while (r->lex.kind == TOKEN_COMMA);
    void *at = NULL;
    const bool ok = scratch_take(r, mark, sizeof(truce_str), &at, &claim->n_also);
    claim->also = at;
    return ok;
}

/* said, published, credibility, copy of, also. *taken tells whether the line was one of these. */
static bool read_claim_attribute(reader *r, truce_claim *claim, bool *taken) {
    const truce_symbol word = peek_keyword(r);
    *taken = true;
    switch (word) {
    case KW_SAID:
        advance(r);
        return once(r, claim->said.text.size > 0) && need_date_or_words(r, &claim->said);
    case KW_PUBLISHED:
        advance(r);
        return once(r, claim->published.text.size > 0) && need_date(r, &claim->published);
    case KW_CREDIBILITY: {
        advance(r);
        const truce_str grade = {r->lex.at, r->lex.size};
        if (!once(r, claim->credibility != 0)) {
            return false;
        }
        if (r->lex.kind != TOKEN_WORD || grade.size != 1 || *grade.data < '1' ||
            *grade.data > '6') {
            return expected_with(r, "a credibility from 1 to 6",
                                 TRUCE_STR("1 confirmed, 2 probable, 3 possible, 4 doubtful, "
                                           "5 improbable, 6 cannot be judged"));
        }
        claim->credibility = (uint8_t)(*grade.data - '0');
        advance(r);
        return true;
    }
    case KW_COPY:
        advance(r);
        return once(r, claim->copy_of.symbol != 0) && need(r, KW_OF) &&
               need_claim_ref(r, &claim->copy_of);
    case KW_ALSO:
        advance(r);
        return once(r, claim->n_also > 0) && read_also(r, claim);
    default:
        *taken = false;
        return true;
    }
}

/* A statement, pushed on the scratch stack. */
static bool read_one_statement(reader *r) {
    truce_statement st = {0};
    if (!read_statement(r, &st)) {
        return false;
    }
    truce_statement *const slot = scratch_push(r, sizeof st);
    if (slot == NULL) {
        return false;
    }
    *slot = st;
    return true;
}

/* Nearly every claim brings a new name to a table that no cache holds. While the lines of the claim
 * are read, the slot that was asked for at its citation arrives. */
static bool name_claim(reader *r, truce_claim *claim, truce_str called) {
    claim->head.name = called.size > 0 ? truce_symbols_add(&r->c->symbols, called) : 0;
    return called.size == 0 || claim->head.name != 0 || no_memory(r);
}

bool read_claim(reader *r, truce_claim *claim) {
    truce_str called = {NULL, 0};
    bool good = read_claim_head(r, claim, &called);
    bool any = false;
    const size_t errors_before =
        r->report->errors; /* a line that could not be read may be what it states */
    const truce_place end = place_at(r, r->line_end);
    const size_t mark = scratch_begin(r);
    size_t notes_cap = 0;
    while (next_line(r, 1)) {
        bool taken = false;
        bool ok = read_common_line(r, &claim->head, &notes_cap, &taken);
        if (ok && !taken) {
            ok = read_claim_attribute(r, claim, &taken);
        }
        if (ok && !taken) {
            any = true;
            ok = read_one_statement(r);
        }
        good = ok && need_end(r) && good;
    }
    void *at = NULL;
    if (!scratch_take(r, mark, sizeof(truce_statement), &at, &claim->n_statements) ||
        !name_claim(r, claim, called)) {
        return false;
    }
    claim->statements = at;
    if (good && !any && r->report->errors == errors_before) {
        return wrong(r, end, 0,
                     TRUCE_STR("add what it states on the next line, indented by two spaces"),
                     "a claim that says nothing");
    }
    return good;
}
