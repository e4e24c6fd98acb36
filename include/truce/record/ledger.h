/* ledger.h - a record of events that nobody alters unseen, in which each member reads their own.
 *
 * A ledger is opened by a member (record/identity.h). Opening reads every entry of the store, holds
 * it to the chain, and opens what this member may read; the rest stays bytes. What the events say
 * is the business of whoever wrote them: texts go in and come out. docs/security.md has the
 * formats, the reasons, and what is not protected. Used by one thread at a time.
 */
#ifndef TRUCE_RECORD_LEDGER_H
#define TRUCE_RECORD_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "truce/base/arena.h"
#include "truce/base/error.h"
#include "truce/base/str.h"
#include "truce/record/identity.h"
#include "truce/record/store.h"

#define TRUCE_SAID_ID          16
#define TRUCE_LABELS_MAX       64
#define TRUCE_LABEL_MAX        64 /* bytes */
#define TRUCE_MEMBERS_MAX      4096
#define TRUCE_COMPARTMENTS_MAX 4096

typedef enum truce_right {
    TRUCE_RIGHT_ADD = 1,
    TRUCE_RIGHT_CONVEY = 2,
    TRUCE_RIGHT_RELEASE = 4,
    TRUCE_RIGHT_MANAGE = 8, /* only members of the team */
    /* Of those who wrote what an export holds; neither lets anybody commit. */
    TRUCE_RIGHT_WROTE = 16,  /* could add when they did */
    TRUCE_RIGHT_MANAGED = 32 /* could manage when they undid what another had said */
} truce_right;

#define TRUCE_RIGHTS 15 /* all that a member can be given */

typedef enum truce_room_role {
    TRUCE_ROOM_PUBLIC = 0, /* all members; there is one */
    TRUCE_ROOM_TEAM = 1,   /* holds all keys; there is one */
    TRUCE_ROOM_OWN = 2,    /* of one member, called as the member is */
    TRUCE_ROOM_MEDIATOR = 3,
    TRUCE_ROOM_PARTY = 4,
    TRUCE_ROOM_MONITOR = 5,
    TRUCE_ROOM_OBSERVER = 6
} truce_room_role;

/* mediator, party, monitor or observer; "" of the others, which nobody founds. */
const char *truce_room_role_name(truce_room_role role);

typedef enum truce_said_type {
    TRUCE_SAID_ADD = 1,
    TRUCE_SAID_SUPERSEDE = 2, /* says `text` in place of what the event `of` says */
    TRUCE_SAID_RETRACT = 3,   /* takes the event `of` back; `text` says why */
    TRUCE_SAID_OLDER_KEYS =
        4,              /* not for those who write a case: what a manager gives a new member */
    TRUCE_SAID_NOTE = 5 /* of the ledger, and no part of the case: what was done with it, and why */
} truce_said_type;

/* What a member wants to say. */
typedef struct truce_ledger_message {
    truce_said_type type;
    uint8_t of[TRUCE_SAID_ID]; /* of supersede and retract */
    const truce_str *labels;   /* compartments, 1 to TRUCE_LABELS_MAX; any order */
    size_t n_labels;
    truce_str text;
} truce_ledger_message;

/* What a member said, as a reader finds it. Texts live in the ledger. */
typedef struct truce_ledger_event {
    uint64_t n;                /* its place */
    uint8_t id[TRUCE_SAID_ID]; /* the same in every ledger that it is in */
    truce_said_type type;
    uint8_t of[TRUCE_SAID_ID];
    truce_str name; /* of the author: that which a manager gave their key */
    uint8_t author[32];
    int64_t time;      /* seconds since 1970, by the author's clock */
    int64_t committed; /* by the committer's clock; never less than that of the event before */
    const truce_str *labels; /* those that this reader is in: public, team, then in byte order */
    size_t n_labels;
    truce_str text;
    uint64_t undone_by; /* the place of the event that superseded or retracted it; 0: it stands */
} truce_ledger_event;

typedef struct truce_ledger_member {
    truce_card card; /* outside the team, of others: the name alone */
    uint8_t rights;  /* truce_right; of others outside the team: 0 */
} truce_ledger_member;

typedef struct truce_ledger_room {
    truce_str label;
    truce_room_role role;
    const uint32_t *members; /* indices of members; of `public` outside the team: none are known */
    size_t n_members;
} truce_ledger_room;

/* Who is there, as this member sees it. The team sees all; another member their own
 * compartments and who is in these. */
