/* A ledger's case as files of plain text: what is for the same people stands in one file. */
#include "folder.h"
#include "truce/actions/book.h"
#include "truce/base/symbols.h"
#include "truce/case/read.h"

/* An input of truce_book_case begins with two lines: the version, and the audience. */
static size_t head_of(truce_str text) {
    const char *const first = memchr(text.data, '\n', text.size);
    const size_t at = (size_t)(first - text.data) + 1;
    const char *const second = memchr(text.data + at, '\n', text.size - at);
    return (size_t)(second - text.data) + 1;
}

/* "audience desk, karda-room" gives desk+karda-room.truce. */
static truce_str name_file(truce_str head, truce_arena *arena) {
    static const size_t before = sizeof "truce 1\naudience " - 1;
    char *const name = truce_arena_take(arena, head.size + sizeof ".truce");
    size_t n = 0;
    for (size_t i = before; name != NULL && i + 1 < head.size; i++) {
        if (head.data[i] != ' ') {
            name[n++] = head.data[i] == ',' ? '+' : head.data[i];
        }
    }
    if (name != NULL) {
        memcpy(name + n, ".truce", sizeof ".truce");
    }
    return (truce_str){name, name != NULL ? n + strlen(".truce") : 0};
}

/* All inputs from 1 on whose head is that of the symbol `group`, one behind the other. */
static truce_status write_group(new_folder *folder, const truce_input *inputs, size_t n,
                                const truce_symbol *group_of, truce_symbol group, truce_str head,
                                truce_arena *arena, truce_error *err) {
    truce_buffer text = truce_buffer_new();
    truce_buffer_add(&text, head);
    for (size_t i = 1; i < n; i++) {
        if (group_of[i] == group) {
            const truce_str said = {inputs[i].bytes.data + head.size,
                                    inputs[i].bytes.size - head.size};
            truce_buffer_byte(&text, '\n');
            truce_buffer_add(&text, said);
            if (said.size > 0 && said.data[said.size - 1] != '\n') {
                truce_buffer_byte(&text, '\n');
            }
        }
    }
    const truce_str name = name_file(head, arena);
    const truce_status status =
        text.failed || name.data == NULL
            ? truce_fail(err, TRUCE_ENOMEM, "no memory for the text of a ledger")
            : folder_add(folder, name, (truce_str){text.data, text.size});
    truce_buffer_clear(&text);
    return status;
}

static truce_status write_all(new_folder *folder, const truce_input *inputs, size_t n,
                              truce_arena *arena, truce_error *err) {
    truce_symbols heads;
    truce_symbol *const group_of = truce_arena_zero(arena, n + 1, sizeof *group_of);
    truce_str *const head = truce_arena_zero(arena, n + 1, sizeof *head);
    truce_status status = truce_symbols_init(&heads, arena, 0, err);
    if (status == TRUCE_OK && (group_of == NULL || head == NULL)) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the text of a ledger");
    }
    for (size_t i = 1; i < n && status == TRUCE_OK; i++) {
        const truce_str own = {inputs[i].bytes.data, head_of(inputs[i].bytes)};
        group_of[i] = truce_symbols_add(&heads, own);
        if (group_of[i] == 0) {
            return truce_fail(err, TRUCE_ENOMEM, "no memory for the text of a ledger");
        }
        head[group_of[i]] = own;
    }
    status = status == TRUCE_OK ? folder_add(folder, TRUCE_STR("members.truce"), inputs[0].bytes)
                                : status;
    for (truce_symbol g = 1; g < heads.n && status == TRUCE_OK; g++) {
        status = write_group(folder, inputs, n, group_of, g, head[g], arena, err);
    }
    return status;
}

/* The texts with each name as it is called for who reads them all; as they stand where they cannot
 * be read. */
static truce_status call_by_name(truce_book_texts *texts, truce_arena *arena, truce_error *err) {
    truce_case c;
    truce_report report = truce_report_new(arena);
    const truce_view view = {.inputs = texts->inputs, .n_inputs = texts->n};
    const truce_read_options options = {.no_warnings = true, .writers = &texts->writers};
    const truce_status status = truce_case_read(&view, options, arena, &c, &report, err);
    if (status != TRUCE_OK || c.n_renamed == 0) {
        return status == TRUCE_EPARSE ? TRUCE_OK : status;
    }
    truce_buffer out = truce_buffer_new();
    for (size_t i = 0, at = 0; i < texts->n; i++) {
        const truce_str bytes = texts->inputs[i].bytes;
        const size_t base = c.texts[i].base;
        size_t done = 0;
        out.size = 0;
        for (; at < c.n_renamed && c.renamed[at].place < base + bytes.size; at++) {
            const size_t place = c.renamed[at].place - base;
            truce_buffer_add(&out, (truce_str){bytes.data + done, place - done});
            truce_buffer_add(&out, truce_case_name(&c, c.renamed[at].shown));
            done = place + c.renamed[at].size;
        }
        if (done > 0) {
            truce_buffer_add(&out, (truce_str){bytes.data + done, bytes.size - done});
            texts->inputs[i].bytes = truce_arena_str(arena, truce_buffer_str(&out));
            out.failed = out.failed || texts->inputs[i].bytes.data == NULL;
        }
    }
    const bool ok = !out.failed;
    truce_buffer_clear(&out);
    return ok ? TRUCE_OK : truce_fail(err, TRUCE_ENOMEM, "no memory for the text of a ledger");
}

truce_status truce_book_write(const truce_book *book, const char *path, size_t *n,
                              truce_error *err) {
    truce_arena arena = truce_arena_secret();
    truce_book_texts texts;
    new_folder folder;
    truce_status status =
        truce_book_case(book, (truce_str){NULL, 0}, INT64_MAX, &arena, &texts, err);
    status = status == TRUCE_OK ? call_by_name(&texts, &arena, err) : status;
    if (status == TRUCE_OK) {
        status = folder_begin(path, 0700, &arena, &folder, err);
        if (status == TRUCE_OK) {
            status = folder_end(&folder, write_all(&folder, texts.inputs, texts.n, &arena, err));
            *n = folder.n;
        }
    }
    truce_arena_clear(&arena);
    return status;
}
