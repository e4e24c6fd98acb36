/* lex.h - one line of a case as words, texts and commas (private to the room).
 *
 * The lexer holds one token: the current one. Its kind says what it is by form only; whether a word
 * is a keyword, a name or a number is decided by whoever reads it.
 */
#ifndef TRUCE_SRC_CASE_LEX_H
#define TRUCE_SRC_CASE_LEX_H

#include <stdbool.h>
#include <stddef.h>

typedef enum token_kind {
    TOKEN_END, /* of the line, or a comment */
    TOKEN_WORD,
    TOKEN_TEXT, /* "..."; the token's bytes are those between the quotes, escapes as written */
    TOKEN_COMMA,
    TOKEN_BAD /* a control character, or a text that does not end: `why` says which */
} token_kind;

typedef enum token_fault {
    FAULT_NONE,
    FAULT_OPEN_TEXT, /* no closing quote on the line */
    FAULT_ESCAPE,    /* a backslash before something else than " or \ */
    FAULT_TAB,
    FAULT_CONTROL
} token_fault;

typedef struct lexer {
    const char *next; /* first byte not yet looked at */
    const char *end;  /* of the line */
    token_kind kind;
    token_fault why; /* of TOKEN_BAD */
    bool escaped;    /* a TEXT that holds a backslash */
    const char *at;  /* the token's first byte (of a TEXT: behind the quote) */
    size_t size;
} lexer;

/* Stand before the first token of the line [begin, end). */
static inline lexer lexer_new(const char *begin, const char *end) {
    return (lexer){.next = begin, .end = end};
}

/* Go to the next token. At the end it stays there. */
void lexer_next(lexer *lex);

#endif
