#!/bin/sh
# Every English sentence of the code has its Dutch: tests/words.sh SOURCE_DIR
set -eu
cd "$1"
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
find questionnaires collect analyze reports peil.c rooms.c -name '*.c' |
    xargs xgettext --keyword=_ --keyword=N_ --from-code=UTF-8 --no-location -o "$made/peil.pot"
# Command tables keep their msgids in .summary and .about; _() translates them later.
msgfmt --check --statistics -o /dev/null questionnaires/base/nl.po
msgmerge --quiet --no-fuzzy-matching questionnaires/base/nl.po "$made/peil.pot" -o "$made/nl.po"
if missing=$(msgattrib --untranslated --no-wrap "$made/nl.po" | grep '^msgid' | grep -v 'msgid ""$'); then
    echo "Without Dutch in questionnaires/base/nl.po:"
    echo "$missing"
    exit 1
fi
