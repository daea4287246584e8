#!/bin/sh
# The code stands as .clang-format says: tests/format.sh SOURCE_DIR
set -eu
cd "$1"
find peil.c rooms.c questionnaires collect analyze reports tests -name '*.[ch]' |
    xargs clang-format --dry-run --Werror
