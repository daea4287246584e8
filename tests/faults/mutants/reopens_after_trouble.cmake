# Opens the store again after a failed commit, and so finds what it refused.
spoil(store.c "peil_database_mend(store->database)"
  "((void)!peil_database_close(store->database), (store->database = peil_database_open(
     store->path, peil_visit_schema, peil_diag_new(store->arena))) != NULL)")
