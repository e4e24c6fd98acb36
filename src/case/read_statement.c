/* One line of a claim that states something. The first word decides: a keyword opens a thing or the
 * speaker's own speech; any other word names an actor (or, before "matters", an issue). */
#include <stdio.h>

#include "reader.h"

static const truce_str no_hint = {NULL, 0};

static bool read_event(reader *r, truce_statement *st) {
    st->kind = TRUCE_STATES_EVENT;
    return need_ref(r, &st->as.event.event, "the name of an event") &&
           (!eat(r, KW_BY) || need_refs(r, &st->as.event.by, "the name of an actor")) &&
           read_times(r, &st->times);
}

static bool read_offer(reader *r, truce_statement *st) {
    st->kind = TRUCE_STATES_OFFER;
    if (!eat(r, KW_ANY) && !need_ref(r, &st->as.offer.offer, "the name of an offer, or \"any\"")) {
        return false;
    }
    int stage = 0;
    if (!need_list(r, TRUCE_WORDS_STAGE, &stage)) {
        return false;
    }
    st->as.offer.stage = (truce_stage)stage;
    for (;;) {
        const truce_symbol word = peek_keyword(r);
        truce_refs *const refs = word == KW_BY     ? &st->as.offer.by
                                 : word == KW_TO   ? &st->as.offer.to
                                 : word == KW_FROM ? &st->as.offer.from
                                                   : NULL;
        if (refs == NULL) {
            break;
        }
        if (refs->n > 0) {
            return wrong(r, place_here(r), r->lex.size, TRUCE_STR("join the names with commas"),
                         "\"%.*s\" twice", (int)r->lex.size, r->lex.at);
        }
        advance(r);
        if (!need_refs(r, refs, "the name of an actor")) {
            return false;
        }
    }
    return optional_text(r, &st->text) && read_times(r, &st->times);
}

static bool read_talks(reader *r, truce_statement *st) {
    st->kind = TRUCE_STATES_TALKS;
    int state = 0;
    if (!need_list(r, TRUCE_WORDS_STATE, &state)) {
        return false;
    }
    unsigned seen = 0;
    do {
        st->as.talks.at[st->as.talks.n++] = (uint8_t)state;
        seen |= 1U << state;
        state = peek_list(r, TRUCE_WORDS_STATE);
        if (state >= 0 && (seen & 1U << state) != 0) {
            return wrong(r, place_here(r), r->lex.size, no_hint, "this state is said twice");
        }
        if (state >= 0) {
            advance(r);
        }
    } while (state >= 0);
    return optional_text(r, &st->text) && read_times(r, &st->times);
}

static bool read_term(reader *r, truce_statement *st) {
    st->kind = TRUCE_STATES_TERM;
    if (!need_ref(r, &st->as.term.term, "the name of a term")) {
        return false;
    }
    st->as.term.means = eat(r, KW_MEANS);
    if (!st->as.term.means && !eat(r, KW_AS)) {
        return expected(r, "\"as\" or \"means\"");
    }
    return need_text(r, &st->text) && (!eat(r, KW_BY) || need_actor(r, &st->as.term.by));
}

static bool is_speech(truce_symbol word) {
    return word == KW_SAYS || word == KW_BLAMES || word == KW_ACCUSES || word == KW_EXPLAINS ||
           word == KW_PREDICTS || word == KW_DENIES;
}

static bool read_speech(reader *r, truce_statement *st, truce_symbol word) {
    advance(r);
    switch (word) {
    case KW_BLAMES:
    case KW_ACCUSES:
        st->kind = word == KW_BLAMES ? TRUCE_STATES_BLAME : TRUCE_STATES_ACCUSATION;
        return need_actor(r, &st->as.blame.object) && optional_text(r, &st->text);
    case KW_SAYS:
        st->kind = TRUCE_STATES_SAYING;
        return need_text(r, &st->text) &&
               (!eat(r, KW_ON) || need_ref(r, &st->as.saying.on, "the name of a record"));
    case KW_EXPLAINS:
        st->kind = TRUCE_STATES_NARRATIVE;
        return need_ref(r, &st->as.narrative.event, "the name of what is explained") &&
               need_text(r, &st->text);
    case KW_PREDICTS:
        st->kind = TRUCE_STATES_FORECAST;
        return need_text(r, &st->text) && read_times(r, &st->times);
    default:
        st->kind = TRUCE_STATES_DENIAL;
        return need_claim_ref(r, &st->as.denial.claim);
    }
}

static bool read_rank(reader *r, truce_statement *st) {
    st->kind = TRUCE_STATES_RANK;
    int rank = 0;
    if (!need_list(r, TRUCE_WORDS_RANK, &rank)) {
        return false;
    }
    st->as.rank.rank = (truce_rank)rank;
    return (st->as.rank.rank != TRUCE_RANK_OVER || need_ref(r, &st->as.rank.over, "an issue")) &&
           (!eat(r, KW_TO) || need_actor(r, &st->as.rank.to));
}

