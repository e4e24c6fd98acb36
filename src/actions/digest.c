#include "digest.h"

truce_block *digest_open(composer *k, const char *id, const char *title) {
    (void)truce_document_heading(&k->doc, 2, truce_str_of(id), truce_str_of(title));
    return truce_document_list(&k->doc);
}

void digest_rest(composer *k, truce_block *list, uint32_t n, uint32_t shown, const char *command) {
    if (n <= shown) {
        return;
    }
    truce_passage *const item =
        truce_document_item(&k->doc, list, (truce_str){NULL, 0}, (truce_str){NULL, 0});
    truce_buffer_printf(&k->text, "and %u more: truce %s", n - shown, command);
    (void)compose_quietly(k, item, TRUCE_SPAN_MUTED, compose_keep(k), DIGEST_REST);
}

void digest_moved(composer *k, uint32_t max) {
    const uint32_t n = compose_moved(k, NULL, 0, NULL);
    if (n > 0) {
        truce_block *const list = digest_open(k, "moved", "What has moved");
        (void)compose_moved(k, list, max, NULL);
        digest_rest(k, list, n, max, "matrix");
    }
}

truce_str digest_clip(composer *k, truce_str text, size_t letters) {
    enum { LONG_WORD = 30 };
    size_t at = 0;
    for (size_t n = 0; at < text.size && n < letters; n++) {
        at++;
        while (at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80) {
            at++;
        }
    }
    if (at == text.size) {
        return text;
    }
    size_t space = at;
    while (space > 0 && at - space < LONG_WORD && text.data[space] != ' ') {
        space--;
    }
    at = space > 0 && text.data[space] == ' ' ? space : at;
    truce_buffer_add(&k->text, (truce_str){text.data, at});
    truce_buffer_lit(&k->text, "\xE2\x80\xA6");
    return compose_keep(k);
}
