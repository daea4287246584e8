#!/bin/sh
# clang-tidy finds nothing: tests/tidy.sh SOURCE_DIR PEIL [deep] (the build has the commands)
# Following every call as far as it goes takes minutes on two cores, nearly all of it in
# the analyzer. The test follows them less far, in a fifth of the time; `deep`, by hand,
# all the way.
set -eu
command -v clang-tidy >/dev/null || { echo "clang-tidy is not installed"; exit 77; }
shallow='--extra-arg=-Xclang --extra-arg=-analyzer-config --extra-arg=-Xclang --extra-arg=mode=shallow'
[ "${3:-}" != deep ] || shallow=
cd "$1"
find peil.c rooms.c questionnaires collect analyze reports -name '*.c' |
    xargs -P "$(nproc)" -n 4 clang-tidy -p "$(dirname "$2")" --quiet --warnings-as-errors='*' $shallow \
        2>/dev/null
