/* What names alone do not settle in models: that a move is of the model that speaks of it, that the
 * status quo can be, that an order orders, and in one way. Nothing here depends on a record being
 * absent, so that who sees fewer records is told nothing more. */
#include <stdlib.h>

#include "plan.h"
#include "reader.h"
#include "truce/case/logic.h"

static const truce_str no_hint = {NULL, 0};

enum { MOVES_MAX = 62, MAKERS_MAX = 16, STATEMENTS_MAX = 62 };
#define WEIGHT_MAX (INT64_C(1) << 40)

/* Outcomes that agree with `taken` in all moves of `care`. */
typedef struct pattern {
    uint64_t care, taken;
} pattern;

typedef struct checker {
    reader *r;
    uint8_t *bit;     /* [move]: its place in its model */
    uint32_t *moves;  /* [model]: how many it has */
    uint32_t *listed; /* [symbol]: the last list or record that names it, from 1 */
    uint32_t lists;
} checker;

static truce_str called(const reader *r, truce_ref ref) {
    return truce_case_name(r->c, ref.symbol);
}

/* `what` has the name in it. */
#define WRONG_AT(r, ref, what)                                                                     \
    wrong((r), (ref).place, called((r), (ref)).size, no_hint, what,                                \
          TRUCE_STR_ARGS(called((r), (ref))))

/* Whether it is of the model, which is a record's own name or what it names. */
static bool of_model(checker *k, truce_ref move, truce_symbol model) {
    const truce_case *const c = k->r->c;
    const truce_plan *const record = &c->moves[truce_case_find(c, TRUCE_KIND_MOVE, move)];
    return record->top.model.symbol == model ||
           WRONG_AT(k->r, move, "the move \"%.*s\" is of another model");
}

static uint64_t bit_of(const checker *k, truce_ref move) {
    return UINT64_C(1) << k->bit[truce_case_find(k->r->c, TRUCE_KIND_MOVE, move)];
}

/* ---- what is so of moves ---- */

static bool check_logic(checker *k, truce_logic logic, truce_symbol model) {
    for (uint32_t i = 0; i < logic.n; i++) {
        if (logic.at[i].kind == TRUCE_LOGIC_MOVE && !of_model(k, logic.at[i].move, model)) {
            return false;
        }
    }
    return true;
}

static bool check_pattern(checker *k, truce_logic logic, truce_symbol model, pattern *out) {
    reader *const r = k->r;
    pattern p = {0, 0};
    if (!check_logic(k, logic, model)) {
        return false;
    }
    if (!truce_logic_joined(logic)) {
        return wrong(r, logic.place, 0, TRUCE_STR("instead of \"or\" write a line for each"),
                     "here moves may only be joined by \"and\", each with \"not\" or without");
    }
    bool taken = false;
    const truce_ref *move;
    for (uint32_t at = 0; (move = truce_logic_next(logic, &at, &taken)) != NULL;) {
        const uint64_t bit = bit_of(k, *move);
        if ((p.care & bit) != 0 && ((p.taken & bit) != 0) != taken) {
            return WRONG_AT(r, *move, "\"%.*s\" both with \"not\" and without");
        }
        p.care |= bit;
        p.taken |= taken ? bit : 0;
    }
    *out = p;
    return true;
}

static bool check_outcome(checker *k, truce_refs moves, truce_symbol model, uint64_t *state) {
    uint64_t s = 0;
    for (uint32_t i = 0; i < moves.n; i++) {
        if (!of_model(k, moves.at[i], model)) {
            return false;
        }
        const uint64_t bit = bit_of(k, moves.at[i]);
        if ((s & bit) != 0) {
            return WRONG_AT(k->r, moves.at[i], "\"%.*s\" stands here twice");
        }
        s |= bit;
    }
    *state = s;
    return true;
}

/* ---- models and moves ---- */

