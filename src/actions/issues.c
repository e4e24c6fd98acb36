/* --issue and --kind: which issues and kinds of accounts were asked for, and what of the accounts
 * is of them. */
#include "issues.h"
#include "compose.h"
#include "known.h"
#include "truce/case/words.h"

/* Whether what is asked, words of a name set apart, stands in the title of a group or an option of
 * the issue, or in a note of it. */
static bool stands_within(const composer *k, const truce_issue *issue, truce_str asked) {
    bool found = false;
    for (uint32_t i = 0; i < issue->per.n && !found; i++) {
        const uint32_t group = truce_case_find(k->c, TRUCE_KIND_ACTOR, issue->per.at[i]);
        found = known_stands_in(truce_case_name(k->c, issue->per.at[i].symbol), asked) ||
                (group != TRUCE_NONE && known_stands_in(k->c->actors[group].head.title, asked));
    }
    for (uint32_t i = 0; i < issue->n_options && !found; i++) {
        found = known_stands_in(truce_case_name(k->c, issue->options[i].name), asked) ||
                known_stands_in(issue->options[i].title, asked);
    }
    for (uint32_t i = 0; i < issue->head.n_notes && !found; i++) {
        found = known_stands_in(issue->head.notes[i].text, asked);
    }
    return found;
}

/* By its name, else by its title; else by words of titles: all that have them; else by words of
 * their groups, options and notes. */
static bool find_as(composer *k, truce_str asked) {
    const truce_ref ref = {truce_symbols_find(&k->c->symbols, asked), 0};
    const uint32_t issue = truce_case_find(k->c, TRUCE_KIND_ISSUE, ref);
    bool found = issue != TRUCE_NONE;
    if (found) {
        k->issues[issue] = true;
    }
    for (int part = 0; part < 3 && !found; part++) {
        for (uint32_t i = 0; i < k->c->n_issues; i++) {
            const truce_str title = k->c->issues[i].head.title;
            if (part == 0   ? truce_str_equal(title, asked)
                : part == 1 ? known_stands_in(title, asked)
                            : stands_within(k, &k->c->issues[i], asked)) {
                k->issues[i] = true;
                found = true;
            }
        }
    }
    return found;
}

/* As it is asked, else without an "s" at its end. */
static bool find_issue(composer *k, truce_str asked) {
    const bool plural = asked.size > 3 && asked.data[asked.size - 1] == 's';
    return find_as(k, asked) || (plural && find_as(k, (truce_str){asked.data, asked.size - 1}));
}

truce_status compose_find_issues(composer *k, truce_error *err) {
    const truce_request *const request = &k->session->request;
    truce_status status = TRUCE_OK;
    if (request->n_issues == 0) {
        return TRUCE_OK;
    }
    k->issues = truce_arena_zero(k->arena, k->c->n_issues, sizeof *k->issues);
    if (k->issues == NULL) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the issues asked for");
    }
    for (size_t i = 0; i < request->n_issues; i++) {
        const truce_str names = request->issues[i];
        if (find_issue(k, names)) {
            continue; /* a title may hold a comma */
        }
        for (size_t begin = 0, end = 0; begin <= names.size && status == TRUCE_OK;
             begin = end + 1) {
            for (end = begin; end < names.size && names.data[end] != ','; end++) {
            }
            const truce_str one = {names.data + begin, end - begin};
            status = find_issue(k, one) ? TRUCE_OK
                                        : known_refuse(k->session, TRUCE_KIND_ISSUE, one, err);
        }
    }
    return status;
}

static bool is_exchange(const composer *k, uint32_t issue) {
    return k->c->issues[issue].topic_said && k->c->issues[issue].topic == TRUCE_TOPIC_EXCHANGE;
}

/* The issue of exchange that a link ties to one that was asked for, and that was not; else
 * TRUCE_NONE. */
static uint32_t other_side(const composer *k, const truce_link *link) {
    const uint32_t a = truce_case_find(k->c, TRUCE_KIND_ISSUE, link->a.issue);
    const uint32_t b = truce_case_find(k->c, TRUCE_KIND_ISSUE, link->b.issue);
    const bool tied = a != TRUCE_NONE && b != TRUCE_NONE && is_exchange(k, a) &&
                      is_exchange(k, b) && k->issues[a] != k->issues[b];
    return !tied ? TRUCE_NONE : k->issues[a] ? b : a;
}

