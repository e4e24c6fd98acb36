/* Records of offers on their way, as text. */
#include "truce/actions/custody.h"

#include "custody_text.h"
#include "truce/case/parts.h"
#include "truce/case/words.h"

static truce_status no_memory(truce_error *err) {
    return truce_fail(err, TRUCE_ENOMEM, "no memory for custody records");
}

/* A name that nobody can tell anything from. */
static truce_status put_new_name(truce_str of, truce_buffer *out, truce_error *err) {
    uint8_t bytes[4] = {0};
    const truce_status status = truce_random(bytes, sizeof bytes, err);
    truce_buffer_printf(out, "%.*s-%02x%02x%02x%02x", TRUCE_STR_ARGS(of), bytes[0], bytes[1],
                        bytes[2], bytes[3]);
    return status;
}

/* Words of the language and commas: nothing that could begin another line, text or comment. */
static bool is_plain(truce_str text) {
    bool is = true;
    for (size_t i = 0; i < text.size && is; i++) {
        const char b = text.data[i];
        is = b > ' ' && b <= '~' && b != '"' && b != '#' && b != '\\';
    }
    return is;
}

/* "a,b" as "a, b". */
static void put_names(truce_buffer *out, const char *before, truce_str names) {
    for (size_t i = 0; i < names.size; i++) {
        truce_buffer_printf(out, "%s%c%s", i == 0 ? before : "", names.data[i],
                            names.data[i] == ',' ? " " : "");
    }
}

static truce_status check(const truce_stage_said *said, truce_error *err) {
    const truce_str plain[] = {said->offer, said->by,   said->to,     said->from,
                               said->at,    said->with, said->source, said->speaker};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (!is_plain(plain[i])) {
            return truce_fail(err, TRUCE_EINVAL,
                              "\"%.*s\" is no name or date: names have no blanks, and commas "
                              "between them",
                              plain[i].size > 60 ? 60 : (int)plain[i].size, plain[i].data);
        }
    }
    for (size_t i = 0; i < said->note.size; i++) {
        if ((unsigned char)said->note.data[i] < ' ') {
            return truce_fail(err, TRUCE_EINVAL, "a note is one line");
        }
    }
    return TRUCE_OK;
}

void custody_put_text(truce_buffer *out, const char *before, truce_str text) {
    truce_buffer_printf(out, "%s \"", before);
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\') {
            truce_buffer_byte(out, '\\');
        }
        truce_buffer_byte(out, text.data[i]);
    }
    truce_buffer_lit(out, "\"\n");
}

static void put_stage(const truce_stage_said *said, truce_buffer *out) {
    truce_buffer_printf(out, " %.*s ", TRUCE_STR_ARGS(said->offer));
    truce_buffer_add(out, truce_words_at(TRUCE_WORDS_STAGE, (size_t)said->stage));
    put_names(out, " by ", said->by);
    put_names(out, " to ", said->to);
    put_names(out, " from ", said->from);
}

static void put_claim(const truce_stage_said *said, truce_buffer *out) {
    truce_buffer_printf(out, "claim %.*s", TRUCE_STR_ARGS(said->source));
    put_names(out, " by ", said->speaker);
    truce_buffer_lit(out, "\n  offer");
    put_stage(said, out);
    put_names(out, " at ", said->at);
    truce_buffer_byte(out, '\n');
}

/* The lines of a block but the first and the last. */
static void put_receipt(truce_str block, truce_buffer *out) {
    bool within = false;
    while (block.size > 0) {
        const char *const stop = memchr(block.data, '\n', block.size);
        const size_t size = stop != NULL ? (size_t)(stop - block.data) : block.size;
        truce_str line = {block.data, size};
        while (line.size > 0 &&
               (line.data[line.size - 1] == ' ' || line.data[line.size - 1] == '\r')) {
            line.size--;
        }
        const bool ends = truce_str_equal(line, TRUCE_STR(TRUCE_RECEIPT_ENDS));
        if (within && !ends) {
            custody_put_text(out, "  receipt", line);
        }
        if (within && ends) {
            return;
        }
        within = within || truce_str_equal(line, TRUCE_STR(TRUCE_RECEIPT_BEGINS));
        block = (truce_str){block.data + size + (stop != NULL), block.size - size - (stop != NULL)};
    }
}

static truce_status put_record(const truce_stage_said *said, truce_buffer *out, size_t *name,
                               size_t *name_size, truce_error *err) {
    truce_buffer_lit(out, "custody ");
    *name = out->size;
    const truce_status status = put_new_name(said->offer, out, err);
    *name_size = out->size - *name;
    truce_buffer_lit(out, " of");
    put_stage(said, out);
    truce_buffer_byte(out, '\n');
    if (said->at.size > 0) {
        truce_buffer_printf(out, "  at %.*s\n", TRUCE_STR_ARGS(said->at));
    }
    if (said->with.size > 0) {
        truce_buffer_printf(out, "  with %.*s\n", TRUCE_STR_ARGS(said->with));
    }
    put_receipt(said->receipt, out);
    if (said->note.size > 0) {
        custody_put_text(out, "  note", said->note);
    }
    return status;
}