typedef struct truce_roster {
    uint32_t epoch;     /* changes of keys so far, the first included */
    bool team, removed; /* is this member in the team; was this member removed: then all of this is
                           as it was before, and there are no rights */
    uint8_t rights;     /* this member's */
    const truce_ledger_member *members;
    size_t n_members;
    const truce_ledger_room *compartments; /* public, team if seen, then in byte order of labels */
    size_t n_compartments;
} truce_roster;

typedef enum truce_fault_kind {
    TRUCE_FAULT_MISSING,  /* a place is missing, or stands where it may not */
    TRUCE_FAULT_LINK,     /* fields and link do not fit: altered, exchanged, inserted */
    TRUCE_FAULT_HEAD,     /* a head that nobody signed who may commit; an end without a head */
    TRUCE_FAULT_TIME,     /* time runs backwards */
    TRUCE_FAULT_KEYS,     /* a change of keys by somebody who may not, or that cannot be read */
    TRUCE_FAULT_PURGE,    /* a gap that no mark names, or a mark by somebody who may not */
    TRUCE_FAULT_OLDER,    /* this machine has seen more of it: a backup, a copy, or put back */
    TRUCE_FAULT_ROLLBACK, /* not what this machine has seen before, or what others have */
    TRUCE_FAULT_TEXT,     /* an entry that its key does not open, or that says nothing readable */
    TRUCE_FAULT_AUTHOR,   /* a signature that does not hold, or an author without the right */
    TRUCE_FAULT_LABEL,    /* opened by a compartment that its author did not name */
    TRUCE_FAULT_TWICE,    /* an event that was there before */
    TRUCE_FAULT_UNKNOWN   /* to the team: an entry that no key opens */
} truce_fault_kind;

/* Faults up to here mean that the record was altered; those behind that one event is not accepted.
 */
#define TRUCE_FAULT_GRAVE TRUCE_FAULT_ROLLBACK

typedef struct truce_fault {
    uint64_t n; /* the place */
    truce_fault_kind kind;
    const char *what; /* a sentence */
} truce_fault;

/* What a machine remembers of a ledger between two openings; the caller keeps its bytes. They are
 * worth nothing to others, and anything else in their place is noticed and not believed. */
#define TRUCE_SEEN 96

/* A head that somebody else told: what they have at place `n`. */
#define TRUCE_HEAD_LEAST                                                                           \
    16 /* bytes of a link that are enough: two do not share so many by chance */

typedef struct truce_head_told {
    uint64_t n;
    uint8_t link[TRUCE_LINK]; /* its first `size` bytes count: TRUCE_HEAD_LEAST or more; or 0, where
                                 it is only asked what stands here */
    size_t size;
} truce_head_told;

typedef enum truce_head_state {
    TRUCE_HEAD_BEHIND = 0, /* the ledger ends before that place */
    TRUCE_HEAD_AGREES,     /* the chain here went through it; or it was only asked for */
    TRUCE_HEAD_OTHER       /* the chain here is another at that place */
} truce_head_state;

typedef struct truce_head_found {
    truce_head_state state;
    uint8_t link[TRUCE_LINK]; /* what stands here at that place, unless BEHIND */
    uint64_t by;        /* the first signed head here that covers the place, where this reader could
                           open it; else 0 */
    uint8_t signer[32]; /* who signed it, and when */
    int64_t time;
} truce_head_found;

#define TRUCE_HEADS_MAX 64

typedef struct truce_ledger_options {
    const uint8_t *seen;          /* TRUCE_SEEN bytes, or NULL: this machine has not seen it */
    const truce_head_told *heads; /* what the chain must go through; borrowed */
    size_t n_heads;               /* TRUCE_HEADS_MAX at most */
    bool whole;                   /* check every signature, also those that were checked before */
    bool older;                   /* that this machine has seen more is no fault: it was put back */
    void (*progress)(void *with, uint64_t done, uint64_t all); /* or NULL; about every 10,000 */
    void *with;
} truce_ledger_options;

typedef struct truce_ledger truce_ledger;

/* A new ledger at `path`, whose founder is `identity`: member of the team with all rights. `now`:
 * seconds since 1970. Fails as truce_store_create does. */
TRUCE_MUST_USE truce_status truce_ledger_create(const char *path, const truce_identity *identity,
                                                int64_t now, truce_error *err);

