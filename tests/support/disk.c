#include "support/disk.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/random.h"

enum { SECTOR = 512, FILES = 16 };

/* What was done to a file and not flushed: `size` bytes written at `at`; without data, truncated to
 * `at`. */
typedef struct change {
    int64_t at;
    int size;
    uint8_t *data;
} change;

/* A file of the test's, by name. */
typedef struct image {
    char *name;         /* NULL: no file */
    bool made, deleted; /* since it was last flushed */
    uint8_t *bytes;     /* as they are for certain */
    int64_t size;
    change *changes;
    size_t n;
} image;

typedef struct disk_file {
    sqlite3_file base;
    image *image; /* NULL: of no interest, as the shared memory of the log */
    sqlite3_file *real;
} disk_file;

static sqlite3_vfs vfs;
static sqlite3_vfs *below_us;
static image images[FILES];
static disk_mishap mishap;
static unsigned calls, calls_left;
static bool came;

/* ---- counting -------------------------------------------------------------------------------- */

/* Does this call fail? `is_write`: only those can find the disk full. */
static bool fails(bool is_write) {
    calls++;
    if (mishap == DISK_SOUND) {
        return false;
    }
    const bool needs_write = mishap == DISK_FULL || mishap == DISK_FULL_ONCE;
    if (calls_left > 0) {
        calls_left--;
        return false;
    }
    if (needs_write && !is_write) {
        return false;
    }
    if (came && (mishap == DISK_FAILS_ONCE || mishap == DISK_FULL_ONCE)) {
        return false;
    }
    came = true;
    return true;
}

static int code_of(int failure) {
    return mishap == DISK_FULL || mishap == DISK_FULL_ONCE ? SQLITE_FULL : failure;
}

static void forget_changes(image *img) {
    for (size_t i = 0; i < img->n; i++) {
        free(img->changes[i].data);
    }
    img->n = 0;
}

void disk_set(disk_mishap next, unsigned after) {
    for (size_t i = 0; i < FILES; i++) {
        forget_changes(&images[i]);
        free(images[i].name);
        free(images[i].bytes);
        free(images[i].changes);
        images[i] = (image){0};
    }
    mishap = next;
    calls = 0;
    calls_left = after;
    came = false;
}

unsigned disk_calls(void) {
    return calls;
}

bool disk_came(void) {
    return came;
}

/* ---- images ---------------------------------------------------------------------------------- */

static void *must(void *memory) {
    if (memory == NULL) {
        abort();
    }
    return memory;
}

static image *find(const char *name) {
    image *empty = NULL;
    for (size_t i = 0; i < FILES; i++) {
        if (images[i].name == NULL) {
            empty = empty == NULL ? &images[i] : empty;
        } else if (strcmp(images[i].name, name) == 0) {
            return &images[i];
        }
    }
    return empty;
}

static void record(image *img, int64_t at, const void *data, int size) {
    if (img == NULL || mishap != DISK_LOSES_POWER) {
        return;
    }
    img->changes = must(realloc(img->changes, (img->n + 1) * sizeof *img->changes));
    change *c = &img->changes[img->n++];
    *c = (change){at, size, NULL};
    if (data != NULL) {
        c->data = must(malloc((size_t)size + 1));
        memcpy(c->data, data, (size_t)size);
    }
}

static void resize(image *img, int64_t size) {
    img->bytes = must(realloc(img->bytes, (size_t)size + 1));
    if (size > img->size) {
        memset(img->bytes + img->size, 0, (size_t)(size - img->size));
    }
    img->size = size;
}

static void apply(image *img, int64_t at, const uint8_t *data, int64_t size) {
    if (at + size > img->size) {
        resize(img, at + size);
    }
    memcpy(img->bytes + at, data, (size_t)size);
}

/* Each change: all of it, or, where there is a seed, the sectors that chance keeps. Chance is kind
 * to some runs and hard on others. */
