/* The smallest parts of a line: each value is checked for the form of one word, or one text, of the
 * language before it is printed, so that no value can bring in a word or a line of its own. */
#include "from_json.h"

#include <assert.h>
#include <stdio.h>

#include "reader.h"
#include "truce/base/decimal.h"
#include "truce/base/edtf.h"

/* ---- forms ----------------------------------------------------------------------------------- */

static bool is_reserved(truce_str name, truce_reserved kind) {
    size_t n = 0;
    const char *const *const words = truce_words_reserved(kind, &n);
    for (size_t i = 0; i < n; i++) {
        if (truce_str_equal(name, truce_str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_actor(truce_str word) {
    return is_name(word) && (truce_str_equal(word, TRUCE_STR("someone")) ||
                             !is_reserved(word, TRUCE_RESERVED_ACTOR));
}

static bool is_issue(truce_str word) {
    return is_name(word) && !is_reserved(word, TRUCE_RESERVED_ISSUE);
}

static bool is_option(truce_str word) {
    return is_name(word) && !is_reserved(word, TRUCE_RESERVED_OPTION);
}

static bool is_move(truce_str word) {
    return is_name(word) && !is_reserved(word, TRUCE_RESERVED_MOVE);
}

/* Only bytes that names and words of the language have: whether they make sense together, the
 * reader tells. */
static bool is_logic(truce_str text) {
    bool good = text.size > 0 && text.data[0] != ' ' && text.data[text.size - 1] != ' ';
    for (size_t i = 0; i < text.size; i++) {
        const char c = text.data[i];
        good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ' ' ||
                        c == '(' || c == ')');
    }
    return good;
}

static bool is_number(truce_str word) {
    truce_decimal number;
    return truce_decimal_parse(word, &number, NULL) == TRUCE_OK;
}

static bool is_range(truce_str word) {
    for (size_t i = 0; i + 1 < word.size; i++) {
        if (word.data[i] == '.' && word.data[i + 1] == '.') {
            return is_number((truce_str){word.data, i}) &&
                   is_number((truce_str){word.data + i + 2, word.size - i - 2});
        }
    }
    return false;
}

static bool is_value(truce_str word) {
    return is_option(word) || is_number(word) || is_range(word);
}

static bool is_amount(truce_str word) {
    return is_number(word) || is_range(word);
}

static bool is_claim(truce_str word) {
    truce_str source, locator, label;
    return is_claim_name(word, &source, &locator, &label);
}

static bool is_name_or_claim(truce_str word) {
    return is_name(word) || is_claim(word);
}

/* A place is what stands behind the colon of an unlabelled claim. */
static bool is_locator(truce_str word) {
    char claim[TRUCE_CLAIM_NAME_BYTES_MAX + 1];
    const int size = snprintf(claim, sizeof claim, "s:%.*s", TRUCE_STR_ARGS(word));
    truce_str source, locator, label;
    return size > 2 && (size_t)size < sizeof claim && memchr(word.data, '.', word.size) == NULL &&
           is_claim_name((truce_str){claim, (size_t)size}, &source, &locator, &label);
}

static bool is_date(truce_str word) {
    truce_date date;
    return truce_date_parse(word, &date, NULL) == TRUCE_OK;
}

/* What a form accepts, and how a message tells it. */
static const struct {
    bool (*accepts)(truce_str word);
    const char *called;
    const char *right;
} forms[] = {
    [FORM_NAME] = {is_name, "a name", "a name is a-z, 0-9 and single inner hyphens, at most 64"},
    [FORM_ACTOR] = {is_actor, "the name of an actor",
                    "a name is a-z, 0-9 and inner hyphens, and no word of the language"},
    [FORM_ISSUE] = {is_issue, "the name of an issue",
                    "a name is a-z, 0-9 and inner hyphens, and no word of the language"},
    [FORM_OPTION] = {is_option, "the name of an option",
                     "a name is a-z, 0-9 and inner hyphens, and no word of the language"},
    [FORM_VALUE] = {is_value, "an option, a number or a range",
                    "write an option's name, \"6.5\" or \"4.0..5.0\""},
    [FORM_AMOUNT] = {is_amount, "a number or a range", "write \"45\" or \"45..60\""},
    [FORM_CLAIM] = {is_claim, "a claim",
                    "claims are named by source, place and label: s2:P8.office"},
    [FORM_NAME_OR_CLAIM] = {is_name_or_claim, "a name or a claim",
                            "write a name such as s2, or a claim such as s2:P8.office"},
    [FORM_LOCATOR] = {is_locator, "a place in a source", "write P12, G3, L40, B10-20, S75 or ?"},
    [FORM_NUMBER] = {is_number, "a number", "write it as 6.50 or -3, with at most 18 digits"},
    [FORM_DATE] = {is_date, "a date", "write 2024-03-27, 2024-03, 2024-05~ or 2007/.."},
    [FORM_MOVE] = {is_move, "the name of a move",
                   "a name is a-z, 0-9 and inner hyphens, and no word of the language"},
    [FORM_LOGIC] = {is_logic, "what may be so of moves",
                    "write names of moves with and, or, not, if, iff and parentheses"},
};

/* ---- printing -------------------------------------------------------------------------------- */

void put_raw(json_in *in, truce_str text) {
    if (!failed(in)) {
        truce_buffer_add(&in->text, text);
    }
}

void put_line(json_in *in, size_t indent) {
    put_lit(in, "\n");
    if (!failed(in)) {
        truce_buffer_fill(&in->text, ' ', indent - 1);
    }
}

void put_bare(json_in *in, spot s, form f) {
    const truce_str word = string_of(in, &s, forms[f].called);
    if (failed(in)) {
        return;
    }
    if (!forms[f].accepts(word)) {
        char value[SHOWN_MAX];
        refuse(in, &s, "\"%s\" is not %s; %s", shown(word, value), forms[f].called, forms[f].right);
        return;
    }
    put_raw(in, word);
}

void put(json_in *in, spot s, form f) {
    put_lit(in, " ");
    put_bare(in, s, f);
}

void put_list(json_in *in, spot s, form f) {
    const size_t n = count_elements(in, &s, 1);
    put_lit(in, " ");
    for (size_t i = 0; i < n && !failed(in); i++) {
        put_raw(in, i > 0 ? TRUCE_STR(", ") : TRUCE_STR(""));
        put_bare(in, element(&s, i), f);
    }
}

bool is_one_line(truce_str text) {
    for (size_t i = 0; i < text.size; i++) {
        if ((unsigned char)text.data[i] < ' ' || text.data[i] == 0x7F) {
            return false;
        }
    }
    return true;
}

void put_text(json_in *in, spot s) {
    const truce_str text = string_of(in, &s, "a text");
    if (failed(in)) {
        return;
    }
    if (text.size == 0) {
        refuse(in, &s, "an empty text");
    } else if (!is_one_line(text)) {
        refuse(in, &s, "a text is one line: no line breaks, tabs or other control characters");
    }
    put_lit(in, " \"");
    size_t done = 0; /* up to here it is printed */
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\') {
            put_raw(in, (truce_str){text.data + done, i - done});
            put_lit(in, "\\");
            done = i;
        }
    }
    put_raw(in, (truce_str){text.data + done, text.size - done});
    put_lit(in, "\"");
}

void put_words(json_in *in, spot s) {
    if (check_object(in, &s, SHAPE_WORDS)) {
        put_text(in, member(&s, "words"));
    }
}

void put_date_or_words(json_in *in, spot s) {
    if (json_is_object(s.value)) {
        put_words(in, s);
    } else {
        put(in, s, FORM_DATE);
    }
}

/* The nearest word is given or, when none is near, all, as far as a message holds them. */
static void refuse_word(json_in *in, const spot *s, truce_word_list list, truce_str word) {
    const char *words[32] = {NULL};
    char all[160] = "";
    size_t used = 0;
    size_t n = 0;
    bool whole = true;
    for (size_t i = 0; i < truce_words_count(list); i++) {
        const char *const one = truce_words_at(list, i).data;
        if (*one != '\0') {
            words[n++] = one;
            assert(n < sizeof words / sizeof *words);
            whole = whole && used + strlen(one) + 2 <= sizeof all;
            if (whole) {
                used += (size_t)snprintf(all + used, sizeof all - used, n > 1 ? " %s" : "%s", one);
            }
        }
    }
    char value[SHOWN_MAX];
    char hint[MEANT_MAX];
    const bool near = *meant(word, words, hint) != '\0';
    refuse(in, s, "\"%s\" is not %s%s%s%s", shown(word, value), truce_words_called(list),
           near ? hint : "; one of: ", near ? "" : all, near || whole ? "" : " ...");
}

int word_of(json_in *in, spot s, truce_word_list list) {
    const truce_str word = string_of(in, &s, truce_words_called(list));
    if (failed(in)) {
        return -1;
    }
    const int i = truce_words_find(list, word);
    if (i < 0) {
        refuse_word(in, &s, list, word);
    }
    return i;
}

void put_word(json_in *in, spot s, truce_word_list list) {
    const int i = word_of(in, s, list);
    if (i >= 0) {
        put_lit(in, " ");
        put_raw(in, truce_words_at(list, (size_t)i));
    }
}

void maybe(json_in *in, const spot *object, const char *key, const char *keyword, form f) {
    const spot s = member(object, key);
    if (has(&s)) {
        put_raw(in, truce_str_of(keyword));
        put(in, s, f);
    }
}

void maybe_text(json_in *in, const spot *object, const char *key, const char *keyword) {
    const spot s = member(object, key);
    if (has(&s)) {
        put_raw(in, truce_str_of(keyword));
        put_text(in, s);
    }
}

void maybe_list(json_in *in, const spot *object, const char *key, const char *keyword, form f) {
    const spot s = member(object, key);
    if (has(&s)) {
        put_raw(in, truce_str_of(keyword));
        put_list(in, s, f);
    }
}
