/* What the letters of a text tell: the direction it runs in, and the language its fonts are for. */
#include "pdf_parts.h"

#include "truce/base/utf8.h"

static bool is_from_right(GUnicodeScript script) {
    switch (script) {
    case G_UNICODE_SCRIPT_ADLAM:
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_MANDAIC:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_SAMARITAN:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
        return true;
    default:
        return false;
    }
}

/* Only letters decide; digits and punctuation go with what is around them. */
static PangoDirection direction(uint32_t point) {
    if (!g_unichar_isalpha(point)) {
        return PANGO_DIRECTION_NEUTRAL;
    }
    return point >= 0x80 && is_from_right(g_unichar_get_script(point)) ? PANGO_DIRECTION_RTL
                                                                       : PANGO_DIRECTION_LTR;
}

/* Read the next point; ill-formed bytes are none. */
static uint32_t next(truce_str text, size_t *at) {
    uint32_t point = 0;
    const size_t size = truce_utf8_next((truce_str){text.data + *at, text.size - *at}, &point);
    *at += size > 0 ? size : 1;
    return point;
}

PangoDirection pdf_direction_of(truce_str text) {
    PangoDirection found = PANGO_DIRECTION_NEUTRAL;
    for (size_t at = 0; at < text.size && found == PANGO_DIRECTION_NEUTRAL;) {
        found = direction(next(text, &at));
    }
    return found;
}

bool pdf_runs_left(truce_str text) {
    for (size_t at = 0; at < text.size;) {
        if ((text.data[at] & 0x80) == 0) {
            at++;
        } else if (direction(next(text, &at)) == PANGO_DIRECTION_RTL) {
            return true;
        }
    }
    return false;
}

/* Brackets belong to whoever wrote the words around them. */
static bool is_bracket(uint32_t point) {
    return (point < 0x80 && strchr("()[]{}\"", (int)point) != NULL) || point == 0x201C ||
           point == 0x201D;
}

size_t pdf_run_from_right(truce_str text, size_t *size) {
    size_t from = text.size;
    size_t end = text.size;
    for (size_t at = 0; at < text.size;) {
        const size_t here = at;
        const uint32_t point = next(text, &at);
        const PangoDirection d = direction(point);
        if (d == PANGO_DIRECTION_RTL) {
            from = from < text.size ? from : here;
            end = at;
        } else if (from < text.size && (d == PANGO_DIRECTION_LTR || is_bracket(point))) {
            break;
        } else if (from < text.size && g_unichar_ismark(point) && end == here) {
            end = at;
        }
    }
    *size = from < text.size ? end - from : 0;
    return from;
}

/* Pango asks the environment for the language of a script that the document's own is not written
 * in. We say it ourselves, so that the fonts, and with them the bytes, do not depend on that. */
const char *pdf_language_of(uint32_t point) {
    if (point < 0x80) {
        return NULL;
    }
    switch (g_unichar_get_script(point)) {
    case G_UNICODE_SCRIPT_ARABIC:
        return "ar";
    case G_UNICODE_SCRIPT_ARMENIAN:
        return "hy";
    case G_UNICODE_SCRIPT_BENGALI:
        return "bn";
    case G_UNICODE_SCRIPT_CYRILLIC:
        return "ru";
    case G_UNICODE_SCRIPT_DEVANAGARI:
        return "hi";
    case G_UNICODE_SCRIPT_ETHIOPIC:
        return "am";
    case G_UNICODE_SCRIPT_GEORGIAN:
        return "ka";
    case G_UNICODE_SCRIPT_GREEK:
        return "el";
    case G_UNICODE_SCRIPT_HAN:
        return "zh-cn";
    case G_UNICODE_SCRIPT_HANGUL:
        return "ko";
    case G_UNICODE_SCRIPT_HEBREW:
        return "he";
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
        return "ja";
    case G_UNICODE_SCRIPT_KHMER:
        return "km";
    case G_UNICODE_SCRIPT_MYANMAR:
        return "my";
    case G_UNICODE_SCRIPT_SINHALA:
        return "si";
    case G_UNICODE_SCRIPT_SYRIAC:
        return "syr";
    case G_UNICODE_SCRIPT_TAMIL:
        return "ta";
    case G_UNICODE_SCRIPT_THAI:
        return "th";
    default:
        return NULL;
    }
}
