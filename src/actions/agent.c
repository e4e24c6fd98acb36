/* Who asks an agent for keys, or to end. */
#include "truce/actions/agent.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agent_talk.h"
#include "truce/actions/keys.h"

enum { PATH_MOST = 108 };

truce_status truce_agent_get(const char *path, truce_identity **identity, bool *file_bad,
                             truce_error *err) {
    truce_card card;
    char folder[PATH_MOST];
    char socket[PATH_MOST];
    uint8_t who[TALK_WHO];
    uint8_t secret[TRUCE_IDENTITY_SECRET];
    char answer = TALK_NO;
    bool stale = false;
    truce_status status = truce_keys_card(path, &card, err);
    *file_bad = status != TRUCE_OK;
    if (*file_bad) {
        return status;
    }
    truce_card_digest(&card, who);
    status = talk_folder(false, folder, sizeof folder, err);
    status = status == TRUCE_OK ? talk_socket(folder, who, socket, sizeof socket, err) : status;
    if (status == TRUCE_OK) {
        status = talk_ask(socket, TALK_HAND, who, &answer, secret, sizeof secret, &stale, err);
    }
    if (status == TRUCE_OK) {
        status = answer == TALK_YES ? truce_identity_handed(&card, secret, identity, err)
                                    : truce_fail(err, TRUCE_ENOTFOUND, "the agent has other keys");
    }
    truce_wipe(secret, sizeof secret);
    return status;
}

/* ---- to end ---------------------------------------------------------------------------------- */

static truce_status end_one(const char *path, const uint8_t who[TALK_WHO], size_t *n,
                            truce_error *err) {
    char answer = TALK_NO;
    bool stale = false;
    char none = 0;
    truce_status status = talk_ask(path, TALK_END, who, &answer, &none, 0, &stale, err);
    *n += status == TRUCE_OK;
    if (stale || status == TRUCE_EIO) {
        (void)unlink(path); /* who does not answer now ends when it sees that it is gone */
    }
    return status == TRUCE_ENOTFOUND ? TRUCE_OK : status;
}

static truce_status end_all(const char *folder, size_t *n, truce_error *err) {
    static const uint8_t anybody[TALK_WHO] = {0};
    truce_status status = TRUCE_OK;
    truce_error one;
    DIR *const all = opendir(folder);
    for (const struct dirent *entry = NULL; all != NULL && (entry = readdir(all)) != NULL;) {
        char path[PATH_MOST];
        if (strncmp(entry->d_name, "key-", 4) != 0 ||
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >= PATH_MOST) {
            continue;
        }
        const truce_status done = end_one(path, anybody, n, &one);
        if (done != TRUCE_OK && status == TRUCE_OK) { /* the others are ended all the same */
            status = truce_fail(err, done, "%s", one.message);
        }
    }
    if (all != NULL) {
        (void)closedir(all);
    }
    return status;
}

truce_status truce_agent_end(const truce_card *card, size_t *n, truce_error *err) {
    char folder[PATH_MOST];
    char path[PATH_MOST];
    uint8_t who[TALK_WHO];
    *n = 0;
    truce_status status = talk_folder(false, folder, sizeof folder, err);
    if (status == TRUCE_ENOTFOUND) {
        return TRUCE_OK;
    }
    if (status == TRUCE_OK && card == NULL) {
        return end_all(folder, n, err);
    }
    if (status == TRUCE_OK) {
        truce_card_digest(card, who);
        status = talk_socket(folder, who, path, sizeof path, err);
    }
    return status == TRUCE_OK ? end_one(path, who, n, err) : status;
}
