#!/bin/sh
# clang-tidy finds nothing: tests/tidy.sh SOURCE_DIR PEIL (the build has the commands)
set -eu
cd "$1"
find peil.c questionnaires collect analyze reports -name '*.c' |
    xargs -P "$(nproc)" -n 4 clang-tidy -p "$(dirname "$2")" --quiet --warnings-as-errors='*' 2>/dev/null
