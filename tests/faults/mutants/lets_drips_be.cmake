# Has no deadline: the library's own knows idle time only.
spoil(guard.c "!c->used || c->shut ||" "true ||")