truce_status truce_custody_stage(const truce_stage_said *said, truce_arena *arena, truce_str *text,
                                 truce_str *name, truce_error *err) {
    truce_buffer out = truce_buffer_new();
    size_t begin = 0;
    size_t size = 0;
    truce_status status = check(said, err);
    truce_buffer_lit(&out, "truce 1\n");
    if (status == TRUCE_OK && said->source.size > 0) {
        put_claim(said, &out);
    } else if (status == TRUCE_OK) {
        status = put_record(said, &out, &begin, &size, err);
    }
    truce_str copy = {NULL, 0};
    status = status == TRUCE_OK ? truce_buffer_status(&out, err) : status;
    if (status == TRUCE_OK) {
        copy = truce_arena_str(arena, truce_buffer_str(&out));
        status = copy.data != NULL ? TRUCE_OK : no_memory(err);
    }
    truce_buffer_clear(&out);
    if (status == TRUCE_OK) {
        *text = copy;
        *name = said->source.size > 0 ? said->source : (truce_str){copy.data + begin, size};
    }
    return status;
}

/* ---- a new offer ----------------------------------------------------------------------------- */

/* Behind `word` in its first line, which has single blanks, up to the next preposition or the end;
 * empty where the word does not stand there. */
static truce_str behind_word(truce_str content, truce_str word) {
    static const truce_str words[] = {{" by ", 4}, {" to ", 4}, {" replaces ", 10}};
    const char *const line_end = memchr(content.data, '\n', content.size);
    const char *const end = line_end != NULL ? line_end : content.data + content.size;
    const char *at = end; /* behind the title: its last quote */
    while (at > content.data && at[-1] != '"') {
        at--;
    }
    truce_str names = {NULL, 0};
    bool within = false;
    for (; at < end; at++) {
        for (size_t k = 0; k < 3; k++) {
            const truce_str w = words[k];
            if ((size_t)(end - at) >= w.size && memcmp(at, w.data, w.size) == 0) {
                within = truce_str_equal(w, word);
                names = within ? (truce_str){at + w.size, 0} : names;
            }
        }
        if (within && at >= names.data) {
            names.size = (size_t)(at + 1 - names.data);
        }
    }
    return names;
}

truce_status truce_custody_replaced(truce_str text, truce_arena *arena, truce_str *older,
                                    truce_error *err) {
    const truce_input input = {TRUCE_STR("(what is new)"), text};
    truce_case_part *parts = NULL;
    size_t n = 0;
    truce_str salt;
    truce_buffer content = truce_buffer_new();
    truce_status status = truce_case_parts(&input, 1, arena, &parts, &n, err);
    if (status == TRUCE_OK && n > 0) {
        truce_case_content(&parts[0], &content, &salt);
        status = truce_buffer_status(&content, err);
    }
    if (status == TRUCE_OK) {
        const truce_str name = behind_word(truce_buffer_str(&content), TRUCE_STR(" replaces "));
        *older = name.size > 0 ? truce_arena_str(arena, name) : name;
        status = name.size > 0 && older->data == NULL ? no_memory(err) : TRUCE_OK;
    }
    truce_buffer_clear(&content);
    return status;
}

/* Who may see it, as the lines of a file or the record itself had it. */
static void put_audience(const truce_case_part *part, truce_buffer *out) {
    for (size_t i = 0; i < part->n_audience; i++) {
        truce_buffer_printf(out, "%s%.*s", i == 0 ? "  audience " : ", ",
                            TRUCE_STR_ARGS(part->audience[i]));
    }
    if (part->n_audience > 0) {
        truce_buffer_byte(out, '\n');
    }
}

/* The record as written, with another name in its first line, and a salt behind its lines. */
static truce_status put_renamed(const truce_case_part *part, bool salted, truce_buffer *out,
                                size_t *begin, size_t *size, truce_error *err) {
    uint8_t salt[TRUCE_CONTENT_SALT];
    char text[TRUCE_SALT_TEXT];
    size_t used = part->kind.size; /* the record begins with its kind and its name */
    while (used < part->text.size && part->text.data[used] == ' ') {
        used++;
    }
    used += part->name.size;
    truce_str behind = {part->text.data + used, part->text.size - used};
    while (behind.size > 0 && behind.data[behind.size - 1] == '\n') {
        behind.size--;
    }
    truce_buffer_printf(out, "%.*s ", TRUCE_STR_ARGS(part->kind));
    *begin = out->size;
    truce_status status = put_new_name(part->name, out, err);
    *size = out->size - *begin;
    truce_buffer_add(out, behind);
    truce_buffer_byte(out, '\n');
    put_audience(part, out);
    if (status == TRUCE_OK && !salted) {
        status = truce_random(salt, sizeof salt, err);
        truce_content_salt_text(salt, text);
        truce_buffer_printf(out, "  salt \"%s\"\n", text);
    }
    return status;
}

