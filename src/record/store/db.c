#include "record/store/db.h"

#include <inttypes.h>

/* Fields of fixed size come first, so that whoever asks for these alone reads no more. The texts
 * are compared with those in the file, byte by byte. */
static const char make_ledger[] = "CREATE TABLE ledger(id BLOB NOT NULL) STRICT";
static const char make_entry[] =
    "CREATE TABLE entry(n INTEGER PRIMARY KEY, kind INTEGER NOT NULL, hour INTEGER NOT NULL, "
    "mark BLOB NOT NULL, link BLOB NOT NULL, seal BLOB, gone BLOB, wraps BLOB, body BLOB) STRICT";

const char record_db_insert_sql[] =
    "INSERT INTO entry(n, kind, hour, mark, link, seal, gone, wraps, body) "
    "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
const char record_db_read_sql[] = "SELECT n, kind, hour, mark, link, seal, gone, wraps, body "
                                  "FROM entry WHERE n BETWEEN ?1 AND ?2 ORDER BY n";
enum { N, KIND, HOUR, MARK, LINK, SEALED, GONE, WRAPS, BODY };

truce_status record_db_fail(sqlite3 *db, int code, truce_error *err) {
    const char *why = db != NULL ? sqlite3_errmsg(db) : sqlite3_errstr(code);
    if (code == SQLITE_IOERR_NOMEM) {
        code = SQLITE_NOMEM;
    }
    switch (code & 0xff) {
    case SQLITE_NOMEM: /* which it also says of a schema with a blob where a text should be */
        return truce_fail(err, TRUCE_ENOMEM, "no memory for the ledger, or its file is damaged");
    case SQLITE_FULL:
        return truce_fail(err, TRUCE_EIO, "the disk is full; nothing was written to the ledger");
    case SQLITE_NOTADB:
        return truce_fail(err, TRUCE_EINVAL, "the file is no ledger");
    case SQLITE_ERROR: /* what we ask is right, so the schema is not */
    case SQLITE_CORRUPT:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
    case SQLITE_CONSTRAINT:
        return truce_fail(err, TRUCE_EINVAL, "the ledger's file is damaged (%s)", why);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return truce_fail(err, TRUCE_EIO,
                          "the ledger and its folder must be readable and writable (%s)", why);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return truce_fail(err, TRUCE_EIO, "another program keeps the ledger busy (%s)", why);
    default:
        return truce_fail(err, TRUCE_EIO, "the ledger's file cannot be read or written (%s)", why);
    }
}

truce_status record_db_run(sqlite3 *db, const char *sql, truce_error *err) {
    const int code = sqlite3_exec(db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? TRUCE_OK : record_db_fail(db, code, err);
}

truce_status record_db_prepare(sqlite3 *db, const char *sql, sqlite3_stmt **out, truce_error *err) {
    const int code = sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_NO_VTAB, out, NULL);
    return code == SQLITE_OK ? TRUCE_OK : record_db_fail(db, code, err);
}

truce_status record_db_number(sqlite3 *db, const char *sql, int64_t otherwise, int64_t *value,
                              truce_error *err) {
    sqlite3_stmt *row = NULL;
    truce_status status = record_db_prepare(db, sql, &row, err);
    if (status != TRUCE_OK) {
        return status;
    }
    const int code = sqlite3_step(row);
    if (code != SQLITE_ROW) {
        status = record_db_fail(db, code, err);
    } else {
        *value = sqlite3_column_type(row, 0) == SQLITE_INTEGER ? sqlite3_column_int64(row, 0)
                                                               : otherwise;
    }
    (void)sqlite3_finalize(row);
    return status;
}

/* The bounds of what a statement may be and do. The schema is text of the file's, and parsed. */
static void set_limits(sqlite3 *db) {
    const struct {
        int what, most;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, (int)(TRUCE_BODY_MAX + TRUCE_WRAPS_MAX) + 4096},
        {SQLITE_LIMIT_SQL_LENGTH, 4096},
        {SQLITE_LIMIT_COLUMN, 16},
        {SQLITE_LIMIT_EXPR_DEPTH, 16},
        {SQLITE_LIMIT_COMPOUND_SELECT, 2},
        {SQLITE_LIMIT_VDBE_OP, 1000},
        {SQLITE_LIMIT_FUNCTION_ARG, 8},
        {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 16},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
        {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        (void)sqlite3_limit(db, limits[i].what, limits[i].most);
    }
}

/* SQLite's advice for files from elsewhere (sqlite.org/security.html). */
static int defend(sqlite3 *db) {
    const struct {
        int what, on;
    } settings[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},        {SQLITE_DBCONFIG_DQS_DML, 0},
    };
    int code = SQLITE_OK;
    for (size_t i = 0; code == SQLITE_OK && i < sizeof settings / sizeof settings[0]; i++) {
        code = sqlite3_db_config(db, settings[i].what, settings[i].on, NULL);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    }
    return code;
}

