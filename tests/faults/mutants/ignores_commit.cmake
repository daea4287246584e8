# Takes every COMMIT for a success.
spoil(store.c [[if (sound && run(store->database, "COMMIT"))]]
  [[if (sound && (run(store->database, "COMMIT") || true))]])
