/* book.h - a ledger opened by a person, and the case that it is to them.
 *
 * What a ledger holds is records of the case language, one an event, each for some compartments.
 * The case is what the events that stand add up to; each is an input of its own, called by the
 * ledger's path and the event's id, with an audience line made from its compartments. Members and
 * compartments of the ledger are its readers and compartments.
 */
#ifndef TRUCE_ACTIONS_BOOK_H
#define TRUCE_ACTIONS_BOOK_H

#include "truce/base/buffer.h"
#include "truce/case/report.h"
#include "truce/case/view.h"
#include "truce/case/writers.h"
#include "truce/record/ledger.h"

/* Is the file at `path` a ledger? It is known by its first bytes; a file that cannot be read is
 * none. */
bool truce_book_is(const char *path);

typedef struct truce_book {
    const char *path, *keys; /* kept: the ledger, and the key file beside which is remembered */
    const truce_identity *me;
    truce_ledger *ledger;         /* owned */
    const truce_head_told *heads; /* those that it was opened with */
} truce_book;

/* Open the ledger at `path`, hold it to what this machine remembers of it, and remember it.
 * `whole`: check every signature again, do not mind faults, and remember nothing. TRUCE_EINVAL (it
 * is not sound; no ledger), TRUCE_EDENIED (no member), and as truce_ledger_open. Close it. */
TRUCE_MUST_USE truce_status truce_book_open(truce_book *book, const char *path, const char *keys,
                                            const truce_identity *me, bool whole, truce_error *err);

typedef struct truce_book_options {
    bool whole; /* as above */
    bool older; /* go on from here also where this machine has seen more, which it forgets */
    const truce_head_told *heads; /* what others have; kept, as truce_book_verify tells of them */
    size_t n_heads;
} truce_book_options;

/* The same. A head that the ledger does not go through is a fault: it is not sound. */
TRUCE_MUST_USE truce_status truce_book_open_with(truce_book *book, const char *path,
                                                 const char *keys, const truce_identity *me,
                                                 truce_book_options options, truce_error *err);
void truce_book_close(truce_book *book);

/* A head as verify writes it and members read it aloud: its place, a colon and the first 32 to 64
 * hexadecimal digits of the link there, in any case, blanks between; or a place alone, to ask what
 * stands there here. TRUCE_EINVAL. */
TRUCE_MUST_USE truce_status truce_book_head(truce_str text, truce_head_told *head,
                                            truce_error *err);

/* Who signed an input of the case that a ledger is: of its first, which tells who is there, nobody.
 * All of it is in the event itself, so whoever sees the input may know it. */
typedef struct truce_signed {
    truce_str member;  /* empty: nobody */
    char event[9];     /* the first digits of the event's id, as the log shows them */
    int64_t committed; /* seconds since 1970, by the clock of whoever committed it */
    uint8_t key[32];   /* that signed */
    /* The record may have been said before, by the same or another member, and said anew:
     * superseded with the same first line, or taken back and said to the byte for others. Of the
     * first that the reader may see; else of this one. */
    uint64_t said; /* its place in the order of events */
    truce_str first_member;
    char first_event[9];
    int64_t first_committed;
} truce_signed;

/* The case that a ledger is: a text of who is there, and one for each event that stands. */
typedef struct truce_book_texts {
    truce_input *inputs;
    size_t n;
    truce_signed *by;      /* [input] */
    truce_writers writers; /* whose texts they are, and what is gone: for case/read.h */
    truce_str as;          /* whose view it is; empty: the team's */
} truce_book_texts;

/* The case as `reader` may see it, all of it in `arena`: one of the ledger's members or
 * compartments, or empty for the person themselves. `until`: only events committed by then, seconds
 * since 1970; INT64_MAX: all. TRUCE_EDENIED: somebody outside the team asks for another's;
 * TRUCE_ENOTFOUND: nobody is called so; TRUCE_ENOMEM. */
TRUCE_MUST_USE truce_status truce_book_case(const truce_book *book, truce_str reader, int64_t until,
                                            truce_arena *arena, truce_book_texts *texts,
                                            truce_error *err);

/* The same, as if each of these events were for the compartments `labels` and not for its own, and
 * had been added last, by whoever asks. */
typedef struct truce_book_for {
    const truce_ledger_event *event;
    const truce_str *labels;
    size_t n_labels;
} truce_book_for;
TRUCE_MUST_USE truce_status truce_book_case_if(const truce_book *book, truce_str reader,
                                               int64_t until, const truce_book_for *changes,
                                               size_t n_changes, truce_arena *arena,
                                               truce_book_texts *texts, truce_error *err);

/* Is the event for this member or compartment? For the team alone, which knows whom it is for. */
bool truce_book_sees(const truce_book *book, truce_str reader, const truce_ledger_event *event);

/* Add the records of the files in `inputs`, one event each, all in one commit. A record is for
 * those on its audience line (or its file's, or the case's), else for `labels`, else for the team,
 * or outside the team for oneself. Records of readers and compartments are left out: `*left_out` of
 * them; `*added` events are new. TRUCE_EPARSE: with them the case would have errors, which stand in
 * `report` (in `arena`); nothing was added. TRUCE_EINVAL (an audience that cannot be read),
 * TRUCE_ENOTFOUND (a compartment that is not there), and as truce_ledger_say. */
