/* model.h - the nouns of a case, as read: records, claims and what claims state.
 *
 * The model keeps what was written, no more: who is second-hand, what stands, what clashes are
 * computed elsewhere from it. Everything lives in the case's arena or in the texts it was read
 * from; nothing here is owned singly and nothing changes after reading.
 *
 * Names are symbols. What a name means is looked up in `declared` (see truce_case_find_* below),
 * options in their issue. Every node keeps its place.
 */
#ifndef TRUCE_CASE_MODEL_H
#define TRUCE_CASE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/decimal.h"
#include "truce/base/edtf.h"
#include "truce/base/str.h"
#include "truce/base/symbols.h"

/* Where something stands: a byte offset into all texts of the case laid end to end. */
typedef uint32_t truce_place;

#define TRUCE_NONE UINT32_MAX /* "no such index" */

/* A name used somewhere. symbol 0: not said. */
typedef struct truce_ref {
    truce_symbol symbol;
    truce_place place;
} truce_ref;

typedef struct truce_refs {
    truce_ref *at;
    uint32_t n;
} truce_refs;

/* A date, or the source's own words where it gives no more. Neither: not said. */
typedef struct truce_when {
    truce_str text;  /* as written: the EDTF, or the words */
    truce_date date; /* GIVEN only when it is a date; words are never resolved */
    truce_place place;
} truce_when;

typedef enum truce_time_kind {
    TRUCE_TIME_AT,
    TRUCE_TIME_BEFORE,
    TRUCE_TIME_AFTER,
    TRUCE_TIME_DURING
} truce_time_kind;

typedef struct truce_time {
    truce_time_kind kind;
    truce_when when; /* AT */
    truce_ref event; /* the others */
} truce_time;

typedef struct truce_times {
    truce_time *at;
    uint32_t n;
} truce_times;

typedef struct truce_note {
    bool why; /* `why "..."` rather than `note "..."` */
    truce_str text;
    truce_place place;
} truce_note;

/* ---- items: an issue, options of it, and for whom ------------------------------------------ */

typedef enum truce_value_kind {
    TRUCE_VALUE_OPTION,
    TRUCE_VALUE_NUMBER,
    TRUCE_VALUE_RANGE
} truce_value_kind;

typedef struct truce_value {
    truce_value_kind kind;
    truce_place place;
    truce_symbol option; /* OPTION: its name */
    uint32_t index;      /* OPTION: its place among the issue's options, set when names are bound */
    truce_decimal low;   /* NUMBER, RANGE */
    truce_decimal high;  /* NUMBER (the same), RANGE */
} truce_value;

typedef enum truce_extent {
    TRUCE_EXTENT_BARE,     /* no option: only within an order ("withdrawal before ...") */
    TRUCE_EXTENT_UNSTATED, /* there is a position; the source does not say which */
    TRUCE_EXTENT_VALUES,   /* one of the values */
    TRUCE_EXTENT_OR_MORE,  /* the one value, or anything further up the ladder or range */
    TRUCE_EXTENT_OR_LESS
} truce_extent;

typedef struct truce_item {
    truce_ref issue;
    truce_extent extent;
    uint32_t n_values;
    truce_value *values;
    truce_refs groups; /* `for`; none means all */
} truce_item;

typedef enum truce_part_kind {
    TRUCE_PART_WORDS,
    TRUCE_PART_UNSTATED,
    TRUCE_PART_ITEM
} truce_part_kind;

/* One part of a condition; the parts are joined by "and". */
typedef struct truce_part {
    truce_part_kind kind;
    bool denied;
    truce_place place;
    truce_str words;
    truce_item item;
} truce_part;

typedef struct truce_condition {
    truce_part *parts; /* NULL: no condition */
    uint32_t n;
} truce_condition;

typedef enum truce_order {
    TRUCE_ORDER_NONE,
    TRUCE_ORDER_BEFORE,
    TRUCE_ORDER_AFTER,
    TRUCE_ORDER_WITH
} truce_order;

typedef struct truce_demand {
    truce_place place;
    truce_item item;
    truce_order order;
    truce_item other; /* when there is an order */
    truce_str as;     /* the source's word for the option; empty: not given */
    truce_str words;  /* any other wording */
    truce_condition condition;
} truce_demand;

/* ---- statements ------------------------------------------------------------------------------ */

typedef enum truce_statement_kind {
    TRUCE_STATES_EVENT,
    TRUCE_STATES_OFFER,
    TRUCE_STATES_TALKS,
    TRUCE_STATES_TERM,
    TRUCE_STATES_COUNT,
    TRUCE_STATES_BLAME,
    TRUCE_STATES_ACCUSATION,
    TRUCE_STATES_SAYING,
    TRUCE_STATES_NARRATIVE, /* explains */
    TRUCE_STATES_FORECAST,  /* predicts */
    TRUCE_STATES_DENIAL,    /* denies CLAIM */
    TRUCE_STATES_POSITION,
    TRUCE_STATES_MOVEMENT,
    TRUCE_STATES_PRESENCE,
    TRUCE_STATES_ROLE,
    TRUCE_STATES_TRAIT,
    TRUCE_STATES_RELATION,
    TRUCE_STATES_RANK
} truce_statement_kind;