static void apply_all(image *img, uint64_t *seed) {
    const unsigned kept = seed != NULL ? (unsigned)below(seed, 5) * 25 : 100;
    for (size_t i = 0; i < img->n; i++) {
        const change *c = &img->changes[i];
        if (c->data == NULL) {
            if (seed == NULL || percent(seed, kept)) {
                resize(img, c->at);
            }
            continue;
        }
        for (int64_t from = c->at; from < c->at + c->size;) {
            const int64_t end = (from / SECTOR + 1) * SECTOR;
            const int64_t until = end < c->at + c->size ? end : c->at + c->size;
            if (seed == NULL || percent(seed, kept)) {
                apply(img, from, c->data + (from - c->at), until - from);
            }
            from = until;
        }
    }
    forget_changes(img);
}

void disk_settle(uint64_t seed) {
    for (size_t i = 0; i < FILES; i++) {
        image *img = &images[i];
        if (img->name == NULL) {
            continue;
        }
        apply_all(img, &seed);
        const bool there = (!img->made && !img->deleted) || percent(&seed, 50);
        if (!there) {
            (void)unlink(img->name);
            continue;
        }
        FILE *file = must(fopen(img->name, "wb"));
        const size_t size = (size_t)img->size;
        if ((size > 0 && fwrite(img->bytes, 1, size, file) != size) || fclose(file) != 0) {
            abort();
        }
    }
    disk_set(DISK_SOUND, 0);
}

/* ---- a file ---------------------------------------------------------------------------------- */

static sqlite3_file *real(sqlite3_file *file) {
    return ((disk_file *)file)->real;
}

static int file_close(sqlite3_file *file) {
    return real(file)->pMethods->xClose(real(file));
}

static int file_read(sqlite3_file *file, void *out, int size, sqlite3_int64 at) {
    return real(file)->pMethods->xRead(real(file), out, size, at);
}

static int file_write(sqlite3_file *file, const void *data, int size, sqlite3_int64 at) {
    if (fails(true)) {
        if (mishap == DISK_FULL || mishap == DISK_FULL_ONCE) {
            (void)real(file)->pMethods->xWrite(real(file), data, size / 2, at);
        } else if (mishap == DISK_LOSES_POWER) {
            record(((disk_file *)file)->image, at, data, size); /* it was on its way */
        }
        return code_of(SQLITE_IOERR_WRITE);
    }
    record(((disk_file *)file)->image, at, data, size);
    return real(file)->pMethods->xWrite(real(file), data, size, at);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    if (fails(false)) {
        return SQLITE_IOERR_TRUNCATE;
    }
    record(((disk_file *)file)->image, size, NULL, 0);
    return real(file)->pMethods->xTruncate(real(file), size);
}