/* Open the ledger at `path` as `identity`, which is kept. TRUCE_EDENIED: it is no member and never
 * was (nothing else is told); TRUCE_ENOTFOUND, TRUCE_EINVAL, TRUCE_EIO as truce_store_open;
 * TRUCE_ENOMEM. Faults of what is in it do not fail it: ask truce_ledger_sound, or look at all of
 * them. Cost: O(bytes), and one verification for each event that was not seen before. */
TRUCE_MUST_USE truce_status truce_ledger_open(const char *path, const truce_identity *identity,
                                              truce_ledger_options options, truce_ledger **ledger,
                                              truce_error *err);

/* The same on a store that is open, which the ledger then owns: also when this fails. */
TRUCE_MUST_USE truce_status truce_ledger_on(truce_store *store, const truce_identity *identity,
                                            truce_ledger_options options, truce_ledger **ledger,
                                            truce_error *err);

/* Wipes what was opened. NULL is fine. */
void truce_ledger_close(truce_ledger *ledger);

/* Take in what was committed since. Fails as truce_ledger_open does; what was taken in stays. */
TRUCE_MUST_USE truce_status truce_ledger_refresh(truce_ledger *ledger, truce_error *err);

/* TRUCE_EINVAL with the first grave fault, if there is one. */
TRUCE_MUST_USE truce_status truce_ledger_sound(const truce_ledger *ledger, truce_error *err);

const truce_fault *truce_ledger_faults(const truce_ledger *ledger, size_t *n);
const truce_roster *truce_ledger_roster(const truce_ledger *ledger);
const uint8_t *truce_ledger_id(const truce_ledger *ledger); /* TRUCE_LEDGER_ID bytes */

/* The place of the last entry, and the link there: what two members compare aloud. */
uint64_t truce_ledger_last(const truce_ledger *ledger, uint8_t link[TRUCE_LINK]);

/* What became of the heads that were given when it was opened, one each in the same order. One that
 * is OTHER or BEHIND is a fault too, of TRUCE_FAULT_ROLLBACK. */
const truce_head_found *truce_ledger_heads(const truce_ledger *ledger, size_t *n);

/* How many entries this machine has seen behind the last one: the file was cut off or put back. */
uint64_t truce_ledger_lacks(const truce_ledger *ledger);

/* The rights of whoever signs with `key`, in force at this place, as far as this reader can see: 0
 * where they were no member then, or the key is nobody's. */
uint8_t truce_ledger_rights(const truce_ledger *ledger, const uint8_t key[32], uint64_t n);

/* The events that this reader can open and that are accepted, in order. They hold until the next
 * call that takes a ledger that is not const. */
const truce_ledger_event *truce_ledger_events(const truce_ledger *ledger, size_t *n);

/* The index among them of the event with this id (TRUCE_SAID_ID bytes); SIZE_MAX: there is none. */
size_t truce_ledger_find(const truce_ledger *ledger, const uint8_t *id);

/* What to remember: TRUCE_SEEN bytes. Only of a ledger that is sound. */
void truce_ledger_seen(const truce_ledger *ledger, uint8_t seen[TRUCE_SEEN]);

/* Say `n` messages, in one commit where nobody else is writing. They are on disk when it returns
 * TRUCE_OK, `ids[i]` (TRUCE_SAID_ID bytes each; may be NULL) names them, and the ledger has taken
 * them in. TRUCE_EDENIED (no right to add), TRUCE_ENOTFOUND (a label that this member may not write
 * to; an event that this reader does not see), TRUCE_EINVAL (no label, the ledger is not sound),
 * TRUCE_ELIMIT, TRUCE_EIO, TRUCE_ENOMEM: nothing was said. */
TRUCE_MUST_USE truce_status truce_ledger_say(truce_ledger *ledger,
                                             const truce_ledger_message *messages, size_t n,
                                             int64_t now, uint8_t (*ids)[TRUCE_SAID_ID],
                                             truce_error *err);

/* A change of who is there. */
typedef enum truce_roster_what {
    TRUCE_CHANGE_ADMIT,  /* `card` becomes a member with `rights` */
    TRUCE_CHANGE_REMOVE, /* `name` is no member any more */
    TRUCE_CHANGE_RIGHTS, /* `name` has `rights` from now on */
    TRUCE_CHANGE_FOUND,  /* a new compartment `label` with `role` */
    TRUCE_CHANGE_PUT,    /* `name` into the compartment `label` */
    TRUCE_CHANGE_TAKE    /* `name` out of the compartment `label` */
} truce_roster_what;

