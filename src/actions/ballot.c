#include "truce/actions/ballot.h"

#include <stdio.h>
#include <time.h>

#include "known_by.h"

enum { ANSWERS_MOST = 2 * TRUCE_SIDES_MAX, BLOCKS_MOST = 256 };

/* ---- files of blocks ------------------------------------------------------------------------- */

/* Say in which file it was. */
static truce_status in_file(const truce_input *file, truce_status status, truce_error *err) {
    const truce_error was = *err;
    return truce_fail(err, status, "%.*s: %s", TRUCE_STR_ARGS(file->name), was.message);
}

/* The text from the next block of this kind on, behind what was there; empty: none. */
static truce_str next_block(truce_str rest, const char *begins) {
    const size_t n = strlen(begins);
    bool at_line = true;
    for (size_t i = 0; i + n <= rest.size; i++) {
        if (at_line && memcmp(rest.data + i, begins, n) == 0) {
            return (truce_str){rest.data + i, rest.size - i};
        }
        at_line = rest.data[i] == '\n';
    }
    return (truce_str){NULL, 0};
}

typedef struct blocks {
    truce_str at[BLOCKS_MOST];
    const truce_input *of[BLOCKS_MOST];
    size_t n;
} blocks;

static truce_status find_blocks(const truce_input *files, size_t n, const char *begins,
                                blocks *found, truce_error *err) {
    found->n = 0;
    for (size_t i = 0; i < n; i++) {
        truce_str rest = next_block(files[i].bytes, begins);
        while (rest.size > 0) {
            if (found->n == BLOCKS_MOST) {
                return truce_fail(err, TRUCE_ELIMIT, "there are more than %d blocks", BLOCKS_MOST);
            }
            found->of[found->n] = &files[i];
            found->at[found->n++] = rest;
            const size_t n_begins = strlen(begins);
            rest = next_block((truce_str){rest.data + n_begins, rest.size - n_begins}, begins);
        }
    }
    return TRUCE_OK;
}

static truce_status read_question(const truce_input *file, truce_question *q, truce_error *err) {
    const truce_status status = truce_question_read(file->bytes, q, err);
    return status == TRUCE_OK ? status : in_file(file, status, err);
}

static truce_status read_answers(const truce_question *q, const truce_input *files, size_t n,
                                 truce_answer answers[ANSWERS_MOST], size_t *n_answers,
                                 truce_error *err) {
    blocks found;
    truce_status status = find_blocks(files, n, "-----BEGIN TRUCE ANSWER-----", &found, err);
    *n_answers = 0;
    for (size_t i = 0; i < found.n && status == TRUCE_OK; i++) {
        if (*n_answers == ANSWERS_MOST) {
            return truce_fail(err, TRUCE_ELIMIT, "there are more than %d answers", ANSWERS_MOST);
        }
        status = truce_answer_read(q, found.at[i], &answers[(*n_answers)++], err);
        status = status == TRUCE_OK ? status : in_file(found.of[i], status, err);
    }
    return status;
}

/* ---- asking and answering -------------------------------------------------------------------- */

static truce_status read_cards(const truce_input *files, size_t n, truce_card *cards, size_t most,
                               truce_error *err) {
    if (n > most) {
        return truce_fail(err, TRUCE_ELIMIT, "at most %zu of them", most);
    }
    truce_status status = TRUCE_OK;
    for (size_t i = 0; i < n && status == TRUCE_OK; i++) {
        status = truce_card_read(files[i].bytes, &cards[i], err);
        status = status == TRUCE_OK ? status : in_file(&files[i], status, err);
    }
    return status;
}

static void put_card(const char *word, const truce_card *card, truce_buffer *said) {
    char fingerprint[TRUCE_FINGERPRINT];
    truce_card_fingerprint(card, fingerprint);
    truce_buffer_printf(said, "  %-8s %-16s %s\n", word, card->name, fingerprint);
}

