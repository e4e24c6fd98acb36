/* apart_parts.h - what the files about names that several people gave share (apart*.c alone). */
#ifndef TRUCE_SRC_CASE_APART_PARTS_H
#define TRUCE_SRC_CASE_APART_PARTS_H

#include "apart.h"
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

static inline bool apart_is_circle(truce_kind kind) {
    return kind == TRUCE_KIND_READER || kind == TRUCE_KIND_COMPARTMENT;
}

static inline const truce_head *apart_head(const apart *a, uint32_t record) {
    return truce_case_head(a->r->c, a->r->c->records[record]);
}

static inline truce_symbol apart_given(const apart *a, uint32_t record) {
    return a->given[record] != 0 ? a->given[record] : apart_head(a, record)->name;
}

static inline bool apart_is_fresh(const apart *a, uint32_t record) {
    return apart_head(a, record)->file >= a->writers->n;
}

static inline truce_writer apart_writer(const apart *a, uint32_t record) {
    return apart_is_fresh(a, record) ? (truce_writer){.order = TRUCE_ORDER_OF_FRESH,
                                                      .author = a->writers->me,
                                                      .committed = INT64_MAX}
                                     : a->writers->of[apart_head(a, record)->file];
}

static inline bool apart_same_author(truce_writer x, truce_writer y) {
    return x.author != NULL && y.author != NULL && memcmp(x.author, y.author, 32) == 0;
}

/* ---- which names are looked at (apart_names.c) ---- */

/* The kind and the name in the first line of a record that is gone; 0: a name that no text that
 * stands has. */
truce_symbol apart_gone_name(const reader *r, const truce_gone *gone, truce_kind *kind);
/* A name with its compartment taken apart: diary@north-room, diary@north-room:P1. False: it has
 * none, or memory is out (`base` is NULL then). */
bool apart_split(truce_str name, truce_arena *arena, truce_str *base, truce_str *where);
/* Fill `listed`, `holder` and `given`. False when memory is out. */
bool apart_find_names(apart *a);

/* ---- their records (apart_versions.c) ---- */

/* Fill `versions`, `first` and `name_of`. False when memory is out. */
bool apart_find_versions(apart *a);
/* What took the place of a record that is gone: what superseded it, or the next of its name by
 * whoever took it back, of those that all see who see what is for `set`. */
uint32_t apart_next(const apart *a, uint32_t i, uint32_t set);

/* ---- which record is meant (apart_meant.c) ---- */

/* From now on names are looked up that stand in this record. */
void apart_take(apart *a, uint32_t record);
/* The list of a name as it is written; TRUCE_NONE: it is not looked at. `*where`: what it is
 * written with; empty: nothing. */
uint32_t apart_list(const apart *a, truce_symbol written, truce_str *where);
/* The version that the record in hand means; TRUCE_NONE: none. */
uint32_t apart_meant(const apart *a, uint32_t list, uint64_t kinds, truce_str where);
/* What stands in its place now, for those who see the record in hand; TRUCE_NONE: nothing. */
uint32_t apart_now(const apart *a, uint32_t i);
/* Have the name mean its record, or report why it means none. */
void apart_look_up(visitor *visit, truce_ref *ref, uint64_t kinds);

/* ---- how each is called (apart_called.c) ---- */

/* Give each version that stands its name. False when memory is out. */
bool apart_call(apart *a);
/* Note that something is called otherwise than it is written. */
void apart_rename(apart *a, truce_place place, size_t size, truce_symbol was, truce_symbol is);

#endif