void compose_other_side(composer *k) {
    enum { CLAIMS_SHOWN = 8 };
    bool *const told =
        k->issues != NULL ? truce_arena_zero(k->arena, k->c->n_issues, sizeof *told) : NULL;
    if (told == NULL) {
        k->failed = k->failed || k->issues != NULL;
        return;
    }
    for (uint32_t i = 0; i < k->c->n_links; i++) {
        const truce_link *const link = &k->c->links[i];
        const uint32_t other = other_side(k, link);
        if (other == TRUCE_NONE || told[other]) {
            continue;
        }
        told[other] = true;
        truce_buffer_printf(&k->text, "Tied to it as exchange: %.*s (--issue %.*s).",
                            TRUCE_STR_ARGS(k->c->issues[other].head.title),
                            TRUCE_STR_ARGS(truce_case_name(k->c, k->c->issues[other].head.name)));
        truce_sentence *const sentence =
            compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_PLAIN, compose_keep(k),
                            "the case's links between issues of exchange");
        for (uint32_t n = 0; n < link->from.n && n < CLAIMS_SHOWN; n++) {
            const uint32_t claim = truce_case_find(k->c, TRUCE_KIND_CLAIM, link->from.at[n]);
            if (claim != TRUCE_NONE && k->scope.in[claim]) {
                truce_sentence_claim(&k->doc, sentence, claim_name(k->c, claim));
            }
        }
    }
}

void compose_issue_pointer(composer *k) {
    compose_other_side(k);
    uint32_t issue = TRUCE_NONE;
    uint32_t n = 0;
    for (uint32_t i = 0; k->issues != NULL && i < k->c->n_issues; i++) {
        n += k->issues[i];
        issue = k->issues[i] ? i : issue;
    }
    if (n == 1) {
        truce_buffer_printf(&k->text,
                            "All on this issue, claim by claim: truce brief --issue %.*s.",
                            TRUCE_STR_ARGS(truce_case_name(k->c, k->c->issues[issue].head.name)));
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                              compose_keep(k), "how truce works");
    }
}

/* ---- accounts ---- */

static bool shows(const composer *k, truce_ref issue) {
    return compose_shows_issue(k, truce_case_find(k->c, TRUCE_KIND_ISSUE, issue));
}

static bool shows_demand(const composer *k, const truce_demand *demand) {
    return shows(k, demand->item.issue) ||
           (demand->order != TRUCE_ORDER_NONE && shows(k, demand->other.issue));
}

bool issue_is_about(const composer *k, const truce_statement *st) {
    switch (st->kind) {
    case TRUCE_STATES_POSITION:
        for (uint32_t i = 0; i < st->as.position.n; i++) {
            if (shows_demand(k, &st->as.position.demands[i])) {
                return true;
            }
        }
        return false;
    case TRUCE_STATES_MOVEMENT:
        return shows(k, st->as.movement.on);
    case TRUCE_STATES_RANK:
        return shows(k, st->subject) || shows(k, st->as.rank.over);
    case TRUCE_STATES_TRAIT:
        return shows(k, st->as.trait.on);
    case TRUCE_STATES_SAYING:
        return shows(k, st->as.saying.on);
    default:
        return false;
    }
}

static bool condition_names(const composer *k, const truce_condition *condition) {
    bool names = false;
    for (uint32_t i = 0; i < condition->n && !names; i++) {
        const truce_part *const part = &condition->parts[i];
        names = part->kind == TRUCE_PART_ITEM && shows(k, part->item.issue);
    }
    return names;
}

bool issue_is_spoken_of(const composer *k, const truce_statement *st) {
    bool spoken = k->issues == NULL || issue_is_about(k, st);
    if (!spoken && st->kind == TRUCE_STATES_POSITION) {
        spoken = condition_names(k, &st->as.position.condition);
        for (uint32_t i = 0; i < st->as.position.n && !spoken; i++) {
            spoken = condition_names(k, &st->as.position.demands[i].condition);
        }
    }
    return spoken;
}

static bool part_is_about(const composer *k, const truce_account_part *part) {
    if (part->demand != NULL) {
        return shows_demand(k, part->demand);
    }
    if (part->statement != NULL) {
        return issue_is_about(k, part->statement);
    }
    for (uint32_t i = 0; i < part->n_claims; i++) {
        const truce_claim *const claim = &k->c->claims[part->claims[i]];
        for (uint32_t s = 0; s < claim->n_statements; s++) {
            if (issue_is_about(k, &claim->statements[s])) {
                return true;
            }
        }
    }
    return false;
}

/* Whether more than half of what a person set side by side is about it: that one claim of several
 * speaks of an issue too does not make it a matter of that issue. */
static bool most_is_about(const composer *k, const truce_account_row *row) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < row->n_parts; i++) {
        n += part_is_about(k, &row->parts[i]);
    }
    return 2 * (uint64_t)n > row->n_parts;
}

/* Of a movement what the refusals behind it are about is not what moved. */
static bool row_is_about(const composer *k, const truce_account_row *row) {
    const bool moved = row->rule == TRUCE_RULE_MOVEMENT;
    if (row->rule == TRUCE_RULE_DECLARED) {
        return most_is_about(k, row);
    }
    bool about = (moved || row->rule == TRUCE_RULE_POSITION) && compose_shows_issue(k, row->other);
    for (uint32_t i = 0; i < row->n_parts && !about && !moved; i++) {
        about = part_is_about(k, &row->parts[i]);
    }
    return about;
}