static void check_model(checker *k, const truce_plan *plan) {
    reader *const r = k->r;
    const truce_symbol model = plan->head.name;
    const truce_plan_line *status_quo = NULL;
    const truce_plan_line *goal = NULL;
    uint64_t now = 0;
    uint64_t target = 0;
    pattern p;
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        if (line->kind == TRUCE_PLAN_STATUS_QUO && check_outcome(k, line->names, model, &now)) {
            status_quo = line;
        } else if (line->kind == TRUCE_PLAN_TARGET &&
                   check_outcome(k, line->names, model, &target)) {
            goal = line;
        }
    }
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        if (line->kind == TRUCE_PLAN_NEVER && check_pattern(k, line->logic, model, &p)) {
            if (status_quo != NULL && (now & p.care) == p.taken) {
                (void)wrong(r, line->place, 5, TRUCE_STR("see its line \"status quo\""),
                            "this rules out the outcome in which things stand");
            }
            /* A move that the target does not name may be settled by others. */
            if (goal != NULL && p.care == p.taken && (target & p.care) == p.care) {
                (void)wrong(r, goal->place, 6, TRUCE_STR("see the model's lines \"never\""),
                            "a target that the model rules out");
            }
        } else if (line->kind == TRUCE_PLAN_TOGETHER) {
            (void)(check_pattern(k, line->logic, model, &p) &&
                   check_pattern(k, line->other, model, &p));
        }
    }
}

static void check_move(checker *k, const truce_plan *plan) {
    unsigned ways = 0;
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_kind kind = plan->lines[i].kind;
        ways += kind == TRUCE_PLAN_ONCE_TAKEN || kind == TRUCE_PLAN_ONCE_DROPPED;
        if (ways > 1) {
            (void)wrong(k->r, plan->lines[i].place, 4,
                        TRUCE_STR("leave out the move: it stays as it is"),
                        "a move that can be neither taken nor dropped");
            return;
        }
    }
}

/* ---- orders ---- */

typedef enum way { BY_NOTHING, BY_STATEMENTS, BY_RANKS, BY_WEIGHTS } way;

static way way_of(truce_plan_kind kind) {
    switch (kind) {
    case TRUCE_PLAN_PREFERS:
        return BY_STATEMENTS;
    case TRUCE_PLAN_RANKS:
    case TRUCE_PLAN_EQUALS:
        return BY_RANKS;
    case TRUCE_PLAN_WEIGHS:
        return BY_WEIGHTS;
    default:
        return BY_NOTHING;
    }
}

/* Of the word that a line of an order begins with. */
static size_t word_size(truce_plan_kind kind) {
    return kind == TRUCE_PLAN_PREFERS ? 7 : kind == TRUCE_PLAN_RANKS ? 5 : 6;
}

/* The order's one way; the first line of another is reported, and the answer then BY_NOTHING. */
static way check_ways(reader *r, const truce_plan *plan) {
    way own = BY_NOTHING;
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        const way this = way_of(line->kind);
        if (this != BY_NOTHING && own != BY_NOTHING && this != own) {
            (void)wrong(r, line->place, word_size(line->kind), TRUCE_STR("write an order for each"),
                        "an order goes by statements, by ranks or by weights, not by two of these");
            return BY_NOTHING;
        }
        own = this != BY_NOTHING ? this : own;
    }
    if (own == BY_NOTHING) {
        (void)wrong(r, plan->head.place, 5,
                    TRUCE_STR("give it lines that begin with prefers, ranks or weighs"),
                    "an order that says nothing");
    }
    return own;
}

static void check_weight(checker *k, const truce_plan_line *line, truce_symbol model) {
    const truce_decimal n = line->number.low;
    if (!of_model(k, line->what, model)) {
        return;
    }
    if (n.scale != 0 || n.units > WEIGHT_MAX || n.units < -WEIGHT_MAX) {
        (void)wrong(k->r, line->number.place, 0, no_hint,
                    "a weight is a whole number from -2^40 to 2^40");
    }
    if (k->listed[line->what.symbol] == k->lists) {
        (void)WRONG_AT(k->r, line->what, "\"%.*s\" has a weight already");
    }
    k->listed[line->what.symbol] = k->lists;
}

