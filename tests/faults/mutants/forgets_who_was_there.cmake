# Keeps sessions in memory only.
spoil(collect_command.c "if (peil_store_replay(v->web.runner.store, &replay, v->diag)) {"
  "if (replay.context) {")
