/* One table tells for every byte whether it goes on with a word, a text or a comment, so that each
 * byte of a case is looked at once. Bytes from 0x80 up are letters here: UTF-8 was checked. */
#include "lex.h"

#include <stdint.h>

enum { IN_WORD = 1, IN_TEXT = 2, IN_COMMENT = 4, BLANK = 8 };

/* clang-format off: the table is read by its rows */
#define W   (IN_WORD | IN_TEXT | IN_COMMENT)
#define T   (IN_TEXT | IN_COMMENT)
#define W4  W, W, W, W
#define W16 W4, W4, W4, W4
static const uint8_t classes[256] = {
    0,         0,   0,          0,
    0,         0,   0,          0,
    0,         0,   0,          0,
    0,         0,   0,          0,
    0,         0,   0,          0,
    0,         0,   0,          0,
    0,         0,   0,          0,
    0,         0,   0,          0,
    BLANK | T, W,   IN_COMMENT, T,
    W4,        W,   W,          W,
    W,         T,   W,          W,
    W,   /* space ! " # ... , - . / */
    W16, /* 0 to ? */
    W16, /* @ to O */
    W4,        W4,  W4,         IN_WORD | IN_COMMENT,
    W,         W,   W, /* P to _ ; the backslash */
    W16,               /* ` to o */
    W4,        W4,  W4,         W,
    W,         W,   0, /* p to DEL */
    W16,       W16, W16,        W16,
    W16,       W16, W16,        W16,
};
/* clang-format on */

static uint8_t class_of(const char *p) {
    return classes[(unsigned char)*p];
}

static void bad(lexer *lex, const char *at, token_fault why) {
    lex->kind = TOKEN_BAD;
    lex->why = why;
    lex->at = at;
    lex->size = 1;
    lex->next = lex->end;
}

static token_fault control_fault(const char *p) {
    return *p == '\t' ? FAULT_TAB : FAULT_CONTROL;
}

static void lex_text(lexer *lex) {
    const char *p = lex->next + 1;
    const char *const begin = p;
    lex->escaped = false;
    for (;;) {
        while (p < lex->end && (class_of(p) & IN_TEXT) != 0) {
            p++;
        }
        if (p == lex->end) {
            bad(lex, begin - 1, FAULT_OPEN_TEXT);
            return;
        }
        if (*p == '"') {
            break;
        }
        if (*p != '\\') {
            bad(lex, p, control_fault(p));
            return;
        }
        if (p + 1 == lex->end || (p[1] != '"' && p[1] != '\\')) {
            bad(lex, p, FAULT_ESCAPE);
            return;
        }
        lex->escaped = true;
        p += 2;
    }
    lex->kind = TOKEN_TEXT;
    lex->at = begin;
    lex->size = (size_t)(p - begin);
    lex->next = p + 1;
}

/* A comment runs to the end of the line; it too must not hold control characters. */
static void lex_comment(lexer *lex) {
    for (const char *p = lex->next; p < lex->end; p++) {
        if ((class_of(p) & IN_COMMENT) == 0) {
            bad(lex, p, control_fault(p));
            return;
        }
    }
    lex->next = lex->end;
    lex->kind = TOKEN_END;
    lex->at = lex->end;
    lex->size = 0;
}

void lexer_next(lexer *lex) {
    const char *p = lex->next;
    while (p < lex->end && *p == ' ') {
        p++;
    }
    lex->next = p;
    if (p == lex->end) {
        lex->kind = TOKEN_END;
        lex->at = p;
        lex->size = 0;
        return;
    }
    if ((class_of(p) & IN_WORD) != 0) {
        const char *const begin = p;
        do {
            p++;
        } while (p < lex->end && (class_of(p) & IN_WORD) != 0);
        lex->kind = TOKEN_WORD;
        lex->at = begin;
        lex->size = (size_t)(p - begin);
        lex->next = p;
        return;
    }
    switch (*p) {
    case '"':
        lex_text(lex);
        return;
    case ',':
        lex->kind = TOKEN_COMMA;
        lex->at = p;
        lex->size = 1;
        lex->next = p + 1;
        return;
    case '#':
        lex_comment(lex);
        return;
    default:
        bad(lex, p, control_fault(p));
        return;
    }
}
