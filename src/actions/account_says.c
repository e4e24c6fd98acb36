/* What one part of an account says, in words that hold for each of its claims. */
#include "account_words.h"

#include "truce/case/words.h"

static void add(composer *k, truce_str text) {
    truce_buffer_add(&k->text, text);
}

static void lit(composer *k, const char *text) {
    add(k, truce_str_of(text));
}

static void quote(composer *k, truce_str text) {
    lit(k, "\xE2\x80\x9C");
    add(k, text);
    lit(k, "\xE2\x80\x9D");
}

static void add_side(composer *k, uint32_t side) {
    add(k, side != TRUCE_NONE ? k->c->actors[side].head.title : TRUCE_STR("somebody"));
}

/* "A", "A and B", "A, B and C" */
static void join(composer *k, uint32_t i, uint32_t n) {
    lit(k, i == 0 ? "" : i + 1 == n ? " and " : ", ");
}

static void add_record(composer *k, truce_symbol symbol) {
    const truce_declared d = truce_case_named(k->c, symbol);
    const truce_head *const head = d.kind != TRUCE_KIND_NONE ? truce_case_head(k->c, d) : NULL;
    add(k, head != NULL && head->title.size > 0 ? head->title : truce_case_name(k->c, symbol));
}

static void says_roster(composer *k, const truce_account_part *part) {
    uint32_t *const sides = truce_arena_take(k->arena, k->c->n_actors * sizeof *sides);
    bool *const seen = truce_arena_zero(k->arena, k->c->n_actors, sizeof *seen);
    uint32_t n = 0;
    k->failed = k->failed || sides == NULL || seen == NULL;
    for (uint32_t i = 0; i < part->n_claims && !k->failed; i++) {
        const truce_claim *const claim = &k->c->claims[part->claims[i]];
        for (uint32_t s = 0; s < claim->n_statements; s++) {
            const truce_statement *const st = &claim->statements[s];
            const uint32_t side = truce_side_of(k->c, st->subject);
            if (st->kind == TRUCE_STATES_ROLE && st->as.role.role == TRUCE_ROLE_MEDIATOR &&
                !st->denied && side != TRUCE_NONE && !seen[side]) {
                seen[side] = true;
                sides[n++] = side;
            }
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        join(k, i, n);
        add_side(k, sides[i]);
    }
}

/* The issues that one source says matter much: at most a line of them. */
static void says_much(composer *k, const truce_account_part *part) {
    enum { SHOWN = 6 };
    truce_symbol issues[SHOWN];
    uint32_t n = 0;
    bool more = false;
    for (uint32_t i = 0; i < part->n_claims; i++) {
        const truce_claim *const claim = &k->c->claims[part->claims[i]];
        for (uint32_t s = 0; s < claim->n_statements; s++) {
            const truce_statement *const st = &claim->statements[s];
            uint32_t at = 0;
            if (st->kind != TRUCE_STATES_RANK || st->as.rank.rank != TRUCE_RANK_MUCH ||
                st->denied || st->as.rank.to.symbol != 0) {
                continue;
            }
            while (at < n && issues[at] != st->subject.symbol) {
                at++;
            }
            more = more || at == SHOWN;
            if (at == n && n < SHOWN) {
                issues[n++] = st->subject.symbol;
            }
        }
    }
    lit(k, "nothing as most; matters much: ");
    for (uint32_t i = 0; i < n; i++) {
        lit(k, i > 0 ? "; " : "");
        add_record(k, issues[i]);
    }
    lit(k, more ? "; and others" : "");
}

/* All who, by the part's first claim, accuse of the same. */
static void says_accusers(composer *k, const truce_account_part *part) {
    const truce_claim *const claim = &k->c->claims[part->claims[0]];
    const truce_statement *const first = part->statement;
    bool any = false;
    lit(k, "by ");
    for (uint32_t s = 0; s < claim->n_statements; s++) {
        const truce_statement *const st = &claim->statements[s];
        if (st->kind == first->kind &&
            st->as.blame.object.symbol == first->as.blame.object.symbol &&
            truce_str_equal(st->text, first->text)) {
            lit(k, any ? ", " : "");
            if (st->subject.symbol != 0) {
                add_side(k, truce_side_of(k->c, st->subject));
            } else {
                phrase_speakers(&k->text, k->c, claim);
            }
            any = true;
        }
    }
    lit(k, ": ");
    add(k, first->text);
}

/* What only names a happening, a role or a word, where the claim says more than that. */
static bool is_frame(const truce_statement *st) {
    return st->kind == TRUCE_STATES_EVENT || st->kind == TRUCE_STATES_ROLE ||
           st->kind == TRUCE_STATES_TERM;
}

/* A statement as it is, but of a position what is held alone: the words given with it are those of
 * one claim, and stand with who says it. */
static void says_bare(composer *k, const truce_statement *st) {
    truce_statement bare = *st;
    truce_demand *const demands =
        st->kind == TRUCE_STATES_POSITION
            ? truce_arena_take(k->arena, (st->as.position.n + (size_t)1) * sizeof *demands)
            : NULL;
    if (st->kind == TRUCE_STATES_POSITION) {
        k->failed = k->failed || demands == NULL;
        for (uint32_t i = 0; demands != NULL && i < st->as.position.n; i++) {
            demands[i] = st->as.position.demands[i];
            demands[i].as.size = 0;
            demands[i].words.size = 0;
        }
        bare.as.position.demands = demands;
        bare.as.position.n = demands != NULL ? st->as.position.n : 0;
    }
    phrase_statement(&k->text, k->c, &bare);
}

static void says_claim(composer *k, const truce_account_part *part) {
    enum { SHOWN = 3 };
    const truce_claim *const claim = &k->c->claims[part->claims[0]];
    uint32_t more = 0; /* than a frame */
    uint32_t n = 0;
    for (uint32_t s = 0; s < claim->n_statements; s++) {
        more += !is_frame(&claim->statements[s]);
    }
    /* What several sides hold stands first: the words behind it are of one of them. */
    const bool several = account_of_several(k, claim);
    for (int turn = several ? 0 : 1; turn < 2; turn++) {
        for (uint32_t s = 0; s < claim->n_statements && n < SHOWN; s++) {
            const truce_statement *const st = &claim->statements[s];
            const bool held = several && st->kind == TRUCE_STATES_POSITION;
            if (held == (turn == 0) && (more == 0 || !is_frame(st))) {
                lit(k, n++ > 0 ? "; " : "");
                says_bare(k, st);
            }
        }
    }
    lit(k, (more > 0 ? more : claim->n_statements) > SHOWN ? "; and more" : "");
}

static void says_doers(composer *k, truce_refs by) {
    lit(k, "by ");
    for (uint32_t i = 0; i < by.n; i++) {
        join(k, i, by.n);
        add_side(k, truce_side_of(k->c, by.at[i]));
    }
}

static void says_position(composer *k, const truce_account_part *part) {
    const truce_statement *const st = part->statement;
    phrase_stance(&k->text, st->as.position.stance, st->denied, false, false);
    lit(k, ": ");
    phrase_stated(&k->text, k->c, st, part->demand, false);
    phrase_condition(&k->text, k->c, st->as.position.condition);
}

static void says_code(composer *k, const truce_account_part *part) {
    const uint32_t code = part->what % 64;
    const uint32_t which = part->what / 64 - 1;
    if (code == TRUCE_CODE_IN) {
        lit(k, "takes part");
    } else if (code >= TRUCE_CODE_LEFT && which >= k->c->n_actors) {
        quote(k, k->c->events[which - k->c->n_actors].head.title);
    } else if (code >= TRUCE_CODE_LEFT) {
        add_side(k, which);
        lit(k, " has withdrawn");
    } else {
        const bool denied = code >= TRUCE_CODE_NOT;
        lit(k, denied ? "talks not " : "talks ");
        add(k, phrase_state(code - (denied ? TRUCE_CODE_NOT : 0U)));
    }
}

/* Whether all claims of a part say whose word it is, and agree. */
static bool is_by_all(composer *k, const truce_account_part *part) {
    const truce_statement *const first = part->statement;
    bool all = first->as.term.by.symbol != 0;
    for (uint32_t i = 0; i < part->n_claims && all; i++) {
        const truce_claim *const claim = &k->c->claims[part->claims[i]];
        for (uint32_t s = 0; s < claim->n_statements && all; s++) {
            const truce_statement *const st = &claim->statements[s];
            all = st->kind != TRUCE_STATES_TERM ||
                  st->as.term.term.symbol != first->as.term.term.symbol ||
                  !truce_str_equal(st->text, first->text) ||
                  st->as.term.by.symbol == first->as.term.by.symbol;
        }
    }
    return all;
}

static void says_word(composer *k, const truce_account_part *part) {
    const truce_statement *const st = part->statement;
    if (st->kind == TRUCE_STATES_COUNT) {
        char number[24];
        lit(k, "counted as ");
        add(k, (truce_str){number, truce_decimal_write(st->as.count.number, number)});
        return;
    }
    lit(k, st->as.term.means ? "meaning " : "");
    quote(k, st->text);
    if (is_by_all(k, part)) {
        lit(k, ", by ");
        add(k, phrase_actor(k->c, st->as.term.by));
    }
}

/* On which issues a mediator holds positions or has interests: the first few. */
static void says_issues(composer *k, const truce_account_row *row, const truce_account_part *part,
                        truce_statement_kind kind) {
    enum { SHOWN = 6 };
    truce_symbol issues[SHOWN];
    uint32_t n = 0;
    for (uint32_t i = 0; i < part->n_claims; i++) {
        const truce_claim *const claim = &k->c->claims[part->claims[i]];
        for (uint32_t s = 0; s < claim->n_statements && n < SHOWN; s++) {
            const truce_statement *const st = &claim->statements[s];
            uint32_t at = 0;
            if (st->kind != kind || st->denied ||
                truce_side_of(k->c, st->subject) != row->subject) {
                continue;
            }
            const truce_symbol issue = kind == TRUCE_STATES_POSITION
                                           ? st->as.position.demands[0].item.issue.symbol
                                           : st->as.trait.on.symbol;
            while (at < n && issues[at] != issue) {
                at++;
            }
            if (at == n && issue != 0) {
                issues[n++] = issue;
            }
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        lit(k, i == 0 ? ": " : "; ");
        add_record(k, issues[i]);
    }
    lit(k, n == SHOWN ? "; and perhaps others" : "");
}

static void says_capacity(composer *k, const truce_account_row *row,
                          const truce_account_part *part) {
    static const char *const words[] = {[TRUCE_CAPACITY_MEDIATOR] = "called a mediator",
                                        [TRUCE_CAPACITY_ALLY] = "allied with ",
                                        [TRUCE_CAPACITY_FINANCIER] = "finances ",
                                        [TRUCE_CAPACITY_WITHDRAWS] = "has left or withdrawn",
                                        [TRUCE_CAPACITY_POSITION] = "holds positions of its own",
                                        [TRUCE_CAPACITY_INTEREST] = "has interests of its own"};
    const uint32_t capacity = part->what % 8;
    lit(k, words[capacity]);
    if (capacity == TRUCE_CAPACITY_ALLY || capacity == TRUCE_CAPACITY_FINANCIER) {
        add(k, phrase_actor(k->c, part->statement->as.relation.object));
    } else if (capacity == TRUCE_CAPACITY_POSITION) {
        says_issues(k, row, part, TRUCE_STATES_POSITION);
    } else if (capacity == TRUCE_CAPACITY_INTEREST) {
        says_issues(k, row, part, TRUCE_STATES_TRAIT);
    }
}

/* What all claims of the part say: the statement without times, and without words that only belong
 * to its first claim. */
static void says_statement(composer *k, const truce_statement *st) {
    truce_statement bare = *st;
    bare.times.n = 0;
    if (bare.kind == TRUCE_STATES_RELATION) {
        bare.text.size = 0;
    }
    phrase_statement(&k->text, k->c, &bare);
}

static void says_date(composer *k, const truce_statement *st) {
    for (uint32_t i = 0; i < st->times.n; i++) {
        if (st->times.at[i].kind == TRUCE_TIME_AT) {
            lit(k, "at ");
            add(k, st->times.at[i].when.text);
        }
    }
}

static void says_moved(composer *k, const truce_account_row *row, const truce_account_part *part) {
    static const char *const when[] = {[TRUCE_MOVED_EARLIER] = ", before that",
                                       [TRUCE_MOVED_UNORDERED] = "; dates do not tell when",
                                       [TRUCE_MOVED_LATER] = ", after that"};
    if (part->what == TRUCE_MOVED_SOFTENS) {
        lit(k, "softens");
        return;
    }
    lit(k, row->other == TRUCE_NONE ? "firm, or accepts nothing" : "firm, or refuses");
    lit(k, when[part->what]);
}

void account_says(composer *k, const truce_account_row *row, const truce_account_part *part) {
    const truce_statement *const st = part->statement;
    if (st == NULL) {
        says_claim(k, part);
        return;
    }
    switch (row->rule) {
    case TRUCE_RULE_WHEN:
        says_date(k, st);
        return;
    case TRUCE_RULE_DOER:
        says_doers(k, st->as.event.by);
        return;
    case TRUCE_RULE_ACCUSER:
        says_accusers(k, part);
        return;
    case TRUCE_RULE_DENIAL:
        lit(k, part->what == 0                                       ? ""
               : truce_claim_states_one(&k->c->claims[row->subject]) ? "denies it"
                                                                     : "denies something of it");
        if (part->what == 0) {
            says_claim(k, part);
        }
        return;
    case TRUCE_RULE_NARRATIVE:
        add(k, st->text);
        if (st->subject.symbol != 0) {
            lit(k, ", according to ");
            add(k, phrase_actor(k->c, st->subject));
        }
        return;
    case TRUCE_RULE_CONTACT:
    case TRUCE_RULE_HEADWAY:
    case TRUCE_RULE_PRESENCE:
        says_code(k, part);
        return;
    case TRUCE_RULE_POSITION:
        says_position(k, part);
        return;
    case TRUCE_RULE_MOVEMENT:
        says_moved(k, row, part);
        return;
    case TRUCE_RULE_BLAME:
        lit(k, part->what >= TRUCE_ACCUSED         ? "accusation against "
               : (part->what & TRUCE_CLEARED) != 0 ? "no blame on "
                                                   : "blame on ");
        add_side(k, part->what & ~(TRUCE_ACCUSED | TRUCE_CLEARED));
        return;
    case TRUCE_RULE_RANK:
        if (part->what >= TRUCE_MUCH) {
            says_much(k, part);
        } else {
            add(k, k->c->issues[part->what].head.title);
        }
        return;
    case TRUCE_RULE_ROSTER:
        says_roster(k, part);
        return;
    case TRUCE_RULE_COUNT:
    case TRUCE_RULE_TERM:
        says_word(k, part);
        return;
    case TRUCE_RULE_WORD:
        quote(k, part->demand->as);
        return;
    case TRUCE_RULE_CAPACITY:
        says_capacity(k, row, part);
        return;
    case TRUCE_RULE_OFFER:
    case TRUCE_RULE_EVENT:
    case TRUCE_RULE_TIE:
    case TRUCE_RULE_DECLARED:
    case TRUCE_RULE_N:
        break;
    }
    says_statement(k, st);
}

bool account_has_blame(const truce_accounts *a) {
    for (uint32_t i = 0; i < a->n; i++) {
        if (a->at[i].rule == TRUCE_RULE_BLAME) {
            return true;
        }
    }
    return false;
}

bool account_is_lone_blame(const truce_case *c, const truce_statement *st, bool row) {
    const bool blame = st->kind == TRUCE_STATES_BLAME;
    if (!blame && st->kind != TRUCE_STATES_ACCUSATION) {
        return false;
    }
    const uint32_t side = truce_side_of(c, st->as.blame.object);
    return !row || side == TRUCE_NONE ||
           (!blame && (st->denied || c->actors[side].kind != TRUCE_ACTOR_PARTY));
}

bool account_is_charge(const truce_case *c, const truce_account_part *part,
                       const truce_statement *st) {
    const bool accused = part->what >= TRUCE_ACCUSED;
    const bool cleared = !accused && (part->what & TRUCE_CLEARED) != 0;
    return st->kind == (accused ? TRUCE_STATES_ACCUSATION : TRUCE_STATES_BLAME) &&
           st->denied == cleared &&
           truce_side_of(c, st->as.blame.object) == (part->what & ~(TRUCE_ACCUSED | TRUCE_CLEARED));
}
