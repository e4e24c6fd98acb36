/* The questions, kind by kind. They are put so that any side can be asked the same one; none
 * supposes an answer, and none says that a side ought to have spoken. */
#include "gap_words.h"

#include <stdio.h>

#include "truce/base/suggest.h"
#include "truce/case/words.h"

static const gap_words words[TRUCE_GAP_N] = {
    [TRUCE_GAP_UNSAID] = {"unsaid", NULL, NULL, NULL, NULL,
                          "a claim says that there is one and that it is not said which; no claim "
                          "that was not made before says one"},
    [TRUCE_GAP_STATE] = {"state", "Whether the talks go on: one witness each",
                         "Are there talks now: since when, where, and who comes? If you left, "
                         "are you back?",
                         "timeline", "where and to whom a message can be brought hangs on it",
                         "it is the latest state that is dated, or has no date; one witness tells "
                         "it, and not every party says so itself"},
    [TRUCE_GAP_POSITION] = {"position", "No position is reported", NULL, "packages", NULL,
                            "no claim states a position of this side on it; our own reading does "
                            "not count"},
    [TRUCE_GAP_CONTENT] = {"content", "A position is reported, and not which",
                           "What exactly do you want here?", "packages",
                           "a package can only be tried against positions with a content",
                           "every position of this side on it is unstated"},
    [TRUCE_GAP_CONDITION] = {"condition", "A condition is reported, and not which",
                             "On what condition?", "packages",
                             "an acceptance whose condition is unknown counts for no package",
                             "the claim says: if unstated"},
    [TRUCE_GAP_PRIORITIES] =
        {"priorities", "No order of priorities in a side's own words",
         "Where you cannot have all of it, which issue goes before which?", "packages",
         "trading one issue for another needs to know what matters more to whom",
         "nobody of this side says that an issue matters most, or over "
         "another, to it; claims of others are named"},
    [TRUCE_GAP_RESERVE] = {"reserve", "No firm red line and no acceptance is reported",
                           "What is the least that you would take here rather than have no deal?",
                           "packages",
                           "without knowing the least that a side would take, nobody can tell "
                           "whether it could live with a package",
                           "no claim says firmly, or accepts, with options"},
    [TRUCE_GAP_GROUP] = {"group", "For some groups no position is reported",
                         "And for these groups?", "packages",
                         "what is decided for each group apart stays open for those of which "
                         "nothing is reported",
                         "the issue is decided for each group apart; every position of this side "
                         "names groups, and these not"},
    [TRUCE_GAP_OBSTACLE] = {"obstacle", "Named as a main point, and not said to be settled",
                            "What exactly is open here, and what would settle it?", "packages",
                            "a package that leaves a main point open leaves the deal open",
                            "a claim says that it matters most or much, to nobody in particular; "
                            "not every side is reported to accept an option on it"},
    [TRUCE_GAP_TERM] = {"term", "Words are used, and nobody says what they mean",
                        "What does the word cover, and what does it not?", "agreement",
                        "a text agreed in words that each side reads in its own way is not agreed",
                        "no claim says what the term means"},
    [TRUCE_GAP_MEANING] = {"meaning", "Several meanings are given",
                           "Which of these is meant in the text?", "agreement",
                           "a count or a promise differs with what the word covers",
                           "claims give the term meanings that differ"},
    [TRUCE_GAP_WORDS] = {"words", "One position, in different words",
                         "Are these the same thing to you, and if not, how do they differ?",
                         "packages", "two words may be two options",
                         "claims of the same position give other words behind \"as\""},
    [TRUCE_GAP_GUARANTOR] = {"guarantor", "No guarantor is named",
                             "Who would stand for it that the promises are kept, whom would you "
                             "trust with it, and what would they do?",
                             "agreement", "a promise without a guarantor is only as good as trust",
                             "no claim says that anybody is guarantor"},
    [TRUCE_GAP_VERIFIER] = {"verifier", "No verifier or observer is named",
                            "Who would see whether the promises are kept, and whom would you let "
                            "in?",
                            "agreement", "kept, late and broken are told by somebody, or disputed",
                            "no claim says that anybody is verifier or observer"},
    [TRUCE_GAP_MANDATE] = {"mandate", "What a monitor may do is not said",
                           "Where may monitors go, what may they see, to whom do they report, and "
                           "what may they decide?",
                           "agreement", "a verifier without a mandate cannot verify",
                           "no claim states a position with options on an issue of monitoring"},
    [TRUCE_GAP_VIOLATION] = {"violation",
                             "What counts as a violation is not said, nor what follows",
                             "What counts as a violation, who says so and over which channel, and "
                             "what happens then?",
                             "agreement",
                             "without a response that was agreed before, the first incident can "
                             "end the agreement",
                             "no term that is named violation or breach has a meaning"},
    [TRUCE_GAP_NUMBER] = {"exchange-number", "No position gives an exact number",
                          "How much or how many, and by what day?", "exchange",
                          "whether the numbers add up can only be told from numbers",
                          "no position on it gives a number on a range"},
    [TRUCE_GAP_RATIO] = {"exchange-ratio", "No ratio is reported",
                         "How much of the one for how much of the other?", "exchange",
                         "an exchange in steps is counted by its ratio",
                         "no position gives a number in a unit such as tonnes-per-day or "
                         "one-for-one, nor numbers on two issues of exchange"},
    [TRUCE_GAP_LIST] = {"exchange-list", "No list of what is exchanged is in hand",
                        "What or who is on your list, one by one, in which order, and who confirms "
                        "it?",
                        "exchange", "what is meant is settled by naming it",
                        "no document or message speaks on it"},
    [TRUCE_GAP_TIMETABLE] = {"timetable", "No timetable and no length of a phase is reported",
                             "How long does each phase last, what happens by which day, and what "
                             "if a day is missed?",
                             "sequencing",
                             "who is exposed after each step depends on how long it lasts",
                             "no position gives a number in a unit of time"},
    [TRUCE_GAP_LINE] = {"line", "No line, zone or map is in hand",
                        "From where to where, along which line, and where is it drawn?",
                        "sequencing", "a withdrawal is verified against a line",
                        "no document or message speaks on it, and no position gives a number"},
    [TRUCE_GAP_OFFER_TEXT] = {"offer-text", "The text of the offer is not in hand",
                              "May we have the text as it was sent, with its date?", "packages",
                              "an offer known in outline cannot be compared with what the sides "
                              "want",
                              "no terms of it stand in a document, a minute or a message"},
    [TRUCE_GAP_CARRIER] = {"carrier", "Who carried the message is not said",
                           "Who carried it, from whom, to whom, and in which version?", "custody",
                           "only who carried it can prove what was handed over",
                           "no claim says handed to, conveyed by or received from anybody"},
    [TRUCE_GAP_DELIVERY] =
        {"delivery-time", "When it was delivered is not said",
         "On which day and at what hour was it handed over, and to whom in "
         "person?",
         "custody", "an offer that was issued and one that was received differ by this time",
         "no claim dates a stage from handed to acknowledged"},
    [TRUCE_GAP_ANSWER] = {"answer", "Pressed by these, and no answer is reported",
                          "Has this reached you, and what do you say to it?", "actors",
                          "who presses and hears nothing will look for another way",
                          "no claim tells that anybody of this side speaks of who presses it, of a "
                          "deed or an offer of theirs, nor where it stands on what they press for"},
    [TRUCE_GAP_DECIDER] = {"decider", "Who decides is not said",
                           "Who says yes or no on your side in the end, and who can reach them?",
                           "actors", "an answer of somebody who cannot decide is no answer",
                           "no claim says that anybody is decider of this side"},
    [TRUCE_GAP_RATIFIER] = {"ratifier", "Who must ratify is not said",
                            "Who has to approve it on your side, by which vote, and by when?",
                            "agreement", "a deal that cannot pass at home does not hold",
                            "no claim says that anybody is \"ratifier\" of this side"},
    [TRUCE_GAP_FIRST_HAND] =
        {"first-hand", "Told by others alone", "Is this your position, in these words?", "matrix",
         "a position in somebody else's words may be theirs",
         "no claim of a position of this side on it is by a speaker of this side, whoever passed "
         "it on"},
    [TRUCE_GAP_ONE_SOURCE] = {"one-source", "Each position rests on one source",
                              "Who else can confirm it?", "matrix",
                              "what one report says, one correction can take away",
                              "no position of this side on it has two witnesses; copies count as "
                              "one"},
    [TRUCE_GAP_SOURCE_DATE] = {"source-date", "Not dated", "When was it published?", "timeline",
                               "movement and contradiction are told apart by dates",
                               "neither said nor published has a date, and nobody estimates one"},
    [TRUCE_GAP_DATE_WORDS] = {"date-words", "The time is given in words only",
                              "Which day was that?", "timeline",
                              "words such as a weekday have no place in an order of events",
                              "no date stands beside the words, and nobody estimates one"},
};

