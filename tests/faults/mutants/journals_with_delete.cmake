# A commit is then an unlink, which nobody syncs. (With exclusive locking SQLite would
# overwrite and sync the journal instead.)
spoil(database.c [["PRAGMA journal_mode = WAL", "wal"]]
  [["PRAGMA journal_mode = DELETE", "delete"]])
spoil(database.c "PRAGMA locking_mode = EXCLUSIVE" "PRAGMA locking_mode = NORMAL")