/* Each enum below is in the order of its word list in truce/case/words.h. */
typedef enum truce_stage {
    TRUCE_STAGE_ISSUED,
    TRUCE_STAGE_HANDED,
    TRUCE_STAGE_CONVEYED,
    TRUCE_STAGE_RECEIVED,
    TRUCE_STAGE_ACKNOWLEDGED,
    TRUCE_STAGE_REVIEWED,
    TRUCE_STAGE_ACCEPTED,
    TRUCE_STAGE_REJECTED,
    TRUCE_STAGE_COUNTERED,
    TRUCE_STAGE_WITHDRAWN
} truce_stage;

typedef enum truce_state {
    TRUCE_STATE_RUNNING,
    TRUCE_STATE_PAUSED,
    TRUCE_STATE_BROKEN,
    TRUCE_STATE_ENDED,
    TRUCE_STATE_PLANNED,
    TRUCE_STATE_DEADLOCKED,
    TRUCE_STATE_SLOW,
    TRUCE_STATE_MOVING,
    TRUCE_STATE_REVIEWING,
    TRUCE_STATE_CLOSE,
    TRUCE_STATE_AGREED,
    TRUCE_STATE_N
} truce_state;

typedef enum truce_stance {
    TRUCE_STANCE_DEMANDS,
    TRUCE_STANCE_PREFERS,
    TRUCE_STANCE_OFFERS,
    TRUCE_STANCE_ACCEPTS,
    TRUCE_STANCE_REJECTS,
    TRUCE_STANCE_INTENDS
} truce_stance;

typedef enum truce_firmness {
    TRUCE_FIRMNESS_UNSAID,
    TRUCE_FIRMNESS_FIRM,
    TRUCE_FIRMNESS_FLEXIBLE
} truce_firmness;

typedef enum truce_list {
    TRUCE_LIST_NONE,
    TRUCE_LIST_ALL,
    TRUCE_LIST_ANY,
    TRUCE_LIST_EACH
} truce_list;

typedef enum truce_role {
    TRUCE_ROLE_MEDIATOR,
    TRUCE_ROLE_HOST,
    TRUCE_ROLE_GUARANTOR,
    TRUCE_ROLE_VERIFIER,
    TRUCE_ROLE_OBSERVER,
    TRUCE_ROLE_LEADER,
    TRUCE_ROLE_DECIDER,
    TRUCE_ROLE_SPOKESMAN,
    TRUCE_ROLE_NEGOTIATOR,
    TRUCE_ROLE_WORDS /* its own words, in `text` */
} truce_role;

typedef enum truce_trait {
    TRUCE_TRAIT_INTEREST,
    TRUCE_TRAIT_STAKE,
    TRUCE_TRAIT_ALTERNATIVE,
    TRUCE_TRAIT_COST,
    TRUCE_TRAIT_DIVISION
} truce_trait;

typedef enum truce_relation {
    TRUCE_RELATION_LEVERAGE,
    TRUCE_RELATION_ALLIANCE,
    TRUCE_RELATION_PRESSURE,
    TRUCE_RELATION_FINANCE,
    TRUCE_RELATION_DEPENDENCE,
    TRUCE_RELATION_CONTACT,
    TRUCE_RELATION_RECOGNITION,
    TRUCE_RELATION_WORDS /* its own words, in `name` */
} truce_relation;

typedef enum truce_rank {
    TRUCE_RANK_MOST,
    TRUCE_RANK_MUCH,
    TRUCE_RANK_LITTLE,
    TRUCE_RANK_OVER
} truce_rank;

typedef struct truce_statement {
    truce_statement_kind kind;
    bool denied;       /* `not`: the speaker says that it is not so */
    truce_place place; /* of its first word */
    truce_ref subject; /* the actor (RANK: the issue); symbol 0 for a speaker's own speech */
    truce_str text;    /* words given with it; empty: none */
    truce_times times;
    union {
        struct {
            truce_ref event;
            truce_refs by;
        } event;
        struct {
            truce_ref offer; /* symbol 0: any */
            truce_stage stage;
            truce_refs by, to, from;
        } offer;
        struct {
            uint8_t at[TRUCE_STATE_N];
            uint8_t n;
        } talks; /* truce_state, as written */
        struct {
            truce_ref term;
            bool means;
            truce_ref by;
        } term; /* text is the word or meaning */
        struct {
            truce_ref term;
            truce_decimal number;
        } count;
        struct {
            truce_ref object;
        } blame; /* BLAME and ACCUSATION */
        struct {
            truce_ref on;
        } saying; /* any record */
        struct {
            truce_ref event;
        } narrative; /* any record */
        struct {
            truce_ref claim;
        } denial;
        struct {
            truce_stance stance;
            truce_firmness firmness;
            truce_list list; /* NONE: one demand on the line itself */
            truce_demand *demands;
            uint32_t n;
            truce_condition condition; /* of a whole list */
        } position;
        struct {
            bool hardens;
            truce_ref on;
        } movement;
        struct {
            bool withdraws;
        } presence;
        struct {
            truce_role role;
            truce_ref of;
        } role;
        struct {
            truce_trait trait;
            bool unstated; /* there is one, and nobody says which; text: what is said of it */
            truce_ref on;
        } trait; /* text says what */
        struct {
            truce_relation relation;
            truce_str name;
            truce_ref object;
        } relation;
        struct {
            truce_rank rank;
            truce_ref over;
            truce_ref to;
        } rank;
    } as;
} truce_statement;

