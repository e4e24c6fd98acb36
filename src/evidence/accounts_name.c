/* The order of the rows, and a name for each that stays when others come and go: the rule and what
 * it is about. */
#include <stdlib.h>

#include "accounts_parts.h"
#include "truce/base/buffer.h"
#include "truce/case/words.h"

/* ---- one accusation and its event told by different actors in one report are one row ---- */

static bool same_claims(const truce_account_row *a, const truce_account_row *b) {
    return a->n_claims == b->n_claims &&
           memcmp(a->claims, b->claims, a->n_claims * sizeof *a->claims) == 0;
}

static bool is_by_whom(const truce_account_row *row) {
    return row->kind == TRUCE_ACCOUNT_SELF &&
           (row->rule == TRUCE_RULE_DOER || row->rule == TRUCE_RULE_ACCUSER);
}

/* ---- order ---- */

static unsigned place_of(truce_account_kind kind) {
    static const unsigned places[] = {
        [TRUCE_ACCOUNT_FACT] = 0, [TRUCE_ACCOUNT_STATE] = 1, [TRUCE_ACCOUNT_BLAME] = 2,
        [TRUCE_ACCOUNT_TIME] = 3, [TRUCE_ACCOUNT_SCOPE] = 4, [TRUCE_ACCOUNT_RANK] = 5,
        [TRUCE_ACCOUNT_ROLE] = 6, [TRUCE_ACCOUNT_TERM] = 7,  [TRUCE_ACCOUNT_SELF] = 8,
        [TRUCE_ACCOUNT_NONE] = 9};
    return places[kind];
}

#define ORDER(x, y)                                                                                \
    do {                                                                                           \
        if ((x) != (y)) {                                                                          \
            return (x) < (y) ? -1 : 1;                                                             \
        }                                                                                          \
    } while (false)

static int by_kind(const void *left, const void *right) {
    const truce_account_row *const l = left;
    const truce_account_row *const r = right;
    ORDER(place_of(l->kind), place_of(r->kind));
    for (uint32_t i = 0; i < l->n_claims && i < r->n_claims; i++) {
        ORDER(l->claims[i], r->claims[i]);
    }
    ORDER(l->n_claims, r->n_claims);
    ORDER(l->rule, r->rule);
    ORDER(l->declared, r->declared);
    ORDER(l->subject, r->subject);
    ORDER(l->other, r->other);
    return 0;
}

static void drop_doubles(truce_accounts *out) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < out->n; i++) {
        const bool doubled = kept > 0 && is_by_whom(&out->at[i]) &&
                             is_by_whom(&out->at[kept - 1]) &&
                             same_claims(&out->at[i], &out->at[kept - 1]);
        if (!doubled) {
            out->at[kept++] = out->at[i];
        }
    }
    out->n = kept;
}

/* ---- names ---- */

static void add_name(truce_buffer *out, const truce_case *c, truce_kind kind, uint32_t index) {
    if (index != TRUCE_NONE) {
        const truce_head *const head = truce_case_head(c, (truce_declared){kind, index});
        truce_buffer_byte(out, '-');
        truce_buffer_add(out, truce_case_name(c, head->name));
    }
}

static void add_lit(truce_buffer *out, const char *text) {
    truce_buffer_add(out, truce_str_of(text));
}

static void add_tie(truce_buffer *out, const truce_case *c, const truce_statement *st) {
    add_lit(out, "tie-");
    truce_buffer_add(out, truce_case_name(c, st->subject.symbol));
}

static void add_source(truce_buffer *out, const truce_case *c, const truce_account_row *row) {
    add_name(out, c, TRUCE_KIND_SOURCE,
             truce_case_find(c, TRUCE_KIND_SOURCE, c->claims[row->claims[0]].source));
}

static void add_words(truce_buffer *out, const truce_case *c, const truce_account_row *row) {
    const truce_item *const item = &row->parts[0].demand->item;
    add_lit(out, "word");
    add_name(out, c, TRUCE_KIND_ISSUE, row->subject);
    for (uint32_t i = 0; i < item->n_values; i++) {
        if (item->values[i].kind == TRUCE_VALUE_OPTION) {
            truce_buffer_byte(out, '-');
            truce_buffer_add(out, truce_case_name(c, item->values[i].option));
        }
    }
}