static bool read_role(reader *r, truce_statement *st) {
    st->kind = TRUCE_STATES_ROLE;
    int role = TRUCE_ROLE_WORDS;
    if (r->lex.kind == TOKEN_TEXT) {
        if (!need_text(r, &st->text)) {
            return false;
        }
    } else if (peek_list(r, TRUCE_WORDS_ROLE) < 0) {
        return expected_of_list(r, TRUCE_WORDS_ROLE, ", or words in quotes");
    } else if (!need_list(r, TRUCE_WORDS_ROLE, &role)) {
        return false;
    }
    st->as.role.role = (truce_role)role;
    return (!eat(r, KW_OF) || need_actor(r, &st->as.role.of)) && read_times(r, &st->times);
}

static bool read_relation(reader *r, truce_statement *st, int relation) {
    st->kind = TRUCE_STATES_RELATION;
    st->as.relation.relation = (truce_relation)relation;
    if (relation == TRUCE_RELATION_WORDS) {
        if (!need_text(r, &st->as.relation.name) || !need(r, KW_WITH)) {
            return false;
        }
    } else {
        advance(r);
        if (peek_list(r, TRUCE_WORDS_PREPOSITION) < 0 ||
            !truce_str_equal((truce_str){r->lex.at, r->lex.size},
                             truce_words_at(TRUCE_WORDS_PREPOSITION, (size_t)relation))) {
            char what[48];
            const truce_str noun = truce_words_at(TRUCE_WORDS_RELATION, (size_t)relation);
            const truce_str word = truce_words_at(TRUCE_WORDS_PREPOSITION, (size_t)relation);
            (void)snprintf(what, sizeof what, "\"%.*s\" behind \"%.*s\"", TRUCE_STR_ARGS(word),
                           TRUCE_STR_ARGS(noun));
            return expected(r, what);
        }
        advance(r);
    }
    return need_actor(r, &st->as.relation.object) && optional_text(r, &st->text) &&
           read_times(r, &st->times);
}

static bool read_has(reader *r, truce_statement *st) {
    if (r->lex.kind == TOKEN_TEXT) {
        return read_relation(r, st, TRUCE_RELATION_WORDS);
    }
    const int relation = peek_list(r, TRUCE_WORDS_RELATION);
    if (relation >= 0) {
        return read_relation(r, st, relation);
    }
    const int trait = peek_list(r, TRUCE_WORDS_TRAIT);
    if (trait < 0) {
        const truce_str word = {r->lex.at, r->lex.size};
        const truce_str shown = shown_word(word);
        truce_suggestion s = truce_suggest_for(word);
        for (int list = TRUCE_WORDS_TRAIT; list <= TRUCE_WORDS_RELATION; list++) {
            for (size_t i = 0; i < truce_words_count((truce_word_list)list); i++) {
                truce_suggest_try(&s, truce_words_at((truce_word_list)list, i));
            }
        }
        if (r->lex.kind == TOKEN_WORD && s.best.size > 0) {
            return wrong(r, place_here(r), r->lex.size, truce_suggest_hint(&s, r->arena),
                         "\"%.*s\" is neither a trait nor a relation", TRUCE_STR_ARGS(shown));
        }
        return expected(r, "a trait (interest stake alternative cost division), a relation "
                           "(leverage over, alliance with, ...) or \"words\" with");
    }
    st->kind = TRUCE_STATES_TRAIT;
    st->as.trait.trait = (truce_trait)trait;
    advance(r);
    st->as.trait.unstated = eat(r, KW_UNSTATED);
    return need_text(r, &st->text) && (!eat(r, KW_ON) || need_ref(r, &st->as.trait.on, "an issue"));
}

static bool read_position(reader *r, truce_statement *st, truce_firmness firmness) {
    st->kind = TRUCE_STATES_POSITION;
    int stance = 0;
    if (!need_list(r, TRUCE_WORDS_STANCE, &stance)) {
        return false;
    }
    st->as.position.stance = (truce_stance)stance;
    st->as.position.firmness = firmness;
    const int listed = peek_list(r, TRUCE_WORDS_LISTED);
    if (listed <= 0) {
        truce_demand *const demand = truce_arena_zero(r->arena, 1, sizeof *demand);
        if (demand == NULL) {
            return no_memory(r);
        }
        st->as.position.demands = demand;
        st->as.position.n = 1;
        return read_demand(r, demand);
    }
    static const char *const called[] = {"", "\"all of\"", "\"any of\"", "\"each of\""};
    st->as.position.list = (truce_list)listed;
    advance(r);
    /* The head of a list must be right before its lines are read, and they must be read whatever
     * is wrong with it, or each would be complained about. */
    const bool ok = need(r, KW_OF) &&
                    (!eat(r, KW_IF) || read_condition(r, &st->as.position.condition)) &&
                    need_end(r);
    return read_demands(r, &st->as.position.demands, &st->as.position.n, called[listed]) && ok;
}