/* What a claim leaves open of an actor, by its trait. */
static const gap_words left_open[] = {
    [TRUCE_TRAIT_INTEREST] =
        {"interest", "An interest, not said which",
         "What do you need from this, whatever form it takes?", "packages",
         "another option may serve what the one that is asked for was to serve", NULL},
    [TRUCE_TRAIT_STAKE] = {"stake", "A stake, not said which",
                           "What do you stand to gain or to lose by it?", "actors",
                           "who stands to gain or to lose by a deal will help it or hinder it",
                           NULL},
    [TRUCE_TRAIT_ALTERNATIVE] =
        {"alternative", "An alternative to a deal, not said which",
         "Which other way do you have in mind, and what would make you take it?", "actors",
         "whoever has another way may stay in these talks, press on them "
         "or leave them",
         NULL},
    [TRUCE_TRAIT_COST] = {"cost", "A cost of no deal, not said which",
                          "What does it cost you if there is no deal?", "packages",
                          "what no deal costs is what a deal is held against", NULL},
    [TRUCE_TRAIT_DIVISION] = {"division", "A division, not said over what",
                              "Who on your side sees it otherwise, and what would they need?",
                              "actors", "a deal has to pass at home", NULL},
};

/* What to ask of a side, and what for, on an issue of each topic. */
static const struct {
    const char *question, *serves, *why;
} topics[] = {
    [TRUCE_TOPIC_CEASEFIRE] = {"What would you stop yourselves, what must the other side stop, and "
                               "for how long?",
                               "packages", "nothing tells which options this side could live with"},
    [TRUCE_TOPIC_GUARANTEE] = {"Which guarantee do you ask for, and which could you give?",
                               "agreement",
                               "nothing tells whose promise would be guaranteed, and by whom"},
    [TRUCE_TOPIC_WITHDRAWAL] = {"From where to where, in which steps?", "sequencing",
                                "who is exposed after which step depends on it"},
    [TRUCE_TOPIC_EXCHANGE] = {"What do you ask for here, what would you give for it, and how "
                              "much of each?",
                              "exchange", "whether the two sides of it match cannot be told"},
    [TRUCE_TOPIC_RETURN] = {"Who may return, where to, and on what condition?", "packages",
                            "nothing tells which options this side could live with"},
    [TRUCE_TOPIC_AID] = {"How much, where to, and in whose hands?", "packages",
                         "nothing tells which options this side could live with"},
    [TRUCE_TOPIC_MONITORING] = {"Who may watch, where, and to whom do they report?", "agreement",
                                "a promise that nobody may verify is kept or broken unseen"},
    [TRUCE_TOPIC_SEQUENCE] = {"Which step must come before which, and why?", "sequencing",
                              "whether the steps can be ordered at all cannot be told"},
    [TRUCE_TOPIC_OTHER] = {"What do you want here, and what could you live with?", "packages",
                           "nothing tells which options this side could live with"},
};

