/* Every record but the claim: a head ("KIND NAME title ...") and attribute lines. Each kind has one
 * function for its head and one for its lines; read_record() at the end ties them together. */
#include <assert.h>

#include "plan.h"
#include "reader.h"

static const truce_str no_hint = {NULL, 0};

bool first_time(reader *r, bool before) {
    return !before ||
           wrong(r, place_at(r, r->line + 2), 0, no_hint, "the record says this already");
}

bool read_common_line(reader *r, truce_head *head, size_t *notes_cap, bool *taken) {
    const truce_symbol word = peek_keyword(r);
    *taken = word == KW_NOTE || word == KW_WHY || word == KW_AUDIENCE;
    if (!*taken) {
        return true;
    }
    const truce_place place = place_here(r);
    advance(r);
    if (word == KW_AUDIENCE) {
        return (head->audience.n == 0 ||
                wrong(r, place, 8, TRUCE_STR("put all names on one line, with commas"),
                      "a second audience line")) &&
               need_refs(r, &head->audience, "a reader, a compartment, an actor, team or public");
    }
    truce_note note = {.why = word == KW_WHY, .place = place};
    if (!need_text(r, &note.text)) {
        return false;
    }
    truce_note *const notes =
        truce_arena_grow(r->arena, head->notes, head->n_notes, notes_cap, sizeof note);
    if (notes == NULL) {
        return no_memory(r);
    }
    notes[head->n_notes++] = note;
    head->notes = notes;
    return true;
}

bool read_named(reader *r, truce_head *head, truce_reserved reserved) {
    return need_new_name(r, reserved, &head->name, &head->name_place);
}

bool read_titled(reader *r, truce_head *head, truce_reserved reserved) {
    return read_named(r, head, reserved) && need_text(r, &head->title);
}

/* The last attribute line was none that this record knows. */
bool unknown_line(reader *r, const char *const *words, size_t n, const char *what) {
    if (r->lex.kind != TOKEN_WORD) {
        return expected(r, what);
    }
    truce_suggestion s = truce_suggest_for((truce_str){r->lex.at, r->lex.size});
    for (size_t i = 0; i < n; i++) {
        truce_suggest_try(&s, truce_str_of(words[i]));
    }
    truce_suggest_try(&s, TRUCE_STR("note"));
    truce_suggest_try(&s, TRUCE_STR("why"));
    truce_suggest_try(&s, TRUCE_STR("audience"));
    truce_str hint = truce_suggest_hint(&s, r->arena);
    if (hint.size == 0) {
        hint = truce_arena_printf(r->arena, "this record may say: %s", what);
    }
    const truce_str shown = shown_word((truce_str){r->lex.at, r->lex.size});
    return wrong(r, place_here(r), r->lex.size, hint, "\"%.*s\" is not something this record says",
                 TRUCE_STR_ARGS(shown));
}

/* ---- case ---- */

static bool case_line(reader *r, void *record) {
    truce_case_record *const c = record;
    if (eat(r, KW_PERIOD)) {
        return first_time(r, c->period.text.size > 0) && need_date(r, &c->period);
    }
    return UNKNOWN_LINE(r, "period note why audience", "period");
}

static bool case_head(reader *r, void *record) {
    truce_case_record *const c = record;
    return read_titled(r, &c->head, TRUCE_RESERVED_N);
}

/* ---- records that only have notes ---- */

static bool no_line(reader *r, void *record) {
    (void)record;
    return UNKNOWN_LINE(r, "note why audience", "note");
}

/* ---- actors ---- */

static bool actor_head(reader *r, void *record) {
    truce_actor *const actor = record;
    return read_titled(r, &actor->head, TRUCE_RESERVED_ACTOR) &&
           (!eat(r, KW_OF) || need_actor(r, &actor->of));
}

/* ---- sources ---- */

static bool source_head(reader *r, void *record) {
    truce_source *const source = record;
    int kind = 0;
    if (!read_titled(r, &source->head, TRUCE_RESERVED_N) ||
        !need_list(r, TRUCE_WORDS_SOURCE, &kind)) {
        return false;
    }
    source->kind = (truce_source_kind)kind;
    return true;
}

