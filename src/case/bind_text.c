/* What names alone do not settle in a single text: that each bracket stands in a paragraph and each
 * one there has its alternatives, that a condition names what it is on. */
#include "plan.h"
#include "reader.h"
#include "truce/case/brackets.h"

static const truce_str no_hint = {NULL, 0};

typedef struct checker {
    reader *r;
    uint32_t *declared; /* [symbol]: the last wording with such a bracket, from 1 */
    uint32_t *placed;   /* [symbol]: the last wording in whose paragraphs it stands, from 1 */
} checker;

/* The place of a byte of a text in quotes; where it has escapes, that of the line. */
static truce_place place_in(const reader *r, uint32_t file, const truce_plan_line *line,
                            const char *p) {
    const truce_text *const text = &r->c->texts[file];
    const uintptr_t begin = (uintptr_t)text->bytes.data;
    const uintptr_t at = (uintptr_t)p;
    return at >= begin && at - begin < text->bytes.size ? text->base + (truce_place)(at - begin)
                                                        : line->place;
}

static void check_paragraph(checker *k, const truce_plan_line *line, uint32_t wording) {
    reader *const r = k->r;
    const uint32_t file = r->c->wordings[wording].head.file;
    truce_piece piece;
    if (line->text.data[0] == ' ' || line->text.data[line->text.size - 1] == ' ') {
        (void)wrong(r, line->place, 9, TRUCE_STR("leave the space away"),
                    "a paragraph begins or ends with a space");
    }
    for (size_t at = 0; truce_piece_next(line->text, &at, &piece);) {
        if (piece.kind == TRUCE_PIECE_STRAY) {
            (void)wrong(r, place_in(r, file, line, piece.text.data), 1,
                        TRUCE_STR("write [b1] for the bracket b1, or [[ for a square bracket"),
                        "a square bracket that names no bracket");
        }
        if (piece.kind != TRUCE_PIECE_BRACKET) {
            continue;
        }
        const truce_symbol name = truce_symbols_find(&r->c->symbols, piece.name);
        if (name == 0 || k->declared[name] != wording + 1) {
            const truce_place place = place_in(r, file, line, piece.text.data);
            (void)wrong(r, place, place == line->place ? 9 : piece.text.size,
                        truce_arena_printf(r->arena,
                                           "give this wording a line: bracket %.*s \"...\"; for a "
                                           "square bracket write [[",
                                           TRUCE_STR_ARGS(piece.name)),
                        "the wording has no bracket \"%.*s\"", TRUCE_STR_ARGS(piece.name));
        } else {
            k->placed[name] = wording + 1;
        }
    }
}

static void check_brackets(checker *k, const truce_plan *plan, uint32_t wording) {
    reader *const r = k->r;
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        if (line->kind != TRUCE_PLAN_BRACKET) {
            continue;
        }
        const truce_str name = truce_case_name(r->c, line->what.symbol);
        if (k->placed[line->what.symbol] != wording + 1) {
            (void)wrong(
                r, line->what.place, name.size,
                truce_arena_printf(r->arena, "write [%.*s] where it stands", TRUCE_STR_ARGS(name)),
                "no paragraph has the bracket \"%.*s\"", TRUCE_STR_ARGS(name));
            k->placed[line->what.symbol] = wording + 1; /* told once */
        }
        if (line->text.size == 0 && line->names.n == 0) {
            (void)wrong(r, line->place, 7,
                        TRUCE_STR("say what it reads, or who wants it away: bracket b1 of union"),
                        "an alternative without words and without an owner");
        }
    }
}

