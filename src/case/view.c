/* The text falls into heads of files and records; of each record only the words that decide who may
 * see it are looked at. Whatever is unclear about them hides the record.
 *
 * Why it is enough to delete once: what decides over a record is on its own lines, its file's head,
 * the single `case` record and the `members` of compartments. A compartment is always seen by its
 * members, and whoever sees a record by the case's audience sees the case record by the same. So
 * taking hidden records away never changes who sees those that are left. */
#include "truce/case/view.h"

#include "lex.h"
#include "lines.h"
#include "truce/base/suggest.h"
#include "truce/base/symbols.h"

/* Names as symbols; `n` of them on a line of their own. */
typedef struct names {
    truce_symbol *at;
    size_t n, cap;
} names;

typedef struct record_span {
    size_t file;
    size_t begin, end; /* whole lines */
    truce_symbol name; /* 0: none that could be made out */
    bool compartment, reader, is_case;
    bool has_audience;
    bool unclear; /* about who may see it */
    names audience, members;
} record_span;

typedef struct file_span {
    size_t first_record, n_records;
    bool has_audience, unclear;
    names audience;
} file_span;

typedef struct viewer {
    truce_arena *arena;
    truce_symbols symbols;
    file_span *files;
    record_span *records;
    size_t n_records, cap_records;
    bool *within; /* [symbol]: the reader is that, or a member of it */
    bool out_of_memory;
} viewer;