static bool source_line(reader *r, void *record) {
    truce_source *const s = record;
    const truce_symbol word = peek_keyword(r);
    switch (word) {
    case KW_PUBLISHER:
        advance(r);
        return first_time(r, s->publisher.size > 0) && need_text(r, &s->publisher);
    case KW_FILE:
        advance(r);
        return first_time(r, s->file.size > 0) && need_text(r, &s->file);
    case KW_URL:
        advance(r);
        return first_time(r, s->url.size > 0) && need_text(r, &s->url);
    case KW_PUBLISHED:
        advance(r);
        return first_time(r, s->published.text.size > 0) && need_date(r, &s->published);
    case KW_CAPTURED:
        advance(r);
        return first_time(r, s->captured.text.size > 0) && need_date(r, &s->captured);
    case KW_RELIABILITY: {
        int grade = 0;
        advance(r);
        if (!first_time(r, s->reliability != 0) || !need_list(r, TRUCE_WORDS_GRADE, &grade)) {
            return false;
        }
        s->reliability = (char)('A' + grade);
        return true;
    }
    case KW_COPIES:
        advance(r);
        return first_time(r, s->copies.symbol != 0) && need_ref(r, &s->copies, "a source");
    case KW_DRAWS:
        advance(r);
        return first_time(r, s->draws_on.symbol != 0) && need(r, KW_ON) &&
               need_ref(r, &s->draws_on, "a source");
    case KW_UNSEEN:
        advance(r);
        if (!first_time(r, s->unseen)) {
            return false;
        }
        s->unseen = true;
        return true;
    default:
        return UNKNOWN_LINE(r,
                            "publisher file url published captured reliability copies draws "
                            "unseen note why audience",
                            "publisher", "file", "url", "published", "captured", "reliability",
                            "copies", "draws", "unseen");
    }
}

/* ---- issues ---- */

static bool issue_head(reader *r, void *record) {
    truce_issue *const issue = record;
    issue->topic = TRUCE_TOPIC_OTHER;
    return read_titled(r, &issue->head, TRUCE_RESERVED_ISSUE);
}

static bool issue_option(reader *r, truce_issue *issue, bool rung) {
    truce_option option = {.rung = rung, .rank = rung ? issue->n_rungs : TRUCE_NONE};
    if (!need_new_name(r, TRUCE_RESERVED_OPTION, &option.name, &option.place) ||
        !optional_text(r, &option.title)) {
        return false;
    }
    if (issue->n_options >= TRUCE_OPTIONS_MAX) {
        return wrong(r, option.place, 0, no_hint, "more than %d options of one issue",
                     TRUCE_OPTIONS_MAX);
    }
    /* The options are on the scratch stack until the issue is complete. */
    truce_option *const slot = scratch_push(r, sizeof option);
    if (slot == NULL) {
        return false;
    }
    *slot = option;
    issue->n_options++;
    issue->n_rungs += rung;
    return true;
}

static bool issue_range(reader *r, truce_issue *issue) {
    const truce_place place = place_here(r);
    const size_t size = r->lex.size;
    truce_ref unit = {0, 0};
    if (!first_time(r, issue->has_range) || !need_range(r, &issue->low, &issue->high)) {
        return false;
    }
    if (!eat(r, KW_STEP)) {
        return expected_with(r, "\"step\"",
                             TRUCE_STR("a range is written: range 2.0..8.0 step 0.25 percent"));
    }
    const truce_place step_place = place_here(r);
    if (!need_number(r, &issue->step)) {
        return false;
    }
    if (issue->step.units <= 0) {
        return wrong(r, step_place, 0, no_hint, "a step is more than 0");
    }
    if (!truce_decimal_step(issue->high, issue->low, issue->step, &issue->steps)) {
        return wrong(r, place, size, TRUCE_STR("low plus a whole number of steps must give high"),
                     "this range does not end on a step");
    }
    if (r->lex.kind == TOKEN_TEXT) {
        truce_str words = {NULL, 0};
        if (!need_text(r, &words)) {
            return false;
        }
        issue->unit = truce_symbols_add(&r->c->symbols, words);
        issue->has_range = true;
        return issue->unit != 0 || no_memory(r);
    }
    if (!need_ref(r, &unit, "a unit such as percent")) {
        return false;
    }
    if (!is_name(truce_case_name(r->c, unit.symbol))) {
        return wrong(r, unit.place, 0,
                     TRUCE_STR("a unit is written like a name (percent), or in quotes: \"m3/s\""),
                     "this cannot be a unit");
    }
    issue->unit = unit.symbol;
    issue->has_range = true;
    return true;
}

