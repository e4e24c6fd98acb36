/* The rules in words. The same words for every side; both can often be true, and where so it is
 * said. */
#include "account_words.h"

#include "truce/case/words.h"

static void add(composer *k, truce_str text) {
    truce_buffer_add(&k->text, text);
}

static void lit(composer *k, const char *text) {
    add(k, truce_str_of(text));
}

static void add_side(composer *k, uint32_t side) {
    add(k, side != TRUCE_NONE ? k->c->actors[side].head.title : TRUCE_STR("somebody"));
}

/* "A", "A and B", "A, B and C" */
static void join(composer *k, uint32_t i, uint32_t n) {
    lit(k, i == 0 ? "" : i + 1 == n ? " and " : ", ");
}

/* ---- what it is about ---- */

static void add_record(composer *k, truce_symbol symbol) {
    const truce_declared d = truce_case_named(k->c, symbol);
    const truce_head *const head = d.kind != TRUCE_KIND_NONE ? truce_case_head(k->c, d) : NULL;
    add(k, head != NULL && head->title.size > 0 ? head->title : truce_case_name(k->c, symbol));
}

void account_subject(composer *k, const truce_account_row *row) {
    const truce_case *const c = k->c;
    if (row->declared != TRUCE_NONE) {
        add(k, c->accounts[row->declared].head.title);
        return;
    }
    switch (row->rule) {
    case TRUCE_RULE_OFFER:
        add(k, row->subject != TRUCE_NONE ? c->offers[row->subject].head.title
                                          : TRUCE_STR("Any offer at all"));
        return;
    case TRUCE_RULE_EVENT:
    case TRUCE_RULE_WHEN:
    case TRUCE_RULE_DOER:
        add(k, c->events[row->subject].head.title);
        return;
    case TRUCE_RULE_ACCUSER:
        lit(k, "An accusation of ");
        add_side(k, row->subject);
        return;
    case TRUCE_RULE_NARRATIVE:
        add_record(k, row->subject);
        return;
    case TRUCE_RULE_TIE:
        add_record(k, row->parts[0].statement->subject.symbol);
        return;
    case TRUCE_RULE_DENIAL:
        lit(k, "Claim ");
        add(k, claim_name(c, row->subject));
        return;
    case TRUCE_RULE_COUNT:
    case TRUCE_RULE_TERM:
        add(k, c->terms[row->subject].head.title);
        return;
    case TRUCE_RULE_CONTACT:
        lit(k, "Whether the talks go on");
        return;
    case TRUCE_RULE_HEADWAY:
        lit(k, "Whether the talks make headway");
        return;
    case TRUCE_RULE_PRESENCE:
        lit(k, "Whether ");
        add_side(k, row->subject);
        lit(k, " takes part");
        return;
    case TRUCE_RULE_POSITION:
    case TRUCE_RULE_MOVEMENT:
        add_side(k, row->subject);
        lit(k, ": ");
        add(k, row->other != TRUCE_NONE ? c->issues[row->other].head.title
                                        : TRUCE_STR("softer, or firm"));
        return;
    case TRUCE_RULE_BLAME:
        lit(k, "On whom blame falls");
        return;
    case TRUCE_RULE_RANK:
        lit(k, "What matters most");
        if (row->subject != TRUCE_NONE) {
            lit(k, " to ");
            add_side(k, row->subject);
        }
        return;
    case TRUCE_RULE_ROSTER:
        lit(k, "Who mediates");
        return;
    case TRUCE_RULE_CAPACITY:
        add_side(k, row->subject);
        lit(k, ": mediator, and more");
        return;
    case TRUCE_RULE_WORD:
        phrase_item(&k->text, c, &row->parts[0].demand->item);
        return;
    case TRUCE_RULE_DECLARED:
    case TRUCE_RULE_N:
        break;
    }
}

/* ---- why ---- */

