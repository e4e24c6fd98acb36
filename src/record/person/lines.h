/* lines.h - small files of a word and a value a line, as key files and cards are. */
#ifndef RECORD_LINES_H
#define RECORD_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "truce/base/buffer.h"
#include "truce/base/str.h"

typedef struct lines_in {
    truce_str rest;
    unsigned line;     /* of what was read last, from 1 */
    const char *wrong; /* what should have stood there; NULL while all is well */
} lines_in;

/* Begin behind the line that begins with `begins`, as a block in a letter does. False: there is
 * none. */
bool lines_block(truce_str text, const char *begins, lines_in *in);

/* The value of the next line, which begins with `word` and a space; blanks at its end are passed
 * over. When it does not, it is empty and `wrong` is set. */
truce_str lines_value(lines_in *in, const char *word);

/* The same where the value is `size` bytes in base64. */
void lines_bytes(lines_in *in, const char *word, void *out, size_t size);

/* A number without sign, up to `most`. */
uint64_t lines_number(truce_str text, uint64_t most, bool *good);

void lines_put(truce_buffer *to, const char *word, truce_str value);
void lines_put_bytes(truce_buffer *to, const char *word, const void *data, size_t size);

#endif