truce_status record_db_open(const char *path, sqlite3 **db, truce_error *err) {
    /* Writers have a lock of their own. SQLite's is met only where a log is being recovered or
     * emptied, or where somebody uses the file without us. */
    enum { PATIENCE_MS = 10000 };
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
                      SQLITE_OPEN_EXRESCODE;
    sqlite3 *opened = NULL;
    int code = sqlite3_open_v2(path, &opened, flags, NULL);
    if (code == SQLITE_OK) {
        code = defend(opened);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_busy_timeout(opened, PATIENCE_MS);
    }
    truce_status status = code == SQLITE_OK ? TRUCE_OK : record_db_fail(opened, code, err);
    if (status == TRUCE_OK) {
        set_limits(opened);
        status = record_db_run(opened, "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY", err);
    }
    if (status != TRUCE_OK) {
        (void)sqlite3_close(opened);
        return status;
    }
    *db = opened;
    return TRUCE_OK;
}

truce_status record_db_format(sqlite3 *db, truce_error *err) {
    /* RECORD_APPLICATION and RECORD_VERSION: a pragma takes no parameters. */
    truce_status status =
        record_db_run(db, "PRAGMA application_id=0x74726365; PRAGMA user_version=1", err);
    if (status == TRUCE_OK) {
        status = record_db_run(db, make_ledger, err);
    }
    if (status == TRUCE_OK) {
        status = record_db_run(db, make_entry, err);
    }
    return status;
}

static bool is_text(sqlite3_stmt *row, int column, const char *text) {
    const int size = (int)strlen(text);
    return sqlite3_column_type(row, column) == SQLITE_TEXT &&
           sqlite3_column_bytes(row, column) == size &&
           memcmp(sqlite3_column_text(row, column), text, (size_t)size) == 0;
}

