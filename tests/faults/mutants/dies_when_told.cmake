# Ends at once, without closing the store.
spoil(collect_command.c "    sigaddset(&signals, SIGTERM);\n" "")