static void check_strong(reader *r, const truce_plan_line *line, way own, uint32_t above,
                         unsigned *strong) {
    ++*strong;
    if (own == BY_WEIGHTS) {
        if (line->number.place == 0 || line->number.low.scale != 0) {
            (void)wrong(r, line->place, 6, TRUCE_STR("write: strong from 3"),
                        "with weights this needs the sum from which a preference is strong");
        }
    } else if (line->number.place != 0) {
        (void)wrong(r, line->number.place, 0,
                    TRUCE_STR("write \"strong\" alone, below the lines that are strong"),
                    "only with weights is \"strong\" from a number");
    } else if (above == 0) {
        (void)wrong(r, line->place, 6, TRUCE_STR("it belongs below the lines that are strong"),
                    "nothing stands above this");
    } else if (own == BY_STATEMENTS && *strong > 1) {
        (void)wrong(r, line->place, 6, no_hint, "a second \"strong\" among statements");
    }
}

static int by_state(const void *left, const void *right) {
    const uint64_t l = *(const uint64_t *)left;
    const uint64_t r = *(const uint64_t *)right;
    return (l > r) - (l < r);
}

/* Each outcome has one rank. */
static bool check_ranks(checker *k, const truce_plan *plan, uint32_t n) {
    reader *const r = k->r;
    const truce_symbol model = plan->top.model.symbol;
    uint64_t *const all = truce_arena_take(r->arena, n * sizeof *all);
    uint64_t *const met = truce_arena_take(r->arena, n * sizeof *met);
    uint32_t got = 0;
    if (all == NULL || met == NULL) {
        return no_memory(r);
    }
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        if (way_of(line->kind) != BY_RANKS) {
            continue;
        }
        if (got == 0 && line->kind == TRUCE_PLAN_EQUALS) {
            (void)wrong(r, line->place, 6, TRUCE_STR("write: ranks"),
                        "nothing stands above that it could equal");
            return true;
        }
        if (!check_outcome(k, line->names, model, &all[got])) {
            return true;
        }
        got++;
    }
    memcpy(met, all, got * sizeof *met);
    qsort(met, got, sizeof *met, by_state);
    uint32_t twice = 1;
    while (twice < got && met[twice] != met[twice - 1]) {
        twice++;
    }
    const truce_plan_line *first = NULL;
    for (uint32_t i = 0, at = 0; twice < got && i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        if (way_of(line->kind) != BY_RANKS || all[at++] != met[twice]) {
            continue;
        }
        if (first != NULL) {
            const truce_str where = truce_report_where(r->report, first->place, r->arena);
            const truce_str hint = truce_arena_printf(r->arena, "see %.*s", TRUCE_STR_ARGS(where));
            (void)wrong(r, line->place, word_size(line->kind), hint,
                        "this outcome has a place in the order already");
            break;
        }
        first = line;
    }
    return true;
}

static bool check_order(checker *k, const truce_plan *plan) {
    reader *const r = k->r;
    const truce_symbol model = plan->top.model.symbol;
    const way own = check_ways(r, plan);
    uint32_t n = 0;
    unsigned strong = 0;
    pattern p;
    if (own == BY_NOTHING) {
        return true;
    }
    k->lists++;
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        n += way_of(line->kind) == own;
        if (line->kind == TRUCE_PLAN_PREFERS) {
            (void)check_logic(k, line->logic, model);
            if (n == STATEMENTS_MAX + 1) {
                (void)wrong(r, line->place, 7, no_hint, "more than %d statements in one order",
                            STATEMENTS_MAX);
            }
        } else if (line->kind == TRUCE_PLAN_WEIGHS) {
            check_weight(k, line, model);
        } else if (line->kind == TRUCE_PLAN_STRONG) {
            check_strong(r, line, own, n, &strong);
        } else if (line->kind == TRUCE_PLAN_UNKNOWN) {
            (void)(check_pattern(k, line->logic, model, &p) &&
                   check_pattern(k, line->other, model, &p));
        } else if (line->kind == TRUCE_PLAN_TOWARD) {
            if (k->listed[line->what.symbol] == k->lists) {
                (void)WRONG_AT(r, line->what, "a second attitude toward \"%.*s\"");
            }
            k->listed[line->what.symbol] = k->lists;
        }
    }
    return own != BY_RANKS || check_ranks(k, plan, n);
}

/* ---- how many move ---- */

typedef struct maker {
    truce_symbol model, actor;
} maker;

