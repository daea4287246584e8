# "NORMAL is enough in WAL mode."
spoil(database.c "PRAGMA synchronous = FULL" "PRAGMA synchronous = NORMAL")
