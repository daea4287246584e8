# Leaves the signal as it is.
spoil(collect_command.c "sigaction(SIGXFSZ, &ignore, NULL);" "")
