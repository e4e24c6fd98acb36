/* str.h - a borrowed view of UTF-8 bytes: what every text in truce is until it is written out. */
#ifndef TRUCE_BASE_STR_H
#define TRUCE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Borrowed, not NUL-terminated; `data` may be NULL only when `size` is 0. Print with %.*s. */
typedef struct truce_str {
    const char *data;
    size_t size;
} truce_str;

/* A view of a string literal. */
#define TRUCE_STR(literal) ((truce_str){(literal), sizeof(literal) - 1})

/* The two arguments that "%.*s" wants. Sizes above INT_MAX never occur: lines are bounded. */
#define TRUCE_STR_ARGS(s) (int)(s).size, (s).size > 0 ? (s).data : ""

static inline truce_str truce_str_of(const char *text) {
    return (truce_str){text, text != NULL ? strlen(text) : 0};
}

static inline bool truce_str_equal(truce_str a, truce_str b) {
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

/* Byte order, shorter first among equals: the order of names everywhere in truce. */
static inline int truce_str_compare(truce_str a, truce_str b) {
    const size_t n = a.size < b.size ? a.size : b.size;
    const int order = n > 0 ? memcmp(a.data, b.data, n) : 0;
    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

#endif
