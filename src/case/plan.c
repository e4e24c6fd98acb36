/* The lines of plans: their words, and what stands behind them in which order. */
#include "plan.h"

#include <assert.h>
#include <stddef.h>

#define K(kind) (UINT64_C(1) << TRUCE_KIND_##kind)
#define ANY_PLAN                                                                                   \
    (K(STEP) | K(EXCHANGE) | K(VALUES) | K(AGREEMENT) | K(OBLIGATION) | K(REPORT) | K(INCIDENT))
#define TOLD     (K(WORDING) | K(CRITICISM) | K(STANDING) | K(READING))
#define MODELLED (K(MODEL) | K(MOVE) | K(ORDER))
#define TRIGGERS (K(STEP) | K(EXCHANGE) | K(EVENT))
#define SOMEBODY (K(ACTOR) | K(NONE))

/* lead, key, form, needed, member, kinds */
#define SLOT(lead, key, form, needed, member, kinds)                                               \
    { lead, key, PLAN_##form, needed, offsetof(truce_plan_line, member), kinds }
#define NEED(lead, key, form, member)        SLOT(lead, key, form, true, member, 0)
#define MAY(lead, key, form, member)         SLOT(lead, key, form, false, member, 0)
#define NEED_REF(lead, key, form, member, k) SLOT(lead, key, form, true, member, k)
#define MAY_REF(lead, key, form, member, k)  SLOT(lead, key, form, false, member, k)

#define TRIGGER_SLOTS                                                                              \
    {                                                                                              \
        NEED_REF(NULL, "what", REF, what, TRIGGERS), MAY("tranche", "tranche", COUNT, tranche),    \
            MAY_REF("by", "by", REFS, by, K(ACTOR)), MAY("within", "days", DAYS, days)             \
    }

static const plan_row rows[TRUCE_PLAN_N] = {
    [TRUCE_PLAN_STEP] = {K(STEP), .top = true, .name = "step",
                         .called = "step pull-back \"Forces pull back\" of company to union",
                         .slots = {MAY_REF("of", "of", REFS, names, SOMEBODY),
                                   MAY_REF("to", "to", REFS, to, SOMEBODY)}},
    [TRUCE_PLAN_EXCHANGE] = {K(EXCHANGE), .top = true, .name = "exchange",
                             .called = "exchange swap \"Who is released for whom\" of union and "
                                       "company",
                             .slots = {NEED_REF("of", "of", REF, what, K(ACTOR)),
                                       NEED_REF("and", "and", REFS, to, K(ACTOR))}},
    [TRUCE_PLAN_VALUES] = {K(VALUES), .top = true, .untitled = true, .name = "values",
                           .called = "values union-steps of union by analyst-1",
                           .slots = {NEED_REF("of", "of", REF, what, K(ACTOR)),
                                     NEED_REF("by", "by", REFS, by, K(READER) | K(ACTOR))}},
    [TRUCE_PLAN_AGREEMENT] = {K(AGREEMENT), .top = true, .name = "agreement",
                              .called = "agreement deal \"The deal\" of union, company",
                              .slots = {NEED_REF("of", "of", REFS, names, K(ACTOR))}},
    [TRUCE_PLAN_OBLIGATION] = {K(OBLIGATION), .top = true, .name = "obligation",
                               .called = "obligation ob-7 \"Six crane shifts\" of company to union",
                               .slots = {NEED_REF("of", "of", REFS, names, SOMEBODY),
                                         MAY_REF("to", "to", REFS, to, SOMEBODY)}},
    [TRUCE_PLAN_REPORT] = {K(REPORT), .top = true, .name = "report",
                           .called = "report re-1 \"Shifts of the first week\""},
    [TRUCE_PLAN_INCIDENT] = {K(INCIDENT), .top = true, .name = "incident",
                             .called = "incident in-2 \"Shift cancelled\""},
    [TRUCE_PLAN_TEXT] = {K(TEXT), .top = true, .name = "text",
                         .called = "text framework \"Framework for the port\" of union, company",
                         .slots = {MAY_REF("of", "of", REFS, names, K(ACTOR))}},
    [TRUCE_PLAN_CLAUSE] = {K(CLAUSE), .top = true, .name = "clause",
                           .called = "clause c4 \"Cameras\" of framework number \"4\"",
                           .slots = {NEED_REF("of", "of", REF, what, K(TEXT)),
                                     MAY("number", "number", TEXT, text)}},
    [TRUCE_PLAN_WORDING] = {K(WORDING), .top = true, .untitled = true, .name = "wording",
                            .called = "wording c4-v3 of c4 version 3 by board",
                            .slots = {NEED_REF("of", "of", REF, what, K(CLAUSE)),
                                      NEED("version", "version", COUNT, number),
                                      MAY_REF("by", "by", REFS, by, K(ACTOR))}},
    [TRUCE_PLAN_CHANGE] = {K(CHANGE), .top = true, .untitled = true, .name = "change",
                           .called = "change ch-1 of c4-v3 paragraph 2 for k1, k2",
                           .slots = {NEED_REF("of", "of", REF, what, K(WORDING)),
                                     MAY("paragraph", "paragraph", COUNT, number),
                                     NEED_REF("for", "for", REFS, names, K(CRITICISM))}},
    [TRUCE_PLAN_CRITICISM] = {K(CRITICISM), .top = true, .name = "criticism",
                              .called = "criticism k1 \"too slow\" of c4-v2 by company",
                              .slots = {NEED_REF("of", "of", REF, what, K(WORDING)),
                                        NEED_REF("by", "by", REFS, by, K(ACTOR))}},
    [TRUCE_PLAN_STANDING] = {K(STANDING), .top = true, .untitled = true, .name = "standing",
                             .called = "standing st-1 of c4-v3 by union conditional on c5",
                             .slots = {NEED_REF("of", "of", REF, what, K(WORDING)),
                                       NEED_REF("by", "by", REFS, by, K(ACTOR)),
                                       NEED(NULL, "standing", STANDING, standing),
                                       MAY_REF("on", "on", REFS, names, K(CLAUSE))}},
    [TRUCE_PLAN_READING] = {K(READING), .top = true, .name = "reading",
                            .called = "reading r1 \"only after the audit\" of c4-v3 by union",
                            .slots = {NEED_REF("of", "of", REF, what, K(WORDING)),
                                      NEED_REF("by", "by", REFS, by, K(ACTOR))}},
    [TRUCE_PLAN_DEFINITION] = {K(DEFINITION), .top = true, .name = "definition",
                               .called = "definition d1 \"recording\" of framework by union",
                               .slots = {NEED_REF("of", "of", REF, what, K(TEXT)),
                                         MAY_REF("by", "by", REFS, by, K(ACTOR))}},
    [TRUCE_PLAN_MODEL] = {K(MODEL), .top = true, .name = "model",
                          .called = "model quiet \"Would anybody leave?\" by analyst-1",
                          .slots = {NEED_REF("by", "by", REF, author, K(READER) | K(ACTOR))}},
    [TRUCE_PLAN_MOVE] = {K(MOVE), .top = true, .name = "move",
                         .called = "move walk-out \"Leave the talks\" of union in quiet",
                         .slots = {NEED_REF("of", "of", REF, what, K(ACTOR)),
                                   NEED_REF("in", "in", REF, model, K(MODEL))}},
    [TRUCE_PLAN_ORDER] = {K(ORDER), .top = true, .untitled = true, .name = "order",
                          .called = "order union-order of union in quiet by analyst-1",
                          .slots = {NEED_REF("of", "of", REF, what, K(ACTOR)),
                                    NEED_REF("in", "in", REF, model, K(MODEL)),
                                    NEED_REF("by", "by", REF, author, K(READER) | K(ACTOR))}},

    [TRUCE_PLAN_GIVES_WORDS] = {K(STEP), .word = "gives", .name = "gives_words",
                                .called = "gives cameras full, or in words: gives \"a list\"",
                                .slots = {NEED(NULL, "words", TEXT, text)}},
    [TRUCE_PLAN_GIVES] = {K(STEP), .word = "gives", .name = "gives",
                          .called = "gives cameras full, or in words: gives \"a list\"",
                          .slots = {NEED(NULL, "item", ITEM, item)}},
    [TRUCE_PLAN_AFTER] = {K(STEP) | K(OBLIGATION), .word = "after", .name = "after",
                          .called = "after sign-off within 1..3 days, or after swap tranche 2",
                          .slots = TRIGGER_SLOTS},
    [TRUCE_PLAN_BEFORE] = {K(STEP), .word = "before", .name = "before",
                           .called = "before sign-off, or before swap tranche 2",
                           .slots = TRIGGER_SLOTS},
    [TRUCE_PLAN_WITH] = {K(STEP), .word = "with", .name = "with",
                         .called = "with sign-off, or with swap tranche 2 by company",
                         .slots = {NEED_REF(NULL, "what", REF, what, K(STEP) | K(EXCHANGE)),
                                   MAY("tranche", "tranche", COUNT, tranche),
                                   MAY_REF("by", "by", REFS, by, K(ACTOR))}},
    [TRUCE_PLAN_AT] = {K(STEP) | K(REPORT) | K(INCIDENT) | TOLD, .once = true, .word = "at",
                       .name = "at", .called = "at 2031-03-01",
                       .slots = {NEED(NULL, "date", DATE, when)}},
    [TRUCE_PLAN_NOT_BEFORE] = {K(STEP), .once = true, .word = "not", .second = "before",
                               .name = "not_before", .called = "not before 2031-03-01",
                               .slots = {NEED(NULL, "date", DATE, when)}},
    [TRUCE_PLAN_UNTIL] = {K(STEP) | K(OBLIGATION), .once = true, .word = "until", .name = "until",
                          .called = "until 2031-03-31", .slots = {NEED(NULL, "date", DATE, when)}},
    [TRUCE_PLAN_DONE] = {K(STEP), .word = "done", .name = "done",
                         .called = "done withdrawal-seen, an event of which claims tell",
                         .slots = {NEED_REF(NULL, "what", REF, what, K(EVENT))}},
    [TRUCE_PLAN_PHASE] = {K(STEP) | K(OBLIGATION), .once = true, .word = "phase", .name = "phase",
                          .called = "phase 1", .slots = {NEED(NULL, "number", COUNT, number)}},
    [TRUCE_PLAN_FROM] = {K(STEP) | K(EXCHANGE) | K(AGREEMENT) | K(OBLIGATION) | K(DEFINITION) |
                             MODELLED | TOLD,
                         .once = true, .word = "from", .name = "from",
                         .called = "from s1:P6, the claims",
                         .slots = {NEED(NULL, "claims", CLAIMS, claims)}},

    [TRUCE_PLAN_CATEGORY] = {K(EXCHANGE), .word = "category", .name = "category",
                             .called = "category women 28 at 30, or category men 5 at 30 life, 20",
                             .slots = {NEED_REF(NULL, "what", REF, what, K(ACTOR)),
                                       NEED(NULL, "number", COUNT, number),
                                       MAY("at", "at", SHARES, shares)}},
    [TRUCE_PLAN_CLASS] = {K(EXCHANGE), .word = "class", .name = "class",
                          .called = "class life 280, or class life where nobody says how many",
                          .slots = {NEED_REF(NULL, "what", REF, what, K(ACTOR)),
                                    MAY(NULL, "number", COUNT, number)}},
    [TRUCE_PLAN_EXCLUDES] = {K(EXCHANGE), .word = "excludes", .name = "excludes",
                             .called = "excludes life 40 by company, or all of them: excludes life",
                             .slots = {NEED_REF(NULL, "what", REF, what, K(ACTOR)),
                                       MAY(NULL, "number", COUNT, number),
                                       MAY_REF("by", "by", REFS, by, SOMEBODY)}},
    [TRUCE_PLAN_TRANSFER] = {K(EXCHANGE), .word = "transfer", .name = "transfer",
                             .called = "transfer life 120 to third-country",
                             .slots = {NEED_REF(NULL, "what", REF, what, K(ACTOR)),
                                       NEED(NULL, "number", COUNT, number),
                                       NEED_REF("to", "to", REFS, to, SOMEBODY)}},
    [TRUCE_PLAN_TRANCHE] =
        {K(EXCHANGE), .word = "tranche", .name = "tranche",
         .called = "tranche 2 at 2031-03-09 after pull-back releases 3 women, 1 men for 90 life",
         .slots = {NEED(NULL, "number", COUNT, number), MAY("at", "date", DATE, when),
                   MAY_REF("after", "after", REF, what, TRIGGERS),
                   MAY("tranche", "tranche", COUNT, tranche),
                   MAY_REF("by", "by", REFS, by, K(ACTOR)), MAY("within", "days", DAYS, days),
                   MAY("releases", "releases", COUNTS, counts), MAY("for", "for", SHARES, shares)}},
    [TRUCE_PLAN_QUOTA] = {K(EXCHANGE), .word = "quota", .name = "quota",
                          .called = "quota company 100 per day",
                          .slots = {NEED_REF(NULL, "what", REF, what, K(ACTOR)),
                                    NEED(NULL, "number", COUNT, number),
                                    NEED("per", "per", PERIOD, period)}},
    [TRUCE_PLAN_EXTENDS] = {K(EXCHANGE), .once = true, .word = "extends", .name = "extends",
                            .called = "extends 1 day per 10",
                            .slots = {NEED(NULL, "days", DAYS, days),
                                      NEED("per", "number", COUNT, number)}},
    [TRUCE_PLAN_TOTAL] = {K(EXCHANGE), .word = "total", .name = "total",
                          .called = "total 1090 from s1:P6",
                          .slots = {NEED(NULL, "number", COUNT, number),
                                    MAY("from", "claims", CLAIMS, claims)}},
    [TRUCE_PLAN_OPEN] = {K(EXCHANGE), .word = "open", .name = "open",
                         .called = "open \"who of those serving life\"",
                         .slots = {NEED(NULL, "words", TEXT, text)}},

    [TRUCE_PLAN_WORTH] = {K(VALUES), .word = "step", .name = "worth",
                          .called = "step pull-back is 40..55",
                          .slots = {NEED_REF(NULL, "what", REF, what, K(STEP)),
                                    NEED("is", "number", AMOUNT, number)}},

    [TRUCE_PLAN_PHASED] = {K(AGREEMENT), .word = "phase", .name = "phased",
                           .called = "phase 1 \"Release\" at 2031-03-01 for 42 days",
                           .slots = {NEED(NULL, "number", COUNT, number),
                                     MAY(NULL, "title", TEXT, text), MAY("at", "date", DATE, when),
                                     MAY("for", "days", DAYS, days)}},
    [TRUCE_PLAN_ROLLS] = {K(AGREEMENT), .word = "rolls", .name = "rolls",
                          .called = "rolls phase 1 while \"talks on phase two go on\"",
                          .slots = {NEED("phase", "number", COUNT, number),
                                    NEED("while", "words", TEXT, text)}},
    [TRUCE_PLAN_INDIVISIBLE] = {K(AGREEMENT) | K(TEXT), .once = true, .word = "indivisible",
                                .name = "indivisible", .called = "indivisible"},
    [TRUCE_PLAN_DISPUTE] = {K(AGREEMENT) | K(OBLIGATION), .once = true, .word = "dispute",
                            .name = "dispute", .called = "dispute board",
                            .slots = {NEED_REF(NULL, "by", REFS, names, K(ACTOR))}},
    [TRUCE_PLAN_GUARANTOR] = {K(AGREEMENT) | K(OBLIGATION), .once = true, .word = "guarantor",
                              .name = "guarantor", .called = "guarantor board",
                              .slots = {NEED_REF(NULL, "by", REFS, names, K(ACTOR))}},
    [TRUCE_PLAN_VERIFIER] = {K(AGREEMENT) | K(OBLIGATION), .once = true, .word = "verifier",
                             .name = "verifier", .called = "verifier board",
                             .slots = {NEED_REF(NULL, "by", REFS, names, K(ACTOR))}},

    [TRUCE_PLAN_COVERS] = {K(AGREEMENT) | K(OBLIGATION) | K(CLAUSE), .word = "covers",
                           .name = "covers",
                           .called = "covers monitoring, or covers monitoring clause \"5.2\"",
                           .slots = {NEED(NULL, "what", CLAUSE, covers),
                                     MAY("clause", "clause", TEXT, text)}},

    [TRUCE_PLAN_IN] = {K(OBLIGATION), .once = true, .word = "in", .name = "in",
                       .called = "in deal clause \"3.2\"",
                       .slots = {NEED_REF(NULL, "what", REF, what, K(AGREEMENT)),
                                 MAY("clause", "clause", TEXT, text)}},
    [TRUCE_PLAN_SINCE] = {K(OBLIGATION), .once = true, .word = "from", .name = "since",
                          .called = "from 2031-03-02 until 2031-04-01",
                          .slots = {NEED(NULL, "date", DATE, when),
                                    MAY("until", "until", DATE, until)}},
    [TRUCE_PLAN_QUANTITY] = {K(OBLIGATION), .once = true, .word = "quantity", .name = "quantity",
                             .called = "quantity 6 shifts per day",
                             .slots = {NEED(NULL, "number", NUMBER, number),
                                       NEED(NULL, "unit", UNIT, unit),
                                       MAY("per", "per", PERIOD, period)}},
    [TRUCE_PLAN_EVIDENCE] = {K(OBLIGATION), .word = "evidence", .name = "evidence",
                             .called = "evidence \"the log of the port\"",
                             .slots = {NEED(NULL, "words", TEXT, text)}},
    [TRUCE_PLAN_RESPONSE] = {K(OBLIGATION), .once = true, .word = "response", .name = "response",
                             .called = "response \"the board meets\" within 3 days",
                             .slots = {NEED(NULL, "words", TEXT, text),
                                       MAY("within", "days", DAYS, days)}},
    [TRUCE_PLAN_FALLS_WITH] = {K(OBLIGATION), .once = true, .word = "falls", .second = "with",
                               .name = "falls_with", .called = "falls with ob-3",
                               .slots = {NEED_REF(NULL, "what", REFS, names, K(OBLIGATION))}},
    [TRUCE_PLAN_WAIVED] = {K(OBLIGATION), .word = "waived", .name = "waived",
                           .called = "waived m1:P1 by union at 2031-03-05",
                           .slots = {NEED(NULL, "claims", CLAIMS, claims),
                                     NEED_REF("by", "by", REFS, by, K(ACTOR)),
                                     MAY("at", "date", DATE, when)}},

    [TRUCE_PLAN_CONCERNS] = {K(REPORT) | K(INCIDENT), .once = true, .word = "concerns",
                             .name = "concerns", .called = "concerns ob-7",
                             .slots = {NEED_REF(NULL, "what", REFS, names, K(OBLIGATION))}},
    [TRUCE_PLAN_MEASURED] = {K(REPORT) | K(INCIDENT), .once = true, .word = "measured",
                             .name = "measured", .called = "measured 38 shifts",
                             .slots = {NEED(NULL, "number", NUMBER, number),
                                       MAY(NULL, "unit", UNIT, unit)}},
    [TRUCE_PLAN_KEPT] = {K(REPORT), .once = true, .word = "kept", .name = "kept", .called = "kept"},
    [TRUCE_PLAN_NOT_KEPT] = {K(REPORT), .once = true, .word = "not", .second = "kept",
                             .name = "not_kept", .called = "not kept"},
    [TRUCE_PLAN_REPORTED] = {K(REPORT) | K(INCIDENT), .word = "reported", .name = "reported",
                             .called = "reported m1:P1",
                             .slots = {NEED(NULL, "claims", CLAIMS, claims)}},
    [TRUCE_PLAN_VERIFIED] = {K(REPORT) | K(INCIDENT), .word = "verified", .name = "verified",
                             .called = "verified m1:P1 by board",
                             .slots = {NEED(NULL, "claims", CLAIMS, claims),
                                       NEED_REF("by", "by", REFS, by, K(ACTOR))}},
    [TRUCE_PLAN_ATTRIBUTED] = {K(INCIDENT), .word = "attributed", .name = "attributed",
                               .called = "attributed m1:P1 to company by board",
                               .slots = {NEED(NULL, "claims", CLAIMS, claims),
                                         NEED_REF("to", "to", REFS, to, SOMEBODY),
                                         NEED_REF("by", "by", REFS, by, K(ACTOR))}},
    [TRUCE_PLAN_DISPUTED] = {K(REPORT) | K(INCIDENT), .word = "disputed", .name = "disputed",
                             .called = "disputed m1:P2 by company",
                             .slots = {NEED(NULL, "claims", CLAIMS, claims),
                                       NEED_REF("by", "by", REFS, by, K(ACTOR))}},

    [TRUCE_PLAN_ABOUT] = {K(CLAUSE), .once = true, .word = "about", .name = "about",
                          .called = "about wage, cameras, the issues",
                          .slots = {NEED_REF(NULL, "issues", REFS, names, K(ISSUE))}},
    [TRUCE_PLAN_REOPENS_WITH] = {K(CLAUSE), .once = true, .word = "reopens", .second = "with",
                                 .name = "reopens_with", .called = "reopens with c5, c6",
                                 .slots = {NEED_REF(NULL, "what", REFS, names, K(CLAUSE))}},
    [TRUCE_PLAN_DELIBERATE] = {K(CLAUSE) | K(DEFINITION), .word = "deliberate",
                               .name = "deliberate",
                               .called = "deliberate \"in due time\", words left open on purpose",
                               .slots = {MAY(NULL, "words", TEXT, text)}},
    [TRUCE_PLAN_PARAGRAPH] = {K(WORDING), .word = "paragraph", .name = "paragraph",
                              .called = "paragraph \"The records [b1] be opened.\"",
                              .slots = {NEED(NULL, "words", TEXT, text)}},
    [TRUCE_PLAN_BRACKET] = {K(WORDING), .word = "bracket", .name = "bracket",
                            .called = "bracket b1 \"shall\" of union says cameras full",
                            .slots = {NEED(NULL, "bracket", LABEL, what),
                                      MAY(NULL, "words", TEXT, text),
                                      MAY_REF("of", "of", REFS, names, K(ACTOR)),
                                      MAY("says", "says", ITEM, item)}},
    [TRUCE_PLAN_SAYS] = {K(WORDING), .word = "says", .name = "says",
                         .called = "says cameras incident, what the wording settles",
                         .slots = {NEED(NULL, "item", ITEM, item)}},
    [TRUCE_PLAN_NUMBER] = {K(WORDING), .once = true, .word = "number", .name = "number",
                           .called = "number \"4.3\"", .slots = {NEED(NULL, "words", TEXT, text)}},
    [TRUCE_PLAN_STRUCK] = {K(WORDING), .once = true, .word = "struck", .name = "struck",
                           .called = "struck"},
    [TRUCE_PLAN_MEANS] = {K(DEFINITION), .once = true, .word = "means", .name = "means",
                          .called = "means \"sound and picture from a crane cabin\"",
                          .slots = {NEED(NULL, "words", TEXT, text)}},
    [TRUCE_PLAN_TERM] = {K(DEFINITION), .once = true, .word = "term", .name = "term",
                         .called = "term record-word, a term of the case",
                         .slots = {NEED_REF(NULL, "what", REF, what, K(TERM))}},

    [TRUCE_PLAN_STATUS_QUO] = {K(MODEL), .once = true, .word = "status", .second = "quo",
                               .name = "status_quo",
                               .called = "status quo walk-out, accept, or: status quo nothing",
                               .slots = {NEED_REF(NULL, "moves", MOVES, names, K(MOVE))}},
    [TRUCE_PLAN_TARGET] = {K(MODEL), .once = true, .word = "target", .name = "target",
                           .called = "target accept, sign, an outcome of which more is asked",
                           .slots = {NEED_REF(NULL, "moves", MOVES, names, K(MOVE))}},
    [TRUCE_PLAN_NEVER] = {K(MODEL), .word = "never", .name = "never",
                          .called = "never accept and not guarantee",
                          .slots = {NEED_REF(NULL, "moves", LOGIC, logic, K(MOVE))}},
    [TRUCE_PLAN_TOGETHER] = {K(MODEL), .word = "together", .name = "together",
                             .called = "together strike and lock-out by union, company from not "
                                       "accept",
                             .slots = {NEED_REF(NULL, "to", LOGIC, logic, K(MOVE)),
                                       NEED_REF("by", "by", REFS, by, K(ACTOR)),
                                       MAY_REF("from", "from", LOGIC, other, K(MOVE))}},
    [TRUCE_PLAN_ONCE_TAKEN] = {K(MOVE), .once = true, .word = "once", .second = "taken",
                               .name = "once_taken", .called = "once taken, or: once dropped"},
    [TRUCE_PLAN_ONCE_DROPPED] = {K(MOVE), .once = true, .word = "once", .second = "dropped",
                                 .name = "once_dropped", .called = "once taken, or: once dropped"},
    [TRUCE_PLAN_PREFERS] = {K(ORDER), .word = "prefers", .name = "prefers",
                            .called = "prefers accept if (guarantee and not walk-out)",
                            .slots = {NEED_REF(NULL, "moves", LOGIC, logic, K(MOVE))}},
    [TRUCE_PLAN_RANKS] = {K(ORDER), .word = "ranks", .name = "ranks",
                          .called = "ranks accept, guarantee, or: ranks nothing",
                          .slots = {NEED_REF(NULL, "moves", MOVES, names, K(MOVE))}},
    [TRUCE_PLAN_EQUALS] = {K(ORDER), .word = "equals", .name = "equals",
                           .called = "equals accept, as good as the line above",
                           .slots = {NEED_REF(NULL, "moves", MOVES, names, K(MOVE))}},
    [TRUCE_PLAN_WEIGHS] = {K(ORDER), .word = "weighs", .name = "weighs",
                           .called = "weighs walk-out -3",
                           .slots = {NEED_REF(NULL, "move", REF, what, K(MOVE)),
                                     NEED(NULL, "weight", NUMBER, number)}},
    [TRUCE_PLAN_UNKNOWN] = {K(ORDER), .word = "unknown", .name = "unknown",
                            .called = "unknown accept and not guarantee against walk-out",
                            .slots = {NEED_REF(NULL, "between", LOGIC, logic, K(MOVE)),
                                      NEED_REF("against", "and", LOGIC, other, K(MOVE))}},
    [TRUCE_PLAN_STRONG] = {K(ORDER), .word = "strong", .name = "strong",
                           .called = "strong, below the strong ones; with weights: strong from 3",
                           .slots = {MAY("from", "from", NUMBER, number)}},
    [TRUCE_PLAN_TOWARD] = {K(ORDER), .word = "toward", .name = "toward",
                           .called = "toward company negative",
                           .slots = {NEED_REF(NULL, "actor", REF, what, K(ACTOR)),
                                     NEED(NULL, "attitude", ATTITUDE, attitude)}},
};

const plan_row *plan_row_of(truce_plan_kind kind) {
    return &rows[kind];
}

truce_plan *plan_of(const truce_case *c, truce_declared record) {
    truce_plan *const arrays[] = {
        c->steps,     c->exchanges, c->values,      c->agreements, c->obligations, c->reports,
        c->incidents, c->drafts,    c->clauses,     c->wordings,   c->changes,     c->criticisms,
        c->standings, c->readings,  c->definitions, c->models,     c->moves,       c->orders,
    };
    assert(is_plan(record.kind));
    return &arrays[record.kind - TRUCE_KIND_STEP][record.index];
}

bool plan_says(const plan_slot *slot, const truce_plan_line *line) {
    const void *const at = plan_member_of(slot, line);
    switch (slot->form) {
    case PLAN_REF:
    case PLAN_LABEL:
        return ((const truce_ref *)at)->symbol != 0;
    case PLAN_REFS:
    case PLAN_CLAIMS:
        return ((const truce_refs *)at)->n > 0;
    case PLAN_TEXT:
    case PLAN_UNIT:
        return ((const truce_str *)at)->size > 0;
    case PLAN_ITEM:
        return ((const truce_item *)at)->issue.symbol != 0;
    case PLAN_DATE:
        return ((const truce_when *)at)->text.size > 0;
    case PLAN_COUNT:
    case PLAN_NUMBER:
    case PLAN_AMOUNT:
    case PLAN_DAYS:
        return ((const truce_plan_number *)at)->place != 0;
    case PLAN_PERIOD:
        return *(const truce_period *)at != TRUCE_PERIOD_ALL;
    case PLAN_STANDING:
        return *(const truce_standing *)at != TRUCE_STANDING_UNSAID;
    case PLAN_CLAUSE:
        return *(const uint8_t *)at != 0;
    case PLAN_COUNTS:
    case PLAN_SHARES:
        return ((const truce_plan_shares *)at)->n > 0;
    case PLAN_LOGIC:
        return ((const truce_logic *)at)->n > 0;
    case PLAN_MOVES: /* nothing is an outcome too */
        return true;
    case PLAN_ATTITUDE:
        return *(const truce_attitude *)at != TRUCE_ATTITUDE_UNSAID;
    }
    return false;
}