/* ---- records -----------------------------------------------------------------------------------
 */

/* In the order in which the document lists them. Several record words share a kind. */
typedef enum truce_kind {
    TRUCE_KIND_NONE, /* a symbol that names nothing */
    TRUCE_KIND_CASE,
    TRUCE_KIND_ACTOR, /* party actor mediator person office group outlet */
    TRUCE_KIND_SOURCE,
    TRUCE_KIND_ISSUE,
    TRUCE_KIND_LINK,
    TRUCE_KIND_TERM,
    TRUCE_KIND_OFFER, /* offer message */
    TRUCE_KIND_CUSTODY,
    TRUCE_KIND_EVENT,
    TRUCE_KIND_CLAIM,
    TRUCE_KIND_ACCOUNT,
    TRUCE_KIND_DATING,
    TRUCE_KIND_PREFERENCES,
    TRUCE_KIND_STEP,
    TRUCE_KIND_EXCHANGE,
    TRUCE_KIND_VALUES,
    TRUCE_KIND_AGREEMENT,
    TRUCE_KIND_OBLIGATION,
    TRUCE_KIND_REPORT,
    TRUCE_KIND_INCIDENT,
    TRUCE_KIND_TEXT, /* a single text, under negotiation */
    TRUCE_KIND_CLAUSE,
    TRUCE_KIND_WORDING,
    TRUCE_KIND_CHANGE,
    TRUCE_KIND_CRITICISM,
    TRUCE_KIND_STANDING,
    TRUCE_KIND_READING,
    TRUCE_KIND_DEFINITION,
    TRUCE_KIND_MODEL, /* who can do what, and what would come of it */
    TRUCE_KIND_MOVE,
    TRUCE_KIND_ORDER, /* which outcomes somebody is taken to prefer */
    TRUCE_KIND_READER,
    TRUCE_KIND_COMPARTMENT,
    TRUCE_KIND_N
} truce_kind;

/* What every record has. */
typedef struct truce_head {
    truce_kind kind;
    truce_place place; /* of its first word */
    truce_place name_place;
    truce_symbol name;
    truce_str title; /* empty for claims, links, custody, datings, preferences, values, wordings,
                        changes, standings and orders */
    truce_note *notes;
    uint32_t n_notes;
    truce_refs audience; /* its own; none: the file's, else the case's, else team */
    uint32_t file;       /* which text it stands in */
} truce_head;

typedef struct truce_case_record {
    truce_head head;
    truce_when period;
} truce_case_record;

typedef enum truce_actor_kind {
    TRUCE_ACTOR_PARTY,
    TRUCE_ACTOR_ACTOR,
    TRUCE_ACTOR_MEDIATOR,
    TRUCE_ACTOR_PERSON,
    TRUCE_ACTOR_OFFICE,
    TRUCE_ACTOR_GROUP,
    TRUCE_ACTOR_OUTLET
} truce_actor_kind;

typedef struct truce_actor {
    truce_head head;
    truce_actor_kind kind;
    truce_ref of;
    uint32_t side; /* index of the last actor along `of` (itself when none); set when bound */
} truce_actor;

typedef enum truce_source_kind {
    TRUCE_SOURCE_PRESS,
    TRUCE_SOURCE_STATEMENT,
    TRUCE_SOURCE_DOCUMENT,
    TRUCE_SOURCE_INTERVIEW,
    TRUCE_SOURCE_MINUTE,
    TRUCE_SOURCE_MESSAGE,
    TRUCE_SOURCE_MEMOIR, /* told later, by somebody who was there */
    TRUCE_SOURCE_STUDY   /* told later, by others */
} truce_source_kind;

typedef struct truce_source {
    truce_head head;
    truce_source_kind kind;
    truce_str publisher, file, url;
    truce_when published, captured;
    char reliability; /* 'A'..'F'; 0 when not said, which means F: cannot be judged */
    truce_ref copies;
    truce_ref draws_on;
    bool unseen;
} truce_source;

typedef struct truce_option {
    truce_symbol name;
    truce_place place;
    truce_str title; /* empty: none */
    bool rung;
    uint32_t rank; /* of a rung: 0 lowest; of an option off the ladder: TRUCE_NONE */
} truce_option;