TRUCE_MUST_USE truce_status truce_book_add(truce_book *book, const truce_input *inputs, size_t n,
                                           const truce_str *labels, size_t n_labels, int64_t now,
                                           truce_arena *arena, size_t *added, size_t *left_out,
                                           truce_report *report, truce_error *err);

/* The event whose id begins with these hexadecimal digits, 4 at least. TRUCE_ENOTFOUND: none, or
 * more than one. */
TRUCE_MUST_USE truce_status truce_book_find(const truce_book *book, truce_str digits,
                                            const truce_ledger_event **event, truce_error *err);

/* Take an event back, for the compartments it was for, and say why; or where `inputs` are given,
 * put their one record in its place. Errors as truce_book_add. */
TRUCE_MUST_USE truce_status truce_book_undo(truce_book *book, const truce_ledger_event *event,
                                            truce_str why, const truce_input *inputs, size_t n,
                                            int64_t now, truce_arena *arena, truce_report *report,
                                            truce_error *err);

/* Take an event back and say its record anew, to the byte or (`n` is 1) as the one record in
 * `inputs` has it, for the compartments `labels`, 1 or more: in one commit. Whoever wrote it may,
 * for compartments that they are in; of another's the team may, with the rights to release and to
 * manage. Who had it before sees that it was taken back, and has read it. TRUCE_EDENIED,
 * TRUCE_EINVAL (it says no record), and as truce_book_add. */
TRUCE_MUST_USE truce_status truce_book_say_anew(truce_book *book, const truce_ledger_event *event,
                                                const truce_str *labels, size_t n_labels,
                                                const truce_input *inputs, size_t n, int64_t now,
                                                truce_arena *arena, truce_report *report,
                                                truce_error *err);

/* How many records that this person may read stand and are left out of answers, since they cannot
 * be read with the others (truce_session_open). As truce_book_case. */
TRUCE_MUST_USE truce_status truce_book_left_out(const truce_book *book, size_t *n,
                                                truce_error *err);

/* Write the case as this person reads it as plain text into a new folder at `path`: a file for each
 * set of compartments that something is for, with that audience, and one for who is there. `*n`
 * files. Readable by its owner only. TRUCE_EIO (something is there, or it cannot be made),
 * TRUCE_ENOMEM: nothing is left there. */
TRUCE_MUST_USE truce_status truce_book_write(const truce_book *book, const char *path, size_t *n,
                                             truce_error *err);

/* Take in what the ledger at `other` tells and this one does not (truce_ledger_import), and append
 * what came of it. What this machine remembers of `other` is neither asked nor changed: it may be
 * an older copy. `*all`: nothing was left out, and no fork was found. */
TRUCE_MUST_USE truce_status truce_book_merge(truce_book *book, const char *other, int64_t now,
                                             bool *all, truce_buffer *out, truce_error *err);

/* Append what was said: a line an event; `event` alone, whole, where it is not NULL. */
void truce_book_log(const truce_book *book, truce_buffer *out);
void truce_book_show(const truce_book *book, const truce_ledger_event *event, truce_buffer *out);
void truce_book_log_json(const truce_book *book, truce_buffer *out);

/* Append who is there. */
void truce_book_members(const truce_book *book, truce_buffer *out);

/* Append an invitation for the member `name`, to the ledger as it is now, and what to do with it.
 * TRUCE_EDENIED: this member may not manage; TRUCE_ENOTFOUND: nobody is called so. */
TRUCE_MUST_USE truce_status truce_book_invite(const truce_book *book, truce_str name,
                                              truce_buffer *out, truce_error *err);

/* Open the ledger at `path` as the one that an invitation (its text) is to, check all of it,
 * remember it and append who invited, with the digits to compare, and who is there. TRUCE_EPARSE:
 * no invitation; TRUCE_EINVAL: the ledger is another, another continuation, ends before, or is not
 * in order; TRUCE_EDENIED: it is for somebody else, by somebody who may not manage, or this key
 * opens nothing; and as truce_book_open. Nothing is remembered then. */
TRUCE_MUST_USE truce_status truce_book_accept(const char *path, const char *keys,
                                              const truce_identity *me, truce_str text,
                                              truce_buffer *out, truce_error *err);

/* Put the copy at `copy` in the place of a ledger that is gone: it is checked whole, and then
 * copied to `path`, where nothing may be, whole or not at all; this machine remembers it, and `out`
 * receives what truce_book_verify says. Where this machine has seen more of it than the copy holds,
 * only if `older`. TRUCE_EINVAL: there is something at `path`; the copy is not in order, or goes on
 * otherwise than what this machine has seen, or ends before it; and as truce_book_open and
 * truce_store_copy. */
TRUCE_MUST_USE truce_status truce_book_restore(const char *copy, const char *path, const char *keys,
                                               const truce_identity *me, bool older,
                                               truce_buffer *out, truce_error *err);

/* Append what was found when it was opened, what is to be said of each head that was given (who may
 * have another continuation, up to where both are known to agree, who signed here), and the head:
 * its place and the link there, for others to compare. False when anything is wrong. Open the book
 * with `whole` for it. */
bool truce_book_verify(const truce_book *book, truce_buffer *out);

#endif
