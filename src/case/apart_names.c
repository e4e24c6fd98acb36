/* Which names are looked at: those that more than one record has, or had; those written with their
 * compartment; and those of the claims of such sources. */
#include "apart_parts.h"

truce_symbol apart_gone_name(const reader *r, const truce_gone *gone, truce_kind *kind) {
    const char *const end = memchr(gone->text.data, '\n', gone->text.size);
    lexer lex = lexer_new(gone->text.data, end != NULL ? end : gone->text.data + gone->text.size);
    truce_symbol words[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        lexer_next(&lex);
        if (lex.kind == TOKEN_WORD) {
            words[i] = truce_symbols_find(&r->c->symbols, (truce_str){lex.at, lex.size});
        }
    }
    const bool known = words[0] != 0 && words[0] < r->keywords;
    *kind = TRUCE_KIND_NONE;
    if (known && r->in_list[TRUCE_WORDS_ACTOR][words[0]] >= 0) {
        *kind = TRUCE_KIND_ACTOR;
    } else if (known && r->in_list[TRUCE_WORDS_RECORD][words[0]] > 0) {
        *kind = (truce_kind)r->in_list[TRUCE_WORDS_RECORD][words[0]];
    }
    return *kind != TRUCE_KIND_NONE && !apart_is_circle(*kind) ? words[1] : 0;
}

static const truce_gone *find_gone(const truce_writers *writers, uint64_t order) {
    size_t low = 0;
    size_t high = writers->n_gone;
    while (low < high) {
        const size_t mid = low + (high - low) / 2;
        *(writers->gone[mid].writer.order < order ? &low : &high) =
            writers->gone[mid].writer.order < order ? mid + 1 : mid;
    }
    return low < writers->n_gone && writers->gone[low].writer.order == order ? &writers->gone[low]
                                                                             : NULL;
}

/* What stands in its place in the end, by what was superseded; OF_NONE: it was taken back. */
static uint64_t end_of(const truce_writers *writers, const truce_gone *gone) {
    uint64_t order = gone->next;
    for (const truce_gone *g = gone; g != NULL && order != TRUCE_ORDER_OF_NONE;) {
        g = find_gone(writers, order);
        order = g != NULL ? g->next : order;
    }
    return order;
}

bool apart_split(truce_str name, truce_arena *arena, truce_str *base, truce_str *where) {
    const char *const at = memchr(name.data, '@', name.size);
    if (at == NULL) {
        return false;
    }
    const size_t before = (size_t)(at - name.data);
    const char *const colon = memchr(at, ':', name.size - before);
    const size_t upto = colon != NULL ? (size_t)(colon - name.data) : name.size;
    *where = (truce_str){at + 1, upto - before - 1};
    *base = truce_arena_printf(arena, "%.*s%.*s", (int)before, name.data, (int)(name.size - upto),
                               name.data + upto);
    return base->data != NULL;
}

static void list_name(apart *a, truce_symbol name) {
    if (a->listed[name] == 0) {
        a->listed[name] = ++a->n_lists;
    }
}

/* Names of more than one record that stands, and of one that stands where another was taken back.
 */
static void list_shared(apart *a) {
    const truce_case *const c = a->r->c;
    for (uint32_t i = 0; i < c->n_records; i++) {
        const truce_symbol name = apart_given(a, i);
        if (name != 0 && !apart_is_circle(c->records[i].kind) &&
            (a->holder[name] != i + 1 || a->given[i] != 0)) {
            list_name(a, name);
        }
    }
    for (size_t i = 0; i < a->writers->n_gone; i++) {
        truce_kind kind;
        const truce_symbol name = apart_gone_name(a->r, &a->writers->gone[i], &kind);
        if (name != 0 && a->holder[name] != 0 &&
            end_of(a->writers, &a->writers->gone[i]) !=
                apart_writer(a, a->holder[name] - 1).order) {
            list_name(a, name);
        }
    }
}

/* Names that are written with their compartment, and which nobody gave in this form. */
static bool list_written(apart *a) {
    for (truce_symbol s = a->r->keywords; s < a->n_symbols; s++) {
        const truce_str name = truce_case_name(a->r->c, s);
        truce_str base;
        truce_str where;
        if (memchr(name.data, '@', name.size) == NULL || a->holder[s] != 0) {
            continue;
        }
        if (!apart_split(name, a->r->arena, &base, &where)) {
            return no_memory(a->r);
        }
        const truce_symbol symbol = truce_symbols_find(&a->r->c->symbols, base);
        if (symbol != 0 && symbol < a->n_symbols) {
            list_name(a, symbol);
            const uint32_t record = a->holder[symbol];
            if (record != 0 && a->given[record - 1] == 0 &&
                a->r->c->records[record - 1].kind == TRUCE_KIND_CLAIM) {
                list_name(a, a->r->c->claims[a->r->c->records[record - 1].index].source.symbol);
            }
        }
    }
    return true;
}

/* Claims of a source that is called otherwise are called otherwise too. */
static void list_claims(apart *a) {
    const truce_case *const c = a->r->c;
    for (uint32_t i = 0; i < c->n_records; i++) {
        const bool claim = c->records[i].kind == TRUCE_KIND_CLAIM;
        const truce_symbol source = claim ? c->claims[c->records[i].index].source.symbol : 0;
        if (source != 0 && a->listed[source] != 0) {
            list_name(a, apart_given(a, i));
        }
    }
}

/* A claim may be written with its source's compartment; its own name is the one without. */
static bool find_given(apart *a) {
    truce_case *const c = a->r->c;
    bool *const sources = truce_arena_zero(a->r->arena, c->symbols.n, sizeof *sources);
    a->given = truce_arena_zero(a->r->arena, c->n_records, sizeof *a->given);
    if (sources == NULL || a->given == NULL) {
        return no_memory(a->r);
    }
    for (uint32_t i = 0; i < c->n_sources; i++) {
        sources[c->sources[i].head.name] = true;
    }
    for (uint32_t i = 0; i < c->n_records; i++) {
        if (c->records[i].kind != TRUCE_KIND_CLAIM) {
            continue;
        }
        const truce_claim *const claim = &c->claims[c->records[i].index];
        const truce_str name = truce_case_name(c, claim->head.name);
        truce_str base;
        truce_str where;
        if (memchr(name.data, '@', name.size) == NULL || sources[claim->source.symbol]) {
            continue;
        }
        a->given[i] = apart_split(name, a->r->arena, &base, &where)
                          ? truce_symbols_add(&c->symbols, base)
                          : 0;
        if (a->given[i] == 0) {
            return no_memory(a->r);
        }
    }
    return true;
}

bool apart_find_names(apart *a) {
    truce_case *const c = a->r->c;
    if (!find_given(a)) {
        return false;
    }
    a->n_symbols = c->symbols.n;
    a->listed = truce_arena_zero(a->r->arena, a->n_symbols, sizeof *a->listed);
    a->holder = truce_arena_zero(a->r->arena, a->n_symbols, sizeof *a->holder);
    if (a->listed == NULL || a->holder == NULL) {
        return no_memory(a->r);
    }
    for (uint32_t i = c->n_records; i-- > 0;) {
        if (!apart_is_circle(c->records[i].kind)) {
            a->holder[apart_given(a, i)] = i + 1; /* [0] is never asked for */
        }
    }
    list_shared(a);
    if (!list_written(a)) {
        return false;
    }
    if (a->n_lists > 0) {
        list_claims(a);
    }
    return true;
}
