#include "assume.h"

#include "truce/base/utf8.h"

static truce_str trimmed(truce_str text) {
    while (text.size > 0 && text.data[0] == ' ') {
        text.data++;
        text.size--;
    }
    while (text.size > 0 && text.data[text.size - 1] == ' ') {
        text.size--;
    }
    return text;
}

static bool is_one_line(truce_str text) {
    for (size_t i = 0; i < text.size; i++) {
        if ((unsigned char)text.data[i] < ' ' || text.data[i] == 0x7F) {
            return false;
        }
    }
    return text.size > 0;
}

static bool occurs(truce_str text, truce_str word) {
    const char *at = text.data;
    const char *const end = text.data + text.size;
    while (at != NULL && (size_t)(end - at) >= word.size &&
           (at = memchr(at, word.data[0], (size_t)(end - at))) != NULL) {
        if ((size_t)(end - at) >= word.size && memcmp(at, word.data, word.size) == 0) {
            return true;
        }
        at++;
    }
    return false;
}

/* A name for the source that stands nowhere in what this reader sees. */
static truce_str free_name(const truce_session *s, truce_arena *arena) {
    truce_str name = TRUCE_STR("supposed");
    bool taken = true;
    for (unsigned n = 2; taken && name.data != NULL; n++) {
        taken = false;
        for (size_t i = 0; i < s->view.n_inputs && !taken; i++) {
            taken = s->view.inputs[i].bytes.size > 0 && occurs(s->view.inputs[i].bytes, name);
        }
        name = taken ? truce_arena_printf(arena, "supposed-%u", n) : name;
    }
    return name;
}

truce_status assume_append(truce_session *s, truce_error *err) {
    const truce_request *const r = &s->request;
    if (r->n_assume == 0) {
        return TRUCE_OK;
    }
    const truce_str name = free_name(s, &s->arena);
    truce_input *const inputs =
        truce_arena_take(&s->arena, (s->view.n_inputs + 1) * sizeof *inputs);
    truce_buffer text = truce_buffer_new();
    truce_buffer_printf(&text,
                        "truce 1\naudience team\n\nsource %.*s \"What is supposed\" document\n"
                        "  published 0001\n",
                        TRUCE_STR_ARGS(name));
    for (size_t i = 0; i < r->n_assume; i++) {
        const truce_str line = trimmed(r->assume[i]);
        if (!is_one_line(line)) {
            truce_buffer_clear(&text);
            return truce_fail(err, TRUCE_EINVAL,
                              "--assume takes one line as a claim would state it, such as "
                              "\"PARTY accepts ISSUE OPTION\"");
        }
        truce_buffer_printf(&text, "\nclaim %.*s:L%zu inferred\n  ", TRUCE_STR_ARGS(name), i + 1);
        truce_buffer_add(&text, line);
        truce_buffer_byte(&text, '\n');
    }
    const truce_str kept = truce_arena_str(&s->arena, truce_buffer_str(&text));
    const bool ok = !text.failed && kept.data != NULL && inputs != NULL && name.data != NULL;
    truce_buffer_clear(&text);
    if (!ok) {
        return truce_fail(err, TRUCE_ENOMEM, "no memory for what is supposed");
    }
    for (size_t i = 0; i < s->view.n_inputs; i++) {
        inputs[i] = s->view.inputs[i];
    }
    inputs[s->view.n_inputs++] = (truce_input){TRUCE_STR("--assume"), kept};
    s->view.inputs = inputs;
    return TRUCE_OK;
}

static bool is_position(const truce_session *s, const truce_claim *claim) {
    return claim->n_statements == 1 && claim->statements[0].kind == TRUCE_STATES_POSITION &&
           truce_case_find(&s->c, TRUCE_KIND_ACTOR, claim->statements[0].subject) != TRUCE_NONE;
}

static bool is_of_party(const truce_case *c, const truce_statement *st) {
    const uint32_t actor = truce_case_find(c, TRUCE_KIND_ACTOR, st->subject);
    return c->actors[c->actors[actor].side].kind == TRUCE_ACTOR_PARTY;
}

truce_status assume_find(truce_session *s, truce_error *err) {
    const truce_request *const r = &s->request;
    if (r->n_assume == 0) {
        return TRUCE_OK;
    }
    s->n_assumed = (uint32_t)r->n_assume;
    s->assumed = s->c.n_claims - s->n_assumed;
    s->assumed_source = s->c.n_sources - 1;
    for (size_t i = 0; i < r->n_assume; i++) {
        const truce_claim *const claim = &s->c.claims[s->assumed + i];
        const truce_str line = trimmed(r->assume[i]);
        const int size = line.size > 100 ? 100 : (int)line.size;
        if (!is_position(s, claim)) {
            return truce_fail(err, TRUCE_EINVAL,
                              "--assume \"%.*s\" states no position, such as \"PARTY accepts ISSUE "
                              "OPTION\"",
                              size, line.data);
        }
        if (!is_of_party(&s->c, &claim->statements[0])) {
            return truce_fail(err, TRUCE_EINVAL,
                              "--assume \"%.*s\" is of nobody on a party's side, and binds nobody",
                              size, line.data);
        }
    }
    return TRUCE_OK;
}

/* The argument with a caret below it, as the report shows a line of a file. */
static void show_problem(const truce_report *report, const truce_problem *problem,
                         truce_buffer *out) {
    const truce_where w = truce_report_locate(report, problem->place);
    const size_t indent = w.offset >= 2 && w.text.size >= 2 ? 2 : 0;
    const truce_str before = {w.text.data + indent, w.offset - indent};
    const size_t rest = w.text.size - w.offset;
    const truce_str under = {w.text.data + w.offset, problem->size < rest ? problem->size : rest};
    truce_buffer_lit(out, "--assume: ");
    truce_utf8_show(out, problem->message);
    truce_buffer_lit(out, "\n  ");
    truce_utf8_show(out, (truce_str){w.text.data + indent, w.text.size - indent});
    truce_buffer_lit(out, "\n  ");
    truce_buffer_fill(out, ' ', truce_utf8_width(before));
    truce_buffer_byte(out, '^');
    const size_t width = truce_utf8_width(under);
    truce_buffer_fill(out, '~', width > 1 ? width - 1 : 0);
    truce_buffer_byte(out, '\n');
    if (problem->hint.size > 0) {
        truce_buffer_lit(out, "  = ");
        truce_utf8_show(out, problem->hint);
        truce_buffer_byte(out, '\n');
    }
}

bool truce_session_show_assumed(const truce_session *s, truce_buffer *out) {
    const truce_report *const report = &s->report;
    if (s->request.n_assume == 0 || report->n_texts == 0 || report->errors > report->n) {
        return false;
    }
    const truce_place base = report->texts[report->n_texts - 1].base;
    for (size_t i = 0; i < report->n; i++) {
        if (report->problems[i].place < base) {
            return false;
        }
    }
    for (size_t i = 0; i < report->n; i++) {
        show_problem(report, &report->problems[i], out);
    }
    return true;
}