typedef enum truce_topic {
    TRUCE_TOPIC_CEASEFIRE,
    TRUCE_TOPIC_GUARANTEE,
    TRUCE_TOPIC_WITHDRAWAL,
    TRUCE_TOPIC_EXCHANGE,
    TRUCE_TOPIC_RETURN,
    TRUCE_TOPIC_AID,
    TRUCE_TOPIC_MONITORING,
    TRUCE_TOPIC_SEQUENCE,
    TRUCE_TOPIC_OTHER
} truce_topic;

typedef struct truce_issue {
    truce_head head;
    truce_topic topic;
    bool topic_said;
    truce_refs per; /* groups for which it is decided apart; none: once */
    truce_option *options;
    uint32_t n_options, n_rungs;
    bool has_range;
    truce_decimal low, high, step;
    truce_symbol unit;
    int64_t steps; /* of a range: the index of `high`, 0 at `low` */
} truce_issue;

typedef enum truce_link_kind {
    TRUCE_LINK_REQUIRES,
    TRUCE_LINK_EXCLUDES,
    TRUCE_LINK_AFFECTS
} truce_link_kind;

typedef struct truce_link {
    truce_head head;
    truce_item a;
    truce_link_kind kind;
    truce_item b;
    truce_refs from; /* claims; none: its author's */
} truce_link;

typedef struct truce_term {
    truce_head head;
} truce_term;

typedef struct truce_terms { /* what one claim reports an offer to hold */
    truce_ref from;
    truce_demand *demands;
    uint32_t n;
} truce_terms;

typedef struct truce_offer {
    truce_head head;
    bool message; /* a message and not an offer: it has no terms, and no answer is owed */
    truce_refs by, to;
    truce_ref replaces;
    truce_terms *terms; /* as claims report them */
    uint32_t n_terms;
    truce_terms *issued; /* as its maker wrote them; NULL: the case does not hold them */
    truce_str *text;     /* what it says, paragraph by paragraph */
    uint32_t n_text;
    truce_str salt; /* of receipts: base64; empty: none */
} truce_offer;

/* One stage of one offer, as whoever wrote the record knows it. */
typedef struct truce_custody_record {
    truce_head head;
    truce_ref of;
    truce_stage stage;
    truce_refs by, to, from;
    truce_when at;
    truce_ref with;     /* of COUNTERED: the other offer */
    truce_str *receipt; /* the lines of a receipt, without its first and last */
    uint32_t n_receipt;
} truce_custody_record;

typedef enum truce_event_kind {
    TRUCE_EVENT_OPEN,
    TRUCE_EVENT_ROUND,
    TRUCE_EVENT_STALL,
    TRUCE_EVENT_PROPOSE,
    TRUCE_EVENT_RECEIVE,
    TRUCE_EVENT_REVIEW,
    TRUCE_EVENT_ANSWER,
    TRUCE_EVENT_STATEMENT,
    TRUCE_EVENT_LEAVE,
    TRUCE_EVENT_WITHDRAW,
    TRUCE_EVENT_RESUME,
    TRUCE_EVENT_PRESSURE,
    TRUCE_EVENT_SHOCK,
    TRUCE_EVENT_RESOLUTION,
    TRUCE_EVENT_HOST,
    TRUCE_EVENT_SOFTEN,
    TRUCE_EVENT_DENY,
    TRUCE_EVENT_OTHER
} truce_event_kind;

typedef struct truce_event {
    truce_head head;
    truce_event_kind kind;
    truce_refs by;
} truce_event;

typedef enum truce_account_kind {
    TRUCE_ACCOUNT_FACT,
    TRUCE_ACCOUNT_BLAME,
    TRUCE_ACCOUNT_STATE,
    TRUCE_ACCOUNT_SCOPE,
    TRUCE_ACCOUNT_TIME,
    TRUCE_ACCOUNT_ROLE,
    TRUCE_ACCOUNT_SELF,
    TRUCE_ACCOUNT_RANK,
    TRUCE_ACCOUNT_TERM,
    TRUCE_ACCOUNT_NONE
} truce_account_kind;

typedef struct truce_settle {
    truce_str text;
    truce_ref by;
} truce_settle;

typedef struct truce_account {
    truce_head head;
    truce_account_kind kind;
    truce_refs claims;
    truce_settle *settles;
    uint32_t n_settles;
} truce_account;

typedef struct truce_dating {
    truce_head head;
    truce_ref of; /* a source, a claim or an event */
    truce_when date;
    truce_ref by; /* a reader */
} truce_dating;

typedef enum truce_amount_kind {
    TRUCE_AMOUNT_NUMBER,
    TRUCE_AMOUNT_RANGE,   /* both ends included */
    TRUCE_AMOUNT_FRACTION /* `35 of 80` */
} truce_amount_kind;

typedef struct truce_amount {
    truce_amount_kind kind;
    truce_place place;
    uint32_t size;           /* bytes, as written */
    truce_decimal low, high; /* the same, but of a range; of a fraction: what stands before `of` */
    truce_decimal of;        /* of a fraction: more than 0; else 1 */
} truce_amount;

