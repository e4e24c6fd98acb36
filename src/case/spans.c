/* The text falls into heads of files and records; of each record only the words that decide who may
 * see it are looked at. Whatever is unclear about them is noted. */
#include "spans.h"

#include "truce/base/suggest.h"

/* NAME { "," NAME } to the end of the line. False when there is anything else. */
static bool read_names(spans *s, lexer *lex, names *out) {
    for (;;) {
        if (lex->kind != TOKEN_WORD) {
            return false;
        }
        const truce_symbol symbol = truce_symbols_add(&s->symbols, (truce_str){lex->at, lex->size});
        truce_symbol *const at = truce_arena_grow(s->arena, out->at, out->n, &out->cap, sizeof *at);
        if (symbol == 0 || at == NULL) {
            s->out_of_memory = true;
            return false;
        }
        at[out->n++] = symbol;
        out->at = at;
        lexer_next(lex);
        if (lex->kind == TOKEN_END) {
            return true;
        }
        if (lex->kind != TOKEN_COMMA) {
            return false;
        }
        lexer_next(lex);
    }
}

static bool word_is(const lexer *lex, const char *word) {
    return lex->kind == TOKEN_WORD &&
           truce_str_equal((truce_str){lex->at, lex->size}, truce_str_of(word));
}

static bool is_letter(char b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b & 0x80) != 0;
}

/* Something that a person may have meant for "audience": also in capitals, in quotes, behind spaces
 * that are none (U+00A0), and as in "audience:desk". */
static bool seems_audience(const lexer *lex) {
    static const truce_str meant = {"audience", 8};
    char word[32];
    if (lex->kind != TOKEN_WORD && lex->kind != TOKEN_TEXT) {
        return false;
    }
    const size_t size = lex->size < sizeof word ? lex->size : sizeof word;
    size_t letters = 0;
    for (size_t i = 0; i < size; i++) {
        const char b = lex->at[i];
        word[i] = (char)(b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b);
        letters += letters == i && is_letter(b);
        if (i + 1 >= meant.size && memcmp(word + i + 1 - meant.size, meant.data, meant.size) == 0) {
            return true;
        }
    }
    const size_t sizes[] = {lex->size, letters};
    for (int i = 0; i < (letters < lex->size ? 2 : 1); i++) {
        if (sizes[i] >= 5 && sizes[i] <= 12 &&
            truce_edit_distance((truce_str){word, sizes[i]}, meant, 3) <= 3) {
            return true;
        }
    }
    return false;
}

/* The line's first token, behind spaces and, where they are wrong, tabs. */
static lexer lex_line(const text_line *line) {
    const char *p = line->begin + line->spaces;
    while (p < line->end && (*p == ' ' || *p == '\t')) {
        p++;
    }
    lexer lex = lexer_new(p, line->end);
    lexer_next(&lex);
    return lex;
}

static void scan_inside(spans *s, record_span *record, const text_line *line) {
    lexer lex = lex_line(line);
    const bool misplaced = line->kind == LINE_TAB || line->spaces != 2;
    if (word_is(&lex, "audience")) {
        lexer_next(&lex);
        record->unclear = record->unclear || record->has_audience || misplaced ||
                          !read_names(s, &lex, &record->audience);
        record->has_audience = true;
    } else if (record->compartment && word_is(&lex, "members")) {
        lexer_next(&lex);
        record->unclear = record->unclear || record->members.n > 0 || misplaced ||
                          !read_names(s, &lex, &record->members);
    } else if (seems_audience(&lex) && !word_is(&lex, "evidence")) {
        record->unclear = true; /* "evidence" is as near as a slip, but a line of its own */
    }
}

