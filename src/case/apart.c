/* Names that several people gave without seeing each other's (case/writers.h). Rare: it costs a
 * look at each record's name, and only where one was given twice, or was taken back, or is written
 * with its compartment, are all names looked at. */
#include "apart.h"

#include <stdlib.h>

#include "audience_sets.h"

/* A record of a name that is looked at, as it was at some time. */
typedef struct version {
    uint32_t list;   /* of its name */
    uint32_t record; /* in `records`; TRUCE_NONE: it is gone */
    uint32_t gone;
    truce_kind kind;
    truce_writer writer;
    uint32_t set;       /* who sees it */
    uint32_t next;      /* what was put in its place; TRUCE_NONE: nothing */
    uint64_t since;     /* the order of the first that it stands for */
    truce_symbol shown; /* how it is called; 0: not yet, or gone */
    uint32_t source; /* of a claim: the version of its source; TRUCE_NONE: none that is looked at */
} version;

typedef struct apart {
    visitor visit; /* first */
    reader *r;
    const truce_writers *writers;
    audience_sets sets;
    size_t n_symbols;      /* before new ones are made */
    uint32_t *listed;      /* [symbol]: its list, from 1; 0: the name is one record's alone */
    truce_symbol *name_of; /* [list] */
    uint32_t *first;       /* [list], and one more: where its versions begin */
    uint32_t n_lists;
    version *versions;
    uint32_t n;
    uint32_t *holder;    /* [symbol]: the first record of that name, from 1 */
    bool *taken;         /* [symbol]: some record is called so */
    truce_symbol *given; /* [record]: its name without a compartment */
    truce_renamed *renamed;
    size_t n_renamed, cap_renamed;
    /* the record whose names are being looked up */
    uint32_t record;
    truce_writer writer;
    uint32_t set;
    bool fresh;
} apart;

static bool is_circle(truce_kind kind) {
    return kind == TRUCE_KIND_READER || kind == TRUCE_KIND_COMPARTMENT;
}

static const truce_head *head_of(const apart *a, uint32_t record) {
    return truce_case_head(a->r->c, a->r->c->records[record]);
}

static truce_symbol given_name(const apart *a, uint32_t record) {
    return a->given[record] != 0 ? a->given[record] : head_of(a, record)->name;
}

static bool is_fresh(const apart *a, uint32_t record) {
    return head_of(a, record)->file >= a->writers->n;
}

static truce_writer writer_of(const apart *a, uint32_t record) {
    return is_fresh(a, record) ? (truce_writer){.order = TRUCE_ORDER_OF_FRESH,
                                                .author = a->writers->me,
                                                .committed = INT64_MAX}
                               : a->writers->of[head_of(a, record)->file];
}

static bool same_author(truce_writer x, truce_writer y) {
    return x.author != NULL && y.author != NULL && memcmp(x.author, y.author, 32) == 0;
}

/* ---- what is gone ---- */