typedef struct truce_roster_change {
    truce_roster_what what;
    const truce_card *card;
    truce_str name, label;
    truce_room_role role;
    uint8_t rights;
} truce_roster_change;

/* Make the changes in order, all or none, with new keys for everybody: an epoch begins.
 * TRUCE_EDENIED (no right to manage), TRUCE_ENOTFOUND (a name, a label), TRUCE_EINVAL (a name or a
 * label that is taken; manage for somebody outside the team; the last manager would be gone),
 * TRUCE_ELIMIT, TRUCE_EIO, TRUCE_ENOMEM: nothing was changed. */
TRUCE_MUST_USE truce_status truce_ledger_change(truce_ledger *ledger,
                                                const truce_roster_change *changes, size_t n,
                                                int64_t now, truce_error *err);

/* Give a member the keys that the compartment `label` had before they came: they can then read what
 * was written to it from the beginning. The same errors; TRUCE_EINVAL: they are not in it. */
TRUCE_MUST_USE truce_status truce_ledger_open_past(truce_ledger *ledger, truce_str name,
                                                   truce_str label, int64_t now, truce_error *err);

/* Make a fresh ledger in a new file at `path` for the member called `name`, with numbers, times and
 * sizes of its own: what they may read of this one, as its authors signed it, in its order, and
 * they and the team as its members. It is made from what they may read alone. `*n` events are in
 * it; `*left_out` more they could read, and this member cannot hand on (what older keys opened to
 * this member; what was for a compartment whose label another has now). TRUCE_EDENIED (not in the
 * team, or no right to release), TRUCE_ENOTFOUND (the name; no such folder), TRUCE_EINVAL (a file
 * is there; the ledger is not sound), TRUCE_EIO, TRUCE_ELIMIT, TRUCE_ENOMEM: there is no file.
 * Cost: O(bytes) of time and of memory, and one sealing for each event. */
TRUCE_MUST_USE truce_status truce_ledger_export(truce_ledger *ledger, truce_str name,
                                                const char *path, int64_t now, size_t *n,
                                                size_t *left_out, truce_error *err);

/* Why an event of another ledger was not taken. */
typedef enum truce_merge_why {
    TRUCE_MERGE_AUTHOR,   /* its author may not add to this one now */
    TRUCE_MERGE_ROOM,     /* its author is not in every compartment it is for, or none is here */
    TRUCE_MERGE_UNDOES,   /* it undoes what another said, and its author may not */
    TRUCE_MERGE_PURGED,   /* it was purged here */
    TRUCE_MERGE_DIFFERENT /* another event with its id is here: its author signed both */
} truce_merge_why;

typedef struct truce_merge_left {
    truce_merge_why why;
    uint8_t id[TRUCE_SAID_ID];
    truce_str name; /* the author's */
    uint64_t n;     /* its place in the other ledger */
} truce_merge_left;

typedef struct truce_merge {
    size_t taken, known;          /* events that are new here; that were here already */
    const truce_merge_left *left; /* those that were not taken, in the other's order */
    size_t n_left;
    bool copies;    /* both are copies of one ledger, and not an export and where it is from */
    uint64_t agree; /* of copies: up to this place they are the same; */
    uint64_t here, there; /* so many entries follow in each: where both have some they forked */
} truce_merge;

/* Take in, by their ids, the events that `other` tells and that are not here: another copy of the
 * same ledger, or one that was exported from it or from which it was. What is here already is
 * passed over, so it may be done again. An event comes as its author signed it, when its author may
 * add here now to each of the compartments that it is for; changes of who is there are not taken.
 * `merge` in `arena`. TRUCE_EDENIED (not in the team, or no right to add), TRUCE_EINVAL (one of
 * them is not sound; they have nothing to do with each other), TRUCE_EIO, TRUCE_ELIMIT,
 * TRUCE_ENOMEM: what was committed before stays. */
TRUCE_MUST_USE truce_status truce_ledger_import(truce_ledger *ledger, truce_ledger *other,
                                                int64_t now, truce_arena *arena, truce_merge *merge,
                                                truce_error *err);

/* Take the text of the events at `places` (rising) out of the file, and say `why` in a mark that
 * all members read. TRUCE_EDENIED (no right to manage), TRUCE_EINVAL (a place that has no event or
 * was purged). */
TRUCE_MUST_USE truce_status truce_ledger_purge(truce_ledger *ledger, const uint64_t *places,
                                               size_t n, truce_str why, int64_t now,
                                               truce_error *err);

#endif