/* Flushes the file, and with it that it is there, as SQLite's own VFS does for a new log. */
static int file_sync(sqlite3_file *file, int flags) {
    (void)flags;
    image *img = ((disk_file *)file)->image;
    if (fails(false)) {
        return SQLITE_IOERR_FSYNC;
    }
    if (img != NULL) {
        apply_all(img, NULL);
        img->made = false;
    }
    return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int file_lock(sqlite3_file *file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}

static int file_unlock(sqlite3_file *file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}

static int file_reserved(sqlite3_file *file, int *out) {
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
}

static int file_control(sqlite3_file *file, int what, void *with) {
    return real(file)->pMethods->xFileControl(real(file), what, with);
}

static int file_sector(sqlite3_file *file) {
    return real(file)->pMethods->xSectorSize(real(file));
}

static int file_traits(sqlite3_file *file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int file_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}

static int file_shm_lock(sqlite3_file *file, int offset, int n, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *file) {
    real(file)->pMethods->xShmBarrier(real(file));
}

static int file_shm_unmap(sqlite3_file *file, int delete) {
    return real(file)->pMethods->xShmUnmap(real(file), delete);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, /* shared memory, and no mapped files */
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

/* ---- the disk -------------------------------------------------------------------------------- */

/* What lies in the file when it is first opened is there for certain. */
static image *watch(const char *name, bool was_there, sqlite3_file *file) {
    image *img = find(name);
    if (img == NULL) {
        abort();
    }
    if (img->name != NULL && !img->deleted) {
        return img;
    }
    if (img->name == NULL) {
        img->name = must(strdup(name));
    }
    forget_changes(img);
    img->size = 0;
    img->deleted = false;
    img->made = !was_there;
    sqlite3_int64 size = 0;
    if (was_there && file->pMethods->xFileSize(file, &size) == SQLITE_OK && size > 0) {
        resize(img, size);
        (void)file->pMethods->xRead(file, img->bytes, (int)size, 0);
    }
    return img;
}

static int disk_open(sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags,
                     int *out_flags) {
    (void)self;
    disk_file *f = (disk_file *)file;
    *f = (disk_file){.real = (sqlite3_file *)(f + 1)};
    const bool was_there = name == NULL || access(name, F_OK) == 0;
    if ((flags & SQLITE_OPEN_CREATE) != 0 && !was_there && fails(false)) {
        return SQLITE_CANTOPEN;
    }
    const int code = below_us->xOpen(below_us, name, f->real, flags, out_flags);
    if (f->real->pMethods != NULL) {
        f->base.pMethods = &methods;
    }
    if (code == SQLITE_OK && name != NULL && mishap == DISK_LOSES_POWER) {
        f->image = watch(name, was_there, f->real);
    }
    return code;
}

static int disk_delete(sqlite3_vfs *self, const char *name, int flush) {
    (void)self;
    if (fails(false)) {
        return SQLITE_IOERR_DELETE;
    }
    image *img = find(name);
    if (mishap == DISK_LOSES_POWER && img != NULL && img->name != NULL) {
        if (flush != 0) {
            forget_changes(img);
            img->size = 0;
            img->made = true;
        }
        img->deleted = true;
    }
    return below_us->xDelete(below_us, name, 0);
}

static int disk_access(sqlite3_vfs *self, const char *name, int flags, int *out) {
    (void)self;
    return below_us->xAccess(below_us, name, flags, out);
}

static int disk_full_path(sqlite3_vfs *self, const char *name, int size, char *out) {
    (void)self;
    return below_us->xFullPathname(below_us, name, size, out);
}

static int disk_randomness(sqlite3_vfs *self, int size, char *out) {
    (void)self;
    return below_us->xRandomness(below_us, size, out);
}

static int disk_sleep(sqlite3_vfs *self, int microseconds) {
    (void)self;
    (void)microseconds;
    return 0; /* a test has no time, and nobody to wait for */
}

static int disk_time(sqlite3_vfs *self, double *out) {
    (void)self;
    return below_us->xCurrentTime(below_us, out);
}

static int disk_error(sqlite3_vfs *self, int size, char *out) {
    (void)self;
    return below_us->xGetLastError(below_us, size, out);
}

void disk_install(void) {
    below_us = sqlite3_vfs_find(NULL);
    vfs = (sqlite3_vfs){
        .iVersion = 1,
        .szOsFile = (int)sizeof(disk_file) + below_us->szOsFile,
        .mxPathname = below_us->mxPathname,
        .zName = "disk",
        .xOpen = disk_open,
        .xDelete = disk_delete,
        .xAccess = disk_access,
        .xFullPathname = disk_full_path,
        .xRandomness = disk_randomness,
        .xSleep = disk_sleep,
        .xCurrentTime = disk_time,
        .xGetLastError = disk_error,
    };
    disk_set(DISK_SOUND, 0);
    if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK) {
        abort();
    }
}

void disk_remove(void) {
    disk_set(DISK_SOUND, 0);
    (void)sqlite3_vfs_unregister(&vfs);
}
