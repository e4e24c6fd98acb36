#include "truce/actions/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "truce/base/arena.h"
#include "truce/case/load.h"

enum { KEY_FILE_MOST = 4096, SEEN_MOST = 4096 /* ledgers */ };

static truce_status failed(const char *doing, const char *path, truce_error *err) {
    const int why = errno;
    return truce_fail(err, why == ENOENT ? TRUCE_ENOTFOUND : TRUCE_EIO, "cannot %s %.150s: %s",
                      doing, path, strerror(why));
}

/* The folders on the way to a file, for their owner alone. */
static void make_folders(const char *path) {
    char folder[4096];
    const size_t size = strlen(path);
    for (size_t i = 1; i < size && size < sizeof folder; i++) {
        if (path[i] == '/') {
            memcpy(folder, path, i);
            folder[i] = '\0';
            (void)mkdir(folder, 0700); /* what is missing is told when the file is made */
        }
    }
}

/* All of it or nothing, in a file that was not there. */
static truce_status write_new(const char *path, truce_str bytes, truce_error *err) {
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST) {
        return truce_fail(err, TRUCE_EINVAL, "there is a file %.150s already", path);
    }
    if (fd < 0) {
        return failed("make", path, err);
    }
    size_t done = 0;
    bool ok = true;
    while (ok && done < bytes.size) {
        const ssize_t n = write(fd, bytes.data + done, bytes.size - done);
        ok = n > 0 || (n < 0 && errno == EINTR);
        done += n > 0 ? (size_t)n : 0;
    }
    ok = ok && fsync(fd) == 0;
    ok = close(fd) == 0 && ok;
    if (!ok) {
        const truce_status status = failed("write", path, err);
        (void)unlink(path);
        return status == TRUCE_OK ? TRUCE_EIO : status;
    }
    return TRUCE_OK;
}

truce_status truce_keys_make(const char *path, truce_str name, truce_str passphrase,
                             truce_key_cost cost, truce_identity **identity, truce_error *err) {
    truce_identity *made = NULL;
    truce_buffer file = truce_buffer_new();
    truce_status status = truce_identity_make(name, &made, err);
    if (status == TRUCE_OK) {
        status = truce_identity_write(made, passphrase, cost, &file, err);
    }
    if (status == TRUCE_OK) {
        make_folders(path);
        status = write_new(path, (truce_str){file.data, file.size}, err);
    }
    truce_buffer_clear(&file);
    if (status != TRUCE_OK) {
        truce_identity_close(made);
        return status;
    }
    *identity = made;
    return TRUCE_OK;
}

/* The bytes of a key file, which is its owner's alone. */
static truce_status read_file(const char *path, char bytes[KEY_FILE_MOST + 1], size_t *size,
                              truce_error *err) {
    struct stat info;
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return failed("open", path, err);
    }
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        (void)close(fd);
        return truce_fail(err, TRUCE_EIO, "%.150s is no file", path);
    }
    if ((info.st_mode & 077) != 0) {
        (void)close(fd);
        return truce_fail(err, TRUCE_EDENIED,
                          "others may read %.150s: take that away first (chmod 600)", path);
    }
    ssize_t n = 1;
    *size = 0;
    while (n != 0 && *size <= KEY_FILE_MOST) {
        n = read(fd, bytes + *size, KEY_FILE_MOST + 1 - *size);
        if (n < 0 && errno != EINTR) {
            const truce_status status = failed("read", path, err);
            (void)close(fd);
            return status;
        }
        *size += n > 0 ? (size_t)n : 0;
    }
    (void)close(fd);
    return TRUCE_OK;
}

static truce_status of_file(const char *path, truce_status status, const truce_error *why,
                            truce_error *err) {
    return status == TRUCE_OK ? TRUCE_OK
                              : truce_fail(err, status, "%.100s: %.140s", path, why->message);
}

truce_status truce_keys_open(const char *path, truce_str passphrase, truce_identity **identity,
                             truce_error *err) {
    char bytes[KEY_FILE_MOST + 1];
    size_t size = 0;
    truce_error why;
    const truce_status status = read_file(path, bytes, &size, err);
    return status == TRUCE_OK
               ? of_file(path,
                         truce_identity_read((truce_str){bytes, size}, passphrase, identity, &why),
                         &why, err)
               : status;
}

truce_status truce_keys_card(const char *path, truce_card *card, truce_error *err) {
    char bytes[KEY_FILE_MOST + 1];
    size_t size = 0;
    truce_error why;
    const truce_status status = read_file(path, bytes, &size, err);
    return status == TRUCE_OK
               ? of_file(path, truce_identity_card_in((truce_str){bytes, size}, card, &why), &why,
                         err)
               : status;
}

/* ---- what is remembered ---------------------------------------------------------------------- */

/* All that is remembered, as it lies in the file: TRUCE_SEEN bytes for each ledger. */
static truce_str load_seen(const char *path, char *name, size_t size, truce_arena *arena) {
    const char *paths[] = {name};
    truce_input *inputs = NULL;
    size_t n = 0;
    truce_error err;
    struct stat info;
    (void)snprintf(name, size, "%s-seen", path);
    if (lstat(name, &info) != 0 || !S_ISREG(info.st_mode) ||
        info.st_size > (off_t)SEEN_MOST * TRUCE_SEEN ||
        truce_case_load(paths, 1, arena, &inputs, &n, &err) != TRUCE_OK || n != 1) {
        return (truce_str){NULL, 0};
    }
    return inputs[0].bytes;
}

bool truce_keys_recall(const char *path, const uint8_t *ledger, uint8_t seen[TRUCE_SEEN]) {
    char name[4096];
    truce_arena arena = truce_arena_new();
    const truce_str all = load_seen(path, name, sizeof name, &arena);
    bool found = false;
    for (size_t at = 0; at + TRUCE_SEEN <= all.size && !found; at += TRUCE_SEEN) {
        found = memcmp(all.data + at, ledger, TRUCE_LEDGER_ID) == 0;
        if (found) {
            memcpy(seen, all.data + at, TRUCE_SEEN);
        }
    }
    truce_arena_clear(&arena);
    return found;
}

truce_status truce_keys_remember(const char *path, const uint8_t seen[TRUCE_SEEN],
                                 truce_error *err) {
    char name[4096];
    truce_arena arena = truce_arena_new();
    truce_buffer out = truce_buffer_new();
    const truce_str all = load_seen(path, name, sizeof name, &arena);
    truce_buffer_add(&out, (truce_str){(const char *)seen, TRUCE_SEEN}); /* the newest first */
    for (size_t at = 0; at + TRUCE_SEEN <= all.size && out.size < (size_t)SEEN_MOST * TRUCE_SEEN;
         at += TRUCE_SEEN) {
        if (memcmp(all.data + at, seen, TRUCE_LEDGER_ID) != 0) {
            truce_buffer_add(&out, (truce_str){all.data + at, TRUCE_SEEN});
        }
    }
    truce_status status =
        out.failed ? truce_fail(err, TRUCE_ENOMEM, "no memory to remember the ledger") : TRUCE_OK;
    if (status == TRUCE_OK) {
        const mode_t before = umask(077);
        (void)chmod(name, 0600); /* one that was there may be older than this rule */
        status = truce_file_replace(name, (truce_str){out.data, out.size}, err);
        (void)umask(before);
    }
    truce_buffer_clear(&out);
    truce_arena_clear(&arena);
    return status;
}
