#include "truce/case/words.h"

#include <assert.h>

typedef struct word_table {
    const char *called;
    const char *const *words;
    size_t n;
} word_table;

#define TABLE(list, what, ...)                                                                     \
    [list] = {what, (const char *const[]){__VA_ARGS__},                                            \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)}

static const word_table tables[TRUCE_WORDS_N] = {
    TABLE(TRUCE_WORDS_ACTOR, "a kind of actor", "party", "actor", "mediator", "person", "office",
          "group", "outlet"),
    TABLE(TRUCE_WORDS_SOURCE, "a kind of source", "press", "statement", "document", "interview",
          "minute", "message", "memoir", "study"),
    TABLE(TRUCE_WORDS_GRADE, "a grade of reliability", "A", "B", "C", "D", "E", "F"),
    TABLE(TRUCE_WORDS_TOPIC, "a topic", "ceasefire", "guarantee", "withdrawal", "exchange",
          "return", "aid", "monitoring", "sequence", "other"),
    TABLE(TRUCE_WORDS_LINK, "a kind of link", "requires", "excludes", "affects"),
    TABLE(TRUCE_WORDS_EVENT, "a kind of event", "open", "round", "stall", "propose", "receive",
          "review", "answer", "statement", "leave", "withdraw", "resume", "pressure", "shock",
          "resolution", "host", "soften", "deny", "other"),
    TABLE(TRUCE_WORDS_ACCOUNT, "a kind of account", "fact", "blame", "state", "scope", "time",
          "role", "self", "rank", "term", "none"),
    TABLE(TRUCE_WORDS_STAGE, "a stage of an offer", "issued", "handed", "conveyed", "received",
          "acknowledged", "reviewed", "accepted", "rejected", "countered", "withdrawn"),
    TABLE(TRUCE_WORDS_STATE, "a state of the talks", "running", "paused", "broken", "ended",
          "planned", "deadlocked", "slow", "moving", "reviewing", "close", "agreed"),
    TABLE(TRUCE_WORDS_STANCE, "a stance", "demands", "prefers", "offers", "accepts", "rejects",
          "intends"),
    TABLE(TRUCE_WORDS_FIRMNESS, "a firmness", "", "firmly", "flexibly"),
    TABLE(TRUCE_WORDS_LISTED, "a kind of list", "", "all", "any", "each"),
    TABLE(TRUCE_WORDS_ORDER, "an order", "", "before", "after", "with"),
    TABLE(TRUCE_WORDS_TIME, "a time", "at", "before", "after", "during"),
    TABLE(TRUCE_WORDS_ROLE, "a role", "mediator", "host", "guarantor", "verifier", "observer",
          "leader", "decider", "spokesman", "negotiator"),
    TABLE(TRUCE_WORDS_TRAIT, "a trait", "interest", "stake", "alternative", "cost", "division"),
    TABLE(TRUCE_WORDS_RELATION, "a relation", "leverage", "alliance", "pressure", "finance",
          "dependence", "contact", "recognition"),
    TABLE(TRUCE_WORDS_PREPOSITION, "a preposition", "over", "with", "on", "for", "on", "with",
          "of"),
    TABLE(TRUCE_WORDS_RANK, "a rank", "most", "much", "little", "over"),
    TABLE(TRUCE_WORDS_MARK, "a mark", "reportedly", "headline", "inferred"),
    TABLE(TRUCE_WORDS_PERIOD, "a period", "", "day", "week", "month", "phase"),
    TABLE(TRUCE_WORDS_CLAUSE, "what a clause may cover", "", "definitions", "parties", "start",
          "area", "duration", "prohibited", "permitted", "separation", "weapons", "mines", "orders",
          "monitoring", "commission", "liaison", "breaches", "disputes", "guarantees", "civilians",
          "aid", "prisoners", "displaced", "inclusion", "timetable", "costs", "talks", "changes"),
    TABLE(TRUCE_WORDS_STANDING, "a standing", "", "open", "provisional", "conditional", "closed"),
    TABLE(TRUCE_WORDS_ATTITUDE, "an attitude", "", "positive", "neutral", "negative"),
    TABLE(TRUCE_WORDS_RECORD, "a record", "", "case", "actor", "source", "issue", "link", "term",
          "offer", "custody", "event", "claim", "account", "dating", "preferences", "step",
          "exchange", "values", "agreement", "obligation", "report", "incident", "text", "clause",
          "wording", "change", "criticism", "standing", "reading", "definition", "model", "move",
          "order", "reader", "compartment"),
};

size_t truce_words_count(truce_word_list list) {
    return tables[list].n;
}

truce_str truce_words_at(truce_word_list list, size_t i) {
    assert(i < tables[list].n);
    return truce_str_of(tables[list].words[i]);
}

int truce_words_find(truce_word_list list, truce_str word) {
    for (size_t i = 0; i < tables[list].n; i++) {
        if (word.size > 0 && truce_str_equal(word, truce_str_of(tables[list].words[i]))) {
            return (int)i;
        }
    }
    return -1;
}

const char *truce_words_called(truce_word_list list) {
    return tables[list].called;
}

static const char *const not_actors[] = {
    "accuses",  "also",   "audience",  "blames", "copy", "count", "credibility",
    "denies",   "event",  "explains",  "not",    "note", "offer", "one",
    "predicts", "public", "published", "said",   "says", "some",  "someone",
    "talks",    "team",   "term",      "why",
};
static const char *const not_issues[] = {
    "accuses",     "all",      "also",      "any",     "audience", "blames",     "copy",    "count",
    "credibility", "denies",   "each",      "event",   "explains", "importance", "not",     "note",
    "offer",       "predicts", "published", "reserve", "said",     "says",       "someone", "talks",
    "term",        "unstated", "value",     "weight",  "why",
};
static const char *const not_options[] = {
    "affects", "after", "and",  "as",       "before",   "excludes", "for",
    "if",      "less",  "more", "requires", "unstated", "with",
};
static const char *const not_offers[] = {"any"};
static const char *const not_moves[] = {"not", "nothing"};
static const char *const not_readers[] = {"public", "team"};

const char *const *truce_words_reserved(truce_reserved kind, size_t *n) {
    switch (kind) {
    case TRUCE_RESERVED_ACTOR:
        *n = sizeof not_actors / sizeof *not_actors;
        return not_actors;
    case TRUCE_RESERVED_ISSUE:
        *n = sizeof not_issues / sizeof *not_issues;
        return not_issues;
    case TRUCE_RESERVED_OPTION:
        *n = sizeof not_options / sizeof *not_options;
        return not_options;
    case TRUCE_RESERVED_READER:
        *n = sizeof not_readers / sizeof *not_readers;
        return not_readers;
    case TRUCE_RESERVED_MOVE:
        *n = sizeof not_moves / sizeof *not_moves;
        return not_moves;
    case TRUCE_RESERVED_OFFER:
    case TRUCE_RESERVED_N:
        break;
    }
    *n = sizeof not_offers / sizeof *not_offers;
    return not_offers;
}