/* The furthest stage that is claimed, and the first that is denied. */
static void why_offer(composer *k, const truce_account_row *row) {
    size_t claimed = 0;
    size_t denied = (size_t)TRUCE_STAGE_WITHDRAWN;
    bool any_denied = false;
    for (uint32_t i = 0; i < row->n_parts; i++) {
        const truce_statement *const st = row->parts[i].statement;
        if (st == NULL) {
            continue;
        }
        const size_t stage = (size_t)st->as.offer.stage;
        if (st->denied) {
            denied = stage < denied ? stage : denied;
            any_denied = true;
        } else {
            claimed = stage > claimed ? stage : claimed;
        }
    }
    if (!any_denied) {
        lit(k, "Said to have been accepted, and to have been rejected.");
        return;
    }
    lit(k, "Said to have been ");
    add(k, truce_words_at(TRUCE_WORDS_STAGE, claimed));
    lit(k, "; denied that it was ");
    add(k, truce_words_at(TRUCE_WORDS_STAGE, denied));
    lit(k, row->denied_first   ? ". The denial is the earlier by date: it may have come in between."
           : claimed == denied ? "."
           : claimed < denied  ? ". Both can be true if it stopped on the way."
                               : ". The one stage cannot be without the other.");
}

static void add_source(composer *k, uint32_t claim) {
    add(k, truce_case_name(k->c, k->c->claims[claim].source.symbol));
}

/* Where one source has a date and another none: that nothing tells which of the two is newer. */
static void why_order(composer *k, const truce_account_row *row) {
    uint32_t undated = TRUCE_NONE;
    uint32_t latest = TRUCE_NONE;
    for (uint32_t i = 0; i < row->n_claims; i++) {
        const truce_claim_time *const time = &k->scope.times[row->claims[i]];
        if (time->basis == TRUCE_BASIS_NONE) {
            undated = undated == TRUCE_NONE ? row->claims[i] : undated;
        } else if (time->basis == TRUCE_BASIS_TOLD_LATER) {
            continue;
        } else if (latest == TRUCE_NONE || time->date.first > k->scope.times[latest].date.first) {
            latest = row->claims[i];
        }
    }
    if (undated == TRUCE_NONE || latest == TRUCE_NONE ||
        k->c->claims[undated].source.symbol == k->c->claims[latest].source.symbol) {
        return;
    }
    lit(k, " Which of them is newer nothing tells: ");
    add_source(k, undated);
    lit(k, " has no date");
    if (k->scope.times[latest].basis == TRUCE_BASIS_DATING) {
        lit(k, ", and that of ");
        add_source(k, latest);
        lit(k, " is an estimate");
    }
    lit(k, ".");
}

static void why_state(composer *k, const truce_account_row *row) {
    bool left = false;
    for (uint32_t i = 0; i < row->n_parts; i++) {
        left =
            left || (row->parts[i].statement != NULL && row->parts[i].what % 64 == TRUCE_CODE_LEFT);
    }
    lit(k, "States that exclude each other are reported of times that overlap, or that no date "
           "tells apart.");
    why_order(k, row);
    if (left) {
        lit(k, " A side may leave while the channel stays open.");
    }
}

static void why_position(composer *k, const truce_account_row *row) {
    add_side(k, row->subject);
    switch (row->kind) {
    case TRUCE_ACCOUNT_SCOPE:
        lit(k,
            " is said to hold positions that differ in how much, for whom or on what condition.");
        return;
    case TRUCE_ACCOUNT_TIME:
        lit(k,
            row->order_unknown
                ? " is said to hold one thing and another, and of some of it no date tells which "
                  "came first. It may be movement; or those who tell of it differ."
                : " is said to hold one thing at one time and another at another. It may be "
                  "movement, and need not be a contradiction.");
        lit(k, row->mixed && !row->order_unknown ? " Some of it may be of one time." : "");
        return;
    case TRUCE_ACCOUNT_SELF:
        lit(k, ": one side, several voices. Some of its own people say different things in one "
               "report, or at times that may overlap.");
        return;
    default:
        lit(k, " is said to hold one thing and another. One report tells two of these of one time: "
               "those who tell of it differ.");
    }
}