/* NAME { "," NAME } to the end of the line. False when there is anything else. */
static bool read_names(viewer *v, lexer *lex, names *out) {
    for (;;) {
        if (lex->kind != TOKEN_WORD) {
            return false;
        }
        const truce_symbol symbol = truce_symbols_add(&v->symbols, (truce_str){lex->at, lex->size});
        truce_symbol *const at = truce_arena_grow(v->arena, out->at, out->n, &out->cap, sizeof *at);
        if (symbol == 0 || at == NULL) {
            v->out_of_memory = true;
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

static void scan_inside(viewer *v, record_span *record, const text_line *line) {
    lexer lex = lex_line(line);
    const bool misplaced = line->kind == LINE_TAB || line->spaces != 2;
    if (word_is(&lex, "audience")) {
        lexer_next(&lex);
        record->unclear = record->unclear || record->has_audience || misplaced ||
                          !read_names(v, &lex, &record->audience);
        record->has_audience = true;
    } else if (record->compartment && word_is(&lex, "members")) {
        lexer_next(&lex);
        record->unclear = record->unclear || record->members.n > 0 || misplaced ||
                          !read_names(v, &lex, &record->members);
    } else if (seems_audience(&lex) && !word_is(&lex, "evidence")) {
        record->unclear = true; /* "evidence" is as near as a slip, but a line of its own */
    }
}

static record_span *open_record(viewer *v, size_t input, size_t begin, const text_line *line) {
    record_span *const records =
        truce_arena_grow(v->arena, v->records, v->n_records, &v->cap_records, sizeof *records);
    if (records == NULL) {
        v->out_of_memory = true;
        return NULL;
    }
    v->records = records;
    record_span *const record = &records[v->n_records++];
    *record = (record_span){.file = input, .begin = begin, .end = begin};
    lexer lex = lex_line(line);
    record->compartment = word_is(&lex, "compartment");
    record->reader = word_is(&lex, "reader");
    record->is_case = word_is(&lex, "case");
    lexer_next(&lex);
    if (lex.kind == TOKEN_WORD) {
        record->name = truce_symbols_add(&v->symbols, (truce_str){lex.at, lex.size});
        v->out_of_memory = v->out_of_memory || record->name == 0;
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
static void scan_file(viewer *v, const truce_input *input, size_t index) {
    file_span *const file = &v->files[index];
    const char *const bytes = input->bytes.data;
    const char *const end = bytes + input->bytes.size;
    const char *p = bytes;
    record_span *record = NULL;
    int heads = 0; /* lines of the head so far that are not blank */
    bool opened = false;
    if (input->bytes.size >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
        p += 3;
    }
    *file = (file_span){.first_record = v->n_records};
    while (p < end && !v->out_of_memory) {
        const text_line line = line_at(p, end);
        if ((line.kind == LINE_INSIDE || line.kind == LINE_TAB) && record != NULL) {
            scan_inside(v, record, &line);
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
                file->unclear = file->unclear || !read_names(v, &lex, &file->audience);
            } else if (!opens) {
                file->unclear = file->unclear || heads == 0 || seems_audience(&lex);
                if (line.kind == LINE_RECORD) {
                    record = open_record(v, index, (size_t)(line.begin - bytes), &line);
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
    file->n_records = v->n_records - file->first_record;
}

static bool any_within(const viewer *v, const names *list) {
    for (size_t i = 0; i < list->n; i++) {
        if (v->within[list->at[i]]) {
            return true;
        }
    }
    return false;
}

/* What the reader is: itself, everybody, and each compartment that it is a member of. */
static bool find_within(viewer *v, truce_str reader) {
    const truce_symbol self = truce_symbols_add(&v->symbols, reader);
    const truce_symbol everybody = truce_symbols_add(&v->symbols, TRUCE_STR("public"));
    bool *const within = truce_arena_zero(v->arena, v->symbols.n, sizeof *within);
    if (self == 0 || everybody == 0 || within == NULL) {
        return false;
    }
    within[self] = true;
    within[everybody] = true;
    for (size_t i = 0; i < v->n_records; i++) {
        const record_span *const record = &v->records[i];
        bool member = false;
        for (size_t k = 0; k < record->members.n && !member; k++) {
            member = record->members.at[k] == self;
        }
        if (record->compartment && !record->unclear && record->name != 0 && member) {
            within[record->name] = true;
        }
    }
    /* Nobody is "the team" by being a member of something called so. */
    const truce_symbol team = truce_symbols_find(&v->symbols, TRUCE_STR("team"));
    if (team != 0) {
        within[team] = false;
    }
    v->within = within;
    return true;
}

static bool is_seen(const viewer *v, const record_span *record, const record_span *only_case,
                    truce_symbol self) {
    if (record->unclear) {
        return false;
    }
    if (record->compartment || record->reader) {
        if (record->name == self && self != 0) {
            return true;
        }
        for (size_t k = 0; k < record->members.n; k++) {
            if (record->members.at[k] == self) {
                return true;
            }
        }
    }
    if (record->has_audience) {
        return any_within(v, &record->audience);
    }
    const file_span *const file = &v->files[record->file];
    if (file->unclear) {
        return false;
    }
    if (file->has_audience) {
        return any_within(v, &file->audience);
    }
    return only_case != NULL && only_case->has_audience && !only_case->unclear &&
           any_within(v, &only_case->audience);
}

/* The file without its hidden records. One that loses nothing stays the text it was. */
static bool delete_hidden(viewer *v, const file_span *file, const truce_input *input,
                          const record_span *only_case, truce_symbol self, truce_str *seen) {
    const char *const bytes = input->bytes.data;
    char *text = NULL;
    size_t used = 0;
    size_t kept = 0; /* up to here the bytes were dealt with */
    for (size_t k = file->first_record; k < file->first_record + file->n_records; k++) {
        const record_span *const record = &v->records[k];
        if (is_seen(v, record, only_case, self)) {
            continue;
        }
        if (text == NULL) {
            text = truce_arena_take(v->arena, input->bytes.size);
            if (text == NULL) {
                return false;
            }
        }
        memcpy(text + used, bytes + kept, record->begin - kept);
        used += record->begin - kept;
        kept = record->end;
    }
    if (text == NULL) {
        *seen = input->bytes;
        return true;
    }
    memcpy(text + used, bytes + kept, input->bytes.size - kept);
    *seen = (truce_str){text, used + input->bytes.size - kept};
    return true;
}

static bool narrow(viewer *v, truce_view *view) {
    v->files = truce_arena_zero(v->arena, view->n_inputs, sizeof *v->files);
    if (v->files == NULL && view->n_inputs > 0) {
        return false;
    }
    for (size_t i = 0; i < view->n_inputs; i++) {
        scan_file(v, &view->inputs[i], i);
    }
    if (v->out_of_memory || !find_within(v, view->reader)) {
        return false;
    }
    const record_span *only_case = NULL;
    size_t n_cases = 0;
    for (size_t i = 0; i < v->n_records; i++) {
        n_cases += v->records[i].is_case;
        only_case = v->records[i].is_case ? &v->records[i] : only_case;
    }
    only_case = n_cases == 1 ? only_case : NULL;
    const truce_symbol self = truce_symbols_find(&v->symbols, view->reader);
    truce_input *const seen = truce_arena_zero(v->arena, view->n_inputs, sizeof *seen);
    if (seen == NULL && view->n_inputs > 0) {
        return false;
    }
    for (size_t i = 0; i < view->n_inputs; i++) {
        seen[i].name = view->inputs[i].name;
        if (!delete_hidden(v, &v->files[i], &view->inputs[i], only_case, self, &seen[i].bytes)) {
            return false;
        }
    }
    view->inputs = seen;
    return true;
}

truce_status truce_case_view(const truce_input *inputs, size_t n_inputs, truce_str reader,
                             truce_arena *arena, truce_view *view, truce_error *err) {
    truce_view made = {.inputs = inputs, .n_inputs = n_inputs, .reader = reader};
    made.narrowed = reader.size > 0 && !truce_str_equal(reader, TRUCE_STR("team"));
    bool ok = true;
    if (made.narrowed) {
        viewer v = {.arena = arena};
        ok = truce_symbols_init(&v.symbols, arena, 0, err) == TRUCE_OK && narrow(&v, &made);
    }
    if (!ok) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for a view of the case");
    }
    *view = made;
    return TRUCE_OK;
}