static record_span *open_record(spans *s, size_t input, size_t begin, const text_line *line) {
    record_span *const records =
        truce_arena_grow(s->arena, s->records, s->n_records, &s->cap_records, sizeof *records);
    if (records == NULL) {
        s->out_of_memory = true;
        return NULL;
    }
    s->records = records;
    record_span *const record = &records[s->n_records++];
    *record = (record_span){.file = input, .begin = begin, .end = begin};
    lexer lex = lex_line(line);
    record->kind = lex.kind == TOKEN_WORD ? (truce_str){lex.at, lex.size} : (truce_str){NULL, 0};
    record->compartment = word_is(&lex, "compartment");
    record->reader = word_is(&lex, "reader");
    record->is_case = word_is(&lex, "case");
    lexer_next(&lex);
    if (lex.kind == TOKEN_WORD) {
        record->name = truce_symbols_add(&s->symbols, (truce_str){lex.at, lex.size});
        s->out_of_memory = s->out_of_memory || record->name == 0;
    }
    /* Nobody can be called so, and no claim has it on its first line but by mistake. */
    const bool claim = line_begins_with(line, TRUCE_STR("claim"));
    for (lexer_next(&lex); claim && lex.kind != TOKEN_END; lexer_next(&lex)) {
        record->unclear = record->unclear || word_is(&lex, "audience");
    }
    return record;
}

/* The head of a file ends where its first record begins. A head that is not as it should be, or an
 * audience line where none belongs, makes the file's default unclear. */
static void scan_file(spans *s, const truce_input *input, size_t index) {
    file_span *const file = &s->files[index];
    const char *const bytes = input->bytes.data;
    const char *const end = bytes + input->bytes.size;
    const char *p = bytes;
    record_span *record = NULL;
    int heads = 0; /* lines of the head so far that are not blank */
    bool opened = false;
    if (input->bytes.size >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
        p += 3;
    }
    *file = (file_span){.first_record = s->n_records};
    while (p < end && !s->out_of_memory) {
        const text_line line = line_at(p, end);
        if ((line.kind == LINE_INSIDE || line.kind == LINE_TAB) && record != NULL) {
            scan_inside(s, record, &line);
        } else if (line.kind == LINE_TAB) {
            file->unclear = true;
        } else if (line.kind == LINE_INSIDE || line.kind == LINE_RECORD) {
            const bool opens = heads == 0 && line_begins_with(&line, TRUCE_STR("truce"));
            const bool audience = heads == 1 && opened && record == NULL &&
                                  line.kind == LINE_RECORD &&
                                  line_begins_with(&line, TRUCE_STR("audience"));
            lexer lex = lex_line(&line);
            if (audience) {
                lexer_next(&lex);
                file->has_audience = true;
                file->unclear = file->unclear || !read_names(s, &lex, &file->audience);
            } else if (!opens) {
                file->unclear = file->unclear || heads == 0 || seems_audience(&lex);
                if (line.kind == LINE_RECORD) {
                    record = open_record(s, index, (size_t)(line.begin - bytes), &line);
                }
            }
            opened = opened || opens;
            heads++;
        }
        if (record != NULL) {
            record->end = (size_t)(line.next - bytes);
        }
        p = line.next;
    }
    file->n_records = s->n_records - file->first_record;
}

bool spans_find(spans *s, const truce_input *inputs, size_t n_inputs) {
    s->files = truce_arena_zero(s->arena, n_inputs, sizeof *s->files);
    if (s->files == NULL && n_inputs > 0) {
        s->out_of_memory = true;
        return false;
    }
    for (size_t i = 0; i < n_inputs; i++) {
        scan_file(s, &inputs[i], i);
    }
    return !s->out_of_memory;
}

const record_span *spans_case(const spans *s) {
    const record_span *only = NULL;
    size_t n = 0;
    for (size_t i = 0; i < s->n_records; i++) {
        n += s->records[i].is_case;
        only = s->records[i].is_case ? &s->records[i] : only;
    }
    return n == 1 ? only : NULL;
}

bool spans_is_audience(const text_line *line) {
    const lexer lex = lex_line(line);
    return line->kind == LINE_INSIDE && word_is(&lex, "audience");
}
