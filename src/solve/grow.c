#include "solve/grow.h"

#include <stdint.h>
#include <stdlib.h>

void *solve_grow(void *data, size_t n, size_t more, size_t *cap, size_t size) {
    if (data != NULL && more <= *cap - n) {
        return data;
    }
    size_t larger = *cap < 16 ? 16 : *cap;
    while (larger - n < more) {
        if (larger > SIZE_MAX / 4 / size) {
            return NULL;
        }
        larger *= 2;
    }
    void *const grown = realloc(data, larger * size);
    if (grown != NULL) {
        *cap = larger;
    }
    return grown;
}