/* Is the schema the two tables, and nothing else? */
static truce_status check_schema(sqlite3 *db, truce_error *err) {
    const struct {
        const char *name, *sql;
    } tables[] = {{"ledger", make_ledger}, {"entry", make_entry}};
    enum { TABLES = sizeof tables / sizeof tables[0] };
    sqlite3_stmt *row = NULL;
    truce_status status = record_db_prepare(
        db, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid", &row, err);
    size_t n = 0;
    bool ours = true;
    int code = SQLITE_DONE;
    while (status == TRUCE_OK && ours && (code = sqlite3_step(row)) == SQLITE_ROW) {
        ours = n < TABLES && is_text(row, 0, "table") && is_text(row, 1, tables[n].name) &&
               is_text(row, 2, tables[n].name) && is_text(row, 3, tables[n].sql);
        n++;
    }
    if (status == TRUCE_OK && code != SQLITE_DONE && code != SQLITE_ROW) {
        status = record_db_fail(db, code, err);
    } else if (status == TRUCE_OK && (!ours || n < TABLES)) {
        status = truce_fail(err, TRUCE_EINVAL,
                            "the file is no ledger as truce makes them: its tables are others");
    }
    (void)sqlite3_finalize(row);
    return status;
}

truce_status record_db_check(sqlite3 *db, truce_error *err) {
    int64_t application = 0;
    int64_t version = 0;
    truce_status status = record_db_number(db, "PRAGMA application_id", 0, &application, err);
    if (status == TRUCE_OK && application != RECORD_APPLICATION) {
        return truce_fail(err, TRUCE_EINVAL, "the file is no ledger");
    }
    if (status == TRUCE_OK) {
        status = record_db_number(db, "PRAGMA user_version", 0, &version, err);
    }
    if (status == TRUCE_OK && version != RECORD_VERSION) {
        return truce_fail(err, TRUCE_EINVAL,
                          "the ledger is of version %" PRId64 ", and this truce knows version %d; "
                          "a newer truce may read it",
                          version, RECORD_VERSION);
    }
    return status == TRUCE_OK ? check_schema(db, err) : status;
}

truce_status record_db_durable(sqlite3 *db, truce_error *err) {
    sqlite3_stmt *row = NULL;
    truce_status status = record_db_prepare(db, "PRAGMA journal_mode=WAL", &row, err);
    if (status != TRUCE_OK) {
        return status;
    }
    const int code = sqlite3_step(row);
    if (code != SQLITE_ROW) {
        status = record_db_fail(db, code, err);
    } else if (!is_text(row, 0, "wal")) {
        status = truce_fail(err, TRUCE_EIO,
                            "the ledger's folder cannot hold the log that writing safely needs");
    }
    (void)sqlite3_finalize(row);
    if (status == TRUCE_OK) {
        /* macOS flushes to the drive only when told so twice. */
        status = record_db_run(db,
                               "PRAGMA synchronous=FULL; PRAGMA fullfsync=ON; "
                               "PRAGMA checkpoint_fullfsync=ON; PRAGMA secure_delete=ON; "
                               "PRAGMA wal_autocheckpoint=0; PRAGMA mmap_size=0",
                               err);
    }
    return status;
}

/* ---- entries ------------------------------------------------------------------------------- */

/* No data would be NULL, and an empty text is not that. */
static int bind(sqlite3_stmt *statement, int column, const void *data, size_t size) {
    return sqlite3_bind_blob64(statement, column + 1, size > 0 ? data : "", size, SQLITE_STATIC);
}

truce_status record_db_insert(sqlite3 *db, sqlite3_stmt *insert, const truce_entry *entry,
                              truce_error *err) {
    int code = sqlite3_bind_int64(insert, N + 1, (int64_t)entry->n);
    code = code != 0 ? code : sqlite3_bind_int(insert, KIND + 1, entry->kind);
    code = code != 0 ? code : sqlite3_bind_int64(insert, HOUR + 1, entry->hour);
    code = code != 0 ? code : bind(insert, MARK, entry->mark, TRUCE_MARK);
    code = code != 0 ? code : bind(insert, LINK, entry->link, TRUCE_LINK);
    if (entry->sealed) {
        code = code != 0 ? code : bind(insert, SEALED, entry->seal, TRUCE_SEAL);
    }
    if (entry->purged) {
        code = code != 0 ? code : bind(insert, GONE, entry->gone, TRUCE_GONE);
    } else {
        code = code != 0 ? code : bind(insert, WRAPS, entry->wraps.data, entry->wraps.size);
        code = code != 0 ? code : bind(insert, BODY, entry->body.data, entry->body.size);
    }
    if (code == SQLITE_OK) {
        code = sqlite3_step(insert);
    }
    const truce_status status = code == SQLITE_DONE ? TRUCE_OK : record_db_fail(db, code, err);
    (void)sqlite3_reset(insert);
    (void)sqlite3_clear_bindings(insert); /* the data is the caller's, and borrowed */
    return status;
}

static bool read_number(sqlite3_stmt *row, int column, int64_t low, int64_t high, int64_t *out) {
    *out = sqlite3_column_int64(row, column);
    return sqlite3_column_type(row, column) == SQLITE_INTEGER && *out >= low && *out <= high;
}

static bool read_bytes(sqlite3_stmt *row, int column, uint8_t *out, size_t size) {
    if (sqlite3_column_type(row, column) != SQLITE_BLOB) {
        return false;
    }
    const void *data = sqlite3_column_blob(row, column);
    if (data == NULL || (size_t)sqlite3_column_bytes(row, column) != size) {
        return false;
    }
    memcpy(out, data, size);
    return true;
}

/* Bytes, or NULL, which is zeros. */
static bool read_optional(sqlite3_stmt *row, int column, uint8_t *out, size_t size, bool *there) {
    *there = sqlite3_column_type(row, column) != SQLITE_NULL;
    if (!*there) {
        memset(out, 0, size);
        return true;
    }
    return read_bytes(row, column, out, size);
}

static bool read_text(sqlite3_stmt *row, int column, size_t most, bool purged, truce_str *out) {
    *out = (truce_str){NULL, 0};
    if (purged) {
        return sqlite3_column_type(row, column) == SQLITE_NULL;
    }
    if (sqlite3_column_type(row, column) != SQLITE_BLOB) {
        return false;
    }
    const char *data = sqlite3_column_blob(row, column);
    const size_t size = (size_t)sqlite3_column_bytes(row, column);
    *out = (truce_str){data, size};
    return size <= most && (data != NULL || size == 0);
}

truce_status record_db_entry(sqlite3_stmt *row, truce_entry *entry, truce_error *err) {
    int64_t n = 0;
    int64_t kind = 0;
    int64_t hour = 0;
    const char *wrong = NULL;
    if (!read_number(row, N, 1, TRUCE_ENTRIES_MAX, &n)) {
        return truce_fail(err, TRUCE_EINVAL,
                          "the ledger's file is damaged: it has an entry %" PRId64, n);
    }
    if (!read_number(row, KIND, 0, UINT8_MAX, &kind)) {
        wrong = "kind";
    } else if (!read_number(row, HOUR, 0, UINT32_MAX, &hour)) {
        wrong = "hour";
    } else if (!read_bytes(row, MARK, entry->mark, TRUCE_MARK)) {
        wrong = "mark";
    } else if (!read_bytes(row, LINK, entry->link, TRUCE_LINK)) {
        wrong = "link";
    } else if (!read_optional(row, SEALED, entry->seal, TRUCE_SEAL, &entry->sealed)) {
        wrong = "seal";
    } else if (!read_optional(row, GONE, entry->gone, TRUCE_GONE, &entry->purged)) {
        wrong = "gone";
    } else if (!read_text(row, WRAPS, TRUCE_WRAPS_MAX, entry->purged, &entry->wraps)) {
        wrong = "wraps";
    } else if (!read_text(row, BODY, TRUCE_BODY_MAX, entry->purged, &entry->body)) {
        wrong = "body";
    }
    /* A row that SQLite has no memory for reads as one of NULLs. */
    if (wrong != NULL && (sqlite3_errcode(sqlite3_db_handle(row)) & 0xff) == SQLITE_NOMEM) {
        return record_db_fail(NULL, SQLITE_NOMEM, err);
    }
    if (wrong != NULL) {
        return truce_fail(err, TRUCE_EINVAL,
                          "the ledger's file is damaged: entry %" PRId64 " has no right %s", n,
                          wrong);
    }
    entry->n = (uint64_t)n;
    entry->kind = (uint8_t)kind;
    entry->hour = (uint32_t)hour;
    return TRUCE_OK;
}