static int by_maker(const void *left, const void *right) {
    const maker *const l = left;
    const maker *const r = right;
    if (l->model != r->model) {
        return l->model > r->model ? 1 : -1;
    }
    return (l->actor > r->actor) - (l->actor < r->actor);
}

/* Who has a move or an order in each model, or brings something about together with others. */
static bool check_makers(checker *k) {
    reader *const r = k->r;
    const truce_case *const c = r->c;
    size_t n = (size_t)c->n_moves + c->n_orders;
    for (uint32_t i = 0; i < c->n_models; i++) {
        for (uint32_t l = 0; l < c->models[i].n_lines; l++) {
            n += c->models[i].lines[l].by.n;
        }
    }
    maker *const all = truce_arena_take(r->arena, n * sizeof *all);
    if (all == NULL) {
        return no_memory(r);
    }
    n = 0;
    for (uint32_t i = 0; i < c->n_moves; i++) {
        all[n++] = (maker){c->moves[i].top.model.symbol, c->moves[i].top.what.symbol};
    }
    for (uint32_t i = 0; i < c->n_orders; i++) {
        all[n++] = (maker){c->orders[i].top.model.symbol, c->orders[i].top.what.symbol};
    }
    for (uint32_t i = 0; i < c->n_models; i++) {
        for (uint32_t l = 0; l < c->models[i].n_lines; l++) {
            const truce_refs by = c->models[i].lines[l].by;
            for (uint32_t b = 0; b < by.n; b++) {
                all[n++] = (maker){c->models[i].head.name, by.at[b].symbol};
            }
        }
    }
    qsort(all, n, sizeof *all, by_maker);
    unsigned makers = 0;
    for (size_t i = 0; i < n; i++) {
        const bool first = i == 0 || all[i].model != all[i - 1].model;
        makers = first ? 1 : by_maker(&all[i], &all[i - 1]) != 0 ? makers + 1 : makers;
        if (makers == MAKERS_MAX + 1) {
            const truce_ref model = {all[i].model, 0};
            const truce_plan *const plan = &c->models[truce_case_find(c, TRUCE_KIND_MODEL, model)];
            (void)wrong(r, plan->head.name_place, truce_case_name(c, plan->head.name).size, no_hint,
                        "a model of more than %d who move or whose order is stated", MAKERS_MAX);
            makers++;
        }
    }
    return true;
}

static bool prepare(checker *k) {
    reader *const r = k->r;
    const truce_case *const c = r->c;
    k->bit = truce_arena_zero(r->arena, c->n_moves, sizeof *k->bit);
    k->moves = truce_arena_zero(r->arena, c->n_models, sizeof *k->moves);
    k->listed = truce_arena_zero(r->arena, c->symbols.n, sizeof *k->listed);
    if (k->bit == NULL || k->moves == NULL || k->listed == NULL) {
        return no_memory(r);
    }
    for (uint32_t i = 0; i < c->n_moves; i++) {
        const truce_plan *const move = &c->moves[i];
        uint32_t *const n = &k->moves[truce_case_find(c, TRUCE_KIND_MODEL, move->top.model)];
        if (*n == MOVES_MAX) {
            (void)wrong(r, move->head.name_place, 0, no_hint, "more than %d moves in one model",
                        MOVES_MAX);
        }
        k->bit[i] = (uint8_t)(*n % MOVES_MAX);
        ++*n;
    }
    return true;
}

bool check_moves(reader *r) {
    const truce_case *const c = r->c;
    checker k = {.r = r};
    if (c->n_models == 0) {
        return true; /* moves and orders name one */
    }
    if (!prepare(&k) || !check_makers(&k)) {
        return false;
    }
    if (r->report->errors > 0) {
        return true; /* too many to tell apart */
    }
    for (uint32_t i = 0; i < c->n_records && !r->out_of_memory; i++) {
        const truce_declared record = c->records[i];
        switch (record.kind) {
        case TRUCE_KIND_MODEL:
            check_model(&k, &c->models[record.index]);
            break;
        case TRUCE_KIND_MOVE:
            check_move(&k, &c->moves[record.index]);
            break;
        case TRUCE_KIND_ORDER:
            (void)check_order(&k, &c->orders[record.index]);
            break;
        default:
            break;
        }
    }
    return !r->out_of_memory;
}
