/* Every name that a record uses, each with the kinds of record that it may mean there. Binding,
 * the check of audiences and the search for what is unused all see the same names. */
#include "plan.h"
#include "reader.h"

static void one(visitor *v, truce_ref *ref, uint64_t kinds) {
    if (ref->symbol != 0) {
        v->ref(v, ref, kinds);
    }
}

static void all(visitor *v, truce_refs refs, uint64_t kinds) {
    for (uint32_t i = 0; i < refs.n; i++) {
        v->ref(v, &refs.at[i], kinds);
    }
}

static void item(visitor *v, truce_item *it) {
    if (it->issue.symbol == 0) {
        return;
    }
    if (v->item != NULL) {
        v->item(v, it);
    }
    v->ref(v, &it->issue, KINDS(ISSUE));
    all(v, it->groups, KINDS(ACTOR));
}

static void condition(visitor *v, truce_condition cond) {
    for (uint32_t i = 0; i < cond.n; i++) {
        item(v, &cond.parts[i].item);
    }
}

static void demands(visitor *v, truce_demand *at, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        item(v, &at[i].item);
        item(v, &at[i].other);
        condition(v, at[i].condition);
    }
}

static void times(visitor *v, truce_times ts) {
    for (uint32_t i = 0; i < ts.n; i++) {
        one(v, &ts.at[i].event, KINDS(EVENT));
    }
}

static void statement(visitor *v, truce_statement *st) {
    one(v, &st->subject, st->kind == TRUCE_STATES_RANK ? KINDS(ISSUE) : ACTOR_OR_SOMEONE);
    times(v, st->times);
    switch (st->kind) {
    case TRUCE_STATES_EVENT:
        one(v, &st->as.event.event, KINDS(EVENT));
        all(v, st->as.event.by, ACTOR_OR_SOMEONE);
        break;
    case TRUCE_STATES_OFFER:
        one(v, &st->as.offer.offer, KINDS(OFFER));
        all(v, st->as.offer.by, ACTOR_OR_SOMEONE);
        all(v, st->as.offer.to, ACTOR_OR_SOMEONE);
        all(v, st->as.offer.from, ACTOR_OR_SOMEONE);
        break;
    case TRUCE_STATES_TERM:
        one(v, &st->as.term.term, KINDS(TERM));
        one(v, &st->as.term.by, ACTOR_OR_SOMEONE);
        break;
    case TRUCE_STATES_COUNT:
        one(v, &st->as.count.term, KINDS(TERM));
        break;
    case TRUCE_STATES_BLAME:
    case TRUCE_STATES_ACCUSATION:
        one(v, &st->as.blame.object, ACTOR_OR_SOMEONE);
        break;
    case TRUCE_STATES_SAYING:
        one(v, &st->as.saying.on, ANY_KIND);
        break;
    case TRUCE_STATES_NARRATIVE:
        one(v, &st->as.narrative.event, ANY_KIND);
        break;
    case TRUCE_STATES_DENIAL:
        one(v, &st->as.denial.claim, KINDS(CLAIM));
        break;
    case TRUCE_STATES_POSITION:
        demands(v, st->as.position.demands, st->as.position.n);
        condition(v, st->as.position.condition);
        break;
    case TRUCE_STATES_MOVEMENT:
        one(v, &st->as.movement.on, KINDS(ISSUE));
        break;
    case TRUCE_STATES_ROLE:
        one(v, &st->as.role.of, ACTOR_OR_SOMEONE);
        break;
    case TRUCE_STATES_TRAIT:
        one(v, &st->as.trait.on, KINDS(ISSUE));
        break;
    case TRUCE_STATES_RELATION:
        one(v, &st->as.relation.object, ACTOR_OR_SOMEONE);
        break;
    case TRUCE_STATES_RANK:
        one(v, &st->as.rank.over, KINDS(ISSUE));
        one(v, &st->as.rank.to, ACTOR_OR_SOMEONE);
        break;
    case TRUCE_STATES_TALKS:
    case TRUCE_STATES_FORECAST:
    case TRUCE_STATES_PRESENCE:
        break;
    }
}

static void claim(visitor *v, truce_claim *cl) {
    one(v, &cl->source, KINDS(SOURCE));
    for (uint32_t i = 0; i < cl->n_speakers; i++) {
        one(v, &cl->speakers[i].actor, KINDS(ACTOR));
    }
    one(v, &cl->via, KINDS(ACTOR));
    one(v, &cl->copy_of, KINDS(CLAIM));
    for (uint32_t i = 0; i < cl->n_statements; i++) {
        statement(v, &cl->statements[i]);
    }
}

static void offer(visitor *v, truce_offer *of) {
    all(v, of->by, ACTOR_OR_SOMEONE);
    all(v, of->to, ACTOR_OR_SOMEONE);
    one(v, &of->replaces, KINDS(OFFER));
    for (uint32_t i = 0; i < of->n_terms; i++) {
        one(v, &of->terms[i].from, KINDS(CLAIM));
        demands(v, of->terms[i].demands, of->terms[i].n);
    }
    if (of->issued != NULL) {
        demands(v, of->issued->demands, of->issued->n);
    }
}

static void custody(visitor *v, truce_custody_record *cu) {
    one(v, &cu->of, KINDS(OFFER));
    all(v, cu->by, ACTOR_OR_SOMEONE);
    all(v, cu->to, ACTOR_OR_SOMEONE);
    all(v, cu->from, ACTOR_OR_SOMEONE);
    one(v, &cu->with, KINDS(OFFER));
}