typedef enum truce_preference_kind {
    TRUCE_PREFERS_ORDER,      /* options of one issue, the best first */
    TRUCE_PREFERS_IMPORTANCE, /* issues, the weightiest first */
    TRUCE_PREFERS_WEIGHT,
    TRUCE_PREFERS_VALUE,    /* of options of one issue, perhaps while other items hold */
    TRUCE_PREFERS_TOGETHER, /* what several items add when all of them hold */
    TRUCE_PREFERS_RESERVE   /* what the party has without an agreement: an amount, or a package */
} truce_preference_kind;

typedef struct truce_preferred {
    truce_item item; /* IMPORTANCE, WEIGHT: without options */
    bool tied; /* ORDER, IMPORTANCE: as good as the one before it (`=`); else that is better */
} truce_preferred;

/* One line: what the author states of what the party prefers. */
typedef struct truce_preference {
    truce_preference_kind kind;
    truce_place place;      /* of its first word */
    truce_preferred *items; /* ORDER, IMPORTANCE, TOGETHER: at least 2. WEIGHT, VALUE: 1. RESERVE: a
                               package, each with one option; none: an amount */
    uint32_t n_items;
    truce_amount amount;       /* WEIGHT, VALUE, TOGETHER, and RESERVE without a package */
    truce_condition condition; /* VALUE: items only, none denied */
} truce_preference;

typedef struct truce_preferences {
    truce_head head;
    truce_ref of; /* a party */
    truce_ref by; /* a reader or an actor: whose estimate all of it is */
    bool percent; /* weights and values in percent */
    bool reserved;
    truce_preference *lines; /* as written */
    uint32_t n_lines;
} truce_preferences;

/* How a party stands to a wording of a clause. */
typedef enum truce_standing {
    TRUCE_STANDING_UNSAID,
    TRUCE_STANDING_OPEN,
    TRUCE_STANDING_PROVISIONAL,
    TRUCE_STANDING_CONDITIONAL, /* on clauses */
    TRUCE_STANDING_CLOSED
} truce_standing;

/* ---- plans: steps, exchanges, values of steps, agreements, obligations, reports, incidents; and
 * the single text: its clauses, their wordings and what is said of them, whose lines have the same
 * form ----- */

/* What a line of a plan says; the table of src/case/plan.c gives each its words. Behind each: the
 * members of truce_plan_line that it fills, those in brackets perhaps. */
