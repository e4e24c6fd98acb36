/* agent_talk.h - what an agent and who asks it have in common: where the socket is, whose that is,
 * and what goes over it. A question is the word, what is asked, and the digest of the card; an
 * answer is one byte, and behind a yes to HAND the secret keys. docs/security.md, "Unlocked keys".
 */
#ifndef ACTIONS_AGENT_TALK_H
#define ACTIONS_AGENT_TALK_H

#include "truce/actions/agent.h"

enum {
    TALK_WORD = 8,
    TALK_WHO = 32,
    TALK_QUESTION = TALK_WORD + 1 + TALK_WHO,
    TALK_HAND = 'h',
    TALK_END = 'e',
    TALK_YES = 'y',
    TALK_NO = 'n',
    TALK_PATIENCE = 3000 /* milliseconds */
};
extern const char talk_word[TALK_WORD];

/* The folder, into `path`: made where `make`, and held to be this user's alone. TRUCE_ENOTFOUND:
 * there is none; TRUCE_EDENIED, TRUCE_EIO, TRUCE_EINVAL. */
TRUCE_MUST_USE truce_status talk_folder(bool make, char *path, size_t size, truce_error *err);

/* The socket of a card in that folder. */
TRUCE_MUST_USE truce_status talk_socket(const char *folder, const uint8_t who[TALK_WHO], char *path,
                                        size_t size, truce_error *err);

/* Ask the agent that listens at `path`. `*answer` receives the first byte, `rest` what comes behind
 * a yes. TRUCE_ENOTFOUND: nobody listens there; `*stale`: but there is a socket, which may be
 * removed. TRUCE_EDENIED: it is another user's; TRUCE_EIO: it does not answer. */
TRUCE_MUST_USE truce_status talk_ask(const char *path, char what, const uint8_t who[TALK_WHO],
                                     char *answer, void *rest, size_t rest_size, bool *stale,
                                     truce_error *err);

/* All of it, within `milliseconds` from now on for each piece; false: it is closed, or too slow. */
bool talk_receive(int fd, void *bytes, size_t size, int milliseconds);
bool talk_send(int fd, const void *bytes, size_t size, int milliseconds);

#endif
