/* agent.h - a process that keeps a person's keys for a while, so that the passphrase is typed once.
 *
 * There is one agent for each key that is unlocked. It listens on a Unix socket in a folder that is
 * its owner's alone, and hands the secret keys to processes of the same user, to nobody else. What
 * that is worth is in docs/security.md, "Unlocked keys".
 */
#ifndef TRUCE_ACTIONS_AGENT_H
#define TRUCE_ACTIONS_AGENT_H

#include "truce/record/identity.h"

/* An agent that listens, and does not serve yet. */
typedef struct truce_agent {
    int fd;
    char path[108];    /* of its socket */
    uint64_t dev, ino; /* of the same, so that it knows when it is another's */
    uint8_t who[32];   /* the digest of its card */
} truce_agent;

/* Listen for whoever asks for the keys of `card`, in place of any agent that has them already,
 * which is ended. TRUCE_EDENIED: the folder, or what lies in it, is not this user's alone;
 * TRUCE_EIO, TRUCE_EINVAL (the path is too long). */
TRUCE_MUST_USE truce_status truce_agent_listen(truce_agent *agent, const truce_card *card,
                                               truce_error *err);

/* Serve for `seconds`, counted also while the machine sleeps; until SIGTERM, SIGHUP or SIGINT;
 * until it is told to end; or until its socket is not its own any more. Then the socket is gone.
 * Made for a process of its own: it takes these signals over. */
void truce_agent_serve(truce_agent *agent, const truce_identity *identity, int64_t seconds);

/* Close and do not remove the socket: it is another process that serves. */
void truce_agent_leave(truce_agent *agent);

/* The identity in the key file at `path`, from the agent that has it unlocked. TRUCE_ENOTFOUND:
 * none has; TRUCE_EDENIED: the folder, the socket or who listens there is not this user's alone,
 * and was not asked; or what came does not fit; TRUCE_EIO: it does not answer, for 3 seconds; and
 * what truce_keys_card says of the file, in `*file_bad`. */
TRUCE_MUST_USE truce_status truce_agent_get(const char *path, truce_identity **identity,
                                            bool *file_bad, truce_error *err);

/* End the agent of `card`, or all of this user where it is NULL; `*n` receives how many were ended.
 * What is left of one that died is removed. TRUCE_EDENIED as above; TRUCE_EIO: one does not answer;
 * its socket was removed, and it ends when it goes on. */
TRUCE_MUST_USE truce_status truce_agent_end(const truce_card *card, size_t *n, truce_error *err);

/* This process, and what it forks, is not traced by other processes of the user and leaves no
 * memory behind when it dies, where the system has a word for that. */
void truce_agent_no_dump(void);

#endif