typedef enum truce_plan_kind {
    /* the first line of each record, in the order of truce_kind */
    TRUCE_PLAN_STEP,       /* [names: by whom] [to] */
    TRUCE_PLAN_EXCHANGE,   /* what: who releases first; to: one actor, who answers */
    TRUCE_PLAN_VALUES,     /* what: a party; by: one, the author */
    TRUCE_PLAN_AGREEMENT,  /* names: two actors or more */
    TRUCE_PLAN_OBLIGATION, /* names: who owes; [to] */
    TRUCE_PLAN_REPORT,     /* nothing */
    TRUCE_PLAN_INCIDENT,   /* nothing */
    TRUCE_PLAN_TEXT,       /* [names: between whom] */
    TRUCE_PLAN_CLAUSE,     /* what: a text; [text: its number] */
    TRUCE_PLAN_WORDING,    /* what: a clause; number: the version of the text; [by] */
    TRUCE_PLAN_CHANGE,     /* what: a wording; [number: a paragraph of it]; names: criticisms */
    TRUCE_PLAN_CRITICISM,  /* what: a wording; by */
    TRUCE_PLAN_STANDING,   /* what: a wording; by; standing; [names: on which clauses] */
    TRUCE_PLAN_READING,    /* what: a wording; by */
    TRUCE_PLAN_DEFINITION, /* what: a text; [by; nobody: the text itself] */
    TRUCE_PLAN_MODEL,      /* author: whose reading all of it is */
    TRUCE_PLAN_MOVE,       /* what: who can make it; model */
    TRUCE_PLAN_ORDER,      /* what: whose preferences; model; author: whose assumption they are */

    /* steps */
    TRUCE_PLAN_GIVES_WORDS, /* text */
    TRUCE_PLAN_GIVES,       /* item */
    TRUCE_PLAN_AFTER,       /* what: a step, exchange or event; [tranche] [days]. Obligations too */
    TRUCE_PLAN_BEFORE,      /* the same */
    TRUCE_PLAN_WITH,        /* what: a step; at the same time */
    TRUCE_PLAN_AT,          /* when. Reports and incidents too */
    TRUCE_PLAN_NOT_BEFORE,  /* when */
    TRUCE_PLAN_UNTIL,       /* when: no later. Obligations too */
    TRUCE_PLAN_DONE,        /* what: the event by which it was done */
    TRUCE_PLAN_PHASE,       /* number. Obligations too */
    TRUCE_PLAN_FROM,        /* claims that it rests on. Exchanges, agreements and obligations too */

    /* exchanges */
    TRUCE_PLAN_CATEGORY, /* what: a group; number: of persons; [shares: due for each of them] */
    TRUCE_PLAN_CLASS,    /* what: a group of the other side; [number]: how many there are */
    TRUCE_PLAN_EXCLUDES, /* what: a class; [number; none: all] [by] */
    TRUCE_PLAN_TRANSFER, /* what: a class; number; to: one actor */
    TRUCE_PLAN_TRANCHE,  /* number; [when] [what tranche days: after it] [counts: released of each
                            category] [shares: in return for all of them] */
    TRUCE_PLAN_QUOTA,    /* what: who releases; number; period: a day */
    TRUCE_PLAN_EXTENDS,  /* days; number: for each so many released */
    TRUCE_PLAN_TOTAL,    /* number: what the answering side gives in all, [claims] as they say */
    TRUCE_PLAN_OPEN,     /* text: what is left open */

    /* values */
    TRUCE_PLAN_WORTH, /* what: a step; number, or a range */

    /* agreements */
    TRUCE_PLAN_PHASED,      /* number; [text: its title] [when: it begins] [days: it lasts] */
    TRUCE_PLAN_ROLLS,       /* number: a phase; text: while what is so, it goes on */
    TRUCE_PLAN_INDIVISIBLE, /* nothing is agreed until everything is */
    TRUCE_PLAN_DISPUTE,     /* names: who settles. Obligations too */
    TRUCE_PLAN_GUARANTOR,   /* names. Obligations too */
    TRUCE_PLAN_VERIFIER,    /* names. Obligations too */
    TRUCE_PLAN_COVERS,      /* covers; [text: the number of its clause]. Obligations too */

    /* obligations */
    TRUCE_PLAN_IN,         /* what: an agreement; [text: the number of its clause] */
    TRUCE_PLAN_SINCE,      /* when: from then; [until] */
    TRUCE_PLAN_QUANTITY,   /* number; unit; [period; none: in all] */
    TRUCE_PLAN_EVIDENCE,   /* text: what shows that it is kept */
    TRUCE_PLAN_RESPONSE,   /* text: what follows when it is not; [days] */
    TRUCE_PLAN_FALLS_WITH, /* names: obligations; when one of them falls, so does this */
    TRUCE_PLAN_WAIVED,     /* claims; by; [when] */

    /* reports and incidents */
    TRUCE_PLAN_CONCERNS,   /* names: obligations */
    TRUCE_PLAN_MEASURED,   /* number: delivered, or by an incident lost; [unit] */
    TRUCE_PLAN_KEPT,       /* nothing: all of it was done */
    TRUCE_PLAN_NOT_KEPT,   /* nothing: none of it was done */
    TRUCE_PLAN_REPORTED,   /* claims */
    TRUCE_PLAN_VERIFIED,   /* claims; by */
    TRUCE_PLAN_ATTRIBUTED, /* claims; to: one actor; by. Incidents only */
    TRUCE_PLAN_DISPUTED,   /* claims; by */

    /* the single text */
    TRUCE_PLAN_ABOUT,        /* names: issues */
    TRUCE_PLAN_REOPENS_WITH, /* names: clauses; when one of them falls, this one reopens */
    TRUCE_PLAN_DELIBERATE,   /* [text: the words that are left open on purpose] */
    TRUCE_PLAN_PARAGRAPH,    /* text, with a name in square brackets where a bracket stands */
    TRUCE_PLAN_BRACKET,      /* what: its name in the wording; [text; none: nothing stands there]
                                [names: whose alternative] [item: what it would settle] */
    TRUCE_PLAN_SAYS,         /* item: what the wording settles */
    TRUCE_PLAN_NUMBER,       /* text: the number of the clause from this version on */
    TRUCE_PLAN_STRUCK,       /* nothing: the clause is taken out */
    TRUCE_PLAN_MEANS,        /* text */
    TRUCE_PLAN_TERM,         /* what: a term */

    /* models, moves and orders */
    TRUCE_PLAN_STATUS_QUO,   /* names: the moves that are taken as things stand; none: nothing */
    TRUCE_PLAN_TARGET,       /* names: of an outcome of which it is asked what would hold it */
    TRUCE_PLAN_NEVER,        /* logic: moves joined by and, perhaps each with not; cannot be */
    TRUCE_PLAN_TOGETHER,     /* logic: what comes about, joined likewise; by: any of these can
                                bring it about; [other: from where] */
    TRUCE_PLAN_ONCE_TAKEN,   /* nothing: a move that cannot be taken back */
    TRUCE_PLAN_ONCE_DROPPED, /* nothing: a move that cannot be taken up again */
    TRUCE_PLAN_PREFERS,      /* logic; the most important first */
    TRUCE_PLAN_RANKS,        /* names: the moves taken, and no others; the best first */
    TRUCE_PLAN_EQUALS,       /* the same; as good as the line above it */
    TRUCE_PLAN_WEIGHS,       /* what: a move; number: whole, perhaps less than 0 */
    TRUCE_PLAN_UNKNOWN,      /* logic, other: joined by and; between these nothing is known */
    TRUCE_PLAN_STRONG,       /* what stands above is strong; or number: weights that add to it */
    TRUCE_PLAN_TOWARD,       /* what: an actor; attitude */
    TRUCE_PLAN_N
} truce_plan_kind;

