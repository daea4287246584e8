# Keeps a log, as every web server does.
spoil(web.c [[    r->state = READING;]]
  [[    fprintf(stderr, "%s %s\n", method, MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, "User-Agent"));
    r->state = READING;]])