gap_words gap_words_of(const truce_gap *gap) {
    gap_words w = words[gap->kind];
    if (gap->kind == TRUCE_GAP_UNSAID) {
        const char *const basis = w.basis;
        w = left_open[gap->trait];
        w.basis = basis;
    }
    if (gap->kind == TRUCE_GAP_POSITION) {
        w.question = topics[gap->topic].question;
        w.serves = topics[gap->topic].serves;
        w.why = topics[gap->topic].why;
    }
    return w;
}

void gap_id(truce_buffer *out, const truce_case *c, const truce_gap *gap) {
    truce_buffer_printf(out, "%s", words[gap->kind].key);
    if (gap->party != TRUCE_NONE) {
        truce_buffer_byte(out, ':');
        truce_buffer_add(out, truce_case_name(c, c->actors[gap->party].head.name));
    }
    if (gap->kind == TRUCE_GAP_POSITION || gap->kind == TRUCE_GAP_UNSAID) {
        truce_buffer_byte(out, ':');
        truce_buffer_add(out, gap->kind == TRUCE_GAP_POSITION
                                  ? truce_words_at(TRUCE_WORDS_TOPIC, (size_t)gap->topic)
                                  : truce_words_at(TRUCE_WORDS_TRAIT, (size_t)gap->trait));
    }
}