/* What an actor does: the word behind its name. */
static bool read_act(reader *r, truce_statement *st) {
    const truce_symbol word = peek_keyword(r);
    if (is_speech(word)) {
        return read_speech(r, st, word);
    }
    switch (word) {
    case KW_MATTERS:
        advance(r);
        return read_rank(r, st);
    case KW_IS:
        advance(r);
        return read_role(r, st);
    case KW_HAS:
        advance(r);
        return read_has(r, st);
    case KW_PARTICIPATES:
    case KW_WITHDRAWS:
        advance(r);
        st->kind = TRUCE_STATES_PRESENCE;
        st->as.presence.withdraws = word == KW_WITHDRAWS;
        return read_times(r, &st->times);
    case KW_SOFTENS:
    case KW_HARDENS:
        advance(r);
        st->kind = TRUCE_STATES_MOVEMENT;
        st->as.movement.hardens = word == KW_HARDENS;
        return (!eat(r, KW_ON) || need_ref(r, &st->as.movement.on, "an issue")) &&
               read_times(r, &st->times);
    case KW_FIRMLY:
    case KW_FLEXIBLY:
        advance(r);
        return read_position(r, st,
                             word == KW_FIRMLY ? TRUCE_FIRMNESS_FIRM : TRUCE_FIRMNESS_FLEXIBLE);
    default:
        break;
    }
    if (peek_list(r, TRUCE_WORDS_STANCE) >= 0) {
        return read_position(r, st, TRUCE_FIRMNESS_UNSAID);
    }
    if (r->lex.kind != TOKEN_WORD) {
        return expected(r, "what the actor does (demands, accepts, is, has, ...)");
    }
    if (word == KW_NOT || truce_str_equal((truce_str){r->lex.at, r->lex.size}, TRUCE_STR("do")) ||
        truce_str_equal((truce_str){r->lex.at, r->lex.size}, TRUCE_STR("does"))) {
        return expected_with(r, "what the actor does",
                             TRUCE_STR("\"not\" stands first on the line: not NAME accepts ..."));
    }
    if (peek_list(r, TRUCE_WORDS_STAGE) >= 0) {
        return expected_with(r, "what the actor does",
                             TRUCE_STR("the stages of an offer are written: offer NAME conveyed by "
                                       "ACTOR to ACTOR"));
    }
    static const char *const acts[] = {
        "is",       "has",  "matters", "participates", "withdraws", "softens",  "hardens", "firmly",
        "flexibly", "says", "blames",  "accuses",      "explains",  "predicts", "denies"};
    truce_suggestion s = truce_suggest_for((truce_str){r->lex.at, r->lex.size});
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        truce_suggest_try(&s, truce_str_of(acts[i]));
    }
    for (size_t i = 0; i < truce_words_count(TRUCE_WORDS_STANCE); i++) {
        truce_suggest_try(&s, truce_words_at(TRUCE_WORDS_STANCE, i));
    }
    truce_str hint = truce_suggest_hint(&s, r->arena);
    if (hint.size == 0) {
        hint = TRUCE_STR("an actor demands, prefers, offers, accepts, rejects, intends, is, has, "
                         "softens, hardens, participates, withdraws, says, blames, ...");
    }
    const truce_str shown = shown_word((truce_str){r->lex.at, r->lex.size});
    return wrong(r, place_here(r), r->lex.size, hint,
                 "\"%.*s\" is not something an actor does here", TRUCE_STR_ARGS(shown));
}

/* Words that only the lines of a claim begin with, so that no actor is meant. */
static bool is_line_word(truce_symbol word) {
    return word == KW_NOT || word == KW_SAID || word == KW_PUBLISHED || word == KW_CREDIBILITY ||
           word == KW_COPY || word == KW_ALSO || word == KW_NOTE || word == KW_WHY ||
           word == KW_AUDIENCE;
}

bool read_statement(reader *r, truce_statement *st) {
    st->place = place_here(r);
    st->denied = eat(r, KW_NOT);
    if (r->lex.kind != TOKEN_WORD) {
        return expected(r, "a statement");
    }
    const truce_symbol word = peek_keyword(r);
    switch (word) {
    case KW_EVENT:
        advance(r);
        return read_event(r, st);
    case KW_OFFER:
        advance(r);
        return read_offer(r, st);
    case KW_TALKS:
        advance(r);
        return read_talks(r, st);
    case KW_TERM:
        advance(r);
        return read_term(r, st);
    case KW_COUNT:
        advance(r);
        st->kind = TRUCE_STATES_COUNT;
        return need_ref(r, &st->as.count.term, "the name of a term") &&
               need_number(r, &st->as.count.number);
    default:
        break;
    }
    if (is_speech(word)) {
        return read_speech(r, st, word);
    }
    if (peek_list(r, TRUCE_WORDS_MARK) >= 0) {
        lexer ahead = r->lex;
        lexer_next(&ahead);
        if (ahead.kind == TOKEN_END) {
            return expected_with(
                r, "a statement",
                TRUCE_STR("such a mark stands at the end of the claim's first line"));
        }
    }
    if (is_line_word(word)) {
        return expected(r, "a statement");
    }
    return need_actor(r, &st->subject) && read_act(r, st);
}