static bool issue_line(reader *r, void *record) {
    truce_issue *const issue = record;
    const truce_symbol word = peek_keyword(r);
    switch (word) {
    case KW_TOPIC: {
        int topic = 0;
        advance(r);
        if (!first_time(r, issue->topic_said) || !need_list(r, TRUCE_WORDS_TOPIC, &topic)) {
            return false;
        }
        issue->topic = (truce_topic)topic;
        issue->topic_said = true;
        return true;
    }
    case KW_PER:
        advance(r);
        return first_time(r, issue->per.n > 0) && need_refs(r, &issue->per, "the name of a group");
    case KW_RUNG:
    case KW_OPTION:
        advance(r);
        if (issue->has_range) {
            return wrong(r, place_at(r, r->line + 2), 0, no_hint,
                         "an issue has a range or options, not both");
        }
        return issue_option(r, issue, word == KW_RUNG);
    case KW_RANGE:
        advance(r);
        if (issue->n_options > 0) {
            return wrong(r, place_at(r, r->line + 2), 0, no_hint,
                         "an issue has a range or options, not both");
        }
        return issue_range(r, issue);
    default:
        return UNKNOWN_LINE(r, "topic per rung option range note why audience", "topic", "per",
                            "rung", "option", "range");
    }
}

/* ---- links ---- */

static bool link_head(reader *r, void *record) {
    truce_link *const link = record;
    int kind = 0;
    if (!read_named(r, &link->head, TRUCE_RESERVED_N) || !read_item(r, &link->a) ||
        !need_list(r, TRUCE_WORDS_LINK, &kind) || !read_item(r, &link->b)) {
        return false;
    }
    link->kind = (truce_link_kind)kind;
    return true;
}

static bool link_line(reader *r, void *record) {
    truce_link *const link = record;
    if (eat(r, KW_FROM)) {
        return first_time(r, link->from.n > 0) && need_claim_refs(r, &link->from);
    }
    return UNKNOWN_LINE(r, "from note why audience", "from");
}

/* ---- terms, readers ---- */

static bool plain_head(reader *r, void *record) {
    return read_titled(r, record, TRUCE_RESERVED_N);
}

static bool reader_head(reader *r, void *record) {
    return read_titled(r, record, TRUCE_RESERVED_READER);
}

/* ---- events ---- */

static bool event_head(reader *r, void *record) {
    truce_event *const event = record;
    int kind = 0;
    if (!read_titled(r, &event->head, TRUCE_RESERVED_N) ||
        !need_list(r, TRUCE_WORDS_EVENT, &kind)) {
        return false;
    }
    event->kind = (truce_event_kind)kind;
    return !eat(r, KW_BY) || need_refs(r, &event->by, "the name of an actor");
}

/* ---- accounts ---- */

static bool account_head(reader *r, void *record) {
    truce_account *const account = record;
    int kind = 0;
    if (!read_titled(r, &account->head, TRUCE_RESERVED_N) ||
        !need_list(r, TRUCE_WORDS_ACCOUNT, &kind) || !need(r, KW_BETWEEN)) {
        return false;
    }
    account->kind = (truce_account_kind)kind;
    const truce_place place = place_here(r);
    if (!need_claim_refs(r, &account->claims)) {
        return false;
    }
    return account->claims.n > 1 ||
           wrong(r, place, 0, TRUCE_STR("join the claims with commas: s1:P2, s2:P4.office"),
                 "an account is between two claims or more");
}

static bool account_line(reader *r, void *record) {
    truce_account *const account = record;
    if (!eat(r, KW_SETTLE)) {
        return UNKNOWN_LINE(r, "settle note why audience", "settle");
    }
    truce_settle settle = {0};
    if (!need_text(r, &settle.text) || (eat(r, KW_BY) && !need_actor(r, &settle.by))) {
        return false;
    }
    truce_settle *const slot = scratch_push(r, sizeof settle);
    if (slot == NULL) {
        return false;
    }
    *slot = settle;
    account->n_settles++;
    return true;
}

/* ---- datings, compartments ---- */

static bool dating_head(reader *r, void *record) {
    truce_dating *const dating = record;
    return read_named(r, &dating->head, TRUCE_RESERVED_N) && need(r, KW_OF) &&
           need_ref(r, &dating->of, "a source, a claim or an event") &&
           need_date(r, &dating->date) && need(r, KW_BY) &&
           need_ref(r, &dating->by, "the name of a reader");
}

