#include "words.h"

#include <stdint.h>
#include <string.h>

#include "truce/base/utf8.h"

static bool is_space(char b) {
    return b == ' ' || b == '\n';
}

static bool is_ascii_letter(char b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
}

/* Scripts without spaces between words: those of China and Japan; Thai, Lao, Khmer, Burmese. */
static bool stands_alone(uint32_t c) {
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x0E00 && c <= 0x0EFF) ||
           (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
}

/* Signs of general punctuation, as dashes and quotation marks. */
static bool is_sign(uint32_t c) {
    return (c >= 0x2010 && c <= 0x205E) || c == 0xAB || c == 0xBB || c == 0xB6 || c == 0xA7;
}

static bool begins_letters(truce_str text, size_t at, size_t *size) {
    if ((unsigned char)text.data[at] < 0x80) {
        *size = 1;
        return is_ascii_letter(text.data[at]);
    }
    uint32_t c = 0;
    *size = truce_utf8_next((truce_str){text.data + at, text.size - at}, &c);
    return !stands_alone(c) && !is_sign(c);
}

/* "[...]" from `at` on, up to the first "]" that is not too far away; 0: there is none. */
static size_t bracketed(truce_str text, size_t at) {
    enum { BRACKET_BYTES_MAX = 4096 }; /* so that no row of "[" takes long */
    const size_t rest = text.size - at < BRACKET_BYTES_MAX ? text.size - at : BRACKET_BYTES_MAX;
    const char *const end = memchr(text.data + at, ']', rest);
    return end == NULL || memchr(text.data + at, '\n', (size_t)(end - text.data) - at) != NULL
               ? 0
               : (size_t)(end - text.data) + 1 - at;
}

bool text_word_next(truce_str text, size_t *at, truce_str *word) {
    size_t i = *at;
    while (i < text.size && text.data[i] == ' ') {
        i++;
    }
    if (i == text.size) {
        *at = i;
        return false;
    }
    size_t end = i;
    size_t size = 0;
    if (text.data[i] == '\n') {
        while (end < text.size && is_space(text.data[end])) {
            end++;
        }
    } else if (text.data[i] == '[' && (size = bracketed(text, i)) > 0) {
        end = i + size;
    } else if (!begins_letters(text, i, &size)) {
        end = i + size;
    } else {
        while (end < text.size && begins_letters(text, end, &size)) {
            end += size;
            const bool joins = end + 1 < text.size && strchr("-'.,", text.data[end]) != NULL;
            end += joins && begins_letters(text, end + 1, &size);
        }
    }
    *word = (truce_str){text.data + i, end - i};
    *at = end;
    return true;
}

bool text_word_is_letters(truce_str word) {
    size_t size = 0;
    return begins_letters(word, 0, &size);
}