static void put_question(const truce_question *q, truce_buffer *said) {
    char until[32];
    const time_t at = (time_t)q->until;
    struct tm day;
    if (gmtime_r(&at, &day) == NULL || strftime(until, sizeof until, "%Y-%m-%d %H:%M", &day) == 0) {
        (void)snprintf(until, sizeof until, "%lld", (long long)q->until);
    }
    truce_buffer_printf(said, "A question until %s UTC. Compare the digits of each card aloud.\n",
                        until);
    put_card("asks", &q->by, said);
    for (size_t i = 0; i < q->n_sides; i++) {
        put_card("side", &q->sides[i], said);
    }
    for (size_t i = 0; i < q->n_trustees; i++) {
        put_card("trustee", &q->trustees[i], said);
    }
    truce_buffer_printf(said,
                        "%s learn%s what each side answered; all others only whether all "
                        "accepted.\n",
                        q->n_trustees == 1 ? "The trustee" : "The trustees, all together,",
                        q->n_trustees == 1 ? "s" : "");
}

truce_status truce_ballot_ask(const truce_input *text, truce_str until, const truce_input *sides,
                              size_t n_sides, const truce_input *trustees, size_t n_trustees,
                              const truce_identity *me, truce_buffer *block, truce_buffer *said,
                              truce_error *err) {
    truce_card of_sides[TRUCE_SIDES_MAX];
    truce_card of_trustees[TRUCE_TRUSTEES_MAX];
    truce_question q;
    int64_t last = 0;
    truce_status status = known_by_read(until, &last, err);
    status =
        status == TRUCE_OK ? read_cards(sides, n_sides, of_sides, TRUCE_SIDES_MAX, err) : status;
    status = status == TRUCE_OK
                 ? read_cards(trustees, n_trustees, of_trustees, TRUCE_TRUSTEES_MAX, err)
                 : status;
    status = status == TRUCE_OK ? truce_question_make(text->bytes, last, of_sides, n_sides,
                                                      of_trustees, n_trustees, me, block, err)
                                : status;
    status = status == TRUCE_OK ? truce_question_read(truce_buffer_str(block), &q, err) : status;
    if (status == TRUCE_OK) {
        put_question(&q, said);
    }
    return status;
}

truce_status truce_ballot_read(const truce_input *question, truce_buffer *said, truce_error *err) {
    truce_question q;
    const truce_status status = read_question(question, &q, err);
    if (status == TRUCE_OK) {
        put_question(&q, said);
    }
    return status;
}

truce_status truce_ballot_answer(const truce_input *question, const truce_input *text, bool yes,
                                 int64_t now, const truce_identity *me, truce_buffer *block,
                                 truce_buffer *kept, truce_error *err) {
    truce_question q;
    const truce_status status = read_question(question, &q, err);
    if (status != TRUCE_OK) {
        return status;
    }
    if (!truce_question_asks(&q, text->bytes)) {
        return truce_fail(err, TRUCE_EINVAL,
                          "%.*s is not the text that is asked about: a byte or more is another",
                          TRUCE_STR_ARGS(text->name));
    }
    if (now > q.until) {
        return truce_fail(err, TRUCE_EINVAL, "the time to answer is over");
    }
    return truce_answer_make(&q, me, yes, block, kept, err);
}

/* ---- opening and telling --------------------------------------------------------------------- */

truce_status truce_ballot_open(const truce_input *question, const truce_input *files, size_t n,
                               const truce_identity *me, truce_buffer *block, truce_error *err) {
    truce_question q;
    truce_answer answers[ANSWERS_MOST];
    size_t n_answers = 0;
    truce_status status = read_question(question, &q, err);
    status = status == TRUCE_OK ? read_answers(&q, files, n, answers, &n_answers, err) : status;
    return status == TRUCE_OK ? truce_opening_make(&q, answers, n_answers, me, block, err) : status;
}

static bool all_answered(const truce_question *q, const truce_answer *answers, size_t n) {
    bool there[TRUCE_SIDES_MAX] = {false};
    bool all = true;
    for (size_t i = 0; i < n; i++) {
        there[answers[i].side] = true;
    }
    for (size_t i = 0; i < q->n_sides; i++) {
        all = all && there[i];
    }
    return all;
}