/* That it was issued, by those whom its first line names; for those who may see it. */
static truce_status put_issued(truce_str offer, const truce_case_part *part, truce_str makers,
                               truce_str at, truce_buffer *out, truce_error *err) {
    const truce_stage_said issued = {.offer = offer, .stage = TRUCE_STAGE_ISSUED, .at = at};
    truce_status status = check(&issued, err);
    truce_buffer_lit(out, "custody ");
    status = status == TRUCE_OK ? put_new_name(offer, out, err) : status;
    truce_buffer_lit(out, " of");
    put_stage(&issued, out);
    truce_buffer_printf(out, "%s%.*s\n", makers.size > 0 ? " by " : "", TRUCE_STR_ARGS(makers));
    if (at.size > 0) {
        truce_buffer_printf(out, "  at %.*s\n", TRUCE_STR_ARGS(at));
    }
    put_audience(part, out);
    return status;
}

/* The records of `written`, whose first line need not be "truce 1": without it nobody would know
 * who may see them. */
static truce_status read_parts(truce_str written, truce_arena *arena, truce_case_part **parts,
                               size_t *n, truce_error *err) {
    static const char head[] = "truce 1\n";
    truce_input input = {TRUCE_STR("(what is new)"), written};
    truce_status status = truce_case_parts(&input, 1, arena, parts, n, err);
    if (status == TRUCE_OK && *n > 0 && (*parts)[0].unclear) {
        char *const text = truce_arena_take(arena, sizeof head + written.size);
        if (text == NULL) {
            return no_memory(err);
        }
        memcpy(text, head, sizeof head - 1);
        memcpy(text + sizeof head - 1, written.data, written.size);
        input.bytes = (truce_str){text, sizeof head - 1 + written.size};
        status = truce_case_parts(&input, 1, arena, parts, n, err);
    }
    return status;
}

truce_status truce_custody_new(truce_str written, bool message, truce_str at, truce_arena *arena,
                               truce_str *text, truce_str *name, truce_error *err) {
    const char *const noun = message ? "message" : "offer";
    truce_case_part *parts = NULL;
    size_t n = 0;
    truce_status status = read_parts(written, arena, &parts, &n, err);
    if (status == TRUCE_OK && (n != 1 || !truce_str_equal(parts[0].kind, truce_str_of(noun)))) {
        status = truce_fail(err, TRUCE_EINVAL,
                            "write one %s, and nothing else: %s NAME \"title\" by ... to ..., and "
                            "below it text \"...\"%s",
                            noun, noun, message ? "" : " or terms");
    }
    if (status == TRUCE_OK && parts[0].unclear) {
        status = truce_fail(err, TRUCE_EINVAL,
                            "who may see it cannot be read from its audience line: names, with "
                            "commas between them");
    }
    if (status != TRUCE_OK) {
        return status;
    }
    truce_buffer out = truce_buffer_new();
    truce_buffer content = truce_buffer_new();
    truce_str salt = {NULL, 0};
    size_t begin = 0;
    size_t size = 0;
    truce_buffer_lit(&out, "truce 1\n");
    truce_case_content(&parts[0], &content, &salt);
    truce_str called = {NULL, 0};
    truce_str copy = {NULL, 0};
    status = truce_buffer_status(&content, err);
    if (status == TRUCE_OK) {
        status = put_renamed(&parts[0], salt.size > 0, &out, &begin, &size, err);
    }
    if (status == TRUCE_OK) {
        status = truce_buffer_status(&out, err);
    }
    if (status == TRUCE_OK) {
        called = truce_arena_str(arena, (truce_str){out.data + begin, size});
        status = called.data != NULL ? TRUCE_OK : no_memory(err);
    }
    if (status == TRUCE_OK) {
        status =
            put_issued(called, &parts[0],
                       behind_word(truce_buffer_str(&content), TRUCE_STR(" by ")), at, &out, err);
    }
    if (status == TRUCE_OK) {
        status = truce_buffer_status(&out, err);
    }
    if (status == TRUCE_OK) {
        copy = truce_arena_str(arena, truce_buffer_str(&out));
        status = copy.data != NULL ? TRUCE_OK : no_memory(err);
    }
    truce_buffer_clear(&out);
    truce_buffer_clear(&content);
    if (status == TRUCE_OK) {
        *text = copy;
        *name = called;
    }
    return status;
}
