# The files that are compiled in: room, file, name.