static bool compartment_line(reader *r, void *record) {
    truce_compartment *const compartment = record;
    if (eat(r, KW_MEMBERS)) {
        return first_time(r, compartment->members.n > 0) &&
               need_refs(r, &compartment->members, "the name of a reader or an actor");
    }
    return UNKNOWN_LINE(r, "members note why audience", "members");
}

/* ---- all of them ---- */

typedef struct record_form {
    size_t size;
    bool (*head)(reader *r, void *record);
    bool (*line)(reader *r, void *record);
} record_form;

static const record_form forms[TRUCE_KIND_N] = {
    [TRUCE_KIND_CASE] = {sizeof(truce_case_record), case_head, case_line},
    [TRUCE_KIND_ACTOR] = {sizeof(truce_actor), actor_head, no_line},
    [TRUCE_KIND_SOURCE] = {sizeof(truce_source), source_head, source_line},
    [TRUCE_KIND_ISSUE] = {sizeof(truce_issue), issue_head, issue_line},
    [TRUCE_KIND_LINK] = {sizeof(truce_link), link_head, link_line},
    [TRUCE_KIND_TERM] = {sizeof(truce_term), plain_head, no_line},
    [TRUCE_KIND_OFFER] = {sizeof(truce_offer), offer_head, offer_line},
    [TRUCE_KIND_CUSTODY] = {sizeof(truce_custody_record), custody_head, custody_line},
    [TRUCE_KIND_EVENT] = {sizeof(truce_event), event_head, no_line},
    [TRUCE_KIND_CLAIM] = {sizeof(truce_claim), NULL, NULL},
    [TRUCE_KIND_ACCOUNT] = {sizeof(truce_account), account_head, account_line},
    [TRUCE_KIND_DATING] = {sizeof(truce_dating), dating_head, no_line},
    [TRUCE_KIND_PREFERENCES] = {sizeof(truce_preferences), preferences_head, preferences_line},
    [TRUCE_KIND_STEP] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_EXCHANGE] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_VALUES] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_AGREEMENT] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_OBLIGATION] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_REPORT] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_INCIDENT] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_TEXT] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_CLAUSE] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_WORDING] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_CHANGE] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_CRITICISM] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_STANDING] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_READING] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_DEFINITION] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_MODEL] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_MOVE] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_ORDER] = {sizeof(truce_plan), plan_head, plan_line},
    [TRUCE_KIND_READER] = {sizeof(truce_reader), reader_head, no_line},
    [TRUCE_KIND_COMPARTMENT] = {sizeof(truce_compartment), reader_head, compartment_line},
};

/* The case's array of a kind, and how many it holds. */
static void **array_of(truce_case *c, truce_kind kind, uint32_t **n) {
#define ARRAY(k, field)                                                                            \
    case TRUCE_KIND_##k:                                                                           \
        *n = &c->n_##field;                                                                        \
        return (void **)&c->field
    switch (kind) {
        ARRAY(CASE, cases);
        ARRAY(ACTOR, actors);
        ARRAY(SOURCE, sources);
        ARRAY(ISSUE, issues);
        ARRAY(LINK, links);
        ARRAY(TERM, terms);
        ARRAY(OFFER, offers);
        ARRAY(CUSTODY, custody);
        ARRAY(EVENT, events);
        ARRAY(CLAIM, claims);
        ARRAY(ACCOUNT, accounts);
        ARRAY(DATING, datings);
        ARRAY(PREFERENCES, preferences);
        ARRAY(STEP, steps);
        ARRAY(EXCHANGE, exchanges);
        ARRAY(VALUES, values);
        ARRAY(AGREEMENT, agreements);
        ARRAY(OBLIGATION, obligations);
        ARRAY(REPORT, reports);
        ARRAY(INCIDENT, incidents);
        ARRAY(TEXT, drafts);
        ARRAY(CLAUSE, clauses);
        ARRAY(WORDING, wordings);
        ARRAY(CHANGE, changes);
        ARRAY(CRITICISM, criticisms);
        ARRAY(STANDING, standings);
        ARRAY(READING, readings);
        ARRAY(DEFINITION, definitions);
        ARRAY(MODEL, models);
        ARRAY(MOVE, moves);
        ARRAY(ORDER, orders);
        ARRAY(READER, readers);
        ARRAY(COMPARTMENT, compartments);
    case TRUCE_KIND_NONE:
    case TRUCE_KIND_N:
        break;
    }
#undef ARRAY
    *n = NULL;
    return NULL;
}

