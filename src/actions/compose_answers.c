/* Who asks gets an answer, or nobody reports one: of one side, both ways. */
#include "actor_words.h"
#include "truce/evidence/asked.h"

enum { NAMES_SHOWN = 8 };

static const char BASIS[] =
    "no claim tells that anybody of that side speaks of who presses it, of a deed or an offer of "
    "theirs, nor where it stands on what they press for";

static uint32_t side_by(const composer *k, const truce_asked *asked) {
    return k->c->actors[asked->by].side;
}

/* The first claims of the pairs told so far, each once. */
typedef struct told {
    uint32_t claims[ACTOR_CLAIMS];
    uint32_t n;
} told;

static void keep_claims(told *to, const truce_asked *asked) {
    for (uint32_t c = 0; c < asked->n_claims; c++) {
        uint32_t at = 0;
        while (at < to->n && to->claims[at] != asked->claims[c]) {
            at++;
        }
        if (at == to->n && to->n < ACTOR_CLAIMS) {
            to->claims[to->n++] = asked->claims[c];
        }
    }
}

static void add_sentence(composer *k, const told *from) {
    truce_sentence *const sentence = compose_quietly(k, truce_document_paragraph(&k->doc),
                                                     TRUCE_SPAN_PLAIN, compose_keep(k), BASIS);
    actor_cite(k, sentence, from->claims, from->n);
}

/* "UN Security Council is said to press Hamas and Israel. No answer by them is reported." Of the
 * pairs from `begin` to `end`, all by one actor; false: each is answered. */
static bool tell_presser(composer *k, const truce_asks *asks, uint32_t begin, uint32_t end) {
    told from = {.n = 0};
    uint32_t n = 0;
    uint32_t at = 0;
    for (uint32_t i = begin; i < end; i++) {
        n += asks->at[i].answer == TRUCE_NONE;
    }
    if (n == 0) {
        return false;
    }
    truce_buffer_add(&k->text, actor_title(k, asks->at[begin].by));
    truce_buffer_lit(&k->text, " is said to press ");
    for (uint32_t i = begin; i < end && at < n && at < NAMES_SHOWN; i++) {
        if (asks->at[i].answer == TRUCE_NONE) {
            truce_buffer_printf(&k->text, "%s", at == 0 ? "" : at + 1 == n ? " and " : ", ");
            truce_buffer_add(&k->text, actor_title(k, asks->at[i].of));
            keep_claims(&from, &asks->at[i]);
            at++;
        }
    }
    if (n > at) {
        truce_buffer_printf(&k->text, " and %u more", n - at);
    }
    truce_buffer_printf(&k->text, ". No answer by %s to it is reported.",
                        n == 1 ? "that side" : "them");
    add_sentence(k, &from);
    return true;
}

/* "No answer by Hamas to UN Security Council or to Guterres, said to press it, is reported." */
static bool tell_pressed(composer *k, const truce_asks *asks, uint32_t side) {
    told from = {.n = 0};
    uint32_t n = 0;
    uint32_t at = 0;
    for (uint32_t i = 0; i < asks->n; i++) {
        n += asks->at[i].of == side && asks->at[i].answer == TRUCE_NONE;
    }
    if (n == 0) {
        return false;
    }
    truce_buffer_lit(&k->text, "No answer by ");
    truce_buffer_add(&k->text, actor_title(k, side));
    for (uint32_t i = 0; i < asks->n && at < n && at < NAMES_SHOWN; i++) {
        if (asks->at[i].of == side && asks->at[i].answer == TRUCE_NONE) {
            truce_buffer_printf(&k->text, "%s",
                                at == 0       ? " to "
                                : at + 1 == n ? " or to "
                                              : ", to ");
            truce_buffer_add(&k->text, actor_title(k, asks->at[i].by));
            keep_claims(&from, &asks->at[i]);
            at++;
        }
    }
    if (n > at) {
        truce_buffer_printf(&k->text, " or to %u more", n - at);
    }
    truce_buffer_lit(&k->text, ", said to press it, is reported.");
    add_sentence(k, &from);
    return true;
}

void compose_answers(composer *k, uint32_t side) {
    truce_asks asks;
    uint32_t shown = 0;
    if (truce_asks_make(&k->scope, k->arena, &asks, NULL) != TRUCE_OK) {
        k->failed = true;
        return;
    }
    for (uint32_t i = 0, end = 0; i < asks.n; i = end) {
        for (end = i + 1; end < asks.n && asks.at[end].by == asks.at[i].by; end++) {
        }
        shown += side_by(k, &asks.at[i]) == side && shown < NAMES_SHOWN &&
                 tell_presser(k, &asks, i, end);
    }
    if (tell_pressed(k, &asks, side) || shown > 0) {
        (void)compose_quietly(k, truce_document_paragraph(&k->doc), TRUCE_SPAN_MUTED,
                              TRUCE_STR("What a side did afterwards: truce timeline --of NAME."),
                              "how truce works");
    }
}