static void why_capacity(composer *k, const truce_account_row *row) {
    static const char *const besides[] = {
        [TRUCE_CAPACITY_MEDIATOR] = "",
        [TRUCE_CAPACITY_ALLY] = "an ally",
        [TRUCE_CAPACITY_FINANCIER] = "a financier",
        [TRUCE_CAPACITY_WITHDRAWS] = "one who left or withdrew",
        [TRUCE_CAPACITY_POSITION] = "one with positions of its own",
        [TRUCE_CAPACITY_INTEREST] = "one with interests of its own"};
    unsigned has = 0;
    uint32_t n = 0;
    uint32_t said = 0;
    for (uint32_t i = 0; i < row->n_parts; i++) {
        has |= row->parts[i].statement != NULL ? 1U << row->parts[i].what % 8 : 0;
    }
    for (unsigned c = TRUCE_CAPACITY_ALLY; c <= TRUCE_CAPACITY_INTEREST; c++) {
        n += has >> c & 1;
    }
    lit(k, (has & 1U << TRUCE_CAPACITY_MEDIATOR) != 0 ? "Called a mediator, and also "
                                                      : "A mediator by the case, and also ");
    for (unsigned c = TRUCE_CAPACITY_ALLY; c <= TRUCE_CAPACITY_INTEREST; c++) {
        if ((has >> c & 1) != 0) {
            join(k, said++, n);
            lit(k, besides[c]);
        }
    }
    lit(k, ". Both can be true; how the sides see it matters.");
}

static void why_term(composer *k, const truce_account_row *row) {
    bool meant = false;
    for (uint32_t i = 0; i < row->n_parts; i++) {
        const truce_statement *const st = row->parts[i].statement;
        meant = meant || (st != NULL && st->kind == TRUCE_STATES_TERM && st->as.term.means);
    }
    lit(k, "One thing goes by several words");
    lit(k, meant ? "; whether they cover the same is open." : ", and nobody says what they mean.");
}

static void why_denied(composer *k, const truce_account_row *row, const char *clash) {
    lit(k, clash);
    lit(k, row->denied_first
               ? " The denial is the earlier by date: both can be true, one after the "
                 "other."
               : "");
}

/* What whoever declared it writes: the title already stands before it. Behind the words of a rule
 * that found it too, if any. */
static void why_declared(composer *k, const truce_account_row *row) {
    const truce_head *const head = &k->c->accounts[row->declared].head;
    const bool by_rule = row->rule != TRUCE_RULE_DECLARED;
    for (uint32_t i = 0; i < head->n_notes; i++) {
        lit(k, i > 0 ? " " : by_rule ? " In the words of the case: " : "");
        add(k, head->notes[i].text);
    }
    if (head->n_notes == 0 && !by_rule) {
        lit(k, "Declared by whoever keeps the case; no reason is written.");
    }
}

static void why_found(composer *k, const truce_account_row *row) {
    switch (row->rule) {
    case TRUCE_RULE_OFFER:
        why_offer(k, row);
        return;
    case TRUCE_RULE_EVENT:
        why_denied(k, row, "It is said to have happened, and denied.");
        return;
    case TRUCE_RULE_WHEN:
        lit(k, "The dates given for it exclude each other.");
        return;
    case TRUCE_RULE_DOER:
        lit(k, row->other != TRUCE_NONE
                   ? "One report gives different actors for it."
                   : "Reports give different actors for it, and neither list holds the other.");
        return;
    case TRUCE_RULE_ACCUSER:
        lit(k, "One report gives the same accusation to different actors.");
        return;
    case TRUCE_RULE_NARRATIVE:
        lit(k, "It is explained in different ways. Each stays its speaker's account.");
        return;
    case TRUCE_RULE_TIE:
        why_denied(k, row, "It is said, and denied.");
        return;
    case TRUCE_RULE_DENIAL:
        lit(k, truce_claim_states_one(&k->c->claims[row->subject])
                   ? "Another claim denies it."
                   : "Another claim denies it, and does not say what of it: it states several "
                     "things.");
        return;
    case TRUCE_RULE_COUNT:
        lit(k, "It is counted differently.");
        return;
    case TRUCE_RULE_CONTACT:
    case TRUCE_RULE_HEADWAY:
        why_state(k, row);
        return;
    case TRUCE_RULE_PRESENCE:
        add_side(k, row->subject);
        lit(k, " is said to have left or withdrawn, and to take part. Leaving a place is not "
               "leaving the talks: both can be true.");
        return;
    case TRUCE_RULE_POSITION:
        why_position(k, row);
        return;
    case TRUCE_RULE_MOVEMENT:
        add_side(k, row->subject);
        lit(k,
            " is said to soften, and elsewhere to be firm or to refuse. It may have moved, or the "
            "two may be about different things: where no issue is named, on what it softens is "
            "not said.");
        lit(k, row->order_unknown ? " Dates do not tell the order of all." : "");
        return;
    case TRUCE_RULE_BLAME:
        lit(k, "Blame or accusation falls on different sides. This paper takes no part in it.");
        return;
    case TRUCE_RULE_RANK:
        lit(k,
            "Different issues are said to matter most. A ranking is its speaker's, at its time.");
        return;
    case TRUCE_RULE_ROSTER:
        lit(k,
            "Sources name different mediators. A role is held for a time, according to a source.");
        return;
    case TRUCE_RULE_CAPACITY:
        why_capacity(k, row);
        return;
    case TRUCE_RULE_TERM:
        why_term(k, row);
        return;
    case TRUCE_RULE_WORD:
        lit(k, "One option goes by several words; whether they mean the same is open.");
        return;
    case TRUCE_RULE_DECLARED:
    case TRUCE_RULE_N:
        break;
    }
}