/* Room for `n` claims at once: an array that doubles its way up would leave twice its size behind.
 */
bool reserve_claims(reader *r, size_t n) {
    void *const at = truce_arena_take(r->arena, n * sizeof *r->c->claims);
    if (at == NULL) {
        return no_memory(r);
    }
    r->c->claims = at;
    r->caps[TRUCE_KIND_CLAIM] = n;
    return true;
}

/* One more record of that kind, cleared but for its head. NULL: reported, or no memory. */
static void *add_record(reader *r, truce_kind kind, truce_place place) {
    truce_case *const c = r->c;
    uint32_t *n = NULL;
    void **const array = array_of(c, kind, &n);
    assert(array != NULL && n != NULL); /* kinds are those of records */
    if (*n >= TRUCE_RECORDS_MAX) {
        (void)wrong(r, place, 0, no_hint, "more than %d records of one kind", TRUCE_RECORDS_MAX);
        return NULL;
    }
    const size_t size = forms[kind].size;
    void *const grown = truce_arena_grow(r->arena, *array, *n, &r->caps[kind], size);
    truce_declared *const records =
        truce_arena_grow(r->arena, c->records, c->n_records, &r->records_cap, sizeof *records);
    if (grown == NULL || records == NULL) {
        (void)no_memory(r);
        return NULL;
    }
    *array = grown;
    c->records = records;
    records[c->n_records++] = (truce_declared){kind, *n};
    void *const record = (char *)grown + *n * size;
    memset(record, 0, size);
    *n += 1;
    *(truce_head *)record = (truce_head){.kind = kind, .place = place, .file = r->file};
    return record;
}

/* The lines of a record; `scratch` holds what some kinds collect from them. */
static bool read_lines(reader *r, truce_kind kind, void *record) {
    size_t notes_cap = 0;
    bool good = true;
    while (next_line(r, 1)) {
        bool taken = false;
        bool ok = read_common_line(r, record, &notes_cap, &taken);
        if (ok && !taken) {
            ok = forms[kind].line(r, record);
        }
        good = ok && need_end(r) && good;
    }
    return good;
}

bool read_record(reader *r, truce_kind kind) {
    const truce_place place = place_at(r, r->line);
    const int actor_kind = kind == TRUCE_KIND_ACTOR ? peek_list(r, TRUCE_WORDS_ACTOR) : 0;
    const bool message = kind == TRUCE_KIND_OFFER && peek_keyword(r) == KW_MESSAGE;
    void *const record = add_record(r, kind, place);
    if (record == NULL) {
        return false;
    }
    advance(r);
    if (kind == TRUCE_KIND_CLAIM) {
        return read_claim(r, record);
    }
    if (kind == TRUCE_KIND_ACTOR) {
        ((truce_actor *)record)->kind = (truce_actor_kind)actor_kind;
    } else if (kind == TRUCE_KIND_OFFER) {
        ((truce_offer *)record)->message = message;
    }
    const size_t mark = scratch_begin(r);
    bool good = forms[kind].head(r, record) && need_end(r);
    good = read_lines(r, kind, record) && good;
    if (kind == TRUCE_KIND_ISSUE) {
        truce_issue *const issue = record;
        void *at = NULL;
        good = scratch_take(r, mark, sizeof(truce_option), &at, &issue->n_options) && good;
        issue->options = at;
    } else if (kind == TRUCE_KIND_OFFER) {
        good = offer_end(r, mark, record) && good;
    } else if (kind == TRUCE_KIND_CUSTODY) {
        good = custody_end(r, mark, record) && good;
    } else if (kind == TRUCE_KIND_ACCOUNT) {
        truce_account *const account = record;
        void *at = NULL;
        good = scratch_take(r, mark, sizeof(truce_settle), &at, &account->n_settles) && good;
        account->settles = at;
    } else if (kind == TRUCE_KIND_PREFERENCES) {
        truce_preferences *const preferences = record;
        void *at = NULL;
        good = scratch_take(r, mark, sizeof(truce_preference), &at, &preferences->n_lines) && good;
        preferences->lines = at;
    } else if (is_plan(kind)) {
        truce_plan *const plan = record;
        void *at = NULL;
        good = scratch_take(r, mark, sizeof(truce_plan_line), &at, &plan->n_lines) && good;
        plan->lines = at;
    }
    return good;
}