typedef struct truce_plan_number {
    truce_place place;       /* 0: the line has none */
    truce_decimal low, high; /* the same, but of a range */
} truce_plan_number;

typedef struct truce_plan_share {
    truce_plan_number n; /* a whole number */
    truce_ref of;        /* a group; symbol 0: any */
} truce_plan_share;

typedef struct truce_plan_shares {
    truce_plan_share *at;
    uint32_t n;
} truce_plan_shares;

typedef enum truce_period {
    TRUCE_PERIOD_ALL, /* not said: in all */
    TRUCE_PERIOD_DAY,
    TRUCE_PERIOD_WEEK,
    TRUCE_PERIOD_MONTH,
    TRUCE_PERIOD_PHASE
} truce_period;

typedef enum truce_attitude {
    TRUCE_ATTITUDE_UNSAID,
    TRUCE_ATTITUDE_POSITIVE,
    TRUCE_ATTITUDE_NEUTRAL,
    TRUCE_ATTITUDE_NEGATIVE
} truce_attitude;

typedef enum truce_logic_kind {
    TRUCE_LOGIC_MOVE,
    TRUCE_LOGIC_NOT,
    TRUCE_LOGIC_AND,
    TRUCE_LOGIC_OR,
    TRUCE_LOGIC_IF, /* A if B: true wherever B is not */
    TRUCE_LOGIC_IFF
} truce_logic_kind;

typedef struct truce_logic_op {
    truce_logic_kind kind;
    truce_ref move; /* MOVE */
} truce_logic_op;

/* What is so of moves, operands before what joins them: A B IF is "A if B" (truce/case/logic.h). */
typedef struct truce_logic {
    truce_logic_op *at;
    uint32_t n; /* 0: not said; else 1 to TRUCE_LOGIC_OPS_MAX */
    truce_place place;
} truce_logic;

enum { TRUCE_LOGIC_OPS_MAX = 256, TRUCE_LOGIC_DEEP = 64 };

/* Everything that is not said is zero. */
typedef struct truce_plan_line {
    truce_plan_kind kind;
    truce_place place; /* of its first word */
    truce_period period;
    truce_standing standing;
    truce_attitude attitude;
    uint8_t covers; /* a word of TRUCE_WORDS_CLAUSE */
    truce_ref what, model, author;
    truce_refs names, to, by, claims;
    truce_str text, unit;
    truce_item item;
    truce_when when, until;
    truce_plan_number number, tranche, days; /* tranche and days are whole; days perhaps a range */
    truce_plan_shares counts, shares;
    truce_logic logic, other;
} truce_plan_line;

typedef struct truce_plan {
    truce_head head;
    truce_plan_line top;    /* what stands behind the title */
    truce_plan_line *lines; /* as written */
    uint32_t n_lines;
} truce_plan;

typedef struct truce_reader {
    truce_head head;
} truce_reader;

typedef struct truce_compartment {
    truce_head head;
    truce_refs members;
} truce_compartment;

typedef enum truce_speaker_kind {
    TRUCE_SPEAKER_NAMED,   /* actor */
    TRUCE_SPEAKER_ONE,     /* one "words" [of actor] */
    TRUCE_SPEAKER_SOME,    /* some "words" [of actor] */
    TRUCE_SPEAKER_COUNTED, /* 2 "words" [of actor] */
    TRUCE_SPEAKER_DANGLING /* "the source": never introduced */
} truce_speaker_kind;

typedef struct truce_speaker {
    truce_speaker_kind kind;
    truce_place place;
    truce_ref actor; /* NAMED: who; anonymous: of whom, or symbol 0 */
    truce_str words;
    truce_decimal count; /* COUNTED: a whole number of 2 or more */
} truce_speaker;

enum { TRUCE_MARK_REPORTEDLY = 1, TRUCE_MARK_HEADLINE = 2, TRUCE_MARK_INFERRED = 4 };

/* What is asked of claims most stands together: at 100,000 of them each line of memory counts. */
typedef struct truce_claim {
    truce_head head; /* its name is its citation, "s2:P8.office" */
    truce_ref source;
    truce_speaker *speakers; /* none: the narrator */
    truce_statement *statements;
    uint32_t n_speakers;
    uint32_t n_statements;
    truce_ref via; /* an outlet or another actor; or words: `via_words` */
    truce_ref copy_of;
    uint8_t marks;       /* TRUCE_MARK_ bits */
    uint8_t credibility; /* 1..6; 0 when not said, which means 6: cannot be judged */
    uint32_t n_also;
    truce_when published, said;
    truce_str via_words;
    truce_str locator; /* "P8", or "?" */
    truce_str label;   /* "office"; empty: none */
    truce_str *also;   /* further locators */
} truce_claim;

/* ---- the case
 * ------------------------------------------------------------------------------------ */