/* The items of an order are of one issue, for the same groups: those are named once. */
static void order(visitor *v, truce_preference *line) {
    item(v, &line->items[0].item);
    for (uint32_t i = 1; i < line->n_items && v->item != NULL; i++) {
        truce_item options = line->items[i].item;
        options.groups.n = 0;
        v->item(v, &options);
    }
}

static void preferences(visitor *v, truce_preferences *p) {
    one(v, &p->of, KINDS(ACTOR));
    one(v, &p->by, KINDS(READER) | KINDS(ACTOR));
    for (uint32_t i = 0; i < p->n_lines; i++) {
        if (p->lines[i].kind == TRUCE_PREFERS_ORDER) {
            order(v, &p->lines[i]);
            continue;
        }
        for (uint32_t k = 0; k < p->lines[i].n_items; k++) {
            item(v, &p->lines[i].items[k].item);
        }
        condition(v, p->lines[i].condition);
    }
}

static void plan_line_names(visitor *v, truce_plan_line *line) {
    for (const plan_slot *slot = plan_row_of(line->kind)->slots; slot->key != NULL; slot++) {
        void *const at = plan_member(slot, line);
        if (slot->form == PLAN_REF) {
            one(v, at, slot->kinds);
        } else if (slot->form == PLAN_REFS) {
            all(v, *(truce_refs *)at, slot->kinds);
        } else if (slot->form == PLAN_CLAIMS) {
            all(v, *(truce_refs *)at, KINDS(CLAIM));
        } else if (slot->form == PLAN_ITEM) {
            item(v, at);
        } else if (slot->form == PLAN_MOVES) {
            all(v, *(truce_refs *)at, slot->kinds);
        } else if (slot->form == PLAN_LOGIC) {
            const truce_logic *const logic = at;
            for (uint32_t i = 0; i < logic->n; i++) {
                one(v, &logic->at[i].move, slot->kinds);
            }
        } else if (slot->form == PLAN_COUNTS || slot->form == PLAN_SHARES) {
            const truce_plan_shares *const shares = at;
            for (uint32_t i = 0; i < shares->n; i++) {
                one(v, &shares->at[i].of, KINDS(ACTOR));
            }
        }
    }
}

static void plan(visitor *v, truce_plan *p) {
    plan_line_names(v, &p->top);
    for (uint32_t i = 0; i < p->n_lines; i++) {
        plan_line_names(v, &p->lines[i]);
    }
}

void walk_record(truce_case *c, truce_declared record, visitor *v) {
    const uint32_t i = record.index;
    switch (record.kind) {
    case TRUCE_KIND_ACTOR:
        one(v, &c->actors[i].of, KINDS(ACTOR));
        break;
    case TRUCE_KIND_SOURCE:
        one(v, &c->sources[i].copies, KINDS(SOURCE));
        one(v, &c->sources[i].draws_on, KINDS(SOURCE));
        break;
    case TRUCE_KIND_ISSUE:
        all(v, c->issues[i].per, KINDS(ACTOR));
        break;
    case TRUCE_KIND_LINK:
        item(v, &c->links[i].a);
        item(v, &c->links[i].b);
        all(v, c->links[i].from, KINDS(CLAIM));
        break;
    case TRUCE_KIND_OFFER:
        offer(v, &c->offers[i]);
        break;
    case TRUCE_KIND_CUSTODY:
        custody(v, &c->custody[i]);
        break;
    case TRUCE_KIND_EVENT:
        all(v, c->events[i].by, ACTOR_OR_SOMEONE);
        break;
    case TRUCE_KIND_CLAIM:
        claim(v, &c->claims[i]);
        break;
    case TRUCE_KIND_ACCOUNT:
        all(v, c->accounts[i].claims, KINDS(CLAIM));
        for (uint32_t k = 0; k < c->accounts[i].n_settles; k++) {
            one(v, &c->accounts[i].settles[k].by, ACTOR_OR_SOMEONE);
        }
        break;
    case TRUCE_KIND_DATING:
        one(v, &c->datings[i].of, KINDS(SOURCE) | KINDS(CLAIM) | KINDS(EVENT));
        one(v, &c->datings[i].by, KINDS(READER));
        break;
    case TRUCE_KIND_PREFERENCES:
        preferences(v, &c->preferences[i]);
        break;
    case TRUCE_KIND_STEP:
    case TRUCE_KIND_EXCHANGE:
    case TRUCE_KIND_VALUES:
    case TRUCE_KIND_AGREEMENT:
    case TRUCE_KIND_OBLIGATION:
    case TRUCE_KIND_REPORT:
    case TRUCE_KIND_INCIDENT:
    case TRUCE_KIND_TEXT:
    case TRUCE_KIND_CLAUSE:
    case TRUCE_KIND_WORDING:
    case TRUCE_KIND_CHANGE:
    case TRUCE_KIND_CRITICISM:
    case TRUCE_KIND_STANDING:
    case TRUCE_KIND_READING:
    case TRUCE_KIND_DEFINITION:
    case TRUCE_KIND_MODEL:
    case TRUCE_KIND_MOVE:
    case TRUCE_KIND_ORDER:
        plan(v, plan_of(c, record));
        break;
    case TRUCE_KIND_COMPARTMENT:
        all(v, c->compartments[i].members, KINDS(READER) | KINDS(ACTOR));
        break;
    case TRUCE_KIND_NONE:
    case TRUCE_KIND_CASE:
    case TRUCE_KIND_TERM:
    case TRUCE_KIND_READER:
    case TRUCE_KIND_N:
        break;
    }
}