static void check_wording(checker *k, uint32_t i) {
    reader *const r = k->r;
    const truce_plan *const plan = &r->c->wordings[i];
    const truce_plan_line *struck = NULL;
    uint32_t paragraphs = 0;
    for (uint32_t n = 0; n < plan->n_lines; n++) {
        const truce_plan_line *const line = &plan->lines[n];
        struck = line->kind == TRUCE_PLAN_STRUCK ? line : struck;
        paragraphs += line->kind == TRUCE_PLAN_PARAGRAPH;
        if (line->kind == TRUCE_PLAN_BRACKET) {
            k->declared[line->what.symbol] = i + 1;
        }
    }
    if (plan->top.number.low.units == 0) {
        (void)wrong(r, plan->top.number.place, 0, no_hint, "versions are counted from 1");
    }
    if (struck != NULL && paragraphs > 0) {
        (void)wrong(r, struck->place, 6, TRUCE_STR("leave out \"struck\", or the paragraphs"),
                    "a clause that is struck has no paragraphs");
    } else if (struck == NULL && paragraphs == 0) {
        (void)wrong(r, plan->head.place, 7,
                    TRUCE_STR("give it a line: paragraph \"...\"; or, to take the clause out: "
                              "struck"),
                    "a wording without a paragraph");
    }
    for (uint32_t n = 0; n < plan->n_lines; n++) {
        if (plan->lines[n].kind == TRUCE_PLAN_PARAGRAPH) {
            check_paragraph(k, &plan->lines[n], i);
        }
    }
    check_brackets(k, plan, i);
}

static void check_standing(reader *r, const truce_plan *plan) {
    const bool conditional = plan->top.standing == TRUCE_STANDING_CONDITIONAL;
    if (conditional && plan->top.names.n == 0) {
        (void)wrong(r, plan->head.place, 8, TRUCE_STR("write: conditional on c5"),
                    "a condition that names no clause");
    } else if (!conditional && plan->top.names.n > 0) {
        (void)wrong(r, plan->top.names.at[0].place, 0, TRUCE_STR("write: conditional on c5"),
                    "only \"conditional\" is on clauses");
    }
}

static void check_change(reader *r, const truce_plan *plan) {
    const uint32_t w = truce_case_find(r->c, TRUCE_KIND_WORDING, plan->top.what);
    const truce_plan *const wording = &r->c->wordings[w];
    int64_t paragraphs = 0;
    for (uint32_t i = 0; i < wording->n_lines; i++) {
        paragraphs += wording->lines[i].kind == TRUCE_PLAN_PARAGRAPH;
    }
    const truce_plan_number number = plan->top.number;
    if (number.place != 0 && (number.low.units < 1 || number.low.units > paragraphs)) {
        (void)wrong(r, number.place, 0, TRUCE_STR("paragraphs are counted from 1, in each wording"),
                    "the wording has no such paragraph");
    }
}

static void check_clause(reader *r, const truce_plan *plan) {
    for (uint32_t i = 0; i < plan->n_lines; i++) {
        const truce_plan_line *const line = &plan->lines[i];
        if (line->kind == TRUCE_PLAN_COVERS && line->text.size > 0) {
            (void)wrong(r, line->place, 6, TRUCE_STR("write: covers monitoring"),
                        "a clause has its number in its first line");
        }
        for (uint32_t n = 0; line->kind == TRUCE_PLAN_REOPENS_WITH && n < line->names.n; n++) {
            if (line->names.at[n].symbol == plan->head.name) {
                (void)wrong(r, line->names.at[n].place, 0, no_hint,
                            "a clause cannot reopen with itself");
            }
        }
    }
}

bool check_texts(reader *r) {
    const truce_case *const c = r->c;
    if (c->n_clauses + c->n_wordings == 0) {
        return true;
    }
    checker k = {.r = r};
    k.declared = truce_arena_zero(r->arena, c->symbols.n, sizeof *k.declared);
    k.placed = truce_arena_zero(r->arena, c->symbols.n, sizeof *k.placed);
    if (k.declared == NULL || k.placed == NULL) {
        return no_memory(r);
    }
    for (uint32_t i = 0; i < c->n_records && !r->out_of_memory; i++) {
        const truce_declared record = c->records[i];
        switch (record.kind) {
        case TRUCE_KIND_CLAUSE:
            check_clause(r, &c->clauses[record.index]);
            break;
        case TRUCE_KIND_WORDING:
            check_wording(&k, record.index);
            break;
        case TRUCE_KIND_STANDING:
            check_standing(r, &c->standings[record.index]);
            break;
        case TRUCE_KIND_CHANGE:
            check_change(r, &c->changes[record.index]);
            break;
        default:
            break;
        }
    }
    return !r->out_of_memory;
}
