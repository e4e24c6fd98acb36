/* What a release would hand over, and what that tells: for people, and for machines. */
#include <stdio.h>

#include "book_words.h"
#include "release_parts.h"
#include "truce/base/json.h"
#include "truce/base/utf8.h"

static void put_record(const held *h, truce_buffer *out) {
    book_put_id(out, h->event->id, 4);
    truce_buffer_byte(out, ' ');
    truce_utf8_show(out, h->part.kind);
    truce_buffer_byte(out, ' ');
    truce_utf8_show(out, h->part.name);
}

static void put_lines(truce_str text, truce_buffer *out) {
    while (text.size > 0) {
        const char *const stop = memchr(text.data, '\n', text.size);
        const size_t size = stop != NULL ? (size_t)(stop - text.data) : text.size;
        truce_buffer_lit(out, "  | ");
        truce_utf8_show(out, (truce_str){text.data, size});
        truce_buffer_byte(out, '\n');
        const size_t used = size + (stop != NULL);
        text = (truce_str){text.data + used, text.size - used};
    }
}

/* `width`: of the names of kinds. */
static void put_leak(const truce_release *r, const leak *k, int width, truce_buffer *out) {
    truce_buffer_printf(out, "  %-*s  ", width, leak_kind_name(k->kind));
    if (k->kind == LEAK_PACKAGE) {
        truce_buffer_printf(out, "%u values, from ", k->n);
    }
    truce_utf8_show(out, k->what);
    truce_buffer_lit(out, "  (line ");
    truce_buffer_printf(out, "%u of ", k->line);
    truce_utf8_show(out, r->records[r->given_record[k->text]].part.name);
    if (k->kind >= LEAK_COMPARTMENT) {
        truce_buffer_printf(out, ")\n%*sa %s that they do not know of\n", width + 4, "",
                            leak_kind_name(k->kind));
        return;
    }
    const held *const hidden = r->hidden[k->hidden];
    truce_buffer_printf(out, ")\n%*salso in ", width + 4, "");
    put_record(hidden, out);
    truce_buffer_lit(out, ", which is for ");
    for (size_t i = 0; i < hidden->event->n_labels; i++) {
        truce_buffer_printf(out, "%s%.*s", i > 0 ? ", " : "",
                            TRUCE_STR_ARGS(hidden->event->labels[i]));
    }
    if (k->n > 1 && k->kind != LEAK_PACKAGE) {
        truce_buffer_printf(out, "; and in %u more", k->n - 1);
    }
    truce_buffer_byte(out, '\n');
}

/* What they do not have yet, in one line for each kind. */
static void put_learnt(const truce_release *r, truce_buffer *out) {
    for (leak_kind kind = LEAK_VALUE; kind <= LEAK_NAME; kind++) {
        bool any = false;
        for (size_t i = 0; i < r->leaks.n_learnt; i++) {
            const leak *const k = &r->leaks.learnt[i];
            if (k->kind == kind) {
                truce_buffer_printf(out, "%s",
                                    any                  ? ", "
                                    : kind == LEAK_VALUE ? "  values  "
                                                         : "  names   ");
                truce_utf8_show(out, k->what);
                any = true;
            }
        }
        truce_buffer_printf(out, "%s", any ? "\n" : "");
    }
}

void truce_release_tell(const truce_release *release, truce_buffer *out) {
    const truce_release *const r = release;
    truce_buffer_printf(out, "%.*s would get, to the byte:\n", TRUCE_STR_ARGS(r->to));
    for (size_t i = 0; i < r->n_given; i++) {
        truce_buffer_lit(out, "\n  ");
        put_record(&r->records[r->given_record[i]], out);
        truce_buffer_byte(out, '\n');
        put_lines(r->given[i].event->text, out);
    }
    if (r->leaks.n > 0) {
        truce_buffer_printf(out,
                            "\nThis also stands where they may not read (%zu). Whether it gives "
                            "anything away is for you to say:\n",
                            r->leaks.n);
        int width = 7;
        for (size_t i = 0; i < r->leaks.n; i++) {
            width = r->leaks.found[i].kind == LEAK_COMPARTMENT ? 11 : width;
        }
        for (size_t i = 0; i < r->leaks.n; i++) {
            put_leak(r, &r->leaks.found[i], width, out);
        }
    } else {
        truce_buffer_lit(out, "\nNothing of it stands where they may not read, as far as words "
                              "go.\n");
    }
    truce_buffer_lit(
        out, "\nDone, each is taken back and added anew in your name, for those who have "
             "it too: they see\nthat it was handed on, and not to whom. Whose it was before, only "
             "they can see.\n");
    bool learnt = false;
    for (size_t i = 0; i < r->leaks.n_learnt && !learnt; i++) {
        learnt = r->leaks.learnt[i].kind <= LEAK_NAME;
    }
    if (learnt) {
        truce_buffer_lit(out, "\nThey do not have yet, by anything that they can read:\n");
        put_learnt(r, out);
    }
}

static void json_record(const held *h, truce_json *json) {
    char id[9];
    (void)snprintf(id, sizeof id, "%02x%02x%02x%02x", h->event->id[0], h->event->id[1],
                   h->event->id[2], h->event->id[3]);
    truce_json_member_str(json, "event", truce_str_of(id));
    truce_json_member_str(json, "kind", h->part.kind);
    truce_json_member_str(json, "name", h->part.name);
}

static void json_leaks(const truce_release *r, const leak *all, size_t n, bool hidden,
                       truce_json *json) {
    truce_json_array(json);
    for (size_t i = 0; i < n; i++) {
        truce_json_object(json);
        truce_json_member_str(json, "kind", truce_str_of(leak_kind_name(all[i].kind)));
        truce_json_member_str(json, "what", all[i].what);
        truce_json_member_str(json, "record", r->records[r->given_record[all[i].text]].part.name);
        truce_json_member_int(json, "line", all[i].line);
        if (hidden && all[i].kind < LEAK_COMPARTMENT) {
            truce_json_member_int(json, all[i].kind == LEAK_PACKAGE ? "values" : "in", all[i].n);
            truce_json_key(json, "first");
            truce_json_object(json);
            json_record(r->hidden[all[i].hidden], json);
            truce_json_close(json);
        }
        truce_json_close(json);
    }
    truce_json_close(json);
}

void truce_release_json(const truce_release *release, truce_buffer *out) {
    const truce_release *const r = release;
    truce_json json = truce_json_new(out);
    truce_json_object(&json);
    truce_json_member_str(&json, "to", r->to);
    truce_json_key(&json, "records");
    truce_json_array(&json);
    for (size_t i = 0; i < r->n_given; i++) {
        truce_json_object(&json);
        json_record(&r->records[r->given_record[i]], &json);
        truce_json_member_str(&json, "bytes", r->given[i].event->text);
        truce_json_close(&json);
    }
    truce_json_close(&json);
    if (r->n_along > 0) {
        truce_json_key(&json, "stays");
        truce_json_array(&json);
        for (size_t i = 0; i < r->n_along; i++) {
            truce_json_object_inline(&json);
            json_record(&r->records[r->along[i]], &json);
            truce_json_close(&json);
        }
        truce_json_close(&json);
    }
    truce_json_key(&json, "elsewhere");
    json_leaks(r, r->leaks.found, r->leaks.n, true, &json);
    truce_json_key(&json, "learns");
    json_leaks(r, r->leaks.learnt, r->leaks.n_learnt, false, &json);
    truce_json_close(&json);
    truce_buffer_byte(out, '\n');
}
