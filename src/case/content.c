#include "truce/case/content.h"

#include "lex.h"
#include "lines.h"

/* The words of a line, one space apart, and a line feed. */
static void put_line(const text_line *line, truce_buffer *out) {
    lexer lex = lexer_new(line->begin + line->spaces, line->end);
    bool first = true;
    for (lexer_next(&lex); lex.kind != TOKEN_END && lex.kind != TOKEN_BAD; lexer_next(&lex)) {
        const bool text = lex.kind == TOKEN_TEXT;
        if (!first && lex.kind != TOKEN_COMMA) {
            truce_buffer_byte(out, ' ');
        }
        truce_buffer_add(out, (truce_str){lex.at - text, lex.size + (text ? 2 : 0)});
        first = false;
    }
    truce_buffer_byte(out, '\n');
}

/* The second word or text of a line; empty where there is none. */
static truce_str second(const text_line *line) {
    lexer lex = lexer_new(line->begin + line->spaces, line->end);
    lexer_next(&lex);
    lexer_next(&lex);
    const bool some = lex.kind == TOKEN_WORD || lex.kind == TOKEN_TEXT;
    return some ? (truce_str){lex.at, lex.size} : (truce_str){NULL, 0};
}

void truce_case_content(const truce_case_part *part, truce_buffer *out, truce_str *salt) {
    const char *const end = part->text.data + part->text.size;
    *salt = (truce_str){NULL, 0};
    for (int terms = 0; terms < 2; terms++) { /* texts stand before terms, whatever was written */
        bool within = false;
        for (const char *p = part->text.data; p < end;) {
            const text_line line = line_at(p, end);
            p = line.next;
            if (line.kind == LINE_BLANK) {
                continue;
            }
            if (line.spaces > 2) {
                if (within && terms == 1) {
                    put_line(&line, out);
                }
                continue;
            }
            within = line.kind == LINE_INSIDE && line_begins_with(&line, TRUCE_STR("terms")) &&
                     second(&line).size == 0;
            if (terms == 1
                    ? within
                    : line.kind == LINE_RECORD || line_begins_with(&line, TRUCE_STR("text"))) {
                put_line(&line, out);
            }
            if (line_begins_with(&line, TRUCE_STR("salt"))) {
                *salt = second(&line);
            }
        }
    }
}

bool truce_case_is_offer(const truce_case_part *part, truce_str name) {
    return (truce_str_equal(part->kind, TRUCE_STR("offer")) ||
            truce_str_equal(part->kind, TRUCE_STR("message"))) &&
           (name.size == 0 || truce_str_equal(part->name, name));
}