static void base_name(truce_buffer *out, const truce_case *c, const truce_account_row *row) {
    static const struct {
        const char *word;
        truce_kind subject, other;
    } forms[TRUCE_RULE_N] = {
        [TRUCE_RULE_OFFER] = {"offer", TRUCE_KIND_OFFER, TRUCE_KIND_NONE},
        [TRUCE_RULE_EVENT] = {"event", TRUCE_KIND_EVENT, TRUCE_KIND_NONE},
        [TRUCE_RULE_WHEN] = {"when", TRUCE_KIND_EVENT, TRUCE_KIND_NONE},
        [TRUCE_RULE_DOER] = {"by", TRUCE_KIND_EVENT, TRUCE_KIND_SOURCE},
        [TRUCE_RULE_ACCUSER] = {"accuses", TRUCE_KIND_ACTOR, TRUCE_KIND_SOURCE},
        [TRUCE_RULE_DENIAL] = {"denies", TRUCE_KIND_CLAIM, TRUCE_KIND_NONE},
        [TRUCE_RULE_COUNT] = {"count", TRUCE_KIND_TERM, TRUCE_KIND_NONE},
        [TRUCE_RULE_PRESENCE] = {"presence", TRUCE_KIND_ACTOR, TRUCE_KIND_NONE},
        [TRUCE_RULE_POSITION] = {NULL, TRUCE_KIND_ACTOR, TRUCE_KIND_ISSUE},
        [TRUCE_RULE_MOVEMENT] = {"softens", TRUCE_KIND_ACTOR, TRUCE_KIND_ISSUE},
        [TRUCE_RULE_BLAME] = {"blame", TRUCE_KIND_NONE, TRUCE_KIND_NONE},
        [TRUCE_RULE_RANK] = {"rank", TRUCE_KIND_ACTOR, TRUCE_KIND_NONE},
        [TRUCE_RULE_ROSTER] = {"mediators", TRUCE_KIND_NONE, TRUCE_KIND_NONE},
        [TRUCE_RULE_CAPACITY] = {"mediator", TRUCE_KIND_ACTOR, TRUCE_KIND_NONE},
        [TRUCE_RULE_TERM] = {"term", TRUCE_KIND_TERM, TRUCE_KIND_NONE},
    };
    if (row->declared != TRUCE_NONE) {
        truce_buffer_add(out, truce_case_name(c, c->accounts[row->declared].head.name));
        return;
    }
    switch (row->rule) {
    case TRUCE_RULE_NARRATIVE:
        add_lit(out, "why-");
        truce_buffer_add(out, truce_case_name(c, row->subject));
        return;
    case TRUCE_RULE_TIE:
        add_tie(out, c, row->parts[0].statement);
        return;
    case TRUCE_RULE_CONTACT:
        add_lit(out, "contact");
        add_source(out, c, row);
        return;
    case TRUCE_RULE_HEADWAY:
        add_lit(out, "headway");
        add_source(out, c, row);
        return;
    case TRUCE_RULE_WORD:
        add_words(out, c, row);
        return;
    default:
        break;
    }
    if (forms[row->rule].word != NULL) {
        add_lit(out, forms[row->rule].word);
    } else {
        truce_buffer_add(out, truce_words_at(TRUCE_WORDS_ACCOUNT, (size_t)row->kind));
    }
    add_name(out, c, forms[row->rule].subject, row->subject);
    add_name(out, c, forms[row->rule].other, row->other);
    if (row->rule == TRUCE_RULE_OFFER && row->subject == TRUCE_NONE) {
        add_lit(out, "-any");
    }
}

/* A second row of the same name becomes name-2, and so on; names that end so by themselves are
 * passed over. `used` counts by symbol how often a name was wanted. */
static bool make_unique(truce_account_row *row, truce_buffer *text, truce_symbols *names,
                        uint32_t *used, truce_arena *arena) {
    const size_t base = text->size;
    truce_symbol symbol = truce_symbols_find(names, truce_buffer_str(text));
    while (symbol != 0) {
        text->size = base;
        const truce_symbol wanted = truce_symbols_find(names, truce_buffer_str(text));
        truce_buffer_printf(text, "-%u", ++used[wanted]);
        symbol = truce_symbols_find(names, truce_buffer_str(text));
    }
    row->id = truce_arena_str(arena, truce_buffer_str(text));
    symbol = row->id.data != NULL && !text->failed ? truce_symbols_add(names, row->id) : 0;
    if (symbol != 0) {
        used[symbol] = 1;
    }
    return symbol != 0;
}

bool name_rows(accounts_maker *k) {
    truce_accounts *const out = k->out;
    truce_symbols names;
    truce_buffer text = truce_buffer_new();
    if (out->n > 1) {
        qsort(out->at, out->n, sizeof *out->at, by_kind);
    }
    drop_doubles(out);
    uint32_t *const used = truce_arena_zero(k->arena, out->n + 2U, sizeof *used);
    bool ok =
        used != NULL && truce_symbols_init(&names, k->arena, k->c->symbols.seed, NULL) == TRUCE_OK;
    for (uint32_t i = 0; i < out->n && ok; i++) {
        text.size = 0;
        base_name(&text, k->c, &out->at[i]);
        ok = make_unique(&out->at[i], &text, &names, used, k->arena);
        out->n_clashes += out->at[i].kind != TRUCE_ACCOUNT_NONE;
    }
    truce_buffer_clear(&text);
    return ok;
}