/* In the order in which the opening counts them. */
static const gap_answer answers[] = {
    {"packages", "which options, taken together, each side could live with"},
    {"exchange", "what is given for what, in which numbers and steps"},
    {"sequencing", "what comes before what, and who is exposed in between"},
    {"agreement", "a text with its guarantees, checks and approval"},
    {"custody", "who holds which offer, and who carried it (truce offers)"},
    {"actors", "who can say yes, and who can press whom (truce actors)"},
    {"matrix", "where each side stands (truce matrix)"},
    {"timeline", "what happened in what order (truce timeline)"},
};

const gap_answer *gap_answers(size_t *n) {
    *n = sizeof answers / sizeof *answers;
    return answers;
}

truce_status gap_answer_check(truce_str asked, truce_error *err) {
    truce_suggestion s = truce_suggest_for(asked);
    truce_buffer names = truce_buffer_new();
    bool found = asked.size == 0;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        const truce_str name = truce_str_of(answers[i].name);
        found = found || truce_str_equal(asked, name);
        truce_suggest_try(&s, name);
        truce_buffer_printf(&names, "%s%s", i > 0 ? ", " : "", answers[i].name);
    }
    truce_status status = truce_buffer_status(&names, err);
    if (status == TRUCE_OK && !found) {
        char hint[40] = "";
        if (s.best.size > 0) {
            (void)snprintf(hint, sizeof hint, "did you mean \"%.*s\"? ", TRUCE_STR_ARGS(s.best));
        }
        status = truce_fail(err, TRUCE_ENOTFOUND, "no gap is for \"%.*s\": %sgaps are for %.*s",
                            asked.size > 40 ? 40 : (int)asked.size, asked.data, hint,
                            TRUCE_STR_ARGS(truce_buffer_str(&names)));
    }
    truce_buffer_clear(&names);
    return status;
}

const char *gap_role(const truce_gap *gap) {
    return gap->kind == TRUCE_GAP_SOURCE_DATE || gap->kind == TRUCE_GAP_DATE_WORDS
               ? "whoever published it"
           : gap->n_ask == 0 ? "whoever brings the case"
                             : NULL;
}

const char *gap_arrival(truce_arrival arrival) {
    switch (arrival) {
    case TRUCE_ARRIVAL_UNSAID:
        return "that it arrived nobody says";
    case TRUCE_ARRIVAL_DENIED:
        return "that it arrived is denied";
    case TRUCE_ARRIVAL_DISPUTED:
        return "that it arrived is said and denied";
    case TRUCE_ARRIVAL_OPEN:
        break;
    }
    return NULL;
}

const char *gap_place(truce_gap_place place) {
    static const char *const called[] = {"talks",   "left-open", "offer-in-doubt",
                                         "between", "aside",     "general"};
    return called[place];
}

truce_str gap_item_title(const truce_case *c, truce_symbol name) {
    const truce_declared d = truce_case_named(c, name);
    const truce_head *const head =
        name != 0 && d.kind != TRUCE_KIND_NONE ? truce_case_head(c, d) : NULL;
    return name == 0                              ? TRUCE_STR("some offer")
           : head != NULL && head->title.size > 0 ? head->title
                                                  : truce_case_name(c, name);
}
