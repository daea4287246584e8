# Takes every COMMIT for a success.
spoil(store.c [[return sound && run(store->database, "COMMIT");]]
  [[return sound && (run(store->database, "COMMIT") || true);]])