typedef struct truce_text {
    truce_str name;                   /* what messages call it; a file's path as given */
    truce_str bytes;                  /* kept */
    truce_place base;                 /* where it begins among all texts */
    truce_refs audience;              /* the file's default; none: the case's */
    uint32_t first_record, n_records; /* in `records` */
} truce_text;

typedef struct truce_declared {
    truce_kind kind;
    uint32_t index; /* in the array of that kind */
} truce_declared;

/* A name that is called otherwise than it is written, in a case that several wrote (writers.h). */
typedef struct truce_renamed {
    truce_place place;
    uint32_t size; /* of what is written */
    truce_symbol shown;
} truce_renamed;

/* Arrays are in reading order; `records` gives that order across kinds. */
typedef struct truce_case {
    truce_arena *arena; /* kept */
    truce_symbols symbols;
    truce_declared *declared; /* [symbol]: all records but readers and compartments */
    truce_declared *circles; /* [symbol]: readers and compartments, whose names are a space apart */
    truce_text *texts;
    uint32_t n_texts;
    truce_declared *records;
    uint32_t n_records;

    truce_case_record *cases;
    uint32_t n_cases; /* at most one in a case without errors */
    truce_actor *actors;
    uint32_t n_actors;
    truce_source *sources;
    uint32_t n_sources;
    truce_issue *issues;
    uint32_t n_issues;
    truce_link *links;
    uint32_t n_links;
    truce_term *terms;
    uint32_t n_terms;
    truce_offer *offers;
    uint32_t n_offers;
    truce_custody_record *custody;
    uint32_t n_custody;
    truce_event *events;
    uint32_t n_events;
    truce_claim *claims;
    uint32_t n_claims;
    truce_str *claim_names; /* [claim]: the text of its head's name, which papers ask for in any
                               order, and most */
    truce_account *accounts;
    uint32_t n_accounts;
    truce_dating *datings;
    uint32_t n_datings;
    truce_preferences *preferences;
    uint32_t n_preferences;
    truce_plan *steps;
    uint32_t n_steps;
    truce_plan *exchanges;
    uint32_t n_exchanges;
    truce_plan *values;
    uint32_t n_values;
    truce_plan *agreements;
    uint32_t n_agreements;
    truce_plan *obligations;
    uint32_t n_obligations;
    truce_plan *reports;
    uint32_t n_reports;
    truce_plan *incidents;
    uint32_t n_incidents;
    truce_plan *drafts; /* single texts */
    uint32_t n_drafts;
    truce_plan *clauses;
    uint32_t n_clauses;
    truce_plan *wordings;
    uint32_t n_wordings;
    truce_plan *changes;
    uint32_t n_changes;
    truce_plan *criticisms;
    uint32_t n_criticisms;
    truce_plan *standings;
    uint32_t n_standings;
    truce_plan *readings;
    uint32_t n_readings;
    truce_plan *definitions;
    uint32_t n_definitions;
    truce_plan *models;
    uint32_t n_models;
    truce_plan *moves;
    uint32_t n_moves;
    truce_plan *orders;
    uint32_t n_orders;
    truce_reader *readers;
    uint32_t n_readers;
    truce_compartment *compartments;
    uint32_t n_compartments;

    truce_renamed *renamed; /* by rising place */
    uint32_t n_renamed;

    truce_symbol someone; /* the built-in actor that nobody named */
} truce_case;

/* The head of a record, whatever its kind. */
const truce_head *truce_case_head(const truce_case *c, truce_declared record);

/* The text of a symbol. */
static inline truce_str truce_case_name(const truce_case *c, truce_symbol symbol) {
    return truce_symbols_text(&c->symbols, symbol);
}

/* What `ref` names, if it is of that kind: an index into its array, else TRUCE_NONE. */
static inline uint32_t truce_case_find(const truce_case *c, truce_kind kind, truce_ref ref) {
    const truce_declared *const names =
        kind == TRUCE_KIND_READER || kind == TRUCE_KIND_COMPARTMENT ? c->circles : c->declared;
    return ref.symbol != 0 && names[ref.symbol].kind == kind ? names[ref.symbol].index : TRUCE_NONE;
}

/* What a name means where any record may stand: a thing of the talks before a reader or compartment
 * of the same name; kind TRUCE_KIND_NONE: nothing. */
static inline truce_declared truce_case_named(const truce_case *c, truce_symbol symbol) {
    return c->declared[symbol].kind != TRUCE_KIND_NONE ? c->declared[symbol] : c->circles[symbol];
}

/* Who is meant by a name on an audience line or with --as: a reader or compartment before an actor
 * of the same name; kind TRUCE_KIND_NONE: nobody. */
static inline truce_declared truce_case_circle(const truce_case *c, truce_symbol symbol) {
    const truce_declared own = c->circles[symbol];
    const truce_declared other = c->declared[symbol];
    return own.kind != TRUCE_KIND_NONE      ? own
           : other.kind == TRUCE_KIND_ACTOR ? other
                                            : (truce_declared){TRUCE_KIND_NONE, 0};
}

#endif