bool account_is_denial(const truce_statement *st) {
    return st->kind == TRUCE_STATES_DENIAL ? !st->denied
                                           : st->denied && st->kind != TRUCE_STATES_POSITION;
}

/* Whether something of it is said and denied; what an account record names alone is looked up. */
static bool row_denies(const composer *k, const truce_account_row *row) {
    for (uint32_t p = 0; p < row->n_parts; p++) {
        const truce_account_part *const part = &row->parts[p];
        if (part->statement != NULL && account_is_denial(part->statement)) {
            return true;
        }
        for (uint32_t i = 0; i < part->n_claims && part->statement == NULL; i++) {
            const truce_claim *const claim = &k->c->claims[part->claims[i]];
            for (uint32_t s = 0; s < claim->n_statements; s++) {
                if (account_is_denial(&claim->statements[s])) {
                    return true;
                }
            }
        }
    }
    return false;
}

static bool row_is_asked(const composer *k, const truce_account_row *row) {
    const bool kind = k->kinds == 0 || (k->kinds >> row->kind & 1) != 0 ||
                      ((k->kinds & KINDS_DENIED) != 0 && row_denies(k, row));
    return kind && (k->issues == NULL || row_is_about(k, row));
}

void keep_accounts_asked(const composer *k, truce_accounts *a) {
    uint32_t n = 0;
    uint32_t clashes = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        if (row_is_asked(k, &a->at[i])) {
            clashes += i < a->n_clashes;
            a->at[n++] = a->at[i];
        }
    }
    a->n = n;
    a->n_clashes = clashes;
}

/* ---- one statement ---- */

truce_statement issue_narrowed(composer *k, const truce_statement *st, uint32_t *others) {
    truce_statement out = *st;
    uint32_t n = 0;
    *others = 0;
    if (k->issues == NULL || st->kind != TRUCE_STATES_POSITION || st->as.position.n < 2) {
        return out;
    }
    truce_demand *const kept = truce_arena_take(k->arena, st->as.position.n * sizeof *kept);
    k->failed = k->failed || kept == NULL;
    for (uint32_t i = 0; kept != NULL && i < st->as.position.n; i++) {
        if (shows_demand(k, &st->as.position.demands[i])) {
            kept[n++] = st->as.position.demands[i];
        }
    }
    if (n > 0) {
        out.as.position.demands = kept;
        out.as.position.n = n;
        *others = st->as.position.n - n;
    }
    return out;
}

/* ---- clashes, offers ---- */

void keep_clashes_asked(const composer *k, truce_clashes *c) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        if (compose_shows_issue(k, c->at[i].issue)) {
            c->at[n++] = c->at[i];
        }
    }
    c->n = n;
}

void keep_offers_asked(const composer *k, truce_offers *o) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < o->n; i++) {
        const bool asked = k->offer == TRUCE_NONE || o->at[i].offer == k->offer;
        bool about = k->issues == NULL && asked && !k->c->offers[o->at[i].offer].message;
        for (uint32_t t = 0; t < o->at[i].n_terms && asked && !about; t++) {
            about = k->issues[o->at[i].terms[t].issue];
        }
        if (about) {
            o->at[n++] = o->at[i];
        }
    }
    o->n = n;
}

/* ---- --kind ---- */

static truce_status refuse_kind(truce_str asked, truce_error *err) {
    truce_buffer known = truce_buffer_new();
    const size_t n = truce_words_count(TRUCE_WORDS_ACCOUNT);
    for (size_t i = 0; i < n; i++) {
        truce_buffer_add(&known, truce_words_at(TRUCE_WORDS_ACCOUNT, i));
        truce_buffer_lit(&known, ", ");
    }
    truce_buffer_lit(&known, "and denied for what is denied, of whatever kind");
    truce_status status = truce_buffer_status(&known, err);
    if (status == TRUCE_OK) {
        status = truce_fail(err, TRUCE_ENOTFOUND, "no account is of kind \"%.*s\"; kinds are %.*s",
                            asked.size > 40 ? 40 : (int)asked.size, asked.data,
                            TRUCE_STR_ARGS(truce_buffer_str(&known)));
    }
    truce_buffer_clear(&known);
    return status;
}

truce_status compose_find_kinds(composer *k, truce_error *err) {
    const truce_str names = k->session->request.kinds;
    for (size_t begin = 0, end = 0; begin < names.size; begin = end + 1) {
        for (end = begin; end < names.size && names.data[end] != ','; end++) {
        }
        const truce_str one = {names.data + begin, end - begin};
        const int kind = truce_words_find(TRUCE_WORDS_ACCOUNT, one);
        if (truce_str_equal(one, TRUCE_STR("denied"))) {
            k->kinds |= KINDS_DENIED;
            continue;
        }
        if (kind < 0) {
            return refuse_kind(one, err);
        }
        k->kinds |= 1U << kind;
    }
    return TRUCE_OK;
}