void account_why(composer *k, const truce_account_row *row) {
    why_found(k, row);
    if (row->declared != TRUCE_NONE) {
        why_declared(k, row);
    }
}

/* ---- what would settle it ---- */

const char *account_settle(const truce_account_row *row) {
    static const char *const words[TRUCE_RULE_N] = {
        [TRUCE_RULE_OFFER] = "a record of delivery: what was handed to whom, and when",
        [TRUCE_RULE_EVENT] = "a record of it, or somebody who was there",
        [TRUCE_RULE_WHEN] = "a dated record of it",
        [TRUCE_RULE_DOER] = "the wording of the reports, and of what they draw on",
        [TRUCE_RULE_ACCUSER] = "the wording of the report, and of what it draws on",
        [TRUCE_RULE_NARRATIVE] = "a dated record of what came first; it need not settle why",
        [TRUCE_RULE_TIE] = "the word of whom it is said, on the record",
        [TRUCE_RULE_DENIAL] = "what the two rest on: a text, a minute, somebody who was there",
        [TRUCE_RULE_COUNT] = "one list that both sides have seen, with its date",
        [TRUCE_RULE_CONTACT] = "whether a next meeting or message is agreed, and with whom",
        [TRUCE_RULE_HEADWAY] = "where the text stands, and what still waits for an answer",
        [TRUCE_RULE_PRESENCE] = "whether it still answers messages, and through whom",
        [TRUCE_RULE_POSITION] = "its own word on what it holds now, and for whom",
        [TRUCE_RULE_MOVEMENT] = "its own word on where it would move, and since when",
        [TRUCE_RULE_BLAME] =
            "no report can; a dated record of offers and answers would show who waited for whom",
        [TRUCE_RULE_RANK] = "a ranking from each side, asked alone",
        [TRUCE_RULE_ROSTER] = "whom each side accepts as mediator, and since when",
        [TRUCE_RULE_CAPACITY] = "whether each side knows of it and accepts it",
        [TRUCE_RULE_TERM] = "one word for it, with its meaning in writing",
        [TRUCE_RULE_WORD] = "one wording of the option, with its meaning in writing",
        [TRUCE_RULE_DECLARED] = "",
    };
    return words[row->rule];
}

const char *account_rule_called(truce_account_rule rule) {
    static const char *const words[TRUCE_RULE_N] = {
        [TRUCE_RULE_OFFER] = "offer",         [TRUCE_RULE_EVENT] = "event",
        [TRUCE_RULE_WHEN] = "dates",          [TRUCE_RULE_DOER] = "by whom",
        [TRUCE_RULE_ACCUSER] = "accusers",    [TRUCE_RULE_NARRATIVE] = "narratives",
        [TRUCE_RULE_TIE] = "said and denied", [TRUCE_RULE_DENIAL] = "denial",
        [TRUCE_RULE_COUNT] = "counts",        [TRUCE_RULE_CONTACT] = "contact",
        [TRUCE_RULE_HEADWAY] = "headway",     [TRUCE_RULE_PRESENCE] = "presence",
        [TRUCE_RULE_POSITION] = "positions",  [TRUCE_RULE_MOVEMENT] = "movement",
        [TRUCE_RULE_BLAME] = "blame",         [TRUCE_RULE_RANK] = "ranks",
        [TRUCE_RULE_ROSTER] = "mediators",    [TRUCE_RULE_CAPACITY] = "capacities",
        [TRUCE_RULE_TERM] = "words",          [TRUCE_RULE_WORD] = "option words",
        [TRUCE_RULE_DECLARED] = "",
    };
    return words[rule];
}