/* Count what is there; a side's answer that could not be opened is told to the trustee. */
static truce_status count(const truce_question *q, const truce_answer *answers, size_t n_answers,
                          const truce_input *files, size_t n, const truce_identity *me, bool *all,
                          truce_buffer *said, truce_error *err) {
    blocks found;
    truce_opening openings[TRUCE_TRUSTEES_MAX];
    bool closed[TRUCE_SIDES_MAX] = {false};
    truce_arena arena = truce_arena_secret();
    size_t n_openings = 0;
    truce_status status = find_blocks(files, n, "-----BEGIN TRUCE OPENING-----", &found, err);
    for (size_t i = 0; i < found.n && status == TRUCE_OK; i++) {
        if (n_openings == TRUCE_TRUSTEES_MAX) {
            status = truce_fail(err, TRUCE_ELIMIT, "there are more than %d openings",
                                TRUCE_TRUSTEES_MAX);
            break;
        }
        status = truce_opening_read(q, found.at[i], &arena, &openings[n_openings++], err);
        status = status == TRUCE_OK ? status : in_file(found.of[i], status, err);
    }
    if (status == TRUCE_OK) {
        status =
            truce_ballot_count(q, answers, n_answers, openings, n_openings, me, all, closed, err);
    }
    truce_arena_clear(&arena);
    for (size_t i = 0; i < q->n_sides && status == TRUCE_OK; i++) {
        if (closed[i]) {
            truce_buffer_printf(
                said,
                "The answer of %s cannot be opened: it, or a trustee's share of it, "
                "is not what it should be. It counts as no yes.\n",
                q->sides[i].name);
        }
    }
    return status;
}

truce_status truce_ballot_tell(const truce_input *question, const truce_input *files, size_t n,
                               int64_t now, const truce_identity *me, truce_buffer *block,
                               truce_buffer *said, truce_error *err) {
    truce_question q;
    truce_answer answers[ANSWERS_MOST];
    size_t n_answers = 0;
    bool all = false;
    truce_status status = read_question(question, &q, err);
    status = status == TRUCE_OK ? read_answers(&q, files, n, answers, &n_answers, err) : status;
    if (status != TRUCE_OK) {
        return status;
    }
    if (all_answered(&q, answers, n_answers)) {
        status = count(&q, answers, n_answers, files, n, me, &all, said, err);
    } else {
        truce_buffer_lit(said, "Not all have answered, and nothing was opened.\n");
    }
    return status == TRUCE_OK ? truce_outcome_make(&q, answers, n_answers, all, now, me, block, err)
                              : status;
}

truce_status truce_ballot_outcome(const truce_input *question, const truce_input *files, size_t n,
                                  bool *all, truce_error *err) {
    truce_question q;
    blocks found;
    truce_outcome outcomes[BLOCKS_MOST];
    truce_status status = read_question(question, &q, err);
    status = status == TRUCE_OK
                 ? find_blocks(files, n, "-----BEGIN TRUCE OUTCOME-----", &found, err)
                 : status;
    if (status != TRUCE_OK) {
        return status;
    }
    for (size_t i = 0; i < found.n; i++) {
        status = truce_outcome_read(&q, found.at[i], &outcomes[i], err);
        if (status != TRUCE_OK) {
            return in_file(found.of[i], status, err);
        }
    }
    return truce_ballot_decide(&q, outcomes, found.n, all, err);
}

/* ---- showing --------------------------------------------------------------------------------- */

truce_status truce_ballot_show(const truce_input *question, const truce_input *files, size_t n,
                               truce_buffer *said, truce_error *err) {
    truce_question q;
    blocks kept;
    truce_answer answers[ANSWERS_MOST];
    size_t n_answers = 0;
    truce_status status = read_question(question, &q, err);
    status = status == TRUCE_OK ? read_answers(&q, files, n, answers, &n_answers, err) : status;
    status = status == TRUCE_OK
                 ? find_blocks(files, n, "-----BEGIN TRUCE KEPT ANSWER-----", &kept, err)
                 : status;
    if (status != TRUCE_OK) {
        return status;
    }
    if (kept.n == 0 || n_answers == 0) {
        return truce_fail(err, TRUCE_EINVAL,
                          "it takes an answer, and what its side kept of it: there is no %s here",
                          kept.n == 0 ? "kept answer" : "answer");
    }
    for (size_t i = 0; i < kept.n; i++) {
        status = TRUCE_EINVAL;
        for (size_t k = 0; k < n_answers && status == TRUCE_EINVAL; k++) {
            bool yes = false;
            status = truce_answer_show(&q, &answers[k], kept.at[i], &yes, err);
            if (status == TRUCE_OK) {
                truce_buffer_printf(said, "%s answered %s.\n", q.sides[answers[k].side].name,
                                    yes ? "yes" : "no");
            }
        }
        if (status != TRUCE_OK) {
            return in_file(kept.of[i], status, err);
        }
    }
    return TRUCE_OK;
}