/* The kind and the name in the first line of a record; 0: a name that no text that stands has. */
static truce_symbol name_of_gone(const reader *r, const truce_gone *gone, truce_kind *kind) {
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
    return *kind != TRUCE_KIND_NONE && !is_circle(*kind) ? words[1] : 0;
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

/* A name with its compartment taken apart: diary@north-room, diary@north-room:P1. */
static bool split(truce_str name, truce_arena *arena, truce_str *base, truce_str *where) {
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

/* ---- which names are looked at ---- */

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
        const truce_symbol name = given_name(a, i);
        if (name != 0 && !is_circle(c->records[i].kind) &&
            (a->holder[name] != i + 1 || a->given[i] != 0)) {
            list_name(a, name);
        }
    }
    for (size_t i = 0; i < a->writers->n_gone; i++) {
        truce_kind kind;
        const truce_symbol name = name_of_gone(a->r, &a->writers->gone[i], &kind);
        if (name != 0 && a->holder[name] != 0 &&
            end_of(a->writers, &a->writers->gone[i]) != writer_of(a, a->holder[name] - 1).order) {
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
        if (!split(name, a->r->arena, &base, &where)) {
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
            list_name(a, given_name(a, i));
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
        a->given[i] =
            split(name, a->r->arena, &base, &where) ? truce_symbols_add(&c->symbols, base) : 0;
        if (a->given[i] == 0) {
            return no_memory(a->r);
        }
    }
    return true;
}

static bool find_names(apart *a) {
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
        if (!is_circle(c->records[i].kind)) {
            a->holder[given_name(a, i)] = i + 1; /* [0] is never asked for */
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

/* ---- their records ---- */

static int by_list_and_order(const void *left, const void *right) {
    const version *const l = left;
    const version *const r = right;
    if (l->list != r->list) {
        return l->list < r->list ? -1 : 1;
    }
    if (l->writer.order != r->writer.order) {
        return l->writer.order < r->writer.order ? -1 : 1;
    }
    return (l->record > r->record) - (l->record < r->record);
}

static bool labels_as_refs(apart *a, const truce_gone *gone, truce_refs *refs) {
    refs->n = 0;
    refs->at = truce_arena_zero(a->r->arena, gone->n_labels + 1, sizeof *refs->at);
    for (size_t i = 0; refs->at != NULL && i < gone->n_labels; i++) {
        refs->at[refs->n].symbol = truce_symbols_find(&a->r->c->symbols, gone->labels[i]);
        refs->n += refs->at[refs->n].symbol != 0; /* else it is nobody's who is there */
    }
    return refs->at != NULL;
}

static bool add_gone(apart *a, uint32_t gone) {
    const truce_gone *const g = &a->writers->gone[gone];
    truce_kind kind;
    truce_refs labels;
    const truce_symbol name = name_of_gone(a->r, g, &kind);
    if (name == 0 || a->listed[name] == 0) {
        return true;
    }
    if (!labels_as_refs(a, g, &labels)) {
        return no_memory(a->r);
    }
    a->versions[a->n++] = (version){.list = a->listed[name] - 1,
                                    .record = TRUCE_NONE,
                                    .gone = gone,
                                    .kind = kind,
                                    .writer = g->writer,
                                    .set = audience_sets_of(&a->sets, labels),
                                    .next = TRUCE_NONE,
                                    .since = TRUCE_ORDER_OF_NONE,
                                    .source = TRUCE_NONE};
    return true;
}

/* What took the place of a record that is gone: what superseded it, or the next of its name by
 * whoever took it back, of those that all see who see what is for `set`. */
static uint32_t next_of(const apart *a, uint32_t i, uint32_t set) {
    const version *const v = &a->versions[i];
    const truce_gone *const g = &a->writers->gone[v->gone];
    const truce_writer undoer = {.author = g->undone_by};
    const bool superseded = g->next != TRUCE_ORDER_OF_NONE;
    for (uint32_t k = i + 1; k < a->first[v->list + 1]; k++) {
        const version *const later = &a->versions[k];
        if (later->kind == v->kind &&
            (superseded ? later->writer.order == g->next
                        : later->writer.order > g->undone && same_author(later->writer, undoer) &&
                              audience_fits(&a->sets.at[set], &a->sets.at[later->set], 0,
                                            (truce_refs){NULL, 0}))) {
            return k;
        }
    }
    return TRUCE_NONE;
}

static bool find_versions(apart *a) {
    const truce_case *const c = a->r->c;
    if (!audience_sets_find(a->r, a->writers->n_gone, &a->sets)) {
        return false;
    }
    a->versions = truce_arena_take(a->r->arena,
                                   (c->n_records + a->writers->n_gone + 1) * sizeof *a->versions);
    a->first = truce_arena_zero(a->r->arena, a->n_lists + 2U, sizeof *a->first);
    a->name_of = truce_arena_zero(a->r->arena, a->n_lists + 1U, sizeof *a->name_of);
    if (a->versions == NULL || a->first == NULL || a->name_of == NULL) {
        return no_memory(a->r);
    }
    for (truce_symbol s = 1; s < a->n_symbols; s++) {
        if (a->listed[s] != 0) {
            a->name_of[a->listed[s] - 1] = s;
        }
    }
    for (uint32_t i = 0; i < c->n_records; i++) {
        const truce_declared record = c->records[i];
        const truce_symbol name = given_name(a, i);
        if (name != 0 && !is_circle(record.kind) && a->listed[name] != 0) {
            a->versions[a->n++] = (version){.list = a->listed[name] - 1,
                                            .record = i,
                                            .kind = record.kind,
                                            .writer = writer_of(a, i),
                                            .set = a->sets.set_of[record.kind][record.index],
                                            .next = TRUCE_NONE,
                                            .since = TRUCE_ORDER_OF_NONE,
                                            .source = TRUCE_NONE};
        }
    }
    for (uint32_t i = 0; i < a->writers->n_gone; i++) {
        if (!add_gone(a, i)) {
            return false;
        }
    }
    if (a->sets.out_of_memory) {
        return no_memory(a->r);
    }
    if (a->n > 1) {
        qsort(a->versions, a->n, sizeof *a->versions, by_list_and_order);
    }
    for (uint32_t i = 0; i < a->n; i++) {
        a->first[a->versions[i].list + 1] = i + 1;
    }
    for (uint32_t l = 0; l < a->n_lists; l++) { /* a list may be empty */
        a->first[l + 1] = a->first[l + 1] > a->first[l] ? a->first[l + 1] : a->first[l];
    }
    for (uint32_t i = 0; i < a->n; i++) {
        version *const v = &a->versions[i];
        v->since = v->since < v->writer.order ? v->since : v->writer.order;
        v->next = v->record == TRUCE_NONE ? next_of(a, i, v->set) : TRUCE_NONE;
        if (v->next != TRUCE_NONE && v->since < a->versions[v->next].since) {
            a->versions[v->next].since = v->since;
        }
    }
    return true;
}

/* ---- which record is meant ---- */

/* Is that the compartment, or the text, that the name is written with? Of a claim, also its
 * source's. */
static bool is_where(const apart *a, const version *v, truce_str where) {
    const truce_refs labels = a->sets.at[v->set].names;
    bool is = where.size == 0 || truce_str_equal(v->writer.event, where) ||
              (labels.n == 0 && truce_str_equal(where, TRUCE_STR("team")));
    for (uint32_t i = 0; i < labels.n && !is; i++) {
        is = truce_str_equal(truce_case_name(a->r->c, labels.at[i].symbol), where);
    }
    return is || (v->source != TRUCE_NONE && is_where(a, &a->versions[v->source], where));
}

/* When what stood in its place was taken back for good or for a while; OF_NONE: never. */
static uint64_t taken_back(const apart *a, const version *v) {
    while (v->record == TRUCE_NONE) {
        const truce_gone *const g = &a->writers->gone[v->gone];
        if (g->next == TRUCE_ORDER_OF_NONE) {
            return g->undone;
        }
        if (v->next == TRUCE_NONE) {
            break; /* superseded, under another name or for others */
        }
        v = &a->versions[v->next];
    }
    return TRUCE_ORDER_OF_NONE;
}

/* 0 is likeliest. */
static int likelihood(const apart *a, const version *v) {
    const bool before = v->writer.order <= a->writer.order;
    const bool own = same_author(v->writer, a->writer);
    return own && (before || v->writer.committed == a->writer.committed) ? 0 : before ? 1 : 2;
}

/* The version that the record in hand means; TRUCE_NONE: none. */
static uint32_t meant(const apart *a, uint32_t list, uint64_t kinds, truce_str where) {
    uint32_t found = TRUCE_NONE;
    for (uint32_t i = a->first[list]; i < a->first[list + 1]; i++) {
        const version *const v = &a->versions[i];
        if ((kinds & UINT64_C(1) << v->kind) != 0 && is_where(a, v, where) &&
            taken_back(a, v) >= a->writer.order && /* else it was gone already */
            audience_fits(&a->sets.at[a->set], &a->sets.at[v->set], 0, (truce_refs){NULL, 0}) &&
            (found == TRUCE_NONE || likelihood(a, v) < likelihood(a, &a->versions[found]))) {
            found = i;
        }
    }
    return found;
}

/* What stands in its place now, for those who see the record in hand; TRUCE_NONE: nothing. */
static uint32_t now(const apart *a, uint32_t i) {
    while (i != TRUCE_NONE && a->versions[i].record == TRUCE_NONE) {
        i = next_of(a, i, a->set);
    }
    return i;
}

/* A name that the author sees is another record's for them. */
static void not_as_seen(const apart *a, const truce_ref *ref, const version *v) {
    const truce_str name = truce_case_name(a->r->c, ref->symbol);
    const truce_str shown = truce_case_name(a->r->c, v->shown);
    (void)wrong(a->r, ref->place, name.size,
                truce_arena_printf(
                    a->r->arena, "write %.*s for that one, or else narrow who may see this record",
                    TRUCE_STR_ARGS(shown)),
                "for those who may see this record \"%.*s\" is another one, which you see as "
                "\"%.*s\"",
                TRUCE_STR_ARGS(name), TRUCE_STR_ARGS(shown));
}

/* The list of a name as it is written; TRUCE_NONE: it is not looked at. `*where`: what it is
 * written with; empty: nothing. */
static uint32_t list_of(const apart *a, truce_symbol written, truce_str *where) {
    const truce_str name = truce_case_name(a->r->c, written);
    truce_str text;
    truce_symbol base = written;
    *where = (truce_str){NULL, 0};
    if (a->listed[base] == 0) {
        const bool with = memchr(name.data, '@', name.size) != NULL && a->holder[written] == 0 &&
                          split(name, a->r->arena, &text, where);
        base = with ? truce_symbols_find(&a->r->c->symbols, text) : 0;
    }
    return base != 0 && base < a->n_symbols ? a->listed[base] - 1 : TRUCE_NONE;
}

static void rename(apart *a, truce_place place, size_t size, truce_symbol was, truce_symbol is) {
    if (was == is) {
        return;
    }
    truce_renamed *const at =
        truce_arena_grow(a->r->arena, a->renamed, a->n_renamed, &a->cap_renamed, sizeof *at);
    if (at == NULL) {
        (void)no_memory(a->r);
        return;
    }
    at[a->n_renamed++] = (truce_renamed){place, (uint32_t)size, is};
    a->renamed = at;
}

static void look_up(visitor *visit, truce_ref *ref, uint64_t kinds) {
    apart *const a = (apart *)visit;
    const truce_str name = truce_case_name(a->r->c, ref->symbol);
    truce_str where;
    const uint32_t list = list_of(a, ref->symbol, &where);
    if (list == TRUCE_NONE) {
        return;
    }
    const uint32_t found = meant(a, list, kinds, where);
    uint32_t i = now(a, found);
    if (found != TRUCE_NONE && i == TRUCE_NONE) {
        (void)wrong(a->r, ref->place, name.size, (truce_str){NULL, 0},
                    "the record called \"%.*s\" that is meant here was taken back",
                    TRUCE_STR_ARGS(name));
        return;
    }
    for (uint32_t k = a->first[list]; i == TRUCE_NONE && k < a->first[list + 1]; k++) {
        if ((kinds & UINT64_C(1) << a->versions[k].kind) != 0) {
            (void)wrong(a->r, ref->place, name.size,
                        TRUCE_STR("narrow this record's audience, or widen that of what it names"),
                        "nothing that all may see who may see this record is called \"%.*s\"",
                        TRUCE_STR_ARGS(name));
            return;
        }
    }
    if (i == TRUCE_NONE) {
        return; /* of another kind: a reader's name, or wrong */
    }
    const version *const v = &a->versions[i];
    if (a->fresh && where.size == 0 && v->shown != ref->symbol) {
        not_as_seen(a, ref, v);
    }
    const truce_declared in = a->r->c->records[a->record];
    const bool within = in.kind == TRUCE_KIND_CLAIM && ref == &a->r->c->claims[in.index].source;
    if (!within) { /* a claim's source stands in its name */
        rename(a, ref->place, name.size, ref->symbol, v->shown);
    }
    ref->symbol = v->shown;
}

static void look_up_of(apart *a, uint32_t record) {
    const truce_declared d = a->r->c->records[record];
    a->record = record;
    a->writer = writer_of(a, record);
    a->set = a->sets.set_of[d.kind][d.index];
    a->fresh = is_fresh(a, record);
}

/* ---- how each is called ---- */

/* The name, if nobody has it yet. */
static bool give(apart *a, version *v, truce_str name) {
    const truce_symbol symbol = name.data != NULL ? truce_symbols_add(&a->r->c->symbols, name) : 0;
    if (symbol == 0) {
        return no_memory(a->r);
    }
    if (!a->taken[symbol]) {
        a->taken[symbol] = true;
        v->shown = symbol;
    }
    return true;
}

static bool give_with(apart *a, version *v, truce_str base, truce_str where) {
    const char *const colon = memchr(base.data, ':', base.size);
    const size_t before = colon != NULL ? (size_t)(colon - base.data) : base.size;
    return where.size == 0 ||
           give(a, v,
                truce_arena_printf(a->r->arena, "%.*s@%.*s%.*s", (int)before, base.data,
                                   TRUCE_STR_ARGS(where), (int)(base.size - before),
                                   base.data + before));
}

/* A claim has the name of its source in it. */
static bool give_by_source(apart *a, version *v, truce_str base) {
    const truce_str source = v->source != TRUCE_NONE
                                 ? truce_case_name(a->r->c, a->versions[v->source].shown)
                                 : (truce_str){base.data, 0};
    const char *const colon = memchr(base.data, ':', base.size);
    const size_t before = colon != NULL && source.size > 0 ? (size_t)(colon - base.data) : 0;
    return give(a, v,
                truce_arena_printf(a->r->arena, "%.*s%.*s", TRUCE_STR_ARGS(source),
                                   (int)(base.size - before), base.data + before));
}

static bool name_version(apart *a, version *v) {
    truce_case *const c = a->r->c;
    const truce_symbol symbol = a->name_of[v->list];
    const truce_str base = truce_case_name(c, symbol);
    const truce_refs labels = a->sets.at[v->set].names;
    const truce_str label =
        labels.n > 0 ? truce_case_name(c, labels.at[0].symbol) : TRUCE_STR("team");
    if (!(v->kind == TRUCE_KIND_CLAIM ? give_by_source(a, v, base) : give(a, v, base))) {
        return false;
    }
    if (v->shown == 0 && !give_with(a, v, base, label)) {
        return false;
    }
    if (v->shown == 0 && !give_with(a, v, base, v->writer.event)) {
        return false;
    }
    v->shown = v->shown != 0 ? v->shown : symbol; /* it is the name of two, and that is told */
    return true;
}

/* Does it take the place of one that is gone, or is it altogether new? */
static bool takes_a_place(const apart *a, uint32_t i) {
    bool takes = false;
    for (uint32_t k = a->first[a->versions[i].list]; k < i && !takes; k++) {
        takes = a->versions[k].next == i;
    }
    return takes;
}

static int by_list_and_since(const void *left, const void *right) {
    const version *const l = *(version *const *)left;
    const version *const r = *(version *const *)right;
    if (l->list != r->list) {
        return l->list < r->list ? -1 : 1;
    }
    return l->since != r->since ? (l->since < r->since ? -1 : 1) : (l > r) - (l < r);
}

/* The source that a claim means, which is named before it. */
static uint32_t source_of(apart *a, const version *v) {
    truce_str where;
    const truce_claim *const claim = &a->r->c->claims[a->r->c->records[v->record].index];
    const uint32_t list = list_of(a, claim->source.symbol, &where);
    look_up_of(a, v->record);
    return list != TRUCE_NONE ? now(a, meant(a, list, KINDS(SOURCE), where)) : TRUCE_NONE;
}

static bool name_one(apart *a, version *v) {
    truce_head *const head = (truce_head *)(uintptr_t)head_of(a, v->record);
    if (v->kind == TRUCE_KIND_CLAIM) {
        v->source = source_of(a, v);
    }
    if (is_fresh(a, v->record) && !takes_a_place(a, (uint32_t)(v - a->versions))) {
        v->shown = a->name_of[v->list]; /* not apart: whoever writes sees the other one */
        return true;
    }
    if (!name_version(a, v)) {
        return false;
    }
    rename(a, head->name_place, truce_case_name(a->r->c, head->name).size, head->name, v->shown);
    head->name = v->shown;
    return true;
}

/* What stood there first has the first choice; sources before their claims. */
static bool name_all(apart *a) {
    version **const sorted = truce_arena_take(a->r->arena, (a->n + 1U) * sizeof *sorted);
    if (sorted == NULL) {
        return no_memory(a->r);
    }
    for (uint32_t i = 0; i < a->n; i++) {
        sorted[i] = &a->versions[i];
    }
    qsort(sorted, a->n, sizeof *sorted, by_list_and_since);
    for (uint32_t i = 0; i < 2 * a->n; i++) {
        version *const v = sorted[i % a->n];
        const bool claims = i >= a->n;
        if (v->record != TRUCE_NONE && (v->kind == TRUCE_KIND_CLAIM) == claims && !name_one(a, v)) {
            return false;
        }
    }
    return true;
}

static bool name_records(apart *a) {
    a->taken =
        truce_arena_zero(a->r->arena, a->r->c->symbols.n + (size_t)3 * a->n + 1, sizeof *a->taken);
    if (a->taken == NULL) {
        return no_memory(a->r);
    }
    for (uint32_t i = 0; i < a->r->c->n_records; i++) {
        const truce_symbol name = given_name(a, i);
        a->taken[name] =
            a->taken[name] || (a->listed[name] == 0 && !is_circle(a->r->c->records[i].kind));
    }
    return a->n == 0 || name_all(a);
}

static int by_place(const void *left, const void *right) {
    const truce_renamed *const l = left;
    const truce_renamed *const r = right;
    return (l->place > r->place) - (l->place < r->place);
}

/* Whom the texts that are being written are for, where neither they nor the case say. */
static bool address_fresh(reader *r, const truce_writers *writers) {
    truce_case *const c = r->c;
    truce_refs labels = {truce_arena_zero(r->arena, writers->n_labels + 1, sizeof(truce_ref)), 0};
    if (labels.at == NULL) {
        return no_memory(r);
    }
    for (size_t i = 0; i < writers->n_labels; i++) {
        const truce_symbol label = truce_symbols_find(&c->symbols, writers->labels[i]);
        const bool known = label == KW_PUBLIC || label == KW_TEAM ||
                           (label != 0 && c->circles[label].kind != TRUCE_KIND_NONE);
        if (known) { /* of others the ledger tells */
            labels.at[labels.n++].symbol = label;
        }
    }
    const bool case_says = c->n_cases == 1 && c->cases[0].head.audience.n > 0;
    for (size_t i = writers->n; i < c->n_texts && !case_says; i++) {
        if (c->texts[i].audience.n == 0) {
            c->texts[i].audience = labels;
        }
    }
    return true;
}

bool keep_names_apart(reader *r, const truce_writers *writers) {
    if (!address_fresh(r, writers)) {
        return false;
    }
    apart a = {.visit = {look_up, NULL}, .r = r, .writers = writers};
    if (!find_names(&a)) {
        return false;
    }
    if (a.n_lists == 0) {
        return true;
    }
    if (!find_versions(&a) || !name_records(&a)) {
        return false;
    }
    for (uint32_t i = 0; i < r->c->n_records; i++) {
        look_up_of(&a, i);
        walk_record(r->c, r->c->records[i], &a.visit);
    }
    if (a.n_renamed > 1) {
        qsort(a.renamed, a.n_renamed, sizeof *a.renamed, by_place);
    }
    r->c->renamed = a.renamed;
    r->c->n_renamed = (uint32_t)a.n_renamed;
    return !r->out_of_memory;
}
