/* leaks.h - what a text that is handed on would tell of texts that are not: values, names, phrases
 * and packages in it that stand in those too, and that its reader does not have already.
 *
 * Texts are records of the case language, but nothing is bound: what is compared are words as they
 * are written. A value is a number of two digits or more, a date, or an issue with the number or
 * the option behind it ("wage 5", "cameras full"); a name is a capitalised word within quotes, or
 * the name of a record; a phrase is four words or more within quotes, in capitals or not; a package
 * is two different values or more, of which each stands in one hidden record. Whether it is a leak
 * is for people to say.
 */
#ifndef ACTIONS_LEAKS_H
#define ACTIONS_LEAKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/base/str.h"

typedef enum leak_kind {
    LEAK_VALUE,
    LEAK_NAME,
    LEAK_PHRASE,
    LEAK_PACKAGE,
    LEAK_TITLE,       /* of a hidden record */
    LEAK_COMPARTMENT, /* a name of one; `hidden` says nothing, and of a member neither */
    LEAK_MEMBER
} leak_kind;

const char *leak_kind_name(leak_kind kind);

typedef struct leak {
    leak_kind kind;
    truce_str what;  /* as it is written in the text that is handed on; of a package the first */
    uint32_t text;   /* index of that */
    unsigned line;   /* and the line there, from 1 */
    uint32_t hidden; /* index of the first hidden text that it stands in */
    uint32_t n;      /* in so many hidden texts; of a package: so many values */
} leak;

typedef struct leaks {
    leak *found; /* in the order of the texts that are handed on; each thing once */
    size_t n;
    leak *learnt; /* values, names and phrases that the reader does not have yet, hidden or not;
                     `hidden` and `n` say nothing */
    size_t n_learnt;
} leaks;

/* `had`: what the reader has. `names`: of records, which are looked for outside quotes as well;
 * `issues`: those of them that are issues. All in `arena`. TRUCE_ENOMEM. Expected cost O(bytes). */
TRUCE_MUST_USE truce_status leaks_find(const truce_str *handed, size_t n_handed,
                                       const truce_str *had, size_t n_had, const truce_str *hidden,
                                       size_t n_hidden, const truce_str *names, size_t n_names,
                                       const truce_str *issues, size_t n_issues, truce_arena *arena,
                                       leaks *out, truce_error *err);

/* A line of a salt or a receipt: bytes made by chance, or by those, that tell nothing. */
bool leaks_is_seal(truce_str line);

/* leak_titles.c: what is sought by its words, in letters of any size. */
typedef struct leak_sought {
    leak_kind kind; /* TITLE, COMPARTMENT or MEMBER */
    truce_str text;
    uint32_t hidden; /* TITLE: index of the hidden text whose title it is */
} leak_sought;

/* Add to what was found (leaks_find) where the words of `sought` stand in what is handed on, each
 * once, unless they stand in what the reader has. A title takes the place of a name that is part
 * of it; one within a phrase that was found is not added. TRUCE_ENOMEM. Expected cost O(bytes). */
TRUCE_MUST_USE truce_status leaks_find_titles(const truce_str *handed, size_t n_handed,
                                              const truce_str *had, size_t n_had,
                                              const leak_sought *sought, size_t n_sought,
                                              truce_arena *arena, leaks *out, truce_error *err);

#endif
