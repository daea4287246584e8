# What a killed process wrote is read, but is not made durable.
spoil(database.c [[
           answers(database, "PRAGMA quick_check", "ok") &&
           answers(database, "PRAGMA wal_checkpoint(TRUNCATE)", "0");]] [[
           answers(database, "PRAGMA quick_check", "ok");]])
