/* Neither POSIX nor C knows of file systems. Linux gives each a number (statfs(2), linux/magic.h);
 * macOS and the BSDs say whether one is local. FUSE has one number for all that programs of users
 * provide, so there the list of mounts says which. */
#define _DEFAULT_SOURCE  /* NOLINT(bugprone-reserved-identifier): of the C library */
#define _DARWIN_C_SOURCE /* NOLINT(bugprone-reserved-identifier) */
#include "record/store/place.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#ifdef __linux__
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#else
#include <sys/mount.h>
#include <sys/param.h>
#endif

#define MAGIC_FUSE UINT64_C(0x65735546)

const char *record_place_network(uint64_t magic, const char *kind) {
    static const struct {
        uint64_t magic;
        const char *name;
    } systems[] = {
        {0x6969, "NFS"},
        {0x517B, "SMB"},
        {0xFF534D42, "SMB (cifs)"},
        {0xFE534D42, "SMB"},
        {0x5346414F, "AFS"},
        {0x6B414653, "AFS"},
        {0x73757245, "Coda"},
        {0x564C, "NCP"},
        {0x01021997, "9P"},
        {0x00C36400, "Ceph"},
        {0x0BD00BD0, "Lustre"},
        {0x01161970, "GFS2"},
        {0x7461636F, "OCFS2"},
        {0x47504653, "GPFS"},
        {0x19830326, "BeeGFS"},
        {0x786F4256, "VirtualBox shared folder"},
    };
    for (size_t i = 0; i < sizeof systems / sizeof systems[0]; i++) {
        if (systems[i].magic == magic) {
            return systems[i].name;
        }
    }
    /* fuseblk is FUSE on a disk of this machine. */
    if (magic == MAGIC_FUSE && (kind == NULL || strcmp(kind, "fuseblk") != 0)) {
        return kind != NULL ? kind : "FUSE";
    }
    return NULL;
}

static truce_status refuse(const char *path, const char *name, truce_error *err) {
    return truce_fail(
        err, TRUCE_EINVAL,
        "%s: is on %s, which may be reached over a network: locks and flushes are not "
        "kept there, and entries would be lost. Keep the ledger on a disk of this "
        "machine",
        path, name);
}

#ifdef __linux__

/* What the mount of a device is called: the word behind the dash of its line in mountinfo. NULL
 * when it is not to be found. */
static const char *mounted_as(dev_t device, char *word, size_t size) {
    FILE *mounts = fopen("/proc/self/mountinfo", "re");
    if (mounts == NULL) {
        return NULL;
    }
    const char *found = NULL;
    char line[4096];
    while (found == NULL && fgets(line, sizeof line, mounts) != NULL) {
        unsigned high = 0;
        unsigned low = 0;
        const char *dash = strstr(line, " - ");
        if (dash == NULL || sscanf(line, "%*u %*u %u:%u", &high, &low) != 2 ||
            high != major(device) || low != minor(device)) {
            continue;
        }
        const size_t length = strcspn(dash + 3, " \n");
        if (length > 0 && length < size) {
            memcpy(word, dash + 3, length);
            word[length] = '\0';
            found = word;
        }
    }
    (void)fclose(mounts);
    return found;
}

truce_status record_place_check(const char *path, truce_error *err) {
    struct statfs system;
    struct stat info;
    if (statfs(path, &system) != 0 || stat(path, &info) != 0) {
        return truce_fail(err, TRUCE_EIO, "%s: %s", path, strerror(errno));
    }
    char word[64];
    const uint64_t magic = (uint64_t)system.f_type & UINT32_MAX;
    const char *kind = magic == MAGIC_FUSE ? mounted_as(info.st_dev, word, sizeof word) : NULL;
    const char *name = record_place_network(magic, kind);
    return name == NULL ? TRUCE_OK : refuse(path, name, err);
}

#else

truce_status record_place_check(const char *path, truce_error *err) {
    struct statfs system;
    if (statfs(path, &system) != 0) {
        return truce_fail(err, TRUCE_EIO, "%s: %s", path, strerror(errno));
    }
    return (system.f_flags & MNT_LOCAL) != 0 ? TRUCE_OK : refuse(path, system.f_fstypename, err);
}

#endif
